"""A seat's pages: what its people see and write. Everything comes from the seat's own view of the game."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.table import FACILITATOR, TableError
from game.classroom.web import Caller, Refusal, caller_of, field, form_of, go, hall_of, page, wants_part
from game.views.briefing import briefing_of
from game.views.order_book import Change, OrderBook
from game.views.order_words import price, say
from game.wording import names_of
from rules.notation import NotationError, read, write
from rules.orders import FAMILIES, Order
from rules.terms import POWER_NAMED, Power

TABS: Final = ("brief", "orders", "messages")


def seated_caller(request: Request) -> tuple[Caller, Power]:
    """Return who asks and their seat; raise Refusal where they have none."""
    caller = caller_of(request)
    if caller.person.seat is None:
        raise Refusal(403, "Take a seat first.")
    return caller, caller.person.seat


def frame(request: Request, caller: Caller, power: Power, tab: str) -> dict[str, Any]:
    """Return what every page of a seat shows: the bar, the clock, the sheet, the stamp."""
    table, time = caller.table, request.app.state.time()
    book = table.book(power)
    seen = table.view(power).observation
    return {
        "key": hall_of(request).keys.form_key(caller.token),
        "table": table,
        "person": caller.person,
        "power": power,
        "tab": tab,
        "tabs": TABS,
        "stamp": table.stamp(power),
        "left": round(table.clock.left(time)),
        "running": table.clock.running,
        "committed": power in table.session.sheets,
        "may_commit": table.may_commit(caller.person),
        "orders": [
            {"text": write(order), "words": say(order, seen), "index": nth}
            for nth, order in enumerate(book.orders)
        ],
        "room": book.left,
        "receipts": table.receipts(power),
        "names": names_of(seen.world),
    }


async def seat(request: Request) -> Response:
    """Show a tab of a seat."""
    caller, power = seated_caller(request)
    tab = request.path_params["tab"]
    if tab not in TABS:
        raise Refusal(404, "There is no such page.")
    return page(request, f"seat_{tab}.html", **frame(request, caller, power, tab), **_tab(caller, power, tab))


def _tab(caller: Caller, power: Power, tab: str) -> dict[str, Any]:
    view = caller.table.view(power)
    seen = view.observation
    if tab == "brief":
        news = view.news(view.turn - 1) if view.turn > 1 else ()
        return {"briefing": briefing_of(seen, news, view.messages)}
    if tab == "orders":
        desk = caller.table.book(power).desk
        return {
            "families": [
                (
                    family.key,
                    [
                        (write(order), say(order, seen), price(order, seen, desk.sheet.orders))
                        for order in desk.menu(family)
                    ],
                )
                for family in FAMILIES
            ]
        }
    return {"posts": caller.table.posts(power)}


async def pulse(request: Request) -> Response:
    """Say what changed since a stamp: nothing (204), or the parts that did."""
    caller, power = seated_caller(request)
    have = request.query_params.get("have", "")
    if have == caller.table.stamp(power):
        return Response(status_code=204)
    return page(request, "pulse.html", **frame(request, caller, power, "brief"))


async def write_order(request: Request) -> Response:
    """Change the sheet that the team writes."""
    caller, _ = seated_caller(request)
    fields = await form_of(request, caller.token)
    done = caller.table.edit(caller.person, lambda book: _changed(book, fields))
    if not done.done:
        raise TableError(done.why)
    return _back(request, "/seat/orders")


def _changed(book: OrderBook, fields: dict[str, str]) -> Change:
    match field(fields, "do"):
        case "add":
            return book.add(_order(fields))
        case "remove":
            order = _order(fields)
            if order not in book.orders:
                raise TableError("this order is not on the sheet any more")
            return book.remove(book.orders.index(order))
        case "undo":
            return Change(book.undo(), "there is nothing to take back")
        case "redo":
            return Change(book.redo(), "there is nothing to make again")
        case other:
            raise Refusal(400, f"A sheet knows no '{other[:20]}'.")


def _order(fields: dict[str, str]) -> Order:
    try:
        return read(field(fields, "order"))
    except NotationError:
        raise Refusal(400, "This is no order.") from None


async def commit(request: Request) -> Response:
    """Commit the team's sheet."""
    caller, _ = seated_caller(request)
    await form_of(request, caller.token)
    caller.table.commit(caller.person, request.app.state.time())
    return _back(request, "/seat/orders")


async def withdraw(request: Request) -> Response:
    """Take the committed sheet back."""
    caller, _ = seated_caller(request)
    await form_of(request, caller.token)
    caller.table.withdraw(caller.person)
    return _back(request, "/seat/orders")


async def send(request: Request) -> Response:
    """Send a message."""
    caller, _ = seated_caller(request)
    fields = await form_of(request, caller.token)
    to = field(fields, "to")
    if to not in ("all", FACILITATOR) and to not in POWER_NAMED:
        raise Refusal(400, "There is nobody of that name.")
    whom = () if to == "all" else (to,)
    caller.table.post(caller.person, whom, field(fields, "text", 10_000), request.app.state.time())
    return _back(request, "/seat/messages")


def _back(request: Request, path: str) -> Response:
    if wants_part(request):
        return Response(status_code=204, headers={"hx-redirect": path})
    return go(path)


routes: Final = [
    Route("/seat/pulse", pulse),
    Route("/seat/write", write_order, methods=["POST"]),
    Route("/seat/commit", commit, methods=["POST"]),
    Route("/seat/withdraw", withdraw, methods=["POST"]),
    Route("/seat/send", send, methods=["POST"]),
    Route("/seat/{tab}", seat),
]
