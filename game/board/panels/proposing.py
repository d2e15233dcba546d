"""Proposals: to whom, what could be agreed with it, what each agreement does and asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.layout import Rect
from game.board.panels.flow import Flow, bad, good, ink, muted, second
from game.board.panels.item_list import Heading, Item
from game.board.panels.pacts import does
from game.board.panels.pieces import filters
from game.board.theme import BODY_SMALL, CARD, NOTE
from game.board.widgets import Button, ButtonStyle, Paint, Stepper, Widget
from game.views.catalogue import Offer
from game.views.diplomacy import Diplomacy as Figures
from game.views.diplomacy import Party, ProposalRow
from game.views.figures import counted
from game.views.names import capital
from game.wording import names_of

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy

WHOM: Final = "propose:whom"


def proposing(tab: Diplomacy, shown: Figures, rect: Rect) -> tuple[list[Widget], list[Item | Heading]]:
    """Return the choice of whom, and what could be proposed to it."""
    known = {each.key: each for each in shown.parties}
    whom = tab.ui.recall(WHOM, "")
    whom = whom if whom in known else next(iter(known))
    words = [(each.key, capital(each.name.removeprefix("the "))) for each in shown.parties]
    chips, _ = filters(tab.ui, "propose:to", rect, words, whom, partial(_turn_to, tab))
    return chips, _parts(tab, known[whom])


def _turn_to(tab: Diplomacy, whom: str) -> None:
    tab.ui.memory[WHOM] = whom
    tab.ui.memory.pop("propose:scroll:top", None)
    tab.ui.change()


def _parts(tab: Diplomacy, whom: Party) -> list[Item | Heading]:
    rows = sorted(whom.proposals, key=lambda row: bool(row.locked))
    if not rows:
        return []
    answer = (
        f"{whom.name} answers by a roll at once"
        if whom.alignment is not None
        else f"{whom.name} answers next turn"
    )
    return [
        Heading("what could be agreed", answer),
        *[_item(tab, whom, row) for row in rows],
    ]


def _item(tab: Diplomacy, whom: Party, row: ProposalRow) -> Item:
    written = next((offer for offer in row.offers if offer.written), None)
    price = ", ".join(chip.text for chip in row.price) or "free"
    percent = f"{row.percent} %" if row.percent is not None else ""
    found = written or _picked(tab, whom, row)
    return Item(
        f"{whom.key}:{row.agreement}",
        row.name,
        partial(_fill, tab, whom, row),
        "in orders" if written is not None else percent or price,
        note=price if percent else "",
        locked="" if written is not None else row.locked,
        ink=good if written is not None else None,
        buttons=partial(_buttons, tab, whom, row),
        act=None if row.locked and written is None else partial(_propose, tab, whom, found),
    )


def _amount_key(whom: Party, row: ProposalRow) -> str:
    return f"propose:amount:{whom.key}:{row.agreement}"


def _picked(tab: Diplomacy, whom: Party, row: ProposalRow) -> Offer:
    """Return the offer with the sum that was chosen."""
    nth = tab.ui.recall(_amount_key(whom, row), 0)
    return row.offers[min(nth, len(row.offers) - 1)]


def _fill(tab: Diplomacy, whom: Party, row: ProposalRow, flow: Flow) -> None:
    flow.text(row.name, CARD)
    flow.gap(3)
    flow.pair("To", whom.name, side=70)
    flow.pair("Price", ", ".join(chip.text for chip in row.price) or "free", side=70)
    flow.pair("Term", counted(row.term, "turn") if row.term else "no term", side=70)
    if row.percent is not None:
        flow.pair("Yes", f"{row.percent} % as things stand", side=70)
    if len(row.offers) > 1:
        _stepper(tab, whom, row, flow)
    for nth, need in enumerate(row.needs):
        colour = ink if need.met else second if need.met is None else bad
        sign = "yes" if need.met else "not known" if need.met is None else "no"
        flow.pair("Needs" if not nth else "", f"{need.text}: {sign}", colour, side=70)
    if row.locked and not any(offer.written for offer in row.offers):
        flow.sign("lock", row.locked, bad)
    does(flow, row.chips)
    flow.gap(4)
    flow.text(names_of(tab.table.observation.world).prose(row.summary), NOTE, muted)


def _stepper(tab: Diplomacy, whom: Party, row: ProposalRow, flow: Flow) -> None:
    key = _amount_key(whom, row)
    written = next((nth for nth, offer in enumerate(row.offers) if offer.written), None)
    nth = written if written is not None else min(tab.ui.recall(key, 0), len(row.offers) - 1)

    def change(value: int) -> None:
        tab.ui.memory[key] = value
        if written is not None:
            tab.toggle(row.offers[written].order)
            tab.table.add(row.offers[value].order)
        tab.ui.change()

    rect = flow.take(34)
    label = rect.left(70)
    flow.add(
        Paint("propose:sum", label, lambda c: c.text("Sum", BODY_SMALL, c.palette.second, label) and None),
        Stepper(
            "propose:amount",
            Rect(label.right, rect.y + 2, min(190.0, rect.w - 70), 30),
            nth,
            0,
            len(row.offers) - 1,
            change,
            label="Sum",
            words=lambda value: row.offers[value].name,
        ),
    )


def _buttons(tab: Diplomacy, whom: Party, row: ProposalRow, strip: Rect) -> Sequence[Widget]:
    written = next((offer for offer in row.offers if offer.written), None)
    if written is not None:
        undo = partial(tab.toggle, written.order)
        return [Button("propose:do", strip, "Take it off the sheet", undo)]
    found = _picked(tab, whom, row)
    word = "Odds and propose…" if whom.alignment is not None else f"Propose, {found.price or 'free'}"
    return [
        Button(
            "propose:do",
            strip,
            word if not found.locked else "Propose",
            partial(_propose, tab, whom, found),
            ButtonStyle.PRIMARY,
            why_not=found.locked,
            cap="Enter",
        )
    ]


def _propose(tab: Diplomacy, whom: Party, found: Offer) -> None:
    """Write a proposal; of a partner's answer the odds are shown first."""
    if found.written or whom.alignment is None:
        tab.toggle(found.order)
    else:
        tab.table.show_operation(found.order)
