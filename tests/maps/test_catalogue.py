"""The catalogue of the map: large enough to choose from, nothing plainly worse than its neighbour."""

from __future__ import annotations

import re
from collections import Counter
from itertools import permutations

import pytest

from builders import scenario
from game.content import MAPS
from rules import POWERS, Power
from rules.content import Programme, World
from rules.effects import Adopted, Delay, Effect, Place, Shift
from rules.readings import SEVEN_LINES
from rules.terms import PARTNERS, CardKind

EVENTS = MAPS / "western_pacific" / "events.toml"
QUIET = 20
DECK = 80


@pytest.fixture(scope="module")
def world() -> World:
    return scenario().world


def on_offer(world: World, power: Power) -> list[Programme]:
    return [each for each in world.programmes if each.power == power and each.open]


# ---------- size ----------


@pytest.mark.parametrize("power", POWERS)
def test_a_power_has_twelve_programmes_and_four_doctrines_to_choose_from(world: World, power: Power) -> None:
    assert len(on_offer(world, power)) >= 12
    assert sum(each.power == power for each in world.doctrines) >= 4


def test_the_catalogue_is_as_large_as_promised(world: World) -> None:
    assert sum(each.open for each in world.programmes) >= 50
    assert len(world.doctrines) >= 20
    assert len(world.events) >= 64
    assert sum(each.chooser is not None for each in world.events) >= 24


def test_japan_may_sign_in_each_of_the_seven_lines(world: World) -> None:
    assert set(SEVEN_LINES) <= {each.line for each in on_offer(world, Power.JAPAN)}


# ---------- real choices ----------


def covers(better: tuple[Effect, ...], worse: tuple[Effect, ...]) -> bool:
    """Tell whether every effect of one list is matched or exceeded in the other."""
    return all(any(_matches(mine, each) for mine in better) for each in worse)


def _matches(mine: Effect, other: Effect) -> bool:
    if isinstance(mine, Shift) and isinstance(other, Shift):
        return (mine.track, mine.whom) == (other.track, other.whom) and mine.by >= other.by
    if isinstance(mine, Place) and isinstance(other, Place):
        return (mine.kind, mine.area) == (other.kind, other.area) and mine.count >= other.count
    return mine == other


def burdens(each: Programme) -> tuple[int, ...]:
    return (each.cost, each.quarters, each.slip, each.announced, each.fielded, -each.limit)


@pytest.mark.parametrize("power", POWERS)
def test_no_programme_is_plainly_worse_than_another(world: World, power: Power) -> None:
    for better, worse in permutations(on_offer(world, power), 2):
        freer = set(better.requires) <= set(worse.requires) and better.imports == worse.imports
        cheaper = all(mine <= other for mine, other in zip(burdens(better), burdens(worse), strict=True))
        assert not (freer and cheaper and covers(better.yields, worse.yields)), (better.id, worse.id)


def test_no_delivery_moves_other_deliveries(world: World) -> None:
    """Contracts are rewritten after a delivery: a yield that delays would be lost, a card is not."""
    assert not [each.id for each in world.programmes if any(isinstance(e, Delay) for e in each.yields)]


def test_a_doctrine_unlocks_what_waits_for_it_and_nothing_else(world: World) -> None:
    waiting: dict[str, set[str]] = {each.id: set() for each in world.doctrines}
    for entry in (*world.operations, *world.agreements, *world.programmes):
        for condition in entry.requires:
            if isinstance(condition, Adopted) and condition.yes:
                waiting[condition.doctrine].add(entry.id)
    assert {each.id: set(each.unlocks) for each in world.doctrines} == waiting


def test_a_doctrine_does_something(world: World) -> None:
    for each in world.doctrines:
        fields = (each.adopted, each.unlocks, each.lifts_cap, each.opens_gate, each.capacity)
        more = (each.site_discount, each.edges, each.arms_bonus, each.surge_free, each.spares)
        facts = any(
            isinstance(condition, Adopted) and condition.doctrine == each.id
            for terms in world.powers
            for fact in terms.facts
            for condition in fact.when
        )
        assert any(fields) or any(more) or facts, each.id


def test_what_a_partner_answers_has_a_number_to_reach(world: World) -> None:
    names = {partner.key for partner in PARTNERS}
    for each in world.agreements:
        asked = any(names & set(pair) for pair in each.between)
        assert (8 <= each.need <= 11) if asked else each.need == 0, each.id


# ---------- the deck ----------


def test_the_cautious_option_is_free(world: World) -> None:
    for event in world.events:
        for option in event.options[:1]:
            assert (option.capital, option.money) == (0, 0), event.id


def test_themes_have_the_shares_that_are_printed(world: World) -> None:
    printed: dict[str, int] = {}
    found: Counter[str] = Counter()
    theme = ""
    for line in EVENTS.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"# -+ (.+?)(?:: (\d+))? -+", line):
            theme = heading[1]
            if heading[2]:
                printed[theme] = int(heading[2])
        elif name := re.fullmatch(r"\[event\.(\w+)\]", line):
            event = world.event[name[1]]
            found[theme] += event.weight if event.kind == CardKind.REGIONAL else 0
    assert {name: share for name, share in found.items() if share} == printed
    assert (sum(printed.values()), world.terms.quiet_weight) == (DECK, QUIET)
