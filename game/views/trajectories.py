"""How each seat's country and money went: support and constituencies, planned, spent and delivered.

Both show private figures of every seat, so they need an ended game.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from attrs import frozen

from game.views.story import TRUTH, Story
from rules.content import World
from rules.journal import Contracted, Delivered, Fact, Money
from rules.terms import POWERS, Power, Role


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


def support_of(story: Story) -> tuple[Support, ...]:
    """Return every seat's support over an ended game."""
    story.truth()
    return tuple(_support(story, power) for power in POWERS)


def _support(story: Story, power: Power) -> Support:
    own = [state.powers[power] for state in story.states]
    one, two, three = (tuple(each.roles[role] for each in own) for role in Role)
    names = story.world.powers[power].role_names
    return Support(power, tuple(each.support for each in own), (one, two, three), names)


def procurement_of(story: Story) -> tuple[Procurement, ...]:
    """Return what every seat planned, spent and received over an ended game."""
    facts = [story.facts(TRUTH, turn) for turn in range(1, story.played + 1)]
    return tuple(_procurement(story, power, facts) for power in POWERS)


def _procurement(story: Story, power: Power, turns: Sequence[Sequence[Fact]]) -> Procurement:
    own = [[fact for fact in facts if getattr(fact, "power", None) == power] for facts in turns]
    begun = sum(each.unpaid for each in story.states[0].powers[power].contracts)
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
