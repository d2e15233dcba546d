"""`twopercent host` as a newcomer meets it: what it prints, and one line for whatever is in the way."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import httpx
import pytest

from classroom_host import Browser, Host, free_port
from game import classroom
from game.classroom import serving
from game.classroom.chair import Chair
from game.classroom.hall import Plan
from game.classroom.serving import (
    Door,
    DoorError,
    greeting,
    hosts,
    open_hall,
    opened,
    prepare,
    qr_code,
    welcome,
)
from game.classroom.store import StoreError
from game.cli.main import run

PLAN = Plan("two_percent_by_march", tables=2)
NOON = 1_700_000_000.0


def said(capsys: pytest.CaptureFixture[str], *line: str) -> tuple[int, str]:
    """Run the command and return its exit code and the one line that it says."""
    code = run(["host", *line])
    out = capsys.readouterr()
    assert out.err.startswith("twopercent: ") and out.err.count("\n") == 1 and not out.out
    return code, out.err.removeprefix("twopercent: ").rstrip()


def test_a_class_is_served_stopped_and_gone_on_with(tmp_path: Path) -> None:
    with Host(tmp_path, "--tables", "2", "--seed", "7") as host:
        assert len(host.codes) == 2
        browser = Browser(host)
        browser.join(host.codes[1], "Ada", "japan", "leader")
        assert host.stop() == (0, "")
        codes, link = host.codes, host.link
        host.start()
        assert (host.codes, host.link) == (codes, link)
        assert "Ada" in browser.look("/table")
        browser.close()
        assert httpx.get(f"{host.address}{link}").status_code == 303


def test_a_port_that_is_taken_names_the_next_that_is_free(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    with opened(Door(port)):
        code, line = said(capsys, "--port", str(port), "--store", str(tmp_path / "class.db"))
    assert code == 2
    free = int(line.removeprefix(f"port {port} is taken: try --port "))
    opened(Door(free)).close()
    assert not (tmp_path / "class.db").exists()


def test_an_unknown_scenario_is_told_with_the_nearest_and_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("--scenario", "two_percent_by_mach", "--store", str(tmp_path / "class.db"))
    assert said(capsys, *line, "--port", str(free_port())) == (
        2,
        "no scenario 'two_percent_by_mach' (did you mean 'two_percent_by_march'?)",
    )
    assert not [*tmp_path.iterdir()]


def test_a_store_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "class.db"
    line = ("--store", str(store), "--port", str(free_port()))
    store.write_text("Dear diary")
    assert said(capsys, *line) == (3, f"{store} is no class: name another file with --store")
    store.unlink()
    with sqlite3.connect(store) as other:
        other.execute("create table t (a)")
    other.close()
    other_kind = "is no class of this version of the program: name another file with --store"
    assert said(capsys, *line) == (3, f"{store} {other_kind}")
    nowhere = tmp_path / "no" / "class.db"
    code, told = said(capsys, "--store", str(nowhere), "--port", str(free_port()))
    assert (code, told) == (
        3,
        f"{nowhere} cannot be opened: is its folder there, and may you write in it?",
    )


def test_a_damaged_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "class.db"
    hall = open_hall(PLAN, store, NOON)
    for nth in range(200):
        hall.tables[1].post(None, (), f"{nth} " * 100, NOON)
    hall.close()
    data = bytearray(store.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    store.write_bytes(data)
    code, line = said(capsys, "--store", str(store), "--port", str(free_port()))
    assert code == 3
    assert line.startswith(f"{store} ") and line.endswith("put a copy in its place, or name another file")


def test_a_store_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "class.db"
    open_hall(PLAN, store, NOON).close()
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (store, os.W_OK))
    with pytest.raises(StoreError, match="may not be written: name a file of your own with --store"):
        open_hall(PLAN, store, NOON)


def test_a_kept_class_goes_on_as_it_was_begun_and_says_so(tmp_path: Path) -> None:
    store = tmp_path / "class.db"
    hall = open_hall(PLAN, store, NOON)
    assert not [*greeting(hall, PLAN)]
    hall.close()
    other = Plan("turning_the_corner", tables=6)
    hall = open_hall(other, store, NOON)
    assert [*greeting(hall, other)] == [
        f"{store} goes on as it was begun (scenario two_percent_by_march, tables 2); "
        "for a new class name another --store."
    ]
    assert {table.session.scenario for table in hall.tables.values()} == {"two_percent_by_march"}
    hall.close()


def test_a_class_whose_tables_are_all_damaged_is_not_served(tmp_path: Path) -> None:
    store = tmp_path / "class.db"
    hall = open_hall(Plan("two_percent_by_march"), store, NOON)
    record = hall.records / hall.tables[1].record
    hall.close()
    record.write_text("")
    with pytest.raises(StoreError, match=r"no table can go on; Table 1 .* there is no whole header"):
        open_hall(PLAN, store, NOON)


def test_each_table_has_dice_of_its_own_where_asked(tmp_path: Path) -> None:
    hall = open_hall(Plan("two_percent_by_march", 3, seed=5, own_seeds=True), tmp_path / "class.db", NOON)
    assert [table.session.seed for table in hall.tables.values()] == [5, 6, 7]
    hall.close()


def test_without_the_extra_the_line_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "game.classroom.serving")
    monkeypatch.delattr(classroom, "serving")
    monkeypatch.setitem(sys.modules, "segno", None)
    missing = "(segno is missing): pip install 'twopercent[classroom]'"
    assert said(capsys) == (2, f"twopercent host needs the extra 'classroom' {missing}")


def test_an_address_is_for_the_network(capsys: pytest.CaptureFixture[str]) -> None:
    expected = "--address is what other computers type: give --lan with it"
    assert said(capsys, "--address", "192.168.1.2") == (2, expected)


def test_the_private_address_of_the_network_is_shown_and_the_others_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"192.0.2.1": "8.8.4.4", "192.168.255.254": "192.168.1.20", "10.255.255.254": "10.8.0.2"}
    monkeypatch.setattr(serving, "_own_towards", lambda address: own.get(address, ""))
    monkeypatch.setattr(serving, "_own_by_name", lambda: ["127.0.1.1", "169.254.3.4"])
    assert serving.lan_addresses() == ("192.168.1.20", "10.8.0.2", "8.8.4.4")
    door = Door(8025, lan=True)
    assert serving.shown_address(door) == "192.168.1.20"
    hall = open_hall(PLAN, tmp_path / "class.db", NOON)
    first, second, *_ = welcome(hall, "http://192.168.1.20:8025", door)
    hall.close()
    assert first == "Anyone on this network can join: http://192.168.1.20:8025"
    assert second == "Also reached at 10.8.0.2, 8.8.4.4; --address says which to show."
    assert {"192.168.1.20", "10.8.0.2", "8.8.4.4", "localhost"} <= hosts(door)
    named = Door(8025, lan=True, address="Class.local")
    assert serving.shown_address(named) == "Class.local"
    assert "class.local" in hosts(named)


def test_without_a_network_there_is_none_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "lan_addresses", tuple)
    assert serving.shown_address(Door(8025)) == "127.0.0.1"
    with pytest.raises(DoorError, match="this computer is on no network: join one, or leave --lan away"):
        serving.shown_address(Door(8025, lan=True))


def test_the_code_for_phones_is_black_on_white_on_every_terminal() -> None:
    lines = qr_code("http://192.168.1.20:8025/?code=ABC234").splitlines()
    assert len({len(line) for line in lines}) == 1
    colours = "\033[97;40m\033[38;5;231;48;5;16m"
    assert all(line.startswith(colours) and line.endswith("\033[0m") for line in lines)
    assert {*lines[0].removeprefix(colours).removesuffix("\033[0m")} == {"█"}, "a white margin"


def test_injects_of_a_file_are_ready_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "injects.toml"
    file.write_text('[[inject]]\nname = "Talk"\nreason = "To begin with"\nmessage = "Think first."\n')
    store = tmp_path / "class.db"
    for _ in range(2):
        hall = open_hall(PLAN, store, NOON)
        prepare(hall, file)
        assert [item.inject.name for item in hall.agenda.items] == ["Talk"]
        hall.close()
    file.write_text('[[inject]]\nname = "Talk"\nreason = "R"\nmessage = "M"\ntrun = 2\n')
    code, line = said(capsys, "--injects", str(file), "--store", str(store), "--port", str(free_port()))
    assert code == 3 and "unknown key 'trun' (did you mean 'turn'?)" in line


def test_an_inject_that_was_done_and_not_marked_is_not_done_again(tmp_path: Path) -> None:
    file = tmp_path / "injects.toml"
    file.write_text(
        '[[inject]]\nname = "Aid"\nreason = "To see"\nturn = 1\ntables = [1]\nmessage = "Aid comes."\n'
        'effects = [{shift = "support", whom = "japan", by = 2}]\n'
    )
    store = tmp_path / "class.db"
    hall = open_hall(PLAN, store, NOON)
    prepare(hall, file)
    (item,) = hall.agenda.items
    assert item.inject.act is not None
    Chair(hall.tables[1]).act(item.inject.act)
    hall.close()
    again = open_hall(PLAN, store, NOON)
    again.tick(NOON)
    table = again.tables[1]
    assert len(table.session.acted()) == 1
    assert [post.text for post in table.posts(None)] == ["Aid comes."]
    assert again.agenda.items[0].done == [1]
    again.close()
