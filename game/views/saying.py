"""A fact as one line of a list: whose it is, a short text, an effect and a tone.

Where nothing shorter says the same, the text is the sentence of `game.narrate`. A line says no more than
its fact holds, so a redacted fact stays redacted.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.narrate import tell
from game.views.chips import Tone
from game.views.figures import quarter_words, signed
from game.views.names import capital, place
from game.wording import Names, counters, names_of, subject_name
from rules.content import World
from rules.journal import (
    Adopted,
    Agreed,
    AlertSet,
    Authority,
    Breached,
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
    Fought,
    MeasureTaken,
    Moved,
    Operated,
    Proposed,
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
from rules.terms import POWER_NAMED, POWERS, Alert, Power, Purpose, Result, SignalKind, Stance, Track

ARROW: Final = "→"

RESULT_WORDS: Final = {
    Result.MAJOR_SETBACK: "major setback",
    Result.SETBACK: "setback",
    Result.NO_CHANGE: "no change",
    Result.GAIN: "gain",
    Result.MAJOR_GAIN: "major gain",
}

STANCE_WORDS: Final = {Stance.PRESS: "press", Stance.HOLD: "hold", Stance.OFF_RAMP: "off-ramp"}

SIGNAL_NOUNS: Final = {
    SignalKind.WARN: "warning",
    SignalKind.REASSURE: "reassurance",
    SignalKind.COMMIT: "commitment",
    SignalKind.DEMAND: "demand",
}

_DRIFTS: Final = {
    ("mark", Track.ALARM): "what the rival holds and did",
    ("mark", Track.SUPPORT): "the mood of the country",
    **{("set-point", role): "the mood settles" for role in (Track.HAWKS, Track.DOVES, Track.KEEPERS)},
}
"""Causes that the rules call by a figure of their own, in words that need no rulebook (R9.4, R10.5)."""

_WORSE_WHEN_UP: Final = frozenset({Track.STRAIN, Track.ALARM, Track.HISTORY})
_NEITHER: Final = frozenset({Track.ALIGNMENT, Track.ASK, Track.PATRON, Track.COHESION, Track.INTEGRATION})

_AROUND_NOUGHT: Final = frozenset({Track.HAWKS, Track.DOVES, Track.KEEPERS, Track.ALIGNMENT})

_SHORT: Final = {
    Track.CAPITAL: "capital",
    Track.COHESION: "US–Japan cohesion",
    Track.INTEGRATION: "US–Japan integration",
    Track.PIPS: "integration pips",
    Track.PATRON: "China–DPRK cohesion",
    Track.HISTORY: "weight of history",
    Track.ASK: "the American ask",
    Track.TEST_PIPS: "test results",
    Track.GDP: "GDP",
}


@frozen
class Line:
    """One line of a list: the seats it is about, what happened, what that did, and how it reads."""

    seats: tuple[Power, ...]
    text: str
    effect: str = ""
    tone: Tone = Tone.PLAIN


def line_of(fact: Fact, world: World) -> Line:
    """Return a fact as a line."""
    text, effect, tone = _parts(fact, names_of(world))
    return Line(seats_of(fact), capital(text), effect, tone)


def seats_of(fact: Fact) -> tuple[Power, ...]:
    """Return the seats a fact is about, who acts first; none where it is nobody's."""
    if isinstance(fact, RungMoved | Fought):
        return tuple(power for power in POWERS if fact.blame[power])
    if isinstance(fact, Turned):
        return _parties(fact.whom)
    if isinstance(fact, Agreed | Ended | Proposed | Declined):
        return _parties(fact.one, fact.other)
    if isinstance(fact, Operated) and fact.ally is not None:
        return (fact.power, fact.ally)
    power = getattr(fact, "power", None)
    return () if power is None else (power,)


def _parties(*keys: str) -> tuple[Power, ...]:
    return tuple(POWER_NAMED[key] for key in keys if key in POWER_NAMED)


# ---------- texts ----------


def _parts(fact: Fact, names: Names) -> tuple[str, str, Tone]:
    """Return a fact's text, effect and tone: a line for every kind that has a shorter form."""
    match fact:
        case DialSet(power, before, after):
            text = f"{names.power(power)} {'raises' if after > before else 'lowers'} its {names.dial(power)}"
            return text, f"{names.share(power, before)} {ARROW} {names.share(power, after)}", Tone.PLAIN
        case Shifted() | Turned():
            return _of_track(fact, names)
        case Contracted(_, programme, nth, due):
            return f"{names.contract(programme, nth)} signed", _due(names, due), Tone.PLAIN
        case Stalled(_, programme, nth):
            return f"{names.contract(programme, nth)}: no money", "a quarter later, dearer", Tone.BAD
        case Slipped(_, programme, nth):
            return names.contract(programme, nth), "slips a quarter", Tone.BAD
        case Delivered(_, programme, nth):
            return names.contract(programme, nth), "delivered", Tone.GOOD
        case ReviewBegun(_, doctrine, turns):
            return f"review begun: {names.thing(doctrine)}", f"{turns} turns", Tone.PLAIN
        case Adopted(_, doctrine, adopted):
            said = ("adopted", Tone.GOOD) if adopted else ("no support for it", Tone.BAD)
            return names.thing(doctrine), *said
        case Chosen(_, event, option):
            return f"{names.thing(event)}: {names.option(event, option)}", "decided", Tone.PLAIN
        case Signalled(_, kind, subject) if subject in names.flashpoints:
            return f"{SIGNAL_NOUNS[kind]}: {about(names, subject)}", "signal", Tone.PLAIN
        case SignalTested(_, kind, subject, kept):
            text = f"{SIGNAL_NOUNS[kind]}: {about(names, subject)}"
            return text, *(("word kept", Tone.GOOD) if kept else ("word broken", Tone.BAD))
        case Proposed(subject):
            return f"proposal: {subject_name(names, subject)}", "on the table", Tone.PLAIN
        case Declined(subject):
            return subject_name(names, subject), "refused", Tone.BAD
        case Agreed(agreement, one, other):
            return f"{names.thing(agreement)}{_partner(names, one, other)}", "signed", Tone.GOOD
        case Ended(agreement, one, other, why):
            word = {"term": "term over", "breach": "broken"}.get(why, names.cause(why))
            return f"{names.thing(agreement)}{_partner(names, one, other)}", word, Tone.PLAIN
        case Breached(_, agreement, party):
            return f"{names.thing(agreement)} with {names.party(party)}", "broken", Tone.BAD
        case _:
            return _acts(fact, names)


def _acts(fact: Fact, names: Names) -> tuple[str, str, Tone]:
    """Return what forces and crises do, as text, effect and tone."""
    match fact:
        case Courted(power, partner, means, moved):
            came = {1: ("nearer", Tone.GOOD), -1: ("away", Tone.BAD)}.get(moved, ("unmoved", Tone.PLAIN))
            return f"{names.power(power)} courts {names.party(partner)}: {means.key}", *came
        case Moved(_, kind, count, _, area):
            return f"{counters(kind, count)} to {names.area(area)}", "", Tone.PLAIN
        case AlertSet(_, flashpoint, level):
            word = "crisis alert" if level == Alert.CRISIS else "routine"
            return f"alert, {place(names.world, flashpoint)}", word, Tone.PLAIN
        case Operated(_, operation, place_name):
            return f"{names.thing(operation)}{_at(names, place_name)}", "", Tone.PLAIN
        case Contested(_, operation, place_name, _, _, result):
            tone = tone_of_change(int(result) - int(Result.NO_CHANGE))
            return f"{names.thing(operation)}{_at(names, place_name)}", RESULT_WORDS[result], tone
        case Authority(power, flashpoint, granted):
            text = f"{names.power(power)} seeks authority to join, {place(names.world, flashpoint)}"
            return text, *(("granted", Tone.GOOD) if granted else ("not this turn", Tone.BAD))
        case MeasureTaken(_, operation, target, on):
            text = f"{names.thing(operation)} against {names.power(target)}"
            return text, "in force" if on else "lifted", Tone.PLAIN
        case StancesMet(flashpoint, challengers, defenders):
            met = f"{STANCE_WORDS[challengers]} against {STANCE_WORDS[defenders]}"
            return place(names.world, flashpoint), met, Tone.PLAIN
        case RungMoved(flashpoint, before, after):
            text = f"{place(names.world, flashpoint)}: {names.cause(fact.cause)}"
            return text, f"rung {before} {ARROW} {after}", tone_of_change(before - after)
        case ControlMoved(flashpoint, before, after):
            text = f"{place(names.world, flashpoint)}: {names.cause(fact.cause)}"
            return text, f"control {signed(before)} {ARROW} {signed(after)}", Tone.PLAIN
        case Drawn(event):
            return names.thing(event), "event", Tone.PLAIN
        case Rolled():
            return _roll_words(fact, names), _of_roll(fact, names), Tone.PLAIN
        case _:
            return tell(fact, names.world).rstrip("."), "", Tone.PLAIN


def _of_track(fact: Shifted | Turned, names: Names) -> tuple[str, str, Tone]:
    """Return a move of a track: its name and cause, before and after, and whether that is welcome."""
    whose = fact.whom if isinstance(fact, Turned) else ""
    owner = f"{names.party(whose)}: " if whose and whose not in POWER_NAMED else ""
    show = signed if fact.track in _AROUND_NOUGHT else str
    effect = f"{track_name(fact, names)} {show(fact.before)} {ARROW} {show(fact.after)}"
    cause = _DRIFTS.get((fact.cause, fact.track)) or names.cause(fact.cause)
    return f"{owner}{cause}", effect, tone_of_track(fact)


def _roll_words(fact: Rolled, names: Names) -> str:
    """Return what the dice fell for: a chance by the card or the act that left something to them."""
    subject = [part for part in fact.subject.split(":") if part not in ("", "-")]
    if fact.purpose == Purpose.CHANCE and subject:
        return f"the dice on {names.cause(subject[0])}"
    return tell(fact, names.world).split(": rolled")[0]


def _of_roll(fact: Rolled, names: Names) -> str:
    """Return what a roll said, in a word or two."""
    total = sum(fact.dice) + fact.modifier
    if fact.purpose == Purpose.HOME:
        scandal = total <= names.world.terms.scandal_at
        return "a scandal" if scandal else "a good year" if fact.passed else "an ordinary year"
    if not fact.need:
        return f"{total} on its table"
    if fact.purpose == Purpose.ACCIDENT:
        return "it happens" if fact.passed else "none happens"
    return "yes" if fact.passed else "no"


def track_name(fact: Shifted | Turned, names: Names) -> str:
    """Return the short name of the track a fact moved, with the rival it is about."""
    if isinstance(fact, Shifted) and Track.HAWKS <= fact.track <= Track.KEEPERS:
        return names.world.powers[fact.power].role_names[fact.track - Track.HAWKS]
    about = fact.about if isinstance(fact, Shifted) else None
    plain = _SHORT.get(fact.track, fact.track.key.replace("_", " "))
    return plain if about is None else f"{plain} about {names.power(about)}"


def tone_of_track(fact: Shifted | Turned) -> Tone:
    """Tell whether a move of a track is good for its owner; shared tracks are neither."""
    if fact.track in _NEITHER:
        return Tone.PLAIN
    change = fact.after - fact.before
    return tone_of_change(-change if fact.track in _WORSE_WHEN_UP else change)


def tone_of_change(change: int) -> Tone:
    """Return the tone of a change where more is better."""
    return Tone.PLAIN if not change else Tone.GOOD if change > 0 else Tone.BAD


def about(names: Names, subject: str) -> str:
    """Return what a signal is about, a flashpoint by its short name."""
    return place(names.world, subject) if subject in names.flashpoints else subject_name(names, subject)


def _at(names: Names, where: str) -> str:
    """Return where an operation takes place in a list: a flashpoint or an area, or against whom."""
    if where in POWER_NAMED:
        return f" against {names.party(where)}"
    return f", {place(names.world, where)}" if where in names.things else ""


def _due(names: Names, turn: int) -> str:
    return f"due {quarter_words(names.world, turn)}"


def _partner(names: Names, one: str, other: str) -> str:
    """Return with whom an agreement is, where its parties are not all seats with a mark."""
    others = [key for key in (one, other) if key not in POWER_NAMED]
    return f" with {names.party(others[0])}" if others else ""
