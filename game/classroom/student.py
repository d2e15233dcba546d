"""A seat's pages: what its people see and write. Everything comes from the seat's own view of the game."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from game.classroom import student_write
from game.classroom.security import REVIEW_POLICY
from game.classroom.stamps import Part
from game.classroom.student_asked import Asked, address, asked_of, read_words
from game.classroom.student_download import download_text
from game.classroom.student_frame import frame, sheet
from game.classroom.student_map import scene_key, scene_on
from game.classroom.student_posts import seen_now
from game.classroom.student_tabs import ON_THE_SHEET, content
from game.classroom.student_write import Said
from game.classroom.web import (
    LEVEL_COOKIE,
    READ_COOKIE,
    Refusal,
    go,
    hall_of,
    hand_out,
    page,
    render,
    wants_part,
)

_NO_SHEET: Final = frozenset({Part.CLOCK, Part.POSTS})
"""What changes neither the sheet nor what may be written on it."""


async def first(request: Request) -> Response:
    """Go to the first tab."""
    asked_of(request, "brief")
    return go(address("brief"))


async def seat(request: Request) -> Response:
    """Show a page of a seat."""
    tab = request.path_params["tab"]
    at = request.query_params.get("order") if tab == "odds" else None
    asked = asked_of(request, tab, at)
    inside = content(asked)
    found = page(
        request, f"seat_{tab}.html", key=_key(request, asked), **frame(asked), **inside, **_sheet(asked)
    )
    return _remembering(found, asked)


def _key(request: Request, asked: Asked) -> str:
    return hall_of(request).keys.form_key(asked.caller.token)


def _sheet(asked: Asked) -> dict[str, Any]:
    return {"sheet": sheet(asked), "may_commit": asked.table.may_commit(asked.person)}


def _remembering(answer: Response, asked: Asked) -> Response:
    """Let a browser keep the reading level and how much of the messages was seen."""
    if asked.tab == "brief":
        hand_out(answer, LEVEL_COOKIE, asked.level)
    if asked.tab == "messages":
        hand_out(answer, READ_COOKIE, read_words(seen_now(asked)))
    return answer


# ---------- what changed ----------


async def pulse(request: Request) -> Response:
    """Say what changed since a stamp: nothing (204), or the parts of the page that did."""
    asked = asked_of(request, request.query_params.get("on", "brief"))
    have = request.query_params.get("have", "")
    if have == asked.table.stamp(asked.power):
        return Response(status_code=204)
    news = asked.table.news(asked.power, have)
    drawn = request.query_params.get("drawn", "")
    return _remembering(HTMLResponse(fragments(request, asked, news, drawn)), asked)


async def part(request: Request) -> Response:
    """Show another place on a tab, without what stays the same."""
    asked = asked_of(request, request.query_params.get("on", "brief"))
    content(asked)
    return _remembering(HTMLResponse(fragments(request, asked, frozenset(Part), "")), asked)


def fragments(request: Request, asked: Asked, news: Iterable[Part], drawn: str) -> str:
    """Return the parts of a page that depend on what is new; `drawn` is the map that a browser has."""
    news = frozenset(news)
    values = {"key": _key(request, asked), **frame(asked)}
    parts = [render("part_pulse.html", **values, drawn=_drawn(asked))]
    if news - {Part.CLOCK}:
        values |= _sheet(asked)
        parts += [render("part_bar.html", **values), render("part_nav.html", **values)]
    if news - _NO_SHEET:
        parts.append(render("part_sheet.html", **values))
    if _is_new(asked.tab, news):
        parts.append(_tab(asked, values, drawn))
    return "".join(parts)


def _is_new(tab: str, news: frozenset[Part]) -> bool:
    """Tell whether a page shows something else now."""
    if Part.TURN in news:
        return True
    if tab in ("messages", "log", "brief") and Part.POSTS in news:
        return True
    return tab in ON_THE_SHEET and bool(news - _NO_SHEET)


def _tab(asked: Asked, values: dict[str, Any], drawn: str) -> str:
    try:
        inside = content(asked)
    except Refusal:
        return ""
    return render(f"seat_{asked.tab}.html", **values, **inside, live=True, had=drawn)


def _drawn(asked: Asked) -> str:
    return scene_key(scene_on(asked)) if asked.tab == "map" else ""


# ---------- what is taken away ----------


async def download(request: Request) -> Response:
    """Give a seat its own log and sheets as a text."""
    asked = asked_of(request, "log")
    name = f"{asked.power.key}-{asked.table.name}.txt"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(download_text(asked), media_type="text/plain; charset=utf-8", headers=headers)


async def debrief(request: Request) -> Response:
    """Show the debrief of the game, once the facilitator has opened it."""
    asked = asked_of(request, "end")
    backroom = hall_of(request).backroom
    if not asked.table.released:
        raise Refusal(404, "Your facilitator has not opened the debrief yet.")
    made = backroom.page(asked.table)
    if made is None:
        raise Refusal(404, backroom.progress(asked.table).words)
    return HTMLResponse(made.read_bytes(), headers={"content-security-policy": REVIEW_POLICY})


# ---------- what is written ----------


def form(act: Callable[[Request], Awaitable[Said]]) -> Callable[[Request], Awaitable[Response]]:
    """Return a form's handler: it acts, then answers with what is new or sends a browser on."""

    async def handle(request: Request) -> Response:
        asked, said, where = await act(request)
        if not wants_part(request):
            return go(where)
        if address(asked.tab, asked.at) != where and asked.tab == "finish":
            return Response(status_code=204, headers={"hx-redirect": where})
        found = HTMLResponse(fragments(request, asked, Part, ""))
        found.headers["x-said"] = quote(said)
        return _remembering(found, asked)

    return handle


routes: Final = [
    Route("/seat", first),
    Route("/seat/pulse", pulse),
    Route("/seat/part", part),
    Route("/seat/download", download),
    Route("/seat/debrief", debrief),
    Route("/seat/write", form(student_write.write_order), methods=["POST"]),
    Route("/seat/commit", form(student_write.commit), methods=["POST"]),
    Route("/seat/withdraw", form(student_write.withdraw), methods=["POST"]),
    Route("/seat/send", form(student_write.send), methods=["POST"]),
    Route("/seat/{tab}", seat),
]
