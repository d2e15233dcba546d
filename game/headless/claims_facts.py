"""What the experiments of the claims came to as plain data, and several such runs held against each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from game.headless.claims import Verdict
from game.headless.study_facts import finding_facts
from rules import VERSION

CLAIMS: Final = "claims.json"
"""Where a run of the claims keeps what it came to, in its folder."""

TABLE: Final = "claims.md"
"""The same as a table to read."""


def facts_of_claims(judged: Sequence[Verdict]) -> dict[str, Any]:
    """Return a run's facts: each claim with its experiments, findings and verdict."""
    return {"rules": VERSION, "claims": [_facts(each) for each in judged]}


def _facts(verdict: Verdict) -> dict[str, Any]:
    claim = verdict.claim
    by_experiment = [study.name for study in verdict.studies for _ in study.expects]
    return {
        "claim": claim.id,
        "says": claim.says,
        "clauses": list(claim.clauses),
        "varied": claim.varied,
        "should": claim.verdict,
        "verdict": verdict.verdict,
        "games": verdict.games,
        "experiments": [
            {"name": study.name, "games_per_cell": study.games, "seed": study.seed}
            for study in verdict.studies
        ],
        "findings": [
            {"experiment": name, **finding_facts(finding)}
            for name, finding in zip(by_experiment, verdict.findings, strict=True)
        ],
    }


class DamagedRun(Exception):
    """A file that does not tell what a run of the claims came to."""


@frozen
class Run:
    """A run of the claims that a folder keeps: what it is called and its claims by id."""

    name: str
    rules: str
    claims: dict[str, dict[str, Any]]

    @property
    def games(self) -> int:
        """How many games it played."""
        return sum(claim["games"] for claim in self.claims.values())

    @property
    def seed(self) -> int | None:
        """The first seed of all its experiments, if it is the same."""
        seeds = {each["seed"]: None for claim in self.claims.values() for each in claim["experiments"]}
        return next(iter(seeds)) if len(seeds) == 1 else None


def load_run(folder: Path) -> Run:
    """Return the run of a folder; raise DamagedRun or OSError."""
    path = folder / CLAIMS
    try:
        found = json.loads(path.read_bytes())
        claims = {each["claim"]: each for each in found["claims"]}
        run = Run(folder.name, found["rules"], claims)
        if run.games and all(_is_whole(claim) for claim in claims.values()):
            return run
    except (ValueError, KeyError, TypeError):
        pass
    raise DamagedRun(f"{path} does not tell what claims came to")


def _is_whole(claim: Mapping[str, Any]) -> bool:
    """Tell whether a claim's facts have all that is shown of them; KeyError or TypeError if they are none."""
    keys = ("experiment", "expected", "mean", "low", "high", "p", "verdict", "never_differs")
    findings = [[each[key] for key in keys] for each in claim["findings"]]
    seeds = [each["seed"] for each in claim["experiments"]]
    texts = [claim[key] for key in ("says", "clauses", "varied", "should", "verdict")]
    return all((findings, seeds, texts))


@frozen
class Compared:
    """A claim in several runs: its facts in each, None where it was not run."""

    id: str
    facts: tuple[dict[str, Any] | None, ...]

    @property
    def any(self) -> dict[str, Any]:
        """Its facts in the first run that has it."""
        return next(each for each in self.facts if each is not None)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Its verdict in each run."""
        return tuple("not run" if each is None else each["verdict"] for each in self.facts)

    @property
    def agreed(self) -> bool:
        """Tell whether every run has the same verdict."""
        return len(set(self.verdicts)) == 1


def compared(runs: Sequence[Run]) -> tuple[Compared, ...]:
    """Return every claim that any of the runs has, by id."""
    ids = sorted({claim for run in runs for claim in run.claims})
    return tuple(Compared(each, tuple(run.claims.get(each) for run in runs)) for each in ids)


def called(runs: Sequence[Run]) -> tuple[str, ...]:
    """Return what to call each run: by its first seed where that tells them apart, else by its folder."""
    seeds = [run.seed for run in runs]
    if None not in seeds and len(set(seeds)) == len(runs):
        return tuple(f"seeds from {seed:,}" for seed in seeds)
    return tuple(run.name for run in runs)
