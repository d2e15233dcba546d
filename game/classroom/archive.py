"""Everything of a class as one archive: records, debriefs, results, tracks, messages and people.

Written in a process of its own from plain values; the same class gives the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import evolve, frozen

from game.classroom.compare import Strand, results_csv, safe_text, strand, table_csv, tracks_csv
from game.record import load
from game.views.acts import notes_of
from game.views.story import TRUTH, story_of_record

WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: when it was packed is no part of a class."""


@frozen
class Shelf:
    """A table as it is packed: where its record is, how much of it is whole, and where its debrief is."""

    table: int
    name: str
    code: str
    record: Path
    size: int
    debrief: Path | None
    people: tuple[tuple[str, ...], ...]
    messages: tuple[tuple[str, ...], ...]
    settings: dict[str, Any]


PEOPLE: Final = ("table", "name", "seat", "role")
MESSAGES: Final = ("table", "turn", "from", "by", "to", "text", "at")
NOTES: Final = ("table", "turn", "kind", "text")

ABOUT: Final = """Two Percent: a class, packed.

records/     one game each, for 'twopercent replay' and 'twopercent report'
debriefs/    after-action reviews of the games that have ended
results.csv  one row for each table; scores of a game that goes on are as if its time were up
tracks.csv   one row for each table and turn
acts.csv     what the facilitator did, with the reasons
messages.csv, people.csv, class.json
"""


def write_archive(path: Path, shelves: tuple[Shelf, ...]) -> str:
    """Write the archive of a class and return what could not be packed, in one line, or nothing."""
    part = path.with_name(f"{path.name}.part")
    faults: list[str] = []
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            for name, data in sorted(_files(shelves, part.parent, faults)):
                entry = ZipInfo(name, WHEN)
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return "; ".join(faults)


def _files(shelves: tuple[Shelf, ...], folder: Path, faults: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive by name."""
    strands: list[Strand] = []
    notes: list[tuple[object, ...]] = []
    for shelf in shelves:
        data = _whole(shelf)
        stem = f"table-{shelf.table:02}-{shelf.code}"
        yield f"records/{stem}.jsonl", data
        if shelf.debrief is not None:
            yield f"debriefs/{stem}.html", shelf.debrief.read_bytes()
        try:
            _read(shelf, data, folder, strands, notes)
        except Exception as error:  # one record that cannot be read costs its own rows only
            faults.append(f"{shelf.name}: {error}".partition("\n")[0])
    yield "results.csv", results_csv(strands).encode()
    yield "tracks.csv", tracks_csv(strands).encode()
    yield "acts.csv", table_csv(NOTES, notes).encode()
    yield "people.csv", table_csv(PEOPLE, (row for shelf in shelves for row in shelf.people)).encode()
    yield "messages.csv", table_csv(MESSAGES, (row for shelf in shelves for row in shelf.messages)).encode()
    yield "class.json", json.dumps([_settings(shelf) for shelf in shelves], indent=1, sort_keys=True).encode()
    yield "about.txt", (ABOUT + "".join(f"\nNot read: {fault}\n" for fault in faults)).encode()


def _whole(shelf: Shelf) -> bytes:
    """Return the lines of a record that were whole when the archive was asked for."""
    with open(shelf.record, "rb") as stream:
        return stream.read(shelf.size)


def _read(
    shelf: Shelf, data: bytes, folder: Path, strands: list[Strand], notes: list[tuple[object, ...]]
) -> None:
    """Add what a record tells to the tables of all."""
    copy = folder / f"{shelf.code}.reading"
    try:
        copy.write_bytes(data)
        record = load(copy)
    finally:
        copy.unlink(missing_ok=True)
    story = evolve(story_of_record(record), people=())
    strands.append(strand(shelf.table, shelf.name, record.seed, story))
    notes += [(shelf.table, note.turn, note.kind, safe_text(note.text)) for note in notes_of(record, TRUTH)]


def _settings(shelf: Shelf) -> dict[str, Any]:
    return {"table": shelf.table, "name": shelf.name, "code": shelf.code, **shelf.settings}
