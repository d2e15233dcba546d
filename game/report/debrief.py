"""The after-action review as one page to read and print: `write_debrief`, for command and board."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from game.record import load
from game.report.league import SEATS
from game.report.lines import Chart, Series, over_turns
from game.report.page import counted, render
from game.report.pivots import Watch
from game.report.review import Review, Written, review_of
from game.report.tables import write_tables
from game.views.conditions import reading_words
from game.views.escalation import Ladder, Rise, Shares, percent_of
from game.views.figures import dollars
from game.views.memo import PRIORITY_NAMES
from game.views.names import place
from game.views.quarrels import RUNGS
from game.wording import articled, names_of
from rules import VERSION
from rules.journal import Agreed
from rules.terms import POWERS, Power

GAMES: Final = 12
"""How many branches a what-if of a review has unless said otherwise."""

WIDE: Final = 712
HALF: Final = 344
"""The widths of a chart and of one of two side by side."""

INKS: Final = {
    "japan": "#1B3B7C",
    "us": "#075E5C",
    "china": "#A63A24",
    "dprk": "#2B2622",
    "chance": "#696150",
}
RUNG_FILLS: Final = (
    "#AFC3C4",
    "#CFC48E",
    "#E0BF62",
    "#E5A743",
    "#E08B31",
    "#D46D29",
    "#BC4D27",
    "#9C3124",
    "#741E22",
    "#461019",
)
MONEY_INKS: Final = ("#696150", "#8A5200", "#22663F")
ROLE_INKS: Final = ("#1F262E", "#8A5200", "#2C566B")


def write_debrief(
    record_path: str | Path,
    out_path: str | Path,
    seat: Power | None = None,
    games: int = GAMES,
    data: Mapping[str, Any] | None = None,
    tables: str | Path | None = None,
    watch: Watch = iter,
) -> Path:
    """Write the review of a record as one page of HTML and return where it is.

    A seat's edition tells what that seat knew; without one the game must have ended. `data` is the
    scenario's, where the record does not hold it; `tables` a folder for the numbers as CSV, and `watch`
    is handed the branches of the what-ifs as they are played. Raise StillSecret, DamagedRecord, or
    OSError where the page cannot be written.
    """
    review = review_of(load(record_path), seat, games, data, watch)
    path = Path(out_path)
    _write_whole(path, debrief_page(review))
    if tables is not None:
        write_tables(review, Path(tables))
    return path


def _write_whole(path: Path, text: str) -> None:
    """Write a page under another name first, so that an older one is not lost to a full disk."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def debrief_page(review: Review) -> str:
    """Return the page of a review."""
    world = review.story.world
    return render(
        "debrief.html",
        review=review,
        story=review.story,
        world=world,
        scenario=review.scenario,
        seats=SEATS,
        powers=POWERS,
        rules=VERSION,
        names=names_of(world),
        rung_names=RUNGS,
        rung_fills=RUNG_FILLS,
        inks=INKS,
        priorities=PRIORITY_NAMES,
        reading=reading_words,
        short=_in_short(review),
        climbs=[_climb(ladder, review) for ladder in review.ladders],
        rises=_rises(review),
        blame=_shares(review.blame),
        money=[(each, _money(each)) for each in review.money],
        support=_by_seat(review, [each.support for each in review.support], (0, 100), WIDE, 140),
        readiness=_by_seat(review, [each.readiness for each in review.forces], (0, 100), HALF, 158),
        stocks=_by_seat(review, [each.stocks for each in review.forces], (0, 6), HALF, 158),
        homes=[(each, _roles(each.names, each.roles)) for each in review.support],
        alarms=[(each, _alarm(each.alarm)) for each in review.forces],
        turns=list(_by_turn(review)),
    )


# ---------- in short ----------


def _in_short(review: Review) -> tuple[str, ...]:
    """Return what a reader with half a minute should know; the figures stand further down too."""
    highest = max(review.ladders, key=lambda ladder: ladder.peak)
    turn = next((rise.turn for rise in highest.rises if rise.after == highest.peak), 0)
    when = f"in turn {turn}" if turn else "before the first turn"
    told = [
        f"The highest rung was {highest.peak}, {RUNGS[highest.peak]}, at {articled(highest.name)} {when}."
    ]
    shares = _shares(review.blame)
    if shares:
        said = ", ".join(f"{share.name} {share.percent}\N{NO-BREAK SPACE}%" for share in shares)
        told.append(f"Of {counted(_steps(review), 'step')} up, the shares are {said}.")
    if review.money:
        said = ", ".join(
            f"{SEATS[each.power.key]} {dollars(each.delivered[-1])} against {dollars(each.spent[-1])}"
            for each in review.money
        )
        told.append(f"Programmes delivered against money spent on them: {said}.")
    pages = [page for point in review.misread for page in point.pages]
    if pages:
        inside, whole = sum(page.inside for page in pages), sum(len(page.beliefs) for page in pages)
        told.append(f"At the turning points {inside} of {whole} beliefs about the others held the truth.")
    if review.words:
        kept, broken = sum(word.kept for word in review.words), sum(word.broken for word in review.words)
        signed = sum(isinstance(fact, Agreed) for facts in review.story.journals for fact in facts)
        told.append(f"{kept} signals were kept and {broken} broken; {counted(signed, 'agreement')} signed.")
    return tuple(told)


def _steps(review: Review) -> int:
    return sum(rise.after - rise.before for ladder in review.ladders for rise in ladder.rises)


# ---------- rungs ----------


@frozen
class Share:
    """Whose share, by key; its per cent."""

    who: str
    name: str
    percent: int


def _shares(shares: Shares) -> tuple[Share, ...]:
    """Return the shares that are not nought, the largest first."""
    keys = [*SEATS, "chance"]
    found = [
        Share(key, SEATS.get(key, "chance"), value)
        for key, value in zip(keys, percent_of(shares), strict=True)
        if value
    ]
    return tuple(sorted(found, key=lambda share: -share.percent))


@frozen
class Climb:
    """A flashpoint's chart of rungs and its rises, each with the place of its mark on the chart."""

    ladder: Ladder
    chart: Chart
    marks: tuple[tuple[float, float, Rise], ...]


@frozen
class Step:
    """A step up as a row: where, from what to what, why, and whose."""

    rise: Rise
    where: str
    because: str
    shares: tuple[Share, ...]


def _rises(review: Review) -> list[Step]:
    """Return all steps up in the order of their turns."""
    found = [
        Step(
            rise,
            place(review.story.world, ladder.flashpoint),
            review.because(ladder, rise),
            _shares(rise.shares),
        )
        for ladder in review.ladders
        for rise in ladder.rises
    ]
    return sorted(found, key=lambda step: step.rise.turn)


def _climb(ladder: Ladder, review: Review) -> Climb:
    line = Series("", ladder.rungs, "#1F262E")
    chart = over_turns([line], (0, 9), HALF, 190, 12, ((4, "crisis"), (8, "war")))
    step = (chart.right - chart.left) / max(1, len(ladder.rungs) - 1)
    marks = tuple(
        (
            round(chart.left + rise.turn * step, 1),
            round(chart.bottom - rise.after / 9 * (chart.bottom - chart.top), 1),
            rise,
        )
        for rise in ladder.rises
    )
    return Climb(ladder, chart, marks)


# ---------- the seats over time ----------


def _by_seat(
    review: Review, series: Sequence[Sequence[int]], bounds: tuple[float, float], width: float, height: float
) -> Chart:
    lines = [
        Series(SEATS[power.key], values, INKS[power.key], power.key)
        for power, values in zip(review.powers, series, strict=True)
    ]
    return over_turns(lines, bounds, width, height, 66)


def _money(each: Any) -> Chart:
    most = max((*each.planned, *each.spent, *each.delivered, 1)) / 1000
    names = zip(("planned", "spent", "delivered"), MONEY_INKS, strict=True)
    lines = [
        Series(name, [0.0, *(value / 1000 for value in getattr(each, name))], ink) for name, ink in names
    ]
    return over_turns(lines, (0, _round_up(most)), HALF, 170, 66)


def _round_up(most: float) -> float:
    unit = 10 ** (len(str(int(most))) - 1)
    return float(ceil(most / unit) * unit)


def _roles(names: Iterable[str], roles: Sequence[Sequence[int]]) -> Chart:
    lines = [Series(name, values, ink) for name, values, ink in zip("abc", roles, ROLE_INKS, strict=True)]
    return over_turns(lines, (-3, 3), HALF, 112, 24, steps=6)


def _alarm(alarm: Iterable[tuple[Power, Sequence[int]]]) -> Chart:
    lines = [Series(SEATS[rival.key], values, INKS[rival.key], rival.key) for rival, values in alarm]
    return over_turns(lines, (0, 10), HALF, 112, 66)


# ---------- orders ----------


def _by_turn(review: Review) -> Iterable[tuple[int, str, list[tuple[Power, list[Written]]]]]:
    for turn, quarter in enumerate(review.quarters, 1):
        yield (
            turn,
            quarter,
            [
                (power, [each for each in review.orders if (each.turn, each.power) == (turn, power)])
                for power in review.powers
            ],
        )
