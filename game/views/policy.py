"""Policy: doctrine steps with their reviews, and the extraordinary measures of a grave year (R2.3, R9.5)."""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.chips import Chip
from game.views.clauses import doctrine_chips
from game.views.conditions import Need, needs
from game.views.names import capital
from game.views.order_words import MEASURES
from game.views.scenes import scene
from rules.content import Doctrine
from rules.orders import BeginReview, Invoke
from rules.readings import alarm_total
from rules.terms import Measure

_DOES: Final = {
    Measure.SUPPLEMENTARY: "doubles the supplementary step and spares its capital",
    Measure.REVIEW: "makes the review under way one turn shorter",
}


class Stage(Enum):
    """How far a doctrine step is."""

    OPEN = "open"
    LOCKED = "locked"
    ORDERED = "ordered"
    RUNNING = "running"
    ADOPTED = "adopted"


@frozen
class DoctrineRow:
    """A doctrine step: its price and turns, how far it is, what it does and what it needs."""

    doctrine: str
    name: str
    summary: str
    stage: Stage
    capital: int
    turns: int
    left: int
    chips: tuple[Chip, ...]
    needs: tuple[Need, ...]
    offer: Offer


@frozen
class MeasureRow:
    """An extraordinary measure: what it does, and why it is locked."""

    measure: Measure
    name: str
    does: str
    offer: Offer


@frozen
class Policy:
    """The policy part of a tab: doctrine steps in the published order, measures, and what opens them."""

    steps: tuple[DoctrineRow, ...]
    measures: tuple[MeasureRow, ...]
    alarm: int
    grave_at: int


def policy(desk: Desk) -> Policy:
    """Return what a seat may review and invoke, with what its sheet holds so far."""
    seen = desk.observation
    return Policy(
        steps=tuple(_step(each, desk) for each in seen.world.doctrines if each.power == seen.power),
        measures=tuple(_measure(each, desk) for each in Measure),
        alarm=alarm_total(seen.sheet),
        grave_at=seen.world.terms.grave_alarm,
    )


def _step(entry: Doctrine, desk: Desk) -> DoctrineRow:
    seen = desk.observation
    found = offer(BeginReview(entry.id), entry.name, desk)
    review = seen.sheet.review
    running = review is not None and review.doctrine == entry.id
    if entry.id in seen.commons.doctrines[seen.power]:
        stage = Stage.ADOPTED
    elif running:
        stage = Stage.RUNNING
    elif found.written:
        stage = Stage.ORDERED
    else:
        stage = Stage.LOCKED if found.locked else Stage.OPEN
    return DoctrineRow(
        doctrine=entry.id,
        name=entry.name,
        summary=entry.summary,
        stage=stage,
        capital=entry.capital,
        turns=entry.turns,
        left=review.left if running and review is not None else 0,
        chips=doctrine_chips(entry, scene(seen)),
        needs=needs(entry.requires, seen),
        offer=found,
    )


def _measure(measure: Measure, desk: Desk) -> MeasureRow:
    name = capital(MEASURES[measure])
    return MeasureRow(measure, name, _DOES[measure], offer(Invoke(measure), name, desk))
