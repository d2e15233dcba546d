"""Measures of what happened in a game: counts, sums and shares of its facts, and how long contracts took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.headless.study_list import ANY, USAGE, BadMeasure
from game.headless.study_meters import Lag, Meter, Share, Sum, Waited
from game.headless.study_words import Words
from rules.journal import (
    Adopted,
    Agreed,
    Breached,
    Contested,
    Contracted,
    Delivered,
    Fact,
    Operated,
    Removed,
    RungMoved,
    Shifted,
    Slipped,
    Turned,
)
from rules.terms import Line, Power, Resolution, Result, Track


def _acts(words: Words) -> tuple[Power, str | None, str | None]:
    power = words.power()
    operation = words.maybe(1, "operation", (*words.world.operation, ANY))
    place = words.rest[2] if len(words.rest) > 2 else None
    return power, None if operation == ANY else operation, place


def _operations(words: Words) -> Meter:
    power, operation, place = _acts(words)
    return Sum(
        lambda fact: (
            isinstance(fact, Operated)
            and power == fact.power
            and operation in (None, fact.operation)
            and place in (None, fact.place)
        ),
        words.at,
    )


def _tests(words: Words) -> Meter:
    power, known = words.power(), words.world.operation
    return Sum(
        lambda fact: (
            isinstance(fact, Operated)
            and power == fact.power
            and known[fact.operation].resolution == Resolution.TEST
        ),
        words.at,
    )


def _gains(words: Words) -> Meter:
    power, operation, place = _acts(words)
    return Share(
        lambda fact: (
            isinstance(fact, Contested)
            and power == fact.power
            and operation in (None, fact.operation)
            and place in (None, fact.place)
        ),
        lambda fact: isinstance(fact, Contested) and fact.result >= Result.GAIN,
        words.at,
    )


def _programmes(words: Words, nth: int = 1) -> tuple[Power, frozenset[str]]:
    power, line = words.power(), words.maybe(nth, "line", [each.key for each in Line])
    known = words.world.programmes
    return power, frozenset(each.id for each in known if line is None or each.line.key == line)


def _of_contracts(kind: type[Contracted | Delivered | Slipped]) -> Callable[[Words], Meter]:
    def make(words: Words) -> Meter:
        power, programmes = _programmes(words)
        return Sum(
            lambda fact: isinstance(fact, kind) and power == fact.power and fact.programme in programmes,
            words.at,
        )

    return make


def _lag(words: Words) -> Meter:
    return Lag(*_programmes(words))


def _waited(words: Words) -> Meter:
    if len(words.rest) < 2 or not words.rest[1].isdigit():
        raise BadMeasure(f"a number of quarters is missing: write '{USAGE['waited'][0]}'")
    power, programmes = _programmes(words, 2)
    return Waited(power, int(words.rest[1]), programmes)


def _adopted(words: Words) -> Meter:
    power, doctrine = words.power(), words.maybe(1, "doctrine", tuple(words.world.doctrine))
    return Sum(
        lambda fact: (
            isinstance(fact, Adopted)
            and power == fact.power
            and fact.adopted
            and doctrine in (None, fact.doctrine)
        ),
        words.at,
    )


def _agreed(words: Words) -> Meter:
    agreement = words.maybe(0, "agreement", tuple(words.world.agreement))
    return Sum(lambda fact: isinstance(fact, Agreed) and agreement in (None, fact.agreement), words.at)


def _breached(words: Words) -> Meter:
    power = words.power()
    return Sum(lambda fact: isinstance(fact, Breached) and power == fact.power, words.at)


def _accidents(words: Words) -> Meter:
    return Sum(lambda fact: isinstance(fact, RungMoved) and fact.cause == "accident", words.at)


def _lost(words: Words) -> Meter:
    power = words.power()
    return Sum(lambda fact: fact.count if isinstance(fact, Removed) and power == fact.power else 0, words.at)


def _shift_test(words: Words) -> Callable[[Fact], int]:
    power, track = words.power(), words.one_of(1, "track", [each.key for each in Track])
    cause = " ".join(words.rest[2:])

    def moved(fact: Fact) -> int:
        if not isinstance(fact, Shifted) or fact.power != power or fact.track.key != track:
            return 0
        return fact.after - fact.before if cause in ("", fact.cause) else 0

    return moved


def _shifted(words: Words) -> Meter:
    return Sum(_shift_test(words), words.at)


def _shifts(words: Words) -> Meter:
    moved = _shift_test(words)
    return Sum(lambda fact: moved(fact) != 0, words.at)


def _turned(words: Words) -> Meter:
    track, cause = words.one_of(0, "track", [each.key for each in Track]), " ".join(words.rest[1:])

    def moved(fact: Fact) -> int:
        if not isinstance(fact, Turned) or fact.track.key != track or cause not in ("", fact.cause):
            return 0
        return fact.after - fact.before

    return Sum(moved, words.at)


COUNTS: Final[dict[str, Callable[[Words], Meter]]] = {
    "operations": _operations,
    "tests": _tests,
    "gains": _gains,
    "delivered": _of_contracts(Delivered),
    "slipped": _of_contracts(Slipped),
    "contracted": _of_contracts(Contracted),
    "lag": _lag,
    "waited": _waited,
    "adopted": _adopted,
    "agreed": _agreed,
    "breached": _breached,
    "accidents": _accidents,
    "lost": _lost,
    "shifted": _shifted,
    "shifts": _shifts,
    "turned": _turned,
}
"""What makes each of these measures from its words, by name."""
