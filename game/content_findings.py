"""What is wrong with content: a finding, and the ways to say which name or number does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from attrs import frozen

Finding = tuple[str, str]
"""A dotted path and what is wrong there."""


@frozen
class Fault:
    """What is wrong, in which file, at which path."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.message) if part)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " (did you mean 'x'?)" for the nearest known name, or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def joined(path: str, more: object) -> str:
    """Return a path one step longer."""
    return f"{path}.{more}" if path and str(more) else path or str(more)


def unknown(path: str, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
    """Say that a name is not among those known, and which is nearest."""
    known = tuple(known)
    if name not in known:
        yield path, f"no {what} '{name}'{nearest(name, known)}"


def all_known(path: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    """Say which of some names are not among those known."""
    known = tuple(known)
    for name in names:
        yield from unknown(path, what, name, known)


def within(path: str, value: int, low: int, high: int) -> Iterator[Finding]:
    """Say that a number is out of its range."""
    if not low <= value <= high:
        yield path, f"{value} is not between {low} and {high}"


def once(path: str, what: str, names: list[str]) -> Iterator[Finding]:
    """Say which names stand twice."""
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield path, f"two of them are the {what} '{name}'"
