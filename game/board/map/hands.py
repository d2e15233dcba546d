"""What a person's hand may do on the map, and what things there say of themselves.

The map knows no screen: whoever shows it gives it hands. `Hands` alone only looks.
"""

from __future__ import annotations

from attrs import define

from game.drawing.arranging import Placed
from game.views.map_scene import MapScene, Quarrel, Sight, Stack
from game.views.names import KIND_WORDS, capital
from game.wording import names_of
from rules.content import World
from rules.terms import Power


class Hands:
    """Looks at a map and changes nothing."""

    def __init__(self, world: World, scene: MapScene) -> None:
        self.world = world
        self.scene = scene

    # ---------- what things say ----------

    def tell_area(self, area: str) -> str:
        """Return what an area says: its name, who holds it, who is there, its bases."""
        found = self.world.areas[self.world.area_index[area]]
        lines = [self._held(area)]
        for power in Power:
            stacks = [each for each in self.scene.there(area) if each.power is power]
            if stacks:
                lines.append(f"{self.power(power)}: {', '.join(_counted(each) for each in stacks)}")
        if found.bases:
            lines.append(f"Bases: {found.bases}")
        return "\n".join(lines)

    def _held(self, area: str) -> str:
        found = self.world.areas[self.world.area_index[area]]
        holder = (
            found.owner.key
            if found.owner is not None
            else found.partner.key
            if found.partner is not None
            else ""
        )
        if not holder:
            return found.name
        name = names_of(self.world).parties[holder]
        return found.name if name == found.name else f"{found.name} ({name})"

    def tell_stack(self, stack: Stack) -> str:
        """Return what a counter says."""
        how = {Sight.SEEN: "", Sight.GUESSED: ", an estimate", Sight.PLANNED: ", planned"}[stack.sight]
        area = self.world.areas[self.world.area_index[stack.area]].name
        return f"{self.power(stack.power)}: {_counted(stack)}{how}\n{area}"

    def tell_quarrel(self, quarrel: Quarrel) -> str:
        """Return what a flashpoint says."""
        return f"{quarrel.name}: rung {quarrel.rung}, {quarrel.words}"

    def power(self, power: Power) -> str:
        """Return a power's name."""
        return self.world.powers[power].name

    # ---------- what is done ----------

    def open_area(self, area: str) -> None:
        """Show an area's sheet."""

    def open_quarrel(self, name: str) -> None:
        """Show a flashpoint's sheet."""

    def choose(self, stack: Stack | None) -> None:
        """Select a stack, or none."""

    def own(self) -> tuple[Stack, ...]:
        """Return the stacks that this hand may move, in the order of the map."""
        return ()

    def targets(self, stack: Stack) -> tuple[str, ...]:
        """Return where a stack may go now."""
        return ()

    def drop(self, stack: Stack, area: str) -> None:
        """Send a stack to an area, or say why it may not go there."""

    def inset(self) -> None:
        """Show or hide the inset."""

    def legend(self) -> None:
        """Show or hide the key."""

    def flashpoints(self) -> None:
        """Go to the next flashpoint."""


def _counted(stack: Stack) -> str:
    word = KIND_WORDS[stack.kind]
    return capital(word) if stack.count == 1 else f"{capital(word)} ×{stack.count}"


@define
class Grip:
    """What the pointer or the keys hold on the map between two events."""

    start: tuple[float, float] = (0.0, 0.0)
    last: tuple[float, float] = (0.0, 0.0)
    stack: Placed | None = None
    """Own counters under the pointer when it went down, or lifted by a key."""
    carried: bool = False
    panning: bool = False
    by_key: bool = False
    targets: tuple[str, ...] = ()
