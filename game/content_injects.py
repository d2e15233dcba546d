"""Injects prepared in a file: TOML in, all of it or all its faults out.

```toml
[[inject]]
name = "A scandal over a contract"     # as the list shows it
reason = "Shows what support at home is worth"
turn = 2                               # comes by itself when this turn begins; else it waits for the button
tables = [1, 3]                        # else all
card = "scandal"   # or: cancel = "…", or: swap = "…" with instead = "…", or: effects = [{shift = …}, …]
turns = 1                              # with card: in so many turns; else now
actor = "us"                           # with effects: whose doing it is
message = "The minister has resigned." # to = ["japan"], else to all
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from attrs import field, fields, frozen

from game.acts import problems
from game.content_findings import Fault, Finding, joined, nearest
from game.content_forms import read
from rules.content import World
from rules.effects import Effect
from rules.interventions import AddCard, CancelCard, Intervention, Override, SwapCard
from rules.state import State
from rules.terms import Power

MOST: Final = 200
"""The most injects that a file may hold."""

DEEDS: Final = ("card", "cancel", "swap", "effects")
"""The keys that say what an inject does; one of them at most."""


class InjectError(Exception):
    """A file of injects that cannot be used, with all its faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


@frozen
class _Written:
    """An inject as a file writes it."""

    name: str
    reason: str
    turn: int = 0
    tables: tuple[int, ...] = ()
    card: str = ""
    turns: int = 0
    cancel: str = ""
    swap: str = ""
    instead: str = ""
    effects: tuple[Effect, ...] = ()
    actor: Power | None = None
    message: str = ""
    to: tuple[Power, ...] = ()


KEYS: Final = tuple(each.name for each in fields(_Written))
"""The keys of an inject."""


@frozen
class Prepared:
    """An inject that can be done: an act, a message, or both; at turn 0 it waits for the button."""

    name: str
    reason: str
    turn: int
    tables: tuple[int, ...]
    act: Intervention | None
    message: str
    to: tuple[Power, ...]
    plain: Mapping[str, Any] = field(eq=False, repr=False)
    """As it was written."""


def read_injects(text: str, state: State, name: str = "") -> tuple[Prepared, ...]:
    """Return the injects that a file holds, checked in a state; raise InjectError with all its faults."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers too long to read and nesting too deep among them
        raise InjectError((Fault(name, "", f"this is not TOML: {error}"),)) from None
    found: list[Finding] = []
    entries = _entries(data, found)
    prepared = [one_inject(each, state, f"inject.{nth}", found) for nth, each in enumerate(entries, 1)]
    if found:
        raise InjectError(tuple(Fault(name, path, message) for path, message in found))
    return tuple(each for each in prepared if each is not None)


def one_inject(entry: object, state: State, path: str, found: list[Finding]) -> Prepared | None:
    """Return one inject from its table, or None with what is wrong added to `found`."""
    if not isinstance(entry, Mapping):
        found.append((path, "expects a table"))
        return None
    before = len(found)
    written = read(_Written, dict(entry), path, found)
    if written is None or len(found) > before:
        return None
    found.extend(_problems(written, state.world, path))
    if len(found) > before:
        return None
    act = _act(written)
    if act is not None:
        found.extend((joined(path, where), said) for where, said in _of_act(act, state))
    if len(found) > before:
        return None
    values = written.name, written.reason, written.turn, written.tables
    return Prepared(*values, act, written.message, written.to, dict(entry))


def effects_from(plain: object, found: list[Finding], path: str = "effects") -> tuple[Effect, ...]:
    """Return effects from their written form, or none with what is wrong added to `found`."""
    return read(cast(Any, tuple[Effect, ...]), plain, path, found) or ()


def _entries(data: Mapping[str, Any], found: list[Finding]) -> list[object]:
    odd = [key for key in data if key != "inject"]
    found.extend((key, f"unknown key '{key}'{nearest(key, ['inject'])}: write [[inject]]") for key in odd)
    entries = data.get("inject", [])
    if not isinstance(entries, list):
        found.append(("inject", "expects [[inject]] in double brackets"))
        return []
    if not entries and not found:
        found.append(("inject", "there is no inject in this file: each begins with [[inject]]"))
    if len(entries) > MOST:
        found.append(("inject", f"{len(entries)} injects are too many: {MOST} are the most"))
    return entries[:MOST]


def _problems(each: _Written, world: World, path: str) -> Iterator[Finding]:
    """Say what does not fit together in an inject."""
    for key in ("name", "reason"):
        if not str(getattr(each, key)).strip():
            yield f"{path}.{key}", "this is empty: the record and the debrief tell it"
    done = [key for key in DEEDS if getattr(each, key)]
    if len(done) > 1:
        yield path, f"one of {', '.join(DEEDS)} at most, not {' and '.join(done)}"
    if not done and not each.message:
        yield path, f"does nothing: it needs one of {', '.join(DEEDS)}, or a message"
    if bool(each.swap) != bool(each.instead):
        yield path, "swap and instead go together"
    if each.turns and not each.card:
        yield f"{path}.turns", "goes with a card"
    if each.actor is not None and not each.effects:
        yield f"{path}.actor", "goes with effects"
    if each.to and not each.message:
        yield f"{path}.to", "goes with a message"
    if not 0 <= each.turn <= world.length:
        yield f"{path}.turn", f"{each.turn} is not between 1 and {world.length}"
    for nth in each.tables:
        if nth < 1:
            yield f"{path}.tables", f"tables are numbered from 1, not {nth}"


def _act(each: _Written) -> Intervention | None:
    if each.card:
        return AddCard(each.card, each.reason, each.turns)
    if each.cancel:
        return CancelCard(each.cancel, each.reason)
    if each.swap:
        return SwapCard(each.swap, each.instead, each.reason)
    return Override(each.effects, each.reason, each.actor) if each.effects else None


def _of_act(act: Intervention, state: State) -> Iterator[Finding]:
    """Say which name or number of an act has no meaning; which cards wait only the game under way can say."""
    match act:
        case AddCard(event):
            yield from _card(state.world, "card", event)
        case CancelCard(event):
            yield from _card(state.world, "cancel", event)
        case SwapCard(event, instead):
            yield from _card(state.world, "swap", event)
            yield from _card(state.world, "instead", instead)
        case _:
            for problem in problems(state, act):
                where, _, said = problem.partition(": ")
                yield where.replace("effect", "effects", 1), said


def _card(world: World, path: str, name: str) -> Iterator[Finding]:
    if name not in world.event:
        yield path, f"no card '{name}'{nearest(name, world.event)}"
