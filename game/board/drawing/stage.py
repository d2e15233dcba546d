"""A small picture built from back to front in flat silhouettes, and what recurs in such pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pygame

from game.board.drawing.brush import Brush
from game.drawing.curves import Point, arc

Rgb = tuple[int, int, int]


def rgb(text: str) -> Rgb:
    """A colour written as six hexadecimal digits."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The first colour with a share of the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


class Stage:
    """An opaque layer, larger than what is shown, painted on in order; lengths are the picture's units."""

    def __init__(self, layer: pygame.Surface, unit: float) -> None:
        self.layer = layer
        self.unit = unit

    def ink(self, colour: str | Rgb) -> Brush:
        """A brush of the colour."""
        solid = rgb(colour) if isinstance(colour, str) else colour
        return Brush(self.layer, self.unit, (*solid, 255))

    def fade(self, top: float, bottom: float, first: str, last: str) -> None:
        """Fills the whole width between two heights, from one colour to the other."""
        start, end = round(top * self.unit), round(bottom * self.unit)
        one, other = rgb(first), rgb(last)
        for row in range(start, end):
            share = (row - start) / max(1, end - start - 1)
            self.layer.fill(mix(one, other, share), (0, row, self.layer.get_width(), 1))

    def ridge(self, colour: str, base: float, points: Sequence[Point]) -> None:
        """Land whose skyline runs through the points, down to a level base."""
        self.ink(colour).polygon([(points[0][0], base), *points, (points[-1][0], base)])

    def hills(self, colour: str, base: float, heights: Sequence[float], smooth: int = 8) -> None:
        """Rolling land across the whole picture, its heights evenly spaced."""
        gap = 620 / (len(heights) - 1)
        points: list[Point] = []
        for n, (low, high) in enumerate(pairwise(heights)):
            for step in range(smooth):
                ease = (1 - math.cos(math.pi * step / smooth)) / 2
                points.append((-20 + (n + step / smooth) * gap, base - low - (high - low) * ease))
        points.append((600, base - heights[-1]))
        self.ridge(colour, base + 1, points)

    def glints(self, colour: str, box: tuple[float, float, float, float], count: int, seed: int) -> None:
        """Short level strokes of light on water, longer and wider spread towards the viewer."""
        left, top, width, height = box
        draw, brush = Random(seed), self.ink(colour)
        for _ in range(count):
            depth = draw.random()
            length = 6 + 20 * depth * draw.random() + 4 * depth
            spread = width * (0.35 + 0.65 * depth)
            x = left + width / 2 + (draw.random() - 0.5) * spread - length / 2
            brush.rect(x, top + height * depth, length, 0.6 + 0.7 * depth)

    def birds(self, colour: str, places: Sequence[tuple[float, float, float]]) -> None:
        """Birds far off, each (x, y, span)."""
        brush = self.ink(colour)
        for x, y, span in places:
            brush.bar(arc(x - span / 2, y + span / 4, span / 2, -50, 60), span * 0.12)
            brush.bar(arc(x + span / 2, y + span / 4, span / 2, -60, 50), span * 0.12)

    def clouds(self, colour: str, places: Sequence[tuple[float, float, float]]) -> None:
        """Flat banks of cloud, each (x, y, length)."""
        brush = self.ink(colour)
        for x, y, length in places:
            brush.rect(x, y, length, length * 0.045, 9)
            brush.rect(x + length * 0.16, y - length * 0.035, length * 0.5, length * 0.06, 9)
            brush.rect(x + length * 0.38, y + length * 0.03, length * 0.5, length * 0.04, 9)

    def windows(self, colour: str, box: tuple[float, float, float, float], grid: tuple[int, int]) -> None:
        """Rows of narrow windows in a box, (columns, rows)."""
        left, top, width, height = box
        columns, rows = grid
        brush = self.ink(colour)
        for row in range(rows):
            for column in range(columns):
                x, y = left + width * (column + 0.25) / columns, top + height * (row + 0.2) / rows
                brush.rect(x, y, width * 0.5 / columns, height * 0.55 / rows)

    def trestle(self, colour: str, x: float, top: float, bottom: float, width: float) -> None:
        """A lattice tower."""
        brush = self.ink(colour)
        brush.bar([(x + width * 0.06, top), (x, bottom)], 2)
        brush.bar([(x + width * 0.94, top), (x + width, bottom)], 2)
        steps = max(2, round((bottom - top) / 16))
        for n in range(steps):
            one, other = top + (bottom - top) * n / steps, top + (bottom - top) * (n + 1) / steps
            brush.bar([(x, other), (x + width, one)], 0.9)
            brush.bar([(x, one), (x + width, one)], 1.1)

    def frigate(self, colour: str, x: float, water: float, length: float, facing: int) -> None:
        """A warship's silhouette on its waterline; facing 1 right, -1 left."""
        hull: list[Point] = [(0, -9), (58, -9), (78, -9.6), (100, -12.5), (93, 0), (4, 0)]
        house: list[Point] = [
            (14, -9),
            (14, -14),
            (30, -14),
            (32, -17),
            (38, -17),
            (39, -14),
            (44, -14),
            (46, -22),
        ]
        house += [(48, -27), (54, -27), (57, -21), (60, -20), (63, -14), (70, -14), (71, -9)]
        mast: list[Point] = [(50, -27), (50.7, -37), (51.7, -37), (52.4, -27)]
        gun: list[Point] = [
            (77, -9.4),
            (77.6, -12),
            (81, -12),
            (88, -13.6),
            (88.2, -12.9),
            (82.4, -11.2),
            (82.6, -9.6),
        ]
        radar: list[Point] = [(48.2, -36.6), (54.2, -36.6), (54.2, -35.5), (48.2, -35.5)]
        unit, brush = length / 100, self.ink(colour)
        for part in (hull, house, mast, gun, radar):
            brush.polygon([(x + facing * px * unit, water + py * unit) for px, py in part])
