"""A game as it stands: who sits where, the sheets that are in, and what may be seen of it by whom."""

from __future__ import annotations

from collections.abc import Mapping

from game.acts import Acted
from game.codec import PERSON, MessageLine
from game.course import Course
from game.players.advisor import advise
from game.players.base import player_seed
from game.rolls import Roll, rolls_of
from game.seating import Make, Seating
from rules.content import Scenario
from rules.journal import Fact, Journal, redact
from rules.legality import Violation
from rules.notation import write
from rules.observation import Observation, hidden_areas, observe
from rules.orders import Order, OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import new_game


class SessionError(Exception):
    """What cannot be done now, and why."""


class Refused(SessionError):
    """A sheet with orders that are not legal: each with its violation."""

    def __init__(self, refused: tuple[tuple[Order, Violation], ...]) -> None:
        super().__init__("; ".join(f"{write(order)}: {violation}" for order, violation in refused))
        self.refused = refused


class Standing:
    """What can be asked of a game; `game.session` is what can be done to it."""

    def __init__(self, scenario: Scenario, seed: int, seats: Mapping[Power, str], make: Make) -> None:
        self.scenario = scenario.name
        self.seed = seed
        self.opening = Journal()
        self.journals: list[Journal] = []
        self.memos: dict[Power, str] = {}
        self.messages: list[MessageLine] = []
        self._course = Course(new_game(scenario, seed, self.opening))
        self._ordered: list[Mapping[Power, OrderSheet]] = []
        self._sheets: dict[Power, OrderSheet] = {}
        self.stopped = ""
        """Why the facilitator ended the game early, if they did."""
        self._seating = Seating(seats, seed, make)

    @property
    def seats(self) -> dict[Power, str]:
        """Who sits where now, by name."""
        return dict(self._seating.names)

    @property
    def people(self) -> tuple[Power, ...]:
        """The seats that people fill or have filled."""
        return self._seating.people

    @property
    def state(self) -> State:
        """The state in which orders are being written, or the last one."""
        return self._course.state

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self.state.commons.turn

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended, or None while it goes on."""
        return outcome(self.state)

    @property
    def sheets(self) -> dict[Power, OrderSheet]:
        """The sheets committed for this turn."""
        return dict(self._sheets)

    @property
    def states(self) -> tuple[State, ...]:
        """The state before each turn, and the one that stands: the truth, for what shows no secret."""
        return self._course.states

    @property
    def ordered(self) -> tuple[Mapping[Power, OrderSheet], ...]:
        """The sheets of every turn played."""
        return tuple(self._ordered)

    @property
    def waiting(self) -> tuple[Power, ...]:
        """The people whose sheets are not in yet."""
        seats = self._seating.names
        return tuple(power for power in POWERS if seats[power] == PERSON and power not in self._sheets)

    def state_at(self, turn: int) -> State:
        """Return the state in which the orders of a turn are written; one past the last is the last."""
        if not 1 <= turn <= len(self._course.eves):
            raise SessionError(f"turn {turn} has not been reached")
        return self._course.eves[turn - 1].state

    def observation(self, power: Power) -> Observation:
        """Return what a power knows."""
        return observe(self.state, power)

    def observation_at(self, power: Power, turn: int) -> Observation:
        """Return what a power knew when it wrote its sheet for a turn."""
        if not 1 <= turn <= len(self._course.eves):
            raise SessionError(f"turn {turn} has not begun")
        return observe(self._course.eves[turn - 1].state, power)

    def news(self, power: Power, turn: int) -> tuple[Fact, ...]:
        """Return what a power may read of a turn's journal."""
        if not 1 <= turn <= len(self.journals):
            raise SessionError(f"turn {turn} has not been played")
        return redact(self.journals[turn - 1].facts, power, hidden_areas(self.state.world, power))

    def acted(self, turn: int | None = None) -> tuple[Acted, ...]:
        """Return the facilitator's acts that hold in a turn, now unless said otherwise: the whole truth."""
        turn = len(self._course.eves) if turn is None else turn
        if not 1 <= turn <= len(self._course.eves):
            raise SessionError(f"turn {turn} has not begun")
        return tuple(self._course.eves[turn - 1].acts)

    def acts(self, power: Power, turn: int | None = None) -> tuple[Fact, ...]:
        """Return what a power may read of the acts that hold in a turn, now unless said otherwise."""
        facts = [fact for done in self.acted(turn) for fact in done.facts]
        return redact(facts, power, hidden_areas(self.state.world, power))

    def rolls(self, turn: int) -> tuple[Roll, ...]:
        """Return what was rolled in a turn played: the truth, for the facilitator."""
        if not 1 <= turn <= len(self.journals):
            raise SessionError(f"turn {turn} has not been played")
        return rolls_of(self.journals[turn - 1].facts, self.state.world)

    def advised(self, power: Power) -> OrderSheet:
        """Return the sheet that the advisor would write for a seat now: the same whenever it is asked."""
        return advise(self.observation(power), seed=player_seed(self.seed, power)).sheet
