"""The lanes are moved with the map while it is pushed, and lie where they would be drawn."""

import pygame
import pytest

from game.board.canvas import Canvas
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.map import layers
from game.board.map.overlay import Drawn, Overlay, laid
from game.board.theme import PALETTES
from game.content_geometry import load_geometry
from game.drawing.camera import home
from game.views.map_scene import scene_of
from observed import opening
from rules.terms import Power

VIEW = Rect(0, 0, 480, 320)
GEOMETRY = load_geometry()
CAMERA = home(VIEW, GEOMETRY.home)


def canvas() -> Canvas:
    return Canvas(pygame.Surface((480, 320)), PALETTES["paper"], Type(1), Pen(1))


@pytest.mark.parametrize("by", [(0, 0), (12, -7), (-400, 0)])
def test_lanes_that_were_moved_lie_where_they_are_drawn(by: tuple[int, int]) -> None:
    scene, kept = scene_of(opening(Power.JAPAN)), Drawn()
    layers.lanes(canvas(), GEOMETRY, scene, CAMERA, kept)
    layers.lanes(canvas(), GEOMETRY, scene, CAMERA.panned(1, 0), kept)
    moved, fresh = canvas(), canvas()
    layers.lanes(moved, GEOMETRY, scene, CAMERA.panned(*by), kept)
    layers.lanes(fresh, GEOMETRY, scene, CAMERA.panned(*by))
    pixels = [pygame.mask.from_threshold(each.surface, (0, 0, 0), (1, 1, 1)) for each in (moved, fresh)]
    for mask in pixels:
        mask.invert()
    both = pixels[0].overlap_area(pixels[1], (0, 0))
    assert pixels[1].count() > 200 and both > 0.9 * max(each.count() for each in pixels)


def test_a_push_draws_a_layer_twice_at_most_until_its_edge_is_reached() -> None:
    kept = Drawn()
    drawn: list[Overlay] = []
    for nth in range(30):
        laid(canvas(), CAMERA.panned(2 * nth, nth), kept, "lanes", drawn.append)
    assert len(drawn) == 2
    laid(canvas(), CAMERA, kept, "other lanes", drawn.append)
    assert len(drawn) == 3
