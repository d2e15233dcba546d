"""A facilitator's acts before they are done: whether they can be, and if not, the nearest right thing."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import asdict, frozen

from game.content_findings import nearest
from game.content_meaning import findings_of
from game.content_uses import Use, effects_of
from rules.content import Doctrine, Event, World
from rules.effects import Chance, Delay, Effect, Flag, Place, Remove, Schedule, Shift, Stream
from rules.fingerprint import digest
from rules.interventions import AddCard, CancelCard, Intervention, Override, Reroll, SwapCard, intervene
from rules.journal import Fact, Journal
from rules.state import State, slot
from rules.terms import POWERS, Purpose, Track

MOST: Final = 1_000_000
"""The largest number that an effect of a decree may name: more than any track or treasury holds."""

MOST_COUNTERS: Final = 20
"""The most counters that one effect of a decree may place."""

DRAWN: Final = (Purpose.CARD, Purpose.DRAW)
"""What is drawn by lot and not rolled: no re-roll reaches it."""


SET: Final = (Track.DIAL, Track.GDP)
"""What powers set themselves or what grows by itself: no effect of any card moves it."""


class ImpossibleAct(ValueError):
    """An act that cannot be done, and the nearest thing that can."""


@frozen
class Acted:
    """An act as it was done: the act, the state after it, and what happened."""

    act: Intervention
    after: State
    facts: tuple[Fact, ...]


def carried_out(state: State, act: Intervention) -> Acted:
    """Return what an act does to a state, which is untouched; raise ImpossibleAct."""
    check(state, act)
    journal = Journal()
    try:
        after = intervene(state, act, journal).state
        digest(after)
    except (ArithmeticError, LookupError, ValueError, struct.error) as error:
        raise ImpossibleAct(f"this cannot be done here: {error}") from None
    return Acted(act, after, tuple(journal.facts))


def check(state: State, act: Intervention) -> None:
    """Raise ImpossibleAct where an act cannot be done in a state: the first thing that is wrong."""
    problem = next(problems(state, act), "")
    if not problem and not act.reason.strip():
        problem = "an act needs a reason"
    if problem:
        raise ImpossibleAct(problem)


def problems(state: State, act: Intervention) -> Iterator[str]:
    """Say what is wrong with an act in a state, its reason apart."""
    match act:
        case AddCard(event, _, turns):
            yield from _no_card(state.world, event)
            yield from _no_such_turn(state, turns)
        case CancelCard(event):
            yield from _not_waiting(state, event)
        case SwapCard(event, instead):
            yield from _not_waiting(state, event)
            yield from _no_card(state.world, instead)
        case Override(effects, _, actor):
            yield from _of_effects(state, Use("effect", () if actor is None else (actor,), effects))
        case Reroll(purpose, subject):
            if purpose in DRAWN:
                yield f"a {purpose.key} is no roll: nothing can be rolled again"
            if not subject:
                yield "a re-roll names the subject of its roll"


def _no_card(world: World, name: str) -> Iterator[str]:
    if name not in world.event:
        yield f"no card '{name}'{nearest(name, world.event)}"


def _no_such_turn(state: State, turns: int) -> Iterator[str]:
    left = state.world.length - state.turn
    if not 0 <= turns <= left:
        most = f"0 to {left}" if left else "0"
        yield f"a card cannot come in {turns} turns: turn {state.turn} of {state.world.length} leaves {most}"


def waiting_cards(state: State) -> tuple[str, ...]:
    """Return the cards that wait for an answer, and those on the calendar."""
    agenda = (name for name, _ in state.commons.agenda)
    return tuple(dict.fromkeys((*state.commons.choices, *agenda)))


def _not_waiting(state: State, name: str) -> Iterator[str]:
    yield from _no_card(state.world, name)
    waiting = waiting_cards(state)
    if name not in waiting:
        there = f"there are {', '.join(waiting)}" if waiting else "no card is"
        yield f"the card '{name}' is not waiting: {there}"


# ---------- effects by decree ----------


@frozen
class _Names:
    """A world's names as the checks of content ask for them."""

    world: World

    @property
    def events(self) -> Mapping[str, Event]:
        """The cards by name."""
        return self.world.event

    @property
    def doctrines(self) -> Mapping[str, Doctrine]:
        """The doctrines by name."""
        return self.world.doctrine

    def names(self, table: str) -> tuple[str, ...]:
        """Return every name in a table."""
        world = self.world
        tables: dict[str, Iterable[str]] = {
            "agreement": world.agreement,
            "area": world.area_index,
            "doctrine": world.doctrine,
            "event": world.event,
            "flashpoint": world.flashpoint_index,
        }
        return tuple(tables[table])


def _of_effects(state: State, use: Use) -> Iterator[str]:
    """Say what has no meaning or no measure in a decree's effects."""
    if not use.effects:
        yield "a decree without effects does nothing"
    found = [f"{path}: {said}" for path, said in findings_of(_Names(state.world), use)]
    yield from found
    for path, effect in effects_of(use) if not found else ():
        for said in _out_of_measure(state, effect):
            yield f"{path}: {said}"


def _out_of_measure(state: State, effect: Effect) -> Iterator[str]:
    """Say which number of an effect is none that the game can hold."""
    for name, value in _numbers(effect):
        if abs(value) > MOST:
            yield f"{name} {value} is not between {-MOST:,} and {MOST:,}"
    match effect:
        case Shift(track) if track in SET:
            yield f"no effect shifts the {track.key}"
        case Place(kind, _, area, count):
            spots = [slot(state.world.area_index[area], power, kind) for power in POWERS]
            room = min(MOST_COUNTERS, *(255 - state.counters[spot] for spot in spots))
            if not 1 <= count <= room:
                yield f"count {count} is not between 1 and {room}"
        case Remove(_, _, count, turns):
            yield from _at_least(1, count=count)
            yield from _at_least(0, turns=turns)
        case Flag(_, _, turns) | Stream(_, _, turns) | Schedule(_, turns):
            yield from _at_least(1, turns=turns)
        case Delay(most=most):
            yield from _at_least(0, most=most)
        case _:
            return


def _numbers(effect: Effect) -> list[tuple[str, int]]:
    values: dict[str, Any] = {} if isinstance(effect, Chance) else asdict(effect, recurse=False)
    return [(name, value) for name, value in values.items() if type(value) is int]


def _at_least(least: int, **numbers: int) -> Iterator[str]:
    for name, value in numbers.items():
        if value < least:
            yield f"{name} {value} is not {least} or more"
