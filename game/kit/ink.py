"""Faces, colours and styles of the printed page; every size is in points, none below `LEAST`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from rules.terms import Power

LEAST: Final = 7.0
"""The smallest type on any page, in points."""

SHARED_FACES: Final = "game.fonts"
"""Where the faces lie that the board uses too."""

FACES: Final = ("EBGaramond12-Regular", "EBGaramond12-Italic")
_SANS: Final = ("TPSans-Regular", "TPSans-Italic", "TPSans-Semibold", "TPSans-Bold")

SERIF, SERIF_ITALIC = FACES
SANS, ITALIC, SEMIBOLD, BOLD = _SANS

INK: Final = HexColor("#1F262E")
SECOND: Final = HexColor("#514C42")
MUTED: Final = HexColor("#696150")
GOLD: Final = HexColor("#7D5A12")
BRASS: Final = HexColor("#B58A3A")
HAIRLINE: Final = HexColor("#C9BB98")
FAINT: Final = HexColor("#E2D8C0")
CARD: Final = HexColor("#FDFAF1")
SUNKEN: Final = HexColor("#F3ECDB")
NAVY: Final = HexColor("#15293E")
CREAM: Final = HexColor("#F5EDD9")
BAD: Final = HexColor("#9C2B1F")
GOOD: Final = HexColor("#22663F")
WHITE: Final = HexColor("#FFFFFF")

SEATS: Final = {
    Power.JAPAN: HexColor("#1B3B7C"),
    Power.US: HexColor("#075E5C"),
    Power.CHINA: HexColor("#A63A24"),
    Power.DPRK: HexColor("#2B2622"),
}
"""A seat's colour as text and ground; each is darker than 6 : 1 on white."""

RUNGS: Final = tuple(
    HexColor(each)
    for each in (
        "#AFC3C4 #CFC48E #E0BF62 #E5A743 #E08B31 #D46D29 #BC4D27 #9C3124 #741E22 #461019".split()
    )
)
RESULTS: Final = tuple(HexColor(each) for each in "#8A2C1E #CC7A4B #B5AC95 #5C9AA6 #1B5A70".split())
"""From a major setback to a major gain."""


def rung_ink(rung: int) -> Color:
    """Return the colour of a figure on a rung: dark to 5, white from 6."""
    return INK if rung <= 5 else WHITE


@cache
def ready() -> None:
    """Register the faces; those of the board are read from where the board keeps them."""
    for names, folder in ((FACES, "game.kit.faces"), (_SANS, SHARED_FACES)):
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
    size: float = 9.0, face: str = SANS, ink: Color = INK, *, lead: float = 1.28, align: int = 0
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
