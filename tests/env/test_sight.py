"""Masks and vectors: legal is what the rules call legal, and no number tells what a seat may not know."""

from __future__ import annotations

from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the extra rl is not installed")
pytest.importorskip("pettingzoo", reason="the extra rl is not installed")

from builders import LESSON, NAMES, PAIR, STANDARD, game, how_many, positions, scenario  # noqa: E402
from game.env import parallel_env  # noqa: E402
from game.env.seat import Seat  # noqa: E402
from game.env.sight import PublicReader  # noqa: E402
from rules import POWERS, Power, State, legal_orders, observe  # noqa: E402
from rules.catalogue import catalogue_of  # noqa: E402
from rules.content import World  # noqa: E402
from rules.orders import Family  # noqa: E402
from rules.state import MeasureInForce  # noqa: E402
from rules.terms import UnitKind, same_side  # noqa: E402


def seat_of(world: World, power: Power) -> Seat:
    return Seat(world, power, PublicReader(world))


def write_and_compare(seat: Seat, state: State, random: Any, families: tuple[Family, ...] = ()) -> int:
    """Write a sheet at random, comparing the mask with the rules at each order; return how many there are."""
    seat.begin(observe(state, seat.power))
    places = {order: place for place, order in enumerate(seat.actions.orders)}
    written = 0
    while True:
        bits = seat.view()["action_mask"]
        orders = legal_orders(observe(state, seat.power), seat.sheet)
        assert list(np.flatnonzero(bits)) == [*(places[each] for each in orders), seat.actions.passing]
        wanted = [places[each] for each in orders if not families or each.family in families]
        if not wanted or written == 40:
            return written
        seat.act(int(random.choice(wanted)))
        written += 1


# ---------- masks ----------


@pytest.mark.parametrize("name", PAIR)
@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_the_mask_is_what_the_rules_call_legal_after_every_order(name: str, kind: str) -> None:
    random = np.random.default_rng(11)
    seats = [seat_of(scenario(name).world, power) for power in POWERS]
    for seed in range(how_many(2, 60)):
        for turn in game(kind, seed, name):
            for seat in seats:
                write_and_compare(seat, turn.before, random)


@pytest.mark.parametrize(
    "families",
    [
        (Family.PACE, Family.READINESS, Family.PROGRAMME, Family.COURT),
        (Family.DEPLOY, Family.OPERATION, Family.ALERT),
        (Family.INVOKE, Family.DIAL, Family.CAMPAIGN, Family.REVIEW, Family.RENOUNCE),
        (Family.CHOICE, Family.ANSWER, Family.STANCE, Family.SIGNAL, Family.PROPOSAL, Family.OPERATION),
    ],
    ids=["money", "forces", "cabinet", "words"],
)
def test_the_mask_holds_where_a_few_families_are_written_to_the_end(families: tuple[Family, ...]) -> None:
    random = np.random.default_rng(12)
    seats = [seat_of(scenario(STANDARD).world, power) for power in POWERS]
    written = 0
    for seed in range(how_many(2, 60)):
        for turn in game("random", seed):
            for seat in seats:
                written += write_and_compare(seat, turn.before, random, families)
    assert written > 100


@pytest.mark.parametrize("name", NAMES)
def test_the_mask_holds_in_every_scenario(name: str) -> None:
    random = np.random.default_rng(13)
    for turn in game("random", 1, name)[: how_many(3, 12)]:
        for power in POWERS:
            write_and_compare(seat_of(scenario(name).world, power), turn.before, random)


def troubled(state: State) -> list[State]:
    """Return variants of a position, each with one thing that games at random seldom bring."""
    found = [state.copy() for _ in range(6)]
    for sheet in found[0].powers:
        sheet.alarm, sheet.review, sheet.invoked = [6, 6, 6, 6], None, 0
    for sheet in found[1].powers:
        sheet.strain = 9
    names = [each.id for each in state.world.operations if each.standing is not None]
    found[2].commons.measures = tuple(MeasureInForce(name, Power.CHINA, Power.JAPAN) for name in names)
    found[3].commons.ask += state.world.terms.ask_step
    edged = [each for each in state.world.doctrines if any(which == "ask" for which, _ in each.edges)]
    for doctrine in edged:
        adopted = found[4].commons.doctrines
        adopted[doctrine.power] = (*adopted[doctrine.power], doctrine.id)
    for sheet in found[5].powers:
        sheet.capital, sheet.treasury = 12, 3 * sheet.treasury
    return found


@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_the_mask_holds_where_a_position_is_troubled_and_then_no_more(power: Power) -> None:
    random = np.random.default_rng(14)
    seat = seat_of(scenario(STANDARD).world, power)
    for state in [turn.before for turn in game("calibrated", 3)][1 :: how_many(4, 1)]:
        for each in troubled(state):
            for families in ((), (Family.INVOKE, Family.DIAL, Family.CAMPAIGN), (Family.PROGRAMME,)):
                write_and_compare(seat, state, random, families)
                write_and_compare(seat, each, random, families)


def test_an_action_is_the_place_of_an_order_in_the_catalogue() -> None:
    env = parallel_env(STANDARD)
    for power in POWERS:
        catalogue = catalogue_of(scenario(STANDARD).world, power)
        assert env.action_space(power.key).n == len(catalogue.all()) + 1
        for order in catalogue.all()[::23]:
            assert env._seats[power.key].actions.place(order) == catalogue.place(order)


# ---------- vectors ----------


def vector(seat: Seat, state: State) -> Any:
    seat.begin(observe(state, seat.power))
    return seat.view()["observation"]


def named(seat: Seat, state: State) -> dict[str, float]:
    """Return the vector's values by name, as they are before they are scaled."""
    numbers = vector(seat, state)
    return {
        name: float(number) * scale for (name, scale), number in zip(seat.sight.columns, numbers, strict=True)
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_name_of_its_own_and_a_scale(name: str) -> None:
    world = scenario(name).world
    for power in POWERS:
        columns = seat_of(world, power).sight.columns
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.scale > 0 for column in columns)


def test_the_columns_say_what_the_observation_says() -> None:
    for state in positions(how_many(16, 300), "columns of the standard game"):
        for power in POWERS:
            told, seen = named(seat_of(state.world, power), state), observe(state, power)
            commons, sheet = seen.commons, seen.sheet
            assert told["turn"] == pytest.approx(commons.turn, rel=1e-5)
            for other in POWERS:
                assert told[f"dials.{other.key}"] == pytest.approx(commons.dials[other], rel=1e-5)
                assert told[f"own.alarm.{other.key}"] == pytest.approx(sheet.alarm[other], rel=1e-5)
                estimate = seen.estimates[other]
                if estimate is not None:
                    low, high = estimate.treasury
                    assert told[f"estimate.{other.key}.treasury.low"] == pytest.approx(low, rel=1e-5)
                    assert told[f"estimate.{other.key}.treasury.high"] == pytest.approx(high, rel=1e-5)
                    assert told[f"estimate.{other.key}.caps.nuclear.high"] == pytest.approx(
                        estimate.caps[5][1]
                    )
            for flashpoint, quarrel in zip(state.world.flashpoints, commons.flashpoints, strict=True):
                assert told[f"{flashpoint.id}.rung"] == pytest.approx(quarrel.rung)
                assert told[f"{flashpoint.id}.control"] == pytest.approx(quarrel.control)
                assert told[f"{flashpoint.id}.alerts.china"] == pytest.approx(quarrel.alerts[Power.CHINA])
            assert told["own.treasury"] == pytest.approx(sheet.treasury, rel=1e-5)
            assert told["own.caps.strike"] == pytest.approx(sheet.caps[0])
            assert told[f"own.secret.{sheet.secret}"] == 1
            for pact in (*commons.pacts, *seen.secret_pacts):
                either = (f"{pact.one}.{pact.other}", f"{pact.other}.{pact.one}")
                assert 1 in [told.get(f"pact.{pact.agreement}.{pair}") for pair in either]
            for nth, area in enumerate(state.world.areas):
                count = told.get(f"counters.{area.id}.us.fleet", 0)
                assert count == pytest.approx(seen.count(nth, Power.US, UnitKind.FLEET))


def test_what_is_left_follows_the_sheet() -> None:
    state = game("calibrated", 1)[3].before
    seat = seat_of(state.world, Power.JAPAN)
    before = named(seat, state)
    act = next(
        place
        for place in np.flatnonzero(seat.view()["action_mask"])
        if seat.actions.orders[place].family == Family.DEPLOY
    )
    seat.act(int(act))
    after = dict(zip([name for name, _ in seat.sight.columns], seat.view()["observation"], strict=True))
    scales = dict(seat.sight.columns)
    assert after["left.posture"] * scales["left.posture"] == pytest.approx(before["left.posture"] - 1)
    assert after["written.deploy"] * scales["written.deploy"] == pytest.approx(1)
    assert after["passed"] == 0
    seat.act(seat.actions.passing)
    assert seat.view()["observation"][-1] == 1


def test_all_numbers_are_finite_and_of_a_size_that_learners_like() -> None:
    for state in positions(how_many(20, 300), "sizes"):
        for power in POWERS:
            numbers = vector(seat_of(state.world, power), state)
            assert np.isfinite(numbers).all()
            assert np.abs(numbers).max() < 50


def test_no_number_depends_on_what_a_seat_may_not_know() -> None:
    """Change all of rivals' sheets that no estimate shows, and chance: no number and no bit moves."""
    for state in positions(how_many(12, 200), "hidden numbers"):
        for power in POWERS:
            other = state.copy()
            other.seed, other.home_turns, other.salts = other.seed + 1, (3, 2, 1, 0), ((1, 1, "x", 1),)
            for rival in POWERS:
                if rival == power:
                    continue
                sheet = other.powers[rival]
                sheet.roles = [each + 1 for each in sheet.roles]
                sheet.alarm = [each + 1 for each in sheet.alarm]
                sheet.stances = [(each + 1) % 3 for each in sheet.stances]
                sheet.secret, sheet.private_stake = "", 1 - sheet.private_stake
                sheet.support, sheet.strain, sheet.delivered = 3, 9, 99
                sheet.bill += 1000
                sheet.contracts = sheet.contracts[::-1]
            seat = seat_of(state.world, power)
            seat.begin(observe(state, power))
            one = seat.view()
            seat.begin(observe(other, power))
            two = seat.view()
            assert np.array_equal(one["observation"], two["observation"])
            assert np.array_equal(one["action_mask"], two["action_mask"])


def test_rivals_at_home_are_seen_as_a_sum_only() -> None:
    """Move counters between two homes of a rival: no number moves."""
    moved = 0
    for state in positions(how_many(12, 200), "hidden homes"):
        for power in POWERS:
            for rival in POWERS:
                homes = [state.world.area_index[name] for name in state.world.powers[rival].home]
                if same_side(power, rival) or len(homes) < 2:
                    continue
                other = state.copy()
                for kind in UnitKind:
                    first, second = ((home << 5) + (rival << 3) + kind for home in homes[:2])
                    moved += other.counters[first]
                    other.counters[second] += other.counters[first]
                    other.counters[first] = 0
                seat = seat_of(state.world, power)
                assert np.array_equal(vector(seat, state), vector(seat, other))
    assert moved


def test_nobody_sees_what_others_are_writing() -> None:
    env = parallel_env(LESSON)
    views, _ = env.reset(seed=1)
    before = {name: views[name]["observation"] for name in env.agents}
    act = next(action for action in (env.action_of("us", text) for text in env.legal("us")))
    passing = {name: env.action_of(name, "pass") for name in env.agents}
    views, *_ = env.step({**passing, "us": act})
    for name in ("japan", "china", "dprk"):
        assert np.array_equal(views[name]["observation"][:-1], before[name][:-1])
