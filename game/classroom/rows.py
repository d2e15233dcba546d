"""What a store keeps, as values: people, tables, sheets in the making, receipts, messages, injects."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from rules.terms import Power


@frozen
class Person:
    """Somebody who joined a table: by what name, in which seat and role if any."""

    id: int
    table: int
    name: str
    seat: Power | None
    role: str | None
    gone: bool = False


@frozen
class TableRow:
    """A table as it is kept: where its record is, what its clock shows, what counts when nobody commits.

    `options` are switches of the facilitator by name; one that was never set is not there.
    """

    id: int
    code: str
    name: str
    record: str
    clock: dict[str, Any]
    fallback: str
    options: dict[str, bool] = field(factory=dict)


@frozen
class Kept:
    """A sheet in the making: for which turn, its orders as they are written, and whose hand was last."""

    turn: int
    orders: tuple[str, ...]
    by: str


@frozen
class Receipt:
    """What a seat committed: its number, turn, orders as they are written, by whom, when (Unix seconds)."""

    id: int
    turn: int
    orders: tuple[str, ...]
    by: str
    at: float
    withdrawn: bool


@frozen
class Post:
    """A message: the sender's seat (None is the facilitator), by whom, to which ("" is all), when.

    `to` holds the keys of powers, or `facilitator`.
    """

    id: int
    turn: int
    sender: Power | None
    by: str
    to: tuple[str, ...]
    text: str
    at: float


@frozen
class Inject:
    """What a facilitator prepared, as plain data, and the tables where it was done."""

    id: int
    plan: dict[str, Any]
    done: tuple[int, ...]
