"""What a player's program is told and what it says: lines of JSON, described in `docs/bots.md`.

All that is told comes from an Observation, so that nothing hidden can be in it. Lists by power, partner,
flashpoint, capability and the like become tables with those names as keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from reprlib import repr as short
from typing import Any, Final

from attrs import fields, frozen, has

from game.codec import CodecError
from rules import effects
from rules.content import World
from rules.legality import Violation
from rules.notation import write
from rules.observation import Estimate, Observation
from rules.orders import Family, Order
from rules.terms import (
    CAPABILITIES,
    KINDS,
    PARTNERS,
    POWERS,
    Alert,
    Funding,
    Line,
    Power,
    Role,
    Stance,
    Word,
)

PROTOCOL: Final = 1
"""The version of what is described in `docs/bots.md`."""

LONGEST_LINE: Final = 1 << 18
"""The most bytes of a program's line."""

MOST_ORDERS: Final = 200
"""The most orders that are read of one sheet; no legal one holds a third of them."""

SAFE_SEEDS: Final = (1 << 53) - 1
"""A program's seed is cut to 53 bits, which every language's JSON reads exactly."""

Plain = dict[str, Any]

_write = lru_cache(maxsize=1 << 16)(write)


# ---------- what a program is told ----------


def hello_line(world: World, power: Power, seed: int, seconds: tuple[float, float], starts: int) -> bytes:
    """Return the first line: who plays, the scenario's open data, the time allowed, how often it began."""
    turn, bank = seconds
    head = {
        "type": "hello",
        "protocol": PROTOCOL,
        "power": power.key,
        "seed": seed & SAFE_SEEDS,
        "turn_time": turn,
        "time_bank": bank,
        "starts": starts,
    }
    return _dump(head)[:-2] + b',"scenario":' + _scenario(world) + b"}\n"


def turn_line(observation: Observation, left: Mapping[str, int], menu: Iterable[Order]) -> bytes:
    """Return the line that asks for a sheet: all that the seat knows, and what it may order."""
    return _dump(
        {"type": "turn", **observation_to_plain(observation), "left": dict(left), "menu": _menu(menu)}
    )


def draft_line(
    turn: int,
    refused: Sequence[tuple[str, Violation | str]],
    left: Mapping[str, int],
    menu: Iterable[Order],
) -> bytes:
    """Return the answer to a draft: what would be left out and why, what is left, what may be added."""
    said = [{"order": text, "reason": str(reason)} for text, reason in refused]
    return _dump({"type": "draft", "turn": turn, "refused": said, "left": dict(left), "menu": _menu(menu)})


def observation_to_plain(observation: Observation) -> Plain:
    """Return all that a seat knows as plain data; the world is told once, in the hello."""
    world = observation.world
    return {
        "turn": observation.turn,
        "power": observation.power.key,
        "public": _plain(observation.commons, world),
        "own": _plain(observation.sheet, world),
        "counters": {area.id: _counters(observation, place) for place, area in enumerate(world.areas)},
        "at_home": {power.key: _kinds(observation.at_home[power]) for power in POWERS},
        "estimates": {
            power.key: _estimate(estimate)
            for power, estimate in zip(POWERS, observation.estimates, strict=True)
            if estimate is not None
        },
        "proposals": _plain(observation.proposals, world),
        "secret_pacts": _plain(observation.secret_pacts, world),
    }


def _counters(observation: Observation, place: int) -> Plain:
    """Return the counters seen in an area by power and kind, leaving out what is nought."""
    found = {}
    for power in POWERS:
        start = (place << 5) + (power << 3)
        kinds = _kinds(observation.counters[start : start + 8])
        if kinds:
            found[power.key] = kinds
    return found


def _kinds(counts: Iterable[int]) -> Plain:
    return {kind.key: count for kind, count in zip(KINDS, counts, strict=True) if count}


def _estimate(estimate: Estimate) -> Plain:
    told: Plain = {name: list(bounds) for name, bounds in estimate._asdict().items() if name != "caps"}
    return {**told, "caps": dict(zip(_keys(CAPABILITIES), map(list, estimate.caps), strict=True))}


def _menu(orders: Iterable[Order]) -> dict[str, list[str]]:
    """Return orders as text by family, in the published order; a family without orders is left out."""
    found: dict[str, list[str]] = {}
    for order in orders:
        found.setdefault(_family(order), []).append(_write(order))
    return found


def _family(order: Order) -> str:
    family: Family = order.family
    return family.key


def _scenario(world: World) -> bytes:
    """Return the open data of a world as JSON, made once for a world."""
    known = world.memo.get("as JSON")
    if not isinstance(known, bytes):
        known = world.memo["as JSON"] = _dump(_plain(world))[:-1]
    return known


def _dump(value: Plain) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


# ---------- plain data ----------


def _keys(words: Iterable[Word]) -> list[str]:
    return [word.key for word in words]


_POWERS: Final = _keys(POWERS)

_NAMES: Final[dict[str, Sequence[str]]] = {
    **dict.fromkeys(("dials", "gdp", "growth", "credibility", "doctrines", "start_dials"), _POWERS),
    **dict.fromkeys(("lost_lanes", "measured", "alerts", "gates", "absent", "exact", "alarm"), _POWERS),
    **dict.fromkeys(("alignment", "start_alignment"), _keys(PARTNERS)),
    **dict.fromkeys(("caps", "test_pips"), _keys(CAPABILITIES)),
    "blame": [*_POWERS, "chance"],
    "roles": _keys(Role),
    "lines": _keys(Line),
}
"""The lists of a state, by the names of their places."""

_BY_FLASHPOINT: Final = ("flashpoints", "stances")

_WORDS: Final[dict[str, type[Word]]] = {"alerts": Alert, "stances": Stance, "funding": Funding}
"""The numbers of a state that stand for words."""


def _plain(value: Any, world: World | None = None) -> Any:
    """Return a value of the rules as plain data; with a world, lists of a state get their names as keys.

    Effects and conditions begin with the name of their kind, as `is`.
    """
    if isinstance(value, Word):
        return value.key
    if isinstance(value, list | tuple):
        return [_plain(each, world) for each in value]
    if not has(type(value)):
        return value
    kind = {"is": type(value).__name__} if type(value).__module__ == effects.__name__ else {}
    parts = {each.name: getattr(value, each.name) for each in fields(type(value)) if each.name != "memo"}
    if world is None:
        return {**kind, **{name: _plain(part) for name, part in parts.items()}}
    return {name: _named(name, part, world) for name, part in parts.items()}


def _named(name: str, value: Any, world: World) -> Any:
    """Return a field of a state, with names for its places and for numbers that stand for words."""
    places = [each.id for each in world.flashpoints]
    if name == "private_flashpoint":
        return places[value]
    if name == "fought":
        return [places[each] for each in value]
    word = _WORDS.get(name)
    if word is not None:
        value = [word(each) for each in value] if isinstance(value, list) else word(value)
    keys = places if name in _BY_FLASHPOINT else _NAMES.get(name)
    if keys is None:
        return _plain(value, world)
    return {key: _plain(each, world) for key, each in zip(keys, value, strict=True)}


# ---------- what a program says ----------


@frozen
class Said:
    """A line of a program: the orders of its sheet, or of a draft that it asks about."""

    orders: tuple[str, ...]
    draft: bool


def said_from_line(line: bytes, power: Power, turn: int) -> Said:
    """Return what a line says; raise CodecError where it is no answer to this seat's question."""
    table = _read(line)
    known = {"turn", "power", "orders", "draft"}
    odd = sorted(set(table) - known)
    if odd:
        raise CodecError(f"unknown: {', '.join(map(short, odd))} (known are {', '.join(sorted(known))})")
    if type(table.get("turn")) is not int or table["turn"] != turn:
        raise CodecError(f"an answer for turn {short(table.get('turn'))}, not for turn {turn}")
    if table.get("power", power.key) != power.key:
        raise CodecError(f"a sheet for {short(table['power'])}, not for {power.key}")
    if ("orders" in table) == ("draft" in table):
        raise CodecError("an answer has either 'orders' or 'draft'")
    return Said(_orders(table.get("orders", table.get("draft"))), "draft" in table)


def _read(line: bytes) -> Plain:
    if len(line) > LONGEST_LINE:
        raise CodecError(f"a line longer than {LONGEST_LINE} bytes")
    try:
        table = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise CodecError(f"{short(line.decode('utf-8', 'replace'))} is not JSON") from None
    if not isinstance(table, dict):
        raise CodecError(f"{short(table)} is not a table")
    return table


def _orders(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise CodecError(f"{short(value)} is not a list of orders")
    if len(value) > MOST_ORDERS:
        raise CodecError(f"{len(value)} orders are more than {MOST_ORDERS}")
    return tuple(each if isinstance(each, str) else short(each) for each in value)
