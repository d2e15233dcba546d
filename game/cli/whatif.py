"""`twopercent whatif`: other orders at one turn of a recorded game, and what came of it, many times over."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from game.cli.errors import FAILED, UNREADABLE, USAGE, Stop
from game.cli.output import dump, progress, table
from game.cli.replay import kept_data
from game.cli.seats import named_seats
from game.cli.sheets import named_sheets
from game.headless.relived import NoSuchTurn, state_before
from game.headless.stats import Mean
from game.headless.whatif import STAND_IN, Plan, Then, WhatIf, what_if, who_plays_on
from game.headless.whatif_facts import Effect, Findings, Share, findings, plain
from game.players import registry
from game.record import DamagedRecord, OtherRules, Record, load
from rules.content import World
from rules.notation import write
from rules.orders import OrderSheet
from rules.terms import Ending

MINUS: Final = "−"


@click.command("whatif")
@click.argument("file", metavar="RECORD", type=click.Path(path_type=Path))
@click.option("--turn", required=True, type=click.IntRange(1), help="The turn of the other orders.")
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    required=True,
    metavar="POWER=ORDERS",
    help="Other orders for a seat: a file with one order a line, 'none', or persona:NAME for what a bot "
    "would have written. May be repeated.",
)
@click.option("--games", default=50, show_default=True, type=click.IntRange(2), help="How many branches.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="How many processes.")
@click.option(
    "--then",
    default=Then.BOTS.value,
    show_default=True,
    type=click.Choice([each.value for each in Then]),
    help="Who plays on: bots, or the recorded sheets as far as they are legal.",
)
@click.option(
    "--seat",
    "--seats",
    "seats",
    multiple=True,
    metavar="POWER=PLAYER",
    help=f"Who plays on in a seat; else the record's own bot, and {STAND_IN} for a person.",
)
@click.option("--scenario", help="The scenario's file, where the record does not hold it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path,
    turn: int,
    sheets: tuple[str, ...],
    games: int,
    jobs: int,
    then: str,
    seats: tuple[str, ...],
    scenario: str | None,
    as_json: bool,
) -> None:
    """Change orders at one turn of a recorded game and play on, with and without the change.

    Each branch is played twice on the same dice, as ordered and changed, and the difference is taken branch
    by branch. The dice of the game itself come first and are shown apart; the others fall anew from the
    moment the orders of the turn are in.

    A file of orders has one order a line, as 'replay --text' and 'advise' print them, for example
    'operate presence_patrol senkaku'; empty lines and what follows a # are passed over.
    """
    named = named_seats(seats)
    for name in named.values():
        registry.make(name)
    try:
        record = load(file)
        data = kept_data(file, record, scenario)
        plan = Plan(turn, named_sheets(sheets, record, turn, data), Then(then), named, games, jobs)
        answer = what_if(record, plan, data, lambda played: progress(played, games + 1, "branches"))
        world = state_before(record, turn, data).world
    except NoSuchTurn as error:
        raise Stop(str(error), USAGE) from None
    except OtherRules as other:
        told = (
            f"{other.reason.partition(':')[0]}, and a what-if needs the same; try 'twopercent replay --text'"
        )
        raise Stop(f"{file}: {told}", FAILED) from None
    except DamagedRecord as damage:
        raise Stop(f"{file}: {damage}" if damage.line else str(damage), UNREADABLE) from None
    found = findings(answer, world)
    _json(record, answer, found) if as_json else _show(record, answer, found, world)


# ---------- shown ----------


def _show(record: Record, answer: WhatIf, found: Findings, world: World) -> None:
    plan = answer.plan
    on = "the recorded orders while legal" if plan.then is Then.RECORDED else "bots"
    click.echo(f"{record.scenario}, seed {record.seed}: other orders at turn {plan.turn}, then {on}")
    for power, sheet in plan.sheets.items():
        recorded = record.turns[plan.turn - 1].sheets.get(power, OrderSheet(power))
        _show_change(power.key, recorded, sheet)
    _show_scores(answer, found)
    _show_rungs(found)
    _show_endings(answer, found)
    click.echo(
        f"As ordered and changed are the same {plan.games} branches on the same dice; intervals are of 95 %, "
        "p is of each line alone. A game, not a forecast."
    )
    if found.left_out:
        click.echo(f"{found.left_out} recorded orders were not legal any more and were left out")
    if found.faults:
        click.echo(f"{found.faults} faults of players", err=True)


def _show_change(seat: str, before: OrderSheet, after: OrderSheet) -> None:
    gone = [write(order) for order in before.orders if order not in after.orders]
    new = [write(order) for order in after.orders if order not in before.orders]
    if not gone and not new:
        click.echo(f"  {seat}: nothing changed")
    if gone:
        click.echo(f"  {seat} without: {'; '.join(gone)}")
    if new:
        click.echo(f"  {seat} with: {'; '.join(new)}")


def _show_scores(answer: WhatIf, found: Findings) -> None:
    heads = ("score", "game", "same dice", "as ordered", "changed", "difference", "p", "succeeded")
    rows = [
        (
            each.power.key,
            "–" if each.real is None else str(each.real),
            _two(each.same_dice),
            *_effect(each.score),
            f"{_share(each.succeeded[0])} → {_share(each.succeeded[1])}",
        )
        for each in found.seats
    ]
    table(heads, rows, right=(1,))


def _show_rungs(found: Findings) -> None:
    heads = ("peak rung", "game", "same dice", "as ordered", "changed", "difference", "p")
    rows = [
        (each.flashpoint, str(each.real), _two(each.same_dice), *_effect(each.peak)) for each in found.rungs
    ]
    table(heads, rows, right=(1,))


def _show_endings(answer: WhatIf, found: Findings) -> None:
    first = answer.same_dice

    def ended(ending: Ending | None, turns: int) -> str:
        return "unfinished" if ending is None else f"{ending.key}, turn {turns}"

    click.echo(
        f"Ended: game {ended(answer.real.ending, answer.real.turns)}; "
        f"same dice {ended(first.kept.ending, first.kept.turns)} → "
        f"{ended(first.changed.ending, first.changed.turns)}; branches "
        + ", ".join(
            f"{ending.key} {kept} → {changed}" for ending, kept, changed in found.endings if kept or changed
        )
    )


def _two(values: tuple[int, int]) -> str:
    return f"{values[0]} → {values[1]}"


def _effect(effect: Effect) -> tuple[str, str, str, str]:
    p = "–" if effect.p is None else "< 0.001" if effect.p < 0.001 else f"{effect.p:.3f}"
    return _mean(effect.kept.mean), _mean(effect.changed.mean), _difference(effect.difference), p


def _mean(mean: Mean) -> str:
    return f"{mean.value or 0.0:.1f} ± {mean.reach or 0.0:.1f}"


def _difference(mean: Mean) -> str:
    value, low, high = (_signed(each or 0.0) for each in (mean.value, mean.low, mean.high))
    return f"{value} ({low} to {high})"


def _signed(value: float) -> str:
    text = f"{value:+.1f}"
    return "0.0" if float(text) == 0 else text.replace("-", MINUS)


def _share(share: Share) -> str:
    return f"{100 * share.value:.0f} %"


# ---------- as JSON ----------


def _json(record: Record, answer: WhatIf, found: Findings) -> None:
    plan = answer.plan
    recorded = record.turns[plan.turn - 1].sheets
    dump(
        {
            "scenario": record.scenario,
            "seed": record.seed,
            "turn": plan.turn,
            "then": plan.then.value,
            "branches": plan.games,
            "sheets": {
                power.key: {
                    "as_ordered": [write(order) for order in recorded.get(power, OrderSheet(power)).orders],
                    "changed": [write(order) for order in sheet.orders],
                }
                for power, sheet in plan.sheets.items()
            },
            "players": {power.key: name for power, name in who_plays_on(record, plan).items()},
            "ending": None if answer.real.ending is None else answer.real.ending.key,
            **plain(found),
            "same_dice_digests": list(answer.same_dice.changed.digests),
        }
    )
