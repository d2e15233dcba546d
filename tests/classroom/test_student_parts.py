"""The parts that a seat's pages are made of: briefs as blocks, charts as numbers, words of templates."""

from __future__ import annotations

from game.classroom.prose import Span, blocks, briefs, line_of
from game.classroom.student_asked import _read, read_words
from game.classroom.student_charts import Scale
from game.classroom.words import exact, slug
from game.content import load_scenario
from game.content_briefs import LEVELS
from rules.orders import Deploy, SetDial
from rules.terms import POWERS, UnitKind

TEXT = """\
# Japan: the office

## What you want
Keep *one* promise.
And **another**.

- spend;
- save.

1. First.
2. Second.

| Turn | Share |
|------|-------|
| 1 | 1.8 |
"""


def test_a_brief_is_read_into_blocks() -> None:
    found = blocks(TEXT)
    assert [each.kind for each in found] == ["title", "heading", "text", "list", "numbers", "table"]
    assert found[0].text == "Japan: the office"
    assert found[2].rows[0][0] == (
        Span("plain", "Keep "),
        Span("em", "one"),
        Span("plain", " promise. And "),
        Span("strong", "another"),
        Span("plain", "."),
    )
    assert [row[0][0].text for row in found[3].rows] == ["spend;", "save."]
    assert [[cell[0].text for cell in row] for row in found[5].rows] == [["Turn", "Share"], ["1", "1.8"]]


def test_every_brief_of_the_lesson_is_set_at_both_levels() -> None:
    for power in POWERS:
        found = briefs("two_percent_by_march", power.key)
        assert list(found) == list(LEVELS)
        for text in found.values():
            assert text[0].kind == "title"
            assert not any("**" in each.text or each.text.startswith("#") for each in text)
        office, wants = line_of("two_percent_by_march", power.key)
        assert office
        assert wants.endswith(".")


def test_a_scenario_without_briefs_has_none() -> None:
    assert briefs("no_such_scenario", "japan") == {}
    assert line_of("no_such_scenario", "japan") == ("", "")


def test_a_chart_places_turns_and_values_on_its_axes() -> None:
    # Four turns on 308 units from 40 on: 77 each, so turn 1 stands at 78.5 and turn 4 at 309.5.
    # Values of 0 to 100 stand on 112 units from 122 upwards.
    scale = Scale(load_scenario("two_percent_by_march").world, 0, 100)
    assert scale.pitch == 77
    line = scale.series("support", "own", (0, 50, 100))
    assert [(dot.x, dot.y) for dot in line.dots] == [(78.5, 122.0), (155.5, 66.0), (232.5, 10.0)]
    assert line.points == "78.5,122 155.5,66 232.5,10"
    assert [tick.words for tick in scale.turns()] == ["Q4 25", "Q1 26", "Q2 26", "Q3 26"]


def test_sums_in_a_column_are_exact() -> None:
    assert exact(22_090) == "$22,090 m"
    assert exact(-350) == "−$350 m"


def test_an_order_names_its_button() -> None:
    assert slug(SetDial(185)) == "dial-185"
    assert slug(Deploy(UnitKind.FLEET, True, "KYU", "SEN")) == "deploy-all-fleet-kyu-sen"


def test_a_browser_keeps_what_was_seen_and_nothing_else_is_read() -> None:
    assert _read(read_words({"all": 12, "us": 7})) == {"all": 12, "us": 7}
    assert _read("nonsense; drop.table") == {}
    assert _read("x" * 4000 + "all.3") == {}
