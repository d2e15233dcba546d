"""Posture, Diplomacy, Home, Log and the odds in every size, palette and seat: nothing cut, nothing over."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tables import SIZES, table_of

from game.board import phases
from game.board.canvas import Audit, Canvas, Placed
from game.board.driver import Driver
from game.board.panels.diplomacy import Diplomacy
from game.board.panels.posture import Posture
from game.board.settings import Palette
from hot_seat import play_to
from rules.terms import POWERS, Power

Sit = Callable[..., Driver]

VIEWS = ("agreements", "propose", "partners", "signals", "promises", "messages")


def inside(driver: Driver) -> list[Placed]:
    """Return the texts in the panel, or all of a pop-up that lies on the table."""
    ui = driver.app.ui
    if len(ui.top.nodes) and ui.top.key != "screen":
        ui.audit = found = Audit()
        canvas = Canvas(driver.app.surface, ui.palette, ui.type, ui.pen, (0, 0), found)
        for widget in ui.top.widgets:
            widget.draw(canvas, ui)
        ui.audit = None
        return found.texts
    area = table_of(driver).plan(ui.frame).panel
    return [each for each in driver.audit().texts if area.contains(each.rect, slack=1.0)]


def wrong(driver: Driver) -> list[str]:
    """Return texts of the panel that are cut short or written over another."""
    found = [each for each in inside(driver) if each.rect.h > 3]
    cut = [each.text for each in found if each.cut]
    over = [
        f"{one.text} / {other.text}"
        for nth, one in enumerate(found)
        for other in found[nth + 1 :]
        if one.rect.inset(0.5).meets(other.rect.inset(0.5))
    ]
    return cut + over


def ends(driver: Driver, key: str) -> Iterator[float]:
    """Go down a list page by page."""
    ui = driver.app.ui
    top, most = 0.0, 1.0
    while top < most:
        node = ui.node(key)
        if node is None:
            return
        most = node.widget.most  # type: ignore[attr-defined]
        top = min(most, top + node.rect.h * 0.8)
        ui.keep(f"{key}:top", top)
        ui.change()
        driver.step()
        yield top


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_nothing_is_cut_and_nothing_overlaps(sit: Sit, power: Power, size: str, palette: Palette) -> None:
    driver = sit(power, size=SIZES[size], palette=palette)
    match = driver.app.match
    assert match is not None
    play_to(match, phases.Table, 3)
    driver.app.follow()
    driver.step()
    for letter, name in (("t", "posture"), ("h", "home"), ("l", "log")):
        driver.press(letter)
        assert wrong(driver) == [], name
        for top in ends(driver, f"{name}:scroll"):
            assert wrong(driver) == [], (name, top)
    driver.press("d")
    panel = table_of(driver).panel
    assert isinstance(panel, Diplomacy)
    for view in VIEWS:
        panel.show(view)
        driver.step()
        assert wrong(driver) == [], view
        for top in ends(driver, f"{view}:scroll"):
            assert wrong(driver) == [], (view, top)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_the_odds_of_every_operation_are_whole(sit: Sit, power: Power, size: str) -> None:
    driver = sit(power, size=SIZES[size])
    driver.press("t")
    panel = table_of(driver).panel
    assert isinstance(panel, Posture)
    orders = {row.order.operation: row.order for place in panel.shown.places for row in place.rows}
    for name, order in orders.items():
        table_of(driver).show_operation(order)
        driver.step()
        assert wrong(driver) == [], name
        for top in ends(driver, "odds:scroll"):
            assert wrong(driver) == [], (name, top)
        driver.press("escape")
    stack = next(each for each in panel.shown.stacks if each.destinations)
    panel.moves.show(stack)
    driver.step()
    assert wrong(driver) == []


@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_every_card_of_diplomacy_is_whole(sit: Sit, power: Power) -> None:
    driver = sit(power)
    driver.press("d")
    panel = table_of(driver).panel
    assert isinstance(panel, Diplomacy)
    for view in VIEWS:
        panel.show(view)
        driver.step()
        for whom in [each.key for each in panel.shown.parties] if view == "propose" else [""]:
            if whom:
                driver.click(f"propose:to:{whom}")
            prefix = f"{view}:{whom}"
            keys = [
                node.widget.key
                for node in driver.app.ui.nodes()
                if node.widget.key.startswith(prefix) and type(node.widget).__name__ == "Row"
            ]
            for key in keys:
                driver.app.ui.memory[f"{view}:chosen"] = key.removeprefix(f"{view}:")
                driver.app.ui.change()
                driver.step()
                assert wrong(driver) == [], key
