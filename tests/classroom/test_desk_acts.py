"""What a facilitator does inside a game stands in the record with its reason, and the debrief tells it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from classroom_server import Browser, Server
from game.classroom.chair import Chair
from game.classroom.table import Table
from game.classroom.terms import Fallback
from game.codec import ActLine, BackLine, Line, SeatLine, StopLine
from game.record import load, verify
from game.report.debrief import write_debrief
from game.views.acts import notes_of
from game.views.story import TRUTH
from rules.interventions import AddCard, CancelCard, Override, Reroll, SwapCard
from rules.notation import read, write
from rules.orders import OrderSheet
from rules.terms import POWERS, Power


def lines(table: Table, server: Server) -> list[Line]:
    return list(load(server.hall.records / table.record).lines)


def last_act(server: Server) -> ActLine:
    return next(
        each for each in reversed(lines(server.table, server)) if isinstance(each, ActLine) and each.act
    )


def notes(server: Server) -> list[str]:
    record = load(server.hall.records / server.table.record)
    assert verify(record).ok
    return [note.text for note in notes_of(record, TRUTH)]


def do(desk: Browser, what: str, **fields: str) -> None:
    answer = desk.post(f"/desk/table/1/{what}", **fields)
    assert answer.status == 303, re.findall(r"alert.>(.*?)<", unescape(answer.text))


def save(server: Server, power: Power, *orders: str) -> None:
    table = server.table
    table.store.keep_sheet(table.id, power, table.turn, orders, "Ada")
    table._books.clear()


# ---------- cards ----------


def test_a_card_comes_now_with_its_reason(server: Server, desk: Browser) -> None:
    do(desk, "card", do="add", card="trawler_collision", turns="0", reason="a calm quarter needs a storm")
    line = last_act(server)
    assert line.act == AddCard("trawler_collision", "a calm quarter needs a storm")
    assert any("a calm quarter needs a storm" in text for text in notes(server))
    assert "a calm quarter needs a storm" in desk.get("/desk/table/1/acts").text


def test_a_card_comes_in_two_turns_and_can_be_cancelled_or_swapped(server: Server, desk: Browser) -> None:
    do(desk, "card", do="add", card="trawler_collision", turns="2", reason="later")
    assert server.table.session.state.commons.agenda == (("trawler_collision", 3),)
    do(
        desk,
        "card",
        do="swap",
        card="trawler_collision",
        instead="shells_for_a_long_war",
        reason="other weather",
    )
    assert last_act(server).act == SwapCard("trawler_collision", "shells_for_a_long_war", "other weather")
    do(desk, "card", do="add", card="trawler_collision", turns="1", reason="after all")
    do(desk, "card", do="cancel", card="trawler_collision", reason="no")
    assert last_act(server).act == CancelCard("trawler_collision", "no")
    assert server.table.session.state.commons.agenda == ()
    told = notes(server)
    assert all(any(reason in text for text in told) for reason in ("later", "other weather", "after all"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"do": "add", "card": "trawler_colision", "turns": "0", "reason": "x"},
            "did you mean 'trawler_collision'?",
        ),
        (
            {"do": "cancel", "card": "trawler_collision", "reason": "x"},
            "the card 'trawler_collision' is not waiting",
        ),
        (
            {"do": "add", "card": "trawler_collision", "turns": "9", "reason": "x"},
            "a card cannot come in 9 turns",
        ),
        ({"do": "add", "card": "trawler_collision", "turns": "0", "reason": "  "}, "needs a reason"),
        (
            {"do": "add", "card": "trawler_collision", "turns": "x", "reason": "x"},
            "turns expects a whole number, not 'x'",
        ),
        (
            {"do": "add", "card": "trawler_collision", "turns": "0", "reason": "x", "tables": "7"},
            "There is no table 7",
        ),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    server: Server, desk: Browser, fields: dict[str, str], said: str
) -> None:
    before = server.everything()
    answer = desk.post("/desk/table/1/card", **fields)
    assert answer.status == 409
    assert said.lower() in unescape(answer.text).lower()
    assert server.everything() == before


def test_the_deck_is_searched_by_title_and_theme(desk: Browser) -> None:
    assert "No card speaks of" in desk.get("/desk/table/1/acts?find=zeppelin").text
    found = desk.get("/desk/table/1/acts?find=trawler").text
    assert 'name="card" value="trawler_collision"' in found
    waiting = desk.get("/desk/table/1/acts").text
    assert "waits for an answer" in waiting


# ---------- decrees ----------


def test_a_track_moves_by_decree(server: Server, desk: Browser) -> None:
    before = server.table.session.state.own(Power.JAPAN).support
    form = {"kind_of_decree": "track", "track": "support", "whom": "japan", "by": "−7"}
    do(desk, "decree", **form, actor="", reason="the minister resigned")
    assert server.table.session.state.own(Power.JAPAN).support == before - 7
    act = last_act(server).act
    assert isinstance(act, Override)
    assert act.reason == "the minister resigned"
    assert any("the minister resigned" in text for text in notes(server))


def test_money_rungs_and_counters_move_by_decree(server: Server, desk: Browser) -> None:
    state = server.table.session.state
    treasury, rung = state.own(Power.US).treasury, state.commons.flashpoints[0].rung
    do(desk, "decree", kind_of_decree="money", whom="us", by="250", actor="", reason="a vote")
    do(
        desk,
        "decree",
        kind_of_decree="rung",
        flashpoint="senkaku",
        by="1",
        actor="china",
        reason="a collision",
    )
    area = state.world.areas[0].id
    form = {"kind": "fleet", "whom": "us", "area": area, "count": "2"}
    do(desk, "decree", kind_of_decree="place", **form, actor="", reason="a visit")
    after = server.table.session.state
    assert after.own(Power.US).treasury == treasury + 250
    assert after.commons.flashpoints[0].rung == rung + 1
    assert sum(after.counters) == sum(state.counters) + 2


def test_a_decree_in_notation_is_read_whole_or_refused(server: Server, desk: Browser) -> None:
    before = server.table.session.state.commons.cohesion
    text = '[{shift = "cohesion", whom = "japan", by = -1}, {climb = "taiwan", by = 1}]'
    do(desk, "decree", kind_of_decree="notation", effects=text, actor="", reason="both")
    assert server.table.session.state.commons.cohesion == before - 1
    state = server.everything()
    for wrong, said in (
        ('[{shift = "cohesiom", whom = "japan", by = -1}]', "did you mean 'cohesion'?"),
        ('[{climb = "taiwam", by = 1}]', "did you mean 'taiwan'?"),
        ('[{climb = "taiwan", by = 1', "this is no list of effects"),
        ("[]", "a decree without effects does nothing"),
        ('{climb = "taiwan", by = 1}', "a list of effects is written"),
    ):
        answer = desk.post(
            "/desk/table/1/decree", kind_of_decree="notation", effects=wrong, actor="", reason="x"
        )
        assert answer.status == 409
        assert said.lower() in unescape(answer.text).lower(), wrong
    assert server.everything() == state


def test_every_kind_of_decree_has_a_form_that_can_be_sent_as_it_stands(server: Server, desk: Browser) -> None:
    kinds = ("track", "money", "alarm", "shared", "partner", "rung", "control", "place", "remove", "stream")
    first = {
        "track": "support",
        "whom": "japan",
        "about": "china",
        "flashpoint": "senkaku",
        "by": "1",
        "kind": "fleet",
        "area": server.table.session.state.world.areas[0].id,
        "count": "1",
        "turns": "1",
        "amount": "5",
        "source": "us",
        "line": "",
    }
    own = {"shared": {"track": "cohesion"}, "partner": {"whom": "taiwan"}}
    for kind in (*kinds, "delay"):
        page = desk.get(f"/desk/table/1/acts?kind={kind}")
        assert page.status == 200
        do(
            desk,
            "decree",
            **{**first, **own.get(kind, {}), "kind_of_decree": kind, "actor": "", "reason": kind},
        )
        assert last_act(server).reason == kind


def test_a_committed_sheet_that_an_act_makes_illegal_lies_before_its_team_again(
    server: Server, desk: Browser
) -> None:
    japan, table = server.seated("japan"), server.table
    order = next(each for each in table.book(Power.JAPAN).desk.menu() if write(each).startswith("choose"))
    japan.post("/seat/write", do="add", order=write(order))
    assert japan.post("/seat/commit").status in (204, 303)
    event = write(order).split()[1]
    assert Power.JAPAN in table.session.sheets
    do(desk, "card", do="cancel", card=event, reason="it is off")
    assert Power.JAPAN not in table.session.sheets
    assert table.receipts(Power.JAPAN)[0].withdrawn
    assert "lies before its team again" in desk.get("/desk/table/1").text


# ---------- dice and turns ----------


def played(server: Server, turns: int = 1) -> None:
    for _ in range(turns):
        for power in server.table.session.waiting:
            save(server, power, *map(write, server.table.session.advised(power).orders))
        server.table.end_turn(server.time)


def test_a_roll_is_made_again_with_the_same_sheets(server: Server, desk: Browser) -> None:
    played(server)
    table = server.table
    roll = table.session.rolls(1)[0]
    sheets = table.session.ordered[0]
    name = f"{roll.purpose.key} {roll.subject}"
    asked = desk.post("/desk/table/1/reroll", roll=name, reason="a misread die")
    assert asked.status == 200
    assert "a misread die" in asked.text
    assert table.turn == 2, "it is asked first"
    do(desk, "reroll", roll=name, reason="a misread die", sure="yes")
    assert table.turn == 2
    assert table.session.ordered[0] == sheets
    kinds = [type(each) for each in lines(table, server)]
    assert BackLine in kinds
    assert last_act(server).act == Reroll(roll.purpose, roll.subject, "a misread die")
    assert any("a misread die" in text for text in notes(server))


def test_going_back_lays_the_sheets_of_that_turn_before_the_teams(server: Server, desk: Browser) -> None:
    japan = server.seated("japan")
    played(server, 2)
    table = server.table
    first = table.session.ordered[0]
    japan.post("/seat/send", to="all", text="Words of turn three")
    fields = {"turn": "1", "reason": "we mixed up the cards"}
    assert desk.post("/desk/table/1/rewind", **fields).status == 200
    assert table.turn == 3
    do(desk, "rewind", **fields, sure="yes")
    assert table.turn == 1
    assert not table.clock.running
    assert table.clock.left(server.time) == table.clock.per_turn
    for power in POWERS:
        assert table.book(power).sheet == first[power]
    assert not table.session.sheets
    assert all(each.withdrawn for power in POWERS for each in table.receipts(power))
    assert "Words of turn three" not in desk.get("/desk/table/1").text
    assert any("we mixed up the cards" in text for text in notes(server))


def test_going_back_to_this_turn_drops_its_acts_and_keeps_what_is_written(
    server: Server, desk: Browser
) -> None:
    support = server.table.session.state.own(Power.JAPAN).support
    form = {"kind_of_decree": "track", "track": "support", "whom": "japan", "by": "5", "actor": ""}
    do(desk, "decree", **form, reason="a gift")
    save(server, Power.CHINA, "signal reassure japan")
    kept = server.table.book(Power.CHINA).sheet
    do(desk, "rewind", turn="1", reason="no gift", sure="yes")
    assert server.table.session.state.own(Power.JAPAN).support == support
    assert server.table.book(Power.CHINA).sheet == kept
    assert "No longer in force: turn 1: a gift" in desk.get("/desk/table/1").text


# ---------- seats ----------


def test_a_bot_covers_a_seat_and_gives_it_back(server: Server, desk: Browser) -> None:
    japan, table = server.seated("japan"), server.table
    do(desk, "seat", seat="japan", player="hawk", reason="two are ill")
    assert table.session.seats[Power.JAPAN] == "hawk"
    assert Power.JAPAN not in table.session.waiting
    refused = japan.post("/seat/commit")
    assert refused.status == 409
    do(desk, "seat", seat="japan", player="human", reason="they are back")
    assert Power.JAPAN in table.session.waiting
    moved = [each for each in lines(table, server) if isinstance(each, SeatLine)]
    assert [(each.player, each.reason) for each in moved] == [
        ("hawk", "two are ill"),
        ("human", "they are back"),
    ]
    assert sum("two are ill" in text or "they are back" in text for text in notes(server)) == 2


def test_only_bots_of_the_list_cover_a_seat(server: Server, desk: Browser) -> None:
    before = server.everything()
    answer = desk.post("/desk/table/1/seat", seat="japan", player="planner:2s", reason="x")
    assert answer.status == 409
    assert server.everything() == before


# ---------- the deadline ----------

ORDER = "signal reassure japan"


@pytest.mark.parametrize("fallback", list(Fallback))
@pytest.mark.parametrize("state", ["committed", "saved", "nothing"])
def test_what_counts_when_the_time_is_up(server: Server, fallback: Fallback, state: str) -> None:
    table, chair = server.table, Chair(server.table)
    table.set_fallback(fallback)
    advised = table.session.advised(Power.CHINA)
    order = next(
        each for each in table.book(Power.CHINA).desk.menu() if write(each).startswith("signal reassure")
    )
    if state != "nothing":
        save(server, Power.CHINA, write(order))
    if state == "committed":
        table.session.commit(OrderSheet(Power.CHINA, (order,)))
    chair.start_clock(server.time)
    server.time += table.clock.per_turn
    for _ in server.hall.ticks(server.time):
        pass
    assert table.turn == 2
    sheet = table.session.ordered[0][Power.CHINA]
    note = next(text for text in notes(server) if text.startswith("end of turn 1"))
    if state != "nothing":
        assert sheet.orders == (order,)
        assert ("China: the saved sheet counted" in note) == (state == "saved")
        assert ("China" in note) == (state == "saved")
    elif fallback is Fallback.HOLD:
        assert sheet.orders == ()
        assert "China: nothing was written, it holds" in note
    else:
        assert sheet == advised
        assert advised.orders
        assert "China: nothing was written, the advisor's sheet counted" in note


def test_the_clock_stands_after_a_turn_unless_it_is_to_go_on(server: Server, desk: Browser) -> None:
    desk.post("/desk/all/clock", do="start")
    do(desk, "do/end-turn")
    assert not server.table.clock.running
    do(desk, "do/options", set="pause_after:off")
    desk.post("/desk/all/clock", do="start")
    do(desk, "do/end-turn")
    assert server.table.clock.running
    assert server.table.clock.left(server.time) == server.table.clock.per_turn


# ---------- the end ----------


def test_a_game_ended_early_is_told_so_and_scored_as_it_stood(
    server: Server, desk: Browser, tmp_path: Path
) -> None:
    played(server)
    table = server.table
    assert desk.post("/desk/table/1/stop", reason="the bell").status == 200
    assert not table.over
    do(desk, "stop", reason="the bell", sure="yes")
    assert table.over
    assert any(isinstance(each, StopLine) and each.reason == "the bell" for each in lines(table, server))
    assert "The facilitator ended the game early: the bell." in notes(server)
    page = write_debrief(server.hall.records / table.record, tmp_path / "page.html", games=2)
    text = unescape(page.read_text())
    assert "Ended early. By the facilitator in turn 2" in text
    assert "the bell" in text
    for fields in ({"do": "start"}, {"do": "pause"}):
        assert desk.post("/desk/table/1/do/clock", **fields).status == 409
    assert desk.post("/desk/table/1/do/end-turn").status == 409
    do(desk, "rewind", turn="2", reason="ten more minutes", sure="yes")
    assert not table.over
    assert read(write(table.session.advised(Power.JAPAN).orders[0]))


def test_an_early_end_is_there_after_a_restart(server: Server, desk: Browser, tmp_path: Path) -> None:
    played(server)
    do(desk, "stop", reason="the bell", sure="yes")
    server.hall.close()
    with Server(tmp_path) as again:
        assert again.table.over
        assert again.table.session.stopped == "the bell"
