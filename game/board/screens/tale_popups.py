"""The pop-up beside what is told: dice and what was added, a rung and who raised it, a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Rect
from game.board.screens.briefing_news import seat_marks
from game.board.screens.chip_row import chip_row, rows_height, tone_ink
from game.board.screens.exhibit import Beat, tone_of
from game.board.theme import BODY, BODY_SMALL, CAPS, NOTE, PANEL, VALUE_SMALL, best_on
from game.board.widgets import Ui
from game.views.chips import Chip
from game.views.escalation import percent_of
from game.views.evidence import label_of
from game.views.figures import plain, signed
from game.views.names import capital
from game.views.resolution import CardDetail, ContestDetail, RollDetail, RungDetail
from game.views.saying import RESULT_WORDS
from game.wording import names_of
from rules.content import World
from rules.terms import POWERS

DICE: Final = "tale:dice"
ROLL: Final = 500
WIDE: Final = 494.0
NARROW: Final = 400.0
SUM: Final = TextStyle(Face.SERIF, 36)
PLUS: Final = TextStyle(Face.SERIF, 28)


@frozen
class Popup:
    """What a pop-up is made of: its size and how it is drawn in a rectangle."""

    width: float
    height: float
    draw: Callable[[Canvas, Rect], None]
    dice: bool = False


def popup_of(beat: Beat, count: tuple[int, int], world: World, ui: Ui) -> Popup | None:
    """Return the pop-up of a beat; `count` is which of how many contests. None where there is none."""
    detail = beat.detail
    match detail:
        case ContestDetail():
            return _contest(detail, count, ui)
        case RollDetail():
            return _roll(detail, beat, ui)
        case RungDetail():
            return _rung(detail, world)
        case CardDetail():
            return _card(detail, ui)
        case _:
            return None


def dice_part(ui: Ui) -> float:
    """Return how far the dice have rolled, from 0 to 1."""
    return ui.glide(DICE, 1.0, ROLL)


def pips(dice: tuple[int, int], part: float) -> tuple[int, int]:
    """Return what the dice show: other faces while they roll, at last what fell."""
    if part >= 1:
        return dice
    turn = int(part * 9)
    return (dice[0] + turn * 4 + 2) % 6 + 1, (dice[1] + turn * 5 + 1) % 6 + 1


# ---------- a contest ----------


def _added(detail: ContestDetail) -> tuple[Chip, ...]:
    told = [
        Chip(f"{label_of(key)} {signed(value)}", tone_of(value)) for key, value in detail.modifiers if value
    ]
    if detail.hidden:
        told.append(Chip(f"hidden {signed(detail.hidden)}", tone_of(detail.hidden)))
    return tuple(told)


def _contest(detail: ContestDetail, count: tuple[int, int], ui: Ui) -> Popup:
    inner = WIDE - 44
    added = _added(detail)
    titles = ui.type.wrap(detail.title, PANEL, inner)
    rows = (len(detail.effects) + 1) // 2
    chips = rows_height(ui.type, added, inner)
    high = (
        20 + 20 + len(titles) * 28 + 76 + (chips + 14 if chips else 0) + (16 + rows * 22 if rows else 0) + 16
    )

    def draw(canvas: Canvas, rect: Rect) -> None:
        palette, part = canvas.palette, dice_part(ui)
        box = rect.inset(22, 18)
        canvas.text(f"Operation {count[0]} of {count[1]}".upper(), CAPS, palette.gold, box.top(20))
        _against(canvas, detail, box.top(20))
        y = box.y + 22
        for line in titles:
            canvas.text(line, PANEL, palette.ink, Rect(box.x, y, box.w, 28))
            y += 28
        _dice_row(canvas, Rect(box.x, y + 8, box.w, 58), detail.dice, detail.total, part)
        if part >= 1:
            _result(canvas, Rect(box.right - 142, y + 16, 142, 42), detail)
        y += 78
        if part < 1:
            return
        if added:
            chip_row(canvas, added, Rect(box.x, y, box.w, 0))
            y += chips + 12
        if rows:
            _effects(canvas, detail, Rect(box.x, y, box.w, rows * 22 + 8))

    return Popup(WIDE, high, draw, dice=True)


def _against(canvas: Canvas, detail: ContestDetail, row: Rect) -> None:
    x = row.right - 18 * len(detail.against) + 9
    seat_marks(canvas, detail.against, x, row.centre[1], 14)
    if detail.against:
        word = Rect(row.x, row.y, x - 16 - row.x, row.h)
        placed = canvas.text("against", NOTE, canvas.palette.second, word, "right")
        x = placed.x
    seat_marks(canvas, detail.seats, x - 17 * len(detail.seats), row.centre[1], 14)


def _dice_row(canvas: Canvas, row: Rect, dice: tuple[int, int], total: int, part: float) -> None:
    palette = canvas.palette
    one, two = pips(dice, part)
    canvas.die(row.x, row.y, one)
    canvas.die(row.x + 68, row.y, two)
    if part < 1:
        return
    fallen, more = sum(dice), total - sum(dice)
    x = row.x + 144
    tone = palette.good if more > 0 else palette.bad if more < 0 else palette.second
    for text, style, ink in (
        (str(fallen), SUM, palette.ink),
        (f"{'−' if more < 0 else '+'} {abs(more)}", PLUS, tone),
        ("=", PLUS, palette.second),
        (plain(total), SUM, palette.ink),
    ):
        wide = canvas.width(text, style) + 1
        canvas.text(text, style, ink, Rect(x, row.y, wide, row.h))
        x += wide + 15


def _result(canvas: Canvas, rect: Rect, detail: ContestDetail) -> None:
    palette = canvas.palette
    canvas.box(rect, palette.results[detail.result], 6)
    word = capital(RESULT_WORDS[detail.result])
    style = PANEL if canvas.width(word, PANEL) <= rect.w - 12 else TextStyle(Face.SERIF, 18)
    canvas.text(word, style, palette.result_ink(detail.result), rect, "centre")


def _effects(canvas: Canvas, detail: ContestDetail, rect: Rect) -> None:
    palette = canvas.palette
    canvas.fill(rect.top(1), palette.hairline)
    columns = rect.below(8).columns(2, 22)
    for nth, change in enumerate(detail.effects):
        cell = columns[nth % 2]
        row = Rect(cell.x, cell.y + nth // 2 * 22, cell.w, 22)
        value = f"{plain(change.before)} → {plain(change.after)}"
        wide = canvas.width(value, VALUE_SMALL) + 1
        canvas.text(value, VALUE_SMALL, tone_ink(palette, change.tone), row.end(wide), "right")
        label = row.before(wide + 8)
        style = BODY_SMALL if canvas.width(change.label, BODY_SMALL) <= label.w else NOTE
        canvas.text(canvas.type.fit(change.label, style, label.w), style, palette.second, label)


# ---------- a roll ----------


def _roll(detail: RollDetail, beat: Beat, ui: Ui) -> Popup:
    line = beat.items[0].line
    inner = NARROW - 44
    titles = ui.type.wrap(line.text, TextStyle(Face.SERIF, 19), inner)
    high = 18 + 22 + len(titles) * 25 + 76 + 30 + 14

    def draw(canvas: Canvas, rect: Rect) -> None:
        palette, part = canvas.palette, dice_part(ui)
        box = rect.inset(22, 18)
        canvas.text("THE DICE", CAPS, palette.gold, box.top(20))
        y = box.y + 22
        for words in titles:
            canvas.text(words, TextStyle(Face.SERIF, 19), palette.ink, Rect(box.x, y, box.w, 25))
            y += 25
        total = sum(detail.dice) + detail.modifier
        _dice_row(canvas, Rect(box.x, y + 8, box.w, 58), detail.dice, total, part)
        y += 76
        if part >= 1:
            need = f"{detail.need} or more was needed" if detail.need else "read on its table"
            canvas.text(need, BODY_SMALL, palette.second, Rect(box.x, y, box.w, 24))
            ink = tone_ink(palette, line.tone)
            canvas.text(capital(line.effect), VALUE_SMALL, ink, Rect(box.x, y, box.w, 24), "right")

    return Popup(NARROW, high, draw, dice=True)


# ---------- a rung, a card ----------


def _rung(detail: RungDetail, world: World) -> Popup:
    shares = percent_of(detail.blame)
    up = detail.after > detail.before
    high = 126 + (28 if up and any(shares) else 0)
    name = names_of(world).thing(detail.flashpoint)
    title = TextStyle(Face.SERIF, 19)

    def draw(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        box = rect.inset(22, 16)
        canvas.text(canvas.type.fit(name, title, box.w), title, palette.ink, box.top(26))
        y = box.y + 58
        canvas.rung(detail.before, box.x + 22, y, 40)
        canvas.icon("arrow-right", box.x + 66, y, 18, palette.second)
        canvas.rung(detail.after, box.x + 110, y, 40)
        word = "rises" if up else "falls"
        said = Rect(box.x + 148, y - 20, box.w - 148, 40)
        canvas.text(f"The rung {word}", VALUE_SMALL, palette.bad if up else palette.good, said.top(20))
        canvas.text(f"because of: {detail.cause}", BODY_SMALL, palette.second, said.below(20))
        if up and any(shares):
            share_bar(canvas, Rect(box.x, y + 38, box.w, 18), shares)

    return Popup(NARROW, high, draw)


def share_bar(canvas: Canvas, rect: Rect, shares: Sequence[int]) -> None:
    """Draw who raised a rung: a bar cut by seat, chance last, with whole per cents where there is room."""
    palette = canvas.palette
    total = sum(shares)
    if not total:
        return
    parts = [(nth, share) for nth, share in enumerate(shares) if share]
    room = rect.w - 2 * (len(parts) - 1)
    x = rect.x
    for nth, share in parts:
        wide = room * share / total
        box = Rect(x, rect.y, wide, rect.h)
        if nth < len(POWERS):
            fill = palette.seat(POWERS[nth]).fill
            canvas.box(box, fill, 3)
            ink = best_on(fill[:3])
        else:
            canvas.box(box, palette.sunken, 3, palette.muted)
            canvas.hatch(box.inset(1), (*palette.muted, 120))
            ink = palette.ink
        if canvas.width(str(share), VALUE_SMALL) + 6 <= wide and nth < len(POWERS):
            canvas.text(str(share), VALUE_SMALL, ink, box, "centre")
        x += wide + 2


def _card(detail: CardDetail, ui: Ui) -> Popup:
    inner = NARROW - 44
    style = TextStyle(Face.SERIF, 20)
    titles, texts = ui.type.wrap(detail.title, style, inner), ui.type.wrap(detail.text, BODY, inner)
    high = 18 + 22 + len(titles) * 27 + 4 + len(texts) * 20 + 20

    def draw(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        box = rect.inset(22, 16)
        canvas.text("A CARD COMES UP", CAPS, palette.gold, box.top(20))
        y = box.y + 22
        for line in titles:
            canvas.text(line, style, palette.ink, Rect(box.x, y, box.w, 27))
            y += 27
        for line in texts:
            canvas.text(line, BODY, palette.second, Rect(box.x, y + 4, box.w, 20))
            y += 20

    return Popup(NARROW, high, draw)
