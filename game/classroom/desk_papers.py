"""What a class leaves on paper: debriefs, tables side by side, records, and everything as one archive."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Final

from attrs import evolve
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from game.classroom.archive import Shelf, write_archive
from game.classroom.chair import Chair
from game.classroom.compare import Strand, results_csv, safe_text, strand, tracks_csv
from game.classroom.desk import Fields, desk_page, done, table_of
from game.classroom.desk_truth import open_story
from game.classroom.security import REVIEW_POLICY
from game.classroom.table import Table
from game.classroom.web import Refusal, desk_token, hall_of
from game.report.lines import Series, over_turns
from game.report.plots import round_ticks

INKS: Final = ("ink", "line-0", "line-3", "line-2", "line-5", "line-1")
"""The colours of tables on a chart; each line has its own dash and its name at the end."""

SIZE: Final = (560.0, 220.0, 110.0)
"""Width and height of a chart, and the room for names."""

MOST_LINES: Final = 8
"""The most tables that one chart shows; more are told by the tables of figures alone."""


# ---------- debriefs ----------


async def debrief(request: Request) -> Response:
    """Show a table's debrief."""
    desk_token(request)
    table = table_of(request)
    page = hall_of(request).backroom.page(table)
    if page is None:
        raise Refusal(404, hall_of(request).backroom.progress(table).words)
    return HTMLResponse(page.read_bytes(), headers={"content-security-policy": REVIEW_POLICY})


async def release(request: Request) -> Response:
    """Let the people of a table read its debrief."""
    table = table_of(request)

    def act(_: Fields) -> str:
        Chair(table).release("")
        return f"{table.name}: its people can read the debrief now."

    return await done(request, f"/desk/table/{table.id}", act)


async def again(request: Request) -> Response:
    """Have a debrief made anew."""
    table, hall = table_of(request), hall_of(request)

    def act(_: Fields) -> str:
        hall.backroom.again(table)
        hall.backroom.look(hall.tables.values())
        return f"{table.name}: the debrief is made anew."

    return await done(request, f"/desk/table/{table.id}", act)


async def record(request: Request) -> Response:
    """Hand out a table's record as it is."""
    desk_token(request)
    table = table_of(request)
    path = hall_of(request).records / table.record
    return FileResponse(path, media_type="application/x-ndjson", filename=f"{file_name(table)}.jsonl")


# ---------- side by side ----------


def strands_of(request: Request) -> tuple[Strand, ...]:
    """Return all tables side by side; each is worked out again only when its game has changed."""
    known: dict[int, tuple[int, Strand]] = request.app.state.__dict__.setdefault("strands", {})
    found = []
    for table in hall_of(request).tables.values():
        version, kept = known.get(table.id, (-1, None))
        if kept is None or version != table.version:
            kept = strand(table.id, table.name, table.session.seed, open_story(table))
            known[table.id] = (table.version, kept)
        found.append(kept)
    return tuple(found)


async def compare(request: Request) -> Response:
    """Show the tables side by side."""
    desk_token(request)
    strands = strands_of(request)
    places = strands[0].flashpoints
    return desk_page(
        request,
        "desk_compare.html",
        strands=strands,
        places=places,
        turns=range(max(len(each.share) for each in strands)),
        charts=_charts(strands) if len(strands) <= MOST_LINES else (),
        seeds=sorted({each.seed for each in strands}),
    )


def _charts(strands: tuple[Strand, ...]) -> tuple[tuple[str, str, object], ...]:
    """Return a chart each of the share of GDP and of tension, a line for each table."""
    share = [Series(each.name[:12], each.share, INKS[nth % len(INKS)]) for nth, each in enumerate(strands)]
    tense = [Series(each.name[:12], each.tension, INKS[nth % len(INKS)]) for nth, each in enumerate(strands)]
    values = [value for each in strands for value in each.share]
    bounds = max(0, min(values) - 40) // 20 * 20, max(values) + 20
    drawn = over_turns(share, bounds, *SIZE)
    cents = round_ticks(*bounds, 5)
    ticks = tuple((y, f"{value / 100:.2f}") for (y, _), value in zip(drawn.ticks, cents, strict=True))
    high = max(max(each.tension) for each in strands)
    return (
        ("share", "Japan's share of GDP, per cent", evolve(drawn, ticks=ticks)),
        ("tension", "Tension", over_turns(tense, (0, max(10, high)), *SIZE)),
    )


async def compare_csv(request: Request) -> Response:
    """Hand out the tables side by side as CSV: `results` or `tracks`."""
    desk_token(request)
    write = {"results": results_csv, "tracks": tracks_csv}.get(request.path_params["what"])
    if write is None:
        raise Refusal(404, "There is no such page.")
    name = request.path_params["what"]
    head = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(write(strands_of(request)), media_type="text/csv", headers=head)


# ---------- everything ----------


async def archive(request: Request) -> Response:
    """Hand out everything of the class as one archive, packed in another process."""
    desk_token(request)
    hall = hall_of(request)
    shelves = tuple(shelf(request, table) for table in hall.tables.values())
    folder = Path(tempfile.mkdtemp(prefix="class-", dir=hall.records))
    path = folder / "class.zip"
    packing = hall.backroom.submit(write_archive, path, shelves)
    try:
        await asyncio.wrap_future(packing)
    except BaseException:
        _clear(folder)
        raise
    leave = BackgroundTask(_clear, folder)
    return FileResponse(
        path, media_type="application/zip", filename="two-percent-class.zip", background=leave
    )


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        each.unlink(missing_ok=True)
    folder.rmdir()


def shelf(request: Request, table: Table) -> Shelf:
    """Return a table as it is packed: nothing in it lets anybody in."""
    hall = hall_of(request)
    path = hall.records / table.record
    people = tuple(
        (str(table.id), safe_text(each.name), "" if each.seat is None else each.seat.key, each.role or "")
        for each in table.people
    )
    messages = tuple(
        (
            str(table.id),
            str(post.turn),
            "facilitator" if post.sender is None else post.sender.key,
            safe_text(post.by),
            " ".join(post.to) or "all",
            safe_text(post.text),
            f"{post.at:.0f}",
        )
        for post in table.posts(None)
    )
    settings = {
        "scenario": table.session.scenario,
        "seed": table.session.seed,
        "turn": table.turn,
        "minutes": table.clock.per_turn / 60,
        "fallback": table.fallback.value,
        "advisor": table.options.advisor,
        "pause_after": table.options.pause_after,
        "released": table.released,
    }
    values = table.id, table.name, table.code, path, path.stat().st_size, hall.backroom.page(table)
    return Shelf(*values, people, messages, settings)


def file_name(table: Table) -> str:
    """Return a table's name for a file."""
    return f"table-{table.id:02}-{table.code}"


routes: Final = [
    Route("/desk/table/{table:int}/debrief", debrief),
    Route("/desk/table/{table:int}/release", release, methods=["POST"]),
    Route("/desk/table/{table:int}/again", again, methods=["POST"]),
    Route("/desk/table/{table:int}/record", record),
    Route("/desk/compare", compare),
    Route("/desk/compare/{what}.csv", compare_csv),
    Route("/desk/archive", archive),
]
