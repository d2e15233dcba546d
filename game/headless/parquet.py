"""Parquet beside JSON Lines: `games.parquet`, and a file of tracks for each thousand games.

Made from the JSON Lines by pyarrow, of the extra `analysis`, which is imported here and when asked alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from game.content import load_scenario
from game.headless.batch import Batch
from game.headless.batch_folder import GAMES
from game.headless.files import Unkept
from game.headless.track_files import PART, part_path
from game.headless.tracks import KEYS, columns
from rules.terms import POWERS

_AT_ONCE: Final = 10_000


class Parquet:
    """Writes a batch's folder as Parquet too; every file is whole or not there."""

    def __init__(self, folder: Path, batch: Batch) -> None:
        """Import pyarrow; ImportError where it is not installed."""
        self._arrow = import_module("pyarrow")
        self._json = import_module("pyarrow.json")
        self._parquet = import_module("pyarrow.parquet")
        self._folder = folder
        self._seats = batch.seats
        self._tracks = batch.tracks
        self._columns = tuple(columns(load_scenario(batch.scenario).world))

    def write(self, games: int) -> None:
        """Write what is not yet written of so many games; Unkept where that cannot be done."""
        try:
            for part in range(1, (games - 1) // PART + 2) if self._tracks else ():
                within = min(PART, games - (part - 1) * PART)
                if self._written(part) != within:
                    self._write_part(part, within)
            self._write_games()
        except OSError as error:
            raise Unkept(self._folder, error) from None

    def write_part(self, part: int) -> None:
        """Write the tracks of a thousand games; Unkept where that cannot be done."""
        try:
            if self._tracks and self._written(part) != PART:
                self._write_part(part, PART)
        except OSError as error:
            raise Unkept(self._folder, error) from None

    def _written(self, part: int) -> int:
        """Return how many games' tracks are written in a part."""
        path = _parquet_path(self._folder, part)
        if not path.exists():
            return 0
        found = self._parquet.read_schema(path).metadata or {}
        return int(found.get(b"games", 0))

    def _write_part(self, part: int, games: int) -> None:
        schema = self._track_schema()
        options = self._json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
        table = self._json.read_json(part_path(self._folder, part), parse_options=options)
        marked = table.replace_schema_metadata({"games": str(games)})
        with _Whole(_parquet_path(self._folder, part)) as path:
            self._parquet.write_table(marked, path, compression="zstd")

    def _write_games(self) -> None:
        schema = self._game_schema()
        with (
            _Whole(self._folder / "games.parquet") as path,
            self._parquet.ParquetWriter(path, schema, compression="zstd") as writer,
            open(self._folder / GAMES, "rb") as lines,
        ):
            while some := [flat(line, self._seats) for line in islice(lines, _AT_ONCE)]:
                writer.write_table(self._arrow.Table.from_pylist(some, schema))

    def _track_schema(self) -> Any:
        wide, short, word = self._arrow.int64(), self._arrow.int32(), self._arrow.string()
        kinds = {"game": wide, "seed": wide, "turn": short, "power": word, "player": word}
        assert tuple(kinds) == KEYS
        return self._arrow.schema([*kinds.items(), *((name, short) for name in self._columns)])

    def _game_schema(self) -> Any:
        wide, short, word = self._arrow.int64(), self._arrow.int32(), self._arrow.string()
        first = {"game": wide, "seed": wide, "digest": word, "turns": short, "ending": word}
        kinds = {"player": word, "score": short, "faulty_turns": short, "first_fault": word}
        each = [(f"{name}_{power.key}", kind) for name, kind in kinds.items() for power in POWERS]
        return self._arrow.schema([*first.items(), *each])


def flat(line: bytes, seats: Sequence[str]) -> dict[str, Any]:
    """Return a game's line as one flat row."""
    found = json.loads(line)
    row = {name: found[name] for name in ("game", "seed", "digest", "turns", "ending")}
    row |= dict(_of_seats(found, seats))
    return row


def _of_seats(found: dict[str, Any], seats: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for power, player in zip(POWERS, seats, strict=True):
        fault = found.get("faults", {}).get(power.key, {})
        yield f"player_{power.key}", player
        yield f"score_{power.key}", found["scores"][power.key]
        yield f"faulty_turns_{power.key}", fault.get("turns", 0)
        yield f"first_fault_{power.key}", fault.get("first")


def _parquet_path(folder: Path, part: int) -> Path:
    return folder / "tracks" / f"tracks-{part:05}.parquet"


class _Whole:
    """A file written under another name first, so that a file with its name is always whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_suffix(".part")

    def __enter__(self) -> Path:
        return self._part

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._part.replace(self._path)
        finally:
            with suppress(OSError):
                self._part.unlink(missing_ok=True)
