"""Sheets as commands read them: a file with one order a line, `none`, or what a bot would write.

A file holds orders in the notation that `replay --text` and `advise` print, such as `operate
presence_patrol senkaku`: one a line, or several with `; ` between them. Empty lines and what follows a `#`
are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click

from game.cli.errors import USAGE, Stop
from game.cli.seats import no_power
from game.headless.relived import sheet_of_bot, state_before
from game.record import Record
from rules.legality import check, legal_orders
from rules.notation import NotationError, read, write
from rules.observation import Observation, observe
from rules.orders import Order, OrderSheet
from rules.terms import POWER_NAMED, Power

NONE: Final = "none"
PERSONA: Final = "persona:"


def named_sheets(
    texts: Iterable[str], record: Record, turn: int, data: Mapping[str, Any] | None
) -> dict[Power, OrderSheet]:
    """Return the sheets that POWER=FILE, POWER=none or POWER=persona:NAME name; Stop at the first fault."""
    found: dict[Power, OrderSheet] = {}
    for text in texts:
        key, equals, what = text.partition("=")
        if not equals or not what:
            raise click.UsageError(f"--sheet {text}: write POWER=FILE, POWER=none or POWER=persona:hawk")
        power = POWER_NAMED.get(key)
        if power is None:
            raise click.UsageError(f"--sheet {text}: {no_power(key)}")
        if power in found:
            raise click.UsageError(f"--sheet {text}: {key} has other orders already")
        found[power] = _sheet(what, power, record, turn, data)
    return found


def _sheet(what: str, power: Power, record: Record, turn: int, data: Mapping[str, Any] | None) -> OrderSheet:
    if what == NONE:
        return OrderSheet(power)
    if what.startswith(PERSONA):
        return sheet_of_bot(record, turn, power, what.removeprefix(PERSONA), data)
    path = Path(what)
    if not path.exists():
        known = [NONE, *(path.name for path in Path().glob("*.txt"))]
        close = get_close_matches(what, known, 1)
        hint = f"did you mean '{close[0]}'?" if close else "write a file, 'none' or 'persona:hawk'"
        raise Stop(f"--sheet {power.key}={what}: there is no such file; {hint}", USAGE)
    return read_sheet(path, observe(state_before(record, turn, data), power))


def read_sheet(path: Path, observation: Observation) -> OrderSheet:
    """Return the legal sheet that a file writes; Stop at the first line that is no order or not legal."""
    sheet = OrderSheet(observation.power)
    for number, text in _orders(path):
        where = f"{path}, line {number}"
        try:
            order = read(text)
        except NotationError as error:
            near = "" if "did you mean" in str(error) else _nearest(text, observation, sheet)
            raise Stop(f"{where}: {error}{near}", USAGE) from None
        violation = check(observation, sheet, order)
        if violation is not None:
            near = _nearest(text, observation, sheet)
            raise Stop(f"{where}: '{text}' is not legal here: {violation}{near}", USAGE)
        sheet = OrderSheet(sheet.power, (*sheet.orders, order))
    return sheet


def _orders(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the orders of a file with the numbers of their lines."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise Stop(f"{path} is not a text of orders", USAGE) from None
    for number, line in enumerate(lines, 1):
        for part in line.partition("#")[0].split(";"):
            if part.strip():
                yield number, " ".join(part.split())


def _nearest(text: str, observation: Observation, sheet: OrderSheet) -> str:
    """Return the legal order that is most like a text, where one is like it."""
    legal: list[Order] = list(legal_orders(observation, sheet))
    close = get_close_matches(text, [write(order) for order in legal], 1, 0.6)
    return f"; the nearest legal order is '{close[0]}'" if close else ""
