"""Twins of a state: everything that a power may not know is another, everything that it may know the same.

Every field of a power's sheet is named here as guessed (within a bucket) or as its own; buckets are
worked out by the formula of R12.1, apart from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from rules import POWERS, Power, State
from rules.state import Absent, Contract, Pact, PowerState, Proposal, Review, Said, Streamed
from rules.terms import KINDS, SignalKind, UnitKind

JAPAN, US, CHINA, DPRK = POWERS
WEST, EAST = (JAPAN, US), (CHINA, DPRK)
SIDE = {JAPAN: WEST, US: WEST, CHINA: EAST, DPRK: EAST}
ALLY = {JAPAN: US, US: JAPAN, CHINA: DPRK, DPRK: CHINA}
SECRECY = {JAPAN: 0, US: 0, CHINA: 1, DPRK: 2}

GUESSED = {"readiness": 100, "stocks": 6, "treasury": 10**9, "capital": 8}
"""What is estimated, with the most it can be; capabilities and the number of contracts apart."""


# ---------- buckets, by the formula of R12.1 ----------


def width(state: State, viewer: Power, other: Power) -> int:
    """4 - own surveillance / 3 + the other's secrecy, at least one; an ally's is one; open books, nought."""
    own = state.powers[viewer]
    if own.exact[other] >= state.turn:
        return 0
    if ALLY[viewer] == other:
        return 1
    return max(1, 4 - own.caps[2] // 3 + SECRECY[other])


def step(state: State, other: Power, name: str) -> int:
    """Ten for readiness, a tenth of its quarterly income for money, else one."""
    return {"readiness": 10, "treasury": income(state, other) // 10}.get(name, 1)


def income(state: State, other: Power) -> int:
    """GDP x official share x basis (8/9 for Japan) x theatre share x price level / 4 (R6.1): all public."""
    terms, dial = state.world.powers[other], state.commons.dials[other]
    share, theatre = (terms.share, dial) if other == US else (dial, terms.theatre)
    basis = Fraction(8, 9) if other == JAPAN else 1
    parts = Fraction(share, 10_000) * basis * Fraction(theatre, 100) * Fraction(terms.price, 100) / 4
    return int(state.commons.gdp[other] * parts)


def bucket(value: int, wide: int) -> tuple[int, int]:
    if not wide:
        return value, value
    low = value - value % wide
    return low, low + wide - 1


def guess(state: State, viewer: Power, other: Power, name: str, value: int) -> tuple[int, int]:
    """Return the bucket that holds a value; readiness has a top."""
    low, high = bucket(value, width(state, viewer, other) * step(state, other, name))
    return (low, min(high, 100)) if name == "readiness" else (low, high)


# ---------- what is hidden ----------


@frozen
class Change:
    """One hidden fact changed: its name, and whether a turn of empty sheets keeps it from showing."""

    name: str
    make: Callable[[State], None]
    quiet: bool


def put(other: Power, name: str, value: object) -> Callable[[State], None]:
    return lambda state: setattr(state.powers[other], name, value)


def put_at(other: Power, name: str, nth: int, value: int) -> Callable[[State], None]:
    return lambda state: getattr(state.powers[other], name).__setitem__(nth, value)


def within(state: State, viewer: Power, other: Power) -> Iterator[Change]:
    """Change what is estimated to the ends of its bucket."""
    own = state.powers[other]
    for name, most in GUESSED.items():
        low, high = guess(state, viewer, other, name, getattr(own, name))
        assert low <= getattr(own, name) <= high
        for value in {low, min(high, most)} - {getattr(own, name)}:
            yield Change(f"{other.key} {name} {value}", put(other, name, value), False)
    for nth, value in enumerate(own.caps):
        low, high = bucket(value, width(state, viewer, other))
        for new in {low, min(high, 10)} - {value}:
            yield Change(f"{other.key} capability {nth} {new}", put_at(other, "caps", nth, new), False)
    low, high = bucket(len(own.contracts), width(state, viewer, other))
    for count in {low, high} - {len(own.contracts)}:
        yield Change(f"{other.key} {count} contracts", put(other, "contracts", _contracts(own, count)), False)


def _contracts(own: PowerState, count: int) -> tuple[Contract, ...]:
    more = tuple(Contract("shell_plant", 50 + nth, 60, 7, 21, 70, 49, 0) for nth in range(count))
    return (*own.contracts, *more)[:count]


def at_will(state: State, other: Power) -> dict[str, object]:
    """Return another value for everything on a power's sheet of which its rivals know nothing."""
    own, turn = state.powers[other], state.turn
    return {
        "bill": own.bill + 777,
        "support": 48 if own.support != 48 else 61,
        "industry": 1 + own.industry % 14,
        "strain": (own.strain + 3) % 7,
        "slack": (own.slack + 2) % 7,
        "funding": (own.funding + 1) % 3,
        "outside": own.outside + 300,
        "roles": [2, -3, 1] if own.roles != [2, -3, 1] else [0, 0, 0],
        "alarm": [9 - each if each else 5 for each in own.alarm],
        "stances": [(each + 1) % 3 for each in own.stances],
        "exact": [99 - each for each in own.exact],
        "lines": [each + 1 for each in own.lines],
        "signed": (*own.signed, "nothing_known"),
        "review": None if own.review else Review("three_documents", 9),
        "said": (*own.said, Said(SignalKind.WARN, "nothing_known", 0, turn)),
        "streams": (*own.streams, Streamed("russia", 55, 99)),
        "away": (*own.away, Absent(UnitKind.FLEET, 2, 99)),
        "flags": (*own.flags, ("nothing_known", 99)),
        "secret": own.secret + "?",
        "private_flashpoint": (own.private_flashpoint + 1) % 4,
        "private_stake": 1 if own.private_stake < 1 else -1,
        "rushed": own.rushed + 1,
        "invoked": own.invoked + 1,
        "proved": own.proved + 1,
        "upkeep_added": own.upkeep_added + 40,
        "delivered": own.delivered + 3,
        "imports_slipped": own.imports_slipped + 1,
        "test_pips": [1 + each for each in own.test_pips],
        "tests": own.tests + 2,
        "lane_points": own.lane_points + 5,
        "outside_total": own.outside_total + 900,
        "outside_china": own.outside_china + 500,
        "growth_lost": own.growth_lost + 30,
        "theatre_sum": own.theatre_sum + 60,
        "theatre_most": own.theatre_most + 9,
        "war_lost": own.war_lost + 2,
    }


LOUD = {
    *("support", "roles", "review"),  # the fall of a government, adoptions, rolls for authority
    *("stances", "private_flashpoint", "private_stake"),  # crises (R8)
    *("bill", "funding", "strain"),  # whether instalments are paid and deliveries slip: counters arrive
    *("said", "proved", "industry"),  # said in public, rewarded in public; a track of its own
}
"""What may show when a turn is played, because the rules let it work on what all see."""


def contents(own: PowerState) -> tuple[Contract, ...]:
    """Return as many contracts, of which nothing is the same but that none falls due."""
    return tuple(
        evolve(each, programme=f"x{nth}", nth=9, due=each.due + 30, unpaid=each.unpaid + 1, paid=3, slips=4)
        for nth, each in enumerate(own.contracts)
    )


def _swap_homes(other: Power) -> Callable[[State], None]:
    """Turn a power's counters round among its home areas; totals by kind stay."""

    def change(state: State) -> None:
        places = [state.world.area_index[name] for name in state.world.powers[other].home]
        for kind in KINDS:
            spots = [(place << 5) + (other << 3) + kind for place in places]
            counts = [state.counters[spot] for spot in spots]
            gathered = [sum(counts)] + [0] * (len(counts) - 1)
            new = gathered if gathered != counts else counts[::-1]
            for spot, count in zip(spots, new, strict=True):
                state.counters[spot] = count

    return change


def hidden_of(state: State, viewer: Power, other: Power) -> list[Change]:
    """Return a change for every hidden fact about one other power."""
    changes = list(within(state, viewer, other))
    for name, value in at_will(state, other).items():
        changes.append(Change(f"{other.key} {name}", put(other, name, value), name not in LOUD))
    own = state.powers[other]
    changes.append(Change(f"{other.key} contracts", put(other, "contracts", contents(own)), False))
    if other not in SIDE[viewer]:
        changes.append(Change(f"{other.key} home placement", _swap_homes(other), False))
    return changes


def hidden_of_all(state: State, viewer: Power) -> list[Change]:
    """Return a change for every hidden fact that is nobody's own: chance, and others' secret dealings."""
    others = [power for power in POWERS if power != viewer]
    one, two, _ = others
    offer = Proposal("hotline_senkaku", one, two, 0)
    pact = Pact("mutual_defence_understanding", one.key, two.key, 0, 1, 0)
    return [
        Change("seed", lambda each: setattr(each, "seed", each.seed ^ 0x5A5A5A), False),
        Change("salts", lambda each: setattr(each, "salts", ((each.turn, 2, "senkaku", 5),)), False),
        Change("home turns", lambda each: setattr(each, "home_turns", _next(each.home_turns)), False),
        Change("proposal", lambda each: setattr(each, "proposals", (*each.proposals, offer)), True),
        Change(
            "no proposals",
            lambda each: setattr(
                each, "proposals", tuple(p for p in each.proposals if viewer in (p.sender, p.to))
            ),
            True,
        ),
        Change("secret pact", lambda each: setattr(each, "secret_pacts", (*each.secret_pacts, pact)), True),
    ]


def _next(turns: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    one, two, three, four = ((each + 1) % 4 for each in turns)
    return one, two, three, four


def changes_for(state: State, viewer: Power) -> list[Change]:
    found = [change for other in POWERS if other != viewer for change in hidden_of(state, viewer, other)]
    return found + hidden_of_all(state, viewer)


def changed(state: State, *changes: Change) -> State:
    """Return a copy of a state with hidden facts changed."""
    other = state.copy()
    for change in changes:
        change.make(other)
    return other
