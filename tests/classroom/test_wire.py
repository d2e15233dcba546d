"""The wire: what says nothing whole for long is let go, and what is too large is not read."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
import uvicorn

from classroom_server import Server
from game.classroom import wire
from game.classroom.wire import LARGEST_HEAD, settings

SHORT = 0.3


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(wire, "PATIENCE", SHORT)
    with Server(tmp_path) as server, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        running = uvicorn.Server(settings(server.app, "127.0.0.1", 0))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            running.should_exit = True
            thread.join(10)


def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send pieces with pauses between them, and return all that comes back until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        for piece in pieces:
            line.sendall(piece)
            sleep(pause)
        found = b""
        while True:
            try:
                more = line.recv(65536)
            except ConnectionResetError:
                return found
            if not more:
                return found
            found += more


def head(port: int, path: str = "/", more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n".encode()


def test_a_whole_request_is_answered_without_naming_the_server(port: int) -> None:
    answer = said(port, head(port))
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"server:" not in answer.lower().partition(b"\r\n\r\n")[0]


def test_a_request_in_two_pieces_is_answered(port: int) -> None:
    whole = head(port)
    assert said(port, whole[:20], whole[20:], pause=SHORT / 3).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: 127.0"])
def test_who_never_says_a_whole_head_is_let_go(port: int, begun: bytes) -> None:
    assert said(port, begun) == b""


def test_a_second_head_on_the_same_line_has_its_time_limit_too(port: int) -> None:
    first = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    answer = said(port, first, b"GET /static", pause=0.1)
    assert answer.count(b"HTTP/1.1 200") == 1
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    "broken",
    [
        b"GET / HTTP/1.1\r\nX: " + b"x" * 2 * LARGEST_HEAD + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
        b"POST /join HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"POST /join HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET  / HTTP/9.9\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(port: int, broken: bytes) -> None:
    answer = said(port, broken)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_smuggled_lengths_are_no_second_request(port: int) -> None:
    body = b"0\r\n\r\nGET /desk HTTP/1.1\r\nHost: a\r\n\r\n"
    lead = f"POST /join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n".encode()
    answer = said(port, lead + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + body)
    assert answer.count(b"HTTP/1.1") <= 1
