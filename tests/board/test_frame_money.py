"""The dial, readiness and programmes by mouse and keyboard, as the rules count them."""

from __future__ import annotations

from collections.abc import Callable

from tables import table_of, texts_of

from game.board.driver import Driver
from game.board.layout import Rect
from game.views.budget import budget
from game.views.order_words import cost
from rules.orders import FundReadiness, Order, Pace, SetDial, StartProgramme
from rules.terms import Funding, Pacing, Power

Sit = Callable[..., Driver]

DIAL = "budget:dial"


def orders(driver: Driver) -> tuple[Order, ...]:
    return table_of(driver).book.orders


def knob(driver: Driver, value: int) -> tuple[float, float]:
    """Return where the dial's knob stands at a value."""
    node = driver.app.ui.node(DIAL)
    assert node is not None
    steps = [step.value for step in budget(table_of(driver).book.desk).dial.steps]
    track = Rect(node.rect.x + 9, node.rect.y, node.rect.w - 18, 20)
    return track.x + track.w * (value - steps[0]) / (steps[-1] - steps[0]), track.y + 11


def test_sliding_the_dial_writes_one_order_in_one_step(sit: Sit) -> None:
    driver = sit()
    driver.drag(knob(driver, 180), knob(driver, 190))
    assert orders(driver) == (SetDial(190),)
    shown = texts_of(driver)
    assert "1.90 %" in shown and "capital 1" in shown
    assert table_of(driver).book.left.capital == table_of(driver).observation.sheet.capital - 1
    driver.press("ctrl+z")
    assert orders(driver) == () and not table_of(driver).book.can_undo


def test_two_slides_are_two_steps(sit: Sit) -> None:
    driver = sit()
    driver.drag(knob(driver, 180), knob(driver, 190))
    driver.drag(knob(driver, 190), knob(driver, 170))
    assert orders(driver) == (SetDial(170),)
    driver.press("ctrl+z")
    assert orders(driver) == (SetDial(190),)


def test_back_where_it_stood_there_is_no_order(sit: Sit) -> None:
    driver = sit()
    driver.drag(knob(driver, 180), knob(driver, 190))
    driver.drag(knob(driver, 190), knob(driver, 180))
    assert orders(driver) == ()


def test_the_arrows_turn_the_dial(sit: Sit) -> None:
    driver = sit()
    driver.focus(DIAL)
    driver.press("right")
    assert orders(driver) == (SetDial(185),)
    driver.press("right", "left", "left", "left")
    assert orders(driver) == (SetDial(175),)
    driver.press("ctrl+z")
    assert orders(driver) == ()


def test_a_value_that_is_closed_gives_the_nearest_and_says_why(sit: Sit) -> None:
    driver = sit()
    driver.drag(knob(driver, 180), knob(driver, 200))
    assert orders(driver) == (SetDial(190),)
    assert any("cannot be ordered" in text for text in texts_of(driver))


def test_every_seat_turns_its_own_dial(sit: Sit) -> None:
    for power, name in ((Power.US, "Theatre share"), (Power.CHINA, "Defence share of GDP")):
        driver = sit(power)
        assert name in texts_of(driver)
        now = table_of(driver).observation.commons.dials[power]
        driver.focus(DIAL)
        driver.press("right")
        (order,) = orders(driver)
        assert isinstance(order, SetDial) and order.value > now


def test_readiness_changes_the_bill_and_what_is_free(sit: Sit) -> None:
    driver = sit()
    before = table_of(driver).book.left.money
    driver.focus("Readiness")
    driver.press("right")
    assert orders(driver) == (FundReadiness(Funding.FULL),)
    found = cost(FundReadiness(Funding.FULL), table_of(driver).observation)
    assert table_of(driver).book.left.money == before - found.money < before
    driver.press("left")
    assert orders(driver) == ()


def test_the_money_of_the_legend_adds_up(sit: Sit) -> None:
    driver = sit()
    driver.focus("Readiness")
    driver.press("right")
    shown = budget(table_of(driver).book.desk)
    legend = {"Standing bill", "Contracts", "New contracts", "Operations", "Free"}
    placed = driver.audit().texts
    names = [each for each in placed if each.text in legend and each.rect.x > 940]
    assert {each.text for each in names} == legend
    figures = []
    for name in names:
        row = [
            each
            for each in placed
            if abs(each.rect.centre[1] - name.rect.centre[1]) < 4
            and name.rect.right < each.rect.x < name.rect.x + 160
            and each.text.replace(".", "").isdigit()
        ]
        figures.append(min(row, key=lambda each: each.rect.x).text)
    hundredths = sum(round(float(each) * 100) for each in figures)
    total = f"${hundredths // 100}.{hundredths % 100:02} bn this quarter"
    assert total in [each.text for each in placed]
    assert abs(hundredths - shown.treasury / 10) < 3


# ---------- programmes ----------


def test_a_programme_is_started_undone_and_done_again(sit: Sit) -> None:
    driver = sit()
    driver.press("p")
    before = table_of(driver).book.left.money
    driver.click("Active cyber force")
    driver.click("detail:do")
    (order,) = orders(driver)
    assert isinstance(order, StartProgramme)
    price = cost(order, table_of(driver).observation).money
    assert table_of(driver).book.left.money == before - price < before
    assert driver.sees("Undo start")
    driver.press("ctrl+z")
    assert orders(driver) == ()
    driver.press("ctrl+y")
    assert orders(driver) == (order,)
    driver.click("Undo start")
    assert orders(driver) == ()


def test_arrows_in_the_catalogue_move_the_card_and_enter_starts(sit: Sit) -> None:
    driver = sit()
    driver.press("p")
    driver.click("Island radar")
    card = driver.app.ui.find("detail:do")
    assert card is not None
    driver.press("down")
    focus = driver.app.ui.focus
    assert focus is not None and focus.startswith("catalogue:programme:")
    driver.press("enter")
    (order,) = orders(driver)
    assert isinstance(order, StartProgramme) and focus.endswith(order.programme)


def test_the_filter_shows_one_line_and_policy(sit: Sit) -> None:
    driver = sit()
    driver.press("p")
    assert driver.sees("Island radar")
    driver.click("catalogue:strike")
    assert not driver.sees("Island radar") and driver.sees("Coastal defence drones")
    driver.click("catalogue:policy")
    driver.click("Export rules loosened")
    driver.click("detail:do")
    assert [order.family.key for order in orders(driver)] == ["review"]


def test_what_is_closed_says_why_and_cannot_be_started(sit: Sit) -> None:
    driver = sit()
    driver.press("p")
    driver.click("catalogue:policy")
    driver.click("Swift review")
    node = driver.app.ui.node("detail:do")
    assert node is not None and not node.widget.enabled and "alarm" in node.widget.tip


def test_a_contract_is_stretched_and_that_undone(sit: Sit) -> None:
    driver = sit()
    driver.press("p")
    before = table_of(driver).book.left.money
    driver.click("F-35B wing")
    driver.click("Stretch")
    (order,) = orders(driver)
    assert order == Pace("f35b_wing", 1, Pacing.STRETCH)
    assert table_of(driver).book.left.money > before
    driver.click("Undo stretch")
    assert orders(driver) == ()
    driver.click("Rush")
    assert orders(driver) == (Pace("f35b_wing", 1, Pacing.RUSH),)
    assert table_of(driver).book.left.money < before


def test_escape_comes_back_from_the_wide_tab(sit: Sit) -> None:
    driver = sit()
    driver.press("p", "escape")
    assert table_of(driver).tab == "Budget"


def test_the_card_scrolls_by_key_from_the_list(sit: Sit) -> None:
    driver = sit(size=(1024, 640))
    driver.press("p")
    driver.click("Island radar")
    driver.press("shift+down")
    assert driver.app.ui.recall("detail:scroll:top", 0.0) > 0
    driver.press("shift+up")
    assert driver.app.ui.recall("detail:scroll:top", 0.0) == 0
