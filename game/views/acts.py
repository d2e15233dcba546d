"""What happened to a game itself, in words: acts of the facilitator, going back, seats given, faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, assert_never

from attrs import evolve, frozen

from game.acts import Acted
from game.codec import PERSON, ActLine, BackLine, FaultLine, SeatLine, StopLine
from game.narrate import narrate
from game.record import Past, Record, playable
from game.views.story import TRUTH, Viewer, as_read
from game.wording import PURPOSES, names_of
from rules.content import World
from rules.interventions import AddCard, CancelCard, Intervention, Override, Reroll, SwapCard
from rules.journal import Intervened
from rules.state import State
from rules.terms import Power

TAKEN_BACK: Final = " (taken back)"


@frozen
class Note:
    """A line of the record about the game itself: at which turn, what kind of line, what it says."""

    turn: int
    kind: str
    text: str


def act_words(act: Intervention, state: State) -> str:
    """Return what an act was and why, in one sentence; `state` is that after it."""
    return f"The facilitator {_done(act, state)}: {act.reason.rstrip('. ')}."


def _done(act: Intervention, state: State) -> str:
    names = names_of(state.world)
    match act:
        case AddCard(event, _, turns):
            when = f" for turn {state.turn + turns}" if turns else ""
            return f"gave the card '{names.thing(event)}'{when}"
        case CancelCard(event):
            return f"took back the card '{names.thing(event)}'"
        case SwapCard(event, instead):
            return f"put the card '{names.thing(instead)}' in the place of '{names.thing(event)}'"
        case Override(_, _, actor):
            return "decreed what follows" + ("" if actor is None else f" as if by {names.power(actor)}")
        case Reroll(purpose, subject):
            words = ", ".join(names.cause(word) for word in subject.split(":") if word not in ("", "-"))
            return f"had {PURPOSES[purpose]} ({words}) rolled again"
        case _:
            assert_never(act)


def told(done: Acted, viewer: Viewer) -> list[str]:
    """Return an act and what came of it, as a viewer may read it: the act itself in full is for the truth."""
    world = done.after.world
    facts = as_read(done.facts, viewer, world)
    if viewer is not TRUTH:
        return narrate(facts, world)
    came = [fact for fact in facts if not isinstance(fact, Intervened)]
    return [act_words(done.act, done.after), *narrate(came, world)]


def notes_of(record: Record, viewer: Viewer, data: Mapping[str, Any] | None = None) -> tuple[Note, ...]:
    """Return what happened to a game itself, line by line; with the truth also notes, going back and faults.

    Raise DamagedRecord where the record cannot be played again.
    """
    past = Past(record, playable(record, data))
    found: list[tuple[int, Note]] = []
    for number, line in enumerate(record.lines, 1):
        past.live(number)
        match line:
            case ActLine(turn, reason, act):
                if act is not None:
                    text = " ".join(told(past.course.acts[-1], viewer))
                    found.append((len(past.course.acts), Note(turn, "act", text)))
                elif viewer is TRUTH:
                    found.append((0, Note(turn, "note", reason)))
            case BackLine(turn, reason, acts):
                found = list(_taken_back(found, turn, acts))
                if viewer is TRUTH:
                    found.append((0, Note(turn, "back to this turn", reason)))
            case SeatLine(turn, power, player, reason):
                found.append((0, Note(turn, "seat", _given(past.course.state.world, power, player, reason))))
            case StopLine(turn, reason):
                text = f"The facilitator ended the game early: {reason.rstrip('. ')}."
                found.append((0, Note(turn, "ended early", text)))
            case FaultLine(turn, power, reason) if viewer is TRUTH:
                found.append((0, Note(turn, f"fault of {power.key}", reason)))
            case _:
                pass
    return tuple(note for _, note in found)


def _given(world: World, power: Power, player: str, reason: str) -> str:
    to = "people" if player == PERSON else f"the bot '{player}'"
    return f"The seat of {names_of(world).power(power)} was given to {to}: {reason.rstrip('. ')}."


def _taken_back(found: Sequence[tuple[int, Note]], turn: int, acts: int) -> Iterator[tuple[int, Note]]:
    """Mark the acts that no longer hold after going back; each comes with its number in its turn."""
    for nth, note in found:
        holds = not nth or note.turn < turn or (note.turn == turn and nth <= acts)
        if holds or note.text.endswith(TAKEN_BACK):
            yield nth, note
        else:
            yield nth, evolve(note, text=note.text + TAKEN_BACK)
