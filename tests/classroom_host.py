"""`twopercent host` as a process of its own on this computer, to be killed and begun again, and browsers."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import httpx

PATIENCE: Final = 60.0
"""Seconds that anything may take here before the test gives up; the machine may be busy."""

KEY: Final = re.compile(r'name="key" value="([0-9a-f]+)"')


class Host:
    """A server of a class in a folder: the same line each time it is started."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.codes: list[str] = []
        self.link = ""
        self._options = options
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        line = [*("host", "--port", str(self.port), "--store", str(self.folder / "class.db")), *self._options]
        program = "from game.cli.main import run; raise SystemExit(run())"
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *line], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.codes = []
        for said in self._process.stdout:
            if found := re.search(r"\?code=(\w+)$", said.strip()):
                self.codes.append(found[1])
            elif found := re.search(r"(/desk/enter/\S+)", said):
                self.link = found[1]
                break
        else:
            assert self._process.stderr is not None
            raise AssertionError(f"the server did not start: {self._process.stderr.read()}")
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                httpx.get(f"{self.address}/", timeout=PATIENCE)
                return
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """End it as the system ends a process: nothing is said, nothing is closed."""
        assert self._process is not None
        self._process.kill()
        self._done()

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; return its exit code and what it said on the error stream."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._done()

    def _done(self) -> tuple[int, str]:
        process, self._process = self._process, None
        assert process is not None
        _, said = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def __enter__(self) -> Host:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self.kill()


class Browser:
    """Somebody's browser, without pictures: a cookie, and the key of the forms that it was shown."""

    def __init__(self, host: Host) -> None:
        self._http = httpx.Client(base_url=host.address, timeout=PATIENCE)
        self._key = ""

    def join(self, code: str, name: str, seat: str, role: str) -> None:
        """Join a table and sit down."""
        self.must("/join", {"code": code, "name": name})
        self.look("/table")
        self.must("/sit", {"seat": seat, "role": role})

    def enter(self, link: str) -> None:
        """Enter as the facilitator."""
        self._http.get(link)
        self.look("/desk")

    def look(self, path: str) -> str:
        """Return a page, and remember the key of its forms."""
        page = self._http.get(path)
        assert page.status_code == 200, (path, page.status_code)
        if found := KEY.search(page.text):
            self._key = found[1]
        return page.text

    def post(self, path: str, fields: Mapping[str, str]) -> int:
        """Send a form and return the status; raise httpx.TransportError where no answer came."""
        return self._http.post(path, data={"key": self._key, **fields}).status_code

    def must(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form that is taken."""
        assert self.post(path, fields) in TAKEN, path

    def close(self) -> None:
        self._http.close()


TAKEN: Final = (200, 204, 303)
"""What says that a form was taken."""


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
