"""`twopercent study claims`: every claim that has an experiment, and whether the model shows it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from game.cli.errors import FAILED, Stop
from game.cli.output import dump, table
from game.cli.study_file import again, keep, played, span, with_size
from game.headless.claims import EXPERIMENTS, Verdict, experiments, verdicts
from game.headless.study import Found
from game.headless.study_facts import facts_of, finding_facts
from game.headless.study_verdicts import Finding
from game.report.page import chance, number
from game.report.study import places
from rules import VERSION

HEADS = ("claim", "clauses", "expected of what is varied", "found", "95 % interval", "p", "verdict")


@click.command("claims")
@click.argument("ids", nargs=-1, metavar="[CLAIM]...")
@click.option("--games", type=click.IntRange(2), help="Games in each cell, instead of each experiment's own.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option("--seed", type=int, help="The first seed of every cell, instead of each experiment's own.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where a folder for each experiment goes."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def claims(
    ids: tuple[str, ...], games: int | None, jobs: int, seed: int | None, out: Path | None, as_json: bool
) -> None:
    """Run the experiments of the claims and print what they show.

    Exit code 1 if a claim does not get the verdict that it should. Name claims, as C01 C24, to run a few.
    """
    studies = [with_size(study, games, seed) for study in experiments(_known(ids))]
    done = []
    for study in studies:
        found = played(study, jobs)
        done.append(found)
        if out is not None:
            path = str(EXPERIMENTS / f"{study.name}.toml")
            keep(out / study.name, found, facts_of(found, again(path, study)))
    judged = verdicts(done)
    _json(judged) if as_json else _print(judged, done)
    missed = [each.claim.id for each in judged if not each.as_it_should]
    if missed:
        raise Stop(f"{len(missed)} of {len(judged)} claims do not come out: {', '.join(missed)}", FAILED)


def _known(ids: tuple[str, ...]) -> tuple[str, ...]:
    known = list(dict.fromkeys(path.stem[:3] for path in EXPERIMENTS.glob("*.toml")))
    for each in ids:
        if each.upper() not in known:
            listed = ", ".join(sorted(known))
            raise click.UsageError(f"no claim '{each}' has an experiment; there are {listed}")
    return ids


def _print(judged: Iterable[Verdict], done: Iterable[Found]) -> None:
    table(HEADS, (row for verdict in judged for row in _rows(verdict)), right=(3, 4, 5))
    for each in judged:
        should = "" if each.as_it_should else f" (should be {each.claim.verdict})"
        click.echo(f"{each.claim.id} {each.verdict}{should}: {each.claim.says} Varied: {each.claim.varied}.")
    games = sum(len(each.rows) for each in done)
    click.echo(
        f"rules {VERSION}, {games} games. Intervals: Student's t over paired seeds, 95 %; p corrected by "
        "Holm's method over the whole table. A game, not a forecast."
    )


def _rows(verdict: Verdict) -> Iterable[tuple[str, ...]]:
    """Yield a row for each finding; exact noughts that should be, beyond one, share a row."""
    exact = [each for each in verdict.findings if _is_nought(each)]
    told = [each for each in verdict.findings if len(exact) < 2 or not _is_nought(each)]
    rows = [_row(each) for each in told]
    if len(told) < len(verdict.findings):
        text = f"{len(exact)} other differences: none in any game"
        rows.append((text, number(0.0), "0.0 to 0.0", chance(None), "shown"))
    clauses = ", ".join(verdict.claim.clauses)
    for nth, row in enumerate(rows):
        yield ("" if nth else verdict.claim.id, "" if nth else clauses, *row)


def _is_nought(finding: Finding) -> bool:
    expect = finding.expect
    return expect.sign == "0" and expect.within is None and finding.verdict == "shown"


def _row(finding: Finding) -> tuple[str, ...]:
    facts = finding_facts(finding)
    mean = number(facts["mean"], places(facts["mean"]))
    return facts["expected"], mean, span(facts), chance(facts["p"]), finding.verdict


def _json(judged: Iterable[Verdict]) -> None:
    facts: list[dict[str, Any]] = [
        {
            "claim": each.claim.id,
            "says": each.claim.says,
            "clauses": list(each.claim.clauses),
            "varied": each.claim.varied,
            "should": each.claim.verdict,
            "verdict": each.verdict,
            "games": each.games,
            "findings": [finding_facts(finding) for finding in each.findings],
        }
        for each in judged
    ]
    dump({"rules": VERSION, "claims": facts})
