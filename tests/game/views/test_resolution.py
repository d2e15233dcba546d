"""A turn resolved: contests with their dice, effects and what stays hidden, moves and cards."""

from __future__ import annotations

import pytest

from builders import game, how_many, scenario
from game.views.chips import Tone
from game.views.resolution import (
    CardDetail,
    Change,
    ContestDetail,
    ControlDetail,
    MoveDetail,
    Resolution,
    RungDetail,
    items_of,
    resolution,
)
from game.views.steps import STEPS
from game.views.story import PUBLIC, TRUTH, StillSecret
from rules.journal import (
    Contested,
    ControlMoved,
    Drawn,
    Fact,
    Moved,
    Operated,
    Removed,
    RungMoved,
    Shifted,
    Turned,
)
from rules.terms import POWERS, Result, Track, UnitKind
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
WORLD = scenario().world

MODIFIERS = (("initiative", 1), ("deterrence", -2))
DRILL: tuple[Fact, ...] = (
    Operated(CHINA, "encirclement_drill", "taiwan", None),
    Shifted(CHINA, Track.READINESS, 64, 58, "encirclement_drill"),
    Contested(CHINA, "encirclement_drill", "taiwan", (6, 5), 10, Result.GAIN, MODIFIERS),
    Shifted(CHINA, Track.HAWKS, 1, 2, "encirclement_drill"),
    ControlMoved("taiwan", -1, 0, "encirclement_drill"),
    Shifted(US, Track.SUPPORT, 45, 42, "lost ground at taiwan"),
    Removed(US, UnitKind.AIR, 1, "clash at taiwan", "OKI"),
    Turned(Track.COHESION, "", 8, 7, "relations"),
    RungMoved("taiwan", 2, 3, "operations", (0, 0, 60, 0, 0)),
)


def test_a_contest_is_one_line_with_all_it_brought() -> None:
    items = items_of(DRILL, WORLD)
    assert [each.line.effect for each in items] == [
        "readiness 64 → 58",
        "gain",
        "control −1 → 0",
        "",
        "US–Japan cohesion 8 → 7",
        "rung 2 → 3",
    ]
    detail = items[1].detail
    assert isinstance(detail, ContestDetail)
    assert detail.title == f"{WORLD.operation['encirclement_drill'].name}, Taiwan Strait"
    assert (detail.seats, detail.against) == ((CHINA,), (JAPAN, US))
    assert detail.areas == ("TWS", "TWN", "BAS")
    assert (detail.dice, detail.modifiers, detail.hidden, detail.total) == ((6, 5), MODIFIERS, 0, 10)
    assert detail.effects == (
        Change("China: Nationalist public", 1, 2, Tone.GOOD),
        Change("Control, Taiwan Strait", -1, 0, Tone.PLAIN),
        Change("The United States: support", 45, 42, Tone.BAD),
    )
    assert items[2].detail == ControlDetail("taiwan", ("TWS", "TWN", "BAS"), -1, 0)
    assert items[3].detail == MoveDetail(US, UnitKind.AIR, 1, "OKI", "")
    assert items[5].detail == RungDetail(
        "taiwan", ("TWS", "TWN", "BAS"), 2, 3, "operations", (0, 0, 60, 0, 0)
    )


def test_what_modified_a_sum_and_may_not_be_read_is_one_hidden_figure() -> None:
    told_of = Contested(CHINA, "encirclement_drill", "taiwan", (6, 5), 10, Result.GAIN)
    detail = items_of((told_of,), WORLD)[0].detail
    assert isinstance(detail, ContestDetail)
    assert (detail.modifiers, detail.hidden) == ((), -1)


def test_a_shift_that_another_act_caused_is_no_effect_of_the_contest_before_it() -> None:
    facts = (DRILL[2], Shifted(JAPAN, Track.STOCKS, 4, 3, "unknown hands"))
    items = items_of(facts, WORLD)
    assert isinstance(items[0].detail, ContestDetail) and items[0].detail.effects == ()
    assert items[1].line.effect == "stocks 4 → 3"


def test_moves_and_cards_are_told_as_data() -> None:
    facts = (Moved(US, UnitKind.FLEET, 1, "HAW*", "SCN"), Drawn("water_cannon", True))
    move, card = items_of(facts, WORLD)
    assert move.detail == MoveDetail(US, UnitKind.FLEET, 1, "HAW*", "SCN")
    assert isinstance(card.detail, CardDetail) and card.detail.title == "Water cannon at Scarborough"


@pytest.mark.parametrize("kind", ("random", "hawk"))
def test_the_public_sees_eight_steps_and_no_modifier_and_no_private_line(kind: str) -> None:
    contests = 0
    for seed in range(how_many(4, 100)):
        seen = story(kind, seed)
        for turn in range(1, seen.played + 1):
            shown = resolution(seen, turn, PUBLIC)
            assert tuple(each.step for each in shown.steps) == STEPS
            items = [item for step in shown.steps for item in step.items]
            seats = {power: resolution(seen, turn, power) for power in POWERS}
            for item in items:
                if isinstance(item.detail, ContestDetail):
                    contests += 1
                    assert item.detail.modifiers == ()
                    own = _contest_of(seats[item.detail.seats[0]], item.detail.title)
                    assert own.hidden == 0
                    assert sum(value for _, value in own.modifiers) == item.detail.hidden
    assert contests > 5


def _contest_of(shown: Resolution, title: str) -> ContestDetail:
    found = [item.detail for step in shown.steps for item in step.items]
    return next(each for each in found if isinstance(each, ContestDetail) and each.title == title)


def test_a_resolution_is_the_same_each_time_and_the_truth_waits() -> None:
    seen = story("calibrated", 2)
    assert resolution(seen, 3, CHINA) == resolution(seen, 3, CHINA)
    public, whole = resolution(seen, 3, PUBLIC), resolution(seen, 3, TRUTH)
    assert sum(len(step.items) for step in public.steps) < sum(len(step.items) for step in whole.steps)
    with pytest.raises(StillSecret):
        resolution(told(game("calibrated", 2)[:4]), 3, TRUTH)
