"""Prose in a small part of Markdown, as paragraphs and tables, broken into columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from attrs import frozen
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from game.kit.book import Book, Part
from game.kit.ink import BOLD, FAINT, GOLD, HAIRLINE, INK, SANS, SEMIBOLD, SERIF, SUNKEN, style, width_of

_MARKS: Final = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)\*(.+?)\*(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"`(.+?)`"), rf'<font name="{SEMIBOLD}">\1</font>'),
)


@frozen
class Measure:
    """The sizes of a text: of its running words, and how much room stands between paragraphs."""

    size: float = 9.0
    gap: float = 3.5

    @property
    def body(self) -> ParagraphStyle:
        """Return the style of running text."""
        return style(self.size)


def markup(text: str) -> str:
    """Return a line of Markdown as a paragraph's markup."""
    made = escape(text)
    for pattern, instead in _MARKS:
        made = pattern.sub(instead, made)
    return made


def para(
    text: str, look: ParagraphStyle | None = None, *, before: float = 0.0, after: float = 0.0
) -> Paragraph:
    """Return a paragraph of Markdown."""
    made = Paragraph(markup(text), look or style())
    made.spaceBefore, made.spaceAfter = before, after
    return made


def lead(text: str, look: ParagraphStyle, *, after: float = 4.0) -> Paragraph:
    """Return a paragraph that stays with what it leads to."""
    made = para(text, look, after=after)
    made.keepWithNext = 1
    return made


class Whole(Paragraph):
    """A paragraph that no column's end parts."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Return nothing: it goes whole into the next column."""
        return []


def whole(text: str, look: ParagraphStyle, *, after: float = 0.0) -> Paragraph:
    """Return a paragraph that is not parted."""
    made = Whole(markup(text), look)
    made.spaceBefore, made.spaceAfter = 0.0, after
    return made


def heading(text: str, size: float = 12.0, *, before: float = 9.0) -> Paragraph:
    """Return a heading that stays with what follows."""
    made = para(text, style(size, SERIF, INK, lead=1.15), before=before, after=2.0)
    made.keepWithNext = 1
    return made


def label(text: str, *, before: float = 5.0) -> Paragraph:
    """Return a small heading in bold."""
    made = para(text, style(7.5, BOLD, GOLD, lead=1.2), before=before, after=1.0)
    made.keepWithNext = 1
    return made


def bullet(text: str, measure: Measure = Measure()) -> Paragraph:
    """Return a line of a list."""
    base = measure.body
    look = ParagraphStyle(
        f"{base.name} list",
        parent=base,
        leftIndent=9,
        bulletIndent=1,
        bulletFontName=SANS,
        bulletFontSize=measure.size - 1,
    )
    made = Paragraph(f"<bullet>•</bullet>{markup(text)}", look)
    made.spaceBefore, made.spaceAfter = 0.0, measure.gap / 2
    return made


def grid(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: float = 8.0,
    *,
    right: Iterable[int] = (),
) -> Table:
    """Return a table; its first row is the head, figures stand right in the columns named."""
    sides = frozenset(right)
    body = [style(size, SANS, INK, lead=1.2, align=2 if nth in sides else 0) for nth in range(len(widths))]
    head = [style(7.5, BOLD, GOLD, lead=1.15, align=2 if nth in sides else 0) for nth in range(len(widths))]
    cells = [
        [Paragraph(markup(cell), look) for cell, look in zip(row, body if nth else head, strict=True)]
        for nth, row in enumerate(rows)
    ]
    made = Table(cells, colWidths=list(widths), repeatRows=1)
    made.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), SANS),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, HAIRLINE),
            ("LINEBELOW", (0, 1), (-1, -1), 0.35, FAINT),
            ("BACKGROUND", (0, 0), (-1, 0), SUNKEN),
        ]
    )
    made.hAlign = "LEFT"
    made.spaceBefore, made.spaceAfter = 2.0, 5.0
    return made


# ---------- Markdown ----------


def prose(text: str, width: float, measure: Measure = Measure()) -> list[Flowable]:
    """Return a Markdown text as matter for a column of some width, without its title."""
    return list(_matter(_blocks(text), width, measure))


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block; lists and tables are one block each."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if not line.strip():
            if block:
                yield block
            block = []
        elif line.startswith("#"):
            if block:
                yield block
            yield [line]
            block = []
        else:
            block.append(line.rstrip())


def _matter(blocks: Iterable[list[str]], width: float, measure: Measure) -> Iterator[Flowable]:
    for block in blocks:
        first = block[0]
        if first.startswith("# "):
            continue
        if first.startswith("#"):
            yield heading(first.lstrip("# "), measure.size + 3)
        elif first.startswith("|"):
            yield _table(block, width, measure)
        elif _item(first):
            yield from _list(block, measure)
        else:
            yield from _paragraph(block, measure)


def _item(line: str) -> str:
    """Return a list line's mark, or nothing."""
    found = re.match(r"(- |\d+\. )", line)
    return found[1] if found else ""


def _paragraph(block: list[str], measure: Measure) -> Iterator[Flowable]:
    """Yield a paragraph, and the list that follows it without an empty line, if any."""
    split = next((nth for nth, line in enumerate(block) if _item(line)), len(block))
    yield para(" ".join(block[:split]), measure.body, after=measure.gap)
    if split < len(block):
        yield from _list(block[split:], measure)


def _list(block: list[str], measure: Measure) -> Iterator[Flowable]:
    items: list[str] = []
    for line in block:
        mark = _item(line)
        if mark:
            number = f"{mark.strip()} " if mark[0].isdigit() else ""
            items.append(number + line.removeprefix(mark))
        else:
            items[-1] += f" {line.strip()}"
    for text in items:
        numbered = re.match(r"\d+\. ", text)
        yield para(text, measure.body, after=measure.gap / 2) if numbered else bullet(text, measure)


def _table(block: list[str], width: float, measure: Measure) -> Table:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    size = max(7.5, measure.size - 0.5)
    return grid(rows, _widths(rows, width, size), size)


def _widths(rows: list[list[str]], width: float, size: float) -> list[float]:
    """Give each column its longest word, and share what is left by the root of their longest cells."""
    least = [max(_longest_word(row[nth], size) for row in rows) for nth in range(len(rows[0]))]
    longest = [max(len(row[nth]) for row in rows) for nth in range(len(rows[0]))]
    weights = [max(1.0, min(each, 90)) ** 0.72 for each in longest]
    rest = max(0.0, width - sum(least))
    return [base + rest * each / sum(weights) for base, each in zip(least, weights, strict=True)]


def _longest_word(cell: str, size: float) -> float:
    return max((width_of(word, BOLD, size) for word in cell.replace("*", "").split()), default=0.0) + 6


# ---------- columns ----------

Placed = tuple[Flowable, float]
"""A piece and how far below the column's top it stands."""

STEP: Final = 12.0
"""By how much a last page's columns are made longer until they hold all that is left."""


def columns(
    book: Book, part: Part, title: str, matter: list[Flowable], count: int = 2, gap: float = 16
) -> None:
    """Fill pages with matter in columns, as many pages as it takes; the last page's are equally long."""
    left, top, _, height = book.room
    wide = column_width(book, count, gap)
    galley, rest = Galley(book, wide), list(matter)
    while rest:
        with book.page(part, title):
            filled, rest = galley.page(rest, height, count)
            for nth, column in enumerate(filled):
                for each, y in column:
                    book.put(each, left + nth * (wide + gap), top + y, wide)


def column_width(book: Book, count: int = 2, gap: float = 16) -> float:
    """Return how wide a column of the page is."""
    return (book.room[2] - gap * (count - 1)) / count


class Galley:
    """Breaks matter of one width into columns; what is high is measured once."""

    def __init__(self, book: Book, width: float) -> None:
        self.canvas = book.canvas
        self.width = width
        self._known: dict[int, tuple[Flowable, float]] = {}

    def page(
        self, rest: list[Flowable], height: float, count: int
    ) -> tuple[list[list[Placed]], list[Flowable]]:
        """Return what stands in each column of a page, and what is left for the next."""
        high = min(height, max(60.0, sum(map(self.high, rest)) / count))
        while True:
            filled, left = self._columns(rest, high, count)
            if not left or high >= height:
                return filled, left
            high = min(height, high + STEP)

    def high(self, each: Flowable) -> float:
        """Return how high a piece is; it is kept, so that no other takes its identity."""
        if id(each) not in self._known:
            self._known[id(each)] = each, float(each.wrapOn(self.canvas, self.width, 10_000)[1])
        return self._known[id(each)][1]

    def _columns(
        self, rest: list[Flowable], height: float, count: int
    ) -> tuple[list[list[Placed]], list[Flowable]]:
        filled: list[list[Placed]] = []
        for _ in range(count):
            column, rest = self._column(rest, height)
            filled.append(column)
        return filled, rest

    def _column(self, rest: list[Flowable], height: float) -> tuple[list[Placed], list[Flowable]]:
        """Return what fits into a column and what is left; what keeps with the next is not parted from it."""
        y, placed = 0.0, list[Placed]()
        while rest:
            each = rest[0]
            before = float(each.getSpaceBefore()) if placed else 0.0
            if y + before + self.high(each) + self._following(rest) > height:
                parts = self._parts(rest, height - y - before)
                if len(parts) > 1:
                    return [*placed, (parts[0], y + before)], [*parts[1:], *rest[1:]]
                if placed:
                    return placed, rest
            placed.append((each, y + before))
            y += before + self.high(each) + float(each.getSpaceAfter())
            rest = rest[1:]
        return placed, rest

    def _parts(self, rest: list[Flowable], room: float) -> list[Flowable]:
        """Return the first piece parted where the room ends; nothing if it must not be parted."""
        alone = not getattr(rest[0], "keepWithNext", False)
        return list(rest[0].splitOn(self.canvas, self.width, room)) if alone and room > 0 else []

    def _following(self, rest: list[Flowable]) -> float:
        """Return the height of the beginning of what must follow the first piece."""
        high, nth = 0.0, 1
        while nth < len(rest) and getattr(rest[nth - 1], "keepWithNext", False):
            gap = float(rest[nth - 1].getSpaceAfter()) + float(rest[nth].getSpaceBefore())
            whole_one = isinstance(rest[nth], Whole)
            high += gap + (self.high(rest[nth]) if whole_one else min(self.high(rest[nth]), 40.0))
            nth += 1
        return high
