"""One seed is one game: in every process, under every hash seed, on every Python, however many jobs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from builders import LESSON, PAIR, digests, game, how_many

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("random", "calibrated")
SEEDS = range(how_many(2, 20))

SCRIPT = """
import sys
from game.content import load_scenario
from game.headless.playouts import playout
from game.players.registry import make
from rules import POWERS
kinds, names, seeds = (part.split(",") for part in sys.argv[1:4])
for name in names:
    scenario = load_scenario(name)
    for kind in kinds:
        for seed in map(int, seeds):
            done = playout(scenario, {power: make(kind) for power in POWERS}, seed)
            print(name, kind, seed, done.turns, done.digest, "\\n".join(done.lines).__len__(), done.lines[-1])
"""


def play(python: str, hash_seed: str = "random") -> list[str]:
    """Play the games in a process of its own and return a line for each."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_paths()["purelib"]]),
    }
    games = [",".join(KINDS), ",".join(PAIR), ",".join(map(str, SEEDS))]
    done = subprocess.run(
        [python, "-c", SCRIPT, *games],
        capture_output=True,
        text=True,
        env=environment,
        timeout=600,
        check=False,
    )
    if (done.returncode and "ImportError" in done.stderr + done.stdout) or "ModuleNotFound" in done.stderr:
        pytest.skip(f"{python} cannot import what the game needs: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@cache
def expected() -> list[str]:
    return play(sys.executable, "0")


@cache
def interpreters() -> tuple[str, ...]:
    """Return a path for every Python of 3.11 or later that can be found, one for each version."""
    places = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    places += sorted((Path.home() / ".pyenv" / "versions").glob("*/bin"))
    found: dict[str, str] = {}
    for place in places:
        for minor in range(11, 20):
            python = place / f"python3.{minor}"
            version = _version(python) if os.access(python, os.X_OK) else ""
            if version.startswith(f"3.{minor}."):
                found.setdefault(version, str(python))
    return tuple(found[version] for version in sorted(found))


def _version(python: Path) -> str:
    try:
        asked = [str(python), "-c", "import platform; print(platform.python_version())"]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@pytest.mark.parametrize("hash_seed", ["1", "4294967295", "random"])
def test_a_hash_seed_changes_no_game(hash_seed: str) -> None:
    assert len(expected()) == len(KINDS) * len(PAIR) * len(SEEDS)
    assert play(sys.executable, hash_seed) == expected()


@pytest.mark.parametrize("python", interpreters() or ["python3.11"])
def test_another_python_plays_the_same_games(python: str) -> None:
    assert play(python) == expected()


def test_the_games_of_another_process_are_those_of_this_one() -> None:
    here = [
        (name, kind, seed, digests(game(kind, seed, name))[-1])
        for name in PAIR
        for kind in KINDS
        for seed in SEEDS
    ]
    there = [line.split()[:5] for line in expected()]
    assert [(name, kind, int(seed), digest) for name, kind, seed, _, digest in there] == here


def test_games_played_in_any_order_are_the_same() -> None:
    forward = [digests(game.__wrapped__(kind, seed)) for kind in KINDS for seed in SEEDS]
    backward = [digests(game.__wrapped__(kind, seed)) for kind in KINDS[::-1] for seed in SEEDS[::-1]]
    assert sorted(forward) == sorted(backward)


def test_seeds_make_different_games() -> None:
    last = [digests(game("calibrated", seed))[-1] for seed in range(how_many(8, 100))]
    assert len(set(last)) == len(last)


@pytest.mark.parametrize("kind", KINDS)
def test_two_jobs_play_what_one_job_plays(kind: str) -> None:
    if find_spec("game.headless.batch") is None:
        pytest.skip("game.headless.batch is not there yet")
    batch = import_module("game.headless.batch")
    seats = (kind, kind, kind, kind)
    alone, together = (
        list(batch.play(batch.Batch(LESSON, seats, seed=5, games=6, jobs=jobs, records=True)))
        for jobs in (1, 2)
    )
    assert [each.lines for each in alone] == [each.lines for each in together]
    assert [each.game for each in alone] == [each.game for each in together]
    assert [each.game.digest for each in alone] == [
        digests(game(kind, seed, LESSON))[-1] for seed in range(5, 11)
    ]
