"""Studies: pairs on the same dice, effects known by construction, one clear line for each fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from game.content import load_scenario, scenario_from_plain, scenario_plain
from game.content_changes import NoSuchPath, with_changes
from game.headless.claims import experiment_files
from game.headless.stats import mean_of
from game.headless.study import Found, found, play
from game.headless.study_facts import effects_csv, facts_of, games_csv
from game.headless.study_faults import BadStudy
from game.headless.study_list import USAGE, BadMeasure
from game.headless.study_measures import meter_of
from game.headless.study_meters import Meter
from game.headless.study_plan import Study
from game.headless.study_reader import load_study, study_of
from game.headless.study_verdicts import NOT_SHOWN, SHOWN, UNCERTAIN, Expect, judged, overall
from game.players.base import Desk
from game.players.registry import make
from game.players.under_orders import Forbidden, Forced, Rewritten, UnderOrders, matches
from game.report.study import study_page
from rules import OrderSheet, new_game, observe
from rules.notation import read, write
from rules.terms import Power

SHORT = "two_percent_by_march"
IDLE = dict.fromkeys(("japan", "us", "china", "dprk"), "idle")
MANUAL = Path(__file__).parents[2] / "docs" / "studies.md"
EXAMPLE_FILES = sorted((MANUAL.parent / "studies").glob("*.toml"))
TREASURY = "setup.power.japan.treasury"


def study(**plain: Any) -> Study:
    return study_of({"scenario": SHORT, "games": 3, **plain}, "test", "test.toml")


def faults(**plain: Any) -> tuple[str, ...]:
    with pytest.raises(BadStudy) as caught:
        study(**{"measures": ["tension"], **plain})
    return caught.value.faults


def done(asked: Study, jobs: int = 1) -> Found:
    return found(asked, [row for rows in play(asked, jobs) for row in rows])


def two_levels(change: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": "factor", "level": [{"name": "as it is"}, {"name": "changed", **change}]}]


# ---------- effects ----------


def test_money_at_the_start_is_carried_over_by_the_share_that_the_rules_carry() -> None:
    """R4.1: half of what is left goes over to the next turn, whatever else falls in."""
    world = load_scenario(SHORT).world
    start = scenario_plain(SHORT)["setup"]["power"]["japan"]["treasury"]
    asked = study(
        seats=IDLE,
        measures=["treasury japan at 1", "support japan"],
        factor=[{"path": TREASURY, "values": [start, start + 2000]}],
    )
    money, support = done(asked).effects
    assert money.difference.value == 2000 * world.terms.carry_percent // 100
    assert (money.difference.low, money.difference.high) == (money.difference.value,) * 2
    assert (support.difference.value, support.difference.reach) == (0.0, 0.0)


def test_levels_that_change_nothing_give_the_same_games_on_the_same_dice() -> None:
    asked = study(measures=["score japan", "tension"], factor=two_levels({}))
    games = done(asked)
    one, two = ([row.digest for row in games.rows if row.cell == cell] for cell in (0, 1))
    assert one == two
    assert len(set(one)) == asked.games
    assert all(effect.difference.value == 0.0 for effect in games.effects)


def test_the_number_of_processes_changes_no_game() -> None:
    asked = study(measures=["score us", "peak"], factor=two_levels({"seats": {"japan": "hawk"}}))
    assert done(asked, 2) == done(asked)


def test_factors_are_crossed_and_each_effect_is_a_mean_over_the_others_levels() -> None:
    start = scenario_plain(SHORT)["setup"]["power"]["japan"]["treasury"]
    asked = study(
        seats=IDLE,
        measures=["treasury japan at 1"],
        factor=[
            {"path": TREASURY, "values": [start, start + 2000]},
            {"name": "again", "path": "setup.power.us.treasury", "values": [60_000, 70_000]},
        ],
    )
    assert [cell.levels for cell in asked.cells()] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    own, other = done(asked).effects
    assert (own.difference.value, other.difference.value) == (1000.0, 0.0)
    assert own.difference.count == asked.games


def test_a_measure_without_a_value_leaves_its_pair_out() -> None:
    asked = study(seats=IDLE, measures=["gains china"], factor=two_levels({}))
    (effect,) = done(asked).effects
    assert effect.difference.count == 0
    assert effect.p is None


def test_a_replayed_seat_gives_the_orders_of_the_first_cell() -> None:
    change = two_levels({"seats": {"china": "hawk"}})
    measures = ["operations china", "contracted china"]
    asked = study(games=4, replay=["china"], measures=measures, factor=change)
    rows = done(asked).rows
    one, two = ([row.digest for row in rows if row.cell == cell] for cell in (0, 1))
    assert one == two


# ---------- players under orders ----------


def sheet_of(player: UnderOrders | Rewritten, power: Power = Power.CHINA) -> tuple[str, ...]:
    state = new_game(load_scenario("turning_the_corner"), 1)
    player.begin(power, 1)
    observation = observe(state, power)
    sheet = player.choose(observation, Desk(observation))
    return tuple(write(order) for order in sheet.orders)


def test_forced_orders_are_given_before_the_player_writes_and_illegal_ones_are_not() -> None:
    surge, blockade = read("operate coast_guard_surge senkaku"), read("operate blockade taiwan")
    player = UnderOrders(make("calibrated"), [Forced((blockade, surge))])
    written = sheet_of(player)
    assert written[0] == "operate coast_guard_surge senkaku"
    assert len(written) > 1
    assert "operate blockade taiwan" not in written


def test_forced_orders_have_their_turns() -> None:
    surge = read("operate coast_guard_surge senkaku")
    assert sheet_of(UnderOrders(make("idle"), [Forced((surge,), 2, 3)])) == ()


def test_forbidden_orders_are_struck_out_and_the_rest_stays() -> None:
    free = sheet_of(UnderOrders(make("calibrated")))
    barred = sheet_of(UnderOrders(make("calibrated"), (), [Forbidden(("programme start",))]))
    assert any(text.startswith("programme start") for text in free)
    assert barred == tuple(text for text in free if not text.startswith("programme start"))


def test_a_sheet_of_another_game_is_given_as_far_as_it_is_legal() -> None:
    orders = (read("operate blockade taiwan"), read("operate coast_guard_surge senkaku"))
    player = Rewritten(make("calibrated"), {1: OrderSheet(Power.CHINA, orders)})
    assert sheet_of(player) == ("operate coast_guard_surge senkaku",)


@pytest.mark.parametrize(
    ("text", "pattern", "like"),
    [
        ("operate icbm_test korea", "operate *_test korea", True),
        ("operate icbm_test korea", "operate", True),
        ("operate icbm_test korea", "operate icbm", False),
        ("dial 190", "dial 190", True),
    ],
)
def test_a_pattern_is_whole_words_or_has_stars(text: str, pattern: str, like: bool) -> None:
    assert matches(text, pattern) is like


# ---------- values set anew ----------


def test_a_value_set_anew_is_played_and_its_figure_says_so() -> None:
    data = scenario_plain(SHORT)
    changed = with_changes(data, {TREASURY: 1234, "setup.forces.china.PHS": {"fleet": 2}}, "A test.")
    scenario = scenario_from_plain(changed)
    assert scenario.setup.sheets[Power.JAPAN].treasury == 1234
    (figure,) = [each for each in changed["figure"] if each["path"] == TREASURY]
    assert (figure["value"], figure["note"]) == ("1,234", "A test.")
    assert data == scenario_plain(SHORT)


def test_a_path_that_leads_nowhere_names_the_nearest() -> None:
    with pytest.raises(NoSuchPath, match="did you mean 'cohesion'"):
        with_changes(scenario_plain(SHORT), {"setup.cohesio": 1}, "")


# ---------- faults ----------


def force(seat: str, order: str) -> dict[str, Any]:
    return {"force": [{"seat": seat, "orders": [order]}]}


def forbid(seat: str, order: str) -> dict[str, Any]:
    return {"forbid": [{"seat": seat, "orders": [order]}]}


@pytest.mark.parametrize(
    ("plain", "fault"),
    [
        ({"game": 3}, "game: there is no such key (did you mean 'games'?)"),
        ({"games": 1}, "games: 1 is not between 2 and 1000000"),
        ({"games": "ten"}, "games: expects a whole number, not 'ten'"),
        ({"measures": []}, "measures: name one at least; 'twopercent study measures' lists them"),
        ({"measures": ["tensio"]}, "measures: 'tensio': no measure 'tensio' (did you mean 'tension'?)"),
        ({"measures": ["support"]}, "measures: 'support': whose support? write 'support POWER'"),
        ({"seats": {"japn": "idle"}}, "seats: no power 'japn' (did you mean 'japan'?)"),
        ({"seats": {"japan": "hawkk"}}, "seats: no player is called 'hawkk'; did you mean 'hawk'?"),
        ({"set": {"setup.cohesoin": 1}}, "set: no 'setup.cohesoin': setup has no 'cohesoin' (did you mean"),
        ({"set": {TREASURY: "much"}}, f"cell 'all games': cannot be played: {TREASURY}: expects a whole"),
        ({"factor": [{"path": "setup.ask", "values": [3]}]}, "factor.0: a factor needs two levels at least"),
        ({"factor": [{"values": [3]}]}, "factor.0: write one of path (with values), seat (with values) and"),
        ({"factor": [{"level": [{}, {"name": "b"}], "name": "a"}]}, "factor.0.level.0.name: a level needs"),
        (force("china", "operat x"), "force.0: 'operat x': word 1: no order begins with 'operat'; did you"),
        (force("dprk", "operate blockade taiwan"), "force: dprk can never order 'operate blockade taiwan'"),
        (forbid("japan", "operate icbm_test"), "forbid: no order of japan is like 'operate icbm_test'"),
        ({"scenario": "turning"}, "scenario: no scenario 'turning'"),
        ({"expect": [{"measure": "tension", "sign": "up"}]}, "expect.0.sign: 'up' is none of '+', '-', '0'"),
        ({"expect": [{"measure": "peak", "each": [0, 1]}]}, "expect.0: 'peak' is not measured"),
        ({"expect": [{"measure": "tension", "each": 3}]}, "expect.0.each: expects the least and the most"),
        ({"expect": [{"measure": "tension", "sign": "+"}]}, "expect.0: a sign needs a factor and a level"),
    ],
)
def test_every_fault_is_one_line_that_says_what_is_wrong(plain: dict[str, Any], fault: str) -> None:
    (line,) = faults(**plain)
    assert "\n" not in line
    assert line.startswith(f"test.toml: {fault}")


def test_all_faults_come_at_once() -> None:
    assert len(faults(games=0, seed="one", seats={"japn": "idle"})) == 3


def test_what_is_no_toml_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("title = ", encoding="utf-8")
    with pytest.raises(BadStudy, match=r"bad\.toml: this is no TOML: "):
        load_study(path)


# ---------- measures ----------

EXAMPLES = {
    "POWER": "china",
    "RIVAL": "japan",
    "FLASHPOINT": "senkaku",
    "[FLASHPOINT]": "senkaku",
    "PARTNER": "taiwan",
    "[AREA ...]": "SEN",
    "[OPERATION]": "coast_guard_surge",
    "[OPERATION|any [PLACE]]": "any senkaku",
    "[LINE]": "strike",
    "[DOCTRINE]": "economic_statecraft",
    "[AGREEMENT]": "summit",
    "TRACK": "support",
    "[CAUSE]": "scandal",
    "CAUSE": "scandal",
    "PATTERN": "operate",
    "READING": "support",
    "[POWER]": "china",
    "NUMBER": "3",
    "war|nuclear|collapse|time": "war",
}


@pytest.mark.parametrize("name", USAGE)
def test_every_measure_of_the_list_can_be_written_as_the_list_says(name: str) -> None:
    text, _ = USAGE[name]
    for word in sorted(EXAMPLES, key=len, reverse=True):
        text = text.replace(word, EXAMPLES[word])
    assert isinstance(meter_of(text, load_scenario(SHORT).world), Meter)
    with pytest.raises(BadMeasure):
        meter_of(f"{text} at 99", load_scenario(SHORT).world)


def test_a_measure_is_read_after_the_turn_that_is_named() -> None:
    rule = {"seat": "japan", "orders": ["dial 190"], "turns": [2, 2]}
    measures = ["dial japan at 1", "dial japan", "turns", "first dial japan 0"]
    asked = study(seats=IDLE, force=[rule], measures=measures)
    start = scenario_plain(SHORT)["setup"]["power"]["japan"]["dial"]
    length = load_scenario(SHORT).world.length
    assert done(asked).rows[0].values == (start, 190, length, 1)


def test_a_turn_beyond_the_game_is_no_measure() -> None:
    with pytest.raises(BadMeasure, match="a game has turns 1 to"):
        meter_of("tension at 99", load_scenario(SHORT).world)


def test_contracts_have_waited_that_were_not_delivered_in_so_many_quarters() -> None:
    """Production lines take five quarters at least; the game must last long enough to tell."""
    rule = {"seat": "japan", "orders": ["programme start production_lines"], "turns": [1, 1]}
    measures = ["waited japan 5 industry", "waited japan 12 industry", "waited japan 5 strike"]
    asked = study(scenario="turning_the_corner", games=2, seats=IDLE, force=[rule], measures=measures)
    for row in done(asked).rows:
        assert row.values == (100, 0, None)


# ---------- verdicts ----------

UP = Expect("tension", "", "factor", "changed", sign="+")
SAME = Expect("tension", "", "factor", "changed", sign="0")


@pytest.mark.parametrize(
    ("expect", "values", "verdict"),
    [
        (UP, [1.0, 1.1, 0.9], SHOWN),
        (UP, [-1.0, -1.1, -0.9], NOT_SHOWN),
        (UP, [-1.0, 1.1, 0.1], UNCERTAIN),
        (UP, [0.0, 0.0, 0.0], NOT_SHOWN),
        (SAME, [0.0, 0.0], SHOWN),
        (SAME, [0.0, 0.1], NOT_SHOWN),
        (Expect("peak", "", "", "", sign="0", within=1.0), [0.1, -0.1, 0.0], SHOWN),
        (Expect("peak", "", "", "", each=(0, 0)), [0.0, 0.0], SHOWN),
        (Expect("peak", "", "", "", each=(0, 0)), [0.0, 1.0], NOT_SHOWN),
        (Expect("peak", "", "", "", mean=(6, 13)), [7.0, 7.1, 7.2], SHOWN),
        (UP, [], UNCERTAIN),
        (Expect("peak", "", "factor", "changed", sign="no rise"), [0.0, 0.0], SHOWN),
        (Expect("peak", "", "factor", "changed", sign="no rise"), [1.0, 1.1], NOT_SHOWN),
    ],
)
def test_a_verdict_follows_from_the_interval(expect: Expect, values: list[float], verdict: str) -> None:
    assert judged(expect, values) == verdict


def test_a_claim_is_as_good_as_the_worst_of_its_parts() -> None:
    assert overall([SHOWN, UNCERTAIN, SHOWN]) == UNCERTAIN
    assert overall([SHOWN, UNCERTAIN, NOT_SHOWN]) == NOT_SHOWN
    assert overall([SHOWN]) == SHOWN


def test_spread_is_the_distance_from_the_mean_of_the_cell() -> None:
    asked = study(games=4, measures=["treasury japan", "spread treasury japan"])
    games = done(asked)
    money = [row.values[0] or 0.0 for row in games.rows]
    middle = mean_of(money).value or 0.0
    assert games.means[0][1].value == pytest.approx(sum(abs(each - middle) for each in money) / 4)


@pytest.mark.parametrize("path", experiment_files(), ids=lambda path: path.stem)
def test_every_experiment_of_a_claim_can_be_played(path: Path) -> None:
    asked = load_study(path)
    assert asked.claim is not None
    assert asked.claim.id == path.stem[:3]
    assert asked.claim.says and asked.claim.varied and asked.claim.clauses
    assert asked.expects


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_every_example_of_the_manual_can_be_played(path: Path) -> None:
    asked = load_study(path)
    assert asked.factors
    assert f"studies/{path.name}" in MANUAL.read_text(encoding="utf-8")


# ---------- what is kept ----------


def test_the_page_needs_nothing_beside_it_and_says_how_to_play_it_again() -> None:
    asked = study(
        title="A & B", measures=["score japan", "tension"], factor=two_levels({"set": {"setup.cohesion": 2}})
    )
    facts = facts_of(done(asked), "twopercent study x.toml --games 3 --seed 1")
    page = study_page(facts)
    assert "A &amp; B" in page
    assert "twopercent study x.toml --games 3 --seed 1" in page
    assert page.count("<svg viewBox") == len(asked.measures)
    assert not any(word in page for word in ("http:", "https:", "src=", "<link", "<script"))


def test_the_tables_have_a_line_for_each_game_and_each_effect() -> None:
    asked = study(measures=["score japan", "gains china"], seats=IDLE, factor=two_levels({}))
    games = done(asked)
    lines = list(csv.DictReader(io.StringIO(games_csv(games))))
    assert [(line["factor"], line["seed"]) for line in lines[:2]] == [("as it is", "1"), ("changed", "1")]
    assert len(lines) == 2 * asked.games
    assert lines[0]["gains china"] == ""
    effects = list(csv.DictReader(io.StringIO(effects_csv(facts_of(games, "")))))
    assert [line["measure"] for line in effects] == ["score japan", "gains china"]
