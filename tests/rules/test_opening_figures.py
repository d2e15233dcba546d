"""The figures with which the standard game opens, as the rulebook prints and explains them."""

from __future__ import annotations

import pytest

from builders import NAMES, scenario
from rules import POWERS, Power, State, new_game, prices
from rules.terms import KINDS, Funding

BILLS = (11_080, 46_424, 46_400, 5_310)
INCOMES = (17_120, 72_875, 74_205, 7_680)
INSTALMENTS = (2_388, 10_700, 10_600, 554)


@pytest.fixture(scope="module")
def state() -> State:
    return new_game(scenario(), 1)


@pytest.mark.parametrize("power", POWERS)
def test_the_standing_bills_are_as_printed(state: State, power: Power) -> None:
    assert state.powers[power].bill == BILLS[power]


@pytest.mark.parametrize("power", POWERS)
def test_the_first_incomes_are_as_printed(state: State, power: Power) -> None:
    assert prices.income(state.world, state.commons, power) == INCOMES[power]


@pytest.mark.parametrize("power", POWERS)
def test_the_instalments_of_the_first_quarter_are_as_printed(state: State, power: Power) -> None:
    own = state.powers[power]
    assert (
        sum(prices.instalment(state.world, each, own.strain) for each in own.contracts) == INSTALMENTS[power]
    )
    assert sum(min(each.instalment, each.unpaid) for each in own.contracts) == INSTALMENTS[power]


def test_a_full_bill_for_japan_is_12188(state: State) -> None:
    assert prices.funding_price(state.world, state.powers[Power.JAPAN].bill, Funding.FULL) == 12_188


def test_a_full_bill_for_china_is_51040(state: State) -> None:
    assert prices.funding_price(state.world, state.powers[Power.CHINA].bill, Funding.FULL) == 51_040


def test_japans_income_at_190_after_a_quarters_growth_is_18107(state: State) -> None:
    later = state.copy()
    later.commons.gdp[Power.JAPAN] = 4_288_560
    later.commons.dials[Power.JAPAN] = 190
    assert prices.income(later.world, later.commons, Power.JAPAN) == 18_107


@pytest.mark.parametrize("power", POWERS)
def test_every_power_can_pay_its_bill_and_instalments_from_its_first_treasury(
    state: State, power: Power
) -> None:
    assert BILLS[power] + INSTALMENTS[power] <= state.powers[power].treasury


def test_the_strengths_are_those_of_the_rulebook(state: State) -> None:
    table = {
        "fleet": (3, 4, 3, 1),
        "carrier": (0, 6, 4, 0),
        "submarine": (3, 5, 3, 1),
        "air": (3, 4, 3, 1),
        "ground": (2, 3, 2, 2),
        "missile": (2, 3, 4, 3),
        "airdef": (2, 3, 2, 1),
        "coastguard": (2, 0, 2, 0),
    }
    assert {kind.key: state.world.terms.strength[kind] for kind in KINDS} == table


@pytest.mark.parametrize(
    ("flashpoint", "areas", "rung", "stakes"),
    [
        ("senkaku", "SEN ECS SAK", 2, (5, 3, 4, 0)),
        ("taiwan", "TWS TWN BAS", 3, (3, 4, 5, 0)),
        ("korea", "NKR ROK YEL", 2, (3, 3, 3, 5)),
        ("scs", "SCN SCS LUZ", 3, (2, 2, 3, 0)),
    ],
)
def test_the_flashpoints_open_as_the_rulebook_prints(
    state: State, flashpoint: str, areas: str, rung: int, stakes: tuple[int, ...]
) -> None:
    place = state.world.flashpoint_index[flashpoint]
    assert state.world.flashpoints[place].areas == tuple(areas.split())
    assert state.world.flashpoints[place].stakes == stakes
    assert (state.commons.flashpoints[place].rung, state.commons.flashpoints[place].control) == (rung, 0)


def test_the_rivals_total_alarm_opens_where_the_example_says(state: State) -> None:
    assert sum(state.powers[Power.JAPAN].alarm) == 10


@pytest.mark.parametrize("name", NAMES)
def test_a_new_game_draws_one_secret_and_one_private_stake_a_seat(name: str) -> None:
    for seed in range(50):
        state = new_game(scenario(name), seed)
        for power in POWERS:
            own = state.powers[power]
            assert own.secret in {each.id for each in state.world.secrets[power]}
            assert own.private_stake in (-1, 0, 1)
            assert state.world.flashpoints[own.private_flashpoint].stakes[power] > 0


@pytest.mark.parametrize("power", POWERS)
def test_every_secret_and_every_private_stake_is_drawn_for_some_seed(power: Power) -> None:
    states = [new_game(scenario(), seed) for seed in range(200)]
    assert {each.powers[power].secret for each in states} == {
        each.id for each in states[0].world.secrets[power]
    }
    assert {each.powers[power].private_stake for each in states} == {-1, 0, 1}
    assert {each.home_turns[power] for each in states} == {0, 1, 2, 3}
