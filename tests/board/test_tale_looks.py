"""No text of the pages that tell the game is cut, in three windows and three palettes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tales import ALONE, SIZES, STANDARD, board, cut, look, match_of, show

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.settings import Motion, Palette
from hot_seat import step

LOOKS = [(size, palette) for size in SIZES for palette in Palette]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Driver:
    return board(tmp_path_factory.mktemp("looks"), motion=Motion.REDUCED)


@pytest.fixture(scope="module")
def played() -> Iterator[dict[str, Match]]:
    """Games that stand at each of the phases, turn 5."""
    found = {}
    for name, kind, turn in (
        ("brief", phases.Briefing, 1),
        ("briefing", phases.Briefing, 5),
        ("table", phases.Table, 6),
        ("resolution", phases.Resolution, 4),
        ("end", phases.End, 1),
    ):
        match = match_of(None, ALONE, STANDARD, seed=3)
        while not (isinstance(match.phase, kind) and match.turn >= turn):
            step(match)
        found[name] = match
    yield found
    for match in found.values():
        match.close()


@pytest.mark.parametrize(("size", "palette"), LOOKS, ids=lambda each: getattr(each, "value", each))
def test_nothing_is_cut(driver: Driver, played: dict[str, Match], size: str, palette: Palette) -> None:
    look(driver, size, palette)
    wrong: dict[str, list[str]] = {}
    for name, match in played.items():
        show(driver, match)
        if name == "table":
            driver.press("w")
        wrong[name] = cut(driver)
        if name == "resolution":
            driver.press("right", "right", "right")
            wrong["within a turn"] = cut(driver)
            driver.press("end")
            wrong["a turn that is told"] = cut(driver)
        if name == "end":
            driver.press("r", "page down", "o")
            wrong["replay"] = cut(driver)
            driver.press("escape")
        driver.app.match = None
    assert not {name: texts for name, texts in wrong.items() if texts}


@pytest.mark.parametrize("size", SIZES)
def test_every_control_is_wholly_in_the_window(driver: Driver, played: dict[str, Match], size: str) -> None:
    look(driver, size, Palette.PAPER)
    for match in (played["briefing"], played["resolution"], played["end"]):
        show(driver, match)
        whole = driver.app.ui.frame.whole
        for node in driver.app.ui.nodes():
            if node.widget.focusable and node.window is None:
                assert whole.contains(node.rect, 0.5), node.widget.key
        driver.app.match = None


def test_the_folder_of_games_is_left_alone(driver: Driver) -> None:
    assert isinstance(driver.app.saves, Path) and not list(driver.app.saves.glob("*.txt"))
