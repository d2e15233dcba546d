"""Files that are kept while games are played: whole at every moment, and added to by one run alone."""

from __future__ import annotations

import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Final

_LOCKED: Final = 0x7FFF0000
"""The byte that a run at work holds, beyond any line; only Windows needs one."""


class Unkept(Exception):
    """A folder that cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}")


class InUse(Exception):
    """A file that another run adds to."""


def hold(file: FileIO) -> None:
    """Keep others from adding to a file, however this process ends; InUse where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise InUse from None


def append(file: FileIO, line: str) -> None:
    """Add a line to an unbuffered file as a whole, or nothing of it."""
    end = file.tell()
    try:
        data = memoryview(f"{line}\n".encode())
        while data:
            data = data[file.write(data) or 0 :]
    except BaseException:
        with suppress(OSError):
            file.truncate(end)
        raise


def replace(path: Path, text: str) -> None:
    """Write a file under another name first, so that a file with its name is always whole."""
    part = path.with_suffix(f"{path.suffix}.part")
    try:
        part.write_bytes(text.encode())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
