"""The claims of the article as experiments of this distribution: studies in `experiments/`, by claim.

A claim may have several studies; its verdict is the worst of what they find. The p-values of all expected
differences of one table are corrected together by Holm's method.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from game.headless.stats import holm
from game.headless.study import Found
from game.headless.study_plan import Study
from game.headless.study_reader import load_study
from game.headless.study_verdicts import Claim, Finding, overall

EXPERIMENTS: Final = Path(__file__).parent / "experiments"
"""Where the studies of claims lie."""


@frozen
class Verdict:
    """A claim with what its studies found, and whether that is what the claim should get."""

    claim: Claim
    findings: tuple[Finding, ...]
    games: int
    studies: tuple[Study, ...]

    @property
    def verdict(self) -> str:
        """The worst verdict of the findings."""
        return overall([finding.verdict for finding in self.findings])

    @property
    def as_it_should(self) -> bool:
        """Tell whether the verdict is the one that the claim should get."""
        return self.verdict == self.claim.verdict


def experiment_files() -> tuple[Path, ...]:
    """Return the files of all experiments, by claim."""
    return tuple(sorted(EXPERIMENTS.glob("*.toml")))


def experiments(claims: Sequence[str] = ()) -> tuple[Study, ...]:
    """Return the studies of some claims, or of all."""
    wanted = tuple(claim.upper() for claim in claims)
    files = [path for path in experiment_files() if not wanted or path.stem[:3] in wanted]
    return tuple(load_study(path) for path in files)


def verdicts(found: Sequence[Found]) -> tuple[Verdict, ...]:
    """Return the verdict on each claim, in order."""
    by_claim: dict[str, list[Found]] = {}
    for each in found:
        if each.study.claim is not None:
            by_claim.setdefault(each.study.claim.id, []).append(each)
    chances = iter(
        holm([finding.p for group in by_claim.values() for each in group for finding in each.findings])
    )
    return tuple(
        Verdict(
            _claim(group),
            tuple(evolve(finding, p=next(chances)) for each in group for finding in each.findings),
            sum(len(each.rows) for each in group),
            tuple(each.study for each in group),
        )
        for group in by_claim.values()
    )


def _claim(group: Sequence[Found]) -> Claim:
    """Return the claim of some studies, with what each of them varies and the clauses of all."""
    claims = [each.study.claim for each in group if each.study.claim is not None]
    varied = "; ".join(dict.fromkeys(claim.varied for claim in claims))
    clauses = tuple(dict.fromkeys(clause for claim in claims for clause in claim.clauses))
    return evolve(claims[0], varied=varied, clauses=clauses)
