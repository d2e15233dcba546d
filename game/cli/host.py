"""`twopercent host`: a classroom server that teams join with any browser on the same network."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.errors import UNREADABLE, USAGE, Stop


@click.command("host")
@click.option(
    "--scenario", default="two_percent_by_march", show_default=True, help="A name, or a scenario file."
)
@click.option("--tables", default=1, show_default=True, type=click.IntRange(1, 60), help="How many games.")
@click.option(
    "--minutes", default=10.0, show_default=True, type=click.FloatRange(0.1, 600), help="Minutes a turn."
)
@click.option("--seed", default=1, show_default=True, help="The dice of every table.")
@click.option("--own-seeds", is_flag=True, help="Give each table dice of its own.")
@click.option(
    "--port", default=8025, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at."
)
@click.option("--lan", is_flag=True, help="Let other computers on the network join; else only this one.")
@click.option(
    "--address", help="The address or name that others reach this computer at, where --lan finds another."
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("class.db"),
    show_default=True,
    help="Where the class is kept; the same line goes on with it.",
)
@click.option(
    "--injects",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file of injects, ready on the facilitator's desk.",
)
def command(
    scenario: str,
    tables: int,
    minutes: float,
    seed: int,
    own_seeds: bool,
    port: int,
    lan: bool,
    address: str | None,
    store: Path,
    injects: Path | None,
) -> None:
    """Serve a class: teams join tables with a code in any browser; nothing else is installed.

    Everything is kept as it happens: stopped or killed, the same line goes on.
    """
    if address is not None and not lan:
        raise Stop("--address is what other computers type: give --lan with it", USAGE)
    try:
        from game.classroom import serving
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("game", "rules", "maps"):
            raise
        raise Stop(
            f"twopercent host needs the extra 'classroom' ({error.name} is missing): "
            "pip install 'twopercent[classroom]'",
            USAGE,
        ) from None
    from game.classroom.hall import Plan
    from game.classroom.store import StoreError
    from game.content_injects import InjectError

    plan = Plan(scenario, tables, seed, minutes, own_seeds=own_seeds)
    try:
        serving.serve(plan, store, serving.Door(port, lan, address), injects)
    except serving.DoorError as error:
        raise Stop(str(error), USAGE) from None
    except (StoreError, InjectError) as error:
        raise Stop(str(error), UNREADABLE) from None
