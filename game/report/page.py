"""How a page is made: a template, the house's style, and numbers written as people write them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

NONE: Final = "–"
"""What stands where there is no number yet."""

MINUS: Final = "−"


def render(template: str, **values: Any) -> str:
    """Return a page; a value that the template asks for and does not get is an error."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("game.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(number=number, signed=signed, percent=percent, chance=chance, counted=counted)
    return environment


def number(value: float | None, places: int = 1) -> str:
    """Return a number with so many decimal places."""
    return NONE if value is None else f"{value:.{places}f}".replace("-", MINUS)


def signed(value: float | None, places: int = 1) -> str:
    """Return a number with its sign; one that rounds to nought has none."""
    if value is None:
        return NONE
    text = f"{value:+.{places}f}"
    return f"{0:.{places}f}" if float(text) == 0 else text.replace("-", MINUS)


def percent(share: float | None) -> str:
    """Return a share as whole per cent."""
    return NONE if share is None else f"{100 * share:.0f} %"


def chance(value: float | None) -> str:
    """Return a p-value."""
    if value is None:
        return NONE
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def counted(count: int, word: str) -> str:
    """Return how many there are of something."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
