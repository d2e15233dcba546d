"""Writes a kit: the sheets in their order, from what may be seen to what only the facilitator may."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from game.kit.book import Book, Part
from game.kit.paper import Paper
from game.kit.position import Position
from game.kit.sheets.chart import map_sheets
from game.kit.sheets.counters import counter_sheets, marker_sheet
from game.kit.sheets.events import draw_cards, event_cards
from game.kit.sheets.ledgers import seat_books
from game.kit.sheets.parts import TABLE, TRUTH, UMPIRE, seat_part
from game.kit.sheets.reference import seat_reference
from game.kit.sheets.roles import seat_brief, seat_roles
from game.kit.sheets.slips import seat_slips
from game.kit.sheets.tracks import public_tracks, seat_tracks
from game.kit.sheets.truth import truth_pages
from game.kit.sheets.umpire import cover, summary, turn_sheet, umpire_pages
from rules.observation import Observation


def write_kit(position: Position, path: Path, paper: Paper) -> int:
    """Write a kit and return how many pages it has; raise OSError where it cannot be written.

    The same position and paper give the same bytes. An older file is not lost to a full disk.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            data, pages = kit_bytes(position, paper)
            file.write(data)
        os.replace(part, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        part.unlink(missing_ok=True)
    return pages


def kit_bytes(position: Position, paper: Paper) -> tuple[bytes, int]:
    """Return a kit as a PDF, and its number of pages."""
    target = BytesIO()
    book = Book(target, position.scenario.title, paper)
    _table(book, position)
    for power, seen in position.seats.items():
        _seat(book, seat_part(position.world, power), position, seen)
    if position.truth is not None:
        _umpire(book, position)
        truth_pages(book, TRUTH, position)
    book.save()
    return target.getvalue(), book.pages


def _table(book: Book, position: Position) -> None:
    """Draw what lies on the table for all."""
    cover(book, TABLE, position)
    map_sheets(book, TABLE, position)
    counter_sheets(book, TABLE, position)
    marker_sheet(book, TABLE, position)
    public_tracks(book, TABLE, position)
    turn_sheet(book, TABLE)
    summary(book, TABLE)


def _seat(book: Book, part: Part, position: Position, seen: Observation) -> None:
    """Draw a seat's own pages, from its observation alone."""
    seat_brief(book, part, position, seen)
    seat_roles(book, part, seen)
    seat_tracks(book, part, seen)
    seat_books(book, part, position, seen)
    seat_reference(book, part, seen)
    seat_slips(book, part, seen)


def _umpire(book: Book, position: Position) -> None:
    """Draw what the umpire needs to adjudicate on paper."""
    umpire_pages(book, UMPIRE, position)
    event_cards(book, UMPIRE, position)
    if not position.begun:
        draw_cards(book, UMPIRE, position)
