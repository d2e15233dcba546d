"""A league's standing as plain data: what `--json`, `league.json` and the page show."""

from __future__ import annotations

import shlex
from itertools import pairwise
from typing import Any, Final

from game.content import load_scenario, scenario_digest, scenario_plain
from game.headless.league import League, size
from game.headless.league_standing import Difference, Line, Pair, Standing
from game.headless.stats import Mean
from rules import VERSION
from rules.terms import POWERS

Facts = dict[str, Any]

MOTTO: Final = "a game, not a forecast"

PLACES: Final = 4
"""Decimal places of means; p-values have as many digits."""

_APART: Final = {
    True: "Intervals that do not overlap: {}.",
    False: "Intervals that overlap: {}.",
    None: "Too few deals for intervals: {}.",
}


def plan_of(league: League) -> Facts:
    """Return what a league plays: with these alone it gives the same games again."""
    plain = scenario_plain(league.scenario)
    return {
        "scenario": load_scenario(league.scenario).name,
        "scenario_digest": scenario_digest(plain),
        "rules": VERSION,
        "players": list(league.players),
        "games_per_pair": league.games,
        "seed": league.seed,
    }


def command_of(league: League) -> str:
    """Return the line that plays a league again."""
    options = ("--scenario", league.scenario, "--games", str(league.games), "--seed", str(league.seed))
    return shlex.join(("twopercent", "league", *league.players, *options))


def facts_of(league: League, standing: Standing, finished: int) -> Facts:
    """Return what a league came to, of which so many games are finished."""
    planned = size(league)
    return {
        "what": MOTTO,
        "command": command_of(league),
        "plan": plan_of(league),
        "games": {
            "planned": planned.games,
            "finished": finished,
            "counted": standing.games,
            "in_a_deal": planned.games_in_deal,
            "each_pair_meets": planned.met,
        },
        "deals": {"planned": planned.deals, "counted": standing.deals},
        "rated_matches": standing.matches,
        "verdict": _verdict(standing),
        "neighbours": _neighbours(standing),
        "players": [_player(line) for line in standing.lines],
        "differences": [_pair(pair) for pair in standing.pairs],
        "ahead": _ahead(standing),
        "draws": [
            {
                "seed": draw.seed,
                "table": draw.table,
                "seat": draw.power.key,
                "score": draw.score,
                "players": list(draw.players),
            }
            for draw in standing.draws
        ],
    }


def _player(line: Line) -> Facts:
    seats = zip(POWERS, line.seats, line.seats_succeeded, strict=True)
    return {
        "player": line.player,
        "games": line.games,
        "rating": {
            "mu": _round(line.rating.mu),
            "sigma": _round(line.rating.sigma),
            "ordinal": _round(line.rating.ordinal),
        },
        **_score(line.overall),
        "succeeded": _round(line.succeeded),
        "seats": {power.key: {**_score(mean), "succeeded": _round(share)} for power, mean, share in seats},
        "faulty_turns": line.faulty,
        "first_fault": line.first_fault or None,
        "endings": {ending.key: count for ending, count in line.endings.items()},
    }


def _pair(pair: Pair) -> Facts:
    return {
        "one": pair.one,
        "other": pair.other,
        "deals": pair.overall.mean.count,
        **_difference(pair.overall),
        "won": pair.won,
        "drawn": pair.drawn,
        "lost": pair.lost,
        "seats": {power.key: _difference(each) for power, each in zip(POWERS, pair.seats, strict=True)},
    }


def _score(mean: Mean) -> Facts:
    """Return a mean score; no score lies below 0 or above 100, and so no bound."""
    low, high = mean.low, mean.high
    return {
        "mean": _round(mean.value),
        "low": None if low is None else _round(max(0.0, low)),
        "high": None if high is None else _round(min(100.0, high)),
    }


def _difference(each: Difference) -> Facts:
    mean = each.mean
    return {
        "mean": _round(mean.value),
        "low": _round(mean.low),
        "high": _round(mean.high),
        "p": _digits(each.p),
        "holm": _digits(each.holm),
    }


def _ahead(standing: Standing) -> dict[str, dict[str, list[str]]]:
    """Return for each player the seats in which it is above each other, in the deals both sat in."""
    names = [line.player for line in standing.lines]
    ahead: dict[str, dict[str, list[str]]] = {
        one: {other: [] for other in names if other != one} for one in names
    }
    for pair in standing.pairs:
        for power in POWERS:
            mean = pair.seats[power].mean.value or 0.0
            if mean:
                above, below = (pair.one, pair.other) if mean > 0 else (pair.other, pair.one)
                ahead[above][below].append(power.key)
    return ahead


def _neighbours(standing: Standing) -> list[Facts]:
    """Return each two players side by side, and whether their intervals are apart; None without intervals."""
    pairs = {(pair.one, pair.other): pair for pair in standing.pairs}
    return [
        {
            "above": above.player,
            "below": below.player,
            "apart": _apart(above.overall, below.overall),
            "difference": _round(pairs[above.player, below.player].overall.mean.value),
            "holm": _digits(pairs[above.player, below.player].overall.holm),
        }
        for above, below in pairwise(standing.lines)
    ]


def _apart(above: Mean, below: Mean) -> bool | None:
    return None if above.low is None or below.high is None else above.low > below.high


def _verdict(standing: Standing) -> str:
    """Return the order of the players, and which neighbours' intervals do not overlap, in words."""
    if not standing.deals:
        return "No deal is whole yet, so nothing can be said."
    order = ", ".join(f"{line.player} {_shown(line.overall)}" for line in standing.lines)
    said = [f"By mean score: {order}."]
    neighbours = _neighbours(standing)
    for apart, words in _APART.items():
        found = [_next_to(each) for each in neighbours if each["apart"] is apart]
        if found:
            said.append(words.format("; ".join(found)))
    return " ".join(said)


def _next_to(each: Facts) -> str:
    """Return two neighbours; where intervals overlap, the paired difference may still tell them apart."""
    names, held = f"{each['above']} and {each['below']}", each["holm"]
    if each["apart"] is not False or held is None:
        return names
    chance = "below 0.001" if held < 0.001 else f"{held:.3f}"
    return f"{names} (paired difference {each['difference']:.1f}, Holm's p {chance})"


def _shown(mean: Mean) -> str:
    return "not yet" if mean.value is None else f"{mean.value:.1f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES) + 0.0


def _digits(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{PLACES}g}")
