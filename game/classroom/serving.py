"""Serving a class: the door it comes in by, what a teacher reads first, and the server itself."""

from __future__ import annotations

import errno
import gc
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import click
import segno
import uvicorn
from attrs import asdict, frozen

from game.classroom.app import make_app
from game.classroom.hall import Hall, Plan
from game.classroom.store import Store, StoreError
from game.classroom.web import now
from game.classroom.wire import settings
from game.content import scenario_plain
from game.content_findings import Fault
from game.content_injects import InjectError

LOOPBACK: Final = "127.0.0.1"
"""The address of this computer that no other can reach."""

_EVERYWHERE: Final = "0.0.0.0"

_TOWARDS: Final = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
"""Addresses in whose direction the computer's own is asked for; nothing is sent to them."""


class DoorError(Exception):
    """Why a class cannot be served at an address and port, in one line."""


@frozen
class Door:
    """Where a class is served: the port, whether the network may come in, and an address to show."""

    port: int = 8025
    lan: bool = False
    address: str | None = None


def serve(plan: Plan, store: Path, door: Door, injects: Path | None = None) -> None:
    """Serve a class until Ctrl-C: the one kept in the store, or a new one as planned."""
    address = f"http://{shown_address(door)}:{door.port}"
    with opened(door) as listening:
        hall = open_hall(plan, store, now())
        hall.address = address
        try:
            if injects is not None:
                prepare(hall, injects)
            for line in (*greeting(hall, plan), *welcome(hall, address, door)):
                click.echo(line)
            _run(hall, door, listening)
        finally:
            hall.close()
    click.echo(f"Stopped. The class is kept in {store}: the same line goes on with it.")


def _run(hall: Hall, door: Door, listening: socket.socket) -> None:
    """Answer requests until somebody stops the program."""
    config = settings(make_app(hall, hosts(door)), *listening.getsockname())
    gc.collect()
    gc.freeze()  # what is here now stays: the collector need not look at it again
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end is as good as Ctrl-C
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def open_hall(plan: Plan, store: Path, time: float) -> Hall:
    """Return the class kept in a store, made whole again, or a new one as planned."""
    if not store.exists():
        scenario_plain(plan.scenario)  # an unknown one leaves no file behind
    hall = Hall(Store(store), store.with_name(f"{store.stem}-records"))
    try:
        if hall.is_new:
            hall.begin(plan)
        if not hall.tables:
            raise StoreError(f"{store}: no table can go on; {hall.lost[0]}")
        hall.go_on(time)
    except BaseException:
        hall.close()
        raise
    return hall


def prepare(hall: Hall, injects: Path) -> None:
    """Lay the injects of a file ready, those that are not yet; raise InjectError with all its faults."""
    try:
        text = injects.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InjectError((Fault(str(injects), "", f"cannot be read: {error.strerror}"),)) from None
    except UnicodeDecodeError:
        raise InjectError((Fault(str(injects), "", "is not text (UTF-8)"),)) from None
    first = next(iter(hall.tables.values()))
    hall.agenda.read(text, first.session.state, str(injects))


# ---------- the door ----------


def opened(door: Door) -> socket.socket:
    """Return a socket that listens at a door; raise DoorError where it cannot, with a port that is free."""
    try:
        return _listen(door, door.port)
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                raise DoorError(f"port {door.port} is taken: {_advice(door)}") from None
            case errno.EACCES:
                line = f"port {door.port} is for administrators: try --port {Door().port}"
                raise DoorError(line) from None
        raise DoorError(f"port {door.port} cannot be listened at: {error.strerror}") from None


def _advice(door: Door) -> str:
    for port in range(door.port + 1, min(door.port + 100, 65536)):
        with suppress(OSError):
            _listen(door, port).close()
            return f"try --port {port}"
    return "name another with --port"


def _listen(door: Door, port: int) -> socket.socket:
    # with its protocol named, asyncio sends at once; else the last bytes of each answer wait 40 ms
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((_EVERYWHERE if door.lan else LOOPBACK, port))
        listening.listen(256)
    except BaseException:
        listening.close()
        raise
    return listening


def shown_address(door: Door) -> str:
    """Return the address that people type; raise DoorError where the computer is on no network."""
    if door.address is not None:
        return door.address
    if not door.lan:
        return LOOPBACK
    known = lan_addresses()
    if not known:
        raise DoorError("this computer is on no network: join one, or leave --lan away")
    return known[0]


def lan_addresses() -> tuple[str, ...]:
    """Return this computer's addresses on its networks, those of private networks first."""
    found = dict.fromkeys(filter(None, (*map(_own_towards, _TOWARDS), *_own_by_name())))
    fit = [each for each in found if not (ip_address(each).is_loopback or ip_address(each).is_link_local)]
    return tuple(sorted(fit, key=lambda each: not ip_address(each).is_private))


def _own_towards(address: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _own_by_name() -> list[str]:
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []


def hosts(door: Door) -> frozenset[str]:
    """Return the names that the server goes by."""
    own = {LOOPBACK, "localhost", "[::1]"}
    if door.lan:
        name = socket.gethostname().lower()
        own |= {*lan_addresses(), name, f"{name}.local"}
    if door.address is not None:
        own.add(door.address.lower())
    return frozenset(own)


# ---------- what the teacher reads ----------


def greeting(hall: Hall, plan: Plan) -> Iterator[str]:
    """Yield what is to be said of a class that was kept: what it plays, and what of it cannot go on."""
    kept = hall.plan
    if kept is not None and kept != plan:
        asked, begun = asdict(plan), asdict(kept)
        other = ", ".join(
            f"{name.replace('_', ' ')} {begun[name]}" for name in asked if asked[name] != begun[name]
        )
        yield f"{hall.store.path} goes on as it was begun ({other}); for a new class name another --store."
    yield from map(str, hall.lost)


def welcome(hall: Hall, address: str, door: Door) -> Iterator[str]:
    """Yield what a teacher must know: address, codes, and the link that is theirs alone."""
    if door.lan:
        yield f"Anyone on this network can join: {address}"
        others = [each for each in lan_addresses() if each not in address]
        if others and door.address is None:
            yield f"Also reached at {', '.join(others)}; --address says which to show."
    else:
        yield f"Only this computer can join; --lan opens it to the network: {address}"
    for table in hall.tables.values():
        yield f"{table.name}: code {table.code}, {address}/?code={table.code}"
    yield f"Facilitator (keep this link to yourself): {address}/desk/enter/{hall.facilitator_key}"
    if sys.stdout.isatty():
        only = next(iter(hall.tables.values())) if len(hall.tables) == 1 else None
        yield qr_code(address if only is None else f"{address}/?code={only.code}")
    yield "Ctrl-C ends it; everything is kept, and the same line goes on."


def qr_code(text: str) -> str:
    """Return a QR code for a terminal: black on white whatever the terminal's own colours are."""
    rows = [list(row) for row in segno.make(text, error="m").matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    halves = ("█", "▀", "▄", " ")  # white above and below, above, below, neither
    lines = (
        "".join(halves[2 * bool(up) + bool(down)] for up, down in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )
    return "\n".join(f"\033[97;40m\033[38;5;231;48;5;16m{line}\033[0m" for line in lines)
