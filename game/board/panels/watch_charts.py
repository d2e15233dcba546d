"""Small charts on one time axis: lines, blocks and stacked bars by turn, what is to come shaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import AXIS, BODY_SMALL, LABEL_SMALL, Colour
from game.drawing.palette import mixed
from game.views.figures import quarter
from rules.content import World
from rules.terms import POWERS, Power

LEFT: Final = 34.0
BELOW: Final = 20.0

Words = Callable[[int], str]


@frozen
class Plot:
    """A chart's place: the turns along, the values up, and how those are said; `now` is the turn shown."""

    world: World
    rect: Rect
    now: int
    low: int
    high: int
    grid: tuple[int, ...]
    words: Words = str
    left: float = LEFT

    @property
    def area(self) -> Rect:
        """The part inside the axes."""
        return Rect(
            self.rect.x + self.left, self.rect.y + 6, self.rect.w - self.left, self.rect.h - 6 - BELOW
        )

    @property
    def pitch(self) -> float:
        """The width of a turn."""
        return self.area.w / self.world.length

    def x(self, turn: float) -> float:
        """Where a turn's middle stands."""
        return self.area.x + (turn - 0.5) * self.pitch

    def y(self, value: float) -> float:
        """Where a value stands."""
        part = (value - self.low) / max(1, self.high - self.low)
        return self.area.bottom - self.area.h * min(1.0, max(0.0, part))


def draw_axes(canvas: Canvas, plot: Plot) -> None:
    """Draw the grid, the shade over what is to come, years below and the mark of now."""
    palette, area = canvas.palette, plot.area
    ahead = plot.area.x + plot.now * plot.pitch
    if ahead < area.right:
        shade = mixed(palette.card, palette.sunken, 0.55)
        canvas.fill(Rect(ahead, area.y, area.right - ahead, area.h), shade)
    for value in plot.grid:
        y = plot.y(value)
        canvas.line((area.x, y), (area.right, y), palette.hairline if value == plot.low else palette.faint, 1)
        label = Rect(plot.rect.x, y - 8, plot.left - 6, 16)
        canvas.text(plot.words(value), AXIS, palette.second, label, "right")
    _years(canvas, plot)
    x, y = plot.x(plot.now), area.bottom + 3
    canvas.polygon(((x - 4.5, y + 6), (x + 4.5, y + 6), (x, y)), palette.ink)


def _years(canvas: Canvas, plot: Plot) -> None:
    palette, area = canvas.palette, plot.area
    years: dict[int, list[int]] = {}
    for turn in range(1, plot.world.length + 1):
        years.setdefault(quarter(plot.world, turn)[0], []).append(turn)
    for year, turns in years.items():
        left = area.x + (turns[0] - 1) * plot.pitch
        if turns[0] > 1:
            canvas.line((left, area.y), (left, area.bottom + 4), palette.faint, 1)
        wide = len(turns) * plot.pitch
        if wide >= 26:
            box = Rect(left + wide / 2 - 20, area.bottom + 5, 40, 14)
            if abs(box.centre[0] - plot.x(plot.now)) < 22:
                aside = 24 if box.centre[0] >= plot.x(plot.now) else -24
                box = box.moved(plot.x(plot.now) + aside - box.centre[0], 0)
            if box.x >= area.x - 4 and box.right <= area.right + 14:
                canvas.text(str(year), AXIS, palette.second, box, "centre")


def draw_line(
    canvas: Canvas,
    plot: Plot,
    series: Sequence[int],
    colour: Colour,
    label: str = "",
    *,
    dash: tuple[float, float] | None = None,
    lift: float = 0.0,
) -> None:
    """Draw a series as a line with a disc on its last turn and its name beside it."""
    points = [(plot.x(turn), plot.y(value)) for turn, value in enumerate(series, 1)]
    if len(points) > 1:
        canvas.polyline(points, colour, 2, dash)
    for x, y in points[:-1]:
        canvas.circle(x, y, 2, colour)
    x, y = points[-1]
    canvas.circle(x, y, 5.5, canvas.palette.card)
    canvas.circle(x, y, 4, colour)
    wide = canvas.width(label, LABEL_SMALL) + 1
    if label:
        after = x + 11
        left = after if after + wide <= plot.area.right + 4 else x - 9 - wide
        canvas.text(label, LABEL_SMALL, colour, Rect(left, y - 9 + lift, wide, 18))


def draw_stacks(canvas: Canvas, plot: Plot, rows: Sequence[Sequence[int]]) -> None:
    """Draw a column of seats' numbers for each turn, Japan at the foot."""
    palette = canvas.palette
    wide = min(18.0, plot.pitch * 0.62)
    for turn in range(1, plot.now + 1):
        foot = 0
        for power in POWERS:
            count = rows[power][turn - 1]
            if count:
                top, low = plot.y(foot + count), plot.y(foot)
                box = Rect(plot.x(turn) - wide / 2, top + 0.5, wide, max(1.5, low - top - 1))
                canvas.box(box, palette.seat(power).fill, 1.5)
            foot += count


def draw_blocks(canvas: Canvas, plot: Plot, counts: Sequence[int], colour: Colour, most: int = 5) -> None:
    """Draw what was delivered in each turn as blocks that stand on the axis."""
    wide, tall = min(14.0, plot.pitch * 0.6), 7.0
    for turn, count in enumerate(counts, 1):
        for nth in range(min(count, most)):
            y = plot.area.bottom - 2 - (nth + 1) * (tall + 2)
            canvas.box(Rect(plot.x(turn) - wide / 2, y, wide, tall), colour, 1.5)


def draw_legend(canvas: Canvas, rect: Rect, counts: Sequence[int]) -> None:
    """Draw the seats with their numbers, from the top of the stack down."""
    palette = canvas.palette
    names = {Power.JAPAN: "Japan", Power.US: "US", Power.CHINA: "China", Power.DPRK: "DPRK"}
    for power, row in zip(reversed(POWERS), rect.rows(4), strict=True):
        canvas.seat(power, row.x + 7, row.centre[1], 13)
        canvas.text(names[power], BODY_SMALL, palette.ink, row.after(20))
        canvas.text(str(counts[power]), LABEL_SMALL, palette.ink, row, "right")


def rising_to(values: Sequence[int], steps: Sequence[int]) -> int:
    """Return the least of some limits that holds all values."""
    most = max(values, default=0)
    return next((step for step in steps if step >= most), most)


def three(series: Sequence[int]) -> str:
    """Say whether the last three changes of a series rose, for a tip."""
    rises = sum(after > before for before, after in pairwise(series[-4:]))
    return f"rose in {rises} of the last {max(0, len(series[-4:]) - 1)} quarters"
