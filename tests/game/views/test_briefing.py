"""The cabinet briefing: what it says at the start, from hand-made news, and what it may not know."""

from __future__ import annotations

import pytest

from builders import how_many, played, scenario
from game.views.briefing import MOST_LINES, briefing, briefing_of, contract_lines, since_last_turn
from game.views.calendar import calendar_of
from game.views.chips import Tone
from game.views.pictures import Picture, picture_of
from rules.journal import (
    Adopted,
    Contested,
    ControlMoved,
    Delivered,
    DialSet,
    Fact,
    Money,
    RungMoved,
    Shifted,
    Slipped,
)
from rules.observation import observe
from rules.orders import BeginReview, Campaign, OrderSheet, Signal
from rules.terms import POWERS, Power, Result, SignalKind, Theme, Track
from rules.turn import new_game
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
WORLD = scenario().world


def test_the_first_briefing_has_the_money_of_the_rulebooks_example() -> None:
    first = briefing(told((played(new_game(scenario(), 4), {}),)), JAPAN, 1)
    assert (first.title, first.quarter) == ("The first quarter", "October–December 2025")
    money = first.money
    assert (money.income, money.treasury) == (17_120, 17_120)
    assert money.signed == 11_080 + 2_388
    assert money.left == 3_652
    assert first.since == first.contracts == ()


def test_the_first_choice_names_its_default_and_each_seat_has_its_own() -> None:
    seen = told((played(new_game(scenario(), 4), {}),))
    (choice,) = briefing(seen, JAPAN, 1).choices
    assert choice.event == "tokyo_ministerial_japan"
    assert choice.default == choice.options[0].id
    assert len({each.id for each in choice.options}) == len(choice.options) == 3
    assert [each.event for each in briefing(seen, US, 1).choices] == ["tokyo_ministerial_us"]
    assert briefing(seen, DPRK, 1).choices == ()


def test_the_calendar_reads_dates_terms_deliveries_and_the_fiscal_year() -> None:
    seen = calendar_of(observe(new_game(scenario(), 4), JAPAN), ahead=6)
    assert [each.turn for each in seen] == sorted(each.turn for each in seen)
    lines = {each.text: (each.turn, each.date) for each in seen}
    assert lines["Okinawa elects a governor"] == (4, "July 2026")
    assert lines["Host-nation support of Japan and the United States ends"] == (6, "31 March 2027")
    assert lines["New fiscal year: share of GDP may rise by 0.20 points, not 0.10"] == (3, "April 2026")
    for contract in new_game(scenario(), 4).powers[JAPAN].contracts:
        name = WORLD.programme[contract.programme].name
        if contract.due <= 6:
            assert any(text.startswith(name) and turn == contract.due for text, (turn, _) in lines.items())


def test_a_review_stands_in_the_calendar_on_the_turn_in_which_it_is_adopted() -> None:
    state = new_game(scenario(), 4)
    orders = (BeginReview("three_documents"), Signal(SignalKind.WARN, "senkaku"))
    state = played(state, {JAPAN: OrderSheet(JAPAN, orders)}).after
    lines = {each.text: each.turn for each in calendar_of(observe(state, JAPAN), ahead=6)}
    assert lines["Three strategy documents: the review ends"] == 4
    assert lines["Your warning is tested: Senkakus"] == 2
    while state.turn <= 4:
        turn = played(state, {})
        state = turn.after
    assert Adopted(JAPAN, "three_documents", True) in turn.facts


NEWS: tuple[Fact, ...] = (
    DialSet(JAPAN, 180, 190),
    Money(JAPAN, "bill", "full", -100),
    DialSet(CHINA, 180, 185),
    Shifted(JAPAN, Track.READINESS, 70, 74, "funding"),
    ControlMoved("taiwan", 0, 1, "encirclement_drill"),
    RungMoved("taiwan", 3, 4, "operations", (0, 0, 60, 0, 0)),
    Shifted(JAPAN, Track.SUPPORT, 54, 51, "lost ground at taiwan"),
    Shifted(JAPAN, Track.SUPPORT, 51, 50, "mark"),
    Delivered(JAPAN, "island_radar", 1, (3, 4), 4),
    Slipped(JAPAN, "island_radar", 2, (1, 2), 4),
)


def test_what_matters_is_told_in_the_order_in_which_it_happened() -> None:
    lines = since_last_turn(NEWS, WORLD, JAPAN)
    assert [(each.seats, each.effect, each.tone) for each in lines] == [
        ((JAPAN,), "1.80 % → 1.90 %", Tone.PLAIN),
        ((CHINA,), "1.80 % → 1.85 %", Tone.PLAIN),
        ((), "control 0 → +1", Tone.PLAIN),
        ((CHINA,), "rung 3 → 4", Tone.BAD),
        ((JAPAN,), "support 54 → 51", Tone.BAD),
    ]
    assert [each.effect for each in since_last_turn(NEWS, WORLD, JAPAN, most=1)] == ["rung 3 → 4"]


def test_ground_won_in_a_contest_is_one_line_of_the_seat_that_won_it() -> None:
    contest = Contested(CHINA, "encirclement_drill", "taiwan", (6, 5), 10, Result.GAIN)
    other = Contested(DPRK, "cyber_probe", "japan", (1, 2), 3, Result.MAJOR_SETBACK)
    lines = since_last_turn((contest, NEWS[4], other), WORLD, JAPAN)
    assert [(each.seats, each.effect) for each in lines] == [
        ((CHINA,), "control 0 → +1"),
        ((DPRK,), "major setback"),
    ]


def test_contracts_have_a_list_of_their_own() -> None:
    lines = contract_lines(NEWS, WORLD, JAPAN)
    assert [(each.text, each.effect) for each in lines] == [
        ("Island radar (no. 1)", "delivered"),
        ("Island radar (no. 2)", "slips a quarter"),
    ]
    assert [each.tone for each in lines] == [Tone.GOOD, Tone.BAD]
    assert contract_lines(NEWS, WORLD, US) == ()


def test_a_new_crisis_gives_the_quarter_its_title() -> None:
    state = played(new_game(scenario(), 4), {}).after
    assert briefing_of(observe(state, JAPAN), NEWS).title == "Crisis: Taiwan Strait"
    assert briefing_of(observe(state, JAPAN), NEWS[:4]).title == "The budgets grow"
    assert briefing_of(observe(state, JAPAN), ()).title == "A quiet quarter"


@pytest.mark.parametrize("power", POWERS)
def test_no_briefing_holds_more_than_it_may(power: Power) -> None:
    for seed in range(how_many(3, 100)):
        seen = story("random", seed)
        for turn in range(1, seen.played + 1):
            told_of = briefing(seen, power, turn)
            assert len(told_of.since) <= MOST_LINES
            assert told_of.title and told_of.aside.endswith(".")
            assert told_of == briefing(seen, power, turn)


def test_a_briefing_does_not_change_with_what_its_seat_cannot_know() -> None:
    """China campaigns for another constituency and hoards a little: Japan's page is the same."""
    state = new_game(scenario(), 4)
    richer = state.copy()
    richer.powers[CHINA].treasury += 1
    richer.powers[CHINA].strain = 1
    richer.powers[CHINA].roles = [0, 1, 0]
    sheet = {CHINA: OrderSheet(CHINA, (Campaign(Theme.HAWKS),))}
    one, other = told((played(state, sheet),)), told((played(richer, sheet),))
    assert one.states[1].powers[CHINA] != other.states[1].powers[CHINA]
    for turn in (1, 2):
        assert briefing(one, JAPAN, turn) == briefing(other, JAPAN, turn)
    assert briefing(one, CHINA, 2) != briefing(other, CHINA, 2)


def test_every_card_has_a_picture_and_every_picture_a_card() -> None:
    scenes = {event.id: picture_of(event) for event in WORLD.events}
    assert set(scenes.values()) == set(Picture)
    assert scenes["upper_house_election"] == Picture.DIET
    assert scenes["yalu_flood"] == Picture.RELIEF
    assert scenes["strait_near_miss"] == Picture.STRAIT
    assert scenes["slush_fund"] == Picture.SHIPYARD
    assert scenes["launchers_overstay"] == Picture.MISSILE
    assert scenes["tariff_letter"] == Picture.PORT
    assert scenes["tokyo_ministerial_japan"] == Picture.CONFERENCE
