"""`twopercent advise`: what a bot would do in a seat of a recorded game, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.output import dump, table
from game.cli.replay import kept_data
from game.players.advisor import Advice, advise
from game.players.outside import Broke
from game.record import DamagedRecord, Record, load, relived
from game.wording import Names, names_of
from rules.notation import write
from rules.observation import observe
from rules.state import State
from rules.terms import POWERS, Power


@click.command("advise")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--seat",
    required=True,
    type=click.Choice([power.key for power in POWERS]),
    help="The seat that asks; nothing is read that it may not know.",
)
@click.option(
    "--turn", type=click.IntRange(1), help="The turn asked about; the one to be written if left out."
)
@click.option("--by", default="calibrated", show_default=True, help="The bot that advises.")
@click.option("--seed", default=0, show_default=True, help="The advisor's own seed.")
@click.option("--scenario", help="The scenario's file, where the record does not hold it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path, seat: str, turn: int | None, by: str, seed: int, scenario: str | None, as_json: bool
) -> None:
    """Say what a bot would do in a seat of a recorded game, and why, order by order."""
    try:
        record = load(file)
        state = _state_at(record, kept_data(file, record, scenario), turn)
    except DamagedRecord as damage:
        raise Stop(f"{file}: {damage}" if damage.line else str(damage), UNREADABLE) from None
    try:
        advice = advise(observe(state, Power[seat.upper()]), by, seed)
    except Broke as broke:
        raise Stop(f"the advisor '{by}' broke down: {broke}", FAILED) from None
    _json(advice) if as_json else _show(advice, names_of(state.world))


def _state_at(record: Record, data: Mapping[str, Any] | None, turn: int | None) -> State:
    """Return the state in which the orders of a turn are being written."""
    states = relived(record, data=data).course.states
    wanted = turn if turn is not None else len(states)
    if wanted > len(states):
        raise Stop(f"turn {wanted} was not reached: the record has {len(states) - 1}", USAGE)
    asked = states[wanted - 1]
    if asked.commons.ending is not None:
        raise Stop(f"the game ended before turn {wanted}: name one with --turn", USAGE)
    return asked


def _show(advice: Advice, names: Names) -> None:
    click.echo(f"Turn {advice.turn}, {advice.power.key}: {advice.advisor} advises. {advice.summary}".rstrip())
    rows = [(write(each.order), names.prose(each.why), _facts(each.facts)) for each in advice.counsels]
    table(("order", "why", "facts"), rows or [("nothing", "hold, and pay the bills", "")])
    if advice.rejected:
        click.echo("Thought of and left out")
        table(("order", "why not"), [(write(order), why) for order, why in advice.rejected])


def _facts(facts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in facts)


def _json(advice: Advice) -> None:
    dump(
        {
            "power": advice.power.key,
            "turn": advice.turn,
            "advisor": advice.advisor,
            "summary": advice.summary,
            "orders": [
                {"order": write(each.order), "why": each.why, "facts": dict(each.facts)}
                for each in advice.counsels
            ],
            "rejected": [{"order": write(order), "why": why} for order, why in advice.rejected],
        }
    )
