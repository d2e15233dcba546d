"""The pages to read and print, in a browser without a network: they ask for nothing, fit and print on A4."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import STANDARD, scenario
from game.content import scenario_digest, scenario_plain
from game.headless.playouts import playout
from game.headless.study import found, play
from game.headless.study_facts import facts_of
from game.headless.study_reader import study_of
from game.players.registry import make
from game.record import from_lines
from game.report.debrief import debrief_page
from game.report.review import review_of
from game.report.study import study_page
from rules import POWERS

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")

DESK, PHONE = 1280, 390
A4 = (595, 842)
"""Its size in points."""

PRINTED = 687
"""The width of A4 within the margins of a page, in CSS pixels."""


def debrief() -> str:
    """Return the review of a game of the standard scenario, twelve turns long, with both of its what-ifs."""
    players = {power: make("calibrated") for power in POWERS}
    done = playout(scenario(), players, 3, True, scenario_digest(scenario_plain(STANDARD)))
    assert done.turns == 12
    review = review_of(from_lines(done.lines), games=2)
    assert len(review.roads) == 2
    return debrief_page(review)


def study() -> str:
    asked = study_of(
        {
            "scenario": "two_percent_by_march",
            "games": 2,
            "measures": ["alarm_about china japan", "shifted japan support scandal", "odds senkaku"],
            "seats": dict.fromkeys(("japan", "us", "china", "dprk"), "idle"),
            "factor": [
                {"path": "setup.cohesion", "values": [7, 3]},
                {"path": "setup.power.japan.treasury", "values": [20_000, 30_000, 40_000]},
            ],
        },
        "test",
        "test.toml",
    )
    rows = [row for rows in play(asked) for row in rows]
    return study_page(facts_of(found(asked, rows), "twopercent study test.toml --games 2 --seed 1"))


PAGES = {"debrief": debrief, "study": study}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_fits_its_window_and_prints_on_a4(
    browser: Any, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGES[name](), encoding="utf-8")
    assert path.stat().st_size < 1_500_000
    context = browser.new_context()
    context.set_offline(True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert cut_off(page) == [], f"at {width} pixels"
    page.set_viewport_size({"width": PRINTED, "height": 900})
    page.emulate_media(media="print")
    assert cut_off(page) == [], "on paper"
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert sizes and {(round(float(wide)), round(float(high))) for wide, high in sizes} == {A4}
    assert asked == [path.as_uri()]
    context.close()


def cut_off(page: Any) -> list[str]:
    """Return what reaches beyond the window's right edge, tables that scroll by themselves apart."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body, body *')]
            .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
            .filter(each => getComputedStyle(each.closest('.wide') ?? each).overflowX !== 'auto')
            .map(each => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`)"""
    )
    return found
