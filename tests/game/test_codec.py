"""Typed values and plain data: what goes out comes back, and what is not strict is refused."""

import json
from random import Random

import pytest
from attrs import fields

from game.codec import (
    KINDS,
    ActLine,
    BackLine,
    CodecError,
    EndLine,
    FaultLine,
    Header,
    Line,
    MemoLine,
    MessageLine,
    SeatLine,
    SheetLine,
    TurnLine,
    WithdrawLine,
    fact_to_plain,
    line_from_plain,
    line_to_plain,
    sheet_from_lines,
    sheet_to_lines,
    state_from_plain,
    state_to_plain,
)
from game.content import load_scenario
from game.players.base import Desk
from game.players.random_bot import RandomBot
from rules import POWERS, Journal, OrderSheet, Power, adjudicate, digest, new_game, observe
from rules.content import Scenario
from rules.interventions import AddCard
from rules.journal import Contested, Rolled
from rules.orders import BeginReview, Deploy, SetDial
from rules.state import State
from rules.terms import Ending, Purpose, Result, UnitKind


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("turning_the_corner")


def random_sheets(state: State, seed: int) -> dict[Power, OrderSheet]:
    sheets = {}
    for power in POWERS:
        bot = RandomBot()
        bot.begin(power, seed + power)
        seen = observe(state, power)
        sheets[power] = bot.choose(seen, Desk(seen))
    return sheets


def states(scenario: Scenario, seed: int, turns: int) -> list[State]:
    found = [new_game(scenario, seed)]
    for turn in range(turns):
        found.append(adjudicate(found[-1], random_sheets(found[-1], 100 * seed + turn)).state)
    return found


def test_a_state_comes_back_equal_with_an_equal_digest(scenario: Scenario) -> None:
    for seed in range(3):
        for state in states(scenario, seed, 12):
            text = json.dumps(state_to_plain(state))
            back = state_from_plain(scenario.world, json.loads(text))
            assert back == state
            assert digest(back) == digest(state)


def test_a_state_that_came_back_plays_on_alike(scenario: Scenario) -> None:
    state = states(scenario, 5, 3)[-1]
    back = state_from_plain(scenario.world, state_to_plain(state))
    sheets = random_sheets(state, 9)
    assert digest(adjudicate(back, sheets).state) == digest(adjudicate(state, sheets).state)


def test_plain_states_hold_plain_data_only(scenario: Scenario) -> None:
    plain = state_to_plain(states(scenario, 1, 4)[-1])
    assert plain == json.loads(json.dumps(plain))
    assert "world" not in plain
    assert isinstance(plain["counters"], str)


def test_a_state_of_another_map_is_refused(scenario: Scenario) -> None:
    plain = state_to_plain(new_game(scenario, 1))
    with pytest.raises(CodecError, match="another map"):
        state_from_plain(scenario.world, {**plain, "counters": "00"})


def test_a_state_with_a_field_too_many_too_few_or_of_another_type_is_refused(scenario: Scenario) -> None:
    plain = state_to_plain(new_game(scenario, 1))
    for name in plain:
        with pytest.raises(CodecError, match=name):
            state_from_plain(scenario.world, {key: value for key, value in plain.items() if key != name})
        with pytest.raises(CodecError):
            state_from_plain(scenario.world, {**plain, name: None})
    with pytest.raises(CodecError, match="surprise"):
        state_from_plain(scenario.world, {**plain, "surprise": 1})
    with pytest.raises(CodecError, match=r"turn: '1' is not of type int"):
        state_from_plain(scenario.world, {**plain, "commons": {**plain["commons"], "turn": "1"}})


def test_random_sheets_come_back_from_their_lines(scenario: Scenario) -> None:
    state = states(scenario, 2, 2)[-1]
    for seed in range(40):
        for power, sheet in random_sheets(state, seed).items():
            assert sheet_from_lines(power, sheet_to_lines(sheet)) == sheet


def test_a_line_that_is_no_order_is_named() -> None:
    with pytest.raises(CodecError, match=r"'dail 190'.*did you mean 'dial'"):
        sheet_from_lines(Power.JAPAN, ["dial 185", "dail 190"])


def test_every_fact_of_a_game_names_its_class(scenario: Scenario) -> None:
    state, journal = new_game(scenario, 3), Journal()
    for turn in range(12):
        state = adjudicate(state, random_sheets(state, turn), journal).state
    for fact in journal.facts:
        plain = fact_to_plain(fact)
        assert plain == json.loads(json.dumps(plain))
        assert list(plain) == ["fact", *(each.name for each in fields(type(fact)))]
        assert plain["fact"] == type(fact).__name__


def test_facts_are_written_in_the_words_of_the_game() -> None:
    contested = Contested(Power.US, "patrol", "senkaku", (1, 2), 3, Result.GAIN, (("home", 1),))
    assert fact_to_plain(contested)["result"] == "gain"
    assert fact_to_plain(contested)["modifiers"] == [["home", 1]]
    assert fact_to_plain(Rolled(None, Purpose.DRAW, "card", (1, 2), 0, 7, False))["power"] is None


SHEET = OrderSheet(Power.US, (SetDial(90), Deploy(UnitKind.FLEET, True, "A", "B"), BeginReview("x")))
LINES: tuple[Line, ...] = (
    Header(1, "0.1.0", "small", "0" * 16, -7, dict.fromkeys(POWERS, "idle")),
    Header(1, "0.1.0", "small", "", 7, dict.fromkeys(POWERS, "idle"), {"name": "small", "list": [1, None]}),
    SheetLine(1, Power.US, SHEET.orders),
    WithdrawLine(1, Power.US),
    TurnLine(1, {power: OrderSheet(power, SHEET.orders) for power in POWERS}, "0123456789abcdef"),
    BackLine(1, "a wrong click"),
    BackLine(3, "a roll made again", 2),
    ActLine(1, "a pause"),
    ActLine(2, "a lesson", AddCard("red_sea", "a lesson", 3), "0123456789abcdef"),
    SeatLine(2, Power.US, "calibrated", "gone home"),
    MemoLine(1, Power.DPRK, "日本"),
    MessageLine(1, (), "to all"),
    MessageLine(1, (Power.US, Power.JAPAN), "to two", Power.CHINA),
    FaultLine(2, Power.CHINA, "ZeroDivisionError"),
    EndLine(12, Ending.TIME, dict.fromkeys(POWERS, 50)),
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: type(line).__name__)
def test_a_line_comes_back_from_its_table(line: Line) -> None:
    plain = line_to_plain(line)
    assert next(iter(plain)) == "kind"
    assert line_from_plain(json.loads(json.dumps(plain))) == line


@pytest.mark.parametrize("line", LINES, ids=lambda line: type(line).__name__)
def test_a_line_with_any_field_missing_or_of_another_type_is_refused(line: Line) -> None:
    plain = line_to_plain(line)
    for name in plain:
        if name not in ("data", "sender", "acts"):  # records from before there were acts have none
            with pytest.raises(CodecError):
                line_from_plain({key: value for key, value in plain.items() if key != name})
        for odd in (None, True, 1.5, {}, [[]], {"a": 1}, "nothing", -(1 << 70)):
            fits = (name in ("data", "sender") and odd is None) or (name == "data" and isinstance(odd, dict))
            free = name in ("reason", "text", "rules", "scenario", "player") and isinstance(odd, str)
            number = name == "turn" and type(odd) is int
            if not (fits or free or number):
                with pytest.raises(CodecError):
                    line_from_plain({**plain, name: odd})
    with pytest.raises(CodecError, match="surprise"):
        line_from_plain({**plain, "surprise": 1})


def test_a_table_of_no_kind_or_of_an_unknown_one_is_refused() -> None:
    for odd in ({}, {"kind": "surprise"}, {"kind": ["turn"]}, {"kind": None}, [], None, 3):
        with pytest.raises(CodecError):
            line_from_plain(odd)


def test_random_plain_data_raise_codec_errors_only() -> None:
    random = Random(1)
    odd = [None, True, 0, -1, 1 << 80, 2.5, "", "japan", "dial 1", [], {}, ["japan"], {"japan": []}]
    names = sorted({each.name for kind in KINDS.values() for each in fields(kind)})
    for _ in range(3000):
        plain = {name: random.choice(odd) for name in random.sample(names, random.randrange(6))}
        plain["kind"] = random.choice(list(KINDS))
        try:
            line_from_plain(plain)
        except CodecError as error:
            assert str(error)
