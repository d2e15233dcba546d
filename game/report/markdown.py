"""Markdown as pages of the documents have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as Markdown."""
    safe = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = (f"| {' | '.join(row)} |" for row in safe)
    return "\n".join((f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines)) + "\n"
