"""What claims came to, as rows for a table and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from game.headless.claims_facts import Compared, Run, called
from game.report.markdown import grid
from game.report.page import NONE, chance, number
from game.report.study import places, span

HEADS: Final = ("claim", "what it says", "clauses", "varied", "found, 95 % interval", "p (Holm)", "verdict")

NOTE: Final = (
    "Intervals: Student's t over paired seeds, 95 %; p corrected by Holm's method over the whole table. "
    "A game, not a forecast."
)


def told(claim: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a claim's findings, with the experiment where it has several.

    Two or more differences that were to be none and are none are told as one.
    """
    never = [each for each in claim["findings"] if each["never_differs"]]
    rest = [each for each in claim["findings"] if len(never) < 2 or not each["never_differs"]]
    several = len(claim["experiments"]) > 1
    shown = [_of_experiment(each) for each in rest] if several else rest
    if len(never) < 2:
        return shown
    return [*shown, {**never[0], "expected": f"{len(never)} other differences: none in any game"}]


def _of_experiment(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {**finding, "expected": f"{finding['expected']} ({finding['experiment']})"}


def mean(finding: Mapping[str, Any]) -> str:
    """Return a finding's mean."""
    return number(finding["mean"], places(finding["mean"]))


def found(finding: Mapping[str, Any]) -> str:
    """Return a finding's mean with its interval."""
    interval = span(finding)
    return f"{mean(finding)} ({interval})" if interval else mean(finding)


def verdict(claim: Mapping[str, Any]) -> str:
    """Return a claim's verdict, and which it should be if that is another."""
    should = "" if claim["verdict"] == claim["should"] else f" (should be {claim['should']})"
    return f"{claim['verdict']}{should}"


def claims_markdown(facts: Mapping[str, Any]) -> str:
    """Return a run's claims as Markdown, a row for each."""
    games = sum(claim["games"] for claim in facts["claims"])
    rows = (
        (
            claim["claim"],
            claim["says"],
            ", ".join(claim["clauses"]),
            claim["varied"],
            "<br>".join(f"{each['expected']}: {found(each)}" for each in told(claim)),
            "<br>".join(chance(each["p"]) for each in told(claim)),
            verdict(claim),
        )
        for claim in facts["claims"]
    )
    return f"Rules {facts['rules']}, {games:,} games. {NOTE}\n\n{grid(HEADS, rows)}"


def compared_markdown(runs: Sequence[Run], claims: Sequence[Compared]) -> str:
    """Return several runs' claims as Markdown: the verdicts, and then every finding of every run."""
    names = called(runs)
    each_run = "; ".join(
        f"{name}: rules {run.rules}, {run.games:,} games" for name, run in zip(names, runs, strict=True)
    )
    verdicts = grid(("claim", "what it says", "clauses", "varied", "verdict"), map(_verdict_row, claims))
    findings = grid(
        ("claim", "expected", *names, "greatest p (Holm)"),
        (row for each in claims for row in _finding_rows(each)),
    )
    return f"Runs: {each_run}. {NOTE}\n\n{verdicts}\n{findings}"


def agreed(claim: Compared) -> str:
    """Return a claim's verdict once where all runs have the same, else each run's."""
    return verdict(claim.any) if claim.agreed else " / ".join(claim.verdicts)


def _verdict_row(claim: Compared) -> tuple[str, ...]:
    facts = claim.any
    return claim.id, facts["says"], ", ".join(facts["clauses"]), facts["varied"], agreed(claim)


def _finding_rows(claim: Compared) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding that any run tells of, with what each run found."""
    by_run = [{each["expected"]: each for each in told(facts)} if facts else {} for facts in claim.facts]
    for nth, expected in enumerate(dict.fromkeys(key for findings in by_run for key in findings)):
        cells = [findings.get(expected) for findings in by_run]
        chances = [each["p"] for each in cells if each is not None and each["p"] is not None]
        yield (
            "" if nth else claim.id,
            expected,
            *(NONE if each is None else found(each) for each in cells),
            chance(max(chances, default=None)),
        )
