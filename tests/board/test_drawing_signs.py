from __future__ import annotations

from itertools import combinations

import pygame
import pytest

from game.board.drawing.dial import (
    ControlColours,
    DialColours,
    TurnColours,
    alert_bars,
    control_bar,
    dial,
    rung_sign,
    signed,
    turn_squares,
)
from game.board.drawing.icons import ICONS, icon
from game.board.drawing.scenes import SCENES, scene
from game.board.drawing.shapes import Pen
from game.board.drawing.symbols import (
    Filling,
    Seat,
    SeatColours,
    State,
    counter,
    seat_badge,
    seat_mark,
    unit_symbol,
)
from game.board.drawing.text import Type
from game.board.drawing.units import UNITS
from rules.terms import UnitKind

GREY = (90, 90, 90)
SEAT = SeatColours((20, 40, 160), (255, 255, 250), (255, 255, 250), (20, 40, 160))
RUNGS = tuple((200 - 18 * n, 180 - 18 * n, 20 * n) for n in range(10))
DIAL = DialColours(RUNGS, (1, 250, 1), (0, 0, 0), (0, 0, 0), (30, 30, 30))
CONTROL = ControlColours((220, 210, 190), (160, 150, 130), (80, 70, 60), (1, 2, 3), (31, 38, 46))
TURNS = TurnColours((120, 90, 20), (250, 220, 140), (240, 180, 80), (50, 80, 110), (200, 200, 180))


def alphas(surface: pygame.Surface) -> bytes:
    return pygame.image.tobytes(surface, "RGBA")[3::4]


def ink(surface: pygame.Surface) -> float:
    return sum(alphas(surface)) / 255


def apart(one: pygame.Surface, other: pygame.Surface) -> float:
    """The share of pixels where two pictures of one size differ, colour left aside."""
    assert one.get_size() == other.get_size()
    pairs = list(zip(alphas(one), alphas(other), strict=True))
    return sum(abs(a - b) > 96 for a, b in pairs) / len(pairs)


def count_of(surface: pygame.Surface, colour: tuple[int, int, int]) -> int:
    data = pygame.image.tobytes(surface, "RGBA")
    spots = zip(data[0::4], data[1::4], data[2::4], data[3::4], strict=True)
    return sum(
        a > 200 and max(abs(r - colour[0]), abs(g - colour[1]), abs(b - colour[2])) < 2
        for r, g, b, a in spots
    )


def test_every_kind_of_unit_has_a_symbol() -> None:
    assert set(UNITS) == {kind.key for kind in UnitKind}


@pytest.mark.parametrize(("one", "other"), list(combinations(UNITS, 2)))
def test_units_differ_in_shape_at_the_size_of_a_counter(one: str, other: str) -> None:
    pen = Pen(1)
    assert apart(unit_symbol(pen, one, 27, GREY), unit_symbol(pen, other, 27, GREY)) > 0.06


@pytest.mark.parametrize("filling", list(Filling))
@pytest.mark.parametrize(("one", "other"), list(combinations(Seat, 2)))
def test_seats_differ_in_shape_at_the_size_of_a_mark(one: Seat, other: Seat, filling: Filling) -> None:
    pen = Pen(1)
    assert apart(seat_mark(pen, one, 14, GREY, filling), seat_mark(pen, other, 14, GREY, filling)) > 0.03


@pytest.mark.parametrize("seat", list(Seat))
def test_a_filled_mark_carries_more_ink_than_an_outlined_one(seat: Seat) -> None:
    pen = Pen(1)
    filled, outlined = (seat_mark(pen, seat, 14, GREY, each) for each in (Filling.FILLED, Filling.OUTLINED))
    assert ink(filled) > 1.5 * ink(outlined) > 0


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("kind", sorted(UNITS))
def test_symbols_stay_inside_their_grid(kind: str, scale: float) -> None:
    symbol = unit_symbol(Pen(scale), kind, 60, GREY)
    inner = symbol.get_rect().inflate(-8, -8)
    assert inner.contains(symbol.get_bounding_rect())


def test_an_estimate_is_light_where_a_counter_is_dark() -> None:
    pen, letters = Pen(1), Type(1)
    sure, guess = (counter(pen, letters, Seat.DISC, "air", 40, 2, SEAT, each) for each in State)
    assert count_of(sure, SEAT.fill) > 2 * count_of(guess, SEAT.fill)
    assert count_of(guess, SEAT.edge) > 2 * count_of(sure, SEAT.edge)


def test_a_counter_tells_its_count_and_shows_none_for_nought() -> None:
    pen, letters = Pen(2), Type(2)
    pictures = [counter(pen, letters, Seat.HOUSE, "ground", 30, each, SEAT) for each in (0, 1, 2, 11)]
    bytes_of = [pygame.image.tobytes(each, "RGBA") for each in pictures]
    assert len(set(bytes_of)) == 4


def test_signs_once_drawn_are_handed_out_again() -> None:
    pen, letters = Pen(1), Type(1)
    for again in (
        lambda: counter(pen, letters, Seat.DISC, "air", 27, 2, SEAT),
        lambda: seat_badge(pen, Seat.SHIELD, 28, SEAT),
        lambda: dial(pen, letters, 4, 3, DIAL),
        lambda: icon(pen, "gear", 20, GREY),
        lambda: scene(pen, "strait"),
        lambda: rung_sign(pen, letters, 4, GREY, (0, 0, 0), (0, 0, 0)),
    ):
        assert again() is again()


def test_a_dial_fills_an_arc_for_each_rung_reached_and_no_more() -> None:
    pen, letters = Pen(2), Type(2)
    for rung in range(10):
        picture = dial(pen, letters, rung, None, DIAL)
        filled = [number for number in range(10) if count_of(picture, RUNGS[number])]
        assert filled == list(range(rung + 1))
        assert (count_of(picture, DIAL.empty) > 0) == (rung < 9)


def test_a_dial_on_the_move_has_part_of_an_arc() -> None:
    pen, letters = Pen(2), Type(2)
    areas = [
        count_of(dial(pen, letters, 5, None, DIAL, level=each), RUNGS[5]) for each in (4.0, 4.3, 4.7, 5.0)
    ]
    assert areas[0] == 0
    assert areas == sorted(areas)
    assert len(set(areas)) == 4


def test_the_pointer_stands_over_the_value_that_holds() -> None:
    pen, letters = Pen(1), Type(1)
    for value in range(-2, 5):
        sheet = pygame.Surface((140, 40), pygame.SRCALPHA)
        control_bar(sheet, pen, letters, 10, 20, (-2, 4), value, CONTROL)
        pointer = pygame.mask.from_threshold(sheet, CONTROL.pointer, (2, 2, 2, 255)).get_bounding_rects()
        assert len(pointer) == 1
        assert pointer[0].centerx == pytest.approx(10 + (value + 2) * 9.3 + 3.75, abs=1.1)
        assert count_of(sheet, CONTROL.value) > 0 or value == 0


def test_signed_figures_carry_a_true_minus() -> None:
    assert [signed(each) for each in (-2, 0, 3)] == ["−2", "0", "+3"]


def test_alert_bars_fill_from_the_lowest() -> None:
    pen, shares = Pen(2), []
    for level in range(4):
        sheet = pygame.Surface((80, 60), pygame.SRCALPHA)
        alert_bars(sheet, pen, 5, 25, level, (200, 0, 0), (0, 0, 200))
        shares.append((count_of(sheet, (200, 0, 0)), count_of(sheet, (0, 0, 200))))
    assert [full for full, _ in shares] == sorted(full for full, _ in shares)
    assert shares[0][0] == shares[3][1] == 0
    assert shares[3][0] > 0


def test_there_is_a_square_for_every_turn_and_one_is_lit() -> None:
    pen, letters = Pen(1), Type(1)
    for done in range(12):
        sheet = pygame.Surface((300, 60), pygame.SRCALPHA)
        turn_squares(
            sheet, pen, letters, 10, 10, [("2026", 2), ("2027", 4), ("2028", 4), ("2029", 2)], done, TURNS
        )
        row = [sheet.get_at((x, 15)) for x in range(sheet.get_width())]
        runs = [
            n
            for n, each in enumerate(row)
            if each[:3] == TURNS.done and row[n - 1][:3] != TURNS.done and each[3] == 255
        ]
        assert len(runs) == done
        assert count_of(sheet, TURNS.now) > 60


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_has_ink_smooth_edges_and_keeps_inside(name: str) -> None:
    for size in (16, 20, 24):
        picture = icon(Pen(1), name, size, GREY)
        assert picture.get_size() == (size, size)
        assert 0.04 < ink(picture) / size**2 < 0.75
        assert any(0 < each < 255 for each in alphas(picture))
    large = icon(Pen(4), name, 20, GREY)
    assert large.get_rect().inflate(-4, -4).contains(large.get_bounding_rect())


def test_icons_differ_from_one_another() -> None:
    drawn = {name: icon(Pen(1), name, 20, GREY) for name in sorted(ICONS)}
    alike = [(a, b) for a, b in combinations(drawn, 2) if apart(drawn[a], drawn[b]) <= 0.02]
    assert alike == []


def test_an_unknown_sign_is_refused_at_once() -> None:
    pen, letters = Pen(1), Type(1)
    with pytest.raises(KeyError, match="anvil"):
        icon(pen, "anvil", 20, GREY)
    with pytest.raises(KeyError, match="zeppelin"):
        unit_symbol(pen, "zeppelin", 20, GREY)
    with pytest.raises(KeyError, match="zeppelin"):
        counter(pen, letters, Seat.DISC, "zeppelin", 27, 1, SEAT)
    with pytest.raises(KeyError, match="moon"):
        scene(pen, "moon")


@pytest.mark.parametrize("theme", sorted(SCENES))
@pytest.mark.parametrize("size", [(576, 198), (300, 198), (560, 90)])
def test_scenes_cover_whatever_size_is_asked_for(theme: str, size: tuple[int, int]) -> None:
    picture = scene(Pen(1), theme, *size)
    assert picture.get_size() == size
    assert count_of(picture, (0, 0, 0)) == 0
    shades = {tuple(picture.get_at((x, y)))[:3] for x in range(0, size[0], 5) for y in range(0, size[1], 5)}
    assert len(shades) > 40


def test_scenes_are_the_same_every_time() -> None:
    for theme in sorted(SCENES):
        one, other = (pygame.image.tobytes(scene(Pen(1), theme), "RGB") for _ in range(2))
        assert one == other
