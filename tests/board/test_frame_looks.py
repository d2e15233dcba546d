"""Bar, rail and tabs in every size, palette and seat: nothing cut, everything within reach."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from tables import SIZES, table_of, texts_of

from game.board import phases
from game.board.driver import Driver
from game.board.settings import Palette
from game.players.advisor import advise
from rules.terms import POWERS, Power

Sit = Callable[..., Driver]


def fill(driver: Driver) -> None:
    """Write all that is advised."""
    advising = table_of(driver).orders.advising
    for _ in range(400):
        time.sleep(0.005)
        driver.wait(20)
        if advising.advice is not None:
            break
    advising.add_all()
    driver.step()


def cut(driver: Driver) -> list[str]:
    """Return what is cut short, and what lies outside the window."""
    frame = driver.app.ui.frame.whole
    return [
        each.text for each in driver.audit().texts if each.cut or not frame.contains(each.rect, slack=1.0)
    ]


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_nothing_is_cut(sit: Sit, power: Power, size: str, palette: Palette) -> None:
    driver = sit(power, size=SIZES[size], palette=palette)
    assert cut(driver) == []
    fill(driver)
    assert cut(driver) == []
    driver.press("p")
    assert cut(driver) == []
    driver.click("catalogue:policy")
    assert cut(driver) == []
    driver.press("b", "ctrl+enter")
    assert cut(driver) == []
    driver.press("escape")
    table_of(driver).orders.advising.show_all()
    driver.step()
    assert cut(driver) == []


@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_every_card_of_the_catalogue_opens_uncut(sit: Sit, power: Power) -> None:
    driver = sit(power)
    driver.press("p")
    for line in ("all", "policy"):
        driver.click(f"catalogue:{line}")
        keys = [
            node.widget.key
            for node in driver.app.ui.nodes()
            if node.widget.key.startswith(
                ("catalogue:programme:", "catalogue:doctrine:", "catalogue:measure:")
            )
        ]
        assert keys
        for key in keys:
            panel = table_of(driver).panels["Programmes"]
            panel.choose(key.removeprefix("catalogue:"))  # type: ignore[attr-defined]
            driver.step()
            assert cut(driver) == [], key


def test_the_bar_tells_time_and_tracks(sit: Sit) -> None:
    driver = sit()
    shown = texts_of(driver)
    for word in ("Japan", "October–December 2025", "Turn 1 of 12", "TREASURY", "CAPITAL", "ALARM", "2026"):
        assert word in shown
    own = table_of(driver).observation.sheet
    assert str(own.support) in shown and str(own.readiness) in shown


def test_every_track_has_a_tip_with_its_clause(sit: Sit) -> None:
    driver = sit(size=SIZES["compact"])
    for key, clause in (
        ("treasury", "R2.2"),
        ("capital", "R4.4"),
        ("support", "R10.5"),
        ("readiness", "R6.8"),
        ("stocks", "R7.1"),
        ("alarm", "R9.5"),
    ):
        node = driver.app.ui.node(f"bar:{key}")
        assert node is not None and clause in node.widget.tip


def test_the_rail_opens_tabs_by_mouse_letter_and_arrow(sit: Sit) -> None:
    driver = sit()
    driver.click("Home")
    assert table_of(driver).tab == "Home"
    driver.press("l")
    assert table_of(driver).tab == "Log"
    driver.focus("rail:Log")
    driver.press("up")
    assert table_of(driver).tab == "Watch" and driver.app.ui.focus == "rail:Watch"
    driver.press("down", "down")
    assert table_of(driver).tab == "Log"


def test_the_rail_tells_its_letters_and_its_news(sit: Sit) -> None:
    driver = sit()
    table = table_of(driver)
    table.panels["Home"].news = lambda: 3  # type: ignore[method-assign]
    table.ui.change()
    driver.step()
    node = driver.app.ui.node("rail:Home")
    assert node is not None and "(H)" in node.widget.tip and "3" in node.widget.tip


def test_without_words_the_rail_still_has_its_tips(sit: Sit) -> None:
    driver = sit(size=SIZES["compact"])
    assert "Diplomacy" not in texts_of(driver)
    node = driver.app.ui.node("rail:Diplomacy")
    assert node is not None and "Diplomacy  (D)" in node.widget.tip


def test_later_in_the_game_nothing_is_cut_and_the_tips_tell_causes(sit: Sit) -> None:
    driver = sit(size=SIZES["compact"])
    play_to(driver, 5)
    assert cut(driver) == [] and "Turn 5 of 12" in texts_of(driver)
    tips = [driver.app.ui.node(f"bar:{key}").widget.tip for key in ("support", "readiness")]  # type: ignore[union-attr]
    assert any("Last turn:" in tip for tip in tips)
    driver.press("p")
    assert cut(driver) == []
    driver.press("ctrl+enter")
    assert cut(driver) == []


def play_to(driver: Driver, turn: int) -> None:
    """Play as advised until a turn is to be written."""
    game = driver.app.match
    assert game is not None
    while game.turn < turn or not isinstance(game.phase, phases.Table):
        match game.phase:
            case phases.Table():
                game.commit(advise(game.observation()).sheet)
            case phases.Briefing():
                game.go_to_table()
            case phases.Thinking():
                game.think()
            case phases.Resolution():
                game.resolved()
    driver.app.follow()
    driver.step()
