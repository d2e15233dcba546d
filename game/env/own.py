"""The private part of the vector: a seat's own sheet, its secrets, the table, estimates and counters seen."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import Any, Final

from game.env.columns import Column, Marks, Noted, Pacts, columns, laid_out
from game.env.public import KEYS
from rules.catalogue import catalogue_of, counterparts
from rules.content import ObjectiveRow, World
from rules.observation import Estimate, Observation
from rules.orders import Family
from rules.readings import holds, reading
from rules.state import Contract, PowerState
from rules.terms import CAPABILITIES, POWERS, Line, Power, Role

_MONEY: Final = ("treasury", "bill", "outside", "upkeep_added", "outside_total", "outside_china")
_TRACKS: Final = (
    ("capital", 10.0),
    ("support", 100.0),
    ("readiness", 100.0),
    ("stocks", 10.0),
    ("industry", 20.0),
    ("strain", 10.0),
    ("slack", 10.0),
    ("funding", 3.0),
    ("private_stake", 1.0),
    ("rushed", 20.0),
    ("invoked", 20.0),
    ("proved", 20.0),
    ("delivered", 20.0),
    ("imports_slipped", 5.0),
    ("tests", 5.0),
    ("lane_points", 20.0),
    ("growth_lost", 200.0),
    ("theatre_sum", 500.0),
    ("theatre_most", 50.0),
    ("war_lost", 20.0),
)
_read_money = attrgetter(*_MONEY)
_read_tracks = attrgetter(*(name for name, _ in _TRACKS))
_read_rows = attrgetter("caps", "roles", "alarm", "lines", "test_pips", "stances")

_GUESSED: Final = (
    ("readiness", 100.0),
    ("stocks", 10.0),
    ("treasury", 0.0),
    ("capital", 10.0),
    ("contracts", 20.0),
    *((f"caps.{each.key}", 10.0) for each in CAPABILITIES),
)
"""What is estimated of another's sheet, in the order of `Estimate`; a scale of 0 stands for its money."""


def money_unit(world: World, power: Power) -> float:
    """Return the sum that a power's money is divided by, in $m: a hundred of its operation units."""
    return 100.0 * world.powers[power].op_unit


class Own:
    """What only its owner sees of a sheet, and what it makes of the others, as numbers."""

    def __init__(self, world: World, power: Power) -> None:
        self._world, self._power = world, power
        self._flashpoints = [each.id for each in world.flashpoints]
        names = [entry.id for entry in world.programmes if entry.power == power]
        self._underway = Marks("own.contracts", names, 2)
        self._due = Marks("own.contracts_due", names, 20)
        self._unpaid = Marks("own.contracts_unpaid", names, money_unit(world, power))
        self._signed = Marks("own.signed", names, 2)
        reviews = (entry.id for entry in world.doctrines if entry.power == power)
        self._review = Marks("own.review", reviews, 4)
        self._said = Marks("own.said", _sayings(world, power))
        self._said_sums = Marks("own.said_sum", _sayings(world, power), 500)
        self._secret = Marks("own.secret", (each.id for each in world.secrets[power]))
        self._stake = Marks("own.private_flashpoint", self._flashpoints)
        self._table = Marks("own.proposed_to_me", _answers(world, power))
        self._sums = Marks("own.proposed_sum", _answers(world, power), 1000)
        self._waiting = Marks("own.proposed_by_me", _offers(world, power))
        self._pacts = Pacts(world, (True,))
        self._rows: tuple[ObjectiveRow, ...] = tuple(
            row for row in world.objectives[power] if row.whom in ("self", power.key)
        )
        self._secrets = {each.id: each for each in world.secrets[power]}
        self.columns = laid_out([*self._sheet_columns(), *self._guess_columns()], self._marks())

    def _sheet_columns(self) -> list[Column]:
        unit = money_unit(self._world, self._power)
        found = [Column(f"own.{name}", unit) for name in _MONEY]
        found += [Column(f"own.{name}", scale) for name, scale in _TRACKS]
        found += columns("own.caps", (each.key for each in CAPABILITIES), 10)
        found += columns("own.roles", (each.key for each in Role), 3)
        found += columns("own.alarm", KEYS, 10)
        found += columns("own.lines", (each.key for each in Line), 5)
        found += columns("own.test_pips", (each.key for each in CAPABILITIES), 5)
        found += columns("own.stances", self._flashpoints, 2)
        found += columns("own.sees_exactly", KEYS)
        found += [Column("own.streams", unit), Column("own.away", 10), Column("own.flags", 10)]
        found += [Column("own.secret_met")]
        found += [Column(f"objective.{nth}.{row.reading}", _reach(row)) for nth, row in enumerate(self._rows)]
        return found

    def _marks(self) -> tuple[Marks | Pacts, ...]:
        contracts = (self._underway, self._due, self._unpaid, self._signed)
        words = (self._review, self._said, self._said_sums, self._secret, self._stake)
        return (*contracts, *words, self._table, self._sums, self._waiting, self._pacts)

    def _guess_columns(self) -> list[Column]:
        return [
            Column(f"estimate.{power.key}.{name}.{end}", scale or money_unit(self._world, power))
            for power in POWERS
            if power != self._power
            for name, scale in _GUESSED
            for end in ("low", "high")
        ]

    def values(self, observation: Observation) -> tuple[list[float], Noted]:
        """Return the values before they are scaled: of the columns always filled, and of the others."""
        sheet, turn = observation.sheet, observation.commons.turn
        found: list[float] = [*_read_money(sheet), *_read_tracks(sheet)]
        found += chain.from_iterable(_read_rows(sheet))
        found += [until >= turn for until in sheet.exact]
        found.append(sum([each.amount for each in sheet.streams]))
        found.append(sum([each.count for each in sheet.away]))
        found.append(len(sheet.flags))
        found.append(self._secret_met(observation))
        found += [reading(observation, row.reading, self._power) for row in self._rows]
        for each in observation.estimates:
            if each is not None:
                found += _guess(each)
        return found, self._noted(observation, sheet, turn)

    def _secret_met(self, observation: Observation) -> bool:
        secret = self._secrets.get(observation.sheet.secret)
        return secret is not None and all([holds(observation, each, self._power) for each in secret.when])

    def _noted(self, observation: Observation, sheet: PowerState, turn: int) -> Noted:
        noted: Noted = {}
        self._note_contracts(noted, sheet.contracts, turn)
        self._signed.note(noted, [(name, sheet.signed.count(name)) for name in sheet.signed])
        if sheet.review is not None:
            self._review.note(noted, [(sheet.review.doctrine, sheet.review.left)])
        for said in sheet.said:
            key = (said.kind.key, said.subject)
            self._said.note(noted, [(key, 1.0)])
            self._said_sums.note(noted, [(key, said.amount)])
        self._secret.note(noted, [(sheet.secret, 1.0)])
        self._stake.note(noted, [(self._flashpoints[sheet.private_flashpoint], 1.0)])
        for each in observation.proposals:
            if each.to == self._power:
                self._table.note(noted, [((each.subject, each.sender.key), 1.0)])
                self._sums.note(noted, [((each.subject, each.sender.key), each.amount)])
            else:
                self._waiting.note(noted, [((each.subject, each.to.key), 1.0)])
        self._pacts.note(noted, observation.secret_pacts, turn)
        return noted

    def _note_contracts(self, noted: Noted, contracts: tuple[Contract, ...], turn: int) -> None:
        """Note, by programme: contracts under way, turns to the next delivery, what is unpaid."""
        count: dict[str, int] = {}
        due: dict[str, int] = {}
        unpaid: dict[str, int] = {}
        for each in contracts:
            name = each.programme
            count[name] = count.get(name, 0) + 1
            due[name] = min(due.get(name, 999), each.due - turn)
            unpaid[name] = unpaid.get(name, 0) + each.unpaid
        self._underway.note(noted, count.items())
        self._due.note(noted, due.items())
        self._unpaid.note(noted, unpaid.items())


def _reach(row: ObjectiveRow) -> float:
    """Return the largest of an objective's thresholds, which its reading is divided by."""
    return float(max(1, *(abs(threshold) for threshold, _ in row.steps)))


def _sayings(world: World, power: Power) -> list[tuple[str, str]]:
    orders: tuple[Any, ...] = catalogue_of(world, power).family(Family.SIGNAL)
    return [(order.kind.key, order.subject) for order in orders]


def _answers(world: World, power: Power) -> list[tuple[str, str]]:
    orders: tuple[Any, ...] = catalogue_of(world, power).family(Family.ANSWER)
    return [(order.subject, order.sender.key) for order in orders]


def _offers(world: World, power: Power) -> list[tuple[str, str]]:
    return [
        (agreement.id, other)
        for agreement in world.agreements
        for other in counterparts(agreement.between, power)
    ]


def _guess(each: Estimate) -> list[float]:
    found: list[float] = [*each.readiness, *each.stocks, *each.treasury, *each.capital, *each.contracts]
    found += chain.from_iterable(each.caps)
    return found
