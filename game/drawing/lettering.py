"""Typefaces and how wide words are in them, without a toolkit: what text is set in and what fits.

Figures of the fonts lie beside them, as JSON that their script writes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

FONTS: Final = Path(__file__).parent.parent / "fonts"


class Face(Enum):
    """A typeface: its file, and the space between words in sizes (Lato would kern it away)."""

    TITLE = ("EBGaramond12-Regular.otf", 0.2)
    SERIF = ("EBGaramond08-Regular.otf", 0.215)
    TITLE_ITALIC = ("EBGaramond12-Italic.otf", 0.25)
    SERIF_ITALIC = ("EBGaramond08-Italic.otf", 0.243)
    BODY = ("TPSans-Regular.ttf", 0.245)
    BODY_ITALIC = ("TPSans-Italic.ttf", 0.245)
    MEDIUM = ("TPSans-Medium.ttf", 0.245)
    SEMIBOLD = ("TPSans-Semibold.ttf", 0.245)
    BOLD = ("TPSans-Bold.ttf", 0.245)
    HEAVY = ("TPSans-Heavy.ttf", 0.245)

    @property
    def file(self) -> str:
        """The font file's name."""
        return self.value[0]

    @property
    def space(self) -> float:
        """The space between two words, in sizes."""
        return self.value[1]


STANDINS: Final = (
    Face.TITLE.file,
    Face.BODY.file,
    "NotoSansCJK-Signs.otf",
    "NotoSerifCJK-Places.otf",
)
"""Asked in this order for what a face lacks."""


@frozen(cache_hash=True)
class TextStyle:
    """A face at a size, both size and letterspacing in logical pixels."""

    face: Face
    size: float
    spacing: float = 0.0


@cache
def coverage() -> dict[str, frozenset[int]]:
    """The code points each bundled font has."""
    table = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return {
        name: frozenset(code for first, last in spans for code in range(first, last + 1))
        for name, spans in table.items()
    }


@cache
def setting(letter: str, file: str) -> tuple[str, str]:
    """The letter as it can be set, and the font that has it: a stand-in's, else the bare letter, else `?`."""
    for name in (file, *STANDINS):
        if ord(letter) in coverage()[name]:
            return letter, name
    bare = unicodedata.normalize("NFKD", letter)[0]
    return setting(bare, file) if bare != letter else ("?", file)


def covered(text: str, face: Face) -> bool:
    """Whether every character of the text is set as written, by the face or a stand-in."""
    return all(each.isspace() or setting(each, face.file)[0] == each for each in text)


def runs(word: str, file: str) -> Iterator[tuple[str, str]]:
    """The word in stretches of one font each, as (letters, font file); what cannot be seen is left out."""
    letters, last = "", file
    for each in word:
        if unicodedata.category(each) in ("Cc", "Cf"):
            continue
        glyph, name = setting(each, file)
        if name != last and letters:
            yield letters, last
            letters = ""
        letters, last = letters + glyph, name
    if letters:
        yield letters, last
