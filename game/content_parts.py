"""A scenario in parts: each table read by itself, so that one fault does not hide another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import define, evolve, fields

from game.content_calendar import with_phases, with_turns
from game.content_findings import Finding, joined, nearest
from game.content_forms import BY_KIND, HEAD, Header, Source, Tracks, partner_values, read
from rules.content import (
    Agreement,
    Area,
    Doctrine,
    Event,
    Figure,
    Flashpoint,
    ObjectiveRow,
    Operation,
    PartnerTerms,
    PowerTerms,
    Programme,
    Scenario,
    Secret,
    SetUp,
    StartForce,
    StartMeasure,
    StartPact,
    StartSheet,
    Terms,
    World,
)
from rules.terms import PARTNERS, POWERS, Power, UnitKind

T = TypeVar("T")

LAST_TURN: Final = 40
"""The last turn that any scenario can have."""

SHEETS: Final = ("power", "forces", "pacts", "measures")
"""The parts of a set-up that are not shared tracks."""


@define
class Parts:
    """What could be read of a scenario, with the data it was read from."""

    plain: Mapping[str, Any]
    header: Header | None
    terms: Terms | None
    tracks: Tracks | None
    areas: dict[str, Area]
    flashpoints: dict[str, Flashpoint]
    powers: dict[str, PowerTerms]
    partners: dict[str, PartnerTerms]
    programmes: dict[str, Programme]
    doctrines: dict[str, Doctrine]
    operations: dict[str, Operation]
    agreements: dict[str, Agreement]
    events: dict[str, Event]
    sources: dict[str, Source]
    sheets: dict[str, StartSheet]
    objectives: dict[str, tuple[ObjectiveRow, ...]]
    secrets: dict[str, tuple[Secret, ...]]
    pacts: tuple[StartPact, ...]
    measures: tuple[StartMeasure, ...]
    figures: tuple[Figure, ...]
    forces: tuple[StartForce, ...]

    def names(self, table: str) -> tuple[str, ...]:
        """Return every name in a table, whether its entry could be read or not."""
        entries: object = self.plain
        for step in table.split("."):
            entries = entries.get(step) if isinstance(entries, Mapping) else None
        return tuple(entries) if isinstance(entries, Mapping) else ()


def read_parts(plain: Mapping[str, Any]) -> tuple[Parts, list[Finding]]:
    """Return what can be read of merged data, and everything that is wrong with its form."""
    found: list[Finding] = []
    setup = _table(plain, "setup", found)
    known = (*SHEETS, *(each.name for each in fields(Tracks)))
    strange = [key for key in setup if key not in known]
    found.extend((f"setup.{key}", f"unknown key '{key}'{nearest(key, known)}") for key in strange)
    tracks = {key: value for key, value in setup.items() if key not in (*SHEETS, *strange)}
    header = read(Header, {key: plain[key] for key in HEAD if key in plain}, "", found)
    calendar = (1, 1) if header is None else header.calendar
    powers = with_phases(plain.get("power", {}), calendar, found)
    events = with_turns(plain.get("event", {}), calendar, found)
    parts = Parts(
        plain=plain,
        header=header,
        terms=_read_terms(plain, found),
        tracks=read(Tracks, tracks, "setup", found),
        areas=_entries(Area, plain, "area", "id", found),
        flashpoints=_entries(Flashpoint, plain, "flashpoint", "id", found, closed=("reach",)),
        powers=_entries(PowerTerms, {"power": powers}, "power", "power", found),
        partners=_entries(PartnerTerms, plain, "partner", "partner", found),
        programmes=_entries(Programme, plain, "programme", "id", found),
        doctrines=_entries(Doctrine, plain, "doctrine", "id", found),
        operations=_entries(Operation, plain, "operation", "id", found),
        agreements=_entries(Agreement, plain, "agreement", "id", found),
        events=_entries(Event, {"event": events}, "event", "id", found),
        sources=_entries(Source, plain, "source", "", found),
        sheets=_entries(StartSheet, setup, "power", "power", found, path="setup"),
        objectives=_rows(ObjectiveRow, plain, "objective", found),
        secrets=_rows(Secret, plain, "secret", found),
        pacts=_list(StartPact, setup.get("pacts", []), "setup.pacts", found),
        measures=_list(StartMeasure, setup.get("measures", []), "setup.measures", found),
        figures=_list(Figure, plain.get("figure", []), "figure", found),
        forces=tuple(_forces(setup, found)),
    )
    parts.flashpoints = {name: _with_reach(each, parts.areas) for name, each in parts.flashpoints.items()}
    return parts, found


def scenario_of(parts: Parts) -> Scenario:
    """Return the scenario that parts without faults make up."""
    header, terms, tracks = parts.header, parts.terms, parts.tracks
    assert header is not None and terms is not None and tracks is not None
    one, two, three, four = (parts.powers[each.key] for each in POWERS)
    world = World(
        name=header.map,
        powers=(one, two, three, four),
        partners=tuple(parts.partners[each.key] for each in PARTNERS),
        areas=tuple(parts.areas.values()),
        flashpoints=tuple(parts.flashpoints.values()),
        programmes=tuple(parts.programmes.values()),
        doctrines=tuple(parts.doctrines.values()),
        operations=tuple(parts.operations.values()),
        agreements=tuple(parts.agreements.values()),
        events=tuple(parts.events.values()),
        objectives=tuple(parts.objectives[each.key] for each in POWERS),
        secrets=tuple(parts.secrets[each.key] for each in POWERS),
        terms=terms,
        length=header.length,
        calendar=header.calendar,
    )
    return Scenario(
        name=header.name,
        title=header.title,
        premise=header.premise,
        minutes=header.minutes,
        world=world,
        setup=_setup(parts, tracks),
        figures=parts.figures,
        questions=header.questions,
    )


def _setup(parts: Parts, tracks: Tracks) -> SetUp:
    one, two, three, four = (parts.sheets[each.key] for each in POWERS)
    rungs, control = dict(tracks.rungs), dict(tracks.control)
    korea, taiwan, philippines, australia, russia = partner_values(tracks.alignment)
    return SetUp(
        sheets=(one, two, three, four),
        forces=parts.forces,
        rungs=tuple(rungs[name] for name in parts.flashpoints),
        control=tuple(control[name] for name in parts.flashpoints),
        alignment=(korea, taiwan, philippines, australia, russia),
        cohesion=tracks.cohesion,
        integration=tracks.integration,
        pips=tracks.pips,
        patron=tracks.patron,
        history=tracks.history,
        ask=tracks.ask,
        pacts=parts.pacts,
        measures=parts.measures,
    )


def _table(data: Mapping[str, Any], key: str, found: list[Finding], path: str = "") -> Mapping[str, Any]:
    table = data.get(key, {})
    if isinstance(table, Mapping):
        return table
    found.append((joined(path, key), f"expects a table, not {table!r}"))
    return {}


def _read_terms(plain: Mapping[str, Any], found: list[Finding]) -> Terms | None:
    """Read the terms, with the strength and upkeep of counters that stand in tables of their own."""
    apart = {key: plain[key] for key in BY_KIND if key in plain}
    wrong: list[Finding] = []
    terms = read(Terms, {**_table(plain, "terms", found), **apart}, "terms", wrong)
    for path, message in wrong:
        own = path.removeprefix("terms.")
        found.append((own if own.startswith(BY_KIND) else path, message))
    return terms


def _entries(
    cls: type[T],
    data: Mapping[str, Any],
    table: str,
    key: str,
    found: list[Finding],
    *,
    path: str = "",
    closed: tuple[str, ...] = (),
) -> dict[str, T]:
    """Read each entry of a table by itself; its name becomes the field `key`; `closed` is not for data."""
    entries: dict[str, T] = {}
    for name, written in _table(data, table, found, path).items():
        here = joined(joined(path, table), name)
        if not isinstance(written, Mapping):
            found.append((here, f"expects a table, not {written!r}"))
            continue
        strange = [each for each in (key, *closed) if each in written]
        found.extend((joined(here, each), f"unknown key '{each}'") for each in strange)
        rest = {each: value for each, value in written.items() if each not in strange}
        entry = read(cls, {**rest, key: name} if key else rest, here, found)
        if entry is not None:
            entries[name] = entry
    return entries


def _rows(
    cls: type[T], plain: Mapping[str, Any], table: str, found: list[Finding]
) -> dict[str, tuple[T, ...]]:
    """Read a list of rows for each power."""
    return {
        name: _list(cls, rows, joined(table, name), found)
        for name, rows in _table(plain, table, found).items()
    }


def _list(cls: type[T], rows: object, path: str, found: list[Finding]) -> tuple[T, ...]:
    if not isinstance(rows, list | tuple):
        found.append((path, f"expects a list, not {rows!r}"))
        return ()
    read_rows = (read(cls, row, joined(path, place), found) for place, row in enumerate(rows))
    return tuple(row for row in read_rows if row is not None)


def _forces(setup: Mapping[str, Any], found: list[Finding]) -> Iterator[StartForce]:
    """Read counters by power, area and kind."""
    powers = {power.key: power for power in Power}
    forces = _table(setup, "forces", found, "setup")
    for name in forces:
        if name not in powers:
            found.append((f"setup.forces.{name}", f"no power '{name}'{nearest(name, powers)}"))
            continue
        areas = _table(forces, name, found, "setup.forces")
        for area in areas:
            counters = _table(areas, area, found, f"setup.forces.{name}")
            yield from _counters(powers[name], area, counters, found)


def _counters(
    power: Power, area: str, counters: Mapping[str, Any], found: list[Finding]
) -> Iterator[StartForce]:
    kinds = {kind.key: kind for kind in UnitKind}
    for kind, count in counters.items():
        path = f"setup.forces.{power.key}.{area}.{kind}"
        if kind not in kinds:
            found.append((path, f"no unit kind '{kind}'{nearest(kind, kinds)}"))
        elif type(count) is not int:
            found.append((path, f"expects a whole number, not {count!r}"))
        else:
            yield StartForce(power, area, kinds[kind], count)


def _with_reach(flashpoint: Flashpoint, areas: Mapping[str, Area]) -> Flashpoint:
    """Return a flashpoint with the areas next to its own, in map order."""
    near = (
        area.id
        for area in areas.values()
        if area.id not in flashpoint.areas and set(flashpoint.areas) & set(area.adjacent)
    )
    return evolve(flashpoint, reach=tuple(near))
