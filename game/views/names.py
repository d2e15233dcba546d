"""Short names for narrow places: the first name of an area or quarrel, powers as they are said."""

from __future__ import annotations

from typing import Final

from game.wording import articled, names_of
from rules.content import World
from rules.terms import POWER_NAMED, Power, UnitKind

KIND_WORDS: Final = {
    UnitKind.FLEET: "surface group",
    UnitKind.CARRIER: "carrier group",
    UnitKind.SUBMARINE: "submarines",
    UnitKind.AIR: "air wing",
    UnitKind.GROUND: "ground brigade",
    UnitKind.MISSILE: "missile brigade",
    UnitKind.AIRDEF: "air defence",
    UnitKind.COASTGUARD: "coast guard",
}


def short(name: str) -> str:
    """Return the first of two names joined by `and`."""
    return name.partition(" and ")[0]


def place(world: World, name: str) -> str:
    """Return the short name of a flashpoint or an area, else of a power or a partner."""
    known = names_of(world).things.get(name)
    return party(world, name).removeprefix("the ") if known is None else short(known)


def party(world: World, name: str) -> str:
    """Return a power or partner within a line, such as `the US` or `Japan`."""
    if name == Power.US.key:
        return "the US"
    return articled(names_of(world).parties.get(name, name.replace("_", " ")))


def power_of(name: str) -> Power | None:
    """Return the power that a name is, if it is one."""
    return POWER_NAMED.get(name)


def thing(world: World, name: str) -> str:
    """Return the name of an entry of the catalogues."""
    return names_of(world).thing(name)


def capital(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


def share(world: World, power: Power, value: int) -> str:
    """Return a dial's value in per cent, such as `1.80 %` or `28 %`."""
    return names_of(world).share(power, value)
