"""Typefaces and how wide words are in them, without a toolkit: what text is set in and what fits.

Figures of the fonts lie beside them, as JSON that their script writes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
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


# ---------- widths ----------


@cache
def advances() -> dict[str, dict[int, int]]:
    """Return how wide each character of a bundled font is, in thousandths of its size."""
    rows = json.loads((FONTS / "advances.json").read_text(encoding="utf-8"))
    return {name: dict(zip(sorted(codes), rows[name], strict=True)) for name, codes in coverage().items()}


@lru_cache(maxsize=4096)
def width(text: str, style: TextStyle) -> float:
    """Return how wide a line of text is at most: kerning, which makes it narrower, is left out."""
    total = 0.0
    for word, file in runs(text.replace("\u00a0", " ").replace(" ", ""), style.face.file):
        total += sum(advances()[file][ord(letter)] for letter in word)
    gaps = sum(each in " \u00a0" for each in text)
    return style.size * (total / 1000 + gaps * style.face.space) + style.spacing * len(text)


def largest(text: str, room: float, styles: Sequence[TextStyle]) -> TextStyle:
    """Return the first style in which a text fits into some room, else the last."""
    return next((style for style in styles if width(text, style) <= room), styles[-1])
