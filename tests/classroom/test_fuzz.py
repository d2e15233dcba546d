"""Whatever is sent, the server answers: never with a fault of its own, and a refusal changes nothing.

Forms are those of the pages themselves, found in their HTML and then spoilt; routes are those of the
application. What a seat's people are granted changes nothing of another seat or table.
"""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from attrs import define, field, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builders import DEEP, how_many
from classroom_server import Browser, Form, Server, filled, forms_of, links_of, sent, token_of
from game.classroom.clock import Clock
from game.classroom.rows import Person
from game.classroom.security import PERSON
from game.classroom.table import Table
from rules import POWERS, legal_orders
from rules.notation import write
from rules.terms import Power

LENGTH: Final = how_many(20, 40)
"""Requests in a row on one class."""

RUNS: Final = how_many(16, 150)

ACTORS: Final = (
    *("ada", "ada", "bo", "bo", "cy", "cy", "teacher", "teacher", "elsewhere", "unseated"),
    *("stranger", "gone", "forged"),
)
SEATS: Final = {"ada": Power.JAPAN, "bo": Power.JAPAN, "cy": Power.CHINA}

GARBAGE: Final = (
    *("", " ", "x", "0", "-1", "1", "2", "1.5", "1e400", "nan", "9" * 19, "9" * 400, "²", "١٢", "０"),
    *("\x00", "a\x00b", "\r\nset-cookie: a=b", "\u202e", "\ud800", "\U0001f600" * 300, "é" * 3000),
    *("<script>", "{{ 7*7 }}", "{% raw %}", "%s%n", "../../etc/passwd", "' or 1=1 --", "None", "null"),
    *("japan", "JAPAN", "us", "china", "dprk", "facilitator", "all", "leader", "brief", "human"),
    *("dial 200", "dial japan 200", "alert 3", "signal", "[" * 5000, "{" * 5000, "[{a = " * 900),
    *('[{shift = "support", whom = "japan", by = 99999999999999999999}]', "a = 1979-05-27", "by = 1e400"),
    *("[[inject]]", '[[inject]]\nname = "x"\nreason = "y"\nmessage = "z"', "key = " + "9" * 5000),
)

PATHS: Final = (
    *("/", "/nowhere", "/seat", "/seat/", "/seat/nowhere", "/desk/", "/static/htmx.min.js", "/static/x"),
    *("/seat/%00", "/seat/%ff", "/desk/table/0", "/desk/table/99999", "/desk/table/-1", "/table/1"),
    *(
        "/desk/table/" + "9" * 300,
        "//",
        "/../",
        "/seat/pulse?have=" + "x" * 2000,
        "/seat/brief?" + "a=b&" * 900,
    ),
)

METHODS: Final = (
    "GET",
    "GET",
    "GET",
    "POST",
    "POST",
    "POST",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "G\xc9T",
)

HEADERS: Final[tuple[dict[str, str], ...]] = (
    *({}, {}, {}, {}, {"hx-request": "true"}, {"hx-request": "true", "hx-target": "x"}),
    *(
        {"content-type": "application/json"},
        {"content-type": "text/html; charset=\xff"},
        {"content-type": ""},
    ),
    *({"content-length": "7"}, {"content-length": "x"}, {"transfer-encoding": "chunked"}),
    *({"origin": "null"}, {"origin": "http://127.0.0.1:8025"}, {"host": "elsewhere"}, {"host": "\xff"}),
    *(
        {"accept-encoding": "\x01"},
        {"range": "bytes=9-1,-"},
        {"if-none-match": '"' * 99},
        {"cookie": "seat=; ;="},
    ),
    *(
        {"x-form-key": "x"},
        {"x-forwarded-for": "1.2.3.4"},
        {"if-modified-since": "x"},
        {"expect": "100-continue"},
    ),
)


WAYS: Final = (
    "form",
    "form",
    "form",
    "form",
    "form",
    "order",
    "order",
    "link",
    "link",
    "link",
    "route",
    "path",
)
"""How a request is found: a form or a link of a page, an order of some seat, a route, a path of ours."""


@frozen
class Try:
    """One request as it is drawn: who, where, and which values to choose by number or to spoil."""

    actor: str
    method: str
    way: str
    where: int
    pick: int
    spoil: tuple[tuple[int, str], ...]
    headers: Mapping[str, str]
    keyed: bool


texts = st.sampled_from(GARBAGE) | st.text(max_size=30) | st.integers().map(str)
numbers = st.integers(0, 10**6)
tries = st.builds(
    Try,
    actor=st.sampled_from(ACTORS),
    method=st.sampled_from(METHODS),
    way=st.sampled_from(WAYS),
    where=numbers,
    pick=numbers,
    spoil=st.just(()) | st.lists(st.tuples(numbers, texts), max_size=3).map(tuple),
    headers=st.just({}) | st.sampled_from(HEADERS),
    keyed=st.sampled_from((True, True, True, True, False)),
)


@define
class Room:
    """A class under fire: a server with people of every kind, and the forms that they were shown."""

    server: Server
    people: dict[str, Browser]
    forms: dict[str, dict[str, list[Form]]] = field(factory=dict)
    links: dict[str, list[str]] = field(factory=dict)
    asked: int = 0
    granted: Counter[str] = field(factory=Counter)

    def shot(self, each: Try) -> None:
        """Send one request, and see that nothing is changed that it may not change."""
        method, path, headers, body = self._request(each)
        self.server.time += 2.0
        before, own = self.server.everything(), self._own(each.actor)
        others = self._of_others(own)
        answer = self.people[each.actor].ask(method, path, headers, body)
        told = f"{each.actor} {method} {path[:200]} {body[:300]!r} {dict(headers)} -> {answer.status}"
        assert answer.status < 500, told
        if answer.status >= 400 or method != "POST":
            assert self.server.everything()[:2] == before[:2], told
            assert played(self.server.everything()) == played(before), told
        if each.actor != "teacher":
            assert self._of_others(own) == others, told
        if "html" in answer.headers.get("content-type", ""):
            self.learn(each.actor, answer.text)
        self.asked += 1
        if answer.status < 400 and method == "POST":
            self.granted[path] += 1
        if "desk" not in self.people["teacher"].cookies:
            self.people["teacher"] = self.server.facilitator()
        if "seat" not in self.people[each.actor].cookies and each.actor in SEATS:
            self._again(each.actor)

    def _request(self, each: Try) -> tuple[str, str, Mapping[str, str], bytes]:
        browser = self.people[each.actor]
        if each.way == "path":
            return each.method, PATHS[each.where % len(PATHS)], each.headers, b""
        if each.way == "order":
            path, fields = (
                "/seat/write",
                {"do": ("add", "remove", "move")[each.pick % 3], "order": self._order(each)},
            )
            return "POST", path, *self._sent(browser, each, path, fields)
        if each.way == "link":
            links = self.links.get(each.actor) or ["/"]
            return each.method, bent(links[each.where % len(links)], each.spoil), each.headers, b""
        if each.way == "form":
            form = self._form(each)
            fields = {
                name: values[each.pick % len(values)] if values else "x"
                for name, values in form.fields.items()
            }
            if form.method == "GET":
                return "GET", form.action or "/", each.headers, b""
            return "POST", form.action, *self._sent(browser, each, form.action, fields)
        routes = list(self.server.routes())
        method, path = routes[each.where % len(routes)]
        values = iter([text for _, text in each.spoil])
        path = filled(path, tab="orders", key=next(values, "x"), deed="clock", seat="japan", what="results")
        return method, quoted(path), *self._sent(browser, each, path, {})

    def _form(self, each: Try) -> Form:
        """Return one of the forms that somebody was shown: each action is as likely as any other."""
        known = self.forms.get(each.actor) or {"/join": [Form("/join", "POST", {"code": [], "name": []})]}
        forms = known[list(known)[each.where % len(known)]]
        return forms[each.pick % len(forms)]

    def _sent(
        self, browser: Browser, each: Try, path: str, fields: dict[str, str]
    ) -> tuple[Mapping[str, str], bytes]:
        """Return headers and body of a form that is spoilt here and there."""
        fields = {**fields, **({"key": browser.key_for(path)} if each.keyed else {})}
        names = [name for name in fields if name != "key"] or ["do"]
        for where, text in each.spoil:
            fields[names[where % len(names)]] = text
        kind, body = sent(path.partition("?")[0], fields)
        return {**kind, **each.headers}, body

    def _order(self, each: Try) -> str:
        """Return an order that this seat, or another, may give."""
        own = SEATS.get(each.actor, Power.US)
        power = own if each.where % 2 else POWERS[each.where // 2 % 4]
        orders = legal_orders(self.server.table.view(power).observation)
        return write(orders[each.pick % len(orders)])

    def learn(self, actor: str, text: str) -> None:
        """Keep the forms and links of a page that somebody was shown."""
        links = self.links.setdefault(actor, [])
        links += [each for each in links_of(text) if each not in links][:60]
        del links[:-300]
        known = self.forms.setdefault(actor, {})
        for form in forms_of(text):
            if form.action == "/leave" and actor in SEATS:
                continue  # a route's own request makes them leave now and then
            same = known.setdefault(form.action, [])
            if form not in same:
                same.append(form)
                del same[:-30]

    def _again(self, name: str) -> None:
        """Let somebody who left come back."""
        self.people[name] = self.server.join(name)
        self.people[name].post("/sit", seat=SEATS[name].key, role="press")

    def _own(self, actor: str) -> tuple[Table, Person] | None:
        token = self.people[actor].cookies.get("seat", "")
        return self.server.hall.whose(self.server.hall.keys.read(PERSON, token))

    def _of_others(self, own: tuple[Table, Person] | None) -> tuple[object, ...]:
        """Return all that is not this person's or their seat's: the course of games, seats, people, words."""
        home, person = own or (None, None)
        return tuple(
            others(table, person if table is home else None, open_to_all=person is None)
            for table in self.server.hall.tables.values()
        )


def others(table: Table, person: Person | None, *, open_to_all: bool) -> tuple[object, ...]:
    """Return all of a table that a person may not change; strangers may still join it."""
    seat = None if person is None else person.seat
    rest = [power for power in POWERS if power is not seat]
    people = [each for each in table.people if person is None or each.id != person.id]
    return (
        *(table.turn, table.clock, table.fallback, table.options, table.name, table.session.seats),
        *([table.session.sheets.get(power) for power in rest], [table.book(power).orders for power in rest]),
        [table.receipts(power) for power in rest],
        [post for post in table.posts(None) if seat is None or post.sender is not seat],
        () if open_to_all else people,
    )


def played(everything: tuple[object, ...]) -> object:
    """Return what stands of the games, without what is only counted or kept in memory."""
    tables: Any = everything[2]
    return tuple(each[:-2] for each in tables)


def bent(link: str, spoil: tuple[tuple[int, str], ...]) -> str:
    """Return a link with some values of its query, or one more, spoilt."""
    path, _, query = link.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    for where, text in spoil:
        names = [name for name, _ in pairs] or ["at", "on", "have", "level", "order", "from", "table"]
        pairs = [*((name, value) for name, value in pairs if name != names[where % len(names)])]
        pairs.append((names[where % len(names)], text))
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path


def quoted(path: str) -> str:
    """Return a path with its strange signs escaped."""
    return quote(path, safe="/:", errors="replace")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of two tables in the second turn, with people in it, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    with Server(folder, tables=2) as server:
        for name, power in SEATS.items():
            role = "leader" if name != "bo" else "press"
            server.seated(power.key, name, role)
        server.join("unseated")
        server.seated("us", "elsewhere", table=2)
        server.join("gone").post("/leave")
        server.table.end_turn(server.time)
    return folder


FIRST: Final = ("/", "/table", "/seat/brief", "/seat/budget", "/seat/messages", "/seat/commit")
FIRST_OF_THE_DESK: Final = ("/desk", "/desk/table/1", "/desk/table/1/acts", "/desk/injects", "/desk/compare")
"""The pages that people have seen when they begin; they find others by their links."""


def room_of(folder: Path) -> Iterator[Room]:
    with Server(folder, tables=2) as server:
        tokens = {name: token_of(server, 1, nth) for nth, name in enumerate((*SEATS, "unseated"), 1)}
        tokens |= {"elsewhere": token_of(server, 2, 5), "gone": token_of(server, 1, 6), "forged": "x.y"}
        people = {name: Browser(server, {"seat": token}) for name, token in tokens.items()}
        people |= {"stranger": Browser(server), "teacher": server.facilitator()}
        server.table.set_clock(Clock.for_turn(600.0))
        room = Room(server, people)
        for name, browser in people.items():
            for path in FIRST_OF_THE_DESK if name == "teacher" else FIRST:
                answer = browser.get(path)
                if answer.status == 200:
                    room.learn(name, answer.text)
        yield room


_count: list[int] = []


@pytest.fixture(scope="module", autouse=True)
def traces() -> Iterator[None]:
    """Let a fault of the server's be told with its trace."""
    log = logging.getLogger("game.classroom.guard")
    log.setLevel(logging.DEBUG)
    yield
    log.setLevel(logging.NOTSET)


@settings(
    max_examples=RUNS,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(shots=st.lists(tries, min_size=LENGTH, max_size=LENGTH))
def test_whatever_is_sent_is_answered_and_a_refusal_changes_nothing(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, shots: list[Try]
) -> None:
    folder = tmp_path_factory.mktemp("fired") / "class"
    shutil.copytree(prepared, folder)
    for room in room_of(folder):
        for each in shots:
            room.shot(each)
        _count.append(room.asked)
    shutil.rmtree(folder.parent)


def test_enough_was_sent() -> None:
    assert sum(_count) >= (5000 if DEEP else 300)
