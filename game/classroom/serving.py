"""Serving a class: the address that people type, the codes, and the server itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import click
import segno
import uvicorn

from game.classroom.app import make_app
from game.classroom.hall import Hall, Plan
from game.classroom.store import Store


def serve(plan: Plan, store: Path, port: int, *, lan: bool) -> None:
    """Serve a class until Ctrl-C: the one kept in the store, or a new one as planned."""
    hall = open_hall(plan, store)
    try:
        host = "0.0.0.0" if lan else "127.0.0.1"
        address = f"http://{lan_address() if lan else '127.0.0.1'}:{port}"
        for line in welcome(hall, address, lan=lan):
            click.echo(line)
        config = uvicorn.Config(
            make_app(hall, hosts(lan=lan)), host=host, port=port, log_level="warning", access_log=False
        )
        uvicorn.Server(config).run()
    finally:
        hall.close()


def open_hall(plan: Plan, store: Path) -> Hall:
    """Return the class kept in a store, or a new one as planned."""
    hall = Hall(Store(store), store.with_name(f"{store.stem}-records"))
    if not hall.tables:
        hall.begin(plan)
    return hall


def welcome(hall: Hall, address: str, *, lan: bool) -> Iterator[str]:
    """Yield what a teacher must know: address, codes, and the link that is theirs alone."""
    reach = (
        "Anyone on this network can join"
        if lan
        else "Only this computer can join; --lan opens it to the network"
    )
    yield f"{reach}: {address}"
    for table in hall.tables.values():
        yield f"{table.name}: code {table.code}, {address}/?code={table.code}"
    yield f"Facilitator (keep this link to yourself): {address}/desk/enter/{hall.facilitator_key}"
    yield qr_code(address)


def qr_code(address: str) -> str:
    """Return an address as a QR code of block letters."""
    import io

    out = io.StringIO()
    segno.make(address, error="m").terminal(out, compact=True)
    return out.getvalue()


def lan_address() -> str:
    """Return the address that others on the network reach this computer at; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def hosts(*, lan: bool) -> frozenset[str]:
    """Return the names that the server goes by."""
    own = {"127.0.0.1", "localhost", "[::1]"}
    if lan:
        own |= {lan_address(), socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    return frozenset(own)
