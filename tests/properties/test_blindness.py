"""No player can learn what it may not know: hidden facts are changed, and nothing it is given changes.

Every field of a power's sheet is named below as guessed (within a bucket) or as its own; a new field
that is named nowhere fails the first test. Buckets are worked out here by the formula of R12.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
from attrs import evolve, fields, frozen

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
    Absent,
    Contract,
    Pact,
    PowerState,
    Proposal,
    Review,
    Said,
    Streamed,
)
from rules.terms import KINDS, SignalKind, UnitKind

JAPAN, US, CHINA, DPRK = POWERS
WEST, EAST = (JAPAN, US), (CHINA, DPRK)
SIDE = {JAPAN: WEST, US: WEST, CHINA: EAST, DPRK: EAST}
ALLY = {JAPAN: US, US: JAPAN, CHINA: DPRK, DPRK: CHINA}
SECRECY = {JAPAN: 0, US: 0, CHINA: 1, DPRK: 2}

GUESSED = {"readiness": 100, "stocks": 6, "treasury": 10**9, "capital": 8}
"""What is estimated, with the most it can be; capabilities and the number of contracts apart."""


# ---------- buckets, by the formula of R12.1 ----------


def width(state: State, viewer: Power, other: Power) -> int:
    """4 - own surveillance / 3 + the other's secrecy, at least one; an ally's is one; open books, nought."""
    own = state.powers[viewer]
    if own.exact[other] >= state.turn:
        return 0
    if ALLY[viewer] == other:
        return 1
    return max(1, 4 - own.caps[2] // 3 + SECRECY[other])


def step(state: State, other: Power, name: str) -> int:
    """Ten for readiness, a tenth of its quarterly income for money, else one."""
    return {"readiness": 10, "treasury": income(state, other) // 10}.get(name, 1)


def income(state: State, other: Power) -> int:
    """GDP x official share x basis (8/9 for Japan) x theatre share x price level / 4 (R6.1): all public."""
    terms, dial = state.world.powers[other], state.commons.dials[other]
    share, theatre = (terms.share, dial) if other == US else (dial, terms.theatre)
    basis = Fraction(8, 9) if other == JAPAN else 1
    parts = Fraction(share, 10_000) * basis * Fraction(theatre, 100) * Fraction(terms.price, 100) / 4
    return int(state.commons.gdp[other] * parts)


def bucket(value: int, wide: int) -> tuple[int, int]:
    if not wide:
        return value, value
    low = value - value % wide
    return low, low + wide - 1


def guess(state: State, viewer: Power, other: Power, name: str, value: int) -> tuple[int, int]:
    """Return the bucket that holds a value; readiness has a top."""
    low, high = bucket(value, width(state, viewer, other) * step(state, other, name))
    return (low, min(high, 100)) if name == "readiness" else (low, high)


# ---------- what is hidden ----------


@frozen
class Change:
    """One hidden fact changed: its name, and whether a turn of empty sheets keeps it from showing."""

    name: str
    make: Callable[[State], None]
    quiet: bool


def _set(other: Power, name: str, value: object) -> Callable[[State], None]:
    return lambda state: setattr(state.powers[other], name, value)


def _set_at(other: Power, name: str, nth: int, value: int) -> Callable[[State], None]:
    return lambda state: getattr(state.powers[other], name).__setitem__(nth, value)


def within(state: State, viewer: Power, other: Power) -> Iterator[Change]:
    """Change what is estimated to the ends of its bucket."""
    own = state.powers[other]
    for name, most in GUESSED.items():
        low, high = guess(state, viewer, other, name, getattr(own, name))
        assert low <= getattr(own, name) <= high
        for value in {low, min(high, most)} - {getattr(own, name)}:
            yield Change(f"{other.key} {name} {value}", _set(other, name, value), False)
    for nth, value in enumerate(own.caps):
        low, high = bucket(value, width(state, viewer, other))
        for new in {low, min(high, 10)} - {value}:
            yield Change(f"{other.key} capability {nth} {new}", _set_at(other, "caps", nth, new), False)
    low, high = bucket(len(own.contracts), width(state, viewer, other))
    for count in {low, high} - {len(own.contracts)}:
        yield Change(
            f"{other.key} {count} contracts", _set(other, "contracts", _contracts(own, count)), False
        )


def _contracts(own: PowerState, count: int) -> tuple[Contract, ...]:
    more = tuple(Contract("shell_plant", 50 + nth, 60, 7, 21, 70, 49, 0) for nth in range(count))
    return (*own.contracts, *more)[:count]


def at_will(state: State, other: Power) -> dict[str, object]:
    """Return another value for everything on a power's sheet of which its rivals know nothing."""
    own, turn = state.powers[other], state.turn
    return {
        "bill": own.bill + 777,
        "support": 48 if own.support != 48 else 61,
        "industry": 1 + own.industry % 14,
        "strain": (own.strain + 3) % 7,
        "slack": (own.slack + 2) % 7,
        "funding": (own.funding + 1) % 3,
        "outside": own.outside + 300,
        "roles": [2, -3, 1] if own.roles != [2, -3, 1] else [0, 0, 0],
        "alarm": [9 - each if each else 5 for each in own.alarm],
        "stances": [(each + 1) % 3 for each in own.stances],
        "exact": [99 - each for each in own.exact],
        "lines": [each + 1 for each in own.lines],
        "signed": (*own.signed, "nothing_known"),
        "review": None if own.review else Review("three_documents", 9),
        "said": (*own.said, Said(SignalKind.WARN, "nothing_known", 0, turn)),
        "streams": (*own.streams, Streamed("russia", 55, 99)),
        "away": (*own.away, Absent(UnitKind.FLEET, 2, 99)),
        "flags": (*own.flags, ("nothing_known", 99)),
        "secret": own.secret + "?",
        "private_flashpoint": (own.private_flashpoint + 1) % 4,
        "private_stake": 1 if own.private_stake < 1 else -1,
        "rushed": own.rushed + 1,
        "invoked": own.invoked + 1,
        "proved": own.proved + 1,
        "upkeep_added": own.upkeep_added + 40,
        "delivered": own.delivered + 3,
        "imports_slipped": own.imports_slipped + 1,
        "test_pips": [1 + each for each in own.test_pips],
        "tests": own.tests + 2,
        "lane_points": own.lane_points + 5,
        "outside_total": own.outside_total + 900,
        "outside_china": own.outside_china + 500,
        "growth_lost": own.growth_lost + 30,
        "theatre_sum": own.theatre_sum + 60,
        "theatre_most": own.theatre_most + 9,
        "war_lost": own.war_lost + 2,
    }


LOUD = {
    *("support", "roles", "review"),  # the fall of a government, adoptions, rolls for authority
    *("stances", "private_flashpoint", "private_stake"),  # crises (R8)
    *("bill", "funding", "strain"),  # whether instalments are paid and deliveries slip: counters arrive
    *("said", "proved", "industry"),  # said in public, rewarded in public; a track of its own
}
"""What may show when a turn is played, because the rules let it work on what all see."""


def contents(own: PowerState) -> tuple[Contract, ...]:
    """Return as many contracts, of which nothing is the same but that none falls due."""
    return tuple(
        evolve(each, programme=f"x{nth}", nth=9, due=each.due + 30, unpaid=each.unpaid + 1, paid=3, slips=4)
        for nth, each in enumerate(own.contracts)
    )


def _swap_homes(other: Power) -> Callable[[State], None]:
    """Turn a power's counters round among its home areas; totals by kind stay."""

    def change(state: State) -> None:
        places = [state.world.area_index[name] for name in state.world.powers[other].home]
        for kind in KINDS:
            spots = [(place << 5) + (other << 3) + kind for place in places]
            counts = [state.counters[spot] for spot in spots]
            gathered = [sum(counts)] + [0] * (len(counts) - 1)
            new = gathered if gathered != counts else counts[::-1]
            for spot, count in zip(spots, new, strict=True):
                state.counters[spot] = count

    return change


def hidden_of(state: State, viewer: Power, other: Power) -> list[Change]:
    """Return a change for every hidden fact about one other power."""
    changes = list(within(state, viewer, other))
    for name, value in at_will(state, other).items():
        changes.append(Change(f"{other.key} {name}", _set(other, name, value), name not in LOUD))
    own = state.powers[other]
    changes.append(Change(f"{other.key} contracts", _set(other, "contracts", contents(own)), False))
    if other not in SIDE[viewer]:
        changes.append(Change(f"{other.key} home placement", _swap_homes(other), False))
    return changes


def hidden_of_all(state: State, viewer: Power) -> list[Change]:
    """Return a change for every hidden fact that is nobody's own: chance, and others' secret dealings."""
    others = [power for power in POWERS if power != viewer]
    one, two, _ = others
    offer = Proposal("hotline_senkaku", one, two, 0)
    pact = Pact("mutual_defence_understanding", one.key, two.key, 0, 1, 0)
    return [
        Change("seed", lambda each: setattr(each, "seed", each.seed ^ 0x5A5A5A), False),
        Change("salts", lambda each: setattr(each, "salts", ((each.turn, 2, "senkaku", 5),)), False),
        Change("home turns", lambda each: setattr(each, "home_turns", _next(each.home_turns)), False),
        Change("proposal", lambda each: setattr(each, "proposals", (*each.proposals, offer)), True),
        Change(
            "no proposals",
            lambda each: setattr(
                each, "proposals", tuple(p for p in each.proposals if viewer in (p.sender, p.to))
            ),
            True,
        ),
        Change("secret pact", lambda each: setattr(each, "secret_pacts", (*each.secret_pacts, pact)), True),
    ]


def _next(turns: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    one, two, three, four = ((each + 1) % 4 for each in turns)
    return one, two, three, four


def changes_for(state: State, viewer: Power) -> list[Change]:
    found = [change for other in POWERS if other != viewer for change in hidden_of(state, viewer, other)]
    return found + hidden_of_all(state, viewer)


def changed(state: State, *changes: Change) -> State:
    """Return a copy of a state with hidden facts changed."""
    other = state.copy()
    for change in changes:
        change.make(other)
    return other


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
                        again = observe(changed(state, Change("", _set(other, name, value), False)), viewer)
                        told = guess(state, viewer, other, name, value)
                        assert told != (low, high)
                        assert again == with_estimate(seen, other, **{name: told})
                        assert as_bytes(again) == as_bytes(with_estimate(seen, other, **{name: told}))
            for nth, now in enumerate(state.powers[other].caps):
                value = 0 if now > 5 else 10
                told = bucket(value, width(state, viewer, other))
                again = observe(changed(state, Change("", _set_at(other, "caps", nth, value), False)), viewer)
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
