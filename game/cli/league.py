"""`twopercent league`: players meet on the same seeds in every seat; ratings and tables with intervals."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.output import dump, progress, table
from game.codec import SEEDS
from game.content import load_scenario
from game.headless.batch import play_matches
from game.headless.files import Unkept
from game.headless.league import League, Sitting, sittings, size
from game.headless.league_facts import facts_of
from game.headless.league_folder import DamagedLeague, LeagueFolder, OtherLeague
from game.headless.league_standing import standing
from game.headless.pool import WorkerDied
from game.headless.results import Game
from game.players import registry
from game.report.league import league_page
from game.report.page import chance, counted, number, percent, signed

DRAWS_PRINTED: Final = 6

SURE: Final = 0.05
"""The corrected p-value below which a seat's difference is starred."""

LETTERS: Final = {"japan": "J", "us": "U", "china": "C", "dprk": "D"}


@click.command("league")
@click.argument("players", nargs=-1, metavar="PLAYER PLAYER …")
@click.option(
    "--games",
    default=100,
    show_default=True,
    type=click.IntRange(1),
    help="In how many games each two players meet at least.",
)
@click.option(
    "--scenario", default="turning_the_corner", show_default=True, help="A name, or a scenario file."
)
@click.option(
    "--seed", default=1, show_default=True, help="The first deal's seed; each next deal has one more."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep games.jsonl, league.json and league.html there; a league that was stopped goes on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    players: tuple[str, ...], games: int, scenario: str, seed: int, jobs: int, out: Path | None, as_json: bool
) -> None:
    """Let players meet on the same seeds in every seat, and rate and compare them.

    Each seed is played with every player in each seat equally often, so that neither seat nor luck
    decides. Ctrl-C stops the league and keeps every finished game; with --out the same line goes on.
    """
    league = _league(players, games, scenario, seed)
    name = load_scenario(scenario).name
    folder = _folder(out, league)
    if not as_json:
        _print_plan(name, league, folder)
    finished = folder.games if folder is not None else []
    before, started = len(finished), time.perf_counter()
    stopped = _play(league, jobs, folder, finished)
    elapsed = time.perf_counter() - started
    facts = facts_of(league, standing(league, finished), len(finished))
    if folder is not None:
        folder.publish(facts, league_page(facts))
    if as_json:
        dump(facts)
    elif finished:
        _print(facts, (len(finished) - before) / elapsed, folder)
    if stopped is not None:
        raise stopped


def _league(players: tuple[str, ...], games: int, scenario: str, seed: int) -> League:
    """Return the league that is asked for; say what is wrong with it before the first game."""
    if len(players) < 2:
        raise click.UsageError("a league needs two players or more; 'twopercent bots' lists them")
    for nth, player in enumerate(players):
        if player in players[:nth]:
            raise click.UsageError(f"the player '{player}' is named twice")
        registry.make(player)  # to see before the first game that it can be made
    league = League(scenario, players, games, seed)
    if seed not in SEEDS or seed + size(league).deals - 1 not in SEEDS:
        raise click.UsageError(f"seed {seed} is out of range: seeds have 64 bits")
    return league


def _folder(out: Path | None, league: League) -> LeagueFolder | None:
    if out is None:
        return None
    try:
        return LeagueFolder(out, league)
    except OtherLeague as error:
        raise Stop(str(error), USAGE) from None
    except DamagedLeague as error:
        raise Stop(str(error), UNREADABLE) from None


def _play(league: League, jobs: int, folder: LeagueFolder | None, finished: list[Game]) -> Stop | None:
    """Play the games that are not finished yet; return why it stopped before the end, if it did."""
    total = size(league).games
    try:
        with closing(_games(league, len(finished), jobs)) as games:
            for sitting, game in progress(games, total - len(finished), "games"):
                if folder is not None:
                    folder.keep(sitting, game)
                else:
                    finished.append(game)
    except KeyboardInterrupt:
        return Stop(f"interrupted: {_kept(total, folder, finished)}", 130)
    except Unkept as error:
        return Stop(f"{error}; {_kept(total, folder, finished)}", UNREADABLE)
    except WorkerDied as error:
        return Stop(f"{error}; {_kept(total, folder, finished)}", FAILED)
    finally:
        if folder is not None:
            folder.close()
    return None


def _games(league: League, done: int, jobs: int) -> Generator[tuple[Sitting, Game], None, None]:
    """Play the games of a league's plan after so many."""
    matches = (sitting.match for sitting in islice(sittings(league), done, None))
    rest = islice(sittings(league), done, None)
    with closing(play_matches(league.scenario, matches, min(jobs, size(league).games - done))) as games:
        for sitting, played in zip(rest, games, strict=True):
            yield sitting, played.game


def _kept(total: int, folder: LeagueFolder | None, finished: list[Game]) -> str:
    kept = (
        f"kept in {folder.path}; the same line goes on" if folder is not None else "not kept, without --out"
    )
    return f"{len(finished)} of {total} games are finished and {kept}"


# ---------- printing ----------


def _print_plan(name: str, league: League, folder: LeagueFolder | None) -> None:
    planned = size(league)
    last = league.seed + planned.deals - 1
    click.echo(
        f"{name}: {len(league.players)} players, {planned.games} games: {counted(planned.deals, 'deal')} of"
        f" {planned.games_in_deal}, seeds {league.seed} to {last}; each two meet in {planned.met} games"
    )
    if folder is not None and folder.games:
        click.echo(f"{len(folder.games)} of them are finished in {folder.path}")


def _print(facts: dict[str, Any], speed: float, folder: LeagueFolder | None) -> None:
    games = facts["games"]
    if games["counted"] < games["planned"]:
        click.echo(f"counted are {games['counted']} games, those of whole deals")
    _print_players(facts["players"])
    for line in facts["players"]:
        if line["faulty_turns"]:
            turns = counted(line["faulty_turns"], "turn")
            click.echo(
                f"{line['player']} lost orders to its own faults in {turns}; the first: {line['first_fault']}"
            )
    _print_seats(facts["players"])
    _print_pairs(facts["differences"])
    _print_ahead(facts)
    _print_draws(facts)
    click.echo(f"\n{facts['verdict']}")
    deals = counted(facts["deals"]["counted"], "deal")
    click.echo(f"95 % intervals and p-values: Student's t over {deals}; {facts['what']}")
    if speed:
        click.echo(f"{speed:.1f} games a second")
    if folder is not None:
        click.echo(f"kept in {folder.path}: league.html, league.json, games.jsonl")


def _print_players(lines: list[dict[str, Any]]) -> None:
    heads = ("player", "mean", "95 % interval", "succeeded", "mu", "sigma", "ordinal", *lines[0]["endings"])
    table(
        heads,
        (
            (
                line["player"],
                number(line["mean"]),
                _span(line, number),
                percent(line["succeeded"]),
                *(number(line["rating"][key], 2) for key in ("mu", "sigma", "ordinal")),
                *(str(count) for count in line["endings"].values()),
            )
            for line in lines
        ),
        right=range(1, len(heads)),
    )


def _print_seats(lines: list[dict[str, Any]]) -> None:
    table(
        ("mean in seat", *LETTERS),
        (
            (
                line["player"],
                *(f"{number(cell['mean'])} ({_span(cell, number)})" for cell in line["seats"].values()),
            )
            for line in lines
        ),
        right=range(1, 5),
    )


def _print_pairs(pairs: list[dict[str, Any]]) -> None:
    heads = ("difference", "mean", "95 % interval", "p", "Holm's p", "won", "drawn", "lost")
    table(
        heads,
        (
            (
                f"{pair['one']} - {pair['other']}",
                signed(pair["mean"]),
                _span(pair, signed),
                chance(pair["p"]),
                chance(pair["holm"]),
                *(str(pair[key]) for key in ("won", "drawn", "lost")),
            )
            for pair in pairs
        ),
        right=range(1, len(heads)),
    )
    table(
        ("difference in seat", *LETTERS),
        (
            (f"{pair['one']} - {pair['other']}", *(_starred(cell) for cell in pair["seats"].values()))
            for pair in pairs
        ),
        right=range(1, 5),
    )
    click.echo("± to the ends of the 95 % interval; * Holm's p below 0.05")


def _starred(cell: dict[str, Any]) -> str:
    if cell["low"] is None:
        return signed(cell["mean"])
    held = cell["holm"] < SURE
    return f"{signed(cell['mean'])} ±{number(cell['high'] - cell['mean'])}{'*' if held else ' '}"


def _print_ahead(facts: dict[str, Any]) -> None:
    names = [line["player"] for line in facts["players"]]
    table(
        ("ahead in seats of", *names),
        ((one, *(_seats(facts["ahead"][one].get(other)) for other in names)) for one in names),
    )


def _seats(ahead: list[str] | None) -> str:
    """Return the letters of the seats in which a player is ahead."""
    if ahead is None:
        return ""
    return "every" if len(ahead) == len(LETTERS) else "".join(LETTERS[seat] for seat in ahead) or "none"


def _print_draws(facts: dict[str, Any]) -> None:
    draws = facts["draws"]
    said = "a shared rank in the rating, a difference of 0, neither won nor lost"
    click.echo(
        f"draws, equal scores in one seat of a table: {len(draws)} of {facts['rated_matches']} ({said})"
    )
    for draw in draws[:DRAWS_PRINTED]:
        who = ", ".join(draw["players"])
        where = f"seed {draw['seed']}, table {draw['table']}, {draw['seat']}"
        click.echo(f"  {where}: {who} at {number(draw['score'])}")
    if len(draws) > DRAWS_PRINTED:
        click.echo(f"  and {len(draws) - DRAWS_PRINTED} more: see --json")


def _span(cell: dict[str, Any], write: Any) -> str:
    return "–" if cell["low"] is None else f"{write(cell['low'])} to {write(cell['high'])}"
