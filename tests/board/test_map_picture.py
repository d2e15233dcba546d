"""The picture of the map, the atlas that keeps pictures, the title's map."""

import pygame
import pytest

from game.board.canvas import Canvas
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.map.atlas import REST, Atlas
from game.board.map.picture import Painter, Plate, blurred, picture
from game.board.map.title import Title, covering, inside, thumbnail
from game.board.theme import HARBOUR, NIGHT, PALETTES, PAPER, Palette
from game.content_geometry import load_geometry
from game.drawing.camera import Rectangle
from game.drawing.cutter import Cutter, clip

GEOMETRY = load_geometry()
JAPAN: Rectangle = (300.0, -1400.0, 1300.0, -600.0)
SIZE = (250, 200)
SEA_OF_JAPAN, HONSHU = (400, -1380), (1000, -1250)


def plate(palette: Palette = PAPER, ground: Rectangle = JAPAN, size: tuple[int, int] = SIZE) -> Plate:
    return Plate(GEOMETRY, ground, size, 1.0, palette)


def at(surface: pygame.Surface, of: Plate, where: tuple[float, float]) -> tuple[int, ...]:
    x, y = ((where[0] - of.ground[0]) * of.factor, (where[1] - of.ground[1]) * of.factor)
    return tuple(surface.get_at((round(x), round(y))))[:3]


def far(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def pixels(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_land_and_sea_have_the_colours_of_the_palette(palette: Palette) -> None:
    made = picture(plate(palette))
    assert made.get_size() == SIZE
    sea = at(made, plate(), SEA_OF_JAPAN)
    assert min(far(sea, palette.sea_deep), far(sea, palette.sea_shallow)) < 24
    land = at(made, plate(), HONSHU)
    assert far(land, palette.land) < 60
    assert far(land, sea) > 10


def test_a_picture_in_steps_is_the_picture_at_once() -> None:
    painter = Painter(plate())
    steps = 0
    for _ in painter.steps():
        steps += 1
    assert steps > 10
    assert pixels(painter.done) == pixels(picture(plate()))


def test_a_picture_goes_on_seamlessly_where_another_ends() -> None:
    west, north, east, south = JAPAN
    right = (west + 500, north, east + 500, south)
    one, other = picture(plate()), picture(plate(ground=right))
    here, there = pygame.Rect(140, 20, 90, 150), pygame.Rect(15, 20, 90, 150)
    a, b = one.subsurface(here), other.subsurface(there)
    worst = [
        far(tuple(a.get_at((x, y)))[:3], tuple(b.get_at((x, y)))[:3])
        for x in range(0, 90, 3)
        for y in range(0, 150, 3)
    ]
    assert sum(each > 40 for each in worst) < len(worst) / 100


def test_blurring_keeps_the_middle_where_it_was() -> None:
    layer = pygame.Surface((256, 256), pygame.SRCALPHA)
    layer.fill((9, 9, 9, 0))
    pygame.draw.rect(layer, (9, 9, 9, 255), (112, 112, 32, 32))
    for width in (6, 12, 24):
        soft = blurred(layer, width)
        row = [soft.get_at((x, 128))[3] for x in range(256)]
        assert sum(x * value for x, value in enumerate(row)) / sum(row) == pytest.approx(127.5, abs=0.8)
        assert 0 < soft.get_at((109, 128))[3] < 255


def test_a_ring_is_cut_to_a_rectangle() -> None:
    square = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)]
    cut = clip(square, (0.0, 0.0, 100.0, 100.0))
    assert sorted(set(cut)) == [(0, 0), (0, 10), (10, 0), (10, 10)]
    assert not clip(square, (20.0, 20.0, 30.0, 30.0))


def test_lines_far_away_are_left_out() -> None:
    cutter = Cutter((0.0, 0.0, 100.0, 100.0), 1.0, 0)
    assert not list(cutter.strokes([(500.0, 0.0), (600.0, 0.0)]))
    (part,) = cutter.strokes([(-500.0, 50.0), (50.0, 50.0), (600.0, 50.0), (900.0, 50.0)])
    assert part == [(-500, 50), (50, 50), (600, 50)]


# ---------- the atlas ----------


def big(ground: Rectangle = GEOMETRY.home) -> Plate:
    return Plate(GEOMETRY, ground, (440, 376), 1.0, PAPER)


def shifted(ground: Rectangle, by: float) -> Rectangle:
    return ground[0] + by, ground[1], ground[2] + by, ground[3]


def test_the_first_picture_is_there_at_once_and_a_piece_of_it_too() -> None:
    atlas, target = Atlas(GEOMETRY), pygame.Surface((440, 376))
    assert atlas.show(target, (0, 0), big())
    west, north, east, south = GEOMETRY.home
    middle = ((west + east) / 2, north, (west + east) / 2 + (east - west) / 4, south)
    piece = Plate(GEOMETRY, middle, (110, 376), 1.0, PAPER)
    small = pygame.Surface((110, 376))
    assert atlas.show(small, (0, 0), piece)
    assert pixels(small) == pixels(target.subsurface((220, 0, 110, 376)))
    assert not atlas.busy


def test_another_view_is_shown_from_what_there_is_and_becomes_sharp_when_it_rests() -> None:
    atlas, target = Atlas(GEOMETRY), pygame.Surface((440, 376))
    atlas.show(target, (0, 0), big())
    wanted = big(shifted(GEOMETRY.home, 300))
    assert not atlas.show(target, (0, 0), wanted)
    assert atlas.busy and not atlas.tick(REST / 2)
    steps = 0
    while not atlas.tick(REST * 2):
        steps += 1
        assert steps < 500
    assert atlas.show(target, (0, 0), wanted) and not atlas.busy
    assert pixels(target) == pixels(picture(wanted))


def test_only_the_last_view_of_a_size_is_drawn() -> None:
    atlas, target = Atlas(GEOMETRY), pygame.Surface((440, 376))
    atlas.show(target, (0, 0), big())
    for by in (100, 200, 300):
        atlas.show(target, (0, 0), big(shifted(GEOMETRY.home, by)))
    while not atlas.tick(1000.0):
        pass
    assert not atlas.busy
    assert atlas.show(target, (0, 0), big(shifted(GEOMETRY.home, 300)))


def test_pictures_in_other_colours_are_not_mixed_up() -> None:
    atlas, target = Atlas(GEOMETRY), pygame.Surface(SIZE)
    atlas.show(target, (0, 0), plate(PAPER))
    paper = pixels(target)
    assert atlas.show(target, (0, 0), plate(NIGHT))
    assert pixels(target) != paper
    atlas.show(target, (0, 0), plate(PAPER))
    assert pixels(target) == paper


def test_a_very_large_picture_is_shown_at_half_its_size_until_there_is_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("game.board.map.atlas.LARGE", 100_000)
    atlas, target = Atlas(GEOMETRY), pygame.Surface((440, 376))
    assert not atlas.show(target, (0, 0), big())
    assert far(at(target, big(), (1000, 500)), PAPER.sea_deep) < 24
    while not atlas.tick(1000.0):
        pass
    assert atlas.show(target, (0, 0), big())
    assert pixels(target) == pixels(picture(big()))


# ---------- title and thumbnails ----------


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_title_is_dark_in_the_west_and_light_on_japan(palette: Palette) -> None:
    of = Plate(GEOMETRY, covering(GEOMETRY.title, (320, 200)), (320, 200), 0.25, palette)
    painter = Title(of)
    assert sum(1 for _ in painter.steps()) > 3
    assert painter.done.get_size() == (320, 200)
    japan, west = at(painter.done, of, HONSHU), tuple(painter.done.get_at((8, 100)))[:3]
    assert sum(japan) > sum(west) + 60


def test_a_ground_covers_a_window_of_any_shape() -> None:
    for size in ((1280, 800), (1024, 640), (2560, 1080), (800, 800)):
        west, north, east, south = covering(GEOMETRY.title, size)
        assert (east - west) / (south - north) == pytest.approx(size[0] / size[1])
        assert west <= GEOMETRY.title[0] and east >= GEOMETRY.title[2]


def test_a_thumbnail_lies_inside_and_shows_every_rung() -> None:
    west, north, east, south = inside(GEOMETRY.home, 2.4, 0.5)
    assert (east - west) / (south - north) == pytest.approx(2.4)
    assert north >= GEOMETRY.home[1] and south <= GEOMETRY.home[3]
    surface = pygame.Surface((400, 200))
    canvas = Canvas(surface, HARBOUR, Type(1.0), Pen(1.0))
    bare = surface.copy()
    thumbnail(Canvas(bare, HARBOUR, Type(1.0), Pen(1.0)), Rect(10, 10, 370, 178), [])
    thumbnail(canvas, Rect(10, 10, 370, 178), [1, 2, 3, 4])
    assert pixels(surface) != pixels(bare)
    assert surface.get_at((5, 5))[:3] == (0, 0, 0)
