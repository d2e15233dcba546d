"""Where things stand: rectangles in logical pixels, the scale of a window, the parts of the table.

Everything on the board is laid out in the look book's pixels at 1280 x 800; one scale turns them into the
window's own. Nothing here knows pygame.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from game.drawing.rect import Rect as Rect

SMALLEST: Final = (1024, 640)
"""The least logical window that a layout is made for: the scale is never so great that less is left."""

TEXT_SCALES: Final = (0.9, 1.0, 1.25, 1.5)
"""How many times its designed size text can be."""

COMPACT_BELOW: Final = 1200
LARGE_FROM: Final = 1600


class Breadth(Enum):
    """The three layouts of the look book (section 11)."""

    COMPACT = "compact"
    REFERENCE = "reference"
    LARGE = "large"


@frozen
class Frame:
    """A window: its size in device pixels, the scale, and what that leaves in logical pixels."""

    device: tuple[int, int]
    scale: float

    @property
    def width(self) -> float:
        """Logical width; what a smaller window cannot hold is laid out beyond its edge."""
        return max(self.device[0] / self.scale, SMALLEST[0])

    @property
    def height(self) -> float:
        """Logical height; as with the width."""
        return max(self.device[1] / self.scale, SMALLEST[1])

    @property
    def whole(self) -> Rect:
        """The whole window."""
        return Rect(0, 0, self.width, self.height)

    @property
    def breadth(self) -> Breadth:
        """Which layout the window takes."""
        if self.width < COMPACT_BELOW:
            return Breadth.COMPACT
        return Breadth.LARGE if self.width >= LARGE_FROM else Breadth.REFERENCE


def frame_of(device: tuple[int, int], text: float = 1.0) -> Frame:
    """Return the frame of a window: 1.25 from 1700 device pixels and 2 from 3400, times the text scale.

    The scale is cut where less than the smallest logical window would be left.
    """
    width, height = device
    own = 2.0 if width >= 3400 and height >= 1900 else 1.25 if width >= 1700 and height >= 1000 else 1.0
    most = min(width / SMALLEST[0], height / SMALLEST[1])
    return Frame(device, max(0.5, min(own * text, most)))


@frozen
class TablePlan:
    """Where the parts of the map table stand; cards and inset lie on the map."""

    bar: Rect
    map: Rect
    rail: Rect
    panel: Rect
    orders: Rect
    cards: tuple[Rect, ...]
    inset: Rect
    pills: bool
    """Whether the flashpoints are pills instead of cards."""
    bar_of_orders: bool
    """Whether the orders are one line that opens upward."""


def table_plan(frame: Frame, *, wide: bool) -> TablePlan:
    """Return the parts of the table; a wide tab takes the room of the map (look book, section 11)."""
    if frame.breadth is Breadth.COMPACT:
        return _compact(frame, wide)
    if frame.breadth is Breadth.LARGE:
        return _large(frame)
    return _reference(frame, wide)


def _compact(frame: Frame, wide: bool) -> TablePlan:
    bar, rest = frame.whole.top(44), frame.whole.below(44)
    side = 976 if wide else 336
    panel = rest.end(max(side, rest.w - 48) if wide else side)
    rail = Rect(panel.x - 48, rest.y, 48, rest.h)
    chart = Rect(0, rest.y, rail.x, rest.h)
    cards = _stack(chart, 180, 28, 6)
    inset = Rect(chart.x + 12, chart.bottom - 140, 180, 128)
    return TablePlan(bar, chart, rail, panel.above(56), panel.foot(56), cards, inset, True, True)


def _reference(frame: Frame, wide: bool) -> TablePlan:
    bar, rest = frame.whole.top(48), frame.whole.below(48)
    panel = rest.end(828 if wide else 332)
    rail = Rect(panel.x - 68, rest.y, 68, rest.h)
    chart = Rect(0, rest.y, rail.x, rest.h)
    inset = Rect(chart.x + 10, chart.bottom - 179, 246, 174)
    if wide:
        pills = _grid(chart)
        return TablePlan(bar, chart, rail, panel.above(52), panel.foot(52), pills, inset, True, True)
    cards = _stack(chart, 200, 110, 7)
    return TablePlan(bar, chart, rail, panel.top(360), panel.below(360), cards, inset, False, False)


def _large(frame: Frame) -> TablePlan:
    bar, rest = frame.whole.top(48), frame.whole.below(48)
    orders = rest.end(336)
    panel = rest.before(336).end(448)
    rail = Rect(panel.x - 68, rest.y, 68, rest.h)
    chart = Rect(0, rest.y, rail.x, rest.h)
    inset = Rect(chart.x + 10, chart.bottom - 179, 246, 174)
    return TablePlan(bar, chart, rail, panel, orders, _stack(chart, 200, 110, 7), inset, False, False)


def _stack(chart: Rect, width: float, height: float, gap: float) -> tuple[Rect, ...]:
    return tuple(Rect(chart.x + 10, chart.y + 10 + nth * (height + gap), width, height) for nth in range(4))


def _grid(chart: Rect) -> tuple[Rect, ...]:
    """Return four pills in two rows at the foot of a narrow map."""
    low = chart.foot(84).inset(10, 10)
    return tuple(cell for row in low.rows(2, 6) for cell in row.columns(2, 7))
