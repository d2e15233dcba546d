"""Where games are kept and which there are: read from the ends of their records, so that a list is quick.

A record that is damaged in its middle is found when it is resumed; the list finds what its ends show.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from platformdirs import user_config_dir, user_data_dir

from game.codec import FORMAT
from game.record import link
from rules import VERSION
from rules.terms import POWERS, Power

HOME: Final = "TWOPERCENT_HOME"
"""The variable that names one folder for games and settings, in place of the system's."""

_NAME: Final = "twopercent"
_HEAD: Final = 1 << 13
_TAIL: Final = 1 << 13
_SEAL: Final = re.compile(rb',"chain":"([0-9a-f]{16})"\}')
_SEAL_LENGTH: Final = 28


@frozen
class Save:
    """A saved game as a list shows it; `fault` is the one line that says why it cannot be gone on with.

    The turn is the one whose orders are being written, or the last one played; `saved` is in seconds since
    1970. Of a damaged game only path, when it was saved and fault may be known.
    """

    path: Path
    saved: float
    scenario: str = ""
    title: str = ""
    seats: tuple[tuple[Power, str], ...] = ()
    turn: int = 0
    length: int = 0
    ended: bool = False
    fault: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the game can be gone on with, as far as its ends show."""
        return not self.ended and not self.fault


class _Damage(Exception):
    """What the ends of a record show to be wrong."""


# ---------- where ----------


def saves_folder() -> Path:
    """Return the folder of saved games; it may not be there yet."""
    home = os.environ.get(HOME)
    return (Path(home) if home else Path(user_data_dir(_NAME, appauthor=False))) / "saves"


def settings_file() -> Path:
    """Return the file of the settings; it may not be there yet."""
    home = os.environ.get(HOME)
    return (Path(home) if home else Path(user_config_dir(_NAME, appauthor=False))) / "settings.json"


def report_of(record: Path) -> Path:
    """Return where the report of a record is written: beside it, as a page."""
    return record.with_suffix(".html")


def new_path(folder: Path, scenario: str, when: datetime) -> Path:
    """Return the path of a new game's record, named for its scenario and the minute; nothing is there yet."""
    stem = f"{scenario}-{when:%Y-%m-%d-%H%M}"
    names = (f"{stem}-{nth}" if nth > 1 else stem for nth in count(1))
    return next(path for name in names if not (path := folder / f"{name}.jsonl").exists())


# ---------- which ----------


def saved_games(folder: Path) -> tuple[Save, ...]:
    """Return the games of a folder, newest first, damaged ones too; none where there is no folder.

    Raise OSError where the folder cannot be read.
    """
    try:
        found = [Path(entry.path) for entry in os.scandir(folder) if entry.name.endswith(".jsonl")]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    games = [save for path in found if (save := read_save(path)) is not None]
    return tuple(sorted(games, key=lambda save: (-save.saved, save.path.name)))


def latest(folder: Path) -> Save | None:
    """Return the newest game that can be gone on with, or None; raise OSError as `saved_games` does."""
    return next((save for save in saved_games(folder) if save.goes_on), None)


def read_save(path: Path) -> Save | None:
    """Return what the ends of a record say, or None where there is no file any more."""
    saved = 0.0
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            saved = status.st_mtime
            head = _head(file.read(_HEAD))
            turn, ended = _place(file, status.st_size)
        seats = tuple((power, head["seats"][power.key]) for power in POWERS)
        title, length = str(head["title"]), int(head["length"])
    except FileNotFoundError:
        return None
    except OSError as error:
        return Save(path, saved, fault=f"cannot be read: {error.strerror}")
    except _Damage as damage:
        return Save(path, saved, fault=str(damage))
    except (KeyError, TypeError, ValueError):
        return Save(path, saved, fault="line 1: the header does not say what is played")
    shown = min(turn, length) if length else turn
    return Save(path, saved, str(head["scenario"]), title, seats, shown, length, ended, _other_rules(head))


def _other_rules(head: dict[str, Any]) -> str:
    """Return why a whole record of another rules version is not gone on with, or nothing."""
    if head["rules"] == VERSION:
        return ""
    return f"played with rules {head['rules']}, these are {VERSION}: it can be shown, but not gone on with"


# ---------- the first line ----------


def _head(start: bytes) -> dict[str, Any]:
    """Return the fields of a header that stand before the bulk of the scenario."""
    text = start.decode("utf-8", "ignore")
    if not text.strip():
        raise _Damage("line 1: there is no whole header: nothing was kept of this game")
    head: dict[str, Any] = {"title": "", "length": 0}
    head.update(_members(text, 1 if text.startswith("{") else len(text)))
    if head.get("kind") != "header":
        raise _Damage("line 1: this is not the record of a game")
    if head.get("format") != FORMAT:
        raise _Damage(f"line 1: format {head.get('format')} is not {FORMAT}, the format read here")
    return head | {"title": head["title"] or head.get("scenario", "")}


def _members(text: str, place: int) -> Iterator[tuple[str, Any]]:
    """Read an object's members as far as the text goes, those of its "data" among them."""
    read = json.JSONDecoder().raw_decode
    while place < len(text) and text[place] == '"':
        try:
            key, place = read(text, place)
            if key == "data" and text[place : place + 2] == ":{":
                place += 2
                continue
            value, place = read(text, place + 1)
        except ValueError:
            return
        yield key, value
        place += 1


# ---------- the last lines ----------


def _place(file: Any, size: int) -> tuple[int, bool]:
    """Return the turn at which a record stands and whether its game has ended."""
    length = _TAIL
    while True:
        start = max(0, size - length)
        file.seek(start)
        raw = file.read(size - start)
        found = _last(raw, start == 0)
        if found is not None:
            return found
        if start == 0:
            return 1, False
        length *= 8


def _last(raw: bytes, whole: bool) -> tuple[int, bool] | None:
    """Return what the last line that tells the turn says, or None where it lies further up."""
    lines = raw.rstrip().split(b"\n")
    if not raw.endswith((b"\n", b"}")) or not _SEAL.fullmatch(lines[-1][-_SEAL_LENGTH:]):
        lines.pop()
        if whole and not lines:
            raise _Damage("line 1: there is no whole header: nothing was kept of this game")
    if lines and not whole and len(lines[0]) < _SEAL_LENGTH:
        lines[0] = b""  # cut within its chain
    _see_chain(lines)
    for line in reversed(lines[1:]):
        found = _told(line)
        if found is not None:
            return found
    return (1, False) if whole else None


def _see_chain(lines: list[bytes]) -> None:
    """See that lines follow each other; the first may be cut at its start."""
    seals = [_SEAL.fullmatch(line[-_SEAL_LENGTH:]) for line in lines]
    for before, seal, line in zip(seals, seals[1:], lines[1:], strict=False):
        if seal is None or (before is None and lines[0]):
            raise _Damage("a line near the end does not end in its chain")
        if before is not None and link(before[1].decode(), line[:-_SEAL_LENGTH]).encode() != seal[1]:
            raise _Damage("the chain is wrong near the end: a line was changed, or one is missing")


def _told(line: bytes) -> tuple[int, bool] | None:
    """Return the turn that a line leads to and whether the game ends with it; None for words alone."""
    try:
        fields = json.loads(line)
        kind, turn = fields["kind"], int(fields["turn"])
    except (ValueError, KeyError, TypeError):
        raise _Damage("a line near the end cannot be read") from None
    if kind in ("act", "memo", "message"):
        return None
    return (turn + 1, False) if kind == "turn" else (turn, kind == "end")
