"""Reads a map's `geometry.json`: what the board draws and where a pointer is (kilometres, y downwards).

Every line between two kinds of face is stored once, as an arc; polygons and borders are lists of arcs.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from math import cos, hypot, radians, sin, sqrt
from typing import Any, Final

from attrs import Factory, frozen

from game.content_findings import nearest
from game.content_merge import MAPS

Where = tuple[float, float]
"""Kilometres east and south of the projection's centre."""

Line = tuple[Where, ...]

Rectangle = tuple[float, float, float, float]
"""Kilometres west, north, east and south."""

BORDER_KINDS: Final = ("land-border", "area-border", "sea-border", "island-zone", "edge", "blocked")
"""Between countries, parts of one, seas; around a zone; where the theatre ends; not to be crossed."""

SIZES: Final = ("ocean", "sea", "strait", "country", "state", "area")
"""The classes of names."""


class GeometryError(Exception):
    """A geometry that does not fit its map, in one line: where and what."""


@frozen
class Polygon:
    """A ring and its holes, closed, and the rectangle around them."""

    rings: tuple[Line, ...]
    bounds: Rectangle

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a place lies inside, by the even-odd rule."""
        west, north, east, south = self.bounds
        if not (west <= x <= east and north <= y <= south):
            return False
        inside = False
        for ring in self.rings:
            ax, ay = ring[-1]
            for bx, by in ring:
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    inside = not inside
                ax, ay = bx, by
        return inside


@frozen
class AreaShape:
    """An area on the map: its polygons, its name and where its counters stand.

    The anchor is the middle of the first row of `columns` counters; more rows follow below.
    """

    id: str
    polygons: tuple[Polygon, ...]
    lines: tuple[str, ...]
    also: tuple[str, ...]
    size: str
    label: Where
    anchor: Where
    columns: int
    inset_label: Where | None = None
    inset_anchor: Where | None = None


@frozen
class Box:
    """An off-map area: the window's edge it hangs on, how far along in hundredths, its size in pixels."""

    id: str
    lines: tuple[str, ...]
    edge: str
    along: int
    size: tuple[int, int]


@frozen
class Land:
    """A country's polygons; the holder is a power, a partner or "neutral"."""

    country: str
    holder: str
    polygons: tuple[Polygon, ...]


@frozen
class Border:
    """What lies between two areas ("" is no area), as open lines."""

    kind: str
    areas: tuple[str, str]
    lines: tuple[Line, ...]


@frozen
class Dot:
    """An island too small for a polygon."""

    name: str
    holder: str
    at: Where


@frozen
class Stretch:
    """The part of a sea lane that crosses one area."""

    area: str
    line: Line


@frozen
class Lane:
    """A sea lane, in the order in which it crosses areas."""

    name: str
    stretches: tuple[Stretch, ...]


@frozen
class Base:
    """A well-known base, drawn as a ring."""

    name: str
    area: str
    at: Where


@frozen
class Name:
    """A name that belongs to no area."""

    lines: tuple[str, ...]
    size: str
    at: Where


@frozen
class Inset:
    """The part of the map that is shown larger, and the areas whose counters live there only."""

    title: str
    factor: float
    frame: Rectangle
    areas: tuple[str, ...]


@frozen
class Projection:
    """Lambert's azimuthal equal-area projection: centre in degrees, radius in kilometres."""

    longitude: float
    latitude: float
    radius: float

    def place(self, longitude: float, latitude: float) -> Where:
        """Return kilometres east and south of the centre."""
        phi, phi0 = radians(latitude), radians(self.latitude)
        lam = radians(longitude - self.longitude)
        depth = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(lam)
        k = self.radius * sqrt(2 / (1 + depth))
        return k * cos(phi) * sin(lam), -k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam))


@frozen
class Geometry:
    """All that is drawn of a map, and which area lies where."""

    note: str
    projection: Projection
    pixel: float
    extent: Rectangle
    home: Rectangle
    title: Rectangle
    areas: tuple[AreaShape, ...]
    boxes: tuple[Box, ...]
    lands: tuple[Land, ...]
    borders: tuple[Border, ...]
    dots: tuple[Dot, ...]
    lanes: tuple[Lane, ...]
    bases: tuple[Base, ...]
    names: tuple[Name, ...]
    inset: Inset
    flashpoints: Mapping[str, Where]
    graticule: tuple[Line, ...]
    adjacent: Mapping[str, tuple[str, ...]]
    _by_id: dict[str, AreaShape] = Factory(
        lambda self: {each.id: each for each in self.areas}, takes_self=True
    )

    def area(self, name: str) -> AreaShape:
        """Return an area's shape; raise KeyError for boxes and unknown names."""
        return self._by_id[name]

    def area_at(self, x: float, y: float) -> str | None:
        """Return the area at a place, or None on other land and beyond the theatre."""
        for each in self.areas:
            if any(polygon.holds(x, y) for polygon in each.polygons):
                return each.id
        return None

    def position(self, name: str) -> Where:
        """Return where an area is for the arrow keys: its anchor, or a box's place on the view's edge."""
        if name in self._by_id:
            return self._by_id[name].anchor
        return next(_hanging(box, self.home) for box in self.boxes if box.id == name)

    def step(self, area: str, dx: float, dy: float) -> str:
        """Return the next area in a direction: a neighbour if any, else the nearest, else the same."""
        names = (*(each.id for each in self.areas), *(box.id for box in self.boxes))
        near = self._towards(area, dx, dy, self.adjacent[area])
        return near or self._towards(area, dx, dy, names) or area

    def _towards(self, area: str, dx: float, dy: float, names: Iterable[str]) -> str | None:
        """Return the nearest of some areas within 60 degrees of a direction, straight ones first."""
        (x, y), length = self.position(area), hypot(dx, dy)
        best: tuple[float, str] | None = None
        for name in names:
            ex, ey = self.position(name)[0] - x, self.position(name)[1] - y
            distance = hypot(ex, ey)
            straight = (ex * dx + ey * dy) / (distance * length) if distance and length else 0.0
            if straight >= 0.5:
                best = min(best or (distance / straight, name), (distance / straight, name))
        return best[1] if best else None


def _hanging(box: Box, home: Rectangle) -> Where:
    """Return the place of a box on the edge of a view."""
    west, north, east, south = home
    x, y = west + (east - west) * box.along / 100, north + (south - north) * box.along / 100
    return {"right": (east, y), "left": (west, y), "top": (x, north), "bottom": (x, south)}[box.edge]


@cache
def load_geometry(map_name: str = "western_pacific") -> Geometry:
    """Return a map's geometry; raise GeometryError in one line if it is missing or does not fit the map."""
    folder = MAPS / map_name
    try:
        with (folder / "map.toml").open("rb") as file:
            rows = tomllib.load(file)
        data = json.loads((folder / "geometry.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise GeometryError(
            f"{error.filename}: no such file, so the map '{map_name}' cannot be drawn"
        ) from error
    except ValueError as error:
        raise GeometryError(f"maps/{map_name}: not to be read as data: {error}") from error
    return geometry_from(data, rows, f"maps/{map_name}/geometry.json")


def geometry_from(data: Mapping[str, Any], rows: Mapping[str, Any], file: str) -> Geometry:
    """Return the geometry that plain data describe, checked against the rows of `map.toml`."""
    try:
        made = _geometry(data, rows)
    except (KeyError, IndexError, TypeError) as error:
        raise GeometryError(f"{file}: missing or misshapen: {error}") from error
    for fault in _faults(made, rows):
        raise GeometryError(f"{file}: {fault}")
    return made


def _faults(made: Geometry, rows: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not fit the map."""
    known = {name: row["kind"] for name, row in rows["area"].items()}
    for each in made.areas:
        if known.get(each.id) == "box":
            yield f"areas: '{each.id}' is a box and has no polygon"
        if not each.polygons:
            yield f"areas: '{each.id}' has no polygon"
        if each.size not in SIZES:
            yield f"areas.{each.id}.size: no size '{each.size}'{nearest(each.size, SIZES)}"
    used = [("areas", each.id) for each in made.areas] + [("boxes", each.id) for each in made.boxes]
    used += [("bases", each.area) for each in made.bases] + [("inset", each) for each in made.inset.areas]
    used += [("lanes", part.area) for lane in made.lanes for part in lane.stretches]
    used += [("borders", name) for border in made.borders for name in border.areas if name]
    for where, name in used:
        if name not in known:
            yield f"{where}: no area '{name}'{nearest(name, known)}"
    for kind in (border.kind for border in made.borders if border.kind not in BORDER_KINDS):
        yield f"borders: no kind '{kind}'{nearest(kind, BORDER_KINDS)}"
    for name in made.flashpoints:
        if name not in rows["flashpoint"]:
            yield f"flashpoints: no flashpoint '{name}'{nearest(name, rows['flashpoint'])}"
    drawn = {each.id for each in made.areas} | {each.id for each in made.boxes}
    yield from (f"areas: '{name}' has neither polygon nor box" for name in known if name not in drawn)
    yield from (
        f"flashpoints: '{name}' has no place" for name in rows["flashpoint"] if name not in made.flashpoints
    )


# ---------- from plain data ----------


def _geometry(data: Mapping[str, Any], rows: Mapping[str, Any]) -> Geometry:
    """Return plain data as a geometry, unchecked."""
    unit = data["projection"]["unit"]
    arcs = [_arc(flat, unit) for flat in data["arcs"]]
    arcs += [arc[::-1] for arc in reversed(arcs)]  # arcs[~n] is arc n backwards
    return Geometry(
        note=data["note"],
        projection=Projection(
            *(float(data["projection"][key]) for key in ("longitude", "latitude", "radius"))
        ),
        pixel=data["pixel"],
        extent=_rectangle(data["extent"]),
        home=_rectangle(data["home"]),
        title=_rectangle(data["title"]),
        areas=tuple(_area(entry, arcs) for entry in data["areas"]),
        boxes=tuple(_box(entry) for entry in data["boxes"]),
        lands=tuple(Land(e["country"], e["holder"], _polygons(e["polygons"], arcs)) for e in data["lands"]),
        borders=tuple(_border(entry, arcs) for entry in data["borders"]),
        dots=tuple(Dot(entry["name"], entry["holder"], _where(entry["at"])) for entry in data["dots"]),
        lanes=tuple(_lane(entry) for entry in data["lanes"]),
        bases=tuple(Base(entry["name"], entry["area"], _where(entry["at"])) for entry in data["bases"]),
        names=tuple(Name(tuple(e["lines"]), e["size"], _where(e["at"])) for e in data["names"]),
        inset=_inset(data["inset"]),
        flashpoints={entry["id"]: _where(entry["at"]) for entry in data["flashpoints"]},
        graticule=tuple(_line(line) for line in data["graticule"]),
        adjacent={name: tuple(row["adjacent"]) for name, row in rows["area"].items()},
    )


def _arc(flat: list[int], unit: int) -> Line:
    """Return an arc from its first point and the steps to each next one."""
    xs, ys = accumulate(flat[::2]), accumulate(flat[1::2])
    return tuple([(x / unit, y / unit) for x, y in zip(xs, ys, strict=True)])


def _polygons(entries: list[list[list[int]]], arcs: list[Line]) -> tuple[Polygon, ...]:
    made = []
    for rings in entries:
        lines = tuple(tuple([at for arc in ring for at in arcs[arc][1:]]) for ring in rings)
        xs, ys = zip(*lines[0], strict=True)
        made.append(Polygon(lines, (min(xs), min(ys), max(xs), max(ys))))
    return tuple(made)


def _area(entry: Mapping[str, Any], arcs: list[Line]) -> AreaShape:
    return AreaShape(
        id=entry["id"],
        polygons=_polygons(entry["polygons"], arcs),
        lines=tuple(entry["lines"]),
        also=tuple(entry["also"]),
        size=entry["size"],
        label=_where(entry["label"]),
        anchor=_where(entry["anchor"]),
        columns=entry["columns"],
        inset_label=_where(entry["inset_label"]) if "inset_label" in entry else None,
        inset_anchor=_where(entry["inset_anchor"]) if "inset_anchor" in entry else None,
    )


def _box(entry: Mapping[str, Any]) -> Box:
    width, height = entry["size"]
    return Box(entry["id"], tuple(entry["lines"]), entry["edge"], entry["along"], (width, height))


def _border(entry: Mapping[str, Any], arcs: list[Line]) -> Border:
    here, there = entry["areas"]
    return Border(entry["kind"], (here, there), tuple(arcs[number] for number in entry["arcs"]))


def _lane(entry: Mapping[str, Any]) -> Lane:
    return Lane(entry["name"], tuple(Stretch(e["area"], _line(e["line"])) for e in entry["stretches"]))


def _inset(entry: Mapping[str, Any]) -> Inset:
    return Inset(entry["title"], float(entry["factor"]), _rectangle(entry["frame"]), tuple(entry["areas"]))


def _line(points: list[list[float]]) -> Line:
    return tuple(_where(each) for each in points)


def _where(at: list[float]) -> Where:
    x, y = at
    return float(x), float(y)


def _rectangle(sides: list[float]) -> Rectangle:
    west, north, east, south = sides
    return float(west), float(north), float(east), float(south)
