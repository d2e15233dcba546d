"""Effects and conditions: the closed sets that all content is written in, as values only.

`whom` and `here` are words resolved where an effect is applied: a power or partner by name, or
`self`, `target`, `ally`, `rivals`, `challenger`, `lead`, `defenders`, `partner`, `partners`, `both`;
a flashpoint by name or `here`.
"""

from __future__ import annotations

from attrs import frozen

from rules.terms import Line, Track, UnitKind


@frozen
class Shift:
    """Moves a track by an amount; alarm moves `about` the actor unless it names another."""

    track: Track
    whom: str
    by: int
    about: str = "self"


@frozen
class Climb:
    """Moves a rung by an amount, never past `ceiling` when it rises."""

    flashpoint: str
    by: int
    ceiling: int = 7


@frozen
class Grip:
    """Moves control at a flashpoint toward the challenger (positive) or away from it."""

    flashpoint: str
    by: int


@frozen
class Place:
    """Puts counters of a power into an area."""

    kind: UnitKind
    whom: str
    area: str
    count: int = 1


@frozen
class Remove:
    """Takes counters of a kind from where the power has most, for good or for some turns."""

    kind: UnitKind
    whom: str
    count: int = 1
    turns: int = 0


@frozen
class Chance:
    """Rolls 2d6 plus a reading's modifier; at the number or above the effects follow, else `other`."""

    need: int
    then: tuple[Effect, ...]
    other: tuple[Effect, ...] = ()


@frozen
class When:
    """Applies effects only if every condition holds."""

    all: tuple[Condition, ...]
    then: tuple[Effect, ...]
    other: tuple[Effect, ...] = ()


@frozen
class Stream:
    """Pays a power an amount each turn for some turns; `source` names the payer."""

    whom: str
    amount: int
    turns: int
    source: str


@frozen
class Flag:
    """Raises a named flag of a power for some turns, this turn included."""

    whom: str
    name: str
    turns: int


@frozen
class Schedule:
    """Puts a card on the calendar, some turns ahead."""

    card: str
    turns: int


@frozen
class Delay:
    """Moves the due turn of a power's contracts of one line (or of imports, or the next due)."""

    whom: str
    by: int
    line: Line | None = None
    imports: bool = False
    most: int = 99


Effect = Shift | Climb | Grip | Place | Remove | Chance | When | Stream | Flag | Schedule | Delay


@frozen
class Bound:
    """Holds if a reading of a power lies in a range."""

    reading: str
    whom: str
    low: int = -1_000_000_000
    high: int = 1_000_000_000


@frozen
class Rung:
    """Holds if a rung lies in a range; `staked` means any flashpoint the power has a stake in."""

    flashpoint: str
    low: int = 0
    high: int = 9


@frozen
class Control:
    """Holds if control at a flashpoint lies in a range."""

    flashpoint: str
    low: int = -2
    high: int = 4


@frozen
class Adopted:
    """Holds if a power has adopted a doctrine (or has not, with `yes` false)."""

    power: str
    doctrine: str
    yes: bool = True


@frozen
class InForce:
    """Holds if an agreement is in force, between anybody or with the named party."""

    agreement: str
    party: str = ""
    yes: bool = True


@frozen
class Flagged:
    """Holds if a power's flag is up."""

    whom: str
    name: str
    yes: bool = True


@frozen
class Counters:
    """Holds if a power has at least so many counters in some areas, of one kind or of any."""

    whom: str
    areas: tuple[str, ...]
    low: int = 1
    kind: UnitKind | None = None


@frozen
class Measured:
    """Holds if a trade measure against the target, by the power, is in force."""

    by: str
    target: str
    yes: bool = True


Condition = Bound | Rung | Control | Adopted | InForce | Flagged | Counters | Measured
