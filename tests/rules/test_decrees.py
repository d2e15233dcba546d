"""A decree that moves forces moves the standing bill with them, at once (R6.9, R10.8)."""

from __future__ import annotations

import pytest
from attrs import evolve

from builders import scenario
from rules.content import StartForce
from rules.effects import Place
from rules.interventions import Override, intervene
from rules.terms import Power, UnitKind
from rules.turn import new_game


@pytest.mark.parametrize("power", [Power.JAPAN, Power.US])
def test_counters_placed_by_decree_are_billed_like_those_of_the_setup(power: Power) -> None:
    standard = scenario()
    decree = Override((Place(UnitKind.FLEET, power.key, "KYU", 2),), "a trial", power)
    placed = intervene(new_game(standard, 1), decree).state
    forces = (*standard.setup.forces, StartForce(power, "KYU", UnitKind.FLEET, 2))
    there = new_game(evolve(standard, setup=evolve(standard.setup, forces=forces)), 1)
    assert placed.powers[power].bill == there.powers[power].bill
    assert placed.powers[power].bill > new_game(standard, 1).powers[power].bill
