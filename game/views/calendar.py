"""What is known to come: cards, terms that end, deliveries, reviews, fiscal years, words to keep.

Everything is read from one power's observation. Turns are written as dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from game.views.dates import quarter_end, quarter_start
from game.views.saying import SIGNAL_NOUNS, about
from game.wording import Names, names_of
from rules.observation import Observation
from rules.orders import SHARE
from rules.prices import is_fiscal_start
from rules.state import Said
from rules.terms import CardKind

AHEAD: Final = 4
"""How many turns the calendar looks ahead, this one included."""


@frozen
class Due:
    """One line of the calendar: the turn, its date and what comes."""

    turn: int
    date: str
    text: str


def calendar_of(seen: Observation, ahead: int = AHEAD) -> tuple[Due, ...]:
    """Return what comes within some turns, soonest first, as far as a power knows."""
    names = names_of(seen.world)
    last = seen.turn + ahead - 1
    found = [
        each
        for part in (_terms, _fiscal_year, _words, _reviews, _deliveries, _cards)
        for each in part(seen, names)
        if seen.turn <= each.turn <= last
    ]
    return tuple(sorted(found, key=lambda each: each.turn))


def _terms(seen: Observation, names: Names) -> Iterator[Due]:
    """Agreements that end with a turn."""
    for pact in (*seen.commons.pacts, *seen.secret_pacts):
        if pact.until:
            who = f"{names.party(pact.one)} and {names.party(pact.other)}"
            date = quarter_end(seen.world, pact.until)
            yield Due(pact.until, date, f"{names.thing(pact.agreement)} of {who} ends")


def _fiscal_year(seen: Observation, names: Names) -> Iterator[Due]:
    """The next turn in which the dial may move a whole year step (R6.2)."""
    terms = seen.world.powers[seen.power]
    for turn in range(seen.turn, seen.turn + 4):
        if is_fiscal_start(seen.world, seen.power, turn):
            step, half = (_points(seen, names, value) for value in (terms.year_step, terms.extra_step))
            text = f"New fiscal year: {names.dial(seen.power)} may rise by {step} points, not {half}"
            yield Due(turn, quarter_start(seen.world, turn), text)


def _points(seen: Observation, names: Names, value: int) -> str:
    return names.share(seen.power, value).removesuffix(" %")


def _words(seen: Observation, names: Names) -> Iterator[Due]:
    """Signals that are tested (R9.6)."""
    for said in seen.sheet.said:
        subject = _subject(said, seen, names)
        text = f"Your {SIGNAL_NOUNS[said.kind]} is tested: {subject}"
        yield Due(said.turn + 1, quarter_end(seen.world, said.turn + 1), text)


def _subject(said: Said, seen: Observation, names: Names) -> str:
    if said.subject == SHARE:
        return f"{names.dial(seen.power)} of {names.share(seen.power, said.amount)}"
    return about(names, said.subject)


def _reviews(seen: Observation, names: Names) -> Iterator[Due]:
    """The review under way, with the turn in whose policy step it is adopted (R2.3)."""
    review = seen.sheet.review
    if review is not None:
        turn = seen.turn + review.left - 1
        yield Due(turn, quarter_start(seen.world, turn), f"{names.thing(review.doctrine)}: the review ends")


def _deliveries(seen: Observation, names: Names) -> Iterator[Due]:
    """Contracts by the turn in which they are due, (R6.7)."""
    for contract in seen.sheet.contracts:
        turn = max(contract.due, seen.turn + 1)
        text = f"{names.contract(contract.programme, contract.nth)} is due"
        yield Due(turn, quarter_start(seen.world, turn), text)


def _cards(seen: Observation, names: Names) -> Iterator[Due]:
    """Dated cards to come and those put on the calendar by others (R10.8)."""
    for event in seen.world.events:
        if event.kind == CardKind.DATED and event.turn > seen.turn:
            yield Due(event.turn, quarter_start(seen.world, event.turn), event.title)
    for name, turn in seen.commons.agenda:
        yield Due(turn, quarter_start(seen.world, turn), names.thing(name))
