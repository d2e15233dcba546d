"""Sheets of paper: the sizes a kit can be printed on, in points, and how the map is cut for them."""

from __future__ import annotations

from typing import Final

from attrs import frozen

MM: Final = 72 / 25.4
"""Points in a millimetre."""


@frozen
class Paper:
    """What the kit is printed on: a page upright, and the map's sheet, whole or as two upright halves."""

    name: str
    width: float
    height: float
    map_size: tuple[float, float] | None = None

    @property
    def halves(self) -> bool:
        """Tell whether the map comes as two halves to be joined."""
        return self.map_size is None

    @property
    def wide(self) -> tuple[float, float]:
        """Return the page lying on its side."""
        return self.height, self.width


A4: Final = (210 * MM, 297 * MM)
A3_WIDE: Final = (420 * MM, 297 * MM)

PAPERS: Final = {
    "a4": Paper("a4", *A4),
    "a3": Paper("a3", *A4, map_size=A3_WIDE),
    "letter": Paper("letter", 612.0, 792.0),
}
"""Papers by name; with `a3` the map is one sheet of A3 and all else A4."""


def paper_named(name: str) -> Paper:
    """Return a paper by name; KeyError for one that is not known."""
    return PAPERS[name]
