"""The report of a finished game: written beside its record while the end is shown, and where it is then."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.faults import line_of
from game.board.layout import Rect
from game.board.saves import report_of
from game.board.theme import BODY_SMALL
from game.board.widgets import Button, Paint, Ui, Widget
from game.board.wondering import Cancelled, Count
from game.report.debrief import GAMES, write_debrief
from game.report.pivots import MOST

if TYPE_CHECKING:
    from game.board.app import App

HIGH: Final = 54.0
"""How high its line is, where there is one."""
PROGRESS: Final = "end:report:progress"


class ReportLine:
    """Writes the report beside the drawing, and says in a line over the buttons how far it is."""

    def __init__(self, app: App, record: Path | None) -> None:
        self.app = app
        self.record = record
        self.file: Path | None = None
        """Where the report is, once it is written."""
        self.fault = ""
        """What went wrong, in one line: with the report, or with what else was tried."""
        self._again: Callable[[], None] | None = None
        self._count: Count | None = None
        self._shown = 0

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.app.ui

    @property
    def high(self) -> float:
        """How high the line is now."""
        return HIGH if self._count is not None or self.file is not None or self.fault else 0.0

    @property
    def why_not(self) -> str:
        """Why it cannot be written now, in words."""
        if self.record is None:
            return "this game is not kept: there is no record to report on"
        return "the report is being written" if self._count is not None else ""

    # ---------- what is done ----------

    def write(self) -> None:
        """Begin to write it, unless it is being written or the game is not kept."""
        if self.why_not or self.record is None:
            return
        record, file = self.record, report_of(self.record)
        count = self._count = Count(MOST * (GAMES + 1))
        self.file, self.fault, self._shown = None, "", 0

        def work() -> None:
            write_debrief(record, file, games=GAMES, watch=count.watch)

        self.app.work(work, lambda error: self._done(count, file, error))
        self.ui.change()

    def _done(self, count: Count, file: Path, error: BaseException | None) -> None:
        if self._count is not count:
            return
        self._count = None
        if error is None:
            self.file, self.fault = file, ""
            self.ui.change()
        elif isinstance(error, OSError):
            self.say(f"{file} cannot be written: {error.strerror}", self.write)
        elif not isinstance(error, Cancelled):
            self.say(line_of(error), self.write)

    def say(self, line: str, again: Callable[[], None] | None = None) -> None:
        """Say what went wrong, with another try where there is one."""
        self.file, self.fault, self._again = None, line, again
        self.ui.change()

    def stop(self) -> None:
        """Let it be, if it is being written."""
        if self._count is not None:
            self._count.stop()
            self._count = None
            self.ui.change()

    def show(self) -> None:
        """Open it in the browser."""
        if self.file is not None and not webbrowser.open(self.file.absolute().as_uri()):
            self.say(f"no browser could be opened: the report is in {self.file}")

    def tick(self) -> None:
        """Show how far it is."""
        played = 0 if self._count is None else self._count.played
        if played != self._shown:
            self._shown = played
            self.ui.mark(PROGRESS)

    # ---------- what is shown ----------

    def build(self, rect: Rect) -> list[Widget]:
        """Return the line in its strip, with what can be done."""
        box = rect.below(6).above(6)
        inner = box.inset(6, 5)
        button = inner.end(150)
        words = Paint(PROGRESS, box, partial(self._paint, box=box, line=inner.after(10).before(166)))
        if self._count is not None:
            return [words, Button("end:report:stop", button, "Stop", self.stop)]
        if self.fault and self._again is None:
            return [words]
        if self.fault:
            return [words, Button("end:report:again", button, "Try again", self._again)]
        return [words, Button("end:report:open", button, "Open in browser", self.show)]

    def _paint(self, canvas: Canvas, *, box: Rect, line: Rect) -> None:
        palette, count = canvas.palette, self._count
        canvas.box(box, palette.card, 6, palette.hairline, palette.border)
        if count is not None:
            said = f"The report is being written: branch {count.played} of its two what-ifs"
            used = canvas.text(said, BODY_SMALL, palette.ink, line).w
            track = Rect(line.x + used + 16, line.centre[1] - 3, max(0.0, line.w - used - 16), 6)
            canvas.box(track, palette.faint, 3)
            if count.played:
                canvas.box(track.left(max(6.0, track.w * count.played / count.of)), palette.good, 3)
            return
        said = self.fault or f"The report is in {self.file}"
        text = shortened(canvas, said, line.w)
        canvas.text(text, BODY_SMALL, palette.bad if self.fault else palette.ink, line)


def shortened(canvas: Canvas, text: str, width: float) -> str:
    """Return a line with its two ends kept, where a path in it is too long."""
    if canvas.width(text, BODY_SMALL) <= width:
        return text
    front, back = text[: len(text) // 2], text[len(text) // 2 :]
    while len(front) > 14 and canvas.width(f"{front}…{back}", BODY_SMALL) > width:
        front, back = front[:-1], back[1:]
    return f"{front}…{back}"
