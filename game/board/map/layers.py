"""What is drawn over the map's picture, layer by layer, and the whole in one surface that is kept."""

from __future__ import annotations

from typing import Final

import pygame

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle
from game.board.layout import Rect
from game.board.map import moving
from game.board.map.atlas import Atlas
from game.board.map.overlay import Drawn, Overlay, edge, laid, rings_of
from game.board.map.picture import dashed
from game.board.theme import AXIS, CARD_SMALL, NOTE, Colour, Palette
from game.content_geometry import Geometry
from game.drawing.arranging import ALSO, OCTAGON, STYLES, Arrangement, Placed, Written, pane_of
from game.drawing.camera import Camera
from game.drawing.palette import mixed
from game.views.map_scene import MapScene
from rules.terms import Power

VEIL: Final = 128
"""How strong the tracing paper is over what is not lit."""

Tinted = tuple[int, int, int, int]


def sheet(
    canvas: Canvas,
    atlas: Atlas,
    scene: MapScene,
    arranged: Arrangement,
    lifted: Placed | None = None,
    drawn: Drawn | None = None,
) -> bool:
    """Draw the map with all that stands on it, lanes as they were `drawn`; tell if its picture was sharp."""
    geometry = atlas.geometry
    view = arranged.main.view
    with canvas.clipped(view):
        sharp = ground(canvas, atlas, scene, arranged.main)
        lanes(canvas, geometry, scene, arranged.main, drawn)
        if arranged.inset is not None:
            _inset_frame(canvas, arranged.inset, arranged.main)
        bases(canvas, geometry, arranged.main)
        for name in arranged.names:
            if not name.inset:
                write(canvas, name)
        _octagons(canvas, scene, arranged)
        _boxes(canvas, arranged)
        _counters(canvas, scene, arranged, inset=False, lifted=lifted)
        for arrow in scene.arrows:
            if arrow.plan:
                moving.course(canvas, geometry, arranged, arrow)
        _pennants(canvas, arranged)
        if arranged.inset is not None:
            sharp &= _inset(canvas, atlas, scene, arranged, lifted, drawn)
    return sharp


def ground(canvas: Canvas, atlas: Atlas, scene: MapScene, camera: Camera) -> bool:
    """Draw the map's picture, under tracing paper where something is lit; tell whether it was sharp."""
    view = canvas.device(camera.view)
    plate = atlas.plate(camera.ground, view.size, canvas.scale, canvas.palette)
    sharp = atlas.show(canvas.surface, view.topleft, plate)
    if scene.lit:
        overlay = Overlay(canvas, camera)
        overlay.layer.fill((*canvas.palette.paper, VEIL))
        rings = rings_of(atlas.geometry, overlay.cutter, scene.lit)
        for ring in rings:
            pygame.draw.polygon(overlay.layer, (*canvas.palette.paper, 0), ring)
        edge(overlay, rings, canvas.palette)
        overlay.lay(canvas)
    return sharp


# ---------- lanes and bases ----------


def lanes(
    canvas: Canvas, geometry: Geometry, scene: MapScene, camera: Camera, drawn: Drawn | None = None
) -> None:
    """Draw the sea lanes: blue dashes on a casing, the contested stretches red."""
    stamp = (canvas.palette.name, canvas.scale, tuple(sorted(scene.contested)))
    laid(canvas, camera, drawn, stamp, lambda overlay: _lanes(overlay, canvas.palette, geometry, scene))


def _lanes(overlay: Overlay, palette: Palette, geometry: Geometry, scene: MapScene) -> None:
    unit, layer = overlay.unit, overlay.layer
    casing: Tinted = (*mixed(palette.sea_shallow, palette.card, 0.7), 170)
    for lane in geometry.lanes:
        for stretch in lane.stretches:
            hot = stretch.area in scene.contested
            for part in overlay.cutter.strokes(stretch.line):
                if len(part) < 2:
                    continue
                pygame.draw.lines(layer, casing, False, part, round(3.6 * unit))
                pattern = (4 * unit, 3 * unit) if hot else (9 * unit, 4 * unit)
                colour = (*palette.bad, 255) if hot else (*palette.sea_label, 235)
                dashed(layer, part, pattern, colour, (2.1 if hot else 1.7) * unit)


def bases(canvas: Canvas, geometry: Geometry, camera: Camera) -> None:
    """Draw the bases as rings."""
    palette = canvas.palette
    for base in geometry.bases:
        x, y = camera.to_screen(*base.at)
        if camera.view.holds(x, y):
            canvas.circle(x, y, 3.0, palette.card, palette.land_label, 1.2)


# ---------- names ----------


def write(canvas: Canvas, name: Written) -> None:
    """Write a name around its middle."""
    style, palette = STYLES[name.style], canvas.palette
    blue = name.style in ("ocean", "sea", "strait")
    colour = palette.sea_label if blue else palette.land_label
    step, small = style.size * 1.08, ALSO.size * 1.1
    high = step * len(name.lines) + small * len(name.also)
    top = name.y - high / 2
    for line in name.lines:
        _line(canvas, line, style, colour, name.x, top, step)
        top += step
    for line in name.also:
        _line(canvas, line, ALSO, colour, name.x, top, small)
        top += small


def _line(
    canvas: Canvas, text: str, style: TextStyle, colour: Colour, x: float, top: float, step: float
) -> None:
    wide = canvas.width(text, style) + 2
    canvas.text(text, style, colour, Rect(x - wide / 2, top, wide, step), "centre")


# ---------- signs ----------


def _octagons(canvas: Canvas, scene: MapScene, arranged: Arrangement) -> None:
    rungs = {quarrel.id: quarrel.rung for quarrel in scene.quarrels}
    for name, x, y in arranged.octagons:
        if arranged.main.view.inset(-OCTAGON).holds(x, y):
            canvas.rung(rungs[name], x, y, OCTAGON)


def _boxes(canvas: Canvas, arranged: Arrangement) -> None:
    palette = canvas.palette
    for box in arranged.boxes:
        canvas.shadow(box.rect)
        canvas.box(box.rect, (*palette.card, 236), 6, palette.sea_label, 1)
        step = 16.4
        has = any(each.stack.area == box.area for each in arranged.placed)
        room = step * len(box.lines)
        top = box.rect.y + (5 if has else (box.rect.h - room) / 2)
        for line in box.lines:
            canvas.text(
                line, CARD_SMALL, palette.ink, Rect(box.rect.x + 4, top, box.rect.w - 8, step), "centre"
            )
            top += step


def _counters(
    canvas: Canvas, scene: MapScene, arranged: Arrangement, *, inset: bool, lifted: Placed | None
) -> None:
    for placed in arranged.placed:
        if placed.inset is inset and placed != lifted:
            counter(canvas, scene, placed)


def counter(canvas: Canvas, scene: MapScene, placed: Placed) -> None:
    """Draw one counter, ringed where it is selected."""
    stack = placed.stack
    canvas.counter(stack.power, stack.kind, stack.count, placed.x, placed.y, placed.size, plan=stack.plan)
    if scene.chosen == (stack.area, stack.power, stack.kind) and not stack.plan:
        half = placed.size / 2 + 2
        box = Rect(placed.x - half, placed.y - half, 2 * half, 2 * half)
        canvas.box(box, None, 6 if stack.power is Power.CHINA else half * 0.8, canvas.palette.focus, 2)


def _pennants(canvas: Canvas, arranged: Arrangement) -> None:
    """Draw signals: the sender's mark with a pennant beside it."""
    for pennant, box in arranged.pennants:
        middle = box.y + box.h / 2
        canvas.badge(pennant.power, box.x + 7, middle, 13, 1.0)
        x, top = box.x + 15, box.y + 1
        canvas.line((x, top), (x, box.bottom), canvas.palette.ink, 1.2)
        fill = canvas.palette.seat(pennant.power).fill
        canvas.polygon(((x, top), (x + 11, top + 3.5), (x, top + 7)), fill, canvas.palette.ink, 0.6)


# ---------- inset ----------


def _inset_frame(canvas: Canvas, inset: Camera, camera: Camera) -> None:
    """Draw the thin frame on the map around what the inset shows."""
    west, north, east, south = inset.ground
    left, top = camera.to_screen(west, north)
    right, bottom = camera.to_screen(east, south)
    canvas.box(Rect(left, top, right - left, bottom - top), None, 0, canvas.palette.second, 1)


def _inset(
    canvas: Canvas,
    atlas: Atlas,
    scene: MapScene,
    arranged: Arrangement,
    lifted: Placed | None,
    drawn: Drawn | None,
) -> bool:
    """Draw the inset: card, title, map, counters and names."""
    assert arranged.inset is not None
    palette, card, camera = canvas.palette, arranged.card, arranged.inset
    pane = pane_of(card)
    canvas.shadow(card)
    canvas.box(card, palette.card, 8, palette.hairline, palette.border)
    title = Rect(card.x + 12, card.y + 2, card.w - 24, 22)
    factor = f"×{camera.scale / arranged.main.scale:.1f}"
    canvas.text(atlas.geometry.inset.title, NOTE if card.w < 200 else CARD_SMALL, palette.ink, title)
    if card.w >= 200:
        canvas.text(factor, AXIS, palette.second, title, "right")
    with canvas.clipped(pane):
        sharp = ground(canvas, atlas, scene, camera)
        lanes(canvas, atlas.geometry, scene, camera, drawn)
        bases(canvas, atlas.geometry, camera)
        for name in arranged.names:
            if name.inset:
                write(canvas, name)
        _counters(canvas, scene, arranged, inset=True, lifted=lifted)
    canvas.box(pane, None, 0, palette.second, 1)
    return sharp
