"""A game at one computer: whose turn at the screen it is, what may be shown, and what comes next.

Whatever people do is on the disk before the phase changes, so a game killed at any moment resumes at the
same turn with the same sheets. The clock is counted by whoever draws it and begins anew after a resume.

A committed sheet is not given back. From the moment it is in the screen belongs to the next seat, and
nobody can tell who sits there: to open the sheet again would open a secret screen to anyone. One person
alone has no moment in between, for the turn is worked out at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from game.board import new_game, phases, saves
from game.board.new_game import Memos, NewGame
from game.board.phases import Phase, Seat, Sight, Status, Viewer
from game.board.public import Common, in_common, public_facts
from game.content import handicapped, scenario_plain
from game.players import registry
from game.session import Make, Session, SessionError
from game.views.resolution import Resolution, resolution
from game.views.seat_view import SeatView
from game.views.story import PUBLIC, TRUTH, Audience, Story, story_of
from rules.content import World
from rules.journal import Fact
from rules.observation import Observation, observe
from rules.orders import OrderSheet
from rules.reckoning import Outcome
from rules.state import Commons, State
from rules.terms import POWERS, Power

P = TypeVar("P", bound=Phase)

_AUDIENCES: Final = {Sight.PUBLIC: PUBLIC, Sight.TRUTH: TRUTH}

_WORDS: Final = {
    phases.Curtain: "the curtain is down",
    phases.Memo: "a strategy is being written",
    phases.Briefing: "a briefing is being read",
    phases.Table: "a sheet is being written",
    phases.Thinking: "the turn is being worked out",
    phases.Resolution: "a turn is being shown",
    phases.End: "the game is over",
}


class MatchError(SessionError):
    """What cannot be done in this phase, or may not be seen now."""


class Match:
    """A game at one computer: `begin` one or `resume` it, then do what its `phase` asks for."""

    def __init__(self, session: Session, choice: NewGame, path: Path | None, said: str = "") -> None:
        self.choice = choice
        self.path = path
        self.said = said
        self.people = choice.people
        self._session = session
        self._viewer: Viewer = Sight.TRUTH
        self._seat: SeatView | None = None
        self._busy = Lock()
        self._phase: Phase = self._next()

    @classmethod
    def begin(cls, choice: NewGame, folder: Path | None, make: Make = registry.make) -> Match:
        """Begin a game and its record in a folder, made if need be; without one it is not kept.

        Raise ContentError, UnusablePlayer, SessionError or OSError, and leave no file then.
        """
        handicaps = [choice.handicaps.get(power, 0) for power in POWERS]
        data = handicapped(scenario_plain(choice.scenario), handicaps)
        path = None
        if folder is not None:
            path = saves.new_path(folder, str(data["name"]), datetime.now())
            new_game.keep(path, choice)
        try:
            session = Session.begin(data, choice.seats, choice.seed, path, make)
        except BaseException:
            if path is not None:
                new_game.beside(path).unlink(missing_ok=True)
            raise
        return cls(session, choice, path)

    @classmethod
    def resume(cls, path: Path, make: Make = registry.make) -> Match:
        """Go on with a recorded game; `said` is a line where its names and clock were damaged.

        Raise DamagedRecord, or SessionError where the record cannot be written.
        """
        session = Session.resume(path, make)
        choice, said = new_game.kept(path, session.scenario, session.seats, session.seed)
        return cls(session, choice, path, said)

    # ---------- what all may see ----------

    @property
    def phase(self) -> Phase:
        """What the game waits for."""
        return self._phase

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self._session.turn

    @property
    def world(self) -> World:
        """The map, the catalogues and the terms."""
        return self._session.state.world

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended, or None while it goes on."""
        return self._session.outcome

    @property
    def watching(self) -> bool:
        """Whether four bots play and people look on."""
        return not self.people

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Every seat's public status; the first of the people whose sheet is not in is the next."""
        return tuple(Seat(power, self.name(power), self._status(power)) for power in POWERS)

    def name(self, power: Power) -> str:
        """Return what the people of a seat call themselves, or the bot's name."""
        return self.choice.name(power) if power in self.people else self._session.seats[power]

    def commons(self, turn: int | None = None) -> Commons:
        """Return what is public at the start of a turn; as things stand unless one is named."""
        return self._state(turn).commons

    def common(self, turn: int | None = None) -> Common:
        """Return what all people at the computer see on the map at the start of a turn."""
        state = self._state(turn)
        return in_common([observe(state, power) for power in self.people or POWERS])

    # ---------- what one seat may see ----------

    def seat_view(self, power: Power | None = None) -> SeatView:
        """Return the view of the seat at the screen; once the game is over, of any that is named.

        Raise MatchError for another seat, and where no seat is at the screen.
        """
        seat = self._seat
        if isinstance(self._phase, phases.End) and power is not None:
            return SeatView(self._session, power)
        if seat is None:
            raise MatchError("no seat is at the screen")
        if power not in (None, seat.power):
            raise MatchError(f"{seat.power.key} is at the screen: what {power.key} knows is not shown")
        return seat

    def observation(self) -> Observation:
        """Return what the seat at the screen knows."""
        return self.seat_view().observation

    def facts(self, turn: int) -> tuple[Fact, ...]:
        """Return what may be read of a turn's journal by whoever looks on as the turn is shown.

        That is one person's own news, what all people may read, or for a watcher the truth or a seat's.
        """
        viewer = self.viewer
        if isinstance(viewer, Power):
            return self._session.news(viewer, turn)
        facts = self._journal(turn)
        return facts if viewer is Sight.TRUTH else public_facts(facts, self.world)

    def truth(self, turn: int | None = None) -> State:
        """Return the whole state at the start of a turn; MatchError while it is anybody's secret."""
        if self.viewer is not Sight.TRUTH:
            raise MatchError("the truth is shown when the game is over")
        return self._state(turn)

    def resolution(self, turn: int) -> Resolution:
        """Return a turn step by step, as whoever looks on may see it."""
        viewer = self.viewer
        seen: Power | Audience = _AUDIENCES[viewer] if isinstance(viewer, Sight) else viewer
        self._journal(turn)
        return resolution(story_of(self._session), turn, seen)

    def story(self) -> Story:
        """Return the whole game for its end; MatchError while anything of it is anybody's secret."""
        if not (self.watching or isinstance(self._phase, phases.End)):
            raise MatchError("the whole game is told when it is over")
        return story_of(self._session)

    @property
    def viewer(self) -> Viewer:
        """Who looks on as a turn is shown; when the game is over everybody sees the truth."""
        if self.watching:
            return self._viewer
        if isinstance(self._phase, phases.End):
            return Sight.TRUTH
        return self.people[0] if len(self.people) == 1 else Sight.PUBLIC

    # ---------- what people do ----------

    def take_seat(self) -> None:
        """Lift the curtain: the people it names are at the screen."""
        self._phase = self._arrive(self._expect(phases.Curtain).power)

    def write_memo(self, text: str) -> None:
        """Keep a seat's strategy, which may be empty; it is not asked again."""
        power = self._expect(phases.Memo).power
        self._session.memo(power, text)
        self._phase = phases.Briefing(power)

    def go_to_table(self) -> None:
        """Lay the briefing aside."""
        self._phase = phases.Table(self._expect(phases.Briefing).power)

    def commit(self, sheet: OrderSheet) -> None:
        """Take the sheet of the seat at the screen; raise Refused if it is not legal, OSError if not kept."""
        power = self._expect(phases.Table).power
        if sheet.power is not power:
            raise MatchError(f"{power.key} is at the screen: this is a sheet of {sheet.power.key}")
        self._session.commit(sheet)
        if len(self.people) > 1:
            self._leave()
        self._phase = self._next()

    def send(self, to: Iterable[Power], text: str) -> None:
        """Send a message from the seat at the screen to others, or to all where none is named."""
        power = self._expect(phases.Table).power
        self._session.message(to, text, power)

    def think(self) -> None:
        """Ask the bots and work the turn out; it takes its time and may run beside the drawing.

        Where the disk refuses it, OSError is raised, the phase stays and it can be tried again.
        """
        if not self._busy.acquire(blocking=False):
            raise MatchError("the turn is being worked out already")
        try:
            turn = self._expect(phases.Thinking).turn
            if len(self._session.journals) < turn:
                self._session.adjudicate()
            self._look(self.viewer)
            self._phase = phases.Resolution(turn, self.viewer)
        finally:
            self._busy.release()

    def resolved(self) -> None:
        """Go on from a turn that was shown: to the next one, or to the end."""
        self._expect(phases.Resolution)
        self._phase = self._next()

    def watch_as(self, viewer: Viewer) -> None:
        """Look on as one seat or with the truth, where four bots play."""
        if not self.watching:
            raise MatchError("people play: only a game of four bots is watched")
        if isinstance(self._phase, phases.Thinking) and self._busy.locked():
            raise MatchError("the turn is being worked out: look again when it is done")
        self._viewer = viewer
        self._look(viewer)
        if isinstance(self._phase, phases.Resolution):
            self._phase = phases.Resolution(self._phase.turn, viewer)

    def close(self) -> None:
        """Close the record and let the players go."""
        self._leave()
        self._session.close()

    # ---------- how ----------

    def _expect(self, kind: type[P]) -> P:
        if not isinstance(self._phase, kind):
            raise MatchError(f"not now: {_WORDS[type(self._phase)]}")
        return self._phase

    def _next(self) -> Phase:
        """Return the phase that follows what is committed."""
        if self.outcome is not None:
            self._leave()
            return phases.End(self.turn)
        waiting = self._session.waiting
        if not waiting:
            bots = tuple(power for power in POWERS if power not in self._session.sheets)
            return phases.Thinking(self.turn, bots)
        self._leave()
        if self.choice.curtain is new_game.Curtain.ALWAYS and len(self.people) > 1:
            return phases.Curtain(waiting[0], self.seats)
        return self._arrive(waiting[0])

    def _arrive(self, power: Power) -> Phase:
        """Open a seat for its people."""
        self._seat = SeatView(self._session, power)
        asked = self.choice.memo is Memos.ASKED and self.turn == 1
        if asked and power not in self._session.memos:
            return phases.Memo(power)
        return phases.Briefing(power)

    def _look(self, viewer: Viewer) -> None:
        """Show the seat that looks on as it is now, and no other."""
        self._leave()
        if isinstance(viewer, Power):
            self._seat = SeatView(self._session, viewer)

    def _leave(self) -> None:
        if self._seat is not None:
            self._seat.leave()
            self._seat = None

    def _status(self, power: Power) -> Status:
        if power not in self.people:
            return Status.BOT
        if power in self._session.sheets:
            return Status.COMMITTED
        return Status.NEXT if power == self._session.waiting[0] else Status.WAITING

    def _state(self, turn: int | None) -> State:
        return self._session.state if turn is None else self._session.state_at(turn)

    def _journal(self, turn: int) -> tuple[Fact, ...]:
        if not 1 <= turn <= len(self._session.journals):
            raise MatchError(f"turn {turn} has not been played")
        return tuple(self._session.journals[turn - 1].facts)
