"""What effects, conditions and objectives mean where they stand: words, names, lines and what may be seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from game.content_findings import Finding, all_known, once, unknown
from game.content_parts import Parts
from game.content_uses import (
    PARTNER_NAMES,
    POWER_NAMES,
    Catalogue,
    Use,
    conditions_of,
    effects_of,
    own_doctrine,
    uses,
)
from rules.content import Programme
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
from rules.readings import READINGS, is_reading
from rules.terms import OWNED, CardKind, Line, Power, Track

OWN_LINES: Final[dict[Line, tuple[Track, ...]]] = {
    Line.STRIKE: (Track.STRIKE,),
    Line.SURVEILLANCE: (Track.SURVEILLANCE,),
    Line.COMMAND: (Track.COMMAND,),
    Line.CYBER_SPACE: (Track.CYBER_SPACE,),
    Line.MISSILE_DEFENCE: (Track.MISSILE_DEFENCE,),
    Line.INTEGRATION: (Track.INTEGRATION, Track.PIPS),
    Line.INDUSTRY: (Track.INDUSTRY,),
}
"""The tracks that each of the seven lines may move (C08)."""

PUBLIC_READINGS: Final = frozenset(
    {
        "gdp",
        "growth",
        "credibility",
        "dial",
        "cohesion",
        "integration",
        "pips",
        "patron",
        "history",
        "ask",
        "ask_gap",
        "links",
        "tension",
        "two_percent_turn",
        "mean_tension_x10",
        "turns_at_rung_6",
        "control_lost",
        "control_gained",
        "partners_gained",
        "coalition_index",
        "no_trade_measures",
        "patron_in_4_to_7",
        "turns_since_test",
    }
)
"""Readings that everybody may see, of any power (R12.5)."""

FLAGS_OF_THE_RULES: Final = ("transparency", "fielded")
"""Flags that no effect need raise."""

SCORE: Final = 90


def findings_of(names: Catalogue, use: Use) -> Iterator[Finding]:
    """Say what has no meaning in one list of effects, their conditions included."""
    for path, effect in effects_of(use):
        yield from _effect(names, use, path, effect)
    for path, condition in conditions_of(use):
        yield from _condition(names, use, path, condition)
    yield from japanese_bomb(use)


def check_effects(parts: Parts) -> Iterator[Finding]:
    """Every word, place and card that an effect names has a meaning where it stands."""
    for use in uses(parts):
        for path, effect in effects_of(use):
            yield from _effect(parts, use, path, effect)


def _effect(parts: Catalogue, use: Use, path: str, effect: Effect) -> Iterator[Finding]:
    match effect:
        case Shift():
            yield from _shift(use, path, effect)
        case Climb(flashpoint) | Grip(flashpoint):
            yield from _flashpoint(parts, use, path, flashpoint)
        case Place(_, whom, area):
            yield from unknown(f"{path}.whom", "power", whom, use.powers())
            words = ("place",) if use.here else ()
            yield from unknown(f"{path}.area", "area", area, (*parts.names("area"), *words))
        case Remove(_, whom) | Flag(whom) | Delay(whom):
            yield from unknown(f"{path}.whom", "power", whom, use.powers())
        case Stream(whom, _, _, source):
            yield from unknown(f"{path}.stream", "power", whom, use.powers())
            yield from unknown(f"{path}.source", "payer", source, (*use.powers(), *PARTNER_NAMES))
        case Schedule(card):
            yield from unknown(f"{path}.schedule", "event", card, parts.names("event"))
            event = parts.events.get(card)
            if event is not None and event.kind != CardKind.SCHEDULED:
                yield f"{path}.schedule", f"'{card}' is a {event.kind.key} card, not a scheduled one"
        case _:
            return


def _shift(use: Use, path: str, effect: Shift) -> Iterator[Finding]:
    if effect.track in (Track.ALIGNMENT, Track.HOME_STRENGTH):
        yield from unknown(f"{path}.whom", "partner", effect.whom, use.partners())
    elif effect.track < OWNED or effect.track in (Track.RELIEF, Track.TEST_PIPS):
        yield from unknown(f"{path}.whom", "power", effect.whom, use.powers())
    else:
        yield from unknown(f"{path}.whom", "power", effect.whom, (*use.powers(), "both"))
    if effect.about != "self":
        yield from unknown(f"{path}.about", "power", effect.about, use.powers())


def _flashpoint(
    parts: Catalogue, use: Use, path: str, name: str, more: tuple[str, ...] = ()
) -> Iterator[Finding]:
    words = (*parts.names("flashpoint"), *more, *(("here",) if use.here else ()))
    yield from unknown(path, "flashpoint", name, words)


def check_conditions(parts: Parts) -> Iterator[Finding]:
    """Every reading and name that a condition asks for exists."""
    for use in uses(parts):
        for path, condition in conditions_of(use):
            yield from _condition(parts, use, path, condition)


def _condition(parts: Catalogue, use: Use, path: str, condition: Condition) -> Iterator[Finding]:
    match condition:
        case Bound(name, whom):
            yield from _bound(parts, use, path, name, whom)
        case Rung(flashpoint) | Control(flashpoint):
            yield from _flashpoint(parts, use, path, flashpoint, ("staked",) if use.actors else ())
        case Adopted(power, doctrine):
            yield from unknown(f"{path}.power", "power", power, use.powers())
            yield from unknown(f"{path}.adopted", "doctrine", doctrine, parts.names("doctrine"))
            if power in POWER_NAMES:
                yield from own_doctrine(parts, f"{path}.adopted", doctrine, Power[power.upper()])
        case InForce(agreement, party):
            yield from unknown(f"{path}.in_force", "agreement", agreement, parts.names("agreement"))
            if party:
                yield from unknown(f"{path}.party", "party", party, (*POWER_NAMES, *PARTNER_NAMES))
        case Flagged(whom):
            yield from unknown(f"{path}.whom", "power", whom, use.powers())
        case Counters(whom, areas):
            yield from unknown(f"{path}.whom", "power", whom, use.powers())
            yield from all_known(f"{path}.counters", "area", areas, parts.names("area"))
        case Measured(by, target):
            yield from unknown(f"{path}.measured", "power", by, use.powers())
            yield from unknown(f"{path}.target", "power", target, use.powers())


def _bound(parts: Catalogue, use: Use, path: str, name: str, whom: str) -> Iterator[Finding]:
    if name == "alignment":
        yield from unknown(f"{path}.whom", "partner", whom, PARTNER_NAMES)
        return
    flashpoints = parts.names("flashpoint")
    if not is_reading(name, flashpoints):
        derived = [f"{kind}_{each}" for kind in ("control", "highest_rung") for each in flashpoints]
        yield from unknown(f"{path}.reading", "reading", name, (*READINGS, "alignment", *derived))
    yield from unknown(f"{path}.whom", "power", whom, use.powers())


def check_orders_ask_what_is_seen(parts: Parts) -> Iterator[Finding]:
    """What an order requires can be seen by the power that writes it (R12): no refusal leaks a secret."""
    for use in uses(parts):
        if use.asked_of_orders:
            for path, condition in conditions_of(use):
                if not _is_seen(use, condition):
                    yield path, "an order may ask only for what its power can see"


def _is_seen(use: Use, condition: Condition) -> bool:
    own = ("self", *(power.key for power in use.actors if len(use.actors) == 1))
    match condition:
        case Bound(name, whom):
            public = name in PUBLIC_READINGS or name not in READINGS
            return public or whom in own
        case Flagged(whom) | Counters(whom):
            return whom in own
        case _:
            return True


def check_flags(parts: Parts) -> Iterator[Finding]:
    """A flag that a condition or an operation waits for is raised somewhere."""
    raised = {*FLAGS_OF_THE_RULES}
    for use in uses(parts):
        raised |= {effect.name for _, effect in effects_of(use) if isinstance(effect, Flag)}
    for use in uses(parts):
        for path, condition in conditions_of(use):
            if isinstance(condition, Flagged):
                yield from unknown(f"{path}.flagged", "flag", condition.name, sorted(raised))
    for name, operation in parts.operations.items():
        if operation.help_flag:
            yield from unknown(f"operation.{name}.help_flag", "flag", operation.help_flag, sorted(raised))


def check_lines(parts: Parts) -> Iterator[Finding]:
    """A programme of one of the seven lines moves its own line's track or places counters, no more (C08)."""
    for name, entry in parts.programmes.items():
        tracks = OWN_LINES.get(entry.line)
        if tracks is None:
            continue
        for path, effect in effects_of(Use(f"programme.{name}.yields", (entry.power,), entry.yields)):
            if isinstance(effect, Shift) and not _is_of_line(effect, entry, tracks):
                yield path, f"the {entry.line.key} line does not move {effect.track.key} of {effect.whom}"
            if not isinstance(effect, Shift | Place | Chance | When):
                yield path, f"the {entry.line.key} line moves its own track or places counters, no more"


def _is_of_line(effect: Shift, entry: Programme, tracks: tuple[Track, ...]) -> bool:
    shared = effect.track >= OWNED
    return effect.track in tracks and (shared or effect.whom in ("self", entry.power.key))


def check_no_japanese_bomb(parts: Parts) -> Iterator[Finding]:
    """Nothing raises Japan's nuclear track (C18)."""
    for use in uses(parts):
        yield from japanese_bomb(use)
    for name, entry in parts.programmes.items():
        if entry.power == Power.JAPAN and entry.line == Line.NUCLEAR:
            yield f"programme.{name}.line", "Japan has no nuclear programme"
    for name, operation in parts.operations.items():
        if Power.JAPAN in operation.powers and operation.tests is not None:
            yield f"operation.{name}.powers", "Japan carries out no tests"
    sheet = parts.sheets.get(Power.JAPAN.key)
    if sheet is not None and sheet.capabilities[Track.NUCLEAR]:
        yield "setup.power.japan.capabilities.nuclear", "Japan has no nuclear weapon"


def japanese_bomb(use: Use) -> Iterator[Finding]:
    """Say which of a list's effects may raise Japan's nuclear track (C18)."""
    for path, effect in effects_of(use):
        if isinstance(effect, Shift) and effect.by > 0 and effect.track == Track.NUCLEAR:
            named = effect.whom in ("us", "china", "dprk")
            own = effect.whom == "self" and use.actors and Power.JAPAN not in use.actors
            if not named and not own:
                yield path, f"'{effect.whom}' may be Japan, which gets no nuclear weapon"


def check_objectives(parts: Parts) -> Iterator[Finding]:
    """A seat's objectives read what exists, go from best to worst, sum to 90 and have one core row."""
    for name, rows in parts.objectives.items():
        path = f"objective.{name}"
        best = sum(row.steps[0][1] for row in rows if row.steps)
        if best != SCORE:
            yield path, f"the best rows sum to {best}, not to {SCORE}"
        cores = sum(row.core for row in rows)
        if cores != 1:
            yield path, f"{cores or 'no'} row{'s are' if cores > 1 else ' is'} the core (R11.5)"
        for place, row in enumerate(rows):
            here = f"{path}.{place}"
            yield from _steps(here, row.at, row.steps)
            yield from unknown(f"{here}.whom", "power", row.whom, ("self", *POWER_NAMES))
            if not is_reading(row.reading, parts.names("flashpoint")):
                yield from unknown(f"{here}.reading", "reading", row.reading, READINGS)


def _steps(path: str, at: str, steps: tuple[tuple[int, int], ...]) -> Iterator[Finding]:
    if at not in ("least", "most"):
        yield f"{path}.at", f"expects 'least' or 'most', not '{at}'"
    if not steps:
        yield f"{path}.steps", "expects at least one step"
    for (best, most), (worse, fewer) in pairwise(steps):
        easier = worse < best if at == "least" else worse > best
        if not easier or fewer >= most:
            yield f"{path}.steps", f"[{best}, {most}] and [{worse}, {fewer}] are not best first"


def check_secrets(parts: Parts) -> Iterator[Finding]:
    """A seat has four secret objectives by different names, each with something to hold."""
    for name, secrets in parts.secrets.items():
        if len(secrets) != 4:
            yield f"secret.{name}", f"a seat has four secret objectives, not {len(secrets)}"
        yield from once(f"secret.{name}", "secret objective", [secret.id for secret in secrets])
        for place, secret in enumerate(secrets):
            if not secret.when:
                yield f"secret.{name}.{place}.when", "expects at least one condition"
