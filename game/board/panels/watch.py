"""The Watch tab: five things to follow as this seat can know them, and the quarter in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels import watch_charts as charts
from game.board.panels.base import Panel
from game.board.panels.watch_cards import documents, quarter_card, roles
from game.board.panels.watch_numbers import numbers
from game.board.theme import AXIS, CARD, FIGURE, NOTE, NOTE_ITALIC, PANEL
from game.board.widgets import Button, ButtonStyle, Paint, Scroll, Widget
from game.views.watch import Watch as Page
from game.wording import names_of
from rules.terms import Power

if TYPE_CHECKING:
    from game.board.screens.table import Table

HEAD: Final = 44.0
GAP: Final = 14.0
LEAST: Final = 196.0
DRILLS: Final = (4, 8, 12, 20, 32)
SUPPORT: Final = (0, 50, 100)

Draw = Callable[[Canvas, Rect], None]


class Watch(Panel):
    """Everything here is read from what the seat may know; nothing can be ordered."""

    name = "Watch"
    icon = "watch"
    key = "w"
    wide = True

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The five panels of the seat, read once a turn."""
        if self._page is None:
            self._page = self.table.view.watch()
        return self._page

    @property
    def as_numbers(self) -> bool:
        """Whether the charts are shown as a table."""
        return bool(self.ui.recall("watch:numbers", False))

    def turn_over(self) -> None:
        """Show the charts as numbers, or as charts again."""
        self.ui.keep("watch:numbers", not self.as_numbers)
        self.ui.change()

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """N shows numbers."""
        return {"n": self.turn_over}

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return title and cards, or the table of numbers."""
        inner = rect.inset(20, 0)
        title = Paint("watch:title", inner.top(HEAD), lambda canvas: self._title(canvas, inner.top(HEAD)))
        body = inner.below(HEAD)
        if self.as_numbers:
            back = Button(
                "watch:back", inner.top(HEAD).end(136).inset(0, 7), "Show as charts", self.turn_over, cap="N"
            )
            return [
                title,
                back,
                *numbers(self.ui.type, body.above(8), self.page, names_of(self.table.observation.world)),
            ]
        return [title, *self._cards(body)]

    def _title(self, canvas: Canvas, row: Rect) -> None:
        palette = canvas.palette
        used = canvas.text("Watch", PANEL, palette.ink, row).w
        name = names_of(self.table.observation.world).power(self.page.power)
        about = f"five things to follow, as {name} can see them"
        room = row.after(used + 20)
        if self.as_numbers:
            return
        fits = canvas.width(about, NOTE) + canvas.width("a game, not a forecast", NOTE_ITALIC) + 20 <= room.w
        canvas.text(about if canvas.width(about, NOTE) <= room.w else "", NOTE, palette.second, room)
        if fits:
            canvas.text("a game, not a forecast", NOTE_ITALIC, palette.muted, room, "right")

    # ---------- cards ----------

    def _cards(self, body: Rect) -> list[Widget]:
        columns = 2 if body.w >= 640 else 1
        rows = 6 // columns
        high = max(LEAST, (body.h - 14 - GAP * (rows - 1)) / rows)
        whole = Rect(body.x, body.y, body.w - (8 if rows * (high + GAP) > body.h + 4 else 0), high)
        makers = (self._budget, self._documents, self._posture, self._diplomacy, self._home)
        cells = [
            Rect(cell.x, body.y + nth * (high + GAP), cell.w, high)
            for nth in range(rows)
            for cell in whole.columns(columns, GAP)
        ]
        parts: list[Widget] = [make(cell) for make, cell in zip(makers, cells, strict=False)]
        last = cells[5]
        words = self.page.this_quarter
        parts.append(Paint("watch:quarter", last, lambda canvas: quarter_card(canvas, last, words)))
        parts.append(
            Button(
                "watch:numbers",
                Rect(last.x + 18, last.bottom - 44, 176, 30),
                "Show as numbers",
                self.turn_over,
                ButtonStyle.NAVY,
                cap="N",
            )
        )
        total = rows * (high + GAP) - GAP + 10
        return [Scroll("watch:cards", Rect(body.x - 8, body.y, body.w + 16, body.h), total, parts)]

    def _card(self, rect: Rect, title: str, question: str, figure: tuple[str, str], draw: Draw) -> Paint:
        """Return a card: its name and question at the left, its figure at the right, below what is drawn."""

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            canvas.box(rect, palette.card, 8, palette.hairline, palette.border)
            inner = rect.inset(16, 10)
            value, unit = figure
            right = max(canvas.width(value, FIGURE), canvas.width(unit, NOTE)) + 1
            left = inner.before(right + 10)
            canvas.text(title, CARD, palette.ink, left.top(26))
            canvas.text(canvas.type.fit(question, NOTE, left.w), NOTE, palette.second, left.below(26).top(17))
            canvas.text(value, FIGURE, palette.ink, inner.top(26), "right")
            canvas.text(unit, NOTE, palette.second, inner.below(26).top(17), "right")
            draw(canvas, inner.below(50))

        return Paint(f"watch:{title}", rect, paint)

    def _plot(
        self, rect: Rect, low: int, high: int, grid: tuple[int, ...], words: charts.Words = str
    ) -> charts.Plot:
        widest = max((self.ui.type.width(words(value), AXIS) for value in grid), default=0.0)
        left = max(charts.LEFT, widest + 8)
        return charts.Plot(self.table.observation.world, rect, self.page.turn, low, high, grid, words, left)

    def _budget(self, rect: Rect) -> Paint:
        page, names = self.page, names_of(self.table.observation.world)
        power, dial = page.power, page.budget.dials[page.power]
        unit = names.dial(power)
        low, high, grid = _span(dial, 20 if "." in names.share(power, dial[-1]) else 10)

        def said(value: int) -> str:
            return names.share(power, value).removesuffix(" %")

        def draw(canvas: Canvas, area: Rect) -> None:
            palette = canvas.palette
            plot = self._plot(area, low, high, grid, said)
            charts.draw_axes(canvas, plot)
            charts.draw_blocks(canvas, plot, page.budget.delivered, palette.seat(Power.US).ink[:3])
            charts.draw_line(canvas, plot, dial, palette.ink, "share")
            total = sum(page.budget.delivered)
            words = f"{total} delivered, {page.budget.under_way[-1]} under way"
            row = Rect(plot.area.x, plot.area.y + 1, plot.area.w - 6, 16)
            canvas.text(words, NOTE, palette.second, row, "right")

        figure = (names.share(power, dial[-1]), unit)
        return self._card(rect, "Budget and procurement", "Is money turning into capability?", figure, draw)

    def _documents(self, rect: Rect) -> Paint:
        steps = self.page.documents.steps
        done = sum(step.adopted for step in steps)
        figure = (f"{done} of {len(steps)}", "steps adopted")
        title, question = "Strategy documents", "Has the review changed what is allowed?"
        return self._card(rect, title, question, figure, lambda canvas, area: documents(canvas, area, steps))

    def _posture(self, rect: Rect) -> Paint:
        page = self.page
        drills, last = page.posture.drills, max(1, page.turn - 1)
        counts = [drills[power][last - 1] for power in Power]
        totals = [sum(row[turn] for row in drills) for turn in range(page.turn)]
        high = charts.rising_to(totals, DRILLS)

        def draw(canvas: Canvas, area: Rect) -> None:
            plot = self._plot(area, 0, high, tuple(range(0, high + 1, max(1, high // 4))))
            charts.draw_axes(canvas, plot)
            charts.draw_stacks(canvas, plot, drills)
            ahead = plot.area.x + page.turn * plot.pitch + 8
            room = plot.area.right - ahead - 6
            if room >= 88:
                charts.draw_legend(canvas, Rect(ahead, plot.area.y + 4, min(room, 130), 92), counts)

        figure = (str(sum(counts)), "drills last quarter")
        return self._card(rect, "Exercises and posture", "Who drills more, and how large?", figure, draw)

    def _diplomacy(self, rect: Rect) -> Paint:
        panel = self.page.diplomacy

        def draw(canvas: Canvas, area: Rect) -> None:
            palette = canvas.palette
            plot = self._plot(area, 0, 100, (0, 50, 100))
            charts.draw_axes(canvas, plot)
            apart = plot.y(panel.cooperation[-1]) - plot.y(panel.arms_race[-1])
            lift = (18 - abs(apart)) / 2 if abs(apart) < 18 else 0.0
            up = -lift if apart >= 0 else lift
            cooperation = palette.seat(Power.US).ink[:3]
            charts.draw_line(
                canvas, plot, panel.cooperation, cooperation, "cooperation", dash=(5, 3), lift=-up
            )
            charts.draw_line(canvas, plot, panel.arms_race, palette.bad, "arms race", lift=up)

        figure = (str(panel.arms_race[-1]), "arms-race index")
        return self._card(rect, "Regional diplomacy", "Arms race or cooperation?", figure, draw)

    def _home(self, rect: Rect) -> Paint:
        page = self.page
        panel = page.home
        name = names_of(self.table.observation.world).power(page.power)
        title = {
            "Japan": "Japanese politics",
            "United States": "US politics",
            "China": "Chinese politics",
        }.get(name, f"{name} politics")

        def draw(canvas: Canvas, area: Rect) -> None:
            side = 132.0 if area.w > 300 else 112.0
            plot = self._plot(area.before(side + 14), 0, 100, SUPPORT)
            charts.draw_axes(canvas, plot)
            charts.draw_line(canvas, plot, panel.support, canvas.palette.ink)
            roles(canvas, area.end(side), panel.roles)

        figure = (str(panel.support[-1]), "support")
        return self._card(rect, title, "Does the country go along?", figure, draw)


def _span(series: Sequence[int], step: int) -> tuple[int, int, tuple[int, ...]]:
    """Return round limits around a series and three values between them."""
    low = min(series) // step * step - step
    high = -(-max(series) // step) * step + step
    low = max(0, low)
    middle = (low + high) // 2 // (step // 2 or 1) * (step // 2 or 1)
    return low, high, (low, middle, high)
