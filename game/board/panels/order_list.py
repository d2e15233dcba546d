"""The rows of the list of orders: number, words, price, and the cross of the one in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, NOTE
from game.board.widgets import IconButton, Row, Widget
from game.board.widgets.base import Key
from game.views.order_words import Cost, price_words, say
from rules.observation import Observation
from rules.orders import (
    Court,
    Deploy,
    Lift,
    Operate,
    Order,
    Propose,
    Renounce,
    SetAlert,
    Signal,
    TakeStance,
)

if TYPE_CHECKING:
    from game.board.panels.orders import Orders

HIGH: Final = 23.0
NUMBER: Final = 26.0
CROSS: Final = 20.0


@frozen
class ListRow:
    """A row before it is laid out: where it begins and how high it is."""

    orders: Orders
    nth: int
    order: Order
    cost: Cost
    lines: tuple[str, ...]
    top: float
    wide: float

    @property
    def height(self) -> float:
        """How high the row is: one line, or as many as its words take."""
        return HIGH + (len(self.lines) - 1) * 16

    def at(self, x: float, y: float) -> list[Widget]:
        """Return the row's widgets in a list whose corner is given."""
        rect = Rect(x, y + self.top, self.wide, self.height)
        orders, on = self.orders, self.orders.chosen == self.nth
        words = say(self.order, orders.table.observation)
        row = Row(
            f"orders:{self.nth}",
            rect,
            words,
            lambda: orders.choose(self.nth),
            value=price_words(self.order, self.cost),
            on=on,
            paint=self._paint,
            keys=self._keys(),
        )
        if not on:
            return [row]
        cross = IconButton(
            "orders:cross",
            Rect(rect.right - CROSS - 1, rect.y + (HIGH - 22) / 2, 22, 22),
            "Remove",
            "cross",
            orders.remove,
            size=11,
            tip="Take it off the sheet  (Delete)",
        )
        return [row, cross]

    def _keys(self) -> Callable[[Key], bool]:
        def take(key: Key) -> bool:
            if key.name not in ("delete", "backspace", "alt+up", "alt+down"):
                return False
            self.orders.table.ui.memory["orders:chosen"] = self.nth
            if key.name in ("delete", "backspace"):
                self.orders.remove()
            else:
                self.orders.move(-1 if key.name == "alt+up" else 1)
            return True

        return take

    def _paint(self, canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        on = self.orders.chosen == self.nth
        if self.nth:
            left = rect.x + (NUMBER if not on else 0)
            canvas.line((left, rect.y), (rect.right - 4, rect.y), palette.faint)
        first = rect.top(HIGH)
        canvas.text(str(self.nth + 1), NOTE, palette.muted, first.left(NUMBER - 9), "right")
        for nth, line in enumerate(self.lines):
            box = Rect(rect.x + NUMBER, rect.y + 16 * nth, rect.w - NUMBER, HIGH)
            canvas.text(line, BODY_SMALL, palette.ink, box)
        price = price_words(self.order, self.cost)
        colour = palette.gold if self.cost.capital and not self.cost.money else palette.second
        canvas.text(price, BODY_SMALL, colour, first.before(CROSS if on else 7), "right")


def list_rows(orders: Orders, wide: float) -> tuple[list[ListRow], float]:
    """Return the rows of the sheet for a width, and how high they are together."""
    table = orders.table
    kind = table.ui.type
    rows: list[ListRow] = []
    top = 0.0
    for nth, (order, cost) in enumerate(zip(table.book.orders, table.book.costs, strict=True)):
        price = kind.width(price_words(order, cost), BODY_SMALL)
        room = wide - NUMBER - price - CROSS - 10
        lines = tuple(kind.wrap(say(order, table.observation), BODY_SMALL, room))
        row = ListRow(orders, nth, order, cost, lines, top, wide)
        rows.append(row)
        top += row.height
    return rows, top


def places_of(order: Order, observation: Observation) -> tuple[str, ...]:
    """Return the areas an order is about, the one it ends in first; none where it is about no place."""
    world = observation.world
    match order:
        case Deploy(_, _, origin, destination):
            return destination, origin
        case Operate(_, place) | SetAlert(place) | TakeStance(place) | Signal(_, place):
            name = place
        case Court(partner):
            name = partner.key if hasattr(partner, "key") else str(partner)
        case Lift(_, target):
            name = target.key
        case Propose(_, name) | Renounce(_, name):
            pass
        case _:
            return ()
    nth = world.flashpoint_index.get(name)
    if nth is not None:
        return tuple(world.flashpoints[nth].areas)
    return (name,) if name in world.area_index else ()
