"""The United States' cards: be ready, be trusted, be present, and keep something back for elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.players.card_bot import Card, Move, Write
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
from rules.orders import ASK, Signal
from rules.terms import Means, SignalKind, UnitKind

WELCOME: Final = frozenset(
    {
        *("shared_command", "co_production", "host_nation_support", "host_nation_renewal", "joint_exercises"),
        *("extended_deterrence_dialogue", "sanctions_enforcement", "summit_informed", "relief"),
    }
)
TOLD_FIRST: Final = frozenset(
    {
        *("hotline_taiwan", "hotline_korea", "hotline_scs", "exercise_notification", "trade_truce"),
        *("freeze_for_relief", "summit"),
    }
)
"""What is signed with a rival and costs cohesion unless Tokyo was told the same turn (R10.4)."""

MARCHES: Final = (
    March(UnitKind.CARRIER, ("HAW*", "KAN"), "BAS", "taiwan", later=1),
    March(UnitKind.SUBMARINE, ("GUM", "HAW*"), "TWS", "taiwan", later=2),
    March(UnitKind.FLEET, ("HAW*", "GUM"), "SCN", "scs", later=1),
    March(UnitKind.AIR, ("HAW*", "GUM"), "ROK", "korea", later=2),
    March(UnitKind.FLEET, ("KYU", "HAW*"), "ECS", "senkaku", later=2),
)


def cards(temper: Temper) -> tuple[Card, ...]:
    """Return the cards of the United States for a temper."""
    return (
        common.events(temper),
        common.table(temper, WELCOME, TOLD_FIRST),
        money.purse(temper),
        money.dial(temper),
        common.crisis(temper),
        common.doctrine(temper),
        common.household(temper),
        money.contracts(temper),
        words(temper),
        common.forces(temper, MARCHES, ("taiwan", "korea", "scs")),
        presence(temper),
        alliance(temper),
        partners(temper),
        rivals(temper),
    )


def words(temper: Temper) -> Card:
    """Ask more of Tokyo when it has met the last ask; else warn where a place climbs."""

    def ask(hand: Hand) -> Iterable[Move]:
        goal = hand.commons.ask + hand.world.terms.ask_step
        yield Move(
            Signal(SignalKind.DEMAND, ASK, goal),
            "Japan meets the ask: there is more to ask",
            (
                exactly("ask met", 1),
                at_most("ask", 199 + 25 * (temper.dial_hard - 28)),
                at_least("hard line", 1),
                at_least("cohesion", 7),
            ),
        )

    plain = common.signals(temper, ("taiwan", "scs", "korea"), ("korea", "scs"))
    return Card("words", plain.reason, (), then(either(ask), plain.build), then(plain.hard, either(ask)))


QUIET: Final = (
    ("navigation_transit", "scs", 22),
    ("partner_port_visit", "korea", 24),
    ("partner_port_visit", "scs", 24),
    ("navigation_transit", "taiwan", 22),
    ("presence_patrol", "scs", 19),
    ("presence_patrol", "taiwan", 19),
    ("bomber_task_force", "korea", 7),
)
"""Quiet deeds with their shares in a hundred turns."""


def presence(temper: Temper) -> Card:
    """Show the flag where interests are declared; on the hard line with bombers and arms."""

    return Card(
        "presence",
        "interests that are not shown are doubted",
        (),
        deeds(temper, tuple(_presence_shown(temper))),
        deeds(temper, tuple(_presence_hard(temper))),
    )


def _presence_hard(temper: Temper) -> Iterable[Move]:
    for place in ("taiwan", "senkaku", "korea", "scs"):
        yield must(
            "counter_strike_us",
            place,
            "shots have fallen and an answer is due",
            at_least(f"rung {place}", 6),
            at_least(f"odds counter_strike_us@{place}", temper.odds_hard - 3),
        )
    climbing = at_least("highest rung", 3)
    yield deed(
        "arms_transfer",
        "taiwan",
        "what Taiwan can do itself need not be done for it",
        at_most("lot arms", 19),
        at_least("capital", 3),
        *within(temper),
    )
    for nth, place in enumerate(("taiwan", "korea", "senkaku", "scs")):
        yield deed(
            "bomber_task_force",
            place,
            "bombers are seen from far away",
            climbing,
            at_most("lot bombers", 34),
            exactly("pick 4 bombers", nth),
            at_most(f"rung {place}", 4),
            *within(temper, 6),
        )
    yield deed(
        "launcher_rotation_luzon",
        "LUZ",
        "launchers bar a strait",
        at_most("lot luzon", 24),
        *within(temper),
    )
    yield deed(
        "launcher_rotation_japan",
        "KYU",
        "launchers bar a strait",
        at_most("lot kyushu", 14),
        *within(temper),
    )
    yield from recipes.probes(temper, ("china", "dprk"), 24)
    yield from _presence_shown(temper)


def _presence_shown(temper: Temper) -> Iterable[Move]:
    for place in ("taiwan", "scs"):
        why = "control has slipped and can be won back"
        yield must("presence_patrol", place, why, at_least(f"control {place}", 1), *within(temper, -6))
    for area in ("SCS", "BAS", "TWS"):
        why = "ships that trade need ships that guard"
        there = at_least(f"counters fleet@{area}", 1)
        yield deed("escort", area, why, there, at_most(f"lot escort {area}", 24), *within(temper))
    kept = at_most("lot launchers kept", 5)
    yield deed("launcher_rotation_japan", "KYU", "launchers bar a strait", kept, *within(temper, 4))
    for name, place, share in QUIET:
        lot = at_most(f"lot {name} {place}", share)
        yield deed(
            name,
            place,
            "interests that are not shown are doubted",
            lot,
            at_most(f"rung {place}", 4),
            *within(temper, 4),
        )


def alliance(temper: Temper) -> Card:
    """Exercise with Japan and sign what binds."""

    recipe = then(either(tuple(recipes.exercises(temper, 39))), either(tuple(_alliance_offers(temper))))
    return Card("alliance", "the alliance is worked at", (at_least("cohesion", 1),), recipe, recipe)


def _alliance_offers(temper: Temper) -> Iterable[Move]:
    spare = at_least("capital", 1)
    yield offer("shared_command", "japan", "one command for two forces", at_least("integration", 2), spare)
    yield offer(
        "co_production",
        "japan",
        "what is built together comes sooner",
        at_least("capital", 2),
        now_and_then(temper, "co-production"),
    )
    yield offer("host_nation_renewal", "japan", "bases need a host who pays his part")
    yield offer(
        "host_nation_support",
        "japan",
        "bases need a host who pays his part",
        now_and_then(temper, "host"),
    )
    yield offer("joint_exercises", "japan", "habits are the alliance")
    yield offer("extended_deterrence_dialogue", "japan", "the umbrella must be spoken of", spare)
    yield offer(
        "sanctions_enforcement",
        "japan",
        "a test must have a price",
        at_most("turns since test", 2),
        at_least("capital", 3),
        now_and_then(temper, "sanctions", 3),
    )


def partners(temper: Temper) -> Card:
    """Court the partners that lean away and add links to the network."""

    favours = gated("court", temper.court_every, temper, either(tuple(_partners_favours(temper))))
    links = either(tuple(_partners_links(temper)))
    return Card("partners", "partners are won one by one", (), then(favours, links), then(links, favours))


def _partners_links(temper: Temper) -> Iterable[Move]:
    spare = at_least("capital", 2)
    for name in ("south_korea", "philippines", "australia"):
        yield offer(
            "partner_link",
            name,
            "every link adds weight",
            spare,
            now_and_then(temper, f"link {name}", 4),
            at_least(f"alignment {name}", 1),
        )
    yield offer("extended_deterrence_dialogue", "south_korea", "Seoul asks what the umbrella is worth", spare)
    yield offer(
        "defence_guidelines",
        "philippines",
        "words make a treaty plain",
        spare,
        now_and_then(temper, "guidelines", 3),
    )
    for name in ("philippines", "australia"):
        yield offer(
            "joint_exercises", name, "habits before promises", now_and_then(temper, f"habits {name}", 4)
        )
        yield offer(
            "basing_access",
            name,
            "a place to stand",
            spare,
            now_and_then(temper, f"access {name}", 5),
            at_least("free", 6),
        )


def _partners_favours(temper: Temper) -> Iterable[Move]:
    turn = now_and_then(temper, "court", temper.court_every)
    for most in (1, 3, 4):
        for name in ("south_korea", "philippines", "taiwan", "australia"):
            for nth, means in enumerate((Means.AID, Means.TRADE, Means.ARMS)):
                tests = (
                    turn,
                    at_most(f"alignment {name}", most),
                    exactly(f"pick 3 means {name}", nth),
                    at_least("free", 6),
                )
                yield court(name, means, f"{land(name)} is won by what it needs", *tests)


def rivals(temper: Temper) -> Card:
    """Offer rivals what prevents accidents, and tell Tokyo the same turn, so that it costs nothing."""

    informed = (offer("summit_informed", "japan", "Tokyo hears it from us first"),)

    def told(hand: Hand, write: Write) -> bool:
        if any(write(move) for move in moves):
            return any(write(move) for move in informed)
        return write(price)

    price = leave(
        "extended_deterrence_dialogue",
        "south_korea",
        "what troubles Pyongyang may be talked of less while it keeps quiet",
        at_least("turns since test", 2),
        at_most("rung korea", 2),
        at_least("capital", 3),
        at_most("lot talk less", 9 if temper.pacts_every == 1 else -1),
    )
    moves = tuple(_rivals_offers(temper))
    hard = told if temper.trust > 1 else recipes.nothing
    return Card("rivals", "a rival can be spoken with", (at_most("highest rung", 6),), told, hard)


def _rivals_offers(temper: Temper) -> Iterable[Move]:
    for name, power in (
        *(("hotline_taiwan", "china"), ("hotline_scs", "china"), ("hotline_korea", "dprk")),
        *(("exercise_notification", "china"), ("trade_truce", "china"), ("freeze_for_relief", "dprk")),
        *(("summit", "china"), ("summit", "dprk")),
    ):
        why = "a rule with a rival is worth more than a patrol"
        turn = now_and_then(temper, f"{name} {power}", 5)
        amount = 200 if name == "freeze_for_relief" else 0
        trust = at_least("trust", safe(name))
        yield offer(name, power, why, trust, at_least("capital", 2), turn, amount=amount)
