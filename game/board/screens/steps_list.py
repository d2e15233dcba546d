"""The eight steps of a turn as a list: those done, the one that is told, those still sealed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.screens.briefing_news import seat_marks
from game.board.screens.chip_row import tone_ink
from game.board.screens.exhibit import Exhibit
from game.board.theme import CARD, LABEL_SMALL, NOTE_ITALIC
from game.board.widgets import Paint, Row, Widget
from game.views.resolution import Item

HEAD: Final = 34.0
LEFT: Final = 32.0
WORDS: Final = LABEL_SMALL
LINE: Final = 17.0


class StepsList:
    """Lays the steps out; `top` is where the told line begins, to be scrolled into sight."""

    def __init__(self, kind: Type, rect: Rect, shown: Exhibit, at: int, jump: Callable[[int], None]) -> None:
        self.kind = kind
        self.rect = rect
        self.shown = shown
        self.at = at
        self._jump = jump
        self.widgets: list[Widget] = []
        self.top = rect.y
        self.y = rect.y
        self._lay_out()
        self.height = self.y - rect.y

    @property
    def step(self) -> int:
        """The step that is told; past the last when all are."""
        if self.at >= self.shown.end:
            return len(self.shown.told.steps)
        return self.shown.beats[self.at].step

    def _lay_out(self) -> None:
        beats = list(enumerate(self.shown.beats))
        marks: list[tuple[float, int]] = []
        for nth, step in enumerate(self.shown.told.steps):
            marks.append((self.y + HEAD / 2, nth))
            self._head(step.step.value, nth)
            for number, beat in beats:
                if beat.step == nth and number <= self.at:
                    if number == self.at:
                        self.top = self.y
                    for item in beat.items:
                        self._item(item, number)
            self.y += 4
        if self.at >= self.shown.end:
            self.top = self.y
        self.widgets.insert(0, self._rail(marks))

    def _head(self, name: str, nth: int) -> None:
        rect = Rect(self.rect.x, self.y, self.rect.w, HEAD)
        sealed, none = nth > self.step, not self.shown.told.steps[nth].items
        said = "sealed" if sealed else "nothing to tell" if none and nth <= self.step else ""

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            ink = palette.muted if sealed else palette.ink
            canvas.text(name, CARD, ink, rect.after(LEFT).before(90))
            if said:
                canvas.text(said, NOTE_ITALIC, palette.muted, rect.before(10), "right")

        self.widgets.append(Paint(f"steps:{nth}", rect, paint))
        self.y += HEAD

    def _item(self, item: Item, number: int) -> None:
        line = item.line
        effect = min(self.kind.width(line.effect, WORDS), self.rect.w * 0.7) if line.effect else 0.0
        marks = 7.0 + 17.0 * max(1, min(3, len(line.seats)))
        whole = self.rect.w - LEFT - marks - 14
        room = whole - (effect + 10 if effect else 0)
        words = self.kind.wrap(line.text, WORDS, max(room, 40.0))
        under = bool(effect) and len(words) > 2
        if under:
            room, words = whole, self.kind.wrap(line.text, WORDS, whole)
        high = max(26.0, (len(words) + under) * LINE + 9)
        rect = Rect(self.rect.x + LEFT - 6, self.y, self.rect.w - LEFT + 2, high)

        def paint(canvas: Canvas, box: Rect) -> None:
            palette = canvas.palette
            inner = box.inset(8, 0)
            seat_marks(canvas, line.seats, inner.x + 7, box.centre[1], 14)
            top = box.y + (box.h - (len(words) + under) * LINE) / 2
            for nth, each in enumerate(words):
                canvas.text(each, WORDS, palette.ink, Rect(inner.x + marks, top + nth * LINE, room, LINE))
            if effect:
                ink = tone_ink(palette, line.tone)
                last = Rect(inner.x, top + len(words) * LINE, inner.w, LINE)
                canvas.text(line.effect, WORDS, ink, (last if under else inner).end(effect + 1), "right")

        key = f"steps:item:{len(self.widgets)}"
        label = f"{line.text}: {line.effect}" if line.effect else line.text
        on = number == self.at
        self.widgets.append(Row(key, rect, label, lambda: self._jump(number), on=on, paint=paint))
        self.y += high

    def _rail(self, marks: list[tuple[float, int]]) -> Paint:
        """Return the line of the steps with a ring for each: done, told, sealed."""
        x, told = self.rect.x + 10, self.step

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            for (y, nth), (low, _) in pairwise(marks):
                ink = palette.hairline if nth >= told else palette.muted
                canvas.line((x, y + 9), (x, low - 9), ink, 2)
            for y, nth in marks:
                if nth < told:
                    canvas.circle(x, y, 8, palette.second)
                    canvas.icon("check", x, y, 9, palette.paper)
                elif nth == told:
                    canvas.circle(x, y, 8.5, palette.paper, palette.brass, 2.5)
                    canvas.circle(x, y, 4, palette.brass)
                else:
                    canvas.circle(x, y, 7.5, palette.paper, palette.hairline, 2)

        return Paint("steps:rail", self.rect.top(max(1.0, self.y - self.rect.y)), paint)
