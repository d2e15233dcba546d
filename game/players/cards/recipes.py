"""What cards are made of: recipes that offer moves, and the makers of moves that several seats use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.players.card_bot import Move, Recipe, Write
from game.players.hand import Hand, Test, at_least, at_most, exactly
from game.players.temper import Temper
from rules.content import Operation
from rules.orders import (
    Court,
    Operate,
    Order,
    Propose,
    Renounce,
)
from rules.terms import (
    Means,
)

TASTE = 86
"""In how many games of a hundred a cabinet has a taste for a programme or an operation at all."""

Source = Sequence[Move] | Callable[[Hand], Iterable[Move]]
"""Moves: the same every turn, or listed anew from a hand."""


def in_turn(source: Source) -> Recipe:
    """Return the recipe that offers all moves."""
    if not callable(source):
        return lambda hand, write: sum([write(move) for move in source]) > 0
    listed = source
    return lambda hand, write: sum([write(move) for move in listed(hand)]) > 0


def either(source: Source) -> Recipe:
    """Return the recipe that offers moves until one is written."""

    def play(hand: Hand, write: Write) -> bool:
        for move in source(hand) if callable(source) else source:  # noqa: SIM110 (a generator costs more)
            if write(move):
                return True
        return False

    return play


def then(*recipes: Recipe) -> Recipe:
    """Return a recipe that follows several one after the other."""
    return lambda hand, write: sum([recipe(hand, write) for recipe in recipes]) > 0


def provided(tests: Sequence[Test], recipe: Recipe) -> Recipe:
    """Return a recipe that is followed only if tests hold; its moves must carry them, too."""
    return lambda hand, write: hand.failing(tests) is None and recipe(hand, write)


def nothing(hand: Hand, write: Write) -> bool:
    """Offer nothing."""
    return False


# ---------- operations ----------


def deed(operation: str, place: str, why: str, *tests: Test, joint: bool = False) -> Move:
    """Return the move that carries out an operation this cabinet has a taste for, if the tests hold."""
    bounds = (at_most(f"taste {operation}", TASTE - 1), *tests, _unsaid(operation, place))
    return Move(Operate(operation, place, joint), why, bounds)


def _unsaid(operation: str, place: str) -> Test:
    """Return the test that an operation breaks no word of one's own."""
    return exactly(f"word against {operation}@{place}", 0)


def must(operation: str, place: str, why: str, *tests: Test) -> Move:
    """Return the move that carries out an operation whatever the taste, if the tests hold."""
    return Move(Operate(operation, place), why, tests)


def within(temper: Temper, wear: int = 0) -> tuple[Test, ...]:
    """Return the tests that an operation is still within what a turn may hold and readiness can bear."""
    return (at_most("operations written", temper.operations - 1), at_least("readiness", temper.keep + wear))


def probes(temper: Temper, rivals: Iterable[str], share: int) -> Iterable[Move]:
    """Offer to look into rivals' networks, in so many turns of a hundred each."""
    for rival in rivals:
        lot = at_most(f"lot probe {rival}", share)
        yield deed("cyber_probe", rival, "what they plan must be known", lot, *within(temper))


def exercises(temper: Temper, share: int) -> Iterable[Move]:
    """Offer an exercise with the ally at a place drawn by lot, in so many turns of a hundred."""
    for nth, place in enumerate(("senkaku", "taiwan", "korea", "scs")):
        yield deed(
            "joint_exercise",
            place,
            "forces that train together are worth more together",
            at_most("lot exercise", share),
            exactly("pick 4 exercise place", nth),
            at_most(f"rung {place}", 4),
            *within(temper),
            joint=True,
        )


def deeds(temper: Temper, moves: Sequence[Move]) -> Recipe:
    """Return the recipe that offers operations until the turn holds as many as it may."""

    def play(hand: Hand, write: Write) -> bool:
        left = temper.operations - hand.fact("operations written")
        for move in moves if left > 0 else ():
            if write(move):
                left -= 1
                if not left:
                    break
        return True

    return play


def gambles(temper: Temper, names: Sequence[tuple[str, str]], spare: int = 0) -> tuple[Recipe, Recipe]:
    """Return the faces that try the contest with the best odds where control can still be gained."""

    def face(odds: int, highest: int) -> Recipe:
        def attempt(operation: Operation, place: str) -> Move:
            ceiling = (operation.heat + 1) // 2
            return must(
                operation.id,
                place,
                f"{operation.name} at {place}: enough ways of 36 succeed",
                at_most(f"taste {operation.id}", TASTE - 1),
                at_most(f"rung {place}", highest),
                at_most(f"control {place}", ceiling - 1 if operation.grip else 4),
                *within(temper),
                at_least("capital", operation.capital),
                _unsaid(operation.id, place),
                at_least(f"felt odds {operation.id}@{place}", odds - spare),
            )

        known: dict[tuple[str, str], tuple[Operation, Move]] = {}

        def move_of(operation: Operation, place: str) -> Move:
            found = known.get((operation.id, place))
            if found is None or found[0] is not operation:
                found = known[operation.id, place] = (operation, attempt(operation, place))
            return found[1]

        def listed(hand: Hand) -> Iterable[Move]:
            operations = hand.world.operation
            moves = [move_of(operations[name], place) for name, place in names if name in operations]
            return by_odds(hand, [move for move in moves if hand.failing(move.tests[:-1]) is None])

        return either(listed)

    return face(temper.odds, temper.gamble_rung), face(temper.odds_hard, temper.gamble_rung + 1)


def by_odds(hand: Hand, moves: Iterable[Move]) -> list[Move]:
    """Return the moves that may be ordered now, the likeliest first."""
    legal = [move for move in moves if hand.desk.check(move.order) is None]
    return sorted(legal, key=lambda move: -hand.fact(_odds_of(move.order)))


def _odds_of(order: Order) -> str:
    """Return the fact that is an operation's odds."""
    assert isinstance(order, Operate)
    return f"odds {order.operation}@{order.place}"


# ---------- promises and favour ----------


def offer(agreement: str, to: str, why: str, *tests: Test, amount: int = 0) -> Move:
    """Return the move that offers an agreement not yet in force."""
    return Move(Propose(agreement, to, amount), why, (exactly(f"pact {agreement}@{to}", 0), *tests))


def safe(agreement: str) -> int:
    """Return the trust that an offer to a rival needs: 1 for a wire that prevents accidents, else 2."""
    return 1 if agreement.startswith("hotline") else 2


def leave(agreement: str, party: str, why: str, *tests: Test) -> Move:
    """Return the move that ends an agreement in force."""
    return Move(Renounce(agreement, party), why, (exactly(f"pact {agreement}@{party}", 1), *tests))


def now_and_then(temper: Temper, name: str, every: int | None = None) -> Test:
    """Return the test that a thing's turn has come: every so many turns, when its lot says so."""
    return at_most(f"lot {name}", 100 // max(1, temper.pacts_every if every is None else every) - 1)


def gated(name: str, every: int, temper: Temper, recipe: Recipe) -> Recipe:
    """Return a recipe that is only looked at when a thing's turn has come; its moves carry the test, too."""
    return provided((now_and_then(temper, name, every),), recipe)


def land(partner: str) -> str:
    """Return a partner's name in words: it may be that of a flashpoint, too."""
    return partner.replace("_", " ").title()


def court(partner: str, means: Means, why: str, *tests: Test) -> Move:
    """Return the move that seeks a partner's favour."""
    return Move(Court(partner, means), why, tests)
