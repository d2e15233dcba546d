"""Draws neutral pictures on a page: the one writer of shapes for paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final, Literal, assert_never

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from game.drawing.lettering import Face, TextStyle, runs
from game.drawing.shapes import (
    Anchor,
    Circle,
    Close,
    Commands,
    Curve,
    Ends,
    Group,
    Ink,
    Line,
    Move,
    Path,
    Shape,
    Text,
    Window,
    Zone,
)
from game.kit.book import Book
from game.kit.ink import CONVERTED, SANS, role, width_of

_EVEN_ODD: Final = 0
"""What lies inside an odd number of lines is filled."""

Outlines = dict[int, PDFPathObject]
"""Paths by the identity of their commands, which live as long as the shapes that are drawn."""


def draw(book: Book, shapes: Iterable[Shape], x: float, y: float, size: float = 1.0) -> None:
    """Draw shapes with their origin at a point from the page's top left, `size` points a unit."""
    canvas = book.canvas
    kept: Outlines = {}
    canvas.saveState()
    canvas.translate(x, book.height - y)
    canvas.scale(size, -size)
    for each in shapes:
        _shape(canvas, each, kept)
    canvas.restoreState()


def _shape(canvas: Canvas, shape: Shape, kept: Outlines) -> None:
    match shape:
        case Path():
            _inked(canvas, shape.ink)
            canvas.drawPath(
                _outline(canvas, shape.commands, kept),
                stroke=int(bool(shape.ink.line)),
                fill=int(bool(shape.ink.fill)),
                fillMode=_EVEN_ODD,
            )
        case Circle():
            _inked(canvas, shape.ink)
            kinds = {"stroke": int(bool(shape.ink.line)), "fill": int(bool(shape.ink.fill))}
            canvas.circle(shape.x, shape.y, shape.radius, **kinds)
        case Text():
            _text(canvas, shape)
        case Group():
            canvas.saveState()
            canvas.translate(*shape.at)
            canvas.scale(shape.scale, shape.scale)
            for each in shape.shapes:
                _shape(canvas, each, kept)
            canvas.restoreState()
        case Window():
            canvas.saveState()
            canvas.clipPath(_outline(canvas, shape.outline, kept), stroke=0, fill=0)
            for each in shape.shapes:
                _shape(canvas, each, kept)
            canvas.restoreState()
        case Zone():
            pass  # a place to point at: paper has none
        case _:
            assert_never(shape)


def _inked(canvas: Canvas, ink: Ink) -> None:
    """Set fill, line, width, dashes and how much they cover."""
    if ink.fill:
        canvas.setFillColor(role(ink.fill))
        canvas.setFillAlpha(ink.opacity)
    if ink.line:
        canvas.setStrokeColor(role(ink.line))
        canvas.setStrokeAlpha(ink.opacity)
        canvas.setLineWidth(ink.width)
        canvas.setDash(list(ink.dash))
        soft = int(ink.ends is Ends.ROUND)
        canvas.setLineCap(soft)
        canvas.setLineJoin(soft)


def _outline(canvas: Canvas, commands: Commands, kept: Outlines) -> PDFPathObject:
    """Return an outline as a path, written once however often it is drawn: coasts are drawn many times."""
    known = kept.get(id(commands))
    if known is not None:
        return known
    path = kept[id(commands)] = canvas.beginPath()
    for each in commands:
        match each:
            case Move(x, y):
                path.moveTo(x, y)
            case Line(x, y):
                path.lineTo(x, y)
            case Curve():
                path.curveTo(each.ax, each.ay, each.bx, each.by, each.x, each.y)
            case Close():
                path.close()
            case _:
                assert_never(each)
    return path


# ---------- text ----------


def _text(canvas: Canvas, text: Text) -> None:
    """Write a line; letters stand upright although y runs down, a halo is a soft edge under them."""
    style = text.style
    wide = text_width(text.words, style)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: -wide / 2, Anchor.END: -wide}[text.anchor]
    canvas.saveState()
    canvas.translate(text.x + left, text.y)
    canvas.scale(1, -1)
    canvas.setFillAlpha(1)
    if text.halo:
        canvas.setStrokeColor(role(text.halo))
        canvas.setStrokeAlpha(0.7)
        canvas.setLineWidth(max(1.2, style.size / 6))
        canvas.setLineJoin(1)
        canvas.setDash([])
        _letters(canvas, text.words, style, mode=1)
    canvas.setFillColor(role(text.colour))
    _letters(canvas, text.words, style, mode=0)
    canvas.restoreState()


def _letters(canvas: Canvas, words: str, style: TextStyle, mode: Literal[0, 1]) -> None:
    line = canvas.beginText(0, 0)
    line.setTextRenderMode(mode)
    line.setCharSpace(style.spacing)
    for letters, file in runs_of(words, style.face):
        line.setFont(font_of(file), style.size)
        line.textOut(letters)
    line.setCharSpace(0)
    line.setTextRenderMode(0)
    canvas.drawText(line)


def runs_of(words: str, face: Face) -> Iterable[tuple[str, str]]:
    """Return a line in stretches of one font each; spaces keep the font before them."""
    return runs(words, face.file)


def font_of(file: str) -> str:
    """Return the name under which a font file is registered; what no page embeds is set in the sans."""
    name = PurePath(file).stem
    return name if name in CONVERTED or name.startswith("TPSans") else SANS


def text_width(words: str, style: TextStyle) -> float:
    """Return how wide a line is as it is written here."""
    parts = runs_of(words, style.face)
    wide = sum(width_of(letters, font_of(file), style.size) for letters, file in parts)
    return wide + style.spacing * max(0, len(words) - 1)
