"""Agreements: what lies on the table, what is in force and what it binds, trade measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.board.layout import Frame, Rect
from game.board.panels.flow import Flow, bad, dialog, good, muted, second
from game.board.panels.item_list import Buttons, Heading, Item
from game.board.panels.pieces import add_pills, section
from game.board.theme import CARD, NOTE
from game.board.widgets import Button, ButtonStyle, Layer, Widget
from game.views.chips import Chip
from game.views.diplomacy import Diplomacy as Figures
from game.views.diplomacy import MeasureRow, PactRow, TabledRow
from game.views.figures import counted, dollars
from game.views.names import capital, party
from rules.terms import POWER_NAMED

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy

RENOUNCE = "renounce"
"""The layer that asks before an agreement is renounced."""


def agreements(tab: Diplomacy, shown: Figures) -> list[Item | Heading]:
    """Return what lies on the table, agreements in force with ours first, and trade measures."""
    ours = [pact for pact in shown.pacts if pact.ours]
    others = [pact for pact in shown.pacts if not pact.ours]
    parts: list[Item | Heading] = []
    if shown.received or shown.sent:
        parts.append(Heading("on the table", "lapses at the end of this turn"))
        parts += [_received(tab, row, nth) for nth, row in enumerate(shown.received)]
        parts += [_sent(tab, row, nth) for nth, row in enumerate(shown.sent)]
    if ours:
        parts.append(Heading("in force, ours", counted(len(ours), "agreement")))
        parts += [_pact(tab, row) for row in ours]
    if others:
        parts.append(Heading("in force, of others", counted(len(others), "agreement")))
        parts += [_pact(tab, row) for row in others]
    if shown.measures:
        parts.append(Heading("trade measures"))
        parts += [_measure(tab, row) for row in shown.measures]
    return parts


def does(flow: Flow, chips: Sequence[Chip], title: str = "what it does") -> None:
    """Set what an agreement does under its heading."""
    if chips:
        flow.gap(4)
        section(flow, title)
        add_pills(flow, chips)


# ---------- on the table ----------


def _received(tab: Diplomacy, row: TabledRow, nth: int) -> Item:
    assert row.accept is not None and row.decline is not None
    done = "accepted" if row.accept.written else "declined" if row.decline.written else "to answer"
    sender = party(tab.table.observation.world, row.sender.key)

    def fill(flow: Flow) -> None:
        flow.text(capital(row.name), CARD)
        flow.gap(3)
        flow.pair("From", sender, side=76)
        if row.amount:
            flow.pair("Sum", dollars(row.amount), side=76)
        assert row.accept is not None
        flow.pair("Accepting", row.accept.locked or row.accept.price or "free", side=76)
        flow.pair("Answer", "with this sheet; unanswered it lapses as the turn ends", side=76)
        does(flow, row.chips, "if accepted")

    def buttons(strip: Rect) -> Sequence[Widget]:
        assert row.accept is not None and row.decline is not None
        return [
            Button(
                f"agreements:{offer.name.lower()}",
                cell,
                f"{offer.name}ed" if offer.written and offer.name == "Accept" else word,
                partial(tab.toggle, offer.order),
                ButtonStyle.PRIMARY
                if offer.written or (nth == 0 and done == "to answer")
                else ButtonStyle.PLAIN,
                why_not=offer.locked,
                tip="Press again to take the answer back" if offer.written else "",
            )
            for nth, (offer, cell, word) in enumerate(
                zip(
                    (row.accept, row.decline),
                    strip.columns(2, 8),
                    ("Accept", "Declined" if row.decline.written else "Decline"),
                    strict=True,
                )
            )
        ]

    ink = {"accepted": good, "declined": bad}.get(done)
    return Item(
        f"received:{nth}",
        f"{capital(row.name)}, from {sender}",
        fill,
        done,
        ink=ink or (lambda palette: palette.warn),
        marks=(row.sender,),
        buttons=buttons,
        act=partial(tab.toggle, row.accept.order),
    )


def _sent(tab: Diplomacy, row: TabledRow, nth: int) -> Item:
    other = party(tab.table.observation.world, row.to.key)

    def fill(flow: Flow) -> None:
        flow.text(capital(row.name), CARD)
        flow.gap(3)
        flow.pair("To", other, side=76)
        if row.amount:
            flow.pair("Sum", dollars(row.amount), side=76)
        flow.text("It was proposed last turn and is answered as this turn is worked out.", NOTE, second)
        does(flow, row.chips, "if accepted")

    return Item(f"sent:{nth}", f"{capital(row.name)}, to {other}", fill, "waits", marks=(row.to,))


# ---------- in force ----------


def _pact(tab: Diplomacy, row: PactRow) -> Item:
    turns = row.until - tab.table.observation.turn + 1
    left = f"{counted(turns, 'turn')} left" if row.until else "no term"
    marks = tuple(POWER_NAMED[each] for each in row.parties if each in POWER_NAMED)
    written = row.renounce is not None and row.renounce.written
    others = [each for each in row.parties if each != tab.table.observation.power.key]

    def fill(flow: Flow) -> None:
        world = tab.table.observation.world
        flow.text(row.name, CARD)
        flow.gap(3)
        both = " and ".join(party(world, each) for each in (others if row.ours else row.parties))
        flow.pair("With" if row.ours else "Between", both, side=76)
        flow.pair("Term", f"{row.until_words}, {left}" if row.until else left, side=76)
        if row.secret:
            flow.pair("Known to", "the parties alone", side=76)
        if row.forbids:
            flow.pair("Forbids", ", ".join(row.forbids), bad, side=76)
        does(flow, row.chips)
        does(flow, row.breach, "price of breaking or renouncing")
        if row.renounce is not None and row.renounce.price and not row.renounce.locked:
            flow.pair("Renouncing", row.renounce.price, side=76)

    return Item(
        f"pact:{row.agreement}:{row.parties[0]}:{row.parties[1]}",
        row.title,
        fill,
        "to be renounced" if written else left,
        ink=bad if written else None,
        marks=marks if not row.ours else tuple(each for each in marks if each.key in others),
        buttons=_renouncing(tab, row) if row.ours else None,
    )


def _renouncing(tab: Diplomacy, row: PactRow) -> Buttons:
    def buttons(strip: Rect) -> Sequence[Widget]:
        found = row.renounce
        assert found is not None
        if found.written:
            undo = partial(tab.toggle, found.order)
            return [Button("agreements:renounce", strip, "Keep the agreement", undo, ButtonStyle.PRIMARY)]
        ask = partial(ask_renounce, tab, row)
        return [Button("agreements:renounce", strip, "Renounce…", ask, why_not=found.locked)]

    return buttons


def ask_renounce(tab: Diplomacy, row: PactRow) -> None:
    """Ask before an agreement is renounced, with what that costs."""
    ui, found = tab.ui, row.renounce
    assert found is not None

    def done() -> None:
        ui.close(RENOUNCE)
        tab.table.add(found.order)

    def fill(flow: Flow) -> None:
        flow.text("Ending it by one's own word is a breach before all who read of it.", colour=second)
        flow.gap(6)
        add_pills(flow, (Chip(found.price), *row.breach))
        flow.gap(4)
        flow.text("The order can be taken off the sheet until it is handed in.", NOTE, muted)

    def buttons(strip: Rect) -> Sequence[Widget]:
        keep, end = strip.columns(2, 10)
        return [
            Button("renounce:keep", keep, "Keep it", lambda: ui.close(RENOUNCE), cap="Esc"),
            Button("renounce:end", end, "Renounce", done, ButtonStyle.PRIMARY, cap="Enter"),
        ]

    def build(frame: Frame) -> Sequence[Widget]:
        return dialog(ui, RENOUNCE, frame, f"Renounce {row.title}?", fill, buttons, wide=440)

    ui.open(Layer(RENOUNCE, build, first="renounce:end"))


# ---------- trade measures ----------


def _measure(tab: Diplomacy, row: MeasureRow) -> Item:
    world = tab.table.observation.world
    by, target = (party(world, each.key) for each in (row.by, row.target))
    written = row.lift is not None and row.lift.written

    def fill(flow: Flow) -> None:
        flow.text(row.name, CARD)
        flow.gap(3)
        flow.pair("By", by, side=76)
        flow.pair("Against", target, side=76)
        text = "It stands until it is lifted or an agreement lifts it."
        flow.text(text if row.lift is not None else f"{text} Only {by} can lift it.", NOTE, second)

    def buttons(strip: Rect) -> Sequence[Widget]:
        assert row.lift is not None
        act = partial(tab.toggle, row.lift.order)
        word = "Let it stand" if written else "Lift it"
        return [Button("agreements:lift", strip, word, act, ButtonStyle.PRIMARY, why_not=row.lift.locked)]

    return Item(
        f"measure:{row.operation}:{row.by.key}:{row.target.key}",
        f"{row.name} against {target}",
        fill,
        "to be lifted" if written else "",
        marks=(row.by,),
        buttons=buttons if row.lift is not None else None,
        act=_toggling(tab, row),
    )


def _toggling(tab: Diplomacy, row: MeasureRow) -> Callable[[], None] | None:
    return None if row.lift is None else partial(tab.toggle, row.lift.order)
