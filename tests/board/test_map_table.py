"""The map of the table, played with pointer and keys."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest
from tables import at_table, table_of

from game.board.canvas import Audit, Canvas
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Type
from game.board.driver import Driver
from game.board.layout import Rect, frame_of
from game.board.map.cards import Flashpoint
from game.board.map.view import MapView
from game.board.theme import PAPER
from game.board.widgets import Ui
from game.drawing.arranging import Placed
from game.views.map_scene import Quarrel
from game.views.places import area_sheet
from rules.orders import Deploy, Family, SetAlert
from rules.terms import Power, UnitKind


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Driver]:
    made = at_table(tmp_path)
    yield made
    close(made)


def close(driver: Driver) -> None:
    assert driver.app.match is not None
    driver.app.match.close()


def view(driver: Driver) -> MapView:
    node = driver.app.ui.node("map")
    assert node is not None and isinstance(node.widget, MapView)
    return node.widget


def stack(driver: Driver, area: str, kind: UnitKind, power: Power = Power.JAPAN) -> Placed:
    """Return where counters of a kind stand."""
    row = view(driver).arranged(driver.app.ui).row(area)
    return next(each for each in row if each.stack.kind is kind and each.stack.power is power)


def on_map(driver: Driver, area: str) -> tuple[float, float]:
    """Return a point of an area where no counter stands."""
    shown, arranged = view(driver), view(driver).arranged(driver.app.ui)
    x, y = arranged.middle(shown.atlas.geometry, area)
    for dy in range(-90, 91, 6):
        for dx in range(-90, 91, 6):
            at = (x + dx, y + dy)
            free = arranged.counter_at(*at) is None and arranged.octagon_at(*at) is None
            if free and arranged.area_at(shown.atlas.geometry, *at) == area:
                return at
    raise AssertionError(f"no free point of {area}")


def orders(driver: Driver) -> tuple[object, ...]:
    return table_of(driver).book.orders


def hold(driver: Driver, start: tuple[float, float], stop: tuple[float, float]) -> None:
    """Press on one point and move to another without letting go."""
    first, last = driver.pixel(*start), driver.pixel(*stop)
    driver.step(pygame.event.Event(pygame.MOUSEMOTION, pos=first, rel=(0, 0), buttons=(0, 0, 0)))
    driver.step(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=first, button=1))
    driver.step(pygame.event.Event(pygame.MOUSEMOTION, pos=last, rel=(0, 0), buttons=(1, 0, 0)))


# ---------- moving counters ----------


def test_dragging_a_single_counter_orders_its_move(driver: Driver) -> None:
    placed = stack(driver, "KYU", UnitKind.MISSILE)
    driver.drag((placed.x, placed.y), on_map(driver, "WHO"))
    assert orders(driver) == (Deploy(UnitKind.MISSILE, False, "KYU", "WHO"),)


@pytest.mark.parametrize(("word", "whole"), [("One", False), ("All 2", True)])
def test_of_several_counters_one_or_all_may_go(driver: Driver, word: str, whole: bool) -> None:
    placed = stack(driver, "KYU", UnitKind.FLEET)
    assert placed.stack.count == 2
    driver.drag((placed.x, placed.y), on_map(driver, "PHS"))
    assert orders(driver) == ()
    driver.click(word)
    assert orders(driver) == (Deploy(UnitKind.FLEET, whole, "KYU", "PHS"),)


def test_dropping_where_counters_may_not_go_orders_nothing_and_says_why(driver: Driver) -> None:
    placed = stack(driver, "KYU", UnitKind.MISSILE)
    driver.drag((placed.x, placed.y), on_map(driver, "NCH"))
    assert orders(driver) == ()
    assert any("North China" in text or "place" in text or "access" in text for text in driver.texts())


def test_a_rivals_counter_cannot_be_lifted(driver: Driver) -> None:
    placed = stack(driver, "TWS", UnitKind.FLEET, Power.CHINA)
    camera = view(driver).camera
    driver.drag((placed.x, placed.y), (placed.x + 60, placed.y + 40))
    assert orders(driver) == ()
    assert view(driver).camera != camera


def test_what_is_lit_is_what_the_menu_allows(driver: Driver) -> None:
    desk = table_of(driver).book.desk
    for placed in view(driver).arranged(driver.app.ui).placed:
        if placed.stack.power is not Power.JAPAN:
            continue
        allowed = {
            order.destination
            for order in desk.menu(Family.DEPLOY)
            if order.kind is placed.stack.kind and order.origin == placed.stack.area
        }
        assert set(view(driver).hands.targets(placed.stack)) == allowed
    placed = stack(driver, "KYU", UnitKind.AIR)
    hold(driver, (placed.x, placed.y), (placed.x + 40, placed.y))
    assert set(view(driver).grip.targets) == set(view(driver).hands.targets(placed.stack))


def test_escape_puts_lifted_counters_back(driver: Driver) -> None:
    placed = stack(driver, "KYU", UnitKind.AIR)
    hold(driver, (placed.x, placed.y), on_map(driver, "WHO"))
    driver.press("escape")
    assert not view(driver).grip.carried
    driver.step(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=driver.pixel(*on_map(driver, "WHO")), button=1))
    assert orders(driver) == ()


def test_a_planned_move_stands_light_at_its_goal(driver: Driver) -> None:
    placed = stack(driver, "KYU", UnitKind.MISSILE)
    driver.drag((placed.x, placed.y), on_map(driver, "WHO"))
    there = view(driver).arranged(driver.app.ui).row("WHO")
    assert [each.stack.kind for each in there if each.stack.plan] == [UnitKind.MISSILE]
    driver.press("ctrl+z")
    assert not [each for each in view(driver).arranged(driver.app.ui).row("WHO") if each.stack.plan]


# ---------- keys ----------


def test_arrows_reach_every_area(driver: Driver) -> None:
    driver.focus("Map")
    driver.press("right")
    geometry, ui = view(driver).atlas.geometry, driver.app.ui
    reached, waiting = set(), [view(driver).cursor]
    while waiting:
        area = waiting.pop()
        if area in reached:
            continue
        reached.add(area)
        for key in ("left", "right", "up", "down"):
            ui.keep("map:cursor", area)
            view(driver).attach(ui)
            driver.press(key)
            waiting.append(view(driver).cursor)
    assert reached == {each.id for each in geometry.areas} | {box.id for box in geometry.boxes}


def test_a_counter_is_lifted_and_dropped_with_m(driver: Driver) -> None:
    driver.focus("Map")
    driver.press("]")
    chosen = table_of(driver).chart.scene.chosen
    assert chosen is not None
    driver.press("m")
    assert view(driver).grip.carried
    driver.press("down")
    goal = view(driver).cursor
    driver.press("m")
    assert not view(driver).grip.carried
    if driver.sees("One"):
        driver.press("enter")
    assert orders(driver) == (Deploy(chosen[2], False, chosen[0], goal),)


def test_brackets_go_round_all_own_counters(driver: Driver) -> None:
    driver.focus("Map")
    own = view(driver).hands.own()
    seen = []
    for _ in own:
        driver.press("]")
        seen.append(table_of(driver).chart.scene.chosen)
    assert seen == [(each.area, each.power, each.kind) for each in own]
    driver.press("[")
    assert table_of(driver).chart.scene.chosen == seen[-2]


def test_enter_opens_the_sheet_and_escape_closes_it(driver: Driver) -> None:
    driver.focus("Map")
    driver.press("right")
    area = view(driver).cursor
    driver.press("enter")
    name = area_sheet(table_of(driver).book.desk, area).name
    assert name in driver.texts()
    assert driver.app.ui.is_open("chart:sheet")
    driver.press("escape")
    assert not driver.app.ui.is_open("chart:sheet")


def test_f_goes_round_the_flashpoints_and_enter_opens_one(driver: Driver) -> None:
    names = [quarrel.id for quarrel in table_of(driver).chart.scene.quarrels]
    seen = []
    for _ in names:
        driver.press("f")
        seen.append(driver.app.ui.focus)
    assert seen == [f"flashpoint:{name}" for name in names]
    driver.press("enter")
    assert driver.app.ui.is_open("chart:sheet")
    assert "South China Sea" in driver.texts()


def test_signs_zoom_and_nought_fits(driver: Driver) -> None:
    home = view(driver).camera
    driver.press("+")
    assert view(driver).camera.scale > home.scale
    driver.press("-", "-")
    assert view(driver).camera.scale <= home.scale
    driver.press("0")
    assert view(driver).camera == home


def test_shift_and_arrows_pan(driver: Driver) -> None:
    driver.focus("Map")
    driver.press("+")
    before = view(driver).camera
    driver.press("shift+right")
    assert view(driver).camera.x > before.x and view(driver).camera.y == before.y


def test_i_shows_and_hides_the_inset_and_its_counters_move_to_the_map(driver: Driver) -> None:
    assert all(each.inset for each in view(driver).arranged(driver.app.ui).row("OKI"))
    driver.press("i")
    there = view(driver).arranged(driver.app.ui).row("OKI")
    assert there and not any(each.inset for each in there)
    driver.press("i")
    assert all(each.inset for each in view(driver).arranged(driver.app.ui).row("OKI"))


def test_k_shows_and_hides_the_key(driver: Driver) -> None:
    assert "contested" in driver.texts()
    driver.press("k")
    assert "contested" not in driver.texts()


# ---------- pointer ----------


def test_the_wheel_zooms_at_the_pointer(driver: Driver) -> None:
    at = on_map(driver, "PHS")
    driver.point(*at)
    under = view(driver).camera.to_map(*at)
    driver.wheel(2)
    now = view(driver).camera.to_map(*at)
    assert view(driver).camera.scale > 1 / view(driver).atlas.geometry.pixel
    assert abs(now[0] - under[0]) < 1 and abs(now[1] - under[1]) < 1


@pytest.mark.parametrize("button", [2, 3])
def test_other_buttons_push_the_map(driver: Driver, button: int) -> None:
    driver.press("+")
    x, y = on_map(driver, "PHS")
    before = view(driver).camera
    down, there = driver.pixel(x, y), driver.pixel(x - 50, y - 30)
    driver.point(x, y)
    driver.step(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=down, button=button))
    driver.step(pygame.event.Event(pygame.MOUSEMOTION, pos=there, rel=(-50, -30), buttons=(0, 1, 0)))
    driver.step(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=there, button=button))
    after = view(driver).camera
    assert after.x - before.x == pytest.approx(50 / before.scale)
    assert after.y - before.y == pytest.approx(30 / before.scale)
    driver.point(x, y)
    assert view(driver).camera == after


def test_the_pointer_is_told_what_lies_under_it(driver: Driver) -> None:
    driver.point(*on_map(driver, "PHS"))
    assert view(driver).tip.startswith("Philippine Sea")
    placed = stack(driver, "KYU", UnitKind.FLEET)
    driver.point(placed.x, placed.y)
    assert view(driver).tip.startswith("Japan: Surface group ×2") and "Readiness" in view(driver).tip
    guess = next(each for each in view(driver).arranged(driver.app.ui).row("NCH"))
    driver.point(guess.x, guess.y)
    assert "an estimate" in view(driver).tip


def test_clicking_an_area_opens_its_sheet_beside_it(driver: Driver) -> None:
    driver.click_at(*on_map(driver, "ECS"))
    assert "East China Sea" in driver.texts()
    x, y = view(driver).camera.to_screen(*view(driver).atlas.geometry.position("ECS"))
    node = driver.app.ui.node("area:ECS:box")
    assert node is not None and not node.rect.holds(x, y)


def test_closing_a_sheet_looks_again_where_one_looked(driver: Driver) -> None:
    home = view(driver).camera
    driver.click_at(*on_map(driver, "ECH"))
    assert view(driver).camera != home
    driver.press("escape")
    assert view(driver).camera == home
    driver.click_at(*on_map(driver, "ECH"))
    driver.press("shift+down") if driver.app.ui.focus == "map" else view(driver).push(driver.app.ui, 0, -40)
    pushed = view(driver).camera
    driver.press("escape")
    assert view(driver).camera == pushed


def test_a_sheet_keeps_the_pointer_from_the_map(driver: Driver) -> None:
    driver.click_at(*on_map(driver, "ECS"))
    camera = view(driver).camera
    node = driver.app.ui.node("area:ECS:box")
    assert node is not None
    driver.drag((node.rect.x + 30, node.rect.bottom - 4), (node.rect.x + 90, node.rect.bottom - 4))
    driver.point(node.rect.x + 30, node.rect.bottom - 4)
    driver.wheel(3)
    assert view(driver).camera == camera


def test_an_octagon_opens_its_flashpoint(driver: Driver) -> None:
    name, x, y = view(driver).arranged(driver.app.ui).octagons[2]
    driver.click_at(x, y)
    assert name == "korea" and driver.app.ui.node("sheet:korea:box") is not None


# ---------- sheets ----------


def test_counters_move_from_the_sheet_of_their_area(driver: Driver) -> None:
    driver.click_at(*on_map(driver, "KYU"))
    driver.click("area:KYU:stack:fleet")
    assert set(table_of(driver).chart.scene.lit) >= {"KYU", "PHS"}
    driver.click("All 2") if driver.sees("All 2") else None
    driver.focus("area:KYU:to:PHS")
    driver.press("enter")
    (order,) = orders(driver)
    assert isinstance(order, Deploy) and (order.kind, order.origin, order.destination) == (
        UnitKind.FLEET,
        "KYU",
        "PHS",
    )


def test_the_alert_is_set_from_the_sheet_of_a_flashpoint(driver: Driver) -> None:
    driver.click("flashpoint:senkaku")
    driver.focus("sheet:senkaku:alert")
    driver.press("right")
    assert [type(each) for each in orders(driver)] == [SetAlert]


def test_nothing_is_cut_on_any_sheet(driver: Driver) -> None:
    chart = table_of(driver).chart
    geometry = chart.atlas.geometry
    for area in (*(each.id for each in geometry.areas), *(box.id for box in geometry.boxes)):
        chart.show_area(area)
        driver.step()
        assert [each.text for each in driver.audit().texts if each.cut] == [], area
    for quarrel in chart.scene.quarrels:
        chart.show_flashpoint(quarrel.id)
        driver.step()
        assert [each.text for each in driver.audit().texts if each.cut] == [], quarrel.id


def test_nothing_of_the_map_is_left_at_the_curtain(tmp_path: Path) -> None:
    driver = at_table(tmp_path, people=(Power.JAPAN, Power.CHINA))
    driver.focus("Map")
    driver.press("+", "]", "m")
    table_of(driver).done()
    driver.step()
    assert driver.screen == "Curtain"
    assert not [key for key in driver.app.ui.memory if key.startswith("map")]
    close(driver)


@pytest.mark.parametrize("rung", range(10))
def test_the_words_of_every_rung_fit_a_card(rung: int) -> None:
    surface = pygame.Surface((300, 200))
    found = Audit()
    canvas = Canvas(surface, PAPER, Type(1.0), Pen(1.0), audit=found)
    for control in (-2, 0, 4):
        quarrel = Quarrel("scs", "South China Sea", rung, control, (True, False, True, False), 3, 1)
        ui = Ui(frame_of((1280, 800)), PAPER)
        Flashpoint(Rect(10, 10, 200, 110), quarrel, None).draw(canvas, ui)
        Flashpoint(Rect(10, 140, 180, 28), quarrel, None).draw(canvas, ui)
    assert found.texts and not [each.text for each in found.texts if each.cut]


# ---------- time ----------


def test_a_frame_is_quick(driver: Driver) -> None:
    driver.until(lambda: not view(driver).atlas.busy)
    times = []
    for _ in range(60):
        before = time.perf_counter()
        driver.app.draw()
        times.append((time.perf_counter() - before) * 1000)
    print(f"frame of the table: median {statistics.median(times):.2f} ms, best {min(times):.2f} ms")
    assert not view(driver).atlas.busy
