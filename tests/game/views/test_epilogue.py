"""The end of a game: scores, who raised the rungs, belief beside truth, promises, money, memos."""

from __future__ import annotations

import pytest
from attrs import evolve

from builders import game, how_many, played, scenario
from game.views.beliefs import Belief, Verdict, beliefs, turning_points
from game.views.epilogue import Band, band_of, epilogue, title_of
from game.views.escalation import ladders, percent_of, total
from game.views.ledger import ledger
from game.views.story import StillSecret
from game.views.trajectories import procurement_of, support_of
from rules.journal import Agreed, Money, Signalled, SignalTested
from rules.orders import Operate, OrderSheet, Signal
from rules.reckoning import Outcome
from rules.terms import POWERS, Ending, SignalKind
from rules.turn import new_game
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
KINDS = ("random", "calibrated", "hawk")


@pytest.mark.parametrize(
    ("score", "band"),
    ((0, Band.FAILED), (39, Band.FAILED), (40, Band.HELD), (60, Band.SUCCEEDED), (80, Band.EXCELLED)),
)
def test_bands_begin_at_40_60_and_80(score: int, band: Band) -> None:
    assert band_of(score) is band


def test_nothing_of_the_end_is_told_before_it() -> None:
    begun = told(game("calibrated", 1)[:4])
    for ask in (epilogue, ledger, support_of, procurement_of, lambda seen: beliefs(seen, JAPAN, 1)):
        with pytest.raises(StillSecret):
            ask(begun)
    assert ladders(begun), "the rungs are public"


@pytest.mark.parametrize("kind", KINDS)
def test_scores_add_up_to_what_the_rules_say(kind: str) -> None:
    for seed in range(how_many(4, 100)):
        seen = story(kind, seed)
        ended = seen.truth()
        end = epilogue(seen)
        for card, score in zip(end.scores, ended.scores, strict=True):
            assert (card.power, card.total) == (score.power, score.total)
            assert sum(row.most for row in card.rows) == 100
            assert len({row.heading for row in card.rows}) == len(card.rows)
            assert card.rows[-1].secret and card.rows[-1].points == 10 * score.secret_met
            assert sum(row.points for row in card.rows) + card.calm - card.taken == card.total
            assert card.taken >= 0
        assert bool(end.bonus) == any(card.calm for card in end.scores)


def test_a_title_says_how_it_ended() -> None:
    seen = story("calibrated", 1)
    ended, rungs = seen.truth(), ladders(seen)
    titles = {each: title_of(Outcome(each, ended.turn, ended.scores), rungs) for each in Ending}
    assert len(set(titles.values())) == len(Ending)
    assert titles[Ending.WAR] == "It came to war"
    low = tuple(evolve(each, rungs=(1, 2), rises=()) for each in rungs)
    assert title_of(Outcome(Ending.TIME, 12, ended.scores), low) in ("A peace that paid", "A quiet peace")


# ---------- who raised the rungs ----------


def test_a_drill_hotter_than_its_rung_is_one_step_of_its_seat() -> None:
    state = new_game(scenario(), 4)
    state.commons.flashpoints[1].rung = 2
    turn = played(state, {CHINA: OrderSheet(CHINA, (Operate("encirclement_drill", "taiwan"),))})
    ladder = ladders(told((turn,)))[1]
    assert (ladder.flashpoint, ladder.rungs) == ("taiwan", (2, 3))
    (rise,) = ladder.rises
    assert (rise.turn, rise.before, rise.after, rise.seats) == (1, 2, 3, (CHINA,))
    assert ladder.shares == (0, 0, 60, 0, 0)
    assert ladder.percent == (0, 0, 100, 0, 0)
    assert ladder.peak == 3


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_up_is_shared_out_whole(kind: str) -> None:
    rises = 0
    for seed in range(how_many(5, 200)):
        seen = story(kind, seed)
        for ladder in ladders(seen):
            assert len(ladder.rungs) == seen.played + 1
            assert ladder.shares == total(rise.shares for rise in ladder.rises)
            for rise in ladder.rises:
                assert sum(rise.shares) == 60 * (rise.after - rise.before)
            assert sum(ladder.percent) == (100 if ladder.rises else 0)
            rises += len(ladder.rises)
    assert rises > 10


def test_percentages_add_up_to_a_hundred() -> None:
    assert percent_of((20, 20, 20, 0, 0)) == (34, 33, 33, 0, 0)
    assert percent_of((0, 0, 0, 0, 0)) == (0, 0, 0, 0, 0)
    assert percent_of((1, 0, 0, 0, 5)) == (17, 0, 0, 0, 83)


# ---------- belief and truth ----------


def test_a_belief_is_too_high_where_the_truth_lies_below_it() -> None:
    belief = Belief(CHINA, "readiness", 60, 69, 64, 55, (0, 100))
    assert (belief.verdict, belief.off) == (Verdict.TOO_HIGH, 9)
    assert evolve(belief, truth=70).verdict is Verdict.TOO_LOW
    assert evolve(belief, truth=60).verdict is evolve(belief, truth=69).verdict is Verdict.INSIDE


@pytest.mark.parametrize("viewer", POWERS)
def test_estimates_hold_the_truth_and_what_is_printed_may_not(viewer: int) -> None:
    verdicts = set()
    for seed in range(how_many(3, 60)):
        seen = story("calibrated", seed)
        for turn in range(1, seen.turn + 1):
            page = beliefs(seen, POWERS[viewer], turn)
            for belief in page.beliefs:
                assert belief.about != viewer
                assert belief.scale[0] <= belief.low <= belief.high <= belief.scale[1]
                if belief.low != belief.high:
                    assert belief.verdict is Verdict.INSIDE
                own = seen.states[turn - 1].powers[belief.about]
                if belief.label == "readiness":
                    assert belief.truth == own.readiness
                verdicts.add(belief.verdict)
            assert page.inside == sum(each.verdict is Verdict.INSIDE for each in page.beliefs)
    assert verdicts == set(Verdict)


@pytest.mark.parametrize("kind", KINDS)
def test_turning_points_are_few_turns_of_the_game(kind: str) -> None:
    for seed in range(how_many(4, 60)):
        seen = story(kind, seed)
        points = turning_points(seen)
        assert 1 <= len(points) <= 5
        assert list(points) == sorted(set(points))
        assert all(1 <= turn <= seen.played for turn in points)


# ---------- promises, country and money ----------


def test_a_promise_that_is_kept_stands_in_the_ledger() -> None:
    """Japan reassures and does nothing, which keeps its word at the end of the next turn (R9.6)."""
    order = Signal(SignalKind.REASSURE, "senkaku")
    turns = [played(new_game(scenario(), 4), {JAPAN: OrderSheet(JAPAN, (order,))})]
    while turns[-1].after.commons.ending is None:
        turns.append(played(turns[-1].after, {}))
    seen = told(tuple(turns))
    found = ledger(seen)
    word = found.words[JAPAN]
    assert (word.given, word.kept, word.broken, word.untested) == (1, 1, 0, 0)
    said = [(each.turn, each.line.effect) for each in found.lines if JAPAN in each.line.seats][:2]
    assert said == [(1, "signal"), (2, "word kept")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_ledger_counts_what_the_journal_holds(kind: str) -> None:
    for seed in range(how_many(3, 60)):
        seen = story(kind, seed)
        facts = [fact for journal in seen.journals for fact in journal]
        words = ledger(seen).words
        assert sum(word.given for word in words) == sum(isinstance(each, Signalled) for each in facts)
        tested = sum(isinstance(each, SignalTested) for each in facts)
        assert sum(word.kept + word.broken for word in words) == tested
        for word in words:
            mine = [
                each
                for each in facts
                if isinstance(each, Agreed) and word.power.key in (each.one, each.other)
            ]
            assert word.signed == len(mine)
            assert word.untested >= 0


@pytest.mark.parametrize("kind", KINDS)
def test_country_and_money_are_told_turn_by_turn(kind: str) -> None:
    for seed in range(how_many(3, 60)):
        seen = story(kind, seed)
        for country, money in zip(support_of(seen), procurement_of(seen), strict=True):
            assert len(country.support) == seen.played + 1
            assert country.support[-1] == seen.states[-1].powers[country.power].support
            assert {len(row) for row in country.roles} == {seen.played + 1}
            assert {len(row) for row in (money.planned, money.spent, money.delivered)} == {seen.played}
            paid = [
                -fact.amount
                for journal in seen.journals
                for fact in journal
                if isinstance(fact, Money) and fact.power == money.power and "instalment" in fact.account
            ]
            assert money.spent[-1] == sum(paid)
            assert money.arrived == seen.states[-1].powers[money.power].delivered
            for row in (money.planned, money.spent, money.delivered):
                assert list(row) == sorted(row)
