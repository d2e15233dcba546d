"""What the bar's tracks mean, by their clause, and what moved them last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from game.views.figures import dollars, signed
from game.views.readiness import funding_of
from game.views.tracks import Needle
from rules import prices
from rules.draft import RANGES
from rules.journal import Fact, Shifted
from rules.terms import Track

if TYPE_CHECKING:
    from game.board.screens.table import Table

MOST: Final = 4
"""How many causes a tip gives."""

_TRACKS: Final = {
    "capital": Track.CAPITAL,
    "support": Track.SUPPORT,
    "readiness": Track.READINESS,
    "stocks": Track.STOCKS,
}


def tip(table: Table, key: str) -> str:
    """Return what a track means here, and its last causes a line each."""
    lines = [_MEANS[key](table)]
    if key in _TRACKS:
        lines += _causes(table, _TRACKS[key])
    return "\n".join(lines)


def alarm_tip(table: Table, needles: Sequence[Needle]) -> str:
    """Return what alarm means, whom it is about, and what moved it last."""
    about = ", ".join(f"{table.names.power(each.about)} {each.value}" for each in needles)
    whole = sum(each.value for each in needles)
    terms = table.observation.world.terms
    meaning = (
        f"Alarm at {about}: {whole} together (R9.3). From {terms.no_dove_loss_alarm} a raise costs no doves, "
        f"from {terms.grave_alarm} the environment is grave (R9.5)."
    )
    return "\n".join([meaning, *_causes(table, Track.ALARM)])


def _causes(table: Table, track: Track) -> list[str]:
    found = list(_moves(_news(table), table, track))
    return ["Last turn:", *found[-MOST:]] if found else ["It did not move last turn."]


def _news(table: Table) -> tuple[Fact, ...]:
    known: tuple[Fact, ...] | None = table.ui.recall("bar:news", None)
    if known is None:
        known = table.view.news(table.observation.turn - 1)
        table.ui.memory["bar:news"] = known
    return known


def _moves(news: Sequence[Fact], table: Table, track: Track) -> Iterator[str]:
    for fact in news:
        if isinstance(fact, Shifted) and fact.power == table.observation.power and fact.track == track:
            name = f" ({table.names.power(fact.about)})" if fact.about is not None else ""
            yield f"{signed(fact.after - fact.before)}  {table.names.cause(fact.cause)}{name}"


def _treasury(table: Table) -> str:
    seen, left = table.observation, table.book.left
    own, world = seen.sheet, seen.world
    bill = prices.funding_price(world, own.bill, funding_of(table.book.orders, seen))
    return (
        f"Free of {dollars(own.treasury)} this quarter after the bill of {dollars(bill)}, instalments and "
        f"what is ordered (R2.2). {world.terms.carry_percent} % of what is left is kept (R4.1); "
        f"{dollars(max(0, left.money) * world.terms.carry_percent // 100)} as it stands."
    )


def _capital(table: Table) -> str:
    own, terms = table.observation.sheet, table.observation.world.terms
    most = RANGES[Track.CAPITAL][1]
    return (
        f"Political capital {own.capital}, {table.book.left.capital} after these orders, at most {most} "
        f"(R4.4). A turn brings 1, at support {terms.capital_support} or more 2, "
        f"below {terms.capital_low_support} none."
    )


def _support(table: Table) -> str:
    return (
        "Support, 0 to 100: it moves up to 3 a turn towards what the three constituencies make of it (R10.5)."
    )


def _readiness(table: Table) -> str:
    terms = table.observation.world.terms
    return (
        f"Readiness, 0 to 100, and what these orders lead to (R6.8). Below {terms.readiness_weak} contests "
        f"suffer, below {terms.readiness_floor} strong acts are closed."
    )


def _stocks(table: Table) -> str:
    most = RANGES[Track.STOCKS][1]
    return (
        f"Stocks of munitions and fuel, at most {most}: surges and strong operations burn them (R6.8, R7.1)."
    )


_MEANS: Final = {
    "treasury": _treasury,
    "capital": _capital,
    "support": _support,
    "readiness": _readiness,
    "stocks": _stocks,
}
