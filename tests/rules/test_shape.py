"""The shape of the rules: what they import, what they explain, what a copy shares."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

import rules
from builders import game, how_many, scenario
from rules import State, digest, new_game
from rules.content import World
from rules.state import (
    Absent,
    Commons,
    Contract,
    FlashpointState,
    MeasureInForce,
    Pact,
    PowerState,
    Proposal,
    Review,
    Said,
    Streamed,
)
from rules.terms import Ending, Power, SignalKind, UnitKind

RULES = Path(rules.__file__).parent
FILES = sorted(RULES.rglob("*.py"))
ALLOWED = {
    *("__future__", "attrs", "collections", "difflib", "enum", "functools", "hashlib", "operator"),
    *("rules", "struct", "typing"),
}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# ---------- imports ----------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_the_rules_import_attrs_and_a_little_of_the_standard_library(path: Path) -> None:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "no relative imports"
            found.add(str(node.module).partition(".")[0])
    assert found <= ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_the_rules_neither_print_nor_open_nor_ask(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"print", "open", "input", "eval", "__import__", "compile", "hash", "id"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_no_loop_of_the_rules_runs_over_a_set(path: Path) -> None:
    """What comes out of a set has no order; it may be asked, counted, sorted, or looked at for its most."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.For | ast.comprehension):
            assert not isinstance(node.iter, ast.Set | ast.SetComp)
            assert not (
                isinstance(node.iter, ast.Call)
                and isinstance(node.iter.func, ast.Name)
                and node.iter.func.id in ("set", "frozenset")
            )


# ---------- docstrings ----------


def public(path: Path) -> Iterator[tuple[str, ast.AST]]:
    tree = tree_of(path)
    yield "the module", tree
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                        yield f"{node.name}.{part.name}", part


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(RULES).as_posix())
def test_every_public_name_says_in_a_sentence_what_it_is(path: Path) -> None:
    for name, node in public(path):
        said = ast.get_docstring(node) or ""  # type: ignore[arg-type]
        assert said, f"{name} has no docstring"
        first = said.split("\n\n")[0]
        assert first.rstrip().endswith("."), f"{name}: {first}"


def test_the_face_names_what_exists_and_each_thing_once() -> None:
    assert all(getattr(rules, name) is not None for name in rules.__all__)
    assert len(set(rules.__all__)) == len(rules.__all__)


# ---------- copies ----------


def late_state() -> State:
    """Return a state in which as many fields as possible hold something."""
    return game("calibrated", 2)[7].before


def mutable_parts(value: Any, path: str = "state") -> Iterator[tuple[str, Any]]:
    """Yield everything below a state that can be changed in place; contracts are values (see Contract)."""
    if isinstance(value, list | bytearray | dict | set):
        yield path, value
    if isinstance(value, list | tuple):
        for nth, part in enumerate(value):
            yield from mutable_parts(part, f"{path}[{nth}]")
    elif isinstance(value, State | Commons | FlashpointState | PowerState):
        yield path, value
        for each in fields(type(value)):
            if each.name not in ("world", "shared"):
                yield from mutable_parts(getattr(value, each.name), f"{path}.{each.name}")
    else:
        assert (
            isinstance(value, int | str | bool | bytearray | World | Contract)
            or value is None
            or _frozen(value)
        )


def _frozen(value: Any) -> bool:
    return type(value).__setattr__ is not object.__setattr__


def test_a_copy_shares_nothing_that_can_change() -> None:
    for seed in range(how_many(3, 100)):
        for turn in game("random", seed):
            state, other = turn.before, turn.before.copy()
            ours = {id(part): path for path, part in mutable_parts(state)}
            shared = [path for path, part in mutable_parts(other) if id(part) in ours]
            assert shared == []
            assert other == state
            assert other.world is state.world


PARTS = [(kind, each.name) for kind in (State, Commons, FlashpointState, PowerState) for each in fields(kind)]


@pytest.mark.parametrize(("kind", "name"), PARTS, ids=lambda each: getattr(each, "__name__", each))
def test_a_field_changed_in_a_copy_stays_as_it_was_in_the_parent(kind: type, name: str) -> None:
    parent = late_state()
    before, said = digest(parent), repr(_without_world(parent))
    for nth in range(4):
        other = parent.copy()
        part = {
            State: other,
            Commons: other.commons,
            FlashpointState: other.commons.flashpoints[nth],
            PowerState: other.powers[nth],
        }[kind]
        value = getattr(part, name)
        if isinstance(value, list):
            for spot in range(len(value)):
                value[spot] = None
            value.append(None)
        elif isinstance(value, bytearray):
            value[:] = bytes(255 for _ in value)
        setattr(part, name, "changed")
        assert repr(_without_world(parent)) == said
        assert digest(parent) == before


def _without_world(state: State) -> list[object]:
    return [getattr(state, each.name) for each in fields(State) if each.name not in ("world", "shared")]


@pytest.mark.parametrize(
    ("kind", "name"),
    [each for each in PARTS if each[1] not in ("world", "shared")],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_every_field_is_part_of_the_digest(kind: type, name: str) -> None:
    state = late_state().copy()
    before = digest(state)
    part: Any = {
        State: state,
        Commons: state.commons,
        FlashpointState: state.commons.flashpoints[1],
        PowerState: state.powers[1],
    }[kind]
    value = getattr(part, name)
    if name in ("commons", "powers", "flashpoints"):
        return  # their own fields are looked at one by one
    setattr(part, name, other_than(name, value))
    assert digest(state) != before


def other_than(name: str, value: Any) -> Any:
    """Return another value of a field's type."""
    samples: dict[str, Any] = {
        "ending": Ending.TIME,
        "review": Review("three_documents", 2),
        "salts": ((1, 2, "x", 3),),
        "proposals": (Proposal("hotline_senkaku", Power.JAPAN, Power.CHINA, 1),),
        "secret_pacts": (Pact("mutual_defence_understanding", "china", "dprk", 0, 1, 0),),
        "pacts": (Pact("hotline_senkaku", "japan", "china", 0, 1, 0),),
        "measures": (MeasureInForce("trade_restriction", Power.CHINA, Power.JAPAN),),
        "contracts": (Contract("island_radar", 1, 2, 3, 4, 5, 6, 7),),
        "said": (Said(SignalKind.WARN, "taiwan", 0, 1),),
        "streams": (Streamed("russia", 1, 2),),
        "away": (Absent(UnitKind.AIR, 1, 2),),
        "flags": (("x", 1),),
        "agenda": (("x", 1),),
        "choices": ("x",),
        "signed": ("x",),
    }
    if name in samples:
        assert samples[name] != value
        return samples[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, bytearray):
        return bytearray(value[:-1]) + bytes([value[-1] + 1])
    if isinstance(value, list | tuple):
        if not value:
            return type(value)((1,))
        first = ("x",) if isinstance(value[0], tuple) else value[0] + 1
        return type(value)([first, *value[1:]])
    raise AssertionError(f"no other value is known for {name}")


def test_a_state_of_the_digest_is_named_by_sixteen_hexadecimal_digits() -> None:
    for seed in (0, -1, 2**63 - 1, -(2**63)):
        name = digest(new_game(scenario(), seed))
        assert len(name) == 16
        assert set(name) <= set("0123456789abcdef")
