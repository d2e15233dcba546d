"""The score cards: every seat's total with the bands, and its points by objective."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle, Type
from game.board.layout import Rect
from game.board.theme import AXIS, BODY_SMALL, CARD, LABEL_SMALL, SCORE, VALUE_SMALL
from game.board.widgets import Paint, Widget
from game.views.epilogue import BANDS, Band, Epilogue, ScoreCard, ScoreRow
from game.views.figures import signed
from rules.content import World

GAP: Final = 16.0
HEAD: Final = 98.0
LINE: Final = 16.0
ITALIC: Final = TextStyle(Face.BODY_ITALIC, 13)


def score_cards(kind: Type, top: Rect, told: Epilogue, world: World) -> tuple[Sequence[Widget], float]:
    """Return the four cards below each other's line, and where they end."""
    gap = GAP if top.w > 1050 else 10.0
    cells = top.columns(4, gap)
    pad = 17.0 if cells[0].w > 250 else 12.0
    room = cells[0].w - 2 * pad
    high = max(HEAD + _rows_height(kind, card, room) + 10 for card in told.scores)
    cards: list[Widget] = []
    for card, cell in zip(told.scores, cells, strict=True):
        rect = Rect(cell.x, cell.y, cell.w, high)
        cards.append(_card(rect, card, world, pad))
    return cards, top.y + high


def _label(row: ScoreRow) -> str:
    return f"Secret: {row.heading}" if row.secret else row.heading


def _words(kind: Type, row: ScoreRow, room: float) -> list[str]:
    return kind.wrap(_label(row), ITALIC if row.secret else BODY_SMALL, room - 58)


def _rows_height(kind: Type, card: ScoreCard, room: float) -> float:
    lines = sum(len(_words(kind, row, room)) * LINE + 11 for row in card.rows)
    return lines + (22 if card.calm or card.taken else 0)


def _card(rect: Rect, card: ScoreCard, world: World, pad: float) -> Paint:
    inner = rect.inset(pad, 0)
    name = world.powers[card.power].name

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        canvas.box(rect, palette.card, 8, palette.hairline, palette.border)
        canvas.seat(card.power, inner.x + 13, rect.y + 34, 28)
        figure = Rect(inner.x, rect.y + 14, inner.w, 46)
        wide = canvas.text(str(card.total), SCORE, palette.ink, figure, "right").w
        words = Rect(inner.x + 38, rect.y + 12, inner.w - 38 - wide - 6, 24)
        title = name if canvas.width(name, CARD) <= words.w else {"United States": "US"}.get(name, name)
        canvas.text(title, CARD, palette.ink, words)
        ink = palette.bad if card.band is Band.FAILED else palette.second
        if card.band in (Band.SUCCEEDED, Band.EXCELLED):
            ink = palette.good
        canvas.text(card.band.value, LABEL_SMALL, ink, Rect(words.x, words.bottom, words.w, 20))
        _bands(canvas, Rect(inner.x, rect.y + 66, inner.w, 6), card)
        _rows(canvas, Rect(inner.x, rect.y + HEAD, inner.w, rect.h - HEAD), card)

    return Paint(f"end:score:{card.power.key}", rect, paint, _tip(card))


def _tip(card: ScoreCard) -> str:
    """Return every line of objectives with its points."""
    lines = [
        f"{part.reading.replace('_', ' ')} {part.value}: {part.points} of {part.most}"
        for row in card.rows
        for part in row.parts
    ]
    return "\n".join(lines)


def _bands(canvas: Canvas, track: Rect, card: ScoreCard) -> None:
    palette = canvas.palette
    canvas.box(track, palette.faint, 3)
    part = track.w * card.total / 100
    if part > 1:
        canvas.box(Rect(track.x, track.y, max(part, 4), track.h), palette.seat(card.power).fill, 3)
    for band in BANDS:
        x = track.x + track.w * band / 100
        canvas.line((x, track.y - 3), (x, track.bottom + 3), palette.ink, 1.4)
        canvas.text(str(band), AXIS, palette.second, Rect(x - 15, track.bottom + 4, 30, 14), "centre")


def _rows(canvas: Canvas, area: Rect, card: ScoreCard) -> None:
    palette, y = canvas.palette, area.y
    most = max((row.most for row in card.rows), default=1)
    for row in card.rows:
        for nth, line in enumerate(_words(canvas.type, row, area.w)):
            style = ITALIC if row.secret else BODY_SMALL
            canvas.text(line, style, palette.ink, Rect(area.x, y + nth * LINE, area.w - 56, LINE))
        of = f"/ {row.most}"
        figure = Rect(area.x, y, area.w, LINE)
        wide = canvas.text(of, BODY_SMALL, palette.second, figure, "right").w
        canvas.text(str(row.points), VALUE_SMALL, palette.ink, figure.before(wide + 4), "right")
        y += len(_words(canvas.type, row, area.w)) * LINE + 2
        track = Rect(area.x, y, area.w * row.most / most, 4)
        canvas.box(track, palette.faint, 2)
        if row.points > 0:
            full = palette.seat(card.power).fill
            canvas.box(Rect(track.x, track.y, track.w * row.points / max(1, row.most), 4), full, 2)
        y += 9
    notes = [f"calm {signed(card.calm)}"] if card.calm else []
    if card.taken:
        notes.append(f"core and ending {signed(-card.taken)}")
    if notes:
        canvas.text(", ".join(notes), BODY_SMALL, palette.second, Rect(area.x, y, area.w, 20))
