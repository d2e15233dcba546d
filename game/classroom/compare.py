"""Tables side by side: what each game came to, turn by turn, as values and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from game.views.figures import months
from game.views.ledger import ledger
from game.views.names import place
from game.views.story import Story, as_it_stands
from game.wording import ENDINGS
from rules.journal import Agreed
from rules.readings import tension
from rules.terms import POWERS, Power


@frozen
class Strand:
    """One game among others; series begin before turn 1 and go on after each turn played."""

    table: int
    name: str
    seed: int
    turn: int
    length: int
    months: str
    ending: str
    """How it ended, or that it goes on."""
    over: bool
    scores: tuple[int, int, int, int]
    """At the end; while it goes on, as if time were up now."""
    flashpoints: tuple[str, ...]
    rungs: tuple[tuple[int, ...], ...]
    """By flashpoint."""
    share: tuple[int, ...]
    """Japan's defence share of GDP, in hundredths of a per cent."""
    tension: tuple[int, ...]
    support: tuple[tuple[int, int, int, int], ...]
    """By turn, then by seat."""
    kept: int
    broken: int
    signed: int

    @property
    def highest(self) -> int:
        """The highest rung that a turn ended with."""
        return max(max(series) for series in self.rungs)


def strand(table: int, name: str, seed: int, story: Story) -> Strand:
    """Return what a game came to so far; the story is open to its reader."""
    world, states = story.world, story.states
    ended = story.outcome
    result = as_it_stands(states[-1]) if ended is None else ended
    one, two, three, four = (each.total for each in result.scores)
    told = ledger(story)
    return Strand(
        table=table,
        name=name,
        seed=seed,
        turn=story.turn,
        length=world.length,
        months=months(world, story.turn),
        ending=_ending(story),
        over=ended is not None,
        scores=(one, two, three, four),
        flashpoints=tuple(place(world, each.id) for each in world.flashpoints),
        rungs=tuple(
            tuple(state.commons.flashpoints[nth].rung for state in states)
            for nth in range(len(world.flashpoints))
        ),
        share=tuple(state.commons.dials[Power.JAPAN] for state in states),
        tension=tuple(tension(state.commons) for state in states),
        support=tuple(
            (
                state.powers[0].support,
                state.powers[1].support,
                state.powers[2].support,
                state.powers[3].support,
            )
            for state in states
        ),
        kept=sum(each.kept for each in told.words),
        broken=sum(each.broken for each in told.words),
        signed=sum(isinstance(fact, Agreed) for facts in story.journals for fact in facts),
    )


def _ending(story: Story) -> str:
    ended = story.outcome
    if ended is None:
        return "goes on"
    return "ended early" if story.stopped else ENDINGS[ended.ending]


RESULTS: Final = (
    "table",
    "name",
    "seed",
    "turn",
    "ending",
    *(f"score_{power.key}" for power in POWERS),
    "highest_rung",
    "share_of_gdp_percent",
    "tension",
    "signals_kept",
    "signals_broken",
    "agreements_signed",
)
"""The columns of the results: scores of a game that goes on are as if time were up."""


def results_csv(strands: Iterable[Strand]) -> str:
    """Return one row for each table."""
    rows = (
        (
            each.table,
            safe_text(each.name),
            each.seed,
            each.turn,
            each.ending,
            *each.scores,
            each.highest,
            f"{each.share[-1] / 100:.2f}",
            each.tension[-1],
            each.kept,
            each.broken,
            each.signed,
        )
        for each in strands
    )
    return table_csv(RESULTS, rows)


def tracks_csv(strands: Sequence[Strand]) -> str:
    """Return one row for each table and turn; turn 0 is before turn 1."""
    places = strands[0].flashpoints if strands else ()
    heads = (
        "table",
        "turn",
        *(f"rung_{name.lower().replace(' ', '_')}" for name in places),
        "share_of_gdp_percent",
        "tension",
        *(f"support_{power.key}" for power in POWERS),
    )
    rows = (
        (
            each.table,
            nth,
            *(series[nth] for series in each.rungs),
            f"{each.share[nth] / 100:.2f}",
            each.tension[nth],
            *each.support[nth],
        )
        for each in strands
        for nth in range(len(each.share))
    )
    return table_csv(heads, rows)


def table_csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue()


def safe_text(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name
