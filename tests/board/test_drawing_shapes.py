from __future__ import annotations

import math
from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.board.drawing.shapes import BUDGET, CARD_SHADOW, POPUP_SHADOW, Pen
from game.drawing.curves import Point
from game.drawing.paths import bend, dashes, octagon

RED = (200, 30, 20)
BLUE = (20, 40, 160)
POINT = st.tuples(st.integers(0, 300), st.integers(0, 300))


def sheet(width: int = 120, height: int = 120) -> pygame.Surface:
    return pygame.Surface((width, height), pygame.SRCALPHA)


def alphas(surface: pygame.Surface) -> list[int]:
    return list(pygame.image.tobytes(surface, "RGBA")[3::4])


def length(points: list[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))


@given(st.lists(POINT, min_size=2, max_size=7, unique=True), st.integers(2, 12), st.integers(1, 9))
def test_dashes_are_as_long_as_asked_and_cover_their_share(points: list[Point], on: int, off: int) -> None:
    drawn = dashes(points, on, off)
    whole = length(points)
    assert all(length(each) == pytest.approx(on) for each in drawn[:-1])
    assert length(drawn[-1]) <= on + 1e-6
    full, rest = divmod(whole, on + off)
    assert sum(map(length, drawn)) == pytest.approx(full * on + min(on, rest), abs=1e-3 + 1e-6 * whole)


def test_dashes_begin_where_the_line_begins_and_go_round_its_corner() -> None:
    drawn = dashes([(0, 0), (5, 0), (5, 20)], 8, 4)
    assert drawn[0] == [(0, 0), (5, 0), (5, 3)]
    assert drawn[1] == [(5, 7), (5, 15)]


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_a_rounded_box_has_smooth_corners_and_a_solid_middle(scale: float) -> None:
    pen, target = Pen(scale), sheet(240, 240)
    pen.rounded(target, (10, 10, 80, 60), 8, RED, BLUE, 1)
    rect = pen.pixels((10, 10, 80, 60))
    assert target.get_bounding_rect() == rect
    assert target.get_at(rect.center) == (*RED, 255)
    assert target.get_at((rect.centerx, rect.top)) == (*BLUE, 255)
    assert target.get_at((rect.left, rect.centery)) == (*BLUE, 255)
    assert target.get_at(rect.topleft)[3] == 0
    corner = target.subsurface((rect.left, rect.top, round(8 * scale), round(8 * scale)))
    assert any(0 < each < 255 for each in alphas(corner))


@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 20), st.integers(1, 3))
def test_boxes_of_every_size_fill_exactly_their_pixels(
    width: int, height: int, radius: int, line: int
) -> None:
    target = sheet()
    Pen(1).rounded(target, (5, 5, width, height), radius, RED, BLUE, line)
    ink = target.get_bounding_rect()
    assert pygame.Rect(5, 5, width, height).contains(ink)
    assert target.get_at((5 + width // 2, 5 + height // 2))[3] > 200


def test_neighbouring_boxes_meet_at_every_scale() -> None:
    for scale in (0.9, 1.0, 1.125, 1.25, 1.5, 2.0):
        pen = Pen(scale)
        edges = [pen.pixels((7.3 * n, 0, 7.3, 5)) for n in range(30)]
        assert all(left.right == right.left for left, right in pairwise(edges))


def test_a_shadow_is_darkest_under_its_box_and_fades_to_nothing() -> None:
    for shadow in (CARD_SHADOW, POPUP_SHADOW):
        target = sheet(300, 300)
        Pen(1).shadow(target, (100, 100, 100, 100), shadow)
        middle = target.get_at((150, 150))[3]
        assert middle == pytest.approx(255 * shadow.alpha, abs=2)
        line = [target.get_at((150, y))[3] for y in range(150, 300)]
        assert all(first >= second for first, second in pairwise(line))
        assert line[-1] == 0
        assert max(first - second for first, second in pairwise(line)) < middle / 3


def test_a_disc_covers_the_area_of_a_circle() -> None:
    for radius in (3.0, 6.5, 20.0):
        target = sheet()
        Pen(1).disc(target, 60.3, 59.8, radius, RED)
        assert sum(alphas(target)) / 255 == pytest.approx(math.pi * radius * radius, rel=0.05)


def test_a_line_covers_its_length_times_its_width() -> None:
    target = sheet()
    Pen(1).line(target, [(10, 20), (100, 85)], RED, 3)
    wanted = math.dist((10, 20), (100, 85)) * 3 + math.pi * 1.5 * 1.5
    assert sum(alphas(target)) / 255 == pytest.approx(wanted, rel=0.05)
    assert any(0 < each < 255 for each in alphas(target))


def test_a_long_line_is_whole_though_drawn_in_parts() -> None:
    target = sheet(1600, 40)
    Pen(1).line(target, [(10, 20), (1590, 20)], RED, 3)
    assert all(target.get_at((x, 20))[3] == 255 for x in range(12, 1588))


def test_the_middle_of_a_bend_lies_off_the_straight_line_by_its_share() -> None:
    points = bend((0, 0), (100, 0), 0.25)
    assert points[0] == (0, 0)
    assert points[-1] == (100, 0)
    assert points[len(points) // 2] == pytest.approx((50, -25))


def test_an_octagon_has_eight_equal_sides() -> None:
    points = octagon(3, 4, 10)
    sides = [math.dist(a, b) for a, b in zip(points, points[1:] + points[:1], strict=True)]
    assert sides == pytest.approx([sides[0]] * 8)


@pytest.mark.parametrize("pips", range(1, 7))
def test_a_die_shows_as_many_pips_as_it_says(pips: int) -> None:
    target = sheet(80, 80)
    Pen(1).die(target, 10, 10, pips, ((255, 255, 255), (120, 110, 100), (0, 0, 0)))
    dark = pygame.mask.from_threshold(target, (0, 0, 0), (90, 90, 90, 255))
    face = pygame.Mask((80, 80))
    face.draw(pygame.Mask((50, 50), fill=True), (14, 14))
    assert len(dark.overlap_mask(face, (0, 0)).connected_components(minimum=8)) == pips


def test_hatching_leaves_gaps_and_stays_in_its_box() -> None:
    target = sheet()
    Pen(1).hatch(target, (20, 20, 60, 30), RED)
    assert target.get_bounding_rect() == pygame.Rect(20, 20, 60, 30)
    assert 0.1 < sum(alphas(target)) / 255 / 1800 < 0.5


def test_what_is_drawn_twice_is_made_once() -> None:
    pen, made = Pen(1), []

    def make() -> pygame.Surface:
        made.append(1)
        return sheet()

    assert pen.keep("one", make) is pen.keep("one", make)
    assert made == [1]
    assert pen.panel((90, 40), 8, RED) is pen.panel((90, 40), 8, RED)


def test_the_least_used_go_first_when_room_is_short() -> None:
    pen, side = Pen(1), 2000
    count = BUDGET // (side * side)

    def make() -> pygame.Surface:
        return pygame.Surface((side, side), 0, 8)

    first = pen.keep(0, make)
    second = pen.keep(1, make)
    for number in range(2, count):
        pen.keep(number, make)
    assert pen.keep(0, make) is first
    pen.keep("one more", make)
    assert pen.keep(0, make) is first
    assert pen.keep(1, make) is not second
