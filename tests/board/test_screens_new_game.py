"""From the title to the first briefing, with the mouse and with the keyboard."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from pages import opened, seated, start_in

from game.board import phases, saves
from game.board.driver import Driver
from game.board.match import Match
from game.board.new_game import Curtain, Memos
from game.board.screens.setup import Setup
from game.board.settings import Settings, load_settings
from game.session import PERSON
from hot_seat import LESSON
from rules.terms import Power


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    return opened(tmp_path)


def phase(driver: Driver) -> object:
    assert driver.app.match is not None
    return driver.app.match.phase


def test_a_game_is_chosen_and_begun_with_the_mouse(driver: Driver) -> None:
    driver.click("New game")
    driver.click("Two Percent by March")
    driver.click_at(*end_of(driver, "United States played by", 0.25))
    driver.click("United States name")
    driver.type("Team blue")
    driver.click("China persona")
    driver.click("hawk")
    driver.click_at(*end_of(driver, "China handicap", 0.95))
    driver.click("Clock per seat")
    driver.click("5 minutes")
    driver.click("Start the game")
    assert isinstance(phase(driver), phases.Curtain)
    assert driver.screen == "Curtain"
    assert driver.app.match is not None
    choice = driver.app.match.choice
    assert choice.scenario == LESSON
    assert choice.seats[Power.JAPAN] == choice.seats[Power.US] == PERSON
    assert choice.seats[Power.CHINA] == "hawk"
    assert choice.names == {Power.US: "Team blue"}
    assert choice.handicaps[Power.CHINA] == 5
    assert choice.minutes == 5


def end_of(driver: Driver, label: str, part: float) -> tuple[float, float]:
    """Return a point within a control, so far from its left edge."""
    node = driver.app.ui.find(label)
    assert node is not None
    return node.rect.x + part * node.rect.w, node.rect.centre[1]


def test_a_game_is_chosen_and_begun_with_the_keyboard(driver: Driver) -> None:
    driver.focus("New game")
    driver.press("enter")
    driver.focus("Two Percent by March")
    driver.press("enter")
    driver.focus("DPRK played by")
    driver.press("left")
    driver.focus("DPRK name")
    driver.type("Hill")
    driver.focus("DPRK handicap")
    driver.press("-", "-")
    driver.focus("Seed of the dice")
    driver.press("ctrl+u", "end", *["backspace"] * 19)
    driver.type("4817")
    driver.focus("Strategy memo before turn 1")
    driver.press("space")
    driver.press("ctrl+enter")
    assert driver.screen == "Curtain"
    assert driver.app.match is not None
    choice = driver.app.match.choice
    assert choice.scenario == LESSON
    assert choice.names == {Power.DPRK: "Hill"}
    assert choice.handicaps[Power.DPRK] == -10
    assert choice.seed == 4817
    assert choice.memo is Memos.ASKED


def test_enter_begins_at_once_and_one_person_alone_sees_no_curtain(driver: Driver) -> None:
    driver.click("New game")
    driver.press("enter")
    assert phase(driver) == phases.Briefing(Power.JAPAN)
    assert driver.screen == "Briefing"


def test_what_was_chosen_last_is_offered_again(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.click("New game")
    driver.focus("Grey Tide")
    driver.press("enter")
    driver.click("Hand-over curtain between people")
    driver.press("ctrl+enter")
    kept, said = load_settings(tmp_path / "settings.json")
    assert not said
    driver.app.title()
    again = Driver(start_in(tmp_path, kept))
    again.click("New game")
    screen = again.app.screen
    assert isinstance(screen, Setup)
    assert screen.choice.scenario == "grey_tide"
    assert screen.choice.curtain is Curtain.NEVER


def test_a_bad_seed_is_said_beside_start_and_begins_nothing(driver: Driver) -> None:
    driver.click("New game")
    driver.click("Seed of the dice")
    driver.press("end", *["backspace"] * 19)
    driver.type("-")
    driver.press("enter")
    assert driver.screen == "Setup"
    assert any("seed is a whole number" in text for text in driver.texts())
    driver.press("backspace")
    driver.type("9" * 19)
    driver.press("enter")
    assert driver.screen == "Setup"
    assert any("too large" in text for text in driver.texts())
    driver.click("New")
    driver.press("ctrl+enter")
    assert driver.screen == "Briefing"


def test_a_full_disk_is_said_and_the_choice_stays(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Match:
        raise OSError(errno.ENOSPC, "No space left on device", "saves")

    driver.click("New game")
    driver.click("Watershed")
    monkeypatch.setattr(Match, "begin", refuse)
    driver.press("ctrl+enter")
    assert driver.screen == "Setup"
    assert "saves: No space left on device" in driver.texts()
    assert isinstance(driver.app.screen, Setup)
    assert driver.app.screen.choice.scenario == "watershed"


def test_esc_goes_back_and_nothing_was_begun(driver: Driver) -> None:
    driver.click("New game")
    driver.press("escape")
    assert driver.screen == "Title"
    assert saves.saved_games(driver.app.saves) == ()


def test_four_bots_are_watched_and_the_next_game_of_people_is_not_theirs(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.click("Watch bots play")
    assert not driver.sees("Japan played by")
    driver.click("Two Percent by March")
    driver.press("ctrl+enter")
    assert driver.app.match is not None and driver.app.match.watching
    assert driver.screen in ("Thinking", "Resolution")
    driver.close()
    assert load_settings(tmp_path / "settings.json")[0].last == Settings().last


def test_the_lesson_begins_with_one_click(driver: Driver) -> None:
    driver.click("Guided first turn")
    assert driver.app.match is not None
    assert driver.app.match.choice.scenario == LESSON
    assert driver.screen == "Briefing"


def test_one_key_goes_on_with_the_newest_game(tmp_path: Path) -> None:
    match = Match.begin(seated(Power.JAPAN, Power.US), tmp_path / "saves")
    match.close()
    driver = opened(tmp_path)
    assert any(text.startswith("Japan and the US, turn 1 of 4") for text in driver.texts())
    driver.press("enter")
    assert driver.screen == "Curtain"
    assert driver.app.match is not None and driver.app.match.path == match.path


def test_a_damaged_game_is_said_on_the_title(tmp_path: Path) -> None:
    match = Match.begin(seated(Power.JAPAN), tmp_path / "saves")
    match.close()
    driver = opened(tmp_path)
    assert match.path is not None
    text = match.path.read_bytes()
    match.path.write_bytes(text.replace(b'"seed":3', b'"seed":4', 1))
    driver.press("enter")
    assert driver.screen == "Title"
    assert any(match.path.name in line for line in driver.texts())


def test_what_was_wrong_with_a_file_is_said_once(tmp_path: Path) -> None:
    start = start_in(tmp_path)
    driver = Driver(start)
    driver.app.notice = "settings.json is damaged; the usual settings hold"
    driver.app.title()
    driver.step()
    assert "settings.json is damaged; the usual settings hold" in driver.texts()
    driver.app.title()
    driver.step()
    assert "settings.json is damaged; the usual settings hold" not in driver.texts()
