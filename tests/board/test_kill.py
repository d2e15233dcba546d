"""A hot-seat game killed at any moment holds every sheet taken, and goes on as if nothing had been."""

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import hot_seat
from builders import how_many
from game.board import phases, saves
from game.board.match import Match
from game.board.new_game import NewGame
from game.codec import sheet_from_lines
from game.record import load, verify
from hot_seat import PAIR, step
from rules import OrderSheet, Power

Taken = dict[tuple[int, Power], OrderSheet]

KILLS = how_many(6, 50)


def play_and_kill(folder: Path, seed: int, random: Random) -> tuple[Taken, bool]:
    """Let a program play on and kill it; return the sheets it told of and whether it was killed."""
    command = [sys.executable, str(hot_seat.__file__), str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stderr is not None
        lines = [child.stdout.readline() for _ in range(random.randrange(1, 6))]
        time.sleep(random.random() * 0.02)
        child.kill()
        lines += child.stdout.readlines()
        assert child.stderr.read() == b""
        killed = child.wait() != 0
    told = [json.loads(line) for line in lines if line.endswith(b"\n")]
    read = [(each["turn"], Power[each["power"].upper()], each["orders"]) for each in told]
    return {(turn, power): sheet_from_lines(power, orders) for turn, power, orders in read}, killed


def held(match: Match, path: Path) -> Taken:
    """Return the people's sheets that a resumed game and its record hold."""
    turns = load(path).turns
    found = {(line.turn, power): line.sheets[power] for line in turns for power in match.people}
    return found | {(match.turn, power): sheet for power, sheet in match._session.sheets.items()}


def see_that_all_is_held(folder: Path, taken: Taken) -> bool:
    """Resume the killed game, compare, and tell whether it has ended."""
    whole = [save for save in saves.saved_games(folder) if not save.fault]
    if not whole:
        assert not taken
        return False
    match = Match.resume(whole[0].path)
    holds = held(match, whole[0].path)
    assert {key: holds.get(key) for key in taken} == taken
    missing = [power for power in match.people if (match.turn, power) not in holds]
    match match.phase:
        case phases.Curtain(power):
            assert power == missing[0]
        case phases.Thinking():
            assert not missing
        case other:
            assert isinstance(other, phases.End)
    ended = isinstance(match.phase, phases.End)
    match.close()
    return ended


def finish(match: Match) -> list[object]:
    """Play a game to its end and return the turns that its record holds."""
    while not isinstance(match.phase, phases.End):
        step(match)
    match.close()
    assert match.path is not None
    record = load(match.path)
    assert verify(record).ok
    return list(record.turns)


def test_a_game_killed_again_and_again_goes_on_as_if_nothing_had_been(tmp_path: Path) -> None:
    random, kills, seed = Random(20261124), 0, 0
    while kills < KILLS:
        seed += 1
        folder, taken, ended = tmp_path / str(seed), Taken(), False
        while kills < KILLS and not ended:
            told, killed = play_and_kill(folder, seed, random)
            taken |= told
            kills += killed
            ended = see_that_all_is_held(folder, taken)
        whole = next(save for save in saves.saved_games(folder) if not save.fault)
        match = Match.resume(whole.path)
        alone = Match.begin(NewGame(seats=PAIR, seed=seed), tmp_path / f"{seed}-alone")
        assert finish(match) == finish(alone)
