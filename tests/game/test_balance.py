"""The balance study: what is played, what is counted, and verdicts that follow from the numbers."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from attrs import evolve

from game.cli import main
from game.content import load_scenario
from game.headless.balance import (
    IDLE,
    OTHERS,
    YARDSTICK,
    Balance,
    Plan,
    Seats,
    catalogue,
    company,
    seated,
    uses,
    wilson,
)
from game.headless.batch import Match, Played, play_matches
from game.players.registry import PERSONAS
from game.record import from_lines
from rules.orders import Operate, StartProgramme
from rules.terms import POWERS, Ending, Power

SHORT = "two_percent_by_march"
CALM = (YARDSTICK,) * 4

Scores = tuple[int, int, int, int]


@pytest.fixture(scope="module")
def one() -> Played:
    """A short game with its record."""
    return next(iter(play_matches(SHORT, [Match(1, 5, CALM)], 1, records=True)))


def measured(one: Played, cells: dict[Seats, list[Scores]], ending: Ending = Ending.TIME) -> Balance:
    """Return a balance of games with these scores; every other cell has two games of 30 each."""
    balance = Balance(load_scenario(SHORT).world)
    balance.add_mixed(one)
    for seats, _ in Plan(SHORT, 10).cells():
        for scores in cells.get(seats, [(30, 30, 30, 30)] * 2):
            balance.add(seats, Played(evolve(one.game, scores=scores, ending=ending), one.lines))
    return balance


def verdicts(balance: Balance) -> dict[str, bool]:
    return {line.target: line.met for line in balance.lines()}


def test_a_plan_plays_every_cell_on_the_same_seeds() -> None:
    plan = Plan(SHORT, 2000, seed=7)
    matches = list(plan.matches())
    assert plan.side_games == 200
    assert len(matches) == plan.size == 2000 + 2000 + (len(OTHERS) + 1) * 4 * 200 + 200
    assert [match.number for match in matches] == list(range(1, plan.size + 1))
    cells = matches[plan.mixed_games :]
    hawk = [match.seed for match in cells if match.seats == seated("hawk", Power.CHINA)]
    assert hawk == list(range(7, 207))
    assert seated("hawk", Power.CHINA) == (YARDSTICK, YARDSTICK, "hawk", YARDSTICK)


def test_in_mixed_company_every_persona_sits_in_every_seat_equally_often() -> None:
    seatings = [company(PERSONAS, nth) for nth in range(36)]
    for power in POWERS:
        assert Counter(seats[power] for seats in seatings) == dict.fromkeys(PERSONAS, 6)
    assert len(set(seatings)) == 36


def test_a_small_plan_has_no_cell_larger_than_the_first() -> None:
    assert Plan(SHORT, 10).side_games == 10
    assert Plan(SHORT, 100).side_games == 40


@pytest.mark.parametrize(
    ("count", "games", "low", "high"),
    # Wilson's interval by the textbook formula, z = 1.96: centre (p + z²/2n) / (1 + z²/n), and so on
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (45, 100, 0.3561, 0.5476)],
)
def test_wilsons_interval_is_the_textbooks(count: int, games: int, low: float, high: float) -> None:
    assert wilson(count, games) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_uses_are_the_programmes_and_operations_on_the_sheets(one: Played) -> None:
    expected = set()
    for line in from_lines(one.lines).turns:
        for power, sheet in line.sheets.items():
            for order in sheet.orders:
                if isinstance(order, StartProgramme):
                    expected.add((power, "programme", order.programme))
                if isinstance(order, Operate):
                    expected.add((power, "operation", order.operation))
    assert expected
    assert set(uses(one.lines)) == expected
    assert {each[1:] for each in expected} <= set(catalogue(load_scenario(SHORT).world))


def test_a_seat_that_succeeds_in_half_its_games_is_within_and_in_all_is_not(one: Played) -> None:
    found = verdicts(measured(one, {CALM: [(60, 60, 59, 30), (59, 60, 59, 60)] * 10}))
    assert found["japan succeeds"] and found["dprk succeeds"]
    assert not found["us succeeds"] and not found["china succeeds"]


def test_means_may_lie_ten_apart_and_no_more(one: Played) -> None:
    target = "greatest difference of two seats' means"
    assert verdicts(measured(one, {CALM: [(60, 50, 55, 55)] * 4}))[target]
    assert not verdicts(measured(one, {CALM: [(61, 50, 55, 55)] * 4}))[target]


def test_wars_are_counted_and_too_many_are_too_many(one: Played) -> None:
    assert not verdicts(measured(one, {}, Ending.WAR))["war ends"]
    assert not verdicts(measured(one, {}))["war ends"]
    assert verdicts(measured(one, {}))["nuclear use ends"]
    assert not verdicts(measured(one, {}, Ending.NUCLEAR))["nuclear use ends"]


def test_a_persona_that_is_best_in_every_seat_is_named_and_not_met(one: Played) -> None:
    cells = {seated("hawk", power): [(90, 90, 90, 90)] * 2 for power in POWERS}
    line = next(line for line in measured(one, cells).lines() if line.target.startswith("the persona"))
    assert line.measured == "japan hawk, us hawk, china hawk, dprk hawk"
    assert not line.met


def test_idle_seats_must_stay_under_forty_and_may_not_all_succeed(one: Played) -> None:
    cells = {seated(IDLE, Power.US): [(10, 40, 10, 10)] * 2, (IDLE,) * 4: [(60, 60, 60, 60)]}
    found = verdicts(measured(one, cells))
    assert not found["mean of an idle us"] and found["mean of an idle japan"]
    assert not found["four idle seats that all succeed"]


def test_entries_that_nobody_used_or_everybody_always_are_named(one: Played) -> None:
    lines = {line.target: line for line in measured(one, {}).lines()}
    dead = lines["programmes and operations nobody used"]
    often = lines["programmes and operations a seat uses in over 90 % of games"]
    used = {name for _, _, name in uses(one.lines)}
    names = {name for _, name in catalogue(load_scenario(SHORT).world)}
    assert {each.split()[-1] for each in dead.measured.split(", ")} == names - used
    assert {each.split()[0] for each in often.measured.split(", ")} == used
    assert not dead.met and not often.met


def test_the_command_prints_every_line_and_exits_1_if_one_is_not_met(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main.run(["study", "balance", "--scenario", SHORT, "--games", "10", "--json"])
    out, err = capsys.readouterr()
    facts = json.loads(out)
    missed = sum(not line["met"] for line in facts["targets"])
    assert len(facts["targets"]) == 15
    assert code == (1 if missed else 0)
    assert err == (f"twopercent: {missed} of 15 targets are not met\n" if missed else "")
    assert set(facts["means"]) == {YARDSTICK, *OTHERS, IDLE}
