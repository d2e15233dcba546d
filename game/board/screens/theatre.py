"""The stage on which a turn is told: the map, the pop-up beside what happens, the steps at the side.

`Resolution` tells the turn that was just worked out, `Replay` any turn of a record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import Breadth, Frame, Rect, table_plan
from game.board.map.atlas import atlas_of
from game.board.map.cards import Flashpoint
from game.board.map.hands import Hands
from game.board.map.view import MapView
from game.board.screens.base import Screen
from game.board.screens.exhibit import Beat, Exhibit
from game.board.screens.menu import open_menu
from game.board.screens.popup_place import placed
from game.board.screens.steps_list import StepsList
from game.board.screens.tale_bar import Head, tale_bar
from game.board.screens.tale_popups import DICE, ROLL, popup_of
from game.board.settings import Speed
from game.board.theme import BODY_SMALL, LABEL_SMALL, NOTE, PANEL
from game.board.widgets import Button, Paint, Region, Scroll, Segmented, Widget
from game.board.widgets.lists import popup
from game.views.resolution import ContestDetail
from rules.content import World

if TYPE_CHECKING:
    from game.board.app import App

SPEEDS: Final = (Speed.BY_KEY, Speed.SLOW, Speed.NORMAL, Speed.FAST)
SPEED_WORDS: Final = ("step", "slow", "normal", "fast")
PACE: Final = {Speed.SLOW: 2400.0, Speed.NORMAL: 1200.0, Speed.FAST: 400.0}
SWEEP: Final = 400
FLY: Final = 450
MOVE: Final = 700
SIDES: Final = {Breadth.COMPACT: 384.0, Breadth.REFERENCE: 400.0, Breadth.LARGE: 460.0}
STEPS: Final = "tale:steps"
FLIGHT: Final = "tale:flight"


class Theatre(Screen):
    """A turn told beat by beat at the chosen speed, or by key."""

    world: World
    shown: Exhibit

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.at = 0
        self.paused = False
        self._due: float | None = None
        self._view: MapView | None = None

    # ---------- where it stands ----------

    @property
    def speed(self) -> Speed:
        """The chosen speed."""
        return self.app.settings.speed

    @property
    def running(self) -> bool:
        """Whether the next beat comes by itself."""
        return not self.paused and self.speed is not Speed.BY_KEY

    @property
    def over(self) -> bool:
        """Whether the whole turn has been told."""
        return self.at >= self.shown.end

    @property
    def beat(self) -> Beat | None:
        """What is told now."""
        return None if self.over else self.shown.beats[self.at]

    def enter(self) -> None:
        """Begin to tell."""
        self.begin_beat()

    def begin_beat(self) -> None:
        """Set in motion what moves in a beat, and say when the next one comes."""
        ui, beat = self.ui, self.beat
        self._due = None
        detail = beat.detail if beat is not None else None
        if beat is not None:
            if hasattr(detail, "dice"):
                ui.start(DICE, 0.0, 1.0, ROLL)
            scene = self.shown.scenes[self.at]
            if scene.flights or scene.arrows:
                ui.start(FLIGHT, 0.0, 1.0, FLY if scene.flights else MOVE)
        ui.change()

    def show(self, at: int) -> None:
        """Show another place of the turn."""
        self.at = max(0, min(self.shown.end, at))
        self.begin_beat()

    def _dwell(self) -> float:
        """Return how long a beat stands, in milliseconds."""
        pace = PACE[self.speed]
        detail = self.beat.detail if self.beat is not None else None
        if isinstance(detail, ContestDetail):
            return pace * 1.7 + (0 if self.ui.reduced else ROLL)
        return pace * (1.25 if detail is not None else 1.0)

    def tick(self, now: float) -> None:
        """Go on when it is time and nothing lies open over the stage."""
        if not self.running or self.ui.top.modal:
            self._due = None
            return
        if self._due is None:
            self._due = now + self._dwell()
        elif now >= self._due:
            self._due = None
            self.advance()

    def advance(self) -> None:
        """Show the next beat; after the last one it is for others to say what comes."""
        if self.over:
            self.after()
        else:
            self.show(self.at + 1)

    def after(self) -> None:
        """The turn is told, and its time is over."""

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return the keys of telling (look book, section 10)."""
        speeds = {str(nth + 1): self._speeder(nth) for nth in range(4)}
        return {
            **speeds,
            "space": self.pause,
            "right": self.next,
            "left": self.back,
            "end": self.skip,
            "home": lambda: self.show(0),
            "+": lambda: self._zoom("+"),
            "-": lambda: self._zoom("-"),
            "0": lambda: self._zoom("0"),
        }

    def _speeder(self, nth: int) -> Callable[[], None]:
        return lambda: self.set_speed(nth)

    def set_speed(self, nth: int) -> None:
        """Tell at another speed."""
        self.paused = False
        self.app.set(evolve(self.app.settings, speed=SPEEDS[nth]))
        self._due = None
        self.ui.change()

    def pause(self) -> None:
        """Stand still, or go on; where each beat waits for a key, this is it."""
        if self.speed is Speed.BY_KEY:
            self.next()
            return
        self.paused = not self.paused
        self._due = None
        self.ui.change()

    def next(self) -> None:
        """Show the next beat at once."""
        if self.over:
            self.after()
        else:
            self.show(self.at + 1)

    def back(self) -> None:
        """Show the beat before."""
        if self.at:
            self.paused = self.paused or self.speed is not Speed.BY_KEY
            self.show(self.at - 1)

    def skip(self) -> None:
        """Show how the turn ended."""
        self.show(self.shown.end)

    def jump(self, at: int) -> None:
        """Stand still at a place of the list."""
        self.paused = True
        self.show(at)

    def menu(self) -> None:
        """Open the menu of the game."""
        open_menu(self.app)

    def escape(self) -> None:
        """Open the menu."""
        self.menu()

    def _zoom(self, name: str) -> None:
        if self._view is not None:
            self._view.command(self.ui, name)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, the map with what happens on it, the steps and the controls."""
        plan = table_plan(frame, wide=False)
        rest = frame.whole.below(plan.bar.h)
        side = rest.end(SIDES[frame.breadth])
        chart = self._chart(rest.before(side.w), plan.cards, plan.inset)
        return [
            *chart,
            Region("tale:side", side, self._side(side), self.palette.paper),
            tale_bar(self.app, plan.bar, self.head(), self.menu),
        ]

    def head(self) -> Head:
        """Return what the bar says."""
        raise NotImplementedError

    # ---------- the map ----------

    def _chart(self, rect: Rect, cards: Sequence[Rect], inset: Rect) -> Sequence[Widget]:
        scene = self.shown.scenes[self.at]
        hands = Hands(self.world, scene)
        part = self.ui.glide(FLIGHT, 1.0, FLY) if scene.flights or scene.arrows else 1.0
        card = inset if rect.w >= 560 else None
        covers = tuple(cards)
        view = MapView("tale:map", rect, atlas_of(), scene, hands, covers=covers, card=card, part=part)
        view.attach(self.ui)
        self._view = view
        beat = self.beat
        lit = getattr(beat.detail, "flashpoint", "") if beat is not None else ""
        quarrels = [
            Flashpoint(
                place,
                quarrel,
                None,
                hands.tell_quarrel(quarrel),
                lit=quarrel.id == lit,
                level=self.ui.glide(f"tale:dial:{quarrel.id}", float(quarrel.rung), SWEEP),
            )
            for place, quarrel in zip(cards, scene.quarrels, strict=True)
        ]
        free = rect.after(cards[0].right - rect.x + 14).before(14)
        return [view, *quarrels, *self._popup(rect, free)]

    def _popup(self, rect: Rect, free: Rect) -> Sequence[Widget]:
        beat = self.beat
        if beat is None:
            return []
        contests = [
            nth for nth, each in enumerate(self.shown.beats) if isinstance(each.detail, ContestDetail)
        ]
        count = (contests.index(self.at) + 1, len(contests)) if self.at in contests else (0, 0)
        made = popup_of(beat, count, self.world, self.ui)
        if made is None:
            return []
        box = placed(made, rect, free, self._spots(rect))
        key = DICE if made.dice else "tale:words"
        inside = Paint(key, box, lambda canvas: made.draw(canvas, box))
        return [popup("tale:popup", box, [inside])]

    def _spots(self, rect: Rect) -> list[tuple[float, float]]:
        """Return the places on the map that the pop-up must not cover."""
        lit = self.shown.scenes[self.at].lit
        if self._view is None:
            return []
        spots = [self._view.place_of(self.ui, area) for area in lit]
        return [spot for spot in spots if rect.holds(*spot)]

    # ---------- the side ----------

    def _side(self, rect: Rect) -> list[Widget]:
        small = rect.h < 640
        inner = rect.inset(22, 0)
        top = self.side_top(inner)
        low = self.controls_height(small=small)
        head = Rect(inner.x, rect.y + 12, inner.w, 34)
        body = Rect(inner.x, head.bottom + top, inner.w, rect.h - 46 - top - low)
        content = self.side_body(body)
        controls = rect.foot(low)

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            placed_at = canvas.text(self.side_title(), PANEL, palette.ink, head)
            room = head.after(placed_at.w + 10)
            canvas.text(self.side_note(), NOTE, palette.second, room, "right")
            canvas.fill(rect.left(1), palette.hairline)
            canvas.fill(controls.top(1), palette.hairline)

        return [
            Paint("tale:head", rect, paint),
            *self.side_extra(head, inner),
            *content,
            *self.controls(controls),
        ]

    def side_title(self) -> str:
        """Return what stands over the steps."""
        return f"Turn {self.shown.told.turn} is resolved"

    def side_note(self) -> str:
        """Return what stands beside it."""
        beat = self.beat
        return "all eight steps" if beat is None else f"step {beat.step + 1} of 8"

    def side_top(self, inner: Rect) -> float:
        """Return how much room is taken between the title and the list."""
        return 4.0

    def side_extra(self, head: Rect, inner: Rect) -> list[Widget]:
        """Return what stands in that room."""
        return []

    def side_body(self, rect: Rect) -> list[Widget]:
        """Return the list of the steps, scrolled to what is told."""
        return self.steps(rect)

    def steps(self, rect: Rect) -> list[Widget]:
        """Return the list of the steps."""
        listed = StepsList(self.ui.type, rect, self.shown, self.at, self.jump)
        stamp = (id(self.shown), self.at)
        if self.ui.recall(f"{STEPS}:for", None) != stamp:
            self.ui.memory[f"{STEPS}:for"] = stamp
            self.ui.memory[f"{STEPS}:top"] = max(0.0, listed.top - rect.y - rect.h * 0.62)
        return [Scroll(STEPS, rect.inset(-8, 0), listed.height + 6, listed.widgets)]

    # ---------- controls ----------

    def controls_height(self, *, small: bool) -> float:
        """Return how high the controls are."""
        return 112.0 if small else 132.0

    def controls(self, rect: Rect) -> list[Widget]:
        """Return speed, pause, back, next and the way to the result."""
        inner = rect.inset(22, 10)
        low = rect.h < 125
        row = inner.top(24)
        middle = Rect(inner.x, row.bottom + (6 if low else 10), inner.w, 34 if low else 38)
        third = middle.columns(3, 9)
        foot = Rect(inner.x, middle.bottom + (2 if low else 7), inner.w, 24)
        pause = self._pause_words()
        return [
            *self.speed_row(row),
            Button("tale:pause", third[0], pause, self.pause, cap="Space"),
            Button(
                "tale:back",
                third[1],
                "Back",
                self.back,
                cap="←",
                why_not="" if self.at else "this is the start",
            ),
            *self.way_on(third[2], foot),
        ]

    def _pause_words(self) -> str:
        if self.speed is Speed.BY_KEY:
            return "Step"
        return "Play" if self.paused else "Pause"

    def speed_row(self, row: Rect) -> list[Widget]:
        """Return the choice of speed."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Speed", BODY_SMALL, canvas.palette.second, row.left(52))

        at = SPEEDS.index(self.speed)
        choose = Segmented(
            "tale:speed", row.after(56), SPEED_WORDS, at, self.set_speed, label="Speed", text=LABEL_SMALL
        )
        return [Paint("tale:speed:word", row, paint), choose]

    def way_on(self, main: Rect, foot: Rect) -> list[Widget]:
        """Return the button that goes on and the one below it."""
        raise NotImplementedError
