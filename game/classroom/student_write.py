"""What a team's people do: write orders, commit, withdraw, send messages. Every form says what came of it."""

from __future__ import annotations

from starlette.requests import Request

from game.classroom.student_advice import waiting
from game.classroom.student_asked import Asked, address, asked_of
from game.classroom.student_commit import mark_of
from game.classroom.student_posts import whom
from game.classroom.terms import LONGEST_MESSAGE, TableError
from game.classroom.web import Refusal, caller_of, field, form_of
from game.views.figures import counted
from game.views.order_book import Change, OrderBook
from game.views.order_words import say
from rules.notation import NotationError, read
from rules.orders import Order

Said = tuple[Asked, str, str]
"""Who asked from where, what is said to them, and where a browser without scripts goes on."""


async def form(request: Request) -> tuple[Asked, dict[str, str]]:
    """Return who sends a form from which page, and its fields; raise Refusal where it is not theirs."""
    fields = await form_of(request, caller_of(request).token)
    asked = asked_of(request, fields.get("on", "budget"), fields.get("at", ""))
    return asked, fields


async def write_order(request: Request) -> Said:
    """Change the sheet that the team writes."""
    asked, fields = await form(request)
    said = ""

    def change(book: OrderBook) -> Change:
        nonlocal said
        found, said = _changed(asked, book, fields)
        return found

    done = asked.table.edit(asked.person, change)
    if not done.done:
        raise TableError(done.why)
    lost = [f"{say(each.order, asked.seen)} left the sheet: {each.why}." for each in done.dropped]
    return asked, " ".join([said, *lost]), asked.path


def _changed(asked: Asked, book: OrderBook, fields: dict[str, str]) -> tuple[Change, str]:
    """Change a sheet as a form says, and tell what was done; orders are named by their text, not by place."""
    word, _, text = field(fields, "do", 400).partition(" ")
    text = text or fields.get("order", "")
    match word:
        case "undo":
            return Change(book.undo(), "there is nothing to take back"), "Taken back."
        case "redo":
            return Change(book.redo(), "there is nothing to make again"), "Made again."
        case "all":
            return _add_all(asked, book)
    order = _order(text)
    words = say(order, asked.seen) if asked.in_catalogue(order) else ""
    if word == "add":
        if not words:
            raise TableError("your seat has no such order")
        return book.add(order), f"{words}."
    if order not in book.orders:
        raise TableError("this order is not on the sheet any more")
    nth = book.orders.index(order)
    match word:
        case "remove":
            return book.remove(nth), f"Removed: {words}."
        case "up":
            return book.move(nth, -1), f"Moved up: {words}."
        case "down":
            return book.move(nth, 1), f"Moved down: {words}."
        case _:
            raise Refusal(400, f"A sheet knows no '{word[:20]}'.")


def _add_all(asked: Asked, book: OrderBook) -> tuple[Change, str]:
    """Write all that is advised, as one step."""
    aside = OrderBook.from_sheet(book.observation, book.sheet)
    added = sum(aside.add(tip.order).done for tip in list(waiting(asked)))
    if not added:
        return Change(False, "there is nothing to add"), ""
    return book.restore(aside.orders), f"{counted(added, 'order')} added. Undo takes them off."


def _order(text: str) -> Order:
    try:
        return read(text)
    except NotationError:
        raise Refusal(400, "This is no order.") from None


async def commit(request: Request) -> Said:
    """Commit the team's sheet, if it is still the one that was read."""
    asked, fields = await form(request)
    mark = fields.get("mark")
    if mark is not None and mark != mark_of(asked):
        raise TableError("the sheet has changed since you read it: read it once more")
    receipt = asked.table.commit(asked.person, asked.now)
    return asked, f"Committed. Receipt {receipt.id}.", address("receipt", str(receipt.id))


async def withdraw(request: Request) -> Said:
    """Take the committed sheet back."""
    asked, _ = await form(request)
    asked.table.withdraw(asked.person)
    return asked, "The sheet is yours again.", address("budget")


async def send(request: Request) -> Said:
    """Send a message to a thread."""
    asked, fields = await form(request)
    thread = field(fields, "to")
    to = whom(thread)
    if to is None:
        raise Refusal(400, "There is nobody of that name.")
    asked.table.post(asked.person, to, field(fields, "text", 4 * LONGEST_MESSAGE), asked.now)
    return asked, "Sent.", address("messages", thread)
