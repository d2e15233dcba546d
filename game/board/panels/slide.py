"""One slide of a knob is one step of the order book, however many values it passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.orders import Order

if TYPE_CHECKING:
    from game.board.screens.table import Table

PAUSE: Final = 900.0
"""Milliseconds after a key in which the next one still belongs to the same slide."""


class Slide:
    """Writes the order of a knob while it moves; what came before the slide is one undo away."""

    def __init__(self, table: Table, key: str) -> None:
        self._table = table
        self._key = key
        self._left: tuple[Order, ...] | None = None
        self._at = 0.0
        self._held = False

    def to(self, order: Order, stands: bool) -> None:
        """Move the knob to what an order says; `stands` tells that this needs no order."""
        table = self._table
        book = table.book
        if self._goes_on() and book.can_undo:
            book.undo()
        before = book.orders
        if not (stands and not any(type(each) is type(order) for each in before)):
            table.add(order)
        else:
            table.changed()
        self._held = table.ui.pressed == self._key
        self._at = table.ui.now
        self._left = book.orders if book.orders != before else None

    def _goes_on(self) -> bool:
        """Tell whether the last change of the sheet was this knob's, in the same slide."""
        if self._left is None or self._left != self._table.book.orders:
            return False
        held = self._table.ui.pressed == self._key
        return held if self._held or held else self._table.ui.now - self._at < PAUSE

    def end(self) -> None:
        """The knob was let go: what comes next is a slide of its own."""
        self._left = None
