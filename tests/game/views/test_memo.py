"""The strategy memo: its text form, which order serves what, and how adherence is counted."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve

from builders import how_many, played, positions, random_sheet, scenario
from game.views.memo import Memo, adherence, memo_of, memo_text, points_of, served_by
from rules.orders import Campaign, Operate, OrderSheet, SetDial, StartProgramme
from rules.terms import POWERS, Line, Priority, Theme
from rules.turn import new_game
from stories import told

JAPAN, US, CHINA, DPRK = POWERS
WORLD = scenario().world
DETERRENCE, ALLIANCE, HOUSEHOLD, CAPABILITY, RESTRAINT, INITIATIVE = Priority
MEMO = Memo((CAPABILITY, HOUSEHOLD, ALLIANCE, DETERRENCE, RESTRAINT, INITIATIVE), "Build first.\nThen talk.")


def test_a_memo_is_a_text_and_back() -> None:
    text = memo_text(MEMO)
    assert text.splitlines() == [
        "Priorities: capability > household > alliance > deterrence > restraint > initiative",
        "Build first.",
        "Then talk.",
    ]
    assert memo_of(text) == MEMO
    bare = evolve(MEMO, note="")
    assert memo_of(memo_text(bare)) == bare


@pytest.mark.parametrize(
    "text",
    (
        "",
        "restraint first",
        "Priorities: capability > household",
        "Priorities: capability > capability > alliance > deterrence > restraint > initiative",
        "Priorities: capability > household > alliance > deterrence > restraint > victory",
    ),
)
def test_a_text_without_a_whole_ranking_stays_free_text(text: str) -> None:
    assert memo_of(text) is None


def test_a_ranking_has_all_six_each_once() -> None:
    with pytest.raises(ValueError, match="all six"):
        Memo((CAPABILITY, HOUSEHOLD))


def test_points_are_the_mean_worth_of_the_orders() -> None:
    assert points_of(MEMO, (0, 0, 0, 3, 0, 0)) == 100
    assert points_of(MEMO, (0, 0, 0, 0, 0, 2)) == 0
    assert points_of(MEMO, (0, 0, 1, 1, 0, 0)) == 90
    assert points_of(MEMO, (1, 1, 1, 1, 1, 1)) == 50
    assert points_of(MEMO, (0, 0, 0, 1, 0, 2)) == 33
    assert points_of(MEMO, (0, 0, 0, 0, 0, 0)) == 0


def test_adherence_is_counted_turn_by_turn_and_over_the_game() -> None:
    radar = next(
        each.id for each in WORLD.programmes if each.power == JAPAN and each.line == Line.SURVEILLANCE
    )
    first = (SetDial(190), StartProgramme(radar))
    second = (Campaign(Theme.DOVES), Operate("presence_patrol", "senkaku"))
    one = played(new_game(scenario(), 4), {JAPAN: OrderSheet(JAPAN, first)})
    two = played(one.after, {})
    three = played(two.after, {JAPAN: OrderSheet(JAPAN, second)})
    seen = evolve(told((one, two, three)), memos={JAPAN: memo_text(MEMO), US: "we shall see"})
    kept = adherence(seen, JAPAN)
    assert kept is not None
    assert [(each.turn, each.points) for each in kept.turns] == [(1, 100), (3, (80 + 40) // 2)]
    assert kept.orders == (1, 0, 1, 2, 0, 0)
    assert kept.points == (100 + 100 + 80 + 40) // 4
    assert kept.shares == (25, 0, 25, 50, 0, 0)
    assert adherence(seen, US) is None
    assert adherence(seen, CHINA) is None


def test_every_order_serves_a_priority_and_all_six_are_served() -> None:
    random = Random("memo")
    found = set()
    for state in positions(how_many(40, 600), "memo"):
        for power in POWERS:
            for order in random_sheet(state, power, random).orders:
                found.add(served_by(order, power, state.world, state.commons))
    assert found == set(Priority)
