"""Words as pictures: set word by word, on a steady baseline, in device pixels, kept once drawn.

Lengths in and out are logical pixels; only surfaces are in device pixels. A picture of text is as high as
`Type.height`, its baseline `Type.ascent` below its top, whatever the letters.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

import pygame
from attrs import frozen

from game.drawing.lettering import FONTS as FONTS
from game.drawing.lettering import Face as Face
from game.drawing.lettering import TextStyle as TextStyle
from game.drawing.lettering import coverage as coverage
from game.drawing.lettering import covered as covered
from game.drawing.lettering import runs as runs
from game.drawing.lettering import setting as setting

Colour = tuple[int, int, int] | tuple[int, int, int, int]


LINE: Final = 1.4
"""Line height, in sizes."""
TALLEST: Final = "ÅŌŰÇ|$ģ"
"""Letters that reach as high as any of the Latin ones."""
FINE: Final = 4
"""How many times larger letterspaced text is drawn before it is reduced."""
GAP: Final = re.compile("[ \u00a0]")


class Anchor(Enum):
    """Which point of a line of text lies at the point given: side, then height."""

    LEFT = (0.0, "baseline")
    CENTRE = (0.5, "baseline")
    RIGHT = (1.0, "baseline")
    MID_LEFT = (0.0, "middle")
    MIDDLE = (0.5, "middle")
    MID_RIGHT = (1.0, "middle")
    TOP_LEFT = (0.0, "top")
    TOP = (0.5, "top")
    TOP_RIGHT = (1.0, "top")


@lru_cache(maxsize=512)
def font(file: str, pixels: int) -> pygame.font.Font:
    """A bundled font at a size in device pixels."""
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(FONTS / file, pixels)


def bearing(letters: str, face: pygame.font.Font) -> int:
    """How far the first letter reaches left of where it begins, in pixels, 0 or less."""
    first = face.metrics(letters[0])[0]
    return min(0, first[0]) if first else 0


def rise(letters: str, face: pygame.font.Font) -> int:
    """How far below its picture's top the letters' baseline lies."""
    tops = [each[3] for each in face.metrics(letters) if each]
    return max(face.get_ascent(), *tops) if tops else face.get_ascent()


def advance(letters: str, face: pygame.font.Font) -> int:
    """The letters' length in pixels."""
    return face.size(letters)[0] + bearing(letters, face)


@frozen
class _Stretch:
    """Letters of one font, and where they begin in pixels."""

    letters: str
    face: pygame.font.Font
    x: float


def _place(text: str, style: TextStyle, pixels: int, spacing: float) -> tuple[list[_Stretch], float]:
    """Where each stretch of the text begins, and where the text ends, in pixels."""
    out: list[_Stretch] = []
    x = 0.0
    for number, word in enumerate(GAP.split(text)):
        if number:
            x += style.face.space * pixels + spacing
        for letters, name in runs(word, style.face.file):
            face = font(name, pixels)
            pieces = letters if spacing else (letters,)
            for at, piece in enumerate(pieces):
                if at:
                    x += _kern(pieces[at - 1], piece, face)
                out.append(_Stretch(piece, face, x))
                x += advance(piece, face) + spacing
    return out, max(0.0, x - spacing if text else x)


def _kern(left: str, right: str, face: pygame.font.Font) -> int:
    """What the pair is set closer (negative) or wider than the two alone, in pixels."""
    return advance(left + right, face) - advance(left, face) - advance(right, face)


def _setting_size(style: TextStyle, scale: float) -> tuple[int, float, int]:
    """Pixels of the font, letterspacing in those pixels, and how many times the result is reduced."""
    fine = FINE if style.spacing else 1
    return max(1, round(style.size * scale * fine)), style.spacing * scale * fine, fine


UNITS: Final = ("m", "bn")
"""Units that follow a sum, beside the sign of per cent."""


def unbroken(text: str) -> list[str]:
    """Return the words of a text; a figure and its unit are one, so that no line breaks between them."""
    words: list[str] = []
    for word in text.split(" "):
        if words and words[-1][-1:].isdigit() and (word[:1] == "%" or word.rstrip(".,;:)") in UNITS):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


class Type:
    """Sets text for one scale (device pixels per logical pixel) and keeps what it set."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.image = lru_cache(maxsize=4096)(self._image)
        """(text, style, colour) to its picture in device pixels; one picture for equal arguments."""
        self.width = lru_cache(maxsize=16384)(self._width)
        """(text, style) to its length in logical pixels."""
        self._overhang = lru_cache(maxsize=16384)(self._reach)
        self._wrapped = lru_cache(maxsize=2048)(self._wrap)
        self._fitted = lru_cache(maxsize=2048)(self._fit)
        self._boxes: dict[TextStyle, tuple[int, int]] = {}

    def line(self, style: TextStyle) -> float:
        """From baseline to baseline."""
        return style.size * LINE

    def ascent(self, style: TextStyle) -> float:
        """From a picture's top to its baseline, for every text of the style."""
        return self._box(style)[0] / self.scale

    def height(self, style: TextStyle) -> float:
        """A picture's height."""
        return self._box(style)[1] / self.scale

    def cap(self, style: TextStyle) -> float:
        """The height of a capital."""
        return self._cap(style) / self.scale

    def wrap(self, text: str, style: TextStyle, width: float) -> list[str]:
        """The text in lines no longer than the width; a word longer than a line is cut."""
        return list(self._wrapped(text, style, width))

    def fit(self, text: str, style: TextStyle, width: float) -> str:
        """The text if it fits the width, else as many of its words, at worst letters, as leave room for …"""
        return self._fitted(text, style, width)

    def draw(
        self,
        surface: pygame.Surface,
        text: str,
        style: TextStyle,
        colour: Colour,
        x: float,
        y: float,
        anchor: Anchor = Anchor.LEFT,
    ) -> float:
        """Draws one line with the anchor at (x, y); its length."""
        if not text:
            return 0.0
        length = self.width(text, style)
        left = round((x - anchor.value[0] * length) * self.scale)
        left += self._overhang(text, style)
        top = round(y * self.scale) - self._drop(style, anchor)
        surface.blit(self.image(text, style, colour), (left, top))
        return length

    def stamp(
        self, surface: pygame.Surface, text: str, style: TextStyle, colour: Colour, x: float, y: float
    ) -> None:
        """Draws a figure or two with the middle of their ink at (x, y)."""
        picture = self.image(text, style, colour)
        ink = picture.get_bounding_rect()
        left, top = x * self.scale - ink.width / 2, y * self.scale - ink.height / 2
        surface.blit(picture, (round(left) - ink.left, round(top) - ink.top))

    def paragraph(
        self,
        surface: pygame.Surface,
        text: str,
        style: TextStyle,
        colour: Colour,
        x: float,
        y: float,
        width: float,
    ) -> float:
        """Draws wrapped text, its first baseline at y; the height of its lines together."""
        lines = self._wrapped(text, style, width)
        for number, each in enumerate(lines):
            self.draw(surface, each, style, colour, x, y + number * self.line(style))
        return len(lines) * self.line(style)

    def _image(self, text: str, style: TextStyle, colour: Colour) -> pygame.Surface:
        pixels, spacing, fine = _setting_size(style, self.scale)
        stretches, length = _place(text, style, pixels, spacing)
        ascent, height = self._box(style)
        base, overhang = ascent * fine, self._overhang(text, style) * fine
        overflow = pixels // 3
        size = (max(fine, int(length) - overhang + overflow), height * fine)
        sheet = pygame.Surface(size, pygame.SRCALPHA)
        sheet.fill((*colour[:3], 0))
        for each in stretches:
            left = round(each.x) + bearing(each.letters, each.face) - overhang
            picture = each.face.render(each.letters, True, colour[:3])
            sheet.blit(picture, (left, base - rise(each.letters, each.face)))
        if fine > 1:
            sheet = pygame.transform.smoothscale(sheet, (max(1, -(-size[0] // fine)), height))
        if len(colour) == 4:
            sheet.fill((255, 255, 255, colour[3]), special_flags=pygame.BLEND_RGBA_MULT)
        return sheet.convert_alpha() if pygame.display.get_surface() else sheet

    def _width(self, text: str, style: TextStyle) -> float:
        pixels, spacing, fine = _setting_size(style, self.scale)
        return _place(text, style, pixels, spacing)[1] / fine / self.scale

    def _reach(self, text: str, style: TextStyle) -> int:
        """How far the picture begins left of the text, in device pixels, 0 or less."""
        pixels, _, fine = _setting_size(style, self.scale)
        first = next(runs(GAP.split(text)[0], style.face.file), None)
        return int(bearing(first[0], font(first[1], pixels)) // fine) if first else 0

    def _box(self, style: TextStyle) -> tuple[int, int]:
        """Ascent and height of every picture of the style, in device pixels."""
        if style not in self._boxes:
            face = font(style.face.file, max(1, round(style.size * self.scale)))
            metrics = [each for each in face.metrics(TALLEST) if each]
            ascent = max(face.get_ascent(), *(each[3] for each in metrics))
            descent = max(-face.get_descent(), *(-each[2] for each in metrics)) + 1
            self._boxes[style] = (ascent, ascent + descent)
        return self._boxes[style]

    def _cap(self, style: TextStyle) -> int:
        face = font(style.face.file, max(1, round(style.size * self.scale)))
        metrics = face.metrics("H")[0]
        return metrics[3] if metrics else face.get_ascent()

    def _drop(self, style: TextStyle, anchor: Anchor) -> int:
        """From a picture's top to the height of the anchor, in device pixels."""
        ascent = self._box(style)[0]
        match anchor.value[1]:
            case "baseline":
                return ascent
            case "middle":
                return ascent - round(self._cap(style) / 2)
        return 0

    def _wrap(self, text: str, style: TextStyle, width: float) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in unbroken(paragraph):
                longer = f"{line} {word}" if line else word
                if self.width(longer, style) <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                *cut, line = self._cut(word, style, width)
                lines += cut
            lines.append(line)
        return tuple(lines)

    def _cut(self, word: str, style: TextStyle, width: float) -> list[str]:
        """A word in pieces no longer than the width, at least a letter each."""
        pieces = [""]
        for letter in word:
            if pieces[-1] and self._width(pieces[-1] + letter, style) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

    def _fit(self, text: str, style: TextStyle, width: float) -> str:
        if self.width(text, style) <= width:
            return text
        words = text.split(" ")
        for count in range(len(words) - 1, 0, -1):
            shorter = " ".join(words[:count]).rstrip(",;:–—") + "…"
            if self.width(shorter, style) <= width:
                return shorter
        for count in range(len(words[0]) - 1, 0, -1):
            if self._width(words[0][:count] + "…", style) <= width:
                return words[0][:count] + "…"
        return "…"
