"""A bot that tries plans in playouts of games its own observation allows, and says why it chose one.

A plan is a sheet for this turn and a policy that plays on: an advisor, what it is told to do first, what
it is told to leave out. The base is the plan so far, at first the first advisor as it is; other advisors
and changes by one order must beat it by more than their doubt. All are played in the same sampled
futures, dice included, so that their values differ by what the plans do. With a budget in playouts a
sheet follows from observation, seed, budget, advisors and the plan so far, on any machine; with a budget
in seconds it also depends on the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.players.planning import search
from game.players.planning.futures import Futures, Plan
from game.players.planning.policies import Company, Maker, Policy, written
from game.players.planning.search import Budget, Candidate
from game.players.planning.variations import Variation, kept, variations
from rules.dice import word
from rules.notation import write
from rules.observation import Observation
from rules.orders import OrderSheet
from rules.sampling import SEEDS
from rules.terms import Power, Purpose

PLAYOUTS: Final = 16
"""The playouts of a decision unless told otherwise."""

HORIZON: Final = 6
"""How many turns a playout goes on, this one included."""

A_CANDIDATE: Final = 2.4
"""How many playouts there are for each candidate that is compared."""

OTHERS: Final = 1
"""How many other advisors a turn are asked."""

ENDLESS: Final = 1_000_000
"""The playouts of a budget in seconds: more than any machine plays."""


@frozen
class Considered:
    """A candidate as it was compared: its change in words, sheet, player to follow, and values in points."""

    label: str
    sheet: OrderSheet
    policy: Policy
    values: tuple[float, ...]
    mean: float
    gain: float
    margin: float


@frozen
class Explanation:
    """What a decision compared: candidates with the base first, the one chosen, playouts, and why."""

    considered: tuple[Considered, ...]
    chosen: Considered
    playouts: int
    reason: str


class PlannerBot:
    """Searches its sheet by playouts; `explanation` tells what was compared and why the winner won."""

    def __init__(
        self,
        name: str,
        advisors: Mapping[str, Maker],
        playouts: int = PLAYOUTS,
        seconds: float | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Take advisors by name, the first of them the base; `seconds`, if given, replaces `playouts`."""
        if not advisors:
            raise ValueError("a planner needs an advisor")
        if playouts < 1 or not (seconds is None or 0 < seconds < float("inf")):
            raise ValueError("a planner needs a budget above nought")
        self.name = name
        self._company = Company(advisors)
        self._advisors = {each: make() for each, make in advisors.items()}
        self._playouts = playouts if seconds is None else ENDLESS
        self._compared = playouts
        self._seconds = seconds
        self._clock = clock
        self._seed = 0
        self._policy = Policy(self._company.names[0])
        self.explanation: Explanation | None = None

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat; the seed draws the futures that sheets are tried in."""
        self._seed = seed
        self._policy = Policy(self._company.names[0])
        self.explanation = None
        for each in self._advisors.values():
            each.begin(power, seed)

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return the sheet that did best in the futures tried, and keep its policy for the next turn."""
        budget = Budget(self._playouts, self._alarm_clock())
        futures = Futures(observation, self._company, self._seed, HORIZON)
        candidates = self._compare(observation, futures, budget)
        chosen = search.best(candidates)
        self._policy = chosen.plan.policy
        self.explanation = _explained(candidates, chosen, futures.played)
        for order in chosen.plan.sheet.orders:
            desk.offer(order)
        return desk.sheet

    def _alarm_clock(self) -> Callable[[], bool]:
        if self._seconds is None:
            return lambda: False
        clock, end = self._clock, self._clock() + self._seconds
        return lambda: clock() >= end

    def _compare(self, observation: Observation, futures: Futures, budget: Budget) -> list[Candidate]:
        """Race what can be compared with the base, in as many heats as there is time for; the base is first.

        A budget in playouts is spent in one heat, of a size that it can compare.
        """
        base, *heat = self._advice(observation)
        changes = variations(observation, base.plan.sheet, self._seed % SEEDS)
        merge, found = _merger(observation, base.plan), [base]
        size = max(1, int(self._compared / A_CANDIDATE) - len(heat) - 1)
        while True:
            heat += [_varied(base.plan, each) for each in islice(changes, size)]
            found += heat
            found += search.race(base, heat, futures.value, merge, budget)
            if not heat or self._seconds is None or budget.spent:
                return found
            heat = []

    def _advice(self, observation: Observation) -> list[Candidate]:
        """Return the plan so far, its advisor as it is, and some other advisors."""
        found: list[Candidate] = []
        for policy in dict.fromkeys([self._policy, self._policy.plain, *self._others(observation.turn)]):
            sheet = written(observation, self._advisors[policy.player], policy)
            label = "the plan so far" if policy == self._policy else policy.player
            found.append(Candidate(label, Plan(sheet, policy)))
        return found

    def _others(self, turn: int) -> list[Policy]:
        """Return some of the other advisors as they are, drawn by keyed words."""
        names = [each for each in self._company.names if each != self._policy.player]
        names.sort(key=lambda each: word(self._seed % SEEDS, turn, Purpose.DRAW, f"advisor:{each}"))
        return [Policy(each) for each in names[:OTHERS]]


def _varied(base: Plan, variation: Variation) -> Candidate:
    """Return the base with a change in it, for good where the change can last."""
    order, policy = variation.order, base.policy
    if variation.lasting:
        policy = policy.told(order) if variation.added else policy.spared(order)
    label = f"{'with' if variation.added else 'without'} {write(order)}"
    return Candidate(label, Plan(variation.sheet, policy))


def _merger(observation: Observation, base: Plan) -> search.Merge:
    """Return a function that joins what two variations of the base change."""

    def merge(one: Candidate, other: Candidate) -> Candidate | None:
        policies = one.plan.policy, other.plan.policy
        if any(each.player != base.policy.player for each in policies):
            return None
        sheets = one.plan.sheet.orders, other.plan.sheet.orders
        new = [each for orders in sheets for each in orders if each not in base.sheet.orders]
        rest = [each for each in base.sheet.orders if all(each in orders for orders in sheets)]
        policy = base.policy
        for each in policies:
            for order in each.first:
                policy = policy.told(order)
            for order in each.never:
                policy = policy.spared(order)
        return Candidate(f"{one.label}, {other.label}", Plan(kept(observation, [*new, *rest]), policy))

    return merge


def _explained(candidates: list[Candidate], chosen: Candidate, playouts: int) -> Explanation:
    base = candidates[0]
    rows = {id(each): _considered(each, base) for each in candidates}
    return Explanation(
        tuple(rows[id(each)] for each in candidates),
        rows[id(chosen)],
        playouts,
        _reason(rows[id(chosen)], rows[id(base)]),
    )


def _considered(each: Candidate, base: Candidate) -> Considered:
    return Considered(
        each.label,
        each.plan.sheet,
        each.plan.policy,
        tuple(each.values),
        each.mean,
        search.gain(each, base),
        search.margin(each, base),
    )


def _reason(chosen: Considered, base: Considered) -> str:
    if chosen is base:
        return f"nothing beat {base.label} by more than its doubt"
    return (
        f"{chosen.label} did {chosen.gain:.1f} points better than {base.label} in "
        f"{len(chosen.values)} futures, more than the {chosen.margin:.1f} that chance might make"
    )


def planner(budget: str, advisors: Mapping[str, Maker]) -> PlannerBot:
    """Return a planner by its budget: none named, playouts as `200`, or seconds as `2s` or `0.5s`.

    A budget that is neither raises ValueError.
    """
    if not budget:
        return PlannerBot("planner", advisors)
    name = f"planner:{budget}"
    if budget.endswith("s"):
        return PlannerBot(name, advisors, seconds=float(budget.removesuffix("s")))
    return PlannerBot(name, advisors, playouts=int(budget))
