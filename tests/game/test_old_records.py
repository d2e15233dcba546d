"""Records of every release are kept for ever: each loads whole, is told, and is verified by its own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main
from game.content import scenario_digest, scenario_plain
from game.record import load
from rules import POWERS, VERSION

FILES = sorted((Path(__file__).parents[1] / "records").glob("*.jsonl"))


def test_there_is_a_record_of_every_release_and_of_this_one() -> None:
    releases = [path.name.split("-")[0] for path in FILES]
    assert "0.1.0" in releases
    assert VERSION in releases


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_record_is_whole_and_says_how_the_game_ended(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = load(path)
    assert not record.torn
    assert record.header.rules == path.name.split("-")[0]
    assert record.end is not None and set(record.end.scores) == set(POWERS)
    assert main.run(["replay", str(path)]) == 0
    assert f"rules {record.header.rules}" in capsys.readouterr().out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_record_is_told_turn_by_turn_with_its_orders(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = load(path)
    assert main.run(["replay", str(path), "--text"]) == 0
    out = capsys.readouterr().out
    assert out.count("japan orders:") == len(record.turns)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_a_record_of_these_rules_and_this_scenario_is_verified(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = load(path)
    same = record.header.rules == VERSION
    same &= record.header.scenario_digest == scenario_digest(scenario_plain(record.scenario))
    code = main.run(["replay", str(path), "--verify"])
    out, err = capsys.readouterr()
    assert code == (0 if same else 1)
    assert "Traceback" not in out + err
