"""Messages as a team reads them: by thread, with what is new to somebody."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.classroom.rows import Post
from game.classroom.student_asked import Asked
from game.classroom.terms import FACILITATOR
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
    team = (asked.power.key, "Our team", asked.power)
    heads: list[tuple[str, str, Power | None]] = [
        (PUBLIC, "Everybody", None),
        *others,
        team,
        (FACILITATOR, "Facilitator", None),
    ]
    posts = asked.table.posts(asked.power)
    found = []
    for key, name, power in heads:
        own = tuple(each for each in posts if thread_of(each, asked.power) == key)
        seen = asked.read.get(key, 0)
        fresh = sum(moment(each) > seen and each.sender is not asked.power for each in own)
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
    """Return the last message seen of each thread, the one on the page included."""
    own = next((each.posts for each in threads(asked) if each.key == (asked.at or PUBLIC)), ())
    return asked.read | ({asked.at or PUBLIC: moment(own[-1])} if own else {})


def moment(post: Post) -> int:
    """Return when a message was sent, in tenths of a second: its number would tell how many others write."""
    return round(10 * post.at)


def unread(asked: Asked) -> int:
    """Return how many messages of others somebody has not seen."""
    return sum(
        each.fresh for each in threads(asked) if (asked.tab, asked.at or PUBLIC) != ("messages", each.key)
    )
