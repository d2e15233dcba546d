"""`twopercent report`: an after-action review of a recorded game as one page to read and print."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.replay import kept_data
from game.record import DamagedRecord, OtherRules, load
from game.report.debrief import GAMES, write_debrief
from game.views.story import StillSecret
from rules.terms import POWER_NAMED, POWERS


@click.command("report")
@click.argument("file", metavar="RECORD", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the page goes; else debrief.html, or debrief-SEAT.html, in this folder.",
)
@click.option(
    "--csv",
    "tables",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the numbers too, one table a file; columns.csv says what they hold.",
)
@click.option(
    "--seat",
    type=click.Choice([power.key for power in POWERS]),
    help="Tell only what this seat could know; the one edition of a game that goes on.",
)
@click.option(
    "--games",
    default=GAMES,
    show_default=True,
    type=click.IntRange(0),
    help="How many branches each of the two what-ifs has; 0 leaves them out, else at least 2.",
)
@click.option("--scenario", help="The scenario's file, where the record does not hold it.")
def command(
    file: Path, out: Path | None, tables: Path | None, seat: str | None, games: int, scenario: str | None
) -> None:
    """Write an after-action review of a recorded game: one page that needs no network and prints on A4.

    It tells who raised the rungs, what money bought, what each seat believed and what was so, which
    promises were kept, how each seat scored, and what two of the orders that mattered most changed.
    """
    if games == 1:
        raise click.UsageError("--games 1: one branch says nothing; ask for 0 or for 2 and more")
    path = out or Path(f"debrief-{seat}.html" if seat else "debrief.html")
    try:
        data = kept_data(file, load(file), scenario)
        write_debrief(file, path, POWER_NAMED[seat] if seat else None, games, data, tables)
    except StillSecret:
        told = "the game goes on, and the truth waits for its end; name a seat, as in --seat japan"
        raise Stop(f"{file}: {told}", USAGE) from None
    except OtherRules as other:
        told = (
            f"{other.reason.partition(':')[0]}, and a review needs the same; try 'twopercent replay --text'"
        )
        raise Stop(f"{file}: {told}", FAILED) from None
    except DamagedRecord as damage:
        raise Stop(f"{file}: {damage}" if damage.line else str(damage), UNREADABLE) from None
    click.echo(f"written to {path}" + (f", the numbers to {tables}" if tables else ""))
