"""Messages as a team reads them: by thread, with what is new to somebody."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.classroom.store import Post
from game.classroom.student_asked import Asked
from game.classroom.table import FACILITATOR
from rules.terms import POWER_NAMED, POWERS, Power

PUBLIC: Final = "all"
"""The thread that everybody reads."""


@frozen
class Thread:
    """A conversation: with all, with one team or with the facilitator; `fresh` are unread."""

    key: str
    name: str
    power: Power | None
    posts: tuple[Post, ...]
    fresh: int


def threads(asked: Asked) -> tuple[Thread, ...]:
    """Return the conversations that a seat may have, the public one first, its own team's among them."""
    others = [(power.key, asked.names.parties[power.key], power) for power in POWERS if power != asked.power]
    own = (asked.power.key, "Our team", asked.power)
    heads = [(PUBLIC, "Everybody", None), *others, own, (FACILITATOR, "Facilitator", None)]
    posts = asked.table.posts(asked.power)
    found = []
    for key, name, power in heads:
        own = tuple(each for each in posts if thread_of(each, asked.power) == key)
        fresh = sum(each.sender is not asked.power for each in own[asked.read.get(key, 0) :])
        found.append(Thread(key, name, power, own, fresh))
    return tuple(found)


def thread_of(post: Post, power: Power) -> str:
    """Return the conversation that a message belongs to, for a seat that may read it."""
    if not post.to:
        return PUBLIC
    if post.sender is None or FACILITATOR in post.to:
        return FACILITATOR
    return post.sender.key if post.sender is not power else post.to[0]


def whom(thread: str) -> tuple[str, ...] | None:
    """Return whom a message of a thread goes to, or None where there is no such thread."""
    if thread == PUBLIC:
        return ()
    return (thread,) if thread == FACILITATOR or thread in POWER_NAMED else None


def seen_now(asked: Asked) -> dict[str, int]:
    """Return how many messages of each thread were seen, those on the page included."""
    thread = asked.at or PUBLIC
    return asked.read | {each.key: len(each.posts) for each in threads(asked) if each.key == thread}


def unread(asked: Asked) -> int:
    """Return how many messages of others somebody has not seen."""
    return sum(
        each.fresh for each in threads(asked) if (asked.tab, asked.at or PUBLIC) != ("messages", each.key)
    )
