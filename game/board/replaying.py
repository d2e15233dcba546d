"""A record opened for looking back: the game played again, and who may look at it as whom.

A game that people have not finished keeps its secrets: one person's own game is shown as that seat sees it,
that of several as all may see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from game.board.wondering import Wonder
from game.content import ContentError, scenario_summary
from game.record import Record, load
from game.views.story import PUBLIC, TRUTH, Story, Viewer, story_of_record
from rules import VERSION
from rules.notation import write
from rules.terms import POWERS, Power


@frozen
class Replayed:
    """A game to look back at: its story, its name, and the viewers there are, the first of them at first."""

    story: Story
    name: str
    viewers: tuple[Viewer, ...]
    wonder: Wonder | None = None
    """Where it can be asked what other orders would have come to: it has ended and its record is there."""


@frozen
class Held:
    """What a record of other rules holds, as it was written: orders by turn and seat, and the scores."""

    name: str
    rules: str
    seats: Mapping[Power, str]
    turns: tuple[Mapping[Power, tuple[str, ...]], ...]
    scores: Mapping[Power, int]
    secret: bool
    """Whether its orders are nobody's business yet."""


def open_record(path: Path, data: Mapping[str, Any] | None = None) -> Replayed | Held:
    """Return the game of a record; raise DamagedRecord where it is damaged."""
    record = load(path)
    if record.header.rules != VERSION:
        return _held(record)
    found = replayed(story_of_record(record, data), title_of(record))
    ended = found.story.outcome is not None
    return evolve(found, wonder=Wonder(found.story, record, data)) if ended else found


def replayed(story: Story, name: str) -> Replayed:
    """Return a story to look back at."""
    return Replayed(story, name, viewers_of(story))


def viewers_of(story: Story) -> tuple[Viewer, ...]:
    """Return as whom a game may be looked at: as anybody once nothing is secret."""
    if story.outcome is not None or not story.people:
        return (TRUTH, *POWERS, PUBLIC)
    return (story.people[0], PUBLIC) if len(story.people) == 1 else (PUBLIC,)


def title_of(record: Record) -> str:
    """Return the title of a record's scenario, or its name where it is not here."""
    if record.header.data is not None:
        return str(record.header.data.get("title") or record.scenario)
    try:
        return scenario_summary(record.scenario).title
    except (ContentError, LookupError):
        return record.scenario


def _held(record: Record) -> Held:
    turns = tuple(
        {power: tuple(write(order) for order in turn.sheets[power].orders) for power in turn.sheets}
        for turn in record.turns
    )
    return Held(
        name=title_of(record),
        rules=record.header.rules,
        seats=record.seats,
        turns=turns,
        scores=dict(record.end.scores) if record.end is not None else {},
        secret=record.end is None and bool(record.people),
    )
