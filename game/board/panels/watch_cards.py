"""Parts of the Watch tab's cards: steps of a strategy, constituencies, the quarter in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.screens.chip_row import tone_ink
from game.board.theme import BODY_SMALL, CARD, LABEL_SMALL, NOTE, VALUE_SMALL
from game.views.figures import signed
from game.views.quarter import Quarter
from game.views.watch import Constituency, DoctrineStep

SPAN: Final = (-3, 3)


def documents(canvas: Canvas, area: Rect, steps: Sequence[DoctrineStep]) -> None:
    """Draw the steps of one's own strategy with their turns of review; the foremost if not all fit."""
    palette = canvas.palette
    row = max(16.0, min(24.0, area.h / max(1, len(steps))))
    fitting = max(1, int(area.h // row))
    shown = sorted(steps, key=lambda step: (not step.adopted, -step.done))[:fitting]
    blocks = 4 * 18.0 if area.w > 300 else 4 * 12.0
    side = 108.0
    left = len(steps) - len(shown)
    if left:
        shown, left = shown[:-1], left + 1
        low = Rect(area.x, area.y + len(shown) * row, area.w, row)
        canvas.text(f"and {left} more", NOTE, palette.second, low)
    for nth, step in enumerate(shown):
        line = Rect(area.x, area.y + nth * row, area.w, row)
        ink = palette.ink if step.done else palette.second
        name = line.before(blocks + side + 12)
        canvas.text(canvas.type.fit(step.name, BODY_SMALL, name.w), BODY_SMALL, ink, name)
        wide = blocks / 4
        for turn in range(step.turns):
            cell = Rect(name.right + 8 + turn * wide, line.centre[1] - 5, wide - 4, 10)
            full = palette.gold if step.adopted else palette.brass
            if turn < step.done:
                canvas.box(cell, full, 2)
            else:
                canvas.box(cell, None, 2, palette.muted)
        canvas.text(step.status, NOTE, palette.second, line.end(side), "right")
        canvas.fill(line.foot(1), palette.faint)


def roles(canvas: Canvas, area: Rect, found: Sequence[Constituency]) -> None:
    """Draw the constituencies: what they were and are, and cells from the worst to the best."""
    palette = canvas.palette
    for role, row in zip(found, area.above(8).rows(len(found), 4), strict=True):
        same = role.before == role.now
        value = signed(role.now) if same else f"{signed(role.before)} → {signed(role.now)}"
        wide = canvas.width(value, VALUE_SMALL) + 1
        name = row.top(18).before(wide + 6)
        lines = canvas.type.wrap(role.name, NOTE, name.w)[:2]
        for nth, line in enumerate(lines):
            canvas.text(line, NOTE, palette.ink, Rect(name.x, name.y + nth * 15, name.w, 18))
        canvas.text(value, VALUE_SMALL, tone_ink(palette, role.tone), row.top(18), "right")
        cells = Rect(row.x, row.y + 5 + 15 * len(lines), row.w, 7).columns(7, 2)
        for number, cell in zip(range(SPAN[0], SPAN[1] + 1), cells, strict=True):
            inside = min(0, role.now) <= number <= max(0, role.now)
            colour = palette.muted if number == 0 else palette.good if role.now > 0 else palette.bad
            canvas.box(cell, colour if inside else palette.faint, 1.5)


def quarter_card(canvas: Canvas, rect: Rect, words: Quarter) -> None:
    """Draw the quarter in four lines on navy."""
    palette = canvas.palette
    canvas.box(rect, palette.navy, 8, palette.navy_edge, palette.border)
    inner = rect.inset(18, 12)
    canvas.text("This quarter", CARD, palette.cream, inner.top(24))
    rows = (
        ("Delivered", words.delivered),
        ("Rising", words.rising),
        ("Eased", words.eased),
        ("Coming", words.coming),
    )
    y, low = inner.y + 32, rect.bottom - 50
    for nth, (head, text) in enumerate(rows):
        room = Rect(inner.x + 74, y, inner.w - 74, 18)
        most = max(1, int((low - y) // 18) - (len(rows) - nth - 1))
        lines = canvas.type.wrap(text, BODY_SMALL, room.w)
        if len(lines) > most:
            lines = [*lines[: most - 1], canvas.type.fit(" ".join(lines[most - 1 :]), BODY_SMALL, room.w)]
        gold = palette.focus_on_navy if not palette.dark else palette.gold
        canvas.text(head, LABEL_SMALL, gold, Rect(inner.x, y, 72, 18))
        for line in lines:
            canvas.text(line, BODY_SMALL, palette.cream, Rect(room.x, y, room.w, 18))
            y += 18
        y += 4 if low - y > 60 else 1
