"""What a sheet still leaves, and why an order does not fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from attrs import define, field

from rules.orders import Family


class Violation(NamedTuple):
    """Why an order may not be written: the clause and the reason, put into words only when read."""

    clause: str
    template: str
    parts: tuple[object, ...] = ()

    @property
    def reason(self) -> str:
        """The reason in words."""
        return self.template.format(*self.parts)

    def __str__(self) -> str:
        return f"{self.reason} ({self.clause})"


Refusal = Violation | None


@define
class Room:
    """What a sheet still leaves: money in $m, capital, stocks, acts, and what is already written."""

    money: int
    capital: int
    stocks: int
    posture: int
    diplomacy: int
    programmes: int
    slots: int
    operations: int = 0
    policy: bool = False
    supplementary: bool = False
    invoked: bool = False
    funded: int = 0
    used: dict[object, int] = field(factory=dict)
    arriving: dict[int, int] = field(factory=dict)


def refused(clause: str, template: str, *parts: object) -> Violation:
    """Return a violation."""
    return Violation(clause, template, parts)


# ---------- what a family needs at all ----------


def _no_act(room: Room) -> bool:
    return room.posture <= 0


def _no_talk(room: Room) -> bool:
    return room.diplomacy <= 0


def _no_policy(room: Room) -> bool:
    return room.policy


def _no_contract(room: Room) -> bool:
    return room.programmes <= 0


def _written(family: Family) -> Callable[[Room], bool]:
    return lambda room: family in room.used


_NO_ACT: Final = Violation("R5.6", "no posture act is left")
_NO_TALK: Final = Violation("R5.6", "no diplomatic act is left")
_NO_POLICY: Final = Violation("R5.6", "one policy order a turn")
_NO_CONTRACT: Final = Violation("R5.1", "no more new contracts this turn")
_ONCE: Final = (Family.DIAL, Family.READINESS, Family.SIGNAL, Family.INVOKE)

_CLOSED: Final[dict[Family, tuple[Callable[[Room], bool], Violation]]] = {
    **dict.fromkeys((Family.DEPLOY, Family.ALERT, Family.OPERATION), (_no_act, _NO_ACT)),
    **dict.fromkeys((Family.PROPOSAL, Family.RENOUNCE, Family.COURT), (_no_talk, _NO_TALK)),
    **dict.fromkeys((Family.REVIEW, Family.CAMPAIGN), (_no_policy, _NO_POLICY)),
    Family.PROGRAMME: (_no_contract, _NO_CONTRACT),
    **{
        family: (_written(family), Violation("R5.7", "one {} order a turn", (family.key,)))
        for family in _ONCE
    },
}
"""When a sheet has no room for any order of a family, and the refusal; other families always have."""


def is_closed(room: Room, family: Family) -> bool:
    """Tell whether a sheet has no room for any order of a family."""
    return fits_family(room, family) is not None


def fits_family(room: Room, family: Family) -> Refusal:
    """Return why a sheet has no room for any order of a family, or None."""
    known = _CLOSED.get(family)
    return known[1] if known is not None and known[0](room) else None


def costs(room: Room, money: int = 0, capital: int = 0, stocks: int = 0) -> Refusal:
    """Return why a price cannot be met by what is left, or None."""
    if money > 0 and money > room.money:
        return refused("R2.2", "it costs {} and {} is left", money, max(0, room.money))
    if capital > 0 and capital > room.capital:
        return refused("R4.4", "it takes {} capital and {} is left", capital, max(0, room.capital))
    if stocks > 0 and stocks > room.stocks:
        return refused("R7.1", "it uses {} stocks and {} is left", stocks, max(0, room.stocks))
    return None


def pay(room: Room, money: int = 0, capital: int = 0, stocks: int = 0) -> None:
    """Take a price from what is left."""
    room.money -= money
    room.capital -= capital
    room.stocks -= stocks
