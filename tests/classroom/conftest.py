"""A class that has just begun, made once for a file of tests; each test goes on with a copy of it.

A file that needs more tables than one says so with `TABLES`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom_server import Browser, Server


@pytest.fixture(scope="module")
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    Server(folder, tables=getattr(request.module, "TABLES", 1)).close()
    return folder


@pytest.fixture
def server(begun: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    with Server(tmp_path) as server:
        yield server


@pytest.fixture
def desk(server: Server) -> Browser:
    return server.facilitator()
