"""A callout: a card with a few words, an arrow to what it speaks of, and buttons; nothing is blocked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas, Point
from game.board.layout import Frame, Rect
from game.board.theme import BODY_SMALL, CAPS, CARD_SMALL, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Link, Paint, Region, Ui, Widget

WIDTH: Final = 304.0
PAD: Final = 16.0
FOOT: Final = 40.0
APART: Final = 34.0
"""Room for the arrow between a callout and what it speaks of."""

EDGE: Final = 8.0
"""Room that is left at the edges of the window."""

COVERING: Final = 1500.0
"""How far off a callout rather stands than with all of it on what it should not cover."""

PLACES: Final = 20
"""How many steps across and down the window are tried for a callout."""

REACH: Final = 200.0
"""How long an arrow may be; what is farther has its ring and no arrow."""


@frozen
class Callout:
    """What a callout says: a heading in small capitals, a title, words, and what its buttons do."""

    caps: str
    title: str
    text: str
    go: Callable[[], None]
    leave: Callable[[], None]
    word: str = "Next"
    loud: bool = True
    """Whether going on is all there is to do; else the button only passes the step over."""


def callout(
    ui: Ui,
    frame: Frame,
    said: Callout,
    target: Rect | None,
    avoid: Sequence[Rect],
    controls: Sequence[Rect] = (),
) -> Sequence[Widget]:
    """Return a callout beside a rectangle, with a ring around that and an arrow to it.

    Without a rectangle it stands at the foot of the window. What it should rather not cover is avoided, and
    no arrow strikes through a control.
    """
    inner = WIDTH - 2 * PAD
    title = ui.type.wrap(said.title, CARD_SMALL, inner)
    text = ui.type.wrap(said.text, BODY_SMALL, inner)
    steps = ui.type.line(CARD_SMALL), ui.type.line(BODY_SMALL)
    head = 14 + 18
    high = head + len(title) * steps[0] + 3 + len(text) * steps[1] + 8 + FOOT
    box = place(frame.whole.inset(EDGE), (WIDTH, high), target, avoid)

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        canvas.shadow(box, raised=True)
        canvas.box(box, palette.card, 10, palette.brass, 2)
        x, y = box.x + PAD, box.y + 12
        canvas.text(said.caps.upper(), CAPS, palette.gold, Rect(x, y, inner, 16))
        y = box.y + head
        for style, colour, lines, step in (
            (CARD_SMALL, palette.ink, title, steps[0]),
            (BODY_SMALL, palette.second, text, steps[1]),
        ):
            for line in lines:
                canvas.text(line, style, colour, Rect(x, y, inner + 1, step))
                y += step
            y += 3

    card = Paint("guide:card", box, paint, click=lambda: None)
    pointer = [Pointer(target, box, controls)] if target is not None else []
    return [*pointer, Region("guide", box, [card, *_buttons(ui, box, said)], None, None, 30)]


def _buttons(ui: Ui, box: Rect, said: Callout) -> Iterator[Widget]:
    row = box.foot(FOOT).inset(PAD, 0).above(11)
    leave = "Leave the lesson"
    yield Link(
        "guide:leave", row.left(ui.type.width(leave, STRONG_SMALL) + 2), leave, said.leave, "Also with Esc"
    )
    style = ButtonStyle.PRIMARY if said.loud else ButtonStyle.PLAIN
    wide = ui.type.width(said.word, STRONG_SMALL) + 62
    yield Button("guide:go", row.end(wide), said.word, said.go, style, cap="N", text=STRONG_SMALL)


class Pointer(Widget):
    """The ring around what a callout speaks of, and the arrow to it; the pointer goes through both."""

    def __init__(self, target: Rect, box: Rect, controls: Sequence[Rect]) -> None:
        super().__init__("guide:pointer", target.inset(-3))
        self.radius = 8
        line = arrow_between(box, self.rect)
        self.line = line if line is not None and not _struck(line, target, controls) else None

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw ring and arrow, on a light casing so that both show on any ground."""
        palette, ring = canvas.palette, self.rect
        canvas.box(ring.inset(-1), None, self.radius + 1, palette.card, 3.5)
        canvas.box(ring, None, self.radius, palette.focus, 2)
        if self.line is not None:
            canvas.polyline(self.line, palette.card, 7)
            canvas.arrow(self.line, palette.focus, 3)


def _struck(line: tuple[Point, Point], target: Rect, controls: Sequence[Rect]) -> bool:
    """Tell whether an arrow is too long, or strikes through another control than the one it points at."""
    (x, y), (to_x, to_y) = line
    if ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5 > REACH:
        return True
    points = [(x + (to_x - x) * nth / 24, y + (to_y - y) * nth / 24) for nth in range(25)]
    others = [each for each in controls if not each.meets(target)]
    return any(each.inset(-2).holds(*point) for each in others for point in points)


def arrow_between(box: Rect, ring: Rect) -> tuple[Point, Point] | None:
    """Return from where to where an arrow goes from a box to a ring, or None where there is no room."""
    if box.inset(-10).meets(ring):
        return None
    start, stop = _near(box.inset(18), ring), _near(ring, box)
    first = _leaving(box, start, stop)
    last = stop
    length = ((last[0] - first[0]) ** 2 + (last[1] - first[1]) ** 2) ** 0.5
    if length < 14:
        return None
    back = 4 / length
    return first, (last[0] - (last[0] - first[0]) * back, last[1] - (last[1] - first[1]) * back)


def _near(rect: Rect, other: Rect) -> Point:
    """Return the point of a rectangle's edge that is nearest to the middle of another."""
    x, y = other.centre
    return min(max(x, rect.x), rect.right), min(max(y, rect.y), rect.bottom)


def _leaving(box: Rect, inside: Point, outside: Point) -> Point:
    """Return where a line from inside a box to outside crosses its edge."""
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    parts = []
    if dx:
        parts.append(((box.right if dx > 0 else box.x) - inside[0]) / dx)
    if dy:
        parts.append(((box.bottom if dy > 0 else box.y) - inside[1]) / dy)
    part = min((each for each in parts if each >= 0), default=0.0)
    return inside[0] + dx * part, inside[1] + dy * part


def place(room: Rect, size: Point, target: Rect | None, avoid: Sequence[Rect]) -> Rect:
    """Return where a card stands: where it covers least, and near its target rather than far."""
    wide, high = size
    if target is None:
        spots = [
            Rect(x, y, wide, high)
            for y in (room.bottom - high - 32, room.y + 60)
            for x in (room.x + (room.w - wide) / 2, room.x + 32, room.right - wide - 8)
        ]
        return min(spots, key=lambda spot: _covered(spot, avoid))
    spots = [spot for spot in _spots(room, size, target) if room.contains(spot, 0.5)]
    free = _clear(spots, target, APART - 1) or _clear(spots, target, 10)
    if not free:
        return Rect(room.x + (room.w - wide) / 2, room.bottom - high - 12, wide, high)
    return min(
        free, key=lambda spot: COVERING * _covered(spot, avoid) / (wide * high) + _distance(spot, target)
    )


def _clear(spots: Sequence[Rect], target: Rect, near: float) -> list[Rect]:
    """Return the places that keep a distance from what a card speaks of."""
    return [spot for spot in spots if not spot.meets(target.inset(-near))]


def _spots(room: Rect, size: Point, target: Rect) -> Iterator[Rect]:
    """Return places beside a rectangle first, then places all over the room."""
    wide, high = size
    x, y = target.centre
    tops = [
        min(max(top, room.y), room.bottom - high) for top in (y - high / 2, target.y, target.bottom - high)
    ]
    lefts = [min(max(left, room.x), room.right - wide) for left in (x - wide / 2, target.x)]
    for top in tops:
        yield Rect(target.x - APART - wide, top, wide, high)
        yield Rect(target.right + APART, top, wide, high)
    for left in lefts:
        yield Rect(left, target.y - APART - high, wide, high)
        yield Rect(left, target.bottom + APART, wide, high)
    across, down = (max(0.0, length) for length in (room.w - wide, room.h - high))
    for nth in range(PLACES + 1):
        for row in range(PLACES + 1):
            yield Rect(room.x + across * nth / PLACES, room.y + down * row / PLACES, wide, high)


def _covered(spot: Rect, avoid: Sequence[Rect]) -> float:
    """Return how much of what should be avoided a place covers."""
    return sum(
        max(0.0, min(spot.right, each.right) - max(spot.x, each.x))
        * max(0.0, min(spot.bottom, each.bottom) - max(spot.y, each.y))
        for each in avoid
    )


def _distance(spot: Rect, target: Rect) -> float:
    dx = max(spot.x - target.right, target.x - spot.right, 0.0)
    dy = max(spot.y - target.bottom, target.y - spot.bottom, 0.0)
    return dx + dy
