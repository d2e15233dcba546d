"""The end by events: scores that add up, whose belief, the ledger, the journal, and the ways on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tales import ALONE, LESSON, at, board, match_of, said, show

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.screens.end import End
from game.board.screens.end_beliefs import ordered
from game.views.beliefs import Verdict
from rules import POWERS


@pytest.fixture
def match(tmp_path: Path) -> Iterator[Match]:
    played = match_of(tmp_path / "saves", ALONE, LESSON)
    yield played
    played.close()


@pytest.fixture
def driver(tmp_path: Path, match: Match) -> Driver:
    driver = board(tmp_path)
    at(driver, match, phases.End)
    return driver


def end(driver: Driver) -> End:
    screen = driver.app.screen
    assert isinstance(screen, End)
    return screen


def test_every_seat_has_its_total_band_and_objectives(driver: Driver) -> None:
    texts = driver.texts()
    told = end(driver).told
    assert told.title in texts
    for card in told.scores:
        assert str(card.total) in texts and card.band.value in texts
        assert sum(row.points for row in card.rows) + card.calm - card.taken == card.total
        for row in card.rows:
            if not row.secret:
                assert row.heading.split()[0] in said(driver)


def test_belief_and_truth_are_shown_for_the_seat_that_is_chosen(driver: Driver) -> None:
    driver.click("Whose belief")
    driver.focus("Whose belief")
    driver.press("left", "left", "left", "right", "right")
    page = end(driver).beliefs.page
    assert page is not None and page.viewer is POWERS[2]
    assert f"{page.inside} of {len(page.beliefs)} inside" in driver.texts()
    rows = ordered(page.beliefs)
    wrong = [belief.verdict is not Verdict.INSIDE for belief in rows]
    assert wrong == sorted(wrong, reverse=True)


def test_the_ledger_opens_and_closes_by_key(driver: Driver) -> None:
    driver.press("p")
    assert "Promise ledger" in driver.texts() and driver.sees("Close")
    assert len([text for text in driver.texts() if "agreements" in text]) == 4
    driver.press("escape")
    assert not driver.sees("Close") and driver.screen == "End"


def test_the_journal_is_written_beside_the_record_which_is_named(driver: Driver, match: Match) -> None:
    assert match.path is not None
    assert match.path.name in said(driver)
    driver.press("ctrl+s")
    file = match.path.with_suffix(".txt")
    text = file.read_text(encoding="utf-8")
    told = end(driver).told
    assert told.title in text and all(f": {card.total}, {card.band.value}" in text for card in told.scores)
    assert all(f"Turn {turn}," in text for turn in range(1, match.turn + 1))
    assert file.name in said(driver)


def test_where_the_journal_cannot_be_written_one_line_says_so(driver: Driver, match: Match) -> None:
    assert match.path is not None
    match.path.with_suffix(".txt").mkdir()
    driver.press("ctrl+s")
    assert "cannot be written" in said(driver)


def test_the_replay_opens_over_the_end_and_comes_back(driver: Driver) -> None:
    driver.press("r")
    assert driver.screen == "Replay" and "The truth" in driver.texts()
    driver.press("escape")
    assert driver.screen == "End"


def test_a_game_that_is_not_kept_can_be_looked_back_at_too(tmp_path: Path) -> None:
    driver = board(tmp_path)
    at(driver, match_of(None, ALONE, LESSON), phases.End)
    assert "not kept" in driver.texts()
    driver.click("Replay")
    assert driver.screen == "Replay"


def test_new_game_leaves_to_the_page_where_games_are_chosen(driver: Driver) -> None:
    driver.press("n")
    assert driver.screen == "Setup" and driver.app.match is None


def test_memos_have_a_button_only_where_there_are_any(tmp_path: Path, driver: Driver) -> None:
    assert not driver.sees("Memos")
    other = match_of(None, ALONE, LESSON)
    ranking = "Priorities: alliance > deterrence > capability > household > restraint > initiative\nA note."
    other._session.memo(POWERS[0], ranking)
    at(driver, other, phases.End)
    driver.press("m")
    assert "Strategies" in driver.texts() and "“A note.”" in driver.texts()
    show(driver, other)
    assert driver.sees("Memos")
