"""What if: other orders at one turn of a recorded game, and the rest played on, many times over.

**The dice.** A roll is a pure function of the game's seed, the turn and the name of the thing rolled for
(R13), so a branch is the state in which the orders of turn T were written, with another seed put in its
place: from the moment those orders are in, every die and card of the game falls anew, and whatever was
dealt or decided before (secrets, private stakes, contracts, waiting choices) stays what it was. Salts would
be no help: they re-roll one thing by name, and its name must be known beforehand. Dice of turn T itself
fall anew too, because an order is to be judged by what could be known when it was written. Branch 0 keeps
the game's own seed, so it has the very dice that fell; branch n has `branch_seed(seed, T, n)`.

**The pair.** Every branch is played twice on the same seed, as ordered and changed. A die that both make
has the same name and so falls alike; what differs is what the change did. Differences are therefore taken
branch by branch, and their intervals are over branches 1 to N. Branch 0 is shown apart, beside the game.

**Who plays on.** Bots keep their own seeds, so they are the same characters in every branch, and they live
through the recorded turns first, so that they know what they knew. People are stood in for by a bot. So
intervals speak of the luck of the dice, with these players; not of other players. Recorded sheets are kept
order by order as long as each is legal; where the record has no more, bots write. What the facilitator did
in later turns is done again in every branch, where it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from typing import Any, Final

from attrs import field, frozen

from game.acts import ImpossibleAct, carried_out
from game.headless.pool import MOST_JOBS, Work, together
from game.headless.relived import NoSuchTurn, new_player, those_asked, twin
from game.players.asking import ask, dismiss
from game.players.base import Player
from game.record import Record, Step, playable, steps
from game.seating import remind
from game.session import PERSON
from rules.dice import word
from rules.fingerprint import digest
from rules.journal import Fact, Faulted, Journal, RungMoved
from rules.legality import lawful
from rules.observation import observe
from rules.orders import OrderSheet
from rules.reckoning import outcome
from rules.sampling import SEEDS
from rules.state import State
from rules.terms import POWERS, Ending, Power, Purpose
from rules.turn import adjudicate_lawful

STAND_IN: Final = "calibrated"
"""Who plays on for a person."""

Sheets = Mapping[Power, OrderSheet]
Peaks = tuple[int, ...]


class Then(Enum):
    """What the seats do after the turn that is changed."""

    BOTS = "bots"
    RECORDED = "recorded"


@frozen
class Plan:
    """What is asked: the turn, the sheets that are other ones, what comes then, who plays on, how often."""

    turn: int
    sheets: Sheets
    then: Then = Then.BOTS
    seats: Mapping[Power, str] = field(factory=dict)
    games: int = 50
    jobs: int = 1


@frozen
class Branch:
    """A game that went another way from turn T: how it ended, what each seat scored, how high it went.

    `peaks` are the highest rungs by flashpoint over the whole game, `digests` the states after turn T and
    each later one, `left_out` counts recorded orders that were not legal any more, `faults` those of players.
    """

    number: int
    seed: int
    ending: Ending
    turns: int
    scores: tuple[int, int, int, int]
    peaks: Peaks
    digests: tuple[str, ...]
    left_out: int = 0
    faults: int = 0


@frozen
class Pair:
    """A branch as ordered and changed, on the same dice."""

    kept: Branch
    changed: Branch


@frozen
class Real:
    """The recorded game: ending and scores are None where it is unfinished."""

    ending: Ending | None
    turns: int
    scores: tuple[int, int, int, int] | None
    peaks: Peaks


@frozen
class WhatIf:
    """An answer: the recorded game, the pair on the dice that fell, and the pairs on other dice."""

    plan: Plan
    real: Real
    same_dice: Pair
    pairs: tuple[Pair, ...]


def branch_seed(seed: int, turn: int, number: int) -> int:
    """Return the seed of a branch; the branch without a number keeps the game's own."""
    return word(seed, turn, Purpose.DRAW, f"what if {number}") % SEEDS if number else seed


def what_if(
    record: Record,
    plan: Plan,
    data: Mapping[str, Any] | None = None,
    watch: Callable[[Iterable[Pair]], Iterable[Pair]] = iter,
) -> WhatIf:
    """Answer a question; raise NoSuchTurn, DamagedRecord or UnusablePlayer. `watch` may show progress."""
    trunk = Trunk(record, plan, data)
    first, *others = watch(_pairs(trunk, record, data))
    return WhatIf(plan, trunk.real, first, tuple(others))


def _pairs(trunk: Trunk, record: Record, data: Mapping[str, Any] | None) -> Iterator[Pair]:
    """Play the branches and hand them over by number, from 0 to the number asked for."""
    plan = trunk.plan
    numbers, jobs = range(plan.games + 1), min(plan.jobs, plan.games, MOST_JOBS)
    return _together(record, plan, data, numbers, jobs) if jobs > 1 else map(trunk.pair, numbers)


def _together(
    record: Record, plan: Plan, data: Mapping[str, Any] | None, numbers: Iterable[int], jobs: int
) -> Iterator[Pair]:
    return together(Work(_begin, (record, plan, data), _pair, "branch {}".format), numbers, jobs)


_trunks: Final[list[Trunk]] = []


def _begin(record: Record, plan: Plan, data: Mapping[str, Any] | None) -> None:
    _trunks[:] = [Trunk(record, plan, data)]


def _pair(number: int) -> Pair:
    return _trunks[0].pair(number)


# ---------- the trunk and its branches ----------


class Trunk:
    """A recorded game up to the orders of the turn asked about, from which branches grow."""

    def __init__(self, record: Record, plan: Plan, data: Mapping[str, Any] | None = None) -> None:
        """Play the record again; raise NoSuchTurn where the turn is none of it."""
        if not 1 <= plan.turn <= len(record.turns):
            raise NoSuchTurn(plan.turn, len(record.turns))
        self.plan = plan
        self.scenario = playable(record, data)
        self.seed = record.seed
        self.recorded: tuple[Sheets, ...] = tuple(line.sheets for line in record.turns)
        self.names = who_plays_on(record, plan)
        self.players = {power: new_player(name, power, record.seed) for power, name in self.names.items()}
        played = self._live_through(record)
        self.state = played[plan.turn - 1].before
        self.acts = tuple(tuple(done.act for done in step.acts) for step in played)
        self.real = _real(played)
        self.peaks = _peaks(played[: plan.turn - 1], self.state)

    def pair(self, number: int) -> Pair:
        """Return a branch as ordered and changed."""
        recorded = self.recorded[self.plan.turn - 1]
        return Pair(self.branch(number, recorded), self.branch(number, {**recorded, **self.plan.sheets}))

    def branch(self, number: int, sheets: Sheets, told: list[tuple[Fact, ...]] | None = None) -> Branch:
        """Return the game that goes on from these sheets, on the dice of a branch; tell its facts by turn."""
        players = {
            power: twin(player, self.names[power], power, self.seed) for power, player in self.players.items()
        }
        state = self.state.copy()
        state.seed = branch_seed(self.seed, self.plan.turn, number)
        try:
            return _Growth(self, number, state, players, told).grow(sheets)
        finally:
            for player in players.values():
                dismiss(player)

    def kept(self, turn: int) -> Sheets | None:
        """Return the recorded sheets that a turn begins with, if they are to be kept and there are any."""
        if self.plan.then is Then.RECORDED and turn <= len(self.recorded):
            return self.recorded[turn - 1]
        return None

    def acted(self, state: State) -> State:
        """Return the state in which orders are written: after the recorded acts that can be done."""
        for act in self.acts[state.turn - 1] if state.turn <= len(self.acts) else ():
            with suppress(ImpossibleAct):
                state = carried_out(state, act).after
        return state

    def _live_through(self, record: Record) -> list[Step]:
        """Play the record again, let the bots of the house live through it, and return the turns that stand.

        What was taken back is lived through as well: who sat there remembers it.
        """
        standing = [id(line) for line in record.turns]
        asked, over, played = standing[self.plan.turn - 1], False, list[Step]()
        for step in steps(record, self.scenario):
            line = id(record.lines[step.line - 1])
            if not over:
                remind(those_asked(self.players, self.names, step), step.before)
            over = over or line == asked
            if line in standing:
                played.append(step)
        return played


class _Growth:
    """A branch while it grows."""

    def __init__(
        self,
        trunk: Trunk,
        number: int,
        state: State,
        players: dict[Power, Player],
        told: list[tuple[Fact, ...]] | None,
    ) -> None:
        self.trunk = trunk
        self.number = number
        self.state = state
        self.seed = state.seed
        self.players = players
        self.told = told
        self.unseen: list[State] = []
        self.peaks = list(trunk.peaks)
        self.digests: list[str] = []
        self.left_out = self.faults = 0

    def grow(self, sheets: Sheets) -> Branch:
        """Play from these sheets to the end."""
        self._turn({power: self._legal(power, sheets) for power in POWERS}, Journal())
        while self.state.commons.ending is None:
            journal = Journal()
            self.state = self.trunk.acted(self.state)
            self.peaks = list(map(max, self.peaks, _reached((), self.state)))
            self._turn(self._sheets(journal), journal)
        ended = outcome(self.state)
        assert ended is not None
        one, two, three, four = (score.total for score in ended.scores)
        return Branch(
            self.number,
            self.seed,
            ended.ending,
            ended.turn,
            (one, two, three, four),
            tuple(self.peaks),
            tuple(self.digests),
            self.left_out,
            self.faults,
        )

    def _turn(self, sheets: Sheets, journal: Journal) -> None:
        self.state = adjudicate_lawful(self.state, sheets, journal).state
        self.peaks = list(map(max, self.peaks, _reached(journal.facts, self.state)))
        self.digests.append(digest(self.state))
        if self.told is not None:
            self.told.append(tuple(journal.facts))

    def _sheets(self, journal: Journal) -> Sheets:
        """Return what the seats order: what is recorded if that is kept, else what their bots write."""
        recorded = self.trunk.kept(self.state.turn)
        if recorded is None:
            for state in self.unseen:
                remind(self.players, state)
            self.unseen.clear()
            return {power: self._asked(power, journal) for power in POWERS}
        self.unseen.append(self.state)
        return {power: self._legal(power, recorded) for power in POWERS}

    def _legal(self, power: Power, sheets: Sheets) -> OrderSheet:
        sheet = sheets.get(power, OrderSheet(power))
        if not sheet.orders:
            return sheet
        fair, refused = lawful(observe(self.state, power), sheet)
        self.left_out += len(refused)
        return fair

    def _asked(self, power: Power, journal: Journal) -> OrderSheet:
        sheet, faults = ask(self.players[power], self.state, power)
        for fault in faults:
            journal.tell(Faulted, power, fault)
        self.faults += len(faults)
        return sheet


def who_plays_on(record: Record, plan: Plan) -> dict[Power, str]:
    """Return the name of each seat's player after the turn asked about."""
    names = {**record.seats_at(plan.turn), **plan.seats}
    return {power: STAND_IN if names[power] == PERSON else names[power] for power in POWERS}


# ---------- how high it went ----------


def _real(played: list[Step]) -> Real:
    last = played[-1].after
    ended = outcome(last)
    scores = None
    if ended is not None:
        one, two, three, four = (score.total for score in ended.scores)
        scores = (one, two, three, four)
    return Real(last.commons.ending, len(played), scores, _peaks(played, last))


def _peaks(played: Iterable[Step], state: State) -> Peaks:
    """Return the highest rung of each flashpoint in some turns and the state after them."""
    highest = [each.rung for each in state.commons.flashpoints]
    for step in played:
        before = (each.rung for each in step.before.commons.flashpoints)
        highest = list(map(max, highest, before, _reached(step.journal.facts, step.after)))
    return tuple(highest)


def _reached(facts: Iterable[Fact], after: State) -> list[int]:
    """Return how high each flashpoint went in a turn."""
    rungs = [each.rung for each in after.commons.flashpoints]
    places = after.world.flashpoint_index
    for fact in facts:
        if isinstance(fact, RungMoved):
            place = places[fact.flashpoint]
            rungs[place] = max(rungs[place], fact.after)
    return rungs
