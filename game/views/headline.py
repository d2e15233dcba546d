"""A quarter's title and aside: which of a few plain headlines fits what a seat could read of it.

The rules are tried from top to bottom and the first that fits gives the title; the aside names what comes.
Nothing is said that the seat's own facts and observation do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from attrs import frozen

from game.views.calendar import Due
from game.views.names import capital, place
from game.wording import articled
from rules.crises import CRISIS
from rules.journal import (
    Adopted,
    Agreed,
    Breached,
    Contested,
    ControlMoved,
    Delivered,
    DialSet,
    Ended,
    Fact,
    Operated,
    RungMoved,
    Slipped,
)
from rules.observation import Observation
from rules.terms import Result

F = TypeVar("F", bound=Fact)

_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@frozen
class Headline:
    """The title of a quarter and the sentence under it."""

    title: str
    aside: str


def headline(seen: Observation, news: Sequence[Fact], due: Sequence[Due]) -> Headline:
    """Return how a quarter is headed for a power; `news` is what it read of the turn before."""
    title = next((said for rule in _TITLES if (said := rule(seen, news))), "A quiet quarter")
    if seen.turn == 1:
        title = "The first quarter"
    return Headline(title, _aside(seen, due))


def _of(news: Sequence[Fact], kind: type[F]) -> list[F]:
    return [fact for fact in news if isinstance(fact, kind)]


# ---------- titles, most pressing first ----------


def _shots(seen: Observation, news: Sequence[Fact]) -> str:
    hot = any(each.rung >= 6 for each in seen.commons.flashpoints)
    return "On the edge of war" if hot else ""


def _new_crisis(seen: Observation, news: Sequence[Fact]) -> str:
    """A flashpoint that was lifted into crisis last turn."""
    fresh = [each for each in _of(news, RungMoved) if each.before < CRISIS <= each.after]
    return f"Crisis: {place(seen.world, fresh[-1].flashpoint)}" if fresh else ""


def _word_broken(seen: Observation, news: Sequence[Fact]) -> str:
    return "A promise broken" if _of(news, Breached) else ""


def _ground(seen: Observation, news: Sequence[Fact]) -> str:
    moves = [each for each in _of(news, ControlMoved) if each.before != each.after]
    return f"Control moves: {place(seen.world, moves[-1].flashpoint)}" if moves else ""


def _easing(seen: Observation, news: Sequence[Fact]) -> str:
    down = [each for each in _of(news, RungMoved) if each.before >= CRISIS > each.after]
    return "A crisis ends" if down else ""


def _doctrine(seen: Observation, news: Sequence[Fact]) -> str:
    own = [each for each in _of(news, Adopted) if each.power == seen.power and each.adopted]
    return "The review is done" if own else ""


def _signatures(seen: Observation, news: Sequence[Fact]) -> str:
    return "A quarter of signatures" if len(_of(news, Agreed)) >= 2 else ""


def _deliveries(seen: Observation, news: Sequence[Fact]) -> str:
    came, slipped = len(_of(news, Delivered)), len(_of(news, Slipped))
    if came >= 2:
        return "Orders become forces"
    return "Waiting for the yards" if slipped >= 2 else ""


def _money(seen: Observation, news: Sequence[Fact]) -> str:
    raised = [each for each in _of(news, DialSet) if each.after > each.before]
    return "The budgets grow" if len(raised) >= 2 else ""


def _contests(seen: Observation, news: Sequence[Fact]) -> str:
    own = [each for each in _of(news, Contested) if each.power == seen.power]
    if any(each.result >= Result.GAIN for each in own):
        return "A point made"
    return "A hard lesson" if any(each.result <= Result.SETBACK for each in own) else ""


def _calm(seen: Observation, news: Sequence[Fact]) -> str:
    moves = _of(news, RungMoved)
    fell = sum(each.before - each.after for each in moves)
    return "The water stills" if fell >= 2 else ""


def _busy(seen: Observation, news: Sequence[Fact]) -> str:
    return "A season of drills" if len(_of(news, Operated)) >= 4 else ""


def _ended(seen: Observation, news: Sequence[Fact]) -> str:
    return "An agreement lapses" if _of(news, Ended) else ""


_TITLES: Final[tuple[Callable[[Observation, Sequence[Fact]], str], ...]] = (
    _shots,
    _new_crisis,
    _word_broken,
    _ground,
    _easing,
    _doctrine,
    _signatures,
    _deliveries,
    _money,
    _contests,
    _calm,
    _busy,
    _ended,
)


# ---------- the aside ----------


def _aside(seen: Observation, due: Sequence[Due]) -> str:
    """Return one sentence: deliveries that come, how the ladder stands, the next line of the calendar."""
    line = " and ".join(part for part in (_coming(seen), _ladder(seen)) if part)
    return f"{capital(line)}{_next(due)}."


def _coming(seen: Observation) -> str:
    """Say how many contracts are due within a year."""
    count = sum(1 for each in seen.sheet.contracts if each.due < seen.turn + 4)
    if not count:
        return ""
    number = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{number} contract{'s are' if count > 1 else ' is'} due within a year"


def _next(due: Sequence[Due]) -> str:
    """Say which other line of the calendar is next."""
    line = next((each for each in due if not each.text.endswith(" is due")), None)
    return "" if line is None else f"; next on the calendar: {line.text}, {line.date}"


def _ladder(seen: Observation) -> str:
    """Say which flashpoints are in crisis, else that none is."""
    hot = [
        articled(place(seen.world, quarrel.id))
        for quarrel, state in zip(seen.world.flashpoints, seen.commons.flashpoints, strict=True)
        if state.rung >= CRISIS
    ]
    if hot:
        many = len(hot) > 1 or hot[0].startswith("the Senkakus")
        return f"{' and '.join(hot)} {'stand' if many else 'stands'} in crisis"
    return "there is no crisis"
