"""Work that would keep a class waiting, done in another process: debriefs and the archive of everything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeVar

from attrs import define, frozen

from game.classroom.table import Table
from game.headless.pool import attend, undisturbed
from game.report.debrief import GAMES, write_debrief
from rules.fingerprint import digest

T = TypeVar("T")

BRANCHES: Final = 2 * (GAMES + 1)
"""How many branches the two what-ifs of a debrief have at most."""

ONE: Final = 1
"""How many processes each kind of work has: the class itself comes first."""


def apart() -> Executor:
    """Return a process of its own for work that takes long."""
    return ProcessPoolExecutor(ONE, get_context("spawn"), initializer=_begin)


@frozen
class Progress:
    """How far a debrief is: `no`, `waiting`, `working`, `there` or `failed`, and that in words."""

    state: str
    words: str


@define
class _Job:
    page: Path
    future: Future[str]


class Backroom:
    """The debriefs of a class, each made once when its game has ended, and a process for other work."""

    def __init__(self, folder: Path, make: Callable[[], Executor] = apart) -> None:
        self._folder = folder
        self._make = make
        self._executors: dict[str, Executor] = {}
        self._jobs: dict[int, _Job] = {}
        self._pages: dict[int, tuple[int, Path]] = {}
        self._failed: dict[Path, str] = {}

    def look(self, tables: Iterable[Table]) -> None:
        """Begin the debriefs of games that have ended, and take note of those that are done."""
        for table in tables:
            job = self._jobs.get(table.id)
            if job is not None and job.future.done():
                self._take(table, job)
            elif job is None and table.over and self._wanted(table):
                self._begin(table)

    def page(self, table: Table) -> Path | None:
        """Return the debrief of a game that has ended, if it is made."""
        if not table.over:
            return None
        page = self._page(table)
        return page if page.exists() else None

    def progress(self, table: Table) -> Progress:
        """Return how far a table's debrief is."""
        if not table.over:
            return Progress("no", "The game goes on: the debrief waits for its end.")
        page = self._page(table)
        if page.exists():
            return Progress("there", "The debrief is ready.")
        if page in self._failed:
            return Progress("failed", f"The debrief could not be made: {self._failed[page]}")
        done = _read(_counter(page))
        if done:
            return Progress("working", f"The debrief is being made: what-if {done} of {BRANCHES} at most.")
        return Progress("waiting", "The debrief is being made.")

    def again(self, table: Table) -> None:
        """Let a debrief be made anew."""
        page = self._page(table)
        page.unlink(missing_ok=True)
        self._failed.pop(page, None)

    def forget(self, table: Table) -> None:
        """Drop what was made or is being made of an end that is none any more."""
        self.again(table)
        job = self._jobs.pop(table.id, None)
        if job is not None:
            job.future.cancel()

    def submit(self, work: Callable[..., T], *values: object) -> Future[T]:
        """Have something else done beside the debriefs."""
        return self._submit("other", work, *values)

    def close(self) -> None:
        """Let the processes go; what is under way is done again when the class is opened next."""
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)

    # ---------- how ----------

    def _page(self, table: Table) -> Path:
        """Return where the debrief of a table's end is kept: another end has another place."""
        version, page = self._pages.get(table.id, (-1, self._folder))
        if version != table.version:
            page = self._folder / f"{table.code}-debrief-{digest(table.session.state)}.html"
            self._pages[table.id] = (table.version, page)
        return page

    def _wanted(self, table: Table) -> bool:
        page = self._page(table)
        return page not in self._failed and not page.exists()

    def _begin(self, table: Table) -> None:
        page = self._page(table)
        record = self._folder / table.record
        self._jobs[table.id] = _Job(page, self._submit("debrief", make_debrief, record, page))

    def _take(self, table: Table, job: _Job) -> None:
        del self._jobs[table.id]
        error = None if job.future.cancelled() else job.future.exception()
        if isinstance(error, BrokenProcessPool):
            self._executors.pop("debrief", None)
        failed = str(error) if error is not None else "" if job.future.cancelled() else job.future.result()
        if failed:
            self._failed[job.page] = failed
        table.made_debrief()

    def _submit(self, kind: str, work: Callable[..., T], *values: object) -> Future[T]:
        if kind not in self._executors:
            self._executors[kind] = self._make()
        try:
            with undisturbed():
                return self._executors[kind].submit(work, *values)
        except BrokenProcessPool:
            self._executors[kind] = self._make()
            return self._executors[kind].submit(work, *values)


def _begin() -> None:
    """Make a process ready: it ends with the server, and the server comes first."""
    attend()
    if hasattr(os, "nice"):
        os.nice(10)


def make_debrief(record: Path, page: Path, games: int = GAMES) -> str:
    """Write the debrief of a record and return what went wrong in one line, or nothing."""
    counter = _counter(page)

    def watch(pairs: Iterable[T]) -> Iterator[T]:
        for pair in pairs:
            counter.write_text(str(int(_read(counter) or 0) + 1), encoding="utf-8")
            yield pair

    try:
        write_debrief(record, page, games=games, watch=watch)
    except Exception as error:  # whatever it is, the class goes on and the page says so
        return f"{type(error).__name__}: {error}".partition("\n")[0]
    finally:
        counter.unlink(missing_ok=True)
    return ""


def _counter(page: Path) -> Path:
    """Return the file that says how many branches are played."""
    return page.with_suffix(".count")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
