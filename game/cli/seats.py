"""How commands read who fills the seats: POWER=PLAYER, and what is nearest to a word that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from rules.terms import Power


def named_seats(texts: Iterable[str]) -> dict[Power, str]:
    """Return the name in each seat that is named; raise UsageError at the first word that is wrong."""
    named: dict[Power, str] = {}
    for text in texts:
        key, equals, name = text.partition("=")
        if not equals:
            raise click.UsageError(f"--seat {text}: write POWER=PLAYER, such as japan=random")
        if key not in {each.key for each in Power}:
            raise click.UsageError(f"--seat {text}: {no_power(key)}")
        power = Power[key.upper()]
        if power in named:
            raise click.UsageError(f"--seat {text}: {key} has a player already, '{named[power]}'")
        named[power] = name
    return named


def no_power(name: str) -> str:
    """Return that no power has a name, and the nearest."""
    keys = [power.key for power in Power]
    close = get_close_matches(name.lower(), keys, 1)
    hint = f"did you mean '{close[0]}'?" if close else f"powers are {', '.join(keys)}"
    return f"no power is called '{name}'; {hint}"
