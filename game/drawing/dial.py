"""A flashpoint's card: dial, rung in words, control, who is in, own alert (look book, section 6)."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from game.drawing.counters import middle, seat_mark, seat_outline
from game.drawing.curves import Point, arc
from game.drawing.gauge import RADIUS, RUNGS, SPAN, START, STEP, THRESHOLDS
from game.drawing.lettering import Face, TextStyle, largest, width
from game.drawing.shapes import (
    Anchor,
    Circle,
    Ends,
    Group,
    Ink,
    Path,
    Picture,
    Shape,
    Text,
    bow,
    box,
    filled,
    polygon,
    polyline,
)
from game.views.figures import signed
from game.views.map_scene import Quarrel
from game.views.names import short
from rules.terms import POWERS, Alert, Power

CARD: Final = (200.0, 110.0)

NAME: Final = TextStyle(Face.SERIF, 16)
NAME_TIGHT: Final = TextStyle(Face.SERIF, 14.5)
WORDS: Final = tuple(TextStyle(Face.MEDIUM, size) for size in (13, 12, 11))
FIGURE: Final = TextStyle(Face.BOLD, 14)
TAG: Final = TextStyle(Face.SEMIBOLD, 12)


def dial(rung: int, last: int | None, radius: float = RADIUS) -> Group:
    """Return a dial with its middle at the origin; the dot stands on last turn's rung where it is known."""
    shapes: list[Shape] = [_arc(number, rung, radius) for number in range(RUNGS)]
    for each in THRESHOLDS:
        angle = START + each * STEP
        ends = [_at(angle, radius * 0.78), _at(angle, radius + 4)]
        shapes.append(Path(polyline(ends), Ink(line="ink", width=1.3)))
    if last is not None:
        shapes.append(Circle(*_at(START + (last + 0.5) * STEP, radius * 0.62), 1.9, Ink(fill="second")))
    style = TextStyle(Face.TITLE, radius * 28 / 29)
    shapes.append(Text(0, middle(1, style), str(rung), style, "ink", Anchor.MIDDLE))
    return Group(tuple(shapes), kind="dial")


def _arc(number: int, rung: int, radius: float) -> Path:
    first = START + number * STEP + 1.2
    last = first + STEP - 2.4
    if number > rung:
        return Path(bow(0, 0, radius - 1.6, first, last), Ink(line="hairline", width=3))
    wide = radius * 0.27
    return Path(bow(0, 0, radius - wide / 2, first, last), Ink(line=f"rung-{number}", width=wide))


def _at(angle: float, radius: float) -> Point:
    """Return the point at an angle and a distance from the origin."""
    return arc(0, 0, radius, angle, angle)[0]


def control(value: int, pitch: float = 11.0) -> Group:
    """Return a cell for each value of control, pointer and signed figure; the cells begin at the origin."""
    low, high = SPAN
    cell = pitch - 1.8
    shapes: list[Shape] = []
    for number in range(low, high + 1):
        role = "faint"
        if min(0, value) <= number <= max(0, value):
            role = "ink" if number == value and value else "muted"
        shapes.append(filled(box((number - low) * pitch, 0, cell, 8, 1), role))
    tip = (value - low) * pitch + cell / 2
    shapes.append(filled(polygon([(tip - 4.4, -6), (tip + 4.4, -6), (tip, -1)]), "ink"))
    after = (high - low + 1) * pitch + 5
    shapes.append(Text(after, middle(4, FIGURE), signed(value), FIGURE, "ink"))
    return Group(tuple(shapes), kind="control")


def alert_bars(level: int, of: int = len(Alert)) -> Group:
    """Return rising bars on a baseline from the origin on, `level` of them full."""
    bars = [
        filled(box(nth * 8, -(4.0 + 4 * nth), 6, 4.0 + 4 * nth, 1.2), "gold" if nth < level else "faint")
        for nth in range(of)
    ]
    return Group(tuple(bars), kind="alert")


def seats(inside: tuple[bool, ...], size: float = 13.5, pitch: float = 20.5) -> Group:
    """Return the four seats' marks in a row, the first one's middle at the origin: filled is in."""
    marks = [
        evolve(made, at=(made.at[0] + pitch * power, made.at[1]))
        for power in POWERS
        for made in [seat_mark(power, size) if inside[power] else seat_outline(power, size)]
    ]
    return Group(tuple(marks), kind="seats")


# ---------- the card ----------


def flashpoint_words(quarrel: Quarrel, names: tuple[str, ...] = ()) -> str:
    """Return a flashpoint as it is read out: `Senkakus: rung 3, large exercise; control +1 to China; …`."""
    called = names or tuple(_NAMES[power] for power in POWERS)
    there = [called[power] for power in POWERS if quarrel.seats[power]]
    holder = f" to {called[quarrel.holder]}" if quarrel.holder is not None else ""
    parts = [
        f"rung {quarrel.rung}, {quarrel.words}" + (", crisis" if quarrel.crisis else ""),
        f"control {signed(quarrel.control)}{holder}",
        f"in: {', '.join(there)}" if there else "nobody is in",
    ]
    if quarrel.last is not None and quarrel.last != quarrel.rung:
        parts.insert(1, f"last turn rung {quarrel.last}")
    if quarrel.alert is not None:
        parts.append(f"own alert {Alert(quarrel.alert).key}")
    return f"{quarrel.name}: {'; '.join(parts)}"


_NAMES: Final = {
    Power.JAPAN: "Japan",
    Power.US: "United States",
    Power.CHINA: "China",
    Power.DPRK: "DPRK",
}


def flashpoint_card(quarrel: Quarrel) -> Picture:
    """Return a flashpoint's card, 200 by 110, without its edge: the page or the paper gives it one."""
    wide, high = CARD
    room = wide - 24
    shapes: list[Shape] = []
    if quarrel.crisis:
        tag = width("crisis", TAG) + 14
        room -= tag
        left = wide - tag - 7
        shapes.append(filled(box(left, 7, tag, 18, 9), "bad"))
        shapes.append(Text(left + tag / 2, 20.4, "crisis", TAG, "card", Anchor.MIDDLE))
    whole = next((each for each in (NAME, NAME_TIGHT) if width(quarrel.name, each) <= room), None)
    name = quarrel.name if whole else short(quarrel.name)
    shapes.append(Text(12, 21.5, name, whole or largest(name, room, (NAME, NAME_TIGHT)), "ink"))
    words = largest(quarrel.words, wide - 90, WORDS)
    shapes += [
        evolve(dial(quarrel.rung, quarrel.last), at=(40, 68)),
        Text(82, middle(42, words), quarrel.words, words, "ink"),
        evolve(control(quarrel.control), at=(82, 63)),
        evolve(seats(quarrel.seats), at=(88.5, 92)),
    ]
    if quarrel.alert is not None:
        shapes.append(evolve(alert_bars(quarrel.alert + 1), at=(wide - 8 * len(Alert) - 12, 98)))
    key = f"flashpoint-{quarrel.id.replace('_', '-')}"
    return Picture(key, wide, high, quarrel.name, flashpoint_words(quarrel), tuple(shapes))


def rung_line(rungs: tuple[int, ...], size: tuple[float, float] = (120.0, 34.0)) -> Group:
    """Return a flashpoint's rungs turn by turn as a stepped line with dots, from the upper left."""
    wide, high = size
    step = wide / max(1, len(rungs) - 1)
    spots = [(nth * step, high - high * rung / (RUNGS - 1)) for nth, rung in enumerate(rungs)]
    corners = [spots[0]] if spots else [(0.0, 0.0)]
    for x, y in spots[1:]:
        corners += [((corners[-1][0] + x) / 2, corners[-1][1]), ((corners[-1][0] + x) / 2, y), (x, y)]
    shapes: list[Shape] = [
        Path(polyline([(0, level), (wide, level)]), Ink(line="hairline", dash=(3, 3)))
        for level in (high - high * (each - 0.5) / (RUNGS - 1) for each in THRESHOLDS)
    ]
    shapes.append(Path(polyline(corners), Ink(line="second", width=1.5, ends=Ends.ROUND)))
    shapes += [
        Circle(x, y, 2.6, Ink(fill=f"rung-{rung}", line="ink", width=0.6))
        for (x, y), rung in zip(spots, rungs, strict=True)
    ]
    return Group(tuple(shapes), kind="rungs")


def rung_picture(key: str, name: str, rungs: tuple[int, ...]) -> Picture:
    """Return a flashpoint's rungs turn by turn as a small picture with its words; `key` is its identity."""
    line = evolve(rung_line(rungs), at=(4, 4))
    about = "rungs by turn: " + ", ".join(str(rung) for rung in rungs)
    return Picture(key, 128, 42, f"{name}, rung by turn", about, (line,))
