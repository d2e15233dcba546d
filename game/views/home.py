"""The Home tab: constituencies and why they moved, support, capital, strain, the calendar, what to decide.

Causes come from the last turn's journal as the seat may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.chips import Chip, Tone, chips
from game.views.figures import quarter_words, signed
from game.views.names import thing
from game.views.order_book import without
from game.views.scenes import scene
from game.wording import names_of
from rules.content import Event
from rules.draft import RANGES
from rules.journal import Fact, Shifted
from rules.observation import Observation
from rules.orders import Campaign, Choose
from rules.readings import alarm_total
from rules.terms import CardKind, Role, Theme, Track

_TRACK: Final = {Role.HAWKS: Track.HAWKS, Role.DOVES: Track.DOVES, Role.KEEPERS: Track.KEEPERS}
_TRANSPARENCY: Final = (Chip(f"strain {signed(-2)}", Tone.GOOD), Chip("support +1", Tone.GOOD))
_SUPPORT_STEP: Final = 3


@frozen
class Cause:
    """What moved a track last turn, by how much."""

    text: str
    by: int


@frozen
class Moving:
    """A track: where it stands, what last turn changed and why, where it is drawn to (None if nowhere)."""

    name: str
    value: int
    low: int
    high: int
    change: int
    causes: tuple[Cause, ...]
    mark: int | None = None


@frozen
class Strain:
    """Strain, and what it does: per cent on every instalment, and on slip numbers and scandals (R6.3)."""

    moving: Moving
    instalments: int
    slips: int


@frozen
class Date:
    """A date of the calendar that is known to come."""

    event: str
    title: str
    turn: int
    words: str


@frozen
class OptionRow:
    """An answer to a choice: its text, what it does, whether silence takes it."""

    text: str
    chips: tuple[Chip, ...]
    silence: bool
    offer: Offer


@frozen
class ChoiceRow:
    """An event's choice that waits for this seat."""

    event: str
    title: str
    text: str
    analogue: str
    options: tuple[OptionRow, ...]


@frozen
class Pending:
    """The review under way: what will be adopted when, and whether support is enough today (R10.14)."""

    doctrine: str
    name: str
    left: int
    turn: int
    words: str
    support_needed: int
    enough: bool


@frozen
class CampaignRow:
    """A campaign: whom it speaks to, what it does, its price."""

    theme: Theme
    chips: tuple[Chip, ...]
    offer: Offer


@frozen
class Home:
    """The Home tab of a seat with what its sheet holds so far."""

    constituencies: tuple[Moving, ...]
    support: Moving
    capital: Moving
    capital_next: int
    strain: Strain
    calendar: tuple[Date, ...]
    campaigns: tuple[CampaignRow, ...]
    choices: tuple[ChoiceRow, ...]
    review: Pending | None


def home(desk: Desk, last: Iterable[Fact] = ()) -> Home:
    """Return the Home tab; `last` is what the seat may read of the last turn's journal."""
    seen = desk.observation
    own, facts = seen.sheet, tuple(last)
    terms = seen.world.powers[seen.power]
    return Home(
        constituencies=tuple(
            _moving(seen, facts, _TRACK[role], terms.role_names[role], own.roles[role]) for role in Role
        ),
        support=_moving(seen, facts, Track.SUPPORT, "Support", own.support, support_mark(seen)),
        capital=_moving(seen, facts, Track.CAPITAL, "Capital", own.capital),
        capital_next=_capital_next(seen),
        strain=_strain(seen, facts),
        calendar=calendar(seen),
        campaigns=tuple(_campaign(desk, theme) for theme in Theme),
        choices=choices(desk),
        review=_review(seen),
    )


# ---------- tracks and their causes (R10.5, R4.4, R6.3) ----------


def _moving(
    seen: Observation, facts: Sequence[Fact], track: Track, name: str, value: int, mark: int | None = None
) -> Moving:
    names = names_of(seen.world)
    causes = tuple(
        Cause(names.cause(fact.cause), fact.after - fact.before)
        for fact in facts
        if isinstance(fact, Shifted) and fact.track == track and fact.power == seen.power
    )
    low, high = RANGES[track]
    return Moving(name, value, low, high, sum(each.by for each in causes), causes, mark)


def support_mark(seen: Observation) -> int:
    """Return where support is drawn to, by up to three a turn (R10.5, R9.5)."""
    own, terms = seen.sheet, seen.world.terms
    grave = terms.grave_support if alarm_total(own) >= terms.grave_alarm else 0
    return max(0, min(100, 50 + 5 * sum(own.roles) + grave))


def _capital_next(seen: Observation) -> int:
    """Return the capital that this turn would bring at the support drawn to today (R4.4)."""
    own, terms = seen.sheet, seen.world.terms
    drawn = max(-_SUPPORT_STEP, min(_SUPPORT_STEP, support_mark(seen) - own.support))
    support = own.support + drawn
    if support < terms.capital_low_support:
        return 0
    return 2 if support >= terms.capital_support else 1


def _strain(seen: Observation, facts: Sequence[Fact]) -> Strain:
    own, terms = seen.sheet, seen.world.terms
    moving = _moving(seen, facts, Track.STRAIN, "Strain", own.strain)
    return Strain(moving, terms.strain_price * max(0, own.strain - terms.strain_free), own.strain // 2)


# ---------- time ----------


def calendar(seen: Observation) -> tuple[Date, ...]:
    """Return the dated cards that are still to come and those put on the calendar, the nearest first."""
    world = seen.world
    dated = [(each.turn, each.id) for each in world.events if each.kind == CardKind.DATED]
    agenda = [(turn, card) for card, turn in seen.commons.agenda]
    coming = [each for each in sorted([*dated, *agenda]) if seen.turn < each[0] <= world.length]
    return tuple(Date(card, thing(world, card), turn, quarter_words(world, turn)) for turn, card in coming)


def _review(seen: Observation) -> Pending | None:
    review = seen.sheet.review
    if review is None:
        return None
    turn, needed = seen.turn + review.left - 1, seen.world.terms.adoption_support
    return Pending(
        doctrine=review.doctrine,
        name=thing(seen.world, review.doctrine),
        left=review.left,
        turn=turn,
        words=quarter_words(seen.world, turn),
        support_needed=needed,
        enough=seen.sheet.support >= needed,
    )


# ---------- what to decide (R10.6, R2.3) ----------


def _campaign(desk: Desk, theme: Theme) -> CampaignRow:
    seen = desk.observation
    if theme == Theme.TRANSPARENCY:
        return CampaignRow(theme, _TRANSPARENCY, offer(Campaign(theme), "Transparency", desk))
    name = seen.world.powers[seen.power].role_names[theme]
    return CampaignRow(theme, (Chip(f"{name} +1", Tone.GOOD),), offer(Campaign(theme), name, desk))


def choices(desk: Desk) -> tuple[ChoiceRow, ...]:
    """Return the choices that wait for this seat, in the published order."""
    seen = desk.observation
    return tuple(
        _choice(desk, event)
        for event in seen.world.events
        if event.id in seen.commons.choices and event.chooser == seen.power
    )


def _choice(desk: Desk, event: Event) -> ChoiceRow:
    rows = []
    for nth, option in enumerate(event.options):
        order = Choose(event.id, option.id)
        aside = desk if order in desk.sheet.orders else without(desk, order)
        does = chips(option.effects, scene(desk.observation))
        rows.append(OptionRow(option.text, does, nth == 0, offer(order, option.text, aside)))
    return ChoiceRow(event.id, event.title, event.text, event.analogue, tuple(rows))
