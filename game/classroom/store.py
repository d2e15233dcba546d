"""What a class keeps beside the records: tables, people, sheets in the making, receipts and messages.

One SQLite file in WAL mode, held by one server at a time. Every method that writes has written to the disk
when it returns (synchronous is FULL), so what a browser was told is kept; only `beat` does not wait for it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from game.classroom.rows import Inject, Kept, Person, Post, Receipt, TableRow
from rules.terms import Power

VERSION: Final = 1
"""The layout of the file."""

_LAYOUT: Final = """
create table class (name text primary key, value text not null);
create table tables (
    id integer primary key, code text not null unique, name text not null, record text not null,
    clock text not null, fallback text not null, options text not null default '{}'
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
    id integer not null, "table" integer not null, seat text not null, turn integer not null,
    orders text not null, by text not null, at real not null, withdrawn integer not null default 0,
    primary key ("table", seat, id)
);
create table messages (
    id integer primary key, "table" integer not null, turn integer not null, sender text, by text not null,
    "to" text not null, text text not null, at real not null, gone integer not null default 0
);
create table injects (id integer primary key, plan text not null, done text not null default '[]');
"""


class StoreError(Exception):
    """A file that is no store of a class, in one line."""


class Store:
    """The file of one class."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        try:
            self._db = _opened(self.path)
        except sqlite3.Error as error:
            raise StoreError(_why_not(self.path, error)) from None

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

    def beat(self, now: float) -> None:
        """Keep when the server was alive, without waiting for the disk: a power cut may lose some seconds."""
        self._db.execute("pragma synchronous=normal")
        try:
            self.keep("alive", repr(now))
        finally:
            self._db.execute("pragma synchronous=full")

    @property
    def alive(self) -> float | None:
        """When a server was last alive with this class (Unix seconds), or None for a new one."""
        value = self.value("alive")
        return None if value is None else float(value)

    # ---------- tables ----------

    def tables(self) -> tuple[TableRow, ...]:
        """Return all tables, in the order they were laid."""
        rows = self._db.execute(
            "select id, code, name, record, clock, fallback, options from tables order by id"
        )
        return tuple(TableRow(a, b, c, d, json.loads(e), f, json.loads(g)) for a, b, c, d, e, f, g in rows)

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

    def set_options(self, table: int, options: dict[str, bool]) -> None:
        """Keep the facilitator's switches of a table."""
        self._db.execute("update tables set options = ? where id = ?", (json.dumps(options), table))

    def rename_table(self, table: int, name: str) -> None:
        """Call a table by another name."""
        self._db.execute("update tables set name = ? where id = ?", (name, table))

    # ---------- people ----------

    def people(self, table: int) -> tuple[Person, ...]:
        """Return who joined a table and is not gone, in the order they came."""
        rows = self._db.execute(
            'select id, "table", name, seat, role, gone from people '
            'where "table" = ? and not gone order by id',
            (table,),
        )
        return tuple(map(_person, rows))

    def joined(self, table: int) -> int:
        """Return how many people ever joined a table."""
        return self._count('people where "table" = ?', (table,))

    def add_person(self, table: int, name: str) -> Person:
        """Let somebody join a table."""
        number = self._insert('insert into people ("table", name) values (?, ?)', (table, name))
        return Person(number, table, name, None, None)

    def seat_person(self, person: int, seat: Power | None, role: str | None) -> None:
        """Give somebody a seat and a role, or none."""
        key = None if seat is None else seat.key
        self._db.execute("update people set seat = ?, role = ? where id = ?", (key, role, person))

    def rename_person(self, person: int, name: str) -> None:
        """Call somebody by another name."""
        self._db.execute("update people set name = ? where id = ?", (name, person))

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
        """Write a receipt and return it with its number, the seat's own: it says nothing of other seats."""
        orders = tuple(orders)
        number = 1 + self._count('receipts where "table" = ? and seat = ?', (table, seat.key))
        self._db.execute(
            'insert into receipts (id, "table", seat, turn, orders, by, at) values (?, ?, ?, ?, ?, ?, ?)',
            (number, table, seat.key, turn, json.dumps(orders), by, at),
        )
        return Receipt(number, turn, orders, by, at, False)

    def withdraw_receipts(self, table: int, seat: Power, turn: int) -> None:
        """Mark the receipts of a seat's turn, and of later ones that were taken back, as withdrawn."""
        self._db.execute(
            'update receipts set withdrawn = 1 where "table" = ? and seat = ? and turn >= ?',
            (table, seat.key, turn),
        )

    def take_back(self, table: int, turn: int) -> None:
        """Mark what a game that went back to a turn takes back: receipts from it on, messages after it."""
        self._db.execute('update receipts set withdrawn = 1 where "table" = ? and turn >= ?', (table, turn))
        self._db.execute('update messages set gone = 1 where "table" = ? and turn > ?', (table, turn))

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

    def unpost(self, number: int) -> None:
        """Take back a message that could not be written down in the record."""
        self._db.execute("delete from messages where id = ?", (number,))

    def posts(self, table: int) -> tuple[Post, ...]:
        """Return the messages of a table that were not taken back, in the order sent."""
        rows = self._db.execute(
            'select id, turn, sender, by, "to", text, at from messages '
            'where "table" = ? and not gone order by id',
            (table,),
        )
        return tuple(
            Post(number, turn, None if key is None else Power[key.upper()], by, tuple(to.split()), text, at)
            for number, turn, key, by, to, text, at in rows
        )

    # ---------- injects ----------

    def add_inject(self, plan: dict[str, Any]) -> Inject:
        """Keep what was prepared and return it with its number."""
        number = self._insert("insert into injects (plan) values (?)", (json.dumps(plan),))
        return Inject(number, plan, ())

    def injects(self) -> tuple[Inject, ...]:
        """Return all that was prepared, in that order."""
        rows = self._db.execute("select id, plan, done from injects order by id")
        return tuple(Inject(a, json.loads(b), tuple(json.loads(c))) for a, b, c in rows)

    def inject_done(self, number: int, tables: Iterable[int]) -> None:
        """Keep at which tables something prepared was done."""
        self._db.execute("update injects set done = ? where id = ?", (json.dumps(list(tables)), number))

    def drop_inject(self, number: int) -> None:
        """Forget something prepared."""
        self._db.execute("delete from injects where id = ?", (number,))

    # ---------- how ----------

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is written within at once or not at all; within another one it is part of that."""
        if self._db.in_transaction:
            yield
            return
        with _together(self._db):
            yield

    def _count(self, rows: str, values: tuple[Any, ...]) -> int:
        return int(self._db.execute(f"select count(*) from {rows}", values).fetchone()[0])

    def _insert(self, sql: str, values: tuple[Any, ...]) -> int:
        number = self._db.execute(sql, values).lastrowid
        assert number is not None
        return number


# ---------- opening ----------


def _opened(path: Path) -> sqlite3.Connection:
    """Return the file of a class, this server's alone, its layout laid where it is new."""
    with suppress(OSError):  # SQLite says better why not
        _keep_to_owner(path)
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreError(f"{path} may not be written: name a file of your own with --store")
    db = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    try:
        db.execute("pragma locking_mode=exclusive")
        db.execute("pragma journal_mode=wal")
        db.execute("pragma synchronous=full")
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    version = db.execute("pragma user_version").fetchone()[0]
    if version != VERSION and (version or db.execute("select 1 from sqlite_master").fetchone()):
        raise StoreError(f"{path} is no class of this version of the program: name another file with --store")
    if version == VERSION:
        found = db.execute("pragma quick_check(1)").fetchone()[0]
        if found != "ok":
            found = " ".join(str(found).split())
            raise StoreError(f"{path} is damaged ({found}): put a copy in its place, or name another file")
    with _together(db):
        if not version:
            for statement in filter(str.strip, _LAYOUT.split(";")):
                db.execute(statement)
            db.execute(f"pragma user_version = {VERSION}")
        db.execute("delete from class where name = ''")  # a file that may not be written says so now


@contextmanager
def _together(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _why_not(path: Path, error: sqlite3.Error) -> str:
    """Return in one line why a file cannot hold a class, and what to do."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY:
            return f"{path} is in use: another 'twopercent host' serves this class"
        case sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be opened: is its folder there, and may you write in it?"
        case sqlite3.SQLITE_READONLY:
            return f"{path} may not be written: name a file of your own with --store"
        case sqlite3.SQLITE_NOTADB:
            return f"{path} is no class: name another file with --store"
        case sqlite3.SQLITE_FULL:
            return f"{path} cannot be written: the disk is full"
        case _:
            return f"{path} cannot hold a class ({error}): put a copy in its place, or name another file"


def _keep_to_owner(path: Path) -> None:
    """Make a new file that nobody else on this computer reads: it holds the class's secret and sheets."""
    if str(path) != ":memory:":
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _person(row: tuple[Any, ...]) -> Person:
    number, table, name, seat, role, gone = row
    return Person(number, table, name, None if seat is None else Power[seat.upper()], role, bool(gone))
