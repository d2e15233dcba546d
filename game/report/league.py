"""The page of a league."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from game.report.page import number, render, signed
from game.report.plots import Plot, Row, intervals, reach, short
from rules.terms import POWERS

SEATS: Final = {
    power.key: title for power, title in zip(POWERS, ("Japan", "US", "China", "DPRK"), strict=True)
}

WIDTH: Final = 680
SMALL: Final = 334
"""The widths of a plot and of one of two side by side."""

NAME: Final = 28
SHORT_NAME: Final = 13
"""The letters of a name that a plot has room for; tables have the whole name."""

DRAWS_SHOWN: Final = 40
"""How many draws the page lists; all are in the data."""


def league_page(facts: Mapping[str, Any]) -> str:
    """Return the page that shows a league's facts."""
    return render(
        "league.html",
        facts=facts,
        seats=SEATS,
        overall=_scores(facts["players"], WIDTH),
        by_seat={seat: _seat(facts["players"], seat) for seat in SEATS},
        differences=_differences(facts["differences"]),
        draws=facts["draws"][:DRAWS_SHOWN],
    )


def _scores(lines: list[dict[str, Any]], width: float) -> Plot:
    longest = NAME if width == WIDTH else SHORT_NAME
    rows = [
        Row(short(line["player"], longest), line["mean"], line["low"], line["high"], number(line["mean"]))
        for line in lines
    ]
    return intervals(rows, 0, 100, width, 40)


def _seat(players: list[dict[str, Any]], seat: str) -> Plot:
    return _scores([{"player": line["player"], **line["seats"][seat]} for line in players], SMALL)


def _differences(pairs: list[dict[str, Any]]) -> Plot:
    rows = [
        Row(
            f"{short(pair['one'], SHORT_NAME)} − {short(pair['other'], SHORT_NAME)}",
            pair["mean"],
            pair["low"],
            pair["high"],
            signed(pair["mean"]),
        )
        for pair in pairs
    ]
    most = min(100.0, reach(rows, 5))
    return intervals(rows, -most, most, WIDTH, 44)
