"""A tour of the board: through every screen, tab and pop-up of a game, with a stop at each.

Pictures are taken and texts are read at the stops. Whoever stops may change window and colours meanwhile, as
long as they are changed back. Between the stops a bot writes the sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.new_game import CALIBRATED, Memos, NewGame
from game.board.panels.said import STAYS
from game.board.screens.begin import begin_game
from game.board.screens.guided import begin_guided
from game.board.screens.table import Table
from game.board.screens.theatre import Theatre
from game.board.screens.thinking import Thinking
from game.board.screens.what_if import WhatIf
from game.players.base import Desk, player_seed
from game.players.registry import make
from game.session import PERSON
from game.views.posture import posture
from game.views.resolution import ContestDetail
from rules.orders import OrderSheet
from rules.terms import POWERS, Power

SEED: Final = 7


class Tour:
    """A game of two people at one computer, seen from the seat of the first."""

    def __init__(self, driver: Driver, scenario: str, power: Power, other: Power) -> None:
        self.driver = driver
        self.app = driver.app
        people = (power, other)
        self.choice = NewGame(
            scenario,
            {each: PERSON if each in people else CALIBRATED for each in POWERS},
            {power: "Mika", other: "Ben"},
            seed=SEED,
            memo=Memos.ASKED,
        )
        self.power = power

    def stops(self) -> Iterator[str]:
        """Go through everything and yield the name of every stop."""
        yield from self._pages()
        yield from self._guided()
        yield from self._seat()
        yield from self._tabs()
        yield from self._sheets()
        yield from self._sheet_of_orders()
        yield from self._turn()
        yield from self._end()

    # ---------- how ----------

    @property
    def match(self) -> Match:
        """The game that is played."""
        assert self.app.match is not None
        return self.app.match

    @property
    def table(self) -> Table:
        """The table at which a sheet is written."""
        assert isinstance(self.app.screen, Table)
        return self.app.screen

    def _follow(self) -> None:
        self.app.follow()
        self.driver.step()

    def pass_on(self) -> None:
        """Do at once what the phase asks for; a bot writes the sheets."""
        match = self.match
        match match.phase:
            case phases.Curtain():
                match.take_seat()
            case phases.Memo():
                match.write_memo("")
            case phases.Briefing():
                match.go_to_table()
            case phases.Table():
                match.commit(sheet_of(match))
            case phases.Thinking():
                match.think()
            case phases.Resolution():
                match.resolved()

    def pass_to(self, phase: type[phases.Phase], power: Power | None = None) -> None:
        """Pass on until the game waits for something, of a seat if one is named, and show it."""
        self._pass_until(phase, power)
        self._follow()

    def _pass_until(self, phase: type[phases.Phase], power: Power | None = None) -> None:
        while not isinstance(self.match.phase, phase | phases.End) or (
            power is not None and getattr(self.match.phase, "power", power) is not power
        ):
            self.pass_on()

    # ---------- where ----------

    def _pages(self) -> Iterator[str]:
        for label, name in (
            ("", "title"),
            ("New game", "new game"),
            ("Rules and help", "help"),
            ("Settings", "settings"),
        ):
            if label:
                self.driver.click(label)
            yield name
            self.driver.press("escape")

    def _guided(self) -> Iterator[str]:
        begin_guided(self.app)
        self.driver.step()
        yield "guided briefing"
        self.pass_to(phases.Table)
        self.driver.press("n")
        yield "guided dial"
        self.driver.press("n", "n", "n", "p")
        yield "guided programme"
        self.app.title()
        self.driver.step()
        self.driver.click("Replay or load")
        yield "load"
        self.driver.press("escape")

    def _seat(self) -> Iterator[str]:
        begin_game(self.app, self.choice)
        self.pass_to(phases.Curtain, self.power)
        yield "curtain"
        self.pass_to(phases.Memo, self.power)
        yield "memo"
        self.driver.press("ctrl+enter")
        self.pass_to(phases.Briefing, self.power)
        yield "brief"
        self.driver.press("enter")
        yield "briefing with an event"

    def _tabs(self) -> Iterator[str]:
        self.pass_to(phases.Table, self.power)
        self.driver.until(lambda: self.table.orders.advising.advice is not None)
        for panel in tuple(self.table.panels.values()):
            self.driver.press(panel.key)
            yield panel.name.lower()
        self.driver.press("w", "n")
        yield "watch, numbers"
        self.driver.press("n", "d")
        for view in ("propose", "partners", "signals", "promises", "messages"):
            self.driver.click(f"diplomacy:{view}")
            yield f"diplomacy, {view}"
        self.driver.press("b")

    def _sheets(self) -> Iterator[str]:
        driver = self.driver
        driver.click("flashpoint:senkaku")
        yield "flashpoint sheet"
        driver.press("escape")
        self.table.chart.show_area("KYU")
        driver.step()
        yield "area sheet"
        driver.press("escape")
        rows = [row for each in posture(self.table.book.desk).places for row in each.rows]
        orders = [row.order for row in rows if "%" in row.chance and not row.offer.locked]
        if orders:
            self.table.show_operation(orders[0])
            driver.step()
            yield "odds"
            driver.press("escape")

    def _sheet_of_orders(self) -> Iterator[str]:
        driver = self.driver
        driver.press("?")
        yield "advice, why"
        driver.press("escape")
        driver.click("advice:all")
        yield "advice, all"
        driver.click("advice:every")
        driver.wait(STAYS)
        yield "orders"
        driver.press("p", "o")
        yield "orders folded open"
        driver.press("escape", "b", "ctrl+enter")
        yield "commit"
        driver.press("escape")
        self.table.menu()
        driver.step()
        yield "menu"
        driver.press("escape")

    def _turn(self) -> Iterator[str]:
        self.match.commit(self.table.book.sheet)
        self._pass_until(phases.Thinking)
        yield from self._thinking()
        self.pass_to(phases.Resolution)
        for name, at in self._beats():
            assert isinstance(self.app.screen, Theatre)
            self.app.screen.show(at)
            yield name
        self.pass_to(phases.Briefing, self.power)
        yield "briefing of the second turn"
        self.pass_to(phases.Table, self.power)
        yield "table of the second turn"

    def _thinking(self) -> Iterator[str]:
        """Show the screen without letting it begin."""
        screen = Thinking(self.app)
        screen.leaving = True
        self.app.go(screen)
        screen.leaving = False
        yield "thinking"

    def _beats(self) -> Sequence[tuple[str, int]]:
        """Return the places of the turn that is told: its first beat, the first with dice, its end."""
        screen = self.app.screen
        assert isinstance(screen, Theatre)
        beats = screen.shown.beats
        rolled = [nth for nth, beat in enumerate(beats) if hasattr(beat.detail, "dice")]
        fought = [nth for nth in rolled if isinstance(beats[nth].detail, ContestDetail)]
        dice = next(iter([*fought, *rolled]), 0)
        return (("resolution", 0), ("resolution with dice", dice), ("resolution told", screen.shown.end))

    def _end(self) -> Iterator[str]:
        self.pass_to(phases.End)
        yield "end"
        self.driver.press("page down")
        yield "end, lower half"
        for key, name in (("p", "promise ledger"), ("m", "memos"), ("r", "replay")):
            self.driver.press(key)
            yield name
            self.driver.press("escape")
        yield from self._report()
        yield from self._what_if()

    def _report(self) -> Iterator[str]:
        self.driver.press("ctrl+s")
        self.driver.until(lambda: self.driver.sees("Open in browser"))
        yield "end, report written"

    def _what_if(self) -> Iterator[str]:
        self.driver.press("w")
        yield "what if"
        screen = self.app.screen
        assert isinstance(screen, WhatIf)
        self.driver.press("enter")
        self.driver.until(lambda: screen.reply is not None)
        yield "what if, answered"
        self.driver.press("page down")
        yield "what if, lower half"
        self.driver.press("escape")


def sheet_of(match: Match) -> OrderSheet:
    """Return what a bot would write in the seat at the screen; it depends on nothing but what is seen."""
    seen = match.observation()
    bot = make(CALIBRATED)
    bot.begin(seen.power, player_seed(seen.turn, seen.power))
    return bot.choose(seen, Desk(seen))
