"""A study read from its TOML file.

Every fault is one line that says where in the file it is, what is wrong and what is nearest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from game.codec import SEEDS
from game.content_changes import shown
from game.content_findings import nearest
from game.headless.study_check import faults_against_scenario
from game.headless.study_faults import BadStudy
from game.headless.study_plan import Change, Factor, Level, Study
from game.headless.study_verdicts import SIGNS, Claim, Expect
from game.players import registry
from game.players.own import UnusablePlayer
from game.players.under_orders import Forbidden, Forced
from rules.notation import NotationError, read
from rules.terms import POWER_NAMED, Power

DEFAULT_SCENARIO: Final = "turning_the_corner"
DEFAULT_GAMES: Final = 100
MOST_CELLS: Final = 64

KEYS: Final = (
    *("title", "question", "scenario", "games", "seed", "measures", "replay"),
    *("seats", "set", "force", "forbid", "factor", "claim", "expect"),
)
CHANGES: Final = ("seats", "set", "force", "forbid")


def load_study(path: Path) -> Study:
    """Return the study of a file; raise BadStudy or OSError."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadStudy([f"{path}: this is no TOML: {error}"]) from None
    return study_of(plain, path.stem, str(path))


def study_of(plain: Mapping[str, Any], name: str, file: str) -> Study:
    """Return the study that a table describes; raise BadStudy with all its faults."""
    reader = _Reader()
    study = reader.study(plain, name)
    if not reader.faults:
        reader.faults += faults_against_scenario(study)
    if reader.faults:
        raise BadStudy([f"{file}: {fault}" for fault in reader.faults])
    return study


class _Reader:
    """Reads a study and gathers what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def study(self, plain: Mapping[str, Any], name: str) -> Study:
        self._strangers("", plain, KEYS)
        return Study(
            name,
            self._value(plain, "title", str, name),
            self._value(plain, "question", str, ""),
            self._value(plain, "scenario", str, DEFAULT_SCENARIO),
            self._number(plain, "games", DEFAULT_GAMES, 2, 10**6),
            self._number(plain, "seed", 1, SEEDS[0], SEEDS[-1]),
            self._measures(plain),
            tuple(self._powers("replay", self._texts("replay", plain.get("replay", [])))),
            self._change("", plain),
            self._factors(plain),
            self._claim(plain),
            tuple(self._expects(plain)),
        )

    def fault(self, path: str, message: str) -> None:
        self.faults.append(f"{path}: {message}" if path else message)

    # ---------- plain values ----------

    def _strangers(self, path: str, plain: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in plain:
            if key not in known:
                self.fault(f"{path}.{key}" if path else key, f"there is no such key{nearest(key, known)}")

    def _value(self, plain: Mapping[str, Any], key: str, kind: type, default: Any, path: str = "") -> Any:
        value = plain.get(key, default)
        if type(value) is not kind:
            self.fault(f"{path}{key}", f"expects {_WORDS[kind]}, not {value!r}")
            return default
        return value

    def _number(self, plain: Mapping[str, Any], key: str, default: int, low: int, high: int) -> int:
        value: int = self._value(plain, key, int, default)
        if not low <= value <= high:
            self.fault(key, f"{value} is not between {low} and {high}")
            return default
        return value

    def _texts(self, path: str, value: object) -> list[str]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return list(value)
        self.fault(path, f"expects a list of texts, not {value!r}")
        return []

    def _tables(self, path: str, value: object) -> list[Mapping[str, Any]]:
        if isinstance(value, list) and all(isinstance(each, Mapping) for each in value):
            return list(value)
        self.fault(path, f"expects a list of tables, not {value!r}")
        return []

    def _powers(self, path: str, words: Sequence[str]) -> Iterator[Power]:
        for word in words:
            power = POWER_NAMED.get(word)
            if power is None:
                self.fault(path, f"no power '{word}'{nearest(word, POWER_NAMED)}")
            else:
                yield power

    def _measures(self, plain: Mapping[str, Any]) -> tuple[str, ...]:
        measures = self._texts("measures", plain.get("measures", []))
        if not measures and not any(fault.startswith("measures") for fault in self.faults):
            self.fault("measures", "name one at least; 'twopercent study measures' lists them")
        return tuple(dict.fromkeys(" ".join(each.split()) for each in measures))

    # ---------- changes and factors ----------

    def _change(self, path: str, plain: Mapping[str, Any]) -> Change:
        here = f"{path}." if path else ""
        seats = self._value(plain, "seats", dict, {}, here)
        players = {power: str(seats[power.key]) for power in self._powers(f"{here}seats", list(seats))}
        for player in dict.fromkeys(players.values()):
            try:
                registry.make(player)
            except UnusablePlayer as error:
                self.fault(f"{here}seats", str(error))
        return Change(
            players,
            self._value(plain, "set", dict, {}, here),
            tuple(self._forced(f"{here}force", plain.get("force", []))),
            tuple(self._forbidden(f"{here}forbid", plain.get("forbid", []))),
        )

    def _forced(self, path: str, value: object) -> Iterator[tuple[Power, Forced]]:
        for where, power, texts, first, last in self._rules(path, value):
            orders = []
            for text in texts:
                try:
                    orders.append(read(text))
                except NotationError as error:
                    self.fault(where, f"'{text}': {error}")
            yield power, Forced(tuple(orders), first, last)

    def _forbidden(self, path: str, value: object) -> Iterator[tuple[Power, Forbidden]]:
        for _, power, texts, first, last in self._rules(path, value):
            yield power, Forbidden(tuple(texts), first, last)

    def _rules(self, path: str, value: object) -> Iterator[tuple[str, Power, list[str], int, int]]:
        """Yield the place, seat, orders and turns of each table that forces or forbids."""
        for nth, rule in enumerate(self._tables(path, value)):
            where = f"{path}.{nth}"
            self._strangers(where, rule, ("seat", "orders", "turns"))
            turns = rule.get("turns", [1, 999])
            if not (isinstance(turns, list) and len(turns) == 2 and all(type(each) is int for each in turns)):
                self.fault(f"{where}.turns", f"expects the first and the last turn, not {turns!r}")
                turns = [1, 999]
            texts = self._texts(f"{where}.orders", rule.get("orders"))
            for power in self._powers(f"{where}.seat", [str(rule.get("seat", ""))]):
                yield where, power, texts, turns[0], turns[1]

    def _factors(self, plain: Mapping[str, Any]) -> tuple[Factor, ...]:
        factors = tuple(
            self._factor(f"factor.{nth}", each)
            for nth, each in enumerate(self._tables("factor", plain.get("factor", [])))
        )
        cells = 1
        for factor in factors:
            cells *= max(1, len(factor.levels))
        if cells > MOST_CELLS:
            self.fault("factor", f"the levels make {cells} cells; {MOST_CELLS} is the most")
        names = [factor.name for factor in factors]
        for name in sorted({each for each in names if names.count(each) > 1}):
            self.fault("factor", f"two factors are called '{name}'")
        return factors

    def _factor(self, path: str, plain: Mapping[str, Any]) -> Factor:
        self._strangers(path, plain, ("name", "path", "seat", "values", "level"))
        ways = [key for key in ("path", "seat", "level") if key in plain]
        if len(ways) != 1:
            self.fault(path, "write one of path (with values), seat (with values) and level")
            return Factor("", ())
        kind = ways[0]
        name = self._value(plain, "name", str, str(plain[kind]) if kind != "level" else "", f"{path}.")
        if not name:
            self.fault(f"{path}.name", "a factor with levels needs a name")
        levels = tuple(self._levels(path, plain) if kind == "level" else self._by_value(path, plain, kind))
        if len(levels) < 2:
            self.fault(path, "a factor needs two levels at least")
        return Factor(name, levels)

    def _levels(self, path: str, plain: Mapping[str, Any]) -> Iterator[Level]:
        for nth, each in enumerate(self._tables(f"{path}.level", plain["level"])):
            where = f"{path}.level.{nth}"
            self._strangers(where, each, ("name", *CHANGES))
            name = self._value(each, "name", str, "", f"{where}.")
            if not name:
                self.fault(f"{where}.name", "a level needs a name")
            yield Level(name, self._change(where, each))

    def _by_value(self, path: str, plain: Mapping[str, Any], kind: str) -> Iterator[Level]:
        values = self._value(plain, "values", list, [], f"{path}.")
        target = self._value(plain, kind, str, "", f"{path}.")
        for value in values:
            change = {"set": {target: value}} if kind == "path" else {"seats": {target: value}}
            yield Level(shown(value), self._change(path, change))

    # ---------- claims ----------

    def _claim(self, plain: Mapping[str, Any]) -> Claim | None:
        claim = self._value(plain, "claim", dict, {})
        if not claim:
            return None
        self._strangers("claim", claim, ("id", "says", "clauses", "varied", "verdict"))
        verdict = self._value(claim, "verdict", str, "shown", "claim.")
        if verdict not in ("shown", "uncertain"):
            self.fault("claim.verdict", f"'{verdict}' is neither 'shown' nor 'uncertain'")
        return Claim(
            id=self._value(claim, "id", str, "", "claim."),
            says=self._value(claim, "says", str, "", "claim."),
            varied=self._value(claim, "varied", str, "", "claim."),
            clauses=tuple(self._texts("claim.clauses", claim.get("clauses", []))),
            verdict=verdict,
        )

    def _expects(self, plain: Mapping[str, Any]) -> Iterator[Expect]:
        for nth, each in enumerate(self._tables("expect", plain.get("expect", []))):
            where = f"expect.{nth}"
            known = ("measure", "minus", "factor", "level", "sign", "within", "each", "mean")
            self._strangers(where, each, known)
            kinds = [key for key in ("sign", "each", "mean") if key in each]
            if len(kinds) != 1:
                self.fault(where, "write one of sign, each and mean")
                continue
            if kinds == ["sign"] and each["sign"] not in SIGNS:
                self.fault(f"{where}.sign", f"{each['sign']!r} is none of {', '.join(map(repr, SIGNS))}")
                continue
            bounds = each.get(kinds[0])
            if kinds != ["sign"] and not _is_pair(bounds):
                self.fault(f"{where}.{kinds[0]}", f"expects the least and the most, not {bounds!r}")
                continue
            texts = {
                key: self._value(each, key, str, "", f"{where}.")
                for key in ("measure", "minus", "factor", "level")
            }
            yield Expect(
                **texts,
                sign=each.get("sign", ""),
                within=each.get("within"),
                each=_pair(each.get("each")),
                mean=_pair(each.get("mean")),
            )


_WORDS: Final = {str: "a text", int: "a whole number", dict: "a table", list: "a list"}


def _pair(value: Sequence[float] | None) -> tuple[float, float] | None:
    return None if value is None else (value[0], value[1])


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) in (int, float) for each in value)
