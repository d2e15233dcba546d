"""Pieces of the tabs: pills, a row of filters, a card whose text scrolls over its buttons, a view kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.panels.flow import Flow
from game.board.panels.parts import caps, tone_colour
from game.board.theme import BODY_SMALL, LABEL_SMALL, NOTE
from game.board.widgets import FilterChip, Paint, Scroll, Widget
from game.views.chips import Chip

if TYPE_CHECKING:
    from game.board.widgets import Ui

T = TypeVar("T")

PILL: Final = 20.0
FILTER: Final = 24.0


class Once(Generic[T]):
    """Something reckoned once for a stamp, such as the orders on a sheet."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._known: tuple[Hashable, T] | None = None

    def of(self, stamp: Hashable) -> T:
        """Return it for a stamp."""
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, self._make())
        return self._known[1]


# ---------- pills ----------


def pill_places(kind: Type, chips: Sequence[Chip], rect: Rect) -> list[Rect]:
    """Return where pills stand in a width, over as many rows as they take; long ones are higher."""
    found, x, y, high = [], rect.x, rect.y, PILL
    for chip in chips:
        wide = min(rect.w, kind.width(chip.text, NOTE) + 18)
        lines = len(kind.wrap(chip.text, NOTE, wide - 18 + 1))
        if x > rect.x and x + wide > rect.right:
            x, y, high = rect.x, y + high + 5, PILL
        high = max(high, lines * 16 + 4.0)
        found.append(Rect(x, y, wide, lines * 16 + 4.0))
        x += wide + 6
    return found


def add_pills(flow: Flow, chips: Sequence[Chip]) -> None:
    """Set consequences as pills; their sign or word stands in them."""
    if not chips:
        return
    places = pill_places(flow.kind, chips, Rect(0, 0, flow.w, 0))

    def paint(canvas: Canvas, rect: Rect) -> None:
        for chip, place in zip(chips, places, strict=True):
            _pill(canvas, chip, place.moved(rect.x, rect.y))

    flow.paint(max(each.bottom for each in places) + 4, paint)


def _pill(canvas: Canvas, chip: Chip, rect: Rect) -> None:
    palette = canvas.palette
    colour = tone_colour(palette, chip.tone)
    canvas.box(rect, palette.card, PILL / 2, colour, palette.border)
    inner = Rect(rect.x + 9, rect.y + 2, rect.w - 18 + 1, rect.h - 4)
    canvas.paragraph(chip.text, NOTE, colour, inner, leading=16)


# ---------- headings and rows ----------


def section(flow: Flow, title: str, aside: str = "", tip: str = "") -> None:
    """Set a heading in small capitals with a word at the right."""

    def paint(canvas: Canvas, rect: Rect) -> None:
        caps(canvas, title, rect)
        canvas.text(aside, BODY_SMALL, canvas.palette.second, rect, "right")

    flow.paint(24, paint, tip)


def filters(
    ui: Ui, key: str, rect: Rect, words: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]
) -> tuple[list[Widget], float]:
    """Return a row of filters, each with a name and a word, and how high it is."""
    widgets: list[Widget] = []
    x, y = rect.x, rect.y
    for name, word in words:
        wide = ui.type.width(word, LABEL_SMALL) + 20
        if x > rect.x and x + wide > rect.right:
            x, y = rect.x, y + FILTER + 5
        place = Rect(x, y, wide, FILTER)
        widgets.append(FilterChip(f"{key}:{name}", place, word, name == chosen, partial(choose, name)))
        x += wide + 6
    return widgets, y + FILTER - rect.y


def card(
    ui: Ui,
    key: str,
    rect: Rect,
    fill: Callable[[Flow], None],
    buttons: Callable[[Rect], Sequence[Widget]] | None = None,
) -> list[Widget]:
    """Return a card with blocks that scroll and, where it has some, buttons at its foot."""
    inner = rect.inset(14, 12).above(44 if buttons is not None else 0)
    flow = Flow(key, ui.type, inner)
    fill(flow)

    def ground(canvas: Canvas) -> None:
        canvas.box(rect, canvas.palette.card, 8, canvas.palette.hairline, canvas.palette.border)

    window = Rect(inner.x - 4, inner.y, inner.w + 14, inner.h)
    strip = Rect(inner.x, rect.bottom - 46, inner.w, 34)
    return [
        Paint(f"{key}:ground", rect, ground),
        Scroll(f"{key}:scroll", window, flow.height, flow.widgets),
        *(buttons(strip) if buttons is not None else ()),
    ]
