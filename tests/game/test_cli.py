"""The command line: what each command prints, and one line with the right exit code for every mistake."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import maps
from game.cli import main
from game.cli.main import COMMANDS, LazyGroup, commands
from game.content import load_scenario, scenario_digest, scenario_plain
from game.headless.playouts import playout
from game.players import registry
from game.players.registry import make
from game.record import Recorder, from_lines, link, write_record
from rules import POWERS

SHORT = "two_percent_by_march"
PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def lines() -> list[str]:
    players = {power: make("random") for power in POWERS}
    known_as = scenario_digest(scenario_plain(SHORT))
    return playout(load_scenario(SHORT), players, 5, scenario_digest=known_as).lines


@pytest.fixture
def record(tmp_path: Path, lines: list[str]) -> str:
    write_record(tmp_path / "game.jsonl", lines)
    return "game.jsonl"


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
    """Run what cannot be done: nothing on stdout, one line on stderr."""
    code, out, err = said(capsys, *args)
    assert out == "" and err.startswith("twopercent: ") and err.count("\n") == 1, (out, err)
    return code, err


# ---------- the group ----------


def test_help_names_every_command_and_imports_none() -> None:
    code = (
        "import sys; from game.cli.main import run; run(['--help']);"
        "sys.exit(any(name.split('.')[0] in ('rules', 'attr', 'rich', 'cattrs') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name, short in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(short)}$", done.stdout, re.MULTILINE)


def test_no_arguments_print_the_help(capsys: Out) -> None:
    assert fine(capsys) == fine(capsys, "--help")


def test_the_list_of_commands_says_what_their_own_help_says() -> None:
    assert isinstance(commands, LazyGroup)
    for name in COMMANDS:
        command = commands.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None and command.name == name
        assert command.help


def test_version(capsys: Out) -> None:
    assert re.fullmatch(r"twopercent, rules \d+\.\d+\.\d+\n", fine(capsys, "--version"))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["rnu"], "no command is called 'rnu'; did you mean 'run'? (see 'twopercent --help')"),
        (["--jobs"], "No such option"),
        (["run", "--jbos", "2"], "--jbos"),
        (["run", "--games", "0"], "'--games': 0 is not in the range"),
        (["run", "--games", "many"], "'many' is not a valid integer"),
        (["run", "--jobs", "0"], "'--jobs'"),
        (["run", "--seed", "9223372036854775807"], "seed 9223372036854775807 is out of range"),
        (["run", "--seat", "japan"], "--seat japan: write POWER=PLAYER, such as japan=random"),
        (["run", "--seat", "jpan=random"], "no power is called 'jpan'; did you mean 'japan'?"),
        (["run", "--seat", "x=random"], "no power is called 'x'; powers are japan, us, china, dprk"),
        (["run", "--seat", "us=radnom"], "no player is called 'radnom'; did you mean 'random'?"),
        (["run", "--seat", "us=idle", "--seat", "us=random"], "us has a player already, 'idle'"),
        (["run", "--seat", "us=nowhere:Bot"], "there is no module 'nowhere' in this folder or installed"),
        (["run", "--seat", "us=json:Bot"], "json:Bot: 'json' has no 'Bot'"),
        (["run", "--seat", "us=exec:no_such_program"], "there is no program 'no_such_program'"),
        (["run", "--turn-time", "0"], "'--turn-time': 0"),
        (["run", "--scheduler", "here"], "--scheduler here: write tcp://HOST:PORT, as tcp://10.0.0.5:8786"),
        (["run", "--scheduler", "tcp://h:1", "--jobs", "2"], "leave out --jobs"),
        (["run", "--profile", "--jobs", "2"], "--profile looks into this process"),
        (["run", "--parquet", "--no-records"], "--parquet needs a folder: name one with --out"),
        (["run", "--scenario", "two_percent_by_may"], "did you mean 'two_percent_by_march'?"),
        (["run", "extra"], "unexpected extra argument (extra)"),
        (["scenario", "show", "turning_a_corner"], "did you mean 'turning_the_corner'?"),
        (["scenario", "check", "turning_a_corner"], "did you mean 'turning_the_corner'?"),
        (["scenario", "shw"], "'shw'"),
        (["rules", "R7.99"], "there is no clause R7.99; did you mean R7."),
        (["rules", "R99"], "there is no clause R99; did you mean R13"),
        (["rules", "hotlnie"], "no clause uses 'hotlnie'; did you mean 'hotline'?"),
        (["coverage", "--player", "calibrate"], "did you mean 'calibrated'?"),
        (["coverage", "--markdown", "--json"], "choose one of --markdown, --json and --dead"),
        (["replay"], "Missing argument 'FILE'"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_exit_2(capsys: Out, args: list[str], says: str) -> None:
    code, err = wrong(capsys, *args)
    assert code == 2 and says in err


def test_an_unexpected_error_is_called_a_bug(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> tuple[str, ...]:
        raise ZeroDivisionError("one by nought\nand more")

    monkeypatch.setattr(registry, "names", breaks)
    code, err = wrong(capsys, "bots")
    assert code == 1 and "this is a bug" in err and "ZeroDivisionError: one by nought and more" in err
    assert main.run(["--debug", "bots"]) == 1
    assert "Traceback" in capsys.readouterr().err


# ---------- run ----------


def test_run_prints_a_table_and_keeps_records_in_a_new_folder(capsys: Out, tmp_path: Path) -> None:
    args = ("run", "--scenario", SHORT, "--games", "2", "--seed", "7", "--seat", "us=random")
    out = fine(capsys, *args)
    assert f"{SHORT}: 2 games, seeds 7 to 8" in out
    assert re.search(r"us +random +none +\d+\.\d +\d+\.\d to \d+\.\d +\d+ %", out)
    assert re.search(r"japan +calibrated", out)
    assert "endings: " in out and "games a second" in out
    assert f"kept in {Path('runs') / SHORT}-seed7-1" in out
    assert (tmp_path / f"runs/{SHORT}-seed7-1/records/game-00002.jsonl").is_file()
    assert f"{SHORT}-seed7-2" in fine(capsys, *args)


def test_run_as_json_is_one_object(capsys: Out) -> None:
    args = ("--scenario", SHORT, "--games", "3", "--seat", "dprk=idle", "--out", "here", "--json")
    facts = json.loads(fine(capsys, "run", *args))
    assert list(facts) == ["scenario", "games", "seed", "endings", "seats", "games_per_second", "out"]
    assert (facts["scenario"], facts["games"], facts["seed"], facts["out"]) == (SHORT, 3, 1, "here")
    assert sum(facts["endings"].values()) == 3
    assert list(facts["seats"]) == ["japan", "us", "china", "dprk"]
    dprk = facts["seats"]["dprk"]
    assert dprk["player"] == "idle" and 0 <= dprk["low"] <= dprk["mean"] <= dprk["high"] <= 100
    assert 0 <= dprk["succeeded"] <= 1


OWN = """
import json, sys
for line in sys.stdin:
    told = json.loads(line)
    if told["type"] == "turn":
        print(json.dumps({"turn": told["turn"], "orders": ["dance"] if told["turn"] == 3 else []}))
"""


def test_run_tells_what_the_faults_of_an_own_bot_cost(capsys: Out, tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(OWN)
    args = ("run", "--scenario", SHORT, "--games", "2", "--out", "x", "--seat", "us=exec:own.py")
    limits = ("--turn-time", "20", "--time-bank", "0", "--bot-log", "log.txt")
    out = fine(capsys, *args, *limits)
    reason = "order 'dance': word 1: no order begins with 'dance'"
    assert f"us lost orders to faults of exec:own.py in 2 turns; the first: game 1, turn 3: {reason}" in out
    games = [json.loads(line) for line in (tmp_path / "x/games.jsonl").read_text().splitlines()]
    assert [game["faults"]["us"]["turns"] for game in games] == [1, 1]
    assert (tmp_path / "log.txt").read_text() == ""
    assert fine(capsys, "replay", "x/records/game-00001.jsonl", "--verify").startswith("verified")
    assert "1 faults of players" in fine(capsys, "replay", "x/records/game-00001.jsonl")
    facts = json.loads(fine(capsys, *args, "--out", "y", "--json"))
    assert facts["seats"]["us"]["faulty_turns"] == 2 and reason in facts["seats"]["us"]["first_fault"]
    assert (facts["seats"]["japan"]["faulty_turns"], facts["seats"]["japan"]["first_fault"]) == (0, None)


def test_a_log_that_cannot_be_written_is_exit_3(capsys: Out) -> None:
    code, err = wrong(capsys, "run", "--bot-log", "no/such/folder/log", "--seat", "us=idle")
    assert code == 3 and "no/such/folder/log" in err


def test_run_without_records_leaves_nothing_behind(capsys: Out, tmp_path: Path) -> None:
    out = fine(capsys, "run", "--scenario", SHORT, "--games", "1", "--no-records")
    assert "kept in" not in out and not list(tmp_path.iterdir())


def test_run_without_records_into_a_folder_keeps_the_list_of_games(capsys: Out, tmp_path: Path) -> None:
    fine(capsys, "run", "--scenario", SHORT, "--games", "1", "--no-records", "--out", "x")
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["batch.json", "games.jsonl", "tracks"]


def test_run_does_not_write_over_another_batch(capsys: Out) -> None:
    args = ("run", "--scenario", SHORT, "--games", "2", "--out", "x", "--seat", "us=random")
    fine(capsys, *args)
    for more, said in (
        (("--seed", "2"), "x holds games of another batch: seed 1, not 2"),
        (("--seat", "japan=idle"), "players japan=calibrated, us=random"),
        (("--no-tracks",), "tracks yes, not no"),
        (("--games", "1"), "x holds 2 games already: ask for as many or more with --games"),
    ):
        code, err = wrong(capsys, *args, *more)
        assert code == 2 and said in err
    (Path("x") / "batch.json").unlink()
    code, err = wrong(capsys, *args)
    assert code == 2 and "x holds games that are not a batch's" in err


def test_run_goes_on_where_it_stopped(capsys: Out, tmp_path: Path) -> None:
    args = ("run", "--scenario", SHORT, "--seat", "us=random")
    fine(capsys, *args, "--games", "2", "--out", "x")
    assert "2 of them were finished in x before" in fine(capsys, *args, "--games", "4", "--out", "x")
    whole = json.loads(fine(capsys, *args, "--games", "4", "--out", "y", "--json"))
    again = json.loads(fine(capsys, *args, "--games", "4", "--out", "x", "--json"))
    assert again["seats"] == whole["seats"] and again["endings"] == whole["endings"]
    assert Path("x/games.jsonl").read_bytes() == Path("y/games.jsonl").read_bytes()


def test_run_says_where_the_time_went(capsys: Out) -> None:
    args = ("run", "--scenario", SHORT, "--games", "2", "--no-records", "--profile")
    code, out, err = said(capsys, *args)
    assert code == 0 and "2 games" in out
    shares = [float(each) for each in re.findall(r"^ +(\d+\.\d) %  rules\.", err, re.MULTILINE)]
    assert err.startswith("where ") and shares and 0 < sum(shares) < 200


def test_run_into_a_file_is_exit_3(capsys: Out, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, err = wrong(capsys, "run", "--scenario", SHORT, "--games", "1", "--out", "file")
    assert code == 3 and "file cannot be written" in err


@pytest.mark.skipif(os.name == "nt", reason="no limits on the size of files")
def test_a_disk_that_fills_up_ends_a_batch_in_one_line(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
    args = ["run", "--scenario", SHORT, "--games", "30", "--seat", "us=random", "--no-records", "--out", "x"]
    args.append("--no-tracks")
    program = [sys.executable, "-c", limit + PROGRAM[2]]
    done = subprocess.run([*program, *args], check=False, capture_output=True, text=True)
    kept = (tmp_path / "x/games.jsonl").read_text().splitlines()
    assert done.returncode == 3 and 3 < len(kept) < 12
    assert all(json.loads(line) for line in kept)
    assert done.stderr.count("\n") == 1 and "x cannot be written: File too large" in done.stderr
    assert f"{len(kept)} of 30 games are finished and kept in x; the same line" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_every_finished_game(tmp_path: Path, jobs: int) -> None:
    args = ["run", "--scenario", SHORT, "--games", "100000", "--jobs", str(jobs), "--out", "x"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*PROGRAM, *args], text=True, start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
        games, until = tmp_path / "x/games.jsonl", time.monotonic() + 60
        while time.monotonic() < until and not (games.exists() and games.read_bytes().count(b"\n") >= 3):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    kept = [json.loads(line)["game"] for line in games.read_text().splitlines()]
    assert process.returncode == 130
    told = f"interrupted: {len(kept)} of 100000 games are finished and kept in x"
    assert err == f"twopercent: {told}; the same line with --out x goes on\n"
    assert kept == list(range(1, len(kept) + 1)) and len(kept) >= 3
    assert len(list((tmp_path / "x/records").iterdir())) == len(kept)


# ---------- replay ----------


def test_replay_shows_a_record_in_short(capsys: Out, record: str) -> None:
    out = fine(capsys, "replay", record)
    assert f"({SHORT}), seed 5, rules " in out and "japan random, us random" in out
    assert re.search(r"\d+ turns, ended by \w+: japan \d+, us \d+, china \d+, dprk \d+", out)


def test_replay_verifies(capsys: Out, record: str) -> None:
    assert re.fullmatch(r"verified: \d+ turns agree\n", fine(capsys, "replay", record, "--verify"))


def test_replay_tells_a_game_turn_by_turn(capsys: Out, record: str) -> None:
    out = fine(capsys, "replay", record, "--text")
    assert out.startswith("Before turn 1\n") and "\nTurn 1, 2025 Q4\n  japan orders: " in out
    assert "\nTurn 2, 2026 Q1\n" in out and "The game ends with turn" in out
    assert fine(capsys, "replay", record, "--turn", "2").startswith("Turn 2, 2026 Q1\n")
    assert fine(capsys, "replay", record, "--turn", "2")[:-1] in out


def test_replay_tells_a_power_only_what_it_may_read(capsys: Out, record: str) -> None:
    out = fine(capsys, "replay", record, "--view", "dprk")
    assert "dprk orders: " in out and "japan orders: " not in out
    assert "The DPRK pays" in out and "Japan pays" not in out
    assert fine(capsys, "replay", record, "--view", "truth") == fine(capsys, "replay", record, "--text")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--turn", "9"], "turn 9 was not played: the record has 4"),
        (["--turn", "0"], "'--turn'"),
        (["--view", "japon"], "'japon' is not one of"),
        (["--verify", "--text"], "--verify goes without"),
    ],
)
def test_replay_says_what_it_was_asked_wrongly(capsys: Out, record: str, args: list[str], says: str) -> None:
    code, err = wrong(capsys, "replay", record, *args)
    assert code == 2 and says in err


@pytest.mark.parametrize("how", [[], ["--text"], ["--verify"]])
def test_a_damaged_record_is_exit_3_with_the_line(
    capsys: Out, tmp_path: Path, lines: list[str], how: list[str]
) -> None:
    write_record(tmp_path / "bad.jsonl", [lines[0], lines[1].replace('"turn":1', '"turn":2'), *lines[2:]])
    code, err = wrong(capsys, "replay", "bad.jsonl", *how)
    assert code == 3 and "bad.jsonl: line 2: " in err


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "empty"])
def test_a_file_that_is_no_record_is_exit_3(capsys: Out, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").write_text("")
    code, err = wrong(capsys, "replay", name)
    assert code == 3 and name in err


def test_a_record_sealed_with_a_wrong_digest_is_not_verified(
    capsys: Out, tmp_path: Path, lines: list[str]
) -> None:
    chain, forged = "0" * 16, []
    for line in lines:
        body = re.sub(r'"digest":"\w{16}"$', f'"digest":"{"0" * 16}"', line[:-28]).encode()
        chain = link(chain, body)
        forged.append(f'{body.decode()},"chain":"{chain}"}}')
    write_record(tmp_path / "forged.jsonl", forged)
    code, err = wrong(capsys, "replay", "forged.jsonl", "--verify")
    assert code == 1 and "not verified: line 2: turn 1 ends in state" in err
    code, _, err = said(capsys, "replay", "forged.jsonl", "--text")
    assert code == 3 and "line 2" in err


def test_a_torn_last_line_is_said_and_the_rest_played(capsys: Out, tmp_path: Path, lines: list[str]) -> None:
    whole = "".join(f"{line}\n" for line in lines[:3])
    (tmp_path / "torn.jsonl").write_text(whole + lines[3][:40])
    code, out, err = said(capsys, "replay", "torn.jsonl")
    assert code == 0 and "2 turns, unfinished" in out
    assert err == "the last line is torn and does not count; the game can be resumed from here\n"
    code, out, err = said(capsys, "replay", "torn.jsonl", "--text")
    assert code == 0 and "Turn 2," in out and "Turn 3," not in out and "torn" in err
    code, out, err = said(capsys, "replay", "torn.jsonl", "--verify")
    assert code == 0 and out.startswith("2 turns agree, but the last line is torn") and "resumed" in out


def of_other_rules(lines: list[str]) -> list[str]:
    chain, other = "0" * 16, []
    for line in lines:
        body = re.sub(r'"rules":"[^"]*"', '"rules":"9.9.9"', line[:-28]).encode()
        chain = link(chain, body)
        other.append(f'{body.decode()},"chain":"{chain}"}}')
    return other


def test_another_version_of_the_rules_is_shown_but_never_verified(
    capsys: Out, tmp_path: Path, lines: list[str]
) -> None:
    write_record(tmp_path / "other.jsonl", of_other_rules(lines))
    code, out, err = said(capsys, "replay", "other.jsonl")
    assert code == 0 and "rules 9.9.9" in out and "played with rules 9.9.9, these are" in err
    code, out, err = said(capsys, "replay", "other.jsonl", "--text")
    assert code == 0 and "Turn 1\n  japan orders: " in out and "played with rules 9.9.9" in err
    code, err = wrong(capsys, "replay", "other.jsonl", "--verify")
    assert code == 1 and "not verified" in err and "9.9.9" in err


def test_an_interactive_record_of_no_turn_yet_is_shown(capsys: Out, tmp_path: Path) -> None:
    recorder = Recorder()
    recorder.header(SHORT, "", 1, dict.fromkeys(("japan", "us", "china", "dprk"), "human"))
    assert from_lines(recorder.lines).end is None
    write_record(tmp_path / "new.jsonl", recorder.lines)
    assert "0 turns, unfinished" in fine(capsys, "replay", "new.jsonl")


def test_a_batch_record_is_replayed_with_the_scenario_kept_beside_it(capsys: Out, tmp_path: Path) -> None:
    own = tmp_path / "scenarios/own_march.toml"
    own.parent.mkdir()
    own.write_bytes((Path(maps.__file__).parent / f"scenarios/{SHORT}.toml").read_bytes())
    fine(capsys, "run", "--scenario", "scenarios/own_march.toml", "--games", "1", "--out", "x")
    game = "x/records/game-00001.jsonl"
    own.rename(tmp_path / "gone")
    assert fine(capsys, "replay", game, "--verify").startswith("verified")
    assert "Turn 1," in fine(capsys, "replay", game, "--turn", "1")
    (tmp_path / "x/scenario.json").unlink()
    code, err = wrong(capsys, "replay", game, "--verify")
    assert code == 1 and "not verified" in err and "is not here" in err


# ---------- scenario, rules, bots, coverage ----------


def test_scenario_list_and_show(capsys: Out) -> None:
    assert re.search(
        r"two_percent_by_march +Two Percent by March +\d+ +\d+", fine(capsys, "scenario", "list")
    )
    assert {each["name"] for each in json.loads(fine(capsys, "scenario", "list", "--json"))} >= {SHORT}
    out = fine(capsys, "scenario", "show", SHORT)
    assert "Two Percent by March" in out and "Prime Minister" in out and "Taiwan Strait" in out
    assert "To discuss afterwards\n1. " in out and "\n3. " in out
    assert json.loads(fine(capsys, "scenario", "show", SHORT, "--json"))["name"] == SHORT


def test_scenario_show_prints_a_brief_of_either_level(capsys: Out, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(f'base = "{SHORT}"\n', encoding="utf-8")
    briefs = tmp_path / "briefs/own"
    briefs.mkdir(parents=True)
    (briefs / "japan.plain.md").write_text("# Plain\n\n", encoding="utf-8")
    (briefs / "japan.full.md").write_text("# Full\n", encoding="utf-8")
    assert fine(capsys, "scenario", "show", "own.toml", "--brief", "japan") == "# Plain\n"
    assert fine(capsys, "scenario", "show", "own.toml", "--brief", "japan", "--level", "full") == "# Full\n"
    code, err = wrong(capsys, "scenario", "show", "own.toml", "--brief", "us")
    assert code == 3 and err == "twopercent: own/us.plain.md: this brief is missing\n"
    code, err = wrong(capsys, "scenario", "show", "own.toml", "--brief", "russia")
    assert code == 2 and "russia" in err


def test_scenario_sources_name_every_figure_with_its_grade(capsys: Out) -> None:
    found = json.loads(fine(capsys, "scenario", "show", SHORT, "--sources", "--json"))
    assert len(found["figures"]) > 200
    known = {*found["sources"], "design", "general"}
    for figure in found["figures"]:
        assert figure["grade"] and set(re.split("[, ]+", figure["source"])) <= known, figure
    assert "publisher" in fine(capsys, "scenario", "show", SHORT, "--sources")


def test_scenario_check_finds_the_house_s_own_sound(capsys: Out) -> None:
    assert f"{SHORT}: no faults" in fine(capsys, "scenario", "check")


def test_scenario_check_prints_every_fault(capsys: Out, tmp_path: Path) -> None:
    text = (Path(maps.__file__).parent / f"scenarios/{SHORT}.toml").read_text(encoding="utf-8")
    (tmp_path / "odd.toml").write_text("colour = 1\nflavour = 2\n" + text, encoding="utf-8")
    code, out, err = said(capsys, "scenario", "check", "odd.toml", SHORT)
    assert code == 1 and "colour" in out and "flavour" in out and "odd.toml: 10 faults" in out
    assert err == "twopercent: 1 of 2 scenarios have faults\n"
    code, err = wrong(capsys, "run", "--scenario", "odd.toml")
    assert code == 3 and "colour" in err and "and 1 more" in err
    code, err = wrong(capsys, "scenario", "check", "none.toml")
    assert code == 3 and "there is no such file" in err


def test_rules_prints_the_book_a_chapter_a_clause_or_the_clauses_on_a_word(capsys: Out) -> None:
    book = fine(capsys, "rules")
    assert book.startswith("# Two Percent: the rulebook")
    chapter = fine(capsys, "rules", "R7")
    assert chapter.startswith("## R7 ") and "**R7.4" in chapter and "**R8.1" not in chapter
    clause = fine(capsys, "rules", "r7.4")
    assert clause.startswith("**R7.4") and "deterrence" in clause and "R7.5 " not in clause
    assert all(clause.strip() in whole for whole in (chapter, book))
    assert fine(capsys, "rules", "accident").startswith("**R8.4 Accident.**")
    assert "Also in" in fine(capsys, "rules", "accident")


def test_bots_lists_the_players(capsys: Out) -> None:
    out = fine(capsys, "bots")
    assert re.search(r"random +any legal order", out)
    assert "--seat japan=mybot:MyBot" in out and "--seat japan='exec:node mybot.js'" in out
    assert set(json.loads(fine(capsys, "bots", "--json"))) == set(registry.names())


def test_coverage_counts_what_occurred_and_puts_nought_first(capsys: Out) -> None:
    args = ("coverage", "--scenario", SHORT, "--games", "2", "--seed", "3")
    found = json.loads(fine(capsys, *args, "--json"))
    counts = found["counts"]
    assert counts["step"]["budget"] == counts["step"]["reckoning"] == 8
    assert sum(counts["ending"].values()) == 2 == counts["fact kind"]["GameOver"]
    assert sum(counts["operation"].values()) == counts["fact kind"]["Operated"]
    assert counts["fact kind"]["Faulted"] == 0 and "Faulted" in found["never"]["fact kind"]
    assert all(counts.values()) and len(counts) == 13
    text = fine(capsys, *args, "--markdown")
    kinds = text[text.index("## Fact kind") :]
    assert kinds.index("**`Intervened`** | **0, never**") < kinds.index("`DialSet`")
    assert "0  never" in fine(capsys, *args)


def test_a_group_without_a_command_names_what_it_has_in_one_line(capsys: Out) -> None:
    code, out, err = said(capsys, "study")
    assert (code, out) == (2, "")
    assert err == "twopercent: name what to do: balance, claims, measures (see 'twopercent study --help')\n"


@pytest.mark.parametrize(
    "args",
    [
        ("scenario", "show", SHORT, "--brief", "us", "--json"),
        ("scenario", "show", SHORT, "--brief", "us", "--sources"),
        ("scenario", "show", SHORT, "--seat", "us", "--json"),
        ("coverage", "--player", "hawk", "--personas"),
    ],
)
def test_options_that_cannot_be_combined_are_refused(capsys: Out, args: tuple[str, ...]) -> None:
    code, out, err = said(capsys, *args)
    assert (code, out) == (2, "")
    assert "choose one of" in err and err.count("\n") == 1


def test_a_seat_is_shown_with_its_thresholds_and_partners_odds(capsys: Out) -> None:
    out = fine(capsys, "scenario", "show", "turning_the_corner", "--seat", "japan")
    # South Korea at +2, history 3, a link needs 10: 2d6 must show 11 or more, 3 ways in 36
    assert re.search(r"Network link +South Korea +1 +– +2d6 ≥ 11 +3 in 36", out)
    assert re.search(r"Host-nation support +the United States .* in force", out)
    assert "≤ 0: 9" in out


def test_coverage_names_what_nobody_used_and_exits_1(capsys: Out) -> None:
    code, out, err = said(
        capsys, "coverage", "--scenario", SHORT, "--player", "idle", "--games", "1", "--dead"
    )
    assert code == 1
    assert "operation presence_patrol" in out.splitlines()
    assert err.endswith("entries are dead\n")


def test_an_advisor_that_breaks_is_said_in_one_line(capsys: Out, record: str, tmp_path: Path) -> None:
    (tmp_path / "boom.py").write_text(
        "class Boom:\n    def choose(self, seen, desk):\n        raise ValueError('no')\n"
    )
    code, out, err = said(capsys, "advise", record, "--seat", "japan", "--turn", "1", "--by", "boom:Boom")
    assert (code, out) == (1, "")
    assert "the advisor 'boom:Boom' broke down" in err and err.count("\n") == 1
