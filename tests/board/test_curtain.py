"""What the first seat does in secret leaves no trace from the curtain to the second seat's commit.

Two games differ only in what the first seat did at its table. From the moment the curtain falls the same
events are made in both, and every frame is compared pixel by pixel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pygame
import pytest
from attrs import evolve

from game.board import phases, saves
from game.board.driver import Driver
from game.board.match import Match, MatchError
from game.board.new_game import NewGame
from game.board.screens.table import Table
from game.board.settings import Settings
from game.board.start import Start
from game.players.advisor import Advice, advise
from game.views.seat_view import SeatLeft
from hot_seat import LESSON
from rules.observation import Observation
from rules.orders import Deploy, Family, Order
from rules.terms import POWERS, Power

LATER = 1_000_000.0
"""A time in milliseconds that no seat's turn in these tests lasts to."""


class Watched(Driver):
    """A driver that keeps a digest of every frame while it is asked to."""

    frames: list[str] | None = None

    def step(self, *events: pygame.event.Event) -> None:
        super().step(*events)
        if self.frames is not None:
            shown = pygame.image.tobytes(self.app.surface, "RGB")
            self.frames.append(blake2b(shown, digest_size=16).hexdigest())


def begin(folder: Path) -> Watched:
    """Begin a game of two people with two idle bots and lift the first curtain."""
    seats = {power: "human" if power <= Power.US else "idle" for power in POWERS}
    start = Start(
        Settings(window=(1024, 640)),
        folder / "settings.json",
        folder / "saves",
        new=NewGame(LESSON, seats, {Power.JAPAN: "Mika", Power.US: "Ben"}, seed=5),
    )
    driver = Watched(start)
    driver.press("enter")
    to_table(driver)
    driver.until(lambda: table_of(driver).orders.advising.advice is not None)
    return driver


def to_table(driver: Driver) -> None:
    while driver.screen == "Briefing":
        if driver.sees("briefing:later"):
            driver.press("escape")
        else:
            driver.press("enter")


def table_of(driver: Driver) -> Table:
    assert isinstance(driver.app.screen, Table)
    return driver.app.screen


def match_of(driver: Driver) -> Match:
    assert driver.app.match is not None
    return driver.app.match


# ---------- what the first seat does ----------


def nothing(driver: Driver) -> None:
    """Write nothing."""


def order(driver: Driver, *families: Family) -> None:
    """Write the first order of some families that is open."""
    for family in families:
        menu = table_of(driver).book.desk.menu(family)
        if menu:
            table_of(driver).add(menu[-1])
    driver.step()


def money(driver: Driver) -> None:
    """Move the dial, fund readiness, start a programme, and leave the tab open with its list scrolled."""
    order(driver, Family.DIAL, Family.READINESS, Family.PROGRAMME, Family.PROGRAMME)
    driver.press("p")
    node = driver.app.ui.node("catalogue:scroll")
    assert node is not None
    driver.point(*node.rect.centre)
    driver.wheel(-3)
    driver.click("catalogue:strike")


def counters(driver: Driver) -> None:
    """Move counters at home, which others do not see, and raise an alert."""
    hidden = [each for each in table_of(driver).book.desk.menu(Family.DEPLOY) if isinstance(each, Deploy)]
    for each in hidden[:2]:
        table_of(driver).add(each)
    order(driver, Family.ALERT)
    assert any(isinstance(each, Deploy) for each in orders_of(driver))


def words(driver: Driver) -> None:
    """Propose something to China and signal, and leave Diplomacy open at another view."""
    driver.press("d")
    driver.click("diplomacy:propose")
    driver.click("propose:to:china")
    if driver.sees("propose:do"):
        driver.click("propose:do")
    order(driver, Family.SIGNAL)
    driver.click("diplomacy:partners")


def looks(driver: Driver) -> None:
    """Zoom and push the map, fold the key, hide the inset, open a sheet, leave a tip on the screen."""
    driver.press("b", "i", "k", "+", "+")
    driver.click("flashpoint:taiwan")
    driver.press("escape")
    driver.point(*driver.where("bar:help"))
    driver.wait(700)


def second_thoughts(driver: Driver) -> None:
    """Write, undo, do again, take advice, read the log and the home tab, and try what cannot be done."""
    order(driver, Family.CAMPAIGN, Family.OPERATION, Family.REVIEW)
    driver.press("ctrl+z", "ctrl+z", "ctrl+y", "a", "l", "h", "w", "delete", "ctrl+y", "ctrl+y")
    driver.press("ctrl+enter", "escape", "?")
    driver.press("escape")


def orders_of(driver: Driver) -> tuple[Order, ...]:
    return tuple(table_of(driver).book.orders)


SECRETS: tuple[Callable[[Driver], None], ...] = (money, counters, words, looks, second_thoughts)


# ---------- what the second seat does ----------


def hand_over(driver: Watched) -> None:
    """Commit; from the curtain on the clock and the pointer are the same whatever came before."""
    driver.press("ctrl+enter", "enter")
    assert isinstance(match_of(driver).phase, phases.Curtain)
    driver.now = LATER
    driver.frames = []
    driver.point(512, 320)


def look_around(driver: Watched) -> list[str]:
    """Be the second seat: lift the curtain, read, look at every tab, write, undo, ask, and come to commit."""
    driver.wait(300)
    driver.press("enter")
    driver.wait(400)
    with late_advice():
        to_table(driver)
        kept, driver.frames = driver.frames, None
    assert kept is not None
    driver.until(lambda: table_of(driver).orders.advising.advice is not None)
    driver.now = 2 * LATER
    driver.settle()
    driver.frames = kept
    for key in "bptdhwl":
        driver.press(key)
    driver.press("b", "ctrl+z", "ctrl+y", "o", "escape")
    for x, y in ((300, 300), (120, 70), (900, 20), (900, 600), (640, 420)):
        driver.point(x, y)
        driver.wait(600)
    driver.press("ctrl+enter")
    driver.wait(100)
    return kept


@contextmanager
def late_advice() -> Iterator[None]:
    """Hold the advisor back, so that no frame depends on how soon it answers."""
    told = Event()

    def held(*asked: Any, **more: Any) -> Advice:
        told.wait(30)
        return advise(*asked, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.board.panels.advice.advise", held)
        try:
            yield
        finally:
            told.set()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """The frames and texts of a game in which the first seat wrote nothing.

    Another such game comes before: from then on the picture of the map is there at once in all of them.
    """
    before = begin(tmp_path_factory.mktemp("before"))
    hand_over(before)
    look_around(before)
    match_of(before).close()
    driver = begin(tmp_path_factory.mktemp("plain"))
    hand_over(driver)
    frames = look_around(driver)
    texts = driver.texts()
    match_of(driver).close()
    return frames, texts


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.__name__)
def test_no_frame_of_the_second_seat_tells_what_the_first_did(
    tmp_path: Path, plain: tuple[list[str], list[str]], secret: Callable[[Driver], None]
) -> None:
    driver = begin(tmp_path)
    secret(driver)
    hand_over(driver)
    frames = look_around(driver)
    differing = [nth for nth, (one, other) in enumerate(zip(plain[0], frames, strict=True)) if one != other]
    assert not differing
    assert driver.texts() == plain[1]
    match_of(driver).close()


def test_the_curtain_leaves_nothing_in_memory(tmp_path: Path) -> None:
    driver = begin(tmp_path)
    for secret in SECRETS:
        secret(driver)
    table = table_of(driver)
    book, view, said = table.book, table.view, table.said
    assert book.orders and said.lines
    caption = pygame.display.get_caption()
    hand_over(driver)
    ui = driver.app.ui
    assert not [key for key in ui.memory if not key.startswith("curtain")]
    assert not book.orders and not book.can_undo and not book.can_redo
    with pytest.raises(SeatLeft):
        _ = view.desk
    with pytest.raises(MatchError):
        match_of(driver).seat_view()
    assert pygame.display.get_caption() == caption and "Japan" not in "".join(caption)
    assert not ui.is_open("commit") and ui.hover in (None, "curtain:lift")
    driver.press("enter")
    to_table(driver)
    fresh = table_of(driver)
    assert fresh.book is not book and not fresh.book.orders and not fresh.book.can_undo
    assert not fresh.said.lines and fresh.tab == "Budget"
    driver.press("ctrl+z")
    assert not fresh.book.orders
    match_of(driver).close()


def test_an_advisor_who_answers_late_answers_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = begin(tmp_path)
    first = table_of(driver).orders.advising
    answer, asked = Event(), list[Power]()

    def late(observation: Observation, by: str) -> object:
        asked.append(observation.power)
        answer.wait(20)
        return SimpleNamespace(counsels=(), power=observation.power)

    monkeypatch.setattr("game.board.panels.advice.advise", late)
    driver.app.settings = evolve(driver.app.settings, advisor="dove")
    driver.step()
    hand_over(driver)
    driver.press("enter")
    to_table(driver)
    answer.set()
    second = table_of(driver).orders.advising
    driver.until(lambda: second.advice is not None)
    assert asked == [Power.JAPAN, Power.US] and first.advice is None
    assert second.advice is not None and vars(second.advice)["power"] is Power.US
    match_of(driver).close()


def test_a_button_held_down_as_the_screen_changes_hands_pushes_nothing(tmp_path: Path) -> None:
    driver = begin(tmp_path)
    driver.press("b")
    node = driver.app.ui.node("map")
    assert node is not None
    x, y = node.rect.x + 40, node.rect.bottom - 40
    driver.point(x, y)
    driver.step(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=driver.pixel(x, y), button=3))
    driver.point(x + 20, y)
    assert "map:camera" in driver.app.ui.memory
    driver.press("ctrl+enter", "enter", "enter")
    to_table(driver)
    driver.point(x + 90, y - 60)
    assert "map:camera" not in driver.app.ui.memory
    match_of(driver).close()


def test_what_lies_on_the_disk_beside_the_record_tells_no_sheet(tmp_path: Path) -> None:
    texts = []
    for secret in (nothing, money):
        driver = begin(tmp_path / secret.__name__)
        secret(driver)
        hand_over(driver)
        match = match_of(driver)
        assert match.path is not None
        (game,) = saves.saved_games(match.path.parent)
        files = [each for each in (tmp_path / secret.__name__).rglob("*") if each.is_file()]
        beside = {each.name: each.read_bytes() for each in files if each.suffix != ".jsonl"}
        texts.append((game.title, game.seats, game.turn, game.fault, sorted(beside.values())))
        match.close()
    assert texts[0] == texts[1]
