"""What a scenario's parts must be to one another: one question a check, every answer with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from game.content_figures import check_figures
from game.content_forms import Finding, nearest
from game.content_parts import Parts, quarter
from game.content_uses import PARTNER_NAMES, POWER_NAMES, Use, conditions_of, effects_of, uses
from rules.content import Agreement, Doctrine, Operation, Programme, Provenance
from rules.effects import (
    Adopted,
    Bound,
    Climb,
    Condition,
    Control,
    Counters,
    Delay,
    Effect,
    Flag,
    Flagged,
    Grip,
    InForce,
    Measured,
    Place,
    Remove,
    Rung,
    Schedule,
    Shift,
    Stream,
)
from rules.orders import ASK
from rules.readings import READINGS, is_reading
from rules.terms import (
    ASHORE,
    LAND_BASED,
    OWNED,
    POWERS,
    RIVALS,
    AreaKind,
    CardKind,
    Line,
    Partner,
    Power,
    Resolution,
    Scope,
    Track,
)

OWN_LINES: Final[dict[Line, tuple[Track, ...]]] = {
    Line.STRIKE: (Track.STRIKE,),
    Line.SURVEILLANCE: (Track.SURVEILLANCE,),
    Line.COMMAND: (Track.COMMAND,),
    Line.CYBER_SPACE: (Track.CYBER_SPACE,),
    Line.MISSILE_DEFENCE: (Track.MISSILE_DEFENCE,),
    Line.INTEGRATION: (Track.INTEGRATION, Track.PIPS),
    Line.INDUSTRY: (Track.INDUSTRY,),
}
"""The tracks that each of the seven lines may move (C08)."""

PUBLIC_READINGS: Final = frozenset(
    "gdp growth credibility dial cohesion integration pips patron history ask ask_gap links tension"
    " two_percent_turn mean_tension_x10 turns_at_rung_6 control_lost control_gained partners_gained"
    " coalition_index no_trade_measures patron_in_4_to_7 turns_since_test".split()
)
"""Readings that everybody may see, of any power (R12.5)."""

GRADES: Final = ("sourced", "estimate", "derived", "unverified", "design")
SCORE: Final = 90
LAST_TURN: Final = 40

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


def problems(parts: Parts) -> Iterator[Finding]:
    """Return everything that does not fit together."""
    for check in CHECKS:
        yield from check(parts)


def _unknown(path: str, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
    """Say that a name is not among those known, and which is nearest."""
    known = tuple(known)
    if name not in known:
        yield path, f"no {what} '{name}'{nearest(name, known)}"


def _all_known(path: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    known = tuple(known)
    for name in names:
        yield from _unknown(path, what, name, known)


def _within(path: str, value: int, low: int, high: int) -> Iterator[Finding]:
    if not low <= value <= high:
        yield path, f"{value} is not between {low} and {high}"


# ---------- head, map, powers, partners ----------


def check_head(parts: Parts) -> Iterator[Finding]:
    """A scenario starts in a quarter and lasts a number of turns and minutes that make sense."""
    if parts.header is None:
        return
    if quarter(parts.header.start) == (0, 0):
        yield "start", f"expects a quarter such as \"2025 Q4\", not '{parts.header.start}'"
    yield from _within("length", parts.header.length, 1, LAST_TURN)
    yield from _within("minutes", parts.header.minutes, 5, 1_000)


def check_everybody_is_there(parts: Parts) -> Iterator[Finding]:
    """Every power and partner has its tables, and no other has."""
    for table in ("power", "sheet", "objective", "secret"):
        yield from _exactly(table, parts.names(table), POWER_NAMES)
    yield from _exactly("partner", parts.names("partner"), PARTNER_NAMES)


def _exactly(table: str, names: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[Finding]:
    for name in wanted:
        if name not in names:
            yield f"{table}.{name}", "this table is missing"


def check_areas(parts: Parts) -> Iterator[Finding]:
    """Neighbours exist and are neighbours of each other, once."""
    for area in parts.areas.values():
        path = f"area.{area.id}.adjacent"
        yield from _all_known(path, "area", area.adjacent, parts.names("area"))
        if area.id in area.adjacent:
            yield path, "an area cannot be next to itself"
        for twice in sorted({name for name in area.adjacent if area.adjacent.count(name) > 1}):
            yield path, f"'{twice}' stands here twice"
        for name in area.adjacent:
            other = parts.areas.get(name)
            if other is not None and area.id not in other.adjacent:
                yield f"area.{name}.adjacent", f"'{area.id}' is missing: {area.id} is next to {name}"
        if area.owner is not None and area.partner is not None:
            yield f"area.{area.id}.partner", "an area has an owner or a partner, not both"


def check_flashpoints(parts: Parts) -> Iterator[Finding]:
    """A flashpoint's areas are its own, and those who play a part in it have a stake in it."""
    taken: dict[str, str] = {}
    for flashpoint in parts.flashpoints.values():
        path = f"flashpoint.{flashpoint.id}"
        yield from _all_known(f"{path}.areas", "area", flashpoint.areas, parts.names("area"))
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
        yield from _all_known(f"{path}.duty", "flashpoint", terms.duty, parts.names("flashpoint"))
        yield from _all_known(f"{path}.home", "area", terms.home, parts.names("area"))
        yield from _all_known(
            f"{path}.gate.flashpoints", "flashpoint", terms.gate.flashpoints, parts.names("flashpoint")
        )
        yield from _own_doctrine(parts, f"{path}.gate.doctrine", terms.gate.doctrine, terms.power)
        for area, _ in terms.lanes:
            yield from _unknown(f"{path}.lanes.{area}", "area", area, parts.names("area"))
        if terms.dial not in ("share", "theatre"):
            yield f"{path}.dial", f"expects 'share' or 'theatre', not '{terms.dial}'"
        yield from _within(f"{path}.dial_low", terms.dial_low, 0, terms.dial_high)
        yield from _within(f"{path}.fiscal_phase", terms.fiscal_phase, 0, 3)
        if terms.dial_grain < 1:
            yield f"{path}.dial_grain", "expects at least 1"


def _own_doctrine(parts: Parts, path: str, name: str, power: Power) -> Iterator[Finding]:
    yield from _unknown(path, "doctrine", name, parts.names("doctrine"))
    doctrine = parts.doctrines.get(name)
    if doctrine is not None and doctrine.power != power:
        yield path, f"'{name}' is a doctrine of {doctrine.power.key}, not of {power.key}"


# ---------- catalogues ----------


def check_programmes(parts: Parts) -> Iterator[Finding]:
    """A programme costs something, takes time and can slip by a roll of two dice."""
    for name, entry in parts.programmes.items():
        path = f"programme.{name}"
        yield from _within(f"{path}.cost", entry.cost, 1, 1_000_000)
        yield from _within(f"{path}.quarters", entry.quarters, 1, LAST_TURN)
        yield from _within(f"{path}.slip", entry.slip, 0, 12)
        yield from _within(f"{path}.limit", entry.limit, 1, 9)
        if not entry.yields:
            yield f"{path}.yields", "a programme yields something"


def check_doctrines(parts: Parts) -> Iterator[Finding]:
    """What a doctrine unlocks, spares or improves exists."""
    opened = (*parts.names("operation"), *parts.names("agreement"), *parts.names("programme"))
    for name, entry in parts.doctrines.items():
        path = f"doctrine.{name}"
        yield from _within(f"{path}.capital", entry.capital, 0, 8)
        yield from _within(f"{path}.turns", entry.turns, 1, LAST_TURN)
        yield from _all_known(f"{path}.unlocks", "order", entry.unlocks, opened)
        yield from _all_known(f"{path}.spares", "operation", entry.spares, parts.names("operation"))
        yield from _doctrine_pairs(parts, path, entry)


def _doctrine_pairs(parts: Parts, path: str, entry: Doctrine) -> Iterator[Finding]:
    areas, operations = parts.names("area"), parts.names("operation")
    yield from _all_known(f"{path}.capacity", "area", (name for name, _ in entry.capacity), areas)
    yield from _all_known(f"{path}.edges", "operation", (name for name, _ in entry.edges), (*operations, ASK))
    names = (name for name, _, _ in entry.arms_bonus)
    yield from _all_known(f"{path}.arms_bonus", "operation", names, operations)


def check_operations(parts: Parts) -> Iterator[Finding]:
    """An operation has someone to carry it out, places of its scope, and what its resolution asks for."""
    for name, entry in parts.operations.items():
        path = f"operation.{name}"
        if not entry.powers:
            yield f"{path}.powers", "an operation belongs to at least one power"
        yield from _places(parts, path, entry)
        yield from _all_known(f"{path}.via", "flashpoint", entry.via, parts.names("flashpoint"))
        yield from _within(f"{path}.heat", entry.heat, 0, 8)
        yield from _within(f"{path}.ceiling", entry.ceiling, 0, 9)
        for key in ("cost", "readiness", "capital", "stocks"):
            yield from _within(f"{path}.{key}", getattr(entry, key), 0, 100)
        yield from _resolution(path, entry)


def _places(parts: Parts, path: str, entry: Operation) -> Iterator[Finding]:
    known = {
        Scope.FLASHPOINT: parts.names("flashpoint"),
        Scope.AREA: parts.names("area"),
        Scope.RIVAL: POWER_NAMES,
        Scope.NOWHERE: ("-",),
    }[entry.scope]
    yield from _all_known(f"{path}.places", entry.scope.key, entry.places, known)
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
        yield from _all_known(f"{path}.forbids", "operation", entry.forbids, parts.names("operation"))
        yield from _all_known(f"{path}.communication", "flashpoint", entry.communication, flashpoints)
        yield from _all_known(f"{path}.calms", "flashpoint", entry.calms, flashpoints)
        areas = (area for area, _ in entry.capacity)
        yield from _all_known(f"{path}.capacity", "area", areas, parts.names("area"))
        yield from _all_known(f"{path}.bill", "power", (power for power, _ in entry.bill), POWER_NAMES)
        for key in ("payer", "payee"):
            party = getattr(entry, key)
            if party:
                yield from _unknown(f"{path}.{key}", "party", party, everyone)
        if entry.payee and not entry.amounts and not entry.money:
            yield f"{path}.amounts", "an agreement that pays names its amounts"


def _between(path: str, entry: Agreement) -> Iterator[Finding]:
    if not entry.between:
        yield f"{path}.between", "an agreement is between two parties"
    for place, pair in enumerate(entry.between):
        here = f"{path}.between.{place}"
        yield from _all_known(here, "party", pair, (*POWER_NAMES, *PARTNER_NAMES))
        if pair[0] == pair[1]:
            yield here, "nobody signs with itself"
        if all(party in PARTNER_NAMES for party in pair):
            yield here, "two partners have no seat to propose it"


def check_events(parts: Parts) -> Iterator[Finding]:
    """A card comes at a turn that exists; a chooser has at least two options, and only a chooser has."""
    for name, entry in parts.events.items():
        path = f"event.{name}"
        if entry.kind == CardKind.DATED:
            yield from _within(f"{path}.turn", entry.turn, 1, LAST_TURN)
        yield from _within(f"{path}.first", entry.first, 1, entry.last)
        yield from _within(f"{path}.weight", entry.weight, 0, 100)
        if entry.chooser is not None and len(entry.options) < 2:
            yield f"{path}.options", "a choice has at least two options"
        if entry.chooser is None and entry.options:
            yield f"{path}.chooser", "options need someone to choose"
        yield from _once(f"{path}.options", "option", [option.id for option in entry.options])


def _once(path: str, what: str, names: list[str]) -> Iterator[Finding]:
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield path, f"two of them are the {what} '{name}'"


# ---------- effects and conditions ----------


def check_effects(parts: Parts) -> Iterator[Finding]:
    """Every word, place and card that an effect names has a meaning where it stands."""
    for use in uses(parts):
        for path, effect in effects_of(use):
            yield from _effect(parts, use, path, effect)


def _effect(parts: Parts, use: Use, path: str, effect: Effect) -> Iterator[Finding]:
    match effect:
        case Shift():
            yield from _shift(use, path, effect)
        case Climb(flashpoint) | Grip(flashpoint):
            yield from _flashpoint(parts, use, path, flashpoint)
        case Place(_, whom, area):
            yield from _unknown(f"{path}.whom", "power", whom, use.powers())
            words = ("place",) if use.here else ()
            yield from _unknown(f"{path}.area", "area", area, (*parts.names("area"), *words))
        case Remove(_, whom) | Flag(whom) | Delay(whom):
            yield from _unknown(f"{path}.whom", "power", whom, use.powers())
        case Stream(whom, _, _, source):
            yield from _unknown(f"{path}.stream", "power", whom, use.powers())
            yield from _unknown(f"{path}.source", "payer", source, (*use.powers(), *PARTNER_NAMES))
        case Schedule(card):
            yield from _unknown(f"{path}.schedule", "event", card, parts.names("event"))
            event = parts.events.get(card)
            if event is not None and event.kind != CardKind.SCHEDULED:
                yield f"{path}.schedule", f"'{card}' is a {event.kind.key} card, not a scheduled one"
        case _:
            return


def _shift(use: Use, path: str, effect: Shift) -> Iterator[Finding]:
    if effect.track == Track.ALIGNMENT:
        yield from _unknown(f"{path}.whom", "partner", effect.whom, use.partners())
    elif effect.track < OWNED or effect.track in (Track.RELIEF, Track.TEST_PIPS):
        yield from _unknown(f"{path}.whom", "power", effect.whom, use.powers())
    if effect.about != "self":
        yield from _unknown(f"{path}.about", "power", effect.about, use.powers())


def _flashpoint(
    parts: Parts, use: Use, path: str, name: str, more: tuple[str, ...] = ()
) -> Iterator[Finding]:
    words = (*parts.names("flashpoint"), *more, *(("here",) if use.here else ()))
    yield from _unknown(path, "flashpoint", name, words)


def check_conditions(parts: Parts) -> Iterator[Finding]:
    """Every reading and name that a condition asks for exists."""
    for use in uses(parts):
        for path, condition in conditions_of(use):
            yield from _condition(parts, use, path, condition)


def _condition(parts: Parts, use: Use, path: str, condition: Condition) -> Iterator[Finding]:
    match condition:
        case Bound(name, whom):
            yield from _bound(parts, use, path, name, whom)
        case Rung(flashpoint) | Control(flashpoint):
            yield from _flashpoint(parts, use, path, flashpoint, ("staked",))
        case Adopted(power, doctrine):
            yield from _unknown(f"{path}.power", "power", power, use.powers())
            yield from _unknown(f"{path}.adopted", "doctrine", doctrine, parts.names("doctrine"))
            if power in POWER_NAMES:
                yield from _own_doctrine(parts, f"{path}.adopted", doctrine, Power[power.upper()])
        case InForce(agreement, party):
            yield from _unknown(f"{path}.in_force", "agreement", agreement, parts.names("agreement"))
            if party:
                yield from _unknown(f"{path}.party", "party", party, (*POWER_NAMES, *PARTNER_NAMES))
        case Flagged(whom):
            yield from _unknown(f"{path}.whom", "power", whom, use.powers())
        case Counters(whom, areas):
            yield from _unknown(f"{path}.whom", "power", whom, use.powers())
            yield from _all_known(f"{path}.counters", "area", areas, parts.names("area"))
        case Measured(by, target):
            yield from _unknown(f"{path}.measured", "power", by, use.powers())
            yield from _unknown(f"{path}.target", "power", target, use.powers())


def _bound(parts: Parts, use: Use, path: str, name: str, whom: str) -> Iterator[Finding]:
    if name == "alignment":
        yield from _unknown(f"{path}.whom", "partner", whom, PARTNER_NAMES)
        return
    flashpoints = parts.names("flashpoint")
    if not is_reading(name, flashpoints):
        derived = [f"{kind}_{each}" for kind in ("control", "highest_rung") for each in flashpoints]
        yield from _unknown(f"{path}.reading", "reading", name, (*READINGS, "alignment", *derived))
    yield from _unknown(f"{path}.whom", "power", whom, use.powers())


def check_orders_ask_what_is_seen(parts: Parts) -> Iterator[Finding]:
    """What an order requires can be seen by the power that writes it (R12): no refusal leaks a secret."""
    for use in uses(parts):
        if use.asked_of_orders:
            for path, condition in conditions_of(use):
                if not _is_seen(use, condition):
                    yield path, "an order may ask only for what its power can see"


def _is_seen(use: Use, condition: Condition) -> bool:
    own = ("self", *(power.key for power in use.actors if len(use.actors) == 1))
    match condition:
        case Bound(name, whom):
            public = name in PUBLIC_READINGS or name not in READINGS
            return public or whom in own
        case Flagged(whom) | Counters(whom):
            return whom in own
        case _:
            return True


def check_lines(parts: Parts) -> Iterator[Finding]:
    """A programme of one of the seven lines moves its own line's track or places counters, no more (C08)."""
    for name, entry in parts.programmes.items():
        tracks = OWN_LINES.get(entry.line)
        if tracks is None:
            continue
        for path, effect in effects_of(Use(f"programme.{name}.yields", (entry.power,), entry.yields)):
            if isinstance(effect, Shift) and not _is_of_line(effect, entry, tracks):
                yield path, f"the {entry.line.key} line does not move {effect.track.key} of {effect.whom}"


def _is_of_line(effect: Shift, entry: Programme, tracks: tuple[Track, ...]) -> bool:
    shared = effect.track >= OWNED
    return effect.track in tracks and (shared or effect.whom in ("self", entry.power.key))


def check_no_japanese_bomb(parts: Parts) -> Iterator[Finding]:
    """Nothing raises Japan's nuclear track (C18)."""
    for use in uses(parts):
        for path, effect in effects_of(use):
            if isinstance(effect, Shift) and effect.by > 0 and effect.track == Track.NUCLEAR:
                named = effect.whom in ("us", "china", "dprk")
                own = effect.whom == "self" and use.actors and Power.JAPAN not in use.actors
                if not named and not own:
                    yield path, f"'{effect.whom}' may be Japan, which gets no nuclear weapon"
    for name, entry in parts.programmes.items():
        if entry.power == Power.JAPAN and entry.line == Line.NUCLEAR:
            yield f"programme.{name}.line", "Japan has no nuclear programme"
    for name, operation in parts.operations.items():
        if Power.JAPAN in operation.powers and operation.tests is not None:
            yield f"operation.{name}.powers", "Japan carries out no tests"
    sheet = parts.sheets.get(Power.JAPAN.key)
    if sheet is not None and sheet.capabilities[Track.NUCLEAR]:
        yield "sheet.japan.capabilities.nuclear", "Japan has no nuclear weapon"


# ---------- objectives ----------


def check_objectives(parts: Parts) -> Iterator[Finding]:
    """A seat's objectives read what exists, go from best to worst, sum to 90 and have one core row."""
    for name, rows in parts.objectives.items():
        path = f"objective.{name}"
        best = sum(row.steps[0][1] for row in rows if row.steps)
        if best != SCORE:
            yield path, f"the best rows sum to {best}, not to {SCORE}"
        if sum(row.core for row in rows) != 1:
            yield path, "exactly one row is the core (R11.5)"
        for place, row in enumerate(rows):
            here = f"{path}.{place}"
            yield from _steps(here, row.at, row.steps)
            yield from _unknown(f"{here}.whom", "power", row.whom, ("self", *POWER_NAMES))
            if not is_reading(row.reading, parts.names("flashpoint")):
                yield from _unknown(f"{here}.reading", "reading", row.reading, READINGS)


def _steps(path: str, at: str, steps: tuple[tuple[int, int], ...]) -> Iterator[Finding]:
    if at not in ("least", "most"):
        yield f"{path}.at", f"expects 'least' or 'most', not '{at}'"
    if not steps:
        yield f"{path}.steps", "expects at least one step"
    for (best, most), (worse, fewer) in pairwise(steps):
        easier = worse < best if at == "least" else worse > best
        if not easier or fewer >= most:
            yield f"{path}.steps", f"[{best}, {most}] and [{worse}, {fewer}] are not best first"


def check_secrets(parts: Parts) -> Iterator[Finding]:
    """A seat has four secret objectives by different names, each with something to hold."""
    for name, secrets in parts.secrets.items():
        if len(secrets) != 4:
            yield f"secret.{name}", f"a seat has four secret objectives, not {len(secrets)}"
        yield from _once(f"secret.{name}", "secret objective", [secret.id for secret in secrets])
        for place, secret in enumerate(secrets):
            if not secret.when:
                yield f"secret.{name}.{place}.when", "expects at least one condition"


# ---------- set-up ----------


def check_sheets(parts: Parts) -> Iterator[Finding]:
    """A power starts within its ranges, on its dial's grain, alarmed about rivals only."""
    for name, sheet in parts.sheets.items():
        path = f"sheet.{name}"
        for key, (low, high) in SHEET_RANGES.items():
            values = getattr(sheet, key)
            for value in values if isinstance(values, tuple) else (values,):
                yield from _within(f"{path}.{key}", value, low, high)
        for about in POWERS:
            if sheet.alarm[about] and about not in RIVALS[sheet.power]:
                yield f"{path}.alarm.{about.key}", f"{about.key} is no rival"
        terms = parts.powers.get(name)
        if terms is not None and terms.dial_grain > 0:
            yield from _within(f"{path}.dial", sheet.dial, terms.dial_low, terms.dial_high)
            if (sheet.dial - terms.dial_low) % terms.dial_grain:
                yield f"{path}.dial", f"{sheet.dial} is not a whole grain of {terms.dial_grain} from the lowest"
        for doctrine in sheet.doctrines:
            yield from _own_doctrine(parts, f"{path}.doctrines", doctrine, sheet.power)


def check_contracts(parts: Parts) -> Iterator[Finding]:
    """Contracts under way are of the power's own programmes and fit its industry."""
    for name, sheet in parts.sheets.items():
        own = {key: entry for key, entry in parts.programmes.items() if entry.power == sheet.power}
        wanted = [*own, *(key for key in parts.names("programme") if key not in parts.programmes)]
        for place, contract in enumerate(sheet.contracts):
            path = f"sheet.{name}.contracts.{place}"
            yield from _unknown(f"{path}.programme", f"{name} programme", contract.programme, wanted)
            yield from _within(f"{path}.cost", contract.cost, 1, 1_000_000)
            yield from _within(f"{path}.quarters", contract.quarters, 1, LAST_TURN)
        home = [each for each in sheet.contracts if each.programme in own and not own[each.programme].imports]
        if len(home) > sheet.industry:
            yield f"sheet.{name}.contracts", f"{len(home)} contracts at home, industry is {sheet.industry}"


def check_forces(parts: Parts) -> Iterator[Finding]:
    """Counters are of kinds that their power has and stand where they may (R3.1, R3.3)."""
    visitors: dict[str, int] = {}
    for force in parts.forces:
        path = f"forces.{force.power.key}.{force.area}"
        yield from _unknown(path, "area", force.area, parts.names("area"))
        yield from _within(f"{path}.{force.kind.key}", force.count, 1, 99)
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
            yield from _within(f"tracks.{key}", values, low, high)
            continue
        wanted = named.get(key, PARTNER_NAMES)
        table = dict(values)
        for name, value in table.items():
            yield from _unknown(f"tracks.{key}.{name}", "name", name, wanted)
            yield from _within(f"tracks.{key}.{name}", value, low, high)
        for name in wanted:
            if name not in table:
                yield f"tracks.{key}.{name}", "this number is missing"


def check_pacts(parts: Parts) -> Iterator[Finding]:
    """Agreements in force at the start are between parties that may sign them."""
    for place, pact in enumerate(parts.pacts):
        path = f"pact.{place}"
        yield from _unknown(f"{path}.agreement", "agreement", pact.agreement, parts.names("agreement"))
        agreement = parts.agreements.get(pact.agreement)
        if agreement is None:
            continue
        if not any(set(pact.parties) == set(pair) for pair in agreement.between):
            yield f"{path}.parties", f"{' and '.join(pact.parties)} cannot sign '{pact.agreement}'"
        if pact.amount and pact.amount not in agreement.amounts:
            yield f"{path}.amount", f"{pact.amount} is not among the amounts of '{pact.agreement}'"
        yield from _within(f"{path}.until", pact.until, 0, LAST_TURN)


# ---------- provenance ----------


def check_provenance(parts: Parts) -> Iterator[Finding]:
    """Every entry and figure says where it comes from: known sources, a date, a grade."""
    for path, provenance in _provenances(parts):
        yield from _unknown(f"{path}.grade", "grade", provenance.grade, GRADES)
        keys = re.findall(r"[^\s,]+", provenance.source)
        yield from _all_known(f"{path}.source", "source", keys, parts.names("source"))
        if provenance.grade == "sourced" and not keys:
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
        for name, entry in entries.items():  # type: ignore[attr-defined]
            yield f"{table}.{name}", entry.provenance
    for figure in parts.figures:
        yield f"figure.{figure.path}", figure.provenance


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


CHECKS: Final[tuple[Callable[[Parts], Iterator[Finding]], ...]] = (
    check_head,
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
    check_lines,
    check_no_japanese_bomb,
    check_objectives,
    check_secrets,
    check_sheets,
    check_contracts,
    check_forces,
    check_tracks,
    check_pacts,
    check_provenance,
    check_sources,
    check_figures,
)
