"""The private copy on which a turn is worked out: tell, pay, shift, climb, apply.

Every change of a track goes through here, so that it stays in range and the journal knows its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from rules import dice
from rules.content import Operation
from rules.contest import Setting, side_of, stake
from rules.effects import (
    Chance,
    Climb,
    Delay,
    Effect,
    Flag,
    Grip,
    Place,
    Remove,
    Schedule,
    Shift,
    Stream,
    When,
)
from rules.journal import (
    ControlMoved,
    Fact,
    Failed,
    Journal,
    Money,
    Placed,
    Removed,
    Rolled,
    RungMoved,
    Shifted,
    Turned,
)
from rules.orders import Family, OrderSheet
from rules.readings import holds
from rules.state import Absent, Contract, State, Streamed
from rules.terms import (
    ALLY,
    PARTNER_NAMED,
    POWERS,
    RIVALS,
    Partner,
    Power,
    Purpose,
    Track,
    UnitKind,
)

if TYPE_CHECKING:
    from attrs import frozen as _value
else:
    # Causes and acts live for a turn; frozen for the type checker, slotted at run time.
    _value = define

CHANCE: Final = 4
"""Where chance's share of blame stands, after the four powers (R8.8)."""

RANGES: Final[dict[Track, tuple[int, int]]] = {
    **dict.fromkeys((Track(nth) for nth in range(6)), (0, 10)),
    Track.HAWKS: (-3, 3),
    Track.DOVES: (-3, 3),
    Track.KEEPERS: (-3, 3),
    Track.CAPITAL: (0, 8),
    Track.SUPPORT: (0, 100),
    Track.CREDIBILITY: (0, 5),
    Track.READINESS: (0, 100),
    Track.STOCKS: (0, 6),
    Track.INDUSTRY: (1, 14),
    Track.STRAIN: (0, 6),
    Track.SLACK: (0, 6),
    Track.ALARM: (0, 10),
    Track.GROWTH: (-500, 500),
    Track.COHESION: (0, 10),
    Track.INTEGRATION: (0, 5),
    Track.PIPS: (0, 15),
    Track.PATRON: (0, 10),
    Track.HISTORY: (0, 6),
    Track.ALIGNMENT: (-5, 5),
    Track.ASK: (100, 500),
}

_FIELD: Final[dict[Track, str]] = {
    Track.CAPITAL: "capital",
    Track.SUPPORT: "support",
    Track.READINESS: "readiness",
    Track.STOCKS: "stocks",
    Track.INDUSTRY: "industry",
    Track.STRAIN: "strain",
    Track.SLACK: "slack",
}
_SHARED: Final = {
    Track.COHESION: "cohesion",
    Track.INTEGRATION: "integration",
    Track.PIPS: "pips",
    Track.PATRON: "patron",
    Track.HISTORY: "history",
    Track.ASK: "ask",
}


_APART: Final = frozenset({Track.HOME_STRENGTH, Track.ALIGNMENT, Track.ALARM, Track.TEST_PIPS})
"""Tracks whose shifts say more than whom and how much."""

FIRST_ROLE: Final = int(Track.HAWKS)

_BY_NAME: Final = {power.key: (power,) for power in POWERS}


@_value
class Cause:
    """Why something happens: a label, who acts, at which flashpoint, against whom, at which area."""

    label: str
    actor: Power | None = None
    place: int | None = None
    target: Power | None = None
    area: str = ""
    origin: Power | None = None


@_value
class Act:
    """An operation as it is carried out: by whom, what, where, with whom."""

    power: Power
    operation: Operation
    place: str
    quarrel: int | None
    target: Power | None
    ally: Power | None
    ordered_by: tuple[Power, ...] = ()

    @property
    def seats(self) -> tuple[Power, ...]:
        """The seats whose order this was: two where allies wrote the same joint operation (R5.4)."""
        return self.ordered_by or (self.power,)


@define
class Draft:
    """A turn in the making."""

    state: State
    sheets: tuple[OrderSheet, ...]
    journal: Journal | None
    setting: Setting = field(factory=Setting)
    began: tuple[int, ...] = ()
    loud: list[int] = field(factory=lambda: [0] * 4)
    louder: list[int] = field(factory=lambda: [0] * 4)
    busy: list[bool] = field(factory=lambda: [False] * 4)
    acts: list[Act] = field(factory=list)
    fed: dict[int, list[Power]] = field(factory=dict)
    climbed: set[int] = field(factory=set)
    moved_in: set[tuple[int, int]] = field(factory=set)
    pressed: set[tuple[int, int]] = field(factory=set)
    escorted: dict[tuple[int, str], int] = field(factory=dict)
    relief_named: int = 0
    exercised: bool = False
    informed: bool = False
    separate: list[str] = field(factory=list)
    recount: set[Power] = field(factory=set)
    terms_before: tuple[Any, ...] = ()
    burning: list[int] = field(factory=list)
    written: list[dict[int, list[Any]]] = field(factory=list)
    facts: list[Fact] | None = field(init=False)
    tell: Callable[..., None] = field(init=False)
    """Writes a fact, built only if someone listens: tell(Kind, *parts)."""

    def __attrs_post_init__(self) -> None:
        self.facts = None if self.journal is None else self.journal.facts
        self.tell = _silent if self.journal is None else _teller(self.journal)
        self.began = tuple([each.rung for each in self.state.commons.flashpoints])
        self.terms_before = self.bill_terms()
        for sheet in self.sheets:
            families: dict[int, list[Any]] = {}
            for order in sheet.orders:
                families.setdefault(order.family, []).append(order)
            self.written.append(families)

    def bill_terms(self) -> tuple[Any, ...]:
        """Return what, beside counters and deliveries, the standing bills depend on (R6.9)."""
        commons = self.state.commons
        return commons.integration, commons.pacts, *commons.doctrines

    def orders(self, power: Power, family: Family) -> list[Any]:
        """Return a sheet's orders of one family."""
        return self.written[power].get(family, [])

    def fail(self, power: Power, order: str, reason: str) -> None:
        """Say that an order could not be carried out, and why (R2.2)."""
        self.tell(Failed, power, order, reason)

    def roll(
        self,
        purpose: Purpose,
        subject: str,
        need: int,
        modifier: int = 0,
        power: Power | None = None,
        nth: int = 0,
    ) -> bool:
        """Roll 2d6 plus a modifier against a number, and say so."""
        pair = self.dice(purpose, subject, nth)
        passed = pair[0] + pair[1] + modifier >= need
        self.tell(Rolled, power, purpose, subject, pair, modifier, need, passed)
        return passed

    def dice(self, purpose: Purpose, subject: str, nth: int = 0) -> tuple[int, int]:
        """Return two dice by name; a facilitator's re-roll gives them another salt."""
        state = self.state
        salt = 0
        if state.salts:
            for turn, which, name, value in state.salts:
                if (turn, which, name) == (state.commons.turn, purpose, subject):
                    salt = value
        return dice.roll(state.seed, state.commons.turn, purpose, subject, nth, salt)

    # ---------- money ----------

    def pay(self, power: Power, amount: int, account: str, subject: str) -> int:
        """Take money, as far as there is any, and return what was paid."""
        own = self.state.powers[power]
        paid = min(amount, own.treasury)
        if paid > 0:
            own.treasury -= paid
            self.tell(Money, power, account, subject, -paid)
        return max(0, paid)

    def receive(self, power: Power, amount: int, account: str, subject: str) -> None:
        """Give money."""
        if amount > 0:
            self.state.powers[power].treasury += amount
            self.tell(Money, power, account, subject, amount)

    def outside(self, power: Power, amount: int, source: str, subject: str) -> None:
        """Give money from abroad, which objectives count (tables 6.8)."""
        own = self.state.powers[power]
        self.receive(power, amount, "outside", subject)
        own.outside_total += amount
        own.outside += amount
        if source == Power.CHINA.key:
            own.outside_china += amount

    # ---------- tracks ----------

    def shift(self, power: Power, track: Track, by: int, cause: str, about: Power | None = None) -> None:
        """Move a power's track within its range and say why."""
        if by:
            _MOVERS[track](self, power, track, by, cause, about)

    def _shift_alarm(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        alarm = self.state.powers[power].alarm
        for rival in RIVALS[power] if about is None else (about,):
            self._shift_in(alarm, rival, track, power, by, cause, rival)

    def _shift_cap(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        self._shift_in(self.state.powers[power].caps, track, track, power, by, cause)

    def _shift_role(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        self._shift_in(self.state.powers[power].roles, track - FIRST_ROLE, track, power, by, cause)

    def _shift_credibility(
        self, power: Power, track: Track, by: int, cause: str, about: Power | None
    ) -> None:
        self._turn_in(self.state.commons.credibility, power, track, power.key, by, cause)

    def _shift_growth(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        self._turn_in(self.state.commons.growth, power, track, power.key, by, cause)

    def _shift_field(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        own, name = self.state.powers[power], _FIELD[track]
        low, high = RANGES[track]
        before = getattr(own, name)
        after = before + by
        if after > high:
            after = high
        elif after < low:
            after = low
        if after != before:
            setattr(own, name, after)
            if self.facts is not None:
                self.facts.append(Shifted(power, track, before, after, cause))

    def _shift_in(
        self,
        values: list[int],
        nth: int,
        track: Track,
        power: Power,
        by: int,
        cause: str,
        about: Power | None = None,
    ) -> None:
        low, high = RANGES[track]
        before = values[nth]
        after = before + by
        if after > high:
            after = high
        elif after < low:
            after = low
        if after != before:
            values[nth] = after
            if self.facts is not None:
                self.facts.append(Shifted(power, track, before, after, cause, about))

    def _turn_in(self, values: list[int], nth: int, track: Track, whom: str, by: int, cause: str) -> None:
        low, high = RANGES[track]
        before = values[nth]
        after = max(low, min(high, before + by))
        if after != before:
            values[nth] = after
            self.tell(Turned, track, whom, before, after, cause)

    def _shift_money(self, power: Power, track: Track, by: int, cause: str, about: Power | None) -> None:
        if by < 0:
            self.pay(power, -by, track.key, cause)
        elif track == Track.RELIEF:
            self.outside(power, by, "", cause)
        else:
            self.receive(power, by, track.key, cause)

    def turn(self, track: Track, by: int, cause: str, whom: str = "") -> None:
        """Move a shared track within its range and say why; an alignment names its partner."""
        commons = self.state.commons
        if track == Track.ALIGNMENT:
            self._turn_in(commons.alignment, PARTNER_NAMED[whom], track, whom, by, cause)
            return
        name = _SHARED[track]
        low, high = RANGES[track]
        before = getattr(commons, name)
        after = max(low, min(high, before + by))
        if after != before:
            setattr(commons, name, after)
            self.tell(Turned, track, whom, before, after, cause)

    # ---------- flashpoints ----------

    def climb(self, place: int, by: int, cause: str, blame: Iterable[tuple[int, int]] = ()) -> None:
        """Move a rung; an upward move is worth 60 parts of blame, what nobody takes is chance's (R8.8)."""
        quarrel = self.state.commons.flashpoints[place]
        before, after = quarrel.rung, max(0, min(9, quarrel.rung + by))
        if after == before:
            return
        parts = [0] * 5
        if after > before:
            for who, share in blame:
                parts[who] += share
            parts[CHANCE] += 60 * (after - before) - sum(parts)
            quarrel.blame = [old + new for old, new in zip(quarrel.blame, parts, strict=True)]
        quarrel.rung = after
        quarrel.highest = max(quarrel.highest, after)
        if after <= quarrel.start:
            quarrel.blame = [0] * 5
        one, two, three, four, five = parts
        self.tell(RungMoved, self._name(place), before, after, cause, (one, two, three, four, five))

    def control(self, place: int, by: int, cause: str) -> int:
        """Move control, positive toward the challenger, and return how far it went (R7.7)."""
        quarrel = self.state.commons.flashpoints[place]
        before, after = quarrel.control, max(-2, min(4, quarrel.control + by))
        if after != before:
            quarrel.control = after
            self.tell(ControlMoved, self._name(place), before, after, cause)
        return after - before

    def feed(self, place: int, power: Power) -> None:
        """Note that a seat fed a flashpoint this turn (R0)."""
        self.fed.setdefault(place, []).append(power)

    def _name(self, place: int) -> str:
        return self.state.world.flashpoints[place].id

    def price_of_backing_down(self, place: int, powers: Iterable[Power], rung: int, half: bool) -> None:
        """Take stake x rung / 4 in support from seats that gave way (R8.3)."""
        for power in powers:
            price = stake(self.state, place, power) * rung // 4
            self.shift(power, Track.SUPPORT, -(price // 2 if half else price), "backed down")

    # ---------- counters ----------

    def put(self, power: Power, kind: UnitKind, area: int, count: int, cause: str) -> None:
        """Add counters to an area."""
        self.recount.add(power)
        self.state.counters[(area << 5) + (power << 3) + kind] += count
        self.tell(Placed, power, kind, count, cause, self.state.world.areas[area].id)

    def take(self, power: Power, kind: UnitKind, area: int, count: int, cause: str) -> int:
        """Take counters from an area, as far as there are any, and return how many."""
        spot = (area << 5) + (power << 3) + kind
        gone = min(count, self.state.counters[spot])
        if gone:
            self.recount.add(power)
            self.state.counters[spot] -= gone
            self.tell(Removed, power, kind, gone, cause, self.state.world.areas[area].id)
        return gone

    def take_most(self, power: Power, kind: UnitKind, count: int, cause: str) -> int:
        """Take counters one by one from wherever a power has most of the kind, ties by map order."""
        gone = 0
        for _ in range(count):
            column = self.state.counters[(power << 3) + kind :: 32]
            most = max(column)
            if not most:
                break
            gone += self.take(power, kind, column.index(most), 1, cause)
        return gone

    # ---------- effects ----------

    def apply(self, effects: Iterable[Effect], cause: Cause) -> None:
        """Apply content's effects, one after the other."""
        for effect in effects:
            self._apply(effect, cause)

    def _apply(self, effect: Effect, cause: Cause) -> None:
        match effect:
            case Shift():
                self._apply_shift(effect, cause)
            case Climb(flashpoint, by, ceiling):
                self._apply_climb(flashpoint, by, ceiling, cause)
            case Grip(flashpoint, by):
                place = self._place(flashpoint, cause)
                if place is not None:
                    self.control(place, by, cause.label)
            case Place(kind, whom, area, count):
                spot = self.state.world.area_index[cause.area if area == "place" else area]
                for power in self.whom(whom, cause):
                    self.put(power, kind, spot, count, cause.label)
            case Remove(kind, whom, count, turns):
                for power in self.whom(whom, cause):
                    gone = self.take_most(power, kind, count, cause.label)
                    if gone and turns:
                        own = self.state.powers[power]
                        own.away = (*own.away, Absent(kind, gone, self.state.commons.turn + turns))
            case Chance(need, then, other):
                passed = self.roll(Purpose.CHANCE, f"{cause.label}:{self._subject(cause)}", need)
                self.apply(then if passed else other, cause)
            case When(conditions, then, other):
                actor = cause.actor if cause.actor is not None else Power.JAPAN
                met = all(holds(self.state, each, actor, cause.place, cause.target) for each in conditions)
                self.apply(then if met else other, cause)
            case Stream(whom, amount, turns, source):
                for power in self.whom(whom, cause):
                    own = self.state.powers[power]
                    until = self.state.commons.turn + turns
                    own.streams = (*own.streams, Streamed(source, amount, until))
            case Flag(whom, name, turns):
                for power in self.whom(whom, cause):
                    self.flag(power, name, turns)
            case Schedule(card, turns):
                commons = self.state.commons
                commons.agenda = (*commons.agenda, (card, commons.turn + turns))
            case Delay():
                for power in self.whom(effect.whom, cause):
                    self._delay(power, effect)

    def flag(self, power: Power, name: str, turns: int) -> None:
        """Raise a flag of a power, this turn included."""
        own = self.state.powers[power]
        until = self.state.commons.turn + turns - 1
        own.flags = (*(each for each in own.flags if each[0] != name), (name, until))

    def _subject(self, cause: Cause) -> str:
        actor = cause.actor.key if cause.actor is not None else "-"
        place = self._name(cause.place) if cause.place is not None else cause.area
        return f"{actor}:{place}"

    def _apply_shift(self, effect: Shift, cause: Cause) -> None:
        track = effect.track
        if track in _SHARED:
            self.turn(track, effect.by, cause.label)
        elif track in _APART:
            self._apply_apart(effect, cause)
        else:
            for power in self.whom(effect.whom, cause):
                self.shift(power, track, effect.by, cause.label)

    def _apply_apart(self, effect: Shift, cause: Cause) -> None:
        """Shift a track that takes more than a power and an amount."""
        match effect.track:
            case Track.HOME_STRENGTH:
                if cause.place is not None:
                    self.state.commons.flashpoints[cause.place].extra_home += effect.by
            case Track.ALIGNMENT:
                for partner in self._partners(effect.whom, cause):
                    self.turn(effect.track, effect.by, cause.label, partner)
            case Track.ALARM:
                about = self.whom(effect.about, cause)
                for power in self.whom(effect.whom, cause):
                    for rival in about:
                        if rival in RIVALS[power]:
                            self.shift(power, effect.track, effect.by, cause.label, rival)
            case Track.TEST_PIPS:
                for power in self.whom(effect.whom, cause):
                    self.add_test_pip(power, Track.SURVEILLANCE, effect.by, cause.label)

    def add_test_pip(self, power: Power, track: Track, by: int, cause: str) -> None:
        """Add test pips to a capability; a few pips make a step (R7.11)."""
        own, step = self.state.powers[power], self.state.world.terms.test_pips_a_step
        own.test_pips[track] += by
        while own.test_pips[track] >= step:
            own.test_pips[track] -= step
            self.shift(power, track, 1, cause)

    def _apply_climb(self, flashpoint: str, by: int, ceiling: int, cause: Cause) -> None:
        place = self._place(flashpoint, cause)
        if place is None:
            return
        rung = self.state.commons.flashpoints[place].rung
        if by < 0 or rung < ceiling:
            self.climb(place, by, cause.label)

    def _place(self, word: str, cause: Cause) -> int | None:
        return cause.place if word == "here" else self.state.world.flashpoint_index[word]

    def whom(self, word: str, cause: Cause) -> tuple[Power, ...]:
        """Return the powers that a word names."""
        known = _BY_NAME.get(word)
        if known is not None:
            return known
        actor, world = cause.actor, self.state.world
        if word == "self":
            return () if actor is None else (actor,)
        if word == "target":
            return () if cause.target is None else (cause.target,)
        if word == "ally":
            return () if actor is None else (ALLY[actor],)
        if word == "rivals":
            return () if actor is None else RIVALS[actor]
        if word == "both":
            return tuple(power for power in (actor, cause.target) if power is not None)
        if cause.place is None:
            return ()
        flashpoint = world.flashpoints[cause.place]
        if word == "challenger":
            return (flashpoint.challenger,)
        if word == "lead":
            return (flashpoint.lead,)
        return side_of(flashpoint, False) if word == "defenders" else ()

    def _partners(self, word: str, cause: Cause) -> tuple[str, ...]:
        if word == "partner":
            if cause.place is None:
                return (cause.area,) if cause.area in PARTNER_NAMED else ()
            partner = self.state.world.flashpoints[cause.place].partner
            return () if partner is None else (partner.key,)
        if word == "partners":
            return tuple(partner.key for partner in Partner if partner != Partner.RUSSIA)
        return (word,) if word in PARTNER_NAMED else ()

    def _delay(self, power: Power, effect: Delay) -> None:
        own, world = self.state.powers[power], self.state.world
        left = effect.most
        changed: list[Contract] = []
        for contract in sorted(own.contracts, key=contract_order):
            programme = world.programme[contract.programme]
            fits = (effect.line is None or programme.line == effect.line) and (
                programme.imports or not effect.imports
            )
            if left and fits and (effect.by > 0 or contract.due + effect.by - self.state.commons.turn >= 2):
                left -= 1
                contract = respread(contract, contract.due + effect.by, self.state.commons.turn)
            changed.append(contract)
        own.contracts = tuple(sorted(changed, key=contract_order))


_MOVERS: Final[dict[Track, Callable[[Draft, Power, Track, int, str, Power | None], None]]] = {
    **dict.fromkeys(Track, Draft._shift_money),
    **dict.fromkeys(_FIELD, Draft._shift_field),
    **dict.fromkeys((Track(nth) for nth in range(6)), Draft._shift_cap),
    **dict.fromkeys((Track.HAWKS, Track.DOVES, Track.KEEPERS), Draft._shift_role),
    Track.CREDIBILITY: Draft._shift_credibility,
    Track.GROWTH: Draft._shift_growth,
    Track.ALARM: Draft._shift_alarm,
}
"""How each track of a power moves."""


def _silent(kind: Callable[..., Any], *parts: Any) -> None:
    """Tell nobody."""


def _teller(journal: Journal) -> Callable[..., None]:
    write = journal.facts.append

    def tell(kind: Callable[..., Any], *parts: Any) -> None:
        write(kind(*parts))

    return tell


contract_order: Final = attrgetter("due", "programme", "nth")
"""The order in which contracts are paid: earliest due first, then by name (R2.1)."""


def respread(contract: Contract, due: int, turn: int) -> Contract:
    """Return a contract with another due turn, what is unpaid spread over the turns before it (R6.6)."""
    part = -(-contract.unpaid // max(1, due - turn - 1))
    return replaced(contract, due=due, instalment=max(contract.instalment, part))


def replaced(
    contract: Contract,
    due: int | None = None,
    unpaid: int | None = None,
    price: int | None = None,
    paid: int | None = None,
    slips: int | None = None,
    instalment: int | None = None,
    hurry: int | None = None,
) -> Contract:
    """Return a contract with some of its numbers changed."""
    return Contract(
        contract.programme,
        contract.nth,
        contract.due if due is None else due,
        contract.instalment if instalment is None else instalment,
        contract.unpaid if unpaid is None else unpaid,
        contract.price if price is None else price,
        contract.paid if paid is None else paid,
        contract.signed,
        contract.slips if slips is None else slips,
        contract.hurry if hurry is None else hurry,
    )
