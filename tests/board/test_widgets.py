"""The widget kit under pointer and keyboard: what is pressed acts, what is not does not, focus goes round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame
import pytest

from game.board.driver import key_events
from game.board.layout import Frame, Rect, frame_of
from game.board.theme import NIGHT, PAPER
from game.board.widgets import (
    Button,
    ButtonStyle,
    ChoiceCard,
    Dropdown,
    FilterChip,
    Layer,
    Paint,
    Region,
    Row,
    Scroll,
    Segmented,
    Slider,
    Stepper,
    Switch,
    TextField,
    Ui,
    Widget,
)
from game.board.widgets.lists import popup


class Host:
    """A ui that shows some widgets, with a person in front of it."""

    def __init__(
        self, build: Callable[[], Sequence[Widget]], keys: dict[str, Callable[[], None]] | None = None
    ) -> None:
        pygame.display.init()
        self.surface = pygame.display.set_mode((1280, 800))
        pygame.font.init()
        self.ui = Ui(frame_of((1280, 800)), PAPER)
        self.ui.show(lambda frame: build(), keys or {})
        self.draw()

    def draw(self) -> None:
        self.surface.fill((0, 0, 0))
        self.ui.draw(self.surface)

    def click(self, x: float, y: float) -> None:
        at = (round(x), round(y))
        for kind in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.ui.handle(pygame.event.Event(kind, pos=at, button=1, rel=(0, 0), buttons=(0, 0, 0)))

    def event(self, kind: int, x: float, y: float) -> None:
        self.ui.handle(
            pygame.event.Event(kind, pos=(round(x), round(y)), button=1, rel=(0, 0), buttons=(0, 0, 0))
        )

    def press(self, *names: str) -> None:
        for name in names:
            for event in key_events(name):
                self.ui.handle(event)


@pytest.fixture
def done() -> list[object]:
    return []


def button(done: list[object], word: str = "Go", x: float = 100, **more: object) -> Button:
    return Button(f"b:{word}", Rect(x, 100, 120, 36), word, lambda: done.append(word), **more)


# ---------- buttons ----------


def test_a_button_acts_when_the_pointer_comes_up_on_it(done):
    host = Host(lambda: [button(done)])
    host.event(pygame.MOUSEBUTTONDOWN, 110, 110)
    assert done == []
    host.event(pygame.MOUSEBUTTONUP, 110, 110)
    assert done == ["Go"]


def test_a_button_left_before_the_pointer_comes_up_does_nothing(done):
    host = Host(lambda: [button(done)])
    host.event(pygame.MOUSEBUTTONDOWN, 110, 110)
    host.event(pygame.MOUSEMOTION, 500, 500)
    host.event(pygame.MOUSEBUTTONUP, 500, 500)
    assert done == []


@pytest.mark.parametrize("key", ["enter", "space"])
def test_a_button_with_the_focus_acts_on_enter_and_space(done, key):
    host = Host(lambda: [button(done)])
    host.press("tab", key)
    assert done == ["Go"]


def test_a_button_that_is_off_says_why_and_does_nothing(done):
    host = Host(lambda: [button(done, why_not="No money is left.")])
    host.click(110, 110)
    host.press("tab", "enter")
    assert done == []
    node = host.ui.node("b:Go")
    assert node is not None and node.widget.tip == "No money is left."


def test_tab_goes_round_and_back(done):
    host = Host(lambda: [button(done, "A"), button(done, "B", 300), button(done, "C", 500)])
    seen = []
    for key in ("tab", "tab", "tab", "tab", "shift+tab"):
        host.press(key)
        seen.append(host.ui.focus)
    assert seen == ["b:A", "b:B", "b:C", "b:A", "b:C"]


def test_the_focus_ring_shows_for_the_keyboard_alone(done):
    host = Host(lambda: [button(done, style=ButtonStyle.PRIMARY)])
    host.draw()
    ring = (96, 118)  # two pixels of gap and two of ring outside the left edge
    before = host.surface.get_at(ring)[:3]
    host.click(110, 110)
    host.event(pygame.MOUSEMOTION, 700, 700)
    host.draw()
    assert host.surface.get_at(ring)[:3] == before
    host.press("tab")
    host.draw()
    assert host.surface.get_at(ring)[:3] == PAPER.focus


# ---------- choices ----------


def test_segments_are_chosen_by_pointer_and_arrows_and_skip_what_is_off(done):
    state = {"at": 0}

    def build() -> Sequence[Widget]:
        def change(nth: int) -> None:
            state["at"] = nth
            done.append(nth)

        return [Segmented("s", Rect(100, 100, 304, 30), ("a", "b", "c", "d"), state["at"], change, off=(1,))]

    host = Host(build)
    host.click(140 + 75, 115)
    assert done == []
    host.click(140 + 150, 115)
    assert done == [2]
    host.ui.change()
    host.press("left")
    assert done == [2, 0]


def test_a_switch_and_a_chip_turn(done):
    host = Host(
        lambda: [
            Switch("w", Rect(100, 100, 200, 24), "Curtain", False, done.append),
            FilterChip("c", Rect(100, 200, 90, 24), "Strike", False, lambda: done.append("chip")),
        ]
    )
    host.click(110, 110)
    host.click(120, 210)
    assert done == [True, "chip"]


def test_a_stepper_stops_at_its_ends(done):
    state = {"value": 9}

    def build() -> Sequence[Widget]:
        def change(value: int) -> None:
            state["value"] = value
            done.append(value)
            host.ui.change()

        return [Stepper("n", Rect(100, 100, 90, 30), state["value"], 0, 10, change, label="Handicap")]

    host = Host(list)
    host.ui.show(lambda frame: build(), {})
    host.ui.refresh()
    host.click(185, 115)
    host.ui.refresh()
    host.click(185, 115)
    assert done == [10]
    host.press("tab", "shift+left")
    assert done == [10, 5]


def test_a_drop_down_opens_a_list_that_takes_the_keyboard(done):
    host = Host(
        lambda: [
            Dropdown("d", Rect(100, 100, 160, 32), ("none", "3 min", "5 min"), 0, done.append, label="Clock")
        ]
    )
    host.press("tab", "enter")
    host.ui.refresh()
    assert host.ui.is_open("d:list")
    host.press("down", "down", "enter")
    assert done == [2]
    assert not host.ui.is_open("d:list")


def test_esc_closes_a_list_and_gives_the_focus_back(done):
    host = Host(lambda: [Dropdown("d", Rect(100, 100, 160, 32), ("a", "b"), 0, done.append, label="Clock")])
    host.press("tab", "enter", "escape")
    host.ui.refresh()
    assert done == []
    assert host.ui.focus == "d"


# ---------- slider ----------


def slider(done: list[object], value: int = 200) -> Slider:
    return Slider("v", Rect(100, 100, 318, 40), value, list(range(190, 231, 5)), done.append, label="Share")


def test_a_slider_takes_the_nearest_step_under_the_pointer(done):
    host = Host(lambda: [slider(done)])
    host.event(pygame.MOUSEBUTTONDOWN, 109 + 300 * 21 / 40, 111)  # 211: nearest step 210
    assert done == [210]
    host.event(pygame.MOUSEMOTION, 2000, 111)
    assert done == [210, 230]


def test_a_slider_steps_with_the_arrows_and_goes_to_its_ends(done):
    host = Host(lambda: [slider(done)])
    host.press("tab", "right")
    assert done == [205]
    host.press("home", "end", "shift+left")
    assert done == [205, 190, 230, 190]  # the widget keeps its value until it is built anew


# ---------- text ----------


def field(done: list[object], text: str = "", **more: object) -> TextField:
    return TextField("t", Rect(100, 100, 200, 30), text, done.append, label="Name", **more)


def test_letters_go_in_at_the_caret_and_come_out(done):
    state = {"text": ""}

    def build() -> Sequence[Widget]:
        return [
            TextField(
                "t", Rect(100, 100, 200, 30), state["text"], lambda t: state.update(text=t), label="Name"
            )
        ]

    host = Host(build)
    host.press("tab", "a", "b", "c", "left", "backspace", "x", "home", "delete")
    assert state["text"] == "xc"


def test_a_field_takes_no_more_than_its_most_and_only_what_is_allowed(done):
    state = {"text": ""}

    def build() -> Sequence[Widget]:
        return [
            TextField(
                "t",
                Rect(100, 100, 200, 30),
                state["text"],
                lambda t: state.update(text=t),
                label="Seed",
                most=3,
                allowed="0123456789",
            )
        ]

    host = Host(build)
    host.press("tab", "1", "z", "2", "3", "4")
    assert state["text"] == "123"


def test_letters_in_a_field_are_no_shortcuts(done):
    host = Host(lambda: [field(done)], {"b": lambda: done.append("shortcut")})
    host.press("tab", "b")
    assert done == ["b"]
    host.press("escape")
    host.ui.set_focus(None)
    host.press("b")
    assert done == ["b", "shortcut"]


# ---------- lists ----------


def rows(done: list[object], count: int = 40) -> Sequence[Widget]:
    inside = [
        Row(f"r:{nth}", Rect(100, 100 + 26 * nth, 200, 26), f"row {nth}", lambda nth=nth: done.append(nth))
        for nth in range(count)
    ]
    return [Scroll("list", Rect(100, 100, 200, 260), 26 * count, inside)]


def test_a_list_scrolls_with_the_wheel_and_clicks_land_where_they_are_seen(done):
    host = Host(lambda: rows(done))
    host.event(pygame.MOUSEMOTION, 150, 150)
    host.ui.handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-2, precise_y=-2.0))
    host.click(150, 110)  # 92 pixels further down: row 3
    assert done == [3]


def test_what_is_scrolled_away_is_not_hit(done):
    host = Host(lambda: rows(done))
    host.click(150, 100 + 26 * 12)  # below the window of the list
    assert done == []


def test_the_list_follows_the_focus(done):
    host = Host(lambda: rows(done))
    host.press("tab", *["down"] * 30)
    assert host.ui.focus == "r:30"
    node = host.ui.node("r:30")
    assert node is not None and node.window is not None
    assert node.window.contains(node.rect, 0.5)


def test_a_list_keeps_where_it_stands_until_all_is_forgotten(done):
    host = Host(lambda: rows(done))
    host.press("tab", *["down"] * 30)
    host.ui.change()
    host.ui.refresh()
    assert host.ui.recall("list:top", 0.0) > 0
    host.ui.forget()
    host.ui.refresh()
    assert host.ui.memory == {}
    node = host.ui.node("r:0")
    assert node is not None and node.rect.y == 100


def test_cards_are_chosen_with_arrows_between_them(done):
    host = Host(
        lambda: [
            ChoiceCard(
                f"c:{nth}",
                Rect(100, 100 + 90 * nth, 300, 80),
                f"card {nth}",
                nth == 0,
                lambda nth=nth: done.append(nth),
                lambda canvas, rect: None,
            )
            for nth in range(3)
        ]
    )
    host.press("tab", "down", "down", "down", "enter")
    assert done == [2]


# ---------- layers ----------


def test_a_modal_layer_keeps_the_pointer_and_the_keys_from_what_lies_below(done):
    host = Host(lambda: [button(done, "Below")], {"b": lambda: done.append("key below")})

    def build(frame: Frame) -> Sequence[Widget]:
        box = Rect(400, 300, 300, 200)
        return [popup("box", box, [Button("ok", Rect(420, 320, 100, 36), "Ok", lambda: done.append("ok"))])]

    host.ui.open(Layer("dialog", build, first="ok", outside_closes=False))
    host.ui.refresh()
    host.click(110, 110)
    host.press("b", "tab", "tab", "enter")
    assert done == ["ok"]


def test_a_click_beside_a_layer_closes_it(done):
    host = Host(lambda: [button(done, "Below")])
    host.ui.open(Layer("list", lambda frame: [popup("box", Rect(400, 300, 300, 200), [])]))
    host.ui.refresh()
    host.click(500, 400)
    assert host.ui.is_open("list")
    host.click(110, 110)
    assert not host.ui.is_open("list")
    assert done == []


# ---------- regions and tips ----------


def test_a_region_is_drawn_again_only_when_something_in_it_changed(done):
    drawn: list[str] = []

    def part(name: str, y: float) -> Region:
        rect = Rect(0, y, 400, 100)
        inside = [Paint(f"{name}:p", rect, lambda canvas: drawn.append(name)), button(done, name, 50 + y)]
        inside[1].rect = Rect(50, y + 10, 100, 30)
        return Region(name, rect, inside, PAPER.paper, stamp=1)

    host = Host(lambda: [part("one", 0), part("two", 200)])
    drawn.clear()
    host.draw()
    assert drawn == []
    host.event(pygame.MOUSEMOTION, 60, 220)
    host.draw()
    assert drawn == ["two"]


def test_a_region_with_an_equal_stamp_outlives_a_build(done):
    drawn: list[str] = []
    stamp = {"one": 1}

    def build() -> Sequence[Widget]:
        rect = Rect(0, 0, 100, 100)
        return [
            Region("one", rect, [Paint("p", rect, lambda canvas: drawn.append("drawn"))], None, stamp["one"])
        ]

    host = Host(build)
    host.ui.change()
    host.draw()
    assert drawn == ["drawn"]
    stamp["one"] = 2
    host.ui.change()
    host.draw()
    assert drawn == ["drawn", "drawn"]


def test_a_tip_comes_after_a_while_and_goes_with_the_pointer(done):
    host = Host(lambda: [button(done, tip="What it does")])
    host.event(pygame.MOUSEMOTION, 110, 110)
    host.draw()
    bare = pygame.image.tobytes(host.surface, "RGB")
    host.ui.tick(500)
    assert host.ui.dirty
    host.draw()
    assert pygame.image.tobytes(host.surface, "RGB") != bare
    host.event(pygame.MOUSEMOTION, 900, 700)
    host.ui.tick(520)
    host.draw()
    host.event(pygame.MOUSEMOTION, 110, 110)
    host.draw()
    assert pygame.image.tobytes(host.surface, "RGB") == bare


def test_another_palette_is_drawn_at_once(done):
    host = Host(lambda: [Region("r", Rect(0, 0, 50, 50), [], host.ui.palette.paper if done else PAPER.paper)])
    done.append("night")
    host.ui.refit(host.ui.frame, NIGHT)
    host.draw()
    assert host.surface.get_at((10, 10))[:3] == NIGHT.paper


def test_motion_arrives_and_reduced_motion_jumps():
    host = Host(list)
    assert host.ui.glide("x", 0, 100) == 0
    host.ui.glide("x", 10, 100)
    host.ui.tick(50)
    assert 5 < host.ui.glide("x", 10, 100) < 10  # it arrives: more than half of the way in half of the time
    host.ui.tick(101)
    assert host.ui.glide("x", 10, 100) == 10
    host.ui.reduced = True
    assert host.ui.glide("x", 99, 100) == 99
