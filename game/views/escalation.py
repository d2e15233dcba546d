"""Who raised the rungs: each flashpoint's rung over time, and each step up shared out (R8.8).

Shares are sixtieths of a rung: by seat in the published order, chance last. All of it is public.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from game.views.story import PUBLIC, Story
from rules.journal import RungMoved
from rules.terms import POWERS, Power

Shares = tuple[int, int, int, int, int]
"""Sixtieths by seat, and of chance."""


@frozen
class Rise:
    """A step up: the turn, from where to where, why, and who added how much."""

    turn: int
    before: int
    after: int
    cause: str
    shares: Shares

    @property
    def seats(self) -> tuple[Power, ...]:
        """The seats that raised it."""
        return tuple(power for power in POWERS if self.shares[power])


@frozen
class Ladder:
    """A flashpoint's rung before turn 1 and after every turn, its steps up, and who made them."""

    flashpoint: str
    name: str
    rungs: tuple[int, ...]
    rises: tuple[Rise, ...]
    shares: Shares

    @property
    def peak(self) -> int:
        """The highest rung that a turn began or ended with, or reached within it."""
        return max((*self.rungs, *(rise.after for rise in self.rises)))

    @property
    def percent(self) -> Shares:
        """The shares in whole per cent that add up to 100; all nought where nothing rose."""
        return percent_of(self.shares)


def ladders(story: Story) -> tuple[Ladder, ...]:
    """Return every flashpoint's ladder, as far as the story goes."""
    moves = [
        (turn, fact)
        for turn in range(1, story.played + 1)
        for fact in story.facts(PUBLIC, turn)
        if isinstance(fact, RungMoved)
    ]
    return tuple(
        _ladder(story, place, [(turn, fact) for turn, fact in moves if fact.flashpoint == flashpoint.id])
        for place, flashpoint in enumerate(story.world.flashpoints)
    )


def _ladder(story: Story, place: int, moves: Iterable[tuple[int, RungMoved]]) -> Ladder:
    flashpoint = story.world.flashpoints[place]
    rises = tuple(
        Rise(turn, fact.before, fact.after, fact.cause, fact.blame)
        for turn, fact in moves
        if fact.after > fact.before
    )
    return Ladder(
        flashpoint=flashpoint.id,
        name=flashpoint.name,
        rungs=tuple(state.commons.flashpoints[place].rung for state in story.states),
        rises=rises,
        shares=total([rise.shares for rise in rises]),
    )


def total(shares: Iterable[Shares]) -> Shares:
    """Return the sum of shares."""
    one, two, three, four, five = (sum(column) for column in zip((0, 0, 0, 0, 0), *shares, strict=True))
    return one, two, three, four, five


def percent_of(shares: Shares) -> Shares:
    """Return shares in whole per cent that add up to 100; the largest remainders are rounded up."""
    whole = sum(shares)
    if not whole:
        return (0, 0, 0, 0, 0)
    down = [100 * each // whole for each in shares]
    order = sorted(range(5), key=lambda nth: (-(100 * shares[nth] % whole), nth))
    for nth in order[: 100 - sum(down)]:
        down[nth] += 1
    one, two, three, four, five = down
    return one, two, three, four, five
