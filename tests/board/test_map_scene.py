"""What stands on the map is what its viewer knows, and no more."""

from collections import Counter

import pytest

from builders import scenario
from game.board.public import in_common
from game.views.map_scene import Sight, contested, scene_of, scene_public
from observed import opening, seats
from rules import POWERS, Power, new_game
from rules.legality import legal_orders
from rules.observation import Observation, hidden_areas, observe
from rules.orders import Deploy
from rules.terms import KINDS, same_side


def known(observation: Observation) -> Counter[tuple[str, Power, int]]:
    """Return the counters that an observation holds."""
    found: Counter[tuple[str, Power, int]] = Counter()
    for nth, area in enumerate(observation.world.areas):
        for power in POWERS:
            for kind in KINDS:
                found[area.id, power, kind] += observation.count(nth, power, kind)
    return +found


@pytest.mark.parametrize("nth", range(12))
def test_seen_counters_are_those_of_the_observation(nth: int) -> None:
    observation, _ = seats(12, "map scene")[nth]
    scene = scene_of(observation)
    seen = Counter({(s.area, s.power, s.kind): s.count for s in scene.stacks if s.sight is Sight.SEEN})
    assert seen == known(observation)


@pytest.mark.parametrize("power", POWERS)
def test_rivals_homes_hold_only_guesses_that_add_up_to_what_is_known(power: Power) -> None:
    observation = opening(power)
    hidden = hidden_areas(observation.world, power)
    guesses = [s for s in scene_of(observation).stacks if s.sight is Sight.GUESSED]
    assert all((s.power, s.area) in hidden and not same_side(s.power, power) for s in guesses)
    for other in POWERS:
        if not same_side(other, power):
            for kind in KINDS:
                there = sum(s.count for s in guesses if s.power is other and s.kind is kind)
                least = observation.at_home[other][kind]
                homes = len(observation.world.powers[other].home)
                assert least <= there <= least + homes - 1 if least else there == 0


def test_a_move_on_the_sheet_is_a_planned_counter_with_an_arrow() -> None:
    observation = opening(Power.JAPAN)
    move = next(each for each in legal_orders(observation) if isinstance(each, Deploy))
    scene = scene_of(observation, [move])
    (arrow,) = scene.arrows
    assert (arrow.origin, arrow.area, arrow.plan) == (move.origin, move.destination, True)
    planned = [s for s in scene.stacks if s.sight is Sight.PLANNED]
    assert [(s.area, s.kind, s.power) for s in planned] == [(move.destination, move.kind, Power.JAPAN)]
    assert [s for s in scene.stacks if s.sight is not Sight.PLANNED] == list(scene_of(observation).stacks)


def test_the_public_scene_shows_no_home_counters_and_no_alert() -> None:
    state = new_game(scenario("turning_the_corner"), 1)
    seen = in_common([observe(state, Power.JAPAN), observe(state, Power.CHINA)])
    scene = scene_public(state.world, state.commons, seen.counters)
    homes = {(power, area) for power in POWERS for area in state.world.powers[power].home}
    assert not [s for s in scene.stacks if (s.power, s.area) in homes]
    assert all(quarrel.alert is None for quarrel in scene.quarrels)
    assert scene.viewer is None


def test_quarrels_are_shown_as_they_stand_with_the_rung_before() -> None:
    observation = opening(Power.US)
    scene = scene_of(observation, last=[4, 3, 2, 1])
    for quarrel, state, last in zip(
        scene.quarrels, observation.commons.flashpoints, [4, 3, 2, 1], strict=True
    ):
        assert (quarrel.rung, quarrel.control, quarrel.last) == (state.rung, state.control, last)
        assert quarrel.crisis == (state.rung >= 4)


def test_a_lane_is_contested_where_rivals_are_more_than_twice_as_strong() -> None:
    observation = opening(Power.JAPAN)
    world = observation.world
    counters = bytearray(len(observation.counters))
    assert contested(world, counters, Power.JAPAN) == ()
    start = world.area_index["BAS"] << 5
    counters[start + (Power.CHINA << 3)] = 9
    assert contested(world, counters, Power.JAPAN) == ("BAS",)
    counters[start + (Power.US << 3)] = 9
    assert contested(world, counters, Power.JAPAN) == ()


@pytest.mark.parametrize("nth", range(12))
def test_control_leans_to_the_challenger_above_nought_and_to_the_lead_below(nth: int) -> None:
    observation, _ = seats(12, "map scene")[nth]
    for quarrel, flashpoint in zip(
        scene_of(observation).quarrels, observation.world.flashpoints, strict=True
    ):
        sides = {1: flashpoint.challenger, 0: None, -1: flashpoint.lead}
        assert quarrel.holder is sides[(quarrel.control > 0) - (quarrel.control < 0)]
