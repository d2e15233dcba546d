"""`twopercent coverage`: plays games and counts which parts of the game occurred in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, get_args

import click
from attrs import define, field

from game.cli.errors import FAILED, Stop
from game.cli.output import dump, progress, table
from game.content import load_scenario
from game.headless.balance import company
from game.headless.playouts import Playout, playout
from game.players import registry
from game.record import from_lines
from rules.content import Operation, Scenario, World
from rules.effects import Chance, Effect, When
from rules.journal import (
    Adopted,
    Agreed,
    AlertSet,
    Authority,
    Breached,
    Campaigned,
    Chosen,
    Contested,
    Contracted,
    Courted,
    Declined,
    Delivered,
    Drawn,
    Ended,
    Fact,
    Fought,
    Funded,
    GameOver,
    Journal,
    Money,
    Moved,
    Operated,
    Proposed,
    ReviewBegun,
    Rolled,
    Shifted,
    Signalled,
    SignalTested,
    Slipped,
    StancesMet,
)
from rules.orders import FAMILIES
from rules.terms import POWERS, CardKind, Ending, Purpose, Resolution, Result
from rules.turn import new_game

Counts = dict[str, dict[str, int]]

_STEPS: Final[dict[type[Fact], str]] = {
    Funded: "budget",
    ReviewBegun: "policy",
    Adopted: "policy",
    Campaigned: "policy",
    Chosen: "policy",
    Signalled: "diplomacy",
    Proposed: "diplomacy",
    Declined: "diplomacy",
    Courted: "diplomacy",
    Moved: "posture",
    AlertSet: "posture",
    Operated: "operations",
    Contested: "operations",
    Authority: "operations",
    StancesMet: "crises",
    Fought: "crises",
    SignalTested: "home",
    GameOver: "reckoning",
    Delivered: "opening",
    Slipped: "opening",
    Drawn: "opening",
}
"""The step that a kind of fact is told in, where it is always the same."""

_AT_HOME: Final = frozenset({"mark", "turn", "set-point"})


@click.command("coverage")
@click.option(
    "--scenario", default="turning_the_corner", show_default=True, help="A name, or a scenario file."
)
@click.option("--games", default=100, show_default=True, type=click.IntRange(1), help="How many games.")
@click.option(
    "--player",
    "chosen",
    multiple=True,
    default=("random",),
    show_default=True,
    help="Who plays; named more than once, players take turns in the seats.",
)
@click.option("--personas", is_flag=True, help="Let the personas of the house take turns in the seats.")
@click.option("--dead", is_flag=True, help="Print only entries that nobody used; exit 1 if any.")
@click.option("--seed", default=1, show_default=True, help="The first game's seed.")
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    scenario: str,
    games: int,
    chosen: tuple[str, ...],
    personas: bool,
    dead: bool,
    seed: int,
    markdown: bool,
    as_json: bool,
) -> None:
    """Play games and count which parts of the game occurred.

    Effects are counted through the entries that occurred and the effects they carry; a step is counted
    once a turn in which it told of something of its own.
    """
    if markdown + as_json + dead > 1:
        raise click.UsageError("choose one of --markdown, --json and --dead")
    if personas and chosen != ("random",):
        raise click.UsageError("choose one of --personas and --player")
    players = registry.PERSONAS if personas else chosen
    for player in players:
        registry.make(player)
    loaded = load_scenario(scenario)
    tally = Tally(loaded.world)
    for nth in progress(range(games), games, "games"):
        tally.add(*_play(loaded, company(players, nth), seed + nth))
    counts = tally.counts()
    if dead:
        _say_dead(counts, games, loaded.name)
        return
    if as_json:
        never = {group: [name for name, count in rows.items() if not count] for group, rows in counts.items()}
        dump(
            {
                "scenario": loaded.name,
                "player": ", ".join(players),
                "games": games,
                "seed": seed,
                "counts": counts,
                "never": {group: names for group, names in never.items() if names},
            }
        )
        return
    parts = [count for rows in counts.values() for count in rows.values()]
    seen = sum(count > 0 for count in parts)
    seats = ", ".join(players)
    click.echo(
        f"{games} games of {loaded.name}, {seats} in the seats, seeds {seed} to {seed + games - 1}: "
        f"{seen} of {len(parts)} parts of the game occurred."
    )
    _markdown(counts) if markdown else _plain(counts)


def _play(scenario: Scenario, seats: Sequence[str], seed: int) -> tuple[Playout, list[Fact]]:
    """Return a game played, and what its set-up told before the first turn."""
    players = {power: registry.make(seats[power]) for power in POWERS}
    journal = Journal()
    new_game(scenario, seed, journal)
    return playout(scenario, players, seed, keep_journals=True), journal.facts


CATALOGUE: Final = ("programme signed", "doctrine", "operation", "agreement", "event", "option")
"""The parts of the game that are entries of the catalogue and choices of its cards."""


def _say_dead(counts: Counts, games: int, scenario: str) -> None:
    """Name the entries that nobody used; a card of a date after the end is not looked for."""
    never = [f"{part} {name}" for part in CATALOGUE for name, count in counts[part].items() if not count]
    entries = sum(len(counts[part]) for part in CATALOGUE)
    for name in never:
        click.echo(name)
    click.echo(f"{games} games of {scenario}: {entries - len(never)} of {entries} entries were used")
    if never:
        raise Stop(f"{len(never)} entries are dead", FAILED)


def _sorted(rows: dict[str, int]) -> list[tuple[str, int]]:
    """Return what never occurred first, all else in the published order."""
    return sorted(rows.items(), key=lambda row: row[1] > 0)


def _markdown(counts: Counts) -> None:
    for group, rows in counts.items():
        missed = sum(not count for count in rows.values())
        click.echo(f"\n## {group.capitalize()} ({len(rows) - missed} of {len(rows)})\n")
        click.echo("| name | count |\n|---|---:|")
        for name, count in _sorted(rows):
            click.echo(f"| `{name}` | {count:,} |" if count else f"| **`{name}`** | **0, never** |")


def _plain(counts: Counts) -> None:
    rows = (
        (group, name, f"{count:,}" if count else "0  never")
        for group, found in counts.items()
        for name, count in _sorted(found)
    )
    table(("part", "name", "count"), rows, right=(2,))


# ---------- counting ----------


@define
class Tally:
    """Counts what occurs in games, by part of the game and name."""

    world: World
    _found: Counter[tuple[str, str]] = field(factory=Counter)

    def add(self, done: Playout, before: Iterable[Fact]) -> None:
        """Count a game and what was told before its first turn."""
        for line in from_lines(done.lines).turns:
            for sheet in line.sheets.values():
                self._count("order family", (order.family.key for order in sheet.orders))
        self._count("ending", [done.outcome.ending.key])
        for facts in done.journals:
            self._count("step", {"reckoning", *(step for step in map(_step, facts) if step)})
        for fact in chain(before, *done.journals):
            self._count("fact kind", [type(fact).__name__])
            self._note(fact)

    def counts(self) -> Counts:
        """Return every part with every name of it, in the published order, counted."""
        return {
            part: {name: self._found[part, name] for name in names}
            for part, names in _parts(self.world).items()
        }

    def _count(self, part: str, names: Iterable[str]) -> None:
        for name in names:
            self._found[part, name] += 1

    def _note(self, fact: Fact) -> None:
        """Count the entries that a fact names and the effects that came with it."""
        world = self.world
        match fact:
            case Operated(_, name):
                self._count("operation", [name])
                self._count("resolution", [world.operation[name].resolution.key])
            case Contracted(_, name):
                self._count("programme signed", [name])
            case Delivered(_, name):
                self._count("programme delivered", [name])
            case Adopted(_, name, True):
                self._count("doctrine", [name])
            case Agreed(name):
                self._count("agreement", [name])
            case Drawn(name, True):
                self._count("event", [name])
            case Chosen(_, event, option):
                self._count("option", [f"{event} {option}"])
        self._count("effect kind", (type(effect).__name__ for effect in _all(_effects(world, fact))))


def _step(fact: Fact) -> str:
    """Return the step that told a fact, if the fact shows it."""
    if isinstance(fact, Shifted):
        return "home" if fact.cause in _AT_HOME else ""
    if isinstance(fact, Money):
        return "opening" if fact.account == "income" else ""
    return _STEPS.get(type(fact), "")


def _effects(world: World, fact: Fact) -> tuple[Effect, ...]:
    """Return the effects of the entry that a fact says occurred."""
    match fact:
        case Delivered(_, name):
            return world.programme[name].yields
        case Adopted(_, name, True):
            return world.doctrine[name].adopted
        case Operated(_, name):
            return world.operation[name].always
        case Contested():
            operation = world.operation[fact.operation]
            won, lost = fact.result >= Result.GAIN, fact.result <= Result.SETBACK
            return operation.gain if won else operation.setback if lost else ()
        case Rolled(purpose=Purpose.TEST, need=0):
            names = [part for part in fact.subject.split(":") if part in world.operation]
            return _from_table(world.operation[names[0]], sum(fact.dice) + fact.modifier) if names else ()
        case Agreed(name):
            return world.agreement[name].signed
        case Ended(name):
            return world.agreement[name].ended
        case Breached(_, name):
            return world.agreement[name].breach
        case Drawn(name, True):
            return world.event[name].effects
        case Chosen(_, event, option):
            return next((each.effects for each in world.event[event].options if each.id == option), ())
    return ()


def _from_table(operation: Operation, total: int) -> tuple[Effect, ...]:
    rows = [row for row in operation.table if total >= row.at_least]
    return max(rows, key=lambda row: row.at_least).effects if rows else ()


def _all(effects: Iterable[Effect]) -> Iterator[Effect]:
    """Yield effects and those inside them."""
    for effect in effects:
        yield effect
        if isinstance(effect, Chance | When):
            yield from _all((*effect.then, *effect.other))


def _parts(world: World) -> dict[str, list[str]]:
    """Return every name of every part of the game, in the published order."""
    cards = [
        event for event in world.events if event.kind != CardKind.DATED or 0 < event.turn <= world.length
    ]
    options = [f"{event.id} {option.id}" for event in cards for option in event.options]
    return {
        "order family": [family.key for family in FAMILIES],
        "step": list(dict.fromkeys((*_STEPS.values(),))),
        "resolution": [kind.key for kind in Resolution],
        "effect kind": [kind.__name__ for kind in get_args(Effect)],
        "operation": [entry.id for entry in world.operations],
        "programme signed": [entry.id for entry in world.programmes if entry.open],
        "programme delivered": [entry.id for entry in world.programmes],
        "doctrine": [entry.id for entry in world.doctrines],
        "agreement": [entry.id for entry in world.agreements],
        "event": [event.id for event in cards],
        "option": options,
        "fact kind": [kind.__name__ for kind in get_args(Fact)],
        "ending": [ending.key for ending in Ending],
    }
