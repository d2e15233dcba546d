"""`twopercent bots`: who can fill a seat."""

from __future__ import annotations

import click

from game.cli.output import dump, table
from game.players import registry
from game.players.own import HOW


@click.command("bots")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> None:
    """List who can fill a seat."""
    found = {name: registry.describe(name) for name in registry.names()}
    if as_json:
        dump(found)
    else:
        table(("player", "what it does"), found.items())
        table(("your own", "what it is"), HOW)
        click.echo("How to write one in twenty lines: docs/bots.md")
