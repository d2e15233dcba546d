"""What lies under `maps/` can be played, and whatever is wrong with it is named: file, path, nearest name."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from game.content import (
    ContentError,
    UnknownScenario,
    check_scenario,
    load_scenario,
    scenario_digest,
    scenario_from_plain,
    scenario_names,
    scenario_plain,
    scenario_summary,
)
from game.content_checks import CHECKS
from game.content_merge import merged
from game.content_parts import Parts, read_parts
from rules.content import Scenario
from rules.terms import Power
from scratch_maps import GONE, MAP, SCENARIO, Copy, put

HERE = Path(__file__).parent


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "maps")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("turning_the_corner")


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    return scenario_plain("turning_the_corner")


# ---------- the data as they are ----------


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_is_clean(name: str) -> None:
    assert [str(fault) for fault in check_scenario(name)] == []


def test_scenarios_are_listed_with_what_a_list_shows() -> None:
    assert {"turning_the_corner", "two_percent_by_march"} <= set(scenario_names())
    for name in scenario_names():
        summary, whole = scenario_summary(name), load_scenario(name)
        assert (summary.title, summary.premise) == (whole.title, whole.premise)
        assert (summary.minutes, summary.length) == (whole.minutes, whole.world.length)


def test_there_are_29_areas_and_neighbours_are_mutual(scenario: Scenario) -> None:
    areas = {area.id: area for area in scenario.world.areas}
    assert len(areas) == 29
    assert all(area.id in areas[near].adjacent for area in areas.values() for near in area.adjacent)


@pytest.mark.parametrize(
    ("power", "counters", "strength"),
    [(Power.JAPAN, 22, 54), (Power.US, 22, 88), (Power.CHINA, 33, 93), (Power.DPRK, 13, 24)],
)
def test_powers_start_with_these_counters(
    scenario: Scenario, power: Power, counters: int, strength: int
) -> None:
    worth = scenario.world.terms.strength
    forces = [force for force in scenario.setup.forces if force.power == power]
    assert sum(force.count for force in forces) == counters
    assert sum(force.count * worth[force.kind][power] for force in forces) == strength


def test_the_reach_of_a_flashpoint_is_what_borders_it_in_map_order(scenario: Scenario) -> None:
    order = scenario.world.area_index
    for flashpoint in scenario.world.flashpoints:
        near = {name for each in flashpoint.areas for name in scenario.world.areas[order[each]].adjacent}
        assert flashpoint.reach == tuple(sorted(near - set(flashpoint.areas), key=order.__getitem__))


def test_the_lesson_differs_in_objectives_and_length_only() -> None:
    long, short = load_scenario("turning_the_corner"), load_scenario("two_percent_by_march")
    assert short.world.length == 4
    assert short.world.objectives != long.world.objectives
    same = {"objectives": long.world.objectives, "secrets": long.world.secrets, "length": long.world.length}
    assert evolve(short.world, **same) == long.world
    assert short.setup == long.setup


# ---------- plain data ----------


def test_a_scenario_comes_back_from_its_plain_data(scenario: Scenario, plain: dict[str, Any]) -> None:
    again = json.loads(json.dumps(plain))
    assert scenario_from_plain(again) == scenario
    assert scenario_digest(again) == scenario_digest(plain)


def test_the_digest_is_16_hex_digits_and_changes_with_any_value(plain: dict[str, Any]) -> None:
    changed = deepcopy(plain)
    changed["setup"]["power"]["japan"]["gdp"] += 1
    digests = scenario_digest(plain), scenario_digest(changed)
    assert all(len(digest) == 16 and int(digest, 16) >= 0 for digest in digests)
    assert digests[0] != digests[1]


def test_plain_data_belong_to_who_asked_for_them(plain: dict[str, Any]) -> None:
    mine = scenario_plain("turning_the_corner")
    mine["setup"]["power"]["japan"].clear()
    assert scenario_plain("turning_the_corner") == plain


def test_plain_data_are_checked_too(plain: dict[str, Any]) -> None:
    broken = deepcopy(plain)
    broken["setup"]["cohesion"] = 11
    with pytest.raises(ContentError, match=r"setup\.cohesion: 11 is not between 0 and 10"):
        scenario_from_plain(broken)


@pytest.mark.parametrize("junk", [3, [1], {"a": 1}, GONE])
def test_junk_anywhere_at_the_top_is_a_fault_and_no_crash(plain: dict[str, Any], junk: Any) -> None:
    places = [*plain, "setup.rungs", "setup.forces", "setup.pacts", "setup.power.japan", "area.KYU"]
    for path in places:
        broken = deepcopy(plain)
        put(broken, path, junk)
        try:
            scenario_from_plain(broken)
        except ContentError as error:
            assert error.faults


# ---------- finding and reading ----------


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownScenario, match="did you mean 'turning_the_corner'"):
        load_scenario("turning_the_conner")
    with pytest.raises(UnknownScenario, match=r"there are .*turning_the_corner, two_percent_by_march"):
        load_scenario("x")


def test_a_file_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    lines = [str(fault) for fault in check_scenario(tmp_path / "my.toml")]
    assert lines == [f"{tmp_path}/my.toml: there is no such file"]


def test_a_file_that_is_no_toml_is_named_and_nothing_else(data: Copy) -> None:
    (data.folder / MAP / "programmes.toml").write_text("[programme.x", encoding="utf-8")
    (line,) = data.faults()
    assert line.startswith(f"{MAP}/programmes.toml: cannot be read: ")


def test_a_map_that_is_not_there_is_named(data: Copy) -> None:
    data.edit(SCENARIO, "map", "western_pacifik")
    assert data.faults() == [f"{SCENARIO}: map: no map 'western_pacifik' (did you mean 'western_pacific'?)"]


def test_a_summary_of_a_broken_file_says_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text('title = "Mine"\nminutes = "many"\npremise = "None."\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        scenario_summary(file)
    assert [fault.path for fault in caught.value.faults] == ["minutes", "length"]


def test_a_map_beside_the_scenario_comes_first(data: Copy) -> None:
    data.edit(f"{MAP}/map.toml", "area.HOK.name", "North Sea Circuit")
    assert load_scenario(data.folder / SCENARIO).world.areas[0].name == "North Sea Circuit"


# ---------- overrides ----------


def test_a_scenario_sets_values_anew_tables_merged_lists_replaced(data: Copy) -> None:
    data.edit(SCENARIO, "override.terms.accident", [99] * 10)
    data.edit(SCENARIO, "override.terms.means.aid.units", 7)
    data.edit(SCENARIO, "override.map.area.KYU.note", "Anew.")
    data.edit(SCENARIO, "override.operations.operation.presence_patrol.places", ["scs"])
    world = load_scenario(data.folder / SCENARIO).world
    assert world.terms.accident == (99,) * 10
    assert [each.units for each in world.terms.means] == [7, 4, 4, 0, 0]
    assert world.areas[world.area_index["KYU"]].note == "Anew."
    assert world.operation["presence_patrol"].places == ("scs",)


def test_a_fault_in_an_override_is_laid_to_the_scenario(data: Copy) -> None:
    data.edit(SCENARIO, "override.programmes.programme.depots.cost", 0)
    data.edit(SCENARIO, "override.programs", {})
    data.edit(SCENARIO, "override.terms.hott", 3)
    data.edit(SCENARIO, "override.map.event", {})
    assert set(data.faults()) == {
        f"{SCENARIO}: programme.depots.cost: 0 is not between 1 and 1000000",
        f"{SCENARIO}: override.programs: unknown key 'programs' (did you mean 'programmes'?)",
        f"{SCENARIO}: terms.hott: unknown key 'hott' (did you mean 'hot'?)",
        f"{SCENARIO}: override.map.event: unknown key 'event' (it belongs in events.toml)",
    }


# ---------- faults ----------


def written_cases() -> Iterator[Any]:
    """Return the cases of `faults.toml`, each with the check that must say what it says."""
    for check, cases in tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8")).items():
        for case in cases:
            changed = case["cut"] if "cut" in case else next(iter(case["set"]))
            yield pytest.param(check, case, id=f"{check}-{changed}")


CASES = tuple(written_cases())
AT_ONCE = ("areas", "powers", "doctrines", "lines", "secrets", "tracks", "pacts", "sources")
CHECK: dict[str, Callable[[Parts], Iterator[tuple[str, str]]]] = {
    each.__name__.removeprefix("check_"): each for each in CHECKS
}


def file_of(case: dict[str, Any]) -> str:
    return SCENARIO if case["file"] == "scenario" else f"{MAP}/{case['file']}.toml"


def breaks(data: Copy, case: dict[str, Any]) -> None:
    """Break the data as a case says."""
    if "cut" in case:
        data.edit(file_of(case), case["cut"], GONE)
    for path, value in case.get("set", {}).items():
        data.edit(file_of(case), path, value)


@pytest.mark.parametrize(("check", "case"), CASES)
def test_each_way_to_break_the_data_is_named(data: Copy, check: str, case: dict[str, Any]) -> None:
    breaks(data, case)
    whole = merged(data.folder / SCENARIO)
    parts, form = read_parts(whole.data)
    findings = form if check == "form" else CHECK[check](parts)
    said = [str(each) for each in (*whole.faults, *(whole.fault(finding) for finding in findings))]
    assert any(line.startswith(file_of(case)) and line.endswith(f": {case['says']}") for line in said), said


def test_every_check_is_broken_at_least_once() -> None:
    assert {param.values[0] for param in CASES} == {*CHECK, "form"}


def test_all_faults_come_at_once(data: Copy) -> None:
    one_each = {check: case for check, case in (param.values for param in CASES) if check in AT_ONCE}
    for case in one_each.values():
        breaks(data, case)
    with pytest.raises(ContentError) as caught:
        load_scenario(data.folder / SCENARIO)
    lines = str(caught.value).splitlines()
    assert {f"{file_of(case)}: {case['says']}" for case in one_each.values()} <= set(lines)
    assert len(lines) == len(caught.value.faults)
