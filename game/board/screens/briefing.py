"""The briefing: what a seat is told before it writes its sheet, and what it answers at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from game.board.layout import Breadth, Frame, Rect, table_plan
from game.board.screens.answers import AnswerCard, words
from game.board.screens.base import Screen
from game.board.screens.brief_page import BriefPage
from game.board.screens.briefing_news import news_column
from game.board.screens.menu import open_menu
from game.board.screens.questions import Question, questions
from game.board.screens.tale_bar import Figure, Head, tale_bar
from game.board.widgets import Region, Scroll, Widget
from game.views.briefing import briefing_of
from game.views.order_book import OrderBook
from game.views.tracks import tracks
from game.wording import articled
from rules.orders import Order

if TYPE_CHECKING:
    from game.board.app import App

WIDEST: Final = 1184.0
GAP: Final = 52.0


class Briefing(Screen):
    """The page that only one seat sees: news at the left, at the right what waits for an answer."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        assert app.match is not None
        self.match = app.match
        self.view = app.match.seat_view()
        self.observation = self.view.observation
        turn = self.observation.turn
        news = self.view.news(turn - 1) if turn > 1 else ()
        self.told = briefing_of(self.observation, news, self.view.messages)
        self.book = OrderBook(self.observation)
        self.questions: tuple[Question, ...] = questions(self.told, self.view.desk)
        self.page = 0
        self.picked: dict[str, int] = {}
        """The choice of every question that was answered."""
        self._brief = BriefPage(self, self.match.choice.scenario)
        self._card = AnswerCard(self)

    # ---------- what is asked ----------

    @property
    def pages(self) -> int:
        """How many pages there are: the brief before turn 1, then the questions; one at least."""
        return max(1, len(self.questions) + self._first)

    @property
    def _first(self) -> int:
        return 1 if self.observation.turn == 1 else 0

    @property
    def question(self) -> Question | None:
        """The question that is shown."""
        nth = self.page - self._first
        return self.questions[nth] if 0 <= nth < len(self.questions) else None

    @property
    def chosen(self) -> int | None:
        """The choice that is picked for the question that is shown."""
        return self.picked.get(self.question.key) if self.question is not None else None

    def pick(self, nth: int) -> None:
        """Pick a choice, unless it cannot be paid; picking it again by key goes on."""
        question = self.question
        if question is None or nth >= len(question.choices) or self.why_not(nth):
            return
        if self.chosen == nth and self.ui.by_keyboard:
            self.go_on()
            return
        self.picked[question.key] = nth
        self._write()
        self.ui.set_focus(f"briefing:choice:{nth}")
        self.ui.change()

    def why_not(self, nth: int) -> str:
        """Return why a choice cannot be made, or nothing."""
        assert self.question is not None
        return self.book.why_not(self.question.choices[nth].order) or ""

    def _write(self) -> None:
        """Write every answer on the draft of the sheet."""
        orders: list[Order] = [
            each.choices[self.picked[each.key]].order for each in self.questions if each.key in self.picked
        ]
        self.book.restore(orders)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar, the news, and the card."""
        bar, page = table_plan(frame, wide=False).bar, self._page(frame)
        small = frame.breadth is Breadth.COMPACT
        gap = 24.0 if small else GAP
        left = page.left((page.w - gap) * 0.49)
        right = page.after(left.w + gap)
        flow = news_column(self.ui.type, left, self.told, self.book)
        foot = Rect(left.x, left.bottom + 4, left.w, 24)
        only = f"Only {articled(self.observation.world.powers[self.view.power].name)} sees this page."
        note = words("briefing:only", foot, only)
        inside: list[Widget] = [
            Scroll("briefing:news", left.inset(-14, 0), flow.height + 4, flow.widgets),
            note,
            *self._side(right),
        ]
        below = Rect(0, bar.bottom, frame.width, frame.height - bar.bottom)
        return [
            Region("briefing", below, inside, self.palette.paper),
            tale_bar(self.app, bar, self._head(), self.menu),
        ]

    def _page(self, frame: Frame) -> Rect:
        small = frame.breadth is Breadth.COMPACT
        bar = table_plan(frame, wide=False).bar
        margin, top = (24.0, 16.0) if small else (48.0, 28.0)
        width = min(WIDEST, frame.width - 2 * margin)
        height = min(frame.height - bar.h - top - (34 if small else 56), 780.0)
        return Rect((frame.width - width) / 2, bar.bottom + top, width, height)

    def _side(self, rect: Rect) -> Sequence[Widget]:
        if self.question is None:
            return self._brief.build(rect, quiet=self.observation.turn > 1)
        return self._card.build(rect, self.question)

    def _head(self) -> Head:
        shown = tracks(self.book.desk)
        figures = (
            Figure("Treasury", shown.treasury_words),
            Figure("Capital", str(shown.capital)),
            Figure("Support", str(shown.support)),
            Figure("Readiness", str(shown.readiness)),
            Figure("Stocks", f"{shown.stocks} of {shown.stocks_most}"),
            Figure("Alarm", "", tuple((each.about, str(each.value)) for each in shown.alarm)),
        )
        return Head(shown.name, self.observation.world, shown.turn, shown.power, figures)

    # ---------- what is done ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Digits pick, Enter goes on, Esc leaves the answer for later."""
        digits = {str(nth + 1): self._picker(nth) for nth in range(9)}
        return {
            **digits,
            "enter": self.go_on,
            "left": self.back,
            "page down": lambda: self._roll(1),
            "page up": lambda: self._roll(-1),
            "down": self._down,
        }

    def _picker(self, nth: int) -> Callable[[], None]:
        return lambda: self.pick(nth)

    def _down(self) -> None:
        """Begin with the first choice, else scroll."""
        if self.question is not None:
            self.ui.set_focus("briefing:choice:0")
        else:
            self._roll(0.2)

    def _roll(self, part: float) -> None:
        node = self.ui.node("briefing:text") or self.ui.node("briefing:card")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(self.ui, part * node.widget.rect.h * 0.9)

    def go_on(self) -> None:
        """Take the answer and show the next page, or go to the table; an open question is pointed at."""
        if self.question is not None and self.chosen is None:
            self.ui.set_focus("briefing:choice:0")
            self.ui.change()
            return
        self._next()

    def later(self) -> None:
        """Leave the question open; it can be answered at the table."""
        if self.question is not None and self.picked.pop(self.question.key, None) is not None:
            self._write()
        self._next()

    def back(self) -> None:
        """Show the page before."""
        if self.page:
            self.page -= 1
            self.ui.change()

    def _next(self) -> None:
        self.ui.set_focus(None)
        if self.page + 1 < self.pages:
            self.page += 1
            self.ui.memory.pop("briefing:card:top", None)
            self.ui.change()
            return
        self.view.answered = self.book.orders
        self.book.forget()
        self.match.go_to_table()
        self.app.follow()

    def menu(self) -> None:
        """Open the menu of the game."""
        open_menu(self.app)

    def escape(self) -> None:
        """Leave the question for later; without one open the menu."""
        if self.question is not None:
            self.later()
        else:
            self.menu()
