"""The rule of one family of orders: four functions that menus, checks and sheets share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen

from rules.legality.position import Position
from rules.legality.room import Refusal, Room
from rules.orders import Family, Order


@frozen
class FamilyRule:
    """How orders of a family are judged.

    `opens` asks what the position allows, once a turn; `fits` what the sheet so far leaves; `takes`
    uses it up; `near`, where given, names cheaply the orders that may be open at all, none missing.
    """

    opens: Callable[[Position, Any], Refusal]
    fits: Callable[[Position, Room, Any], Refusal]
    takes: Callable[[Position, Room, Any], None]
    near: Callable[[Position, Family], Iterable[Order]] | None = None
