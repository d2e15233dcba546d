"""The end of a game: its title, every seat's score, who raised the rungs, belief beside truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Breadth, Frame, Rect
from game.board.screens.base import Screen
from game.board.screens.end_beliefs import BeliefCard
from game.board.screens.end_ledger import open_ledger, open_memos
from game.board.screens.end_report import ReportLine
from game.board.screens.end_rungs import rungs_card
from game.board.screens.end_scores import score_cards
from game.board.screens.page import FOOT, HEAD
from game.board.screens.replay import open_replay, replay_of
from game.board.screens.what_if import WhatIf
from game.board.theme import ASIDE_SMALL, BODY_SMALL, NOTE, PAGE, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Paint, Region, Scroll, Widget
from game.board.wondering import Wonder
from game.content import ContentError, scenario_summary
from game.record import load
from game.views.epilogue import epilogue

if TYPE_CHECKING:
    from game.board.app import App

WIDEST: Final = 1320.0


class End(Screen):
    """Shown when the game is over, and everything may be seen."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None
        self.match = app.match
        self.story = app.match.story()
        self.told = epilogue(self.story)
        self.name = _title(app.match.choice.scenario)
        self.beliefs = BeliefCard(self)
        self.report = ReportLine(app, app.match.path)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the head, the cards, and the strip of buttons."""
        margin = 24.0 if frame.breadth is Breadth.COMPACT else 40.0
        width = min(WIDEST, frame.width - 2 * margin)
        low = FOOT + self.report.high
        page = Rect((frame.width - width) / 2, HEAD, width, frame.height - HEAD - low)
        cards, under = score_cards(self.ui.type, page.inset(0, 20).top(0), self.told, self.story.world)
        height = max(336.0, page.bottom - under - 16 - 14)
        rungs, beliefs = self._halves(Rect(page.x, under + 16, page.w, height))
        inside: list[Widget] = [
            *cards,
            rungs_card(rungs, self.told, self.story),
            *self.beliefs.build(beliefs),
        ]
        whole = Scroll("end:page", page.inset(-12, 0), beliefs.bottom + 14 - page.y, inside)
        area = frame.whole.below(HEAD).above(FOOT)
        line = self.report.build(area.foot(low - FOOT)._replace(x=page.x, w=page.w)) if low > FOOT else []
        return [
            Region("end", area, [whole, *line], self.palette.paper),
            self._head(frame, page),
            self._foot(frame, page),
        ]

    @staticmethod
    def _halves(rect: Rect) -> tuple[Rect, Rect]:
        left = rect.left((rect.w - 16) * 0.55)
        return left, rect.after(left.w + 16)

    def _head(self, frame: Frame, page: Rect) -> Region:
        bar = frame.whole.top(HEAD)
        row = Rect(page.x, 0, page.w, HEAD)
        told, name = self.told, self.name

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            used = canvas.text(told.title, PAGE, palette.cream, row).w
            aside = f"{name}, {told.aside}"
            gold = palette.focus_on_navy if not palette.dark else palette.gold
            bonus = canvas.width(told.bonus, STRONG_SMALL) + 1 if told.bonus else 0.0
            room = Rect(row.x + used + 20, 0, row.w - used - 20 - bonus - 16, HEAD)
            fits = canvas.width(aside, BODY_SMALL) <= room.w
            canvas.text(aside if fits else told.aside, BODY_SMALL, palette.cream_second, room)
            if told.bonus:
                canvas.text(told.bonus, STRONG_SMALL, gold, row.end(bonus), "right")
            canvas.fill(bar.foot(1), palette.brass)

        return Region("end:head", bar, [Paint("end:title", bar, paint)], self.palette.navy)

    def _foot(self, frame: Frame, page: Rect) -> Region:
        strip = frame.whole.foot(FOOT)
        row = Rect(page.x, strip.y + 13, page.w, 38)
        x = row.x
        found: list[Widget] = []
        for key, label, cap, act, why_not in self._entries():
            wide = self.ui.type.width(label, STRONG_SMALL) + 46 + 9 * len(cap)
            place = Rect(x, row.y, wide, row.h)
            found.append(Button(f"end:{key}", place, label, act, cap=cap, why_not=why_not))
            x += wide + 10
        new = row.end(150)
        note = Rect(x + 8, strip.y, new.x - 20 - x - 8, FOOT)
        text = f"kept as {self.match.path}" if self.match.path is not None else "not kept"

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            canvas.fill(strip.top(1), palette.hairline)
            line = _fitting(canvas, text, note.w)
            canvas.text(line, NOTE, palette.second, note.top(FOOT - 16).below(6))
            slogan = Rect(note.x, note.y + 30, note.w, 24)
            if canvas.width("a game, not a forecast", ASIDE_SMALL) <= slogan.w:
                canvas.text("a game, not a forecast", ASIDE_SMALL, palette.muted, slogan)

        primary = Button("end:new", new, "New game", self.new_game, ButtonStyle.PRIMARY, cap="N")
        words = Paint("end:kept", note, paint, text)
        return Region("end:foot", strip, [words, *found, primary], self.palette.paper)

    def _entries(self) -> list[tuple[str, str, str, Callable[[], None], str]]:
        """Return the buttons: key, words, key cap, what they do, why they cannot."""
        kept = (
            "" if self.match.path is not None else "this game is not kept: there is no record to play on from"
        )
        found: list[tuple[str, str, str, Callable[[], None], str]] = [
            ("ledger", "Promise ledger", "P", self.ledger, ""),
            ("replay", "Replay", "R", self.replay, ""),
            ("whatif", "What if…", "W", self.what_if, kept),
        ]
        if any(self.told.memos):
            found.append(("memos", "Memos", "M", self.memos, ""))
        return [*found, ("save", "Save the report", "Ctrl S", self.report.write, self.report.why_not)]

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys of the buttons."""
        return {
            "p": self.ledger,
            "r": self.replay,
            "w": self.what_if,
            "m": self.memos,
            "n": self.new_game,
            "ctrl+s": self.report.write,
            "page down": partial(self._roll, 1.0),
            "page up": partial(self._roll, -1.0),
            "down": partial(self._roll, 0.15),
            "up": partial(self._roll, -0.15),
        }

    def _roll(self, part: float) -> None:
        node = self.ui.node("end:page")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(self.ui, part * node.widget.rect.h * 0.9)

    def ledger(self) -> None:
        """Show what was promised and what became of it."""
        open_ledger(self.ui, self.told, self.story.world)

    def memos(self) -> None:
        """Show how the seats kept to their strategies."""
        if any(self.told.memos):
            open_memos(self.ui, self.told, self.story.world)

    def replay(self) -> None:
        """Look back at the game turn by turn."""
        path = self.match.path
        try:
            screen = open_replay(self.app, path) if path is not None else None
        except Exception as error:
            self.report.say(line_of(error))
            return
        self.app.push(screen or replay_of(self.app, self.story, self.name))

    def what_if(self) -> None:
        """Ask what other orders would have come to."""
        path = self.match.path
        if path is None:
            return
        try:
            self.app.push(WhatIf(self.app, Wonder(self.story, load(path))))
        except Exception as error:
            self.report.say(line_of(error))

    def tick(self, now: float) -> None:
        """Show how far the report is."""
        self.report.tick()

    def leave(self) -> None:
        """Stop what is being written."""
        self.report.stop()

    def new_game(self) -> None:
        """Leave the game and choose another."""
        from game.board.screens.setup import Aim, Setup

        aim = Aim.WATCH if self.match.watching else Aim.PLAY
        self.app.title()
        self.app.push(Setup(self.app, aim))

    def escape(self) -> None:
        """Leave to the title."""
        self.app.title()


def _title(scenario: str) -> str:
    try:
        return scenario_summary(scenario).title
    except ContentError:
        return scenario


def _fitting(canvas: Canvas, text: str, width: float) -> str:
    """Return a line with its end kept, where a path is too long."""
    if canvas.width(text, NOTE) <= width:
        return text
    return next(
        (f"…{text[nth:]}" for nth in range(len(text)) if canvas.width(f"…{text[nth:]}", NOTE) <= width), ""
    )
