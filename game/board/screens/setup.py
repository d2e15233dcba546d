"""New game: a scenario, who sits where, and how they play; it can be started at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import Breadth, Frame, Rect
from game.board.new_game import CALIBRATED, STANDARD, NewGame
from game.board.screens.base import Screen
from game.board.screens.begin import begin_game
from game.board.screens.page import FOOT, HEAD, body, caps, foot, head, listed
from game.board.screens.setup_options import options
from game.board.screens.setup_scenarios import Scenarios
from game.board.screens.setup_seats import seat_cards
from game.board.theme import BODY_SMALL
from game.board.widgets import Button, ButtonStyle, Paint, Region, Scroll, Widget
from game.codec import SEEDS
from game.session import PERSON
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.app import App

GAP: Final = 40.0
NUMBERS: Final = ("no", "one", "two", "three", "four")


class Aim(Enum):
    """What a new game is for: people play, or they look on."""

    PLAY = "play"
    WATCH = "watch"


class Setup(Screen):
    """The page on which a new game is chosen."""

    def __init__(self, app: App, aim: Aim) -> None:
        super().__init__(app)
        self.aim = aim
        self.scenarios = Scenarios()
        self.choice = self._first(app.settings.last)
        self.seed = str(new_seed())
        self.fault = ""
        """What keeps the game from being begun, in one line."""

    def _first(self, last: NewGame) -> NewGame:
        """Return what is offered at first: the last choice as far as it is still to be had."""
        known = last.scenario in self.scenarios.names
        choice = evolve(last, scenario=last.scenario if known else STANDARD)
        if self.aim is Aim.WATCH:
            return evolve(choice, seats={power: _bot(last, power) for power in POWERS})
        return choice if choice.people else NewGame(scenario=choice.scenario)

    def enter(self) -> None:
        """Show the chosen scenario."""
        self.scenarios.show(self.ui, self.choice.scenario)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, the scenarios, the seats with the options, and the strip with Start."""
        title = "New game" if self.aim is Aim.PLAY else "Watch bots play"
        page = body(frame).below(HEAD).above(FOOT)
        gap = 24 if frame.breadth is Breadth.COMPACT else GAP
        left = page.left(300.0 if frame.breadth is Breadth.COMPACT else 372.0)
        right = page.after(left.w + gap)
        return [
            Region(
                "setup:page",
                frame.whole.below(HEAD).above(FOOT),
                self._columns(left, right),
                self.palette.paper,
            ),
            head(frame, self.palette, title),
            foot(frame, self.palette, self._buttons(frame)),
        ]

    def _columns(self, left: Rect, right: Rect) -> list[Widget]:
        top = 46.0
        cards = self.scenarios.cards(self.ui, left.below(top), self.choice.scenario, self.choose_scenario)
        height = max((card.rect.bottom for card in cards), default=0.0) - left.y - top + 16
        seats = right.below(top)
        rows, low = seat_cards(self, seats)
        rows += options(self, Rect(right.x, low + 16, right.w, 110))
        tall = max(row.rect.bottom for row in rows) - seats.y + 12
        return [
            caps("setup:scenario", Rect(left.x, left.y + 20, left.w, 20), "Scenario"),
            # room for focus rings and shadows at the sides
            Scroll("setup:scenarios", _roomy(left.below(top)), height, cards),
            caps("setup:seats", Rect(right.x, right.y + 20, 120, 20), "Seats"),
            self._count(Rect(right.x + 120, right.y + 20, right.w - 120, 20)),
            Scroll("setup:right", _roomy(seats), tall, rows),
        ]

    def _count(self, rect: Rect) -> Paint:
        people = len(self.choice.people)
        if self.aim is Aim.WATCH:
            said = "four bots play; you see everything"
        else:
            persons = f"{NUMBERS[people]} {'person' if people == 1 else 'people'} here"
            bots = f"{NUMBERS[4 - people]} {'bot' if people == 3 else 'bots'}"
            said = f"{listed((persons, bots)) if people < 4 else persons}; every seat plays by the same rules"
        return Paint(
            "setup:count",
            rect,
            lambda canvas: _right(canvas, said, rect),
        )

    def _buttons(self, frame: Frame) -> list[Widget]:
        row = body(frame).foot(FOOT).inset(0, 12)
        start = Button(
            "setup:start", row.end(210), "Start the game", self.start, ButtonStyle.PRIMARY, cap="Enter"
        )
        back = Button("setup:back", row.left(110), "Back", self.escape, cap="Esc")
        note = row.after(130).before(230)
        said = self.fault or "Odds, dice and rules are the same for people and bots."
        bad = bool(self.fault)

        def paint(canvas: Canvas) -> None:
            colours = canvas.palette
            canvas.text(
                canvas.type.fit(said, BODY_SMALL, note.w),
                BODY_SMALL,
                colours.bad if bad else colours.second,
                note,
            )

        return [back, Paint("setup:note", note, paint, self.fault), start]

    # ---------- what is chosen ----------

    def choose_scenario(self, name: str) -> None:
        """Choose a scenario."""
        self.change(scenario=name)
        self.scenarios.show(self.ui, name)

    def change(self, **what: object) -> None:
        """Change some of the choice."""
        self.choice = evolve(self.choice, **what)  # type: ignore[arg-type]
        self.fault = ""
        self.ui.change()

    def fill(self, power: Power, player: str) -> None:
        """Let somebody fill a seat."""
        self.change(seats={**self.choice.seats, power: player})

    def seat_kind(self, power: Power, nth: int) -> None:
        """Let a person (0) or a bot (1) fill a seat; the last bot of the seat comes back."""
        now = self.choice.seats.get(power, PERSON)
        if now != PERSON:
            self.ui.keep(f"setup:bot:{power.key}", now)
        self.fill(power, PERSON if nth == 0 else self.ui.recall(f"setup:bot:{power.key}", CALIBRATED))

    def name_seat(self, power: Power, text: str) -> None:
        """Call the people of a seat by a name."""
        self.change(names={**self.choice.names, power: text})

    def handicap(self, power: Power, percent: int) -> None:
        """Give a seat more or less money."""
        self.change(handicaps={**self.choice.handicaps, power: percent})

    def write_seed(self, text: str) -> None:
        """Take what was typed for a seed."""
        self.seed, self.fault = text, ""
        self.ui.change()

    def draw_seed(self) -> None:
        """Take another seed."""
        self.ui.memory.pop("setup:seed:caret", None)
        self.write_seed(str(new_seed()))

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Enter starts wherever no control takes it, with Ctrl always; page keys scroll the seats."""
        return {
            "enter": self.start,
            "ctrl+enter": self.start,
            "page down": lambda: self._roll(240),
            "page up": lambda: self._roll(-240),
        }

    def _roll(self, by: float) -> None:
        node = self.ui.node("setup:right")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(self.ui, by)

    def start(self) -> None:
        """Begin the game, or say what keeps it from being begun."""
        try:
            seed = int(self.seed)
        except ValueError:
            return self._refuse("The seed is a whole number, such as 4817: write one, or take New.")
        if seed not in SEEDS:
            return self._refuse("The seed is too large: numbers of up to 18 figures will do.")
        choice = evolve(self.choice, seed=seed, names=_names(self.choice))
        settings = evolve(self.app.settings, last=choice)
        fault = begin_game(self.app, choice)
        if fault:
            return self._refuse(fault)
        if self.aim is Aim.PLAY:
            self.app.set(settings)
        return None

    def _refuse(self, line: str) -> None:
        self.fault = line
        self.ui.change()


def new_seed() -> int:
    """Return a seed that nobody chose."""
    return random.SystemRandom().randrange(1000, 1_000_000)


def _names(choice: NewGame) -> dict[Power, str]:
    """Return the names of the people who play, without those of seats that bots fill."""
    stripped = {power: choice.name(power).strip() for power in choice.people}
    return {power: name for power, name in stripped.items() if name}


def _bot(choice: NewGame, power: Power) -> str:
    name = choice.seats.get(power, PERSON)
    return CALIBRATED if name == PERSON else name


def _roomy(rect: Rect) -> Rect:
    """Return a window wider than its content by the room of focus rings."""
    return Rect(rect.x - 8, rect.y - 6, rect.w + 20, rect.h + 6)


def _right(canvas: Canvas, text: str, rect: Rect) -> None:
    canvas.text(text, BODY_SMALL, canvas.palette.second, rect, "right")
