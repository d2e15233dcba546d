"""A handicap is part of the scenario: money follows it, records carry it, tables show it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main
from game.content import handicapped, load_scenario, scenario_digest, scenario_from_plain, scenario_plain
from rules import Power, new_game
from rules.prices import income

SHORT = "two_percent_by_march"


def test_income_and_first_treasury_rise_by_so_many_per_cent() -> None:
    even = new_game(load_scenario(SHORT), 1)
    data = handicapped(scenario_plain(SHORT), (10, 0, -50, 0))
    uneven = new_game(scenario_from_plain(data), 1)
    assert uneven.powers[Power.JAPAN].treasury == 18_832  # 17,120 x 1.1
    assert uneven.powers[Power.US].treasury == even.powers[Power.US].treasury
    assert uneven.powers[Power.CHINA].treasury == 37_102  # 74,205 / 2, the fraction dropped
    assert income(uneven.world, uneven.commons, Power.JAPAN) == 18_832
    assert income(uneven.world, uneven.commons, Power.DPRK) == income(even.world, even.commons, Power.DPRK)


def test_no_handicap_is_the_scenario_as_it_is_and_another_has_another_digest() -> None:
    data = scenario_plain(SHORT)
    assert handicapped(data, (0, 0, 0, 0)) == data
    assert scenario_digest(handicapped(data, (1, 0, 0, 0))) != scenario_digest(data)
    assert data == scenario_plain(SHORT)


def test_the_table_shows_it_and_the_records_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "games"
    main.run(["run", "--scenario", SHORT, "--games", "1", "--handicap", "us=-20", "--out", str(out)])
    assert "-20 %" in capsys.readouterr().out
    assert main.run(["replay", str(out / "records" / "game-00001.jsonl"), "--verify"]) == 0
    data = json.loads((out / "scenario.json").read_text())
    assert data["setup"]["power"]["us"]["treasury"] == 58_300  # 72,875 x 0.8


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("jpan=5", "did you mean 'japan'?"),
        ("japan", "write POWER=PERCENT, such as japan=10"),
        ("japan=much", "write POWER=PERCENT, such as japan=10"),
        ("japan=-95", "between -90 and 200 per cent"),
    ],
)
def test_a_wrong_handicap_is_said_in_one_line(
    text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["run", "--games", "1", "--no-records", "--handicap", text]) == 2
    out, err = capsys.readouterr()
    assert out == "" and says in err and err.count("\n") == 1
