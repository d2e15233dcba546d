"""A game at one computer: whose screen it is, what may be seen on it, and that it resumes where it stood."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from game.board import new_game, phases
from game.board.match import Match, MatchError
from game.board.new_game import Curtain, Memos, NewGame
from game.board.phases import Sight, Status
from game.board.public import in_common
from game.content import ContentError, load_scenario
from game.headless.playouts import playout
from game.players import registry
from game.players.base import Player
from game.players.registry import UnknownPlayer
from game.record import DamagedRecord, load, verify
from game.session import Refused, SessionError
from game.views.seat_view import SeatLeft
from hot_seat import LESSON, PAIR, play_to, sheet_of, step
from rules import POWERS, OrderSheet, Power, digest
from rules.journal import Contested, Fact, Moved, Shifted, Turned, redact
from rules.observation import hidden_areas, observe
from rules.orders import SetDial
from rules.terms import same_side
from rules.turn import new_game as begin_state

ALONE = {Power.JAPAN: "human", Power.US: "calibrated", Power.CHINA: "hawk", Power.DPRK: "random"}
BOTS = dict.fromkeys(POWERS, "calibrated")
TWO = NewGame(LESSON, PAIR, names={Power.JAPAN: "Aiko and Tom"}, seed=3)
ONE = NewGame(LESSON, ALONE, seed=3)
WATCH = NewGame(LESSON, BOTS, seed=3)

Begin = Callable[[NewGame], Match]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begin games in one folder; they are closed after the test."""
    begun: list[Match] = []

    def start(choice: NewGame) -> Match:
        begun.append(Match.begin(choice, tmp_path))
        return begun[-1]

    yield start
    for match in begun:
        match.close()


def resumed(match: Match) -> Match:
    """Return a match as it is after the program was killed and started again."""
    assert match.path is not None
    again = Match.resume(match.path)
    again.close()
    return again


# ---------- whose screen it is ----------


def test_two_people_pass_the_curtain_and_then_the_turn_is_shown_to_both(begin: Begin) -> None:
    match, seen = begin(TWO), []
    while match.turn == 1:
        seen.append(match.phase)
        step(match)
    assert [type(phase).__name__ for phase in seen] == [
        *("Curtain", "Briefing", "Table", "Curtain", "Briefing", "Table", "Thinking"),
    ]
    assert [getattr(phase, "power", None) for phase in seen] == [Power.JAPAN] * 3 + [Power.US] * 3 + [None]
    assert seen[-1] == phases.Thinking(1, (Power.CHINA, Power.DPRK))
    assert match.phase == phases.Resolution(1, Sight.PUBLIC)
    match.resolved()
    assert isinstance(match.phase, phases.Curtain) and match.phase.power is Power.JAPAN


def test_the_curtain_names_only_what_all_may_know(begin: Begin) -> None:
    match = begin(TWO)
    match.take_seat()
    play_to(match, phases.Curtain)
    assert isinstance(match.phase, phases.Curtain)
    assert [(seat.name, seat.status) for seat in match.phase.seats] == [
        ("Aiko and Tom", Status.COMMITTED),
        ("", Status.NEXT),
        ("hawk", Status.BOT),
        ("random", Status.BOT),
    ]


def test_one_person_alone_sees_no_curtain_and_the_own_view_of_the_turn(begin: Begin) -> None:
    match, seen = begin(ONE), []
    while not isinstance(match.phase, phases.End):
        seen.append(match.phase)
        step(match)
    assert not any(isinstance(phase, phases.Curtain) for phase in seen)
    shown = [phase for phase in seen if isinstance(phase, phases.Resolution)]
    assert shown == [phases.Resolution(turn, Power.JAPAN) for turn in range(1, match.world.length + 1)]


def test_without_a_curtain_the_next_person_comes_at_once_and_the_turn_is_still_public(begin: Begin) -> None:
    match = begin(evolve(TWO, curtain=Curtain.NEVER))
    assert match.phase == phases.Briefing(Power.JAPAN)
    play_to(match, phases.Table)
    step(match)
    assert match.phase == phases.Briefing(Power.US)
    assert match.observation().power is Power.US
    play_to(match, phases.Resolution)
    assert match.viewer is Sight.PUBLIC


def test_a_strategy_is_asked_for_once_and_before_turn_1(begin: Begin) -> None:
    match, asked = begin(evolve(TWO, memo=Memos.ASKED)), []
    while match.turn < 3:
        if isinstance(match.phase, phases.Memo):
            asked.append(match.phase.power)
            match.write_memo("hold the straits" if match.phase.power is Power.US else "")
        step(match)
    assert asked == [Power.JAPAN, Power.US]
    play_to(match, phases.Table, 3)
    assert match.seat_view().memo == ""
    step(match)
    match.take_seat()
    assert match.seat_view().memo == "hold the straits"


@pytest.mark.parametrize("act", ["write_memo", "go_to_table", "commit", "think", "resolved"])
def test_what_a_phase_does_not_ask_for_is_refused(begin: Begin, act: str) -> None:
    match = begin(TWO)
    given = {"write_memo": ("now",), "commit": (OrderSheet(Power.JAPAN),)}.get(act, ())
    with pytest.raises(MatchError, match="not now: the curtain is down"):
        getattr(match, act)(*given)
    assert isinstance(match.phase, phases.Curtain)


def test_a_sheet_of_another_seat_or_with_an_illegal_order_is_not_taken(begin: Begin) -> None:
    match = begin(TWO)
    play_to(match, phases.Table)
    with pytest.raises(MatchError, match="japan is at the screen: this is a sheet of us"):
        match.commit(OrderSheet(Power.US))
    with pytest.raises(Refused):
        match.commit(OrderSheet(Power.JAPAN, (SetDial(10_000),)))
    assert match.phase == phases.Table(Power.JAPAN)


# ---------- what may be seen ----------


def test_nothing_of_a_seat_is_left_once_its_sheet_is_in(begin: Begin) -> None:
    match = begin(TWO)
    with pytest.raises(MatchError, match="no seat is at the screen"):
        match.observation()
    play_to(match, phases.Table)
    view = match.seat_view()
    assert view is match.seat_view(Power.JAPAN) and view.desk is view.desk
    assert view.observation.power is Power.JAPAN
    with pytest.raises(MatchError, match="what us knows is not shown"):
        match.seat_view(Power.US)
    match.commit(sheet_of(match.observation()))
    for look in (
        lambda: view.observation,
        lambda: view.desk,
        lambda: view.memo,
        lambda: view.committed,
        lambda: view.observation_at(1),
        lambda: view.news(0),
    ):
        with pytest.raises(SeatLeft, match="the people of japan have left"):
            look()
    with pytest.raises(MatchError, match="no seat is at the screen"):
        match.seat_view(Power.JAPAN)


def test_nothing_of_the_last_seat_is_left_while_bots_think_and_the_turn_is_shown(begin: Begin) -> None:
    match = begin(TWO)
    play_to(match, phases.Curtain)
    match.take_seat()
    while not isinstance(match.phase, phases.Table) or match.phase.power is not Power.US:
        step(match)
    view = match.seat_view()
    step(match)
    for kind in (phases.Thinking, phases.Resolution, phases.Curtain):
        assert isinstance(match.phase, kind)
        with pytest.raises(SeatLeft):
            _ = view.observation
        with pytest.raises(MatchError, match="no seat is at the screen"):
            match.observation()
        if kind is not phases.Curtain:
            step(match)


def test_a_seat_reads_its_own_news_of_every_turn_and_none_to_come(begin: Begin) -> None:
    match = begin(TWO)
    play_to(match, phases.Table, 3)
    session, view = match._session, match.seat_view()
    hidden = hidden_areas(match.world, Power.JAPAN)
    assert view.news(0) == redact(session.opening.facts, Power.JAPAN, hidden)
    assert view.news(2) == redact(session.journals[1].facts, Power.JAPAN, hidden)
    assert [view.observation_at(turn).turn for turn in (1, 2, 3)] == [1, 2, 3]
    for look in (view.news, view.observation_at):
        with pytest.raises(SessionError):
            look(4)


def test_what_is_shown_to_all_is_told_to_every_seat(begin: Begin) -> None:
    match = begin(NewGame(seats=PAIR, seed=5))
    contests = 0
    while not isinstance(match.phase, phases.End):
        if isinstance(match.phase, phases.Resolution):
            turn, facts = match.phase.turn, match._session.journals[match.phase.turn - 1].facts
            shown = match.facts(turn)
            told = {power: redact(facts, power, hidden_areas(match.world, power)) for power in POWERS}
            for fact in shown:
                without = [power for power in POWERS if not knows(told[power], fact)]
                assert not without, (fact, without)
            assert all(fact in shown for fact in told[Power.US] if all(fact in told[each] for each in POWERS))
            contests += sum(isinstance(fact, Contested) for fact in shown)
        step(match)
    assert contests


def knows(told: tuple[Fact, ...], fact: Fact) -> bool:
    """Tell whether a seat was told a fact, or as its owner or neighbour more of it than others were."""
    return fact in told or any(fact == lessened(each) for each in told)


def lessened(fact: Fact) -> Fact:
    """Return a fact as it is told to a seat that may not know all of it."""
    match fact:
        case Contested():
            return evolve(fact, modifiers=())
        case Moved():
            return evolve(fact, origin="")
        case Shifted():
            return evolve(fact, cause="unknown hands")
        case Turned():
            return evolve(fact, cause="relations")
    return fact


def test_two_people_of_one_side_see_their_homes_in_common_and_guess_at_the_rest(begin: Begin) -> None:
    match = begin(TWO)
    truth, shown = match._session.state, match.common()
    west = [power for power in POWERS if same_side(power, Power.JAPAN)]
    assert set(shown.at_home) == set(POWERS) - set(west)
    for power in POWERS:
        homes = [match.world.area_index[name] for name in match.world.powers[power].home]
        seen = [shown.counters[(home << 5) + (power << 3) :][:8] for home in homes]
        true = [bytes(truth.counters[(home << 5) + (power << 3) :][:8]) for home in homes]
        if power in west:
            assert seen == true
        else:
            assert not any(map(any, seen))
            assert shown.at_home[power] == tuple(map(sum, zip(*true, strict=True)))


def test_people_of_both_sides_see_no_home_in_common() -> None:
    state = begin_state(load_scenario("turning_the_corner"), 1)
    shown = in_common([observe(state, Power.JAPAN), observe(state, Power.CHINA)])
    assert set(shown.at_home) == set(POWERS)
    for power in POWERS:
        for name in state.world.powers[power].home:
            assert not any(shown.counters[(state.world.area_index[name] << 5) + (power << 3) :][:8])


def test_the_truth_and_every_seat_are_shown_at_the_end_and_not_before(begin: Begin) -> None:
    match = begin(TWO)
    while not isinstance(match.phase, phases.End):
        with pytest.raises(MatchError, match="when the game is over"):
            match.truth()
        step(match)
    assert digest(match.truth()) == digest(match._session.state)
    assert match.truth(1).turn == 1
    assert match.facts(1) == tuple(match._session.journals[0].facts)
    assert [match.seat_view(power).observation.power for power in POWERS] == list(POWERS)
    assert match.seat_view(Power.US).observation.commons.ending is not None
    assert match.outcome is not None and match.phase == phases.End(match.outcome.turn)


# ---------- watching ----------


def test_four_bots_are_watched_with_the_truth_or_as_one_seat(begin: Begin) -> None:
    match = begin(WATCH)
    assert match.watching and match.phase == phases.Thinking(1, POWERS)
    assert match.truth().turn == 1
    match.think()
    assert match.phase == phases.Resolution(1, Sight.TRUTH)
    assert match.facts(1) == tuple(match._session.journals[0].facts)
    match.watch_as(Power.CHINA)
    assert match.phase == phases.Resolution(1, Power.CHINA)
    assert match.facts(1) == match._session.news(Power.CHINA, 1)
    assert (match.observation().power, match.observation().turn) == (Power.CHINA, 2)
    for look in (match.truth, lambda: match.seat_view(Power.JAPAN)):
        with pytest.raises(MatchError):
            look()
    match.resolved()
    match.think()
    assert match.observation().turn == 3
    while not isinstance(match.phase, phases.End):
        step(match)
    assert match.path is not None and verify(load(match.path)).ok


def test_a_watched_game_is_the_headless_one(begin: Begin) -> None:
    match = begin(WATCH)
    play_to(match, phases.End)
    players = {power: registry.make("calibrated") for power in POWERS}
    done = playout(load_scenario(LESSON), players, 3)
    assert digest(match.truth()) == done.digest


def test_who_plays_does_not_watch(begin: Begin) -> None:
    with pytest.raises(MatchError, match="only a game of four bots"):
        begin(TWO).watch_as(Power.US)


# ---------- thinking ----------


class Slow:
    """A bot that thinks until it is let go on."""

    name = "slow"

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()

    def begin(self, power: Power, seed: int) -> None:
        pass

    def choose(self, observation: object, desk: object) -> OrderSheet:
        self.asked.set()
        assert self.go_on.wait(10)
        return OrderSheet(Power.US)


def test_while_a_worker_thinks_the_phase_stays_and_nobody_else_may(tmp_path: Path) -> None:
    slow = Slow()

    def make(name: str) -> Player:
        return slow if name == "slow" else registry.make(name)

    match = Match.begin(evolve(ONE, seats=ALONE | {Power.US: "slow"}), tmp_path, make)
    play_to(match, phases.Thinking)
    worker = threading.Thread(target=match.think)
    worker.start()
    assert slow.asked.wait(10)
    assert match.phase == phases.Thinking(1, (Power.US, Power.CHINA, Power.DPRK))
    with pytest.raises(MatchError, match="worked out already"):
        match.think()
    slow.go_on.set()
    worker.join(10)
    assert match.phase == phases.Resolution(1, Power.JAPAN)
    match.close()


def test_a_full_disk_leaves_the_phase_as_it_was(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    match, full = begin(ONE), True

    def fsync(_: int) -> None:
        if full:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fsync)
    match.go_to_table()
    sheet = sheet_of(match.observation())
    with pytest.raises(OSError, match="No space"):
        match.commit(sheet)
    assert match.phase == phases.Table(Power.JAPAN)
    full = False
    match.commit(sheet)
    full = True
    with pytest.raises(OSError, match="No space"):
        match.think()
    assert isinstance(match.phase, phases.Thinking)
    full = False
    match.think()
    assert match.phase == phases.Resolution(1, Power.JAPAN)


def test_a_disk_that_is_full_at_the_very_end_loses_nothing(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    match = begin(WATCH)
    play_to(match, phases.Thinking, match.world.length)
    written: list[int] = []

    def fsync(handle: int) -> None:
        written.append(handle)
        if len(written) == 2:  # the turn is written, the end is not
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fsync)
    with pytest.raises(OSError, match="No space"):
        match.think()
    assert match.phase == phases.Thinking(match.world.length, POWERS)
    match.think()
    match.resolved()
    assert match.phase == phases.End(match.world.length)
    assert match.path is not None and load(match.path).end is None
    assert resumed(match).phase == match.phase
    assert load(match.path).end is not None


# ---------- going on ----------


def test_at_every_phase_a_killed_game_resumes_at_the_first_whose_sheet_is_not_in(begin: Begin) -> None:
    match = begin(evolve(TWO, memo=Memos.ASKED))
    while not isinstance(match.phase, phases.End):
        again = resumed(match)
        in_, turn = match._session.sheets, match.turn
        assert (again.turn, again._session.sheets, again.choice) == (turn, in_, match.choice)
        assert digest(again._session.state) == digest(match._session.state)
        missing = [power for power in match.people if power not in in_]
        if match.outcome is not None:
            assert again.phase == phases.End(turn)
        elif missing:
            assert again.phase == phases.Curtain(missing[0], again.seats)
        else:
            assert again.phase == phases.Thinking(turn, (Power.CHINA, Power.DPRK))
        step(match)
    assert resumed(match).phase == match.phase


def test_one_person_resumes_at_the_briefing_and_is_not_asked_again_for_a_strategy(begin: Begin) -> None:
    match = begin(evolve(ONE, memo=Memos.ASKED))
    assert resumed(match).phase == phases.Memo(Power.JAPAN)
    match.write_memo("")
    assert resumed(match).phase == phases.Briefing(Power.JAPAN)
    match.go_to_table()
    assert resumed(match).phase == phases.Briefing(Power.JAPAN)


def test_a_resumed_game_ends_like_one_that_was_never_stopped(begin: Begin) -> None:
    match, stopped = begin(NewGame(seats=PAIR, seed=8)), begin(NewGame(seats=PAIR, seed=8))
    play_to(match, phases.End)
    play_to(stopped, phases.Curtain, 7)
    assert stopped.path is not None
    again = Match.resume(stopped.path)
    play_to(again, phases.End)
    assert digest(again.truth()) == digest(match.truth())
    again.close()


def test_names_clock_curtain_and_handicaps_come_back(begin: Begin) -> None:
    choice = evolve(TWO, minutes=10, curtain=Curtain.NEVER, handicaps={Power.US: 5})
    match = begin(choice)
    again = resumed(match)
    assert (again.choice, again.said) == (choice, "")
    assert (
        again._session.state.powers[Power.US].treasury > begin(TWO)._session.state.powers[Power.US].treasury
    )
    assert match.path is not None and verify(load(match.path)).ok


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"minutes": "ten"}', '{"seats": {"mars": "human"}}'])
def test_what_is_damaged_beside_the_record_is_said_and_the_curtain_falls(begin: Begin, damage: str) -> None:
    match = begin(evolve(TWO, curtain=Curtain.NEVER))
    assert match.path is not None
    new_game.beside(match.path).write_text(damage)
    again = resumed(match)
    assert again.said.startswith(f"{match.path.stem}.board.json: ") and again.said.count("\n") == 0
    assert isinstance(again.phase, phases.Curtain)
    assert (again.choice.seats, again.choice.seed) == (PAIR, 3)


def test_a_record_of_another_surface_is_gone_on_with(begin: Begin) -> None:
    match = begin(TWO)
    assert match.path is not None
    new_game.beside(match.path).unlink()
    again = resumed(match)
    assert again.said == "" and isinstance(again.phase, phases.Curtain)


def test_a_game_that_cannot_begin_leaves_no_file(tmp_path: Path) -> None:
    for wrong, error in (
        (evolve(TWO, seats=PAIR | {Power.US: "hwak"}), UnknownPlayer),
        (evolve(TWO, scenario="two_percent_by_may"), ContentError),
    ):
        with pytest.raises(error):
            Match.begin(wrong, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_damaged_record_is_named(begin: Begin) -> None:
    match = begin(TWO)
    assert match.path is not None
    match.path.write_bytes(match.path.read_bytes().replace(b"Tokyo", b"Osaka", 1))
    with pytest.raises(DamagedRecord, match="line 1: the chain is wrong"):
        Match.resume(match.path)


def test_two_games_of_one_minute_have_two_files(begin: Begin) -> None:
    paths = [begin(TWO).path, begin(TWO).path]
    assert paths[0] != paths[1]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ({"handicaps": {Power.US: -91}}, "handicap of us is -91: between -90 and 200"),
        ({"seed": 1 << 63}, "out of range: seeds have 64 bits"),
        ({"minutes": -1}, "a clock of -1 minutes"),
    ],
)
def test_what_no_game_can_be_is_refused(what: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        NewGame(**what)  # type: ignore[arg-type]
