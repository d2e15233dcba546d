"""The journal in words: one sentence for each kind of fact, with its reasons.

Names come from the world. A sentence says no more than its fact holds, so a redacted fact stays redacted.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, assert_never

from attrs import frozen

from rules.content import World
from rules.journal import (
    Adopted,
    Agreed,
    AlertSet,
    Authority,
    Breached,
    Campaigned,
    Chosen,
    Contested,
    Contracted,
    ControlMoved,
    Courted,
    Declined,
    Delivered,
    DialSet,
    Drawn,
    Ended,
    Fact,
    Failed,
    Faulted,
    Fought,
    Funded,
    GameOver,
    Intervened,
    Invoked,
    MeasureTaken,
    Modifier,
    Money,
    Moved,
    Operated,
    Paced,
    Placed,
    Proposed,
    Removed,
    ReviewBegun,
    Rolled,
    RungMoved,
    Shifted,
    Signalled,
    SignalTested,
    Slipped,
    Stalled,
    StancesMet,
    Turned,
)
from rules.orders import ASK, LIFTING, RELIEF, SHARE
from rules.terms import (
    POWERS,
    Alert,
    Ending,
    Funding,
    Means,
    Pacing,
    Power,
    Purpose,
    Result,
    SignalKind,
    Theme,
    Track,
    UnitKind,
)


def narrate(facts: Iterable[Fact], world: World) -> list[str]:
    """Return a sentence for every fact, in their order."""
    return [tell(fact, world) for fact in facts]


def tell(fact: Fact, world: World) -> str:
    """Return what happened, and why, in one sentence."""
    said = _sentence(fact, _names(world))
    return f"{said[0].upper()}{said[1:]}."


# ---------- words ----------

_WITH_ARTICLE: Final = ("States", "Philippines", "DPRK", "Strait", "Peninsula", "Sea", "Channel", "Pacific")

_SIGNS: Final = {
    SignalKind.WARN: "warns",
    SignalKind.REASSURE: "reassures",
    SignalKind.COMMIT: "commits itself",
    SignalKind.DEMAND: "demands",
}

_PACES: Final = {Pacing.RUSH: "rushes", Pacing.STRETCH: "stretches", Pacing.CANCEL: "cancels"}

_FUNDINGS: Final = {
    Funding.MINIMAL: "pays only the minimum of its standing bill",
    Funding.SUSTAIN: "pays its standing bill",
    Funding.FULL: "funds readiness in full",
    Funding.SURGE: "surges readiness from its stocks",
}

_MEANS: Final = {
    Means.AID: "with aid",
    Means.TRADE: "with trade",
    Means.ARMS: "with arms",
    Means.REMEMBRANCE: "by remembrance",
    Means.PRESSURE: "by pressure",
}

_RESULTS: Final = {
    Result.MAJOR_SETBACK: "a major setback",
    Result.SETBACK: "a setback",
    Result.NO_CHANGE: "no change",
    Result.GAIN: "a gain",
    Result.MAJOR_GAIN: "a major gain",
}

_ENDINGS: Final = {
    Ending.TIME: "time is up",
    Ending.WAR: "war has broken out",
    Ending.NUCLEAR: "a nuclear weapon has been used",
    Ending.COLLAPSE: "the DPRK has collapsed",
}

_PURPOSES: Final = {
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

_TRACKS: Final = {
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

_SUBJECTS: Final = {ASK: "a higher share", RELIEF: "relief", LIFTING: "the lifting of measures"}


@frozen
class _Names:
    """Names of a world's things by id: catalogue first, then places, then powers and partners."""

    world: World
    things: dict[str, str]
    parties: dict[str, str]

    def thing(self, name: str) -> str:
        """Return the name of an entry, a place or a party; an unknown one is shown as it is."""
        return self.things.get(name) or self.parties.get(name) or name.replace("_", " ")

    def party(self, name: str) -> str:
        """Return the name of a power or partner within a sentence."""
        return _articled(self.parties.get(name) or name.replace("_", " "))

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
        return known or " ".join(self._word(word) for word in text.split())

    def _word(self, word: str) -> str:
        if word in self.parties:
            return self.party(word)
        return self.things.get(word, word)

    def share(self, power: Power, value: int) -> str:
        """Return a dial's value in per cent."""
        if self.world.powers[power].dial == SHARE:
            return f"{value // 100}.{value % 100:02} % of GDP"
        return f"{value} % of its forces' money"

    def contract(self, programme: str, nth: int) -> str:
        """Return a contract's name, with its number where there may be several."""
        entry = self.world.programme.get(programme)
        several = nth > 1 or (entry is not None and entry.limit > 1)
        return self.thing(programme) + (f" (no. {nth})" if several else "")

    def where(self, operation: str, place: str) -> str:
        """Return where an operation takes place, or nothing."""
        if place in self.world.flashpoint_index:
            return f" at {_articled(self.things[place])}"
        if place in self.parties:
            return f" against {self.party(place)}"
        return f" in {self.area(place)}" if place in self.world.area_index else ""

    def area(self, name: str) -> str:
        """Return an area's name within a sentence."""
        return _articled(self.things.get(name, name))

    def flashpoint(self, name: str) -> str:
        """Return a flashpoint's name as it begins a sentence."""
        place = self.world.flashpoint_index.get(name)
        return name if place is None else self.world.flashpoints[place].name


def _names(world: World) -> _Names:
    """Return a world's names, made once."""
    known = world.memo.get("names in words")
    if not isinstance(known, _Names):
        known = world.memo["names in words"] = _collect(world)
    return known


def _collect(world: World) -> _Names:
    parties = {each.power.key: each.name for each in world.powers}
    parties |= {each.partner.key: each.name for each in world.partners}
    things: dict[str, str] = {}
    for entries in (world.areas, world.flashpoints, world.programmes, world.doctrines):
        things |= {each.id: each.name for each in entries}
    for more in (world.operations, world.agreements):
        things |= {each.id: each.name for each in more}
    things |= {each.id: each.title for each in world.events}
    return _Names(world, things, parties)


def _articled(name: str) -> str:
    return f"the {name}" if name.split()[-1] in _WITH_ARTICLE or name.startswith("Senkakus") else name


def _money(amount: int) -> str:
    return f"${abs(amount):,}m"


def _counters(kind: UnitKind, count: int) -> str:
    words = {UnitKind.AIR: "air wing", UnitKind.GROUND: "ground brigade", UnitKind.MISSILE: "missile brigade"}
    words |= {UnitKind.AIRDEF: "air-defence unit", UnitKind.COASTGUARD: "coast-guard squadron"}
    word = words.get(kind, kind.key if kind != UnitKind.CARRIER else "carrier group")
    return f"{count} {word}{'' if count == 1 else 's'}"


def _rows(modifiers: Iterable[Modifier]) -> str:
    return ", ".join(f"{label} {value:+}" for label, value in modifiers)


def _throw(dice: tuple[int, int], modifier: int = 0) -> str:
    return f"rolled {dice[0]}+{dice[1]}" + (f" with {modifier:+}" if modifier else "")


def _blame(names: _Names, blame: tuple[int, ...]) -> str:
    """Return who added how much to a rise, in whole rungs or parts of one (R8.8)."""
    parts = [f"{names.power(power)} {Fraction(blame[power], 60)}" for power in POWERS if blame[power]]
    if blame[len(POWERS)]:
        parts.append(f"chance {Fraction(blame[len(POWERS)], 60)}")
    return f"; blame: {', '.join(parts)}" if parts else ""


# ---------- sentences ----------


def _sentence(fact: Fact, names: _Names) -> str:
    """Return a fact in words, without a capital and a stop; a line for every kind of fact."""
    match fact:
        case DialSet(power, before, after):
            return (
                f"{names.power(power)} {'raises' if after > before else 'lowers'} its dial from "
                f"{names.share(power, before)} to {names.share(power, after)}"
            )
        case Money():
            return _of_money(fact, names)
        case Funded(power, level, unpaid):
            short = f" but leaves {_money(unpaid)} unpaid" if unpaid else ""
            return f"{names.power(power)} {_FUNDINGS[level]}{short}"
        case Shifted():
            return _of_shift(fact, names)
        case Turned():
            return _of_turn(fact, names)
        case Contracted(power, programme, nth, due):
            return f"{names.power(power)} signs for {names.contract(programme, nth)}, due in turn {due}"
        case Paced(power, programme, nth, mode):
            return f"{names.power(power)} {_PACES[mode]} {names.contract(programme, nth)}"
        case Stalled(power, programme, nth):
            return (
                f"{names.power(power)} cannot pay the instalment for {names.contract(programme, nth)}: "
                "it comes a quarter later and costs more"
            )
        case Slipped(power, programme, nth, dice, need):
            return (
                f"{names.contract(programme, nth)} slips a quarter for {names.power(power)}: "
                f"{_throw(dice)}, needed {need}"
            )
        case Delivered(power, programme, nth, dice, need):
            return (
                f"{names.contract(programme, nth)} is delivered to {names.power(power)}: "
                f"{_throw(dice)}, needed {need}"
            )
        case ReviewBegun(power, doctrine, turns):
            return f"{names.power(power)} begins a review of {turns} turns: {names.thing(doctrine)}"
        case Adopted(power, doctrine, adopted):
            done = "adopts" if adopted else "lacks the support to adopt"
            return f"{names.power(power)} {done}: {names.thing(doctrine)}"
        case Campaigned(power, theme):
            return _of_campaign(power, theme, names)
        case Invoked(power, measure):
            what = {"supplementary": "a supplementary budget", "review": "a swift review"}
            return f"{names.power(power)} takes an extraordinary measure: {what.get(measure, measure)}"
        case Chosen(power, event, option):
            return f"{names.thing(event)}: {names.power(power)} decides: {names.option(event, option)}"
        case Signalled():
            return _of_signal(fact, names)
        case SignalTested(power, kind, subject, kept):
            return (
                f"{names.power(power)} {'keeps' if kept else 'breaks'} its word "
                f"({kind.key} on {_subject(names, subject)})"
            )
        case Proposed(subject, one, other, amount):
            terms = f" for {_money(amount)}" if amount else ""
            return f"{names.party(one)} proposes to {names.party(other)}: {_subject(names, subject)}{terms}"
        case Declined(subject, one, other):
            return (
                f"{names.party(other)} declines what {names.party(one)} proposed: {_subject(names, subject)}"
            )
        case Agreed(agreement, one, other, amount, secret):
            terms = f", {_money(amount)}" if amount else ""
            return (
                f"{names.party(one)} and {names.party(other)} agree{' in secret' if secret else ''}: "
                f"{names.thing(agreement)}{terms}"
            )
        case Ended(agreement, one, other, why):
            how = {"term": "its term is over", "breach": "it was broken"}.get(why, why)
            return (
                f"an agreement of {names.party(one)} and {names.party(other)} ends: "
                f"{names.thing(agreement)} ({names.cause(how)})"
            )
        case Breached(power, agreement, party, act):
            return (
                f"{names.power(power)} breaks its agreement with {names.party(party)}, "
                f"{names.thing(agreement)}, by this act: {names.cause(act)}"
            )
        case Rolled():
            return _of_roll(fact, names)
        case Courted(power, partner, means, moved):
            came = {1: "draws nearer", -1: "draws away"}.get(moved, "is not moved")
            return f"{names.power(power)} courts {names.party(partner)} {_MEANS[means]}: it {came}"
        case Moved(power, kind, count, origin, area):
            start = f"from {names.area(origin)} " if origin else ""
            return f"{names.power(power)} moves {_counters(kind, count)} {start}to {names.area(area)}"
        case Placed(power, kind, count, cause, area):
            return (
                f"{names.power(power)} gains {_counters(kind, count)} in {names.area(area)} "
                f"({names.cause(cause)})"
            )
        case Removed(power, kind, count, cause, area):
            return (
                f"{names.power(power)} loses {_counters(kind, count)} from {names.area(area)} "
                f"({names.cause(cause)})"
            )
        case AlertSet(power, flashpoint, level):
            to = "goes on crisis alert" if level == Alert.CRISIS else "returns to routine alert"
            return f"{names.power(power)} {to} at {_articled(names.flashpoint(flashpoint))}"
        case Operated(power, operation, place, ally, covert):
            joined = f" with {names.power(ally)}" if ally is not None else ""
            hidden = " in secret" if covert else ""
            return (
                f"{names.power(power)} carries out{hidden}{joined}: {names.thing(operation)}"
                f"{names.where(operation, place)}"
            )
        case Contested():
            return _of_contest(fact, names)
        case Authority(power, flashpoint, granted):
            return (
                f"{names.power(power)} {'has' if granted else 'is refused'} legal authority to act "
                f"at {_articled(names.flashpoint(flashpoint))}"
            )
        case MeasureTaken(power, operation, target, on):
            done = "puts a measure on" if on else "lifts its measure on"
            return f"{names.power(power)} {done} {names.power(target)}: {names.thing(operation)}"
        case StancesMet(flashpoint, challengers, defenders):
            one, other = challengers.key.replace("_", "-"), defenders.key.replace("_", "-")
            return f"stances meet at {_articled(names.flashpoint(flashpoint))}: {one} against {other}"
        case RungMoved(flashpoint, before, after, cause, blame):
            return (
                f"{names.flashpoint(flashpoint)}: the rung {'rises' if after > before else 'falls'} "
                f"from {before} to {after} ({names.cause(cause)}{_blame(names, blame)})"
            )
        case ControlMoved(flashpoint, before, after, cause):
            return (
                f"{names.flashpoint(flashpoint)}: control moves from {before} to {after} "
                f"({'toward' if after > before else 'away from'} the challenger; {names.cause(cause)})"
            )
        case Drawn(event, played):
            return f"a card: {names.thing(event)}{'' if played else ' (its conditions do not hold)'}"
        case Failed(power, order, reason):
            return f"{names.power(power)} fails to carry out '{order}': {reason}"
        case Faulted(power, reason):
            return f"a fault of {names.power(power)}'s player: {reason}"
        case Intervened(act, reason):
            return f"the facilitator acts ({act}): {reason}"
        case Fought(flashpoint, blame):
            return f"war at {_articled(names.flashpoint(flashpoint))}{_shares(names, blame)}"
        case GameOver(ending, turn):
            return f"the game ends with turn {turn}: {_ENDINGS[ending]}"
        case _:
            assert_never(fact)


def _of_money(fact: Money, names: _Names) -> str:
    done = "receives" if fact.amount > 0 else "pays"
    if fact.account == "lapsed":
        return f"{names.power(fact.power)} loses {_money(fact.amount)} it may not carry over"
    programme, _, nth = fact.subject.partition(" ")
    what = names.contract(programme, int(nth)) if nth.isdecimal() else names.cause(fact.subject)
    account = fact.account if fact.account != "outside" else "money from abroad"
    detail = account if what in (account, "") or fact.account == "income" else f"{account}: {what}"
    return f"{names.power(fact.power)} {done} {_money(fact.amount)} ({detail})"


def _of_shift(fact: Shifted, names: _Names) -> str:
    about = f" about {names.power(fact.about)}" if fact.about is not None else ""
    nth = fact.track - Track.HAWKS
    if Track.HAWKS <= fact.track <= Track.KEEPERS:
        track = f"constituency {names.world.powers[fact.power].role_names[nth]}"
    else:
        track = _track(fact.track)
    return (
        f"{names.power(fact.power)}: {track}{about} {_change(fact.before, fact.after)} ({_why(fact, names)})"
    )


def _of_turn(fact: Turned, names: _Names) -> str:
    whose = f"{names.party(fact.whom)}: " if fact.whom and fact.track != Track.ALIGNMENT else ""
    track = _track(fact.track)
    if fact.track == Track.ALIGNMENT:
        track = f"alignment of {names.party(fact.whom)} with Japan and the United States"
    return f"{whose}{track} {_change(fact.before, fact.after)} ({_why(fact, names)})"


def _why(fact: Shifted | Turned, names: _Names) -> str:
    return names.cause(fact.cause)


def _track(track: Track) -> str:
    if track <= Track.NUCLEAR:
        return f"capability in {track.key.replace('_', ' ')}"
    return _TRACKS.get(track, track.key.replace("_", " "))


def _change(before: int, after: int) -> str:
    return f"{'rises' if after > before else 'falls'} from {before} to {after}"


def _of_campaign(power: Power, theme: Theme, names: _Names) -> str:
    if theme == Theme.TRANSPARENCY:
        return f"{names.power(power)} opens its books"
    return f"{names.power(power)} speaks to a constituency: {names.world.powers[power].role_names[theme]}"


def _of_signal(fact: Signalled, names: _Names) -> str:
    who, sign = names.power(fact.power), _SIGNS[fact.kind]
    if fact.subject in (SHARE, ASK):
        return f"{who} {sign}: {fact.amount // 100}.{fact.amount % 100:02} % of GDP for defence"
    amount = f" of {_money(fact.amount)}" if fact.amount else ""
    if fact.subject in names.world.flashpoint_index:
        return f"{who} {sign} over {_articled(names.flashpoint(fact.subject))}"
    return f"{who} {sign}: {_subject(names, fact.subject)}{amount}"


def _subject(names: _Names, subject: str) -> str:
    if subject == SHARE:
        return "its share of GDP"
    return _SUBJECTS.get(subject) or names.thing(subject)


def _of_roll(fact: Rolled, names: _Names) -> str:
    parts = [names.cause(part) for part in fact.subject.split(":") if part not in ("", "-")]
    what = f"{_PURPOSES[fact.purpose]} ({', '.join(parts)})"
    throw = _throw(fact.dice, fact.modifier)
    if fact.purpose == Purpose.HOME:
        scandal = names.world.terms.scandal_at
        return f"{what}: {throw}, a good year from {fact.need} and a scandal up to {scandal}"
    if not fact.need:
        return f"{what}: {throw}, {sum(fact.dice) + fact.modifier} on its table"
    if fact.purpose == Purpose.ACCIDENT:
        return f"{what}: {throw}, needed {fact.need}: {'it happens' if fact.passed else 'none happens'}"
    return f"{what}: {throw}, needed {fact.need}: {'yes' if fact.passed else 'no'}"


def _of_contest(fact: Contested, names: _Names) -> str:
    total = fact.total - sum(fact.dice)
    why = f" ({_rows(fact.modifiers)})" if fact.modifiers else ""
    return (
        f"{names.power(fact.power)}, {names.thing(fact.operation)}{names.where(fact.operation, fact.place)}: "
        f"{_throw(fact.dice, total)}{why}, {_RESULTS[fact.result]}"
    )


def _shares(names: _Names, blame: tuple[int, ...]) -> str:
    """Return who bears how much of the blame for a war (R8.8)."""
    whole = sum(blame)
    labels = [*(names.power(power) for power in POWERS), "chance"]
    parts = [f"{label} {100 * part // whole} %" for label, part in zip(labels, blame, strict=True) if part]
    return f" (blame: {', '.join(parts)})" if parts else ""
