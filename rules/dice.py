"""Chance without state: a roll is a pure function of (seed, turn, purpose, subject, nth, salt) (R13).

Nothing else in the rules is random, so that changing one order leaves every other die as it was.
"""

from hashlib import blake2b
from struct import Struct

from rules.terms import Purpose

_HEAD = Struct("<qiiii")


def word(seed: int, turn: int, purpose: Purpose, subject: str, nth: int = 0, salt: int = 0) -> int:
    """Return the 64-bit number that belongs to one named chance of one game."""
    head = _HEAD.pack(seed, turn, purpose, nth, salt)
    return int.from_bytes(blake2b(head + subject.encode(), digest_size=8).digest(), "little")


def roll(
    seed: int, turn: int, purpose: Purpose, subject: str, nth: int = 0, salt: int = 0
) -> tuple[int, int]:
    """Return two six-sided dice."""
    pair = word(seed, turn, purpose, subject, nth, salt) % 36
    return pair // 6 + 1, pair % 6 + 1


def draw(seed: int, turn: int, subject: str, count: int, salt: int = 0) -> int:
    """Return a number from 0 to count - 1, for draws at set-up and from the deck."""
    return word(seed, turn, Purpose.DRAW, subject, 0, salt) % count
