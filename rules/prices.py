"""What things cost: one place for legality, for advice and for the steps that pay (R2.2, R4.5, R6).

Income = GDP x share x basis x theatre x price / 4, multiplied first, divided once.
Bill = (establishment + counters' upkeep + 2 % of what was delivered), the US bill less 3 % a step.
"""

from __future__ import annotations

from operator import mul

from rules.content import Operation, Programme, World
from rules.readings import alarm_total
from rules.state import Commons, Contract, PowerState, State
from rules.terms import KINDS, AreaKind, Funding, Means, Power


def shares(world: World, commons: Commons, power: Power) -> tuple[int, int]:
    """Return the share of GDP (hundredths of a percent) and the theatre share (percent) that pay."""
    terms = world.powers[power]
    if terms.dial == "theatre":
        return terms.share, commons.dials[power]
    return commons.dials[power], terms.theatre


def income(world: World, commons: Commons, power: Power) -> int:
    """Return a quarter's income before lanes, aid and relief, in $m (R6.1)."""
    terms = world.powers[power]
    share, theatre = shares(world, commons, power)
    above, below = terms.basis
    return commons.gdp[power] * share * above * theatre * terms.price // (10_000 * below * 100 * 100 * 4)


def is_fiscal_start(world: World, power: Power, turn: int) -> bool:
    """Tell whether a turn begins a power's fiscal year (R1.1)."""
    return turn % 4 == world.powers[power].fiscal_phase % 4


def fiscal_year(world: World, power: Power, turn: int) -> int:
    """Return the number of the fiscal year a turn belongs to."""
    return (turn - world.powers[power].fiscal_phase) // 4


def dial_bounds(
    world: World, commons: Commons, own: PowerState, power: Power, doubled: bool
) -> tuple[int, int]:
    """Return the lowest and the highest value a dial may be set to this turn (R6.2)."""
    terms = world.powers[power]
    now = commons.dials[power]
    start = is_fiscal_start(world, power, commons.turn)
    step = terms.year_step if start else terms.extra_step * (2 if doubled else 1)
    wide = max(0, alarm_total(own) - world.terms.wide_alarm) * terms.year_step // 10
    high = now + min(step + wide, step * 3 // 2)
    return max(terms.dial_low, now - terms.year_step), min(terms.dial_high, high)


def raise_capital(world: World, commons: Commons, power: Power, doubled: bool) -> int:
    """Return the capital that raising the dial costs this turn (R6.2)."""
    if doubled or is_fiscal_start(world, power, commons.turn):
        return 0
    return world.terms.supplementary_capital


def standing_bill(state: State, power: Power) -> int:
    """Return what a power's forces cost a quarter at sustain, in $m (R6.9)."""
    world, commons = state.world, state.commons
    terms = world.powers[power]
    upkeep, counters = world.terms.upkeep, state.counters
    percents = _upkeep_percents(world, commons, power)
    hundredths = 0
    for kind in KINDS:
        price = upkeep[kind][power]
        if price:
            hundredths += price * sum(map(mul, counters[(power << 3) + kind :: 32], percents))
    total = terms.establishment + hundredths // 100 + state.powers[power].upkeep_added
    total += sum(
        more
        for pact in commons.pacts
        for whom, more in world.agreement[pact.agreement].bill
        if whom == power.key
    )
    if power == Power.US:
        total = total * (100 - world.terms.integration_relief * commons.integration) // 100
    return total


def _upkeep_percents(world: World, commons: Commons, power: Power) -> tuple[int, ...]:
    """Return what each area does to upkeep, in per cent: home 100, forward 200, host sites less (R6.9)."""
    discount = sum(world.doctrine[name].site_discount for name in commons.doctrines[power])
    integration = commons.integration if power == Power.US else 0
    key = ("upkeep", power, integration, discount)
    known = world.memo.get(key)
    if not isinstance(known, tuple):
        site = world.terms.site_percent - world.terms.site_relief * integration - discount
        home = world.powers[power].home
        known = world.memo[key] = tuple(
            100
            if area.id in home
            else site
            if power == Power.US and area.kind != AreaKind.SEA
            else world.terms.site_percent
            for area in world.areas
        )
    return known


def funding_price(world: World, bill: int, level: int) -> int:
    """Return the bill at a level of funding (R6.8)."""
    return bill * world.terms.funding[level].bill // 100


def surge_stocks(world: World, commons: Commons, power: Power) -> int:
    """Return the stocks that a surge of readiness uses (R6.8)."""
    free = any(world.doctrine[name].surge_free for name in commons.doctrines[power])
    return 0 if free else world.terms.funding[Funding.SURGE].stocks


def dearer(world: World, amount: int, strain: int) -> int:
    """Return an instalment made dearer by strain (R6.3)."""
    over = strain - world.terms.strain_free
    if over <= 0:
        return amount
    return amount * (100 + world.terms.strain_price * over) // 100


def instalment(world: World, contract: Contract, strain: int) -> int:
    """Return what a contract's next instalment costs now (R6.6)."""
    return dearer(world, min(contract.instalment, contract.unpaid), strain)


def instalments(world: World, own: PowerState) -> int:
    """Return what the next instalments of all contracts under way cost now (R6.6)."""
    parts = [each.instalment if each.instalment < each.unpaid else each.unpaid for each in own.contracts]
    if own.strain > world.terms.strain_free:
        parts = [dearer(world, part, own.strain) for part in parts]
    return sum(parts)


def first_instalment(world: World, programme: Programme, strain: int) -> int:
    """Return what signing a programme costs in the turn of signing (R6.6)."""
    return dearer(world, -(-programme.cost // programme.quarters), strain)


def used_slots(world: World, own: PowerState) -> int:
    """Return how many home contracts are under way (R6.10)."""
    programmes = world.programme
    return sum([not programmes[each.programme].imports for each in own.contracts])


def operation_money(world: World, power: Power, operation: Operation) -> int:
    """Return an operation's price in $m (tables 6.3)."""
    return operation.cost * world.powers[power].op_unit


def courting_money(world: World, power: Power, means: Means) -> int:
    """Return the price of courting in $m (R10.2)."""
    return world.terms.means[means].units * world.powers[power].op_unit


def posture_acts(world: World, own: PowerState) -> int:
    """Return how many posture acts a power has a turn (R5.6)."""
    return world.terms.posture_acts + (own.caps[3] >= world.terms.posture_acts_at_command)
