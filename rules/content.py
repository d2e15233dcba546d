"""What a scenario is made of: frozen content types, the World (open to all) and the SetUp (read once).

Money is in US$ millions a quarter at common prices, shares in hundredths of a percent of GDP,
growth in basis points a quarter, tracks in whole steps.
"""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen

from rules.effects import Condition, Effect
from rules.terms import (
    AreaKind,
    Capability,
    CardKind,
    Line,
    Partner,
    Power,
    Priority,
    Resolution,
    Role,
    Scope,
    UnitKind,
)


@frozen
class Provenance:
    """Where a figure comes from: source keys, date, grade (sourced, estimate, derived, ...)."""

    source: str
    date: str
    grade: str
    note: str = ""


@frozen
class Area:
    """A place on the map where counters stand."""

    id: str
    name: str
    kind: AreaKind
    lat: str
    lon: str
    adjacent: tuple[str, ...]
    owner: Power | None = None
    partner: Partner | None = None
    visitors: int = 0
    open_to: tuple[Power, ...] = ()
    treaty: str = ""
    sore: bool = False
    bases: str = ""
    note: str = ""


@frozen
class Flashpoint:
    """A quarrel with a ladder of its own (R0, R8)."""

    id: str
    name: str
    areas: tuple[str, ...]
    challenger: Power
    lead: Power
    supporters: tuple[Power, ...]
    stakes: tuple[int, int, int, int]
    backer: Power | None = None
    partner: Partner | None = None
    treaty: str = ""
    home_strength: int = 0
    link_partners: tuple[Partner, ...] = ()
    reach: tuple[str, ...] = ()
    divides: bool = False
    premise: str = ""

    @cached_property
    def challengers(self) -> tuple[Power, ...]:
        """The side that wants a change, its principal first (R0)."""
        return (self.challenger,) if self.backer is None else (self.challenger, self.backer)

    @cached_property
    def defenders(self) -> tuple[Power, ...]:
        """The side that holds, its principal first (R0)."""
        return (self.lead, *self.supporters)

    @cached_property
    def link_names(self) -> frozenset[str]:
        """The keys of the partners whose network links bear on it (R7.2)."""
        return frozenset(partner.key for partner in self.link_partners)


@frozen
class StandingFact:
    """A fact that moves a constituency's set-point while its conditions hold (R10.5)."""

    role: Role
    by: int
    when: tuple[Condition, ...]
    text: str


@frozen
class Gate:
    """The legal authority a power needs above a rung (R7.8)."""

    flashpoints: tuple[str, ...]
    free_rung: int
    need: int
    role: Role
    with_integration: bool
    doctrine: str


@frozen
class ObjectiveRow:
    """One line of a seat's objectives: a reading, which way is better, thresholds best first (R11)."""

    reading: str
    at: str
    steps: tuple[tuple[int, int], ...]
    heading: str
    core: bool = False
    whom: str = "self"


@frozen
class Secret:
    """One of a seat's possible secret objectives: all or nothing, read at the end (R11.2)."""

    id: str
    text: str
    when: tuple[Condition, ...]


@frozen
class PowerTerms:
    """What is fixed about a power for the whole game."""

    power: Power
    name: str
    leader: str
    role_names: tuple[str, str, str]
    fiscal_phase: int
    dial: str
    dial_low: int
    dial_high: int
    dial_grain: int
    year_step: int
    extra_step: int
    basis: tuple[int, int]
    price: int
    theatre: int
    share: int
    establishment: int
    op_unit: int
    secrecy: int
    duty: tuple[str, ...]
    home: tuple[str, ...]
    lanes: tuple[tuple[str, int], ...]
    alarm_base: tuple[int, int, int, int]
    set_points: tuple[int, int, int]
    gate: Gate
    facts: tuple[StandingFact, ...]
    goals: str
    fears: str


@frozen
class Programme:
    """Something that money buys, a number of quarters after it is signed for (R6.6, R6.7)."""

    id: str
    name: str
    power: Power
    line: Line
    cost: int
    quarters: int
    slip: int
    yields: tuple[Effect, ...]
    summary: str
    provenance: Provenance
    imports: bool = False
    announced: int = 0
    fielded: int = 0
    limit: int = 1
    open: bool = True
    requires: tuple[Condition, ...] = ()
    real_quarters: str = ""


@frozen
class Doctrine:
    """A step of policy that a review of some turns adopts (C03)."""

    id: str
    name: str
    power: Power
    capital: int
    turns: int
    summary: str
    provenance: Provenance
    offensive: bool = False
    requires: tuple[Condition, ...] = ()
    adopted: tuple[Effect, ...] = ()
    unlocks: tuple[str, ...] = ()
    lifts_cap: int = 0
    opens_gate: bool = False
    capacity: tuple[tuple[str, int], ...] = ()
    site_discount: int = 0
    edges: tuple[tuple[str, int], ...] = ()
    arms_bonus: tuple[tuple[str, UnitKind, int], ...] = ()
    surge_free: bool = False
    spares: tuple[str, ...] = ()
    documents: bool = False


@frozen
class TableRow:
    """One row of an operation's own table: from this total upward, these effects."""

    at_least: int
    effects: tuple[Effect, ...]


@frozen
class StandingMeasure:
    """What a measure costs each turn until it is lifted: growth in basis points, slip numbers."""

    growth_target: int
    growth_self: int
    slip_target: int = 0


@frozen
class Operation:
    """An act short of war (R7)."""

    id: str
    name: str
    powers: tuple[Power, ...]
    scope: Scope
    places: tuple[str, ...]
    heat: int
    summary: str
    provenance: Provenance
    resolution: Resolution = Resolution.NONE
    via: tuple[str, ...] = ()
    ceiling: int = 7
    arms: tuple[UnitKind, ...] = ()
    cost: int = 0
    readiness: int = 0
    capital: int = 0
    stocks: int = 0
    edge: int = 0
    grip: int = 0
    grip_major: int = 0
    tests: Capability | None = None
    difficulty: int = 0
    pip_ceiling: int = 10
    help_flag: str = ""
    table: tuple[TableRow, ...] = ()
    joint: bool = False
    exercise: bool = False
    escort: bool = False
    on_land: bool = False
    covert: bool = False
    loud: int = -1
    requires: tuple[Condition, ...] = ()
    always: tuple[Effect, ...] = ()
    gain: tuple[Effect, ...] = ()
    setback: tuple[Effect, ...] = ()
    standing: StandingMeasure | None = None
    priority: Priority = Priority.INITIATIVE


@frozen
class Agreement:
    """A promise between two parties, with its price and the price of breaking it (R10.4)."""

    id: str
    name: str
    between: tuple[tuple[str, str], ...]
    summary: str
    provenance: Provenance
    capital: int = 0
    money: int = 0
    need: int = 0
    term: int = 0
    secret: bool = False
    link: bool = False
    separate: bool = False
    restraint: bool = False
    informs: bool = False
    amounts: tuple[int, ...] = ()
    payer: str = ""
    payee: str = ""
    aid: bool = False
    requires: tuple[Condition, ...] = ()
    blocks: tuple[Condition, ...] = ()
    signed: tuple[Effect, ...] = ()
    ended: tuple[Effect, ...] = ()
    breach: tuple[Effect, ...] = ()
    forbids: tuple[str, ...] = ()
    communication: tuple[str, ...] = ()
    calms: tuple[str, ...] = ()
    marks: int = 0
    quiet_exercises: bool = False
    consent: bool = False
    slip: int = 0
    lead: int = 0
    lifts_cap: int = 0
    capacity: tuple[tuple[str, int], ...] = ()
    bill: tuple[tuple[str, int], ...] = ()
    lifts_measures: bool = False


@frozen
class Option:
    """One answer to an event's choice; the first of an event's options is the cautious one (R2.3)."""

    id: str
    text: str
    effects: tuple[Effect, ...]
    capital: int = 0
    money: int = 0


@frozen
class Event:
    """A card of the calendar or of the regional deck (R10.8)."""

    id: str
    title: str
    kind: CardKind
    text: str
    analogue: str
    provenance: Provenance
    turn: int = 0
    first: int = 1
    last: int = 99
    weight: int = 1
    requires: tuple[Condition, ...] = ()
    effects: tuple[Effect, ...] = ()
    chooser: Power | None = None
    options: tuple[Option, ...] = ()


@frozen
class PartnerTerms:
    """What is fixed about a partner: who may court it, and whether history weighs on Japan (R10.2)."""

    partner: Partner
    name: str
    courters: tuple[Power, ...]
    west: bool
    history: bool = False
    spending_roll: bool = False


@frozen
class FundingTerms:
    """Price in per cent of the bill, readiness gained, stocks used (R6.8)."""

    bill: int
    readiness: int
    stocks: int


@frozen
class MeansTerms:
    """Bonus and price in operation units of a way of courting (R10.2)."""

    bonus: int
    units: int


@frozen
class Terms:
    """The numbers of the rules that play may tune; the clause of each stands beside it in the data."""

    funding: tuple[FundingTerms, FundingTerms, FundingTerms, FundingTerms]
    unpaid_readiness: int
    strength: tuple[tuple[int, int, int, int], ...]
    upkeep: tuple[tuple[int, int, int, int], ...]
    means: tuple[MeansTerms, MeansTerms, MeansTerms, MeansTerms, MeansTerms]
    accident: tuple[int, int, int, int, int, int, int, int, int, int]
    quiet_weight: int
    carry_percent: int
    programmes_a_turn: int
    posture_acts: int
    posture_acts_at_command: int
    diplomatic_acts: int
    campaign_capital: int
    supplementary_capital: int
    renounce_capital: int
    cancel_capital: int
    press_capital: int
    extra_operation_capital: int
    capital_support: int
    capital_low_support: int
    wide_alarm: int
    no_dove_loss_alarm: int
    grave_alarm: int
    grave_support: int
    strain_free: int
    strain_price: int
    delivery_upkeep: int
    integration_relief: int
    site_percent: int
    site_relief: int
    slow_percent: int
    rush_turns: int
    low_stocks: int
    readiness_weak: int
    readiness_floor: int
    hot: int
    track_gap: int
    pips_a_step: int
    step_every: int
    ask_every: int
    ask_start_turn: int
    ask_step: int
    ask_slack: int
    ask_cohesion_most: int
    cohesion_present: int
    two_percent: int
    spending_roll: int
    scandal_at: int
    scandal_support: int
    good_year_at: int
    good_year_support: int
    adoption_support: int
    transparency_turns: int
    exact_turns: int
    test_pips_a_step: int
    courting_need: int
    relief_most: int
    relief_accepted: int
    relief_both: int
    growth_rung: int
    growth_step: int
    lane_strength: int
    war_keep: int
    war_blame: int
    war_stake: int
    war_losses: int
    war_most: int
    nuclear_need: int
    nuclear_track: int
    nuclear_desperate: int
    calm_bonus: int
    calm_rung: int
    calm_turns: int
    core_most: int
    patron_rest: int
    patron_every: int
    aid_by_patron: tuple[tuple[int, int], ...]
    slack_base: int
    slack_step: int


@frozen
class World:
    """The catalogues, the map and the terms: open to every player, never changed by a game."""

    name: str
    powers: tuple[PowerTerms, PowerTerms, PowerTerms, PowerTerms]
    partners: tuple[PartnerTerms, ...]
    areas: tuple[Area, ...]
    flashpoints: tuple[Flashpoint, ...]
    programmes: tuple[Programme, ...]
    doctrines: tuple[Doctrine, ...]
    operations: tuple[Operation, ...]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    objectives: tuple[tuple[ObjectiveRow, ...], ...]
    secrets: tuple[tuple[Secret, ...], ...]
    terms: Terms
    length: int
    calendar: tuple[int, int]
    memo: dict[object, object] = field(factory=dict, eq=False, repr=False)

    @cached_property
    def area_index(self) -> dict[str, int]:
        """Place of each area in the published order."""
        return {area.id: place for place, area in enumerate(self.areas)}

    @cached_property
    def flashpoint_index(self) -> dict[str, int]:
        """Place of each flashpoint in the published order."""
        return {flashpoint.id: place for place, flashpoint in enumerate(self.flashpoints)}

    @cached_property
    def programme(self) -> dict[str, Programme]:
        """Programmes by name."""
        return {entry.id: entry for entry in self.programmes}

    @cached_property
    def doctrine(self) -> dict[str, Doctrine]:
        """Doctrine steps by name."""
        return {entry.id: entry for entry in self.doctrines}

    @cached_property
    def operation(self) -> dict[str, Operation]:
        """Operations by name."""
        return {entry.id: entry for entry in self.operations}

    @cached_property
    def operation_place(self) -> dict[str, int]:
        """Place of each operation in the published order."""
        return {entry.id: place for place, entry in enumerate(self.operations)}

    @cached_property
    def agreement_place(self) -> dict[str, int]:
        """Place of each agreement in the published order."""
        return {entry.id: place for place, entry in enumerate(self.agreements)}

    @cached_property
    def agreement(self) -> dict[str, Agreement]:
        """Agreements by name."""
        return {entry.id: entry for entry in self.agreements}

    @cached_property
    def event(self) -> dict[str, Event]:
        """Event cards by name."""
        return {entry.id: entry for entry in self.events}


@frozen
class Underway:
    """A contract signed before the game: what remains to pay and how many quarters to go."""

    programme: str
    cost: int
    quarters: int


@frozen
class StartPact:
    """An agreement in force at the start; `until` is the last turn, 0 for no term."""

    agreement: str
    parties: tuple[str, str]
    until: int = 0
    amount: int = 0


@frozen
class StartMeasure:
    """A trade measure in force at the start; it counts as taken before the game."""

    operation: str
    by: Power
    target: Power


@frozen
class StartSheet:
    """A power's sheet at the start."""

    power: Power
    gdp: int
    growth: int
    dial: int
    treasury: int
    readiness: int
    stocks: int
    industry: int
    capital: int
    support: int
    credibility: int
    strain: int
    slack: int
    capabilities: tuple[int, int, int, int, int, int]
    constituencies: tuple[int, int, int]
    alarm: tuple[int, int, int, int]
    contracts: tuple[Underway, ...]
    doctrines: tuple[str, ...] = ()
    flags: tuple[tuple[str, int], ...] = ()


@frozen
class StartForce:
    """Counters of a power in an area at the start."""

    power: Power
    area: str
    kind: UnitKind
    count: int


@frozen
class SetUp:
    """Start values, read only by `new_game`."""

    sheets: tuple[StartSheet, StartSheet, StartSheet, StartSheet]
    forces: tuple[StartForce, ...]
    rungs: tuple[int, ...]
    control: tuple[int, ...]
    alignment: tuple[int, int, int, int, int]
    cohesion: int
    integration: int
    pips: int
    patron: int
    history: int
    ask: int
    pacts: tuple[StartPact, ...]
    measures: tuple[StartMeasure, ...] = ()


@frozen
class Figure:
    """The provenance of one figure of the set-up, by its path in the data."""

    path: str
    value: str
    provenance: Provenance


@frozen
class Scenario:
    """A World with a SetUp, a premise, the provenance of its figures and what to discuss afterwards."""

    name: str
    title: str
    premise: str
    minutes: int
    world: World
    setup: SetUp
    figures: tuple[Figure, ...]
    questions: tuple[str, ...] = ()
