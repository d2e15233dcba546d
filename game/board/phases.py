"""The phases of a game at one computer: whose screen it is, and what may be shown on it."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from rules.terms import Power


class Sight(Enum):
    """Who looks on where it is not one seat: all people at once, or a watcher who sees everything."""

    PUBLIC = "public"
    TRUTH = "truth"


Viewer = Power | Sight


class Status(Enum):
    """What everybody may know of a seat between two people's turns at the screen."""

    COMMITTED = "committed"
    NEXT = "next"
    WAITING = "waiting"
    BOT = "bot"


@frozen
class Seat:
    """A seat's public status; the name is what its people call themselves, or the bot's."""

    power: Power
    name: str
    status: Status


@frozen
class Curtain:
    """The screen is covered until the people of a power take their seat."""

    power: Power
    seats: tuple[Seat, ...]


@frozen
class Memo:
    """A seat is asked for its strategy, once, before turn 1."""

    power: Power


@frozen
class Briefing:
    """A seat reads what has changed."""

    power: Power


@frozen
class Table:
    """A seat writes its sheet."""

    power: Power


@frozen
class Thinking:
    """All people's sheets are in: bots write theirs and the turn is worked out."""

    turn: int
    powers: tuple[Power, ...]


@frozen
class Resolution:
    """A turn is shown as it went, to one seat or to all at once."""

    turn: int
    viewer: Viewer


@frozen
class End:
    """The game is over, and everything may be seen."""

    turn: int


Phase = Curtain | Memo | Briefing | Table | Thinking | Resolution | End
