"""Settings, help and the list of kept games; and how every page looks at every size and in every palette."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from looks import looks
from pages import SIZES, ended_game, faults, opened, seated, start_in

from game.board.driver import Driver
from game.board.layout import TEXT_SCALES, frame_of
from game.board.match import Match
from game.board.new_game import Memos
from game.board.saves import saved_games
from game.board.screens.help import Help
from game.board.screens.preferences import holds
from game.board.screens.prose import Kind, parse
from game.board.settings import Advice, Motion, Palette, Settings, Speed, load_settings
from game.board.theme import PALETTES
from rules.terms import Power

# ---------- settings ----------


def test_settings_hold_at_once_and_the_next_time(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.press("ctrl+,")
    assert driver.screen == "Preferences"
    driver.click("Night watch")
    assert driver.app.ui.palette is PALETTES["night"]
    driver.click("Reduced motion")
    assert driver.app.ui.reduced
    driver.focus("Speed of the resolution")
    driver.press("right")
    driver.focus("Text size")
    driver.press("left")
    assert driver.app.ui.frame == frame_of((1280, 800), 0.9)
    driver.focus("Advisor’s line at the table")
    driver.press("space")
    driver.focus("Which advisor")
    driver.press("down")
    driver.press("escape")
    assert driver.screen == "Title"
    kept, said = load_settings(tmp_path / "settings.json")
    assert not said
    assert kept == Settings(
        0.9, Palette.NIGHT, Motion.REDUCED, speed=Speed.FAST, advice=Advice.HIDDEN, advisor="hawk"
    )


def test_a_window_is_chosen_by_its_size(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.click("Settings")
    driver.click("Window")
    driver.click("1440 × 900")
    assert driver.app.surface.get_size() == (1440, 900)


@pytest.mark.parametrize("size", SIZES)
def test_a_text_size_that_the_window_cannot_hold_cannot_be_chosen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    driver = opened(tmp_path, size)
    driver.click("Settings")
    driver.focus("Text size")
    driver.press(*["right"] * len(TEXT_SCALES))
    largest = max(scale for scale in TEXT_SCALES if holds(size, scale))
    assert driver.app.settings.text_scale == largest
    said = any("need a larger window" in text for text in driver.texts())
    assert said == (largest < TEXT_SCALES[-1])


def test_settings_that_cannot_be_kept_hold_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    driver = opened(tmp_path)
    driver.click("Settings")
    driver.click("Harbour")
    assert driver.app.ui.palette is PALETTES["harbour"]
    assert any("cannot be written" in text for text in driver.texts())


# ---------- help ----------


def test_a_clause_is_found_by_its_number(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.press("f1", "/")
    driver.type("R8.3")
    driver.press("enter")
    assert "R8.3 Stances meet." in driver.texts()
    assert "control −1 if above 0;" in " ".join(driver.texts())


def test_a_clause_is_found_by_a_word(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.press("f1", "ctrl+f")
    driver.type("hotline")
    assert driver.sees("help:go:R8.4") and not driver.sees("help:go:R1.1")
    driver.click("help:go:R8.4")
    assert "R8.4 Accident." in driver.texts()
    driver.click("Search the rules")
    driver.type("zzz")
    assert "no clause uses this" in driver.texts()


def test_the_contents_lead_to_chapters_and_keys_scroll(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.press("f1")
    first = driver.texts()
    assert "Two Percent: the rulebook" in first
    driver.press("page down", "down")
    assert "Two Percent: the rulebook" not in driver.texts()
    driver.press("home")
    assert driver.texts() == first
    driver.press("end")
    assert any("exactly the price of the second raise" in text for text in driver.texts())
    driver.click("R11 Winning")
    assert "R11.1 Thresholds" in driver.texts()


def test_help_opens_at_a_clause_over_what_there_is(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.app.push(Help(driver.app, "R7.12"))
    driver.step()
    assert "R7.12 Strikes on land" in driver.texts()
    driver.press("escape")
    assert driver.screen == "Title"


def test_rungs_stand_in_words_from_nought_to_nine(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.press("f1", "right", "right")
    texts = driver.texts()
    for words in ("routine", "protest", "large exercise, cyber probing", "regional war", "nuclear use"):
        assert words in texts
    driver.press("right")
    assert any("Natural Earth" in text for text in driver.texts())


def test_text_is_read_by_its_marks() -> None:
    book = "# Title\n\n## R1 One\n\nA **bold** word and `code`,\ngoes on.\n\n- **R1.1 Item.** *x*\n\n"
    book += "| a | b |\n|---|---|\n| 1 | |\n"
    title, chapter, text, item, table = parse(book)
    assert (title.kind, chapter.kind, text.kind) == (Kind.TITLE, Kind.CHAPTER, Kind.TEXT)
    assert text.text == "A bold word and code, goes on."
    assert (text.number, item.number, item.opens) == ("R1", "R1.1", True)
    assert table.kind is Kind.TABLE and table.number == "R1.1"
    assert [["".join(span.text for span in cell) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["1", ""],
    ]


# ---------- kept games ----------


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Return a folder with a game that goes on, one that has ended, and a damaged one."""
    ended_game(tmp_path / "saves")
    match = Match.begin(seated(Power.JAPAN, Power.US), tmp_path / "saves")
    match.close()
    (tmp_path / "saves" / "broken.jsonl").write_text("{}\n", encoding="utf-8")
    return tmp_path


def choose(driver: Driver, *, ended: bool = False, damaged: bool = False) -> Path:
    """Choose a kept game by what it is and return its file."""
    games = saved_games(driver.app.saves)
    save = next(each for each in games if each.ended == ended and bool(each.fault) == damaged)
    driver.click(f"load:{save.path.name}")
    return save.path


def test_a_kept_game_goes_on_from_the_list(shelf: Path) -> None:
    driver = opened(shelf)
    driver.click("Replay or load")
    path = choose(driver)
    driver.press("enter")
    assert driver.screen == "Curtain"
    assert driver.app.match is not None and driver.app.match.path == path


def test_an_ended_game_opens_in_replay(shelf: Path) -> None:
    driver = opened(shelf)
    driver.click("Replay or load")
    choose(driver, ended=True)
    assert not driver.sees("Go on")
    driver.click("Open in replay")
    assert driver.screen == "Replay"


def test_a_damaged_game_says_why(shelf: Path) -> None:
    driver = opened(shelf)
    driver.click("Replay or load")
    choose(driver, damaged=True)
    assert "damaged" in driver.texts()
    driver.press("enter")
    assert driver.screen == "Load"
    assert any("broken.jsonl: line 1" in text for text in driver.texts())
    assert not driver.sees("Open in replay")


def test_one_key_deletes_nothing_and_what_is_deleted_can_come_back(shelf: Path) -> None:
    driver = opened(shelf)
    driver.click("Replay or load")
    path = choose(driver)
    whole = path.read_bytes()
    path.with_suffix(".html").write_text("its report")
    driver.press("delete")
    assert path.exists() and driver.sees("Keep it")
    driver.press("escape")
    assert path.exists() and not driver.sees("Keep it")
    driver.press("delete", "enter")
    assert path.exists()
    driver.press("delete", "right", "enter")
    assert not path.exists()
    assert (path.parent / "deleted" / path.name).read_bytes() == whole
    assert (path.parent / "deleted" / f"{path.stem}.board.json").exists()
    assert (path.parent / "deleted" / f"{path.stem}.html").read_text() == "its report"
    assert not path.with_suffix(".html").exists()
    assert path not in {save.path for save in saved_games(path.parent)}


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    driver = opened(tmp_path)
    driver.click("Replay or load")
    assert "No game is kept yet" in driver.texts()
    driver.press("enter", "delete", "r", "down", "escape")
    assert driver.screen == "Title"


# ---------- looks ----------


def play(driver: Driver, memo: Memos = Memos.NOT_ASKED) -> None:
    driver.app.play(Match.begin(seated(Power.JAPAN, Power.US, memo=memo), driver.app.saves))


def press(*keys: str) -> Callable[[Driver], None]:
    return lambda driver: driver.press(*keys)


def click(label: str) -> Callable[[Driver], None]:
    return lambda driver: driver.click(label)


def memo(driver: Driver) -> None:
    play(driver, Memos.ASKED)
    driver.press("enter")


def clause(driver: Driver) -> None:
    driver.app.push(Help(driver.app, "R8.3"))


PAGES = {
    "title": lambda driver: None,
    "new game": click("New game"),
    "watch": click("Watch bots play"),
    "load": click("Replay or load"),
    "settings": click("Settings"),
    "rulebook": press("f1"),
    "clause": clause,
    "keys": press("f1", "right"),
    "signs": press("f1", "right", "right"),
    "credits": press("f1", "right", "right", "right"),
    "curtain": play,
    "memo": memo,
}


def seen_through(driver: Driver) -> dict[str, list[str]]:
    """Return what is wrong with the texts of every page."""
    found = {}
    for name, reach in PAGES.items():
        driver.app.title()
        driver.step()
        reach(driver)
        driver.wait(250)
        found[name] = faults(driver)
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize(("size", "palette"), looks(SIZES))
def test_no_text_is_cut_or_lies_on_another(shelf: Path, size: tuple[int, int], palette: Palette) -> None:
    assert seen_through(opened(shelf, size, palette)) == {}


def test_the_largest_text_is_not_cut_either(shelf: Path) -> None:
    assert seen_through(Driver(start_in(shelf, Settings(1.5, window=(1600, 1000))))) == {}


def test_pages_are_the_same_when_come_back_to(tmp_path: Path) -> None:
    """Nothing of a page stays behind when another has been shown."""
    driver = opened(tmp_path)
    driver.wait(1500)
    before = driver.picture()
    driver.press("f1")
    driver.press("escape")
    driver.wait(300)
    driver.app.ui.by_keyboard = False
    assert driver.picture() == before
