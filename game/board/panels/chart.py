"""Chart of the table: the map with the four flashpoints, moves of counters, and the sheets of places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect, TablePlan
from game.board.map.atlas import Atlas, atlas_of
from game.board.map.cards import Flashpoint, Legend
from game.board.map.view import MapView
from game.board.panels.place_sheets import AreaPopup, FlashpointPopup
from game.board.panels.table_hands import TableHands
from game.board.widgets import IconButton, Layer, Paint, Region, Widget
from game.drawing.camera import Camera, clear_of
from game.views.map_scene import Arrow, MapScene, Stack, scene_of
from rules.orders import Family
from rules.terms import UnitKind

if TYPE_CHECKING:
    from game.board.screens.table import Table

LEGEND_FROM: Final = 800.0
"""The key lies open at first where the map is so wide."""
SHEET: Final = "chart:sheet"
CARD_MARGIN: Final = 12.0
"""Room round cards for their shadows."""

ASIDE: Final = 424.0
"""How much of the map sheets and odds cover at its left."""
INSET_FROM: Final = 560.0
"""The inset is shown where the map is so wide; below, its counters stand on the map."""


class Chart:
    """The map of the table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.atlas: Atlas = atlas_of()
        self._lit: tuple[str, ...] = ()
        self._arrows: tuple[Arrow, ...] = ()
        self._chosen: Stack | None = None
        self._sheet_of = ""
        self._aside: tuple[Camera | None, Camera] | None = None
        """What was looked at before a sheet came, None for the home view, and what is looked at beside it."""
        self._view: MapView | None = None
        self._plan: TablePlan | None = None
        self._scene: tuple[object, MapScene] | None = None
        self._last = _rungs_before(table)
        self._news = table.view.news(table.observation.turn - 1) if table.observation.turn > 1 else ()
        self.hands = TableHands(self, table)

    # ---------- what is shown ----------

    @property
    def scene(self) -> MapScene:
        """What stands on the map, with the moves on the sheet."""
        orders = self.table.book.orders
        stamp = (orders, self._lit, self._arrows, self._chosen)
        if self._scene is None or self._scene[0] != stamp:
            bare = scene_of(self.table.observation, orders, self._last, self._news)
            chosen = self._chosen
            self._scene = (
                stamp,
                evolve(
                    bare,
                    lit=self._lit,
                    arrows=(*bare.arrows, *self._arrows),
                    chosen=(chosen.area, chosen.power, chosen.kind) if chosen is not None else None,
                ),
            )
        return self._scene[1]

    def build(self, plan: TablePlan) -> Sequence[Widget]:
        """Return its widgets."""
        self._plan = plan
        if plan.map.w < 100:
            self._view = None
            return []
        scene = self.scene
        self.hands.scene = scene
        cards, legend = plan.cards, legend_place(plan, shown=self._open_legend(plan))
        view = MapView(
            "map",
            plan.map,
            self.atlas,
            scene,
            self.hands,
            covers=(*cards, buttons_place(plan), legend),
            card=self._card(plan),
        )
        self._view = view
        quarrels = [
            Flashpoint(
                rect, quarrel, _caller(self.show_flashpoint, quarrel.id), self.hands.tell_quarrel(quarrel)
            )
            for rect, quarrel in zip(cards, scene.quarrels, strict=True)
        ]
        column = Rect(cards[0].x, cards[0].y, cards[-1].right - cards[0].x, cards[-1].bottom - cards[0].y)
        stamp = (scene.quarrels, cards)
        return [
            view,
            Region("map:cards", column, quarrels, None, stamp, CARD_MARGIN),
            *self._tools(plan),
        ]

    def _card(self, plan: TablePlan) -> Rect | None:
        shown = self.table.ui.recall("map:inset", True)
        return plan.inset if shown and plan.map.w >= INSET_FROM else None

    def _tools(self, plan: TablePlan) -> list[Widget]:
        whole = buttons_place(plan)

        def ground(canvas: Canvas) -> None:
            canvas.shadow(whole)
            canvas.box(whole, canvas.palette.card, 6, canvas.palette.hairline, canvas.palette.border)

        signs = (("Zoom in", "plus", "+"), ("Zoom out", "minus", "-"), ("Whole map", "fit", "0"))
        buttons: list[Widget] = [
            IconButton(f"map:{icon}", rect, label, icon, self._does(key), size=15, tip=f"{label} ({key})")
            for rect, (label, icon, key) in zip(whole.rows(3), signs, strict=True)
        ]
        tools = [Paint("map:tools:ground", whole, ground), *buttons]
        return [
            Region("map:tools", whole, tools, None, whole, CARD_MARGIN),
            Legend(legend_place(plan, shown=self._open_legend(plan)), self.toggle_legend),
        ]

    # ---------- the key ----------

    def _open_legend(self, plan: TablePlan) -> bool:
        return bool(self.table.ui.recall("map:legend", plan.map.w >= LEGEND_FROM))

    def toggle_legend(self) -> None:
        """Show or hide the key."""
        if self._plan is not None:
            self.table.ui.keep("map:legend", not self._open_legend(self._plan))
            self.table.ui.change()

    def toggle_inset(self) -> None:
        """Show or hide the inset; without it its counters stand on the map."""
        self.table.ui.keep("map:inset", not self.table.ui.recall("map:inset", True))
        self.table.ui.change()

    # ---------- keys ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return its keys."""
        names = ("+", "=", "-", "0", "m", "[", "]", "i", "k", "f")
        return {name: self._does(name) for name in names}

    def _does(self, name: str) -> Callable[[], None]:
        def do() -> None:
            if self._view is not None:
                if name in ("m", "[", "]"):
                    self.table.ui.set_focus("map")
                self._view.command(self.table.ui, name)

        return do

    def escape(self) -> bool:
        """Put back what is carried, else take away the selection; tell whether there was anything."""
        if self._view is not None and self._view.let_go(self.table.ui):
            return True
        if self.table.ui.is_open(SHEET):
            self.close()
            return True
        if self._chosen is not None or self._lit or self._arrows:
            self._chosen, self._lit, self._arrows = None, (), ()
            self.table.ui.change()
            return True
        return False

    # ---------- what is in hand ----------

    @property
    def selected(self) -> str:
        """The flashpoint or area whose sheet lies open, else the area of the chosen counters; or nothing."""
        return self._sheet_of or (self._chosen.area if self._chosen is not None else "")

    def point_of(self, area: str) -> tuple[float, float] | None:
        """Return where an area stands on the screen, if the map is shown."""
        return None if self._view is None else self._view.place_of(self.table.ui, area)

    # ---------- what others show on it ----------

    def light(self, areas: Iterable[str] = ()) -> None:
        """Light some areas and lay tracing paper over the rest; none lights all."""
        self._lit = tuple(areas)
        if not self._lit and not self._sheet_of:
            self._back()
        self.table.ui.change()

    def arrows(self, arrows: Iterable[tuple[str, str]] = ()) -> None:
        """Show own movements from area to area beside those on the sheet."""
        own = self.table.observation.power
        self._arrows = tuple(Arrow(origin, area, own) for origin, area in arrows)
        self.table.ui.change()

    def choose(self, stack: Stack | None) -> None:
        """Select a stack."""
        self._chosen = stack
        self.table.ui.change()

    def next_flashpoint(self) -> None:
        """Give the focus to the next flashpoint's card."""
        ui = self.table.ui
        cards = [f"flashpoint:{quarrel.id}" for quarrel in self.scene.quarrels]
        place = cards.index(ui.focus) + 1 if ui.focus in cards else 0
        ui.by_keyboard = True
        ui.set_focus(cards[place % len(cards)])

    def light_moves(self, area: str, kind: UnitKind | None) -> None:
        """Light where counters of a kind may go from an area; without a kind, light all."""
        moves = self.table.book.desk.menu(Family.DEPLOY) if kind is not None else []
        goals = [each.destination for each in moves if (each.origin, each.kind) == (area, kind)]
        self.light([area, *dict.fromkeys(goals)] if goals else ())

    # ---------- sheets ----------

    def show_area(self, area: str) -> None:
        """Open an area's sheet."""
        self._open(AreaPopup(self.table, area, self.close, self.show_area), (area,))

    def show_flashpoint(self, name: str) -> None:
        """Open a flashpoint's sheet."""
        world = self.table.observation.world
        areas = world.flashpoints[world.flashpoint_index[name]].areas
        self._open(FlashpointPopup(self.table, name, self.close, self.show_area), areas)

    def _open(self, sheet: AreaPopup | FlashpointPopup, areas: tuple[str, ...]) -> None:
        """Open a sheet in the place of any other, with its areas in sight beside it."""
        ui = self.table.ui

        def build(frame: Frame) -> Sequence[Widget]:
            return sheet.build(self.table.plan(frame))

        self.close()
        self.table.show_map()
        self._lit = ()
        self._sheet_of = sheet.area if isinstance(sheet, AreaPopup) else sheet.name
        self.show_beside(areas)
        first = f"{sheet.key}:close"
        ui.open(Layer(SHEET, build, modal=False, close=self.close, first=first if ui.by_keyboard else ""))

    def show_beside(self, areas: Sequence[str]) -> None:
        """Pan so that what lies at the left does not cover the first area; closing it pans back."""
        if self._view is None or self._plan is None or not areas:
            return
        area = self._view.box_of(areas[0])
        if area is None:
            return
        kept = self.table.ui.recall("map:camera", None)
        moved = clear_of(self._view.camera, area, self._plan.map.left(ASIDE))
        if moved != self._view.camera:
            self._view.look(self.table.ui, moved)
            self._aside = (self._aside[0] if self._aside is not None else kept), self._view.camera

    def _back(self) -> None:
        """Look again where one looked before something came to lie at the left, if nothing moved since."""
        aside, self._aside = self._aside, None
        if aside is None or self._view is None or self._view.camera != aside[1]:
            return
        if aside[0] is None:
            self._view.fit(self.table.ui)
        else:
            self._view.look(self.table.ui, aside[0])

    def close(self) -> None:
        """Close the sheet that lies open."""
        self._lit, self._sheet_of = (), ""
        self._back()
        self.table.ui.close(SHEET)
        self.table.ui.change()


def buttons_place(plan: TablePlan) -> Rect:
    """Return where the buttons of zoom stand."""
    return Rect(plan.map.right - 34, plan.map.y + 12, 26, 84)


def legend_place(plan: TablePlan, *, shown: bool) -> Rect:
    """Return where the key stands: above the pills of a narrow map, else in the corner."""
    wide = 232.0 if shown else 26.0
    low = plan.cards[0].y - 34 if plan.map.w < INSET_FROM else plan.map.bottom - 32
    return Rect(plan.map.right - wide - 8, low, wide, 24)


def _rungs_before(table: Table) -> tuple[int, ...] | None:
    """Return the rungs a turn ago, or None before the second turn."""
    turn = table.observation.turn
    if turn < 2:
        return None
    return tuple(each.rung for each in table.view.observation_at(turn - 1).commons.flashpoints)


def _caller(act: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: act(name)
