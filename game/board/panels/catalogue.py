"""The catalogue: what may be signed, reviewed or invoked, line by line, what is closed last and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import scrolling
from game.board.panels.parts import words_that_fit
from game.board.theme import BODY_SMALL, LABEL_SMALL, NOTE, PANEL, STRONG_SMALL
from game.board.widgets import FilterChip, Paint, Row, Scroll, Widget
from game.board.widgets.base import Key
from game.views.catalogue import Offer, Programmes, line_words
from game.views.figures import dollars
from game.views.names import capital
from game.views.policy import Policy, Stage
from rules.terms import Line

if TYPE_CHECKING:
    from game.board.panels.programmes import Programmes as Tab

ALL: Final = "all"
POLICY: Final = "policy"

HIGH: Final = 26.0
CHIP: Final = 24.0

_STAGES: Final = {
    Stage.ADOPTED: "adopted",
    Stage.RUNNING: "under review",
    Stage.ORDERED: "ordered",
}


@frozen
class Entry:
    """A row of the catalogue: its name, its price, how long it takes, what it brings, and its order."""

    key: str
    name: str
    price: str
    long: str
    brings: tuple[str, ...]
    offer: Offer
    mark: str = ""


def lines_of(shown: Programmes) -> tuple[tuple[str, str], ...]:
    """Return the filters with their words: all, every line that has an entry, policy."""
    lines = sorted({row.line for row in shown.rows})
    return (
        (ALL, "All"),
        *((line.key, capital(line_words(line))) for line in lines),
        (POLICY, "Policy"),
    )


def entries_of(shown: Programmes, politics: Policy, line: str) -> tuple[Entry, ...]:
    """Return the entries of a filter: what can be ordered first, by line and price, what is closed last."""
    if line == POLICY:
        return tuple(_policy(politics))
    known = next((each for each in Line if each.key == line), None)
    rows = sorted(shown.of(known), key=lambda row: (bool(row.offer.locked), row.line, row.cost, row.name))
    return tuple(
        Entry(
            f"programme:{row.programme}",
            row.name,
            dollars(row.cost),
            str(row.quarters),
            tuple(row.yields.split(", ")),
            row.offer,
            "in orders" if row.offer.written else "",
        )
        for row in rows
    )


def _policy(politics: Policy) -> Iterator[Entry]:
    for step in sorted(politics.steps, key=lambda each: _RANK[each.stage]):
        turns = f"{step.left} of {step.turns}" if step.stage is Stage.RUNNING else str(step.turns)
        brings = tuple(chip.text for chip in step.chips)
        yield Entry(
            f"doctrine:{step.doctrine}",
            step.name,
            f"capital {step.capital}",
            turns,
            brings,
            step.offer,
            _STAGES.get(step.stage, ""),
        )
    for row in politics.measures:
        mark = "ordered" if row.offer.written else ""
        yield Entry(f"measure:{row.measure.key}", row.name, "free", "–", (row.does,), row.offer, mark)


_RANK: Final = {Stage.RUNNING: 0, Stage.ORDERED: 1, Stage.OPEN: 2, Stage.LOCKED: 3, Stage.ADOPTED: 4}


# ---------- on the screen ----------


def catalogue(
    tab: Tab,
    top: Rect,
    rect: Rect,
    lines: Sequence[tuple[str, str]],
    entries: Sequence[Entry],
    chosen: str,
) -> list[Widget]:
    """Return the filters in the strip `top`, and below them the list in its column `rect`."""
    chips, high = _chips(tab, top, lines)
    head = Rect(rect.x, rect.y + high, rect.w, 22)
    policy = tab.line == POLICY
    columns = Columns(rect.w)
    body = rect.below(high + 24)
    body = Rect(body.x - 8, body.y, body.w + 8, body.h)
    rows = [
        _row(tab, Rect(body.x, body.y + nth * HIGH, body.w, HIGH), entries, nth, chosen, columns)
        for nth in range(len(entries))
    ]
    return [
        *chips,
        Paint("catalogue:head", head, lambda canvas: columns.head(canvas, head, policy)),
        Scroll("catalogue:scroll", body, HIGH * len(rows), rows),
    ]


def _chips(tab: Tab, rect: Rect, lines: Sequence[tuple[str, str]]) -> tuple[list[Widget], float]:
    """Return the title with the filters behind it, over as many rows as they take, and the height."""
    kind = tab.ui.type
    title = kind.width("Catalogue", PANEL)
    widgets: list[Widget] = [
        Paint(
            "catalogue:title",
            Rect(rect.x, rect.y, title + 2, 36),
            lambda canvas: _title(canvas, Rect(rect.x, rect.y, title + 2, 36)),
        )
    ]
    x, y = rect.x + title + 16, rect.y + 6
    for line, word in lines:
        wide = kind.width(word, LABEL_SMALL) + 18
        if x + wide > rect.right:
            x, y = rect.x, y + CHIP + 5
        place = Rect(x, y, wide, CHIP)
        show = partial(tab.show_line, line)
        widgets.append(FilterChip(f"catalogue:{line}", place, word, line == tab.line, show))
        x += wide + 6
    return widgets, y + CHIP + 6 - rect.y


def _title(canvas: Canvas, rect: Rect) -> None:
    canvas.text("Catalogue", PANEL, canvas.palette.ink, rect)


@frozen
class Columns:
    """Where the columns of the catalogue stand in a width."""

    wide: float

    @property
    def name(self) -> float:
        """Width of the names."""
        return self.wide * (0.44 if self.wide < 520 else 0.42)

    @property
    def price(self) -> float:
        """Where prices end."""
        return self.name + 66

    @property
    def long(self) -> float:
        """Where the quarters end."""
        return self.price + (52 if self.wide < 520 else 62)

    @property
    def brings(self) -> float:
        """Where what it brings begins."""
        return self.long + 14

    def head(self, canvas: Canvas, rect: Rect, policy: bool) -> None:
        """Draw what the columns are."""
        colour = canvas.palette.muted
        canvas.text("price" if policy else "cost", NOTE, colour, rect.left(self.price), "right")
        canvas.text("turns" if policy else "quarters", NOTE, colour, rect.left(self.long), "right")
        canvas.text("brings", NOTE, colour, rect.after(self.brings))

    def paint(self, canvas: Canvas, rect: Rect, entry: Entry, on: bool) -> None:
        """Draw an entry."""
        palette, kind = canvas.palette, canvas.type
        closed = bool(entry.offer.locked) and not entry.mark
        colour = palette.muted if closed else palette.ink
        canvas.line((rect.x, rect.bottom - 0.5), (rect.right - 8, rect.bottom - 0.5), palette.faint)
        room = self.name - (20 if closed else 0)
        if entry.mark:
            wide = canvas.width(entry.mark, NOTE)
            room -= wide + 6
            canvas.text(entry.mark, NOTE, palette.good, rect.left(self.name), "right")
        style = STRONG_SMALL if on else BODY_SMALL
        name = words_that_fit(kind, entry.name.split(" "), style, room, " ")
        canvas.text(name, style, colour, rect.left(room))
        if closed:
            canvas.icon("lock", rect.x + self.name - 8, rect.y + rect.h / 2, 12, palette.muted)
        canvas.text(entry.price, BODY_SMALL, colour, rect.left(self.price), "right")
        canvas.text(entry.long, BODY_SMALL, colour, rect.left(self.long), "right")
        rest = rect.after(self.brings).before(12)
        if closed:
            words = entry.offer.locked.split(" ")
            text = words_that_fit(kind, words, NOTE, rest.w, " ")
            canvas.text(text, NOTE, palette.muted, rest)
        else:
            text = words_that_fit(kind, entry.brings, BODY_SMALL, rest.w)
            text = text or words_that_fit(kind, ", ".join(entry.brings).split(" "), BODY_SMALL, rest.w, " ")
            canvas.text(text, BODY_SMALL, colour, rest)


def _row(
    tab: Tab,
    rect: Rect,
    entries: Sequence[Entry],
    nth: int,
    chosen: str,
    columns: Columns,
) -> Row:
    entry = entries[nth]
    on = entry.key == chosen

    def take(key: Key) -> bool:
        steps = {"up": -1, "down": 1, "page up": -8, "page down": 8, "home": -999, "end": 999}
        if key.name in ("shift+up", "shift+down"):
            scrolling(tab.ui, "detail")[key.plain]()
            return True
        if key.name == "enter" and on and not entry.offer.locked:
            tab.toggle(entry.offer.order)
            return True
        if key.name not in steps:
            return False
        there = entries[max(0, min(len(entries) - 1, nth + steps[key.name]))].key
        tab.choose(there)
        tab.ui.set_focus(f"catalogue:{there}")
        return True

    return Row(
        f"catalogue:{entry.key}",
        rect,
        entry.name,
        lambda: tab.choose(entry.key),
        on=on,
        tip=entry.offer.locked,
        paint=lambda canvas, place: columns.paint(canvas, place.after(8), entry, on),
        keys=take,
    )
