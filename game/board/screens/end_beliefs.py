"""Belief and truth: what each seat could know of the others at a turning point, beside what was so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, CARD, LABEL_SMALL, NOTE
from game.board.widgets import IconButton, Paint, Scroll, Segmented, Ui, Widget
from game.drawing.palette import mixed
from game.views.beliefs import Belief, Page, Verdict
from rules.content import World
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.screens.end import End

ROW: Final = 36.0
WORDS: Final = ("Japan", "US", "China", "DPRK")


class BeliefCard:
    """The card with its tabs by seat, and steps from one turning point to the next."""

    def __init__(self, screen: End) -> None:
        self.screen = screen
        self.seat = 0
        self.nth = 0

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.screen.ui

    @property
    def turns(self) -> tuple[int, ...]:
        """The turning points."""
        return tuple(dict.fromkeys(page.turn for page in self.screen.told.beliefs))

    @property
    def page(self) -> Page | None:
        """What is shown."""
        if not self.turns:
            return None
        turn, power = self.turns[self.nth], POWERS[self.seat]
        return next(page for page in self.screen.told.beliefs if (page.turn, page.viewer) == (turn, power))

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return the card."""
        inner = rect.inset(20, 12)
        page = self.page
        body = Rect(inner.x, inner.y + 62, inner.w, inner.h - 62 - 30)
        top = inner.top(26)
        ground = Paint("end:beliefs", rect, lambda canvas: self._ground(canvas, rect, inner, page))
        seats = Segmented("end:belief:seat", top.end(216), WORDS, self.seat, self._seat, label="Whose belief")
        if page is None:
            return [ground, seats]
        rows = ordered(page.beliefs)
        parts: list[Widget] = [
            _row(Rect(body.x, body.y + nth * ROW, body.w - 12, ROW), belief, self.screen.story.world)
            for nth, belief in enumerate(rows)
        ]
        return [ground, seats, *self._steps(inner), Scroll("end:belief:rows", body, len(rows) * ROW, parts)]

    def _steps(self, inner: Rect) -> list[Widget]:
        if len(self.turns) < 2:
            return []
        before = Rect(inner.right - 56, inner.y + 32, 26, 26)
        after = before.moved(30, 0)
        first = "this is the first turning point" if not self.nth else ""
        last = "this is the last turning point" if self.nth + 1 == len(self.turns) else ""
        return [
            IconButton(
                "end:belief:before",
                before,
                "Turning point before",
                "chevron-left",
                lambda: self._step(-1),
                why_not=first,
                framed=True,
                size=12,
            ),
            IconButton(
                "end:belief:after",
                after,
                "Turning point after",
                "chevron-right",
                lambda: self._step(1),
                why_not=last,
                framed=True,
                size=12,
            ),
        ]

    def _seat(self, nth: int) -> None:
        self.seat = nth
        self.ui.change()

    def _step(self, by: int) -> None:
        self.nth = max(0, min(len(self.turns) - 1, self.nth + by))
        self.ui.change()

    def _ground(self, canvas: Canvas, rect: Rect, inner: Rect, page: Page | None) -> None:
        palette = canvas.palette
        canvas.box(rect, palette.card, 8, palette.hairline, palette.border)
        canvas.text("Belief and truth", CARD, palette.ink, inner.top(26).before(220))
        if page is None:
            canvas.text("No turn was played.", BODY_SMALL, palette.second, inner.below(34).top(22))
            return
        name = self.screen.story.world.powers[page.viewer].name
        about = f"What {name} could know in turn {page.turn}, beside what was so"
        row = inner.below(34).top(22).before(64 if len(self.turns) > 1 else 0)
        if canvas.width(about, BODY_SMALL) > row.w:
            about = f"{name} in turn {page.turn}"
        canvas.text(about, BODY_SMALL, palette.second, row)
        foot = inner.foot(24)
        canvas.box(Rect(foot.x, foot.centre[1] - 5, 24, 10), belief_colour(canvas), 5)
        canvas.text("believed range", NOTE, palette.second, foot.after(32))
        _diamond(canvas, foot.x + 142, foot.centre[1], palette.second)
        canvas.text("truth", NOTE, palette.second, foot.after(156))
        said = f"{page.inside} of {len(page.beliefs)} inside"
        canvas.text(said, LABEL_SMALL, palette.ink, foot, "right")


def ordered(beliefs: Sequence[Belief]) -> list[Belief]:
    """Return beliefs with the wrong ones first, those that were furthest off at the top."""

    def off(belief: Belief) -> float:
        low, high = belief.scale
        span = max(1, high - low, abs(belief.truth))
        if belief.verdict is Verdict.INSIDE:
            return abs(belief.off) / span
        return 10 + max(belief.low - belief.truth, belief.truth - belief.high) / span

    return sorted(beliefs, key=lambda belief: -off(belief))


def belief_colour(canvas: Canvas) -> tuple[int, int, int]:
    """Return the colour of a believed range."""
    palette = canvas.palette
    return mixed(palette.card, palette.seat(Power.JAPAN).fill[:3], 0.8 if palette.dark else 0.45)


def _row(rect: Rect, belief: Belief, world: World) -> Paint:
    name = world.powers[belief.about].name
    name = {"United States": "US"}.get(name, name)
    bounds = str(belief.low) if belief.low == belief.high else f"{belief.low}–{belief.high}"
    tip = f"{name}, {belief.label}: believed {bounds}, it was {belief.truth}"

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        words = 172.0 if rect.w > 450 else 138.0
        label = f"{name}, {belief.label}"
        lines = canvas.type.wrap(label, BODY_SMALL, words)[:2]
        top = rect.centre[1] - len(lines) * 8.5
        for nth, line in enumerate(lines):
            canvas.text(line, BODY_SMALL, palette.ink, Rect(rect.x, top + nth * 17, words + 2, 17))
        verdict = belief.verdict
        ink = palette.good if verdict is Verdict.INSIDE else palette.bad
        canvas.text(verdict.value, LABEL_SMALL, ink, rect.end(62), "right")
        _axis(canvas, Rect(rect.x + words + 12, rect.y, rect.w - words - 12 - 74, rect.h), belief)
        canvas.fill(rect.foot(1), palette.faint)

    return Paint(f"end:belief:{belief.about.key}:{belief.label}", rect, paint, tip)


def _axis(canvas: Canvas, rect: Rect, belief: Belief) -> None:
    palette, y = canvas.palette, rect.centre[1]
    low = min(belief.scale[0], belief.truth, belief.low)
    high = max(belief.scale[1], belief.truth, belief.high, low + 1)

    def at(value: int) -> float:
        return rect.x + 7 + (rect.w - 14) * (value - low) / (high - low)

    canvas.line((rect.x, y), (rect.right, y), palette.hairline, 1.4)
    left, right = at(belief.low), at(belief.high)
    canvas.box(Rect(left - 5, y - 5.5, right - left + 10, 11), belief_colour(canvas), 5.5)
    inside = belief.verdict is Verdict.INSIDE
    _diamond(canvas, at(belief.truth), y, palette.good if inside else palette.bad)


def _diamond(canvas: Canvas, x: float, y: float, colour: tuple[int, int, int]) -> None:
    canvas.diamond(x, y, 8.5, canvas.palette.card)
    canvas.diamond(x, y, 7, colour)
