"""Typed values and plain data, both ways: sheets, states, facts and the lines of a record.

Sheets are lists of text lines, words of closed lists their names, byte arrays hexadecimal digits. The
fields come from attrs; reading is strict: no field too many or too few, and no number for a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from reprlib import repr as short
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from attrs import Attribute, fields, resolve_types
from cattrs import Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError

from game.codec_acts import add_acts
from game.record_lines import (
    FORMAT,
    KINDS,
    PERSON,
    SEEDS,
    ActLine,
    BackLine,
    CodecError,
    EndLine,
    FaultLine,
    Header,
    Line,
    MemoLine,
    MessageLine,
    SeatLine,
    SheetLine,
    StopLine,
    TurnLine,
    WithdrawLine,
)
from rules.content import World
from rules.journal import Fact
from rules.notation import NotationError, read, write
from rules.orders import Order, OrderSheet
from rules.state import State
from rules.terms import POWERS, Power, Word

__all__ = [
    "FORMAT",
    "KINDS",
    "PERSON",
    "SEEDS",
    "ActLine",
    "BackLine",
    "CodecError",
    "EndLine",
    "FaultLine",
    "Header",
    "Line",
    "MemoLine",
    "MessageLine",
    "SeatLine",
    "SheetLine",
    "StopLine",
    "TurnLine",
    "WithdrawLine",
    "fact_to_plain",
    "line_from_plain",
    "line_to_plain",
    "order_from_text",
    "sheet_from_lines",
    "sheet_to_lines",
    "state_from_plain",
    "state_to_plain",
]

T = TypeVar("T")
Plain = dict[str, Any]

# ---------- orders ----------


@lru_cache(maxsize=1 << 16)
def order_from_text(text: str) -> Order:
    """Return the order that a text writes, remembered; raise CodecError where it is none."""
    try:
        return read(text)
    except NotationError as error:
        raise CodecError(f"order {short(text)}: {error}") from None


def sheet_to_lines(sheet: OrderSheet) -> list[str]:
    """Return a sheet's orders as text lines, in the order written."""
    return [write(order) for order in sheet.orders]


def sheet_from_lines(power: Power, lines: Iterable[str]) -> OrderSheet:
    """Return the sheet that text lines write; raise CodecError at the first line that is no order."""
    return OrderSheet(power, tuple(_order(line, Order) for line in lines))


# ---------- the lines of a record ----------


_NAMES: Final = {line: name for name, line in KINDS.items()}


def line_to_plain(line: Line) -> Plain:
    """Return a line as a table that begins with its kind; what is None is left out."""
    table = _CONVERTER.unstructure(line)
    return {"kind": _NAMES[type(line)], **{key: value for key, value in table.items() if value is not None}}


def line_from_plain(plain: object) -> Line:
    """Return the line that a table writes; raise CodecError with the first thing that is wrong."""
    if not isinstance(plain, dict):
        raise CodecError(f"{short(plain)} is not a table")
    table = dict(plain)
    if "kind" not in table:
        raise CodecError("'kind' is missing")
    kind = table.pop("kind")
    known = KINDS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise CodecError(f"kind {short(kind)} is not one of {', '.join(KINDS)}")
    return cast(Line, _structure(table, known))


# ---------- states and facts ----------


def _state_fields() -> tuple[Attribute[Any], ...]:
    """Return a state's own fields: the world is open to all, what is only remembered is no part of it."""
    return tuple(each for each in fields(resolve_types(State)) if each.eq and each.type is not World)


def state_to_plain(state: State) -> Plain:
    """Return a state without its world as plain data."""
    return {
        each.name: _CONVERTER.unstructure(getattr(state, each.name), each.type) for each in _state_fields()
    }


def state_from_plain(world: World, plain: Mapping[str, Any]) -> State:
    """Return the state that plain data describe in a world; its digest is that of the state written."""
    own = _state_fields()
    if set(plain) != {each.name for each in own}:
        odd = ", ".join(sorted(set(plain) ^ {each.name for each in own}))
        raise CodecError(f"missing or unknown: {odd}")
    parts = {each.name: _structure(plain[each.name], each.type) for each in own}
    if len(parts["counters"]) != 32 * len(world.areas) or len(parts["powers"]) != len(POWERS):
        raise CodecError("this state belongs to another map")
    return State(world=world, **parts)


def fact_to_plain(fact: Fact) -> Plain:
    """Return a fact as a table in which `fact` names its class."""
    return {"fact": type(fact).__name__, **_CONVERTER.unstructure(fact)}


# ---------- how values are read and written ----------


def _structure(value: object, kind: Any) -> Any:
    """Return a value as its type, or raise CodecError with the first thing that is wrong."""
    try:
        return _CONVERTER.structure(value, kind)
    except CodecError:
        raise
    except Exception as error:  # cattrs raises whatever the generated code stumbles on
        said, _, place = transform_error(error, path="", format_exception=_say)[0].rpartition(" @ ")
        raise CodecError(f"{place.lstrip('.')}: {said}" if place else said) from None


def _say(error: BaseException, _: type | None) -> str:
    """Return what is wrong in words; cattrs adds the place."""
    match error:
        case CodecError():
            return str(error)
        case KeyError():
            return "this field is missing"
        case ForbiddenExtraKeysError():
            return f"unknown: {', '.join(sorted(map(str, error.extra_fields)))}"
    return "not what belongs here"


def _exactly(kind: type[T]) -> Callable[[Any, Any], T]:
    """Return a hook that takes a value of a type, and nothing that could be turned into one."""

    def hook(value: Any, _: Any) -> T:
        if type(value) is not kind:
            raise CodecError(f"{short(value)} is not of type {kind.__name__}")
        return value

    return hook


def _word(value: Any, kind: type[Word]) -> Word:
    found = kind.__members__.get(value.upper()) if isinstance(value, str) else None
    if found is None or found.key != value:
        raise CodecError(f"{short(value)} is not one of {', '.join(each.key for each in kind)}")
    return found


def _order(value: Any, _: Any) -> Order:
    if not isinstance(value, str):
        raise CodecError(f"order {short(value)} is not a text")
    return order_from_text(value)


def _bytes(value: Any, _: Any) -> bytearray:
    try:
        return bytearray.fromhex(value)
    except (TypeError, ValueError):
        raise CodecError(f"{short(value)} is not written in hexadecimal digits") from None


def _list(value: Any, of: Any) -> list[Any]:
    if type(value) is not list:
        raise CodecError(f"{short(value)} is not a list")
    return [_CONVERTER.structure(each, of) for each in value]


def _tuple(value: Any, kind: Any) -> tuple[Any, ...]:
    types = get_args(kind)
    if types[-1] is ...:
        return tuple(_list(value, types[0]))
    if type(value) is not list or len(value) != len(types):
        raise CodecError(f"{short(value)} is not a list of {len(types)}")
    return tuple(_CONVERTER.structure(each, of) for each, of in zip(value, types, strict=True))


def _by_power(value: Any, kind: Any) -> dict[Power, Any]:
    """Read a table with one entry for each power, in the published order."""
    keys = [power.key for power in POWERS]
    if type(value) is not dict or set(value) != set(keys):
        raise CodecError(f"{short(value)} does not have one entry each for {', '.join(keys)}")
    of = get_args(kind)[1]
    if of is OrderSheet:
        return {power: OrderSheet(power, tuple(_list(value[power.key], Order))) for power in POWERS}
    return {power: _CONVERTER.structure(value[power.key], of) for power in POWERS}


def _make_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    for plain in (int, str, bool):
        converter.register_structure_hook(plain, _exactly(plain))
    converter.register_structure_hook(bytearray, _bytes)
    converter.register_structure_hook_func(_is_list, _list_hook)
    converter.register_structure_hook_func(_is_tuple, _tuple)
    converter.register_structure_hook_func(_is_by_power, _by_power)
    converter.register_structure_hook(Word, _word)
    converter.register_structure_hook_func(lambda kind: kind == Order, _order)
    converter.register_unstructure_hook(bytearray, lambda value: value.hex())
    converter.register_unstructure_hook(Word, lambda value: value.key)
    converter.register_unstructure_hook(OrderSheet, sheet_to_lines)
    for order in get_args(Order):
        converter.register_unstructure_hook(order, write)
    add_acts(converter)
    return converter


def _list_hook(value: Any, kind: Any) -> list[Any]:
    return _list(value, get_args(kind)[0])


def _origin(kind: Any) -> Any:
    return get_origin(kind)


def _is_list(kind: Any) -> bool:
    return _origin(kind) is list


def _is_tuple(kind: Any) -> bool:
    return _origin(kind) is tuple


def _is_by_power(kind: Any) -> bool:
    return _origin(kind) is dict and get_args(kind)[0] is Power


_CONVERTER: Final = _make_converter()
