"""A batch that is killed goes on: no game is lost, none is there twice, all are as if nothing had been."""

import gzip
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from builders import how_many
from game.headless import batch as batches
from game.headless import batch_folder, pool, track_files
from game.headless.batch import Batch, Match, Played, play
from game.headless.batch_folder import DamagedBatch, Folder, OtherBatch
from game.headless.pool import MOST_DEATHS, WorkerDied
from game.headless.program import program_digest
from game.headless.results import Summary
from game.headless.track_files import TrackFiles, ends, part_path

SHORT = "two_percent_by_march"
RANDOM = ("random", "random", "random", "random")
BATCH = Batch(SHORT, RANDOM, 11, 9, records=True, tracks=True)
PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]
GAMES = list(play(BATCH))
PLAN = cache(batch_folder.plan_of)

posix = pytest.mark.skipif(os.name == "nt", reason="no process can be killed so")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_files, "PART", 4)
    monkeypatch.setattr(batch_folder, "plan_of", PLAN)


def keep(path: Path, games: list[Played]) -> Folder:
    with closing(Folder(path, BATCH)) as folder:
        for played in games:
            folder.keep(played)
    return folder


def all_of(path: Path) -> dict[str, bytes]:
    files = (each for each in path.rglob("*") if each.is_file())
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in files}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    keep(tmp_path / "whole", GAMES)
    return all_of(tmp_path / "whole")


# ---------- stopped at any byte ----------


def test_tracks_lie_in_files_of_so_many_games_with_a_row_for_each_turn_and_power(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    names = [name for name in whole if name.startswith("tracks/")]
    assert sorted(names) == [f"tracks/tracks-0000{nth}.jsonl.gz" for nth in (1, 2, 3)]
    rows = [json.loads(row) for name in sorted(names) for row in gzip.decompress(whole[name]).splitlines()]
    expected = [
        (each.game.number, each.game.seed, turn, power)
        for each in GAMES
        for turn in range(1, each.game.turns + 1)
        for power in ("japan", "us", "china", "dprk")
    ]
    assert [(row["game"], row["seed"], row["turn"], row["power"]) for row in rows] == expected
    assert {row["player"] for row in rows} == {"random"}


@pytest.mark.parametrize("kept", [1, 3, 4, 5, 8])
@pytest.mark.parametrize("part", ["games", "tracks"])
@pytest.mark.parametrize("less", [1, 40, -1])
def test_a_batch_cut_off_at_any_place_goes_on_to_the_same_files(
    tmp_path: Path, whole: dict[str, bytes], kept: int, part: str, less: int
) -> None:
    keep(tmp_path / "cut", GAMES[:kept])
    last = part_path(tmp_path / "cut", (kept + 3) // 4)
    path = tmp_path / "cut/games.jsonl" if part == "games" else last
    os.truncate(path, max(0, path.stat().st_size - less) if less > 0 else 1)
    with closing(Folder(tmp_path / "cut", BATCH)) as folder:
        assert folder.kept == (kept - 1 if less > 0 else 0 if part == "games" else kept - (kept - 1) % 4 - 1)
        for played in GAMES[folder.kept :]:
            folder.keep(played)
    assert all_of(tmp_path / "cut") == whole


def test_tracks_without_a_game_and_a_torn_line_are_cut_off(tmp_path: Path, whole: dict[str, bytes]) -> None:
    keep(tmp_path / "cut", GAMES[:5])
    with open(part_path(tmp_path / "cut", 2), "ab") as file:
        file.write(GAMES[5].tracks + GAMES[6].tracks[:50])
    with open(tmp_path / "cut/games.jsonl", "ab") as file:
        file.write(b'{"game":6,"se')
    folder = keep(tmp_path / "cut", GAMES[5:])
    assert folder.kept == 9
    assert all_of(tmp_path / "cut") == whole


def test_a_folder_taken_up_sums_up_what_is_there(tmp_path: Path) -> None:
    keep(tmp_path, GAMES[:6])
    expected = Summary()
    for played in GAMES[:6]:
        expected.add(played.game)
    with closing(Folder(tmp_path, BATCH)) as folder:
        assert folder.summary == expected


def test_more_games_may_be_asked_for_later_but_no_fewer(tmp_path: Path) -> None:
    keep(tmp_path, GAMES[:6])
    with closing(Folder(tmp_path, evolve(BATCH, games=7))) as folder:
        assert folder.kept == 6
    with pytest.raises(OtherBatch, match=r"holds 6 games already: ask for as many or more"):
        Folder(tmp_path, evolve(BATCH, games=5))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scenario": "turning_the_corner"}, "scenario two_percent_by_march, not turning_the_corner"),
        ({"handicaps": (0, 5, 0, 0)}, "scenario's data"),
        ({"records": False}, "records yes, not no"),
    ],
)
def test_another_batch_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    keep(tmp_path, GAMES[:1])
    with pytest.raises(OtherBatch, match=said):
        Folder(tmp_path, evolve(BATCH, **change))


def test_a_batch_of_another_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, GAMES[:1])
    monkeypatch.setattr(batch_folder, "plan_of", lambda batch: PLAN(batch) | {"program": "0" * 16})
    with pytest.raises(OtherBatch, match=f"program {program_digest()}, not {'0' * 16}"):
        Folder(tmp_path, BATCH)


def test_a_line_that_is_not_the_games_is_named(tmp_path: Path) -> None:
    keep(tmp_path, GAMES[:4])
    lines = (tmp_path / "games.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "games.jsonl").write_bytes(b"".join((lines[0], lines[2], lines[3])))
    with pytest.raises(DamagedBatch, match=r"games\.jsonl: line 2 is not game 2 of this batch"):
        Folder(tmp_path, BATCH)
    (tmp_path / "batch.json").write_text("[]")
    with pytest.raises(DamagedBatch, match=r"batch\.json is not the plan of a batch"):
        Folder(tmp_path, BATCH)


def test_a_folder_is_held_by_one_run_alone(tmp_path: Path) -> None:
    with (
        closing(Folder(tmp_path, BATCH)),
        pytest.raises(OtherBatch, match="is in use: another run is playing this batch"),
    ):
        Folder(tmp_path, BATCH)
    Folder(tmp_path, BATCH).close()


def test_the_ends_of_games_are_found_up_to_what_is_damaged(tmp_path: Path) -> None:
    members = [gzip.compress(bytes([nth]) * nth * 50_000) for nth in (1, 2, 3)]
    path = tmp_path / "file"
    path.write_bytes(b"".join(members))
    first, second, third = (len(each) for each in members)
    assert ends(path) == [first, first + second, first + second + third]
    path.write_bytes(members[0] + b"no gzip at all" + members[1])
    assert ends(path) == [first]
    path.write_bytes(b"")
    assert ends(path) == []


def test_no_file_of_tracks_is_empty(tmp_path: Path) -> None:
    files = TrackFiles(tmp_path)
    for number in range(1, 7):
        files.append(number, gzip.compress(b"x"))
    files.cut(4)
    assert files.held() == 4 and not part_path(tmp_path, 2).exists()
    files.cut(0)
    assert files.held() == 0 and not part_path(tmp_path, 1).exists()


# ---------- killed for good ----------


def children() -> list[int]:
    return [each.pid for each in multiprocessing.active_children() if each.pid is not None]


@posix
def test_a_worker_that_is_killed_changes_no_result() -> None:
    games: list[Played] = []
    for played in play(evolve(BATCH, jobs=2)):
        games.append(played)
        if played.game.number == 3:
            os.kill(children()[0], signal.SIGKILL)
    assert games == GAMES


def deadly(match: Match) -> Played:
    if match.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return batches._tables[0].play(match)


@posix
def test_a_game_that_kills_its_process_again_and_again_ends_the_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "_play", deadly)
    monkeypatch.setattr(pool, "MOST_DEATHS", 1)
    assert MOST_DEATHS > 1
    games: list[Played] = []
    with pytest.raises(WorkerDied, match=r"died 2 times while game 2 \(seed 12\) or one beside it"):
        games.extend(play(evolve(BATCH, jobs=2, games=2)))


def workers_of(parent: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            yield int(path.parent.name)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_run_killed_with_its_workers_is_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, or with TWOPERCENT_DEEP=1 three times in 5,000 games."""
    monkeypatch.undo()
    count = how_many(40, 5000)
    seats = [f"--seat={power}=random" for power in ("japan", "us", "china", "dprk")]
    args = [*PROGRAM, "run", "--scenario", SHORT, *seats, f"--games={count}", "--no-records", "--jobs=2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    games = tmp_path / "x/games.jsonl"

    def lines() -> int:
        return games.read_bytes().count(b"\n") if games.exists() else 0

    def wait_for(number: int, run: "subprocess.Popen[bytes]") -> None:
        until = time.monotonic() + how_many(120, 3600)
        while lines() < number and run.poll() is None and time.monotonic() < until:
            time.sleep(0.01)

    for nth in range(how_many(1, 3)):
        with subprocess.Popen([*args, f"--out={tmp_path / 'x'}"], **quiet) as run:  # type: ignore[call-overload]
            wait_for((3 * nth + 1) * count // 10, run)
            for worker in list(workers_of(run.pid))[:1]:
                os.kill(worker, signal.SIGKILL)
            wait_for((3 * nth + 2) * count // 10, run)
            run.kill()
    done = subprocess.run([*args, f"--out={tmp_path / 'x'}"], capture_output=True, check=False, text=True)
    assert done.returncode == 0 and taken_up(done.stdout) < count
    batch = Batch(SHORT, RANDOM, 1, count, jobs=how_many(1, 2), tracks=True)
    with closing(Folder(tmp_path / "y", batch)) as folder:
        for played in play(batch):
            folder.keep(played)
    assert games.read_bytes() == (tmp_path / "y/games.jsonl").read_bytes()
    assert [json.loads(line)["game"] for line in games.read_bytes().splitlines()] == list(range(1, count + 1))
    assert unpacked(tmp_path / "x") == unpacked(tmp_path / "y")


def taken_up(said: str) -> int:
    """Return how many games the last run took up."""
    return int(said.splitlines()[1].partition(" of them were finished")[0])


def unpacked(folder: Path) -> bytes:
    return b"".join(gzip.decompress(path.read_bytes()) for path in sorted((folder / "tracks").glob("*.gz")))
