"""What a power reads of a journal: its own affairs, what is public, and nothing that was done in secret."""

from __future__ import annotations

import pytest

from builders import game, how_many, played, scenario
from rules import POWERS, OrderSheet, Power, State, new_game, redact
from rules.catalogue import catalogue_of
from rules.content import World
from rules.journal import Contested, Fact, Operated, Shifted, Turned
from rules.observation import hidden_areas
from rules.orders import Answer, Family, Operate, Propose, Renounce
from rules.terms import Purpose

JAPAN, US, CHINA, DPRK = POWERS
WEST, EAST = (JAPAN, US), (CHINA, DPRK)
SIDE = {JAPAN: WEST, US: WEST, CHINA: EAST, DPRK: EAST}


def read_by(viewer: Power, facts: tuple[Fact, ...], world: World) -> tuple[Fact, ...]:
    return redact(facts, viewer, hidden_areas(world, viewer))


def understanding(state: State) -> list[tuple[Fact, ...]]:
    """Let China and the DPRK agree in secret, and China renounce it two turns later."""
    name = "mutual_defence_understanding"
    for power in EAST:
        state.powers[power].capital = 6
    turns = []
    for sheets in (
        {CHINA: Propose(name, "dprk"), DPRK: Propose(name, "china")},
        {},
        {CHINA: Renounce(name, "dprk")},
    ):
        written = {power: OrderSheet(power, (order,)) for power, order in sheets.items()}
        turns.append(played(state, written))
        state = turns[-1].after
    assert any("Agreed" in type(fact).__name__ for fact in turns[0].facts)
    assert any("Ended" in type(fact).__name__ for fact in turns[2].facts)
    return [turn.facts for turn in turns]


@pytest.mark.parametrize("viewer", WEST)
def test_a_secret_agreement_is_named_in_nobody_elses_journal(viewer: Power) -> None:
    world = scenario().world
    for seed in range(how_many(3, 50)):
        for facts in understanding(new_game(scenario(), seed)):
            assert "mutual_defence_understanding" not in repr(read_by(viewer, facts, world))


def test_a_secret_proposal_is_read_by_its_two_parties_alone() -> None:
    state = new_game(scenario(), 4)
    state.powers[CHINA].capital = state.powers[DPRK].capital = 6
    name = "mutual_defence_understanding"
    first = played(state, {CHINA: OrderSheet(CHINA, (Propose(name, "dprk"),))})
    second = played(first.after, {DPRK: OrderSheet(DPRK, (Answer(name, CHINA, True),))})
    for turn in (first, second):
        for power in POWERS:
            found = name in repr(read_by(power, turn.facts, state.world))
            assert found == (power in EAST)


@pytest.mark.parametrize("viewer", POWERS)
def test_a_secret_operation_is_named_in_nobody_elses_journal(viewer: Power) -> None:
    """A victim feels what it loses, and so reads it among its own affairs; by whom, it does not read."""
    secret = 0
    for seed in range(how_many(25, 400)):
        for turn in game("random", seed):
            acts = [fact for fact in turn.facts if isinstance(fact, Operated | Contested)]
            open_or_own = {fact.operation for fact in acts if not fact.covert or fact.power == viewer}
            read = read_by(viewer, turn.facts, turn.before.world)
            told = repr([fact for fact in read if not isinstance(fact, Shifted)])
            for name in {fact.operation for fact in acts} - open_or_own:
                secret += 1
                assert name not in told
    assert secret > 5


def test_troops_sent_in_secret_are_not_named_where_they_strain_a_friendship() -> None:
    """The chance that the patron is displeased, and its displeasure, would else name the deed."""
    named = 0
    for seed in range(60):
        state = new_game(scenario(), seed)
        state.powers[DPRK].flags = (*state.powers[DPRK].flags, ("demand_shells", 9))
        turn = played(state, {DPRK: OrderSheet(DPRK, (Operate("shells_to_russia", "-"),))})
        named += any(isinstance(fact, Turned) and fact.cause == "shells_to_russia" for fact in turn.facts)
        for viewer in (JAPAN, US, CHINA):
            assert "shells_to_russia" not in repr(read_by(viewer, turn.facts, state.world))
        assert "shells_to_russia" in repr(read_by(DPRK, turn.facts, state.world))
    assert named > 5


OWN_FACTS = {
    *("Money", "Funded", "Shifted", "Contracted", "Paced", "Stalled", "Slipped", "Delivered"),
    *("ReviewBegun", "Failed", "Faulted"),
}
"""What only the power it names may read (R12.5)."""


@pytest.mark.parametrize("viewer", POWERS)
def test_a_power_reads_no_fact_of_anothers_own_affairs(viewer: Power) -> None:
    for kind in ("random", "calibrated"):
        for seed in range(how_many(5, 200)):
            for turn in game(kind, seed):
                for fact in read_by(viewer, turn.facts, turn.before.world):
                    if type(fact).__name__ in OWN_FACTS:
                        assert fact.power == viewer  # type: ignore[union-attr]


@pytest.mark.parametrize("viewer", POWERS)
def test_a_power_reads_of_no_rival_counter_in_that_rivals_home(viewer: Power) -> None:
    for kind in ("random", "calibrated"):
        for seed in range(how_many(5, 200)):
            for turn in game(kind, seed):
                world = turn.before.world
                for fact in read_by(viewer, turn.facts, world):
                    if type(fact).__name__ in ("Moved", "Placed", "Removed"):
                        assert fact.power in SIDE[viewer] or fact.area not in world.powers[fact.power].home  # type: ignore[union-attr]
                        origin = getattr(fact, "origin", "")
                        assert fact.power in SIDE[viewer] or origin not in world.powers[fact.power].home  # type: ignore[union-attr]


@pytest.mark.parametrize("viewer", POWERS)
def test_no_roll_that_a_power_reads_is_modified_by_anothers_hidden_track(viewer: Power) -> None:
    own = (Purpose.TEST, Purpose.AUTHORITY, Purpose.HOME, Purpose.DELIVERY)
    for seed in range(how_many(8, 200)):
        for turn in game("random", seed):
            for fact in read_by(viewer, turn.facts, turn.before.world):
                if type(fact).__name__ == "Rolled" and fact.purpose in own:  # type: ignore[union-attr]
                    assert fact.power == viewer  # type: ignore[union-attr]
                if type(fact).__name__ == "Contested" and fact.power != viewer:  # type: ignore[union-attr]
                    assert fact.modifiers == ()  # type: ignore[union-attr]
                    assert not fact.covert  # type: ignore[union-attr]


def test_its_own_journal_is_read_whole_by_nobody_but_the_record() -> None:
    turn = game("calibrated", 1)[4]
    read = [read_by(viewer, turn.facts, turn.before.world) for viewer in POWERS]
    assert all(len(each) < len(turn.facts) for each in read)
    assert all(any(fact in each for each in read) for fact in turn.facts if type(fact).__name__ in OWN_FACTS)


def test_nobody_can_promise_in_public_to_sign_a_secret_agreement() -> None:
    secret = {each.id for each in scenario().world.agreements if each.secret}
    assert secret
    for power in POWERS:
        for order in catalogue_of(scenario().world, power).family(Family.SIGNAL):
            assert order.subject not in secret  # type: ignore[union-attr]
