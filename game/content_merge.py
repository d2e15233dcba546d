"""Finds and reads the files under `maps/` and lays them over one another: the map, a base, the scenario.

Each scenario file takes entries out of what lies below it (`[drop]`), then sets values anew: tables are
merged, all else is replaced, and so is a power's table of counters as a whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

import maps
from game.content_figures import is_touched, set_anew
from game.content_findings import Fault, Finding, joined, nearest
from game.content_forms import HEAD

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

DROPS: Final = {
    "programmes": "programme",
    "doctrines": "doctrine",
    "operations": "operation",
    "agreements": "agreement",
    "events": "event",
}
"""The catalogues from which a scenario may take entries out, and the table of each."""

OWN: Final = ("base", *HEAD[1:], "setup", "figure", "drop", "override")
"""What a scenario's file may hold."""


@frozen
class Layer:
    """A scenario's file and what it says."""

    path: Path
    data: Plain

    @property
    def file(self) -> str:
        """The file as faults name it."""
        return shown(self.path)

    def table(self, key: str, faults: list[Fault]) -> Plain:
        """Return a table of the file; nothing, and a fault, if it is none."""
        table = self.data.get(key, {})
        if isinstance(table, dict):
            return table
        faults.append(Fault(self.file, key, f"expects a table, not {table!r}"))
        return {}


@frozen
class Merged:
    """A scenario's data in one piece, the file that each part came from, and what went wrong on the way."""

    data: Plain
    origins: dict[str, str] = field(factory=dict)
    unread: list[Fault] = field(factory=list)
    faults: list[Fault] = field(factory=list)
    figures: list[tuple[str, Any]] = field(factory=list)

    def fault(self, finding: Finding) -> Fault:
        """Return a finding with the file that the nearest known path came from."""
        path, message = finding
        steps = path.split(".")
        heads = (".".join(steps[:length]) for length in range(len(steps), -1, -1))
        origin = next((self.origins[head] for head in heads if head in self.origins), "")
        return Fault(origin, path, message)


def merged(scenario: Path) -> Merged:
    """Return a scenario's data laid over its base's, and both over the map's."""
    whole = Merged({"name": scenario.stem}, {"": shown(scenario)})
    layers = layers_of(scenario, whole.unread)
    for layer in layers:
        whole.faults.extend(_strangers(layer.file, "", layer.data, OWN))
        head = {key: layer.data[key] for key in (*HEAD[1:], "setup") if key in layer.data}
        _lay(whole, whole.data, head, "", layer.file)
    named = next((layer for layer in reversed(layers) if isinstance(layer.data.get("map"), str)), None)
    if named is not None:
        _add_map(whole, _map_folder(named.path, named.data["map"]))
    for layer in layers:
        _drop(whole, layer)
        _override(whole, layer)
        anew = set_anew(layer.data)
        whole.figures[:] = [each for each in whole.figures if not is_touched(each[1], anew)]
        _add_figures(whole, layer.data, layer.file)
    whole.data["figure"] = [row for _, row in whole.figures]
    whole.origins.update((f"figure.{place}", file) for place, (file, _) in enumerate(whole.figures))
    return whole


def layers_of(scenario: Path, faults: list[Fault]) -> tuple[Layer, ...]:
    """Return a scenario's file, below it its base if it has one; a base has no base of its own."""
    own = Layer(scenario, _parse(scenario, faults))
    name = own.data.get("base")
    if name is None:
        return (own,)
    file = _base_file(scenario, name) if isinstance(name, str) else None
    if file is None:
        hint = nearest(str(name), scenario_names())
        faults.append(Fault(own.file, "base", f"no scenario {name!r}{hint}"))
        return (own,)
    base = Layer(file, _parse(file, faults))
    if "base" in base.data:
        message = f"'{name}' has a base itself ('{base.data['base']}'): lay this over that one"
        faults.append(Fault(own.file, "base", message))
        return (own,)
    return (base, own)


# ---------- finding ----------


def scenario_names() -> tuple[str, ...]:
    """Return the names of the scenarios of this distribution."""
    return tuple(sorted(path.stem for path in (MAPS / "scenarios").glob("*.toml")))


def shown(path: Path) -> str:
    """Return a path as faults show it: its folder and its name."""
    return "/".join(path.resolve().parts[-2:]) if path.exists() else str(path)


def _base_file(scenario: Path, name: str) -> Path | None:
    """Return the file of a base: beside the scenario's own, else of this distribution."""
    folders = (scenario.parent, MAPS / "scenarios")
    files = (folder / f"{name}.toml" for folder in folders)
    return next((file for file in files if file.is_file()), None)


def _map_folder(scenario: Path, name: str) -> Path:
    """Return the folder of a map: beside the scenario's own folder, else of this distribution."""
    beside = scenario.resolve().parent.parent / name
    return beside if (beside / "map.toml").is_file() else MAPS / name


def _parse(path: Path, faults: list[Fault]) -> Plain:
    """Return a file's data, or nothing with a fault added."""
    try:
        return deepcopy(_read(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        faults.append(Fault(shown(path), "", "there is no such file"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Fault(shown(path), "", f"cannot be read: {error}"))
    return {}


@lru_cache(maxsize=64)
def _read(text: str) -> Plain:
    """Return the data of a text, kept because every game of a map reads the same texts: copy it."""
    return tomllib.loads(text)


# ---------- the map ----------


def _add_map(whole: Merged, folder: Path) -> None:
    """Add a map's tables to the data."""
    if not (folder / "map.toml").is_file():
        known = [path.parent.name for path in MAPS.glob("*/map.toml")]
        message = f"no map '{folder.name}'{nearest(folder.name, known)}"
        whole.unread.append(Fault(whole.origins["map"], "map", message))
        return
    for file, tables in TABLES.items():
        _add_map_file(whole, folder / file, tables)


def _add_map_file(whole: Merged, path: Path, tables: tuple[str, ...]) -> None:
    """Add a map file's tables to the data, and its figures."""
    read = _parse(path, whole.unread)
    _add_figures(whole, read, shown(path))
    if tables == ("terms",):
        read = {"terms": {key: value for key, value in read.items() if key != "figure"}}
    whole.faults.extend(_strangers(shown(path), "", read, (*tables, "figure")))
    for table in tables:
        whole.origins[table] = shown(path)
        if table in read:
            whole.data[table] = read[table]


def _add_figures(whole: Merged, read: Plain, file: str) -> None:
    """Add a file's figures to those of other files."""
    rows = read.get("figure", [])
    if isinstance(rows, list):
        whole.figures.extend((file, row) for row in rows)
    else:
        whole.faults.append(Fault(file, "figure", f"expects a list of tables [[figure]], not {rows!r}"))


# ---------- dropping and overriding ----------


def _drop(whole: Merged, layer: Layer) -> None:
    """Take out of the catalogues what a scenario says did not exist, or had happened already."""
    drop = layer.table("drop", whole.faults)
    whole.faults.extend(_strangers(layer.file, "drop", drop, DROPS))
    for key, table in DROPS.items():
        names, entries = drop.get(key, []), whole.data.get(table, {})
        if not isinstance(names, list):
            whole.faults.append(Fault(layer.file, f"drop.{key}", f"expects a list, not {names!r}"))
            continue
        for name in names:
            if isinstance(name, str) and name in entries:
                del entries[name]
            else:
                hint = nearest(str(name), entries)
                whole.faults.append(Fault(layer.file, f"drop.{key}", f"no {table} {name!r}{hint}"))


def _override(whole: Merged, layer: Layer) -> None:
    """Lay what a scenario sets anew over the map's data, file by file."""
    override = Layer(layer.path, layer.table("override", whole.faults))
    files = {name.removesuffix(".toml"): tables for name, tables in TABLES.items()}
    whole.faults.extend(_strangers(layer.file, "override", override.data, files))
    for name, tables in files.items():
        above = override.data.get(name, {})
        if not isinstance(above, dict):
            whole.faults.append(Fault(layer.file, f"override.{name}", f"expects a table, not {above!r}"))
            continue
        above = {"terms": above} if name == "terms" and above else above
        whole.faults.extend(_strangers(layer.file, f"override.{name}", above, tables))
        known = {table: above[table] for table in tables if table in above}
        _lay(whole, whole.data, known, "", layer.file)


def _lay(whole: Merged, below: Plain, above: Plain, path: str, file: str) -> None:
    """Lay data over other data: tables are merged, all else is replaced."""
    for key, value in above.items():
        here = joined(path, key)
        if isinstance(value, dict) and isinstance(below.get(key), dict) and not _is_replaced_whole(here):
            _lay(whole, below[key], value, here, file)
        else:
            below[key] = value
            whole.origins[here] = file


def _is_replaced_whole(path: str) -> bool:
    """Tell whether a table is replaced and not merged: a power's counters, `setup.forces.japan`."""
    return path.startswith("setup.forces.") and path.count(".") == 2


def _strangers(file: str, path: str, data: Plain, known: Iterable[str]) -> Iterator[Fault]:
    """Say which keys are unknown, and where a table belongs that stands in another file."""
    for key in data:
        if key not in known:
            homes = [name for name, tables in TABLES.items() if key in tables]
            hint = f" (it belongs in {homes[0]})" if homes else nearest(key, known)
            yield Fault(file, joined(path, key), f"unknown key '{key}'{hint}")
