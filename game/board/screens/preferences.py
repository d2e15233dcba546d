"""Settings: how the board looks, moves and speaks; every change holds at once and is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.board.canvas import Canvas
from game.board.layout import TEXT_SCALES, Frame, Rect, frame_of
from game.board.screens.base import Screen
from game.board.screens.page import FOOT, HEAD, body, foot, head
from game.board.screens.swatch import SWATCH, swatch
from game.board.settings import (
    Advice,
    Motion,
    Palette,
    Speed,
)
from game.board.settings import (
    Screen as Window,
)
from game.board.theme import BODY_SMALL, CARD_SMALL, NOTE, PALETTES
from game.board.widgets import Button, ChoiceCard, Dropdown, Paint, Region, Scroll, Segmented, Switch, Widget
from game.players import registry

if TYPE_CHECKING:
    from game.board.app import App

WINDOWS: Final = ((1024, 640), (1280, 800), (1440, 900), (1920, 1080), (2560, 1440))
ADVISORS: Final = (*registry.PERSONAS, "planner")
SPEEDS: Final = tuple(Speed)
WIDE: Final = 980.0
LABEL: Final = 210.0
"""The width of the column of names."""


class Preferences(Screen):
    """The page of settings."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._before = app.notice
        """What the title still has to say, which is not about a change made here."""

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, a row for each setting, and the way back."""
        page = body(frame, WIDE).below(HEAD).above(FOOT)
        rows, low = self._rows(frame, Rect(page.x, page.y + 20, page.w, 0))
        window = Rect(page.x - 8, page.y, page.w + 20, page.h)
        inside = Scroll("preferences:rows", window, low - page.y + 12, rows)
        where = frame.whole.below(HEAD).above(FOOT)
        return [
            Region("preferences:page", where, [inside], self.palette.paper),
            head(frame, self.palette, "Settings", "every change holds at once and is kept", WIDE),
            foot(frame, self.palette, self._foot(frame)),
        ]

    def _rows(self, frame: Frame, at: Rect) -> tuple[list[Widget], float]:
        """Return every row under the other, and where they end."""
        found: list[Widget] = []
        y = at.y
        makers = (
            self._text,
            self._palettes,
            self._motion,
            self._window,
            self._full,
            self._speed,
            self._advice,
        )
        for make in (*makers, self._advisor):
            widgets, height = make(Rect(at.x, y, at.w, 0))
            found += widgets
            y += height
        return found, y

    def _foot(self, frame: Frame) -> list[Widget]:
        row = body(frame, WIDE).foot(FOOT).inset(0, 12)
        found: list[Widget] = [Button("preferences:back", row.left(110), "Back", self.escape, cap="Esc")]
        if self.app.notice and self.app.notice != self._before:
            said, note = self.app.notice, row.after(130)
            found.append(
                Paint("preferences:said", note, lambda canvas: _note(canvas, said, note, canvas.palette.bad))
            )
        return found

    # ---------- rows ----------

    def _text(self, at: Rect) -> tuple[list[Widget], float]:
        settings, device = self.app.settings, self.app.surface.get_size()
        off = [nth for nth, scale in enumerate(TEXT_SCALES) if not holds(device, scale)]
        note = (
            "Sizes struck through need a larger window."
            if off
            else "Everything grows and shrinks with the text."
        )
        words = [f"{scale * 100:g} %" for scale in TEXT_SCALES]
        chosen = TEXT_SCALES.index(settings.text_scale)
        field = Segmented(
            "preferences:text",
            _field(at, 340),
            words,
            chosen,
            lambda nth: self._set(text_scale=TEXT_SCALES[nth]),
            label="Text size",
            off=[nth for nth in off if nth != chosen],
            tip="Struck through: needs a larger window." if off else "",
        )
        return [_name(at, "Text size", note), field], 60

    def _palettes(self, at: Rect) -> tuple[list[Widget], float]:
        area = at.after(LABEL)
        columns = Rect(area.x, at.y + 4, area.w, SWATCH).columns(3, 14)
        cards = [self._palette(choice, rect) for choice, rect in zip(Palette, columns, strict=True)]
        return [_name(at, "Colours", ""), *cards], SWATCH + 24

    def _palette(self, choice: Palette, rect: Rect) -> ChoiceCard:
        shown = PALETTES[choice.value]
        on = self.app.settings.palette is choice

        def paint(canvas: Canvas, box: Rect) -> None:
            swatch(canvas, box, shown)

        return ChoiceCard(
            f"preferences:{choice.value}",
            rect,
            shown.title,
            on,
            lambda: self._set(palette=choice),
            paint,
            shown.about,
        )

    def _motion(self, at: Rect) -> tuple[list[Widget], float]:
        return self._switch(
            at,
            "Motion",
            "Reduced motion",
            self.app.settings.motion is Motion.REDUCED,
            lambda on: self._set(motion=Motion.REDUCED if on else Motion.FULL),
            "Dice and dials jump, pages fade only briefly.",
        )

    def _window(self, at: Rect) -> tuple[list[Widget], float]:
        now = self.app.surface.get_size()
        sizes = WINDOWS if now in WINDOWS else (*WINDOWS, now)
        full = self.app.settings.screen is Window.FULL
        field = Dropdown(
            "preferences:window",
            _field(at, 190),
            [f"{width} × {height}" for width, height in sizes],
            sizes.index(now),
            lambda nth: self._set(window=sizes[nth], screen=Window.WINDOW),
            label="Window",
        )
        note = (
            "A choice here comes back from the full screen." if full else "It can also be drawn to any size."
        )
        return [_name(at, "Window", note), field], 60

    def _full(self, at: Rect) -> tuple[list[Widget], float]:
        full = self.app.settings.screen is Window.FULL
        return self._switch(at, "", "Full screen (F11)", full, lambda on: self.app.toggle_full_screen(), "")

    def _speed(self, at: Rect) -> tuple[list[Widget], float]:
        field = Segmented(
            "preferences:speed",
            _field(at, 340),
            [speed.value for speed in SPEEDS],
            SPEEDS.index(self.app.settings.speed),
            lambda nth: self._set(speed=SPEEDS[nth]),
            label="Speed of the resolution",
        )
        note = "A step of a turn stays 2.4, 1.2 or 0.4 seconds, or until a key."
        return [_name(at, "Speed of the resolution", note), field], 60

    def _advice(self, at: Rect) -> tuple[list[Widget], float]:
        return self._switch(
            at,
            "Advisor",
            "Advisor’s line at the table",
            self.app.settings.advice is Advice.SHOWN,
            lambda on: self._set(advice=Advice.SHOWN if on else Advice.HIDDEN),
            "One order it would add, and why.",
        )

    def _advisor(self, at: Rect) -> tuple[list[Widget], float]:
        now = self.app.settings.advisor
        known = ADVISORS if now in ADVISORS else (*ADVISORS, now)
        field = Dropdown(
            "preferences:advisor",
            _field(at, 190),
            known,
            known.index(now),
            lambda nth: self._set(advisor=known[nth]),
            label="Which advisor",
            notes=[registry.describe(each) for each in known],
        )
        said = registry.describe(now)
        return [_name(at, "Which advisor", f"{said[:1].upper()}{said[1:]}."), field], 60

    def _switch(
        self, at: Rect, name: str, label: str, on: bool, change: Callable[[bool], None], note: str
    ) -> tuple[list[Widget], float]:
        words = _name(at, name, note)
        box = Rect(at.x + LABEL, at.y + 4, 340, 30)
        return [words, Switch(f"preferences:{label}", box, label, on, change)], 60 if note else 42

    def _set(self, **what: object) -> None:
        self.app.set(evolve(self.app.settings, **what))  # type: ignore[arg-type]


def holds(device: tuple[int, int], scale: float) -> bool:
    """Tell whether a window is large enough for a text size, or shows it no larger than the one below."""
    plain = frame_of(device).scale
    return scale <= 1 or frame_of(device, scale).scale >= plain * scale - 0.01


def _field(at: Rect, width: float) -> Rect:
    return Rect(at.x + LABEL, at.y + 4, width, 32)


def _name(at: Rect, name: str, note: str) -> Paint:
    """Return a setting's name at the left, and a note under its field."""
    rect = Rect(at.x, at.y, at.w, 58)

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        canvas.text(name, CARD_SMALL, palette.ink, Rect(at.x, at.y + 4, LABEL - 12, 32))
        if note:
            _note(canvas, note, Rect(at.x + LABEL, at.y + 37, at.w - LABEL, 18), palette.second)

    return Paint(f"preferences:name:{name or note or at.y}", rect, paint)


def _note(canvas: Canvas, text: str, box: Rect, colour: tuple[int, int, int]) -> None:
    style = NOTE if box.h < 20 else BODY_SMALL
    canvas.text(canvas.type.fit(text, style, box.w), style, colour, box)
