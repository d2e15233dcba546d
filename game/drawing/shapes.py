"""What a picture is made of: paths, circles, text and groups, with colours by role.

Lengths are the picture's own units, y downwards. A role is a name of `palette.roles`; "" is no colour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from typing import Final

from attrs import frozen

from game.drawing.curves import Point, curve
from game.drawing.lettering import TextStyle

KAPPA: Final = 0.5522847
"""How far the handles of a Bézier curve reach for a quarter of a circle, in radii."""


@frozen
class Move:
    """Begin a new line at a point."""

    x: float
    y: float


@frozen
class Line:
    """Go straight to a point."""

    x: float
    y: float


@frozen
class Curve:
    """Go to (x, y) along a cubic Bézier curve with handles (ax, ay) and (bx, by)."""

    ax: float
    ay: float
    bx: float
    by: float
    x: float
    y: float


@frozen
class Close:
    """Go straight back to where the line began."""


Command = Move | Line | Curve | Close
Commands = tuple[Command, ...]

CLOSE: Final = Close()


class Ends(Enum):
    """How a line ends and turns."""

    FLAT = "butt"
    ROUND = "round"


@frozen
class Ink:
    """How a shape is filled and its line drawn: roles, the line's width, its dashes, how much it covers."""

    fill: str = ""
    line: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    ends: Ends = Ends.FLAT


@frozen
class Path:
    """Lines and curves; what lies inside an odd number of them is filled."""

    commands: Commands
    ink: Ink


@frozen
class Circle:
    """A circle by its middle."""

    x: float
    y: float
    radius: float
    ink: Ink


class Anchor(Enum):
    """Which end of a line of text lies at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@frozen
class Text:
    """A line of text on the baseline y; `halo` is the role of a soft edge round the letters."""

    x: float
    y: float
    words: str
    style: TextStyle
    colour: str
    anchor: Anchor = Anchor.START
    halo: str = ""


@frozen
class Group:
    """Shapes moved and made larger together; what `label` says a screen reader reads instead of them.

    `name` marks the group for a page, as in `flashpoint-senkaku`; `kind` is a word that a page may style, and
    `decoration` says nothing to a screen reader.
    """

    shapes: tuple[Shape, ...]
    at: Point = (0.0, 0.0)
    scale: float = 1.0
    label: str = ""
    name: str = ""
    kind: str = ""


@frozen
class Window:
    """Shapes of which only what lies inside an outline is seen."""

    outline: Commands
    shapes: tuple[Shape, ...]


@frozen
class Zone:
    """A place that may be chosen, by pointer or keyboard: its key, what is read out, its outline."""

    key: str
    label: str
    commands: Commands


Shape = Path | Circle | Text | Group | Window | Zone


@frozen
class Picture:
    """A whole picture: its size, what it is called, what it shows in words, and its shapes.

    `key` is unique on a page. Bounds may begin elsewhere than at (0, 0).
    """

    key: str
    width: float
    height: float
    title: str
    about: str
    shapes: tuple[Shape, ...]


# ---------- outlines ----------


def polyline(points: Sequence[Point]) -> Commands:
    """Return an open line through points."""
    first, *rest = points
    return (Move(*first), *(Line(*each) for each in rest))


def polygon(points: Sequence[Point]) -> Commands:
    """Return a closed line through points."""
    return (*polyline(points), CLOSE)


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Commands:
    """Return a rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    right, bottom, k = x + width, y + height, r * (1 - KAPPA)
    if r <= 0:
        return polygon([(x, y), (right, y), (right, bottom), (x, bottom)])
    return (
        Move(x + r, y),
        Line(right - r, y),
        Curve(right - k, y, right, y + k, right, y + r),
        Line(right, bottom - r),
        Curve(right, bottom - k, right - k, bottom, right - r, bottom),
        Line(x + r, bottom),
        Curve(x + k, bottom, x, bottom - k, x, bottom - r),
        Line(x, y + r),
        Curve(x, y + k, x + k, y, x + r, y),
        CLOSE,
    )


def bow(x: float, y: float, radius: float, first: float, last: float) -> Commands:
    """Return part of a circle's line, degrees clockwise from the top."""
    parts = max(1, math.ceil(abs(last - first) / 90))
    step = math.radians((last - first) / parts)
    reach = radius * 4 / 3 * math.tan(step / 4)
    angle = math.radians(first)
    out: list[Command] = [Move(x + radius * math.sin(angle), y - radius * math.cos(angle))]
    for _ in range(parts):
        after = angle + step
        ax, ay = x + radius * math.sin(angle), y - radius * math.cos(angle)
        bx, by = x + radius * math.sin(after), y - radius * math.cos(after)
        out.append(
            Curve(
                ax + reach * math.cos(angle),
                ay + reach * math.sin(angle),
                bx - reach * math.cos(after),
                by - reach * math.sin(after),
                bx,
                by,
            )
        )
        angle = after
    return tuple(out)


def flattened(commands: Commands) -> list[Point]:
    """Return one line's corners, its curves as short straight pieces."""
    out: list[Point] = []
    for each in commands:
        match each:
            case Move() | Line():
                out.append((each.x, each.y))
            case Curve():
                out += curve(out[-1], (each.ax, each.ay), (each.bx, each.by), (each.x, each.y))[1:]
            case Close():
                pass
    return out


def filled(commands: Commands, role: str, opacity: float = 1.0) -> Path:
    """Return an outline filled with a role's colour."""
    return Path(commands, Ink(fill=role, opacity=opacity))
