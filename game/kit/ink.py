"""Faces, colours and styles of the printed page; every size is in points, none below `LEAST`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from game.drawing.palette import PAPER, roles
from rules.terms import Power

LEAST: Final = 7.0
"""The smallest type on any page, in points."""

SHARED_FACES: Final = "game.fonts"
"""Where the faces lie that the board uses too."""

CONVERTED: Final = (
    "EBGaramond12-Regular",
    "EBGaramond12-Italic",
    "EBGaramond08-Regular",
    "EBGaramond08-Italic",
)
"""Faces whose outlines were turned into ones that a PDF can embed."""

_SANS: Final = tuple(
    f"TPSans-{each}" for each in ("Regular", "Italic", "Medium", "Semibold", "Bold", "Heavy")
)

SERIF, SERIF_ITALIC, _, _ = CONVERTED
SANS, ITALIC, _, SEMIBOLD, BOLD, HEAVY = _SANS

ROLES: Final = roles(PAPER)
"""Colours by role, as on the board's paper."""


def role(name: str) -> Color:
    """Return a role's colour."""
    return HexColor(ROLES[name])


INK: Final = role("ink")
SECOND: Final = role("second")
MUTED: Final = role("muted")
GOLD: Final = role("gold")
BRASS: Final = role("brass")
HAIRLINE: Final = HexColor("#C9BB98")
FAINT: Final = role("faint")
SUNKEN: Final = HexColor("#F3ECDB")
NAVY: Final = role("navy")
BAD: Final = role("bad")
WHITE: Final = HexColor("#FFFFFF")
"""A page is white: only what carries something is tinted."""

SEATS: Final = {power: role(f"seat-{power.key}-ink") for power in Power}
"""A seat's colour as text and ground; each is darker than 6 : 1 on white."""

RUNGS: Final = tuple(role(f"rung-{rung}") for rung in range(10))


def rung_ink(rung: int) -> Color:
    """Return the colour of a figure on a rung: dark to 5, white from 6."""
    return role(f"rung-{rung}-ink")


@cache
def ready() -> None:
    """Register the faces; those of the board are read from where the board keeps them."""
    for names, folder in ((CONVERTED, "game.kit.faces"), (_SANS, SHARED_FACES)):
        for name in names:
            data = files(folder).joinpath(f"{name}.ttf").read_bytes()
            pdfmetrics.registerFont(TTFont(name, BytesIO(data)))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    pdfmetrics.registerFontFamily(
        SERIF, normal=SERIF, bold=SERIF, italic=SERIF_ITALIC, boldItalic=SERIF_ITALIC
    )
    pdfmetrics.registerFontFamily(SEMIBOLD, normal=SEMIBOLD, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@cache
def style(
    size: float = 9.0, face: str = SANS, ink: Color = INK, *, lead: float = 1.28, align: Literal[0, 1, 2] = 0
) -> ParagraphStyle:
    """Return a style of running text."""
    if size < LEAST:
        raise ValueError(f"type of {size} points is too small to read: {LEAST} is the least")
    return ParagraphStyle(
        f"{face} {size}",
        fontName=face,
        fontSize=size,
        leading=size * lead,
        textColor=ink,
        alignment=align,
        splitLongWords=True,
    )


def width_of(text: str, face: str, size: float) -> float:
    """Return how wide a line of text is."""
    ready()
    return float(pdfmetrics.stringWidth(text, face, size))
