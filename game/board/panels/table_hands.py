"""The hands of a seat at the table: they move its counters and open sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.map.hands import Hands
from game.board.widgets import Button, Layer, Widget
from game.board.widgets.lists import popup
from game.views.map_scene import MapScene, Stack
from rules.orders import Deploy, Family

if TYPE_CHECKING:
    from game.board.panels.chart import Chart
    from game.board.screens.table import Table


class TableHands(Hands):
    """The hands of a seat at the table: they may move its counters."""

    def __init__(self, chart: Chart, table: Table) -> None:
        super().__init__(table.observation.world, MapScene())
        self.chart = chart
        self.table = table

    def tell_stack(self, stack: Stack) -> str:
        """Return what a counter says, of own ones with the readiness behind it."""
        told = super().tell_stack(stack)
        if stack.power is not self.table.observation.power:
            return told
        return f"{told}\nReadiness {self.table.observation.sheet.readiness}"

    def open_area(self, area: str) -> None:
        """Show an area's sheet."""
        self.chart.show_area(area)

    def open_quarrel(self, name: str) -> None:
        """Show a flashpoint's sheet."""
        self.chart.show_flashpoint(name)

    def choose(self, stack: Stack | None) -> None:
        """Select a stack."""
        self.chart.choose(stack)

    def own(self) -> tuple[Stack, ...]:
        """Return the seat's own counters."""
        return tuple(
            each for each in self.scene.stacks if each.power is self.table.observation.power and not each.plan
        )

    def moves(self, stack: Stack) -> list[Deploy]:
        """Return the moves of a stack that may still be ordered."""
        return [
            order
            for order in self.table.book.desk.menu(Family.DEPLOY)
            if order.kind is stack.kind and order.origin == stack.area
        ]

    def targets(self, stack: Stack) -> tuple[str, ...]:
        """Return where a stack may go now, each area once."""
        return tuple(dict.fromkeys(order.destination for order in self.moves(stack)))

    def drop(self, stack: Stack, area: str) -> None:
        """Order the move; where one or all may go, ask."""
        orders = [order for order in self.moves(stack) if order.destination == area]
        if len(orders) > 1:
            self._ask(stack, orders)
        elif orders:
            self.table.add(orders[0])
        else:
            self.table.add(Deploy(stack.kind, False, stack.area, area))

    def _ask(self, stack: Stack, orders: Sequence[Deploy]) -> None:
        """Ask how many counters go."""
        ui = self.table.ui
        left = self._left(stack)

        def send(order: Deploy) -> Callable[[], None]:
            def act() -> None:
                ui.close("map:count")
                self.table.add(order)

            return act

        def build(_: object) -> Sequence[Widget]:
            whole = ui.frame.whole
            x, y = ui.pointer if not ui.by_keyboard else whole.centre
            rect = Rect(min(max(8, x - 95), whole.w - 198), min(max(8, y + 12), whole.h - 60), 190, 48)
            one, every = rect.inset(9).columns(2, 8)
            buttons = [
                Button(
                    f"map:send:{order.whole}",
                    every if order.whole else one,
                    f"All {left}" if order.whole else "One",
                    send(order),
                )
                for order in orders
            ]
            return [popup("map:count:box", rect, buttons)]

        ui.open(Layer("map:count", build, first="map:send:False"))

    def _left(self, stack: Stack) -> int:
        """Return how many counters of a stack the sheet has not moved yet."""
        gone = 0
        for order in self.table.book.orders:
            if isinstance(order, Deploy) and order.kind is stack.kind and order.origin == stack.area:
                gone += stack.count - gone if order.whole else 1
        return stack.count - gone

    def inset(self) -> None:
        """Show or hide the inset."""
        self.chart.toggle_inset()

    def legend(self) -> None:
        """Show or hide the key."""
        self.chart.toggle_legend()

    def flashpoints(self) -> None:
        """Go to the next flashpoint."""
        self.chart.next_flashpoint()
