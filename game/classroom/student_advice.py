"""What a bot of the house would add to a sheet, and why; asked once a turn with the seat's own view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from game.classroom.student_asked import Asked
from game.players.advisor import Advice, advise
from game.views.advice import Tip, tips
from game.views.names import capital
from game.views.order_book import slot, stands

ADVISOR: Final = "calibrated"

_CARD: Final = re.compile(r" \([a-z_ ]+\)$")
"""The name of the card that fired, which says nothing to a reader."""


def waiting(asked: Asked) -> Iterator[Tip]:
    """Go through what is advised and may be written: nothing that the team has settled otherwise."""
    if not asked.table.advisor:
        return
    advice = asked.kept("advice", lambda: _advice(asked))
    if advice is None:
        return
    settled = {slot(each) for each in asked.book.orders} - {None}
    for tip in tips(advice, asked.desk):
        if slot(tip.order) not in settled and not stands(tip.order, asked.seen):
            yield evolve(tip, why=_why(tip))


def next_tip(asked: Asked) -> Tip | None:
    """Return what is advised first, or None."""
    return next(waiting(asked), None)


def _advice(asked: Asked) -> Advice | None:
    """Ask; an advisor that breaks down has nothing to say."""
    try:
        return advise(asked.seen, ADVISOR)
    except Exception:
        return None


def _why(tip: Tip) -> str:
    """Return why an order is advised; what the order names is not said again."""
    why = _CARD.sub("", tip.why)
    named, _, reason = why.rpartition(": ")
    return capital(reason) if named and named.lower() in tip.words.lower() else why
