"""The words of the game: powers, partners, counters, tracks and the other closed lists.

Members are written in orders, records and data as their lower-case name: `Power.JAPAN` is `japan`.
"""

from enum import IntEnum
from functools import cached_property
from typing import Final


class Word(IntEnum):
    """A member of a closed list, written as its lower-case name."""

    __hash__ = int.__hash__
    """Members are keys in hot places: the number's own hash is four times as quick as the name's."""

    @cached_property
    def key(self) -> str:
        """The written form, for example `off_ramp`."""
        return self.name.lower()


class Power(Word):
    """A seat, in the published order that breaks every tie."""

    JAPAN = 0
    US = 1
    CHINA = 2
    DPRK = 3


class Partner(Word):
    """A state that no seat plays, in the published order."""

    SOUTH_KOREA = 0
    TAIWAN = 1
    PHILIPPINES = 2
    AUSTRALIA = 3
    RUSSIA = 4


class Capability(Word):
    """A capability track of a power, 0-10."""

    STRIKE = 0
    MISSILE_DEFENCE = 1
    SURVEILLANCE = 2
    COMMAND = 3
    CYBER_SPACE = 4
    NUCLEAR = 5


class UnitKind(Word):
    """A kind of counter."""

    FLEET = 0
    CARRIER = 1
    SUBMARINE = 2
    AIR = 3
    GROUND = 4
    MISSILE = 5
    AIRDEF = 6
    COASTGUARD = 7


class Role(Word):
    """A constituency's part at home (R10.5)."""

    HAWKS = 0
    DOVES = 1
    KEEPERS = 2


class Line(Word):
    """What a programme is for; the first seven are those of claim C08."""

    STRIKE = 0
    SURVEILLANCE = 1
    COMMAND = 2
    CYBER_SPACE = 3
    MISSILE_DEFENCE = 4
    INTEGRATION = 5
    INDUSTRY = 6
    SHIPS = 7
    AIRCRAFT = 8
    GROUND = 9
    COASTGUARD = 10
    NUCLEAR = 11
    STOCKS = 12
    READINESS = 13
    HOME = 14


class AreaKind(Word):
    """What an area is: land, island, sea or off-map box."""

    LAND = 0
    ISLAND = 1
    SEA = 2
    BOX = 3


class Funding(Word):
    """How much of the standing bill is paid (R6.8)."""

    MINIMAL = 0
    SUSTAIN = 1
    FULL = 2
    SURGE = 3


class Stance(Word):
    """A seat's bearing in a crisis, from bold to cautious (R8.2)."""

    PRESS = 0
    HOLD = 1
    OFF_RAMP = 2


class Alert(Word):
    """A power's alert level at a flashpoint (R5.5)."""

    ROUTINE = 0
    CRISIS = 1


class Pacing(Word):
    """What may be done with a contract under way (R6.7)."""

    RUSH = 0
    STRETCH = 1
    CANCEL = 2


class SignalKind(Word):
    """A public statement tied to a possible act (R9.6)."""

    WARN = 0
    REASSURE = 1
    COMMIT = 2
    DEMAND = 3


class Theme(Word):
    """What a campaign is about: one constituency, or transparency (R10.6)."""

    HAWKS = 0
    DOVES = 1
    KEEPERS = 2
    TRANSPARENCY = 3


class Measure(Word):
    """An extraordinary measure of the cabinet (R9.5)."""

    SUPPLEMENTARY = 0
    REVIEW = 1


class Means(Word):
    """A way of courting a partner (R10.2)."""

    AID = 0
    TRADE = 1
    ARMS = 2
    REMEMBRANCE = 3
    PRESSURE = 4


class Scope(Word):
    """What an operation is aimed at: a flashpoint, an area, a rival or nothing."""

    FLASHPOINT = 0
    AREA = 1
    RIVAL = 2
    NOWHERE = 3


class Resolution(Word):
    """How an operation is resolved."""

    NONE = 0
    ANSWER = 1
    CONTEST = 2
    TEST = 3
    PROBE = 4
    TABLE = 5


class Result(Word):
    """What came of a contest (R7.6)."""

    MAJOR_SETBACK = 0
    SETBACK = 1
    NO_CHANGE = 2
    GAIN = 3
    MAJOR_GAIN = 4


class Ending(Word):
    """Why a game ended."""

    TIME = 0
    WAR = 1
    NUCLEAR = 2
    COLLAPSE = 3


class CardKind(Word):
    """When an event card comes up (R10.8)."""

    DATED = 0
    REGIONAL = 1
    SCHEDULED = 2


class Priority(Word):
    """What an order serves, for the strategy memo."""

    DETERRENCE = 0
    ALLIANCE = 1
    HOUSEHOLD = 2
    CAPABILITY = 3
    RESTRAINT = 4
    INITIATIVE = 5


class Purpose(Word):
    """What a roll is for; nothing else in the game is random (R13.2)."""

    CONTEST = 0
    TEST = 1
    ACCIDENT = 2
    AUTHORITY = 3
    PARTNER = 4
    COURTING = 5
    DELIVERY = 6
    HOME = 7
    CARD = 8
    DRAW = 9
    NUCLEAR = 10
    CHANCE = 11


class Track(Word):
    """A number that effects may shift. Up to RELIEF each belongs to a power; the rest are shared."""

    STRIKE = 0
    MISSILE_DEFENCE = 1
    SURVEILLANCE = 2
    COMMAND = 3
    CYBER_SPACE = 4
    NUCLEAR = 5
    HAWKS = 6
    DOVES = 7
    KEEPERS = 8
    TREASURY = 9
    GROWTH = 10
    CAPITAL = 11
    SUPPORT = 12
    CREDIBILITY = 13
    READINESS = 14
    STOCKS = 15
    INDUSTRY = 16
    STRAIN = 17
    SLACK = 18
    ALARM = 19
    DIAL = 20
    GDP = 21
    COHESION = 22
    INTEGRATION = 23
    PIPS = 24
    PATRON = 25
    HISTORY = 26
    ALIGNMENT = 27
    ASK = 28
    RELIEF = 29
    TEST_PIPS = 30
    HOME_STRENGTH = 31


POWERS: Final = tuple(Power)
PARTNERS: Final = tuple(Partner)
KINDS: Final = tuple(UnitKind)
CAPABILITIES: Final = tuple(Capability)

POWER_NAMED: Final = {power.key: power for power in POWERS}
PARTNER_NAMED: Final = {partner.key: partner for partner in PARTNERS}
"""Powers and partners by their written form."""

RIVALS: Final = (
    (Power.CHINA, Power.DPRK),
    (Power.CHINA, Power.DPRK),
    (Power.JAPAN, Power.US),
    (Power.JAPAN, Power.US),
)
"""Rivals by power: only rivals feel alarm about one another (R0)."""

ALLY: Final = (Power.US, Power.JAPAN, Power.DPRK, Power.CHINA)
"""The power on the same side, by power."""

LAND_BASED: Final = frozenset({UnitKind.AIR, UnitKind.GROUND, UnitKind.MISSILE, UnitKind.AIRDEF})
"""Kinds that need a base (R3.1)."""

ASHORE: Final = frozenset({UnitKind.AIR, UnitKind.MISSILE, UnitKind.AIRDEF})
"""Kinds that never stand at sea (R3.1)."""

REACHING: Final = (UnitKind.AIR, UnitKind.MISSILE, UnitKind.CARRIER)
"""Kinds that count, at half, from an adjacent area (R0)."""

OWNED: Final = 22
"""Tracks below this number belong to a power."""


def halved(value: int) -> int:
    """Return half a number, the fraction dropped toward zero (R0)."""
    return value // 2 if value >= 0 else -(-value // 2)


def same_side(one: Power, other: Power) -> bool:
    """Tell whether two powers are on one side of the map."""
    return (one < 2) == (other < 2)
