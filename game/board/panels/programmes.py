"""The Programmes tab: contracts over time, the catalogue line by line, policy, and one entry in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.catalogue import Entry, catalogue, entries_of, lines_of
from game.board.panels.detail import detail_card
from game.board.panels.parts import heading
from game.board.panels.timeline import HEAD, LEGEND, ROW, contract_key, timeline
from game.board.theme import BODY_SMALL
from game.board.widgets import Paint, Widget
from game.views import catalogue as figures
from game.views.policy import Policy, policy
from rules.orders import Order

if TYPE_CHECKING:
    from game.board.screens.table import Table

CHOSEN: Final = "programmes:chosen"
FILTER: Final = "programmes:filter"

MANY: Final = 8
"""How many contracts are seen at once where there is room; the others scroll."""


class Programmes(Panel):
    """Contracts on a timeline above, what may be signed below, the entry in hand beside it."""

    name = "Programmes"
    icon = "programmes"
    key = "p"
    wide = True

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._written: tuple[Order, ...] = ()
        self._shown: tuple[figures.Programmes, Policy] | None = None

    # ---------- what is shown ----------

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets: side by side where the tab is wide, else one below the other."""
        shown, politics = self._figures()
        entries = entries_of(shown, politics, self.line)
        chosen = self._chosen(shown, entries)
        inner = rect.inset(18, 0)
        title = heading("programmes:title", inner.top(44), "Programmes", self._aside(shown, inner.w - 135))
        high = HEAD + LEGEND + ROW * self._rows(shown, rect)
        times = Rect(inner.x, inner.y + 44, inner.w, high)
        low = inner.below(44 + high + 10)
        edge = Rect(rect.x, low.y - 5, rect.w, 1)
        rule = Paint("programmes:edge", edge, lambda canvas: canvas.fill(edge, canvas.palette.hairline))
        return [
            title,
            *timeline(self, times, shown.contracts, chosen),
            rule,
            *self._lower(low.above(10), shown, politics, entries, chosen),
        ]

    def _figures(self) -> tuple[figures.Programmes, Policy]:
        """Return what there is to show, worked out once for a sheet."""
        desk = self.table.book.desk
        if self._shown is None or self._written != desk.sheet.orders:
            self._written = desk.sheet.orders
            self._shown = figures.programmes(desk), policy(desk)
        return self._shown

    def _lower(
        self,
        low: Rect,
        shown: figures.Programmes,
        politics: Policy,
        entries: Sequence[Entry],
        chosen: str,
    ) -> list[Widget]:
        lines = lines_of(shown)
        if low.w >= 640:
            card = low.end(302)
            return [
                *catalogue(self, low, low.before(318), lines, entries, chosen),
                *detail_card(self, card.below(44), shown, politics, chosen),
            ]
        found = detail_card(self, low.foot(min(360.0, low.h * 0.55)), shown, politics, chosen)
        above = low.above(min(360.0, low.h * 0.55) + 8)
        return [*catalogue(self, above, above, lines, entries, chosen), *found]

    @staticmethod
    def _rows(shown: figures.Programmes, rect: Rect) -> int:
        """Return how many rows the timeline shows at once."""
        room = int((rect.h * 0.43 - HEAD - LEGEND - 44) / ROW)
        return max(1, min(len(shown.contracts), MANY, max(3, room)))

    def _aside(self, shown: figures.Programmes, width: float) -> str:
        count = len(shown.contracts)
        parts = (
            f"{count} under contract" if count else "none under contract",
            f"industry runs {shown.industry_used} of {shown.industry}",
            f"{shown.to_sign} more to sign this turn",
        )
        fits = [
            text for text in ("; ".join(parts), "; ".join(parts[:2]), parts[0]) if self._wide(text) <= width
        ]
        return fits[0] if fits else ""

    def _wide(self, text: str) -> float:
        return self.ui.type.width(text, BODY_SMALL)

    # ---------- what is in hand ----------

    @property
    def line(self) -> str:
        """The filter of the catalogue: a line's name, all, or policy."""
        found: str = self.ui.recall(FILTER, "all")
        return found

    def show_line(self, line: str) -> None:
        """Filter the catalogue."""
        self.ui.memory[FILTER] = line
        self.ui.memory.pop("catalogue:scroll:top", None)
        self.ui.memory.pop(CHOSEN, None)
        self.ui.change()

    def choose(self, key: str) -> None:
        """Take an entry or a contract in hand."""
        self.ui.memory[CHOSEN] = key
        self.ui.memory.pop("detail:scroll:top", None)
        self.ui.change()

    def _chosen(self, shown: figures.Programmes, entries: Sequence[Entry]) -> str:
        known: str = self.ui.recall(CHOSEN, "")
        there = {entry.key for entry in entries} | {contract_key(row) for row in shown.contracts}
        if known in there:
            return known
        return entries[0].key if entries else ""

    # ---------- what is written ----------

    def toggle(self, order: Order) -> None:
        """Write an order, or take it off where it is written."""
        orders = self.table.book.orders
        if order in orders:
            self.table.remove(orders.index(order))
        else:
            self.table.add(order)
