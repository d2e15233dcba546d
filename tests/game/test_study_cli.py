"""`twopercent study`: files, claims and measures from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main

ASKED = """\
title = "Cohesion"
scenario = "two_percent_by_march"
games = 2
measures = ["cohesion at 1", "tension"]

[seats]
japan = "idle"
us = "idle"
china = "idle"
dprk = "idle"

[[factor]]
name = "cohesion"
path = "setup.cohesion"
values = [7, 3]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cohesion.toml"
    path.write_text(ASKED, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main.run(["study", *args])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_file_is_played_and_its_effects_are_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, str(file))
    assert (code, err) == (0, "")
    assert "cohesion at 1" in out
    assert "3 − 7" in out


def test_size_and_seed_may_be_others_than_the_files(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, str(file), "--games", "3", "--seed", "5", "--json")
    facts = json.loads(out)
    assert (code, facts["games_per_cell"], facts["seed"]) == (0, 3, 5)
    assert facts["command"] == f"twopercent study {file} --games 3 --seed 5"
    assert facts["effects"][0]["mean"] == -4


def test_the_page_and_the_tables_are_kept(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    code, out, _ = said(capsys, str(file), "--out", str(folder))
    assert code == 0
    kept = ["effects.csv", "games.csv", "seeds.jsonl", "study.html", "study.json"]
    assert sorted(path.name for path in folder.iterdir()) == kept
    assert f"kept in {folder}" in out


def test_a_bad_file_is_told_of_in_a_line_each(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text('games = 1\nmeasures = ["tension"]\nseat = 3\n', encoding="utf-8")
    code, out, err = said(capsys, str(file))
    assert (code, out) == (3, "")
    assert err.splitlines() == [
        f"twopercent: {file}: seat: there is no such key (did you mean 'seats'?)",
        f"{file}: games: 1 is not between 2 and 1000000",
    ]


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, str(tmp_path / "none.toml"))
    assert code == 3
    assert err.endswith("none.toml: No such file or directory\n")


def test_a_word_that_is_no_command_is_told_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "balanc")
    assert code == 2
    assert "'balanc' is neither a .toml file nor one of balance, claims, measures" in err


def test_the_measures_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "measures")
    assert code == 0
    assert "odds FLASHPOINT [OPERATION]" in out
    assert "mean_tension_x10" in out


def test_a_claim_is_run_and_its_verdict_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "claims", "c07", "--games", "2")
    assert (code, err) == (0, "")
    assert "C07 shown: " in out


def test_a_claim_that_does_not_come_out_ends_with_exit_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = ASKED + (
        '\n[claim]\nid = "C99"\nsays = "It rises."\nvaried = "cohesion"\nclauses = ["R9.1"]\n'
        '\n[[expect]]\nmeasure = "cohesion at 1"\nfactor = "cohesion"\nlevel = "3"\nsign = "+"\n'
    )
    (tmp_path / "C99.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("game.headless.claims.EXPERIMENTS", tmp_path)
    code, out, err = said(capsys, "claims", "--json")
    (claim,) = json.loads(out)["claims"]
    assert (code, claim["verdict"]) == (1, "not shown")
    assert err == "twopercent: 1 of 1 claims do not come out: C99\n"


def test_an_unknown_claim_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "claims", "C00")
    assert code == 2
    assert "no claim 'C00' has an experiment; there are C01, " in err
