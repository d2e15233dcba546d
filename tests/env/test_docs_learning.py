"""The guide for learners: its example runs, is repeatable, and learns something from every game."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the extra rl is not installed")
pytest.importorskip("pettingzoo", reason="the extra rl is not installed")

GUIDE = Path(__file__).parents[2] / "docs/learning.md"


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def example() -> dict[str, Any]:
    (code,) = (block for block in blocks() if block.startswith("# learn.py"))
    names: dict[str, Any] = {"__name__": "learn"}
    exec(compile(code, "learn.py", "exec"), names)
    return names


def test_the_example_learns_the_same_from_the_same_games() -> None:
    train = example()["train"]
    taste, won = train(12, seed=1)
    again, won_again = train(12, seed=1)
    assert len(won) == 12
    assert np.array_equal(taste, again)
    assert won == won_again
    assert np.abs(taste).max() > 0.01


def test_the_first_steps_of_the_guide_run() -> None:
    (code,) = (block for block in blocks() if block.startswith("# first.py"))
    names: dict[str, Any] = {}
    exec(compile(code, "first.py", "exec"), names)
    assert names["env"].agents == []
    assert sum(names["rewards"].values()) == pytest.approx(0)
