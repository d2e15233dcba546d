"""Counters and names stand clear of each other and of what lies on the map, in every scenario and window."""

from itertools import pairwise

import pytest

from game.board.drawing.text import Type
from game.board.layout import Frame, Rect, TablePlan, frame_of, table_plan
from game.board.panels.chart import INSET_FROM, buttons_place, legend_place
from game.content import scenario_names
from game.content_geometry import load_geometry
from game.drawing.arranging import OCTAGON, STYLES, Arrangement, arrange
from game.drawing.camera import home
from game.drawing.placing import Group, Label, overlaps, place, readable, spread
from game.views.map_scene import MapScene, scene_of
from observed import opening
from rules.terms import POWERS

GEOMETRY = load_geometry()
WIDE_SEA = Rect(0, 0, 1000, 1000)


def arranged(plan: TablePlan, frame: Frame, scene: MapScene) -> tuple[Arrangement, list[Rect]]:
    """Arrange a scene on the table's map, with what lies on the map."""
    covers = [*plan.cards, buttons_place(plan), legend_place(plan, shown=plan.map.w >= 800)]
    card = plan.inset if plan.map.w >= INSET_FROM else None
    camera = home(plan.map, GEOMETRY.home)
    made = arrange(GEOMETRY, scene, camera, card, covers, Type(frame.scale).width)
    octagons = [Rect(x - OCTAGON / 2, y - OCTAGON / 2, OCTAGON, OCTAGON) for _, x, y in made.octagons]
    return made, [*covers, *(box.rect for box in made.boxes), *([card] if card else []), *octagons]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (2560, 1440)])
@pytest.mark.parametrize("scenario", scenario_names())
def test_no_counter_covers_another_or_what_lies_on_the_map(
    scenario: str, size: tuple[int, int], wide: bool
) -> None:
    frame = frame_of(size)
    plan = table_plan(frame, wide=wide)
    if plan.map.w < 200:
        pytest.skip("the map is not shown")
    for power in POWERS:
        scene = scene_of(opening(power, 1, scenario))
        made, things = arranged(plan, frame, scene)
        hung = {box.area for box in made.boxes}
        free = [each for each in made.placed if not each.inset and each.stack.area not in hung]
        boxes = [each.box for each in free]
        found = [
            (free[a].stack, free[b].stack if b < len(free) else things[b - len(free)])
            for a, b in overlaps([*boxes, *things])
            if a < len(free)
        ]
        assert not found
        in_inset = [each.box for each in made.placed if each.inset]
        assert not overlaps(in_inset)
        assert all(made.card.contains(box) for box in in_inset)
        for box in made.boxes:
            inside = [each.box for each in made.placed if each.stack.area == box.area]
            assert not overlaps(inside) and all(box.rect.contains(each, 1) for each in inside)


def test_every_counter_of_the_scene_stands_somewhere_at_home() -> None:
    frame = frame_of((1280, 800))
    for power in POWERS:
        scene = scene_of(opening(power))
        made, _ = arranged(table_plan(frame, wide=False), frame, scene)
        assert sorted(map(repr, scene.stacks)) == sorted(repr(each.stack) for each in made.placed)


def test_names_are_not_cut_by_counters_cards_or_edges() -> None:
    frame = frame_of((1280, 800))
    made, things = arranged(table_plan(frame, wide=False), frame, scene_of(opening()))
    counters = [each.box for each in made.placed if not each.inset]
    words = Type(frame.scale)
    for name in made.names:
        if name.inset or name.style != "area":
            continue
        wide = words.width(name.lines[0], STYLES[name.style])
        box = Rect(name.x - wide / 2, name.y - 5, wide, 10)
        assert made.main.view.contains(box)
        assert not any(box.meets(each) for each in [*counters, *things])


# ---------- by hand ----------


def test_rows_stand_33_apart_and_the_last_one_in_the_middle() -> None:
    assert spread((100, 50), 5, 3, 27) == ((67, 50), (100, 50), (133, 50), (83.5, 83), (116.5, 83))


def test_a_group_stands_on_its_anchor_where_nothing_is_in_the_way() -> None:
    (row,) = place((Group("KYU", (300, 300), 2, 3),), 27, WIDE_SEA, ())
    assert row.places == ((283.5, 300), (316.5, 300))


def test_a_group_gives_way_to_a_card() -> None:
    card = Rect(250, 250, 60, 100)
    (row,) = place((Group("KYU", (300, 300), 3, 3),), 27, WIDE_SEA, (card,))
    assert not row.box.meets(card)
    assert max(abs(row.box.centre[0] - 300), abs(row.box.centre[1] - 300)) < 90


def test_two_groups_with_one_anchor_stand_apart() -> None:
    rows = place((Group("A", (300, 300), 4, 2), Group("B", (300, 300), 2, 2)), 27, WIDE_SEA, ())
    assert not rows[0].box.meets(rows[1].box)


def test_nobody_stands_far_off_because_another_chose_first() -> None:
    strip = Rect(200, 200, 200, 100)
    rows = place((Group("A", (300, 230), 4, 4), Group("B", (300, 262), 4, 4)), 27, strip, ())
    assert [row.size for row in rows] == [27, 27]
    assert rows[0].box.bottom <= rows[1].box.y


def test_a_name_that_would_be_cut_is_left_out() -> None:
    labels = [Label("edge", (2, 500), 100, 20), Label("free", (500, 500), 100, 20)]
    assert readable(labels, WIDE_SEA, []) == {"free": (500, 500)}
    assert readable(labels, WIDE_SEA, [Rect(380, 380, 240, 240)]) == {}


def test_names_come_in_the_order_of_their_rank() -> None:
    low = Label("low", (500, 500), 100, 60, rank=3)
    high = Label("high", (500, 500), 100, 60, rank=1)
    found = readable([low, high], WIDE_SEA, [])
    assert found["high"] == (500, 500)
    assert "low" not in found or found["low"] != (500, 500)


def test_overlaps_are_found_and_touching_is_none() -> None:
    boxes = [Rect(0, 0, 10, 10), Rect(10, 0, 10, 10), Rect(5, 5, 10, 10)]
    assert overlaps(boxes) == [(0, 2), (1, 2)]
    assert all(not a.meets(b) for a, b in pairwise(boxes[:2]))
