"""Turns as dates: a turn is a calendar quarter (R1.4)."""

from __future__ import annotations

from typing import Final

from rules.content import World

_MONTHS: Final = ("January–March", "April–June", "July–September", "October–December")
_ENDS: Final = ("31 March", "30 June", "30 September", "31 December")
_STARTS: Final = ("January", "April", "July", "October")


def quarter_of(world: World, turn: int) -> tuple[int, int]:
    """Return the year of a turn and its quarter, 1 to 4."""
    year, quarter = world.calendar
    quarters = quarter + turn - 2
    return year + quarters // 4, quarters % 4 + 1


def quarter_name(world: World, turn: int) -> str:
    """Return a turn as a heading, such as `January–March 2027`."""
    year, quarter = quarter_of(world, turn)
    return f"{_MONTHS[quarter - 1]} {year}"


def quarter_mark(world: World, turn: int) -> str:
    """Return a turn in short, such as `Q1 27`."""
    year, quarter = quarter_of(world, turn)
    return f"Q{quarter} {year % 100:02}"


def quarter_end(world: World, turn: int) -> str:
    """Return the last day of a turn, such as `31 March 2027`."""
    year, quarter = quarter_of(world, turn)
    return f"{_ENDS[quarter - 1]} {year}"


def quarter_start(world: World, turn: int) -> str:
    """Return the first month of a turn, such as `April 2027`."""
    year, quarter = quarter_of(world, turn)
    return f"{_STARTS[quarter - 1]} {year}"
