"""Finds, reads and validates what lies under `maps/`: files in, a `Scenario` or all its faults out.

A map is a folder of TOML files. A scenario is one file that names its map, brings the set-up and may
set any value of the map anew: tables are merged, all else is replaced.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

import maps
from game.content_checks import problems
from game.content_findings import Finding, joined, nearest
from game.content_forms import HEAD
from game.content_parts import read_parts, scenario_of
from rules.content import Scenario

Plain = dict[str, Any]

MAPS: Final = Path(maps.__file__).parent
"""Where the maps of this distribution lie."""

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "map.toml": ("area", "flashpoint", "strength", "upkeep"),
    "terms.toml": ("terms",),
    "powers.toml": ("power",),
    "partners.toml": ("partner",),
    "objectives.toml": ("objective", "secret"),
    "sources.toml": ("source",),
    "programmes.toml": ("programme",),
    "doctrines.toml": ("doctrine",),
    "operations.toml": ("operation",),
    "agreements.toml": ("agreement",),
    "events.toml": ("event",),
}
"""The files of a map and the tables of each; the terms are written without a table's name."""

OWN: Final = (*HEAD[1:], "setup", "figure", "override")
"""What a scenario's file may hold."""


@frozen
class Fault:
    """What is wrong, in which file, at which path."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.message) if part)


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


@frozen
class Merged:
    """A scenario's data in one piece, the file that each part came from, and what went wrong on the way."""

    data: Plain
    origins: dict[str, str] = field(factory=dict)
    unread: list[Fault] = field(factory=list)
    faults: list[Fault] = field(factory=list)

    def fault(self, finding: Finding) -> Fault:
        """Return a finding with the file that the nearest known path came from."""
        path, message = finding
        steps = path.split(".")
        heads = (".".join(steps[:length]) for length in range(len(steps), -1, -1))
        origin = next((self.origins[head] for head in heads if head in self.origins), "")
        return Fault(origin, path, message)


def scenario_names() -> tuple[str, ...]:
    """Return the names of the scenarios of this distribution."""
    return tuple(sorted(path.stem for path in (MAPS / "scenarios").glob("*.toml")))


def scenario_summary(name_or_path: str | Path) -> Summary:
    """Return a scenario's title, premise, minutes and length without reading its map."""
    path = _find(name_or_path)
    faults: list[Fault] = []
    head = _parse(path, faults)
    if faults:
        raise ContentError(tuple(faults))
    wanted = {"title": str, "premise": str, "minutes": int, "length": int}
    wrong = [key for key, kind in wanted.items() if type(head.get(key)) is not kind]
    if wrong:
        message = "this key is missing or of another kind"
        raise ContentError(tuple(Fault(_shown(path), key, message) for key in wrong))
    return Summary(path.stem, *(head[key] for key in wanted))


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a scenario by name or by file; raise ContentError with all its faults."""
    return _load(_merge(_find(name_or_path)))


def check_scenario(name_or_path: str | Path) -> tuple[Fault, ...]:
    """Return all faults of a scenario."""
    try:
        load_scenario(name_or_path)
    except ContentError as error:
        return error.faults
    return ()


def scenario_plain(name_or_path: str | Path) -> Plain:
    """Return a scenario's data merged with its map's, for a record to carry."""
    merged = _merge(_find(name_or_path))
    if merged.unread or merged.faults:
        raise ContentError((*merged.unread, *merged.faults))
    return merged.data


def scenario_from_plain(data: Mapping[str, Any]) -> Scenario:
    """Return the scenario that merged data describe; raise ContentError with all its faults."""
    return _load(Merged(dict(data)))


def scenario_digest(data: Mapping[str, Any]) -> str:
    """Return 16 hex digits of merged data; the order of entries counts, for it is the published order."""
    text = json.dumps(data, separators=(",", ":"), default=str)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _load(merged: Merged) -> Scenario:
    """Return a scenario, or all its faults; a file that cannot be read would drown them in others."""
    if merged.unread:
        raise ContentError((*merged.unread, *merged.faults))
    parts, found = read_parts(merged.data)
    faults = (*merged.faults, *(merged.fault(each) for each in (*found, *problems(parts))))
    if faults:
        raise ContentError(faults)
    return scenario_of(parts)


# ---------- finding ----------


def _find(name_or_path: str | Path) -> Path:
    """Return the file of a scenario: a path, or a name of this distribution."""
    path = Path(name_or_path)
    if path.suffix == ".toml" or path.is_file():
        return path
    if str(name_or_path) not in scenario_names():
        raise UnknownScenario(str(name_or_path))
    return MAPS / "scenarios" / f"{name_or_path}.toml"


def _map_folder(scenario: Path, name: str) -> Path:
    """Return the folder of a map: beside the scenario's own folder, else of this distribution."""
    beside = scenario.resolve().parent.parent / name
    return beside if (beside / "map.toml").is_file() else MAPS / name


def _shown(path: Path) -> str:
    """Return a path as faults show it: its folder and its name."""
    return "/".join(path.resolve().parts[-2:])


def _parse(path: Path, faults: list[Fault]) -> Plain:
    """Return a file's data, or nothing with a fault added."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Fault(_shown(path), "", "there is no such file"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Fault(_shown(path), "", f"cannot be read: {error}"))
    return {}


# ---------- merging ----------


def _merge(scenario: Path) -> Merged:
    """Return a scenario's data laid over its map's."""
    merged = Merged({"name": scenario.stem}, {"": _shown(scenario)})
    own = _parse(scenario, merged.unread)
    merged.faults.extend(_strangers(_shown(scenario), "", own, OWN))
    merged.data.update((key, own[key]) for key in (*HEAD, "setup") if key in own)
    if isinstance(own.get("map"), str):
        _add_map(merged, _map_folder(scenario, own["map"]))
    _override(merged, own.get("override", {}))
    _add_figures(merged, own, _shown(scenario))
    return merged


def _add_map(merged: Merged, folder: Path) -> None:
    """Add a map's tables to the data."""
    if not (folder / "map.toml").is_file():
        known = [path.parent.name for path in MAPS.glob("*/map.toml")]
        message = f"no map '{folder.name}'{nearest(folder.name, known)}"
        merged.unread.append(Fault(merged.origins[""], "map", message))
        return
    for file, tables in TABLES.items():
        _add_map_file(merged, folder / file, tables)


def _add_map_file(merged: Merged, path: Path, tables: tuple[str, ...]) -> None:
    """Add a map file's tables to the data, and its figures."""
    read = _parse(path, merged.unread)
    _add_figures(merged, read, _shown(path))
    if tables == ("terms",):
        read = {"terms": {key: value for key, value in read.items() if key != "figure"}}
    merged.faults.extend(_strangers(_shown(path), "", read, (*tables, "figure")))
    for table in tables:
        merged.origins[table] = _shown(path)
        if table in read:
            merged.data[table] = read[table]


def _add_figures(merged: Merged, read: Plain, file: str) -> None:
    """Add a file's figures to those of other files."""
    rows = read.get("figure", [])
    if not isinstance(rows, list):
        merged.faults.append(Fault(file, "figure", f"expects a list of tables [[figure]], not {rows!r}"))
        return
    figures = merged.data.setdefault("figure", [])
    for row in rows:
        merged.origins[f"figure.{len(figures)}"] = file
        figures.append(row)


def _override(merged: Merged, override: object) -> None:
    """Lay what a scenario sets anew over the map's data, file by file."""
    file = merged.origins[""]
    files = {name.removesuffix(".toml"): tables for name, tables in TABLES.items()}
    if not isinstance(override, dict):
        merged.faults.append(Fault(file, "override", f"expects a table, not {override!r}"))
        return
    merged.faults.extend(_strangers(file, "override", override, files))
    for name, tables in files.items():
        above = override.get(name, {})
        if not isinstance(above, dict):
            merged.faults.append(Fault(file, f"override.{name}", f"expects a table, not {above!r}"))
            continue
        above = {"terms": above} if name == "terms" and above else above
        merged.faults.extend(_strangers(file, f"override.{name}", above, tables))
        _lay(merged, merged.data, {table: above[table] for table in tables if table in above}, "")


def _lay(merged: Merged, below: Plain, above: Plain, path: str) -> None:
    """Lay data over other data: tables are merged, all else is replaced."""
    for key, value in above.items():
        here = joined(path, key)
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _lay(merged, below[key], value, here)
        else:
            below[key] = value
            merged.origins[here] = merged.origins[""]


def _strangers(file: str, path: str, data: Plain, known: Iterable[str]) -> Iterator[Fault]:
    """Say which keys are unknown, and where a table belongs that stands in another file."""
    for key in data:
        if key not in known:
            homes = [name for name, tables in TABLES.items() if key in tables]
            hint = f" (it belongs in {homes[0]})" if homes else nearest(key, known)
            yield Fault(file, joined(path, key), f"unknown key '{key}'{hint}")
