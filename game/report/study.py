"""The page of a study."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Any, Final

from game.report.page import number, render, signed
from game.report.plots import Plot, Row, intervals, reach, short

WIDTH: Final = 680
LABEL: Final = 30
FEW: Final = 2
"""Decimal places of small numbers."""


def study_page(facts: Mapping[str, Any]) -> str:
    """Return the page that shows a study's facts."""
    return render("study.html", facts=facts, effects=_effects(facts), places=places)


def places(value: float | None) -> int:
    """Return how many decimal places a number is written with: fewer where it is large."""
    if value is None or abs(value) >= 1000:
        return 0
    return 1 if abs(value) >= 100 else FEW


def span(value: Mapping[str, Any]) -> str:
    """Return a 95 % interval."""
    if value["low"] is None:
        return ""
    count = places(value["mean"])
    return f"{number(value['low'], count)} to {number(value['high'], count)}"


def _effects(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return each factor's measures with their levels' effects, and a plot of these."""
    measures = dict.fromkeys(each["measure"] for each in facts["effects"])
    return [
        {
            "factor": factor["name"],
            "measure": measure,
            "rows": rows,
            "plot": (plot := _plot(rows)),
            "places": _tick_places(plot),
        }
        for factor in facts["factors"]
        for measure in measures
        if (rows := _rows(facts, factor["name"], measure))
    ]


def _rows(facts: Mapping[str, Any], factor: str, measure: str) -> list[dict[str, Any]]:
    return [each for each in facts["effects"] if (each["factor"], each["measure"]) == (factor, measure)]


def _plot(effects: list[dict[str, Any]]) -> Plot:
    rows = [
        Row(
            short(f"{each['level']} − {each['against']}", LABEL),
            each["mean"],
            each["low"],
            each["high"],
            signed(each["mean"], places(each["mean"])),
        )
        for each in effects
    ]
    most = reach(rows, 0.01)
    return intervals(rows, -most, most, WIDTH, 64)


def _tick_places(plot: Plot) -> int:
    """Return how many decimal places the figures of an axis need to differ."""
    least = min((abs(tick) for _, tick in plot.ticks if tick), default=1.0)
    return max(0, -floor(log10(least) + 1e-9))
