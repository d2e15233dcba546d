"""What a set-up must be: sheets, contracts, counters, tracks, agreements, and where each entry was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.content_findings import Finding, all_known, unknown, within
from game.content_parts import LAST_TURN, Parts
from game.content_uses import PARTNER_NAMES, own_doctrine
from rules.content import Provenance
from rules.terms import ASHORE, LAND_BASED, POWERS, RIVALS, AreaKind

ALWAYS: Final = ("general", "design")
"""Sources that need no entry: general knowledge, and a choice made for play."""

GRADES: Final = ("sourced", "estimate", "derived", "unverified", "design")
SHEET_RANGES: Final = {
    "readiness": (0, 100),
    "stocks": (0, 6),
    "industry": (1, 14),
    "capital": (0, 8),
    "support": (0, 100),
    "credibility": (0, 5),
    "strain": (0, 6),
    "slack": (0, 6),
    "capabilities": (0, 10),
    "constituencies": (-3, 3),
    "alarm": (0, 10),
    "treasury": (0, 10_000_000),
}
TRACK_RANGES: Final = {
    "cohesion": (0, 10),
    "integration": (0, 5),
    "pips": (0, 4),
    "patron": (0, 10),
    "history": (0, 6),
    "ask": (100, 500),
    "rungs": (0, 7),
    "control": (-2, 4),
    "alignment": (-5, 5),
}


def check_sheets(parts: Parts) -> Iterator[Finding]:
    """A power starts within its ranges, on its dial's grain, alarmed about rivals only."""
    for name, sheet in parts.sheets.items():
        path = f"setup.power.{name}"
        for key, (low, high) in SHEET_RANGES.items():
            values = getattr(sheet, key)
            for value in values if isinstance(values, tuple) else (values,):
                yield from within(f"{path}.{key}", value, low, high)
        for about in POWERS:
            if sheet.alarm[about] and about not in RIVALS[sheet.power]:
                yield f"{path}.alarm.{about.key}", f"{about.key} is no rival"
        terms = parts.powers.get(name)
        if terms is not None and terms.dial_grain > 0:
            yield from within(f"{path}.dial", sheet.dial, terms.dial_low, terms.dial_high)
            if (sheet.dial - terms.dial_low) % terms.dial_grain:
                yield (
                    f"{path}.dial",
                    f"{sheet.dial} is off its grain of {terms.dial_grain}",
                )
        for doctrine in sheet.doctrines:
            yield from own_doctrine(parts, f"{path}.doctrines", doctrine, sheet.power)


def check_contracts(parts: Parts) -> Iterator[Finding]:
    """Contracts under way are of the power's own programmes and fit its industry."""
    for name, sheet in parts.sheets.items():
        own = {key: entry for key, entry in parts.programmes.items() if entry.power == sheet.power}
        wanted = [*own, *(key for key in parts.names("programme") if key not in parts.programmes)]
        for place, contract in enumerate(sheet.contracts):
            path = f"setup.power.{name}.contracts.{place}"
            yield from unknown(f"{path}.programme", f"{name} programme", contract.programme, wanted)
            yield from within(f"{path}.cost", contract.cost, 1, 1_000_000)
            yield from within(f"{path}.quarters", contract.quarters, 1, LAST_TURN)
        home = [each for each in sheet.contracts if each.programme in own and not own[each.programme].imports]
        if len(home) > sheet.industry:
            yield (
                f"setup.power.{name}.contracts",
                f"{len(home)} at home, industry is {sheet.industry}",
            )


def check_forces(parts: Parts) -> Iterator[Finding]:
    """Counters are of kinds that their power has and stand where they may (R3.1, R3.3)."""
    visitors: dict[str, int] = {}
    for force in parts.forces:
        path = f"setup.forces.{force.power.key}.{force.area}"
        yield from unknown(path, "area", force.area, parts.names("area"))
        yield from within(f"{path}.{force.kind.key}", force.count, 1, 99)
        if parts.terms is not None and not parts.terms.strength[force.kind][force.power]:
            yield f"{path}.{force.kind.key}", f"{force.power.key} has no counter of this kind"
        area = parts.areas.get(force.area)
        if area is None:
            continue
        if area.kind == AreaKind.SEA and force.kind in ASHORE:
            yield f"{path}.{force.kind.key}", "this kind never stands at sea"
        if area.kind != AreaKind.SEA and area.owner != force.power:
            if force.power not in area.open_to:
                yield path, f"{force.area} is not open to {force.power.key}"
            elif force.kind in LAND_BASED:
                visitors[area.id] = visitors.get(area.id, 0) + force.count
    for name, count in visitors.items():
        room = parts.areas[name].visitors
        if count > room:
            yield f"area.{name}.visitors", f"{count} visiting counters stand here, room is for {room}"


def check_tracks(parts: Parts) -> Iterator[Finding]:
    """Shared tracks start within their ranges; every flashpoint and partner has its number."""
    if parts.tracks is None:
        return
    named = {"rungs": parts.names("flashpoint"), "control": parts.names("flashpoint")}
    for key, (low, high) in TRACK_RANGES.items():
        values = getattr(parts.tracks, key)
        if isinstance(values, int):
            yield from within(f"setup.{key}", values, low, high)
            continue
        wanted = named.get(key, PARTNER_NAMES)
        table = dict(values)
        for name, value in table.items():
            yield from unknown(f"setup.{key}.{name}", "name", name, wanted)
            yield from within(f"setup.{key}.{name}", value, low, high)
        for name in wanted:
            if name not in table:
                yield f"setup.{key}.{name}", "this number is missing"


def check_pacts(parts: Parts) -> Iterator[Finding]:
    """Agreements in force at the start are between parties that may sign them."""
    for place, pact in enumerate(parts.pacts):
        path = f"setup.pacts.{place}"
        yield from unknown(f"{path}.agreement", "agreement", pact.agreement, parts.names("agreement"))
        agreement = parts.agreements.get(pact.agreement)
        if agreement is None:
            continue
        if not any(set(pact.parties) == set(pair) for pair in agreement.between):
            yield f"{path}.parties", f"{' and '.join(pact.parties)} cannot sign '{pact.agreement}'"
        if pact.amount and pact.amount not in agreement.amounts:
            yield f"{path}.amount", f"{pact.amount} is not among the amounts of '{pact.agreement}'"
        yield from within(f"{path}.until", pact.until, 0, LAST_TURN)


def check_measures(parts: Parts) -> Iterator[Finding]:
    """Trade measures in force at the start stand until lifted, by who may take them, against a target."""
    for place, measure in enumerate(parts.measures):
        path = f"setup.measures.{place}"
        standing = [name for name, each in parts.operations.items() if each.standing is not None]
        yield from unknown(f"{path}.operation", "trade measure", measure.operation, standing)
        operation = parts.operations.get(measure.operation)
        if operation is None:
            continue
        if measure.by not in operation.powers:
            yield f"{path}.by", f"{measure.by.key} does not take '{operation.id}'"
        yield from unknown(f"{path}.target", "target", measure.target.key, operation.places)


def check_provenance(parts: Parts) -> Iterator[Finding]:
    """Every entry and figure says where it comes from: known sources, a date, a grade."""
    for path, provenance in _provenances(parts):
        yield from unknown(f"{path}.grade", "grade", provenance.grade, GRADES)
        keys = re.findall(r"[^\s,]+", provenance.source)
        yield from all_known(f"{path}.source", "source", keys, (*parts.names("source"), *ALWAYS))
        if provenance.grade == "sourced" and not set(keys).difference(ALWAYS):
            yield f"{path}.source", "a sourced figure names its source"
        if provenance.grade == "derived" and not keys and not provenance.note:
            yield f"{path}.note", "a derived figure says from what"
        yield from _date(f"{path}.date", provenance.date)


def _provenances(parts: Parts) -> Iterator[tuple[str, Provenance]]:
    for table, entries in (
        ("programme", parts.programmes),
        ("doctrine", parts.doctrines),
        ("operation", parts.operations),
        ("agreement", parts.agreements),
        ("event", parts.events),
    ):
        for name, entry in entries.items():
            yield f"{table}.{name}", entry.provenance
    for place, figure in enumerate(parts.figures):
        yield f"figure.{place}", figure.provenance


def _date(path: str, date: str) -> Iterator[Finding]:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", date)
    year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 0, 0)
    if not (1945 <= year <= 2026 and 1 <= month <= 12 and 1 <= day <= 31):
        yield path, f"expects a date such as \"2025-10\" from 1945 to 2026, not '{date}'"


def check_sources(parts: Parts) -> Iterator[Finding]:
    """A source names its publisher and date."""
    for name, source in parts.sources.items():
        for key in ("publisher", "date"):
            if not getattr(source, key):
                yield f"source.{name}.{key}", "a source names its publisher and date"
