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

LABEL_LONGEST: Final = 24


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
    """A plot as drawn; `left` is the room for labels, `ticks` are places with their figures."""

    width: float
    height: float
    left: float
    right: float
    ticks: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]


def intervals(rows: Sequence[Row], low: float, high: float, width: float, left: float, right: float) -> Plot:
    """Return a plot of rows on a scale from low to high; bounds beyond it are cut off."""
    start, end = left + EDGE, width - right - EDGE

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        share = (min(max(value, low), high) - low) / (high - low)
        return round(start + share * (end - start), 1)

    marks = tuple(
        Mark(_short(row.label), ROW * (nth + 0.5), place(row.mean), place(row.low), place(row.high), row.said)
        for nth, row in enumerate(rows)
    )
    ticks = tuple((place(tick) or 0.0, tick) for tick in _ticks(low, high))
    return Plot(width, ROW * len(rows) + HEAD, left, right, ticks, marks)


def reach(rows: Sequence[Row], least: float) -> float:
    """Return a round number that no mean of the rows is beyond, nor its bounds where they are known."""
    ends = [abs(end) for row in rows for end in (row.mean, row.low, row.high) if end is not None]
    widest = max([least, *ends])
    step = 10.0 ** floor(log10(widest))
    return float(ceil(widest / step) * step)


def _ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers from low to high."""
    rough = (high - low) / 5
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough * 0.99)
    return [step * nth for nth in range(ceil(low / step), floor(high / step) + 1)]


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LONGEST else f"{label[: LABEL_LONGEST - 1]}…"
