"""The one-line text form of every order, both ways: `write(order)` and `read(text)`.

`programme start type12_second_site` · `deploy all fleet KYU SEN` · `operate joint_exercise senkaku joint`.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from rules.orders import (
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.terms import (
    Alert,
    Funding,
    Means,
    Measure,
    Pacing,
    Power,
    SignalKind,
    Stance,
    Theme,
    UnitKind,
    Word,
)

W = TypeVar("W", bound=Word)


class NotationError(ValueError):
    """A text that is no order: what is wrong, at which word, and the nearest right thing."""


def write(order: Order) -> str:
    """Return an order's text form; `read` gives the same order back."""
    match order:
        case SetDial(value):
            return f"dial {value}"
        case FundReadiness(level):
            return f"readiness {level.key}"
        case StartProgramme(programme):
            return f"programme start {programme}"
        case Pace(programme, nth, mode):
            return f"programme {mode.key} {programme} {nth}"
        case Answer(subject, sender, accept):
            return f"answer {'accept' if accept else 'decline'} {subject} {sender.key}"
        case Choose(event, option):
            return f"choose {event} {option}"
        case TakeStance(flashpoint, stance):
            return f"stance {flashpoint} {stance.key}"
        case Signal(kind, subject, amount):
            return f"signal {kind.key} {subject}" + (f" {amount}" if amount else "")
        case BeginReview(doctrine):
            return f"review {doctrine}"
        case Campaign(theme):
            return f"campaign {theme.key}"
        case Invoke(measure):
            return f"invoke {measure.key}"
        case Deploy(kind, whole, origin, destination):
            return f"deploy {'all' if whole else 'one'} {kind.key} {origin} {destination}"
        case SetAlert(flashpoint, level):
            return f"alert {flashpoint} {level.key}"
        case Operate(operation, place, joint):
            return f"operate {operation} {place}" + (" joint" if joint else "")
        case Lift(operation, target):
            return f"lift {operation} {target.key}"
        case Propose(agreement, to, amount):
            return f"propose {agreement} {to}" + (f" {amount}" if amount else "")
        case Renounce(agreement, party):
            return f"renounce {agreement} {party}"
        case Court(partner, means):
            return f"court {partner} {means.key}"


def read(text: str) -> Order:
    """Return the order that a text writes; raise NotationError where it is none."""
    words = text.split()
    if not words:
        raise NotationError("an empty line is no order")
    reader = _READERS.get(words[0])
    if reader is None:
        raise NotationError(f"word 1: no order begins with {words[0]!r}{_nearest(words[0], list(_READERS))}")
    order: Order = reader(_Words(words))
    if write(order) != " ".join(words):
        raise NotationError(f"{text!r} is not written as {write(order)!r}")
    return order


def _nearest(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else ""


class _Words:
    """The words of one line, taken from the left."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.at = 1

    def take(self, what: str) -> str:
        """Return the next word."""
        if self.at >= len(self.words):
            raise NotationError(f"word {self.at + 1}: {what} is missing")
        self.at += 1
        return self.words[self.at - 1]

    def maybe(self) -> str:
        """Return the next word or an empty one."""
        return self.take("") if self.at < len(self.words) else ""

    def of(self, kind: type[W], what: str) -> W:
        """Return the next word as a member of a closed list."""
        word = self.take(what)
        found = kind.__members__.get(word.upper())
        if found is None or found.key != word:
            known = [member.key for member in kind]
            raise NotationError(f"word {self.at}: {word!r} is no {what}{_nearest(word, known)}")
        return found

    def number(self, what: str) -> int:
        """Return the next word as a whole number."""
        word = self.take(what)
        if not (word.isascii() and word.isdigit()) or len(word) > 9:
            raise NotationError(f"word {self.at}: {word!r} is no {what}")
        return int(word)

    def one_of(self, choices: tuple[str, ...], what: str) -> str:
        """Return the next word, which must be one of a few."""
        word = self.take(what)
        if word not in choices:
            raise NotationError(f"word {self.at}: {word!r} is no {what}{_nearest(word, list(choices))}")
        return word


def _programme(words: _Words) -> Order:
    mode = words.one_of(("start", *(each.key for each in Pacing)), "way with a programme")
    name = words.take("programme")
    if mode == "start":
        return StartProgramme(name)
    return Pace(name, words.number("contract number"), Pacing[mode.upper()])


def _answer(words: _Words) -> Order:
    accept = words.one_of(("accept", "decline"), "answer") == "accept"
    return Answer(words.take("agreement"), words.of(Power, "power"), accept)


def _deploy(words: _Words) -> Order:
    whole = words.one_of(("one", "all"), "number of counters") == "all"
    kind = words.of(UnitKind, "kind of counter")
    return Deploy(kind, whole, words.take("area"), words.take("area"))


def _operate(words: _Words) -> Order:
    name, place = words.take("operation"), words.take("place")
    joint = words.maybe()
    if joint not in ("", "joint"):
        raise NotationError(f"word {words.at}: {joint!r} is not 'joint'")
    return Operate(name, place, bool(joint))


def _signal(words: _Words) -> Order:
    kind, subject = words.of(SignalKind, "signal"), words.take("subject")
    return Signal(kind, subject, words.number("amount") if words.at < len(words.words) else 0)


def _propose(words: _Words) -> Order:
    agreement, to = words.take("agreement"), words.take("party")
    return Propose(agreement, to, words.number("sum") if words.at < len(words.words) else 0)


_READERS: Final[dict[str, Callable[[_Words], Any]]] = {
    "dial": lambda words: SetDial(words.number("value")),
    "readiness": lambda words: FundReadiness(words.of(Funding, "level of funding")),
    "programme": _programme,
    "answer": _answer,
    "choose": lambda words: Choose(words.take("event"), words.take("option")),
    "stance": lambda words: TakeStance(words.take("flashpoint"), words.of(Stance, "stance")),
    "signal": _signal,
    "review": lambda words: BeginReview(words.take("doctrine")),
    "campaign": lambda words: Campaign(words.of(Theme, "theme")),
    "invoke": lambda words: Invoke(words.of(Measure, "measure")),
    "deploy": _deploy,
    "alert": lambda words: SetAlert(words.take("flashpoint"), words.of(Alert, "alert level")),
    "operate": _operate,
    "lift": lambda words: Lift(words.take("operation"), words.of(Power, "power")),
    "propose": _propose,
    "renounce": lambda words: Renounce(words.take("agreement"), words.take("party")),
    "court": lambda words: Court(words.take("partner"), words.of(Means, "means")),
}
