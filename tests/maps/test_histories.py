"""Scenarios of other years: what existed then is there, what did not is not, and every seat can pay."""

from __future__ import annotations

from functools import cache

import pytest

from game.content import load_scenario, scenario_names
from game.headless.playouts import playout
from game.players.registry import make
from rules import prices
from rules.content import Event, Scenario
from rules.journal import Faulted
from rules.terms import POWERS, AreaKind, CardKind, Power, UnitKind
from rules.turn import new_game

HISTORICAL = ("purchase_2012", "fire_and_fury_2017", "august_2022")
WHAT_IF = ("grey_tide", "quarantine")
OTHER_YEARS = (*HISTORICAL, *WHAT_IF)

LATER = {
    "purchase_2012": (
        "Tomahawk",
        "Typhon",
        "F-35",
        "Mogami",
        "Aegis system",
        "counter-strike",
        "Type 12",
        "SHIELD",
    ),
    "fire_and_fury_2017": ("Tomahawk", "Typhon", "Mogami", "Replicator", "B-21", "counter-strike", "SHIELD"),
    "august_2022": ("Typhon", "Replicator", "SHIELD", "Hwasong-20", "Sichuan", "Choe Hyon"),
}
"""Names of what came after a scenario's last quarter."""

scenario_of = cache(load_scenario)


def counters(scenario: Scenario, power: Power, kind: UnitKind | None = None) -> int:
    """Return a power's counters at the start, of one kind or of all."""
    forces = (each for each in scenario.setup.forces if each.power == power)
    return sum(each.count for each in forces if kind in (None, each.kind))


def cards(scenario: Scenario) -> list[Event]:
    """Return the dated cards that will come."""
    world = scenario.world
    return [each for each in world.events if each.kind == CardKind.DATED and 1 <= each.turn <= world.length]


@pytest.mark.parametrize("name", scenario_names())
def test_the_standing_bill_takes_about_two_thirds_of_income(name: str) -> None:
    state = new_game(scenario_of(name), 1)
    for power in POWERS:
        income = prices.income(state.world, state.commons, power)
        assert 55 <= 100 * state.powers[power].bill // income <= 75, power


@pytest.mark.parametrize("name", OTHER_YEARS)
def test_a_treasury_holds_one_quarters_income_and_aid(name: str) -> None:
    scenario = scenario_of(name)
    state = new_game(scenario, 1)
    for power, sheet in zip(POWERS, scenario.setup.sheets, strict=True):
        income = prices.income(state.world, state.commons, power)
        assert 0 <= sheet.treasury - income <= (300 if power == Power.DPRK else 1), power


@pytest.mark.parametrize("name", OTHER_YEARS)
def test_a_story_has_at_least_eight_dated_cards_and_three_choices_for_two_powers_or_more(name: str) -> None:
    dated = cards(scenario_of(name))
    asked = [each.chooser for each in dated if each.chooser is not None]
    assert len(dated) >= 8
    assert len(asked) >= 3
    assert len(set(asked)) >= 2


@pytest.mark.parametrize("name", OTHER_YEARS)
def test_the_cautious_option_costs_nothing(name: str) -> None:
    firsts = [each.options[0] for each in scenario_of(name).world.events if each.options]
    assert firsts
    assert not [first.id for first in firsts if first.capital or first.money]


@pytest.mark.parametrize("name", HISTORICAL)
def test_nothing_can_be_signed_for_that_came_later(name: str) -> None:
    world = scenario_of(name).world
    entries = (*world.programmes, *world.operations, *world.doctrines, *world.agreements)
    told = [f"{each.name}: {each.summary.split('Analogue')[0]}" for each in entries]
    assert [(word, text) for word in LATER[name] for text in told if word in text] == []


@pytest.mark.parametrize("name", HISTORICAL)
def test_no_number_of_a_past_set_up_is_borrowed_from_october_2025(name: str) -> None:
    figures = (each for each in scenario_of(name).figures if each.path.startswith("setup."))
    assert [each.path for each in figures if each.provenance.date == "2025-10"] == []


def test_in_2012_japan_can_neither_strike_back_nor_join_an_allys_fight() -> None:
    world = scenario_of("purchase_2012").world
    assert "counter_strike_japan" not in world.operation
    assert "counter_strike_employment" not in world.doctrine
    gate, best_roll, best_coalition = world.powers[Power.JAPAN].gate, 12, 1
    assert gate.need > best_roll + best_coalition
    assert gate.doctrine == "collective_clarity"


def test_in_2012_nobody_visits_luzon_until_access_is_signed() -> None:
    scenario = scenario_of("purchase_2012")
    area = scenario.world.areas[scenario.world.area_index["LUZ"]]
    assert area.kind == AreaKind.ISLAND
    assert area.open_to == ()
    assert "LUZ" in dict(scenario.world.agreement["basing_access"].capacity)
    assert all(pact.agreement != "basing_access" for pact in scenario.setup.pacts)


def test_china_grows_from_scenario_to_scenario() -> None:
    years = (*HISTORICAL, "turning_the_corner", "grey_tide")
    every = [counters(scenario_of(name), Power.CHINA) for name in years]
    ships = [counters(scenario_of(name), Power.CHINA, UnitKind.FLEET) for name in years]
    assert every == sorted(set(every))
    assert ships == sorted(ships)
    assert 2 * ships[0] <= ships[-2]


def test_japan_spends_about_one_per_cent_before_the_documents_of_2022() -> None:
    dials = [scenario_of(name).setup.sheets[Power.JAPAN].dial for name in HISTORICAL]
    assert all(90 <= dial <= 100 for dial in dials)
    assert all(scenario_of(name).setup.ask == 100 for name in HISTORICAL)


def test_no_line_between_tokyo_and_beijing_is_open_before_2023() -> None:
    for name in HISTORICAL:
        assert all(pact.agreement != "hotline_senkaku" for pact in scenario_of(name).setup.pacts)


def test_the_documents_of_2022_can_be_adopted_that_december_and_open_what_follows() -> None:
    world = scenario_of("august_2022").world
    assert world.doctrine["three_documents"].turns == 1
    for name in ("counter_strike_employment", "export_rules", "active_cyber_law"):
        assert any(
            getattr(each, "doctrine", "") == "three_documents" for each in world.doctrine[name].requires
        )
    assert world.programme["standoff_import"].requires


@pytest.mark.parametrize("player", ["calibrated", "random"])
@pytest.mark.parametrize("name", OTHER_YEARS)
def test_a_game_runs_to_its_end_without_a_fault(name: str, player: str) -> None:
    scenario = scenario_of(name)
    played = playout(scenario, {power: make(player) for power in POWERS}, 7, record=False, keep_journals=True)
    faults = [fact for journal in played.journals for fact in journal if isinstance(fact, Faulted)]
    assert faults == []
    assert 1 <= played.turns <= scenario.world.length
