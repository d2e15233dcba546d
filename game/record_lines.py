"""The lines of a record as typed values: a header, then what was done, said and decided, one line each."""

from __future__ import annotations

from collections.abc import Callable
from reprlib import repr as short
from typing import Any, Final

from attrs import field, frozen

from rules.interventions import Intervention
from rules.orders import Order, OrderSheet
from rules.terms import Ending, Power

FORMAT: Final = 1
"""The format of records that this program writes and reads."""

SEEDS: Final = range(-(1 << 63), 1 << 63)
"""The seeds that a game can have."""


PERSON: Final = "human"
"""The name of a seat that a person fills; every other name is a player's of the registry."""


class CodecError(ValueError):
    """Plain data that are not what they should be: where, and why."""


def _need(holds: Callable[[Any], bool], what: str) -> Callable[[Any, Any, Any], None]:
    """Return a validator that says what a field should be."""

    def validate(_: Any, attribute: Any, value: Any) -> None:
        if not holds(value):
            raise CodecError(f"{attribute.name} {short(value)} is not {what}")

    return validate


def _is_digest(value: str) -> bool:
    return len(value) == 16 and set(value) <= set("0123456789abcdef")


_DIGEST: Final = _need(_is_digest, "16 hexadecimal digits")
_DIGEST_IF_ANY: Final = _need(lambda value: value == "" or _is_digest(value), "16 hexadecimal digits")


@frozen
class Header:
    """What was played, with which rules and seed, and who sat where; `data` is the whole scenario."""

    format: int = field(validator=_need(lambda value: value == FORMAT, f"{FORMAT}, the format read here"))
    rules: str
    scenario: str
    scenario_digest: str = field(validator=_DIGEST_IF_ANY)
    seed: int = field(validator=_need(SEEDS.__contains__, "a seed of 64 bits"))
    seats: dict[Power, str]
    data: dict[str, Any] | None = None


@frozen
class SheetLine:
    """A sheet committed for a turn under way."""

    turn: int
    power: Power
    orders: tuple[Order, ...]

    @property
    def sheet(self) -> OrderSheet:
        """The sheet itself."""
        return OrderSheet(self.power, self.orders)


@frozen
class WithdrawLine:
    """A committed sheet taken back before the turn was adjudicated."""

    turn: int
    power: Power


@frozen
class TurnLine:
    """A turn adjudicated: the sheets it was worked out from, and the digest of the state after."""

    turn: int
    sheets: dict[Power, OrderSheet]
    digest: str = field(validator=_DIGEST)


@frozen
class BackLine:
    """The game went back to the orders of a turn; so many of the acts done in it still hold."""

    turn: int
    reason: str
    acts: int = field(default=0, validator=_need(lambda value: value >= 0, "a number of acts"))


@frozen
class ActLine:
    """The facilitator acted, for a reason; without an act it is a note. `digest` is of the state after."""

    turn: int
    reason: str
    act: Intervention | None = None
    digest: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.act is None) != (self.digest is None):
            raise CodecError("an act and the digest of the state after it go together")
        if self.digest is not None and not _is_digest(self.digest):
            raise CodecError(f"digest {short(self.digest)} is not 16 hexadecimal digits")


@frozen
class SeatLine:
    """The facilitator gave a seat to a player by name, or to people, for a reason."""

    turn: int
    power: Power
    player: str = field(validator=_need(bool, "a player's name"))
    reason: str


@frozen
class StopLine:
    """The facilitator ended the game early, for a reason; going back lets it go on."""

    turn: int
    reason: str


@frozen
class MemoLine:
    """A seat wrote down its strategy."""

    turn: int
    power: Power
    text: str


@frozen
class MessageLine:
    """A message to some seats, or to all where none is named; without a sender it is the facilitator's."""

    turn: int
    to: tuple[Power, ...]
    text: str
    sender: Power | None = None


@frozen
class FaultLine:
    """A player broke down or wrote what is not legal; the game went on without it."""

    turn: int
    power: Power
    reason: str


@frozen
class EndLine:
    """The game ended at a turn, with scores."""

    turn: int
    ending: Ending
    scores: dict[Power, int]


Line = (
    Header
    | SheetLine
    | WithdrawLine
    | TurnLine
    | BackLine
    | ActLine
    | SeatLine
    | StopLine
    | MemoLine
    | MessageLine
    | FaultLine
    | EndLine
)

KINDS: Final[dict[str, type[Line]]] = {
    "header": Header,
    "sheet": SheetLine,
    "withdraw": WithdrawLine,
    "turn": TurnLine,
    "back": BackLine,
    "act": ActLine,
    "seat": SeatLine,
    "stop": StopLine,
    "memo": MemoLine,
    "message": MessageLine,
    "fault": FaultLine,
    "end": EndLine,
}
"""The kinds of lines by the name under which they are written."""
