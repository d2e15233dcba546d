"""The signs that stand on a map and beside a name: seat marks, unit symbols, counters, rung octagons.

Every sign's middle is its origin, so that a group's place is the sign's.
"""

from __future__ import annotations

from typing import Final, assert_never

from game.drawing.lettering import Face, TextStyle
from game.drawing.paths import octagon
from game.drawing.shapes import (
    Anchor,
    Circle,
    Commands,
    Group,
    Ink,
    Path,
    Shape,
    Text,
    bow,
    box,
    filled,
    polygon,
    polyline,
)
from game.drawing.symbols import (
    DISC,
    EDGE,
    GRID,
    UNITS,
    Arch,
    Bar,
    Disc,
    Outline,
    Part,
    Seat,
    Slab,
    lift,
    seat_shape,
)
from game.views.map_scene import Stack
from game.views.names import KIND_WORDS
from rules.terms import Power

SEATS: Final = {
    Power.JAPAN: Seat.DISC,
    Power.US: Seat.SHIELD,
    Power.CHINA: Seat.SQUARE,
    Power.DPRK: Seat.HOUSE,
}

CAPS: Final = {
    Face.TITLE: 0.65,
    Face.SERIF: 0.658,
    Face.TITLE_ITALIC: 0.664,
    Face.SERIF_ITALIC: 0.609,
}
"""How high capitals and figures are, in sizes; 0.72 in the sans."""


def middle(y: float, style: TextStyle) -> float:
    """Return the baseline of a line of capitals or figures whose middle is at a height."""
    return y + style.size * CAPS.get(style.face, 0.72) / 2


def role_of(power: Power) -> str:
    """Return the role of a seat's colour."""
    return f"seat-{power.key}"


# ---------- seats ----------


def seat_mark(power: Power, size: float) -> Group:
    """Return a seat's shape alone: the seat is in."""
    return _placed((filled(seat_shape(SEATS[power], 0.2), role_of(power)),), size)


def seat_outline(power: Power, size: float) -> Group:
    """Return a seat's shape as a line: the seat is out."""
    line = 1.4 * GRID / size
    shape = seat_shape(SEATS[power], 0.2 + line / 2)
    return _placed((Path(shape, Ink(line=role_of(power), width=line)),), size)


def seat_badge(power: Power, size: float) -> Group:
    """Return a seat's shape with its light edge, as it stands on dark grounds."""
    role, line = role_of(power), EDGE * GRID / size
    shell = filled(seat_shape(SEATS[power]), f"{role}-edge")
    return _placed((shell, filled(seat_shape(SEATS[power], line), role)), size)


def _placed(shapes: tuple[Shape, ...], size: float) -> Group:
    """Return shapes of the grid as a sign of some size with its middle at the origin."""
    return Group(shapes, (-size / 2, -size / 2), size / GRID)


# ---------- units ----------


def unit_symbol(kind: str, size: float, colour: str, ground: str) -> Group:
    """Return a unit's symbol; what is cut out of it shows the ground's colour. KeyError for no such kind."""
    return _placed(_symbol(kind, colour, ground), size)


def _symbol(kind: str, colour: str, ground: str) -> tuple[Shape, ...]:
    return tuple(_figure(part, ground if part.hole else colour) for part in UNITS[kind])


def _figure(part: Part, role: str) -> Shape:
    figure = part.figure
    match figure:
        case Outline():
            return filled(figure.commands, role)
        case Disc():
            return Circle(figure.x, figure.y, figure.radius, Ink(fill=role))
        case Bar():
            return Path(polyline(figure.points), Ink(line=role, width=figure.width))
        case Slab():
            return filled(box(figure.x, figure.y, figure.width, figure.height, figure.radius), role)
        case Arch():
            line = bow(figure.x, figure.y, figure.radius, figure.first, figure.last)
            return Path(line, Ink(line=role, width=figure.width))
        case _:
            assert_never(figure)


# ---------- counters ----------


def stack_words(stack: Stack) -> str:
    """Return a stack in words, such as `2 surface group, estimate`."""
    sure = {"guessed": ", estimate", "planned": ", planned"}.get(stack.sight.value, "")
    return f"{stack.count} {KIND_WORDS[stack.kind]}{sure}"


def counter(stack: Stack, size: float, at: tuple[float, float] = (0.0, 0.0)) -> Group:
    """Return a counter: shape, edge, shadow, symbol and count; light where it is planned or a guess."""
    seat, role, unit = SEATS[stack.power], role_of(stack.power), GRID / size
    line = EDGE * unit
    shapes: list[Shape] = [
        _shade(seat_shape(seat), size),
        filled(seat_shape(seat), f"{role}-edge"),
        filled(seat_shape(seat, line), role),
    ]
    if stack.plan:
        shapes.append(filled(seat_shape(seat, line + 1.5 * unit), f"{role}-edge"))
    elif seat is Seat.SQUARE:
        frame = seat_shape(seat, line + 1.7 + 0.4 * unit)
        shapes.append(Path(frame, Ink(line=f"{role}-symbol", width=0.8 * unit, opacity=0.5)))
    colour, ground = (role, f"{role}-edge") if stack.plan else (f"{role}-symbol", role)
    shift = GRID * 0.03
    symbol = _symbol(stack.kind.key, colour, ground)
    shapes.append(Group(symbol, (shift - 0.02 * GRID, shift + lift(seat)), 0.94))
    body = Group(tuple(shapes), (-size / 2, -size / 2), size / GRID)
    return Group((body, *_count(stack, size)), at, kind="counter")


def _shade(outline: Commands, size: float) -> Group:
    unit = GRID / size
    shade = filled(outline, "shadow", 0.22)
    return Group((shade,), (-0.8 * unit, 0.6 * unit), 1 + 1.6 / size)


def _count(stack: Stack, size: float) -> tuple[Shape, ...]:
    if not stack.count:
        return ()
    role, at, radius = role_of(stack.power), size * 0.36, size * DISC / 2
    style = TextStyle(Face.HEAVY, size * 0.42 if stack.count < 10 else size * 0.32)
    return (
        Circle(at, at, radius + 0.9, Ink(fill=f"{role}-edge")),
        Circle(at, at, radius, Ink(fill=role)),
        Circle(at, at, radius - max(1.0, size / 26), Ink(fill=f"{role}-edge")),
        Text(at, middle(at, style), str(stack.count), style, f"{role}-count", Anchor.MIDDLE),
    )


def rung_sign(rung: int, radius: float = 10.0) -> Group:
    """Return the octagon of a flashpoint with its rung."""
    style = TextStyle(Face.HEAVY, radius * 1.35)
    return Group(
        (
            filled(polygon(octagon(0, 0, radius)), "ink"),
            filled(polygon(octagon(0, 0, radius - 1.3)), f"rung-{rung}"),
            Text(0, middle(0, style), str(rung), style, f"rung-{rung}-ink", Anchor.MIDDLE),
        )
    )
