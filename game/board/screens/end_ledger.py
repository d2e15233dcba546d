"""What was promised and what became of it; how the seats kept to the strategies they wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, muted
from game.board.screens.briefing_news import seat_marks
from game.board.screens.chip_row import tone_ink
from game.board.theme import BODY_SMALL, CARD_SMALL, NOTE, PANEL, STRONG_SMALL
from game.board.widgets import Button, ButtonStyle, Layer, Paint, Scroll, Ui, Widget
from game.board.widgets.lists import popup
from game.board.widgets.nodes import Veil
from game.views.epilogue import Epilogue
from game.views.ledger import LedgerLine, Word
from game.views.memo import PRIORITY_NAMES, Adherence
from game.views.names import capital
from rules.content import World
from rules.terms import Power

LEDGER: Final = "end:ledger:page"
MEMOS: Final = "end:memos:page"
TURN: Final = 56.0


def _open(ui: Ui, key: str, title: str, fill: Callable[[Flow], None]) -> None:
    def build(frame: Frame) -> Sequence[Widget]:
        box = frame.whole.centred(min(720.0, frame.width - 48), min(620.0, frame.height - 48))
        inner = box.inset(26, 18)
        body = Rect(inner.x, inner.y + 42, inner.w, inner.h - 42 - 52)
        flow = Flow(key, ui.type, body.before(10))
        fill(flow)
        head = Paint(
            f"{key}:title",
            inner.top(34),
            lambda canvas: _write(canvas, title, inner.top(34)),
        )
        close = Button(
            f"{key}:close",
            Rect(inner.right - 120, inner.bottom - 36, 120, 36),
            "Close",
            lambda: ui.close(key),
            ButtonStyle.PRIMARY,
            cap="Esc",
        )
        scroll = Scroll(f"{key}:scroll", body.inset(-6, 0), flow.height + 6, flow.widgets)
        return [Veil(f"{key}:veil", frame.whole), popup(f"{key}:box", box, [head, scroll, close])]

    def roll(by: float) -> None:
        node = ui.node(f"{key}:scroll")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(ui, by)

    keys = {"down": lambda: roll(60), "up": lambda: roll(-60), "page down": lambda: roll(400)}
    ui.open(Layer(key, build, first=f"{key}:close", keys={**keys, "page up": lambda: roll(-400)}))


def _write(canvas: Canvas, text: str, rect: Rect) -> None:
    canvas.text(text, PANEL, canvas.palette.ink, rect)


# ---------- the promise ledger ----------


def open_ledger(ui: Ui, told: Epilogue, world: World) -> None:
    """Show the promise ledger."""

    def fill(flow: Flow) -> None:
        for word in told.ledger.words:
            _word(flow, word, world)
        flow.gap(12)
        if not told.ledger.lines:
            flow.text("Nothing was promised.", BODY_SMALL, muted)
        turn = 0
        for line in told.ledger.lines:
            _promise(flow, line, first=line.turn != turn)
            turn = line.turn

    _open(ui, LEDGER, "Promise ledger", fill)


def _word(flow: Flow, word: Word, world: World) -> None:
    name = world.powers[word.power].name
    signals = f"{word.given} signals: {word.kept} kept, {word.broken} broken, {word.untested} untested"
    ended = f", {word.renounced} renounced" if word.renounced else ""
    pacts = f"{word.signed} agreements, {word.breached} broken{ended}"

    def paint(canvas: Canvas, row: Rect) -> None:
        canvas.seat(word.power, row.x + 9, row.centre[1], 16)
        canvas.text(name, STRONG_SMALL, canvas.palette.ink, row.after(26).left(110))
        canvas.text(f"{signals}; {pacts}", BODY_SMALL, canvas.palette.second, row.after(136))
        canvas.fill(row.foot(1), canvas.palette.faint)

    flow.paint(27, paint)


def _promise(flow: Flow, entry: LedgerLine, *, first: bool) -> None:
    line = entry.line
    effect = flow.kind.width(line.effect, STRONG_SMALL) + 1 if line.effect else 0.0
    marks = TURN + 8 + 19 * max(1, min(3, len(line.seats)))
    room = flow.w - marks - effect - 12
    words = flow.kind.wrap(line.text, BODY_SMALL, room)

    def paint(canvas: Canvas, row: Rect) -> None:
        palette = canvas.palette
        if first:
            canvas.text(f"Turn {entry.turn}", NOTE, palette.gold, row.left(TURN).top(24))
        seat_marks(canvas, line.seats, row.x + TURN + 8, row.centre[1], 14)
        top = row.centre[1] - len(words) * 9
        for nth, each in enumerate(words):
            canvas.text(each, BODY_SMALL, palette.ink, Rect(row.x + marks, top + nth * 18, room, 18))
        ink = tone_ink(palette, line.tone)
        canvas.text(line.effect, STRONG_SMALL, ink, row.end(effect + 1), "right")
        canvas.fill(row.after(TURN).foot(1), palette.faint)

    flow.paint(max(25.0, len(words) * 18 + 8), paint)


# ---------- strategies ----------


def open_memos(ui: Ui, told: Epilogue, world: World) -> None:
    """Show how the seats kept to their strategies; it never scores."""

    def fill(flow: Flow) -> None:
        flow.text(
            "How the orders kept to the priorities that were written before turn 1. It never scores.",
            NOTE,
            muted,
        )
        for power, kept in zip(Power, told.memos, strict=True):
            if kept is not None:
                flow.gap(12)
                _memo(flow, power, kept, world)

    _open(ui, MEMOS, "Strategies", fill)


def _memo(flow: Flow, power: Power, kept: Adherence, world: World) -> None:
    name = world.powers[power].name

    def head(canvas: Canvas, row: Rect) -> None:
        canvas.seat(power, row.x + 9, row.centre[1], 18)
        canvas.text(name, CARD_SMALL, canvas.palette.ink, row.after(28))
        canvas.text(f"{kept.points} of 100", STRONG_SMALL, canvas.palette.ink, row, "right")

    flow.paint(28, head)
    for rank, priority in enumerate(kept.memo.ranking, 1):
        flow.pair(f"{rank}  {capital(PRIORITY_NAMES[priority])}", f"{kept.shares[priority]} % of the orders")
    if kept.memo.note:
        flow.text(f"“{kept.memo.note}”", BODY_SMALL, muted)
