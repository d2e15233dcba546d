"""Where a league is kept: `games.jsonl`, a line for each game, and `league.json` with its plan and standing.

A league that was stopped at any byte goes on from its last whole line; another league is refused.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from game.headless.files import Unkept, append, replace
from game.headless.league import League, Sitting, sittings
from game.headless.league_facts import plan_of
from game.headless.results import Game, faults_of, lost_of
from rules.terms import POWERS, Ending

GAMES: Final = "games.jsonl"
STANDING: Final = "league.json"
PAGE: Final = "league.html"

_WORDS: Final = {"games_per_pair": "games", "scenario_digest": "scenario's data"}


class OtherLeague(Exception):
    """A folder that holds something else than the league that is to be kept there."""


class DamagedLeague(Exception):
    """A file of a league that cannot be read, with the place."""


class LeagueFolder:
    """The folder of one league: the games finished so far, and those that come."""

    def __init__(self, path: Path, league: League) -> None:
        """Make the folder or take up the league it holds; OtherLeague, DamagedLeague or Unkept if neither."""
        self.path = path
        self.plan = plan_of(league)
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._claim()
            self.games = self._finished(league)
            self._file = open(path / GAMES, "ab", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise Unkept(path, error) from None

    def keep(self, sitting: Sitting, game: Game) -> None:
        """Keep a finished game's whole line or nothing of it."""
        try:
            append(self._file, line_of(sitting, game))
        except OSError as error:
            raise Unkept(self.path, error) from None
        self.games.append(game)

    def publish(self, facts: dict[str, Any], page: str) -> None:
        """Write the standing as data and as a page."""
        try:
            replace(self.path / STANDING, _json(facts))
            replace(self.path / PAGE, page)
        except OSError as error:
            raise Unkept(self.path, error) from None

    def close(self) -> None:
        """Close the list of games."""
        self._file.close()

    def _claim(self) -> None:
        """Write the plan into a new folder, or see that the folder's plan is this one."""
        standing = self.path / STANDING
        if not standing.exists():
            if (self.path / GAMES).exists():
                raise OtherLeague(f"{self.path} holds games that are not a league's: name another folder")
            replace(standing, _json({"plan": self.plan}))
            return
        try:
            found = json.loads(standing.read_bytes())["plan"]
            differ = [key for key, value in self.plan.items() if found[key] != value]
        except (ValueError, KeyError, TypeError):
            raise DamagedLeague(f"{standing} is not a league's standing") from None
        if differ:
            key = differ[0]
            word = _WORDS.get(key, key)
            here, there = (_said(plan[key]) for plan in (self.plan, found))
            raise OtherLeague(f"{self.path} holds another league: {word} {there}, not {here}")

    def _finished(self, league: League) -> list[Game]:
        """Read the games finished so far and cut off a torn last line."""
        path = self.path / GAMES
        if not path.exists():
            return []
        data = path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with open(path, "r+b") as file:
                file.truncate(len(whole))
        lines, plan = whole.split(b"\n")[:-1], sittings(league)
        games: list[Game] = []
        for nth, line in enumerate(lines, 1):
            sitting = next(plan, None)
            game = None if sitting is None else _game(line, sitting)
            if game is None:
                raise DamagedLeague(f"{path}: line {nth} is not game {nth} of this league")
            games.append(game)
        return games


def line_of(sitting: Sitting, game: Game) -> str:
    """Return a game's line in `games.jsonl`."""
    table = {
        "game": game.number,
        "deal": sitting.deal,
        "seed": game.seed,
        "table": sitting.table,
        "rotation": sitting.rotation,
        "seats": {power.key: name for power, name in zip(POWERS, sitting.match.seats, strict=True)},
        "scores": {power.key: score for power, score in zip(POWERS, game.scores, strict=True)},
        "turns": game.turns,
        "ending": game.ending.key,
        "digest": game.digest,
        **faults_of(game),
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"))


def _game(line: bytes, sitting: Sitting) -> Game | None:
    """Return the game of a line, or None where the line is not that of this sitting, to the byte."""
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(line)
        one, two, three, four = (int(found["scores"][power.key]) for power in POWERS)
        ending = {each.key: each for each in Ending}[found["ending"]]
        match = sitting.match
        game = Game(
            match.number,
            match.seed,
            found["digest"],
            found["turns"],
            ending,
            (one, two, three, four),
            lost_of(found.get("faults", {})),
        )
        if line_of(sitting, game).encode() == line:
            return game
    return None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
