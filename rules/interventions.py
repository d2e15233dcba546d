"""What a facilitator may do to a game between turns: a closed set of acts, each with a reason (R10.8)."""

from __future__ import annotations

from attrs import frozen

from rules.draft import Cause, Draft
from rules.effects import Effect
from rules.journal import Intervened, Journal
from rules.opening import play, recount
from rules.orders import OrderSheet
from rules.state import State
from rules.terms import POWERS, Power, Purpose
from rules.turn import Adjudication


@frozen
class AddCard:
    """Plays an event card now, or in some turns."""

    event: str
    reason: str
    turns: int = 0


@frozen
class CancelCard:
    """Takes a waiting choice or a card on the calendar out of the game."""

    event: str
    reason: str


@frozen
class SwapCard:
    """Puts one card in the place of another."""

    event: str
    instead: str
    reason: str


@frozen
class Override:
    """Applies effects by decree, as if `actor` had caused them."""

    effects: tuple[Effect, ...]
    reason: str
    actor: Power | None = None


@frozen
class Reroll:
    """Gives one roll of the coming turn (of its opening, for deliveries and home cards) other dice."""

    purpose: Purpose
    subject: str
    reason: str


Intervention = AddCard | CancelCard | SwapCard | Override | Reroll


def intervene(state: State, act: Intervention, journal: Journal | None = None) -> Adjudication:
    """Return the state after a facilitator's act; the reason enters the journal."""
    draft = Draft(state.copy(), tuple(OrderSheet(power) for power in POWERS), journal)
    draft.tell(Intervened, type(act).__name__, act.reason)
    match act:
        case AddCard(event, _, turns):
            _add(draft, event, turns)
        case CancelCard(event, _):
            _cancel(draft, event)
        case SwapCard(event, instead, _):
            _cancel(draft, event)
            _add(draft, instead, 0)
        case Override(effects, reason, actor):
            draft.apply(effects, Cause(reason, actor))
        case Reroll(purpose, subject, _):
            _reroll(draft, purpose, subject)
    recount(draft)
    return Adjudication(draft.state, journal)


def _add(draft: Draft, event: str, turns: int) -> None:
    commons = draft.state.commons
    if turns:
        commons.agenda = (*commons.agenda, (event, commons.turn + turns))
    else:
        play(draft, draft.state.world.event[event])


def _cancel(draft: Draft, event: str) -> None:
    commons = draft.state.commons
    commons.choices = tuple(each for each in commons.choices if each != event)
    commons.agenda = tuple(each for each in commons.agenda if each[0] != event)


def _reroll(draft: Draft, purpose: Purpose, subject: str) -> None:
    state = draft.state
    later = purpose in (Purpose.DELIVERY, Purpose.HOME)
    key = (state.commons.turn + later, int(purpose), subject)
    before = max((salt for *name, salt in state.salts if tuple(name) == key), default=0)
    kept = tuple(each for each in state.salts if each[:3] != key)
    state.salts = (*kept, (*key, before + 1))
