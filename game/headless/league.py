"""The plan of a league: who meets whom, in which seats, on which seeds.

A **deal** is one seed with all the games that make it fair: every player of a deal sits in every seat
equally often. Its games stand in **tables**; a table's games are played by the same players on the deal's
seed and differ only in who sits where, so that each player has been in each seat.

- Four players or more: a deal is one table, four of the players in the four rotations of a circle. A
  **round** is a deal for every choice of four players; the circle changes from round to round, so that
  each two have been allies equally often after three rounds, and in each seat after six.
- Three players: a deal is three tables, in each another player sits twice; four rotations each.
- Two players: a deal is three tables of two games, a filling of the seats and its complement: with an
  ally of one's own kind, with one's opposite across the water, and with it across the corner.

Deals have seeds of their own, one after another, so that they are independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import ceil, comb
from typing import Final

from attrs import frozen

from game.headless.batch import Match

Seats = tuple[str, str, str, str]
Table = tuple[Seats, ...]

CIRCLES: Final = ((0, 1, 2, 3), (0, 2, 3, 1), (0, 3, 1, 2), (0, 3, 2, 1), (0, 1, 3, 2), (0, 2, 1, 3))
"""The six ways four players sit around a table; the last three are the first three turned about."""

_TWICE: Final = ((0, 1, 0, 2), (0, 0, 1, 2), (0, 0, 2, 1))
"""The circles of three players of whom the first sits twice; in the first none has itself as an ally."""

_FILLINGS: Final = ((0, 0, 1, 1), (0, 1, 0, 1), (0, 1, 1, 0))


@frozen
class League:
    """A tournament: a scenario by name or path, players' names, games for each pair at least, first seed."""

    scenario: str
    players: tuple[str, ...]
    games: int = 100
    seed: int = 1


@frozen
class Sitting:
    """A game of the plan, numbered from 1, with the number of its deal, table and rotation in it."""

    match: Match
    deal: int
    table: int
    rotation: int


@frozen
class Size:
    """How large a league is: deals, games in each of them, games in all, games in which each pair meets."""

    deals: int
    games_in_deal: int
    games: int
    met: int


def size(league: League) -> Size:
    """Return how large a league is: whole rounds, as many as give each pair the games asked for."""
    count = len(league.players)
    in_round = comb(count, 4) if count >= 4 else 1
    in_deal = {2: 6, 3: 12}.get(count, 4)
    met = in_deal * comb(count - 2, 2) if count >= 4 else in_deal
    rounds = ceil(league.games / met)
    return Size(rounds * in_round, in_deal, rounds * in_round * in_deal, rounds * met)


def sittings(league: League) -> Iterator[Sitting]:
    """Hand over the games of a league in the order in which they are played."""
    number = 0
    for nth, tables in enumerate(_deals(league)):
        for table, fillings in enumerate(tables, 1):
            for rotation, seats in enumerate(fillings, 1):
                number += 1
                yield Sitting(Match(number, league.seed + nth, seats), nth + 1, table, rotation)


def _deals(league: League) -> Iterator[tuple[Table, ...]]:
    """Hand over the tables of each deal."""
    players, deals = league.players, size(league).deals
    if len(players) == 2:
        yield from (_of_two(players) for _ in range(deals))
    elif len(players) == 3:
        yield from (_of_three(players, _TWICE[nth % len(_TWICE)]) for nth in range(deals))
    else:
        fours = list(combinations(players, 4))
        for nth in range(deals):
            circle = CIRCLES[nth // len(fours) % len(CIRCLES)]
            yield (_rotations(fours[nth % len(fours)], circle),)


def _of_two(players: tuple[str, ...]) -> tuple[Table, ...]:
    """Return three fillings of the seats, each with its complement."""
    return tuple((_seat(players, filling), _seat(players[::-1], filling)) for filling in _FILLINGS)


def _of_three(players: tuple[str, ...], circle: tuple[int, ...]) -> tuple[Table, ...]:
    """Return a table for each player to sit at twice."""
    return tuple(_rotations(players[nth:] + players[:nth], circle) for nth in range(3))


def _rotations(players: tuple[str, ...], circle: tuple[int, ...]) -> Table:
    """Return a circle turned by no seat, one, two and three."""
    return tuple(_seat(players, circle[-turn:] + circle[:-turn]) for turn in range(4))


def _seat(players: tuple[str, ...], filling: tuple[int, ...]) -> Seats:
    one, two, three, four = (players[nth] for nth in filling)
    return one, two, three, four
