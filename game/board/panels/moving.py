"""Moving counters without dragging: choose the counter, then where it goes, one or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, muted
from game.board.panels.parts import caps
from game.board.panels.pieces import section
from game.board.theme import NOTE, PANEL
from game.board.widgets import Button, Layer, Paint, Row, Scroll, Segmented, Widget
from game.board.widgets.lists import popup
from game.views.names import KIND_WORDS, capital, place
from game.views.posture import Stack
from rules.orders import Deploy

if TYPE_CHECKING:
    from game.board.screens.table import Table

MOVES: Final = "moves"
WHOLE: Final = "moves:whole"

WIDE: Final = 340.0
FOOT: Final = 58.0


class MovePopup:
    """Where counters of a kind may go from an area."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._stack: Stack | None = None

    def show(self, stack: Stack) -> None:
        """Ask where counters go, with the places lit on the map."""
        ui = self.table.ui
        self._stack = stack
        ui.memory.pop(WHOLE, None)
        ui.memory.pop("moves:scroll:top", None)
        self.table.chart.light((stack.area, *stack.destinations))
        first = f"moves:to:{self._goals(stack)[0]}"
        ui.open(Layer(MOVES, self._build, close=self.close, first=first))

    def close(self) -> None:
        """Close it and light the whole map."""
        self.table.chart.light(())
        self.table.ui.close(MOVES)

    def _goals(self, stack: Stack) -> list[str]:
        """Return where they may go, the neighbours first."""
        near = self._near(stack)
        return sorted(stack.destinations, key=lambda each: each not in near)

    def _near(self, stack: Stack) -> tuple[str, ...]:
        world = self.table.observation.world
        return tuple(world.areas[world.area_index[stack.area]].adjacent)

    def _send(self, area: str) -> None:
        assert self._stack is not None
        stack = self._stack
        if self.table.add(Deploy(stack.kind, self._whole(stack), stack.area, area)):
            self.close()

    def _whole(self, stack: Stack) -> bool:
        return stack.staying > 1 and bool(self.table.ui.recall(WHOLE, False))

    # ---------- what is shown ----------

    def _build(self, frame: Frame) -> Sequence[Widget]:
        flow = Flow("moves", self.table.ui.type, Rect(0, 0, WIDE - 36, 0))
        self._fill(flow)
        chart = self.table.plan(frame).map
        tall = min(flow.height + 18 + FOOT, 560.0, frame.height - 80)
        box = Rect(chart.x + 10, chart.y + 10, WIDE, min(tall, chart.h - 20))
        if chart.w < WIDE + 20:
            box = frame.whole.centred(WIDE, tall)
        flow = Flow("moves", self.table.ui.type, Rect(box.x + 18, box.y + 14, WIDE - 36, 0))
        self._fill(flow)
        flow.top -= 10
        inner = Rect(box.x + 8, box.y + 4, box.w - 12, box.h - FOOT - 4)
        line = Paint("moves:edge", box.foot(FOOT), lambda canvas: _edge(canvas, box))
        cancel = Button("moves:cancel", box.foot(FOOT).inset(18, 11), "Cancel", self.close, cap="Esc")
        return [
            popup(
                "moves:box",
                box,
                [Scroll("moves:scroll", inner, flow.height + 2, flow.widgets), line, cancel],
            )
        ]

    def _fill(self, flow: Flow) -> None:
        assert self._stack is not None
        stack, world = self._stack, self.table.observation.world
        flow.paint(20, lambda canvas, rect: caps(canvas, "move", rect))
        flow.text(f"{capital(KIND_WORDS[stack.kind])}, {place(world, stack.area)}", PANEL)
        flow.text("A move is a posture act; it arrives as the turn is worked out.", NOTE, muted)
        if stack.staying > 1:
            flow.gap(6)
            words = ("One", f"All {stack.staying}")
            flow.add(
                Segmented(
                    "moves:many",
                    flow.take(30),
                    words,
                    int(self._whole(stack)),
                    self._count,
                    label="How many",
                )
            )
        flow.gap(4)
        section(flow, "where to", f"{len(stack.destinations)} places")
        near = self._near(stack)
        for area in self._goals(stack):
            rect = flow.take(26)
            flow.add(
                Row(
                    f"moves:to:{area}",
                    Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
                    place(world, area),
                    partial(self._send, area),
                    value="next to it" if area in near else "",
                )
            )
        flow.gap(6)

    def _count(self, nth: int) -> None:
        self.table.ui.memory[WHOLE] = nth == 1
        self.table.ui.change()


def _edge(canvas: Canvas, box: Rect) -> None:
    y = box.bottom - FOOT
    canvas.line((box.x + 1, y), (box.right - 1, y), canvas.palette.hairline)
