"""A study held against its scenario: measures, orders and paths it does not know, and cells it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.content import ContentError, scenario_from_plain, scenario_plain
from game.content_changes import NoSuchPath, with_changes
from game.content_findings import nearest
from game.headless.study_list import BadMeasure
from game.headless.study_measures import meter_of
from game.headless.study_plan import WHY, Change, Study
from game.headless.study_verdicts import Expect
from game.players.under_orders import matches
from rules.catalogue import catalogue_of
from rules.content import Scenario, World
from rules.notation import write


def faults_against_scenario(study: Study) -> list[str]:
    """Return a line for each fault, with its place; cells are tried where the changes have none."""
    try:
        data = scenario_plain(study.scenario)
        scenario = scenario_from_plain(data)
    except ContentError as error:
        return [f"scenario: {error.faults[0]}"]
    faults: list[str] = []
    for where, change in _changes(study):
        faults += _orders(where, change, scenario)
        try:
            with_changes(data, change.values, "")
        except NoSuchPath as error:
            faults.append(f"{where}set: {error}")
    faults += _expected(study)
    if not faults:
        faults += _cells(study, data)
    return [*_measures(study, scenario.world), *faults]


def _measures(study: Study, world: World) -> Iterator[str]:
    for measure in study.measures:
        try:
            meter_of(measure, world)
        except BadMeasure as error:
            yield f"measures: '{measure}': {error}"


def _changes(study: Study) -> Iterator[tuple[str, Change]]:
    """Yield every change of a study with its place in the file."""
    yield "", study.base
    for nth, factor in enumerate(study.factors):
        for level in factor.levels:
            yield f"factor.{nth}.'{level.name}'.", level.change


def _orders(where: str, change: Change, scenario: Scenario) -> Iterator[str]:
    for power, forced in change.forced:
        catalogue = catalogue_of(scenario.world, power)
        for order in forced.orders:
            if catalogue.place(order) is None:
                hint = nearest(write(order), [write(each) for each in catalogue.family(order.family)])
                yield f"{where}force: {power.key} can never order '{write(order)}'{hint}"
    for power, barred in change.forbidden:
        texts = [write(order) for order in catalogue_of(scenario.world, power).all()]
        for pattern in barred.patterns:
            if not any(matches(text, pattern) for text in texts):
                alike = [text for text in texts if text.split()[0] == pattern.split(" ")[0]]
                yield f"{where}forbid: no order of {power.key} is like '{pattern}'{nearest(pattern, alike)}"


def _expected(study: Study) -> Iterator[str]:
    levels = {factor.name: [level.name for level in factor.levels] for factor in study.factors}
    for nth, each in enumerate(study.expects):
        yield from (f"expect.{nth}: {wrong}" for wrong in _wrong(each, study, levels))


def _wrong(expect: Expect, study: Study, levels: dict[str, list[str]]) -> Iterator[str]:
    for measure in (expect.measure, *([expect.minus] if expect.minus else [])):
        if measure not in study.measures:
            yield f"'{measure}' is not measured{nearest(measure, study.measures)}"
    known = levels.get(expect.factor, [])
    if expect.factor and expect.factor not in levels:
        yield f"no factor '{expect.factor}'{nearest(expect.factor, levels)}"
    elif expect.level and expect.level not in known:
        yield f"no level '{expect.level}' of a factor{nearest(expect.level, known)}"
    elif expect.sign and not expect.minus and not expect.level:
        yield "a sign needs a factor and a level, or a measure to be held against"


def _cells(study: Study, data: dict[str, Any]) -> Iterator[str]:
    for cell in study.cells():
        try:
            scenario_from_plain(with_changes(data, cell.change.values, WHY))
        except ContentError as error:
            yield f"cell '{cell.name}': cannot be played: {_in_short(error)}"


def _in_short(error: ContentError) -> str:
    first = error.faults[0]
    return ": ".join(part for part in (first.path, first.message) if part)
