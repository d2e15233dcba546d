"""The briefing by events: news, the brief before turn 1, cards answered and carried to the table."""

from pathlib import Path

import pytest
from tales import ALONE, PAIR, at, board, match_of, said, show

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.screens.briefing import Briefing
from game.views.aims import aims_of, secret_of
from game.views.seat_view import SeatLeft
from hot_seat import play_to, step
from rules.orders import Answer, Choose


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    return board(tmp_path)


def page(driver: Driver) -> Briefing:
    screen = driver.app.screen
    assert isinstance(screen, Briefing)
    return screen


def with_card(driver: Driver, kind: str) -> Match:
    """Play until an event or a proposal waits for Japan's answer, and show its briefing."""
    match = match_of(None, ALONE)
    for _ in range(12):
        play_to(match, phases.Briefing, match.turn)
        show(driver, match)
        if match.turn > 1 and any(kind in each.caps for each in page(driver).questions):
            return match
        step(match)
        step(match)
    raise AssertionError(f"no {kind} in this game")


def test_turn_one_begins_with_the_brief_in_two_lengths_and_what_counts(driver: Driver) -> None:
    match = match_of(None, ALONE)
    at(driver, match, phases.Briefing)
    assert "Where you stand" in said(driver)
    short = driver.app.ui.node("briefing:prose")
    driver.focus("Brief")
    driver.press("right")
    full = driver.app.ui.node("briefing:prose")
    assert short is not None and full is not None and full.rect.h > short.rect.h
    driver.press("right")
    texts = driver.texts()
    seen = match.observation()
    assert all(heading in texts for heading, _ in aims_of(seen))
    assert secret_of(seen) and secret_of(seen).split()[0] in " ".join(texts)


def test_the_page_says_whose_it_is_and_what_money_is_left(driver: Driver) -> None:
    match = match_of(None, ALONE)
    at(driver, match, phases.Briefing, 3)
    texts = driver.texts()
    assert "Only Japan sees this page." in texts
    assert page(driver).told.title in texts
    assert {"income", "bills already signed", "left to decide"} <= set(texts)
    assert driver.app.screen.title == "Two Percent"


def test_a_choice_made_by_its_digit_is_an_order_on_the_table(driver: Driver) -> None:
    match = with_card(driver, "Event")
    while not driver.sees("Choose and go on") and page(driver).chosen is None:
        question = page(driver).question
        assert question is not None
        driver.press("2")
        break
    question = page(driver).question
    assert question is not None and page(driver).chosen == 1
    order = question.choices[1].order
    assert isinstance(order, Choose)
    while driver.screen == "Briefing":
        driver.press("enter" if page(driver).chosen is not None else "escape")
    assert driver.screen == "Table" and isinstance(match.phase, phases.Table)
    assert order in driver.app.screen.book.orders  # type: ignore[attr-defined]


def test_what_is_left_for_later_is_no_order(driver: Driver) -> None:
    with_card(driver, "Event")
    driver.press("1")
    while driver.screen == "Briefing":
        driver.press("escape")
    assert driver.screen == "Table"
    assert driver.app.screen.book.orders == ()  # type: ignore[attr-defined]


def test_enter_does_not_pass_over_an_open_question(driver: Driver) -> None:
    with_card(driver, "Event")
    driver.press("enter")
    assert driver.screen == "Briefing" and driver.app.ui.focus == "briefing:choice:0"
    assert not driver.sees("Choose and go on")
    assert "holds if unanswered" in driver.texts()
    driver.press("enter")
    assert page(driver).chosen == 0 and driver.sees("Choose and go on")


def test_a_choice_can_be_clicked_and_changed(driver: Driver) -> None:
    with_card(driver, "Event")
    question = page(driver).question
    assert question is not None
    driver.click("briefing:choice:0")
    driver.click("briefing:choice:1")
    assert page(driver).chosen == 1
    orders = page(driver).book.orders
    assert orders == (question.choices[1].order,)


def test_a_proposal_is_answered_here(driver: Driver) -> None:
    with_card(driver, "proposal")
    while (question := page(driver).question) is None or "proposal" not in question.caps:
        driver.press("escape")
    driver.press("2")
    (order,) = page(driver).book.orders
    assert isinstance(order, Answer) and not order.accept


def test_without_a_question_enter_goes_to_the_table(driver: Driver) -> None:
    match = match_of(None, ALONE)
    for _ in range(11):
        play_to(match, phases.Briefing, match.turn)
        show(driver, match)
        if match.turn > 1 and not page(driver).questions:
            break
        step(match)
        step(match)
    assert "Your turn to act" in driver.texts()
    driver.press("enter")
    assert driver.screen == "Table"


def test_answers_die_when_the_seat_is_left(driver: Driver) -> None:
    match = match_of(None, PAIR)
    at(driver, match, phases.Briefing, 2)
    view = match.seat_view()
    view.answered = (Choose("a card", "an option"),)
    play_to(match, phases.Curtain, 2)
    assert view.answered == ()
    with pytest.raises(SeatLeft):
        view.watch()
