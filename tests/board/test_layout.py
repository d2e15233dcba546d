"""Windows and their parts: the values of the look book, worked out from its section 11."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.board.layout import Breadth, Rect, frame_of, table_plan

SIZES = [
    (1024, 640),
    (1280, 800),
    (1440, 900),
    (1699, 1000),
    (1700, 1000),
    (1920, 1080),
    (2560, 1440),
    (3840, 2160),
]


@pytest.mark.parametrize(
    ("device", "text", "scale", "breadth"),
    [
        ((1024, 640), 1.0, 1.0, Breadth.COMPACT),
        ((1280, 800), 1.0, 1.0, Breadth.REFERENCE),
        ((2560, 1440), 1.0, 1.25, Breadth.LARGE),
        ((3840, 2160), 1.0, 2.0, Breadth.LARGE),
        ((1280, 800), 1.25, 1.25, Breadth.COMPACT),
        ((1280, 800), 1.5, 1.25, Breadth.COMPACT),  # 1280 / 1024: more would leave too little room
        ((1024, 640), 1.5, 1.0, Breadth.COMPACT),
        ((1280, 800), 0.9, 0.9, Breadth.REFERENCE),
    ],
)
def test_a_window_has_its_scale_and_breadth(device, text, scale, breadth):
    frame = frame_of(device, text)
    assert frame.scale == pytest.approx(scale)
    assert frame.breadth is breadth


def test_the_parts_at_1280_by_800():
    plan = table_plan(frame_of((1280, 800)), wide=False)
    assert plan.bar == Rect(0, 0, 1280, 48)
    assert plan.map == Rect(0, 48, 880, 752)
    assert plan.rail == Rect(880, 48, 68, 752)
    assert plan.panel == Rect(948, 48, 332, 360)
    assert plan.orders == Rect(948, 408, 332, 392)
    assert plan.cards[0] == Rect(10, 58, 200, 110)
    assert plan.inset == Rect(10, 621, 246, 174)


def test_a_wide_tab_keeps_384_of_the_map():
    plan = table_plan(frame_of((1280, 800)), wide=True)
    assert plan.map.w == 384
    assert (plan.panel.w, plan.panel.h) == (828, 700)
    assert plan.orders.h == 52


def test_the_parts_at_1024_by_640():
    plan = table_plan(frame_of((1024, 640)), wide=False)
    assert plan.bar.h == 44
    assert (plan.map.w, plan.map.h) == (640, 596)
    assert plan.rail.w == 48
    assert (plan.panel.w, plan.panel.h) == (336, 540)
    assert (plan.orders.w, plan.orders.h) == (336, 56)
    assert plan.cards[0][2:] == (180, 28)
    assert plan.inset[2:] == (180, 128)


def test_a_wide_tab_fills_a_small_window():
    plan = table_plan(frame_of((1024, 640)), wide=True)
    assert (plan.panel.w, plan.panel.h) == (976, 540)
    assert plan.map.w == 0


def test_the_parts_at_2560_by_1440_in_device_pixels():
    frame = frame_of((2560, 1440))
    plan = table_plan(frame, wide=False)
    widths = [round(part.w * frame.scale) for part in (plan.map, plan.rail, plan.panel, plan.orders)]
    assert widths == [1495, 85, 560, 420]
    assert round(plan.bar.h * frame.scale) == 60
    assert round(plan.cards[0].w * frame.scale) == 250


@pytest.mark.parametrize("device", SIZES)
@pytest.mark.parametrize("wide", [False, True])
def test_the_parts_tile_the_window(device, wide):
    frame = frame_of(device)
    plan = table_plan(frame, wide=wide)
    parts = [plan.bar, plan.map, plan.rail, plan.panel, plan.orders]
    assert sum(part.w * part.h for part in parts) == pytest.approx(frame.width * frame.height)
    for nth, one in enumerate(parts):
        assert frame.whole.contains(one, 0.01)
        assert not any(one.inset(0.01).meets(other) for other in parts[nth + 1 :])


sizes = st.integers(0, 900)


@given(sizes, sizes, st.integers(1, 900), st.integers(1, 900), st.integers(1, 9), st.integers(0, 12))
def test_columns_and_rows_share_all_but_the_gaps(x, y, w, h, count, gap):
    rect = Rect(x, y, w + gap * count, h + gap * count)
    for cells, whole, side in ((rect.columns(count, gap), rect.w, 2), (rect.rows(count, gap), rect.h, 3)):
        assert sum(cell[side] for cell in cells) + gap * (count - 1) == pytest.approx(whole)
        assert all(rect.contains(cell, 0.001) for cell in cells)
