"""A card bot's explanations are true: the facts are those of the observation, the tests hold on them."""

from __future__ import annotations

import pytest

from game.content import load_scenario
from game.players.base import Desk, player_seed
from game.players.card_bot import CardBot, Explanation
from game.players.cards.deals import DEALS
from game.players.hand import FACTS, FACTS_OF, FLEETING, Hand, Memory
from game.players.registry import PERSONAS, make, persona
from rules.legality import check
from rules.observation import Observation, observe
from rules.orders import OrderSheet
from rules.terms import POWERS, Power
from rules.turn import adjudicate, new_game

SCENARIO = load_scenario("turning_the_corner")


def played(name: str, seed: int, turns: int = 12) -> list[tuple[Observation, OrderSheet, Explanation]]:
    """Play a game of one persona and keep every sheet with its explanation."""
    state, found = new_game(SCENARIO, seed), []
    players = {power: make(name) for power in POWERS}
    for power in POWERS:
        players[power].begin(power, player_seed(seed, power))
    while state.commons.ending is None and state.turn <= turns:
        sheets = {}
        for power in POWERS:
            observation = observe(state, power)
            player = players[power]
            assert isinstance(player, CardBot)
            sheets[power] = player.choose(observation, Desk(observation))
            found.append((observation, sheets[power], player.explanation))
        state = adjudicate(state, sheets).state
    return found


@pytest.mark.parametrize("seed", [3, 8, 21])
@pytest.mark.parametrize("name", PERSONAS)
def test_every_order_has_a_reason_whose_tests_hold_on_the_facts_it_logged(name: str, seed: int) -> None:
    for _, sheet, explanation in played(name, seed):
        assert tuple(reason.order for reason in explanation.reasons) == sheet.orders
        for reason in explanation.reasons:
            facts = dict(reason.facts)
            assert reason.text
            assert [test for test in reason.tests if test.fact not in facts] == []
            assert [test for test in reason.tests if not test.holds(facts[test.fact])] == []


@pytest.mark.parametrize("seed", [5, 13])
def test_the_logged_facts_are_those_of_the_observation(seed: int) -> None:
    for observation, sheet, explanation in played("calibrated", seed):
        power = observation.power
        for nth, reason in enumerate(explanation.reasons):
            desk = Desk(observation)
            for order in sheet.orders[:nth]:
                desk.add(order)
            temper = persona("calibrated").seat(power)
            hand = Hand(observation, desk, temper, player_seed(seed, power), Memory())
            for name, value in reason.facts:
                if name not in FLEETING and not name.startswith("sent "):
                    assert hand.fact(name) == value, f"{power.key} {reason.order} {name}"


def test_facts_about_what_is_left_are_true_when_the_order_is_written() -> None:
    for observation, sheet, explanation in played("hawk", 4):
        for nth, reason in enumerate(explanation.reasons):
            desk = Desk(observation)
            for order in sheet.orders[:nth]:
                desk.add(order)
            left = {"capital": desk.left.capital, "money": desk.left.money, "posture acts": desk.left.posture}
            for test in reason.tests:
                if test.fact in left and test in reason.tests:
                    assert test.holds(left[test.fact]) or _card_test(reason.card, test, observation.power)


def _card_test(card: str, test: object, power: Power) -> bool:
    """Tell whether a test belongs to a card's trigger, which is read before any of its orders."""
    cards = DEALS[power](persona("hawk").seat(power))
    return any(each.name == card and test in each.when for each in cards)


def test_what_was_rejected_either_failed_a_test_or_was_not_legal_or_was_not_needed() -> None:
    seen = 0
    for observation, sheet, explanation in played("calibrated", 9, turns=6):
        for rejected in explanation.rejected:
            assert rejected.why
            if rejected.why.endswith(")") and rejected.order not in sheet.orders:
                seen += 1
                assert check(observation, sheet, rejected.order) is not None
    assert seen > 20


@pytest.mark.parametrize("power", POWERS)
def test_a_seat_holds_ten_to_fourteen_cards_with_two_faces_and_a_reason(power: Power) -> None:
    for name in PERSONAS:
        cards = DEALS[power](persona(name).seat(power))
        assert 10 <= len(cards) <= 14
        assert len({card.name for card in cards}) == len(cards)
        assert all(card.reason and callable(card.build) and callable(card.hard) for card in cards)


def test_the_line_flips_with_the_state_of_the_game() -> None:
    lines = {explanation.hard for seed in range(1, 12) for _, _, explanation in played("calibrated", seed)}
    assert lines == {True, False}


def test_a_fact_of_no_meaning_is_an_error() -> None:
    observation = observe(new_game(SCENARIO, 1), Power.JAPAN)
    hand = Hand(observation, Desk(observation), persona("calibrated").seat(Power.JAPAN), 1, Memory())
    for name in ("happiness", "rung of nowhere", "control of the tides"):
        with pytest.raises(KeyError):
            hand.fact(name)
    assert not set(FACTS) & set(FACTS_OF)
