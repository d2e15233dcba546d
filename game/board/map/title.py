"""The dark map behind the title, and the small map of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import pygame

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.map.atlas import Atlas, atlas_of
from game.board.map.picture import FINE, MARGIN, Painter, Ring, blurred, recolour, spaced
from game.board.theme import Colour
from game.drawing.camera import Rectangle
from game.drawing.palette import mixed
from rules.terms import Power

SHADE: Final = (0.14, 0.56)
"""Where, in widths, land comes out of the dark and where it is seen in full."""
LEVEL: Final = 0.5
"""How far down the home view the middle of a scenario's small map lies."""
WIDER: Final = 0.24
"""How much of the home view's width it shows beyond its eastern edge."""


def covering(ground: Rectangle, size: tuple[int, int]) -> Rectangle:
    """Return a piece of the map of the shape of a window around another; what stands at the right stays."""
    west, north, east, south = ground
    wide, high = east - west, south - north
    if size[0] * high > wide * size[1]:
        more = high * size[0] / size[1] - wide
        return west - more, north, east, south
    more = (wide * size[1] / size[0] - high) / 2
    return west, north - more, east, south + more


def inside(ground: Rectangle, shape: float, level: float) -> Rectangle:
    """Return the largest part of a piece of the map of a shape, its middle at a level where it can be."""
    west, north, east, south = ground
    wide, high = east - west, south - north
    if wide / high < shape:
        part = wide / shape
        top = min(south - part, max(north, north + high * level - part / 2))
        return west, top, east, top + part
    part = high * shape
    return (west + east - part) / 2, north, (west + east + part) / 2, south


class Title(Painter):
    """Draws the map dark: land comes out of the night towards the east, Japan's coasts are brass."""

    def _ink(self) -> tuple[Colour, Colour, Colour]:
        """Return the colours of the sea, of land, and of Japan."""
        palette = self.palette
        sea = mixed(palette.navy, (0, 0, 0), 0.30)
        if palette.dark:
            return sea, (0x22, 0x22, 0x22), (0x44, 0x44, 0x44)
        return (
            sea,
            mixed(palette.navy_raised, palette.navy_edge, 0.25),
            mixed(palette.navy_edge, (255, 255, 255), 0.12),
        )

    def _paint(self) -> Iterator[None]:
        """Draw what was cut."""
        sea, land, japan = self._ink()
        sheet = pygame.Surface(self.room)
        sheet.fill(sea)
        self._grid(sheet, land)
        own = [ring for ring in self._rings if ring.holder == Power.JAPAN.key]
        others = [ring for ring in self._rings if ring.holder != Power.JAPAN.key]
        yield
        self._glow(sheet, own, land)
        yield
        self._fill(sheet, others, land, mixed(self.palette.brass, land, 0.45), 0.8)
        yield
        self._fill(sheet, own, japan, mixed(self.palette.brass, (255, 255, 255), 0.25), 1.0)
        done = sheet.subsurface((MARGIN, MARGIN, *self.plate.size)).copy()
        self.done = done.convert() if pygame.display.get_surface() else done

    def _grid(self, sheet: pygame.Surface, colour: Colour) -> None:
        layer = self._layer(colour)
        for line in self.geometry.graticule:
            for part in self.fine.strokes(line):
                if len(part) > 1:
                    pygame.draw.lines(layer, (*colour, 150), False, part, FINE)
        sheet.blit(self._reduced(layer), (0, 0))

    def _glow(self, sheet: pygame.Surface, rings: list[Ring], colour: Colour) -> None:
        """Draw the light around a land, and lines in the water."""
        layer = self._layer(colour)
        coasts = [spaced(points, 3.0 * FINE) for ring in rings for points in ring.lines]
        unit = self.scale * FINE
        for distance, strength in ((13.0, 60), (8.0, 90), (4.0, 130)):
            self._swell(layer, coasts, (distance + 0.5) * unit, (*colour, strength))
            self._swell(layer, coasts, (distance - 0.5) * unit, (*colour, 0))
        sheet.blit(self._reduced(layer), (0, 0))
        mask = self._mask(rings, colour)
        halo = blurred(mask, 26 * self.scale)
        halo.fill((255, 255, 255, 150), special_flags=pygame.BLEND_RGBA_MULT)
        sheet.blit(halo, (0, 0))

    def _mask(self, rings: list[Ring], colour: Colour) -> pygame.Surface:
        layer = self._layer(colour)
        for ring in rings:
            for nth, points in enumerate(ring.lines):
                pygame.draw.polygon(layer, (*colour, 255 if nth == 0 else 0), points)
        return self._reduced(layer)

    def _fill(
        self, sheet: pygame.Surface, rings: list[Ring], colour: Colour, coast: Colour, strength: float
    ) -> None:
        """Draw land with its coasts, out of the dark from the west."""
        body = self._mask(rings, colour)
        inner = blurred(body, 22 * self.scale)
        recolour(inner, coast)
        light = body.copy()
        inner.fill((0, 0, 0, 255), special_flags=pygame.BLEND_RGBA_MIN)
        light.blit(inner, (0, 0), special_flags=pygame.BLEND_RGBA_SUB)
        recolour(light, coast)
        light.fill((255, 255, 255, round(110 * strength)), special_flags=pygame.BLEND_RGBA_MULT)
        body.blit(light, (0, 0))
        layer = self._layer(coast)
        wide = max(2, round(0.9 * FINE * self.scale))
        for ring in rings:
            for points in ring.lines:
                pygame.draw.lines(layer, (*coast, round(230 * strength)), True, points, wide)
        holders = {ring.holder for ring in rings}
        for holder, at in self._specks:
            if holder in holders:
                pygame.draw.circle(layer, (*coast, 220), at, max(2.0, 1.1 * FINE * self.scale))
        body.blit(self._reduced(layer), (0, 0))
        self._fade(body)
        sheet.blit(body, (0, 0))

    def _fade(self, layer: pygame.Surface) -> None:
        """Let a layer come out of nothing from the west."""
        wide = 64
        strip = pygame.Surface((wide, 1), pygame.SRCALPHA)
        for nth in range(wide):
            part = min(1.0, max(0.0, (nth / wide - SHADE[0]) / (SHADE[1] - SHADE[0])))
            strip.set_at((nth, 0), (255, 255, 255, round(255 * (0.05 + 0.95 * part**1.6))))
        veil = pygame.transform.smoothscale(strip, layer.get_size())
        layer.blit(veil, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)


def thumbnail(canvas: Canvas, rect: Rect, rungs: Sequence[int], atlas: Atlas | None = None) -> None:
    """Draw a scenario's small map in a rectangle; rungs are the flashpoints', in the published order."""
    atlas = atlas or atlas_of()
    geometry = atlas.geometry
    west, north, east, south = geometry.home
    more = (east - west) * WIDER
    ground = inside((west - more / 3, north, east + more, south), rect.w / rect.h, LEVEL)
    view = canvas.device(rect)
    plate = atlas.plate(ground, view.size, canvas.scale, canvas.palette)
    with canvas.clipped(rect):
        canvas.image(atlas.sharp(plate), rect.x, rect.y)
        for (x, y), rung in zip(geometry.flashpoints.values(), rungs, strict=False):
            px = rect.x + (x - ground[0]) / (ground[2] - ground[0]) * rect.w
            py = rect.y + (y - ground[1]) / (ground[3] - ground[1]) * rect.h
            canvas.rung(rung, px, py, 22)
