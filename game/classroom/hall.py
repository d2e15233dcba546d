"""A class: all its tables, kept in one store and one folder of records, and laid again after a restart."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from attrs import asdict, frozen

from game.classroom.clock import Clock
from game.classroom.security import Keys, new_code, tidy_code
from game.classroom.store import Person, Store
from game.classroom.table import Fallback, Table
from game.session import PERSON, Session
from rules.terms import POWERS

MOST_TABLES: Final = 60


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

    def __init__(self, store: Store, records: Path) -> None:
        self.store = store
        self.records = records
        self.keys = Keys(self._kept("secret"))
        self.facilitator_key = self._kept("facilitator")
        self.tables: dict[int, Table] = {}
        self._by_code: dict[str, Table] = {}
        for row in store.tables():
            self._lay(Table(row, Session.resume(records / row.record), store))

    def begin(self, plan: Plan) -> None:
        """Lay the tables of a new class."""
        self.records.mkdir(parents=True, exist_ok=True)
        for nth in range(1, plan.tables + 1):
            self.add_table(plan, f"Table {nth}", plan.seed + (nth - 1 if plan.own_seeds else 0))

    def add_table(self, plan: Plan, name: str, seed: int) -> Table:
        """Lay one more table."""
        code = new_code(lambda code: code in self._by_code)
        record = f"{code}.jsonl"
        session = Session.start(plan.scenario, dict.fromkeys(POWERS, PERSON), seed, self.records / record)
        clock = asdict(Clock.for_turn(plan.minutes * 60))
        self.store.add_table(code, name, record, clock, plan.fallback.value)
        return self._lay(Table(self.store.tables()[-1], session, self.store))

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

    def tick(self, now: float) -> None:
        """End the turns whose time is up."""
        for table in self.tables.values():
            table.tick(now)

    def close(self) -> None:
        """Close every record and the store."""
        for table in self.tables.values():
            table.session.close()
        self.store.close()

    def _lay(self, table: Table) -> Table:
        self.tables[table.id] = table
        self._by_code[table.code] = table
        return table

    def _kept(self, name: str) -> str:
        value = self.store.value(name)
        if value is None:
            value = secrets.token_urlsafe(24)
            self.store.keep(name, value)
        return value
