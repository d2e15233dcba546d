"""Which windows and palettes a test of looks goes through: all of them in the long hunt, else each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from builders import DEEP
from game.board.settings import Palette

S = TypeVar("S")


def looks(sizes: Iterable[S], turn: int = 0) -> list[tuple[S, Palette]]:
    """Return pairs of a size and a palette; `turn` chooses other pairs of the same sizes and palettes."""
    every, palettes = list(sizes), list(Palette)
    if DEEP:
        return [(size, palette) for size in every for palette in palettes]
    return [(size, palettes[(nth + turn) % len(palettes)]) for nth, size in enumerate(every)]
