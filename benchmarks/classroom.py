"""A class under load: 30 tables of 5 people who poll each second, write, commit and talk for two minutes.

The server is `twopercent host` in a process of its own, on this computer only; people are coroutines here.
All tables' clocks end in the same moment. Prints what each kind of request took, by the people's own watch,
and what the server took of the machine; the exit code is 1 after any error. The people share the machine with
the server: `own delay` says how late they themselves were.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from html import unescape
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import psutil

from game.content import load_scenario
from rules import POWERS, OrderSheet, Power, legal_orders, new_game, observe
from rules.notation import write

SCENARIO = "two_percent_by_march"
PEOPLE = ("leader", "finance", "defence", "foreign", "press")
TABS = ("brief", "map", "budget", "programmes", "policy", "posture", "diplomacy", "watch", "log", "messages")
"""The pages that students read; the same ones are live on their screens."""

TARGET_P95, TARGET_MEMORY = 150.0, 400.0
"""Milliseconds and megabytes."""

KEY = re.compile(r'name="key" value="([0-9a-f]+)"')
PULSE = re.compile(r'hx-get="(/(?:seat|table)/pulse[^"]*)"')
FILE = re.compile(r'(?:href|src)="(/(?:static|fonts)/[^"]+)"')


class Told:
    """What was measured: milliseconds by kind, and what went wrong."""

    def __init__(self) -> None:
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.bytes: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.measuring = False

    def take(self, kind: str, seconds: float, status: int, size: int) -> None:
        if status >= 500 or status in (401, 403, 404, 413, 421, 429):
            self.errors[f"{kind}: {status}"] += 1
        elif status >= 400:
            self.refused[f"{kind}: {status}"] += 1
        if self.measuring:
            self.times[kind].append(1000 * seconds)
            self.bytes[kind] += size


class Wire:
    """One kept connection of one browser, with its cookie."""

    def __init__(self, port: int, told: Told) -> None:
        self.port, self.told = port, told
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._turn = asyncio.Lock()

    async def ask(
        self, kind: str, path: str, fields: dict[str, str] | None = None, changed: str = ""
    ) -> tuple[int, str]:
        """Ask and measure until the last byte is here; an answer with content may be of another kind."""
        async with self._turn:
            began = time.perf_counter()
            try:
                status, body = await asyncio.wait_for(self._asked(path, fields), 30)
            except (OSError, EOFError, ValueError) as error:
                self.told.errors[f"{kind}: {type(error).__name__}"] += 1
                self.close()
                return 0, ""
            kind = changed if changed and body else kind
            self.told.take(kind, time.perf_counter() - began, status, len(body))
            return status, body.decode()

    async def _asked(self, path: str, fields: dict[str, str] | None) -> tuple[int, bytes]:
        """Ask; once more where the connection was kept so long that the server closed it, as browsers do."""
        kept = self._writer is not None
        try:
            return await self._ask(path, fields)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            if not kept or getattr(error, "partial", b""):
                raise
            self.close()
            return await self._ask(path, fields)

    async def _ask(self, path: str, fields: dict[str, str] | None) -> tuple[int, bytes]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._reader, self._writer
        assert reader is not None
        body = b"" if fields is None else urlencode(fields).encode()
        head = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if fields is not None:
            head += ["HX-Request: true"] if "on" in fields else []
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*head, "\r\n"]).encode() + body)
        return await self._answer(reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        heads = {}
        for name, _, value in (line.partition(": ") for line in lines):
            heads[name.lower()] = value
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        body = await reader.readexactly(int(heads.get("content-length", "0")))
        if heads.get("connection") == "close":
            self.close()
        return int(first.split()[1]), body

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


@cache
def menu(power: Power) -> list[str]:
    """Return orders that a seat may begin with; later in a game some of them are refused, as people's are."""
    seen = observe(new_game(load_scenario(SCENARIO), 1), power)
    return [write(order) for order in legal_orders(seen, OrderSheet(power))]


class Student:
    """Somebody at a table who does what students do, at their own moments."""

    def __init__(self, wire: Wire, code: str, nth: int, number: int) -> None:
        self.wire, self.code = wire, code
        self.power, self.role = POWERS[nth % len(POWERS)], "leader" if nth < len(POWERS) else PEOPLE[nth]
        self.number = number
        self.random = Random(number)
        self.key = self.pulse = ""
        self.tab = "brief"
        self.committed = False

    async def arrive(self) -> None:
        ask = self.wire.ask
        _, page = await ask("files", "/")
        for path in dict.fromkeys(FILE.findall(page)):
            await ask("files", path)
        await ask("join", "/join", {"code": self.code, "name": f"Person {self.number}"})
        _, page = await ask("join", "/table")
        self.look(page)
        await ask("join", "/sit", {"key": self.key, "seat": self.power.key, "role": self.role})
        await self.read("brief")

    async def read(self, tab: str) -> None:
        status, page = await self.wire.ask(f"page {tab}", f"/seat/{tab}")
        if status == 200:
            self.tab = tab
            self.look(page)

    def look(self, page: str) -> None:
        """Take note of what a page hands its script: the key of its forms and the stamp."""
        if found := KEY.search(page):
            self.key = found[1]
        if found := PULSE.search(page):
            self.pulse = unescape(found[1])

    async def poll(self) -> None:
        status, page = await self.wire.ask("pulse", self.pulse, changed="pulse with news")
        if status == 200:
            self.look(page)

    async def act(self, tabs: tuple[str, ...]) -> None:
        """Do one thing of those that students do: mostly read, often write, sometimes talk or commit."""
        what = self.random.random()
        if what < 0.5:
            await self.read(self.random.choice(tabs))
        elif what < 0.8:
            if self.committed:
                await self.post("withdraw", {})
                self.committed = False
            await self.post("write", {"do": "add", "order": self.random.choice(menu(self.power))})
        elif what < 0.9:
            to = self.random.choice(["all", "facilitator", *(power.key for power in POWERS)])
            await self.post("send", {"to": to, "text": f"From {self.number}: shall we talk about this? " * 3})
        elif self.role == "leader":
            self.committed = await self.post("commit", {}) in (200, 204, 303)

    async def post(self, what: str, fields: dict[str, str]) -> int:
        status, _ = await self.wire.ask(what, f"/seat/{what}", {"key": self.key, "on": self.tab, **fields})
        return status

    async def live(self, until: float, tabs: tuple[str, ...]) -> None:
        """Poll each second, and do something every eight seconds or so."""
        begin = time.monotonic() + self.random.random()
        nth, act = 0, begin + 8 * self.random.random()
        while (now := time.monotonic()) < until:
            await asyncio.sleep(max(0.0, begin + nth - now))
            nth += 1
            await self.poll()
            if time.monotonic() > act:
                act += self.random.expovariate(1 / 8)
                await self.act(tabs)


class Teacher:
    """The facilitator, who starts the clocks and looks at the desk."""

    def __init__(self, wire: Wire, link: str, tables: int) -> None:
        self.wire, self.link, self.tables = wire, link, tables
        self.key = ""

    async def arrive(self) -> None:
        await self.wire.ask("join", self.link)
        await self.look()

    async def look(self) -> None:
        _, page = await self.wire.ask("desk", "/desk")
        if found := KEY.search(page):
            self.key = found[1]

    async def clock(self, do: str) -> None:
        await self.wire.ask("clocks", "/desk/all/clock", {"key": self.key, "do": do, "tables": "all"})

    async def live(self, until: float) -> None:
        """Look at the desk every five seconds, and start whatever clock stands."""
        while time.monotonic() < until:
            await self.clock("start")
            await self.look()
            await asyncio.sleep(5)


class Watch:
    """What the server takes of the machine, and how late this process itself is."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.memory = 0.0
        self.late: list[float] = []
        self.began, self.ended = 0.0, 0.0

    async def look(self, until: float) -> None:
        self.began = self._used()
        while time.monotonic() < until:
            before = time.perf_counter()
            await asyncio.sleep(0.1)
            self.late.append(1000 * (time.perf_counter() - before - 0.1))
            self.memory = max(self.memory, self.process.memory_info().rss / 1e6)
        self.ended = self._used()

    def _used(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


# ---------- the server ----------


@contextmanager
def served(folder: Path, tables: int, minutes: float) -> Iterator[tuple[psutil.Process, int, list[str], str]]:
    """Serve a class in a process of its own; yield it, its port, the codes and the facilitator's link."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [
        "host",
        "--tables",
        str(tables),
        "--minutes",
        str(minutes),
        "--port",
        str(port),
        "--scenario",
        SCENARIO,
    ]
    command = [sys.executable, "-c", "from game.cli.main import run; raise SystemExit(run())", *line]
    server = subprocess.Popen(
        [*command, "--store", str(folder / "class.db")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        codes, link = [], ""
        for said in server.stdout:
            if found := re.search(r"\?code=(\w+)$", said.strip()):
                codes.append(found[1])
            elif found := re.search(r"(/desk/enter/\S+)", said):
                link = found[1]
                break
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        yield psutil.Process(server.pid), port, codes, link
    finally:
        server.terminate()
        server.wait(20)


# ---------- the measurement ----------


async def measure(
    told: Told, seconds: float, tables: int, ready: tuple[psutil.Process, int, list[str], str]
) -> Watch:
    process, port, codes, link = ready
    students = [
        Student(Wire(port, told), code, nth, 5 * table + nth)
        for table, code in enumerate(codes)
        for nth in range(len(PEOPLE))
    ]
    teacher = Teacher(Wire(port, told), link, tables)
    await teacher.arrive()
    for some in range(0, len(students), 10):
        await asyncio.gather(*(student.arrive() for student in students[some : some + 10]))
    tabs = tuple([tab for tab in TABS if (await students[0].wire.ask("trial", f"/seat/{tab}"))[0] == 200])
    told.errors.clear()  # pages that are not there
    gc.freeze()
    watch, until, told.measuring = Watch(process), time.monotonic() + seconds, True
    await asyncio.gather(
        watch.look(until), teacher.live(until), *(student.live(until, tabs) for student in students)
    )
    for each in (teacher, *students):
        each.wire.close()
    return watch


def figures(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {"n": len(ordered), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": ordered[-1]}


def report(told: Told, watch: Watch, seconds: float) -> dict[str, object]:
    everything = [each for times in told.times.values() for each in times]
    return {
        "kinds": {kind: figures(times) for kind, times in sorted(told.times.items())},
        "all": figures(everything),
        "own delay": figures(watch.late),
        "requests per second": len(everything) / seconds,
        "bytes": {kind: told.bytes[kind] / len(told.times[kind]) for kind in sorted(told.times)},
        "server": {
            "memory MB": watch.memory,
            "CPU share of a core": (watch.ended - watch.began) / seconds,
        },
        "refused": dict(told.refused),
        "errors": dict(told.errors),
    }


def show(found: dict[str, object], tables: int) -> None:
    kinds = {**found["kinds"], "all": found["all"], "own delay": found["own delay"]}  # type: ignore[dict-item]
    print(f"{'milliseconds':14}{'n':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}{'bytes':>9}")
    for kind, row in kinds.items():
        size = found["bytes"].get(kind)  # type: ignore[attr-defined]
        cells = "".join(f"{row[name]:8.1f}" for name in ("p50", "p95", "p99", "max"))
        print(f"{kind:14}{row['n']:8}{cells}{size or 0:9.0f}")
    server = found["server"]
    print(
        f"{tables} tables, {found['requests per second']:.0f} requests a second; the server took "
        f"{server['memory MB']:.0f} MB and {100 * server['CPU share of a core']:.0f} % of a core."  # type: ignore[index]
    )
    print(f"refused as it should be: {found['refused']}; errors: {found['errors'] or 'none'}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--minutes", type=float, default=0.5, help="minutes of a turn")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), args.tables, args.minutes) as ready:
        watch = asyncio.run(measure(told, min(args.seconds, 600.0), args.tables, ready))
    found = report(told, watch, args.seconds)
    print(json.dumps(found, indent=1)) if args.json else show(found, args.tables)
    late = statistics.quantiles(watch.late, n=20)[-1]
    p95 = found["all"]["p95"]  # type: ignore[index]
    met = p95 <= TARGET_P95 and watch.memory < TARGET_MEMORY
    print(
        f"targets (p95 {TARGET_P95:.0f} ms, {TARGET_MEMORY:.0f} MB): {'met' if met else 'missed'}; "
        f"own delay p95 {late:.1f} ms",
        file=sys.stderr,
    )
    return 1 if told.errors else 0


if __name__ == "__main__":
    sys.exit(main())
