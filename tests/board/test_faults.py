"""A disk that refuses, unreadable folders, errors that nobody foresaw: one line, and the game stays."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Driver, key_events
from pages import ALL_BOTS, opened, playing, seated
from tables import at_table, table_of

from game.board import phases, saves
from game.board.faults import line_of
from game.board.match import Match
from game.board.new_game import NewGame
from game.board.screens.begin import begin_game
from game.board.screens.curtain import HASTE
from game.record import Recorder, RecordFile, load, verify
from hot_seat import LESSON
from rules.terms import Power

SMALL = (1024, 640)
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Let the disk refuse every line of a record, or take them again."""
    append, refusing = RecordFile.append, [False]

    def write(file: RecordFile, line: str) -> None:
        if refusing[0]:
            raise FULL
        append(file, line)

    # a recorder holds the method of its file, so the class is changed before a game begins
    monkeypatch.setattr(RecordFile, "append", write)
    return lambda full: refusing.__setitem__(0, full)


def match_of(driver: Driver) -> Match:
    assert driver.app.match is not None
    return driver.app.match


def test_a_full_disk_leaves_no_file_of_a_game_that_did_not_begin(
    tmp_path: Path, refuse: Callable[[bool], None]
) -> None:
    driver = opened(tmp_path, SMALL)
    refuse(True)
    said = begin_game(driver.app, NewGame(LESSON, ALL_BOTS))
    assert said == os.strerror(errno.ENOSPC) and driver.screen == "Title"
    assert not list((tmp_path / "saves").iterdir())
    refuse(False)
    assert begin_game(driver.app, NewGame(LESSON, ALL_BOTS)) == ""


def test_a_full_disk_at_commit_keeps_the_sheet_on_the_table(
    tmp_path: Path, refuse: Callable[[bool], None]
) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN))
    match_of(driver).go_to_table()
    driver.app.follow()
    refuse(True)
    driver.press("ctrl+enter", "enter")
    assert driver.screen == "Table" and any("could not be kept" in each for each in driver.texts())
    refuse(False)
    driver.press("ctrl+enter", "enter")
    assert driver.screen != "Table"


def test_a_full_disk_as_the_turn_is_worked_out_is_said_and_tried_again(
    tmp_path: Path, refuse: Callable[[bool], None]
) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN))
    match = match_of(driver)
    match.go_to_table()
    match.commit(match.seat_view().desk.sheet)
    refuse(True)
    driver.app.follow()
    driver.until(lambda: driver.sees("Try again"))
    assert any(os.strerror(errno.ENOSPC) in each for each in driver.texts())
    refuse(False)
    driver.press("enter")
    driver.until(lambda: driver.screen == "Resolution")
    assert match.path is not None and verify(load(match.path)).ok


def test_a_full_disk_at_the_last_line_of_a_game_still_shows_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match = Match.begin(NewGame(LESSON, ALL_BOTS, seed=3), tmp_path)

    def refused(*_: object) -> None:
        raise FULL

    monkeypatch.setattr(Recorder, "end", refused)
    while match.outcome is None:
        try:
            match.think()
        except OSError:
            match.think()
        match.resolved()
    assert isinstance(match.phase, phases.End)
    match.close()
    monkeypatch.undo()
    assert match.path is not None
    again = Match.resume(match.path)
    again.close()
    assert load(match.path).end is not None


def test_a_message_that_the_disk_refuses_is_still_written(
    tmp_path: Path, refuse: Callable[[bool], None]
) -> None:
    driver = at_table(tmp_path, size=SMALL, people=(Power.JAPAN, Power.US), scenario=LESSON)
    driver.press("d")
    driver.click("diplomacy:messages")
    driver.click("messages:field")
    driver.type("hold")
    refuse(True)
    driver.click("messages:send")
    assert any("was not sent" in each for each in driver.texts())
    assert driver.app.ui.recall("messages:text", "") == "hold" or "hold" in driver.texts()
    refuse(False)
    driver.click("messages:send")
    (sent,) = match_of(driver).seat_view().messages
    assert sent.text == "hold"


def test_a_folder_that_cannot_be_read_is_one_line_on_the_title_and_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def closed(path: Path) -> object:
        if Path(path).name == "saves":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(saves.os, "scandir", closed)
    driver = opened(tmp_path, SMALL)
    assert driver.screen == "Title"
    assert any(os.strerror(errno.EACCES) in each for each in driver.texts())
    driver.click("Replay or load")
    assert driver.screen == "Load" and driver.sees("load:said")


def test_an_error_nobody_foresaw_is_logged_where_debug_listens_and_nowhere_else(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    line = line_of(ZeroDivisionError("by nothing"))
    assert "\n" not in line and "--debug" in line
    assert any(
        isinstance(each, logging.NullHandler) for each in logging.getLogger("twopercent.board").handlers
    )
    assert [each.exc_info is not None for each in caplog.records] == [True]
    assert "Traceback" not in capfd.readouterr().err


CRASH = """
import sys
from game.board.screens.briefing import Briefing

def break_down(*_):
    raise ZeroDivisionError("nobody foresaw it")

Briefing.build = break_down
from game.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
def test_an_error_in_the_loop_ends_the_board_with_one_line_and_keeps_the_game(
    tmp_path: Path, debug: bool
) -> None:
    args = [*(["--debug"] if debug else []), "play", "--scenario", LESSON, "--saves", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, *args],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "TWOPERCENT_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 1 and done.stdout == ""
    last = done.stderr.splitlines()[-1]
    assert last.startswith("twopercent: this is a bug in Two Percent: ZeroDivisionError")
    assert ("Traceback" in done.stderr) is debug
    assert debug or done.stderr.count("\n") == 1
    (game,) = saves.saved_games(tmp_path)
    assert game.goes_on


def test_a_key_struck_twice_in_handing_in_does_not_lift_the_curtain(tmp_path: Path) -> None:
    driver = at_table(tmp_path, size=SMALL, people=(Power.JAPAN, Power.US), scenario=LESSON)
    driver.press("ctrl+enter")
    twice = [*key_events("enter"), *key_events("enter")]
    driver.step(*twice)
    for _ in range(3):
        driver.step(*key_events("enter"))
    assert driver.screen == "Curtain"
    driver.wait(HASTE)
    driver.step(*key_events("enter"))
    assert driver.screen == "Briefing"


@pytest.mark.parametrize("page", ["f1", "ctrl+,", "menu", "ctrl+enter", "typing"])
def test_the_clock_runs_out_under_whatever_lies_over_the_table(tmp_path: Path, page: str) -> None:
    people = (Power.JAPAN, Power.US)
    driver = at_table(tmp_path, size=SMALL, people=people, scenario=LESSON, minutes=1)
    table = table_of(driver)
    table.add(table.book.desk.menu()[0])
    if page == "menu":
        driver.press("escape")
    elif page == "typing":
        driver.press("d")
        driver.click("diplomacy:messages")
        driver.click("messages:field")
        driver.type("secret")
    else:
        driver.press(page)
    driver.now += 61_000
    driver.step()
    assert driver.screen == "Curtain" and driver.app.alone
    driver.step(*key_events("x"))
    ui = driver.app.ui
    assert not ui.memory and len(ui._layers) == 1 and not table.book.orders
    assert "secret" not in " ".join(driver.texts())
    driver.press("enter")
    assert driver.screen == "Briefing"
