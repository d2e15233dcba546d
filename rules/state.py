"""The state of a game: what is public (`Commons`), what is each power's own (`PowerState`), what is chance.

Small slotted things with named integers; contracts, agreements and the like are values in tuples,
replaced and never changed, so that a copy shares them. The World, history and dice stay outside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import define, field, fields, frozen

from rules.content import World
from rules.terms import Alert, Ending, Funding, Power, SignalKind, Stance, UnitKind

if TYPE_CHECKING:
    from attrs import frozen as _value
else:
    # Contracts are frozen for the type checker only: half a turn's values are contracts paid on.
    _value = define

T = TypeVar("T")

EMPTY: Final = bytes(8)
"""No counters of any kind."""


@_value
class Contract:
    """A programme under way: named by programme and ordinal (R6.6)."""

    programme: str
    nth: int
    due: int
    instalment: int
    unpaid: int
    price: int
    paid: int
    signed: int
    slips: int = 0
    hurry: int = 0


@frozen
class Pact:
    """An agreement in force between two parties; `until` is its last turn, 0 for no term."""

    agreement: str
    one: str
    other: str
    amount: int
    since: int
    until: int


@frozen
class Proposal:
    """What lies on the table until answered (R2.4)."""

    subject: str
    sender: Power
    to: Power
    amount: int


@frozen
class MeasureInForce:
    """A trade measure that stands until lifted."""

    operation: str
    by: Power
    target: Power


@frozen
class Said:
    """A signal waiting for its test (R9.6)."""

    kind: SignalKind
    subject: str
    amount: int
    turn: int


@frozen
class Review:
    """A doctrine step under review."""

    doctrine: str
    left: int


@frozen
class Streamed:
    """Money that comes each turn for some turns."""

    source: str
    amount: int
    until: int


@frozen
class Absent:
    """Counters away until a turn, then back in their box."""

    kind: UnitKind
    count: int
    back: int


def _copier(cls: type[T], mutable: tuple[str, ...]) -> Callable[[T], T]:
    """Write a class's copy from its table of fields; lists and byte arrays are copied, the rest shared."""
    names = [each.name for each in fields(cls)]  # type: ignore[arg-type]
    lines = ["def copy(self):", "    new = make(cls)"]
    lines += [f"    new.{name} = self.{name}{'[:]' if name in mutable else ''}" for name in names]
    lines.append("    return new")
    scope: dict[str, Any] = {"cls": cls, "make": cls.__new__}
    exec("\n".join(lines), scope)
    copier: Callable[[T], T] = scope["copy"]
    return copier


@define
class FlashpointState:
    """One quarrel: rung, control, alerts, blame and what this crisis has seen. All public."""

    rung: int
    start: int
    control: int
    highest: int
    alerts: list[int] = field(factory=lambda: [int(Alert.ROUTINE)] * 4)
    blame: list[int] = field(factory=lambda: [0] * 5)
    gates: list[int] = field(factory=lambda: [0] * 4)
    absent: list[int] = field(factory=lambda: [0] * 4)
    fired_at: int = 0
    broke_ranks: bool = False
    left_alone: bool = False
    extra_home: int = 0
    committed_until: int = 0


@define
class Commons:
    """Everything that every power may see."""

    turn: int
    dials: list[int]
    gdp: list[int]
    growth: list[int]
    credibility: list[int]
    doctrines: list[tuple[str, ...]]
    alignment: list[int]
    flashpoints: list[FlashpointState]
    cohesion: int
    integration: int
    pips: int
    stepped: int
    patron: int
    history: int
    ask: int
    crossed: bool
    pacts: tuple[Pact, ...]
    measures: tuple[MeasureInForce, ...]
    choices: tuple[str, ...]
    agenda: tuple[tuple[str, int], ...]
    start_dials: tuple[int, ...]
    start_alignment: tuple[int, ...]
    lost_lanes: list[int]
    reckoned: int
    tension_sum: int
    rung_six_turns: int
    hot_turn: int
    tested: int
    two_percent_turn: int
    measured: list[int]
    ending: Ending | None = None
    fought: tuple[int, ...] = ()


@define
class PowerState:
    """What only its owner sees of a power's sheet; tallies begin at nought."""

    treasury: int
    capital: int
    support: int
    readiness: int
    stocks: int
    industry: int
    strain: int
    slack: int
    caps: list[int]
    roles: list[int]
    alarm: list[int]
    stances: list[int]
    contracts: tuple[Contract, ...]
    bill: int = 0
    funding: int = int(Funding.SUSTAIN)
    outside: int = 0
    exact: list[int] = field(factory=lambda: [0] * 4)
    lines: list[int] = field(factory=lambda: [0] * 15)
    signed: tuple[str, ...] = ()
    review: Review | None = None
    said: tuple[Said, ...] = ()
    streams: tuple[Streamed, ...] = ()
    away: tuple[Absent, ...] = ()
    flags: tuple[tuple[str, int], ...] = ()
    secret: str = ""
    private_flashpoint: int = 0
    private_stake: int = 0
    rushed: int = 0
    invoked: int = 0
    proved: int = -2
    upkeep_added: int = 0
    delivered: int = 0
    imports_slipped: int = 0
    test_pips: list[int] = field(factory=lambda: [0] * 6)
    tests: int = 0
    lane_points: int = 0
    outside_total: int = 0
    outside_china: int = 0
    growth_lost: int = 0
    theatre_sum: int = 0
    theatre_most: int = 0
    war_lost: int = 0


@define
class State:
    """A game at rest: orders are being written for turn `commons.turn`."""

    world: World
    seed: int
    commons: Commons
    powers: list[PowerState]
    counters: bytearray
    proposals: tuple[Proposal, ...]
    secret_pacts: tuple[Pact, ...]
    home_turns: tuple[int, int, int, int]
    salts: tuple[tuple[int, int, str, int], ...]
    shared: object = field(default=None, eq=False, repr=False)

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, from 1."""
        return self.commons.turn

    def copy(self) -> State:
        """Return a state that shares nothing that can change."""
        new: State = State.__new__(State)
        new.world = self.world
        new.seed = self.seed
        new.commons = copy_commons(self.commons)
        one, two, three, four = self.powers
        new.powers = [copy_power(one), copy_power(two), copy_power(three), copy_power(four)]
        new.counters = self.counters[:]
        new.proposals = self.proposals
        new.secret_pacts = self.secret_pacts
        new.home_turns = self.home_turns
        new.salts = self.salts
        new.shared = None
        return new

    def own(self, power: Power) -> PowerState:
        """Return a power's own sheet."""
        return self.powers[power]

    def count(self, area: int, power: Power, kind: UnitKind) -> int:
        """Return how many counters of a kind a power has in an area."""
        return self.counters[(area << 5) + (power << 3) + kind]


_copy_flashpoint = _copier(FlashpointState, ("alerts", "blame", "gates", "absent"))
_copy_commons = _copier(
    Commons,
    ("dials", "gdp", "growth", "credibility", "doctrines", "alignment", "lost_lanes", "measured"),
)
copy_power = _copier(PowerState, ("caps", "roles", "alarm", "stances", "exact", "lines", "test_pips"))


def copy_commons(commons: Commons) -> Commons:
    """Return a copy of the public facts."""
    new = _copy_commons(commons)
    new.flashpoints = [_copy_flashpoint(each) for each in commons.flashpoints]
    return new


def slot(area: int, power: int, kind: int) -> int:
    """Return the place of a count in a byte array of counters: 8 kinds by 4 powers by areas."""
    return (area << 5) + (power << 3) + kind


def pact_between(pacts: tuple[Pact, ...], agreement: str, one: str, other: str) -> Pact | None:
    """Return the agreement in force between two parties, whichever signed first."""
    for pact in pacts:
        if pact.agreement == agreement and (one, other) in ((pact.one, pact.other), (pact.other, pact.one)):
            return pact
    return None


def has_flag(own: PowerState, name: str, turn: int) -> bool:
    """Tell whether a flag of a power is up."""
    return any(flag == name and until >= turn for flag, until in own.flags)


def default_stances(count: int) -> list[int]:
    """Return the stance nobody has changed: hold, at every flashpoint."""
    return [int(Stance.HOLD)] * count


def sustained(level: int) -> int:
    """Return the funding that stands next turn: a surge falls back to full (R6.8)."""
    return int(Funding.FULL) if level == Funding.SURGE else level
