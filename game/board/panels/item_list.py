"""A list at the left and the card of what is in hand beside it: what the wide tabs of words are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle
from game.board.layout import Rect
from game.board.panels.flow import Flow
from game.board.panels.parts import words_that_fit
from game.board.panels.pieces import card, section
from game.board.theme import BODY_SMALL, NOTE, STRONG_SMALL, Colour, Palette
from game.board.widgets import Row, Scroll, Widget
from game.board.widgets.base import Key
from rules.terms import Power

if TYPE_CHECKING:
    from game.board.panels.base import Panel

SIDE: Final = 640.0
"""From this width on the card stands beside the list, else below it."""
CARD: Final = 320.0
HIGH: Final = 27.0

Ink = Callable[[Palette], Colour]
Drawn = Callable[[Canvas, Rect], None]
Buttons = Callable[[Rect], Sequence[Widget]]


@frozen
class Item:
    """A row with what its card holds; `act` is what Enter does once it is in hand."""

    key: str
    label: str
    fill: Callable[[Flow], None]
    value: str = ""
    note: str = ""
    """A word behind the label, lighter."""
    locked: str = ""
    ink: Ink | None = None
    """Of the value; the quiet one where there is none."""
    marks: tuple[Power, ...] = ()
    paint: Drawn | None = None
    """Draws the whole row instead of the words."""
    high: float = HIGH
    buttons: Buttons | None = None
    act: Callable[[], None] | None = None


@frozen
class Heading:
    """A heading between rows, with a word at the right and, where it is set, a line of text below."""

    title: str
    aside: str = ""
    text: str = ""


def item_list(panel: Panel, name: str, rect: Rect, parts: Sequence[Item | Heading]) -> list[Widget]:
    """Return the list with the card of the item in hand, side by side or one below the other."""
    items = [part for part in parts if isinstance(part, Item)]
    chosen = _chosen(panel, name, items)
    if rect.w >= SIDE:
        side, low = rect.before(CARD + 18), rect.end(CARD)
    else:
        half = round(rect.h * 0.5)
        side, low = rect.top(half - 8), rect.below(half)
    flow = Flow(f"{name}:list", panel.ui.type, Rect(side.x, side.y, side.w - 8, 0))
    for part in parts:
        if isinstance(part, Heading):
            _heading(flow, part)
        else:
            _row(panel, name, flow, items, part, chosen)
    window = Rect(side.x - 8, side.y, side.w + 14, side.h)
    widgets: list[Widget] = [Scroll(f"{name}:scroll", window, flow.height + 4, flow.widgets)]
    if chosen is not None:
        widgets += card(panel.ui, f"{name}:card", low, chosen.fill, chosen.buttons)
    return widgets


def _chosen(panel: Panel, name: str, items: Sequence[Item]) -> Item | None:
    key = panel.ui.recall(f"{name}:chosen", "")
    return next((each for each in items if each.key == key), items[0] if items else None)


def choose(panel: Panel, name: str, key: str) -> None:
    """Take an item in hand."""
    panel.ui.memory[f"{name}:chosen"] = key
    panel.ui.memory.pop(f"{name}:card:scroll:top", None)
    panel.ui.change()


def _heading(flow: Flow, heading: Heading) -> None:
    if flow.height:
        flow.gap(6)
    section(flow, heading.title, heading.aside)
    if heading.text:
        flow.text(heading.text, NOTE, lambda palette: palette.muted)
        flow.gap(3)


def _row(panel: Panel, name: str, flow: Flow, items: Sequence[Item], item: Item, chosen: Item | None) -> None:
    on = chosen is not None and item.key == chosen.key

    def take(key: Key) -> bool:
        by = {"up": -1, "down": 1, "home": -999, "end": 999}.get(key.name)
        if key.name == "enter" and on and item.act is not None:
            item.act()
            return True
        if by is None:
            return False
        there = items[max(0, min(len(items) - 1, items.index(item) + by))].key
        choose(panel, name, there)
        panel.ui.set_focus(f"{name}:{there}")
        return True

    rect = flow.take(item.high)
    place = Rect(rect.x - 8, rect.y, rect.w + 16, rect.h)
    drawn = item.paint or partial(_words, item, on)
    flow.add(
        Row(
            f"{name}:{item.key}",
            place,
            item.label,
            partial(choose, panel, name, item.key),
            on=on,
            tip=item.locked,
            paint=lambda canvas, where: _lined(canvas, where, drawn),
            keys=take,
        )
    )


def _lined(canvas: Canvas, rect: Rect, drawn: Drawn) -> None:
    inner = rect.inset(8, 0)
    canvas.line((inner.x, rect.bottom), (inner.right, rect.bottom), canvas.palette.faint)
    drawn(canvas, inner)


def _words(item: Item, on: bool, canvas: Canvas, rect: Rect) -> None:
    """Draw marks, label, note and value; what is closed has a lock before its value."""
    palette = canvas.palette
    x, middle = rect.x, rect.y + rect.h / 2
    for power in item.marks:
        canvas.seat(power, x + 7, middle, 13)
        x += 19
    value = item.value if not item.locked else _short(canvas, item.locked, rect.w * 0.5)
    style = NOTE if item.locked else BODY_SMALL
    colour = palette.muted if item.locked else item.ink(palette) if item.ink else palette.second
    wide = canvas.width(value, style)
    canvas.text(value, style, colour, rect.end(wide + 1), "right")
    if item.locked:
        canvas.icon("lock", rect.right - wide - 11, middle, 11, palette.muted)
        wide += 20
    words = Rect(x, rect.y, rect.right - wide - 10 - x, rect.h)
    label = STRONG_SMALL if on else BODY_SMALL
    ink = palette.muted if item.locked else palette.ink
    text = _short(canvas, item.label, words.w, label)
    placed = canvas.text(text, label, ink, words)
    room = words.right - placed.right - 7
    if item.note and canvas.width(item.note, NOTE) <= room:
        canvas.text(item.note, NOTE, palette.muted, Rect(placed.right + 7, rect.y, room, rect.h))


def _short(canvas: Canvas, text: str, room: float, style: TextStyle = NOTE) -> str:
    return words_that_fit(canvas.type, text.split(" "), style, room, " ")
