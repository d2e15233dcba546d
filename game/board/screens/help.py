"""Rules and help: the rulebook with its contents and a search, keys, signs, and where things come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Breadth, Frame, Rect
from game.board.screens import help_pages
from game.board.screens.base import Screen
from game.board.screens.page import FOOT, HEAD, body, foot, head
from game.board.screens.prose import Block, Kind, Placed, draw, lay_out, parse
from game.board.theme import BODY_SMALL, NOTE
from game.board.widgets import Button, Key, Paint, Region, Row, Scroll, Segmented, TextField, Widget

if TYPE_CHECKING:
    from game.board.app import App

PAGES: Final = ("Rulebook", "Keys", "Signs", "Credits")
TEXT: Final = "help:text"
SEARCH: Final = "help:search"
MEASURE: Final = 760.0
"""Lines of text run no longer."""
STEP: Final = 60.0
ROW: Final = 27.0
PAGE: Final = 420.0


@cache
def rulebook() -> tuple[Block, ...]:
    """Return the rulebook, read once."""
    return tuple(parse(files("rules").joinpath("RULEBOOK.md").read_text(encoding="utf-8")))


class Help(Screen):
    """The pages of help; over a game they lie until Esc."""

    def __init__(self, app: App, clause: str = "") -> None:
        super().__init__(app)
        self.page = 0
        self.wanted = ""
        """What is typed into the search."""
        self.at = clause
        """The clause that was gone to."""
        self._laid: tuple[object, list[Placed], float] | None = None

    def enter(self) -> None:
        """Find the clause that was asked for."""
        if self.at:
            self.ui.refresh()
            self.go_to(self.at)

    # ---------- what is shown ----------

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return the bar with its pages, the page, and the way back."""
        area = frame.whole.below(HEAD).above(FOOT)
        page = body(frame).below(HEAD).above(FOOT)
        inside = self._book(frame, page) if self.page == 0 else self._sheet(frame, page)
        return [
            Region("help:page", area, inside, self.palette.paper),
            head(frame, self.palette, "Rules and help"),
            self._tabs(frame),
            foot(frame, self.palette, self._foot(frame)),
        ]

    def _tabs(self, frame: Frame) -> Segmented:
        right = body(frame).right
        rect = Rect(right - 380, 16, 380, 32)
        tabs = Segmented("help:pages", rect, PAGES, self.page, self.show_page, label="Pages")
        tabs.on_navy = True
        return tabs

    def _foot(self, frame: Frame) -> list[Widget]:
        row = body(frame).foot(FOOT).inset(0, 12)
        note = row.after(130)
        said = "arrows and page keys scroll, / searches, a number such as R8.3 goes to its clause"
        words = Paint("help:note", note, lambda canvas: _note(canvas, said, note))
        return [Button("help:back", row.left(110), "Back", self.escape, cap="Esc"), words]

    def _book(self, frame: Frame, page: Rect) -> list[Widget]:
        side = page.left(230.0 if frame.breadth is Breadth.COMPACT else 280.0)
        text = page.after(side.w + 32)
        width = min(MEASURE, text.w - 8)
        placed, low = self._placed(frame, text.x, page.y + 20, width)
        window = Rect(text.x - 12, page.y, width + 32, page.h)
        blocks = [self._block(each) for each in placed]
        return [*self._side(side), Scroll(TEXT, window, low - page.y + 40, blocks)]

    def _placed(self, frame: Frame, x: float, y: float, width: float) -> tuple[list[Placed], float]:
        """Return the rulebook laid out for a width; kept, for it is long."""
        where = (frame, x, y, width)
        if self._laid is None or self._laid[0] != where:
            placed, low = lay_out(rulebook(), self.ui.type, x, y, width)
            self._laid = (where, placed, low)
        return self._laid[1], self._laid[2]

    def _block(self, placed: Placed) -> Paint:
        found = self.at and placed.block.number == self.at

        def paint(canvas: Canvas) -> None:
            if found:
                canvas.fill(
                    Rect(placed.rect.x - 10, placed.rect.y - 2, 3, placed.rect.h + 4), canvas.palette.brass
                )
            draw(canvas, placed)

        return Paint(f"help:block:{id_of(placed)}", placed.rect.inset(-12, -4), paint)

    def _side(self, side: Rect) -> list[Widget]:
        field = TextField(
            SEARCH,
            Rect(side.x, side.y + 20, side.w, 32),
            self.wanted,
            self._search,
            label="Search the rules",
            hint="word, or number such as R8.3",
            submit=self._submit,
        )
        rows: list[Widget] = []
        y = side.y + 64
        for number, title in self._contents():
            on = number == self.at
            rows.append(
                Row(
                    f"help:go:{number}",
                    Rect(side.x, y, side.w, ROW),
                    self.ui.type.fit(title, BODY_SMALL, side.w - 24),
                    _going(self, number),
                    on=on,
                    tip=title if self.ui.type.width(title, BODY_SMALL) > side.w - 24 else "",
                    keys=self._row_key,
                )
            )
            y += ROW
        if not rows:
            empty = Rect(side.x, y, side.w, 40)
            rows.append(Paint("help:none", empty, lambda canvas: _note(canvas, "no clause uses this", empty)))
        window = Rect(side.x - 6, side.y + 60, side.w + 18, side.h - 64)
        return [field, Scroll("help:contents", window, y - side.y - 56, rows)]

    def _sheet(self, frame: Frame, page: Rect) -> list[Widget]:
        makers = (help_pages.keys_page, help_pages.signs_page, help_pages.credits_page)
        window = Rect(page.x - 8, page.y, page.w + 20, page.h)
        widgets, low = makers[self.page - 1](self.ui, page.inset(0, 20))
        return [Scroll(f"{TEXT}:{self.page}", window, low - page.y + 24, widgets)]

    # ---------- contents and search ----------

    def _contents(self) -> list[tuple[str, str]]:
        """Return the numbers and titles of chapters, or of the clauses that were searched for."""
        wanted = self.wanted.strip().casefold()
        if not wanted:
            return [(each.number, each.text) for each in rulebook() if each.kind is Kind.CHAPTER]
        named = [each for each in _openings() if each[0].casefold().startswith(wanted)]
        if named:
            return named
        hits = {block.number for block in rulebook() if wanted in block.text.casefold()}
        return [each for each in _openings() if each[0] in hits]

    def _search(self, text: str) -> None:
        self.wanted = text
        self.ui.memory["help:contents:top"] = 0.0

    def _submit(self) -> None:
        """Go to the clause that is named, else to the first that was found."""
        found = self._contents()
        exact = [number for number, _ in found if number.casefold() == self.wanted.strip().casefold()]
        if found:
            self.go_to((exact or [found[0][0]])[0])

    def go_to(self, number: str) -> None:
        """Show a clause or chapter at the top of the page."""
        self.page, self.at = 0, number
        self.ui.change()
        self.ui.refresh()
        if self._laid is None:
            return
        top = next((p.rect.y for p in self._laid[1] if p.block.number == number and p.block.opens), None)
        first = self._laid[1][0].rect.y
        if top is not None:
            self.ui.memory[f"{TEXT}:top"] = max(0.0, top - first + 10)
            self.ui.change()

    def show_page(self, nth: int) -> None:
        """Turn to another page."""
        self.page = nth
        self.ui.change()

    # ---------- keys ----------

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Arrows and page keys scroll whatever page is shown; a slash goes to the search."""
        steps = {"down": STEP, "up": -STEP, "page down": PAGE, "page up": -PAGE, "space": PAGE}
        ends = {"home": -1e6, "end": 1e6}
        return {
            **{name: _rolling(self, by) for name, by in (steps | ends).items()},
            "/": self._find,
            "ctrl+f": self._find,
            "right": lambda: self.show_page(min(self.page + 1, len(PAGES) - 1)),
            "left": lambda: self.show_page(max(self.page - 1, 0)),
        }

    def _row_key(self, key: Key) -> bool:
        if key.name in ("page down", "page up", "home", "end"):
            self.keys()[key.name]()
            return True
        return False

    def _find(self) -> None:
        self.show_page(0)
        self.ui.refresh()
        self.ui.set_focus(SEARCH)

    def roll(self, by: float) -> None:
        """Scroll the page."""
        node = self.ui.node(TEXT if self.page == 0 else f"{TEXT}:{self.page}")
        if node is not None and isinstance(node.widget, Scroll):
            node.widget.roll(self.ui, by)


@cache
def _openings() -> tuple[tuple[str, str], ...]:
    """Return number and title of every clause and chapter: its heading, or what stands in bold."""
    return tuple((each.number, _title(each)) for each in rulebook() if each.opens and each.number)


def _title(block: Block) -> str:
    if block.kind is Kind.CHAPTER:
        return block.text
    bold = block.spans[0].text.rstrip(".")
    if bold != block.number:
        return bold
    return f"{bold} {block.text.removeprefix(block.spans[0].text).strip()}"


def id_of(placed: Placed) -> str:
    """Return what tells a block from the others: where it stands."""
    return f"{placed.rect.y:.1f}"


def _going(screen: Help, number: str) -> Callable[[], None]:
    return lambda: screen.go_to(number)


def _rolling(screen: Help, by: float) -> Callable[[], None]:
    return lambda: screen.roll(by)


def _note(canvas: Canvas, text: str, box: Rect) -> None:
    canvas.text(canvas.type.fit(text, NOTE, box.w), NOTE, canvas.palette.second, box)
