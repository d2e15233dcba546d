"""Partners: where each stands between the two camps, who courts it, and what courting it would bring."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import Flow, muted, second
from game.board.panels.item_list import Heading, Item
from game.board.panels.pieces import section
from game.board.theme import AXIS, BODY_SMALL, CARD, NOTE, STRONG_SMALL
from game.board.widgets import Row
from game.views.diplomacy import CourtingRow, Party
from game.views.diplomacy import Diplomacy as Figures
from game.views.figures import quarter_words, signed
from game.views.names import capital, party
from rules.terms import Partner

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy

REACH: Final = 5
TRACK: Final = 190.0
HIGH: Final = 40.0


def partners(tab: Diplomacy, shown: Figures) -> list[Item | Heading]:
    """Return the partners, each with its alignment."""
    found = [each for each in shown.parties if each.alignment is not None]
    ends = "China, the DPRK −5   to   +5 the US, Japan"
    return [Heading("alignment", ends), *[_item(tab, shown, each) for each in found]]


def _item(tab: Diplomacy, shown: Figures, whom: Party) -> Item:
    history = tab.alignments(Partner[whom.key.upper()])
    name = capital(whom.name.removeprefix("the "))
    return Item(
        whom.key,
        name,
        partial(_fill, tab, shown, whom, history),
        paint=partial(_paint, tab, whom, name, history),
        high=HIGH,
    )


def _paint(
    tab: Diplomacy, whom: Party, name: str, history: Sequence[int], canvas: Canvas, rect: Rect
) -> None:
    palette, middle = canvas.palette, rect.y + rect.h / 2
    assert whom.alignment is not None
    canvas.partner(rect.x + 9, middle, 15)
    wide = min(TRACK, rect.w * 0.46)
    track = Rect(rect.right - wide - 34, rect.y, wide, rect.h)
    written = any(row.offer.written for row in whom.courting)
    names = Rect(rect.x + 26, rect.y, track.x - rect.x - 34, rect.h)
    placed = canvas.text(name, BODY_SMALL, palette.ink, names)
    x = placed.right + 12
    for power in whom.courted:
        if x + 12 < names.right:
            canvas.seat(power, x + 6, middle, 12)
        x += 16
    if written and canvas.width("courted now", NOTE) < names.right - x:
        canvas.text("courted now", NOTE, palette.good, Rect(x, rect.y, names.right - x, rect.h))
    draw_alignment(canvas, track, whom.alignment, history)
    canvas.text(signed(whom.alignment), STRONG_SMALL, palette.ink, rect, "right")


def draw_alignment(canvas: Canvas, rect: Rect, value: int, history: Sequence[int]) -> None:
    """Draw eleven cells from -5 to +5: what is left of the middle or right of it up to the value filled.

    Rings mark where it stood before, a pointer where it stands now.
    """
    palette = canvas.palette
    cells = Rect(rect.x, rect.y + rect.h / 2 - 4, rect.w, 9).columns(2 * REACH + 1, 2)
    for place, cell in zip(range(-REACH, REACH + 1), cells, strict=True):
        on = 0 < place <= value or value <= place < 0
        colour = (palette.seats[1].ink if value > 0 else palette.seats[2].ink) if on else palette.faint
        if place == 0:
            colour = palette.muted
        canvas.box(cell, colour, 1.5)
    for before in sorted({*history} - {value}):
        cell = cells[before + REACH]
        canvas.circle(cell.x + cell.w / 2, cell.bottom + 5, 2.6, None, palette.muted, 1.2)
    x, y = cells[value + REACH].x + cells[value + REACH].w / 2, cells[0].y - 3
    canvas.polygon(((x - 5, y - 6), (x + 5, y - 6), (x, y)), palette.ink)


# ---------- the card ----------


def _fill(tab: Diplomacy, shown: Figures, whom: Party, history: Sequence[int], flow: Flow) -> None:
    world = tab.table.observation.world
    flow.text(capital(whom.name), CARD)
    flow.gap(2)
    _history(tab, flow, whom, history)
    if whom.courters:
        names = ", ".join(party(world, each.key) for each in whom.courters)
        flow.pair("May court", names, side=92)
    if tab.table.observation.turn > 1:
        last = ", ".join(party(world, each.key) for each in whom.courted) or "nobody"
        flow.pair("Last turn", f"courted by {last}", side=92)
    bound = [pact.name for pact in shown.pacts if pact.ours and whom.key in pact.parties]
    flow.pair("In force", ", ".join(bound) or "nothing between us", side=92)
    flow.gap(4)
    if not whom.courting:
        flow.text("It is not ours to court.", NOTE, muted)
        return
    section(flow, "court it", "chance")
    for row in whom.courting:
        _means(tab, flow, whom, row)
    flow.gap(5)
    for reason in dict.fromkeys(row.offer.locked for row in whom.courting if row.offer.locked):
        flow.sign("lock", reason, muted, NOTE)
    text = "Courting is a diplomatic act; a success moves its alignment a step towards us."
    flow.text(text, NOTE, muted)


def _history(tab: Diplomacy, flow: Flow, whom: Party, history: Sequence[int]) -> None:
    """Set the track with its figures, and where it stood turn by turn if it moved."""
    assert whom.alignment is not None
    value = whom.alignment

    def paint(canvas: Canvas, rect: Rect) -> None:
        draw_alignment(canvas, rect.above(14), value, history)
        cells = rect.columns(2 * REACH + 1, 2)
        for place in (-REACH, 0, value, REACH):
            cell = cells[place + REACH].foot(15)
            word = signed(place)
            canvas.text(word, AXIS, canvas.palette.muted, cell.inset(-4, 0), "centre")

    flow.paint(48, paint)
    moves = [
        (turn, value)
        for turn, value in enumerate((*history, value), start=1)
        if turn > 1 and value != (*history, value)[turn - 2]
    ]
    world = tab.table.observation.world
    words = [f"{quarter_words(world, turn)} {signed(value)}" for turn, value in moves]
    first = (*history, value)[0]
    path = f"from {signed(first)}: {', '.join(words)}" if words else "not since the start"
    flow.pair("Moved", path, second, side=92)


def _means(tab: Diplomacy, flow: Flow, whom: Party, row: CourtingRow) -> None:
    rect = flow.take(26)
    name = capital(row.means.key)
    written = row.offer.written
    price = "" if row.offer.locked else row.offer.price

    def paint(canvas: Canvas, place: Rect) -> None:
        palette = canvas.palette
        inner = place.inset(8, 0)
        ink = palette.muted if row.offer.locked else palette.ink
        placed = canvas.text(name, BODY_SMALL, ink, inner.left(96))
        if row.offer.locked:
            canvas.icon("lock", placed.right + 12, place.y + place.h / 2, 11, palette.muted)
        canvas.text(price, NOTE, palette.muted, inner.after(100).before(76))
        value = "in orders" if written else f"{row.percent} %" if not row.offer.locked else "–"
        colour = palette.good if written else palette.second
        canvas.text(value, BODY_SMALL, colour, inner, "right")
        canvas.line((inner.x, place.bottom), (inner.right, place.bottom), palette.faint)

    flow.add(
        Row(
            f"partners:court:{whom.key}:{row.means.key}",
            Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
            f"Court {whom.name}: {row.means.key}",
            partial(tab.table.show_operation, row.offer.order),
            on=written,
            tip=row.offer.locked or f"{name}: the odds, then to the orders",
            paint=paint,
        )
    )
