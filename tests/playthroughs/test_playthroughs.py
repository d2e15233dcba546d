"""Golden playthroughs: the games of the release, line by line."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from playthroughs.regenerate import GAMES, HERE, file_of, text_of

SHOWN = 60
"""How many lines of a difference are shown."""


@pytest.mark.parametrize(("name", "kind", "seed"), GAMES)
def test_a_golden_playthrough_is_played_as_written(name: str, kind: str, seed: int) -> None:
    path = file_of(name, kind, seed)
    written = path.read_text(encoding="utf-8").splitlines()
    played = text_of(name, kind, seed).splitlines()
    if written != played:
        lines = list(
            unified_diff(written, played, f"{path.name} as written", "as played now", lineterm="", n=1)
        )
        more = f"\n... and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
        hint = "If the change was meant: python tests/playthroughs/regenerate.py, and read the difference."
        pytest.fail("\n".join(["", *lines[:SHOWN]]) + more + "\n" + hint, pytrace=False)


def test_every_kept_playthrough_is_one_of_the_games() -> None:
    assert {path.name for path in HERE.glob("*.txt")} == {file_of(*each).name for each in GAMES}
