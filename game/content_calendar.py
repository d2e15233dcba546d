"""Dates in content: the year and quarter of a card, the quarter of a fiscal year, as turns of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.content_findings import Finding, within
from game.content_forms import read

Quarter = tuple[int, int]
"""A year and a quarter of it, 1 to 4."""

Entry = dict[str, Any]


def turn_of(calendar: Quarter, when: Quarter) -> int:
    """Return the turn of a date where turn 1 is `calendar`; below 1 it lies before the start."""
    return (when[0] - calendar[0]) * 4 + when[1] - calendar[1] + 1


def with_turns(cards: object, calendar: Quarter, found: list[Finding]) -> object:
    """Return written cards with a turn in place of each date; a card of an earlier day has turn 0, never."""

    def timed(path: str, card: Entry) -> Entry:
        on, dated = card.pop("on", None), card.get("kind") == "dated"
        if "turn" in card:
            found.append((f"{path}.turn", "unknown key 'turn' (a dated card says when: on = [2026, 4])"))
            del card["turn"]
        if dated and on is None:
            found.append((f"{path}.on", "this key is missing"))
        if on is None:
            return card
        if not dated:
            found.append((f"{path}.on", "only a dated card has a date"))
        when = read(tuple[int, int], on, f"{path}.on", found)
        if when is None:
            return card
        found.extend(within(f"{path}.on.1", when[1], 1, 4))
        return card | {"turn": max(0, turn_of(calendar, when))}

    return _each(cards, "event", timed)


def with_phases(powers: object, calendar: Quarter, found: list[Finding]) -> object:
    """Return written powers with the turn, modulo 4, that begins a fiscal year in place of its quarter."""

    def phased(path: str, power: Entry) -> Entry:
        if "fiscal_phase" in power:
            found.append((f"{path}.fiscal_phase", "unknown key 'fiscal_phase' (it is 'fiscal_quarter')"))
            del power["fiscal_phase"]
        if "fiscal_quarter" not in power:
            found.append((f"{path}.fiscal_quarter", "this key is missing"))
        quarter = read(int, power.pop("fiscal_quarter", 1), f"{path}.fiscal_quarter", found) or 1
        found.extend(within(f"{path}.fiscal_quarter", quarter, 1, 4))
        return power | {"fiscal_phase": turn_of(calendar, (calendar[0], quarter)) % 4}

    return _each(powers, "power", phased)


def _each(entries: object, table: str, change: Callable[[str, Entry], Entry]) -> object:
    """Return a table with a copy of each entry changed; what is no table is found elsewhere."""
    if not isinstance(entries, Mapping):
        return entries
    return {
        name: change(f"{table}.{name}", dict(entry)) if isinstance(entry, Mapping) else entry
        for name, entry in entries.items()
    }
