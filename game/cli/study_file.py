"""`twopercent study FILE.toml` and `twopercent study measures`: a study of one's own."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from game.cli.output import dump, table
from game.cli.study_course import played
from game.codec import SEEDS
from game.headless.files import Unkept, replace
from game.headless.study import Found
from game.headless.study_facts import effects_csv, facts_of, games_csv
from game.headless.study_list import USAGE as MEASURES
from game.headless.study_plan import Study
from game.headless.study_reader import load_study
from game.report.page import chance, counted, number, signed
from game.report.study import places, span, study_page
from rules.readings import READINGS


@click.command("file", hidden=True)
@click.argument("path", metavar="FILE.toml", type=click.Path(path_type=Path))
@click.option("--games", type=click.IntRange(2), help="Games in each cell, instead of the file's.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option("--seed", type=int, help="The first seed of every cell, instead of the file's.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where study.html, games.csv and effects.csv go.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def of_file(
    path: Path, games: int | None, jobs: int, seed: int | None, out: Path | None, as_json: bool
) -> None:
    """Play the study of a TOML file: every cell on the same seeds, and what each factor changes.

    Ctrl-C prints what is finished; with --out every finished seed is kept, and the same line goes on.
    """
    study = with_size(load_study(path), games, seed)
    course = played(study, jobs, out)
    if course.found is not None:
        facts = facts_of(course.found, again(str(path), course.found.study))
        if out is not None and course.stopped is None:
            keep(out, course.found, facts)
        dump(facts) if as_json else _print(facts)
    if course.stopped is not None:
        raise course.stopped
    if out is not None and not as_json:
        before = f"; {course.before} of the seeds are from before" if course.before else ""
        click.echo(f"kept in {out}: study.html, games.csv, effects.csv{before}")


@click.command("measures")
def measures() -> None:
    """List what a study can measure."""
    table(("write", "what it is"), MEASURES.values())
    click.echo("Any of them may end with 'at N': as it stands after turn N.")
    click.echo("Readings of the rules, written 'READING [POWER]':")
    click.echo(", ".join([*READINGS, "control_FLASHPOINT", "highest_rung_FLASHPOINT"]))


def with_size(study: Study, games: int | None, seed: int | None) -> Study:
    """Return a study with other games in a cell and another first seed."""
    study = evolve(study, games=games or study.games, seed=study.seed if seed is None else seed)
    if study.seed not in SEEDS or study.seed + study.games - 1 not in SEEDS:
        raise click.UsageError(f"seed {study.seed} is out of range: seeds have 64 bits")
    return study


def again(path: str, study: Study) -> str:
    """Return the line that plays a study again."""
    return f"twopercent study {shlex.quote(path)} --games {study.games} --seed {study.seed}"


def keep(folder: Path, done: Found, facts: Mapping[str, Any]) -> None:
    """Write the page and the tables of a study."""
    texts = {
        "study.html": study_page(facts),
        "games.csv": games_csv(done),
        "effects.csv": effects_csv(facts),
    }
    try:
        for name, text in texts.items():
            replace(folder / name, text)
    except OSError as error:
        raise Unkept(folder, error) from None


# ---------- printing ----------


def _print(facts: Mapping[str, Any]) -> None:
    cells = facts["cells"]
    size = f"{facts['games_per_cell']} games in each of {counted(len(cells), 'cell')}"
    click.echo(f"{facts['title']}: {facts['scenario']}, {size}, seeds from {facts['seed']}")
    table(
        ("measure", *(cell["name"] for cell in cells)),
        (
            (measure, *(_mean(cell["measures"][measure]) for cell in cells))
            for measure in cells[0]["measures"]
        ),
        right=range(1, len(cells) + 1),
    )
    if facts["effects"]:
        heads = ("factor", "level", "measure", "difference", "95 % interval", "pairs", "p", "p (Holm)")
        table(heads, map(_effect, facts["effects"]), right=(3, 4, 5, 6, 7))
    for each in facts["findings"]:
        click.echo(
            f"{each['verdict']}: {each['expected']} (found {_mean(each)}, {span(each) or 'no interval'})"
        )
    if facts["faults"]:
        click.echo(f"players lost orders to their own faults {facts['faults']} times")
    click.echo(facts["note"])


def _mean(value: Mapping[str, Any]) -> str:
    return number(value["mean"], places(value["mean"]))


def _effect(each: Mapping[str, Any]) -> tuple[str, ...]:
    level = f"{each['level']} − {each['against']}"
    difference = signed(each["mean"], places(each["mean"]))
    pairs = str(each["count"])
    return (
        each["factor"],
        level,
        each["measure"],
        difference,
        span(each),
        pairs,
        chance(each["p"]),
        chance(each["holm"]),
    )
