"""Meters: each watches one game, turn by turn, and says one number at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean

from attrs import define, field

from game.players.under_orders import matches
from rules.journal import Contracted, Delivered, Fact, RungMoved
from rules.legality import legal_orders
from rules.notation import write
from rules.observation import observe
from rules.reckoning import Outcome
from rules.state import State
from rules.terms import Power


class Meter:
    """Watches one game and says one number at its end; None where there is nothing to measure."""

    def begin(self, state: State) -> None:
        """See the first state."""

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn: the state before it, what happened and the state after."""

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        raise NotImplementedError


Read = Callable[[State], float]
Test = Callable[[Fact], bool]


@define
class Level(Meter):
    """A number read after a turn, or after the last."""

    read: Read
    at: int | None
    value: float | None = None

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        if self.at is None or before.turn <= self.at:
            self.value = self.read(after)

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.value


@define
class Mean(Meter):
    """A number's mean over the states after each turn, or before each."""

    read: Read
    early: int
    at: int | None = None
    values: list[float] = field(factory=list)

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        if self.at in (None, before.turn):
            self.values.append(self.read(before if self.early else after))

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return fmean(self.values) if self.values else None


@define
class First(Meter):
    """The first turn after which a number is so high; one more than the game may last if it never is."""

    read: Read
    least: int
    turn_found: int | None = None
    length: int = 0

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        self.length = before.world.length
        if self.turn_found is None and self.read(after) >= self.least:
            self.turn_found = before.turn

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.length + 1 if self.turn_found is None else self.turn_found


@define
class Sum(Meter):
    """The sum of what facts are worth, to a turn or to the end."""

    worth: Callable[[Fact], float]
    at: int | None = None
    total: float = 0

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        if self.at is None or before.turn <= self.at:
            self.total += sum(self.worth(fact) for fact in facts)

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.total


@define
class Share(Meter):
    """The share of some facts that are good ones, in per cent."""

    counted: Test
    good: Test
    at: int | None
    total: int = 0
    found: int = 0

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        if self.at is None or before.turn <= self.at:
            seen = [fact for fact in facts if self.counted(fact)]
            self.total += len(seen)
            self.found += sum(self.good(fact) for fact in seen)

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return 100 * self.found / self.total if self.total else None


@define
class Peak(Meter):
    """The highest rung anywhere, or at one flashpoint."""

    flashpoint: str | None
    highest: int = 0

    def begin(self, state: State) -> None:
        """See the first state."""
        places = state.world.flashpoints
        self.highest = max(
            each.rung
            for place, each in zip(places, state.commons.flashpoints, strict=True)
            if self.flashpoint in (None, place.id)
        )

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        for fact in facts:
            if isinstance(fact, RungMoved) and self.flashpoint in (None, fact.flashpoint):
                self.highest = max(self.highest, fact.after)

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.highest


@define
class Lag(Meter):
    """Mean quarters from signing to delivery, at a turn's opening, of contracts signed in play."""

    power: Power
    programmes: frozenset[str]
    signed: dict[tuple[str, int], int] = field(factory=dict)
    lags: list[int] = field(factory=list)

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        for fact in facts:
            if isinstance(fact, Contracted | Delivered) and fact.power == self.power:
                key = (fact.programme, fact.nth)
                if isinstance(fact, Contracted) and fact.programme in self.programmes:
                    self.signed[key] = before.turn
                elif key in self.signed:
                    self.lags.append(before.turn + 1 - self.signed[key])

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return fmean(self.lags) if self.lags else None


@define
class Waited(Meter):
    """The share of contracts signed early enough to tell that were not delivered within so many quarters."""

    power: Power
    quarters: int
    programmes: frozenset[str]
    signed: dict[tuple[str, int], int] = field(factory=dict)
    delivered: dict[tuple[str, int], int] = field(factory=dict)
    last: int = 0

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        self.last = before.turn
        for fact in facts:
            if isinstance(fact, Contracted | Delivered) and fact.power == self.power:
                if fact.programme not in self.programmes:
                    continue
                if isinstance(fact, Contracted):
                    self.signed[fact.programme, fact.nth] = before.turn
                else:
                    self.delivered[fact.programme, fact.nth] = before.turn + 1

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        old = {key: turn for key, turn in self.signed.items() if turn + self.quarters <= self.last + 1}
        late = [key for key, turn in old.items() if self.delivered.get(key, 999) - turn >= self.quarters]
        return 100 * len(late) / len(old) if old else None


@define
class Legal(Meter):
    """Turns in which an order like a pattern could be written on an empty sheet."""

    power: Power
    pattern: str
    at: int | None = None
    turns: int = 0

    def turn(self, before: State, facts: Sequence[Fact], after: State) -> None:
        """See a turn."""
        if self.at not in (None, before.turn):
            return
        seen = observe(before, self.power)
        self.turns += any(matches(write(order), self.pattern) for order in legal_orders(seen))
        seen.memo.clear()

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.turns


@define
class End(Meter):
    """A number read from the outcome."""

    read: Callable[[Outcome], float]

    def result(self, outcome: Outcome) -> float | None:
        """Return the number."""
        return self.read(outcome)
