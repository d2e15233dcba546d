"""Where the marks of a plot of means and intervals stand; a template draws them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Final

from attrs import frozen

ROW: Final = 26
"""The height of a row."""

HEAD: Final = 22
"""The height of the axis."""

EDGE: Final = 10
"""The room left of the scale, so that the first figure of the axis is whole."""

LETTER: Final = 7.4
"""The room for a letter of a label."""

APART: Final = 44
"""How far apart two ticks are at least."""


@frozen
class Row:
    """A mean with its bounds and what it is of; None is drawn as nothing."""

    label: str
    mean: float | None
    low: float | None
    high: float | None
    said: str = ""


@frozen
class Mark:
    """A row as drawn: its middle line, and where its mean and bounds are."""

    label: str
    y: float
    mean: float | None
    low: float | None
    high: float | None
    said: str


@frozen
class Plot:
    """A plot as drawn, with the places of its ticks and their figures."""

    width: float
    height: float
    ticks: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]


def intervals(rows: Sequence[Row], low: float, high: float, width: float, right: float) -> Plot:
    """Return a plot of rows on a scale from low to high; bounds beyond it are cut off."""
    start = LETTER * max((len(row.label) for row in rows), default=0) + 2 * EDGE
    end = width - right - EDGE

    def place(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(start + share * (end - start), 1)

    def placed(value: float | None) -> float | None:
        return None if value is None else place(value)

    marks = (
        Mark(row.label, ROW * (nth + 0.5), placed(row.mean), placed(row.low), placed(row.high), row.said)
        for nth, row in enumerate(rows)
    )
    ticks = round_ticks(low, high, min(5, int((end - start) / APART)))
    return Plot(width, ROW * len(rows) + HEAD, tuple((place(tick), tick) for tick in ticks), tuple(marks))


def reach(rows: Sequence[Row], least: float) -> float:
    """Return a round number that no mean of the rows is beyond, nor its bounds where they are known."""
    ends = [abs(end) for row in rows for end in (row.mean, row.low, row.high) if end is not None]
    widest = max([least, *ends])
    step = 10.0 ** floor(log10(widest))
    return float(ceil(widest / step) * step)


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers from low to high, so many steps of them at most."""
    rough = (high - low) / max(1, most)
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough * 0.99)
    return [step * nth for nth in range(ceil(low / step), floor(high / step) + 1)]


def short(label: str, longest: int) -> str:
    """Return a label of so many letters at most."""
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
