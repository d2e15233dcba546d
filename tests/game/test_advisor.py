"""Advice: legal sheets with reasons, the same for the same observation, and nothing a seat may not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import positions, scenario
from game.cli import main
from game.headless.batch import Batch, play
from game.headless.batch_folder import Folder
from game.players.advisor import advise
from game.players.registry import PERSONAS
from rules import POWERS, Power, lawful, observe
from rules.notation import write

SHORT = "two_percent_by_march"


@pytest.mark.parametrize("by", [*PERSONAS, "random", "idle"])
def test_advice_is_a_lawful_sheet_with_a_reason_for_every_order(by: str) -> None:
    for state in positions(4, "advice"):
        for power in POWERS:
            advice = advise(observe(state, power), by, 3)
            assert lawful(observe(state, power), advice.sheet) == (advice.sheet, ())
            assert all(counsel.why for counsel in advice.counsels)
            assert advice == advise(observe(state, power), by, 3)


def test_a_planners_advice_says_what_it_compared() -> None:
    state = positions(1, "planned advice")[0]
    advice = advise(observe(state, Power.US), "planner:8")
    assert "beat" in advice.summary or "better than" in advice.summary
    assert all(counsel.why for counsel in advice.counsels)
    assert lawful(observe(state, Power.US), advice.sheet)[1] == ()


def test_advice_does_not_change_with_what_a_seat_cannot_see() -> None:
    for state in positions(6, "blind advice"):
        other = state.copy()
        for power in (Power.US, Power.CHINA, Power.DPRK):
            other.powers[power].secret = scenario().world.secrets[power][0].id
            other.powers[power].private_stake = -1
            other.powers[power].roles = [0, 0, 0]
        other.seed = state.seed + 1
        assert advise(observe(state, Power.JAPAN)) == advise(observe(other, Power.JAPAN))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A batch's record of a short game."""
    batch = Batch(SHORT, ("hawk", "calibrated", "calibrated", "dove"), 5, 1, records=True)
    folder = Folder(tmp_path / "games", batch)
    for played in play(batch):
        folder.keep(played)
    folder.close()
    return tmp_path / "games" / "records" / "game-00001.jsonl"


def test_the_command_advises_a_seat_of_a_record(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["advise", str(record), "--seat", "japan", "--turn", "2", "--by", "dove", "--json"]
    assert main.run(asked) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["power"], facts["turn"], facts["advisor"]) == ("japan", 2, "dove")
    assert facts["orders"] and all(each["why"] and each["order"] for each in facts["orders"])
    assert main.run(asked[:-1]) == 0
    assert facts["orders"][0]["order"] in capsys.readouterr().out


def test_the_first_turns_advice_is_that_of_a_new_game(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.run(["advise", str(record), "--seat", "us", "--turn", "1", "--json"])
    orders = [each["order"] for each in json.loads(capsys.readouterr().out)["orders"]]
    from rules import new_game

    expected = advise(observe(new_game(scenario(SHORT), 5), Power.US))
    assert orders == [write(counsel.order) for counsel in expected.counsels]


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        (["--turn", "9"], "turn 9 was not reached: the record has 4"),
        ([], "the game ended before turn 5: name one with --turn"),
        (["--turn", "1", "--by", "calibrate"], "did you mean 'calibrated'?"),
    ],
)
def test_what_cannot_be_advised_is_said_in_one_line(
    record: Path, extra: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["advise", str(record), "--seat", "japan", *extra]) == 2
    out, err = capsys.readouterr()
    assert out == "" and says in err and err.count("\n") == 1
