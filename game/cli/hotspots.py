"""Where the time goes: the parts of the program by the time spent in their own lines and what these call."""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from pstats import Stats
from typing import Any, Final

import click

import game

_ROOT: Final = Path(game.__file__).parents[1]
_SHOWN: Final = 15
_LEAST: Final = 0.01

Where = tuple[str, int, str]


@contextmanager
def hotspots() -> Iterator[None]:
    """Watch what runs within, and print shares of its time to stderr at the end."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        found: Any = Stats(profile)
        for line in said(own_times(found.stats)):
            click.echo(line, err=True)


def own_times(stats: Mapping[Where, Any]) -> dict[tuple[str, str], float]:
    """Return seconds by module and function of the program; what they call outside of it is theirs."""
    found: dict[tuple[str, str], float] = {}
    for where, (_, _, own, _, callers) in stats.items():
        if _module(where) is not None:
            shares = {where: own}
        else:
            shares = {caller: each[2] for caller, each in callers.items()}
        for caller, seconds in shares.items():
            place = (_module(caller) or "outside the program", caller[2] if _module(caller) else "")
            found[place] = found.get(place, 0.0) + seconds
    return found


def said(times: Mapping[tuple[str, str], float]) -> Iterator[str]:
    """Write shares of the time, by module and then by function."""
    total = sum(times.values()) or 1.0
    modules: dict[str, float] = {}
    for (module, _), seconds in times.items():
        modules[module] = modules.get(module, 0.0) + seconds
    yield f"where {total:.1f} s went, by module (the profiler slows everything, small functions most):"
    yield from _most(modules, total)
    yield "by function:"
    yield from _most({f"{module}.{name}": each for (module, name), each in times.items() if name}, total)


def _most(times: Mapping[str, float], total: float) -> Iterator[str]:
    for name, seconds in sorted(times.items(), key=lambda each: (-each[1], each[0]))[:_SHOWN]:
        if seconds / total >= _LEAST:
            yield f"  {100 * seconds / total:5.1f} %  {name}"


def _module(where: Where) -> str | None:
    """Return the name of a module of the program, or None for what is not of it."""
    path = Path(where[0])
    if not path.is_absolute() or not path.is_relative_to(_ROOT) or path.is_relative_to(sys.prefix):
        return None
    return ".".join(path.relative_to(_ROOT).with_suffix("").parts)
