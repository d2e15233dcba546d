"""Readings: every number that objectives, standing facts and conditions may ask for, by name.

A reading is a function of a view (a State, or an Observation for what its power may see) and a power.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from rules.catalogue import staked
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
from rules.state import Commons, Pact, PowerState, has_flag
from rules.terms import CAPABILITIES, KINDS, PARTNER_NAMED, POWER_NAMED, Line, Partner, Power, Role

SEVEN_LINES: Final = tuple(Line(nth) for nth in range(7))
"""The lines of claim C08."""

GAINED: Final = (Partner.SOUTH_KOREA, Partner.TAIWAN, Partner.PHILIPPINES, Partner.AUSTRALIA)
"""Partners whose favour counts for the coalition."""


class View(Protocol):
    """What conditions and readings are read from."""

    @property
    def world(self) -> World:
        """The catalogues and the map."""
        ...

    @property
    def commons(self) -> Commons:
        """What everybody sees."""
        ...

    @property
    def secret_pacts(self) -> tuple[Pact, ...]:
        """Secret agreements, as far as they are known here."""
        ...

    @property
    def counters(self) -> bytes | bytearray:
        """Counts of counters, as far as they are seen here."""
        ...

    def own(self, power: Power) -> PowerState:
        """Return a power's own sheet."""
        ...


Reading = Callable[[View, Power], int]


def tension(commons: Commons) -> int:
    """Return the sum of the rungs (R0)."""
    return sum([each.rung for each in commons.flashpoints])


def control_lost(commons: Commons, world: World) -> int:
    """Return the sum of positive control at flashpoints that China challenges."""
    return sum(
        max(0, state.control)
        for flashpoint, state in zip(world.flashpoints, commons.flashpoints, strict=True)
        if flashpoint.challenger == Power.CHINA
    )


def partners_gained(commons: Commons) -> int:
    """Return the change of alignment of the four partners since the start."""
    return sum(commons.alignment[each] - commons.start_alignment[each] for each in GAINED)


def links(view: View) -> int:
    """Return the number of network links in force (C04)."""
    agreements = view.world.agreement
    return sum(1 for pact in view.commons.pacts if agreements[pact.agreement].link)


def alarm_total(own: PowerState) -> int:
    """Return a power's total alarm, 0-20 (R9.3)."""
    return sum(own.alarm)


def _half_steps(view: View, power: Power) -> int:
    """Count delivered contracts twice and those at least half paid once (R11.3)."""
    own = view.own(power)
    return 2 * own.delivered + sum(1 for each in own.contracts if 2 * each.paid >= each.price)


def _china_share(view: View, power: Power) -> int:
    own = view.own(power)
    return 100 * own.outside_china // own.outside_total if own.outside_total else 100


def _capability(which: int) -> Reading:
    return lambda view, power: view.own(power).caps[which]


def _role(which: Role) -> Reading:
    return lambda view, power: view.own(power).roles[which]


READINGS: Final[dict[str, Reading]] = {
    **{each.key: _capability(each) for each in CAPABILITIES},
    **{each.key: _role(each) for each in Role},
    "treasury": lambda view, power: view.own(power).treasury,
    "growth": lambda view, power: view.commons.growth[power],
    "gdp": lambda view, power: view.commons.gdp[power],
    "capital": lambda view, power: view.own(power).capital,
    "support": lambda view, power: view.own(power).support,
    "credibility": lambda view, power: view.commons.credibility[power],
    "readiness": lambda view, power: view.own(power).readiness,
    "stocks": lambda view, power: view.own(power).stocks,
    "industry": lambda view, power: view.own(power).industry,
    "strain": lambda view, power: view.own(power).strain,
    "slack": lambda view, power: max(0, view.own(power).slack - _overdrawn(view, power)),
    "relief": lambda view, power: view.own(power).outside,
    "outside": lambda view, power: view.own(power).outside,
    "test_pips": lambda view, power: sum(view.own(power).test_pips),
    "alarm": lambda view, power: alarm_total(view.own(power)),
    "alarm_total": lambda view, power: alarm_total(view.own(power)),
    "dial": lambda view, power: view.commons.dials[power],
    "cohesion": lambda view, power: view.commons.cohesion,
    "integration": lambda view, power: view.commons.integration,
    "pips": lambda view, power: view.commons.pips,
    "patron": lambda view, power: view.commons.patron,
    "history": lambda view, power: view.commons.history,
    "ask": lambda view, power: view.commons.ask,
    "ask_gap": lambda view, power: view.commons.dials[Power.JAPAN] - view.commons.ask,
    "links": lambda view, power: links(view),
    "tension": lambda view, power: tension(view.commons),
    "lane_points_lost_x10": lambda view, power: 10 * view.own(power).lane_points // max(1, _turns(view)),
    "two_percent_turn": lambda view, power: view.commons.two_percent_turn or 99,
    "share_sustained": lambda view, power: int(
        view.commons.dials[power] >= view.world.terms.two_percent and view.own(power).strain <= 1
    ),
    "mean_tension_x10": lambda view, power: 10 * view.commons.tension_sum // max(1, _turns(view)),
    "lines_improved": lambda view, power: sum(1 for line in SEVEN_LINES if view.own(power).lines[line]),
    "steps_delivered": _half_steps,
    "turns_at_rung_6": lambda view, power: view.commons.rung_six_turns,
    "control_lost": lambda view, power: control_lost(view.commons, view.world),
    "control_gained": lambda view, power: control_lost(view.commons, view.world),
    "partners_gained": lambda view, power: partners_gained(view.commons),
    "doves_plus_keepers": lambda view, power: sum(view.own(power).roles[1:]),
    "coalition_index": lambda view, power: (
        view.commons.integration - 1 + links(view) - 2 + partners_gained(view.commons)
    ),
    "growth_lost": lambda view, power: view.own(power).growth_lost,
    "no_trade_measures": lambda view, power: int(not view.commons.measured[power]),
    "tests_succeeded": lambda view, power: view.own(power).tests,
    "outside_money": lambda view, power: view.own(power).outside_total,
    "china_share_of_aid": _china_share,
    "patron_in_4_to_7": lambda view, power: int(4 <= view.commons.patron <= 7),
    "turns_since_test": lambda view, power: view.commons.turn - view.commons.tested,
    "imports_slipped_twice": lambda view, power: view.own(power).imports_slipped,
    "mean_theatre_x10": lambda view, power: 10 * view.own(power).theatre_sum // max(1, _turns(view)),
    "highest_theatre": lambda view, power: view.own(power).theatre_most,
}


def _overdrawn(view: View, power: Power) -> int:
    """Return what a mean theatre share above its base takes from slack (R4.7)."""
    mean = view.own(power).theatre_sum // max(1, _turns(view))
    return max(0, mean - view.world.terms.slack_base) // view.world.terms.slack_step


def _turns(view: View) -> int:
    """Return the turns reckoned so far: the present one is being reckoned or has been."""
    return view.commons.reckoned


def reading(view: View, name: str, power: Power) -> int:
    """Return a reading by name; `control_X` and `highest_rung_X` read flashpoint X."""
    known = READINGS.get(name)
    if known is not None:
        return known(view, power)
    kind, _, flashpoint = name.rpartition("_")
    quarrel = view.commons.flashpoints[view.world.flashpoint_index[flashpoint]]
    return quarrel.control if kind == "control" else quarrel.highest


def is_reading(name: str, flashpoints: tuple[str, ...]) -> bool:
    """Tell whether a name is a reading of a world with these flashpoints."""
    kind, _, flashpoint = name.rpartition("_")
    return name in READINGS or (kind in ("control", "highest_rung") and flashpoint in flashpoints)


def named_power(word: str, power: Power, target: Power | None = None) -> Power | None:
    """Return the power that a word names: `self`, `target` or a power's own name."""
    if word == "self":
        return power
    return target if word == "target" else POWER_NAMED.get(word)


def _owner(word: str, power: Power, target: Power | None = None) -> Power:
    """Return the power whose number is read: the one named, else the one that asks."""
    named = named_power(word, power, target)
    return power if named is None else named


def holds(
    view: View, condition: Condition, power: Power, place: int | None = None, target: Power | None = None
) -> bool:
    """Tell whether a condition holds, seen from a power and, for `here`, a flashpoint."""
    return _HOLDS[type(condition)](view, condition, power, place, target)


def _bound(view: View, each: Bound, power: Power, place: int | None, target: Power | None) -> bool:
    return each.low <= _bound_value(view, each.reading, each.whom, power, target) <= each.high


def _rung(view: View, each: Rung, power: Power, place: int | None, target: Power | None) -> bool:
    quarrels = view.commons.flashpoints
    found = _quarrels(view, each.flashpoint, power, place)
    return any([each.low <= quarrels[nth].rung <= each.high for nth in found])


def _control(view: View, each: Control, power: Power, place: int | None, target: Power | None) -> bool:
    quarrels = view.commons.flashpoints
    found = _quarrels(view, each.flashpoint, power, place)
    return any([each.low <= quarrels[nth].control <= each.high for nth in found])


def _adopted(view: View, each: Adopted, power: Power, place: int | None, target: Power | None) -> bool:
    owner = named_power(each.power, power, target)
    return owner is not None and (each.doctrine in view.commons.doctrines[owner]) == each.yes


def _agreed(view: View, each: InForce, power: Power, place: int | None, target: Power | None) -> bool:
    return _in_force(view, each.agreement, each.party) == each.yes


def _flagged(view: View, each: Flagged, power: Power, place: int | None, target: Power | None) -> bool:
    owner = named_power(each.whom, power, target)
    return owner is not None and has_flag(view.own(owner), each.name, view.commons.turn) == each.yes


def _standing(view: View, each: Counters, power: Power, place: int | None, target: Power | None) -> bool:
    owner = named_power(each.whom, power, target)
    return owner is not None and _counted(view, owner, each.areas, each.kind) >= each.low


def _taken(view: View, each: Measured, power: Power, place: int | None, target: Power | None) -> bool:
    return _measured(view, each.by, each.target, power) == each.yes


_HOLDS: Final[dict[type, Callable[..., bool]]] = {
    Bound: _bound,
    Rung: _rung,
    Control: _control,
    Adopted: _adopted,
    InForce: _agreed,
    Flagged: _flagged,
    Counters: _standing,
    Measured: _taken,
}


def prepared(world: World, condition: Condition, power: Power) -> Callable[[View], bool]:
    """Return a condition ready to be asked many times from one power, names looked up once."""
    match condition:
        case Bound(name, whom, low, high) if name in READINGS and name != "alignment":
            read, owner = READINGS[name], _owner(whom, power)
            return lambda view: low <= read(view, owner) <= high
        case Rung(flashpoint, low, high) if flashpoint != "here":
            places = staked(world, power) if flashpoint == "staked" else (world.flashpoint_index[flashpoint],)
            return lambda view: any([low <= view.commons.flashpoints[nth].rung <= high for nth in places])
        case Counters(whom, areas, low, None):
            owner = _owner(whom, power)
            starts = [(world.area_index[name] << 5) + (owner << 3) for name in areas]
            return lambda view: sum([sum(view.counters[at : at + 8]) for at in starts]) >= low
        case _:
            return lambda view: holds(view, condition, power)


def _bound_value(view: View, name: str, whom: str, power: Power, target: Power | None) -> int:
    if name == "alignment":
        return view.commons.alignment[PARTNER_NAMED[whom]]
    return reading(view, name, _owner(whom, power, target))


def _quarrels(view: View, word: str, power: Power, place: int | None) -> tuple[int, ...]:
    if word == "staked":
        return staked(view.world, power)
    if word == "here":
        return () if place is None else (place,)
    return (view.world.flashpoint_index[word],)


def _in_force(view: View, agreement: str, party: str) -> bool:
    return any(
        pact.agreement == agreement and (not party or party in (pact.one, pact.other))
        for pact in (*view.commons.pacts, *view.secret_pacts)
    )


def _counted(view: View, power: Power, areas: tuple[str, ...], kind: int | None) -> int:
    kinds = KINDS if kind is None else (kind,)
    places = [view.world.area_index[name] for name in areas]
    return sum(view.counters[(place << 5) + (power << 3) + each] for place in places for each in kinds)


def _measured(view: View, by: str, against: str, power: Power) -> bool:
    return any(
        named_power(by, power) == measure.by and named_power(against, power) == measure.target
        for measure in view.commons.measures
    )
