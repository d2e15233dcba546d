"""`twopercent study`: experiments that say what the model says, with intervals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from game.cli.errors import FAILED, Stop
from game.cli.output import dump, progress, table
from game.cli.study_claims import claims
from game.cli.study_file import measures, of_file
from game.content import load_scenario
from game.headless.balance import Balance, Plan, measure
from game.headless.batch import Played
from game.headless.stats import Mean
from game.report.markdown import grid
from rules import VERSION
from rules.terms import POWERS

HEADS = ("target", "asked", "measured", "95 % interval", "verdict")


class Studies(click.Group):
    """Its commands by name; anything else is the file of a study."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for, or the one that plays a file."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            if not args[0].endswith(".toml"):
                known = ", ".join(self.list_commands(ctx))
                raise click.UsageError(f"'{args[0]}' is neither a .toml file nor one of {known}", ctx)
            return of_file.name, of_file, args
        return super().resolve_command(ctx, args)


@click.group("study", cls=Studies, subcommand_metavar="FILE.toml | COMMAND [ARGS]...")
def command() -> None:
    """Measure what the model says: play the study of a TOML file, or one of these."""


command.add_command(claims)
command.add_command(measures)


@command.command("balance")
@click.option("--scenario", default="turning_the_corner", show_default=True, help="A name, or a file.")
@click.option("--games", default=2000, show_default=True, type=click.IntRange(10), help="Calibrated games.")
@click.option("--seed", default=1, show_default=True, help="The first seed of every cell.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def balance(scenario: str, games: int, seed: int, jobs: int, markdown: bool, as_json: bool) -> None:
    """Hold the balance of a scenario against its targets.

    Exit code 1 if a target is not met. Beside the calibrated games, each other cell has a tenth of them,
    and as many games are played by all personas in mixed company.
    """
    if markdown and as_json:
        raise click.UsageError("choose one of --markdown and --json")
    loaded = load_scenario(scenario)
    plan = Plan(scenario, games, seed, jobs)

    def watch(played: Iterable[Played], size: int) -> Iterable[Played]:
        return progress(played, size, "games")

    found = measure(plan, loaded.world, watch)
    show = _json if as_json else _markdown if markdown else _plain
    show(plan, found)
    missed = sum(not line.met for line in found.lines())
    if missed:
        raise Stop(f"{missed} of {len(found.lines())} targets are not met", FAILED)


def _rows(found: Balance) -> list[tuple[str, ...]]:
    return [
        (line.target, line.asked, line.measured, line.interval, "met" if line.met else "NOT MET")
        for line in found.lines()
    ]


def _means(found: Balance) -> list[tuple[str, ...]]:
    return [(player, *(_mean(mean) for mean in means)) for player, means in found.means()]


def _mean(mean: Mean) -> str:
    reach = "" if mean.reach is None else f" ± {mean.reach:.1f}"
    return f"{mean.value or 0.0:.1f}{reach}"


def _head(plan: Plan) -> str:
    return (
        f"{plan.scenario}, rules {VERSION}: {plan.games} games of four calibrated seats, "
        f"{plan.side_games} of every other cell, {plan.mixed_games} in mixed company, seeds from {plan.seed}"
    )


def _plain(plan: Plan, found: Balance) -> None:
    click.echo(_head(plan))
    table(HEADS, _rows(found))
    click.echo("Mean scores of each player in each seat, the other three calibrated")
    table(("player", *(power.key for power in POWERS)), _means(found), right=(1, 2, 3, 4))


def _markdown(plan: Plan, found: Balance) -> None:
    click.echo(f"{_head(plan)}.\n")
    click.echo(grid(HEADS, _rows(found)), nl=False)
    click.echo("\nMean scores of each player in each seat, the other three calibrated:\n")
    click.echo(grid(("player", *(power.key for power in POWERS)), _means(found)), nl=False)


def _json(plan: Plan, found: Balance) -> None:
    facts: dict[str, Any] = {
        "scenario": plan.scenario,
        "rules": VERSION,
        "games": plan.games,
        "side_games": plan.side_games,
        "mixed_games": plan.mixed_games,
        "seed": plan.seed,
        "targets": [
            {
                "target": line.target,
                "asked": line.asked,
                "measured": line.measured,
                "interval": line.interval,
                "met": line.met,
            }
            for line in found.lines()
        ],
        "means": {
            player: {
                power.key: {"mean": means[power].value, "low": means[power].low, "high": means[power].high}
                for power in POWERS
            }
            for player, means in found.means()
        },
    }
    dump(facts)
