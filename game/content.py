"""Finds, reads and validates what lies under `maps/`: files in, a `Scenario` or all its faults out.

A map is a folder of TOML files. A scenario is one file that names its map, brings the set-up and may
set any value of the map anew; it may be laid over another scenario, its base (`game.content_merge`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from game.content_briefs import LEVELS, UnknownBrief, brief_findings, read_brief
from game.content_checks import problems
from game.content_findings import Fault, nearest
from game.content_merge import MAPS, Merged, Plain, layers_of, merged, scenario_names, shown
from game.content_parts import read_parts, scenario_of
from rules.content import Scenario
from rules.terms import POWERS

__all__ = [
    "BRIEF_LEVELS",
    "MAPS",
    "ContentError",
    "Fault",
    "Summary",
    "UnknownBrief",
    "UnknownScenario",
    "brief",
    "check_scenario",
    "load_scenario",
    "scenario_digest",
    "scenario_from_plain",
    "scenario_names",
    "scenario_plain",
    "scenario_summary",
]

BRIEF_LEVELS: Final = tuple(LEVELS)
"""The levels of a brief."""


class ContentError(Exception):
    """A scenario that cannot be played, with all its faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UnknownScenario(ContentError):
    """No scenario of this distribution has this name."""

    def __init__(self, name: str) -> None:
        known = scenario_names()
        hint = nearest(name, known) or f" (there are {', '.join(known)})"
        super().__init__((Fault("", "", f"no scenario '{name}'{hint}"),))


@frozen
class Summary:
    """What a list of scenarios shows of one."""

    name: str
    title: str
    premise: str
    minutes: int
    length: int


def scenario_summary(name_or_path: str | Path) -> Summary:
    """Return a scenario's title, premise, minutes and length without reading its map."""
    path = _find(name_or_path)
    faults: list[Fault] = []
    head: Plain = {}
    for layer in layers_of(path, faults):
        head.update(layer.data)
    if faults:
        raise ContentError(tuple(faults))
    wanted = {"title": str, "premise": str, "minutes": int, "length": int}
    wrong = [key for key, kind in wanted.items() if type(head.get(key)) is not kind]
    if wrong:
        message = "this key is missing or of another kind"
        raise ContentError(tuple(Fault(shown(path), key, message) for key in wrong))
    return Summary(path.stem, *(head[key] for key in wanted))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a scenario by name or by file; raise ContentError with all its faults."""
    return _load(merged(_find(name_or_path)))


def check_scenario(name_or_path: str | Path) -> tuple[Fault, ...]:
    """Return all faults of a scenario, those of its briefs too, without which it can still be played."""
    path = _find(name_or_path)
    faults: tuple[Fault, ...] = ()
    try:
        load_scenario(path)
    except ContentError as error:
        faults = error.faults
    if not path.is_file():
        return faults
    return (*faults, *(Fault(file, "", message) for file, message in brief_findings(path)))


def brief(scenario: str | Path, power: str, level: str = "plain") -> str:
    """Return a seat's brief as Markdown; raise UnknownScenario or UnknownBrief."""
    return read_brief(_find(scenario), power, level)


def scenario_plain(name_or_path: str | Path) -> Plain:
    """Return a scenario's data merged with its map's, for a record to carry."""
    whole = merged(_find(name_or_path))
    if whole.unread or whole.faults:
        raise ContentError((*whole.unread, *whole.faults))
    return whole.data


def handicapped(data: Plain, handicaps: Sequence[int]) -> Plain:
    """Return a scenario's data with each power's income and first treasury raised by so many per cent.

    A handicap is part of the scenario, so that its digest and every record carry it.
    """
    changed = deepcopy(data) if any(handicaps) else data
    for power, each in zip(POWERS, handicaps, strict=True):
        if each:
            _raise(changed, f"power.{power.key}.price", each)
            _raise(changed, f"setup.power.{power.key}.treasury", each)
    return changed


def _raise(data: Plain, path: str, percent: int) -> None:
    """Raise a number of the data, and the figure that says where it comes from."""
    *steps, last = path.split(".")
    table = data
    for step in steps:
        table = table[step]
    table[last] = table[last] * (100 + percent) // 100
    for figure in data.get("figure", []):
        if figure.get("path") == path:
            figure.update(value=f"{table[last]:,}", note=f"A handicap of {percent:+} per cent.")


def scenario_from_plain(data: Mapping[str, Any]) -> Scenario:
    """Return the scenario that merged data describe; raise ContentError with all its faults."""
    return _load(Merged(dict(data)))


def scenario_digest(data: Mapping[str, Any]) -> str:
    """Return 16 hex digits of merged data; the order of entries counts, for it is the published order."""
    text = json.dumps(data, separators=(",", ":"), default=str)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _load(whole: Merged) -> Scenario:
    """Return a scenario, or all its faults; a file that cannot be read would drown them in others."""
    if whole.unread:
        raise ContentError((*whole.unread, *whole.faults))
    parts, found = read_parts(whole.data)
    faults = (*whole.faults, *(whole.fault(each) for each in (*found, *problems(parts))))
    if faults:
        raise ContentError(faults)
    return scenario_of(parts)


def _find(name_or_path: str | Path) -> Path:
    """Return the file of a scenario: a path, or a name of this distribution."""
    path = Path(name_or_path)
    if path.suffix == ".toml" or path.is_file():
        return path
    if str(name_or_path) not in scenario_names():
        raise UnknownScenario(str(name_or_path))
    return MAPS / "scenarios" / f"{name_or_path}.toml"
