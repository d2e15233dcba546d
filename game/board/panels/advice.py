"""The advisor at the table: one line with the next order that is not yet written, and all of it on request.

It is asked with the seat's own observation and nothing else, beside the drawing, so the table opens at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Thread
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, dialog, good, ink, muted, scrolling, second
from game.board.theme import BODY_SMALL, NOTE, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Layer, Link, Paint, Widget
from game.players.advisor import Advice, Counsel, advise
from game.views.figures import dollars
from game.views.names import capital
from game.views.order_book import OrderBook, slot, stands
from game.views.order_words import price, say
from rules.observation import Observation
from rules.terms import Power

if TYPE_CHECKING:
    from game.board.screens.table import Table

MOST_LINES: Final = 3
"""How many lines the advisor's line has at most; `Why` tells the rest."""

WHY: Final = "advice:why"
ALL: Final = "advice:all"

_CARD: Final = re.compile(r" \([a-z_ ]+\)$")
_DRAWN: Final = ("lot ", "pick ", "taste ", "questions", "felt odds ", "hard line", "secret ")
"""What a bot drew or likes: no fact of the position."""

_SO: Final = ("adopted ", "pact ", "review under way", "word ")
"""Facts that are so or not."""

_FACTS: Final = {
    "free": "Free money, % of income",
    "slots": "Industry slots free",
    "funding": "Level of funding, 0 to 3",
    "operations written": "Operations on the sheet",
    "patron": "China–DPRK cohesion",
}


class _Asking(Thread):
    """Asks an advisor once."""

    def __init__(self, observation: Observation, by: str) -> None:
        super().__init__(daemon=True)
        self._observation = observation
        self._by = by
        self.advice: Advice | None = None
        self.start()

    def run(self) -> None:
        """Ask; an advisor that breaks down has nothing to say."""
        try:
            self.advice = advise(self._observation, self._by)
        except Exception:
            self.advice = None


class Advising:
    """What the advisor would do in this seat, against what is written."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.advice: Advice | None = None
        self._asking: _Asking | None = None
        self._asked = ""

    def tick(self) -> None:
        """Ask where it was not, and take the answer when it is there."""
        by = self.table.app.settings.advisor
        if by != self._asked:
            self._asked, self.advice = by, None
            self._asking = _Asking(self.table.view.observation_at(self.table.view.turn), by)
        elif self._asking is not None and not self._asking.is_alive():
            self.advice, self._asking = self._asking.advice, None
            self.table.changed()

    # ---------- what is advised ----------

    def waiting(self) -> tuple[Counsel, ...]:
        """Return what is advised and can be written: nothing that a person has settled otherwise."""
        if self.advice is None:
            return ()
        book = self.table.book
        settled = {slot(each) for each in book.orders} - {None}
        return tuple(
            each
            for each in self.advice.counsels
            if each.order not in book.orders
            and slot(each.order) not in settled
            and not stands(each.order, book.observation)
            and book.why_not(each.order) is None
        )

    def next(self) -> Counsel | None:
        """Return the first that waits."""
        return next(iter(self.waiting()), None)

    def why(self, counsel: Counsel) -> str:
        """Return why an order is advised, with names for ids; what the order names is not said again."""
        why = self.table.names.prose(_CARD.sub("", counsel.why))
        named, _, reason = why.rpartition(": ")
        words = say(counsel.order, self.table.observation)
        return capital(reason) if named and named.lower() in words.lower() else why

    def add(self) -> None:
        """Write the order that is advised next."""
        counsel = self.next()
        if counsel is None:
            self.table.said.say("The advisor has nothing to add.")
            return
        if self.table.add(counsel.order):
            self.table.said.say(f"Added: {say(counsel.order, self.table.observation)}.")
        self.table.ui.close(WHY)

    def add_all(self) -> None:
        """Write all that is advised, as one step."""
        book = self.table.book
        aside = OrderBook.from_sheet(book.observation, book.sheet)
        added = sum(aside.add(counsel.order).done for counsel in self.waiting())
        self.table.ui.close(ALL)
        if added:
            book.restore(aside.orders)
        self.table.said.say(f"{added} order{'' if added == 1 else 's'} added. Ctrl Z takes them off.")
        self.table.changed()

    # ---------- the line ----------

    def line(self, rect: Rect) -> list[Widget]:
        """Return the advisor's line at the top of a rectangle; its height is that of its first widget."""
        table = self.table
        counsel = self.next()
        if self.advice is None:
            text = "The advisor is thinking …" if self._asking is not None else "No advisor is at hand."
        elif counsel is None:
            text = "Nothing to add: what is advised is on the sheet, settled otherwise or closed."
        else:
            text = self._short(counsel)
        inner = rect.w - 44
        lines = shortened(table.ui.type, text, inner)
        step = 18.0
        box = Rect(rect.x, rect.y, rect.w, len(lines) * step + 34)
        low = Rect(box.x + 34, box.bottom - 26, inner, 22)

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            canvas.box(box, palette.advice, 6, palette.hairline, palette.border)
            canvas.icon("bulb", box.x + 17, box.y + 17, 18, palette.good)
            for nth, each in enumerate(lines):
                canvas.text(
                    each, BODY_SMALL, palette.ink, Rect(box.x + 34, box.y + 5 + nth * step, inner, step)
                )
            name = f"{table.app.settings.advisor} advisor"
            canvas.text(name, NOTE, palette.muted, low, "right")

        return [Paint("advice:line", box, paint), *self._links(low, counsel)]

    def _short(self, counsel: Counsel) -> str:
        """Return an order and why."""
        return f"{say(counsel.order, self.table.observation)}. {self.why(counsel)}."

    def _links(self, rect: Rect, counsel: Counsel | None) -> list[Widget]:
        kind = self.table.ui.type
        links: list[Widget] = []
        parts = []
        if counsel is not None:
            parts += [
                ("advice:why", "Why", self.explain, "Reasons and facts  (?)"),
                ("advice:add", "Add", self.add, "Add this order  (A)"),
            ]
        if self.advice is not None and self.advice.counsels:
            parts.append(("advice:all", "All", self.show_all, "See all that is advised"))
        x = rect.x
        for key, word, act, tip in parts:
            wide = max(24.0, kind.width(word, STRONG_SMALL) + 2)
            links.append(Link(key, Rect(x, rect.y, wide, rect.h), word, act, tip))
            x += wide + 22
        return links

    # ---------- reasons ----------

    def explain(self) -> None:
        """Open the reasons for what is advised next."""
        if self.next() is None:
            self.table.said.say("The advisor has nothing to add.")
            return
        keys = {"a": self.add, "enter": self.add, **scrolling(self.table.ui, WHY)}
        self.table.ui.open(Layer(WHY, self._why, keys=keys, first="advice:this"))

    def _why(self, frame: Frame) -> Sequence[Widget]:
        counsel = self.next()
        if counsel is None or self.advice is None:
            return []
        table, summary = self.table, self.advice.summary

        def fill(flow: Flow) -> None:
            flow.text(f"{self.why(counsel)}.")
            flow.gap(4)
            flow.pair("Price", price(counsel.order, table.observation, table.book.orders))
            facts = facts_of(counsel, table)
            if facts:
                flow.caps("What spoke for it")
                for name, value in facts:
                    flow.pair(name, value)
            if summary:
                flow.gap(6)
                flow.text(table.names.prose(summary), NOTE, muted)

        def buttons(row: Rect) -> Sequence[Widget]:
            close, more, add = row.left(96), Rect(row.x + 106, row.y, 130, row.h), row.end(row.w - 246)
            return [
                Button("advice:close", close, "Close", lambda: table.ui.close(WHY), cap="Esc"),
                Button("advice:more", more, "All advice", self.show_all),
                Button("advice:this", add, "Add this order", self.add, ButtonStyle.PRIMARY, cap="A"),
            ]

        title = say(counsel.order, table.observation)
        return dialog(table.ui, WHY, frame, title, fill, buttons, aside=f"{self.advice.advisor} advisor")

    def show_all(self) -> None:
        """Open all that is advised."""
        if self.advice is None:
            self.table.said.say("The advisor is still thinking.")
            return
        self.table.ui.close(WHY)
        ui = self.table.ui
        ui.open(Layer(ALL, self._all, keys=scrolling(ui, ALL), first="advice:every"))

    def _all(self, frame: Frame) -> Sequence[Widget]:
        table, advice = self.table, self.advice
        if advice is None:
            return []
        waiting = self.waiting()

        def fill(flow: Flow) -> None:
            flow.text(table.names.prose(advice.summary), BODY_SMALL, second)
            flow.gap(6)
            for counsel in advice.counsels:
                self._row(flow, counsel)

        def buttons(row: Rect) -> Sequence[Widget]:
            count = len(waiting)
            return [
                Button("advice:shut", row.left(110), "Close", lambda: table.ui.close(ALL), cap="Esc"),
                Button(
                    "advice:every",
                    row.end(row.w - 126),
                    f"Add all {count}" if count else "Nothing to add",
                    self.add_all,
                    ButtonStyle.PRIMARY,
                    why_not="" if count else "All of it is on the sheet, settled otherwise or closed",
                ),
            ]

        title = f"What the {advice.advisor} advisor would order"
        return dialog(table.ui, ALL, frame, title, fill, buttons, wide=560)

    def _row(self, flow: Flow, counsel: Counsel) -> None:
        book = self.table.book
        words = say(counsel.order, book.observation)
        if counsel.order in book.orders:
            flow.sign("check", words, good, STRONG_SMALL)
            flow.text("On the sheet.", NOTE, muted, indent=24)
        elif slot(counsel.order) in {slot(each) for each in book.orders} - {None}:
            flow.sign("cross", words, second, STRONG_SMALL)
            flow.text("You have settled this otherwise.", NOTE, muted, indent=24)
        elif (closed := book.why_not(counsel.order)) is not None:
            flow.sign("lock", words, second, STRONG_SMALL)
            flow.text(f"Closed as the sheet stands: {closed}.", NOTE, muted, indent=24)
        else:
            flow.sign("plus", words, ink, STRONG_SMALL)
        flow.text(f"{self.why(counsel)}.", NOTE, second, indent=24)
        flow.gap(7)


def shortened(kind: Type, text: str, width: float) -> list[str]:
    """Return the lines of a text, at most so many, with an ellipsis where there is more."""
    lines, words = kind.wrap(text, BODY_SMALL, width), text.split()
    while len(lines) > MOST_LINES:
        words.pop()
        lines = kind.wrap(" ".join(words).rstrip(".,:;") + " …", BODY_SMALL, width)
    return lines


def facts_of(counsel: Counsel, table: Table) -> tuple[tuple[str, str], ...]:
    """Return the facts of the position that spoke for an order, in words."""
    return tuple(
        (_fact_name(name, table), _fact_value(name, value, table))
        for name, value in counsel.facts
        if not name.startswith(_DRAWN)
    )


def _fact_name(name: str, table: Table) -> str:
    known = _FACTS.get(name)
    return known or table.names.prose(name.replace("@", " with "))


def _fact_value(name: str, value: int, table: Table) -> str:
    """Return a fact's value with its unit; what is or is not so, as yes or no."""
    if name == "free money":
        return dollars(value)
    if name in ("dial", "ask"):
        power = Power.JAPAN if name == "ask" else table.observation.power
        return table.names.share(power, value)
    if name.startswith(_SO) and value in (0, 1):
        return "yes" if value else "no"
    return f"{value:,}".replace("-", "−")
