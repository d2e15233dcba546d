"""Colour by role, and the type scale (look book, sections 3 and 4)."""

from __future__ import annotations

from typing import Final

from game.drawing.lettering import Face, TextStyle
from game.drawing.palette import HARBOUR as HARBOUR
from game.drawing.palette import NIGHT as NIGHT
from game.drawing.palette import PALETTES as PALETTES
from game.drawing.palette import PAPER as PAPER
from game.drawing.palette import Colour as Colour
from game.drawing.palette import Palette as Palette
from game.drawing.palette import best_on as best_on
from game.drawing.palette import contrast as contrast
from game.drawing.palette import luminance as luminance

# ---------- type (look book, section 3) ----------

DISPLAY: Final = TextStyle(Face.TITLE, 104)
CURTAIN: Final = TextStyle(Face.TITLE, 68)
SCORE: Final = TextStyle(Face.TITLE, 46)
PAGE: Final = TextStyle(Face.SERIF, 28)
PANEL: Final = TextStyle(Face.SERIF, 22)
CARD: Final = TextStyle(Face.SERIF, 19)
CARD_SMALL: Final = TextStyle(Face.SERIF, 16)
ASIDE: Final = TextStyle(Face.TITLE_ITALIC, 22)
ASIDE_SMALL: Final = TextStyle(Face.TITLE_ITALIC, 16)
FIGURE: Final = TextStyle(Face.BOLD, 20)
VALUE: Final = TextStyle(Face.BOLD, 15)
VALUE_SMALL: Final = TextStyle(Face.BOLD, 13)
LABEL: Final = TextStyle(Face.MEDIUM, 14)
LABEL_SMALL: Final = TextStyle(Face.MEDIUM, 13)
STRONG: Final = TextStyle(Face.SEMIBOLD, 14)
STRONG_SMALL: Final = TextStyle(Face.SEMIBOLD, 13)
BODY: Final = TextStyle(Face.BODY, 14)
BODY_SMALL: Final = TextStyle(Face.BODY, 13)
NOTE: Final = TextStyle(Face.BODY, 12)
NOTE_ITALIC: Final = TextStyle(Face.BODY_ITALIC, 12)
AXIS: Final = TextStyle(Face.BODY, 11)
CAPS: Final = TextStyle(Face.BOLD, 11, 1.2)
COUNT: Final = TextStyle(Face.HEAVY, 11)
