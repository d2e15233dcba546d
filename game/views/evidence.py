"""Modifiers with their evidence: the figures behind each, ours exact, theirs as far as they are known.

Rows come from the rules; what is nought is shown only where a player would look for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from game.views.figures import plain
from rules.content import Flashpoint, Operation
from rules.contest import Setting, challenges, deterrence, forces, ground, principal
from rules.journal import Modifier
from rules.observation import Observation, Range, believe, hidden_areas
from rules.orders import Operate
from rules.terms import POWERS, REACHING, Alert, Capability, Power, SignalKind, same_side

_LABELS: Final = {
    "initiative": "Initiative",
    "edge": "Edge",
    "forces": "Strength in place",
    "readiness": "Readiness",
    "alert": "Alert",
    "surveillance": "Surveillance",
    "cyber and space": "Cyber and space",
    "acted as signalled": "Acted as signalled",
    "answered": "Answered",
    "host consent": "Host consent",
    "overreach": "Overreach",
    "divided attention": "Divided attention",
    "deterrence": "Their deterrence",
    "alignment": "Alignment",
    "means less alignment": "Means, less alignment",
}

ALWAYS: Final = ("forces", "readiness", "alert", "surveillance", "cyber and space")
"""Modifiers of a contest that are shown even at nought."""

MOST_CAPABLE: Final = 10
"""The highest step of a capability (R4)."""

_ORDER: Final = tuple(_LABELS)


@frozen
class ModifierRow:
    """A modifier: its label, the figures behind it, its value, whether estimates went into it."""

    key: str
    label: str
    evidence: str
    value: int
    estimated: bool = False


@frozen
class Contest:
    """A contest as its actor sees it before committing: where, against whom, by which operation."""

    seen: Observation
    order: Operate
    operation: Operation
    place: int

    @property
    def flashpoint(self) -> Flashpoint:
        """The quarrel it belongs to."""
        return self.seen.world.flashpoints[self.place]

    @property
    def challenging(self) -> bool:
        """Whether the actor stands on the challenger's side."""
        return challenges(self.flashpoint, self.seen.power)

    @property
    def us(self) -> Power:
        """The power that the actor's side is judged by."""
        return principal(self.flashpoint, self.challenging)

    @property
    def them(self) -> Power:
        """The power that the other side is judged by."""
        return principal(self.flashpoint, not self.challenging)


def contest_rows(contest: Contest, modifiers: Iterable[Modifier]) -> tuple[ModifierRow, ...]:
    """Return the rows of a contest in the order of R7.4, with those at nought that a player looks for."""
    values = dict(modifiers)
    keys = [key for key in _ORDER if key in values or key in ALWAYS]
    return tuple(_contest_row(contest, key, values.get(key, 0)) for key in keys)


def plain_rows(modifiers: Iterable[Modifier], evidence: str = "") -> tuple[ModifierRow, ...]:
    """Return the rows of a roll that is no contest."""
    return tuple(ModifierRow(key, label_of(key), evidence, value) for key, value in modifiers)


def label_of(key: str) -> str:
    """Return a modifier's label."""
    words = key.replace("_", " ")
    return _LABELS.get(key) or words[:1].upper() + words[1:]


def _contest_row(contest: Contest, key: str, value: int) -> ModifierRow:
    evidence, estimated = _evidence(contest, key)
    return ModifierRow(key, label_of(key), evidence, value, estimated)


def _evidence(contest: Contest, key: str) -> tuple[str, bool]:
    """Return the figures behind a modifier, and whether any of them is an estimate."""
    if key == "forces":
        return _forces(contest)
    if key == "readiness":
        return _readiness(contest)
    if key == "alert":
        alerts = contest.seen.commons.flashpoints[contest.place].alerts
        return f"ours {Alert(alerts[contest.us]).key}, theirs {Alert(alerts[contest.them]).key}", False
    if key == "surveillance":
        return _capability(contest, Capability.SURVEILLANCE)
    if key == "cyber and space":
        return _capability(contest, Capability.CYBER_SPACE)
    if key == "deterrence":
        legs = deterrence(believe(contest.seen), Setting(), contest.place)
        return "weakest of capability {}, credibility {}, communication {}".format(*legs), True
    return _said(contest, key), False


def _said(contest: Contest, key: str) -> str:
    control = contest.seen.commons.flashpoints[contest.place].control
    known = {
        "initiative": "the challenger acts",
        "edge": f"printed on {contest.operation.name}",
        "acted as signalled": _signalled(contest),
        "answered": "the other side acts there too",
        "host consent": "a host withholds its bases",
        "overreach": f"control {plain(control)} is held already",
        "divided attention": "a crisis elsewhere",
    }
    return known.get(key, "")


def _signalled(contest: Contest) -> str:
    kinds = [
        said.kind
        for said in contest.seen.sheet.said
        if said.subject == contest.flashpoint.id and said.turn < contest.seen.turn
    ]
    return "warned last turn" if SignalKind.WARN in kinds else "committed last turn"


def _forces(contest: Contest) -> tuple[str, bool]:
    acting, opposing = forces(
        believe(contest.seen),
        Setting(),
        contest.place,
        contest.seen.power,
        contest.order.joint,
        contest.operation,
    )
    estimated = _hidden(contest)
    about = "about " if estimated else ""
    return f"ours {acting}, theirs {about}{opposing}", estimated


def _hidden(contest: Contest) -> bool:
    """Tell whether counters that count here may stand where the seat cannot look (R12.4)."""
    seen = contest.seen
    spots, hidden = ground(seen.world, contest.place), hidden_areas(seen.world, seen.power)
    for power in POWERS:
        if same_side(power, seen.power):
            continue
        if any((power, seen.world.areas[nth].id) in hidden for nth in spots.areas):
            return True
        near = any((power, seen.world.areas[nth].id) in hidden for nth in spots.reach)
        if near and any(seen.at_home[power][kind] for kind in REACHING if kind in contest.operation.arms):
            return True
    return contest.operation.on_land


def _readiness(contest: Contest) -> tuple[str, bool]:
    seen = contest.seen
    weak = seen.world.terms.readiness_weak
    ours, theirs = (_known_readiness(seen, power) for power in (contest.us, contest.them))
    text = f"ours {range_words(ours)}, theirs {range_words(theirs)}; below {weak} is weak"
    return text, _wide(ours) or _wide(theirs)


def _capability(contest: Contest, which: Capability) -> tuple[str, bool]:
    seen = contest.seen
    ours, theirs = seen.sheet.caps[which], _known_cap(seen, contest.them, which)
    return f"ours {ours}, theirs {range_words(theirs)}", _wide(theirs)


def _known_readiness(seen: Observation, power: Power) -> Range:
    estimate = seen.estimates[power]
    return (seen.sheet.readiness,) * 2 if estimate is None else estimate.readiness


def _known_cap(seen: Observation, power: Power, which: Capability) -> Range:
    estimate = seen.estimates[power]
    if estimate is None:
        return (seen.sheet.caps[which],) * 2
    low, high = estimate.caps[which]
    return min(MOST_CAPABLE, low), min(MOST_CAPABLE, high)


def _wide(bounds: Range) -> bool:
    return bounds[0] != bounds[1]


def range_words(bounds: Range) -> str:
    """Return what is known of a figure: itself, or the bucket that holds it (R12.1)."""
    return f"{bounds[0]}–{bounds[1]}" if _wide(bounds) else str(bounds[0])


def cyber_words(seen: Observation, target: Power) -> str:
    """Return the figures behind a probe."""
    theirs = _known_cap(seen, target, Capability.CYBER_SPACE)
    return f"ours {seen.sheet.caps[Capability.CYBER_SPACE]}, theirs {range_words(theirs)}"
