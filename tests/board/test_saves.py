"""The list of saved games: quick, newest first, and the damaged ones with the reason."""

import os
import shutil
import time
from datetime import datetime
from pathlib import Path

import pytest

from game.board import phases, saves
from game.board.match import Match
from game.board.new_game import NewGame, beside
from game.board.saves import latest, new_path, read_save, saved_games, saves_folder, settings_file
from game.record import DamagedRecord, link, load
from hot_seat import LESSON, PAIR, play_to, step
from rules import POWERS, Power

WHEN = datetime(2027, 3, 31, 18, 5)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record of a game in its third turn, one sheet of it in."""
    match = Match.begin(NewGame(LESSON, PAIR), tmp_path_factory.mktemp("record"))
    play_to(match, phases.Table, 3)
    step(match)
    match.close()
    assert match.path is not None
    return match.path


def kept(folder: Path, record: Path, name: str, saved: float) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    shutil.copyfile(record, path)
    os.utime(path, (saved, saved))
    return path


def sealed(last: bytes, body: bytes) -> bytes:
    """Return a line that follows a record's last one."""
    return body + b',"chain":"%s"}\n' % link(last[-19:-3].decode(), body).encode()


# ---------- where ----------


def test_one_variable_names_the_folder_of_games_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWOPERCENT_HOME", str(tmp_path))
    assert (saves_folder(), settings_file()) == (tmp_path / "saves", tmp_path / "settings.json")
    monkeypatch.delenv("TWOPERCENT_HOME")
    monkeypatch.setattr(saves, "user_data_dir", lambda name, appauthor: f"/data/{name}")
    monkeypatch.setattr(saves, "user_config_dir", lambda name, appauthor: f"/config/{name}")
    assert saves_folder() == Path("/data/twopercent/saves")
    assert settings_file() == Path("/config/twopercent/settings.json")


def test_a_new_game_is_named_for_its_scenario_and_minute_and_for_no_other(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = new_path(tmp_path, LESSON, WHEN)
        path.touch()
        names.append(path.name)
    stem = f"{LESSON}-2027-03-31-1805"
    assert names == [f"{stem}.jsonl", f"{stem}-2.jsonl", f"{stem}-3.jsonl"]


# ---------- which ----------


def test_a_save_says_what_is_played_and_how_far_it_is(record: Path) -> None:
    save = read_save(record)
    assert save is not None
    assert (save.scenario, save.title) == (LESSON, "Two Percent by March")
    assert (save.turn, save.length, save.ended, save.fault) == (3, 4, False, "")
    assert dict(save.seats) == PAIR and save.goes_on
    assert save.saved == record.stat().st_mtime


def test_the_turn_is_read_right_after_every_line(tmp_path: Path, record: Path) -> None:
    lines = record.read_bytes().splitlines(keepends=True)
    path = tmp_path / "game.jsonl"
    for count in range(1, len(lines) + 1):
        for torn in (b"", lines[count][:40] if count < len(lines) else b'{"kind":"tu'):
            path.write_bytes(b"".join(lines[:count]) + torn)
            save, turns = read_save(path), len(load(path).turns)
            assert save is not None and (save.turn, save.fault) == (turns + 1, ""), (count, torn)


def test_wherever_the_end_that_is_read_begins_it_says_the_same(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, lines = read_save(record), record.read_bytes().splitlines(keepends=True)
    for length in range(1, len(b"".join(lines[1:])) + 64):
        monkeypatch.setattr(saves, "_TAIL", length)
        assert read_save(record) == usual, length


def test_a_game_that_ended_is_no_game_to_go_on_with(tmp_path: Path) -> None:
    match = Match.begin(NewGame(LESSON, dict.fromkeys(POWERS, "idle")), tmp_path)
    play_to(match, phases.End)
    assert match.path is not None
    for words in ("", "well played " * 2000):
        match._session.memo(Power.US, words)
        save = read_save(match.path)
        assert save is not None
        assert (save.turn, save.ended, save.goes_on) == (4, True, False)
    match.close()
    assert latest(tmp_path) is None


def test_a_game_taken_back_stands_where_it_was_taken_to(tmp_path: Path) -> None:
    match = Match.begin(NewGame(LESSON, PAIR), tmp_path)
    play_to(match, phases.Resolution, 3)
    match._session.rewind(1, "once more")
    match.close()
    save = latest(tmp_path)
    assert save is not None and save.turn == 1


def test_games_are_listed_newest_first_and_the_newest_unfinished_is_gone_on_with(
    tmp_path: Path, record: Path
) -> None:
    folder = tmp_path / "games"
    kept(folder, record, "old.jsonl", 1000)
    kept(folder, record, "new.jsonl", 3000)
    kept(folder, record, "damaged.jsonl", 4000).write_text("no record")
    os.utime(folder / "damaged.jsonl", (4000, 4000))
    kept(folder, record, "middle.jsonl", 2000)
    beside(folder / "new.jsonl").write_text("{}")
    (folder / "notes.txt").write_text("no game")
    names = [save.path.name for save in saved_games(folder)]
    assert names == ["damaged.jsonl", "new.jsonl", "middle.jsonl", "old.jsonl"]
    newest = latest(folder)
    assert newest is not None and newest.path.name == "new.jsonl"


def test_no_folder_holds_no_games(tmp_path: Path) -> None:
    assert saved_games(tmp_path / "nowhere") == () and latest(tmp_path / "nowhere") is None
    assert read_save(tmp_path / "nowhere.jsonl") is None


def test_what_is_damaged_is_named_and_nothing_else_is_hidden(tmp_path: Path, record: Path) -> None:
    raw = record.read_bytes()
    lines = raw.splitlines(keepends=True)
    for damaged, fault in (
        (b"", "line 1: there is no whole header"),
        (raw[:900], "line 1: there is no whole header"),
        (b"\x00" * 4096, "line 1: "),
        (b"[1, 2]\n", "line 1: "),
        (raw.replace(b'"kind":"header"', b'"kind":"turn"', 1), "line 1: this is not the record of a game"),
        (raw.replace(b'"format":1', b'"format":9', 1), "line 1: format 9 is not 1"),
        (raw.replace(b'"us":"human",', b"", 1), "line 1: the header does not say what is played"),
        (raw.replace(b'"rules":"', b'"rules":"9.', 1), "played with rules 9."),
        (raw + b"something else\n" + lines[-1], "a line near the end does not end in its chain"),
        (raw + b'{"kind":"turn","chain":"0123456789abcdef"}\n', "the chain is wrong near the end"),
        (raw[: -len(lines[-1])] + lines[-1].replace(b"japan", b"china"), "the chain is wrong near the end"),
        (raw + sealed(lines[-1], b'{"kind":"turn"'), "a line near the end cannot be read"),
    ):
        path = tmp_path / "game.jsonl"
        path.write_bytes(damaged)
        save = read_save(path)
        assert save is not None and save.fault.startswith(fault), (damaged[:40], save)
        assert "\n" not in save.fault and not save.goes_on
        with pytest.raises(DamagedRecord):
            Match.resume(path)


def test_two_hundred_games_are_listed_at_once(tmp_path: Path, record: Path) -> None:
    for number in range(200):
        kept(tmp_path / "games", record, f"{number}.jsonl", number)
    times = []
    for _ in range(5):
        started = time.process_time()
        found = saved_games(tmp_path / "games")
        times.append(time.process_time() - started)
    assert len(found) == 200 and not any(save.fault for save in found)
    assert min(times) < 0.1
