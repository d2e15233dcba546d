"""Lays coasts and hand-set lines into one plane, cuts it into faces, and says what each face is.

Used by `derive_geometry`; needs shapely.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final

import shapely  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely import LineString, Point, Polygon  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely.ops import polygonize  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely.strtree import STRtree  # type: ignore[import-untyped,import-not-found,unused-ignore]

HERE: Final = Path(__file__).parent
HAND: Final[dict[str, Any]] = tomllib.loads((HERE / "geometry.toml").read_text("utf-8"))
CUT: Final = HAND["cut"]
VIEW: Final = HAND["view"]
UNIT: Final = 10
"""Coordinates are whole tenths of a kilometre."""

Where = tuple[float, float]
Label = tuple[str, str, str]
"""A country and its holder ("" at sea), and an area ("" where there is none)."""
NOWHERE: Final[Label] = ("", "", "")
Arc = tuple[Where, ...]


def project(longitude: float, latitude: float) -> Where:
    """Return kilometres east and south of the centre, by Lambert's azimuthal equal-area projection."""
    centre = HAND["projection"]
    phi, lam, phi0 = radians(latitude), radians(longitude - centre["longitude"]), radians(centre["latitude"])
    k = sqrt(2 / (1 + sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(lam))) * centre["radius"]
    return k * cos(phi) * sin(lam), -k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam))


def rectangle(pixel: float, size: Sequence[float], centre: Sequence[float]) -> list[int]:
    """Return the kilometres west, north, east and south that a view of some pixels shows."""
    (wide, high), (x, y) = size, centre
    return [round(each * pixel) for each in (-x, -y, wide - x, high - y)]


HOME: Final = rectangle(VIEW["pixel"], VIEW["size"], VIEW["centre"])
EXTENT: Final[list[int]] = VIEW["extent"]
THEATRE: Final = shapely.box(
    HOME[0] - CUT["margin"], HOME[1] - CUT["margin"], HOME[2] + CUT["margin"], HOME[3] + CUT["margin"]
)


def seen(at: Sequence[float]) -> Where:
    """Return the kilometres of a place on the home view."""
    return (
        (at[0] - VIEW["centre"][0]) * VIEW["pixel"],
        (at[1] - VIEW["centre"][1]) * VIEW["pixel"],
    )


# ---------- countries ----------


def coasts(atlas: dict[str, Any]) -> list[list[Where]]:
    """Return the atlas's arcs, projected and simplified; what two countries share stays shared."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append(project(x * sx + tx, y * sy + ty))
        drawn = LineString(line)
        tolerance = CUT["near"] if drawn.intersects(THEATRE) else CUT["far"]
        simple = list(drawn.simplify(tolerance).coords)
        arcs.append(simple if len(simple) > 3 or simple[0] != simple[-1] else line)
    return arcs


def ring_of(arcs: list[list[Where]], numbers: Iterable[int]) -> list[Where]:
    """Return a ring of the atlas."""
    ring: list[Where] = []
    for each in numbers:
        part = arcs[each] if each >= 0 else arcs[~each][::-1]
        ring.extend(part[1:] if ring else part)
    return ring


def countries(atlas: dict[str, Any]) -> Iterator[tuple[str, str, Polygon]]:
    """Yield every polygon of the atlas that may be seen: country, holder, shape."""
    arcs = coasts(atlas)
    frame = shapely.box(*EXTENT)
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        holder = HAND["holder"].get(country.get("id"), "neutral")
        name = "China" if holder == "china" else name
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for rings in polygons:
            outer, *holes = (ring_of(arcs, ring) for ring in rings)
            if len(outer) < 4 or max(hypot(*each) for each in outer) > 9000:
                continue
            shape = shapely.make_valid(Polygon(outer, [each for each in holes if len(each) > 3]))
            for part in shapely.get_parts(shapely.intersection(shape, frame)):
                if isinstance(part, Polygon) and part.area > 0:
                    yield name, holder, part


# ---------- lines set by hand ----------


def drawn(points: Sequence[Sequence[float]]) -> LineString:
    """Return a smooth line through degrees that keeps both ends."""
    return LineString(rounded([project(*each) for each in points])).simplify(1.0)


def rounded(line: list[Where]) -> list[Where]:
    """Return a line with its corners cut three times (Chaikin), the ends kept."""
    for _ in range(3):
        smooth = [line[0]]
        for (ax, ay), (bx, by) in pairwise(line):
            smooth.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
            smooth.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
        line = [*smooth, line[-1]] if len(line) > 2 else line
    return line


def zones() -> dict[str, BaseGeometry]:
    """Return the rounded zones, none over another."""
    made: dict[str, BaseGeometry] = {}
    for area, own in HAND["zone"].items():
        parts = [stadium(each) for each in (own, *HAND["neck"].get(area, []))]
        whole = shapely.union_all(parts).buffer(90).buffer(-90)
        for other in made.values():
            whole = whole.difference(other)
        made[area] = max(shapely.get_parts(whole), key=lambda each: float(each.area)).simplify(0.5)
    return made


def stadium(zone: dict[str, Any]) -> BaseGeometry:
    """Return everything within some kilometres of a line."""
    return LineString([project(*each) for each in zone["line"]]).buffer(zone["radius"])


def claims() -> list[tuple[str, str, Polygon]]:
    """Return the parts of countries: area, holder, shape (a ring without points is everywhere)."""
    made = []
    for part in HAND["part"]:
        ring = part["ring"] and rounded([project(*each) for each in [*part["ring"], part["ring"][0]]])
        made.append((part["area"], part["holder"], Polygon(ring) if ring else shapely.box(*EXTENT)))
    return made


def waters() -> list[tuple[str, Polygon]]:
    """Return what the lines at sea enclose, by the area whose point lies in it."""
    frame = shapely.box(*EXTENT)
    lines = [*(drawn(each) for each in pieces(HAND["sea"].values())), frame.exterior]
    faces = list(polygonize(shapely.get_parts(shapely.union_all(lines))))
    made = []
    for area, points in HAND["within"].items():
        for each in points:
            here = Point(project(*each))
            made.append((area, next(face for face in faces if face.contains(here))))
    return made


def pieces(lines: Iterable[list[list[float]]]) -> Iterator[list[list[float]]]:
    """Yield lines cut where others begin or end, so that rounding moves no joint."""
    lines = list(lines)
    joints = [end for line in lines for end in (line[0], line[-1])]
    for line in lines:
        cuts = [0, *(i for i in range(1, len(line) - 1) if line[i] in joints), len(line) - 1]
        yield from (line[a : b + 1] for a, b in pairwise(cuts))


# ---------- one plane ----------


class Plane:
    """Every face between the lines, with its label."""

    def __init__(self, lands: list[tuple[str, str, Polygon]]) -> None:
        self.lands = [each for each in lands if each[2].area >= CUT["island"]]
        self.tree = STRtree([shape for _, _, shape in self.lands])
        self.claims, self.zones, self.waters = claims(), zones(), waters()
        for _, _, shape in self.claims:
            shapely.prepare(shape)
        self.faces: dict[Label, list[Polygon]] = defaultdict(list)
        for face in polygonize(shapely.get_parts(self._lines())):
            at = face.representative_point()
            self.faces[self.label(at)].append(face)

    def shape(self, area: str) -> BaseGeometry:
        """Return all that belongs to an area, whoever holds it."""
        return merged([face for label, faces in self.faces.items() if label[2] == area for face in faces])

    def countries(self) -> list[tuple[str, str, BaseGeometry]]:
        """Return every country's name, holder and shape."""
        made: dict[tuple[str, str], list[Polygon]] = defaultdict(list)
        for (name, holder, _), faces in self.faces.items():
            if holder:
                made[name, holder].extend(faces)
        return [(name, holder, merged(faces)) for (name, holder), faces in sorted(made.items())]

    def _lines(self) -> BaseGeometry:
        """Return all lines, cut where they cross, in whole units."""
        rings = [shape.boundary for _, _, shape in self.lands]
        rings += [shape.boundary for _, _, shape in self.claims]
        rings += [shape.boundary for shape in self.zones.values()]
        rings += [shape.boundary for _, shape in self.waters]
        rings.append(shapely.box(*EXTENT).exterior)
        clipped = shapely.intersection(shapely.union_all(rings), shapely.box(*EXTENT))
        return shapely.union_all([clipped], grid_size=1 / UNIT)

    def label(self, at: Point) -> Label:
        """Return the label of a place; a small island lies whole in the waters around it."""
        for index in sorted(self.tree.query(at, predicate="intersects")):
            name, holder, shape = self.lands[index]
            own = self._part(at, holder) if shape.area >= CUT["own"] else ""
            if own or not self._afloat(holder, shape):
                return name, holder, own
            return name, holder, self._water(shape.representative_point())
        return "", "", self._water(at)

    def _part(self, at: Point, holder: str) -> str:
        return next((area for area, who, shape in self.claims if who == holder and shape.contains(at)), "")

    def _afloat(self, holder: str, shape: Polygon) -> bool:
        """Tell whether land without a part of its own belongs to the waters around it."""
        return holder not in {"china", "neutral", "russia", "australia"} or shape.area < CUT["large"]

    def _water(self, at: Point) -> str:
        for area, zone in self.zones.items():
            if zone.contains(at):
                return area
        return next((area for area, shape in self.waters if shape.contains(at)), "")


class Arcs:
    """The lines between faces of different labels, cut where three meet, and rings as lists of them."""

    def __init__(self, faces: dict[Label, BaseGeometry]) -> None:
        self.sides: dict[tuple[Where, Where], Label] = {}
        degree: dict[Where, set[Where]] = defaultdict(set)
        for label, shape in faces.items():
            for ring in rings_of(shape):
                for a, b in pairwise(ring):
                    self.sides[a, b] = label
                    degree[a].add(b)
                    degree[b].add(a)
        self.nodes = {at for at, others in degree.items() if len(others) != 2}
        self.arcs: list[Arc] = []
        self.number: dict[Arc, int] = {}

    def ring(self, points: list[Where]) -> list[int]:
        """Return a ring as numbers of arcs; ~n is arc n backwards."""
        body = points[:-1]
        first = next((i for i, at in enumerate(body) if at in self.nodes), None)
        first = body.index(min(body)) if first is None else first
        turned = [*body[first:], *body[: first + 1]]
        cuts = [0, *(i for i in range(1, len(body)) if turned[i] in self.nodes), len(body)]
        return [self._arc(tuple(turned[a : b + 1])) for a, b in pairwise(cuts)]

    def _arc(self, arc: Arc) -> int:
        if arc in self.number:
            return self.number[arc]
        if arc[::-1] in self.number:
            return ~self.number[arc[::-1]]
        self.number[arc] = len(self.arcs)
        self.arcs.append(arc)
        return self.number[arc]

    def shape(self, shape: BaseGeometry) -> list[list[list[int]]]:
        """Return a shape as polygons, each an outer ring and its holes, the largest first."""
        parts = sorted((each for each in shapely.get_parts(shape)), key=lambda each: -float(each.area))
        return [[self.ring(ring) for ring in rings_of(each)] for each in parts]

    def labels(self, arc: Arc) -> tuple[Label, Label]:
        """Return the labels on both sides of an arc."""
        a, b = arc[0], arc[1]
        return self.sides.get((a, b), NOWHERE), self.sides.get((b, a), NOWHERE)


def rings_of(shape: BaseGeometry) -> Iterator[list[Where]]:
    """Yield the rings of a shape in whole units, outer ones clockwise as seen on the screen."""
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon):
            turned = shapely.geometry.polygon.orient(part)
            for ring in (turned.exterior, *turned.interiors):
                yield [(round(x * UNIT), round(y * UNIT)) for x, y in ring.coords]


def merged(faces: list[Polygon]) -> BaseGeometry:
    """Return faces as one shape, every shared point kept."""
    return shapely.coverage_union_all(faces)
