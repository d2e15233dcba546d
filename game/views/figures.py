"""Figures in words: money, signed numbers, chances, quarters. Every minus is a true minus sign."""

from __future__ import annotations

from typing import Final

from rules.content import World

MINUS: Final = "\N{MINUS SIGN}"

_MONTHS: Final = ("January–March", "April–June", "July–September", "October–December")


def dollars(amount: int) -> str:
    """Return a sum in $m in words, such as `$310 m` or `$1.83 bn`, rounded to ten millions from a billion."""
    sign, size = MINUS if amount < 0 else "", abs(amount)
    if size < 1000:
        return f"{sign}${size} m"
    hundredths = (size + 5) // 10
    return f"{sign}${hundredths // 100:,}.{hundredths % 100:02} bn"


def signed_dollars(amount: int) -> str:
    """Return a sum with its sign, such as `+$300 m`."""
    return f"+{dollars(amount)}" if amount > 0 else dollars(amount)


def signed(value: int) -> str:
    """Return a number with its sign; nought has none."""
    return f"+{value}" if value > 0 else f"{MINUS}{-value}" if value < 0 else "0"


def plain(value: int) -> str:
    """Return a number with a sign only where it is below nought."""
    return f"{MINUS}{-value}" if value < 0 else str(value)


def hundredths(value: int) -> str:
    """Return hundredths of a per cent without the sign of the unit, such as `1.80`."""
    sign = MINUS if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02}"


def chance(ways: int) -> str:
    """Return ways in 36 in whole per cent, a half rounded up."""
    return f"{percent(ways)} %"


def percent(ways: int) -> int:
    """Return ways in 36 in whole per cent, a half rounded up."""
    return (200 * ways + 36) // 72


def quarter(world: World, turn: int) -> tuple[int, int]:
    """Return the year and the quarter of a turn."""
    year, first = world.calendar
    quarters = first - 1 + turn - 1
    return year + quarters // 4, quarters % 4 + 1


def quarter_words(world: World, turn: int) -> str:
    """Return a turn's quarter, such as `Q1 27`."""
    year, nth = quarter(world, turn)
    return f"Q{nth} {year % 100:02}"


def months(world: World, turn: int) -> str:
    """Return a turn's months, such as `January–March 2027`."""
    year, nth = quarter(world, turn)
    return f"{_MONTHS[nth - 1]} {year}"


def counted(count: int, noun: str) -> str:
    """Return a number of things, such as `1 quarter` or `4 quarters`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
