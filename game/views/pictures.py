"""Which picture stands over an event card: the first rule that fits, read from top to bottom.

A rule looks at the powers of the card's content (chooser, the flashpoints and partners its effects name)
and at words of its title and text. A card that fits no rule gets the conference table.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from rules.content import Event


class Picture(Enum):
    """A theme the board knows how to draw."""

    SHIPYARD = "shipyard"
    DIET = "diet"
    STRAIT = "strait"
    MISSILE = "missile"
    CONFERENCE = "conference"
    RELIEF = "relief"
    PORT = "port"


_WORDS: Final = (
    (Picture.RELIEF, ("flood", "harvest", "airlift", "evacuat", "refugee", "typhoon", "earthquake")),
    (Picture.MISSILE, ("missile", "launcher", "rocket", "interceptor", "shells", "munitions")),
    (Picture.DIET, ("elect", "vote", "diet", "upper house", "congress", "mid-term", "poll", "cabinet")),
    (Picture.SHIPYARD, ("shipyard", "ledger", "industry", "frigate", "recruits")),
    (Picture.STRAIT, ("strait", "cutter", "shoal", "islands", "collision", "radar", "cable", "fighter")),
    (Picture.PORT, ("ships at anchor", "port", "base", "tariff", "yen", "export", "market", "developer")),
)
"""Themes with the words that call for them, the rarer and clearer themes first."""


def picture_of(event: Event) -> Picture:
    """Return the picture of an event: by its title, else by its text, else the conference table."""
    for text in (event.title.lower(), event.text.lower()):
        for picture, words in _WORDS:
            if any(word in text for word in words):
                return picture
    return Picture.CONFERENCE
