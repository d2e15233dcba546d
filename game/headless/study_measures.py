"""What a study measures: a closed list of measures, each one number a game.

A measure is a line of words: its name, what it is of, and at the end perhaps `at N`, after which turn it is
read (a game that ended before is read at its end). Shares and chances are per cent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.headless.results import SUCCESS
from game.headless.study_counts import COUNTS
from game.headless.study_list import STANDARD, USAGE, BadMeasure
from game.headless.study_meters import End, First, Legal, Level, Mean, Meter, Peak
from game.headless.study_words import Words, reading_of
from rules.content import World
from rules.contest import Setting, modifiers, result_ways, summed
from rules.state import State
from rules.terms import PARTNER_NAMED, POWER_NAMED, RIVALS, Ending, Line, Resolution, Result


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
    return Level(reading_of(world, name, rest), at)


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


def _legal(words: Words) -> Meter:
    power, pattern = words.power(), " ".join(words.rest[1:])
    if not pattern:
        raise BadMeasure("a pattern of orders is missing: write 'legal POWER PATTERN'")
    return Legal(power, pattern, words.at)


def _first(words: Words) -> Meter:
    if len(words.rest) < 2 or not words.rest[-1].isdigit():
        raise BadMeasure(f"a number is missing at the end: write '{USAGE['first'][0]}'")
    return First(reading_of(words.world, words.rest[0], words.rest[1:-1]), int(words.rest[-1]))


def _mean(words: Words) -> Meter:
    if not words.rest:
        raise BadMeasure(f"a reading is missing: write '{USAGE['mean'][0]}'")
    return Mean(reading_of(words.world, words.rest[0], words.rest[1:]), 0)


def _spread(words: Words) -> Meter:
    if not words.rest:
        raise BadMeasure(f"a reading is missing: write '{USAGE['spread'][0]}'")
    return Level(reading_of(words.world, words.rest[0], words.rest[1:]), words.at)


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
    "legal": _legal,
    "first": _first,
    "mean": _mean,
    "spread": _spread,
    **COUNTS,
}
