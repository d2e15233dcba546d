"""Many games over one or more processes, here or on a cluster, in the order of their numbers.

Game number i (from 1) has seed + i - 1, and every game has new players, so that neither the number of
processes nor the death of one changes a result. Only a few games are ahead of the one awaited, so that
memory stays flat. A script that asks for more than one process needs the usual `if __name__ == "__main__"`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from game.content import handicapped, scenario_digest, scenario_from_plain, scenario_plain
from game.headless.playouts import playout
from game.headless.pool import MOST_JOBS, Work, together
from game.headless.results import Game, lost_to
from game.headless.tracks import Tracks
from game.players import registry
from game.players.clock import LIMITS, Limits
from rules.terms import POWERS

Handicaps = tuple[int, int, int, int]
"""By how many per cent each power's income and first treasury are raised; a setting that tables show."""

EVEN: Final[Handicaps] = (0, 0, 0, 0)
"""No handicap."""


@frozen
class Setting:
    """What a table is made from: a scenario, what is kept beside results, limits of outsiders, handicaps."""

    scenario: str
    records: bool = False
    limits: Limits = LIMITS
    handicaps: Handicaps = EVEN
    tracks: bool = False

    def data(self) -> dict[str, Any]:
        """Return the scenario's data with its handicaps."""
        return handicapped(scenario_plain(self.scenario), self.handicaps)


@frozen
class Batch:
    """What is to be played: a scenario by name or path, players' names by power, seeds, processes.

    The limits are those of players from outside the house. A scheduler is the address of a Dask cluster,
    which then plays instead of processes here.
    """

    scenario: str
    seats: tuple[str, str, str, str]
    seed: int = 1
    games: int = 20
    jobs: int = 1
    records: bool = False
    limits: Limits = LIMITS
    handicaps: Handicaps = EVEN
    tracks: bool = False
    scheduler: str = ""

    @property
    def setting(self) -> Setting:
        """What its table is made from."""
        return Setting(self.scenario, self.records, self.limits, self.handicaps, self.tracks)

    def matches(self, after: int = 0) -> Iterator[Match]:
        """Hand over the games to be played after so many: the same seats on one seed after another."""
        for number in range(after + 1, self.games + 1):
            yield Match(number, self.seed + number - 1, self.seats)


@frozen
class Match:
    """A game to be played: its number, seed and players' names by power."""

    number: int
    seed: int
    seats: tuple[str, str, str, str]


@frozen
class Played:
    """A finished game with the lines of its record and its packed tracks, if they were asked for."""

    game: Game
    lines: list[str]
    tracks: bytes = b""


class GameBroke(Exception):
    """A game that could not be played to its end: its number, seed and what broke it, in one line."""


class NoCluster(Exception):
    """A cluster that cannot be reached, has no worker or was lost, or whose workers cannot play this."""


# ---------- playing ----------


class Table:
    """Where games are played: the scenario is loaded once, the players are made anew."""

    def __init__(self, setting: Setting, data: Mapping[str, Any] | None = None) -> None:
        """Make a table; `data` is the scenario's with its handicaps, where it is at hand."""
        plain = setting.data() if data is None else data
        self.scenario = scenario_from_plain(plain)
        self.digest = scenario_digest(plain)
        self.setting = setting

    def play(self, match: Match) -> Played:
        """Play a game; GameBroke where it cannot be played to its end."""
        try:
            return self._play(match)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise GameBroke(f"{_called(match)} broke: {what}") from error

    def _play(self, match: Match) -> Played:
        players = {power: registry.make(match.seats[power], self.setting.limits) for power in POWERS}
        tracks = Tracks(self.scenario.world, match) if self.setting.tracks else None
        watch = None if tracks is None else tracks.add
        done = playout(self.scenario, players, match.seed, self.setting.records, self.digest, watch=watch)
        one, two, three, four = (score.total for score in done.outcome.scores)
        ending, lost = done.outcome.ending, tuple(lost_to(power, done.faults) for power in POWERS)
        game = Game(match.number, match.seed, done.digest, done.turns, ending, (one, two, three, four), lost)
        return Played(game, done.lines, b"" if tracks is None else tracks.packed())


def play(batch: Batch, after: int = 0) -> Generator[Played, None, None]:
    """Play a batch after so many of its games and hand them over in the order of their numbers."""
    if batch.scheduler:
        from game.headless.cluster import play_on

        return play_on(batch.scheduler, batch.setting, batch.matches(after))
    return _play_here(batch.setting, batch.matches(after), min(batch.jobs, batch.games - after))


def play_matches(
    scenario: str,
    matches: Iterable[Match],
    jobs: int,
    records: bool = False,
    limits: Limits = LIMITS,
    handicaps: Handicaps = EVEN,
) -> Generator[Played, None, None]:
    """Play games on one or more processes and hand them over in the order they were given in."""
    return _play_here(Setting(scenario, records, limits, handicaps), matches, jobs)


def _play_here(setting: Setting, matches: Iterable[Match], jobs: int) -> Generator[Played, None, None]:
    jobs = min(jobs, MOST_JOBS)
    return _alone(setting, matches) if jobs <= 1 else _together(setting, matches, jobs)


def _alone(setting: Setting, matches: Iterable[Match]) -> Generator[Played, None, None]:
    table = Table(setting)
    for match in matches:
        yield table.play(match)


def _together(setting: Setting, matches: Iterable[Match], jobs: int) -> Generator[Played, None, None]:
    return together(Work(_begin, (setting,), _play, _called), matches, jobs)


def _called(match: Match) -> str:
    return f"game {match.number} (seed {match.seed})"


_tables: Final[list[Table]] = []


def _begin(setting: Setting) -> None:
    """Make a process ready for games at a table."""
    _tables[:] = [Table(setting)]


def _play(match: Match) -> Played:
    return _tables[0].play(match)
