"""The curtain: it names the next seat and what all may know, and only Enter or its button lifts it.

Nothing here asks for a seat's view, and the ui has forgotten everything before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import pygame

from game.board import phases
from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Frame, Rect
from game.board.phases import Seat, Status
from game.board.screens.base import Screen
from game.board.screens.dialogs import Choice, ask
from game.board.screens.ground import rose
from game.board.screens.page import IN_LINE, SEATS
from game.board.theme import BODY, CARD_SMALL, CURTAIN, LABEL, NOTE
from game.board.widgets import Button, ButtonStyle, Key, Paint, Region, Ui, Widget
from game.views.figures import months
from rules.terms import Power

if TYPE_CHECKING:
    from game.board.app import App

FADE: Final = 180
HASTE: Final = 350.0
"""Milliseconds in which nothing lifts it: a key struck twice in handing a sheet in opens no other seat."""
WORDS: Final = {
    Status.COMMITTED: "committed",
    Status.NEXT: "next",
    Status.WAITING: "waiting",
    Status.BOT: "bot, ready",
}
HAND: Final = TextStyle(Face.TITLE_ITALIC, 26)


class _Lift(Button):
    """The button of the curtain: Space, which is struck in passing, does not press it."""

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw it with the ring that says that Enter presses it."""
        super().draw(canvas, ui)
        if not ui.by_keyboard:
            canvas.box(self.rect.inset(-4), None, 8, canvas.palette.focus_on_navy, 2)

    def take(self, ui: Ui, key: Key) -> bool:
        """Swallow Space."""
        return key.name == "space"


class Curtain(Screen):
    """Covers the screen until the people of the next seat are there."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None and isinstance(app.match.phase, phases.Curtain)
        self.match = app.match
        self.power: Power = app.match.phase.power
        self.seats: tuple[Seat, ...] = app.match.phase.seats
        self._held = False
        self._fell = app.now

    def enter(self) -> None:
        """Offer the button; Enter that is still held down from handing the sheet in does not press it."""
        self._held = _enter_is_down()
        self.ui.set_focus("curtain:lift")

    @property
    def listens(self) -> bool:
        """Whether it can be lifted by now."""
        return not self._held and self.app.now >= self._fell + HASTE

    def tick(self, now: float) -> None:
        """Listen to Enter again once it was let go."""
        self._held = self._held and _enter_is_down()

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Enter lifts it; help and settings wait until a seat is taken."""
        return {"enter": self.lift, "f1": _nothing, "ctrl+,": _nothing}

    def escape(self) -> None:
        """Ask whether to leave the game."""
        ask(
            self.ui,
            "Leave the game?",
            "It is saved. Going on brings you back to this curtain.",
            (Choice("Stay", None), Choice("Leave to the title", self.app.title)),
        )

    def lift(self) -> None:
        """Give the screen to the people it names."""
        if not self.listens:
            return
        picture = self.app.surface.copy()
        self.match.take_seat()
        self.app.follow()
        self.ui.fade(picture, FADE)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the rose with the seat's mark, the words, the button and the row of seats."""
        whole = frame.whole
        # as the look book has it at 800 high: ring at 292, name at 490, button at 600, seats at 713
        middle, y = frame.width / 2, (frame.height - 800) / 2
        small = frame.height < 760
        ring = y + 292 if not small else 160.0
        top = y + 424 if not small else 262.0
        radius = 111 if not small else 96
        label = f"We are {IN_LINE[self.power].replace('the US', 'the United States')}"
        button = Rect(middle - 176, top + 152, 352, 48)
        lift = _Lift("curtain:lift", button, label, self.lift, ButtonStyle.CREAM, cap="Enter", text=LIFT)
        draw = Paint("curtain:rose", whole, lambda canvas: self._rose(canvas, whole, (middle, ring), radius))
        words = Paint("curtain:words", whole, lambda canvas: self._words(canvas, whole, top))
        row = Rect(middle - 340, min(top + 260, frame.height - 78), 712, 58)
        seats = Paint("curtain:seats", row, lambda canvas: self._row(canvas, row))
        return [
            Region(
                "curtain:ground",
                whole,
                [draw],
                self.palette.navy,
                stamp=(frame, self.palette.name, self.power),
            ),
            words,
            seats,
            lift,
        ]

    def _rose(self, canvas: Canvas, whole: Rect, centre: tuple[float, float], radius: float) -> None:
        rose(canvas, whole, centre, radius)
        canvas.badge(self.power, *centre, radius * 1.05, 4)

    def _words(self, canvas: Canvas, whole: Rect, top: float) -> None:
        palette = canvas.palette
        inner = whole.inset(42, 0)
        line = Rect(inner.x, 20, inner.w, 28)
        canvas.text(months(self.match.world, self.match.turn), CARD_SMALL, palette.cream, line)
        kept = ", saved" if self.match.path is not None else ""
        turn = f"turn {self.match.turn} of {self.match.world.length}{kept}"
        canvas.text(turn, NOTE, palette.cream_second, line, "right")
        canvas.text(self._hand(), HAND, palette.cream, Rect(inner.x, top, inner.w, 32), "centre")
        canvas.text(SEATS[self.power], CURTAIN, palette.cream, Rect(inner.x, top + 30, inner.w, 76), "centre")
        canvas.text(self._away(), BODY, palette.cream, Rect(inner.x, top + 108, inner.w, 30), "centre")

    def _hand(self) -> str:
        """Return the line over the name: to whom the computer goes."""
        the = "" if self.power in (Power.JAPAN, Power.CHINA) else "the"
        name = self.match.choice.name(self.power)
        if name:
            return f"Hand the computer to {name}, {the}".rstrip()
        return f"Hand the computer to {the}".rstrip()

    def _away(self) -> str:
        done = [seat.power for seat in self.seats if seat.status is Status.COMMITTED]
        if not done:
            return "Everyone else looks away."
        return f"Everyone else looks away. Nothing of {possessive(done[-1])} turn is left on this screen."

    def _row(self, canvas: Canvas, row: Rect) -> None:
        for seat, cell in zip(self.seats, row.columns(4, 12), strict=True):
            draw_status(canvas, cell, seat.power, WORDS[seat.status], seat.status)


LIFT: Final = TextStyle(Face.BOLD, 16)


def draw_status(canvas: Canvas, cell: Rect, power: Power, said: str, status: Status) -> None:
    """Draw a seat's mark with its name and how far it is, the next one raised."""
    palette = canvas.palette
    nearest = status is Status.NEXT
    if nearest:
        canvas.box(cell, palette.navy_raised, 8)
    canvas.badge(power, cell.x + 26, cell.y + 29, 26)
    words = cell.after(48)
    canvas.text(SEATS[power], LABEL, palette.cream, Rect(words.x, cell.y + 8, words.w, 22))
    ink = palette.focus_on_navy if nearest else palette.cream_second
    used = canvas.text(said, NOTE, ink, Rect(words.x, cell.y + 28, words.w - 20, 20))
    if status is Status.COMMITTED:
        canvas.icon("check", used.right + 12, cell.y + 38, 12, palette.cream)


def possessive(power: Power) -> str:
    """Return whose: `Japan’s`, `the United States’`."""
    return {Power.US: "the United States’", Power.DPRK: "the DPRK’s"}.get(power, f"{SEATS[power]}’s")


def _enter_is_down() -> bool:
    keys = pygame.key.get_pressed()
    return bool(keys[pygame.K_RETURN] or keys[pygame.K_KP_ENTER])


def _nothing() -> None:
    """Do nothing."""
