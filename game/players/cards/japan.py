"""Japan's cards: keep the promise, make capability of money, hold the islands, keep ally and public."""

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
    must,
    now_and_then,
    offer,
    safe,
    then,
    within,
)
from game.players.hand import at_least, at_most, exactly
from game.players.temper import Temper
from rules.terms import Means, UnitKind

WELCOME: Final = frozenset(
    {
        *("shared_command", "co_production", "host_nation_support", "host_nation_renewal", "joint_exercises"),
        *("extended_deterrence_dialogue", "sanctions_enforcement", "summit_informed", "fisheries", "summit"),
        *("exercise_notification", "no_first_surge", "trade_truce", "hotline_senkaku"),
    }
)
MARCHES: Final = (
    March(UnitKind.COASTGUARD, ("KYU", "KAN"), "ECS", "senkaku"),
    March(UnitKind.FLEET, ("KYU", "WHO", "KAN"), "ECS", "senkaku", later=1),
    March(UnitKind.SUBMARINE, ("WHO", "KAN"), "ECS", "senkaku", later=2),
    March(UnitKind.MISSILE, ("KYU", "OKI"), "SAK", "senkaku", later=3),
)
LANES: Final = ("PHS", "SCS", "BAS", "ECS", "TWS", "TSU", "SCN")


def cards(temper: Temper) -> tuple[Card, ...]:
    """Return Japan's cards for a temper."""
    return (
        common.events(temper),
        common.table(temper, WELCOME),
        money.purse(temper),
        money.dial(temper),
        common.crisis(temper),
        common.doctrine(temper),
        common.household(temper),
        money.contracts(temper),
        common.signals(temper, ("senkaku",), ("senkaku", "korea")),
        common.forces(temper, MARCHES, ("senkaku",)),
        at_sea(temper),
        alliance(temper),
        neighbours(temper),
        rivals(temper),
    )


def at_sea(temper: Temper) -> Card:
    """Answer at the islands and on the lanes; on the hard line push back."""

    return Card(
        "at sea",
        "the islands and the lanes are watched",
        (),
        deeds(temper, (*_strikes(temper), *_at_sea_answers(temper))),
        deeds(temper, tuple(_at_sea_pushes(temper))),
    )


def _at_sea_pushes(temper: Temper) -> Iterable[Move]:
    yield from _strikes(temper)
    yield deed(
        "coast_guard_surge",
        "senkaku",
        "control has slipped and a surge has fair odds",
        at_least("control senkaku", 1),
        *within(temper, -6),
        at_least("odds coast_guard_surge@senkaku", temper.odds_hard),
    )
    for area in ("SAK", "KYU"):
        why = "launchers on the island chain are seen by all"
        lot = at_most(f"lot launcher {area}", 19)
        yield deed("launcher_rotation_japan", area, why, lot, at_least("rung senkaku", 3), *within(temper))
    yield deed(
        "cyber_probe", "china", "what they plan must be known", at_most("lot probe", 29), *within(temper)
    )
    yield from _at_sea_answers(temper)


def _strikes(temper: Temper) -> Iterable[Move]:
    for place in ("senkaku", "taiwan", "korea"):
        yield must(
            "counter_strike_japan",
            place,
            "shots have fallen and the law allows an answer",
            at_least(f"rung {place}", 6),
            at_least(f"odds counter_strike_japan@{place}", temper.odds_hard - 3),
        )


def _at_sea_answers(temper: Temper) -> Iterable[Move]:
    for nth, name in enumerate(("presence_patrol", "air_policing", "island_defence_drill")):
        why = "control has slipped and can be won back"
        lost = (at_least("control senkaku", 1), exactly("pick 3 answer", nth))
        yield must(name, "senkaku", why, *lost, *within(temper, -8))
    for area in LANES:
        why = "rivals outnumber us on a lane that feeds the country"
        there = at_least(f"counters fleet@{area}", 1)
        yield deed("escort", area, why, at_least("lanes lost", 1), there, *within(temper))
    yield deed(
        "island_defence_drill",
        "senkaku",
        "a drill shows that the islands would be defended",
        at_least("rung senkaku", 2),
        at_most("lot drill", 29),
        *within(temper, 4),
    )
    for name, share in (("air_policing", 24), ("presence_patrol", 34), ("evacuation_drill", 34)):
        yield deed(
            name, "senkaku", "presence answers presence", at_most(f"lot {name}", share), *within(temper)
        )


def alliance(temper: Temper) -> Card:
    """Exercise together and sign what binds: integration is made of pips."""

    recipe = then(either(tuple(recipes.exercises(temper, 69))), either(tuple(_alliance_offers(temper))))
    return Card("alliance", "the alliance is worked at", (at_least("cohesion", 1),), recipe, recipe)


def _alliance_offers(temper: Temper) -> Iterable[Move]:
    spare = at_least("capital", 1)
    yield offer("shared_command", "us", "one command for two forces", at_least("integration", 2), spare)
    yield offer(
        "co_production",
        "us",
        "what is built together comes sooner",
        spare,
        now_and_then(temper, "co-production"),
    )
    for name in ("host_nation_renewal", "host_nation_support", "joint_exercises"):
        yield offer(name, "us", "the alliance rests on bases and habits")
    yield offer("extended_deterrence_dialogue", "us", "the umbrella must be spoken of", spare)
    yield offer(
        "sanctions_enforcement",
        "us",
        "a test must have a price",
        at_most("turns since test", 2),
        at_least("capital", 2),
        now_and_then(temper, "sanctions"),
    )


def neighbours(temper: Temper) -> Card:
    """Mend what history broke and add links to the network."""

    favours = gated("court", temper.court_every, temper, either(tuple(_neighbours_favours(temper))))
    links = either(tuple(_neighbours_links(temper)))
    visits = either(tuple(_neighbours_visits(temper)))
    build, hard = then(favours, links, visits), then(links, favours, visits)
    return Card("neighbours", "neighbours are won one by one", (), build, hard)


def _neighbours_visits(temper: Temper) -> Iterable[Move]:
    for name, place in (
        ("partner_port_visit", "scs"),
        ("partner_port_visit", "korea"),
        ("navigation_transit", "scs"),
        ("navigation_transit", "taiwan"),
    ):
        share = 24 if name == "partner_port_visit" else 9
        yield deed(
            name,
            place,
            "ships show interest",
            at_most(f"lot {name} {place}", share),
            at_most(f"rung {place}", 3),
            *within(temper),
        )


def _neighbours_links(temper: Temper) -> Iterable[Move]:
    spare = at_least("capital", 2)
    for name in ("south_korea", "philippines", "australia"):
        turn = now_and_then(temper, f"link {name}", 3)
        yield offer(
            "network_link", name, "every link adds weight", spare, turn, at_least(f"alignment {name}", 1)
        )
    for name in ("philippines", "australia"):
        yield offer("arms_export_deal", name, "arms sold are ties", exactly("adopted export_rules", 1))
        yield offer(
            "joint_exercises", name, "habits before promises", now_and_then(temper, f"habits {name}", 4)
        )
        yield offer(
            "basing_access",
            name,
            "a place to stand",
            spare,
            now_and_then(temper, f"access {name}", 6),
            at_least("free", 8),
        )


def _neighbours_favours(temper: Temper) -> Iterable[Move]:
    turn = now_and_then(temper, "court", temper.court_every)
    yield court("south_korea", Means.REMEMBRANCE, "history weighs on Seoul", turn, at_least("history", 2))
    yield court(
        "philippines",
        Means.ARMS,
        "patrol boats make friends",
        turn,
        at_most("alignment philippines", 4),
        at_least("free", 6),
    )
    yield court(
        "australia",
        Means.TRADE,
        "trade keeps Canberra near",
        turn,
        at_most("alignment australia", 4),
        at_least("free", 6),
    )
    yield court(
        "taiwan",
        Means.TRADE,
        "trade is the one thing one may give",
        turn,
        at_most("alignment taiwan", 3),
        at_least("free", 6),
    )


def rivals(temper: Temper) -> Card:
    """Offer Beijing what prevents accidents and what feeds both."""

    offers = either(tuple(_rivals_offers(temper)))
    hard = offers if temper.trust > 1 else recipes.nothing
    return Card("rivals", "a rival can be spoken with", (at_most("highest rung", 6),), offers, hard)


def _rivals_offers(temper: Temper) -> Iterable[Move]:
    for name in (
        "hotline_senkaku",
        "fisheries",
        "no_first_surge",
        "exercise_notification",
        "trade_truce",
        "summit",
    ):
        yield offer(
            name,
            "china",
            "a rule with a rival is worth more than a patrol",
            at_least("trust", safe(name)),
            at_least("capital", 2),
            now_and_then(temper, name, 4),
        )
