"""The parallel environment: PettingZoo's own tests, games from first step to last, rewards, infos, words."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the extra rl is not installed")
pytest.importorskip("pettingzoo", reason="the extra rl is not installed")

from builders import LESSON, how_many, scenario  # noqa: E402
from game.content import load_scenario  # noqa: E402
from game.env import TwoPercentEnv, parallel_env  # noqa: E402
from game.env.rewards import potential  # noqa: E402
from game.narrate import narrate  # noqa: E402
from rules import POWERS, Journal, OrderSheet, adjudicate, digest, legal_orders, new_game, observe  # noqa: E402
from rules.notation import write  # noqa: E402
from rules.orders import FAMILIES  # noqa: E402

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package's tests import its deprecated games
    from pettingzoo.test import parallel_api_test, parallel_seed_test

AGENTS = ["japan", "us", "china", "dprk"]


def draw(env: TwoPercentEnv, views: dict[str, Any], random: Any) -> dict[str, int]:
    """Draw an action of every agent: the pass one time in eight, else any that is legal."""
    actions = {}
    for name in env.agents:
        legal = np.flatnonzero(views[name]["action_mask"])
        actions[name] = int(legal[-1] if random.random() < 0.125 else random.choice(legal))
    return actions


def passes(env: TwoPercentEnv) -> dict[str, int]:
    return {name: env.action_of(name, "pass") for name in env.agents}


def whole_game(env: TwoPercentEnv, seed: int) -> list[Any]:
    """Play a game at random and return everything that every step gave."""
    random = np.random.default_rng(seed)
    views, infos = env.reset(seed=seed)
    steps: list[Any] = [(views, infos)]
    while env.agents:
        steps.append(env.step(draw(env, views, random)))
        views = steps[-1][0]
    return steps


def same(one: Any, other: Any) -> bool:
    """Tell whether two trees of dicts, tuples and arrays hold the same."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(np.array_equal(one, other))


# ---------- PettingZoo's own tests ----------


@pytest.mark.parametrize("name", ["turning_the_corner", LESSON])
def test_it_passes_the_api_test(name: str) -> None:
    parallel_api_test(parallel_env(name), num_cycles=1000)


def test_it_passes_the_seed_test() -> None:
    parallel_seed_test(lambda: parallel_env(LESSON))


# ---------- games ----------


def test_a_seed_settles_a_game_to_the_last_number() -> None:
    one, other = parallel_env(LESSON), parallel_env(LESSON)
    for seed in range(3):
        assert same(whole_game(one, seed), whole_game(other, seed))
        assert digest(one.state_of_play) == digest(other.state_of_play)


def test_games_begun_without_a_seed_follow_from_the_last_seed_given() -> None:
    one, other = parallel_env(LESSON), parallel_env(LESSON)
    for env in (one, other):
        env.reset(seed=5)
    seeds = []
    for _ in range(3):
        one.reset()
        other.reset()
        assert one.state_of_play.seed == other.state_of_play.seed
        seeds.append(one.state_of_play.seed)
    assert len({5, *seeds}) == 4


def test_two_environments_of_one_scenario_share_nothing_that_a_game_changes() -> None:
    whole = load_scenario(LESSON)
    alone = whole_game(TwoPercentEnv(whole), 1)
    one, other = TwoPercentEnv(whole), TwoPercentEnv(whole)
    random, views = np.random.default_rng(1), one.reset(seed=1)
    other.reset(seed=2)
    steps: list[Any] = [views]
    while one.agents:
        if other.agents:
            other.step(passes(other))
        steps.append(one.step(draw(one, steps[-1][0], random)))
    assert same(alone, steps)


def test_what_an_agent_was_given_is_its_own_to_change() -> None:
    one, other = parallel_env(LESSON), parallel_env(LESSON)
    views, _ = one.reset(seed=3)
    other.reset(seed=3)
    for view in views.values():
        view["observation"][:] = 9
        view["action_mask"][:] = 0
    assert same(one.step(passes(one)), other.step(passes(other)))


def test_the_turn_is_the_one_that_the_rules_work_out_of_the_same_sheets() -> None:
    env, random = parallel_env(LESSON), np.random.default_rng(7)
    views, _ = env.reset(seed=7)
    state = new_game(scenario(LESSON), 7)
    sheets: dict[str, list[str]] = {}
    while env.agents:
        turn = env.state_of_play.turn
        actions = draw(env, views, random)
        for name, action in actions.items():
            text = env.text_of(name, action)
            if text != "pass":
                sheets.setdefault(name, []).append(text)
        written = {
            power: OrderSheet(
                power,
                tuple(
                    env._seats[power.key].actions.orders[env.action_of(power.key, text)]
                    for text in sheets.get(power.key, [])
                ),
            )
            for power in POWERS
        }
        views, *_ = env.step(actions)
        if env.state_of_play.turn != turn or env.outcome is not None:
            state = adjudicate(state, written).state
            sheets = {}
            assert digest(env.state_of_play) == digest(state)


def test_a_seat_that_has_passed_waits_for_the_others() -> None:
    env = parallel_env(LESSON)
    views, _ = env.reset(seed=1)
    actions = passes(env)
    us = next(env.action_of("us", text) for text in env.legal("us"))
    views, _, _, _, infos = env.step({**actions, "us": us})
    assert infos["us"]["turn"] == 1
    for name in ("japan", "china", "dprk"):
        assert list(np.flatnonzero(views[name]["action_mask"])) == [actions[name]]
        assert env.legal(name) == []
    assert views["us"]["action_mask"].sum() > 1
    views, _, _, _, infos = env.step(actions)
    assert infos["us"]["turn"] == 2
    assert all(views[name]["action_mask"].sum() > 1 for name in AGENTS)
    assert env.sheet("us") == []


def test_a_game_ends_for_all_at_once() -> None:
    env = parallel_env(LESSON)
    steps = whole_game(env, 2)
    views, _, ended, cut, _ = steps[-1]
    assert env.agents == []
    assert ended == dict.fromkeys(AGENTS, True)
    assert cut == dict.fromkeys(AGENTS, False)
    assert all(view["action_mask"].sum() == 1 for view in views.values())
    assert all(not any(step[2].values()) for step in steps[1:-1])
    assert env.step({}) == ({}, {}, {}, {}, {})


# ---------- what is not right ----------


def test_an_action_outside_the_mask_ends_the_sheet_and_is_named() -> None:
    env = parallel_env(LESSON)
    views, _ = env.reset(seed=1)
    mask = views["japan"]["action_mask"]
    wrong = int(np.flatnonzero(mask == 0)[0])
    views, _, _, _, infos = env.step(
        {**passes(env), "us": env.action_of("us", env.legal("us")[0]), "japan": wrong}
    )
    assert infos["japan"]["refused"].startswith(env.text_of("japan", wrong))
    assert "(R" in infos["japan"]["refused"]
    assert views["japan"]["action_mask"].sum() == 1
    assert env.sheet("japan") == []
    assert "refused" not in infos["us"]


@pytest.mark.parametrize("action", [-1, 10**6])
def test_a_number_that_is_no_action_is_an_error_in_one_line(action: int) -> None:
    env = parallel_env(LESSON)
    env.reset(seed=1)
    with pytest.raises(ValueError, match=r"^step: japan has actions 0 to \d+, not -?\d+$"):
        env.step({**passes(env), "japan": action})


def test_a_missing_action_is_an_error_in_one_line() -> None:
    env = parallel_env(LESSON)
    env.reset(seed=1)
    with pytest.raises(ValueError, match=r"^step: no action for dprk$"):
        env.step({name: action for name, action in passes(env).items() if name != "dprk"})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"reward": "glory"}, "reward: 'glory' is none of difference, score"),
        ({"infos": ("turns",)}, "infos: 'turns' is none of turn, legal"),
        ({"render_mode": "rgb_array"}, "render_mode: 'rgb_array' is none of ansi, human"),
    ],
)
def test_an_option_that_is_not_known_is_named(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError) as wrong:
        parallel_env(LESSON, **options)
    assert str(wrong.value) == said


def test_before_a_game_there_is_nothing_to_look_at() -> None:
    with pytest.raises(LookupError, match="call reset first"):
        _ = parallel_env(LESSON).state_of_play


# ---------- rewards ----------


def test_by_default_the_last_step_alone_pays_and_pays_the_difference_of_scores() -> None:
    env = parallel_env(LESSON)
    for seed in range(how_many(3, 30)):
        steps = whole_game(env, seed)
        assert env.outcome is not None
        totals = {each.power.key: each.total for each in env.outcome.scores}
        for name, reward in steps[-1][1].items():
            others = [totals[other] for other in AGENTS if other != name]
            assert reward == pytest.approx((totals[name] - sum(others) / 3) / 100)
        assert sum(steps[-1][1].values()) == pytest.approx(0)
        assert all(not any(step[1].values()) for step in steps[1:-1])


def test_the_score_itself_may_be_the_reward() -> None:
    env = parallel_env(LESSON, reward="score")
    last = whole_game(env, 4)[-1]
    assert env.outcome is not None
    assert last[1] == {each.power.key: each.total / 100 for each in env.outcome.scores}


def test_shaping_adds_up_to_what_it_began_with() -> None:
    """With discount 1 all that shaping pays in a game is minus the first potential, whatever was done."""
    plain, shaped = parallel_env(LESSON), parallel_env(LESSON, shaping=0.5)
    for seed in range(3):
        one, other = whole_game(plain, seed), whole_game(shaped, seed)
        first = new_game(scenario(LESSON), seed)
        for power in POWERS:
            gained = sum(step[1][power.key] for step in other[1:]) - one[-1][1][power.key]
            assert gained == pytest.approx(-0.5 * potential(observe(first, power)))
        assert any(any(step[1].values()) for step in other[1:-1])


# ---------- words ----------


def test_infos_name_the_legal_orders_on_demand() -> None:
    env = parallel_env(LESSON, infos=("turn", "legal"))
    _, infos = env.reset(seed=1)
    for power in POWERS:
        seen = observe(env.state_of_play, power)
        assert infos[power.key]["legal"] == [write(order) for order in legal_orders(seen)]
        assert infos[power.key]["turn"] == 1
    assert parallel_env(LESSON).reset(seed=1)[1] == {name: {"turn": 1} for name in AGENTS}


def test_actions_and_notation_are_two_names_of_one_thing() -> None:
    env = parallel_env(LESSON)
    env.reset(seed=1)
    for name in AGENTS:
        for action in range(0, env.action_space(name).n, 17):
            assert env.action_of(name, env.text_of(name, action)) == action
    with pytest.raises(ValueError, match=r"^'review nothing' is not in the catalogue of japan$"):
        env.action_of("japan", "review nothing")


def test_families_tell_the_kind_of_every_action() -> None:
    env = parallel_env(LESSON)
    for name in AGENTS:
        kinds = env.families(name)
        orders = env._seats[name].actions.orders
        assert list(kinds) == [order.family for order in orders] + [len(FAMILIES)]


def test_render_tells_the_last_turn_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    env = parallel_env(LESSON, render_mode="ansi")
    env.reset(seed=1)
    assert env.render() == ""
    env.step(passes(env))
    journal = Journal()
    adjudicate(new_game(scenario(LESSON), 1), {}, journal)
    assert env.render() == "\n".join(narrate(journal.facts, scenario(LESSON).world))
    loud = parallel_env(LESSON, render_mode="human")
    loud.reset(seed=1)
    loud.step(passes(loud))
    assert capsys.readouterr().out.strip() == env.render()
    assert parallel_env(LESSON).render() is None


def test_the_state_for_critics_is_the_four_vectors_in_a_row() -> None:
    env = parallel_env(LESSON)
    views, _ = env.reset(seed=1)
    assert np.array_equal(env.state(), np.concatenate([views[name]["observation"] for name in AGENTS]))
