"""Games by bots finish, by a rule, without a fault."""

from __future__ import annotations

import pytest

from builders import NAMES, PAIR, STANDARD, digests, game, how_many, scenario
from game.headless.playouts import Playout, playout
from game.players.registry import make
from rules import POWERS, Journal, OrderSheet, Power, adjudicate, digest, outcome
from rules.journal import Faulted, GameOver
from rules.terms import Ending

SEEDS = [(name, seed) for name in NAMES for seed in range(how_many(40 if name in PAIR else 8, 1000))]


def finish(kind: str, seed: int, name: str) -> Playout:
    return playout(scenario(name), {power: make(kind) for power in POWERS}, seed, keep_journals=True)


def assert_finished_by_a_rule(done: Playout, name: str) -> None:
    commons, result = done.state.commons, done.outcome
    assert 1 <= done.turns <= scenario(name).world.length
    assert len(done.journals) == done.turns
    top = max(quarrel.rung for quarrel in commons.flashpoints)
    match result.ending:
        case Ending.TIME:
            assert done.turns == scenario(name).world.length
            assert top < 8
        case Ending.COLLAPSE:
            assert done.state.powers[Power.DPRK].support == 0
            assert result.scores[Power.DPRK].total == 0
            assert top < 8
        case Ending.WAR:
            assert top == 8
            assert all(score.total <= 55 for score in result.scores)
        case Ending.NUCLEAR:
            assert top == 9
            assert all(score.total == 0 for score in result.scores)


def assert_sound(done: Playout) -> None:
    facts = [fact for journal in done.journals for fact in journal]
    assert not [fact for fact in facts if isinstance(fact, Faulted)]
    assert [fact for fact in facts if isinstance(fact, GameOver)] == [
        GameOver(done.outcome.ending, done.turns)
    ]
    assert any(isinstance(fact, GameOver) for fact in done.journals[-1])
    for score in done.outcome.scores:
        assert 0 <= score.total <= 100
        assert all(0 <= row.points <= row.most for row in score.rows)


@pytest.mark.parametrize(("name", "seed"), SEEDS)
def test_random_games_finish_by_a_rule_without_a_fault(name: str, seed: int) -> None:
    done = finish("random", seed, name)
    assert_sound(done)
    assert_finished_by_a_rule(done, name)


@pytest.mark.parametrize(("name", "seed"), SEEDS[::4])
def test_calibrated_games_finish_by_a_rule_without_a_fault(name: str, seed: int) -> None:
    done = finish("calibrated", seed, name)
    assert_sound(done)
    assert_finished_by_a_rule(done, name)


@pytest.mark.parametrize("name", NAMES)
def test_four_empty_seats_reach_the_turn_limit_or_a_rule(name: str) -> None:
    for seed in range(how_many(5, 200)):
        done = finish("idle", seed, name)
        assert_sound(done)
        assert_finished_by_a_rule(done, name)


@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_a_playout_and_the_face_of_the_rules_play_the_same_game(kind: str) -> None:
    for seed in range(how_many(3, 50)):
        turns = game(kind, seed, STANDARD)
        done = finish(kind, seed, STANDARD)
        assert digests(turns)[-1] == done.digest
        assert outcome(turns[-1].after) == done.outcome
        assert [list(turn.facts) for turn in turns] == done.journals


def test_a_finished_game_is_adjudicated_no_further() -> None:
    last = game("random", 0)[-1].after
    journal = Journal()
    after = adjudicate(last, {power: OrderSheet(power) for power in POWERS}, journal).state
    assert digest(after) == digest(last)
    assert journal.facts == []
