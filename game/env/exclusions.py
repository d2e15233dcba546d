"""What one order keeps off the sheet that holds it, whatever it costs (R5.7): a table made once."""

from __future__ import annotations

from typing import Any, Final

from game.env.actions import Actions
from rules.orders import Family
from rules.terms import Measure, Pacing

SUBJECTS: Final[dict[Family, tuple[str, ...]]] = {
    Family.DIAL: (),
    Family.READINESS: (),
    Family.PROGRAMME: ("programme",),
    Family.PACE: ("programme", "nth"),
    Family.ANSWER: ("subject", "sender"),
    Family.CHOICE: ("event",),
    Family.STANCE: ("flashpoint",),
    Family.SIGNAL: (),
    Family.REVIEW: (),
    Family.CAMPAIGN: (),
    Family.INVOKE: (),
    Family.ALERT: ("flashpoint",),
    Family.OPERATION: ("operation", "place"),
    Family.LIFT: ("operation", "target"),
    Family.PROPOSAL: ("agreement", "to"),
    Family.RENOUNCE: ("agreement", "party"),
    Family.COURT: ("partner",),
}
"""What two orders of a family may not share on a sheet; where nothing is named there is one of the family."""


def exclusions(actions: Actions) -> list[list[int]]:
    """Return, by priced place, the priced places that an order excludes, its own among them."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    keys = [_key(order) for order in actions.priced_orders]
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    rushes = [nth for nth, order in enumerate(actions.priced_orders) if is_rush(order)]
    wideners = [nth for nth, order in enumerate(actions.priced_orders) if _widens(order)]
    found = []
    for order, key in zip(actions.priced_orders, keys, strict=True):
        more = rushes if is_rush(order) else wideners if order.family == Family.DIAL else []
        found.append(groups[key] + more if more else groups[key])
    return found


def _key(order: Any) -> tuple[Any, ...]:
    family = Family.REVIEW if order.family == Family.CAMPAIGN else order.family
    return (family, *(getattr(order, name) for name in SUBJECTS[order.family]))


def is_rush(order: Any) -> bool:
    """Tell whether an order rushes a contract: there is one rush a turn (R6.7)."""
    return bool(order.family == Family.PACE and order.mode == Pacing.RUSH)


def _widens(order: Any) -> bool:
    """Tell whether an order widens the dial: it comes before the dial it widens (R9.5)."""
    return bool(order.family == Family.INVOKE and order.measure == Measure.SUPPLEMENTARY)
