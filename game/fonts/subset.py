"""Cuts the bundled fonts out of the full families; run by developers, needs fonttools.

python -m game.fonts.subset [folder of the system's fonts, /usr/share/fonts by default]
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
GARAMOND: Final = "opentype/ebgaramond/EBGaramond{}.otf"
LATO: Final = "truetype/lato/Lato-{}.ttf"
NOTO: Final = "opentype/noto/{}.ttc"

SIGNS: Final = "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€№™−→←↑↓↔×÷±≠≈≤≥·°½¼¾²³ẞ"
"""Punctuation, arrows and mathematics wanted of every face that has them."""

SHAPES: Final = "✓★☆●○■□▲△▼▽◆◇▶◀→←↑↓≥≤≠≈−"
"""Signs no text face here has whole; they come from Noto Sans CJK."""

PLACES: Final = HERE / "places.txt"
"""Names of places and offices in Japanese, Chinese and Korean."""


def points(text: str) -> set[int]:
    """The code points of the text's characters, without white space."""
    return {ord(each) for each in text if not each.isspace()}


def latin() -> set[int]:
    """Basic Latin, Latin-1, Latin Extended-A, the comma letters of Romanian, and the signs."""
    return {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C)} | points(SIGNS)


def kana() -> set[int]:
    """Hiragana, katakana and their punctuation."""
    return {*range(0x3041, 0x3097), *range(0x30A1, 0x30FD), *range(0x3001, 0x3003), 0x300C, 0x300D}


def freeze(font: Any, feature: str) -> None:
    """The figures of the character map become those the feature would put in their place."""
    table = font["GSUB"].table
    wanted = {
        i
        for r in table.FeatureList.FeatureRecord
        if r.FeatureTag == feature
        for i in r.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            for digit in range(0x30, 0x3A):
                name = cmap.cmap[digit]
                cmap.cmap[digit] = swaps.get(name, name)


def copyright_of(names: Any) -> str:
    """The font's copyright notice; EB Garamond has it at the head of its licence text."""
    notice, licence = names.getDebugName(0) or "", names.getDebugName(13) or ""
    return str(licence.split("\n\n")[0] if licence.startswith("Copyright") else notice)


def rename(font: Any, family: str, style: str) -> None:
    """The font calls itself by a name its licence leaves free."""
    names = font["name"]
    keep = {
        0: copyright_of(names),
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
    }
    solid = f"{family}-{style}".replace(" ", "")
    keep |= {1: family, 2: style, 3: solid, 4: f"{family} {style}", 6: solid}
    names.names = []
    for number in sorted(keep):
        names.setName(keep[number], number, 3, 1, 0x409)
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [solid]
        top[0].FullName, top[0].FamilyName, top[0].Weight = f"{family} {style}", family, style
        top[0].Notice = top[0].Copyright = keep[0].split("\n")[0].encode("ascii", "ignore").decode()


def cut(source: Path, target: str, wanted: set[int], names: tuple[str, str], figures: str) -> None:
    """Writes a font of the wanted characters beside this script, figures frozen if a feature is named."""
    subset, ttlib = import_module("fontTools.subset"), import_module("fontTools.ttLib")

    font = ttlib.TTFont(source, fontNumber=0)
    if figures:
        freeze(font, figures)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "ccmp", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "PfEd", "TeX ", "BDF ", "DSIG", "VORG", "vhea", "vmtx"]
    work = subset.Subsetter(options)
    work.populate(unicodes=wanted)
    work.subset(font)
    rename(font, *names)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / target)


def ranges(codes: list[int]) -> list[list[int]]:
    """Sorted code points as closed ranges."""
    out: list[list[int]] = []
    for code in codes:
        if out and code == out[-1][1] + 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def faces() -> list[Path]:
    """The cut fonts, by name."""
    return sorted(each for each in HERE.iterdir() if each.suffix in (".otf", ".ttf"))


def spans(font: Any) -> list[list[int]]:
    """Which characters a font has, as closed ranges."""
    return ranges(sorted(font.getBestCmap()))


def write_table(name: str, table: dict[str, Any]) -> None:
    """Writes a table of the fonts here, a line for each."""
    lines = (f"{json.dumps(key)}: {json.dumps(row, separators=(',', ':'))}" for key, row in table.items())
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def advances(font: Any) -> list[int]:
    """How wide the characters of a font are in thousandths of its size, in the order of its ranges."""
    cmap, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return [round(1000 * widths[cmap[code]][0] / unit) for code in sorted(cmap)]


def write_tables() -> None:
    """Writes which characters each font here has (pygame cannot be asked for that) and how wide they are."""
    ttlib = import_module("fontTools.ttLib")

    fonts = {each.name: ttlib.TTFont(each) for each in faces()}
    write_table("coverage.json", {name: spans(font) for name, font in fonts.items()})
    write_table("advances.json", {name: advances(font) for name, font in fonts.items()})


def write_pages() -> None:
    """Writes every face compressed for browsers, as WOFF2 (needs brotli)."""
    ttlib = import_module("fontTools.ttLib")

    for each in faces():
        font = ttlib.TTFont(each, recalcTimestamp=False)
        font.flavor = "woff2"
        font.save(each.with_suffix(".woff2"))


def main(fonts: Path) -> None:
    """Cuts every face the game uses."""
    garamond = latin() | points("ﬁﬂ")
    for size in ("12", "08"):
        for style in ("Regular", "Italic"):
            source = fonts / GARAMOND.format(f"{size}-{style}")
            cut(source, f"EBGaramond{size}-{style}.otf", garamond, (f"EB Garamond {size}", style), "lnum")
    for style in ("Regular", "Italic", "Medium", "Semibold", "Bold", "Heavy"):
        source = fonts / LATO.format(style)
        cut(source, f"TPSans-{style}.ttf", latin() | points("●○□"), ("TP Sans", style), "tnum")
    signs = ("Noto Sans CJK Signs", "Regular")
    cut(fonts / NOTO.format("NotoSansCJK-Regular"), "NotoSansCJK-Signs.otf", points(SHAPES), signs, "")
    places = ("Noto Serif CJK Places", "Regular")
    cut(
        fonts / NOTO.format("NotoSerifCJK-Regular"),
        "NotoSerifCJK-Places.otf",
        points(PLACES.read_text(encoding="utf-8")) | kana(),
        places,
        "",
    )
    write_tables()
    write_pages()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts"))
