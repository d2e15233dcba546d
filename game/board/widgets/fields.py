"""Fields: a line of text, a slider, a list that drops down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.theme import AXIS, BODY, Colour
from game.board.widgets.base import Key, Widget
from game.board.widgets.lists import Row, Scroll, popup
from game.board.widgets.nodes import Layer
from game.board.widgets.ui import Ui


class TextField(Widget):
    """A line of text; what is typed is kept by key until `submit` takes it, `change` hears each letter."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        text: str,
        change: Callable[[str], None],
        *,
        label: str,
        hint: str = "",
        most: int = 40,
        allowed: str = "",
        submit: Callable[[], None] | None = None,
        lines: int = 1,
    ) -> None:
        super().__init__(key, rect, label)
        self.text = text
        self.hint = hint
        self._change = change
        self._most = most
        self._allowed = allowed
        self._submit = submit
        self._lines = lines
        self._caret = len(text)
        self.radius = 6

    @property
    def typing(self) -> bool:
        """Letters go into it."""
        return True

    def attach(self, ui: Ui) -> None:
        """Find the caret where it was."""
        self._caret = min(ui.recall(f"{self.key}:caret", len(self.text)), len(self.text))

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the field, its text and the caret."""
        palette = canvas.palette
        canvas.box(self.rect, palette.card, self.radius, palette.muted, palette.border)
        inner = self.rect.inset(10, 2)
        if self._lines > 1:
            self._draw_lines(canvas, ui, inner.inset(0, 6))
            return
        if not self.text and self.hint:
            canvas.text(self.hint, BODY, palette.muted, inner)
        before = canvas.width(self.text[: self._caret], BODY)
        slide = max(0.0, before - inner.w + 4)
        with canvas.clipped(inner), canvas.shifted(-slide, 0):
            if self.text:
                whole = canvas.width(self.text, BODY) + 4
                canvas.text(
                    self.text, BODY, palette.ink, Rect(inner.x, inner.y, max(inner.w, whole), inner.h)
                )
            if ui.focus == self.key:
                x = inner.x + before + 1
                canvas.line((x, inner.y + 5), (x, inner.bottom - 5), palette.ink, 1.4)

    def _draw_lines(self, canvas: Canvas, ui: Ui, inner: Rect) -> None:
        palette = canvas.palette
        step = canvas.type.line(BODY)
        if not self.text and self.hint:
            canvas.paragraph(self.hint, BODY, palette.muted, inner)
        lines = canvas.type.wrap(self.text, BODY, inner.w) if self.text else [""]
        shown = lines[-self._lines :]
        for nth, line in enumerate(shown):
            canvas.text(line, BODY, palette.ink, Rect(inner.x, inner.y + nth * step, inner.w, step))
        if ui.focus == self.key:
            x = inner.x + canvas.width(shown[-1], BODY) + 2
            y = inner.y + (len(shown) - 1) * step
            canvas.line((x, y + 3), (x, y + step - 3), palette.ink, 1.4)

    def write(self, ui: Ui, text: str) -> None:
        """Put text in at the caret, as far as there is room and it is allowed."""
        fit = "".join(
            each for each in text if each.isprintable() and (not self._allowed or each in self._allowed)
        )
        fit = fit[: self._most - len(self.text)]
        self._set(ui, self.text[: self._caret] + fit + self.text[self._caret :], self._caret + len(fit))

    def take(self, ui: Ui, key: Key) -> bool:
        """Move the caret and take letters out."""
        at = self._caret
        match key.name:
            case "backspace" if at:
                self._set(ui, self.text[: at - 1] + self.text[at:], at - 1)
            case "delete":
                self._set(ui, self.text[:at] + self.text[at + 1 :], at)
            case "ctrl+backspace" | "ctrl+u":
                self._set(ui, self.text[at:], 0)
            case "left" | "right" | "home" | "end":
                steps = {"left": at - 1, "right": at + 1, "home": 0, "end": len(self.text)}
                self._move(ui, steps[key.name])
            case "enter" if self._submit is not None:
                self._submit()
            case "backspace":
                pass
            case _:
                return False
        return True

    def press(self, ui: Ui, x: float, y: float) -> None:
        """Put the caret where the pointer is."""
        if self._lines > 1:
            return
        wide = [ui.type.width(self.text[:nth], BODY) for nth in range(len(self.text) + 1)]
        target = x - self.rect.x - 10 + max(0.0, wide[self._caret] - self.rect.w + 24)
        self._move(ui, min(range(len(wide)), key=lambda nth: abs(wide[nth] - target)))

    def _move(self, ui: Ui, caret: int) -> None:
        self._caret = max(0, min(len(self.text), caret))
        ui.keep(f"{self.key}:caret", self._caret)
        ui.mark(self.key)

    def _set(self, ui: Ui, text: str, caret: int) -> None:
        ui.memory[f"{self.key}:caret"] = caret
        if text != self.text:
            self.text, self._caret = text, caret
            self._change(text)
            ui.change()


class Zone(NamedTuple):
    """A stretch of a slider's track in a colour of its own."""

    start: int
    stop: int
    colour: Colour


class Slider(Widget):
    """A whole number on a track, from low to high in steps; arrows move it, with Shift by five."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        value: int,
        steps: Sequence[int],
        change: Callable[[int], None],
        *,
        label: str,
        words: Callable[[int], str] = str,
        zones: Sequence[Zone] = (),
        ticks: Sequence[int] = (),
        tip: str = "",
        done: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(key, rect, label, tip)
        self.value = value
        self.steps = steps
        """What can be chosen, rising."""
        self._change = change
        self._done = done
        self._words = words
        self._zones = zones
        self._ticks = ticks
        self.radius = 8
        self.ringed = False

    def _track(self) -> Rect:
        return Rect(self.rect.x + 9, self.rect.y + 8, self.rect.w - 18, 6)

    def _x(self, value: float) -> float:
        track, low, high = self._track(), self.steps[0], self.steps[-1]
        part = (value - low) / (high - low) if high > low else 0.0
        return track.x + part * track.w

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the track with its zones, the knob and the ticks below."""
        palette = canvas.palette
        track = self._track()
        canvas.box(track, palette.faint, 3, palette.hairline)
        for zone in self._zones:
            x, stop = self._x(max(zone.start, self.steps[0])), self._x(min(zone.stop, self.steps[-1]))
            if stop > x:
                canvas.fill(Rect(x, track.y, stop - x, track.h), zone.colour)
        knob = self._x(self.value)
        canvas.box(Rect(track.x, track.y, max(6.0, knob - track.x), track.h), palette.primary, 3)
        middle = track.y + 3
        over = ui.hover == self.key or ui.pressed == self.key
        if ui.focus == self.key and ui.by_keyboard:
            canvas.circle(knob, middle, 12, palette.focus)
        canvas.circle(
            knob,
            middle,
            8.5,
            palette.card,
            palette.primary if not palette.dark else palette.ink,
            3 if over else 2.2,
        )
        if ui.pressed == self.key:
            canvas.circle(knob, middle, 3.4, palette.primary)
        for tick in self._ticks:
            x = self._x(tick)
            canvas.line((x, track.bottom + 3), (x, track.bottom + 7), palette.hairline)
            left = min(max(self.rect.x, x - 24), self.rect.right - 48)
            align = "left" if left == self.rect.x else "right" if left == self.rect.right - 48 else "centre"
            canvas.text(self._words(tick), AXIS, palette.muted, Rect(left, track.bottom + 8, 48, 14), align)

    def press(self, ui: Ui, x: float, y: float) -> None:
        """Move the knob to the pointer."""
        self.drag(ui, x, y)

    def drag(self, ui: Ui, x: float, y: float) -> None:
        """Move the knob with the pointer."""
        nearest = min(self.steps, key=lambda step: abs(self._x(step) - x))
        if nearest != self.value:
            self.value = nearest
            self._change(nearest)

    def release(self, ui: Ui, x: float, y: float) -> None:
        """Say that the knob was let go."""
        if self._done is not None:
            self._done()

    def take(self, ui: Ui, key: Key) -> bool:
        """Step with the arrows, five at a time with Shift; Home and End go to the ends."""
        by = {"left": -1, "down": -1, "right": 1, "up": 1, "home": -999, "end": 999}.get(key.plain)
        if by is None:
            return False
        here = min(range(len(self.steps)), key=lambda nth: abs(self.steps[nth] - self.value))
        there = here + by * (5 if key.name != key.plain else 1)
        value = self.steps[max(0, min(len(self.steps) - 1, there))]
        if value != self.value:
            self._change(value)
        return True


class Dropdown(Widget):
    """One of several words, of which the others drop down."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        words: Sequence[str],
        chosen: int,
        change: Callable[[int], None],
        *,
        label: str,
        notes: Sequence[str] = (),
    ) -> None:
        super().__init__(key, rect, label)
        self.words = words
        self.chosen = chosen
        self._notes = notes
        self._change = change
        self.radius = 6

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the field with the chosen word."""
        palette = canvas.palette
        over = ui.hover == self.key
        canvas.box(
            self.rect, palette.sunken if over else palette.card, self.radius, palette.muted, palette.border
        )
        canvas.text(self.words[self.chosen], BODY, palette.ink, self.rect.inset(10, 2).before(14))
        canvas.icon("chevron-down", self.rect.right - 14, self.rect.y + self.rect.h / 2, 12, palette.ink)

    def activate(self, ui: Ui) -> None:
        """Drop the list."""
        name = f"{self.key}:list"
        node = ui.node(self.key)
        at = node.rect if node is not None else self.rect

        def choose(nth: int) -> None:
            ui.close(name)
            if nth != self.chosen:
                self._change(nth)

        def build(frame: Frame) -> Sequence[Widget]:
            note = max((ui.type.width(each, BODY) for each in self._notes), default=0.0)
            word = max(ui.type.width(each, BODY) for each in self.words)
            wide = max(self.rect.w, word + 32 + (note + 24 if note else 0))
            tall = min(len(self.words) * 28 + 8.0, frame.height * 0.6)
            x = min(at.x, frame.width - wide - 8)
            y = at.bottom + 4 if at.bottom + 4 + tall < frame.height - 8 else max(8.0, at.y - 4 - tall)
            box = Rect(x, y, wide, tall)
            rows = [
                Row(
                    f"{name}:{nth}",
                    Rect(box.x + 4, box.y + 4 + nth * 28, box.w - 8, 28),
                    word,
                    lambda nth=nth: choose(nth),  # type: ignore[misc]
                    value=self._notes[nth] if self._notes else "",
                    on=nth == self.chosen,
                )
                for nth, word in enumerate(self.words)
            ]
            inside = Scroll(f"{name}:scroll", box.inset(4), len(rows) * 28, rows)
            return [popup(f"{name}:box", box, [inside])]

        ui.open(Layer(name, build, first=f"{name}:{self.chosen}"))

    def take(self, ui: Ui, key: Key) -> bool:
        """Step through the words with the arrows without dropping the list."""
        by = {"up": -1, "down": 1}.get(key.name)
        if by is None:
            return False
        nth = self.chosen + by
        if 0 <= nth < len(self.words):
            self._change(nth)
        return True
