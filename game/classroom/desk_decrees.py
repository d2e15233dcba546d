"""Effects by decree as forms: one form for each kind, and what it writes in the notation of content."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from game.classroom.desk import Fields
from game.classroom.terms import TableError
from game.classroom.web import field
from game.content_findings import Finding
from game.content_injects import effects_from
from rules.content import World
from rules.effects import Effect
from rules.terms import KINDS, PARTNERS, POWERS, Line, Track

Choices = Callable[[World], tuple[tuple[str, str], ...]]

OWN: Final = {
    Track.SUPPORT: "Support at home",
    Track.CAPITAL: "Political capital",
    Track.READINESS: "Readiness",
    Track.STOCKS: "Stocks",
    Track.CREDIBILITY: "Credibility",
    Track.INDUSTRY: "Industry",
    Track.STRAIN: "Strain",
    Track.SLACK: "Slack",
    Track.GROWTH: "Growth",
    Track.STRIKE: "Strike",
    Track.MISSILE_DEFENCE: "Missile defence",
    Track.SURVEILLANCE: "Surveillance",
    Track.COMMAND: "Command",
    Track.CYBER_SPACE: "Cyber and space",
    Track.NUCLEAR: "Nuclear",
    Track.HAWKS: "First constituency",
    Track.DOVES: "Second constituency",
    Track.KEEPERS: "Third constituency",
}
"""The tracks of a power that a form offers; money, alarm and the dial apart."""

SHARED: Final = {
    Track.COHESION: "Cohesion of the alliance",
    Track.INTEGRATION: "Integration",
    Track.PIPS: "Pips of integration",
    Track.PATRON: "China's support of the DPRK",
    Track.HISTORY: "Weight of history",
    Track.ASK: "What the US asks (hundredths of a per cent)",
}


@frozen
class Input:
    """A field of a form: its name and label, and what may be chosen; a number where there is nothing."""

    name: str
    label: str
    choices: Choices | None = None
    value: str = "1"


@frozen
class Decree:
    """A kind of effect as a form: its key, its title, and its fields."""

    key: str
    title: str
    fields: tuple[Input, ...]


def _powers(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((power.key, world.powers[power].name) for power in POWERS)


def _partners(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((each.key, world.partners[each].name) for each in PARTNERS)


def _payers(world: World) -> tuple[tuple[str, str], ...]:
    return (*_powers(world), *_partners(world))


def _flashpoints(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.name) for each in world.flashpoints)


def _areas(world: World) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((each.id, each.name) for each in world.areas), key=lambda pair: pair[1]))


def _kinds(_: World) -> tuple[tuple[str, str], ...]:
    return tuple((kind.key, kind.key.replace("_", " ")) for kind in KINDS)


def _lines(_: World) -> tuple[tuple[str, str], ...]:
    return (("", "whatever is due next"), *((line.key, line.key.replace("_", " ")) for line in Line))


def _named(names: dict[Track, str]) -> Choices:
    return lambda _: tuple((track.key, name) for track, name in names.items())


BY: Final = Input("by", "By how much (− takes away)", None, "1")

WHOSE: Final = Input("whom", "Whose", _powers)
WHERE: Final = Input("flashpoint", "Flashpoint", _flashpoints)

DECREES: Final = (
    Decree("track", "A power's track", (Input("track", "Track", _named(OWN)), WHOSE, BY)),
    Decree("money", "Money", (WHOSE, Input("by", "$ m (− takes away)", None, "100"))),
    Decree("alarm", "Alarm", (WHOSE, Input("about", "About whom", _powers), BY)),
    Decree("shared", "A shared track", (Input("track", "Track", _named(SHARED)), BY)),
    Decree("partner", "A partner's alignment", (Input("whom", "Partner", _partners), BY)),
    Decree("rung", "A rung", (WHERE, BY)),
    Decree("control", "Control", (WHERE, Input("by", "Toward the challenger (− away)", None, "1"))),
    Decree(
        "place",
        "Put counters",
        (
            Input("kind", "Kind", _kinds),
            Input("whom", "Whose", _powers),
            Input("area", "Where", _areas),
            Input("count", "How many"),
        ),
    ),
    Decree(
        "remove",
        "Take counters",
        (
            Input("kind", "Kind", _kinds),
            Input("whom", "Whose", _powers),
            Input("count", "How many"),
            Input("turns", "Turns away (0 for good)", None, "0"),
        ),
    ),
    Decree(
        "stream",
        "Money each turn",
        (
            Input("whom", "To whom", _powers),
            Input("amount", "$ m a turn", None, "100"),
            Input("turns", "For turns", None, "2"),
            Input("source", "From whom", _payers),
        ),
    ),
    Decree(
        "delay",
        "A delivery",
        (
            Input("whom", "Whose", _powers),
            Input("by", "Turns later (− sooner)"),
            Input("line", "Which programme", _lines),
        ),
    ),
    Decree("notation", "In notation", ()),
)
"""The forms, one for each kind."""

DECREE: Final = {each.key: each for each in DECREES}


def effects_of_form(fields: Fields) -> tuple[Effect, ...]:
    """Return the effects that a form writes; raise TableError with what is wrong, in one line."""
    plain = _written(fields)
    found: list[Finding] = []
    effects = effects_from(plain, found)
    if found:
        raise TableError("; ".join(f"{path}: {said}" for path, said in found[:3]))
    return effects


def _written(fields: Fields) -> list[dict[str, Any]]:
    """Return a form's effect in the notation of content."""
    kind = field(fields, "kind_of_decree")

    def word(name: str) -> str:
        return field(fields, name)

    def number(name: str) -> int:
        text = word(name).strip().replace("\N{MINUS SIGN}", "-")
        try:
            return int(text[:12])
        except ValueError:
            raise TableError(f"{name} expects a whole number, not '{text[:20]}'") from None

    match kind:
        case "track":
            return [{"shift": word("track"), "whom": word("whom"), "by": number("by")}]
        case "money":
            return [{"shift": "treasury", "whom": word("whom"), "by": number("by")}]
        case "alarm":
            return [{"shift": "alarm", "whom": word("whom"), "by": number("by"), "about": word("about")}]
        case "shared":
            return [{"shift": word("track"), "whom": "japan", "by": number("by")}]
        case "partner":
            return [{"shift": "alignment", "whom": word("whom"), "by": number("by")}]
        case "rung":
            return [{"climb": word("flashpoint"), "by": number("by"), "ceiling": 9}]
        case "control":
            return [{"grip": word("flashpoint"), "by": number("by")}]
        case "place":
            counters = {"place": word("kind"), "whom": word("whom"), "area": word("area")}
            return [{**counters, "count": number("count")}]
        case "remove":
            taken = {"remove": word("kind"), "whom": word("whom")}
            return [{**taken, "count": number("count"), "turns": number("turns")}]
        case "stream":
            paid = {"stream": word("whom"), "amount": number("amount")}
            return [{**paid, "turns": number("turns"), "source": word("source")}]
        case "delay":
            moved = {"delay": word("whom"), "by": number("by")}
            return [{**moved, **({"line": word("line")} if word("line") else {}), "most": 1}]
        case "notation":
            return _notation(field(fields, "effects", 10_000))
    raise TableError("there is no such kind of effect")


def _notation(text: str) -> list[dict[str, Any]]:
    """Read a list of effects as content writes it, with or without `effects =` before it."""
    text = text.strip()
    try:
        found = tomllib.loads(text if text.startswith("effects") else f"effects = {text}")
    except (ValueError, RecursionError) as error:  # numbers too long to read and nesting too deep among them
        raise TableError(f"this is no list of effects: {error}") from None
    effects = found.get("effects")
    if not isinstance(effects, list):
        raise TableError('a list of effects is written [{shift = "support", whom = "japan", by = -5}]')
    return effects
