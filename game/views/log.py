"""The Log tab: what a viewer may read of every turn, in sentences by step, with the messages sent."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from game.narrate import tell
from game.views.figures import months
from game.views.saying import seats_of
from game.views.steps import Step, by_step
from game.views.story import TRUTH, Story, Viewer
from rules.content import World
from rules.journal import Fact
from rules.terms import Power


@frozen
class Entry:
    """One sentence, the seats and flashpoints it is about."""

    step: Step
    text: str
    seats: tuple[Power, ...]
    flashpoints: tuple[str, ...]


@frozen
class Message:
    """A message as its readers see it; without a sender it is the facilitator's, to nobody is to all."""

    sender: Power | None
    to: tuple[Power, ...]
    text: str


@frozen
class Page:
    """One turn of the log."""

    turn: int
    quarter: str
    entries: tuple[Entry, ...]
    messages: tuple[Message, ...]

    def step(self, step: Step) -> tuple[Entry, ...]:
        """Return the entries of a step."""
        return tuple(each for each in self.entries if each.step is step)


def log(story: Story, viewer: Viewer) -> tuple[Page, ...]:
    """Return every turn as a viewer may read it; the page of the turn being written holds messages only."""
    story.allow(viewer)
    return tuple(_page(story, turn, viewer) for turn in range(1, story.turn + 1))


def about(
    pages: Sequence[Page], seat: Power | None = None, flashpoint: str | None = None
) -> tuple[Page, ...]:
    """Return pages with the entries about a seat and a flashpoint, where one is named."""
    return tuple(
        evolve(
            page,
            entries=tuple(
                each
                for each in page.entries
                if (seat is None or seat in each.seats)
                and (flashpoint is None or flashpoint in each.flashpoints)
            ),
        )
        for page in pages
    )


def _page(story: Story, turn: int, viewer: Viewer) -> Page:
    steps = by_step(story, turn, viewer) if turn <= story.played else {}
    return Page(
        turn=turn,
        quarter=months(story.world, turn),
        entries=tuple(
            Entry(step, tell(fact, story.world), seats_of(fact), places_of(fact, story.world))
            for step, facts in steps.items()
            for fact in facts
        ),
        messages=_messages(story, turn, viewer),
    )


def places_of(fact: Fact, world: World) -> tuple[str, ...]:
    """Return the flashpoints that a fact is about, by the flashpoint, place, subject or area it names."""
    named: set[str] = set()
    for field in ("flashpoint", "place", "subject"):
        named.update(str(getattr(fact, field, "")).split(":"))
    areas = {str(getattr(fact, field, "")) for field in ("area", "origin")}
    return tuple(
        each.id for each in world.flashpoints if each.id in named or not areas.isdisjoint(each.areas)
    )


def _messages(story: Story, turn: int, viewer: Viewer) -> tuple[Message, ...]:
    """Return a turn's messages to or from a seat; the public reads those to all."""
    return tuple(
        Message(each.sender, each.to, each.text)
        for each in story.messages
        if each.turn == turn and (viewer is TRUTH or not each.to or viewer in (each.sender, *each.to))
    )
