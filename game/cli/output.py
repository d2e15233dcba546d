"""How commands write: tables and JSON on stdout, progress on stderr and only to a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

WIDE = 110
"""The width of tables where no terminal sets it."""


def console() -> Console:
    """Return where tables go; without a terminal there is room for long lines and no colour."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print a table; `right` are the columns of numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for nth, head in enumerate(heads):
        shown.add_column(head, justify="right" if nth in right else "left")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    console().print(shown)


def dump(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def progress(things: Iterable[T], total: int, what: str, done: int = 0) -> Iterator[T]:
    """Hand things on and show on a terminal how many are done, how fast, and what time is left.

    So many were done before.
    """
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=total, completed=done, rate="")
        for thing in things:
            yield thing
            shown.advance(task)
            speed = shown.tasks[0].speed
            shown.update(task, rate="" if speed is None else f"{speed:.1f}/s")
