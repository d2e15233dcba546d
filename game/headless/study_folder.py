"""Where a study is kept while it is played: `study.json` says what, `seeds.jsonl` has a line for each seed.

A study that was stopped at any byte goes on after its last whole line; another study is refused. Its title,
names, claim and what is expected change no game, so they may be written anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from game.content import load_scenario, scenario_digest, scenario_plain
from game.headless.files import InUse, Unkept, append, hold, replace
from game.headless.program import program_digest
from game.headless.study import Row
from game.headless.study_facts import change_lines
from game.headless.study_plan import Study, players_of
from rules import VERSION

PLAN: Final = "study.json"
SEEDS: Final = "seeds.jsonl"

_WORDS: Final = {"scenario_digest": "scenario's data"}


class OtherStudy(Exception):
    """A folder that holds something else than the study that is to be kept there, or is in use."""


class DamagedStudy(Exception):
    """A file of a study that cannot be read, with the place."""


def plan_of(study: Study) -> dict[str, Any]:
    """Return what a study plays and measures: with these alone it gives the same rows, however many."""
    cells = [
        [
            cell.name,
            {power.key: player for power, player in players_of(cell).items()},
            change_lines(cell.change),
        ]
        for cell in study.cells()
    ]
    replay = [power.key for power in study.replay]
    return {
        "scenario": load_scenario(study.scenario).name,
        "scenario_digest": scenario_digest(scenario_plain(study.scenario)),
        "rules": VERSION,
        "program": program_digest("headless"),
        "seed": study.seed,
        "measures": list(study.measures),
        "digest": blake2b(json.dumps([cells, replay]).encode(), digest_size=8).hexdigest(),
    }


class StudyFolder:
    """The folder of one study: the rows of seeds finished so far, and those that come."""

    def __init__(self, path: Path, study: Study) -> None:
        """Make the folder or take up the study it holds; OtherStudy, DamagedStudy or Unkept if neither."""
        self.path, self.study = path, study
        self.rows: list[Row] = []
        self._cells = len(study.cells())
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._claim()
            self._file = open(path / SEEDS, "a+b", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise Unkept(path, error) from None
        try:
            hold(self._file)
            self._take_up()
        except InUse:
            self._file.close()
            raise OtherStudy(f"{path / SEEDS} is in use: another run is playing this study") from None
        except OSError as error:
            self._file.close()
            raise Unkept(path, error) from None
        except BaseException:
            self._file.close()
            raise

    @property
    def finished(self) -> int:
        """How many seeds the folder holds."""
        return len(self.rows) // self._cells

    @property
    def _next_seed(self) -> int:
        return self.study.seed + self.finished

    def keep(self, rows: list[Row]) -> None:
        """Keep the games of a seed as a whole line, or nothing of it."""
        try:
            append(self._file, line_of(rows))
        except OSError as error:
            raise Unkept(self.path, error) from None
        self.rows += rows

    def close(self) -> None:
        """Close the list of seeds."""
        self._file.close()

    def _claim(self) -> None:
        """Write the plan into a new folder, or see that the folder's plan is this one."""
        path, plan = self.path / PLAN, plan_of(self.study)
        if path.exists():
            _compare(path, plan)
        elif (self.path / SEEDS).exists():
            raise OtherStudy(f"{self.path} holds seeds that are not a study's: name another folder")
        else:
            replace(path, json.dumps(plan, ensure_ascii=False, indent=2) + "\n")

    def _take_up(self) -> None:
        """Read the seeds that are whole, and cut off what is not."""
        end = 0
        self._file.seek(0)
        for line in self._file.readlines():
            if not line.endswith(b"\n"):
                break
            rows = rows_of(line)
            if len(rows) != self._cells or rows[0].seed != self._next_seed:
                where = f"{self.path / SEEDS}: line {self.finished + 1}"
                raise DamagedStudy(f"{where} is not seed {self._next_seed} of this study")
            self.rows += rows
            end += len(line)
        if self.finished > self.study.games:
            raise OtherStudy(
                f"{self.path} holds {self.finished} seeds already: ask for as many or more with --games"
            )
        self._file.truncate(end)
        self._file.seek(end)


def line_of(rows: list[Row]) -> str:
    """Return a seed's line in `seeds.jsonl`: its games by cell, with faults only where there were any."""
    games = [
        {
            "values": list(row.values),
            "digest": row.digest,
            **({"faults": row.faults} if row.faults else {}),
        }
        for row in rows
    ]
    return json.dumps({"seed": rows[0].seed, "games": games}, separators=(",", ":"))


def rows_of(line: bytes) -> list[Row]:
    """Return the games of a line, or none where it is not, to the byte, the line of a seed."""
    with suppress(ValueError, KeyError, TypeError, IndexError):
        found = json.loads(line)
        rows = [
            Row(nth, found["seed"], tuple(each["values"]), each["digest"], each.get("faults", 0))
            for nth, each in enumerate(found["games"])
        ]
        if line == f"{line_of(rows)}\n".encode():
            return rows
    return []


def _compare(path: Path, plan: Mapping[str, Any]) -> None:
    """Raise OtherStudy where a folder's plan is not this one."""
    try:
        found = json.loads(path.read_bytes())
        key = next((key for key, value in plan.items() if found[key] != value), "")
    except (ValueError, KeyError, TypeError):
        raise DamagedStudy(f"{path} is not the plan of a study") from None
    if not key:
        return
    what = {"measures": "other measures", "digest": "other cells"}.get(key)
    if what is None:
        what = f"{_WORDS.get(key, key)} {found[key]}, not {plan[key]}"
    raise OtherStudy(f"{path.parent} holds seeds of another study: {what}: name another folder")
