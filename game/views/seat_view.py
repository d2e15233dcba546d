"""What one seat may see of a session under way; once its people have left, nothing of it is left."""

from __future__ import annotations

from game.codec import MessageLine
from game.players.base import Desk
from game.session import Session, SessionError
from game.views.epilogue import Epilogue, epilogue
from game.views.log import Page, log
from game.views.resolution import Resolution, resolution
from game.views.story import story_of
from game.views.watch import Watch, watch
from rules.journal import Fact, redact
from rules.observation import Observation, hidden_areas, observe
from rules.orders import Order, OrderSheet
from rules.terms import Power


class SeatLeft(Exception):
    """Something was asked of a seat whose people have left the screen."""


class SeatView:
    """A seat's observation, news and desk; whatever still holds it after `leave` gets SeatLeft."""

    def __init__(self, session: Session, power: Power) -> None:
        self.power = power
        self.turn = session.turn
        self.answered: tuple[Order, ...] = ()
        """What was answered in the briefing, for the table to begin with."""
        self.kept: dict[object, object] = {}
        """What a surface keeps of what it worked out, for as long as the seat is not left."""
        self._session: Session | None = session
        self._now = len(session.journals) + 1
        self._observation: Observation | None = None
        self._desk: Desk | None = None

    @property
    def observation(self) -> Observation:
        """What the seat knows as it writes its sheet."""
        if self._observation is None:
            self._observation = self.observation_at(self._now)
        return self._observation

    @property
    def desk(self) -> Desk:
        """The desk at which the sheet of this turn is written, the same until the seat is left."""
        if self._desk is None:
            self._desk = Desk(self.observation)
        return self._desk

    @property
    def memo(self) -> str:
        """The strategy that the seat wrote down, or nothing."""
        return self._open().memos.get(self.power, "")

    @property
    def committed(self) -> OrderSheet | None:
        """The seat's own sheet, if it is in."""
        return self._open().sheets.get(self.power)

    def observation_at(self, turn: int) -> Observation:
        """Return what the seat knew at the start of a turn; one past the last is how the game ended."""
        session = self._open()
        if turn > self._now:
            raise SessionError(f"turn {turn} has not been reached")
        return observe(session.state_at(turn), self.power)

    def news(self, turn: int) -> tuple[Fact, ...]:
        """Return what the seat may read of a turn's journal; turn 0 is what came before turn 1."""
        session = self._open()
        if turn == 0:
            hidden = hidden_areas(session.state.world, self.power)
            return redact(session.opening.facts, self.power, hidden)
        return session.news(self.power, turn)

    def acted(self, turn: int) -> tuple[Fact, ...]:
        """Return what the seat may read of the facilitator's acts before the orders of a turn."""
        return story_of(self._open()).acted(self.power, turn)

    @property
    def messages(self) -> tuple[MessageLine, ...]:
        """The messages of the game that the seat sent or may read, in the order sent."""
        return tuple(
            each
            for each in self._open().messages
            if not each.to or each.sender is self.power or self.power in each.to
        )

    def sheet_at(self, turn: int) -> OrderSheet:
        """Return the seat's own sheet of a turn that was played."""
        ordered = self._open().ordered
        if not 1 <= turn <= len(ordered):
            raise SessionError(f"turn {turn} has not been played")
        return ordered[turn - 1].get(self.power, OrderSheet(self.power))

    def log(self) -> tuple[Page, ...]:
        """Return every turn as the seat may read it."""
        return log(story_of(self._open()), self.power)

    def watch(self) -> Watch:
        """Return the five indicators over the turns, as the seat can know them."""
        return watch(story_of(self._open()), self.power)

    def resolution(self, turn: int) -> Resolution:
        """Return a turn that was played, step by step, as the seat may see it."""
        session = self._open()
        if not 1 <= turn <= len(session.journals):
            raise SessionError(f"turn {turn} has not been played")
        return resolution(story_of(session), turn, self.power)

    def epilogue(self) -> Epilogue:
        """Return the end of the game, which is open to all; raise StillSecret while it goes on."""
        return epilogue(story_of(self._open()))

    def leave(self) -> None:
        """Forget everything; the view is of no use any more."""
        self._session = self._observation = self._desk = None
        self.answered = ()
        self.kept.clear()

    def _open(self) -> Session:
        if self._session is None:
            raise SeatLeft(f"the people of {self.power.key} have left the screen")
        return self._session
