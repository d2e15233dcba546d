"""The promise ledger of a game: signals and agreements, and what was then done (R9.6, R10.4).

Written from the whole journal, so for an ended game alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from game.views.saying import Line, line_of, seats_of
from game.views.story import TRUTH, Story
from rules.journal import Agreed, Breached, Ended, Fact, Signalled, SignalTested
from rules.orders import Renounce
from rules.terms import POWERS, Power

Promise = Signalled | SignalTested | Agreed | Ended | Breached


@frozen
class LedgerLine:
    """One entry of the ledger: the turn and what was promised, kept or broken."""

    turn: int
    line: Line


@frozen
class Word:
    """What a seat's word was worth: signals given, kept and broken, agreements signed and broken."""

    power: Power
    given: int
    kept: int
    broken: int
    signed: int
    breached: int
    renounced: int

    @property
    def untested(self) -> int:
        """Signals that were not put to the test, or not yet."""
        return self.given - self.kept - self.broken


@frozen
class Ledger:
    """The promise ledger: entries in their order, and each seat's word."""

    lines: tuple[LedgerLine, ...]
    words: tuple[Word, Word, Word, Word]


def ledger(story: Story) -> Ledger:
    """Return the promise ledger of an ended game."""
    told = [
        (turn, fact)
        for turn in range(1, story.played + 1)
        for fact in story.facts(TRUTH, turn)
        if isinstance(fact, Promise)
    ]
    one, two, three, four = (_word(power, [fact for _, fact in told], story) for power in POWERS)
    lines = tuple(LedgerLine(turn, line_of(fact, story.world)) for turn, fact in told)
    return Ledger(lines, (one, two, three, four))


def own_lines(story: Story, power: Power) -> tuple[LedgerLine, ...]:
    """Return the entries that a seat could read, at any time of the game."""
    return tuple(
        LedgerLine(turn, line_of(fact, story.world))
        for turn in range(1, story.played + 1)
        for fact in story.facts(power, turn)
        if isinstance(fact, Promise)
    )


def _word(power: Power, facts: Sequence[Promise], story: Story) -> Word:
    own = [fact for fact in facts if power in seats_of(fact)]
    tested = [fact.kept for fact in own if isinstance(fact, SignalTested)]
    return Word(
        power=power,
        given=sum(isinstance(fact, Signalled) for fact in own),
        kept=sum(tested),
        broken=len(tested) - sum(tested),
        signed=sum(isinstance(fact, Agreed) for fact in own),
        breached=sum(isinstance(fact, Breached) for fact in own),
        renounced=_renounced(power, story),
    )


def _renounced(power: Power, story: Story) -> int:
    """Count the agreements that a seat's own orders ended; the journal says not who did."""
    return sum(
        isinstance(order, Renounce) and _ended(order, power, facts)
        for sheets, facts in zip(story.sheets, story.journals, strict=True)
        for order in (sheets[power].orders if power in sheets else ())
    )


def _ended(order: Renounce, power: Power, facts: Sequence[Fact]) -> bool:
    return any(
        isinstance(fact, Ended)
        and (fact.agreement, fact.why) == (order.agreement, "renounced")
        and {fact.one, fact.other} == {power.key, order.party}
        for fact in facts
    )
