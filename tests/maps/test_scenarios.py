"""What each scenario promises of its start and of the cards that come in it."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from game.content import MAPS, load_scenario, scenario_names
from rules import State, new_game
from rules.content import Scenario
from rules.readings import holds
from rules.state import MeasureInForce
from rules.terms import CardKind, Partner, Power, UnitKind


@cache
def scenario(name: str) -> Scenario:
    return load_scenario(name)


@cache
def start(name: str) -> State:
    return new_game(scenario(name), 1)


def own_cards(name: str) -> list[str]:
    """Return the cards that a scenario's file writes."""
    data = tomllib.loads((MAPS / f"scenarios/{name}.toml").read_text(encoding="utf-8"))
    return list(data.get("override", {}).get("events", {}).get("event", {}))


@pytest.mark.parametrize("name", scenario_names())
def test_every_dated_card_that_a_scenario_writes_comes_before_its_end(name: str) -> None:
    world = scenario(name).world
    for card in own_cards(name):
        event = world.event[card]
        assert event.kind != CardKind.DATED or 1 <= event.turn <= world.length, card


def test_the_long_game_starts_as_the_standard_one_and_lasts_to_the_summer_of_2030() -> None:
    long, standard = scenario("watershed"), scenario("turning_the_corner")
    assert long.setup == standard.setup
    assert (long.world.length, long.world.calendar) == (20, (2025, 4))
    turns = {card: long.world.event[card].turn for card in own_cards("watershed")}
    assert turns["long_us_transition"] == 14 and turns["long_lower_house"] == 18
    assert long.world.event["taiwan_election"].turn == 10
    assert long.world.event["us_presidential_election"].turn == 13


def test_the_winter_begins_with_a_warning_in_force_and_two_quarrels_a_step_from_crisis() -> None:
    state = start("red_line_winter")
    assert state.commons.measures == (MeasureInForce("travel_warning", Power.CHINA, Power.JAPAN),)
    rungs = {each.id: state.commons.flashpoints[nth].rung for nth, each in enumerate(state.world.flashpoints)}
    assert rungs == {"senkaku": 3, "taiwan": 3, "korea": 2, "scs": 3}
    assert "winter_sentence" in state.commons.choices and "winter_seafood" in state.commons.choices
    assert not any(card.startswith("tokyo_ministerial") for card in state.commons.choices)


def test_the_names_on_the_lists_grow_only_if_there_are_lists() -> None:
    card = scenario("red_line_winter").world.event["winter_more_names"]
    state = start("red_line_winter").copy()
    state.commons.turn = card.turn
    assert not all(holds(state, each, Power.CHINA) for each in card.requires)
    state.powers[Power.CHINA].flags = (("dual_use_ban", card.turn + 1),)
    assert all(holds(state, each, Power.CHINA) for each in card.requires)


def test_the_empty_shelf_begins_with_one_stock_and_three_counters_away() -> None:
    state, standard = start("empty_shelf"), start("turning_the_corner")
    us, japan = state.powers[Power.US], state.powers[Power.JAPAN]
    assert us.stocks == 1 and us.readiness < 60
    away = {each.kind: (each.count, each.back) for each in us.away}
    assert away == {UnitKind.CARRIER: (1, 5), UnitKind.FLEET: (1, 4), UnitKind.AIRDEF: (1, 6)}
    assert us.bill < standard.powers[Power.US].bill
    assert state.commons.dials[Power.JAPAN] == 200 and state.commons.crossed
    late = next(each for each in japan.contracts if each.programme == "tomahawk_main")
    assert late.due > state.world.length
    assert state.commons.alignment[Partner.TAIWAN] == 3


def test_two_per_cent_is_in_the_past_on_the_empty_shelf_and_the_documents_are_half_done() -> None:
    world = scenario("empty_shelf").world
    assert (
        world.doctrine["three_documents"].turns
        < scenario("turning_the_corner").world.doctrine["three_documents"].turns
    )
    assert world.event["documents_due"].turn == 4
    assert world.event["tokyo_ministerial_japan"].turn == 0
