"""A seat's pages: what they tell, what may be done on them, and how a team writes one sheet together."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from classroom_server import Browser, Server
from game.classroom.chair import Chair
from game.classroom.student_tabs import PAGES
from rules.effects import Shift
from rules.interventions import Override
from rules.terms import Power, Track

RADAR = "programme start island_radar"
"""Costs $2,100 m in six quarters: $350 m now."""

CAMPAIGN = "campaign doves"


@pytest.fixture
def ada(server: Server) -> Browser:
    return server.seated("japan")


def words(text: str) -> str:
    """Return what a page says, without its marks."""
    inside = re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL)
    return " ".join(unescape(inside).split())


def page(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status == 200, answer.text
    return answer.text


def part(text: str, name: str) -> str:
    """Return an element of a page, from its id to the end of the page or the next part."""
    found = re.search(rf'<\w+ id="{name}".*?(?=<(?:aside|header|nav|form) id="|\Z)', text, re.DOTALL)
    assert found is not None, name
    return found[0]


def writes(browser: Browser, what: str) -> int:
    browser.server.time += 1
    return browser.post("/seat/write", do=what).status


def orders(browser: Browser) -> list[str]:
    """Return the orders on the sheet as the page shows them."""
    text = part(page(browser, "/seat/budget"), "sheet")
    return [words(each) for each in re.findall(r'<span class="words">(.*?)</span>', text)]


def play(server: Server, turns: int) -> None:
    for _ in range(turns):
        server.table.end_turn(server.time)


# ---------- brief ----------


def test_the_brief_is_told_at_two_levels_and_the_choice_is_kept(ada: Browser) -> None:
    short = words(page(ada, "/seat/brief"))
    assert "Your government has made a promise to the whole world." in short
    assert "Keep a promise with a date on it." not in short
    assert "Keep a promise with a date on it." in words(page(ada, "/seat/brief?level=full"))
    assert "Keep a promise with a date on it." in words(page(ada, "/seat/brief"))


def test_what_counts_is_the_sum_of_the_best_steps_and_the_own_secret(ada: Browser) -> None:
    # two_percent_by_march.toml, japan: 22 + 8; 8 + 10; 8 + 6; 8 + 10; 10. The secret is drawn by seed 1.
    text = words(page(ada, "/seat/brief"))
    for heading, points in (
        ("Money", 30),
        ("Capability delivered", 18),
        ("No crisis, nothing lost", 14),
        ("Alliance", 18),
        ("At home", 10),
    ):
        assert f"{heading} {points} points" in text
    assert "No import slipped twice. 10 points" in text
    assert "The three documents are adopted." not in text


def test_an_event_is_answered_in_the_brief(ada: Browser) -> None:
    before = page(ada, "/seat/brief")
    assert "The Tokyo ministerial" in words(before)
    assert "This is what silence means." in words(before)
    assert "integration pips +2" in words(before)
    assert "without an answer" in words(page(ada, "/seat/finish"))
    assert writes(ada, "add choose tokyo_ministerial_japan interoperability") == 303
    assert "Chosen" in words(part(page(ada, "/seat/brief"), "tab"))
    assert "without an answer" not in words(page(ada, "/seat/finish"))


def test_what_the_facilitator_did_is_read_in_the_brief(server: Server, ada: Browser) -> None:
    before = have(page(ada, "/seat/brief"))
    Chair(server.table).act(Override((Shift(Track.SUPPORT, "japan", -3),), "a scandal in the papers", None))
    text = words(ada.get(before).text)
    assert "From your facilitator, this turn" in text
    assert "a scandal in the papers" in text
    # turning_the_corner.toml: support = 54
    assert "support 54 → 51" in text


def test_each_role_reads_its_own_duties(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "finance")
    assert "Answer: The Tokyo ministerial" in words(page(ada, "/seat/brief"))
    text = words(page(bo, "/seat/brief"))
    assert "Yours this turn, finance" in text
    assert "Decide whether the share moves this quarter" in text
    assert "Answer: The Tokyo ministerial" not in text


# ---------- the sheet ----------


def test_money_adds_up_line_by_line(ada: Browser) -> None:
    # The treasury is $17,120 m at the start (turning_the_corner.toml).
    assert writes(ada, f"add {RADAR}") == 303
    text = words(part(page(ada, "/seat/budget"), "sheet"))
    found = re.findall(r"(In hand|Bill and contracts|This sheet|Free) (−?)\$([\d,]+) m", text)
    sums = {name: int(figure.replace(",", "")) * (-1 if sign else 1) for name, sign, figure in found}
    assert sums["In hand"] == 17_120
    assert sums["This sheet"] == -350
    assert sums["In hand"] + sums["Bill and contracts"] + sums["This sheet"] == sums["Free"]


def test_two_who_write_at_once_lose_nothing(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "finance")
    page(ada, "/seat/programmes")
    page(bo, "/seat/policy")
    assert writes(ada, f"add {RADAR}") == 303
    assert writes(bo, f"add {CAMPAIGN}") == 303
    assert writes(ada, "add readiness full") == 303
    assert writes(bo, f"remove {RADAR}") == 303
    assert orders(ada) == orders(bo) == ["Campaign: Public", "Readiness: full"]


def test_what_a_team_mate_took_off_is_told_and_nothing_else_is_taken(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "finance")
    for each in (RADAR, CAMPAIGN):
        writes(ada, f"add {each}")
    writes(bo, f"remove {RADAR}")
    answer = ada.post("/seat/write", do=f"remove {RADAR}")
    assert answer.status == 409
    assert "This order is not on the sheet any more." in words(answer.text)
    assert orders(ada) == ["Campaign: Public"]


def test_orders_are_moved_and_every_change_is_undone(ada: Browser) -> None:
    for each in (RADAR, CAMPAIGN):
        writes(ada, f"add {each}")
    writes(ada, f"up {CAMPAIGN}")
    assert orders(ada) == ["Campaign: Public", "Start: Island radar"]
    writes(ada, "undo")
    assert orders(ada) == ["Start: Island radar", "Campaign: Public"]
    writes(ada, "undo")
    assert orders(ada) == ["Start: Island radar"]
    writes(ada, "redo")
    assert orders(ada) == ["Start: Island radar", "Campaign: Public"]


def test_a_dial_takes_the_place_of_the_one_before(ada: Browser) -> None:
    writes(ada, "add dial 185")
    writes(ada, "add dial 190")
    assert orders(ada) == ["Spending share 1.80 → 1.90 %"]
    writes(ada, "add dial 180")
    assert orders(ada) == []


def test_what_may_not_be_written_says_why(ada: Browser) -> None:
    answer = ada.post("/seat/write", do="add dial 200")
    assert answer.status == 409
    assert "This turn the dial can rise from 1.80 % to 1.90 %." in words(answer.text)
    assert ada.post("/seat/write", do="add programme start carrier").status in (400, 409)
    assert orders(ada) == []


def test_a_part_of_a_page_tells_what_was_done(ada: Browser) -> None:
    ada.server.time += 1
    heads = {"hx-request": "true", "content-type": "application/x-www-form-urlencoded"}
    body = f"key={ada.key}&on=programmes&do=add+{quote(RADAR)}".encode()
    answer = ada.ask("POST", "/seat/write", heads, body)
    assert answer.status == 200
    assert answer.headers["x-said"] == quote("Start: Island radar.")
    assert "Island radar" in part(answer.text, "sheet")
    assert "Signed" in words(part(answer.text, "tab"))


# ---------- what changes by itself ----------


def have(text: str) -> str:
    found = re.search(r'hx-get="([^"]*/pulse\?[^"]*)"', text)
    assert found is not None
    return unescape(found[1])


def test_a_pulse_without_news_is_empty(ada: Browser) -> None:
    beat = have(page(ada, "/seat/budget"))
    assert ada.get(beat).status == 204
    assert ada.get(beat).body == b""


def test_what_one_writes_the_others_of_the_team_see_and_other_teams_do_not(
    server: Server, ada: Browser
) -> None:
    bo, cho = server.seated("japan", "Bo", "finance"), server.seated("china", "Cho")
    mine, theirs = have(page(bo, "/seat/programmes")), have(page(cho, "/seat/programmes"))
    writes(ada, f"add {RADAR}")
    fresh = bo.get(mine)
    assert fresh.status == 200
    assert "Start: Island radar" in words(part(fresh.text, "sheet"))
    assert "Last changed by Ada" in words(fresh.text)
    assert cho.get(theirs).status == 204
    assert bo.get(have(fresh.text)).status == 204


def test_that_a_seat_is_ready_is_seen_by_all_and_its_orders_by_nobody(server: Server, ada: Browser) -> None:
    cho = server.seated("china", "Cho")
    beat = have(page(cho, "/seat/messages"))
    writes(ada, f"add {RADAR}")
    ada.post("/seat/commit")
    fresh = cho.get(beat)
    assert "Japan: ready" in words(fresh.text)
    assert "radar" not in fresh.text.lower()


def test_a_pulse_brings_the_tab_only_where_it_changes(server: Server, ada: Browser) -> None:
    log, mail = have(page(ada, "/seat/log")), have(page(ada, "/seat/messages"))
    writes(ada, f"add {RADAR}")
    assert 'id="tab"' not in ada.get(log).text
    assert 'id="tab"' not in ada.get(mail).text
    server.table.post(None, (), "Five minutes more", server.time)
    assert "Five minutes more" in part(ada.get(mail).text, "tab")


def test_the_map_comes_again_only_when_something_stands_elsewhere(ada: Browser) -> None:
    beat = have(page(ada, "/seat/map"))
    writes(ada, f"add {RADAR}")
    assert 'id="live"' not in ada.get(beat).text
    writes(ada, "add deploy one fleet KAN HOK")
    assert 'id="live"' in ada.get(beat).text


# ---------- committing ----------


def test_a_receipt_says_what_was_handed_in(server: Server, ada: Browser) -> None:
    cho = server.seated("china", "Cho")
    for each in (RADAR, CAMPAIGN):
        writes(ada, f"add {each}")
    place = ada.post("/seat/commit").headers["location"]
    text = words(page(ada, place))
    assert "Handed in" in text
    assert "By Ada" in text
    assert "Start: Island radar programme start island_radar" in text
    assert "Campaign: Public campaign doves" in text
    other = cho.get(place)
    assert other.status == 404
    assert "radar" not in other.text.lower()


def test_a_committed_sheet_is_read_only_until_it_is_withdrawn(ada: Browser) -> None:
    writes(ada, f"add {RADAR}")
    place = ada.post("/seat/commit").headers["location"]
    text = page(ada, "/seat/programmes")
    assert "The sheet is committed." in words(text)
    assert not re.search(r'<button form="w"(?![^>]*disabled)', text)
    assert writes(ada, f"add {CAMPAIGN}") == 409
    assert ada.post("/seat/withdraw").status == 303
    assert "This sheet was withdrawn" in words(page(ada, place))
    assert orders(ada) == ["Start: Island radar"]
    assert writes(ada, f"add {CAMPAIGN}") == 303


def test_the_leader_commits_the_sheet_that_was_read_or_none(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "finance")
    read = page(ada, "/seat/finish")
    mark = re.search(r'name="mark" value="(\w+)"', read)
    assert mark is not None
    writes(bo, f"add {RADAR}")
    answer = ada.post("/seat/commit", mark=mark[1])
    assert answer.status == 409
    assert "The sheet has changed since you read it" in words(answer.text)
    assert server.table.session.sheets == {}


def test_only_the_leader_is_offered_to_commit(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "finance")
    assert "Your leader, Ada , commits the sheet." in words(page(bo, "/seat/budget"))
    assert "/seat/finish" not in page(bo, "/seat/budget")
    assert bo.post("/seat/commit").status == 409


def test_before_committing_what_is_unused_is_told(ada: Browser) -> None:
    text = words(page(ada, "/seat/finish"))
    assert "Acts not used policy 1, posture 3, diplomacy 2, signal 1" in text
    assert "Commit an empty sheet" in text
    writes(ada, f"add {CAMPAIGN}")
    text = words(page(ada, "/seat/finish"))
    assert "Acts not used posture 3, diplomacy 2, signal 1" in text
    assert "Commit 1 order" in text


# ---------- read-only states ----------


def test_a_seat_that_a_bot_plays_can_be_read_and_not_written(server: Server, ada: Browser) -> None:
    Chair(server.table).give(Power.JAPAN, "calibrated", "its people are ill")
    for tab in ("brief", "budget", "programmes", "posture", "diplomacy", "policy", "map"):
        text = page(ada, f"/seat/{tab}")
        assert "A bot plays for Japan at present." in words(text)
        assert not re.search(r'<button form="w"(?![^>]*disabled)', text)
    assert writes(ada, f"add {RADAR}") == 409
    assert ada.post("/seat/commit").status == 409


def test_a_clock_that_stands_says_so(server: Server, ada: Browser) -> None:
    assert "the clock stands" in words(page(ada, "/seat/brief"))
    beat = have(page(ada, "/seat/brief"))
    server.table.set_clock(server.table.clock.start(server.time))
    fresh = ada.get(beat)
    assert "10 minutes 0 seconds left" in words(fresh.text)
    assert "the clock stands" not in words(fresh.text)


def test_at_the_end_scores_are_told_and_the_debrief_waits_for_the_facilitator(
    server: Server, ada: Browser
) -> None:
    assert ada.get("/seat/end").status == 404
    play(server, 4)
    assert server.table.over
    text = words(page(ada, "/seat/end"))
    for name in ("Japan", "United States", "China", "DPRK"):
        assert name in text
    assert "Your facilitator opens the debrief" in text
    assert "The game has ended" in words(page(ada, "/seat/brief"))
    assert ada.get("/seat/debrief").status == 404
    assert writes(ada, f"add {RADAR}") == 409


# ---------- messages ----------


def test_messages_stand_by_thread_and_unread_ones_are_counted(server: Server, ada: Browser) -> None:
    cho, dan = server.seated("china", "Cho"), server.seated("us", "Dan")
    cho.post("/seat/send", to="japan", text="Between us: <b>fog</b> & more")
    server.time += 1
    cho.post("/seat/send", to="all", text="For everybody: sunshine")
    assert "Messages 2 new" in words(page(ada, "/seat/brief"))
    public, private = page(ada, "/seat/messages"), page(ada, "/seat/messages?at=china")
    assert "sunshine" in public
    assert "fog" not in public
    assert "Between us: &lt;b&gt;fog&lt;/b&gt; &amp; more" in private
    assert "Messages Log" not in words(page(ada, "/seat/brief"))
    assert "new" not in words(part(page(ada, "/seat/brief"), "tabs"))
    assert "fog" not in page(dan, "/seat/messages?at=china")


def test_a_team_keeps_notes_of_its_own(server: Server, ada: Browser) -> None:
    cho = server.seated("china", "Cho")
    ada.post("/seat/send", to="japan", text="Shall we wait? moonlight")
    assert "moonlight" in page(ada, "/seat/messages?at=japan")
    assert "moonlight" not in page(cho, "/seat/messages?at=japan")


def test_press_is_reminded_for_whom_it_speaks(server: Server, ada: Browser) -> None:
    bo = server.seated("japan", "Bo", "press")
    assert "You speak for the government" in words(page(bo, "/seat/messages"))
    assert "You speak for the government" not in words(page(ada, "/seat/messages"))


# ---------- odds, places, what happened ----------


def test_odds_show_all_36_ways_and_make_a_hundred(ada: Browser) -> None:
    text = page(ada, "/seat/odds?order=" + quote("operate coast_guard_surge senkaku"))
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert picture.count("<circle") == 36
    chances = re.findall(r'<td class="figure">(\d+) %<br><span class="note">(\d+) of 36', text)
    assert sum(int(percent) for percent, _ in chances) == 100
    assert sum(int(ways) for _, ways in chances) == 36
    assert "Strength in place" in words(text)


def test_an_order_without_dice_says_so_and_another_seats_is_not_known(ada: Browser) -> None:
    patrol = words(page(ada, "/seat/odds?order=" + quote("operate presence_patrol senkaku")))
    assert "No dice are thrown for this." in patrol
    for wrong in ("operate grey_squeeze senkaku", "dial 185", "nonsense", ""):
        assert ada.get("/seat/odds?order=" + quote(wrong)).status == 404, wrong


def test_every_area_can_be_chosen_on_the_map(server: Server, ada: Browser) -> None:
    text = page(ada, "/seat/map")
    for area in server.table.session.state.world.areas:
        assert f'data-area="{area.id}"' in text, area.id
        assert f'data-place="{area.id}"' in text, area.id


def test_the_sheet_of_a_place_tells_who_stands_there_and_moves_them(ada: Browser) -> None:
    # turning_the_corner.toml: KAN = {fleet = 1, submarine = 1, airdef = 1, coastguard = 1}
    text = page(ada, "/seat/map?at=KAN")
    assert "1 surface group, 1 submarines, 1 air defence, 1 coast guard" in words(text)
    assert 'value="deploy one fleet KAN HOK"' in text
    assert ada.post("/seat/write", do="add", order="deploy one fleet KAN HOK", on="map", at="KAN").headers[
        "location"
    ] == ("/seat/map?at=KAN")
    assert orders(ada) == ["Surface group ×1: Kanto → Hokkaido"]
    assert ada.get("/seat/map?at=ATLANTIS").status == 404


def test_a_turn_is_told_in_the_order_of_the_rulebook(server: Server, ada: Browser) -> None:
    writes(ada, "add dial 190")
    play(server, 1)
    text = page(ada, "/seat/resolution")
    steps = re.findall(r"<h2>(\w+)</h2>", part(text, "tab"))
    assert steps == [
        *("Budget", "Policy", "Diplomacy", "Posture"),
        *("Operations", "Crises", "Home", "Reckoning"),
    ]
    assert "Japan raises its share of GDP 1.80 % → 1.90 %" in words(text)
    assert ada.get("/seat/resolution?at=2").status == 404
    assert "Japan raises its share of GDP from 1.80 % to 1.90 %." in words(page(ada, "/seat/log"))


def test_the_watch_page_shows_its_charts_as_numbers_too(server: Server, ada: Browser) -> None:
    writes(ada, "add dial 190")
    play(server, 1)
    text = words(page(ada, "/seat/watch"))
    assert "Share, Japan 1.80 % 1.90 %" in text
    assert "Support 54" in text


def test_a_team_takes_its_own_sheets_home_and_no_others(server: Server, ada: Browser) -> None:
    cho = server.seated("china", "Cho")
    writes(ada, f"add {RADAR}")
    writes(cho, "add campaign hawks")
    play(server, 1)
    mine = ada.get("/seat/download")
    assert mine.headers["content-type"].startswith("text/plain")
    assert "Start: Island radar   [programme start island_radar]" in mine.text
    assert "campaign hawks" not in mine.text
    assert "island_radar" not in cho.get("/seat/download").text


def test_the_advisor_speaks_unless_the_facilitator_sends_it_away(server: Server, ada: Browser) -> None:
    assert "calibrated advisor" in words(page(ada, "/seat/budget"))
    count = len(re.findall(r'id="ba-', page(ada, "/seat/advice")))
    assert count > 1
    assert writes(ada, "all") == 303
    assert len(orders(ada)) >= count
    writes(ada, "undo")
    server.table.set_options(advisor=False)
    assert "calibrated advisor" not in words(page(ada, "/seat/budget"))
    assert "sent the advisor away" in words(page(ada, "/seat/advice"))
    assert writes(ada, "all") == 409


# ---------- the lobby ----------


def test_the_lobby_shows_seats_as_they_are_taken(server: Server) -> None:
    ada = server.join("Ada")
    beat = have(page(ada, "/table"))
    assert ada.get(beat).status == 204
    server.seated("china", "Cho", "leader")
    fresh = ada.get(beat)
    assert "Cho" in words(fresh.text)
    assert 'id="sit-china-leader"' not in fresh.text
    assert 'id="sit-china-press"' in fresh.text
    assert "Two Percent by March" in words(page(ada, "/table"))


def test_late_comers_read_where_the_game_stands(server: Server) -> None:
    play(server, 1)
    text = words(page(server.join("Late"), "/table"))
    assert "The game is at turn 2 of 4, January–March 2026." in text


def test_a_seat_can_be_changed_and_left(server: Server, ada: Browser) -> None:
    assert ada.post("/sit", seat="us", role="press").headers["location"] == "/seat/brief"
    assert "United States" in words(part(page(ada, "/seat/brief"), "bar"))
    assert ada.post("/stand").headers["location"] == "/table"
    assert ada.get("/seat/brief").status == 403


def test_the_code_of_the_link_stands_in_the_form(server: Server) -> None:
    code = server.table.code
    assert f'value="{code}"' in server.ask("GET", f"/?code={code}").text


# ---------- how every page is made ----------


class Reader(HTMLParser):
    """Notes what every page must have or must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings = 0
        self.wrong: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.headings += tag == "h1"
        if known.get("id"):
            self.ids.append(str(known["id"]))
        if "style" in known or any(name.startswith("on") for name in known) or tag == "style":
            self.wrong.append(f"{tag} {attrs}")
        if tag == "script" and "src" not in known:
            self.wrong.append("a script with text")
        if tag == "label":
            self.labelled.add(str(known.get("for")))
        if tag in ("input", "select", "textarea") and known.get("type") != "hidden":
            self.fields.append((tag, known))


@pytest.mark.parametrize("turns", [0, 2, 4])
def test_every_page_has_one_heading_labels_and_nothing_inline(
    server: Server, ada: Browser, turns: int
) -> None:
    play(server, turns)
    at = {
        "odds": "operate coast_guard_surge senkaku",
        "programme": "island_radar",
        "receipt": "1",
        "map": "senkaku",
    }
    if turns < 4:
        writes(ada, f"add {RADAR}")
        ada.post("/seat/commit")
    paths = [f"/seat/{tab}?at={quote(at.get(tab, ''))}" for tab in PAGES if tab != "odds"]
    paths += ["/table", "/seat/odds?order=" + quote(at["odds"])]
    for path in paths:
        answer = ada.get(path)
        if answer.status == 404:
            assert path.startswith(("/seat/end", "/seat/resolution")), path
            continue
        reader = Reader()
        reader.feed(answer.text)
        assert reader.headings == 1, path
        assert reader.wrong == [], path
        assert len(reader.ids) == len(set(reader.ids)), (
            path,
            [x for x in reader.ids if reader.ids.count(x) > 1],
        )
        for tag, known in reader.fields:
            assert known.get("aria-label") or known.get("id") in reader.labelled, (path, tag, known)
