"""What a card bot's cards look at: an observation, a desk and named facts, each a whole number.

A trigger is a row of tests on facts. An explanation holds the facts as they were, so that anybody can
ask the tests again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Final, NamedTuple

from attrs import define, field

from game.players.base import Desk
from game.players.temper import Temper
from rules import prices
from rules.catalogue import staked
from rules.contest import challenges, present
from rules.observation import Observation, believe
from rules.odds import odds
from rules.orders import Operate, Signal
from rules.readings import alarm_total, control_lost, is_reading, links, reading
from rules.terms import Partner, Power, SignalKind, UnitKind

MANY: Final = 1_000_000_000


class Test(NamedTuple):
    """Holds if a fact lies between two bounds."""

    fact: str
    low: int
    high: int

    def holds(self, value: int) -> bool:
        """Tell whether a value passes."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.fact} is {self.low}"
        if self.high == MANY:
            return f"{self.fact} is at least {self.low}"
        if self.low == -MANY:
            return f"{self.fact} is at most {self.high}"
        return f"{self.fact} is {self.low} to {self.high}"


def at_least(fact: str, low: int) -> Test:
    """Return the test that a fact is this much or more."""
    return Test(fact, low, MANY)


def at_most(fact: str, high: int) -> Test:
    """Return the test that a fact is this much or less."""
    return Test(fact, -MANY, high)


def exactly(fact: str, value: int) -> Test:
    """Return the test that a fact is just this."""
    return Test(fact, value, value)


Facts = tuple[tuple[str, int], ...]
"""Facts by name as they were when something was decided."""


@define
class Memory:
    """What a bot keeps from turn to turn: lots drawn once a game, orders drawn by them, facts that last."""

    lots: dict[str, int] = field(factory=dict)
    orders: dict[tuple[str, ...], list[str]] = field(factory=dict)
    facts: dict[str, int] = field(factory=dict)
    kept: dict[str, int] = field(factory=dict)


class Hand:
    """What a card sees and may do: an observation, a desk, a temper, and facts by name."""

    __slots__ = (
        "_facts",
        "_memory",
        "commons",
        "desk",
        "observation",
        "pacts",
        "power",
        "seed",
        "temper",
        "world",
    )

    def __init__(
        self, observation: Observation, desk: Desk, temper: Temper, seed: int, memory: Memory
    ) -> None:
        self.observation = observation
        self.commons = observation.commons
        self.world = observation.world
        self.power = observation.power
        self.desk = desk
        self.temper = temper
        self.seed = seed
        self.pacts = _pacts(observation)
        self._facts = memory.facts.copy()
        self._memory = memory

    def fact(self, name: str) -> int:
        """Return a fact by name; KeyError for a name that means nothing."""
        known = self._facts.get(name)
        if known is not None:
            return known
        read, subject = _READERS.get(name) or _reader(name)
        value = self._facts[name] = read(self) if subject is None else read(self, subject)
        if read in LASTING:
            self._memory.facts[name] = value
        return value

    def failing(self, tests: Iterable[Test]) -> Test | None:
        """Return the first test that fails, or None."""
        known = self._facts
        for test in tests:
            name, low, high = test
            value = known.get(name)
            if value is None:
                value = self.fact(name)
            if not low <= value <= high:
                return test
        return None

    def facts(self, tests: Iterable[Test]) -> Facts:
        """Return the facts that tests ask for."""
        return tuple([(test.fact, self.fact(test.fact)) for test in tests])

    def written(self) -> None:
        """Forget the facts that an order written changes."""
        for name in FLEETING:
            self._facts.pop(name, None)

    # ---------- shorthands ----------

    @property
    def turn(self) -> int:
        """The turn that orders are written for."""
        return self.commons.turn

    @property
    def hard(self) -> bool:
        """Whether the hard line is taken this turn."""
        return bool(self.fact("hard line"))

    def crises(self) -> list[str]:
        """The flashpoints in crisis in which the seat has a stake."""
        world, quarrels = self.world, self.commons.flashpoints
        return [world.flashpoints[nth].id for nth in staked(world, self.power) if quarrels[nth].rung >= 4]

    def count(self, kind: UnitKind, area: str) -> int:
        """The seat's counters of a kind in an area."""
        return self.observation.count(self.world.area_index[area], self.power, kind)

    def lot(self, name: str, sides: int) -> int:
        """Draw 0 to sides - 1: the seat's own lot, the same whenever it is asked for this turn."""
        return _lot(self.seed, f"{self.turn}:{name}") % sides

    def trait(self, name: str) -> int:
        """Draw a large number once a game: what makes two games of one persona differ."""
        known = self._memory.lots.get(name)
        if known is None:
            known = self._memory.lots[name] = _lot(self.seed, name)
        return known

    def remember(self, name: str, value: int) -> None:
        """Keep a number for the rest of the game, to be read as a fact of this name."""
        self._memory.kept[name] = value

    def recalled(self, name: str) -> int:
        """Return what was remembered under a name, or 0."""
        return self._memory.kept.get(name, 0)

    def by_lot(self, names: Iterable[str], salt: str) -> list[str]:
        """Return names in an order drawn by lot once a game."""
        wanted = (salt, *names)
        known: list[str] | None = self._memory.orders.get(wanted)
        if known is None:
            lots = {name: self.trait(f"{salt}:{name}") for name in wanted[1:]}
            known = self._memory.orders[wanted] = sorted(lots, key=lambda name: (lots[name], name))
        return known


def _lot(seed: int, name: str) -> int:
    return int.from_bytes(blake2b(f"{seed}:{name}".encode(), digest_size=4).digest(), "little")


# ---------- facts ----------


def _hard_line(hand: Hand) -> int:
    """The hard line is taken when alarm or a rung calls for it and the seat can afford it at home."""
    temper = hand.temper
    called = hand.fact("alarm") >= temper.hard_alarm or hand.fact("highest rung") >= temper.hard_rung
    return int(called and hand.fact("support") >= temper.soft_support)


def _highest_rung(hand: Hand) -> int:
    quarrels = hand.commons.flashpoints
    return max((quarrels[nth].rung for nth in staked(hand.world, hand.power)), default=0)


def _nerve(hand: Hand) -> int:
    """A seat's boldness this game, -1 to +1, drawn by its own lot: no two cabinets are alike."""
    return (-1, 0, 0, 1)[hand.trait("nerve") % 4]


def _taste(hand: Hand, name: str) -> int:
    """Whether this game's cabinet has a taste for a thing, 0 to 99."""
    return hand.trait(f"taste {name}") % 100


def _felt_rung(hand: Hand, flashpoint: str) -> int:
    """A rung as it feels to a seat of this nerve: lower to a bold one."""
    return _rung(hand, flashpoint) - hand.fact("nerve")


def _felt_odds(hand: Hand, text: str) -> int:
    """Odds in 36 as they feel to a seat of this nerve: better to a bold one."""
    return hand.fact(f"odds {text}") + hand.fact("nerve")


def _free(hand: Hand) -> int:
    """Per cent of a quarter's income that bill and instalments leave."""
    gross = prices.income(hand.world, hand.commons, hand.power) + hand.observation.sheet.outside
    return 100 * hand.fact("free money") // max(1, gross)


def _free_money(hand: Hand) -> int:
    """What a quarter's income leaves after the bill and the instalments of the contracts under way, in $m."""
    world, own = hand.world, hand.observation.sheet
    gross = prices.income(world, hand.commons, hand.power) + own.outside
    owed = sum(prices.instalment(world, each, own.strain) for each in own.contracts)
    return gross - prices.funding_price(world, own.bill, own.funding) - owed


def _rung(hand: Hand, flashpoint: str) -> int:
    return hand.commons.flashpoints[hand.world.flashpoint_index[flashpoint]].rung


def _control(hand: Hand, flashpoint: str) -> int:
    return hand.commons.flashpoints[hand.world.flashpoint_index[flashpoint]].control


def _held(hand: Hand, flashpoint: str) -> int:
    """Control as the seat's own side counts it."""
    place = hand.world.flashpoint_index[flashpoint]
    control = hand.commons.flashpoints[place].control
    return control if challenges(hand.world.flashpoints[place], hand.power) else -control


def _odds(hand: Hand, text: str) -> int:
    """Ways in 36 that an operation succeeds, as far as the seat can know; 0 where a scenario has it not."""
    operation, _, place = text.partition("@")
    if operation not in hand.world.operation:
        return 0
    found = odds(hand.observation, Operate(operation, place))
    return found.success if found is not None else 0


def _there(hand: Hand, flashpoint: str) -> int:
    """The seat's own counters in place or in reach."""
    place = hand.world.flashpoint_index[flashpoint]
    return present(believe(hand.observation), place, hand.power)


def _pact(hand: Hand, text: str) -> int:
    return int(text in hand.pacts)


def _pacts(observation: Observation) -> frozenset[str]:
    """Return the agreements in force, and with whom one's own: `hotline_scs`, `hotline_scs@china`."""
    me, found = observation.power.key, []
    for pact in (*observation.commons.pacts, *observation.secret_pacts):
        found.append(pact.agreement)
        if me in (pact.one, pact.other):
            found.append(f"{pact.agreement}@{pact.other if pact.one == me else pact.one}")
    return frozenset(found)


def _alerted(hand: Hand, flashpoint: str) -> int:
    return hand.commons.flashpoints[hand.world.flashpoint_index[flashpoint]].alerts[hand.power]


def _warned(hand: Hand, flashpoint: str) -> int:
    """Whether a signal of the seat's own about a flashpoint waits for its test."""
    return int(any(said.subject == flashpoint for said in hand.observation.sheet.said))


def _word_against(hand: Hand, text: str) -> int:
    """Whether an own reassurance stands, or is on this sheet, against an operation as hot as it forswears."""
    name, _, place = text.partition("@")
    operation = hand.world.operation.get(name)
    if operation is None or operation.heat < 2:
        return 0
    given = any(
        said.kind == SignalKind.REASSURE and said.subject == place for said in hand.observation.sheet.said
    )
    return int(given or Signal(SignalKind.REASSURE, place) in hand.desk.sheet.orders)


def _measures(hand: Hand, power: str) -> int:
    """Trade measures in force against a power."""
    return sum(measure.target.key == power for measure in hand.commons.measures)


def _stance(hand: Hand, flashpoint: str) -> int:
    return hand.observation.sheet.stances[hand.world.flashpoint_index[flashpoint]]


def _reading(hand: Hand, name: str) -> int:
    """A reading of `rules.readings` about the seat itself."""
    if not is_reading(name, tuple(hand.world.flashpoint_index)):
        raise KeyError(name)
    return reading(hand.observation, name, hand.power)


def _counters(hand: Hand, text: str) -> int:
    """The seat's counters of a kind in an area, as `fleet@ECS`."""
    known = _KINDS_AND_AREAS.get(text)
    if known is None:
        kind, _, area = text.partition("@")
        known = _KINDS_AND_AREAS[text] = (UnitKind[kind.upper()], area)
    return hand.count(*known)


_KINDS_AND_AREAS: Final[dict[str, tuple[UnitKind, str]]] = {}


def _pick(hand: Hand, text: str) -> int:
    """One of so many, drawn by lot: `pick 4 exercise` is 0 to 3."""
    sides, _, name = text.partition(" ")
    return hand.lot(name, int(sides))


FACTS: Final[dict[str, Callable[[Hand], int]]] = {
    "hard line": _hard_line,
    "nerve": _nerve,
    "trust": lambda hand: hand.temper.trust,
    "alone": lambda hand: hand.temper.alone,
    "turn": lambda hand: hand.commons.turn,
    "turns left": lambda hand: hand.world.length - hand.commons.turn,
    "highest rung": _highest_rung,
    "alarm": lambda hand: alarm_total(hand.observation.sheet),
    "support": lambda hand: hand.observation.sheet.support,
    "readiness": lambda hand: hand.observation.sheet.readiness,
    "stocks": lambda hand: hand.observation.sheet.stocks,
    "strain": lambda hand: hand.observation.sheet.strain,
    "funding": lambda hand: hand.observation.sheet.funding,
    "command": lambda hand: hand.observation.sheet.caps[3],
    "lowest constituency": lambda hand: min(hand.observation.sheet.roles),
    "hawks": lambda hand: hand.observation.sheet.roles[0],
    "doves": lambda hand: hand.observation.sheet.roles[1],
    "keepers": lambda hand: hand.observation.sheet.roles[2],
    "dial": lambda hand: hand.commons.dials[hand.power],
    "free": _free,
    "free money": _free_money,
    "crises": lambda hand: len(hand.crises()),
    "offers": lambda hand: sum(each.to == hand.power for each in hand.observation.proposals),
    "questions": lambda hand: sum(
        hand.world.event[name].chooser == hand.power for name in hand.commons.choices
    ),
    "review under way": lambda hand: int(hand.observation.sheet.review is not None),
    "cohesion": lambda hand: hand.commons.cohesion,
    "integration": lambda hand: hand.commons.integration,
    "patron": lambda hand: hand.commons.patron,
    "history": lambda hand: hand.commons.history,
    "links": lambda hand: links(hand.observation),
    "ask": lambda hand: hand.commons.ask,
    "ask met": lambda hand: int(hand.commons.dials[Power.JAPAN] >= hand.commons.ask),
    "control lost": lambda hand: control_lost(hand.commons, hand.world),
    "credibility": lambda hand: hand.commons.credibility[hand.power],
    "turns since test": lambda hand: hand.commons.turn - hand.commons.tested,
    "outside money": lambda hand: hand.observation.sheet.outside,
    "lanes lost": lambda hand: hand.commons.lost_lanes[hand.power],
    "own measures": lambda hand: sum(each.by == hand.power for each in hand.commons.measures),
    "signals waiting": lambda hand: len(hand.observation.sheet.said),
    "capital": lambda hand: hand.desk.left.capital,
    "money": lambda hand: hand.desk.left.money,
    "slots": lambda hand: hand.desk.left.slots,
    "posture acts": lambda hand: hand.desk.left.posture,
    "operations written": lambda hand: sum(isinstance(order, Operate) for order in hand.desk.sheet.orders),
}
"""Facts about the seat and the world, by name."""

_READERS: Final[dict[str, tuple[Callable[..., int], str | None]]] = {}


def _reader(name: str) -> tuple[Callable[..., int], str | None]:
    """Return how a fact is read, found once for each name."""
    plain = FACTS.get(name)
    if plain is not None:
        found: tuple[Callable[..., int], str | None] = (plain, None)
    else:
        kind = next((each for each in FACTS_OF if name.startswith(f"{each} ")), "")
        if not kind:
            raise KeyError(f"no fact is called '{name}'")
        subject = name[len(kind) + 1 :]
        found = (FACTS_OF[kind], subject)
    _READERS[name] = found
    return found


FLEETING: Final = ("capital", "money", "slots", "posture acts", "operations written")
"""Facts that change while a sheet is written."""

LASTING: Final[frozenset[Callable[..., int]]] = frozenset({_nerve, _taste})
"""Facts that stay the same for a whole game."""

FACTS_OF: Final[dict[str, Callable[[Hand, str], int]]] = {
    "rung": _rung,
    "control": _control,
    "held": _held,
    "odds": _odds,
    "felt rung": _felt_rung,
    "felt odds": _felt_odds,
    "there": _there,
    "pact": _pact,
    "alert": _alerted,
    "signal": _warned,
    "measures": _measures,
    "stance": _stance,
    "reading": _reading,
    "alignment": lambda hand, partner: hand.commons.alignment[Partner[partner.upper()]],
    "secret": lambda hand, name: int(hand.observation.sheet.secret == name),
    "flag": lambda hand, flag: int(
        any(name == flag and until >= hand.turn for name, until in hand.observation.sheet.flags)
    ),
    "lot": lambda hand, name: hand.lot(name, 100),
    "pick": _pick,
    "sent": lambda hand, what: hand.recalled(f"sent {what}"),
    "word against": _word_against,
    "taste": _taste,
    "phase": lambda hand, every: hand.turn % int(every),
    "counters": _counters,
    "adopted": lambda hand, doctrine: int(doctrine in hand.commons.doctrines[hand.power]),
}
"""Facts about a thing, by kind: `rung senkaku`, `odds coast_guard_surge@scs`, `alignment taiwan`."""
