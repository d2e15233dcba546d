"""A whole game at one computer, from the title to its end, by pointer and keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import define, field

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.screens.table import Table
from game.board.settings import Motion, Settings
from game.board.start import Start
from game.board.widgets import Row
from game.record import load
from rules.orders import (
    Campaign,
    Choose,
    Deploy,
    FundReadiness,
    Operate,
    Order,
    Propose,
    SetDial,
    Signal,
    StartProgramme,
)
from rules.terms import Power


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Driver]:
    """Somebody before the title."""
    settings = Settings(motion=Motion.REDUCED)
    driver = Driver(Start(settings, tmp_path / "settings.json", tmp_path / "saves"))
    yield driver
    if driver.app.match is not None:
        driver.app.match.close()


def match_of(driver: Driver) -> Match:
    assert driver.app.match is not None
    return driver.app.match


def table_of(driver: Driver) -> Table:
    assert isinstance(driver.app.screen, Table)
    return driver.app.screen


def orders_of(driver: Driver) -> tuple[Order, ...]:
    return tuple(table_of(driver).book.orders)


def keys_of(driver: Driver, start: str) -> list[str]:
    """Return the keys of controls that begin so and can be used, as they stand on the screen."""
    driver.app.ui.refresh()
    return [
        node.widget.key
        for node in driver.app.ui.nodes()
        if node.widget.key.startswith(start)
        and node.widget.enabled
        and node.widget.label
        and not (isinstance(node.widget, Row) and node.widget.locked)
    ]


def reach(driver: Driver, key: str) -> None:
    """Click something, scrolling to it first where it is out of sight."""
    driver.app.ui.reveal(key)
    driver.click(key)


# ---------- what a person writes ----------


def slide_the_dial(driver: Driver) -> None:
    """Drag the knob of the dial a little to the right, or to the left where that is closed."""
    driver.press("b")
    node = driver.app.ui.node("budget:dial")
    assert node is not None
    x, y = node.rect.x + 9, node.rect.y + 11
    track = node.rect.w - 18
    widget = node.widget
    at = (widget.value - widget.steps[0]) / (widget.steps[-1] - widget.steps[0])  # type: ignore[attr-defined]
    driver.drag((x + at * track, y), (x + min(1.0, at + 0.2) * track, y))


def fund_readiness(driver: Driver) -> None:
    """Choose the third level of readiness."""
    driver.press("b")
    node = driver.app.ui.node("budget:readiness")
    assert node is not None
    driver.click_at(node.rect.x + node.rect.w * 0.62, node.rect.y + node.rect.h / 2)


def start_a_programme(driver: Driver) -> None:
    """Choose an entry of the catalogue and press its button."""
    driver.press("p")
    for key in keys_of(driver, "catalogue:programme:")[:4]:
        reach(driver, key)
        if driver.sees("detail:do"):
            driver.click("detail:do")
            return


def drag_a_counter(driver: Driver) -> None:
    """Drag one of the seat's counters to an area that it may go to."""
    driver.press("b", "0")
    view = driver.app.ui.node("map")
    assert view is not None
    arranged = view.widget.arranged(driver.app.ui)  # type: ignore[attr-defined]
    hands = view.widget.hands  # type: ignore[attr-defined]
    clear = view.rect.inset(30)
    for placed in arranged.placed:
        if placed.stack not in hands.own():
            continue
        for goal in hands.targets(placed.stack):
            there = arranged.middle(view.widget.atlas.geometry, goal)  # type: ignore[attr-defined]
            here = placed.x, placed.y
            if (
                clear.holds(*there)
                and clear.holds(*here)
                and under(driver, here) == "map" == under(driver, there)
            ):
                driver.drag(here, there)
                if driver.app.ui.is_open("map:count"):
                    driver.press("enter")
                return


def under(driver: Driver, point: tuple[float, float]) -> str | None:
    """Return the key of what lies topmost at a point."""
    driver.point(*point)
    return driver.app.ui.hover


def operate(driver: Driver) -> None:
    """Open the odds of an operation and add it."""
    driver.press("t")
    for key in keys_of(driver, "posture:operation:")[:3]:
        reach(driver, key)
        if driver.sees("odds:add"):
            driver.click("odds:add")
            return
        driver.press("escape")


def propose(driver: Driver) -> None:
    """Propose an agreement to the other person's country."""
    driver.press("d")
    driver.click("diplomacy:propose")
    other = "us" if table_of(driver).observation.power is Power.JAPAN else "japan"
    reach(driver, f"propose:to:{other}")
    for key in keys_of(driver, f"propose:{other}:")[:6]:
        reach(driver, key)
        if driver.sees("propose:do"):
            driver.click("propose:do")
            return


def signal(driver: Driver) -> None:
    """Reassure about a flashpoint."""
    driver.press("d")
    driver.click("diplomacy:signals")
    for key in keys_of(driver, "signals:reassure:")[:2]:
        reach(driver, key)
        if driver.sees("signals:do"):
            driver.click("signals:do")
            return


def campaign(driver: Driver) -> None:
    """Begin a campaign at home."""
    driver.press("h")
    for key in keys_of(driver, "home:campaign:")[:1]:
        reach(driver, key)


def choose(driver: Driver) -> None:
    """Answer an event at home that was left open in the briefing."""
    driver.press("h")
    for key in keys_of(driver, "home:option:")[:1]:
        reach(driver, key)


WORK: tuple[tuple[Callable[[Driver], None], type[Order]], ...] = (
    (slide_the_dial, SetDial),
    (start_a_programme, StartProgramme),
    (drag_a_counter, Deploy),
    (operate, Operate),
    (propose, Propose),
    (signal, Signal),
    (campaign, Campaign),
    (choose, Choose),
    (fund_readiness, FundReadiness),
)


@define
class Players:
    """Two people who take turns at a computer; what they wrote is kept to compare it with the record."""

    driver: Driver
    sheets: dict[tuple[int, Power], tuple[Order, ...]] = field(factory=dict)
    written: set[type[Order]] = field(factory=set)
    seen: list[str] = field(factory=list)

    def go_on(self) -> None:
        """Do what the screen asks for."""
        driver = self.driver
        self.seen.append(driver.screen)
        match driver.screen:
            case "Curtain":
                driver.press("enter")
            case "Briefing":
                self._read()
            case "Table":
                self._write()
            case "Thinking":
                driver.until(lambda: driver.screen != "Thinking")
            case "Resolution":
                self._watch()
            case other:
                raise AssertionError(other)

    def _read(self) -> None:
        """Read on; every other turn answer at once, else leave the answers for the table."""
        at_once = match_of(self.driver).turn % 2 == 0
        while self.driver.screen == "Briefing":
            if self.driver.sees("briefing:later"):
                self.driver.press(*(("1", "enter") if at_once else ("escape",)))
            else:
                self.driver.click("briefing:go")

    def _write(self) -> None:
        driver = self.driver
        turn, power = match_of(driver).turn, table_of(driver).observation.power
        for work, kind in WORK:
            if (turn + power) % 2 and kind in self.written and kind is not SetDial:
                continue
            before = orders_of(driver)
            work(driver)
            assert driver.screen == "Table", work.__name__
            fresh = [each for each in orders_of(driver) if each not in before]
            self.written |= {type(each) for each in fresh}
        self.sheets[turn, power] = orders_of(driver)
        driver.press("ctrl+enter")
        assert driver.sees("commit:go")
        driver.press("enter")

    def _watch(self) -> None:
        """Look at some of it, then skip to the end and go on."""
        driver = self.driver
        if match_of(driver).turn % 3 == 0:
            driver.press("right", "right", "left")
        driver.press("end")
        driver.click("tale:on")


def test_two_people_play_twelve_turns_from_the_title_to_the_end(person: Driver) -> None:
    person.click("New game")
    us = person.app.ui.node("setup:us:kind")
    assert us is not None
    person.click_at(us.rect.x + us.rect.w / 4, us.rect.y + us.rect.h / 2)
    person.click("setup:seed")
    person.press("ctrl+u", "1", "2")
    person.click("setup:start")
    match = match_of(person)
    assert match.people == (Power.JAPAN, Power.US) and match.choice.seed == 12
    players = Players(person)
    for _ in range(400):
        if person.screen == "End":
            break
        players.go_on()
    assert person.screen == "End" and isinstance(match.phase, phases.End) and match.outcome is not None
    assert players.written >= {kind for _, kind in WORK}
    turns = match.turn
    assert turns == 12 and players.seen.count("Resolution") == turns
    assert match.path is not None
    record = load(match.path)
    for (turn, power), orders in players.sheets.items():
        kept = record.turns[turn - 1].sheets[power].orders
        assert tuple(kept) == orders, (turn, power)


def test_a_turn_is_played_with_the_keyboard_only(person: Driver) -> None:
    person.focus("New game")
    person.press("enter")
    person.focus("Start the game")
    person.press("enter")
    while person.screen == "Briefing":
        person.press("1", "enter")
    person.press("b")
    person.focus("budget:dial")
    person.press("right")
    person.focus("budget:readiness")
    person.press("right")
    person.press("p")
    person.focus("catalogue:programme:island_radar")
    person.press("enter")
    person.press("t")
    person.focus("Presence patrol")
    person.press("enter")
    assert person.sees("odds:add")
    person.press("enter", "a", "]", "m", "right", "down", "escape")
    kinds = {type(order) for order in orders_of(person)}
    assert {SetDial, FundReadiness, StartProgramme, Operate} <= kinds
    person.press("ctrl+z")
    count = len(orders_of(person))
    person.press("ctrl+y")
    assert len(orders_of(person)) == count + 1
    person.press("ctrl+enter", "enter")
    person.until(lambda: person.screen == "Resolution")
    person.press("right", "left", "end", "enter")
    assert person.screen == "Briefing" and match_of(person).turn == 2
