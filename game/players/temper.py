"""A persona: what tells one card bot from another, as numbers and lists of wishes, seat by seat."""

from __future__ import annotations

from attrs import field, frozen

from rules.terms import Power

Tiers = tuple[tuple[str, ...], ...]
"""Wishes in order of importance; those of one tier are equal and come in an order drawn by lot."""


@frozen
class Temper:
    """How one seat of a persona behaves; the cards of `game.players.cards` read these numbers.

    Rungs are 0-9, odds are ways in 36, tracks are whole steps, `slip` and `reserve` are per cent.
    """

    hard_alarm: int
    """Total alarm from which the hard line is taken."""
    hard_rung: int
    """Highest rung with a stake from which the hard line is taken."""
    soft_support: int
    """Support below which nothing is done with a hard hand."""
    press_to: int
    """Highest rung at which pressing is thought safe."""
    off_ramp_from: int
    """Rung from which a way down is looked for."""
    press_support: int
    """Support that pressing needs."""
    odds: int
    """Ways in 36 that an operation of one's own must succeed in."""
    odds_hard: int
    """The same on the hard line."""
    gamble_rung: int
    """Highest rung at which an operation may still be begun."""
    keep: int
    """Readiness below which no operation is begun that can wait."""
    full_below: int
    """Readiness below which it is funded in full."""
    rest_above: int
    """Readiness above which it is only sustained."""
    reserve: int
    """Share of income that no new contract may claim."""
    contracts: int
    """New contracts a turn."""
    operations: int
    """Operations a turn."""
    dial: int
    """Where the dial should stand in peace."""
    dial_hard: int
    """Where it should stand on the hard line."""
    campaign_at: int
    """Constituency at or below which a campaign is due."""
    strain_at: int
    """Strain from which the books are opened."""
    warn_rung: int
    """Rung from which warnings are given."""
    alert_rung: int
    """Rung from which alert stands at crisis."""
    reinforce_rung: int
    """Rung from which counters are sent."""
    pacts_every: int
    """Turns between two offers of the same kind."""
    court_every: int
    """Turns between two courtings."""
    trust: int
    """What is signed with or offered to a rival: 0 nothing, 1 what prevents accidents, 2 what serves."""
    alone: int
    """Whether a deal with a rival is signed although the ally has not been told of it."""
    test_every: int
    """Turns between two tests of a power that tests."""
    slip: int
    """Per cent of intended orders that are forgotten."""
    whim: int
    """Per cent of events that are answered by whim."""
    programmes: Tiers = ()
    programmes_hard: Tiers = ()
    doctrines: Tiers = ()
    doctrines_hard: Tiers = ()
    options: tuple[tuple[str, str], ...] = ()
    """Answers to events that differ from the cautious first one, by event."""


@frozen
class Persona:
    """A bot by name: what it is like, and its temper in each seat."""

    name: str
    summary: str
    seats: tuple[Temper, Temper, Temper, Temper] = field(repr=False)

    def seat(self, power: Power) -> Temper:
        """Return the temper of a seat."""
        return self.seats[power]
