"""The odds of a roll: 36 dots coloured by result over a bar in per cent (look book, section 8.7); dice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.drawing.counters import middle
from game.drawing.lettering import Face, TextStyle, largest, width
from game.drawing.pips import PIPS
from game.drawing.shapes import Anchor, Circle, Group, Ink, Path, Picture, Shape, Text, box, filled, polyline
from game.views.odds import OddsView, Outcome
from rules.terms import Result

WIDTH: Final = 372.0
HEIGHT: Final = 142.0
DOT: Final = 5.0
PITCH: Final = 11.6
FOOT: Final = 66.0
"""The middle of the lowest dots."""
BAR: Final = (100.0, 21.0)
"""Where the bar begins, and how high it is."""

SUM: Final = TextStyle(Face.BODY, 13)
PERCENT: Final = tuple(TextStyle(Face.BOLD, size) for size in (13, 11))
NOTE: Final = TextStyle(Face.BODY, 12)

_RESULTS: Final = {result.key: result.key for result in Result} | {
    "failure": Result.SETBACK.key,
    "nothing": Result.NO_CHANGE.key,
    "success": Result.GAIN.key,
}


def outcome_role(view: OddsView, key: str) -> str:
    """Return the role of an outcome's colour; rows of a table go from worst to best."""
    known = _RESULTS.get(key)
    if known is None:
        keys = [each.key for each in view.outcomes]
        best = len(Result) - 1
        known = Result(max(0, best - (len(keys) - 1 - keys.index(key)))).key
    return "result-" + known.replace("_", "-")


def odds_words(view: OddsView) -> str:
    """Return the chances as they are read out, the best first."""
    return "; ".join(
        f"{each.name}: {each.percent} %, {each.ways} of 36"
        for each in reversed(view.outcomes)
        if each.ways or each.percent
    )


def odds_picture(view: OddsView, key: str = "odds") -> Picture:
    """Return the dots and the bar of a roll."""
    shapes = (*_dots(view), *_bar(view))
    return Picture(key, WIDTH, HEIGHT, f"Odds: {view.title}", odds_words(view), shapes)


def _dots(view: OddsView) -> list[Shape]:
    column = WIDTH * 0.82 / len(view.dots)
    shapes: list[Shape] = []
    for place, dots in enumerate(view.dots):
        x = WIDTH * 0.09 + (place + 0.5) * column
        ink = Ink(fill=outcome_role(view, dots.outcome))
        shapes += [Circle(x, FOOT - nth * PITCH, DOT, ink) for nth in range(dots.ways)]
        shapes.append(Text(x, FOOT + 21, str(dots.sum), SUM, "second", Anchor.MIDDLE))
    return shapes


# ---------- the bar ----------


def _bar(view: OddsView) -> list[Shape]:
    top, high = BAR
    shown = [each for each in view.outcomes if each.ways]
    shapes: list[Shape] = []
    x, middles = 0.0, []
    for nth, outcome in enumerate(shown):
        wide = WIDTH * outcome.ways / 36
        role = outcome_role(view, outcome.key)
        gap = 1 if nth + 1 < len(shown) else 0
        shapes.append(filled(box(x, top, wide - gap, high), role))
        words = f"{outcome.percent} %"
        style = largest(words, wide - 4, PERCENT)
        if width(words, style) <= wide - 2:
            at = middle(top + high / 2, style)
            shapes.append(Text(x + wide / 2, at, words, style, f"{role}-ink", Anchor.MIDDLE))
        middles.append(x + wide / 2)
        x += wide
    return [*shapes, *_names(shown, middles)]


def _names(shown: Sequence[Outcome], middles: Sequence[float]) -> list[Shape]:
    """Return the outcomes' names under their parts, pushed apart where they would touch."""
    words = [each.name.lower() for each in shown]
    wides = [width(each, NOTE) for each in words]
    lefts = apart([at - wide / 2 for at, wide in zip(middles, wides, strict=True)], wides, WIDTH)
    y = BAR[0] + BAR[1] + 15
    shapes: list[Shape] = []
    for name, left, wide, at in zip(words, lefts, wides, middles, strict=True):
        shapes.append(Text(left + wide / 2, y + 1, name, NOTE, "second", Anchor.MIDDLE))
        if not left <= at <= left + wide:
            lead = [(at, BAR[0] + BAR[1]), (left + wide / 2, y - 9)]
            shapes.append(Path(polyline(lead), Ink(line="muted", width=0.8)))
    return shapes


def apart(lefts: Sequence[float], wides: Sequence[float], room: float, gap: float = 7.0) -> list[float]:
    """Return where words begin that stand in a row within some room, moved no more than they must."""
    placed: list[float] = []
    edge = 0.0
    for left, wide in zip(lefts, wides, strict=True):
        placed.append(max(edge, left))
        edge = placed[-1] + wide + gap
    edge = room
    for nth in range(len(placed) - 1, -1, -1):
        placed[nth] = min(placed[nth], edge - wides[nth])
        edge = placed[nth] - gap
    return placed


# ---------- dice ----------


def die(pips: int, size: float = 58.0) -> Group:
    """Return a die's face from its upper left."""
    shapes: list[Shape] = [
        Path(box(0.75, 0.75, size - 1.5, size - 1.5, size * 0.17), Ink("card", "second", 1.5)),
    ]
    step, radius = size * 0.24, size * 0.083
    for column, row in PIPS[pips]:
        shapes.append(Circle(size / 2 + column * step, size / 2 + row * step, radius, Ink(fill="ink")))
    return Group(tuple(shapes), kind="die")


def dice_picture(first: int, second: int, key: str = "dice") -> Picture:
    """Return two dice as they fell."""
    shapes = (die(first), Group((die(second),), (68, 0)))
    return Picture(key, 126, 58, "Dice", f"{first} and {second}, together {first + second}", shapes)
