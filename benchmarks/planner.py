"""Measures a player in each seat against three of another, beside that other in the same seat and seeds.

Prints a seat's mean score with both, the mean of the paired differences with its 95 % interval, and CPU
milliseconds a decision. It is a benchmark and not a test: the exit code is 0 whatever the figures.
"""

import argparse
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from game.content import load_scenario
from game.headless.playouts import playout
from game.players.registry import make
from rules import POWERS, Power


def scores(seat: Power, names: tuple[str, str], scenario: str, seed: int) -> tuple[int, int, float, int]:
    """Return the seat's score with each player in it, CPU seconds and turns of the first's game."""
    found = []
    for name in names:
        players = {power: make(name if power == seat else names[1]) for power in POWERS}
        begin = time.process_time()
        game = playout(load_scenario(scenario), players, seed, record=False)
        found.append((game.outcome.scores[seat].total, time.process_time() - begin, game.turns))
    (one, took, turns), (other, _, _) = found
    return one, other, took, turns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("player", nargs="?", default="planner")
    parser.add_argument("--against", default="calibrated")
    parser.add_argument("--games", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scenario", default="turning_the_corner")
    parser.add_argument("--seats", nargs="*", default=[power.key for power in POWERS])
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + given.games)
    print(f"{given.player} against three {given.against}, {given.games} games a seat from seed {given.seed}")
    with ProcessPoolExecutor(given.jobs) as pool:
        for name in given.seats:
            work = partial(scores, Power[name.upper()], (given.player, given.against), given.scenario)
            rows = list(pool.map(work, seeds))
            gains = [one - other for one, other, _, _ in rows]
            wide = 1.96 * statistics.stdev(gains) / len(gains) ** 0.5
            ours, theirs = (statistics.fmean(row[nth] for row in rows) for nth in (0, 1))
            pace = 1000 * sum(row[2] for row in rows) / sum(row[3] for row in rows)
            print(
                f"{name:6} {ours:5.1f} {theirs:5.1f}  {statistics.fmean(gains):+5.1f} ± {wide:3.1f}"
                f"  {pace:5.0f} ms a turn",
                flush=True,
            )


if __name__ == "__main__":
    main()
