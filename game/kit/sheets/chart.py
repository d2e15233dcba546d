"""The map: one sheet of A3, or two halves to join, with the flashpoints' tracks beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from game.content_geometry import Geometry, load_geometry
from game.drawing.chart import arranged, called, ground_picture, scene_picture
from game.drawing.counters import middle
from game.drawing.ground import VIEW, inset_pane, main_pane
from game.drawing.lettering import Face, TextStyle
from game.drawing.paths import octagon
from game.drawing.shapes import Anchor, Group, Ink, Path, Shape, Text, filled, polygon
from game.drawing.shapes import box as box_of
from game.kit.book import CREDO, Book, Look, Part
from game.kit.draw import draw, text_width
from game.kit.ink import GOLD, HAIRLINE, HEAVY, INK, MUTED, SANS, SECOND, SEMIBOLD, SERIF
from game.kit.paper import MM
from game.kit.position import Position
from game.kit.sheets.parts import draw_scale, letter_of
from game.kit.sheets.tracks import control, rungs
from game.views.figures import quarter_words
from game.views.map_scene import MapScene
from rules.prices import is_fiscal_start
from rules.terms import POWERS, Alert, AreaKind

SHEET: Final = (380 * MM, 277 * MM)
"""The map's sheet without its margins: two halves of A4 within 10 mm."""

EDGE: Final = 10 * MM
HEAD: Final = 16.5 * MM
SIDE: Final = 80 * MM
"""The room over the map for its title, and to its right for the tracks."""

CARD: Final = 44 * MM
"""How high a flashpoint's card is."""

SIGNS: Final = "ABCD"
"""What the flashpoints are called on the map, in the published order."""

CODE: Final = TextStyle(Face.HEAVY, 10)


def map_sheets(book: Book, part: Part, position: Position) -> None:
    """Draw the map on one sheet where the paper has one of its size, else as two halves with cut marks."""
    shapes = map_shapes(load_geometry(position.world.name), position)
    if book.paper.map_size is not None:
        with book.bare(part, "The map", book.paper.map_size), _placed(book, 0.0, SHEET[0], 2 * EDGE, 1.0):
            _sheet(book, position, shapes)
        return
    for nth, side in enumerate(("left", "right")):
        with book.bare(part, f"The map, {side} half"):
            half = SHEET[0] / 2
            size = min(1.0, (book.height - EDGE - 34) / SHEET[1])
            left = (book.width - half * size) / 2
            with _placed(book, nth * half, half, left, size):
                _sheet(book, position, shapes)
            _marks(book, left + (half * size if nth == 0 else 0.0), SHEET[1] * size, side)


@contextmanager
def _placed(book: Book, offset: float, width: float, x: float, size: float) -> Iterator[None]:
    """Show a strip of the sheet at a place of the page, larger or smaller, and nothing beside it."""
    canvas, top = book.canvas, EDGE
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, book.height - top - SHEET[1] * size, width * size, SHEET[1] * size)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate(x - offset * size, book.height - top - book.height * size)
    canvas.scale(size, size)
    yield
    canvas.restoreState()


def _marks(book: Book, x: float, high: float, side: str) -> None:
    """Draw the marks where the halves are joined."""
    for y in (EDGE - 7, EDGE + high + 1):
        book.line([(x, y), (x, y + 6)], INK, 0.7)
    text = "flap: glue the right half over it" if side == "left" else "cut along the marks"
    look = Look(7, SANS, MUTED, "right" if side == "left" else "left")
    book.words(x + (-4 if side == "left" else 4), EDGE - 3, text, look)


# ---------- the sheet ----------


def _sheet(book: Book, position: Position, shapes: tuple[Shape, ...]) -> None:
    size = (SHEET[0] - SIDE) / VIEW.w
    draw(book, shapes, 0, HEAD, size)
    book.box(0, HEAD, SHEET[0] - SIDE, VIEW.h * size, line=SECOND, thick=0.8)
    _title(book, position)
    _foot(book, HEAD + VIEW.h * size + 8.5)
    x, wide = SHEET[0] - SIDE + 4 * MM, SIDE - 4.5 * MM
    y = HEAD
    for nth in range(len(position.world.flashpoints)):
        _flashpoint(book, position, nth, x, y, wide)
        y += CARD + 2 * MM
    y += _turns(book, position, x, y, wide)
    _holding(book, position, x, y, wide, HEAD + VIEW.h * size - y)


def map_shapes(geometry: Geometry, position: Position) -> tuple[Shape, ...]:
    """Return the map without counters: ground, names, boxes, areas' codes, flashpoints' letters."""
    ground = ground_picture(geometry)
    bare = scene_picture(geometry, MapScene(), called(position.world))
    return (*ground.shapes, *bare.shapes, *_codes(geometry), *_signs(geometry, position))


def _codes(geometry: Geometry) -> Iterator[Shape]:
    """Yield the areas' codes, which the counters bear, where their first row of counters stands."""
    main, inset = main_pane(geometry).camera, inset_pane(geometry).camera
    apart = geometry.inset.areas
    for area in geometry.areas:
        if area.id in apart:
            at = inset.to_screen(*(area.inset_anchor or area.anchor))
        else:
            at = main.to_screen(*area.anchor)
        yield _code(area.id, *at)
    for hung in arranged(geometry, MapScene()).boxes:
        below = hung.rect.bottom + 4 < VIEW.h - 10
        yield _code(
            hung.area, hung.rect.x + hung.rect.w / 2, hung.rect.bottom + 4 if below else hung.rect.y - 4
        )


def _code(name: str, x: float, y: float) -> Shape:
    wide = text_width(name, CODE) + 7
    pill = Path(box_of(-wide / 2, -6.5, wide, 13, 4), Ink("card", "hairline", opacity=0.9))
    return Group((pill, Text(0, middle(0, CODE), name, CODE, "gold", Anchor.MIDDLE)), (x, y))


def _signs(geometry: Geometry, position: Position) -> Iterator[Shape]:
    """Yield an octagon with its letter at each flashpoint."""
    camera, style = main_pane(geometry).camera, TextStyle(Face.HEAVY, 14)
    for letter, quarrel in zip(SIGNS, position.world.flashpoints, strict=True):
        outer = filled(polygon(octagon(0, 0, 12)), "card")
        inner = filled(polygon(octagon(0, 0, 10.6)), "navy")
        text = Text(0, middle(0, style), letter, style, "cream", Anchor.MIDDLE)
        yield Group((outer, inner, text), camera.to_screen(*geometry.flashpoints[quarrel.id]))


def _title(book: Book, position: Position) -> None:
    book.words(0, 30, f"Two Percent: {position.scenario.title}", Look(26, SERIF))
    credo = f"{CREDO} Codes such as KYU are areas: counters bear them. A to D are the flashpoints."
    book.words(0, 45, credo, Look(9, SANS, SECOND))


def _foot(book: Book, y: float) -> None:
    text = (
        "Map: Natural Earth, public domain; Lambert azimuthal equal-area. Boundaries and names are drawn "
        "for play and take no position."
    )
    book.words(0, y, text, Look(7.6, SANS, MUTED))


def _flashpoint(book: Book, position: Position, nth: int, x: float, y: float, width: float) -> None:
    """Draw a flashpoint's card: ladder, control, alerts; a pointer lies on each track."""
    world, now = position.world, position.commons.flashpoints[nth]
    quarrel = world.flashpoints[nth]
    book.box(x, y, width, CARD, line=HAIRLINE, corner=5)
    book.words(x + 8, y + 17, f"{SIGNS[nth]}  {quarrel.name}", Look(13, SERIF))
    stakes = ", ".join(
        f"{letter_of(power)} {quarrel.stakes[power]}" for power in POWERS if quarrel.stakes[power]
    )
    who = f"{letter_of(quarrel.challenger)} challenges, {letter_of(quarrel.lead)} leads the defenders"
    book.words(x + 8, y + 28, who, Look(7.6, SANS, SECOND))
    book.words(x + 8, y + 37.5, f"Stakes: {stakes}", Look(7.6, SANS, SECOND))
    box = (width - 16) / 10
    draw_scale(book, rungs(now.rung), x + 8, y + 44, name=0, box=box, high=18)
    words = "Rung: 2 surge · 4 crisis · 6 shots · 8 war · 9 nuclear"
    book.words(x + 8, y + 73, words, Look(7.6, SANS, MUTED))
    draw_scale(book, control(now.control), x + 8, y + 80, name=0, box=box, high=16)
    book.words(x + 13 + 7 * box, y + 87, "Control: plus", Look(7.6, SANS, MUTED))
    book.words(x + 13 + 7 * box, y + 95.5, "is the challenger's", Look(7.6, SANS, MUTED))
    staked = [power for power in POWERS if quarrel.stakes[power]]
    book.words(x + 8, y + 114, "Crisis alert", Look(7.6, SANS, MUTED))
    for place, power in enumerate(staked):
        left = x + 56 + place * (width - 60) / 4
        on = now.alerts[power] == Alert.CRISIS
        book.box(left, y + 106.5, 9, 9, line=INK, thick=1.4 if on else 0.6, fill=GOLD if on else None)
        book.words(left + 11, y + 114, letter_of(power), Look(7.6, SANS, SECOND))


def _turns(book: Book, position: Position, x: float, y: float, width: float) -> float:
    """Draw the turn track below the flashpoints, as many turns as there are, and return its height."""
    world = position.world
    book.words(x, y + 10, "Turn", Look(9, SEMIBOLD))
    columns = 4 if world.length <= 12 else 5
    wide, high = width / columns, 26.0 if world.length <= 12 else 20.0
    for nth in range(world.length):
        left, top = x + nth % columns * wide, y + 16 + nth // columns * (high + 2)
        now = nth + 1 == position.turn
        book.box(left, top, wide - 3, high, line=INK if now else MUTED, thick=1.6 if now else 0.5, corner=3)
        book.words(left + 4, top + 11, f"{nth + 1}", Look(10, SEMIBOLD))
        book.words(left + wide - 7, top + 11, quarter_words(world, nth + 1), Look(7.6, SANS, SECOND, "right"))
        letters = " ".join(letter_of(power)[0] for power in POWERS if is_fiscal_start(world, power, nth + 1))
        if high > 24:
            book.words(left + 4, top + 22, letters, Look(7.6, SANS, GOLD))
    text = (
        "Letters: whose fiscal year begins (R1.1)." if high > 24 else "Fiscal years: see the public tracks."
    )
    rows = -(-world.length // columns)
    book.words(x, y + 16 + rows * (high + 2) + 7, text, Look(7.6, SANS, MUTED))
    return 16 + rows * (high + 2) + 13


def _holding(book: Book, position: Position, x: float, y: float, width: float, high: float) -> None:
    """Draw the box that holds what stands off the map: the large one, of the United States."""
    area = next(each for each in position.world.areas if each.kind == AreaKind.BOX and each.owner is not None)
    book.box(x, y, width, high, line=MUTED, thick=0.9, corner=5)
    book.words(x + 8, y + 14, area.name, Look(11, SERIF))
    book.words(x + width - 8, y + 13, area.id, Look(9, HEAVY, GOLD, "right"))
    book.words(x + 8, y + 25, "Holding box. What leaves it is late this turn (R3.2).", Look(7.6, SANS, MUTED))
