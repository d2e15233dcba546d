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
    """Offer an event's options in the order in which they are liked."""
    names = [option.id for option in event.options]
    whim = f"lot whim {event.id}"
    if hand.fact(whim) < hand.temper.whim:
        for name in hand.by_lot(names, "whim"):
            yield Move(
                Choose(event.id, name),
                f"{event.title}: {name}, for once",
                (at_most(whim, hand.temper.whim - 1),),
            )
    elif preferred in names:
        yield Move(
            Choose(event.id, str(preferred)), f"{event.title}: {preferred} is what this cabinet prefers"
        )
    for name in (*names[1:], names[0]) if boldly else names:
        line = "the hard line" if boldly else "caution"
        yield Move(
            Choose(event.id, name),
            f"{event.title}: {name} is what {line} advises",
            (exactly("hard line", boldly),),
        )


def table(temper: Temper, welcome: frozenset[str]) -> Card:
    """Answer offers: an ally's if it serves, a rival's as far as the persona trusts."""

    def moves(hand: Hand) -> Iterable[Move]:
        for order in list(hand.desk.menu(Family.ANSWER)):
            if isinstance(order, Answer):
                agreement = hand.world.agreement.get(order.subject)
                need = _trust_needed(agreement, order.sender, hand.power)
                yield from _answer(order, order.subject in welcome, need)

    recipe = in_turn(moves)
    return Card("offers", "an offer lies on the table", (at_least("offers", 1),), recipe, recipe)


def _answer(order: Answer, serves: int, need: int) -> Iterable[Move]:
    """Offer to accept what serves and is trusted, and to decline the rest."""
    offered = f"{order.subject} from {order.sender.key}"
    if order.accept and serves:
        yield Move(order, f"{offered} serves the seat and is trusted", (at_least("trust", need),))
    elif not order.accept and serves:
        yield Move(order, f"{offered} would serve the seat but is not trusted", (at_most("trust", need - 1),))
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
        def listed(name: str) -> Iterable[Move]:
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
                f"pressing at {name} pays while the ladder is low",
                (at_most(rung, press_to), at_least("support", temper.press_support)),
            )
            yield Move(
                TakeStance(name, Stance.HOLD),
                f"{name} is held and nothing more",
                (at_least(rung, press_to + 1), at_most(rung, off_ramp_from - 1)),
            )

        known: dict[str, tuple[Move, ...]] = {}

        def play(hand: Hand, write: Write) -> bool:
            for name in hand.crises():
                moves = known.get(name) or known.setdefault(name, tuple(listed(name)))
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
                f"nothing is meant at {name}, and saying so calms the others",
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
                            BeginReview(name), f"{step.name} is the next step of doctrine", _ready(step)
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
    whole: bool = False


def forces(temper: Temper, marches: Sequence[March], alerts: Sequence[str]) -> Card:
    """Move counters and alert up and down with the ladder."""

    def back() -> Iterable[Move]:
        for march in marches:
            where = f"counters {march.kind.key}@{march.destination}"
            rung = temper.reinforce_rung + march.later
            yield Move(
                Deploy(march.kind, True, march.destination, march.origins[0]),
                f"{march.flashpoint} has calmed",
                (at_least(where, 1), at_most(f"rung {march.flashpoint}", rung - 1)),
            )

    def stand_down() -> Iterable[Move]:
        for name in alerts:
            tests = (exactly(f"alert {name}", Alert.CRISIS), at_most(f"rung {name}", temper.alert_rung - 1))
            yield Move(SetAlert(name, Alert.ROUTINE), f"{name} no longer needs alert", tests)

    def stand_to() -> Iterable[Move]:
        for name in alerts:
            tests = (
                exactly(f"alert {name}", Alert.ROUTINE),
                at_least(f"rung {name}", temper.alert_rung),
                at_least("readiness", 55),
            )
            yield Move(SetAlert(name, Alert.CRISIS), f"{name} has climbed: stand to", tests)

    def sent(sooner: int) -> Iterable[Move]:
        for march in marches:
            where = f"counters {march.kind.key}@{march.destination}"
            rung = temper.reinforce_rung + march.later - sooner
            for origin in march.origins:
                yield Move(
                    Deploy(march.kind, march.whole, origin, march.destination),
                    f"{march.flashpoint} is climbing",
                    (
                        exactly(where, 0),
                        at_least(f"rung {march.flashpoint}", rung),
                        at_least(f"counters {march.kind.key}@{origin}", 1),
                    ),
                )

    up, down = in_turn(tuple(stand_to())), in_turn(tuple(stand_down()))
    build = then(down, up, either(tuple(sent(0))), either(tuple(back())))
    hard = then(up, down, either(tuple(sent(1))))
    return Card("forces", "counters and alert follow the ladder", (), build, hard)
