"""The record holds a whole game; a changed byte anywhere is found, and nothing but damage is ever raised."""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest

from game.codec import FORMAT, CodecError, line_to_plain
from game.content import scenario_digest, scenario_from_plain, scenario_plain
from game.headless.playouts import playout
from game.players.base import Desk
from game.players.random_bot import RandomBot
from game.players.registry import make
from game.record import (
    START,
    DamagedRecord,
    OtherRules,
    Recorder,
    RecordFile,
    Step,
    from_lines,
    link,
    load,
    replay,
    scenario_of,
    steps,
    verify,
    write_record,
)
from rules import POWERS, VERSION, OrderSheet, Power, adjudicate, digest, new_game, observe
from rules.content import Scenario
from rules.journal import Faulted
from rules.state import State

NAME = "turning_the_corner"
SEATS = {power.key: "random" for power in POWERS}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return scenario_plain(NAME)


@pytest.fixture(scope="module")
def scenario(data: dict[str, Any]) -> Scenario:
    return scenario_from_plain(data)


def begin(data: Mapping[str, Any], seed: int = 7) -> Recorder:
    recorder = Recorder()
    recorder.header(NAME, scenario_digest(data), seed, SEATS)
    return recorder


def random_sheets(state: State, seed: int) -> dict[Power, OrderSheet]:
    sheets = {}
    for power in POWERS:
        bot = RandomBot()
        bot.begin(power, seed + power)
        seen = observe(state, power)
        sheets[power] = bot.choose(seen, Desk(seen))
    return sheets


def play(recorder: Recorder, state: State, turns: int, seed: int | None) -> State:
    """Play and record some turns, with empty sheets where there is no seed."""
    for _ in range(turns):
        turn = state.turn
        sheets = random_sheets(state, 50 * turn + seed) if seed is not None else {}
        state = adjudicate(state, sheets).state
        recorder.turn(turn, sheets, digest(state))
    return state


@pytest.fixture(scope="module")
def three_turns(data: dict[str, Any], scenario: Scenario) -> list[str]:
    recorder = begin(data)
    play(recorder, new_game(scenario, 7), 3, 1)
    return recorder.lines


@pytest.fixture(scope="module")
def whole_game(data: dict[str, Any], scenario: Scenario) -> list[str]:
    players = {power: make("random") for power in POWERS}
    return playout(scenario, players, 11, scenario_digest=scenario_digest(data)).lines


def chained(bodies: list[Any]) -> list[str]:
    """Return lines with right chains for tables or texts of any content."""
    chain, lines = START, []
    for body in bodies:
        text = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))[:-1]
        chain = link(chain, text.encode())
        lines.append(f'{text},"chain":"{chain}"}}')
    return lines


def bodies_of(lines: list[str]) -> list[dict[str, Any]]:
    return [{key: value for key, value in json.loads(line).items() if key != "chain"} for line in lines]


def damage(lines: list[str]) -> DamagedRecord:
    with pytest.raises(DamagedRecord) as caught:
        from_lines(lines)
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


# ---------- writing ----------


def test_every_line_ends_in_its_chain(whole_game: list[str]) -> None:
    chain = START
    for line in whole_game:
        assert list(json.loads(line))[-1] == "chain"
        chain = link(chain, line[:-28].encode())
        assert line.endswith(f',"chain":"{chain}"}}')


def test_a_line_has_compact_separators_and_can_be_read_by_eye(data: dict[str, Any]) -> None:
    recorder = begin(data)
    recorder.memo(1, Power.JAPAN, "海を守る")
    assert recorder.lines[0].startswith(
        f'{{"kind":"header","format":{FORMAT},"rules":"{VERSION}","scenario":'
    )
    assert '"text":"海を守る"' in recorder.lines[1]


def test_a_turn_line_is_the_line_that_the_codec_would_write(three_turns: list[str]) -> None:
    record = from_lines(three_turns)
    for line, text in zip(record.lines, three_turns, strict=True):
        assert json.dumps(line_to_plain(line), separators=(",", ":"))[:-1] == text[:-28]


def test_text_that_utf_8_cannot_hold_is_kept_readable(data: dict[str, Any]) -> None:
    recorder = begin(data)
    recorder.note(1, "half a \ud83d face")
    line = from_lines(recorder.lines).lines[1]
    assert line_to_plain(line)["reason"] == "half a ? face"


def test_a_keeper_that_fails_leaves_the_chain_as_it_was(data: dict[str, Any]) -> None:
    kept: list[str] = []

    def keep(line: str) -> None:
        if len(kept) == 1 and not failed:
            failed.append(True)
            raise OSError("the disk is full")
        kept.append(line)

    failed: list[bool] = []
    recorder = Recorder(keep)
    recorder.header(NAME, scenario_digest(data), 7, SEATS)
    with pytest.raises(OSError, match="full"):
        recorder.note(1, "a pause")
    recorder.note(1, "a pause")
    assert len(from_lines(kept).lines) == 2


def test_a_turn_line_costs_microseconds(scenario: Scenario) -> None:
    """The budget is 15 µs for 30 orders; ten times that is left for slow and busy machines."""
    sheets = random_sheets(new_game(scenario, 1), 3)
    recorder = Recorder(lambda line: None)
    times = []
    for _ in range(200):
        began = perf_counter()
        recorder.turn(1, sheets, "0" * 16)
        times.append(perf_counter() - began)
    assert min(times) < 150e-6


# ---------- reading and verifying ----------


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_three_turns_verify(data: dict[str, Any], scenario: Scenario, seed: int | None) -> None:
    recorder = begin(data)
    state = play(recorder, new_game(scenario, 7), 3, seed)
    record = from_lines(recorder.lines)
    assert (record.scenario, record.seed, len(record.turns), record.end) == (NAME, 7, 3, None)
    assert verify(record).ok
    assert verify(record).turns == 3
    assert digest(replay(record)) == digest(state)


def test_a_whole_game_verifies_to_its_scores(whole_game: list[str]) -> None:
    record = from_lines(whole_game)
    assert record.end is not None
    found = verify(record)
    assert (found.ok, found.turns) == (True, len(record.turns))
    assert found.message == f"verified: {len(record.turns)} turns agree"


def test_a_record_that_holds_its_scenario_needs_no_other(data: dict[str, Any]) -> None:
    own = {**data, "name": "a_scenario_of_my_own"}
    recorder = Recorder()
    recorder.header("a_scenario_of_my_own", scenario_digest(own), 3, SEATS, own)
    play(recorder, new_game(scenario_from_plain(own), 3), 2, 4)
    record = from_lines(recorder.lines)
    assert scenario_of(record).name == "a_scenario_of_my_own"
    assert verify(record).ok


def test_a_batch_may_keep_the_scenario_beside_its_records(data: dict[str, Any]) -> None:
    own = {**data, "name": "a_scenario_of_my_own"}
    recorder = Recorder()
    recorder.header("a_scenario_of_my_own", scenario_digest(own), 3, SEATS)
    play(recorder, new_game(scenario_from_plain(own), 3), 2, 4)
    record = from_lines(recorder.lines)
    assert verify(record, own).ok
    assert "is not here" in verify(record).message
    assert not verify(record, data).ok


def test_a_path_in_place_of_a_scenario_name_is_not_opened(data: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text("x = 1")
    recorder = Recorder()
    recorder.header(str(path), scenario_digest(data), 3, SEATS)
    assert "is not here" in verify(from_lines(recorder.lines)).message


def test_a_scenario_that_has_changed_is_not_verified(data: dict[str, Any], three_turns: list[str]) -> None:
    bodies = bodies_of(three_turns)
    bodies[0]["scenario_digest"] = "0" * 16
    found = verify(from_lines(chained(bodies)))
    assert (found.ok, found.turns) == (False, 0)
    assert scenario_digest(data) in found.message
    bodies[0]["scenario_digest"] = ""
    assert not verify(from_lines(chained(bodies))).ok


def test_another_rules_version_is_shown_and_never_verified(whole_game: list[str]) -> None:
    bodies = bodies_of(whole_game)
    bodies[0]["rules"] = "0.0.9"
    record = from_lines(chained(bodies))
    assert len(record.turns) == len(whole_game) - 2
    assert verify(record).ok is False
    assert verify(record).message.startswith("not verified: line 1: played with rules 0.0.9")
    with pytest.raises(OtherRules, match=r"0\.0\.9"):
        replay(record)


def test_a_changed_sheet_digest_seed_or_score_is_found_even_under_a_right_chain(
    whole_game: list[str],
) -> None:
    for change in (
        lambda bodies: bodies[0].update(seed=bodies[0]["seed"] + 1),
        lambda bodies: bodies[3]["sheets"].update(japan=["dial 200"]),
        lambda bodies: bodies[5].update(digest="0123456789abcdef"),
        lambda bodies: bodies[-1]["scores"].update(us=101),
        lambda bodies: bodies[-1].update(ending="nuclear"),
    ):
        bodies = bodies_of(whole_game)
        change(bodies)
        found = verify(from_lines(chained(bodies)))
        assert not found.ok
        assert found.message.startswith("not verified: line ")


def test_an_end_before_the_game_has_ended_is_found(three_turns: list[str], whole_game: list[str]) -> None:
    bodies = bodies_of(three_turns)
    end = {**bodies_of(whole_game)[-1], "turn": 3}
    found = verify(from_lines(chained([*bodies, end])))
    assert (found.ok, found.turns, found.message) == (
        False,
        3,
        "not verified: line 5: the game had not ended",
    )


def test_turns_after_the_game_has_ended_are_found(whole_game: list[str]) -> None:
    bodies = bodies_of(whole_game)[:-1]
    more = {**bodies[-1], "turn": len(bodies)}
    assert "after the game had ended" in verify(from_lines(chained([*bodies, more]))).message
    assert damage(chained([*bodies_of(whole_game), more])).line == len(whole_game) + 1


def test_what_was_taken_back_is_verified_but_not_replayed(data: dict[str, Any], scenario: Scenario) -> None:
    recorder = begin(data)
    state = play(recorder, new_game(scenario, 7), 1, 1)
    play(recorder, state, 2, 2)
    recorder.back(2, "a wrong click")
    last = play(recorder, state, 1, 3)
    record = from_lines(recorder.lines)
    told: list[Step] = []
    assert digest(replay(record, told.append)) == digest(last)
    assert [step.turn for step in told] == [1, 2]
    assert [step.line for step in told] == [2, 6]
    assert [step.turn for step in steps(record, scenario)] == [1, 2, 3, 2]
    assert verify(record).turns == 4
    bodies = bodies_of(recorder.lines)
    bodies[3]["digest"] = "0" * 16
    assert not verify(from_lines(chained(bodies))).ok


def test_a_replay_tells_states_sheets_and_journals(data: dict[str, Any], scenario: Scenario) -> None:
    recorder = begin(data)
    recorder.fault(1, Power.CHINA, "ZeroDivisionError")
    play(recorder, new_game(scenario, 7), 2, 1)
    told: list[Step] = []
    replay(from_lines(recorder.lines), told.append)
    assert digest(told[1].before) == digest(told[0].after)
    assert told[0].journal.facts[0] == Faulted(Power.CHINA, "ZeroDivisionError")
    assert not any(isinstance(fact, Faulted) for fact in told[1].journal.facts)


# ---------- damage ----------


def test_damage_names_the_line_and_the_reason(three_turns: list[str]) -> None:
    bodies = bodies_of(three_turns)
    for odd, reason in (
        ('{"kind":"turn","turn":2', "sheets: this field is missing"),
        ('{"kind":"turn",', "not JSON"),
        ('{"kind":"act","turn":2,"reason":"\ufffd' + "\\ud8", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"kind":"act","turn":' + "9" * 5000 + ',"reason":""', "not JSON"),
        ({"turn": 2}, "'kind' is missing"),
        ({"kind": "surprise"}, "kind 'surprise' is not one of"),
        ({"kind": "act", "turn": "2", "reason": ""}, "turn: '2' is not of type int"),
        ({"kind": "act", "turn": 2, "reason": "", "chain": 1}, "unknown: chain"),
        ({"kind": "sheet", "turn": 2, "power": "japan", "orders": ["dail 190"]}, "did you mean 'dial'"),
        ({"kind": "act", "turn": 3, "reason": ""}, "turn 3 is out of order: the game is at 2"),
        ({**bodies[2], "turn": 1}, "turn 1 is out of order"),
        ({"kind": "back", "turn": 3, "reason": ""}, "back to turn 3"),
        ({"kind": "back", "turn": 0, "reason": ""}, "back to turn 0"),
        (bodies[0], "the header is the first line and no other"),
    ):
        found = damage(chained([*bodies[:2], odd, *bodies[2:]]))
        assert (found.line, reason in found.reason) == (3, True), (odd, found.reason)


def test_a_record_without_its_header_is_damaged(three_turns: list[str]) -> None:
    assert damage(chained(bodies_of(three_turns)[1:])).line == 1
    assert damage([]).line == 1
    assert damage(["{"]).line == 1


def test_a_missing_swapped_or_repeated_line_is_damage(three_turns: list[str]) -> None:
    one, two, three, four = three_turns
    assert damage([one, three, four]).line == 2
    assert damage([one, three, two, four]).line == 2
    assert damage([one, two, two, three, four]).line == 3
    assert damage([one, two, "", three, four]).line == 3


def test_line_ends_rewritten_by_another_program_are_named(three_turns: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes("".join(f"{line}\r\n" for line in three_turns).encode())
    with pytest.raises(DamagedRecord, match="line 1: ends in a carriage return"):
        load(path)


def test_a_file_that_cannot_be_read_is_a_damaged_record(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.jsonl", tmp_path):
        with pytest.raises(DamagedRecord, match="cannot be read"):
            load(path)
    noise = tmp_path / "noise.jsonl"
    for content in (b"", b"\n\n", b"\xff\xfe\x00", b"\x00" * 100, "{}\n".encode("utf-16")):
        noise.write_bytes(content)
        with pytest.raises(DamagedRecord):
            load(noise)


def test_a_torn_last_line_does_not_count(three_turns: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    raw = "".join(f"{line}\n" for line in three_turns).encode()
    starts = [0]
    for line in three_turns:
        starts.append(starts[-1] + len(line.encode()) + 1)
    for length in range(len(raw) + 1):
        path.write_bytes(raw[:length])
        whole = sum(start - 1 <= length for start in starts[1:])
        if not whole:
            with pytest.raises(DamagedRecord, match="line 1: there is no whole header"):
                load(path)
            continue
        record = load(path)
        assert len(record.lines) == whole
        assert record.torn is (length > starts[whole])


def test_a_torn_record_is_not_verified(three_turns: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    path.write_bytes("\n".join(three_turns).encode()[:-5])
    found = verify(load(path))
    assert (found.ok, found.turns) == (False, 2)
    assert "torn" in found.message


def mutated(raw: bytes, random: Random) -> bytes:
    """Return bytes with up to three changes: one replaced, a bit turned, one put in or left out."""
    data = bytearray(raw)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        place = random.randrange(len(data))
        match random.randrange(5):
            case 0:
                data[place] = random.randrange(256)
            case 1:
                data[place] ^= 1 << random.randrange(8)
            case 2:
                data[place] = random.choice(b'\n\r "{}[],:0a')
            case 3:
                del data[place]
            case 4:
                data.insert(place, random.choice(b'\n\r "{}[],:0a\xff\x00'))
    return bytes(data)


def test_no_mutation_is_verified_and_none_raises_but_damage(whole_game: list[str], tmp_path: Path) -> None:
    """White space after the last line, or in place of its newline, is the only difference passed over."""
    path = tmp_path / "game.jsonl"
    raw = "".join(f"{line}\n" for line in whole_game).encode()
    random = Random(2026)
    passed = 0
    for _ in range(2000):
        data = mutated(raw, random)
        path.write_bytes(data)
        try:
            found = verify(load(path))
        except DamagedRecord as error:
            assert str(error)
            continue
        passed += 1
        assert not found.ok or data.rstrip() == raw.rstrip()
    assert passed < 100


def test_every_byte_of_a_record_counts(three_turns: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    raw = "".join(f"{line}\n" for line in three_turns).encode()[:-1]
    random = Random(5)
    for place in range(len(raw)):
        data = bytearray(raw)
        data[place] = (data[place] + random.randrange(1, 256)) % 256
        path.write_bytes(data + b"\n")
        with pytest.raises(DamagedRecord):
            load(path)


def test_whatever_a_right_chain_holds_raises_nothing_but_damage(whole_game: list[str]) -> None:
    random = Random(77)
    odd: list[Any] = [
        None,
        True,
        0,
        -1,
        13,
        1 << 70,
        2.5,
        "",
        "japan",
        [],
        {},
        ["dial 190"],
        "time",
        "0" * 16,
    ]
    words = [
        "dial 0",
        "deploy all fleet X Y",
        "operate x y",
        "choose a b",
        "signal warn x 3",
        "propose a us 9",
    ]
    for _ in range(400):
        bodies = bodies_of(whole_game)
        for _ in range(random.choice((1, 1, 2, 5))):
            body = random.choice(bodies)
            name = random.choice([*body, "surprise"])
            if name == "sheets" and random.random() < 0.8 and isinstance(body[name], dict) and body[name]:
                body[name][random.choice(list(body[name]))] = random.sample(words, 3)
            else:
                body[name] = random.choice(odd)
        if random.random() < 0.3:
            bodies.insert(random.randrange(len(bodies)), random.choice(bodies))
        try:
            found = verify(from_lines(chained(bodies)))
        except DamagedRecord:
            continue
        assert found.message


def test_embedded_data_of_any_content_raise_nothing_but_damage(data: dict[str, Any]) -> None:
    random = Random(9)
    odd: list[Any] = [None, True, -1, 1 << 70, 2.5, "", "\ud800", [], {}, ["a"], {"a": 1}]
    for _ in range(60):
        own = json.loads(json.dumps(data))
        table = own
        for _ in range(random.randrange(3)):
            inner = table[random.choice(list(table))] if isinstance(table, dict) and table else None
            table = inner if isinstance(inner, dict) and inner else table
        table[random.choice(list(table))] = random.choice(odd)
        try:
            known_as = scenario_digest(own)
        except UnicodeEncodeError:
            known_as = "0" * 16
        header = {
            "kind": "header",
            "format": 1,
            "rules": VERSION,
            "scenario": NAME,
            "scenario_digest": known_as,
            "seed": 1,
            "seats": SEATS,
            "data": own,
        }
        try:
            replay(from_lines(chained([header])))
        except DamagedRecord as error:
            assert str(error)


# ---------- files that grow ----------


def test_a_record_file_goes_on_after_a_cut_at_any_byte(
    three_turns: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)
    raw = "".join(f"{line}\n" for line in three_turns).encode()
    path = tmp_path / "game.jsonl"
    header = len(three_turns[0].encode())
    for length in range(header, len(raw) + 1):
        path.write_bytes(raw[:length])
        before = load(path)
        file = RecordFile(path, before)
        file.recorder.back(1, "go on")
        file.close()
        after = load(path)
        assert not after.torn
        assert after.lines[:-1] == before.lines


def test_a_record_file_never_writes_over_another(three_turns: list[str], tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    write_record(path, three_turns)
    with pytest.raises(FileExistsError):
        RecordFile(path)
    assert load(path).chain == from_lines(three_turns).chain


def test_a_line_that_cannot_be_synced_is_not_kept(
    data: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    file = RecordFile(path)
    file.recorder.header(NAME, scenario_digest(data), 7, SEATS)

    def fail(handle: int) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="full"):
            file.recorder.note(1, "lost")
    file.recorder.note(1, "kept")
    file.close()
    assert [line_to_plain(line).get("reason") for line in load(path).lines] == [None, "kept"]


def test_a_header_of_no_right_seed_is_refused() -> None:
    with pytest.raises(CodecError, match="64 bits"):
        Recorder().header(NAME, "0" * 16, 1 << 63, SEATS)
