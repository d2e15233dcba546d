"""The Diplomacy tab: agreements, proposals, partners, signals, promises and messages, each with its card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.item_list import Heading, Item, item_list
from game.board.panels.messages import messages
from game.board.panels.pacts import agreements
from game.board.panels.partners import partners
from game.board.panels.parts import heading
from game.board.panels.pieces import Once, filters
from game.board.panels.promises import promises
from game.board.panels.proposing import proposing
from game.board.panels.signalling import signalling
from game.board.theme import BODY_SMALL
from game.board.widgets import Paint, Widget
from game.views.diplomacy import Diplomacy as Figures
from game.views.diplomacy import diplomacy
from game.views.figures import counted
from rules.journal import Fact
from rules.orders import Answer, Order
from rules.terms import Partner

if TYPE_CHECKING:
    from game.board.screens.table import Table

VIEW: Final = "diplomacy:view"

AGREEMENTS: Final = "agreements"
PROPOSE: Final = "propose"
PARTNERS: Final = "partners"
SIGNALS: Final = "signals"
PROMISES: Final = "promises"
MESSAGES: Final = "messages"


class Diplomacy(Panel):
    """What binds the seat, what lies on the table, and what it may say and offer."""

    name = "Diplomacy"
    icon = "diplomacy"
    key = "d"
    wide = True

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._figures = Once(lambda: diplomacy(self.table.book.desk, self.past))
        self._past: tuple[tuple[int, tuple[Fact, ...]], ...] | None = None
        self._alignments: dict[Partner, tuple[int, ...]] | None = None

    # ---------- what is known ----------

    @property
    def shown(self) -> Figures:
        """What the tab shows with the sheet as it stands."""
        return self._figures.of(self.table.book.orders)

    @property
    def past(self) -> tuple[tuple[int, tuple[Fact, ...]], ...]:
        """What the seat may read of every turn before this one."""
        if self._past is None:
            view = self.table.view
            self._past = tuple((turn, view.news(turn)) for turn in range(1, view.turn))
        return self._past

    def alignments(self, partner: Partner) -> tuple[int, ...]:
        """Return where a partner stood at the start of every turn before this one."""
        if self._alignments is None:
            view = self.table.view
            before = [view.observation_at(turn).commons.alignment for turn in range(1, view.turn)]
            self._alignments = {each: tuple(row[each] for row in before) for each in Partner}
        return self._alignments[partner]

    def news(self) -> int:
        """Return how many proposals wait for an answer."""
        seen = self.table.observation
        answers = [order for order in self.table.book.orders if isinstance(order, Answer)]
        answered = {(order.subject, order.sender) for order in answers}
        return sum(
            each.to == seen.power and (each.subject, each.sender) not in answered for each in seen.proposals
        )

    # ---------- what is shown ----------

    @property
    def view(self) -> str:
        """Which of its views is shown."""
        found: str = self.ui.recall(VIEW, AGREEMENTS)
        return found

    def show(self, view: str) -> None:
        """Show one of its views."""
        self.ui.memory[VIEW] = view
        self.ui.change()

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return title, views, and the list with its card."""
        shown = self.shown
        inner = rect.inset(18, 0)
        title = heading("diplomacy:title", inner.top(44), "Diplomacy", self._aside(shown, inner.w))
        chips, high = filters(self.ui, "diplomacy", inner.below(46), self._views(shown), self.view, self.show)
        top = 46 + high + 9
        edge = Rect(rect.x, rect.y + top, rect.w, 1)
        widgets: list[Widget] = [title, *chips, Paint("diplomacy:edge", edge, lambda c: _edge(c, edge))]
        low = inner.below(top + 9).above(12)
        head, parts = self._parts(shown, low)
        tall = max((each.rect.bottom for each in head), default=low.y - 8) + 8 - low.y
        body = low.below(max(0.0, tall)) if head else low
        if not parts:
            return [*widgets, *head, Paint("diplomacy:none", body, lambda c: _nothing(c, body, self.view))]
        return [*widgets, *head, *item_list(self, self.view, body, parts)]

    def _views(self, shown: Figures) -> list[tuple[str, str]]:
        waiting = self.news()
        return [
            (AGREEMENTS, f"Agreements, {waiting} to answer" if waiting else "Agreements"),
            (PROPOSE, "Propose"),
            (PARTNERS, "Partners"),
            (SIGNALS, "Signals"),
            (PROMISES, "Promises"),
            (MESSAGES, "Messages"),
        ]

    def _aside(self, shown: Figures, wide: float) -> str:
        acts = f"{shown.acts - shown.acts_left} of {shown.acts} acts used"
        ours = sum(pact.ours for pact in shown.pacts)
        return f"{counted(ours, 'agreement')} in force; {acts}" if wide > 380 else acts

    def _parts(self, shown: Figures, low: Rect) -> tuple[list[Widget], list[Item | Heading]]:
        """Return what stands over the list, and the list."""
        match self.view:
            case "propose":
                return proposing(self, shown, low)
            case "partners":
                return [], partners(self, shown)
            case "signals":
                return [], signalling(self, shown)
            case "promises":
                return [], promises(self, shown)
            case "messages":
                return [], messages(self)
            case _:
                return [], agreements(self, shown)

    # ---------- what is written ----------

    def toggle(self, order: Order) -> None:
        """Write an order, or take it off where it is written."""
        orders = self.table.book.orders
        if order in orders:
            self.table.remove(orders.index(order))
        else:
            self.table.add(order)


def _edge(canvas: Canvas, rect: Rect) -> None:
    canvas.fill(rect, canvas.palette.hairline)


_NOTHING: Final = {
    AGREEMENTS: "No agreement is in force, and nothing lies on the table.",
    PROPOSE: "Nothing can be agreed with this party; what is in force with it stands under Agreements.",
    SIGNALS: "No signal can be given now.",
    PROMISES: "Nobody has given their word yet.",
    PARTNERS: "There are no partners here.",
    MESSAGES: "Nobody else sits at this computer: messages go from seat to seat where several people play.",
}


def _nothing(canvas: Canvas, rect: Rect, view: str) -> None:
    canvas.paragraph(_NOTHING[view], BODY_SMALL, canvas.palette.muted, rect)
