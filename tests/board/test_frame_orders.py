"""The sheet at the table by mouse and keyboard: written, moved, taken back, advised, handed in."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

import pytest
from tables import table_of, texts_of

from game.board.driver import Driver
from game.board.phases import Table as AtTable
from game.board.screens.table import Table
from rules.orders import BeginReview, FundReadiness, Operate, Order, SetDial, StartProgramme
from rules.state import Proposal
from rules.terms import Funding, Power

Sit = Callable[..., Driver]

START = "Active cyber force"


def orders(driver: Driver) -> tuple[Order, ...]:
    return table_of(driver).book.orders


def write(driver: Driver, *wanted: Order) -> None:
    for order in wanted:
        assert table_of(driver).add(order)
    driver.step()


THREE = (FundReadiness(Funding.FULL), SetDial(185), BeginReview("export_rules"))


def test_the_list_shows_every_order_with_its_words_and_price(sit: Sit) -> None:
    driver = sit()
    write(driver, *THREE)
    shown = texts_of(driver)
    assert "Readiness: full" in shown and "in bill" in shown
    assert "Spending share 1.80 → 1.85 %" in shown
    assert "Review: Export rules loosened" in shown
    assert shown.count("capital 1") >= 2


def test_an_order_in_the_middle_is_taken_off_by_its_cross(sit: Sit) -> None:
    driver = sit()
    write(driver, *THREE)
    assert not driver.sees("Remove")
    driver.click("Spending share 1.80 → 1.85 %")
    driver.click("Remove")
    assert orders(driver) == (THREE[0], THREE[2])
    driver.click("Undo")
    assert orders(driver) == THREE
    driver.press("ctrl+y")
    assert orders(driver) == (THREE[0], THREE[2])


def test_delete_removes_the_order_in_hand_and_goes_to_the_next(sit: Sit) -> None:
    driver = sit()
    write(driver, *THREE)
    driver.press("o", "down", "enter", "delete")
    assert orders(driver) == (THREE[0], THREE[2])
    driver.press("delete")
    assert orders(driver) == (THREE[0],)


def test_alt_and_the_arrows_move_the_order_in_hand(sit: Sit) -> None:
    driver = sit()
    write(driver, *THREE)
    driver.click("Review: Export rules loosened")
    driver.press("alt+up")
    assert orders(driver) == (THREE[0], THREE[2], THREE[1])
    driver.press("alt+up", "alt+up", "alt+up")
    assert orders(driver) == (THREE[2], THREE[0], THREE[1])
    driver.press("alt+down")
    assert orders(driver) == (THREE[0], THREE[2], THREE[1])


def test_folded_the_list_opens_upward_and_works_the_same(sit: Sit) -> None:
    driver = sit(size=(1024, 640))
    write(driver, *THREE)
    assert not driver.sees("Readiness: full")
    driver.press("o")
    assert driver.sees("Readiness: full")
    driver.click("Readiness: full")
    driver.press("delete")
    assert orders(driver) == THREE[1:]
    driver.press("ctrl+z")
    assert orders(driver) == THREE
    driver.press("o")
    assert not driver.sees("Readiness: full")
    driver.click("List")
    assert driver.sees("Readiness: full")
    driver.press("escape")
    assert not driver.sees("Readiness: full") and driver.screen == "Table"


def test_used_acts_are_told_by_kind(sit: Sit) -> None:
    driver = sit()
    assert dict(table_of(driver).orders.unused()) == {
        "policy": 1,
        "posture": 3,
        "diplomacy": 2,
        "signal": 1,
    }
    write(driver, THREE[2])
    assert "policy" not in dict(table_of(driver).orders.unused())


# ---------- the advisor ----------


def advised(driver: Driver) -> Order:
    for _ in range(400):
        time.sleep(0.005)
        driver.wait(20)
        tip = table_of(driver).orders.advising.next()
        if tip is not None:
            return tip.order
    raise AssertionError("the advisor never answered")


def test_the_advisor_adds_what_it_shows_by_key_and_by_mouse(sit: Sit) -> None:
    driver = sit()
    first = advised(driver)
    driver.press("a")
    assert orders(driver) == (first,)
    second = advised(driver)
    assert second != first
    driver.click("Add")
    assert orders(driver) == (first, second)


def test_why_gives_reasons_in_words_and_adds(sit: Sit) -> None:
    driver = sit()
    first = advised(driver)
    driver.press("?")
    assert driver.sees("Add this order")
    assert not [text for text in texts_of(driver) if "_" in text]
    driver.press("enter")
    assert orders(driver) == (first,) and not driver.sees("Add this order")


def test_all_advice_is_one_step(sit: Sit) -> None:
    driver = sit()
    advised(driver)
    count = len(table_of(driver).orders.advising.waiting())
    driver.click("All")
    driver.click("advice:every")
    assert len(orders(driver)) >= count - 1 > 1
    driver.press("ctrl+z")
    assert orders(driver) == ()


def test_what_a_person_settled_is_not_advised_against(sit: Sit) -> None:
    driver = sit()
    advised(driver)
    kinds = [type(each.order) for each in table_of(driver).orders.advising.waiting()]
    assert FundReadiness in kinds
    write(driver, FundReadiness(Funding.MINIMAL))
    kinds = [type(each.order) for each in table_of(driver).orders.advising.waiting()]
    assert FundReadiness not in kinds


# ---------- commit ----------


def test_commit_by_mouse_asks_first_and_hands_the_sheet_in(sit: Sit) -> None:
    driver = sit()
    write(driver, *THREE)
    driver.click("Commit 3 orders")
    shown = texts_of(driver)
    assert "Standing bill" in shown and "Lost" in shown
    assert any("The Tokyo ministerial" in text for text in shown)
    match = driver.app.match
    assert match is not None and isinstance(match.phase, AtTable)
    driver.click("commit:go")
    assert not isinstance(match.phase, AtTable) and driver.screen != "Table"


def test_commit_by_keys(sit: Sit) -> None:
    driver = sit()
    driver.press("ctrl+enter", "escape")
    assert driver.screen == "Table"
    driver.press("ctrl+enter", "enter")
    assert driver.screen != "Table"


def test_a_full_disk_loses_nothing(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = sit()
    write(driver, *THREE)
    match = driver.app.match
    assert match is not None

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(match, "commit", full)
    driver.press("ctrl+enter", "enter")
    assert driver.screen == "Table" and orders(driver) == THREE
    assert any("No space left" in text for text in texts_of(driver))
    monkeypatch.undo()
    driver.press("ctrl+enter", "enter")
    assert driver.screen != "Table"


def test_the_clock_warns_and_hands_the_sheet_in_as_it_stands(sit: Sit) -> None:
    driver = sit(minutes=2)
    assert "2:00" in texts_of(driver)
    write(driver, *THREE)
    pass_time(driver, 61_000)
    assert any("One minute is left" in text for text in texts_of(driver))
    assert driver.screen == "Table"
    pass_time(driver, 61_000)
    assert driver.screen != "Table"


def test_the_clock_runs_while_help_lies_over_the_table(sit: Sit) -> None:
    driver = sit(minutes=1)
    driver.press("f1")
    assert driver.screen == "Help"
    pass_time(driver, 61_000)
    assert driver.screen not in ("Help", "Table")


def pass_time(driver: Driver, milliseconds: float) -> None:
    driver.now += milliseconds
    driver.step()


def test_what_was_said_goes_after_a_while_and_can_be_read_again(sit: Sit) -> None:
    driver = sit()
    assert not driver.sees("Messages")
    driver.press("ctrl+z")
    assert driver.sees("There is nothing to undo.")
    pass_time(driver, 5_100)
    driver.step()
    assert not driver.sees("There is nothing to undo.")
    driver.click("Messages")
    assert driver.sees("There is nothing to undo.")


def test_the_sheet_goes_with_the_seat(sit: Sit) -> None:
    driver = sit(people=(Power.JAPAN, Power.US))
    write(driver, StartProgramme("production_lines"), *THREE[:1])
    screen = driver.app.screen
    assert isinstance(screen, Table)
    driver.press("ctrl+enter", "enter")
    assert screen.book.orders == () and not screen.book.can_undo
    assert driver.screen == "Curtain"


def test_an_order_in_hand_lights_its_place(sit: Sit) -> None:
    driver = sit()
    write(driver, Operate("presence_patrol", "senkaku"), *THREE[:1])
    (words,) = [text for text in texts_of(driver) if text.endswith(": Senkakus")]
    driver.click(words)
    assert table_of(driver).chart.escape(), "nothing was lit"
    driver.click("Readiness: full")
    assert not table_of(driver).chart.escape()


def test_what_is_left_unanswered_is_told_with_what_silence_means(sit: Sit) -> None:
    driver = sit(Power.US)
    seen = table_of(driver).observation
    seen.proposals = (Proposal("trade_truce", Power.CHINA, Power.US, 0),)
    driver.press("ctrl+enter")
    assert any("by China: without an answer it lapses" in text for text in told(driver))
    driver.press("escape")


def told(driver: Driver) -> list[str]:
    """Return the labels and, over its lines, every sentence of the dialog."""
    return [" ".join(texts_of(driver))]
