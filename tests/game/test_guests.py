"""Classes of one's own in a seat: what they break, change or make up is their own loss and nobody else's."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from builders import scenario
from game.codec import FaultLine
from game.content import scenario_digest, scenario_plain
from game.headless.playouts import Playout, playout
from game.players.base import Desk, player_seed
from game.players.clock import LIMITS, Alarm, Limits, TimeUp
from game.players.outside import Guest, one_line
from game.players.random_bot import RandomBot
from game.players.registry import make
from game.record import from_lines, verify
from rules import POWERS, OrderSheet, Power, adjudicate, digest, legal_orders, new_game, observe
from rules.observation import Observation
from rules.orders import Campaign, Deploy, SetDial, StartProgramme
from rules.terms import Theme, UnitKind

SHORT = "two_percent_by_march"
KNOWN_AS = scenario_digest(scenario_plain(SHORT))
QUICK = Limits(turn=1.0, bank=0.0)


def firsts(seen: Observation) -> OrderSheet:
    """Write the first order of each of the first four families."""
    families = {}
    for order in legal_orders(seen):
        families.setdefault(order.family, order)
    return OrderSheet(seen.power, tuple(families.values())[:4])


def expected(*lost: int) -> str:
    """Return the digest of the game in which Japan writes first orders but for the turns it lost."""
    state = new_game(scenario(SHORT), 5)
    players = {power: make("random") for power in POWERS}
    for power in POWERS:
        players[power].begin(power, player_seed(5, power))
    while state.commons.ending is None:
        sheets = {}
        for power in POWERS:
            seen = observe(state, power)
            if power == Power.JAPAN:
                sheets[power] = OrderSheet(power) if state.turn in lost else firsts(seen)
            else:
                sheets[power] = players[power].choose(seen, Desk(seen))
        state = adjudicate(state, sheets).state
    return digest(state)


class Bot:
    """Writes first orders, and in turn 2 does what the test asks for."""

    made = 0

    def __init__(self, way: str = "", at: int = 2) -> None:
        self.way, self.at = way, at

    def choose(self, observation: Observation, desk: Desk) -> Any:
        sheet = firsts(observation)
        if observation.turn != self.at:
            return sheet
        act = getattr(self, f"_{self.way}", None)
        return act(observation, desk, sheet) if act is not None else sheet

    def _raises(self, *_: Any) -> None:
        raise ZeroDivisionError("no way out")

    def _leaves(self, *_: Any) -> None:
        sys.exit(4)

    def _recurses(self, *_: Any) -> None:
        self._recurses()

    def _mute(self, *_: Any) -> None:
        class Mute(Exception):
            def __str__(self) -> str:
                raise ValueError

        raise Mute

    def _forgets(self, *_: Any) -> None:
        return None

    def _hangs(self, *_: Any) -> None:
        while True:
            pass

    def _sleeps(self, *_: Any) -> None:
        time.sleep(60)

    def _clings(self, *_: Any) -> None:
        until = time.monotonic() + 60
        for _ in range(5):
            try:
                while time.monotonic() < until:
                    pass
            except BaseException:
                continue

    def _other_seat(self, seen: Observation, desk: Desk, sheet: OrderSheet) -> OrderSheet:
        return OrderSheet(Power.CHINA, sheet.orders)

    def _endless(self, seen: Observation, desk: Desk, sheet: OrderSheet) -> OrderSheet:
        def orders() -> Iterator[Any]:
            while True:
                yield SetDial(190)

        return OrderSheet(seen.power, orders())  # type: ignore[arg-type]

    def _illegal(self, seen: Observation, desk: Desk, sheet: OrderSheet) -> OrderSheet:
        foreign = Deploy(UnitKind.CARRIER, False, "NCH", "SEN")
        more: Any = (SetDial(99999), foreign, StartProgramme("a b"), "dial 190", None)
        return OrderSheet(seen.power, (*more[:2], *sheet.orders, *more[2:]))


BREAKDOWNS = {
    "raises": "ZeroDivisionError: no way out (test_guests.py, line ",
    "leaves": "SystemExit: 4",
    "recurses": "RecursionError: ",
    "mute": "Mute",
    "forgets": "choose returned NoneType, not an OrderSheet",
    "hangs": "no sheet in time",
    "sleeps": "no sheet in time",
    "clings": "no sheet in time",
    "other_seat": "a sheet for china, not for japan",
    "endless": "more than 200 orders",
}


def against(player: Any, limits: Limits = LIMITS) -> Playout:
    """Play a game of random bots with a class's new player, or a player as it is, as Japan."""
    seat = Guest("own", player, limits) if callable(player) else player
    players = {power: make("random") for power in POWERS[1:]}
    return playout(scenario(SHORT), {Power.JAPAN: seat, **players}, 5, scenario_digest=KNOWN_AS)


@pytest.mark.parametrize("way", BREAKDOWNS)
def test_a_breakdown_costs_the_orders_of_its_turn_and_no_more(way: str) -> None:
    done = against(lambda: Bot(way), QUICK if BREAKDOWNS[way] == "no sheet in time" else LIMITS)
    assert [(fault.turn, fault.power) for fault in done.faults] == [(2, Power.JAPAN)]
    assert BREAKDOWNS[way] in done.faults[0].reason
    assert done.digest == expected(2)
    record = from_lines(done.lines)
    assert verify(record).ok
    assert [line for line in record.lines if isinstance(line, FaultLine)] == done.faults


def test_a_player_given_as_it_is_is_a_guest_too() -> None:
    done = against(Bot("raises"))
    assert [fault.turn for fault in done.faults] == [2] and done.digest == expected(2)
    assert from_lines(done.lines).seats[Power.JAPAN] == "Bot"


def test_an_illegal_order_is_left_out_and_the_others_stand() -> None:
    done = against(lambda: Bot("illegal"))
    assert [fault.turn for fault in done.faults] == [2] * 5
    assert done.digest == expected()
    said = " / ".join(fault.reason for fault in done.faults)
    for part in ("dial 99999: ", "deploy one carrier NCH SEN: ", "programme start a b", "str", "NoneType"):
        assert part in said


class Breaks:
    """A player that cannot even sit down."""

    def begin(self, power: Power, seed: int) -> None:
        raise RuntimeError("no chair")

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        return desk.sheet


def test_a_player_that_cannot_sit_down_costs_its_own_orders_and_is_gone_after_three_turns() -> None:
    done = against(Breaks)
    assert [fault.turn for fault in done.faults] == [1, 2, 3, 4]
    assert ["no chair" in fault.reason for fault in done.faults] == [True, True, True, False]
    assert done.faults[3].reason == "gone after 3 breakdowns"
    assert done.digest == expected(1, 2, 3, 4)


def test_a_player_is_made_anew_for_each_game_and_after_a_breakdown() -> None:
    class Counts(Bot):
        begun: ClassVar[list[int]] = []

        def begin(self, power: Power, seed: int) -> None:
            self.begun.append(seed)

    guest = Guest("own", lambda: Counts("raises"))
    for _ in range(2):
        against(guest)
    assert Counts.begun == [player_seed(5, Power.JAPAN)] * 4


# ---------- cheats ----------


class Cheat:
    """Changes all that it can lay hands on, and writes what it was told and one order more."""

    def __init__(self, sheets: list[OrderSheet]) -> None:
        self.sheets = sheets

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        sheet = self.sheets[observation.turn - 1]
        seen: Any = observation
        seen.commons.cohesion, seen.commons.ask = 0, 999
        seen.commons.dials[Power.US] = 1
        seen.commons.flashpoints[0].rung = 9
        turn, seen.commons.turn = seen.turn, 40
        for pact in seen.commons.pacts:
            object.__setattr__(pact, "until", 1)
        seen.sheet.treasury = 10**9
        seen.sheet.caps[0] = 10
        for contract in seen.sheet.contracts:
            contract.unpaid, contract.due = 0, turn
        self._change_the_world(seen.world)
        seen.memo.clear()
        own: Any = desk
        own._room.money, own._room.capital = 10**9, 99
        for order in (Campaign(Theme.HAWKS), Campaign(Theme.DOVES)):
            own._orders.append(order)
        return OrderSheet(Power.JAPAN, (*sheet.orders, SetDial(9999)))

    def _change_the_world(self, world: Any) -> None:
        for name in ("two_percent", "press_capital", "year_step"):
            if hasattr(world.terms, name):
                object.__setattr__(world.terms, name, 0)
        for programme in world.programmes:
            object.__setattr__(programme, "cost", 0)
        object.__setattr__(world, "length", 40)
        world.memo.clear()
        world.memo["deck"] = ()


def test_what_a_class_changes_in_what_it_sees_changes_nothing() -> None:
    honest = against(Bot)
    sheets = [turn.sheets[Power.JAPAN] for turn in from_lines(honest.lines).turns]
    done = against(lambda: Cheat(sheets))
    assert done.digest == honest.digest == expected()
    assert {fault.reason.partition(":")[0] for fault in done.faults} == {"dial 9999"}
    assert against(Bot).digest == expected()


class TwoFaced(Campaign):
    """An order that reads otherwise each time it is looked at."""

    looks = 0

    @property
    def theme(self) -> Theme:  # type: ignore[override]
        TwoFaced.looks += 1
        return Theme.HAWKS if TwoFaced.looks % 2 else Theme.DOVES


def test_an_order_that_reads_otherwise_each_time_is_taken_once_as_text() -> None:
    class Lies(Bot):
        def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
            return OrderSheet(observation.power, (TwoFaced.__new__(TwoFaced),))

    done = against(Lies)
    assert done.faults == [] or all("campaign" in fault.reason for fault in done.faults)
    for turn in from_lines(done.lines).turns:
        for order in turn.sheets[Power.JAPAN].orders:
            assert type(order) is Campaign


def test_what_a_class_prints_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    class Prints(Bot):
        def choose(self, observation: Observation, desk: Desk) -> Any:
            print("thinking")
            return super().choose(observation, desk)

    assert against(Prints).digest == expected()
    assert capsys.readouterr() == ("", "thinking\n" * 4)


def test_the_traceback_of_a_class_is_kept_where_asked(tmp_path: Path) -> None:
    against(lambda: Bot("raises"), Limits(log=str(tmp_path / "log")))
    text = (tmp_path / "log").read_text()
    assert text.startswith("own as japan:\nTraceback") and text.endswith("ZeroDivisionError: no way out\n")


def test_house_players_see_the_shared_part_and_are_not_copied_for() -> None:
    state = new_game(scenario(SHORT), 5)
    seen: list[Observation] = []

    class Watcher(RandomBot):
        def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
            seen.append(observation)
            return super().choose(observation, desk)

    from game.players.asking import ask

    house = Watcher()
    Watcher.__module__ = RandomBot.__module__
    ask(house, state, Power.US)
    Watcher.__module__ = __name__
    ask(house, state, Power.US)
    theirs = observe(state, Power.CHINA)
    assert seen[0].commons is theirs.commons and seen[0].world is state.world
    assert seen[1].commons is not theirs.commons and seen[1].world is not state.world
    assert seen[1] == seen[0]


# ---------- the alarm ----------


def test_an_alarm_rings_within_and_never_after() -> None:
    with pytest.raises(TimeUp), Alarm(0.02):
        time.sleep(5)
    with Alarm(0.02):
        pass
    time.sleep(0.1)


def test_an_alarm_is_silent_where_signals_do_not_reach() -> None:
    told = []

    def work() -> None:
        with Alarm(0.01):
            time.sleep(0.1)
        told.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["done"]


def test_reasons_are_one_printable_line_of_bearable_length() -> None:
    assert one_line("a\n\x1b[31mb\t\ud800c") == "a [31mb c"
    assert len(one_line("x" * 10_000)) == 200


def test_an_alarm_leaves_the_process_s_own_timer_as_it_was() -> None:
    rang: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rang.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with Alarm(30):
            time.sleep(0.01)
        until = time.monotonic() + 5
        while not rang and time.monotonic() < until:
            time.sleep(0.01)
        assert rang == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
