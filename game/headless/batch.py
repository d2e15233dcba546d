"""Many games over one or more processes, in the order of their numbers, and a folder that keeps them.

Game number i (from 1) has seed + i - 1, and every game has new players, so that the number of processes
changes no result. Only a few games are ahead of the one awaited, so that memory stays flat.
A script that asks for more than one process needs the usual `if __name__ == "__main__"`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from pathlib import Path
from threading import Thread
from typing import Any, Final

from attrs import frozen

from game.content import handicapped, scenario_digest, scenario_from_plain, scenario_plain
from game.headless.playouts import playout
from game.headless.results import Game, lost_to
from game.players import registry
from game.players.clock import LIMITS, Limits
from game.record import write_record
from rules.terms import POWERS

MOST_JOBS: Final = 60
"""The most processes of a batch; Windows can wait for no more."""

_AHEAD: Final = 4

Handicaps = tuple[int, int, int, int]
"""By how many per cent each power's income and first treasury are raised; a setting that tables show."""

EVEN: Final[Handicaps] = (0, 0, 0, 0)
"""No handicap."""

Where = tuple[str, bool, Limits, Handicaps]
"""What a table is made from: a scenario, whether records are kept, limits of outsiders, handicaps."""


@frozen
class Batch:
    """What is to be played: a scenario by name or path, players' names by power, seeds, processes.

    The limits are those of players from outside the house.
    """

    scenario: str
    seats: tuple[str, str, str, str]
    seed: int = 1
    games: int = 20
    jobs: int = 1
    records: bool = False
    limits: Limits = LIMITS
    handicaps: Handicaps = EVEN

    def matches(self) -> Iterator[Match]:
        """Hand over the games to be played: the same seats on one seed after another."""
        for number in range(1, self.games + 1):
            yield Match(number, self.seed + number - 1, self.seats)


@frozen
class Match:
    """A game to be played: its number, seed and players' names by power."""

    number: int
    seed: int
    seats: tuple[str, str, str, str]


@frozen
class Played:
    """A finished game with the lines of its record, if records were asked for."""

    game: Game
    lines: list[str]


class GameBroke(Exception):
    """A game that could not be played to its end: its number, seed and what broke it."""

    def __init__(self, number: int, seed: int, error: BaseException) -> None:
        super().__init__(f"game {number} (seed {seed}) broke: {type(error).__name__}: {error}")


class WorkerDied(Exception):
    """A process of the batch was killed from outside, perhaps for want of memory."""


class Unkept(Exception):
    """A folder that cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}")


# ---------- playing ----------


class Table:
    """Where games are played: the scenario is loaded once, the players are made anew."""

    def __init__(
        self, scenario: str, records: bool, limits: Limits = LIMITS, handicaps: Handicaps = EVEN
    ) -> None:
        data = handicapped(scenario_plain(scenario), handicaps)
        self.scenario = scenario_from_plain(data)
        self.digest = scenario_digest(data)
        self.records = records
        self.limits = limits

    def play(self, match: Match) -> Played:
        """Play a game."""
        players = {power: registry.make(match.seats[power], self.limits) for power in POWERS}
        done = playout(self.scenario, players, match.seed, self.records, self.digest)
        one, two, three, four = (score.total for score in done.outcome.scores)
        ending, lost = done.outcome.ending, tuple(lost_to(power, done.faults) for power in POWERS)
        game = Game(match.number, match.seed, done.digest, done.turns, ending, (one, two, three, four), lost)
        return Played(game, done.lines)


def play(batch: Batch) -> Generator[Played, None, None]:
    """Play a batch and hand over its games in the order of their numbers."""
    jobs = min(batch.jobs, batch.games)
    return play_matches(batch.scenario, batch.matches(), jobs, batch.records, batch.limits, batch.handicaps)


def play_matches(
    scenario: str,
    matches: Iterable[Match],
    jobs: int,
    records: bool = False,
    limits: Limits = LIMITS,
    handicaps: Handicaps = EVEN,
) -> Generator[Played, None, None]:
    """Play games on one or more processes and hand them over in the order they were given in."""
    jobs, where = min(jobs, MOST_JOBS), (scenario, records, limits, handicaps)
    return _alone(where, matches) if jobs <= 1 else _together(where, matches, jobs)


def _alone(where: Where, matches: Iterable[Match]) -> Generator[Played, None, None]:
    table = Table(*where)
    for match in matches:
        try:
            played = table.play(match)
        except Exception as error:
            raise GameBroke(match.number, match.seed, error) from error
        yield played


def _together(where: Where, matches: Iterable[Match], jobs: int) -> Generator[Played, None, None]:
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin, initargs=where)
    waiting: deque[tuple[Match, Future[Played]]] = deque()
    try:
        for match in matches:
            if len(waiting) >= _AHEAD * jobs:
                yield _next(waiting)
            with undisturbed():
                waiting.append((match, pool.submit(_play, match)))
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool:
        time.sleep(0.2)  # Ctrl-C ends workers too: let it be heard before their end is
        raise WorkerDied("a process of the batch was killed, perhaps for want of memory") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(waiting: deque[tuple[Match, Future[Played]]]) -> Played:
    match, future = waiting.popleft()
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:
        raise GameBroke(match.number, match.seed, error) from error


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


def _begin(scenario: str, records: bool, limits: Limits, handicaps: Handicaps) -> None:
    """Make a process ready for games at a table."""
    attend()
    _tables[:] = [Table(scenario, records, limits, handicaps)]


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


# ---------- keeping ----------


class Folder:
    """Where a batch is kept: `games.jsonl`, a record for each game, and the scenario's data once."""

    def __init__(self, path: Path, batch: Batch) -> None:
        """Make the folder, or take one without games; FileExistsError where it holds games already."""
        self.path = path
        self.kept = 0
        self._records = path / "records"
        if (path / "games.jsonl").exists():
            raise FileExistsError(path)
        try:
            (self._records if batch.records else path).mkdir(parents=True, exist_ok=True)
            if batch.records:
                data = json.dumps(_data_of(batch), ensure_ascii=False, separators=(",", ":"))
                (path / "scenario.json").write_bytes(data.encode())
            self._games = open(path / "games.jsonl", "xb", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise Unkept(path, error) from None

    def keep(self, played: Played) -> None:
        """Keep a finished game as a whole, or nothing of it."""
        record = self._records / f"game-{played.game.number:05}.jsonl"
        end = self._games.tell()
        try:
            if played.lines:
                _write_whole(record, played.lines)
            self._append(line_of(played.game))
        except BaseException as error:
            with suppress(OSError):
                record.unlink(missing_ok=True)
            with suppress(OSError):
                self._games.truncate(end)
                self._games.seek(end)
            if isinstance(error, OSError):
                raise Unkept(self.path, error) from None
            raise
        self.kept += 1

    def _append(self, line: str) -> None:
        data = memoryview(f"{line}\n".encode())
        while data:
            data = data[self._games.write(data) or 0 :]

    def close(self) -> None:
        """Close the list of games."""
        self._games.close()


def _data_of(batch: Batch) -> dict[str, Any]:
    return handicapped(scenario_plain(batch.scenario), batch.handicaps)


def _write_whole(path: Path, lines: list[str]) -> None:
    """Write a record under another name first, so that a file with its name is always whole."""
    part = path.with_suffix(".part")
    try:
        write_record(part, lines)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def faults_of(game: Game) -> dict[str, Any]:
    """Return what a game's line tells of faults: nothing where there were none."""
    lost = [(power.key, each) for power, each in zip(POWERS, game.lost, strict=True) if each.turns]
    faults = {power: {"turns": each.turns, "first": each.first} for power, each in lost}
    return {"faults": faults} if faults else {}


def line_of(game: Game) -> str:
    """Return a game's line in `games.jsonl`; it tells of faults only where there were any."""
    table = {
        "game": game.number,
        "seed": game.seed,
        "digest": game.digest,
        "turns": game.turns,
        "ending": game.ending.key,
        "scores": {power.key: score for power, score in zip(POWERS, game.scores, strict=True)},
        **faults_of(game),
    }
    return json.dumps(table, separators=(",", ":"))


def new_folder(above: Path, name: str) -> Path:
    """Make and return a new folder, named with the first free number: `name-1`, `name-2` and so on."""
    try:
        above.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = above / f"{name}-{number}"
            try:
                path.mkdir()
            except FileExistsError:
                number += 1
                continue
            return path
    except OSError as error:
        raise Unkept(above, error) from None
