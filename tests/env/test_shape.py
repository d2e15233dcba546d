"""Without the extra the environment says so in one line, and the rest of the house does without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

BLOCKED = """
import sys
for name in {names}:
    sys.modules[name] = None
{then}
"""


def run_without(names: tuple[str, ...], then: str) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(names=names, then=then)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)


def test_without_the_extra_the_environment_says_what_to_install() -> None:
    done = run_without(("numpy", "pettingzoo", "gymnasium"), "import game.env")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last == "ModuleNotFoundError: game.env needs numpy: pip install 'twopercent[rl]'"


def test_a_game_is_played_without_the_extra() -> None:
    then = (
        "from game.content import load_scenario; from game.headless.playouts import playout\n"
        "from game.players.registry import make; from rules import POWERS\n"
        "print(playout(load_scenario('two_percent_by_march'), {p: make('random') for p in POWERS}, 1).turns)"
    )
    done = run_without(("numpy", "pettingzoo", "gymnasium", "pyspiel"), then)
    assert done.stderr == ""
    assert done.stdout.strip() == "4"
