"""What a leader reads before committing: what is paid and stays, what was left unanswered, what is unused."""

from __future__ import annotations

from hashlib import blake2b

from attrs import frozen

from game.classroom.student_asked import Asked
from game.views.briefing import open_choices
from game.views.budget import Budget, budget
from game.views.names import party
from game.views.tracks import Acts, acts
from game.wording import subject_name
from rules.notation import write
from rules.orders import Answer, Choose


@frozen
class Summary:
    """A sheet before it goes in; `mark` names exactly these orders."""

    count: int
    budget: Budget
    capital: int
    capital_left: int
    stocks: int
    stocks_left: int
    unanswered: tuple[str, ...]
    unused: tuple[Acts, ...]
    mark: str


def summary(asked: Asked) -> Summary:
    """Return what the sheet comes to as it stands."""
    book = asked.book
    return Summary(
        count=len(book.orders),
        budget=budget(asked.desk),
        capital=book.spent.capital,
        capital_left=book.left.capital,
        stocks=book.spent.stocks,
        stocks_left=book.left.stocks,
        unanswered=(*_choices(asked), *_proposals(asked)),
        unused=tuple(each for each in acts(asked.desk) if each.used < each.of),
        mark=mark_of(asked),
    )


def mark_of(asked: Asked) -> str:
    """Return a short word that is another for every other sheet."""
    text = "\n".join(write(order) for order in asked.book.orders)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _choices(asked: Asked) -> list[str]:
    answered = {each.event for each in asked.book.orders if isinstance(each, Choose)}
    return [
        f"{each.title}: without an answer, “{asked.names.option(each.event, each.default)}”"
        for each in open_choices(asked.seen)
        if each.event not in answered
    ]


def _proposals(asked: Asked) -> list[str]:
    seen, names = asked.seen, asked.names
    answered = {(each.subject, each.sender) for each in asked.book.orders if isinstance(each, Answer)}
    return [
        f"{names.prose(subject_name(names, each.subject))}, "
        f"offered by {party(seen.world, each.sender.key)}: without an answer it lapses"
        for each in seen.proposals
        if each.to == seen.power and (each.subject, each.sender) not in answered
    ]
