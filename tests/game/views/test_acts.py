"""A facilitator's acts in words: in full for the truth, by kind and reason for a seat."""

from __future__ import annotations

import pytest

from builders import scenario
from game.acts import carried_out
from game.views.acts import act_words, told
from game.views.story import TRUTH
from rules import Power, State, new_game
from rules.effects import Shift
from rules.interventions import AddCard, CancelCard, Intervention, Override, Reroll, SwapCard
from rules.terms import Purpose, Track

RED_SEA = "'Ships under fire in the Red Sea'"
CANNON = "'Water cannon at Scarborough'"


def begun() -> State:
    return new_game(scenario(), 7)


SAID: list[tuple[Intervention, str]] = [
    (AddCard("red_sea", "a lesson."), f"gave the card {RED_SEA}: a lesson."),
    (AddCard("red_sea", "a lesson", 3), f"gave the card {RED_SEA} for turn 4: a lesson."),
    (CancelCard("red_sea", "too much"), f"took back the card {RED_SEA}: too much."),
    (
        SwapCard("red_sea", "water_cannon", "closer"),
        f"put the card {CANNON} in the place of {RED_SEA}: closer.",
    ),
    (Override((), "calm"), "decreed what follows: calm."),
    (Override((), "calm", Power.US), "decreed what follows as if by the United States: calm."),
    (
        Reroll(Purpose.CONTEST, "china:coast_guard_surge:senkaku", "it fell off the table"),
        "had the contest (China, Coast-guard surge, Senkakus and East China Sea) rolled again: "
        "it fell off the table.",
    ),
]


@pytest.mark.parametrize("act, said", SAID, ids=lambda each: type(each).__name__)
def test_an_act_is_said_in_one_sentence_with_its_reason(act: Intervention, said: str) -> None:
    assert act_words(act, begun()) == f"The facilitator {said}"


def test_what_came_of_an_act_is_told_as_far_as_its_reader_may_read_it() -> None:
    done = carried_out(begun(), Override((Shift(Track.SUPPORT, "japan", -5),), "calm"))
    decreed = "The facilitator decreed what follows: calm."
    assert told(done, TRUTH) == [decreed, "Japan: support falls from 54 to 49 (calm)."]
    assert told(done, Power.JAPAN) == [decreed, "Japan: support falls from 54 to 49 (calm)."]
    assert told(done, Power.DPRK) == [decreed]
