"""Finds, reads and validates what lies under `maps/`: files in, a `Scenario` or all their faults out.

A map is a folder of TOML files, a scenario one file that names its map, may build on another scenario
and may set any value anew: tables are merged, lists replaced.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from attrs import fields, frozen, has

import maps
from game.content_checks import problems
from game.content_forms import Finding, joined, nearest
from game.content_parts import read_parts, scenario_of
from rules.content import Scenario

Plain = dict[str, Any]

MAPS: Final = Path(maps.__file__).parent
"""Where the maps of this distribution lie."""

SHEET: Final = ("sheet", "forces", "tracks", "pact", "figure")
"""The tables of a set-up, which belong to a scenario."""

TABLES: Final[dict[str, tuple[str, ...]]] = {
    "map.toml": ("area", "flashpoint", "strength", "upkeep"),
    "terms.toml": ("terms",),
    "powers.toml": ("power",),
    "partners.toml": ("partner",),
    "programmes.toml": ("programme",),
    "doctrines.toml": ("doctrine",),
    "operations.toml": ("operation",),
    "agreements.toml": ("agreement",),
    "events.toml": ("event",),
    "objectives.toml": ("objective", "secret"),
    "figures.toml": ("figure",),
    "sources.toml": ("source",),
}
"""The files of a map and the tables that each holds; the terms are written without a table's name."""

HEAD: Final = ("map", "title", "premise", "minutes", "length", "start")
TABLES_OF_ALL: Final = (*SHEET, *(table for tables in TABLES.values() for table in tables))
KNOWN: Final = (*HEAD, "builds_on", *TABLES_OF_ALL)


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
    """A scenario's data in one piece, where each value came from, and what went wrong on the way."""

    data: Plain
    origins: dict[str, str]
    faults: tuple[Fault, ...]

    def fault(self, finding: Finding) -> Fault:
        """Return a finding with the file that the nearest known path came from."""
        path, message = finding
        steps = path.split(".")
        for length in range(len(steps), 0, -1):
            origin = self.origins.get(".".join(steps[:length]))
            if origin is not None:
                return Fault(origin, path, message)
        return Fault(self.origins.get("", ""), path, message)


def scenario_names() -> tuple[str, ...]:
    """Return the names of the scenarios of this distribution."""
    return tuple(sorted(path.stem for path in (MAPS / "scenarios").glob("*.toml")))


def scenario_summary(name_or_path: str | Path) -> Summary:
    """Return a scenario's title, premise, minutes and length without reading its map."""
    data, faults = _parse(_find(name_or_path))
    if faults:
        raise ContentError(faults)
    path = _find(name_or_path)
    try:
        return Summary(path.stem, data["title"], data["premise"], data["minutes"], data["length"])
    except KeyError as missing:
        raise ContentError((Fault(_shown(path), str(missing.args[0]), "this key is missing"),)) from None


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
    if merged.faults:
        raise ContentError(merged.faults)
    return deepcopy(merged.data)


def scenario_from_plain(data: Mapping[str, Any]) -> Scenario:
    """Return the scenario that merged data describe; raise ContentError with all its faults."""
    return _load(Merged(dict(data), {}, ()))


def scenario_digest(scenario: Scenario) -> str:
    """Return 16 hex digits of all that a scenario says, however it was written; order counts."""
    text = json.dumps(scenario, default=_said, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _said(value: object) -> object:
    """Return an attrs value as a table for `json`, without what is only remembered."""
    if not has(type(value)):
        raise TypeError(f"a scenario cannot hold {value!r}")
    kept = {each.name: getattr(value, each.name) for each in fields(type(value)) if each.eq}
    return {"kind": type(value).__name__, **kept}


def _load(merged: Merged) -> Scenario:
    parts, found = read_parts(merged.data)
    faults = (*merged.faults, *(merged.fault(each) for each in (*found, *problems(parts))))
    if faults:
        raise ContentError(faults)
    return scenario_of(parts)


# ---------- finding ----------


def _find(name_or_path: str | Path) -> Path:
    """Return the file of a scenario: a name of this distribution, or a path."""
    path = Path(name_or_path)
    if path.suffix == ".toml" or path.is_file():
        return path
    known = scenario_names()
    if str(name_or_path) not in known:
        message = f"no scenario '{name_or_path}'{nearest(str(name_or_path), known)}"
        raise ContentError((Fault("", "", message),))
    return MAPS / "scenarios" / f"{name_or_path}.toml"


def _map_folder(scenario: Path, name: str) -> Path:
    """Return the folder of a map: beside the scenario's own folder, else of this distribution."""
    beside = scenario.resolve().parent.parent / name
    return beside if (beside / "map.toml").is_file() else MAPS / name


def _shown(path: Path) -> str:
    """Return a path as faults show it: its folder and its name."""
    return "/".join(path.resolve().parts[-2:])


def _parse(path: Path) -> tuple[Plain, tuple[Fault, ...]]:
    try:
        stat = path.stat()
        return _parse_once(path, stat.st_mtime_ns, stat.st_size), ()
    except FileNotFoundError:
        return {}, (Fault(_shown(path), "", "there is no such file"),)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return {}, (Fault(_shown(path), "", f"cannot be read: {error}"),)


@lru_cache(maxsize=64)
def _parse_once(path: Path, _changed: int, _size: int) -> Plain:
    """Return a file's data; files are parsed once as long as they do not change."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


# ---------- merging ----------


def _merge(scenario: Path) -> Merged:
    """Return a scenario's data laid over its map's."""
    layers, faults = _layers(scenario, ())
    head: Plain = {"name": scenario.stem}
    for _, layer in layers:
        head |= {key: layer[key] for key in HEAD if key in layer}
    data, origins = dict(head), {"": _shown(scenario)}
    if "map" in head:
        faults += _read_map(_map_folder(scenario, str(head["map"])), data, origins)
    for path, layer in layers:
        own = {key: value for key, value in layer.items() if key in TABLES_OF_ALL}
        _lay(data, own, "", _shown(path), origins)
    return Merged(data, origins, faults)


def _layers(path: Path, above: tuple[Path, ...]) -> tuple[list[tuple[Path, Plain]], tuple[Fault, ...]]:
    """Return a scenario file's data after that of the scenarios it builds on."""
    data, faults = _parse(path)
    faults += tuple(_strangers(path, data, KNOWN))
    if "builds_on" not in data:
        return [(path, data)], faults
    name = str(data["builds_on"])
    base = path.parent / f"{name}.toml"
    base = base if base.is_file() else MAPS / "scenarios" / base.name
    if base in (*above, path):
        return [(path, data)], (*faults, Fault(_shown(path), "builds_on", "a scenario cannot build on itself"))
    if not base.is_file():
        message = f"no scenario '{name}'{nearest(name, scenario_names())}"
        return [(path, data)], (*faults, Fault(_shown(path), "builds_on", message))
    below, more = _layers(base, (*above, path))
    return [*below, (path, data)], more + faults


def _read_map(folder: Path, data: Plain, origins: dict[str, str]) -> tuple[Fault, ...]:
    """Add a map's tables to the data and say what cannot be read."""
    if not (folder / "map.toml").is_file():
        known = [path.parent.name for path in MAPS.glob("*/map.toml")]
        return (Fault(origins[""], "map", f"no map '{folder.name}'{nearest(folder.name, known)}"),)
    faults: tuple[Fault, ...] = ()
    for file, tables in TABLES.items():
        faults += _read_map_file(folder / file, tables, data, origins)
    return faults


def _read_map_file(
    path: Path, tables: tuple[str, ...], data: Plain, origins: dict[str, str]
) -> tuple[Fault, ...]:
    """Add a map file's tables to the data and say what does not belong in it."""
    read, faults = _parse(path)
    if tables == ("terms",):
        read = {"terms": read}
    for table in read:
        origins.setdefault(table, _shown(path))
        if isinstance(read[table], dict):
            origins.update((f"{table}.{entry}", _shown(path)) for entry in read[table])
    _lay(data, {table: entries for table, entries in read.items() if table in tables}, "", "", {})
    return faults + tuple(_strangers(path, read, tables))


def _strangers(path: Path, data: Plain, known: tuple[str, ...]) -> Iterator[Fault]:
    for table in data:
        if table not in known:
            homes = [file for file, tables in TABLES.items() if table in tables and file != path.name]
            hint = f" (it belongs in {homes[0]})" if homes else nearest(table, known)
            yield Fault(_shown(path), table, f"unknown key '{table}'{hint}")


def _lay(below: Plain, above: Mapping[str, Any], path: str, file: str, origins: dict[str, str]) -> None:
    """Lay data over other data: tables are merged, all else is replaced."""
    for key, value in above.items():
        here = joined(path, key)
        if isinstance(value, dict):
            if not isinstance(below.get(key), dict):
                below[key] = {}
                origins[here] = file
            _lay(below[key], value, here, file, origins)
        else:
            below[key] = value
            origins[here] = file

