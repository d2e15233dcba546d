"""The strategy memo before turn 1: six priorities in a seat's own order, and a note (R11.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Frame, Rect
from game.board.screens.base import Screen
from game.board.screens.menu import open_menu
from game.board.screens.page import FOOT, HEAD, SEATS, body, caps, foot, head
from game.board.theme import ASIDE_SMALL, BODY_SMALL, CARD_SMALL, FIGURE, NOTE
from game.board.widgets import (
    Button,
    ButtonStyle,
    IconButton,
    Key,
    Paint,
    Region,
    Row,
    TextField,
    Widget,
)
from game.views.memo import PRIORITY_NAMES, Memo, memo_text
from game.views.names import capital
from rules.terms import Priority

if TYPE_CHECKING:
    from game.board.app import App

SERVED: Final = {
    Priority.DETERRENCE: "counters in front, answers to probes, warnings, crisis alert, full readiness",
    Priority.ALLIANCE: "exercises and agreements with friends, courting, common command",
    Priority.HOUSEHOLD: "a lower dial, thrift, campaigns at home, bills stretched",
    Priority.CAPABILITY: "a higher dial, programmes, tests, reviews that build",
    Priority.RESTRAINT: "off-ramps, reassurance, counters home, agreements that calm, the cautious choice",
    Priority.INITIATIVE: "probes, pressing, demands, proposals refused, the bold choice",
}
"""Which orders serve a priority, in short."""
WIDE: Final = 980.0
ROW: Final = 60.0
NOTES: Final = 400


class MemoScreen(Screen):
    """The page on which a seat writes what it is after."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None
        self.match = app.match
        self.power = app.match.seat_view().power
        self.ranking = list(Priority)
        self.note = ""
        self.fault = ""
        """What kept the memo from being kept, in one line."""

    def enter(self) -> None:
        """Offer the first priority."""
        self.ui.set_focus(_key(self.ranking[0]))

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, the ranking, the note and the strip of buttons."""
        page = body(frame, WIDE).below(HEAD).above(FOOT).inset(0, 16)
        side = min(300.0, page.w * 0.33)
        left, right = page.before(side + 28), page.end(side)
        area = frame.whole.below(HEAD).above(FOOT)
        inside = [*self._ranking(left), *self._note(right)]
        title = f"{SEATS[self.power]}: strategy memo"
        return [
            Region("memo:page", area, inside, self.palette.paper),
            head(frame, self.palette, title, "before turn 1; it is read at the end and never scores", WIDE),
            foot(frame, self.palette, self._buttons(frame)),
        ]

    def _ranking(self, area: Rect) -> list[Widget]:
        found: list[Widget] = [
            caps("memo:caps", area.top(20), "What matters most, in your order"),
        ]
        step = min(ROW + 8, (area.h - 28) / len(self.ranking))
        for nth, priority in enumerate(self.ranking):
            rect = Rect(area.x, area.y + 28 + nth * step, area.w, step - 8)
            found += self._row(rect, nth, priority)
        return found

    def _row(self, rect: Rect, nth: int, priority: Priority) -> list[Widget]:
        name = capital(PRIORITY_NAMES[priority])

        def paint(canvas: Canvas, box: Rect) -> None:
            _draw_row(canvas, box, nth + 1, name, SERVED[priority])

        row = Row(
            _key(priority),
            rect.before(72),
            name,
            None,
            paint=paint,
            keys=lambda key: self._row_key(priority, key),
            tip=f"Serving it: {SERVED[priority]}. Alt with the arrows, or a figure, moves it.",
        )
        higher = Rect(rect.right - 64, rect.y + (rect.h - 28) / 2, 28, 28)
        last = len(self.ranking) - 1
        return [
            row,
            IconButton(
                f"{_key(priority)}:up",
                higher,
                f"{name} higher",
                "chevron-up",
                (lambda: self.move(priority, nth - 1)) if nth else None,
                framed=True,
                size=14,
            ),
            IconButton(
                f"{_key(priority)}:down",
                higher.moved(34, 0),
                f"{name} lower",
                "chevron-down",
                (lambda: self.move(priority, nth + 1)) if nth < last else None,
                framed=True,
                size=14,
            ),
        ]

    def _note(self, area: Rect) -> list[Widget]:
        text = Rect(area.x, area.y + 132, area.w, 200)

        def paint(canvas: Canvas) -> None:
            said = (
                "At the end the game counts which orders served which priority, "
                "and tells how you kept to this."
            )
            canvas.paragraph(said, ASIDE_SMALL, canvas.palette.second, Rect(area.x, area.y + 26, area.w, 76))
            left = f"{len(self.note)} of {NOTES} letters"
            canvas.text(left, NOTE, canvas.palette.muted, Rect(text.x, text.bottom + 4, text.w, 18), "right")

        return [
            Paint("memo:aside", area, paint),
            caps("memo:words", Rect(area.x, area.y + 108, area.w, 20), "In your own words"),
            TextField(
                "memo:note",
                text,
                self.note,
                self._write,
                label="Note",
                hint="What you want to have reached, and what you will not do for it.",
                most=NOTES,
                lines=9,
            ),
        ]

    def _buttons(self, frame: Frame) -> list[Widget]:
        row = body(frame, WIDE).foot(FOOT).inset(0, 12)
        keep = Button(
            "memo:keep", row.end(220), "Keep the memo", self.keep, ButtonStyle.PRIMARY, cap="Ctrl Enter"
        )
        skip = Button("memo:skip", row.before(232).end(160), "Play without", self.skip)
        note = row.before(404)
        said, bad = self.fault or "Only you read this until the game is over.", bool(self.fault)

        def paint(canvas: Canvas) -> None:
            colours = canvas.palette
            shown = canvas.type.fit(said, BODY_SMALL, note.w)
            canvas.text(shown, BODY_SMALL, colours.bad if bad else colours.second, note)

        return [Paint("memo:said", note, paint, self.fault), skip, keep]

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Control with Enter keeps the memo."""
        return {"ctrl+enter": self.keep}

    def escape(self) -> None:
        """Open the menu of the game."""
        open_menu(self.app)

    def move(self, priority: Priority, to: int) -> None:
        """Put a priority at a place of the ranking, from 0."""
        if 0 <= to < len(self.ranking):
            self.ranking.remove(priority)
            self.ranking.insert(to, priority)
            self.ui.set_focus(_key(priority))
            self.ui.change()

    def _row_key(self, priority: Priority, key: Key) -> bool:
        at = self.ranking.index(priority)
        step = {"alt+up": at - 1, "alt+down": at + 1}.get(key.name)
        if step is None and key.name in "123456":
            step = int(key.name) - 1
        if step is None:
            return False
        self.move(priority, step)
        return True

    def _write(self, text: str) -> None:
        self.note = text

    def keep(self) -> None:
        """Keep the memo and go on."""
        self._go_on(memo_text(Memo(tuple(self.ranking), self.note.strip())))

    def skip(self) -> None:
        """Go on without a memo."""
        self._go_on("")

    def _go_on(self, text: str) -> None:
        try:
            self.match.write_memo(text)
        except OSError as error:
            self.fault = line_of(error)
            self.ui.change()
            return
        self.app.follow()


def _key(priority: Priority) -> str:
    return f"memo:{priority.key}"


def _draw_row(canvas: Canvas, box: Rect, rank: int, name: str, served: str) -> None:
    palette = canvas.palette
    canvas.box(box, None, 4, palette.hairline, palette.border)
    canvas.text(str(rank), FIGURE, palette.gold, Rect(box.x + 4, box.y, 36, box.h), "centre")
    words = Rect(box.x + 48, box.y + (box.h - 44) / 2, box.w - 56, 44)
    canvas.text(name, CARD_SMALL, palette.ink, words.top(24))
    shown = canvas.type.fit(served, NOTE, words.w)
    canvas.text(shown, NOTE, palette.second, Rect(words.x, words.y + 25, words.w, 18))
