"""The journal of a finished game as plain text: how it ended, the scores, and every turn in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game.board.plain import write_text
from game.views.epilogue import Epilogue
from game.views.log import log
from game.views.story import TRUTH, Story


def journal_lines(story: Story, told: Epilogue, name: str) -> Iterator[str]:
    """Return the lines of an ended game's journal; raise StillSecret while it goes on."""
    yield f"{name}: {told.title}"
    yield told.aside
    if told.bonus:
        yield told.bonus
    yield ""
    for card in told.scores:
        yield f"{story.world.powers[card.power].name}: {card.total}, {card.band.value}"
        for row in card.rows:
            secret = "secret: " if row.secret else ""
            yield f"  {secret}{row.heading}: {row.points} of {row.most}"
    for page in log(story, TRUTH):
        if not page.entries and not page.messages:
            continue
        yield ""
        yield f"Turn {page.turn}, {page.quarter}"
        step = None
        for entry in page.entries:
            if entry.step is not step:
                step = entry.step
                yield f"  {step.value}"
            yield f"    {entry.text}"
        for message in page.messages:
            sender = "facilitator" if message.sender is None else story.world.powers[message.sender].name
            yield f"  Message of {sender}: {message.text}"


def save_journal(path: Path, story: Story, told: Epilogue, name: str) -> None:
    """Write an ended game's journal as a text file, whole or not at all; raise OSError."""
    write_text(path, "".join(f"{line}\n" for line in journal_lines(story, told, name)))
