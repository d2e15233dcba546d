"""`twopercent study claims`: every claim that has an experiment, and whether the model shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from game.cli.errors import FAILED, UNREADABLE, Stop
from game.cli.output import dump, table
from game.cli.study_course import played
from game.cli.study_file import again, keep, with_size
from game.headless.claims import experiment_files, experiments, verdicts
from game.headless.claims_facts import (
    CLAIMS,
    TABLE,
    Compared,
    DamagedRun,
    Run,
    called,
    compared,
    facts_of_claims,
    load_run,
)
from game.headless.files import Unkept, replace
from game.headless.study import Found
from game.headless.study_facts import facts_of
from game.headless.study_plan import Study
from game.report.claims import NOTE, claims_markdown, compared_markdown, mean, told, verdict
from game.report.page import NONE, chance
from game.report.study import span

HEADS = ("claim", "clauses", "expected of what is varied", "found", "95 % interval", "p", "verdict")


@click.command("claims")
@click.argument("words", nargs=-1, metavar="[CLAIM]...")
@click.option("--games", type=click.IntRange(2), help="Games in each cell, instead of each experiment's own.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option("--seed", type=int, help="The first seed of every cell, instead of each experiment's own.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where claims.json, claims.md and a folder for each experiment go; the same line goes on.",
)
@click.option(
    "--compare",
    "compare",
    is_flag=True,
    help="Play nothing: name folders of --out, and see whether their verdicts are the same.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def claims(
    words: tuple[str, ...],
    games: int | None,
    jobs: int,
    seed: int | None,
    out: Path | None,
    compare: bool,
    markdown: bool,
    as_json: bool,
) -> None:
    """Run the experiments of the claims and print what they show.

    Exit code 1 if a claim does not get the verdict that it should. Name claims, as C01 C24, to run a few.
    With --compare DIR DIR..., exit code 1 if a claim has not the same verdict in every run.
    """
    if markdown and as_json:
        raise click.UsageError("choose one of --markdown and --json")
    if compare:
        if (games, seed, out) != (None, None, None) or as_json:
            raise click.UsageError("--compare plays nothing: leave out --games, --seed, --out and --json")
        _compare(words, _print_compared_markdown if markdown else _print_compared)
        return
    studies = [with_size(study, games, seed) for study in experiments(_known(words))]
    done, stopped = _played(studies, jobs, out)
    judged = verdicts(done)
    facts = facts_of_claims(judged)
    if out is not None and stopped is None:
        _keep(out, facts)
    if as_json:
        dump(facts)
    elif markdown:
        click.echo(claims_markdown(facts), nl=False)
    elif judged:
        _print(facts)
    if stopped is not None:
        raise stopped
    missed = [each.claim.id for each in judged if not each.as_it_should]
    if missed:
        raise Stop(f"{len(missed)} of {len(judged)} claims do not come out: {', '.join(missed)}", FAILED)


def _known(ids: tuple[str, ...]) -> tuple[str, ...]:
    known = list(dict.fromkeys(path.stem[:3] for path in experiment_files()))
    for each in ids:
        if each.upper() not in known:
            listed = ", ".join(known)
            raise click.UsageError(f"no claim '{each}' has an experiment; there are {listed}")
    return ids


def _played(studies: Sequence[Study], jobs: int, out: Path | None) -> tuple[list[Found], Stop | None]:
    """Play studies one after another; return those of claims that are finished, and why it stopped."""
    done: list[Found] = []
    paths = {path.stem: str(path) for path in experiment_files()}
    for study in studies:
        course = played(study, jobs, None if out is None else out / study.name)
        if course.stopped is not None:
            what = f"{course.stopped}; {len(done)} of {len(studies)} experiments are finished"
            unfinished = [each.claim.id for each in studies[len(done) :] if each.claim]
            whole = [each for each in done if each.study.claim and each.study.claim.id not in unfinished]
            return whole, Stop(what, course.stopped.exit_code)
        assert course.found is not None
        done.append(course.found)
        if out is not None:
            keep(out / study.name, course.found, facts_of(course.found, again(paths[study.name], study)))
    return done, None


def _keep(out: Path, facts: Mapping[str, Any]) -> None:
    """Write what the claims came to as data and as Markdown."""
    try:
        replace(out / CLAIMS, json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        replace(out / TABLE, claims_markdown(facts))
    except OSError as error:
        raise Unkept(out, error) from None


def _print(facts: Mapping[str, Any]) -> None:
    claims = facts["claims"]
    table(HEADS, (row for claim in claims for row in _rows(claim)), right=(3, 4, 5))
    for each in claims:
        click.echo(f"{each['claim']} {verdict(each)}: {each['says']} Varied: {each['varied']}.")
    games = sum(each["games"] for each in claims)
    click.echo(f"rules {facts['rules']}, {games} games. {NOTE}")


def _rows(claim: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    clauses = ", ".join(claim["clauses"])
    for nth, each in enumerate(told(claim)):
        found = each["expected"], mean(each), span(each), chance(each["p"]), each["verdict"]
        yield ("" if nth else claim["claim"], "" if nth else clauses, *found)


# ---------- several runs ----------


def _compare(folders: Sequence[str], show: Callable[[Sequence[Run], Sequence[Compared]], None]) -> None:
    """Show several runs beside each other; raise Stop where a verdict is not the same in all."""
    if len(folders) < 2:
        raise click.UsageError("--compare: name two folders or more, each that of a run with --out")
    try:
        runs = [load_run(Path(folder)) for folder in folders]
    except DamagedRun as error:
        raise Stop(str(error), UNREADABLE) from None
    claims = compared(runs)
    show(runs, claims)
    differ = [each.id for each in claims if not each.agreed]
    if differ:
        what = f"{len(differ)} of {len(claims)} claims have not the same verdict in every run"
        raise Stop(f"{what}: {', '.join(differ)}", FAILED)


def _print_compared(runs: Sequence[Run], claims: Sequence[Compared]) -> None:
    heads = ("claim", "first of what is expected", *called(runs))
    table(heads, (_compared_row(each) for each in claims))
    for name, run in zip(called(runs), runs, strict=True):
        click.echo(f"{name}: rules {run.rules}, {run.games} games, in {run.name}")


def _print_compared_markdown(runs: Sequence[Run], claims: Sequence[Compared]) -> None:
    click.echo(compared_markdown(runs, claims), nl=False)


def _compared_row(claim: Compared) -> tuple[str, ...]:
    first = told(claim.any)[0]["expected"]
    cells = (NONE if each is None else f"{each['verdict']} {mean(told(each)[0])}" for each in claim.facts)
    return claim.id, first, *cells
