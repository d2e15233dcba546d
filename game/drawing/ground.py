"""The ground of the map: sea, land, borders, lanes, bases, and the places that can be chosen.

It holds nothing of any game, so that it is drawn once and kept. Lengths are the pixels of the home view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot
from typing import Final

from attrs import frozen

from game.content_geometry import Geometry, Line, Polygon
from game.drawing.camera import Camera, home
from game.drawing.curves import Point
from game.drawing.cutter import Cutter
from game.drawing.palette import HOLDERS
from game.drawing.rect import Rect
from game.drawing.shapes import (
    Circle,
    Command,
    Commands,
    Ends,
    Group,
    Ink,
    Path,
    Shape,
    Window,
    box,
    filled,
    polygon,
    polyline,
)

VIEW: Final = Rect(0, 0, 880, 752)
"""The home view, in its own pixels."""
CARD: Final = Rect(10, VIEW.h - 184, 246, 174)
"""Where the inset stands."""
FINE: Final = 0.3
"""How far a coast may lie from where it is drawn, in pixels of `DETAIL`."""
DETAIL: Final = 1.6
"""How many times larger than shown coasts are still drawn true."""
DOT: Final = 2.0
"""How wide islands are at least."""
SHORES: Final = ((44.0, 0), (20.2, 1), (18.2, 1), (12.6, 2), (10.6, 2), (6.2, 3), (4.2, 3))
"""Twice the distance from the coast at which the sea grows lighter, and by which step; lines between."""
BANDS: Final = ((15.0, 0.13), (8.0, 0.13), (3.5, 0.14))
"""Of the soft bands inside a border: twice the width, and strength."""
ZONES: Final = ("OKI", "SAK", "GUM")
"""Areas of islands, drawn as rounded zones."""

_PARTNERS: Final = ("south_korea", "taiwan", "philippines", "australia")


@frozen
class Pane:
    """A rectangle of the picture and the view of the map in it."""

    key: str
    camera: Camera

    @property
    def cutter(self) -> Cutter:
        """What takes places of the map to the pane."""
        return Cutter(self.camera.ground, self.camera.scale * DETAIL, 0)

    @property
    def rect(self) -> Rect:
        """The rectangle."""
        return self.camera.view


def main_pane(geometry: Geometry) -> Pane:
    """Return the home view."""
    return Pane("main", home(VIEW, geometry.home))


def inset_pane(geometry: Geometry) -> Pane:
    """Return the inset, within its card."""
    west, north, east, south = geometry.inset.frame
    rect = Rect(CARD.x + 5, CARD.y + 25, CARD.w - 10, CARD.h - 30)
    scale = max(rect.w / (east - west), rect.h / (south - north))
    return Pane("inset", Camera(rect, (west + east) / 2, (north + south) / 2, scale))


# ---------- lines ----------


def simplified(points: Sequence[Point], fine: float = FINE) -> list[Point]:
    """Return a line without the points that lie nearer than `fine` to what is left (Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        far, place = fine, -1
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = hypot(dx, dy)
        for nth in range(first + 1, last):
            px, py = points[nth][0] - ax, points[nth][1] - ay
            away = abs(dx * py - dy * px) / length if length else hypot(px, py)
            if away > far:
                far, place = away, nth
        if place >= 0:
            kept[place] = True
            parts += [(first, place), (place, last)]
    return [each for each, stays in zip(points, kept, strict=True) if stays]


def _ring(pane: Pane, cutter: Cutter, line: Line, polygon_: Polygon) -> list[Point]:
    """Return a ring on the pane, cut to what is seen; a ring is halved so that it can be simplified."""
    points = cutter.ring(line, polygon_.bounds)
    half = len(points) // 2
    if half < 2:
        return []
    whole = simplified(points[: half + 1])[:-1] + simplified([*points[half:], points[0]])[:-1]
    return _moved(pane, whole) if len(whole) > 2 else []


def _moved(pane: Pane, points: Iterable[Point]) -> list[Point]:
    return [(x / DETAIL + pane.rect.x, y / DETAIL + pane.rect.y) for x, y in points]


def rings(pane: Pane, polygons: Iterable[Polygon]) -> Commands:
    """Return polygons on a pane as one outline."""
    cutter = pane.cutter
    found: list[Command] = []
    for each in polygons:
        if cutter.sees(each.bounds):
            for line in each.rings:
                points = _ring(pane, cutter, line, each)
                found += polygon(points) if points else ()
    return tuple(found)


def strokes(pane: Pane, lines: Iterable[Line]) -> Commands:
    """Return open lines on a pane as one outline."""
    cutter = pane.cutter
    found: list[Command] = []
    for line in lines:
        for part in cutter.strokes(line):
            if len(part) > 1:
                found += polyline(_moved(pane, simplified(part)))
    return tuple(found)


# ---------- layers ----------


def ground_of(geometry: Geometry, pane: Pane) -> Group:
    """Return all that lies under counters and names on a pane."""
    lands = _lands(geometry, pane)
    shapes: list[Shape] = [filled(box(*pane.rect), "sea-deep")]
    for wide, step in SHORES:
        role = f"water-{step}" if (wide * 10) % 4 == 2 else f"shore-{step}"
        ink = Ink(line=role, width=wide, ends=Ends.ROUND)
        shapes += [Path(outline, ink) for _, outline in lands if outline]
    shapes.append(Path(strokes(pane, geometry.graticule), Ink(line="sea-line", opacity=0.3)))
    shapes += [
        filled(rings(pane, area.polygons), "zone", 0.6)
        for area in geometry.areas
        if area.id in ZONES and rings(pane, area.polygons)
    ]
    shapes += _land_shapes(lands)
    shapes += _islands(geometry, pane)
    shapes += _borders(geometry, pane)
    shapes += _lanes(geometry, pane)
    shapes += _bases(geometry, pane)
    return Group((Window(box(*pane.rect), tuple(shapes)),), kind="decoration")


def _holder(holder: str) -> str:
    known = "partner" if holder in _PARTNERS else holder
    return f"land-{known}" if known in HOLDERS else "land-neutral"


def _lands(geometry: Geometry, pane: Pane) -> list[tuple[str, Commands]]:
    """Return the outline of all land by its role, islands too small for one left out."""
    by_role: dict[str, list[Polygon]] = {}
    for land in geometry.lands:
        large = [each for each in land.polygons if _wide(pane, each) >= DOT]
        by_role.setdefault(_holder(land.holder), []).extend(large)
    return [(role, rings(pane, polygons)) for role, polygons in by_role.items()]


def _wide(pane: Pane, polygon_: Polygon) -> float:
    west, north, east, south = polygon_.bounds
    return max(east - west, south - north) * pane.camera.scale


def _land_shapes(lands: Iterable[tuple[str, Commands]]) -> Iterator[Shape]:
    """Yield land with the soft bands inside its borders and its coasts."""
    for role, outline in lands:
        if not outline:
            continue
        yield filled(outline, role)
        tint = role.replace("land-", "tint-")
        if role != "land-neutral":
            bands = [
                Path(outline, Ink(line=tint, width=wide, opacity=part, ends=Ends.ROUND))
                for wide, part in BANDS
            ]
            yield Window(outline, tuple(bands))
        yield Path(outline, Ink(line="coast", width=0.8, opacity=0.9))


def _islands(geometry: Geometry, pane: Pane) -> Iterator[Shape]:
    """Yield the islands that are drawn as dots."""
    cutter, rect = pane.cutter, pane.rect
    places = [
        ((each.bounds[0] + each.bounds[2]) / 2, (each.bounds[1] + each.bounds[3]) / 2)
        for land in geometry.lands
        for each in land.polygons
        if _wide(pane, each) < DOT
    ]
    places += [dot.at for dot in geometry.dots]
    spots = [spot for spot in _moved(pane, map(cutter.point, places)) if rect.holds(*spot)]
    apart = dict.fromkeys((round(x), round(y)) for x, y in spots)
    dots = [command for x, y in apart for command in polyline([(x, y), (x, y)])]
    if dots:
        yield Path(tuple(dots), Ink(line="coast", width=DOT, ends=Ends.ROUND))


BORDERS: Final = {
    "land-border": (Ink(line="map-border", width=1.0, opacity=0.9),),
    "area-border": (Ink(line="map-border", width=1.0, dash=(4, 2.6), opacity=0.9),),
    "sea-border": (
        Ink(line="sea-casing", width=2.6, opacity=0.4),
        Ink(line="sea-line", width=1.25, dash=(6, 4)),
    ),
    "island-zone": (Ink(line="seat-japan", width=1.3, dash=(2.2, 2.6), opacity=0.6),),
    "blocked": (Ink(line="sea-label", width=2.0),),
}
"""How each kind of border is drawn; where the theatre ends nothing is."""


def _borders(geometry: Geometry, pane: Pane) -> Iterator[Shape]:
    for kind, inks in BORDERS.items():
        lines = [line for border in geometry.borders if border.kind == kind for line in border.lines]
        outline = strokes(pane, lines)
        if outline:
            yield from (Path(outline, ink) for ink in inks)


def _lanes(geometry: Geometry, pane: Pane) -> Iterator[Shape]:
    outline = strokes(pane, [part.line for lane in geometry.lanes for part in lane.stretches])
    if outline:
        yield Path(outline, Ink(line="sea-casing", width=3.6, opacity=0.67))
        yield Path(outline, Ink(line="sea-label", width=1.7, dash=(9, 4), opacity=0.92))


def _bases(geometry: Geometry, pane: Pane) -> Iterator[Shape]:
    for base in geometry.bases:
        x, y = pane.camera.to_screen(*base.at)
        if pane.rect.holds(x, y):
            yield Circle(x, y, 3.0, Ink(fill="card", line="land-label", width=1.2))
