"""What was rolled in a turn, by name, so that a facilitator can have one roll made again (R13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from game.narrate import tell
from rules.content import World
from rules.journal import Contested, Delivered, Drawn, Fact, Rolled, Slipped
from rules.terms import Purpose


@frozen
class Roll:
    """A roll of a turn: the name that a re-roll gives, and what came of it in words."""

    purpose: Purpose
    subject: str
    words: str


def rolls_of(facts: Iterable[Fact], world: World) -> tuple[Roll, ...]:
    """Return what was rolled in a turn, in the order of its journal; names that fell twice stand once.

    Chances of cards that are drawn, and of programmes that are delivered, in the opening of the next turn
    are left out: their dice are of that turn, which a re-roll of this one does not reach.
    """
    found: dict[tuple[Purpose, str], str] = {}
    for purpose, subject, fact in _named(facts, world):
        words = tell(fact, world)
        key = purpose, subject
        found[key] = f"{found[key]} {words}" if key in found else words
    return tuple(Roll(purpose, subject, words) for (purpose, subject), words in found.items())


def _named(facts: Iterable[Fact], world: World) -> Iterator[tuple[Purpose, str, Fact]]:
    opened: list[str] = []
    for fact in facts:
        match fact:
            case Drawn(event):
                opened.append(event)
            case Contested(power, operation, place):
                yield Purpose.CONTEST, f"{power.key}:{operation}:{place}", fact
            case Delivered(power, programme, nth) | Slipped(power, programme, nth):
                yield Purpose.DELIVERY, f"{power.key}:{programme}:{nth}", fact
            case Rolled(_, purpose, subject):
                label = subject.partition(":")[0]
                late = label in opened or label in world.programme
                if purpose != Purpose.CHANCE or not late:
                    yield purpose, subject, fact
            case _:
                pass
