"""A seat's own game as a text: its log turn by turn and the sheets it handed in, from its own view alone."""

from __future__ import annotations

from collections.abc import Iterator

from game.classroom.student_asked import Asked
from game.classroom.words import day_and_time
from game.views.log import Page
from game.views.order_words import say
from game.views.steps import STEPS
from rules.notation import write


def download_text(asked: Asked) -> str:
    """Return what a seat may take home."""
    return "\n".join(_lines(asked)) + "\n"


def _lines(asked: Asked) -> Iterator[str]:
    name = asked.names.parties[asked.power.key]
    yield f"Two Percent: {name} at {asked.table.name}. A game, not a forecast."
    for page in asked.view.log():
        yield ""
        yield f"Turn {page.turn}, {page.quarter}"
        yield from _orders(asked, page.turn)
        yield from _news(page)
        yield from _posts(asked, page.turn)


def _orders(asked: Asked, turn: int) -> Iterator[str]:
    played = turn < asked.view.turn or asked.table.over
    if played and turn <= len(asked.table.session.journals):
        sheet, seen = asked.view.sheet_at(turn), asked.view.observation_at(turn)
        yield "  The sheet handed in:" if sheet.orders else "  An empty sheet was handed in."
    else:
        sheet, seen = asked.book.sheet, asked.seen
        yield "  The sheet as it stands:" if sheet.orders else "  Nothing is written yet."
    for order in sheet.orders:
        yield f"    {say(order, seen)}   [{write(order)}]"


def _news(page: Page) -> Iterator[str]:
    for step in STEPS:
        entries = page.step(step)
        if entries:
            yield f"  {step.value}:"
            yield from (f"    {entry.text}" for entry in entries)


def _posts(asked: Asked, turn: int) -> Iterator[str]:
    posts = [each for each in asked.table.posts(asked.power) if each.turn == turn]
    if posts:
        yield "  Messages:"
    for post in posts:
        to = ", ".join(asked.names.parties.get(key, key) for key in post.to) or "all"
        yield f"    {day_and_time(post.at)}, {post.by} to {to}: {post.text}"
