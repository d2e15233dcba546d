"""What the tabs of the table share: headings, rules, money that adds up, chips in a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle, Type
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, CAPS, NOTE, PANEL, Colour, Palette
from game.board.widgets import Paint
from game.views.chips import Chip, Tone


def heading(key: str, rect: Rect, title: str, aside: str = "") -> Paint:
    """Return a tab's title with a word at the right."""

    def paint(canvas: Canvas) -> None:
        placed = canvas.text(title, PANEL, canvas.palette.ink, rect)
        room = rect.right - placed.right - 12
        canvas.text(aside, BODY_SMALL, canvas.palette.muted, rect.end(room).inset(0, 2), "right")

    return Paint(key, rect, paint)


def caps(canvas: Canvas, text: str, rect: Rect, align: str = "left") -> None:
    """Draw a heading in small capitals."""
    canvas.text(text.upper(), CAPS, canvas.palette.gold, rect, align)


def painted(key: str, rect: Rect, paint: Callable[[Canvas], None], tip: str = "") -> Paint:
    """Return a part that is drawn by a function."""
    return Paint(key, rect, paint, tip)


def tone_colour(palette: Palette, tone: Tone) -> Colour:
    """Return the colour of a tone; its sign or word stands in the text."""
    return {Tone.GOOD: palette.good, Tone.BAD: palette.bad}.get(tone, palette.second)


def words_that_fit(
    kind: Type, words: Sequence[str], style: TextStyle, width: float, joint: str = ", "
) -> str:
    """Return as many words of a list as fit, with an ellipsis where some are left out."""
    for count in range(len(words), 0, -1):
        text = joint.join(words[:count]) + ("" if count == len(words) else " …")
        if kind.width(text, style) <= width:
            return text
    return ""


def draw_chips(canvas: Canvas, chips: Sequence[Chip], rect: Rect) -> float:
    """Draw chips as words with commas over as many lines as they take; return the height."""
    x, y, step = rect.x, rect.y, canvas.type.line(BODY_SMALL)
    for nth, chip in enumerate(chips):
        text = chip.text + ("," if nth + 1 < len(chips) else "")
        wide = canvas.width(text, BODY_SMALL)
        if x > rect.x and x + wide > rect.right:
            x, y = rect.x, y + step
        colour = tone_colour(canvas.palette, chip.tone)
        if wide > rect.w:
            y += canvas.paragraph(text, BODY_SMALL, colour, Rect(x, y, rect.w, 9 * step)) - step
            x = rect.right
            continue
        canvas.text(text, BODY_SMALL, colour, Rect(x, y, wide + 1, step))
        x += wide + 5
    return y + step - rect.y


def chips_height(kind: Type, chips: Sequence[Chip], width: float) -> float:
    """Return how high `draw_chips` will be."""
    x, y, step = 0.0, 0.0, kind.line(BODY_SMALL)
    for nth, chip in enumerate(chips):
        text = chip.text + ("," if nth + 1 < len(chips) else "")
        wide = kind.width(text, BODY_SMALL)
        if x > 0 and x + wide > width:
            x, y = 0.0, y + step
        if wide > width:
            y += (len(kind.wrap(text, BODY_SMALL, width)) - 1) * step
            x = width
            continue
        x += wide + 5
    return y + step


def tens(amount: int) -> int:
    """Return an amount in $m as hundredths of a billion, rounded like every sum in words."""
    return (amount + 5) // 10 if amount >= 0 else -((-amount + 5) // 10)


def hundredths(value: int) -> str:
    """Return hundredths as a figure such as `13.48`."""
    sign = "−" if value < 0 else ""
    return f"{sign}{abs(value) // 100:,}.{abs(value) % 100:02}"


def bars(
    canvas: Canvas,
    rect: Rect,
    figures: Sequence[tuple[str, int, str]],
    colours: Callable[[int], Colour],
    tops: Callable[[int], str],
) -> None:
    """Draw a column chart: (axis word, height, sign) a column, a figure above, the axis word below."""
    if not figures:
        return
    gap = 6.0 if len(figures) <= 10 else 2.0
    cells = rect.columns(len(figures), gap)
    high = max(1, *(value for _, value, _ in figures))
    inner = rect.h - 30
    for nth, ((word, value, _), cell) in enumerate(zip(figures, cells, strict=True)):
        tall = max(1.5, inner * value / high) if value else 1.0
        column = Rect(cell.x, rect.y + 14 + inner - tall, cell.w, tall)
        canvas.box(column, colours(nth), 2 if tall > 4 else 0)
        wide = Rect(cell.x - gap, 0, cell.w + 2 * gap, 0)
        for text, y in ((tops(nth), column.y - 15), (word, rect.bottom - 15)):
            if text and canvas.width(text, NOTE) <= wide.w + 3:
                box = Rect(wide.x - 2, y, wide.w + 4, 14)
                canvas.text(text, NOTE, canvas.palette.second, box, "centre")
