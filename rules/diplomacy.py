"""Step 3, diplomacy: signals, answers, renunciations, proposals, partners' answers, courting (R2.4, R10)."""

from __future__ import annotations

from rules import prices
from rules.content import Agreement
from rules.draft import Cause, Draft
from rules.journal import Agreed, Breached, Courted, Declined, Ended, Proposed, Signalled
from rules.orders import ASK, RELIEF, Answer, Court, Family, Propose, Renounce, Signal
from rules.state import Pact, Proposal, Said, pact_between
from rules.terms import (
    PARTNER_NAMED,
    POWER_NAMED,
    POWERS,
    RIVALS,
    Means,
    Partner,
    Power,
    Purpose,
    SignalKind,
    Track,
    halved,
    same_side,
)


def diplomacy(draft: Draft) -> None:
    """Work through the diplomatic acts in the order of R2.4."""
    tabled = draft.state.proposals
    draft.state.proposals = ()
    for power in POWERS:
        _signal(draft, power)
    _answers(draft, tabled)
    for power in POWERS:
        _renounce(draft, power)
    _propose(draft)
    _separate_deals(draft)
    _court(draft)


# ---------- signals (R9.6, R9.7) ----------


def _signal(draft: Draft, power: Power) -> None:
    orders: list[Signal] = draft.orders(power, Family.SIGNAL)
    for order in orders:
        own, commons = draft.state.powers[power], draft.state.commons
        own.said = (*own.said, Said(order.kind, order.subject, order.amount, commons.turn))
        draft.tell(Signalled, power, order.kind, order.subject, order.amount)
        if order.kind == SignalKind.DEMAND and order.subject == ASK:
            draft.turn(Track.ASK, order.amount - commons.ask, "demand")
        if order.kind == SignalKind.DEMAND and order.subject == RELIEF:
            _table(draft, Proposal(RELIEF, power, Power.US, order.amount))


def _table(draft: Draft, proposal: Proposal) -> None:
    draft.state.proposals = (*draft.state.proposals, proposal)
    draft.tell(Proposed, proposal.subject, proposal.sender.key, proposal.to.key, proposal.amount)


# ---------- answers and signing (R10.4) ----------


def _answers(draft: Draft, tabled: tuple[Proposal, ...]) -> None:
    """Answer what was on the table; what nobody answered lapses."""
    for proposal in tabled:
        orders: list[Answer] = draft.orders(proposal.to, Family.ANSWER)
        for order in orders:
            if (order.subject, order.sender) != (proposal.subject, proposal.sender):
                continue
            if not order.accept:
                draft.tell(Declined, proposal.subject, proposal.sender.key, proposal.to.key)
            elif proposal.subject == RELIEF:
                draft.relief_named = proposal.amount
            else:
                agreement = draft.state.world.agreement[proposal.subject]
                sign(draft, agreement, proposal.sender.key, proposal.to.key, proposal.amount)


def sign(draft: Draft, agreement: Agreement, one: str, other: str, amount: int) -> bool:
    """Bring an agreement into force if every signatory power can pay its price, and say so."""
    state = draft.state
    if pact_between((*state.commons.pacts, *state.secret_pacts), agreement.id, one, other) is not None:
        return False
    signatories = [power for power in POWERS if power.key in (one, other)]
    for power in signatories:
        own = state.powers[power]
        if own.capital < agreement.capital or own.treasury < agreement.money:
            draft.fail(power, f"agreement {agreement.id}", "the price of signing cannot be paid")
            return False
    for power in signatories:
        own = state.powers[power]
        own.said = tuple([_fulfilled(said, agreement.id) for said in own.said])
        draft.shift(power, Track.CAPITAL, -agreement.capital, agreement.id)
        draft.pay(power, agreement.money, "agreement", agreement.id)
    until = state.commons.turn + agreement.term - 1 if agreement.term else 0
    pact = Pact(agreement.id, one, other, amount, state.commons.turn, until)
    if agreement.secret:
        state.secret_pacts = (*state.secret_pacts, pact)
    else:
        state.commons.pacts = (*state.commons.pacts, pact)
    draft.tell(Agreed, agreement.id, one, other, amount, agreement.secret)
    draft.informed |= agreement.informs
    actor, target = signatories[0], signatories[1] if len(signatories) > 1 else None
    draft.apply(agreement.signed, Cause(_told(agreement), actor, target=target, area=_partner_of(one, other)))
    if agreement.lifts_measures:
        state.commons.measures = tuple(
            each
            for each in state.commons.measures
            if each.by.key not in (one, other) or each.target.key not in (one, other)
        )
    if agreement.separate and Power.US in signatories:
        draft.separate.append(agreement.id)
    return True


def _told(agreement: Agreement) -> str:
    """Return an agreement as the cause that all may read: a secret one is never named (R12.5)."""
    return "relations" if agreement.secret else agreement.id


def _fulfilled(said: Said, agreement: str) -> Said:
    """Return a commitment to sign as kept, so that a short term cannot undo it (R9.6)."""
    if (said.kind, said.subject) != (SignalKind.COMMIT, agreement):
        return said
    return Said(said.kind, said.subject, 1, said.turn)


def _partner_of(one: str, other: str) -> str:
    return next((name for name in (one, other) if name in PARTNER_NAMED), "")


def _separate_deals(draft: Draft) -> None:
    """Let cohesion pay for US deals with a rival that Japan was not told of this turn (R10.4)."""
    if not draft.informed:
        for name in draft.separate:
            draft.turn(Track.COHESION, -1, f"{name} without Japan")


def end_pact(draft: Draft, pact: Pact, why: str) -> None:
    """Take an agreement out of force."""
    state = draft.state
    agreement = state.world.agreement[pact.agreement]
    state.commons.pacts = tuple(each for each in state.commons.pacts if each is not pact)
    state.secret_pacts = tuple(each for each in state.secret_pacts if each is not pact)
    draft.tell(Ended, pact.agreement, pact.one, pact.other, why, agreement.secret)
    actor = next((power for power in POWERS if power.key in (pact.one, pact.other)), None)
    draft.apply(agreement.ended, Cause(_told(agreement), actor, area=_partner_of(pact.one, pact.other)))


def break_pact(draft: Draft, pact: Pact, power: Power, act: str) -> None:
    """Record a breach and let the breaker pay for it (R10.4)."""
    agreement = draft.state.world.agreement[pact.agreement]
    other = pact.other if pact.one == power.key else pact.one
    draft.tell(Breached, power, agreement.id, other, act, agreement.secret)
    _price_of_breach(draft, agreement, power, other)
    end_pact(draft, pact, "breach")


def _price_of_breach(draft: Draft, agreement: Agreement, power: Power, other: str) -> None:
    broke = f"broke {_told(agreement)}"
    draft.shift(power, Track.CREDIBILITY, -1, broke)
    wronged = POWER_NAMED.get(other)
    if wronged is not None and power in RIVALS[wronged]:
        draft.shift(wronged, Track.ALARM, 1, broke, power)
    cause = Cause(_told(agreement), power, target=wronged, area=_partner_of(other, other))
    draft.apply(agreement.breach, cause)


def _renounce(draft: Draft, power: Power) -> None:
    state = draft.state
    orders: list[Renounce] = draft.orders(power, Family.RENOUNCE)
    for order in sorted(orders, key=lambda each: (each.agreement, each.party)):
        pacts = (*state.commons.pacts, *state.secret_pacts)
        pact = pact_between(pacts, order.agreement, power.key, order.party)
        draft.shift(power, Track.CAPITAL, -state.world.terms.renounce_capital, f"renounced {order.agreement}")
        if pact is None:
            draft.fail(power, f"renounce {order.agreement} {order.party}", "it was no longer in force")
            continue
        _price_of_breach(draft, state.world.agreement[order.agreement], power, order.party)
        end_pact(draft, pact, "renounced")


# ---------- proposals (R2.4, R10.2) ----------


def _propose(draft: Draft) -> None:
    """Sign what both sides proposed alike; ask partners; leave the rest on the table."""
    world = draft.state.world
    place = world.agreement_place
    found: list[tuple[Power, Propose]] = []
    for power in POWERS:
        orders: list[Propose] = draft.orders(power, Family.PROPOSAL)
        found += [(power, order) for order in orders]
    found.sort(key=lambda each: (place[each[1].agreement], each[0], each[1].to))
    done: list[tuple[str, Power, str]] = []
    for power, order in found:
        if (order.agreement, power, order.to) in done:
            continue
        agreement = world.agreement[order.agreement]
        if order.to in PARTNER_NAMED:
            _ask_partner(draft, power, order, agreement)
            continue
        other = POWER_NAMED[order.to]
        mirror = Propose(order.agreement, power.key, order.amount)
        if any(each == other and theirs == mirror for each, theirs in found):
            done.append((order.agreement, other, power.key))
            sign(draft, agreement, power.key, other.key, order.amount)
        else:
            _table(draft, Proposal(agreement.id, power, other, order.amount))


def toward(power: Power, alignment: int) -> int:
    """Return an alignment as seen from a power's side (R10.2)."""
    return alignment if same_side(power, Power.US) else -alignment


def answer_modifier(draft: Draft, power: Power, partner: Partner) -> int:
    """Return what is added to a partner's 2d6: alignment, less history toward Japan (R10.2)."""
    commons = draft.state.commons
    weight = toward(power, commons.alignment[partner])
    if power == Power.JAPAN and draft.state.world.partners[partner].history:
        weight -= commons.history
    return weight


def _ask_partner(draft: Draft, power: Power, order: Propose, agreement: Agreement) -> None:
    partner = PARTNER_NAMED[order.to]
    subject = f"{power.key}:{order.agreement}:{order.to}"
    modifier = answer_modifier(draft, power, partner)
    if draft.roll(Purpose.PARTNER, subject, agreement.need, modifier):
        sign(draft, agreement, power.key, order.to, order.amount)
    else:
        draft.tell(Declined, order.agreement, power.key, order.to)


# ---------- courting (R10.2) ----------


def _court(draft: Draft) -> None:
    """Roll every courting at the alignments of the start of the step; effects add."""
    orders: list[tuple[Partner, Power, Court]] = []
    for power in POWERS:
        orders += [
            (PARTNER_NAMED[order.partner], power, order) for order in draft.orders(power, Family.COURT)
        ]
    moves = [
        (power, order, partner, _courting_roll(draft, power, order, partner))
        for partner, power, order in sorted(orders, key=lambda each: each[:2])
    ]
    for power, order, partner, moved in moves:
        step = moved if same_side(power, Power.US) else -moved
        draft.tell(Courted, power, order.partner, order.means, moved)
        if step:
            draft.turn(Track.ALIGNMENT, step, f"courted by {power.key}", partner.key)


def _courting_roll(draft: Draft, power: Power, order: Court, partner: Partner) -> int:
    world, commons = draft.state.world, draft.state.commons
    draft.pay(power, prices.courting_money(world, power, order.means), "courting", order.partner)
    bonus = world.terms.means[order.means].bonus
    modifier = bonus - halved(toward(power, commons.alignment[partner]))
    subject = f"{power.key}:{order.partner}:{order.means.key}"
    won = draft.roll(Purpose.COURTING, subject, world.terms.courting_need, modifier)
    if order.means == Means.REMEMBRANCE:
        if draft.roll(Purpose.COURTING, f"{subject}:history", 6):
            draft.turn(Track.HISTORY, -1, "remembrance")
    elif order.means == Means.ARMS:
        draft.loud[power] = max(draft.loud[power], 2)
    elif order.means == Means.PRESSURE and not won:
        return -1
    return int(won)
