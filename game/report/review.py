"""What an after-action review tells of a recorded game: everything after its end, or what one seat knew.

A seat's edition is made of its own observations and of what it may read of the journals, so that it can be
handed out while the game goes on; the whole needs an ended game.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from game.record import Record, playable
from game.report.pivots import Road, Watch, roads
from game.views.acts import Note, notes_of
from game.views.beliefs import Belief, Page, beliefs, turning_points
from game.views.epilogue import ScoreCard, epilogue, score_card
from game.views.escalation import Ladder, Rise, Shares, ladders, total
from game.views.figures import months
from game.views.ledger import LedgerLine, Word, ledger, own_lines
from game.views.memo import Adherence, adherence
from game.views.order_words import costs, price_words, say
from game.views.story import TRUTH, Story, story_of_record
from game.views.trajectories import (
    Forces,
    Procurement,
    Support,
    own_forces,
    own_procurement,
    own_support,
)
from game.wording import names_of
from rules.content import Scenario
from rules.journal import Operated
from rules.notation import write
from rules.terms import POWERS, Power

TURNING_POINTS: Final = 3
"""How many turning points are looked at."""

OPERATIONS: Final = "operations"
"""The cause of a rung that operations raised (R2.6)."""

MISREAD: Final = 2
"""How many of its worst misreadings are shown of each seat."""


@frozen
class Written:
    """An order as it stood on a sheet: its notation, in words, its price."""

    turn: int
    power: Power
    notation: str
    words: str
    price: str
    money: int
    capital: int


@frozen
class Misread:
    """A turning point: what rose in it, and what each seat believed when it wrote its orders."""

    turn: int
    quarter: str
    rose: tuple[str, ...]
    pages: tuple[Page, ...]

    def worst(self, page: Page) -> tuple[Belief, ...]:
        """Return a seat's beliefs that were farthest off on their scale, one of each kind of number."""
        found: dict[str, Belief] = {}
        for each in sorted(page.beliefs, key=lambda each: -abs(each.off) / _span(each)):
            if each.off:
                found.setdefault(each.label.partition(" about ")[0].partition(",")[0], each)
        return tuple(found.values())[:MISREAD]


def _span(belief: Belief) -> int:
    low, high = belief.scale
    return max(1, high - low, abs(belief.truth) - low)


@frozen
class Review:
    """A game under review, `seat` is None in the edition for everybody; `powers` are the seats it tells of.

    What waits for the end of the game, or is not for this seat, is empty.
    """

    record: Record
    scenario: Scenario
    story: Story
    seat: Power | None
    powers: tuple[Power, ...]
    title: str
    aside: str
    bonus: str
    quarters: tuple[str, ...]
    ladders: tuple[Ladder, ...]
    blame: Shares
    money: tuple[Procurement, ...]
    support: tuple[Support, ...]
    forces: tuple[Forces, ...]
    promises: tuple[LedgerLine, ...]
    words: tuple[Word, ...]
    misread: tuple[Misread, ...]
    scores: tuple[ScoreCard, ...]
    memos: tuple[tuple[Power, str, Adherence | None], ...]
    roads: tuple[Road, ...]
    notes: tuple[Note, ...]
    orders: tuple[Written, ...]

    def because(self, ladder: Ladder, rise: Rise) -> str:
        """Return what raised a rung: where it was operations, those that were hot enough."""
        world, viewer = self.story.world, TRUTH if self.seat is None else self.seat
        names = names_of(world)
        if rise.cause != OPERATIONS:
            return names.cause(rise.cause)
        nth = world.flashpoint_index[ladder.flashpoint]
        places = (ladder.flashpoint, *world.flashpoints[nth].areas)
        hot = dict.fromkeys(
            names.thing(fact.operation)
            for fact in self.story.facts(viewer, rise.turn)
            if isinstance(fact, Operated)
            and fact.place in places
            and world.operation[fact.operation].heat > ladder.rungs[rise.turn - 1]
        )
        return ", ".join(hot) or names.cause(rise.cause)

    @property
    def seed(self) -> int | str:
        """The seed of the dice, which no seat may know while they still fall."""
        return self.record.seed if self.ended else "told at the end"

    @property
    def ended(self) -> bool:
        """Whether the game has ended."""
        return self.story.outcome is not None


def review_of(
    record: Record,
    seat: Power | None = None,
    games: int = 0,
    data: Mapping[str, Any] | None = None,
    watch: Watch = iter,
) -> Review:
    """Return the review of a record, with what-ifs over so many branches; raise StillSecret or DamagedRecord.

    `watch` is handed the branches of each what-if as they are played. The edition of a seat has no
    what-ifs, for they are played on from the truth.
    """
    scenario, story = playable(record, data), story_of_record(record, data)
    if seat is None:
        story.truth()
    powers = POWERS if seat is None else (seat,)
    rungs = ladders(story)
    title, aside, bonus = _ending(story)
    return Review(
        record=record,
        scenario=scenario,
        story=story,
        seat=seat,
        powers=powers,
        title=title,
        aside=aside,
        bonus=bonus,
        quarters=tuple(months(story.world, turn) for turn in range(1, story.played + 1)),
        ladders=rungs,
        blame=total(ladder.shares for ladder in rungs),
        money=tuple(own_procurement(story, power) for power in powers) if story.played else (),
        support=tuple(own_support(story, power) for power in powers),
        forces=tuple(own_forces(story, power) for power in powers),
        promises=ledger(story).lines if seat is None else own_lines(story, seat),
        words=ledger(story).words if seat is None else (),
        misread=_misread(story, rungs) if seat is None else (),
        scores=_scores(story, powers),
        memos=tuple(
            (power, story.memos[power], adherence(story, power)) for power in powers if power in story.memos
        ),
        roads=roads(record, story, games, data, watch) if seat is None and games else (),
        notes=notes_of(record, TRUTH if seat is None else seat, data),
        orders=tuple(_written(story, powers)),
    )


def _ending(story: Story) -> tuple[str, str, str]:
    """Return the title, the aside and the bonus of the end, or where an unfinished game stands."""
    if story.outcome is None:
        return "Unfinished", f"turn {story.turn}, {months(story.world, story.turn)}", ""
    end = epilogue(story)
    if story.stopped:
        when = f"in turn {story.turn}, {months(story.world, story.turn)}"
        return "Ended early", f"by the facilitator {when}: {story.stopped}; scored as it stood", end.bonus
    return end.title, end.aside, end.bonus


def _scores(story: Story, powers: tuple[Power, ...]) -> tuple[ScoreCard, ...]:
    ended = story.outcome
    return () if ended is None else tuple(score_card(story, ended.scores[power]) for power in powers)


def _misread(story: Story, rungs: tuple[Ladder, ...]) -> tuple[Misread, ...]:
    return tuple(
        Misread(
            turn,
            months(story.world, turn),
            tuple(
                f"{ladder.name} {rise.before} → {rise.after}"
                for ladder in rungs
                for rise in ladder.rises
                if rise.turn == turn
            ),
            tuple(beliefs(story, power, turn) for power in POWERS),
        )
        for turn in turning_points(story, TURNING_POINTS)
    )


def _written(story: Story, powers: tuple[Power, ...]) -> list[Written]:
    found: list[Written] = []
    for turn, sheets in enumerate(story.sheets, 1):
        for power in powers:
            orders = sheets[power].orders if power in sheets else ()
            seen = story.observation(power, turn)
            for order, cost in zip(orders, costs(orders, seen), strict=True):
                words = say(order, seen), price_words(order, cost), cost.money, cost.capital
                found.append(Written(turn, power, write(order), *words))
    return found
