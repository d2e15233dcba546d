"""Hypothesis strategies for the values of the rules."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from builders import NAMES, game, random_sheet, scenario
from rules import POWERS, OrderSheet, Power, State
from rules.catalogue import catalogue_of
from rules.orders import (
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.terms import Alert, Funding, Means, Measure, Pacing, SignalKind, Stance, Theme, UnitKind

seeds = st.integers(min_value=-(2**63), max_value=2**63 - 1)
powers = st.sampled_from(POWERS)
names = st.sampled_from(NAMES)


@st.composite
def states(draw: st.DrawFn, kinds: tuple[str, ...] = ("random", "calibrated")) -> State:
    """A position of a game that bots played."""
    turns = game(draw(st.sampled_from(kinds)), draw(st.integers(0, 5)), draw(names))
    return turns[draw(st.integers(0, len(turns) - 1))].before


@st.composite
def sheets(draw: st.DrawFn, state: State, power: Power) -> OrderSheet:
    """A legal sheet for a position."""
    return random_sheet(state, power, Random(draw(st.integers(0, 2**32))))


_WORLD = scenario().world
ids = st.sampled_from(
    sorted(
        {"", "-", "nonsense", "relief", "ask", "share", "japan", "taiwan", "russia"}
        | set(_WORLD.area_index)
        | set(_WORLD.flashpoint_index)
        | set(_WORLD.programme)
        | set(_WORLD.doctrine)
        | set(_WORLD.operation)
        | set(_WORLD.agreement)
        | set(_WORLD.event)
    )
)
numbers = st.sampled_from((-1, 0, 1, 2, 7, 99, 100, 190, 200, 205, 500, 10**9, -(10**12)))


def _any_order() -> st.SearchStrategy[Order]:
    flags = st.booleans()
    made: list[st.SearchStrategy[Order]] = [
        st.builds(SetDial, numbers),
        st.builds(FundReadiness, st.sampled_from(Funding)),
        st.builds(StartProgramme, ids),
        st.builds(Pace, ids, numbers, st.sampled_from(Pacing)),
        st.builds(Answer, ids, powers, flags),
        st.builds(Choose, ids, ids),
        st.builds(TakeStance, ids, st.sampled_from(Stance)),
        st.builds(Signal, st.sampled_from(SignalKind), ids, numbers),
        st.builds(BeginReview, ids),
        st.builds(Campaign, st.sampled_from(Theme)),
        st.builds(Invoke, st.sampled_from(Measure)),
        st.builds(Deploy, st.sampled_from(UnitKind), flags, ids, ids),
        st.builds(SetAlert, ids, st.sampled_from(Alert)),
        st.builds(Operate, ids, ids, flags),
        st.builds(Lift, ids, powers),
        st.builds(Propose, ids, ids, numbers),
        st.builds(Renounce, ids, ids),
        st.builds(Court, ids, st.sampled_from(Means)),
    ]
    return st.one_of(made)


garbage: st.SearchStrategy[Order] = st.one_of(
    _any_order(), powers.flatmap(lambda power: st.sampled_from(catalogue_of(_WORLD, power).all()))
)
"""Any typed order at all: of unknown things, of absurd numbers, or out of anybody's catalogue."""

lines = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40),
    st.lists(
        st.sampled_from(
            (
                "dial",
                "190",
                "deploy",
                "all",
                "one",
                "fleet",
                "KYU",
                "SEN",
                "operate",
                "joint",
                "-",
                "007",
                "½",
            )
        ),
        max_size=6,
    ).map(" ".join),
)
"""Lines that somebody might type."""

__all__ = ["garbage", "lines", "names", "powers", "seeds", "sheets", "states"]
