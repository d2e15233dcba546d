"""Every seat of every scenario has a brief of two levels, of a length and an order that can be relied on."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content import MAPS, UnknownBrief, UnknownScenario, brief, check_scenario, scenario_names
from rules.terms import POWERS
from scratch_maps import SCENARIO, Copy

GOOD = """# Japan: Prime Minister

You lead a careful country. It has to decide.

## What you want

- Keep the islands.
- Keep the peace.

## What you fear

To be left alone.
"""


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    copy = Copy(tmp_path / "maps")
    for power in POWERS:
        for level in ("plain", "full"):
            write(copy, power.key, level, GOOD)
    return copy


def write(copy: Copy, power: str, level: str, text: str) -> None:
    file = copy.folder / f"scenarios/briefs/turning_the_corner/{power}.{level}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def faults(copy: Copy) -> list[str]:
    return [str(fault) for fault in check_scenario(copy.folder / SCENARIO)]


def test_good_briefs_have_no_fault(data: Copy) -> None:
    assert faults(data) == []


def test_each_of_the_eight_briefs_may_be_missing(data: Copy) -> None:
    for file in (data.folder / "scenarios/briefs/turning_the_corner").glob("*.md"):
        file.unlink()
    assert faults(data) == [
        f"briefs/turning_the_corner/{power.key}.{level}.md: this brief is missing"
        for power in POWERS
        for level in ("plain", "full")
    ]


@pytest.mark.parametrize(("level", "most"), [("plain", 600), ("full", 1_000)])
def test_a_brief_has_so_many_words_at_most(data: Copy, level: str, most: int) -> None:
    spare = most - len([word for word in GOOD.split() if any(map(str.isalnum, word))])
    write(data, "us", level, GOOD + "Go. " * spare)
    assert faults(data) == []
    write(data, "us", level, GOOD + "Go. " * (spare + 1))
    assert faults(data) == [f"briefs/turning_the_corner/us.{level}.md: {most + 1} words, at most {most}"]


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("# Japan: Prime Minister\n", ""),
        GOOD.replace("## What you want\n", ""),
        GOOD.replace("## What you fear", "## What you dread"),
        GOOD.replace("## What you want", "## Who you are\n\nYou.\n\n## What you want"),
        "",
    ],
)
def test_a_brief_begins_with_a_title_what_you_want_and_what_you_fear(data: Copy, text: str) -> None:
    write(data, "china", "full", text)
    says = "expects a title, then '## What you want', then '## What you fear'"
    assert faults(data) == [f"briefs/turning_the_corner/china.full.md: {says}"]


def test_a_plain_brief_has_short_sentences_a_full_one_need_not(data: Copy) -> None:
    long = GOOD + "word " * 200 + "end.\n"
    write(data, "dprk", "full", long)
    assert faults(data) == []
    write(data, "dprk", "plain", long)
    (line,) = faults(data)
    assert line == ("briefs/turning_the_corner/dprk.plain.md: 36.6 words a sentence in the mean, at most 15")


def test_a_brief_is_read_by_scenario_seat_and_level(data: Copy) -> None:
    write(data, "japan", "full", "Anew.")
    assert brief(data.folder / SCENARIO, "japan", "plain") == GOOD
    assert brief(data.folder / SCENARIO, "japan", "full") == "Anew."


@pytest.mark.parametrize(
    ("power", "level", "says"),
    [
        ("chna", "plain", r"no seat 'chna' \(did you mean 'china'\?\)"),
        ("china", "easy", r"no level 'easy' \(there are plain, full\)"),
        ("russia", "full", r"no seat 'russia' \(there are japan, us, china, dprk\)|did you mean"),
    ],
)
def test_an_unknown_seat_or_level_is_answered_with_those_there_are(
    data: Copy, power: str, level: str, says: str
) -> None:
    with pytest.raises(UnknownBrief, match=says):
        brief(data.folder / SCENARIO, power, level)


def test_a_brief_that_is_not_written_is_named(data: Copy) -> None:
    (data.folder / "scenarios/briefs/turning_the_corner/us.full.md").unlink()
    with pytest.raises(UnknownBrief, match=r"^turning_the_corner/us\.full\.md: this brief is missing$"):
        brief(data.folder / SCENARIO, "us", "full")
    with pytest.raises(UnknownScenario):
        brief("turning_the_conner", "us", "full")


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_of_the_distribution_has_its_eight_briefs(name: str) -> None:
    here = {file.name for file in (MAPS / "scenarios/briefs" / name).glob("*.md")}
    assert here == {f"{power.key}.{level}.md" for power in POWERS for level in ("plain", "full")}
