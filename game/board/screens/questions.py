"""What waits for a seat's answer at the beginning of a turn: cards with a choice, and proposals to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.briefing import Answerable, Briefing, OpenChoice
from game.views.chips import Chip
from game.views.clauses import price_chips
from game.views.diplomacy import TabledRow, diplomacy
from game.views.names import capital, party
from game.views.pictures import Picture
from rules.content import World
from rules.orders import Choose, Order

THEMES: Final = {
    Picture.SHIPYARD: "shipyard",
    Picture.DIET: "parliament",
    Picture.STRAIT: "strait",
    Picture.MISSILE: "missile",
    Picture.CONFERENCE: "conference",
    Picture.RELIEF: "storm",
    Picture.PORT: "port",
}
"""The drawn scene of every picture."""

UNANSWERED: Final = "holds if unanswered"
"""The mark of the answer that silence means."""


@frozen
class Choice:
    """One answer: its words, what it does, what it costs, the order it becomes."""

    text: str
    chips: tuple[Chip, ...]
    order: Order


@frozen
class Question:
    """A card to answer; `silence` says what no answer means, `source` on what the card rests."""

    key: str
    caps: str
    title: str
    text: str
    picture: str
    choices: tuple[Choice, ...]
    silence: str
    source: str = ""


def questions(told: Briefing, desk: Desk) -> tuple[Question, ...]:
    """Return the cards of a turn, events first, then what lies on the table for the seat."""
    world = desk.observation.world
    cards = [_of_event(each) for each in told.choices]
    return (*cards, *(_of_proposal(row, world) for row in diplomacy(desk).received))


def _of_event(choice: OpenChoice) -> Question:
    options = tuple(
        Choice(each.text, _chips(each, choice), Choose(choice.event, each.id)) for each in choice.options
    )
    default = next((each for each in choice.options if each.id == choice.default), choice.options[0])
    return Question(
        key=choice.event,
        caps="Event, one choice",
        title=choice.title,
        text=choice.text,
        picture=THEMES[choice.scene],
        choices=options,
        silence=f"Without an answer by the end of the turn: “{default.text}”",
        source=" ".join(_sources(choice)),
    )


def _chips(answer: Answerable, choice: OpenChoice) -> tuple[Chip, ...]:
    """Return price and effects of an answer, and whether it is what silence means."""
    silent = (Chip(UNANSWERED),) if answer.id == choice.default else ()
    return (*price_chips(answer.money, answer.capital), *answer.chips, *silent)


def _sources(choice: OpenChoice) -> Iterator[str]:
    if choice.analogue:
        yield f"{choice.analogue.rstrip('.')}."
    if choice.grade:
        yield f"Source: {choice.grade}."


def _of_proposal(row: TabledRow, world: World) -> Question:
    sender = capital(party(world, row.sender.key))
    choices = tuple(
        Choice(each.name, row.chips if each is row.accept else (), each.order)
        for each in (row.accept, row.decline)
        if each is not None
    )
    return Question(
        key=f"{row.subject}:{row.sender.key}",
        caps=f"A proposal of {party(world, row.sender.key)}",
        title=capital(row.name),
        text=f"{sender} has laid this on the table. It waits for an answer this turn only.",
        picture=THEMES[Picture.CONFERENCE],
        choices=choices,
        silence="Without an answer by the end of the turn it lapses.",
    )
