"""The board is tested without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
sys.path.insert(0, str(Path(__file__).parent))

import tables

if TYPE_CHECKING:
    from game.board.driver import Driver


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Sit down at the table of a seat, as `tables.at_table` says; every game is closed at the end."""
    opened: list[Driver] = []

    def begin(*args: Any, **options: Any) -> Driver:
        opened.append(tables.at_table(tmp_path / str(len(opened)), *args, **options))
        return opened[-1]

    yield begin
    for driver in opened:
        if driver.app.match is not None:
            driver.app.match.close()


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    """Close the games that a test left open on its boards."""
    yield
    driver = sys.modules.get("driver")
    while driver is not None and driver.Driver.opened:
        driver.Driver.opened.pop().close()
