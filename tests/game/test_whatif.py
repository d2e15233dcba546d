"""What if: nothing changed is the game itself, and a change moves no die but those it touches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from builders import LESSON, STANDARD, how_many, random_sheet, scenario
from game.cli import main
from game.content import scenario_digest, scenario_plain
from game.headless.playouts import playout
from game.headless.relived import NoSuchTurn, sheet_of_bot, state_before
from game.headless.stats import mean_of
from game.headless.whatif import (
    STAND_IN,
    Branch,
    Plan,
    Then,
    Trunk,
    branch_seed,
    what_if,
    who_plays_on,
)
from game.headless.whatif_facts import findings, plain
from game.players.registry import make
from game.record import Record, from_lines, load, write_record
from game.session import Session
from game.views.escalation import ladders
from game.views.story import story_of_record
from rules import POWERS, Observation, OrderSheet, Power
from rules.journal import Contested, Delivered, Drawn, Fact, Money, Rolled, Slipped
from rules.notation import write
from rules.reckoning import outcome

JAPAN, US, CHINA, DPRK = POWERS


class Faulty:
    """A player from outside that breaks down on its second turn."""

    name = "faulty"

    def begin(self, power: Power, seed: int) -> None:
        self.turn = 0

    def choose(self, observation: Observation, desk: object) -> OrderSheet:
        self.turn += 1
        if self.turn == 2:
            raise ValueError("no idea")
        return OrderSheet(observation.power)


@cache
def lines(kind: str, seed: int, name: str = STANDARD) -> tuple[str, ...]:
    players = {power: make(kind) for power in POWERS}
    done = playout(scenario(name), players, seed, True, scenario_digest(scenario_plain(name)))
    return tuple(done.lines)


def record(kind: str, seed: int, name: str = STANDARD) -> Record:
    return from_lines(lines(kind, seed, name))


def unchanged(kept: Record, turn: int, then: Then) -> Branch:
    """Return the branch on the game's own dice with the recorded orders."""
    return Trunk(kept, Plan(turn, {}, then)).branch(0, kept.turns[turn - 1].sheets)


def assert_same_game(branch: Branch, kept: Record, turn: int) -> None:
    assert list(branch.digests)[: len(kept.turns) - turn + 1] == [
        line.digest for line in kept.turns[turn - 1 :]
    ]
    assert branch.left_out == 0
    if kept.end is not None:
        assert branch.ending == kept.end.ending
        assert dict(zip(POWERS, branch.scores, strict=True)) == kept.end.scores
        assert len(branch.digests) == len(kept.turns) - turn + 1


# ---------- nothing changed ----------


@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_recorded_orders_kept_to_are_the_recorded_game(kind: str) -> None:
    for seed in range(how_many(1, 30)):
        kept = record(kind, seed)
        for turn in (1, len(kept.turns)):
            assert_same_game(unchanged(kept, turn, Then.RECORDED), kept, turn)


@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_bots_that_play_on_remember_and_play_the_recorded_game(kind: str) -> None:
    for seed in range(how_many(1, 30)):
        kept = record(kind, seed)
        for turn in (4,):
            assert_same_game(unchanged(kept, turn, Then.BOTS), kept, turn)


def test_an_unfinished_game_is_played_on_by_the_bots_that_sat_there() -> None:
    whole = record("calibrated", 3, LESSON)
    cut = from_lines(lines("calibrated", 3, LESSON)[:3])
    assert len(cut.turns) == 2 < len(whole.turns) and cut.end is None
    for then in Then:
        branch = unchanged(cut, 1, then)
        assert_same_game(branch, whole, 1)
    answer = what_if(cut, Plan(2, {US: OrderSheet(US)}, games=2))
    assert (answer.real.scores, answer.real.ending, answer.real.turns) == (None, None, 2)
    assert findings(answer, scenario().world).seats[0].real is None


def test_a_record_with_faults_and_turns_taken_back_is_the_game_that_stands(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    seats = {US: "calibrated", CHINA: "faulty", DPRK: "random"}
    session = Session.start(LESSON, seats, 5, path, lambda name: Faulty() if name == "faulty" else make(name))
    while session.outcome is None:
        session.commit(OrderSheet(JAPAN))
        session.adjudicate()
        if session.turn == 3 and len(session.memos) == 0:
            session.memo(JAPAN, "once more")
            session.rewind(2, "a slip of the hand")
    session.close()
    kept = load(path)
    assert sum(type(line).__name__ == "FaultLine" for line in kept.lines) >= 1
    for turn in (1, 2, 3):
        trunk = Trunk(kept, Plan(turn, {}, Then.RECORDED, {CHINA: "idle"}))
        assert_same_game(trunk.branch(0, kept.turns[turn - 1].sheets), kept, turn)


def test_people_are_stood_in_for_and_a_seat_may_be_given_to_another() -> None:
    kept = record("random", 2, LESSON)
    kept = evolve(kept, header=evolve(kept.header, seats={**kept.seats, JAPAN: "human"}))
    assert who_plays_on(kept, Plan(1, {}, seats={DPRK: "hawk"})) == {
        JAPAN: STAND_IN,
        US: "random",
        CHINA: "random",
        DPRK: "hawk",
    }


def test_what_a_bot_would_have_written_is_what_it_wrote() -> None:
    kept = record("calibrated", 3)
    for turn in (1, 4):
        for power in (US, CHINA):
            assert sheet_of_bot(kept, turn, power, "calibrated") == kept.turns[turn - 1].sheets[power]


# ---------- something changed ----------

Name = tuple[int, str, str, int]


def dice_of(first: int, turns: Iterable[tuple[Fact, ...]]) -> dict[Name, object]:
    """Return every die and regional card by turn, purpose, subject and nth."""
    found: dict[Name, object] = {}
    slips: Counter[str] = Counter()
    for turn, facts in enumerate(turns, first):
        now = turn
        for fact in facts:
            match fact:
                case Money(_, "lapsed" | "income"):
                    now = turn + 1
                case Rolled(_, purpose, subject, dice):
                    found[now, purpose.key, subject, 0] = dice
                case Contested(power, operation, place, dice):
                    found[now, "contest", f"{power.key}:{operation}:{place}", 0] = dice
                case Slipped(power, programme, nth, dice) | Delivered(power, programme, nth, dice):
                    subject = f"{power.key}:{programme}:{nth}"
                    # which slip this is cannot be told of contracts that had slipped before the turn
                    if not slips[subject] and isinstance(fact, Delivered):
                        found[now, "delivery", subject, 0] = dice
                    slips[subject] += 1
                case Drawn(event) if scenario().world.event[event].kind.key == "regional":
                    found[now, "card", "regional", 0] = event
    return found


@pytest.mark.parametrize("then", Then)
@pytest.mark.parametrize("kind", ["random", "calibrated"])
def test_a_change_moves_no_die_that_both_games_roll(kind: str, then: Then) -> None:
    random, common, differing = Random(kind), 0, 0
    for seed in range(how_many(1, 30)):
        kept = record(kind, seed)
        turn = random.randint(4, 6)
        power = random.choice(POWERS)
        trunk = Trunk(kept, Plan(turn, {}, then))
        recorded = kept.turns[turn - 1].sheets
        other = {**recorded, power: random_sheet(trunk.state, power, random)}
        for number in (0, 1):
            as_ordered: list[tuple[Fact, ...]] = []
            changed: list[tuple[Fact, ...]] = []
            one = trunk.branch(number, recorded, as_ordered)
            two = trunk.branch(number, other, changed)
            dice, again = dice_of(turn, as_ordered), dice_of(turn, changed)
            shared = {name for name in dice.keys() & again.keys() if name[1] != "delivery"}
            assert {name: again[name] for name in shared} == {name: dice[name] for name in shared}
            common += len(shared)
            differing += one.digests[-1] != two.digests[-1]
    assert common > 15
    assert differing >= 1


def test_branches_have_other_dice_from_the_turn_on_and_nothing_else_of_their_own() -> None:
    kept = record("calibrated", 2)
    trunk = Trunk(kept, Plan(4, {}, Then.RECORDED))
    told: dict[int, list[tuple[Fact, ...]]] = {number: [] for number in range(4)}
    for number in told:
        trunk.branch(number, kept.turns[3].sheets, told[number])
    fallen = [dice_of(4, turns) for turns in told.values()]
    shared = [(one[name], two[name]) for one in fallen for two in fallen for name in one.keys() & two.keys()]
    alike = sum(one == two for one, two in shared) - sum(len(each) for each in fallen)
    assert alike / (len(shared) - sum(len(each) for each in fallen)) < 0.25
    assert branch_seed(7, 4, 0) == 7
    assert len({branch_seed(seed, turn, n) for seed in (1, 2) for turn in (3, 4) for n in range(20)}) == 78
    assert trunk.state.seed == kept.seed and trunk.state == state_before(kept, 4)


def test_a_branch_played_twice_is_the_same() -> None:
    trunk = Trunk(record("calibrated", 2), Plan(9, {CHINA: OrderSheet(CHINA)}))
    assert trunk.pair(3) == trunk.pair(3)
    assert trunk.pair(3).kept.seed == trunk.pair(3).changed.seed


def test_more_processes_give_the_same_answer() -> None:
    kept = record("calibrated", 6, LESSON)
    plan = Plan(3, {CHINA: OrderSheet(CHINA)}, games=3)
    alone, together = what_if(kept, plan), what_if(kept, evolve(plan, jobs=2))
    assert (alone.real, alone.same_dice, alone.pairs) == (together.real, together.same_dice, together.pairs)
    assert [pair.kept.number for pair in together.pairs] == [1, 2, 3]


def test_orders_not_legal_any_more_are_left_out_and_counted() -> None:
    kept = record("random", 2, LESSON)
    branch = Trunk(kept, Plan(1, {}, Then.RECORDED)).branch(1, {})
    assert branch.left_out > 0
    assert branch.faults == 0


def test_peaks_are_those_of_the_ladders() -> None:
    for seed in range(how_many(1, 20)):
        kept = record("hawk", seed)
        peaks = tuple(ladder.peak for ladder in ladders(story_of_record(kept)))
        trunk = Trunk(kept, Plan(6, {}, Then.RECORDED))
        assert trunk.real.peaks == peaks
        assert trunk.branch(0, kept.turns[5].sheets).peaks == peaks


def test_a_turn_that_was_not_played_is_named() -> None:
    kept = from_lines(lines("calibrated", 3)[:3])
    with pytest.raises(NoSuchTurn, match="turn 3 was not played: the record has 2"):
        what_if(kept, Plan(3, {}))


# ---------- what they come to ----------


def test_findings_are_of_the_branches_pair_by_pair() -> None:
    answer = what_if(record("calibrated", 6, LESSON), Plan(2, {CHINA: OrderSheet(CHINA)}, games=9))
    found = findings(answer, scenario(LESSON).world)
    for seat in found.seats:
        kept = [pair.kept.scores[seat.power] for pair in answer.pairs]
        changed = [pair.changed.scores[seat.power] for pair in answer.pairs]
        assert seat.score.difference == mean_of([b - a for a, b in zip(kept, changed, strict=True)])
        assert seat.score.kept.mean == mean_of(kept)
        assert seat.score.changed.middle == sorted(changed)[4]
        assert seat.succeeded[0].count == sum(score >= 60 for score in kept)
        assert min(kept) <= seat.score.kept.low <= seat.score.kept.middle <= seat.score.kept.high <= max(kept)
    assert sum(kept for _, kept, _ in found.endings) == sum(count for *_, count in found.endings) == 9
    assert set(plain(found)["seats"]) == {power.key for power in POWERS}


# ---------- at the terminal ----------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    write_record(path, lines("calibrated", 6, LESSON))
    return path


def told_by(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main.run(["whatif", *args])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_shows_game_same_dice_and_branches(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = [str(file), "--turn", "2", "--sheet", "china=none", "--games", "2"]
    code, out, err = told_by(args, capsys)
    assert (code, err) == (0, "")
    assert "china without: " in out and "difference" in out and "A game, not a forecast" in out
    code, out, _ = told_by([*args, "--seats", "japan=hawk", "--json"], capsys)
    told = json.loads(out)
    assert told["players"] == {
        "japan": "hawk",
        "us": "calibrated",
        "china": "calibrated",
        "dprk": "calibrated",
    }
    kept = load(file)
    assert told["seats"]["us"]["real"] == kept.end.scores[US]  # type: ignore[union-attr]
    assert told["sheets"]["china"]["changed"] == []


def test_the_recorded_sheet_in_a_file_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = load(file)
    orders = [write(order) for order in kept.turns[1].sheets[JAPAN].orders]
    sheet = tmp_path / "orders.txt"
    sheet.write_text("# as it was\n\n" + "\n".join(orders[:-1]) + f"  # why not\n{orders[-1]}\n")
    args = [str(file), "--turn", "2", "--then", "recorded", "--games", "2", "--json"]
    code, out, _ = told_by([*args, "--sheet", f"japan={sheet}"], capsys)
    assert code == 0
    assert json.loads(out)["same_dice_digests"] == [line.digest for line in kept.turns[1:]]
    sheet.write_text("; ".join(orders))
    assert told_by([*args, "--sheet", f"japan={sheet}"], capsys)[1] == out


@pytest.mark.parametrize(
    ("text", "said"),
    (
        ("readiness ful", "line 1: word 2: 'ful' is no level of funding; did you mean 'full'?"),
        ("\noprate x y", "line 2: word 1: no order begins with 'oprate'; did you mean 'operate'?"),
        ("programme start island_rader", "the nearest legal order is 'programme start island_radar'"),
        ("readiness full\nreadiness full", "line 2: 'readiness full' is not legal here: "),
    ),
)
def test_a_bad_line_is_named_with_the_nearest_right_thing(
    text: str, said: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "orders.txt"
    sheet.write_text(text)
    code, out, err = told_by([str(file), "--turn", "1", "--sheet", f"japan={sheet}"], capsys)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "code", "said"),
    (
        (["--turn", "99", "--sheet", "us=none"], 2, "turn 99 was not played: the record has"),
        (["--turn", "1", "--sheet", "uss=none"], 2, "did you mean 'us'?"),
        (["--turn", "1", "--sheet", "us"], 2, "write POWER=FILE"),
        (["--turn", "1", "--sheet", "us=nonne"], 2, "did you mean 'none'?"),
        (["--turn", "1", "--sheet", "us=none", "--sheet", "us=none"], 2, "us has other orders already"),
        (["--turn", "1", "--sheet", "us=persona:hawkk"], 2, "did you mean 'hawk'?"),
        (["--turn", "1", "--sheet", "us=none", "--seat", "us=dovve"], 2, "did you mean 'dove'?"),
    ),
)
def test_what_is_asked_wrongly_is_said_in_one_line(
    args: list[str], code: int, said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told_by([str(file), *args], capsys)
    assert found[:2] == (code, "")
    assert said in found[2] and found[2].count("\n") == 1


def test_a_damaged_record_is_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "game.jsonl"
    path.write_text("nonsense\n")
    assert told_by([str(path), "--turn", "1", "--sheet", "us=none"], capsys)[0] == 3


def test_a_record_of_other_rules_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    old = next((Path(__file__).parents[1] / "records").glob("0.1.0-*.jsonl"))
    code, _, err = told_by([str(old), "--turn", "1", "--sheet", "us=none"], capsys)
    assert code == 1
    assert "played with rules 0.1.0" in err and err.count("\n") == 1


def test_a_branch_ends_as_the_rules_say() -> None:
    kept = record("hawk", 0)
    told: list[tuple[Fact, ...]] = []
    branch = Trunk(kept, Plan(3, {})).branch(1, {}, told)
    assert branch.turns == 3 + len(told) - 1 == 3 + len(branch.digests) - 1
    assert all(0 <= score <= 100 for score in branch.scores)
    assert outcome(state_before(kept, 3)) is None
