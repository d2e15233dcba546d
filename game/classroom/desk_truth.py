"""One game as it is, for its facilitator alone: all seats' holdings and sheets, news, acts and the deck."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve, frozen

from game.acts import waiting_cards
from game.classroom.desk_views import SeatGlance, seat_glance
from game.classroom.table import Table
from game.narrate import tell
from game.views.acts import told
from game.views.aims import secret_words
from game.views.chips import words
from game.views.figures import dollars, months, signed
from game.views.names import share
from game.views.order_words import price, say
from game.views.scenes import Scene
from game.views.steps import by_step
from game.views.story import TRUTH, Story, story_of
from game.wording import names_of
from rules.content import Event, World
from rules.orders import SHARE
from rules.readings import tension
from rules.terms import PARTNERS, POWERS, RIVALS, CardKind, Power

KINDS: Final = {CardKind.DATED: "dated", CardKind.REGIONAL: "regional", CardKind.SCHEDULED: "follow-up"}

MOST_CARDS: Final = 12
"""How many cards a search shows."""


@frozen
class SeatTruth:
    """A seat as it is: what it holds, what it is after, and the sheet that its team writes."""

    glance: SeatGlance
    facts: tuple[tuple[str, str], ...]
    secret: str
    orders: tuple[tuple[str, str], ...]
    money_left: str
    capital_left: int
    negative: bool


@frozen
class Card:
    """A card of the deck: what it says, what it does, whether it waits, and for whom it is to choose."""

    id: str
    title: str
    text: str
    analogue: str
    kind: str
    does: str
    options: tuple[str, ...]
    chooser: str
    waiting: str


def open_story(table: Table) -> Story:
    """Return the whole story of a game, open to its facilitator although it goes on."""
    return evolve(story_of(table.session), people=())


def closed_story(table: Table) -> Story:
    """Return the story of a game as if it ended here, for what is told of ended games alone."""
    return evolve(open_story(table), stopped=table.session.stopped or "as it stands")


def seat_truths(table: Table, now: float) -> tuple[SeatTruth, ...]:
    """Return all four seats as they are."""
    return tuple(_seat(table, power, now) for power in POWERS)


def _seat(table: Table, power: Power, now: float) -> SeatTruth:
    state, book = table.session.state, table.book(power)
    world, own, commons, seen = state.world, state.own(power), state.commons, book.observation
    before: list[tuple[str, str]] = []
    for nth, order in enumerate(book.orders):
        before.append((say(order, seen), price(order, seen, book.orders[:nth])))
    alarm = ", ".join(f"{world.powers[each].name} {own.alarm[each]}" for each in RIVALS[power])
    dial = "Share of GDP" if world.powers[power].dial == SHARE else "Theatre share"
    facts = (
        ("Treasury", dollars(own.treasury)),
        ("Capital", str(own.capital)),
        ("Support", str(own.support)),
        ("Readiness", str(own.readiness)),
        ("Stocks", str(own.stocks)),
        (dial, share(world, power, commons.dials[power])),
        ("Credibility", str(commons.credibility[power])),
        ("Alarm", alarm),
    )
    secret = secret_words(world, power, own.secret) or "none"
    left = book.left
    glance = seat_glance(table, power, now)
    return SeatTruth(glance, facts, secret, tuple(before), dollars(left.money), left.capital, left.money < 0)


def shared_tracks(table: Table) -> tuple[tuple[str, str], ...]:
    """Return what the whole region shares: tracks by name and value."""
    state = table.session.state
    commons, names = state.commons, names_of(state.world)
    found = [
        ("Tension", str(tension(commons))),
        ("Cohesion", str(commons.cohesion)),
        ("Integration", str(commons.integration)),
        ("China's support of the DPRK", str(commons.patron)),
        ("Weight of history", str(commons.history)),
    ]
    found += [(names.parties[each.key], signed(commons.alignment[each])) for each in PARTNERS]
    return tuple(found)


def news(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the last turn step by step in sentences, the whole truth of it."""
    story = open_story(table)
    if not story.played:
        return ()
    found = by_step(story, story.played, TRUTH)
    steps = ((step.value, tuple(tell(fact, story.world) for fact in facts)) for step, facts in found.items())
    return tuple((step, lines) for step, lines in steps if lines)


def acts(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return what was done to this turn by decree, each act with what came of it."""
    return tuple(tuple(told(done, TRUTH)) for done in table.session.acted())


# ---------- the deck ----------


def cards(table: Table, find: str) -> tuple[Card, ...]:
    """Return the cards that a search finds by title, text, kind or name; without one those that wait."""
    state = table.session.state
    waiting = waiting_cards(state)
    wanted = find.lower().split()
    if wanted:
        found: Iterable[Event] = (each for each in state.world.events if _fits(each, wanted))
    else:
        found = (state.world.event[name] for name in waiting)
    return tuple(card(table, each) for each in found)[:MOST_CARDS]


def card(table: Table, event: Event) -> Card:
    """Return a card in words."""
    state = table.session.state
    world, actor = state.world, Power.JAPAN if event.chooser is None else event.chooser
    scene = Scene(world, actor, actor)
    options = tuple(
        f"{each.text} ({words(each.effects, scene)})" if each.effects else each.text for each in event.options
    )
    chooser = "" if event.chooser is None else world.powers[event.chooser].name
    kind = KINDS[event.kind]
    does = words(event.effects, scene)
    due = next((turn for name, turn in state.commons.agenda if name == event.id), 0)
    waits = f"comes in {months(world, due)}" if due else "waits for an answer"
    waiting = waits if event.id in waiting_cards(state) else ""
    return Card(event.id, event.title, event.text, event.analogue, kind, does, options, chooser, waiting)


def _fits(event: Event, wanted: list[str]) -> bool:
    text = " ".join((event.id, event.title, event.text, event.kind.key, event.analogue)).lower()
    text += f" {'all' if event.chooser is None else event.chooser.key}"
    return all(word in text for word in wanted)


def deck(world: World) -> tuple[tuple[str, str], ...]:
    """Return every card by name and title."""
    return tuple((each.id, each.title) for each in sorted(world.events, key=lambda each: each.title))
