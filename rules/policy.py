"""Step 2, policy: reviews count down and are adopted, new ones begin, campaigns, choices (R2.3)."""

from __future__ import annotations

from rules.draft import Cause, Draft
from rules.journal import Adopted, Campaigned, Chosen, ReviewBegun
from rules.orders import Choose, Family
from rules.state import Review
from rules.terms import PARTNERS, POWERS, Measure, Power, Purpose, Theme, Track


def policy(draft: Draft) -> None:
    """Work through every power's policy, then every event's choice by name."""
    for power in POWERS:
        _count_down(draft, power)
        _begin(draft, power)
        _campaign(draft, power)
    _choices(draft)


def _count_down(draft: Draft, power: Power) -> None:
    own = draft.state.powers[power]
    if own.review is None:
        return
    hurried = any(order.measure == Measure.REVIEW for order in draft.orders(power, Family.INVOKE))
    left = own.review.left - 1 - hurried
    if left > 0:
        own.review = Review(own.review.doctrine, left)
        return
    name, own.review = own.review.doctrine, None
    _adopt(draft, power, name)


def _adopt(draft: Draft, power: Power, name: str) -> None:
    """Adopt a doctrine step, unless support is too low (C03)."""
    state = draft.state
    doctrine = state.world.doctrine[name]
    carried = state.powers[power].support >= state.world.terms.adoption_support
    draft.tell(Adopted, power, name, carried)
    if not carried:
        return
    state.commons.doctrines[power] = (*state.commons.doctrines[power], name)
    draft.apply(doctrine.adopted, Cause(name, power))
    if doctrine.documents:
        partners_roll(draft, name)


def partners_roll(draft: Draft, cause: str) -> None:
    """Let the partners that welcome Japan's course roll for it (R10.1, C20)."""
    world, commons = draft.state.world, draft.state.commons
    for partner in PARTNERS:
        terms = world.partners[partner]
        if terms.spending_roll:
            weight = -commons.history if terms.history else 0
            subject = f"{cause}:{partner.key}"
            if draft.roll(Purpose.PARTNER, subject, world.terms.spending_roll, weight):
                draft.turn(Track.ALIGNMENT, 1, cause, partner.key)


def _begin(draft: Draft, power: Power) -> None:
    for order in draft.orders(power, Family.REVIEW):
        doctrine = draft.state.world.doctrine[order.doctrine]
        draft.shift(power, Track.CAPITAL, -doctrine.capital, f"review of {doctrine.id}")
        draft.state.powers[power].review = Review(doctrine.id, doctrine.turns)
        draft.tell(ReviewBegun, power, doctrine.id, doctrine.turns)


_ROLES = {
    Theme.HAWKS: Track.HAWKS,
    Theme.DOVES: Track.DOVES,
    Theme.KEEPERS: Track.KEEPERS,
}


def _campaign(draft: Draft, power: Power) -> None:
    """Lift one constituency, or open the books (R10.6, C27)."""
    terms = draft.state.world.terms
    for order in draft.orders(power, Family.CAMPAIGN):
        draft.shift(power, Track.CAPITAL, -terms.campaign_capital, "campaign")
        draft.tell(Campaigned, power, order.theme)
        if order.theme == Theme.TRANSPARENCY:
            draft.shift(power, Track.STRAIN, -2, "transparency")
            draft.shift(power, Track.SUPPORT, 1, "transparency")
            draft.flag(power, "transparency", terms.transparency_turns + 1)
        else:
            draft.shift(power, _ROLES[order.theme], 1, "campaign")


def _choices(draft: Draft) -> None:
    """Apply the answers to events, by event name; silence takes the first option (R2.3)."""
    commons, events = draft.state.commons, draft.state.world.event
    answers: dict[str, str] = {}
    for power in POWERS:
        orders: list[Choose] = draft.orders(power, Family.CHOICE)
        answers.update({order.event: order.option for order in orders})
    pending, commons.choices = sorted(commons.choices), ()
    for name in pending:
        event = events[name]
        if event.chooser is None:
            continue
        chosen = answers.get(name, event.options[0].id)
        option = next(each for each in event.options if each.id == chosen)
        draft.tell(Chosen, event.chooser, name, option.id)
        draft.shift(event.chooser, Track.CAPITAL, -option.capital, name)
        draft.pay(event.chooser, option.money, "choice", name)
        draft.apply(option.effects, Cause(name, event.chooser))
