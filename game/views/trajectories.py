"""How each seat's country, money and forces went: support, programmes, readiness, stocks and alarm.

They show private figures of every seat, so they need an ended game; a seat's own, as it knew them itself,
are told at any time by the functions that begin with `own`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from attrs import frozen

from game.views.story import Story
from rules.content import World
from rules.journal import Contracted, Delivered, Fact, Money
from rules.state import PowerState
from rules.terms import POWERS, RIVALS, Power, Role


@frozen
class Support:
    """A seat's support and its three constituencies, before turn 1 and after every turn."""

    power: Power
    support: tuple[int, ...]
    roles: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    names: tuple[str, str, str]


@frozen
class Procurement:
    """A seat's programmes in $m, added up turn by turn: planned, spent, delivered.

    Planned starts with what remained to pay on contracts signed before the game and grows with each
    signature; spent are instalments paid; delivered are the prices of contracts that arrived.
    """

    power: Power
    planned: tuple[int, ...]
    spent: tuple[int, ...]
    delivered: tuple[int, ...]
    signed: int
    arrived: int


@frozen
class Forces:
    """A seat's readiness, stocks and alarm about each rival, before turn 1 and after every turn."""

    power: Power
    readiness: tuple[int, ...]
    stocks: tuple[int, ...]
    alarm: tuple[tuple[Power, tuple[int, ...]], ...]


def support_of(story: Story) -> tuple[Support, ...]:
    """Return every seat's support over an ended game."""
    story.truth()
    return tuple(own_support(story, power) for power in POWERS)


def own_support(story: Story, power: Power) -> Support:
    """Return a seat's support as it knew it."""
    own = _sheets(story, power)
    one, two, three = (tuple(each.roles[role] for each in own) for role in Role)
    names = story.world.powers[power].role_names
    return Support(power, tuple(each.support for each in own), (one, two, three), names)


def _sheets(story: Story, power: Power) -> list[PowerState]:
    """Return a seat's own sheet before turn 1 and after every turn, as it saw it."""
    return [story.observation(power, turn).sheet for turn in range(1, len(story.states) + 1)]


def forces_of(story: Story) -> tuple[Forces, ...]:
    """Return every seat's readiness, stocks and alarm over an ended game."""
    story.truth()
    return tuple(own_forces(story, power) for power in POWERS)


def own_forces(story: Story, power: Power) -> Forces:
    """Return a seat's readiness, stocks and alarm as it knew them."""
    own = _sheets(story, power)
    return Forces(
        power,
        tuple(each.readiness for each in own),
        tuple(each.stocks for each in own),
        tuple((rival, tuple(each.alarm[rival] for each in own)) for rival in RIVALS[power]),
    )


def procurement_of(story: Story) -> tuple[Procurement, ...]:
    """Return what every seat planned, spent and received over an ended game."""
    story.truth()
    return tuple(own_procurement(story, power) for power in POWERS)


def own_procurement(story: Story, power: Power) -> Procurement:
    """Return what a seat planned, spent and received, from what it may read."""
    turns = [story.facts(power, turn) for turn in range(1, story.played + 1)]
    own = [[fact for fact in facts if getattr(fact, "power", None) == power] for facts in turns]
    begun = sum(each.unpaid for each in story.observation(power, 1).sheet.contracts)
    planned = [_price(facts, Contracted, story.world) for facts in own]
    delivered = [_price(facts, Delivered, story.world) for facts in own]
    return Procurement(
        power=power,
        planned=tuple(accumulate(planned, initial=begun))[1:],
        spent=tuple(accumulate(_spent(facts) for facts in own)),
        delivered=tuple(accumulate(delivered)),
        signed=sum(isinstance(fact, Contracted) for facts in own for fact in facts),
        arrived=sum(isinstance(fact, Delivered) for facts in own for fact in facts),
    )


def _price(facts: Sequence[Fact], kind: type[Contracted | Delivered], world: World) -> int:
    """Return the printed prices of the programmes that facts of a kind name."""
    return sum(
        world.programme[fact.programme].cost
        for fact in facts
        if isinstance(fact, Contracted | Delivered) and type(fact) is kind
    )


def _spent(facts: Sequence[Fact]) -> int:
    return -sum(
        fact.amount
        for fact in facts
        if isinstance(fact, Money) and fact.account in ("instalment", "instalments")
    )
