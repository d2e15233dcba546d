"""A question in a small box with its answers as buttons; Esc takes the first, which changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.theme import BODY, CARD
from game.board.widgets import Button, ButtonStyle, Layer, Paint, Ui, Widget
from game.board.widgets.lists import popup
from game.board.widgets.nodes import Veil

WIDTH: Final = 440.0
NAME: Final = "dialog"


@frozen
class Choice:
    """An answer: its word, and what it does; without a deed the box just goes."""

    label: str
    act: Callable[[], None] | None


def ask(ui: Ui, title: str, text: str, choices: Sequence[Choice], width: float = WIDTH) -> None:
    """Open a question; the first answer is the safe one and has the focus."""

    def close() -> None:
        ui.close(NAME)

    def build(frame: Frame) -> Sequence[Widget]:
        words = ui.type.wrap(text, BODY, width - 48)
        step = ui.type.line(BODY)
        box = frame.whole.centred(width, 62 + len(words) * step + 72)
        inner = box.inset(24, 18)

        def paint(canvas: Canvas) -> None:
            canvas.text(title, CARD, canvas.palette.ink, inner.top(28))
            for nth, line in enumerate(words):
                row = Rect(inner.x, inner.y + 38 + nth * step, inner.w, step)
                canvas.text(line, BODY, canvas.palette.second, row)

        buttons = [
            Button(
                f"{NAME}:{nth}",
                cell,
                choice.label,
                _acting(close, choice.act),
                ButtonStyle.PRIMARY if nth == 0 else ButtonStyle.PLAIN,
                cap="Esc" if nth == 0 else "",
            )
            for nth, (choice, cell) in enumerate(
                zip(choices, inner.foot(38).columns(len(choices), 12), strict=True)
            )
        ]
        return [
            Veil(f"{NAME}:veil", frame.whole),
            popup(f"{NAME}:box", box, [Paint(f"{NAME}:text", inner, paint), *buttons]),
        ]

    keys = {"left": lambda: ui.step_focus(-1), "right": lambda: ui.step_focus(1)}
    ui.open(Layer(NAME, build, first=f"{NAME}:0", keys=keys, outside_closes=False))


def _acting(close: Callable[[], None], act: Callable[[], None] | None) -> Callable[[], None]:
    def do() -> None:
        close()
        if act is not None:
            act()

    return do
