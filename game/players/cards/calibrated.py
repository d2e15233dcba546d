"""The calibrated persona: each power as a careful planner that uses its strengths and stops short of war."""

from __future__ import annotations

from typing import Final

from game.players.card_bot import Card, Hand
from game.players.cards import common
from rules.orders import BeginReview, Court, Family, Operate, Propose, SetDial, Signal
from rules.terms import Means, Power, SignalKind, UnitKind


def raise_dial(goal: int) -> Card:
    """Raise the dial as far as it goes toward a goal while support lasts."""

    def play(hand: Hand) -> bool:
        now = hand.observation.commons.dials[hand.power]
        if hand.observation.sheet.support < 40 or hand.observation.sheet.strain >= 5:
            return False
        dials = [order for order in hand.desk.menu(Family.DIAL) if now < order.value <= goal]
        return bool(dials) and hand.try_order(SetDial(dials[-1].value))

    return Card("raise", f"the dial is below {goal}", play)


def review(steps: tuple[str, ...], keep: int = 0) -> Card:
    """Begin the next review of a list when capital allows."""

    def play(hand: Hand) -> bool:
        return any(
            hand.desk.left.capital >= hand.observation.world.doctrine[step].capital + keep
            and hand.try_order(BeginReview(step))
            for step in steps
            if step in hand.observation.world.doctrine
        )

    return Card("review", "a step of doctrine is due", play)


def demand_ask(most: int) -> Card:
    """Raise the ask a step when Japan meets it."""

    def play(hand: Hand) -> bool:
        commons = hand.observation.commons
        met = commons.dials[Power.JAPAN] >= commons.ask
        step = hand.observation.world.terms.ask_step
        if not met or commons.ask + step > most:
            return False
        return hand.try_order(Signal(SignalKind.DEMAND, "ask", commons.ask + step))

    return Card("the ask", "Japan meets the ask", play)


def warn(flashpoint: str, at_least: int) -> Card:
    """Warn where the ladder is climbing and the seat can answer."""

    def play(hand: Hand) -> bool:
        if hand.rung(flashpoint) < at_least or hand.observation.sheet.readiness < 60:
            return False
        return hand.try_order(Signal(SignalKind.WARN, flashpoint))

    return Card("warn", f"{flashpoint} is climbing", play)


def test_when_needed() -> Card:
    """Test when the regime needs it, whatever the odds, and from time to time otherwise (C21)."""

    def play(hand: Hand) -> bool:
        own = hand.observation.sheet
        since = hand.turn - hand.observation.commons.tested
        anxious = own.support < 56 or own.roles[0] <= 0
        if not anxious and since < 2:
            return False
        if hand.rung("korea") >= 4 and own.support >= 50:
            return False
        names = ("satellite_launch", "short_range_test", "icbm_test", "nuclear_test", "overflight_test")
        orders = [Operate(name, "korea") for name in names]
        legal = [order for order in orders if hand.desk.check(order) is None]
        best = max(legal, key=lambda order: (hand.chance(order), -orders.index(order)), default=None)
        return best is not None and hand.try_order(best)

    return Card("test", "the regime needs to show strength", play)


JAPAN: Final = (
    common.choices({"tokyo_ministerial_japan": "interoperability"}),
    common.answers(
        frozenset({"shared_command", "co_production", "host_nation_support", "hotline_senkaku"})
        | frozenset({"fisheries", "exercise_notification", "no_first_surge", "summit_informed"})
        | frozenset({"extended_deterrence_dialogue", "joint_exercises", "trade_truce", "summit"})
    ),
    common.solvency(),
    raise_dial(205),
    common.readiness(74, 90),
    common.stances(4, 6),
    review(("three_documents", "active_cyber_law", "collective_clarity", "south_west_shelters")),
    common.campaign(-1),
    common.programmes(
        (
            "combined_operations_centre",
            "island_radar",
            "joint_command_net",
            "active_cyber_force",
            "production_lines",
            "coastal_drones",
            "interceptors",
            "depots",
            "large_cutters",
            "patrol_drones",
            "standoff_import",
        ),
        600,
    ),
    warn("senkaku", 3),
    common.reinforce(UnitKind.COASTGUARD, ("KYU", "KAN"), "ECS", "senkaku", 3),
    common.reinforce(UnitKind.FLEET, ("KYU", "WHO"), "ECS", "senkaku", 4),
    common.withdraw(UnitKind.FLEET, "ECS", "KYU", "senkaku", 3),
    common.alerts(("senkaku",), 5),
    common.operate("island_defence_drill", ("senkaku",), 4, keep=72),
    common.operate("presence_patrol", ("senkaku",), 2),
    common.operate("joint_exercise", ("senkaku", "taiwan"), 1, joint=True, keep=66),
    common.propose("co_production", "us", keep=2),
    common.propose("network_link", "south_korea", keep=2, every=3),
    common.propose("fisheries", "china", every=4),
    Card(
        "remembrance",
        "history weighs on South Korea",
        lambda hand: (
            hand.observation.commons.history > 1
            and hand.turn % 2 == 1
            and hand.try_order(Court("south_korea", Means.REMEMBRANCE))
        ),
    ),
)

US: Final = (
    common.choices({"tokyo_ministerial_us": "interoperability"}),
    common.answers(
        frozenset({"shared_command", "co_production", "host_nation_support", "hotline_taiwan"})
        | frozenset({"exercise_notification", "freeze_for_relief", "trade_truce", "hotline_korea"})
        | frozenset({"hotline_scs", "relief", "joint_exercises", "extended_deterrence_dialogue"})
    ),
    common.solvency(),
    common.readiness(86, 97),
    common.stances(4, 6),
    review(("joint_headquarters_plan", "denial_strategy", "allied_burden_rule"), keep=1),
    common.campaign(-2),
    common.programmes(
        (
            "munitions_line",
            "prepositioning",
            "japan_headquarters",
            "marine_missile_battery",
            "space_sensing",
            "cyber_mission_teams",
            "hypersonic_battery",
        ),
        2_500,
    ),
    demand_ask(225),
    warn("taiwan", 3),
    common.reinforce(UnitKind.CARRIER, ("KAN", "HAW*"), "BAS", "taiwan", 4),
    common.reinforce(UnitKind.SUBMARINE, ("GUM", "HAW*"), "TWS", "taiwan", 5),
    common.withdraw(UnitKind.CARRIER, "BAS", "KAN", "taiwan", 3),
    common.alerts(("taiwan", "korea"), 5),
    common.operate("bomber_task_force", ("taiwan", "korea", "senkaku"), 4, keep=78),
    common.operate("navigation_transit", ("taiwan", "scs"), 2),
    common.operate("joint_exercise", ("senkaku", "taiwan"), 3, joint=True, keep=70),
    common.operate("presence_patrol", ("scs", "taiwan"), 3, keep=75),
    common.operate("arms_transfer", ("taiwan",), 5, keep=60),
    common.propose("shared_command", "japan", keep=2),
    common.propose("co_production", "japan", keep=3),
    common.propose("hotline_taiwan", "china", every=3),
    common.propose("exercise_notification", "china", keep=2, every=4),
    common.court("philippines", Means.AID, 2),
)

CHINA: Final = (
    common.choices({}),
    common.answers(
        frozenset({"hotline_taiwan", "hotline_senkaku", "hotline_scs", "fisheries", "trade_truce"})
        | frozenset({"aid_package", "mutual_defence_understanding", "summit", "exercise_notification"})
    ),
    common.solvency(),
    raise_dial(180),
    common.readiness(72, 84),
    common.stances(5, 7),
    review(("law_enforcement_patrols", "economic_statecraft", "combat_readiness_orders"), keep=2),
    common.campaign(-1),
    common.programmes(
        (
            "cutter_squadron",
            "militia_bases",
            "war_reserves",
            "information_force",
            "integrated_air_defence",
            "medium_missiles",
            "joint_command_reform",
            "fighter_regiments",
        ),
        3_500,
    ),
    common.reinforce(UnitKind.FLEET, ("ECH", "SCH"), "TWS", "taiwan", 4),
    common.alerts(("taiwan",), 5),
    common.gamble((("inspection_quarantine", "taiwan"), ("encirclement_drill", "taiwan")), 14, 70, highest=5),
    common.gamble(
        (
            ("coast_guard_surge", "scs"),
            ("coast_guard_surge", "senkaku"),
            ("air_zone_flights", "taiwan"),
            ("air_zone_flights", "senkaku"),
        ),
        12,
        66,
        highest=4,
    ),
    common.operate("presence_patrol", ("senkaku",), 2, keep=64),
    common.propose("fisheries", "japan", every=3),
    common.propose("trade_truce", "us", every=2),
    Card(
        "court Seoul",
        "a neighbour may lean away",
        lambda hand: hand.turn % 3 == 0 and hand.try_order(Court("south_korea", Means.TRADE)),
    ),
)

DPRK: Final = (
    common.choices({}),
    common.answers(frozenset({"freeze_for_relief", "hotline_korea", "aid_package", "summit"})),
    common.solvency(),
    common.readiness(58, 72),
    common.stances(5, 6),
    review(("two_states_line", "pre_emption_law"), keep=1),
    common.campaign(-2),
    common.programmes(
        (
            "consumer_factories",
            "solid_fuel_missiles",
            "tunnels",
            "tactical_warheads",
            "cyber_bureau",
            "shell_lines",
            "air_defence_from_russia",
        ),
        120,
    ),
    common.operate("shells_to_russia", ("-",), 1, keep=45),
    common.operate("cyber_theft", ("-",), 1, keep=40),
    test_when_needed(),
    common.gamble((("artillery_provocation", "korea"),), 10, 58, highest=4),
    common.propose("russian_aid", "russia", keep=1, every=2),
    Card(
        "offer a freeze",
        "relief would help at home",
        lambda hand: (
            hand.turn % 4 == 2
            and hand.observation.sheet.support >= 55
            and hand.try_order(Propose("freeze_for_relief", "us", 200))
        ),
    ),
)

HANDS: Final = {Power.JAPAN: JAPAN, Power.US: US, Power.CHINA: CHINA, Power.DPRK: DPRK}
