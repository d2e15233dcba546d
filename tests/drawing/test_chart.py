"""The map as pictures: whole, small enough, readable aloud, and nothing but what its viewer may know."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from math import hypot

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from game.content_geometry import Geometry, Where, load_geometry
from game.drawing.arranging import Arrangement
from game.drawing.chart import (
    area_name,
    arranged,
    called,
    ground_picture,
    map_picture,
    scene_picture,
    stacks_words,
)
from game.drawing.ground import VIEW, simplified
from game.drawing.placing import overlaps
from game.drawing.svg import svg
from game.views.map_scene import MapScene, Sight, scene_of
from observed import opening, seats
from rules import POWERS, Power
from rules.observation import hidden_areas

SPACE = "{http://www.w3.org/2000/svg}"
LARGEST = 250_000


@cache
def geometry() -> Geometry:
    return load_geometry()


@cache
def ground() -> str:
    return svg(ground_picture(geometry()))


def scene(power: Power = Power.JAPAN) -> MapScene:
    return scene_of(opening(power), last=[1, 2, 3, 4])


def written(made: MapScene) -> ET.Element:
    return ET.fromstring(svg(scene_picture(geometry(), made, called(opening().world))))


def labels(root: ET.Element, kind: str) -> list[str]:
    return [each.get("aria-label", "") for each in root.iter(SPACE + "g") if each.get("class") == kind]


# ---------- the ground ----------


def test_the_ground_is_small_enough_to_send_to_a_telephone() -> None:
    assert len(ground().encode()) <= LARGEST


def test_the_ground_is_always_the_same() -> None:
    assert svg(ground_picture(geometry())) == ground()


def test_every_area_can_be_chosen_once_by_its_identity() -> None:
    root = ET.fromstring(ground())
    zones = [each for each in root.iter() if each.get("data-area")]
    found = [each.get("id") for each in zones if each.get("id")]
    assert sorted(found) == sorted(f"area-{each.id}" for each in geometry().areas)
    assert all(each.get("role") == "button" and each.get("tabindex") == "0" for each in zones)
    assert {each.get("aria-label") for each in zones} >= {"East China Sea", "Senkaku / Diaoyu", "Hokkaido"}


def test_boxes_beyond_the_map_can_be_chosen_on_the_scene() -> None:
    zones = {each.get("data-area") for each in written(scene()).iter() if each.get("data-area")}
    assert zones == {each.id for each in geometry().boxes}


@pytest.mark.parametrize("power", POWERS)
def test_the_maps_need_no_style_and_nothing_from_elsewhere(power: Power) -> None:
    whole = map_picture(geometry(), scene(power), called(opening().world))
    text = svg(whole)
    assert not re.search(
        r"<style|[\s\"]style=|<script|\son\w+=|<image|https?://(?!www\.w3\.org/2000/svg)", text
    )
    known = re.findall(r'\sid="([^"]+)"', text)
    assert len(known) == len(set(known))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(known)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(known)


def test_two_pictures_of_a_page_share_no_identity() -> None:
    other = svg(scene_picture(geometry(), scene(), called(opening().world)))
    here, there = (set(re.findall(r'\sid="([^"]+)"', text)) for text in (ground(), other))
    assert not here & there


def apart(at: Where, line: list[Where]) -> float:
    """Return how far a point lies from a line."""
    found = []
    for (ax, ay), (bx, by) in pairwise(line):
        dx, dy = bx - ax, by - ay
        part = ((at[0] - ax) * dx + (at[1] - ay) * dy) / (dx * dx + dy * dy or 1.0)
        part = min(1.0, max(0.0, part))
        found.append(hypot(at[0] - ax - part * dx, at[1] - ay - part * dy))
    return min(found)


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)), min_size=2, max_size=40, unique=True))
def test_a_simplified_line_stays_as_near_as_asked(line: list[Where]) -> None:
    kept = simplified(line, 0.6)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    rising = [(x, float(nth)) for nth, (x, _) in enumerate(line)]
    kept = simplified(rising, 0.6)
    assert all(apart(each, kept) <= 0.6 + 1e-9 for each in rising)


def test_a_straight_line_keeps_its_ends_only() -> None:
    assert simplified([(0, 0), (1, 1), (2, 2), (5, 5)]) == [(0, 0), (5, 5)]


@pytest.mark.parametrize(
    ("lines", "also", "name"),
    [
        (["SOUTH", "KOREA"], (), "South Korea"),
        (["DPRK"], (), "DPRK"),
        (["Senkaku"], ("Diaoyu",), "Senkaku / Diaoyu"),
    ],
)
def test_names_are_read_out_as_words(lines: list[str], also: tuple[str, ...], name: str) -> None:
    assert area_name(lines, also) == name


# ---------- what stands on it ----------


@pytest.mark.parametrize("nth", range(8))
def test_counters_in_the_picture_are_those_of_the_scene(nth: int) -> None:
    observation, sheet = seats(8, "drawn scene")[nth]
    made = scene_of(observation, sheet.orders)
    found = labels(written(made), "counters")
    names = called(observation.world)
    wanted = {
        f"{names.area(area)}: {stacks_words(made.there(area), names)}"
        for area in {each.area for each in made.stacks}
    }
    assert set(found) == wanted


@pytest.mark.parametrize("power", POWERS)
def test_rivals_homes_are_read_out_as_estimates(power: Power) -> None:
    observation = opening(power)
    names, made = called(observation.world), scene_of(opening(power))
    homes = [area for _, area in sorted(hidden_areas(observation.world, power))]
    told = labels(written(made), "counters")
    for area in homes:
        guessed = [each for each in made.there(area) if each.sight is Sight.GUESSED]
        words = [each for each in told if each.startswith(names.area(area) + ":")]
        assert sum(each.count("estimate") for each in words) == len(guessed)
    assert any("estimate" in each for each in told)


def test_flashpoints_are_read_out_with_rung_and_control() -> None:
    told = labels(written(scene()), "flashpoint")
    assert len(told) == 4
    assert all(re.search(r": rung \d, .*; control ", each) for each in told)


@pytest.mark.parametrize("nth", range(8))
def test_nothing_on_the_map_covers_anything_else(nth: int) -> None:
    observation, _ = seats(8, "drawn scene")[nth]
    found: Arrangement = arranged(geometry(), scene_of(observation))
    assert not overlaps([each.box for each in found.placed if not each.inset])
    assert all(VIEW.contains(each.box, 1.0) for each in found.placed if not each.inset)


def test_most_names_stand_on_the_map_as_a_game_begins() -> None:
    found = arranged(geometry(), scene())
    assert {each.key for each in found.names} >= {"ECS", "TWS", "PHS", "SOJ", "YEL", "SCS", "SEN"}


def test_tracing_paper_lies_over_what_is_not_lit() -> None:
    plain, lit = (
        scene_picture(geometry(), evolve(scene(), lit=areas), called(opening().world))
        for areas in ((), ("ECS",))
    )
    assert svg(plain).count("#b58a3a") == 0
    assert svg(lit).count("#b58a3a") == 2
