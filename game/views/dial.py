"""The dial: every value that may be ordered this turn, with what each costs, brings and upsets (R6.2)."""

from __future__ import annotations

from attrs import frozen

from game.players.base import Desk
from game.views.chips import Chip, Tone
from game.views.figures import hundredths, signed
from game.views.names import share
from game.views.order_book import without
from game.views.order_words import Cost, costs
from game.views.refusals import why
from rules import prices
from rules.observation import Observation
from rules.orders import SHARE, SetDial
from rules.readings import alarm_total
from rules.state import Commons, copy_commons
from rules.terms import Power, Role


@frozen
class DialStep:
    """A value the dial may take this turn: its price in capital, what else it does, why it is locked.

    `zone` is `down`, `now`, `up` or `steep`: a raise of more than half a year step strains twice.
    """

    value: int
    words: str
    zone: str
    capital: int
    income: int
    chips: tuple[Chip, ...]
    locked: str = ""


@frozen
class Dial:
    """The dial as it stands and as it is ordered, with every value that is offered this turn."""

    name: str
    now: int
    chosen: int
    words: str
    low: int
    high: int
    grain: int
    budget: str
    basis: str
    steps: tuple[DialStep, ...]

    @property
    def step(self) -> DialStep:
        """The step that is chosen."""
        return next(each for each in self.steps if each.value == self.chosen)


def dial(desk: Desk) -> Dial:
    """Return the dial with every value that some sheet may order this turn."""
    seen = desk.observation
    world, power, terms = seen.world, seen.power, seen.world.powers[seen.power]
    now = seen.commons.dials[power]
    chosen = next((each.value for each in desk.sheet.orders if isinstance(each, SetDial)), now)
    low, high = prices.dial_bounds(world, seen.commons, seen.sheet, power, True)
    offered = [value for value in range(terms.dial_low, high + 1, terms.dial_grain) if value >= low]
    aside = without(desk, SetDial(now))
    start = prices.is_fiscal_start(world, power, seen.turn)
    return Dial(
        name="Defence share of GDP" if terms.dial == SHARE else "Theatre share",
        now=now,
        chosen=chosen,
        words=share(world, power, chosen),
        low=low,
        high=high,
        grain=terms.dial_grain,
        budget="yearly budget" if start else "supplementary budget",
        basis=_basis(seen, chosen),
        steps=tuple(_step(aside, value) for value in sorted({*offered, now})),
    )


def _basis(seen: Observation, value: int) -> str:
    """Return what a share is on the current basis where that differs from the official one (R0)."""
    above, below = seen.world.powers[seen.power].basis
    if above == below:
        return ""
    return f"official basis; {hundredths(value * above // below)} % on current GDP"


def _step(aside: Desk, value: int) -> DialStep:
    seen = aside.observation
    world, power, now = seen.world, seen.power, seen.commons.dials[seen.power]
    order = SetDial(value)
    refused = None if value == now else aside.check(order)
    found = Cost() if value == now or refused else costs((*aside.sheet.orders, order), seen)[-1]
    steep = 2 * (value - now) > world.powers[power].year_step
    return DialStep(
        value=value,
        words=share(world, power, value),
        zone="down" if value < now else "now" if value == now else "steep" if steep else "up",
        capital=found.capital,
        income=_income(seen, value),
        chips=() if value <= now else _raised(seen, value, 2 if steep else 1),
        locked="" if refused is None else why(order, refused, seen),
    )


def _raised(seen: Observation, value: int, strain: int) -> tuple[Chip, ...]:
    """Return what a raise does at once beside its price (R6.3 to R6.5)."""
    world, commons = seen.world, seen.commons
    found = [Chip(f"strain {signed(strain)}", Tone.BAD)]
    if alarm_total(seen.sheet) < world.terms.no_dove_loss_alarm:
        found.append(Chip(f"{world.powers[seen.power].role_names[Role.DOVES]} {signed(-1)}", Tone.BAD))
    crosses = commons.dials[seen.power] < world.terms.two_percent <= value
    if seen.power == Power.JAPAN and crosses and not commons.crossed:
        found += [
            Chip("cohesion +1", Tone.GOOD),
            Chip("alarm of China +1", Tone.BAD),
            Chip("alarm of the DPRK +1", Tone.BAD),
        ]
    return tuple(found)


def _income(seen: Observation, value: int) -> int:
    """Return the next quarter's income at a dial, at today's GDP and lanes (R6.1)."""
    commons: Commons = copy_commons(seen.commons)
    commons.dials[seen.power] = value
    lost = commons.lost_lanes[seen.power]
    return prices.income(seen.world, commons, seen.power) * (100 - lost) // 100
