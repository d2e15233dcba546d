"""Provenance to the number: every number of the set-up has a figure that says the same and where from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from game.content_forms import Finding, joined, nearest
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
    "fiscal_phase",
    "lanes",
    "alarm_base",
    "set_points",
)
"""The numbers of a power's terms that a figure answers for."""


def check_figures(parts: Parts) -> Iterator[Finding]:
    """Every number of the set-up is covered by a figure that says the same, its own or its group's."""
    tree = numbers(parts.plain)
    nodes = dict(_nodes(tree, ""))
    for figure in parts.figures:
        value = nodes.get(figure.path)
        if value is None:
            yield f"figure.{figure.path}", f"no number '{figure.path}'{nearest(figure.path, nodes)}"
        elif figure.value != written(value):
            yield f"figure.{figure.path}.value", f"says '{figure.value}', the set-up has '{written(value)}'"
    figures = set(parts.names("figure"))
    for path, value in nodes.items():
        if not isinstance(value, Mapping) and not _covered(path, figures):
            yield path, "this number of the set-up has no figure"


def numbers(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers of a set-up as a tree, as figures name them: `japan.gdp`, `korea.rung`."""
    tree: dict[str, Any] = {}
    for name, terms in _tables(plain, "power"):
        _grow(tree, name, {key: terms[key] for key in TERMS if key in terms})
    for name, sheet in _tables(plain, "sheet"):
        _grow(tree, name, {key: value for key, value in sheet.items() if key != "contracts"})
        _grow(tree, name, {"contracts": _contracts(sheet.get("contracts"))})
    for name, areas in _tables(plain, "forces"):
        _grow(tree, name, {"forces": areas})
    for name, flashpoint in _tables(plain, "flashpoint"):
        _grow(tree, name, {key: flashpoint[key] for key in ("stakes", "home_strength") if key in flashpoint})
    _grow_tracks(tree, plain.get("tracks"))
    _grow(tree, "pacts", _pacts(plain.get("pact")))
    for table in ("strength", "upkeep"):
        for kind, powers in _tables(plain, table):
            _grow(tree, table, {kind: powers})
    return tree


def _grow_tracks(tree: dict[str, Any], tracks: object) -> None:
    """Add shared tracks; rungs, control and alignment go to their flashpoints and partners."""
    for key, value in tracks.items() if isinstance(tracks, Mapping) else ():
        if isinstance(value, Mapping):
            for name, number in value.items():
                _grow(tree, name, {key.removesuffix("s"): number})
        else:
            _grow(tree, "tracks", {key: value})


def written(value: object) -> str:
    """Return a number or a group of numbers as a figure writes it: "4,280,000", "fleet 2, air 1"."""
    if isinstance(value, int):
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


def _tables(plain: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return a table's entries that are tables; what is not one is found elsewhere."""
    table = plain.get(key)
    for name, entry in table.items() if isinstance(table, Mapping) else ():
        if isinstance(entry, Mapping):
            yield name, entry


def _rows(rows: object) -> list[Mapping[str, Any]]:
    return [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list) else []


def _grow(tree: dict[str, Any], name: str, more: Mapping[str, Any]) -> None:
    tree.setdefault(name, {}).update(more)


def _contracts(rows: object) -> dict[str, Any]:
    return {
        str(each.get("programme")): {key: each[key] for key in ("cost", "quarters") if key in each}
        for each in _rows(rows)
    }


def _pacts(rows: object) -> dict[str, Any]:
    pacts: dict[str, Any] = {}
    for each in _rows(rows):
        pair = "-".join(str(party) for party in each.get("parties", ()))
        rest = {key: each[key] for key in ("until", "amount") if key in each}
        _grow(pacts, str(each.get("agreement")), {pair: rest or "in force"})
    return pacts


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
