"""`twopercent run`: games without a board, a table of what they came to, and their records."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from game.cli.errors import UNREADABLE, USAGE, Stop
from game.cli.output import dump, progress, table
from game.cli.seats import named_seats, no_power
from game.codec import SEEDS
from game.content import load_scenario
from game.headless.batch import Batch, Folder, Handicaps, Unkept, WorkerDied, new_folder, play
from game.headless.results import Summary
from game.players import registry
from game.players.clock import LIMITS, MOST_SECONDS, Limits
from rules.terms import POWERS, Power

DEFAULT_PLAYER = "calibrated"


@click.command("run")
@click.option(
    "--scenario", default="turning_the_corner", show_default=True, help="A name, or a scenario file."
)
@click.option("--games", default=20, show_default=True, type=click.IntRange(1), help="How many games.")
@click.option(
    "--seed", default=1, show_default=True, help="The first game's seed; each next one has one more."
)
@click.option(
    "--seat",
    "seats",
    multiple=True,
    metavar="POWER=PLAYER",
    help=f"Who fills a seat, as japan=random, japan=mybot:MyBot or 'japan=exec:node mybot.js'; "
    f"the others are {DEFAULT_PLAYER}. May be repeated.",
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where records and games.jsonl go; else a new folder under ./runs.",
)
@click.option("--records/--no-records", default=True, show_default=True, help="Keep a record of each game.")
@click.option(
    "--handicap",
    "handicaps",
    multiple=True,
    metavar="POWER=PERCENT",
    help="Raise or lower a seat's income and first treasury, as japan=10 or us=-10. May be repeated.",
)
@click.option(
    "--turn-time",
    default=LIMITS.turn,
    show_default=True,
    type=click.FloatRange(0, MOST_SECONDS, min_open=True),
    metavar="SECONDS",
    help="How long an own bot may think each turn.",
)
@click.option(
    "--time-bank",
    default=LIMITS.bank,
    show_default=True,
    type=click.FloatRange(0, MOST_SECONDS),
    metavar="SECONDS",
    help="What an own bot may think beyond that, in a whole game.",
)
@click.option(
    "--bot-log",
    default="",
    metavar="FILE",
    help="Where to append what own bots write to stderr, and where they broke.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    scenario: str,
    games: int,
    seed: int,
    seats: tuple[str, ...],
    handicaps: tuple[str, ...],
    jobs: int,
    out: Path | None,
    records: bool,
    turn_time: float,
    time_bank: float,
    bot_log: str,
    as_json: bool,
) -> None:
    """Play games without a board and print a table.

    Ctrl-C stops the batch and keeps every finished game. The same seeds give the same games
    however many processes play them.
    """
    if seed not in SEEDS or seed + games - 1 not in SEEDS:
        raise click.UsageError(f"seed {seed} is out of range: seeds have 64 bits")
    one, two, three, four = _players(seats)
    limits = Limits(turn_time, time_bank, _log(bot_log))
    given = _handicaps(handicaps)
    batch = Batch(scenario, (one, two, three, four), seed, games, jobs, records, limits, given)
    name = load_scenario(scenario).name
    folder = _folder(out, f"{name}-seed{seed}", batch)
    summary, started = Summary(), time.perf_counter()
    stopped = _play(batch, folder, summary)
    speed = summary.games / (time.perf_counter() - started)
    if summary.games or as_json:
        facts = _facts(name, batch, summary, speed, folder)
        dump(facts) if as_json else _print(facts)
    if stopped is not None:
        raise stopped


def _play(batch: Batch, folder: Folder | None, summary: Summary) -> Stop | None:
    """Play and keep the games; return why it stopped before the end, if it did."""
    try:
        with closing(play(batch)) as games:
            for played in progress(games, batch.games, "games"):
                if folder is not None:
                    folder.keep(played)
                summary.add(played.game)
    except KeyboardInterrupt:
        return Stop(f"interrupted: {_kept(batch, folder, summary)}", 130)
    except Unkept as error:
        return Stop(f"{error}; {_kept(batch, folder, summary)}", UNREADABLE)
    except WorkerDied as error:
        return Stop(f"{error}; {_kept(batch, folder, summary)}", 1)
    finally:
        if folder is not None:
            folder.close()
    return None


def _kept(batch: Batch, folder: Folder | None, summary: Summary) -> str:
    where = f"kept in {folder.path}" if folder is not None else "not kept, as --no-records asks"
    return f"{summary.games} of {batch.games} games are finished and {where}"


def _folder(out: Path | None, name: str, batch: Batch) -> Folder | None:
    """Return the folder of a batch: the one named, a new one for records, else none."""
    if out is None:
        return Folder(new_folder(Path("runs"), name), batch) if batch.records else None
    try:
        return Folder(out, batch)
    except FileExistsError:
        raise Stop(f"{out} holds games already: name another folder", USAGE) from None


def _players(seats: Iterable[str]) -> list[str]:
    """Return the player's name for each power; say which word is wrong and what is nearest to it."""
    named = named_seats(seats)
    for player in dict.fromkeys(named.values()):
        registry.make(player)  # to see before the first game that it can be made
    return [named.get(power, DEFAULT_PLAYER) for power in POWERS]


def _handicaps(texts: Iterable[str]) -> Handicaps:
    """Return each power's handicap in per cent; say which word is wrong."""
    found = dict.fromkeys(POWERS, 0)
    for text in texts:
        key, _, number = text.partition("=")
        if key not in {each.key for each in Power}:
            raise click.UsageError(f"--handicap {text}: {no_power(key)}")
        try:
            found[Power[key.upper()]] = percent = int(number.removesuffix("%"))
        except ValueError:
            raise click.UsageError(f"--handicap {text}: write POWER=PERCENT, such as japan=10") from None
        if not -90 <= percent <= 200:
            raise click.UsageError(f"--handicap {text}: between -90 and 200 per cent")
    one, two, three, four = (found[power] for power in POWERS)
    return one, two, three, four


def _log(name: str) -> str:
    """Return the path of the bots' log, if any, once it is seen that it can be written."""
    if name:
        with open(name, "ab"):
            pass
    return name and str(Path(name).absolute())


def _facts(
    scenario: str, batch: Batch, summary: Summary, speed: float, folder: Folder | None
) -> dict[str, Any]:
    """Return what the batch came to as plain data."""
    seats = {}
    for power in POWERS:
        seat = summary.seat(power)
        seats[power.key] = {
            "player": batch.seats[power],
            "handicap": batch.handicaps[power],
            "mean": round(seat.mean, 2),
            "low": round(seat.low, 2),
            "high": round(seat.high, 2),
            "succeeded": round(seat.succeeded, 4),
            "faulty_turns": seat.faulty,
            "first_fault": seat.first_fault or None,
        }
    return {
        "scenario": scenario,
        "games": summary.games,
        "seed": batch.seed,
        "endings": {ending.key: count for ending, count in summary.endings.items()},
        "seats": seats,
        "games_per_second": round(speed, 2),
        "out": str(folder.path) if folder is not None else None,
    }


def _counted(games: int) -> str:
    return f"{games} game{'' if games == 1 else 's'}"


def _print(facts: dict[str, Any]) -> None:
    last = facts["seed"] + facts["games"] - 1
    click.echo(f"{facts['scenario']}: {_counted(facts['games'])}, seeds {facts['seed']} to {last}")
    table(
        ("seat", "player", "handicap", "mean score", "95 % interval", "succeeded"),
        (
            (
                power,
                seat["player"],
                f"{seat['handicap']:+} %" if seat["handicap"] else "none",
                f"{seat['mean']:.1f}",
                f"{seat['low']:.1f} to {seat['high']:.1f}",
                f"{100 * seat['succeeded']:.0f} %",
            )
            for power, seat in facts["seats"].items()
        ),
        right=(2, 3, 4, 5),
    )
    endings = ", ".join(f"{name} {count}" for name, count in facts["endings"].items() if count)
    click.echo(f"endings: {endings}")
    for power, seat in facts["seats"].items():
        if seat["faulty_turns"]:
            turns = f"{seat['faulty_turns']} turn{'s' if seat['faulty_turns'] > 1 else ''}"
            click.echo(
                f"{power} lost orders to faults of {seat['player']} in {turns}; "
                f"the first: {seat['first_fault']}"
            )
    click.echo(f"{facts['games_per_second']:.1f} games a second")
    if facts["out"] is not None:
        click.echo(f"kept in {facts['out']}")
