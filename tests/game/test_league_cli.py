"""`twopercent league`: tables, data and a page; goes on where it was stopped; one line for every mistake."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from game.cli import main
from game.headless.batch import play_matches
from game.headless.files import Unkept
from game.headless.league import League, sittings, size
from game.headless.league_folder import DamagedLeague, LeagueFolder, OtherLeague, line_of
from game.headless.results import Game

SHORT = "two_percent_by_march"
LEAGUE = League(SHORT, ("idle", "random"), 12, 4)
ARGS = ("league", "idle", "random", "--scenario", SHORT, "--games", "12", "--seed", "4")
FILES = ["games.jsonl", "league.html", "league.json"]
PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def games() -> list[Game]:
    matches = (sitting.match for sitting in sittings(LEAGUE))
    return [played.game for played in play_matches(SHORT, matches, 1)]


@pytest.fixture(scope="session")
def lines(games: list[Game]) -> list[str]:
    return [line_of(sitting, game) for sitting, game in zip(sittings(LEAGUE), games, strict=True)]


@pytest.fixture
def whole(tmp_path: Path, games: list[Game]) -> Iterator[Path]:
    """A folder with every game of the league, and its plan."""
    folder = LeagueFolder(tmp_path / "whole", LEAGUE)
    for sitting, game in zip(sittings(LEAGUE), games, strict=True):
        folder.keep(sitting, game)
    folder.close()
    yield folder.path


def said(capsys: Out, *args: str) -> tuple[int, str, str]:
    code = main.run(args)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def fine(capsys: Out, *args: str) -> str:
    code, out, err = said(capsys, *args)
    assert (code, err) == (0, "")
    return out


def wrong(capsys: Out, *args: str) -> tuple[int, str]:
    code, out, err = said(capsys, *args)
    assert out == "" and err.startswith("twopercent: ") and err.count("\n") == 1, (out, err)
    return code, err


# ---------- what it prints and keeps ----------


def test_the_plan_is_printed_first_and_then_every_table(capsys: Out) -> None:
    out = fine(capsys, *ARGS)
    plan = f"{SHORT}: 2 players, 12 games: 2 deals of 6, seeds 4 to 5; each two meet in 12 games\n"
    assert out.startswith(plan)
    assert re.search(r"player +mean +95 % interval +succeeded +mu +sigma +ordinal +time +war", out)
    assert re.search(r"mean in seat +japan +us +china +dprk", out)
    assert re.search(r"difference +mean +95 % interval +p +Holm's p +won +drawn +lost", out)
    assert re.search(r"difference in seat +japan +us +china +dprk", out)
    assert re.search(r"ahead in seats of +\w+ +\w+", out)
    assert "draws, equal scores in one seat of a table: " in out
    assert "By mean score: " in out and "a game, not a forecast" in out


def test_the_data_are_of_the_games_that_were_played(capsys: Out, games: list[Game]) -> None:
    facts = json.loads(fine(capsys, *ARGS, "--json"))
    assert facts["games"] == {
        "planned": 12, "finished": 12, "counted": 12, "in_a_deal": 6, "each_pair_meets": 12,
    }  # fmt: skip
    assert facts["command"] == " ".join(("twopercent", *ARGS))
    by_name = {line["player"]: line for line in facts["players"]}
    for name in LEAGUE.players:
        scores = [
            game.scores[seat]
            for sitting, game in zip(sittings(LEAGUE), games, strict=True)
            for seat in range(4)
            if sitting.match.seats[seat] == name
        ]
        assert by_name[name]["mean"] == pytest.approx(sum(scores) / 24, abs=1e-4)
        assert by_name[name]["succeeded"] == pytest.approx(sum(each >= 60 for each in scores) / 24, abs=1e-4)
        assert sum(by_name[name]["endings"].values()) == 12
    (pair,) = facts["differences"]
    assert pair["mean"] == pytest.approx(
        by_name[pair["one"]]["mean"] - by_name[pair["other"]]["mean"], abs=2e-4
    )


def test_a_folder_gets_a_page_the_data_and_a_line_for_each_game(
    capsys: Out, tmp_path: Path, lines: list[str]
) -> None:
    out = fine(capsys, *ARGS, "--out", "x")
    assert "kept in x: league.html, league.json, games.jsonl" in out
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == FILES
    assert (tmp_path / "x/games.jsonl").read_text(encoding="utf-8").splitlines() == lines
    first = json.loads(lines[0])
    assert list(first) == [
        "game", "deal", "seed", "table", "rotation", "seats", "scores", "turns", "ending", "digest",
    ]  # fmt: skip
    assert first["seats"] == {"japan": "idle", "us": "idle", "china": "random", "dprk": "random"}
    facts = json.loads((tmp_path / "x/league.json").read_text(encoding="utf-8"))
    assert facts == json.loads(fine(capsys, *ARGS, "--json"))
    assert facts["command"] in (tmp_path / "x/league.html").read_text(encoding="utf-8")


def test_the_number_of_processes_changes_no_byte(capsys: Out, tmp_path: Path) -> None:
    fine(capsys, *ARGS, "--out", "one", "--jobs", "1")
    fine(capsys, *ARGS, "--out", "two", "--jobs", "2")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


# ---------- going on ----------


def test_cut_at_any_byte_a_list_of_games_gives_its_whole_lines(whole: Path, lines: list[str]) -> None:
    path = whole / "games.jsonl"
    data = path.read_bytes()
    ends = [nth + 1 for nth, byte in enumerate(data) if byte == ord("\n")]
    for cut in sorted({0, 1, *range(0, len(data), 431), *ends[:3], *(end - 1 for end in ends[:3])}):
        path.write_bytes(data[:cut])
        folder = LeagueFolder(whole, LEAGUE)
        folder.close()
        count = sum(end <= cut for end in ends)
        assert [game.number for game in folder.games] == list(range(1, count + 1))
        assert path.read_text(encoding="utf-8").splitlines() == lines[:count]


@pytest.mark.parametrize(("cut", "jobs"), [(0, "1"), (300, "2"), (1000, "1"), (2000, "1")])
def test_a_league_goes_on_where_it_was_cut_and_counts_nothing_twice(
    capsys: Out, tmp_path: Path, cut: int, jobs: str
) -> None:
    fine(capsys, *ARGS, "--out", "x")
    before = {name: (tmp_path / "x" / name).read_bytes() for name in FILES}
    (tmp_path / "x/games.jsonl").write_bytes(before["games.jsonl"][:cut])
    out = fine(capsys, *ARGS, "--out", "x", "--jobs", jobs)
    done = before["games.jsonl"][:cut].count(b"\n")
    assert (f"{done} of them are finished in x\n" in out) == (done > 0)
    assert {name: (tmp_path / "x" / name).read_bytes() for name in FILES} == before


def test_a_finished_league_plays_nothing_more(
    capsys: Out, monkeypatch: pytest.MonkeyPatch, whole: Path
) -> None:
    monkeypatch.setattr("game.headless.batch.playout", None)
    out = fine(capsys, *ARGS, "--out", "whole")
    assert "12 of them are finished in whole\n" in out and "games a second" not in out
    assert (whole / "league.html").is_file()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("idle", "random", "--games", "13"), "games 12, not 13"),
        (("random", "idle"), "players idle, random, not random, idle"),
        (("idle", "calibrated"), "players idle, random, not idle, calibrated"),
        (("idle", "random", "--seed", "5"), "seed 4, not 5"),
        (("idle", "random", "--scenario", "turning_the_corner"), f"scenario {SHORT}, not turning_the_corner"),
    ],
)
def test_another_league_in_the_same_folder_is_refused(
    capsys: Out, whole: Path, args: tuple[str, ...], says: str
) -> None:
    before = {path.name: path.read_bytes() for path in whole.iterdir()}
    options = {"--scenario": SHORT, "--games": "12", "--seed": "4", "--out": "whole"}
    given = [arg for name, value in options.items() if name not in args for arg in (name, value)]
    code, err = wrong(capsys, "league", *args, *given)
    assert code == 2 and f"whole holds another league: {says}" in err
    assert {path.name: path.read_bytes() for path in whole.iterdir()} == before


def test_other_rules_or_data_are_another_league(whole: Path) -> None:
    path = whole / "league.json"
    for old, says in ((r'"rules": "[^"]*"', "rules"), (r'"scenario_digest": "[^"]*"', "scenario's data")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(old, old[: old.index("[")] + 'other"', text), encoding="utf-8")
        with pytest.raises(OtherLeague, match=f"holds another league: {says} other, not "):
            LeagueFolder(whole, LEAGUE)
        path.write_text(text, encoding="utf-8")


def test_the_games_of_a_batch_are_no_league(capsys: Out, tmp_path: Path) -> None:
    fine(capsys, "run", "--scenario", SHORT, "--games", "1", "--no-records", "--out", "x")
    code, err = wrong(capsys, *ARGS, "--out", "x")
    assert code == 2 and "x holds games that are not a league's: name another folder" in err


@pytest.mark.parametrize("damage", ["swapped", "score", "seat", "beyond", "noise", "lost"])
def test_a_damaged_list_of_games_is_exit_3_with_the_line(
    capsys: Out, whole: Path, lines: list[str], damage: str
) -> None:
    bad = list(lines)
    match damage:
        case "swapped":
            bad[4], bad[5] = bad[5], bad[4]
        case "score":
            bad[4] = re.sub(r'"us":\d+', '"us":1.5', bad[4])
        case "seat":
            bad[4] = bad[4].replace("random", "idle", 1)
        case "noise":
            bad[4] = "{"
        case "lost":
            del bad[4]
        case "beyond":
            bad.append(bad[-1])
    (whole / "games.jsonl").write_text("".join(f"{line}\n" for line in bad), encoding="utf-8")
    code, err = wrong(capsys, *ARGS, "--out", "whole")
    nth = 13 if damage == "beyond" else 5
    assert code == 3 and f"games.jsonl: line {nth} is not game {nth} of this league" in err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"plan": {"scenario": 1}}', "\x00"])
def test_a_damaged_standing_is_exit_3(capsys: Out, whole: Path, text: str) -> None:
    (whole / "league.json").write_text(text, encoding="utf-8")
    code, err = wrong(capsys, *ARGS, "--out", "whole")
    assert code == 3 and "league.json is not a league's standing" in err
    with pytest.raises(DamagedLeague):
        LeagueFolder(whole, LEAGUE)


def test_a_folder_below_a_file_cannot_be_kept_in(capsys: Out, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, err = wrong(capsys, *ARGS, "--out", "file/x")
    assert code == 3 and "cannot be written" in err
    with pytest.raises(Unkept):
        LeagueFolder(tmp_path / "file", LEAGUE)


@pytest.mark.skipif(os.name == "nt", reason="no limits on the size of files")
def test_a_disk_that_fills_up_ends_a_league_in_one_line_and_it_goes_on(capsys: Out, tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
    program = [sys.executable, "-c", limit + PROGRAM[2], *ARGS, "--json", "--out", "x"]
    done = subprocess.run(program, check=False, capture_output=True, text=True)
    kept = (tmp_path / "x/games.jsonl").read_text().splitlines()
    assert done.returncode == 3 and 2 <= len(kept) < 6 and all(json.loads(line) for line in kept)
    assert done.stderr.count("\n") == 1 and "x cannot be written: File too large" in done.stderr
    assert f"{len(kept)} of them are finished in x" in fine(capsys, *ARGS, "--out", "x")


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_every_finished_game_and_tells_how_they_stand(tmp_path: Path, jobs: int) -> None:
    league = League(SHORT, ("idle", "random"), 100_000, 1)
    args = ["league", *league.players, "--scenario", SHORT, "--games", "100000", "--jobs", str(jobs)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [*PROGRAM, *args, "--out", "x"], text=True, start_new_session=True, **pipes
    ) as process:  # type: ignore[call-overload]
        games, until = tmp_path / "x/games.jsonl", time.monotonic() + 60
        while time.monotonic() < until and not (games.exists() and games.read_bytes().count(b"\n") >= 13):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    kept = games.read_text(encoding="utf-8").splitlines()
    total = size(league).games
    assert process.returncode == 130 and len(kept) >= 13
    assert err == (
        f"twopercent: interrupted: {len(kept)} of {total} games are finished and kept in x;"
        " the same line goes on\n"
    )
    plan = islice(sittings(league), len(kept))
    assert [json.loads(line)["game"] for line in kept] == [sitting.match.number for sitting in plan]
    assert f"counted are {len(kept) // 6 * 6} games" in out
    facts = json.loads((tmp_path / "x/league.json").read_text(encoding="utf-8"))
    assert facts["games"]["finished"] == len(kept)
    assert f"{len(kept)} of {total} games are played" in (tmp_path / "x/league.html").read_text("utf-8")


# ---------- wrong usage ----------


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "a league needs two players or more"),
        (("idle",), "a league needs two players or more; 'twopercent bots' lists them"),
        (("idle", "random", "idle"), "the player 'idle' is named twice"),
        (("idle", "radnom"), "no player is called 'radnom'; did you mean 'random'?"),
        (("idle", "random", "--games", "0"), "'--games': 0 is not in the range"),
        (("idle", "random", "--seed", "9223372036854775807"), "is out of range: seeds have 64 bits"),
        (("idle", "random", "--scenario", "two_percent_by_may"), "did you mean 'two_percent_by_march'?"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(capsys: Out, args: tuple[str, ...], says: str) -> None:
    code, err = wrong(capsys, "league", *args)
    assert code == 2 and says in err


def test_a_player_whose_faults_cost_it_orders_is_named_also_when_the_league_goes_on(
    capsys: Out, tmp_path: Path
) -> None:
    lines = ("class Boom:", "    def choose(self, seen, desk):", "        raise ValueError('no')")
    (tmp_path / "boom.py").write_text("\n".join(lines))
    asked = ("league", "idle", "boom:Boom", "--scenario", SHORT, "--games", "6", "--out", "kept")
    says = "boom:Boom lost orders to its own faults in 48 turns; the first: turn 1: ValueError: no"
    for _ in range(2):  # Boom sits in two seats of six games of four turns; then again from the folder
        code, out, _ = said(capsys, *asked)
        assert code == 0 and says in out
        assert "idle lost orders" not in out
    assert "lost orders to its own faults" in (tmp_path / "kept" / "league.html").read_text()
