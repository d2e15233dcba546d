"""What every page of the facilitator needs: the tables meant, forms with a reason, what to say next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from game.classroom.hall import MOST_TABLES, Hall
from game.classroom.prepared import Item
from game.classroom.rows import Person
from game.classroom.table import Table
from game.classroom.terms import TableError
from game.classroom.web import Refusal, desk_token, field, form_of, go, hall_of, page
from rules.terms import POWER_NAMED, Power

Fields = dict[str, str]

ALL: Final = "all"
"""The word for all tables in forms."""

MOST_TOLD: Final = 20


def desk_page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page of the facilitator's, with the key of its forms and what is to be said."""
    token, hall = desk_token(request), hall_of(request)
    told = _told(request)
    said = tuple(told)
    told.clear()
    common = {"key": hall.keys.form_key(token), "hall": hall, "now": time_of(request), "said": said}
    return page(request, template, status, **common, **values)


def time_of(request: Request) -> float:
    """Return the time that the server goes by."""
    time: float = request.app.state.time()
    return time


def tell(request: Request, line: str) -> None:
    """Keep a line for the facilitator's next page."""
    told = _told(request)
    told.append(line)
    del told[:-MOST_TOLD]


def _told(request: Request) -> list[str]:
    state = request.app.state
    if not hasattr(state, "desk_told"):
        state.desk_told = []
    told: list[str] = state.desk_told
    return told


async def done(request: Request, back: str, act: Callable[[Fields], str]) -> Response:
    """Do what a form asks for, and go back to its page, which tells what was done or why not."""
    fields = await form_of(request, desk_token(request))
    return answered(request, back, lambda: act(fields))


def answered(request: Request, back: str, act: Callable[[], str]) -> Response:
    """Do something and go back to a page, which tells what was done; what cannot be is told at once."""
    try:
        told = act()
    except TableError as error:
        text = str(error)
        message = f"{text[:1].upper()}{text[1:]}."
        return desk_page(request, "desk_refused.html", 409, message=message, back=back)
    if told:
        tell(request, told)
    return go(back)


def confirmed(request: Request, fields: Fields, question: str, button: str, back: str) -> Response | None:
    """Return a page that asks whether it is to be so, or None where it was said so already."""
    if fields.get("sure") == "yes":
        return None
    kept = {name: value for name, value in fields.items() if name != "sure"}
    return desk_page(
        request,
        "desk_confirm.html",
        fields=kept,
        question=question,
        button=button,
        back=back,
        path=request.url.path,
    )


# ---------- what forms name ----------


def table_of(request: Request) -> Table:
    """Return the table that an address names."""
    return table_numbered(hall_of(request), request.path_params["table"])


def table_numbered(hall: Hall, number: int) -> Table:
    """Return a table by its number."""
    table = hall.tables.get(number)
    if table is None:
        raise Refusal(404, "There is no such table.")
    return table


def tables_in(hall: Hall, text: str) -> tuple[Table, ...]:
    """Return the tables that a form names: `all`, or numbers such as `1, 3-5`."""
    text = text.strip().lower()
    if text in ("", ALL):
        return tuple(hall.tables.values())
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (_is_number(first) and _is_number(last or first)):
            raise TableError(f"tables are written 'all', or as numbers such as '1, 3-5', not '{text[:40]}'")
        numbers += range(int(first), min(int(last or first), MOST_TABLES) + 1)
    unknown = next((number for number in numbers if number not in hall.tables), None)
    if unknown is not None or not numbers:
        raise TableError(f"there is no table {unknown}: the tables are 1 to {len(hall.tables)}")
    return tuple(hall.tables[number] for number in dict.fromkeys(numbers))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3


def power_in(fields: Fields, name: str = "seat") -> Power:
    """Return the power that a form names."""
    return power_named(field(fields, name))


def power_named(word: str) -> Power:
    """Return a power by its word."""
    power = POWER_NAMED.get(word)
    if power is None:
        raise Refusal(404, "There is no such seat.")
    return power


def whom_in(fields: Fields, name: str = "to") -> tuple[Power, ...]:
    """Return the powers that a form names: one, or none for all."""
    word = field(fields, name)
    return () if word == ALL else (power_named(word),)


def person_in(table: Table, fields: Fields) -> Person:
    """Return the person that a form names."""
    found = table.person(number_in(fields, "person"))
    if found is None:
        raise TableError("this person is not at the table any more")
    return found


def item_in(hall: Hall, fields: Fields) -> Item:
    """Return the prepared inject that a form names."""
    found = hall.agenda.item(number_in(fields, "inject"))
    if found is None:
        raise TableError("this inject is not there any more")
    return found


def number_in(fields: Fields, name: str) -> int:
    """Return the number of something that a form names, -1 where it is none."""
    text = field(fields, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def whole(fields: Fields, name: str, low: int, high: int) -> int:
    """Return a whole number of a form; raise TableError where it is none or out of its range."""
    text = field(fields, name).strip().replace("\N{MINUS SIGN}", "-")
    if not (text.lstrip("+-").isascii() and text.lstrip("+-").isdecimal() and len(text) <= 9):
        raise TableError(f"{name} expects a whole number, not '{text[:20]}'")
    try:
        value = int(text)
    except ValueError:
        raise TableError(f"{name} expects a whole number, not '{text[:20]}'") from None
    if not low <= value <= high:
        raise TableError(f"{name} {value} is not between {low} and {high}")
    return value


def minutes_in(fields: Fields) -> float:
    """Return the minutes that a form names."""
    text = field(fields, "minutes").strip().replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value <= 24 * 60:
        raise TableError(f"minutes are a number up to 1440, not '{text[:20]}'")
    return value


def reason_in(fields: Fields) -> str:
    """Return the reason that a form gives; raise TableError where there is none."""
    reason = " ".join(field(fields, "reason", 1000).split())
    if not reason:
        raise TableError("this needs a reason: the record and the debrief tell it")
    return reason
