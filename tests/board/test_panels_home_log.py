"""Home and Log by events: campaigns, choices, causes, filters, own orders, and nothing hidden."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tables import table_of, texts_of

from game.board import phases
from game.board.driver import Driver
from game.board.panels.home import Home
from game.board.panels.log import Log
from game.views.order_words import say
from hot_seat import play_to
from rules.orders import Campaign, Choose
from rules.terms import POWERS, Power, Theme

Sit = Callable[..., Driver]


def later(driver: Driver, turn: int) -> None:
    """Let the seat's turns be played until its sheet of a turn is written."""
    match = driver.app.match
    assert match is not None
    play_to(match, phases.Table, turn)
    driver.app.follow()
    driver.step()


def test_a_campaign_is_ordered_and_taken_back(sit: Sit) -> None:
    driver = sit()
    driver.press("h")
    driver.focus("home:campaign:doves")
    driver.press("enter")
    assert table_of(driver).book.orders == (Campaign(Theme.DOVES),)
    driver.click("home:campaign:doves")
    assert table_of(driver).book.orders == ()


def test_a_choice_is_answered_here_too(sit: Sit) -> None:
    driver = sit()
    panel = table_of(driver).panels["Home"]
    assert isinstance(panel, Home)
    (choice,) = panel.shown.choices
    assert panel.news() == 1
    driver.press("h")
    driver.focus(f"home:option:{choice.event}:1")
    driver.press("enter")
    order = choice.options[1].offer.order
    assert isinstance(order, Choose)
    assert table_of(driver).book.orders == (order,)
    assert panel.news() == 0 and "answered" in texts_of(driver)
    node = driver.app.ui.node("rail:Home")
    assert node is not None and "to answer" not in node.widget.tip


def test_home_tells_levels_and_their_causes(sit: Sit) -> None:
    driver = sit(size=(2560, 1440))
    later(driver, 3)
    driver.press("h")
    panel = table_of(driver).panels["Home"]
    assert isinstance(panel, Home)
    shown = " ".join(texts_of(driver))
    for row in panel.shown.constituencies:
        assert row.name in shown
        for cause in row.causes:
            assert cause.text.split(" ")[0] in shown
    for word in ("Support", "Capital", "Strain", "CAMPAIGNS", "CALENDAR"):
        assert word in shown


def test_the_log_opens_on_the_last_turn_and_filters_by_seat_and_place(sit: Sit) -> None:
    driver = sit(size=(2560, 1440))
    later(driver, 4)
    driver.press("l")
    panel = table_of(driver).panel
    assert isinstance(panel, Log) and panel.turn == 3
    entries = panel.pages[2].entries
    own = [each for each in entries if Power.CHINA in each.seats]
    other = [each for each in entries if Power.CHINA not in each.seats]
    assert own and other
    driver.click("log:seat:china")
    shown = " ".join(texts_of(driver))
    assert own[0].text.split(",")[0] in shown
    assert other[0].text not in shown
    driver.click("log:seat:china")
    assert panel.seat is None
    driver.focus("About")
    driver.press("down")
    assert panel.flashpoint == "senkaku"


def test_the_log_tells_own_orders_of_every_turn(sit: Sit) -> None:
    driver = sit(size=(2560, 1440))
    later(driver, 3)
    view = table_of(driver).view
    driver.press("l")
    driver.click("Own orders")
    shown = " ".join(texts_of(driver))
    orders = view.sheet_at(2).orders
    assert orders
    for order in orders:
        assert say(order, view.observation_at(2)).split(":")[0] in shown
    driver.focus("Turn")
    driver.press("down")
    assert say(view.sheet_at(1).orders[0], view.observation_at(1)).split(":")[0] in " ".join(texts_of(driver))


def test_the_log_of_the_first_turn_says_that_nothing_has_happened(sit: Sit) -> None:
    driver = sit()
    driver.press("l")
    assert "nothing has happened yet" in " ".join(texts_of(driver))


@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_the_log_holds_what_the_seat_may_read_and_no_more(sit: Sit, power: Power) -> None:
    driver = sit(power)
    later(driver, 3)
    view = table_of(driver).view
    for page in view.log()[:2]:
        assert len(page.entries) == len(view.news(page.turn))
