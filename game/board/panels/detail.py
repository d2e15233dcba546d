"""The entry in hand in full: a programme before it is signed, a contract under way, a step of policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import Flow, bad, good, ink, muted, second
from game.board.panels.parts import bars
from game.board.panels.timeline import contract_key
from game.board.theme import BODY_SMALL, CARD, NOTE
from game.board.widgets import Button, ButtonStyle, Paint, Scroll, Widget
from game.views.catalogue import ContractRow, Detail, Offer, Programmes, detail, slip_words
from game.views.conditions import Need
from game.views.figures import dollars, quarter_words, signed
from game.views.policy import DoctrineRow, MeasureRow, Policy, Stage
from game.views.schedule import Payment, payments
from rules.terms import Pacing

if TYPE_CHECKING:
    from game.board.panels.programmes import Programmes as Tab

SIDE: Final = 72.0
"""Width of the labels."""

_PACES: Final = {
    Pacing.RUSH: ("Rush", "Two instalments now, a quarter sooner, riskier (R6.7)"),
    Pacing.STRETCH: ("Stretch", "Nothing is paid now, a quarter later, dearer (R6.7)"),
    Pacing.CANCEL: ("Cancel", "What was paid is lost (R6.7)"),
}


def detail_card(tab: Tab, rect: Rect, shown: Programmes, politics: Policy, chosen: str) -> list[Widget]:
    """Return the card of what is in hand, its text scrolling over its buttons."""
    kind, _, name = chosen.partition(":")
    card = Card(tab, rect)
    if kind == "programme":
        return card.programme(detail(name, tab.table.book.desk))
    if kind == "contract":
        return card.contract(next(row for row in shown.contracts if contract_key(row) == chosen))
    if kind == "doctrine":
        return card.doctrine(next(step for step in politics.steps if step.doctrine == name))
    if kind == "measure":
        return card.measure(next(row for row in politics.measures if row.measure.key == name))
    return []


class Card:
    """The card of one entry."""

    def __init__(self, tab: Tab, rect: Rect) -> None:
        self.tab = tab
        self.rect = rect
        self.inner = rect.inset(14, 12).above(44)
        self.flow = Flow("detail", tab.ui.type, self.inner)

    @property
    def _world(self):  # type: ignore[no-untyped-def]
        return self.tab.table.observation.world

    def programme(self, found: Detail) -> list[Widget]:
        """Return the card of a programme."""
        flow = self.flow
        flow.text(found.name, CARD)
        flow.gap(3)
        self._pays(found.payments)
        flow.pair("Slips", found.slips, side=SIDE)
        self._needs(found.needs, found.offer)
        flow.chips(found.yields, "Yields", SIDE)
        alarm = f"announced {signed(found.announced)}, fielded {signed(found.fielded)}"
        flow.pair("Alarm", alarm, bad if found.announced + found.fielded > 0 else ink, side=SIDE)
        flow.pair("Real lead", found.real_lead, side=SIDE)
        flow.pair("Upkeep", f"{dollars(found.upkeep)} a quarter once delivered", side=SIDE)
        if found.times[1] > 1:
            flow.pair("Signed", f"{found.times[0]} of {found.times[1]} times", side=SIDE)
        self._chart(found.payments)
        flow.gap(4)
        flow.text(found.summary, NOTE, second)
        flow.gap(2)
        flow.text(f"Source ({found.grade}): {found.source}", NOTE, muted)
        return self._card(self._one(found.offer, "Start", "Undo start"))

    def _pays(self, found: Sequence[Payment]) -> None:
        whole = sum(each.money for each in found)
        first, rest = found[0].money, {each.money for each in found[1:]}
        words = f"{dollars(first)} now"
        if len(rest) == 1:
            words = f"{dollars(first)} a quarter" if rest == {first} else words
        self.flow.pair("Pays", f"{words}, {dollars(whole)} in {len(found)} quarters", side=SIDE)

    def _needs(self, needs: Sequence[Need], offer: Offer) -> None:
        flow = self.flow
        for nth, need in enumerate(needs):
            label = "Needs" if nth == 0 else ""
            sign = "check" if need.met else "cross"
            flow.pair(label, need.text, ink if need.met else bad, side=SIDE)
            rect = flow.widgets[-1].rect
            colour = good if need.met else bad
            flow.add(_sign(f"detail:need:{nth}", Rect(flow.x + flow.w - 14, rect.y, 14, 18), sign, colour))
        if offer.locked:
            flow.sign("lock", offer.locked, bad)

    def _chart(self, found: Sequence[Payment], title: str = "Instalments by quarter, $m") -> None:
        if not found:
            return
        flow, seen = self.flow, self.tab.table.observation
        flow.gap(5)
        flow.text(title, NOTE, muted)
        many = len(found) > 6
        figures = [(self._word(each.turn, nth, many), each.money, "") for nth, each in enumerate(found)]

        def paint(canvas: Canvas, rect: Rect) -> None:
            palette = canvas.palette
            bars(
                canvas,
                rect,
                figures,
                lambda nth: palette.primary if found[nth].turn == seen.turn else palette.lines[3],
                lambda nth: f"{found[nth].money:,}" if not many or nth == 0 else "",
            )

        wide = flow.take(74)
        columns = min(1.0, max(0.3, len(found) / 6))
        place = wide.left(wide.w * columns)
        flow.add(Paint("detail:chart", place, lambda canvas: paint(canvas, place), self._chart_tip(found)))

    def _word(self, turn: int, nth: int, many: bool) -> str:
        words = quarter_words(self._world, turn)
        if not many:
            return words
        return words[-2:] if words.startswith("Q1") or nth == 0 else ""

    def _chart_tip(self, found: Sequence[Payment]) -> str:
        return "\n".join(f"{quarter_words(self._world, each.turn)}: {dollars(each.money)}" for each in found)

    def contract(self, row: ContractRow) -> list[Widget]:
        """Return the card of a contract, with its paces."""
        flow = self.flow
        flow.text(row.name, CARD)
        flow.gap(3)
        flow.pair("Paid", f"{dollars(row.paid)}, {dollars(row.unpaid)} to pay", side=SIDE)
        late = row.due - row.promised
        due = row.due_words + (f", {late} later than promised" if late > 0 else "")
        flow.pair("Due", due + (", after the game" if row.after_the_game else ""), side=SIDE)
        flow.pair("Slips", slip_words(row.arrival), side=SIDE)
        worst = quarter_words(self._world, row.arrival.worst)
        flow.pair("Worst", f"{worst}, nine times in ten", side=SIDE)
        flow.chips(row.yields, "Yields", SIDE)
        if row.flags:
            flow.pair("State", ", ".join(row.flags), side=SIDE)
        for offer in row.paces:
            if offer.locked:
                flow.sign("lock", f"{offer.name}: {offer.locked}", muted)
        self._chart(self._rest(row), "Still to pay by quarter, $m")
        return self._card(self._pacing(row))

    def _rest(self, row: ContractRow) -> tuple[Payment, ...]:
        table = self.tab.table
        seen = table.observation
        modes = {
            offer.order.mode  # type: ignore[union-attr]
            for offer in row.paces
            if offer.written
        }
        for contract in seen.sheet.contracts:
            if (contract.programme, contract.nth) == (row.programme, row.nth):
                mode = next(iter(modes), None)
                return payments(contract, seen.world, seen.sheet.strain, seen.turn, mode)
        return detail(row.programme, table.book.desk).payments

    def _pacing(self, row: ContractRow) -> list[Widget]:
        strip = self._strip()
        if not row.paces:
            return self._one_of_start(row, strip)
        found: list[Widget] = []
        for (mode, offer), cell in zip(zip(Pacing, row.paces, strict=True), strip.columns(3, 6), strict=True):
            word, tip = _PACES[mode]
            found.append(
                Button(
                    f"detail:{mode.key}",
                    cell,
                    f"Undo {word.lower()}" if offer.written else word,
                    lambda order=offer.order: self.tab.toggle(order),  # type: ignore[misc]
                    ButtonStyle.PRIMARY if offer.written else ButtonStyle.PLAIN,
                    tip=f"{tip}\n{offer.price}",
                    why_not=offer.locked,
                )
            )
        return found

    def _one_of_start(self, row: ContractRow, strip: Rect) -> list[Widget]:
        offer = detail(row.programme, self.tab.table.book.desk).offer
        return self._one(offer, "Start", "Undo start")

    def doctrine(self, step: DoctrineRow) -> list[Widget]:
        """Return the card of a doctrine step."""
        flow = self.flow
        flow.text(step.name, CARD)
        flow.gap(3)
        flow.pair("Review", f"{step.turns} turns, capital {step.capital}", side=SIDE)
        if step.stage is Stage.RUNNING:
            flow.pair("State", f"under review, {step.left} to go", good, side=SIDE)
        elif step.stage is Stage.ADOPTED:
            flow.pair("State", "adopted", good, side=SIDE)
        self._needs(step.needs, step.offer if step.stage is Stage.LOCKED else _open(step.offer))
        flow.chips(step.chips, "Brings", SIDE)
        floor = self._world.terms.adoption_support
        flow.pair("Adoption", f"fails at support below {floor} (R10.14)", side=SIDE)
        flow.gap(4)
        flow.text(step.summary, NOTE, second)
        if step.stage in (Stage.RUNNING, Stage.ADOPTED):
            return self._card([])
        return self._card(self._one(step.offer, "Begin review", "Undo review"))

    def measure(self, row: MeasureRow) -> list[Widget]:
        """Return the card of an extraordinary measure."""
        flow = self.flow
        flow.text(row.name, CARD)
        flow.gap(3)
        flow.text(f"It {row.does}.", BODY_SMALL)
        flow.gap(3)
        grave = self._world.terms.grave_alarm
        flow.text(f"Once a fiscal year, while total alarm is {grave} or more (R9.5).", NOTE, second)
        if row.offer.locked:
            flow.sign("lock", row.offer.locked, bad)
        return self._card(self._one(row.offer, "Invoke", "Undo"))

    # ---------- buttons ----------

    def _strip(self) -> Rect:
        return Rect(self.inner.x, self.rect.bottom - 46, self.inner.w, 34)

    def _one(self, offer: Offer, do: str, undo: str) -> list[Widget]:
        """Return the button that writes an order, or the one that takes it off beside its price."""
        strip = self._strip()
        if not offer.written:
            word = do if offer.locked else f"{do}, {offer.price}"
            return [
                Button(
                    "detail:do",
                    strip,
                    word,
                    lambda: self.tab.toggle(offer.order),
                    ButtonStyle.PRIMARY,
                    why_not=offer.locked,
                    cap="Enter",
                )
            ]
        price = f"In orders, {offer.price}"

        def paint(canvas: Canvas) -> None:
            place = strip.after(118)
            canvas.icon("check", place.x + 10, place.y + place.h / 2, 15, canvas.palette.good)
            canvas.text(price, BODY_SMALL, canvas.palette.good, place.after(24))

        return [
            Button("detail:undo", strip.left(108), undo, lambda: self.tab.toggle(offer.order)),
            Paint("detail:written", strip, paint),
        ]

    def _card(self, buttons: Sequence[Widget]) -> list[Widget]:
        rect, inner = self.rect, self.inner if buttons else self.inner.above(-40)

        def ground(canvas: Canvas) -> None:
            canvas.box(rect, canvas.palette.card, 8, canvas.palette.hairline, canvas.palette.border)

        scroll = Scroll(
            "detail:scroll",
            Rect(inner.x - 4, inner.y, inner.w + 14, inner.h),
            self.flow.height,
            self.flow.widgets,
        )
        return [Paint("detail:card", rect, ground), scroll, *buttons]


def _open(offer: Offer) -> Offer:
    return Offer(offer.order, offer.name, offer.price, "", offer.written)


def _sign(key: str, rect: Rect, icon: str, colour: object) -> Paint:
    return Paint(key, rect, lambda canvas: canvas.icon(icon, *rect.centre, 12, colour(canvas.palette)))  # type: ignore[operator]
