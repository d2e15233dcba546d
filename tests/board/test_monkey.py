"""Whatever is done to the board by whoever does not know it: nothing breaks and no sheet is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from monkey import Monkey, Taken, listening, lost

from builders import how_many
from game.board.match import Match


@pytest.mark.parametrize("seed", range(20, 20 + how_many(2, 10)))
def test_events_by_lot_break_nothing_and_lose_no_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    taken: Taken = {}
    monkeypatch.setattr(Match, "commit", listening(taken, Match.commit))
    monkey = Monkey(tmp_path, seed)
    monkey.play(how_many(250, 2000))
    monkey.driver.close()
    assert taken and len(monkey.screens) >= 4
    assert not lost(taken, tmp_path / "saves")
