"""The turn is being worked out: bots write their sheets beside the drawing, then the game goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board import phases
from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Frame, Rect
from game.board.phases import Status
from game.board.screens.base import Screen
from game.board.screens.curtain import draw_status
from game.board.screens.ground import rose
from game.board.theme import BODY, CARD_SMALL, NOTE, SCORE
from game.board.widgets import Button, ButtonStyle, Paint, Region, Widget
from game.views.figures import months
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.app import App

PULSE: Final = 700
"""Milliseconds from one mark of the ring to the next."""


class Thinking(Screen):
    """Shown while no person has anything to do."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None and isinstance(app.match.phase, phases.Thinking)
        self.match = app.match
        self.turn = app.match.phase.turn
        self.bots: tuple[Power, ...] = app.match.phase.powers
        self.world = app.match.world
        self.fault = ""
        """What kept the turn from being worked out, in one line."""
        self.leaving = False
        self._mark = 0

    def enter(self) -> None:
        """Begin, unless it is under way already or waits for another try."""
        if not self.fault and not self.leaving:
            self.begin()

    def begin(self) -> None:
        """Work the turn out beside the drawing."""
        self.fault = ""
        self.ui.change()
        self.app.work(self.match.think, self._done)

    def _done(self, error: BaseException | None) -> None:
        if self.leaving:
            self.app.title()
        elif error is None:
            self.app.follow()
        else:
            self.fault = line_of(error)
            self.ui.change()

    def escape(self) -> None:
        """Leave once the turn is worked out; at once if it waits for another try."""
        if self.fault:
            self.app.title()
            return
        self.leaving = not self.leaving
        self.ui.change()

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Other pages wait until the turn is worked out; Enter tries again."""
        return {"f1": _nothing, "ctrl+,": _nothing, "enter": self._again}

    def _again(self) -> None:
        if self.fault:
            self.begin()

    def tick(self, now: float) -> None:
        """Let the ring go round slowly."""
        mark = 0 if self.ui.reduced or self.fault else int(now / PULSE)
        if mark != self._mark:
            self._mark = mark
            self.ui.mark("thinking:words")

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the rose, what is being done, the seats, and a way on where something went wrong."""
        whole, middle = frame.whole, frame.width / 2
        centre = (middle, frame.height * 0.36)
        ground = Paint("thinking:rose", whole, lambda canvas: rose(canvas, whole, centre, 96))
        words = Paint("thinking:words", whole, lambda canvas: self._words(canvas, whole, centre))
        row = Rect(middle - 356, frame.height - 112, 712, 58)
        seats = Paint("thinking:seats", row, lambda canvas: self._row(canvas, row))
        found: list[Widget] = [
            Region("thinking:ground", whole, [ground], self.palette.navy, stamp=(frame, self.palette.name)),
            words,
            seats,
        ]
        return [*found, *self._ways(middle, centre[1] + 204)]

    def _ways(self, middle: float, y: float) -> list[Widget]:
        if not self.fault:
            return []
        again = Rect(middle - 212, y, 200, 40)
        leave = Rect(middle + 12, y, 200, 40)
        return [
            Button("thinking:again", again, "Try again", self.begin, ButtonStyle.CREAM, cap="Enter"),
            Button(
                "thinking:leave", leave, "Leave to the title", self.app.title, ButtonStyle.NAVY, cap="Esc"
            ),
        ]

    def _words(self, canvas: Canvas, whole: Rect, centre: tuple[float, float]) -> None:
        palette = canvas.palette
        inner = whole.inset(42, 0)
        line = Rect(inner.x, 20, inner.w, 28)
        canvas.text(months(self.world, self.turn), CARD_SMALL, palette.cream, line)
        turn = f"turn {self.turn} of {self.world.length}"
        canvas.text(turn, NOTE, palette.cream_second, line, "right")
        self._ring(canvas, centre)
        top = centre[1] + 108
        canvas.text(self._title(), SCORE, palette.cream, Rect(inner.x, top, inner.w, 54), "centre")
        box = Rect(whole.w / 2 - 380, top + 54, 760, 44)
        lines = canvas.type.wrap(self._line(), BODY, box.w)[:2]
        for nth, each in enumerate(lines):
            row = Rect(box.x, box.y + nth * 20, box.w, 20)
            canvas.text(each, BODY, palette.focus_on_navy if self.fault else palette.cream, row, "centre")

    def _ring(self, canvas: Canvas, centre: tuple[float, float]) -> None:
        """Draw the four seats in the ring; the one lit goes round."""
        x, y = centre
        places = ((x - 26, y - 26), (x + 26, y - 26), (x - 26, y + 26), (x + 26, y + 26))
        lit = self._mark % len(self.bots) if self.bots else 0
        for power, place in zip(POWERS, places, strict=True):
            waits = power in self.bots and not self.fault
            canvas.badge(power, *place, 40 if waits and self.bots[lit] is power else 34)

    def _title(self) -> str:
        if self.fault:
            return "The turn could not be worked out"
        if not self.bots:
            return "The turn is being worked out"
        return "The bot is thinking" if len(self.bots) == 1 else "The bots are thinking"

    def _line(self) -> str:
        if self.fault:
            return f"{self.fault}. The game is kept as it was."
        if self.leaving:
            return "Leaving as soon as this turn is worked out. Esc stays."
        return "All sheets are opened together. Everything is worked out by the printed rules."

    def _row(self, canvas: Canvas, row: Rect) -> None:
        for power, cell in zip(POWERS, row.columns(4, 12), strict=True):
            status = Status.BOT if power in self.bots else Status.COMMITTED
            said = "writes its sheet" if power in self.bots else "committed"
            draw_status(canvas, cell, power, said, status)


def _nothing() -> None:
    """Do nothing."""
