"""What a power may know: `observe` is the only door from a state to a player (R12).

An observation shares one public part a turn among all seats, holds the viewer's own sheet and, of the
rest, estimates: the bucket that holds the truth. It has neither seed nor digest nor set-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from attrs import define, field

from rules.content import World
from rules.prices import income
from rules.state import (
    Commons,
    Contract,
    Pact,
    PowerState,
    Proposal,
    State,
    copy_commons,
    copy_power,
    default_stances,
)
from rules.terms import ALLY, POWERS, Power, UnitKind, same_side

Range = tuple[int, int]

_EMPTY: Final = bytes(8)


class Estimate(NamedTuple):
    """Ranges that hold the truth about another power's sheet (R12.1)."""

    readiness: Range
    stocks: Range
    treasury: Range
    capital: Range
    contracts: Range
    caps: tuple[Range, ...]


@define
class Shared:
    """The public part of a turn's observations, made once."""

    commons: Commons
    west_view: bytes
    east_view: bytes
    at_home: tuple[tuple[int, ...], ...]
    money_scales: tuple[int, ...]
    estimates: dict[tuple[Power, int], Estimate] = field(factory=dict)
    """Estimates by power and width, as several viewers may see equally far."""


@define
class Observation:
    """All that one power knows when it writes its sheet; `at_home` counts hidden counters by kind."""

    world: World
    power: Power
    commons: Commons
    sheet: PowerState
    counters: bytes
    at_home: tuple[tuple[int, ...], ...]
    estimates: tuple[Estimate | None, ...]
    proposals: tuple[Proposal, ...]
    secret_pacts: tuple[Pact, ...]
    memo: dict[object, object] = field(factory=dict, eq=False, repr=False)

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, from 1."""
        return self.commons.turn

    def own(self, power: Power) -> PowerState:
        """Return the viewer's own sheet; nobody else's is known."""
        if power != self.power:
            raise LookupError(f"{self.power.key} does not know the sheet of {power.key}")
        return self.sheet

    def count(self, area: int, power: Power, kind: UnitKind) -> int:
        """Return how many counters of a kind are seen in an area."""
        return self.counters[(area << 5) + (power << 3) + kind]


def hidden_areas(world: World, viewer: Power) -> frozenset[tuple[Power, str]]:
    """Return the homes of rivals, each with its power, into which a viewer does not see (R12.1)."""
    known = world.memo.get(("hidden", viewer))
    if not isinstance(known, frozenset):
        homes = [
            (power, name)
            for power in POWERS
            if not same_side(power, viewer)
            for name in world.powers[power].home
        ]
        known = world.memo[("hidden", viewer)] = frozenset(homes)
    return known


def observe(state: State, power: Power) -> Observation:
    """Return what a power knows of a state."""
    shared = state.shared
    if not isinstance(shared, Shared):
        shared = state.shared = _share(state)
    me = power.key
    return Observation(
        world=state.world,
        power=power,
        commons=shared.commons,
        sheet=copy_power(state.powers[power]),
        counters=shared.west_view if power < 2 else shared.east_view,
        at_home=shared.at_home,
        estimates=_estimates(state, power, shared),
        proposals=tuple([each for each in state.proposals if power in (each.sender, each.to)])
        if state.proposals
        else (),
        secret_pacts=tuple([pact for pact in state.secret_pacts if me in (pact.one, pact.other)])
        if state.secret_pacts
        else (),
    )


def _share(state: State) -> Shared:
    world = state.world
    return Shared(
        commons=copy_commons(state.commons),
        west_view=_masked(state.counters, _homes(world, Power.CHINA) + _homes(world, Power.DPRK)),
        east_view=_masked(state.counters, _homes(world, Power.JAPAN) + _homes(world, Power.US)),
        at_home=tuple([_home_counts(state.counters, _homes(world, power)) for power in POWERS]),
        money_scales=tuple([money_scale(state, power) for power in POWERS]),
    )


def _homes(world: World, power: Power) -> tuple[int, ...]:
    """Return where a power's eight counts of each of its home areas begin."""
    known = world.memo.get(("homes", power))
    if not isinstance(known, tuple):
        places = [(world.area_index[name] << 5) + (power << 3) for name in world.powers[power].home]
        known = world.memo[("homes", power)] = tuple(places)
    return known


def _masked(counters: bytearray, hidden: tuple[int, ...]) -> bytes:
    view = counters[:]
    for start in hidden:
        view[start : start + 8] = _EMPTY
    return bytes(view)


def _home_counts(counters: bytearray, starts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*[counters[start : start + 8] for start in starts], strict=True)))


def _estimates(state: State, viewer: Power, shared: Shared) -> tuple[Estimate | None, ...]:
    """Bucket every other power's sheet by the viewer's surveillance and the other's secrecy (R12.1)."""
    own = state.powers[viewer]
    base = 4 - own.caps[2] // 3
    found: list[Estimate | None] = []
    for power in POWERS:
        if power == viewer:
            found.append(None)
            continue
        if own.exact[power] >= state.commons.turn:
            width = 0
        elif power == ALLY[viewer]:
            width = 1
        else:
            width = max(1, base + state.world.powers[power].secrecy)
        known = shared.estimates.get((power, width))
        if known is None:
            known = _estimate(state.powers[power], width, shared.money_scales[power])
            shared.estimates[power, width] = known
        found.append(known)
    return tuple(found)


def money_scale(state: State, power: Power) -> int:
    """Return a tenth of a power's quarterly income, the step in which its treasury is guessed (R12.1)."""
    return max(1, income(state.world, state.commons, power) // 10)


def _estimate(own: PowerState, width: int, scale: int) -> Estimate:
    if not width:
        return Estimate(
            readiness=(own.readiness, own.readiness),
            stocks=(own.stocks, own.stocks),
            treasury=(own.treasury, own.treasury),
            capital=(own.capital, own.capital),
            contracts=(len(own.contracts), len(own.contracts)),
            caps=tuple([(value, value) for value in own.caps]),
        )
    tens, money = 10 * width, scale * width
    readiness = own.readiness // tens * tens
    treasury = own.treasury // money * money
    stocks, capital = own.stocks // width * width, own.capital // width * width
    contracts = len(own.contracts) // width * width
    reach = width - 1
    lows = [value // width * width for value in own.caps]
    return Estimate(
        readiness=(readiness, min(100, readiness + tens - 1)),
        stocks=(stocks, stocks + reach),
        treasury=(treasury, treasury + money - 1),
        capital=(capital, capital + reach),
        contracts=(contracts, contracts + reach),
        caps=tuple([(low, low + reach) for low in lows]),
    )


def believe(observation: Observation) -> State:
    """Return a state that fits an observation: middles of estimates, home counters spread evenly (R12.2)."""
    known = observation.memo.get("belief")
    if isinstance(known, State):
        return known
    world, viewer = observation.world, observation.power
    rivals = {power: observation.at_home[power] for power in POWERS if not same_side(power, viewer)}
    counters = with_homes(world, observation.counters, rivals)
    state = State(
        world=world,
        seed=0,
        commons=observation.commons,
        powers=[observation.sheet if power == viewer else _suppose(observation, power) for power in POWERS],
        counters=counters,
        proposals=observation.proposals,
        secret_pacts=observation.secret_pacts,
        home_turns=(0, 0, 0, 0),
        salts=(),
    )
    observation.memo["belief"] = state
    return state


def with_homes(world: World, counters: bytes, at_home: Mapping[Power, tuple[int, ...]]) -> bytearray:
    """Return counters with the hidden ones of some powers spread evenly over their homes (R12.1, R12.2)."""
    filled = bytearray(counters)
    for power, totals in at_home.items():
        _spread(filled, _homes(world, power), totals)
    return filled


def _spread(counters: bytearray, starts: tuple[int, ...], totals: tuple[int, ...]) -> None:
    most = len(starts)
    for kind, total in enumerate(totals):
        if total:
            for nth, start in enumerate(starts):
                counters[start + kind] += (total + most - 1 - nth) // most


def _middle(bounds: Range) -> int:
    return (bounds[0] + bounds[1]) // 2


def _suppose(observation: Observation, power: Power) -> PowerState:
    estimate = observation.estimates[power]
    assert estimate is not None
    terms, sheet = observation.world.powers[power], copy_power(_STRANGER)
    sheet.treasury = _middle(estimate.treasury)
    sheet.capital = _middle(estimate.capital)
    sheet.readiness = _middle(estimate.readiness)
    sheet.stocks = _middle(estimate.stocks)
    sheet.caps = [min(10, (low + high) // 2) for low, high in estimate.caps]
    sheet.roles = list(terms.set_points)
    sheet.alarm = list(terms.alarm_base)
    sheet.stances = default_stances(len(observation.world.flashpoints))
    sheet.contracts = _unknown(_middle(estimate.contracts))
    return sheet


@cache
def _unknown(count: int) -> tuple[Contract, ...]:
    """Return contracts of which nothing is known but that there are so many."""
    return tuple(Contract("unknown", nth, 99, 0, 0, 0, 0, 0) for nth in range(count))


_STRANGER: Final = PowerState(
    treasury=0,
    capital=0,
    support=50,
    readiness=0,
    stocks=0,
    industry=10,
    strain=0,
    slack=3,
    caps=[],
    roles=[],
    alarm=[],
    stances=[],
    contracts=(),
)
"""The sheet of a power of which nothing is known."""
