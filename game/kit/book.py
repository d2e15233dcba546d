"""The printed book: pages with head and foot, and words, boxes and paragraphs placed from the top left.

Lengths are points, x to the right and y downwards from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Final

from attrs import field, frozen
from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from game.kit.ink import (
    BOLD,
    GOLD,
    HAIRLINE,
    INK,
    LEAST,
    MUTED,
    SANS,
    SERIF,
    WHITE,
    ready,
    width_of,
)
from game.kit.paper import MM, Paper

MARGIN: Final = 12 * MM
HEAD: Final = 58.0
"""Where the room for a page's matter begins."""
FOOT: Final = 34.0
"""How much of the page's lower end the foot takes."""

CREDO: Final = "A game, not a forecast."


@frozen
class Part:
    """A part of the book: what it is called, its colour, and a warning over its pages, if any."""

    name: str
    colour: Color = field(default=GOLD)
    warning: str = ""


@frozen
class Look:
    """How a line of words looks: size, face, colour, and where it stands from its point."""

    size: float = 9.0
    face: str = SANS
    ink: Color = INK
    align: str = "left"
    tracking: float = 0.0


class Book:
    """A PDF in the making. The same calls write the same bytes: no clock, no chance."""

    def __init__(self, target: IO[bytes], title: str, paper: Paper) -> None:
        ready()
        self.paper = paper
        self.title = title
        self.width, self.height = paper.width, paper.height
        self.pages = 0
        rl_config.useA85 = 0
        self.canvas = Canvas(
            target,
            pagesize=(paper.width, paper.height),
            invariant=1,
            pageCompression=1,
            initialFontName=SANS,  # type: ignore[arg-type]  # the stubs take it for a number
        )
        self.canvas.setTitle(f"Two Percent: {title}")
        self.canvas.setAuthor("Two Percent")
        self.canvas.setSubject(CREDO)
        self._part = ""

    # ---------- pages ----------

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Return x, y, width and height of the room between head and foot."""
        return MARGIN, HEAD, self.width - 2 * MARGIN, self.height - HEAD - FOOT

    @contextmanager
    def page(self, part: Part, title: str, size: tuple[float, float] | None = None) -> Iterator[None]:
        """Make a page with its head and foot; what is drawn inside comes between."""
        with self.bare(part, title, size):
            self._head(part, title)
            yield

    @contextmanager
    def bare(self, part: Part, title: str, size: tuple[float, float] | None = None) -> Iterator[None]:
        """Make a page with a foot only."""
        self.width, self.height = size or (self.paper.width, self.paper.height)
        self.pages += 1
        self.canvas.setPageSize((self.width, self.height))
        self._mark(part, title)
        self._foot(part)
        yield
        self.canvas.showPage()
        self.width, self.height = self.paper.width, self.paper.height

    def save(self) -> None:
        """Write the book to its end."""
        self.canvas.save()

    def _mark(self, part: Part, title: str) -> None:
        """Put the page into the outline that readers show beside it."""
        if part.name != self._part:
            self._part = part.name
            self._entry(part.name, f"part {self.pages}", 0)
        self._entry(title, f"page {self.pages}", 1)

    def _entry(self, text: str, key: str, level: int) -> None:
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(text, key, level, closed=int(level == 0))

    def _head(self, part: Part, title: str) -> None:
        if part.warning:
            self.box(0, 0, self.width, 16, fill=part.colour)
            self.words(self.width / 2, 11.3, part.warning, Look(8, BOLD, WHITE, "middle", 0.8))
        else:
            self.box(0, 0, self.width, 5, fill=part.colour)
        self.words(MARGIN, 43, title, Look(20, SERIF))
        self.words(
            self.width - MARGIN, 42, part.name.upper(), Look(7.5, BOLD, part.colour, "right", tracking=1.0)
        )
        self.rule(MARGIN, 50, self.width - 2 * MARGIN, HAIRLINE)

    def _foot(self, part: Part) -> None:
        y = self.height - 18
        self.words(MARGIN, y, f"Two Percent · {self.title} · {CREDO}", Look(7.5, SANS, MUTED))
        self.words(self.width - MARGIN, y, f"{part.name} · {self.pages}", Look(7.5, SANS, MUTED, "right"))

    # ---------- drawing ----------

    def words(self, x: float, y: float, text: str, look: Look = Look()) -> float:
        """Write a line on its base line and return its width."""
        if look.size < LEAST:
            raise ValueError(f"'{text}': type of {look.size} points is too small to read")
        wide = width_of(text, look.face, look.size) + look.tracking * max(0, len(text) - 1)
        left = {"left": x, "middle": x - wide / 2, "right": x - wide}[look.align]
        draw = self.canvas.beginText(left, self.height - y)
        draw.setFont(look.face, look.size)
        draw.setFillColor(look.ink)
        draw.setCharSpace(look.tracking)
        draw.textOut(text)
        draw.setCharSpace(0)
        self.canvas.drawText(draw)
        return wide

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Color | None = None,
        line: Color | None = None,
        thick: float = 0.6,
        corner: float = 0.0,
    ) -> None:
        """Draw a rectangle."""
        ink = self.canvas
        if fill is not None:
            ink.setFillColor(fill)
        if line is not None:
            ink.setStrokeColor(line)
            ink.setLineWidth(thick)
        kinds = {"fill": int(fill is not None), "stroke": int(line is not None)}
        base = self.height - y - height
        if corner:
            ink.roundRect(x, base, width, height, corner, **kinds)
        else:
            ink.rect(x, base, width, height, **kinds)

    def rule(self, x: float, y: float, length: float, ink: Color = HAIRLINE, thick: float = 0.6) -> None:
        """Draw a level line."""
        self.line([(x, y), (x + length, y)], ink, thick)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        ink: Color = HAIRLINE,
        thick: float = 0.6,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw a line through points."""
        self.canvas.setStrokeColor(ink)
        self.canvas.setLineWidth(thick)
        self.canvas.setDash(list(dash))
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.setDash([])

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Color | None = None,
        line: Color | None = None,
        thick: float = 0.6,
    ) -> None:
        """Draw a disc or a ring around a point."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        if line is not None:
            self.canvas.setStrokeColor(line)
            self.canvas.setLineWidth(thick)
        self.canvas.circle(
            x, self.height - y, radius, fill=int(fill is not None), stroke=int(line is not None)
        )

    def put(self, matter: Flowable, x: float, y: float, width: float) -> float:
        """Place a paragraph or table and return its height."""
        _, high = matter.wrapOn(self.canvas, width, 10_000)
        matter.drawOn(self.canvas, x, self.height - y - high)
        return float(high)

    def stack(self, matter: Iterable[Flowable], x: float, y: float, width: float) -> float:
        """Place paragraphs and tables below one another and return the height of all."""
        top = y
        for each in matter:
            space = float(each.getSpaceBefore()) if y > top else 0.0
            y += space
            y += self.put(each, x, y, width) + float(each.getSpaceAfter())
        return y - top
