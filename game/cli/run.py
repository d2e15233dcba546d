"""`twopercent run`: games without a board, a table of what they came to, and their records."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import closing, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.output import dump, progress, table
from game.cli.seats import named_seats, no_power
from game.codec import SEEDS
from game.content import load_scenario
from game.headless.batch import Batch, Handicaps, NoCluster, play
from game.headless.batch_folder import DamagedBatch, Folder, OtherBatch, new_folder
from game.headless.files import Unkept
from game.headless.pool import WorkerDied
from game.headless.results import Summary
from game.headless.track_files import PART
from game.players import registry
from game.players.clock import LIMITS, MOST_SECONDS, Limits
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.headless.parquet import Parquet

DEFAULT_PLAYER = "calibrated"

_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+")


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
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Play on the Dask cluster at this address, as tcp://10.0.0.5:8786, instead of here.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where games.jsonl, records and tracks go, else a new folder under ./runs; "
    "the same line goes on with a batch that was stopped.",
)
@click.option("--records/--no-records", default=True, show_default=True, help="Keep a record of each game.")
@click.option(
    "--tracks/--no-tracks",
    default=True,
    show_default=True,
    help="Keep every track of every power, turn by turn, as JSON Lines.",
)
@click.option("--parquet", is_flag=True, help="Write games and tracks as Parquet too.")
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
@click.option(
    "--profile", is_flag=True, help="Say on stderr where the time went; for one process, which it slows."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    scenario: str,
    games: int,
    seed: int,
    seats: tuple[str, ...],
    handicaps: tuple[str, ...],
    jobs: int,
    scheduler: str,
    out: Path | None,
    records: bool,
    tracks: bool,
    parquet: bool,
    turn_time: float,
    time_bank: float,
    bot_log: str,
    profile: bool,
    as_json: bool,
) -> None:
    """Play games without a board and print a table.

    Ctrl-C stops the batch and keeps every finished game; the same line with --out goes on. The same seeds
    give the same games however many processes play them, here or on a cluster.
    """
    _refuse(jobs, scheduler, parquet, profile, out is not None or records)
    if seed not in SEEDS or seed + games - 1 not in SEEDS:
        raise click.UsageError(f"seed {seed} is out of range: seeds have 64 bits")
    one, two, three, four = _players(seats)
    limits = Limits(turn_time, time_bank, _log(bot_log))
    given = _handicaps(handicaps)
    tracks = tracks and (out is not None or records)
    batch = Batch(
        scenario, (one, two, three, four), seed, games, jobs, records, limits, given, tracks, scheduler
    )
    name = load_scenario(scenario).name
    folder = _folder(out, f"{name}-seed{seed}", batch)
    summary = Summary() if folder is None else folder.summary
    before, started = summary.games, time.perf_counter()
    stopped = _play(batch, folder, summary, _parquet(parquet, folder, batch), profile)
    speed = (summary.games - before) / (time.perf_counter() - started)
    if summary.games or as_json:
        facts = _facts(name, batch, summary, speed, folder)
        dump(facts) if as_json else _print(facts, before)
    if stopped is not None:
        raise stopped


def _refuse(jobs: int, scheduler: str, parquet: bool, profile: bool, kept: bool) -> None:
    """Raise where options do not go together, or one needs what is not installed."""
    if scheduler and not _ADDRESS.fullmatch(scheduler):
        raise click.UsageError(f"--scheduler {scheduler}: write tcp://HOST:PORT, as tcp://10.0.0.5:8786")
    if scheduler and jobs > 1:
        raise click.UsageError("--jobs and --scheduler: the cluster's workers play, so leave out --jobs")
    if profile and (scheduler or jobs > 1):
        raise click.UsageError("--profile looks into this process: leave out --jobs and --scheduler")
    if parquet and not kept:
        raise click.UsageError("--parquet needs a folder: name one with --out")
    for asked, option, module, extra in (
        (bool(scheduler), "--scheduler", "distributed", "cluster"),
        (parquet, "--parquet", "pyarrow", "analysis"),
    ):
        if asked and find_spec(module) is None:
            raise click.UsageError(f"{option} needs {module}: pip install -e '.[{extra}]'")


def _parquet(asked: bool, folder: Folder | None, batch: Batch) -> Parquet | None:
    if not asked or folder is None:
        return None
    from game.headless.parquet import Parquet

    return Parquet(folder.path, batch)


def _play(
    batch: Batch, folder: Folder | None, summary: Summary, parquet: Parquet | None, profile: bool
) -> Stop | None:
    """Play and keep the games that are not finished; return why it stopped before the end, if it did."""
    from game.cli.hotspots import hotspots

    try:
        with hotspots() if profile else nullcontext():
            _play_on(batch, folder, summary, parquet)
        if parquet is not None:
            parquet.write(summary.games)
    except KeyboardInterrupt:
        return Stop(f"interrupted: {_kept(batch, folder, summary)}", 130)
    except Unkept as error:
        return Stop(f"{error}; {_kept(batch, folder, summary)}", UNREADABLE)
    except (WorkerDied, NoCluster) as error:
        return Stop(f"{error}; {_kept(batch, folder, summary)}", FAILED)
    finally:
        if folder is not None:
            folder.close()
    return None


def _play_on(batch: Batch, folder: Folder | None, summary: Summary, parquet: Parquet | None) -> None:
    before = summary.games
    if before == batch.games:
        return
    with closing(play(batch, before)) as games:
        for played in progress(games, batch.games, "games", before):
            if folder is None:
                summary.add(played.game)
                continue
            folder.keep(played)
            if parquet is not None and folder.kept % PART == 0:
                parquet.write_part(folder.kept // PART)


def _kept(batch: Batch, folder: Folder | None, summary: Summary) -> str:
    where = "not kept, as --no-records asks"
    if folder is not None:
        where = f"kept in {folder.path}; the same line with --out {folder.path} goes on"
    return f"{summary.games} of {batch.games} games are finished and {where}"


def _folder(out: Path | None, name: str, batch: Batch) -> Folder | None:
    """Return the folder of a batch: the one named, a new one for records, else none."""
    if out is None:
        return Folder(new_folder(Path("runs"), name), batch) if batch.records else None
    try:
        return Folder(out, batch)
    except OtherBatch as error:
        raise Stop(str(error), USAGE) from None
    except DamagedBatch as error:
        raise Stop(str(error), UNREADABLE) from None


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


def _print(facts: dict[str, Any], before: int) -> None:
    last = facts["seed"] + facts["games"] - 1
    click.echo(f"{facts['scenario']}: {_counted(facts['games'])}, seeds {facts['seed']} to {last}")
    if before:
        click.echo(f"{before} of them were finished in {facts['out']} before")
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
    if facts["games"] > before:
        click.echo(f"{facts['games_per_second']:.1f} games a second")
    if facts["out"] is not None:
        click.echo(f"kept in {facts['out']}")
