"""Facts in words: every kind has a sentence, with names, reasons and rolls, and no more than it holds."""

import re
from typing import get_args

import pytest
from attrs import evolve

from game.content import load_scenario
from game.headless.playouts import playout
from game.narrate import narrate, tell
from game.players.registry import make
from rules import POWERS, Power
from rules.content import Scenario
from rules.journal import (
    Adopted,
    Agreed,
    AlertSet,
    Authority,
    Breached,
    Campaigned,
    Chosen,
    Contested,
    Contracted,
    ControlMoved,
    Courted,
    Declined,
    Delivered,
    DialSet,
    Drawn,
    Ended,
    Fact,
    Failed,
    Faulted,
    Fought,
    Funded,
    GameOver,
    Intervened,
    Invoked,
    MeasureTaken,
    Money,
    Moved,
    Operated,
    Paced,
    Placed,
    Proposed,
    Removed,
    ReviewBegun,
    Rolled,
    RungMoved,
    Shifted,
    Signalled,
    SignalTested,
    Slipped,
    Stalled,
    StancesMet,
    Turned,
)
from rules.terms import (
    Alert,
    Ending,
    Funding,
    Means,
    Pacing,
    Purpose,
    Result,
    SignalKind,
    Stance,
    Theme,
    Track,
    UnitKind,
)

JAPAN, US, CHINA, DPRK = POWERS


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("turning_the_corner")


SENTENCES = [
    (DialSet(JAPAN, 180, 190), "Japan raises its share of GDP from 1.80 % to 1.90 %."),
    (DialSet(US, 30, 28), "The United States lowers its theatre share from 30 % to 28 %."),
    (Money(JAPAN, "bill", "full", -12188), "Japan pays $12,188m (bill: full)."),
    (Money(JAPAN, "income", "turn 2", 17154), "Japan receives $17,154m (income)."),
    (
        Money(JAPAN, "instalment", "gliding_missile 1", -300),
        "Japan pays $300m (instalment: Gliding missile, first block).",
    ),
    (Money(CHINA, "lapsed", "carry-over", -500), "China loses $500m it may not carry over."),
    (Money(DPRK, "outside", "relief", 150), "The DPRK receives $150m (money from abroad: relief)."),
    (
        Funded(DPRK, Funding.MINIMAL, 40),
        "The DPRK pays only the minimum of its standing bill but leaves $40m unpaid.",
    ),
    (
        Shifted(JAPAN, Track.SUPPORT, 55, 53, "presence_patrol"),
        "Japan: support falls from 55 to 53 (Presence patrol).",
    ),
    (
        Shifted(CHINA, Track.ALARM, 4, 5, "two per cent", JAPAN),
        "China: alarm about Japan rises from 4 to 5 (two per cent reached).",
    ),
    (
        Shifted(DPRK, Track.HAWKS, 1, 2, "military_parade"),
        "The DPRK: the constituency 'Army' rises from 1 to 2 (Military parade).",
    ),
    (Shifted(JAPAN, Track.STOCKS, 2, 1, "surge"), "Japan: stocks fall from 2 to 1 (surge)."),
    (
        Turned(Track.ALIGNMENT, "philippines", 3, 4, "courted by us"),
        "The Philippines: alignment with Japan and the United States rises from 3 to 4 "
        "(courted by the United States).",
    ),
    (
        Turned(Track.PATRON, "", 6, 5, "overflight_test"),
        "China's support of the DPRK falls from 6 to 5 (Missile over Japan).",
    ),
    (Contracted(JAPAN, "island_radar", 2, 7), "Japan signs for Island radar (no. 2), due in turn 7."),
    (Paced(JAPAN, "mogami_last", 1, Pacing.RUSH), "Japan rushes Mogami frigates, last hulls."),
    (
        Stalled(JAPAN, "mogami_last", 1),
        "Japan cannot pay the instalment for Mogami frigates, last hulls: "
        "it comes a quarter later and costs more.",
    ),
    (
        Slipped(CHINA, "assault_ship", 1, (1, 2), 4),
        "A delivery to China slips a quarter, Assault ship Sichuan: rolled 1+2, needed 4.",
    ),
    (
        Delivered(CHINA, "third_carrier", 1, (6, 2), 3),
        "China takes delivery, Carrier Fujian: rolled 6+2, needed 3.",
    ),
    (ReviewBegun(JAPAN, "three_documents", 3), "Japan begins a review of 3 turns: Three strategy documents."),
    (Adopted(DPRK, "two_states_line", True), "The DPRK adopts: Two hostile states."),
    (Adopted(DPRK, "two_states_line", False), "The DPRK lacks the support to adopt: Two hostile states."),
    (Campaigned(JAPAN, Theme.TRANSPARENCY), "Japan opens its books."),
    (Campaigned(US, Theme.KEEPERS), "The United States speaks to a constituency: Services."),
    (Invoked(JAPAN, "supplementary"), "Japan takes an extraordinary measure: a supplementary budget."),
    (
        Chosen(JAPAN, "court_fund", "welcome"),
        "A fund for the forced labourers: Japan decides: Welcome the step and leave the firms to decide.",
    ),
    (Signalled(US, SignalKind.WARN, "taiwan", 0), "The United States warns over the Taiwan Strait."),
    (Signalled(US, SignalKind.DEMAND, "ask", 225), "The United States demands: 2.25 % of GDP for defence."),
    (Signalled(DPRK, SignalKind.DEMAND, "relief", 100), "The DPRK demands: relief of $100m."),
    (SignalTested(JAPAN, SignalKind.WARN, "taiwan", False), "Japan breaks its word (warn on Taiwan Strait)."),
    (Proposed("aid_package", "china", "dprk", 200), "China proposes to the DPRK: Chinese aid for $200m."),
    (
        Declined("network_link", "japan", "south_korea"),
        "South Korea declines what Japan proposed: Network link.",
    ),
    (Agreed("hotline_korea", "us", "dprk", 0), "The United States and the DPRK agree: Hotline, Korea."),
    (
        Ended("trade_truce", "us", "china", "term"),
        "An agreement of the United States and China ends: Trade truce (its term is over).",
    ),
    (
        Breached(CHINA, "fisheries", "japan", "fishing_swarm"),
        "China breaks its agreement with Japan, Fisheries deal, by this act: Fishing-fleet swarm.",
    ),
    (
        Rolled(None, Purpose.ACCIDENT, "taiwan", (4, 3), 0, 9, False),
        "An accident (the Taiwan Strait): rolled 4+3, needed 9: none happens.",
    ),
    (
        Rolled(JAPAN, Purpose.COURTING, "japan:taiwan:aid", (1, 1), -1, 8, False),
        "Courting (Japan, Taiwan, aid): rolled 1+1 with -1, needed 8: no.",
    ),
    (Courted(JAPAN, "taiwan", Means.AID, 1), "Japan courts Taiwan with aid: it draws nearer."),
    (
        Moved(JAPAN, UnitKind.FLEET, 1, "WHO", "PHS"),
        "Japan moves 1 fleet from Western Honshu and Shikoku to the Philippine Sea.",
    ),
    (Moved(CHINA, UnitKind.AIR, 2, "", "TWS"), "China moves 2 air wings to the Taiwan Strait."),
    (
        Placed(CHINA, UnitKind.CARRIER, 1, "third_carrier", "SCH"),
        "China gains 1 carrier group in South China and Hainan (Carrier Fujian).",
    ),
    (
        Removed(JAPAN, UnitKind.SUBMARINE, 1, "war at taiwan", "TWS"),
        "Japan loses 1 submarine from the Taiwan Strait (war at the Taiwan Strait).",
    ),
    (AlertSet(US, "taiwan", Alert.CRISIS), "The United States goes on crisis alert at the Taiwan Strait."),
    (
        Operated(JAPAN, "joint_exercise", "senkaku", US),
        "Japan carries out with the United States: Joint exercise at the Senkakus and East China Sea.",
    ),
    (
        Contested(
            CHINA,
            "air_zone_flights",
            "taiwan",
            (5, 3),
            10,
            Result.GAIN,
            (("initiative", 1), ("edge", 2), ("deterrence", -1)),
        ),
        "China, Air-defence-zone flights at the Taiwan Strait: rolled 5+3 with +2 "
        "(initiative +1, edge +2, deterrence -1), a total of 10: a gain.",
    ),
    (Authority(JAPAN, "taiwan", False), "Japan is refused legal authority to act at the Taiwan Strait."),
    (
        MeasureTaken(CHINA, "trade_restriction", JAPAN, True),
        "China puts a measure on Japan: Trade restriction.",
    ),
    (
        StancesMet("taiwan", Stance.OFF_RAMP, Stance.PRESS),
        "Stances meet at the Taiwan Strait: off-ramp against press.",
    ),
    (
        RungMoved("korea", 2, 3, "accident", (30, 0, 0, 30, 0)),
        "Korean Peninsula: the rung rises from 2 to 3 (accident; blame: Japan 1/2, the DPRK 1/2).",
    ),
    (
        ControlMoved("scs", 0, 1, "coast_guard_surge"),
        "South China Sea: control moves from 0 to 1 (toward the challenger; Coast-guard surge).",
    ),
    (Drawn("dprk_congress", False), "A card: A congress in Pyongyang (its conditions do not hold)."),
    (
        Failed(US, "stance press", "no capital is left to press with"),
        "The United States fails to carry out 'stance press': no capital is left to press with.",
    ),
    (Faulted(US, "ValueError: boo"), "A fault of the United States's player: ValueError: boo."),
    (Intervened("AddCard", "a lesson"), "The facilitator gave a card: a lesson."),
    (
        Fought("taiwan", (0, 180, 120, 0, 100)),
        "War at the Taiwan Strait (blame: the United States 45 %, China 30 %, chance 25 %).",
    ),
    (GameOver(Ending.TIME, 12), "The game ends with turn 12: time is up."),
]


@pytest.mark.parametrize(("fact", "sentence"), SENTENCES, ids=lambda value: type(value).__name__)
def test_a_fact_is_told_in_one_sentence(scenario: Scenario, fact: Fact, sentence: str) -> None:
    assert tell(fact, scenario.world) == sentence


def test_every_kind_of_fact_has_an_example_above() -> None:
    assert {type(fact) for fact, _ in SENTENCES} == set(get_args(Fact))


def test_a_redacted_contest_names_no_modifiers(scenario: Scenario) -> None:
    fact = next(fact for fact, _ in SENTENCES if isinstance(fact, Contested))
    assert "initiative" not in tell(evolve(fact, modifiers=()), scenario.world)


def test_the_facts_of_whole_games_name_no_id_and_leave_no_word_out(scenario: Scenario) -> None:
    for seed in range(1, 6):
        players = {power: make("random") for power in POWERS}
        done = playout(scenario, players, seed, record=False, keep_journals=True)
        for facts in done.journals:
            for fact, sentence in zip(facts, narrate(facts, scenario.world), strict=True):
                assert sentence.endswith(".") and sentence[0].isupper()
                if not isinstance(fact, Failed):
                    assert not re.search(r"[a-z]_[a-z]|\b[A-Z]{2}\*|<|None|  ", sentence), sentence


def test_unknown_names_are_shown_as_they_are(scenario: Scenario) -> None:
    assert "odd thing" in tell(Contracted(Power.JAPAN, "odd_thing", 1, 3), scenario.world)
