"""Posture and odds: the rulebook's example, and rows that follow the rules in every game."""

from __future__ import annotations

import pytest

from builders import game, played, scenario
from game.players.advisor import advise
from game.players.base import Desk
from game.views.advice import tips
from game.views.certainties import certain_chips
from game.views.chips import Chip, Tone
from game.views.figures import signed
from game.views.odds import SUMS, WAYS, odds_rows, shared
from game.views.posture import NO_CONTEST, posture
from game.views.quarrels import quarrels
from observed import opening, seats, tables
from rules import OrderSheet, Power, new_game, observe
from rules.catalogue import catalogue_of
from rules.contest import ways_to_reach
from rules.journal import Breached, Contested, ControlMoved, Ended, Fact, Failed, Shifted, Turned
from rules.observation import Observation
from rules.odds import odds
from rules.orders import Court, Deploy, Family, Operate, Propose, SetAlert, TakeStance
from rules.state import Pact
from rules.terms import Alert, Means, Partner, Resolution, Result, Track, UnitKind

SURGE = Operate("coast_guard_surge", "senkaku")

# ---------- the rulebook's example ----------


def test_the_surge_of_the_rulebooks_example() -> None:
    view = odds_rows(SURGE, opening(Power.CHINA))
    assert view is not None
    values = {row.key: row.value for row in view.modifiers if row.value}
    assert values == {"initiative": 1, "forces": -1, "cyber and space": 1, "deterrence": -2}
    assert view.total == -1
    gained = {each.key: each.ways for each in view.outcomes}
    assert gained["gain"] + gained["major_gain"] == 6
    evidence = {row.key: row.evidence for row in view.modifiers}
    assert evidence["forces"] == "ours 4, theirs about 6"
    assert evidence["deterrence"] == "weakest of capability 2, credibility 3, communication 3"


def test_each_result_of_a_surge_does_what_the_rulebook_says() -> None:
    view = odds_rows(SURGE, opening(Power.CHINA))
    assert view is not None
    does = {each.key: [chip.text for chip in each.chips] for each in view.outcomes}
    assert does["no_change"] == []
    assert does["setback"] == ["support −2", "readiness −2"]
    assert does["major_setback"] == ["support −4", "control −1", "cohesion +1"]
    assert does["gain"][:2] == ["control +1", "Nationalist public +1"]
    assert "support of Japan −3" in does["gain"]
    assert "support +2" in does["major_gain"]
    totals = {each.key: (each.totals, each.dice) for each in view.outcomes}
    assert totals["gain"] == ("9–10", "10–11")
    assert totals["major_setback"] == ("up to 3", "up to 4")
    assert totals["major_gain"] == ("11+", "12+")


@pytest.mark.parametrize(
    ("power", "order"),
    [
        (Power.CHINA, SURGE),
        (Power.CHINA, Operate("encirclement_drill", "taiwan")),
        (Power.DPRK, Operate("artillery_provocation", "korea")),
        (Power.JAPAN, SURGE),
    ],
)
def test_what_a_result_was_said_to_do_is_what_it_does(power: Power, order: Operate) -> None:
    came = set()
    for seed in range(40):
        state = new_game(scenario(), seed)
        state.commons.flashpoints[2].rung, state.commons.alignment[Partner.TAIWAN] = 3, 2
        seen = observe(state, power)
        view = odds_rows(order, seen)
        assert view is not None
        facts = played(state, {power: OrderSheet(power, (order,))}).facts
        fought = [fact for fact in facts if isinstance(fact, Contested)]
        told = {each.key: each for each in view.outcomes}[Result(fought[0].result).key]
        assert _done(facts, order, power) == sorted(_own(told.chips))
        came.add(told.key)
    assert len(came) >= 3


def _own(found: tuple[Chip, ...]) -> list[str]:
    names = ("support", "control", "cohesion", "alignment")
    return [chip.text for chip in found if chip.text.startswith(names) and "support of" not in chip.text]


def _done(facts: tuple[Fact, ...], order: Operate, power: Power) -> list[str]:
    """Return what a contest did to support, control, cohesion and alignment, in the words of chips."""
    found = []
    for fact in facts:
        if not isinstance(fact, Shifted | Turned | ControlMoved) or order.operation not in fact.cause:
            continue
        by = signed(fact.after - fact.before)
        if isinstance(fact, ControlMoved):
            found.append(f"control {by}")
        elif isinstance(fact, Turned) and fact.track == Track.COHESION:
            found.append(f"cohesion {by}")
        elif isinstance(fact, Turned) and fact.track == Track.ALIGNMENT:
            found.append(f"alignment of {opening().world.partners[Partner[fact.whom.upper()]].name} {by}")
        elif isinstance(fact, Shifted) and fact.power == power and fact.track == Track.SUPPORT:
            found.append(f"support {by}")
    return sorted(found)


def test_control_moves_no_further_than_an_operation_can_lift_it() -> None:
    seen = opening(Power.CHINA)
    seen.commons.flashpoints[0].control = 1
    view = odds_rows(SURGE, seen)
    assert view is not None
    does = {each.key: [chip.text for chip in each.chips] for each in view.outcomes}
    assert does["gain"] == ["Nationalist public +1"]
    assert "control −1" in does["major_setback"]


def test_the_colours_of_the_dots_are_the_outcomes() -> None:
    view = odds_rows(SURGE, opening(Power.CHINA))
    assert view is not None
    assert [dot.outcome for dot in view.dots][-3:] == ["gain", "gain", "major_gain"]
    assert [dot.ways for dot in view.dots] == list(WAYS)


def test_a_partners_answer_and_courting_have_their_odds() -> None:
    seen = opening()
    court = odds_rows(Court("philippines", Means.AID), seen)
    assert court is not None
    assert [each.chips for each in court.outcomes] == [
        (),
        (Chip("alignment of the Philippines +1", Tone.GOOD),),
    ]
    proposal = odds_rows(Propose("basing_access", "philippines"), seen)
    assert proposal is not None
    assert proposal.modifiers[0].evidence == "alignment 3"
    assert proposal.outcomes[-1].totals == "10+"


def test_a_table_of_its_own_is_read_row_by_row() -> None:
    seen = opening(Power.DPRK)
    view = odds_rows(Operate("cyber_theft", "-"), seen)
    assert view is not None
    rows = sorted(seen.world.operation["cyber_theft"].table, key=lambda row: row.at_least)
    best = view.outcomes[-1]
    assert best.ways == ways_to_reach(rows[-1].at_least - view.total)
    assert best.tone == Tone.GOOD and view.outcomes[0].tone == Tone.BAD


# ---------- whatever falls ----------


def _certain(seen: Observation, order: Operate) -> list[str]:
    return [chip.text for chip in certain_chips(seen, order)]


def test_an_act_says_what_it_does_whatever_falls() -> None:
    seen = opening(Power.CHINA)
    assert "alarm mark of rivals +1" in _certain(seen, SURGE)
    assert "rung +1" not in _certain(seen, SURGE)
    seen.commons.flashpoints[0].rung = 1
    assert "rung +1" in _certain(seen, SURGE)


def test_an_act_that_an_agreement_forbids_says_so_as_the_journal_does() -> None:
    compared = 0
    for state, seen, sheet in tables(80, "breaches"):
        acts = [order for order in sheet.orders if isinstance(order, Operate) and not order.joint]
        broken = [text for order in acts for text in _certain(seen, order) if text.startswith("breaks ")]
        facts = played(state, {seen.power: sheet}).facts
        if any(
            isinstance(fact, Failed) or (isinstance(fact, Ended) and fact.why != "breach") for fact in facts
        ):
            continue
        told = [fact for fact in facts if isinstance(fact, Breached) and fact.power == seen.power]
        assert len(told) == len(set(broken))
        compared += 1
    assert compared > 20


def test_a_pledge_not_to_surge_makes_the_surge_a_breach() -> None:
    state = new_game(scenario(), 1)
    pledge = Pact("no_first_surge", "japan", "china", 0, 1, 0)
    state.commons.pacts = (*state.commons.pacts, pledge)
    assert "breaks No first surge with Japan" in _certain(observe(state, Power.CHINA), SURGE)
    facts = played(state, {Power.CHINA: OrderSheet(Power.CHINA, (SURGE,))}).facts
    assert [fact.agreement for fact in facts if isinstance(fact, Breached)] == ["no_first_surge"]


def test_exercises_give_a_pip_and_those_told_in_advance_cause_no_alarm() -> None:
    state = new_game(scenario(), 1)
    drill = Operate("joint_exercise", "taiwan")
    loud = state.world.operation["joint_exercise"].loud
    before = _certain(observe(state, Power.JAPAN), drill)
    assert "integration pips +1" in before
    assert ("alarm mark of rivals +1" in before) == (loud != 0)
    notice = Pact("exercise_notification", "japan", "china", 0, 1, 0)
    state.commons.pacts = (*state.commons.pacts, notice)
    state.shared = None
    assert "alarm mark of rivals +1" not in _certain(observe(state, Power.JAPAN), drill)


# ---------- in every game ----------


def test_every_roll_has_36_ways_and_100_per_cent_and_is_what_the_rules_reckon() -> None:
    seen_kinds = set()
    for seen, _ in seats(16, "odds"):
        for family in (Family.OPERATION, Family.PROPOSAL, Family.COURT):
            for order in catalogue_of(seen.world, seen.power).family(family):
                view = odds_rows(order, seen)
                if view is None:
                    continue
                assert sum(each.ways for each in view.outcomes) == 36
                assert sum(each.percent for each in view.outcomes) == 100
                assert sorted(value for each in view.outcomes for value in each.sums) == list(SUMS)
                assert "_" not in "".join(chip.text for each in view.outcomes for chip in each.chips)
                known = odds(seen, order)
                if known is not None:
                    assert tuple((each.key, each.ways) for each in view.outcomes) == known.ways
                    assert [(row.key, row.value) for row in view.modifiers if row.value] == list(
                        known.modifiers
                    )
                seen_kinds.add(family)
    assert seen_kinds == {Family.OPERATION, Family.PROPOSAL, Family.COURT}


def test_whole_per_cents_keep_their_sum() -> None:
    assert shared([12, 12, 12]) == [34, 33, 33]
    assert shared([6, 9, 15, 5, 1]) == [17, 25, 41, 14, 3]
    assert shared([0, 36]) == [0, 100]


def test_results_that_came_had_the_totals_that_were_shown() -> None:
    compared = 0
    for seed in range(4):
        for turn in game("calibrated", seed):
            for fact in turn.facts:
                if not isinstance(fact, Contested):
                    continue
                seen = observe(turn.before, fact.power)
                view = odds_rows(Operate(fact.operation, fact.place), seen)
                if view is None:
                    continue
                at = view.outcomes[Result(fact.result)]
                assert at.key == Result(fact.result).key
                shift = fact.total - sum(fact.dice) - view.total
                if not shift:
                    assert sum(fact.dice) in at.sums
                    compared += 1
    assert compared > 5


@pytest.mark.parametrize("name", ["operation", "alert", "stance"])
def test_a_row_is_locked_exactly_where_the_rules_refuse(name: str) -> None:
    for seen, sheet in seats(12, f"{name} locks"):
        desk = Desk(seen)
        desk.rewrite(sheet.orders)
        found = posture(desk)
        if name == "operation":
            offers = [row.offer for place in found.places for row in place.rows]
            offers += [row.joint for place in found.places for row in place.rows if row.joint is not None]
            for offer in offers:
                if not offer.written:
                    assert bool(offer.locked) == (desk.check(offer.order) is not None)
        kind = SetAlert if name == "alert" else TakeStance
        for choice in found.alerts if name == "alert" else found.stances if name == "stance" else ():
            aside = Desk(seen)
            same = [each for each in sheet.orders if isinstance(each, kind)]
            same = [each for each in same if each.flashpoint == choice.flashpoint]
            aside.rewrite([each for each in sheet.orders if each not in same])
            for offer in choice.offers:
                stands = offer.name == choice.stands
                assert bool(offer.locked) == (not stands and aside.check(offer.order) is not None)
            assert [offer.name for offer in choice.offers if offer.written] in ([choice.chosen], [])


def test_every_operation_of_the_catalogue_has_one_row_and_says_if_it_rolls() -> None:
    for seen, sheet in seats(8, "rows"):
        desk = Desk(seen)
        desk.rewrite(sheet.orders)
        rows = [row for place in posture(desk).places for row in place.rows]
        orders = catalogue_of(seen.world, seen.power).family(Family.OPERATION)
        both = [row.joint.order for row in rows if row.joint is not None]
        assert sorted(map(str, [*[row.order for row in rows], *both])) == sorted(map(str, orders))
        for row in rows:
            resolution = seen.world.operation[row.order.operation].resolution
            if not row.offer.locked and resolution in (Resolution.NONE, Resolution.ANSWER):
                assert row.chance == NO_CONTEST


def test_counters_may_be_dragged_exactly_where_the_rules_let_them() -> None:
    for seen, sheet in seats(12, "drag"):
        desk = Desk(seen)
        desk.rewrite(sheet.orders)
        found = posture(desk)
        moves = {(each.kind, each.origin, each.destination) for each in desk.menu(Family.DEPLOY)}
        shown = {(each.kind, each.area, goal) for each in found.stacks for goal in each.destinations}
        assert shown == moves
        for stack in found.stacks:
            gone = [
                m.count for m in found.marches if (m.origin, m.kind) == (stack.area, UnitKind(stack.kind))
            ]
            assert stack.staying == stack.count - sum(gone) >= 0
        assert [m.index for m in found.marches] == [
            nth for nth, order in enumerate(sheet.orders) if isinstance(order, Deploy)
        ]


def test_a_choice_shows_what_will_stand() -> None:
    desk = Desk(opening())
    desk.add(SetAlert("senkaku", Alert.CRISIS))
    first = posture(desk).alerts[0]
    assert (first.stands, first.chosen) == ("routine", "crisis")
    assert [offer.name for offer in first.offers if offer.written] == ["crisis"]


# ---------- cards and advice ----------


def test_the_cards_show_each_quarrel_as_the_rulebook_prints_it() -> None:
    cards = quarrels(opening())
    assert [(card.flashpoint, card.rung, card.control) for card in cards] == [
        ("senkaku", 2, 0),
        ("taiwan", 3, 0),
        ("korea", 2, 0),
        ("scs", 3, 0),
    ]
    assert (cards[0].name, cards[0].rung_words, cards[0].crisis) == ("Senkakus", "surge", False)
    assert [side.power for side in cards[0].sides] == [Power.JAPAN, Power.US, Power.CHINA]
    assert [side.challenging for side in cards[0].sides] == [False, False, True]
    assert not quarrels(opening(Power.DPRK))[0].ours


def test_the_cards_count_the_counters_that_are_known() -> None:
    seen = opening()
    surge, korea = quarrels(seen)[0], quarrels(seen)[2]
    areas = [seen.world.area_index[name] for name in surge.areas]
    china = surge.sides[2]
    assert china.counters == sum(seen.count(area, Power.CHINA, kind) for area in areas for kind in UnitKind)
    dprk = next(side for side in korea.sides if side.power == Power.DPRK)
    assert dprk.counters >= sum(seen.at_home[Power.DPRK]) > 0


def test_advice_offers_what_may_be_added_and_is_not_written() -> None:
    seen = opening()
    desk = Desk(seen)
    advice = advise(seen, "calibrated", 1)
    while found := tips(advice, desk):
        assert desk.check(found[0].order) is None
        assert found[0].why and "_" not in found[0].words
        desk.add(found[0].order)
    assert set(map(str, desk.sheet.orders)) <= set(map(str, advice.sheet.orders))
    assert desk.sheet.orders
