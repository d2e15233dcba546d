"""Derives geometry.json from the coasts of Natural Earth and the lines set by hand in geometry.toml.

For developers: needs shapely, and countries-10m.json of the npm package world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m maps.western_pacific.derive_geometry package/countries-10m.json

All lines are laid into one plane and cut at every crossing. Each face then gets a country and an area, and
what lies between two faces of different kind is an arc. Polygons and borders are lists of arcs, as in
TopoJSON, so that neighbours share their edge to the last digit.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

import shapely  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely import LineString, Point, Polygon  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped,import-not-found,unused-ignore]
from shapely.strtree import STRtree  # type: ignore[import-untyped,import-not-found,unused-ignore]

from maps.western_pacific.derive_faces import (
    CUT,
    EXTENT,
    HAND,
    HERE,
    HOME,
    THEATRE,
    UNIT,
    VIEW,
    Arc,
    Arcs,
    Label,
    Plane,
    Where,
    countries,
    drawn,
    merged,
    project,
    rectangle,
    seen,
)

# ---------- borders ----------


def border_kind(here: Label, there: Label, touching: bool) -> str:
    """Return what a line between two labels is."""
    (name, _, area), (other, _, beyond) = here, there
    if area and beyond and area != beyond and not touching:
        return "blocked"
    if name and other:
        return "area-border" if name == other else "land-border"
    if name or other:
        return "coast"
    if not (area and beyond):
        return "edge"
    return "island-zone" if {area, beyond} & set(HAND["zone"]) - {"KYU"} else "sea-border"


def borders(arcs: Arcs, adjacent: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return all arcs between areas or countries by kind; coasts and the frame are left out."""
    length: dict[tuple[str, str], float] = defaultdict(float)
    rows = []
    for number, arc in enumerate(arcs.arcs):
        here, there = arcs.labels(arc)
        pair = (min(here[2], there[2]), max(here[2], there[2]))
        length[pair] += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(arc)) / UNIT
        rows.append((number, here, there, pair))
    grouped: dict[tuple[str, tuple[str, str]], list[int]] = defaultdict(list)
    for number, here, there, pair in rows:
        touching = pair[1] in adjacent.get(pair[0], ()) or length[pair] < CUT["touch"]
        kind = border_kind(here, there, touching)
        if on_frame(arcs.arcs[number]) or kind == "coast":
            continue
        grouped[kind, pair].append(number)
    return [
        {"kind": kind, "areas": list(pair), "arcs": numbers}
        for (kind, pair), numbers in sorted(grouped.items())
    ]


def on_frame(arc: Arc) -> bool:
    """Tell whether an arc runs along the edge of the data."""
    west, north, east, south = (each * UNIT for each in EXTENT)
    return all(x in (west, east) or y in (north, south) for x, y in arc)


# ---------- what else is drawn ----------


def dots(lands: list[tuple[str, str, Polygon]]) -> list[dict[str, Any]]:
    """Return the islands too small for a shape: those with a name, and others far enough from land."""
    made = []
    large = [(holder, shape) for _, holder, shape in lands if shape.area >= CUT["island"]]
    shore = STRtree([shape for _, shape in large])
    for name, entry in HAND["islands"].items():
        x, y = project(*entry["at"])
        if not len(shore.query(Point(x, y), predicate="dwithin", distance=3.0)):
            made.append({"name": name, "holder": entry["holder"], "at": [round(x, 1), round(y, 1)]})
    for _, holder, shape in sorted(lands, key=lambda each: -float(each[2].area)):
        at = shape.representative_point()
        if not CUT["dot"] <= shape.area < CUT["island"] or not THEATRE.contains(at):
            continue
        near = [each for each in made if hypot(each["at"][0] - at.x, each["at"][1] - at.y) < 12]
        if not near and not len(shore.query(at, predicate="dwithin", distance=CUT["apart"])):
            made.append({"name": "", "holder": holder, "at": [round(at.x, 1), round(at.y, 1)]})
    return made


def lanes(areas: dict[str, BaseGeometry]) -> list[dict[str, Any]]:
    """Return the sea lanes, each in stretches by the area they cross."""
    made = []
    for name, lane in HAND["lane"].items():
        line = drawn(lane["line"]).intersection(shapely.box(*EXTENT))
        stretches = []
        for area, shape in areas.items():
            for part in shapely.get_parts(shapely.line_merge(line.intersection(shape))):
                if isinstance(part, LineString) and part.length > 5:
                    points = [[round(x), round(y)] for x, y in part.coords]
                    stretches.append((line.project(Point(part.coords[0])), area, points))
        made.append(
            {"name": name, "stretches": [{"area": area, "line": line} for _, area, line in sorted(stretches)]}
        )
    return made


def graticule() -> list[list[list[int]]]:
    """Return meridians and parallels every five degrees, in kilometres."""
    frame = shapely.box(*EXTENT)
    lines = [[(lon, lat) for lat in range(-15, 73)] for lon in range(75, 181, 5)]
    lines += [[(lon, lat) for lon in range(70, 188)] for lat in range(-15, 73, 5)]
    made = []
    for line in lines:
        whole = LineString([project(*each) for each in line]).simplify(1.5).intersection(frame)
        made += [
            [[round(x), round(y)] for x, y in part.coords]
            for part in shapely.get_parts(whole)
            if len(part.coords) > 1
        ]
    return made


def derived(atlas: dict[str, Any]) -> dict[str, Any]:
    """Return all of geometry.json."""
    rows = tomllib.loads((HERE / "map.toml").read_text("utf-8"))["area"]
    lands = list(countries(atlas))
    plane = Plane(lands)
    arcs = Arcs({label: merged(faces) for label, faces in plane.faces.items()})
    shapes = {area: plane.shape(area) for area in rows if area in HAND["label"]}
    return {
        "note": HAND["note"],
        "source": "Natural Earth 1:10m, public domain, by world-atlas 2.0.2",
        "projection": {**HAND["projection"], "name": "Lambert azimuthal equal area", "unit": UNIT},
        "extent": EXTENT,
        "home": HOME,
        "title": rectangle(VIEW["title_pixel"], VIEW["title_size"], VIEW["title_centre"]),
        "pixel": VIEW["pixel"],
        "areas": [area_entry(area, arcs.shape(shape)) for area, shape in shapes.items()],
        "boxes": [{"id": area, **entry} for area, entry in HAND["box"].items()],
        "names": [{**each, "at": tenths(seen(each["at"]))} for each in HAND["name"]],
        "inset": inset(),
        "flashpoints": [{"id": name, "at": tenths(seen(at))} for name, at in HAND["flashpoint"].items()],
        "bases": [
            {"name": name, "area": base["area"], "at": tenths(project(*base["at"]))}
            for name, base in HAND["base"].items()
        ],
        "lands": [
            {"country": name, "holder": holder, "polygons": arcs.shape(shape)}
            for name, holder, shape in plane.countries()
        ],
        "borders": borders(arcs, {area: row["adjacent"] for area, row in rows.items()}),
        "dots": dots(lands),
        "lanes": lanes(shapes),
        "graticule": graticule(),
        "arcs": [delta(arc) for arc in arcs.arcs],
    }


def area_entry(area: str, polygons: list[list[list[int]]]) -> dict[str, Any]:
    """Return what is drawn of an area."""
    label = HAND["label"][area]
    entry = {
        "id": area,
        "lines": label["lines"],
        "also": label.get("also", []),
        "size": label["size"],
        "label": tenths(seen(label["at"])),
        "anchor": tenths(seen(label["counters"])),
        "columns": label["columns"],
    }
    if "inset" in label:
        entry["inset_label"] = tenths(in_inset(label["inset"]["at"]))
        entry["inset_anchor"] = tenths(in_inset(label["inset"]["counters"]))
    return {**entry, "polygons": polygons}


def inset() -> dict[str, Any]:
    """Return the inset: its title, its frame in kilometres, how much larger it is, its areas."""
    hand = HAND["inset"]
    frame = [*tenths(seen(hand["frame"][:2])), *tenths(seen(hand["frame"][2:]))]
    return {**hand, "frame": frame}


def in_inset(at: Sequence[float]) -> Where:
    """Return the kilometres of a place in the inset, given in its pixels from its corner."""
    (x, y), factor = HAND["inset"]["frame"][:2], HAND["inset"]["factor"]
    return seen((x + at[0] / factor, y + at[1] / factor))


def tenths(at: Where) -> list[float]:
    """Return a place to the tenth of a kilometre."""
    return [round(at[0], 1), round(at[1], 1)]


def delta(arc: Arc) -> list[int]:
    """Return an arc as its first point and the steps from each to the next, flat."""
    flat = [int(each) for each in arc[0]]
    for (ax, ay), (bx, by) in pairwise(arc):
        flat += [int(bx - ax), int(by - ay)]
    return flat


def main(source: str) -> None:
    """Write geometry.json beside this script."""
    made = derived(json.loads(Path(source).read_text("utf-8")))
    (HERE / "geometry.json").write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
