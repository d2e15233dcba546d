"""Orders: the closed union of what a seat may write on its sheet.

Places, things and people are named by id, so that an order reads alike everywhere.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from rules.terms import (
    Alert,
    Funding,
    Means,
    Measure,
    Pacing,
    Power,
    SignalKind,
    Stance,
    Theme,
    UnitKind,
    Word,
)


class Family(Word):
    """A kind of order; menus come by family, in this order."""

    DIAL = 0
    READINESS = 1
    PROGRAMME = 2
    PACE = 3
    ANSWER = 4
    CHOICE = 5
    STANCE = 6
    SIGNAL = 7
    REVIEW = 8
    CAMPAIGN = 9
    INVOKE = 10
    DEPLOY = 11
    ALERT = 12
    OPERATION = 13
    LIFT = 14
    PROPOSAL = 15
    RENOUNCE = 16
    COURT = 17


FAMILIES: Final = tuple(Family)


@frozen(cache_hash=True)
class SetDial:
    """Sets the share of GDP (hundredths of a percent) or the US theatre share (percent) (R6.2)."""

    value: int
    family = Family.DIAL


@frozen(cache_hash=True)
class FundReadiness:
    """Chooses how much of the standing bill is paid, until changed (R6.8)."""

    level: Funding
    family = Family.READINESS


@frozen(cache_hash=True)
class StartProgramme:
    """Signs a new contract (R6.6)."""

    programme: str
    family = Family.PROGRAMME


@frozen(cache_hash=True)
class Pace:
    """Rushes, stretches or cancels the nth contract of a programme (R6.7)."""

    programme: str
    nth: int
    mode: Pacing
    family = Family.PACE


@frozen(cache_hash=True)
class Answer:
    """Accepts or declines what another power laid on the table (R2.4)."""

    subject: str
    sender: Power
    accept: bool
    family = Family.ANSWER


@frozen(cache_hash=True)
class Choose:
    """Answers an event's choice (R2.3)."""

    event: str
    option: str
    family = Family.CHOICE


@frozen(cache_hash=True)
class TakeStance:
    """Sets the standing stance in a crisis (R5.2, R8.2)."""

    flashpoint: str
    stance: Stance
    family = Family.STANCE


@frozen(cache_hash=True)
class Signal:
    """Says in public what will or will not be done (R9.6); amount is a share, an ask or a sum."""

    kind: SignalKind
    subject: str
    amount: int = 0
    family = Family.SIGNAL


@frozen(cache_hash=True)
class BeginReview:
    """Begins the review that will adopt a doctrine step."""

    doctrine: str
    family = Family.REVIEW


@frozen(cache_hash=True)
class Campaign:
    """Speaks to one constituency, or opens the books (R10.6)."""

    theme: Theme
    family = Family.CAMPAIGN


@frozen(cache_hash=True)
class Invoke:
    """Takes the cabinet's extraordinary measure of the year (R9.5)."""

    measure: Measure
    family = Family.INVOKE


@frozen(cache_hash=True)
class Deploy:
    """Moves one counter of a kind, or all of them, from area to area (R3.1)."""

    kind: UnitKind
    whole: bool
    origin: str
    destination: str
    family = Family.DEPLOY


@frozen(cache_hash=True)
class SetAlert:
    """Changes the alert at a flashpoint (R5.5)."""

    flashpoint: str
    level: Alert
    family = Family.ALERT


@frozen(cache_hash=True)
class Operate:
    """Carries out an operation at a place, with the ally if `joint` (R7, R5.4)."""

    operation: str
    place: str
    joint: bool = False
    family = Family.OPERATION


@frozen(cache_hash=True)
class Lift:
    """Ends a trade measure of one's own (tables 6.3)."""

    operation: str
    target: Power
    family = Family.LIFT


@frozen(cache_hash=True)
class Propose:
    """Offers an agreement to a power or a partner, for a sum where it has one (R10.4)."""

    agreement: str
    to: str
    amount: int = 0
    family = Family.PROPOSAL


@frozen(cache_hash=True)
class Renounce:
    """Ends an agreement in force (R10.4)."""

    agreement: str
    party: str
    family = Family.RENOUNCE


@frozen(cache_hash=True)
class Court:
    """Seeks a partner's favour (R10.2)."""

    partner: str
    means: Means
    family = Family.COURT


Order = (
    SetDial
    | FundReadiness
    | StartProgramme
    | Pace
    | Answer
    | Choose
    | TakeStance
    | Signal
    | BeginReview
    | Campaign
    | Invoke
    | Deploy
    | SetAlert
    | Operate
    | Lift
    | Propose
    | Renounce
    | Court
)


@frozen
class OrderSheet:
    """What one power orders for one turn, in the order written."""

    power: Power
    orders: tuple[Order, ...] = ()


ASK: Final = "ask"
RELIEF: Final = "relief"
LIFTING: Final = "lifting"
SHARE: Final = "share"
