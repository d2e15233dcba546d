"""Layers drawn larger than shown and reduced, and the edges of areas on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pygame
from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import Palette
from game.content_geometry import Geometry
from game.drawing.camera import Camera
from game.drawing.cutter import Cutter, Pixel

FINE: Final = 2
EDGE: Final = 2.2
"""How wide the edge of what is lit or has the focus is, in logical pixels."""


class Overlay:
    """A layer drawn larger than shown and reduced, over one view."""

    def __init__(self, canvas: Canvas, camera: Camera) -> None:
        self.view = canvas.device(camera.view)
        self.unit = FINE * canvas.scale
        size = (max(1, self.view.w * FINE), max(1, self.view.h * FINE))
        self.layer = pygame.Surface(size, pygame.SRCALPHA)
        self.cutter = Cutter(camera.ground, camera.scale * self.unit, 0)

    def reduced(self) -> pygame.Surface:
        """Return it as large as it is shown."""
        return pygame.transform.smoothscale(self.layer, self.view.size)

    def lay(self, canvas: Canvas) -> None:
        """Draw it on the canvas."""
        canvas.surface.blit(self.reduced(), self.view)


Drawn = list[tuple[object, Camera, pygame.Surface]]
"""Layers that were drawn, the last first: what was drawn on them, from where, and their pictures."""

KEPT: Final = 2
AROUND: Final = 0.15
"""How much more than the view is drawn on each side where the map is pushed."""


def laid(
    canvas: Canvas, camera: Camera, drawn: Drawn | None, stamp: object, draw: Callable[[Overlay], None]
) -> None:
    """Draw a layer over a view; one that was drawn for a view nearby is moved there."""
    if drawn is None:
        overlay = Overlay(canvas, camera)
        draw(overlay)
        overlay.lay(canvas)
        return
    view, whole = canvas.device(camera.view), (stamp, camera.view, camera.scale)
    for nth, (known, seen, picture) in enumerate(drawn):
        unit = camera.scale * canvas.scale
        by = round((seen.x - camera.x) * unit), round((seen.y - camera.y) * unit)
        at = picture.get_rect(center=view.center).move(by)
        if known == whole and at.contains(view):
            canvas.surface.blit(picture, at)
            drawn.insert(0, drawn.pop(nth))
            return
    pushed = any(known == whole for known, _, _ in drawn)
    overlay = Overlay(canvas, evolve(camera, view=_wider(camera.view)) if pushed else camera)
    draw(overlay)
    drawn.insert(0, (whole, camera, overlay.reduced()))
    del drawn[KEPT:]
    canvas.surface.blit(drawn[0][2], overlay.view)


def _wider(view: Rect) -> Rect:
    """Return the rectangle that is drawn for a view over which the map is pushed."""
    wide, high = round(view.w * AROUND), round(view.h * AROUND)
    return Rect(view.x - wide, view.y - high, view.w + 2 * wide, view.h + 2 * high)


def rings_of(geometry: Geometry, cutter: Cutter, areas: Sequence[str]) -> list[list[Pixel]]:
    """Return the outlines of areas in a layer's pixels."""
    found = []
    for shape in geometry.areas:
        if shape.id in areas:
            for polygon in shape.polygons:
                if cutter.sees(polygon.bounds):
                    ring = cutter.ring(polygon.rings[0], polygon.bounds)
                    if len(ring) > 2:
                        found.append(ring)
    return found


def edge(overlay: Overlay, rings: Sequence[Sequence[Pixel]], palette: Palette) -> None:
    """Draw the edge of what is lit or has the focus."""
    width = max(2, round(EDGE * overlay.unit))
    for ring in rings:
        pygame.draw.lines(overlay.layer, (*palette.brass, 255), True, ring, width)
        for at in ring:
            pygame.draw.circle(overlay.layer, (*palette.brass, 255), at, width / 2)


def edge_of(canvas: Canvas, geometry: Geometry, camera: Camera, area: str) -> Overlay:
    """Return the edge of one area as a layer to be kept."""
    overlay = Overlay(canvas, camera)
    edge(overlay, rings_of(geometry, overlay.cutter, (area,)), canvas.palette)
    return overlay
