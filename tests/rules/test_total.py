"""Adjudication is total: no typed sheet raises, and what is illegal costs itself and nothing else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import game, how_many, played, positions, random_sheet, scenario
from rules import POWERS, Journal, OrderSheet, Power, State, adjudicate, digest, lawful, new_game, observe
from rules.catalogue import catalogue_of
from rules.journal import Faulted
from rules.orders import Order


def mixed(sheet: OrderSheet, waste: list[Order], random: Random) -> OrderSheet:
    """Strew orders over a sheet, keeping its own in their order."""
    orders = list(sheet.orders)
    for order in waste:
        orders.insert(random.randrange(len(orders) + 1), order)
    return OrderSheet(sheet.power, tuple(orders))


def without_illegal(state: State, sheets: dict[Power, OrderSheet]) -> dict[Power, OrderSheet]:
    return {power: lawful(observe(state, power), sheets[power])[0] for power in POWERS}


@given(st.data())
def test_no_typed_sheet_raises(data: st.DataObject) -> None:
    state = data.draw(strategies.states())
    sheets = {
        power: OrderSheet(power, tuple(data.draw(st.lists(strategies.garbage, max_size=12))))
        for power in POWERS
    }
    journal = Journal()
    after = adjudicate(state, sheets, journal).state
    assert digest(after) == digest(adjudicate(state, without_illegal(state, sheets)).state)
    written = sum(len(sheet.orders) for sheet in sheets.values())
    kept = sum(len(sheet.orders) for sheet in without_illegal(state, sheets).values())
    faults = [fact for fact in journal.facts if isinstance(fact, Faulted)]
    assert len(faults) == (written - kept if state.commons.ending is None else 0)


@pytest.mark.parametrize("part", range(4))
def test_orders_out_of_anothers_catalogue_cost_themselves_alone(part: int) -> None:
    random = Random(part)
    for state in positions(how_many(12, 500), f"strangers {part}"):
        sheets = {power: random_sheet(state, power, random) for power in POWERS}
        expected = played(state, sheets)
        wasted = {}
        for power in POWERS:
            own = set(catalogue_of(state.world, power).all())
            other = random.choice([each for each in POWERS if each != power])
            theirs = [each for each in catalogue_of(state.world, other).all() if each not in own]
            wasted[power] = mixed(sheets[power], random.sample(theirs, 5), random)
        turn = played(state, wasted)
        assert digest(turn.after) == digest(expected.after)
        faults = [fact for fact in turn.facts if isinstance(fact, Faulted)]
        assert len(faults) == 20
        assert [fact for fact in turn.facts if not isinstance(fact, Faulted)] == list(expected.facts)


def test_a_fault_names_the_order_and_the_clause() -> None:
    state, journal = new_game(scenario(), 1), Journal()
    stranger = catalogue_of(state.world, Power.DPRK).all()[0]
    adjudicate(state, {Power.JAPAN: OrderSheet(Power.JAPAN, (stranger,))}, journal)
    fault = next(fact for fact in journal.facts if isinstance(fact, Faulted))
    assert fault.power == Power.JAPAN
    assert "(R6.2)" in fault.reason


def test_a_seat_without_a_sheet_holds_and_pays_its_bills() -> None:
    for turn in game("calibrated", 3):
        empty = {power: OrderSheet(power) for power in POWERS}
        assert digest(adjudicate(turn.before, {}).state) == digest(adjudicate(turn.before, empty).state)


def test_a_sheet_in_anothers_name_is_read_as_that_of_the_seat_it_is_handed_in_for() -> None:
    state = new_game(scenario(), 2)
    sheet = random_sheet(state, Power.US, Random(3))
    handed = {Power.US: OrderSheet(Power.CHINA, sheet.orders)}
    assert digest(adjudicate(state, handed).state) == digest(adjudicate(state, {Power.US: sheet}).state)


def test_adjudication_without_a_journal_reaches_the_same_state() -> None:
    for seed in range(how_many(4, 200)):
        for turn in game("random", seed):
            assert digest(adjudicate(turn.before, turn.sheets).state) == digest(turn.after)


def test_adjudication_leaves_its_state_untouched_even_where_sheets_are_garbage() -> None:
    random = Random(8)
    for state in positions(how_many(10, 200), "untouched"):
        before, copy = digest(state), state.copy()
        waste = random.sample(catalogue_of(state.world, Power.CHINA).all(), 30)
        adjudicate(state, {power: OrderSheet(power, tuple(waste)) for power in POWERS})
        assert digest(state) == before
        assert state == copy
