"""Measures the parts of a turn of this game, each beside its budget: CPU time, one core, the collector on.

Some games of random players and of card players are played first and their states and sheets kept. Every part
is then run over all of those turns, early and late alike, and the table shows microseconds per call: the median
over repeated sweeps. Whatever a part would find already made in a real turn, it finds here, and nothing more: a
state is copied before it is observed, since its public part is kept; an observation is made anew before its
first menu, and has made it before the menu is narrowed. Whole games have everything on: observations, menus,
journal, digests and the record. It is a benchmark and not a test: the exit code is 0.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from peer_drivers.stopwatch import pace
from rich.console import Console
from rich.table import Table

from game.content import load_scenario
from game.headless.playouts import playout
from game.players.registry import make
from rules import (
    POWERS,
    OrderSheet,
    Power,
    adjudicate,
    check,
    digest,
    legal_orders,
    new_game,
    observe,
)
from rules.content import Scenario
from rules.journal import Journal
from rules.observation import Observation
from rules.orders import Order
from rules.state import State

SCENARIO = "turning_the_corner"
SWEEPS = 7
SAMPLED_GAMES = 6

T = TypeVar("T")
Sheets = dict[Power, OrderSheet]


class Part(NamedTuple):
    """A measured part of a turn and its budget, both in microseconds."""

    label: str
    microseconds: float
    budget: float | None

    def within(self) -> str:
        if self.budget is None:
            return ""
        return "yes" if self.microseconds <= self.budget else "no"


class Played(NamedTuple):
    """A turn of a finished game: the state it began with and the sheets that were committed."""

    state: State
    sheets: Sheets


class Growing(NamedTuple):
    """A sheet in the making: what is on it and what is added next."""

    observation: Observation
    sheet: OrderSheet
    order: Order


class Games(NamedTuple):
    """Whole games of one bot in all four seats."""

    bot: str
    games_per_s: float
    decisions_per_s: float
    decisions_per_game: float
    orders_per_sheet: float
    turn_us: list[float]


class Witness:
    """A player that plays as another does and notes its sheets and when they were asked for."""

    def __init__(self, bot: str) -> None:
        self.player = make(bot)
        self.sheets: list[OrderSheet] = []
        self.asked: list[float] = []

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        self.asked.append(time.process_time())
        sheet = self.player.choose(observation, desk)
        self.sheets.append(sheet)
        return sheet
