"""A class: all its tables, kept in one store and one folder of records, and laid again after a restart."""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from game.classroom.backroom import Backroom, apart
from game.classroom.clock import Clock
from game.classroom.mending import mend
from game.classroom.prepared import Agenda
from game.classroom.rows import Person
from game.classroom.security import Keys, new_code, tidy_code
from game.classroom.store import Store
from game.classroom.table import Table
from game.classroom.terms import Fallback
from game.content import ContentError, scenario_plain
from game.record import DamagedRecord, load
from game.session import PERSON, Session, SessionError
from rules.terms import POWERS

MOST_TABLES: Final = 60

BEAT: Final = 1.0
"""Seconds between two notes that the server is alive."""


@frozen
class Lost:
    """A table whose record cannot be gone on with: its name and code, the file, and why in one line."""

    name: str
    code: str
    record: Path
    why: str

    def __str__(self) -> str:
        return f"{self.name} (code {self.code}) cannot go on: {self.record}: {self.why}"


@frozen
class Plan:
    """What a new class plays: scenario, tables, first seed, minutes a turn, and whether seeds differ."""

    scenario: str
    tables: int = 1
    seed: int = 1
    minutes: float = 10.0
    fallback: Fallback = Fallback.HOLD
    own_seeds: bool = False


class Hall:
    """The tables of a class, by number and by join code."""

    def __init__(self, store: Store, records: Path, make: Callable[[], Executor] = apart) -> None:
        self.store = store
        self.records = records
        self.boot = secrets.token_hex(4)
        """A word of this run, so that what a page had from the last one is never taken for new."""
        self.address = ""
        """Where the class joins, as the program printed it."""
        self.keys = Keys(self._kept("secret"))
        self.facilitator_key = self._kept("facilitator")
        self.tables: dict[int, Table] = {}
        self.lost: list[Lost] = []
        self._by_code: dict[str, Table] = {}
        self._beaten = float("-inf")
        self._complaints: dict[str, str] = {}
        for row in store.tables():
            try:
                self._lay(Table(row, Session.resume(records / row.record), store))
            except (DamagedRecord, SessionError, ContentError, OSError) as error:
                self.lost.append(Lost(row.name, row.code, records / row.record, str(error)))
        self.backroom = Backroom(records, make)
        self.agenda = Agenda(store, self.tables)
        self.agenda.hitches += map(str, self.lost)
        if self.tables:
            self.agenda.load(next(iter(self.tables.values())).session.state)

    @property
    def is_new(self) -> bool:
        """Whether no table was ever laid."""
        return not self.tables and not self.lost

    @property
    def plan(self) -> Plan | None:
        """As what the class was begun, or None where it was laid table by table."""
        value = self.store.value("plan")
        if value is None:
            return None
        kept = json.loads(value)
        return Plan(**kept | {"fallback": Fallback(kept["fallback"])})

    def begin(self, plan: Plan) -> None:
        """Lay the tables of a new class, all of them or, where that fails, none."""
        self.records.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with self.store.together():
                self.store.keep("plan", json.dumps(asdict(plan) | {"fallback": plan.fallback.value}))
                for nth in range(1, plan.tables + 1):
                    self.add_table(plan, f"Table {nth}", plan.seed + (nth - 1 if plan.own_seeds else 0))
        except Exception:
            self._clear()
            raise

    def go_on(self, now: float) -> None:
        """Make good what a crash cut in two, and take the time that the server was down off no clock."""
        alive = self.store.alive
        down = 0.0 if alive is None else max(0.0, now - alive)
        for table in self.tables.values():
            mend(table, self.store, load(self.records / table.record), now, down)
        self.agenda.finish(now)
        self._beat(now)

    def add_table(self, plan: Plan, name: str, seed: int) -> Table:
        """Lay one more table."""
        return self._add(scenario_plain(plan.scenario), name, seed, plan.minutes * 60, plan.fallback)

    def _add(self, data: dict[str, Any], name: str, seed: int, seconds: float, fallback: Fallback) -> Table:
        code = new_code(lambda code: (self.records / f"{code}.jsonl").exists())
        path = self.records / f"{code}.jsonl"
        session = Session.begin(data, dict.fromkeys(POWERS, PERSON), seed, path)
        try:
            self.store.add_table(code, name, path.name, asdict(Clock.for_turn(seconds)), fallback.value)
            return self._lay(Table(self.store.tables()[-1], session, self.store))
        except Exception:
            session.close()
            path.unlink()
            raise

    def add_like(self, table: Table, name: str, seed: int) -> Table:
        """Lay one more table with the scenario and the clock of another."""
        data = load(self.records / table.record).header.data
        assert data is not None
        return self._add(data, name, seed, table.clock.per_turn, table.fallback)

    def with_code(self, code: str) -> Table | None:
        """Return the table that a join code opens."""
        return self._by_code.get(tidy_code(code))

    def whose(self, values: dict[str, object] | None) -> tuple[Table, Person] | None:
        """Return the table and person that a token's values speak of, if they are still there."""
        if values is None:
            return None
        table, person = values.get("t"), values.get("p")
        if type(table) is not int or type(person) is not int or table not in self.tables:
            return None
        found = self.tables[table].person(person)
        return None if found is None else (self.tables[table], found)

    def jumped(self, seconds: float) -> None:
        """Take a jump of the time off every clock: the computer slept, or its time was set."""
        for table in self.tables.values():
            table.shift_clock(seconds)

    def tick(self, now: float) -> None:
        """End the turns whose time is up, do what is due, and begin the debriefs of games that ended."""
        for _ in self.ticks(now):
            pass

    def ticks(self, now: float) -> Iterator[Table]:
        """End the turns whose time is up one by one and yield their tables, so that others are heard between.

        What keeps one table from ending its turn keeps no other; it is tried again at the next tick.
        """
        self._beat(now)
        for table in tuple(self.tables.values()):
            if self._tried(f"{table.name} cannot end its turn", partial(table.tick, now)):
                yield table
        self._tried("what is due cannot be done", partial(self.agenda.due, now))
        self._tried("no debrief can be begun", partial(self.backroom.look, self.tables.values()))

    def close(self) -> None:
        """Close every record and the store."""
        self.backroom.close()
        for table in self.tables.values():
            table.session.close()
        self.store.close()

    def _lay(self, table: Table) -> Table:
        self.tables[table.id] = table
        self._by_code[table.code] = table
        return table

    def _beat(self, now: float) -> None:
        if now - self._beaten >= BEAT:
            self._beaten = now
            with suppress(sqlite3.Error):
                self.store.beat(now)

    def _tried(self, what: str, act: Callable[[], object]) -> bool:
        """Do what the time asks for and tell whether it did something; say once why it cannot be done."""
        try:
            done = bool(act())
        except Exception as error:  # the clocks of the others go on
            line = f"{what}: {error or type(error).__name__}"
            if self._complaints.get(what) != line:
                self._complaints[what] = line
                logging.getLogger(__name__).error(line)
            return False
        self._complaints.pop(what, None)
        return done

    def _clear(self) -> None:
        """Take back the tables of a class that could not begin."""
        for table in self.tables.values():
            table.session.close()
            (self.records / table.record).unlink(missing_ok=True)
        self.tables.clear()
        self._by_code.clear()

    def _kept(self, name: str) -> str:
        value = self.store.value(name)
        if value is None:
            value = secrets.token_urlsafe(24)
            self.store.keep(name, value)
        return value
