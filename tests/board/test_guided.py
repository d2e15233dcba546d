"""The guided first turn: who follows its callouts comes to the second turn, and nobody is held up by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.screens.guided import Guide
from game.board.screens.lesson import LESSON, Part
from game.board.start import Start
from game.board.widgets import Scroll, Segmented, Slider
from rules.orders import Family, FundReadiness, Operate, SetDial, Signal, StartProgramme
from rules.terms import Funding


@pytest.fixture
def pupil(tmp_path: Path) -> Iterator[Driver]:
    """A person who has pressed "Guided first turn"."""
    driver = Driver(Start(settings_file=tmp_path / "settings.json", saves=tmp_path / "saves"))
    driver.click("Guided first turn")
    yield driver
    if driver.app.match is not None:
        driver.app.match.close()


def guide_of(driver: Driver) -> Guide:
    assert driver.app.guide is not None
    return driver.app.guide


def match_of(driver: Driver) -> Match:
    assert driver.app.match is not None
    return driver.app.match


def follow(driver: Driver) -> str:
    """Do what the callout asks for, the way its arrow shows; return the key of its step."""
    guide = guide_of(driver)
    driver.until(lambda: driver.app.guide is None or guide.step is not None)
    driver.step()
    step = guide.step
    if step is None or driver.app.guide is None:
        return ""
    target = guide.target
    if step.done is None:
        driver.click("guide:go")
    elif target is None:
        assert driver.sees("guide:go") and driver.app.ui.top.key != "screen", step.key
        driver.press("escape")
    else:
        use(driver, target.widget.key)
    return step.key


def use(driver: Driver, key: str) -> None:
    """Use a control as a person would."""
    node = driver.app.ui.node(key)
    assert node is not None
    if isinstance(node.widget, Slider):
        knob = (node.rect.x + node.rect.w / 2, node.rect.y + 11)
        driver.drag(knob, (knob[0] + node.rect.w / 4, knob[1]))
    elif isinstance(node.widget, Segmented):
        cell = node.widget.cells()[2]
        driver.click_at(cell.centre[0] + node.dx, cell.centre[1] + node.dy)
    elif key == "odds:box":
        driver.click("odds:cancel")
    else:
        driver.click(key)


def test_who_follows_the_callouts_comes_to_the_second_turn_with_a_full_sheet(pupil: Driver) -> None:
    said: list[str] = []
    sheet: tuple[object, ...] = ()
    for _ in range(200):
        if pupil.app.guide is None:
            break
        if pupil.screen == "Table" and match_of(pupil).turn == 1:
            sheet = pupil.app.screen.book.orders  # type: ignore[attr-defined]
        said.append(follow(pupil))
    assert pupil.screen == "Table" and match_of(pupil).turn == 2
    assert pupil.app.guide is None
    assert [key for key in dict.fromkeys(said) if key] == [step.key for step in LESSON]
    kinds = {type(order) for order in sheet}
    assert {SetDial, FundReadiness, StartProgramme, Signal} <= kinds and Operate not in kinds
    assert FundReadiness(Funding.FULL) in sheet


@pytest.mark.parametrize("part", ["at once", "at the table", "over a dialog"])
def test_escape_leaves_the_lesson_and_the_game_goes_on(pupil: Driver, part: str) -> None:
    if part != "at once":
        to_table(pupil)
    if part == "over a dialog":
        pupil.press("ctrl+enter", "escape")
        assert pupil.app.guide is not None, "the first Esc closes the dialog"
    pupil.press("escape")
    assert pupil.app.guide is None and not pupil.sees("guide:go")
    assert isinstance(match_of(pupil).phase, phases.Briefing if part == "at once" else phases.Table)
    assert not pupil.app.ui.is_open("menu")


def to_table(driver: Driver) -> None:
    match_of(driver).go_to_table()
    driver.app.follow()
    driver.step()


def test_the_lesson_follows_whoever_does_something_else_first(pupil: Driver) -> None:
    to_table(pupil)
    table = pupil.app.screen
    table.add(table.book.desk.menu(Family.SIGNAL)[0])  # type: ignore[attr-defined]
    pupil.press("p")
    pupil.step()
    passed = [follow_text(pupil) for _ in LESSON if pupil.app.guide.step.part is Part.TABLE]  # type: ignore[union-attr]
    assert "signal" not in passed and "commit" in passed


def follow_text(driver: Driver) -> str:
    step = guide_of(driver).step
    assert step is not None
    if step.key != "commit":
        driver.press("n")
    return step.key


def test_an_early_commit_takes_the_lesson_along(pupil: Driver) -> None:
    to_table(pupil)
    pupil.press("ctrl+enter", "enter")
    pupil.until(lambda: pupil.screen == "Resolution")
    pupil.step()
    step = guide_of(pupil).step
    assert step is not None and step.part is Part.RESOLUTION


def test_nothing_is_said_over_the_help_and_the_lesson_waits(pupil: Driver) -> None:
    to_table(pupil)
    assert pupil.sees("guide:go")
    pupil.press("f1")
    assert not pupil.sees("guide:go")
    pupil.press("escape")
    assert pupil.sees("guide:go")


def test_leaving_to_the_title_ends_the_lesson(pupil: Driver) -> None:
    pupil.app.title()
    pupil.step()
    assert pupil.app.guide is None and pupil.screen == "Title"


def test_every_control_that_a_callout_speaks_of_is_in_sight(pupil: Driver) -> None:
    to_table(pupil)
    step = guide_of(pupil).step
    while step is not None and step.key != "commit":
        node = guide_of(pupil).target
        if node is not None and node.window is not None and not isinstance(node.widget, Scroll):
            assert node.window.contains(node.rect, 4), step.key
        pupil.press("n")
        step = guide_of(pupil).step
