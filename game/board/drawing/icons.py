"""Icons on a grid of 20, one colour each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pygame

from game.board.drawing.brush import Brush, Paint, paint
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Colour
from game.drawing.curves import Point, arc, curve
from game.drawing.pips import PIPS

GRID: Final = 20.0
LINE: Final = 1.7
"""The usual line's width on the grid."""

_DRAWN: dict[str, Paint] = {}


def _named(name: str) -> Callable[[Paint], Paint]:
    def note(work: Paint) -> Paint:
        _DRAWN[name] = work
        return work

    return note


@_named("budget")
def _budget(b: Brush) -> None:
    for n, top in enumerate((12.0, 8.0, 3.0)):
        b.rect(2.6 + n * 5.4, top, 4.0, 17 - top, 0.9)


@_named("programmes")
def _programmes(b: Brush) -> None:
    for n, (left, length) in enumerate(((2.0, 9.5), (5.5, 9.5), (10.5, 7.5))):
        b.rect(left, 3.2 + n * 5.2, length, 3.4, 1.7)


@_named("posture")
def _anchor(b: Brush) -> None:
    b.ring(10, 3.8, 1.8, 1.6)
    b.bar([(10, 5.4), (10, 17.4)], LINE)
    b.line([(6.4, 8.2), (13.6, 8.2)], LINE)
    b.arc(10, 10.4, 7.0, 100, 260, LINE)
    for side in (-1, 1):
        x = 10 + side * 7.2
        b.polygon([(x, 9.4), (x + side * 1.6, 13.4), (x - side * 2.6, 12.6)])


@_named("diplomacy")
def _speech(b: Brush) -> None:
    b.rect(1.2, 2.0, 11.0, 8.4, 2.2)
    b.polygon([(3.4, 9.6), (3.4, 13.6), (7.4, 9.6)])
    b.cut.rect(7.0, 6.4, 13.0, 10.0, 2.8)
    b.rect(8.2, 7.6, 10.6, 7.8, 2.0)
    b.polygon([(16.8, 14.6), (16.8, 18.6), (12.8, 14.6)])
    b.cut.rect(9.8, 9.2, 7.4, 4.6, 0.9)


@_named("home")
def _home(b: Brush) -> None:
    b.line([(1.8, 10.2), (10, 2.6), (18.2, 10.2)], LINE)
    b.line([(4.2, 9.4), (4.2, 17.2), (15.8, 17.2), (15.8, 9.4)], LINE)
    b.rect(8.2, 11.4, 3.6, 6.0)


@_named("watch")
def _eye(b: Brush) -> None:
    upper = curve((1.2, 10), (5.4, 2.8), (14.6, 2.8), (18.8, 10))
    lower = curve((18.8, 10), (14.6, 17.2), (5.4, 17.2), (1.2, 10))
    b.polygon([*upper, *lower])
    b.cut.polygon(
        [
            *curve((3.4, 10), (7, 4.8), (13, 4.8), (16.6, 10)),
            *curve((16.6, 10), (13, 15.2), (7, 15.2), (3.4, 10)),
        ]
    )
    b.disc(10, 10, 3.0)


@_named("log")
def _log(b: Brush) -> None:
    for n, length in enumerate((15.0, 10.5, 15.0, 8.0)):
        b.rect(2.6, 2.6 + n * 4.2, length, 1.8, 0.9)


@_named("help")
def _help(b: Brush) -> None:
    b.ring(10, 10, 8.0, LINE)
    b.arc(10, 8.0, 2.5, -90, 120, 1.8)
    b.line([(11.9, 9.5), (10, 10.9), (10, 12.0)], 1.8)
    b.disc(10, 14.6, 1.2)


@_named("gear")
def _gear(b: Brush) -> None:
    for n in range(8):
        a = math.radians(45 * n)
        s, c = math.sin(a), math.cos(a)
        teeth: list[Point] = [(-2.2, -5.2), (-1.4, -8.4), (1.4, -8.4), (2.2, -5.2)]
        b.polygon([(10 + x * c - y * s, 10 + x * s + y * c) for x, y in teeth])
    b.disc(10, 10, 6.2)
    b.cut.disc(10, 10, 2.7)


@_named("menu")
def _menu(b: Brush) -> None:
    for y in (4.6, 10.0, 15.4):
        b.rect(2.2, y - 0.9, 15.6, 1.8, 0.9)


@_named("undo")
def _undo(b: Brush) -> None:
    b.bar([(4.6, 7.4), (11.6, 7.4)], LINE)
    b.arc(11.6, 12.0, 4.6, 0, 200, LINE)
    b.line([(7.8, 3.6), (4.0, 7.4), (7.8, 11.2)], LINE)


@_named("redo")
def _redo(b: Brush) -> None:
    b.bar([(15.4, 7.4), (8.4, 7.4)], LINE)
    b.arc(8.4, 12.0, 4.6, 160, 360, LINE)
    b.line([(12.2, 3.6), (16.0, 7.4), (12.2, 11.2)], LINE)


@_named("plus")
def _plus(b: Brush) -> None:
    b.line([(4, 10), (16, 10)], 2.2)
    b.line([(10, 4), (10, 16)], 2.2)


@_named("minus")
def _minus(b: Brush) -> None:
    b.line([(4, 10), (16, 10)], 2.2)


@_named("fit")
def _fit(b: Brush) -> None:
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        b.line(
            [(10 + x * 2.8, 10 + y * 6.6), (10 + x * 6.6, 10 + y * 6.6), (10 + x * 6.6, 10 + y * 2.8)], 1.8
        )


@_named("lock")
def _lock(b: Brush) -> None:
    b.rect(3.8, 8.8, 12.4, 9.0, 1.8)
    b.arc(10, 7.2, 3.8, -90, 90, 1.9)
    b.bar([(6.2, 7.1), (6.2, 9.4)], 1.9)
    b.bar([(13.8, 7.1), (13.8, 9.4)], 1.9)
    b.cut.disc(10, 12.4, 1.5)
    b.cut.rect(9.3, 12.6, 1.4, 3.0)


@_named("check")
def _check(b: Brush) -> None:
    b.line([(3.6, 10.6), (8.0, 15.0), (16.4, 5.4)], 2.3)


@_named("cross")
def _cross(b: Brush) -> None:
    b.line([(4.8, 4.8), (15.2, 15.2)], 2.1)
    b.line([(15.2, 4.8), (4.8, 15.2)], 2.1)


@_named("clock")
def _clock(b: Brush) -> None:
    b.ring(10, 10, 7.6, 1.9)
    b.line([(10, 5.4), (10, 10.3), (13.4, 12.2)], 1.8)


@_named("bulb")
def _bulb(b: Brush) -> None:
    b.arc(10, 7.6, 5.3, -140, 140, LINE)
    b.line([(6.7, 11.7), (7.6, 13.6), (12.4, 13.6), (13.3, 11.7)], LINE)
    b.line([(7.9, 16.0), (12.1, 16.0)], 1.5)
    b.line([(8.9, 18.3), (11.1, 18.3)], 1.5)


@_named("chevron-down")
def _chevron_down(b: Brush) -> None:
    b.line([(4.6, 7.4), (10, 12.8), (15.4, 7.4)], 2.0)


@_named("chevron-up")
def _chevron_up(b: Brush) -> None:
    b.line([(4.6, 12.6), (10, 7.2), (15.4, 12.6)], 2.0)


@_named("chevron-right")
def _chevron_right(b: Brush) -> None:
    b.line([(7.4, 4.6), (12.8, 10), (7.4, 15.4)], 2.0)


@_named("chevron-left")
def _chevron_left(b: Brush) -> None:
    b.line([(12.6, 4.6), (7.2, 10), (12.6, 15.4)], 2.0)


@_named("warning")
def _warning(b: Brush) -> None:
    b.loop([(10, 2.8), (18.2, 16.8), (1.8, 16.8)], LINE)
    b.line([(10, 7.6), (10, 11.8)], 1.9)
    b.disc(10, 14.4, 1.15)


@_named("play")
def _play(b: Brush) -> None:
    b.polygon([(5.6, 3.2), (16.6, 10), (5.6, 16.8)])


@_named("pause")
def _pause(b: Brush) -> None:
    b.rect(4.6, 3.4, 3.8, 13.2, 0.8)
    b.rect(11.6, 3.4, 3.8, 13.2, 0.8)


@_named("step")
def _step(b: Brush) -> None:
    b.polygon([(4.0, 3.6), (13.4, 10), (4.0, 16.4)])
    b.rect(14.0, 3.6, 2.4, 12.8, 0.6)


@_named("back")
def _back(b: Brush) -> None:
    b.polygon([(16.0, 3.6), (6.6, 10), (16.0, 16.4)])
    b.rect(3.6, 3.6, 2.4, 12.8, 0.6)


@_named("flag")
def _flag(b: Brush) -> None:
    b.line([(4.4, 2.6), (4.4, 17.8)], LINE)
    edge = curve((4.4, 3.4), (8, 1.4), (12, 5.4), (16.6, 3.4), 12)
    b.polygon([*edge, *curve((16.6, 11.0), (12, 13.0), (8, 9.0), (4.4, 11.0), 12)])


@_named("pennant")
def _pennant(b: Brush) -> None:
    b.line([(4.4, 2.6), (4.4, 17.8)], LINE)
    b.polygon([(4.4, 2.8), (17.2, 7.2), (4.4, 11.6)])


@_named("dice")
def _dice(b: Brush) -> None:
    b.rect(2.8, 2.8, 14.4, 14.4, 3.0)
    for column, row in PIPS[5]:
        b.cut.disc(10 + column * 3.9, 10 + row * 3.9, 1.45)


@_named("search")
def _search(b: Brush) -> None:
    b.ring(8.4, 8.4, 5.4, 1.9)
    b.line([(12.4, 12.4), (17.2, 17.2)], 2.2)


@_named("keyboard")
def _keyboard(b: Brush) -> None:
    b.rect(1.2, 4.6, 17.6, 11.0, 1.8)
    b.cut.rect(2.6, 6.0, 14.8, 8.2, 0.7)
    for row in range(2):
        for column in range(5):
            b.rect(3.7 + column * 2.7, 7.0 + row * 2.4, 1.7, 1.5, 0.3)
    b.rect(6.0, 11.8, 8.0, 1.4, 0.3)


@_named("person")
def _person(b: Brush) -> None:
    b.disc(10, 6.2, 3.8)
    b.polygon([*arc(10, 18.2, 7.2, -90, 90)])


@_named("bot")
def _bot(b: Brush) -> None:
    b.line([(10, 2.4), (10, 5.6)], 1.5)
    b.disc(10, 2.6, 1.4)
    b.rect(3.4, 5.4, 13.2, 11.2, 2.6)
    b.cut.disc(7.3, 10.0, 1.5)
    b.cut.disc(12.7, 10.0, 1.5)
    b.cut.rect(7.0, 13.1, 6.0, 1.3, 0.6)
    b.rect(1.0, 8.6, 1.6, 4.6, 0.8)
    b.rect(17.4, 8.6, 1.6, 4.6, 0.8)


@_named("document")
def _document(b: Brush) -> None:
    b.polygon([(3.8, 1.8), (12.2, 1.8), (16.2, 5.8), (16.2, 18.2), (3.8, 18.2)])
    b.cut.polygon([(5.4, 3.4), (10.8, 3.4), (10.8, 7.2), (14.6, 7.2), (14.6, 16.6), (5.4, 16.6)])
    for y in (9.4, 12.0, 14.2):
        b.rect(7.0, y - 0.1, 6.0, 1.3, 0.5)


@_named("save")
def _save(b: Brush) -> None:
    b.polygon([(2.8, 2.8), (14.0, 2.8), (17.2, 6.0), (17.2, 17.2), (2.8, 17.2)])
    b.cut.rect(5.6, 2.8, 7.4, 4.6)
    b.rect(10.0, 3.6, 1.8, 3.0)
    b.cut.rect(5.4, 10.4, 9.2, 5.4, 0.4)


@_named("star")
def _star(b: Brush) -> None:
    radii = (8.6, 3.6)
    b.polygon([arc(10, 10.6, radii[n % 2], 36 * n, 36 * n)[0] for n in range(10)])


def _pointing(turn: int) -> Paint:
    """An arrow pointing so many quarters clockwise from up."""

    def at(x: float, y: float) -> Point:
        for _ in range(turn):
            x, y = -y, x
        return 10 + x, 10 + y

    def work(b: Brush) -> None:
        b.line([at(0, 7), at(0, -6.4)], 2.0)
        b.line([at(-5, -1.6), at(0, -6.6), at(5, -1.6)], 2.0)

    return work


def _wedge(turn: int) -> Paint:
    """A solid triangle, the sign beside gains and losses."""
    up = turn == 0

    def work(b: Brush) -> None:
        far, near = (14.6, 5.0) if up else (5.4, 15.0)
        b.polygon([(10, near), (16.6, far), (3.4, far)])

    return work


for _turn, _word in enumerate(("up", "right", "down", "left")):
    _DRAWN[f"arrow-{_word}"] = _pointing(_turn)
_DRAWN["gain"] = _wedge(0)
_DRAWN["loss"] = _wedge(1)

ICONS: Final[Mapping[str, Paint]] = MappingProxyType(_DRAWN)
"""Every icon by name."""


def icon(pen: Pen, name: str, size: float, colour: Colour) -> pygame.Surface:
    """The icon, `size` logical pixels square, in device pixels; KeyError for a name that does not exist."""
    work = ICONS[name]

    def make() -> pygame.Surface:
        pixels = max(1, round(size * pen.scale))
        return paint(pixels, pixels, pixels / GRID, (colour, work))

    return pen.keep(("icon", name, size, colour), make)
