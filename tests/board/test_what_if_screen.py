"""The what-if by events: what is offered and chosen, what the branches come to, and how they are stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from driver import Driver
from tales import ALONE, LESSON, at, board, cut, look, match_of, said

from game.board import phases
from game.board.match import Match
from game.board.screens.replay import Replay
from game.board.screens.what_if import WhatIf
from game.board.settings import Palette
from game.board.wondering import NOTHING, Cancelled, Count, Question, Wonder, asked
from game.headless.relived import sheet_of_bot
from game.headless.whatif import Plan, what_if
from game.record import load
from game.report.pivots import pivots
from hot_seat import step
from rules import POWERS, Power
from rules.orders import OrderSheet

FEW = 2


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a question be played on with two branches."""
    monkeypatch.setattr("game.board.screens.what_if.GAMES", FEW)


@pytest.fixture
def match(tmp_path: Path) -> Iterator[Match]:
    played = match_of(tmp_path / "saves", ALONE, LESSON)
    yield played
    played.close()


@pytest.fixture
def driver(tmp_path: Path, match: Match) -> Driver:
    driver = board(tmp_path)
    at(driver, match, phases.End)
    driver.press("w")
    return driver


def shown(driver: Driver) -> WhatIf:
    screen = driver.app.screen
    assert isinstance(screen, WhatIf)
    return screen


def answered(driver: Driver) -> WhatIf:
    """Play the branches and wait for what they come to."""
    screen = shown(driver)
    driver.press("enter")
    driver.until(lambda: screen.reply is not None)
    return screen


def test_the_orders_that_mattered_most_are_offered_and_the_first_is_asked_about(driver: Driver) -> None:
    screen = shown(driver)
    offered = pivots(screen.wonder.story, 3)
    assert offered and screen.wonder.offered == offered
    assert screen.question == asked(offered[0])
    last = offered[-1]
    driver.click(f"whatif:offer:{len(offered) - 1}")
    assert screen.question == asked(last) and screen.wonder.sheet(screen.question) == last.sheet


def test_the_answer_is_that_of_the_branches_and_nothing_is_written(driver: Driver, match: Match) -> None:
    assert match.path is not None
    before = {path: path.read_bytes() for path in match.path.parent.iterdir()}
    screen = answered(driver)
    pivot = screen.wonder.offered[0]
    told = what_if(load(match.path), Plan(pivot.turn, {pivot.power: pivot.sheet}, games=FEW))
    assert screen.reply is not None and screen.reply.answer == told
    texts = driver.texts()
    assert f"{FEW} branches, each played twice" in texts
    for each in screen.reply.found.seats:
        kept, changed = each.score.kept.mean.value, each.score.changed.mean.value
        assert {str(each.real), f"{kept:.1f}", f"{changed:.1f}"} <= set(texts)
    assert "a game, not a forecast" in said(driver)
    assert {path: path.read_bytes() for path in match.path.parent.iterdir()} == before


def test_turn_seat_and_what_it_does_instead_are_chosen_by_key(driver: Driver) -> None:
    screen = shown(driver)
    screen.question = Question(1, Power.JAPAN)
    driver.app.ui.change()
    driver.focus("Turn")
    driver.press("right")
    driver.focus("Seat")
    driver.press("right", "right")
    assert (screen.question.turn, screen.question.power) == (2, Power.CHINA)
    assert screen.wonder.sheet(screen.question) == OrderSheet(Power.CHINA)
    driver.focus("Instead")
    while screen.question.instead != "dove":
        driver.press("down")
    recorded = screen.wonder.record
    assert screen.wonder.sheet(screen.question) == sheet_of_bot(recorded, 2, Power.CHINA, "dove")


def test_only_an_order_that_mattered_can_be_left_out_by_itself(driver: Driver) -> None:
    wonder = shown(driver).wonder
    first = wonder.first
    other = next(power for power in POWERS if wonder.pivot(evolve(first, power=power)) is None)
    assert wonder.fitting(evolve(first, power=other)).instead == NOTHING
    assert wonder.fitting(first) == first


def test_who_asks_for_what_was_ordered_is_told_that_nothing_is_changed(driver: Driver) -> None:
    screen = shown(driver)
    screen.question = Question(2, Power.CHINA, "hawk")
    answered(driver)
    assert "nothing is changed" in said(driver)
    assert screen.reply is not None
    assert all(each.score.difference.value == 0 for each in screen.reply.found.seats)


def test_cancelled_branches_come_to_nothing_and_may_be_played_anew(driver: Driver) -> None:
    screen = shown(driver)
    driver.press("enter", "enter")
    assert driver.sees("Cancel") and f"of {FEW + 1}" in said(driver)
    driver.click("Cancel")
    assert not driver.sees("Cancel")
    driver.app.rest()
    driver.step()
    assert screen.reply is None and not screen.said
    answered(driver)


def test_leaving_stops_the_branches(driver: Driver) -> None:
    screen = shown(driver)
    driver.press("enter")
    count = screen._count
    assert count is not None
    driver.press("escape")
    assert driver.screen == "End"
    with pytest.raises(Cancelled):
        list(count.watch([]))
    driver.app.rest()
    driver.step()
    assert screen.reply is None


def test_a_stopped_count_lets_no_further_branch_be_played(driver: Driver, match: Match) -> None:
    assert match.path is not None
    wonder, count = shown(driver).wonder, Count(FEW + 1)
    count.stop()
    with pytest.raises(Cancelled):
        wonder.ask(wonder.first, count)
    assert count.played == 0


def test_what_goes_wrong_is_said_in_one_line(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Wonder, question: Question, count: Count) -> None:
        raise OSError(12, "no room", "here")

    monkeypatch.setattr(Wonder, "ask", broken)
    driver.press("enter")
    driver.until(lambda: shown(driver)._count is None)
    assert "here: no room" in driver.texts() and driver.sees("whatif:play")


def test_a_replay_asks_about_the_turn_it_shows(driver: Driver) -> None:
    driver.press("escape", "r", "page down")
    replay = driver.app.screen
    assert isinstance(replay, Replay) and replay.turn == 2
    driver.click("What if…")
    assert shown(driver).question.turn == 2
    driver.press("escape")
    assert driver.app.screen is replay


def test_a_game_that_goes_on_cannot_be_asked(tmp_path: Path) -> None:
    match = match_of(tmp_path / "saves", ALONE, LESSON)
    while match.turn < 2:
        step(match)
    match.close()
    driver = board(tmp_path, replay=match.path)
    driver.press("w")
    assert driver.screen == "Replay" and not driver.sees("What if…")


@pytest.mark.parametrize("size", ["compact", "reference", "large"])
def test_no_text_of_question_and_answer_is_cut(driver: Driver, size: str) -> None:
    look(driver, size, Palette.PAPER)
    assert not cut(driver)
    answered(driver)
    assert not cut(driver)
