"""Signs: counters, cards, odds and dice show what they are given, and every word fits."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.counters import SEATS, counter, rung_sign, seat_mark, seat_outline, stack_words, unit_symbol
from game.drawing.dial import dial, flashpoint_card, flashpoint_words, rung_picture
from game.drawing.lettering import Face, TextStyle, largest, width
from game.drawing.odds import apart, dice_picture, odds_picture, odds_words, outcome_role
from game.drawing.shapes import Circle, Group, Path, Picture, Shape, Text, Window, flattened
from game.drawing.svg import svg
from game.drawing.symbols import GRID, UNITS, Seat, outline, seat_shape
from game.views.map_scene import Quarrel, Sight, Stack
from game.views.odds import odds_rows
from observed import opening
from rules.legality import legal_orders
from rules.terms import KINDS, POWERS, Power, UnitKind


def within(shapes: tuple[Shape, ...]) -> list[Shape]:
    found: list[Shape] = []
    for shape in shapes:
        found.append(shape)
        if isinstance(shape, Group | Window):
            found += within(shape.shapes)
    return found


def texts(*shapes: Shape) -> list[str]:
    return [each.words for each in within(shapes) if isinstance(each, Text)]


def fills(*shapes: Shape) -> Counter[str]:
    return Counter(each.ink.fill for each in within(shapes) if isinstance(each, Path | Circle))


# ---------- seats and units ----------


@pytest.mark.parametrize("seat", Seat)
@pytest.mark.parametrize("inset", [0.0, 1.7])
def test_a_seats_curves_go_where_its_corners_are(seat: Seat, inset: float) -> None:
    curves, corners = flattened(seat_shape(seat, inset)), outline(seat, inset)
    for axis in (0, 1):
        assert min(at[axis] for at in curves) == pytest.approx(min(at[axis] for at in corners), abs=0.1)
        assert max(at[axis] for at in curves) == pytest.approx(max(at[axis] for at in corners), abs=0.1)


@pytest.mark.parametrize("power", POWERS)
def test_a_seat_that_is_in_is_filled_and_one_that_is_out_is_not(power: Power) -> None:
    assert fills(seat_mark(power, 14)) == {f"seat-{power.key}": 1}
    assert fills(seat_outline(power, 14)) == {"": 1}


def test_every_kind_of_unit_has_a_symbol() -> None:
    assert set(UNITS) == {kind.key for kind in KINDS}
    assert len({unit_symbol(kind, GRID, "ink", "paper") for kind in UNITS}) == len(UNITS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("power", POWERS)
def test_a_counter_shows_its_count_and_is_light_where_it_is_a_guess(power: Power, kind: UnitKind) -> None:
    seen = counter(Stack("ECS", power, kind, 3), 27)
    guess = counter(Stack("ECS", power, kind, 3, Sight.GUESSED), 27)
    assert texts(seen) == texts(guess) == ["3"]
    symbol, light = f"seat-{power.key}-symbol", f"seat-{power.key}-edge"
    assert fills(seen)[symbol] > 0
    assert fills(guess)[symbol] == 0
    assert fills(guess)[light] > fills(seen)[light]


def test_a_stack_says_how_it_is_known() -> None:
    made = [Stack("ECS", Power.CHINA, UnitKind.AIR, 2, sight) for sight in Sight]
    assert [stack_words(each) for each in made] == [
        "2 air wing",
        "2 air wing, estimate",
        "2 air wing, planned",
    ]


@pytest.mark.parametrize("rung", range(10))
def test_an_octagon_shows_its_rung_in_the_rungs_colour(rung: int) -> None:
    sign = rung_sign(rung)
    assert texts(sign) == [str(rung)]
    assert fills(sign)[f"rung-{rung}"] == 1


# ---------- the flashpoint's card ----------


def quarrel(rung: int = 3, control: int = 1, last: int | None = 2, alert: int | None = 0) -> Quarrel:
    return Quarrel("senkaku", "Senkakus", rung, control, (True, True, False, False), last, alert, Power.CHINA)


@pytest.mark.parametrize("rung", range(10))
def test_a_dial_fills_an_arc_for_every_rung_up_to_its_own(rung: int) -> None:
    lines = [each.ink.line for each in within((dial(rung, None),)) if isinstance(each, Path)]
    assert [line for line in lines if line.startswith("rung")] == [f"rung-{n}" for n in range(rung + 1)]
    assert lines.count("hairline") == 9 - rung


def test_the_dot_stands_on_last_turns_rung_only_where_it_is_known() -> None:
    dots = [sum(isinstance(e, Circle) for e in within((dial(3, last),))) for last in (None, 2)]
    assert dots == [0, 1]


def test_a_screen_reader_hears_a_card_in_one_sentence() -> None:
    assert flashpoint_words(quarrel()) == (
        "Senkakus: rung 3, large exercise; last turn rung 2; control +1 to China; in: Japan, United States; "
        "own alert routine"
    )


@pytest.mark.parametrize(("rung", "words"), [(3, False), (4, True), (9, True)])
def test_a_card_says_crisis_from_rung_four(rung: int, words: bool) -> None:
    assert ("crisis" in texts(*flashpoint_card(quarrel(rung)).shapes)) is words


@given(
    st.integers(0, 9), st.integers(-2, 4), st.sampled_from(["Senkakus and East China Sea", "Taiwan Strait"])
)
def test_every_word_of_a_card_stays_on_it(rung: int, control: int, name: str) -> None:
    made = flashpoint_card(Quarrel("x", name, rung, control, (True,) * 4, 0, 1))
    at_card = [each for each in made.shapes if isinstance(each, Text)]
    for each in at_card:
        wide = width(each.words, each.style)
        left = each.x - (wide / 2 if each.words == "crisis" else 0)
        assert left >= 0
        assert left + wide <= made.width - 4
    name_line = next(each for each in at_card if each.words in name)
    tags = [each for each in at_card if each.words == "crisis"]
    for tag in tags:
        assert name_line.x + width(name_line.words, name_line.style) <= tag.x - width("crisis", tag.style) / 2


@pytest.mark.parametrize(("control", "figure"), [(-2, "−2"), (0, "0"), (4, "+4")])
def test_control_is_written_with_its_sign(control: int, figure: str) -> None:
    assert figure in texts(*flashpoint_card(quarrel(control=control)).shapes)


def test_a_rung_line_says_every_turn() -> None:
    made = rung_picture("rungs", "Taiwan Strait", (1, 4, 9))
    assert made.about == "rungs by turn: 1, 4, 9"
    assert [fills(*made.shapes)[f"rung-{n}"] for n in (1, 4, 9)] == [1, 1, 1]


# ---------- odds and dice ----------


def rolls() -> list[Picture]:
    seen = opening(Power.JAPAN)
    views = [odds_rows(order, seen) for order in legal_orders(seen)]
    return [odds_picture(view) for view in views if view is not None]


def test_thirty_six_dots_are_coloured_by_what_they_bring() -> None:
    seen = opening(Power.JAPAN)
    views = [view for order in legal_orders(seen) if (view := odds_rows(order, seen)) is not None]
    assert views
    for view in views[:40]:
        made = odds_picture(view)
        dots = Counter(each.ink.fill for each in made.shapes if isinstance(each, Circle))
        assert sum(dots.values()) == 36
        assert dots == Counter({outcome_role(view, o.key): o.ways for o in view.outcomes if o.ways})
        assert all(f"{o.name}: {o.percent} %" in odds_words(view) for o in view.outcomes if o.ways)


def test_words_under_the_bar_never_touch_nor_leave_the_picture() -> None:
    for made in rolls()[:40]:
        names = [each for each in made.shapes if isinstance(each, Text) and each.style.size == 12]
        spans = [(n.x - width(n.words, n.style) / 2, n.x + width(n.words, n.style) / 2) for n in names]
        assert all(before[1] < after[0] for before, after in pairwise(spans))
        assert all(left >= -0.01 and right <= made.width + 0.01 for left, right in spans)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 60)), min_size=1, max_size=5))
def test_words_in_a_row_are_moved_apart_within_their_room(parts: list[tuple[float, float]]) -> None:
    lefts, wides = [left for left, _ in sorted(parts)], [wide for _, wide in sorted(parts)]
    found = apart(lefts, wides, 372.0)
    assert found[0] >= -1e-9
    assert found[-1] + wides[-1] <= 372 + 1e-9
    assert all(b - a >= wide + 7 - 1e-9 for (a, b), wide in zip(pairwise(found), wides, strict=False))


@pytest.mark.parametrize("pips", range(1, 7))
def test_dice_show_their_pips(pips: int) -> None:
    made = dice_picture(pips, 1)
    assert sum(isinstance(each, Circle) for each in within(made.shapes)) == pips + 1
    assert made.about == f"{pips} and 1, together {pips + 1}"


# ---------- widths ----------


def test_longer_words_are_wider_and_spacing_counts() -> None:
    style = TextStyle(Face.BODY, 14)
    assert width("Senkakus", style) < width("Senkakus and East China Sea", style)
    spaced = TextStyle(Face.BODY, 14, 3.0)
    assert width("TAIWAN", spaced) == pytest.approx(width("TAIWAN", style) + 6 * 3.0)


def test_words_are_about_as_wide_as_the_board_draws_them() -> None:
    pytest.importorskip("pygame")
    from game.board.drawing.text import Type

    letters = Type(4.0)
    for face in Face:
        for words in ("East China Sea", "quarantine, ramming", "Taiwan Strait 36 %"):
            style = TextStyle(face, 16)
            assert width(words, style) == pytest.approx(letters.width(words, style), rel=0.05)


def test_the_largest_style_that_fits_is_taken_else_the_last() -> None:
    styles = [TextStyle(Face.BODY, size) for size in (20, 14, 9)]
    assert largest("quarantine", width("quarantine", styles[1]) + 1, styles) is styles[1]
    assert largest("quarantine", 1, styles) is styles[2]


# ---------- written ----------


@pytest.mark.parametrize("power", POWERS)
def test_signs_are_written_without_any_style(power: Power) -> None:
    made = counter(Stack("ECS", power, UnitKind.MISSILE, 2), 27, (20, 20))
    text = svg(Picture("x", 40, 40, SEATS[power].value, "", (made,)))
    ET.fromstring(text)
    assert not re.search(r"[\s\"]style|script|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", text)
