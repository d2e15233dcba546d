"""The sheet of shortcuts in the help names the keys that there are, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pages import ended_game, start_in
from tables import at_table, table_of
from tales import board

from game.board.driver import Driver
from game.board.screens.base import Screen
from game.board.screens.help import Help
from game.board.screens.help_pages import KEYS
from game.board.screens.load import Load

WRITTEN: Final = {
    "up": "arrows",
    "down": "arrows",
    "left": "arrows",
    "right": "arrows",
    "page up": "PgUp",
    "page down": "PgDn",
    "-": "−",
    "=": "+",
    "alt+up": "Alt ↑",
    "alt+down": "Alt ↓",
    "escape": "Esc",
    "ctrl+shift+z": "Ctrl Y",
}


def written(name: str) -> str:
    """Return a key as the sheet writes it."""
    if name in WRITTEN:
        return WRITTEN[name]
    return (
        " ".join(part.upper() if len(part) == 1 else part.capitalize() for part in name.split("+") if part)
        or "+"
    )


def listed() -> set[str]:
    """Return the keys of the sheet, each by itself."""
    found: set[str] = set()
    for _, rows in KEYS:
        for keys, _ in rows:
            for part in keys.replace(" or ", ", ").split(", "):
                found |= several(part)
    return found


def several(part: str) -> set[str]:
    """Return the keys that one entry of the sheet stands for."""
    words = part.split(" ")
    if "to" in words:
        low, high = int(words[0]), int(words[-1])
        return {str(nth) for nth in range(low, high + 1)}
    if words[0] in ("Ctrl", "Alt", "Shift"):
        return {f"{words[0]} {word}" for word in words[1:]}
    return {{"←": "arrows", "→": "arrows"}.get(word, word) for word in words}


def missing(screen: Screen) -> set[str]:
    """Return the keys of a screen that the sheet does not name."""
    return {written(name) for name in dict(screen.keys())} - listed()


def test_every_key_of_the_table_stands_in_the_sheet(tmp_path: Path) -> None:
    assert not missing(table_of(at_table(tmp_path)))


def test_every_key_of_help_list_replay_and_end_stands_in_the_sheet(tmp_path: Path) -> None:
    path = ended_game(tmp_path)
    driver = board(tmp_path, replay=path)
    assert driver.screen == "Replay" and not missing(driver.app.screen)
    titled = Driver(start_in(tmp_path))
    assert not missing(Help(titled.app)) and not missing(Load(titled.app))


def test_the_sheet_names_no_key_of_the_table_that_is_not_there(tmp_path: Path) -> None:
    keys = {written(name) for name in dict(table_of(at_table(tmp_path)).keys())}
    (rows,) = [rows for title, rows in KEYS if title == "Table"]
    for shown, _ in rows:
        assert set().union(*(several(part) for part in shown.split(", "))) <= keys, shown


def test_control_and_s_tells_what_is_kept(tmp_path: Path) -> None:
    driver = at_table(tmp_path)
    driver.press("ctrl+s")
    assert any("kept as it is played" in text for text in driver.texts())
