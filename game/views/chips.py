"""Effects as chips: a few words with a sign, and whether they are good or bad for the seat that looks.

A tone is given only where it is clear: one's own and one's ally's tracks, a rival's arms, alarm at oneself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, assert_never

from attrs import frozen

from game.views.conditions import RECENT, clause, flag_words
from game.views.figures import chance, counted, hundredths, signed, signed_dollars
from game.views.names import KIND_WORDS, capital, party, place, share, thing
from game.views.scenes import Scene
from rules.contest import challenges, ways_to_reach
from rules.effects import (
    Bound,
    Chance,
    Climb,
    Condition,
    Delay,
    Effect,
    Flag,
    Grip,
    Place,
    Remove,
    Schedule,
    Shift,
    Stream,
    When,
)
from rules.terms import RIVALS, Power, Role, Track, same_side

_LASTING: Final = 90
"""A flag raised for so many turns or more stands for good."""

_WEST: Final = {
    Track.COHESION: "cohesion",
    Track.INTEGRATION: "integration",
    Track.PIPS: "integration pips",
    Track.HISTORY: "Japan–South Korea history",
    Track.ASK: "the US ask",
}

_NAMES: Final = {Track.TEST_PIPS: "test results", Track.GDP: "GDP", Track.CYBER_SPACE: "cyber and space"}

_ARMS: Final = frozenset({*(Track(nth) for nth in range(6)), Track.READINESS, Track.STOCKS, Track.INDUSTRY})


class Tone(Enum):
    """Whether something is good or bad for the seat that looks, or neither for sure."""

    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"


@frozen
class Chip:
    """A consequence in a few words, always with a sign or a word."""

    text: str
    tone: Tone = Tone.PLAIN


def chips(effects: Iterable[Effect], found: Scene) -> tuple[Chip, ...]:
    """Return what effects would do, in their order; a branch names its condition or its chance."""
    return tuple(chip for effect in effects for chip in _chips(effect, found))


def words(effects: Iterable[Effect], found: Scene) -> str:
    """Return effects in one line of text."""
    return ", ".join(chip.text for chip in chips(effects, found))


def _chips(effect: Effect, found: Scene) -> Iterator[Chip]:
    world = found.world
    match effect:
        case Shift():
            yield from _shift(effect, found)
        case Climb(flashpoint, by):
            yield Chip(f"rung {signed(by)}{_at(flashpoint, found)}", _tone(-by))
        case Grip(flashpoint, by):
            yield Chip(f"control {signed(by)}{_at(flashpoint, found)}", _grip_tone(flashpoint, by, found))
        case Place(kind, whom, area, count):
            spot = found.area if area == "place" else area
            where = place(world, spot) if spot else "on the spot"
            for power in found.whom(whom):
                text = f"{KIND_WORDS[kind]} +{count}{_whose(power, found)}, {where}"
                yield Chip(text, _tone(_side(power, found)))
        case Remove(kind, whom, count, turns):
            for power in found.whom(whom):
                away = f" for {counted(turns, 'turn')}" if turns else ""
                text = f"{KIND_WORDS[kind]} {signed(-count)}{_whose(power, found)}{away}"
                yield Chip(text, _tone(-_side(power, found)))
        case Chance(need, then, other):
            ways = ways_to_reach(need)
            yield from _branch(f"{chance(ways)}: ", then, found)
            yield from _branch(f"{chance(36 - ways)}: ", other, found)
        case When():
            yield from _when(effect, found)
        case Stream(whom, amount, turns, source):
            for power in found.whom(whom):
                text = f"{_purse(power, found)}{signed_dollars(amount)} a quarter from {party(world, source)}"
                yield Chip(f"{text} for {counted(turns, 'quarter')}", _tone(_side(power, found) * amount))
        case Flag(_, name, turns):
            yield Chip(_flag(flag_words(world, name), turns))
        case Schedule(card, turns):
            yield Chip(f"{thing(world, card)} in {counted(turns, 'turn')}")
        case Delay():
            yield from _delay(effect, found)
        case _:
            assert_never(effect)


def _when(effect: When, found: Scene) -> Iterator[Chip]:
    """Return both branches, each with its condition; what is settled by who acts is no condition."""
    settled = [(each, _settled(each, found)) for each in effect.all]
    open_ones = [each for each, so in settled if so is None]
    if any(so is False for _, so in settled):
        yield from chips(effect.other, found)
    elif not open_ones:
        yield from chips(effect.then, found)
    else:
        asked = clause(open_ones, found.world, found.actor)
        other = "otherwise: " if effect.then else f"unless {asked.removeprefix('if ')}: "
        yield from _branch(f"{asked}: ", effect.then, found)
        yield from _branch(other, effect.other, found)


def _settled(condition: Condition, found: Scene) -> bool | None:
    """Tell what holds whatever happens: all powers but Japan have nuclear weapons, for good (R9.2)."""
    if not isinstance(condition, Bound) or (condition.reading, condition.whom) != ("nuclear", "self"):
        return None
    armed = found.actor != Power.JAPAN
    return armed if condition.low == 1 else not armed if condition.high == 0 else None


def _branch(prefix: str, effects: tuple[Effect, ...], found: Scene) -> Iterator[Chip]:
    return (Chip(prefix + chip.text, chip.tone) for chip in chips(effects, found))


def _flag(name: str, turns: int) -> str:
    """Return what it does that a flag is raised; one that only remembers an act is a memory."""
    if name.startswith(RECENT) and 0 < turns < _LASTING:
        return f"remembered for {counted(turns, 'turn')}: {name.removeprefix(RECENT)}"
    if turns <= 0:
        return f"{name}: no more"
    return f"{name}: from now on" if turns >= _LASTING else f"{name} for {counted(turns, 'turn')}"


def _delay(effect: Delay, found: Scene) -> Iterator[Chip]:
    what = "import" if effect.imports else "contract"
    if effect.line is not None:
        what = f"{effect.line.key.replace('_', ' ')} {what}"
    when = f"{counted(abs(effect.by), 'quarter')} {'later' if effect.by > 0 else 'sooner'}"
    which = f"next {what}" if effect.most == 1 else f"{'next' if effect.most < 99 else 'all'} {what}s"
    if 1 < effect.most < 99:
        which = f"next {effect.most} {what}s"
    for power in found.whom(effect.whom):
        yield Chip(f"{which}{_whose(power, found)} {when}", _tone(-effect.by * _side(power, found)))


# ---------- shifts ----------


def _shift(effect: Shift, found: Scene) -> Iterator[Chip]:
    track, by = effect.track, effect.by
    if track in _WEST:
        yield Chip(f"{_WEST[track]} {_amount(track, by, found.actor, found)}", _west_tone(track, by, found))
    elif track == Track.PATRON:
        lean = 1 if found.viewer == Power.CHINA else 0
        yield Chip(f"China–DPRK cohesion {signed(by)}", _tone(by * lean))
    elif track == Track.ALIGNMENT:
        whose = found.partner(effect.whom)
        if whose:
            yield Chip(f"alignment of {whose} {signed(by)}", _tone(by if _is_west(found) else -by))
    elif track == Track.HOME_STRENGTH:
        whose = found.partner(effect.whom)
        yield Chip(
            f"home strength{f' of {whose}' if whose else ''} {signed(by)}",
            _tone(by if _is_west(found) else -by),
        )
    elif track == Track.ALARM:
        yield from _alarm(effect, found)
    else:
        for power in found.whom(effect.whom):
            yield _of_power(track, by, power, found)


def _alarm(effect: Shift, found: Scene) -> Iterator[Chip]:
    for owner in found.whom(effect.whom):
        for about in found.whom(effect.about):
            if about not in RIVALS[owner]:
                continue
            if owner == found.viewer:
                yield Chip(f"our alarm about {party(found.world, about.key)} {signed(effect.by)}")
            else:
                at_me = about == found.viewer
                other = "" if at_me else f" about {party(found.world, about.key)}"
                text = f"alarm of {party(found.world, owner.key)}{other} {signed(effect.by)}"
                yield Chip(text, _tone(-effect.by if at_me else 0))


def _of_power(track: Track, by: int, power: Power, found: Scene) -> Chip:
    """Return the chip of a track that a power has on its own sheet."""
    tone = _tone(by * _lean(track, power, found))
    if Track.HAWKS <= track <= Track.KEEPERS:
        role = found.world.powers[power].role_names[Role(track - Track.HAWKS)]
        return Chip(f"{role}{_whose(power, found)} {signed(by)}", tone)
    if track in (Track.TREASURY, Track.RELIEF):
        source = " from abroad" if track == Track.RELIEF else ""
        return Chip(f"{_purse(power, found)}{signed_dollars(by)}{source}", tone)
    name = _NAMES.get(track) or track.key.replace("_", " ")
    name += _whose(power, found)
    return Chip(f"{name} {_amount(track, by, power, found)}", tone)


def _amount(track: Track, by: int, power: Power, found: Scene) -> str:
    sign = "+" if by > 0 else ""
    if track in (Track.GROWTH, Track.ASK):
        return f"{sign}{hundredths(by)} %{' a quarter' if track == Track.GROWTH else ''}"
    if track == Track.DIAL:
        return f"{sign}{share(found.world, power, by)}"
    return signed_dollars(by) if track == Track.GDP else signed(by)


# ---------- for whom it is good ----------


def _tone(value: int) -> Tone:
    return Tone.GOOD if value > 0 else Tone.BAD if value < 0 else Tone.PLAIN


def _side(power: Power, found: Scene) -> int:
    return 1 if same_side(power, found.viewer) else -1


def _is_west(found: Scene) -> bool:
    return same_side(found.viewer, Power.US)


def _lean(track: Track, power: Power, found: Scene) -> int:
    """Return 1 where more of a power's track is good for the seat that looks, -1 where it is bad."""
    if track == Track.DIAL:
        return 0
    if not same_side(power, found.viewer):
        return -1 if track in _ARMS else 0
    return -1 if track == Track.STRAIN else 1


def _west_tone(track: Track, by: int, found: Scene) -> Tone:
    if track == Track.ASK:
        return Tone.PLAIN
    if track == Track.HISTORY:
        return _tone(-by if found.viewer == Power.JAPAN else 0)
    return _tone(by if _is_west(found) else -by)


def _grip_tone(flashpoint: str, by: int, found: Scene) -> Tone:
    nth = found.place if flashpoint == "here" else found.world.flashpoint_index[flashpoint]
    if nth is None or not found.world.flashpoints[nth].stakes[found.viewer]:
        return Tone.PLAIN
    return _tone(by if challenges(found.world.flashpoints[nth], found.viewer) else -by)


def _at(flashpoint: str, found: Scene) -> str:
    return "" if flashpoint == "here" else f" at {place(found.world, flashpoint)}"


def _whose(power: Power, found: Scene) -> str:
    return "" if power == found.viewer else f" of {party(found.world, power.key)}"


def _purse(power: Power, found: Scene) -> str:
    """Return whose money it is, before a sum."""
    return "" if power == found.viewer else f"{capital(party(found.world, power.key))}: "
