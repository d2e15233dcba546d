"""The facilitator's overview, people, injects, debriefs, comparison and archive."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from classroom_server import Browser, Server
from game.classroom.backroom import make_debrief
from game.classroom.chair import Chair
from game.classroom.desk import tables_in
from game.classroom.desk_views import glance
from game.classroom.security import REVIEW_POLICY
from game.classroom.terms import TableError
from game.content_injects import InjectError, read_injects
from game.record import load
from game.views.acts import notes_of
from game.views.story import TRUTH
from rules.effects import Shift
from rules.interventions import AddCard, Override
from rules.notation import write
from rules.readings import tension
from rules.reckoning import score
from rules.terms import POWERS, Ending, Power, Track

TABLES = 3


def notes(server: Server, table: int = 1) -> list[str]:
    record = load(server.hall.records / server.hall.tables[table].record)
    return [note.text for note in notes_of(record, TRUTH)]


def stamp_of(text: str) -> str:
    found = re.search(r"have=([^\"&]+)", text)
    assert found is not None
    return found[1]


# ---------- the overview ----------


def test_a_seat_is_in_saved_empty_or_a_bots(server: Server, desk: Browser) -> None:
    table = server.table
    server.seated("japan")
    server.seated("us")
    china = server.seated("china")
    order = table.book(Power.US).desk.menu()[0]
    table.store.keep_sheet(1, Power.US, 1, [write(order)], "Ben")
    china.post("/seat/commit")
    Chair(table).give(Power.DPRK, "dove", "nobody came")
    states = [seat.state for seat in glance(table, server.time).seats]
    assert states == ["nothing", "saved", "in", "bot"]
    page = desk.get("/desk").text
    assert "saved, 1 order" in page
    assert "a bot plays (dove)" in page
    assert table.code in page


def test_what_a_teacher_should_look_at_is_told(server: Server) -> None:
    table = server.table
    server.seated("japan", role="finance")
    assert glance(table, server.time).warnings == (
        "Nobody in the seat of United States, China, DPRK",
        "No leader: Japan",
    )
    Chair(table).start_clock(server.time)
    soon = server.time + table.clock.per_turn - 120
    assert "time is nearly up" not in str(glance(table, soon - 1).warnings)
    assert glance(table, soon).warnings[0] == "Nothing saved, and the time is nearly up: Japan"


def test_whose_browser_is_silent_is_away(server: Server, desk: Browser) -> None:
    japan = server.seated("japan")
    server.time += 19
    assert not glance(server.table, server.time).seats[0].team[0].away
    stamp = stamp_of(desk.get("/desk").text)
    server.time += 2
    assert glance(server.table, server.time).warnings[-1] == "No sign of anybody: Japan"
    assert "Ada (leader, away)" in re.sub("</?bdi>", "", desk.get(f"/desk/pulse?have={stamp}").text)
    japan.get("/seat/pulse?have=x")
    assert not glance(server.table, server.time).seats[0].team[0].away


def test_a_pulse_without_news_is_empty_and_one_with_news_brings_that_table(
    server: Server, desk: Browser
) -> None:
    stamp = stamp_of(desk.get("/desk").text)
    quiet = desk.get(f"/desk/pulse?have={stamp}")
    assert (quiet.status, quiet.body) == (204, b"")
    server.join("Ada", table=2)
    fresh = desk.get(f"/desk/pulse?have={stamp}").text
    assert 'id="table-2"' in fresh
    assert 'id="table-1"' not in fresh
    assert stamp_of(fresh) != stamp
    assert 'id="table-1"' in desk.get("/desk/pulse?have=x").text


def test_a_tables_page_is_told_what_is_new(server: Server, desk: Browser) -> None:
    stamp = stamp_of(desk.get("/desk/table/1").text)
    assert desk.get(f"/desk/table/1/pulse?have={stamp}").status == 204
    japan = server.seated("japan")
    japan.post("/seat/send", to="facilitator", text="May we ask?")
    fresh = desk.get(f"/desk/table/1/pulse?have={stamp}").text
    assert "May we ask?" in fresh


def test_all_clocks_start_pause_and_get_more_time(server: Server, desk: Browser) -> None:
    tables = list(server.hall.tables.values())
    desk.post("/desk/all/clock", do="start")
    assert all(table.clock.running for table in tables)
    server.time += 60
    desk.post("/desk/all/clock", do="extend", minutes="5")
    assert {table.clock.left(server.time) for table in tables} == {600 - 60 + 300}
    desk.post("/desk/all/clock", do="pause")
    server.time += 60
    assert {table.clock.left(server.time) for table in tables} == {840}
    desk.post("/desk/all/clock", do="set", minutes="4,5")
    assert {table.clock.per_turn for table in tables} == {270}
    assert [text for text in notes(server) if "minutes" in text or "clock" in text] == [
        "clock started with 10:00 left",
        "5 more minutes for this turn",
        "clock paused with 14:00 left",
        "4.5 minutes a turn",
    ]


def test_every_turn_is_ended_only_when_it_is_said_twice(server: Server, desk: Browser) -> None:
    asked = desk.post("/desk/all/end-turn")
    assert "12 seats have not committed" in asked.text
    assert server.table.turn == 1
    desk.post("/desk/all/end-turn", sure="yes")
    assert {table.turn for table in server.hall.tables.values()} == {2}


def test_what_some_tables_refuse_is_told(server: Server, desk: Browser) -> None:
    Chair(server.table).stop("the bell", server.time)
    desk.post("/desk/all/message", to="all", text="Two minutes!", tables="2-3")
    assert [len(table.posts(None)) for table in server.hall.tables.values()] == [0, 1, 1]
    desk.post("/desk/all/clock", do="start")
    assert "Not so: Table 1: the game has ended." in desk.get("/desk").text


def test_tables_are_named_by_numbers(server: Server) -> None:
    hall = server.hall
    assert [table.id for table in tables_in(hall, "all")] == [1, 2, 3]
    assert [table.id for table in tables_in(hall, " 3, 1-2,1")] == [3, 1, 2]
    for wrong in ("4", "0", "2-x", "1;2", "-", "1-9999", "²"):
        with pytest.raises(TableError):
            tables_in(hall, wrong)


def test_a_table_is_added_on_the_same_dice_or_others(server: Server, desk: Browser) -> None:
    desk.post("/desk/add", name="The  late ones", seed="")
    desk.post("/desk/add", name="Other dice", seed="77")
    fourth, fifth = server.hall.tables[4], server.hall.tables[5]
    assert (fourth.name, fourth.session.seed) == ("The late ones", server.table.session.seed)
    assert fifth.session.seed == 77
    assert fifth.session.state.world is server.table.session.state.world
    assert server.join("Ada", table=5).get("/table").status == 200


def test_the_wall_holds_the_codes_and_no_secret(server: Server, desk: Browser) -> None:
    table = server.table
    japan = server.seated("japan")
    japan.post("/seat/send", to="us", text="Xylophone")
    for power in POWERS:
        sheet = table.session.advised(power)
        table.store.keep_sheet(1, power, 1, [write(order) for order in sheet.orders], "x")
    table.end_turn(server.time)
    page = desk.get("/desk/screen")
    assert page.text.count("<svg") == 1
    assert all(each.code in page.text for each in server.hall.tables.values())
    for secret in ("Xylophone", "Secret", "Ada", str(table.session.state.own(Power.CHINA).treasury)):
        assert secret not in page.text
    assert desk.get(f"/desk/screen/pulse?have={stamp_of(page.text)}").status == 204


# ---------- people ----------


def test_people_are_moved_renamed_promoted_and_removed(server: Server, desk: Browser) -> None:
    table = server.table
    ada, ben = server.seated("japan", "Ada"), server.seated("japan", "Ben", "press")
    first, second = table.people

    def act(person: int, do: str, **fields: str) -> int:
        status: int = desk.post("/desk/table/1/people", person=str(person), do=do, **fields).status
        return status

    assert act(second.id, "promote") == 303
    roles = {person.name: person.role for person in table.people}
    assert roles == {"Ada": "press", "Ben": "leader"}
    assert act(first.id, "move", seat="china", role="leader") == 303
    assert act(second.id, "rename", name="Ben  Two") == 303
    assert [(person.name, person.seat) for person in table.people] == [
        ("Ada", Power.CHINA),
        ("Ben Two", Power.JAPAN),
    ]
    assert act(first.id, "move", seat="none", role="leader") == 303
    assert table.people[0].seat is None
    assert act(second.id, "remove") == 200, "it is asked first"
    assert act(second.id, "remove", sure="yes") == 303
    assert ben.get("/table").status == 401
    assert ada.get("/table").status == 200
    assert act(99, "promote") == 409


def test_an_answer_goes_to_one_seat_alone(server: Server, desk: Browser) -> None:
    server.seated("japan")
    desk.post("/desk/table/1/do/message?from=table", to="japan", text="Look at the odds first.")
    assert [post.text for post in server.table.posts(Power.JAPAN)] == ["Look at the odds first."]
    assert server.table.posts(Power.CHINA) == ()
    assert [line.text for line in server.table.session.messages] == ["Look at the odds first."]


def test_a_seat_is_seen_as_its_people_see_it(server: Server, desk: Browser) -> None:
    for power in POWERS:
        assert desk.get(f"/desk/table/1/as/{power.key}").status == 200
    assert desk.get("/desk/table/1/as/nobody").status == 404


# ---------- injects ----------

FILE = """
[[inject]]
name = "Scandal"
reason = "what support is worth"
turn = 2
tables = [1, 2]
effects = [{shift = "support", whom = "japan", by = -8}]
message = "The minister has resigned."
to = ["japan"]

[[inject]]
name = "Cable"
reason = "grey zone"
card = "cable_cut"
turns = 1
"""


def test_a_file_of_injects_is_read(server: Server) -> None:
    first, second = read_injects(FILE, server.table.session.state)
    effect = Shift(Track.SUPPORT, "japan", -8)
    assert first.act == Override((effect,), "what support is worth")
    assert (first.turn, first.tables, first.to) == (2, (1, 2), (Power.JAPAN,))
    assert second.act == AddCard("cable_cut", "grey zone", 1)


def test_every_fault_of_a_file_is_told_with_its_place(server: Server) -> None:
    text = """
    [[inject]]
    name = ""
    reason = "x"
    card = "cable_cut"
    [[inject]]
    name = "a"
    reason = "x"
    card = "cable_cot"
    [[inject]]
    name = "b"
    reasn = "x"
    [[inject]]
    name = "c"
    reason = "x"
    effects = [{shift = "suport", whom = "japan", by = 1}]
    [[inject]]
    name = "d"
    reason = "x"
    effects = [{climb = "senkakus", by = 1}]
    [[inject]]
    name = "e"
    reason = "x"
    turn = 9
    card = "cable_cut"
    cancel = "cable_cut"
    [[inject]]
    name = "f"
    reason = "x"
    [[injects]]
    """
    with pytest.raises(InjectError) as caught:
        read_injects(text, server.table.session.state, "monday.toml")
    assert str(caught.value).splitlines() == [
        "monday.toml: injects: unknown key 'injects' (did you mean 'inject'?): write [[inject]]",
        "monday.toml: inject.1.name: this is empty: the record and the debrief tell it",
        "monday.toml: inject.2.card: no card 'cable_cot' (did you mean 'cable_cut'?)",
        "monday.toml: inject.3.reason: this key is missing",
        "monday.toml: inject.3.reasn: unknown key 'reasn' (did you mean 'reason'?)",
        "monday.toml: inject.4.effects.0.shift: no track 'suport' (did you mean 'support'?)",
        "monday.toml: inject.5.effects.0: no flashpoint 'senkakus' (did you mean 'senkaku'?)",
        "monday.toml: inject.6: one of card, cancel, swap, effects at most, not card and cancel",
        "monday.toml: inject.6.turn: 9 is not between 1 and 4",
        "monday.toml: inject.7: does nothing: it needs one of card, cancel, swap, effects, or a message",
    ]
    with pytest.raises(InjectError, match="this is not TOML"):
        read_injects("[[inject", server.table.session.state)


def test_a_prepared_inject_comes_by_itself_at_its_turn_and_tables(server: Server, desk: Browser) -> None:
    assert desk.post("/desk/injects/file", text=FILE).status == 303
    tables = server.hall.tables
    before = [table.session.state.own(Power.JAPAN).support for table in tables.values()]
    assert len(before) == 3
    for table in tables.values():
        table.end_turn(server.time)
    for _ in server.hall.ticks(server.time):
        pass
    assert [len(table.posts(None)) for table in tables.values()] == [1, 1, 0]
    assert [bool(table.session.acted()) for table in tables.values()] == [True, True, False]
    assert any("what support is worth" in text for text in notes(server))
    for _ in server.hall.ticks(server.time):
        pass
    assert [len(table.session.acted()) for table in tables.values()] == [1, 1, 0], "once"


def test_a_prepared_inject_waits_for_its_button_and_is_kept(
    server: Server, desk: Browser, tmp_path: Path
) -> None:
    desk.post("/desk/injects/file", text=FILE)
    again = desk.post("/desk/injects/file", text=FILE)
    assert again.status == 303
    assert len(server.hall.agenda.items) == 2, "the same file twice is there once"
    cable = server.hall.agenda.items[1]
    desk.post("/desk/injects/do", inject=str(cable.id), tables="2, 3")
    assert [table.session.state.commons.agenda for table in server.hall.tables.values()] == [
        (),
        (("cable_cut", 2),),
        (("cable_cut", 2),),
    ]
    assert cable.done == [2, 3]
    server.hall.close()
    with Server(tmp_path) as other:
        assert [(item.inject.name, item.done) for item in other.hall.agenda.items] == [
            ("Scandal", []),
            ("Cable", [2, 3]),
        ]
        other.facilitator().post("/desk/injects/drop", inject=str(cable.id))
        assert len(other.hall.agenda.items) == 1


def test_a_file_with_faults_is_refused_whole_and_comes_back(server: Server, desk: Browser) -> None:
    before = server.everything()
    answer = desk.post("/desk/injects/file", text=FILE + FILE.replace("cable_cut", "cabel"))
    assert answer.status == 422
    assert "inject.4.card: no card 'cabel'" in unescape(answer.text)
    assert "grey zone" in answer.text
    assert server.everything() == before


def test_what_could_not_be_done_by_itself_is_told(server: Server, desk: Browser) -> None:
    text = '[[inject]]\nname = "No"\nreason = "x"\nturn = 1\ntables = [1]\ncancel = "cable_cut"\n'
    desk.post("/desk/injects/file", text=text)
    assert "the card &#39;cable_cut&#39; is not waiting" in desk.get("/desk").text


def test_going_back_lets_later_injects_come_again(server: Server, desk: Browser) -> None:
    desk.post("/desk/injects/file", text=FILE)
    server.table.end_turn(server.time)
    server.hall.agenda.due(server.time)
    item = server.hall.agenda.items[0]
    assert item.done == [1]
    desk.post("/desk/table/1/rewind", turn="1", reason="again", sure="yes")
    assert item.done == []


# ---------- the debrief ----------


def test_the_debrief_is_made_shown_and_released(server: Server, desk: Browser) -> None:
    table, backroom = server.table, server.hall.backroom
    table.end_turn(server.time)
    japan = server.seated("japan")
    assert desk.get("/desk/table/1/debrief").status == 404
    assert desk.post("/desk/table/1/release").status == 409
    Chair(table).stop("the bell", server.time)
    backroom.look([table])
    backroom.look([table])
    assert backroom.progress(table).state == "failed"
    assert "could not be made" in desk.get("/desk/table/1").text
    page = backroom._page(table)
    assert make_debrief(server.hall.records / table.record, page, games=2) == ""
    assert backroom.progress(table).state == "there"
    shown = desk.get("/desk/table/1/debrief")
    assert shown.headers["content-security-policy"] == REVIEW_POLICY
    assert "Ended early" in shown.text
    assert not table.released
    assert desk.post("/desk/table/1/release").status == 303
    assert table.released
    assert japan.get("/desk/table/1/debrief").status == 401
    desk.post("/desk/table/1/rewind", turn="1", reason="more", sure="yes")
    assert not table.released
    assert not page.exists()


def test_a_debrief_that_fails_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("nothing")
    said = make_debrief(tmp_path / "x.jsonl", tmp_path / "x.html")
    assert said.startswith("DamagedRecord: ")
    assert "\n" not in said
    assert not (tmp_path / "x.html").exists()


# ---------- side by side, everything ----------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_tables_stand_side_by_side(server: Server, desk: Browser) -> None:
    first, second, _ = server.hall.tables.values()
    first.end_turn(server.time)
    Chair(second).stop("the bell", server.time)
    found = rows(desk.get("/desk/compare/results.csv").text)
    state = first.session.state
    japan = score(state, Power.JAPAN, Ending.TIME).total
    assert [row["ending"] for row in found] == ["goes on", "ended early", "goes on"]
    assert [row["turn"] for row in found] == ["2", "1", "1"]
    assert found[0]["score_japan"] == str(japan)
    assert found[0]["share_of_gdp_percent"] == f"{state.commons.dials[0] / 100:.2f}"
    assert found[0]["tension"] == str(tension(state.commons))
    tracks = rows(desk.get("/desk/compare/tracks.csv").text)
    assert [(row["table"], row["turn"]) for row in tracks] == [("1", "0"), ("1", "1"), ("2", "0"), ("3", "0")]
    assert tracks[1]["rung_senkakus"] == str(state.commons.flashpoints[0].rung)
    page = desk.get("/desk/compare").text
    assert "ended early" in page
    assert desk.get("/desk/compare/secrets.csv").status == 404


def test_the_archive_holds_everything_and_lets_nobody_in(server: Server, desk: Browser) -> None:
    ada = server.seated("japan", "=Ada")
    ada.post("/seat/send", to="us", text="+1 for talks")
    server.table.end_turn(server.time)
    answer = desk.get("/desk/archive")
    assert answer.headers["content-type"] == "application/zip"
    archive = ZipFile(io.BytesIO(answer.body))
    stem = f"table-01-{server.table.code}"
    names = archive.namelist()
    assert names == sorted(names)
    assert f"records/{stem}.jsonl" in names
    assert archive.read(f"records/{stem}.jsonl") == (server.hall.records / server.table.record).read_bytes()
    assert rows(archive.read("people.csv").decode()) == [
        {"table": "1", "name": "'=Ada", "seat": "japan", "role": "leader"}
    ]
    assert [row["text"] for row in rows(archive.read("messages.csv").decode())] == ["'+1 for talks"]
    acts = [row["text"] for row in rows(archive.read("acts.csv").decode())]
    assert acts[0].startswith("end of turn 1")
    assert [row["turn"] for row in rows(archive.read("results.csv").decode())] == ["2", "1", "1"]
    assert json.loads(archive.read("class.json"))[0]["minutes"] == 10
    everything = b"".join(archive.read(name) for name in names)
    for secret in (server.hall.facilitator_key, ada.cookies["seat"], server.hall.store.value("secret")):
        assert secret is not None
        assert secret.encode() not in everything
    assert desk.get("/desk/archive").body == answer.body, "the same class gives the same bytes"
    assert not [path for path in server.hall.records.iterdir() if path.is_dir()]


def test_a_record_is_handed_out_as_it_is(server: Server, desk: Browser) -> None:
    answer = desk.get("/desk/table/1/record")
    assert answer.body == (server.hall.records / server.table.record).read_bytes()
    assert f"table-01-{server.table.code}.jsonl" in answer.headers["content-disposition"]
    assert "Verified: 0 turns agree, unfinished." in desk.get("/desk/table/1/acts-and-notes").text
