"""The map as pictures: its ground, the same for all, and what stands on it for one who looks.

Both have the same bounds, so that a page lays one over the other. What stands there comes from a `MapScene`,
which is made of an observation or of what is public; a state never gets here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, frozen

from game.content_geometry import Geometry
from game.drawing.arranging import ALSO, OCTAGON, STYLES, Arrangement, Hung, Written, arrange
from game.drawing.counters import counter, middle, role_of, rung_sign, seat_badge, stack_words
from game.drawing.dial import flashpoint_words
from game.drawing.ground import CARD, VIEW, Pane, ground_of, inset_pane, main_pane, rings, strokes
from game.drawing.lettering import Face, TextStyle, width
from game.drawing.paths import arrow, bend
from game.drawing.rect import Rect
from game.drawing.shapes import (
    Anchor,
    Circle,
    Commands,
    Ends,
    Group,
    Ink,
    Path,
    Picture,
    Shape,
    Text,
    Window,
    Zone,
    box,
    filled,
    polygon,
    polyline,
)
from game.views.map_scene import Arrow, MapScene, Stack
from rules.content import World
from rules.terms import POWERS

TITLE: Final = TextStyle(Face.SERIF, 16)
FACTOR: Final = TextStyle(Face.BODY, 11)
VEIL: Final = 0.5
"""How strong the tracing paper is over what is not lit."""
KEY: Final = TextStyle(Face.BODY, 12)
LEGEND: Final = (226.0, 22.0)


@frozen
class Names:
    """What powers are called, in the published order, and areas by their keys."""

    powers: tuple[str, str, str, str]
    areas: dict[str, str]

    def area(self, key: str) -> str:
        """Return an area's name, else its key."""
        return self.areas.get(key, key)


def called(world: World) -> Names:
    """Return what a world calls its powers and areas."""
    one, two, three, four = (each.name for each in world.powers)
    return Names((one, two, three, four), {each.id: each.name for each in world.areas})


# ---------- the ground ----------


def ground_picture(geometry: Geometry) -> Picture:
    """Return the map without anything that a game puts on it; its areas can be chosen."""
    main, inset = main_pane(geometry), inset_pane(geometry)
    shapes: list[Shape] = [ground_of(geometry, main), _zones(geometry, main)]
    shapes.append(_frame(main, inset))
    shapes += [_card(geometry, main, inset), ground_of(geometry, inset), _zones(geometry, inset)]
    shapes.append(Path(box(*inset.rect), Ink(line="second")))
    return Picture("chart", VIEW.w, VIEW.h, "Map of the Western Pacific", geometry.note, tuple(shapes))


def _zones(geometry: Geometry, pane: Pane) -> Group:
    """Return the areas as places to choose: in the inset only those whose counters stand there."""
    apart = geometry.inset.areas
    shown = [each for each in geometry.areas if pane.key == "main" or each.id in apart]
    made = [(each, rings(pane, each.polygons)) for each in shown]
    zones = [Zone(each.id, area_name(each.lines, each.also), outline) for each, outline in made if outline]
    return Group((Window(box(*pane.rect), tuple(zones)),))


def area_name(lines: Iterable[str], also: Iterable[str] = ()) -> str:
    """Return a name that stands on the map in lines, with its second name, as it is read out."""
    first, second = " ".join(lines), " ".join(also)
    name = first if not first.isupper() or len(first) < 5 else first.title()
    return f"{name} / {second}" if second else name


def _frame(main: Pane, inset: Pane) -> Shape:
    """Return the thin frame on the map around what the inset shows."""
    west, north, east, south = inset.camera.ground
    (left, top), (right, bottom) = main.camera.to_screen(west, north), main.camera.to_screen(east, south)
    return Path(box(left, top, right - left, bottom - top), Ink(line="second"))


def _card(geometry: Geometry, main: Pane, inset: Pane) -> Group:
    """Return the inset's card with its title."""
    factor = f"×{inset.camera.scale / main.camera.scale:.1f}"
    y = middle(CARD.y + 13, TITLE)
    return Group(
        (
            filled(box(CARD.x + 1, CARD.y + 2, CARD.w, CARD.h, 8), "shadow", 0.18),
            Path(box(*CARD, 8), Ink("card", "hairline")),
            Text(CARD.x + 12, y, geometry.inset.title, TITLE, "ink"),
            Text(CARD.right - 12, y, factor, FACTOR, "second", Anchor.END),
        ),
        kind="decoration",
    )


# ---------- what stands on it ----------


def arranged(geometry: Geometry, scene: MapScene) -> Arrangement:
    """Return where everything stands on the home view."""
    return arrange(geometry, scene, main_pane(geometry).camera, CARD, (_legend_rect(),), width)


def scene_picture(geometry: Geometry, scene: MapScene, names: Names) -> Picture:
    """Return all that stands on the map for someone: lit area, names, boxes, octagons, counters, moves."""
    found = arranged(geometry, scene)
    main, inset = main_pane(geometry), inset_pane(geometry)
    shapes: list[Shape] = []
    for pane in (main, inset):
        shapes += _veil(geometry, scene, pane)
        shapes += _contested(geometry, scene, pane)
        shapes.append(_written(found, pane))
        if pane is main:
            shapes += [_boxes(found, names), *_octagons(scene, found, names)]
            shapes += _pennants(found)
        shapes.append(_counters(scene, found, names, pane))
        if pane is main:
            shapes += _arrows(geometry, scene, found)
    shapes.append(legend())
    about = "; ".join(flashpoint_words(each, names.powers) for each in scene.quarrels)
    return Picture("scene", VIEW.w, VIEW.h, "What stands on the map", about, tuple(shapes))


def map_picture(geometry: Geometry, scene: MapScene, names: Names) -> Picture:
    """Return the whole map in one picture."""
    ground, scene_ = ground_picture(geometry), scene_picture(geometry, scene, names)
    return evolve(ground, key="theatre", about=scene_.about, shapes=(*ground.shapes, *scene_.shapes))


def _veil(geometry: Geometry, scene: MapScene, pane: Pane) -> Iterator[Shape]:
    """Yield the tracing paper over all that is not lit, and the lit areas' edge."""
    if not scene.lit:
        return
    lit = [rings(pane, each.polygons) for each in geometry.areas if each.id in scene.lit]
    edge = tuple(command for outline in lit for command in outline)
    over = filled((*box(*pane.rect), *edge), "paper", VEIL)
    yield Window(_open(pane), (over, Path(edge, Ink(line="brass", width=2.2, ends=Ends.ROUND))))


def _open(pane: Pane) -> Commands:
    """Return the part of a pane that nothing lies on: of the map all but the inset's card."""
    card = box(*CARD, 8) if pane.key == "main" else ()
    return (*box(*pane.rect), *card)


def _contested(geometry: Geometry, scene: MapScene, pane: Pane) -> Iterator[Shape]:
    parts = [s.line for lane in geometry.lanes for s in lane.stretches if s.area in scene.contested]
    outline = strokes(pane, parts)
    if outline:
        casing = Path(outline, Ink(line="sea-casing", width=3.6))
        line = Path(outline, Ink(line="bad", width=2.1, dash=(4, 3)))
        yield Group((Window(_open(pane), (casing, line)),), kind="decoration")


# ---------- names ----------


def _written(found: Arrangement, pane: Pane) -> Group:
    lines = [
        line for name in found.names if name.inset is (pane.key == "inset") for line in _name_lines(name)
    ]
    return Group(tuple(lines), kind="decoration")


def _name_lines(name: Written) -> Iterator[Text]:
    """Yield the lines of a name around its middle, the second names smaller."""
    style = STYLES[name.style]
    blue = name.style in ("ocean", "sea", "strait")
    role, halo = ("sea-label", "sea-shallow") if blue else ("land-label", "land")
    step, small = style.size * 1.08, ALSO.size * 1.1
    top = name.y - (step * len(name.lines) + small * len(name.also)) / 2
    for words, kind, high in [
        *((line, style, step) for line in name.lines),
        *((line, ALSO, small) for line in name.also),
    ]:
        x = name.x + kind.spacing / 2
        yield Text(x, middle(top + high / 2, kind), words, kind, role, Anchor.MIDDLE, halo)
        top += high


# ---------- signs ----------


def _boxes(found: Arrangement, names: Names) -> Group:
    """Return the boxes of the areas beyond the map; they can be chosen as well."""
    shapes: list[Shape] = []
    for hung in found.boxes:
        shapes += _hung(found, hung)
        shapes.append(Zone(hung.area, names.area(hung.area), box(*hung.rect, 6)))
    return Group(tuple(shapes))


def _hung(found: Arrangement, hung: Hung) -> Iterator[Shape]:
    rect, step = hung.rect, 16.4
    yield filled(box(rect.x + 0.5, rect.y + 1.5, rect.w, rect.h, 6), "shadow", 0.15)
    yield Path(box(*rect, 6), Ink("card", "sea-label", opacity=0.93))
    has = bool(found.row(hung.area))
    top = rect.y + (5 if has else (rect.h - step * len(hung.lines)) / 2)
    for nth, line in enumerate(hung.lines):
        y = middle(top + (nth + 0.5) * step, TITLE)
        yield Text(rect.x + rect.w / 2, y, line, TITLE, "ink", Anchor.MIDDLE)


def _octagons(scene: MapScene, found: Arrangement, names: Names) -> Iterator[Group]:
    known = {each.id: each for each in scene.quarrels}
    for key, x, y in found.octagons:
        quarrel = known[key]
        sign = rung_sign(quarrel.rung, OCTAGON / 2)
        label = flashpoint_words(quarrel, names.powers)
        yield evolve(sign, at=(x, y), label=label, name=f"sign-{key.replace('_', '-')}", kind="flashpoint")


def _pennants(found: Arrangement) -> Iterator[Group]:
    for pennant, rect in found.pennants:
        x, top = rect.x + 15, rect.y + 1
        flag = polygon([(x, top), (x + 11, top + 3.5), (x, top + 7)])
        badge = seat_badge(pennant.power, 13)
        shapes = (
            evolve(badge, at=(badge.at[0] + rect.x + 7, badge.at[1] + rect.y + rect.h / 2)),
            Path(polyline([(x, top), (x, rect.bottom)]), Ink(line="ink", width=1.2)),
            Path(flag, Ink(role_of(pennant.power), "ink", 0.6)),
        )
        yield Group(shapes, label=pennant.words, kind="pennant")


def _counters(scene: MapScene, found: Arrangement, names: Names, pane: Pane) -> Group:
    """Return the counters area by area, each area with its words."""
    groups: list[Shape] = []
    inside = pane.key == "inset"
    for area in dict.fromkeys(each.stack.area for each in found.placed if each.inset is inside):
        row = [each for each in found.row(area) if each.inset is inside]
        signs = tuple(counter(each.stack, each.size, (each.x, each.y)) for each in row)
        label = f"{names.area(area)}: {stacks_words([each.stack for each in row], names)}"
        groups.append(Group(signs, label=label, kind="counters"))
    return Group(tuple(groups))


def stacks_words(stacks: Iterable[Stack], names: Names) -> str:
    """Return counters in words, power by power, such as `Japan 1 air wing, 2 air defence; China 1 …`."""
    known = list(stacks)
    parts = []
    for power in POWERS:
        own = [stack_words(each) for each in known if each.power is power]
        if own:
            parts.append(f"{names.powers[power]} {', '.join(own)}")
    return "; ".join(parts)


def _arrows(geometry: Geometry, scene: MapScene, found: Arrangement) -> Iterator[Group]:
    """Yield the moves that are planned, bent a little so that both ends are seen."""
    for move in scene.arrows:
        yield _arrow(geometry, found, move)


def _arrow(geometry: Geometry, found: Arrangement, move: Arrow) -> Group:
    start, end = found.middle(geometry, move.origin), found.middle(geometry, move.area)
    shaft, head = arrow(bend(start, end, 0.16)[:-3], 2.4)
    line = Path(polyline(shaft), Ink(line=role_of(move.power), width=2.4, dash=(6, 4)))
    return Group((line, filled(polygon(head), role_of(move.power))), kind="decoration")


# ---------- the key ----------


def _legend_rect() -> Rect:
    wide, high = LEGEND
    return Rect(VIEW.right - wide - 8, VIEW.bottom - high - 8, wide, high)


def legend() -> Group:
    """Return the key of lanes and bases at the lower right."""
    rect = _legend_rect()
    y = rect.y + rect.h / 2
    base = middle(y, KEY)
    return Group(
        (
            Path(box(*rect, 6), Ink("card", "sea-label")),
            Path(polyline([(rect.x + 10, y), (rect.x + 34, y)]), Ink("", "sea-label", 1.7, (9, 4))),
            Text(rect.x + 40, base, "lane", KEY, "ink"),
            Path(polyline([(rect.x + 76, y), (rect.x + 100, y)]), Ink("", "bad", 2.1, (4, 3))),
            Text(rect.x + 106, base, "contested", KEY, "ink"),
            Circle(rect.x + 178, y, 3, Ink("card", "land-label", 1.2)),
            Text(rect.x + 187, base, "base", KEY, "ink"),
        ),
        kind="decoration",
    )
