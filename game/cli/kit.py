"""`twopercent kit`: everything a class needs to play on paper, as one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from rules.terms import POWER_NAMED, POWERS, Power

if TYPE_CHECKING:
    from game.kit.position import Position

LESSON = "two_percent_by_march"
PAPERS = ("a4", "a3", "letter")


@click.command("kit")
@click.argument("file", required=False, metavar="[RECORD]", type=click.Path(path_type=Path))
@click.option(
    "--scenario", help=f"What to print; {LESSON} unless said. Of a record: the file that holds its scenario."
)
@click.option(
    "--seat",
    type=click.Choice([power.key for power in POWERS]),
    help="Print the table's pages and this seat's own, from what it may know.",
)
@click.option(
    "--paper",
    default="a4",
    show_default=True,
    type=click.Choice(PAPERS),
    help="a4 and letter: the map in two halves to join; a3: the map on one sheet of A3, all else on A4.",
)
@click.option(
    "-o",
    "--out",
    default="kit.pdf",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where the PDF goes.",
)
def command(file: Path | None, scenario: str | None, seat: str | None, paper: str, out: Path) -> None:
    """Write a scenario as it begins, or a RECORD as it stands, as a PDF to print and play without computers.

    The map, counters and markers to cut, tracks, order slips, role cards, reference sheets, event cards, the
    rules in short, and the umpire's tables. The last pages hold the truth of every seat: keep them back.
    """
    from game.content_geometry import GeometryError

    power = POWER_NAMED[seat] if seat else None
    try:
        from game.kit.kit import write_kit
        from game.kit.paper import paper_named
        from game.kit.sheets.events import Overfull
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] != "reportlab":
            raise
        raise Stop("twopercent kit needs the extra 'print': pip install 'twopercent[print]'", USAGE) from None
    try:
        pages = write_kit(_position(file, scenario, power), out, paper_named(paper))
    except (GeometryError, Overfull) as fault:
        raise Stop(str(fault), FAILED) from None
    kept = "" if power is not None else "; the last part is for the facilitator only"
    click.echo(f"written to {out}: {pages} pages{kept}")


def _position(file: Path | None, scenario: str | None, power: Power | None) -> Position:
    """Return what to print: a scenario as it begins, or a record as it stands."""
    from game.content import load_scenario
    from game.kit.position import opening_position, recorded_position
    from game.record import DamagedRecord, OtherRules, load

    if file is None:
        return opening_position(load_scenario(scenario or LESSON), power, scenario or LESSON)
    from game.cli.replay import kept_data

    try:
        return recorded_position(file, power, kept_data(file, load(file), scenario))
    except OtherRules as other:
        told = f"{other.reason.partition(':')[0]}, and a kit needs the same; print its scenario instead"
        raise Stop(f"{file}: {told}", FAILED) from None
    except DamagedRecord as damage:
        raise Stop(f"{file}: {damage}" if damage.line else str(damage), UNREADABLE) from None
