"""The orders of a game that mattered most, and what came of the game without them.

**The rule.** Every step up a rung is shared out among the seats that made it (R8.8). For every turn,
flashpoint and seat the shares are added up, and the largest comes first; where they are equal, the higher
rung, then the earlier turn. The order that is left out is the seat's own at that flashpoint: its hottest
operation there, else its stance to press; a stance that was set earlier is turned to hold. Where the seat
gave no such order that turn the next in line is taken. The second what-if is of another turn and, where there
is one, of another seat. Where the rungs give fewer than two, the dearest orders in money make up the number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from game.headless.whatif import Pair, Plan, WhatIf, what_if
from game.headless.whatif_facts import Findings, findings
from game.record import Record
from game.views.escalation import ladders
from game.views.figures import dollars
from game.views.names import place
from game.views.order_words import costs, say
from game.views.story import Story
from game.wording import articled
from rules.legality import lawful
from rules.orders import Operate, Order, OrderSheet, TakeStance
from rules.state import State
from rules.terms import Power, Stance

MOST: Final = 2
"""How many what-ifs a review has."""

Watch = Callable[[Iterable[Pair]], Iterable[Pair]]
"""Hands branches on as they are played; it may show progress, or stop them by raising."""


@frozen
class Pivot:
    """An order that mattered: who gave it when, what it raised, and the sheet without it."""

    turn: int
    power: Power
    flashpoint: str
    share: int
    order: str
    instead: str
    why: str
    sheet: OrderSheet


@frozen
class Road:
    """A road not taken: the pivot and what its branches came to."""

    pivot: Pivot
    answer: WhatIf
    found: Findings


def pivots(story: Story, most: int = MOST) -> tuple[Pivot, ...]:
    """Return the orders that mattered most in an ended game, in the order of the rule."""
    story.truth()
    ranked = [*_of_rungs(story)]
    ranked += _of_money(story) if len({each.turn for each in ranked}) < most else ()
    found: list[Pivot] = []
    while len(found) < most:
        other = [each for each in ranked if all(each.turn != known.turn for known in found)]
        fresh = [each for each in other if all(each.power != known.power for known in found)]
        if not other:
            break
        found.append((fresh or other)[0])
    return tuple(found)


def roads(
    record: Record,
    story: Story,
    games: int,
    data: Mapping[str, Any] | None = None,
    watch: Watch = iter,
) -> tuple[Road, ...]:
    """Return the what-ifs of an ended game, each over so many branches and the game's own dice."""
    return tuple(_road(record, story, pivot, games, data, watch) for pivot in pivots(story))


def _road(
    record: Record,
    story: Story,
    pivot: Pivot,
    games: int,
    data: Mapping[str, Any] | None,
    watch: Watch,
) -> Road:
    answer = what_if(record, Plan(pivot.turn, {pivot.power: pivot.sheet}, games=games), data, watch)
    return Road(pivot, answer, findings(answer, story.world))


# ---------- by rungs ----------


def _of_rungs(story: Story) -> Iterator[Pivot]:
    """Yield the seats' shares in rises, largest first, with the order behind each."""
    shares: dict[tuple[int, str, Power], tuple[int, int]] = {}
    for ladder in ladders(story):
        for rise in ladder.rises:
            for power in rise.seats:
                key = (rise.turn, ladder.flashpoint, power)
                share, highest = shares.get(key, (0, 0))
                shares[key] = share + rise.shares[power], max(highest, rise.after)
    ranked = sorted(shares, key=lambda key: (-shares[key][0], -shares[key][1], key))
    for turn, flashpoint, power in ranked:
        pivot = _without(story, turn, flashpoint, power, shares[turn, flashpoint, power][0])
        if pivot is not None:
            yield pivot


def _without(story: Story, turn: int, flashpoint: str, power: Power, share: int) -> Pivot | None:
    """Return a seat's turn without its hottest operation or its press at a flashpoint."""
    state, orders = story.states[turn - 1], story.sheets[turn - 1][power].orders
    order = _hottest(state, flashpoint, orders) or _press(flashpoint, orders)
    where = place(story.world, flashpoint)
    why = f"its share in the steps up at {articled(where)} that turn: {share / 60:.2f} of a rung"
    if order is not None:
        kept = tuple(each for each in orders if each != order)
        return _pivot(story, turn, power, flashpoint, share, order, why, kept)
    nth = story.world.flashpoint_index[flashpoint]
    if state.powers[power].stances[nth] != Stance.PRESS:
        return None
    hold = TakeStance(flashpoint, Stance.HOLD)
    return _pivot(story, turn, power, flashpoint, share, hold, why, (*orders, hold))


def _hottest(state: State, flashpoint: str, orders: Iterable[Order]) -> Operate | None:
    """Return the hottest operation at a flashpoint, by its name or by an area of it; the first of equals."""
    world = state.world
    nth = world.flashpoint_index[flashpoint]
    places = (flashpoint, *world.flashpoints[nth].areas)
    there = [each for each in orders if isinstance(each, Operate) and each.place in places]
    return max(there, key=lambda each: world.operation[each.operation].heat, default=None)


def _press(flashpoint: str, orders: Iterable[Order]) -> TakeStance | None:
    press = TakeStance(flashpoint, Stance.PRESS)
    return press if press in orders else None


# ---------- by money ----------


def _of_money(story: Story) -> Iterator[Pivot]:
    """Yield the dearest orders of the game."""
    found: list[tuple[int, int, Power, Order]] = []
    for turn, sheets in enumerate(story.sheets, 1):
        for power, sheet in sheets.items():
            prices = costs(sheet.orders, story.observation(power, turn))
            found += [
                (price.money, turn, power, order)
                for price, order in zip(prices, sheet.orders, strict=True)
                if price.money > 0
            ]
    for money, turn, power, order in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        kept = tuple(each for each in story.sheets[turn - 1][power].orders if each != order)
        yield _pivot(story, turn, power, "", 0, order, f"its price: {dollars(money)} that turn", kept)


def _pivot(
    story: Story,
    turn: int,
    power: Power,
    flashpoint: str,
    share: int,
    order: Order,
    why: str,
    kept: tuple[Order, ...],
) -> Pivot:
    seen = story.observation(power, turn)
    sheet, _ = lawful(seen, OrderSheet(power, kept))
    said = say(order, seen)
    where = articled(place(story.world, flashpoint)) if flashpoint else ""
    instead = f"held instead of pressing at {where}" if order in kept else f"left out “{said}”"
    return Pivot(turn, power, flashpoint, share, said, instead, why, sheet)
