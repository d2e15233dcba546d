"""Step 1, budget: dial, bill, paces, instalments, new contracts, for each power alone (R2.1, R6).

Instalment = cost / quarters, rounded up, from the turn of signing; due = turn signed + quarters.
"""

from __future__ import annotations

from rules import prices
from rules.draft import Draft, contract_order, replaced, respread
from rules.journal import Contracted, DialSet, Funded, Invoked, Money, Paced, Stalled
from rules.orders import Family, Pace
from rules.readings import alarm_total
from rules.state import Contract, sustained
from rules.terms import POWERS, Funding, Line, Measure, Pacing, Power, Track


def budget(draft: Draft) -> None:
    """Spend each power's money in the order of R2.1, at the prices of the sheet (R2.2)."""
    alarms = [alarm_total(own) for own in draft.state.powers]
    for power in POWERS:
        strain = draft.state.powers[power].strain
        _invoke(draft, power)
        _dial(draft, power, alarms[power])
        _bill(draft, power)
        paced = _paces(draft, power)
        _instalments(draft, power, paced, strain)
        _new_contracts(draft, power, strain)


def _invoke(draft: Draft, power: Power) -> None:
    own = draft.state.powers[power]
    for order in draft.orders(power, Family.INVOKE):
        own.invoked = draft.state.commons.turn
        draft.tell(Invoked, power, order.measure.key)


def _dial(draft: Draft, power: Power, alarm: int) -> None:
    """Set the dial; a raise strains, may cost doves and may cross two per cent (R6.2-R6.5)."""
    state, world = draft.state, draft.state.world
    commons = state.commons
    for order in draft.orders(power, Family.DIAL):
        before, after = commons.dials[power], order.value
        commons.dials[power] = after
        draft.tell(DialSet, power, before, after)
        if after < before:
            continue
        doubled = any(each.measure == Measure.SUPPLEMENTARY for each in draft.orders(power, Family.INVOKE))
        capital = prices.raise_capital(world, commons, power, doubled)
        draft.shift(power, Track.CAPITAL, -capital, "supplementary budget")
        strain = 2 if 2 * (after - before) > world.powers[power].year_step else 1
        draft.shift(power, Track.STRAIN, strain, "raise")
        if alarm < world.terms.no_dove_loss_alarm:
            draft.shift(power, Track.DOVES, -1, "raise")
        draft.busy[power] = True
        if power == Power.JAPAN and before < world.terms.two_percent <= after:
            _cross_two_percent(draft)


def _cross_two_percent(draft: Draft) -> None:
    """Signal urgency once: cohesion, Congress and the rivals' alarm, and no capability (R6.5, C09)."""
    commons = draft.state.commons
    if not commons.two_percent_turn:
        commons.two_percent_turn = commons.turn
    if commons.crossed:
        return
    commons.crossed = True
    draft.turn(Track.COHESION, 1, "two per cent")
    draft.shift(Power.US, Track.HAWKS, 1, "two per cent")
    for rival in (Power.CHINA, Power.DPRK):
        draft.shift(rival, Track.ALARM, 1, "two per cent", Power.JAPAN)


def _bill(draft: Draft, power: Power) -> None:
    """Pay the standing bill at the level chosen, else the level that stands (R6.8)."""
    state, world = draft.state, draft.state.world
    own = state.powers[power]
    level = own.funding
    for order in draft.orders(power, Family.READINESS):
        level = int(order.level)
    if level == Funding.SURGE:
        stocks = prices.surge_stocks(world, state.commons, power)
        draft.shift(power, Track.STOCKS, -stocks, "surge")
    price = prices.funding_price(world, own.bill, level)
    if price > own.treasury and level != Funding.MINIMAL:
        level = int(Funding.MINIMAL)
        price = prices.funding_price(world, own.bill, level)
    unpaid = price - draft.pay(power, price, "bill", Funding(level).key)
    draft.tell(Funded, power, Funding(level), unpaid)
    draft.shift(power, Track.READINESS, world.terms.funding[level].readiness, "funding")
    if unpaid:
        draft.shift(power, Track.READINESS, world.terms.unpaid_readiness, "bill unpaid")
    own.funding = sustained(level)


def _paces(draft: Draft, power: Power) -> dict[tuple[str, int], Pacing]:
    """Carry out rushes, stretches and cancellations (R6.7)."""
    own, world = draft.state.powers[power], draft.state.world
    paced: dict[tuple[str, int], Pacing] = {}
    orders: list[Pace] = draft.orders(power, Family.PACE)
    for order in orders:
        paced[order.programme, order.nth] = order.mode
        draft.tell(Paced, power, order.programme, order.nth, order.mode)
        if order.mode == Pacing.RUSH:
            own.rushed = draft.state.commons.turn
        if order.mode == Pacing.CANCEL:
            draft.shift(power, Track.CAPITAL, -world.terms.cancel_capital, "cancelled")
    if paced:
        kept = [each for each in own.contracts if paced.get((each.programme, each.nth)) != Pacing.CANCEL]
        own.contracts = tuple(kept)
    return paced


def _instalments(draft: Draft, power: Power, paced: dict[tuple[str, int], Pacing], strain: int) -> None:
    """Pay what is due, earliest due first; what cannot be paid makes a contract later and dearer (R6.6)."""
    own = draft.state.powers[power]
    after: list[Contract] = []
    before = own.treasury
    for contract in own.contracts:
        mode = paced.get((contract.programme, contract.nth)) if paced else None
        if mode is not None:
            contract = _at_pace(draft, power, contract, strain, mode)
        elif contract.unpaid:
            contract = _paid(draft, power, contract, strain)
        after.append(contract)
    own.contracts = tuple(sorted(after, key=contract_order))
    if own.treasury != before:
        draft.tell(Money, power, "instalments", "contracts", own.treasury - before)


def _at_pace(draft: Draft, power: Power, contract: Contract, strain: int, mode: Pacing) -> Contract:
    """Pay a contract whose pace was changed: nothing if stretched, twice if rushed (R6.7)."""
    if mode == Pacing.STRETCH:
        return _slower(draft, contract)
    if not contract.unpaid:
        return contract
    contract = _paid(draft, power, contract, strain)
    if mode == Pacing.RUSH and contract.unpaid:
        contract = replaced(contract, due=contract.due - 1, hurry=contract.hurry + 1)
        contract = _paid(draft, power, contract, strain)
    return contract


def _paid(draft: Draft, power: Power, contract: Contract, strain: int) -> Contract:
    own = draft.state.powers[power]
    part = min(contract.instalment, contract.unpaid)
    price = prices.dearer(draft.state.world, part, strain)
    if price > own.treasury:
        draft.tell(Stalled, power, contract.programme, contract.nth)
        return _slower(draft, contract)
    own.treasury -= price
    return Contract(
        contract.programme,
        contract.nth,
        contract.due,
        contract.instalment,
        contract.unpaid - part,
        contract.price,
        contract.paid + part,
        contract.signed,
        contract.slips,
        contract.hurry,
    )


def _slower(draft: Draft, contract: Contract) -> Contract:
    """Return a contract a quarter later and dearer, spread over the turns left (R6.6, R6.7)."""
    more = contract.price * draft.state.world.terms.slow_percent // 100
    contract = replaced(contract, unpaid=contract.unpaid + more, price=contract.price + more)
    return respread(contract, contract.due + 1, draft.state.commons.turn)


def _new_contracts(draft: Draft, power: Power, strain: int) -> None:
    """Sign new contracts and pay their first instalments (R6.6); names decide the order."""
    state, world = draft.state, draft.state.world
    own = state.powers[power]
    names = sorted([order.programme for order in draft.orders(power, Family.PROGRAMME)])
    for name in names:
        programme = world.programme[name]
        first = -(-programme.cost // programme.quarters)
        price = prices.dearer(world, first, strain)
        if price > own.treasury:
            draft.fail(power, f"programme start {name}", "the first instalment cannot be paid")
            continue
        nth = own.signed.count(name) + 1
        quarters = programme.quarters - _sooner(draft, power, programme.line)
        due = state.commons.turn + quarters
        draft.tell(Contracted, power, name, nth, due)
        draft.pay(power, price, "instalment", f"{name} {nth}")
        turn = state.commons.turn
        contract = Contract(name, nth, due, first, programme.cost - first, programme.cost, first, turn)
        contract = respread(contract, due, turn)
        own.signed = (*own.signed, name)
        own.contracts = tuple(sorted((*own.contracts, contract), key=contract_order))
        draft.louder[power] = max(draft.louder[power], programme.announced)


def _sooner(draft: Draft, power: Power, line: Line) -> int:
    """Return by how many quarters co-production shortens a contract (C17)."""
    if line not in (Line.STRIKE, Line.MISSILE_DEFENCE):
        return 0
    agreements = draft.state.world.agreement
    return -sum(
        agreements[pact.agreement].lead
        for pact in draft.state.commons.pacts
        if power.key in (pact.one, pact.other)
    )
