"""Buttons and what works like one: links, chips, switches, segments, steppers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, LABEL_SMALL, STRONG, STRONG_SMALL, Colour
from game.board.widgets.base import Key, Widget
from game.board.widgets.ui import Ui

ICON: Final = 16.0


class ButtonStyle(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    PLAIN = "plain"
    CREAM = "cream"
    """Cream on a navy ground."""
    NAVY = "navy"
    """Raised navy on a navy ground."""


class Pressable(Widget):
    """What calls back when it is clicked, or when Enter or Space is pressed on it."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        label: str,
        click: Callable[[], None] | None,
        tip: str = "",
        why_not: str = "",
    ) -> None:
        super().__init__(key, rect, label, why_not or tip)
        self._click = click
        self.enabled = not why_not and click is not None

    def activate(self, ui: Ui) -> None:
        """Call back."""
        if self.enabled and self._click is not None:
            self._click()

    def _hovered(self, ui: Ui) -> bool:
        return self.enabled and ui.hover == self.key

    def _down(self, ui: Ui) -> bool:
        return self.enabled and ui.pressed == self.key


class Button(Pressable):
    """A button with a word, an icon, a key cap; `why_not` switches it off and says why."""

    def __init__(
        self,
        key: str,
        rect: Rect,
        label: str,
        click: Callable[[], None] | None,
        style: ButtonStyle = ButtonStyle.PLAIN,
        *,
        cap: str = "",
        icon: str = "",
        tip: str = "",
        why_not: str = "",
        text: TextStyle = STRONG,
    ) -> None:
        super().__init__(key, rect, label, click, tip, why_not)
        self.style = style
        self.cap = cap
        self.icon = icon
        self._text = text
        self.on_navy = style in (ButtonStyle.CREAM, ButtonStyle.NAVY)

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw ground, icon, word and cap, in the middle together."""
        ground, edge, ink = self._colours(canvas, ui)
        canvas.box(self.rect, ground, self.radius, edge, canvas.palette.border)
        wide = canvas.width(self.label, self._text)
        cap = canvas.width(self.cap, TextStyle(Face.SEMIBOLD, 11)) + 10 if self.cap else 0.0
        before = ICON + 8 if self.icon else 0.0
        whole = before + wide + (cap + 10 if cap else 0.0)
        room = self.rect.w - 12
        if whole > room and cap:
            whole, cap = whole - cap - 10, 0.0
        wide = min(wide, room - before)
        x = self.rect.x + max(6.0, (self.rect.w - whole) / 2)
        middle = self.rect.y + self.rect.h / 2
        if self.icon:
            canvas.icon(self.icon, x + ICON / 2, middle, ICON, ink)
        canvas.text(self.label, self._text, ink, Rect(x + before, self.rect.y, wide + 1, self.rect.h))
        if cap:
            canvas.keycap(self.cap, x + whole, middle, ink)

    def _colours(self, canvas: Canvas, ui: Ui) -> tuple[Colour, Colour, Colour]:
        palette = canvas.palette
        if not self.enabled:
            return palette.sunken, palette.hairline, palette.muted
        down, over = self._down(ui), self._hovered(ui)
        if self.style is ButtonStyle.PRIMARY:
            if palette.dark:
                ground = palette.muted if down or over else palette.primary
                return ground, palette.primary, palette.primary_text
            ground = (0x0E, 0x1B, 0x2A) if down else palette.navy_raised if over else palette.primary
            return ground, ground, palette.primary_text
        if self.style is ButtonStyle.CREAM:
            ground = palette.sunken if down else palette.card if over else palette.cream
            if palette.dark:
                return palette.muted if over else palette.cream, palette.cream, palette.paper
            return ground, palette.cream, palette.navy
        if self.style is ButtonStyle.NAVY:
            ground = palette.navy if down else palette.navy_edge if over else palette.navy_raised
            return ground, palette.navy_edge, palette.cream
        ground = palette.sunken if down or over else palette.card
        return (
            ground,
            palette.brass if over else palette.hairline if not palette.dark else palette.ink,
            palette.ink,
        )


class IconButton(Pressable):
    """A button that is an icon; its label is its tip."""

    def __init__(
        self,
        key: str,
        rect: Rect,
        label: str,
        icon: str,
        click: Callable[[], None] | None,
        *,
        navy: bool = False,
        framed: bool = False,
        size: float = 18.0,
        why_not: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(key, rect, label, click, tip or label, why_not)
        self.icon = icon
        self.on_navy = navy
        self._framed = framed
        self._size = size

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the icon on a ground that answers the pointer."""
        palette = canvas.palette
        over = self._hovered(ui) or self._down(ui)
        if self._framed:
            canvas.box(self.rect, palette.sunken if over else palette.card, self.radius, palette.hairline)
        elif over:
            canvas.box(self.rect, palette.navy_raised if self.on_navy else palette.sunken, self.radius)
        ink = palette.cream if self.on_navy else palette.ink
        if not self.enabled:
            ink = palette.navy_edge if self.on_navy else palette.hairline
        canvas.icon(self.icon, *self.rect.centre, self._size, ink)


class Link(Pressable):
    """A word that acts, underlined."""

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the word and its line."""
        palette = canvas.palette
        ink = palette.muted if not self.enabled else palette.good if not self._hovered(ui) else palette.ink
        placed = canvas.text(self.label, STRONG_SMALL, ink, self.rect)
        low = placed.bottom + 3
        canvas.line((placed.x, low), (placed.right, low), ink, 1)


class FilterChip(Pressable):
    """A chip that is on or off."""

    def __init__(self, key: str, rect: Rect, label: str, on: bool, click: Callable[[], None]) -> None:
        super().__init__(key, rect, label, click)
        self.on = on
        self.radius = rect.h / 2

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the chip."""
        palette = canvas.palette
        if self.on:
            canvas.box(self.rect, palette.primary, self.radius)
            ink = palette.primary_text
        else:
            over = self._hovered(ui)
            canvas.box(self.rect, palette.sunken if over else palette.card, self.radius, palette.hairline)
            ink = palette.ink
        canvas.text(self.label, LABEL_SMALL, ink, self.rect.inset(6, 0), "centre")

    @staticmethod
    def breadth(canvas_width: float) -> float:
        """Return how wide a chip is for a word of some width."""
        return canvas_width + 24


class Switch(Pressable):
    """An on-off switch with its word beside it."""

    def __init__(
        self, key: str, rect: Rect, label: str, on: bool, change: Callable[[bool], None], tip: str = ""
    ) -> None:
        super().__init__(key, rect, label, lambda: change(not on), tip)
        self.on = on
        self.radius = 11

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw track, knob and word."""
        palette = canvas.palette
        middle = self.rect.y + self.rect.h / 2
        track = Rect(self.rect.x, middle - 10, 38, 20)
        canvas.box(track, palette.primary if self.on else palette.muted, 10)
        canvas.circle(
            track.right - 10 if self.on else track.x + 10,
            middle,
            7.5,
            palette.card if not palette.dark else palette.paper,
        )
        canvas.text(self.label, BODY_SMALL, palette.ink, self.rect.after(50))


class Segmented(Widget):
    """One of a few words in a trough; arrows move the choice."""

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
        label: str = "",
        off: Sequence[int] = (),
        tip: str = "",
        text: TextStyle = LABEL_SMALL,
    ) -> None:
        super().__init__(key, rect, label or key, tip)
        self.words = words
        self.chosen = chosen
        self.off = off
        """Those that cannot be chosen now."""
        self._change = change
        self._text = text
        self._at = -1

    def cells(self) -> list[Rect]:
        """Return where the words stand."""
        return self.rect.inset(2).columns(len(self.words))

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the trough and the chosen word raised in it."""
        palette = canvas.palette
        canvas.box(self.rect, palette.sunken, self.radius, palette.hairline)
        bold = TextStyle(Face.BOLD, self._text.size)
        for nth, (word, cell) in enumerate(zip(self.words, self.cells(), strict=True)):
            if nth == self.chosen:
                canvas.box(cell, palette.card, 4, palette.muted, palette.border)
            ink = (
                palette.ink if nth == self.chosen else palette.hairline if nth in self.off else palette.second
            )
            if nth in self.off:
                ink = palette.muted
            elif nth != self.chosen and ui.hover == self.key and nth == self._at:
                canvas.box(cell.inset(1), palette.faint, 4)
            canvas.text(word, bold if nth == self.chosen else self._text, ink, cell.inset(2, 0), "centre")
            if nth in self.off:
                half = canvas.width(word, self._text) / 2
                x, y = cell.centre
                canvas.line((x - half, y), (x + half, y), ink, 1)

    def point(self, ui: Ui, x: float, y: float) -> None:
        """Remember which word is pointed at."""
        at = self._word(x)
        if at != self._at:
            self._at = at
            ui.mark(self.key)

    def _word(self, x: float) -> int:
        return next((nth for nth, cell in enumerate(self.cells()) if cell.x <= x < cell.right), -1)

    def release(self, ui: Ui, x: float, y: float) -> None:
        """Choose the word that was clicked."""
        if self.rect.holds(x, y):
            self._choose(self._word(x))

    def take(self, ui: Ui, key: Key) -> bool:
        """Choose with the arrows."""
        step = {"left": -1, "up": -1, "right": 1, "down": 1}.get(key.name)
        if step is None:
            return False
        nth = self.chosen + step
        while nth in self.off:
            nth += step
        self._choose(nth)
        return True

    def _choose(self, nth: int) -> None:
        if 0 <= nth < len(self.words) and nth != self.chosen and nth not in self.off:
            self._change(nth)


class Stepper(Widget):
    """A whole number between a minus and a plus."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        value: int,
        low: int,
        high: int,
        change: Callable[[int], None],
        *,
        label: str,
        step: int = 1,
        words: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(key, rect, label)
        self.value, self.low, self.high, self.step = value, low, high, step
        self._change = change
        self._words = words or (lambda number: f"{number:+}".replace("-", "−") if number else "0")
        self.radius = 6

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the three cells."""
        palette = canvas.palette
        canvas.box(self.rect, palette.card, self.radius, palette.hairline, palette.border)
        less, figure, more = self._cells()
        for cell, icon, possible in (
            (less, "minus", self.value > self.low),
            (more, "plus", self.value < self.high),
        ):
            canvas.icon(icon, *cell.centre, 14, palette.ink if possible else palette.hairline)
        for x in (figure.x, figure.right):
            canvas.line((x, self.rect.y + 1), (x, self.rect.bottom - 1), palette.hairline)
        canvas.text(self._words(self.value), STRONG, palette.ink, figure, "centre")

    def _cells(self) -> tuple[Rect, Rect, Rect]:
        side = min(27.0, self.rect.w / 3)
        return self.rect.left(side), self.rect.after(side).before(side), self.rect.end(side)

    def release(self, ui: Ui, x: float, y: float) -> None:
        """Step towards the side that was clicked."""
        less, _, more = self._cells()
        if less.holds(x, y):
            self._step(-1)
        elif more.holds(x, y):
            self._step(1)

    def take(self, ui: Ui, key: Key) -> bool:
        """Step with the arrows, five at a time with Shift."""
        by = {"left": -1, "down": -1, "right": 1, "up": 1, "-": -1, "+": 1}.get(key.plain)
        if by is None:
            return False
        self._step(by * (5 if key.name != key.plain else 1))
        return True

    def _step(self, by: int) -> None:
        value = min(self.high, max(self.low, self.value + by * self.step))
        if value != self.value:
            self._change(value)
