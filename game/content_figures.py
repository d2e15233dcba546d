"""Provenance to the number: every number of the set-up has a figure that says the same and where from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from game.content_findings import Finding, joined, nearest
from game.content_parts import Parts

TERMS: Final = (
    "share",
    "basis",
    "theatre",
    "price",
    "dial_low",
    "dial_high",
    "year_step",
    "extra_step",
    "establishment",
    "op_unit",
    "secrecy",
    "fiscal_quarter",
    "lanes",
    "alarm_base",
    "set_points",
)
"""The numbers of a power's terms that a figure answers for."""


def check_figures(parts: Parts) -> Iterator[Finding]:
    """Every number of the set-up is covered by a figure that says the same, its own or its group's."""
    nodes = dict(_nodes(numbers(parts.plain), ""))
    told: set[str] = set()
    for place, figure in enumerate(parts.figures):
        here, value = f"figure.{place}", nodes.get(figure.path)
        if value is None:
            yield f"{here}.path", f"no number '{figure.path}'{nearest(figure.path, nodes)}"
        elif figure.value != written(value):
            yield f"{here}.value", f"'{figure.path}' says '{figure.value}', the data say '{written(value)}'"
        if figure.path in told:
            yield f"{here}.path", f"'{figure.path}' has two figures"
        told.add(figure.path)
    for place, figure in enumerate(parts.figures):
        group = figure.path.rpartition(".")[0]
        if _covered(group, told):
            yield f"figure.{place}.path", f"'{figure.path}' is told by the figure of its group already"
    for path, value in nodes.items():
        if not isinstance(value, Mapping) and not _covered(path, told):
            yield path, "this number has no figure"


def numbers(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers of a set-up as a tree, as figures name them: `setup.power.japan.gdp`."""
    setup = _table(plain, "setup")
    tree = {key: value for key, value in setup.items() if key not in ("power", "pacts", "measures")}
    tree["power"] = {name: _sheet(sheet) for name, sheet in _tables(setup, "power")}
    tree["pacts"] = _pacts(setup.get("pacts"))
    tree["measures"] = _measures(setup.get("measures"))
    return {
        "setup": tree,
        "power": _some_of(plain, "power", TERMS),
        "flashpoint": _some_of(plain, "flashpoint", ("stakes", "home_strength")),
        "strength": _table(plain, "strength"),
        "upkeep": _table(plain, "upkeep"),
    }


def set_anew(layer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the paths, as figures name them, of all that a scenario's own file sets.

    What is replaced as a whole stands as a whole: counters of a power, contracts, agreements in force.
    """
    setup, files = _table(layer, "setup"), _tables(layer, "override")
    tree = numbers({"setup": setup, **{key: value for _, file in files for key, value in file.items()}})
    leaves = (path for path, value in _nodes(tree, "") if not isinstance(value, Mapping))
    wholes = [f"setup.forces.{name}" for name in _table(setup, "forces")]
    wholes += [f"setup.{key}" for key in ("pacts", "measures") if key in setup]
    wholes += [
        f"setup.power.{name}.contracts" for name, each in _tables(setup, "power") if "contracts" in each
    ]
    return (*leaves, *wholes)


def refigured(plain: Mapping[str, Any], why: str) -> Iterator[dict[str, Any]]:
    """Yield the figures of data some of whose numbers were set anew: what no longer holds says why."""
    nodes = dict(_nodes(numbers(plain), ""))
    told: set[str] = set()
    for figure in plain.get("figure", []):
        path = figure["path"]
        if path in nodes:
            told.add(path)
            value = written(nodes[path])
            yield figure if value == figure["value"] else {**figure, "value": value, "note": why}
    for path, node in nodes.items():
        if not isinstance(node, Mapping) and not _covered(path, told):
            yield {
                "path": path,
                "value": written(node),
                "source": "design",
                "date": "2025-10",
                "grade": "design",
                "note": why,
            }


def is_touched(figure: object, anew: tuple[str, ...]) -> bool:
    """Tell whether a figure answers for anything that was set anew, and so answers no more."""
    path = figure.get("path") if isinstance(figure, Mapping) else None
    return isinstance(path, str) and any(
        f"{path}.".startswith(f"{each}.") or f"{each}.".startswith(f"{path}.") for each in anew
    )


def written(value: object) -> str:
    """Return a number or a group of numbers as a figure writes it: "4,280,000", "fleet 2, air 1"."""
    if type(value) is int:
        return f"{value:,}"
    if isinstance(value, Mapping):
        parts = ((str(key), each) for key, each in value.items())
        return ", ".join(
            f"{key} ({written(each)})" if isinstance(each, Mapping) else f"{key} {written(each)}"
            for key, each in parts
        )
    if isinstance(value, list | tuple):
        return " ".join(written(each) for each in value) if value else "none"
    return str(value)


def _table(plain: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return a table; what is not one is found elsewhere."""
    table = plain.get(key)
    return table if isinstance(table, Mapping) else {}


def _tables(plain: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, entry in _table(plain, key).items():
        if isinstance(entry, Mapping):
            yield name, entry


def _some_of(plain: Mapping[str, Any], table: str, keys: tuple[str, ...]) -> dict[str, Any]:
    return {name: {key: entry[key] for key in keys if key in entry} for name, entry in _tables(plain, table)}


def _rows(rows: object) -> list[Mapping[str, Any]]:
    return [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list) else []


def _sheet(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Return a sheet's numbers, contracts by their programmes; doctrines and flags are none."""
    rest = {key: value for key, value in sheet.items() if key not in ("doctrines", "flags")}
    return {**rest, "contracts": _contracts(sheet.get("contracts"))}


def _contracts(rows: object) -> dict[str, Any]:
    return {
        str(each.get("programme")): {key: each[key] for key in ("cost", "quarters") if key in each}
        for each in _rows(rows)
    }


def _pacts(rows: object) -> dict[str, Any]:
    pacts: dict[str, Any] = {}
    for each in _rows(rows):
        parties = each.get("parties")
        pair = "-".join(str(party) for party in parties) if isinstance(parties, list) else str(parties)
        rest = {key: each[key] for key in ("until", "amount") if key in each}
        pacts.setdefault(str(each.get("agreement")), {})[pair] = rest or "in force"
    return pacts


def _measures(rows: object) -> dict[str, Any]:
    measures: dict[str, Any] = {}
    for each in _rows(rows):
        measures.setdefault(str(each.get("operation")), {})[f"{each.get('by')}-{each.get('target')}"] = (
            "in force"
        )
    return measures


def _nodes(tree: Mapping[str, Any], path: str) -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        here = joined(path, key)
        yield here, value
        if isinstance(value, Mapping):
            yield from _nodes(value, here)


def _covered(path: str, figures: set[str]) -> bool:
    """Tell whether a figure answers for a path or for a group that it belongs to."""
    steps = path.split(".")
    return any(".".join(steps[:length]) in figures for length in range(len(steps), 0, -1))
