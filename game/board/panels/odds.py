"""The odds of an order before it is written: dice, modifiers with their evidence, what each result does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, muted, second, warn
from game.board.panels.odds_chart import add_bar, add_dots, add_modifiers, add_results
from game.board.panels.parts import caps
from game.board.panels.pieces import Once, add_pills, section
from game.board.theme import BODY_SMALL, CAPS, NOTE, PANEL
from game.board.widgets import Button, ButtonStyle, Layer, Paint, Row, Scroll, Widget
from game.board.widgets.lists import popup
from game.views.figures import signed
from game.views.names import party
from game.views.odds_sheet import OddsSheet, odds_sheet
from rules.orders import Order

if TYPE_CHECKING:
    from game.board.screens.table import Table

ODDS: Final = "odds"
"""The layer of the pop-up."""
FORCES: Final = "odds:forces"

WIDE: Final = 412.0
HIGHEST: Final = 760.0
COMPACT: Final = 560.0
FOOT: Final = 62.0
BESIDE: Final = 440.0
"""The pop-up lies on the map where that is so wide, else in the middle of the window."""


class OddsPopup:
    """The pop-up: over the map at its left, with a pointer towards the area."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._order: Order | None = None
        self._areas: tuple[str, ...] = ()
        self._sheet = Once(self._read)

    # ---------- opening and closing ----------

    def show(self, order: Order, areas: Sequence[str] = ()) -> None:
        """Open the odds of an order, with the areas it is about in sight."""
        ui = self.table.ui
        self._order, self._areas = order, tuple(areas)
        ui.memory.pop("odds:scroll:top", None)
        self.table.chart.light(self._areas)
        if self.table.plan(ui.frame).map.w >= BESIDE:
            self.table.chart.show_beside(self._areas)
        ui.open(Layer(ODDS, self._build, close=self.close, first="odds:add", keys=self._keys()))

    def close(self) -> None:
        """Close it and light the whole map."""
        self.table.chart.light(())
        self.table.ui.close(ODDS)

    def _keys(self) -> Mapping[str, Callable[[], None]]:
        return {"enter": self.write, "f": self.ask_forces}

    def write(self) -> None:
        """Write the order, or take it off where it is written; a closed one says why."""
        sheet = self.sheet
        if sheet.offer.written:
            self.table.remove(self.table.book.orders.index(sheet.order))
        elif not self.table.add(sheet.order):
            return
        self.close()

    @property
    def sheet(self) -> OddsSheet:
        """What it says now."""
        return self._sheet.of((self._order, self.table.book.orders))

    def _read(self) -> OddsSheet:
        assert self._order is not None
        return odds_sheet(self._order, self.table.book.desk)

    # ---------- what is shown ----------

    def _build(self, frame: Frame) -> Sequence[Widget]:
        flow = Flow("odds", self.table.ui.type, Rect(0, 0, WIDE - 40, 0))
        self._fill(flow)
        box = self._place(frame, flow.height + 18 + FOOT)
        flow = Flow("odds", self.table.ui.type, Rect(box.x + 20, box.y + 14, WIDE - 40, 0))
        self._fill(flow)
        inner = Rect(box.x + 12, box.y + 4, box.w - 18, box.h - FOOT - 4)
        flow.top -= 10
        scroll = Scroll("odds:scroll", inner, flow.height + 2, flow.widgets)
        edge = Paint("odds:edge", box.foot(FOOT), lambda canvas: _edge(canvas, box))
        return [
            popup("odds:box", box, [scroll, edge, *self._buttons(box.foot(FOOT).inset(20, 12))]),
            *self._pointer(box, frame),
        ]

    def _place(self, frame: Frame, tall: float) -> Rect:
        chart = self.table.plan(frame).map
        if chart.w >= BESIDE:
            most = chart.h - 20 if frame.height > 700 else min(COMPACT, chart.h - 20)
            return Rect(chart.x + 10, chart.y + 10, WIDE, min(tall, most, HIGHEST))
        return frame.whole.centred(WIDE, min(tall, HIGHEST, frame.height - 80))

    def _pointer(self, box: Rect, frame: Frame) -> list[Widget]:
        """Return the pointer at the box's edge, as high as the area stands on the map."""
        if not self._areas or self.table.plan(frame).map.w < BESIDE:
            return []
        point = self.table.chart.point_of(self._areas[0])
        if point is None or point[0] <= box.right:
            return []
        y = min(max(point[1], box.y + 30), box.bottom - FOOT - 20)
        place = Rect(box.right - 1, y - 12, 13, 24)
        return [Paint("odds:pointer", place, lambda canvas: _arrow(canvas, place))]

    def _fill(self, flow: Flow) -> None:
        sheet = self.sheet
        flow.paint(20, lambda canvas, rect: _head(canvas, rect, sheet.kind, sheet.act))
        flow.text(sheet.title, PANEL)
        flow.gap(3)
        add_pills(flow, sheet.price)
        if sheet.offer.locked:
            flow.gap(3)
            flow.sign("lock", sheet.offer.locked, warn)
        if sheet.view is not None:
            section(flow, "the 36 ways two dice can fall", f"modifiers {signed(sheet.view.total)}")
            add_dots(flow, sheet.view)
            add_bar(flow, sheet.view)
            flow.gap(2)
            section(flow, f"modifiers, as {self._we} see{'' if self._we == 'we' else 's'} them")
            add_modifiers(flow, sheet.view)
            flow.gap(3)
            section(flow, "what each result does")
            add_results(flow, sheet.view)
        else:
            flow.gap(5)
            flow.sign("check", "No contest: no dice are thrown, it is done as ordered.", second)
        if sheet.certain:
            flow.gap(1)
            section(flow, "what it does anyway" if sheet.view is not None else "what it does")
            flow.chips(sheet.certain)
        if sheet.about:
            flow.gap(3)
            flow.text(sheet.about, NOTE, muted)
        flow.gap(8)

    @property
    def _we(self) -> str:
        seen = self.table.observation
        return party(seen.world, seen.power.key)

    # ---------- buttons ----------

    def _buttons(self, strip: Rect) -> list[Widget]:
        sheet = self.sheet
        cancel, rest = strip.left(102), strip.after(112)
        forces = rest.left(110)
        add = rest.after(120) if sheet.forces else rest
        found: list[Widget] = [Button("odds:cancel", cancel, "Cancel", self.close, cap="Esc")]
        if sheet.forces:
            alone = "" if len(sheet.forces) > 1 else "Only own forces take part in this"
            tip = "Alone or with the ally  (F)"
            found.append(Button("odds:forces", forces, "Forces…", self.ask_forces, tip=tip, why_not=alone))
        word = "Take it off" if sheet.offer.written else "Add order"
        found.append(
            Button(
                "odds:add",
                add,
                word,
                self.write,
                ButtonStyle.PRIMARY,
                cap="Enter",
                why_not=sheet.offer.locked,
            )
        )
        return found

    def ask_forces(self) -> None:
        """Ask who takes part."""
        if len(self.sheet.forces) > 1:
            first = next(nth for nth, each in enumerate(self.sheet.forces) if each.offer.order == self._order)
            self.table.ui.open(Layer(FORCES, self._forces, first=f"odds:force:{first}"))

    def _forces(self, frame: Frame) -> Sequence[Widget]:
        node = self.table.ui.node("odds:forces")
        at = node.rect if node is not None else frame.whole.centred(110, 38)
        rows = self.sheet.forces
        box = Rect(at.x - 20, at.y - 30 * len(rows) - 20, 290, 30.0 * len(rows) + 12)
        return [
            popup(
                "odds:forces:box",
                box,
                [
                    Row(
                        f"odds:force:{nth}",
                        Rect(box.x + 6, box.y + 6 + 30 * nth, box.w - 12, 30),
                        each.offer.name,
                        partial(self._take, each.offer.order),
                        value="no contest" if each.percent is None else f"{each.percent} %",
                        on=each.offer.order == self._order,
                    )
                    if not each.offer.locked
                    else Row(
                        f"odds:force:{nth}",
                        Rect(box.x + 6, box.y + 6 + 30 * nth, box.w - 12, 30),
                        each.offer.name,
                        None,
                        locked=each.offer.locked,
                    )
                    for nth, each in enumerate(rows)
                ],
            )
        ]

    def _take(self, order: Order) -> None:
        self.table.ui.close(FORCES)
        self._order = order
        self.table.ui.set_focus("odds:add")
        self.table.ui.change()


def _head(canvas: Canvas, rect: Rect, kind: str, act: str) -> None:
    caps(canvas, kind, rect)
    room = rect.w - canvas.width(kind.upper(), CAPS) - 12
    canvas.text(act, BODY_SMALL, canvas.palette.second, rect.end(room), "right")


def _edge(canvas: Canvas, box: Rect) -> None:
    y = box.bottom - FOOT
    canvas.line((box.x + 1, y), (box.right - 1, y), canvas.palette.hairline)


def _arrow(canvas: Canvas, rect: Rect) -> None:
    palette = canvas.palette
    tip = (rect.right, rect.y + rect.h / 2)
    edge = palette.muted if not palette.dark else palette.ink
    canvas.polygon(((rect.x, rect.y), tip, (rect.x, rect.bottom)), palette.paper)
    canvas.polyline(((rect.x, rect.y), tip, (rect.x, rect.bottom)), edge, palette.border)
