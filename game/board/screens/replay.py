"""The replay: any turn of a record told again, as any seat or with the truth once nothing is secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from game.board.layout import Frame, Rect, table_plan
from game.board.replaying import Held, Replayed, open_record, replayed
from game.board.screens.base import Screen
from game.board.screens.exhibit import Exhibit, exhibit, scene_from
from game.board.screens.replay_sheet import sheet_list
from game.board.screens.tale_bar import CLOSE, Head, tale_bar
from game.board.screens.theatre import SIDES, Theatre
from game.board.screens.what_if import WhatIf
from game.board.theme import BODY_SMALL, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Paint, Region, Scroll, Segmented, Slider, Widget
from game.views.figures import months
from game.views.resolution import Resolution, StepView, resolution
from game.views.steps import STEPS
from game.views.story import PUBLIC, TRUTH, Story, Viewer
from rules.terms import Power

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.board.app import App
    from game.board.canvas import Canvas

WORDS: Final[dict[Viewer, str]] = {
    TRUTH: "truth",
    PUBLIC: "all",
    Power.JAPAN: "Japan",
    Power.US: "US",
    Power.CHINA: "China",
    Power.DPRK: "DPRK",
}
TABS: Final = ("Steps", "Orders")
PER_TURN: Final = 8


class Replay(Theatre):
    """Looks back at a game: a bar over turns and steps, any viewer there may be, the sheets of a turn."""

    def __init__(self, app: App, game: Replayed) -> None:
        super().__init__(app)
        self.game = game
        self.story: Story = game.story
        self.world = game.story.world
        self.viewer: Viewer = game.viewers[0]
        self.turn = 1
        self.tab = 0
        self.paused = True
        self.shown = self._exhibit()

    def _exhibit(self) -> Exhibit:
        story = self.story
        if not story.played:
            empty = tuple(StepView(step, ()) for step in STEPS)
            scene = scene_from(story, self.viewer, 1)
            return exhibit(Resolution(1, months(self.world, 1), empty), scene, scene, self.world)
        told = resolution(story, self.turn, self.viewer)
        before, after = (scene_from(story, self.viewer, turn) for turn in (self.turn, self.turn + 1))
        return exhibit(told, before, after, self.world)

    # ---------- where it stands ----------

    @property
    def place(self) -> int:
        """Where the bar stands: eight places a turn, and the end of the last one."""
        beat = self.beat
        step = beat.step if beat is not None else PER_TURN
        return (self.turn - 1) * PER_TURN + step

    def go_to(self, place: int) -> None:
        """Show another place of the game and stand still there."""
        self.paused = True
        turn, step = place // PER_TURN + 1, place % PER_TURN
        if turn > self.story.played:
            turn, step = max(1, self.story.played), PER_TURN
        self._turn_to(turn)
        self.show(self.shown.first_of(step) if step < PER_TURN else self.shown.end)

    def _turn_to(self, turn: int) -> None:
        if turn != self.turn:
            self.turn = turn
            self.shown = self._exhibit()

    def to_turn(self, turn: int) -> None:
        """Show the beginning of a turn, if it was played."""
        if 1 <= turn <= self.story.played:
            self._turn_to(turn)
            self.show(0)

    def look_as(self, viewer: Viewer) -> None:
        """Look on as another; the same step is told."""
        step = self.beat.step if self.beat is not None else PER_TURN
        self.viewer = viewer
        self.shown = self._exhibit()
        self.show(self.shown.first_of(step) if step < PER_TURN else self.shown.end)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar with its cross, the map and the side."""
        plan = table_plan(frame, wide=False)
        rest = frame.whole.below(plan.bar.h)
        side = rest.end(SIDES[frame.breadth])
        return [
            *self._chart(rest.before(side.w), plan.cards, plan.inset),
            Region("tale:side", side, self._side(side), self.palette.paper),
            tale_bar(self.app, plan.bar, self.head(), self.leave_it, CLOSE),
        ]

    def head(self) -> Head:
        """Return whose eyes one looks with, and which game it is."""
        state = "" if self.story.outcome is not None else ", unfinished"
        note = f"Replay: {self.game.name}{state}"
        viewer, turn = self.viewer, self.turn
        if isinstance(viewer, Power):
            return Head(self.world.powers[viewer].name, self.world, turn, viewer, note=note)
        return Head("The truth" if viewer is TRUTH else "All seats", self.world, turn, note=note)

    def side_title(self) -> str:
        """Return which turn is told."""
        return f"Turn {self.turn}" if self.story.played else "Not begun"

    def side_note(self) -> str:
        """Return which step is told."""
        if not self.story.played:
            return "no turn has been played yet"
        return super().side_note()

    def side_top(self, inner: Rect) -> float:
        """Leave room for viewer and tabs."""
        return 70.0

    def side_extra(self, head: Rect, inner: Rect) -> list[Widget]:
        """Return the choice of viewer, and of steps or orders."""
        row = Rect(inner.x, head.bottom + 2, inner.w, 26)
        low = Rect(inner.x, row.bottom + 6, inner.w, 26)
        viewers = self.game.viewers

        def paint(canvas: Canvas) -> None:
            canvas.text("Seen by", BODY_SMALL, canvas.palette.second, row.left(58))
            if len(viewers) == 1:
                said = "all: it is not finished, and several people play it"
                canvas.text(said, BODY_SMALL, canvas.palette.ink, row.after(58))

        found: list[Widget] = [Paint("tale:viewer:word", row, paint)]
        if len(viewers) > 1:
            words, at = [WORDS[each] for each in viewers], viewers.index(self.viewer)
            room = row.after(58)
            rect = room if len(viewers) > 3 else room.left(180)
            choose = Segmented("tale:viewer", rect, words, at, self._look_as, label="Seen by (V)")
            found.append(choose)
        tabs = Segmented("tale:tab", low, TABS, self.tab, self._show_tab, label="Steps or orders")
        return [*found, tabs]

    def _look_as(self, nth: int) -> None:
        self.look_as(self.game.viewers[nth])

    def _show_tab(self, nth: int) -> None:
        self.tab = nth
        self.ui.change()

    def side_body(self, rect: Rect) -> list[Widget]:
        """Return the steps, or what was ordered."""
        body = rect.below(4)
        if self.tab == 0:
            return self.steps(body)
        flow = sheet_list(self.ui.type, body, self.story, self.turn, self.viewer)
        return [Scroll("tale:orders", body.inset(-8, 0), flow.height + 8, flow.widgets)]

    def controls_height(self, *, small: bool) -> float:
        """Leave room for the bar over the turns."""
        return super().controls_height(small=small) + 44

    def controls(self, rect: Rect) -> list[Widget]:
        """Return the bar over turns and steps above the rest."""
        played = self.story.played
        bar = Rect(rect.x + 14, rect.y + 10, rect.w - 28, 36)
        places = range(played * PER_TURN + 1) if played else range(2)
        ticks = [turn * PER_TURN for turn in range(played)]
        every = 1 if played <= 12 else 4
        scrub = Slider(
            "tale:scrub",
            bar,
            self.place if played else 0,
            places,
            self.go_to,
            label="Turns and steps",
            words=lambda place: str(place // PER_TURN + 1),
            ticks=ticks[::every],
            tip="Turns and steps: drag, or arrows; Page Up and Page Down go from turn to turn",
        )
        return [scrub, *super().controls(rect.below(44))]

    def way_on(self, main: Rect, foot: Rect) -> list[Widget]:
        """Return Next, and the turns beside."""
        last = self.over and self.turn >= self.story.played
        why = "this is the end" if last else ""
        asks = self.game.wonder is not None
        places = foot.columns(4, 7) if asks else foot.columns(3, 9)
        before = "" if self.turn > 1 else "this is the first turn"
        after = "" if self.turn < self.story.played else "this is the last turn"
        return [
            Button("tale:next", main, "Next", self.next, ButtonStyle.PRIMARY, cap="→", why_not=why),
            Button(
                "tale:turn:before",
                places[0],
                "Turn before",
                lambda: self.to_turn(self.turn - 1),
                why_not=before,
                text=STRONG_SMALL,
            ),
            Button(
                "tale:turn:after",
                places[1],
                "Turn after",
                lambda: self.to_turn(self.turn + 1),
                why_not=after,
                text=STRONG_SMALL,
            ),
            *(
                [Button("tale:whatif", places[2], "What if…", self.what_if, text=STRONG_SMALL)]
                if asks
                else []
            ),
            Button("tale:close", places[-1], "Close", self.leave_it, cap="Esc", text=STRONG_SMALL),
        ]

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Home and End go to the ends of the game, the page keys from turn to turn."""
        return {
            **super().keys(),
            "home": lambda: self.go_to(0),
            "end": lambda: self.go_to(self.story.played * PER_TURN),
            "page up": lambda: self.to_turn(self.turn - 1),
            "page down": lambda: self.to_turn(self.turn + 1),
            "v": self.next_viewer,
            "o": lambda: self._show_tab(1 - self.tab),
            "w": self.what_if,
        }

    def next_viewer(self) -> None:
        """Look on as the next viewer there may be."""
        viewers = self.game.viewers
        self.look_as(viewers[(viewers.index(self.viewer) + 1) % len(viewers)])

    def what_if(self) -> None:
        """Ask what other orders at this turn would have come to, where it can be asked."""
        wonder = self.game.wonder
        if wonder is not None:
            self.paused = True
            self.app.push(WhatIf(self.app, wonder, wonder.at(self.turn)))

    def back(self) -> None:
        """Show the beat before; before the first one, the end of the turn before."""
        if self.at or self.turn == 1:
            super().back()
            return
        self.paused = True
        self._turn_to(self.turn - 1)
        self.show(self.shown.end)

    def after(self) -> None:
        """Go on with the next turn; after the last one stand still."""
        if self.turn < self.story.played:
            self.to_turn(self.turn + 1)
        else:
            self.paused = True
            self.ui.change()

    def escape(self) -> None:
        """Leave."""
        self.leave_it()

    def leave_it(self) -> None:
        """Go back to where the replay was opened, or to the title."""
        self.app.pop()
        if self.app.screen is self:
            self.app.title()


def open_replay(app: App, path: Path, data: Mapping[str, Any] | None = None) -> Screen:
    """Return the replay of a record; of another rules version, what it holds. Raise DamagedRecord."""
    found = open_record(path, data)
    if isinstance(found, Held):
        from game.board.screens.replay_held import ReplayHeld

        return ReplayHeld(app, found)
    return Replay(app, found)


def replay_of(app: App, story: Story, name: str) -> Replay:
    """Return the replay of a game that is told already."""
    return Replay(app, replayed(story, name))
