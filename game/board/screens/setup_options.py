"""What holds for all seats of a new game: seed, clock, curtain and memo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.new_game import Curtain, Memos
from game.board.theme import LABEL_SMALL
from game.board.widgets import Dropdown, Link, Paint, Switch, TextField, Widget

if TYPE_CHECKING:
    from game.board.screens.setup import Setup

MINUTES: Final = (0, 3, 5, 10, 15)
CLOCKS: Final = ("none", "3 minutes", "5 minutes", "10 minutes", "15 minutes")


def options(setup: Setup, rect: Rect) -> list[Widget]:
    """Return seed, clock and switches under a line."""
    watched = setup.aim.value == "watch"
    seed = Rect(rect.x, rect.y + 36, 150, 32)
    clock = Rect(rect.x + 224, seed.y, 142, 32)

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        canvas.fill(rect.top(1), palette.hairline)
        canvas.text("Seed of the dice", LABEL_SMALL, palette.ink, Rect(seed.x, rect.y + 12, 190, 20))
        if not watched:
            canvas.text("Clock per seat", LABEL_SMALL, palette.ink, Rect(clock.x, rect.y + 12, 142, 20))

    found: list[Widget] = [
        Paint("setup:options", rect, paint),
        TextField(
            "setup:seed",
            seed,
            setup.seed,
            setup.write_seed,
            label="Seed of the dice",
            most=19,
            allowed="-0123456789",
            submit=setup.start,
        ),
        Link("setup:new_seed", Rect(seed.right + 12, seed.y, 40, 32), "New", setup.draw_seed, "Another seed"),
    ]
    return found if watched else [*found, *_course(setup, rect, clock)]


def _course(setup: Setup, rect: Rect, clock: Rect) -> list[Widget]:
    """Return clock, curtain and memo, which are for people."""
    choice = setup.choice
    nth = min(range(len(MINUTES)), key=lambda each: abs(MINUTES[each] - choice.minutes))
    right = Rect(clock.right + 30, rect.y + 26, max(200.0, rect.right - clock.right - 30), 22)
    return [
        Dropdown(
            "setup:clock",
            clock,
            CLOCKS,
            nth,
            lambda picked: setup.change(minutes=MINUTES[picked]),
            label="Clock per seat",
        ),
        Switch(
            "setup:curtain",
            right,
            "Hand-over curtain between people",
            choice.curtain is Curtain.ALWAYS,
            lambda on: setup.change(curtain=Curtain.ALWAYS if on else Curtain.NEVER),
            "Covers the screen while the computer passes from one person to the next.",
        ),
        Switch(
            "setup:memo",
            right.moved(0, 30),
            "Strategy memo before turn 1",
            choice.memo is Memos.ASKED,
            lambda on: setup.change(memo=Memos.ASKED if on else Memos.NOT_ASKED),
            "Each person ranks six priorities; the end tells how the orders kept to them (R11.7).",
        ),
    ]
