"""The Watch tab by events: five cards and the quarter, the same as numbers, and what the seat may know."""

from pathlib import Path

import pytest
from tales import ALONE, PAIR, at, board, match_of

from game.board import phases
from game.board.driver import Driver
from game.board.panels.watch import Watch
from game.board.screens.table import Table
from game.views.watch import as_numbers

CARDS = (
    "Budget and procurement",
    "Strategy documents",
    "Exercises and posture",
    "Regional diplomacy",
    "This quarter",
)


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    driver = board(tmp_path)
    at(driver, match_of(None, ALONE), phases.Table, 5)
    driver.press("w")
    return driver


def panel(driver: Driver) -> Watch:
    screen = driver.app.screen
    assert isinstance(screen, Table) and isinstance(screen.panel, Watch)
    return screen.panel


def test_five_cards_and_the_quarter_with_their_figures(driver: Driver) -> None:
    texts = driver.texts()
    assert set(CARDS) <= set(texts) and "Japanese politics" in texts
    page = panel(driver).page
    assert str(page.home.support[-1]) in texts and str(page.diplomacy.arms_race[-1]) in texts
    assert f"{sum(step.adopted for step in page.documents.steps)} of {len(page.documents.steps)}" in texts
    assert {"arms race", "cooperation", "a game, not a forecast"} <= set(texts)


def test_the_numbers_behind_the_charts_are_a_key_away(driver: Driver) -> None:
    driver.press("n")
    heads, *rows = as_numbers(panel(driver).page)
    texts = driver.texts()
    assert all(row[0] in texts for row in rows) and "Support" in texts
    assert "Arms race" in texts and "This quarter" not in texts
    driver.click("Show as charts")
    assert "This quarter" in driver.texts()
    assert len(heads) == len(rows[0])
    driver.click("Show as numbers")
    assert "Arms race" in driver.texts()


def test_its_key_does_nothing_on_other_tabs(driver: Driver) -> None:
    driver.press("b", "n", "w")
    assert "This quarter" in driver.texts()


def test_it_reads_the_seat_at_the_screen_and_dies_with_it(driver: Driver) -> None:
    match = match_of(None, PAIR)
    at(driver, match, phases.Table, 2)
    driver.press("w")
    assert panel(driver).page.power is match.seat_view().power
    assert len(panel(driver).page.home.support) == 2
