"""A record of other rules: it cannot be played again, so what it holds is shown as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, muted
from game.board.replaying import Held
from game.board.screens.base import Screen
from game.board.screens.page import FOOT, HEAD, SEATS, body, foot, head
from game.board.theme import BODY, BODY_SMALL, CARD_SMALL, NOTE
from game.board.widgets import Button, Region, Row, Scroll, Widget
from rules import VERSION
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.app import App

LIST: Final = 150.0


class ReplayHeld(Screen):
    """The turns of a record of other rules, their orders in short, and how the game ended."""

    def __init__(self, app: App, held: Held) -> None:
        super().__init__(app)
        self.held = held
        self.turn = 1

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the list of turns and the orders of the one that is chosen."""
        held = self.held
        page = body(frame).below(HEAD).above(FOOT).inset(0, 16)
        note = f"played with rules {held.rules}, these are {VERSION}: shown from what it holds"
        left, right = page.left(LIST), page.after(LIST + 24)
        inside = [*self._turns(left), *self._orders(right)]
        row = body(frame).foot(FOOT).inset(0, 12)
        close = Button("held:close", row.left(110), "Close", self.leave_it, cap="Esc")
        return [
            Region("held", frame.whole.below(HEAD).above(FOOT), inside, self.palette.paper),
            head(frame, self.palette, f"Replay: {held.name}", note),
            foot(frame, self.palette, [close]),
        ]

    def _turns(self, rect: Rect) -> list[Widget]:
        rows: list[Widget] = []
        for nth in range(len(self.held.turns)):
            row = Rect(rect.x, rect.y + nth * 29, rect.w, 27)
            rows.append(
                Row(f"held:{nth}", row, f"Turn {nth + 1}", self._goer(nth + 1), on=nth + 1 == self.turn)
            )
        return [Scroll("held:turns", rect, len(rows) * 29.0, rows)]

    def _goer(self, turn: int) -> Callable[[], None]:
        return lambda: self.go_to(turn)

    def _orders(self, rect: Rect) -> list[Widget]:
        held, flow = self.held, Flow("held:flow", self.ui.type, rect.before(12))
        if held.scores:
            scores = ", ".join(f"{SEATS[power]} {held.scores[power]}" for power in POWERS)
            flow.text(f"The game ended with these scores: {scores}.", BODY)
            flow.gap(8)
        if held.secret:
            flow.text("The game is not finished, so what people ordered stays their own.", BODY, muted)
        elif not held.turns:
            flow.text("No turn was played.", BODY, muted)
        else:
            for power in POWERS:
                self._sheet(flow, power, held.turns[self.turn - 1].get(power, ()))
        return [Scroll("held:orders", rect, flow.height + 8, flow.widgets)]

    def _sheet(self, flow: Flow, power: Power, orders: Sequence[str]) -> None:
        name = self.held.seats[power]
        who = "a person" if name == "human" else name

        def paint(canvas: Canvas, row: Rect) -> None:
            canvas.seat(power, row.x + 9, row.centre[1], 18)
            placed = canvas.text(SEATS[power], CARD_SMALL, canvas.palette.ink, row.after(26))
            canvas.text(who, NOTE, canvas.palette.muted, row.after(placed.right - row.x + 12))

        flow.paint(28, paint)
        for order in orders:
            flow.text(order, BODY_SMALL)
        if not orders:
            flow.text("no orders", BODY_SMALL, muted)
        flow.gap(12)

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Arrows go from turn to turn."""
        return {
            "left": lambda: self.go_to(self.turn - 1),
            "right": lambda: self.go_to(self.turn + 1),
            "home": lambda: self.go_to(1),
            "end": lambda: self.go_to(len(self.held.turns)),
        }

    def go_to(self, turn: int) -> None:
        """Show the orders of a turn, if it was played."""
        if 1 <= turn <= len(self.held.turns):
            self.turn = turn
            self.ui.change()

    def escape(self) -> None:
        """Leave."""
        self.leave_it()

    def leave_it(self) -> None:
        """Go back to where the replay was opened, or to the title."""
        self.app.pop()
        if self.app.screen is self:
            self.app.title()
