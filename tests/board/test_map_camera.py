"""The camera's arithmetic, worked out by hand."""

import pytest
from pytest import approx

from game.board.layout import Rect
from game.drawing.camera import Camera, clear_of, counter_size, home, within

VIEW = Rect(100, 50, 400, 200)
CAMERA = Camera(VIEW, 1000.0, 500.0, 0.5)


def test_the_place_in_the_middle_is_shown_in_the_middle() -> None:
    assert CAMERA.to_screen(1000, 500) == (300, 150)
    assert CAMERA.to_map(300, 150) == (1000, 500)


def test_a_kilometre_east_is_half_a_pixel_right() -> None:
    assert CAMERA.to_screen(1100, 480) == (350, 140)
    assert CAMERA.to_map(350, 140) == (1100, 480)


def test_the_ground_is_what_the_window_holds() -> None:
    assert CAMERA.ground == (600, 300, 1400, 700)


def test_pushing_the_map_right_shows_what_lies_west() -> None:
    moved = CAMERA.panned(50, -20)
    assert (moved.x, moved.y) == (900, 540)
    assert moved.to_screen(1000, 500) == (350, 130)


def test_zooming_keeps_what_lies_under_the_pointer() -> None:
    under = CAMERA.to_map(420, 90)
    nearer = CAMERA.zoomed(2.0, (420, 90))
    assert nearer.scale == 1.0
    assert nearer.to_map(420, 90) == approx(under)


def test_home_shows_the_whole_piece_where_it_fits() -> None:
    camera = home(Rect(0, 0, 880, 752), (-440.0, -376.0, 440.0, 376.0))
    assert (camera.x, camera.y, camera.scale) == (0, 0, 1)


def test_a_narrow_window_cuts_the_sides_and_keeps_the_scale() -> None:
    camera = home(Rect(0, 0, 384, 752), (-440.0, -376.0, 440.0, 376.0))
    assert camera.scale == 1
    west, _, east, _ = camera.ground
    assert west >= -440 and east <= 440 and east - west == approx(384)


@pytest.mark.parametrize(("x", "y"), [(-9000, 0), (9000, 0), (0, -9000), (0, 9000)])
def test_panning_stops_at_the_end_of_the_data(x: float, y: float) -> None:
    extent = (-2000.0, -1000.0, 2000.0, 1000.0)
    west, north, east, south = within(CAMERA.looking_at(x, y), extent, 0.1, 5.0).ground
    assert west >= -2000 and east <= 2000 and north >= -1000 and south <= 1000


def test_zooming_out_stops_where_the_data_no_longer_fill_the_window() -> None:
    assert within(CAMERA.zoomed(0.01), (-400.0, -400.0, 400.0, 400.0), 0.001, 5.0).scale == 0.5


def test_a_popup_at_the_left_pushes_the_area_to_its_right() -> None:
    cover = Rect(100, 50, 150, 200)
    area = Rect(200, 100, 60, 40)
    moved = clear_of(CAMERA, area, cover)
    where = CAMERA.to_map(*area.centre)
    x, y = moved.to_screen(*where)
    assert not Rect(x - 30, y - 20, 60, 40).meets(cover)
    assert y == area.centre[1]


def test_an_area_that_is_not_covered_stays() -> None:
    assert clear_of(CAMERA, Rect(400, 100, 60, 40), Rect(100, 50, 150, 200)) == CAMERA


def test_counters_grow_with_the_map_between_22_and_40() -> None:
    assert counter_size(1.0) == 27
    assert counter_size(0.1) == 22
    assert counter_size(9.0) == 40
