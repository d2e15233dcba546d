"""Posture and the odds, by events: alerts, operations by mouse and by keyboard, forces, moves, the filter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tables import SIZES, table_of, texts_of

from game.board.driver import Driver
from game.board.panels.diplomacy import Diplomacy
from game.board.panels.odds import ODDS
from game.board.panels.posture import Posture
from game.views.odds import SUMS
from rules.orders import Deploy, Operate, SetAlert
from rules.terms import Alert, Power, UnitKind

Sit = Callable[..., Driver]

SURGE = "posture:operation:coast_guard_surge:senkaku"


def tab_of(driver: Driver) -> Posture:
    panel = table_of(driver).panel
    assert isinstance(panel, Posture)
    return panel


def reach(driver: Driver, key: str) -> None:
    """Go to a control by Tab, which brings it into sight, then click it."""
    driver.focus(key)
    driver.click(key)


def test_an_alert_is_raised_and_taken_back(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    driver.focus("Alert: Taiwan Strait")
    driver.press("right")
    assert table_of(driver).book.orders == (SetAlert("taiwan", Alert.CRISIS),)
    driver.press("left")
    assert table_of(driver).book.orders == ()


def test_an_operation_is_ordered_by_mouse_through_its_odds(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    reach(driver, SURGE)
    shown = texts_of(driver)
    for words in ("OPERATION", "Coast-guard surge, Senkakus", "WHAT EACH RESULT DOES", "Total"):
        assert words in shown
    assert table_of(driver).book.orders == ()
    driver.click("Add order")
    assert table_of(driver).book.orders == (Operate("coast_guard_surge", "senkaku"),)
    assert not driver.app.ui.is_open(ODDS)
    assert "in orders" in texts_of(driver)
    reach(driver, SURGE)
    driver.click("Take it off")
    assert table_of(driver).book.orders == ()


def test_an_operation_is_ordered_by_keyboard_and_escape_orders_nothing(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    driver.focus(SURGE)
    driver.press("enter", "escape")
    assert table_of(driver).book.orders == () and not driver.app.ui.is_open(ODDS)
    assert driver.app.ui.focus == SURGE
    driver.press("enter", "enter")
    assert table_of(driver).book.orders == (Operate("coast_guard_surge", "senkaku"),)


def test_the_odds_count_36_ways_and_all_of_them(sit: Sit) -> None:
    driver = sit()
    table = table_of(driver)
    driver.press("t")
    table.show_operation(Operate("coast_guard_surge", "senkaku"))
    driver.step()
    view = table.odds.sheet.view
    assert view is not None
    shown = texts_of(driver)
    for each in SUMS:
        assert str(each) in shown
    for outcome in view.outcomes:
        assert outcome.name in shown and outcome.totals in shown
    assert sum(each.ways for each in view.dots) == 36
    assert sum(each.percent for each in view.outcomes) == 100
    for row in view.modifiers:
        assert row.label in shown
    assert any(text.startswith("est.") for text in shown) == bool(view.estimates)


def test_forces_are_chosen_where_the_ally_may_take_part(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    reach(driver, "posture:operation:escort:TSU")
    driver.click("Forces…")
    driver.press("down", "enter")
    assert table_of(driver).odds.sheet.order == Operate("escort", "TSU", True)
    assert "with the US" in texts_of(driver)
    driver.press("f")
    driver.click("Own forces only")
    assert table_of(driver).odds.sheet.order == Operate("escort", "TSU")
    driver.press("f", "escape", "enter")
    assert table_of(driver).book.orders == (Operate("escort", "TSU"),)


def test_a_closed_operation_says_why_and_cannot_be_ordered(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    tab_of(driver).show_place("taiwan")
    driver.step()
    reach(driver, "posture:operation:counter_strike_japan:taiwan")
    assert "below rung 5" in texts_of(driver)
    driver.press("enter")
    assert table_of(driver).book.orders == ()


def test_the_filter_and_the_map_narrow_the_list(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    assert driver.sees(SURGE)
    driver.focus("Operations at")
    driver.press("down", "down")
    assert tab_of(driver).where == "taiwan"
    assert not driver.sees(SURGE)
    assert driver.sees("posture:operation:navigation_transit:taiwan")
    table_of(driver).chart.show_flashpoint("senkaku")
    driver.step()
    assert tab_of(driver).where == "senkaku" and driver.sees(SURGE)
    driver.press("escape")
    assert tab_of(driver).where == ""


def test_counters_are_moved_without_dragging_one_or_all(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    reach(driver, "posture:stack:KYU:fleet")
    driver.click("moves:to:OKI")
    assert table_of(driver).book.orders == (Deploy(UnitKind.FLEET, False, "KYU", "OKI"),)
    driver.press("ctrl+z")
    driver.focus("posture:stack:KYU:fleet")
    driver.press("enter")
    driver.focus("How many")
    driver.press("right")
    driver.focus("moves:to:OKI")
    driver.press("enter")
    assert table_of(driver).book.orders == (Deploy(UnitKind.FLEET, True, "KYU", "OKI"),)
    reach(driver, "posture:stay:0")
    assert table_of(driver).book.orders == ()


def test_stances_are_taken_in_a_crisis(sit: Sit) -> None:
    driver = sit(Power.US, scenario="quarantine")
    driver.press("t")
    crises = tab_of(driver).shown.stances
    choice = crises[0]
    node = driver.app.ui.find(f"posture:stance:{choice.flashpoint}")
    assert node is not None
    driver.focus(f"posture:stance:{choice.flashpoint}")
    driver.press("right" if choice.chosen == "press" else "left")
    (after,) = [each for each in tab_of(driver).shown.stances if each.flashpoint == choice.flashpoint]
    assert after.chosen != choice.chosen and table_of(driver).book.orders


@pytest.mark.parametrize("size", SIZES)
def test_the_odds_stay_inside_the_window_and_scroll_to_their_end(sit: Sit, size: str) -> None:
    driver = sit(size=SIZES[size])
    driver.press("t")
    table_of(driver).show_operation(Operate("coast_guard_surge", "senkaku"))
    driver.step()
    ui = driver.app.ui
    box, inside = ui.node("odds:box"), ui.node("odds:scroll")
    assert box is not None and inside is not None
    assert ui.frame.whole.contains(box.rect) and table_of(driver).plan(ui.frame).map.contains(box.rect)
    assert size != "compact" or box.rect.h <= 560
    driver.point(*inside.rect.centre)
    driver.wheel(-60)
    driver.step()
    assert any("Analogue" in text or "nalogue" in text for text in texts_of(driver))


def test_courting_shows_its_odds_over_a_wide_tab(sit: Sit) -> None:
    driver = sit()
    driver.press("d")
    panel = table_of(driver).panel
    assert isinstance(panel, Diplomacy)
    driver.click("Partners")
    reach(driver, "partners:court:south_korea:aid")
    box = driver.app.ui.node("odds:box")
    assert box is not None and driver.app.ui.frame.whole.contains(box.rect)
    assert "COURTING" in texts_of(driver)


def test_arrows_go_down_the_list_of_operations_to_the_counters(sit: Sit) -> None:
    driver = sit()
    driver.press("t")
    rows = [
        node.widget.key
        for node in driver.app.ui.nodes()
        if node.widget.key.startswith(("posture:operation:", "posture:closed", "posture:stack:"))
    ]
    driver.focus(rows[0])
    for key in rows[1:]:
        driver.press("down")
        assert driver.app.ui.focus == key
