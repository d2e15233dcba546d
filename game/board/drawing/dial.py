"""Gauges of the flashpoint cards and of the top bar: dial, control, alert, turns.

Lengths are logical pixels. A rung's arc is there for every rung up to the one that holds, 0 included.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame
from attrs import frozen

from game.board.drawing.brush import Paint, paint
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Anchor, Colour, Face, TextStyle, Type
from game.drawing.curves import arc
from game.drawing.gauge import RADIUS, RUNGS, START, STEP, THRESHOLDS
from game.drawing.paths import octagon


@frozen
class DialColours:
    """Ten rungs' colours; an empty arc; a tick; the dot on last turn's rung; the figure."""

    rungs: tuple[Colour, ...]
    empty: Colour
    tick: Colour
    dot: Colour
    figure: Colour


@frozen
class ControlColours:
    """A cell; one between nought and the value, or nought itself; the value's; the pointer; the figure."""

    cell: Colour
    between: Colour
    value: Colour
    pointer: Colour
    figure: Colour


@frozen
class TurnColours:
    """Squares of turns done, now (fill and edge), to come (their line); the year's figure."""

    done: Colour
    now: Colour
    now_edge: Colour
    coming: Colour
    year: Colour


def dial(
    pen: Pen,
    letters: Type,
    rung: int,
    last: int | None,
    colours: DialColours,
    radius: float = RADIUS,
    level: float | None = None,
) -> pygame.Surface:
    """A flashpoint's dial, its middle the surface's; while it moves, arcs are filled up to `level`."""
    filled = float(rung) if level is None else level
    key = ("dial", rung, last, colours, radius, round(filled, 2))
    return pen.keep(key, lambda: _dial(pen, letters, rung, last, colours, radius, round(filled, 2)))


def _dial(
    pen: Pen,
    letters: Type,
    rung: int,
    last: int | None,
    colours: DialColours,
    radius: float,
    filled: float,
) -> pygame.Surface:
    middle = radius + 6
    pixels = round(2 * middle * pen.scale)
    layers: list[tuple[Colour, Paint]] = []
    for number in range(RUNGS):
        first = START + number * STEP + 1.2
        share = min(1.0, max(0.0, filled + 1 - number))
        if share < 1:
            layers.append((colours.empty, _arc(middle, radius - 1.6, first, first + STEP - 2.4, 3.0)))
        if share > 0:
            wide = radius * 0.27
            to = first + (STEP - 2.4) * share
            layers.append((colours.rungs[number], _arc(middle, radius - wide / 2, first, to, wide)))
    layers += [(colours.tick, _tick(middle, radius, START + each * STEP)) for each in THRESHOLDS]
    if last is not None:
        layers.append((colours.dot, _dot(middle, radius * 0.62, START + (last + 0.5) * STEP)))
    sheet = paint(pixels, pixels, pen.scale, *layers)
    style = TextStyle(Face.TITLE, radius * 28 / 29)
    letters.stamp(sheet, str(rung), style, colours.figure, middle, middle + 1)
    return sheet


def _arc(middle: float, radius: float, first: float, last: float, width: float) -> Paint:
    return lambda brush: brush.arc(middle, middle, radius, first, last, width)


def _tick(middle: float, radius: float, angle: float) -> Paint:
    inner, outer = (
        arc(middle, middle, radius * 0.78, angle, angle)[0],
        arc(middle, middle, radius + 4, angle, angle)[0],
    )
    return lambda brush: brush.bar([inner, outer], 1.3)


def _dot(middle: float, radius: float, angle: float) -> Paint:
    x, y = arc(middle, middle, radius, angle, angle)[0]
    return lambda brush: brush.disc(x, y, 1.9)


def signed(value: int) -> str:
    """The number with its sign, a true minus; nought without."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def control_bar(
    surface: pygame.Surface,
    pen: Pen,
    letters: Type,
    x: float,
    y: float,
    span: tuple[int, int],
    value: int,
    colours: ControlColours,
    pitch: float = 9.3,
) -> float:
    """Draws a cell for each value of the span, a pointer over the one that holds, its figure; the length.

    (x, y) is the upper left of the cells; they are 8 high and the pointer stands in the 7 above.
    """
    low, high = span
    cell = pitch - 1.8
    for number in range(low, high + 1):
        colour = colours.cell
        if min(0, value) <= number <= max(0, value):
            colour = colours.value if number == value and value else colours.between
        left = x + (number - low) * pitch
        pen.rounded(surface, (left, y, cell, 8), 1, colour)
    tip = x + (value - low) * pitch + cell / 2
    pen.polygon(surface, [(tip - 4.4, y - 6), (tip + 4.4, y - 6), (tip, y - 1)], colours.pointer)
    after = x + (high - low + 1) * pitch + 5
    style = TextStyle(Face.BOLD, 14)
    return (
        after - x + letters.draw(surface, signed(value), style, colours.figure, after, y + 4, Anchor.MID_LEFT)
    )


def alert_bars(
    surface: pygame.Surface,
    pen: Pen,
    x: float,
    y: float,
    level: int,
    full: Colour,
    empty: Colour,
    bars: int = 3,
) -> None:
    """Draws rising bars on the baseline y from x on, `level` of them full."""
    for number in range(bars):
        height = 4.0 + 4 * number
        colour = full if number < level else empty
        pen.rounded(surface, (x + number * 8, y - height, 6, height), 1.2, colour)


def turn_squares(
    surface: pygame.Surface,
    pen: Pen,
    letters: Type,
    x: float,
    y: float,
    years: Sequence[tuple[str, int]],
    done: int,
    colours: TurnColours,
) -> float:
    """Draws a square for each turn, in groups of (year, turns), the one after `done` lit; the length.

    Squares are 11 wide at y, the years 11 px figures under them.
    """
    at, number = x, 0
    for year, turns in years:
        first = at
        for _ in range(turns):
            _turn(surface, pen, at, y, number - done, colours)
            at += 14
            number += 1
        style = TextStyle(Face.BODY, 11)
        wanted = letters.width(year, style)
        if turns * 14 - 3 >= wanted - 6:
            letters.draw(surface, year, style, colours.year, (first + at - 3) / 2, y + 26, Anchor.CENTRE)
        at += 6
    return at - 9 - x


def _turn(surface: pygame.Surface, pen: Pen, x: float, y: float, ahead: int, colours: TurnColours) -> None:
    if ahead < 0:
        pen.rounded(surface, (x, y, 11, 11), 2, colours.done)
    elif ahead == 0:
        pen.rounded(surface, (x - 1.5, y - 1.5, 14, 14), 3, colours.now, colours.now_edge, 1.5)
    else:
        pen.rounded(surface, (x, y, 11, 11), 2, None, colours.coming)


def rung_sign(
    pen: Pen, letters: Type, rung: int, fill: Colour, edge: Colour, figure: Colour, radius: float = 10.0
) -> pygame.Surface:
    """The octagon of a flashpoint on the map with its rung, its middle the surface's."""

    def make() -> pygame.Surface:
        middle = radius + 2
        pixels = round(2 * middle * pen.scale)
        shell: Paint = lambda brush: brush.polygon(octagon(middle, middle, radius))  # noqa: E731
        body: Paint = lambda brush: brush.polygon(octagon(middle, middle, radius - 1.3))  # noqa: E731
        sheet = paint(pixels, pixels, pen.scale, (edge, shell), (fill, body))
        style = TextStyle(Face.HEAVY, radius * 1.35)
        letters.stamp(sheet, str(rung), style, figure, middle, middle)
        return sheet

    return pen.keep(("rung", rung, fill, edge, figure, radius), make)
