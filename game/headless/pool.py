"""Processes that play games, whose results come in the order of the tasks.

Where a process dies they are all made anew and what was under way is played again. Only a few tasks are ahead
of the one awaited, so that memory stays flat.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

MOST_JOBS: Final = 60
"""The most processes of a pool; Windows can wait for no more."""

MOST_DEATHS: Final = 3
"""How often processes may die before the task awaited is finished."""

_AHEAD: Final = 4

T = TypeVar("T")
R = TypeVar("R")


class WorkerDied(Exception):
    """Processes were killed from outside again and again, perhaps for want of memory."""


@frozen
class Work(Generic[T, R]):
    """What processes do: how each begins and with what, how it plays a task, and what a task is called.

    Both functions stand in a module, where a process finds them.
    """

    begin: Callable[..., None]
    given: tuple[Any, ...]
    play: Callable[[T], R]
    called: Callable[[T], str]


def together(work: Work[T, R], tasks: Iterable[T], jobs: int) -> Generator[R, None, None]:
    """Have tasks played by so many processes and hand over what they come to, in order."""
    pool = _Pool(work, jobs)
    try:
        for task in tasks:
            if len(pool.waiting) >= _AHEAD * jobs:
                yield pool.next()
            pool.add(task)
        while pool.waiting:
            yield pool.next()
    finally:
        pool.close()


class _Pool(Generic[T, R]):
    """Processes at work."""

    def __init__(self, work: Work[T, R], jobs: int) -> None:
        self.waiting: deque[tuple[T, Future[R]]] = deque()
        self._work, self._jobs = work, jobs
        self._deaths = 0
        self._processes = self._made()

    def add(self, task: T) -> None:
        """Have a task played."""
        self.waiting.append((task, self._submit(task)))

    def next(self) -> R:
        """Wait for the task that was added first; WorkerDied or its own error where it cannot be had."""
        while True:
            try:
                result = self.waiting[0][1].result()
            except BrokenProcessPool:
                self._begin_again()
                continue
            self.waiting.popleft()
            self._deaths = 0
            return result

    def close(self) -> None:
        """End the processes."""
        self._processes.shutdown(wait=True, cancel_futures=True)

    def _made(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        given = (self._work.begin, *self._work.given)
        return ProcessPoolExecutor(self._jobs, spawn, initializer=_begin, initargs=given)

    def _submit(self, task: T) -> Future[R]:
        try:
            with undisturbed():
                return self._processes.submit(self._work.play, task)
        except BrokenProcessPool as error:  # it is heard when this task's turn comes
            broken = Future[R]()
            broken.set_exception(error)
            return broken

    def _begin_again(self) -> None:
        time.sleep(0.2)  # Ctrl-C ends workers too: let it be heard before their end is
        self._deaths += 1
        self.close()
        if self._deaths > MOST_DEATHS:
            called = self._work.called(self.waiting[0][0])
            raise WorkerDied(
                f"processes died {self._deaths} times while {called} or one beside it was played, "
                "perhaps for want of memory"
            )
        self._processes = self._made()
        for nth, (task, future) in enumerate(self.waiting):
            if future.cancelled() or isinstance(future.exception(), BrokenProcessPool):
                self.waiting[nth] = task, self._submit(task)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no Ctrl-C fall between a process's birth and its first line, where it would be a traceback.

    A pool starts processes as tasks come in. A blocked signal is inherited and waits until `attend`.
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


def _begin(begin: Callable[..., None], *given: Any) -> None:
    attend()
    begin(*given)


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
