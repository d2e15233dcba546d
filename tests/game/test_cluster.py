"""A Dask cluster plays the same games, also when it loses a worker in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from builders import how_many
from game.cli import main

pytestmark = [
    pytest.mark.skipif(find_spec("distributed") is None, reason="the extra 'cluster' is not installed"),
    pytest.mark.skipif(os.name == "nt", reason="no process can be killed so"),
]

DASK = [sys.executable, "-m", "dask"]
PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]
SHORT = "two_percent_by_march"
RANDOM = [f"--seat={power}=random" for power in ("japan", "us", "china", "dprk")]

Process = subprocess.Popen[bytes]


def wait_until(what: str, true: "Iterator[bool]", seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    for each in true:
        if each:
            return
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.02)


def started(stack: ExitStack, *args: str) -> Process:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process: Process = stack.enter_context(subprocess.Popen([*DASK, *args], **quiet))  # type: ignore[call-overload]
    stack.callback(process.kill)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[Process]]]:
    """Yield the address of a scheduler on 127.0.0.1 and its two workers, processes of their own."""
    told = tmp_path / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:
        started(stack, "scheduler", "--port", "0", "--scheduler-file", str(told), *here)
        wait_until("the scheduler", iter(lambda: told.exists() and told.stat().st_size > 0, None))
        address = json.loads(told.read_text())["address"]
        each = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / "dask"), *here)
        yield address, [started(stack, "worker", address, *each) for _ in (1, 2)]


def test_a_cluster_that_loses_a_worker_plays_the_same_games(
    tmp_path: Path, cluster: tuple[str, list[Process]], capsys: pytest.CaptureFixture[str]
) -> None:
    address, workers = cluster
    args = ["run", "--scenario", SHORT, *RANDOM, f"--games={how_many(60, 2000)}"]
    games = tmp_path / "far/games.jsonl"

    def lines() -> int:
        return games.read_bytes().count(b"\n") if games.exists() else 0

    far = [*PROGRAM, *args, f"--scheduler={address}", f"--out={tmp_path / 'far'}"]
    with subprocess.Popen(far, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        wait_until("games", iter(lambda: lines() >= 5 or run.poll() is not None, None))
        before = lines()
        workers[0].send_signal(signal.SIGKILL)
        out, err = run.communicate(timeout=how_many(120, 1200))
    assert (run.returncode, err) == (0, "") and "games a second" in out
    assert 5 <= before < how_many(60, 2000)
    assert main.run([*args, f"--out={tmp_path / 'near'}"]) == 0
    capsys.readouterr()
    far_files, near_files = (
        {path.relative_to(above): path.read_bytes() for path in above.rglob("*") if path.is_file()}
        for above in (tmp_path / "far", tmp_path / "near")
    )
    assert far_files == near_files and len(near_files) >= how_many(60, 2000)


def test_a_cluster_that_does_not_answer_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from game.headless import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 1)
    args = ["--games", "2", "--scheduler", "tcp://127.0.0.1:9", "--out", str(tmp_path / "x")]
    assert main.run(["run", *args]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("twopercent: no Dask scheduler answers at tcp://127.0.0.1:9: ")
    assert err.count("\n") == 1 and "0 of 2 games are finished" in err and "2 games" not in out


def test_only_a_cluster_imports_dask_and_only_parquet_imports_pyarrow(tmp_path: Path) -> None:
    args = ["run", "--scenario", SHORT, *RANDOM, "--games=1", f"--out={tmp_path / 'x'}"]
    code = f"import sys; from game.cli.main import run; run({args!r}); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "game.headless.batch" in loaded
    assert not {"dask", "distributed", "pyarrow", "duckdb", "pandas", "numpy"} & set(loaded)
