"""What moves on the map or comes and goes with the pointer: counters on their way, effects, captions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, pi, sin
from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.map import overlay
from game.board.theme import BODY_SMALL, NOTE
from game.board.widgets import Ui
from game.content_geometry import Geometry
from game.drawing.arranging import Arrangement
from game.drawing.paths import bend
from game.drawing.placing import Where
from game.views.map_scene import Arrow, MapScene

GAP: Final = 18.0
"""How far an arrow keeps from the middle of what it joins."""


def scene_motion(
    canvas: Canvas,
    geometry: Geometry,
    scene: MapScene,
    arranged: Arrangement,
    cards: Sequence[Rect],
    part: float,
) -> None:
    """Draw counters and effects so far on their way; `cards` stand in the order of the scene's quarrels."""
    if part <= 0:
        return
    for arrow in scene.arrows:
        if not arrow.plan:
            course(canvas, geometry, arranged, arrow, part)
    places = {quarrel.id: card for quarrel, card in zip(scene.quarrels, cards, strict=False)}
    for each in scene.flights:
        card = places.get(each.flashpoint)
        if card is not None:
            start = arranged.middle(geometry, each.area)
            flight(canvas, start, (card.right + 2, card.centre[1]), each.words, part)


def course(
    canvas: Canvas, geometry: Geometry, arranged: Arrangement, arrow: Arrow, part: float = 1.0
) -> None:
    """Draw a movement as a curve with a head, or as much of it as is done, its counter at the tip."""
    start = _beside(arranged, geometry, arrow.origin, arrow)
    end = _beside(arranged, geometry, arrow.area, arrow)
    curve = shortened(bend(start, end, 0.16), GAP)
    shown = curve[: max(2, round(len(curve) * min(1.0, part)))]
    canvas.arrow(shown, canvas.palette.seat(arrow.power).fill, 2.4)
    if part < 1 and arrow.kind is not None:
        canvas.counter(arrow.power, arrow.kind, arrow.count, *shown[-1])


def _beside(arranged: Arrangement, geometry: Geometry, area: str, arrow: Arrow) -> Where:
    """Return where an arrow begins or ends: at the power's counters, else in the area's middle."""
    own = [p for p in arranged.row(area) if p.stack.power is arrow.power]
    own = [p for p in own if p.stack.kind is arrow.kind] or own
    own = [p for p in own if p.stack.plan is (arrow.plan and area == arrow.area)] or own
    if own:
        return sum(p.x for p in own) / len(own), sum(p.y for p in own) / len(own)
    return arranged.middle(geometry, area)


def shortened(points: Sequence[Where], gap: float) -> list[Where]:
    """Return a line that keeps off its ends."""
    (ax, ay), (bx, by) = points[0], points[-1]
    inner = [
        (x, y)
        for x, y in points
        if (x - ax) ** 2 + (y - ay) ** 2 >= gap * gap and (x - bx) ** 2 + (y - by) ** 2 >= gap * gap
    ]
    return inner if len(inner) > 1 else list(points)


def along(points: Sequence[Where], part: float) -> tuple[Where, float]:
    """Return the place so far along a line, and its direction in radians."""
    lengths = [((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in pairwise(points)]
    left = sum(lengths) * min(1.0, max(0.0, part))
    for (ax, ay), (bx, by), length in zip(points[:-1], points[1:], lengths, strict=True):
        if left <= length and length > 0:
            share = left / length
            return (ax + (bx - ax) * share, ay + (by - ay) * share), atan2(by - ay, bx - ax)
        left -= length
    return points[-1], 0.0


def flight(canvas: Canvas, start: Where, end: Where, words: str, part: float) -> None:
    """Draw an effect on its way to the card it changes: a dashed brass curve and its words on a chip."""
    curve = bend(start, end, 0.12)
    palette = canvas.palette
    shown = curve[: max(2, round(len(curve) * part))]
    canvas.polyline(shown, palette.brass, 2.4, (7, 4))
    (x, y), turn = along(curve, part)
    size = 9.0
    head = [(x + size * cos(turn + a), y + size * sin(turn + a)) for a in (0.0, 2.5, 2.5 + 2 * (pi - 2.5))]
    canvas.polygon(head, palette.brass)
    if words:
        wide = canvas.width(words, NOTE) + 20
        (x, y), _ = along(curve, part * 0.6)
        left = max(x - wide / 2, end[0] + 12) if start[0] > end[0] else x - wide / 2
        box = Rect(left, y - 12, wide, 24)
        canvas.box(box, palette.card, 12, palette.sea_label, 1)
        canvas.text(words, NOTE, palette.sea_label, box, "centre")


def cursor(canvas: Canvas, ui: Ui, key: str, geometry: Geometry, arranged: Arrangement, area: str) -> None:
    """Draw the edge of the area that the keys are on; the last one drawn is kept."""
    box = next((each for each in arranged.boxes if each.area == area), None)
    if box is not None:
        canvas.box(box.rect.inset(-2), None, 8, canvas.palette.brass, overlay.EDGE)
        return
    camera = arranged.camera_at(*arranged.middle(geometry, area))
    stamp = (area, camera, canvas.palette.name, ui.frame)
    known = ui.recall(f"{key}:edge", None)
    if known is None or known[0] != stamp:
        known = stamp, overlay.edge_of(canvas, geometry, camera, area).reduced()
        ui.memory[f"{key}:edge"] = known
    canvas.surface.blit(known[1], canvas.device(camera.view))


def caption(canvas: Canvas, text: str, at: Where, room: Rect) -> None:
    """Draw what the keys are on beside it, inside a rectangle."""
    lines = [part for line in text.split("\n") for part in canvas.type.wrap(line, BODY_SMALL, 260)]
    step = canvas.type.line(BODY_SMALL)
    wide = max(canvas.width(line, BODY_SMALL) for line in lines) + 20
    high = len(lines) * step + 14
    x, y = at
    left = x + 44 if x + 44 + wide < room.right - 6 else x - 44 - wide
    top = min(max(room.y + 6, y - high / 2), room.bottom - high - 6)
    box = Rect(max(room.x + 6, left), top, wide, high)
    canvas.shadow(box)
    canvas.box(box, canvas.palette.navy, 6, canvas.palette.navy_edge)
    for nth, line in enumerate(lines):
        where = Rect(box.x + 10, box.y + 7 + nth * step, wide - 18, step)
        canvas.text(line, BODY_SMALL, canvas.palette.cream, where)
