"""`twopercent scenario`: what there is to play, what it consists of, and whether its data is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from game.cli.errors import FAILED, UNREADABLE, Stop
from game.cli.output import dump, table
from game.content import (
    BRIEF_LEVELS,
    UnknownScenario,
    brief,
    check_scenario,
    load_scenario,
    scenario_names,
    scenario_plain,
    scenario_summary,
)
from rules.content import Provenance, Scenario
from rules.terms import POWERS, Power


@click.group("scenario")
def command() -> None:
    """List, show and check scenarios."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def listed(as_json: bool) -> None:
    """List the scenarios."""
    found = [scenario_summary(name) for name in scenario_names()]
    if as_json:
        dump(
            [
                {
                    "name": each.name,
                    "title": each.title,
                    "turns": each.length,
                    "minutes": each.minutes,
                    "premise": each.premise,
                }
                for each in found
            ]
        )
        return
    rows = [(each.name, each.title, str(each.length), str(each.minutes)) for each in found]
    table(("scenario", "title", "turns", "minutes"), rows, right=(2, 3))


@command.command("show")
@click.argument("name")
@click.option("--sources", is_flag=True, help="Print where every figure comes from.")
@click.option(
    "--brief", "seat", type=click.Choice([each.key for each in POWERS]), help="Print a seat's brief."
)
@click.option(
    "--seat",
    "power",
    type=click.Choice([each.key for each in POWERS]),
    help="Print what a seat plays for and how partners would answer it.",
)
@click.option("--level", type=click.Choice(BRIEF_LEVELS), default="plain", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all data, or with --sources the sources.")
def show(name: str, sources: bool, seat: str | None, power: str | None, level: str, as_json: bool) -> None:
    """Show one scenario, one of its seats, a seat's brief, or the sources of its figures."""
    if sum((sources, seat is not None, power is not None, as_json and not sources)) > 1:
        raise click.UsageError("choose one of --sources (with or without --json), --brief, --seat, --json")
    if seat is not None:
        click.echo(brief(name, seat, level).rstrip())
        return
    scenario = load_scenario(name)
    if sources:
        _show_sources(scenario, scenario_plain(name).get("source", {}), as_json)
    elif as_json:
        dump(scenario_plain(name))
    elif power is not None:
        from game.cli.scenario_seat import show_seat

        show_seat(scenario, Power[power.upper()])
    else:
        _show(scenario)


@command.command("check")
@click.argument("names", nargs=-1, metavar="[NAME_OR_PATH]...")
def check(names: tuple[str, ...]) -> None:
    """Print every fault of the scenarios named, or of all."""
    faulty = 0
    for name in names or scenario_names():
        faults = _faults(name)
        faulty += bool(faults)
        for fault in faults:
            click.echo(fault)
        click.echo(f"{name}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    if faulty:
        raise Stop(f"{faulty} of {len(names or scenario_names())} scenarios have faults", FAILED)


def _faults(name: str) -> list[str]:
    if name.endswith(".toml"):
        if not Path(name).is_file():
            raise Stop(f"{name}: there is no such file", UNREADABLE)
    elif name not in scenario_names() and not Path(name).is_file():
        raise UnknownScenario(name)
    return [str(fault) for fault in check_scenario(name)]


def _show(scenario: Scenario) -> None:
    world, setup = scenario.world, scenario.setup
    year, quarter = world.calendar
    click.echo(f"{scenario.title} ({scenario.name})")
    click.echo(f"{world.length} turns from {year} Q{quarter}, about {scenario.minutes} minutes\n")
    click.echo(scenario.premise)
    seats = (
        (
            power.key,
            world.powers[power].leader,
            f"{sheet.gdp:,}",
            f"{sheet.dial / 100:.2f} %"
            if world.powers[power].dial == "share"
            else f"{sheet.dial} % in theatre",
            f"{sheet.treasury:,}",
            str(sheet.support),
            str(sheet.readiness),
            str(sum(force.count for force in setup.forces if force.power == power)),
        )
        for power, sheet in zip(POWERS, setup.sheets, strict=True)
    )
    heads = ("seat", "office", "GDP $m", "dial", "treasury $m", "support", "readiness", "counters")
    table(heads, seats, right=(2, 3, 4, 5, 6, 7))
    quarrels = (
        (
            each.id,
            each.name,
            str(setup.rungs[place]),
            str(setup.control[place]),
            ", ".join(f"{power.key} {each.stakes[power]}" for power in POWERS),
        )
        for place, each in enumerate(world.flashpoints)
    )
    table(("flashpoint", "name", "rung", "control", "stakes"), quarrels, right=(2, 3))
    click.echo("To discuss afterwards")
    for nth, question in enumerate(scenario.questions, 1):
        click.echo(f"{nth}. {question}")


def _show_sources(scenario: Scenario, sources: dict[str, Any], as_json: bool) -> None:
    figures = list(_figures(scenario))
    if as_json:
        rows = [
            {
                "path": path,
                "value": value,
                "source": its.source,
                "date": its.date,
                "grade": its.grade,
                "note": its.note,
            }
            for path, value, its in figures
        ]
        dump({"sources": sources, "figures": rows})
        return
    table(
        ("source", "publisher", "date"),
        ((key, str(each.get("publisher", "")), str(each.get("date", ""))) for key, each in sources.items()),
    )
    table(
        ("figure", "value", "grade", "date", "source", "note"),
        ((path, value, its.grade, its.date, its.source, its.note) for path, value, its in figures),
    )


def _figures(scenario: Scenario) -> Iterator[tuple[str, str, Provenance]]:
    """Yield path, value and provenance of each figure and catalogue entry."""
    for figure in scenario.figures:
        yield figure.path, figure.value, figure.provenance
    world = scenario.world
    for kind, entries in (
        ("programme", world.programmes),
        ("doctrine", world.doctrines),
        ("operation", world.operations),
        ("agreement", world.agreements),
    ):
        for entry in entries:
            yield f"{kind}.{entry.id}", entry.name, entry.provenance
    for event in world.events:
        yield f"event.{event.id}", event.title, event.provenance
