"""Odds before committing: the chances of an order from what its power may know (R12.2).

The functions are those that adjudicate, read on the state the observer may believe in.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from rules.content import Operation
from rules.contest import MOST, Setting, modifiers, result_ways, summed, ways_to_reach
from rules.journal import Modifier
from rules.legality import menu_of, quarrel_of
from rules.observation import Observation, believe
from rules.orders import Court, Operate, Order, Propose
from rules.terms import PARTNER_NAMED, Partner, Power, Resolution, halved, same_side


@frozen
class Odds:
    """The ways in 36 of every result, what modifies the roll, and whether estimates went into it."""

    ways: tuple[tuple[str, int], ...]
    modifiers: tuple[Modifier, ...] = ()
    total: int = 0
    estimated: bool = False

    @property
    def success(self) -> int:
        """The ways in 36 of what the acting seat hopes for."""
        return sum(ways for name, ways in self.ways if name in ("gain", "major_gain", "success"))


def odds(observation: Observation, order: Order) -> Odds | None:
    """Return the odds of a contest, a test, a partner's answer or courting; None for anything else."""
    if isinstance(order, Operate):
        return _operation_odds(observation, order)
    if isinstance(order, Propose) and order.to in PARTNER_NAMED:
        agreement = observation.world.agreement[order.agreement]
        modifier = _partner_modifier(observation, PARTNER_NAMED[order.to], True)
        return _against(agreement.need, modifier, "alignment")
    if isinstance(order, Court):
        partner = PARTNER_NAMED[order.partner]
        bonus = observation.world.terms.means[order.means].bonus
        modifier = bonus - halved(_toward(observation, partner))
        return _against(observation.world.terms.courting_need, modifier, "means less alignment")
    return None


def _against(need: int, modifier: int, label: str) -> Odds:
    won = ways_to_reach(need - modifier)
    rows = ((label, modifier),) if modifier else ()
    return Odds((("failure", 36 - won), ("success", won)), rows, modifier)


def _toward(observation: Observation, partner: Partner) -> int:
    alignment = observation.commons.alignment[partner]
    return alignment if same_side(observation.power, Power.US) else -alignment


def _partner_modifier(observation: Observation, partner: Partner, weigh_history: bool) -> int:
    modifier = _toward(observation, partner)
    if weigh_history and observation.power == Power.JAPAN and observation.world.partners[partner].history:
        modifier -= observation.commons.history
    return modifier


def _operation_odds(observation: Observation, order: Operate) -> Odds | None:
    operation = observation.world.operation[order.operation]
    if operation.resolution == Resolution.TEST:
        return _test_odds(observation, operation)
    place = quarrel_of(menu_of(observation), operation, order.place)
    if operation.resolution != Resolution.CONTEST or place is None:
        return None
    rows = modifiers(
        believe(observation), _setting(observation), place, observation.power, order.joint, operation
    )
    total = summed(rows)
    return Odds(_CONTEST_WAYS[total], tuple(rows), total, estimated=True)


_CONTEST_WAYS: Final = {
    total: tuple((result.key, count) for result, count in result_ways(total))
    for total in range(-MOST, MOST + 1)
}
"""The ways of every result of a contest, for each sum of modifiers."""


def _setting(observation: Observation) -> Setting:
    """Return the setting of a turn in which nothing has happened yet, kept for its strengths."""
    known = observation.memo.get("setting")
    if not isinstance(known, Setting):
        known = observation.memo["setting"] = Setting()
    return known


def _test_odds(observation: Observation, operation: Operation) -> Odds:
    assert operation.tests is not None
    level = observation.sheet.caps[operation.tests]
    helped = any(name == operation.help_flag for name, _ in observation.sheet.flags)
    return _against(operation.difficulty - 2 * helped, level, operation.tests.key)
