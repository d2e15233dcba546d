"""Replay or load: the games that are kept, to go on with, to look back at, or to put away."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.board import saves
from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Frame, Rect
from game.board.new_game import beside
from game.board.saves import Save, report_of
from game.board.screens import kept
from game.board.screens.base import Screen
from game.board.screens.dialogs import Choice, ask
from game.board.screens.page import FOOT, HEAD, body, foot, head
from game.board.screens.replay import open_replay
from game.board.theme import BODY, BODY_SMALL, CARD_SMALL, NOTE, PANEL, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Key, Paint, Region, Row, Scroll, Widget

if TYPE_CHECKING:
    from game.board.app import App

ROW: Final = 62.0
WIDE: Final = 980.0
DELETED: Final = "deleted"
"""The folder, beside the games, where those go that are put away: nothing is destroyed."""


class Load(Screen):
    """The list of kept games."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.games: tuple[Save, ...] = ()
        self.at = 0
        self.said = ""
        """What could not be done, in one line."""
        self._read()

    def enter(self) -> None:
        """Read the folder again and offer the newest game."""
        self._read()
        if self.games:
            self.ui.set_focus(self._key(self.games[self.at]))

    def _read(self) -> None:
        try:
            self.games = saves.saved_games(self.app.saves)
        except OSError as error:
            self.games, self.said = (), line_of(error)
        self.at = max(0, min(self.at, len(self.games) - 1))

    @staticmethod
    def _key(save: Save) -> str:
        return f"load:{save.path.name}"

    @property
    def chosen(self) -> Save | None:
        """The game that the buttons are about."""
        return self.games[self.at] if self.games else None

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the list and the strip of buttons."""
        note = f"kept in {self.app.saves}"
        page = body(frame, WIDE).below(HEAD).above(FOOT).inset(0, 20)
        return [
            Region("load:page", frame.whole.below(HEAD).above(FOOT), self._list(page), self.palette.paper),
            head(frame, self.palette, "Replay or load", _tail(self, note, frame), WIDE),
            foot(frame, self.palette, self._buttons(frame)),
        ]

    def _list(self, page: Rect) -> list[Widget]:
        if not self.games:
            return [Paint("load:none", page, lambda canvas: _none(canvas, page))]
        now = datetime.now()
        rows: list[Widget] = []
        y = page.y
        for nth, save in enumerate(self.games):
            rect = Rect(page.x, y, page.w, ROW)
            rows.append(self._row(rect, nth, save, now))
            y += ROW + 6
        return [
            Scroll("load:list", Rect(page.x - 8, page.y - 6, page.w + 20, page.h + 12), y - page.y + 6, rows)
        ]

    def _row(self, rect: Rect, nth: int, save: Save, now: datetime) -> Row:
        title = save.title or save.path.name
        words = f"{kept.who(save)}, {kept.place(save)}" if save.seats else save.path.name
        label = f"{title}, {words}"
        state = _state(save)
        saved = kept.when(save.saved, now)

        def paint(canvas: Canvas, box: Rect) -> None:
            _draw_row(canvas, box, save, (title, words, state, saved), nth == self.at)

        return Row(
            self._key(save),
            rect,
            label,
            lambda: self._clicked(nth),
            on=nth == self.at,
            paint=paint,
            keys=lambda key: self._row_key(nth, key),
        )

    def _buttons(self, frame: Frame) -> list[Widget]:
        row = body(frame, WIDE).foot(FOOT).inset(0, 12)
        save = self.chosen
        found: list[Widget] = [Button("load:back", row.left(110), "Back", self.escape, cap="Esc")]
        if self.said:
            note = row.after(122).before(500)
            found.append(Paint("load:said", note, lambda canvas: _line(canvas, self.said, note), self.said))
        why = "" if save else "no game is kept"
        on = why or self._why_not(save)
        look = why or (save.fault if save and not save.seats else "")
        goes = Rect(row.right - 150, row.y, 150, row.h)
        style = ButtonStyle.PRIMARY
        return [
            *found,
            Button("load:delete", goes.moved(-322, 0)._replace(w=110), "Delete", self._ask, why_not=why),
            Button(
                "load:replay",
                goes.moved(-200, 0)._replace(w=188),
                "Open in replay",
                self.replay,
                why_not=look,
            ),
            Button("load:go", goes, "Go on", self.go_on, style, cap="Enter", why_not=on),
        ]

    @staticmethod
    def _why_not(save: Save | None) -> str:
        if save is None or save.goes_on:
            return ""
        return save.fault or "the game has ended: open it in replay"

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Enter goes on, Delete asks, R opens the replay; arrows choose."""
        return {
            "enter": self.go_on,
            "delete": self._ask,
            "r": self.replay,
            "down": lambda: self._choose(self.at + 1),
            "up": lambda: self._choose(self.at - 1),
            "home": lambda: self._choose(0),
            "end": lambda: self._choose(len(self.games) - 1),
        }

    def _row_key(self, nth: int, key: Key) -> bool:
        step = {"up": nth - 1, "down": nth + 1, "home": 0, "end": len(self.games) - 1}.get(key.name)
        if step is not None:
            self._choose(step)
            return True
        if key.name == "enter":
            self._choose(nth)
            self.go_on()
            return True
        return False

    def _choose(self, nth: int) -> None:
        if 0 <= nth < len(self.games):
            self.at, self.said = nth, ""
            self.ui.set_focus(self._key(self.games[nth]))
            self.ui.change()

    def _clicked(self, nth: int) -> None:
        self._choose(nth)

    def go_on(self) -> None:
        """Go on with the chosen game; one that has ended is shown in replay."""
        save = self.chosen
        if save is None:
            return
        if save.ended:
            self.replay()
        elif save.fault:
            self._say(f"{save.path.name}: {save.fault}")
        else:
            self._say(kept.go_on(self.app, save.path))

    def replay(self) -> None:
        """Show the chosen game turn by turn."""
        save = self.chosen
        if save is None:
            return
        if not save.seats:
            self._say(f"{save.path.name}: {save.fault}")
            return
        try:
            screen = open_replay(self.app, save.path)
        except Exception as error:
            self._say(f"{save.path.name}: {line_of(error)}")
            return
        self.app.push(screen)

    def _ask(self) -> None:
        save = self.chosen
        if save is None:
            return
        title = save.title or save.path.name
        text = (
            f"{title}, saved {kept.when(save.saved, datetime.now())}. It leaves this list; its file goes to "
            f"the folder “{DELETED}” beside the others and can be brought back from there."
        )
        ask(
            self.ui, "Delete this game?", text, (Choice("Keep it", None), Choice("Delete", self._delete)), 480
        )

    def _delete(self) -> None:
        save = self.chosen
        if save is None:
            return
        try:
            put_away(save.path)
        except OSError as error:
            self._say(line_of(error))
            return
        self._read()
        self.said = ""
        self.ui.set_focus(self._key(self.games[self.at]) if self.games else None)
        self.ui.change()

    def _say(self, line: str) -> None:
        if line:
            self.said = line
            self.ui.change()


def put_away(path: Path) -> Path:
    """Move a game and what lies beside it to the folder of deleted ones; return where; raise OSError."""
    folder = path.parent / DELETED
    folder.mkdir(exist_ok=True)
    names = (f"{path.stem}-{nth}{path.suffix}" if nth > 1 else path.name for nth in count(1))
    goal = next(there for name in names if not (there := folder / name).exists())
    os.replace(path, goal)
    for other in (beside, report_of):
        if other(path).exists():
            os.replace(other(path), other(goal))
    return goal


def _state(save: Save) -> str:
    """Return in a word why a game cannot be gone on with."""
    if save.fault:
        return "other rules" if save.seats else "damaged"
    return "ended" if save.ended else ""


def _tail(screen: Load, note: str, frame: Frame) -> str:
    """Return where the games lie, without its front where it is long."""
    room = body(frame, WIDE).w - 240
    while screen.ui.type.width(note, BODY_SMALL) > room and len(note) > 12:
        note = f"…{note[2:]}"
    return note


def _none(canvas: Canvas, page: Rect) -> None:
    palette = canvas.palette
    canvas.text("No game is kept yet", PANEL, palette.ink, page.top(40))
    said = "Every game is kept as it is played, from its first moment on."
    canvas.text(said, BODY, palette.second, page.below(40).top(24))


def _line(canvas: Canvas, said: str, rect: Rect) -> None:
    lines = canvas.type.wrap(said, NOTE, rect.w)[:2]
    for nth, line in enumerate(lines):
        row = Rect(rect.x, rect.y + (rect.h - 16 * len(lines)) / 2 + nth * 16, rect.w, 16)
        canvas.text(canvas.type.fit(line, NOTE, rect.w), NOTE, canvas.palette.bad, row)


def _draw_row(canvas: Canvas, box: Rect, save: Save, words: tuple[str, str, str, str], on: bool) -> None:
    palette = canvas.palette
    title, who, state, saved = words
    canvas.box(box, None, 4, palette.hairline, palette.border)
    inner = box.inset(16, 9)
    when = canvas.width(saved, BODY_SMALL)
    canvas.text(saved, BODY_SMALL, palette.second, inner.top(22).end(when + 1), "right")
    used = canvas.text(title, CARD_SMALL, palette.ink, inner.top(22).before(when + 20)).w
    if state:
        ink = palette.bad if save.fault else palette.gold
        canvas.text(state, STRONG_SMALL, ink, Rect(inner.x + used + 14, inner.y, 90, 22))
    under = Rect(inner.x, inner.y + 23, inner.w, 20)
    if save.fault:
        who = f"{who}: {save.fault}" if who != title else save.fault
    canvas.text(canvas.type.fit(who, BODY_SMALL, under.w), BODY_SMALL, palette.second, under)
