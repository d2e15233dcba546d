"""A game as it was played, and who may read what of it.

A `Story` holds everything; what leaves it passes `facts` (redacted) or `observation`, or needs the game to
have ended. A viewer is one power, or everybody at once (`PUBLIC`), or the truth after the end (`TRUTH`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from attrs import frozen

from game.acts import Acted
from game.codec import BackLine, MemoLine, MessageLine
from game.record import Record, Step, relived
from game.session import Session
from rules.content import World
from rules.journal import Fact, redact
from rules.observation import Observation, hidden_areas, observe
from rules.orders import OrderSheet
from rules.reckoning import Outcome, outcome, score
from rules.state import State
from rules.terms import POWERS, Ending, Power


class Audience(Enum):
    """A reader who is no single power."""

    PUBLIC = "public"
    TRUTH = "truth"


PUBLIC: Final = Audience.PUBLIC
TRUTH: Final = Audience.TRUTH

Viewer = Power | Audience


class StillSecret(Exception):
    """The truth was asked for while the game goes on."""


@frozen
class Story:
    """A game's states (one more than turns played), sheets and facts by turn, memos and messages."""

    states: tuple[State, ...]
    sheets: tuple[Mapping[Power, OrderSheet], ...]
    journals: tuple[tuple[Fact, ...], ...]
    memos: Mapping[Power, str]
    messages: tuple[MessageLine, ...] = ()
    people: tuple[Power, ...] = POWERS
    """The seats that people fill or have filled: where there are none, nobody has a secret."""
    acts: tuple[tuple[Fact, ...], ...] = ()
    """What came of the facilitator's acts, for every state, before its orders were written."""
    stopped: str = ""
    """Why the facilitator ended the game early, if they did: then it is told as it stands."""

    @property
    def world(self) -> World:
        """The catalogues and the map."""
        return self.states[0].world

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self.states[-1].turn

    @property
    def played(self) -> int:
        """The number of turns played."""
        return len(self.journals)

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended, or None while it goes on; one that was ended early is scored as it stands."""
        last = self.states[-1]
        ended = outcome(last)
        return as_it_stands(last) if ended is None and self.stopped else ended

    def observation(self, power: Power, turn: int) -> Observation:
        """Return what a power knew when it wrote its sheet for a turn; after the last, what it knows now."""
        return observe(self.states[turn - 1], power)

    def facts(self, viewer: Viewer, turn: int) -> tuple[Fact, ...]:
        """Return what a viewer may read of a turn's journal."""
        self.allow(viewer)
        return as_read(self.journals[turn - 1], viewer, self.world)

    def acted(self, viewer: Viewer, turn: int) -> tuple[Fact, ...]:
        """Return what a viewer may read of the facilitator's acts in a turn."""
        self.allow(viewer)
        return as_read(self.acts[turn - 1], viewer, self.world) if turn <= len(self.acts) else ()

    def truth(self) -> Outcome:
        """Return the outcome of an ended game; raise StillSecret while it goes on."""
        ended = self.outcome
        if ended is None:
            raise StillSecret(f"turn {self.turn} is being played: the truth is shown when the game has ended")
        return ended

    def allow(self, viewer: Viewer) -> None:
        """Raise StillSecret if a viewer may not be shown anything yet."""
        if viewer is TRUTH and self.people:
            self.truth()


def as_it_stands(state: State) -> Outcome:
    """Return the outcome of a game as if its time were up now."""
    one, two, three, four = (score(state, power, Ending.TIME) for power in POWERS)
    return Outcome(Ending.TIME, state.turn, (one, two, three, four))


def story_of(session: Session) -> Story:
    """Return the story of a session as it stands."""
    journals = tuple(tuple(journal.facts) for journal in session.journals)
    memos, messages = dict(session.memos), tuple(session.messages)
    acts = tuple(_facts(session.acted(turn)) for turn in range(1, len(session.states) + 1))
    told = memos, messages, session.people, acts, session.stopped
    return Story(session.states, session.ordered, journals, *told)


def story_of_record(record: Record, data: Mapping[str, Any] | None = None) -> Story:
    """Return the story of a record, played again; raise DamagedRecord where it cannot be."""
    played: list[Step] = []
    course = relived(record, played.append, data).course
    sheets = tuple(step.sheets for step in played)
    journals = tuple(tuple(step.journal.facts) for step in played)
    memos = {line.power: line.text for line in record.lines if isinstance(line, MemoLine)}
    acts = tuple(_facts(eve.acts) for eve in course.eves)
    told = memos, _messages(record), record.people, acts, record.stopped
    return Story(course.states, sheets, journals, *told)


def _facts(acts: Iterable[Acted]) -> tuple[Fact, ...]:
    return tuple(fact for done in acts for fact in done.facts)


def _messages(record: Record) -> tuple[MessageLine, ...]:
    """Return the messages that stand: those of turns taken back are taken back too."""
    kept: list[MessageLine] = []
    for line in record.lines:
        if isinstance(line, BackLine):
            kept = [each for each in kept if each.turn <= line.turn]
        elif isinstance(line, MessageLine):
            kept.append(line)
    return tuple(kept)


def as_read(facts: Sequence[Fact], viewer: Viewer, world: World) -> tuple[Fact, ...]:
    """Return a journal as a viewer reads it; the public reads what passes through all four redactions."""
    if viewer is TRUTH:
        return tuple(facts)
    readers: Iterable[Power] = POWERS if viewer is PUBLIC else (_power(viewer),)
    for reader in readers:
        facts = redact(facts, reader, hidden_areas(world, reader))
    return tuple(facts)


def _power(viewer: Viewer) -> Power:
    assert isinstance(viewer, Power)
    return viewer
