"""What an operation does whatever falls: its card, the rung, alarm, home, and the agreements it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.views.chips import Chip, Tone, chips
from game.views.figures import signed
from game.views.names import party, thing
from game.views.scenes import Scene, scene
from rules.content import Operation
from rules.effects import Effect, Shift
from rules.observation import Observation
from rules.orders import Operate
from rules.terms import Power, Role, Track, same_side

LOUDNESS: Final = (0, 0, 1, 2, 2, 3, 3, 3, 3, 3)
"""What an act of each heat adds to rivals' marks, where its card says nothing else (R9.4)."""

_ENTRAPMENT_RUNG: Final = 5


def certain_chips(seen: Observation, order: Operate) -> tuple[Chip, ...]:
    """Return what an operation does whatever falls (R2.6, R9.4, R10.3, R10.4, R10.13)."""
    operation, found = seen.world.operation[order.operation], scene(seen, order.place)
    return (
        *_rung(seen, operation, found),
        *_alarm(seen, operation),
        *chips(_effects(seen, operation), found),
        *_entrapment(seen, operation, found),
        *_breaches(seen, operation, found),
    )


def _rung(seen: Observation, operation: Operation, found: Scene) -> Iterator[Chip]:
    if found.place is not None and operation.heat > seen.commons.flashpoints[found.place].rung:
        yield Chip("rung +1", Tone.BAD)


def _alarm(seen: Observation, operation: Operation) -> Iterator[Chip]:
    """Return what the act adds to rivals' marks of alarm; an exercise told in advance adds nothing."""
    loud = operation.loud if operation.loud >= 0 else LOUDNESS[operation.heat]
    agreements, me = seen.world.agreement, seen.power.key
    quiet = any(
        agreements[p.agreement].quiet_exercises and me in (p.one, p.other) for p in seen.commons.pacts
    )
    if loud and not (operation.exercise and quiet):
        yield Chip(f"alarm mark of rivals {signed(loud)}", Tone.BAD)


def _effects(seen: Observation, operation: Operation) -> Iterator[Effect]:
    """Return the card's effects, the pip of an exercise, and what heat does at home (R10.3, R7)."""
    if operation.exercise and same_side(seen.power, Power.US):
        yield Shift(Track.PIPS, "both", 1)
    yield from operation.always
    if operation.heat >= seen.world.terms.hot and operation.tests is None:
        yield Shift(Track.HAWKS, "self", 1)
        doctrines = seen.world.doctrine
        if not any(operation.id in doctrines[name].spares for name in seen.commons.doctrines[seen.power]):
            yield Shift(Track.DOVES, "self", -1)


def _entrapment(seen: Observation, operation: Operation, found: Scene) -> Iterator[Chip]:
    """Return what Japan's public fears when the US acts in another's hot quarrel (R10.13)."""
    if seen.power != Power.US or found.place is None or operation.heat < 2:
        return
    hot = seen.commons.flashpoints[found.place].rung >= _ENTRAPMENT_RUNG
    if hot and seen.world.flashpoints[found.place].lead != Power.JAPAN:
        role = seen.world.powers[Power.JAPAN].role_names[Role.DOVES]
        yield Chip(f"{role} of Japan {signed(-1)}", Tone.BAD)


def _breaches(seen: Observation, operation: Operation, found: Scene) -> Iterator[Chip]:
    """Return the agreements that forbid the act, each a breach (R10.4)."""
    me = seen.power.key
    for pact in (*seen.commons.pacts, *seen.secret_pacts):
        agreement = seen.world.agreement[pact.agreement]
        if me not in (pact.one, pact.other) or operation.id not in agreement.forbids:
            continue
        other = pact.other if pact.one == me else pact.one
        if agreement.payee not in ("", me):
            continue
        if found.target is None or agreement.payee or other == found.target.key:
            name = f"breaks {thing(seen.world, pact.agreement)} with {party(seen.world, other)}"
            yield Chip(name, Tone.BAD)
            yield Chip(f"credibility {signed(-1)}", Tone.BAD)
