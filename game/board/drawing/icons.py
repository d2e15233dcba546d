"""Stand-in until the icons are drawn."""

import pygame

from game.board.drawing.shapes import Pen
from game.board.drawing.text import Colour


def icon(pen: Pen, name: str, size: float, colour: Colour) -> pygame.Surface:
    """Return an empty picture."""
    n = max(1, round(size * pen.scale))
    s = pygame.Surface((n, n), pygame.SRCALPHA)
    pygame.draw.rect(s, colour, s.get_rect(), 1)
    return s
