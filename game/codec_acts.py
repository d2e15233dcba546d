"""A facilitator's acts as plain data, both ways: tables that name the act, its effects and their conditions.

The reason stands once, on the line that holds the act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.strategies import configure_tagged_union

from game.record_lines import ActLine
from rules.effects import Condition, Effect
from rules.interventions import Intervention

_UNIONS: Final = ((Condition, "condition"), (Effect, "effect"), (Intervention, "do"))
"""The closed sets that are told apart by a word, and the key of that word."""


def add_acts(converter: Converter) -> None:
    """Teach a converter the acts of a facilitator and the lines that hold them."""
    for union, key in _UNIONS:
        configure_tagged_union(union, converter, _tag, key)
    optional = Intervention | None
    converter.register_structure_hook_func(
        lambda kind: kind == optional, lambda value, _: converter.structure(value, cast(Any, Intervention))
    )
    converter.register_unstructure_hook_func(
        lambda kind: kind == optional,
        lambda value: None if value is None else converter.unstructure(value, Intervention),
    )
    converter.register_structure_hook(ActLine, _reader(converter))
    converter.register_unstructure_hook(ActLine, _writer(converter))


def _tag(kind: type) -> str:
    """Return a class's name in small letters: `AddCard` is 'add_card'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def _reader(converter: Converter) -> Callable[[Any, Any], ActLine]:
    read = make_dict_structure_fn(ActLine, converter, _cattrs_forbid_extra_keys=True)

    def structure(value: Any, kind: Any) -> ActLine:
        if isinstance(value, Mapping) and isinstance(value.get("act"), Mapping) and "reason" in value:
            value = {**value, "act": {**value["act"], "reason": value["reason"]}}
        return read(value, kind)

    return structure


def _writer(converter: Converter) -> Callable[[ActLine], dict[str, Any]]:
    write = make_dict_unstructure_fn(ActLine, converter)

    def unstructure(line: ActLine) -> dict[str, Any]:
        table = write(line)
        if table["act"] is not None:
            del table["act"]["reason"]
        return table

    return unstructure
