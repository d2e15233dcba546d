"""The signs of seats and units: marks, counters and unit symbols, each told apart by shape alone.

Sizes are logical pixels; a surface comes in device pixels with the sign in its middle.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

import pygame

from game.board.drawing.brush import Brush, Paint, paint
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Colour, Face, TextStyle, Type
from game.board.drawing.units import UNITS
from game.drawing.contrast import count_ink
from game.drawing.symbols import DISC, EDGE, GRID, SeatColours, lift, outline
from game.drawing.symbols import Seat as Seat

MARGIN: Final = 7.0
"""Room round a counter for its shadow and count, in logical pixels."""


class State(Enum):
    """How a counter is filled: what is so, or what is planned or only estimated."""

    NORMAL = "normal"
    ESTIMATE = "estimate"


class Filling(Enum):
    """How a seat's mark is drawn."""

    FILLED = "filled"
    OUTLINED = "outlined"


def _moved(work: Paint, x: float, y: float, size: float) -> Paint:
    """Work on a grid that fills a square of `size` units with its corner at (x, y)."""
    return lambda brush: work(brush.placed(x, y, size / GRID))


def seat_mark(
    pen: Pen, seat: Seat, size: float, colour: Colour, filling: Filling = Filling.FILLED
) -> pygame.Surface:
    """A seat's shape alone, filled (the seat is in) or as a line (out), `size` wide and high."""

    def make() -> pygame.Surface:
        pixels = max(1, round(size * pen.scale))
        line = 1.4 * GRID / size

        def work(brush: Brush) -> None:
            brush.polygon(outline(seat, 0.2))
            if filling is Filling.OUTLINED:
                brush.cut.polygon(outline(seat, 0.2 + line))

        return paint(pixels, pixels, pixels / GRID, (colour, work))

    return pen.keep(("mark", seat, size, colour, filling), make)


def seat_badge(pen: Pen, seat: Seat, size: float, colours: SeatColours, edge: float = EDGE) -> pygame.Surface:
    """A seat's filled shape with its light edge, as it stands on dark grounds."""

    def make() -> pygame.Surface:
        pixels = max(1, round(size * pen.scale))
        line = edge * GRID / size
        shell: Paint = lambda brush: brush.polygon(outline(seat))  # noqa: E731
        body: Paint = lambda brush: brush.polygon(outline(seat, line))  # noqa: E731
        return paint(pixels, pixels, pixels / GRID, (colours.edge, shell), (colours.fill, body))

    return pen.keep(("badge", seat, size, colours, edge), make)


def unit_symbol(pen: Pen, kind: str, size: float, colour: Colour) -> pygame.Surface:
    """A unit's symbol alone, on its grid of `size`; KeyError for a kind that does not exist."""
    work = UNITS[kind]

    def make() -> pygame.Surface:
        pixels = max(1, round(size * pen.scale))
        return paint(pixels, pixels, pixels / GRID, (colour, work))

    return pen.keep(("unit", kind, size, colour), make)


def counter(
    pen: Pen,
    letters: Type,
    seat: Seat,
    kind: str,
    size: float,
    count: int,
    colours: SeatColours,
    state: State = State.NORMAL,
) -> pygame.Surface:
    """A counter: shape, edge, shadow, symbol, and the count unless it is 0; its middle is the surface's."""
    work = UNITS[kind]
    key = ("counter", seat, kind, size, count, colours, state)
    return pen.keep(key, lambda: _counter(pen, letters, seat, work, size, count, colours, state))


def _counter(
    pen: Pen,
    letters: Type,
    seat: Seat,
    symbol: Callable[[Brush], None],
    size: float,
    count: int,
    colours: SeatColours,
    state: State,
) -> pygame.Surface:
    side = size + 2 * MARGIN
    pixels = round(side * pen.scale)
    layers = _body(seat, size, colours, state)
    ground = colours.symbol if state is State.NORMAL else colours.fill
    grid = size * 0.94
    at = MARGIN + (size - grid) / 2
    layers.append((ground, _moved(symbol, at - size * 0.02, at + lift(seat) * size / GRID, grid)))
    middle = MARGIN + size * 0.86
    radius = size * DISC / 2
    if count:
        ring = colours.fill
        layers.append((colours.edge, lambda b: b.disc(middle, middle, radius + 0.9)))
        layers.append((ring, lambda b: b.disc(middle, middle, radius)))
        inner = radius - max(1.0, size / 26)
        layers.append((colours.edge, lambda b: b.disc(middle, middle, inner)))
    sheet = _shade(pen, seat, size, pixels)
    sheet.blit(paint(pixels, pixels, pen.scale, *layers), (0, 0))
    if count:
        style = TextStyle(Face.HEAVY, size * 0.42 if count < 10 else size * 0.32)
        letters.stamp(sheet, str(count), style, count_ink(colours), middle, middle)
    return sheet


def _shade(pen: Pen, seat: Seat, size: float, pixels: int) -> pygame.Surface:
    """A counter's shadow: the shape a little lower, faint, and blurred by being drawn small."""
    work = _moved(_filled(seat), MARGIN - 0.6, MARGIN + 0.8, size + 1.2)
    sharp = paint(pixels, pixels, pen.scale, ((10, 20, 34, 85), work))
    small = max(4, round(pixels / (2.6 * pen.scale)))
    return pygame.transform.smoothscale(pygame.transform.smoothscale(sharp, (small, small)), (pixels, pixels))


def _filled(seat: Seat, inset: float = 0.0) -> Paint:
    return lambda brush: brush.polygon(outline(seat, inset))


def _body(seat: Seat, size: float, colours: SeatColours, state: State) -> list[tuple[Colour, Paint]]:
    """A counter's ground: edge, fill, and the square's inner line."""
    unit = GRID / size
    shell, fill = colours.edge, colours.fill
    layers: list[tuple[Colour, Paint]] = [(shell, _moved(_filled(seat), MARGIN, MARGIN, size))]
    line = EDGE * unit
    layers.append((fill, _moved(_filled(seat, line), MARGIN, MARGIN, size)))
    if state is State.ESTIMATE:
        layers.append((shell, _moved(_filled(seat, line + 1.5 * unit), MARGIN, MARGIN, size)))
    elif seat is Seat.SQUARE:
        faint = (*colours.symbol[:3], 130)

        def frame(brush: Brush) -> None:
            brush.polygon(outline(seat, line + 1.7))
            brush.cut.polygon(outline(seat, line + 1.7 + 0.8 * unit))

        layers.append((faint, _moved(frame, MARGIN, MARGIN, size)))
    return layers
