"""The board's geometry fits its map: areas tile the theatre, neighbours touch, small islands are there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import asin, atan2, cos, hypot, radians, sin, sqrt
from typing import Any

import pytest

from game.content import scenario_names, scenario_plain
from game.content_geometry import Geometry, Where, load_geometry
from game.content_merge import MAPS
from rules.terms import PARTNERS, POWERS

HERE = MAPS / "western_pacific"
GEO = load_geometry()
ROWS: dict[str, Any] = tomllib.loads((HERE / "map.toml").read_text("utf-8"))
HAND: dict[str, Any] = tomllib.loads((HERE / "geometry.toml").read_text("utf-8"))
ON_MAP = [name for name, row in ROWS["area"].items() if row["kind"] != "box"]
LIKE_ISLANDS = 15.0
"""Kilometres that an island may be off."""

ISLANDS = {
    "Uotsuri": (123.48, 25.74),
    "Yonaguni": (123.00, 24.45),
    "Ishigaki": (124.19, 24.42),
    "Miyako": (125.32, 24.78),
    "Penghu": (119.60, 23.57),
    "Iwo To": (141.32, 24.78),
    "Guam": (144.78, 13.46),
    "Kita-Daito": (131.30, 25.95),
    "Minami-Daito": (131.24, 25.84),
    "Chichijima": (142.20, 27.08),
    "Tsushima": (129.30, 34.40),
    "Jeju": (126.55, 33.38),
    "Itu Aba": (114.37, 10.38),
    "Thitu": (114.28, 11.05),
    "Fiery Cross": (112.89, 9.55),
    "Mischief": (115.53, 9.90),
    "Spratly": (111.92, 8.65),
    "Minamitori": (153.98, 24.29),
    "Scarborough": (117.76, 15.15),
    "Takeshima": (131.87, 37.24),
}

TOWNS = {
    "Sapporo": (141.35, 43.06, "HOK"),
    "Sendai": (140.87, 38.27, "NHO"),
    "Niigata": (139.02, 37.88, "NHO"),
    "Tokyo": (139.65, 35.72, "KAN"),
    "Osaka": (135.55, 34.69, "WHO"),
    "Kochi": (133.53, 33.58, "WHO"),
    "Fukuoka": (130.42, 33.55, "KYU"),
    "Naha": (127.68, 26.21, "OKI"),
    "Ishigaki": (124.19, 24.42, "SAK"),
    "Pyongyang": (125.75, 39.03, "NKR"),
    "Seoul": (127.00, 37.57, "ROK"),
    "Beijing": (116.40, 39.90, "NCH"),
    "Qingdao": (120.30, 36.30, "NCH"),
    "Shanghai": (121.40, 31.20, "ECH"),
    "Hangzhou": (120.15, 30.28, "ECH"),
    "Guangzhou": (113.26, 23.13, "SCH"),
    "Sanya": (109.50, 18.35, "SCH"),
    "Taipei": (121.55, 25.03, "TWN"),
    "Manila": (121.05, 14.60, "LUZ"),
    "Puerto Princesa": (118.72, 9.78, "LUZ"),
    "Guam": (144.78, 13.45, "GUM"),
    "Vladivostok": (132.05, 43.25, None),
    "Hanoi": (105.85, 21.03, None),
    "Lhasa": (91.10, 29.65, None),
}


def length_of(line: tuple[Where, ...]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))


@cache
def shared() -> dict[frozenset[str], float]:
    """Return how many kilometres of edge two areas share."""
    owners: dict[frozenset[Where], list[str]] = {}
    for area in GEO.areas:
        for ring in (ring for polygon in area.polygons for ring in polygon.rings):
            for a, b in pairwise((*ring, ring[0])):
                owners.setdefault(frozenset((a, b)), []).append(area.id)
    found: dict[frozenset[str], float] = {}
    for edge, areas in owners.items():
        pair = frozenset(areas)
        if len(pair) == 2:
            found[pair] = found.get(pair, 0.0) + length_of(tuple(edge))
    return found


def distance(area: str, x: float, y: float) -> float:
    """Return the kilometres from a place to an area's nearest corner; none inside."""
    if GEO.area_at(x, y) == area:
        return 0.0
    corners = (at for polygon in GEO.area(area).polygons for ring in polygon.rings for at in ring)
    return min(hypot(cx - x, cy - y) for cx, cy in corners)


def seas() -> Iterator[tuple[int, int, list[str]]]:
    """Yield whole degrees that are not on land, and every area that holds the place."""
    for longitude in range(106, 152):
        for latitude in range(7, 47):
            x, y = GEO.projection.place(longitude + 0.013, latitude + 0.017)
            if not any(polygon.holds(x, y) for land in GEO.lands for polygon in land.polygons):
                holders = [each.id for each in GEO.areas if any(p.holds(x, y) for p in each.polygons)]
                yield longitude, latitude, holders


def beyond(longitude: int, latitude: int) -> bool:
    """Tell whether a place lies in the Sea of Okhotsk or the Celebes Sea, where no area is."""
    return (longitude > 141 and latitude > 42) or (121 < longitude < 126 and latitude < 8)


# ---------- tiling ----------


def test_every_place_at_sea_lies_in_exactly_one_area_or_beyond_the_theatre() -> None:
    wrong = [(x, y, who) for x, y, who in seas() if len(who) != 1 and not (not who and beyond(x, y))]
    assert wrong == []


def test_no_place_on_the_home_view_lies_in_two_areas() -> None:
    west, north, east, south = (int(each) for each in GEO.home)
    for x in range(west + 7, east, 97):
        for y in range(north + 7, south, 97):
            holders = [each.id for each in GEO.areas if any(p.holds(x, y) for p in each.polygons)]
            assert len(holders) <= 1, (x, y, holders)


@pytest.mark.parametrize("town", TOWNS)
def test_towns_lie_in_their_areas(town: str) -> None:
    longitude, latitude, area = TOWNS[town]
    assert GEO.area_at(*GEO.projection.place(longitude, latitude)) == area


@pytest.mark.parametrize("area", ON_MAP)
def test_map_anchors_of_the_rules_lie_in_or_beside_their_areas(area: str) -> None:
    row = ROWS["area"][area]
    place = GEO.projection.place(float(row["lon"]), float(row["lat"]))
    assert distance(area, *place) <= 60


@pytest.mark.parametrize("area", ON_MAP)
def test_counters_stand_in_their_area_and_its_name_in_or_beside_it(area: str) -> None:
    shape = GEO.area(area)
    assert GEO.area_at(*shape.anchor) == area
    assert distance(area, *shape.label) <= 90 * GEO.pixel
    if shape.inset_anchor:
        west, north, east, south = GEO.inset.frame
        assert west <= shape.inset_anchor[0] <= east and north <= shape.inset_anchor[1] <= south


def test_the_inset_shows_the_areas_that_have_a_place_in_it() -> None:
    assert sorted(GEO.inset.areas) == sorted(each.id for each in GEO.areas if each.inset_anchor)


Place = tuple[float, float, float, float]
CARDS: Place = (10, 10, 210, 470)
INSET: Place = (10, 573, 256, 747)
KEY: Place = (646, 720, 872, 744)


def on_view(at: Where) -> Where:
    return (at[0] - GEO.home[0]) / GEO.pixel, (at[1] - GEO.home[1]) / GEO.pixel


def counters(scenario: str) -> list[tuple[str, Place]]:
    """Return the counters of a set-up on the home view: 27 pixels at a pitch of 33, rows centred."""
    forces = scenario_plain(scenario)["setup"]["forces"]
    made = []
    for shape in (each for each in GEO.areas if each.id not in GEO.inset.areas):
        count = sum(len(areas.get(shape.id, {})) for areas in forces.values())
        x, y = on_view(shape.anchor)
        for number in range(count):
            row, column = divmod(number, shape.columns)
            wide = min(shape.columns, count - row * shape.columns)
            cx, cy = x + (column - (wide - 1) / 2) * 33, y + row * 33
            made.append((shape.id, (cx - 13.5, cy - 13.5, cx + 13.5, cy + 13.5)))
    return made


def box_places() -> Iterator[tuple[str, Place]]:
    for box in GEO.boxes:
        (x, y), (wide, high) = on_view(GEO.position(box.id)), box.size
        left = {"right": x - wide - 8, "left": x + 8}.get(box.edge, x - wide / 2)
        top = {"top": y + 6, "bottom": y - high - 8}.get(box.edge, y - high / 2)
        yield box.id, (left, top, left + wide, top + high)


def octagons() -> Iterator[tuple[str, Place]]:
    for name, at in GEO.flashpoints.items():
        x, y = on_view(at)
        yield name, (x - 11, y - 11, x + 11, y + 11)


def overlap(a: Place, b: Place) -> bool:
    return a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1


@pytest.mark.parametrize("scenario", scenario_names())
def test_counters_of_a_set_up_keep_clear_of_each_other_and_of_cards_and_boxes(scenario: str) -> None:
    squares = counters(scenario)
    fixed = [("cards", CARDS), ("inset", INSET), ("key", KEY), *octagons(), *box_places()]
    clashes = [
        (a, b) for a, here in squares for b, there in [*squares, *fixed] if a != b and overlap(here, there)
    ]
    assert clashes == []


# ---------- neighbours ----------


def test_neighbours_on_the_map_touch() -> None:
    pairs = {
        frozenset((name, other))
        for name in ON_MAP
        for other in ROWS["area"][name]["adjacent"]
        if other in ON_MAP
    }
    assert [sorted(pair) for pair in pairs if shared().get(pair, 0.0) < HAND["cut"]["touch"]] == []


def test_areas_that_touch_and_are_no_neighbours_are_blocked() -> None:
    blocked = {frozenset(border.areas) for border in GEO.borders if border.kind == "blocked"}
    found = {
        pair
        for pair, kilometres in shared().items()
        if kilometres >= HAND["cut"]["touch"]
        for here, there in [sorted(pair)]
        if there not in ROWS["area"][here]["adjacent"]
    }
    assert blocked == found


def test_borders_between_two_areas_run_where_both_meet() -> None:
    for border in GEO.borders:
        for line in border.lines if all(border.areas) else ():
            x, y = ((a + b) / 2 for a, b in zip(*line[:2], strict=True))
            around = {GEO.area_at(x + dx, y + dy) for dx in (-1.5, 0, 1.5) for dy in (-1.5, 0, 1.5)}
            assert around & set(border.areas), border.areas


def reached(start: str, geometry: Geometry) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        nearby = {geometry.step(here, dx, dy) for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))} - seen
        seen |= nearby
        todo.extend(sorted(nearby))
    return seen


@pytest.mark.parametrize("area", ROWS["area"])
def test_every_area_is_reached_by_arrow_keys_from_every_other(area: str) -> None:
    assert reached(area, GEO) == set(ROWS["area"])


@pytest.mark.parametrize(
    ("area", "dx", "dy", "expected"),
    [
        ("HOK", 0, 1, "NHO"),
        ("NHO", 0, 1, "KAN"),
        ("KAN", -1, 0, "WHO"),
        ("ROK", 0, -1, "NKR"),
        ("BAS", 0, 1, "LUZ"),
    ],
)
def test_arrow_keys_go_where_they_point(area: str, dx: int, dy: int, expected: str) -> None:
    assert GEO.step(area, dx, dy) == expected


# ---------- islands, bases, lanes ----------


@pytest.mark.parametrize("island", ISLANDS)
def test_small_islands_are_where_they_are(island: str) -> None:
    x, y = GEO.projection.place(*ISLANDS[island])
    corners = (at for land in GEO.lands for polygon in land.polygons for at in polygon.rings[0])
    dots = (dot.at for dot in GEO.dots)
    on_land = any(polygon.holds(x, y) for land in GEO.lands for polygon in land.polygons)
    near = min(hypot(ax - x, ay - y) for points in (corners, dots) for ax, ay in points)
    assert on_land or near <= LIKE_ISLANDS


def test_bases_lie_in_their_areas() -> None:
    assert [base.name for base in GEO.bases if distance(base.area, *base.at) > 10] == []


def test_every_lane_area_of_the_powers_has_a_lane() -> None:
    powers = tomllib.loads((HERE / "powers.toml").read_text("utf-8"))["power"]
    asked = {area for power in powers.values() for area in power["lanes"]}
    assert asked <= {part.area for lane in GEO.lanes for part in lane.stretches}


def test_stretches_of_lanes_lie_in_their_areas() -> None:
    for part in (part for lane in GEO.lanes for part in lane.stretches):
        (ax, ay), (bx, by) = part.line[:2]
        assert distance(part.area, (ax + bx) / 2, (ay + by) / 2) <= 2, part.area


def test_holders_are_powers_partners_or_neutral() -> None:
    known = {*(power.key for power in POWERS), *(partner.key for partner in PARTNERS), "neutral"}
    assert {land.holder for land in GEO.lands} | {dot.holder for dot in GEO.dots} <= known


# ---------- projection and views ----------


@pytest.mark.parametrize(
    "place", [(139.69, 35.69), (121.5, 25.0), (144.8, 13.5), (114.0, 9.8), (142.5, 43.3)]
)
def test_places_lie_at_the_chord_of_their_great_circle_in_its_direction(place: tuple[float, float]) -> None:
    """Worked another way: haversine for the arc, bearing for the direction, chord for the radius."""
    lam, phi, phi0 = radians(place[0] - 128), radians(place[1]), radians(26)
    arc = 2 * asin(sqrt(sin((phi - phi0) / 2) ** 2 + cos(phi) * cos(phi0) * sin(lam / 2) ** 2))
    bearing = atan2(sin(lam) * cos(phi), cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam))
    chord = 2 * 6371.0088 * sin(arc / 2)
    expected = (chord * sin(bearing), -chord * cos(bearing))
    assert GEO.projection.place(*place) == pytest.approx(expected, abs=1e-6)


def test_the_centre_of_the_projection_is_the_origin() -> None:
    assert GEO.projection.place(128, 26) == pytest.approx((0, 0))


def test_the_file_is_what_the_lines_set_by_hand_say() -> None:
    projection, view = HAND["projection"], HAND["view"]
    assert (
        GEO.note
        == HAND["note"]
        == ("Map: Natural Earth. Boundaries and names are drawn for play and take no position.")
    )
    assert (GEO.projection.longitude, GEO.projection.latitude) == (
        projection["longitude"],
        projection["latitude"],
    )
    assert list(GEO.extent) == view["extent"]
    assert GEO.home[2] - GEO.home[0] == pytest.approx(880 * 5.62, abs=1)
    assert GEO.home[3] - GEO.home[1] == pytest.approx(752 * 5.62, abs=1)
    for area, row in HAND["label"].items():
        px, py = row["counters"]
        expected = ((px - view["centre"][0]) * view["pixel"], (py - view["centre"][1]) * view["pixel"])
        assert GEO.area(area).anchor == pytest.approx(expected, abs=0.1)


def test_the_data_go_far_enough_for_the_widest_window() -> None:
    """A map of 1495 by 1380 at a scale of 1.25, centred on the home view."""
    west, north, east, south = GEO.home
    wide, high = 1495 / 1.25 * GEO.pixel, 1380 / 1.25 * GEO.pixel
    middle = ((west + east) / 2, (north + south) / 2)
    assert GEO.extent[0] <= middle[0] - wide / 2 and GEO.extent[2] >= middle[0] + wide / 2
    assert GEO.extent[1] <= middle[1] - high / 2 and GEO.extent[3] >= middle[1] + high / 2
