"""What is written is well-formed, short, always the same, and needs no inline style."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing.lettering import Face, TextStyle
from game.drawing.palette import HARBOUR, PAPER, roles
from game.drawing.shapes import (
    CLOSE,
    Anchor,
    Circle,
    Command,
    Curve,
    Group,
    Ink,
    Line,
    Move,
    Path,
    Picture,
    Shape,
    Text,
    Window,
    Zone,
    box,
    filled,
    polygon,
    polyline,
)
from game.drawing.svg import hexes, number, path_data, svg, variables

SPACE = "{http://www.w3.org/2000/svg}"
POINT = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))
LABEL = TextStyle(Face.BOLD, 12)


def picture(*shapes: Shape) -> Picture:
    return Picture("p", 100, 50, "A title", "What it shows", shapes)


def tree(*shapes: Shape) -> ET.Element:
    return ET.fromstring(svg(picture(*shapes)))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.0, 1, "0"),
        (-0.04, 1, "0"),
        (0.5, 1, ".5"),
        (-0.25, 2, "-.25"),
        (10.0, 1, "10"),
        (12.34, 1, "12.3"),
        (7.0, 0, "7"),
        (100.0, 2, "100"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(value: float, places: int, text: str) -> None:
    assert number(value, places) == text


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_number_says_the_value_to_its_last_decimal(value: float, places: int) -> None:
    assert abs(float(number(value, places)) - value) <= 0.5 * 10**-places + 1e-6


def points_of(data: str) -> list[tuple[float, float]]:
    """Read path data of moves and lines back, as a browser does."""
    now, found, letter = (0.0, 0.0), [], ""
    parts = re.findall(r"[Mlz]|-?(?:\d+\.?\d*|\.\d+)", data)
    while parts:
        if parts[0] in "Mlz":
            letter = parts.pop(0)
            if letter == "z":
                continue
        x, y = float(parts.pop(0)), float(parts.pop(0))
        now = (x, y) if letter == "M" else (now[0] + x, now[1] + y)
        found.append(now)
    return found


@given(st.lists(POINT, min_size=1, max_size=30))
def test_steps_of_a_path_add_up_to_the_rounded_points(points: list[tuple[float, float]]) -> None:
    found = points_of(path_data(polyline(points)))
    wanted = [(round(x * 10) / 10, round(y * 10) / 10) for x, y in points]
    kept = [at for nth, at in enumerate(wanted) if nth < 2 or at != wanted[nth - 1]]
    assert found == [pytest.approx(each, abs=1e-6) for each in kept]


def test_numbers_in_a_path_are_never_run_together() -> None:
    commands: tuple[Command, ...] = (
        Move(0.5, 0.5),
        Line(1, 1.5),
        Line(1.5, 1.5),
        Curve(2, 2, 2.5, 2, 3, 3),
        CLOSE,
        Move(1, 1),
    )
    assert path_data(commands) == "M.5.5l.5 1 .5 0c.5.5 1 .5 1.5 1.5zM1 1"


def test_a_dot_is_a_line_of_no_length() -> None:
    assert path_data((Move(3, 4), Line(3, 4))) == "M3 4l0 0"


def test_the_same_picture_gives_the_same_bytes() -> None:
    def made() -> str:
        return svg(picture(filled(box(1, 2, 3, 4, 1), "ink"), Text(1, 2, "Ryūkyū", LABEL, "ink")))

    assert made() == made()


def test_words_are_escaped() -> None:
    root = tree(Text(0, 0, "a < b & c", LABEL, "ink"), Group((), label='say "no" <now>'))
    assert [each.text for each in root.iter(SPACE + "text")] == ["a < b & c"]
    assert [each.get("aria-label") for each in root.iter(SPACE + "g")] == ['say "no" <now>']


def test_every_picture_has_a_title_and_says_what_it_shows() -> None:
    root = tree()
    assert (root.findtext(SPACE + "title"), root.findtext(SPACE + "desc")) == ("A title", "What it shows")
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("p-title", "p-about")
    assert root.get("role") == "img"


def test_a_picture_with_places_to_choose_is_no_image_to_a_screen_reader() -> None:
    root = tree(Window(box(0, 0, 9, 9), (Zone("HOK", "Hokkaido", box(0, 0, 5, 5)),)))
    assert root.get("role") == "group"


def test_a_place_can_be_pressed_and_focused_and_only_the_first_has_the_identity() -> None:
    zone = Zone("HOK", "Hokkaido", box(0, 0, 5, 5))
    first, second = tree(zone, zone).iter(SPACE + "path")
    assert {key: first.get(key) for key in ("id", "data-area", "tabindex", "role", "aria-label")} == {
        "id": "area-HOK",
        "data-area": "HOK",
        "tabindex": "0",
        "role": "button",
        "aria-label": "Hokkaido",
    }
    assert second.get("id") is None
    assert second.get("data-area") == "HOK"


def test_a_long_outline_that_comes_twice_is_written_once() -> None:
    outline = polyline([(n * 3.7 % 100, n * 9.1 % 50) for n in range(60)])
    text = svg(picture(Path(outline, Ink(line="ink")), Path(outline, Ink(line="bad", width=3))))
    assert text.count(path_data(outline)) == 1
    assert len(re.findall("<use ", text)) == 2


def test_shapes_in_a_window_are_cut_to_its_outline() -> None:
    root = tree(Window(polygon([(0, 0), (9, 0), (9, 9)]), (Circle(5, 5, 9, Ink(fill="ink")),)))
    (clip,) = root.iter(SPACE + "clipPath")
    (group,) = root.iter(SPACE + "g")
    assert group.get("clip-path") == f"url(#{clip.get('id')})"
    assert [each.get("d") for each in clip] == ["M0 0l9 0 0 9z"]


def test_colours_are_those_of_the_palette_or_variables_with_them() -> None:
    shape = picture(filled(box(0, 0, 1, 1), "seat-us"))
    assert f'fill="{roles(HARBOUR)["seat-us"]}"' in svg(shape, hexes(HARBOUR))
    assert f'fill="var(--seat-us,{roles(PAPER)["seat-us"]})"' in svg(shape, variables())


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(KeyError, match="mauve"):
        svg(picture(filled(box(0, 0, 1, 1), "mauve")))


def test_decoration_is_hidden_from_screen_readers_and_anchors_are_kept() -> None:
    line = Text(1, 2, "x", LABEL, "ink", Anchor.END)
    root = tree(Group((line,), kind="decoration"))
    assert [each.get("aria-hidden") for each in root.iter(SPACE + "g")] == ["true"]
    assert [each.get("text-anchor") for each in root.iter(SPACE + "text")] == ["end"]
