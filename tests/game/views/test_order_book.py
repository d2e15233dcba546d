"""The order book: what it holds is always lawful, and every step can be taken back."""

from __future__ import annotations

from random import Random

import pytest

from game.players.base import Desk
from game.views.order_book import OrderBook, slot
from game.views.order_words import Cost, cost, costs, price, say
from observed import opening, seats
from rules import Power, lawful
from rules.legality import legal_orders
from rules.orders import (
    BeginReview,
    Campaign,
    Deploy,
    Family,
    FundReadiness,
    Operate,
    Order,
    OrderSheet,
    Propose,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
)
from rules.terms import Alert, Funding, SignalKind, Theme, UnitKind

RADAR = StartProgramme("island_radar")
GOING = (UnitKind.FLEET, "BAS")


# ---------- words and prices ----------


@pytest.mark.parametrize(
    ("order", "line"),
    [
        (SetDial(190), "Spending share 1.80 → 1.90 %"),
        (FundReadiness(Funding.FULL), "Readiness: full"),
        (RADAR, "Start: Island radar"),
        (Campaign(Theme.KEEPERS), "Campaign: Okinawa and base towns"),
        (Deploy(UnitKind.AIRDEF, False, "KYU", "SAK"), "Air defence ×1: Kyushu → Sakishima"),
        (Operate("escort", "ECS", True), "Escort: East China Sea, with the US"),
        (Propose("host_nation_renewal", "us"), "Propose to the US: Host-nation support renewed"),
        (Signal(SignalKind.WARN, "senkaku"), "Signal: warn China, Senkakus"),
        (SetAlert("taiwan", Alert.CRISIS), "Alert: crisis, Taiwan Strait"),
    ],
)
def test_an_order_reads_as_a_short_line(order: Order, line: str) -> None:
    assert say(order, opening()) == line


def test_prices_are_those_of_the_rulebooks_example() -> None:
    seat = opening()
    assert price(SetDial(190), seat) == "capital 1"
    assert price(FundReadiness(Funding.FULL), seat) == "in bill"
    assert price(RADAR, seat) == "$350 m"
    assert price(BeginReview("three_documents"), seat) == "capital 3"
    assert price(Operate("presence_patrol", "senkaku"), seat) == "$100 m"
    assert price(Signal(SignalKind.WARN, "senkaku"), seat) == "free"


def test_the_second_operation_of_a_turn_takes_capital() -> None:
    seat = opening()
    patrol, policing = Operate("presence_patrol", "senkaku"), Operate("air_policing", "senkaku")
    assert cost(policing, seat).capital == 0
    assert cost(policing, seat, (patrol,)) == Cost(cost(policing, seat).money, 1, 0, "posture")


def test_every_legal_order_has_a_line_and_a_price() -> None:
    for seat, sheet in seats(12, "lines"):
        for order in legal_orders(seat, sheet):
            line = say(order, seat)
            assert line == line.strip() and 4 < len(line) <= 72
            assert "_" not in line
            assert price(order, seat, sheet.orders)


# ---------- the book ----------


def test_what_is_spent_and_what_is_left_make_the_whole() -> None:
    for seat, sheet in seats(16, "sums"):
        book = OrderBook.from_sheet(seat, sheet)
        assert book.sheet == sheet
        whole = Desk(seat).left
        assert tuple(map(sum, zip(book.left, book.spent, strict=True))) == whole
        total = Cost()
        for each in costs(book.orders, seat):
            total = total.plus(each)
        assert (total.money, total.capital, total.stocks) == book.spent[:3]


def test_whatever_is_done_the_sheet_is_lawful_and_every_step_comes_back() -> None:
    random = Random("steps")
    for seat, _ in seats(12, "steps"):
        book = OrderBook(seat)
        states = [book.orders]
        for _ in range(14):
            before = book.orders
            _some_change(book, random)
            assert lawful(seat, book.sheet) == (book.sheet, ())
            if book.orders != before:
                states.append(book.orders)
        for expected in reversed(states[:-1]):
            assert book.undo()
            assert book.orders == expected
        assert not book.undo()
        for expected in states[1:]:
            assert book.redo()
            assert book.orders == expected
        assert not book.redo()


def _some_change(book: OrderBook, random: Random) -> None:
    act = random.random()
    if act < 0.6 or not book.orders:
        offers = book.desk.menu()
        if offers:
            assert book.add(random.choice(offers)).done
    elif act < 0.8:
        gone = book.orders[index := random.randrange(len(book.orders))]
        kept = book.orders[:index] + book.orders[index + 1 :]
        change = book.remove(index)
        assert gone not in [each.order for each in change.dropped]
        dropped = lawful(book.observation, OrderSheet(book.observation.power, kept))[1]
        assert [each.order for each in change.dropped] == [order for order, _ in dropped]
    else:
        before = sorted(map(str, book.orders))
        change = book.move(random.randrange(len(book.orders)), random.choice((-2, -1, 1, 2)))
        assert change.done != bool(change.why)
        assert sorted(map(str, book.orders)) == before


def test_a_refusal_says_what_check_says_and_changes_nothing() -> None:
    for seat, sheet in seats(8, "refusals"):
        book = OrderBook.from_sheet(seat, sheet)
        for order in book.desk._menu.catalogue.all()[::7]:
            if slot(order) is not None:
                continue
            refused = book.desk.check(order)
            assert (book.why_not(order) is None) == (refused is None)
            if refused is not None:
                change = book.add(order)
                assert not change.done and change.why and "_" not in change.why
                assert book.sheet == sheet


def test_a_second_choice_takes_the_place_of_the_first() -> None:
    book = OrderBook(opening())
    book.add(SetDial(185))
    book.add(RADAR)
    book.add(SetDial(190))
    assert book.orders == (SetDial(190), RADAR)
    book.add(SetDial(180))
    assert book.orders == (RADAR,)
    book.undo()
    assert book.orders == (SetDial(190), RADAR)


def test_orders_that_lose_their_ground_are_dropped_told_and_come_back() -> None:
    book = OrderBook(opening())
    deploy = next(each for each in book.desk.menu(Family.DEPLOY) if (each.kind, each.destination) == GOING)
    patrol = Operate("escort", "BAS")
    assert "no fit counter" in (book.why_not(patrol) or "")
    assert book.add(deploy).done and book.add(patrol).done
    change = book.remove(0)
    assert [(each.order, each.why) for each in change.dropped] == [(patrol, "no fit counter in reach")]
    assert book.orders == ()
    assert book.undo() and book.orders == (deploy, patrol)
    assert not book.move(1, -1).done and book.orders == (deploy, patrol)


def test_a_forgotten_book_has_no_trace() -> None:
    book = OrderBook(opening(Power.CHINA))
    book.add(FundReadiness(Funding.FULL))
    book.forget()
    assert (book.orders, book.can_undo, book.can_redo) == ((), False, False)


def test_a_book_that_begins_with_a_sheet_has_nothing_to_undo() -> None:
    sheet = OrderSheet(Power.JAPAN, (RADAR, SetDial(190)))
    book = OrderBook.from_sheet(opening(), sheet)
    assert (book.sheet, book.can_undo) == (sheet, False)


def test_a_draft_is_restored_in_one_step() -> None:
    book = OrderBook(opening())
    change = book.restore((RADAR, RADAR))
    assert book.orders == (RADAR,)
    assert [each.order for each in change.dropped] == [RADAR]
    assert book.undo() and book.orders == ()
