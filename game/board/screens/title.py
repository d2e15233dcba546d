"""The title: go on with one key, or begin, watch, load, read, set and leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board import saves
from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.faults import line_of
from game.board.layout import Breadth, Frame, Rect
from game.board.screens import kept
from game.board.screens.base import Screen
from game.board.screens.ground import DarkMap
from game.board.screens.share_chart import SOURCES, draw_chart
from game.board.theme import ASIDE_SMALL, BODY_SMALL, NOTE
from game.board.widgets import Key, Paint, Region, Ui, Widget
from game.board.widgets.buttons import Pressable

if TYPE_CHECKING:
    from game.board.app import App
    from game.board.saves import Save

LESSON: Final = "two_percent_by_march"
MOTTO: Final = "Money, presence and words in the Western Pacific"
CREDIT: Final = "Map: Natural Earth. Boundaries and names are drawn for play and take no position."
MOTTO_INK: Final = (0xEE, 0xD9, 0xA6)
LARGE: Final = TextStyle(Face.SERIF, 25)
SMALL: Final = TextStyle(Face.SERIF, 21)


@frozen
class Entry:
    """A line of the title's menu."""

    key: str
    label: str
    note: str
    act: Callable[[], None]
    large: bool


class _Item(Pressable):
    """An entry of the menu: a large word on the dark map and a note beside it; arrows go up and down."""

    def __init__(self, rect: Rect, entry: Entry) -> None:
        super().__init__(f"title:{entry.key}", rect, entry.label, entry.act)
        self._note = entry.note
        self._style = LARGE if entry.large else SMALL
        self.on_navy = True

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw it, on a raised ground while it is chosen."""
        palette = canvas.palette
        focused = ui.focus == self.key
        if focused or self._hovered(ui):
            edge = palette.focus_on_navy if focused and not ui.by_keyboard else palette.navy_edge
            canvas.box(self.rect, palette.navy_raised, 6, edge, 2 if focused else 1)
        inner = self.rect.inset(22, 0)
        canvas.text(self.label, self._style, palette.cream, inner)
        if self._note:
            box = inner.after(182)
            canvas.text(self._note, BODY_SMALL, palette.cream_second, Rect(box.x, box.y + 1, box.w, box.h))

    def take(self, ui: Ui, key: Key) -> bool:
        """Go to the entry above or below."""
        if key.name in ("up", "down"):
            ui.step_focus(-1 if key.name == "up" else 1)
            return True
        return False


class Title(Screen):
    """The first page of the board."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._said = ""
        self._save = self._newest()
        self._map = DarkMap()
        self._drawn = 0
        """How often the map behind has become whole, for the picture that is kept of it."""
        self._frames = 0

    def tick(self, now: float) -> None:
        """Draw the map behind between frames, once the first has been shown."""
        self._frames += 1
        if self._frames > 2 and self._map.step(self.ui.frame, self.palette):
            self._drawn += 1
            self.ui.change()

    def enter(self) -> None:
        """Say once what there is to say, and offer the first entry."""
        self._said, self.app.notice = self.app.notice, ""
        self._save = self._newest()
        self.ui.set_focus(f"title:{self._entries()[0].key}")

    def _newest(self) -> Save | None:
        try:
            return saves.latest(self.app.saves)
        except OSError as error:
            self._said = self._said or line_of(error)
            return None

    def escape(self) -> None:
        """Nothing lies below the title."""

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Arrows find the menu wherever the focus is."""
        return {"down": lambda: self.ui.step_focus(1), "up": lambda: self.ui.step_focus(-1)}

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the dark map, the name, the menu, the chart and the lines at the foot."""
        return [
            Region(
                "title:ground",
                frame.whole,
                [Paint("title:map", frame.whole, lambda canvas: self._map.draw(canvas, frame.whole))],
                self.palette.navy,
                stamp=(frame, self.palette.name, self._drawn),
            ),
            *self._name(frame),
            *self._menu(frame),
            *self._chart(frame),
            *self._foot(frame),
        ]

    def _top(self, frame: Frame) -> tuple[float, float, float]:
        """Return the left edge of the words, the top of the name and its size."""
        if frame.breadth is Breadth.COMPACT:
            return 56, 36, 80
        return 88, max(48.0, (frame.height - 592) / 2), 104

    def _name(self, frame: Frame) -> list[Widget]:
        x, top, size = self._top(frame)
        whole = Rect(x, top, 560, size * 1.66)

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            name = Rect(x - 2, top, 560, size * 1.1)
            canvas.text("Two Percent", TextStyle(Face.TITLE, size), palette.cream, name)
            motto = TextStyle(Face.TITLE_ITALIC, size / 4)
            canvas.text(
                MOTTO,
                motto,
                palette.cream if palette.dark else MOTTO_INK,
                Rect(x, top + size * 1.12, 560, size * 0.3),
            )
            canvas.fill(Rect(x, top + size * 1.54, 64, 2), palette.brass)

        return [Paint("title:name", whole, paint)]

    def _menu(self, frame: Frame) -> list[Widget]:
        x, top, size = self._top(frame)
        y = top + size * 1.54 + 20
        compact = frame.breadth is Breadth.COMPACT
        found: list[Widget] = []
        for entry in self._entries():
            height = 44.0 if entry.large else 34.0
            found.append(_Item(Rect(x - 22, y, 500 if entry.large else 220, height), entry))
            y += height + (2 if compact else 4 if entry.large else 2)
        return found

    def _chart(self, frame: Frame) -> list[Widget]:
        compact = frame.breadth is Breadth.COMPACT
        right, low = (48.0, 76.0) if compact else (88.0, 100.0)
        rect = Rect(frame.width - right - 402, frame.height - low - 176, 402, 176)
        chart = Paint("title:chart", rect, lambda canvas: draw_chart(canvas, rect), SOURCES)
        stamp = (frame, self.palette.name)
        return [Region("title:share", rect.inset(-24, 0), [chart], stamp=stamp)]

    def _foot(self, frame: Frame) -> list[Widget]:
        x = self._top(frame)[0]
        line = Rect(x, frame.height - 56, frame.width - x - 40, 28)

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            canvas.text("a game, not a forecast", ASIDE_SMALL, palette.cream, line)
            canvas.text(CREDIT, NOTE, palette.cream_second, line.after(170), "right")
            if self._said:
                box = Rect(x, 8, frame.width - 2 * x, 24)
                canvas.text(self._said, BODY_SMALL, palette.focus_on_navy, box)

        return [Paint("title:foot", line, paint)]

    # ---------- what can be done ----------

    def _entries(self) -> list[Entry]:
        found = []
        if self._save is not None:
            save = self._save
            note = kept.in_short(save, datetime.now())
            found.append(Entry("continue", "Continue", note, self._continue, True))
        return [
            *found,
            Entry("new", "New game", "one to four people, bots for the rest", self._new, True),
            Entry("guided", "Guided first turn", "learn by playing, ten minutes", self._guided, True),
            Entry("watch", "Watch bots play", "", self._watch, False),
            Entry("load", "Replay or load", "", self._load, False),
            Entry("help", "Rules and help", "", self.app.help, False),
            Entry("settings", "Settings", "", self.app.preferences, False),
            Entry("quit", "Quit", "", self.app.quit, False),
        ]

    def _continue(self) -> None:
        if self._save is not None:
            self._say(kept.go_on(self.app, self._save.path))

    def _new(self) -> None:
        from game.board.screens.setup import Aim, Setup

        self.app.push(Setup(self.app, Aim.PLAY))

    def _watch(self) -> None:
        from game.board.screens.setup import Aim, Setup

        self.app.push(Setup(self.app, Aim.WATCH))

    def _guided(self) -> None:
        from game.board.screens.guided import begin_guided

        self._say(begin_guided(self.app))

    def _load(self) -> None:
        from game.board.screens.load import Load

        self.app.push(Load(self.app))

    def _say(self, line: str) -> None:
        if line:
            self._said = line
            self.ui.change()
