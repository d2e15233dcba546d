"""Kept games in words, and going on with one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from game.board.saves import Save
from game.board.screens.page import IN_LINE, listed
from game.session import PERSON

if TYPE_CHECKING:
    from pathlib import Path

    from game.board.app import App

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def who(save: Save) -> str:
    """Return who plays in a game: its people's seats, or four bots."""
    people = [IN_LINE[power] for power, name in save.seats if name == PERSON]
    text = listed(people) if people else "four bots"
    return text[:1].upper() + text[1:]


def place(save: Save) -> str:
    """Return the turn at which a game stands."""
    of = f" of {save.length}" if save.length else ""
    return f"turn {save.turn}{of}"


def day(saved: float, now: datetime) -> str:
    """Return the day on which a game was saved, as of now: today and yesterday, else the date."""
    then = datetime.fromtimestamp(saved)
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    year = f" {then.year}" if then.year != now.year else ""
    return f"{then.day} {MONTHS[then.month - 1]}{year}"


def when(saved: float, now: datetime) -> str:
    """Return when a game was saved, as of now."""
    return f"{day(saved, now)}, {datetime.fromtimestamp(saved):%H:%M}"


def in_short(save: Save, now: datetime) -> str:
    """Return a game in one short line: who plays, at which turn, saved when."""
    people = sum(name == PERSON for _, name in save.seats)
    players = who(save) if people < 3 else f"{('Three', 'Four')[people - 3]} people"
    return f"{players}, {place(save)}, {day(save.saved, now)}"


def go_on(app: App, path: Path) -> str:
    """Go on with a kept game; return one line where it cannot be, and nothing has changed then."""
    from game.board.faults import line_of
    from game.board.match import Match

    try:
        match = Match.resume(path)
    except Exception as error:
        return f"{path.name}: {line_of(error)}"
    said = match.said
    app.play(match)
    app.notice = said
    return ""
