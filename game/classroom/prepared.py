"""Injects that a facilitator prepared: kept with the class, done at the button or when their turn begins."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define

from game.classroom.chair import Chair
from game.classroom.rows import Inject
from game.classroom.store import Store
from game.classroom.table import Table
from game.classroom.terms import TableError
from game.content_findings import Finding
from game.content_injects import Prepared, one_inject, read_injects
from game.session import SessionError
from rules.state import State


@define
class Item:
    """A prepared inject, its number, and the tables where it was done."""

    id: int
    inject: Prepared
    done: list[int]

    def meant_for(self, table: Table) -> bool:
        """Tell whether a table is among those that the inject is for."""
        return not self.inject.tables or table.id in self.inject.tables


class Agenda:
    """The injects of a class, in the order they were prepared."""

    def __init__(self, store: Store, tables: Mapping[int, Table]) -> None:
        self.items: list[Item] = []
        self.hitches: list[str] = []
        """What could not be done by itself, in words."""
        self._store = store
        self._tables = tables

    def load(self, state: State) -> None:
        """Read again what is kept; what has no meaning any more is left out and told."""
        for row in self._store.injects():
            found: list[Finding] = []
            inject = one_inject(row.plan, state, f"inject {row.id}", found)
            self.hitches += [f"{path}: {said}" for path, said in found]
            self._take(row, inject)

    def read(self, text: str, state: State, name: str = "") -> int:
        """Keep the injects of a file and return how many are new; raise InjectError with all its faults."""
        known = [dict(item.inject.plain) for item in self.items]
        fresh = [each for each in read_injects(text, state, name) if dict(each.plain) not in known]
        with self._store.together():
            for each in fresh:
                self._take(self._store.add_inject(_plain(each)), each)
        return len(fresh)

    def item(self, number: int) -> Item | None:
        """Return an inject by its number."""
        return next((item for item in self.items if item.id == number), None)

    def do(self, item: Item, table: Table, now: float) -> str:
        """Do an inject at a table and return in words what was done; raise TableError."""
        inject, chair = item.inject, Chair(table)
        if inject.act is not None:
            chair.act(inject.act)
        else:
            chair.note(f"inject '{inject.name}': {inject.reason}")
        if inject.message:
            chair.say(inject.to, inject.message, now)
        self._mark(item, [*item.done, *([] if table.id in item.done else [table.id])])
        return f"{table.name}: {inject.name}"

    def due(self, now: float) -> None:
        """Do what comes by itself at the beginning of the turn that a table has reached."""
        for item in self.items:
            if item.inject.turn:
                for table in self._tables.values():
                    if table.turn == item.inject.turn and item.meant_for(table) and table.id not in item.done:
                        self._do_due(item, table, now)

    def finish(self, now: float) -> None:
        """Mark what the last server did and could not mark before it died, so that it is not done again."""
        for item in self.items:
            for table in self._tables.values():
                if item.inject.turn == table.turn and table.id not in item.done and _was_begun(item, table):
                    if item.inject.message and not _was_said(item, table):
                        Chair(table).say(item.inject.to, item.inject.message, now)
                    self._mark(item, [*item.done, table.id])

    def gone_back(self, table: Table, turn: int) -> None:
        """Let what belongs to turns after the one gone back to come again."""
        for item in self.items:
            if item.inject.turn > turn and table.id in item.done:
                self._mark(item, [each for each in item.done if each != table.id])

    def drop(self, item: Item) -> None:
        """Forget an inject."""
        self._store.drop_inject(item.id)
        self.items.remove(item)

    def _do_due(self, item: Item, table: Table, now: float) -> None:
        if table.over:
            return
        try:
            self.do(item, table, now)
        except (TableError, SessionError) as error:
            self.hitches.append(
                f"{table.name}, turn {table.turn}: '{item.inject.name}' was not done: {error}"
            )
            self._mark(item, [*item.done, table.id])

    def _mark(self, item: Item, done: list[int]) -> None:
        self._store.inject_done(item.id, done)
        item.done = done

    def _take(self, row: Inject, inject: Prepared | None) -> None:
        if inject is not None:
            self.items.append(Item(row.id, inject, list(row.done)))


def _was_begun(item: Item, table: Table) -> bool:
    """Tell whether the first thing that an inject does was done in the turn that is being written."""
    if item.inject.act is None:
        return _was_said(item, table)
    return item.inject.act in [each.act for each in table.session.acted()]


def _was_said(item: Item, table: Table) -> bool:
    return any(
        post.turn == table.turn and post.sender is None and post.text == item.inject.message.strip()
        for post in table.posts(None)
    )


def _plain(inject: Prepared) -> dict[str, object]:
    return dict(inject.plain)
