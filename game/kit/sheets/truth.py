"""The facilitator's pages: every seat's true sheet, and where every counter stands; marked, and last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportlab.platypus import Flowable

from game.kit.book import Book, Part
from game.kit.ink import style
from game.kit.position import Position, true_pieces
from game.kit.prose import bullet, column_width, columns, grid, heading, para
from game.kit.sheets.parts import letter_of
from game.views.aims import secret_words
from game.views.figures import plain, quarter_words, signed
from game.views.names import KIND_WORDS, party, place, share, thing
from rules.content import World
from rules.state import State
from rules.terms import CAPABILITIES, KINDS, POWERS, RIVALS, Power, Role

_OWN: Final = ("treasury", "bill", "capital", "support", "readiness", "stocks", "industry", "strain")


def truth_pages(book: Book, part: Part, position: Position) -> None:
    """Draw the truth of every seat; nothing where the kit is one seat's."""
    state = position.truth
    if state is None:
        return
    wide = column_width(book)
    matter = list(_matter(position, state, wide))
    columns(book, part, "The truth of every seat", matter, 2)


def _matter(position: Position, state: State, width: float) -> Iterator[Flowable]:
    yield heading("The four sheets", before=0)
    yield _sheets(state, width)
    yield heading("Secrets and private stakes")
    yield from _secrets(position, state)
    yield heading("Where every counter stands")
    yield _counters(state, width)
    yield heading("Contracts under way: due")
    yield from _contracts(state)
    if position.begun:
        yield heading("What is still to come")
        yield from _to_come(state)
    yield heading("Agreements that are secret")
    pacts = [
        f"{thing(state.world, pact.agreement)}: "
        f"{party(state.world, pact.one)} and {party(state.world, pact.other)}"
        for pact in state.secret_pacts
    ]
    yield from (bullet(text) for text in pacts)
    if not pacts:
        yield para("None.", style(8.5))


def _sheets(state: State, width: float) -> Flowable:
    """Return the four sheets side by side."""
    world, commons = state.world, state.commons
    rows: list[tuple[str, ...]] = [("", *(letter_of(power) for power in POWERS))]
    rows.append(("dial", *(share(world, power, commons.dials[power]) for power in POWERS)))
    rows += [(name, *(f"{getattr(own, name):,}" for own in state.powers)) for name in _OWN]
    rows += [
        (each.key.replace("_", " "), *(str(own.caps[each]) for own in state.powers)) for each in CAPABILITIES
    ]
    rows += [(role.key, *(plain(own.roles[role]) for own in state.powers)) for role in Role]
    rows += [
        (f"alarm about {letter_of(about)}", *(_alarm(state, power, about) for power in POWERS))
        for about in POWERS
    ]
    return grid(rows, [width * part for part in (0.3, 0.175, 0.175, 0.175, 0.175)], 8, right=(1, 2, 3, 4))


def _alarm(state: State, power: Power, about: Power) -> str:
    return str(state.powers[power].alarm[about]) if about in RIVALS[power] else "–"


def _secrets(position: Position, state: State) -> Iterator[Flowable]:
    if not position.begun:
        yield para(
            "Not drawn yet: each seat draws from its cards, and the umpire notes here what it drew.",
            style(8.5),
        )
        for power in POWERS:
            yield para(f"{letter_of(power)}: ______________________________________", style(8.5), before=4)
        return
    for power in POWERS:
        own = state.powers[power]
        text = secret_words(state.world, power, own.secret) or "none"
        where = place(state.world, state.world.flashpoints[own.private_flashpoint].id)
        yield bullet(f"**{letter_of(power)}** {text} Stake {signed(own.private_stake)} at {where}.")


def _counters(state: State, width: float) -> Flowable:
    """Return where every counter stands, area by area."""
    pieces = true_pieces(state)
    rows: list[tuple[str, str]] = [("area", "counters")]
    for area in state.world.areas:
        here = [piece for piece in pieces if piece.area == area.id]
        texts = []
        for power in POWERS:
            counts = [(kind, sum(p.power == power and p.kind == kind for p in here)) for kind in KINDS]
            said = ", ".join(
                KIND_WORDS[kind] + (f" ×{count}" if count > 1 else "") for kind, count in counts if count
            )
            if said:
                texts.append(f"**{letter_of(power)}** {said}")
        if texts:
            rows.append((f"{area.id} {area.name}", "; ".join(texts)))
    return grid(rows, [width * 0.28, width * 0.72], 7.5)


def _to_come(state: State) -> Iterator[Flowable]:
    """Yield in which openings home events are drawn, and the cards that others have put on the calendar."""
    turns = range(state.turn + 1, state.world.length + 1)
    for power in POWERS:
        due = [str(turn) for turn in turns if turn % 4 == state.home_turns[power]]
        yield bullet(f"**{letter_of(power)}** home event as turn {' and '.join(due) or '–'} opens (R10.7)")
    for name, turn in state.commons.agenda:
        yield bullet(f"{thing(state.world, name)}: turn {turn}")


def _contracts(state: State) -> Iterator[Flowable]:
    for power in POWERS:
        said = ", ".join(
            _contract(state.world, each.programme, each.due) for each in state.powers[power].contracts
        )
        yield bullet(f"**{letter_of(power)}** {said or 'none'}")


def _contract(world: World, programme: str, due: int) -> str:
    return f"{thing(world, programme)} turn {due} ({quarter_words(world, due)})"
