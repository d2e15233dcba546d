"""The Watch page: five panels over the turns as one seat can know them, and the two indices."""

from __future__ import annotations

import pytest
from attrs import evolve

from builders import how_many, played, scenario
from game.views.indices import arms_race, cooperation
from game.views.story import Story
from game.views.watch import as_numbers, watch
from rules.orders import BeginReview, Operate, OrderSheet, SetDial
from rules.state import Contract, Pact
from rules.terms import POWERS, Line, Power
from rules.turn import new_game
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
WORLD = scenario().world


def test_the_arms_race_counts_year_steps_of_all_and_strike_contracts_that_are_known() -> None:
    commons = new_game(scenario(), 4).commons
    assert arms_race(WORLD, commons, ()) == 0
    commons.dials = [each + WORLD.powers[power].year_step for power, each in enumerate(commons.dials)]
    assert arms_race(WORLD, commons, ()) == 4 * 5
    commons.dials[JAPAN] -= WORLD.powers[JAPAN].year_step // 2
    assert arms_race(WORLD, commons, ()) == 3 * 5 + 2
    commons.dials[JAPAN] = commons.start_dials[JAPAN] - WORLD.powers[JAPAN].year_step
    assert arms_race(WORLD, commons, ()) == 3 * 5
    strike = next(each.id for each in WORLD.programmes if each.line == Line.STRIKE)
    other = next(each.id for each in WORLD.programmes if each.line == Line.SHIPS)
    contracts = [Contract(name, 1, 9, 1, 1, 1, 1, 1) for name in (strike, strike, other)]
    assert arms_race(WORLD, commons, contracts) == 3 * 5 + 2 * 5
    commons.dials[CHINA] += 40 * WORLD.powers[CHINA].year_step
    assert arms_race(WORLD, commons, contracts) == 100


def test_cooperation_counts_restraint_and_links_less_crises_under_a_treaty() -> None:
    commons = new_game(scenario(), 4).commons
    commons.pacts = (
        Pact("no_first_surge", "us", "china", 0, 1, 0),
        Pact("network_link", "japan", "australia", 0, 1, 0),
        Pact("shared_command", "japan", "us", 0, 1, 0),
    )
    for each in commons.flashpoints:
        each.rung = 3
    assert cooperation(WORLD, commons) == 20
    commons.flashpoints[WORLD.flashpoint_index["taiwan"]].rung = 5
    assert cooperation(WORLD, commons) == 20, "no treaty covers Taiwan"
    commons.flashpoints[WORLD.flashpoint_index["scs"]].rung = 4
    assert cooperation(WORLD, commons) == 10
    for each in commons.flashpoints:
        each.rung = 6
    assert cooperation(WORLD, commons) == 0


def two_turns() -> Story:
    """Japan raises to 1.90 %, patrols and begins its review; nobody else does a thing; then nobody does."""
    orders = (SetDial(190), BeginReview("three_documents"), Operate("presence_patrol", "senkaku"))
    first = played(new_game(scenario(), 4), {JAPAN: OrderSheet(JAPAN, orders)})
    return told((first, played(first.after, {})))


def test_what_was_done_stands_at_the_turn_in_which_it_was_done() -> None:
    page = watch(two_turns(), JAPAN)
    assert page.quarters == ("Q4 25", "Q1 26", "Q2 26")
    assert page.budget.dials[JAPAN] == (180, 190, 190)
    assert page.posture.drills[JAPAN] == (1, 0, 0)
    assert page.posture.drills[CHINA] == (0, 0, 0)
    assert page.diplomacy.arms_race[0] + 2 == page.diplomacy.arms_race[1], "half a year step"


def test_a_review_fills_up_and_is_due_when_the_rules_adopt_it() -> None:
    page = watch(two_turns(), JAPAN)
    step = next(each for each in page.documents.steps if each.id == "three_documents")
    assert (step.done, step.turns, step.status, step.adopted) == (1, 3, "due Q3 26", False)
    later = two_turns()
    turns = [played(later.states[-1], {})]
    turns.append(played(turns[-1].after, {}))
    states = (*later.states, *(turn.after for turn in turns))
    journals = (*later.journals, *(turn.facts for turn in turns))
    whole = evolve(later, states=states, journals=journals, sheets=(*later.sheets, {}, {}))
    page = watch(whole, JAPAN)
    step = next(each for each in page.documents.steps if each.id == "three_documents")
    assert (step.done, step.status, step.adopted) == (3, "adopted Q3 26", True)
    assert page.documents.adopted[JAPAN][-1] == page.documents.adopted[JAPAN][0] + 1


def test_one_s_own_home_is_told_and_of_japans_only_what_is_public() -> None:
    own, foreign = watch(two_turns(), JAPAN, 2), watch(two_turns(), CHINA, 2)
    doves = own.home.roles[1]
    assert (doves.name, doves.before, doves.now) == ("Public", 0, -1)
    assert own.home.japan == ()
    assert [line.effect for line in foreign.home.japan] == ["1.80 % → 1.90 %", "decided"]
    assert foreign.home.roles[0].name == "Nationalist public"


def test_the_quarter_in_words_names_what_rose_and_what_eased() -> None:
    words = watch(two_turns(), JAPAN, 2).this_quarter
    assert "arms-race index" in words.rising
    assert "Taiwan Strait, rung 3 to 2" in words.eased
    assert words.delivered == "nothing"
    assert words.coming


@pytest.mark.parametrize("power", POWERS)
def test_every_series_has_a_value_a_turn_and_the_numbers_agree(power: Power) -> None:
    for seed in range(how_many(3, 60)):
        seen = story("calibrated", seed)
        for turn in (1, 5, seen.turn):
            page = watch(seen, power, turn)
            rows = as_numbers(page)
            assert len(rows) == turn + 1
            assert len({len(row) for row in rows}) == 1
            heads = rows[0]
            assert [row[heads.index("arms race")] for row in rows[1:]] == [
                str(value) for value in page.diplomacy.arms_race
            ]
            for value in (*page.diplomacy.arms_race, *page.diplomacy.cooperation):
                assert 0 <= value <= 100
        assert sum(page.budget.delivered[: seen.turn - 1]) == (
            seen.observation(power, seen.turn).sheet.delivered
        )


def test_a_page_does_not_change_with_what_its_seat_cannot_know() -> None:
    state = new_game(scenario(), 4)
    richer = state.copy()
    richer.powers[CHINA].treasury += 1
    richer.powers[CHINA].roles = [0, 1, 0]
    richer.powers[CHINA].contracts = richer.powers[CHINA].contracts[::-1]
    pages = [watch(told((played(each, {}),)), JAPAN) for each in (state, richer)]
    assert pages[0] == pages[1]
