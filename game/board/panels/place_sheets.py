"""The sheets of areas and flashpoints that open on the chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.drawing import dial
from game.board.layout import Rect, TablePlan
from game.board.map.cards import dial_colours, draw_control
from game.board.panels.column import Column
from game.board.theme import BODY_SMALL, NOTE, STRONG_SMALL
from game.board.widgets import IconButton, Scroll, Segmented, Ui, Widget
from game.board.widgets.lists import popup
from game.views.names import KIND_WORDS, capital, short
from game.views.places import AreaSheet, FlashpointSheet, Force, SeatRow, Sight, area_sheet, flashpoint_sheet
from game.views.posture import OperationRow, Stack
from game.views.quarrels import RUNGS
from rules.orders import Deploy, SetAlert
from rules.terms import Alert, UnitKind

if TYPE_CHECKING:
    from game.board.screens.table import Table

WIDTH: Final = 372.0
GAP: Final = 10.0
PAD: Final = 18.0


def sheet_place(plan: TablePlan, height: float) -> Rect:
    """Return where a sheet lies: at the left of the chart, over the cards and what a narrow one is beside."""
    return Rect(plan.map.x + GAP, plan.map.y + GAP, WIDTH, min(height, plan.map.h - 2 * GAP))


def _boxed(
    ui: Ui, key: str, plan: TablePlan, fill: Callable[[Column], None], close: Callable[[], None]
) -> Sequence[Widget]:
    """Return a pop-up on the chart with a column that scrolls where it is too high."""
    most = sheet_place(plan, 10_000)
    column = Column(ui, key, Rect(most.x + PAD, most.y + 14, most.w - 2 * PAD, 0))
    fill(column)
    rect = sheet_place(plan, column.height + 30)
    inner = Scroll(f"{key}:scroll", rect.inset(2, 8), column.height + 14, column.widgets)
    shut = IconButton(
        f"{key}:close", Rect(rect.right - 38, rect.y + 10, 28, 28), "Close", "cross", close, size=13
    )
    return [Shield(f"{key}:shield", rect), popup(f"{key}:box", rect, [shut, inner])]


class Shield(Widget):
    """Keeps the pointer and its wheel from what lies below a sheet."""

    pointed = True

    def wheel(self, ui: Ui, steps: float) -> bool:
        """Let nothing through."""
        return True


class AreaPopup:
    """An area's sheet on the chart."""

    def __init__(self, table: Table, area: str, close: Callable[[], None], go: Callable[[str], None]) -> None:
        self.table = table
        self.area = area
        self.key = f"area:{area}"
        self._close = close
        self._go = go

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.table.ui

    def build(self, plan: TablePlan) -> Sequence[Widget]:
        """Return its widgets."""
        sheet = area_sheet(self.table.book.desk, self.area)
        return _boxed(self.ui, self.key, plan, lambda column: self._fill(column, sheet), self._close)

    def _fill(self, column: Column, sheet: AreaSheet) -> None:
        kind = f"{sheet.kind}, {sheet.holder}" if sheet.holder else sheet.kind
        column.gap(-8)
        column.caps(kind)
        column.title(sheet.name)
        column.gap(2)
        column.body(sheet.note)
        if sheet.treaty:
            column.pair("Covered by", sheet.treaty)
        for name, title in sheet.flashpoints:
            column.row(f"Flashpoint: {title}", partial(self.table.chart.show_flashpoint, name))
        self._forces(column, sheet)
        self._moves(column, sheet)
        _operations(column, self.table, sheet.operations, f"Operations at {short(sheet.name)}")
        if sheet.bases:
            column.caps("Bases")
            column.body(sheet.bases)
        column.caps("Next to it")
        for name, title in sheet.neighbours:
            column.row(title, partial(self._go, name), key=f"{self.key}:next:{name}")

    def _forces(self, column: Column, sheet: AreaSheet) -> None:
        right = f"{sheet.free} of {sheet.places} places free" if sheet.free is not None else ""
        column.caps("Counters here", right)
        if not sheet.forces:
            column.body("Nobody is seen here.")
        for force in sheet.forces:
            column.paint(36, _force(force))

    def _moves(self, column: Column, sheet: AreaSheet) -> None:
        movable = [each for each in sheet.own if each.staying]
        if not movable:
            return
        column.caps("Move from here", f"{self.table.book.left.posture} acts left")
        opened: UnitKind | None = self.ui.recall(f"{self.key}:kind", None)
        for stack in movable:
            on = stack.kind is opened
            word = capital(KIND_WORDS[stack.kind]) + (f" ×{stack.staying}" if stack.staying > 1 else "")
            column.row(
                word,
                self._opener(stack.kind, on),
                value=f"{len(stack.destinations)} places",
                on=on,
                locked="" if stack.destinations else "no act is left, or nowhere to go",
                key=f"{self.key}:stack:{stack.kind.key}",
            )
            if on:
                self._goals(column, stack)

    def _opener(self, kind: UnitKind, on: bool) -> Callable[[], None]:
        def act() -> None:
            self.ui.keep(f"{self.key}:kind", None if on else kind)
            self.table.chart.light_moves(self.area, None if on else kind)

        return act

    def _goals(self, column: Column, stack: Stack) -> None:
        """Add what the chosen counters may do: how many go, and where."""
        whole = stack.staying > 1 and self.ui.recall(f"{self.key}:whole", False)
        if stack.staying > 1:
            rect = column.take(32).inset(8, 2)
            words = ("One", f"All {stack.staying}")

            def change(nth: int) -> None:
                self.ui.keep(f"{self.key}:whole", nth == 1)
                self.ui.change()

            column.add(Segmented(f"{self.key}:many", rect, words, int(whole), change, label="How many"))
        near = self.table.observation.world.areas[self.table.observation.world.area_index[self.area]].adjacent
        goals = sorted(stack.destinations, key=lambda each: each not in near)
        for goal in goals:
            area = self.table.observation.world.areas[self.table.observation.world.area_index[goal]]
            column.row(
                f"→ {area.name}",
                partial(self._send, stack.kind, whole, goal),
                value="next to it" if goal in near else "",
                key=f"{self.key}:to:{goal}",
            )

    def _send(self, kind: UnitKind, whole: bool, goal: str) -> None:
        self.ui.keep(f"{self.key}:kind", None)
        self.table.chart.light_moves(self.area, None)
        self.table.add(Deploy(kind, whole, self.area, goal))


def _force(force: Force) -> Callable[[Canvas, Rect], None]:
    """Return what draws one power's counters with their worth."""

    def draw(canvas: Canvas, rect: Rect) -> None:
        y = rect.centre[1]
        size = min(25.0, (rect.w - 110) / max(1, len(force.counters)) / 1.2)
        for nth, (kind, count) in enumerate(force.counters):
            x = rect.x + size / 2 + nth * size * 1.22
            canvas.counter(force.power, kind, count, x, y, size, plan=force.sight is Sight.GUESSED)
        words = f"strength {force.strength}" if force.sight is Sight.SEEN else f"about {force.strength}"
        canvas.text(words, BODY_SMALL, canvas.palette.second, rect, "right")

    return draw


def _operations(column: Column, table: Table, rows: Sequence[OperationRow], title: str) -> None:
    """Add operations, those that may be ordered first; pressing one opens its odds."""
    if not rows:
        return
    column.caps(title)
    for row in rows:
        written = row.offer.written
        column.row(
            row.name,
            partial(table.show_operation, row.order),
            value="" if row.offer.locked else "on the sheet" if written else row.chance,
            on=written,
            locked=row.offer.locked,
            tip=f"{row.summary}\n{row.offer.locked}" if row.offer.locked else row.summary,
            key=f"operation:{row.order.operation}:{row.order.place}",
        )


class FlashpointPopup:
    """A flashpoint's sheet on the chart."""

    def __init__(self, table: Table, name: str, close: Callable[[], None], go: Callable[[str], None]) -> None:
        self.table = table
        self.name = name
        self.key = f"sheet:{name}"
        self._close = close
        self._go = go

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.table.ui

    def build(self, plan: TablePlan) -> Sequence[Widget]:
        """Return its widgets."""
        sheet = flashpoint_sheet(self.table.book.desk, self.name)
        return _boxed(self.ui, self.key, plan, lambda column: self._fill(column, sheet), self._close)

    def _fill(self, column: Column, sheet: FlashpointSheet) -> None:
        column.gap(-8)
        column.caps("flashpoint")
        column.title(sheet.name)
        column.paint(84, self._gauges(sheet))
        column.body(sheet.premise)
        if sheet.treaty:
            column.pair("Covered by", sheet.treaty)
        column.caps("Who is in", "stake, strength")
        for seat in sheet.seats:
            column.paint(38, _seat(seat))
        about = "about " if sheet.estimated else ""
        column.pair("Strength, ours against theirs", f"{sheet.ours} : {about}{sheet.theirs}")
        if sheet.home:
            column.body(sheet.home)
        if sheet.alerts:
            self._alert(column, sheet)
        _operations(column, self.table, sheet.operations, "Operations here")
        column.caps("Areas that count")
        for area, title in sheet.areas:
            column.row(title, partial(self._go, area), key=f"{self.key}:area:{area}")
        column.body("From next door air wings, missiles and carriers count half: " + _list(sheet.reach) + ".")

    def _gauges(self, sheet: FlashpointSheet) -> Callable[[Canvas, Rect], None]:
        last = next((each.last for each in self.table.chart.scene.quarrels if each.id == self.name), None)

        def draw(canvas: Canvas, rect: Rect) -> None:
            colours = dial_colours(canvas.palette)
            made = dial.dial(canvas.pen, canvas.type, sheet.rung, last, colours)
            half = made.get_width() / 2 / canvas.scale
            canvas.image(made, rect.x + 34 - half, rect.y + 40 - half)
            words = Rect(rect.x + 82, rect.y + 4, rect.w - 82, 20)
            canvas.text(f"Rung {sheet.rung}: {RUNGS[sheet.rung]}", STRONG_SMALL, canvas.palette.ink, words)
            draw_control(canvas, rect.x + 82, rect.y + 40, sheet.control, 12.0)
            low = Rect(rect.x + 82, rect.y + 54, rect.w - 82, 20)
            canvas.text(f"Control: {sheet.control_words}", NOTE, canvas.palette.second, low)

        return draw

    def _alert(self, column: Column, sheet: FlashpointSheet) -> None:
        column.caps("Own alert")
        rect = column.take(32).inset(0, 1)

        def change(nth: int) -> None:
            self.table.add(SetAlert(self.name, Alert(nth)))

        chosen = sheet.alerts.index(sheet.alert) if sheet.alert in sheet.alerts else 0
        column.add(Segmented(f"{self.key}:alert", rect, sheet.alerts, chosen, change, label="Own alert"))


def _seat(seat: SeatRow) -> Callable[[Canvas, Rect], None]:
    """Return what draws a seat's part in a flashpoint."""

    def draw(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        canvas.seat(seat.power, rect.x + 9, rect.y + 12, 17)
        name = Rect(rect.x + 28, rect.y, rect.w - 120, 22)
        canvas.text(f"{seat.name}, {seat.part}", STRONG_SMALL, palette.ink, name)
        stance = f", bearing: {seat.stance}" if seat.stance else ""
        low = Rect(rect.x + 28, rect.y + 18, rect.w - 28, 18)
        canvas.text(f"alert: {seat.alert}{stance}", NOTE, palette.second, low)
        canvas.text(f"{seat.stake}, {seat.strength}", BODY_SMALL, palette.ink, rect.top(22), "right")

    return draw


def _list(named: Sequence[tuple[str, str]]) -> str:
    return ", ".join(short(title) for _, title in named)
