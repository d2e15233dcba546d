"""Where everything on the map stands: counters, names, octagons, boxes and the inset, in logical pixels.

What is drawn and what answers the pointer read the same arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot
from typing import Final

from attrs import frozen

from game.content_geometry import Box, Geometry
from game.drawing.camera import COUNTER, PITCH, Camera, counter_size, home
from game.drawing.lettering import Face, TextStyle
from game.drawing.placing import Group, Label, Row, Where, around, place, readable, spread
from game.drawing.rect import Rect
from game.views.map_scene import MapScene, Pennant, Stack

OCTAGON: Final = 24.0
PENNANT: Final = (27.0, 15.0)
"""How wide and high a signal is: the sender's mark and its pennant."""
BOXES_FROM: Final = 560.0
"""The boxes at the window's edge are left out where the map is narrower: their areas are in the sheets."""
LARGER: Final = 1.15
"""The inset is shown while it is so much larger than the map."""
ANYWHERE: Final = Rect(-1e6, -1e6, 2e6, 2e6)
TITLE: Final = 25.0
"""How high the inset's title is."""

STYLES: Final = {
    "ocean": TextStyle(Face.SERIF_ITALIC, 20, 1.0),
    "sea": TextStyle(Face.SERIF_ITALIC, 17, 0.8),
    "strait": TextStyle(Face.SERIF_ITALIC, 14, 0.3),
    "country": TextStyle(Face.SERIF, 18, 3.0),
    "state": TextStyle(Face.SERIF, 12, 3.0),
    "area": TextStyle(Face.SEMIBOLD, 12),
}
"""How names are written (look book, section 3)."""
ALSO: Final = TextStyle(Face.SERIF_ITALIC, 12, 0.3)
RANKS: Final = {"ocean": 0, "country": 1, "area": 2, "sea": 3, "state": 4, "strait": 5}

Measure = Callable[[str, TextStyle], float]


@frozen
class Placed:
    """A stack where it stands; `inset` where it stands in the inset."""

    stack: Stack
    x: float
    y: float
    size: float
    inset: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is on it."""
        return max(abs(x - self.x), abs(y - self.y)) <= self.size / 2 + 1

    @property
    def box(self) -> Rect:
        """The rectangle it takes, with its count."""
        return around([(self.x, self.y)], self.size)


@frozen
class Written:
    """A name where it is written, line by line under one another; `also` are the smaller second ones."""

    key: str
    lines: tuple[str, ...]
    also: tuple[str, ...]
    style: str
    x: float
    y: float
    inset: bool = False


@frozen
class Hung:
    """A box at the window's edge."""

    area: str
    lines: tuple[str, ...]
    rect: Rect


@frozen
class Arrangement:
    """All that stands on the map."""

    main: Camera
    inset: Camera | None
    card: Rect
    """The inset with its title; empty where it is not shown."""
    placed: tuple[Placed, ...]
    names: tuple[Written, ...]
    octagons: tuple[tuple[str, float, float], ...]
    boxes: tuple[Hung, ...]
    pennants: tuple[tuple[Pennant, Rect], ...] = ()

    def camera_at(self, x: float, y: float) -> Camera:
        """Return the view under a point: the inset's, or the map's."""
        return self.inset if self.inset is not None and self.card.holds(x, y) else self.main

    def counter_at(self, x: float, y: float) -> Placed | None:
        """Return the stack under a point, the topmost."""
        inside = self.inset is not None and self.card.holds(x, y)
        return next((p for p in reversed(self.placed) if p.inset == inside and p.holds(x, y)), None)

    def octagon_at(self, x: float, y: float) -> str | None:
        """Return the flashpoint whose octagon is under a point."""
        if self.inset is not None and self.card.holds(x, y):
            return None
        near = [name for name, ox, oy in self.octagons if hypot(x - ox, y - oy) <= OCTAGON / 2 + 2]
        return near[0] if near else None

    def area_at(self, geometry: Geometry, x: float, y: float) -> str | None:
        """Return the area under a point."""
        stack = self.counter_at(x, y)
        if stack is not None:
            return stack.stack.area
        inside = self.inset is not None and self.card.holds(x, y)
        if not inside:
            for box in self.boxes:
                if box.rect.holds(x, y):
                    return box.area
        return geometry.area_at(*self.camera_at(x, y).to_map(x, y))

    def middle(self, geometry: Geometry, area: str) -> Where:
        """Return where an area is on the screen: its box, its place in the inset, else on the map."""
        for box in self.boxes:
            if box.area == area:
                return box.rect.centre
        shape = next((each for each in geometry.areas if each.id == area), None)
        if shape is None:
            return self.main.to_screen(*geometry.position(area))
        if self.inset is not None and shape.inset_anchor is not None:
            return self.inset.to_screen(*shape.inset_anchor)
        return self.main.to_screen(*shape.anchor)

    def row(self, area: str) -> tuple[Placed, ...]:
        """Return the stacks of an area where they stand."""
        return tuple(each for each in self.placed if each.stack.area == area)


def arrange(
    geometry: Geometry,
    scene: MapScene,
    camera: Camera,
    card: Rect | None,
    covers: Sequence[Rect],
    measure: Measure,
) -> Arrangement:
    """Return where everything stands; `card` is the inset's place, `covers` what lies on the map.

    At the scale of the home view counters stand as they do there, however the map is pushed; at others only
    counters and octagons keep clear of each other.
    """
    inset = _inset_camera(geometry, card)
    if inset is not None and inset.scale < camera.scale * LARGER:
        inset = card = None
    view = camera.view
    hung, boxed = _boxes(geometry, scene, view, covers)
    octagons = tuple(
        (quarrel.id, *camera.to_screen(*geometry.flashpoints[quarrel.id])) for quarrel in scene.quarrels
    )
    fixed = [*covers, *(box.rect for box in hung), *([card] if card is not None else [])]
    apart = geometry.inset.areas if inset is not None else ()
    rows = _rows(geometry, scene, camera, apart, fixed)
    placed = [*boxed, *_standing(scene, rows, inset=False)]
    taken = [*fixed, *(_square(x, y, OCTAGON + 2) for _, x, y in octagons), *(each.box for each in placed)]
    taken += [box for _, box in _pennants(geometry, scene, camera)]
    names = _names(geometry, camera, apart, measure, view, [box for box in taken if box.meets(view)])
    if inset is not None:
        more = _in_inset(geometry, scene, inset, measure)
        placed += more[0]
        names += more[1]
    where = card if card is not None else Rect(0, 0, 0, 0)
    flags = _pennants(geometry, scene, camera)
    return Arrangement(camera, inset, where, tuple(placed), tuple(names), octagons, hung, flags)


def _inset_camera(geometry: Geometry, card: Rect | None) -> Camera | None:
    if card is None:
        return None
    pane = pane_of(card)
    west, north, east, south = geometry.inset.frame
    scale = max(pane.w / (east - west), pane.h / (south - north))
    return Camera(pane, (west + east) / 2, (north + south) / 2, scale)


def pane_of(card: Rect) -> Rect:
    """Return the part of the inset's card that shows the map."""
    return Rect(card.x + 5, card.y + TITLE, card.w - 10, card.h - TITLE - 5)


def _square(x: float, y: float, size: float) -> Rect:
    return Rect(x - size / 2, y - size / 2, size, size)


# ---------- counters ----------


def _rows(
    geometry: Geometry, scene: MapScene, camera: Camera, apart: Sequence[str], fixed: Sequence[Rect]
) -> list[Row]:
    """Return where the counters of the map stand; `fixed` is what does not move with it."""
    first = home(camera.view, geometry.home)
    size = counter_size(camera.scale * geometry.pixel)
    still = abs(camera.scale / first.scale - 1) < 1e-6
    base = first if still else camera.looking_at(0.0, 0.0)
    octagons = [
        _square(*base.to_screen(*geometry.flashpoints[quarrel.id]), OCTAGON + 2) for quarrel in scene.quarrels
    ]
    octagons += [box for _, box in _pennants(geometry, scene, base)]
    groups = [
        Group(shape.id, base.to_screen(*shape.anchor), len(there), shape.columns)
        for shape in geometry.areas
        if shape.id not in apart and (there := scene.there(shape.id))
    ]
    kept = tuple(group for group in groups if still and base.view.holds(*group.anchor))
    rows = list(place(kept, size, base.view.inset(2), (*fixed, *octagons)))
    free = tuple(group for group in groups if group not in kept)
    rows += place(free, size, ANYWHERE, (*octagons, *(row.box for row in rows)))
    dx, dy = (base.x - camera.x) * camera.scale, (base.y - camera.y) * camera.scale
    return [row.moved(dx, dy) for row in rows]


def _pennants(geometry: Geometry, scene: MapScene, camera: Camera) -> tuple[tuple[Pennant, Rect], ...]:
    """Return where signals hang: over their flashpoint's octagon, one beside the other."""
    found: list[tuple[Pennant, Rect]] = []
    for pennant in scene.pennants:
        nth = sum(each.flashpoint == pennant.flashpoint for each, _ in found)
        x, y = camera.to_screen(*geometry.flashpoints[pennant.flashpoint])
        left = x - OCTAGON / 2 + nth * (PENNANT[0] + 2)
        found.append((pennant, Rect(left, y - OCTAGON / 2 - PENNANT[1] - 1, *PENNANT)))
    return tuple(found)


def _standing(scene: MapScene, rows: Sequence[Row], *, inset: bool) -> list[Placed]:
    return [
        Placed(stack, x, y, row.size, inset)
        for row in rows
        for stack, (x, y) in zip(scene.there(row.area), row.places, strict=True)
    ]


def _boxes(
    geometry: Geometry, scene: MapScene, view: Rect, covers: Sequence[Rect]
) -> tuple[tuple[Hung, ...], list[Placed]]:
    """Return the boxes at the window's edge and the counters in them."""
    hung: list[Hung] = []
    placed: list[Placed] = []
    if view.w < BOXES_FROM:
        return (), []
    for box in geometry.boxes:
        stacks = scene.there(box.id)
        size = COUNTER - 1
        columns = max(3, -(-len(stacks) // 2)) if len(stacks) > 3 else max(1, len(stacks))
        rows = -(-len(stacks) // columns)
        pitch = size * PITCH / COUNTER
        wide = max(box.size[0], columns * pitch + 8)
        head = 19.0 * len(box.lines) * 0.86 + 8
        high = head + (rows * pitch + 3 if rows else 2)
        rect = _hang(box, view, max(wide, 96.0), high if rows else max(36.0, head + 4))
        hung.append(Hung(box.id, box.lines, rect))
        if stacks:
            first = (rect.x + rect.w / 2 - 1, rect.y + head + pitch / 2 - 3)
            for stack, (x, y) in zip(stacks, spread(first, len(stacks), columns, size), strict=True):
                placed.append(Placed(stack, x, y, size))
    return tuple(hung), placed


def _hang(box: Box, view: Rect, wide: float, high: float) -> Rect:
    gap = 8.0
    x = view.x + view.w * box.along / 100 - wide / 2
    y = view.y + view.h * box.along / 100 - high / 2
    if box.edge == "right":
        return Rect(view.right - wide - gap, y, wide, high)
    if box.edge == "left":
        return Rect(view.x + gap, y, wide, high)
    if box.edge == "top":
        return Rect(x, view.y + gap - 2, wide, high)
    return Rect(x, view.bottom - high - gap, wide, high)


# ---------- names ----------


def text_box(lines: Sequence[str], also: Sequence[str], style: str, measure: Measure) -> tuple[float, float]:
    """Return how wide and high a name is."""
    kind = STYLES[style]
    wide = max([measure(line, kind) for line in lines] + [measure(line, ALSO) for line in also])
    return wide, len(lines) * kind.size * 1.08 + len(also) * ALSO.size * 1.1


def _names(
    geometry: Geometry,
    camera: Camera,
    apart: Sequence[str],
    measure: Measure,
    view: Rect,
    taken: Sequence[Rect],
) -> list[Written]:
    """Return the names of areas and countries that nothing cuts."""
    known: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {}
    labels: list[Label] = []
    spots = [(each.id, each.lines, each.also, each.size, each.label) for each in geometry.areas]
    spots += [("+" + each.lines[0], each.lines, (), each.size, each.at) for each in geometry.names]
    for key, lines, also, style, at in spots:
        if key in apart and style == "strait":
            continue
        wide, high = text_box(lines, also, style, measure)
        known[key] = (lines, also, style)
        labels.append(Label(key, camera.to_screen(*at), wide + 4, high, RANKS[style]))
    found = readable(labels, view.inset(4), taken)
    return [Written(key, *known[key], *found[key]) for key in known if key in found]


def _in_inset(
    geometry: Geometry, scene: MapScene, inset: Camera, measure: Measure
) -> tuple[list[Placed], list[Written]]:
    """Return the counters and names of the areas that the inset shows."""
    view, groups, labels = inset.view, [], []
    known: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {}
    for name in geometry.inset.areas:
        shape = geometry.area(name)
        anchor = inset.to_screen(*(shape.inset_anchor or shape.anchor))
        count = len(scene.there(name))
        if count:
            groups.append(Group(name, anchor, count, shape.columns))
        wide, high = text_box(shape.lines, shape.also, shape.size, measure)
        at = inset.to_screen(*(shape.inset_label or shape.label))
        labels.append(Label(name, at, wide + 2, high))
        known[name] = (shape.lines, shape.also, shape.size)
    size = min(COUNTER, max(20.0, COUNTER * view.w / 236))
    rows = place(tuple(groups), size, view.inset(1), ())
    placed = _standing(scene, rows, inset=True)
    found = readable(labels, view.inset(1), [each.box for each in placed])
    return placed, [Written(key, *known[key], *found[key], inset=True) for key in known if key in found]
