"""The files of tracks: `tracks/tracks-00001.jsonl.gz` and so on: a thousand games, a gzip member each."""

from __future__ import annotations

import os
import zlib
from io import FileIO
from pathlib import Path
from typing import Final

PART: Final = 1000
"""How many games a file of tracks holds."""

_GZIP: Final = 31
_BLOCK: Final = 1 << 16


def part_path(folder: Path, part: int) -> Path:
    """Return where a batch's folder keeps a file of tracks, from 1."""
    return folder / "tracks" / f"tracks-{part:05}.jsonl.gz"


def part_of(number: int) -> int:
    """Return the file that a game's tracks are in."""
    return (number - 1) // PART + 1


class TrackFiles:
    """Tracks of games, added in the order of their numbers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._part = 0
        self._file: FileIO | None = None
        (folder / "tracks").mkdir(exist_ok=True)

    def held(self) -> int:
        """Return up to which game tracks are held without a gap, whole."""
        part = 1
        while part_path(self._folder, part + 1).exists():
            part += 1
        path = part_path(self._folder, part)
        return (part - 1) * PART + (len(ends(path)) if path.exists() else 0)

    def cut(self, games: int) -> None:
        """Forget the tracks of all games after so many."""
        self.close()
        part = part_of(games + 1)
        path = part_path(self._folder, part)
        if games % PART and path.exists():
            os.truncate(path, ends(path)[games % PART - 1])
            part += 1
        while (path := part_path(self._folder, part)).exists():
            path.unlink()
            part += 1

    def append(self, number: int, packed: bytes) -> None:
        """Add a game's tracks."""
        if self._file is None or self._part != part_of(number):
            self.close()
            self._part = part_of(number)
            self._file = open(part_path(self._folder, self._part), "ab", buffering=0)  # noqa: SIM115
        data = memoryview(packed)
        while data:
            data = data[self._file.write(data) or 0 :]

    def close(self) -> None:
        """Close the file at work, safe on the disk."""
        if self._file is not None:
            file, self._file = self._file, None
            with file:
                os.fsync(file.fileno())


def ends(path: Path) -> list[int]:
    """Return where each whole gzip member of a file ends; what is torn or damaged ends the list."""
    found: list[int] = []
    with open(path, "rb") as file:
        reader, at, left = zlib.decompressobj(_GZIP), 0, b""
        while block := left or file.read(_BLOCK):
            try:
                reader.decompress(block)
            except zlib.error:
                break
            left = reader.unused_data
            at += len(block) - len(left)
            if reader.eof:
                found.append(at)
                reader = zlib.decompressobj(_GZIP)
    return found
