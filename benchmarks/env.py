"""Measures a random policy through the environment beside the raw engine, in one run: CPU time of one core.

Raw: four random players at their desks, `playout` without a record. Through the environment, at every step
four vectors, four masks and four infos: `same` draws as the raw player does, a family first and then one
of its orders, and is content one time in ten; `uniform` draws from the whole mask. The three take turns;
the order is turned round from round to round. A decision is an order, or the pass that ends a sheet; steps
of a seat that has passed already count for nothing. Rates are medians over the rounds; the ratio is the
median of each round's own. The target is a ratio of a half. Exit code 0 whatever the figures.
"""

import argparse
import gc
import json
import statistics
import sys
from collections.abc import Callable
from random import Random

import numpy as np
from peer_drivers.stopwatch import Pace, pace
from rich.console import Console
from rich.table import Table
from sampling import SCENARIO, seats

from game.content import load_scenario
from game.env import TwoPercentEnv, parallel_env
from game.headless.playouts import playout
from game.players.random_bot import PASS_ONE_IN
from rules.catalogue import catalogue_of
from rules.content import Scenario
from rules.orders import FAMILIES
from rules.terms import POWERS

TARGET = 0.5
ROUTES = ("raw", "same", "uniform")

Play = Callable[[int], int]


class Uniform:
    """Draws from all that is legal, the pass among it."""

    def __init__(self, seed: int, spans: list[slice]) -> None:
        self._draw = Random(seed).random

    def act(self, mask: np.ndarray) -> int:
        legal = mask.view(np.bool_).nonzero()[0]
        return int(legal[int(self._draw() * len(legal))])


class Same:
    """Draws a family first, leaving out those that had nothing this turn, as the random player does."""

    def __init__(self, seed: int, spans: list[slice]) -> None:
        self._draw = Random(seed).random
        self._spans = spans
        self._left = list(spans)

    def act(self, mask: np.ndarray) -> int:
        while self._left and self._draw() * PASS_ONE_IN >= 1:
            nth = int(self._draw() * len(self._left))
            span = self._left[nth]
            legal = mask[span].view(np.bool_).nonzero()[0]
            if len(legal):
                return span.start + int(legal[int(self._draw() * len(legal))])
            del self._left[nth]
        self._left = list(self._spans)
        return len(mask) - 1


def spans_of(scenario: Scenario) -> dict[str, list[slice]]:
    """Where each family's actions lie, by agent."""
    found: dict[str, list[slice]] = {}
    for power in POWERS:
        start, spans = 0, []
        for family in FAMILIES:
            size = len(catalogue_of(scenario.world, power).family(family))
            spans.append(slice(start, start + size))
            start += size
        found[power.key] = spans
    return found


def through(env: TwoPercentEnv, kind: type[Uniform] | type[Same], spans: dict[str, list[slice]]) -> Play:
    """Return what plays one game through the environment and counts its decisions."""

    def play(seed: int) -> int:
        views, _ = env.reset(seed=seed)
        policies = {name: kind(seed * 4 + nth, spans[name]) for nth, name in enumerate(env.agents)}
        writing, decisions = set(env.agents), 0
        while env.agents:
            actions = {}
            decisions += len(writing)
            for name in env.agents:
                mask = views[name]["action_mask"]
                if name in writing:
                    actions[name] = policies[name].act(mask)
                    if actions[name] == len(mask) - 1:
                        writing.discard(name)
                else:
                    actions[name] = len(mask) - 1
            views, *_ = env.step(actions)
            if not writing:
                writing = set(env.agents)
        return decisions

    return play


def routes(scenario: Scenario) -> dict[str, Play]:
    env, spans = parallel_env(scenario), spans_of(scenario)
    return {
        "raw": lambda seed: playout(scenario, seats("random"), seed, record=False).decisions,
        "same": through(env, Same, spans),
        "uniform": through(env, Uniform, spans),
    }


def measured(plays: dict[str, Play], rounds: int, seconds: float) -> dict[str, list[Pace]]:
    found: dict[str, list[Pace]] = {name: [] for name in ROUTES}
    for nth in range(rounds):
        for name in ROUTES if nth % 2 == 0 else reversed(ROUTES):
            gc.collect()
            found[name].append(pace(plays[name], 1 + 1000 * nth, seconds))
    return found


def figures(paces: dict[str, list[Pace]]) -> dict[str, dict[str, float]]:
    rates = {name: [each.decisions / each.seconds for each in paces[name]] for name in ROUTES}
    found = {}
    for name in ROUTES:
        ratios = [one / raw for one, raw in zip(rates[name], rates["raw"], strict=True)]
        found[name] = {
            "decisions_per_s": statistics.median(rates[name]),
            "ratio": statistics.median(ratios),
            "lowest": min(ratios),
            "highest": max(ratios),
            "games_per_s": statistics.median(each.games / each.seconds for each in paces[name]),
            "decisions_per_game": sum(each.decisions for each in paces[name])
            / sum(each.games for each in paces[name]),
        }
    return found


def table_of(told: dict[str, dict[str, float]]) -> Table:
    table = Table("policy", title=f"random, {SCENARIO}, one core, CPU time", title_justify="left")
    for heading in ("decisions/s", "of raw", "lowest to highest", f"≥ {TARGET}", "games/s"):
        table.add_column(heading, justify="right")
    for name, each in told.items():
        reached = "" if name == "raw" else "yes" if each["ratio"] >= TARGET else "no"
        spread = f"{each['lowest']:.2f} to {each['highest']:.2f}"
        rate, games = f"{each['decisions_per_s']:,.0f}", f"{each['games_per_s']:.1f}"
        table.add_row(name, rate, f"{each['ratio']:.2f}", spread, reached, games)
    return table


def arguments() -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU seconds per route and round (2)")
    parser.add_argument("--rounds", type=int, default=5, help="how often every route has its turn (5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    told = parser.parse_args()
    if told.seconds <= 0 or told.rounds < 1:
        parser.error("--seconds and --rounds must be above 0")
    return told


def main() -> int:
    told = arguments()
    scenario = load_scenario(SCENARIO)
    with Console(stderr=True).status("measuring"):
        found = figures(measured(routes(scenario), told.rounds, told.seconds))
    if told.json:
        print(json.dumps(found, indent=2))
    else:
        Console().print(table_of(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
