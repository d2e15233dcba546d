"""The advisor's line: what it would add to the sheet as it stands, and why."""

from __future__ import annotations

from attrs import frozen

from game.players.advisor import Advice
from game.players.base import Desk
from game.views.order_words import price, say
from game.wording import names_of
from rules.orders import Order


@frozen
class Tip:
    """An order that is advised and may be added now: in words, why, its price, the facts behind it."""

    order: Order
    words: str
    why: str
    price: str
    advisor: str
    facts: tuple[tuple[str, int], ...]


def tips(advice: Advice, desk: Desk) -> tuple[Tip, ...]:
    """Return what is advised, not written yet and legal after what is, in the order advised."""
    seen, written = desk.observation, desk.sheet.orders
    return tuple(
        Tip(
            order=counsel.order,
            words=say(counsel.order, seen),
            why=names_of(seen.world).prose(counsel.why),
            price=price(counsel.order, seen, written),
            advisor=advice.advisor,
            facts=counsel.facts,
        )
        for counsel in advice.counsels
        if counsel.order not in written and desk.check(counsel.order) is None
    )
