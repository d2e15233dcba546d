"""The map table: the chart, the seat's affairs in tabs, the sheet as it is written, and commit.

The table holds the order book of the seat at the screen and nothing of any other; it goes with the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.layout import Frame, TablePlan, table_plan
from game.board.panels import TABS
from game.board.panels.bar import bar
from game.board.panels.base import Panel
from game.board.panels.chart import Chart
from game.board.panels.commit import Commit
from game.board.panels.odds import OddsPopup
from game.board.panels.order_list import places_of
from game.board.panels.orders import Orders
from game.board.panels.rail import rail
from game.board.panels.said import Said
from game.board.screens.base import Screen
from game.board.widgets import Region, Widget
from game.views.order_book import Change, OrderBook
from game.views.order_words import say
from game.wording import Names, names_of
from rules.orders import Order, OrderSheet

if TYPE_CHECKING:
    from game.board.app import App

FIRST: Final = "Budget"


class Table(Screen):
    """The screen on which a seat writes its sheet."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None
        self.match = app.match
        self.view = app.match.seat_view()
        self.observation = self.view.observation
        self.names: Names = names_of(self.observation.world)
        answered = OrderSheet(self.view.power, self.view.answered)
        self.book = OrderBook.from_sheet(self.observation, answered)
        self.panels: dict[str, Panel] = {kind.name: kind(self) for kind in TABS}
        self.tab = FIRST
        self.chart = Chart(self)
        self.orders = Orders(self)
        self.odds = OddsPopup(self)
        self.commit = Commit(self)
        self.said = Said(self)

    @property
    def panel(self) -> Panel:
        """The tab that is shown."""
        return self.panels[self.tab]

    def plan(self, frame: Frame) -> TablePlan:
        """Return where the parts stand."""
        return table_plan(frame, wide=self.panel.wide)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return chart, tab, sheet, rail and bar."""
        plan, palette = self.plan(frame), self.palette
        side = self.panel.build(plan.panel)
        return [
            *self.chart.build(plan),
            Region(f"panel:{self.tab}", plan.panel, side, palette.paper),
            Region(
                "orders",
                plan.orders,
                self.orders.build(plan.orders, folded=plan.bar_of_orders),
                palette.paper,
            ),
            Region("rail", plan.rail, rail(self, plan.rail), palette.navy, self._rail_stamp(plan)),
            Region("bar", plan.bar, bar(self, plan.bar), palette.navy),
            *self.said.build(plan.map),
        ]

    def _rail_stamp(self, plan: TablePlan) -> object:
        """Return what the rail's picture depends on."""
        return self.tab, plan.rail, tuple(panel.news() for panel in self.panels.values())

    def tell_what_is_kept(self) -> None:
        """Say that the game is kept by itself, and when the sheet is."""
        self.said.say("The game is kept as it is played; this sheet is kept when it is committed.")

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys of the table; those of the tab that is shown come first."""
        tabs = {panel.key: _opener(self, name) for name, panel in self.panels.items()}
        own = {
            **tabs,
            "ctrl+z": self.undo,
            "ctrl+y": self.redo,
            "ctrl+shift+z": self.redo,
            "ctrl+enter": self.commit.ask,
            "ctrl+s": self.tell_what_is_kept,
            "o": self.orders.show,
            **self.chart.keys(),
            **self.orders.keys(),
        }
        shared = dict.fromkeys(name for panel in self.panels.values() for name in dict(panel.keys()))
        return {**own, **{name: self._for_tab(name, own.get(name)) for name in shared}}

    def _for_tab(self, name: str, other: Callable[[], None] | None) -> Callable[[], None]:
        """Return what does a key of the tab that is shown, else what it does on the table."""

        def act() -> None:
            do = self.panel.keys().get(name, other)
            if do is not None:
                do()

        return act

    def show_tab(self, name: str) -> None:
        """Show another tab."""
        self.tab = name
        self.ui.change()

    def show_operation(self, order: Order) -> None:
        """Open the odds of an operation, a proposal to a partner or courting, before it is written."""
        self.odds.show(order, places_of(order, self.observation))

    def show_map(self) -> None:
        """Give the map its room where a wide tab has taken it."""
        if self.panel.wide:
            self.show_tab(FIRST)
            self.ui.refresh()

    def escape(self) -> None:
        """Close what lies open on the chart, come back from a wide tab, else open the menu."""
        if self.chart.escape():
            return
        if self.panel.wide:
            self.show_tab(FIRST)
            return
        self.menu()

    def menu(self) -> None:
        """Open the menu of the game: go on, settings, help, leave."""
        from game.board.screens.menu import open_menu

        open_menu(self.app)

    def tick(self, now: float) -> None:
        """Let what was said fade, and the clock run."""
        self.said.tick(now)
        self.orders.tick()
        self.commit.tick(now)

    def tick_below(self, now: float) -> None:
        """Let the clock run while help or settings lie over the table."""
        self.commit.tick(now)

    # ---------- what is written ----------

    def add(self, order: Order) -> bool:
        """Write an order on the sheet, or say why it cannot be; tell whether it could."""
        return self._told(self.book.add(order), order)

    def remove(self, index: int) -> None:
        """Take an order off the sheet."""
        if 0 <= index < len(self.book.orders):
            order = self.book.orders[index]
            self._told(self.book.remove(index), order)

    def move(self, index: int, by: int) -> None:
        """Move an order up or down the sheet."""
        if 0 <= index < len(self.book.orders):
            self._told(self.book.move(index, by), self.book.orders[index])

    def undo(self) -> None:
        """Take the last change back."""
        self.said.say("Undone." if self.book.undo() else "There is nothing to undo.")
        self.changed()

    def redo(self) -> None:
        """Make the change again that was undone last."""
        self.said.say("Done again." if self.book.redo() else "There is nothing to do again.")
        self.changed()

    def _told(self, change: Change, order: Order) -> bool:
        if not change.done:
            self.said.say(change.why, bad=True)
        elif change.dropped:
            gone = ", ".join(say(each.order, self.observation) for each in change.dropped)
            self.said.say(f"No longer possible and taken off: {gone}. Ctrl Z brings it back.", bad=True)
        self.changed()
        return change.done

    def changed(self) -> None:
        """Say that the sheet is another."""
        self.ui.change()

    def done(self) -> None:
        """Hand the sheet in and go on with the game."""
        self.match.commit(self.book.sheet)
        self.book.forget()
        self.app.follow()


def _opener(table: Table, name: str) -> Callable[[], None]:
    return lambda: table.show_tab(name)
