"""The last few of what takes long to make, so that going to and fro between them takes no time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

FEW: Final = 3
"""How many views of the map are kept: beside a wide tab, beside a narrow one, with counters in hand."""


def one_of_few(known: list[tuple[object, T]], stamp: object, make: Callable[[], T]) -> T:
    """Return what was made for a stamp, making it if it is not among the last few that were asked for."""
    for nth, (each, made) in enumerate(known):
        if each == stamp:
            known.insert(0, known.pop(nth))
            return made
    fresh = make()
    known.insert(0, (stamp, fresh))
    del known[FEW:]
    return fresh
