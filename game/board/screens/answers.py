"""The card of the briefing: a picture, what is asked, the choices with all they do, and the way on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import pygame

from game.board.canvas import Canvas
from game.board.drawing.scenes import scene
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Rect
from game.board.screens.chip_row import chip_row, rows_height
from game.board.screens.questions import Choice, Question
from game.board.theme import BODY, CAPS, NOTE, NOTE_ITALIC, PAGE
from game.board.widgets import Button, ButtonStyle, Key, Paint, Region, Scroll, Ui, Widget

if TYPE_CHECKING:
    from game.board.screens.briefing import Briefing

PAD: Final = 28.0
FOOT: Final = 68.0
PICTURE: Final = 198.0
LINE: Final = 21.0
WORDS: Final = TextStyle(Face.SEMIBOLD, 15)


def words(key: str, rect: Rect, text: str, style: TextStyle = NOTE_ITALIC) -> Paint:
    """Return a line in a low voice."""

    def paint(canvas: Canvas) -> None:
        canvas.text(text, style, canvas.palette.muted, rect)

    return Paint(key, rect, paint)


def card_ground(rect: Rect, picture: str, high: float) -> Paint:
    """Return the card itself with its picture at the top."""

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        if not palette.dark:
            canvas.shadow(rect)
        canvas.box(rect, palette.card, 12)
        if high:
            canvas.image(_rounded(canvas, picture, rect.w, high), rect.x, rect.y)
            canvas.fill(Rect(rect.x, rect.y + high, rect.w, 2), palette.brass)
        canvas.box(rect, None, 12, palette.hairline if not palette.dark else palette.ink, palette.border)

    return Paint("briefing:ground", rect, paint)


def _rounded(canvas: Canvas, picture: str, wide: float, high: float) -> pygame.Surface:
    """Return a scene with the card's upper corners."""

    def make() -> pygame.Surface:
        made = scene(canvas.pen, picture, wide, high)
        mask = pygame.Surface(made.get_size(), pygame.SRCALPHA)
        radius = round(12 * canvas.scale)
        pygame.draw.rect(
            mask,
            (255, 255, 255, 255),
            mask.get_rect(),
            border_top_left_radius=radius,
            border_top_right_radius=radius,
        )
        mask.blit(made, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
        return mask

    return canvas.pen.keep(("card scene", picture, wide, high), make)


class Answer(Widget):
    """One choice: a ring, its words, its chips, its digit; off it says why it cannot be made."""

    focusable = True
    pointed = True

    def __init__(self, rect: Rect, nth: int, choice: Choice, why_not: str, pick: Callable[[], None]) -> None:
        super().__init__(f"briefing:choice:{nth}", rect, choice.text, why_not)
        self.nth = nth
        self.choice = choice
        self.why_not = why_not
        self.on = False
        self._pick = pick
        self.radius = 6

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the choice."""
        palette, rect = canvas.palette, self.rect
        over = ui.hover == self.key and not self.why_not
        edge = palette.brass if self.on or over else palette.hairline
        canvas.box(
            rect, palette.chosen if self.on else palette.card, 6, edge, 2 if self.on else palette.border
        )
        ink = palette.muted if self.why_not else palette.ink
        y = rect.y + 24
        canvas.circle(rect.x + 24, y, 8.5, palette.card, ink, 1.6)
        if self.on:
            canvas.circle(rect.x + 24, y, 5, palette.ink)
        text = Rect(rect.x + 46, rect.y + 12, rect.w - 46 - 46, rect.h)
        lines = canvas.type.wrap(self.choice.text, WORDS, text.w)
        for nth, line in enumerate(lines):
            canvas.text(line, WORDS, ink, Rect(text.x, text.y + nth * LINE, text.w, LINE + 2))
        low = text.y + len(lines) * LINE + 6
        wide = rect.w - 46 - 16
        if self.why_not:
            canvas.icon("lock", text.x + 6, low + 9, 12, palette.muted)
            canvas.paragraph(self.why_not, NOTE, palette.second, Rect(text.x + 20, low, wide - 20, 60))
            low += canvas.height(self.why_not, NOTE, wide - 20) + 4
        chip_row(canvas, self.choice.chips, Rect(text.x, low, wide, 0))
        if self.nth < 9:
            canvas.keycap(str(self.nth + 1), rect.right - 15, y, palette.second)

    def activate(self, ui: Ui) -> None:
        """Pick it."""
        self._pick()

    def take(self, ui: Ui, key: Key) -> bool:
        """Go to the choice above or below."""
        by = {"up": -1, "down": 1}.get(key.name)
        if by is None:
            return False
        if ui.node(f"briefing:choice:{self.nth + by}") is not None:
            ui.set_focus(f"briefing:choice:{self.nth + by}")
        return True

    @staticmethod
    def height(ui: Ui, choice: Choice, why_not: str, width: float) -> float:
        """Return how high it will be."""
        lines = len(ui.type.wrap(choice.text, WORDS, width - 92))
        why = len(ui.type.wrap(why_not, NOTE, width - 82)) * ui.type.line(NOTE) + 4 if why_not else 0.0
        chips = rows_height(ui.type, choice.chips, width - 62)
        return 24 + lines * LINE + (6 if chips or why else 0) + why + chips


class AnswerCard:
    """Lays a question out on its card."""

    def __init__(self, screen: Briefing) -> None:
        self.screen = screen

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.screen.ui

    def build(self, rect: Rect, question: Question) -> Sequence[Widget]:
        """Return the card: what does not fit between picture and buttons scrolls."""
        low = rect.h < 600
        picture = 96.0 if low else PICTURE
        inner = rect.inset(PAD if not low else 20, 0)
        top = rect.y + picture + 14
        parts, end = self._content(inner, top, question)
        room = rect.bottom - FOOT - 6 - top
        high = min(room, end - top)
        card = rect.top(min(rect.h, picture + 14 + (end - top) + FOOT + 10))
        held = Rect(inner.x - 8, top, inner.w + 16, high)
        return [
            Region(
                "briefing:answer",
                card,
                [
                    card_ground(card, question.picture, picture),
                    Scroll("briefing:card", held, end - top, parts),
                    *self._foot(card, inner),
                ],
                None,
                margin=10,
            )
        ]

    def _content(self, inner: Rect, top: float, question: Question) -> tuple[list[Widget], float]:
        kind, screen = self.ui.type, self.screen
        titles = kind.wrap(question.title, PAGE, inner.w)
        texts = kind.wrap(question.text, BODY, inner.w)
        count = f"{screen.page + 1} of {screen.pages}" if screen.pages > 1 else ""
        high = 22 + len(titles) * 34 + len(texts) * 22 + 6
        head = Rect(inner.x, top, inner.w, high)

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            row = head.top(20)
            canvas.text(question.caps.upper(), CAPS, palette.gold, row)
            canvas.text(count, NOTE, palette.second, row, "right")
            y = head.y + 22
            for line in titles:
                canvas.text(line, PAGE, palette.ink, Rect(inner.x, y, inner.w, 34))
                y += 34
            for line in texts:
                canvas.text(line, BODY, palette.second, Rect(inner.x, y, inner.w, 22))
                y += 22

        parts: list[Widget] = [Paint("briefing:asked", head, paint)]
        y = head.bottom + 10
        for nth, choice in enumerate(question.choices):
            why = screen.why_not(nth)
            tall = Answer.height(self.ui, choice, why, inner.w)
            answer = Answer(Rect(inner.x, y, inner.w, tall), nth, choice, why, self._picker(nth))
            answer.on = screen.chosen == nth
            parts.append(answer)
            y += tall + 10
        for text, style in ((f"{question.silence.rstrip('.')}.", NOTE), (question.source, NOTE_ITALIC)):
            for line in kind.wrap(text, style, inner.w) if text else ():
                parts.append(words(f"briefing:low:{y}", Rect(inner.x, y, inner.w, 18), line, style))
                y += 18
        return parts, y + 4

    def _picker(self, nth: int) -> Callable[[], None]:
        return lambda: self.screen.pick(nth)

    def _foot(self, card: Rect, inner: Rect) -> Sequence[Widget]:
        row = Rect(inner.x, card.bottom - FOOT + 12, inner.w, 40)
        screen = self.screen
        why = "" if screen.chosen is not None else "choose an answer first, or leave it for later"
        primary = row.end(176)
        later = Rect(primary.x - 114, row.y, 104, 40)
        found: list[Widget] = [
            Button("briefing:later", later, "Later", screen.later, cap="Esc"),
            Button(
                "briefing:go", primary, "Choose and go on", screen.go_on, ButtonStyle.PRIMARY, why_not=why
            ),
        ]
        if screen.page:
            found.insert(0, Button("briefing:back", row.left(92), "Back", screen.back, cap="←"))
        return found
