"""A batch on a Dask cluster: chunks of games in the order of their numbers, the same results as here.

Dask plays again what a lost worker had under way, on another. The scenario's data goes to every worker, those
that come later too, so that only the program must be installed there; it must be the same program.
Imported only where a scheduler is asked for: it needs the extra `cluster`.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import islice
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker

from game.headless.batch import Match, NoCluster, Played, Setting, Table
from game.headless.pool import WorkerDied
from game.headless.program import program_digest

PATIENCE: Final = 20
"""How many seconds a cluster may take to answer and to have a worker."""

MOST_GAMES: Final = 50
"""The most games of a chunk."""

_SECONDS: Final = 0.5
"""How long a chunk should last: long beside the cost of a task, short beside a batch."""

_AHEAD: Final = 3

_TROUBLE: Final = (OSError, CancelledError)


class Seating(WorkerPlugin):
    """What a worker needs for a batch; the table is made when its first games come."""

    def __init__(self, name: str, setting: Setting, data: dict[str, Any], program: str) -> None:
        self.name = name
        self._setting, self._data, self._program = setting, data, program
        self._table: Table | None = None
        self._alone: Any = None

    def setup(self, worker: Any) -> None:
        """Stand ready: a table plays one game at a time, whatever the threads of its worker."""
        self._alone = Lock()

    def play(self, matches: Iterable[Match]) -> list[Played]:
        """Play games one after another."""
        with self._alone:
            if program_digest() != self._program:
                raise OtherProgram
            if self._table is None:
                self._table = Table(self._setting, self._data)
            return [self._table.play(match) for match in matches]


class OtherProgram(Exception):
    """A worker that has another version of the program."""


def play_on(scheduler: str, setting: Setting, matches: Iterable[Match]) -> Generator[Played, None, None]:
    """Play games on a cluster and hand them over in the order they were given in.

    NoCluster or WorkerDied where that cannot be done; GameBroke for a game that breaks.
    """
    with _client(scheduler) as client, _seated(client, scheduler, setting) as name:
        try:
            yield from _stream(client, name, matches)
        except KilledWorker as error:
            raise WorkerDied(f"the cluster at {scheduler} lost one worker after another: {error}") from None
        except OtherProgram:
            raise NoCluster(_not_the_same(scheduler)) from None
        except _TROUBLE as error:
            raise NoCluster(f"the cluster at {scheduler} was lost: {_short(error)}") from None


def _stream(client: Any, name: str, matches: Iterable[Match]) -> Iterator[Played]:
    source, size = iter(matches), 1
    waiting: deque[tuple[int, Future[Any]]] = deque()
    while True:
        while len(waiting) < _AHEAD * max(1, sum(client.nthreads().values())):
            chunk = tuple(islice(source, size))
            if not chunk:
                break
            key = f"{name}-{chunk[0].number}"
            waiting.append((len(chunk), client.submit(play_chunk, name, chunk, key=key)))
        if not waiting:
            return
        count, future = waiting.popleft()
        played, seconds = future.result()
        size = max(1, min(MOST_GAMES, 2 * count, round(_SECONDS * count / max(seconds, 1e-6))))
        yield from played


def play_chunk(name: str, matches: tuple[Match, ...]) -> tuple[list[Played], float]:
    """Play games on the worker that this runs on; return them and how long they took."""
    begun = time.perf_counter()
    seating: Any = get_worker().plugins[name]
    played = seating.play(matches)
    return played, time.perf_counter() - begun


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    """Connect to a cluster that has a worker."""
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what went wrong is said in one line
    connect: Any = Client
    try:
        client = connect(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no Dask scheduler answers at {scheduler}: {_short(error)}") from None
    try:
        _await_worker(client, scheduler)
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=PATIENCE)


def _await_worker(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise NoCluster(f"the cluster at {scheduler} has no workers") from None


@contextmanager
def _seated(client: Any, scheduler: str, setting: Setting) -> Iterator[str]:
    """Tell all workers, now and later, what is played, under a name of its own."""
    name = f"twopercent-{uuid4().hex[:12]}"
    try:
        client.register_plugin(Seating(name, setting, setting.data(), program_digest()), name=name)
    except (ImportError, AttributeError):
        raise NoCluster(_not_the_same(scheduler)) from None
    try:
        yield name
    finally:
        with suppress(Exception):
            client.unregister_worker_plugin(name)


def _not_the_same(scheduler: str) -> str:
    return f"a worker of {scheduler} has not this version of the program: install the same one there"


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
