"""The end of a game: its title, every seat's score by objective, and what only now may be told (R11).

Asking for it while the game goes on raises StillSecret.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

from game.views.beliefs import Page, beliefs, turning_points
from game.views.escalation import Ladder, Shares, ladders, total
from game.views.figures import counted, months
from game.views.ledger import Ledger, ledger
from game.views.memo import Adherence, adherence
from game.views.story import Story
from game.views.trajectories import Procurement, Support, procurement_of, support_of
from rules.reckoning import Outcome, Row, Score
from rules.terms import POWERS, Ending, Power

BANDS: Final = (40, 60, 80)
"""Where held, succeeded and excelled begin (R11)."""


SECRET: Final = 10
"""Points of a secret objective, all or nothing (R11.2)."""


class Band(Enum):
    """What a score means."""

    FAILED = "failed"
    HELD = "held"
    SUCCEEDED = "succeeded"
    EXCELLED = "excelled"


@frozen
class ScoreRow:
    """The objectives under one heading: points of the most there were, and what they were given for."""

    heading: str
    points: int
    most: int
    parts: tuple[Row, ...] = ()
    secret: bool = False


@frozen
class ScoreCard:
    """A seat's score: the rows, the bonus, and the total after what core row and ending took or capped."""

    power: Power
    total: int
    band: Band
    rows: tuple[ScoreRow, ...]
    calm: int

    @property
    def taken(self) -> int:
        """What core row, ending or the ceiling of 100 took from the sum of the rows and the bonus."""
        return sum(row.points for row in self.rows) + self.calm - self.total


@frozen
class Epilogue:
    """All that is shown when a game has ended."""

    title: str
    aside: str
    bonus: str
    scores: tuple[ScoreCard, ...]
    ladders: tuple[Ladder, ...]
    blame: Shares
    beliefs: tuple[Page, ...]
    ledger: Ledger
    support: tuple[Support, ...]
    procurement: tuple[Procurement, ...]
    memos: tuple[Adherence | None, ...]


def epilogue(story: Story) -> Epilogue:
    """Return the end of a game; raise StillSecret while it goes on."""
    ended = story.truth()
    rungs = ladders(story)
    return Epilogue(
        title=title_of(ended, rungs),
        aside=f"{counted(ended.turn, 'turn')}, to {months(story.world, ended.turn)}",
        bonus=_bonus(ended, story),
        scores=tuple(score_card(story, each) for each in ended.scores),
        ladders=rungs,
        blame=total(ladder.shares for ladder in rungs),
        beliefs=tuple(beliefs(story, power, turn) for turn in turning_points(story) for power in POWERS),
        ledger=ledger(story),
        support=support_of(story),
        procurement=procurement_of(story),
        memos=tuple(adherence(story, power) for power in POWERS),
    )


def title_of(ended: Outcome, rungs: tuple[Ladder, ...]) -> str:
    """Return the title of an ending; a peace is named by its highest rung and by how many succeeded."""
    if ended.ending != Ending.TIME:
        return {
            Ending.WAR: "It came to war",
            Ending.NUCLEAR: "The last rung",
            Ending.COLLAPSE: "A regime falls",
        }[ended.ending]
    peak = max(ladder.peak for ladder in rungs)
    if peak >= 6:
        return "Peace held, at a price"
    if peak >= 4:
        return "Peace held, with crises"
    succeeded = sum(each.total >= BANDS[1] for each in ended.scores)
    return "A peace that paid" if succeeded >= 2 else "A quiet peace"


def band_of(score: int) -> Band:
    """Return the band of a score."""
    return tuple(Band)[sum(score >= mark for mark in BANDS)]


def score_card(story: Story, score: Score) -> ScoreCard:
    """Return a seat's score by heading, its secret objective last."""
    headings = dict.fromkeys(row.heading for row in score.rows)
    rows = [_heading(each, score) for each in headings]
    secret = next((each for each in story.world.secrets[score.power] if each.id == score.secret), None)
    if secret is not None:
        rows.append(ScoreRow(secret.text, SECRET * score.secret_met, SECRET, secret=True))
    return ScoreCard(score.power, score.total, band_of(score.total), tuple(rows), score.calm)


def _heading(heading: str, score: Score) -> ScoreRow:
    parts = tuple(row for row in score.rows if row.heading == heading)
    return ScoreRow(heading, sum(row.points for row in parts), sum(row.most for row in parts), parts)


def _bonus(ended: Outcome, story: Story) -> str:
    """Return the line of the calm bonus, empty where there was none (R11.4)."""
    calm = max(each.calm for each in ended.scores)
    terms = story.world.terms
    if not calm:
        return ""
    last = counted(terms.calm_turns, "turn")
    return f"+{calm} to every seat: no rung above {terms.calm_rung} in the last {last}"
