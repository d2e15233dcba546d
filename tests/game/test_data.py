"""Parquet says what the JSON Lines say, its columns are documented, and the README's query is true."""

import gzip
import json
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from builders import scenario
from game.cli import main
from game.headless import parquet as parquets
from game.headless import track_files
from game.headless.tracks import KEYS, columns
from rules import POWERS

duckdb = pytest.importorskip("duckdb")
arrow = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parents[2]
SHORT = "two_percent_by_march"
SEATS = ["--seat=japan=random", "--seat=us=idle", "--seat=china=random", "--seat=dprk=random"]


def run(folder: Path, games: int, *more: str) -> None:
    args = ["run", "--scenario", SHORT, *SEATS, "--games", str(games), "--no-records", "--out", str(folder)]
    with redirect_stdout(StringIO()):
        assert main.run([*args, *more]) == 0


def json_rows(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "tracks").glob("*.jsonl.gz"))
    return [json.loads(row) for file in files for row in gzip.decompress(file.read_bytes()).splitlines()]


def parquet_rows(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "tracks").glob("*.parquet"))
    return [row for file in files for row in arrow.read_table(file).to_pylist()]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (track_files, parquets):
        monkeypatch.setattr(module, "PART", 4)
    monkeypatch.setattr("game.cli.run.PART", 4)


def test_parquet_holds_the_rows_of_the_json_lines_also_after_more_games(tmp_path: Path) -> None:
    run(tmp_path, 6, "--parquet")
    assert len(list((tmp_path / "tracks").glob("*.parquet"))) == 2
    assert parquet_rows(tmp_path) == json_rows(tmp_path)
    run(tmp_path, 9)
    run(tmp_path, 9, "--parquet")
    assert parquet_rows(tmp_path) == json_rows(tmp_path)
    games = [json.loads(line) for line in (tmp_path / "games.jsonl").read_text().splitlines()]
    rows = arrow.read_table(tmp_path / "games.parquet").to_pylist()
    assert [row["game"] for row in rows] == [game["game"] for game in games] == list(range(1, 10))
    for row, game in zip(rows, games, strict=True):
        assert all(row[key] == game[key] for key in ("seed", "digest", "turns", "ending"))
        assert {power.key: row[f"score_{power.key}"] for power in POWERS} == game["scores"]
        assert (row["player_us"], row["faulty_turns_us"], row["first_fault_us"]) == ("idle", 0, None)
    assert not list(tmp_path.rglob("*.part"))


def test_faults_stand_in_the_row_of_their_game() -> None:
    scores = dict.fromkeys(("japan", "us", "china", "dprk"), 50)
    line = {"game": 1, "seed": 1, "digest": "0", "turns": 4, "ending": "time", "scores": scores}
    line["faults"] = {"china": {"turns": 2, "first": "turn 3: late"}}
    row = parquets.flat(json.dumps(line).encode(), ("a", "b", "c", "d"))
    assert (row["faulty_turns_china"], row["first_fault_china"]) == (2, "turn 3: late")
    assert (row["faulty_turns_us"], row["first_fault_us"], row["player_us"]) == (0, None, "b")


def test_every_column_is_documented_and_no_other(tmp_path: Path) -> None:
    run(tmp_path, 1, "--parquet")
    text = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    _, games, tracks = re.split(r"^## A row a ", text, flags=re.MULTILINE)

    def documented(part: str) -> set[str]:
        firsts = [line.split(" | ")[0] for line in part.splitlines() if line.startswith("| `")]
        return {name for first in firsts for name in re.findall(r"`(\w+)`", first)}

    expected = {*KEYS, *columns(scenario(SHORT).world)}
    assert documented(tracks) == expected == set(parquet_rows(tmp_path)[0])
    flat = {
        name.removesuffix("P") + key
        for name in documented(games)
        for key in ([power.key for power in POWERS] if name.endswith("_P") else [""])
    }
    assert flat == set(arrow.read_schema(tmp_path / "games.parquet").names)


def test_duckdb_counts_four_rows_a_turn_in_either_form(tmp_path: Path) -> None:
    run(tmp_path, 5, "--parquet")
    sql = f"""
        select count(*), sum(g.turns) * 4, (select count(*) from '{tmp_path}/tracks/*.jsonl.gz')
        from '{tmp_path}/games.parquet' g
    """
    games, turns, json_count = duckdb.sql(sql).fetchall()[0]
    rows = duckdb.sql(f"select count(*) from '{tmp_path}/tracks/*.parquet'").fetchall()[0][0]
    assert (games, turns) == (5, rows) and json_count == rows


BLOCK = re.compile(
    r"```\ntwopercent (run [^\n]*--parquet[^\n]*)\n```.*?```python\n(import duckdb.*?)```", re.DOTALL
)
PLACES = ("docs/data.md", "README.md")
QUERIES = [
    (place, *found) for place in PLACES for found in BLOCK.findall((ROOT / place).read_text(encoding="utf-8"))
]


def test_the_data_are_documented_with_a_query() -> None:
    assert "docs/data.md" in [place for place, _, _ in QUERIES]


@pytest.mark.parametrize(("place", "line", "code"), QUERIES, ids=[query[0] for query in QUERIES])
def test_a_query_that_is_shown_says_what_the_json_lines_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, line: str, code: str
) -> None:
    """The same question answered without DuckDB: how hot Taiwan got, how often, Japan's score then."""
    monkeypatch.chdir(tmp_path)
    args = line.split()
    for option, value in (("--games", "12"), ("--jobs", "1")):
        args[args.index(option) + 1] = value
    with redirect_stdout(StringIO()):
        assert main.run([*args, "--scenario", SHORT, *SEATS]) == 0
    scope: dict[str, Any] = {}
    with redirect_stdout(StringIO()):
        exec(code, scope)
    folder = Path(args[args.index("--out") + 1])
    games = {
        each["game"]: each for each in map(json.loads, (folder / "games.jsonl").read_text().splitlines())
    }
    highest = dict.fromkeys(games, 0)
    for row in json_rows(folder):
        highest[row["game"]] = max(highest[row["game"]], row["rung_taiwan"])
    expected = []
    for rung in sorted(set(highest.values())):
        those = [games[number] for number, reached in highest.items() if reached == rung]
        scores = [game["scores"]["japan"] for game in those]
        expected.append((rung, len(those), round(sum(scores) / len(scores), 1)))
    assert scope["rows"] == expected and sum(row[1] for row in expected) == 12
