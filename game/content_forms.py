"""The written forms of content: how tables of TOML become the values of `rules.content`, with cattrs.

Keys are field names and words are lower-case. Effects and conditions are inline tables told apart by one
key. Provenance is written flat. What cannot be read is found with its path; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar

from attrs import fields, frozen, has
from cattrs import AttributeValidationNote, Converter, IterableValidationNote
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn, override

from game.content_findings import Finding, joined, nearest
from rules import effects
from rules.content import Flashpoint, MeansTerms, PowerTerms, Provenance, StartSheet, Terms
from rules.terms import Capability, Means, Partner, Power, Role, UnitKind, Word

T = TypeVar("T")

Pairs = tuple[tuple[str, int], ...]

KINDS_OF_EFFECT: Final[dict[str, tuple[type, str]]] = {
    "shift": (effects.Shift, "track"),
    "climb": (effects.Climb, "flashpoint"),
    "grip": (effects.Grip, "flashpoint"),
    "place": (effects.Place, "kind"),
    "remove": (effects.Remove, "kind"),
    "chance": (effects.Chance, "need"),
    "when": (effects.When, "all"),
    "stream": (effects.Stream, "whom"),
    "flag": (effects.Flag, "name"),
    "schedule": (effects.Schedule, "card"),
    "delay": (effects.Delay, "whom"),
}
"""The key that tells an effect's kind, and the field it holds."""

KINDS_OF_CONDITION: Final[dict[str, tuple[type, str]]] = {
    "reading": (effects.Bound, "reading"),
    "rung": (effects.Rung, "flashpoint"),
    "control": (effects.Control, "flashpoint"),
    "adopted": (effects.Adopted, "doctrine"),
    "in_force": (effects.InForce, "agreement"),
    "flagged": (effects.Flagged, "name"),
    "counters": (effects.Counters, "areas"),
    "measured": (effects.Measured, "by"),
}
"""The key that tells a condition's kind, and the field it holds."""

BY_WORD: Final[dict[type, dict[str, type[Word]]]] = {
    Flashpoint: {"stakes": Power},
    PowerTerms: {"role_names": Role, "alarm_base": Power, "set_points": Role},
    StartSheet: {"capabilities": Capability, "constituencies": Role, "alarm": Power},
}
"""Fields written as a table by word and held as a tuple in the published order."""

BY_KIND: Final = ("strength", "upkeep")
"""Fields of the terms written by counter and power."""

_RENAMED: Final = {
    cls: {held: key}
    for kinds in (KINDS_OF_EFFECT, KINDS_OF_CONDITION)
    for key, (cls, held) in kinds.items()
    if key != held
}
_FLAT: Final = tuple(each.name for each in fields(Provenance))


class Wrong(ValueError):
    """What a value cannot be, with the path below it."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


@frozen
class Header:
    """The head of a scenario: its name, how long it lasts, when it starts, what to discuss after it."""

    name: str
    title: str
    premise: str
    minutes: int
    map: str
    length: int
    calendar: tuple[int, int]
    questions: tuple[str, ...]


HEAD: Final = tuple(each.name for each in fields(Header))
"""The keys of a scenario's head; the name is that of its file."""


@frozen
class Source:
    """Where a figure was read."""

    publisher: str
    date: str
    address: str = ""


@frozen
class Tracks:
    """The shared tracks, rungs, control and alignment at the start."""

    cohesion: int
    integration: int
    pips: int
    patron: int
    history: int
    ask: int
    rungs: Pairs
    control: Pairs
    alignment: Pairs


def read(cls: type[T], data: object, path: str, found: list[Finding]) -> T | None:
    """Return a value read from plain data, or None with what is wrong added to `found`."""
    try:
        return _converter().structure(data, cls)
    except (BaseValidationError, Wrong) as error:
        found.extend(_findings(error, path, cls))
        return None


def _findings(error: BaseException, path: str, cls: object) -> Iterator[Finding]:
    """Walk a tree of cattrs errors down to the places where something is wrong."""
    if isinstance(error, Wrong):
        yield joined(path, error.path), str(error)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = _keys(error.cl)
        for name in sorted(error.extra_fields):
            yield joined(path, name), f"unknown key '{name}'{nearest(name, known)}"
    elif isinstance(error, BaseValidationError):
        for each in error.exceptions:
            step, inner = _step(each, error.cl)
            yield from _findings(each, path if step in ("", "provenance") else joined(path, step), inner)
    elif isinstance(error, KeyError):
        yield path, "this key is missing"
    else:
        yield path, "expects a table" if isinstance(cls, type) and has(cls) else str(error)


def _step(error: BaseException, cls: object) -> tuple[str, object]:
    """Return the key or the place in a list at which an error arose, and the type expected there."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            renamed = _RENAMED.get(cls, {}) if isinstance(cls, type) else {}
            return renamed.get(note.name, note.name), note.type
        if isinstance(note, IterableValidationNote):
            return str(note.index), note.type
    return "", None


def _keys(cls: type) -> list[str]:
    """Return the keys in which a class is written."""
    renamed = _RENAMED.get(cls, {})
    names = [renamed.get(each.name, each.name) for each in fields(cls)]
    return [*(name for name in names if name not in ("id", "provenance")), *_FLAT * ("provenance" in names)]


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _yes_or_no)
    for words in Word.__subclasses__():
        converter.register_structure_hook(words, _word)
    converter.register_structure_hook_func(lambda cls: cls == Pairs, _pairs)
    converter.register_structure_hook_func(_is_sequence, _sequence_of(converter))
    _register_union(converter, effects.Effect, KINDS_OF_EFFECT, "effect")
    _register_union(converter, effects.Condition, KINDS_OF_CONDITION, "condition")
    converter.register_structure_hook_factory(has, _reader_of(converter))
    return converter


def _is_sequence(cls: object) -> bool:
    return getattr(cls, "__origin__", None) is tuple and cls != Pairs


def _whole(value: object, _: object = None) -> int:
    if type(value) is not int:
        raise Wrong(f"expects a whole number, not {value!r}")
    return value


def _text(value: object, _: object = None) -> str:
    if type(value) is not str:
        raise Wrong(f"expects a text in quotation marks, not {value!r}")
    return value


def _yes_or_no(value: object, _: object = None) -> bool:
    if type(value) is not bool:
        raise Wrong(f"expects true or false, not {value!r}")
    return value


def _word(value: object, cls: type[Word]) -> Word:
    known = [each.key for each in cls]
    if not isinstance(value, str) or value not in known:
        raise Wrong(f"no {_spoken(cls)} {value!r}{nearest(str(value), known)}")
    return cls[value.upper()]


def _spoken(cls: type) -> str:
    """Return a class's name as words: `UnitKind` is 'unit kind'."""
    return "".join(f" {each.lower()}" if each.isupper() else each for each in cls.__name__).strip()


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise Wrong(f"expects a table, not {value!r}")
    return value


def _pairs(value: object, _: object = None) -> Pairs:
    """Read names with a number each, written as a table or as a list of pairs."""
    if isinstance(value, list) and all(isinstance(each, list) and len(each) == 2 for each in value):
        return tuple((_text(name), _whole(number)) for name, number in value)
    return tuple((name, _whole(number)) for name, number in _table(value).items())


def _sequence_of(converter: Converter) -> Any:
    """Return a reader of tuples that says where a list or an item of it is wrong."""

    def read_sequence(value: object, cls: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise Wrong(f"expects a list, not {value!r}")
        items = cls.__args__
        if items[-1] is not Ellipsis and len(items) != len(value):
            raise Wrong(f"expects {len(items)} items, not {len(value)}")
        kinds = [items[0]] * len(value) if items[-1] is Ellipsis else items
        read_items, errors = [], []
        for place, (item, kind) in enumerate(zip(value, kinds, strict=True)):
            try:
                read_items.append(converter.structure(item, kind))
            except Exception as error:
                error.add_note(IterableValidationNote(f"item {place}", place, kind))
                errors.append(error)
        if errors:
            raise IterableValidationError("list", errors, cls)
        return tuple(read_items)

    return read_sequence


def _register_union(
    converter: Converter, union: UnionType, kinds: Mapping[str, tuple[type, str]], what: str
) -> None:
    """Teach the converter to tell the members of a union apart by their first key."""

    def read_member(value: object, _: object) -> Any:
        table = _table(value)
        told = [key for key in kinds if key in table]
        if len(told) != 1:
            guess = next((near for near in (nearest(key, kinds) for key in table) if near), "")
            raise Wrong(f"expects one kind of {what}, not {dict(table)!r}{guess}")
        return converter.structure(table, kinds[told[0]][0])

    converter.register_structure_hook_func(lambda cls: cls == union, read_member)


def _reader_of(converter: Converter) -> Any:
    """Return a maker of readers for attrs classes, with their renamed, spread and folded fields."""

    def make(cls: type[T]) -> Any:
        overrides: dict[str, Any] = {
            held: override(rename=key) for held, key in _RENAMED.get(cls, {}).items()
        }
        for name, words in BY_WORD.get(cls, {}).items():
            overrides[name] = override(struct_hook=_spread(words, text=name == "role_names"))
        if cls is Terms:
            overrides |= {name: override(struct_hook=_by_kind) for name in BY_KIND}
            overrides["means"] = override(struct_hook=_means(converter))
        plain = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **overrides)
        folded = any(each.name == "provenance" for each in fields(cls))  # type: ignore[arg-type]
        return (
            (lambda data, kind: plain(_folded(_table(data)), kind))
            if folded
            else (lambda data, kind: plain(_table(data), kind))
        )

    return make


def _folded(data: Mapping[str, object]) -> dict[str, object]:
    """Fold the flat keys of a provenance into one."""
    rest = {key: value for key, value in data.items() if key not in _FLAT}
    return rest | {"provenance": {key: data[key] for key in _FLAT if key in data}}


def _checked(value: object, words: type[Word]) -> Mapping[str, object]:
    """Return a table whose keys are all words of a closed list."""
    table = _table(value)
    known = [each.key for each in words]
    for key in table:
        if key not in known:
            raise Wrong(f"no {_spoken(words)} '{key}'{nearest(key, known)}", key)
    return table


def _spread(words: type[Word], *, text: bool = False) -> Any:
    """Return a reader of a table by word into a tuple in the published order; a number left out is 0."""

    def spread(value: object, _: object) -> tuple[object, ...]:
        table = _checked(value, words)
        if text:
            return tuple(_text(table.get(each.key)) for each in words)
        return tuple(_whole(table.get(each.key, 0)) for each in words)

    return spread


def _by_kind(value: object, _: object) -> tuple[object, ...]:
    table = _checked(value, UnitKind)
    read_powers = _spread(Power)
    return tuple(read_powers(table.get(kind.key, {}), None) for kind in UnitKind)


def _means(converter: Converter) -> Any:
    def read_means(value: object, _: object) -> tuple[object, ...]:
        table = _checked(value, Means)
        return tuple(converter.structure(table.get(each.key), MeansTerms) for each in Means)

    return read_means


def partner_values(pairs: Pairs) -> tuple[int, ...]:
    """Return a number for each partner in the published order, 0 where none is given."""
    table = dict(pairs)
    return tuple(table.get(each.key, 0) for each in Partner)
