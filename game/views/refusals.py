"""Why an order may not be written, in the words of the table instead of ids and bare figures."""

from __future__ import annotations

from typing import Final

from game.views.conditions import Need, needs
from game.views.figures import dollars
from game.views.names import KIND_WORDS, capital, party, share
from game.wording import names_of
from rules.content import Operation
from rules.effects import Condition
from rules.legality import Violation
from rules.observation import Observation
from rules.orders import (
    RELIEF,
    Answer,
    BeginReview,
    Court,
    Deploy,
    Operate,
    Order,
    Propose,
    Renounce,
    SetDial,
    Signal,
    StartProgramme,
)
from rules.readings import holds
from rules.terms import Power, Scope

_MONEY: Final = "R2.2"
_NEEDS: Final = "needs is not in place"
_RULED_OUT: Final = "is ruled out now"
_RUNG: Final = "needs a rung of"
_NO_COUNTER: Final = "R7.13"


def why(order: Order, violation: Violation, observation: Observation) -> str:
    """Return a refusal in words, as short as a row can hold and naming what is missing."""
    if violation.template.endswith(_NEEDS):
        missing = [each.text for each in needs_of(order, observation) if not each.met]
        return f"needs {', '.join(missing)}" if missing else _prose(violation, observation)
    if violation.template.endswith(_RULED_OUT):
        return f"ruled out: {', '.join(blocks_of(order, observation))}"
    if violation.clause == _NO_COUNTER:
        return "no fit counter in reach"
    if _RUNG in violation.template and isinstance(order, Operate):
        return _of_rung(order, observation, violation)
    return _prose(_with_units(order, violation, observation), observation)


def _prose(violation: Violation, observation: Observation) -> str:
    text = names_of(observation.world).prose(violation.reason)
    return text if text[:1].isdigit() else text[:1].lower() + text[1:] if _plain(violation) else capital(text)


def _plain(violation: Violation) -> bool:
    """Tell whether a refusal begins with a common word, not with a name."""
    return not violation.template.startswith("{")


def _with_units(order: Order, violation: Violation, observation: Observation) -> Violation:
    """Return a refusal whose bare figures of money and share carry their units."""
    world, power = observation.world, observation.power
    parts = violation.parts
    if isinstance(order, Deploy):
        return _of_counters(order, violation)
    if violation.clause == _MONEY:
        parts = tuple(dollars(each) if isinstance(each, int) else each for each in parts)
    elif isinstance(order, Court | Propose | Answer | Renounce):
        known = names_of(world).parties
        parts = tuple(
            party(world, each) if isinstance(each, str) and each in known else each for each in parts
        )
    elif isinstance(order, SetDial) and "steps" not in violation.template:
        parts = tuple(share(world, power, each) if isinstance(each, int) else each for each in parts)
    elif isinstance(order, Signal) and violation.clause in ("R9.6", "R9.7"):
        parts = tuple(share(world, Power.JAPAN, each) if isinstance(each, int) else each for each in parts)
    return Violation(violation.clause, violation.template, parts)


def _of_counters(order: Deploy, violation: Violation) -> Violation:
    """Return the refusal of a move with the kind in words, and a count where there are too few."""
    kind = KIND_WORDS[order.kind]
    parts = tuple(kind if each == order.kind.key else each for each in violation.parts)
    if parts[:1] == (0,):
        return Violation(violation.clause, "no {} in {}", parts[1:])
    if parts[:1] == (1,):
        return Violation(violation.clause, "only one {} in {}", parts[1:])
    return Violation(violation.clause, violation.template, parts)


def conditions_of(order: Order, observation: Observation) -> tuple[Condition, ...]:
    """Return the conditions printed on what an order names."""
    world = observation.world
    match order:
        case StartProgramme(name):
            return world.programme[name].requires
        case BeginReview(name):
            return world.doctrine[name].requires
        case Operate(name):
            return world.operation[name].requires
        case Propose(name) | Answer(name) if name != RELIEF:
            return world.agreement[name].requires
        case _:
            return ()


def needs_of(order: Order, observation: Observation) -> tuple[Need, ...]:
    """Return what an order needs, each with a tick where it is so."""
    where = order.place if isinstance(order, Operate) else ""
    return needs(conditions_of(order, observation), observation, where)


def blocks_of(order: Order, observation: Observation) -> list[str]:
    """Return the conditions that rule an agreement out now, in words."""
    if not isinstance(order, Propose | Answer):
        return []
    name = order.agreement if isinstance(order, Propose) else order.subject
    found = [
        each
        for each in observation.world.agreement[name].blocks
        if holds(observation, each, observation.power)
    ]
    return [need.text for need in needs(found, observation)]


def _of_rung(order: Operate, observation: Observation, violation: Violation) -> str:
    """Return on which side of an operation's rungs a quarrel stands: `below rung 5`."""
    _, low, high = violation.parts
    operation = observation.world.operation[order.operation]
    rungs = [observation.commons.flashpoints[nth].rung for nth in _quarrels(operation, order, observation)]
    if not rungs or max(rungs) < int(str(low)):
        return f"below rung {low}"
    return f"above rung {high}" if min(rungs) > int(str(high)) else f"rung {low} to {high} only"


def _quarrels(operation: Operation, order: Operate, observation: Observation) -> list[int]:
    world = observation.world
    if operation.scope == Scope.FLASHPOINT:
        return [world.flashpoint_index[order.place]]
    if operation.scope == Scope.AREA:
        return [nth for nth, each in enumerate(world.flashpoints) if order.place in each.areas]
    return [world.flashpoint_index[name] for name in operation.via]
