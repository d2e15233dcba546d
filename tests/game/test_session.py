"""A session keeps what was done: killed at any byte, it resumes at the same turn with the same sheets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.codec import FaultLine, MessageLine, TurnLine
from game.content import scenario_plain
from game.players import registry
from game.players.base import Desk, Player
from game.players.random_bot import RandomBot
from game.record import DamagedRecord, OtherRules, load, replay, verify
from game.session import PERSON, Refused, Session, SessionError
from rules import POWERS, OrderSheet, Power, digest, observe
from rules.journal import Faulted, Journal, redact
from rules.observation import Observation, hidden_areas
from rules.orders import SetDial
from rules.state import State

NAME = "turning_the_corner"
ONE_PERSON = {Power.US: "idle", Power.CHINA: "random", Power.DPRK: "idle"}
BOTS = dict.fromkeys(POWERS, "random")


def random_sheet(state: State, power: Power, seed: int) -> OrderSheet:
    bot = RandomBot()
    bot.begin(power, seed)
    seen = observe(state, power)
    return bot.choose(seen, Desk(seen))


def some_sheet(session: Session, power: Power) -> OrderSheet:
    """Return a legal sheet that is not empty."""
    sheets = (random_sheet(session.state, power, seed) for seed in range(100))
    return next(sheet for sheet in sheets if sheet.orders)


def play(session: Session, turns: int) -> None:
    for _ in range(turns):
        for power in session.waiting:
            session.commit(some_sheet(session, power))
        session.adjudicate()


OPEN: list[Session] = []


@pytest.fixture(autouse=True)
def _closed_after_the_test() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def start(
    scenario: str, seats: dict[Power, str], seed: int, path: Path | None = None, make: Any = registry.make
) -> Session:
    OPEN.append(Session.start(scenario, seats, seed, path, make))
    return OPEN[-1]


def resume(path: Path) -> Session:
    OPEN.append(Session.resume(path))
    return OPEN[-1]


class Rogue:
    """A player that misbehaves in a way of the test's choosing."""

    name = "rogue"

    def __init__(self, way: str) -> None:
        self.way = way

    def begin(self, power: Power, seed: int) -> None:
        pass

    def choose(self, observation: Observation, desk: Desk) -> Any:
        if self.way == "breaks":
            raise ZeroDivisionError("no way out")
        if self.way == "nothing":
            return None
        if self.way == "cheats":
            observation.sheet.treasury += 10**9
            observation.commons.cohesion = 0
            return OrderSheet(Power.JAPAN, (SetDial(99999),))
        return OrderSheet(observation.power, (SetDial(99999),))


def with_rogue(way: str) -> Any:
    def make(name: str) -> Player:
        return Rogue(way) if name == "rogue" else registry.make(name)

    return make


# ---------- sheets ----------


def test_a_seat_that_nobody_else_fills_waits_for_a_person() -> None:
    session = start(NAME, ONE_PERSON, 7)
    assert session.seats[Power.JAPAN] == PERSON
    assert session.waiting == (Power.JAPAN,)
    with pytest.raises(SessionError, match="turn 1 waits for japan"):
        session.adjudicate()


def test_a_committed_sheet_is_kept_replaced_and_withdrawn(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, ONE_PERSON, 7, path)
    sheet = some_sheet(session, Power.JAPAN)
    session.commit(OrderSheet(Power.JAPAN))
    session.commit(sheet)
    assert session.sheets == {Power.JAPAN: sheet}
    assert resume(path).sheets == {Power.JAPAN: sheet}
    session.withdraw(Power.JAPAN)
    assert session.waiting == (Power.JAPAN,)
    assert resume(path).sheets == {}
    with pytest.raises(SessionError, match="japan has no sheet in"):
        session.withdraw(Power.JAPAN)


def test_an_illegal_sheet_is_refused_with_the_violation_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, ONE_PERSON, 7, path)
    before = path.read_bytes()
    with pytest.raises(Refused, match="dial 99999: ") as caught:
        session.commit(OrderSheet(Power.JAPAN, (SetDial(99999),)))
    assert [order for order, _ in caught.value.refused] == [SetDial(99999)]
    assert session.waiting == (Power.JAPAN,)
    assert path.read_bytes() == before


def test_a_sheet_committed_for_a_bots_seat_stands_in_for_the_bot() -> None:
    session = start(NAME, {**ONE_PERSON, Power.JAPAN: "rogue"}, 7, make=with_rogue("breaks"))
    session.commit(OrderSheet(Power.JAPAN))
    journal = session.adjudicate()
    assert not any(isinstance(fact, Faulted) for fact in journal.facts)


# ---------- turns ----------


def test_a_game_of_bots_runs_to_its_end_and_verifies(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, BOTS, 3, path)
    while session.outcome is None:
        session.adjudicate()
    record = load(path)
    assert verify(record).ok
    assert record.end is not None
    assert record.end.scores == {each.power: each.total for each in session.outcome.scores}
    assert digest(replay(record)) == digest(session.state)
    assert len(session.journals) == len(record.turns) == session.turn
    for refused in (session.adjudicate, lambda: session.commit(OrderSheet(Power.JAPAN))):
        with pytest.raises(SessionError, match="the game ended"):
            refused()


def test_a_game_that_is_not_kept_is_the_same_game(tmp_path: Path) -> None:
    kept, loose = start(NAME, BOTS, 3, tmp_path / "game.jsonl"), start(NAME, BOTS, 3)
    for _ in range(3):
        kept.adjudicate()
        loose.adjudicate()
    assert digest(kept.state) == digest(loose.state)


@pytest.mark.parametrize("way", ["breaks", "nothing", "cheats", "illegal"])
def test_a_fault_of_a_bot_costs_its_orders_and_is_written_down(way: str, tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    seats = {**BOTS, Power.CHINA: "rogue"}
    session = start(NAME, seats, 3, path, with_rogue(way))
    journal = session.adjudicate()
    faults = [fact for fact in journal.facts if isinstance(fact, Faulted)]
    record = load(path)
    assert [line.power for line in record.lines if isinstance(line, FaultLine)] == [Power.CHINA]
    assert [(fact.power, bool(fact.reason)) for fact in faults] == [(Power.CHINA, True)]
    assert record.turns[0].sheets[Power.CHINA].orders == ()
    assert verify(record).ok
    told: list[Journal] = []
    replay(record, lambda step: told.append(step.journal))
    assert told[0].facts == journal.facts


def test_a_power_reads_only_its_own_news() -> None:
    session = start(NAME, BOTS, 3)
    session.adjudicate()
    for power in POWERS:
        hidden = hidden_areas(session.state.world, power)
        assert session.news(power, 1) == redact(session.journals[0].facts, power, hidden)
    for turn in (0, 2):
        with pytest.raises(SessionError, match="has not been played"):
            session.news(Power.JAPAN, turn)


def test_an_observation_is_of_the_turn_being_ordered() -> None:
    session = start(NAME, BOTS, 3)
    session.adjudicate()
    assert session.observation(Power.DPRK) == observe(session.state, Power.DPRK)
    assert session.observation(Power.DPRK).turn == 2


# ---------- going back, and words ----------


def test_going_back_takes_up_the_turn_anew(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, ONE_PERSON, 7, path)
    play(session, 1)
    then = digest(session.state)
    play(session, 2)
    session.commit(OrderSheet(Power.JAPAN))
    session.rewind(2, "a wrong click")
    assert (session.turn, digest(session.state), len(session.journals)) == (2, then, 1)
    assert session.waiting == (Power.JAPAN,)
    play(session, 1)
    again = resume(path)
    assert (again.turn, digest(again.state)) == (3, digest(session.state))
    assert [line.turn for line in load(path).turns] == [1, 2]
    assert verify(load(path)).turns == 4
    for turn in (0, 4):
        with pytest.raises(SessionError, match="no turn"):
            session.rewind(turn, "nowhere")


def test_a_game_that_has_ended_can_go_back(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, BOTS, 3, path)
    while session.outcome is None:
        session.adjudicate()
    last = session.turn
    session.note("the debrief begins")
    session.rewind(last, "once more")
    assert (session.turn, session.outcome) == (last, None)
    assert load(path).end is None
    session.adjudicate()
    record = load(path)
    assert record.end is not None
    assert verify(record).ok
    assert digest(resume(path).state) == digest(session.state)


def test_acts_memos_and_messages_are_kept_and_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, ONE_PERSON, 7, path)
    session.note("a pause for lunch")
    session.memo(Power.JAPAN, "海を守る")
    session.message((Power.US,), "shall we?", Power.JAPAN)
    session.message((), "ten minutes left")
    play(session, 1)
    record = load(path)
    assert verify(record).ok
    said = [line for line in record.lines if isinstance(line, MessageLine)]
    assert [(line.sender, line.to) for line in said] == [(Power.JAPAN, (Power.US,)), (None, ())]
    quiet = start(NAME, ONE_PERSON, 7)
    play(quiet, 1)
    assert digest(quiet.state) == digest(session.state)


# ---------- going on ----------


def test_a_record_in_place_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    start(NAME, BOTS, 3, path).close()
    before = path.read_bytes()
    with pytest.raises(SessionError, match="is there already"):
        start(NAME, BOTS, 4, path)
    assert path.read_bytes() == before
    with pytest.raises(SessionError, match="cannot be written"):
        start(NAME, BOTS, 4, tmp_path / "nowhere" / "game.jsonl")


def test_an_unknown_player_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(registry.UnknownPlayer, match="did you mean 'random'"):
        start(NAME, {Power.JAPAN: "randon"}, 3, tmp_path / "game.jsonl")
    assert not list(tmp_path.iterdir())


def test_a_session_killed_at_any_byte_resumes_at_the_same_turn_with_the_same_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, {Power.CHINA: "idle", Power.DPRK: "idle"}, 7, path)
    known: list[tuple[int, int, str, dict[Power, OrderSheet]]] = []

    def know() -> None:
        known.append((path.stat().st_size, session.turn, digest(session.state), session.sheets))

    know()
    short = OrderSheet(Power.JAPAN, some_sheet(session, Power.JAPAN).orders[:1])
    for do in (
        lambda: session.commit(short),
        lambda: session.commit(OrderSheet(Power.US)),
        lambda: session.withdraw(Power.US),
        lambda: session.commit(OrderSheet(Power.US)),
        session.adjudicate,
        lambda: session.commit(OrderSheet(Power.US)),
        lambda: session.rewind(1, "once more"),
        lambda: session.commit(short),
    ):
        do()
        know()
    session.close()
    raw = path.read_bytes()
    monkeypatch.setattr("os.fsync", lambda handle: None)
    for length in range(known[0][0], len(raw) + 1):
        path.write_bytes(raw[:length])
        again = resume(path)
        # A line whose newline alone is missing is whole.
        _, turn, state, sheets = next(each for each in reversed(known) if each[0] - 1 <= length)
        assert (again.turn, digest(again.state), again.sheets) == (turn, state, sheets), length
        again.note("go on")
        again.close()
        if length % 16 == 0:
            assert verify(load(path)).ok
    for length in range(0, known[0][0] - 1, 997):
        path.write_bytes(raw[:length])
        with pytest.raises(DamagedRecord, match="no whole header"):
            resume(path)


def test_a_session_killed_before_the_end_was_written_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, BOTS, 3, path)
    while session.outcome is None:
        session.adjudicate()
    raw = path.read_bytes()
    path.write_bytes(raw[:-5])
    resume(path).close()
    assert path.read_bytes() == raw


def test_a_resumed_session_keeps_every_journal(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(NAME, BOTS, 3, path)
    play(session, 4)
    again = resume(path)
    assert [journal.facts for journal in again.journals] == [journal.facts for journal in session.journals]


def test_a_game_of_other_rules_is_not_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "game.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr("game.record_writing.VERSION", "0.0.9")
        start(NAME, BOTS, 3, path).close()
    with pytest.raises(OtherRules, match=r"0\.0\.9"):
        resume(path)


def test_an_interactive_record_holds_its_whole_scenario(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    play(start(NAME, BOTS, 3, path), 1)
    record = load(path)
    assert record.header.data == scenario_plain(NAME)
    assert isinstance(record.lines[-1], TurnLine)


@pytest.mark.parametrize("bot", ["random", "hawk", "calibrated"])
def test_a_bot_of_the_house_plays_on_in_a_resumed_game_as_if_it_had_never_left(
    tmp_path: Path, bot: str
) -> None:
    live = start(NAME, dict.fromkeys(POWERS, bot), 3, tmp_path / "live.jsonl")
    stopped = start(NAME, dict.fromkeys(POWERS, bot), 3, tmp_path / "stopped.jsonl")
    for session in (live, stopped):
        play(session, 4)
        session.rewind(3, "once more")
        play(session, 1)
    stopped.close()
    again = resume(tmp_path / "stopped.jsonl")
    while live.outcome is None:
        play(live, 1)
        play(again, 1)
        assert digest(again.state) == digest(live.state)
