"""Advice for a seat: what a bot would do and why, order by order, for board, page and terminal.

An advisor sees what its seat sees and nothing else: it is asked with the seat's own observation.
"""

from __future__ import annotations

from attrs import field, frozen

from game.players import registry
from game.players.base import Desk
from game.players.card_bot import CardBot, Explanation
from game.players.planner_bot import Explanation as Comparison
from game.players.planner_bot import PlannerBot
from rules.legality import lawful
from rules.observation import Observation
from rules.orders import Order, OrderSheet
from rules.terms import Power


@frozen
class Counsel:
    """One order that is advised: why, in words, and the facts that spoke for it (name, value)."""

    order: Order
    why: str
    facts: tuple[tuple[str, int], ...] = ()


@frozen
class Advice:
    """What an advisor would order this turn, in the order written, and what it thought of and left out."""

    power: Power
    turn: int
    advisor: str
    summary: str
    counsels: tuple[Counsel, ...]
    rejected: tuple[tuple[Order, str], ...] = field(default=(), repr=False)

    @property
    def sheet(self) -> OrderSheet:
        """The advised sheet; every order on it is legal in turn."""
        return OrderSheet(self.power, tuple(counsel.order for counsel in self.counsels))


def advise(observation: Observation, by: str = "calibrated", seed: int = 0) -> Advice:
    """Return what a bot of the house would do in a seat; the same observation and seed give the same advice.

    Raise UnusablePlayer where there is no such bot.
    """
    player = registry.make(by)
    player.begin(observation.power, seed)
    sheet, _ = lawful(observation, player.choose(observation, Desk(observation)))
    if isinstance(player, CardBot):
        return _of_cards(player.explanation, sheet, by)
    if isinstance(player, PlannerBot) and player.explanation is not None:
        return _of_planner(player.explanation, observation, sheet, by, seed)
    counsels = tuple(Counsel(order, "this player gives no reasons") for order in sheet.orders)
    return Advice(observation.power, observation.turn, by, "", counsels)


def _of_cards(found: Explanation, sheet: OrderSheet, by: str) -> Advice:
    """Return a card bot's advice: each order with the card that fired and the facts it saw."""
    reasons = {reason.order: reason for reason in found.reasons}
    counsels = tuple(
        Counsel(order, f"{reasons[order].text} ({reasons[order].card})", reasons[order].facts)
        for order in sheet.orders
    )
    line = "It takes the hard line." if found.hard else "It builds, and keeps the peace."
    left_out = tuple((each.order, each.why) for each in found.rejected)
    return Advice(found.power, found.turn, by, line, counsels, left_out)


def _of_planner(found: Comparison, observation: Observation, sheet: OrderSheet, by: str, seed: int) -> Advice:
    """Return a planner's advice: the reasons of the player it follows, and playouts for what it changed."""
    followed = found.chosen.policy.player
    reasons = {counsel.order: counsel for counsel in advise(observation, followed, seed).counsels}
    counsels = tuple(
        reasons.get(order, Counsel(order, f"it did better in playouts than what {followed} would do"))
        for order in sheet.orders
    )
    return Advice(observation.power, observation.turn, by, found.reason, counsels)
