"""The four seats of a new game: who plays each, by what name, with how much more or less money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.screens.page import SEATS
from game.board.theme import BODY_SMALL, CARD, LABEL_SMALL, NOTE, PANEL
from game.board.widgets import Dropdown, Paint, Segmented, Stepper, TextField, Widget
from game.players import registry
from game.session import PERSON
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.screens.setup import Setup

WANTS: Final = {
    Power.JAPAN: "Turn money into capability without provoking rivals or losing the public.",
    Power.US: "Keep the peace and the allies’ trust, with forces to spare elsewhere.",
    Power.CHINA: "Gain control short of war while trade and growth go on.",
    Power.DPRK: "Keep the regime safe, be recognised, owe nobody.",
}
"""What each seat plays for, in a line (R11)."""
BOTS: Final = (*registry.PERSONAS, "planner")
MOST: Final = 50
"""Handicaps go from as many per cent less to as many more."""
HANDICAP: Final = (
    "Handicap: so many per cent more or less income and first treasury. Rules, odds and dice are the same."
)
CONTROLS: Final = 422.0
NARROW: Final = 740.0


def seat_cards(setup: Setup, rect: Rect) -> tuple[list[Widget], float]:
    """Return a card a seat from the top of a column down, and where they end."""
    found: list[Widget] = []
    y = rect.y
    narrow = rect.w < NARROW
    height = 148.0 if narrow else 112.0
    for power in POWERS:
        found += _card(setup, Rect(rect.x, y, rect.w, height), power, narrow)
        y += height + 10
    return found, y - 10


def _card(setup: Setup, rect: Rect, power: Power, narrow: bool) -> list[Widget]:
    key = power.key

    def paint(canvas: Canvas) -> None:
        _ground(canvas, rect, power)
        if narrow:
            _narrow_words(canvas, rect, power)
        else:
            _wide_words(canvas, rect, power)

    area = (
        Rect(rect.x + 26, rect.y + 62, rect.w - 42, 86)
        if narrow
        else Rect(rect.right - CONTROLS, rect.y + 8, CONTROLS - 16, 104)
    )
    return [Paint(f"setup:{key}", rect, paint), *_controls(setup, area, power)]


def _ground(canvas: Canvas, rect: Rect, power: Power) -> None:
    palette = canvas.palette
    canvas.box(rect, palette.card, 8, palette.hairline, palette.border)
    canvas.box(Rect(rect.x, rect.y + 14, 4, rect.h - 28), palette.seat(power).fill, 2)


def _wide_words(canvas: Canvas, rect: Rect, power: Power) -> None:
    canvas.seat(power, rect.x + 46, rect.y + 40, 40)
    words = Rect(rect.x + 80, rect.y + 14, rect.w - CONTROLS - 96, rect.h - 22)
    canvas.text(SEATS[power], PANEL, canvas.palette.ink, words.top(28))
    canvas.paragraph(WANTS[power], BODY_SMALL, canvas.palette.second, words.below(30))


def _narrow_words(canvas: Canvas, rect: Rect, power: Power) -> None:
    canvas.seat(power, rect.x + 40, rect.y + 32, 30)
    name = Rect(rect.x + 66, rect.y + 18, 150, 28)
    used = canvas.text(SEATS[power], CARD, canvas.palette.ink, name).w
    words = Rect(name.x + used + 18, rect.y + 14, rect.right - name.x - used - 34, 40)
    lines = canvas.type.wrap(WANTS[power], BODY_SMALL, words.w)
    top = words.y + (36 - 18.2 * len(lines)) / 2
    canvas.paragraph(WANTS[power], BODY_SMALL, canvas.palette.second, Rect(words.x, top, words.w, 44))


def _controls(setup: Setup, area: Rect, power: Power) -> list[Widget]:
    """Return who plays the seat, its name or persona and its handicap, side by side with their words."""
    watched = setup.aim.value == "watch"
    who = setup.choice.seats.get(power, PERSON)
    person = who == PERSON and not watched
    kind = Rect(area.x, area.y + 26, 0 if watched else 146, 30)
    handicap = Rect(area.right - 90, kind.y, 90, 30)
    start = kind.right + (0 if watched else 14)
    name = Rect(start, kind.y, min(220.0, handicap.x - 14 - start), 30)
    seat = SEATS[power]
    found: list[Widget] = [_labels(area, kind, name, handicap, power, _note(setup, power), person)]
    if not watched:
        words = ("person", "bot")
        choose = lambda nth: setup.seat_kind(power, nth)  # noqa: E731
        found.append(
            Segmented(
                f"setup:{power.key}:kind", kind, words, 0 if person else 1, choose, label=f"{seat} played by"
            )
        )
    found.append(_name_field(setup, name, power) if person else _persona(setup, name, power, who))
    percent = setup.choice.handicaps.get(power, 0)
    stepper = Stepper(
        f"setup:{power.key}:handicap",
        handicap,
        percent,
        -MOST,
        MOST,
        lambda value: setup.handicap(power, value),
        label=f"{seat} handicap",
        step=5,
    )
    stepper.tip = HANDICAP
    return [*found, stepper]


def _labels(
    area: Rect, kind: Rect, name: Rect, handicap: Rect, power: Power, note: str, person: bool
) -> Paint:
    def paint(canvas: Canvas) -> None:
        ink, dim = canvas.palette.ink, canvas.palette.second
        if kind.w:
            canvas.text("Played by", LABEL_SMALL, ink, Rect(kind.x, area.y + 4, 140, 18))
        canvas.text("Name" if person else "Persona", LABEL_SMALL, ink, Rect(name.x, area.y + 4, 120, 18))
        canvas.text("Handicap", LABEL_SMALL, ink, Rect(handicap.x, area.y + 4, 90, 18))
        box = Rect(area.x, kind.bottom + 6, area.w, 32)
        lines = canvas.type.wrap(note, NOTE, area.w)
        for nth, line in enumerate(lines[:2]):
            canvas.text(line, NOTE, dim, Rect(box.x, box.y + nth * 15, box.w + 2, 16))

    return Paint(f"setup:{power.key}:labels", area, paint)


def _note(setup: Setup, power: Power) -> str:
    who = setup.choice.seats.get(power, PERSON)
    if who == PERSON:
        return "Secret objective dealt at the start"
    said = registry.describe(who)
    return said[:1].upper() + said[1:]


def _name_field(setup: Setup, rect: Rect, power: Power) -> TextField:
    return TextField(
        f"setup:{power.key}:name",
        rect,
        setup.choice.name(power),
        lambda text: setup.name_seat(power, text),
        label=f"{SEATS[power]} name",
        hint="your name",
        most=24,
        submit=setup.start,
    )


def _persona(setup: Setup, rect: Rect, power: Power, who: str) -> Dropdown:
    known = BOTS if who in BOTS else (*BOTS, who)
    return Dropdown(
        f"setup:{power.key}:bot",
        rect,
        known,
        known.index(who),
        lambda nth: setup.fill(power, known[nth]),
        label=f"{SEATS[power]} persona",
        notes=[registry.describe(each) for each in known],
    )
