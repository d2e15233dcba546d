"""What a league came to: means, paired differences, ratings, draws and endings of its players.

Seats have different means, so players are compared where they sat in the same seat of the same seed, as in
duplicate bridge. The games of a seed are not independent, the deals are: every interval and p-value is
Student's, over one number for each deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from statistics import fmean

from attrs import frozen

from game.headless.league import League, Sitting, sittings, size
from game.headless.results import SUCCESS, Game
from game.headless.stats import Mean, holm, mean_of, p_of_mean
from rules.terms import POWERS, Ending, Power


@frozen
class Duplicate:
    """A rated match: each player's mean score in one seat over the games of a table.

    These are whole or half numbers, so that equal ones compare as equal.
    """

    seed: int
    table: int
    power: Power
    means: dict[str, float]


@frozen
class Deal:
    """A whole deal: its games, its rated matches and each of its players' scores in each seat."""

    games: list[tuple[Sitting, Game]]
    matches: list[Duplicate]
    scores: dict[str, list[list[int]]]
    means: dict[str, list[float]]


@frozen
class Rating:
    """A player's rating by OpenSkill: what it is put at, how sure that is, and what it is at least."""

    mu: float
    sigma: float
    ordinal: float


@frozen
class Line:
    """What a player came to, over all seats and in each."""

    player: str
    games: int
    overall: Mean
    succeeded: float | None
    seats: tuple[Mean, ...]
    seats_succeeded: tuple[float | None, ...]
    rating: Rating
    endings: dict[Ending, int]
    faulty: int
    first_fault: str


@frozen
class Difference:
    """By how much one player is above another, its p-value, and that corrected for the other tests."""

    mean: Mean
    p: float | None
    holm: float | None


@frozen
class Pair:
    """Two players compared in the deals both sat in; rated matches are won, drawn or lost by the first."""

    one: str
    other: str
    overall: Difference
    seats: tuple[Difference, ...]
    won: int
    drawn: int
    lost: int


@frozen
class Draw:
    """Players whose mean scores were equal in one seat of a table."""

    seed: int
    table: int
    power: Power
    score: float
    players: tuple[str, ...]


@frozen
class Standing:
    """What a league came to, counted over its whole deals; players stand in the order of their means."""

    games: int
    deals: int
    matches: int
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    draws: tuple[Draw, ...]


def standing(league: League, games: Sequence[Game]) -> Standing:
    """Return what the first games of a league's plan came to; a deal that is not whole does not count."""
    deals = list(whole_deals(league, games))
    matches = [match for deal in deals for match in deal.matches]
    ratings = rate(league.players, matches)
    lines = [_line(player, deals, ratings[player]) for player in league.players]
    lines.sort(key=lambda line: -1.0 if line.overall.value is None else line.overall.value, reverse=True)
    order = [line.player for line in lines]
    return Standing(
        sum(len(deal.games) for deal in deals),
        len(deals),
        len(matches),
        tuple(lines),
        tuple(_pairs(order, deals, matches)),
        tuple(draw for match in matches for draw in _draws(match)),
    )


def whole_deals(league: League, games: Sequence[Game]) -> Iterator[Deal]:
    """Hand over the deals of which every game is finished."""
    length = size(league).games_in_deal
    plan = iter(zip(sittings(league), games, strict=False))
    while len(played := list(islice(plan, length))) == length:
        yield _deal(played)


def _deal(played: list[tuple[Sitting, Game]]) -> Deal:
    players = dict.fromkeys(player for sitting, _ in played for player in sitting.match.seats)
    scores: dict[str, list[list[int]]] = {player: [[] for _ in POWERS] for player in players}
    by_table: dict[tuple[int, Power], dict[str, list[int]]] = {}
    for sitting, game in played:
        for power, player, score in zip(POWERS, sitting.match.seats, game.scores, strict=True):
            scores[player][power].append(score)
            by_table.setdefault((sitting.table, power), {}).setdefault(player, []).append(score)
    seed = played[0][1].seed
    matches = [
        Duplicate(seed, table, power, {player: fmean(each) for player, each in found.items()})
        for (table, power), found in by_table.items()
    ]
    means = {player: [fmean(seat) for seat in seats] for player, seats in scores.items()}
    return Deal(played, matches, scores, means)


# ---------- players ----------


def _line(player: str, deals: Sequence[Deal], rating: Rating) -> Line:
    deals = [deal for deal in deals if player in deal.means]
    means = [deal.means[player] for deal in deals]
    scores = [[score for deal in deals for score in deal.scores[player][power]] for power in POWERS]
    games = [game for deal in deals for sitting, game in deal.games if player in sitting.match.seats]
    return Line(
        player,
        len(games),
        mean_of([fmean(each) for each in means]),
        _succeeded([score for each in scores for score in each]),
        tuple(mean_of([each[power] for each in means]) for power in POWERS),
        tuple(_succeeded(each) for each in scores),
        rating,
        {ending: sum(game.ending is ending for game in games) for ending in Ending},
        *_faults(player, deals),
    )


def _faults(player: str, deals: Sequence[Deal]) -> tuple[int, str]:
    """Return in how many turns a player lost orders to its own faults, and the first of them."""
    lost = [
        each
        for deal in deals
        for sitting, game in deal.games
        for name, each in zip(sitting.match.seats, game.lost, strict=True)
        if name == player and each.turns
    ]
    return sum(each.turns for each in lost), lost[0].first if lost else ""


def _succeeded(scores: Sequence[int]) -> float | None:
    return sum(score >= SUCCESS for score in scores) / len(scores) if scores else None


def rate(players: Sequence[str], matches: Iterable[Duplicate]) -> dict[str, Rating]:
    """Return the ratings after matches in the order given: Plackett-Luce, equal scores share a rank.

    Players do not change between matches, so nothing is added to sigma from match to match (tau is 0).
    """
    from openskill.models import PlackettLuce

    model = PlackettLuce(tau=0.0)
    ratings = {player: model.rating(name=player) for player in players}
    for match in matches:
        means = match.means
        ranks = [1.0 + sum(other > mean for other in means.values()) for mean in means.values()]
        after = model.rate([[ratings[player]] for player in means], ranks=ranks)
        ratings.update((player, team[0]) for player, team in zip(means, after, strict=True))
    return {player: Rating(each.mu, each.sigma, each.ordinal()) for player, each in ratings.items()}


# ---------- pairs ----------


def _pairs(order: Sequence[str], deals: Sequence[Deal], matches: Sequence[Duplicate]) -> Iterator[Pair]:
    """Hand over the pairs of players, the one that stands higher first.

    Holm's correction takes the overall differences as one family and those of single seats as another.
    """
    pairs = list(combinations(order, 2))
    paired = [_paired(one, other, deals) for one, other in pairs]
    overall = _differences([[fmean(deal) for deal in each] for each in paired])
    single = _differences([[deal[power] for deal in each] for each in paired for power in POWERS])
    for nth, (one, other) in enumerate(pairs):
        seats = single[nth * len(POWERS) : (nth + 1) * len(POWERS)]
        yield Pair(one, other, overall[nth], tuple(seats), *_record(one, other, matches))


def _paired(one: str, other: str, deals: Iterable[Deal]) -> list[list[float]]:
    """Return for each deal both sat in by how much one scored more than the other, seat by seat."""
    return [
        [mine - theirs for mine, theirs in zip(deal.means[one], deal.means[other], strict=True)]
        for deal in deals
        if one in deal.means and other in deal.means
    ]


def _differences(family: Sequence[Sequence[float]]) -> list[Difference]:
    chances = [p_of_mean(values) for values in family]
    corrected = holm(chances)
    return [
        Difference(mean_of(values), chance, held)
        for values, chance, held in zip(family, chances, corrected, strict=True)
    ]


def _record(one: str, other: str, matches: Iterable[Duplicate]) -> tuple[int, int, int]:
    """Return how many rated matches one player won, drew and lost against another."""
    won = drawn = lost = 0
    for match in matches:
        means = match.means
        if one in means and other in means:
            won += means[one] > means[other]
            drawn += means[one] == means[other]
            lost += means[one] < means[other]
    return won, drawn, lost


def _draws(match: Duplicate) -> Iterator[Draw]:
    """Hand over each score that several players of a match share."""
    means = match.means
    for score in sorted(set(means.values()), reverse=True):
        players = tuple(sorted(player for player, mean in means.items() if mean == score))
        if len(players) > 1:
            yield Draw(match.seed, match.table, match.power, score, players)
