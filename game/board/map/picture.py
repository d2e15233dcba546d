"""The picture of the map: sea, land, coasts and borders, drawn larger than shown and reduced.

Everything is made of layers of one colour whose alpha is the drawing, so that a layer can be blurred by
reducing and enlarging it. A picture is drawn in steps, so that it can be spread over idle frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import pygame
from attrs import frozen

from game.board.theme import Colour, Palette
from game.content_geometry import Geometry
from game.drawing.camera import Rectangle
from game.drawing.cutter import Cutter, Pixel
from game.drawing.palette import mixed
from game.drawing.paths import dashes
from rules.terms import Power

FINE: Final = 2
"""How many times larger lines and coasts are drawn than shown."""
MARGIN: Final = 32
"""Room in device pixels around what is shown, so that blurring does not end at the edge."""
DOT: Final = 2.0
"""How wide islands are at least, in logical pixels."""
WATER_LINES: Final = ((9.6, 0.11), (5.8, 0.20), (2.6, 0.34))
"""Distance from the coast in logical pixels, and strength."""
BANDS: Final = ((18.0, 0.42), (7.0, 0.55))
"""Of the soft bands inside a border: width in logical pixels, and strength."""

TINTS: Final = {power.key: place for place, power in enumerate(Power)} | {
    "south_korea": 4,
    "taiwan": 4,
    "philippines": 4,
    "australia": 4,
}
ZONES: Final = ("OKI", "SAK", "GUM")


@frozen
class Ring:
    """A piece of land in fine pixels: its holder, its outline and its holes."""

    holder: str
    lines: tuple[tuple[Pixel, ...], ...]


@frozen
class Plate:
    """What a picture is drawn of and with: a piece of the map, its size in device pixels, the colours."""

    geometry: Geometry
    ground: Rectangle
    size: tuple[int, int]
    scale: float
    palette: Palette

    @property
    def factor(self) -> float:
        """Device pixels a kilometre."""
        return self.size[0] / (self.ground[2] - self.ground[0])


def picture(plate: Plate) -> pygame.Surface:
    """Return the picture, drawn at once."""
    painter = Painter(plate)
    for _ in painter.steps():
        pass
    return painter.done


class Painter:
    """Draws one picture step by step; `done` holds it when `steps` has ended."""

    def __init__(self, plate: Plate) -> None:
        self.plate = plate
        self.scale = plate.scale
        self.palette = plate.palette
        self.geometry = plate.geometry
        width, height = plate.size
        self.room = (width + 2 * MARGIN, height + 2 * MARGIN)
        self.near = Cutter(plate.ground, plate.factor, MARGIN)
        self.fine = Cutter(plate.ground, plate.factor * FINE, MARGIN * FINE)
        self.done = pygame.Surface(plate.size)
        self._rings: list[Ring] = []
        self._specks: list[tuple[str, Pixel]] = []

    def steps(self) -> Iterator[None]:
        """Draw, giving way to others between two steps."""
        yield from self._cut()
        yield from self._paint()

    def _paint(self) -> Iterator[None]:
        """Draw what was cut."""
        land = self._layer(self.palette.land_neutral)
        yield from self._land(land)
        land = self._reduced(land)
        yield
        for holder in sorted({ring.holder for ring in self._rings} & set(TINTS)):
            self._band(land, holder)
            yield
        sheet = pygame.Surface(self.room)
        self._sea(sheet, land)
        yield
        yield from self._waters(sheet)
        sheet.blit(land, (0, 0))
        yield
        yield from self._lines(sheet)
        done = sheet.subsurface((MARGIN, MARGIN, *self.plate.size)).copy()
        self.done = done.convert() if pygame.display.get_surface() else done

    # ---------- land ----------

    def _cut(self) -> Iterator[None]:
        """Take the rings of all land to fine pixels."""
        least = DOT * self.scale * FINE
        for number, land in enumerate(self.geometry.lands):
            for polygon in land.polygons:
                if not self.fine.sees(polygon.bounds):
                    continue
                west, north, east, south = polygon.bounds
                if max(east - west, south - north) * self.fine.factor < least:
                    middle = self.fine.point(((west + east) / 2, (north + south) / 2))
                    self._specks.append((land.holder, middle))
                    continue
                rings = [self.fine.ring(ring, polygon.bounds) for ring in polygon.rings]
                self._rings.append(Ring(land.holder, tuple(tuple(ring) for ring in rings if len(ring) > 2)))
            if number % 4 == 3:
                yield

    def _layer(self, colour: Colour, *, fine: bool = True) -> pygame.Surface:
        factor = FINE if fine else 1
        layer = pygame.Surface((self.room[0] * factor, self.room[1] * factor), pygame.SRCALPHA)
        layer.fill((*colour, 0))
        return layer

    def _reduced(self, layer: pygame.Surface) -> pygame.Surface:
        return pygame.transform.smoothscale(layer, self.room)

    def _land_colour(self, holder: str) -> Colour:
        palette = self.palette
        if holder not in TINTS:
            return palette.land_neutral
        partner = TINTS[holder] == 4
        share = palette.tint_share * (0.8 if partner else 1.0)
        return mixed(palette.land, palette.tints[TINTS[holder]], share)

    def _land(self, layer: pygame.Surface) -> Iterator[None]:
        """Draw all land in the colours of its holders."""
        for number, ring in enumerate(self._rings):
            colour = self._land_colour(ring.holder)
            for nth, points in enumerate(ring.lines):
                pygame.draw.polygon(layer, (*colour, 255 if nth == 0 else 0), points)
            if number % 24 == 23:
                yield

    def _band(self, land: pygame.Surface, holder: str) -> None:
        """Lay the soft bands inside the borders of one holder's land over it."""
        rings = [ring.lines[0] for ring in self._rings if ring.holder == holder and ring.lines]
        box = self._box(rings)
        if box.w <= 0 or box.h <= 0:
            return
        hue = self.palette.tints[TINTS[holder]]
        mask = pygame.Surface(box.size, pygame.SRCALPHA)
        mask.fill((*hue, 0))
        for ring in rings:
            moved = [(x / FINE - box.x, y / FINE - box.y) for x, y in ring]
            pygame.draw.polygon(mask, (*hue, 255), moved)
        for width, strength in BANDS:
            inner = blurred(mask, width * self.scale)
            inner.fill((0, 0, 0, 255), special_flags=pygame.BLEND_RGBA_MIN)
            glow = mask.copy()
            glow.blit(inner, (0, 0), special_flags=pygame.BLEND_RGBA_SUB)
            glow.fill((255, 255, 255, round(255 * strength)), special_flags=pygame.BLEND_RGBA_MULT)
            land.blit(glow, box.topleft)

    def _box(self, rings: Iterable[Sequence[Pixel]]) -> pygame.Rect:
        """Return the rectangle in near pixels around rings, with room for blurring, within the layer."""
        whole = pygame.Rect(0, 0, *self.room)
        box: pygame.Rect | None = None
        for ring in rings:
            xs, ys = [x for x, _ in ring], [y for _, y in ring]
            left, top = min(xs) / FINE, min(ys) / FINE
            each = pygame.Rect(left, top, max(xs) / FINE - left + 1, max(ys) / FINE - top + 1)
            box = each if box is None else box.union(each)
        if box is None:
            return pygame.Rect(0, 0, 0, 0)
        return box.inflate(48, 48).clip(whole)

    # ---------- sea ----------

    def _sea(self, sheet: pygame.Surface, land: pygame.Surface) -> None:
        """Fill the sea, lighter towards coasts, with the graticule."""
        palette = self.palette
        sheet.fill(palette.sea_deep)
        shore = land.copy()
        recolour(shore, palette.sea_shallow)
        for width, strength in ((44.0, 0.8), (14.0, 0.55)):
            veil = blurred(shore, width * self.scale)
            veil.fill((255, 255, 255, round(255 * strength)), special_flags=pygame.BLEND_RGBA_MULT)
            sheet.blit(veil, (0, 0))
        layer = self._layer(palette.sea_line)
        for line in self.geometry.graticule:
            for part in self.fine.strokes(line):
                pygame.draw.lines(layer, (*palette.sea_line, 77), False, part, FINE)
        for area in self.geometry.areas:
            if area.id in ZONES:
                for polygon in area.polygons:
                    ring = self.fine.ring(polygon.rings[0], polygon.bounds)
                    if len(ring) > 2:
                        pale = mixed(palette.sea_shallow, palette.card, 0.35)
                        pygame.draw.polygon(layer, (*pale, 150), ring)
        sheet.blit(self._reduced(layer), (0, 0))

    def _waters(self, sheet: pygame.Surface) -> Iterator[None]:
        """Draw the lines in the water that follow the coasts."""
        colour = self.palette.sea_line
        layer = self._layer(colour)
        coasts = [spaced(points, 3.0 * FINE) for ring in self._rings for points in ring.lines]
        yield
        for distance, strength in WATER_LINES:
            for reach, alpha in ((distance + 0.5, strength), (distance - 0.5, 0.0)):
                self._swell(layer, coasts, reach * self.scale * FINE, (*colour, round(255 * alpha)))
                yield
        sheet.blit(self._reduced(layer), (0, 0))

    def _swell(
        self,
        layer: pygame.Surface,
        coasts: Sequence[Sequence[Pixel]],
        reach: float,
        colour: tuple[int, int, int, int],
    ) -> None:
        """Fill all within a distance of the coasts."""
        circle, width = pygame.draw.circle, round(2 * reach)
        for ring in coasts:
            for at in ring:
                circle(layer, colour, at, reach)
            if len(ring) > 1:
                pygame.draw.lines(layer, colour, True, ring, width)

    # ---------- lines ----------

    def _lines(self, sheet: pygame.Surface) -> Iterator[None]:
        """Draw coasts, islands and borders."""
        palette = self.palette
        layer = self._layer(palette.coast)
        wide = max(2, round(0.8 * FINE * self.scale))
        for ring in self._rings:
            for points in ring.lines:
                pygame.draw.lines(layer, (*palette.coast, 225), True, points, wide)
        yield
        radius = DOT / 2 * FINE * self.scale
        specks = [(dot.holder, self.fine.point(dot.at)) for dot in self.geometry.dots]
        for _, at in (*self._specks, *specks):
            pygame.draw.circle(layer, (*palette.coast, 255), at, max(2.0, radius))
        yield
        self._borders(layer)
        yield
        sheet.blit(self._reduced(layer), (0, 0))

    def _borders(self, layer: pygame.Surface) -> None:
        """Draw the borders of areas and countries, each kind its own way."""
        palette, unit = self.palette, FINE * self.scale
        light = mixed(palette.sea_shallow, palette.card, 0.5)
        for border in self.geometry.borders:
            for line in border.lines:
                for part in self.fine.strokes(line):
                    if len(part) < 2:
                        continue
                    if border.kind == "land-border":
                        pygame.draw.lines(layer, (*palette.map_border, 235), False, part, round(unit))
                    elif border.kind == "area-border":
                        dashed(layer, part, (4 * unit, 2.6 * unit), (*palette.map_border, 220), unit)
                    elif border.kind == "sea-border":
                        pygame.draw.lines(layer, (*light, 80), False, part, round(2.6 * unit))
                        dashed(layer, part, (6 * unit, 4 * unit), (*palette.sea_line, 255), 1.25 * unit)
                    elif border.kind == "island-zone":
                        dashed(
                            layer, part, (2.2 * unit, 2.6 * unit), (*palette.seats[0].fill, 150), 1.3 * unit
                        )
                    elif border.kind == "blocked":
                        pygame.draw.lines(layer, (*palette.sea_label, 255), False, part, round(2 * unit))


# ---------- layers ----------


def recolour(layer: pygame.Surface, colour: Colour) -> None:
    """Give all of a layer one colour and leave its alpha."""
    layer.fill((0, 0, 0, 255), special_flags=pygame.BLEND_RGBA_MIN)
    layer.fill((*colour, 0), special_flags=pygame.BLEND_RGBA_ADD)


def blurred(layer: pygame.Surface, width: float) -> pygame.Surface:
    """Return a layer of one colour blurred over about so many pixels, by reducing and enlarging it."""
    size = layer.get_size()
    sizes = []
    while width > 2.5 and min(size) > 8:
        sizes.append(size)
        size = ((size[0] + 1) // 2, (size[1] + 1) // 2)
        width /= 2
    small = pygame.transform.smoothscale(layer, size)
    for each in reversed(sizes):
        small = pygame.transform.smoothscale(small, each)
    out = layer.copy()
    out.fill((255, 255, 255, 0), special_flags=pygame.BLEND_RGBA_MULT)
    shift = -round((2 ** len(sizes) - 1) / 2)  # each enlarging moves the picture half a pixel on
    out.blit(small, (shift, shift), special_flags=pygame.BLEND_RGBA_MAX)
    return out


def spaced(ring: Sequence[Pixel], least: float) -> list[Pixel]:
    """Return a ring's points that lie so far apart."""
    out: list[Pixel] = []
    px = py = -1e9
    for x, y in ring:
        if abs(x - px) + abs(y - py) >= least:
            out.append((x, y))
            px, py = x, y
    return out


def dashed(
    layer: pygame.Surface,
    points: Sequence[Pixel],
    pattern: tuple[float, float],
    colour: tuple[int, int, int, int],
    width: float,
) -> None:
    """Draw a line of dashes with flat ends."""
    for dash in dashes(points, *pattern):
        for a, b in pairwise(dash):
            pygame.draw.line(layer, colour, a, b, max(1, round(width)))
