"""A sampled state is one that its observer could not tell from the true one, and tells it nothing more."""

from __future__ import annotations

from random import Random

import pytest

from builders import NAMES, game, how_many, positions, scenario
from game.players.base import Desk
from game.players.registry import make
from rules import POWERS, Journal, OrderSheet, Power, State, adjudicate, digest, new_game, observe
from rules.journal import Faulted
from rules.sampling import SEEDS, sample
from rules.terms import KINDS, same_side


def spots(viewer: Power) -> list[State]:
    return positions(how_many(25, 500), f"sampling {viewer.key}")


@pytest.mark.parametrize("viewer", POWERS)
def test_a_sampled_state_is_seen_as_the_true_one_is(viewer: Power) -> None:
    for nth, state in enumerate(spots(viewer)):
        seen = observe(state, viewer)
        for seed in range(nth, nth + 3):
            assert observe(sample(seen, seed), viewer) == seen


@pytest.mark.parametrize("viewer", POWERS)
def test_what_is_sampled_lies_within_estimates_and_tracks(viewer: Power) -> None:
    for nth, state in enumerate(spots(viewer)):
        seen = observe(state, viewer)
        drawn = sample(seen, nth)
        assert 0 <= drawn.seed < SEEDS
        assert all(0 <= turn <= 3 for turn in drawn.home_turns)
        for power in POWERS:
            own, known = drawn.powers[power], seen.estimates[power]
            if known is None:
                assert own == state.powers[viewer]
                continue
            assert known.readiness[0] <= own.readiness <= min(100, known.readiness[1])
            assert known.stocks[0] <= own.stocks <= min(6, known.stocks[1])
            assert known.capital[0] <= own.capital <= min(8, known.capital[1])
            assert known.treasury[0] <= own.treasury <= known.treasury[1]
            assert known.contracts[0] <= len(own.contracts) <= known.contracts[1]
            assert all(
                low <= value <= min(10, high) for value, (low, high) in zip(own.caps, known.caps, strict=True)
            )
            assert 0 < own.support <= 100
            assert all(-3 <= role <= 3 for role in own.roles)
            assert own.private_stake in (-1, 0, 1)
            assert own.secret in [each.id for each in state.world.secrets[power]]


@pytest.mark.parametrize("viewer", POWERS)
def test_sampled_contracts_are_programmes_of_their_power_under_way(viewer: Power) -> None:
    for nth, state in enumerate(spots(viewer)):
        drawn = sample(observe(state, viewer), nth)
        for power in POWERS:
            if power == viewer:
                continue
            names = [(each.programme, each.nth) for each in drawn.powers[power].contracts]
            assert len(set(names)) == len(names)
            for each in drawn.powers[power].contracts:
                programme = state.world.programme[each.programme]
                assert programme.power == power
                assert 1 <= each.nth <= programme.limit
                assert each.due > state.turn
                assert each.paid + each.unpaid == each.price == programme.cost


@pytest.mark.parametrize("viewer", POWERS)
def test_counters_at_home_keep_their_number_and_others_their_place(viewer: Power) -> None:
    for nth, state in enumerate(spots(viewer)):
        drawn, world = sample(observe(state, viewer), nth), state.world
        for power in POWERS:
            homes = [world.area_index[name] for name in world.powers[power].home]
            for kind in KINDS:
                for area in range(len(world.areas)):
                    if same_side(power, viewer) or area not in homes:
                        assert drawn.count(area, power, kind) == state.count(area, power, kind)
                assert sum(drawn.count(area, power, kind) for area in homes) == sum(
                    state.count(area, power, kind) for area in homes
                )


def test_seeds_differ_and_equal_seeds_do_not() -> None:
    for state in positions(how_many(10, 200), "sampling seeds"):
        seen = observe(state, Power.JAPAN)
        assert digest(sample(seen, 1)) == digest(sample(observe(state.copy(), Power.JAPAN), 1))
        assert len({digest(sample(seen, seed)) for seed in range(8)}) == 8
        assert all(sample(seen, seed).seed != state.seed for seed in range(8))


def test_every_value_of_a_bucket_and_every_secret_comes_up() -> None:
    seen = observe(new_game(scenario(), 1), Power.JAPAN)
    drawn = [sample(seen, seed).powers[Power.CHINA] for seed in range(400)]
    known = seen.estimates[Power.CHINA]
    assert known is not None
    low, high = known.readiness
    assert {own.readiness for own in drawn} == set(range(low, min(100, high) + 1))
    assert {own.secret for own in drawn} == {each.id for each in seen.world.secrets[Power.CHINA]}
    assert {own.private_stake for own in drawn} == {-1, 0, 1}


@pytest.mark.parametrize("name", NAMES)
def test_a_sampled_game_can_be_played_to_its_end_without_a_fault(name: str) -> None:
    random = Random(name)
    for nth in range(how_many(6, 100)):
        state = random.choice(game("calibrated", nth, name)).before
        state = sample(observe(state, POWERS[nth % 4]), nth)
        bots = {power: make(("calibrated", "random")[nth % 2]) for power in POWERS}
        for power in POWERS:
            bots[power].begin(power, nth)
        while state.commons.ending is None:
            journal, sheets = Journal(), dict[Power, OrderSheet]()
            for power in POWERS:
                seen = observe(state, power)
                sheets[power] = bots[power].choose(seen, Desk(seen))
            state = adjudicate(state, sheets, journal).state
            assert not [fact for fact in journal.facts if isinstance(fact, Faulted)]
