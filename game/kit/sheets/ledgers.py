"""A seat's books: the money of each turn to write down, contracts, policy, promises, and what others show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable

from game.kit.book import Book, Look, Part
from game.kit.ink import SANS, SECOND, style
from game.kit.position import Position
from game.kit.prose import Measure, bullet, grid, label, para
from game.kit.scene import named_effects
from game.kit.sheets.parts import caption
from game.views.aims import secret_words
from game.views.conditions import flag_words
from game.views.figures import quarter_words, signed
from game.views.names import party, place, share, thing
from game.wording import names_of, subject_name
from rules import prices
from rules.observation import Estimate, Observation
from rules.state import Pact
from rules.terms import POWERS, Funding

LEDGER: Final = (
    "Dial",
    "Treasury as the turn opens",
    "Standing bill × funding (R6.8)",
    "Instalments",
    "New contracts, operations, courting",
    "Left over",
    "Carried over: half",
    "Income: see below",
)
MOST: Final = 8
"""Turns in a row of the ledger."""

SPARE_ROWS: Final = 7
"""Empty rows for contracts signed in play, at least."""


def seat_books(book: Book, part: Part, position: Position, seen: Observation) -> None:
    """Draw the pages of a seat's books: money, then contracts and notes, on one page if both fit."""
    name = seen.world.powers[seen.power].name
    with book.page(part, f"{name}: the books"):
        left, y, width, height = book.room
        end = y + height
        for first in range(seen.turn, seen.world.length + 1, MOST):
            y += _ledger(book, seen, first, left, y, width) + 6
        y += book.stack(_income(seen), left, y, width) + 4
        together = y + _needed(seen) <= end
        if together:
            _rest(book, position, seen, y)
    if not together:
        with book.page(part, f"{name}: contracts and notes"):
            _rest(book, position, seen, book.room[1])


def _needed(seen: Observation) -> float:
    """Return about how high contracts and notes are."""
    own = seen.sheet
    pacts = len(_mine(seen))
    answers = 110.0 * sum(seen.world.event[name].chooser == seen.power for name in seen.commons.choices)
    lines = pacts + len(seen.proposals) + len(seen.commons.measures)
    return 13.0 * (len(own.contracts) + _spare(seen) + 1) + max(200.0, 120 + 13.0 * lines + answers)


def _spare(seen: Observation) -> int:
    return max(3, SPARE_ROWS - len(seen.sheet.contracts) // 2)


def _rest(book: Book, position: Position, seen: Observation, y: float) -> None:
    """Draw contracts and notes from a height on."""
    left, _, width, _ = book.room
    y += book.stack([_contracts(seen, width)], left, y, width) + 4
    half = (width - 16) / 2
    book.stack(_own_notes(position, seen), left, y, half)
    book.stack(_others(seen, half), left + half + 16, y, half)


def _ledger(book: Book, seen: Observation, first: int, x: float, y: float, width: float) -> float:
    last = min(seen.world.length, first + MOST - 1)
    high = caption(book, x, y, width, "Money, $ m: write each turn down; what is left is halved (R4.1)")
    turns = range(first, last + 1)
    column = (width - 160) / min(MOST, seen.world.length - seen.turn + 1)
    y += high
    for nth, turn in enumerate(turns):
        words = f"{turn}: {quarter_words(seen.world, turn)}"
        book.words(x + 160 + (nth + 0.5) * column, y + 7, words, Look(7.5, SANS, SECOND, "middle"))
    for row, text in enumerate(LEDGER):
        top = y + 11 + row * 15
        book.words(x, top + 10.5, text, Look(8))
        for nth, turn in enumerate(turns):
            book.box(x + 160 + nth * column, top, column, 15, line=SECOND, thick=0.3)
            if turn == seen.turn:
                known = _known(seen)[row]
                book.words(x + 160 + (nth + 0.9) * column, top + 10.5, known, Look(8, align="right"))
    return high + 11 + len(LEDGER) * 15


def _known(seen: Observation) -> tuple[str, ...]:
    """Return what is printed in the first column: dial, treasury, bill and instalments of now."""
    own, world = seen.sheet, seen.world
    return (
        share(world, seen.power, seen.commons.dials[seen.power]),
        f"{own.treasury:,}",
        f"{prices.funding_price(world, own.bill, own.funding):,}",
        f"{prices.instalments(world, own):,}",
        *[""] * 4,
    )


def _income(seen: Observation) -> Iterator[Flowable]:
    """Yield how the next income is worked out by hand (R6.1)."""
    world, power = seen.world, seen.power
    terms = world.powers[power]
    own = seen.sheet
    levels = " · ".join(f"{level.key} {prices.funding_price(world, own.bill, level):,}" for level in Funding)
    yield para(
        f"**Bill now:** {levels}. Each delivered contract adds 2 % of its price to it (R6.9).",
        style(8.5),
        after=2,
    )
    basis = " × 8 ÷ 9" if terms.basis[0] != terms.basis[1] else ""
    what = "theatre share" if terms.dial == "theatre" else "share"
    per_point = prices.income(world, seen.commons, power)
    yield para(
        f"**Income of a quarter** = GDP × {what}{basis} ÷ 4 at this seat's prices; as the dial stands, "
        f"{per_point:,}. Income moves with the dial in proportion; 1 % off for each contested lane point, "
        "then aid and relief are added (R6.1).",
        style(8.5),
        after=2,
    )


def _contracts(seen: Observation, width: float) -> Flowable:
    """Return the table of contracts under way, with room for more."""
    world, own = seen.world, seen.sheet
    rows = [
        (
            "Contract under way (R6.6, R6.7)",
            "line",
            "instalment",
            "to pay",
            "\N{NO-BREAK SPACE}due turn",
            "slips at",
            "arrived",
        )
    ]
    for each in own.contracts:
        entry = world.programme[each.programme]
        number = f", no. {each.nth}" if each.nth > 1 else ""
        rows.append(
            (
                f"{entry.name}{number}",
                entry.line.key.replace("_", " "),
                f"{min(each.instalment, each.unpaid):,}",
                f"{each.unpaid:,}",
                f"\N{NO-BREAK SPACE}{each.due} ({quarter_words(world, each.due)})",
                f"{entry.slip} or less",
                "",
            )
        )
    rows += [("\N{NO-BREAK SPACE}",) * 7] * _spare(seen)
    widths = [width * part for part in (0.34, 0.15, 0.1, 0.1, 0.13, 0.1, 0.08)]
    return grid(rows, widths, 8, right=(2, 3))


def _own_notes(position: Position, seen: Observation) -> Iterator[Flowable]:
    world, own, power = seen.world, seen.sheet, seen.power
    done = [world.doctrine[name].name for name in seen.commons.doctrines[power]]
    yield label("POLICY")
    yield para(f"Adopted: {', '.join(done) or 'nothing beyond the law as it stands'}.", style(8.5))
    if own.review is not None:
        name, left = world.doctrine[own.review.doctrine].name, own.review.left
        yield para(f"Under review: {name}, {left} more turns.", style(8.5))
    raised = [f"{flag_words(world, name)} to turn {until}" for name, until in own.flags if until >= seen.turn]
    if raised:
        yield para(f"In hand: {', '.join(raised)}.", style(8.5))
    yield label("SECRET OBJECTIVE AND STAKE")
    yield para(_secret(position, seen), style(8.5))
    yield from _waiting(seen)
    yield label("AGREEMENTS IN FORCE")
    mine = _mine(seen)
    for pact in mine:
        yield bullet(pact_words(seen, pact))
    if not mine:
        yield para("None.", style(8.5))


def _waiting(seen: Observation) -> Iterator[Flowable]:
    """Yield what waits for an answer of the seat, and the measures in force between it and others."""
    world, me = seen.world, seen.power
    choices = [world.event[name] for name in seen.commons.choices if world.event[name].chooser == me]
    offers = [each for each in seen.proposals if each.to == me]
    measures = [each for each in seen.commons.measures if me in (each.by, each.target)]
    if choices or offers:
        yield label("WAITING FOR YOUR ANSWER")
    for event in choices:
        yield para(f"**{event.title}.** {event.text}", style(8.5))
        for option in event.options:
            does = named_effects(option.effects, world, me) or "nothing more"
            yield bullet(f"{option.text} **{does}** `{option.id}`", Measure(8.5))
    for each in offers:
        amount = f", $ {each.amount} m" if each.amount else ""
        name = subject_name(names_of(world), each.subject)
        yield bullet(f"{party(world, each.sender.key)} proposes: {name}{amount}", Measure(8.5))
    if measures:
        yield label("TRADE MEASURES")
    for measure in measures:
        one, other = party(world, measure.by.key), party(world, measure.target.key)
        yield bullet(f"{thing(world, measure.operation)}: {one} against {other}", Measure(8.5))


def _mine(seen: Observation) -> list[Pact]:
    me = seen.power.key
    return [pact for pact in (*seen.commons.pacts, *seen.secret_pacts) if me in (pact.one, pact.other)]


def _secret(position: Position, seen: Observation) -> str:
    own, world = seen.sheet, seen.world
    if not position.begun:
        return "Draw one secret card and one stake card from your pile before turn 1. Show them to nobody."
    text = secret_words(world, seen.power, own.secret) or "none"
    where = place(world, world.flashpoints[own.private_flashpoint].id)
    return f"{text} Private stake: {signed(own.private_stake)} at {where} (R12.3)."


def pact_words(seen: Observation, pact: Pact) -> str:
    """Return an agreement in force as its party reads it."""
    world = seen.world
    other = pact.other if pact.one == seen.power.key else pact.one
    secret = ", secret" if world.agreement[pact.agreement].secret else ""
    until = f", to turn {pact.until}" if pact.until else ""
    amount = f", $ {pact.amount} m" if pact.amount else ""
    return f"{thing(world, pact.agreement)} with {party(world, other)}{amount}{until}{secret}"


def _others(seen: Observation, width: float) -> Iterator[Flowable]:
    """Yield what the seat knows of the others' sheets: ranges that hold the truth (R12.1)."""
    yield label("WHAT THE OTHERS SHOW (R12.1): RANGES THAT HOLD THE TRUTH")
    others = [power for power in POWERS if power != seen.power]
    rows = [("", *(party(seen.world, power.key).removeprefix("the ") for power in others))]
    found = [seen.estimates[power] for power in others]
    names = ("readiness", "stocks", "capital", "contracts", "treasury")
    rows += [(name, *(_range(each, name) for each in found)) for name in names]
    caps = ("strike", "missile defence", "surveillance", "command", "cyber and space", "nuclear")
    rows += [
        (name, *("" if each is None else _between(each.caps[nth]) for each in found))
        for nth, name in enumerate(caps)
    ]
    yield grid(rows, [width * part for part in (0.25, 0.25, 0.25, 0.25)], 8)


def _range(each: Estimate | None, name: str) -> str:
    return "" if each is None else _between(getattr(each, name))


def _between(bounds: tuple[int, int]) -> str:
    low, high = bounds
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
