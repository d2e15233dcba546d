"""Step 8, reckoning: tallies, the end of the game, and what each seat scores (R2.9, R8.9, R11)."""

from __future__ import annotations

from attrs import frozen

from rules.content import ObjectiveRow
from rules.contest import stake
from rules.draft import CHANCE, Draft
from rules.journal import GameOver
from rules.readings import holds, reading, tension
from rules.state import State
from rules.terms import POWER_NAMED, POWERS, Ending, Power


@frozen
class Row:
    """What one line of objectives brought."""

    heading: str
    reading: str
    value: int
    points: int
    most: int


@frozen
class Score:
    """A seat's score with its parts."""

    power: Power
    total: int
    rows: tuple[Row, ...]
    secret: str
    secret_met: bool
    calm: int


@frozen
class Outcome:
    """How a game ended, at which turn, and what each seat scored."""

    ending: Ending
    turn: int
    scores: tuple[Score, Score, Score, Score]


def reckon(draft: Draft) -> None:
    """Add the turn to the tallies and end the game where a rule says so."""
    commons, world = draft.state.commons, draft.state.world
    rungs = [each.rung for each in commons.flashpoints]
    commons.reckoned += 1
    commons.tension_sum += tension(commons)
    commons.rung_six_turns += max(rungs) >= 6
    if max(rungs) > world.terms.calm_rung:
        commons.hot_turn = commons.reckoned
    own = draft.state.powers[Power.US]
    own.theatre_sum += commons.dials[Power.US]
    own.theatre_most = max(own.theatre_most, commons.dials[Power.US])
    if commons.ending is not None:
        return
    if draft.state.powers[Power.DPRK].support <= 0:
        commons.ending = Ending.COLLAPSE
    elif commons.turn >= world.length:
        commons.ending = Ending.TIME
    if commons.ending is not None:
        draft.tell(GameOver, commons.ending, commons.turn)


def outcome(state: State) -> Outcome | None:
    """Return how a game ended, or None while it goes on."""
    ending = state.commons.ending
    if ending is None:
        return None
    one, two, three, four = (score(state, power, ending) for power in POWERS)
    return Outcome(ending, state.commons.turn, (one, two, three, four))


def score(state: State, power: Power, ending: Ending | None) -> Score:
    """Return a seat's score: objectives, secret, calm, within what core row and ending allow (R11)."""
    world, terms = state.world, state.world.terms
    rows = tuple(_row(state, power, each) for each in world.objectives[power])
    secret = next((each for each in world.secrets[power] if each.id == state.powers[power].secret), None)
    met = secret is not None and all(holds(state, each, power) for each in secret.when)
    calm = terms.calm_bonus if _calm(state) else 0
    total = min(100, sum(row.points for row in rows) + 10 * met + calm)
    hollow = any(
        each.core and not row.points for each, row in zip(world.objectives[power], rows, strict=True)
    )
    if hollow:
        total = min(total, terms.core_most)
    if ending == Ending.WAR:
        total = _after_war(state, power, total)
    lost = ending == Ending.NUCLEAR or (ending == Ending.COLLAPSE and power == Power.DPRK)
    return Score(power, 0 if lost else total, rows, state.powers[power].secret, met, calm)


def _row(state: State, power: Power, row: ObjectiveRow) -> Row:
    """Return the best step that a reading reaches (R11.1)."""
    whom = power if row.whom == "self" else POWER_NAMED[row.whom]
    value = reading(state, row.reading, whom)
    reached = (
        points
        for threshold, points in row.steps
        if (value <= threshold if row.at == "most" else value >= threshold)
    )
    return Row(row.heading, row.reading, value, next(reached, 0), row.steps[0][1])


def _calm(state: State) -> bool:
    """Tell whether no rung stood above five in the last four reckoned turns (R11.4)."""
    commons = state.commons
    return commons.hot_turn <= max(0, commons.reckoned - state.world.terms.calm_turns)


def _after_war(state: State, power: Power, total: int) -> int:
    """Return a score after a war: less for blame, stake and losses, between 0 and 55 (R8.9)."""
    terms, commons = state.world.terms, state.commons
    result = total * terms.war_keep // 100
    for place in commons.fought:
        blame = commons.flashpoints[place].blame
        result -= terms.war_blame * blame[power] // max(1, sum(blame[: CHANCE + 1]))
        if state.world.flashpoints[place].stakes[power]:
            result -= terms.war_stake * stake(state, place, power)
    result -= min(terms.war_losses, state.powers[power].war_lost)
    return max(0, min(terms.war_most, result))
