"""How well one colour reads on another (WCAG 2)."""

from __future__ import annotations

from game.drawing.symbols import SeatColours

Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [part / 255 for part in colour]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def best_on(ground: Colour) -> Colour:
    """Return black or white, whichever reads better on a ground: one of them always does well."""
    dark, light = (0, 0, 0), (255, 255, 255)
    return dark if contrast(dark, ground) >= contrast(light, ground) else light


def count_ink(seat: SeatColours) -> Colour:
    """Return the colour of a count, which stands on the light edge's colour: the seat's where it reads."""
    ground = seat.edge[:3]
    own = (seat.ink[:3], seat.fill[:3])
    return next((each for each in own if contrast(each, ground) >= 4.5), best_on(ground))
