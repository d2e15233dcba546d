"""Which file of cards belongs to which seat."""

from __future__ import annotations

from typing import Final

from game.players.card_bot import CardBot, Cards
from game.players.cards import china, dprk, japan, us
from game.players.temper import Persona
from rules.terms import POWERS

DEALS: Final = (japan.cards, us.cards, china.cards, dprk.cards)
"""What makes a seat's cards for a temper, in the published order of powers."""

_DEALT: Final[dict[str, tuple[Persona, tuple[Cards, ...]]]] = {}


def card_bot(persona: Persona) -> CardBot:
    """Return the bot that plays a persona's cards, dealt once for each persona."""
    known = _DEALT.get(persona.name)
    if known is None or known[0] is not persona:
        dealt = tuple(DEALS[power](persona.seat(power)) for power in POWERS)
        known = _DEALT[persona.name] = (persona, dealt)
    return CardBot(persona, known[1])
