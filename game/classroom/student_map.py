"""The Map tab: the ground, what a seat sees stand on it, and the sheet of the place that is looked at."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Any, Final

from game.classroom.student_asked import Asked
from game.classroom.web import Refusal
from game.content_geometry import Geometry, load_geometry
from game.drawing.chart import Names, ground_picture, scene_picture
from game.drawing.dial import flashpoint_card
from game.drawing.svg import svg
from game.views.map_scene import MapScene, scene_of
from game.views.names import KIND_WORDS
from game.views.places import AreaSheet, FlashpointSheet, area_sheet, flashpoint_sheet

SCENES_KEPT: Final = 8
"""How many drawings of a turn are kept for a seat; what is planned changes them."""


@cache
def geometry() -> Geometry:
    """Return the shape of the map."""
    return load_geometry()


@cache
def ground() -> str:
    """Return the ground of the map, the same for all."""
    return svg(ground_picture(geometry()))


def map_page(asked: Asked) -> dict[str, Any]:
    """Return what the map shows and the sheet of a place; raise Refusal where there is no such place."""
    scene = scene_on(asked)
    place = place_sheet(asked)
    return {
        "ground": ground(),
        "scene": drawing(asked, scene),
        "drawn": scene_key(scene),
        "cards": [(each, svg(flashpoint_card(each))) for each in scene.quarrels],
        "flashpoint": place if isinstance(place, FlashpointSheet) else None,
        "area": place if isinstance(place, AreaSheet) else None,
        "kinds": KIND_WORDS,
        "areas": asked.seen.world.areas,
    }


def place_sheet(asked: Asked) -> AreaSheet | FlashpointSheet | None:
    """Return the sheet of the place that is looked at; None where none is."""
    world = asked.seen.world
    if asked.at in world.flashpoint_index:
        return flashpoint_sheet(asked.desk, asked.at)
    if asked.at in world.area_index:
        return area_sheet(asked.desk, asked.at)
    if asked.at:
        raise Refusal(404, "There is no such place.")
    return None


# ---------- drawing ----------


def scene_on(asked: Asked) -> MapScene:
    """Return what stands on the map for a seat, its planned moves too, with the place looked at lit."""
    view = asked.view
    before = asked.kept("rungs", lambda: _rungs_before(asked))
    news = view.news(view.turn - 1) if view.turn > 1 else ()
    scene = scene_of(asked.seen, asked.book.orders, before, news)
    return scene.lighting(lit(asked))


def _rungs_before(asked: Asked) -> tuple[int, ...] | None:
    """Return the rungs a turn ago, or None in the first."""
    if asked.view.turn < 2:
        return None
    commons = asked.view.observation_at(asked.view.turn - 1).commons
    return tuple(each.rung for each in commons.flashpoints)


def lit(asked: Asked) -> tuple[str, ...]:
    """Return the areas of the place that is looked at."""
    world = asked.seen.world
    nth = world.flashpoint_index.get(asked.at)
    if nth is not None:
        return world.flashpoints[nth].areas
    return (asked.at,) if asked.at in world.area_index else ()


def scene_key(scene: MapScene) -> str:
    """Return a short word that is another for every other scene."""
    return blake2b(repr(scene).encode(), digest_size=6).hexdigest()


def drawing(asked: Asked, scene: MapScene) -> str:
    """Return a scene as it is drawn; the last few of a turn are kept, as a team looks at the same ones."""
    known: dict[str, str] = asked.kept("drawings", dict)
    key = scene_key(scene)
    if key not in known:
        while len(known) >= SCENES_KEPT:
            del known[next(iter(known))]
        known[key] = svg(scene_picture(geometry(), scene, _names(asked)))
    return known[key]


def _names(asked: Asked) -> Names:
    world = asked.seen.world
    one, two, three, four = (each.name for each in world.powers)
    return Names((one, two, three, four), {each.id: each.name for each in world.areas})
