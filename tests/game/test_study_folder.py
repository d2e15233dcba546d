"""A study that is stopped goes on: no seed is lost, none is there twice, all is as if nothing had been."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from game.cli import main, study_course
from game.headless import study_folder
from game.headless.files import Unkept
from game.headless.pool import WorkerDied
from game.headless.study import Row, play
from game.headless.study_folder import DamagedStudy, OtherStudy, StudyFolder, line_of, plan_of, rows_of
from game.headless.study_plan import Study
from game.headless.study_reader import study_of

PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]
PLAIN: dict[str, Any] = {
    "scenario": "two_percent_by_march",
    "games": 4,
    "seed": 7,
    "measures": ["score japan", "gains china"],
    "seats": dict.fromkeys(("japan", "us", "china", "dprk"), "random"),
    "factor": [{"path": "setup.cohesion", "values": [7, 3]}],
}
ASKED = """\
scenario = "two_percent_by_march"
games = {games}
measures = ["score japan", "tension"]
[seats]
japan = "random"
us = "random"
china = "random"
dprk = "random"
[[factor]]
path = "setup.cohesion"
values = [7, 3]
"""


def study(**plain: Any) -> Study:
    return study_of({**PLAIN, **plain}, "test", "test.toml")


STUDY = study()
SEEDS = list(play(STUDY))


def keep(path: Path, seeds: Iterable[list[Row]]) -> bytes:
    with closing(StudyFolder(path, STUDY)) as folder:
        for rows in seeds:
            folder.keep(rows)
    return (path / "seeds.jsonl").read_bytes()


# ---------- the folder ----------


def test_a_line_gives_back_the_rows_it_was_made_of() -> None:
    rows = SEEDS[0]
    assert rows_of(f"{line_of(rows)}\n".encode()) == rows
    faulty = [evolve(row, faults=2, values=(None, 0.1)) for row in rows]
    assert rows_of(f"{line_of(faulty)}\n".encode()) == faulty
    assert rows_of(f"{line_of(rows)} \n".encode()) == []


@pytest.mark.parametrize("kept", [1, 2, 4])
@pytest.mark.parametrize("less", [0, 1, 30])
def test_a_study_cut_off_at_any_byte_goes_on_to_the_same_lines(tmp_path: Path, kept: int, less: int) -> None:
    whole = keep(tmp_path / "whole", SEEDS)
    size = len(keep(tmp_path / "cut", SEEDS[:kept]))
    os.truncate(tmp_path / "cut/seeds.jsonl", size - less)
    with closing(StudyFolder(tmp_path / "cut", STUDY)) as folder:
        assert folder.finished == kept - (less > 0)
        assert folder.rows == [row for rows in SEEDS[: folder.finished] for row in rows]
        for rows in play(STUDY, after=folder.finished):
            folder.keep(rows)
    assert (tmp_path / "cut/seeds.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"seed": 8}, "seed 7, not 8"),
        ({"scenario": "turning_the_corner"}, "scenario two_percent_by_march, not turning_the_corner"),
        ({"measures": ["score japan", "tension"]}, "other measures"),
        ({"factor": [{"path": "setup.cohesion", "values": [7, 4]}]}, "other cells"),
        ({"seats": {**PLAIN["seats"], "us": "idle"}}, "other cells"),
        ({"replay": ["us"]}, "other cells"),
        ({"games": 2}, "holds 3 seeds already: ask for as many or more with --games"),
    ],
)
def test_another_study_is_refused_in_one_line(tmp_path: Path, other: dict[str, Any], said: str) -> None:
    keep(tmp_path, SEEDS[:3])
    with pytest.raises(OtherStudy, match=said) as caught:
        StudyFolder(tmp_path, study(**other))
    assert "\n" not in str(caught.value)


def test_what_changes_no_game_may_be_written_anew(tmp_path: Path) -> None:
    keep(tmp_path, SEEDS)
    expect = [{"measure": "score japan", "factor": "setup.cohesion", "level": "3", "sign": "-"}]
    named = study(title="Another title", expect=expect, games=9)
    with closing(StudyFolder(tmp_path, named)) as folder:
        assert folder.finished == 4


def test_a_study_of_another_program_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, SEEDS[:1])
    monkeypatch.setattr(study_folder, "plan_of", lambda asked: plan_of(asked) | {"program": "0" * 16})
    with pytest.raises(OtherStudy, match=f"another study: program [0-9a-f]+, not {'0' * 16}"):
        StudyFolder(tmp_path, STUDY)


def test_what_is_not_a_studys_is_named(tmp_path: Path) -> None:
    keep(tmp_path, SEEDS)
    lines = (tmp_path / "seeds.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "seeds.jsonl").write_bytes(lines[0] + lines[2])
    with pytest.raises(DamagedStudy, match=r"seeds\.jsonl: line 2 is not seed 8 of this study"):
        StudyFolder(tmp_path, STUDY)
    (tmp_path / "study.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DamagedStudy, match=r"study\.json is not the plan of a study"):
        StudyFolder(tmp_path, STUDY)
    (tmp_path / "study.json").unlink()
    with pytest.raises(OtherStudy, match="holds seeds that are not a study's: name another folder"):
        StudyFolder(tmp_path, STUDY)


def test_a_folder_is_held_by_one_run_alone(tmp_path: Path) -> None:
    with closing(StudyFolder(tmp_path, STUDY)), pytest.raises(OtherStudy, match="is in use: another run"):
        StudyFolder(tmp_path, STUDY)


# ---------- stopped ----------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cohesion.toml"
    path.write_text(ASKED.format(games=4), encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main.run(["study", *args])
    out, err = capsys.readouterr()
    return code, out, err


def stopping(after: int, error: BaseException) -> Callable[[Study, int, int], Iterable[list[Row]]]:
    """Return a `play` that breaks off after so many seeds."""

    def broken(asked: Study, jobs: int, before: int) -> Iterable[list[Row]]:
        for nth, rows in enumerate(play(asked, jobs, before)):
            if nth == after:
                raise error
            yield rows

    return broken


def test_ctrl_c_without_a_folder_prints_what_is_finished(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_course, "play", stopping(3, KeyboardInterrupt()))
    code, out, err = said(capsys, str(file))
    assert (code, err) == (130, "twopercent: interrupted: 3 of 4 seeds of 'cohesion' are finished\n")
    monkeypatch.undo()
    _, whole, _ = said(capsys, str(file), "--games", "3")
    assert out == whole


def test_ctrl_c_before_the_first_seed_prints_no_table(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_course, "play", stopping(0, KeyboardInterrupt()))
    code, out, err = said(capsys, str(file))
    assert (code, out) == (130, "")
    assert err == "twopercent: interrupted: 0 of 4 seeds of 'cohesion' are finished\n"


@pytest.mark.parametrize(
    ("error", "code", "why"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (WorkerDied("processes died 4 times"), 1, "processes died 4 times"),
        (Unkept(Path("x"), OSError(28, "No space left on device")), 3, "x cannot be written: No space left"),
    ],
)
def test_a_stopped_study_goes_on_with_the_same_line_to_the_same_files(
    file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    why: str,
) -> None:
    line = (str(file), "--out", str(tmp_path / "x"))
    monkeypatch.setattr(study_course, "play", stopping(1, error))
    stopped, _, err = said(capsys, *line)
    assert stopped == code
    assert err.startswith(f"twopercent: {why}")
    assert err.endswith(
        f"1 of 4 seeds of 'cohesion' are finished and kept in {line[2]}; the same line goes on\n"
    )
    monkeypatch.undo()
    code, out, err = said(capsys, *line)
    assert (code, err) == (0, "")
    assert "; 1 of the seeds are from before" in out
    said(capsys, str(file), "--out", str(tmp_path / "y"))
    assert files(tmp_path / "x") == files(tmp_path / "y")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_finished_study_plays_nothing_more(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = (str(file), "--out", str(tmp_path / "x"), "--json")
    _, first, _ = said(capsys, *line)
    monkeypatch.setattr(study_course, "play", stopping(0, AssertionError()))
    assert said(capsys, *line) == (0, first, "")


def test_a_folder_of_another_study_ends_the_command_with_one_line(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "x")
    said(capsys, str(file), "--out", folder)
    code, out, err = said(capsys, str(file), "--out", folder, "--seed", "2")
    assert (code, out) == (2, "")
    told = "holds seeds of another study: seed 1, not 2: name another folder"
    assert err == f"twopercent: {folder} {told}\n"


@pytest.mark.skipif(os.name == "nt", reason="no process can be killed so")
def test_a_study_killed_on_two_processes_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    path, count = tmp_path / "killed.toml", 24
    path.write_text(ASKED.format(games=count), encoding="utf-8")
    args = [*PROGRAM, "study", str(path), f"--out={tmp_path / 'x'}", "--jobs=2"]
    seeds = tmp_path / "x/seeds.jsonl"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(args, **quiet) as run:  # type: ignore[call-overload]
        until = time.monotonic() + 120
        while time.monotonic() < until and run.poll() is None and lines(seeds) < 4:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    assert 4 <= lines(seeds) < count
    done = subprocess.run(args, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    asked = [json.loads(line)["seed"] for line in seeds.read_bytes().splitlines()]
    assert asked == list(range(1, count + 1))
    assert main.run(["study", str(path), "--out", str(tmp_path / "y")]) == 0
    assert files(tmp_path / "x") == files(tmp_path / "y")


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
