"""The two indices of the Watch page, 0 to 100 (R12.6, C31).

Arms race: 5 points for each year step that a power's dial stands above its start, in whole points, and 5
for each strike contract under way. Cooperation: 10 points for each agreement of restraint in force and for
each network link to which no challenger is a party, less 10 for each crisis at a flashpoint that a treaty
covers. A seat counts the strike contracts it knows, which are its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules.content import World
from rules.crises import CRISIS
from rules.state import Commons, Contract
from rules.terms import POWERS, Line

ARMS_POINTS: Final = 5
"""Points of the arms-race index for a year step above the start, and for a strike contract."""

COOPERATION_POINTS: Final = 10
"""Points of the cooperation index for an agreement, a link or a treaty crisis."""


def arms_race(world: World, commons: Commons, contracts: Iterable[Contract]) -> int:
    """Return the arms-race index from all dials and the contracts that are known."""
    points = 0
    for power in POWERS:
        above = commons.dials[power] - commons.start_dials[power]
        points += max(0, ARMS_POINTS * above // world.powers[power].year_step)
    points += ARMS_POINTS * sum(world.programme[each.programme].line == Line.STRIKE for each in contracts)
    return min(100, points)


def cooperation(world: World, commons: Commons) -> int:
    """Return the cooperation index from what is public."""
    bold = {flashpoint.challenger.key for flashpoint in world.flashpoints}
    count = 0
    for pact in commons.pacts:
        agreement = world.agreement[pact.agreement]
        friendly = agreement.link and not bold & {pact.one, pact.other}
        count += agreement.restraint or friendly
    for flashpoint, state in zip(world.flashpoints, commons.flashpoints, strict=True):
        count -= bool(flashpoint.treaty) and state.rung >= CRISIS
    return max(0, min(100, COOPERATION_POINTS * count))
