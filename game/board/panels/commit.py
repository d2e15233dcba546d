"""Handing the sheet in: what it comes to, what silence means, and the clock that does it alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, bad, dialog, good, ink, scrolling, second, warn
from game.board.theme import BODY_SMALL
from game.board.widgets import Button, ButtonStyle, Layer, Widget
from game.session import SessionError
from game.views.briefing import open_choices
from game.views.budget import budget
from game.views.figures import dollars
from game.views.names import party
from game.wording import subject_name
from rules.orders import Answer, Choose

if TYPE_CHECKING:
    from game.board.screens.table import Table

ASK: Final = "commit"
WARNED: Final = 60_000.0
"""Milliseconds before the end at which the clock warns."""


class Commit:
    """Asks before the sheet goes in; with a clock, hands it in as it stands when time is up."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._whole = table.match.choice.minutes * 60_000.0
        self._began = table.app.now
        self._warned = self._over = False
        self._second = -1

    # ---------- asking ----------

    def ask(self) -> None:
        """Show what the sheet comes to and ask whether to commit."""
        ui = self.table.ui
        keys = {"ctrl+enter": self.go, **scrolling(ui, ASK)}
        ui.open(Layer(ASK, self._build, keys=keys, first="commit:go"))

    def go(self) -> None:
        """Hand the sheet in; where that fails nothing is lost and the reason is said."""
        self.table.ui.close(ASK)
        try:
            self.table.done()
        except OSError as error:
            reason = error.strerror or str(error)
            self.table.said.say(f"The sheet could not be kept: {reason}. It stands as it was.", bad=True)
        except SessionError as error:
            self.table.said.say(f"The sheet was not taken: {error}", bad=True)

    def _build(self, frame: Frame) -> Sequence[Widget]:
        table = self.table
        count = len(table.book.orders)
        word = f"Commit {count} order{'' if count == 1 else 's'}" if count else "Commit an empty sheet"

        def buttons(row: Rect) -> Sequence[Widget]:
            return [
                Button("commit:back", row.left(140), "Go back", lambda: table.ui.close(ASK), cap="Esc"),
                Button("commit:go", row.end(row.w - 152), word, self.go, ButtonStyle.PRIMARY, cap="Enter"),
            ]

        title = "Commit this sheet?"
        after = "It cannot be taken back."
        return dialog(table.ui, ASK, frame, title, self._fill, buttons, aside=after)

    def _fill(self, flow: Flow) -> None:
        self._paid(flow)
        silent = [*self._choices(), *self._proposals()]
        if silent:
            flow.gap(6)
            flow.caps("Left unanswered")
            for text in silent:
                flow.sign("warning", text, warn)
        left = self.table.orders.unused()
        if left:
            flow.gap(6)
            flow.caps("Acts not used")
            flow.text(", ".join(f"{kind} {number}" for kind, number in left), BODY_SMALL, second)

    def _paid(self, flow: Flow) -> None:
        book = self.table.book
        shown, spent = budget(book.desk), book.spent
        flow.caps("What is paid")
        for part in shown.flows:
            if part.money and part.key != "free":
                flow.pair(part.name, dollars(part.money))
        if spent.capital:
            flow.pair("Political capital", f"{spent.capital}, {book.left.capital} left")
        if spent.stocks:
            flow.pair("Stocks", f"{spent.stocks}, {book.left.stocks} left")
        flow.gap(6)
        flow.caps("What stays")
        flow.pair("Free", dollars(shown.free), good if shown.free >= 0 else bad)
        if shown.free >= 0:
            flow.pair("Kept for the next quarter", dollars(shown.kept), ink)
            flow.pair("Lost", dollars(shown.lost), bad if shown.lost else ink)
        else:
            flow.text(
                "The bill and the instalments are not covered: what cannot be paid slips (R6.6, R6.11).",
                BODY_SMALL,
                bad,
            )

    def _choices(self) -> list[str]:
        seen, names = self.table.observation, self.table.names
        answered = {each.event for each in self.table.book.orders if isinstance(each, Choose)}
        return [
            f"{each.title}: without an answer, ‘{names.option(each.event, each.default)}’"
            for each in open_choices(seen)
            if each.event not in answered
        ]

    def _proposals(self) -> list[str]:
        seen, names = self.table.observation, self.table.names
        answered = {
            (each.subject, each.sender) for each in self.table.book.orders if isinstance(each, Answer)
        }
        return [
            f"{names.prose(subject_name(names, each.subject))}, "
            f"offered by {party(seen.world, each.sender.key)}: without an answer it lapses"
            for each in seen.proposals
            if each.to == seen.power and (each.subject, each.sender) not in answered
        ]

    # ---------- the clock ----------

    @property
    def left(self) -> float:
        """Milliseconds left on the clock."""
        return max(0.0, self._began + self._whole - self.table.app.now)

    @property
    def late(self) -> bool:
        """Whether the last minute runs."""
        return self.left <= WARNED

    @property
    def clock(self) -> str:
        """What the clock shows, such as `4:07`, or nothing where there is none."""
        if not self._whole:
            return ""
        seconds = int(self.left / 1000 + 0.999)
        return f"{seconds // 60}:{seconds % 60:02}"

    def tick(self, now: float) -> None:
        """Let time go on: show it, warn a minute before the end, hand in at the end."""
        if not self._whole or self._over:
            return
        second = int(self.left / 1000)
        if second != self._second:
            self._second = second
            self.table.ui.mark("bar:date")
        if self.late and not self._warned:
            self._warned = True
            if self._whole > WARNED:
                self.table.said.say("One minute is left: then the sheet goes in as it stands.", bad=True)
        if self.left <= 0:
            self._over = True
            self.go()
