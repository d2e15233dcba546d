"""A study played: every cell on the same seeds, and what each factor changes.

**Pairs.** Game i of every cell has seed `seed + i - 1`, and a die is named by what it is rolled for (R13), so
that what two cells both roll falls alike. A level's effect is therefore taken game by game: its value less
that of the factor's first level, averaged over the levels of the other factors. Games of one seed count as
one number, seeds are independent, and every interval is Student's t over seeds at 95 %. A game in which a
measure has no value leaves its pair out. p-values are corrected by Holm's method for all effects of a study.

**Replay.** The seats under `replay` give in every cell the orders that they gave in the first cell of the
same seed, as far as these are legal; so a difference is not the reaction of these bots.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from statistics import fmean
from typing import Final

from attrs import frozen

from game.content import scenario_from_plain, scenario_plain
from game.content_changes import with_changes
from game.headless.batch import GameBroke
from game.headless.pool import MOST_JOBS, Work, together
from game.headless.stats import Mean, holm, mean_of, p_of_mean
from game.headless.study_measures import meter_of
from game.headless.study_meters import Meter
from game.headless.study_plan import WHY, Cell, Study, players_of
from game.headless.study_verdicts import Expect, Finding, judged
from game.players import registry
from game.players.asking import ask, seated
from game.players.base import Player, player_seed
from game.players.under_orders import Rewritten, UnderOrders, let_go
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Faulted, Journal
from rules.orders import OrderSheet
from rules.reckoning import Outcome, outcome
from rules.terms import POWERS, Power
from rules.turn import adjudicate_lawful, new_game

_AHEAD: Final = 4

Sheets = dict[Power, dict[int, OrderSheet]]


@frozen
class Row:
    """A game of a study: which of its cells and seeds, what was measured, its last state, its faults."""

    cell: int
    seed: int
    values: tuple[float | None, ...]
    digest: str
    faults: int = 0


@frozen
class Effect:
    """What a level of a factor changes in a measure, over pairs of games on the same seed."""

    factor: str
    level: str
    against: str
    measure: str
    difference: Mean
    p: float | None
    holm: float | None = None


@frozen
class Found:
    """What a study came to: its games, the mean of each measure in each cell, and effects."""

    study: Study
    rows: tuple[Row, ...]
    means: tuple[tuple[Mean, ...], ...]
    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> int:
        """How many orders or turns players lost to their own faults."""
        return sum(row.faults for row in self.rows)


# ---------- playing ----------


class Bench:
    """Where a study's games are played: the scenario of each cell is made once."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.cells = study.cells()
        data = scenario_plain(study.scenario)
        self.scenarios = [
            scenario_from_plain(with_changes(data, cell.change.values, WHY)) for cell in self.cells
        ]

    def play(self, seed: int) -> list[Row]:
        """Play one game of every cell on a seed; GameBroke where one cannot be played to its end."""
        try:
            return self._play(seed)
        except Exception as error:
            raise GameBroke(f"seed {seed} broke: {type(error).__name__}: {error}") from error

    def _play(self, seed: int) -> list[Row]:
        rows: list[Row] = []
        written: Sheets = {}
        for nth, (cell, scenario) in enumerate(zip(self.cells, self.scenarios, strict=True)):
            meters = [meter_of(measure, scenario.world) for measure in self.study.measures]
            players = self._players(cell, written if nth else {})
            faults, last, result = _game(scenario, players, seed, meters, {} if nth else written)
            rows.append(Row(nth, seed, tuple(each.result(result) for each in meters), last, faults))
        return rows

    def _players(self, cell: Cell, written: Sheets) -> dict[Power, Player]:
        players: dict[Power, Player] = {}
        for power, name in players_of(cell).items():
            player = registry.make(name)
            forced = [each for whom, each in cell.change.forced if whom == power]
            forbidden = [each for whom, each in cell.change.forbidden if whom == power]
            if power in written and power in self.study.replay:
                player = Rewritten(player, written[power])
            if forced or forbidden:
                player = UnderOrders(player, forced, forbidden)
            players[power] = player
        return players


def _game(
    scenario: Scenario, players: dict[Power, Player], seed: int, meters: Sequence[Meter], written: Sheets
) -> tuple[int, str, Outcome]:
    """Play a game under meters and keep what is written; return faults, the last digest and the outcome."""
    state = new_game(scenario, seed)
    seats = {power: seated(players[power]) for power in POWERS}
    for power in POWERS:
        seats[power].begin(power, player_seed(seed, power))
    for meter in meters:
        meter.begin(state)
    faults = 0
    try:
        while state.commons.ending is None:
            journal, sheets = Journal(), {}
            for power in POWERS:
                sheets[power], wrong = ask(seats[power], state, power)
                written.setdefault(power, {})[state.turn] = sheets[power]
                faults += len(wrong)
                for reason in wrong:
                    journal.tell(Faulted, power, reason)
            after = adjudicate_lawful(state, sheets, journal).state
            for meter in meters:
                meter.turn(state, journal.facts, after)
            state = after
    finally:
        for power in POWERS:
            let_go(seats[power])
    result = outcome(state)
    assert result is not None
    return faults, digest(state), result


def play(study: Study, jobs: int = 1, after: int = 0) -> Generator[list[Row], None, None]:
    """Play a study after so many of its seeds and hand over the games of one after another, in order.

    GameBroke where a game cannot be played to its end.
    """
    seeds = range(study.seed + after, study.seed + study.games)
    jobs = min(jobs, MOST_JOBS, len(seeds))
    return (
        _alone(study, seeds)
        if jobs <= 1
        else together(Work(_begin, (study,), _play, "seed {}".format), seeds, jobs)
    )


def _alone(study: Study, seeds: Iterable[int]) -> Generator[list[Row], None, None]:
    bench = Bench(study)
    for seed in seeds:
        yield bench.play(seed)


_benches: Final[list[Bench]] = []


def _begin(study: Study) -> None:
    _benches[:] = [Bench(study)]


def _play(seed: int) -> list[Row]:
    return _benches[0].play(seed)


# ---------- reckoning ----------


class Values:
    """The values of a study by cell, measure and seed."""

    def __init__(self, study: Study, rows: Sequence[Row]) -> None:
        self.study = study
        self.cells = study.cells()
        self._columns: list[list[list[float | None]]] = [[[] for _ in study.measures] for _ in self.cells]
        for row in rows:
            for column, value in zip(self._columns[row.cell], row.values, strict=True):
                column.append(value)
        for nth, measure in enumerate(study.measures):
            if measure.startswith("spread "):
                for columns in self._columns:
                    columns[nth] = _spread(columns[nth])

    def column(self, cell: int, measure: str) -> list[float | None]:
        """Return a measure's values in a cell, seed by seed."""
        return self._columns[cell][self.study.measures.index(measure)]

    def at(self, factor: str, level: str) -> list[int]:
        """Return the cells with a level of a factor, in order; all cells where none is named."""
        if not level:
            return list(range(len(self.cells)))
        nth = [each.name for each in self.study.factors].index(factor)
        which = [each.name for each in self.study.factors[nth].levels].index(level)
        return [place for place, cell in enumerate(self.cells) if cell.levels[nth] == which]

    def differences(self, factor: str, level: str, measure: str) -> list[float]:
        """Return a level's values less those of its factor's first, one number a seed."""
        nth = [each.name for each in self.study.factors].index(factor)
        first = self.study.factors[nth].levels[0].name
        pairs = [
            list(zip(self.column(one, measure), self.column(other, measure), strict=True))
            for one, other in zip(self.at(factor, level), self.at(factor, first), strict=True)
        ]
        return list(
            _means_of([_less(one, other) for one, other in seed] for seed in zip(*pairs, strict=True))
        )

    def expected(self, expect: Expect) -> list[float]:
        """Return the numbers that an expectation speaks of."""
        if expect.sign and not expect.minus:
            return self.differences(expect.factor, expect.level, expect.measure)
        cells = self.at(expect.factor, expect.level)
        if expect.minus:
            pairs = [
                list(zip(self.column(cell, expect.measure), self.column(cell, expect.minus), strict=True))
                for cell in cells
            ]
            return list(
                _means_of([_less(one, other) for one, other in seed] for seed in zip(*pairs, strict=True))
            )
        if expect.each is not None:
            values = (value for cell in cells for value in self.column(cell, expect.measure))
            return [value for value in values if value is not None]
        return list(_means_of(zip(*(self.column(cell, expect.measure) for cell in cells), strict=True)))


def _spread(values: Sequence[float | None]) -> list[float | None]:
    known = [value for value in values if value is not None]
    middle = fmean(known) if known else 0.0
    return [None if value is None else abs(value - middle) for value in values]


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _means_of(seeds: Iterable[Iterable[float | None]]) -> Iterator[float]:
    """Yield the mean of each seed's numbers; a seed without any has none."""
    for numbers in seeds:
        known = [number for number in numbers if number is not None]
        if known:
            yield fmean(known)


def found(study: Study, rows: Sequence[Row]) -> Found:
    """Return what the games of a study come to."""
    values = Values(study, rows)
    means = tuple(
        tuple(
            mean_of([each for each in values.column(cell, measure) if each is not None])
            for measure in study.measures
        )
        for cell in range(len(values.cells))
    )
    return Found(study, tuple(rows), means, tuple(_effects(study, values)), tuple(_findings(study, values)))


def _effects(study: Study, values: Values) -> list[Effect]:
    effects = []
    for factor in study.factors:
        for level in factor.levels[1:]:
            for measure in study.measures:
                numbers = values.differences(factor.name, level.name, measure)
                first = factor.levels[0].name
                mean, chance = mean_of(numbers), p_of_mean(numbers)
                effects.append(Effect(factor.name, level.name, first, measure, mean, chance))
    corrected = holm([effect.p for effect in effects])
    return [
        Effect(each.factor, each.level, each.against, each.measure, each.difference, each.p, chance)
        for each, chance in zip(effects, corrected, strict=True)
    ]


def _findings(study: Study, values: Values) -> Iterator[Finding]:
    for expect in study.expects:
        numbers = values.expected(expect)
        chance = p_of_mean(numbers) if expect.sign in ("+", "-") else None
        yield Finding(expect, mean_of(numbers), judged(expect, numbers), chance)
