"""The Budget tab: the dial, readiness, where the money goes, and what is signed for the years ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.flow import Flow
from game.board.panels.parts import bars, chips_height, draw_chips, heading, hundredths, tens
from game.board.panels.slide import Slide
from game.board.theme import (
    AXIS,
    BODY_SMALL,
    LABEL_SMALL,
    NOTE,
    STRONG_SMALL,
    VALUE,
    VALUE_SMALL,
    Colour,
    Palette,
)
from game.board.widgets import Scroll, Segmented, Slider, Widget, Zone
from game.views import budget as figures
from game.views.dial import Dial
from game.views.figures import dollars
from game.views.names import share
from rules.orders import FundReadiness, SetDial

if TYPE_CHECKING:
    from game.board.screens.table import Table

DIAL: Final = "budget:dial"
MONEY: Final = "budget:money"

_SHORT: Final = {"other": "Talks, choices", "contracts": "Contracts"}
"""Names for a narrow legend."""


class Budget(Panel):
    """Everything is written as it is moved; the figures follow at once."""

    name = "Budget"
    icon = "budget"
    key = "b"
    wide = False

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._slide = Slide(table, DIAL)

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets, one block below the other."""
        shown = figures.budget(self.table.book.desk)
        inner = rect.inset(18, 0)
        title = heading("budget:title", inner.top(36), "Budget", self._aside(shown))
        body = rect.below(36)
        flow = Flow("budget", self.ui.type, Rect(inner.x, body.y, inner.w, 0))
        airy = body.h > 360
        self._dial(flow, shown.dial)
        flow.gap(10 if airy else 5)
        self._readiness(flow, shown)
        flow.gap(12 if airy else 5)
        self._money(flow, shown)
        flow.gap(10 if airy else 7)
        self._quarters(flow, shown, 96.0 if airy else 56.0)
        return [title, Scroll("budget:scroll", body, flow.height, flow.widgets)]

    def _aside(self, shown: figures.Budget) -> str:
        return shown.dial.budget

    # ---------- the dial ----------

    def _dial(self, flow: Flow, dial: Dial) -> None:
        step = dial.step

        def label(canvas: Canvas, rect: Rect) -> None:
            canvas.text(dial.name, LABEL_SMALL, canvas.palette.ink, rect)
            canvas.text(dial.words, VALUE, canvas.palette.ink, rect, "right")

        flow.paint(20, label, self._dial_tip(dial))
        flow.add(self._slider(flow.take(37), dial))
        basis = dial.basis or ("" if step.chips else self._range(dial))
        price = f"capital {step.capital}" if step.capital else ""
        room = flow.w - (flow.kind.width(price, VALUE_SMALL) + 14 if price else 0)
        high = chips_height(flow.kind, step.chips, room) if step.chips else 18.0

        def below(canvas: Canvas, rect: Rect) -> None:
            left = rect.left(room)
            if step.chips:
                draw_chips(canvas, step.chips, left)
            else:
                canvas.text(basis, NOTE, canvas.palette.muted, left.top(18))
            canvas.text(price, VALUE_SMALL, canvas.palette.gold, rect.top(18), "right")

        flow.paint(high, below, "\n".join(filter(None, (dial.basis, self._range(dial)))))

    def _range(self, dial: Dial) -> str:
        power = self.table.observation.power
        low, high = (share(self.table.observation.world, power, each) for each in self._open(dial))
        return f"{low} to {high} can be ordered this turn"

    @staticmethod
    def _open(dial: Dial) -> tuple[int, int]:
        values = [step.value for step in dial.steps if not step.locked]
        return values[0], values[-1]

    def _slider(self, rect: Rect, dial: Dial) -> Slider:
        palette, world = self.palette, self.table.observation.world
        amber = palette.focus_on_navy if not palette.dark else palette.brass
        values = [step.value for step in dial.steps]
        _, top = self._open(dial)
        steep = [step.value for step in dial.steps if step.zone == "steep"]
        turn = steep[0] - dial.grain if steep else values[-1]
        zones = [Zone(dial.now, min(turn, top), amber), Zone(min(turn, top), top, palette.bad)]
        zones.append(Zone(top, values[-1], palette.hairline))
        every = max(1, -(-len(values) // 5)) if len(values) > 6 else 1
        ticks = sorted({*values[::-every], values[0]} if len(values) > 6 else set(values))
        ticks = [tick for tick in ticks if tick == values[0] or tick - values[0] >= every * dial.grain]
        power = self.table.observation.power
        return Slider(
            DIAL,
            rect,
            dial.chosen,
            values,
            lambda value: self._turn(dial, value),
            label=dial.name,
            words=lambda value: share(world, power, value).removesuffix(" %"),
            zones=zones,
            ticks=ticks,
            done=self._slide.end,
        )

    def _dial_tip(self, dial: Dial) -> str:
        step, now = dial.step, next(each for each in dial.steps if each.value == dial.now)
        more = step.income - now.income
        lines = [f"{dial.name}: {dial.words}, income {dollars(step.income)} a quarter from the next (R6.1)"]
        if more:
            lines.append(f"that is {'+' if more > 0 else ''}{dollars(more)}")
        lines.append(f"{self._range(dial)} (R6.2); amber strains once, red twice (R6.3)")
        return "\n".join(lines)

    def _turn(self, dial: Dial, value: int) -> None:
        """Write the dial's order; a value that is closed gives the nearest open one and says why."""
        low, high = self._open(dial)
        wanted = next(step for step in dial.steps if step.value == value)
        if wanted.locked:
            self.table.said.say(f"{wanted.words} cannot be ordered: {wanted.locked}", bad=True)
            value = max(low, min(high, value))
        if value == dial.chosen:
            self.ui.change()
            return
        self._slide.to(SetDial(value), value == dial.now)

    # ---------- readiness ----------

    def _readiness(self, flow: Flow, shown: figures.Budget) -> None:
        levels = shown.levels
        chosen = next(level for level in levels if level.chosen)
        stocks = f", stocks −{chosen.stocks}" if chosen.stocks else ""
        words = f"{shown.readiness_now} → {chosen.readiness}, bill {dollars(chosen.bill)}{stocks}"

        def label(canvas: Canvas, rect: Rect) -> None:
            canvas.text("Readiness", LABEL_SMALL, canvas.palette.ink, rect)
            canvas.text(words, LABEL_SMALL, canvas.palette.second, rect, "right")

        flow.paint(19, label)
        choice = Segmented(
            "budget:readiness",
            flow.take(26),
            [level.name for level in levels],
            levels.index(chosen),
            lambda nth: self._fund(shown, nth),
            label="Readiness",
            off=[nth for nth, level in enumerate(levels) if level.locked],
            tip="\n".join(_level_words(level) for level in levels),
        )
        flow.add(choice)

        def notes(canvas: Canvas, rect: Rect) -> None:
            for level, cell in zip(levels, rect.inset(2, 0).columns(len(levels)), strict=True):
                colour = canvas.palette.ink if level.chosen else canvas.palette.muted
                canvas.text(f"{dollars(level.bill)}", AXIS, colour, cell, "centre")

        flow.paint(16, notes)

    def _fund(self, shown: figures.Budget, nth: int) -> None:
        self.table.add(FundReadiness(shown.levels[nth].funding))

    # ---------- where the money goes ----------

    def _money(self, flow: Flow, shown: figures.Budget) -> None:
        values = [tens(part.money) for part in shown.flows]

        def label(canvas: Canvas, rect: Rect) -> None:
            canvas.text("Where the money goes", LABEL_SMALL, canvas.palette.ink, rect)
            whole = f"${hundredths(sum(values))} bn this quarter"
            canvas.text(whole, LABEL_SMALL, canvas.palette.second, rect, "right")

        flow.paint(19, label)
        tip = "\n".join(f"{part.name} {dollars(part.money)}" for part in shown.flows)
        flow.paint(19, lambda canvas, rect: _stack(canvas, rect, shown.flows), tip, MONEY)
        flow.gap(2)
        shares = [nth for nth, part in enumerate(shown.flows) if part.key != "other" or part.money]
        text = f"of which lost {hundredths(tens(shown.lost))}" if shown.lost else "none is lost"
        half = self.table.observation.world.terms.carry_percent
        tip = f"{half} % of what is free is kept for the next quarter (R4.1)."
        for row in range(3):
            self._legend(flow, shown.flows, values, shares[row::3], text, tip)
        if len(shares) > 5:
            flow.paint(15, lambda canvas, rect: _lost(canvas, text, rect), tip)

    @staticmethod
    def _legend(
        flow: Flow,
        parts: Sequence[figures.Flow],
        values: Sequence[int],
        row: Sequence[int],
        lost: str,
        tip: str,
    ) -> None:
        """Set a row of the legend: two parts, or one and what of the free money is lost."""

        def paint(canvas: Canvas, rect: Rect) -> None:
            cells = (rect.left(rect.w * 0.54 - 8), rect.after(rect.w * 0.54 + 8))
            if len(row) == 1:
                _lost(canvas, lost, cells[1])
            for nth, cell in zip(row, cells, strict=False):
                part, free = parts[nth], parts[nth].key == "free"
                sign = Rect(cell.x, cell.y + cell.h / 2 - 5, 10, 10)
                _swatch(canvas, sign, part.key)
                room = cell.w - 20 - canvas.width(hundredths(values[nth]), STRONG_SMALL)
                name = part.name
                if canvas.width(name, BODY_SMALL) > room:
                    name = _SHORT.get(part.key, name)
                canvas.text(name, BODY_SMALL, canvas.palette.ink, cell.after(16))
                palette = canvas.palette
                colour = palette.ink if not free else palette.good if part.money >= 0 else palette.bad
                style = STRONG_SMALL if free else BODY_SMALL
                canvas.text(hundredths(values[nth]), style, colour, cell, "right")

        flow.paint(17, paint, tip if len(row) == 1 else "")

    # ---------- the quarters ahead ----------

    def _quarters(self, flow: Flow, shown: figures.Budget, high: float) -> None:
        quarters = shown.quarters

        def label(canvas: Canvas, rect: Rect) -> None:
            canvas.text("Instalments signed, $bn a quarter", NOTE, canvas.palette.second, rect)
            if any(each.ordered for each in quarters):
                canvas.text("with this sheet", NOTE, canvas.palette.second, rect, "right")

        flow.paint(15, label)
        short = [_axis(each.words, nth) for nth, each in enumerate(quarters)]
        whole = [each.signed + each.ordered for each in quarters]

        def paint(canvas: Canvas, rect: Rect) -> None:
            bars(
                canvas,
                rect,
                [(word, value, "") for word, value in zip(short, whole, strict=True)],
                lambda nth: _bar_colour(canvas.palette, quarters[nth], nth),
                lambda nth: f"{(whole[nth] + 50) // 100 / 10:.1f}",
            )

        tip = "\n".join(
            f"{each.words}: {dollars(each.signed + each.ordered)}"
            + (f", {dollars(each.ordered)} of it new" if each.ordered else "")
            + (", after the game" if each.after_the_game else "")
            for each in quarters
        )
        flow.paint(high, paint, tip)


def _lost(canvas: Canvas, text: str, rect: Rect) -> None:
    canvas.text(text, NOTE, canvas.palette.muted, rect, "right")


def _axis(words: str, nth: int) -> str:
    """Return a quarter's word under its column: the year only where it begins."""
    return words if nth == 0 or words.startswith("Q1") else words[:2]


def _bar_colour(palette: Palette, quarter: figures.Quarter, nth: int) -> Colour:
    if quarter.after_the_game:
        return palette.hairline
    return palette.primary if nth == 0 else palette.lines[3]


def _level_words(level: figures.Level) -> str:
    stocks = f", stocks −{level.stocks}" if level.stocks else ""
    locked = f" ({level.locked})" if level.locked else ""
    return f"{level.name}: bill {dollars(level.bill)}, readiness {level.readiness}{stocks}{locked}"


def _colour(palette: Palette, key: str) -> Colour:
    """Return the colour of a part of the money."""
    return {
        "bill": palette.primary,
        "contracts": palette.lines[3],
        "new": palette.sea_line,
        "operations": palette.brass,
        "other": palette.lines[0],
    }.get(key, palette.good)


def _swatch(canvas: Canvas, rect: Rect, key: str) -> None:
    if key == "free":
        canvas.box(rect, canvas.palette.card, 2, canvas.palette.good)
        canvas.hatch(rect.inset(1), canvas.palette.good)
    else:
        canvas.box(rect, _colour(canvas.palette, key), 2)


def _stack(canvas: Canvas, rect: Rect, parts: Sequence[figures.Flow]) -> None:
    """Draw the parts of the money in one bar, free money hatched."""
    palette = canvas.palette
    canvas.box(rect, palette.card, 3, palette.muted, 1)
    inner = rect.inset(1)
    whole = max(1, sum(max(0, part.money) for part in parts))
    x = inner.x
    for part in parts:
        wide = inner.w * max(0, part.money) / whole
        if wide < 0.5:
            continue
        cell = Rect(x, inner.y, wide, inner.h)
        if part.key == "free":
            canvas.hatch(cell, palette.good)
        else:
            canvas.fill(cell, _colour(palette, part.key))
        x += wide
        if x < inner.right - 1:
            canvas.line((x, inner.y), (x, inner.bottom), palette.card)
