"""The DPRK's cards: the regime first, the deterrent second, money from anywhere, no single patron."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.players.card_bot import Card, Move
from game.players.cards import common, money, recipes
from game.players.cards.recipes import (
    court,
    deed,
    deeds,
    either,
    leave,
    must,
    now_and_then,
    offer,
    provided,
    then,
    within,
)
from game.players.hand import Hand, at_least, at_most, exactly
from game.players.temper import Temper
from rules.orders import RELIEF, Signal
from rules.terms import Means, SignalKind

WELCOME: Final = frozenset(
    {
        *("freeze_for_relief", "hotline_korea", "aid_package", "border_trade", "summit"),
        "mutual_defence_understanding",
    }
)
TESTS: Final = ("short_range_test", "icbm_test", "satellite_launch", "overflight_test", "nuclear_test")


def cards(temper: Temper) -> tuple[Card, ...]:
    """Return the DPRK's cards for a temper."""
    return (
        common.events(temper),
        common.table(temper, WELCOME),
        money.purse(temper),
        money.dial(temper),
        common.crisis(temper),
        common.doctrine(temper),
        common.household(temper),
        money.contracts(temper),
        words(temper),
        common.forces(temper, (), ("korea",)),
        earnings(temper),
        tests(temper),
        provocation(temper),
        talks(temper),
    )


def words(temper: Temper) -> Card:
    """Name a sum when a way down is open; warn when Korea climbs."""

    plain, demand = common.signals(temper, ("korea",), ("korea",)), either(tuple(_words_demand()))
    return Card(
        "words",
        plain.reason,
        (),
        then(demand, plain.build),
        then(plain.hard, demand),
    )


def _words_demand() -> Iterable[Move]:
    yield Move(
        Signal(SignalKind.DEMAND, RELIEF, 300),
        "a crisis has a price, and it can be named",
        (at_least("rung korea", 4),),
    )


def earnings(temper: Temper) -> Card:
    """Bring in money: what is stolen, what is sold, what is given."""

    recipe = then(deeds(temper, tuple(_earnings_earn(temper))), either(tuple(_earnings_promises(temper))))
    return Card("earnings", "the treasury lives from hand to mouth", (), recipe, recipe)


def _earnings_promises(temper: Temper) -> Iterable[Move]:
    yield leave(
        "aid_package",
        "china",
        "he who feeds us counts our spoons",
        exactly("secret own_feet", 1),
        at_least("turn", 4),
        at_least("support", 55),
        at_least("capital", 4),
        at_most("lot own feet", 30),
    )
    yield offer(
        "russian_aid",
        "russia",
        "a second patron makes the first polite",
        at_least("capital", 1),
        now_and_then(temper, "russia"),
        amount=150,
    )
    yield offer("aid_package", "china", "aid is owed to a neighbour", exactly("secret own_feet", 0), amount=0)
    yield offer(
        "border_trade",
        "china",
        "the river has two banks",
        at_most("patron", 6),
        now_and_then(temper, "border", 4),
        amount=200,
    )
    yield offer(
        "mutual_defence_understanding",
        "china",
        "what they would do is better said",
        at_least("capital", 5),
        now_and_then(temper, "understanding", 9),
    )
    yield court(
        "russia",
        Means.ARMS,
        "Moscow pays its debts in kind",
        now_and_then(temper, "court", temper.court_every),
    )


def _earnings_earn(temper: Temper) -> Iterable[Move]:
    yield deed(
        "shells_to_russia",
        "-",
        "shells are asked for and paid for",
        at_least("stocks", 2),
        *within(temper, -14),
    )
    yield deed(
        "cyber_theft",
        "-",
        "money that is not watched can be taken",
        at_most("lot theft", 69),
        *within(temper, -14),
    )
    yield deed(
        "military_parade",
        "-",
        "the army is seen and sees itself",
        at_most("hawks", 0),
        *within(temper, -10),
    )
    yield from recipes.probes(temper, ("us", "japan"), 14)


def tests(temper: Temper) -> Card:
    """Test when the regime needs it, whatever the odds; else when it is time and something may be learned."""

    def listed(hand: Hand) -> list[str]:
        """Return the tests that may be held: the one drawn by lot, then the likeliest."""
        drawn = TESTS[hand.lot("which test", len(TESTS))]
        open_now = [name for name in TESTS if hand.desk.check(must(name, "korea", "").order) is None]
        return sorted(open_now, key=lambda name: (name != drawn, -hand.fact(f"odds {name}@korea")))

    calm = (at_most("rung korea", 4), *within(temper, -20))
    weak, unseen = at_most("support", 52), at_most("hawks", 0)

    def needed(hand: Hand) -> Iterable[Move]:
        if hand.failing((weak,)) is not None and hand.failing((unseen,)) is not None:
            return
        for name in listed(hand):
            yield must(name, "korea", "the regime needs to show strength at home", weak, *calm)
            yield must(name, "korea", "the army asks why it is not seen", unseen, *calm)

    def timely(hand: Hand) -> Iterable[Move]:
        for name in listed(hand):
            yield deed(
                name,
                "korea",
                "it is time, and a test teaches something",
                at_least("turns since test", temper.test_every),
                at_most("rung korea", 3),
                *within(temper, -10),
                at_least(f"odds {name}@korea", 10),
                exactly("pact freeze_for_relief@us", 0),
            )

    due = (at_least("turns since test", temper.test_every), at_most("rung korea", 3), *within(temper, -10))
    quiet, busy = provided(due, either(timely)), provided(calm, either(needed))
    return Card("tests", "the deterrent is made of tests", (), then(busy, quiet), then(quiet, busy))


def provocation(temper: Temper) -> Card:
    """Provoke where the odds are good; on the hard line also where they are fair."""
    names = (("drone_intrusion", "korea"), ("artillery_provocation", "korea"))
    build, hard = recipes.gambles(temper, names)

    patrol = deeds(temper, tuple(_provocation_patrol(temper)))
    able = (at_least("readiness", 40),)
    return Card("provocation", "fear is the cheapest weapon", able, then(build, patrol), then(hard, patrol))


def _provocation_patrol(temper: Temper) -> Iterable[Move]:
    yield deed(
        "presence_patrol",
        "korea",
        "the line at sea is ours too",
        at_most("lot patrol", 7),
        *within(temper),
    )


def talks(temper: Temper) -> Card:
    """Sell quiet for relief when the house is steady enough to be quiet."""

    cautious = either(tuple(_talks_offers(temper)))
    hard = either(tuple(_talks_offers(temper))) if temper.trust > 1 else recipes.nothing
    return Card("talks", "quiet can be sold", (at_most("rung korea", 6),), cautious, hard)


def _talks_offers(temper: Temper) -> Iterable[Move]:
    steady = at_least("support", 52)
    yield offer(
        "freeze_for_relief",
        "us",
        "quiet can be sold",
        at_least("trust", 2),
        steady,
        at_least("capital", 2),
        now_and_then(temper, "freeze", 4),
        amount=200,
    )
    wire = now_and_then(temper, "wire", 4)
    yield offer("hotline_korea", "us", "a wire costs nothing", at_least("trust", 1), wire)
    yield offer(
        "summit",
        "us",
        "a handshake is worth a test",
        at_least("trust", 2),
        steady,
        at_least("capital", 3),
        now_and_then(temper, "summit", 6),
    )
