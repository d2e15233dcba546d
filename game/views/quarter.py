"""The quarter in four lines: what was delivered, what rises, what eased, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from game.views.calendar import calendar_of
from game.views.figures import signed
from game.views.names import place
from game.wording import names_of
from rules.journal import Delivered, Fact
from rules.observation import Observation


@frozen
class Quarter:
    """The quarter in four lines."""

    delivered: str
    rising: str
    eased: str
    coming: str


def quarter_in_words(seen: Sequence[Observation], past: Sequence[Fact], arms_race: Sequence[int]) -> Quarter:
    """Return the quarter in words; `past` is the news of the last turn, `arms_race` its index by turn."""
    now = seen[-1]
    names = names_of(now.world)
    before = seen[-2] if len(seen) > 1 else now
    came = [names.contract(fact.programme, fact.nth) for fact in past if isinstance(fact, Delivered)]
    coming = [f"{each.text}, {each.date}" for each in calendar_of(now)]
    return Quarter(
        delivered="; ".join(came) or "nothing",
        rising="; ".join(_moved(before, now, 1) + _index(arms_race)) or "nothing",
        eased="; ".join(_moved(before, now, -1) + _gained(before, now)) or "nothing",
        coming="; ".join(coming[:2]) or "nothing on the calendar",
    )


def _moved(before: Observation, now: Observation, way: int) -> list[str]:
    """Return the flashpoints whose rung went one way since last turn."""
    pairs = zip(now.world.flashpoints, before.commons.flashpoints, now.commons.flashpoints, strict=True)
    return [
        f"{place(now.world, quarrel.id)}, rung {old.rung} to {new.rung}"
        for quarrel, old, new in pairs
        if (new.rung - old.rung) * way > 0
    ]


def _index(series: Sequence[int]) -> list[str]:
    if len(series) < 2 or series[-1] <= series[-2]:
        return []
    return [f"arms-race index, {series[-2]} to {series[-1]}"]


def _gained(before: Observation, now: Observation) -> list[str]:
    """Return the constituencies that came closer since last turn."""
    names = now.world.powers[now.power].role_names
    pairs = zip(names, before.sheet.roles, now.sheet.roles, strict=True)
    return [f"{name}, {signed(old)} to {signed(new)}" for name, old, new in pairs if new > old]
