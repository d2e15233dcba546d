"""A scenario's data with some of its values set anew, by dotted path, and the figures that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from game.content_figures import refigured
from game.content_findings import nearest

Plain = dict[str, Any]

FREE: Final = (".doctrines", ".flags")
"""Lists that a scenario need not write, so that a change may be the first to; so are tables of counters."""


class NoSuchPath(ValueError):
    """A path that leads to nothing in a scenario's data; the message names the nearest."""


def with_changes(data: Plain, changes: Mapping[str, Any], why: str) -> Plain:
    """Return a scenario's data with values set anew; raise NoSuchPath.

    A step of a path is a table's key or, in a list, a place counted from 0. The data given are untouched.
    """
    if not changes:
        return data
    changed = deepcopy(data)
    for path, value in changes.items():
        _put(changed, path, deepcopy(value))
    changed["figure"] = list(refigured(changed, why))
    return changed


def _put(data: Plain, path: str, value: Any) -> None:
    steps = path.split(".")
    here: Any = data
    for nth, step in enumerate(steps[:-1]):
        here = _step(here, step, path, steps[:nth])
    last = steps[-1]
    if isinstance(here, dict) and last not in here and _may_be_first(path):
        here[last] = value
        return
    _step(here, last, path, steps[:-1])
    here[int(last) if isinstance(here, list) else last] = value


def _may_be_first(path: str) -> bool:
    return path.startswith("setup.forces.") or path.endswith(FREE)


def _step(here: Any, step: str, path: str, before: list[str]) -> Any:
    known = _steps(here)
    if step not in known:
        place = ".".join(before) or "the scenario"
        raise NoSuchPath(f"no '{path}': {place} has no '{step}'{nearest(step, known)}")
    return here[int(step)] if isinstance(here, list) else here[step]


def _steps(here: Any) -> tuple[str, ...]:
    return tuple(_keys(here))


def _keys(here: Any) -> Iterator[str]:
    if isinstance(here, dict):
        yield from here
    elif isinstance(here, list):
        yield from (str(nth) for nth in range(len(here)))


def shown(value: object) -> str:
    """Return a value in a few words, as the name of a level."""
    text = ", ".join(map(shown, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 24 else f"{text[:23]}…"
