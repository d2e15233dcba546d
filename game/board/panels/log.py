"""The Log tab: what the seat may read of every turn, by step, with its own orders and messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.flow import Flow, muted, second
from game.board.panels.parts import heading
from game.board.panels.pieces import Once, section
from game.board.theme import BODY_SMALL, CARD_SMALL, NOTE
from game.board.widgets import Dropdown, FilterChip, Scroll, Ui, Widget
from game.board.widgets.base import Paint
from game.views.log import Entry, Message, Page, about
from game.views.names import capital, party, place
from game.views.order_words import say
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.screens.table import Table

SEAT: Final = "log:seat"
FLASHPOINT: Final = "log:flashpoint"
WHAT: Final = "log:what"
TURN: Final = "log:turn"

EVENTS, ORDERS, MESSAGES = "events", "orders", "messages"
ANY: Final = ""


class Log(Panel):
    """Turn by turn what happened, in sentences."""

    name = "Log"
    icon = "log"
    key = "l"
    wide = False

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._pages: Once[tuple[Page, ...]] = Once(self.table.view.log)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every turn as the seat may read it."""
        return self._pages.of(len(self.table.view.messages))

    # ---------- what is chosen ----------

    @property
    def seat(self) -> Power | None:
        """The seat that entries must be about."""
        found: Power | None = self.ui.recall(SEAT, None)
        return found

    @property
    def flashpoint(self) -> str:
        """The flashpoint that entries must be about."""
        found: str = self.ui.recall(FLASHPOINT, ANY)
        return found

    @property
    def what(self) -> str:
        """Whether events, own orders or messages are shown."""
        found: str = self.ui.recall(WHAT, EVENTS)
        return found

    def _keep(self, key: str, value: object) -> None:
        self.ui.memory[key] = value
        self.ui.memory.pop("log:scroll:top", None)
        self.ui.change()

    @property
    def turn(self) -> int:
        """The turn that is shown: the last one played at first, 0 for all."""
        last = max(1, self.table.view.turn - 1)
        found: int = self.ui.recall(TURN, last)
        return found

    # ---------- what is shown ----------

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return title, filters and the entries."""
        inner = rect.inset(18, 0)
        title = heading("log:title", inner.top(40).before(150), "Log")
        widgets: list[Widget] = [title, self._turns(inner.top(40))]
        widgets += self._kinds(Rect(inner.x, inner.y + 40, inner.w, 24))
        low = 72.0
        if self.what == EVENTS:
            widgets += self._filters(Rect(inner.x, inner.y + low, inner.w, 26))
            low += 32
        edge = Rect(rect.x, rect.y + low, rect.w, 1)
        widgets.append(Paint("log:edge", edge, lambda c: c.fill(edge, c.palette.hairline)))
        flow = Flow("log", self.ui.type, Rect(inner.x, rect.y + low + 6, inner.w, 0))
        self._fill(flow)
        flow.gap(10)
        window = Rect(rect.x + 6, rect.y + low + 1, rect.w - 8, rect.h - low - 1)
        return [*widgets, Scroll("log:scroll", window, flow.height + 6, flow.widgets)]

    def _turns(self, rect: Rect) -> Dropdown:
        """Return the choice of a turn."""
        played = self.table.view.turn - 1
        turns = [0, *range(played, 0, -1)] if played else [0]
        words = ["All turns", *[f"Turn {turn}" for turn in turns[1:]]]
        notes = ["", *[self.pages[turn - 1].quarter for turn in turns[1:]]]
        at = turns.index(self.turn) if self.turn in turns else 0
        return Dropdown(
            "log:turns",
            rect.end(124).inset(0, 7),
            words,
            at,
            lambda nth: self._keep(TURN, turns[nth]),
            label="Turn",
            notes=notes if played else (),
        )

    def _kinds(self, rect: Rect) -> list[Widget]:
        words = ((EVENTS, "Events"), (ORDERS, "Own orders"), (MESSAGES, "Messages"))
        found: list[Widget] = []
        x = rect.x
        for name, word in words:
            wide = self.ui.type.width(word, BODY_SMALL) + 22
            act = partial(self._keep, WHAT, name)
            found.append(FilterChip(f"log:{name}", Rect(x, rect.y, wide, 24), word, name == self.what, act))
            x += wide + 6
        return found

    def _filters(self, rect: Rect) -> list[Widget]:
        """Return the four seats as chips with their marks, and the flashpoints to choose from."""
        found: list[Widget] = []
        world = self.table.observation.world
        for nth, power in enumerate(POWERS):
            place_of = Rect(rect.x + nth * 36, rect.y, 32, 24)
            on = power is self.seat
            act = partial(self._keep, SEAT, None if on else power)
            found.append(
                SeatChip(f"log:seat:{power.key}", place_of, capital(party(world, power.key)), power, on, act)
            )
        names = [each.id for each in world.flashpoints]
        words = ["All places", *[place(world, each) for each in names]]
        at = names.index(self.flashpoint) + 1 if self.flashpoint in names else 0
        found.append(
            Dropdown(
                "log:flashpoints",
                rect.after(152),
                words,
                at,
                lambda chosen: self._keep(FLASHPOINT, names[chosen - 1] if chosen else ANY),
                label="About",
            )
        )
        return found

    # ---------- entries ----------

    def _fill(self, flow: Flow) -> None:
        pages = [page for page in self.pages if self.turn in (0, page.turn)]
        before = flow.y
        for page in reversed(pages):
            {EVENTS: self._events, ORDERS: self._orders, MESSAGES: self._messages}[self.what](flow, page)
        if flow.y == before:
            flow.gap(8)
            flow.text(self._none(), BODY_SMALL, muted)

    def _none(self) -> str:
        if self.table.view.turn == 1 and self.what != MESSAGES:
            return "The first turn is being written: nothing has happened yet."
        return {
            EVENTS: "Nothing that we know of is told of this.",
            ORDERS: "No order was given.",
            MESSAGES: "No message was sent or received.",
        }[self.what]

    def _title(self, flow: Flow, page: Page) -> None:
        if self.turn == 0:
            flow.gap(8)
            flow.text(f"Turn {page.turn}, {page.quarter}", CARD_SMALL)

    def _events(self, flow: Flow, page: Page) -> None:
        (page,) = about((page,), self.seat, self.flashpoint or None)
        if not page.entries:
            return
        self._title(flow, page)
        for step, entries in groupby(page.entries, key=lambda entry: entry.step):
            flow.gap(2)
            section(flow, step.value)
            for entry in entries:
                _entry(flow, entry)

    def _orders(self, flow: Flow, page: Page) -> None:
        view = self.table.view
        if page.turn >= view.turn:
            return
        sheet, seen = view.sheet_at(page.turn), view.observation_at(page.turn)
        self._title(flow, page)
        if self.turn:
            flow.gap(4)
        if not sheet.orders:
            flow.text("An empty sheet.", BODY_SMALL, muted)
        for nth, order in enumerate(sheet.orders, start=1):
            flow.pair(str(nth), say(order, seen), side=24)

    def _messages(self, flow: Flow, page: Page) -> None:
        if not page.messages:
            return
        self._title(flow, page)
        for message in page.messages:
            self._message(flow, message)

    def _message(self, flow: Flow, message: Message) -> None:
        world = self.table.observation.world
        sender = "the facilitator" if message.sender is None else party(world, message.sender.key)
        to = ", ".join(party(world, each.key) for each in message.to) or "all"
        flow.gap(6)
        flow.text(capital(f"{sender} to {to}"), NOTE, second)
        flow.text(message.text, BODY_SMALL)


class SeatChip(FilterChip):
    """A filter that shows a seat's mark instead of its word."""

    def __init__(
        self, key: str, rect: Rect, label: str, power: Power, on: bool, click: Callable[[], None]
    ) -> None:
        super().__init__(key, rect, label, on, click)
        self.tip = f"Only what is about {label}"
        self._power = power

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the chip and the mark."""
        palette = canvas.palette
        edge = palette.brass if self.on else palette.hairline
        canvas.box(
            self.rect, palette.chosen if self.on else palette.card, self.radius, edge, 2 if self.on else 1
        )
        canvas.seat(self._power, *self.rect.centre, 14, filled=True)


def _entry(flow: Flow, entry: Entry) -> None:
    """Set a sentence behind the marks of the seats it is about."""
    marks = entry.seats[:2]
    step = flow.kind.line(BODY_SMALL)
    lines = flow.kind.wrap(entry.text, BODY_SMALL, flow.w - 36)

    def paint(canvas: Canvas, rect: Rect) -> None:
        for nth, power in enumerate(marks):
            canvas.seat(power, rect.x + 7 + nth * 15, rect.y + step / 2 + 1, 11)
        for nth, line in enumerate(lines):
            box = Rect(rect.x + 36, rect.y + nth * step, rect.w - 36, step)
            canvas.text(line, BODY_SMALL, canvas.palette.ink, box)

    flow.paint(len(lines) * step + 5, paint)
