"""The list of what a study can measure beside the readings of the rules, as it is written and read."""

from __future__ import annotations

from typing import Final

STANDARD: Final = {
    "senkaku": "coast_guard_surge",
    "taiwan": "encirclement_drill",
    "korea": "artillery_provocation",
    "scs": "coast_guard_surge",
}
"""The operation by whose odds deterrence at a flashpoint is told, as if it were ordered now."""

SHARED: Final = (
    *("cohesion", "integration", "pips", "patron", "history", "ask", "ask_gap", "links", "tension"),
    *("mean_tension_x10", "turns_at_rung_6", "control_lost", "partners_gained", "two_percent_turn"),
)
"""Readings that are the same whoever asks."""

USAGE: Final = {
    "score": ("score POWER", "points out of 100"),
    "succeeded": ("succeeded POWER", "100 if the score is 60 or more, else 0"),
    "ends": ("ends war|nuclear|collapse|time", "100 if the game ended so, else 0"),
    "turns": ("turns", "turns played"),
    "rung": ("rung FLASHPOINT", "the rung"),
    "peak": ("peak [FLASHPOINT]", "the highest rung of the game, anywhere if none is named"),
    "control": ("control FLASHPOINT", "steps of control, positive toward the challenger"),
    "alignment": ("alignment PARTNER", "a partner's alignment, positive toward Japan and the United States"),
    "alarm_about": ("alarm_about POWER RIVAL", "a power's alarm about one rival"),
    "bill": ("bill POWER", "the standing bill of a turn, $m"),
    "counters": ("counters POWER [AREA ...]", "counters on the map, or in some areas"),
    "capabilities": ("capabilities POWER", "the sum of the five tracks that are not nuclear"),
    "arms_race": ("arms_race", "year steps above the first share, and strike contracts, of all powers"),
    "cooperation": ("cooperation", "agreements of restraint, and network links"),
    "odds": (
        "odds FLASHPOINT [OPERATION]",
        "mean chance of a gain before each turn, as if ordered alone then",
    ),
    "operations": ("operations POWER [OPERATION|any [PLACE]]", "how many were carried out"),
    "tests": ("tests POWER", "how many missile, satellite and nuclear tests"),
    "gains": ("gains POWER [OPERATION|any [PLACE]]", "share of its contests that were gains"),
    "delivered": ("delivered POWER [LINE]", "contracts delivered"),
    "slipped": ("slipped POWER [LINE]", "deliveries that slipped a quarter"),
    "contracted": ("contracted POWER [LINE]", "contracts signed in play"),
    "lag": ("lag POWER [LINE]", "mean quarters from a contract signed in play to its delivery"),
    "waited": ("waited POWER NUMBER [LINE]", "share of contracts that took so many quarters or more"),
    "adopted": ("adopted POWER [DOCTRINE]", "steps of doctrine adopted"),
    "agreed": ("agreed [AGREEMENT]", "agreements that came into force"),
    "breached": ("breached POWER", "agreements it broke"),
    "accidents": ("accidents", "rungs that an accident moved"),
    "lost": ("lost POWER", "counters lost"),
    "shifted": ("shifted POWER TRACK [CAUSE]", "the sum of a track's moves, all or those of one cause"),
    "turned": ("turned TRACK [CAUSE]", "the same for a track that is shared, such as cohesion"),
    "shifts": ("shifts POWER TRACK CAUSE", "how often a cause moved a track"),
    "legal": (
        "legal POWER PATTERN",
        "turns (1 or 0 with 'at N': in that turn) in which an order like this may be written first",
    ),
    "first": ("first READING [POWER] NUMBER", "the first turn after which a reading is so much or more"),
    "mean": ("mean READING [POWER]", "a reading's mean over the turns"),
    "spread": ("spread READING [POWER]", "a reading's distance from its mean over the games of its cell"),
}
"""Measures beside the readings of the rules, with what is to be written and what they are."""


ANY: Final = "any"
"""Stands for every operation where a place is named."""


class BadMeasure(ValueError):
    """A line that is no measure: what is wrong and what is nearest."""
