"""Programs in a seat: whatever they do costs their own orders, and nothing of them is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from builders import scenario
from game.cli import main
from game.codec import FaultLine, sheet_from_lines
from game.content import scenario_digest, scenario_plain
from game.headless.batch import Batch, play
from game.headless.playouts import Playout, playout
from game.players import clock
from game.players.base import Desk, player_seed
from game.players.clock import Limits
from game.players.registry import make
from game.record import from_lines, load, verify
from game.session import Session
from rules import POWERS, OrderSheet, Power, adjudicate, digest, legal_orders, new_game, observe
from rules.notation import write
from rules.observation import Observation

SHORT = "two_percent_by_march"
KNOWN_AS = scenario_digest(scenario_plain(SHORT))
TURNS = 4
PROGRAM = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())"]
QUICK = Limits(turn=2.5, bank=0.0)
EASY = Limits(turn=30.0, bank=0.0)

BOT = """
import json, os, subprocess, sys, time
way, turn = sys.argv[1], int(sys.argv[2])
def say(**table): print(json.dumps(table), flush=True)
for line in sys.stdin:
    told = json.loads(line)
    if told["type"] == "hello":
        continue
    now = told["turn"]
    orders = [family[0] for family in told["menu"].values()][:4]
    if turn not in (now, 0) or way == "good":
        say(turn=now, orders=orders)
    elif way == "hang": time.sleep(60)
    elif way == "crash": raise RuntimeError("on purpose")
    elif way == "exit": os._exit(3)
    elif way == "dumb": os.close(1); time.sleep(60)
    elif way == "garbage": print("I move my fleet!", flush=True)
    elif way == "bytes": os.write(1, bytes(range(128, 255)) + b"\\n")
    elif way == "deep": print("[" * 100000, flush=True)
    elif way == "long": print("x" * 300000, flush=True)
    elif way == "flood":
        while True: os.write(1, b"x" * 65536)
    elif way == "list": print(json.dumps(orders), flush=True)
    elif way == "many": say(turn=now, orders=orders * 60)
    elif way == "text": say(turn=now, orders="dial 190")
    elif way == "both": say(turn=now, orders=orders, draft=orders)
    elif way == "neither": say(turn=now)
    elif way == "other seat": say(turn=now, power="china", orders=orders)
    elif way == "next turn": say(turn=now + 1, orders=orders)
    elif way == "no turn": say(orders=orders)
    elif way == "curious": say(turn=now, show="china", orders=[])
    elif way == "twice": say(turn=now, orders=orders); say(turn=now, orders=[])
    elif way == "illegal":
        foreign = ["deploy one carrier NCH SEN", "operate blockade taiwan", "dial 99999"]
        say(turn=now, orders=[*foreign, *orders, "dial -1", "dance", 7])
    elif way == "drafts":
        say(turn=now, draft=["dance", "dial 99999", *orders])
        told = json.loads(sys.stdin.readline())
        assert [each["order"] for each in told["refused"]] == ["dance", "dial 99999"], told
        say(turn=now, orders=orders + next(iter(told["menu"].values()))[:1])
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot.py").write_text(BOT)
    return tmp_path


def bot(way: str, turn: int = 2) -> str:
    return f'exec:bot.py "{way}" {turn}'


def against(name: str, limits: Limits = EASY, seed: int = 5) -> Playout:
    """Play a game of random bots with a player of that name as Japan."""
    players = {power: make(name if power == Power.JAPAN else "random", limits) for power in POWERS}
    return playout(scenario(SHORT), players, seed, scenario_digest=KNOWN_AS)


def firsts(seen: Observation) -> OrderSheet:
    """Write what the program writes: the first order of each of the first four families."""
    families: dict[int, str] = {}
    for order in legal_orders(seen):
        families.setdefault(order.family, write(order))
    return sheet_from_lines(seen.power, list(families.values())[:4])


def expected(lost: Collection[int], japan: Callable[[Observation], OrderSheet] = firsts) -> str:
    """Return the digest of the game in which Japan writes its sheet but for the turns it lost."""
    state = new_game(scenario(SHORT), 5)
    players = {power: make("random") for power in POWERS}
    for power in POWERS:
        players[power].begin(power, player_seed(5, power))
    while state.commons.ending is None:
        sheets = {}
        for power in POWERS:
            seen = observe(state, power)
            if power == Power.JAPAN:
                sheets[power] = OrderSheet(power) if state.turn in lost else japan(seen)
            else:
                sheets[power] = players[power].choose(seen, Desk(seen))
        state = adjudicate(state, sheets).state
    return digest(state)


def turns(faults: list[FaultLine]) -> list[int]:
    return [fault.turn for fault in faults]


# ---------- games ----------


def test_a_good_program_plays_a_whole_game() -> None:
    done = against(bot("good"))
    assert done.faults == [] and done.turns == TURNS
    assert done.digest == expected(()) != expected((1, 2, 3, 4))
    assert from_lines(done.lines).seats[Power.JAPAN] == bot("good")


def test_the_same_seeds_give_the_same_game_in_one_process_and_in_two() -> None:
    seats = (bot("good"), "random", bot("illegal", 0), bot("crash", 3))
    alone, together = (list(play(Batch(SHORT, seats, 11, 2, jobs, True))) for jobs in (1, 2))
    assert alone == together
    assert [game.game.lost[Power.CHINA].turns for game in alone] == [TURNS] * 2
    assert [game.game.lost[Power.DPRK].turns for game in alone] == [1] * 2
    assert all(verify(from_lines(game.lines)).ok for game in alone)


WAYS = {
    "hang": "no sheet in time",
    "crash": "the program ended (exit code 1)",
    "exit": "the program ended (exit code 3)",
    "dumb": "the program ended (signal 9)",
    "garbage": "'I move my fleet!\\n' is not JSON",
    "bytes": "is not JSON",
    "deep": "is not JSON",
    "long": "a line longer than 262144 bytes",
    "flood": "a line longer than 262144 bytes",
    "list": "is not a table",
    "many": "240 orders are more than 200",
    "text": "'dial 190' is not a list of orders",
    "both": "an answer has either 'orders' or 'draft'",
    "neither": "an answer has either 'orders' or 'draft'",
    "other seat": "a sheet for 'china', not for japan",
    "next turn": "an answer for turn 3, not for turn 2",
    "no turn": "an answer for turn None, not for turn 2",
    "curious": "unknown: 'show'",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_breakdown_costs_the_orders_of_its_turn_and_no_more(way: str) -> None:
    done = against(bot(way), QUICK if way == "hang" else EASY)
    assert turns(done.faults) == [2]
    assert WAYS[way] in done.faults[0].reason and done.faults[0].power == Power.JAPAN
    assert done.digest == expected((2,))
    record = from_lines(done.lines)
    assert verify(record).ok
    assert [line for line in record.lines if isinstance(line, FaultLine)] == done.faults


def test_an_illegal_order_is_left_out_and_the_others_stand() -> None:
    done = against(bot("illegal"))
    assert turns(done.faults) == [2] * 6
    assert done.digest == expected(())
    said = " / ".join(fault.reason for fault in done.faults)
    for part in ("dance", "dial -1", "7", "deploy one carrier NCH SEN: ", "dial 99999: "):
        assert part in said
    assert verify(from_lines(done.lines)).ok


def test_a_second_line_is_read_as_the_next_answer_and_is_none() -> None:
    done = against(bot("twice"))
    assert turns(done.faults) == [3]
    assert "an answer for turn 2, not for turn 3" in done.faults[0].reason
    assert done.digest == expected((3,))


def test_after_three_breakdowns_a_program_is_gone() -> None:
    done = against(bot("exit", 0))
    assert turns(done.faults) == [1, 2, 3, 4]
    assert done.faults[3].reason == "gone after 3 breakdowns"
    assert done.digest == expected((1, 2, 3, 4))


def test_a_program_may_ask_what_becomes_of_a_draft() -> None:
    done = against(bot("drafts", 0))
    assert done.faults == []

    def one_more(seen: Observation) -> OrderSheet:
        first = firsts(seen)
        return OrderSheet(seen.power, (*first.orders, legal_orders(seen, first)[0]))

    assert done.digest == expected((), one_more)


def test_a_program_that_cannot_be_started_any_more_costs_its_orders(elsewhere: Path) -> None:
    script = elsewhere / "once"
    script.write_text(f"#!{sys.executable}\n{BOT}")
    script.chmod(0o755)
    player = make("exec:./once good 0", EASY)
    script.unlink()
    done = playout(scenario(SHORT), {**dict.fromkeys(POWERS, make("idle")), Power.JAPAN: player}, 5)
    assert {fault.reason for fault in done.faults[:3]} == {"cannot be started: No such file or directory"}


def test_a_session_asks_programs_too_and_resumes_with_them(elsewhere: Path) -> None:
    path = elsewhere / "game.jsonl"
    seats = {**dict.fromkeys(POWERS, "random"), Power.JAPAN: bot("crash", 2)}
    session = Session.start(SHORT, seats, 5, path)
    session.adjudicate()
    session.close()
    session = Session.resume(path)
    while session.outcome is None:
        session.adjudicate()
    session.close()
    record = load(path)
    faults = [line for line in record.lines if isinstance(line, FaultLine)]
    assert turns(faults) == [2] and verify(record).ok


# ---------- time ----------


def test_time_beyond_a_turns_own_comes_from_the_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: now[0])
    own = clock.Clock(Limits(turn=10, bank=5))
    for used, left in ((8, 7), (12, 3), (14, -1), (3, 7)):
        own.start()
        before = own.left
        now[0] += used
        assert own.left == max(0, left), (used, before)
        own.stop()


# ---------- what is left behind ----------

linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts what /proc shows")


def children() -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == os.getpid():
            found.add(int(stat.parent.name))
    return found


@linux
@pytest.mark.parametrize("way", ["good", "exit", "flood", "twice"])
def test_no_process_and_no_descriptor_is_left_after_a_game(way: str) -> None:
    against(bot("good"))
    before = children(), len(os.listdir("/proc/self/fd"))
    against(bot(way))
    assert (children(), len(os.listdir("/proc/self/fd"))) == before


def test_a_player_that_nobody_dismisses_ends_its_program_with_itself() -> None:
    player = make(bot("good"), EASY)
    player.begin(Power.JAPAN, 1)
    seen = observe(new_game(scenario(SHORT), 5), Power.JAPAN)
    assert player.choose(seen, Desk(seen)) == firsts(seen)
    process = player._program._process  # type: ignore[attr-defined]
    assert process.poll() is None
    del player
    assert process.poll() is not None


STUBBORN = """
import os, signal, subprocess, sys, time
for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open("pids", "a") as pids:
    pids.write(f"{os.getpid()} {child.pid}\\n")
time.sleep(600)
"""


def alive(number: int) -> bool:
    """Tell whether a process runs; one that is dead but not waited for does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@linux
@pytest.mark.parametrize(("how", "jobs"), [("interrupt", 1), ("interrupt", 2), ("kill", 1), ("kill", 2)])
def test_a_stubborn_program_and_its_children_die_with_the_game(elsewhere: Path, how: str, jobs: int) -> None:
    (elsewhere / "stubborn.py").write_text(STUBBORN)
    args = ["run", "--scenario", SHORT, "--jobs", str(jobs), "--no-records", "--seat", "us=exec:stubborn.py"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*PROGRAM, *args], start_new_session=True, **quiet) as game:
        pids, until = elsewhere / "pids", time.monotonic() + 60
        while time.monotonic() < until and not (pids.exists() and pids.read_text().count("\n") == jobs):
            time.sleep(0.02)
        running = [int(word) for word in pids.read_text().split()]
        assert len(running) == 2 * jobs and all(map(alive, running))
        if how == "interrupt":
            os.killpg(game.pid, signal.SIGINT)
        else:
            game.kill()
        assert game.wait(60) == (130 if how == "interrupt" else -signal.SIGKILL)
    until = time.monotonic() + 20
    while time.monotonic() < until and any(map(alive, running)):
        time.sleep(0.02)
    left = [number for number in running if alive(number)]
    for number in left:
        os.kill(number, signal.SIGKILL)
    assert left == []


def test_what_a_program_writes_to_stderr_is_kept_only_where_asked(
    elsewhere: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    against(bot("crash"))
    assert capfd.readouterr() == ("", "")
    against(bot("crash"), Limits(30.0, 0.0, str(elsewhere / "log")))
    assert "RuntimeError: on purpose" in (elsewhere / "log").read_text()
    assert capfd.readouterr() == ("", "")


def test_a_program_is_told_its_own_seed_and_how_often_it_began(elsewhere: Path) -> None:
    (elsewhere / "keeps.py").write_text(
        "import sys\nwith open('hello', 'a') as kept:\n    kept.write(sys.stdin.readline())\n"
    )
    against("exec:keeps.py")
    told = [json.loads(line) for line in (elsewhere / "hello").read_text().splitlines()]
    assert [each["starts"] for each in told] == [1, 2, 3]
    assert {each["seed"] for each in told} == {player_seed(5, Power.JAPAN) & (2**53 - 1)}
    assert {(each["type"], each["protocol"], each["power"]) for each in told} == {("hello", 1, "japan")}
    assert (told[0]["turn_time"], told[0]["time_bank"]) == (30.0, 0.0)
    assert told[0]["scenario"]["name"] and len(told[0]["scenario"]["flashpoints"]) == 4


def test_a_league_takes_programs(capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--scenario", SHORT, "--games", "1", "--json"]
    assert main.run(["league", bot("good"), "idle", *args]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert {line["player"] for line in facts["players"]} == {bot("good"), "idle"}
    assert main.run(["league", "exec:nothing.py", "idle", *args]) == 2
    assert "there is no file 'nothing.py'" in capsys.readouterr().err
