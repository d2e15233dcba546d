"""A scenario laid over another: what is merged, replaced or dropped, and what has a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from game.content import MAPS, load_scenario, scenario_names, scenario_plain, scenario_summary
from game.content_calendar import turn_of
from rules import new_game, prices
from rules.content import Scenario
from rules.state import MeasureInForce
from rules.terms import POWERS, CardKind, Power
from scratch_maps import LESSON, SCENARIO, Copy

OWN = "scenarios/own.toml"
BASE = "turning_the_corner"
QUESTIONS = ["Why?", "How?", "What next?"]


def figure(path: str, value: str) -> dict[str, str]:
    return {"path": path, "value": value, "source": "design", "date": "2026-11", "grade": "design"}


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "maps")


def lay(data: Copy, **own: Any) -> list[str]:
    """Write a scenario over the standard one and return its faults."""
    data.write(OWN, {"base": BASE, **own})
    return data.faults(OWN)


def own(data: Copy) -> Scenario:
    return load_scenario(data.folder / OWN)


# ---------- base ----------


def test_a_scenario_that_sets_nothing_is_its_base_under_another_name(data: Copy) -> None:
    assert lay(data) == []
    assert own(data) == evolve(load_scenario(BASE), name="own")
    assert scenario_summary(data.folder / OWN).title == load_scenario(BASE).title


def test_a_base_is_found_beside_the_scenario_first_then_in_the_distribution(
    data: Copy, tmp_path: Path
) -> None:
    data.edit(SCENARIO, "title", "Beside")
    lay(data)
    assert own(data).title == "Beside"
    alone = tmp_path / "alone.toml"
    alone.write_text(f'base = "{BASE}"\n', encoding="utf-8")
    assert load_scenario(alone).title == load_scenario(BASE).title


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("turning_the_conner", "no scenario 'turning_the_conner' (did you mean 'turning_the_corner'?)"),
        (3, "no scenario 3"),
        ("own", "'own' has a base itself ('own'): lay this over that one"),
        (
            "two_percent_by_march",
            "'two_percent_by_march' has a base itself ('turning_the_corner'): lay this over that one",
        ),
    ],
)
def test_a_base_exists_and_has_no_base_itself(data: Copy, base: object, says: str) -> None:
    data.write(OWN, {"base": base})
    assert data.faults(OWN) == [f"{OWN}: base: {says}"]


def test_tables_merge_and_lists_are_replaced_over_the_base(data: Copy) -> None:
    contracts = [{"programme": "tomahawk_first", "cost": 500, "quarters": 2}]
    setup = {"cohesion": 5, "power": {"japan": {"alarm": {"china": 7}, "contracts": contracts}}}
    figures = [
        figure("setup.cohesion", "5"),
        figure("setup.power.japan.alarm", "china 7, dprk 5"),
        figure("setup.power.japan.contracts.tomahawk_first", "cost 500, quarters 2"),
    ]
    assert lay(data, setup=setup, figure=figures) == []
    sheet = own(data).setup.sheets[Power.JAPAN]
    assert own(data).setup.cohesion == 5
    assert tuple(sheet.alarm) == (0, 0, 7, 5)
    assert [each.programme for each in sheet.contracts] == ["tomahawk_first"]
    assert sheet.gdp == load_scenario(BASE).setup.sheets[Power.JAPAN].gdp


def test_the_counters_of_a_power_are_replaced_as_a_whole(data: Copy) -> None:
    forces = {"japan": {"KAN": {"fleet": 1}}}
    assert lay(data, setup={"forces": forces}, figure=[figure("setup.forces.japan.KAN", "fleet 1")]) == []
    now, base = own(data).setup.forces, load_scenario(BASE).setup.forces
    assert [(each.area, each.count) for each in now if each.power == Power.JAPAN] == [("KAN", 1)]
    others = [each for each in base if each.power != Power.JAPAN]
    assert [each for each in now if each.power != Power.JAPAN] == others


def test_an_override_lies_over_that_of_the_base(data: Copy) -> None:
    data.edit(SCENARIO, "override.terms.hot", 5)
    data.edit(SCENARIO, "override.terms.calm_rung", 6)
    assert lay(data, override={"terms": {"hot": 6}}) == []
    assert (own(data).world.terms.hot, own(data).world.terms.calm_rung) == (6, 6)


def test_a_fault_of_the_base_is_laid_to_the_base_and_of_the_scenario_to_it(data: Copy) -> None:
    data.edit(SCENARIO, "setup.cohesion", 11)
    data.edit(SCENARIO, "length", 0)
    assert lay(data, minutes=1) == [
        f"{SCENARIO}: length: 0 is not between 1 and 40",
        f"{OWN}: minutes: 1 is not between 5 and 1000",
        f"{SCENARIO}: setup.cohesion: 11 is not between 0 and 10",
        f"{SCENARIO}: figure.{_place(data, 'setup.cohesion')}.value: "
        "'setup.cohesion' says '7', the data say '11'",
    ]


def _place(data: Copy, path: str) -> int:
    rows = scenario_plain(data.folder / OWN)["figure"]
    return next(nth for nth, row in enumerate(rows) if row["path"] == path)


def test_a_trade_measure_may_be_in_force_at_the_start(data: Copy) -> None:
    measures = [{"operation": "travel_warning", "by": "china", "target": "japan"}]
    assert lay(data, setup={"measures": measures}) == [
        f"{OWN}: setup.measures.travel_warning.china-japan: this number has no figure"
    ]
    told = [figure("setup.measures.travel_warning", "china-japan in force")]
    assert lay(data, setup={"measures": measures}, figure=told) == []
    state = new_game(own(data), 1)
    assert state.commons.measures == (MeasureInForce("travel_warning", Power.CHINA, Power.JAPAN),)
    assert state.commons.measured == [0, 0, 0, 0]


# ---------- figures ----------


def test_what_a_scenario_sets_anew_needs_a_figure_of_its_own(data: Copy) -> None:
    assert lay(data, setup={"cohesion": 5}) == [f"{OWN}: setup.cohesion: this number has no figure"]
    assert lay(data, setup={"cohesion": 7}) == [f"{OWN}: setup.cohesion: this number has no figure"]


def test_a_number_of_a_group_set_anew_takes_the_figure_of_the_group_with_it(data: Copy) -> None:
    says = "this number has no figure"
    assert lay(data, setup={"power": {"japan": {"alarm": {"china": 7}}}}) == [
        f"{OWN}: setup.power.japan.alarm.china: {says}",
        f"{SCENARIO}: setup.power.japan.alarm.dprk: {says}",
    ]


def test_a_figure_for_what_a_scenario_does_not_set_is_superfluous(data: Copy) -> None:
    (line,) = lay(data, figure=[figure("setup.cohesion", "7")])
    assert line.startswith(f"{OWN}: figure.") and line.endswith(".path: 'setup.cohesion' has two figures")


def test_a_number_of_the_map_set_anew_needs_a_figure_too(data: Copy) -> None:
    anew = {"powers": {"power": {"japan": {"year_step": 10}}}}
    assert lay(data, override=anew) == [f"{OWN}: power.japan.year_step: this number has no figure"]
    assert lay(data, override=anew, figure=[figure("power.japan.year_step", "10")]) == []


# ---------- drop ----------


def test_what_is_dropped_is_not_in_the_catalogues(data: Copy) -> None:
    drop = {
        "events": ["us_midterms", "flares"],
        "operations": ["escort"],
        "agreements": ["defence_guidelines"],
    }
    assert lay(data, drop=drop) == []
    world, base = own(data).world, load_scenario(BASE).world
    assert [each for each in base.events if each.id not in world.event] == [
        base.event["us_midterms"],
        base.event["flares"],
    ]
    assert "escort" not in world.operation and "defence_guidelines" not in world.agreement


def test_an_unknown_name_cannot_be_dropped(data: Copy) -> None:
    drop = {"events": ["us_midterm"], "operation": ["escort"], "doctrines": "all"}
    assert lay(data, drop=drop) == [
        f"{OWN}: drop.operation: unknown key 'operation' (it belongs in operations.toml)",
        f"{OWN}: drop.doctrines: expects a list, not 'all'",
        f"{OWN}: drop.events: no event 'us_midterm' (did you mean 'us_midterms'?)",
    ]


def test_what_refers_to_a_dropped_entry_is_a_fault(data: Copy) -> None:
    said = lay(data, drop={"programmes": ["mogami_last"], "doctrines": ["counter_strike_employment"]})
    assert any("no japan programme 'mogami_last'" in line for line in said)
    assert any("no doctrine 'counter_strike_employment'" in line for line in said)


def test_a_dropped_card_may_be_written_anew(data: Copy) -> None:
    card = {
        "title": "Votes",
        "kind": "dated",
        "on": [2026, 2],
        "text": "Now.",
        "analogue": "",
        "source": "design",
        "date": "2026-11",
        "grade": "design",
    }
    anew = {"events": {"event": {"us_midterms": card}}}
    assert lay(data, drop={"events": ["us_midterms"]}, override=anew) == []
    assert own(data).world.event["us_midterms"].turn == 3
    assert own(data).world.event["us_midterms"].effects == ()


# ---------- dates ----------


@pytest.mark.parametrize(
    ("calendar", "when", "turn"),
    [
        ((2025, 4), (2025, 4), 1),
        ((2025, 4), (2026, 1), 2),
        ((2012, 3), (2013, 3), 5),
        ((2026, 2), (2025, 4), -1),
    ],
)
def test_a_date_is_a_turn_of_the_calendar(
    calendar: tuple[int, int], when: tuple[int, int], turn: int
) -> None:
    assert turn_of(calendar, when) == turn


def test_dated_cards_follow_the_calendar_and_those_of_the_past_never_come(data: Copy) -> None:
    assert lay(data, calendar=[2026, 3]) == []
    now, base = own(data).world, load_scenario(BASE).world
    for before, after in zip(base.events, now.events, strict=True):
        if before.kind == CardKind.DATED:
            assert after.turn == max(0, before.turn - 3)
    assert now.event["tokyo_ministerial_japan"].turn == 0
    assert now.event["us_midterms"].turn == 2


@pytest.mark.parametrize(
    ("calendar", "starts"),
    [([2025, 4], (3, 1, 2, 3)), ([2026, 2], (1, 3, 4, 1)), ([2012, 3], (4, 2, 3, 4))],
)
def test_fiscal_years_begin_in_their_quarter_whatever_turn_1_is(
    data: Copy, calendar: list[int], starts: tuple[int, ...]
) -> None:
    lay(data, calendar=calendar)
    world = own(data).world
    for power, first in zip(POWERS, starts, strict=True):
        assert [t for t in range(1, 9) if prices.is_fiscal_start(world, power, t)] == [first, first + 4]


# ---------- the scenarios as they are ----------


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_asks_three_different_questions(name: str) -> None:
    assert len(set(load_scenario(name).questions)) == 3


def test_the_lesson_is_a_layer_and_no_copy() -> None:
    text = (MAPS / LESSON).read_text(encoding="utf-8")
    assert text.count("\n") < 150 and 'base = "turning_the_corner"' in text
