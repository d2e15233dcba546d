"""The Watch page: five indicators over the turns, as one seat can know them (R12.6, C28-C32).

Series have one value a turn, from turn 1 to the turn shown. Tracks are read as the turn's orders are
written; what is done in a turn (deliveries, drills) stands at the turn in which it was done, and the turn
still being written has done nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from game.views.chips import Tone
from game.views.figures import quarter_words
from game.views.indices import arms_race, cooperation
from game.views.quarter import Quarter, quarter_in_words
from game.views.saying import Line, line_of, tone_of_change
from game.views.story import Story
from rules.content import World
from rules.journal import Adopted, Campaigned, Chosen, Delivered, DialSet, Fact, Invoked, Operated
from rules.observation import Observation
from rules.readings import alarm_total
from rules.terms import POWERS, Alert, Power, Role

Series = tuple[int, ...]


@frozen
class BudgetPanel:
    """Is money turning into capability? Dials of all seats; own steps delivered by quarter (C28)."""

    dials: tuple[Series, Series, Series, Series]
    delivered: Series
    under_way: Series


@frozen
class DoctrineStep:
    """A step of one's own strategy: how many of its turns of review are done, and what that means."""

    id: str
    name: str
    done: int
    turns: int
    status: str
    adopted: bool


@frozen
class DocumentsPanel:
    """Has the review changed what is allowed? One's own steps, and how many each seat adopted (C29)."""

    steps: tuple[DoctrineStep, ...]
    adopted: tuple[Series, Series, Series, Series]


@frozen
class PosturePanel:
    """Who drills more, and how large? By seat: operations with forces that were seen, alerts, counters (C30).

    `forward` counts the counters seen outside their owner's home areas.
    """

    drills: tuple[Series, Series, Series, Series]
    alerts: tuple[Series, Series, Series, Series]
    forward: tuple[Series, Series, Series, Series]
    integration: Series


@frozen
class DiplomacyPanel:
    """Arms race or cooperation? Two indices of 0 to 100 (C31); tension is the sum of the rungs."""

    arms_race: Series
    cooperation: Series
    tension: Series


@frozen
class Constituency:
    """A constituency now, a turn before, and over all turns."""

    role: Role
    name: str
    before: int
    now: int
    tone: Tone
    series: Series


@frozen
class HomePanel:
    """Does the country go along? One's own support, its mark and constituencies (C32).

    `japan` are Japan's public acts at home last quarter, for seats that cannot see Japan's sheet.
    """

    support: Series
    mark: int
    roles: tuple[Constituency, Constituency, Constituency]
    japan: tuple[Line, ...]


@frozen
class Watch:
    """The five panels of one seat, the quarter in words."""

    power: Power
    turn: int
    quarters: tuple[str, ...]
    budget: BudgetPanel
    documents: DocumentsPanel
    posture: PosturePanel
    diplomacy: DiplomacyPanel
    home: HomePanel
    this_quarter: Quarter


def watch(story: Story, power: Power, turn: int | None = None) -> Watch:
    """Return the Watch page of a seat at a turn, the one being written if none is named."""
    last = story.turn if turn is None else turn
    seen = [story.observation(power, each) for each in range(1, last + 1)]
    news = [story.facts(power, each) if each <= story.played else () for each in range(1, last + 1)]
    diplomacy = _diplomacy(seen)
    past = news[-2] if last > 1 else ()
    return Watch(
        power=power,
        turn=last,
        quarters=tuple(quarter_words(story.world, each) for each in range(1, last + 1)),
        budget=_budget(seen, news),
        documents=_documents(seen),
        posture=_posture(seen, news),
        diplomacy=diplomacy,
        home=_home(seen, past),
        this_quarter=quarter_in_words(seen, past, diplomacy.arms_race),
    )


def _four(rows: Sequence[Sequence[int]]) -> tuple[Series, Series, Series, Series]:
    """Return values by turn and seat as a series for each seat."""
    one, two, three, four = (tuple(row[power] for row in rows) for power in POWERS)
    return one, two, three, four


# ---------- the panels ----------


def _budget(seen: Sequence[Observation], news: Sequence[Sequence[Fact]]) -> BudgetPanel:
    return BudgetPanel(
        dials=_four([each.commons.dials for each in seen]),
        delivered=tuple(sum(isinstance(fact, Delivered) for fact in facts) for facts in news),
        under_way=tuple(len(each.sheet.contracts) for each in seen),
    )


def _documents(seen: Sequence[Observation]) -> DocumentsPanel:
    own = [each for each in seen[-1].world.doctrines if each.power == seen[-1].power]
    return DocumentsPanel(
        steps=tuple(_step(each.id, seen) for each in own),
        adopted=_four([[len(names) for names in each.commons.doctrines] for each in seen]),
    )


def _step(name: str, seen: Sequence[Observation]) -> DoctrineStep:
    """Return how far a step is; one adopted in turn n is first seen in turn n + 1."""
    now = seen[-1]
    doctrine, review = now.world.doctrine[name], now.sheet.review
    first = next((each.turn for each in seen if name in each.commons.doctrines[now.power]), 0)
    done, status = 0, "not begun"
    if first == 1:
        done, status = doctrine.turns, "since the start"
    elif first:
        done, status = doctrine.turns, f"adopted {quarter_words(now.world, first - 1)}"
    elif review is not None and review.doctrine == name:
        done = max(0, doctrine.turns - review.left)
        status = f"due {quarter_words(now.world, now.turn + review.left - 1)}"
    return DoctrineStep(name, doctrine.name, done, doctrine.turns, status, bool(first))


def _posture(seen: Sequence[Observation], news: Sequence[Sequence[Fact]]) -> PosturePanel:
    world = seen[0].world
    return PosturePanel(
        drills=_four([_drills(facts, world) for facts in news]),
        alerts=_four([[_alerts(each, power) for power in POWERS] for each in seen]),
        forward=_four([[_forward(each, power) for power in POWERS] for each in seen]),
        integration=tuple(each.commons.integration for each in seen),
    )


def _drills(facts: Sequence[Fact], world: World) -> list[int]:
    """Count by seat the operations with forces that are told of; an ally that took part drilled too."""
    counts = [0] * 4
    for fact in facts:
        if isinstance(fact, Operated) and world.operation[fact.operation].arms:
            counts[fact.power] += 1
            if fact.ally is not None:
                counts[fact.ally] += 1
    return counts


def _alerts(seen: Observation, power: Power) -> int:
    return sum(each.alerts[power] != Alert.ROUTINE for each in seen.commons.flashpoints)


def _forward(seen: Observation, power: Power) -> int:
    home = seen.world.powers[power].home
    starts = [
        (place << 5) + (power << 3) for place, area in enumerate(seen.world.areas) if area.id not in home
    ]
    return sum(sum(seen.counters[start : start + 8]) for start in starts)


def _diplomacy(seen: Sequence[Observation]) -> DiplomacyPanel:
    return DiplomacyPanel(
        arms_race=tuple(arms_race(each.world, each.commons, each.sheet.contracts) for each in seen),
        cooperation=tuple(cooperation(each.world, each.commons) for each in seen),
        tension=tuple(sum(place.rung for place in each.commons.flashpoints) for each in seen),
    )


def _home(seen: Sequence[Observation], past: Sequence[Fact]) -> HomePanel:
    now = seen[-1]
    own, terms = now.sheet, now.world.terms
    grave = terms.grave_support if alarm_total(own) >= terms.grave_alarm else 0
    one, two, three = (_constituency(role, seen) for role in Role)
    return HomePanel(
        support=tuple(each.sheet.support for each in seen),
        mark=max(0, min(100, 50 + 5 * sum(own.roles) + grave)),
        roles=(one, two, three),
        japan=() if now.power == Power.JAPAN else _of_japan(past, now.world),
    )


def _constituency(role: Role, seen: Sequence[Observation]) -> Constituency:
    series = tuple(each.sheet.roles[role] for each in seen)
    before = series[-2] if len(series) > 1 else series[-1]
    name = seen[-1].world.powers[seen[-1].power].role_names[role]
    return Constituency(role, name, before, series[-1], tone_of_change(series[-1] - before), series)


def _of_japan(facts: Sequence[Fact], world: World) -> tuple[Line, ...]:
    """Return what Japan did at home that everybody may read."""
    kinds = (DialSet, Adopted, Campaigned, Chosen, Invoked)
    return tuple(
        line_of(fact, world) for fact in facts if isinstance(fact, kinds) and fact.power == Power.JAPAN
    )


# ---------- numbers ----------


def as_numbers(page: Watch) -> tuple[tuple[str, ...], ...]:
    """Return the series of a page as rows of text, the headings first, then one row a turn."""
    keys = [power.key for power in POWERS]
    columns: list[tuple[str, Sequence[object]]] = [("quarter", page.quarters)]
    columns += [(f"dial {key}", row) for key, row in zip(keys, page.budget.dials, strict=True)]
    columns += [("steps delivered", page.budget.delivered), ("contracts", page.budget.under_way)]
    columns += [(f"doctrines {key}", row) for key, row in zip(keys, page.documents.adopted, strict=True)]
    columns += [(f"drills {key}", row) for key, row in zip(keys, page.posture.drills, strict=True)]
    columns += [(f"alerts {key}", row) for key, row in zip(keys, page.posture.alerts, strict=True)]
    columns += [(f"forward {key}", row) for key, row in zip(keys, page.posture.forward, strict=True)]
    columns += [("integration", page.posture.integration), ("arms race", page.diplomacy.arms_race)]
    columns += [("cooperation", page.diplomacy.cooperation), ("tension", page.diplomacy.tension)]
    columns += [("support", page.home.support)]
    columns += [(each.name, each.series) for each in page.home.roles]
    rows = zip(*(values for _, values in columns), strict=True)
    heads = tuple(head for head, _ in columns)
    return (heads, *(tuple(str(value) for value in row) for row in rows))
