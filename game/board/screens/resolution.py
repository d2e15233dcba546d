"""The resolution: the turn that was worked out, told as whoever looks on may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from game.board import phases
from game.board.layout import Rect
from game.board.phases import Sight, Viewer
from game.board.screens.exhibit import Exhibit, exhibit, scene_from
from game.board.screens.tale_bar import Head
from game.board.screens.theatre import Theatre
from game.board.theme import BODY_SMALL
from game.board.widgets import Button, ButtonStyle, Paint, Segmented, Widget
from game.views.map_scene import MapScene, scene_of, scene_public
from game.views.story import TRUTH, Audience
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.app import App
    from game.board.canvas import Canvas

VIEWERS: Final[tuple[Viewer, ...]] = (Sight.TRUTH, *POWERS)
VIEWER_WORDS: Final = ("truth", "Japan", "US", "China", "DPRK")


class Resolution(Theatre):
    """The turn just worked out. Several people see what all may read; one sees what the seat may."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None and isinstance(app.match.phase, phases.Resolution)
        self.match = app.match
        self.turn = app.match.phase.turn
        self.world = app.match.world
        self.shown = self._exhibit()

    def _exhibit(self) -> Exhibit:
        told = self.match.resolution(self.turn)
        return exhibit(told, self._scene(self.turn), self._scene(self.turn + 1), self.world)

    def _scene(self, turn: int) -> MapScene:
        match, viewer = self.match, self.match.viewer
        if match.watching:
            seen: Power | Audience = viewer if isinstance(viewer, Power) else TRUTH
            return scene_from(match.story(), seen, turn)
        commons = match.commons(turn)
        last = tuple(each.rung for each in match.commons(turn - 1).flashpoints) if turn > 1 else None
        if isinstance(viewer, Power):
            view = match.seat_view()
            news = view.news(turn - 1) if turn > 1 else ()
            return scene_of(view.observation_at(turn), (), last, news)
        common = match.common(turn)
        return scene_public(self.world, commons, common.counters, last, common.at_home)

    # ---------- what is shown ----------

    def head(self) -> Head:
        """Return whose page it is."""
        viewer = self.match.viewer
        if isinstance(viewer, Power):
            return Head(self.world.powers[viewer].name, self.world, self.turn, viewer)
        title = "All seats" if viewer is Sight.PUBLIC else "The truth"
        return Head(title, self.world, self.turn)

    def side_top(self, inner: Rect) -> float:
        """Leave room for the choice of who looks on."""
        return 40.0 if self.match.watching else 4.0

    def side_extra(self, head: Rect, inner: Rect) -> list[Widget]:
        """Return the choice of who looks on, where four bots play."""
        if not self.match.watching:
            return []
        row = Rect(inner.x, head.bottom + 4, inner.w, 26)

        def paint(canvas: Canvas) -> None:
            canvas.text("Seen by", BODY_SMALL, canvas.palette.second, row.left(58))

        at = VIEWERS.index(self.match.viewer)
        choose = Segmented("tale:viewer", row.after(58), VIEWER_WORDS, at, self._look_as, label="Seen by (V)")
        return [Paint("tale:viewer:word", row, paint), choose]

    def way_on(self, main: Rect, foot: Rect) -> list[Widget]:
        """Return Next and Skip, and once all is told the way on."""
        primary = ButtonStyle.PRIMARY
        low: list[Widget] = []
        half = foot.columns(2, 9)
        skip = half[1] if self.match.watching else Rect(foot.centre[0] - 105, foot.y, 210, foot.h)
        if self.match.watching:
            low.append(Button("tale:stop", half[0], "Stop to the title", self.app.title))
        if self.over:
            return [Button("tale:on", main, "Go on", self.after, primary, cap="Enter"), *low]
        return [
            Button("tale:next", main, "Next", self.next, primary, cap="→"),
            *low,
            Button(
                "tale:skip", skip, "Skip to the result", self.skip, cap="" if self.match.watching else "End"
            ),
        ]

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Enter goes on, and V looks on as another where four bots play."""
        return {**super().keys(), "enter": self.next, "v": self.next_viewer}

    def next_viewer(self) -> None:
        """Look on as the next viewer."""
        if self.match.watching:
            self._look_as((VIEWERS.index(self.match.viewer) + 1) % len(VIEWERS))

    def _look_as(self, nth: int) -> None:
        """Look on as another; the same step is told."""
        step = self.beat.step if self.beat is not None else len(self.shown.told.steps)
        self.match.watch_as(VIEWERS[nth])
        self.shown = self._exhibit()
        self.show(self.shown.first_of(step))

    def advance(self) -> None:
        """Tell the next beat; people go on from the last one themselves, watchers need not."""
        if not self.over or self.match.watching:
            super().advance()

    def after(self) -> None:
        """Go on with the game."""
        self.match.resolved()
        self.app.follow()
