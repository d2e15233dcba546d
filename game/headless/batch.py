"""Many games over one or more processes, here or on a cluster, in the order of their numbers.

Game number i (from 1) has seed + i - 1, and every game has new players, so that neither the number of
processes nor the death of one changes a result. Only a few games are ahead of the one awaited, so that
memory stays flat. A script that asks for more than one process needs the usual `if __name__ == "__main__"`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import Thread
from typing import Any, Final

from attrs import frozen

from game.content import handicapped, scenario_digest, scenario_from_plain, scenario_plain
from game.headless.playouts import playout
from game.headless.results import Game, lost_to
from game.headless.tracks import Tracks
from game.players import registry
from game.players.clock import LIMITS, Limits
from rules.terms import POWERS

MOST_JOBS: Final = 60
"""The most processes of a batch; Windows can wait for no more."""

MOST_DEATHS: Final = 3
"""How often processes may die before the game awaited is finished."""

_AHEAD: Final = 4

Handicaps = tuple[int, int, int, int]
"""By how many per cent each power's income and first treasury are raised; a setting that tables show."""

EVEN: Final[Handicaps] = (0, 0, 0, 0)
"""No handicap."""


@frozen
class Setting:
    """What a table is made from: a scenario, what is kept beside results, limits of outsiders, handicaps."""

    scenario: str
    records: bool = False
    limits: Limits = LIMITS
    handicaps: Handicaps = EVEN
    tracks: bool = False

    def data(self) -> dict[str, Any]:
        """Return the scenario's data with its handicaps."""
        return handicapped(scenario_plain(self.scenario), self.handicaps)


@frozen
class Batch:
    """What is to be played: a scenario by name or path, players' names by power, seeds, processes.

    The limits are those of players from outside the house. A scheduler is the address of a Dask cluster,
    which then plays instead of processes here.
    """

    scenario: str
    seats: tuple[str, str, str, str]
    seed: int = 1
    games: int = 20
    jobs: int = 1
    records: bool = False
    limits: Limits = LIMITS
    handicaps: Handicaps = EVEN
    tracks: bool = False
    scheduler: str = ""

    @property
    def setting(self) -> Setting:
        """What its table is made from."""
        return Setting(self.scenario, self.records, self.limits, self.handicaps, self.tracks)

    def matches(self, after: int = 0) -> Iterator[Match]:
        """Hand over the games to be played after so many: the same seats on one seed after another."""
        for number in range(after + 1, self.games + 1):
            yield Match(number, self.seed + number - 1, self.seats)


@frozen
class Match:
    """A game to be played: its number, seed and players' names by power."""

    number: int
    seed: int
    seats: tuple[str, str, str, str]


@frozen
class Played:
    """A finished game with the lines of its record and its packed tracks, if they were asked for."""

    game: Game
    lines: list[str]
    tracks: bytes = b""


class GameBroke(Exception):
    """A game that could not be played to its end: its number, seed and what broke it, in one line."""


class WorkerDied(Exception):
    """Processes were killed from outside again and again, perhaps for want of memory."""


class NoCluster(Exception):
    """A cluster that cannot be reached, has no worker or was lost, or whose workers cannot play this."""


# ---------- playing ----------


class Table:
    """Where games are played: the scenario is loaded once, the players are made anew."""

    def __init__(self, setting: Setting, data: Mapping[str, Any] | None = None) -> None:
        """Make a table; `data` is the scenario's with its handicaps, where it is at hand."""
        plain = setting.data() if data is None else data
        self.scenario = scenario_from_plain(plain)
        self.digest = scenario_digest(plain)
        self.setting = setting

    def play(self, match: Match) -> Played:
        """Play a game; GameBroke where it cannot be played to its end."""
        try:
            return self._play(match)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise GameBroke(f"game {match.number} (seed {match.seed}) broke: {what}") from error

    def _play(self, match: Match) -> Played:
        players = {power: registry.make(match.seats[power], self.setting.limits) for power in POWERS}
        tracks = Tracks(self.scenario.world, match) if self.setting.tracks else None
        watch = None if tracks is None else tracks.add
        done = playout(self.scenario, players, match.seed, self.setting.records, self.digest, watch=watch)
        one, two, three, four = (score.total for score in done.outcome.scores)
        ending, lost = done.outcome.ending, tuple(lost_to(power, done.faults) for power in POWERS)
        game = Game(match.number, match.seed, done.digest, done.turns, ending, (one, two, three, four), lost)
        return Played(game, done.lines, b"" if tracks is None else tracks.packed())


def play(batch: Batch, after: int = 0) -> Generator[Played, None, None]:
    """Play a batch after so many of its games and hand them over in the order of their numbers."""
    if batch.scheduler:
        from game.headless.cluster import play_on

        return play_on(batch.scheduler, batch.setting, batch.matches(after))
    return _play_here(batch.setting, batch.matches(after), min(batch.jobs, batch.games - after))


def play_matches(
    scenario: str,
    matches: Iterable[Match],
    jobs: int,
    records: bool = False,
    limits: Limits = LIMITS,
    handicaps: Handicaps = EVEN,
) -> Generator[Played, None, None]:
    """Play games on one or more processes and hand them over in the order they were given in."""
    return _play_here(Setting(scenario, records, limits, handicaps), matches, jobs)


def _play_here(setting: Setting, matches: Iterable[Match], jobs: int) -> Generator[Played, None, None]:
    jobs = min(jobs, MOST_JOBS)
    return _alone(setting, matches) if jobs <= 1 else _together(setting, matches, jobs)


def _alone(setting: Setting, matches: Iterable[Match]) -> Generator[Played, None, None]:
    table = Table(setting)
    for match in matches:
        yield table.play(match)


def _together(setting: Setting, matches: Iterable[Match], jobs: int) -> Generator[Played, None, None]:
    pool = _Pool(setting, jobs)
    try:
        for match in matches:
            if len(pool.waiting) >= _AHEAD * jobs:
                yield pool.next()
            pool.add(match)
        while pool.waiting:
            yield pool.next()
    finally:
        pool.close()


class _Pool:
    """Processes at a table. Where one dies they are all made anew, and what was under way is played again."""

    def __init__(self, setting: Setting, jobs: int) -> None:
        self.waiting: deque[tuple[Match, Future[Played]]] = deque()
        self._setting, self._jobs = setting, jobs
        self._deaths = 0
        self._processes = self._made()

    def add(self, match: Match) -> None:
        """Have a game played."""
        self.waiting.append((match, self._submit(match)))

    def next(self) -> Played:
        """Wait for the game that was added first; GameBroke or WorkerDied where it cannot be had."""
        while True:
            try:
                played = self.waiting[0][1].result()
            except BrokenProcessPool:
                self._begin_again()
                continue
            self.waiting.popleft()
            self._deaths = 0
            return played

    def close(self) -> None:
        """End the processes."""
        self._processes.shutdown(wait=True, cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._jobs, spawn, initializer=_begin, initargs=(self._setting,))

    def _submit(self, match: Match) -> Future[Played]:
        try:
            with undisturbed():
                return self._processes.submit(_play, match)
        except BrokenProcessPool as error:  # it is heard when this game's turn comes
            broken = Future[Played]()
            broken.set_exception(error)
            return broken

    def _begin_again(self) -> None:
        time.sleep(0.2)  # Ctrl-C ends workers too: let it be heard before their end is
        self._deaths += 1
        self.close()
        if self._deaths > MOST_DEATHS:
            first = self.waiting[0][0]
            raise WorkerDied(
                f"processes died {self._deaths} times while game {first.number} (seed {first.seed}) "
                "or one beside it was played, perhaps for want of memory"
            )
        self._processes = self._made()
        for nth, (match, future) in enumerate(self.waiting):
            if future.cancelled() or isinstance(future.exception(), BrokenProcessPool):
                self.waiting[nth] = match, self._submit(match)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no Ctrl-C fall between a process's birth and its first line, where it would be a traceback.

    A pool starts processes as games come in. A blocked signal is inherited and waits until `attend`.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_tables: Final[list[Table]] = []


def _begin(setting: Setting) -> None:
    """Make a process ready for games at a table."""
    attend()
    _tables[:] = [Table(setting)]


def attend() -> None:
    """Make a process of a pool ready: Ctrl-C ends it silently, and so does the end of its parent."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play(match: Match) -> Played:
    return _tables[0].play(match)
