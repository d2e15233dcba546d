"""What a class keeps beside the records: tables, people, sheets in the making, receipts and messages.

One SQLite file in WAL mode. Every method that writes has written to the disk when it returns (synchronous
is FULL), so what a browser was told is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from rules.terms import Power

VERSION: Final = 1
"""The layout of the file."""

_LAYOUT: Final = """
create table class (name text primary key, value text not null);
create table tables (
    id integer primary key, code text not null unique, name text not null, record text not null,
    clock text not null, fallback text not null, ended integer not null default 0
);
create table people (
    id integer primary key, "table" integer not null, name text not null, seat text, role text,
    gone integer not null default 0
);
create table sheets (
    "table" integer not null, seat text not null, turn integer not null, orders text not null,
    by text not null, primary key ("table", seat)
);
create table receipts (
    id integer primary key, "table" integer not null, seat text not null, turn integer not null,
    orders text not null, by text not null, at real not null, withdrawn integer not null default 0
);
create table messages (
    id integer primary key, "table" integer not null, turn integer not null, sender text, by text not null,
    "to" text not null, text text not null, at real not null
);
create table injects (
    id integer primary key, "table" integer, act text not null, reason text not null,
    done integer not null default 0
);
"""


class StoreError(Exception):
    """A file that is no store of a class, in one line."""


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
    """A table as it is kept: where its record is, what its clock shows, what counts when nobody commits."""

    id: int
    code: str
    name: str
    record: str
    clock: dict[str, Any]
    fallback: str


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
    """An act that is prepared: for one table or all, as plain data, and whether it was done."""

    id: int
    table: int | None
    act: dict[str, Any]
    reason: str
    done: bool


class Store:
    """The file of one class."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        try:
            self._db = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} cannot hold a class: {error}") from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # ---------- the class ----------

    def value(self, name: str) -> str | None:
        """Return what is kept of the class under a name."""
        row = self._db.execute("select value from class where name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def keep(self, name: str, value: str) -> None:
        """Keep something of the class under a name."""
        self._db.execute("insert or replace into class values (?, ?)", (name, value))

    # ---------- tables ----------

    def tables(self) -> tuple[TableRow, ...]:
        """Return all tables, in the order they were laid."""
        rows = self._db.execute("select id, code, name, record, clock, fallback from tables order by id")
        return tuple(TableRow(a, b, c, d, json.loads(e), f) for a, b, c, d, e, f in rows)

    def add_table(self, code: str, name: str, record: str, clock: dict[str, Any], fallback: str) -> int:
        """Lay a table and return its number."""
        return self._insert(
            "insert into tables (code, name, record, clock, fallback) values (?, ?, ?, ?, ?)",
            (code, name, record, json.dumps(clock), fallback),
        )

    def set_clock(self, table: int, clock: dict[str, Any]) -> None:
        """Keep what a clock shows."""
        self._db.execute("update tables set clock = ? where id = ?", (json.dumps(clock), table))

    def set_fallback(self, table: int, fallback: str) -> None:
        """Keep what counts for a seat that wrote nothing."""
        self._db.execute("update tables set fallback = ? where id = ?", (fallback, table))

    # ---------- people ----------

    def people(self, table: int) -> tuple[Person, ...]:
        """Return who joined a table and is not gone, in the order they came."""
        rows = self._db.execute(
            'select id, "table", name, seat, role, gone from people '
            'where "table" = ? and not gone order by id',
            (table,),
        )
        return tuple(map(_person, rows))

    def add_person(self, table: int, name: str) -> Person:
        """Let somebody join a table."""
        number = self._insert('insert into people ("table", name) values (?, ?)', (table, name))
        return Person(number, table, name, None, None)

    def seat_person(self, person: int, seat: Power | None, role: str | None) -> None:
        """Give somebody a seat and a role, or none."""
        key = None if seat is None else seat.key
        self._db.execute("update people set seat = ?, role = ? where id = ?", (key, role, person))

    def let_go(self, person: int) -> None:
        """Let somebody leave for good."""
        self._db.execute("update people set gone = 1 where id = ?", (person,))

    # ---------- sheets and receipts ----------

    def sheet(self, table: int, seat: Power) -> Kept | None:
        """Return the sheet that a seat is writing, if it wrote anything."""
        row = self._db.execute(
            'select turn, orders, by from sheets where "table" = ? and seat = ?', (table, seat.key)
        ).fetchone()
        return None if row is None else Kept(row[0], tuple(json.loads(row[1])), row[2])

    def keep_sheet(self, table: int, seat: Power, turn: int, orders: Iterable[str], by: str) -> None:
        """Keep a sheet in the making, in place of what was there."""
        self._db.execute(
            "insert or replace into sheets values (?, ?, ?, ?, ?)",
            (table, seat.key, turn, json.dumps(list(orders)), by),
        )

    def add_receipt(
        self, table: int, seat: Power, turn: int, orders: Iterable[str], by: str, at: float
    ) -> Receipt:
        """Write a receipt and return it with its number."""
        orders = tuple(orders)
        number = self._insert(
            'insert into receipts ("table", seat, turn, orders, by, at) values (?, ?, ?, ?, ?, ?)',
            (table, seat.key, turn, json.dumps(orders), by, at),
        )
        return Receipt(number, turn, orders, by, at, False)

    def withdraw_receipts(self, table: int, seat: Power, turn: int) -> None:
        """Mark the receipts of a seat's turn as withdrawn."""
        self._db.execute(
            'update receipts set withdrawn = 1 where "table" = ? and seat = ? and turn = ?',
            (table, seat.key, turn),
        )

    def receipts(self, table: int, seat: Power) -> tuple[Receipt, ...]:
        """Return a seat's receipts, the newest first."""
        rows = self._db.execute(
            'select id, turn, orders, by, at, withdrawn from receipts where "table" = ? and seat = ? '
            "order by id desc",
            (table, seat.key),
        )
        return tuple(Receipt(a, b, tuple(json.loads(c)), d, e, bool(f)) for a, b, c, d, e, f in rows)

    # ---------- messages ----------

    def post(
        self,
        table: int,
        turn: int,
        sender: Power | None,
        by: str,
        to: Iterable[str],
        text: str,
        at: float,
    ) -> Post:
        """Keep a message and return it with its number."""
        to = tuple(to)
        key = None if sender is None else sender.key
        number = self._insert(
            'insert into messages ("table", turn, sender, by, "to", text, at) values (?, ?, ?, ?, ?, ?, ?)',
            (table, turn, key, by, " ".join(to), text, at),
        )
        return Post(number, turn, sender, by, to, text, at)

    def posts(self, table: int) -> tuple[Post, ...]:
        """Return all messages of a table, in the order sent."""
        rows = self._db.execute(
            'select id, turn, sender, by, "to", text, at from messages where "table" = ? order by id',
            (table,),
        )
        return tuple(
            Post(number, turn, None if key is None else Power[key.upper()], by, tuple(to.split()), text, at)
            for number, turn, key, by, to, text, at in rows
        )

    # ---------- injects ----------

    def add_inject(self, table: int | None, act: dict[str, Any], reason: str) -> int:
        """Prepare an act and return its number."""
        return self._insert(
            'insert into injects ("table", act, reason) values (?, ?, ?)', (table, json.dumps(act), reason)
        )

    def injects(self) -> tuple[Inject, ...]:
        """Return all acts that were prepared, in that order."""
        rows = self._db.execute('select id, "table", act, reason, done from injects order by id')
        return tuple(Inject(a, b, json.loads(c), d, bool(e)) for a, b, c, d, e in rows)

    def inject_done(self, number: int) -> None:
        """Mark a prepared act as done."""
        self._db.execute("update injects set done = 1 where id = ?", (number,))

    # ---------- how ----------

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is written within at once or not at all."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def _insert(self, sql: str, values: tuple[Any, ...]) -> int:
        number = self._db.execute(sql, values).lastrowid
        assert number is not None
        return number

    def _prepare(self) -> None:
        version = self._db.execute("pragma user_version").fetchone()[0]
        if version == VERSION:
            return
        empty = not self._db.execute("select 1 from sqlite_master").fetchone()
        if version or not empty:
            raise StoreError(f"{self.path} is no class of this version: name another file")
        with self.together():
            for statement in filter(str.strip, _LAYOUT.split(";")):
                self._db.execute(statement)
            self._db.execute(f"pragma user_version = {VERSION}")


def _person(row: tuple[Any, ...]) -> Person:
    number, table, name, seat, role, gone = row
    return Person(number, table, name, None if seat is None else Power[seat.upper()], role, bool(gone))
