"""What each result of a roll does, as chips: contests (R7.6), tests (R7.11), answers and courting (R10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.views.chips import Chip, Tone, chips
from game.views.clauses import agreement_chips
from game.views.evidence import Contest
from game.views.figures import chance, counted, signed
from game.views.names import party
from game.views.scenes import pact_scene, scene
from rules.contest import side_of, stake, ways_to_reach
from rules.effects import Effect, Grip, Shift
from rules.observation import Observation, believe
from rules.orders import Court, Operate, Propose
from rules.terms import Means, Power, Result, Track, same_side

_CLASH_RUNG: Final = 6
_HISTORY_NEED: Final = 6


def contest_chips(contest: Contest, result: Result) -> tuple[Chip, ...]:
    """Return what a result of a contest does, as things stand."""
    found = scene(contest.seen, contest.order.place)
    if result >= Result.GAIN:
        effects = _gained(contest, result == Result.MAJOR_GAIN)
    elif result <= Result.SETBACK:
        effects = _set_back(contest, result == Result.MAJOR_SETBACK)
    else:
        return ()
    return (*chips(effects, found), *_clash(contest, result))


def _gained(contest: Contest, major: bool) -> Iterator[Effect]:
    operation = contest.operation
    grip = operation.grip
    if major:
        grip = operation.grip_major or (grip + 1 if operation.heat >= 5 and grip else grip)
    moved = movement(contest, grip)
    if moved:
        yield Grip("here", moved)
    yield Shift(Track.HAWKS, "self", 1)
    if major:
        yield Shift(Track.SUPPORT, "self", 2)
    if moved:
        yield from _ground_lost(contest)
    yield from operation.gain


def _ground_lost(contest: Contest) -> Iterator[Effect]:
    """Return what the side that loses control pays in support; a private stake of others is not known."""
    for power in side_of(contest.flashpoint, not contest.challenging):
        if contest.flashpoint.stakes[power]:
            price = (stake(believe(contest.seen), contest.place, power) + 1) // 2
            yield Shift(Track.SUPPORT, power.key, -price)


def _set_back(contest: Contest, major: bool) -> Iterator[Effect]:
    operation, flashpoint = contest.operation, contest.flashpoint
    yield Shift(Track.SUPPORT, "self", -4 if major else -2)
    if major and operation.grip:
        moved = movement(contest, -1)
        if moved:
            yield Grip("here", moved)
        yield Shift(Track.COHESION, "both", 1)
    if not major:
        yield Shift(Track.READINESS, "self", -2)
        if flashpoint.partner is not None:
            west = same_side(contest.seen.power, flashpoint.lead)
            yield Shift(Track.ALIGNMENT, "partner", -1 if west else 1)
    yield from operation.setback


def movement(contest: Contest, by: int) -> int:
    """Return how far control would move, plus toward the challenger, within its ceiling (R7.7)."""
    toward = 1 if contest.challenging else -1
    control = contest.seen.commons.flashpoints[contest.place].control
    if by > 0:
        by = max(0, min(by, (contest.operation.heat + 1) // 2 - toward * control))
    return max(-2, min(4, control + toward * by)) - control


def _clash(contest: Contest, result: Result) -> Iterator[Chip]:
    """Return the counters that the loser of a contest gives at rung 6 and more (R7.10)."""
    if contest.seen.commons.flashpoints[contest.place].rung < _CLASH_RUNG:
        return
    count = counted(2 if result in (Result.MAJOR_GAIN, Result.MAJOR_SETBACK) else 1, "counter")
    if result >= Result.GAIN:
        yield Chip(f"{party(contest.seen.world, contest.them.key)} loses {count}", Tone.GOOD)
    else:
        yield Chip(f"we lose {count}", Tone.BAD)


# ---------- rolls that are no contest ----------


def test_chips(seen: Observation, order: Operate, passed: bool) -> tuple[Chip, ...]:
    """Return what a test brings (R7.11)."""
    operation = seen.world.operation[order.operation]
    assert operation.tests is not None
    if not passed:
        return (Chip(f"support {signed(-2)}", Tone.BAD),)
    if seen.sheet.caps[operation.tests] >= operation.pip_ceiling:
        return (Chip("no more to learn from it"),)
    steps = seen.world.terms.test_pips_a_step
    name = operation.tests.key.replace("_", " ")
    return (Chip(f"a test result for {name}: {counted(steps, 'result')} make a step", Tone.GOOD),)


def probe_chips(seen: Observation, order: Operate, result: Result) -> tuple[Chip, ...]:
    """Return what a probe brings (tables 6.3)."""
    operation, found = seen.world.operation[order.operation], scene(seen, order.place)
    whom = party(seen.world, order.place)
    if result >= Result.GAIN:
        turns = counted(seen.world.terms.exact_turns, "turn")
        return (Chip(f"the books of {whom} for {turns}", Tone.GOOD), *chips(operation.gain, found))
    if result <= Result.SETBACK:
        alarm = chips((Shift(Track.ALARM, "target", 1),), found)
        return (Chip("it is found out", Tone.BAD), *alarm, *chips(operation.setback, found))
    return ()


def answer_chips(seen: Observation, order: Propose, accepted: bool) -> tuple[Chip, ...]:
    """Return what a partner's answer brings."""
    if not accepted:
        return ()
    found = pact_scene(seen, seen.power.key, order.to)
    return agreement_chips(seen.world.agreement[order.agreement], found, order.amount)


def courting_chips(seen: Observation, order: Court, won: bool) -> tuple[Chip, ...]:
    """Return what courting brings (R10.2)."""
    toward = 1 if same_side(seen.power, Power.US) else -1
    effects: list[Effect] = []
    if won or order.means == Means.PRESSURE:
        effects.append(Shift(Track.ALIGNMENT, order.partner, toward if won else -toward))
    found = list(chips(effects, scene(seen)))
    if order.means == Means.REMEMBRANCE:
        ways = chance(ways_to_reach(_HISTORY_NEED))
        found.append(Chip(f"{ways}: Japan–South Korea history {signed(-1)}", Tone.GOOD))
    return tuple(found)
