"""Leagues: a plan that is fair to seats, pairs and allies, and a standing that can be reckoned by hand."""

import math
import re
import statistics
from collections import Counter
from itertools import combinations, groupby, islice

import pytest

from game.headless.batch import play_matches
from game.headless.league import League, Seats, Sitting, sittings, size
from game.headless.league_facts import facts_of
from game.headless.league_standing import Duplicate, rate, standing, whole_deals
from game.headless.results import Game
from game.headless.stats import holm, mean_of, p_of_mean, two_sided
from game.players import registry
from game.players.random_bot import RandomBot
from rules import POWERS, Power
from rules.terms import Ending

SHORT = "two_percent_by_march"
NAMES = "abcdefgh"
ALLIES = ((Power.JAPAN, Power.US), (Power.CHINA, Power.DPRK))


def a_league(players: int, games: int = 1, seed: int = 1) -> League:
    return League(SHORT, tuple(NAMES[:players]), games, seed)


def deals_of(league: League) -> list[list[Sitting]]:
    return [list(deal) for _, deal in groupby(sittings(league), lambda sitting: sitting.deal)]


# ---------- the plan ----------


@pytest.mark.parametrize("players", range(2, 9))
def test_in_a_deal_each_of_its_players_sits_in_each_seat_equally_often(players: int) -> None:
    for deal in deals_of(a_league(players, 50)):
        assert len({sitting.match.seed for sitting in deal}) == 1
        sat = Counter((seat, name) for each in deal for seat, name in enumerate(each.match.seats))
        names = {name for _, name in sat}
        assert len(names) == min(players, 4) and len(sat) == 4 * len(names)
        assert len(set(sat.values())) == 1


@pytest.mark.parametrize("players", range(2, 9))
@pytest.mark.parametrize("games", [1, 7, 100])
def test_each_two_players_meet_equally_often_and_as_often_as_asked(players: int, games: int) -> None:
    league = a_league(players, games)
    planned, plan = size(league), list(sittings(league))
    met = Counter(pair for each in plan for pair in combinations(sorted(set(each.match.seats)), 2))
    assert len(met) == math.comb(players, 2)
    assert set(met.values()) == {planned.met} and planned.met >= games
    assert len(plan) == planned.games == planned.deals * planned.games_in_deal


@pytest.mark.parametrize("players", range(2, 9))
def test_no_round_is_more_than_the_games_asked_for_need(players: int) -> None:
    one_round = size(a_league(players, 1)).met
    assert size(a_league(players, one_round)).met == one_round
    assert size(a_league(players, one_round + 1)).met == 2 * one_round


@pytest.mark.parametrize("players", range(2, 9))
def test_games_are_numbered_and_each_deal_has_the_next_seed(players: int) -> None:
    plan = list(sittings(a_league(players, 20, seed=-3)))
    assert [each.match.number for each in plan] == list(range(1, len(plan) + 1))
    assert [each.match.seed - each.deal for each in plan] == [-4] * len(plan)
    assert len({(each.deal, each.table, each.rotation) for each in plan}) == len(plan)


def allied(league: League) -> Counter[tuple[Power, str, str]]:
    """Count how often a player in a seat had another as its ally."""
    found: Counter[tuple[Power, str, str]] = Counter()
    for each in sittings(league):
        for one, other in ALLIES:
            found[one, each.match.seats[one], each.match.seats[other]] += 1
            found[other, each.match.seats[other], each.match.seats[one]] += 1
    return found


@pytest.mark.parametrize("players", range(4, 8))
def test_each_two_are_allies_equally_often_after_three_rounds_and_in_each_seat_after_six(
    players: int,
) -> None:
    one_round = size(a_league(players)).met
    pairs: Counter[tuple[str, str]] = Counter()
    for (_, one, other), times in allied(a_league(players, 3 * one_round)).items():
        pairs[one, other] += times
    assert len(pairs) == players * (players - 1) and len(set(pairs.values())) == 1
    seats = allied(a_league(players, 6 * one_round))
    assert len(seats) == 4 * players * (players - 1) and len(set(seats.values())) == 1


def own_ally(seats: Seats, name: str) -> bool:
    return any(seats[one] == seats[other] == name for one, other in ALLIES)


@pytest.mark.parametrize("players", [2, 3])
def test_no_player_always_has_an_ally_of_its_own_kind(players: int) -> None:
    for deal in deals_of(a_league(players, 36)):
        for name in NAMES[:players]:
            own = sum(own_ally(each.match.seats, name) for each in deal)
            assert own <= len(deal) / 3


def test_two_players_play_every_filling_of_two_seats_and_its_complement() -> None:
    (deal,) = deals_of(a_league(2))
    fillings = {"".join(each.match.seats) for each in deal}
    assert fillings == {"aabb", "bbaa", "abab", "baba", "abba", "baab"}
    for one, other in zip(deal[::2], deal[1::2], strict=True):
        assert one.table == other.table
        assert all(a != b for a, b in zip(one.match.seats, other.match.seats, strict=True))


def test_a_longer_league_begins_with_the_shorter_one() -> None:
    short = list(sittings(a_league(5, 12)))
    assert list(islice(sittings(a_league(5, 40)), len(short))) == short


# ---------- statistics ----------


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [
        (12.706, 1, 0.05), (4.303, 2, 0.05), (2.228, 10, 0.05), (3.169, 10, 0.01), (2.750, 30, 0.01),
        (6.869, 5, 0.001), (2.571, 5, 0.05), (1.984, 100, 0.05), (1.645, 100_000, 0.1),
    ],
)  # fmt: skip
def test_p_values_are_those_of_the_tables_of_students_t(t: float, freedom: int, p: float) -> None:
    assert two_sided(t, freedom) == pytest.approx(p, rel=2e-3)
    assert two_sided(-t, freedom) == two_sided(t, freedom)


@pytest.mark.parametrize("t", [0.0, 0.3, 1.0, 4.0, 50.0])
def test_p_values_of_one_and_two_degrees_have_closed_forms(t: float) -> None:
    assert two_sided(t, 1) == pytest.approx(1 - 2 / math.pi * math.atan(t), abs=1e-12)
    assert two_sided(t, 2) == pytest.approx(1 - t / math.sqrt(2 + t * t), abs=1e-12)


def test_holms_correction_steps_down_and_never_turns_round() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.4, None, 0.9]) == [0.8, None, 0.9]
    assert holm([0.7, 0.6]) == [1.0, 1.0] and holm([]) == []


def test_a_mean_needs_a_number_and_an_interval_needs_two() -> None:
    assert mean_of([]).value is None and p_of_mean([]) is None
    assert (mean_of([4]).value, mean_of([4]).low, p_of_mean([4])) == (4, None, None)
    two = mean_of([3, 5])
    assert two.value == 4 and two.high == pytest.approx(4 + 12.706)


def test_numbers_without_spread_are_judged_by_the_sign_test() -> None:
    assert p_of_mean([0.0, 0.0, 0.0]) == 1
    assert p_of_mean([2.5, 2.5, 2.5, 2.5]) == 1 / 8


# ---------- the standing ----------


def a_game(sitting: Sitting, scores: list[int], ending: Ending = Ending.TIME) -> Game:
    one, two, three, four = scores
    return Game(sitting.match.number, sitting.match.seed, "0" * 16, 4, ending, (one, two, three, four))


def test_a_league_of_two_reckoned_by_hand() -> None:
    """a scores 60, 50, 40, 30 by seat; b scores 10 less in deal 1 and 14 less in deal 2."""
    league, games = a_league(2, 12), []
    for sitting in sittings(league):
        less = {"a": 0, "b": 10 if sitting.deal == 1 else 14}
        scores = [60 - 10 * seat - less[name] for seat, name in enumerate(sitting.match.seats)]
        games.append(a_game(sitting, scores, Ending.WAR if sitting.match.number == 12 else Ending.TIME))
    found = standing(league, games)
    a, b = found.lines
    assert (found.games, found.deals, found.matches, found.draws) == (12, 2, 24, ())
    assert [a.player, a.overall.value, a.overall.reach, a.succeeded] == ["a", 45, 0, 0.25]
    assert [seat.value for seat in a.seats] == [60, 50, 40, 30]
    assert a.seats_succeeded == (1, 0, 0, 0)
    assert b.overall.value == 33 and b.overall.reach == pytest.approx(12.706 * 2)
    assert [seat.value for seat in b.seats] == [48, 38, 28, 18] and b.succeeded == 0
    assert a.endings == b.endings == {Ending.TIME: 11, Ending.WAR: 1, Ending.NUCLEAR: 0, Ending.COLLAPSE: 0}
    (pair,) = found.pairs
    assert (pair.one, pair.other, pair.won, pair.drawn, pair.lost) == ("a", "b", 24, 0, 0)
    for difference in (pair.overall, *pair.seats):
        assert difference.mean.value == 12 and difference.mean.reach == pytest.approx(12.706 * 2)
        assert difference.p == pytest.approx(1 - 2 / math.pi * math.atan(6))
    assert pair.overall.holm == pair.overall.p
    assert pair.seats[0].holm == pytest.approx(4 * (1 - 2 / math.pi * math.atan(6)))


def uneven(sitting: Sitting) -> list[int]:
    """Scores without any order in them, the same ones often enough for draws."""
    match = sitting.match
    return [
        (37 * match.seed * (NAMES.index(name) + 2) + 11 * seat * match.number) % 9 * 11
        for seat, name in enumerate(match.seats)
    ]


@pytest.mark.parametrize(("players", "t"), [(2, 2.571), (3, 4.303), (4, 2.306), (5, 2.201)])
def test_a_standing_agrees_with_one_reckoned_otherwise(players: int, t: float) -> None:
    """The players sit in 6, 3, 9 and 12 deals; t is that of the tables for one degree of freedom less."""
    league = a_league(players, 36, seed=5)
    plan = list(sittings(league))
    found = standing(league, [a_game(each, uneven(each)) for each in plan])
    assert found.draws
    scored: dict[tuple[int, str, int], list[int]] = {}
    for each in plan:
        for seat, score in enumerate(uneven(each)):
            scored.setdefault((each.deal, each.match.seats[seat], seat), []).append(score)
    means = {key: statistics.mean(scores) for key, scores in scored.items()}

    def interval(values: list[float]) -> tuple[float, float, float]:
        return statistics.mean(values), statistics.stdev(values) / math.sqrt(len(values)), len(values)

    for line in found.lines:
        for seat, mean in enumerate(line.seats):
            values = [means[key] for key in means if key[1:] == (line.player, seat)]
            value, error, count = interval(values)
            assert (mean.value, mean.count) == (pytest.approx(value), count)
            assert mean.reach == pytest.approx(error * t, rel=2e-3)
        overall = statistics.mean(statistics.mean(scored[key]) for key in scored if key[1] == line.player)
        assert line.overall.value == pytest.approx(overall)
    for pair in found.pairs:
        for seat, difference in enumerate(pair.seats):
            values = [
                means[deal, pair.one, seat] - means[deal, pair.other, seat]
                for deal in range(1, found.deals + 1)
                if (deal, pair.one, seat) in means and (deal, pair.other, seat) in means
            ]
            value, error, count = interval(values)
            assert (difference.mean.value, difference.mean.count) == (pytest.approx(value), count)
            assert difference.p == pytest.approx(two_sided(value / error, int(count) - 1))
        drawn = sum({pair.one, pair.other} <= set(draw.players) for draw in found.draws)
        assert pair.drawn == drawn
        sat = sum(pair.one in each.match.seats and pair.other in each.match.seats for each in plan)
        assert pair.won + pair.drawn + pair.lost == {2: 2, 3: 1}.get(players, 1) * sat
    ranked = [line.overall.value or 0 for line in found.lines]
    assert ranked == sorted(ranked, reverse=True)


def test_a_deal_that_is_not_whole_does_not_count() -> None:
    league = a_league(4, 12)
    games = [a_game(each, uneven(each)) for each in sittings(league)]
    for count in range(len(games) + 1):
        assert len(list(whole_deals(league, games[:count]))) == count // 4
    assert standing(league, games[:7]) == standing(league, games[:4])
    assert standing(league, games[:3]).games == 0
    assert standing(league, []).lines[0].overall.value is None


def test_a_rating_is_plackett_and_luces_from_its_formula() -> None:
    won = Duplicate(1, 1, Power.US, {"a": 40.0, "b": 55.0})
    found = rate(("a", "b"), [won])
    sigma, beta = 25 / 3, 25 / 6
    c = math.sqrt(2 * (sigma**2 + beta**2))
    assert found["b"].mu == pytest.approx(25 + sigma**2 / c / 2)
    assert found["a"].mu == pytest.approx(25 - sigma**2 / c / 2)
    assert found["b"].ordinal == pytest.approx(found["b"].mu - 3 * found["b"].sigma)


def test_in_a_draw_equals_stay_equal_and_the_better_comes_down_to_the_other() -> None:
    draw = Duplicate(1, 1, Power.US, {"a": 50.0, "b": 50.0, "c": 50.0, "d": 50.0})
    level = rate("abcd", [draw])
    assert [level[name].mu for name in "abcd"] == pytest.approx([25] * 4)
    assert all(level[name].sigma < 25 / 3 for name in "abcd")
    won = Duplicate(1, 1, Power.US, {"a": 60.0, "b": 50.0, "c": 50.0, "d": 50.0})
    before, after = rate("abcd", [won]), rate("abcd", [won, draw])
    assert before["a"].mu > after["a"].mu > after["b"].mu > before["b"].mu
    assert before["b"].mu == before["c"].mu == before["d"].mu


def test_draws_name_the_seed_the_seat_the_score_and_the_players() -> None:
    league = a_league(4)
    table = {"a": 50, "b": 50, "c": 30, "d": 30}
    games = [a_game(each, [table[name] for name in each.match.seats]) for each in sittings(league)]
    found = standing(league, games)
    assert len(found.draws) == 8
    assert [(each.power, each.score, each.players) for each in found.draws[:2]] == [
        (Power.JAPAN, 50, ("a", "b")),
        (Power.JAPAN, 30, ("c", "d")),
    ]
    drawn = {(pair.one, pair.other): (pair.won, pair.drawn, pair.lost) for pair in found.pairs}
    assert drawn["a", "b"] == drawn["c", "d"] == (0, 4, 0) and drawn["b", "c"] == (4, 0, 0)
    facts = facts_of(league, found, 4)
    assert facts["ahead"]["a"] == {"b": [], "c": list(KEYS), "d": list(KEYS)}
    assert facts["ahead"]["c"] == {"a": [], "b": [], "d": []}


KEYS = tuple(power.key for power in POWERS)


def test_the_verdict_names_the_neighbours_that_are_apart() -> None:
    league = a_league(3, 48)
    level = {"a": 20, "b": 60, "c": 61}
    games = [
        a_game(
            each,
            [level[name] + (each.match.seed * 7 + seat) % 5 for seat, name in enumerate(each.match.seats)],
        )
        for each in sittings(league)
    ]
    facts = facts_of(league, standing(league, games), len(games))
    assert [each["player"] for each in facts["players"]] == ["c", "b", "a"]
    assert [each["apart"] for each in facts["neighbours"]] == [False, True]
    close = r"c and b \(paired difference 1\.0, Holm's p \d\.\d{3}\)"
    words = rf"Intervals that do not overlap: b and a\. Intervals that overlap: {close}\."
    assert re.search(words, facts["verdict"])
    assert "Too few deals" in facts_of(league, standing(league, games[:12]), 12)["verdict"]
    assert facts_of(league, standing(league, []), 0)["verdict"].startswith("No deal is whole yet")


# ---------- the same player under other names ----------


def played(league: League, jobs: int = 1) -> list[Game]:
    matches = (sitting.match for sitting in sittings(league))
    return [each.game for each in play_matches(league.scenario, matches, jobs)]


def test_one_player_under_several_names_draws_every_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "make", lambda name, limits: RandomBot())
    league = a_league(4, 8)
    found = standing(league, played(league))
    for pair in found.pairs:
        assert (pair.won, pair.drawn, pair.lost) == (0, 8, 0)
        assert pair.overall.mean.value == pair.overall.mean.reach == 0 and pair.overall.p == 1
    assert len({line.rating for line in found.lines}) == 1


def test_one_player_under_two_names_among_others_differs_by_nothing_that_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = registry.make
    names = {"a": "random", "b": "random", "c": "idle", "d": "calibrated"}
    monkeypatch.setattr(registry, "make", lambda name, limits: make(names[name]))
    league = a_league(4, 48)
    found = standing(league, played(league))
    (pair,) = [pair for pair in found.pairs if {pair.one, pair.other} == {"a", "b"}]
    for each in (pair.overall, *pair.seats):
        assert each.mean.low is not None and each.mean.high is not None
        assert each.mean.low < 0 < each.mean.high and each.holm is not None and each.holm > 0.05


def test_two_processes_play_the_league_that_one_plays() -> None:
    league = League(SHORT, ("idle", "random"), 6, 3)
    assert played(league, 1) == played(league, 2)
