"""The words that sentences are made of: names from a world, and plain words for tracks, means and results."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import frozen

from rules.content import World
from rules.journal import Modifier
from rules.orders import ASK, LIFTING, RELIEF, SHARE
from rules.terms import (
    POWERS,
    Ending,
    Funding,
    Means,
    Pacing,
    Power,
    Purpose,
    Result,
    SignalKind,
    Track,
    UnitKind,
)

_WITH_ARTICLE: Final = ("States", "Philippines", "DPRK", "Strait", "Peninsula", "Sea", "Channel", "Pacific")

SIGNS: Final = {
    SignalKind.WARN: "warns",
    SignalKind.REASSURE: "reassures",
    SignalKind.COMMIT: "commits itself",
    SignalKind.DEMAND: "demands",
}

PACES: Final = {Pacing.RUSH: "rushes", Pacing.STRETCH: "stretches", Pacing.CANCEL: "cancels"}

FUNDINGS: Final = {
    Funding.MINIMAL: "pays only the minimum of its standing bill",
    Funding.SUSTAIN: "pays its standing bill",
    Funding.FULL: "funds readiness in full",
    Funding.SURGE: "surges readiness from its stocks",
}

MEANS: Final = {
    Means.AID: "with aid",
    Means.TRADE: "with trade",
    Means.ARMS: "with arms",
    Means.REMEMBRANCE: "by remembrance",
    Means.PRESSURE: "by pressure",
}

RESULTS: Final = {
    Result.MAJOR_SETBACK: "a major setback",
    Result.SETBACK: "a setback",
    Result.NO_CHANGE: "no change",
    Result.GAIN: "a gain",
    Result.MAJOR_GAIN: "a major gain",
}

ENDINGS: Final = {
    Ending.TIME: "time is up",
    Ending.WAR: "war has broken out",
    Ending.NUCLEAR: "a nuclear weapon has been used",
    Ending.COLLAPSE: "the DPRK has collapsed",
}

PURPOSES: Final = {
    Purpose.CONTEST: "the contest",
    Purpose.TEST: "the test",
    Purpose.ACCIDENT: "an accident",
    Purpose.AUTHORITY: "legal authority",
    Purpose.PARTNER: "the partner's answer",
    Purpose.COURTING: "courting",
    Purpose.DELIVERY: "the delivery",
    Purpose.HOME: "the year at home",
    Purpose.CARD: "the card",
    Purpose.DRAW: "the draw",
    Purpose.NUCLEAR: "nuclear use",
    Purpose.CHANCE: "chance",
}

ACTS: Final = {
    "AddCard": "gave a card",
    "CancelCard": "took a card back",
    "SwapCard": "put one card in the place of another",
    "Override": "decreed what follows",
    "Reroll": "had a roll made again",
}
"""A facilitator's acts as all may read them."""

_TRACKS: Final = {
    Track.ALIGNMENT: "alignment with Japan and the United States",
    Track.GROWTH: "growth (in hundredths of a per cent a quarter)",
    Track.CAPITAL: "political capital",
    Track.COHESION: "cohesion of Japan and the United States",
    Track.INTEGRATION: "integration of Japan and the United States",
    Track.PIPS: "pips of integration",
    Track.PATRON: "China's support of the DPRK",
    Track.HISTORY: "the weight of history",
    Track.ASK: "what the United States asks of Japan's share",
    Track.TEST_PIPS: "test results",
}

_CAUSES: Final = {
    "mark": "drawn to its mark",
    "turn": "a quarter passes",
    "time": "time passes",
    "set-point": "back to its set-point",
    "raise": "a raised budget",
    "funding": "readiness funding",
    "pips": "enough pips of integration",
    "integration": "turned into integration",
    "two per cent": "two per cent reached",
}

_MANY: Final = frozenset({Track.STOCKS, Track.PIPS, Track.TEST_PIPS})

_SUBJECTS: Final = {
    SHARE: "its share of GDP",
    ASK: "a higher share",
    RELIEF: "relief",
    LIFTING: "the lifting of measures",
}


@frozen
class Names:
    """Names of a world's things by id: catalogue first, then places, then powers and partners."""

    world: World
    things: dict[str, str]
    parties: dict[str, str]

    def thing(self, name: str) -> str:
        """Return the name of an entry, a place or a party; an unknown one is shown as it is."""
        return self.things.get(name) or self.parties.get(name) or name.replace("_", " ")

    def party(self, name: str) -> str:
        """Return the name of a power or partner within a sentence."""
        return articled(self.parties.get(name) or name.replace("_", " "))

    def power(self, power: Power) -> str:
        """Return a power's name within a sentence."""
        return self.party(power.key)

    def option(self, event: str, option: str) -> str:
        """Return the first sentence of an event's option."""
        card = self.world.event.get(event)
        texts = [each.text for each in card.options if each.id == option] if card else []
        return texts[0].split(". ")[0].rstrip(".") if texts else option.replace("_", " ")

    def cause(self, text: str) -> str:
        """Return a cause in words, with the names of what it mentions."""
        known = _CAUSES.get(text)
        if known is not None:
            return known
        before, at, place = text.rpartition(" at ")
        if at and place in self.world.flashpoint_index:
            return f"{self.cause(before)} at {self.at(place)}"
        return " ".join(self._word(word) for word in text.split())

    def prose(self, text: str) -> str:
        """Return a text with the names of what it mentions by id; the first letter is a capital."""
        words = [self._named(word) for word in text.split()]
        line = " ".join(words)
        return line[:1].upper() + line[1:]

    def _named(self, word: str) -> str:
        bare = word.strip(",.;:()")
        place = self.world.flashpoint_index.get(bare)
        name = self.at(bare) if place is not None else self._word(bare)
        return word if name == bare else word.replace(bare, name)

    def _word(self, word: str) -> str:
        return self.party(word) if word in self.parties else self.things.get(word, word)

    @property
    def flashpoints(self) -> dict[str, int]:
        """The places of the flashpoints by name."""
        return self.world.flashpoint_index

    def dial(self, power: Power) -> str:
        """Return what a power's dial sets."""
        return "share of GDP" if self.world.powers[power].dial == SHARE else "theatre share"

    def share(self, power: Power, value: int) -> str:
        """Return a dial's value in per cent."""
        if self.world.powers[power].dial == SHARE:
            return f"{value // 100}.{value % 100:02} %"
        return f"{value} %"

    def contract(self, programme: str, nth: int) -> str:
        """Return a contract's name, with its number where there may be several."""
        entry = self.world.programme.get(programme)
        several = nth > 1 or (entry is not None and entry.limit > 1)
        return self.thing(programme) + (f" (no. {nth})" if several else "")

    def where(self, operation: str, place: str) -> str:
        """Return where an operation takes place, or nothing."""
        if place in self.world.flashpoint_index:
            return f" at {self.at(place)}"
        if place in self.parties:
            return f" against {self.party(place)}"
        return f" in {self.area(place)}" if place in self.world.area_index else ""

    def area(self, name: str) -> str:
        """Return an area's name within a sentence."""
        return articled(self.things.get(name, name))

    def at(self, flashpoint: str) -> str:
        """Return a flashpoint's name within a sentence."""
        return articled(self.flashpoint(flashpoint))

    def flashpoint(self, name: str) -> str:
        """Return a flashpoint's name as it begins a sentence."""
        place = self.world.flashpoint_index.get(name)
        return name if place is None else self.world.flashpoints[place].name


def names_of(world: World) -> Names:
    """Return a world's names, made once."""
    known = world.memo.get("names in words")
    if not isinstance(known, Names):
        known = world.memo["names in words"] = _collect(world)
    return known


def _collect(world: World) -> Names:
    parties = {each.power.key: each.name for each in world.powers}
    parties |= {each.partner.key: each.name for each in world.partners}
    things: dict[str, str] = {}
    for entries in (world.areas, world.flashpoints, world.programmes, world.doctrines):
        things |= {each.id: each.name for each in entries}
    for more in (world.operations, world.agreements):
        things |= {each.id: each.name for each in more}
    things |= {each.id: each.title for each in world.events}
    return Names(world, things, parties)


def articled(name: str) -> str:
    """Return a name as it stands within a sentence."""
    return f"the {name}" if name.split()[-1] in _WITH_ARTICLE or name.startswith("Senkakus") else name


def money(amount: int) -> str:
    """Return a sum of money without its sign."""
    return f"${abs(amount):,}m"


_COUNTERS: Final = {
    UnitKind.CARRIER: "carrier group",
    UnitKind.AIR: "air wing",
    UnitKind.GROUND: "ground brigade",
    UnitKind.MISSILE: "missile brigade",
    UnitKind.AIRDEF: "air-defence unit",
    UnitKind.COASTGUARD: "coast-guard squadron",
}


def counters(kind: UnitKind, count: int) -> str:
    """Return a number of counters of a kind."""
    return f"{count} {_COUNTERS.get(kind, kind.key)}{'' if count == 1 else 's'}"


def rows_of(modifiers: Iterable[Modifier]) -> str:
    """Return what modified a roll."""
    return ", ".join(f"{label} {value:+}" for label, value in modifiers)


def thrown(dice: tuple[int, int], modifier: int = 0) -> str:
    """Return what fell, such as `rolled 4+3 with -1`."""
    return f"rolled {dice[0]}+{dice[1]}" + (f" with {modifier:+}" if modifier else "")


def blame_of(names: Names, blame: tuple[int, ...]) -> str:
    """Return who added how much to a rise, in whole rungs or parts of one (R8.8)."""
    parts = [f"{label} {Fraction(part, 60)}" for label, part in _blamed(names, blame)]
    return f"; blame: {', '.join(parts)}" if parts else ""


def shares_of(names: Names, blame: tuple[int, ...]) -> str:
    """Return who bears how much of the blame for a war (R8.8)."""
    whole = sum(blame)
    parts = [f"{label} {100 * part // whole} %" for label, part in _blamed(names, blame)]
    return f" (blame: {', '.join(parts)})" if parts else ""


def _blamed(names: Names, blame: tuple[int, ...]) -> list[tuple[str, int]]:
    labels = [*(names.power(power) for power in POWERS), "chance"]
    return [(label, part) for label, part in zip(labels, blame, strict=True) if part]


def moved(track: Track, before: int, after: int, about: str = "") -> str:
    """Return what a track did, such as `support falls from 55 to 53`."""
    verb = ("rise" if after > before else "fall") + ("" if track in _MANY else "s")
    plain = track.key.replace("_", " ")
    name = f"capability in {plain}" if track <= Track.NUCLEAR else _TRACKS.get(track, plain)
    return f"{name}{about} {verb} from {before} to {after}"


def subject_name(names: Names, subject: str) -> str:
    """Return what a signal or a proposal is about."""
    return _SUBJECTS.get(subject) or names.thing(subject)
