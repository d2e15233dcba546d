"""What `scenario show NAME --seat POWER` prints: what a seat plays for, and how partners would answer it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from game.cli.output import table
from game.wording import names_of
from rules.content import ObjectiveRow, Scenario
from rules.observation import Observation, observe
from rules.odds import odds
from rules.orders import Court, Propose
from rules.readings import holds
from rules.state import pact_between
from rules.terms import Means, Power
from rules.turn import new_game


def show_seat(scenario: Scenario, power: Power) -> None:
    """Print a seat's goals, objectives, possible secrets, agreements and partners' answers at the start."""
    world = scenario.world
    terms = world.powers[power]
    click.echo(f"{scenario.title}: {terms.name}, {terms.leader}\n\n{terms.goals}\n\n{terms.fears}\n")
    table(
        ("objective", "reading", "thresholds and points"),
        [(row.heading, row.reading, _steps(row)) for row in world.objectives[power]],
    )
    click.echo("Secret objective, 10 points: one of these, drawn at set-up")
    for secret in world.secrets[power]:
        click.echo(f"  {secret.text}")
    observation = observe(new_game(scenario, 0), power)
    click.echo("\nAgreements, and how likely a partner says yes as the game begins (R10.2)")
    table(
        ("agreement", "with", "capital", "money $m", "needs", "chance", "now"),
        list(_agreements(observation)),
        right=(2, 3, 4, 5),
    )
    click.echo("Courting: the chance of one step as the game begins (R10.2)")
    table(
        ("partner", *(means.key for means in Means)), list(_courting(observation)), right=tuple(range(1, 6))
    )


def _steps(row: ObjectiveRow) -> str:
    sign = "≤" if row.at == "most" else "≥"
    core = " (core)" if row.core else ""
    return ", ".join(f"{sign} {threshold}: {points}" for threshold, points in row.steps) + core


def _agreements(observation: Observation) -> Iterator[tuple[str, ...]]:
    """Yield what a seat may sign with whom; partners answer by number, powers as they like."""
    world, me = observation.world, observation.power.key
    names = names_of(world)
    for entry in world.agreements:
        for parties in entry.between:
            if me not in parties:
                continue
            other = parties[1] if parties[0] == me else parties[0]
            found = odds(observation, Propose(entry.id, other))
            standing = pact_between(
                (*observation.commons.pacts, *observation.secret_pacts), entry.id, me, other
            )
            later = not all(holds(observation, each, observation.power) for each in entry.requires)
            yield (
                entry.name,
                names.party(other),
                str(entry.capital or "–"),
                f"{entry.money:,}" if entry.money else "–",
                f"2d6 ≥ {entry.need - found.total}" if found is not None else "–",
                _chance(found.success) if found is not None else "as it likes",
                "in force" if standing is not None else "not yet" if later else "",
            )


def _courting(observation: Observation) -> Iterator[tuple[str, ...]]:
    for terms in observation.world.partners:
        if observation.power.key in [power.key for power in terms.courters]:
            chances = (odds(observation, Court(terms.partner.key, means)) for means in Means)
            yield (terms.name, *(_chance(each.success) if each is not None else "–" for each in chances))


def _chance(ways: int) -> str:
    return f"{ways} in 36"
