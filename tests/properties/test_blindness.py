"""No player can learn what it may not know: hidden facts are changed, and nothing it is given changes.

The twins are made in tests/twins.py; a new field of a sheet that is named nowhere there fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from attrs import evolve, fields

from builders import NAMES, game, how_many, played, positions, random_sheet, scenario, table
from game.codec_bots import hello_line, turn_line
from game.players.base import Desk
from game.players.planner_bot import PlannerBot
from game.players.registry import make
from rules import (
    POWERS,
    Observation,
    OrderSheet,
    Power,
    State,
    digest,
    legal_orders,
    new_game,
    observe,
    redact,
)
from rules.content import Scenario, SetUp, World
from rules.journal import Fact
from rules.observation import hidden_areas
from rules.sampling import sample
from rules.state import (
    PowerState,
)
from rules.terms import KINDS
from twins import (
    GUESSED,
    JAPAN,
    SIDE,
    Change,
    at_will,
    bucket,
    changed,
    changes_for,
    guess,
    put,
    put_at,
    width,
)

# ---------- what a player is given ----------


def as_bytes(seen: Observation) -> bytes:
    """Return everything an observation says, the world apart, to the last byte."""
    return repr(
        [(name, value) for name, value in table(seen).items() if name not in ("world", "memo")]
    ).encode()


def sheet_of(seen: Observation) -> OrderSheet:
    bot = make("calibrated")
    bot.begin(seen.power, 1)
    return bot.choose(seen, Desk(seen))


def quiet_turn(state: State) -> tuple[Fact, ...]:
    return played(state, {power: OrderSheet(power) for power in POWERS}).facts


def read_by(viewer: Power, facts: tuple[Fact, ...], world: World) -> tuple[Fact, ...]:
    return redact(facts, viewer, hidden_areas(world, viewer))


@cache
def middles(part: int) -> tuple[State, ...]:
    """Return states between turns 3 and 9."""
    found = []
    for kind in ("calibrated", "random"):
        for seed in range(part * how_many(1, 25), (part + 1) * how_many(1, 25)):
            turns = [turn.before for turn in game(kind, seed) if 3 <= turn.number <= 9]
            found += Random(seed).sample(turns, min(len(turns), how_many(2, 4)))
    return tuple(found)


PARTS = range(3)
SEATS = [(part, viewer) for part in PARTS for viewer in POWERS]


def test_every_field_of_a_sheet_is_either_guessed_or_hidden() -> None:
    state = new_game(scenario(), 1)
    named = {*at_will(state, JAPAN), *GUESSED, "caps", "contracts"}
    assert named == {each.name for each in fields(PowerState)}
    outside = {"world", "commons", "powers", "counters", "shared"}
    hidden = {"seed", "salts", "home_turns", "proposals", "secret_pacts"}
    assert outside | hidden == {each.name for each in fields(State)}


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_a_hidden_fact_changes_no_observation(part: int, viewer: Power) -> None:
    for state in middles(part):
        seen = observe(state, viewer)
        said, moved = as_bytes(seen), 0
        for change in changes_for(state, viewer):
            other = changed(state, change)
            moved += digest(other) != digest(state)
            again = observe(other, viewer)
            assert again == seen, change.name
            assert as_bytes(again) == said, change.name
        assert moved >= 100, "a test that changes nothing shows nothing"


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_all_hidden_facts_together_change_nothing_that_a_player_is_given(part: int, viewer: Power) -> None:
    for state in middles(part):
        other = changed(state, *changes_for(state, viewer))
        seen, again = observe(state, viewer), observe(other, viewer)
        assert again == seen
        assert as_bytes(again) == as_bytes(seen)
        assert legal_orders(again) == legal_orders(seen)
        assert sheet_of(observe(other, viewer)) == sheet_of(observe(state, viewer))


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_hidden_facts_change_no_sampled_state_and_no_planners_sheet(part: int, viewer: Power) -> None:
    states = middles(part)
    for state in states[:: max(1, len(states) // how_many(2, 40))]:
        other = changed(state, *changes_for(state, viewer))
        seen, again = observe(state, viewer), observe(other, viewer)
        for seed in range(5):
            assert repr(table(sample(again, seed))) == repr(table(sample(seen, seed)))
        told, retold = planned(observe(state, viewer)), planned(observe(other, viewer))
        assert retold == told
        assert repr(retold).encode() == repr(told).encode()


def planned(seen: Observation) -> tuple[OrderSheet, object]:
    """Return a planner's sheet and what it says about it."""
    bot = PlannerBot("planner", {"calibrated": lambda: make("calibrated")}, playouts=12)
    bot.begin(seen.power, 5)
    return bot.choose(seen, Desk(seen)), bot.explanation


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_hidden_facts_change_no_byte_of_what_a_program_is_told(part: int, viewer: Power) -> None:
    for state in middles(part):
        other = changed(state, *changes_for(state, viewer))
        assert told(observe(other, viewer)) == told(observe(state, viewer))


def told(seen: Observation) -> bytes:
    desk = Desk(seen)
    hello = hello_line(seen.world, seen.power, 1, (10.0, 60.0), 1)
    return hello + turn_line(seen, desk.left._asdict(), desk.menu())


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_a_hidden_fact_changes_no_menu_and_no_bots_sheet(part: int, viewer: Power) -> None:
    for state in middles(part):
        menu, sheet = legal_orders(observe(state, viewer)), sheet_of(observe(state, viewer))
        changes = changes_for(state, viewer)
        for change in Random(part).sample(changes, min(len(changes), how_many(12, 1000))):
            other = changed(state, change)
            assert legal_orders(observe(other, viewer)) == menu, change.name
            assert sheet_of(observe(other, viewer)) == sheet, change.name


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_a_hidden_fact_shows_in_nobody_elses_journal_of_a_quiet_turn(part: int, viewer: Power) -> None:
    for state in middles(part):
        expected = read_by(viewer, quiet_turn(state), state.world)
        changes = [change for change in changes_for(state, viewer) if change.quiet]
        for change in Random(part).sample(changes, min(len(changes), how_many(30, 1000))):
            told = read_by(viewer, quiet_turn(changed(state, change)), state.world)
            assert told == expected, change.name
            assert repr(told) == repr(expected), change.name


@pytest.mark.parametrize(("part", "viewer"), SEATS)
def test_outside_its_bucket_a_fact_changes_its_estimate_and_nothing_else(part: int, viewer: Power) -> None:
    for state in middles(part):
        seen = observe(state, viewer)
        for other in POWERS:
            if other == viewer:
                continue
            for name, most in GUESSED.items():
                now = getattr(state.powers[other], name)
                low, high = guess(state, viewer, other, name, now)
                for value in (high + 1, low - 1):
                    if 0 <= value <= most:
                        again = observe(changed(state, Change("", put(other, name, value), False)), viewer)
                        told = guess(state, viewer, other, name, value)
                        assert told != (low, high)
                        assert again == with_estimate(seen, other, **{name: told})
                        assert as_bytes(again) == as_bytes(with_estimate(seen, other, **{name: told}))
            for nth, now in enumerate(state.powers[other].caps):
                value = 0 if now > 5 else 10
                told = bucket(value, width(state, viewer, other))
                again = observe(changed(state, Change("", put_at(other, "caps", nth, value), False)), viewer)
                caps = list(seen.estimates[other].caps)  # type: ignore[union-attr]
                caps[nth] = told
                assert again == with_estimate(seen, other, caps=tuple(caps))


def with_estimate(seen: Observation, other: Power, **told: Any) -> Observation:
    """Return an observation in which one estimate is another."""
    estimates = list(seen.estimates)
    known = estimates[other]
    assert known is not None
    estimates[other] = known._replace(**told)
    return evolve(seen, estimates=tuple(estimates))


@pytest.mark.parametrize("viewer", POWERS)
def test_an_estimate_is_the_bucket_that_holds_the_truth(viewer: Power) -> None:
    for state in positions(how_many(30, 1000), f"estimates {viewer.key}"):
        estimates = observe(state, viewer).estimates
        assert estimates[viewer] is None
        for other in POWERS:
            known, own = estimates[other], state.powers[other]
            if known is None:
                continue
            for name in GUESSED:
                value = getattr(own, name)
                assert getattr(known, name) == guess(state, viewer, other, name, value)
                assert getattr(known, name)[0] <= value <= getattr(known, name)[1]
            wide = width(state, viewer, other)
            assert known.caps == tuple(bucket(each, wide) for each in own.caps)
            assert known.contracts == bucket(len(own.contracts), wide)


# ---------- counters (R12.4) ----------


@pytest.mark.parametrize("viewer", POWERS)
def test_all_counters_are_seen_but_rivals_at_home(viewer: Power) -> None:
    for state in positions(how_many(20, 500), f"counters {viewer.key}"):
        seen, world = observe(state, viewer), state.world
        for nth, area in enumerate(world.areas):
            for owner in POWERS:
                hidden = owner not in SIDE[viewer] and area.id in world.powers[owner].home
                for kind in KINDS:
                    truth = state.count(nth, owner, kind)
                    assert seen.count(nth, owner, kind) == (0 if hidden else truth)
        for owner in POWERS:
            homes = [world.area_index[name] for name in world.powers[owner].home]
            for kind in KINDS:
                assert seen.at_home[owner][kind] == sum(state.count(nth, owner, kind) for nth in homes)


# ---------- what an observation holds ----------


def walk(value: object, seen: set[int]) -> Iterator[object]:
    """Yield everything that can be reached from a value, worlds apart."""
    if id(value) in seen or isinstance(value, type) or callable(value):
        return
    seen.add(id(value))
    yield value
    if isinstance(value, World | str | bytes | bytearray | int):
        return
    parts: list[object] = []
    if isinstance(value, dict):
        parts += [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts += list(value)
    for name in getattr(value, "__dict__", {}):
        parts.append(getattr(value, name))
    for kind in type(value).__mro__:
        slots = getattr(kind, "__slots__", ())
        parts += [getattr(value, name) for name in slots if name != "__weakref__" and hasattr(value, name)]
    for part in parts:
        yield from walk(part, seen)


@pytest.mark.parametrize("viewer", POWERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_observation_leads_to_the_seed_a_digest_or_the_set_up(viewer: Power, name: str) -> None:
    seed = 0x5EED_0BAD_CAFE
    state = new_game(scenario(name), seed)
    random = Random(seed)
    for _ in range(3):
        seen = observe(state, viewer)
        legal_orders(seen)
        sheet_of(seen)
        names = {digest(state)}
        for value in walk(seen, set()):
            assert not isinstance(value, SetUp | Scenario)
            assert value is not state
            assert all(value is not own for own in state.powers)
            assert not (isinstance(value, State) and value.seed == seed)
            assert not (type(value) is int and value == seed)
            assert not (isinstance(value, str) and value in names)
        for key, value in [*state.world.memo.items()]:
            for part in walk((key, value), set()):
                assert not isinstance(part, SetUp | Scenario | State | Observation | PowerState)
                assert not (type(part) is int and part == seed)
        sheets = {power: random_sheet(state, power, random, 6) for power in POWERS}
        state = played(state, sheets).after
        if state.commons.ending is not None:
            return


@pytest.mark.parametrize("viewer", POWERS)
def test_nobody_reads_anothers_sheet_through_an_observation(viewer: Power) -> None:
    seen = observe(new_game(scenario(), 3), viewer)
    for other in POWERS:
        if other != viewer:
            with pytest.raises(LookupError):
                seen.own(other)
