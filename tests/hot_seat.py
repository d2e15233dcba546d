"""Two people at one computer, played by bots that forget everything between turns; also a program.

As a program it goes on with the newest game of a folder, or begins one, and prints each sheet once the
game has taken it: `python hot_seat.py FOLDER SEED`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from game.board import phases, saves
from game.board.match import Match
from game.board.new_game import NewGame
from game.codec import sheet_to_lines
from game.players.base import Desk, player_seed
from game.players.registry import make
from rules import OrderSheet, Power
from rules.observation import Observation

LESSON = "two_percent_by_march"
PAIR = {Power.JAPAN: "human", Power.US: "human", Power.CHINA: "hawk", Power.DPRK: "random"}


def sheet_of(observation: Observation) -> OrderSheet:
    """Return a sheet that depends on nothing but what is seen."""
    bot = make("calibrated")
    bot.begin(observation.power, player_seed(observation.turn, observation.power))
    return bot.choose(observation, Desk(observation))


def step(match: Match, told: Callable[[int, OrderSheet], object] = lambda *_: None) -> None:
    """Do what the phase asks for; tell of a sheet once it is taken."""
    match match.phase:
        case phases.Curtain():
            match.take_seat()
        case phases.Memo(power):
            match.write_memo(f"the plan of {power.key}")
        case phases.Briefing():
            match.go_to_table()
        case phases.Table():
            turn, sheet = match.turn, sheet_of(match.observation())
            match.commit(sheet)
            told(turn, sheet)
        case phases.Thinking():
            match.think()
        case phases.Resolution():
            match.resolved()
        case phases.End():
            raise AssertionError("the game is over")


def play_to(match: Match, kind: type[phases.Phase], turn: int = 1) -> None:
    """Play on to a phase of a turn or later."""
    while not (isinstance(match.phase, kind) and match.turn >= turn):
        step(match)


def _say(turn: int, sheet: OrderSheet) -> None:
    line = {"turn": turn, "power": sheet.power.key, "orders": sheet_to_lines(sheet)}
    print(json.dumps(line), flush=True)


def main(folder: Path, seed: int) -> None:
    """Play the newest game of a folder to its end."""
    newest = saves.latest(folder)
    if newest is None:
        match = Match.begin(NewGame(seats=PAIR, seed=seed), folder)
    else:
        match = Match.resume(newest.path)
    while not isinstance(match.phase, phases.End):
        step(match, _say)
    match.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
