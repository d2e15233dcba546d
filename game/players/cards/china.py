"""China's cards: gain ground below war, split the coalition, keep growth and the neighbour calm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.players.card_bot import Card, Move
from game.players.cards import common, money, recipes
from game.players.cards.common import March
from game.players.cards.recipes import (
    court,
    deed,
    deeds,
    either,
    gated,
    land,
    leave,
    must,
    now_and_then,
    offer,
    safe,
    then,
    within,
)
from game.players.hand import Hand, at_least, at_most, exactly
from game.players.temper import Temper
from rules.orders import Family, Lift
from rules.terms import Means, UnitKind

WELCOME: Final = frozenset(
    {
        *("hotline_taiwan", "hotline_senkaku", "hotline_scs", "fisheries", "trade_truce", "summit"),
        *(
            "exercise_notification",
            "no_first_surge",
            "aid_package",
            "border_trade",
            "mutual_defence_understanding",
        ),
    }
)
MARCHES: Final = (
    March(UnitKind.FLEET, ("ECH", "SCH"), "TWS", "taiwan", later=1),
    March(UnitKind.COASTGUARD, ("ECH",), "SEN", "senkaku", later=1),
    March(UnitKind.CARRIER, ("SCH", "NCH"), "PHS", "taiwan", later=2),
    March(UnitKind.SUBMARINE, ("SCH", "ECH"), "BAS", "taiwan", later=2),
)
GREY: Final = (
    ("coast_guard_surge", "senkaku"),
    ("coast_guard_surge", "scs"),
    ("air_zone_flights", "senkaku"),
    ("air_zone_flights", "taiwan"),
    ("fishing_swarm", "scs"),
    ("fishing_swarm", "senkaku"),
)
GREAT: Final = (("encirclement_drill", "taiwan"), ("inspection_quarantine", "taiwan"))
SHOTS: Final = (("islet_landing", "scs"), ("islet_landing", "senkaku"), ("blockade", "taiwan"))


def cards(temper: Temper) -> tuple[Card, ...]:
    """Return China's cards for a temper."""
    return (
        common.events(temper),
        common.table(temper, WELCOME),
        money.purse(temper),
        money.dial(temper),
        common.crisis(temper),
        common.doctrine(temper),
        common.household(temper),
        money.contracts(temper),
        common.signals(temper, ("taiwan", "senkaku"), ("senkaku", "scs", "korea")),
        common.forces(temper, MARCHES, ("taiwan", "senkaku")),
        pressure(temper),
        trade(temper),
        neighbour(temper),
        rivals(temper),
    )


def pressure(temper: Temper) -> Card:
    """Gain control by the operation with the best odds; on the hard line by the great ones first."""
    grey, grey_hard = recipes.gambles(temper, GREY)
    great, great_hard = recipes.gambles(temper, GREAT, spare=1)
    _, shots = recipes.gambles(temper, SHOTS, spare=2 if temper.trust else 5)
    rarely = recipes.provided(
        (at_most("lot shots", 24 if temper.trust else 69), at_least("highest rung", 4)), shots
    )

    presence = deeds(temper, tuple(_pressure_presence(temper)))
    build, hard = then(grey, great, presence), then(rarely, great_hard, grey_hard, presence)
    return Card("pressure", "ground is gained a step at a time", (at_least("turns left", 0),), build, hard)


def _pressure_presence(temper: Temper) -> Iterable[Move]:
    for place in ("senkaku", "taiwan"):
        why = "control has slipped and can be won back"
        yield must("presence_patrol", place, why, at_most(f"control {place}", -1), *within(temper))
    for name, place, share in (
        ("presence_patrol", "senkaku", 24),
        ("presence_patrol", "scs", 19),
        ("bomber_patrol", "senkaku", 12),
        ("bomber_patrol", "korea", 5),
    ):
        lot = at_most(f"lot {name} {place}", share)
        yield deed(
            name,
            place,
            "a claim that is not shown lapses",
            lot,
            at_most(f"rung {place}", 3),
            *within(temper),
        )
    for area in ("SCS", "SCN", "TWS"):
        there = at_least(f"counters fleet@{area}", 1)
        yield deed(
            "escort",
            area,
            "our trade needs its own guard",
            there,
            at_least("lanes lost", 1),
            *within(temper),
        )
    yield from recipes.probes(temper, ("us", "japan"), 19)


def trade(temper: Temper) -> Card:
    """Use trade as a lever against Tokyo when it has hardened, and let go when it has done its work."""

    def lift(hand: Hand) -> Iterable[Move]:
        for order in list(hand.desk.menu(Family.LIFT)):
            assert isinstance(order, Lift)
            yield Move(
                order,
                "the point is made, and trade feeds both",
                (at_most("alarm", temper.hard_alarm - 1), at_most("lot lift", 39)),
            )

    return Card(
        "trade",
        "trade is a lever that wears",
        (at_least("turns left", 1),),
        either(lift),
        then(either(tuple(_trade_press(temper))), either(lift)),
    )


def _trade_press(temper: Temper) -> Iterable[Move]:
    for name, place, share in (
        ("travel_warning", "japan", 29),
        ("trade_restriction", "japan", 17),
        ("rare_materials_embargo", "japan", 14),
        ("trade_restriction", "us", 7),
    ):
        yield deed(
            name,
            place,
            "trade is a lever on those who need it more than we do",
            at_most(f"measures {place}", 1),
            at_most(f"lot {name} {place}", share),
            at_least("capital", 3),
            *within(temper, -10),
        )


def neighbour(temper: Temper) -> Card:
    """Keep the neighbour fed and quiet, and lean on those who might lean away."""

    recipe = then(
        either(tuple(_neighbour_aid(temper))),
        gated("court", temper.court_every, temper, either(tuple(_neighbour_favours(temper)))),
    )
    return Card("neighbour", "neighbours are kept or won", (), recipe, recipe)


def _neighbour_favours(temper: Temper) -> Iterable[Move]:
    turn = now_and_then(temper, "court", temper.court_every)
    names = ("south_korea", "philippines", "australia", "russia", "taiwan")
    for nth, name in enumerate(names):
        for way, means in enumerate((Means.TRADE, Means.AID, Means.PRESSURE)):
            why = f"{land(name)} may yet lean our way"
            picks = (exactly("pick 5 courted", nth), exactly("pick 3 means", way))
            yield court(name, means, why, turn, *picks, at_least("free", 6))


def _neighbour_aid(temper: Temper) -> Iterable[Move]:
    yield offer("aid_package", "dprk", "a neighbour that starves is a neighbour that shakes", amount=0)
    yield offer(
        "border_trade",
        "dprk",
        "trade over the river calms it",
        at_most("patron", 6),
        now_and_then(temper, "border", 4),
        amount=100,
    )
    yield offer(
        "mutual_defence_understanding",
        "dprk",
        "what we would do is better said quietly",
        at_least("capital", 4),
        now_and_then(temper, "understanding", 8),
    )


def rivals(temper: Temper) -> Card:
    """Offer what prevents accidents and what splits the coalition."""

    cut = leave(
        "hotline_senkaku",
        "japan",
        "a wire that changes nothing is better cut",
        at_least("alarm", 12),
        at_least("capital", 3),
        at_most("lot cut the wire", 11),
    )
    cautious = either(tuple(_rivals_offers(temper)))
    hard = either((cut, *_rivals_offers(temper))) if temper.trust > 1 else either((cut,))
    return Card("rivals", "a rival can be spoken with", (at_most("highest rung", 6),), cautious, hard)


def _rivals_offers(temper: Temper) -> Iterable[Move]:
    for name, power in (
        *(
            ("hotline_senkaku", "japan"),
            ("fisheries", "japan"),
            ("trade_truce", "us"),
            ("hotline_taiwan", "us"),
            ("hotline_scs", "us"),
        ),
        *(
            ("summit", "us"),
            ("trade_truce", "japan"),
            ("exercise_notification", "us"),
            ("summit", "japan"),
        ),
        *(("exercise_notification", "japan"), ("no_first_surge", "japan")),
    ):
        yield offer(
            name,
            power,
            "a deal with one is a doubt for the other",
            at_least("trust", safe(name)),
            at_least("capital", 2),
            now_and_then(temper, f"{name} {power}", 4),
        )
