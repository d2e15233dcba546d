"""A scenario in parts: each table read by itself, so that one fault does not hide another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from game.content_forms import Finding, Header, Source, Tracks, joined, nearest, partner_values, read
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
    StartPact,
    StartSheet,
    Terms,
    World,
)
from rules.terms import PARTNERS, POWERS, Power, UnitKind

T = TypeVar("T")

HEAD: Final = ("name", "map", "title", "premise", "minutes", "length", "start")


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
    figures: tuple[Figure, ...]
    forces: tuple[StartForce, ...] = field(factory=tuple)

    def names(self, table: str) -> tuple[str, ...]:
        """Return every name in a table, whether its entry could be read or not."""
        entries = self.plain.get(table)
        return tuple(entries) if isinstance(entries, Mapping) else ()


def read_parts(plain: Mapping[str, Any]) -> tuple[Parts, list[Finding]]:
    """Return what can be read of merged data, and everything that is wrong with its form."""
    found: list[Finding] = []
    header = read(Header, {key: plain[key] for key in HEAD if key in plain}, "", found)
    terms = {key: plain[key] for key in ("strength", "upkeep") if key in plain}
    parts = Parts(
        plain=plain,
        header=header,
        terms=_read_terms({**_table(plain, "terms", found), **terms}, found),
        tracks=read(Tracks, plain.get("tracks", {}), "tracks", found),
        areas=_entries(Area, plain, "area", "id", found),
        flashpoints=_entries(Flashpoint, plain, "flashpoint", "id", found),
        powers=_entries(PowerTerms, plain, "power", "power", found),
        partners=_entries(PartnerTerms, plain, "partner", "partner", found),
        programmes=_entries(Programme, plain, "programme", "id", found),
        doctrines=_entries(Doctrine, plain, "doctrine", "id", found),
        operations=_entries(Operation, plain, "operation", "id", found),
        agreements=_entries(Agreement, plain, "agreement", "id", found),
        events=_entries(Event, plain, "event", "id", found),
        sources=_entries(Source, plain, "source", "", found),
        sheets=_entries(StartSheet, plain, "sheet", "power", found),
        objectives=_rows(ObjectiveRow, plain, "objective", found),
        secrets=_rows(Secret, plain, "secret", found),
        pacts=_list(StartPact, plain.get("pact", []), "pact", found),
        figures=tuple(_entries(Figure, plain, "figure", "path", found).values()),
    )
    parts.forces = tuple(_forces(plain, found))
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
        calendar=quarter(header.start),
    )
    return Scenario(
        name=header.name,
        title=header.title,
        premise=header.premise,
        minutes=header.minutes,
        world=world,
        setup=_setup(parts, tracks),
        figures=parts.figures,
    )


def quarter(start: str) -> tuple[int, int]:
    """Return year and quarter of a text such as "2025 Q4", or (0, 0) where it is none."""
    match = re.fullmatch(r"(\d{4}) Q([1-4])", start)
    return (int(match[1]), int(match[2])) if match else (0, 0)


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
    )


def _table(data: Mapping[str, Any], key: str, found: list[Finding], path: str = "") -> Mapping[str, Any]:
    table = data.get(key, {})
    if isinstance(table, Mapping):
        return table
    found.append((joined(path, key), f"expects a table, not {table!r}"))
    return {}


def _read_terms(table: Mapping[str, Any], found: list[Finding]) -> Terms | None:
    """Read the terms, with the strength and upkeep of counters that stand in tables of their own."""
    wrong: list[Finding] = []
    terms = read(Terms, table, "terms", wrong)
    for path, message in wrong:
        own = path.removeprefix("terms.")
        found.append((own if own.startswith(("strength", "upkeep")) else path, message))
    return terms


def _entries(
    cls: type[T], plain: Mapping[str, Any], table: str, key: str, found: list[Finding]
) -> dict[str, T]:
    """Read each entry of a table by itself; its name becomes the field `key`."""
    entries: dict[str, T] = {}
    for name, data in _table(plain, table, found).items():
        path = joined(table, name)
        if not isinstance(data, Mapping):
            found.append((path, f"expects a table, not {data!r}"))
            continue
        if key and key in data:
            found.append((joined(path, key), f"unknown key '{key}' (it is the name of the table)"))
        entry = read(cls, {**data, key: name} if key else data, path, found)
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


def _forces(plain: Mapping[str, Any], found: list[Finding]) -> Iterator[StartForce]:
    """Read counters by power, area and kind."""
    kinds = {kind.key: kind for kind in UnitKind}
    powers = {power.key: power for power in Power}
    forces = _table(plain, "forces", found)
    for name in forces:
        if name not in powers:
            found.append((f"forces.{name}", f"no power '{name}'{nearest(name, powers)}"))
            continue
        areas = _table(forces, name, found, "forces")
        for area in areas:
            for kind, count in _table(areas, area, found, f"forces.{name}").items():
                path = f"forces.{name}.{area}.{kind}"
                if kind not in kinds:
                    found.append((path, f"no unit kind '{kind}'{nearest(kind, kinds)}"))
                elif type(count) is not int:
                    found.append((path, f"expects a whole number, not {count!r}"))
                else:
                    yield StartForce(powers[name], area, kinds[kind], count)


def _with_reach(flashpoint: Flashpoint, areas: Mapping[str, Area]) -> Flashpoint:
    """Return a flashpoint with the areas next to its own, in map order."""
    near = (
        area.id
        for area in areas.values()
        if area.id not in flashpoint.areas and set(flashpoint.areas) & set(area.adjacent)
    )
    return evolve(flashpoint, reach=tuple(near))
