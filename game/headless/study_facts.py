"""What a study came to as plain data: for tables, the page, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from game.content import scenario_digest, scenario_plain
from game.headless.stats import Mean
from game.headless.study import Effect, Found
from game.headless.study_plan import Change, Study, players_of
from game.headless.study_verdicts import Finding
from game.players.under_orders import Forbidden, Forced
from rules import VERSION
from rules.notation import write
from rules.terms import Power

NOTE = (
    "A game, not a forecast. Intervals are Student's t over seeds at 95 %; pairs share a seed and so their "
    "dice. p (Holm) is corrected for all effects of this study. Where every pair differs alike the effect "
    "is exact and p is the sign test's."
)


def facts_of(found: Found, command: str) -> dict[str, Any]:
    """Return a study's facts; `command` is the line that plays it again."""
    study = found.study
    return {
        "study": study.name,
        "title": study.title,
        "question": study.question,
        "scenario": study.scenario,
        "scenario_digest": scenario_digest(scenario_plain(study.scenario)),
        "rules": VERSION,
        "games_per_cell": len(found.rows) // max(1, len(found.means)),
        "seed": study.seed,
        "command": command,
        "replayed": [power.key for power in study.replay],
        "base": change_lines(study.base),
        "factors": [
            {
                "name": factor.name,
                "levels": [
                    {"name": level.name, "change": change_lines(level.change)} for level in factor.levels
                ],
            }
            for factor in study.factors
        ],
        "cells": list(_cells(found)),
        "effects": [_effect(each) for each in found.effects],
        "claim": _claim(study),
        "findings": [finding_facts(each) for each in found.findings],
        "faults": found.faults,
        "note": NOTE,
    }


def _cells(found: Found) -> Iterator[dict[str, Any]]:
    for cell, means in zip(found.study.cells(), found.means, strict=True):
        yield {
            "name": cell.name,
            "seats": {power.key: player for power, player in players_of(cell).items()},
            "measures": {
                measure: mean_facts(mean) for measure, mean in zip(found.study.measures, means, strict=True)
            },
        }


def mean_facts(mean: Mean) -> dict[str, Any]:
    """Return a mean with its bounds and count."""
    return {"mean": mean.value, "low": mean.low, "high": mean.high, "count": mean.count}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "factor": effect.factor,
        "level": effect.level,
        "against": effect.against,
        "measure": effect.measure,
        **mean_facts(effect.difference),
        "p": effect.p,
        "holm": effect.holm,
    }


def _claim(study: Study) -> dict[str, Any] | None:
    claim = study.claim
    if claim is None:
        return None
    return {
        "id": claim.id,
        "says": claim.says,
        "varied": claim.varied,
        "clauses": list(claim.clauses),
        "expected": claim.verdict,
    }


def finding_facts(finding: Finding) -> dict[str, Any]:
    """Return what was expected and what was found."""
    return {
        "expected": finding.expect.text,
        **mean_facts(finding.mean),
        "p": finding.p,
        "verdict": finding.verdict,
        "never_differs": finding.never_differs,
    }


def change_lines(change: Change) -> list[str]:
    """Return what a change does, a line each."""
    return [
        *(f"{power.key} is played by {player}" for power, player in change.seats.items()),
        *(f"{path} = {value}" for path, value in change.values.items()),
        *(
            f"{power.key} gives when legal{_turns(each)}: {'; '.join(map(write, each.orders))}"
            for power, each in change.forced
        ),
        *(_never(power, each) for power, each in change.forbidden),
    ]


def _never(power: Power, rule: Forbidden) -> str:
    return f"{power.key} never gives{_turns(rule)}: {'; '.join(rule.patterns)}"


def _turns(rule: Forced | Forbidden) -> str:
    if rule.first == 1 and rule.last >= 999:
        return ""
    last = "" if rule.last >= 999 else f" to {rule.last}"
    return f" (turns {rule.first}{last or ' on'})"


# ---------- CSV ----------


def games_csv(found: Found) -> str:
    """Return a line for each game: its cell, levels, seed, measures and last digest."""
    study, cells = found.study, found.study.cells()
    heads = ["cell", *(factor.name for factor in study.factors), "seed", *study.measures, "digest"]
    rows = (
        [
            row.cell + 1,
            *(
                factor.levels[nth].name
                for factor, nth in zip(study.factors, cells[row.cell].levels, strict=True)
            ),
            row.seed,
            *("" if value is None else f"{value:g}" for value in row.values),
            row.digest,
        ]
        for row in found.rows
    )
    return _csv([heads, *rows])


def effects_csv(facts: Mapping[str, Any]) -> str:
    """Return a line for each effect."""
    heads = ["factor", "level", "against", "measure", "mean", "low", "high", "count", "p", "holm"]
    rows = [["" if each[key] is None else each[key] for key in heads] for each in facts["effects"]]
    return _csv([heads, *rows])


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
