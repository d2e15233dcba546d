"""A turn laid out for showing: its beats, and what stands on the map after each of them.

Everything comes from what one viewer may read: the views of the turn and the map at its two ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from attrs import evolve, frozen

from game.board.public import in_common
from game.views.chips import Tone
from game.views.figures import signed
from game.views.map_scene import Arrow, Flight, MapScene, Quarrel, Stack, scene_of, scene_public
from game.views.resolution import (
    CardDetail,
    ContestDetail,
    ControlDetail,
    Detail,
    Item,
    MoveDetail,
    Resolution,
    RollDetail,
    RungDetail,
)
from game.views.story import TRUTH, Story, Viewer
from rules.content import World
from rules.terms import POWERS, Power

MOST_TOGETHER: Final = 6
"""How many lines without a picture of their own are told at once."""

OWN: Final = (ContestDetail, RollDetail, RungDetail, CardDetail, ControlDetail)
"""Details that are shown one by one."""


@frozen
class Beat:
    """Some lines of one step that are told at once; what has a detail of its own stands alone."""

    step: int
    first: int
    last: int
    items: tuple[Item, ...]

    @property
    def detail(self) -> Detail | None:
        """What there is to see of it, if it stands alone."""
        own = self.items[0].detail
        return own if isinstance(own, OWN) else None


def beats_of(told: Resolution) -> tuple[Beat, ...]:
    """Return a turn as beats, in the order of the rulebook."""
    return tuple(beat for nth, step in enumerate(told.steps) for beat in _beats(nth, step.items))


def _beats(step: int, items: Sequence[Item]) -> Iterator[Beat]:
    start = 0
    while start < len(items):
        end = start + 1
        if not isinstance(items[start].detail, OWN):
            while end < len(items) and end - start < MOST_TOGETHER and _alike(items[start], items[end]):
                end += 1
        yield Beat(step, start, end, tuple(items[start:end]))
        start = end


def _alike(one: Item, other: Item) -> bool:
    return type(one.detail) is type(other.detail)


# ---------- the map ----------


def scene_from(story: Story, viewer: Viewer, turn: int) -> MapScene:
    """Return the map at the start of a turn as a viewer may see it; one past the last is how it ended."""
    state = story.states[turn - 1]
    last = rungs_of(story, turn - 1) if turn > 1 else None
    if isinstance(viewer, Power):
        news = story.facts(viewer, turn - 1) if turn > 1 else ()
        return scene_of(story.observation(viewer, turn), (), last, news)
    if viewer is TRUTH:
        story.allow(viewer)
        return scene_public(story.world, state.commons, bytes(state.counters), last)
    seen = in_common([story.observation(power, turn) for power in story.people or POWERS])
    return scene_public(story.world, state.commons, seen.counters, last, seen.at_home)


def rungs_of(story: Story, turn: int) -> tuple[int, ...]:
    """Return the rungs at the start of a turn."""
    return tuple(each.rung for each in story.states[turn - 1].commons.flashpoints)


@frozen
class Exhibit:
    """A turn with its beats and the map before it and after it."""

    told: Resolution
    beats: tuple[Beat, ...]
    scenes: tuple[MapScene, ...]
    """The map at every beat, and at last as the turn left it."""

    @property
    def end(self) -> int:
        """The place after the last beat: the turn is told."""
        return len(self.beats)

    def first_of(self, step: int) -> int:
        """Return the first beat of a step or of one after it."""
        return next((nth for nth, beat in enumerate(self.beats) if beat.step >= step), self.end)


def exhibit(told: Resolution, before: MapScene, after: MapScene, world: World) -> Exhibit:
    """Return a turn laid out for showing."""
    beats = beats_of(told)
    rungs = tuple(quarrel.rung for quarrel in before.quarrels)
    quarrels = tuple(evolve(each, last=rung) for each, rung in zip(before.quarrels, rungs, strict=True))
    scene = evolve(before, quarrels=quarrels, pennants=())
    scenes = []
    for beat in beats:
        scene = _after(scene, beat)
        scenes.append(_shown(scene, beat, world))
    ended = tuple(evolve(each, last=rung) for each, rung in zip(after.quarrels, rungs, strict=True))
    return Exhibit(told, beats, (*scenes, evolve(after, quarrels=ended)))


def _after(scene: MapScene, beat: Beat) -> MapScene:
    for item in beat.items:
        match item.detail:
            case MoveDetail():
                scene = evolve(scene, stacks=_moved(scene.stacks, item.detail))
            case RungDetail(flashpoint=name, after=value):
                scene = _with(scene, name, partial(_on_rung, value))
            case ControlDetail(flashpoint=name, after=value):
                scene = _with(scene, name, partial(_under_control, value))
    return scene


def _on_rung(rung: int, quarrel: Quarrel) -> Quarrel:
    return evolve(quarrel, rung=rung)


def _under_control(control: int, quarrel: Quarrel) -> Quarrel:
    return evolve(quarrel, control=control)


def _with(scene: MapScene, name: str, change: Callable[[Quarrel], Quarrel]) -> MapScene:
    changed = tuple(change(each) if each.id == name else each for each in scene.quarrels)
    return evolve(scene, quarrels=changed)


def _moved(stacks: Sequence[Stack], move: MoveDetail) -> tuple[Stack, ...]:
    """Return counters after some of them went from one place to another."""
    kept = [
        _with_count(each, each.count - move.count) if _is(each, move, move.origin) else each
        for each in stacks
    ]
    if move.area:
        there = next((nth for nth, each in enumerate(kept) if _is(each, move, move.area)), None)
        if there is None:
            kept.append(Stack(move.area, move.power, move.kind, move.count))
        else:
            kept[there] = _with_count(kept[there], kept[there].count + move.count)
    return tuple(each for each in kept if each.count > 0)


def _is(stack: Stack, move: MoveDetail, area: str) -> bool:
    return (stack.area, stack.power, stack.kind) == (area, move.power, move.kind) and not stack.plan


def _with_count(stack: Stack, count: int) -> Stack:
    return evolve(stack, count=count)


def _shown(scene: MapScene, beat: Beat, world: World) -> MapScene:
    """Return the map at a beat: what is lit, who moves, what flies to its card."""
    moves = [each.detail for each in beat.items if isinstance(each.detail, MoveDetail)]
    arrows = tuple(
        Arrow(each.origin, each.area, each.power, kind=each.kind, count=each.count)
        for each in moves
        if each.origin and each.area
    )
    return evolve(scene, lit=lit_of(beat, world), arrows=arrows, flights=_flights(beat))


def lit_of(beat: Beat, world: World) -> tuple[str, ...]:
    """Return the areas that a beat is about; none where it is about no place."""
    detail = beat.detail
    if isinstance(detail, ContestDetail | RungDetail | ControlDetail):
        return detail.areas
    if isinstance(detail, RollDetail) and detail.flashpoint in world.flashpoint_index:
        return world.flashpoints[world.flashpoint_index[detail.flashpoint]].areas
    return ()


def _flights(beat: Beat) -> tuple[Flight, ...]:
    match beat.detail:
        case RungDetail(flashpoint=name, areas=areas, before=before, after=after) if areas:
            return (Flight(areas[0], name, f"rung {before} → {after}"),)
        case ControlDetail(flashpoint=name, areas=areas, before=before, after=after) if areas:
            return (Flight(areas[0], name, f"control {signed(before)} → {signed(after)}"),)
        case _:
            return ()


def tone_of(value: int) -> Tone:
    """Return the tone of something added to the dice."""
    return Tone.GOOD if value > 0 else Tone.BAD if value < 0 else Tone.PLAIN
