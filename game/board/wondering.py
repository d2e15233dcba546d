"""What a finished game is asked: other orders of a seat at a turn, played on many times beside the drawing.

Nothing of it is written down: the record is read, and branches grow in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from threading import Event
from typing import Any, Final

from attrs import evolve, field, frozen

from game.headless.relived import sheet_of_bot
from game.headless.whatif import Pair, Plan, WhatIf, what_if
from game.headless.whatif_facts import Findings, findings
from game.players.registry import PERSONAS
from game.record import Record
from game.report.pivots import Pivot, pivots
from game.views.order_words import say
from game.views.story import Story
from rules.orders import Order, OrderSheet
from rules.terms import POWERS, Power

GAMES: Final = 20
"""How many branches a question is played on with."""

OFFERED: Final = 3
"""How many of the orders that mattered most are offered."""

NOTHING: Final = "nothing"
WITHOUT: Final = "without"
"""What a seat does instead, where it is not what a persona would have ordered."""


class Cancelled(Exception):
    """The branches were stopped; nothing came of them."""


@frozen
class Count:
    """How many branches of how many are played: counted in one thread, read and stopped from another."""

    of: int
    _played: list[int] = field(factory=lambda: [0])
    _stopped: Event = field(factory=Event)

    @property
    def played(self) -> int:
        """How many are played."""
        return self._played[0]

    def stop(self) -> None:
        """Let the branch that is being played be the last one."""
        self._stopped.set()

    def watch(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Hand branches on and count them; raise Cancelled once they are stopped."""
        if self._stopped.is_set():
            raise Cancelled
        for pair in pairs:
            self._played[0] += 1
            if self._stopped.is_set():
                raise Cancelled
            yield pair


@frozen
class Question:
    """Which seat does what instead at which turn: NOTHING, WITHOUT one order, or a persona's name."""

    turn: int
    power: Power
    instead: str = NOTHING


@frozen
class Reply:
    """What came of a question: the answer, what the branches come to, and the orders taken out and put in."""

    question: Question
    answer: WhatIf
    found: Findings
    gone: tuple[str, ...]
    new: tuple[str, ...]


class Wonder:
    """A finished game that can be asked; raise StillSecret where it has not ended."""

    def __init__(self, story: Story, record: Record, data: Mapping[str, Any] | None = None) -> None:
        self.story = story
        self.record = record
        self._data = data
        self.offered: tuple[Pivot, ...] = pivots(story, OFFERED)

    @property
    def first(self) -> Question:
        """The question about the order that mattered most, else about the first turn."""
        return asked(self.offered[0]) if self.offered else Question(1, POWERS[0])

    def at(self, turn: int) -> Question:
        """Return the question of a turn: about an order that mattered then, if one did."""
        there = [pivot for pivot in self.offered if pivot.turn == turn]
        return asked(there[0]) if there else Question(turn, self.first.power)

    def pivot(self, question: Question) -> Pivot | None:
        """Return the order that mattered, of the turn and seat that are asked about."""
        key = (question.turn, question.power)
        return next((pivot for pivot in self.offered if (pivot.turn, pivot.power) == key), None)

    def ways(self, question: Question) -> tuple[str, ...]:
        """Return what the seat may do instead."""
        return (*((WITHOUT,) if self.pivot(question) else ()), NOTHING, *PERSONAS)

    def words(self, question: Question) -> str:
        """Return in words what the seat does instead."""
        pivot = self.pivot(question)
        if question.instead == WITHOUT and pivot is not None:
            return pivot.instead
        return (
            "orders nothing" if question.instead == NOTHING else f"orders as the {question.instead} bot would"
        )

    def short(self, question: Question) -> str:
        """Return the same in a few words, where the order that is left out stands above."""
        return "the change named above" if question.instead == WITHOUT else self.words(question)

    def fitting(self, question: Question) -> Question:
        """Return a question that can be asked: only an order that mattered can be left out by itself."""
        return question if question.instead in self.ways(question) else evolve(question, instead=NOTHING)

    def orders(self, question: Question) -> tuple[str, ...]:
        """Return what the seat ordered in truth, in words."""
        return self._said(question, self._recorded(question).orders)

    def sheet(self, question: Question) -> OrderSheet:
        """Return the other sheet; it takes some time where a persona writes it."""
        pivot = self.pivot(question)
        if question.instead == WITHOUT and pivot is not None:
            return pivot.sheet
        if question.instead == NOTHING:
            return OrderSheet(question.power)
        return sheet_of_bot(self.record, question.turn, question.power, question.instead, self._data)

    def ask(self, question: Question, count: Count) -> Reply:
        """Play the branches; raise Cancelled, UnusablePlayer or DamagedRecord."""
        sheet = self.sheet(question)
        plan = Plan(question.turn, {question.power: sheet}, games=count.of - 1)
        answer = what_if(self.record, plan, self._data, count.watch)
        before = self._recorded(question).orders
        gone = [order for order in before if order not in sheet.orders]
        new = [order for order in sheet.orders if order not in before]
        found = findings(answer, self.story.world)
        return Reply(question, answer, found, self._said(question, gone), self._said(question, new))

    def _recorded(self, question: Question) -> OrderSheet:
        return self.story.sheets[question.turn - 1].get(question.power, OrderSheet(question.power))

    def _said(self, question: Question, orders: Iterable[Order]) -> tuple[str, ...]:
        seen = self.story.observation(question.power, question.turn)
        return tuple(say(order, seen) for order in orders)


def asked(pivot: Pivot) -> Question:
    """Return the question what would have come without an order that mattered."""
    return Question(pivot.turn, pivot.power, WITHOUT)
