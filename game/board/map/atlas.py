"""The atlas: pictures of the map that are kept, and the one that is being drawn while nothing else happens.

What is asked for and not there is shown at once from the nearest picture, larger or smaller, and drawn
sharp when the view has rested.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import pygame
from attrs import define, evolve

from game.board.map.picture import Painter, Plate
from game.board.theme import Palette
from game.content_geometry import Geometry, load_geometry
from game.drawing.camera import Rectangle

KEPT: Final = 24_000_000
"""Pixels that are kept at most, four bytes each."""
LARGE: Final = 2_400_000
"""Pictures of more pixels are made at half their size at first."""
REST: Final = 140.0
"""Milliseconds for which a view must rest before it is drawn sharp."""
SMALL: Final = 90_000
"""Pictures of so few pixels are made at once: an inset does not wait."""
SAME: Final = 1e-4


@define
class _Sheet:
    plate: Plate
    surface: pygame.Surface


@define
class _Job:
    plate: Plate
    painter: Painter
    steps: Iterator[None]


class Atlas:
    """Pictures of one map."""

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry
        self._sheets: list[_Sheet] = []
        self._wanted: list[tuple[Plate, float]] = []
        self._job: _Job | None = None
        self.now = 0.0

    def plate(self, ground: Rectangle, size: tuple[int, int], scale: float, palette: Palette) -> Plate:
        """Return what a picture is drawn of and with."""
        return Plate(self.geometry, ground, size, scale, palette)

    def show(self, target: pygame.Surface, at: tuple[int, int], plate: Plate) -> bool:
        """Draw a piece of the map at a place; tell whether it is sharp. The very first is made now."""
        sheet = self._covering(plate)
        small = plate.size[0] * plate.size[1] <= SMALL
        if sheet is None and (small or not self._near(plate)):
            sheet = self._first(plate)
        if sheet is not None:
            self._forget_wish(plate)
            target.blit(sheet.surface, at, _part(sheet.plate, plate))
            return True
        self._wish(plate)
        self._stretch(target, at, plate)
        return False

    def _first(self, plate: Plate) -> _Sheet | None:
        """Make a picture at once; a very large one is made at half its size until there is time."""
        wide, high = plate.size
        if wide * high <= LARGE:
            return self._make(plate)
        self._make(evolve(plate, size=(wide // 2, high // 2), scale=plate.scale / 2))
        return None

    def sharp(self, plate: Plate) -> pygame.Surface:
        """Return a picture, made now if it is not there."""
        sheet = self._covering(plate) or self._make(plate)
        return sheet.surface.subsurface(_part(sheet.plate, plate))

    # ---------- idle work ----------

    @property
    def busy(self) -> bool:
        """Whether a picture is wanted."""
        return bool(self._wanted)

    def tick(self, now: float) -> bool:
        """Draw a step of what is wanted, if it has rested; tell whether a picture has become sharp."""
        self.now = now
        if not self._wanted:
            self._job = None
            return False
        plate, since = self._wanted[0]
        if now - since < REST:
            return False
        if self._job is None or self._job.plate != plate:
            painter = Painter(plate)
            self._job = _Job(plate, painter, painter.steps())
        if next(self._job.steps, self) is not self:
            return False
        self._keep(plate, self._job.painter.done)
        self._job = None
        self._forget_wish(plate)
        return True

    def _wish(self, plate: Plate) -> None:
        """Want a picture; another of the same size is wanted no longer."""
        if any(each == plate for each, _ in self._wanted):
            return
        self._wanted = [each for each in self._wanted if each[0].size != plate.size]
        self._wanted.append((plate, self.now))

    def _forget_wish(self, plate: Plate) -> None:
        self._wanted = [each for each in self._wanted if each[0].size != plate.size]

    # ---------- what is kept ----------

    def _covering(self, plate: Plate) -> _Sheet | None:
        for nth, sheet in enumerate(self._sheets):
            alike = _like(sheet.plate, plate) and sheet.plate.scale == plate.scale
            if alike and abs(sheet.plate.factor / plate.factor - 1) < SAME:
                part = _part(sheet.plate, plate)
                if sheet.surface.get_rect().contains(part):
                    self._sheets.append(self._sheets.pop(nth))
                    return sheet
        return None

    def _near(self, plate: Plate) -> list[_Sheet]:
        """Return the pictures in the same colours, the most alike last."""
        alike = [sheet for sheet in self._sheets if _like(sheet.plate, plate)]
        return sorted(alike, key=lambda each: _shared(each.plate.ground, plate.ground))

    def _make(self, plate: Plate) -> _Sheet:
        painter = Painter(plate)
        for _ in painter.steps():
            pass
        return self._keep(plate, painter.done)

    def _keep(self, plate: Plate, surface: pygame.Surface) -> _Sheet:
        sheet = _Sheet(plate, surface)
        self._sheets.append(sheet)
        while sum(each.surface.get_width() * each.surface.get_height() for each in self._sheets[:-1]) > KEPT:
            del self._sheets[0]
        return sheet

    def _stretch(self, target: pygame.Surface, at: tuple[int, int], plate: Plate) -> None:
        """Draw what is known of a piece of the map, as large as it must be."""
        room = pygame.Rect(at, plate.size)
        before = target.get_clip()
        target.set_clip(before.clip(room))
        target.fill(plate.palette.sea_deep, room)
        for sheet in self._near(plate)[-2:]:
            factor = plate.factor / sheet.plate.factor
            left = (plate.ground[0] - sheet.plate.ground[0]) * sheet.plate.factor
            top = (plate.ground[1] - sheet.plate.ground[1]) * sheet.plate.factor
            wanted = pygame.Rect(
                int(left) - 1, int(top) - 1, int(room.w / factor) + 3, int(room.h / factor) + 3
            )
            part = wanted.clip(sheet.surface.get_rect())
            if part.w > 0 and part.h > 0:
                size = (max(1, round(part.w * factor)), max(1, round(part.h * factor)))
                piece = sheet.surface.subsurface(part)
                if size != part.size:
                    piece = pygame.transform.smoothscale(piece, size)
                target.blit(
                    piece, (at[0] + round((part.x - left) * factor), at[1] + round((part.y - top) * factor))
                )
        target.set_clip(before)


def _like(one: Plate, other: Plate) -> bool:
    return one.palette == other.palette and one.geometry is other.geometry


def _part(whole: Plate, piece: Plate) -> pygame.Rect:
    """Return where a piece lies on a picture, in device pixels."""
    left = (piece.ground[0] - whole.ground[0]) * whole.factor
    top = (piece.ground[1] - whole.ground[1]) * whole.factor
    return pygame.Rect(round(left), round(top), *piece.size)


def _shared(one: Rectangle, other: Rectangle) -> float:
    """Return how much two pieces of the map have in common, as a share of both."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return 2 * wide * high / both


@cache
def atlas_of(map_name: str = "western_pacific") -> Atlas:
    """Return the atlas of a map: the same for every screen, as pictures hold nothing but the map."""
    return Atlas(load_geometry(map_name))
