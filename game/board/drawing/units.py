"""Paints the unit symbols: their parts, laid one over another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never

from game.board.drawing.brush import Brush
from game.drawing import symbols
from game.drawing.shapes import flattened
from game.drawing.symbols import Arch, Bar, Disc, Figure, Outline, Part, Slab


def _paint(brush: Brush, figure: Figure) -> None:
    match figure:
        case Outline():
            brush.polygon(flattened(figure.commands))
        case Disc():
            brush.disc(figure.x, figure.y, figure.radius)
        case Bar():
            brush.bar(figure.points, figure.width)
        case Slab():
            brush.rect(figure.x, figure.y, figure.width, figure.height, figure.radius)
        case Arch():
            brush.arc(figure.x, figure.y, figure.radius, figure.first, figure.last, figure.width)
        case _:
            assert_never(figure)


def _painter(parts: Sequence[Part]) -> Callable[[Brush], None]:
    def work(brush: Brush) -> None:
        for part in parts:
            _paint(brush.cut if part.hole else brush, part.figure)

    return work


UNITS: Final[Mapping[str, Callable[[Brush], None]]] = MappingProxyType(
    {kind: _painter(parts) for kind, parts in symbols.UNITS.items()}
)
"""Each kind of unit, by its key, to what paints it."""
