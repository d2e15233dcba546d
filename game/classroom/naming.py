"""Names of people: what may stand on a list that a class reads."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_NAME: Final = 40
MOST_MARKS: Final = 2
"""How many marks may stand on one letter: two are enough for every language that uses them."""

_TAKEN: Final = frozenset({"facilitator", "teacher", "the clock", "clock", "bot", "a bot"})
"""Those who speak or write at a table and are none of its people."""

_UNSEEN: Final = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0))
) | frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""Signs that count as letters or marks and show nothing."""


def tidy_name(text: str) -> str:
    """Return a name in its one spelling: composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def wrong_name(name: str) -> str:
    """Return what is wrong with a tidy name, in a line for the person; nothing where it is one."""
    if not name:
        return "Write your name, so that your team knows you."
    if len(name) > LONGEST_NAME:
        return f"A name has {LONGEST_NAME} letters at most."
    if not name.isprintable() or _UNSEEN.intersection(name) or not any(map(str.isalnum, name)):
        return "A name has letters, figures and blanks only."
    if _most_marks(name) > MOST_MARKS:
        return f"A letter of a name has {MOST_MARKS} marks at most."
    if unicodedata.normalize("NFKC", name).casefold() in _TAKEN:
        return "That name belongs to somebody else: write your own."
    return ""


def _most_marks(name: str) -> int:
    most = run = 0
    for each in name:
        run = run + 1 if unicodedata.category(each) in ("Mn", "Me") else 0
        most = max(most, run)
    return most
