"""Cards that every seat plays: events, offers, money, crises, doctrine, home, contracts, signals, forces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from game.players.card_bot import Card, Move, Recipe, Write
from game.players.hand import Hand, Test, at_least, at_most, exactly
from game.players.temper import Temper, Tiers
from rules.content import Agreement, Doctrine, Event, Operation, Programme
from rules.orders import (
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    Family,
    FundReadiness,
    Invoke,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.prices import first_instalment
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
)

TASTE = 86
"""In how many games of a hundred a cabinet has a taste for a programme or an operation at all."""

LAST_TURNS = 2
"""Turns before the end in which everything is brought into its best state."""


Source = Sequence[Move] | Callable[[Hand], Iterable[Move]]
"""Moves: the same every turn, or listed anew from a hand."""


def in_turn(source: Source) -> Recipe:
    """Return the recipe that offers all moves."""
    if not callable(source):
        return lambda hand, write: sum([write(move) for move in source]) > 0
    listed = source
    return lambda hand, write: sum([write(move) for move in listed(hand)]) > 0


def either(source: Source) -> Recipe:
    """Return the recipe that offers moves until one is written."""

    def play(hand: Hand, write: Write) -> bool:
        for move in source(hand) if callable(source) else source:  # noqa: SIM110 (a generator costs more)
            if write(move):
                return True
        return False

    return play


def then(*recipes: Recipe) -> Recipe:
    """Return a recipe that follows several one after the other."""
    return lambda hand, write: sum([recipe(hand, write) for recipe in recipes]) > 0


def provided(tests: Sequence[Test], recipe: Recipe) -> Recipe:
    """Return a recipe that is followed only if tests hold; its moves must carry them, too."""
    return lambda hand, write: hand.failing(tests) is None and recipe(hand, write)


def nothing(hand: Hand, write: Write) -> bool:
    """Offer nothing."""
    return False


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


def table(temper: Temper, welcome: frozenset[str], unwelcome: frozenset[str] = frozenset()) -> Card:
    """Answer offers: an ally's if it serves, a rival's as far as the persona trusts."""

    def moves(hand: Hand) -> Iterable[Move]:
        for order in list(hand.desk.menu(Family.ANSWER)):
            if isinstance(order, Answer) and order.accept == _welcome(hand, order, temper):
                word = "serves the seat" if order.accept else "does not serve the seat, or is not trusted"
                yield Move(order, f"{order.subject} from {order.sender.key} {word}")

    def _welcome(hand: Hand, order: Answer, temper: Temper) -> bool:
        if order.subject in unwelcome:
            return False
        agreement = hand.world.agreement.get(order.subject)
        need = _trust_needed(agreement, order.sender, hand.power)
        return temper.trust >= need and order.subject in welcome

    recipe = in_turn(moves)
    return Card("offers", "an offer lies on the table", (at_least("offers", 1),), recipe, recipe)


def _trust_needed(agreement: Agreement | None, sender: Power, power: Power) -> int:
    """Return the trust an agreement needs: none of an ally, 1 if it only prevents accidents, else 2."""
    if (sender < 2) == (power < 2):
        return 0
    return 1 if agreement is not None and agreement.calms and not agreement.capital else 2


# ---------- money ----------


def purse(temper: Temper) -> Card:
    """Keep readiness between two levels and never leave a bill unpaid."""

    def fund(hand: Hand) -> Iterable[Move]:
        last = hand.fact("turns left") <= LAST_TURNS
        low = 97 if last and temper.keep else temper.full_below
        high = 100 if last and temper.keep else temper.rest_above
        yield Move(
            FundReadiness(Funding.FULL),
            f"readiness is kept between {low} and {high}",
            (at_most("readiness", low - 1), at_most("funding", Funding.SUSTAIN)),
        )
        yield Move(
            FundReadiness(Funding.SUSTAIN),
            f"readiness above {high} need only be sustained",
            (at_least("readiness", high), at_least("funding", Funding.FULL)),
        )

    def surge(hand: Hand) -> Iterable[Move]:
        yield Move(
            FundReadiness(Funding.SURGE),
            "a crisis finds the forces unready, and there are stocks to spare",
            (at_least("crises", 1), at_most("readiness", 58), at_least("stocks", 4)),
        )
        yield from fund(hand)

    def solvent(hand: Hand, write: Write) -> bool:
        found = False
        while hand.desk.left.money < 0:
            paces = [order for order in hand.desk.menu(Family.PACE) if order.mode == Pacing.STRETCH]
            if not paces:
                break
            why = "the money does not reach for every instalment"
            if not write(Move(_latest(hand, paces), why, (at_most("money", -1),))):
                break
            found = True
        return found

    return Card(
        "purse", "the bill comes first", (), then(in_turn(fund), solvent), then(in_turn(surge), solvent)
    )


def _latest(hand: Hand, paces: Sequence[Pace]) -> Pace:
    due = {(each.programme, each.nth): each.due for each in hand.observation.sheet.contracts}
    return max(paces, key=lambda order: (due[order.programme, order.nth], order.programme))


def dial(temper: Temper) -> Card:
    """Bring the dial to where it should stand, and let it down when strain or support ask for it."""

    def toward(least: int) -> Recipe:
        def moves(hand: Hand) -> Iterable[Move]:
            now = hand.fact("dial")
            asked = hand.fact("ask") if hand.power == Power.JAPAN else 0
            goal = max(least, min(asked, temper.dial_hard))
            values = [order.value for order in hand.desk.menu(Family.DIAL)]
            if now < goal:
                up = [value for value in values if now < value <= goal]
                tests = (
                    at_most("dial", goal - 1),
                    at_least("support", 40),
                    at_most("strain", 4),
                    exactly("secret never_overdrawn", 0),
                )
                yield from (Move(SetDial(value), f"the dial is below {goal}", tests) for value in up[-1:])
            elif now > goal:
                down = [value for value in values if goal <= value < now]
                lower = (at_least("dial", goal + 1),)
                yield from (Move(SetDial(value), f"the dial is above {goal}", lower) for value in down[:1])

        raising = in_turn(moves)

        def play(hand: Hand, write: Write) -> bool:
            if hand.temper.dial_hard > hand.fact("dial"):
                write(
                    Move(
                        Invoke(Measure.SUPPLEMENTARY),
                        "the gravest environment opens an extraordinary budget",
                        (at_least("hard line", 1), at_least("alarm", 13), at_most("capital", 1)),
                    )
                )
            return raising(hand, write)

        return play

    return Card(
        "dial", "the dial is not where it should stand", (), toward(temper.dial), toward(temper.dial_hard)
    )


def contracts(temper: Temper) -> Card:
    """Sign for what is wished for most and income can carry, while there is time to see something of it."""

    known: dict[str, tuple[Programme, Move]] = {}

    def wish(programme: Programme) -> Move:
        """Return the move that signs for a programme, without what depends on money."""
        found = known.get(programme.id)
        if found is None or found[0] is not programme:
            move = Move(
                StartProgramme(programme.id),
                f"{programme.name}: income can carry it",
                (
                    at_least("slots", 0 if programme.imports else 1),
                    at_most(f"taste {programme.id}", TASTE - 1),
                    at_least("turns left", programme.quarters // 2 if temper.slip == 0 else 0),
                ),
            )
            found = known[programme.id] = (programme, move)
        return found[1]

    def wishes(tiers: Tiers) -> Recipe:
        def play(hand: Hand, write: Write) -> bool:
            signed = spent = 0
            reserve = _reserve(hand, temper)
            programmes = hand.world.programme
            for name in _ordered(hand, tiers):
                programme = programmes.get(name)
                if programme is None:
                    continue
                price = first_instalment(hand.world, programme, hand.observation.sheet.strain)
                move = wish(programme)
                tests = (*move.tests, at_least("free money", price + spent + reserve))
                if write(Move(move.order, move.why, tests)):
                    signed, spent = signed + 1, spent + price
                    if signed >= temper.contracts:
                        break
            return signed > 0

        return play

    return Card(
        "contracts",
        "income can carry another contract",
        (at_least("free", temper.reserve),),
        wishes(temper.programmes),
        wishes(temper.programmes_hard or temper.programmes),
    )


def _reserve(hand: Hand, temper: Temper) -> int:
    """Return the part of income that no new contract may claim, in $m."""
    free, share = hand.fact("free money"), hand.fact("free")
    return free * temper.reserve // share if share > 0 else 0


def _ordered(hand: Hand, tiers: Tiers) -> list[str]:
    return [name for tier in tiers for name in hand.by_lot(tier, "programmes")]


def speed(temper: Temper) -> Recipe:
    """Return the recipe that hurries the contract due soonest when much money is free."""

    def moves(hand: Hand) -> Iterable[Move]:
        rushes = [order for order in hand.desk.menu(Family.PACE) if order.mode == Pacing.RUSH]
        due = {(each.programme, each.nth): each.due for each in hand.observation.sheet.contracts}
        if rushes:
            order = max(rushes, key=lambda each: (due[each.programme, each.nth], each.programme))
            yield Move(order, "money is free and time is short", (at_least("free", temper.reserve + 12),))

    return either(moves)


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


# ---------- operations ----------


def deed(operation: str, place: str, why: str, *tests: Test, joint: bool = False) -> Move:
    """Return the move that carries out an operation this cabinet has a taste for, if the tests hold."""
    return Move(Operate(operation, place, joint), why, (at_most(f"taste {operation}", TASTE - 1), *tests))


def must(operation: str, place: str, why: str, *tests: Test) -> Move:
    """Return the move that carries out an operation whatever the taste, if the tests hold."""
    return Move(Operate(operation, place), why, tests)


def within(temper: Temper, wear: int = 0) -> tuple[Test, ...]:
    """Return the tests that an operation is still within what a turn may hold and readiness can bear."""
    return (at_most("operations written", temper.operations - 1), at_least("readiness", temper.keep + wear))


def deeds(temper: Temper, source: Source) -> Recipe:
    """Return the recipe that offers operations until the turn holds as many as it may."""

    def play(hand: Hand, write: Write) -> bool:
        left = temper.operations - hand.fact("operations written")
        for move in (source(hand) if callable(source) else source) if left > 0 else ():
            if write(move):
                left -= 1
                if not left:
                    break
        return True

    return play


def gambles(temper: Temper, names: Sequence[tuple[str, str]], spare: int = 0) -> tuple[Recipe, Recipe]:
    """Return the faces that try the contest with the best odds where control can still be gained."""

    def face(odds: int, highest: int) -> Recipe:
        def attempt(operation: Operation, place: str) -> Move:
            ceiling = (operation.heat + 1) // 2
            return deed(
                operation.id,
                place,
                f"{operation.name} at {place} succeeds in enough ways of 36",
                at_most(f"rung {place}", highest),
                at_most(f"control {place}", ceiling - 1 if operation.grip else 4),
                *within(temper),
                at_least("capital", operation.capital),
                at_least(f"felt odds {operation.id}@{place}", odds - spare),
            )

        known: dict[tuple[str, str], tuple[Operation, Move]] = {}

        def move_of(operation: Operation, place: str) -> Move:
            found = known.get((operation.id, place))
            if found is None or found[0] is not operation:
                found = known[operation.id, place] = (operation, attempt(operation, place))
            return found[1]

        def listed(hand: Hand) -> Iterable[Move]:
            operations = hand.world.operation
            moves = [move_of(operations[name], place) for name, place in names if name in operations]
            return by_odds(hand, [move for move in moves if hand.failing(move.tests[:-1]) is None])

        return either(listed)

    return face(temper.odds, temper.gamble_rung), face(temper.odds_hard, temper.gamble_rung + 1)


def by_odds(hand: Hand, moves: Iterable[Move]) -> list[Move]:
    """Return the moves that may be ordered now, the likeliest first."""
    legal = [move for move in moves if hand.desk.check(move.order) is None]
    return sorted(legal, key=lambda move: -hand.fact(_odds_of(move.order)))


def _odds_of(order: Order) -> str:
    """Return the fact that is an operation's odds."""
    assert isinstance(order, Operate)
    return f"odds {order.operation}@{order.place}"


# ---------- promises and favour ----------


def offer(agreement: str, to: str, why: str, *tests: Test, amount: int = 0) -> Move:
    """Return the move that offers an agreement not yet in force."""
    return Move(Propose(agreement, to, amount), why, (exactly(f"pact {agreement}@{to}", 0), *tests))


def leave(agreement: str, party: str, why: str, *tests: Test) -> Move:
    """Return the move that ends an agreement in force."""
    return Move(Renounce(agreement, party), why, (exactly(f"pact {agreement}@{party}", 1), *tests))


def now_and_then(temper: Temper, name: str, every: int | None = None) -> Test:
    """Return the test that a thing's turn has come: every so many turns, when its lot says so."""
    return at_most(f"lot {name}", 100 // max(1, temper.pacts_every if every is None else every) - 1)


def gated(name: str, every: int, temper: Temper, recipe: Recipe) -> Recipe:
    """Return a recipe that is only looked at when a thing's turn has come; its moves carry the test, too."""
    return provided((now_and_then(temper, name, every),), recipe)


def court(partner: str, means: Means, why: str, *tests: Test) -> Move:
    """Return the move that seeks a partner's favour."""
    return Move(Court(partner, means), why, tests)
