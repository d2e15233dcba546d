"""Where a batch is kept: `batch.json` says what is played, `games.jsonl` has a line for each game.

Beside them lie a record for each game with the scenario's data once, and the tracks, a thousand games a
file. A batch that was stopped at any byte goes on from the last game that is whole everywhere; another
batch is refused. A game's line is written last, so that what has a line is kept.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from game.content import load_scenario, scenario_digest
from game.headless.batch import Batch, Played
from game.headless.files import InUse, Unkept, append, hold, replace
from game.headless.program import program_digest
from game.headless.results import Game, Summary, faults_of, lost_of
from game.headless.track_files import TrackFiles
from game.record import write_record
from rules import VERSION
from rules.terms import POWERS, Ending

GAMES: Final = "games.jsonl"
PLAN: Final = "batch.json"

_WORDS: Final = {"scenario_digest": "scenario's data", "program": "program", "rules": "rules"}


class OtherBatch(Exception):
    """A folder that holds something else than the batch that is to be kept there, or is in use."""


class DamagedBatch(Exception):
    """A file of a batch that cannot be read, with the place."""


def plan_of(batch: Batch) -> dict[str, Any]:
    """Return what a batch plays: with these alone it gives the same games again, however many."""
    return {
        "scenario": load_scenario(batch.scenario).name,
        "scenario_digest": scenario_digest(batch.setting.data()),
        "rules": VERSION,
        "program": program_digest(),
        "seed": batch.seed,
        "players": {power.key: name for power, name in zip(POWERS, batch.seats, strict=True)},
        "handicaps": {power.key: each for power, each in zip(POWERS, batch.handicaps, strict=True)},
        "records": batch.records,
        "tracks": batch.tracks,
        "turn_time": batch.limits.turn,
        "time_bank": batch.limits.bank,
    }


class Folder:
    """The folder of one batch: the games finished so far, summed up, and those that come."""

    def __init__(self, path: Path, batch: Batch) -> None:
        """Make the folder or take up the batch it holds; OtherBatch, DamagedBatch or Unkept if neither."""
        self.path = path
        self.summary = Summary()
        self._records = path / "records"
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._claim(batch)
            self._games = open(path / GAMES, "a+b", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise Unkept(path, error) from None
        try:
            hold(self._games)
            self._tracks = TrackFiles(path) if batch.tracks else None
            self._take_up(batch)
        except InUse:
            self._games.close()
            raise OtherBatch(f"{path / GAMES} is in use: another run is playing this batch") from None
        except OSError as error:
            self._games.close()
            raise Unkept(path, error) from None
        except BaseException:
            self._games.close()
            raise

    @property
    def kept(self) -> int:
        """How many games the folder holds."""
        return self.summary.games

    def keep(self, played: Played) -> None:
        """Keep a finished game as a whole, or nothing of it."""
        record = self._records / f"game-{played.game.number:05}.jsonl"
        end = self._games.tell()
        try:
            if played.lines:
                _write_whole(record, played.lines)
            if self._tracks is not None:
                self._tracks.append(played.game.number, played.tracks)
            append(self._games, line_of(played.game))
        except BaseException as error:
            with suppress(OSError):
                record.unlink(missing_ok=True)
            with suppress(OSError):
                self._games.truncate(end)
            with suppress(OSError):
                if self._tracks is not None:
                    self._tracks.cut(self.kept)
            if isinstance(error, OSError):
                raise Unkept(self.path, error) from None
            raise
        self.summary.add(played.game)

    def close(self) -> None:
        """Close the list of games and the tracks."""
        self._games.close()
        if self._tracks is not None:
            self._tracks.close()

    def _claim(self, batch: Batch) -> None:
        """Write the plan into a new folder, or see that the folder's plan is this one."""
        path, plan = self.path / PLAN, plan_of(batch)
        if path.exists():
            _compare(path, plan)
        elif (self.path / GAMES).exists():
            raise OtherBatch(f"{self.path} holds games that are not a batch's: name another folder")
        if batch.records:
            self._records.mkdir(exist_ok=True)
        if batch.records and not (self.path / "scenario.json").exists():
            data = json.dumps(batch.setting.data(), ensure_ascii=False, separators=(",", ":"))
            replace(self.path / "scenario.json", data)
        if not path.exists():
            replace(path, json.dumps(plan, ensure_ascii=False, indent=2) + "\n")

    def _take_up(self, batch: Batch) -> None:
        """Sum up the games that are whole, and cut off what is not."""
        most = sys.maxsize if self._tracks is None else self._tracks.held()
        end = 0
        self._games.seek(0)
        with open(self.path / GAMES, "rb") as lines:
            for line in lines:
                if self.kept == most or not line.endswith(b"\n"):
                    break
                game = game_of(line)
                if game is None or (game.number, game.seed) != (self.kept + 1, batch.seed + self.kept):
                    where = f"{self.path / GAMES}: line {self.kept + 1}"
                    raise DamagedBatch(f"{where} is not game {self.kept + 1} of this batch")
                self.summary.add(game)
                end += len(line)
        if self.kept > batch.games:
            raise OtherBatch(
                f"{self.path} holds {self.kept} games already: ask for as many or more with --games"
            )
        self._games.truncate(end)
        self._games.seek(end)
        if self._tracks is not None:
            self._tracks.cut(self.kept)


def line_of(game: Game) -> str:
    """Return a game's line in `games.jsonl`; it tells of faults only where there were any."""
    table = {
        "game": game.number,
        "seed": game.seed,
        "digest": game.digest,
        "turns": game.turns,
        "ending": game.ending.key,
        "scores": {power.key: score for power, score in zip(POWERS, game.scores, strict=True)},
        **faults_of(game),
    }
    return json.dumps(table, separators=(",", ":"))


_ENDINGS: Final = {each.key: each for each in Ending}


def game_of(line: bytes) -> Game | None:
    """Return the game of a line, or None where it is none, to the byte."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(line)
        one, two, three, four = (int(found["scores"][power.key]) for power in POWERS)
        ending, lost = _ENDINGS[found["ending"]], lost_of(found.get("faults", {}))
        scores = (one, two, three, four)
        game = Game(found["game"], found["seed"], found["digest"], found["turns"], ending, scores, lost)
        if line == f"{line_of(game)}\n".encode():
            return game
    return None


def _compare(path: Path, plan: dict[str, Any]) -> None:
    """Raise OtherBatch where a folder's plan is not this one."""
    try:
        found = json.loads(path.read_bytes())
        key = next((key for key, value in plan.items() if found[key] != value), "")
    except (ValueError, KeyError, TypeError):
        raise DamagedBatch(f"{path} is not the plan of a batch") from None
    if key:
        here, there = (_said(each[key]) for each in (plan, found))
        word = _WORDS.get(key, key)
        raise OtherBatch(
            f"{path.parent} holds games of another batch: {word} {there}, not {here}: name another folder"
        )


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={each}" for key, each in value.items())
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _write_whole(path: Path, lines: list[str]) -> None:
    """Write a record under another name first, so that a file with its name is always whole."""
    part = path.with_suffix(".part")
    try:
        write_record(part, lines)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def new_folder(above: Path, name: str) -> Path:
    """Make and return a new folder, named with the first free number: `name-1`, `name-2` and so on."""
    try:
        above.mkdir(parents=True, exist_ok=True)
        number = 1
        while True:
            path = above / f"{name}-{number}"
            try:
                path.mkdir()
            except FileExistsError:
                number += 1
                continue
            return path
    except OSError as error:
        raise Unkept(above, error) from None
