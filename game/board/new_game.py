"""What people choose before a game, and the file beside its record that keeps what no record holds."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, Final

from attrs import evolve, field, frozen

from game.board.plain import Unreadable, from_plain, read_json, to_plain, write_json
from game.codec import SEEDS
from game.session import PERSON
from rules.terms import POWERS, Power

CALIBRATED: Final = "calibrated"
STANDARD: Final = "turning_the_corner"


class Curtain(Enum):
    """Whether the screen is covered while the computer passes from one person to the next."""

    ALWAYS = "always"
    NEVER = "never"


class Memos(Enum):
    """Whether every person is asked for a strategy before turn 1."""

    ASKED = "asked"
    NOT_ASKED = "not asked"


HANDICAPS: Final = range(-90, 201)
"""The handicaps there are, in per cent."""


def _percents(_: Any, __: Any, handicaps: dict[Power, int]) -> None:
    for power, percent in handicaps.items():
        if percent not in HANDICAPS:
            raise ValueError(f"handicap of {power.key} is {percent}: between -90 and 200 per cent")


def _seed(_: Any, __: Any, seed: int) -> None:
    if seed not in SEEDS:
        raise ValueError(f"seed {seed} is out of range: seeds have 64 bits")


def _minutes(_: Any, __: Any, minutes: int) -> None:
    if not 0 <= minutes <= 999:
        raise ValueError(f"a clock of {minutes} minutes: between 0, for none, and 999")


def _seats() -> dict[Power, str]:
    return {power: PERSON if power is Power.JAPAN else CALIBRATED for power in POWERS}


@frozen
class NewGame:
    """A game to be begun: a scenario by name or file, who sits where, and how they play.

    Seats are "human" or a player's name; names are what people call themselves; handicaps are per cent of
    income and first treasury; minutes are the clock of each seat and turn, 0 for none.
    """

    scenario: str = STANDARD
    seats: dict[Power, str] = field(factory=_seats)
    names: dict[Power, str] = field(factory=dict)
    handicaps: dict[Power, int] = field(factory=dict, validator=_percents)
    seed: int = field(default=1, validator=_seed)
    minutes: int = field(default=0, validator=_minutes)
    curtain: Curtain = Curtain.ALWAYS
    memo: Memos = Memos.NOT_ASKED

    @property
    def people(self) -> tuple[Power, ...]:
        """The seats that people fill, in the published order."""
        return tuple(power for power in POWERS if self.seats.get(power, PERSON) == PERSON)

    def name(self, power: Power) -> str:
        """Return what a seat's people call themselves, or nothing."""
        return self.names.get(power, "")


def beside(record: Path) -> Path:
    """Return the file that keeps names, clock and curtain of a record."""
    return record.with_name(f"{record.stem}.board.json")


def keep(record: Path, choice: NewGame) -> None:
    """Write down beside a record how its people play; raise OSError."""
    write_json(beside(record), to_plain(choice))


def kept(record: Path, scenario: str, seats: dict[Power, str], seed: int) -> tuple[NewGame, str]:
    """Return how the people of a record play, and one line where the file beside it is damaged.

    What the record says holds. Where nothing is kept the curtain falls between people: nothing can leak.
    """
    try:
        choice, said = from_plain(read_json(beside(record)), NewGame), ""
    except FileNotFoundError:
        choice, said = NewGame(), ""
    except (OSError, Unreadable) as error:
        why = error.strerror if isinstance(error, OSError) else error
        choice, said = NewGame(), f"{beside(record).name}: {why}; names and clock are set anew"
    return evolve(choice, scenario=scenario, seats=dict(seats), seed=seed), said
