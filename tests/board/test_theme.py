"""Every palette reads: text 4.5 : 1 on what it stands on, signs and rings 3 : 1 (look book, section 4)."""

from __future__ import annotations

import pytest

from game.board.theme import NIGHT, PALETTES, PAPER, contrast

PAIRS = [
    (ink, ground)
    for ground in ("paper", "card", "sunken", "chosen", "advice")
    for ink in ("ink", "second", "muted")
] + [
    *[(ink, ground) for ink in ("good", "bad", "warn", "gold") for ground in ("paper", "card")],
    *[(ink, ground) for ink in ("cream", "cream_second") for ground in ("navy", "navy_raised")],
    ("primary_text", "primary"),
    ("sea_label", "sea_deep"),
    ("sea_label", "sea_shallow"),
    ("land_label", "land"),
    ("land_label", "land_neutral"),
]

KNOWN = {"black": ((0, 0, 0), (255, 255, 255), 21.0), "same": ((9, 9, 9), (9, 9, 9), 1.0)}


@pytest.mark.parametrize(("one", "other", "ratio"), KNOWN.values(), ids=KNOWN)
def test_contrast_of_known_pairs(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio)


def test_contrast_of_the_look_book():
    assert contrast(PAPER.ink, PAPER.paper) == pytest.approx(13.4, abs=0.05)
    assert contrast(PAPER.muted, PAPER.paper) == pytest.approx(5.4, abs=0.05)
    assert contrast(PAPER.cream, PAPER.navy) == pytest.approx(12.7, abs=0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reads_on_its_ground(palette, ink, ground):
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_focus_and_seats_are_seen(palette):
    for ground in (palette.paper, palette.card, palette.sunken):
        assert contrast(palette.focus, ground) >= 3
    assert contrast(palette.focus_on_navy, palette.navy) >= 3
    for seat in palette.seats:
        assert contrast(seat.symbol, seat.fill) >= 3
        assert contrast(seat.ink, palette.paper) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_figures_on_rungs_and_words_on_results_read(palette):
    for rung, colour in enumerate(palette.rungs):
        assert contrast(palette.rung_ink(rung), colour) >= 3
    for result in palette.results:
        assert max(contrast(result, (0x17, 0x1B, 0x10)), contrast(result, (255, 255, 255))) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_rungs_darken_from_one_on(palette):
    lights = [contrast(colour, (0, 0, 0)) for colour in palette.rungs]
    assert lights[1:] == sorted(lights[1:], reverse=True)


def test_night_watch_keeps_seven_to_one():
    for ink in ("ink", "second", "muted", "good", "bad", "gold"):
        assert contrast(getattr(NIGHT, ink), NIGHT.paper) >= 7
