"""Measures the parts of a turn of this game, each beside its budget: CPU time, one core, the collector on.

Some games of random players and of card players are played first and their states and sheets kept. Every
part is then run over all of those turns, early and late alike, and the table shows microseconds per call:
the median over repeated sweeps. Each part finds ready what it would find ready in a real turn and nothing
more: a state is copied before it is observed, since it keeps its public part; an observation is new before
its first menu and has its menu before that is narrowed. Whole games have everything on: observations,
menus, journal, digests and the record; their rate is the median of five stretches of CPU time. It is a
benchmark and not a test: the exit code is 0 whatever the figures.
"""

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from peer_drivers.stopwatch import Pace, pace
from rich.console import Console
from rich.table import Table
from sampling import SCENARIO, Sheets, Turn, seats, seconds_by_turn, turns_of

from game.content import load_scenario
from game.headless.playouts import playout
from game.players.base import Desk
from game.record import Recorder
from rules import (
    POWERS,
    Journal,
    Observation,
    OrderSheet,
    State,
    adjudicate,
    check,
    digest,
    legal_orders,
    new_game,
    observe,
)
from rules.content import Scenario
from rules.orders import Family, Order
from rules.turn import adjudicate_lawful

BOTS = ("random", "calibrated")
GAMES_BUDGET = {"calibrated": 40.0}
"""Games a second that four recorded players of a kind should reach on one quiet core."""

STRETCHES = 5
GAMES_KEPT = 6
FEWEST_SWEEPS = 5

T = TypeVar("T")
Line = tuple[int, Sheets, str]


class Part(NamedTuple):
    """A measured part of a turn and its budget, both in microseconds."""

    label: str
    microseconds: float
    budget: float | None = None

    @property
    def within(self) -> bool | None:
        return None if self.budget is None else self.microseconds <= self.budget


class Growing(NamedTuple):
    """A sheet in the making: what is on it and what is added next."""

    observation: Observation
    sheet: OrderSheet
    order: Order


class Games(NamedTuple):
    """Whole games of one bot in all four seats."""

    bot: str
    pace: Pace
    rates: list[float]
    orders_per_sheet: float
    turns_per_game: float
    faults: int
    turn_us: list[float]

    @property
    def rate(self) -> float:
        """Games a second: the median over the stretches."""
        return statistics.median(self.rates)

    @property
    def budget(self) -> float | None:
        return GAMES_BUDGET.get(self.bot)


def sweep(prepare: Callable[[], Sequence[T]], act: Callable[[T], object], seconds: float) -> float:
    """Microseconds of one act: the median over sweeps of freshly prepared items; preparing is not timed."""
    times: list[float] = []
    spent = 0.0
    while spent < seconds or len(times) < FEWEST_SWEEPS:
        items = prepare()
        begin = time.process_time()
        for item in items:
            act(item)
        took = time.process_time() - begin
        times.append(took / len(items))
        spent += took
    return statistics.median(times) * 1e6


def kept_turns(scenario: Scenario, bot: str) -> list[Turn]:
    return [turn for seed in range(GAMES_KEPT) for turn in turns_of(scenario, bot, seed)]


def observations(turns: Sequence[Turn]) -> list[Observation]:
    """Every seat's view of every turn, with no menu made yet."""
    return [observe(turn.state, power) for turn in turns for power in POWERS]


def growing(turns: Sequence[Turn]) -> list[Growing]:
    """Every order of every sheet at the moment before it was added, the menu made."""
    found: list[Growing] = []
    for turn in turns:
        for power, sheet in turn.sheets.items():
            seen = observe(turn.state, power)
            legal_orders(seen)
            for nth, order in enumerate(sheet.orders):
                found.append(Growing(seen, OrderSheet(power, sheet.orders[:nth]), order))
    return found


def desk_with(step: Growing) -> tuple[Desk, Family]:
    desk = Desk(step.observation)
    for order in step.sheet.orders:
        desk.add(order)
    return desk, step.order.family


def observe_all(state: State) -> None:
    for power in POWERS:
        observe(state, power)


def state_parts(scenario: Scenario, turns: Sequence[Turn], seconds: float) -> list[Part]:
    states = [turn.state for turn in turns]
    copies = sweep(lambda: states, State.copy, seconds)
    views = sweep(lambda: [state.copy() for state in states], observe_all, seconds)
    digests = sweep(lambda: states, digest, seconds)
    games = sweep(lambda: range(20), lambda seed: new_game(scenario, seed), seconds)
    return [
        Part("State.copy", copies, 8),
        Part("observe, four powers, fresh state", views, 140),
        Part("digest", digests, 20),
        Part("new_game", games),
    ]


def menu_parts(turns: Sequence[Turn], seconds: float) -> list[Part]:
    steps = growing(turns)
    whole = sweep(lambda: observations(turns), legal_orders, seconds)
    family = sweep(lambda: [desk_with(step) for step in steps], lambda each: each[0].menu(each[1]), seconds)
    again = sweep(lambda: steps, lambda step: legal_orders(step.observation, step.sheet), seconds)
    checks = sweep(lambda: steps, lambda step: check(step.observation, step.sheet, step.order), seconds)
    return [
        Part("legal_orders, empty sheet, one power", whole, 80),
        Part("narrowing: one family at a desk", family, 10),
        Part("check, part-written sheet", checks, 10),
        Part("legal_orders, part-written sheet", again),
    ]


def turn_parts(kind: str, turns: Sequence[Turn], budget: float, seconds: float) -> list[Part]:
    lines = [(turn.state.turn, turn.sheets, digest(turn.state)) for turn in turns]
    worked = sweep(lambda: turns, lambda turn: adjudicate_lawful(turn.state, turn.sheets, Journal()), seconds)
    silent = sweep(lambda: turns, lambda turn: adjudicate_lawful(turn.state, turn.sheets), seconds)
    judged = sweep(lambda: turns, lambda turn: adjudicate(turn.state, turn.sheets, Journal()), seconds)
    written = sweep(lambda: recorded(lines), lambda each: each[0].turn(*each[1]), seconds)
    return [
        Part(f"adjudication, {kind} sheets, journal", worked, budget),
        Part(f"adjudication, {kind} sheets, no journal", silent),
        Part(f"adjudicate with its check of {kind} sheets", judged),
        Part(f"record line, {kind} sheets", written, 15),
    ]


def recorded(lines: Sequence[Line]) -> list[tuple[Recorder, Line]]:
    """The lines to write, with a new record to write them into."""
    recorder = Recorder()
    recorder.header(SCENARIO, "", 1, {power.key: "random" for power in POWERS})
    return [(recorder, line) for line in lines]


def whole_games(scenario: Scenario, bot: str, turns: Sequence[Turn], seconds: float) -> Games:
    stretches = [
        pace(lambda seed: playout(scenario, seats(bot), seed).decisions, 1, seconds / STRETCHES)
        for _ in range(STRETCHES)
    ]
    played = Pace(*map(sum, zip(*stretches, strict=True)))
    times = seconds_by_turn(scenario, bot, seconds)
    return Games(
        bot=bot,
        pace=played,
        rates=[each.games / each.seconds for each in stretches],
        orders_per_sheet=sum(turn.orders for turn in turns) / len(turns) / len(POWERS),
        turns_per_game=len(turns) / GAMES_KEPT,
        faults=sum(turn.faults for turn in turns),
        turn_us=[statistics.median(each) * 1e6 for each in times],
    )


def parts_of(scenario: Scenario, kept: dict[str, list[Turn]], seconds: float) -> list[Part]:
    parts = state_parts(scenario, kept["random"], seconds) + menu_parts(kept["random"], seconds)
    for (kind, turns), budget in zip(kept.items(), (400.0, 600.0), strict=True):
        parts += turn_parts(kind, turns, budget, seconds)
    return parts


def as_json(parts: Sequence[Part], games: Sequence[Games]) -> str:
    told = {
        "parts": [{**part._asdict(), "within": part.within} for part in parts],
        "games": {each.bot: {**each.pace.figures(), **summary(each)} for each in games},
        "games_budget": GAMES_BUDGET,
    }
    return json.dumps(told, indent=2)


def summary(games: Games) -> dict[str, object]:
    return {name: value for name, value in games._asdict().items() if name not in ("bot", "pace")}


def parts_table(parts: Sequence[Part]) -> Table:
    table = Table("part of a turn", title="microseconds a call, one core, CPU time", title_justify="left")
    for heading in ("µs", "budget"):
        table.add_column(heading, justify="right")
    table.add_column("within")
    words = {None: "", True: "yes", False: "no"}
    for part in parts:
        budget = "" if part.budget is None else f"≤ {part.budget:g}"
        table.add_row(part.label, f"{part.microseconds:,.1f}", budget, words[part.within])
    return table


def games_table(games: Sequence[Games]) -> Table:
    title = "four players of a kind, recorded, one core"
    table = Table("everything on", title=title, title_justify="left")
    for each in games:
        table.add_column(each.bot, justify="right")
    table.add_row("games a second, median", *(f"{each.rate:,.1f}" for each in games))
    table.add_row(
        "lowest to highest", *(f"{min(each.rates):,.1f} to {max(each.rates):,.1f}" for each in games)
    )
    table.add_row("budget", *("" if each.budget is None else f"≥ {each.budget:g}" for each in games))
    table.add_row("within", *(within_word(each) for each in games))
    for figure in games[0].pace.figures():
        table.add_row(figure, *(f"{each.pace.figures()[figure]:,.1f}" for each in games))
    table.add_row("turns_per_game", *(f"{each.turns_per_game:.1f}" for each in games))
    table.add_row("orders_per_sheet", *(f"{each.orders_per_sheet:.1f}" for each in games))
    table.add_row("faults", *(str(each.faults) for each in games))
    return table


def within_word(games: Games) -> str:
    if games.budget is None:
        return ""
    return "yes" if games.rate >= games.budget else "no"


def turns_table(games: Sequence[Games]) -> Table:
    table = Table("turn", title="µs a turn", title_justify="left")
    for each in games:
        table.add_column(each.bot, justify="right")
    for nth in range(max(len(each.turn_us) for each in games)):
        cells = [f"{each.turn_us[nth]:,.0f}" if nth < len(each.turn_us) else "" for each in games]
        table.add_row(str(nth + 1), *cells)
    return table


def arguments() -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--seconds", type=float, default=0.5, help="CPU seconds per part (0.5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    told = parser.parse_args()
    if told.seconds <= 0:
        parser.error("--seconds must be above 0")
    return told


def main() -> int:
    told = arguments()
    scenario = load_scenario(SCENARIO)
    with Console(stderr=True).status("measuring"):
        kept = {bot: kept_turns(scenario, bot) for bot in BOTS}
        gc.collect()
        gc.freeze()
        games = [whole_games(scenario, bot, kept[bot], told.seconds * 4) for bot in BOTS]
        parts = parts_of(scenario, kept, told.seconds)
    if told.json:
        print(as_json(parts, games))
    else:
        Console().print(games_table(games), parts_table(parts), turns_table(games))
    return 0


if __name__ == "__main__":
    sys.exit(main())
