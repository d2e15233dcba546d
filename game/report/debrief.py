"""The after-action review as one page to read and print: `write_debrief`, for the command and for the board."""

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
from game.report.page import render
from game.report.review import Review, Written, review_of
from game.report.tables import write_tables
from game.views.conditions import reading_words
from game.views.escalation import Ladder, Rise, Shares, percent_of
from game.views.memo import PRIORITY_NAMES
from game.views.quarrels import RUNGS
from game.wording import names_of
from rules import VERSION
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
) -> Path:
    """Write the review of a record as one page of HTML and return where it is.

    A seat's edition tells what that seat knew; without one the game must have ended. `data` is the
    scenario's, where the record does not hold it; `tables` a folder for the numbers as CSV. Raise
    StillSecret, DamagedRecord, or OSError where the page cannot be written.
    """
    review = review_of(load(record_path), seat, games, data)
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
        climbs=[_climb(ladder, review) for ladder in review.ladders],
        blame=_shares(review.blame),
        share_of=lambda rise: _shares(rise.shares),
        money=[(each, _money(each)) for each in review.money],
        support=_by_seat(review, [each.support for each in review.support], (0, 100)),
        readiness=_by_seat(review, [each.readiness for each in review.forces], (0, 100)),
        stocks=_by_seat(review, [each.stocks for each in review.forces], (0, 6)),
        homes=[(each, _roles(each.names, each.roles)) for each in review.support],
        alarms=[(each, _alarm(each.alarm)) for each in review.forces],
        turns=list(_by_turn(review)),
    )


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


def _climb(ladder: Ladder, review: Review) -> Climb:
    line = Series("", ladder.rungs, "#1F262E")
    chart = over_turns([line], (0, 9), HALF, 176, 12, ((4, "crisis"), (8, "war")))
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


def _by_seat(review: Review, series: Sequence[Sequence[int]], bounds: tuple[float, float]) -> Chart:
    lines = [
        Series(SEATS[power.key], values, INKS[power.key], power.key)
        for power, values in zip(review.powers, series, strict=True)
    ]
    return over_turns(lines, bounds, HALF, 190, 66)


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
    return over_turns(lines, (-3, 3), HALF, 130, 24)


def _alarm(alarm: Iterable[tuple[Power, Sequence[int]]]) -> Chart:
    lines = [Series(SEATS[rival.key], values, INKS[rival.key], rival.key) for rival, values in alarm]
    return over_turns(lines, (0, 10), HALF, 140, 66)


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
