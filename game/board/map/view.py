"""The widget of the map: shows a scene and lets a hand look, select, drag, zoom and pan."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Final

import pygame
from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.map import layers, moving
from game.board.map.atlas import Atlas
from game.board.map.few import one_of_few
from game.board.map.hands import Grip, Hands
from game.board.map.overlay import Drawn
from game.board.widgets import Key, Ui, Widget
from game.drawing.arranging import Arrangement, Placed, arrange
from game.drawing.camera import FARTHEST, NEAREST, Camera, Where, home, within
from game.views.map_scene import MapScene, Stack

MOVED: Final = 5.0
"""How far the pointer goes before a press becomes a drag."""
ZOOM: Final = 1.25
SEEN: Final = 300.0
"""How large an area may be to be shown whole beside a sheet."""
PAN: Final = 60.0
STEPS: Final = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class MapView(Widget):
    """The map in a rectangle. `covers` are what lies on it, `card` is the inset's place if it is shown."""

    focusable = True
    pointed = True
    pushable = True
    lively = True
    ringed = False

    def __init__(
        self,
        key: str,
        rect: Rect,
        atlas: Atlas,
        scene: MapScene,
        hands: Hands,
        *,
        covers: Sequence[Rect] = (),
        card: Rect | None = None,
        part: float = 1.0,
    ) -> None:
        super().__init__(key, rect, "Map")
        self.atlas = atlas
        self.scene = scene
        self.hands = hands
        self.covers = tuple(covers)
        self.card = card
        self.part = part
        """How far effects have flown."""
        self.grip = Grip()
        self._home = home(rect, atlas.geometry.home)
        self.camera = self._home
        self.cursor, self._acted = "", False
        self._clicked: Where | None = None
        self._arranged: tuple[object, Arrangement] | None = None

    # ---------- what lasts ----------

    def attach(self, ui: Ui) -> None:
        """Look where one looked, and hold what was held."""
        kept: Camera | None = ui.recall(f"{self.key}:camera", None)
        self.camera = self._home if kept is None else self._bounded(evolve(kept, view=self.rect))
        self.cursor = ui.recall(f"{self.key}:cursor", "")
        self.grip = ui.memory.setdefault(f"{self.key}:grip", Grip())

    def _limits(self) -> tuple[float, float]:
        """Return how small and how large the map may be drawn."""
        base = 1 / self.atlas.geometry.pixel
        return min(self._home.scale, FARTHEST * base), NEAREST * base

    def _bounded(self, camera: Camera) -> Camera:
        return within(camera, self.atlas.geometry.extent, *self._limits())

    def look(self, ui: Ui, camera: Camera) -> None:
        """Look at another part of the map."""
        self.camera = self._bounded(camera)
        ui.keep(f"{self.key}:camera", self.camera)

    def fit(self, ui: Ui) -> None:
        """Show the home view."""
        ui.memory.pop(f"{self.key}:camera", None)
        self.camera = self._home
        ui.mark(self.key)

    def zoom(self, ui: Ui, factor: float, at: Where | None = None) -> None:
        """Show the map larger or smaller."""
        least, most = self._limits()
        wanted = min(most, max(least, self.camera.scale * factor))
        self.look(ui, self.camera.zoomed(wanted / self.camera.scale, at))

    def tick(self, ui: Ui) -> None:
        """Draw the picture sharp while nothing else happens."""
        if self.atlas.tick(ui.now):
            ui.memory.pop(f"{self.key}:sheet", None)
            ui.mark(self.key)
        ui.busy = ui.busy or self.atlas.busy

    # ---------- where things stand ----------

    def arranged(self, ui: Ui) -> Arrangement:
        """Return where everything stands, worked out once for a scene and a view."""
        stamp = (self.scene.stacks, self.scene.pennants, self.camera, self.covers, self.card, ui.frame.scale)
        if self._arranged is None or self._arranged[0] != stamp:
            made = one_of_few(
                ui.memory.setdefault(f"{self.key}:arranged", []),
                stamp,
                lambda: arrange(
                    self.atlas.geometry, self.scene, self.camera, self.card, self.covers, ui.type.width
                ),
            )
            self._arranged = stamp, made
        return self._arranged[1]

    def place_of(self, ui: Ui, area: str) -> Where:
        """Return where an area is on the screen."""
        return self.arranged(ui).middle(self.atlas.geometry, area)

    def box_of(self, area: str) -> Rect | None:
        """Return what should be seen of an area of the map: the whole where it is not too large."""
        shape = next((each for each in self.atlas.geometry.areas if each.id == area), None)
        if shape is None:
            return None
        west, north, east, south = shape.polygons[0].bounds
        left, top = self.camera.to_screen(west, north)
        right, bottom = self.camera.to_screen(east, south)
        x, y = self.camera.to_screen(*shape.anchor)
        whole = Rect(left, top, right - left, bottom - top)
        return whole if max(whole.w, whole.h) <= SEEN else Rect(x - 60, y - 50, 120, 100)

    # ---------- drawing ----------

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the map as it is kept, and on it what moves."""
        arranged = self.arranged(ui)
        scene = self._shown()
        lifted = self.grip.stack if self.grip.carried else None
        stamp = (scene, self.camera, self.covers, self.card, lifted, canvas.palette.name, ui.frame)
        known = ui.memory.setdefault(f"{self.key}:sheet", [])
        lanes: Drawn = ui.memory.setdefault(f"{self.key}:lanes", [])
        if canvas.audit is not None:
            known.clear()
        sheet = one_of_few(known, stamp, lambda: self._sheet(canvas, scene, arranged, lifted, lanes))
        canvas.image(sheet, self.rect.x, self.rect.y)
        with canvas.clipped(self.rect):
            self._moving(canvas, ui, arranged)

    def _shown(self) -> MapScene:
        """Return the scene, with what may be reached lit while counters are carried."""
        if not self.grip.carried or self.grip.stack is None:
            return self.scene
        return self.scene.lighting((self.grip.stack.stack.area, *self.grip.targets))

    def _sheet(
        self, canvas: Canvas, scene: MapScene, arranged: Arrangement, lifted: Placed | None, lanes: Drawn
    ) -> pygame.Surface:
        surface = pygame.Surface(canvas.device(self.rect).size)  # in the display's format
        origin = self.rect.x, self.rect.y
        inner = Canvas(surface, canvas.palette, canvas.type, canvas.pen, origin, canvas.audit)
        layers.sheet(inner, self.atlas, scene, arranged, lifted, lanes)
        return surface

    def _moving(self, canvas: Canvas, ui: Ui, arranged: Arrangement) -> None:
        if ui.by_keyboard and ui.focus == self.key and self.cursor:
            moving.cursor(canvas, ui, self.key, self.atlas.geometry, arranged, self.cursor)
            at = arranged.middle(self.atlas.geometry, self.cursor)
            moving.caption(canvas, self.hands.tell_area(self.cursor), at, self.rect)
        cards = self.covers[: len(self.scene.quarrels)]
        moving.scene_motion(canvas, self.atlas.geometry, self.scene, arranged, cards, self.part)
        held = self.grip.stack
        if self.grip.carried and held is not None:
            x, y = self.place_of(ui, self.cursor) if self.grip.by_key and self.cursor else self.grip.last
            stack = held.stack
            canvas.counter(stack.power, stack.kind, stack.count, x, y - 4, held.size * 1.12)

    # ---------- pointer ----------

    def point(self, ui: Ui, x: float, y: float) -> None:
        """Say what is under the pointer."""
        text = "" if ui.by_keyboard else self._told(ui, x, y)
        if text != self.tip:
            self.tip = text
            ui.mark(self.key)

    def _told(self, ui: Ui, x: float, y: float) -> str:
        arranged = self.arranged(ui)
        for pennant, box in arranged.pennants:
            if box.holds(x, y):
                return pennant.words
        stack = arranged.counter_at(x, y)
        if stack is not None:
            return self.hands.tell_stack(stack.stack)
        name = arranged.octagon_at(x, y)
        if name is not None:
            return self.hands.tell_quarrel(next(q for q in self.scene.quarrels if q.id == name))
        area = arranged.area_at(self.atlas.geometry, x, y)
        return self.hands.tell_area(area) if area is not None else ""

    def leave(self, ui: Ui) -> None:
        """Nothing is under the pointer any more."""
        self.tip = ""

    def press(self, ui: Ui, x: float, y: float) -> None:
        """Take hold of what is under the pointer."""
        grip = self.grip
        if grip.carried:
            return
        placed = self.arranged(ui).counter_at(x, y)
        mine = placed is not None and placed.stack in self.hands.own()
        grip.start = grip.last = (x, y)
        pushing = pygame.key.get_pressed()[pygame.K_SPACE]
        grip.stack = placed if mine and not pushing else None
        grip.panning = False

    def drag(self, ui: Ui, x: float, y: float) -> None:
        """Carry counters, or push the map."""
        grip = self.grip
        before, grip.last = grip.last, (x, y)
        if grip.carried or grip.panning:
            if grip.panning:
                self.push(ui, x - before[0], y - before[1])
            return
        if hypot(x - grip.start[0], y - grip.start[1]) < MOVED:
            return
        if grip.stack is not None:
            self.lift(ui, grip.stack)
        else:
            grip.panning = True
            self.push(ui, x - grip.start[0], y - grip.start[1])

    def release(self, ui: Ui, x: float, y: float) -> None:
        """Let go."""
        grip = self.grip
        self._acted = True
        if grip.carried:
            self._put(ui, self.arranged(ui).area_at(self.atlas.geometry, x, y))
        elif not grip.panning:
            self._acted = False
            self._clicked = (x, y)
        grip.panning = False
        if not grip.by_key:
            grip.stack = None

    def lift(self, ui: Ui, placed: Placed, *, by_key: bool = False) -> None:
        """Lift counters: what they may reach is lit."""
        self.grip.stack, self.grip.carried, self.grip.by_key = placed, True, by_key
        self.grip.targets = self.hands.targets(placed.stack)
        ui.mark(self.key)

    def let_go(self, ui: Ui) -> bool:
        """Put lifted counters back; tell whether there were any."""
        carried = self.grip.carried
        self.grip.stack, self.grip.carried, self.grip.by_key, self.grip.targets = None, False, False, ()
        if carried:
            ui.mark(self.key)
        return carried

    def _put(self, ui: Ui, area: str | None) -> None:
        held = self.grip.stack
        self.let_go(ui)
        if held is not None and area is not None and area != held.stack.area:
            self.hands.drop(held.stack, area)

    def push(self, ui: Ui, dx: float, dy: float) -> None:
        """Push the map along."""
        self.look(ui, self.camera.panned(dx, dy))

    def wheel(self, ui: Ui, steps: float) -> bool:
        """Zoom at the pointer."""
        self.zoom(ui, ZOOM**steps, ui.pointer)
        return True

    def activate(self, ui: Ui) -> None:
        """Open what was clicked, or with the keys the area they are on."""
        clicked, self._clicked = self._clicked, None
        if self._acted:
            self._acted = False
        elif clicked is not None:
            self._click(ui, *clicked)
        elif self.grip.carried:
            self._put(ui, self.cursor or None)
        elif self.cursor:
            self.hands.open_area(self.cursor)

    def _click(self, ui: Ui, x: float, y: float) -> None:
        arranged = self.arranged(ui)
        placed = arranged.counter_at(x, y)
        name = arranged.octagon_at(x, y)
        area = arranged.area_at(self.atlas.geometry, x, y)
        if area is not None:
            self._go(ui, area)
        if placed is not None and placed.stack in self.hands.own():
            self.hands.choose(placed.stack)
        elif name is not None and placed is None:
            self.hands.open_quarrel(name)
        elif area is not None:
            self.hands.open_area(area)

    # ---------- keys ----------

    def take(self, ui: Ui, key: Key) -> bool:
        """Take the keys of the map (look book, section 10)."""
        self.tip = ""
        name = key.name
        if name == "space":
            return True
        if name.startswith("shift+") and name[6:] in STEPS:
            dx, dy = STEPS[name[6:]]
            self.push(ui, -dx * PAN, -dy * PAN)
            return True
        if name in STEPS:
            self.step(ui, *STEPS[name])
            return True
        return self.command(ui, name)

    def command(self, ui: Ui, name: str) -> bool:
        """Do what a letter or sign means on the map; tell whether it means anything."""
        if name in ("+", "="):
            self.zoom(ui, ZOOM)
        elif name == "-":
            self.zoom(ui, 1 / ZOOM)
        elif name == "0":
            self.fit(ui)
        elif name == "m":
            self._lift_or_drop(ui)
        elif name in ("[", "]"):
            self._next_own(ui, -1 if name == "[" else 1)
        elif name == "i":
            self.hands.inset()
        elif name == "k":
            self.hands.legend()
        elif name == "f":
            self.hands.flashpoints()
        else:
            return False
        return True

    def step(self, ui: Ui, dx: int, dy: int) -> None:
        """Go to the next area in a direction."""
        geometry = self.atlas.geometry
        if not self.cursor:
            x, y = self.camera.x, self.camera.y
            near = min(geometry.areas, key=lambda each: hypot(each.anchor[0] - x, each.anchor[1] - y))
            self._go(ui, near.id)
        else:
            self._go(ui, geometry.step(self.cursor, dx, dy))

    def _go(self, ui: Ui, area: str) -> None:
        """Put the keys on an area and bring it into sight."""
        self.cursor = area
        ui.keep(f"{self.key}:cursor", area)
        arranged = self.arranged(ui)
        x, y = arranged.middle(self.atlas.geometry, area)
        safe = self.rect.inset(30)
        if not safe.holds(x, y) and not any(box.area == area for box in arranged.boxes):
            dx = max(safe.x - x, 0.0) + min(safe.right - x, 0.0)
            dy = max(safe.y - y, 0.0) + min(safe.bottom - y, 0.0)
            self.push(ui, dx, dy)

    def _lift_or_drop(self, ui: Ui) -> None:
        if self.grip.carried:
            self._put(ui, self.cursor or None)
            return
        chosen = self._chosen(ui)
        if chosen is not None:
            self._go(ui, chosen.stack.area)
            self.lift(ui, chosen, by_key=True)

    def _chosen(self, ui: Ui) -> Placed | None:
        """Return the selected stack, else the first own one where the keys are."""
        own = self.hands.own()
        mine = [each for each in self.arranged(ui).placed if each.stack in own]
        for each in mine:
            stack = each.stack
            if self.scene.chosen == (stack.area, stack.power, stack.kind):
                return each
        return next((each for each in mine if each.stack.area == self.cursor), None)

    def _next_own(self, ui: Ui, by: int) -> None:
        own: tuple[Stack, ...] = self.hands.own()
        if not own:
            return
        here = [
            nth for nth, each in enumerate(own) if self.scene.chosen == (each.area, each.power, each.kind)
        ]
        nth = (here[0] + by) % len(own) if here else (0 if by > 0 else len(own) - 1)
        self._go(ui, own[nth].area)
        self.hands.choose(own[nth])
