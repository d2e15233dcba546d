"""Small pictures for event cards: silhouettes under a sky, no flags and no people.

Each is composed on 576 by 198 units and covers whatever size is asked for, cut where it must be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pygame

from game.board.drawing import scenes_land, scenes_sea
from game.board.drawing.shapes import Pen
from game.board.drawing.stage import Stage

WIDTH: Final = 576.0
HEIGHT: Final = 198.0
OVER: Final = 3
"""How many times larger a scene is painted before it is reduced."""


SCENES: Final[Mapping[str, Callable[[Stage], None]]] = MappingProxyType(
    {
        "shipyard": scenes_sea.shipyard,
        "parliament": scenes_land.parliament,
        "strait": scenes_sea.strait,
        "missile": scenes_land.missile,
        "conference": scenes_land.conference,
        "storm": scenes_sea.storm,
        "port": scenes_sea.port,
        "airfield": scenes_land.airfield,
    }
)
"""Every picture by its theme."""


def scene(pen: Pen, theme: str, width: float = WIDTH, height: float = HEIGHT) -> pygame.Surface:
    """The theme's picture, covering the size in logical pixels; KeyError for a theme that does not exist."""
    work = SCENES[theme]

    def make() -> pygame.Surface:
        size = (max(1, round(width * pen.scale)), max(1, round(height * pen.scale)))
        unit = max(size[0] / WIDTH, size[1] / HEIGHT)
        whole = (math.ceil(WIDTH * unit), math.ceil(HEIGHT * unit))
        layer = pygame.Surface((whole[0] * OVER, whole[1] * OVER), 0, 32)
        work(Stage(layer, unit * OVER))
        small = pygame.transform.smoothscale(layer, whole)
        left, top = (whole[0] - size[0]) // 2, (whole[1] - size[1]) // 2
        cut = small.subsurface((left, top, *size)).copy()
        return cut.convert() if pygame.display.get_surface() else cut

    return pen.keep(("scene", theme, width, height), make)
