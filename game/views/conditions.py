"""Conditions in words: `command 4`, `below rung 6`, `Three strategy documents adopted`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from attrs import frozen

from game.views.figures import dollars, hundredths, plain
from game.views.names import KIND_WORDS, party, place, power_of, share, thing
from game.wording import names_of
from rules.content import World
from rules.effects import (
    Adopted,
    Bound,
    Condition,
    Control,
    Counters,
    Flagged,
    InForce,
    Measured,
    Rung,
)
from rules.observation import Observation
from rules.readings import holds
from rules.terms import Power, Role

_READINGS: Final = {
    "test_pips": "test results",
    "alarm_total": "total alarm",
    "alarm": "total alarm",
    "dial": "share",
    "patron": "China–DPRK cohesion",
    "ask_gap": "share above the ask",
    "relief": "money from abroad",
    "outside": "money from abroad",
    "links": "network links",
    "lane_points_lost_x10": "tenths of lane points lost a turn",
    "two_percent_turn": "turn of two per cent",
    "mean_tension_x10": "mean tension in tenths",
    "doves_plus_keepers": "public and services",
    "turns_at_rung_6": "turns at rung 6",
    "cyber_space": "cyber and space",
    "patron_in_4_to_7": "China–DPRK cohesion from 4 to 7",
    "imports_slipped_twice": "imports late twice",
    "mean_theatre_x10": "mean theatre share in tenths",
    "highest_theatre": "highest theatre share",
    "outside_money": "money from abroad",
    "share_sustained": "two per cent held with strain of 1 at most",
}

_FLAGS: Final = {
    "agenda_build_up": "build-up agenda",
    "agenda_deterrence": "deterrence agenda",
    "agenda_interoperability": "interoperability agenda",
    "demand_shells": "Russian demand for shells",
    "dual_use_ban": "ban on dual-use goods",
    "exercise_held": "recent exercise",
    "host_nation_talks": "host-nation talks",
    "no_freeze": "ban on a freeze",
    "parade": "recent parade",
    "patrol_held": "recent patrol",
    "port_visit": "recent port visit",
    "russian_help": "Russian help",
    "shells_sent": "recent shells to Russia",
    "statecraft_spent": "spent statecraft",
    "surge_made": "recent surge",
    "talks_cut": "break in talks",
    "theft_closed": "lull in theft",
    "theft_recent": "recent theft",
    "transit_made": "recent transit",
}

RECENT: Final = "recent "
"""How a flag begins that only remembers what happened."""

_COUNTED: Final = frozenset(
    {
        "ban on a freeze",
        "ban on dual-use goods",
        "break in talks",
        "build-up agenda",
        "deterrence agenda",
        "interoperability agenda",
        "lull in theft",
        "recent exercise",
        "recent parade",
        "recent patrol",
        "recent port visit",
        "recent surge",
        "recent theft",
        "recent transit",
        "Russian demand for shells",
    }
)
"""Flags that take an article."""

_YES_OR_NO: Final = ("share_sustained", "no_trade_measures", "patron_in_4_to_7")

_ENDLESS: Final = 1_000_000


@frozen
class Need:
    """One thing that an entry needs: in words, whether it is so (None where the seat cannot know)."""

    text: str
    met: bool | None


def needs(conditions: Iterable[Condition], observation: Observation, where: str = "") -> tuple[Need, ...]:
    """Return what conditions ask for and whether each is met as the seat sees it."""
    nth = observation.world.flashpoint_index.get(where)
    return tuple(
        Need(condition_words(each, observation.world, observation.power), _met(each, observation, nth))
        for each in conditions
    )


def _met(condition: Condition, observation: Observation, nth: int | None) -> bool | None:
    try:
        return holds(observation, condition, observation.power, nth)
    except LookupError:
        return None


def clause(conditions: Iterable[Condition], world: World, actor: Power) -> str:
    """Return conditions as the first part of a sentence, such as `after a recent surge and below rung 4`."""
    said: list[str] = []
    for each in conditions:
        words = _clause(each, world, actor)
        lead = next((one for one in ("if ", "with ") if words.startswith(one)), "")
        again = lead and any(one.startswith(lead) for one in said)
        said.append(words.removeprefix(lead) if again else words)
    return " and ".join(said)


def _clause(condition: Condition, world: World, actor: Power) -> str:
    """Return a condition with the word that leads it in a sentence."""
    match condition:
        case Bound():
            return f"if {_bound_clause(condition, world, actor)}"
        case Rung(flashpoint, low, high):
            return f"{'at ' if low > 0 else ''}{_rung(low, high)}{_at(world, flashpoint)}"
        case Control(flashpoint, low, high):
            return f"if control is {_between(low, high, -2, 4)}{_at(world, flashpoint)}"
        case Adopted(power, doctrine, yes):
            name = thing(world, doctrine)
            return f"with {name} {'' if yes else 'not '}adopted{_adopter(world, power, actor)}"
        case InForce(agreement, other, yes):
            name = thing(world, agreement) + _with(world, other, actor)
            return f"with {name} {'' if yes else 'not '}in force"
        case Flagged(whom, name, yes):
            return _flag_clause(flag_words(world, name), yes=yes) + _of(world, whom, actor)
        case Counters():
            return f"with {condition_words(condition, world, actor)}"
        case Measured(by, target, yes):
            one, other = (_party(world, word, actor) for word in (by, target))
            return f"with{'' if yes else 'out'} a trade measure of {one} on {other}"
        case _:
            assert_never(condition)


def _bound_clause(each: Bound, world: World, actor: Power) -> str:
    whose = power_of(each.whom) or actor
    name = reading_words(world, each.reading, whose) + _of(world, each.whom, actor)
    if each.reading in _YES_OR_NO:
        return f"there is {_bound(each, world, actor)}"
    low, high = (_value(world, each.reading, whose, value) for value in (each.low, each.high))
    if each.high >= _ENDLESS:
        return f"{name} is at least {low}"
    return f"{name} is at most {high}" if each.low <= -_ENDLESS else f"{name} is {low} to {high}"


def _flag_clause(noun: str, *, yes: bool) -> str:
    article = "a " if noun in _COUNTED else ""
    if not yes:
        return f"without {article}{noun}"
    return f"{'after' if noun.startswith(RECENT) else 'with'} {article}{noun}"


def condition_words(condition: Condition, world: World, actor: Power) -> str:
    """Return a condition in words, as read from the power that acts."""
    match condition:
        case Bound():
            return _bound(condition, world, actor)
        case Rung(flashpoint, low, high):
            return _rung(low, high) + _at(world, flashpoint)
        case Control(flashpoint, low, high):
            return f"control {_between(low, high, -2, 4)}{_at(world, flashpoint)}"
        case Adopted(power, doctrine, yes):
            name = thing(world, doctrine)
            return f"{name} {'' if yes else 'not '}adopted{_adopter(world, power, actor)}"
        case InForce(agreement, other, yes):
            return f"{thing(world, agreement)}{_with(world, other, actor)} {'' if yes else 'not '}in force"
        case Flagged(whom, name, yes):
            return f"{'' if yes else 'no '}{flag_words(world, name)}{_of(world, whom, actor)}"
        case Counters(whom, areas, low, kind):
            what = "counters" if kind is None else KIND_WORDS[kind]
            names = [place(world, area) for area in areas]
            listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
            return f"{what} ×{low}{_of(world, whom, actor)} in {listed}"
        case Measured(by, target, yes):
            one, other = (_party(world, word, actor) for word in (by, target))
            return f"{'a' if yes else 'no'} trade measure of {one} on {other}"
        case _:
            assert_never(condition)


def flag_words(world: World, name: str) -> str:
    """Return a flag in words that stand after `no`; one of unknown meaning by the thing it is named after."""
    return _FLAGS.get(name) or names_of(world).things.get(name) or name.replace("_", " ")


def _rung(low: int, high: int) -> str:
    if low <= 0:
        return f"below rung {high + 1}"
    return f"rung {low}" if high >= 9 else f"rung {low} to {high}"


def _between(low: int, high: int, least: int, most: int) -> str:
    if low <= least:
        return f"at most {plain(high)}"
    return f"at least {plain(low)}" if high >= most else f"{plain(low)} to {plain(high)}"


def _at(world: World, flashpoint: str) -> str:
    if flashpoint == "here":
        return ""
    return " somewhere" if flashpoint == "staked" else f" at {place(world, flashpoint)}"


def _bound(each: Bound, world: World, actor: Power) -> str:
    whose = power_of(each.whom) or actor
    name = reading_words(world, each.reading, whose) + _of(world, each.whom, actor)
    if each.reading in _YES_OR_NO:
        return name if each.low > 0 else f"no {name}"
    low, high = (_value(world, each.reading, whose, value) for value in (each.low, each.high))
    if each.high >= _ENDLESS:
        return f"{name} {low}" if each.low > 0 else f"{name} at least {low}"
    return f"{name} at most {high}" if each.low <= -_ENDLESS else f"{name} {low} to {high}"


def reading_words(world: World, name: str, power: Power) -> str:
    """Return what a reading is of, such as `control at the Senkakus`."""
    if name in Role.__members__ or name.upper() in Role.__members__:
        return world.powers[power].role_names[Role[name.upper()]]
    kind, _, flashpoint = name.rpartition("_")
    if flashpoint in world.flashpoint_index:
        return f"{kind.replace('_', ' ')} at {place(world, flashpoint)}"
    return _READINGS.get(name) or name.replace("_", " ")


def _value(world: World, name: str, power: Power, value: int) -> str:
    if name == "dial":
        return share(world, power, value)
    if name in ("ask", "ask_gap"):
        return f"{hundredths(value)} %"
    if name in ("treasury", "outside", "relief", "outside_money"):
        return dollars(value)
    return plain(value)


def _adopter(world: World, power: str, actor: Power) -> str:
    return "" if power in ("self", actor.key) else f" by {party(world, power)}"


def _with(world: World, other: str, actor: Power) -> str:
    return "" if not other or other == actor.key else f" with {party(world, other)}"


def _of(world: World, whom: str, actor: Power) -> str:
    return "" if whom in ("self", actor.key, "") else f" of {_party(world, whom, actor)}"


def _party(world: World, word: str, actor: Power) -> str:
    return party(world, actor.key if word == "self" else word)
