"""Curtain, memo, thinking and menu: the pages between people's turns at the screen."""

from __future__ import annotations

import errno
from pathlib import Path
from time import sleep

import pygame
import pytest
from pages import ALL_BOTS, playing, seated

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.new_game import Memos
from game.views.memo import Memo, memo_of
from rules.orders import FundReadiness, OrderSheet
from rules.terms import Funding, Power, Priority


@pytest.fixture
def pair(tmp_path: Path) -> Driver:
    """Two people and the first curtain."""
    return playing(tmp_path, seated(Power.JAPAN, Power.US))


def match_of(driver: Driver) -> Match:
    assert driver.app.match is not None
    return driver.app.match


def hand_in(driver: Driver, *orders: FundReadiness) -> None:
    """Let the seat at the screen hand a sheet in."""
    match = match_of(driver)
    match.go_to_table()
    match.commit(OrderSheet(match.seat_view().power, orders))
    driver.app.follow()
    driver.step()


def until(driver: Driver, screen: str) -> None:
    """Let frames pass until a screen is shown."""
    for _ in range(400):
        if driver.screen == screen:
            return
        sleep(0.01)
        driver.step()
    raise AssertionError(f"{driver.screen} stays and {screen} does not come")


# ---------- curtain ----------


def test_only_enter_or_the_button_lifts_the_curtain(pair: Driver) -> None:
    assert pair.screen == "Curtain"
    pair.click_at(200, 200)
    pair.press("space", "tab", "space", "a", "f1", "ctrl+,")
    assert match_of(pair).phase == phases.Curtain(Power.JAPAN, match_of(pair).seats)
    assert pair.screen == "Curtain"
    pair.press("enter")
    assert match_of(pair).phase == phases.Briefing(Power.JAPAN)


def test_the_button_lifts_the_curtain(pair: Driver) -> None:
    pair.click("We are Japan")
    assert pair.screen == "Briefing"


def test_the_curtain_names_the_next_seat_and_what_all_may_know(pair: Driver) -> None:
    pair.press("enter")
    hand_in(pair)
    texts = pair.texts()
    assert "United States" in texts
    assert "Everyone else looks away. Nothing of Japan’s turn is left on this screen." in texts
    assert {"committed", "next", "bot, ready"} <= set(texts)
    assert "October–December 2025" in texts


def test_the_curtain_is_the_same_whatever_was_ordered(tmp_path: Path) -> None:
    """The picture depends on public facts alone."""
    pictures = []
    for name, orders in (("one", ()), ("two", (FundReadiness(Funding.FULL),))):
        driver = playing(tmp_path / name, seated(Power.JAPAN, Power.US))
        driver.press("enter")
        driver.wait(300)
        hand_in(driver, *orders)
        pictures.append(driver.picture())
    assert pictures[0] == pictures[1]


def test_the_curtain_falls_at_once_and_fades_only_after_the_seat_is_taken(pair: Driver) -> None:
    pair.press("enter")
    pair.wait(300)
    hand_in(pair)
    covered = pair.picture()
    pair.wait(300)
    assert pair.picture() == covered
    pair.press("enter")
    fading = pair.picture()
    pair.wait(300)
    assert pair.picture() != fading


def test_esc_asks_and_leaves_nothing_behind(pair: Driver) -> None:
    pair.press("escape")
    assert pair.sees("Stay")
    pair.press("escape")
    assert pair.screen == "Curtain" and not pair.sees("Stay")
    pair.press("escape")
    pair.click("Leave to the title")
    assert pair.screen == "Title"
    pair.press("enter")
    assert pair.screen == "Curtain"


def test_enter_that_is_still_held_does_not_lift_the_next_curtain(
    pair: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys repeat while they are held: the sheet is handed in, and the next seat's screen stays covered."""
    pair.press("enter")
    held = {pygame.K_RETURN: True, pygame.K_KP_ENTER: False}
    monkeypatch.setattr(pygame.key, "get_pressed", lambda: held)
    hand_in(pair)
    pair.press("enter", "enter")
    assert pair.screen == "Curtain"
    held[pygame.K_RETURN] = False
    pair.step()
    pair.press("enter")
    assert match_of(pair).phase == phases.Briefing(Power.US)


# ---------- memo ----------


def test_a_memo_is_ranked_by_keyboard_and_mouse_and_kept(tmp_path: Path) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN, memo=Memos.ASKED))
    assert driver.screen == "MemoScreen"
    driver.focus("Deterrence")
    driver.press("alt+down")
    driver.focus("Initiative")
    driver.press("1")
    driver.click("Restraint higher")
    driver.click("Note")
    driver.type("keep the lanes open")
    driver.press("ctrl+enter")
    assert driver.screen == "Briefing"
    ranking = (
        Priority.INITIATIVE,
        Priority.ALLIANCE,
        Priority.DETERRENCE,
        Priority.HOUSEHOLD,
        Priority.RESTRAINT,
        Priority.CAPABILITY,
    )
    kept = memo_of(match_of(driver).seat_view().memo)
    assert kept == Memo(ranking, "keep the lanes open")


def test_a_memo_can_be_left_out(tmp_path: Path) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN, memo=Memos.ASKED))
    driver.click("Play without")
    assert driver.screen == "Briefing"
    assert match_of(driver).seat_view().memo == ""


# ---------- thinking ----------


def test_bots_think_beside_the_drawing_and_the_turn_is_shown(tmp_path: Path) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN))
    hand_in(driver)
    until(driver, "Resolution")
    assert match_of(driver).phase == phases.Resolution(1, Power.JAPAN)


def test_a_disk_that_refuses_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN))
    think = Match.think

    def refuse(_: Match) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "game.jsonl")

    monkeypatch.setattr(Match, "think", refuse)
    hand_in(driver)
    for _ in range(100):
        if driver.sees("Try again"):
            break
        sleep(0.01)
        driver.step()
    assert "game.jsonl: No space left on device. The game is kept as it was." in driver.texts()
    monkeypatch.setattr(Match, "think", think)
    driver.press("enter")
    until(driver, "Resolution")


def test_what_nobody_foresaw_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN))
    monkeypatch.setattr(Match, "think", lambda _: {}["nothing"])
    hand_in(driver)
    for _ in range(100):
        if driver.sees("Try again"):
            break
        sleep(0.01)
        driver.step()
    said = " ".join(driver.texts())
    assert "this is a bug in Two Percent: KeyError" in said
    assert "--debug" in said
    driver.click("Leave to the title")
    assert driver.screen == "Title"


def test_esc_leaves_once_the_turn_is_worked_out(tmp_path: Path) -> None:
    driver = playing(tmp_path, seated(Power.JAPAN, Power.US))
    driver.app.title()
    choice = seated()
    assert choice.seats == ALL_BOTS
    driver.app.play(Match.begin(choice, driver.app.saves))
    driver.press("escape")
    until(driver, "Title")
    assert driver.app.match is None


# ---------- menu ----------


def test_the_menu_of_the_table_goes_on_reads_sets_and_leaves(pair: Driver) -> None:
    pair.press("enter")
    match_of(pair).go_to_table()
    pair.app.follow()
    pair.step()
    pair.press("escape")
    assert any("What is committed is saved" in text for text in pair.texts())
    pair.press("enter")
    assert pair.screen == "Table" and not pair.sees("Go on")
    pair.press("escape")
    pair.click("Rules and help")
    assert pair.screen == "Help"
    pair.press("escape")
    assert pair.screen == "Table"
    pair.press("escape")
    pair.click("Save and leave to the title")
    assert pair.screen == "Title"
    assert pair.app.match is None
