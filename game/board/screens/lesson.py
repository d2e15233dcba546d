"""What the guided first turn says, step by step: Japan in the lesson of four quarters.

A step points at the first of its controls that is there, so a control in a closed tab is reached by way of
the rail. It is done when `done` is true; without that it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from attrs import frozen

from game.board.screens.base import Screen
from game.board.screens.table import Table
from rules.orders import FundReadiness, Operate, Order, SetDial, Signal, StartProgramme


class Part(IntEnum):
    """The parts of the lesson in the order in which a game comes to them."""

    BRIEFING = 0
    TABLE = 1
    THINKING = 2
    RESOLUTION = 3
    NEXT_BRIEFING = 4
    NEXT_TABLE = 5
    OVER = 6


@frozen
class Step:
    """A step of the lesson: when it is said, what it says, at what it points, and when it is done."""

    key: str
    part: Part
    title: str
    text: str
    points: tuple[str, ...] = ()
    done: Callable[[Screen], bool] | None = None


def _ordered(*kinds: type[Order]) -> Callable[[Screen], bool]:
    return lambda screen: (
        isinstance(screen, Table) and any(isinstance(order, kinds) for order in screen.book.orders)
    )


def _opened(*layers: str) -> Callable[[Screen], bool]:
    return lambda screen: any(screen.ui.is_open(layer) for layer in layers)


def _closed(layer: str) -> Callable[[Screen], bool]:
    return lambda screen: not screen.ui.is_open(layer)


def _tab(name: str) -> Callable[[Screen], bool]:
    return lambda screen: isinstance(screen, Table) and screen.tab == name


def _either(*tests: Callable[[Screen], bool]) -> Callable[[Screen], bool]:
    return lambda screen: any(test(screen) for test in tests)


def _with_the_game(screen: Screen) -> bool:
    """What is done when the game goes on, and not before."""
    return False


LESSON: Final = (
    Step(
        "welcome",
        Part.BRIEFING,
        "You are the Prime Minister's office",
        "It is October 2025, and you lead Japan. Every quarter begins with a briefing: at the left what "
        "has changed and what falls due, at the right what your office wants and fears.",
    ),
    Step(
        "answers",
        Part.BRIEFING,
        "Go on, and answer",
        "Cards follow. Some ask for an answer, and under each answer stands what it does. Choose one and go "
        "on; with Later you can still decide at the table. After the last card comes the map.",
        ("briefing:go", "briefing:choice:0"),
        _with_the_game,
    ),
    Step(
        "promise",
        Part.TABLE,
        "The promise",
        "Your government has promised to spend 2 % of national income on defence by March. Today it is "
        "1.80 %. March is the end of the next turn, and one turn moves it one step: there is no quarter "
        "to lose.",
        ("budget:dial", "rail:Budget"),
    ),
    Step(
        "dial",
        Part.TABLE,
        "Move the dial",
        "Drag the knob to 1.90. Below it stands what the step costs: political capital, which is trust "
        "you can spend. Amber and red are steps that strain the country.",
        ("budget:dial", "rail:Budget"),
        _ordered(SetDial),
    ),
    Step(
        "money",
        Part.TABLE,
        "Where the money goes",
        "The dark part pays crews and upkeep, the blue part old contracts. The hatched part is free: "
        "spend it this quarter, for half of what is left is lost.",
        ("budget:money", "rail:Budget"),
    ),
    Step(
        "readiness",
        Part.TABLE,
        "Raise readiness",
        "Readiness is trained crews and working engines. Choose full: the bill grows, and the forces get "
        "better from the next quarter on.",
        ("budget:readiness", "rail:Budget"),
        _ordered(FundReadiness),
    ),
    Step(
        "programmes",
        Part.TABLE,
        "Look at the programmes",
        "What you buy today arrives years later. Open Programmes to see what is under way and what may "
        "be signed.",
        ("rail:Programmes",),
        _tab("Programmes"),
    ),
    Step(
        "start",
        Part.TABLE,
        "Start a programme",
        "Choose one in the catalogue, such as Island radar. Its card tells when it arrives and what it "
        "brings. Press Start. It will not be ready in this game, yet the country has begun.",
        ("catalogue:programme:island_radar", "detail:do", "rail:Programmes"),
        _ordered(StartProgramme),
    ),
    Step(
        "flashpoint",
        Part.TABLE,
        "Look at a flashpoint",
        "There are four places where a war could begin. The figure is the rung of danger: at 4 a crisis "
        "begins, at 8 there is war and everybody loses. Open the Senkakus.",
        ("flashpoint:senkaku", "rail:Budget"),
        _opened("chart:sheet"),
    ),
    Step(
        "odds",
        Part.TABLE,
        "See what an operation would do",
        "Here stand who is involved and how strong. Further down are operations. Press Coast-guard surge: "
        "you are shown its odds before anything is written.",
        ("operation:coast_guard_surge:senkaku", "flashpoint:senkaku", "rail:Budget"),
        _either(_opened("odds"), _ordered(Operate)),
    ),
    Step(
        "read odds",
        Part.TABLE,
        "Read the odds",
        "Every way two dice can fall is one dot. Each line below pushes the sum up or down and says why. "
        "What others write at the same moment, nobody can know. A surge stirs up the sea: cancel, or add the "
        "order if you dare.",
        ("odds:box",),
        _closed("odds"),
    ),
    Step(
        "signals",
        Part.TABLE,
        "Words count too",
        "Signals, agreements and partners stand under Diplomacy. Open it.",
        ("rail:Diplomacy",),
        _tab("Diplomacy"),
    ),
    Step(
        "signal",
        Part.TABLE,
        "Give a signal",
        "Once a turn you may give your word. Under Signals, reassure China about the Senkakus: everybody "
        "hears it, and it is kept if you do nothing warlike there. A broken word costs credibility.",
        ("signals:reassure:senkaku", "signals:do", "diplomacy:signals", "rail:Diplomacy"),
        _ordered(Signal),
    ),
    Step(
        "advice",
        Part.TABLE,
        "Ask the advisor",
        "The advisor stands below your orders, here under List. It knows what you know and nothing more. "
        "Why tells its reasons, Add writes the order; you are free to think otherwise.",
        ("advice:why", "advice:all", "orders:show", "rail:Budget"),
        _opened("advice:why", "advice:all"),
    ),
    Step(
        "commit",
        Part.TABLE,
        "Commit",
        "Your sheet is written. Nobody sees it before all four are in; then everything happens at once. "
        "You are shown what it comes to before it goes in.",
        ("commit:go", "orders:commit"),
        _with_the_game,
    ),
    Step(
        "resolution",
        Part.RESOLUTION,
        "Watch the turn",
        "The turn is worked out in eight steps, always in the same order. Dice show what was left to "
        "chance. Space goes on, the arrows go back and forth. Then go on to the next quarter.",
        ("tale:on", "tale:next"),
        _with_the_game,
    ),
    Step(
        "news",
        Part.NEXT_BRIEFING,
        "Read what it did",
        "A quarter has passed. Here stands what your orders did, what the others were seen to do, and what "
        "that moved. Answer what is asked, then go to the table.",
        ("briefing:go", "briefing:choice:0"),
        _with_the_game,
    ),
    Step(
        "alone",
        Part.NEXT_TABLE,
        "The next turn is yours",
        "The dial stands one step from the promise, and this is the last quarter before March. Keep an "
        "eye on capital and support. F1 opens the rules, ? asks the advisor. Good luck.",
        ("budget:dial", "rail:Budget"),
    ),
)
