"""The OpenSpiel game: its own simulation test, and turns that are simultaneous in all but name."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

pytest.importorskip("numpy", reason="the extra rl is not installed")
pyspiel = pytest.importorskip("pyspiel", reason="the extra openspiel is not installed")

import game.env.open_spiel  # noqa: E402, F401
from rules import POWERS  # noqa: E402

PASS_ALL = len(POWERS)


@pytest.fixture(scope="module")
def spiel() -> Any:
    return pyspiel.load_game("python_two_percent(scenario=two_percent_by_march,deals=8)")


def dealt(spiel: Any, seed: int = 3) -> Any:
    state = spiel.new_initial_state()
    state.apply_action(seed)
    return state


def hand_in(state: Any) -> None:
    state.apply_action(state.legal_actions()[-1])


def test_it_passes_the_simulation_test(spiel: Any) -> None:
    pyspiel.random_sim_test(spiel, num_sims=1, serialize=False, verbose=False)


def test_it_can_be_written_down_and_read_again(spiel: Any) -> None:
    state, random = dealt(spiel), Random(1)
    for _ in range(30):
        state.apply_action(random.choice(state.legal_actions()))
    _, other = pyspiel.deserialize_game_and_state(pyspiel.serialize_game_and_state(spiel, state))
    assert other.history() == state.history()
    assert other.legal_actions() == state.legal_actions()
    assert str(other) == str(state)
    player = state.current_player()
    assert other.information_state_string(player) == state.information_state_string(player)


def test_what_a_seat_knows_does_not_depend_on_the_sheets_before_its_own(spiel: Any) -> None:
    quiet, busy = dealt(spiel), dealt(spiel)
    random = Random(2)
    for player in range(len(POWERS)):
        assert quiet.current_player() == busy.current_player() == player
        assert quiet.information_state_string(player) == busy.information_state_string(player)
        assert quiet.observation_tensor(player) == busy.observation_tensor(player)
        assert quiet.legal_actions() == busy.legal_actions()
        for _ in range(4):
            busy.apply_action(random.choice(busy.legal_actions()[:-1]))
        hand_in(quiet)
        hand_in(busy)


def test_a_seat_remembers_what_it_wrote(spiel: Any) -> None:
    one, other = dealt(spiel), dealt(spiel)
    one.apply_action(one.legal_actions()[0])
    assert one.information_state_string(0) != other.information_state_string(0)
    assert one.information_state_string(1) == other.information_state_string(1)
    for state in (one, other):
        for _ in range(PASS_ALL):
            hand_in(state)
    lines = one.information_state_string(0).splitlines()
    assert lines[0] == "japan"
    assert lines[1].startswith("turn 1 [")
    assert lines[2].startswith("turn 2 [")
    assert len(one.observation_string(0).splitlines()) == 2


def test_a_copy_goes_its_own_way(spiel: Any) -> None:
    state = dealt(spiel)
    other = state.clone()
    text = str(state)
    other.apply_action(other.legal_actions()[0])
    assert str(state) == text
    assert str(other) != text


def test_returns_add_up_to_nought(spiel: Any) -> None:
    state = dealt(spiel)
    assert state.returns() == [0.0] * len(POWERS)
    while not state.is_terminal():
        hand_in(state)
    assert any(state.returns())
    assert sum(state.returns()) == pytest.approx(0)
