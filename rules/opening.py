"""Step 9, opening of the next turn: carry-over, income, deliveries, cards (R2.9, R4.1, R6.7, R10.8)."""

from __future__ import annotations

from rules import prices
from rules.content import Event, World
from rules.dice import draw
from rules.draft import Cause, Draft, contract_order, replaced
from rules.effects import Place
from rules.journal import Delivered, Drawn, Money, Rolled, Slipped
from rules.readings import holds
from rules.state import Contract
from rules.terms import POWER_NAMED, POWERS, CardKind, Power, Purpose, Track


def opening(draft: Draft) -> None:
    """Open the next turn."""
    draft.state.commons.turn += 1
    for power in POWERS:
        _carry_over(draft, power)
        _income(draft, power)
    for power in POWERS:
        _outside(draft, power)
    for power in POWERS:
        _deliver(draft, power)
        _return(draft, power)
    cards(draft)
    for power in POWERS:
        _home_card(draft, power)
    recount(draft)


def recount(draft: Draft) -> None:
    """Reckon anew the standing bills of those whose forces, or whose terms, have changed (R6.9)."""
    changed = draft.bill_terms() != draft.terms_before
    for power in POWERS:
        if changed or power in draft.recount:
            draft.state.powers[power].bill = prices.standing_bill(draft.state, power)


# ---------- money (R4.1, R6.1) ----------


def _carry_over(draft: Draft, power: Power) -> None:
    """Lose half of what is left (R4.1)."""
    own = draft.state.powers[power]
    kept = own.treasury * draft.state.world.terms.carry_percent // 100
    if own.treasury > kept:
        draft.tell(Money, power, "lapsed", "carry-over", kept - own.treasury)
        own.treasury = kept


def _income(draft: Draft, power: Power) -> None:
    """Bring in the quarter's income, less one per cent a contested lane point (R6.1)."""
    commons = draft.state.commons
    amount = prices.income(draft.state.world, commons, power)
    amount = amount * (100 - commons.lost_lanes[power]) // 100
    draft.receive(power, amount, "income", f"turn {commons.turn}")


def _outside(draft: Draft, power: Power) -> None:
    """Pay aid, relief and streams (tables 6.5, 6.6)."""
    state, world = draft.state, draft.state.world
    own = state.powers[power]
    own.outside = 0
    for stream in own.streams:
        draft.outside(power, stream.amount, stream.source, f"from {stream.source}")
    for pact in (*state.commons.pacts, *state.secret_pacts):
        agreement = world.agreement[pact.agreement]
        if agreement.payee != power.key:
            continue
        amount = pact.amount or (_aid_by_cohesion(draft) if agreement.aid else 0)
        payer = POWER_NAMED.get(agreement.payer)
        if payer is not None:
            amount = draft.pay(payer, amount, "aid", agreement.id)
        draft.outside(power, amount, agreement.payer, agreement.id)


def _aid_by_cohesion(draft: Draft) -> int:
    commons, terms = draft.state.commons, draft.state.world.terms
    return next((amount for least, amount in terms.aid_by_patron if commons.patron >= least), 0)


# ---------- deliveries (R6.7, C24) ----------


def _deliver(draft: Draft, power: Power) -> None:
    """Deliver what is due and paid, unless it slips."""
    own, turn = draft.state.powers[power], draft.state.commons.turn
    left: list[Contract] = []
    if not own.contracts or own.contracts[0].due > turn:
        return
    for contract in own.contracts:
        if contract.due > turn:
            left.append(contract)
        elif contract.unpaid:
            left.append(replaced(contract, due=turn + 1))
        else:
            late = _roll_delivery(draft, power, contract)
            if late is not None:
                left.append(late)
    own.contracts = tuple(sorted(left, key=contract_order))


def slip_number(draft: Draft, power: Power, contract: Contract) -> int:
    """Return the number at or below which a delivery slips (R6.7)."""
    state, world = draft.state, draft.state.world
    programme, own = world.programme[contract.programme], state.powers[power]
    number = programme.slip + own.strain // 2 - contract.slips + contract.hurry
    if programme.imports and state.powers[Power.US].stocks <= world.terms.low_stocks:
        number += 1
    for pact in state.commons.pacts:
        if power.key in (pact.one, pact.other):
            number += world.agreement[pact.agreement].slip
    for measure in state.commons.measures:
        standing = world.operation[measure.operation].standing
        if standing is not None and measure.target == power:
            number += standing.slip_target
    return number


def _roll_delivery(draft: Draft, power: Power, contract: Contract) -> Contract | None:
    subject = f"{power.key}:{contract.programme}:{contract.nth}"
    pair = draft.dice(Purpose.DELIVERY, subject, contract.slips)
    number = slip_number(draft, power, contract)
    if sum(pair) <= number:
        draft.tell(Slipped, power, contract.programme, contract.nth, pair, number)
        slips = contract.slips + 1
        if slips == 2 and draft.state.world.programme[contract.programme].imports:
            draft.state.powers[power].imports_slipped += 1
        return replaced(contract, due=draft.state.commons.turn + 1, slips=slips)
    draft.tell(Delivered, power, contract.programme, contract.nth, pair, number)
    _receive(draft, power, contract)
    return None


def _receive(draft: Draft, power: Power, contract: Contract) -> None:
    """Apply a contract's yields; counters arrive whether or not a base is free (R6.7)."""
    world, own = draft.state.world, draft.state.powers[power]
    programme = world.programme[contract.programme]
    own.lines[programme.line] += 1
    own.delivered += 1
    draft.recount.add(power)
    own.upkeep_added += programme.cost * world.terms.delivery_upkeep // 100
    draft.apply(programme.yields, Cause(programme.id, power))
    if programme.fielded:
        draft.flag(power, "fielded", 1)
    if any(isinstance(effect, Place) for effect in programme.yields):
        return
    if programme.line.key == "industry":
        draft.shift(power, Track.STRAIN, -1, programme.id)


def _return(draft: Draft, power: Power) -> None:
    """Bring back counters that were called elsewhere (R10.9)."""
    own, world = draft.state.powers[power], draft.state.world
    turn = draft.state.commons.turn
    home = world.area_index[world.powers[power].home[0]]
    for absent in own.away:
        if absent.back <= turn:
            draft.put(power, absent.kind, home, absent.count, "back from elsewhere")
    own.away = tuple(absent for absent in own.away if absent.back > turn)


# ---------- cards (R10.7, R10.8) ----------


def cards(draft: Draft) -> None:
    """Play the dated cards of the turn, those on the calendar, and one of the deck."""
    commons, world = draft.state.commons, draft.state.world
    due = list(_dated(world).get(commons.turn, ()))
    due += [world.event[name] for name, turn in commons.agenda if turn == commons.turn]
    commons.agenda = tuple(each for each in commons.agenda if each[1] > commons.turn)
    for event in due:
        play(draft, event)
    card = regional_card(draft)
    if card is not None:
        play(draft, card)


def regional_card(draft: Draft) -> Event | None:
    """Draw from the whole deck, quiet quarters included (R10.8)."""
    commons, world = draft.state.commons, draft.state.world
    deck, weights = _deck(world)
    mark = draw(draft.state.seed, commons.turn, "regional card", weights)
    for event in deck:
        if mark < event.weight:
            return event
        mark -= event.weight
    return None


def _dated(world: World) -> dict[int, list[Event]]:
    """Return the dated cards by turn."""
    known = world.memo.get("dated")
    if not isinstance(known, dict):
        known = world.memo["dated"] = dict[int, list[Event]]()
        for event in world.events:
            if event.kind == CardKind.DATED:
                known.setdefault(event.turn, []).append(event)
    return known


def _deck(world: World) -> tuple[list[Event], int]:
    """Return the regional deck and its weight, quiet quarters included."""
    known = world.memo.get("deck")
    if not isinstance(known, tuple):
        deck = [event for event in world.events if event.kind == CardKind.REGIONAL]
        weight = sum(event.weight for event in deck) + world.terms.quiet_weight
        known = world.memo["deck"] = (deck, weight)
    return known


def play(draft: Draft, event: Event) -> None:
    """Play a card if its window and conditions hold; a choice waits for its power (R2.3)."""
    commons = draft.state.commons
    actor = event.chooser
    seat = actor if actor is not None else Power.JAPAN
    fits = event.first <= commons.turn <= event.last and all(
        holds(draft.state, each, seat) for each in event.requires
    )
    draft.tell(Drawn, event.id, fits)
    if not fits:
        return
    draft.apply(event.effects, Cause(event.id, actor))
    if actor is not None and event.id not in commons.choices:
        commons.choices = (*commons.choices, event.id)


def _home_card(draft: Draft, power: Power) -> None:
    """Once a year roll at home: a scandal, a good year, or nothing (R10.7, C27)."""
    state, terms = draft.state, draft.state.world.terms
    if state.commons.turn % 4 != state.home_turns[power]:
        return
    own = state.powers[power]
    pair = draft.dice(Purpose.HOME, power.key)
    modifier = -(own.strain // 2)
    total = sum(pair) + modifier
    draft.tell(
        Rolled,
        power,
        Purpose.HOME,
        power.key,
        pair,
        modifier,
        terms.good_year_at,
        total >= terms.good_year_at,
    )
    if total <= terms.scandal_at:
        open_books = any(name == "transparency" for name, _ in own.flags)
        draft.shift(power, Track.SUPPORT, terms.scandal_support // (2 if open_books else 1), "scandal")
        if not open_books:
            draft.shift(power, Track.KEEPERS, -1, "scandal")
    elif total >= terms.good_year_at:
        draft.shift(power, Track.SUPPORT, terms.good_year_support, "good year")
