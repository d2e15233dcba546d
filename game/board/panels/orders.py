"""The sheet as it is written: the list of orders, what is left of acts, the advisor's line, and commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Breadth, Frame, Rect
from game.board.panels.advice import Advising
from game.board.panels.order_list import list_rows, places_of
from game.board.settings import Advice as Shown
from game.board.theme import LABEL_SMALL, PANEL, VALUE_SMALL
from game.board.widgets import Button, ButtonStyle, IconButton, Layer, Paint, Scroll, Widget
from game.board.widgets.lists import popup
from game.views.figures import dollars
from game.views.tracks import acts

if TYPE_CHECKING:
    from game.board.screens.table import Table

LIST: Final = "orders:list"
"""The layer of the list where the orders are folded to a bar."""

CHOSEN: Final = "orders:chosen"
COUNTED: Final = "orders:counted"


class Orders:
    """The orders of the sheet, beside the map or folded to a bar that opens upward."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.advising = Advising(table)
        self._folded = False

    # ---------- what is chosen ----------

    @property
    def chosen(self) -> int:
        """The index of the order in hand, or -1."""
        nth: int = self.table.ui.recall(CHOSEN, -1)
        return nth if nth < len(self.table.book.orders) else -1

    def choose(self, nth: int) -> None:
        """Take an order in hand and light its place on the map."""
        ui = self.table.ui
        ui.memory[CHOSEN] = nth
        self.table.chart.light(places_of(self.table.book.orders[nth], self.table.observation))
        ui.change()

    def remove(self) -> None:
        """Take the order in hand off the sheet; the next one is in hand then."""
        nth = self.chosen
        if nth < 0:
            return
        self.table.remove(nth)
        left = len(self.table.book.orders)
        self.table.ui.memory[CHOSEN] = min(nth, left - 1)
        if left:
            self.table.ui.set_focus(f"orders:{min(nth, left - 1)}")
        self.table.ui.change()

    def move(self, by: int) -> None:
        """Move the order in hand up or down."""
        nth = self.chosen
        there = nth + by
        if nth < 0 or not 0 <= there < len(self.table.book.orders):
            return
        order = self.table.book.orders[nth]
        self.table.move(nth, by)
        orders = self.table.book.orders
        self.table.ui.memory[CHOSEN] = orders.index(order) if order in orders else -1
        self.table.ui.set_focus(f"orders:{self.chosen}")
        self.table.ui.change()

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys of the list and of the advisor."""
        return {
            "delete": self.remove,
            "alt+up": lambda: self.move(-1),
            "alt+down": lambda: self.move(1),
            "a": self.advising.add,
            "?": self.advising.explain,
        }

    def tick(self) -> None:
        """Take the advice when it is there."""
        self.advising.tick()

    # ---------- beside the map ----------

    def build(self, rect: Rect, *, folded: bool) -> Sequence[Widget]:
        """Return the list with what belongs to it, or the bar that opens it."""
        self._folded = folded
        if folded:
            return self._bar(rect)
        inner = rect.inset(14, 0)
        edge = Paint("orders:edge", rect.top(1), lambda canvas: self._edge(canvas, rect))
        foot = rect.foot(50).above(8).inset(14, 0)
        return [edge, *self._body(inner.above(58)), self._commit(foot, cap=True)]

    def _edge(self, canvas: Canvas, rect: Rect) -> None:
        if self.table.ui.frame.breadth is Breadth.LARGE:
            canvas.line((rect.x, rect.y), (rect.x, rect.bottom), canvas.palette.hairline)
        else:
            canvas.line((rect.x, rect.y), (rect.right, rect.y), canvas.palette.hairline)

    def _body(self, rect: Rect) -> list[Widget]:
        """Return title, list, acts and advice from the top down."""
        ui = self.table.ui
        advice = self.advising.line(rect) if self._advised else []
        tall = advice[0].rect.h + 8 if advice else 0.0
        title, rest = rect.top(38), rect.below(38)
        acts = rest.above(tall).foot(26)
        room = rest.above(tall + 26)
        rows, height = list_rows(self, room.inset(1).w)
        self._follow(len(rows))
        box = Rect(room.x, room.y, room.w, min(room.h, height + 4) if rows else min(room.h, 64.0))
        if ui.frame.breadth is not Breadth.LARGE:
            box = room
        widgets: list[Widget] = [*self._title(title), Paint("orders:box", box, lambda c: _card(c, box))]
        if rows:
            inside = [row.at(box.x + 1, box.y + 2) for row in rows]
            flat = [widget for each in inside for widget in each]
            widgets.append(Scroll("orders:scroll", box.inset(1, 2), height, flat))
        else:
            widgets.append(Paint("orders:none", box, lambda c: _nothing(c, box)))
        if ui.frame.breadth is Breadth.LARGE:
            acts = Rect(box.x, box.bottom, box.w, 26)
        widgets.append(Paint("orders:acts", acts, lambda c: self._acts(c, acts), self._acts_tip()))
        if advice:
            low = acts.bottom + 4 if ui.frame.breadth is Breadth.LARGE else rect.bottom - tall + 4
            widgets += self.advising.line(Rect(rect.x, low, rect.w, tall))
        return widgets

    def _follow(self, count: int) -> None:
        """Scroll to the end of the list when an order was added there."""
        memory = self.table.ui.memory
        if count > memory.get(COUNTED, 0):
            memory["orders:scroll:top"] = float(count) * 100
        memory[COUNTED] = count

    @property
    def _advised(self) -> bool:
        return self.table.app.settings.advice is Shown.SHOWN

    def _title(self, rect: Rect) -> list[Widget]:
        count = len(self.table.book.orders)

        def paint(canvas: Canvas) -> None:
            placed = canvas.text("Orders", PANEL, canvas.palette.ink, rect.inset(4, 0))
            behind = Rect(placed.right + 10, rect.y, 40, rect.h + 2)
            canvas.text(str(count), LABEL_SMALL, canvas.palette.second, behind)

        return [Paint("orders:title", rect, paint), *self._turning(rect.right - 62, rect.y + 5)]

    def _turning(self, x: float, y: float) -> list[Widget]:
        book = self.table.book
        undo = "" if book.can_undo else "Nothing to undo"
        redo = "" if book.can_redo else "Nothing to do again"
        return [
            IconButton(
                "orders:undo",
                Rect(x, y, 28, 28),
                "Undo",
                "undo",
                self.table.undo,
                tip="Undo  (Ctrl Z)",
                why_not=undo,
            ),
            IconButton(
                "orders:redo",
                Rect(x + 32, y, 28, 28),
                "Redo",
                "redo",
                self.table.redo,
                tip="Do again  (Ctrl Y)",
                why_not=redo,
            ),
        ]

    def _commit(self, rect: Rect, *, cap: bool) -> Button:
        count = len(self.table.book.orders)
        word = f"Commit {count} order{'' if count == 1 else 's'}" if count else "Commit an empty sheet"
        word = word if rect.w >= 150 else "Commit"
        tip = "Hand the sheet in  (Ctrl Enter)" + ("" if count else ": hold, and pay the bills (R2.11)")
        return Button(
            "orders:commit",
            rect,
            word,
            self.table.commit.ask,
            ButtonStyle.PRIMARY,
            cap="Ctrl Enter" if cap else "",
            tip=tip,
        )

    # ---------- acts ----------

    def _used(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((each.kind, each.used, each.of) for each in acts(self.table.book.desk))

    def unused(self) -> tuple[tuple[str, int], ...]:
        """Return the kinds of acts that are left, with how many."""
        return tuple((kind, most - used) for kind, used, most in self._used() if used < most)

    def _acts(self, canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        used = self._used()
        wides = [canvas.width(kind.capitalize(), LABEL_SMALL) + 6 + 10 * most for kind, _, most in used]
        gap = (rect.w - 8 - sum(wides)) / max(1, len(used) - 1)
        x, y = rect.x + 4, rect.y + rect.h / 2
        for (kind, done, most), wide in zip(used, wides, strict=True):
            placed = canvas.text(
                kind.capitalize(), LABEL_SMALL, palette.second, Rect(x, rect.y, wide, rect.h)
            )
            for nth in range(most):
                at = placed.right + 9 + 10 * nth
                canvas.circle(at, y, 3.6, palette.second if nth < done else None, palette.second, 1.3)
            x += wide + gap

    def _acts_tip(self) -> str:
        lines = [f"{kind.capitalize()}: {used} of {most} used" for kind, used, most in self._used()]
        return "\n".join(["Acts of this turn (R5.6)", *lines])

    # ---------- folded ----------

    def _bar(self, rect: Rect) -> list[Widget]:
        wide = rect.w >= 700
        back = Paint("orders:ground", rect, lambda canvas: _ground(canvas, rect))
        inner = rect.inset(18 if wide else 10, 0)
        high = 36.0
        y = rect.y + (rect.h - high) / 2 + 0.5
        commit = Rect(inner.right - (192 if wide else 92), y, 192 if wide else 92, high)
        show = Rect(commit.x - (120 if wide else 74), y, 112 if wide else 68, high)
        opened = self.table.ui.is_open(LIST)
        button = Button(
            "orders:show",
            show,
            "List",
            self.show,
            cap="O",
            tip="Close the list  (O)" if opened else "Open the list of orders  (O)",
        )
        turning = self._turning(show.x - 68, rect.y + (rect.h - 28) / 2)
        facts = Rect(inner.x, rect.y, turning[0].rect.x - 8 - inner.x, rect.h)
        paint = self._facts if wide else self._few_facts
        tip = "" if wide else self._facts_tip()
        return [
            back,
            Paint("orders:facts", facts, lambda canvas: paint(canvas, facts), tip),
            *turning,
            button,
            self._commit(commit, cap=False),
        ]

    def _facts(self, canvas: Canvas, rect: Rect) -> None:
        """Draw count, what the sheet takes, what is free, and capital."""
        palette, book = canvas.palette, self.table.book
        placed = canvas.text("Orders", PANEL, palette.ink, rect)
        x = placed.right + 8
        count = str(len(book.orders))
        x = canvas.text(count, LABEL_SMALL, palette.second, Rect(x, rect.y, 30, rect.h)).right
        free = book.left.money
        had = book.left.capital + book.spent.capital
        parts = (
            ("this turn", dollars(book.spent.money) if book.spent.money else "nothing", palette.ink),
            ("free", dollars(free), palette.good if free >= 0 else palette.bad),
            ("capital", f"{book.left.capital} of {had}", palette.ink),
        )
        wides = [
            canvas.width(f"{word}  ", LABEL_SMALL) + canvas.width(value, VALUE_SMALL)
            for word, value, _ in parts
        ]
        gap = max(8.0, min(22.0, (rect.right - x - sum(wides)) / len(parts)))
        for (word, value, colour), wide in zip(parts, wides, strict=True):
            x += gap
            canvas.text(word, LABEL_SMALL, palette.second, Rect(x, rect.y, wide, rect.h))
            canvas.text(value, VALUE_SMALL, colour, Rect(x, rect.y, wide, rect.h), "right")
            x += wide

    def _few_facts(self, canvas: Canvas, rect: Rect) -> None:
        """Draw the count and, below it, what is free."""
        palette, left = canvas.palette, self.table.book.left
        count = len(self.table.book.orders)
        top, low = rect.top(rect.h / 2 + 4), rect.below(rect.h / 2 + 2).above(8)
        canvas.text(f"Orders {count}", LABEL_SMALL, palette.ink, top)
        canvas.text(dollars(left.money), VALUE_SMALL, palette.good if left.money >= 0 else palette.bad, low)

    def _facts_tip(self) -> str:
        book = self.table.book
        return (
            f"This turn {dollars(book.spent.money)}\nFree {dollars(book.left.money)}\n"
            f"Capital {book.left.capital} of {book.left.capital + book.spent.capital}"
        )

    def show(self) -> None:
        """Open the list, or close it; beside the map it gets the focus."""
        ui = self.table.ui
        if not self._folded:
            count = len(self.table.book.orders)
            ui.set_focus(f"orders:{max(0, self.chosen)}" if count else "orders:commit")
        elif ui.is_open(LIST):
            ui.close(LIST)
        else:
            ui.open(Layer(LIST, self._list, keys=self._list_keys(), first=f"orders:{max(0, self.chosen)}"))

    def _list(self, frame: Frame) -> Sequence[Widget]:
        under = self.table.plan(frame).orders
        wide = min(under.w - 12, 480.0)
        _, height = list_rows(self, wide - 30)
        advice = self.advising.line(Rect(0, 0, wide - 28, 0)) if self._advised else []
        tall = 38 + max(64.0, height + 4) + 26 + (advice[0].rect.h + 12 if advice else 0) + 12
        tall = min(tall, under.y - 60)
        box = Rect(under.right - wide - 6, under.y - 6 - tall, wide, tall)
        return [popup("orders:popup", box, self._body(box.inset(14, 0).above(6)))]

    def _list_keys(self) -> Mapping[str, Callable[[], None]]:
        table = self.table
        return {
            **self.keys(),
            "o": self.show,
            "ctrl+z": table.undo,
            "ctrl+y": table.redo,
            "ctrl+shift+z": table.redo,
            "ctrl+enter": table.commit.ask,
        }


def _ground(canvas: Canvas, rect: Rect) -> None:
    canvas.fill(rect, canvas.palette.sunken)
    canvas.line((rect.x, rect.y), (rect.right, rect.y), canvas.palette.hairline)


def _card(canvas: Canvas, box: Rect) -> None:
    canvas.box(box, canvas.palette.card, 6, canvas.palette.hairline, canvas.palette.border)


def _nothing(canvas: Canvas, box: Rect) -> None:
    text = "Nothing is ordered yet. An empty sheet holds and pays the bills."
    canvas.paragraph(text, LABEL_SMALL, canvas.palette.muted, box.inset(14, 12))
