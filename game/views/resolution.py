"""A turn resolved, step by step, as a viewer may see it: the public, one seat, or the truth after the end.

Every item is a line; where there is more to see it has a detail: a contest with its dice, a rung with its
blame, a move of control or of counters, a card.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from game.views.chips import Tone
from game.views.figures import months
from game.views.names import capital, place
from game.views.saying import Line, line_of, tone_of_track, track_name
from game.views.steps import Step, by_step
from game.views.story import Story, Viewer
from game.wording import Names, names_of
from rules.content import Flashpoint, World
from rules.journal import (
    Contested,
    ControlMoved,
    Drawn,
    Fact,
    Funded,
    Modifier,
    Money,
    Moved,
    Operated,
    Placed,
    Removed,
    Rolled,
    RungMoved,
    Shifted,
    Turned,
)
from rules.terms import POWER_NAMED, POWERS, Power, Purpose, Result, UnitKind


@frozen
class Change:
    """A track before and after."""

    label: str
    before: int
    after: int
    tone: Tone


@frozen
class ContestDetail:
    """A contest: who against whom, what fell, what modified it and what came of it.

    `modifiers` are those this viewer may read; `hidden` is the rest of what was added to the dice.
    """

    title: str
    seats: tuple[Power, ...]
    against: tuple[Power, ...]
    flashpoint: str
    areas: tuple[str, ...]
    dice: tuple[int, int]
    modifiers: tuple[Modifier, ...]
    hidden: int
    total: int
    result: Result
    effects: tuple[Change, ...]


@frozen
class RollDetail:
    """Dice that fell for something else than a contest; `need` is 0 where a table is read."""

    purpose: Purpose
    flashpoint: str
    dice: tuple[int, int]
    modifier: int
    need: int
    passed: bool


@frozen
class RungDetail:
    """A rung that moved; shares are sixtieths by seat, chance last (R8.8)."""

    flashpoint: str
    areas: tuple[str, ...]
    before: int
    after: int
    cause: str
    blame: tuple[int, int, int, int, int]


@frozen
class ControlDetail:
    """Control that moved, plus towards the challenger."""

    flashpoint: str
    areas: tuple[str, ...]
    before: int
    after: int


@frozen
class MoveDetail:
    """Counters that moved, came or went; where the viewer cannot see the end is an empty name."""

    power: Power
    kind: UnitKind
    count: int
    origin: str
    area: str


@frozen
class CardDetail:
    """A card that came up."""

    event: str
    title: str
    text: str


Detail = ContestDetail | RollDetail | RungDetail | ControlDetail | MoveDetail | CardDetail


@frozen
class Item:
    """One line of a step and what there is to see of it."""

    line: Line
    detail: Detail | None = None


@frozen
class StepView:
    """A step of the turn with what this viewer may see of it."""

    step: Step
    items: tuple[Item, ...]


@frozen
class Resolution:
    """A turn resolved, its eight steps in the order of the rulebook."""

    turn: int
    quarter: str
    steps: tuple[StepView, ...]


_QUIET: Final = (Money, Funded)
"""Facts that the budget tab shows and that are no news here."""


def resolution(story: Story, turn: int, viewer: Viewer) -> Resolution:
    """Return a turn as a viewer may see it; raise StillSecret for the truth of a game that goes on."""
    steps = by_step(story, turn, viewer)
    shown = tuple(StepView(step, items_of(facts, story.world)) for step, facts in steps.items())
    return Resolution(turn, months(story.world, turn), shown)


# ---------- items ----------


def items_of(facts: Sequence[Fact], world: World) -> tuple[Item, ...]:
    """Return the lines of a step; what a contest brought stands in the contest's detail."""
    fought = {(each.power, each.operation, each.place) for each in facts if isinstance(each, Contested)}
    items: list[Item] = []
    nth = 0
    while nth < len(facts):
        fact, nth = facts[nth], nth + 1
        if isinstance(fact, _QUIET) or _is_announced(fact, fought):
            continue
        if isinstance(fact, Contested):
            end = _end_of_effects(facts, nth, fact)
            items.append(Item(line_of(fact, world), _contest(fact, facts[nth:end], world)))
            items += [item_of(each, world) for each in facts[nth:end] if isinstance(each, _SEEN_ON_THE_MAP)]
            nth = end
        else:
            items.append(item_of(fact, world))
    return tuple(items)


_SEEN_ON_THE_MAP: Final = (ControlMoved, Removed)
"""Effects of a contest that are lines of their own too, as the board moves something."""


def _is_announced(fact: Fact, fought: set[tuple[Power, str, str]]) -> bool:
    """Tell whether an operation is told of again by its contest."""
    return isinstance(fact, Operated) and (fact.power, fact.operation, fact.place) in fought


def item_of(fact: Fact, world: World) -> Item:
    """Return a fact as an item; contests come with their effects through `items_of`."""
    return Item(line_of(fact, world), _detail(fact, world))


def _detail(fact: Fact, world: World) -> Detail | None:
    match fact:
        case RungMoved(flashpoint, before, after, cause, blame):
            said = names_of(world).cause(cause)
            return RungDetail(flashpoint, _areas(flashpoint, world), before, after, said, blame)
        case ControlMoved(flashpoint, before, after):
            return ControlDetail(flashpoint, _areas(flashpoint, world), before, after)
        case Moved(power, kind, count, origin, area):
            return MoveDetail(power, kind, count, origin, area)
        case Placed(power, kind, count, _, area):
            return MoveDetail(power, kind, count, "", area)
        case Removed(power, kind, count, _, area):
            return MoveDetail(power, kind, count, area, "")
        case Drawn(event):
            card = world.event[event]
            return CardDetail(event, card.title, card.text)
        case Rolled(_, purpose, subject, dice, modifier, need, passed):
            quarrel = next((word for word in subject.split(":") if word in world.flashpoint_index), "")
            return RollDetail(purpose, quarrel, dice, modifier, need, passed)
        case _:
            return None


# ---------- contests ----------


def _end_of_effects(facts: Sequence[Fact], start: int, contest: Contested) -> int:
    """Return where the run of facts that a contest caused ends."""
    causes = {
        contest.operation,
        f"{contest.operation} thrown back",
        f"lost ground at {contest.place}",
        f"clash at {contest.place}",
        "probe found",
    }
    end = start
    while end < len(facts) and getattr(facts[end], "cause", None) in causes:
        end += 1
    return end


def _contest(fact: Contested, effects: Sequence[Fact], world: World) -> ContestDetail:
    names = names_of(world)
    nth = world.flashpoint_index.get(fact.place)
    flashpoint = None if nth is None else world.flashpoints[nth]
    told = sum(value for _, value in fact.modifiers)
    return ContestDetail(
        title=line_of(fact, world).text,
        seats=(fact.power,),
        against=_against(fact, flashpoint),
        flashpoint="" if flashpoint is None else flashpoint.id,
        areas=_areas(fact.place, world),
        dice=fact.dice,
        modifiers=fact.modifiers,
        hidden=fact.total - sum(fact.dice) - told,
        total=fact.total,
        result=fact.result,
        effects=tuple(change for each in effects if (change := _change(each, names)) is not None),
    )


def _against(fact: Contested, flashpoint: Flashpoint | None) -> tuple[Power, ...]:
    """Return the seats on the other side: the power named, else those with a stake in the quarrel."""
    if flashpoint is None:
        return (POWER_NAMED[fact.place],) if fact.place in POWER_NAMED else ()
    challenging = fact.power in flashpoint.challengers
    side = flashpoint.defenders if challenging else flashpoint.challengers
    return tuple(power for power in POWERS if power in side and flashpoint.stakes[power])


def _areas(where: str, world: World) -> tuple[str, ...]:
    """Return the areas that light up: a flashpoint's, or the one named."""
    nth = world.flashpoint_index.get(where)
    if nth is not None:
        return world.flashpoints[nth].areas
    return (where,) if where in world.area_index else ()


def _change(fact: Fact, names: Names) -> Change | None:
    if isinstance(fact, ControlMoved):
        label = f"Control, {place(names.world, fact.flashpoint)}"
        return Change(label, fact.before, fact.after, Tone.PLAIN)
    if isinstance(fact, Shifted | Turned):
        label = track_name(fact, names)
        whose = fact.power.key if isinstance(fact, Shifted) else fact.whom
        label = f"{names.party(whose)}: {label}" if whose else label
        return Change(capital(label), fact.before, fact.after, tone_of_track(fact))
    return None
