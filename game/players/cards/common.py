"""Cards that every seat plays, those about money apart: events, offers, crises, words, home, forces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from game.players.card_bot import Card, Move, Recipe, Write
from game.players.cards.recipes import either, in_turn, then
from game.players.hand import Hand, Test, at_least, at_most, exactly
from game.players.temper import Temper, Tiers
from rules.content import Agreement, Doctrine, Event
from rules.orders import (
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Deploy,
    Family,
    SetAlert,
    Signal,
    TakeStance,
)
from rules.terms import (
    Alert,
    Power,
    SignalKind,
    Stance,
    Theme,
    UnitKind,
)

# ---------- what others ask ----------


def events(temper: Temper) -> Card:
    """Answer events: as the persona prefers, else cautiously, on the hard line boldly, at times by whim."""
    preferred = dict(temper.options)

    def face(boldly: int) -> Recipe:
        def play(hand: Hand, write: Write) -> bool:
            for name in hand.commons.choices:
                event = hand.world.event[name]
                if event.chooser == hand.power:
                    any(write(move) for move in _answers(hand, event, preferred.get(name), boldly))
            return True

        return play

    return Card("events", "an event asks for an answer", (at_least("questions", 1),), face(0), face(1))


def _answers(hand: Hand, event: Event, preferred: str | None, boldly: int) -> Iterable[Move]:
    """Offer an event's options in the order in which they are liked; the last in the data is the boldest."""
    names = [option.id for option in event.options]
    whim = f"lot whim {event.id}"
    if hand.fact(whim) < hand.temper.whim:
        tests = (at_most(whim, hand.temper.whim - 1),)
        for name in hand.by_lot(names, "whim"):
            yield Move(Choose(event.id, name), f"{event.title}: another answer, for once", tests)
    elif preferred in names:
        why = f"{event.title}: this is the answer that this cabinet prefers"
        yield Move(Choose(event.id, str(preferred)), why)
    line = "boldest" if boldly else "most cautious"
    for name in reversed(names) if boldly else names:
        why = f"{event.title}: this is the {line} answer"
        yield Move(Choose(event.id, name), why, (exactly("hard line", boldly),))


def table(temper: Temper, welcome: frozenset[str], told_first: frozenset[str] = frozenset()) -> Card:
    """Answer offers: an ally's if it serves, a rival's as far as the persona trusts.

    What would hurt the ally is left to offers of one's own, of which the ally can be told, unless the persona
    does not mind.
    """

    def moves(hand: Hand) -> Iterable[Move]:
        for order in list(hand.desk.menu(Family.ANSWER)):
            if isinstance(order, Answer):
                agreement = hand.world.agreement.get(order.subject)
                need = _trust_needed(agreement, order.sender, hand.power)
                yield from _answer(order, welcome, told_first, need)

    recipe = in_turn(moves)
    return Card("offers", "an offer lies on the table", (at_least("offers", 1),), recipe, recipe)


def _answer(order: Answer, welcome: frozenset[str], told_first: frozenset[str], need: int) -> Iterable[Move]:
    """Offer to accept what serves and is trusted, and to decline the rest."""
    offered = f"{order.subject} from {order.sender.key}"
    trusted, alone = at_least("trust", need), at_least("alone", 1)
    if order.subject in told_first:
        if order.accept:
            yield Move(order, f"{offered} serves the seat, whatever the ally says", (trusted, alone))
        else:
            why = f"{offered} would hurt the ally, who would hear of it too late"
            yield Move(order, why, (exactly("alone", 0),))
            yield Move(order, f"{offered} is not trusted", (at_most("trust", need - 1),))
    elif order.subject in welcome:
        if order.accept:
            yield Move(order, f"{offered} serves the seat" + (" and is trusted" if need else ""), (trusted,))
        else:
            yield Move(order, f"{offered} would serve but is not trusted", (at_most("trust", need - 1),))
    elif not order.accept:
        yield Move(order, f"{offered} does not serve the seat")


def _trust_needed(agreement: Agreement | None, sender: Power, power: Power) -> int:
    """Return the trust an agreement needs: none of an ally, 1 if it only prevents accidents, else 2."""
    if (sender < 2) == (power < 2):
        return 0
    return 1 if agreement is not None and agreement.calms and not agreement.capital else 2


# ---------- crises and words ----------


def crisis(temper: Temper) -> Card:
    """Take a stance at every flashpoint in crisis: press low where it pays, look for a way down high up."""

    def stances(press_to: int, off_ramp_from: int) -> Recipe:
        known: dict[str, tuple[Move, ...]] = {}

        def play(hand: Hand, write: Write) -> bool:
            for name in hand.crises():
                moves = known.get(name)
                if moves is None:
                    moves = known[name] = tuple(_bearings(name, temper, press_to, off_ramp_from))
                wanted = next((move for move in moves if hand.failing(move.tests) is None), None)
                if wanted is not None:
                    write(wanted)
            return True

        return play

    return Card(
        "crisis",
        "a crisis asks for a stance",
        (at_least("crises", 1),),
        stances(temper.press_to, temper.off_ramp_from),
        stances(temper.press_to + 1, temper.off_ramp_from + 1),
    )


def _bearings(name: str, temper: Temper, press_to: int, off_ramp_from: int) -> Iterable[Move]:
    """Offer the stances in a crisis; the first whose tests hold is the one that is meant."""
    rung, held = f"felt rung {name}", f"held {name}"
    yield Move(
        TakeStance(name, Stance.OFF_RAMP),
        f"{name} has climbed too far for what is at stake",
        (at_least(rung, off_ramp_from),),
    )
    yield Move(
        TakeStance(name, Stance.OFF_RAMP),
        f"{name} is being lost and pressing needs support that is not there",
        (at_most(held, -1), at_most("support", temper.press_support - 6), at_least(rung, 5)),
    )
    yield Move(
        TakeStance(name, Stance.PRESS),
        f"pressing at {name} is thought worth its danger at this height",
        (at_most(rung, press_to), at_least("support", temper.press_support)),
    )
    yield Move(
        TakeStance(name, Stance.HOLD),
        f"{name} is held, and nothing more is risked",
        (at_most(rung, off_ramp_from - 1),),
    )


def signals(temper: Temper, guarded: Sequence[str], mine: Sequence[str]) -> Card:
    """Warn where a guarded place climbs and the seat can answer; reassure where nothing is meant."""

    warnings = {
        f"rung {name}": Move(
            Signal(SignalKind.WARN, name),
            f"{name} is climbing and a warning can be made good",
            (
                at_least(f"rung {name}", temper.warn_rung),
                at_least("readiness", 60),
                at_least(f"there {name}", 1),
            ),
        )
        for name in guarded
    }

    def warn(hand: Hand) -> Iterable[Move]:
        return [warnings[rung] for rung in sorted(warnings, key=lambda each: -hand.fact(each))]

    def reassure() -> Iterable[Move]:
        for name in mine:
            yield Move(
                Signal(SignalKind.REASSURE, name),
                f"nothing hot is meant at {name}, and saying so calms the others",
                (at_most(f"rung {name}", 2), at_most(f"lot reassure {name}", 15 * temper.trust - 1)),
            )

    return Card(
        "words",
        "a word may hold what a deed would heat",
        (),
        then(either(tuple(reassure())), either(warn)),
        either(warn),
    )


# ---------- policy and home ----------


def doctrine(temper: Temper) -> Card:
    """Begin the next review on the list when capital allows."""

    def moves(tiers: Tiers) -> Recipe:
        def listed(hand: Hand) -> Iterable[Move]:
            for tier in tiers:
                for name in hand.by_lot(tier, "doctrine"):
                    step = hand.world.doctrine.get(name)
                    if step is not None and step.power == hand.power:
                        yield Move(
                            BeginReview(name), f"{step.name}: it is the next step of doctrine", _ready(step)
                        )

        return either(listed)

    return Card(
        "doctrine",
        "no review is under way",
        (exactly("review under way", 0), at_least("support", 42)),
        moves(temper.doctrines),
        moves(temper.doctrines_hard or temper.doctrines),
    )


def _ready(step: Doctrine) -> tuple[Test, ...]:
    """Return the tests that a review can be paid for and will end in time."""
    return (
        at_least("capital", step.capital),
        exactly(f"adopted {step.id}", 0),
        at_least("turns left", step.turns),
    )


def household(temper: Temper) -> Card:
    """Open the books when strained, else speak to the constituency that has fallen lowest."""

    def moves(keep: int) -> Recipe:
        def listed(hand: Hand) -> Iterable[Move]:
            capital = at_least("capital", keep)
            why = "growth has strained the house: open the books"
            yield Move(Campaign(Theme.TRANSPARENCY), why, (at_least("strain", temper.strain_at), capital))
            roles = hand.observation.sheet.roles
            lowest = Theme(min(range(3), key=lambda nth: (roles[nth], nth)))
            yield Move(
                Campaign(lowest),
                f"{lowest.key} have fallen away",
                (at_most("lowest constituency", temper.campaign_at), at_most("support", 66), capital),
            )

        return either(listed)

    return Card("household", "the house needs tending", (), moves(1), moves(2))


# ---------- forces ----------


@frozen
class March:
    """A counter that is sent somewhere when a flashpoint climbs, and brought back when it has calmed."""

    kind: UnitKind
    origins: tuple[str, ...]
    destination: str
    flashpoint: str
    later: int = 0


def forces(temper: Temper, marches: Sequence[March], alerts: Sequence[str]) -> Card:
    """Move counters and alert up and down with the ladder; what was sent comes back when it has calmed."""
    up, down = in_turn(tuple(_stand_to(temper, alerts))), in_turn(tuple(_stand_down(temper, alerts)))
    build = then(down, up, _send(temper, marches, 0), _recall(temper, marches))
    hard = then(up, down, _send(temper, marches, 1))
    return Card("forces", "counters and alert follow the ladder", (), build, hard)


def _stand_down(temper: Temper, alerts: Sequence[str]) -> Iterable[Move]:
    for name in alerts:
        tests = (exactly(f"alert {name}", Alert.CRISIS), at_most(f"rung {name}", temper.alert_rung - 1))
        yield Move(SetAlert(name, Alert.ROUTINE), f"{name} no longer needs alert", tests)


def _stand_to(temper: Temper, alerts: Sequence[str]) -> Iterable[Move]:
    for name in alerts:
        tests = (
            exactly(f"alert {name}", Alert.ROUTINE),
            at_least(f"rung {name}", temper.alert_rung),
            at_least("readiness", 55),
        )
        yield Move(SetAlert(name, Alert.CRISIS), f"{name} has climbed: stand to", tests)


def _send(temper: Temper, marches: Sequence[March], sooner: int) -> Recipe:
    """Return the recipe that sends a counter to where the ladder climbs, and remembers its home."""
    moves = [
        (march, nth, _sending(march, origin, temper.reinforce_rung + march.later - sooner))
        for march in marches
        for nth, origin in enumerate(march.origins)
    ]

    def play(hand: Hand, write: Write) -> bool:
        for march, nth, move in moves:
            if write(move):
                hand.remember(f"sent {march.kind.key}@{march.destination}", nth + 1)
                return True
        return False

    return play


def _sending(march: March, origin: str, rung: int) -> Move:
    return Move(
        Deploy(march.kind, False, origin, march.destination),
        f"{march.flashpoint} is climbing",
        (
            exactly(f"counters {march.kind.key}@{march.destination}", 0),
            at_least(f"rung {march.flashpoint}", rung),
            at_least(f"counters {march.kind.key}@{origin}", 1),
        ),
    )


def _recall(temper: Temper, marches: Sequence[March]) -> Recipe:
    """Return the recipe that brings a counter that was sent back to where it came from."""
    moves = [
        (march, _recalling(march, nth, origin, temper.reinforce_rung + march.later))
        for march in marches
        for nth, origin in enumerate(march.origins)
    ]

    def play(hand: Hand, write: Write) -> bool:
        for march, move in moves:
            if write(move):
                hand.remember(f"sent {march.kind.key}@{march.destination}", 0)
                return True
        return False

    return play


def _recalling(march: March, nth: int, origin: str, rung: int) -> Move:
    what = f"{march.kind.key}@{march.destination}"
    return Move(
        Deploy(march.kind, False, march.destination, origin),
        f"{march.flashpoint} has calmed, and what was sent there can go back",
        (
            exactly(f"sent {what}", nth + 1),
            at_least(f"counters {what}", 1),
            at_most(f"rung {march.flashpoint}", rung - 1),
        ),
    )
