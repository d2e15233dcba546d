"""Where counters and names stand so that nothing covers anything else.

All lengths are logical pixels. Rows of counters stand around an area's anchor; where something is in the
way they move as little as they can, break into more rows, or stand closer together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from game.drawing.camera import COUNTER, PITCH
from game.drawing.rect import Rect

MOST: Final = 4
"""Counters in a row at most."""
DISC: Final = 0.12
"""How far the count of a counter reaches beyond its lower right, in counters."""
FARTHEST: Final = 78
"""How far a group may move from its anchor."""
STEP: Final = 6
ROUNDS: Final = 6
"""How often groups choose anew."""
FINE: Final = 14.0
"""What it may cost a group without choosing anew."""
TIGHT: Final = (1.0, 0.9, 0.8)
"""How close counters may stand, and how small, where there is no room."""

Where = tuple[float, float]


@frozen
class Group:
    """The counters of one area before they stand: where they would like to, how many, how wide a row."""

    area: str
    anchor: Where
    count: int
    columns: int


@frozen
class Row:
    """The counters of one area: the middle of each, and how large they are."""

    area: str
    places: tuple[Where, ...]
    size: float
    anchor: Where

    @property
    def box(self) -> Rect:
        """The rectangle around them, counts included."""
        return around(self.places, self.size)

    def moved(self, dx: float, dy: float) -> Row:
        """Return them moved together."""
        places = tuple((x + dx, y + dy) for x, y in self.places)
        return Row(self.area, places, self.size, (self.anchor[0] + dx, self.anchor[1] + dy))


def around(places: Sequence[Where], size: float) -> Rect:
    """Return the rectangle around counters, with their counts."""
    half = size / 2 + 1
    left, top = min(x for x, _ in places) - half, min(y for _, y in places) - half
    right, bottom = max(x for x, _ in places) + half, max(y for _, y in places) + half
    reach = size * DISC
    return Rect(left, top, right - left + reach, bottom - top + reach)


def spread(anchor: Where, count: int, columns: int, size: float) -> tuple[Where, ...]:
    """Return where so many counters stand: rows of so many, the first one's middle on the anchor."""
    pitch = size * PITCH / COUNTER
    x, y = anchor
    places = []
    for nth in range(count):
        row, column = divmod(nth, columns)
        here = min(columns, count - row * columns)
        places.append((x + (column - (here - 1) / 2) * pitch, y + row * pitch))
    return tuple(places)


@lru_cache(maxsize=32)
def place(groups: tuple[Group, ...], size: float, bounds: Rect, taken: tuple[Rect, ...]) -> tuple[Row, ...]:
    """Return where all groups stand inside bounds and clear of what is taken.

    Large ones choose first; then whichever fared worst goes before all others, while that helps.
    """
    order = sorted(groups, key=lambda each: (-each.count, each.area))
    best: tuple[float, dict[str, Row]] | None = None
    for _ in range(ROUNDS):
        made, costs = _round(order, size, bounds, taken)
        total = sum(costs.values())
        if best is None or total < best[0]:
            best = total, made
        worst = max(order, key=lambda each: costs[each.area], default=None)
        if worst is None or worst is order[0] or costs[worst.area] <= FINE:
            break
        order = [worst, *(each for each in order if each is not worst)]
    assert best is not None
    return tuple(best[1][group.area] for group in groups)


def _round(
    order: Sequence[Group], size: float, bounds: Rect, taken: Sequence[Rect]
) -> tuple[dict[str, Row], dict[str, float]]:
    """Let groups choose one after another; return where they stand and what that costs each."""
    obstacles = list(taken)
    made: dict[str, Row] = {}
    costs: dict[str, float] = {}
    for group in order:
        costs[group.area], row = _settled(group, size, bounds, obstacles)
        obstacles.append(row.box)
        made[group.area] = row
    return made, costs


def _settled(group: Group, size: float, bounds: Rect, obstacles: Sequence[Rect]) -> tuple[float, Row]:
    """Return the nearest way to stand that covers nothing with its cost, else the one that covers least."""
    ways = _ways(group.count, min(group.columns, group.count))
    worst: tuple[float, Row] | None = None
    for nth, shrink in enumerate(TIGHT):
        small = size * shrink
        boxes = [around(spread(group.anchor, group.count, n, small), small) for n in range(1, MOST + 1)]
        near = _near(obstacles, boxes)
        for cost, dx, dy, columns in ways:
            box = boxes[columns - 1].moved(dx, dy)
            if bounds.contains(box, 0.1) and not any(box.meets(each) for each in near):
                return cost + 30.0 * nth, _row(group, dx, dy, columns, small)
    for _, dx, dy, columns in ways:
        box = boxes[columns - 1].moved(dx, dy)
        covered = sum(_common(box, each) for each in near) + box.w * box.h - _common(box, bounds)
        if worst is None or covered < worst[0]:
            worst = covered, _row(group, dx, dy, columns, small)
    assert worst is not None
    return 1000.0 + worst[0], worst[1]


def _row(group: Group, dx: float, dy: float, columns: int, size: float) -> Row:
    x, y = group.anchor
    return Row(group.area, spread((x + dx, y + dy), group.count, columns, size), size, group.anchor)


def _near(obstacles: Sequence[Rect], boxes: Sequence[Rect]) -> list[Rect]:
    """Return what may be in the way of a group wherever it stands."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    reach = Rect(left, top, right - left, bottom - top).inset(-FARTHEST)
    return [each for each in obstacles if each.meets(reach)]


@cache
def _ways(count: int, wanted: int) -> tuple[tuple[float, float, float, int], ...]:
    """Return what ways to stand cost, their steps from the anchor and their columns, the cheapest first."""
    ways = []
    for columns in range(1, min(MOST, count) + 1):
        long = -(-count // columns)
        change = abs(columns - wanted) * 9.0 + max(0, long - 2) * 26.0
        for ring in range(0, FARTHEST + 1, STEP):
            ways += [(ring + change, dx, dy, columns) for dx, dy in _ring(ring)]
    return tuple(sorted(ways, key=lambda each: each[0]))


def _ring(radius: int) -> Iterator[Where]:
    """Yield steps to the places on a square of some radius, straight ones first."""
    if not radius:
        yield 0.0, 0.0
        return
    r = float(radius)
    yield from ((0.0, r), (0.0, -r), (r, 0.0), (-r, 0.0))
    h = r / 2
    yield from ((h, r), (-h, r), (h, -r), (-h, -r), (r, h), (r, -h), (-r, h), (-r, -h))
    yield from ((r, r), (-r, r), (r, -r), (-r, -r))


def _common(one: Rect, other: Rect) -> float:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide * high if wide > 0 and high > 0 else 0.0


# ---------- names ----------


@frozen
class Label:
    """A name to be written: its lines' size and middle."""

    key: str
    at: Where
    width: float
    height: float
    rank: int = 0
    """Names of a lower rank are placed first."""

    @property
    def box(self) -> Rect:
        """The rectangle it takes."""
        return Rect(self.at[0] - self.width / 2, self.at[1] - self.height / 2, self.width, self.height)


def readable(labels: Sequence[Label], bounds: Rect, taken: Sequence[Rect]) -> dict[str, Where]:
    """Return where names are written; one that an edge, a counter or another name would cut is left out."""
    boxes = [(each.x, each.y, each.right, each.bottom) for each in taken]
    found: dict[str, Where] = {}
    for label in sorted(labels, key=lambda each: (each.rank, each.key)):
        for dx, dy in _NUDGES:
            box = label.box.moved(dx, dy)
            if bounds.contains(box) and _free(box, boxes):
                boxes.append((box.x, box.y, box.right, box.bottom))
                found[label.key] = (label.at[0] + dx, label.at[1] + dy)
                break
    return found


def _free(box: Rect, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    """Tell whether a rectangle meets none of some others, each by its edges; many are asked in a push."""
    west, north, east, south = box.x, box.y, box.right, box.bottom
    for left, top, right, bottom in boxes:
        if west < right and left < east and north < bottom and top < south:
            return False
    return True


_NUDGES: Final = (
    (0.0, 0.0),
    (0.0, 8.0),
    (0.0, -8.0),
    (10.0, 0.0),
    (-10.0, 0.0),
    (0.0, 16.0),
    (0.0, -16.0),
    (22.0, 0.0),
    (-22.0, 0.0),
    (14.0, 14.0),
    (-14.0, 14.0),
    (14.0, -14.0),
    (-14.0, -14.0),
    (0.0, 26.0),
    (0.0, -26.0),
    (0.0, 40.0),
    (0.0, -40.0),
)


def overlaps(boxes: Sequence[Rect]) -> list[tuple[int, int]]:
    """Return which rectangles cover each other, by their places; for tests and for checking a map."""
    order = sorted(range(len(boxes)), key=lambda nth: boxes[nth].x)
    found = []
    for place_, one in enumerate(order):
        for other in order[place_ + 1 :]:
            if boxes[other].x >= boxes[one].right:
                break
            if boxes[one].meets(boxes[other]):
                found.append((min(one, other), max(one, other)))
    return sorted(found)
