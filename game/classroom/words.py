"""What templates need to say orders, sums, times and shapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from game.views.figures import MINUS, dollars, signed, signed_dollars
from game.views.names import capital
from rules.notation import write
from rules.orders import Order

_OTHER: Final = re.compile(r"[^a-z0-9]+")


def slug(order: Order) -> str:
    """Return an order as part of an element's id."""
    return _OTHER.sub("-", write(order).lower())


def exact(money: int) -> str:
    """Return a sum in whole millions, so that a column adds up: `$22,090 m`."""
    return f"{MINUS if money < 0 else ''}${abs(money):,} m"


def clock_time(at: float) -> str:
    """Return a moment (Unix seconds) as the clock on the wall shows it: `10:42`."""
    return f"{datetime.fromtimestamp(at):%H:%M}"


def day_and_time(at: float) -> str:
    """Return a moment (Unix seconds) with its day: `25 November 2026, 10:42:07`."""
    moment = datetime.fromtimestamp(at)
    return f"{moment.day} {moment:%B %Y, %H:%M:%S}"


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "cap": capital,
    "clock_time": clock_time,
    "day_and_time": day_and_time,
    "dollars": dollars,
    "exact": exact,
    "notation": write,
    "signed": signed,
    "signed_dollars": signed_dollars,
    "slug": slug,
}
