"""Reads `maps/personas/`: one TOML file a persona, laid over the persona it names as its base."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.v import transform_error

import maps
from game.content_findings import nearest
from game.players.temper import Persona, Temper
from rules.terms import POWERS

FOLDER: Final = Path(maps.__file__).parent / "personas"
"""Where the personas of this distribution lie."""

HEAD: Final = ("base", "summary", "temper", "seat")
"""The keys of a persona's file."""


class PersonaError(Exception):
    """A persona's file that cannot be used; the message names the file and every fault."""


def persona_names() -> tuple[str, ...]:
    """Return the names of the personas, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_persona(name: str, folder: Path = FOLDER) -> Persona:
    """Return a persona by name; raise PersonaError with all that is wrong with its file."""
    data = _laid(name, folder, ())
    found: list[str] = []
    tempers = [_temper(data, power.key, found) for power in POWERS]
    if found:
        raise PersonaError("; ".join(f"{name}.toml: {each}" for each in found))
    one, two, three, four = tempers
    assert one is not None and two is not None and three is not None and four is not None
    return Persona(name, str(data.get("summary", "")), (one, two, three, four))


def _laid(name: str, folder: Path, above: tuple[str, ...]) -> dict[str, Any]:
    """Return a persona's data laid over those of its base."""
    path = folder / f"{name}.toml"
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = sorted(each.stem for each in folder.glob("*.toml"))
        raise PersonaError(f"no persona '{name}'{nearest(name, known)}") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PersonaError(f"{path.name}: cannot be read: {error}") from None
    strange = [f"unknown key '{key}'{nearest(key, HEAD)}" for key in own if key not in HEAD]
    if strange:
        raise PersonaError("; ".join(f"{path.name}: {each}" for each in strange))
    base = own.get("base")
    if base is None:
        return own
    if base in above or base == name:
        raise PersonaError(f"{path.name}: base: '{base}' is laid over itself")
    below = _laid(str(base), folder, (*above, name))
    return {
        "summary": own.get("summary", ""),
        "temper": {**below.get("temper", {}), **own.get("temper", {})},
        "seat": {
            power.key: {**below.get("seat", {}).get(power.key, {}), **_seat(own, power.key)}
            for power in POWERS
        },
    }


def _seat(own: Mapping[str, Any], power: str) -> dict[str, Any]:
    """Return what a file says of a seat: its general numbers hide the base's special ones."""
    return {**own.get("temper", {}), **own.get("seat", {}).get(power, {})}


def _temper(data: Mapping[str, Any], power: str, found: list[str]) -> Temper | None:
    """Return a seat's temper, or None with what is wrong added to `found`."""
    merged = {**data.get("temper", {}), **data.get("seat", {}).get(power, {})}
    options = merged.get("options", {})
    if isinstance(options, dict):
        merged["options"] = tuple(sorted(options.items()))
    try:
        return _CONVERTER.structure(merged, Temper)
    except BaseValidationError as error:
        found.extend(f"seat.{power}: {message}" for message in transform_error(error, path=""))
        return None


_CONVERTER: Final = Converter(forbid_extra_keys=True)
