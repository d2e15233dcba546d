"""The Home tab: what is to be decided, constituencies and why they moved, support, capital, strain, dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.flow import Flow, bad, good, muted, second
from game.board.panels.levels import draw_bar, draw_cells, draw_pips
from game.board.panels.parts import chips_height, draw_chips, heading
from game.board.panels.pieces import Once, section
from game.board.theme import BODY_SMALL, CARD_SMALL, LABEL_SMALL, NOTE, STRONG_SMALL
from game.board.widgets import Row, Scroll, Widget
from game.views.catalogue import Offer
from game.views.chips import Chip
from game.views.figures import counted, signed
from game.views.home import ChoiceRow, Moving, OptionRow, Pending, home
from game.views.home import Home as Figures
from game.views.policy import MeasureRow, policy
from rules.orders import Choose, Order

if TYPE_CHECKING:
    from game.board.screens.table import Table

HIGH: Final = 26.0


class Home(Panel):
    """The seat's own house."""

    name = "Home"
    icon = "home"
    key = "h"
    wide = False

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        turn = table.view.turn
        self._last = table.view.news(turn - 1) if turn > 1 else ()
        self._figures = Once(lambda: home(self.table.book.desk, self._last))
        self._measures = Once(lambda: policy(self.table.book.desk).measures)

    @property
    def shown(self) -> Figures:
        """What the tab shows with the sheet as it stands."""
        return self._figures.of(self.table.book.orders)

    def news(self) -> int:
        """Return how many choices wait for an answer."""
        seen = self.table.observation
        answered = {order.event for order in self.table.book.orders if isinstance(order, Choose)}
        return sum(
            event.id in seen.commons.choices and event.chooser == seen.power and event.id not in answered
            for event in seen.world.events
        )

    # ---------- what is shown ----------

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets, one block below the other; what is to be decided comes first."""
        shown = self.shown
        inner = rect.inset(18, 0)
        waiting = self.news()
        aside = f"{waiting} to decide" if waiting else f"support {shown.support.value}"
        title = heading("home:title", inner.top(40), "Home", aside)
        flow = Flow("home", self.ui.type, Rect(inner.x, rect.y + 40, inner.w, 0))
        for choice in shown.choices:
            self._choice(flow, choice)
        self._constituencies(flow, shown)
        self._standing(flow, shown)
        self._campaigns(flow, shown)
        self._measure_rows(flow)
        if shown.review is not None:
            self._review(flow, shown.review)
        self._calendar(flow, shown)
        flow.gap(10)
        window = Rect(rect.x + 6, rect.y + 40, rect.w - 8, rect.h - 40)
        return [title, Scroll("home:scroll", window, flow.height, flow.widgets)]

    # ---------- choices of event cards (R2.3) ----------

    def _choice(self, flow: Flow, choice: ChoiceRow) -> None:
        answered = any(option.offer.written for option in choice.options)
        section(flow, "to decide", "answered" if answered else "not answered")
        flow.text(choice.title, CARD_SMALL)
        flow.text(choice.text, NOTE, second)
        flow.gap(4)
        for nth, option in enumerate(choice.options):
            self._option(flow, choice, option, nth)
        flow.gap(8)

    def _option(self, flow: Flow, choice: ChoiceRow, option: OptionRow, nth: int) -> None:
        kind, wide = flow.kind, flow.w - 26
        silent = option.silence and not any(each.offer.written for each in choice.options)
        on = option.offer.written or silent
        note = "if nothing is answered" if option.silence else ""
        if option.offer.locked:
            note = option.offer.locked
        elif option.offer.price != "free":
            note = ", ".join(filter(None, (option.offer.price, note)))
        chips = tuple(dict.fromkeys(option.chips)) or (Chip("nothing changes"),)
        style = STRONG_SMALL if on else BODY_SMALL
        lines = kind.wrap(option.text, style, wide)
        step = kind.line(BODY_SMALL)
        high = len(lines) * step + chips_height(kind, chips, wide) + (17 if note else 0) + 10

        def paint(canvas: Canvas, rect: Rect) -> None:
            palette, inner = canvas.palette, Rect(rect.x + 26, rect.y + 4, rect.w - 34, rect.h)
            canvas.circle(rect.x + 14, rect.y + 4 + step / 2, 6, palette.card, palette.second, 1.3)
            if option.offer.written:
                canvas.circle(rect.x + 14, rect.y + 4 + step / 2, 3.2, palette.ink)
            elif silent:
                canvas.circle(rect.x + 14, rect.y + 4 + step / 2, 2.2, palette.muted)
            ink = palette.muted if option.offer.locked else palette.ink
            for at, line in enumerate(lines):
                canvas.text(line, style, ink, Rect(inner.x, inner.y + at * step, inner.w, step))
            low = inner.below(len(lines) * step)
            deep = draw_chips(canvas, chips, low)
            if note:
                canvas.text(note, NOTE, palette.muted, Rect(low.x, low.y + deep, low.w, 17))
            canvas.line((inner.x, rect.bottom), (rect.right - 8, rect.bottom), palette.faint)

        rect = flow.take(high)
        flow.add(
            Row(
                f"home:option:{choice.event}:{nth}",
                Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
                option.text,
                partial(self._answer, option),
                on=option.offer.written,
                tip=option.offer.locked,
                paint=paint,
            )
        )

    def _answer(self, option: OptionRow) -> None:
        self._toggle(option.offer)

    # ---------- how it stands ----------

    def _constituencies(self, flow: Flow, shown: Figures) -> None:
        section(flow, "constituencies", "−3 to +3")
        for row in shown.constituencies:
            self._level(flow, row)
        flow.gap(6)

    def _level(self, flow: Flow, row: Moving) -> None:
        def paint(canvas: Canvas, rect: Rect) -> None:
            draw_cells(canvas, Rect(rect.right - 116, rect.y, 86, rect.h), row.value, row.low, row.high)
            canvas.text(row.name, BODY_SMALL, canvas.palette.ink, rect.before(120))
            canvas.text(signed(row.value), STRONG_SMALL, canvas.palette.ink, rect, "right")

        flow.paint(23, paint)
        _causes(flow, row)

    def _standing(self, flow: Flow, shown: Figures) -> None:
        section(flow, "standing")
        support, capital, strain = shown.support, shown.capital, shown.strain

        def paint_support(canvas: Canvas, rect: Rect) -> None:
            canvas.text("Support", BODY_SMALL, canvas.palette.ink, rect.left(70))
            draw_bar(canvas, rect.after(78).before(34), support.value, support.high, support.mark)
            canvas.text(str(support.value), STRONG_SMALL, canvas.palette.ink, rect, "right")

        flow.paint(23, paint_support, "Support moves by up to three a turn towards its mark (R10.5)")
        drawn = f"drawn to {support.mark} by the constituencies" if support.mark is not None else ""
        _causes(flow, support, drawn)

        def paint_capital(canvas: Canvas, rect: Rect) -> None:
            canvas.text("Capital", BODY_SMALL, canvas.palette.ink, rect.left(70))
            draw_pips(canvas, rect.after(78).before(34), capital.value, capital.high)
            canvas.text(str(capital.value), STRONG_SMALL, canvas.palette.ink, rect, "right")

        flow.paint(23, paint_capital, "Capital comes with support at the end of a turn (R4.4)")
        _causes(flow, capital, f"{signed(shown.capital_next)} as this turn ends, at the support drawn to")

        def paint_strain(canvas: Canvas, rect: Rect) -> None:
            colour = canvas.palette.bad if strain.instalments or strain.slips else canvas.palette.ink
            canvas.text("Strain", BODY_SMALL, canvas.palette.ink, rect.left(70))
            canvas.text(_strain(strain.instalments, strain.slips), NOTE, colour, rect.after(78).before(34))
            canvas.text(str(strain.moving.value), STRONG_SMALL, colour, rect, "right")

        flow.paint(23, paint_strain, "What strain does (R6.3)")
        _causes(flow, strain.moving)
        flow.gap(6)

    # ---------- what can be done ----------

    def _campaigns(self, flow: Flow, shown: Figures) -> None:
        section(flow, "campaigns", "a policy act")
        for row in shown.campaigns:
            self._order(flow, f"home:campaign:{row.theme.key}", row.offer.name, row.chips, row.offer)
        flow.gap(6)

    def _measure_rows(self, flow: Flow) -> None:
        rows: tuple[MeasureRow, ...] = self._measures.of(self.table.book.orders)
        if not rows:
            return
        section(flow, "extraordinary measures", "once a fiscal year")
        for row in rows:
            chips = (Chip(row.does),)
            self._order(flow, f"home:measure:{row.measure.key}", row.name, chips, row.offer)
        flow.gap(6)

    def _order(self, flow: Flow, key: str, name: str, chips: Sequence[Chip], offer: Offer) -> None:
        """Set an order as two lines: its name with its price, below it what it does or why it is closed."""
        kind = flow.kind
        value = "in orders" if offer.written else "" if offer.locked else offer.price
        reason = offer.locked and not offer.written
        words = kind.wrap(offer.locked, NOTE, flow.w - 20) if reason else []
        low = 16.0 * len(words) if words else chips_height(kind, chips, flow.w)

        def paint(canvas: Canvas, rect: Rect) -> None:
            palette, inner = canvas.palette, rect.inset(8, 0)
            first = Rect(inner.x, inner.y + 2, inner.w, 20)
            ink = palette.muted if reason else palette.ink
            style = STRONG_SMALL if offer.written else LABEL_SMALL
            canvas.text(name, style, ink, first.before(canvas.width(value, BODY_SMALL) + 8))
            tone = palette.good if offer.written else palette.second
            canvas.text(value, BODY_SMALL, tone, first, "right")
            if words:
                canvas.icon("lock", inner.x + 5, first.bottom + 8, 11, palette.muted)
            for nth, line in enumerate(words):
                place = Rect(inner.x + 18, first.bottom + 16 * nth, inner.w - 18, 16)
                canvas.text(line, NOTE, palette.muted, place)
            if not words:
                draw_chips(canvas, chips, inner.below(22))
            canvas.line((inner.x, rect.bottom), (inner.right, rect.bottom), palette.faint)

        rect = flow.take(22 + low + 5)
        flow.add(
            Row(
                key,
                Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
                name,
                partial(self._toggle, offer),
                on=offer.written,
                tip=offer.locked,
                paint=paint,
            )
        )

    def _toggle(self, offer: Offer) -> None:
        """Write an order, or take it off where it is written."""
        order: Order = offer.order
        orders = self.table.book.orders
        if order in orders:
            self.table.remove(orders.index(order))
        else:
            self.table.add(order)

    # ---------- time ----------

    def _review(self, flow: Flow, row: Pending) -> None:
        section(flow, "review under way", f"{counted(row.left, 'turn')} to go")
        flow.text(row.name, LABEL_SMALL)
        word = "enough today" if row.enough else f"{self.shown.support.value} today"
        colour = good if row.enough else bad
        flow.text(f"Adopted in {row.words} at support {row.support_needed}: {word}", NOTE, colour)
        flow.gap(6)

    def _calendar(self, flow: Flow, shown: Figures) -> None:
        if not shown.calendar:
            return
        section(flow, "calendar")
        for date in shown.calendar:
            flow.pair(date.words, date.title, side=62)


def _causes(flow: Flow, row: Moving, more: str = "") -> None:
    """Set what moved a track last turn, each cause with its step."""
    words = "; ".join(f"{cause.text} {signed(cause.by)}" for cause in row.causes)
    text = f"{signed(row.change)} last turn: {words}" if words else ""
    colour = muted if not row.change else good if row.change > 0 else bad
    if text:
        flow.text(text, NOTE, colour if row.name != "Strain" else (bad if row.change > 0 else good))
    if more:
        flow.text(more, NOTE, muted)
    flow.gap(2)


def _strain(instalments: int, slips: int) -> str:
    parts = []
    if instalments:
        parts.append(f"instalments +{instalments} %")
    if slips:
        parts.append(f"slips likelier by {slips}")
    return ", ".join(parts) or "no effect"
