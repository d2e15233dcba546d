"""The Diplomacy tab: agreements and what they bind, what lies on the table, what may be proposed to whom."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.chips import Chip, Tone, chips
from game.views.clauses import agreement_chips, forbids_chips, price_chips
from game.views.conditions import Need, needs
from game.views.figures import dollars, quarter_words
from game.views.names import party, thing
from game.views.odds import odds_rows
from game.views.order_book import without
from game.views.promises import Ledger, SignalRow, ledger, signals
from game.views.scenes import pact_scene
from game.views.tracks import Needle
from rules.catalogue import counterparts
from rules.content import Agreement
from rules.journal import Courted, Fact
from rules.observation import Observation
from rules.orders import RELIEF, Answer, Court, Lift, Propose, Renounce
from rules.state import Pact, Proposal
from rules.terms import PARTNER_NAMED, POWER_NAMED, POWERS, RIVALS, Means, Partner, Power


@frozen
class PactRow:
    """An agreement in force: with whom, until when, what it does and forbids, what ending it costs."""

    agreement: str
    name: str
    parties: tuple[str, str]
    title: str
    ours: bool
    secret: bool
    until: int
    until_words: str
    chips: tuple[Chip, ...]
    forbids: tuple[str, ...]
    breach: tuple[Chip, ...]
    renounce: Offer | None


@frozen
class TabledRow:
    """A proposal on the table: from whom, what it would do, what accepting costs; one sent has no answer."""

    subject: str
    name: str
    sender: Power
    to: Power
    amount: int
    chips: tuple[Chip, ...]
    accept: Offer | None = None
    decline: Offer | None = None


@frozen
class ProposalRow:
    """An agreement that could be proposed to a party: for each sum an offer, and a partner's chance."""

    agreement: str
    name: str
    summary: str
    term: int
    price: tuple[Chip, ...]
    chips: tuple[Chip, ...]
    needs: tuple[Need, ...]
    offers: tuple[Offer, ...]
    percent: int | None
    locked: str


@frozen
class CourtingRow:
    """A way of courting a partner: its chance in per cent and its price."""

    means: Means
    percent: int
    offer: Offer


@frozen
class Party:
    """Another power or a partner: how it stands, who courts it, what may be proposed or tried.

    `alignment` is a partner's, -5 (China and the DPRK) to +5 (the US and Japan); None for a power.
    """

    key: str
    name: str
    alignment: int | None
    courters: tuple[Power, ...]
    courted: tuple[Power, ...]
    proposals: tuple[ProposalRow, ...]
    courting: tuple[CourtingRow, ...]


@frozen
class MeasureRow:
    """A trade measure in force; one's own may be lifted."""

    operation: str
    name: str
    by: Power
    target: Power
    lift: Offer | None


@frozen
class Diplomacy:
    """The Diplomacy tab of a seat with what its sheet holds so far."""

    acts_left: int
    acts: int
    pacts: tuple[PactRow, ...]
    received: tuple[TabledRow, ...]
    sent: tuple[TabledRow, ...]
    parties: tuple[Party, ...]
    measures: tuple[MeasureRow, ...]
    alarm: tuple[Needle, ...]
    signals: tuple[SignalRow, ...]
    ledger: Ledger


def diplomacy(desk: Desk, past: Iterable[tuple[int, Iterable[Fact]]] = ()) -> Diplomacy:
    """Return the Diplomacy tab; `past` is what the seat may read of each earlier turn, by its number."""
    seen = desk.observation
    turns = tuple((turn, tuple(facts)) for turn, facts in past)
    last = turns[-1][1] if turns else ()
    pacts = (*seen.commons.pacts, *seen.secret_pacts)
    return Diplomacy(
        acts_left=desk.left.diplomacy,
        acts=seen.world.terms.diplomatic_acts,
        pacts=tuple(_pact(each, desk) for each in sorted(pacts, key=lambda pact: not _ours(pact, seen))),
        received=tuple(_received(each, desk) for each in seen.proposals if each.to == seen.power),
        sent=tuple(_tabled(each, desk) for each in seen.proposals if each.sender == seen.power),
        parties=(*_powers(desk), *_partners(desk, last)),
        measures=tuple(
            _measure(each.operation, each.by, each.target, desk) for each in seen.commons.measures
        ),
        alarm=tuple(Needle(rival, seen.sheet.alarm[rival]) for rival in RIVALS[seen.power]),
        signals=signals(desk),
        ledger=ledger(seen, turns),
    )


# ---------- in force (R10.4) ----------


def _ours(pact: Pact, seen: Observation) -> bool:
    return seen.power.key in (pact.one, pact.other)


def _pact(pact: Pact, desk: Desk) -> PactRow:
    seen = desk.observation
    world, agreement = seen.world, seen.world.agreement[pact.agreement]
    ours, found = _ours(pact, seen), pact_scene(seen, pact.one, pact.other)
    other = pact.other if pact.one == seen.power.key else pact.one
    both = f"{party(world, pact.one)} and {party(world, pact.other)}"
    return PactRow(
        agreement=pact.agreement,
        name=agreement.name,
        parties=(pact.one, pact.other),
        title=f"{agreement.name}, {'with ' + party(world, other) if ours else both}",
        ours=ours,
        secret=agreement.secret,
        until=pact.until,
        until_words=f"to the end of {quarter_words(world, pact.until)}" if pact.until else "no term",
        chips=agreement_chips(agreement, found, pact.amount),
        forbids=tuple(thing(world, name) for name in agreement.forbids),
        breach=_breach(agreement, other, seen) if ours else (),
        renounce=offer(Renounce(pact.agreement, other), "Renounce", desk) if ours else None,
    )


def _breach(agreement: Agreement, other: str, seen: Observation) -> tuple[Chip, ...]:
    """Return what breaking or renouncing an agreement costs beside the capital (R10.4)."""
    found = [Chip("credibility \N{MINUS SIGN}1", Tone.BAD)]
    if POWER_NAMED.get(other) in RIVALS[seen.power]:
        found.append(Chip(f"alarm of {party(seen.world, other)} +1", Tone.BAD))
    return (*found, *chips(agreement.breach, pact_scene(seen, seen.power.key, other)))


def _measure(operation: str, by: Power, target: Power, desk: Desk) -> MeasureRow:
    mine = by == desk.observation.power
    lift = offer(Lift(operation, target), "Lift", desk) if mine else None
    return MeasureRow(operation, thing(desk.observation.world, operation), by, target, lift)


# ---------- on the table (R2.4, R9.8) ----------


def _tabled(proposal: Proposal, desk: Desk) -> TabledRow:
    seen = desk.observation
    does: tuple[Chip, ...] = ()
    if proposal.subject == RELIEF:
        name = f"relief of {dollars(proposal.amount)} at an off-ramp in Korea"
    else:
        agreement = seen.world.agreement[proposal.subject]
        found = pact_scene(seen, proposal.sender.key, proposal.to.key)
        name = agreement.name
        does = (*agreement_chips(agreement, found, proposal.amount), *forbids_chips(agreement, found))
    return TabledRow(proposal.subject, name, proposal.sender, proposal.to, proposal.amount, does)


def _received(proposal: Proposal, desk: Desk) -> TabledRow:
    row = _tabled(proposal, desk)
    yes, no = (Answer(proposal.subject, proposal.sender, accept) for accept in (True, False))
    accept = offer(yes, "Accept", desk if yes in desk.sheet.orders else without(desk, yes))
    decline = offer(no, "Decline", desk if no in desk.sheet.orders else without(desk, no))
    return TabledRow(row.subject, row.name, row.sender, row.to, row.amount, row.chips, accept, decline)


# ---------- others (R10.1, R10.2) ----------


def _powers(desk: Desk) -> tuple[Party, ...]:
    seen = desk.observation
    others = [power for power in POWERS if power != seen.power]
    return tuple(
        Party(each.key, party(seen.world, each.key), None, (), (), _proposals(each.key, desk), ())
        for each in others
    )


def _partners(desk: Desk, last: Iterable[Fact]) -> tuple[Party, ...]:
    seen, found = desk.observation, []
    courting = [fact for fact in last if isinstance(fact, Courted)]
    for terms in seen.world.partners:
        key = terms.partner.key
        found.append(
            Party(
                key=key,
                name=party(seen.world, key),
                alignment=seen.commons.alignment[terms.partner],
                courters=terms.courters,
                courted=tuple(fact.power for fact in courting if fact.partner == key),
                proposals=_proposals(key, desk),
                courting=_courting(terms.partner, desk) if seen.power in terms.courters else (),
            )
        )
    return tuple(found)


def _courting(partner: Partner, desk: Desk) -> tuple[CourtingRow, ...]:
    found = []
    for means in Means:
        order = Court(partner.key, means)
        view = odds_rows(order, desk.observation)
        assert view is not None
        found.append(CourtingRow(means, view.success, offer(order, means.key, desk)))
    return tuple(found)


def _proposals(other: str, desk: Desk) -> tuple[ProposalRow, ...]:
    """Return what could be proposed to a party; what is in force with it stands elsewhere."""
    seen = desk.observation
    in_force = [
        pact.agreement
        for pact in (*seen.commons.pacts, *seen.secret_pacts)
        if _ours(pact, seen) and other in (pact.one, pact.other)
    ]
    return tuple(
        _proposal(agreement, other, desk)
        for agreement in seen.world.agreements
        if other in counterparts(agreement.between, seen.power) and agreement.id not in in_force
    )


def _proposal(agreement: Agreement, other: str, desk: Desk) -> ProposalRow:
    seen = desk.observation
    orders = [Propose(agreement.id, other, amount) for amount in agreement.amounts or (0,)]
    offers = tuple(offer(each, dollars(each.amount) if each.amount else "Propose", desk) for each in orders)
    view = odds_rows(orders[0], seen) if other in PARTNER_NAMED else None
    found = pact_scene(seen, seen.power.key, other)
    open_now = any(each.written or not each.locked for each in offers)
    return ProposalRow(
        agreement=agreement.id,
        name=agreement.name,
        summary=agreement.summary,
        term=agreement.term,
        price=price_chips(agreement.money, agreement.capital),
        chips=(*agreement_chips(agreement, found, orders[-1].amount), *forbids_chips(agreement, found)),
        needs=needs(agreement.requires, seen),
        offers=offers,
        percent=None if view is None else view.success,
        locked="" if open_now else offers[0].locked,
    )
