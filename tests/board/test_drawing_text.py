from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

import maps
import rules
from game.board.drawing.text import FONTS, Anchor, Face, TextStyle, Type, coverage, covered, font, unbroken

INK = (31, 38, 46)
BODY = TextStyle(Face.BODY, 14)
SHIFTING = [TextStyle(face, size) for face in Face for size in (11, 17, 28)]
WORDS = st.lists(
    st.text("abcdefgilmnoprstuvwyAJTVW.,;0123456789", min_size=1, max_size=12), min_size=1, max_size=25
)


def house_texts() -> list[Path]:
    content, rulebook = Path(maps.__file__).parent, Path(rules.__file__).parent / "RULEBOOK.md"
    found = sorted([*content.rglob("*.toml"), *content.rglob("*.md"), rulebook])
    assert len(found) > 20
    return found


@pytest.mark.parametrize("face", list(Face))
def test_every_character_of_the_houses_texts_can_be_set(face: Face) -> None:
    letters = {each for path in house_texts() for each in path.read_text(encoding="utf-8")}
    assert [each for each in sorted(letters) if not covered(each, face)] == []


@pytest.mark.parametrize("face", list(Face))
def test_the_signs_and_names_the_look_asks_for_can_be_set(face: Face) -> None:
    assert covered("–—‘’“”…×−→←↑↓≥≤·•✓°½¼ŌōÅéß横須賀与那国佐世保嘉手納那覇石垣宮古尖閣釣魚台灣平壌평양", face)


def test_what_no_font_has_is_set_by_its_bare_letter_or_a_question_mark() -> None:
    letters = Type(1)
    assert pixels(letters.image("ạ", BODY, INK)) == pixels(letters.image("a", BODY, INK))
    assert pixels(letters.image("\U0001f6a2", BODY, INK)) == pixels(letters.image("?", BODY, INK))


def test_the_coverage_list_names_every_font_and_the_fonts_stay_small() -> None:
    files = sorted(each for each in FONTS.iterdir() if each.suffix in (".otf", ".ttf"))
    assert sorted(coverage()) == [each.name for each in files]
    assert {face.file for face in Face} <= set(coverage())
    assert sum(each.stat().st_size for each in files) < 1_200_000


def pixels(surface: pygame.Surface) -> bytes:
    return surface.get_size()[0].to_bytes(4, "big") + pygame.image.tobytes(surface, "RGBA")


@given(WORDS)
def test_widths_add_up_word_by_word(words: list[str]) -> None:
    letters = Type(1)
    parts = sum(letters.width(each, BODY) for each in words) + (len(words) - 1) * 0.245 * BODY.size
    assert letters.width(" ".join(words), BODY) == pytest.approx(parts)


@given(WORDS, st.integers(60, 300))
def test_wrapped_lines_keep_to_the_width_and_lose_no_word(words: list[str], width: int) -> None:
    letters, text = Type(1.25), " ".join(words)
    lines = letters.wrap(text, BODY, width)
    assert max(letters.width(each, BODY) for each in lines) <= width
    assert "".join(lines).replace(" ", "") == "".join(words)
    if max(letters.width(each, BODY) for each in words) <= width:
        assert " ".join(lines) == text


@given(WORDS, st.integers(20, 200))
def test_fitted_text_keeps_to_the_width_and_is_whole_when_it_can_be(words: list[str], width: int) -> None:
    letters, text = Type(1), " ".join(words)
    fitted = letters.fit(text, BODY, width)
    assert letters.width(fitted, BODY) <= width
    assert (fitted == text) == (letters.width(text, BODY) <= width)
    assert fitted == text or text.startswith(fitted.rstrip("…"))


@pytest.mark.parametrize("style", SHIFTING)
def test_tall_letters_never_push_the_baseline_down(style: TextStyle) -> None:
    letters = Type(1)
    plain, tall = (letters.image(each, style, INK) for each in ("HH", "HŌ$Å"))
    assert plain.get_height() == tall.get_height() == round(letters.height(style))
    first = pygame.Rect(0, 0, font(style.face.file, round(style.size)).size("H")[0], plain.get_height())
    for row in range(plain.get_height()):
        for column in range(first.width // 2):
            assert plain.get_at((column, row)) == tall.get_at((column, row))


def test_letterspacing_widens_by_itself_between_letters() -> None:
    letters = Type(1)
    tight, wide = TextStyle(Face.BOLD, 11, 0.5), TextStyle(Face.BOLD, 11, 2.5)
    assert letters.width("CAPITAL", wide) - letters.width("CAPITAL", tight) == pytest.approx(6 * 2)


def test_figures_stand_in_columns() -> None:
    letters = Type(1)
    for face in (Face.BODY, Face.MEDIUM, Face.SEMIBOLD, Face.BOLD, Face.HEAVY):
        assert len({letters.width(each, TextStyle(face, 40)) for each in "0123456789"}) == 1


def test_lining_figures_of_the_serif_are_as_high_as_capitals() -> None:
    for face in (Face.TITLE, Face.SERIF, Face.TITLE_ITALIC, Face.SERIF_ITALIC):
        tops = font(face.file, 100).metrics("H0123456789")
        assert max(each[3] for each in tops) - min(each[3] for each in tops) <= 6


def test_a_text_once_set_is_handed_out_again() -> None:
    letters = Type(1)
    assert letters.image("Okinawa", BODY, INK) is letters.image("Okinawa", TextStyle(Face.BODY, 14), INK)
    assert letters.image("Okinawa", BODY, INK) is not letters.image("Okinawa", BODY, (0, 0, 0))


def test_anchors_place_the_ink_where_they_say() -> None:
    letters, style = Type(2), TextStyle(Face.BOLD, 20)
    for anchor, left, right in ((Anchor.LEFT, 200, 320), (Anchor.CENTRE, 140, 260), (Anchor.RIGHT, 80, 200)):
        sheet = pygame.Surface((400, 200), pygame.SRCALPHA)
        length = letters.draw(sheet, "HIH", style, INK, 100, 50, anchor)
        ink = sheet.get_bounding_rect()
        assert left - 2 <= ink.left and ink.right <= right + 2
        assert ink.width == pytest.approx(length * 2, abs=8)
        assert ink.bottom == 100
    sheet = pygame.Surface((400, 200), pygame.SRCALPHA)
    letters.draw(sheet, "HIH", style, INK, 100, 50, Anchor.MIDDLE)
    assert sheet.get_bounding_rect().centery == pytest.approx(100, abs=1)


def test_see_through_colours_make_the_text_fainter() -> None:
    letters = Type(1)
    solid, faint = (letters.image("Bay", BODY, colour) for colour in (INK, (*INK, 100)))
    strongest = [max(pygame.image.tobytes(each, "RGBA")[3::4]) for each in (solid, faint)]
    assert strongest[0] > 240
    assert 80 <= strongest[1] <= 100


def test_a_stamped_figure_has_its_ink_in_the_middle() -> None:
    letters = Type(1)
    for figure in "0123456789":
        sheet = pygame.Surface((41, 41), pygame.SRCALPHA)
        letters.stamp(sheet, figure, TextStyle(Face.HEAVY, 13), INK, 20.5, 20.5)
        ink = sheet.get_bounding_rect()
        assert abs(ink.left + ink.right - 41) <= 1
        assert abs(ink.top + ink.bottom - 41) <= 1


def test_a_figure_keeps_its_unit() -> None:
    assert unbroken("it spends 1.8 %. A fund of $400 m, and no more m") == [
        *("it", "spends", "1.8 %.", "A", "fund", "of", "$400 m,", "and", "no", "more", "m"),
    ]
