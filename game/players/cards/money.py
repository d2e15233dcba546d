"""Cards about money that every seat plays: the bill, the dial, the contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.players.card_bot import Card, Move, Recipe, Write
from game.players.cards.recipes import TASTE, in_turn, then
from game.players.hand import Hand, at_least, at_most, exactly
from game.players.temper import Temper, Tiers
from rules.content import Programme
from rules.orders import (
    SHARE,
    Family,
    FundReadiness,
    Invoke,
    Pace,
    SetDial,
    StartProgramme,
)
from rules.prices import first_instalment
from rules.terms import (
    Funding,
    Measure,
    Pacing,
    Power,
)

LAST_TURNS = 2
"""Turns before the end in which everything is brought into its best state."""


def purse(temper: Temper) -> Card:
    """Keep readiness between two levels and never leave a bill unpaid."""

    def fund(hand: Hand) -> Iterable[Move]:
        last = hand.fact("turns left") <= LAST_TURNS
        low = 97 if last and not temper.slip else temper.full_below
        high = 100 if last and not temper.slip else temper.rest_above
        yield Move(
            FundReadiness(Funding.FULL),
            f"readiness should not stay below {low}",
            (at_most("readiness", low - 1), at_most("funding", Funding.SUSTAIN)),
        )
        yield Move(
            FundReadiness(Funding.SUSTAIN),
            f"readiness of {high} need only be sustained",
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
                yield from (
                    Move(SetDial(value), f"the share should rise to {_percent(hand, goal)}", tests)
                    for value in up[-1:]
                )
            elif now > goal:
                down = [value for value in values if goal <= value < now]
                lower = (at_least("dial", goal + 1),)
                yield from (
                    Move(SetDial(value), f"the share should come down to {_percent(hand, goal)}", lower)
                    for value in down[:1]
                )

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


def _percent(hand: Hand, value: int) -> str:
    """Return a dial's value in per cent: of GDP in hundredths, of the theatre whole."""
    if hand.world.powers[hand.power].dial == SHARE:
        return f"{value // 100}.{value % 100:02} %"
    return f"{value} %"


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
            for programme in _open(hand, tiers):
                move = wish(programme)
                if hand.failing(move.tests) is not None:
                    write(move)
                    continue
                price = first_instalment(hand.world, programme, hand.observation.sheet.strain)
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


def _open(hand: Hand, tiers: Tiers) -> Iterator[Programme]:
    """Yield what is wished for and might be signed: it is in this scenario, is left, and has a slot."""
    programmes, signed = hand.world.programme, hand.observation.sheet.signed
    for tier in tiers:
        for name in hand.by_lot(tier, "programmes"):
            programme = programmes.get(name)
            if programme is None or signed.count(name) >= programme.limit:
                continue
            if programme.imports or hand.desk.left.slots:
                yield programme
