"""Budget, programmes, policy and the top bar: the rulebook's example, and what the rules then really do."""

from __future__ import annotations

from fractions import Fraction

from builders import played
from game.players.base import Desk
from game.views.budget import budget, quarters
from game.views.catalogue import contracts, detail, programmes
from game.views.chips import Tone
from game.views.dial import dial
from game.views.policy import Stage, policy
from game.views.readiness import expected
from game.views.schedule import arrival, new_contract, new_payments, payments
from game.views.tracks import tracks
from observed import opening, seats, tables
from rules import OrderSheet, Power
from rules.journal import Contracted, Failed, Money, Shifted
from rules.observation import Observation
from rules.orders import (
    BeginReview,
    FundReadiness,
    Invoke,
    Operate,
    Order,
    Pace,
    SetDial,
    StartProgramme,
)
from rules.state import Contract
from rules.terms import Funding, Measure, Pacing, Resolution, Track

EXAMPLE = (
    SetDial(190),
    FundReadiness(Funding.FULL),
    StartProgramme("island_radar"),
    BeginReview("three_documents"),
    Operate("presence_patrol", "senkaku"),
)


def example() -> Desk:
    desk = Desk(opening())
    assert desk.rewrite(EXAMPLE) == ()
    return desk


# ---------- the rulebook's example ----------


def test_the_budget_of_the_rulebooks_example() -> None:
    found = budget(example())
    flows = {flow.key: flow.money for flow in found.flows}
    assert flows == {
        "bill": 12_188,
        "contracts": 2_388,
        "new": 350,
        "operations": 100,
        "other": 0,
        "free": 2_094,
    }
    assert (found.treasury, found.kept, found.lost) == (17_120, 1_047, 1_047)
    assert {level.name: level.bill for level in found.levels}["sustain"] == 11_080
    assert found.levels[Funding.FULL].readiness == 72


def test_the_dial_of_the_rulebooks_example() -> None:
    found = dial(example())
    assert (found.now, found.chosen, found.words, found.budget) == (
        180,
        190,
        "1.90 %",
        "supplementary budget",
    )
    assert found.basis == "official basis; 1.68 % on current GDP"
    assert (found.step.capital, found.step.zone) == (1, "up")
    assert [chip.text for chip in found.step.chips] == ["strain +1", "Public −1"]
    assert [step.chips for step in found.steps if step.zone in ("down", "now")] == [()] * 5
    two_percent = found.steps[-1]
    assert two_percent.value == 200 and two_percent.zone == "steep" and two_percent.locked
    assert "cohesion +1" in [chip.text for chip in two_percent.chips]


def test_the_top_bar_of_the_rulebooks_example() -> None:
    found = tracks(example())
    assert (found.treasury_words, found.capital, found.capital_most) == ("$2.09 bn", 0, 8)
    assert (found.readiness, found.readiness_next, found.months) == (70, 72, "October–December 2025")
    assert [each.about for each in found.alarm] == [Power.CHINA, Power.DPRK]
    assert [each.ahead for each in found.squares] == [0] + [1] * 11
    acts = {each.kind: (each.used, each.of) for each in found.acts}
    assert acts == {"policy": (1, 1), "posture": (1, 3), "diplomacy": (0, 2), "signal": (0, 1)}


def test_the_radar_of_the_rulebooks_example() -> None:
    found = detail("island_radar", Desk(opening()))
    assert [(each.turn, each.money) for each in found.payments] == [(turn, 350) for turn in range(1, 7)]
    assert (found.arrival.due, found.arrival.slips[0].number, found.arrival.slips[0].ways) == (7, 4, 6)
    assert found.upkeep == 42
    assert found.offer.price == "$350 m"


# ---------- what the rules then do ----------


def test_the_flows_of_every_sheet_make_the_treasury() -> None:
    for seen, sheet in seats(20, "flows"):
        found = budget(Desk(seen)), budget(_written(seen, sheet))
        for each in found:
            assert sum(flow.money for flow in each.flows) == seen.sheet.treasury
            assert each.kept + each.lost == max(0, each.free)


def _written(seen: Observation, sheet: OrderSheet) -> Desk:
    desk = Desk(seen)
    assert desk.rewrite(sheet.orders) == ()
    return desk


def test_what_is_shown_as_due_is_what_is_paid() -> None:
    for state, seen, sheet in tables(24, "dues"):
        first = quarters(_written(seen, sheet))[0]
        facts = played(state, {seen.power: sheet}).facts
        paid = {"instalments": 0, "instalment": 0}
        for fact in facts:
            if isinstance(fact, Money) and fact.power == seen.power and fact.account in paid:
                paid[fact.account] -= fact.amount
        if _written(seen, sheet).left.money >= 0:
            assert (first.signed, first.ordered) == (paid["instalments"], paid["instalment"])


def test_a_contract_signed_is_due_when_it_was_said() -> None:
    for state, seen, sheet in tables(24, "signing"):
        rows = {row.programme: row.due for row in contracts(_written(seen, sheet)) if "new" in row.flags}
        for fact in played(state, {seen.power: sheet}).facts:
            if isinstance(fact, Contracted) and fact.power == seen.power:
                assert rows[fact.programme] == fact.due


def test_expected_readiness_is_what_comes_of_a_quiet_turn() -> None:
    compared = 0
    for state, seen, sheet in tables(60, "readiness"):
        if any(_rolls(seen, order) for order in sheet.orders):
            continue
        facts = played(state, {seen.power: sheet}).facts
        own = [fact for fact in facts if isinstance(fact, Shifted | Failed) and fact.power == seen.power]
        moves = [fact for fact in own if isinstance(fact, Shifted) and fact.track == Track.READINESS]
        known = {"funding", "bill unpaid", "crisis alert", *seen.world.operation}
        if any(isinstance(fact, Failed) for fact in own) or any(fact.cause not in known for fact in moves):
            continue
        after = moves[-1].after if moves else seen.sheet.readiness
        assert expected(sheet.orders, seen) == after
        compared += 1
    assert compared >= 10


def _rolls(seen: Observation, order: Order) -> bool:
    if not isinstance(order, Operate):
        return False
    resolution = seen.world.operation[order.operation].resolution
    return order.joint or resolution in (Resolution.CONTEST, Resolution.PROBE, Resolution.ANSWER)


def test_instalments_pay_a_programme_to_the_last_dollar() -> None:
    for power in Power:
        seen = opening(power)
        for entry in seen.world.programmes:
            if entry.power == power:
                assert sum(each.money for each in new_payments(entry, seen)) == entry.cost


def test_paces_change_what_is_paid_and_when() -> None:
    world = opening().world
    contract = Contract("island_radar", 1, 7, 350, 1400, 2100, 700, 1)
    assert [each.money for each in payments(contract, world, 0, 3)] == [350] * 4
    assert [each.money for each in payments(contract, world, 0, 3, Pacing.RUSH)] == [700, 350, 350]
    assert payments(contract, world, 0, 3, Pacing.CANCEL) == ()
    stretched = payments(contract, world, 0, 3, Pacing.STRETCH)
    assert stretched[0].turn == 4
    assert sum(each.money for each in stretched) == 1400 + 2100 * 5 // 100
    dear = payments(contract, world, 4, 3)
    assert [each.money for each in dear] == [350 * 110 // 100] * 4


def test_the_worst_of_nine_in_ten_is_the_first_turn_that_sure() -> None:
    for seen, _ in seats(16, "slips"):
        for contract in seen.sheet.contracts:
            found = arrival(contract, seen)
            late, turn = Fraction(1), found.due
            chances = {slip.turn: Fraction(slip.ways, 36) for slip in found.slips}
            while True:
                late *= chances.get(turn, Fraction(0))
                if 1 - late >= Fraction(9, 10):
                    break
                turn += 1
            assert found.worst == turn
            numbers = [slip.number for slip in found.slips]
            assert numbers == sorted(numbers, reverse=True)


# ---------- locked exactly where the rules refuse ----------


def test_a_row_is_locked_exactly_where_the_rules_refuse() -> None:
    for seen, sheet in seats(16, "locks"):
        desk = _written(seen, sheet)
        found = programmes(desk)
        offers = [row.offer for row in found.rows]
        offers += [pace for row in found.contracts for pace in row.paces]
        offers += [row.offer for row in policy(desk).steps] + [row.offer for row in policy(desk).measures]
        for offer in offers:
            if offer.written:
                assert offer.order in sheet.orders and offer.price
            else:
                assert bool(offer.locked) == (desk.check(offer.order) is not None)
                assert bool(offer.price) != bool(offer.locked)


def test_the_dial_and_the_levels_are_locked_exactly_where_the_rules_refuse() -> None:
    for seen, sheet in seats(16, "dial locks"):
        desk = _written(seen, sheet)
        aside = Desk(seen)
        aside.rewrite([each for each in sheet.orders if not isinstance(each, SetDial)])
        for step in dial(desk).steps:
            stands = step.value == seen.commons.dials[seen.power]
            assert bool(step.locked) == (not stands and aside.check(SetDial(step.value)) is not None)
        aside.rewrite([each for each in sheet.orders if not isinstance(each, FundReadiness)])
        for level in budget(desk).levels:
            refused = aside.check(FundReadiness(level.funding))
            assert bool(level.locked) == (not level.stands and refused is not None)


def test_every_value_of_the_dial_that_is_legal_is_offered() -> None:
    for seen, _ in seats(12, "dial"):
        desk = Desk(seen)
        offered = [step.value for step in dial(desk).steps if not step.locked and step.zone != "now"]
        assert offered == [order.value for order in desk.menu(SetDial(0).family)]


# ---------- smaller truths ----------


def test_flags_tell_new_rushed_and_slipped_contracts() -> None:
    desk = Desk(opening())
    slow = desk.observation.sheet.contracts[-1]
    desk.add(Pace(slow.programme, slow.nth, Pacing.STRETCH))
    desk.add(StartProgramme("island_radar"))
    rows = {row.programme: row for row in contracts(desk)}
    assert rows["island_radar"].flags == ("new",)
    assert rows[slow.programme].flags == ("stretched",)
    assert rows[slow.programme].due == slow.due + 1
    assert rows["island_radar"].yields[0].tone == Tone.GOOD
    assert rows["island_radar"].promised == rows["island_radar"].due == 7


def test_co_production_makes_new_missiles_a_quarter_sooner() -> None:
    for seen, _ in seats(30, "sooner"):
        leads = sum(
            seen.world.agreement[pact.agreement].lead
            for pact in seen.commons.pacts
            if seen.power.key in (pact.one, pact.other)
        )
        for entry in seen.world.programmes:
            if entry.power == seen.power and entry.line.key in ("strike", "missile_defence"):
                assert new_contract(entry, seen).due == seen.turn + entry.quarters + leads


def test_doctrine_steps_say_how_far_they_are() -> None:
    desk = Desk(opening())
    desk.add(BeginReview("three_documents"))
    stages = {row.doctrine: row.stage for row in policy(desk).steps}
    assert stages["three_documents"] == Stage.ORDERED
    assert stages["export_rules"] == Stage.LOCKED
    measures = {row.measure: row.offer for row in policy(desk).measures}
    assert measures[Measure.REVIEW].order == Invoke(Measure.REVIEW)
    assert "13" in measures[Measure.REVIEW].locked
