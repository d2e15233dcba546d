"""The steps of a turn, and which facts of its journal belong to which.

A journal carries no marks, so the steps are run once more on the state before: the same sheets tell the
same facts. The redaction of a journal's beginning is the beginning of its redaction, so a redacted journal
is cut at the same places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from game.views.story import Story, Viewer, as_read
from rules.budget import budget
from rules.crises import crises
from rules.diplomacy import diplomacy
from rules.draft import Draft
from rules.home import home
from rules.journal import Fact, Faulted, Journal
from rules.operations import operations
from rules.orders import OrderSheet
from rules.policy import policy
from rules.posture import posture
from rules.state import State
from rules.terms import POWERS, Power


class Step(Enum):
    """A step of the turn in the order of the rulebook, named as it is shown (R2)."""

    BUDGET = "Budget"
    POLICY = "Policy"
    DIPLOMACY = "Diplomacy"
    POSTURE = "Posture"
    OPERATIONS = "Operations"
    CRISES = "Crises"
    HOME = "Home"
    RECKONING = "Reckoning"
    """With the opening of the next turn: deliveries and cards (R2.9, R2.10)."""


STEPS: Final = tuple(Step)

_RUN: Final[tuple[Callable[[Draft], None], ...]] = (
    budget,
    policy,
    diplomacy,
    posture,
    operations,
    crises,
    home,
)

ByStep = Mapping[Step, tuple[Fact, ...]]


def by_step(story: Story, turn: int, viewer: Viewer) -> ByStep:
    """Return what a viewer may read of a turn, step by step, in the order of the rulebook."""
    whole, read = story.journals[turn - 1], story.facts(viewer, turn)
    ends = [
        len(as_read(whole[:end], viewer, story.world))
        for end in _ends(story.states[turn - 1], story.sheets[turn - 1], whole)
    ]
    starts = (0, *ends)
    return {step: read[start:end] for step, start, end in zip(STEPS, starts, (*ends, len(read)), strict=True)}


def _ends(before: State, sheets: Mapping[Power, OrderSheet], facts: Sequence[Fact]) -> list[int]:
    """Return where each step but the last ends in a turn's journal; faults of players come before all."""
    faults = next((nth for nth, fact in enumerate(facts) if not isinstance(fact, Faulted)), len(facts))
    journal = Journal()
    ordered = tuple(sheets.get(power, OrderSheet(power)) for power in POWERS)
    draft = Draft(before.copy(), ordered, journal)
    ends = []
    for run in _RUN:
        run(draft)
        ends.append(faults + len(journal.facts))
    return ends
