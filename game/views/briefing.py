"""The cabinet briefing: what one seat reads before it writes its sheet for a turn.

Everything comes from the seat's own observation and its redacted journal of the turn before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve, frozen

from game.codec import MessageLine
from game.views.calendar import Due, calendar_of
from game.views.chips import Chip, chips
from game.views.figures import months
from game.views.headline import headline
from game.views.pictures import Picture, picture_of
from game.views.saying import Line, line_of
from game.views.scenes import scene
from game.views.story import Story
from rules import prices
from rules.content import Event, Option, World
from rules.crises import CRISIS
from rules.journal import (
    Adopted,
    Agreed,
    Breached,
    Contested,
    ControlMoved,
    Courted,
    Declined,
    Delivered,
    DialSet,
    Drawn,
    Ended,
    Fact,
    Failed,
    Faulted,
    Intervened,
    MeasureTaken,
    Proposed,
    RungMoved,
    Shifted,
    Signalled,
    SignalTested,
    Slipped,
    Stalled,
    Turned,
)
from rules.observation import Observation
from rules.terms import Power, Track

MOST_LINES: Final = 8
"""How many lines stand under "since last turn"."""

LONGEST: Final = 120
"""How many letters of a message the briefing tells; all of it stands under Diplomacy."""


@frozen
class MoneyLeft:
    """The quarter's money in $m: income and all in hand, what is bound already, what is left to decide."""

    income: int
    treasury: int
    signed: int
    left: int


@frozen
class Answerable:
    """One answer to an event: its words, what it does as chips, and its price."""

    id: str
    text: str
    chips: tuple[Chip, ...]
    capital: int
    money: int


@frozen
class OpenChoice:
    """An event that waits for this seat's answer; the default is what silence means (R2.3)."""

    event: str
    title: str
    text: str
    analogue: str
    grade: str
    scene: Picture
    options: tuple[Answerable, ...]
    default: str


@frozen
class Briefing:
    """What a seat is told at the beginning of a turn."""

    power: Power
    turn: int
    quarter: str
    title: str
    aside: str
    since: tuple[Line, ...]
    contracts: tuple[Line, ...]
    calendar: tuple[Due, ...]
    money: MoneyLeft
    choices: tuple[OpenChoice, ...]
    messages: tuple[Line, ...] = ()


def briefing(story: Story, power: Power, turn: int | None = None) -> Briefing:
    """Return a seat's briefing for a turn, the one being written if none is named."""
    turn = story.turn if turn is None else turn
    news = story.facts(power, turn - 1) if turn > 1 else ()
    return briefing_of(story.observation(power, turn), news, story.messages)


def briefing_of(seen: Observation, news: Sequence[Fact], messages: Iterable[MessageLine] = ()) -> Briefing:
    """Return the briefing of an observation, what its power read of the turn before, and its messages."""
    due = calendar_of(seen)
    head = headline(seen, news, due)
    return Briefing(
        power=seen.power,
        turn=seen.turn,
        quarter=months(seen.world, seen.turn),
        title=head.title,
        aside=head.aside,
        since=since_last_turn(news, seen.world, seen.power),
        contracts=contract_lines(news, seen.world, seen.power),
        calendar=due,
        money=money_of(seen),
        choices=open_choices(seen),
        messages=tuple(_message(each) for each in messages if _new_to(each, seen)),
    )


# ---------- messages ----------


def _new_to(message: MessageLine, seen: Observation) -> bool:
    """Tell whether a message came since the seat sat here last: seats sit in the published order."""
    sender, own = message.sender, seen.power
    if sender is own or (message.to and own not in message.to):
        return False
    return message.turn == (seen.turn if sender is None or sender < own else seen.turn - 1)


def _message(message: MessageLine) -> Line:
    text = message.text if len(message.text) <= LONGEST else f"{message.text[: LONGEST - 1].rstrip()}…"
    seats = () if message.sender is None else (message.sender,)
    return Line(seats, f"“{text}”", "" if message.to else "to all")


# ---------- since last turn ----------


def since_last_turn(
    news: Sequence[Fact], world: World, power: Power, most: int = MOST_LINES
) -> tuple[Line, ...]:
    """Return the weightiest lines of a turn for a seat, in the order in which they happened."""
    moved = {fact.cause for fact in news if isinstance(fact, ControlMoved)}
    weights = [0 if _shown_by(fact, moved) else weight(fact, power) for fact in news]
    kept = sorted(range(len(news)), key=lambda nth: (-weights[nth], nth))[:most]
    return tuple(_with_ground(nth, news, world) for nth in sorted(kept) if weights[nth])


def _shown_by(fact: Fact, moved: set[str]) -> bool:
    """Tell whether a contest is left to the move of control that it brought."""
    return isinstance(fact, Contested) and fact.operation in moved


def _with_ground(nth: int, news: Sequence[Fact], world: World) -> Line:
    """Return a fact as a line; a move of control belongs to the seat whose contest brought it."""
    fact, line = news[nth], line_of(news[nth], world)
    if not isinstance(fact, ControlMoved):
        return line
    before = [each for each in news[:nth] if isinstance(each, Contested) and each.operation == fact.cause]
    return evolve(line, seats=(before[-1].power,)) if before else line


def weight(fact: Fact, power: Power) -> int:
    """Return how much a fact matters to a seat; 0 is left out, contracts have a list of their own."""
    match fact:
        case RungMoved(_, before, after):
            return 9 if max(before, after) >= CRISIS else 7
        case Breached() | Intervened():
            return 9
        case Failed() | Faulted() | ControlMoved() | Adopted():
            return 8
        case Contested(by):
            return 7 if by == power else 6
        case Ended(why="breach"):
            return 0
        case Agreed() | Ended() | SignalTested() | MeasureTaken():
            return 6
        case Drawn() | Proposed() | Declined():
            return 5
        case DialSet(by):
            return 6 if by == power else 4
        case Signalled(by) | Courted(by):
            return 0 if by == power else 4
        case Turned(track) if track != Track.PIPS:
            return 4
        case Shifted(_, track, before, after, cause):
            return _of_shift(track, abs(after - before), cause)
        case _:
            return 0


def _of_shift(track: Track, by: int, cause: str) -> int:
    """Return the weight of a move on one's own sheet; what one paid oneself has none."""
    if cause in ("mark", "set-point", "turn", "time", "funding"):
        return 0
    if track == Track.SUPPORT:
        return 3 + 3 * (by >= 3)
    if track in (Track.HAWKS, Track.DOVES, Track.KEEPERS, Track.ALARM):
        return 3
    return 2 if Track.STRIKE <= track <= Track.NUCLEAR else 0


def contract_lines(news: Sequence[Fact], world: World, power: Power) -> tuple[Line, ...]:
    """Return what came of a seat's contracts: delivered, slipped, stalled."""
    return tuple(
        line_of(fact, world)
        for fact in news
        if isinstance(fact, Delivered | Slipped | Stalled) and fact.power == power
    )


# ---------- money and choices ----------


def money_of(seen: Observation) -> MoneyLeft:
    """Return income, what bill and contracts take at the funding that stands, and what is left (R2.2)."""
    own, world, commons = seen.sheet, seen.world, seen.commons
    income = prices.income(world, commons, seen.power) * (100 - commons.lost_lanes[seen.power]) // 100
    signed = prices.funding_price(world, own.bill, own.funding) + prices.instalments(world, own)
    return MoneyLeft(income, own.treasury, signed, own.treasury - signed)


def open_choices(seen: Observation) -> tuple[OpenChoice, ...]:
    """Return the events that wait for this seat's answer, by name as they are carried out (R2.3)."""
    events = [seen.world.event[name] for name in sorted(seen.commons.choices)]
    return tuple(_choice(event, seen) for event in events if event.chooser == seen.power)


def _choice(event: Event, seen: Observation) -> OpenChoice:
    return OpenChoice(
        event=event.id,
        title=event.title,
        text=event.text,
        analogue=event.analogue,
        grade=event.provenance.grade,
        scene=picture_of(event),
        options=tuple(_answer(each, seen) for each in event.options),
        default=event.options[0].id,
    )


def _answer(option: Option, seen: Observation) -> Answerable:
    found = chips(option.effects, scene(seen))
    return Answerable(option.id, option.text, found, option.capital, option.money)
