"""The balance of a scenario against its targets (`rules.md` section 14 of the design), measured by play.

Cells of games: four calibrated seats; each other persona in each seat among three calibrated; an idle
seat among three calibrated; four idle seats. All cells have the same seeds. Beside them all personas play
in mixed company, for the uses of the catalogue, which are read from the records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt
from typing import Final

from attrs import define, field, frozen

from game.headless.batch import Match, Played, play_matches
from game.headless.results import SUCCESS
from game.headless.stats import Mean, mean_of
from game.players.registry import PERSONAS
from game.record import from_lines
from rules.content import World
from rules.orders import Operate, StartProgramme
from rules.terms import POWERS, Ending, Power

YARDSTICK: Final = "calibrated"
IDLE: Final = "idle"
OTHERS: Final = ("hawk", "dove", "hedger", "opportunist")
"""The personas that are held against the yardstick; the novice is meant to be worse."""

SUCCEEDS: Final = (0.35, 0.60)
APART: Final = 10.0
WAR: Final = (0.08, 0.20)
NUCLEAR: Final = 0.01
IDLE_MOST: Final = 40.0
OVERUSED: Final = 0.90
SMALLEST_CELL: Final = 40

Seats = tuple[str, str, str, str]


@frozen
class Plan:
    """What is played: a scenario, how many games of four calibrated seats, the first seed, processes."""

    scenario: str
    games: int = 2000
    seed: int = 1
    jobs: int = 1

    @property
    def side_games(self) -> int:
        """How many games each of the other cells has."""
        return min(self.games, max(SMALLEST_CELL, self.games // 10))

    @property
    def mixed_games(self) -> int:
        """How many games the personas play in mixed company."""
        return self.games

    def cells(self) -> Iterator[tuple[Seats, int]]:
        """Hand over the cells: who sits where, and how many games."""
        yield (YARDSTICK,) * 4, self.games
        for player in (*OTHERS, IDLE):
            for power in POWERS:
                yield seated(player, power), self.side_games
        yield (IDLE,) * 4, self.side_games

    @property
    def size(self) -> int:
        """How many games are played in all."""
        return self.mixed_games + sum(games for _, games in self.cells())

    def matches(self) -> Iterator[Match]:
        """Hand over all games, numbered from 1: the mixed ones first, then cell by cell."""
        number = 0
        for nth in range(self.mixed_games):
            number += 1
            yield Match(number, self.seed + nth, company(PERSONAS, nth))
        for seats, games in self.cells():
            for nth in range(games):
                number += 1
                yield Match(number, self.seed + nth, seats)


def seated(player: str, power: Power) -> Seats:
    """Return the seats with one player among three calibrated."""
    one, two, three, four = (player if each == power else YARDSTICK for each in POWERS)
    return one, two, three, four


def company(players: Sequence[str], nth: int) -> Seats:
    """Return who sits where in a game: players move through the seats, and through each other's company."""
    count = len(players)
    one, two, three, four = (players[(nth + power * (1 + nth // count % count)) % count] for power in POWERS)
    return one, two, three, four


@frozen
class Line:
    """A target with what was measured, its 95 % interval where there is one, and whether it is met."""

    target: str
    asked: str
    measured: str
    interval: str
    met: bool


@define
class _Cell:
    """What the games of one cell came to."""

    scores: list[list[int]] = field(factory=lambda: [[] for _ in POWERS])
    endings: Counter[Ending] = field(factory=Counter)

    def mean(self, power: Power) -> Mean:
        return mean_of(self.scores[power])

    @property
    def games(self) -> int:
        return len(self.scores[0])


@define
class Balance:
    """Adds up games cell by cell and holds them against the targets."""

    world: World
    _cells: dict[Seats, _Cell] = field(factory=dict)
    _used: Counter[tuple[str, str]] = field(factory=Counter)
    _usual: Counter[tuple[Power, str, str]] = field(factory=Counter)

    def add(self, seats: Seats, played: Played) -> None:
        """Count a game."""
        cell = self._cells.setdefault(seats, _Cell())
        cell.endings[played.game.ending] += 1
        for power in POWERS:
            cell.scores[power].append(played.game.scores[power])
        if seats == (YARDSTICK,) * 4:
            self._usual.update(sorted(set(uses(played.lines))))

    def add_mixed(self, played: Played) -> None:
        """Count what was used in a game of mixed company."""
        self._used.update(sorted({(kind, name) for _, kind, name in uses(played.lines)}))

    def lines(self) -> list[Line]:
        """Return every target with its verdict, in the order of the design."""
        usual = self._cells[(YARDSTICK,) * 4]
        return [
            *(_succeeds(usual, power) for power in POWERS),
            _apart(usual),
            _share(usual, "war ends", WAR[0], WAR[1], usual.endings[Ending.WAR]),
            _share(usual, "nuclear use ends", 0.0, NUCLEAR, usual.endings[Ending.NUCLEAR]),
            self._no_master(),
            *(self._idle(power) for power in POWERS),
            self._four_idle(),
            self._dead(),
            self._overused(usual.games),
        ]

    def means(self) -> list[tuple[str, list[Mean]]]:
        """Return the mean scores of each persona in each seat among three calibrated."""
        return [
            (player, [self._cells[seated(player, power)].mean(power) for power in POWERS])
            for player in (YARDSTICK, *OTHERS, IDLE)
        ]

    def _no_master(self) -> Line:
        means = dict(self.means()[:-1])
        best = [max(means, key=lambda player: means[player][power].value or 0.0) for power in POWERS]
        shown = ", ".join(f"{power.key} {player}" for power, player in zip(POWERS, best, strict=True))
        asked = "not one and the same in every seat"
        return Line("the persona with the best mean", asked, shown, "", len(set(best)) > 1)

    def _idle(self, power: Power) -> Line:
        mean = self._cells[seated(IDLE, power)].mean(power)
        value = mean.value or 0.0
        target = f"mean of an idle {power.key}"
        return Line(target, f"under {IDLE_MOST:.0f}", f"{value:.1f}", _between(mean), value < IDLE_MOST)

    def _four_idle(self) -> Line:
        cell = self._cells[(IDLE,) * 4]
        all_four = sum(min(scores) >= SUCCESS for scores in zip(*cell.scores, strict=True))
        means = " / ".join(f"{cell.mean(power).value or 0.0:.0f}" for power in POWERS)
        shown = f"{all_four} of {cell.games} games (means {means})"
        return Line("four idle seats that all succeed", "never", shown, "", all_four == 0)

    def _dead(self) -> Line:
        dead = [f"{kind} {name}" for kind, name in catalogue(self.world) if not self._used[kind, name]]
        target = "programmes and operations nobody used"
        return Line(target, "none", ", ".join(dead) or "none", "", not dead)

    def _overused(self, games: int) -> Line:
        often = [
            f"{name} by {power.key} ({100 * count // games} %)"
            for (power, _, name), count in sorted(self._usual.items())
            if count > OVERUSED * games
        ]
        target = "programmes and operations a seat uses in over 90 % of games"
        return Line(target, "none", ", ".join(often) or "none", "", not often)


def _succeeds(cell: _Cell, power: Power) -> Line:
    count = sum(score >= SUCCESS for score in cell.scores[power])
    return _share(cell, f"{power.key} succeeds", *SUCCEEDS, count)


def _share(cell: _Cell, target: str, low: float, high: float, count: int) -> Line:
    share = count / cell.games
    lower, upper = wilson(count, cell.games)
    asked = f"{100 * low:.0f} to {100 * high:.0f} %" if low else f"under {100 * high:.0f} %"
    met = low <= share <= high if low else share < high
    return Line(target, asked, f"{100 * share:.1f} %", f"{100 * lower:.1f} to {100 * upper:.1f} %", met)


def _apart(cell: _Cell) -> Line:
    """Hold the greatest difference between two seats' means; its interval pairs the games."""
    means = [cell.mean(power).value or 0.0 for power in POWERS]
    high = max(POWERS, key=lambda power: means[power])
    low = min(POWERS, key=lambda power: means[power])
    gap = mean_of([one - two for one, two in zip(cell.scores[high], cell.scores[low], strict=True)])
    shown = " / ".join(f"{mean:.1f}" for mean in means)
    measured = f"{gap.value or 0.0:.1f} ({shown})"
    return Line(
        "greatest difference of two seats' means",
        f"at most {APART:.0f}",
        measured,
        _between(gap),
        (gap.value or 0.0) <= APART,
    )


def _between(mean: Mean) -> str:
    return "" if mean.low is None or mean.high is None else f"{mean.low:.1f} to {mean.high:.1f}"


def wilson(count: int, games: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    if not games:
        return 0.0, 1.0
    z = 1.959964
    share, square = count / games, z * z / games
    middle = (share + square / 2) / (1 + square)
    reach = z * sqrt(share * (1 - share) / games + square / (4 * games)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def uses(lines: Iterable[str]) -> Iterator[tuple[Power, str, str]]:
    """Yield who used which programme and operation in a record."""
    for line in from_lines(lines).turns:
        for power, sheet in line.sheets.items():
            for order in sheet.orders:
                if isinstance(order, StartProgramme):
                    yield power, "programme", order.programme
                elif isinstance(order, Operate):
                    yield power, "operation", order.operation


def catalogue(world: World) -> Iterator[tuple[str, str]]:
    """Yield the programmes that may be signed and the operations."""
    yield from (("programme", entry.id) for entry in world.programmes if entry.open)
    yield from (("operation", entry.id) for entry in world.operations)


def measure(plan: Plan, world: World, watch: Callable[[Iterable[Played], int], Iterable[Played]]) -> Balance:
    """Play a plan and return its balance; `watch` hands the games on and may show progress."""
    balance = Balance(world)
    seats = {match.number: match.seats for match in plan.matches()}
    for played in watch(play_matches(plan.scenario, plan.matches(), plan.jobs, records=True), plan.size):
        if played.game.number <= plan.mixed_games:
            balance.add_mixed(played)
        else:
            balance.add(seats[played.game.number], played)
    return balance
