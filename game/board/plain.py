"""Small files of the board's own: typed values as JSON, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from cattrs import Converter, transform_error
from cattrs.v import format_exception

from rules.terms import Power

T = TypeVar("T")


class Unreadable(ValueError):
    """Plain data that are not what they should be, in one line."""


def to_plain(value: Any) -> Any:
    """Return a value as data that JSON can hold; powers are named by their keys."""
    return _CONVERTER.unstructure(value)


def from_plain(data: Any, kind: type[T]) -> T:
    """Return the value that data describe; keys that mean nothing are passed over."""
    if not isinstance(data, dict):
        raise Unreadable("this is no table of values")
    try:
        return _CONVERTER.structure(data, kind)
    except Exception as error:
        said = transform_error(error, path="", format_exception=_said)
        raise Unreadable("; ".join(each.removesuffix(" @ ") for each in said)) from None


def _said(error: BaseException, kind: type | None) -> str:
    """Return what a reader or a validator said, else what cattrs makes of it."""
    return str(error) if type(error) is ValueError else format_exception(error, kind)


def read_json(path: Path) -> Any:
    """Return what a file of JSON holds; raise OSError where there is none, Unreadable where it is damaged."""
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Unreadable("this is not JSON") from None


def write_json(path: Path, value: Any) -> None:
    """Write a file so that at any moment it is whole: the old one or the new one; raise OSError."""
    write_text(path, f"{json.dumps(value, ensure_ascii=False, indent=1)}\n")


def write_text(path: Path, text: str) -> None:
    """Write a file so that at any moment it is whole: the old one or the new one; raise OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _power_of(key: Any, _: Any = None) -> Power:
    try:
        return Power[str(key).upper()]
    except KeyError:
        raise ValueError(f"no power is called '{key}'") from None


def _strict(kind: type) -> Any:
    """Return what reads a value of one kind and no other; a whole number is a number."""

    def read(value: Any, _: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise ValueError(f"{value!r} is not of the kind {kind.__name__}")

    return read


def _converter() -> Converter:
    made = Converter()
    made.register_unstructure_hook(Power, lambda power: power.key)
    made.register_structure_hook(Power, _power_of)
    for kind in (bool, int, float, str):
        made.register_structure_hook(kind, _strict(kind))
    made.register_unstructure_hook_func(lambda kind: isinstance(kind, type) and _is_choice(kind), _value)
    return made


def _is_choice(kind: type) -> bool:
    return issubclass(kind, Enum) and not issubclass(kind, Power)


def _value(member: Enum) -> Any:
    return member.value


_CONVERTER: Final = _converter()
