"""Signals and the ledger of promises: what may be said, what waits for its test, what was kept or broken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.figures import quarter_words
from game.views.names import capital, party, thing
from game.views.order_words import say
from rules.journal import Breached, Ended, Fact, Signalled, SignalTested
from rules.observation import Observation
from rules.orders import SHARE, Family, Signal
from rules.state import Said
from rules.terms import Power, SignalKind

_KEPT_BY: Final = {
    SignalKind.WARN: "kept if a rival acts there and so do we, by operation, alert, deployment or press",
    SignalKind.REASSURE: "kept if we run no operation of heat 2 or more there: none above a surge",
    SignalKind.COMMIT: "kept by doing it",
    SignalKind.DEMAND: "kept if granted, or if an act priced in capital follows",
}


@frozen
class SignalRow:
    """The signals of one kind that may be given now, and how such a word is kept."""

    kind: SignalKind
    name: str
    kept_by: str
    offers: tuple[Offer, ...]


@frozen
class Promise:
    """A word of ours that waits for its test at the end of a turn."""

    text: str
    given: int
    tested: int
    tested_words: str
    kept_by: str


@frozen
class Entry:
    """A line of the ledger: who gave, kept or broke a word, in which turn."""

    turn: int
    power: Power
    text: str
    kept: bool | None


@frozen
class Ledger:
    """The promise ledger: our words that wait, and what all may read of words kept and broken."""

    waiting: tuple[Promise, ...]
    entries: tuple[Entry, ...]

    def kept(self, power: Power) -> int:
        """Return how many words a power has kept."""
        return sum(each.kept is True and each.power == power for each in self.entries)

    def broken(self, power: Power) -> int:
        """Return how many words a power has broken, agreements among them."""
        return sum(each.kept is False and each.power == power for each in self.entries)


# ---------- what may be said (R9.6) ----------


def signals(desk: Desk) -> tuple[SignalRow, ...]:
    """Return the signals that may be given, kind by kind; the one on the sheet may be changed."""
    aside = Desk(desk.observation)
    aside.rewrite([each for each in desk.sheet.orders if not isinstance(each, Signal)])
    return tuple(_row(kind, aside, desk) for kind in SignalKind)


def _row(kind: SignalKind, aside: Desk, desk: Desk) -> SignalRow:
    orders = [each for each in aside.menu(Family.SIGNAL) if each.kind == kind]
    offers = tuple(_offer(order, aside, desk) for order in orders)
    return SignalRow(kind, capital(kind.key), _KEPT_BY[kind], offers)


def _offer(order: Signal, aside: Desk, desk: Desk) -> Offer:
    name = capital(say(order, desk.observation).removeprefix("Signal: "))
    return offer(order, name, desk if order in desk.sheet.orders else aside)


# ---------- the ledger ----------


def ledger(seen: Observation, past: Iterable[tuple[int, Iterable[Fact]]] = ()) -> Ledger:
    """Return the promise ledger; `past` is what the seat may read of each earlier turn."""
    waiting = tuple(_waiting(each, seen) for each in seen.sheet.said)
    entries = [entry for turn, facts in past for fact in facts for entry in _entries(turn, fact, seen)]
    return Ledger(waiting, tuple(entries))


def _waiting(said: Said, seen: Observation) -> Promise:
    text = say(Signal(said.kind, said.subject, said.amount), seen).removeprefix("Signal: ")
    tested = said.turn + 1
    return Promise(text, said.turn, tested, quarter_words(seen.world, tested), _KEPT_BY[said.kind])


def _entries(turn: int, fact: Fact, seen: Observation) -> list[Entry]:
    """Return the lines that a fact writes into the ledger."""
    match fact:
        case Signalled(power, kind, subject):
            return [Entry(turn, power, f"{kind.key}: {_about(subject, seen)}", None)]
        case SignalTested(power, kind, subject, kept):
            return [Entry(turn, power, f"{kind.key}: {_about(subject, seen)}", kept)]
        case Breached(power, agreement, other):
            name = f"{thing(seen.world, agreement)}, with {party(seen.world, other)}"
            return [Entry(turn, power, name, False)]
        case Ended(agreement, one, other, "term"):
            name = f"{thing(seen.world, agreement)}, {party(seen.world, one)} and {party(seen.world, other)}"
            powers = [each for each in Power if each.key in (one, other)]
            return [Entry(turn, power, f"{name}: to its term", None) for power in powers]
        case _:
            return []


def _about(subject: str, seen: Observation) -> str:
    return "share of GDP" if subject == SHARE else thing(seen.world, subject)
