"""Cards that every seat plays: money, readiness, answers, choices, crises, programmes, campaigns."""

from __future__ import annotations

from collections.abc import Sequence

from game.players.card_bot import Card, Hand
from rules.orders import (
    Answer,
    Campaign,
    Choose,
    Court,
    Deploy,
    Family,
    FundReadiness,
    Operate,
    Pace,
    Propose,
    SetAlert,
    StartProgramme,
    TakeStance,
)
from rules.prices import first_instalment
from rules.terms import Alert, Funding, Means, Pacing, Stance, Theme, UnitKind


def readiness(full_below: int, rest_above: int) -> Card:
    """Fund readiness fully below one level, and only sustain it above another."""

    def play(hand: Hand) -> bool:
        own = hand.observation.sheet
        if own.readiness < full_below and own.funding != Funding.FULL:
            return hand.try_order(FundReadiness(Funding.FULL))
        if own.readiness >= rest_above and own.funding > Funding.SUSTAIN:
            return hand.try_order(FundReadiness(Funding.SUSTAIN))
        return False

    return Card("readiness", f"readiness is kept between {full_below} and {rest_above}", play)


def solvency() -> Card:
    """Stretch the contract that is due last when the money does not reach."""

    def play(hand: Hand) -> bool:
        fired = False
        while hand.desk.left.money < 0:
            paces = [order for order in hand.desk.menu(Family.PACE) if order.mode == Pacing.STRETCH]
            if not paces:
                return fired
            fired |= hand.try_order(_latest(hand, paces))
        return fired

    return Card("solvency", "the money does not reach for every instalment", play)


def _latest(hand: Hand, paces: Sequence[Pace]) -> Pace:
    due = {(each.programme, each.nth): each.due for each in hand.observation.sheet.contracts}
    return max(paces, key=lambda order: (due[order.programme, order.nth], order.programme))


def answers(welcome: frozenset[str]) -> Card:
    """Accept the agreements a seat welcomes and decline the rest."""

    def play(hand: Hand) -> bool:
        fired = False
        for order in list(hand.desk.menu(Family.ANSWER)):
            if isinstance(order, Answer) and order.accept == (order.subject in welcome):
                fired |= hand.try_order(order)
        return fired

    return Card("answers", "an offer lies on the table", play)


def choices(preferred: dict[str, str]) -> Card:
    """Answer events as preferred, else with the cautious first option."""

    def play(hand: Hand) -> bool:
        fired = False
        for name in hand.observation.commons.choices:
            event = hand.observation.world.event[name]
            if event.chooser == hand.power:
                wanted = preferred.get(name, event.options[0].id)
                fired |= hand.try_order(Choose(name, wanted))
        return fired

    return Card("choices", "an event asks for an answer", play)


def stances(press_up_to: int, step_down_from: int) -> Card:
    """Press low on the ladder where it pays, hold in between, look for the off-ramp high up."""

    def play(hand: Hand) -> bool:
        fired = False
        for name in hand.crises():
            rung = hand.rung(name)
            winning = hand.control(name) > 0 if hand.challenging(name) else hand.control(name) <= 0
            if rung >= step_down_from or (not winning and rung >= 5):
                wanted = Stance.OFF_RAMP
            elif rung <= press_up_to and hand.observation.sheet.support >= 45:
                wanted = Stance.PRESS
            else:
                wanted = Stance.HOLD
            fired |= hand.try_order(TakeStance(name, wanted))
        return fired

    return Card("stances", "a crisis asks for a stance", play)


def programmes(wanted: Sequence[str], reserve: int) -> Card:
    """Sign the first wanted programmes that income can carry, keeping a reserve in $m."""

    def play(hand: Hand) -> bool:
        world, own = hand.observation.world, hand.observation.sheet
        room = hand.free_income() - hand.owed() - reserve
        fired = False
        for name in wanted:
            programme = world.programme.get(name)
            if programme is None or hand.desk.left.money < reserve:
                continue
            price = first_instalment(world, programme, own.strain)
            if price <= room and hand.try_order(StartProgramme(name)):
                room -= price
                fired = True
        return fired

    return Card("programmes", "income can carry another contract", play)


def campaign(floor: int) -> Card:
    """Open the books when strained, else speak to the constituency that has fallen lowest."""

    def play(hand: Hand) -> bool:
        own = hand.observation.sheet
        if own.strain >= 4 and hand.desk.left.capital >= 2:
            return hand.try_order(Campaign(Theme.TRANSPARENCY))
        lowest = min(range(3), key=lambda nth: own.roles[nth])
        if own.roles[lowest] <= floor and hand.desk.left.capital >= 2:
            return hand.try_order(Campaign(Theme(lowest)))
        return False

    return Card("campaign", "a constituency has fallen away", play)


def operate(name: str, places: Sequence[str], every: int = 1, joint: bool = False, keep: int = 62) -> Card:
    """Carry out an operation at the first place where it may, every so many turns, while readiness lasts."""

    def play(hand: Hand) -> bool:
        if hand.turn % every or hand.observation.sheet.readiness < keep:
            return False
        for place in places:
            if joint and hand.try_order(Operate(name, place, True)):
                return True
            if hand.try_order(Operate(name, place)):
                return True
        return False

    return Card(name, f"{name} serves the seat here", play)


def gamble(names: Sequence[tuple[str, str]], need: int, keep: int, highest: int = 5) -> Card:
    """Carry out the contest with the best odds, if they reach so many ways in 36 and the ladder is low."""

    def play(hand: Hand) -> bool:
        if hand.observation.sheet.readiness < keep:
            return False
        best: tuple[int, Operate] | None = None
        for name, place in names:
            order = Operate(name, place)
            if hand.rung(place) > highest or hand.desk.check(order) is not None or _sated(hand, order):
                continue
            ways = hand.chance(order)
            if ways >= need and (best is None or ways > best[0]):
                best = (ways, order)
        return best is not None and hand.try_order(best[1])

    return Card("gamble", f"an operation succeeds in {need} of 36 ways or more", play)


def _sated(hand: Hand, order: Operate) -> bool:
    """Tell whether control already stands at the operation's ceiling (R7.7)."""
    operation = hand.observation.world.operation[order.operation]
    return operation.grip > 0 and hand.control(order.place) >= (operation.heat + 1) // 2


def alerts(flashpoints: Sequence[str], from_rung: int) -> Card:
    """Go on crisis alert from a rung upward, and stand down below."""

    def play(hand: Hand) -> bool:
        fired = False
        for name in flashpoints:
            high = hand.rung(name) >= from_rung and hand.observation.sheet.readiness >= 55
            fired |= hand.try_order(SetAlert(name, Alert.CRISIS if high else Alert.ROUTINE))
        return fired

    return Card("alerts", f"alert follows the ladder from rung {from_rung}", play)


def reinforce(kind: UnitKind, origins: Sequence[str], destination: str, flashpoint: str, rung: int) -> Card:
    """Send a counter to a flashpoint that climbs, from the first place that has one."""

    def play(hand: Hand) -> bool:
        if hand.rung(flashpoint) < rung or hand.count(kind, destination):
            return False
        return any(hand.try_order(Deploy(kind, False, origin, destination)) for origin in origins)

    return Card(f"reinforce {destination}", f"{flashpoint} has reached rung {rung}", play)


def withdraw(kind: UnitKind, origin: str, home: str, flashpoint: str, rung: int) -> Card:
    """Bring a counter home when a flashpoint has calmed."""

    def play(hand: Hand) -> bool:
        if hand.rung(flashpoint) >= rung or not hand.count(kind, origin):
            return False
        return hand.try_order(Deploy(kind, True, origin, home))

    return Card(f"back from {origin}", f"{flashpoint} is below rung {rung}", play)


def propose(agreement: str, to: str, amount: int = 0, keep: int = 1, every: int = 1) -> Card:
    """Offer an agreement, keeping some capital back."""

    def play(hand: Hand) -> bool:
        if hand.turn % every or hand.desk.left.capital < keep:
            return False
        return hand.try_order(Propose(agreement, to, amount))

    return Card(f"propose {agreement}", f"{agreement} with {to} serves the seat", play)


def court(partner: str, means: Means, every: int = 2) -> Card:
    """Seek a partner's favour every so many turns."""

    def play(hand: Hand) -> bool:
        return hand.turn % every == 0 and hand.try_order(Court(partner, means))

    return Card(f"court {partner}", f"{partner}'s favour counts", play)
