"""Prose in a small part of Markdown as paragraphs and tables: headings, lists, tables, bold, italics, code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from attrs import frozen
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from game.kit.book import Book, Part
from game.kit.ink import BOLD, FAINT, GOLD, HAIRLINE, INK, SANS, SEMIBOLD, SERIF, SUNKEN, style

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


def para(text: str, look: ParagraphStyle | None = None, *, before: float = 0.0, after: float = 0.0) -> Paragraph:
    """Return a paragraph of Markdown."""
    made = Paragraph(markup(text), look or style())
    made.spaceBefore, made.spaceAfter = before, after
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


def bullet(text: str, measure: Measure = Measure()) -> Paragraph:  # noqa: B008
    """Return a line of a list."""
    base = measure.body
    look = ParagraphStyle(f"{base.name} list", parent=base, leftIndent=9, bulletIndent=1, bulletFontName=SANS, bulletFontSize=measure.size - 1)
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


def prose(text: str, width: float, measure: Measure = Measure()) -> list[Flowable]:  # noqa: B008
    """Return a Markdown text as matter for a column of some width; its first heading of level 1 is left out."""
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
    return grid(rows, _widths(rows, width), max(7.5, measure.size - 0.5))


def _widths(rows: list[list[str]], width: float) -> list[float]:
    """Share a width among columns by the root of their longest cells."""
    longest = [max(len(row[nth]) for row in rows) for nth in range(len(rows[0]))]
    weights = [max(3.0, min(each, 90)) ** 0.72 for each in longest]
    return [width * each / sum(weights) for each in weights]


# ---------- columns ----------


def columns(book: Book, part: Part, title: str, matter: list[Flowable], count: int = 2, gap: float = 16) -> None:
    """Fill pages with matter in columns, as many pages as it takes; what keeps with the next is not parted."""
    left, top, width, height = book.room
    wide = (width - gap * (count - 1)) / count
    rest = list(matter)
    while rest:
        with book.page(part, title):
            for nth in range(count):
                rest = _fill(book, rest, left + nth * (wide + gap), top, wide, height)


def column_width(book: Book, count: int = 2, gap: float = 16) -> float:
    """Return how wide a column of the page is."""
    return (book.room[2] - gap * (count - 1)) / count


def _fill(book: Book, rest: list[Flowable], x: float, y: float, width: float, height: float) -> list[Flowable]:
    """Place as much as fits into a column and return what is left."""
    top, end = y, y + height
    while rest:
        each = rest[0]
        before = float(each.getSpaceBefore()) if y > top else 0.0
        need = _height(book, _kept(rest), width) + before
        if y + need > end:
            parts = each.splitOn(book.canvas, width, end - y - before) if len(_kept(rest)) == 1 else []
            if len(parts) > 1:
                book.put(parts[0], x, y + before, width)
                return [*parts[1:], *rest[1:]]
            if y > top:
                return rest
        y += before + book.put(each, x, y + before, width) + float(each.getSpaceAfter())
        rest = rest[1:]
    return rest


def _kept(rest: list[Flowable]) -> list[Flowable]:
    """Return the first piece and those that must stand with it."""
    count = 1
    while count < len(rest) and getattr(rest[count - 1], "keepWithNext", 0):
        count += 1
    return rest[:count]


def _height(book: Book, matter: list[Flowable], width: float) -> float:
    """Return the height of the first piece and of a beginning of what must follow it."""
    high = 0.0
    for nth, each in enumerate(matter):
        _, tall = each.wrapOn(book.canvas, width, 10_000)
        high += float(tall) if nth == 0 else min(float(tall), 40.0)
    return high
