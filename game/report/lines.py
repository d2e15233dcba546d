"""Where the lines of a chart over turns stand; a template draws them as SVG.

Every line has its own dash and is named at its right end, so that no line is told by its colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from game.report.page import MINUS
from game.report.plots import round_ticks

LEFT: Final = 30
"""The room for the figures of the axis."""

FOOT: Final = 20
"""The room for the turns."""

HEAD: Final = 8
LABEL: Final = 12
"""How far apart the names of two lines are at least."""

DASHES: Final = ("", "6 3", "2 2.5", "8 3 2 3")


@frozen
class Series:
    """Values at even distances, the first before turn 1; its name, colour, and seat if it is one's."""

    name: str
    values: Sequence[float]
    ink: str
    seat: str = ""


@frozen
class Drawn:
    """A line as drawn: its path, its last point, and where its name stands."""

    path: str
    end: tuple[float, float]
    label: float
    name: str
    ink: str
    dash: str
    seat: str


@frozen
class Band:
    """A threshold drawn across: where, and what it means."""

    y: float
    text: str


@frozen
class Chart:
    """A chart as drawn: its size, the ends of its axis, ticks, thresholds and lines."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    turns: tuple[tuple[float, str], ...]
    bands: tuple[Band, ...]
    lines: tuple[Drawn, ...]


def over_turns(
    series: Sequence[Series],
    bounds: tuple[float, float],
    width: float,
    height: float,
    room: float,
    marks: Sequence[tuple[float, str]] = (),
    steps: int = 5,
) -> Chart:
    """Return a chart of series between bounds, with `room` for names and so many steps on its axis."""
    low, high = bounds
    left, right, top, bottom = float(LEFT), width - room, float(HEAD), height - FOOT
    count = max(len(each.values) for each in series)
    step = (right - left) / max(1, count - 1)

    def x(nth: int) -> float:
        return round(left + nth * step, 1)

    def y(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(bottom - share * (bottom - top), 1)

    ends = _apart([y(each.values[-1]) for each in series], top, bottom)
    lines = tuple(
        Drawn(
            "M" + "L".join(f"{x(nth)} {y(value)}" for nth, value in enumerate(each.values)),
            (x(len(each.values) - 1), y(each.values[-1])),
            label,
            each.name,
            each.ink,
            DASHES[place % len(DASHES)],
            each.seat,
        )
        for place, (each, label) in enumerate(zip(series, ends, strict=True))
    )
    every = 1 if count <= 14 else 2 if count <= 28 else 4
    turns = tuple((x(nth), str(nth)) for nth in range(0, count, every))
    ticks = tuple((y(value), f"{value:,.0f}".replace("-", MINUS)) for value in round_ticks(low, high, steps))
    bands = tuple(Band(y(value), text) for value, text in marks)
    return Chart(width, height, left, right, top, bottom, ticks, turns, bands, lines)


def _apart(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return where names stand: as near to their lines as they can without touching each other."""
    order = sorted(range(len(wanted)), key=lambda nth: wanted[nth])
    placed: dict[int, float] = {}
    last = top - LABEL
    for nth in order:
        last = placed[nth] = max(wanted[nth], last + LABEL)
    limit = bottom + LABEL / 2
    for nth in reversed(order):
        limit = placed[nth] = min(placed[nth], limit)
        limit -= LABEL
    return [round(placed[nth], 1) for nth in range(len(wanted))]
