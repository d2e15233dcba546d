"""The menu of a game: go on, read, set, leave. It lies over the table; the game is kept already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.theme import BODY_SMALL, PANEL
from game.board.widgets import Button, ButtonStyle, Layer, Paint, Widget
from game.board.widgets.lists import popup
from game.board.widgets.nodes import Veil
from game.views.figures import months

if TYPE_CHECKING:
    from game.board.app import App

NAME: Final = "menu"
ROW: Final = 40.0
KEPT: Final = "What is committed is saved. Orders still being written on this sheet are not."
UNKEPT: Final = "This game is not being kept: leaving ends it."


def open_menu(app: App) -> None:
    """Open the menu over what is shown; Esc closes it."""

    def build(frame: Frame) -> Sequence[Widget]:
        words = app.ui.type.wrap(_said(app), BODY_SMALL, 312)
        head = 62 + len(words) * 18.2
        entries = _entries(app)
        box = frame.whole.centred(360, head + len(entries) * (ROW + 8) + 16)
        inner = box.inset(24, 18)
        rows = inner.below(head - 8).rows(len(entries), 8)
        buttons = [
            Button(f"{NAME}:{nth}", row, label, act, style, cap=cap)
            for nth, ((label, act, style, cap), row) in enumerate(zip(entries, rows, strict=True))
        ]
        text = Paint(f"{NAME}:text", inner, lambda canvas: _words(canvas, inner, app, words))
        return [Veil(f"{NAME}:veil", frame.whole), popup(f"{NAME}:box", box, [text, *buttons])]

    def step(by: int) -> Callable[[], None]:
        return lambda: app.ui.step_focus(by)

    app.ui.open(Layer(NAME, build, first=f"{NAME}:0", keys={"up": step(-1), "down": step(1)}))


def _entries(app: App) -> list[tuple[str, Callable[[], None], ButtonStyle, str]]:
    """Return every entry: its word, what it does, how loud it is, its key."""

    def after(act: Callable[[], None]) -> Callable[[], None]:
        def do() -> None:
            app.ui.close(NAME)
            act()

        return do

    leave = "Save and leave to the title" if _kept(app) else "Leave to the title"
    return [
        ("Go on", after(lambda: None), ButtonStyle.PRIMARY, "Esc"),
        ("Rules and help", after(app.help), ButtonStyle.PLAIN, "F1"),
        ("Settings", after(app.preferences), ButtonStyle.PLAIN, ""),
        (leave, after(app.title), ButtonStyle.PLAIN, ""),
        ("Quit", after(app.quit), ButtonStyle.PLAIN, ""),
    ]


def _kept(app: App) -> bool:
    return app.match is None or app.match.path is not None


def _said(app: App) -> str:
    return KEPT if _kept(app) else UNKEPT


def _words(canvas: Canvas, inner: Rect, app: App, words: Sequence[str]) -> None:
    palette = canvas.palette
    title = "The game"
    if app.match is not None:
        title = months(app.match.world, app.match.turn)
    canvas.text(title, PANEL, palette.ink, inner.top(30))
    for nth, line in enumerate(words):
        row = Rect(inner.x, inner.y + 36 + nth * 18.2, inner.w, 18.2)
        canvas.text(line, BODY_SMALL, palette.second, row)
