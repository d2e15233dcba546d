"""The strategy memo: six priorities in a seat's own order, and how well its orders keep to them (R11.7).

Every order serves one priority. An order for the first of the six counts 100, for the next 80, and so on
down to 0 for the last; adherence is the mean, dropped to a whole number. It never scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import field, frozen

from game.views.story import Story
from rules.content import World
from rules.orders import (
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.state import Commons
from rules.terms import (
    POWER_NAMED,
    Alert,
    Funding,
    Line,
    Pacing,
    Power,
    Priority,
    Resolution,
    SignalKind,
    Stance,
    same_side,
)

PRIORITY_NAMES: Final = {
    Priority.DETERRENCE: "deterrence",
    Priority.ALLIANCE: "alliance",
    Priority.HOUSEHOLD: "household and support",
    Priority.CAPABILITY: "capability",
    Priority.RESTRAINT: "restraint",
    Priority.INITIATIVE: "initiative",
}


_HEAD: Final = "Priorities: "


def _whole(memo: Memo, attribute: object, ranking: tuple[Priority, ...]) -> None:
    if sorted(ranking) != list(Priority):
        raise ValueError("a memo ranks all six priorities, each once")


@frozen
class Memo:
    """Six priorities, the most important first, and a note in the seat's own words."""

    ranking: tuple[Priority, ...] = field(validator=_whole)
    note: str = ""


def memo_text(memo: Memo) -> str:
    """Return a memo as the text that a record keeps."""
    head = _HEAD + " > ".join(each.key for each in memo.ranking)
    return f"{head}\n{memo.note}" if memo.note else head


def memo_of(text: str) -> Memo | None:
    """Return the memo that a text holds; None for free text without a whole ranking in its first line."""
    head, _, note = text.partition("\n")
    if not head.startswith(_HEAD):
        return None
    known = {each.key: each for each in Priority}
    words = [word.strip() for word in head.removeprefix(_HEAD).split(">")]
    if any(word not in known for word in words) or len(set(words)) != len(words) or len(words) != len(known):
        return None
    return Memo(tuple(known[word] for word in words), note)


# ---------- what was done ----------


@frozen
class Kept:
    """How a turn's orders kept to a memo: points 0 to 100, and the orders by priority."""

    turn: int
    points: int
    orders: tuple[int, int, int, int, int, int]


@frozen
class Adherence:
    """How a seat kept to its memo: by turn (turns without an order are left out) and over the game."""

    memo: Memo
    turns: tuple[Kept, ...]
    points: int
    orders: tuple[int, int, int, int, int, int]

    @property
    def shares(self) -> tuple[int, ...]:
        """The share of the orders that served each priority, in per cent, fractions dropped."""
        return tuple(100 * each // max(1, sum(self.orders)) for each in self.orders)


def adherence(story: Story, power: Power) -> Adherence | None:
    """Return how a seat kept to its memo, from its sheets; None where it wrote no ranking."""
    memo = memo_of(story.memos.get(power, ""))
    if memo is None:
        return None
    turns: list[Kept] = []
    for state, sheets in zip(story.states, story.sheets, strict=False):
        orders = sheets[power].orders if power in sheets else ()
        if orders:
            served = _count(served_by(order, power, story.world, state.commons) for order in orders)
            turns.append(Kept(state.turn, points_of(memo, served), served))
    one, two, three, four, five, six = (sum(kept.orders[each] for kept in turns) for each in Priority)
    served = (one, two, three, four, five, six)
    return Adherence(memo, tuple(turns), points_of(memo, served), served)


def points_of(memo: Memo, served: tuple[int, ...]) -> int:
    """Return the mean worth of orders counted by priority; 0 where there are none."""
    worth = {each: 100 - 20 * rank for rank, each in enumerate(memo.ranking)}
    return sum(worth[each] * served[each] for each in Priority) // max(1, sum(served))


def _count(served: Iterable[Priority]) -> tuple[int, int, int, int, int, int]:
    listed = list(served)
    one, two, three, four, five, six = (listed.count(each) for each in Priority)
    return one, two, three, four, five, six


# ---------- which priority an order serves ----------


def served_by(order: Order, power: Power, world: World, commons: Commons) -> Priority:
    """Return the one priority that an order serves."""
    return _SERVED[type(order)](order, power, world, commons)


def _dial(order: SetDial, power: Power, world: World, commons: Commons) -> Priority:
    return Priority.CAPABILITY if order.value > commons.dials[power] else Priority.HOUSEHOLD


def _programme(order: StartProgramme, power: Power, world: World, commons: Commons) -> Priority:
    return _LINES.get(world.programme[order.programme].line, Priority.CAPABILITY)


_LINES: Final = {Line.INTEGRATION: Priority.ALLIANCE, Line.HOME: Priority.HOUSEHOLD}


def _pace(order: Pace, power: Power, world: World, commons: Commons) -> Priority:
    return Priority.CAPABILITY if order.mode == Pacing.RUSH else Priority.HOUSEHOLD


def _answer(order: Answer, power: Power, world: World, commons: Commons) -> Priority:
    if not order.accept:
        return Priority.INITIATIVE
    return Priority.ALLIANCE if same_side(power, order.sender) else Priority.RESTRAINT


def _choose(order: Choose, power: Power, world: World, commons: Commons) -> Priority:
    """The first option of an event is the cautious one (R2.3)."""
    cautious = world.event[order.event].options[0].id == order.option
    return Priority.RESTRAINT if cautious else Priority.INITIATIVE


def _review(order: BeginReview, power: Power, world: World, commons: Commons) -> Priority:
    doctrine = world.doctrine[order.doctrine]
    if doctrine.offensive:
        return Priority.INITIATIVE
    return Priority.ALLIANCE if doctrine.documents or doctrine.lifts_cap else Priority.CAPABILITY


def _deploy(order: Deploy, power: Power, world: World, commons: Commons) -> Priority:
    home = order.destination in world.powers[power].home
    return Priority.RESTRAINT if home else Priority.DETERRENCE


def _operate(order: Operate, power: Power, world: World, commons: Commons) -> Priority:
    """Exercises and acts with the ally serve it, answers deter, tests build; the rest as its card says."""
    operation = world.operation[order.operation]
    if order.joint or operation.exercise:
        return Priority.ALLIANCE
    if operation.resolution == Resolution.ANSWER:
        return Priority.DETERRENCE
    return operation.priority if operation.tests is None else Priority.CAPABILITY


def _propose(order: Propose, power: Power, world: World, commons: Commons) -> Priority:
    agreement = world.agreement[order.agreement]
    if agreement.restraint or agreement.calms or agreement.lifts_measures:
        return Priority.RESTRAINT
    other = POWER_NAMED.get(order.to)
    friendly = other is None or same_side(power, other)
    return Priority.ALLIANCE if friendly else Priority.RESTRAINT


_SERVED: Final[dict[type, Callable[[Any, Power, World, Commons], Priority]]] = {
    SetDial: _dial,
    FundReadiness: lambda order, *_: (
        Priority.DETERRENCE if order.level >= Funding.FULL else Priority.HOUSEHOLD
    ),
    StartProgramme: _programme,
    Pace: _pace,
    Answer: _answer,
    Choose: _choose,
    TakeStance: lambda order, *_: {
        Stance.PRESS: Priority.INITIATIVE,
        Stance.HOLD: Priority.DETERRENCE,
        Stance.OFF_RAMP: Priority.RESTRAINT,
    }[order.stance],
    Signal: lambda order, *_: {
        SignalKind.WARN: Priority.DETERRENCE,
        SignalKind.COMMIT: Priority.DETERRENCE,
        SignalKind.REASSURE: Priority.RESTRAINT,
        SignalKind.DEMAND: Priority.INITIATIVE,
    }[order.kind],
    BeginReview: _review,
    Campaign: lambda order, *_: Priority.HOUSEHOLD,
    Invoke: lambda order, *_: Priority.CAPABILITY,
    Deploy: _deploy,
    SetAlert: lambda order, *_: Priority.DETERRENCE if order.level == Alert.CRISIS else Priority.RESTRAINT,
    Operate: _operate,
    Lift: lambda order, *_: Priority.RESTRAINT,
    Propose: _propose,
    Renounce: lambda order, *_: Priority.INITIATIVE,
    Court: lambda order, *_: Priority.ALLIANCE,
}
"""What each kind of order serves; the same for every seat."""
