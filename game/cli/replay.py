"""`twopercent replay`: a record shown in short, told turn by turn, on a board, or verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.codec import FaultLine, TurnLine
from game.content import ContentError, scenario_digest, scenario_plain, scenario_summary
from game.narrate import narrate
from game.record import DamagedRecord, Record, Step, load, playable, replay, scenario_of, verify
from game.views.acts import notes_of, told
from game.views.story import TRUTH
from rules import VERSION
from rules.content import World
from rules.journal import Fact, Journal, redact
from rules.notation import write
from rules.observation import hidden_areas
from rules.orders import OrderSheet
from rules.terms import POWERS, Power
from rules.turn import new_game


@click.command("replay")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", "check", is_flag=True, help="Play every turn again and compare.")
@click.option("--text", is_flag=True, help="Tell the game turn by turn.")
@click.option("--board", is_flag=True, help="Show the game on the board.")
@click.option("--turn", type=click.IntRange(1), help="Tell only this turn.")
@click.option(
    "--view",
    type=click.Choice([TRUTH.value, *(power.key for power in POWERS)]),
    help="Tell only what this power may read; the truth unless said otherwise.",
)
@click.option("--scenario", help="The scenario's file, where the record does not hold it.")
def command(
    file: Path,
    check: bool,
    text: bool,
    board: bool,
    turn: int | None,
    view: str | None,
    scenario: str | None,
) -> None:
    """Show, tell or verify a recorded game.

    A record of which the last line was cut short is played up to that line. A record of another version of
    the rules is shown from what it holds.
    """
    tells = text or turn is not None or view is not None
    if check and tells:
        raise click.UsageError("--verify goes without --text, --turn and --view")
    if board and (check or tells):
        raise click.UsageError("--board goes without --verify, --text, --turn and --view")
    try:
        record = load(file)
        if board:
            _show_on_board(file, record, kept_data(file, record, scenario))
        elif check:
            _verify(record, kept_data(file, record, scenario))
        else:
            _print(file, record, tells, scenario, turn, view)
    except DamagedRecord as damage:
        raise Stop(f"{file}: {damage}" if damage.line else str(damage), UNREADABLE) from None


def _print(
    file: Path, record: Record, tells: bool, scenario: str | None, turn: int | None, view: str | None
) -> None:
    if record.torn:
        click.echo("the last line is torn and does not count; the game can be resumed from here", err=True)
    if tells:
        viewer = None if view in (None, TRUTH.value) else Power[str(view).upper()]
        _tell(record, kept_data(file, record, scenario), turn, viewer)
    else:
        _show(record)


def kept_data(file: Path, record: Record, scenario: str | None) -> Mapping[str, Any] | None:
    """Return the scenario's data from where it is named, else as kept beside a batch's records, if there."""
    if scenario is not None:
        return scenario_plain(scenario)
    beside = file.resolve().parent.parent / "scenario.json"
    try:
        data = json.loads(beside.read_bytes())
    except (OSError, ValueError):
        return None
    fits = isinstance(data, dict) and scenario_digest(data) == record.header.scenario_digest
    return data if fits else None


# ---------- on the board ----------


def _show_on_board(file: Path, record: Record, data: Mapping[str, Any] | None) -> None:
    """Open the board in replay once it is seen that the record can be played again."""
    from game.cli.play import open_board

    playable(record, data)
    open_board(replay=file, data=data)


# ---------- in short ----------


def _show(record: Record) -> None:
    header, turns = record.header, len(record.turns)
    click.echo(f"{_title(record)}, seed {header.seed}, rules {header.rules}")
    click.echo(", ".join(f"{power.key} {_sits(record, power)}" for power in POWERS))
    faults = sum(isinstance(line, FaultLine) for line in record.lines)
    back = sum(isinstance(line, TurnLine) for line in record.lines) - turns
    more = f", {back} taken back" if back else ""
    more += f", {faults} faults of players" if faults else ""
    if record.end is None:
        click.echo(f"{turns} turns{more}, unfinished")
    else:
        scores = ", ".join(f"{power.key} {record.end.scores[power]}" for power in POWERS)
        click.echo(f"{turns} turns{more}, ended by {record.end.ending.key}: {scores}")
    if header.rules != VERSION:
        _say_other_rules(record)


def _sits(record: Record, power: Power) -> str:
    """Return who sits in a seat, and who sat there at first."""
    first, now = record.header.seats[power], record.seats[power]
    return first if first == now else f"{now} (at first {first})"


def _title(record: Record) -> str:
    try:
        title = record.header.data["title"] if record.header.data else scenario_summary(record.scenario).title
    except (ContentError, KeyError):
        return record.scenario
    return f"{title} ({record.scenario})"


def _say_other_rules(record: Record) -> None:
    message = f"played with rules {record.header.rules}, these are {VERSION}: shown from what it holds"
    click.echo(message, err=True)


# ---------- verified ----------


def _verify(record: Record, data: Mapping[str, Any] | None) -> None:
    """Say whether the whole lines of a record are right; a torn last line is no fault of the others."""
    found = verify(evolve(record, torn=False), data)
    if not found.ok:
        raise Stop(found.message, FAILED)
    if record.torn:
        click.echo(
            f"{found.turns} turns agree, but the last line is torn and does not count: "
            "the game can be resumed from there"
        )
    else:
        click.echo(found.message)


# ---------- told ----------


def _tell(record: Record, data: Mapping[str, Any] | None, turn: int | None, viewer: Power | None) -> None:
    if turn is not None and turn > len(record.turns):
        raise Stop(f"turn {turn} was not played: the record has {len(record.turns)}", USAGE)
    if record.header.rules != VERSION:
        _say_other_rules(record)
        _tell_orders(record, turn, viewer)
        return
    if turn is None:
        _tell_opening(record, data, viewer)
    replay(record, lambda step: _tell_turn(step, turn, viewer), data)
    if record.end is not None and turn is None:
        scores = ", ".join(f"{power.key} {record.end.scores[power]}" for power in POWERS)
        click.echo(f"Ended by {record.end.ending.key}: {scores}")
    if turn is None:
        _tell_notes(record, data, viewer)


def _tell_notes(record: Record, data: Mapping[str, Any] | None, viewer: Power | None) -> None:
    """List what the facilitator did, what was taken back too, and where players broke down."""
    notes = notes_of(record, TRUTH if viewer is None else viewer, data)
    if notes:
        click.echo("About the game itself")
    for note in notes:
        click.echo(f"  turn {note.turn}, {note.kind}: {note.text}")


def _tell_opening(record: Record, data: Mapping[str, Any] | None, viewer: Power | None) -> None:
    journal = Journal()
    state = new_game(scenario_of(record, data), record.seed, journal)
    if journal.facts:
        click.echo("Before turn 1")
        _tell_facts(journal.facts, state.world, viewer)
        click.echo()


def _tell_turn(step: Step, turn: int | None, viewer: Power | None) -> None:
    if turn not in (None, step.turn):
        return
    world = step.before.world
    year, quarter = world.calendar
    year, quarter = year + (quarter + step.turn - 2) // 4, (quarter + step.turn - 2) % 4 + 1
    click.echo(f"Turn {step.turn}, {year} Q{quarter}")
    for done in step.acts:
        for sentence in told(done, TRUTH if viewer is None else viewer):
            click.echo(f"  {sentence}")
    _tell_sheets(step.sheets, viewer)
    _tell_facts(step.journal.facts, world, viewer)
    click.echo()


def _tell_orders(record: Record, turn: int | None, viewer: Power | None) -> None:
    for line in record.turns:
        if turn in (None, line.turn):
            click.echo(f"Turn {line.turn}")
            _tell_sheets(line.sheets, viewer)
            click.echo()


def _tell_sheets(sheets: Mapping[Power, OrderSheet], viewer: Power | None) -> None:
    for power in POWERS if viewer is None else (viewer,):
        orders = "; ".join(write(order) for order in sheets[power].orders) if power in sheets else ""
        click.echo(f"  {power.key} orders: {orders or 'nothing'}")


def _tell_facts(facts: list[Fact], world: World, viewer: Power | None) -> None:
    shown = facts if viewer is None else redact(facts, viewer, hidden_areas(world, viewer))
    for sentence in narrate(shown, world):
        click.echo(f"  {sentence}")
