"""Odds before committing: the 36 ways two dice can fall, coloured by what each would bring (R12.2).

Every figure is what the rules reckon from the seat's own observation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from game.views.certainties import certain_chips
from game.views.chips import Chip, Tone
from game.views.chips import chips as chips_of
from game.views.evidence import Contest, ModifierRow, contest_rows, cyber_words, plain_rows
from game.views.figures import plain
from game.views.names import capital
from game.views.order_words import say
from game.views.outcomes import (
    answer_chips,
    contest_chips,
    courting_chips,
    probe_chips,
    test_chips,
)
from game.views.scenes import scene
from game.wording import RESULTS
from rules.content import Operation
from rules.contest import result_ways, summed, ways_to_reach
from rules.draft import Act, Draft
from rules.legality import menu_of, quarrel_of
from rules.observation import Observation, believe
from rules.odds import Odds, odds
from rules.operations import probe_rows
from rules.orders import Court, Operate, Order, Propose
from rules.terms import POWER_NAMED, Partner, Resolution, Result, halved

SUMS: Final = tuple(range(2, 13))
WAYS: Final = (1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1)
"""In how many of 36 throws two dice show each sum."""

_RESULTS: Final = {result.key: result for result in Result}


@frozen
class Dots:
    """The dots of one sum of two dice: how many, and which outcome they bring."""

    sum: int
    ways: int
    outcome: str


@frozen
class Outcome:
    """An outcome: ways in 36, whole per cent (all of a roll make 100), the sums that bring it, what it does.

    `totals` says with modifiers, `dice` without, what brings it, such as `9–10`.
    """

    key: str
    name: str
    tone: Tone
    ways: int
    percent: int
    sums: tuple[int, ...]
    totals: str
    dice: str
    chips: tuple[Chip, ...]


@frozen
class OddsView:
    """A roll as its seat sees it before committing; outcomes stand from worst to best."""

    order: Order
    title: str
    dots: tuple[Dots, ...]
    outcomes: tuple[Outcome, ...]
    modifiers: tuple[ModifierRow, ...]
    total: int
    certain: tuple[Chip, ...]
    estimates: tuple[str, ...]

    @property
    def success(self) -> int:
        """The chance in whole per cent of what the seat hopes for."""
        return sum(each.percent for each in self.outcomes if each.tone == Tone.GOOD)


def odds_rows(order: Order, observation: Observation) -> OddsView | None:
    """Return the odds of a contest, test, probe, table, partner's answer or courting; None for no roll."""
    if isinstance(order, Operate):
        return _operation(order, observation)
    known = odds(observation, order)
    if known is None:
        return None
    if isinstance(order, Court):
        evidence = _alignment(observation, order.partner)
        return _view(order, observation, known, plain_rows(known.modifiers, evidence), _of_courting(order))
    assert isinstance(order, Propose)
    evidence = _alignment(observation, order.to)
    return _view(order, observation, known, plain_rows(known.modifiers, evidence), _of_answer(order))


Brings = Callable[[Observation, str], tuple[Chip, ...]]


def _of_courting(order: Court) -> Brings:
    return lambda seen, key: courting_chips(seen, order, key == "success")


def _of_answer(order: Propose) -> Brings:
    return lambda seen, key: answer_chips(seen, order, key == "success")


def _alignment(seen: Observation, partner: str) -> str:
    return f"alignment {plain(seen.commons.alignment[Partner[partner.upper()]])}"


# ---------- operations ----------


def _operation(order: Operate, seen: Observation) -> OddsView | None:
    operation = seen.world.operation[order.operation]
    match operation.resolution:
        case Resolution.CONTEST:
            return _contest(order, operation, seen)
        case Resolution.TEST:
            known = odds(seen, order)
            assert known is not None
            rows = plain_rows(known.modifiers, "our own level")
            return _view(order, seen, known, rows, lambda who, key: test_chips(who, order, key == "success"))
        case Resolution.PROBE:
            return _probe(order, operation, seen)
        case Resolution.TABLE:
            return _table(order, operation, seen)
        case _:
            return None


def _contest(order: Operate, operation: Operation, seen: Observation) -> OddsView | None:
    known, place = odds(seen, order), quarrel_of(menu_of(seen), operation, order.place)
    if known is None or place is None:
        return None
    contest = Contest(seen, order, operation, place)
    rows = contest_rows(contest, known.modifiers)
    return _view(order, seen, known, rows, lambda _, key: contest_chips(contest, _RESULTS[key]))


def _probe(order: Operate, operation: Operation, seen: Observation) -> OddsView:
    act = Act(seen.power, operation, order.place, None, POWER_NAMED[order.place], None)
    modifiers = probe_rows(Draft(believe(seen), (), None), act)
    total = summed(modifiers)
    ways = tuple((result.key, count) for result, count in result_ways(total))
    known = Odds(ways, tuple(modifiers), total, estimated=True)
    rows = plain_rows(modifiers, cyber_words(seen, POWER_NAMED[order.place]))
    return _view(order, seen, known, rows, lambda who, key: probe_chips(who, order, _RESULTS[key]))


def _table(order: Operate, operation: Operation, seen: Observation) -> OddsView:
    """Return the odds of an operation that rolls on a table of its own."""
    level = 0 if operation.tests is None else halved(seen.sheet.caps[operation.tests] - 5)
    rows = sorted(operation.table, key=lambda row: row.at_least)
    reach = [ways_to_reach(row.at_least - level) for row in rows]
    ways = [("nothing", 36 - reach[0])] if reach[0] < 36 else []
    ways += [
        (str(row.at_least), here - more) for row, here, more in zip(rows, reach, [*reach[1:], 0], strict=True)
    ]
    effects = {str(row.at_least): row.effects for row in rows}
    label = () if operation.tests is None else ((operation.tests.key, level),)
    known = Odds(tuple(ways), tuple(row for row in label if row[1]), level)
    found = scene(seen, order.place)
    return _view(
        order,
        seen,
        known,
        plain_rows(known.modifiers, "our own level"),
        lambda _, key: chips_of(effects.get(key, ()), found),
    )


# ---------- the view ----------


def _view(
    order: Order, seen: Observation, known: Odds, rows: tuple[ModifierRow, ...], brings: Brings
) -> OddsView:
    sums = _spread([ways for _, ways in known.ways])
    parts = shared([ways for _, ways in known.ways])
    outcomes = tuple(
        Outcome(
            key=key,
            name=_name(key, _span(of, known.total)),
            tone=_tone(key, brings(seen, key)),
            ways=ways,
            percent=part,
            sums=of,
            totals=_span(of, known.total),
            dice=_span(of, 0),
            chips=brings(seen, key),
        )
        for (key, ways), of, part in zip(known.ways, sums, parts, strict=True)
    )
    by_sum = {each: outcome.key for outcome in outcomes for each in outcome.sums}
    return OddsView(
        order=order,
        title=say(order, seen),
        dots=tuple(Dots(each, ways, by_sum[each]) for each, ways in zip(SUMS, WAYS, strict=True)),
        outcomes=outcomes,
        modifiers=rows,
        total=known.total,
        certain=certain_chips(seen, order) if isinstance(order, Operate) else (),
        estimates=tuple(row.label for row in rows if row.estimated),
    )


def _spread(ways: Sequence[int]) -> list[tuple[int, ...]]:
    """Return which sums of two dice bring each outcome, where outcomes stand from low to high."""
    left = list(zip(SUMS, WAYS, strict=True))
    found = []
    for count in ways:
        sums: list[int] = []
        while count > 0:
            each, here = left.pop(0)
            sums.append(each)
            count -= here
        found.append(tuple(sums))
    return found


def shared(ways: Sequence[int]) -> list[int]:
    """Return ways in 36 in whole per cent that make 100 together, the largest remainders rounded up."""
    whole = [100 * each // 36 for each in ways]
    rest = sorted(range(len(ways)), key=lambda nth: (-(100 * ways[nth] % 36), nth))
    for nth in rest[: 100 - sum(whole)]:
        whole[nth] += 1
    return whole


def _span(sums: tuple[int, ...], modifier: int) -> str:
    """Return the totals of an outcome in words, as R7.6 prints them: `up to 3`, `9–10`, `11+`."""
    if not sums:
        return "never"
    low, high = plain(sums[0] + modifier), plain(sums[-1] + modifier)
    if sums[-1] == SUMS[-1]:
        return f"{low}+"
    if sums[0] == SUMS[0]:
        return f"up to {high}"
    return low if low == high else f"{low}–{high}"


def _name(key: str, totals: str) -> str:
    if key in _RESULTS:
        return capital(RESULTS[_RESULTS[key]].removeprefix("a "))
    return f"Total {totals}" if key.isdecimal() else capital(key)


def _tone(key: str, brought: tuple[Chip, ...]) -> Tone:
    """Return whether an outcome is hoped for; a row of a table is what its chips are."""
    if key.isdecimal():
        tones = [chip.tone for chip in brought]
        return Tone.GOOD if Tone.GOOD in tones else Tone.BAD if Tone.BAD in tones else Tone.PLAIN
    if key in ("gain", "major_gain", "success"):
        return Tone.GOOD
    return Tone.BAD if key in ("setback", "major_setback", "failure") else Tone.PLAIN
