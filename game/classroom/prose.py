"""Briefs as blocks for a page: the little Markdown they are written in, as values that templates set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from attrs import frozen

from game.content import ContentError, UnknownScenario, brief
from game.content_briefs import LEVELS, UnknownBrief

_MARK: Final = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`")
_ITEM: Final = re.compile(r"(?:[-*]|\d+\.)\s+")


@frozen
class Span:
    """A stretch of text: plain, strong or em."""

    kind: str
    text: str


@frozen
class Block:
    """A title, heading, paragraph, list or table; a table's rows hold cells, a list's rows hold one each."""

    kind: str
    rows: tuple[tuple[tuple[Span, ...], ...], ...]

    @property
    def text(self) -> str:
        """Its words without marks."""
        return " ".join("".join(span.text for span in cell) for row in self.rows for cell in row)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text."""
    return tuple(_block(kind, lines) for kind, lines in _groups(text.splitlines()))


def _groups(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for kind, group in groupby(lines, _kind):
        together = [line.strip() for line in group]
        if kind in ("title", "heading"):
            yield from ((kind, [line]) for line in together)
        elif kind:
            yield kind, together


def _kind(line: str) -> str:
    text = line.strip()
    if text.startswith("# "):
        return "title"
    if text.startswith("#"):
        return "heading"
    if text.startswith("|"):
        return "table"
    numbered = text[:1].isdigit()
    return "" if not text else "text" if not _ITEM.match(text) else "numbers" if numbered else "list"


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "table":
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        cells = [row for row in rows if any(cell.strip("-: ") for cell in row)]
    elif kind in ("list", "numbers"):
        cells = [[_ITEM.sub("", line, count=1)] for line in lines]
    else:
        cells = [[" ".join(lines).lstrip("# ")]]
    return Block(kind, tuple(tuple(tuple(spans(cell)) for cell in row) for row in cells))


def spans(text: str) -> Iterator[Span]:
    """Go through the stretches of a line by their marks."""
    at = 0
    for match in _MARK.finditer(text):
        if match.start() > at:
            yield Span("plain", text[at : match.start()])
        strong, slant, code = match.groups()
        yield Span("strong" if strong or code else "em", strong or slant or code)
        at = match.end()
    if at < len(text):
        yield Span("plain", text[at:])


@cache
def briefs(scenario: str, power: str) -> dict[str, tuple[Block, ...]]:
    """Return a seat's briefs by level as far as they are written; a scenario of one's own may have none."""
    found = {}
    for level in LEVELS:
        try:
            found[level] = blocks(brief(scenario, power, level))
        except (UnknownBrief, UnknownScenario, ContentError):
            continue
    return found


def line_of(scenario: str, power: str) -> tuple[str, str]:
    """Return who a seat is and what it wants, in a line each, from its plain brief; empty without one."""
    found = briefs(scenario, power).get("plain", ())
    title = next((each.text for each in found if each.kind == "title"), "")
    wants = next((each.text for each in found if each.kind == "text"), "")
    sentences = re.split(r"(?<=[.!?])\s+", wants)
    return title.partition(": ")[2], " ".join(sentences[:2])
