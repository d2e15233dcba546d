"""`twopercent play` and `replay --board`: what the board is opened with, and one line for every mistake."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from game.board import phases
from game.board.match import Match
from game.board.new_game import NewGame
from game.board.settings import Motion, Palette, Screen, Settings, save_settings
from game.board.start import BoardError, Start
from game.cli import main
from game.cli.play import command
from game.record import load
from hot_seat import LESSON, PAIR, play_to
from rules import POWERS, Power

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Start]:
    """Stand in for the board and return what it was opened with."""
    starts: list[Start] = []
    app = ModuleType("game.board.app")
    app.run = starts.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "game.board.app", app)
    monkeypatch.setenv("TWOPERCENT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.chdir(tmp_path)
    return starts


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Path]:
    match = Match.begin(NewGame(LESSON, PAIR), tmp_path)
    play_to(match, phases.Curtain, 2)
    match.close()
    assert match.path is not None
    yield match.path.rename(tmp_path / "game.jsonl")


def wrong(capsys: Out, *args: str) -> tuple[int, str]:
    """Run what cannot be done: nothing on stdout, one line on stderr."""
    code = main.run(args)
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("twopercent: ") and err.count("\n") == 1, (out, err)
    return code, err


def test_without_options_the_title_is_opened_with_the_kept_settings(
    tmp_path: Path, opened: list[Start]
) -> None:
    kept = Settings(palette=Palette.NIGHT, window=(1600, 900))
    save_settings(tmp_path / "home" / "settings.json", kept)
    done = CliRunner().invoke(command, [])
    assert (done.exit_code, done.output) == (0, "")
    assert opened == [Start(kept, tmp_path / "home" / "settings.json", tmp_path / "home" / "saves")]


def test_the_line_says_how_the_board_looks(opened: list[Start]) -> None:
    args = ["--window", "1024x640", "--full-screen", "--palette", "harbour", "--text-size", "1.5"]
    done = CliRunner().invoke(command, [*args, "--reduced-motion", "--saves", "elsewhere"])
    assert done.exit_code == 0, done.output
    (start,) = opened
    assert start.settings == Settings(1.5, Palette.HARBOUR, Motion.REDUCED, (1024, 640), Screen.FULL)
    assert start.saves == Path("elsewhere") and start.new is None


@pytest.mark.parametrize(
    ("args", "choice"),
    [
        (["--scenario", LESSON], NewGame(LESSON)),
        (["--seed", "-5"], NewGame(seed=-5)),
        (["--watch"], NewGame(seats=dict.fromkeys(POWERS, "calibrated"))),
        (
            ["--seat", "us=human", "--seat", "china=hawk"],
            NewGame(
                seats={
                    Power.JAPAN: "calibrated",
                    Power.US: "human",
                    Power.CHINA: "hawk",
                    Power.DPRK: "calibrated",
                }
            ),
        ),
        (
            ["--watch", "--seat", "japan=dove", "--scenario", LESSON, "--seed", "7"],
            NewGame(LESSON, {power: "calibrated" if power else "dove" for power in POWERS}, seed=7),
        ),
    ],
)
def test_a_game_that_is_named_begins_at_once(opened: list[Start], args: list[str], choice: NewGame) -> None:
    done = CliRunner().invoke(command, args)
    assert done.exit_code == 0, done.output
    assert [start.new for start in opened] == [choice]


def test_a_record_is_gone_on_with_or_shown_on_the_board(record: Path, opened: list[Start]) -> None:
    before = record.read_bytes()
    assert main.run(["play", "--resume", "game.jsonl"]) == 0
    assert main.run(["replay", "game.jsonl", "--board"]) == 0
    assert [(start.resume, start.replay) for start in opened] == [
        (Path("game.jsonl"), None),
        (None, Path("game.jsonl")),
    ]
    assert record.read_bytes() == before


def test_a_record_of_a_batch_is_shown_with_the_scenario_kept_beside_it(
    capsys: Out, opened: list[Start]
) -> None:
    args = ["run", "--games", "1", "--scenario", LESSON, "--seat", "us=idle", "--out", "batch"]
    assert main.run(args) == 0
    (file,) = Path("batch/records").iterdir()
    assert main.run(["replay", str(file), "--board"]) == 0
    (start,) = opened
    assert load(file).header.data is None
    assert start.data is not None and start.data["name"] == LESSON


@pytest.mark.parametrize(
    ("args", "code", "line"),
    [
        (["--seat", "japan"], 2, "--seat japan: write POWER=PLAYER"),
        (["--seat", "jpan=human"], 2, "no power is called 'jpan'; did you mean 'japan'?"),
        (["--seat", "us=humen"], 2, "no player is called 'humen'"),
        (["--seat", "us=human", "--seat", "us=hawk"], 2, "us has a player already, 'human'"),
        (["--seed", "9223372036854775808"], 2, "out of range: seeds have 64 bits"),
        (["--watch", "--seat", "us=human"], 2, "--watch is for four bots"),
        (["--resume", "nowhere.jsonl"], 3, "nowhere.jsonl cannot be read: No such file"),
        (["--resume", "game.jsonl", "--seed", "3"], 2, "--resume goes without"),
        (["--window", "large"], 2, "--window large: write WIDTHxHEIGHT, such as 1280x800"),
        (["--window", "800x600"], 2, "800x600 is no window: they go from 1024x640 up"),
        (["--text-size", "2"], 2, "text size 2 is not one of 0.9, 1, 1.25, 1.5"),
        (["--text-size", "nan"], 2, "text size nan is not one of"),
        (["--palette", "red"], 2, "'red' is not one of 'paper', 'harbour', 'night'"),
    ],
)
def test_every_mistake_is_one_line(
    capsys: Out, opened: list[Start], args: list[str], code: int, line: str
) -> None:
    got, err = wrong(capsys, "play", *args)
    assert got == code and line in err, err
    assert not opened


@pytest.mark.parametrize("args", [["play", "--resume", "game.jsonl"], ["replay", "game.jsonl", "--board"]])
def test_a_damaged_record_opens_nothing(
    capsys: Out, record: Path, opened: list[Start], args: list[str]
) -> None:
    record.write_bytes(record.read_bytes().replace(b"Tokyo", b"Osaka", 1))
    code, err = wrong(capsys, *args)
    assert code == 3 and "game.jsonl: line 1: the chain is wrong" in err
    assert not opened


def test_a_record_that_cannot_be_written_is_not_gone_on_with(
    capsys: Out, record: Path, opened: list[Start], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    code, err = wrong(capsys, "play", "--resume", "game.jsonl")
    assert code == 3 and "game.jsonl cannot be written" in err
    assert not opened


def test_the_board_does_not_go_with_other_ways_to_tell(
    capsys: Out, record: Path, opened: list[Start]
) -> None:
    for other in (["--verify"], ["--text"], ["--turn", "1"], ["--view", "us"]):
        code, err = wrong(capsys, "replay", "game.jsonl", "--board", *other)
        assert code == 2 and "--board goes without" in err
    assert not opened


def test_where_there_is_no_display_one_line_says_so(
    capsys: Out, opened: list[Start], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    code, err = wrong(capsys, "play")
    assert code == 1 and "there is no display" in err and not opened
    monkeypatch.setattr(sys, "platform", "darwin")
    assert main.run(["play"]) == 0 and len(opened) == 1


def test_what_keeps_the_board_from_opening_is_one_line(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: Start) -> None:
        raise BoardError("the display cannot be opened: x11 not available")

    monkeypatch.setattr(sys.modules["game.board.app"], "run", run)
    code, err = wrong(capsys, "play")
    assert (code, err) == (1, "twopercent: the display cannot be opened: x11 not available\n")


def test_damaged_settings_are_said_and_the_board_opens(
    tmp_path: Path, capsys: Out, opened: list[Start]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.json").write_text("{")
    assert main.run(["play"]) == 0
    assert capsys.readouterr().err.count("the usual settings hold\n") == 1
    assert opened[0].settings == Settings() and opened[0].said


def test_the_help_imports_neither_the_rules_nor_pygame() -> None:
    heavy = ("rules", "attr", "cattrs", "platformdirs", "pygame", "rich")
    code = (
        "import sys; from game.cli.main import run; run(['play', '--help']);"
        f"sys.exit(any(name.split('.')[0] in {heavy} for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "--reduced-motion" in done.stdout, done.stderr


def test_the_course_of_a_game_and_the_files_import_no_pygame() -> None:
    modules = ("match", "saves", "settings", "new_game", "phases", "public", "plain", "start")
    imports = "; ".join(f"import game.board.{name}" for name in modules)
    code = f"import sys; {imports}; sys.exit('pygame' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_scenario_that_is_not_there_is_said_and_nothing_is_begun(tmp_path: Path) -> None:
    code = "import sys; from game.cli.main import run; sys.exit(run(['play', '--scenario', 'two_percent']))"
    env = os.environ | {"TWOPERCENT_HOME": str(tmp_path), "SDL_VIDEODRIVER": "dummy"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("twopercent: no scenario 'two_percent'") and done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("**/*.jsonl"))
