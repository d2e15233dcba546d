"""The sequence of play: a new game, and one turn of it (R2)."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from rules.budget import budget
from rules.content import Scenario, SetUp, StartSheet, World
from rules.crises import crises
from rules.dice import draw
from rules.diplomacy import diplomacy
from rules.draft import Draft
from rules.home import home
from rules.journal import Faulted, Journal
from rules.legality import lawful
from rules.observation import observe
from rules.opening import cards, opening
from rules.operations import operations
from rules.orders import OrderSheet
from rules.policy import policy
from rules.posture import posture
from rules.prices import standing_bill
from rules.reckoning import reckon
from rules.state import (
    Commons,
    Contract,
    FlashpointState,
    MeasureInForce,
    Pact,
    PowerState,
    State,
    default_stances,
    slot,
)
from rules.terms import POWERS, Power


@frozen
class Adjudication:
    """A turn worked out: the new state and the journal of what happened."""

    state: State
    journal: Journal | None


def adjudicate(
    state: State, sheets: Mapping[Power, OrderSheet], journal: Journal | None = None
) -> Adjudication:
    """Work out one turn from any sheets; what is not legal is left out and named. The state is untouched."""
    fair: dict[Power, OrderSheet] = {}
    for power in POWERS:
        written = sheets.get(power, OrderSheet(power))
        if not written.orders:
            fair[power] = OrderSheet(power)
            continue
        fair[power], refused = lawful(observe(state, power), written)
        if journal is not None:
            for order, violation in refused:
                journal.tell(Faulted, power, f"{order}: {violation}")
    return adjudicate_lawful(state, fair, journal)


def adjudicate_lawful(
    state: State, sheets: Mapping[Power, OrderSheet], journal: Journal | None = None
) -> Adjudication:
    """Work out one turn from sheets that are known to be lawful, such as those written at a desk."""
    if state.commons.ending is not None:
        return Adjudication(state, journal)
    draft = Draft(state.copy(), tuple(sheets.get(power, OrderSheet(power)) for power in POWERS), journal)
    budget(draft)
    policy(draft)
    diplomacy(draft)
    posture(draft)
    operations(draft)
    crises(draft)
    home(draft)
    reckon(draft)
    if draft.state.commons.ending is None:
        opening(draft)
    return Adjudication(draft.state, journal)


# ---------- a new game ----------


def new_game(scenario: Scenario, seed: int, journal: Journal | None = None) -> State:
    """Return the state in which orders for turn 1 are written; the seed draws secrets and stakes."""
    world, setup = scenario.world, scenario.setup
    state = State(
        world=world,
        seed=seed,
        commons=_commons(world, setup),
        powers=[_power_state(world, setup.sheets[power], seed) for power in POWERS],
        counters=bytearray(len(world.areas) * 32),
        proposals=(),
        secret_pacts=tuple(pact for pact in _pacts(setup) if world.agreement[pact.agreement].secret),
        home_turns=_home_turns(seed),
        salts=(),
    )
    for force in setup.forces:
        state.counters[slot(world.area_index[force.area], force.power, force.kind)] += force.count
    draft = Draft(state, tuple(OrderSheet(power) for power in POWERS), journal)
    cards(draft)
    for power in POWERS:
        state.powers[power].bill = standing_bill(state, power)
    return state


def _home_turns(seed: int) -> tuple[int, int, int, int]:
    """Draw in which quarter of the year each power's home card comes (R10.8)."""
    one, two, three, four = (draw(seed, 0, f"home:{power.key}", 4) for power in POWERS)
    return one, two, three, four


def _pacts(setup: SetUp) -> tuple[Pact, ...]:
    return tuple(
        Pact(each.agreement, each.parties[0], each.parties[1], each.amount, 0, each.until)
        for each in setup.pacts
    )


def _commons(world: World, setup: SetUp) -> Commons:
    sheets = setup.sheets
    return Commons(
        turn=1,
        dials=[sheet.dial for sheet in sheets],
        gdp=[sheet.gdp for sheet in sheets],
        growth=[sheet.growth for sheet in sheets],
        credibility=[sheet.credibility for sheet in sheets],
        doctrines=[sheet.doctrines for sheet in sheets],
        alignment=list(setup.alignment),
        flashpoints=[
            FlashpointState(rung=rung, start=rung, control=control, highest=rung)
            for rung, control in zip(setup.rungs, setup.control, strict=True)
        ],
        cohesion=setup.cohesion,
        integration=setup.integration,
        pips=setup.pips,
        stepped=-1,
        patron=setup.patron,
        history=setup.history,
        ask=setup.ask,
        crossed=sheets[Power.JAPAN].dial >= world.terms.two_percent,
        pacts=tuple(pact for pact in _pacts(setup) if not world.agreement[pact.agreement].secret),
        measures=tuple(MeasureInForce(each.operation, each.by, each.target) for each in setup.measures),
        choices=(),
        agenda=(),
        start_dials=tuple(sheet.dial for sheet in sheets),
        start_alignment=tuple(setup.alignment),
        lost_lanes=[0] * 4,
        reckoned=0,
        tension_sum=0,
        rung_six_turns=0,
        hot_turn=0,
        tested=0,
        two_percent_turn=0,
        measured=[0] * 4,
    )


def _power_state(world: World, sheet: StartSheet, seed: int) -> PowerState:
    power = sheet.power
    flashpoint, stake = _private_stake(world, power, seed)
    secrets = world.secrets[power]
    secret = secrets[draw(seed, 0, f"secret:{power.key}", len(secrets))].id if secrets else ""
    return PowerState(
        treasury=sheet.treasury,
        capital=sheet.capital,
        support=sheet.support,
        readiness=sheet.readiness,
        stocks=sheet.stocks,
        industry=sheet.industry,
        strain=sheet.strain,
        slack=sheet.slack,
        caps=list(sheet.capabilities),
        roles=list(sheet.constituencies),
        alarm=list(sheet.alarm),
        stances=default_stances(len(world.flashpoints)),
        contracts=_start_contracts(world, sheet),
        signed=tuple(each.programme for each in sheet.contracts),
        flags=sheet.flags,
        secret=secret,
        private_flashpoint=flashpoint,
        private_stake=stake,
    )


def _private_stake(world: World, power: Power, seed: int) -> tuple[int, int]:
    """Draw a seat's private stake: -1, 0 or +1 on one flashpoint where it has one (R12.3)."""
    staked = [nth for nth, each in enumerate(world.flashpoints) if each.stakes[power]]
    which = staked[draw(seed, 0, f"stake place:{power.key}", len(staked))]
    return which, draw(seed, 0, f"stake:{power.key}", 3) - 1


def _start_contracts(world: World, sheet: StartSheet) -> tuple[Contract, ...]:
    contracts = []
    for each in sheet.contracts:
        programme = world.programme[each.programme]
        part = -(-each.cost // each.quarters)
        paid = max(0, programme.cost - each.cost)
        due = 1 + each.quarters
        contracts.append(
            Contract(programme.id, 1, due, part, each.cost, programme.cost, paid, due - programme.quarters)
        )
    return tuple(sorted(contracts, key=lambda each: (each.due, each.programme, each.nth)))
