"""Menus, checks and lawful sheets say the same, and the order in which a sheet is written changes nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from builders import NAMES, how_many, positions, random_sheet, scenario
from game.players.base import Desk
from rules import POWERS, OrderSheet, Power, State, adjudicate, check, digest, lawful, legal_orders, observe
from rules.catalogue import catalogue_of
from rules.notation import NotationError, read, write
from rules.orders import FAMILIES, Deploy, Family, Order

CATALOGUES = [(name, power) for name in NAMES for power in POWERS]


def prefixes(count: int, salt: str) -> list[tuple[State, Power, OrderSheet, Random]]:
    """Return positions, each with a seat and a legal sheet in the making."""
    random = Random(salt)
    found = []
    for state in positions(count, salt):
        power = random.choice(POWERS)
        sheet = random_sheet(state, power, random)
        found.append((state, power, sheet, Random(random.random())))
    return found


def sample(orders: tuple[Order, ...], random: Random) -> list[Order]:
    """Return all orders but deployments, and of these a part."""
    moves = [order for order in orders if isinstance(order, Deploy)]
    rest = [order for order in orders if not isinstance(order, Deploy)]
    return rest + random.sample(moves, min(len(moves), how_many(250, 10_000)))


@pytest.mark.parametrize("part", range(10))
def test_an_order_of_the_catalogue_is_on_the_menu_if_and_only_if_it_passes_the_check(part: int) -> None:
    for state, power, sheet, random in prefixes(how_many(15, 300), f"menu {part}"):
        legal = legal_orders(observe(state, power), sheet)
        places = {order: nth for nth, order in enumerate(catalogue_of(state.world, power).all())}
        assert [places[order] for order in legal] == sorted({places[order] for order in legal})
        offered, seen = set(legal), observe(state, power)
        for order in sample(tuple(places), random):
            refusal = check(seen, sheet, order)
            assert (order in offered) == (refusal is None), (write(order), refusal, sheet)


@pytest.mark.parametrize("part", range(4))
def test_every_order_on_a_menu_passes_the_check(part: int) -> None:
    for state, power, sheet, _ in prefixes(how_many(8, 200), f"offered {part}"):
        seen = observe(state, power)
        for order in legal_orders(observe(state, power), sheet):
            assert check(seen, sheet, order) is None, write(order)


def test_no_order_outside_a_powers_catalogue_passes_the_check() -> None:
    for state, power, sheet, random in prefixes(how_many(24, 1000), "strangers"):
        own = set(catalogue_of(state.world, power).all())
        others = {
            order for each in POWERS for order in catalogue_of(state.world, each).all() if order not in own
        }
        seen = observe(state, power)
        for order in random.sample(sorted(others, key=write), how_many(300, 2000)):
            assert check(seen, sheet, order) is not None, write(order)


@given(st.data())
def test_only_orders_of_the_catalogue_pass_the_check(data: st.DataObject) -> None:
    state, power = data.draw(strategies.states()), data.draw(strategies.powers)
    seen = observe(state, power)
    for order in data.draw(st.lists(strategies.garbage, max_size=40)):
        if check(seen, OrderSheet(power), order) is None:
            assert order in legal_orders(seen), write(order)


@pytest.mark.parametrize("part", range(4))
def test_lawful_keeps_exactly_the_orders_that_are_on_the_menu_in_turn(part: int) -> None:
    for state, power, sheet, random in prefixes(how_many(12, 300), f"lawful {part}"):
        catalogue = catalogue_of(state.world, power).all()
        mixed = [*sheet.orders, *sheet.orders[:2], *random.sample(catalogue, 25)]
        random.shuffle(mixed)
        kept: list[Order] = []
        refused: list[Order] = []
        for order in mixed:
            fits = order in legal_orders(observe(state, power), OrderSheet(power, tuple(kept)))
            (kept if fits else refused).append(order)
        fair, violations = lawful(observe(state, power), OrderSheet(power, tuple(mixed)))
        assert fair == OrderSheet(power, tuple(kept))
        assert [order for order, _ in violations] == refused
        assert all(violation.clause and violation.reason for _, violation in violations)


def test_a_lawful_sheet_is_kept_as_it_is() -> None:
    for state, power, sheet, _ in prefixes(how_many(40, 2000), "kept"):
        assert lawful(observe(state, power), sheet) == (sheet, ())


def test_a_refused_order_is_named_with_a_clause_of_the_rulebook() -> None:
    for state, power, sheet, random in prefixes(how_many(10, 200), "clauses"):
        seen = observe(state, power)
        for order in random.sample(catalogue_of(state.world, power).all(), 200):
            refusal = check(seen, sheet, order)
            if refusal is not None:
                letter, _, rest = refusal.clause.partition(".")
                assert letter.startswith("R")
                assert letter[1:].isdigit()
                assert rest.isdigit()


# ---------- notation ----------


@pytest.mark.parametrize(("name", "power"), CATALOGUES)
def test_every_order_of_a_catalogue_reads_back_from_its_text(name: str, power: Power) -> None:
    for order in catalogue_of(scenario(name).world, power).all():
        assert read(write(order)) == order


@pytest.mark.parametrize(("name", "power"), CATALOGUES)
def test_no_two_orders_of_a_catalogue_are_written_alike(name: str, power: Power) -> None:
    orders = catalogue_of(scenario(name).world, power).all()
    assert len({write(order) for order in orders}) == len(orders) == len(set(orders))


@pytest.mark.parametrize(("name", "power"), CATALOGUES)
def test_a_catalogue_lists_its_families_in_the_published_order(name: str, power: Power) -> None:
    catalogue = catalogue_of(scenario(name).world, power)
    found = [order.family for order in catalogue.all()]
    assert found == sorted(found)
    assert [len(catalogue.family(family)) for family in FAMILIES] == [found.count(each) for each in FAMILIES]


@given(strategies.lines)
def test_a_line_is_an_order_or_is_refused_in_words(line: str) -> None:
    try:
        order = read(line)
    except NotationError as error:
        assert str(error)
    else:
        assert write(order).split() == line.split()


# ---------- the order of writing ----------


def arrangements(state: State, sheet: OrderSheet, random: Random, tries: int) -> list[OrderSheet]:
    """Return shuffles of a sheet that are legal in full."""
    found = []
    for _ in range(tries):
        orders = random.sample(sheet.orders, len(sheet.orders))
        other = OrderSheet(sheet.power, tuple(orders))
        if lawful(observe(state, sheet.power), other)[0] == other:
            found.append(other)
    return found


@pytest.mark.parametrize("part", range(4))
def test_two_legal_arrangements_of_a_sheet_adjudicate_alike(part: int) -> None:
    shuffled = 0
    random = Random(part)
    for state in positions(how_many(12, 500), f"arrangements {part}"):
        sheets = {power: random_sheet(state, power, random, 16) for power in POWERS}
        expected = digest(adjudicate(state, sheets).state)
        for power in POWERS:
            for other in arrangements(state, sheets[power], random, how_many(4, 12)):
                shuffled += other != sheets[power]
                assert digest(adjudicate(state, {**sheets, power: other}).state) == expected, (
                    sheets[power],
                    other,
                )
    assert shuffled >= how_many(20, 500)


def test_the_order_of_seats_in_a_table_of_sheets_changes_nothing() -> None:
    random = Random(5)
    for state in positions(how_many(10, 300), "seats"):
        sheets = {power: random_sheet(state, power, random) for power in POWERS}
        turned = dict(sorted(sheets.items(), reverse=True))
        assert digest(adjudicate(state, sheets).state) == digest(adjudicate(state, turned).state)


# ---------- the desk ----------


def test_undo_restores_every_menu_and_all_that_was_left() -> None:
    for state, power, sheet, _ in prefixes(how_many(12, 500), "undo"):
        desk, seen = Desk(observe(state, power)), []
        for order in sheet.orders:
            seen.append((desk.menu(), desk.left, desk.sheet))
            desk.add(order)
        for order in reversed(sheet.orders):
            assert desk.undo() == order
            assert (desk.menu(), desk.left, desk.sheet) == seen.pop()
        assert desk.undo() is None
        assert desk.sheet == OrderSheet(power)


def test_a_desk_offers_what_the_rules_call_legal() -> None:
    for state, power, sheet, _ in prefixes(how_many(20, 500), "desk"):
        desk = Desk(observe(state, power))
        for nth, order in enumerate(sheet.orders):
            legal = legal_orders(observe(state, power), OrderSheet(power, sheet.orders[:nth]))
            assert tuple(desk.menu()) == legal
            desk.add(order)


def test_what_may_be_legal_holds_all_that_is() -> None:
    for state, power, sheet, random in prefixes(how_many(20, 500), "near"):
        desk = Desk(observe(state, power))
        for order in sheet.orders:
            desk.add(order)
        for family in FAMILIES:
            legal = desk.menu(family)
            before = len(sheet.orders)
            picked = desk.pick(family, random.random)
            assert picked == bool(legal)
            if picked:
                assert len(desk.sheet.orders) == before + 1
                assert desk.sheet.orders[-1] in legal
                desk.undo()


def test_every_family_is_legal_somewhere() -> None:
    found: set[Family] = set()
    for state in positions(how_many(150, 1000), "families"):
        for power in POWERS:
            found |= {order.family for order in legal_orders(observe(state, power))}
        if len(found) == len(FAMILIES):
            return
    assert found == set(FAMILIES)
