"""Batches: the same games however they are played, kept whole or not at all, and summed up right."""

import errno
import json
import math
import statistics
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

import pytest

from game.content import scenario_plain
from game.headless import batch as batches
from game.headless import batch_folder as folders
from game.headless.batch import Batch, GameBroke, Played, play
from game.headless.batch_folder import Folder, line_of, new_folder
from game.headless.files import Unkept
from game.headless.results import Game, Summary, student
from game.record import load, verify
from rules import POWERS, Power
from rules.terms import Ending

SEATS = ("random", "random", "random", "random")


def a_batch(games: int, jobs: int = 1, records: bool = False) -> Batch:
    return Batch("two_percent_by_march", SEATS, 11, games, jobs, records)


def test_one_and_two_processes_play_the_same_games_in_the_same_order() -> None:
    alone = list(play(a_batch(7, 1, True)))
    together = list(play(a_batch(7, 2, True)))
    assert alone == together
    assert [each.game.number for each in alone] == [1, 2, 3, 4, 5, 6, 7]
    assert [each.game.seed for each in alone] == [11, 12, 13, 14, 15, 16, 17]
    assert len({each.game.digest for each in alone}) == 7


def test_a_game_does_not_depend_on_the_games_before_it() -> None:
    whole = list(play(a_batch(3)))
    last = next(play(Batch("two_percent_by_march", SEATS, 13, 1)))
    assert last.game.digest == whole[2].game.digest


def test_a_batch_may_be_left_early_with_processes_at_work() -> None:
    games = play(a_batch(50, 2))
    assert next(games).game.number == 1
    games.close()


def test_a_game_that_breaks_is_named_by_number_and_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("no chair")

    monkeypatch.setattr(batches, "playout", breaks)
    with pytest.raises(GameBroke, match=r"game 1 \(seed 11\) broke: RuntimeError: no chair"):
        next(play(a_batch(1)))


# ---------- keeping ----------


def keep_all(folder: Folder, games: Iterator[Played]) -> None:
    for played in games:
        folder.keep(played)
    folder.close()


def test_a_folder_holds_a_line_and_a_record_for_each_game(tmp_path: Path) -> None:
    batch = a_batch(3, records=True)
    keep_all(Folder(tmp_path / "out", batch), play(batch))
    lines = [json.loads(line) for line in (tmp_path / "out/games.jsonl").read_text().splitlines()]
    names = sorted(path.name for path in (tmp_path / "out/records").iterdir())
    assert names == ["game-00001.jsonl", "game-00002.jsonl", "game-00003.jsonl"]
    for line, name in zip(lines, names, strict=True):
        assert list(line) == ["game", "seed", "digest", "turns", "ending", "scores"]
        record = load(tmp_path / "out/records" / name)
        assert record.header.data is None and record.seed == line["seed"]
        assert verify(record).ok
        assert record.end is not None
        assert {power.key: score for power, score in record.end.scores.items()} == line["scores"]
        assert record.turns[-1].digest == line["digest"]


def test_the_scenario_is_kept_once_with_the_records(tmp_path: Path) -> None:
    batch = a_batch(1, records=True)
    Folder(tmp_path / "out", batch).close()
    assert json.loads((tmp_path / "out/scenario.json").read_bytes()) == scenario_plain(batch.scenario)


def test_without_records_only_the_list_of_games_is_kept(tmp_path: Path) -> None:
    batch = a_batch(2)
    keep_all(Folder(tmp_path / "out", batch), play(batch))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["batch.json", "games.jsonl"]


@pytest.mark.parametrize("where", ["record", "list"])
def test_a_full_disk_leaves_whole_games_and_nothing_of_the_one_that_did_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    batch = a_batch(3, records=True)
    folder, games = Folder(tmp_path, batch), list(play(batch))
    folder.keep(games[0])

    def full(path: Path, lines: list[str]) -> None:
        path.write_text("half a rec")
        raise OSError(errno.ENOSPC, "No space left on device")

    def no_line(file: FileIO, line: str) -> None:
        file.write(line.encode()[:9])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if where == "record":
            patch.setattr(folders, "write_record", full)
        else:
            patch.setattr(folders, "append", no_line)
        with pytest.raises(Unkept, match="cannot be written: No space left on device"):
            folder.keep(games[1])
    assert folder.kept == 1
    assert (tmp_path / "games.jsonl").read_text() == line_of(games[0].game) + "\n"
    assert [path.name for path in (tmp_path / "records").iterdir()] == ["game-00001.jsonl"]
    keep_all(folder, iter(games[1:]))
    assert len((tmp_path / "games.jsonl").read_text().splitlines()) == 3


def test_new_folders_are_numbered(tmp_path: Path) -> None:
    assert [new_folder(tmp_path / "runs", "a").name for _ in range(3)] == ["a-1", "a-2", "a-3"]


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unkept, match="cannot be written"):
        Folder(tmp_path / "file", a_batch(1))
    with pytest.raises(Unkept, match="cannot be written"):
        new_folder(tmp_path / "file", "a")


# ---------- results ----------


def a_game(number: int, *scores: int) -> Game:
    one, two, three, four = scores
    return Game(number, number, "0" * 16, 12, Ending.TIME, (one, two, three, four))


def test_a_summary_gives_the_mean_its_interval_and_the_share_of_successes() -> None:
    scores = [55, 60, 71, 80, 42]
    summary = Summary()
    for number, score in enumerate(scores, 1):
        summary.add(a_game(number, score, 0, 100, 60))
    seat = summary.seat(Power.JAPAN)
    reach = 2.776 * statistics.stdev(scores) / math.sqrt(5)
    assert seat.mean == statistics.mean(scores)
    assert (seat.low, seat.high) == pytest.approx((seat.mean - reach, seat.mean + reach))
    assert seat.succeeded == 3 / 5
    assert [summary.seat(power).succeeded for power in POWERS[1:]] == [0, 1, 1]
    assert summary.endings[Ending.TIME] == summary.games == 5


def test_one_game_says_nothing_of_the_mean() -> None:
    summary = Summary()
    summary.add(a_game(1, 50, 50, 50, 50))
    seat = summary.seat(Power.US)
    assert (seat.low, seat.mean, seat.high) == (0, 50, 100)


def test_no_game_is_all_nought() -> None:
    assert Summary().seat(Power.US).mean == 0


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.706), (4, 2.776), (5, 2.571), (9, 2.262), (30, 2.042), (1000, 1.962)]
)
def test_students_t_is_that_of_the_tables(freedom: int, value: float) -> None:
    assert student(freedom) == pytest.approx(value, abs=0.004)
