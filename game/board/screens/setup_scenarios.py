"""The scenarios to choose among: a card each, the chosen one with its premise, map and rungs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.map.title import thumbnail
from game.board.screens.page import shortened
from game.board.theme import BODY_SMALL, CARD, STRONG_SMALL
from game.board.widgets import ChoiceCard, Ui, Widget
from game.content import ContentError, Summary, load_scenario, scenario_names, scenario_summary
from game.views.names import short

FIRST: Final = ("two_percent_by_march", "turning_the_corner", "watershed")
"""The lesson, the standard game and the long game stand before the others."""
PICTURE: Final = 172.0
LINE: Final = 18.2


@frozen
class Opening:
    """How a scenario's flashpoints stand at its start: short names with rungs, or why it cannot be played."""

    rungs: tuple[tuple[str, int], ...] = ()
    fault: str = ""


class Scenarios:
    """The scenarios of this distribution, read as they are needed."""

    def __init__(self) -> None:
        found = scenario_names()
        self.names = (*(name for name in FIRST if name in found), *(n for n in found if n not in FIRST))
        self.summaries: dict[str, Summary] = {name: scenario_summary(name) for name in self.names}
        self._openings: dict[str, Opening] = {}

    def opening(self, name: str) -> Opening:
        """Return how a scenario opens."""
        if name not in self._openings:
            self._openings[name] = _opening(name)
        return self._openings[name]

    def cards(self, ui: Ui, rect: Rect, chosen: str, choose: Callable[[str], None]) -> list[Widget]:
        """Return a card for each, one under the other from the top of a column."""
        found: list[Widget] = []
        y = rect.y
        for name in self.names:
            card = self._card(ui, Rect(rect.x, y, rect.w, 0), name, name == chosen, choose)
            found.append(card)
            y += card.rect.h + 10
        return found

    def show(self, ui: Ui, name: str) -> None:
        """Bring the chosen card into sight."""
        ui.refresh()
        focus = ui.focus
        ui.set_focus(f"setup:scenario:{name}")
        if focus is None and not ui.by_keyboard:
            ui.set_focus(None)

    def _card(self, ui: Ui, at: Rect, name: str, on: bool, choose: Callable[[str], None]) -> ChoiceCard:
        summary = self.summaries[name]
        wrap: Callable[[str], list[str]] = lambda text: ui.type.wrap(text, BODY_SMALL, at.w - 32)  # noqa: E731
        opening = self.opening(name) if on else Opening()
        premise = summary.premise if on else shortened(summary.premise, 2, wrap)
        if opening.fault:
            premise = opening.fault
        words = len(wrap(premise)) * LINE
        height = 40 + words + 14 + (PICTURE + 26 if on else 0)
        rect = Rect(at.x, at.y, at.w, height)

        def paint(canvas: Canvas, box: Rect) -> None:
            if on:
                _picture(canvas, box.top(PICTURE).inset(2), opening)
            _words(canvas, box.below(PICTURE + 4) if on else box, summary, premise, on)

        return ChoiceCard(
            f"setup:scenario:{name}", rect, summary.title, on, lambda: choose(name), paint, _said(opening)
        )


def _opening(name: str) -> Opening:
    try:
        scenario = load_scenario(name)
    except ContentError as error:
        return Opening(fault=str(error.faults[0]))
    places = [short(each.name) for each in scenario.world.flashpoints]
    return Opening(tuple(zip(places, scenario.setup.rungs, strict=True)))


def _said(opening: Opening) -> str:
    """Return the rungs in words."""
    return ", ".join(f"{place}: rung {rung}" for place, rung in opening.rungs)


def length_of(summary: Summary) -> str:
    """Return how long a scenario is: `12 turns, 2½ h`."""
    hours, rest = divmod(summary.minutes, 60)
    half = "½" if rest == 30 else ""
    whole = summary.minutes >= 120 and rest in (0, 30)
    return f"{summary.length} turns, {f'{hours}{half} h' if whole else f'{summary.minutes} min'}"


def _words(canvas: Canvas, box: Rect, summary: Summary, premise: str, on: bool) -> None:
    palette = canvas.palette
    inner = box.inset(16, 12)
    length = length_of(summary)
    wide = canvas.width(length, STRONG_SMALL)
    canvas.text(summary.title, CARD, palette.ink, inner.top(22).before(wide + 8))
    canvas.text(length, STRONG_SMALL, palette.gold, inner.top(22).end(wide + 1), "right")
    canvas.paragraph(
        premise, BODY_SMALL, palette.second, Rect(inner.x, inner.y + 26, inner.w, inner.h), leading=LINE
    )


def _picture(canvas: Canvas, box: Rect, opening: Opening) -> None:
    """Draw the map of a scenario with its rungs."""

    thumbnail(canvas, box.inset(3), [rung for _, rung in opening.rungs])
    canvas.fill(Rect(box.x, box.bottom, box.w, 1), canvas.palette.hairline)
