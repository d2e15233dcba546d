"""A class for tests: the whole application in this process, asked like a browser does, with our own clock."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlencode

from attrs import define, field, frozen
from starlette.routing import Route

from game.classroom.app import make_app
from game.classroom.archive import write_archive
from game.classroom.guard import Guard
from game.classroom.hall import Hall, Plan
from game.classroom.security import FACILITATOR, PERSON
from game.classroom.store import Store
from game.classroom.table import Table
from game.classroom.web import desk_values
from rules.fingerprint import digest

SCENARIO: Final = "two_percent_by_march"
HOST: Final = "127.0.0.1:8025"
FORM: Final = "application/x-www-form-urlencoded"

WITH_FILES: Final = ("/desk/injects/file",)
"""The forms that bring a file and are sent in parts."""

_EDGE: Final = "edge-of-a-part"


@frozen
class Answer:
    """What came back: status, headers (lower case; the last of a name), cookies set, body."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@define
class Form:
    """A form of a page: where it goes, and each field with the values that it offers."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(factory=dict)


class Here(Executor):
    """Packs the archive at once and makes no debrief: work that the server gives to another process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs) if fn is write_archive else "not made in a test")
        return future


class Server:
    """The server of a class without a network."""

    def __init__(self, folder: Path, tables: int = 1, scenario: str = SCENARIO) -> None:
        self.folder = folder
        self.time = 1000.0
        self.hall = Hall(Store(folder / "class.db"), folder / "records", Here)
        if not self.hall.tables:
            self.hall.begin(Plan(scenario, tables))
        self.app = make_app(self.hall, frozenset({"127.0.0.1", "localhost"}), lambda: self.time)
        self._runner = asyncio.Runner()

    @property
    def table(self) -> Table:
        """The first table."""
        return self.hall.tables[1]

    def close(self) -> None:
        """Close everything."""
        self._runner.close()
        self.hall.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        method: str,
        path: str,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        client: str = "127.0.0.1",
    ) -> Answer:
        """Return the answer to a request; a path may have a query and escapes."""
        return self._runner.run(self._ask(method, path, cookies or {}, headers or {}, body, client))

    async def _ask(
        self,
        method: str,
        path: str,
        cookies: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        client: str,
    ) -> Answer:
        raw, _, query = path.partition("?")
        heads = {"host": HOST, "content-length": str(len(body)), **headers}
        if cookies:
            heads["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw),
            "raw_path": quote(raw, "/%").encode(),
            "root_path": "",
            "query_string": query.encode("utf-8", "surrogatepass"),
            "headers": [
                (name.lower().encode("latin-1"), str(value).encode("latin-1", "replace"))
                for name, value in heads.items()
            ],
            "client": (client, 5000),
            "server": ("127.0.0.1", 8025),
            "state": {},
        }
        asked = iter([{"type": "http.request", "body": body, "more_body": False}])
        sent: list[Any] = []

        async def receive() -> Any:
            for message in asked:
                return message
            return await asyncio.Future()

        async def send(message: Any) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        return _answer(sent)

    # ---------- people ----------

    def join(self, name: str = "Ada", table: int = 1) -> Browser:
        """Let somebody join by the form."""
        browser = Browser(self)
        browser.post("/join", code=self.hall.tables[table].code, name=name)
        assert "seat" in browser.cookies
        return browser

    def seated(self, seat: str, name: str = "Ada", role: str = "leader", table: int = 1) -> Browser:
        """Let somebody join and sit down by the forms."""
        browser = self.join(name, table)
        answer = browser.post("/sit", seat=seat, role=role)
        assert answer.status == 303, answer.text
        return browser

    def facilitator(self) -> Browser:
        """Let the facilitator in by the link."""
        browser = Browser(self)
        browser.get(f"/desk/enter/{self.hall.facilitator_key}")
        assert "desk" in browser.cookies
        return browser

    # ---------- what there is ----------

    def routes(self) -> Iterator[tuple[str, str]]:
        """Yield the method and path of every page and form, in the order of the application."""
        for guard in (self.app,):
            assert isinstance(guard, Guard)
            for route in guard.app.routes:  # type: ignore[attr-defined]
                if isinstance(route, Route):
                    for method in sorted((route.methods or set()) - {"HEAD"}):
                        yield method, route.path

    def everything(self) -> tuple[object, ...]:
        """Return all that a request could change: store, records, games, clocks."""
        db = self.hall.store._db
        tables = tuple(_game(table) for table in self.hall.tables.values())
        records = tuple((path.name, path.stat().st_size) for path in sorted(self.hall.records.iterdir()))
        return db.total_changes, records, tables

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of the store, by its table."""
        db = self.hall.store._db
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: db.execute(f'select * from "{name}"').fetchall() for name in names}


@define
class Browser:
    """Somebody's browser: cookies, and forms sent with their key."""

    server: Server
    cookies: dict[str, str] = field(factory=dict)
    client: str = "127.0.0.1"

    @property
    def key(self) -> str:
        """The key of this person's forms; empty before they joined."""
        return self.key_for("/desk" if "seat" not in self.cookies else "/")

    def key_for(self, path: str) -> str:
        """Return the key of this person's forms on a page: those of the desk have another."""
        token = self.cookies.get("desk" if path.startswith("/desk") else "seat")
        return self.server.hall.keys.form_key(token) if token else ""

    def get(self, path: str, **headers: str) -> Answer:
        """Return a page."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form with its key."""
        return self.ask("POST", path, *sent(path, {"key": self.key_for(path), **fields}))

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Ask with this browser's cookies, and keep those that come back."""
        answer = self.server.ask(method, path, self.cookies, headers, body, self.client)
        for name, value in answer.cookies.items():
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer


def sent(path: str, fields: Mapping[str, str]) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body with which a browser sends a form."""
    if path not in WITH_FILES:
        return {"content-type": FORM}, urlencode(fields, errors="surrogatepass").encode()
    parts = [
        f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    text = "".join([*parts, f"--{_EDGE}--\r\n"])
    return {"content-type": f"multipart/form-data; boundary={_EDGE}"}, text.encode("utf-8", "surrogatepass")


def token_of(server: Server, table: int, person: int) -> str:
    """Return the token that somebody at a table would have."""
    return server.hall.keys.sign(PERSON, {"t": table, "p": person})


def desk_token_of(server: Server) -> str:
    """Return the facilitator's token."""
    return server.hall.keys.sign(FACILITATOR, desk_values(server.hall))


def filled(path: str, **values: str) -> str:
    """Return a route's path with its places filled in: numbers with 1, words with x, or as said."""

    def fill(found: re.Match[str]) -> str:
        name, _, kind = found[1].partition(":")
        return values.get(name, "1" if kind == "int" else "x")

    return re.sub(r"\{([^}]+)\}", fill, path)


def forms_of(text: str) -> list[Form]:
    """Return the forms of a page, and what htmx sends from it."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


def links_of(text: str) -> list[str]:
    """Return where a page leads within the server, files apart."""
    found = [unescape(each) for each in re.findall(r'(?:href|hx-get)="(/[^"#]*)', text)]
    return list(dict.fromkeys(each for each in found if not each.startswith(("/static/", "/fonts/"))))


class _Forms(HTMLParser):
    """Gathers forms and their fields; `form=` on a field names its form by id."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(values.get("action", ""), values.get("method", "get").upper())
            self.forms.append(self._open)
            self._by_id[values.get("id", "")] = self._open
        for verb in ("get", "post"):
            if f"hx-{verb}" in values:
                self.forms.append(Form(unescape(values[f"hx-{verb}"]), verb.upper()))
        form = self._by_id.get(values.get("form", ""), self._open) if "form" in values else self._open
        if form is None:
            return
        name = values.get("name", "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            form.fields.setdefault(self._select, []).append(values.get("value", ""))
        elif tag in ("input", "button", "textarea", "select") and name:
            form.fields.setdefault(name, [])
            if "value" in values:
                form.fields[name].append(values["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""


def _answer(sent: list[Any]) -> Answer:
    head = sent[0]
    headers, cookies = {}, {}
    for name, value in head["headers"]:
        headers[name.decode()] = value.decode("latin-1")
        if name == b"set-cookie":
            cookie, _, rest = value.decode("latin-1").partition("=")
            cookies[cookie] = rest.partition(";")[0].strip('"')
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(head["status"], headers, cookies, body)


def _game(table: Table) -> tuple[object, ...]:
    session = table.session
    return (
        *(session.turn, digest(session.state), tuple(sorted(session.sheets.items()))),
        *(tuple(session.messages), tuple(sorted(session.memos.items())), tuple(session.seats.items())),
        *(table.clock, table.fallback, table.people, table.posts(None)),
        tuple(book.orders for _, book in sorted(table._books.items())),
        tuple(
            sorted((part.value, whose or 0, count) for (part, whose), count in table.stamps.counts.items())
        ),
    )
