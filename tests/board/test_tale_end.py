"""The end by events: scores that add up, whose belief, the ledger, the report, and the ways on."""

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


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a report have what-ifs of two branches."""
    monkeypatch.setattr("game.board.screens.end_report.GAMES", 2)


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


def written(driver: Driver) -> None:
    """Save the report and wait until it is there."""
    driver.press("ctrl+s")
    driver.until(lambda: driver.sees("Open in browser"))


def test_the_report_is_written_beside_the_record_and_opened_only_on_a_click(
    driver: Driver, match: Match, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browser(page: str) -> bool:
        opened.append(page)
        return True

    monkeypatch.setattr("webbrowser.open", browser)
    assert match.path is not None and match.path.name in said(driver)
    before = match.path.read_bytes()
    written(driver)
    file = match.path.with_suffix(".html")
    page = file.read_text(encoding="utf-8")
    assert end(driver).told.title in page and "Two roads not taken" in page
    assert file.name in said(driver) and not opened
    driver.click("Open in browser")
    assert opened == [file.absolute().as_uri()]
    assert match.path.read_bytes() == before


def test_where_the_report_cannot_be_written_one_line_says_so_and_it_can_be_tried_again(
    driver: Driver, match: Match, few: None
) -> None:
    assert match.path is not None
    file = match.path.with_suffix(".html")
    file.mkdir()
    driver.press("ctrl+s")
    driver.until(lambda: driver.sees("Try again"))
    assert f"{file.name} cannot be written" in said(driver)
    file.rmdir()
    driver.click("Try again")
    driver.until(lambda: driver.sees("Open in browser"))
    assert file.is_file()


@pytest.mark.parametrize("how", ["Stop", "escape"])
def test_a_report_that_is_stopped_or_left_is_not_written(driver: Driver, match: Match, how: str) -> None:
    driver.press("ctrl+s")
    assert "The report is being written" in said(driver) and not driver.app.ui.find("end:save")
    if how == "Stop":
        driver.click("Stop")
        assert "The report is being written" not in said(driver)
    else:
        driver.press(how)
        assert driver.screen == "Title"
    driver.app.rest()
    driver.step()
    assert match.path is not None and not match.path.with_suffix(".html").exists()


def test_where_no_browser_opens_the_line_says_where_the_report_is(
    driver: Driver, match: Match, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda page: False)
    written(driver)
    driver.click("Open in browser")
    assert match.path is not None
    assert "no browser could be opened" in said(driver)
    assert match.path.with_suffix(".html").name in said(driver)


def test_the_replay_opens_over_the_end_and_comes_back(driver: Driver) -> None:
    driver.press("r")
    assert driver.screen == "Replay" and "The truth" in driver.texts()
    driver.press("escape")
    assert driver.screen == "End"


def test_a_game_that_is_not_kept_can_be_looked_back_at_too(tmp_path: Path) -> None:
    driver = board(tmp_path)
    at(driver, match_of(None, ALONE, LESSON), phases.End)
    assert "not kept" in driver.texts()
    driver.press("w", "ctrl+s")
    assert driver.screen == "End" and not driver.sees("What if…") and not driver.sees("Stop")
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
