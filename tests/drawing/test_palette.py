"""Colours by role: those of the look book, and text that reads on what it stands on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import game.classroom
import game.fonts
from game.drawing.palette import PALETTES, PAPER, Palette, contrast, properties, roles
from game.drawing.svg import FAMILIES
from rules.terms import POWERS, Result

CSS = (Path(game.classroom.__path__[0]) / "static" / "paper.css").read_text("utf-8")
FONTS = Path(game.fonts.__path__[0])

PAIRS = (
    [(ink, ground) for ink in ("ink", "second", "muted") for ground in ("paper", "card", "sunken")]
    + [(ink, ground) for ink in ("good", "bad", "warn", "gold") for ground in ("paper", "card")]
    + [(ink, ground) for ink in ("cream", "cream-second") for ground in ("navy", "navy-raised")]
    + [("sea-label", ground) for ground in ("sea-deep", "sea-shallow", "shore-0", "shore-3", "zone")]
    + [("land-label", f"land-{holder}") for holder in ("japan", "us", "china", "partner", "neutral")]
    + [(f"seat-{power.key}-ink", ground) for power in POWERS for ground in ("paper", "card")]
    + [(f"seat-{power.key}-count", f"seat-{power.key}-edge") for power in POWERS]
    + [(f"result-{r.key}-ink".replace("_", "-"), f"result-{r.key}".replace("_", "-")) for r in Result]
    + [("primary-text", "primary")]
)
SIGNS = [(f"rung-{n}-ink", f"rung-{n}") for n in range(10)] + [
    (f"seat-{power.key}-symbol", f"seat-{power.key}") for power in POWERS
]


def of(palette: Palette, role: str) -> tuple[int, int, int]:
    text = roles(palette)[role]
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reads_on_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(of(palette, ink), of(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), SIGNS)
def test_figures_and_symbols_are_seen_on_their_sign(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(of(palette, ink), of(palette, ground)) >= 3


@pytest.mark.parametrize(
    ("role", "colour"),
    [("paper", "#f6f0e1"), ("ink", "#1f262e"), ("seat-china", "#b7452c"), ("rung-9", "#461019")],
)
def test_roles_have_the_look_books_colours(role: str, colour: str) -> None:
    assert roles(PAPER)[role] == colour


# ---------- the style sheet ----------


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_style_sheet_has_every_role_of_the_palette(palette: Palette) -> None:
    assert properties(palette) in CSS


def test_the_style_sheet_uses_no_variable_that_it_does_not_have() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", CSS))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", CSS)) <= known | {"--ground"}


def test_the_style_sheet_loads_only_fonts_that_are_there_and_nothing_else() -> None:
    urls = re.findall(r'url\("([^"]+)"\)', CSS)
    assert len(urls) == len(set(urls)) == CSS.count("@font-face")
    assert all((FONTS / url.removeprefix("../fonts/")).is_file() for url in urls)
    assert not re.search(r"https?:|data:|@import", CSS)


def test_every_face_of_the_drawings_is_a_face_of_the_style_sheet() -> None:
    blocks = re.findall(r"@font-face \{(.*?)\}", CSS, re.DOTALL)
    faces = {
        tuple(re.search(rf"{key}: \"?([^\";]+)", block).group(1) for key in KEYS)  # type: ignore[union-attr]
        for block in blocks
    }
    for family, weight, slant in FAMILIES.values():
        name = family.partition(",")[0].strip("'")
        assert (name, weight or "400", slant or "normal") in faces


KEYS = ("font-family", "font-weight", "font-style")


def test_braces_of_the_style_sheet_are_in_pairs() -> None:
    depth = 0
    for each in re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL):
        depth += (each == "{") - (each == "}")
        assert depth >= 0
    assert depth == 0
