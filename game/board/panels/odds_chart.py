"""The figures of the odds: 36 dots in columns, the bar in per cent, modifiers, and the list of results."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import Flow, muted
from game.board.panels.parts import chips_height, draw_chips
from game.board.theme import BODY_SMALL, NOTE, STRONG_SMALL, VALUE_SMALL, Colour, Palette, best_on
from game.views.chips import Chip, Tone
from game.views.evidence import ModifierRow
from game.views.figures import signed
from game.views.odds import OddsView, Outcome
from rules.terms import Result

DOT: Final = 5.0
PITCH: Final = 11.6

_RESULTS: Final = {result.key: result for result in Result} | {
    "failure": Result.SETBACK,
    "nothing": Result.NO_CHANGE,
    "success": Result.GAIN,
}


def outcome_colour(palette: Palette, view: OddsView, key: str) -> Colour:
    """Return the colour of an outcome; rows of a table are spread over the results from worst to best."""
    known = _RESULTS.get(key)
    if known is not None:
        return palette.results[known]
    keys = [each.key for each in view.outcomes]
    best = len(palette.results) - 1
    return palette.results[max(0, best - (len(keys) - 1 - keys.index(key)))]


def add_dots(flow: Flow, view: OddsView) -> None:
    """Set the 36 throws of two dice as columns of dots, a sum below each."""

    def paint(canvas: Canvas, rect: Rect) -> None:
        for dots, cell in zip(view.dots, rect.inset(rect.w * 0.09, 0).columns(11), strict=True):
            x = cell.x + cell.w / 2
            colour = outcome_colour(canvas.palette, view, dots.outcome)
            for nth in range(dots.ways):
                canvas.circle(x, rect.bottom - 25 - nth * PITCH, DOT, colour)
            canvas.text(
                str(dots.sum), BODY_SMALL, canvas.palette.second, cell.foot(17).inset(-4, 0), "centre"
            )

    flow.paint(6 * PITCH + 24, paint)


def add_bar(flow: Flow, view: OddsView) -> None:
    """Set the chances as a bar in whole per cent, with what fits of the names below."""
    shown = [each for each in view.outcomes if each.ways]

    def paint(canvas: Canvas, rect: Rect) -> None:
        x, bar = rect.x, rect.top(21)
        taken = rect.x
        for nth, outcome in enumerate(shown):
            wide = rect.w * outcome.ways / 36
            cell = Rect(x, bar.y, wide - (1 if nth + 1 < len(shown) else 0), bar.h)
            _part(canvas, view, outcome, cell)
            taken = _name(canvas, outcome, cell, rect, taken)
            x += wide

    flow.gap(5)
    flow.paint(41, paint, "\n".join(f"{each.name}: {each.percent} %, {each.ways} of 36" for each in shown))


def _part(canvas: Canvas, view: OddsView, outcome: Outcome, cell: Rect) -> None:
    colour = outcome_colour(canvas.palette, view, outcome.key)
    canvas.fill(cell, colour)
    words = f"{outcome.percent} %"
    if canvas.width(words, VALUE_SMALL) <= cell.w - 2:
        canvas.text(words, VALUE_SMALL, best_on(colour), cell, "centre")


def _name(canvas: Canvas, outcome: Outcome, cell: Rect, rect: Rect, taken: float) -> float:
    """Draw an outcome's name under its part where it does not run into the one before it."""
    words = outcome.name.lower()
    wide = canvas.width(words, NOTE)
    x = min(max(rect.x, cell.x + cell.w / 2 - wide / 2), rect.right - wide)
    if x < taken or wide > max(cell.w + 18, 34):
        return taken
    canvas.text(words, NOTE, canvas.palette.second, Rect(x, cell.bottom + 2, wide + 1, 17))
    return x + wide + 8


# ---------- modifiers ----------


def add_modifiers(flow: Flow, view: OddsView) -> None:
    """Set every modifier with its evidence, a bar and its value, then the total."""
    for row in view.modifiers:
        _modifier(flow, row)
    if not view.modifiers:
        flow.text("None: the dice alone decide.", BODY_SMALL, muted)

    def total(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        canvas.line((rect.x, rect.y), (rect.right, rect.y), palette.ink)
        canvas.text("Total", STRONG_SMALL, palette.ink, rect)
        canvas.text(signed(view.total), VALUE_SMALL, palette.ink, rect, "right")

    flow.paint(23, total)
    if view.estimates:
        flow.text("est.: what is known of others is an estimate", NOTE, muted)


def _modifier(flow: Flow, row: ModifierRow) -> None:
    evidence = f"{row.evidence}, est." if row.estimated and row.evidence else row.evidence
    if row.estimated and not evidence:
        evidence = "est."
    side, room = flow.w * 0.36, flow.w * 0.4
    lines = flow.kind.wrap(evidence, NOTE, room - 4) if evidence else [""]

    def paint(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        colour = palette.good if row.value > 0 else palette.bad if row.value < 0 else palette.second
        first = rect.top(21)
        canvas.text(row.label, BODY_SMALL, palette.ink, first.left(side - 4))
        for nth, line in enumerate(lines):
            box = Rect(rect.x + side, rect.y + 2 + 16 * nth, room, 17)
            canvas.text(line, NOTE, palette.muted, box)
        _swing(canvas, first.after(side + room).before(28), row.value, colour)
        canvas.text(signed(row.value), VALUE_SMALL, colour, first, "right")
        canvas.line((rect.x, rect.bottom - 0.5), (rect.right, rect.bottom - 0.5), palette.faint)

    flow.paint(21 + 16.0 * (len(lines) - 1), paint)


def _swing(canvas: Canvas, rect: Rect, value: int, colour: Colour) -> None:
    """Draw a bar right of the middle for what helps, left of it for what hinders."""
    middle, y = rect.x + rect.w / 2, rect.y + rect.h / 2
    long = min(rect.w / 2, 10.0 * abs(value))
    if value:
        x = middle if value > 0 else middle - long
        canvas.box(Rect(x, y - 4, long, 8), colour, 1.5)
    canvas.line((middle, y - 7), (middle, y + 7), canvas.palette.muted)


# ---------- results ----------


def add_results(flow: Flow, view: OddsView) -> None:
    """Set what each result does, the best first, with the totals that bring it."""
    names = max(flow.kind.width(each.name, BODY_SMALL) for each in view.outcomes) + 12
    totals = max(flow.kind.width(each.totals, NOTE) for each in view.outcomes) + 12
    for outcome in reversed(view.outcomes):
        _result(flow, view, outcome, 20 + names, totals)


def _result(flow: Flow, view: OddsView, outcome: Outcome, names: float, totals: float) -> None:
    chips = outcome.chips or (Chip("nothing changes" if outcome.tone is not Tone.GOOD else "it is done"),)
    start = names + totals
    high = max(20.0, chips_height(flow.kind, chips, flow.w - start) + 2)

    def paint(canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        first = rect.top(19)
        swatch = Rect(rect.x, first.y + 3.5, 12, 12)
        edge = palette.muted if not palette.dark else palette.ink
        canvas.box(swatch, outcome_colour(palette, view, outcome.key), 2, edge)
        ink = palette.ink if outcome.ways else palette.muted
        canvas.text(outcome.name, BODY_SMALL, ink, first.after(20).left(names - 20))
        canvas.text(outcome.totals, NOTE, palette.muted, first.after(names).left(totals))
        draw_chips(canvas, chips, rect.after(start))

    flow.paint(high, paint)
