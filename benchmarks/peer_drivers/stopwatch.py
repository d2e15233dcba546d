"""Measures CPU time of this process, the same way for every engine.

CPU time and not wall time, so that a busy machine disturbs little; the garbage collector stays on, because
in a real game it is on.
"""

import argparse
import gc
import json
import statistics
import time
import timeit
from collections.abc import Callable
from typing import NamedTuple


class Pace(NamedTuple):
    """Whole games played in a stretch of CPU time."""

    games: int
    decisions: int
    seconds: float

    def figures(self) -> dict[str, float]:
        """The two rates every engine reports."""
        return {
            "games_per_s": self.games / self.seconds,
            "decisions_per_s": self.decisions / self.seconds,
            "decisions_per_game": self.decisions / self.games,
        }


def pace(play: Callable[[int], int], first_seed: int, seconds: float) -> Pace:
    """Plays whole games, seed after seed, until the time is used up; `play` returns how many decisions."""
    games = decisions = 0
    begin = time.process_time()
    while (spent := time.process_time() - begin) < seconds:
        decisions += play(first_seed + games)
        games += 1
    return Pace(games, decisions, spent)


def microseconds(act: Callable[[], object], seconds: float) -> float:
    """CPU time of one call in microseconds: the median of nine batches that fill the time."""
    timer = timeit.Timer(act, "gc.enable()", time.process_time, {"gc": gc})
    calls, batch = 1, seconds / 10
    while (spent := timer.timeit(calls)) < batch / 4:
        calls *= 2
    calls = max(1, round(calls * batch / spent))
    return statistics.median(timer.repeat(9, calls)) / calls * 1e6


def arguments(description: str) -> argparse.Namespace:
    """What every driver is told: how long to measure and from which seed on."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def report(figures: dict[str, float]) -> None:
    """Prints the one line of JSON that `peers.py` reads."""
    print(json.dumps(figures))
