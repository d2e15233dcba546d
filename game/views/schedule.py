"""Contracts over time: what is paid in which turn, and when it may arrive, worked out by the rules.

Instalments are those of R6.6 at the strain of today; chances of slipping are those of R6.7 as things stand.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from rules import prices
from rules.content import Programme, World
from rules.contest import ways_to_reach
from rules.draft import Draft, replaced, respread
from rules.observation import Observation, believe
from rules.opening import slip_number
from rules.state import Contract
from rules.terms import Line, Pacing

_SOONER: Final = (Line.STRIKE, Line.MISSILE_DEFENCE)


@frozen
class Payment:
    """What a contract costs in a turn, in $m."""

    turn: int
    money: int


@frozen
class Slip:
    """The chance that a delivery slips at a turn it is due: ways in 36, at or below the slip number."""

    turn: int
    number: int
    ways: int


@frozen
class Arrival:
    """When a contract may arrive: the turn it is due, the worst of nine in ten, each slip on the way.

    `estimated` says that another power's stocks, known only as an estimate, went into it.
    """

    due: int
    worst: int
    slips: tuple[Slip, ...]
    estimated: bool = False


def paced(contract: Contract, mode: Pacing | None, world: World, turn: int) -> tuple[Contract | None, int]:
    """Return a contract as an order of pace leaves it before it is paid, and how often it is paid now."""
    if mode == Pacing.CANCEL:
        return None, 0
    if mode == Pacing.STRETCH:
        more = contract.price * world.terms.slow_percent // 100
        slower = replaced(contract, unpaid=contract.unpaid + more, price=contract.price + more)
        return respread(slower, contract.due + 1, turn), 0
    if mode == Pacing.RUSH and contract.unpaid > contract.instalment:
        return replaced(contract, due=contract.due - 1, hurry=contract.hurry + 1), 2
    return contract, 1


def payments(
    contract: Contract, world: World, strain: int, turn: int, mode: Pacing | None = None
) -> tuple[Payment, ...]:
    """Return what a contract costs turn by turn from now until it is paid."""
    after, times = paced(contract, mode, world, turn)
    found: list[Payment] = []
    unpaid = 0 if after is None else after.unpaid
    while after is not None and unpaid:
        money = 0
        for _ in range(times):
            part = min(after.instalment, unpaid)
            unpaid -= part
            money += prices.dearer(world, part, strain)
        if money:
            found.append(Payment(turn, money))
        turn, times = turn + 1, 1
    return tuple(found)


def new_contract(programme: Programme, observation: Observation) -> Contract:
    """Return the contract that signing a programme now would make, its first instalment paid."""
    turn, nth = observation.turn, observation.sheet.signed.count(programme.id) + 1
    first = -(-programme.cost // programme.quarters)
    due = turn + quarters_of(programme, observation)
    contract = Contract(programme.id, nth, due, first, programme.cost - first, programme.cost, first, turn)
    return respread(contract, due, turn)


def new_payments(programme: Programme, observation: Observation) -> tuple[Payment, ...]:
    """Return what a programme signed now costs turn by turn, the first instalment included."""
    world, own, turn = observation.world, observation.sheet, observation.turn
    first = Payment(turn, prices.first_instalment(world, programme, own.strain))
    rest = payments(new_contract(programme, observation), world, own.strain, turn + 1)
    return (first, *rest)


def quarters_of(programme: Programme, observation: Observation) -> int:
    """Return how many quarters a programme takes if it is signed now (R6.6, R6.14)."""
    if programme.line not in _SOONER:
        return programme.quarters
    agreements, me = observation.world.agreement, observation.power.key
    leads = [agreements[p.agreement].lead for p in observation.commons.pacts if me in (p.one, p.other)]
    return programme.quarters + sum(leads)


def arrival(contract: Contract, observation: Observation) -> Arrival:
    """Return when a contract may arrive, from the slip number that the rules would roll against now."""
    number = slip_number(Draft(believe(observation), (), None), observation.power, contract)
    slips: list[Slip] = []
    worst, late, of = contract.due, 1, 1
    while (ways := 36 - ways_to_reach(number + 1)) > 0:
        slips.append(Slip(contract.due + len(slips), number, ways))
        late, of = late * ways, of * 36
        if 10 * late > of:
            worst += 1
        number -= 1
    imports = observation.world.programme[contract.programme].imports
    return Arrival(contract.due, worst, tuple(slips), imports and observation.power.key != "us")
