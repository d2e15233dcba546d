"""The game record, played again and verified; `game.record_reading` tells its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any, Final

from attrs import field, frozen

from game.acts import Acted, ImpossibleAct, carried_out
from game.codec import (
    ActLine,
    BackLine,
    EndLine,
    FaultLine,
    SeatLine,
    SheetLine,
    TurnLine,
    WithdrawLine,
)
from game.content import (
    ContentError,
    scenario_digest,
    scenario_from_plain,
    scenario_names,
    scenario_plain,
)
from game.course import Course, fallen
from game.record_reading import START, DamagedRecord, OtherRules, Record, from_lines, link, load
from game.record_writing import Recorder, RecordFile, write_record
from rules import VERSION
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Faulted, Journal
from rules.orders import OrderSheet
from rules.reckoning import outcome
from rules.state import State
from rules.terms import Power
from rules.turn import adjudicate, new_game

__all__ = [
    "START",
    "DamagedRecord",
    "OtherRules",
    "Past",
    "Record",
    "RecordFile",
    "Recorder",
    "Step",
    "Verification",
    "from_lines",
    "link",
    "load",
    "playable",
    "relived",
    "replay",
    "scenario_of",
    "shared_scenario",
    "steps",
    "verify",
    "write_record",
]


@frozen
class Step:
    """A turn played again: the number of its line, the states before and after, sheets and journal.

    The state before is that in which orders were written, with the acts done in it. Who sat where is told
    by name, and whose sheets were committed: there no bot was asked.
    """

    line: int
    turn: int
    before: State
    sheets: Mapping[Power, OrderSheet]
    after: State
    journal: Journal
    acts: tuple[Acted, ...] = ()
    seats: Mapping[Power, str] = field(factory=dict)
    committed: tuple[Power, ...] = ()


@frozen
class Verification:
    """Whether a record is what the rules make of its scenario, seed and sheets, and in words."""

    ok: bool
    turns: int
    message: str


def scenario_of(record: Record, data: Mapping[str, Any] | None = None) -> Scenario:
    """Return the scenario of a record from its own data, else the data given, else by its name."""
    name, theirs = record.scenario, record.header.scenario_digest
    try:
        data = record.header.data or data or _data_by_name(name)
        ours = scenario_digest(data)
        if theirs != ours:
            raise DamagedRecord(1, f"'{name}' is {ours} here, but {theirs or 'unknown'} in the record")
        scenario = shared_scenario(data, ours)
    except ContentError as error:
        raise DamagedRecord(1, f"the scenario '{name}' cannot be played: {error.faults[0]}") from None
    except UnicodeEncodeError:
        raise DamagedRecord(1, f"the scenario '{name}' is not all text") from None
    if scenario.name != name:
        raise DamagedRecord(1, f"the scenario is called '{scenario.name}', not '{name}'")
    return scenario


def _data_by_name(name: str) -> dict[str, Any]:
    if name not in scenario_names():
        raise DamagedRecord(1, f"the scenario '{name}' is not here, and the record does not hold it")
    return scenario_plain(name)


def shared_scenario(data: Mapping[str, Any], known_as: str) -> Scenario:
    """Return the scenario of merged data, one for all games and records of a digest; raise ContentError."""
    with _sharing:
        found = _scenarios.pop(known_as, None) or scenario_from_plain(data)
        _scenarios[known_as] = found
        if len(_scenarios) > SCENARIOS:
            del _scenarios[next(iter(_scenarios))]
    return found


SCENARIOS: Final = 8
"""How many scenarios are remembered, those used last."""

_scenarios: Final[dict[str, Scenario]] = {}
_sharing: Final = Lock()


def playable(record: Record, data: Mapping[str, Any] | None = None) -> Scenario:
    """Return the scenario of a record that can be played again; raise OtherRules where it cannot."""
    if record.header.rules != VERSION:
        raise OtherRules(record.header.rules)
    return scenario_of(record, data)


def steps(record: Record, scenario: Scenario) -> Iterator[Step]:
    """Play every turn again, those taken back too; raise DamagedRecord where the record says otherwise."""
    past = Past(record, scenario)
    for number in range(1, len(record.lines) + 1):
        step = past.live(number)
        if step is not None:
            yield step


class Past:
    """A record lived through again line by line: the turns that stand, the sheets in, and who sits where."""

    def __init__(self, record: Record, scenario: Scenario) -> None:
        self.record = record
        self.course = Course(new_game(scenario, record.seed))
        self.seats = dict(record.header.seats)
        self.sheets: dict[Power, OrderSheet] = {}
        self._faults = Journal()

    def live(self, number: int) -> Step | None:
        """Live through the next line, numbered from 1; return the turn if it is one."""
        line = self.record.lines[number - 1]
        match line:
            case SheetLine(_, power):
                self.sheets[power] = line.sheet
            case WithdrawLine(_, power):
                self.sheets.pop(power, None)
            case SeatLine(_, power, player):
                self.seats[power] = player
            case FaultLine(_, power, reason):
                self._faults.tell(Faulted, power, reason)
            case ActLine():
                self._act(number, line)
            case BackLine(turn, _, acts):
                self.course.back(turn, acts)
                self._cleared()
            case TurnLine():
                return self._turn(number, line)
            case EndLine():
                _same_end(number, line, self.course.state)
        return None

    def _act(self, number: int, line: ActLine) -> None:
        """Do a recorded act again; a note changes nothing."""
        if line.act is None:
            return
        try:
            done = carried_out(self.course.state, line.act)
        except ImpossibleAct as error:
            raise DamagedRecord(number, f"an act that cannot be done: {error}") from None
        if digest(done.after) != line.digest:
            reason = f"the act of turn {line.turn} ends in state {digest(done.after)}, not in {line.digest}"
            raise DamagedRecord(number, reason)
        self.course.act(done)
        for power in fallen(done.after, self.sheets):
            del self.sheets[power]

    def _turn(self, number: int, line: TurnLine) -> Step:
        """Adjudicate a recorded turn again."""
        before, journal = self.course.state, self._faults
        if before.commons.ending is not None:
            raise DamagedRecord(number, f"turn {line.turn} was played after the game had ended")
        after = adjudicate(before, line.sheets, journal).state
        if digest(after) != line.digest:
            reason = f"turn {line.turn} ends in state {digest(after)}, not in {line.digest}"
            raise DamagedRecord(number, reason)
        acts, seats, committed = self.course.acts, dict(self.seats), tuple(self.sheets)
        self.course.settle(after)
        self._cleared()
        return Step(number, line.turn, before, line.sheets, after, journal, acts, seats, committed)

    def _cleared(self) -> None:
        self.sheets.clear()
        self._faults = Journal()


def _same_end(number: int, line: EndLine, state: State) -> None:
    result = outcome(state)
    if result is None:
        raise DamagedRecord(number, "the game had not ended")
    scores = {each.power: each.total for each in result.scores}
    if (line.turn, line.ending, line.scores) != (result.turn, result.ending, scores):
        said = ", ".join(f"{power.key} {total}" for power, total in scores.items())
        reason = f"this is not how it ended: turn {result.turn}, {result.ending.key}, {said}"
        raise DamagedRecord(number, reason)


def replay(
    record: Record, on_turn: Callable[[Step], object] | None = None, data: Mapping[str, Any] | None = None
) -> State:
    """Play the turns that stand again, tell of each, and return the last state."""
    return relived(record, on_turn, data).course.state


def relived(
    record: Record, on_turn: Callable[[Step], object] | None = None, data: Mapping[str, Any] | None = None
) -> Past:
    """Live through a record to its end, tell of each turn that stands, and return all that stands."""
    standing = {id(line) for line in record.turns}
    past = Past(record, playable(record, data))
    for number, line in enumerate(record.lines, 1):
        step = past.live(number)
        if step is not None and on_turn is not None and id(line) in standing:
            on_turn(step)
    return past


def verify(record: Record, data: Mapping[str, Any] | None = None) -> Verification:
    """Play every turn again and say whether scenario, states and scores are those recorded."""
    turns = 0
    try:
        for _ in steps(record, playable(record, data)):
            turns += 1
    except DamagedRecord as damage:
        return Verification(False, turns, f"not verified: {damage}")
    if record.torn:
        message = f"{turns} turns agree, but the last line is torn and does not count"
        return Verification(False, turns, message)
    return Verification(True, turns, f"verified: {turns} turns agree{'' if record.end else ', unfinished'}")
