"""What the board says to a person: one line over the foot of the map that goes after a while."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pygame
from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import BODY
from game.board.widgets import Ui, Widget

if TYPE_CHECKING:
    from game.board.screens.table import Table

STAYS: Final = 5000.0
"""Milliseconds until a line is gone."""

FADES: Final = 400.0
"""Milliseconds of it in which it fades."""

KEPT: Final = 6
"""How many lines can be read again."""


@frozen
class Saying:
    """A line that was said, at a time in milliseconds, and whether it is bad news."""

    text: str
    bad: bool
    at: float


class Line(Widget):
    """The line: a sign, the words, on a card."""

    def __init__(self, key: str, rect: Rect, saying: Saying) -> None:
        super().__init__(key, rect, saying.text, saying.text)
        self._saying = saying
        self.pointed = True

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw it, lighter as it goes."""
        left = self._saying.at + STAYS - ui.now
        held = self.rect.inset(-12)
        surface = pygame.Surface(canvas.device(held).size, pygame.SRCALPHA)
        inner = Canvas(surface, canvas.palette, canvas.type, canvas.pen, (held.x, held.y), canvas.audit)
        self._paint(inner)
        if left < FADES and not ui.reduced:
            surface.set_alpha(round(255 * max(0.0, left) / FADES))
        canvas.image(surface, held.x, held.y)

    def _paint(self, canvas: Canvas) -> None:
        palette = canvas.palette
        colour = palette.bad if self._saying.bad else palette.good
        canvas.shadow(self.rect)
        canvas.box(self.rect, palette.card, 8, colour, max(1.2, palette.border))
        icon = "warning" if self._saying.bad else "check"
        canvas.icon(icon, self.rect.x + 20, self.rect.y + 18, 16, colour)
        canvas.paragraph(self._saying.text, BODY, palette.ink, self.rect.after(38).before(14).inset(0, 8))


class Said:
    """What was said last, and the lines before it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lines: list[Saying] = []
        self._shown: Saying | None = None

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return the line over the foot of the map, or of what covers it, while it lasts."""
        if self._shown is None:
            return []
        kind = self.table.ui.type
        whole = rect if rect.w >= 360 else self.table.ui.frame.whole.above(60)
        most = min(560.0, whole.w - 24)
        lines = kind.wrap(self._shown.text, BODY, most - 52)
        wide = max(kind.width(each, BODY) for each in lines) + 53
        tall = len(lines) * kind.line(BODY) + 16
        place = Rect(whole.x + (whole.w - wide) / 2, whole.bottom - 14 - tall, wide, tall)
        return [Line("said", place, self._shown)]

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say something; a line that stands already stays longer."""
        if not (self.lines and self._shown is self.lines[-1] and self._shown.text == text):
            self.lines.append(Saying(text, bad, 0.0))
        self.lines[-1] = self._shown = Saying(text, bad, self.table.ui.now)
        del self.lines[:-KEPT]
        self.table.ui.change()

    def again(self) -> None:
        """Show the last line once more."""
        if self.lines:
            self.say(self.lines[-1].text, bad=self.lines[-1].bad)

    @property
    def tip(self) -> str:
        """The last lines, the newest first."""
        return "\n".join(each.text for each in reversed(self.lines))

    def tick(self, now: float) -> None:
        """Let the line fade, then go."""
        if self._shown is None:
            return
        left = self._shown.at + STAYS - now
        if left <= 0:
            self._shown = None
            self.table.ui.change()
        elif left < FADES and not self.table.ui.reduced:
            self.table.ui.dirty = True
