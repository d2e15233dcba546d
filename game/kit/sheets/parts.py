"""The parts of the book, and small things that several sheets draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from reportlab.lib.colors import Color

from game.kit.book import Book, Look, Part
from game.kit.ink import (
    BAD,
    BOLD,
    BRASS,
    GOLD,
    HAIRLINE,
    INK,
    MUTED,
    NAVY,
    SANS,
    SEATS,
    SECOND,
    SEMIBOLD,
    WHITE,
    width_of,
)
from game.views.figures import plain
from rules.content import World
from rules.terms import Power

TABLE: Final = Part("The table", NAVY)
UMPIRE: Final = Part("The umpire", GOLD)
TRUTH: Final = Part(
    "The facilitator", BAD, "FOR THE FACILITATOR ONLY: THE TRUTH OF EVERY SEAT. DO NOT HAND OUT"
)


def seat_part(world: World, power: Power) -> Part:
    """Return the part that holds a seat's own pages."""
    return Part(world.powers[power].name, SEATS[power])


def letter_of(power: Power) -> str:
    """Return a power in one short word."""
    return ("Japan", "US", "China", "DPRK")[power]


@frozen
class Scale:
    """A track on paper: its name, a note, its boxes, which of them is ringed, and their colours if any."""

    name: str
    boxes: tuple[str, ...]
    at: int | None
    note: str = ""
    fills: tuple[Color, ...] = ()
    inks: tuple[Color, ...] = ()
    wide: float = 1.0
    """How wide its boxes are, in boxes of numbers."""


def scale(name: str, low: int, high: int, value: int, note: str = "") -> Scale:
    """Return a track from one number to another with a value ringed."""
    return Scale(name, tuple(plain(each) for each in range(low, high + 1)), value - low, note)


BOX: Final = 26.0
ROW: Final = 22.0


def draw_scale(
    book: Book, each: Scale, x: float, y: float, *, name: float = 132, box: float = BOX, high: float = 15
) -> None:
    """Draw a track: its name and note in the room given for them, then its boxes, the value of now ringed."""
    if name:
        book.words(x, y + (6 if each.note else 9.8), each.name, Look(8.5, SEMIBOLD))
    if name and each.note:
        book.words(x, y + 14.2, each.note, Look(7, SANS, MUTED))
    left, box = x + name, box * each.wide
    for nth, text in enumerate(each.boxes):
        fill = each.fills[nth] if each.fills else WHITE
        book.box(left + nth * box, y, box, high, fill=fill, line=HAIRLINE, thick=0.5)
        ink = each.inks[nth] if each.inks else SECOND
        face = BOLD if nth == each.at else SANS
        size = min(8.5, 8.5 * (box - 3) / max(1.0, width_of(text, face, 8.5)))
        book.words(
            left + (nth + 0.5) * box, y + high / 2 + 3, text, Look(max(7.0, size), face, ink, "middle")
        )
    if each.at is not None and 0 <= each.at < len(each.boxes):
        ring(book, left + each.at * box, y, box, high)


def ring(book: Book, x: float, y: float, width: float, height: float) -> None:
    """Ring a box: where the game stands as the sheet is printed."""
    book.box(x - 0.8, y - 1.6, width + 1.6, height + 3.2, line=WHITE, thick=3.0, corner=6)
    book.box(x - 0.8, y - 1.6, width + 1.6, height + 3.2, line=INK, thick=1.5, corner=6)


def draw_scales(
    book: Book, scales: Sequence[Scale], x: float, y: float, *, row: float = ROW, box: float = BOX
) -> float:
    """Draw tracks below one another and return the height of all."""
    for nth, each in enumerate(scales):
        draw_scale(book, each, x, y + nth * row, box=box)
    return len(scales) * row


def caption(book: Book, x: float, y: float, width: float, text: str) -> float:
    """Draw a small heading over a rule and return its height."""
    book.words(x, y + 8, text.upper(), Look(7.5, BOLD, GOLD, tracking=0.9))
    book.rule(x, y + 11.5, width, BRASS, 0.5)
    return 17.0
