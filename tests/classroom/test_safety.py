"""Who may do what: forged, stale and foreign tokens, forms, hosts and sizes change nothing anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from classroom_server import (
    FORM,
    HOST,
    Browser,
    Server,
    desk_token_of,
    filled,
    sent,
    token_of,
)
from game.classroom.guard import LARGEST_BODY, RATES, Guard
from game.classroom.joining import WRONG_CODES
from game.classroom.naming import LONGEST_NAME, tidy_name, wrong_name
from game.classroom.security import ALPHABET, FACILITATOR, PERSON, Keys
from game.classroom.terms import (
    LONGEST_MESSAGE,
    MOST_COMMITS,
    MOST_JOINS,
    MOST_PEOPLE,
    MOST_POSTS_A_TURN,
    TableError,
)
from game.classroom.web import LARGEST_FORM, MOST_FIELDS
from rules.terms import Power

PUBLIC = {("GET", "/"), ("POST", "/join"), ("GET", "/desk/enter/{key}")}
"""What strangers may ask for. Every other route is somebody's, those under /desk the facilitator's."""

NOT_THEIRS = (401, 403, 404)
FORM_HEADS = {"content-type": FORM}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, tables=2) as server:
        yield server


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Browser]]:
    """A class that nothing of what is tried on it changes, and somebody in it."""
    with Server(tmp_path_factory.mktemp("still")) as server:
        yield server, server.seated("japan")


def private(server: Server) -> list[tuple[str, str]]:
    return [each for each in server.routes() if each not in PUBLIC]


def of_the_desk(path: str) -> bool:
    return path == "/desk" or path.startswith("/desk/")


def turned_away(server: Server, cookies: dict[str, str], routes: list[tuple[str, str]], key: str) -> None:
    """Ask for every route and see that nobody is let in and nothing changes."""
    before = server.everything()
    for method, path in routes:
        for filling in ("x", "brief", "1"):
            where = filled(path, tab=filling, key=filling, name=filling)
            heads, body = sent(where, {"key": key, "do": "add", "order": "x"})
            answer = server.ask(method, where, cookies, heads, body if method == "POST" else b"")
            assert answer.status in NOT_THEIRS, (method, where, answer.status)
            assert not answer.cookies
        server.time += 1.0
    assert server.everything() == before


# ---------- tokens ----------


def test_every_private_route_turns_strangers_away(server: Server) -> None:
    assert len(private(server)) >= 8
    turned_away(server, {}, private(server), "")


def test_forged_tokens_open_nothing(server: Server) -> None:
    ada = server.seated("japan")
    token, desk = ada.cookies["seat"], desk_token_of(server)
    foreign = Keys("another class's secret")
    forged = [
        token[:-5]
        + ("A" if token[-5] != "A" else "B")
        + token[-4:],  # the last sign has bits that say nothing
        *(token.partition(".")[0], token + "x", "." + token),
        foreign.sign(PERSON, {"t": 1, "p": 1}),
        server.hall.keys.sign(FACILITATOR, {"t": 1, "p": 1}),
        server.hall.keys.sign(PERSON, {"desk": server.hall.keys.mark("desk", server.hall.facilitator_key)}),
        server.hall.keys.sign(FACILITATOR, {"desk": ""}),
        *(token_of(server, 1, 99), token_of(server, 2, 1), token_of(server, 99, 1)),
        server.hall.keys.sign(PERSON, {"t": True, "p": True}),
        server.hall.keys.sign(PERSON, {"t": "1", "p": "1"}),
        *(desk, "x" * 4000, "é", "null", "a.b.c", "W10.x"),
    ]
    for each in forged:
        cookies = {"seat": each, "desk": each} if each != desk else {"seat": each}
        routes = [route for route in private(server) if each != desk or not of_the_desk(route[1])]
        turned_away(server, cookies, routes, server.hall.keys.form_key(each))


def test_a_students_token_opens_nothing_of_the_desk(server: Server) -> None:
    ada = server.seated("japan")
    token = ada.cookies["seat"]
    desk = [route for route in private(server) if of_the_desk(route[1])]
    assert len(desk) >= 3
    turned_away(server, {"seat": token}, desk, ada.key)
    turned_away(server, {"seat": token, "desk": token}, desk, ada.key)


def test_the_facilitators_token_opens_no_seat(server: Server) -> None:
    teacher = server.facilitator()
    seats = [route for route in private(server) if not of_the_desk(route[1])]
    turned_away(server, teacher.cookies, seats, teacher.key)


def test_who_has_left_is_a_stranger(server: Server) -> None:
    ada = server.seated("japan")
    old = dict(ada.cookies)
    assert ada.get("/seat/brief").status == 200
    assert ada.post("/leave").headers["location"] == "/"
    assert "seat" not in ada.cookies
    turned_away(server, old, private(server), server.hall.keys.form_key(old["seat"]))


def test_the_facilitator_leaves_the_desk_and_comes_back_by_the_link(server: Server) -> None:
    teacher = server.facilitator()
    assert teacher.get("/desk").status == 200
    assert teacher.post("/desk/leave").status == 303
    assert not teacher.cookies
    assert teacher.get("/desk").status == 401
    assert server.facilitator().get("/desk").status == 200


def test_a_token_is_good_for_its_own_table_alone(server: Server) -> None:
    here, there = server.seated("japan", table=1), server.seated("china", "Bo", table=2)
    there.post("/seat/send", to="all", text="only at the second table")
    assert "only at the second table" not in here.get("/seat/messages").text
    assert server.hall.tables[1].posts(None) == ()
    here.post("/seat/commit")
    assert server.hall.tables[2].session.sheets == {}


def test_a_new_person_never_gets_the_number_of_one_who_left(server: Server) -> None:
    ada = server.join()
    old = ada.cookies["seat"]
    ada.post("/leave")
    assert server.join("Bo").cookies["seat"] != old


def test_the_desks_link_opens_with_its_whole_key_only(server: Server) -> None:
    key = server.hall.facilitator_key
    assert len(key) >= 32
    for wrong in ("x", key[:-1], key + "x", key.swapcase(), "é", "%00", "x" * 400):
        answer = server.ask("GET", f"/desk/enter/{wrong}")
        assert answer.status == 404, wrong
        assert not answer.cookies


def test_tokens_hold_no_secret(server: Server) -> None:
    from itsdangerous import URLSafeSerializer

    kept = {server.hall.facilitator_key, server.hall.store.value("secret")}
    for browser in (server.seated("japan"), server.facilitator()):
        for token in browser.cookies.values():
            _, values = URLSafeSerializer("").loads_unsafe(token)
            assert not kept.intersection(map(str, values.values())), values


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(server: Server) -> None:
    joined = server.ask(
        "POST",
        "/join",
        headers=FORM_HEADS,
        body=urlencode({"code": server.table.code, "name": "Ada"}).encode(),
    )
    entered = server.ask("GET", f"/desk/enter/{server.hall.facilitator_key}")
    for answer, path in ((joined, "/"), (entered, "/desk")):
        words = [each.strip().lower() for each in answer.headers["set-cookie"].split(";")]
        assert {"httponly", "samesite=strict", f"path={path}"} <= set(words)


# ---------- forms ----------


def posts(server: Server) -> list[str]:
    return [path for method, path in server.routes() if method == "POST" and path != "/join"]


def test_no_form_counts_without_its_own_key(server: Server) -> None:
    ada, bo, teacher = server.seated("japan"), server.seated("china", "Bo"), server.facilitator()
    both = {**ada.cookies, **teacher.cookies}
    before = server.everything()
    for path in posts(server):
        mine = teacher if of_the_desk(path) else ada
        for key in (None, "", "x", bo.key, (ada if mine is teacher else teacher).key, mine.key[:-1]):
            answer = server.ask("POST", filled(path), both, *sent(path, {} if key is None else {"key": key}))
            assert answer.status in (403, 404), (path, answer.status)
            server.time += 1.0
    assert server.everything() == before


def test_no_form_counts_that_comes_from_elsewhere(server: Server) -> None:
    ada, teacher = server.seated("japan"), server.facilitator()
    elsewhere = [
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": f"http://{HOST}.elsewhere.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": f"file://{HOST}"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ]
    before = server.everything()
    for path in [*posts(server), "/join"]:
        mine = teacher if of_the_desk(path) else ada
        for heads in elsewhere:
            fields = {"key": mine.key, "code": server.table.code, "name": "Eve"}
            kind, body = sent(path, fields)
            answer = server.ask("POST", filled(path), mine.cookies, {**kind, **heads}, body)
            assert answer.status == 403, (path, heads)
            assert not answer.cookies
            server.time += 1.0
    assert server.everything() == before


def test_a_form_from_our_own_page_counts(server: Server) -> None:
    ada = server.seated("japan")
    heads = {**FORM_HEADS, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    body = urlencode({"key": ada.key}).encode()
    assert ada.ask("POST", "/seat/commit", heads, body).status == 303


def test_browsers_are_told_to_send_the_origin_along(server: Server) -> None:
    # With no-referrer they send "Origin: null" with every form, and none would count.
    assert server.ask("GET", "/").headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"do=add", 415),
        ("application/json", b"{}", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("", b"do=add", 415),
        (FORM, b"\xff\xfe=1", 400),
        (FORM, b"do=%ff", 400),
        (FORM, b"do=%ED%A0%80", 400),
        (FORM, b"do=a%00b", 400),
        (FORM, b"do=a%08b", 400),
        (FORM, b"do", 400),
        (FORM, b"&".join(b"f%d=1" % nth for nth in range(MOST_FIELDS + 1)), 400),
        (FORM, b"do=" + b"x" * LARGEST_FORM, 413),
        (FORM, b"x=" + b"y" * LARGEST_BODY, 413),
    ],
)
def test_what_is_no_form_is_refused(
    still: tuple[Server, Browser], kind: str, body: bytes, status: int
) -> None:
    server, ada = still
    server.time += 1.0
    before = server.everything()
    for path in ("/seat/write", "/seat/send", "/sit"):
        for key in ({}, {"x-form-key": ada.key}):
            answer = ada.ask("POST", path, {"content-type": kind, **key}, body)
            assert answer.status == status, path
    assert server.everything() == before


def test_lengths_that_are_none_are_refused(server: Server) -> None:
    for length in ("-1", "x", "1e9", "²", "9" * 30, ""):
        answer = server.ask("POST", "/join", headers={**FORM_HEADS, "content-length": length})
        assert answer.status in (400, 413), length
    assert server.ask("POST", "/join", headers={**FORM_HEADS, "content-length": "9" * 12}).status == 413


def test_a_body_without_a_length_is_bounded_too(server: Server) -> None:
    ada = server.seated("japan")
    heads = {**FORM_HEADS, "content-length": "10"}
    assert ada.ask("POST", "/seat/send", heads, b"x=" + b"y" * LARGEST_FORM).status == 413


def test_a_body_that_does_not_come_is_given_up(server: Server) -> None:
    import asyncio

    impatient = Guard(server.app.app, None, lambda: server.time, patience=0.05)  # type: ignore[attr-defined]
    sent: list[dict[str, object]] = []

    async def never() -> object:
        return await asyncio.Future()

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/join",
        "query_string": b"",
        "headers": [(b"host", HOST.encode()), (b"content-type", FORM.encode())],
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(impatient(scope, never, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 408


# ---------- methods, hosts, addresses ----------


def test_only_three_methods_are_known(server: Server) -> None:
    ada = server.seated("japan")
    before = server.everything()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", ""):
        for path in ("/", "/seat/brief", "/seat/commit", "/static/htmx.min.js"):
            assert ada.ask(method, path).status == 405, (method, path)
    assert server.everything() == before


def test_a_form_is_not_sent_by_a_link(server: Server) -> None:
    ada, teacher = server.seated("japan"), server.facilitator()
    ada.get("/table")  # the sheet is laid out when it is first looked at
    ada.get("/seat/brief")
    before = server.everything()
    gets = {path for method, path in server.routes() if method == "GET"}
    for path in [each for each in posts(server) if each not in gets]:
        mine = teacher if of_the_desk(path) else ada
        for method in ("GET", "HEAD"):
            query = urlencode({"key": mine.key, "do": "start"})
            headers = {"x-http-method-override": "POST"}
            answer = mine.ask(method, f"{filled(path)}?{query}", headers)
            assert answer.status in (200, 404, 405), (method, path)  # some have a page of that name, too
            server.time += 1.0
    assert server.everything() == before


def test_reading_changes_nothing(server: Server) -> None:
    ada, teacher = server.seated("japan"), server.facilitator()
    for path in ("/table", "/seat/brief", "/desk"):
        (teacher if of_the_desk(path) else ada).get(path)
    before = server.everything()
    for method, path in server.routes():
        if method == "GET":
            for verb in ("GET", "HEAD"):
                (teacher if of_the_desk(path) else ada).ask(verb, filled(path, tab="brief"))
                server.time += 1.0
    assert server.everything()[:2] == before[:2]


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "", "127.0.0.1.elsewhere.example", "localhost.", "[::1", "a b", "\xff"]
)
def test_other_names_are_not_ours(still: tuple[Server, Browser], host: str) -> None:
    server, ada = still
    before = server.everything()
    for method, path in (("GET", "/"), ("GET", "/seat/brief"), ("POST", "/seat/commit")):
        body = urlencode({"key": ada.key}).encode()
        assert ada.ask(method, path, {**FORM_HEADS, "host": host}, body).status == 421
    assert server.everything() == before


@pytest.mark.parametrize("host", ["127.0.0.1", "LOCALHOST:8025", "[::1]:8025", "192.168.7.20:8025"])
def test_our_names_and_plain_addresses_are_ours(still: tuple[Server, Browser], host: str) -> None:
    assert still[0].ask("GET", "/", headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/hall.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/static/..%5c..%5capp.py",
        "/static/C:%5cwindows",
        "/static/x%00.css",
        "/static/",
        "/static",
        "/fonts/subset.py",
        "/fonts/__init__.py",
        "/fonts/coverage.json",
        "/class.db",
        "/records",
        "//elsewhere.example/",
        "/seat/../desk",
        "/seat/%0d%0aset-cookie:x=1",
        "/" + "x" * 5000,
        "/desk/table/" + "9" * 400 + "/clock",
        "/?" + "x" * 9000,
    ],
)
def test_no_path_leads_to_the_file_system_or_elsewhere(still: tuple[Server, Browser], path: str) -> None:
    answer = still[0].ask("GET", path)
    assert answer.status in (401, 404, 405, 414), path
    assert "location" not in answer.headers


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    from game.classroom.app import _Files

    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert _Files(directory=folder).lookup_path("link.txt") == ("", None)


def test_every_redirection_stays_here(server: Server) -> None:
    ada = server.seated("japan")
    for answer in (
        *(ada.post("/seat/commit"), ada.post("/seat/withdraw"), ada.post("/sit", seat="japan", role="press")),
        server.ask("GET", f"/desk/enter/{server.hall.facilitator_key}"),
        *(ada.get("/?next=//elsewhere.example"), ada.post("/leave", next="//elsewhere.example")),
    ):
        assert answer.status == 303
        assert re.fullmatch(r"/([a-z]+/)*[a-z]*(\?at=[a-z0-9]+)?", answer.headers["location"])


# ---------- answers ----------


def test_every_answer_is_sealed(server: Server) -> None:
    ada = server.seated("japan")
    paths = ("/", "/table", "/seat/brief", "/seat/pulse", "/nowhere", "/desk", "/static/htmx.min.js")
    for answer in [ada.get(path) for path in paths] + [ada.ask("PUT", "/"), ada.post("/seat/send")]:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy
        assert "server" not in answer.headers


def test_pages_are_kept_nowhere_and_files_in_caches(server: Server) -> None:
    ada = server.seated("japan")
    for path in ("/", "/table", "/seat/brief", "/nowhere", "/static/nowhere.css"):
        assert ada.get(path).headers["cache-control"] == "no-store", path
    file = ada.get("/static/htmx.min.js")
    assert "max-age" in file.headers["cache-control"]
    again = ada.ask("GET", "/static/htmx.min.js", {"if-none-match": file.headers["etag"]})
    assert again.status == 304


def test_what_breaks_is_one_line_and_no_trace(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ada = server.seated("japan")

    def broken(*_: object) -> None:
        raise RuntimeError("secret of the house\nforged line")

    monkeypatch.setattr(server.table, "stamp", broken)
    answer = ada.get("/seat/brief")
    assert answer.status == 500
    assert b"secret" not in answer.body
    assert b"Traceback" not in answer.body
    assert [record.exc_info for record in caplog.records] == [None]
    assert "\n" not in caplog.records[0].getMessage()


def test_a_full_disk_is_said_and_nothing_is_done(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = server.seated("japan")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/home/somebody/class.db")

    monkeypatch.setattr(server.hall.store, "keep_sheet", full)
    before = server.table.session.sheets
    answer = ada.post("/seat/commit")
    assert answer.status == 503
    assert b"somebody" not in answer.body
    assert server.table.session.sheets == before


def test_no_connection_but_http_is_taken(server: Server) -> None:
    import asyncio

    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    asyncio.run(server.app({"type": "websocket", "path": "/seat/pulse"}, receive, send))  # type: ignore[arg-type]
    assert [message["type"] for message in sent] == ["websocket.close"]


# ---------- names and words ----------


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Zoë",
        "Jean-Luc O’Neil",
        "田中 さくら",
        "김민준",
        "Nguyễn Thị Ánh",
        "مريم",
        "अनिता",
        "B2",
        "é" * LONGEST_NAME,
    ],
)
def test_names_of_the_world_are_names(name: str) -> None:
    assert wrong_name(tidy_name(name)) == ""


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "\u200b", "\u202eAda", "A\u200dda", "\u3164", "\u2800\u2800", "a\ufe0f", "A\x07"),
        *("x" * (LONGEST_NAME + 1), "a" + "\u0301" * 9, "...", "Facilitator", "fACILITATOR ", "The clock"),
        *("Ｆacilitator", "\ud800", "a\u2066b"),
    ],
)
def test_what_hides_or_poses_is_no_name(name: str) -> None:
    assert wrong_name(tidy_name(name))


def test_a_wrong_name_lets_nobody_in(server: Server) -> None:
    before = server.everything()
    for name in ("", "\u202eAda", "x" * 41, "Facilitator"):
        answer = Browser(server).post("/join", code=server.table.code, name=name)
        assert answer.status == 422
        assert not answer.cookies
    assert server.everything() == before


def test_what_people_write_is_shown_as_they_wrote_it(server: Server) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>{{ 7*7 }}"
    ada = server.seated("japan", "<b onclick=x>A&B")
    ada.post("/seat/send", to="all", text=evil)
    for path in ("/table", "/seat/messages", "/?code=%22%3E%3Cscript%3E"):
        text = (ada if "?" not in path else Browser(server)).get(path).text
        assert "<script>" not in text
        assert "<b onclick" not in text
        assert "<img" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in ada.get("/seat/messages").text
    assert "49" not in re.sub(r"\d{3,}", "", ada.get("/seat/messages").text.partition("&lt;script")[2][:200])


def test_no_page_has_anything_inline(server: Server) -> None:
    ada, teacher = server.seated("japan"), server.facilitator()
    paths = [path for method, path in server.routes() if method == "GET"]
    for path in ["/seat/" + tab for tab in ("brief", "orders", "messages")] + paths:
        mine = teacher if of_the_desk(path) else ada
        answer = mine.get(filled(path))
        server.time += 1.0
        if "html" not in answer.headers.get("content-type", "") or answer.status != 200:
            continue
        tags = re.findall(r"<[a-z][^>]*>", answer.text)
        assert not [tag for tag in tags if re.search(r"\s(style|on[a-z]+)\s*=", tag)], path
        assert not re.search(r"<script(?![^>]*src=)|<style|javascript:", answer.text), path
        outside = re.findall(r'(?:src|href|action)="((?:[a-z]+:)?//[^"]*)"', answer.text)
        assert not outside, path


# ---------- codes ----------


def wrong_codes(server: Server, count: int, client: str = "10.0.0.9") -> list[int]:
    codes = ["".join(ALPHABET[(nth // 31**place) % 31] for place in range(6)) for nth in range(count)]
    browser = Browser(server, client=client)
    return [browser.post("/join", code=code, name="Eve").status for code in codes]


def test_guessing_codes_is_slowed_down(server: Server) -> None:
    burst = int(WRONG_CODES.burst)
    statuses = wrong_codes(server, burst + 20)
    assert statuses == [422] * burst + [429] * 20
    server.time += 60
    assert wrong_codes(server, 60).count(422) <= 60 * WRONG_CODES.per_second + 1


def test_the_right_code_says_nothing_to_one_who_guesses_too_fast(server: Server) -> None:
    wrong_codes(server, 100)
    answer = Browser(server, client="10.0.0.9").post("/join", code=server.table.code, name="Eve")
    assert answer.status == 429
    assert not answer.cookies


def test_guessing_from_many_addresses_is_slowed_down_too(server: Server) -> None:
    statuses = [wrong_codes(server, 10, f"10.0.1.{nth}") for nth in range(30)]
    assert sum(each.count(422) for each in statuses) <= 121
    assert 429 in statuses[-1]


def test_a_class_that_types_slowly_gets_in_within_a_minute(server: Server) -> None:
    wrong_codes(server, 40, "10.0.0.1")
    waited = 0
    while Browser(server, client="10.0.0.1").post("/join", code=server.table.code, name="Ada").status != 303:
        server.time += 5
        waited += 5
        assert waited <= 60


def test_codes_are_read_with_blanks_dashes_and_small_letters(server: Server) -> None:
    code = server.table.code.lower()
    browser = Browser(server)
    assert browser.post("/join", code=f" {code[:3]}-{code[3:]} ", name="Ada").status == 303


# ---------- rates ----------


def test_a_class_of_150_behind_one_address_polls_and_opens_pages(server: Server) -> None:
    tokens = [{"seat": token_of(server, 1, nth)} for nth in range(150)]
    statuses = set()
    for _ in range(3):  # everybody opens a page with five files, then polls
        for cookies in tokens:
            statuses.add(server.ask("GET", "/seat/pulse", cookies).status)
        server.time += 1
    for cookies in tokens:
        statuses |= {server.ask("GET", "/static/classroom.js", cookies).status for _ in range(5)}
    assert 429 not in statuses


def test_one_token_is_slowed_down_and_nobody_else(server: Server) -> None:
    ada, bo = server.seated("japan"), server.seated("china", "Bo")
    server.time += 60
    burst = int(RATES.token.burst)
    assert [ada.get("/seat/pulse?have=x").status for _ in range(burst + 5)][-5:] == [429] * 5
    assert bo.get("/seat/pulse?have=x").status == 200
    server.time += 1
    assert ada.get("/seat/pulse?have=x").status == 200


def test_an_address_with_made_up_tokens_is_slowed_down(server: Server) -> None:
    burst = int(RATES.address.burst)
    statuses = [server.ask("HEAD", "/static/x", {"seat": f"x{nth}"}).status for nth in range(burst + 50)]
    assert statuses.count(429) == 50
    assert server.ask("GET", "/nowhere", client="10.0.0.2").status == 404


# ---------- what fills up ----------


def test_what_a_seat_can_send_in_a_turn_ends(server: Server) -> None:
    ada, bo = server.seated("japan"), server.seated("china", "Bo")
    statuses = []
    for nth in range(MOST_POSTS_A_TURN + 10):
        statuses.append(ada.post("/seat/send", to="all", text=f"word {nth}").status)
        server.time += 1
    assert statuses == [303] * MOST_POSTS_A_TURN + [409] * 10
    assert bo.post("/seat/send", to="all", text="and we?").status == 303
    server.table.post(None, (), "the facilitator always", server.time)


def test_a_message_has_its_length(server: Server) -> None:
    ada = server.seated("japan")
    before = server.everything()
    for text in ("", "   ", "x" * (LONGEST_MESSAGE + 1), "x" * 20_000):
        assert ada.post("/seat/send", to="all", text=text).status in (400, 409)
    assert server.everything() == before


def test_what_a_seat_can_commit_in_a_turn_ends(server: Server) -> None:
    ada = server.seated("japan")
    for _ in range(MOST_COMMITS):
        assert ada.post("/seat/commit").status == 303
        assert ada.post("/seat/withdraw").status == 303
        server.time += 1
    before = server.everything()
    assert ada.post("/seat/commit").status == 409
    assert server.everything() == before
    server.table.end_turn(server.time)
    assert server.table.turn == 2


def test_a_table_fills_up(server: Server) -> None:
    for nth in range(MOST_PEOPLE):
        server.table.join(f"Person {nth}")
    with pytest.raises(TableError, match="full"):
        server.table.join("One more")
    answer = Browser(server).post("/join", code=server.table.code, name="Ada")
    assert answer.status == 409
    assert not answer.cookies


def test_coming_and_going_ends(server: Server) -> None:
    for nth in range(MOST_JOINS):
        server.table.leave(server.table.join(f"Person {nth}"))
    with pytest.raises(TableError, match="too many"):
        server.table.join("One more")


# ---------- seats ----------


def test_nobody_changes_seats_once_play_has_begun(server: Server) -> None:
    ada = server.seated("japan")
    assert ada.post("/sit", seat="china", role="press").status == 303
    server.table.set_clock(server.table.clock.start(server.time))
    before = server.everything()
    assert ada.post("/sit", seat="japan", role="press").status == 403
    assert ada.post("/stand").status == 403
    assert server.everything() == before
    assert ada.post("/sit", seat="china", role="finance").status == 303
    late = server.join("Bo")
    assert late.post("/sit", seat="japan", role="press").status == 303


def test_a_closed_door_keeps_newcomers_out_and_nobody_else(server: Server) -> None:
    ada, teacher = server.seated("japan"), server.facilitator()
    assert teacher.post("/desk/table/1/do/options", set="door:closed").status == 303
    before = server.everything()
    answer = Browser(server).post("/join", code=server.table.code, name="Ada again")
    assert answer.status == 422
    assert not answer.cookies
    assert server.everything() == before
    assert ada.get("/seat/brief").status == 200
    teacher.post("/desk/all/options", set="door:open", tables="all")
    server.join("Bo")


def test_a_browser_that_has_joined_stays_who_it_is(server: Server) -> None:
    ada = server.seated("japan")
    token, before = ada.cookies["seat"], server.everything()
    assert ada.post("/join", code=server.hall.tables[2].code, name="Eve").headers["location"] == "/table"
    assert ada.cookies["seat"] == token
    assert server.everything() == before


def test_only_the_leader_commits_and_withdraws(server: Server) -> None:
    ada, bo = server.seated("japan"), server.seated("japan", "Bo", "press")
    assert bo.post("/seat/commit").status == 409
    assert ada.post("/seat/commit").status == 303
    assert bo.post("/seat/withdraw").status == 409
    assert Power.JAPAN in server.table.session.sheets


def test_a_seat_cannot_be_led_by_two(server: Server) -> None:
    server.seated("japan")
    before_people = server.table.team(Power.JAPAN)
    assert server.join("Bo").post("/sit", seat="japan", role="leader").status == 409
    assert server.table.team(Power.JAPAN) == before_people


def test_who_has_no_seat_sees_no_seat(server: Server) -> None:
    ada = server.join()
    before = server.everything()
    for method, path in server.routes():
        if path.startswith("/seat/"):
            answer = ada.ask(
                method, filled(path, tab="brief"), FORM_HEADS, urlencode({"key": ada.key}).encode()
            )
            assert answer.status in (403, 409), path
    assert server.everything() == before


# ---------- files ----------


def test_what_is_kept_is_its_owners_alone(server: Server) -> None:
    import os
    import stat

    if os.name != "posix":
        pytest.skip("permissions of this system are not looked at")
    for path in (server.folder / "class.db", server.hall.records):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_join_codes_are_drawn_from_many(server: Server) -> None:
    assert len(ALPHABET) ** len(server.table.code) > 8e8
    assert len({table.code for table in server.hall.tables.values()}) == 2
