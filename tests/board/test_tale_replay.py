"""The replay by events: turns and steps, viewers by what is still secret, other rules, damaged files."""

from pathlib import Path

import pytest
from tales import ALONE, BOTS, LESSON, PAIR, board, match_of, said

from game.board import phases
from game.board.driver import Driver
from game.board.replaying import Held, open_record, viewers_of
from game.board.screens.replay import PER_TURN, Replay
from game.board.screens.replay_held import ReplayHeld
from game.record import DamagedRecord
from game.views.story import PUBLIC, TRUTH
from hot_seat import play_to
from rules import POWERS, VERSION, Power

OLD = sorted((Path(__file__).parents[1] / "records").glob("*.jsonl"))


def record(tmp_path: Path, seats: dict[Power, str], turns: int | None) -> Path:
    """Return the record of a game that was played so many turns, or to its end."""
    match = match_of(tmp_path / "games", seats, LESSON)
    if turns is None:
        play_to(match, phases.End)
    else:
        while len(match._session.journals) < turns:
            play_to(match, phases.Resolution)
            match.resolved()
    match.close()
    assert match.path is not None
    return match.path


def replay(driver: Driver) -> Replay:
    screen = driver.app.screen
    assert isinstance(screen, Replay)
    return screen


def sheets(driver: Driver) -> list[str]:
    """Return the lines over the sheets that are shown."""
    return [text for text in driver.texts() if text.startswith("$") and "readiness" in text]


def test_keys_go_through_turns_and_steps(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, BOTS, None))
    shown = replay(driver)
    assert (shown.turn, shown.at, shown.paused) == (1, 0, True)
    driver.press("page down")
    assert shown.turn == 2
    driver.press("left")
    assert shown.turn == 1 and shown.over
    driver.press("right")
    assert shown.turn == 2 and shown.at == 0
    driver.press("end")
    assert shown.turn == shown.story.played and shown.over
    assert not driver.sees("tale:next") and driver.sees("Turn before")
    driver.press("home")
    assert (shown.turn, shown.at) == (1, 0)


def test_the_bar_is_dragged_to_any_turn(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, BOTS, None))
    node = driver.app.ui.node("tale:scrub")
    assert node is not None
    start = (node.rect.x + 9, node.rect.y + 11)
    driver.drag(start, (node.rect.right - 9, start[1]))
    assert replay(driver).place == replay(driver).story.played * PER_TURN
    driver.focus("Turns and steps")
    driver.press("home", "right")
    assert replay(driver).turn == 1 and replay(driver).place >= 1


def test_it_plays_by_itself_over_the_turns_and_stops_at_the_end(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, BOTS, 2))
    driver.press("4")
    assert not replay(driver).paused
    for _ in range(800):
        driver.wait(50)
        if replay(driver).paused:
            break
    assert replay(driver).turn == 2 and replay(driver).over


def test_of_an_ended_game_everybody_may_see_everything(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, ALONE, None))
    shown = replay(driver)
    assert shown.game.viewers == (TRUTH, *POWERS, PUBLIC)
    driver.press("v", "v")
    assert shown.viewer is Power.US and "United States" in driver.texts()
    driver.press("o")
    assert len(sheets(driver)) == 1
    driver.focus("Seen by (V)")
    driver.press("left", "left")
    assert shown.viewer is TRUTH
    assert len(sheets(driver)) > 1


def test_of_a_game_that_goes_on_nothing_is_told_that_is_still_secret(tmp_path: Path) -> None:
    alone = open_record(record(tmp_path, ALONE, 2))
    assert not isinstance(alone, Held) and alone.viewers == (Power.JAPAN, PUBLIC)
    driver = board(tmp_path, replay=record(tmp_path / "two", PAIR, 2))
    shown = replay(driver)
    assert shown.game.viewers == viewers_of(shown.story) == (PUBLIC,)
    driver.press("v", "o")
    assert shown.viewer is PUBLIC
    assert "Sheets are their seats' own." in driver.texts()
    assert "unfinished" in said(driver)


def test_a_game_without_a_turn_shows_its_map(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, ALONE, 0))
    assert "no turn has been played yet" in driver.texts()
    driver.press("right", "end", "home", "page down", "v", "space")
    assert driver.screen == "Replay"


def test_esc_leaves_to_where_it_was_opened(tmp_path: Path) -> None:
    driver = board(tmp_path, replay=record(tmp_path, BOTS, 1))
    driver.press("escape")
    assert driver.screen == "Title"


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_a_record_of_other_rules_is_shown_from_what_it_holds(tmp_path: Path, path: Path) -> None:
    found = open_record(path)
    if not isinstance(found, Held):
        assert path.stem.startswith(VERSION)
        return
    driver = board(tmp_path, replay=path)
    assert isinstance(driver.app.screen, ReplayHeld)
    text = said(driver)
    assert f"played with rules {found.rules}, these are {VERSION}" in text
    driver.press("right")
    assert driver.app.screen.turn == 2
    written = next(iter(found.turns[1].values()))
    assert not written or written[0] in driver.texts()
    driver.press("end", "escape")
    assert driver.screen == "Title"


def test_a_damaged_file_is_one_line_on_the_title(tmp_path: Path) -> None:
    path = record(tmp_path, BOTS, 1)
    path.write_bytes(path.read_bytes().replace(b"Tokyo", b"Osaka", 1))
    with pytest.raises(DamagedRecord):
        open_record(path)
    driver = board(tmp_path, replay=path)
    assert driver.screen == "Title"
    assert path.name in said(driver)
