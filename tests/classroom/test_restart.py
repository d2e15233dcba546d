"""A server may die between any two writes: the next one finds nothing half done, and nothing said is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from game.classroom.chair import Chair
from game.classroom.hall import Hall, Plan
from game.classroom.roles import Role
from game.classroom.rows import Person
from game.classroom.serving import open_hall
from game.classroom.stamps import Part
from game.classroom.store import Store, StoreError
from game.classroom.table import Table
from game.classroom.terms import THE_CLOCK, TableError
from game.codec import MessageLine
from game.record import RecordFile, load
from rules.interventions import AddCard
from rules.notation import write
from rules.terms import POWERS, Power

NOON = 1_700_000_000.0
PLAN = Plan("two_percent_by_march", minutes=5.0)
WRITES = ("insert", "update", "delete", "commit")


class Cut(BaseException):
    """The moment a server dies."""


class Tripwire:
    """Counts what is written, and strikes just before the chosen write."""

    def __init__(self, strike: int, error: Callable[[], BaseException]) -> None:
        self.strike, self.error = strike, error
        self.seen = 0
        self.files: list[RecordFile] = []

    def step(self) -> None:
        self.seen += 1
        if self.seen == self.strike:
            raise self.error()


class Tripped:
    """A connection to a store with a tripwire round its writes."""

    def __init__(self, db: sqlite3.Connection, wire: Tripwire) -> None:
        self._db, self._wire = db, wire

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        if sql.startswith(WRITES):
            self._wire.step()
        return self._db.execute(sql, values)


@contextmanager
def tripped(hall: Hall, wire: Tripwire, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lay a tripwire round everything that a class writes."""
    append = RecordFile.append

    def careful(file: RecordFile, line: str) -> None:
        wire.files.append(file)
        wire.step()
        append(file, line)

    with patch.context() as inner:
        inner.setattr(hall.store, "_db", Tripped(hall.store._db, wire))
        inner.setattr(RecordFile, "append", careful)
        for table in hall.tables.values():
            file = table.session._file
            assert file is not None
            inner.setattr(file.recorder, "_keep", partial(careful, file))
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in its second turn: Japan's and China's teams have written, China's is committed."""
    folder = tmp_path_factory.mktemp("base")
    hall = open_hall(PLAN, folder / "class.db", NOON)
    table = hall.tables[1]
    for power in (Power.JAPAN, Power.CHINA):
        table.sit(table.join(f"Leader of {power.key}"), power, Role.LEADER)
    add_first(table, leader(table, Power.JAPAN))
    table.end_turn(NOON)
    for power in (Power.JAPAN, Power.CHINA):
        add_first(table, leader(table, power))
    table.commit(leader(table, Power.CHINA), NOON)
    table.post(leader(table, Power.JAPAN), ("us",), "Shall we meet?", NOON)
    table.set_clock(table.clock.start(NOON))
    hall.close()
    return folder


def leader(table: Table, power: Power) -> Person:
    return table.team(power)[0]


def add_first(table: Table, person: Person) -> None:
    assert person.seat is not None
    order = table.book(person.seat).desk.menu()[0]
    assert table.edit(person, lambda book: book.add(order)).done


def opened(folder: Path, now: float = NOON) -> Hall:
    return open_hall(PLAN, folder / "class.db", now)


def killed(hall: Hall, wire: Tripwire | None = None) -> None:
    """Let go of the files as the system does for a process that is killed."""
    hall.store._db.close()
    for table in hall.tables.values():
        table.session.close()
    for file in wire.files if wire else ():
        file.close()


def lives(
    base: Path, tmp_path: Path, patch: pytest.MonkeyPatch, act: Callable[[Table], object]
) -> Iterator[tuple[Table, bool]]:
    """Do an act again and again, killed at each of its writes; yield the table then, and if it was done."""
    for nth in count(1):
        folder = tmp_path / str(nth)
        shutil.copytree(base, folder)
        hall, wire = opened(folder), Tripwire(nth, Cut)
        done = False
        try:
            with tripped(hall, wire, patch):
                act(hall.tables[1])
                done = True
        except Cut:
            pass
        killed(hall)
        again = opened(folder)
        whole(again.tables[1], folder)
        yield again.tables[1], done
        again.close()
        if done:
            return


def whole(table: Table, folder: Path) -> None:
    """Assert what is true of every table between two acts."""
    told = [(post.sender, post.text) for post in table.posts(None) if "facilitator" not in post.to]
    lines = load(folder / "class-records" / table.record).lines
    recorded = [(line.sender, line.text) for line in lines if isinstance(line, MessageLine)]
    assert told in ([], recorded), "those of turns taken back stay in the record"
    for power in () if table.over else POWERS:
        standing = [each for each in table.receipts(power) if not each.withdrawn and each.turn >= table.turn]
        sheet = table.session.sheets.get(power)
        expected = [] if sheet is None else [tuple(map(write, sheet.orders))]
        assert [each.orders for each in standing] == expected
        assert all(each.by != THE_CLOCK for each in standing)
    assert table.clock_turn == table.turn or table.over


def test_a_message_is_in_the_store_and_the_record_or_in_neither(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(table: Table) -> None:
        table.post(leader(table, Power.CHINA), (), "To all", NOON)

    seen = [(len(table.posts(None)), done) for table, done in lives(base, tmp_path, monkeypatch, act)]
    assert all(number == 2 for number, done in seen if done)
    assert {number for number, _ in seen} == {1, 2}


def test_a_note_to_the_facilitator_stays_out_of_the_record(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(table: Table) -> None:
        table.post(leader(table, Power.CHINA), ("facilitator",), "Help", NOON)

    for table, done in lives(base, tmp_path, monkeypatch, act):
        assert len(table.session.messages) == 1
        assert len(table.posts(None)) == 2 or not done


def test_a_committed_sheet_has_its_receipt(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for table, done in lives(base, tmp_path, monkeypatch, lambda t: t.commit(leader(t, Power.JAPAN), NOON)):
        assert len(table.book(Power.JAPAN).orders) == 1
        committed = Power.JAPAN in table.session.sheets
        assert committed or not done
        if committed:
            assert table.receipts(Power.JAPAN)[0].by == "Leader of japan"
        seen.append(committed)
    assert {*seen} == {True, False}


def test_a_sheet_is_withdrawn_with_its_receipt_or_stands_with_it(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for table, done in lives(base, tmp_path, monkeypatch, lambda t: t.withdraw(leader(t, Power.CHINA))):
        committed = Power.CHINA in table.session.sheets
        assert not (committed and done)
        assert len(table.book(Power.CHINA).orders) == 1
        seen.append(committed)
    assert {*seen} == {True, False}


def test_an_order_is_on_the_sheet_or_not(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    act = lambda t: add_first(t, leader(t, Power.JAPAN))  # noqa: E731
    for table, done in lives(base, tmp_path, monkeypatch, act):
        assert len(table.book(Power.JAPAN).orders) == 2 or not done


def test_a_turn_is_ended_whole_or_not_begun(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = []
    for table, done in lives(base, tmp_path, monkeypatch, lambda t: t.end_turn(NOON + 100)):
        assert table.turn == 3 or not done
        if table.turn == 2:
            assert {*table.session.sheets} == {Power.CHINA}
            assert len(table.book(Power.JAPAN).orders) == 1
            assert table.clock.left(NOON) == 300
        else:
            assert not table.session.sheets
            assert table.clock.left(NOON + 9_000) == 300, "it stands while the class reads the news"
            table.tick(NOON + 101)
            assert table.turn == 3
            japan = table.session.ordered[1][Power.JAPAN]
            assert len(japan.orders) == 1, "the saved sheet counts"
        turns.append(table.turn)
    assert {*turns} == {2, 3}


def test_going_back_is_done_whole_or_not_at_all(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = []
    for table, done in lives(
        base, tmp_path, monkeypatch, lambda t: Chair(t).rewind(1, "the class asked for it")
    ):
        assert table.turn == 1 or not done
        if table.turn == 1:
            assert table.clock.left(NOON + 9_000) == 300
            assert len(table.book(Power.JAPAN).orders) == 1
            assert not table.book(Power.CHINA).orders, "it wrote nothing in turn 1"
            assert not table.posts(None), "what was said in turn 2 is taken back"
        turns.append(table.turn)
    assert {*turns} == {1, 2}


DECREES: dict[str, Callable[[Table], object]] = {
    "card": lambda t: Chair(t).act(AddCard("dprk_congress", "To see")),
    "seat": lambda t: Chair(t).give(Power.DPRK, "dove", "To see"),
    "stop": lambda t: Chair(t).stop("To see", NOON),
    "time": lambda t: Chair(t).extend_clock(5, NOON),
    "word": lambda t: Chair(t).say((Power.US,), "To see", NOON),
}


@pytest.mark.parametrize("name", DECREES)
def test_what_the_facilitator_does_is_done_whole_or_not_at_all(
    name: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for table, done in lives(base, tmp_path, monkeypatch, DECREES[name]):
        assert not (table.over and table.clock.running)
        truth = (len(table.session.acted()), table.session.seats, table.over, table.clock, shown(table))
        found.append((truth, done))
    assert found[0][0] != found[-1][0] and found[-1][1]
    assert all(truth in (found[0][0], found[-1][0]) for truth, _ in found)


def test_a_class_begins_with_all_its_tables_or_begins_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan("two_percent_by_march", tables=2)
    for nth in count(1):
        path = tmp_path / str(nth) / "class.db"
        path.parent.mkdir()
        hall, wire = Hall(Store(path), path.parent / "class-records"), Tripwire(nth, Cut)
        try:
            with tripped(hall, wire, monkeypatch):
                hall.begin(plan)
        except Cut:
            pass
        killed(hall, wire)
        again = open_hall(plan, path, NOON)
        assert len(again.tables) == 2
        assert not again.lost
        again.close()
        if wire.seen < wire.strike:
            return


ACTS: dict[str, Callable[[Table], object]] = {
    "post": lambda t: t.post(leader(t, Power.CHINA), (), "To all", NOON),
    "edit": lambda t: add_first(t, leader(t, Power.JAPAN)),
    "commit": lambda t: t.commit(leader(t, Power.JAPAN), NOON),
    "withdraw": lambda t: t.withdraw(leader(t, Power.CHINA)),
    "join": lambda t: t.join("Late"),
    "sit": lambda t: t.sit(leader(t, Power.CHINA), Power.US, Role.PRESS),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_the_disk_refuses_has_not_happened_and_can_be_tried_again(
    name: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in count(1):
        folder = tmp_path / str(nth)
        shutil.copytree(base, folder)
        hall, wire = opened(folder), Tripwire(nth, lambda: OSError(28, "No space left on device"))
        table = hall.tables[1]
        before = shown(table)
        with tripped(hall, wire, monkeypatch):
            try:
                ACTS[name](table)
            except OSError:
                assert shown(table) == before
                ACTS[name](table)
        after = shown(table)
        killed(hall)
        again = opened(folder)
        assert shown(again.tables[1]) == after != before
        again.close()
        if wire.seen < nth:
            return


def shown(table: Table) -> object:
    """Return what the people of a table can tell of it."""
    return (
        [(person.name, person.seat, person.role) for person in table.people],
        [post.text for post in table.posts(None)],
        {power: sheet.orders for power, sheet in table.session.sheets.items()},
        {power: table.book(power).orders for power in POWERS},
        table.turn,
    )


def test_the_time_without_a_server_counts_for_no_clock(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "class")
    hall = opened(tmp_path / "class", NOON + 60)
    assert hall.tables[1].clock.left(NOON + 60) == 300, "last heard of at noon"
    hall.tick(NOON + 160)
    killed(hall)
    again = opened(tmp_path / "class", NOON + 9_000)
    assert again.tables[1].clock.left(NOON + 9_000) == 200
    again.close()


def test_a_jump_of_the_time_counts_for_no_clock(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "class")
    hall = opened(tmp_path / "class")
    hall.jumped(3_600)
    assert hall.tables[1].clock.left(NOON + 3_600) == 300
    hall.close()


def test_tokens_stay_good_and_stamps_never_return(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "class")
    hall = opened(tmp_path / "class")
    token = hall.keys.sign("person", {"t": 1, "p": 1})
    stamp, link = hall.tables[1].stamp(Power.JAPAN), hall.facilitator_key
    hall.close()
    again = opened(tmp_path / "class")
    found = again.whose(again.keys.read("person", token))
    assert found is not None and found[1].name == "Leader of japan"
    assert again.tables[1].stamp(Power.JAPAN) != stamp
    assert len(again.tables[1].news(Power.JAPAN, stamp)) == len(Part), "everything is new"
    assert again.facilitator_key == link
    again.close()


def test_a_damaged_record_is_named_and_the_other_tables_go_on(tmp_path: Path) -> None:
    plan = Plan("two_percent_by_march", tables=3)
    hall = open_hall(plan, tmp_path / "class.db", NOON)
    code, record = hall.tables[2].code, hall.records / hall.tables[2].record
    hall.close()
    record.write_bytes(record.read_bytes().replace(b'"seed":1', b'"seed":2'))
    again = open_hall(plan, tmp_path / "class.db", NOON)
    assert [*again.tables] == [1, 3]
    (lost,) = again.lost
    assert (lost.name, lost.code, lost.record) == ("Table 2", code, record)
    assert lost.why == "line 1: the chain is wrong: this line was changed, or one is missing"
    again.close()


def test_two_servers_do_not_serve_one_class(tmp_path: Path) -> None:
    hall = open_hall(PLAN, tmp_path / "class.db", NOON)
    with pytest.raises(StoreError, match="is in use: another 'twopercent host' serves this class"):
        open_hall(PLAN, tmp_path / "class.db", NOON)
    hall.close()


def test_a_table_that_cannot_end_its_turn_keeps_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hall = open_hall(Plan("two_percent_by_march", tables=2), tmp_path / "class.db", NOON)
    for table in hall.tables.values():
        table.set_clock(table.clock.start(NOON))

    def fails(_: float) -> None:
        raise TableError("no")

    with monkeypatch.context() as patch:
        patch.setattr(hall.tables[1], "end_turn", fails)
        hall.tick(NOON + 601)
        hall.tick(NOON + 602)
    assert [table.turn for table in hall.tables.values()] == [1, 2]
    assert [record.message for record in caplog.records] == ["Table 1 cannot end its turn: no"]
    hall.tick(NOON + 603)
    assert hall.tables[1].turn == 2
    hall.close()
