"""Dice belong to the name of their thing: one changed order moves no other die (R13)."""

from __future__ import annotations

import random as global_random
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from random import Random
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import NAMES, Turn, digests, game, how_many, replay, scenario
from game.headless.playouts import playout
from game.players.base import Desk
from game.players.random_bot import RandomBot
from game.players.registry import make
from rules import POWERS, Observation, OrderSheet, Power, legal_orders, observe
from rules.dice import draw, roll
from rules.journal import Contested, Delivered, Drawn, Fact, Money, Rolled, Slipped
from rules.terms import Purpose

Name = tuple[int, str, str, int]
Pair = tuple[int, int]


def dice_of(turns: Iterable[Turn]) -> dict[Name, set[Pair]]:
    """Return every die of a game by (turn, purpose, subject, nth), with all that fell under that name."""
    found: dict[Name, set[Pair]] = {}
    slips: Counter[str] = Counter()
    for turn in turns:
        now = turn.number
        for fact in turn.facts:
            if isinstance(fact, Money) and fact.account in ("lapsed", "income"):
                now = turn.number + 1  # the opening of the next turn has begun
            name = _name(fact, now, slips)
            if name is not None:
                found.setdefault(name, set()).add(fact.dice)  # type: ignore[union-attr]
    return found


def _name(fact: Fact, turn: int, slips: Counter[str]) -> Name | None:
    match fact:
        case Rolled(_, purpose, subject):
            return turn, purpose.key, subject, 0
        case Contested(power, operation, place):
            return turn, "contest", f"{power.key}:{operation}:{place}", 0
        case Slipped(power, programme, nth) | Delivered(power, programme, nth):
            subject = f"{power.key}:{programme}:{nth}"
            before = slips[subject]
            slips[subject] = before + 1 if isinstance(fact, Slipped) else 0
            return turn, "delivery", subject, before
    return None


def cards_of(turns: Iterable[Turn]) -> list[list[str]]:
    """Return the regional cards that came up each turn, played or not."""
    events = scenario().world.event
    return [
        [
            fact.event
            for fact in turn.facts
            if isinstance(fact, Drawn) and events[fact.event].kind.key == "regional"
        ]
        for turn in turns
    ]


def variations(turns: tuple[Turn, ...], random: Random, count: int) -> Iterable[tuple[Turn, ...]]:
    """Play a game again with one order left out or one added, at some turn and seat; the rest as recorded."""
    for _ in range(count):
        at, power = random.randrange(len(turns)), random.choice(POWERS)
        sheets = [dict(turn.sheets) for turn in turns]
        sheet, seen = sheets[at][power], observe(turns[at].before, power)
        orders = list(sheet.orders)
        more = legal_orders(seen, sheet)
        if orders and (not more or random.random() < 0.5):
            del orders[random.randrange(len(orders))]
        elif more:
            orders.append(random.choice(more))
        sheets[at][power] = OrderSheet(power, tuple(orders))
        yield replay(turns[0].before, sheets)


@pytest.mark.parametrize("kind", ["random", "calibrated"])
@pytest.mark.parametrize("part", range(3))
def test_one_changed_order_moves_no_die_that_both_games_roll(part: int, kind: str) -> None:
    random, common, differing = Random(part), 0, 0
    for seed in range(part * how_many(2, 40), (part + 1) * how_many(2, 40)):
        turns = game(kind, seed)
        dice = dice_of(turns)
        assert all(len(pairs) == 1 for pairs in dice.values())
        for other in variations(turns, random, how_many(5, 15)):
            again = dice_of(other)
            shared = dice.keys() & again.keys()
            assert {name: again[name] for name in shared} == {name: dice[name] for name in shared}
            common += len(shared)
            differing += digests(turns)[-1] != digests(other)[-1]
    assert common > how_many(150, 5000)
    assert differing >= how_many(3, 100), "a changed order should change most games"


@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_one_changed_order_changes_no_card_that_is_drawn(kind: str) -> None:
    random = Random(9)
    for seed in range(how_many(4, 100)):
        turns = game(kind, seed)
        for other in variations(turns, random, 4):
            for one, two in zip(cards_of(turns), cards_of(other), strict=False):
                if one and two:
                    assert one == two


# ---------- bots and dice ----------


class Restless:
    """A bot that plays as another does, and wastes random numbers of every kind in between."""

    def __init__(self, inner: str, waste: int) -> None:
        self.name = inner
        self._inner = make(inner)
        self._waste = waste

    def begin(self, power: Power, seed: int) -> None:
        self._inner.begin(power, seed)

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        global_random.seed(self._waste)
        Random(self._waste).random()
        for _ in range(self._waste):
            global_random.random()
        return self._inner.choose(observation, desk)


class Spendthrift(RandomBot):
    """A random bot that draws some numbers more than it needs, so that it orders other things."""

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        self._random.random()
        return super().choose(observation, desk)


@pytest.mark.parametrize("kind", ["random", "calibrated"])
@pytest.mark.parametrize("name", NAMES)
def test_random_numbers_wasted_by_a_bot_change_nothing(kind: str, name: str) -> None:
    for seed in range(how_many(3, 50)):
        plain = playout(scenario(name), {power: make(kind) for power in POWERS}, seed)
        wasted = playout(scenario(name), {power: Restless(kind, 50 + power) for power in POWERS}, seed)
        assert plain.lines == wasted.lines


def test_a_bot_that_draws_more_from_its_own_generator_changes_no_die() -> None:
    common = 0
    for seed in range(how_many(8, 200)):
        dice = dice_of(game("random", seed))
        players = {power: make("random") for power in POWERS}
        players[Power.US] = Spendthrift()
        done = playout(scenario(), players, seed, keep_journals=True)
        again = dice_of(
            Turn(turn.before, {}, tuple(facts), turn.after)
            for turn, facts in zip(game("random", seed), done.journals, strict=False)
        )
        shared = dice.keys() & again.keys()
        assert {name: again[name] for name in shared} == {name: dice[name] for name in shared}
        common += len(shared)
    assert common > 20


def test_other_seeds_give_other_dice() -> None:
    same = total = 0
    for seed in range(how_many(10, 100)):
        turns = game("calibrated", seed)
        first = turns[0].before.copy()
        first.seed = seed + 1_000_003
        other = dice_of(replay(first, [turn.sheets for turn in turns]))
        dice = dice_of(turns)
        for name in dice.keys() & other.keys():
            total += 1
            same += dice[name] == other[name]
    assert total > 200
    assert same / total < 0.08, "about one pair in 36 should fall alike"


# ---------- the dice themselves ----------


@given(
    strategies.seeds, st.integers(0, 40), st.sampled_from(Purpose), st.text(max_size=30), st.integers(0, 9)
)
def test_a_die_is_the_blake2b_of_its_name(
    seed: int, turn: int, purpose: Purpose, subject: str, nth: int
) -> None:
    packed = pack("<q", seed) + pack("<iiii", turn, purpose.value, nth, 0) + subject.encode()
    pair = int.from_bytes(blake2b(packed, digest_size=8).digest(), "little") % 36
    assert roll(seed, turn, purpose, subject, nth) == (pair // 6 + 1, pair % 6 + 1)


def test_every_pair_of_dice_is_as_likely() -> None:
    subjects = ("senkaku", "china:coast_guard_surge:senkaku", "japan:island_radar:1")
    falls = Counter(
        roll(seed, turn, purpose, subject)
        for seed in range(250)
        for turn in range(1, 13)
        for purpose in (Purpose.CONTEST, Purpose.TEST, Purpose.ACCIDENT, Purpose.DELIVERY)
        for subject in subjects
    )
    assert falls.total() == 36_000
    assert len(falls) == 36
    chi_square = sum((count - 1000) ** 2 / 1000 for count in falls.values())
    assert 10 < chi_square < 75, "35 degrees of freedom: beyond 75 once in ten thousand"


def test_the_two_dice_are_independent_of_the_turn_before() -> None:
    pairs = Counter(
        (sum(roll(seed, turn, Purpose.CONTEST, "x")) > 7, sum(roll(seed, turn + 1, Purpose.CONTEST, "x")) > 7)
        for seed in range(3000)
        for turn in range(1, 13)
    )
    high = Counter(one for one, _ in pairs.elements())[True] / 36_000
    assert abs(high - 15 / 36) < 0.01
    assert abs(pairs[True, True] / 36_000 - high * high) < 0.01


@given(strategies.seeds, st.integers(0, 40), st.text(max_size=20), st.integers(1, 1000))
def test_a_draw_lies_in_its_range(seed: int, turn: int, subject: str, count: int) -> None:
    assert 0 <= draw(seed, turn, subject, count) < count


def test_a_salt_moves_its_own_die_and_no_other() -> None:
    turns = next(game("random", seed) for seed in range(99) if dice_of(game("random", seed)[:1]))
    names = [name for name in dice_of(turns[:1]) if name[0] == turns[0].number and name[1] != "delivery"]
    for turn, purpose, subject, _ in names:
        first = turns[0].before.copy()
        first.salts = ((turn, int(Purpose[purpose.upper()]), subject, 1),)
        again, before = dice_of(replay(first, [turns[0].sheets])), dice_of(turns[:1])
        for name in again.keys() & before.keys():
            if name[1:3] != (purpose, subject):
                assert again[name] == before[name]
        expected = roll(first.seed, turn, Purpose[purpose.upper()], subject, 0, 1)
        assert again[turn, purpose, subject, 0] == {expected}
