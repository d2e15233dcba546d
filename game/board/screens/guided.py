"""The guided first turn: callouts over the board that teach by doing and never block.

A step waits until the person has done what it says, or presses Next. What was done before counts when its
turn comes, and what the game has gone past is passed over: the lesson follows whatever a person does first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.board import phases
from game.board.layout import Frame, Rect
from game.board.screens.base import Screen
from game.board.screens.callout import Callout, callout
from game.board.screens.lesson import LESSON, Part, Step
from game.board.screens.table import Table
from game.board.screens.thinking import Thinking
from game.board.widgets import Layer, Row, Widget
from game.board.widgets.ui import Node, Veil

if TYPE_CHECKING:
    from game.board.app import App

LAYER: Final = "guide"
BRIEFING: Final = ("briefing:caps", "briefing:text", "briefing:card", "briefing:only")
"""What is read at the right of the briefing, and below it; not the picture."""

FIRST_CLOSE: Final = "First close what lies open, with Esc."


class Guide:
    """Where a person is in the lesson; it lies over whatever screen is shown until it is left."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._done: set[str] = set()
        self._shown: tuple[str, Screen] | None = None
        self._layer = Layer(LAYER, self._build, modal=False)
        app.ui.lay_over(self._layer)

    # ---------- where the lesson is ----------

    @property
    def part(self) -> Part:
        """The part of the lesson that the game is in."""
        match = self.app.match
        if match is None:
            return Part.OVER
        if isinstance(self.app.screen, Thinking):
            return Part.THINKING
        first = match.turn == 1
        match match.phase:
            case phases.Curtain() | phases.Memo() | phases.Briefing():
                return Part.BRIEFING if first else Part.NEXT_BRIEFING
            case phases.Table():
                return Part.TABLE if first else Part.NEXT_TABLE
            case phases.Thinking():
                return Part.THINKING
            case phases.Resolution(turn) if turn == 1:
                return Part.RESOLUTION
            case _:
                return Part.OVER

    @property
    def step(self) -> Step | None:
        """The step that is said now, or None where the lesson waits for the game."""
        part = self.part
        return next((each for each in LESSON if each.part == part and each.key not in self._done), None)

    @property
    def target(self) -> Node | None:
        """What the step points at: the first of its controls that is there and can be used."""
        step, ui = self.step, self.app.ui
        for key in step.points if step is not None else ():
            node = ui.node(key)
            if node is not None and _waits(node.widget) and ui.takes_part(key):
                return node
        return None

    # ---------- what happens ----------

    def tick(self) -> None:
        """See what was done, and show the next step where it changed."""
        if self.part is Part.OVER:
            self.leave()
            return
        while (step := self.step) is not None and step.done is not None and step.done(self.app.screen):
            self._done.add(step.key)
        shown = (step.key, self.app.screen) if step is not None else None
        if shown != self._shown:
            self._shown = shown
            self._show()

    def _show(self) -> None:
        """Bring what the step points at into sight."""
        self.app.ui.refresh()
        node = self.target
        if node is not None:
            self.app.ui.reveal(node.widget.key)
        self.app.ui.change()

    def go_on(self) -> None:
        """Pass on to the next step."""
        step = self.step
        if step is None:
            return
        self._done.add(step.key)
        if step is LESSON[-1]:
            self.leave()
        self.app.ui.change()

    def leave(self) -> None:
        """End the lesson; the game goes on."""
        self.app.guide = None
        self.app.ui.lay_over(None)

    # ---------- what is shown ----------

    def _build(self, frame: Frame) -> Sequence[Widget]:
        step = self.step
        self._layer.keys = {}
        if step is None or not self._at_game:
            return []
        keys: dict[str, Callable[[], None]] = {"n": self.go_on}
        if self.app.ui.top.key == "screen":
            keys["escape"] = self.leave
        self._layer.keys = keys
        node = self.target
        seen = _seen(node) if node is not None else None
        said = self._said(step, node is not None)
        return callout(self.app.ui, frame, said, seen, self._avoid(frame), self._controls(frame))

    @property
    def _at_game(self) -> bool:
        """Whether the screen of the game is shown, and not the help or the settings over it."""
        return self.app.alone

    def _said(self, step: Step, reached: bool) -> Callout:
        mine = [each for each in LESSON if each.part != Part.NEXT_TABLE]
        nth = mine.index(step) + 1 if step in mine else len(mine)
        last = step is LESSON[-1]
        caps = "Guided turn, done" if last else f"Guided turn, {nth} of {len(mine)}"
        read = step.done is None
        word = "Play on" if last else "Next" if read else "Skip"
        covered = step.points and not reached and self.app.ui.top.key != "screen"
        text = f"{step.text} {FIRST_CLOSE}" if covered else step.text
        return Callout(caps, step.title, text, self.go_on, self.leave, word, read)

    def _avoid(self, frame: Frame) -> list[Rect]:
        """Return what a callout should rather not cover: what lies open, and what people work with."""
        ui = self.app.ui
        open_ones = (
            []
            if ui.top.key == "screen"
            else [
                each.rect
                for each in ui.top.widgets
                if not isinstance(each, Veil) and each.rect != frame.whole
            ]
        )
        bar = ui.node("bar")
        held = [node.rect for node in ui.live() if node.widget.key.startswith(self._busy())]
        return [*open_ones, *([bar.rect] if bar else []), *held, *self._controls(frame)]

    def _controls(self, frame: Frame) -> list[Rect]:
        """Return what can be pressed, as far as it is seen, without what is as large as a map."""
        nodes = [node for node in self.app.ui.live() if _of_the_game(node)]
        seen = [rect for node in nodes if (rect := _seen(node)) is not None]
        return [rect for rect in seen if rect.w * rect.h < frame.whole.w * frame.whole.h / 8]

    def _busy(self) -> tuple[str, ...]:
        """Return how the names of the parts of the screen begin that people read and work with now."""
        screen = self.app.screen
        if not isinstance(screen, Table):
            return ("news:", *BRIEFING, "tale:side", "tale:popup")
        work = ("detail:card", "catalogue:scroll") if screen.panel.wide else (f"panel:{screen.tab}",)
        return ("rail", "orders", *work)


def _of_the_game(node: Node) -> bool:
    return node.widget.focusable and not node.widget.key.startswith("guide:")


def _waits(widget: Widget) -> bool:
    """Tell whether there is something to do with a control: it can be used, and is no row in hand already."""
    return widget.enabled and not (isinstance(widget, Row) and widget.on)


def _seen(node: Node) -> Rect | None:
    """Return the part of a control that is in sight."""
    rect, window = node.rect, node.window
    if window is None:
        return rect
    x, y = max(rect.x, window.x), max(rect.y, window.y)
    right, bottom = min(rect.right, window.right), min(rect.bottom, window.bottom)
    return Rect(x, y, right - x, bottom - y) if right - x > 4 and bottom - y > 4 else None


def begin_guided(app: App) -> str:
    """Begin the lesson's game with its guide; return one line where it cannot be."""
    from game.board.new_game import NewGame
    from game.board.screens.begin import begin_game
    from game.board.screens.title import LESSON as SCENARIO

    said = begin_game(app, NewGame(SCENARIO))
    if not said:
        app.guide = Guide(app)
    return said
