"""The Watch page's charts as numbers on a page: lines and columns by turn, what is to come shaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from game.views.figures import quarter_words
from game.views.names import capital
from game.views.watch import Watch, as_numbers
from game.wording import Names
from rules.content import World
from rules.terms import POWER_NAMED, POWERS, Power

WIDTH: Final = 360
HEIGHT: Final = 150
LEFT: Final = 40
RIGHT: Final = 12
TOP: Final = 10
FOOT: Final = 122
"""Where the axis of turns lies."""

_HEADS: Final = {
    "doctrines": "Strategy steps adopted",
    "drills": "Drills in the quarter",
    "alerts": "Crisis alerts",
    "forward": "Counters away from home",
}


@frozen
class Dot:
    """A point of a series: where it stands, and its value in words."""

    x: float
    y: float
    words: str


@frozen
class Series:
    """A line: what it is of, how it is drawn, its points, where its name stands."""

    name: str
    kind: str
    dots: tuple[Dot, ...]
    label_y: float

    @property
    def points(self) -> str:
        """The points as an outline names them."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@frozen
class Column:
    """A part of a column: of which seat, where it stands and how high it is."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@frozen
class Tick:
    """A figure beside an axis."""

    at: float
    words: str


@frozen
class Chart:
    """A chart: its name, what it says in words, its figures and marks; `ahead` is where the future begins."""

    title: str
    question: str
    figure: str
    unit: str
    ahead: float
    rows: tuple[Tick, ...]
    turns: tuple[Tick, ...]
    lines: tuple[Series, ...] = ()
    columns: tuple[Column, ...] = ()
    note: str = ""

    @property
    def said(self) -> str:
        """What the chart shows, read out."""
        parts = [f"{each.name}: {', '.join(dot.words for dot in each.dots)}" for each in self.lines]
        return f"{self.title}. {'; '.join(parts)}" if parts else f"{self.title}. {self.figure} {self.unit}"


@frozen
class Scale:
    """The axes of a chart: the turns of a game along, the values up."""

    world: World
    low: int
    high: int

    @property
    def pitch(self) -> float:
        """The width of a turn."""
        return (WIDTH - LEFT - RIGHT) / self.world.length

    def x(self, turn: float) -> float:
        """Return where a turn's middle stands."""
        return round(LEFT + (turn - 0.5) * self.pitch, 1)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        share = (value - self.low) / max(1, self.high - self.low)
        return round(FOOT - (FOOT - TOP) * min(1.0, max(0.0, share)), 1)

    def series(self, name: str, kind: str, values: Sequence[int], say: Callable[[int], str] = str) -> Series:
        """Return a line."""
        dots = tuple(Dot(self.x(turn), self.y(value), say(value)) for turn, value in enumerate(values, 1))
        return Series(name, kind, dots, dots[-1].y)

    def rows(self, values: Sequence[int], say: Callable[[int], str] = str) -> tuple[Tick, ...]:
        """Return the figures at the left."""
        return tuple(Tick(self.y(value), say(value)) for value in values)

    def turns(self) -> tuple[Tick, ...]:
        """Return the quarters below, thinned out where there are many."""
        step = -(-self.world.length // 6)
        return tuple(
            Tick(self.x(turn), quarter_words(self.world, turn))
            for turn in range(1, self.world.length + 1, step)
        )


def charts(page: Watch, world: World, names: Names) -> tuple[Chart, ...]:
    """Return the charts of a Watch page; the documents are no chart."""
    return (_budget(page, world, names), _posture(page, world), _diplomacy(page, world), _home(page, world))


def _budget(page: Watch, world: World, names: Names) -> Chart:
    dial = page.budget.dials[page.power]
    step = 20 if "." in names.share(page.power, dial[-1]) else 10
    low, high = max(0, min(dial) // step * step - step), -(-max(dial) // step) * step + step
    scale = Scale(world, low, high)

    def say(value: int) -> str:
        return names.share(page.power, value)

    delivered, under_way = sum(page.budget.delivered), page.budget.under_way[-1]
    return Chart(
        title="Budget and procurement",
        question="Is money turning into capability?",
        figure=say(dial[-1]),
        unit=names.dial(page.power),
        ahead=_ahead(scale, page),
        rows=scale.rows((low, (low + high) // 2, high), say),
        turns=scale.turns(),
        lines=(scale.series("share", "own", dial, say),),
        note=f"{delivered} delivered, {under_way} under way",
    )


def _posture(page: Watch, world: World) -> Chart:
    drills, last = page.posture.drills, max(1, page.turn - 1)
    totals = [sum(row[turn] for row in drills) for turn in range(page.turn)]
    high = max(4, -(-max(totals) // 4) * 4)
    scale = Scale(world, 0, high)
    counts = [f"{names} {drills[power][last - 1]}" for power, names in _SHORT.items()]
    return Chart(
        title="Exercises and posture",
        question="Who drills more, and how large?",
        figure=str(sum(row[last - 1] for row in drills)),
        unit="drills last quarter",
        ahead=_ahead(scale, page),
        rows=scale.rows((0, high // 2, high)),
        turns=scale.turns(),
        columns=tuple(_columns(scale, drills, page.turn)),
        note=", ".join(counts),
    )


_SHORT: Final = {Power.JAPAN: "Japan", Power.US: "US", Power.CHINA: "China", Power.DPRK: "DPRK"}


def _columns(scale: Scale, rows: Sequence[Sequence[int]], turns: int) -> list[Column]:
    width = min(22.0, scale.pitch * 0.6)
    found = []
    for turn in range(1, turns + 1):
        foot = 0
        for power in POWERS:
            count = rows[power][turn - 1]
            if count:
                top, low = scale.y(foot + count), scale.y(foot)
                left = round(scale.x(turn) - width / 2, 1)
                found.append(Column(power.key, left, top, round(width, 1), round(low - top, 1)))
            foot += count
    return found


def _diplomacy(page: Watch, world: World) -> Chart:
    panel, scale = page.diplomacy, Scale(world, 0, 100)
    one = scale.series("arms race", "bad", panel.arms_race)
    other = scale.series("cooperation", "good", panel.cooperation)
    return Chart(
        title="Regional diplomacy",
        question="Arms race or cooperation?",
        figure=str(panel.arms_race[-1]),
        unit="arms-race index",
        ahead=_ahead(scale, page),
        rows=scale.rows((0, 50, 100)),
        turns=scale.turns(),
        lines=_apart(one, other),
        note=f"cooperation {panel.cooperation[-1]}, tension {panel.tension[-1]}",
    )


def _apart(one: Series, other: Series) -> tuple[Series, ...]:
    """Return two lines whose names do not lie on one another."""
    gap = other.label_y - one.label_y
    if abs(gap) >= 14:
        return one, other
    lift = (14 - abs(gap)) / 2
    up, down = (one, other) if gap >= 0 else (other, one)
    return (
        Series(up.name, up.kind, up.dots, round(up.label_y - lift, 1)),
        Series(down.name, down.kind, down.dots, round(down.label_y + lift, 1)),
    )


def _home(page: Watch, world: World) -> Chart:
    scale = Scale(world, 0, 100)
    return Chart(
        title="At home",
        question="Does the country go along?",
        figure=str(page.home.support[-1]),
        unit="support",
        ahead=_ahead(scale, page),
        rows=scale.rows((0, 50, 100)),
        turns=scale.turns(),
        lines=(scale.series("support", "own", page.home.support),),
        note=f"drawn to {page.home.mark}",
    )


def _ahead(scale: Scale, page: Watch) -> float:
    return round(min(WIDTH - RIGHT, LEFT + page.turn * scale.pitch), 1)


# ---------- numbers ----------


def numbers(page: Watch, names: Names) -> tuple[tuple[str, ...], ...]:
    """Return the page as a table: a row for each series, its heading first, quarters along the top."""
    heads, *rows = as_numbers(page)
    columns = zip(heads, *rows, strict=True)
    return tuple(
        (_head(head), *(_value(head, value, names) for value in values)) for head, *values in columns
    )


def _head(name: str) -> str:
    what, _, key = name.rpartition(" ")
    if key not in POWER_NAMED:
        return capital(name)
    seat = _SHORT[POWER_NAMED[key]]
    return f"Share, {seat}" if what == "dial" else f"{_HEADS.get(what) or capital(what)}, {seat}"


def _value(head: str, value: str, names: Names) -> str:
    what, _, key = head.rpartition(" ")
    return names.share(POWER_NAMED[key], int(value)) if what == "dial" else value
