"""The seat's brief before turn 1, and what counts for it at the end; later a quiet page with the aims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.screens.answers import FOOT, PAD, card_ground
from game.board.screens.prose import draw, lay_out, parse
from game.board.theme import BODY, CAPS, LABEL, NOTE, PAGE, VALUE_SMALL
from game.board.widgets import Button, ButtonStyle, Paint, Region, Scroll, Segmented, Widget
from game.content import ContentError, UnknownScenario, brief
from game.content_briefs import UnknownBrief
from game.views.aims import aims_of, secret_of
from rules.observation import Observation

if TYPE_CHECKING:
    from game.board.screens.briefing import Briefing

LEVELS: Final = (("In short", "plain"), ("In full", "full"))
AIMS: Final = "What counts"
_NUMBERED: Final = re.compile(r"^\d+\. ", re.MULTILINE)


class BriefPage:
    """The page at the right where nothing is asked."""

    def __init__(self, screen: Briefing, scenario: str) -> None:
        self.screen = screen
        self.texts = _briefs(scenario, screen.observation.power.key)
        self.shown = 0

    def _words(self) -> list[str]:
        return [word for word, level in LEVELS if level in self.texts] + [AIMS]

    def build(self, rect: Rect, *, quiet: bool) -> Sequence[Widget]:
        """Return the brief with its tabs; on a quiet page the aims under a picture."""
        return self._quiet(rect) if quiet else self._brief(rect)

    # ---------- the brief ----------

    def _brief(self, rect: Rect) -> Sequence[Widget]:
        inner = rect.inset(PAD if rect.h >= 600 else 20, 0)
        tabs = self._words()
        shown = min(self.shown, len(tabs) - 1)
        text = Rect(inner.x, rect.y + 62, inner.w, rect.h - 62 - FOOT)
        caps = Rect(inner.x, rect.y + 18, inner.w, 28)
        level = next((level for word, level in LEVELS if word == tabs[shown]), "")
        parts, high = self._prose(text, level) if level else self._aims(text)
        wide = 92.0 * len(tabs)
        choose = Segmented("briefing:level", caps.end(wide), tabs, shown, self._show, label="Brief")
        head = Paint(
            "briefing:caps",
            caps,
            lambda canvas: _write_caps(canvas, "Your brief", caps),
        )
        scroll = Scroll("briefing:text", text.inset(-8, 0), high, parts)
        inside = [card_ground(rect, "", 0), head, choose, scroll, self._button(rect, inner)]
        return [Region("briefing:brief", rect, inside, None, margin=10)]

    def _show(self, nth: int) -> None:
        self.shown = nth
        self.screen.ui.memory.pop("briefing:text:top", None)
        self.screen.ui.change()

    def _prose(self, rect: Rect, level: str) -> tuple[list[Widget], float]:
        text = _NUMBERED.sub("- ", self.texts[level])
        placed, end = lay_out(parse(text), self.screen.ui.type, rect.x, rect.y, rect.w - 12)

        def paint(canvas: Canvas) -> None:
            for each in placed:
                draw(canvas, each)

        whole = Rect(rect.x, rect.y, rect.w, end - rect.y)
        return [Paint("briefing:prose", whole, paint)], end - rect.y + 12

    def _aims(self, rect: Rect) -> tuple[list[Widget], float]:
        kind = self.screen.ui.type
        high = aims_height(kind, self.screen.observation, rect.w)
        box = Rect(rect.x, rect.y, rect.w, high)
        return [
            Paint("briefing:aims", box, lambda canvas: draw_aims(canvas, self.screen.observation, box))
        ], high

    # ---------- the quiet page ----------

    def _quiet(self, rect: Rect) -> Sequence[Widget]:
        seen, kind = self.screen.observation, self.screen.ui.type
        low = rect.h < 600
        picture = 96.0 if low else 198.0
        inner = rect.inset(PAD if not low else 20, 0)
        high = aims_height(kind, seen, inner.w)
        top = Rect(inner.x, rect.y + picture + 16, inner.w, 60)
        room = min(high, rect.bottom - FOOT - top.bottom - 8)
        card = rect.top(min(rect.h, top.bottom + 8 + high + FOOT + 6 - rect.y))
        aims = Rect(inner.x, top.bottom + 8, inner.w, high)
        themes = ("port", "airfield", "parliament", "conference")

        def paint(canvas: Canvas) -> None:
            _write_caps(canvas, "Nothing to answer", top.top(20))
            canvas.text("Your turn to act", PAGE, canvas.palette.ink, top.below(22).top(34))

        inside: list[Widget] = [
            card_ground(card, themes[seen.turn % len(themes)], picture),
            Paint("briefing:quiet", top, paint),
            Scroll(
                "briefing:text",
                Rect(inner.x - 8, aims.y, inner.w + 16, room),
                high,
                [Paint("briefing:aims", aims, lambda canvas: draw_aims(canvas, seen, aims))],
            ),
            self._button(card, inner),
        ]
        return [Region("briefing:quiet:card", card, inside, None, margin=10)]

    def _button(self, card: Rect, inner: Rect) -> Button:
        rect = Rect(inner.right - 196, card.bottom - FOOT + 12, 196, 40)
        label = "Go on" if self.screen.page + 1 < self.screen.pages else "To the table"
        return Button("briefing:go", rect, label, self.screen.go_on, ButtonStyle.PRIMARY, cap="Enter")


def _briefs(scenario: str, power: str) -> dict[str, str]:
    """Return the briefs there are by level; a scenario of one's own may have none."""
    found = {}
    for _, level in LEVELS:
        try:
            found[level] = brief(scenario, power, level)
        except (UnknownBrief, UnknownScenario, ContentError):
            continue
    return found


# ---------- aims ----------


def _write_caps(canvas: Canvas, text: str, rect: Rect) -> None:
    canvas.text(text.upper(), CAPS, canvas.palette.gold, rect)


def _secret_lines(kind: Type, seen: Observation, width: float) -> list[str]:
    secret = secret_of(seen)
    return kind.wrap(secret, BODY, width - 76) if secret else []


def aims_height(kind: Type, seen: Observation, width: float) -> float:
    """Return how high the aims are."""
    secret = _secret_lines(kind, seen, width)
    return 26 + 27 * len(aims_of(seen)) + (40 + 20 * len(secret) if secret else 0) + 28


def draw_aims(canvas: Canvas, seen: Observation, rect: Rect) -> None:
    """Draw what counts at the end, with the most points there are; the secret objective below."""
    palette = canvas.palette
    _write_caps(canvas, "What counts at the end", rect.top(22))
    canvas.fill(Rect(rect.x, rect.y + 23, rect.w, 1), palette.hairline)
    y = rect.y + 26
    for heading, most in aims_of(seen):
        row = Rect(rect.x, y, rect.w, 27)
        canvas.text(heading, LABEL, palette.ink, row.before(80))
        canvas.text(f"{most} points", VALUE_SMALL, palette.second, row, "right")
        canvas.fill(row.foot(1), palette.faint)
        y += 27
    secret = _secret_lines(canvas.type, seen, rect.w)
    if secret:
        y += 12
        _write_caps(canvas, "Secret, yours alone", Rect(rect.x, y, rect.w, 20))
        y += 22
        canvas.text("10 points", VALUE_SMALL, palette.second, Rect(rect.x, y, rect.w, 20), "right")
        for line in secret:
            canvas.text(line, BODY, palette.ink, Rect(rect.x, y, rect.w - 76, 20))
            y += 20
        y += 6
    note = "40 points hold, 60 succeed, 80 excel."
    canvas.text(note, NOTE, palette.muted, Rect(rect.x, y + 4, rect.w, 20))
