"""The Posture tab: alerts, operations open now with their chances, stances in crises, counters to move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.panels.flow import Flow, muted
from game.board.panels.moving import MovePopup
from game.board.panels.parts import heading, words_that_fit
from game.board.panels.pieces import Once, section
from game.board.theme import BODY_SMALL, LABEL_SMALL, NOTE, STRONG_SMALL
from game.board.widgets import Dropdown, IconButton, Paint, Row, Scroll, Segmented, Widget
from game.views.figures import counted
from game.views.names import KIND_WORDS, capital, place
from game.views.order_words import say
from game.views.posture import AT_HOME, Choice, Known, OperationRow, Stack, posture
from game.views.posture import Posture as Figures

if TYPE_CHECKING:
    from game.board.screens.table import Table

ALL: Final = ""
FILTER: Final = "posture:filter"
CLOSED: Final = "posture:closed"

HIGH: Final = 25.0


class Posture(Panel):
    """Alerts, operations by place, stances, and counters with where they may go."""

    name = "Posture"
    icon = "posture"
    key = "t"
    wide = False

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.moves = MovePopup(table)
        known = Known(table.observation)
        self._figures = Once(lambda: posture(self.table.book.desk, known))

    @property
    def shown(self) -> Figures:
        """What the tab shows with the sheet as it stands."""
        return self._figures.of(self.table.book.orders)

    # ---------- what is shown ----------

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets, one block below the other."""
        shown = self.shown
        inner = rect.inset(18, 0)
        acts = f"{shown.acts_used} of {shown.acts} acts used"
        title = heading("posture:title", inner.top(40), "Posture", acts)
        flow = Flow("posture", self.ui.type, Rect(inner.x, rect.y + 40, inner.w, 0))
        self._choices(flow, "Alert", shown.alerts, "posture:alert")
        flow.gap(4)
        self._operations(flow, shown)
        if shown.stances:
            flow.gap(4)
            self._choices(flow, "Stance in the crisis", shown.stances, "posture:stance")
        flow.gap(4)
        self._counters(flow, shown)
        flow.gap(10)
        window = Rect(rect.x + 6, rect.y + 40, rect.w - 8, rect.h - 40)
        return [title, Scroll("posture:scroll", window, flow.height, flow.widgets)]

    def _choices(self, flow: Flow, title: str, choices: Sequence[Choice], key: str) -> None:
        """Set a standing choice at every flashpoint as segments."""
        section(flow, title)
        longest = max((len(choice.offers) for choice in choices), default=2)
        wide = 132.0 if longest == 2 else 176.0
        for choice in choices:
            rect = flow.take(27)
            words = [offer.name for offer in choice.offers]
            place_of = rect.before(wide + 8)
            flow.add(self._label(f"{key}:{choice.flashpoint}:label", place_of, choice))
            flow.add(
                Segmented(
                    f"{key}:{choice.flashpoint}",
                    rect.end(wide).inset(0, 1.5),
                    words,
                    words.index(choice.chosen),
                    partial(self._set, choice),
                    label=f"{title}: {choice.name}",
                    off=[nth for nth, offer in enumerate(choice.offers) if offer.locked],
                    tip=_choice_tip(choice),
                )
            )

    def _label(self, key: str, rect: Rect, choice: Choice) -> Paint:
        """Return the flashpoint's name; pressing it shows only its operations."""

        def paint(canvas: Canvas) -> None:
            style = STRONG_SMALL if choice.chosen != choice.stands else BODY_SMALL
            canvas.text(choice.name, style, canvas.palette.ink, rect)

        show = partial(self.show_place, choice.flashpoint)
        return Paint(key, rect, paint, f"Show the operations at {choice.name}", show)

    def _set(self, choice: Choice, nth: int) -> None:
        self.table.add(choice.offers[nth].order)

    # ---------- operations ----------

    @property
    def where(self) -> str:
        """The place whose operations are shown: what the map has in hand, else the filter's; all if none."""
        picked = self.table.chart.selected
        seen: str = self.ui.recall("posture:seen", "")
        if picked != seen:
            self.ui.memory["posture:seen"] = picked
            self.ui.memory[FILTER] = picked
        found: str = self.ui.recall(FILTER, ALL)
        return found

    def show_place(self, name: str) -> None:
        """Show the operations of a place and what belongs to it, or of all."""
        self.ui.memory[FILTER] = name
        self.ui.change()

    def _operations(self, flow: Flow, shown: Figures) -> None:
        where = self.where
        section(flow, "Operations")
        flow.widgets.append(self._filter(flow, shown, where))
        rows = _rows_of(shown, self._places(where))
        opened = [row for row in rows if not row.offer.locked]
        closed = [row for row in rows if row.offer.locked]
        flow.gap(4)
        for row in opened:
            self._operation(flow, row, where)
        if not opened:
            flow.text("Nothing can be ordered here now.", NOTE, muted)
        showing = bool(where) or self.ui.recall(CLOSED, False)
        if closed and not where:
            word = f"{'Hide' if showing else 'Show'} {counted(len(closed), 'operation')} closed now"
            flow.add(Row("posture:closed", flow.take(HIGH), word, self._toggle_closed, text=LABEL_SMALL))
        for row in closed if showing else ():
            self._operation(flow, row, where)

    def _toggle_closed(self) -> None:
        self.ui.memory[CLOSED] = not self.ui.recall(CLOSED, False)
        self.ui.change()

    def _places(self, where: str) -> tuple[str, ...]:
        """Return the places a filter means: a flashpoint with its areas, an area with its flashpoints."""
        world = self.table.observation.world
        nth = world.flashpoint_index.get(where)
        if nth is not None:
            return (where, *world.flashpoints[nth].areas)
        return (where, *[each.id for each in world.flashpoints if where in each.areas])

    def _filter(self, flow: Flow, shown: Figures, where: str) -> Dropdown:
        names = [each.place for each in shown.places]
        if where and where not in names:
            names.append(where)
        words = ["At home" if each == AT_HOME else self._word(each) for each in names]
        return Dropdown(
            "posture:filter",
            Rect(flow.x + flow.w - 138, flow.y - 24, 138, 25),
            ["All places", *words],
            names.index(where) + 1 if where else 0,
            lambda nth: self.show_place(names[nth - 1] if nth else ALL),
            label="Operations at",
        )

    def _word(self, name: str) -> str:
        """Return a place's word in the filter; an area called like a flashpoint says that it is the sea."""
        world = self.table.observation.world
        word = place(world, name)
        quarrels = [place(world, each.id) for each in world.flashpoints]
        return f"{word}, at sea" if name in world.area_index and word in quarrels else word

    def _operation(self, flow: Flow, row: OperationRow, where: str) -> None:
        locked = row.offer.locked
        written = row.offer.written or (row.joint is not None and row.joint.written)
        place_word = "" if row.place == where else place(self.table.observation.world, row.place)
        if row.place == AT_HOME:
            place_word = ""
        value = "in orders" if written else row.chance
        kind = self.ui.type

        def paint(canvas: Canvas, rect: Rect) -> None:
            palette = canvas.palette
            ink = palette.muted if locked else palette.ink
            right = rect.inset(8, 0)
            style = STRONG_SMALL if written else BODY_SMALL
            room = right.w - min(kind.width(row.name, BODY_SMALL) + 34, right.w * 0.62)
            shown = value if not locked else words_that_fit(kind, locked.split(" "), NOTE, room - 20, " ")
            wide = canvas.width(shown, NOTE if locked else BODY_SMALL)
            colour = palette.muted if locked else palette.good if written else palette.second
            canvas.text(shown, NOTE if locked else BODY_SMALL, colour, right, "right")
            if locked:
                wide += 18
                canvas.icon("lock", right.right - wide + 6, rect.y + rect.h / 2, 11, palette.muted)
            left = right.before(wide + 8)
            name = words_that_fit(kind, row.name.split(" "), style, left.w, " ")
            placed = canvas.text(name, style, ink, left)
            rest = Rect(placed.right + 7, left.y, left.right - placed.right - 7, left.h)
            if place_word and canvas.width(place_word, NOTE) <= rest.w:
                canvas.text(place_word, NOTE, palette.muted, rest)
            canvas.line((rect.x + 8, rect.bottom), (rect.right - 8, rect.bottom), palette.faint)

        order = row.joint.order if row.joint is not None and row.joint.written else row.order
        rect = flow.take(HIGH)
        flow.add(
            Row(
                f"posture:operation:{row.order.operation}:{row.place}",
                Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
                row.name,
                lambda: self.table.show_operation(order),
                on=written,
                tip=_operation_tip(row, place_word),
                paint=paint,
            )
        )

    # ---------- counters ----------

    def _counters(self, flow: Flow, shown: Figures) -> None:
        staying = [each for each in shown.stacks if each.staying]
        section(flow, "Own counters", f"{sum(each.staying for each in staying)} in place")
        for march in shown.marches:
            rect = flow.take(HIGH)
            order = self.table.book.orders[march.index]
            words = say(order, self.table.observation)
            flow.add(
                Row(
                    f"posture:march:{march.index}",
                    Rect(rect.x - 8, rect.y, rect.w - 20, rect.h),
                    words,
                    partial(self.table.orders.choose, march.index),
                    on=True,
                    tip=words,
                    paint=partial(_line, words),
                ),
                IconButton(
                    f"posture:stay:{march.index}",
                    Rect(rect.right - 24, rect.y + 1, 23, 23),
                    f"Take off: {words}",
                    "cross",
                    partial(self.table.remove, march.index),
                    size=11,
                ),
            )
        for stack in staying:
            self._stack(flow, stack)

    def _stack(self, flow: Flow, stack: Stack) -> None:
        world, power = self.table.observation.world, self.table.observation.power
        kind, area = capital(KIND_WORDS[stack.kind]), place(world, stack.area)
        word = "Move…" if stack.destinations else "stays"

        def paint(canvas: Canvas, rect: Rect) -> None:
            palette, middle = canvas.palette, rect.y + rect.h / 2
            canvas.counter(power, stack.kind, stack.staying, rect.x + 21, middle - 1, 21)
            wide = canvas.width(word, LABEL_SMALL)
            ink = palette.good if stack.destinations else palette.muted
            canvas.text(word, LABEL_SMALL, ink, rect.inset(8, 0), "right")
            words = rect.after(42).before(wide + 14)
            placed = canvas.text(area, BODY_SMALL, palette.ink, words)
            rest = Rect(placed.right + 7, words.y, words.right - placed.right - 7, words.h)
            if canvas.width(kind, NOTE) <= rest.w:
                canvas.text(kind, NOTE, palette.muted, rest)
            canvas.line((rect.x + 8, rect.bottom), (rect.right - 8, rect.bottom), palette.faint)

        rect = flow.take(29)
        flow.add(
            Row(
                f"posture:stack:{stack.area}:{stack.kind.key}",
                Rect(rect.x - 8, rect.y, rect.w + 16, rect.h),
                f"Move {KIND_WORDS[stack.kind]}, {area}",
                partial(self.moves.show, stack) if stack.destinations else None,
                tip=kind
                if stack.destinations
                else f"{kind}: no posture act is left, or there is nowhere to go",
                paint=paint,
            )
        )


def _rows_of(shown: Figures, places: tuple[str, ...]) -> list[OperationRow]:
    """Return the operations of some places, of all where none is named; those that may be ordered first."""
    found = [row for each in shown.places if places[0] == ALL or each.place in places for row in each.rows]
    return sorted(found, key=lambda row: bool(row.offer.locked))


def _choice_tip(choice: Choice) -> str:
    others = [offer for offer in choice.offers if offer.name != choice.stands]
    lines = [f"{offer.name}: {offer.locked or offer.price}" for offer in others]
    return "\n".join([f"{choice.name}: {choice.stands} stands", *lines])


def _operation_tip(row: OperationRow, where: str) -> str:
    title = f"{row.name}, {where}" if where else row.name
    price = ", ".join(chip.text for chip in row.price) or "free"
    lines = [title, row.offer.locked, price, f"heat {row.heat}"]
    return "\n".join(each for each in lines if each)


def _line(words: str, canvas: Canvas, rect: Rect) -> None:
    inner = rect.inset(10, 0)
    text = words_that_fit(canvas.type, words.split(" "), BODY_SMALL, inner.w, " ")
    canvas.text(text, BODY_SMALL, canvas.palette.ink, inner)
