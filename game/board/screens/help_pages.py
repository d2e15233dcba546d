"""Pages of help beside the rulebook: the keys, the signs on board and map, and where things come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.screens.page import SEATS
from game.board.screens.prose import Kind
from game.board.theme import BODY_SMALL, CARD, LABEL_SMALL, PANEL, STRONG_SMALL
from game.board.widgets import Paint, Ui, Widget
from game.views.names import KIND_WORDS
from rules.terms import POWERS, UnitKind

KEYS: Final = (
    (
        "Everywhere",
        (
            ("Tab, Shift Tab", "next control, the one before"),
            ("Enter, Space", "act"),
            ("Esc", "close, back, menu"),
            ("arrows", "inside lists, sliders, tabs; Shift: by five"),
            ("1 to 9", "choices"),
            ("F1", "rules and help"),
            ("F11", "full screen"),
            ("Ctrl ,", "settings"),
        ),
    ),
    (
        "Table",
        (
            ("B P T D H W L", "Budget, Programmes, Posture, Diplomacy, Home, Watch, Log"),
            ("O", "orders"),
            ("Delete", "take an order off"),
            ("Alt ↑ ↓", "move an order"),
            ("Ctrl Z, Ctrl Y", "undo, do again"),
            ("A", "add the advisor’s order"),
            ("?", "why the advisor says so"),
            ("N", "Watch: as numbers, as charts; in the guided turn: next"),
            ("Ctrl S", "what is kept, and when"),
            ("Ctrl Enter", "commit"),
        ),
    ),
    (
        "Map",
        (
            ("arrows", "to the next area"),
            ("Enter", "the sheet of an area"),
            ("M", "lift a counter, set it down"),
            ("[ ]", "own counters"),
            ("F", "flashpoints"),
            ("I", "inset"),
            ("K", "key of signs"),
            ("+ − 0", "larger, smaller, all of it"),
            ("Shift arrows", "move the map"),
        ),
    ),
    (
        "Resolution and replay",
        (
            ("Space", "stop, go on"),
            ("← →", "a step back, a step on"),
            ("1 to 4", "speed"),
            ("Home, End", "first step, last step"),
            ("PgUp PgDn", "in a replay: the turn before, the turn after"),
            ("V", "who looks on, in a replay or where only bots play"),
            ("O", "in a replay: what happened, what was ordered"),
            ("+ − 0", "the map larger, smaller, all of it"),
        ),
    ),
    (
        "Pages",
        (
            ("PgUp PgDn", "scroll"),
            ("/ or Ctrl F", "in the help: search"),
            ("R, Delete", "in the list of games: replay, delete"),
            ("P R M N", "at the end: promises, replay, memos, new game"),
            ("Ctrl S", "at the end: save the journal"),
        ),
    ),
)
CREDITS: Final = (
    (
        "A game, not a forecast",
        (
            "Two Percent names offices, never living people. Figures of the scenarios say where they come "
            "from: see ‘twopercent scenario show NAME --sources’. What is estimated is called an estimate.",
        ),
    ),
    (
        "Map",
        (
            "Natural Earth, 1 : 10 m, public domain. Boundaries and names are drawn for play and take no "
            "position; disputed names are given twice.",
        ),
    ),
    (
        "Type",
        (
            "EB Garamond 12 and 08, Georg Duffner. Lato 2, Łukasz Dziedzic, here cut to the letters in use "
            "and called TP Sans. Noto Serif CJK and Noto Sans CJK, Adobe and Google.",
            "All under the SIL Open Font License 1.1; the licence texts lie beside the fonts.",
        ),
    ),
    ("Program", ("Python, pygame-ce and SDL.",)),
)
NAMES: Final = 132.0


def keys_page(ui: Ui, page: Rect) -> tuple[list[Widget], float]:
    """Return the sheet of shortcuts in two columns, and where it ends."""
    columns = page.columns(2, 32)
    found: list[Widget] = []
    lows = [page.y, page.y]
    for nth, (title, rows) in enumerate(KEYS):
        side = nth % 2
        top = lows[side]
        height = 38.0
        for _, what in rows:
            height += 8 + 18.2 * len(ui.type.wrap(what, BODY_SMALL, columns[side].w - NAMES))
        rect = Rect(columns[side].x, top, columns[side].w, height)
        found.append(Paint(f"help:keys:{nth}", rect, _keys_painter(title, rows, rect)))
        lows[side] = top + height + 22
    return found, max(lows)


def _keys_painter(title: str, rows: tuple[tuple[str, str], ...], rect: Rect) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        _heading(canvas, title, rect)
        y = rect.y + 38
        for keys, what in rows:
            canvas.text(keys, STRONG_SMALL, palette.ink, Rect(rect.x, y, NAMES - 8, 20))
            y += (
                canvas.paragraph(
                    what, BODY_SMALL, palette.second, Rect(rect.x + NAMES, y, rect.w - NAMES, 60)
                )
                + 8
            )

    return paint


def _heading(canvas: Canvas, title: str, rect: Rect) -> None:
    canvas.text(title, CARD, canvas.palette.ink, rect.top(26))
    canvas.fill(Rect(rect.x, rect.y + 29, rect.w, 1), canvas.palette.hairline)


def rung_words() -> list[str]:
    """Return the ladder in words, from 0 to 9, as the rulebook prints it (R8)."""
    from game.board.screens.help import rulebook

    table = next(each for each in rulebook() if each.kind is Kind.TABLE and each.number == "R8")
    cells = [["".join(span.text for span in cell) for cell in row] for row in table.rows]
    pairs = [(row[at], row[at + 1]) for row in cells for at in (0, 2) if row[at].isdigit()]
    return [word for _, word in sorted(pairs, key=lambda pair: int(pair[0]))]


def signs_page(ui: Ui, page: Rect) -> tuple[list[Widget], float]:
    """Return the glossary of signs in two columns, and where it ends."""
    left, right = page.columns(2, 32)
    seats = Rect(left.x, left.y, left.w, 38 + 4 * 30)
    kinds = Rect(left.x, seats.bottom + 24, left.w, 38 + 8 * 36)
    rungs = Rect(right.x, right.y, right.w, 38 + 10 * 28)
    dial = Rect(right.x, rungs.bottom + 24, right.w, 38 + 6 * 40)
    found: list[Widget] = [
        Paint("help:signs:seats", seats, lambda canvas: _seats(canvas, seats)),
        Paint("help:signs:kinds", kinds, lambda canvas: _kinds(canvas, kinds)),
        Paint("help:signs:rungs", rungs, lambda canvas: _rungs(canvas, rungs)),
        Paint("help:signs:dial", dial, lambda canvas: _marks(canvas, dial)),
    ]
    return found, max(kinds.bottom, dial.bottom)


def _seats(canvas: Canvas, rect: Rect) -> None:
    _heading(canvas, "Seats", rect)
    shapes = ("disc", "shield", "square", "house")
    for nth, (power, shape) in enumerate(zip(POWERS, shapes, strict=True)):
        y = rect.y + 38 + nth * 30
        canvas.seat(power, rect.x + 16, y + 14, 24)
        canvas.text(SEATS[power], STRONG_SMALL, canvas.palette.ink, Rect(rect.x + 44, y, 120, 28))
        canvas.text(f"a {shape}", BODY_SMALL, canvas.palette.second, Rect(rect.x + 170, y, 200, 28))


def _kinds(canvas: Canvas, rect: Rect) -> None:
    _heading(canvas, "Counters", rect)
    notes = {0: "the figure tells how many", 1: "light: an estimate, or a plan of your own"}
    for nth, kind in enumerate(UnitKind):
        y = rect.y + 38 + nth * 36
        canvas.counter(POWERS[nth % 4], kind, nth % 3 + 1, rect.x + 16, y + 17, 27, plan=nth == 1)
        canvas.text(KIND_WORDS[kind], STRONG_SMALL, canvas.palette.ink, Rect(rect.x + 44, y, 124, 34))
        if nth in notes:
            box = Rect(rect.x + 170, y, rect.w - 170, 34)
            canvas.text(notes[nth], BODY_SMALL, canvas.palette.second, box)


def _rungs(canvas: Canvas, rect: Rect) -> None:
    _heading(canvas, "Rungs of the ladder", rect)
    for rung, words in enumerate(rung_words()):
        y = rect.y + 38 + rung * 28
        canvas.rung(rung, rect.x + 16, y + 13, 22)
        canvas.text(words, LABEL_SMALL, canvas.palette.ink, Rect(rect.x + 44, y, 230, 26))
        note = {4: "crisis from here", 8: "war: the game ends"}.get(rung, "")
        canvas.text(note, BODY_SMALL, canvas.palette.bad, Rect(rect.x + 280, y, rect.w - 280, 26))


MARKS: Final = (
    ("Dial", "arcs filled as high as the rung; a dot where it stood last turn; ticks before crisis and war"),
    ("Control", "cells from −2 to +4; plus is the challenger’s, 0 is as it was"),
    ("Seat marks", "filled: present at the flashpoint; outline: not"),
    ("Bars", "your own alert at the flashpoint"),
    ("Lane", "dashes; where it is contested they are red and closer"),
    ("Pennant", "a signal: its word stands in the tip"),
)


def _marks(canvas: Canvas, rect: Rect) -> None:
    _heading(canvas, "Flashpoints and map", rect)
    y = rect.y + 38
    for name, what in MARKS:
        canvas.text(name, STRONG_SMALL, canvas.palette.ink, Rect(rect.x, y, 100, 20))
        box = Rect(rect.x + 100, y, rect.w - 100, 44)
        y += canvas.paragraph(what, BODY_SMALL, canvas.palette.second, box) + 4


def credits_page(ui: Ui, page: Rect) -> tuple[list[Widget], float]:
    """Return where map and fonts come from and under which terms, and where that ends."""
    width = min(page.w, 720.0)
    found: list[Widget] = []
    y = page.y
    for nth, (title, paragraphs) in enumerate(CREDITS):
        height = 38 + sum(8 + 18.2 * len(ui.type.wrap(each, BODY_SMALL, width)) for each in paragraphs)
        rect = Rect(page.x, y, width, height)
        found.append(Paint(f"help:credits:{nth}", rect, _credit_painter(title, paragraphs, rect)))
        y += height + 18
    return found, y


def _credit_painter(title: str, paragraphs: tuple[str, ...], rect: Rect) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        canvas.text(title, PANEL, canvas.palette.ink, rect.top(28))
        y = rect.y + 38
        for each in paragraphs:
            y += canvas.paragraph(each, BODY_SMALL, canvas.palette.second, Rect(rect.x, y, rect.w, 200)) + 8

    return paint
