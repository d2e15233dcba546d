"""Turns the board's EB Garamond into outlines that a PDF can embed; run by developers, needs fonttools.

python -m game.kit.faces.convert
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from game.kit.ink import CONVERTED, SHARED_FACES

HERE: Final = Path(__file__).parent
ERROR: Final = 1.0
"""How far a quadratic outline may lie from the cubic one, in thousandths of an em."""

LAYOUT: Final = ("GPOS", "GSUB", "GDEF", "BASE", "VORG")


def convert(source: Path, target: Path) -> None:
    """Write a font with quadratic outlines and nothing else changed but the layout tables, left out."""
    ttlib = import_module("fontTools.ttLib")
    font = ttlib.TTFont(source)
    glyphs = _quadratic(font)
    order = font.getGlyphOrder()
    font["loca"], font["glyf"] = ttlib.newTable("loca"), ttlib.newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in ("CFF ", *LAYOUT):
        if name in font:
            del font[name]
    _as_truetype(font)
    font.recalcTimestamp = False
    font.save(target)


def _quadratic(font: Any) -> dict[str, Any]:
    cubic, pens = import_module("fontTools.pens.cu2quPen"), import_module("fontTools.pens.ttGlyphPen")
    outlines = font.getGlyphSet()
    made = {}
    for name in font.getGlyphOrder():
        pen = pens.TTGlyphPen(outlines)
        outlines[name].draw(cubic.Cu2QuPen(pen, ERROR, reverse_direction=True))
        made[name] = pen.glyph()
    return made


def _as_truetype(font: Any) -> None:
    """Give the tables that differ between the two kinds of outlines their values."""
    font.sfntVersion = "\000\001\000\000"
    most = font["maxp"]
    most.tableVersion = 0x00010000
    most.maxZones = 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(most, f"max{name}", 0)
    most.maxSizeOfInstructions = 0
    most.maxComponentElements = max(
        [len(each.components) for each in font["glyf"].glyphs.values() if hasattr(each, "components")] or [0]
    )
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = font.getGlyphOrder()


def main() -> None:
    """Convert every serif that the kit uses."""
    for name in CONVERTED:
        with as_file(files(SHARED_FACES).joinpath(f"{name}.otf")) as source:
            convert(source, HERE / f"{name}.ttf")


if __name__ == "__main__":
    main()
