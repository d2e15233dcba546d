"""What a scenario's parts must be to one another: one question a check, every answer with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from game.content_figures import check_figures
from game.content_findings import Finding, all_known, once, unknown, within
from game.content_meaning import (
    check_conditions,
    check_effects,
    check_flags,
    check_lines,
    check_no_japanese_bomb,
    check_objectives,
    check_orders_ask_what_is_seen,
    check_secrets,
)
from game.content_parts import LAST_TURN, Parts
from game.content_setup import (
    check_contracts,
    check_forces,
    check_measures,
    check_pacts,
    check_provenance,
    check_sheets,
    check_sources,
    check_tracks,
)
from game.content_uses import PARTNER_NAMES, POWER_NAMES, own_doctrine
from rules.content import Agreement, Doctrine, Operation
from rules.orders import ASK
from rules.terms import POWERS, Resolution, Scope

QUESTIONS: Final = 3
"""How many questions a scenario asks to be discussed after it."""

# ---------- head, map, powers, partners ----------


def check_head(parts: Parts) -> Iterator[Finding]:
    """A scenario starts in a quarter and lasts a number of turns and minutes that make sense."""
    if parts.header is None:
        return
    year, quarter = parts.header.calendar
    yield from within("calendar.0", year, 1945, 2100)
    yield from within("calendar.1", quarter, 1, 4)
    yield from within("length", parts.header.length, 1, LAST_TURN)
    yield from within("minutes", parts.header.minutes, 5, 1_000)


def check_questions(parts: Parts) -> Iterator[Finding]:
    """A scenario asks three questions to discuss after it."""
    if parts.header is None:
        return
    questions = parts.header.questions
    if len(questions) != QUESTIONS:
        yield "questions", f"expects {QUESTIONS} questions to discuss, not {len(questions)}"
    for place, question in enumerate(questions):
        if not question.strip().endswith("?"):
            yield f"questions.{place}", "a question ends with a question mark"


def check_everybody_is_there(parts: Parts) -> Iterator[Finding]:
    """Every power and partner has its tables, and no other has."""
    for table in ("power", "setup.power", "setup.forces", "objective", "secret", "partner"):
        wanted = PARTNER_NAMES if table == "partner" else POWER_NAMES
        names = parts.names(table)
        yield from ((f"{table}.{name}", "this table is missing") for name in wanted if name not in names)
    for table in ("objective", "secret"):
        for name in parts.names(table):
            yield from unknown(f"{table}.{name}", "power", name, POWER_NAMES)


def check_areas(parts: Parts) -> Iterator[Finding]:
    """Neighbours exist and are neighbours of each other, once; an anchor is on the globe."""
    for area in parts.areas.values():
        path = f"area.{area.id}.adjacent"
        yield from all_known(path, "area", area.adjacent, parts.names("area"))
        if area.id in area.adjacent:
            yield path, "an area cannot be next to itself"
        for twice in sorted({name for name in area.adjacent if area.adjacent.count(name) > 1}):
            yield path, f"'{twice}' stands here twice"
        for name in area.adjacent:
            other = parts.areas.get(name)
            if other is not None and area.id not in other.adjacent:
                yield f"area.{name}.adjacent", f"'{area.id}' is missing: {area.id} is next to {name}"
        for key, most in (("lat", 90), ("lon", 180)):
            yield from _degrees(f"area.{area.id}.{key}", getattr(area, key), most)
        if area.owner is not None and area.partner is not None:
            yield f"area.{area.id}.partner", "an area has an owner or a partner, not both"


def _degrees(path: str, text: str, most: int) -> Iterator[Finding]:
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) or abs(float(text)) > most:
        yield path, f"expects degrees such as \"35.6\", not '{text}'"


def check_flashpoints(parts: Parts) -> Iterator[Finding]:
    """A flashpoint's areas are its own, and those who play a part in it have a stake in it."""
    taken: dict[str, str] = {}
    for flashpoint in parts.flashpoints.values():
        path = f"flashpoint.{flashpoint.id}"
        yield from all_known(f"{path}.areas", "area", flashpoint.areas, parts.names("area"))
        for name in flashpoint.areas:
            other = taken.setdefault(name, flashpoint.id)
            if other != flashpoint.id:
                yield f"{path}.areas", f"'{name}' belongs to '{other}' already"
        roles = {flashpoint.challenger, flashpoint.lead, *flashpoint.supporters, flashpoint.backer}
        for power in POWERS:
            if (power in roles) != (flashpoint.stakes[power] > 0):
                part = "plays a part and has no stake" if power in roles else "has a stake and plays no part"
                yield f"{path}.stakes.{power.key}", f"{power.key} {part}"


def check_powers(parts: Parts) -> Iterator[Finding]:
    """What a power's terms name exists, and its dial turns in whole grains."""
    for name, terms in parts.powers.items():
        path = f"power.{name}"
        yield from all_known(f"{path}.duty", "flashpoint", terms.duty, parts.names("flashpoint"))
        yield from all_known(f"{path}.home", "area", terms.home, parts.names("area"))
        yield from all_known(
            f"{path}.gate.flashpoints", "flashpoint", terms.gate.flashpoints, parts.names("flashpoint")
        )
        yield from own_doctrine(parts, f"{path}.gate.doctrine", terms.gate.doctrine, terms.power)
        for area, _ in terms.lanes:
            yield from unknown(f"{path}.lanes.{area}", "area", area, parts.names("area"))
        if terms.dial not in ("share", "theatre"):
            yield f"{path}.dial", f"expects 'share' or 'theatre', not '{terms.dial}'"
        yield from within(f"{path}.dial_low", terms.dial_low, 0, terms.dial_high)
        if terms.dial_grain < 1:
            yield f"{path}.dial_grain", "expects at least 1"


# ---------- catalogues ----------


def check_programmes(parts: Parts) -> Iterator[Finding]:
    """A programme costs something, takes time and can slip by a roll of two dice."""
    for name, entry in parts.programmes.items():
        path = f"programme.{name}"
        yield from within(f"{path}.cost", entry.cost, 1, 1_000_000)
        yield from within(f"{path}.quarters", entry.quarters, 1, LAST_TURN)
        yield from within(f"{path}.slip", entry.slip, 0, 12)
        yield from within(f"{path}.limit", entry.limit, 1, 9)
        if not entry.yields:
            yield f"{path}.yields", "a programme yields something"


def check_doctrines(parts: Parts) -> Iterator[Finding]:
    """What a doctrine unlocks, spares or improves exists."""
    opened = (*parts.names("operation"), *parts.names("agreement"), *parts.names("programme"))
    for name, entry in parts.doctrines.items():
        path = f"doctrine.{name}"
        yield from within(f"{path}.capital", entry.capital, 0, 8)
        yield from within(f"{path}.turns", entry.turns, 1, LAST_TURN)
        yield from all_known(f"{path}.unlocks", "order", entry.unlocks, opened)
        yield from all_known(f"{path}.spares", "operation", entry.spares, parts.names("operation"))
        yield from _doctrine_pairs(parts, path, entry)


def _doctrine_pairs(parts: Parts, path: str, entry: Doctrine) -> Iterator[Finding]:
    areas, operations = parts.names("area"), parts.names("operation")
    yield from all_known(f"{path}.capacity", "area", (name for name, _ in entry.capacity), areas)
    yield from all_known(f"{path}.edges", "operation", (name for name, _ in entry.edges), (*operations, ASK))
    names = (name for name, _, _ in entry.arms_bonus)
    yield from all_known(f"{path}.arms_bonus", "operation", names, operations)


def check_operations(parts: Parts) -> Iterator[Finding]:
    """An operation has someone to carry it out, places of its scope, and what its resolution asks for."""
    for name, entry in parts.operations.items():
        path = f"operation.{name}"
        if not entry.powers:
            yield f"{path}.powers", "an operation belongs to at least one power"
        yield from _places(parts, path, entry)
        yield from all_known(f"{path}.via", "flashpoint", entry.via, parts.names("flashpoint"))
        yield from within(f"{path}.heat", entry.heat, 0, 8)
        yield from within(f"{path}.ceiling", entry.ceiling, 0, 9)
        for key in ("cost", "readiness", "capital", "stocks"):
            yield from within(f"{path}.{key}", getattr(entry, key), 0, 100)
        yield from _resolution(path, entry)


def _places(parts: Parts, path: str, entry: Operation) -> Iterator[Finding]:
    known = {
        Scope.FLASHPOINT: parts.names("flashpoint"),
        Scope.AREA: parts.names("area"),
        Scope.RIVAL: POWER_NAMES,
        Scope.NOWHERE: ("-",),
    }[entry.scope]
    yield from all_known(f"{path}.places", entry.scope.key, entry.places, known)
    if not entry.places and entry.scope != Scope.NOWHERE:
        yield f"{path}.places", f"expects at least one {entry.scope.key}"


def _resolution(path: str, entry: Operation) -> Iterator[Finding]:
    if entry.resolution == Resolution.TEST and (entry.tests is None or not entry.difficulty):
        yield f"{path}.resolution", "a test names the capability it tests and its difficulty"
    if entry.resolution == Resolution.TABLE and not entry.table:
        yield f"{path}.resolution", "a table has rows"
    if entry.resolution in (Resolution.CONTEST, Resolution.ANSWER) and not entry.arms:
        yield f"{path}.arms", "a contest is fought with some kind of counter"
    totals = [row.at_least for row in entry.table]
    if totals != sorted(set(totals)):
        yield f"{path}.table", "rows go up, from the lowest total to the highest"


def check_agreements(parts: Parts) -> Iterator[Finding]:
    """An agreement is between two parties that exist, and what it forbids or promises exists."""
    everyone = (*POWER_NAMES, *PARTNER_NAMES)
    flashpoints = parts.names("flashpoint")
    for name, entry in parts.agreements.items():
        path = f"agreement.{name}"
        yield from _between(path, entry)
        yield from all_known(f"{path}.forbids", "operation", entry.forbids, parts.names("operation"))
        yield from all_known(f"{path}.communication", "flashpoint", entry.communication, flashpoints)
        yield from all_known(f"{path}.calms", "flashpoint", entry.calms, flashpoints)
        areas = (area for area, _ in entry.capacity)
        yield from all_known(f"{path}.capacity", "area", areas, parts.names("area"))
        yield from all_known(f"{path}.bill", "power", (power for power, _ in entry.bill), POWER_NAMES)
        for key in ("payer", "payee"):
            party = getattr(entry, key)
            if party:
                yield from unknown(f"{path}.{key}", "party", party, everyone)
        if entry.payee and not entry.amounts and not entry.money:
            yield f"{path}.amounts", "an agreement that pays names its amounts"


def _between(path: str, entry: Agreement) -> Iterator[Finding]:
    if not entry.between:
        yield f"{path}.between", "an agreement is between two parties"
    for place, pair in enumerate(entry.between):
        here = f"{path}.between.{place}"
        yield from all_known(here, "party", pair, (*POWER_NAMES, *PARTNER_NAMES))
        if pair[0] == pair[1]:
            yield here, "nobody signs with itself"
        if all(party in PARTNER_NAMES for party in pair):
            yield here, "two partners have no seat to propose it"


def check_events(parts: Parts) -> Iterator[Finding]:
    """A card's window is in order; a chooser has at least two options, and only a chooser has."""
    for name, entry in parts.events.items():
        path = f"event.{name}"
        yield from within(f"{path}.first", entry.first, 1, entry.last)
        yield from within(f"{path}.weight", entry.weight, 0, 100)
        if entry.chooser is not None and len(entry.options) < 2:
            yield f"{path}.options", "a choice has at least two options"
        if entry.chooser is None and entry.options:
            yield f"{path}.chooser", "options need someone to choose"
        yield from once(f"{path}.options", "option", [option.id for option in entry.options])


CHECKS: Final[tuple[Callable[[Parts], Iterator[Finding]], ...]] = (
    check_head,
    check_questions,
    check_everybody_is_there,
    check_areas,
    check_flashpoints,
    check_powers,
    check_programmes,
    check_doctrines,
    check_operations,
    check_agreements,
    check_events,
    check_effects,
    check_conditions,
    check_orders_ask_what_is_seen,
    check_flags,
    check_lines,
    check_no_japanese_bomb,
    check_objectives,
    check_secrets,
    check_sheets,
    check_contracts,
    check_forces,
    check_tracks,
    check_pacts,
    check_measures,
    check_provenance,
    check_sources,
    check_figures,
)


def problems(parts: Parts) -> Iterator[Finding]:
    """Return everything that does not fit together."""
    for check in CHECKS:
        yield from check(parts)
