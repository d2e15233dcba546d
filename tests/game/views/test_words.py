"""Figures, conditions and chips: every word of the content has its words, signs and tones."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from builders import NAMES
from game.views.chips import Chip, Tone, chips
from game.views.clauses import agreement_chips, doctrine_chips
from game.views.conditions import condition_words, needs
from game.views.figures import dollars, months, percent, quarter_words, signed
from game.views.scenes import pact_scene, scene
from observed import opening
from rules import POWERS, Power
from rules.content import World
from rules.effects import (
    Adopted,
    Bound,
    Chance,
    Climb,
    Condition,
    Control,
    Counters,
    Delay,
    Effect,
    Flag,
    Flagged,
    Grip,
    InForce,
    Measured,
    Place,
    Remove,
    Rung,
    Schedule,
    Shift,
    Stream,
    When,
)
from rules.terms import Line, Track, UnitKind


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "$0 m"),
        (310, "$310 m"),
        (-90, "−$90 m"),
        (1830, "$1.83 bn"),
        (1995, "$2.00 bn"),
        (-2000, "−$2.00 bn"),
    ],
)
def test_money_is_said_in_millions_or_billions(amount: int, words: str) -> None:
    assert dollars(amount) == words


def test_numbers_have_true_signs() -> None:
    assert [signed(each) for each in (2, 0, -3)] == ["+2", "0", "−3"]
    assert [percent(each) for each in (0, 6, 15, 36)] == [0, 17, 42, 100]


def test_turns_are_quarters_of_the_calendar() -> None:
    world = opening().world
    assert (quarter_words(world, 1), months(world, 1)) == ("Q4 25", "October–December 2025")
    assert (quarter_words(world, 6), months(world, 6)) == ("Q1 27", "January–March 2027")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Bound("command", "self", low=4), "command 4"),
        (Bound("history", "self", high=2), "history at most 2"),
        (Bound("dial", "japan", low=190), "share 1.90 %"),
        (Bound("support", "us", low=50), "support of the US 50"),
        (Rung("here", high=5), "below rung 6"),
        (Rung("taiwan", low=4), "rung 4 at Taiwan Strait"),
        (Control("senkaku", high=0), "control at most 0 at Senkakus"),
        (Adopted("self", "three_documents"), "Three strategy documents adopted"),
        (Adopted("us", "denial_strategy", yes=False), "Strategy of denial not adopted by the US"),
        (InForce("co_production", "japan"), "Co-production in force"),
        (Flagged("self", "no_freeze", yes=False), "no ban on a freeze"),
        (Counters("self", ("LUZ",), kind=UnitKind.MISSILE), "missile brigade ×1 in Luzon"),
        (Measured("china", "japan", yes=False), "no trade measure of China on Japan"),
    ],
)
def test_conditions_are_said_in_words(condition: Condition, words: str) -> None:
    assert condition_words(condition, opening().world, Power.JAPAN) == words


@pytest.mark.parametrize(
    ("effect", "text", "tone"),
    [
        (Shift(Track.COHESION, "both", 1), "cohesion +1", Tone.GOOD),
        (Shift(Track.ALARM, "china", 1), "alarm of China +1", Tone.BAD),
        (Shift(Track.ALARM, "self", 1, "china"), "our alarm about China +1", Tone.PLAIN),
        (Shift(Track.STRAIN, "self", 1), "strain +1", Tone.BAD),
        (Shift(Track.DOVES, "self", -1), "Public −1", Tone.BAD),
        (Shift(Track.ALIGNMENT, "taiwan", -1), "alignment of Taiwan −1", Tone.BAD),
        (Shift(Track.GROWTH, "self", -2), "growth −0.02 % a quarter", Tone.BAD),
        (Shift(Track.TREASURY, "self", 300), "+$300 m", Tone.GOOD),
        (Shift(Track.STRIKE, "china", 1), "strike of China +1", Tone.BAD),
        (Climb("senkaku", 1), "rung +1 at Senkakus", Tone.BAD),
        (Grip("senkaku", 1), "control +1 at Senkakus", Tone.BAD),
        (Place(UnitKind.AIR, "self", "KYU"), "air wing +1, Kyushu", Tone.GOOD),
        (Remove(UnitKind.CARRIER, "us", 1, 3), "carrier group −1 of the US for 3 turns", Tone.BAD),
        (Chance(9, (Shift(Track.SUPPORT, "self", 2),)), "28 %: support +2", Tone.GOOD),
        (
            When((Bound("support", "self", low=50),), (Shift(Track.CAPITAL, "self", 1),)),
            "if support is at least 50: capital +1",
            Tone.GOOD,
        ),
        (
            Stream("dprk", 150, 4, "russia"),
            "The DPRK: +$150 m a quarter from Russia for 4 quarters",
            Tone.BAD,
        ),
        (Flag("self", "parade", 4), "remembered for 4 turns: parade", Tone.PLAIN),
        (Schedule("reserve_opened", 1), "The reserve is opened in 1 turn", Tone.PLAIN),
        (Delay("self", -1, Line.STRIKE, most=1), "next strike contract 1 quarter sooner", Tone.GOOD),
    ],
)
def test_effects_are_chips_from_the_seats_point_of_view(effect: Effect, text: str, tone: Tone) -> None:
    assert chips((effect,), scene(opening())) == (Chip(text, tone),)


def test_the_other_side_feels_the_other_way() -> None:
    china = scene(opening(Power.CHINA))
    assert chips((Grip("senkaku", 1),), china)[0].tone == Tone.GOOD
    assert chips((Shift(Track.COHESION, "both", 1),), china)[0].tone == Tone.BAD
    assert chips((Shift(Track.ALARM, "self", 1, "japan"),), china)[0].text == "our alarm about Japan +1"


def test_an_agreement_is_read_as_the_rules_sign_it() -> None:
    seen = opening(Power.US)
    pact = seen.world.agreement["co_production"]
    found = agreement_chips(pact, pact_scene(seen, "japan", "us"))
    assert Chip("leads 1 quarter shorter", Tone.GOOD) in found
    assert Chip("industry of Japan +1", Tone.GOOD) in found


def _effects(world: World, power: Power) -> Iterator[tuple[Effect, ...]]:
    yield from (each.yields for each in world.programmes if each.power == power)
    yield from (each.always + each.gain + each.setback for each in world.operations if power in each.powers)
    yield from (row.effects for each in world.operations for row in each.table)
    yield from (each.effects for each in world.events)
    yield from (option.effects for each in world.events for option in each.options)


@pytest.mark.parametrize("name", NAMES)
def test_all_content_has_words_with_a_sign_or_a_name_and_no_ids(name: str) -> None:
    for power in POWERS:
        seen = opening(power, name=name)
        found = [chip for effects in _effects(seen.world, power) for chip in chips(effects, scene(seen))]
        found += [chip for each in seen.world.doctrines for chip in doctrine_chips(each, scene(seen))]
        for each in seen.world.agreements:
            for one, other in each.between:
                found += agreement_chips(each, pact_scene(seen, one, other), 100)
        assert found
        for chip in found:
            assert "_" not in chip.text and "self" not in chip.text and "1000" not in chip.text, chip
    assert all("_" not in need.text for need in needs(_conditions(seen.world), seen))


def _conditions(value: object) -> tuple[Condition, ...]:
    """Return every condition anywhere in a world."""
    if isinstance(value, Condition):
        return (value,)
    if isinstance(value, tuple):
        return tuple(each for part in value for each in _conditions(part))
    if attrs.has(type(value)):
        names = [each.name for each in attrs.fields(type(value)) if each.name != "memo"]
        return tuple(each for name in names for each in _conditions(getattr(value, name)))
    return ()
