"""What if: another sheet of one seat at one turn of a finished game, and what many branches came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Breadth, Frame, Rect
from game.board.panels.flow import Flow, muted, second, warn
from game.board.screens.base import Screen
from game.board.screens.page import FOOT, HEAD, SEATS, foot, head
from game.board.screens.what_if_answer import explain, reply_blocks
from game.board.theme import BODY_SMALL, CARD, LABEL_SMALL, NOTE
from game.board.widgets import (
    Button,
    ButtonStyle,
    Dropdown,
    Paint,
    Region,
    Row,
    Scroll,
    Segmented,
    Stepper,
    Widget,
)
from game.board.wondering import GAMES, Cancelled, Count, Question, Reply, Wonder, asked
from game.report.pivots import Pivot
from game.views.figures import months
from game.views.names import capital
from rules.terms import POWERS

if TYPE_CHECKING:
    from game.board.app import App

WIDEST: Final = 1320.0
PROGRESS: Final = "whatif:progress"
QUESTION: Final = "whatif:question"
ANSWER: Final = "whatif:answer"
SHORT: Final = ("Japan", "US", "China", "DPRK")
SIDES: Final = {Breadth.COMPACT: 352.0, Breadth.REFERENCE: 404.0, Breadth.LARGE: 440.0}


class WhatIf(Screen):
    """Asks a finished game and shows the answer; lies over the end or a replay."""

    def __init__(self, app: App, wonder: Wonder, question: Question | None = None) -> None:
        super().__init__(app)
        self.wonder = wonder
        self.question = question or wonder.first
        self.reply: Reply | None = None
        self.said = ""
        """What went wrong, in one line."""
        self._count: Count | None = None
        self._shown = 0

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, the question beside its answer, and the strip of buttons."""
        edge = 24.0 if frame.breadth is Breadth.COMPACT else 40.0
        width = min(WIDEST, frame.width - 2 * edge)
        page = Rect((frame.width - width) / 2, HEAD + 16, width, frame.height - HEAD - FOOT - 32)
        left = page.left(SIDES[frame.breadth])
        right = page.after(left.w + 16)
        ground = frame.whole.below(HEAD).above(FOOT)
        cards = [*self._card(QUESTION, left, self._ask), *self._card(ANSWER, right, self._tell)]
        note = "other orders at one turn, and the rest played on"
        return [
            Region("whatif", ground, cards, self.palette.paper),
            head(frame, self.palette, "What if…", note, WIDEST),
            self._foot(frame, page),
        ]

    def _card(self, key: str, rect: Rect, fill: Callable[[Flow], None]) -> list[Widget]:
        inner = rect.inset(20, 14)
        flow = Flow(key, self.ui.type, inner.before(6))
        fill(flow)

        def paint(canvas: Canvas) -> None:
            canvas.box(rect, canvas.palette.card, 8, canvas.palette.hairline, canvas.palette.border)

        scroll = Scroll(f"{key}:scroll", inner.inset(-8, 0), flow.height + 4, flow.widgets)
        return [Paint(f"{key}:card", rect, paint), scroll]

    def _foot(self, frame: Frame, page: Rect) -> Region:
        row = Rect(page.x, frame.height - FOOT + 13, page.w, 38)
        close = Button("whatif:close", row.end(130), "Close", self.app.pop, cap="Esc")
        if self._count is None:
            play = Button(
                "whatif:play",
                row.left(250),
                f"Play {GAMES} branches",
                self.play,
                ButtonStyle.PRIMARY,
                cap="Enter",
            )
            wide = row.after(266).before(146)
            words = Paint("whatif:said", wide, partial(self._words, rect=wide), self.said)
            return foot(frame, self.palette, [play, words, close])
        cancel = Button("whatif:cancel", row.left(130), "Cancel", self.cancel, cap="C")
        bar = row.after(146).before(146)
        progress = Paint(PROGRESS, bar, partial(self._progress, rect=bar))
        return foot(frame, self.palette, [cancel, progress, close])

    def _words(self, canvas: Canvas, *, rect: Rect) -> None:
        text = self.said or "a game, not a forecast: what these rules and bots make of it"
        ink = canvas.palette.bad if self.said else canvas.palette.second
        canvas.text(canvas.type.fit(text, BODY_SMALL, rect.w), BODY_SMALL, ink, rect)

    def _progress(self, canvas: Canvas, *, rect: Rect) -> None:
        count = self._count
        if count is None:
            return
        palette = canvas.palette
        canvas.text(f"branch {count.played} of {count.of}", BODY_SMALL, palette.ink, rect.top(20))
        track = Rect(rect.x, rect.y + 25, rect.w, 6)
        canvas.box(track, palette.faint, 3)
        if count.played:
            canvas.box(track.left(max(6.0, track.w * count.played / count.of)), palette.good, 3)

    # ---------- the question ----------

    def _ask(self, flow: Flow) -> None:
        self._title(flow, "What is changed")
        if self.wonder.offered:
            flow.caps("Orders that mattered most")
            for nth, pivot in enumerate(self.wonder.offered):
                self._offer(flow, nth, pivot)
            flow.gap(8)
        flow.caps("Turn, seat, and what it does instead")
        self._fields(flow)
        flow.gap(8)
        flow.caps("What it ordered in the game")
        orders = self.wonder.orders(self.question)
        for order in orders or ("nothing",):
            flow.text(order, BODY_SMALL, second)

    def _title(self, flow: Flow, title: str, aside: str = "") -> None:
        def paint(canvas: Canvas, row: Rect) -> None:
            used = canvas.text(title, CARD, canvas.palette.ink, row.top(26)).w
            if aside and used + 16 + canvas.width(aside, NOTE) <= row.w:
                canvas.text(aside, NOTE, canvas.palette.second, row.top(26), "right")

        flow.paint(34, paint)

    def _offer(self, flow: Flow, nth: int, pivot: Pivot) -> None:
        seat, on = SEATS[pivot.power], asked(pivot) == self.question
        label = f"Turn {pivot.turn}, {seat}: {pivot.instead}"
        room = flow.w - 34
        lines = flow.kind.wrap(label, LABEL_SMALL, room)
        why = flow.kind.wrap(capital(pivot.why), NOTE, room)
        rect = flow.take(len(lines) * 18 + len(why) * 16 + 10)

        def paint(canvas: Canvas, row: Rect) -> None:
            palette = canvas.palette
            canvas.seat(pivot.power, row.x + 17, row.y + 15, 16)
            for at, line in enumerate(lines):
                canvas.text(line, LABEL_SMALL, palette.ink, Rect(row.x + 34, row.y + 5 + at * 18, room, 18))
            low = row.y + 5 + len(lines) * 18
            for at, line in enumerate(why):
                canvas.text(line, NOTE, palette.second, Rect(row.x + 34, low + at * 16, room, 16))

        flow.add(Row(f"whatif:offer:{nth}", rect, label, lambda: self._set(asked(pivot)), on=on, paint=paint))
        flow.gap(2)

    def _fields(self, flow: Flow) -> None:
        question, world = self.question, self.wonder.story.world
        turn = flow.take(30)
        flow.gap(8)
        seat = flow.take(30)
        flow.gap(8)
        instead = flow.take(30)
        ways = self.wonder.ways(question)
        words = [capital(self.wonder.short(evolve(question, instead=way))) for way in ways]

        def paint(canvas: Canvas) -> None:
            canvas.text(months(world, question.turn), BODY_SMALL, canvas.palette.second, turn.after(142))

        flow.add(
            Stepper(
                "whatif:turn",
                turn.left(130),
                question.turn,
                1,
                self.wonder.story.played,
                lambda value: self._set(evolve(question, turn=value)),
                label="Turn",
                words=lambda value: f"turn {value}",
            ),
            Paint("whatif:when", turn, paint),
            Segmented(
                "whatif:seat",
                seat,
                SHORT,
                int(question.power),
                lambda nth: self._set(evolve(question, power=POWERS[nth])),
                label="Seat",
            ),
            Dropdown(
                "whatif:instead",
                instead,
                words,
                ways.index(question.instead),
                lambda nth: self._set(evolve(question, instead=ways[nth])),
                label="Instead",
            ),
        )

    def _set(self, question: Question) -> None:
        self.question = self.wonder.fitting(question)
        self.ui.change()

    # ---------- the answer ----------

    def _tell(self, flow: Flow) -> None:
        reply = self.reply
        aside = f"{len(reply.answer.pairs)} branches, each played twice" if reply is not None else ""
        self._title(flow, "What came of it", aside)
        if reply is None:
            flow.text("Nothing has been played yet.", BODY_SMALL, muted)
            flow.gap(8)
            explain(flow)
            return
        question = reply.question
        what = f"Turn {question.turn}: {SEATS[question.power]} {self.wonder.words(question)}."
        flow.text(what, LABEL_SMALL)
        if not reply.gone and not reply.new:
            flow.text("That is what it ordered in the game: nothing is changed.", BODY_SMALL, warn)
        elif reply.new:
            flow.text(f"Put in: {'; '.join(reply.new)}.", NOTE, second)
        flow.gap(8)
        reply_blocks(flow, reply)

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Enter plays, C cancels; the answer scrolls."""
        return {
            "enter": self.play,
            "c": self.cancel,
            "down": partial(self._roll, 60.0),
            "up": partial(self._roll, -60.0),
            "page down": partial(self._roll, 400.0),
            "page up": partial(self._roll, -400.0),
        }

    def _roll(self, by: float) -> None:
        node = self.ui.node(f"{ANSWER}:scroll")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(self.ui, by)

    def play(self) -> None:
        """Play the branches beside the drawing, unless some are being played."""
        if self._count is not None:
            return
        count = self._count = Count(GAMES + 1)
        question, replies = self.question, list[Reply]()
        self.said = ""
        self._shown = 0
        self.app.work(
            lambda: replies.append(self.wonder.ask(question, count)),
            lambda error: self._done(count, replies, error),
        )
        self.ui.change()

    def _done(self, count: Count, replies: Sequence[Reply], error: BaseException | None) -> None:
        if self._count is not count:
            return
        self._count = None
        if error is None:
            self.reply = replies[0]
            self.ui.keep(f"{ANSWER}:scroll:top", 0.0)
        elif not isinstance(error, Cancelled):
            self.said = line_of(error)
        self.ui.change()

    def cancel(self) -> None:
        """Stop the branches that are being played; nothing comes of them."""
        if self._count is not None:
            self._count.stop()
            self._count = None
            self.said = ""
            self.ui.change()

    def tick(self, now: float) -> None:
        """Show how far the branches are."""
        played = 0 if self._count is None else self._count.played
        if played != self._shown:
            self._shown = played
            self.ui.mark(PROGRESS)

    def leave(self) -> None:
        """Stop what is being played."""
        self.cancel()
