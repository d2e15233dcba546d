"""Counters to cut out, by power and by the area where they stand, and the spare markers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import frozen
from reportlab.lib.colors import Color

from game.drawing.counters import counter, seat_mark, unit_symbol
from game.kit.book import Book, Look, Part
from game.kit.draw import draw
from game.kit.ink import BOLD, GOLD, HAIRLINE, HEAVY, INK, NAVY, SANS, SEATS, SECOND, SEMIBOLD, WHITE, role
from game.kit.paper import MM
from game.kit.position import Piece, Position, pieces
from game.kit.sheets.parts import caption, letter_of
from game.views.figures import counted
from game.views.map_scene import Stack
from game.views.names import KIND_WORDS
from rules.content import World
from rules.terms import KINDS, POWERS, Power, SignalKind, Stance

TILE: Final = 15.4 * MM
SIGN: Final = 27.0
"""How wide a counter's sign is on its tile, in points."""

HOME: Final = "home"
"""What a counter says whose place is not told."""


# ---------- counters ----------


def counter_sheets(book: Book, part: Part, position: Position) -> None:
    """Draw every counter of the game on tiles, power by power, with a key to the kinds."""
    rest = list(_rows(pieces(position), int((book.width - 24 * MM) // TILE)))
    while rest:
        with book.page(part, "Counters to cut"):
            left, y, width, height = book.room
            end = y + height
            y += _key(book, left, y, width) + 4
            while rest and y + TILE + 18 <= end:
                row, begins = rest.pop(0)
                if begins:
                    y += caption(book, left, y + 3, width, _count(position.world, row[0].power, position)) + 4
                for place, piece in enumerate(row):
                    _tile(book, piece, left + place * TILE, y)
                y += TILE


def _count(world: World, power: Power, position: Position) -> str:
    mine = sum(piece.power == power for piece in pieces(position))
    return f"{world.powers[power].name}: {counted(mine, 'counter')}"


def _rows(every: Sequence[Piece], wide: int) -> Iterator[tuple[list[Piece], bool]]:
    """Yield rows of tiles, and whether a power begins with it."""
    for _, mine in groupby(every, key=lambda piece: piece.power):
        row = list(mine)
        for first in range(0, len(row), wide):
            yield row[first : first + wide], first == 0


def _tile(book: Book, piece: Piece, x: float, y: float) -> None:
    """Draw a counter: its strength in two corners, once upside down, and where it stands."""
    book.box(x, y, TILE, TILE, line=HAIRLINE, thick=0.4)
    ink = SEATS[piece.power]
    middle = x + TILE / 2
    sign = counter(Stack(piece.area, piece.power, piece.kind, 0), SIGN)
    draw(book, (sign,), middle, y + TILE / 2 - 1)
    strength = str(piece.strength)
    book.words(x + TILE - 3, y + 9.5, strength, Look(9.5, HEAVY, ink, "right"))
    _turned(book, strength, x + 3, y + TILE - 9.5, ink)
    book.words(x + TILE - 3, y + TILE - 2.8, piece.area or HOME, Look(7, BOLD, SECOND, "right"))


def _turned(book: Book, text: str, x: float, y: float, ink: Color) -> None:
    """Write a figure upside down, for who sits on the other side."""
    canvas = book.canvas
    canvas.saveState()
    canvas.translate(x, book.height - y)
    canvas.rotate(180)
    canvas.setFillColor(ink)
    canvas.setFont(HEAVY, 9.5)
    canvas.drawRightString(0, 0, text)
    canvas.restoreState()


def _key(book: Book, x: float, y: float, width: float) -> float:
    """Draw the kinds with their names and return the height."""
    for nth, kind in enumerate(KINDS):
        at, low = x + nth % 4 * width / 4, y + nth // 4 * 18
        draw(book, (unit_symbol(kind.key, 21, "ink", "paper"),), at + 10, low + 8)
        book.words(at + 24, low + 11, KIND_WORDS[kind], Look(8, SANS, SECOND))
    text = (
        "Strength in two corners (R3.5), for either side of the table; at the foot the area where it stands."
    )
    book.words(x, y + 46, text, Look(8, SANS, SECOND))
    return 52.0


# ---------- markers ----------


@frozen
class Marker:
    """A small marker to cut: two lines of words on a ground, in some number."""

    text: str
    below: str
    ground: Color
    ink: Color
    count: int
    power: Power | None = None


MARKER: Final = 15.4 * MM
HIGH: Final = 11.5 * MM


def marker_sheet(book: Book, part: Part, position: Position) -> None:
    """Draw the page of spare markers: pointers, alerts, stances, signals, promises, contracts, cubes."""
    with book.page(part, "Markers to cut"):
        left, y, width, height = book.room
        end = y + height
        for title, markers in marker_groups(position.world):
            many = [marker for marker in markers for _ in range(marker.count)]
            wide = int(width // MARKER)
            rows = -(-len(many) // wide)
            if y + 18 + rows * HIGH > end:
                break
            y += caption(book, left, y, width, title) + 1
            for nth, marker in enumerate(many):
                _marker(book, marker, left + nth % wide * MARKER, y + nth // wide * HIGH)
            y += rows * HIGH + 5


def marker_groups(world: World) -> Iterator[tuple[str, list[Marker]]]:
    """Yield the markers in groups."""
    gold, plain = (GOLD, WHITE), (WHITE, INK)
    yield (
        "Rungs and control: two a flashpoint",
        [
            marker
            for each in world.flashpoints
            for marker in (Marker(each.id, "rung", NAVY, WHITE, 1), Marker(each.id, "control", *gold, 1))
        ],
    )
    yield (
        "Crisis alert",
        [Marker("alert", letter_of(power), SEATS[power], WHITE, 3, power) for power in POWERS],
    )
    yield (
        "Stances in a crisis, face down until all are laid",
        [
            Marker(stance.key.replace("_", "-"), letter_of(power), *plain, 1, power)
            for power in POWERS
            for stance in Stance
        ],
    )
    yield (
        "Signals and promises: lay them at the flashpoint until tested (R9.6)",
        [Marker(kind.key, letter_of(power), *plain, 1, power) for power in POWERS for kind in SignalKind],
    )
    yield (
        "Agreements: one for each party (R10.4)",
        [Marker("promise", letter_of(power), SEATS[power], WHITE, 3, power) for power in POWERS],
    )
    yield (
        "Contracts: write name and due turn (R6.6)",
        [Marker("due: ____", letter_of(power), *plain, 6, power) for power in POWERS],
    )
    yield (
        "Pips of integration, test results, and markers for the tracks",
        [
            Marker("pip", "integration", *gold, 5),
            Marker("test", "result", role("seat-dprk"), WHITE, 3),
            *(Marker("", letter_of(power), *plain, 12, power) for power in POWERS),
        ],
    )


def _marker(book: Book, marker: Marker, x: float, y: float) -> None:
    book.box(x, y, MARKER, HIGH, fill=marker.ground, line=HAIRLINE, thick=0.4)
    middle = x + MARKER / 2
    if not marker.text and marker.power is not None:
        draw(book, (seat_mark(marker.power, 13),), middle, y + 10)
    else:
        book.words(
            middle,
            y + 14.5,
            marker.text,
            Look(8.5 if len(marker.text) < 9 else 7.5, SEMIBOLD, marker.ink, "middle"),
        )
    book.words(middle, y + 25.5, marker.below, Look(7, SANS, marker.ink, "middle"))
