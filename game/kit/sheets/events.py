"""Event cards to cut and draw, nine a page, and the small cards of secrets and stakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reportlab.platypus import Flowable

from game.kit.book import Book, Look, Part
from game.kit.ink import BOLD, GOLD, HAIRLINE, INK, MUTED, NAVY, SANS, SEATS, SERIF, WHITE, style
from game.kit.paper import MM
from game.kit.position import Position
from game.kit.prose import para
from game.kit.scene import named_effects, when_words
from game.kit.sheets.parts import letter_of
from game.views.figures import dollars, quarter_words
from game.views.names import place
from rules.content import Event, World
from rules.terms import POWERS, CardKind, Power

CARD: Final = (63 * MM, 88 * MM)
PAD: Final = 6.0
BAND: Final = 17.0
SIZES: Final = (9.2, 8.8, 8.4, 8.0, 7.6, 7.3, 7.0)
"""Sizes of type that a card is tried in."""


class Overfull(ValueError):
    """A card says more than fits in the smallest type."""


def playable_events(position: Position) -> tuple[Event, ...]:
    """Return the cards that wait or can still come up: dated ones, the deck, those that others bring."""
    world, turn = position.world, position.turn
    fresh = turn if position.begun else turn - 1
    dated = [
        each for each in world.events if each.kind == CardKind.DATED and fresh < each.turn <= world.length
    ]
    deck = [
        each
        for each in world.events
        if each.kind == CardKind.REGIONAL and each.first <= world.length and each.last > fresh
    ]
    rest = [each for each in world.events if each.kind == CardKind.SCHEDULED]
    waiting = [world.event[name] for name in position.commons.choices]
    return (*waiting, *sorted(dated, key=lambda each: each.turn), *deck, *rest)


def event_cards(book: Book, part: Part, position: Position) -> None:
    """Draw the event cards, nine a page with cut lines."""
    events = playable_events(position)
    for first in range(0, len(events), 9):
        page = events[first : first + 9]
        with book.bare(part, f"Event cards {first + 1} to {first + len(page)}"):
            for nth, event in enumerate(page):
                x, y = _corner(book, nth)
                _frame(book, x, y, _size(book))
                _event(book, event, position.world, x, y)


def _size(book: Book) -> tuple[float, float]:
    """Return how large a card is: lower where the page is."""
    return CARD[0], min(CARD[1], (book.height - 56) / 3)


def _corner(book: Book, nth: int) -> tuple[float, float]:
    width, height = _size(book)
    left = (book.width - 3 * width) / 2
    top = (book.height - 16 - 3 * height) / 2
    return left + nth % 3 * width, top + nth // 3 * height


def _frame(book: Book, x: float, y: float, size: tuple[float, float]) -> None:
    book.box(x, y, *size, line=HAIRLINE, thick=0.4)


def _event(book: Book, event: Event, world: World, x: float, y: float) -> None:
    width, height = _size(book)
    ground = NAVY if event.chooser is None else SEATS[event.chooser]
    book.box(x, y, width, BAND, fill=ground)
    book.words(x + PAD, y + 11.5, _when(event, world), Look(7.5, BOLD, WHITE))
    who = "no choice" if event.chooser is None else f"{letter_of(event.chooser)} chooses"
    book.words(x + width - PAD, y + 11.5, who, Look(7.5, SANS, WHITE, "right"))
    top, room = y + BAND + 4, height - BAND - 8
    matter = fitted(book, lambda size: list(_card_text(event, world, size)), width - 2 * PAD, room, event.id)
    book.stack(matter, x + PAD, top, width - 2 * PAD)


def _when(event: Event, world: World) -> str:
    """Return what brings a card: its date, the deck (with how many lots), or another card."""
    if event.kind == CardKind.DATED:
        return f"Turn {event.turn}, {quarter_words(world, event.turn)}"
    if event.kind == CardKind.SCHEDULED:
        return "When a card says so"
    return "Deck" if event.weight == 1 else f"Deck, weight {event.weight}"


def _card_text(event: Event, world: World, size: float) -> Iterator[Flowable]:
    actor = event.chooser if event.chooser is not None else Power.JAPAN
    yield para(event.title, style(max(10.0, size + 3), SERIF, INK, lead=1.1), after=2)
    window = _window(event, world)
    needs = when_words(event.requires, world, actor) if event.requires else ""
    asked = "; ".join(each for each in (needs, window) if each)
    if asked:
        yield para(f"*{asked}; else the quarter is quiet.*", style(size, ink=MUTED, lead=1.15), after=2)
    yield para(event.text, style(size, lead=1.17), after=3)
    effects = named_effects(event.effects, world, actor)
    if effects:
        yield para(f"**Effect:** {effects}.", style(size, lead=1.17), after=2)
    for nth, option in enumerate(event.options):
        price = _price(option.money, option.capital)
        does = named_effects(option.effects, world, actor)
        text = f"**{'ABCDE'[nth]}** {option.text} **{price}{does or 'nothing more'}**"
        yield para(text, style(size, lead=1.15), after=1.5)
    yield para(f"`{event.id}`", style(7.0, ink=GOLD, lead=1.1), before=1)


def _price(money: int, capital: int) -> str:
    parts = [f"price {dollars(money)}"] if money else []
    parts += [f"price capital {capital}"] if capital else []
    return "".join(f"{each}, " for each in parts)


def _window(event: Event, world: World) -> str:
    if event.kind != CardKind.REGIONAL or (event.first <= 1 and event.last >= world.length):
        return ""
    if event.last >= world.length:
        return f"from turn {event.first}"
    return f"turns {event.first} to {event.last}" if event.first > 1 else f"to turn {event.last}"


def fitted(
    book: Book, make: Callable[[float], list[Flowable]], width: float, height: float, what: str
) -> list[Flowable]:
    """Return matter in the largest type that fits; raise Overfull where none does."""
    for size in SIZES:
        matter = make(size)
        if _tall(book, matter, width) <= height:
            return matter
    raise Overfull(f"'{what}' does not fit its card in type of {SIZES[-1]:g} points: make its text shorter")


def _tall(book: Book, matter: Sequence[Flowable], width: float) -> float:
    high = 0.0
    for nth, each in enumerate(matter):
        _, tall = each.wrapOn(book.canvas, width, 10_000)
        high += float(tall) + float(each.getSpaceAfter()) + (float(each.getSpaceBefore()) if nth else 0.0)
    return high


# ---------- secrets and stakes ----------

SMALL_CARD: Final = (63 * MM, 36 * MM)


def draw_cards(book: Book, part: Part, position: Position) -> None:
    """Draw the cards from which each seat draws its secret objective and its private stake before turn 1."""
    lots = [lot for power in POWERS for lot in _lots(position.world, power)]
    rows = int((book.height - 40) // SMALL_CARD[1])
    for first in range(0, len(lots), 3 * rows):
        with book.bare(part, "Secrets and stakes, to draw"):
            for nth, lot in enumerate(lots[first : first + 3 * rows]):
                width, height = SMALL_CARD
                x = (book.width - 3 * width) / 2 + nth % 3 * width
                _lot(book, lot, x, 14 + nth // 3 * height)


Lot = tuple[Power, str, str]


def _lots(world: World, power: Power) -> Iterator[Lot]:
    """Yield a seat's cards: its secrets, and a stake of each kind at each flashpoint where it has one."""
    for secret in world.secrets[power]:
        yield power, "Secret objective, 10 points", secret.text
    staked = [place(world, each.id) for each in world.flashpoints if each.stakes[power]]
    names = ", ".join(staked)
    yield (
        power,
        "Private stake",
        f"Roll a die for the place ({names}; roll again for none), then one for the stake: "
        "1–2 is −1, 3–4 is 0, 5–6 is +1. Write it here: ________",
    )


def _lot(book: Book, lot: Lot, x: float, y: float) -> None:
    power, title, text = lot
    width, _ = SMALL_CARD
    _frame(book, x, y, SMALL_CARD)
    book.box(x, y, width, 14, fill=SEATS[power])
    book.words(x + PAD, y + 10, f"{letter_of(power)}: {title}", Look(7.5, BOLD, WHITE))
    book.stack([para(text, style(8.2))], x + PAD, y + 18, width - 2 * PAD)
