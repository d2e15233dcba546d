"""The signs of seats and units as outlines on a grid of 30, each told apart by shape alone.

Side view facing right, the air wing from above (look book, section 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Final

from attrs import frozen

from game.drawing.curves import Point, arc, curve, rounded
from game.drawing.shapes import CLOSE, Command, Commands, Curve, Line, Move, bow, box, polygon

GRID: Final = 30.0
"""Seats and units are drawn on a square of so many units."""
EDGE: Final = 1.5
"""A counter's light edge, in logical pixels."""
DISC: Final = 0.47
"""The count's disc, in counters."""
ROUND: Final = 14.6
"""The radius of a disc."""
SQUARE: Final = (1.8, 26.4, 1.2)
"""Where a square begins, how wide it is, how round its corners are."""


class Seat(Enum):
    """A seat's shape."""

    DISC = "disc"
    SHIELD = "shield"
    SQUARE = "square"
    HOUSE = "house"
    HEXAGON = "hexagon"


Colour = tuple[int, int, int] | tuple[int, int, int, int]


@frozen
class SeatColours:
    """A seat's ground, what stands on it, the light edge round it, and the figure in its count."""

    fill: Colour
    symbol: Colour
    edge: Colour
    ink: Colour


def outline(seat: Seat, inset: float = 0.0) -> list[Point]:
    """Return the corners of a seat's shape on the grid, every edge moved inwards by so many units."""
    i = inset
    match seat:
        case Seat.DISC:
            return arc(15, 15, ROUND - i, 0, 360)
        case Seat.SQUARE:
            start, wide, radius = SQUARE
            return rounded(start + i, start + i, wide - 2 * i, wide - 2 * i, max(0.0, radius - i))
        case Seat.SHIELD:
            right = curve(*_flank(i))
            return [(1.8 + i, 1.6 + i), (28.2 - i, 1.6 + i), *right, *((30 - x, y) for x, y in right[::-1])]
        case Seat.HOUSE:
            return [
                (15, 0.8 + i * 1.22),
                (28.8 - i, 10.8 + i * 0.52),
                (28.8 - i, 28.4 - i),
                (1.2 + i, 28.4 - i),
                (1.2 + i, 10.8 + i * 0.52),
            ]
        case Seat.HEXAGON:
            return [arc(15, 15, 15.6 - i * 1.155, turn, turn)[0] for turn in range(30, 390, 60)]


def _flank(i: float) -> tuple[Point, Point, Point, Point]:
    """Return the right side of the shield as a Bézier curve."""
    return (28.2 - i, 13.0), (28.2 - i, 20.4 - i * 0.4), (22.4 - i * 0.4, 25.4 - i), (15, 29.6 - i * 1.2)


def seat_shape(seat: Seat, inset: float = 0.0) -> Commands:
    """Return a seat's shape on the grid, every edge moved inwards by so many units, with true curves."""
    i = inset
    match seat:
        case Seat.DISC:
            return (*bow(15, 15, ROUND - i, 0, 360), CLOSE)
        case Seat.SQUARE:
            start, wide, radius = SQUARE
            return box(start + i, start + i, wide - 2 * i, wide - 2 * i, max(0.0, radius - i))
        case Seat.SHIELD:
            (x, y), (ax, ay), (bx, by), (tip, low) = _flank(i)
            return (
                Move(1.8 + i, 1.6 + i),
                Line(28.2 - i, 1.6 + i),
                Line(x, y),
                Curve(ax, ay, bx, by, tip, low),
                Curve(30 - bx, by, 30 - ax, ay, 30 - x, y),
                CLOSE,
            )
        case _:
            return polygon(outline(seat, i))


def lift(seat: Seat) -> float:
    """Return how far a symbol stands below the grid's middle to look centred in the seat's shape."""
    return {Seat.HOUSE: 1.8, Seat.SHIELD: -2.2}.get(seat, -1.0)


# ---------- units ----------


@frozen
class Outline:
    """A closed line."""

    commands: Commands


@frozen
class Disc:
    """A circle by its middle."""

    x: float
    y: float
    radius: float


@frozen
class Bar:
    """A thick line with flat ends."""

    points: tuple[Point, ...]
    width: float


@frozen
class Slab:
    """A rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


@frozen
class Arch:
    """Part of a circle's thick line, degrees clockwise from the top."""

    x: float
    y: float
    radius: float
    first: float
    last: float
    width: float


Figure = Outline | Disc | Bar | Slab | Arch


@frozen
class Part:
    """A figure of a symbol; a hole is cut out of all the parts before it."""

    figure: Figure
    hole: bool = False


def _solid(*corners: Point) -> Part:
    return Part(Outline(polygon(corners)))


def _shape(*commands: Command) -> Part:
    return Part(Outline((*commands, CLOSE)))


def _slab(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Part:
    return Part(Slab(x, y, width, height, radius))


def _bar(width: float, *points: Point) -> Part:
    return Part(Bar(points, width))


def _disc(x: float, y: float, radius: float) -> Part:
    return Part(Disc(x, y, radius))


def _cut(part: Part) -> Part:
    return Part(part.figure, hole=True)


def _wheels(xs: Sequence[float], rim: float) -> tuple[Part, ...]:
    return tuple(part for x in xs for part in (_cut(_disc(x, 20.3, rim)), _disc(x, 20.3, 1.8)))


_FLEET: Final = (
    _solid((5.4, 17.2), (18.6, 17.2), (25.2, 15.9), (22.4, 21.6), (7.2, 21.6)),
    _solid((8.6, 17.4), (9.4, 14.4), (18.6, 14.4), (19.4, 17.4)),
    _solid((11.8, 14.6), (12.3, 11.8), (16.4, 11.8), (17.2, 14.6)),
    _solid((13.0, 12), (13.9, 7.4), (15.1, 7.4), (15.9, 12)),
    _slab(12.2, 7.4, 4.6, 1.3),
    _bar(1.1, (20.0, 16.0), (23.4, 14.7)),
    _disc(20.0, 16.3, 1.2),
)
_CARRIER: Final = (
    _solid((4.6, 15.0), (26.0, 15.0), (25.2, 17.3), (4.6, 17.3)),
    _solid((6.6, 18.3), (24.4, 18.3), (22.6, 21.8), (8.2, 21.8)),
    _solid((9.4, 15.2), (9.8, 11.9), (10.9, 11.9), (11.2, 10.0), (13.0, 10.0), (13.3, 11.9), (14.0, 15.2)),
    _slab(11.6, 7.4, 1.2, 3.0),
    _solid((16.2, 11.4), (17.3, 11.4), (18.6, 12.7), (22.2, 12.7), (24.0, 13.7), (22.6, 14.4), (16.6, 14.4)),
)
_SUBMARINE: Final = (
    _shape(
        Move(7.4, 15.4),
        Curve(12, 14.0, 19, 14.0, 22.4, 14.5),
        Curve(26.2, 15.2, 26.2, 19.8, 22.4, 20.4),
        Curve(18, 20.9, 12, 20.9, 7.4, 19.4),
        Line(5.2, 18.2),
        Line(5.2, 16.6),
    ),
    _solid((4.2, 13.9), (6.4, 13.9), (7.6, 17.4), (6.4, 20.9), (4.2, 20.9), (5.2, 17.4)),
    _solid((13.4, 14.8), (13.9, 10.7), (18.2, 10.7), (18.6, 14.8)),
    _slab(15.4, 7.6, 1.2, 3.4),
    _slab(15.4, 7.6, 2.8, 1.1),
)
_WING: Final = (
    (24.8, 16.6),
    (24.8, 18.6),
    (16.8, 16.9),
    (16.4, 20.0),
    (19.2, 22.2),
    (19.2, 23.6),
    (15.5, 22.8),
)
_AIR: Final = (
    _shape(
        Move(15, 5.4),
        Curve(16.0, 6.4, 16.6, 8.6, 16.6, 11.2),
        *(Line(x, y) for x, y in _WING),
        *(Line(30 - x, y) for x, y in reversed(_WING)),
        Line(13.4, 11.2),
        Curve(13.4, 8.6, 14.0, 6.4, 15, 5.4),
    ),
)
_GROUND: Final = (
    _slab(5.2, 16.8, 19.0, 5.2, 2.6),
    *(_cut(_disc(8.2 + n * 4.35, 19.4, 1.05)) for n in range(4)),
    _solid((6.2, 16.3), (7.8, 13.9), (21.4, 13.9), (23.4, 16.3)),
    _solid((9.8, 13.9), (10.8, 10.2), (12, 9.5), (17.0, 9.5), (18.4, 13.9)),
    _bar(1.5, (17.0, 11.9), (26.0, 10.6)),
    _slab(24.6, 9.9, 1.6, 1.6),
)
_MISSILE: Final = (
    _slab(4.8, 16.9, 15.4, 2.4),
    _solid((19.2, 13.6), (22.4, 13.6), (24.8, 16.2), (24.8, 19.3), (19.2, 19.3)),
    _cut(_solid((20.9, 14.7), (22.0, 14.7), (23.4, 16.3), (20.9, 16.3))),
    *_wheels((7.8, 12.0, 21.4), 2.5),
    _solid((13.0, 17), (13.9, 12.4), (15.8, 12.0), (16.2, 17)),
    _cut(_bar(5.0, (5.0, 17.9), (20.0, 9.9))),
    _slab(4.8, 17.6, 15.4, 1.7),
    *_wheels((7.8, 12.0), 2.4),
    _bar(3.0, (5.6, 15.4), (19.0, 8.3)),
    _solid((18.3, 7.0), (22.6, 6.4), (19.7, 9.6)),
    _solid((4.0, 13.8), (6.6, 13.2), (7.4, 16.2), (5.4, 17.4)),
)
_AIRDEF: Final = (
    Part(Arch(15, 21.4, 9.0, -90, 90, 1.9)),
    _cut(_solid((12.6, 16), (12.6, 8.6), (15, 4.0), (17.4, 8.6), (17.4, 16))),
    _solid((13.7, 18.0), (13.7, 8.8), (15, 5.6), (16.3, 8.8), (16.3, 18.0)),
    _solid((13.7, 14.8), (13.7, 19.6), (11.2, 22.3), (11.2, 19.6)),
    _solid((16.3, 14.8), (16.3, 19.6), (18.8, 22.3), (18.8, 19.6)),
    _slab(13.7, 16, 2.6, 5.2),
)
_COASTGUARD: Final = (
    _solid((5.2, 16.0), (16.8, 16.0), (25.4, 13.6), (22.2, 21.6), (7.6, 21.6)),
    _cut(_bar(1.5, (15.6, 23.0), (20.2, 12.0))),
    _cut(_bar(1.0, (18.4, 23.0), (23.0, 12.0))),
    _solid((8.2, 16.2), (8.2, 12.9), (13.6, 12.9), (15.0, 16.2)),
    _solid((10.0, 13), (10.5, 8.2), (11.7, 8.2), (12.2, 13)),
    _solid((11.0, 8.2), (14.6, 9.1), (11.0, 10.4)),
)

UNITS: Final[Mapping[str, tuple[Part, ...]]] = MappingProxyType(
    {
        "fleet": _FLEET,
        "carrier": _CARRIER,
        "submarine": _SUBMARINE,
        "air": _AIR,
        "ground": _GROUND,
        "missile": _MISSILE,
        "airdef": _AIRDEF,
        "coastguard": _COASTGUARD,
    }
)
"""Each kind of unit, by its key, with its parts in the order in which they are laid."""
