"""`twopercent study claims`: what a run keeps, how it goes on, and several runs held against each other."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import pytest

from game.cli import main, study_course
from game.headless import claims
from game.headless.claims_facts import called, compared, load_run
from game.headless.study import Row, play
from game.headless.study_plan import Study
from game.report.claims import claims_markdown, compared_markdown, told
from game.report.markdown import grid

MANUAL = Path(__file__).parents[2] / "docs" / "claims.md"
EXPERIMENTS = claims.EXPERIMENTS
EXPERIMENT = """\
scenario = "two_percent_by_march"
games = 2
measures = ["cohesion at 1", "support japan at 1", "support us at 1"]
[seats]
japan = "idle"
us = "idle"
china = "idle"
dprk = "idle"
[[factor]]
name = "cohesion"
path = "setup.cohesion"
values = [7, 3]
[claim]
id = "{id}"
says = "It falls."
varied = "cohesion {varied}"
clauses = ["R9.1"]
[[expect]]
measure = "cohesion at 1"
factor = "cohesion"
level = "3"
sign = "{sign}"
[[expect]]
measure = "support japan at 1"
factor = "cohesion"
level = "3"
sign = "0"
[[expect]]
measure = "support us at 1"
factor = "cohesion"
level = "3"
sign = "0"
"""


@pytest.fixture(autouse=True, scope="module")
def experiments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("experiments")
    for name in ("C90", "C91", "C91_again"):
        text = EXPERIMENT.format(id=name[:3], varied=name, sign="-")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.headless.claims.EXPERIMENTS", folder)
        yield


def said(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = main.run(["study", "claims", *map(str, args)])
    out, err = capsys.readouterr()
    return code, out, err


def changed(folder: Path, **facts: Any) -> None:
    """Change the facts of the first claim that a run keeps."""
    path = folder / "claims.json"
    run = json.loads(path.read_bytes())
    run["claims"][0].update(facts)
    path.write_text(json.dumps(run), encoding="utf-8")


# ---------- the manual ----------


@cache
def files() -> tuple[dict[str, Any], ...]:
    """Return the experiments as they are written; to check them takes longer than these tests may."""
    paths = sorted(EXPERIMENTS.glob("*.toml"))
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in paths)


def test_every_claim_has_an_experiment_or_a_row_that_says_why_not() -> None:
    told = re.findall(r"^\| (C\d\d) \| watch ", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    asked = {file["claim"]["id"] for file in files()}
    assert sorted([*told, *asked]) == [f"C{number:02}" for number in range(1, 35)]


def test_the_manual_says_how_many_experiments_and_games_there_are() -> None:
    text = " ".join(MANUAL.read_text(encoding="utf-8").split())
    assert f"some of them two: {len(files())} in all" in text
    cells = [
        [len(each.get("values", each.get("level"))) for each in file.get("factor", [])] for file in files()
    ]
    games = sum(file["games"] * prod(sizes) for file, sizes in zip(files(), cells, strict=True))
    assert f"Each run is {games:,} games" in text


# ---------- a run ----------


def test_a_run_keeps_what_json_prints_and_the_table_as_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "--out", tmp_path / "x", "--json")
    assert code == 0
    assert (tmp_path / "x/claims.json").read_text(encoding="utf-8") == out
    _, markdown, _ = said(capsys, "--out", tmp_path / "x", "--markdown")
    assert (tmp_path / "x/claims.md").read_text(encoding="utf-8") == markdown
    (claim, _) = json.loads(out)["claims"]
    assert claim["experiments"] == [{"name": "C90", "games_per_cell": 2, "seed": 1}]
    assert [each["mean"] for each in claim["findings"]] == [-4, 0, 0]


def test_the_markdown_has_a_row_for_each_claim_with_all_that_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = said(capsys, "c90", "--markdown")
    *_, heads, _, row = out.splitlines()
    assert heads.split(" | ")[0] == "| claim"
    cells = row.strip("| ").split(" | ")
    assert cells[:4] == ["C90", "It falls.", "R9.1", "cohesion C90"]
    assert cells[4] == (
        "cohesion at 1, 3: falls: −4.00 (−4.00 to −4.00)<br>"
        "2 other differences: none in any game: 0.00 (0.00 to 0.00)"
    )
    assert cells[5:] == ["0.500<br>–", "shown"]


def test_a_finding_names_its_experiment_where_a_claim_has_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = said(capsys, "--json")
    one, two = json.loads(out)["claims"]
    assert next(each["expected"] for each in told(one)) == "cohesion at 1, 3: falls"
    assert [each["expected"] for each in told(two)] == [
        "cohesion at 1, 3: falls (C91)",
        "cohesion at 1, 3: falls (C91_again)",
        "4 other differences: none in any game",
    ]


def test_a_verdict_that_should_be_another_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "C90", "--json")
    facts = json.loads(out)
    facts["claims"][0]["should"] = "uncertain"
    assert claims_markdown(facts).endswith("| shown (should be uncertain) |\n")


def test_a_stroke_in_a_cell_does_not_end_it() -> None:
    assert grid(("a", "b"), [("1|2", "3")]) == "| a | b |\n|---|---|\n| 1\\|2 | 3 |\n"


# ---------- stopped ----------


def test_claims_that_were_stopped_go_on_and_skip_what_is_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    def watched(study: Study, jobs: int, after: int) -> Iterable[list[Row]]:
        asked.append((study.name, after))
        for nth, rows in enumerate(play(study, jobs, after)):
            if study.name == stop and nth == 1:
                raise KeyboardInterrupt
            yield rows

    monkeypatch.setattr(study_course, "play", watched)
    stop = "C91_again"
    code, out, err = said(capsys, "--out", tmp_path / "x", "--json")
    assert code == 130
    assert [each["claim"] for each in json.loads(out)["claims"]] == ["C90"]
    assert err == (
        f"twopercent: interrupted: 1 of 2 seeds of 'C91_again' are finished and kept in "
        f"{tmp_path / 'x' / 'C91_again'}; the same line goes on; 2 of 3 experiments are finished\n"
    )
    assert not (tmp_path / "x/claims.json").exists()
    stop = ""
    asked.clear()
    assert said(capsys, "--out", tmp_path / "x")[0] == 0
    assert asked == [("C91_again", 1)]
    said(capsys, "--out", tmp_path / "y")
    assert kept(tmp_path / "x") == kept(tmp_path / "y")


def kept(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# ---------- several runs ----------


@pytest.fixture(scope="module")
def played(experiments: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("runs")
    for name, seed in (("a", 1), ("b", 11), ("c", 21)):
        assert main.run(["study", "claims", "--out", str(folder / name), "--seed", str(seed)]) == 0
    return tuple(folder / name for name in "abc")


@pytest.fixture
def runs(played: tuple[Path, ...], tmp_path: Path) -> tuple[Path, ...]:
    """Three runs from other seeds, to be changed at will."""
    for folder in played:
        (tmp_path / folder.name).mkdir()
        shutil.copy(folder / "claims.json", tmp_path / folder.name)
    return tuple(tmp_path / folder.name for folder in played)


def test_runs_that_agree_are_shown_side_by_side(
    runs: tuple[Path, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, "--compare", *runs)
    assert (code, err) == (0, "")
    heads = next(line for line in out.splitlines() if "seeds from 21" in line)
    assert heads.split("  ")[0].strip() == "claim"
    row = next(line for line in out.splitlines() if line.strip().startswith("C90"))
    assert row.count("shown −4.00") == 3


def test_a_verdict_that_differs_ends_with_exit_code_1(
    runs: tuple[Path, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    changed(runs[1], verdict="uncertain")
    code, out, err = said(capsys, "--compare", *runs)
    assert code == 1
    assert "uncertain −4.00" in out
    assert err == "twopercent: 1 of 2 claims have not the same verdict in every run: C90\n"


def test_a_claim_that_one_run_has_not_is_not_the_same_in_all(
    runs: tuple[Path, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "C91", "--out", tmp_path / "d", "--seed", 31)
    code, out, err = said(capsys, "--compare", runs[0], tmp_path / "d", "--markdown")
    assert code == 1
    assert "| C90 | It falls. | R9.1 | cohesion C90 | shown / not run |" in out
    assert "| C90 | cohesion at 1, 3: falls | −4.00 (−4.00 to −4.00) | – | 1.000 |" in out
    assert err.endswith(": C90\n")


def test_several_runs_as_markdown_are_verdicts_and_findings(runs: tuple[Path, ...]) -> None:
    loaded = [load_run(folder) for folder in runs]
    text = compared_markdown(loaded, compared(loaded))
    head, _, verdicts = text.partition("\n\n")
    assert "seeds from 1: rules" in head and "seeds from 21: rules" in head
    assert "| C91 | It falls. | R9.1 | cohesion C91; cohesion C91_again | shown |" in verdicts
    exact = " | ".join(["−4.00 (−4.00 to −4.00)"] * 3)
    assert f"|  | cohesion at 1, 3: falls (C91_again) | {exact} | 1.000 |" in verdicts


def test_runs_from_the_same_seed_are_called_by_their_folders(runs: tuple[Path, ...]) -> None:
    one, two, _ = (load_run(folder) for folder in runs)
    assert called((one, two)) == ("seeds from 1", "seeds from 11")
    assert called((one, one)) == ("a", "a")


@pytest.mark.parametrize("text", ["[]", "{", '{"rules": "1", "claims": [{"claim": "C90"}]}'])
def test_a_folder_that_tells_of_no_claims_is_one_line(
    runs: tuple[Path, ...], capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = runs[1] / "claims.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = said(capsys, "--compare", *runs)
    assert (code, out) == (3, "")
    assert err == f"twopercent: {path} does not tell what claims came to\n"
    path.unlink()
    assert said(capsys, "--compare", *runs) == (3, "", f"twopercent: {path}: No such file or directory\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--compare", "a"), "--compare: name two folders or more, each that of a run with --out"),
        (("--compare", "a", "b", "--games", "2"), "--compare plays nothing: leave out --games, --seed,"),
        (("--markdown", "--json"), "choose one of --markdown and --json"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], told: str
) -> None:
    code, _, err = said(capsys, *args)
    assert code == 2
    assert told in err
