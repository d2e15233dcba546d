"""`twopercent play`: the board on a screen, for people who share one computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from game.board.new_game import NewGame
    from game.board.start import Start

PALETTES = ("paper", "harbour", "night")
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")


@click.command("play")
@click.option("--scenario", help="A scenario's name or file: begin it at once.")
@click.option(
    "--seat",
    "seats",
    multiple=True,
    metavar="POWER=PLAYER",
    help="Who fills a seat, as japan=human or us=hawk: begin at once; Japan is a person and the others are "
    "calibrated where no seat is named. May be repeated.",
)
@click.option("--seed", type=int, help="The seed of the dice: begin at once.")
@click.option("--resume", type=click.Path(path_type=Path), metavar="FILE", help="Go on with a recorded game.")
@click.option("--watch", is_flag=True, help="Let bots play all four seats and look on.")
@click.option(
    "--saves", type=click.Path(path_type=Path), metavar="DIR", help="Where games are kept and looked for."
)
@click.option("--window", metavar="SIZE", help="The window in pixels, as 1280x800.")
@click.option("--full-screen", is_flag=True, help="Fill the screen.")
@click.option("--palette", type=click.Choice(PALETTES), help="The colours.")
@click.option("--text-size", type=float, metavar="X", help="0.9, 1, 1.25 or 1.5 times the usual text.")
@click.option("--reduced-motion", is_flag=True, help="Let dice and dials jump, and fade shortly.")
def command(
    scenario: str | None,
    seats: tuple[str, ...],
    seed: int | None,
    resume: Path | None,
    watch: bool,
    saves: Path | None,
    window: str | None,
    full_screen: bool,
    palette: str | None,
    text_size: float | None,
    reduced_motion: bool,
) -> None:
    """Play on a board: people at one computer take turns at it, bots fill the other seats.

    Without options the board opens with its title, where games are begun and gone on with. Every game is
    kept as it is played. TWOPERCENT_HOME names one folder for games and settings.
    """
    new = _new_game(scenario, seats, seed, watch)
    if resume is not None:
        if new is not None:
            raise click.UsageError("--resume goes without --scenario, --seat, --seed and --watch")
        _playable(resume)
    looks: dict[str, Any] = {}
    if window is not None:
        looks["window"] = _size(window)
    if text_size is not None:
        looks["text_scale"] = text_size
    if full_screen or palette is not None or reduced_motion:
        looks |= _chosen(full_screen, palette, reduced_motion)
    open_board(saves, looks, new=new, resume=resume)


def open_board(saves: Path | None = None, looks: dict[str, Any] | None = None, **what: Any) -> None:
    """Open the board with the kept settings and those given; stop where there is no display."""
    from attrs import evolve

    from game.board.saves import saves_folder, settings_file
    from game.board.settings import load_settings
    from game.board.start import Start

    file = settings_file()
    settings, said = load_settings(file)
    if said:
        click.echo(said, err=True)
    try:
        settings = evolve(settings, **(looks or {}))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    _see_display()
    _run(Start(settings, file, saves or saves_folder(), said=said, **what))


def _run(start: Start) -> None:
    """Hand over to the board, which is imported only now."""
    from game.board.app import run
    from game.board.start import BoardError
    from game.cli.errors import FAILED, Stop

    try:
        run(start)
    except BoardError as error:
        raise Stop(str(error), FAILED) from None


def _see_display() -> None:
    """Stop where a Unix system offers nothing to draw on."""
    import os
    import sys

    from game.cli.errors import FAILED, Stop

    desktop = sys.platform in ("win32", "darwin")
    if not desktop and not any(os.environ.get(name) for name in DISPLAYS):
        raise Stop("there is no display to open the board on; 'twopercent run' plays without one", FAILED)


def _new_game(scenario: str | None, seats: tuple[str, ...], seed: int | None, watch: bool) -> NewGame | None:
    """Return the game to be begun at once, or None where nothing of it is said."""
    if scenario is None and not seats and seed is None and not watch:
        return None
    from attrs import evolve

    from game.board.new_game import CALIBRATED, STANDARD, NewGame
    from game.cli.seats import named_seats
    from game.codec import SEEDS
    from game.players import registry
    from game.session import PERSON
    from rules.terms import POWERS

    named = named_seats(seats)
    if watch and PERSON in named.values():
        raise click.UsageError("--watch is for four bots: name no seat human")
    if seed is not None and seed not in SEEDS:
        raise click.UsageError(f"seed {seed} is out of range: seeds have 64 bits")
    for player in dict.fromkeys(name for name in named.values() if name != PERSON):
        registry.make(player)  # to see before a window opens that it can be made
    choice = NewGame(scenario or STANDARD)
    if seats or watch:
        choice = evolve(choice, seats={power: named.get(power, CALIBRATED) for power in POWERS})
    return choice if seed is None else evolve(choice, seed=seed)


def _playable(path: Path) -> None:
    """See before a window opens that a record can be gone on with."""
    import os

    from game.cli.errors import UNREADABLE, Stop
    from game.record import DamagedRecord, load, playable

    try:
        playable(load(path))
    except DamagedRecord as damage:
        raise Stop(f"{path}: {damage}" if damage.line else str(damage), UNREADABLE) from None
    if not os.access(path, os.W_OK):
        raise Stop(
            f"{path} cannot be written, so the game cannot go on; 'replay --board' shows it", UNREADABLE
        )


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    try:
        return int(width), int(height)
    except ValueError:
        raise click.UsageError(f"--window {text}: write WIDTHxHEIGHT, such as 1280x800") from None


def _chosen(full_screen: bool, palette: str | None, reduced_motion: bool) -> dict[str, Any]:
    """Return the looks that the command line chooses, and none that it leaves open."""
    from game.board.settings import Motion, Palette, Screen

    looks: dict[str, Any] = {}
    if full_screen:
        looks["screen"] = Screen.FULL
    if palette is not None:
        looks["palette"] = Palette(palette)
    if reduced_motion:
        looks["motion"] = Motion.REDUCED
    return looks
