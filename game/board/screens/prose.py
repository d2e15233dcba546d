"""Marked-up text on a page: headings, clauses, lists and tables of Markdown, set in the board's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle, Type, unbroken
from game.board.layout import Rect
from game.board.theme import BODY, PAGE, PANEL

BOLD: Final = TextStyle(Face.BOLD, 14)
ITALIC: Final = TextStyle(Face.BODY_ITALIC, 14)
CODE: Final = TextStyle(Face.SEMIBOLD, 14)
CELL: Final = 9.0
"""Room at the sides of a table's cells."""

_MARK: Final = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`")
_CLAUSE: Final = re.compile(r"\*\*(R\d+(?:\.\d+)?)\b")
_CHAPTER: Final = re.compile(r"(R\d+)\b")


class Kind(Enum):
    """What a block of text is."""

    TITLE = "title"
    CHAPTER = "chapter"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"


class Span(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: TextStyle


@frozen
class Block:
    """A heading, paragraph, item or table; `number` is that of the clause or chapter it belongs to."""

    kind: Kind
    number: str
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    opens: bool = False
    """Whether its clause begins with it."""

    @property
    def text(self) -> str:
        """Return its words without marks."""
        cells = [span.text for row in self.rows for cell in row for span in cell]
        return "".join(span.text for span in self.spans) + " ".join(cells)


class Chunk(NamedTuple):
    """Words of one style in their place, their line's top given."""

    x: float
    y: float
    text: str
    style: TextStyle
    width: float


@frozen
class Placed:
    """A block laid out: where it stands, its words, the lines of its table."""

    block: Block
    rect: Rect
    chunks: tuple[Chunk, ...]
    rules: tuple[float, ...] = ()


# ---------- reading ----------


def parse(book: str) -> list[Block]:
    """Return the blocks of a text in Markdown: headings, paragraphs, items that begin with `- `, tables."""
    found: list[Block] = []
    number = ""
    for group in _groups(book.splitlines()):
        block = _block(group, number)
        number = block.number
        found.append(block)
    return found


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Go through lines that belong together."""

    def kind(line: str) -> str:
        stripped = line.strip()
        return (
            ""
            if not stripped
            else stripped[0]
            if stripped[0] in "#|"
            else "-"
            if stripped[:2] == "- "
            else "t"
        )

    for what, group in groupby(lines, kind):
        lines_of = list(group)
        if what in ("#", "-"):
            yield from ([line] for line in lines_of)
        elif what:
            yield lines_of


def _block(lines: list[str], number: str) -> Block:
    first = lines[0].strip()
    if first.startswith("# "):
        return Block(Kind.TITLE, "", (Span(first[2:], PAGE),), opens=True)
    if first.startswith("## "):
        chapter = _CHAPTER.match(first[3:])
        name = chapter[1] if chapter else first[3:].partition(":")[0]
        return Block(Kind.CHAPTER, name, (Span(first[3:], PANEL),), opens=True)
    if first.startswith("|"):
        rows = [_cells(line) for line in lines]
        return Block(Kind.TABLE, number, rows=tuple(row for row in rows if not _ruled(row)))
    item = first.startswith("- ")
    text = " ".join(line.strip() for line in lines).removeprefix("- ")
    clause = _CLAUSE.match(text)
    here = clause[1] if clause else number
    return Block(Kind.ITEM if item else Kind.TEXT, here, tuple(spans(text)), opens=clause is not None)


def _cells(line: str) -> tuple[tuple[Span, ...], ...]:
    return tuple(tuple(spans(cell.strip())) for cell in line.strip().strip("|").split("|"))


def _ruled(row: tuple[tuple[Span, ...], ...]) -> bool:
    return all(span.text.strip("-: ") == "" for cell in row for span in cell)


def spans(text: str) -> Iterator[Span]:
    """Go through the stretches of a line by their marks."""
    at = 0
    text = text.replace("\\+", "+")
    for match in _MARK.finditer(text):
        if match.start() > at:
            yield Span(text[at : match.start()], BODY)
        bold, slant, code = match.groups()
        style, words = (BOLD, bold) if bold else (ITALIC, slant) if slant else (CODE, code)
        yield Span(words, style)
        at = match.end()
    if at < len(text):
        yield Span(text[at:], BODY)


# ---------- setting ----------


def lay_out(
    blocks: Sequence[Block], kind: Type, x: float, y: float, width: float
) -> tuple[list[Placed], float]:
    """Return blocks set under one another from a point on, and where they end."""
    found: list[Placed] = []
    for block in blocks:
        y += _before(block) if found else 0
        placed = _set(block, kind, x, y, width)
        found.append(placed)
        y = placed.rect.bottom
    return found, y


def _before(block: Block) -> float:
    return {Kind.TITLE: 0.0, Kind.CHAPTER: 30.0, Kind.TEXT: 11.0, Kind.ITEM: 5.0, Kind.TABLE: 11.0}[
        block.kind
    ]


def _set(block: Block, kind: Type, x: float, y: float, width: float) -> Placed:
    if block.kind is Kind.TABLE:
        return _set_table(block, kind, x, y, width)
    left = 18.0 if block.kind is Kind.ITEM else 0.0
    chunks, height = flow(block.spans, kind, x + left, y, width - left)
    if left:
        chunks = [Chunk(x + 5, y, "•", BODY, kind.width("•", BODY)), *chunks]
    return Placed(block, Rect(x, y, width, height), tuple(chunks))


def flow(text: Sequence[Span], kind: Type, x: float, y: float, width: float) -> tuple[list[Chunk], float]:
    """Return words set in lines of a width, and how high the lines are together."""
    lines: list[list[tuple[float, str, TextStyle, float]]] = [[]]
    at = 0.0
    for words, gap in _words(text, kind):
        wide = sum(kind.width(word, style) for word, style in words)
        if lines[-1] and at + gap + wide > width:
            lines.append([])
            at, gap = 0.0, 0.0
        at += gap if lines[-1] else 0.0
        for word, style in words:
            each = kind.width(word, style)
            lines[-1].append((at, word, style, each))
            at += each
    step = max((kind.line(span.style) for span in text), default=kind.line(BODY))
    chunks = [chunk for nth, line in enumerate(lines) for chunk in _joined(line, kind, x, y + nth * step)]
    return chunks, step * len(lines)


def _words(text: Sequence[Span], kind: Type) -> Iterator[tuple[list[tuple[str, TextStyle]], float]]:
    """Go through what must stay in one line, each with the space before it."""
    held: list[tuple[str, TextStyle]] = []
    gap = 0.0
    for span in text:
        space = span.style.face.space * span.style.size
        for nth, word in enumerate(unbroken(span.text)):
            if nth:
                if held:
                    yield held, gap
                    held = []
                gap = space
            if word:
                held.append((word, span.style))
    if held:
        yield held, gap


def _joined(
    line: Sequence[tuple[float, str, TextStyle, float]], kind: Type, x: float, y: float
) -> Iterator[Chunk]:
    """Join neighbours of one style, so that a line is a few pictures."""
    for style, group in groupby(line, lambda word: word[2]):
        words = list(group)
        text = words[0][1]
        for before, after in pairwise(words):
            text += (" " if after[0] - before[0] - before[3] > 0.5 else "") + after[1]
        yield Chunk(x + words[0][0], y, text, style, kind.width(text, style))


def _set_table(block: Block, kind: Type, x: float, y: float, width: float) -> Placed:
    wide = _columns(block, kind, width)
    chunks: list[Chunk] = []
    rules: list[float] = []
    top = y + 4
    for row in block.rows:
        left, tall = x, 0.0
        for cell, room in zip(row, wide, strict=False):
            placed, height = flow(cell, kind, left + CELL, top, room - 2 * CELL) if cell else ([], 0.0)
            chunks += placed
            left, tall = left + room, max(tall, height)
        top += max(tall, kind.line(BODY)) + 7
        rules.append(top - 4)
    return Placed(block, Rect(x, y, sum(wide), top - y), tuple(chunks), tuple(rules))


def _columns(block: Block, kind: Type, width: float) -> list[float]:
    """Return how wide columns are: their longest cells if there is room, else less in proportion."""
    count = max(len(row) for row in block.rows)

    def widest(column: int, measure: Callable[[Span], float]) -> float:
        cells = [row[column] for row in block.rows if column < len(row)]
        return max((measure_cell(cell, measure) for cell in cells), default=0.0) + 2 * CELL + 2

    def measure_cell(cell: tuple[Span, ...], measure: Callable[[Span], float]) -> float:
        return sum(map(measure, cell)) if measure is whole else max(map(measure, cell), default=0.0)

    def whole(span: Span) -> float:
        return kind.width(span.text, span.style) + span.style.size * 0.3

    def longest(span: Span) -> float:
        return max((kind.width(word, span.style) for word in span.text.split(" ")), default=0.0)

    natural = [widest(nth, whole) for nth in range(count)]
    if sum(natural) <= width:
        return natural
    least = [widest(nth, longest) for nth in range(count)]
    spare = max(0.0, width - sum(least))
    wanted = [max(0.0, full - low) for full, low in zip(natural, least, strict=True)]
    total = sum(wanted) or 1.0
    return [low + spare * want / total for low, want in zip(least, wanted, strict=True)]


# ---------- drawing ----------


def draw(canvas: Canvas, placed: Placed) -> None:
    """Draw a block that was laid out."""
    palette = canvas.palette
    if placed.block.kind is Kind.TABLE:
        _draw_grid(canvas, placed)
    if placed.block.kind is Kind.CHAPTER:
        canvas.fill(Rect(placed.rect.x, placed.rect.bottom + 2, placed.rect.w, 1), palette.hairline)
    for chunk in placed.chunks:
        step = canvas.type.line(chunk.style)
        ink = palette.gold if chunk.style is CODE else palette.ink
        canvas.text(chunk.text, chunk.style, ink, Rect(chunk.x, chunk.y, chunk.width + 1, step))


def _draw_grid(canvas: Canvas, placed: Placed) -> None:
    palette = canvas.palette
    canvas.box(placed.rect, palette.card, 4, palette.hairline, 1)
    for low in placed.rules[:-1]:
        canvas.fill(Rect(placed.rect.x, low, placed.rect.w, 1), palette.faint)
