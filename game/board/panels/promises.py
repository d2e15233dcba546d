"""The ledger of promises: our words that wait for their test, and all words kept and broken so far."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import Flow, bad, good, muted
from game.board.panels.item_list import Heading, Item
from game.board.panels.pieces import section
from game.board.theme import BODY_SMALL, CARD, NOTE, STRONG_SMALL
from game.views.diplomacy import Diplomacy as Figures
from game.views.figures import quarter_words
from game.views.names import capital, party
from game.views.promises import Entry, Ledger, Promise
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy


def promises(tab: Diplomacy, shown: Figures) -> list[Item | Heading]:
    """Return the words that wait, then the ledger with the newest entry first."""
    book = shown.ledger
    parts: list[Item | Heading] = []
    if book.waiting:
        parts.append(Heading("our words that wait"))
        parts += [_waiting(tab, book, each, nth) for nth, each in enumerate(book.waiting)]
    if book.entries:
        parts.append(Heading("words given, kept and broken", "as all may read"))
        newest = sorted(enumerate(book.entries), key=lambda pair: (-pair[1].turn, pair[0]))
        parts += [_entry(tab, book, each, nth) for nth, each in newest]
    return parts


def _waiting(tab: Diplomacy, book: Ledger, row: Promise, nth: int) -> Item:
    def fill(flow: Flow) -> None:
        flow.text(capital(row.text), CARD)
        flow.gap(3)
        flow.pair("Given", quarter_words(tab.table.observation.world, row.given), side=70)
        flow.pair("Tested", f"at the end of {row.tested_words}", side=70)
        flow.text(f"{capital(row.kept_by)}.", BODY_SMALL)
        _counts(tab, book, flow)

    return Item(f"waiting:{nth}", capital(row.text), fill, f"tested {row.tested_words}")


def _entry(tab: Diplomacy, book: Ledger, row: Entry, nth: int) -> Item:
    world = tab.table.observation.world
    word = {True: "kept", False: "broken", None: ""}[row.kept]

    def fill(flow: Flow) -> None:
        flow.text(capital(row.text), CARD)
        flow.gap(3)
        flow.pair("Whose", party(world, row.power.key), side=70)
        flow.pair("When", quarter_words(world, row.turn), side=70)
        if word:
            flow.pair("Word", word, good if row.kept else bad, side=70)
        _counts(tab, book, flow)

    return Item(
        f"entry:{nth}",
        capital(row.text),
        fill,
        f"{word} {quarter_words(world, row.turn)}".strip(),
        ink=None if row.kept is None else good if row.kept else bad,
        marks=(row.power,),
    )


def _counts(tab: Diplomacy, book: Ledger, flow: Flow) -> None:
    """Set how many words each power has kept and broken."""
    flow.gap(8)
    section(flow, "so far", "kept   broken")
    for power in POWERS:
        flow.paint(24, partial(_count, capital(party(tab.table.observation.world, power.key)), power, book))
    flow.gap(2)
    flow.text("Agreements broken count as words broken.", NOTE, muted)


def _count(name: str, power: Power, book: Ledger, canvas: Canvas, rect: Rect) -> None:
    palette = canvas.palette
    canvas.seat(power, rect.x + 8, rect.y + rect.h / 2, 14)
    canvas.text(name.removeprefix("The "), BODY_SMALL, palette.ink, rect.after(24).before(104))
    kept, broken = book.kept(power), book.broken(power)
    cells = rect.end(92)
    canvas.text(str(kept), STRONG_SMALL, palette.good if kept else palette.muted, cells.left(34), "right")
    canvas.text(str(broken), STRONG_SMALL, palette.bad if broken else palette.muted, cells, "right")
    canvas.line((rect.x, rect.bottom), (rect.right, rect.bottom), palette.faint)
