"""The planner: what it tries, how it spends its budget, and that what it says of it is true."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import fmean

import pytest

from builders import game, scenario
from game.players import registry
from game.players.base import Desk, Player, player_seed
from game.players.planner_bot import HORIZON, PlannerBot
from game.players.planning.futures import Futures, Plan
from game.players.planning.policies import Company, Policy, written
from game.players.planning.search import Budget, Candidate, best, race
from game.players.planning.variations import variations
from game.players.planning.worth import worth
from rules import POWERS, Observation, OrderSheet, Power, State, adjudicate, new_game, observe, outcome
from rules.legality import lawful
from rules.notation import write
from rules.orders import Family, Operate
from rules.reckoning import score

JAPAN, US, CHINA, DPRK = POWERS


def advisors() -> dict[str, Callable[[], Player]]:
    return {"calibrated": lambda: registry.make("calibrated")}


def seated(power: Power, playouts: int = 12, seed: int = 3, **more: object) -> PlannerBot:
    bot = PlannerBot("planner", advisors(), playouts, **more)  # type: ignore[arg-type]
    bot.begin(power, seed)
    return bot


def asked(bot: PlannerBot, seen: Observation) -> OrderSheet:
    return bot.choose(seen, Desk(seen))


def some_state(nth: int = 5, seed: int = 2) -> State:
    return game("calibrated", seed)[nth].before


# ---------- sheets ----------


@pytest.mark.parametrize("name", ["turning_the_corner", "two_percent_by_march"])
def test_every_sheet_is_lawful_all_through_a_game(name: str) -> None:
    state = new_game(scenario(name), 4)
    bots = {power: seated(power, 4, player_seed(4, power)) for power in POWERS}
    while state.commons.ending is None:
        sheets = {power: asked(bots[power], observe(state, power)) for power in POWERS}
        for power in POWERS:
            assert lawful(observe(state, power), sheets[power]) == (sheets[power], ())
        state = adjudicate(state, sheets).state
    assert outcome(state) is not None


@pytest.mark.parametrize("power", POWERS)
def test_the_same_observation_seed_and_budget_give_the_same_sheet(power: Power) -> None:
    state = some_state()
    first, second = seated(power), seated(power)
    assert asked(first, observe(state, power)) == asked(second, observe(state.copy(), power))
    assert first.explanation == second.explanation


def test_a_planner_begins_anew_in_a_new_game() -> None:
    bot, seen = seated(CHINA), observe(some_state(0), CHINA)
    first = asked(bot, seen)
    asked(bot, observe(some_state(1), CHINA))
    bot.begin(CHINA, 3)
    assert asked(bot, observe(some_state(0), CHINA)) == first


def test_no_hash_seed_changes_a_sheet() -> None:
    code = """
from game.content import load_scenario
from game.players.base import Desk
from game.players.registry import make
from rules import POWERS, new_game, observe
from rules.notation import write
state = new_game(load_scenario("turning_the_corner"), 8)
for power in POWERS[::2]:
    bot = make("planner:4")
    bot.begin(power, 6)
    seen = observe(state, power)
    print(power.key, *map(write, bot.choose(seen, Desk(seen)).orders), bot.explanation.reason, sep="; ")
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": salt, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for salt in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].startswith("japan; ")


def test_other_advisors_are_asked_too_and_the_plan_chosen_is_the_next_turns_base() -> None:
    wise = {"idle": lambda: registry.make("idle"), **advisors(), "random": lambda: registry.make("random")}
    bot, heard = PlannerBot("planner", wise, 12), set[str]()
    bot.begin(DPRK, 3)
    last = Policy("idle")
    for nth in range(4, 10):
        asked(bot, observe(some_state(nth), DPRK))
        told = bot.explanation
        assert told is not None
        assert told.considered[0].policy == last
        heard |= {each.policy.player for each in told.considered}
        last = told.chosen.policy
    assert heard == set(wise)


# ---------- budget ----------


@pytest.mark.parametrize("playouts", [1, 2, 7, 30])
def test_no_more_playouts_are_played_than_the_budget_holds(playouts: int) -> None:
    bot = seated(CHINA, playouts)
    asked(bot, observe(some_state(8), CHINA))
    assert bot.explanation is not None
    assert bot.explanation.playouts <= playouts
    assert bot.explanation.playouts == sum(len(each.values) for each in bot.explanation.considered)


class Clock:
    """A clock that goes on by a tenth of a second whenever it is read."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self) -> float:
        self.read += 1
        return self.read / 10


def test_a_planner_stops_when_its_time_is_up() -> None:
    clock = Clock()
    bot = seated(DPRK, seconds=1.0, clock=clock)
    asked(bot, observe(some_state(8), DPRK))
    assert bot.explanation is not None
    assert 5 <= bot.explanation.playouts <= 10
    assert clock.read <= 14


def test_with_more_time_more_is_compared() -> None:
    compared = []
    for seconds in (1.0, 6.0):
        bot = seated(DPRK, seconds=seconds, clock=Clock())
        asked(bot, observe(some_state(9), DPRK))
        assert bot.explanation is not None
        compared.append(len([each for each in bot.explanation.considered if each.values]))
    assert 2 * compared[0] < compared[1]


def test_without_time_the_first_advisors_sheet_stands() -> None:
    bot, seen = seated(US, seconds=0.01, clock=Clock()), observe(some_state(), US)
    sheet = asked(bot, seen)
    assert bot.explanation is not None
    assert bot.explanation.playouts == 0
    assert sheet == written(seen, Company(advisors()).seat("calibrated", US, 3))


@pytest.mark.parametrize("name", ["planner:9", "planner:0.5s", "planner:2s"])
def test_a_budget_can_be_named(name: str) -> None:
    assert registry.make(name).name == name


@pytest.mark.parametrize("budget", ["x", "0", "-3", "1.5", "0s", "-1s", "nans", "infs", "s"])
def test_a_budget_that_is_none_is_refused_as_an_unknown_player(budget: str) -> None:
    with pytest.raises(registry.UnknownPlayer, match=f"planner:{budget}'.* 'planner'"):
        registry.make(f"planner:{budget}")


# ---------- explanation ----------


@pytest.mark.parametrize("power", POWERS)
def test_what_a_planner_says_can_be_worked_out_again(power: Power) -> None:
    bot, seen = seated(power, 13), observe(some_state(9), power)
    sheet = asked(bot, seen)
    told = bot.explanation
    assert told is not None
    assert told.chosen.sheet == sheet
    assert told.chosen in told.considered
    base, futures = told.considered[0], Futures(seen, Company(advisors()), 3, HORIZON)
    assert len(told.considered) >= 4
    for each in told.considered:
        again = [futures.value(Plan(each.sheet, each.policy), nth) for nth in range(len(each.values))]
        assert list(each.values) == again
        if again:
            pairs = zip(again, base.values, strict=False)
            assert each.mean == pytest.approx(fmean(again))
            assert each.gain == pytest.approx(fmean(one - other for one, other in pairs))
    beyond = [each.gain - each.margin for each in told.considered[1:] if each.values]
    if told.chosen is base:
        assert max(beyond) <= 0
        assert base.label in told.reason
    else:
        assert told.chosen.gain - told.chosen.margin == max(beyond) > 0
        assert f"{told.chosen.label} did {told.chosen.gain:.1f} points better" in told.reason


# ---------- the search ----------


def plans(count: int) -> list[Candidate]:
    sheets = [OrderSheet(JAPAN, (Operate(f"act_{nth}", "-"),)) for nth in range(count)]
    return [Candidate(f"plan {nth}", Plan(each, Policy("any"))) for nth, each in enumerate(sheets)]


def never(one: Candidate, other: Candidate) -> Candidate | None:
    return None


def test_a_race_finds_the_plan_that_is_better_in_every_future() -> None:
    found = plans(9)
    worths = {each.plan.sheet: 50 + 6 * (nth == 5) for nth, each in enumerate(found)}
    race(found[0], found[1:], lambda plan, nth: worths[plan.sheet] + 7 * (nth % 3), never, Budget(40))
    assert best(found).label == "plan 5"
    assert len(found[5].values) > len(found[4].values) == 1


def test_the_base_wins_ties_and_doubt() -> None:
    tied = plans(4)
    assert race(tied[0], tied[1:], lambda plan, nth: 50.0, never, Budget(40)) == []
    assert best(tied) is tied[0]
    doubtful = plans(2)
    doubtful[0].values, doubtful[1].values = [50.0, 50.0], [70.0, 32.0]
    assert best(doubtful) is doubtful[0]


def test_two_that_help_are_joined() -> None:
    found = plans(4)
    joined = plans(5)[4]
    worths = {each.plan.sheet: 50.0 + 3 * (nth in (1, 2)) for nth, each in enumerate(found)}
    worths[joined.plan.sheet] = 58

    def merge(one: Candidate, other: Candidate) -> Candidate | None:
        return joined if {one.label, other.label} == {"plan 1", "plan 2"} else None

    assert race(found[0], found[1:], lambda plan, nth: worths[plan.sheet], merge, Budget(40)) == [joined]
    assert best([*found, joined]) is joined


# ---------- policies and variations ----------


@pytest.mark.parametrize("power", POWERS)
def test_a_variation_does_what_it_says_and_nothing_unlawful(power: Power) -> None:
    for nth in (0, 4, 9):
        seen = observe(some_state(nth), power)
        base = written(seen, Company(advisors()).seat("calibrated", power, 3))
        found = list(variations(seen, base, 7))
        assert len(found) >= 10
        assert len({(each.order, each.added) for each in found}) == len(found)
        for each in found:
            assert (each.order in each.sheet.orders) == each.added == (each.order not in base.orders)
            assert lawful(seen, each.sheet) == (each.sheet, ())


def test_a_policy_puts_its_orders_first_and_leaves_others_out() -> None:
    seen = observe(some_state(4), CHINA)
    bot = Company(advisors()).seat("calibrated", CHINA, 3)
    usual = written(seen, bot)
    new = next(each for each in Desk(seen).menu(Family.READINESS) if each not in usual.orders)
    assert new in written(seen, bot, Policy("calibrated").told(new)).orders
    for order in usual.orders:
        assert order not in written(seen, bot, Policy("calibrated").spared(order)).orders, write(order)
    assert Policy("calibrated").told(new).spared(new) == Policy("calibrated")
    assert Policy("calibrated").spared(new).told(new) == Policy("calibrated", (new,))


# ---------- worth ----------


def test_worth_is_the_score_and_part_of_the_way_to_the_next_step() -> None:
    for nth in (1, 6, 11):
        for power in POWERS:
            state = game("calibrated", 2)[nth].after
            now = score(state, power, state.commons.ending).total
            steps = [row.steps[0][1] for row in state.world.objectives[power]]
            assert now <= worth(state, power) <= now + sum(steps) / 2


def test_worth_grows_on_the_way_to_a_step_of_a_reading() -> None:
    state, found = some_state(6).copy(), []
    row = next(each for each in state.world.objectives[US] if each.reading == "readiness")
    (high, _), (low, _) = row.steps[:2]
    for state.powers[US].readiness in range(low, high + 1):
        found.append(worth(state, US))
    assert found == sorted(set(found))
