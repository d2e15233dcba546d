"""What a study measures: a closed list of measures, each one number a game.

A measure is a line of words: its name, what it is of, and at the end perhaps `at N`, after which turn it is
read (a game that ended before is read at its end). Shares and chances are per cent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Final

from attrs import frozen

from game.headless.results import SUCCESS
from game.headless.study_list import ANY, SHARED, STANDARD, USAGE, BadMeasure
from game.headless.study_meters import (
    End,
    First,
    Lag,
    Legal,
    Level,
    Mean,
    Meter,
    Peak,
    Read,
    Share,
    Sum,
    Waited,
)
from rules.content import World
from rules.contest import Setting, modifiers, result_ways, summed
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
from rules.readings import READINGS, is_reading, reading
from rules.state import State
from rules.terms import (
    PARTNER_NAMED,
    POWER_NAMED,
    RIVALS,
    Ending,
    Line,
    Power,
    Resolution,
    Result,
    Track,
)

# ---------- reading a line ----------


@frozen
class Words:
    """The words of a line, without `at N`, and the world they speak of."""

    world: World
    name: str
    rest: tuple[str, ...]
    at: int | None

    def power(self, nth: int = 0) -> Power:
        """Return the power that a word names."""
        return POWER_NAMED[self.one_of(nth, "power", tuple(POWER_NAMED))]

    def one_of(self, nth: int, what: str, known: Sequence[str]) -> str:
        """Return a word, which must be one of a few."""
        word = self.maybe(nth, what, known)
        if word is None:
            raise BadMeasure(f"a {what} is missing: write '{USAGE[self.name][0]}'")
        return word

    def maybe(self, nth: int, what: str, known: Sequence[str]) -> str | None:
        """Return a word, which must be one of a few, or None where there is none."""
        if nth >= len(self.rest):
            return None
        if self.rest[nth] not in known:
            raise BadMeasure(f"no {what} '{self.rest[nth]}'{_hint(self.rest[nth], known)}")
        return self.rest[nth]

    def flashpoint(self, nth: int = 0) -> str:
        """Return the flashpoint that a word names."""
        return self.one_of(nth, "flashpoint", tuple(self.world.flashpoint_index))


def meter_of(text: str, world: World) -> Meter:
    """Return a new meter for a line; raise BadMeasure where it is no measure of this world."""
    words = text.split()
    at = None
    if len(words) > 2 and words[-2] == "at":
        if not words[-1].isdigit() or not 1 <= int(words[-1]) <= world.length:
            raise BadMeasure(f"'at {words[-1]}': a game has turns 1 to {world.length}")
        at, words = int(words[-1]), words[:-2]
    if not words:
        raise BadMeasure("an empty line is no measure")
    name, *rest = words
    make = _MAKERS.get(name)
    if make is not None:
        return make(Words(world, name, tuple(rest), at))
    return Level(_reading(world, name, rest), at)


def _hint(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _reading(world: World, name: str, rest: Sequence[str]) -> Read:
    """Return a reading of the rules with its owner."""
    if not is_reading(name, tuple(world.flashpoint_index)):
        raise BadMeasure(f"no measure '{name}'{_hint(name, (*USAGE, *READINGS))}")
    shared = name in SHARED or name not in READINGS
    if not rest and not shared:
        raise BadMeasure(f"whose {name}? write '{name} POWER'")
    if len(rest) > 1 or (rest and rest[0] not in POWER_NAMED):
        raise BadMeasure(f"no power '{' '.join(rest)}'{_hint(rest[0], tuple(POWER_NAMED))}")
    power = POWER_NAMED[rest[0]] if rest else Power.JAPAN
    return lambda state: reading(state, name, power)


def _score(words: Words) -> Meter:
    power = words.power()
    return End(lambda outcome: outcome.scores[power].total)


def _succeeded(words: Words) -> Meter:
    power = words.power()
    return End(lambda outcome: 100 * (outcome.scores[power].total >= SUCCESS))


def _ends(words: Words) -> Meter:
    ending = Ending[words.one_of(0, "ending", [each.key for each in Ending]).upper()]
    return End(lambda outcome: 100 * (outcome.ending == ending))


def _rung(words: Words) -> Meter:
    place = words.world.flashpoint_index[words.flashpoint()]
    return Level(lambda state: state.commons.flashpoints[place].rung, words.at)


def _peak(words: Words) -> Meter:
    return Peak(words.maybe(0, "flashpoint", tuple(words.world.flashpoint_index)))


def _control(words: Words) -> Meter:
    place = words.world.flashpoint_index[words.flashpoint()]
    return Level(lambda state: state.commons.flashpoints[place].control, words.at)


def _alignment(words: Words) -> Meter:
    partner = PARTNER_NAMED[words.one_of(0, "partner", tuple(PARTNER_NAMED))]
    return Level(lambda state: state.commons.alignment[partner], words.at)


def _alarm_about(words: Words) -> Meter:
    power = words.power()
    rival = POWER_NAMED[words.one_of(1, "rival", [each.key for each in RIVALS[power]])]
    return Level(lambda state: state.own(power).alarm[rival], words.at)


def _bill(words: Words) -> Meter:
    power = words.power()
    return Level(lambda state: state.own(power).bill, words.at)


def _counters(words: Words) -> Meter:
    power, known = words.power(), words.world.area_index
    named = [words.one_of(nth, "area", tuple(known)) for nth in range(1, len(words.rest))]
    starts = [(known[area] << 5) + (power << 3) for area in named or known]
    return Level(lambda state: sum(sum(state.counters[at : at + 8]) for at in starts), words.at)


def _capabilities(words: Words) -> Meter:
    power = words.power()
    return Level(lambda state: sum(state.own(power).caps[:5]), words.at)


def _arms_race(words: Words) -> Meter:
    def read(state: State) -> float:
        world, commons = state.world, state.commons
        steps = sum(
            max(0, now - before) / power.year_step
            for power, now, before in zip(world.powers, commons.dials, commons.start_dials, strict=True)
        )
        orders = [world.programme[each.programme].line for own in state.powers for each in own.contracts]
        return steps + orders.count(Line.STRIKE)

    return Level(read, words.at)


def _cooperation(words: Words) -> Meter:
    def read(state: State) -> float:
        kinds = [state.world.agreement[pact.agreement] for pact in state.commons.pacts]
        return sum(1 for each in kinds if each.restraint or each.link)

    return Level(read, words.at)


def _odds(words: Words) -> Meter:
    world, flashpoint = words.world, words.flashpoint()
    place, known = world.flashpoint_index[flashpoint], tuple(world.operation)
    operation = world.operation[words.maybe(1, "operation", known) or STANDARD[flashpoint]]
    if operation.resolution != Resolution.CONTEST:
        raise BadMeasure(f"'{operation.id}' is no contest, so it has no odds")
    actor = world.flashpoints[place].challenger

    def read(state: State) -> float:
        total = summed(modifiers(state, Setting(), place, actor, False, operation))
        return 100 * sum(ways for result, ways in result_ways(total) if result >= Result.GAIN) / 36

    return Mean(read, 1, words.at)


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


def _legal(words: Words) -> Meter:
    power, pattern = words.power(), " ".join(words.rest[1:])
    if not pattern:
        raise BadMeasure("a pattern of orders is missing: write 'legal POWER PATTERN'")
    return Legal(power, pattern, words.at)


def _first(words: Words) -> Meter:
    if len(words.rest) < 2 or not words.rest[-1].isdigit():
        raise BadMeasure(f"a number is missing at the end: write '{USAGE['first'][0]}'")
    return First(_reading(words.world, words.rest[0], words.rest[1:-1]), int(words.rest[-1]))


def _mean(words: Words) -> Meter:
    if not words.rest:
        raise BadMeasure(f"a reading is missing: write '{USAGE['mean'][0]}'")
    return Mean(_reading(words.world, words.rest[0], words.rest[1:]), 0)


def _spread(words: Words) -> Meter:
    if not words.rest:
        raise BadMeasure(f"a reading is missing: write '{USAGE['spread'][0]}'")
    return Level(_reading(words.world, words.rest[0], words.rest[1:]), words.at)


_MAKERS: Final[dict[str, Callable[[Words], Meter]]] = {
    "score": _score,
    "succeeded": _succeeded,
    "ends": _ends,
    "turns": lambda words: End(lambda outcome: outcome.turn),
    "rung": _rung,
    "peak": _peak,
    "control": _control,
    "alignment": _alignment,
    "alarm_about": _alarm_about,
    "bill": _bill,
    "counters": _counters,
    "capabilities": _capabilities,
    "arms_race": _arms_race,
    "cooperation": _cooperation,
    "odds": _odds,
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
    "legal": _legal,
    "first": _first,
    "mean": _mean,
    "spread": _spread,
}
