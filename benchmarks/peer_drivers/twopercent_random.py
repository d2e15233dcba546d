"""This game: four random players, whole recorded games; `State.copy` mid-game; a late turn against an early.

A decision is an order, or the pass that ends a sheet.
"""

import statistics
import sys

from sampling import SCENARIO, seats, seconds_by_turn, turns_of

from game.content import load_scenario
from game.headless.playouts import playout
from rules import State
from rules.content import Scenario

from .stopwatch import arguments, microseconds, pace, report

POSITIONS = 5
EARLY, LATE = 2, 12


def faults(scenario: Scenario) -> int:
    return sum(turn.faults for turn in turns_of(scenario, "random", 0))


def middle_of_a_game(scenario: Scenario, seed: int) -> State:
    turns = list(turns_of(scenario, "random", seed))
    return turns[len(turns) // 2].state


def copy_us(scenario: Scenario, first_seed: int, seconds: float) -> float:
    states = [middle_of_a_game(scenario, first_seed + nth) for nth in range(POSITIONS)]
    return statistics.median(microseconds(state.copy, seconds / POSITIONS) for state in states)


def last_turn_ratio(scenario: Scenario, first_seed: int, seconds: float) -> float:
    times = seconds_by_turn(scenario, "random", seconds, first_seed)
    return statistics.median(times[LATE - 1]) / statistics.median(times[EARLY - 1])


def main() -> None:
    told = arguments(__doc__ or "")
    scenario = load_scenario(SCENARIO)
    if faults(scenario):
        sys.exit("the random player makes faults: its games would be too cheap to count")
    figures = pace(
        lambda seed: playout(scenario, seats("random"), seed).decisions, told.seed, told.seconds
    ).figures()
    figures["copy_us"] = copy_us(scenario, told.seed, told.seconds / 2)
    figures["last_turn_ratio"] = last_turn_ratio(scenario, told.seed, told.seconds)
    report(figures)


if __name__ == "__main__":
    main()
