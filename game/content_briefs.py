"""The briefs of the seats: Markdown beside a scenario, one file a power and level, and what each must be.

`briefs/<scenario>/<power>.plain.md` is for who plays for the first time, `<power>.full.md` for who wants
to know more. Both begin with a title, then what the power wants, then what it fears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game.content_findings import Finding, nearest
from rules.terms import POWERS

LEVELS: Final = {"plain": 600, "full": 1_000}
"""The levels of a brief, and how many words each may have."""

OPENING: Final = ("## What you want", "## What you fear")
"""The headings that follow a brief's title."""

LONGEST_MEAN: Final = 15
"""How many words a sentence of a plain brief may have in the mean."""


class UnknownBrief(LookupError):
    """There is no such seat or level, or the brief is not written."""


def brief_file(scenario: Path, power: str, level: str) -> Path:
    """Return where a scenario's brief lies."""
    return scenario.parent / "briefs" / scenario.stem / f"{power}.{level}.md"


def read_brief(scenario: Path, power: str, level: str) -> str:
    """Return a brief's text; raise UnknownBrief with what is missing."""
    for what, name, known in (("seat", power, [each.key for each in POWERS]), ("level", level, list(LEVELS))):
        if name not in known:
            raise UnknownBrief(
                f"no {what} '{name}'{nearest(name, known) or f' (there are {_listed(known)})'}"
            )
    file = brief_file(scenario, power, level)
    if not file.is_file():
        raise UnknownBrief(f"{file.parent.name}/{file.name}: this brief is missing")
    return file.read_text(encoding="utf-8")


def brief_findings(scenario: Path) -> Iterator[Finding]:
    """Say which of a scenario's briefs is missing, too long, out of order or hard to read."""
    for power in POWERS:
        for level in LEVELS:
            file = brief_file(scenario, power.key, level)
            name = f"briefs/{scenario.stem}/{file.name}"
            if not file.is_file():
                yield name, "this brief is missing"
                continue
            text = file.read_text(encoding="utf-8")
            yield from ((name, message) for message in _wrong(text, level))


def _wrong(text: str, level: str) -> Iterator[str]:
    words, most = len(_words(text)), LEVELS[level]
    if words > most:
        yield f"{words} words, at most {most}"
    headings = [line.strip() for line in text.splitlines() if line.startswith("#")]
    begins = text.lstrip().startswith("# ")
    if not begins or tuple(headings[1:3]) != OPENING:
        yield f"expects a title, then '{OPENING[0]}', then '{OPENING[1]}'"
    sentences = _sentences(text)
    total = sum(len(_words(each)) for each in sentences)
    if level == "plain" and total > LONGEST_MEAN * len(sentences):
        mean = total * 10 // len(sentences)
        yield f"{mean // 10}.{mean % 10} words a sentence in the mean, at most {LONGEST_MEAN}"


def _words(text: str) -> list[str]:
    return [each for each in text.split() if any(letter.isalnum() for letter in each)]


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; a heading is none, a paragraph or an item of a list ends one."""
    lines = (line for line in text.splitlines() if not line.startswith(("#", "|")))
    blocks = re.split(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s", "\n" + "\n".join(lines))
    sentences = (each for block in blocks for each in re.split(r"[.!?][\s*_\"')]+", f"{block} "))
    return [each for each in sentences if _words(each)]


def _listed(names: list[str]) -> str:
    return ", ".join(names)
