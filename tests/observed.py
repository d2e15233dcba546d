"""Seats at the table for tests: observations from games, each with a random lawful sheet."""

from __future__ import annotations

from random import Random

from builders import how_many, positions, random_sheet, scenario
from rules import POWERS, OrderSheet, Power, State, new_game, observe
from rules.observation import Observation


def opening(power: Power = Power.JAPAN, seed: int = 1, name: str = "turning_the_corner") -> Observation:
    """Return what a power knows as a game begins."""
    return observe(new_game(scenario(name), seed), power)


def tables(count: int, salt: str) -> list[tuple[State, Observation, OrderSheet]]:
    """Return states of many games, each with what a seat sees of it and a random lawful sheet."""
    found = []
    random = Random(salt)
    for nth, state in enumerate(positions(how_many(count, 20 * count), salt)):
        power = POWERS[nth % len(POWERS)]
        found.append((state, observe(state, power), random_sheet(state, power, random)))
    return found


def seats(count: int, salt: str) -> list[tuple[Observation, OrderSheet]]:
    """Return observations of seats in many games, each with a random lawful sheet."""
    return [(seen, sheet) for _, seen, sheet in tables(count, salt)]
