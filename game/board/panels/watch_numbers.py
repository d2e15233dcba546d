"""The Watch tab as numbers: a row for each series, a column for each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.theme import LABEL_SMALL, NOTE, VALUE_SMALL
from game.board.widgets import Paint, Scroll, Widget
from game.views.names import capital
from game.views.watch import Watch, as_numbers
from game.wording import Names
from rules.terms import POWER_NAMED

ROW: Final = 22.0

_ROWS: Final = {
    "doctrines": "Strategy steps adopted",
    "drills": "Drills in the quarter",
    "alerts": "Crisis alerts",
    "forward": "Counters away from home",
}
"""Headings that a short word does not explain."""


def numbers(kind: Type, rect: Rect, page: Watch, known: Names) -> Sequence[Widget]:
    """Return the table; where the quarters do not all fit, the last ones are shown."""
    heads, *rows = as_numbers(page)
    names = min(rect.w * 0.34, max(kind.width(_said(head), NOTE) for head in heads) + 14)
    wide = max(44.0, max(kind.width(row[0], LABEL_SMALL) for row in rows) + 12)
    most = max(1, int((rect.w - names - 8) // wide))
    shown = rows[-most:]
    top = rect.top(24)
    table = Rect(rect.x, rect.y + 24, rect.w, ROW * (len(heads) - 1))

    def head(canvas: Canvas) -> None:
        for nth, row in enumerate(shown):
            cell = Rect(rect.x + names + nth * wide, top.y, wide - 4, 22)
            canvas.text(row[0], LABEL_SMALL, canvas.palette.ink, cell, "right")
        canvas.fill(top.foot(1), canvas.palette.hairline)

    def body(canvas: Canvas) -> None:
        palette = canvas.palette
        for line, name in enumerate(heads[1:]):
            row = Rect(table.x, table.y + line * ROW, table.w - 8, ROW)
            label = canvas.type.fit(_said(name), NOTE, names - 6)
            canvas.text(label, NOTE, palette.second, row.left(names))
            for nth, values in enumerate(shown):
                cell = Rect(rect.x + names + nth * wide, row.y, wide - 4, ROW)
                style = VALUE_SMALL if nth + 1 == len(shown) else NOTE
                canvas.text(_value(name, values[line + 1], known), style, palette.ink, cell, "right")
            canvas.fill(row.foot(1), palette.faint)

    return [
        Paint("watch:table:head", top, head),
        Scroll("watch:table", rect.below(24), table.h, [Paint("watch:table:body", table, body)]),
    ]


def _value(name: str, value: str, known: Names) -> str:
    """Return a value as it is written: dials are per cent of their own."""
    if not name.startswith("dial "):
        return value
    power = POWER_NAMED[name.removeprefix("dial ")]
    return known.share(power, int(value)).removesuffix(" %")


def _said(name: str) -> str:
    """Return a heading with seats as they are written."""
    for key, word in (("japan", "Japan"), ("us", "US"), ("china", "China"), ("dprk", "DPRK")):
        if name == f"dial {key}":
            return f"Share, {word}, %"
        if name.endswith(f" {key}"):
            what = name.removesuffix(f" {key}")
            return f"{_ROWS.get(what) or capital(what)}, {word}"
    return capital(name)
