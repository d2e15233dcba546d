"""Signals: what may be said in public, to whom, about what, and how such a word is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.panels.flow import Flow, good, muted, second
from game.board.panels.item_list import Heading, Item
from game.board.panels.pieces import section
from game.board.theme import BODY_SMALL, CARD, NOTE
from game.board.widgets import Button, ButtonStyle, Stepper, Widget
from game.views.catalogue import Offer
from game.views.diplomacy import Diplomacy as Figures
from game.views.figures import quarter_words
from game.views.promises import SignalRow
from rules.orders import Signal

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy


def signalling(tab: Diplomacy, shown: Figures) -> list[Item | Heading]:
    """Return the signals that may be given, kind by kind; sums of one subject together."""
    parts: list[Item | Heading] = []
    for row in shown.signals:
        if row.offers:
            parts.append(Heading(row.name, text=f"{row.kept_by[:1].upper()}{row.kept_by[1:]}."))
            parts += [_item(tab, row, group) for group in _grouped(row.offers)]
    return parts


def _grouped(offers: Sequence[Offer]) -> list[list[Offer]]:
    """Return offers by their subject, in their order."""
    groups: dict[str, list[Offer]] = {}
    for each in offers:
        assert isinstance(each.order, Signal)
        groups.setdefault(each.order.subject, []).append(each)
    return list(groups.values())


def _item(tab: Diplomacy, row: SignalRow, group: list[Offer]) -> Item:
    written = next((each for each in group if each.written), None)
    found = written or group[_nth(tab, group)]
    several = len(group) > 1
    low, high = group[0].name, group[-1].name
    label = found.name if not several or written else _span(low, high)
    return Item(
        _key(group),
        label,
        partial(_fill, tab, row, group),
        "in orders" if written is not None else "",
        locked="" if written is not None else found.locked,
        ink=good if written is not None else None,
        buttons=partial(_buttons, tab, found),
        act=partial(tab.toggle, found.order),
    )


def _key(group: Sequence[Offer]) -> str:
    order = group[0].order
    assert isinstance(order, Signal)
    return f"{order.kind.key}:{order.subject}"


def _span(low: str, high: str) -> str:
    """Return two names that differ in a figure as one: `Commit to 1.85 to 2.40 % of GDP`."""
    ones, others = low.split(" "), high.split(" ")
    if len(ones) != len(others):
        return f"{low} …"
    return " ".join(
        one if one == other else f"{one} to {other}" for one, other in zip(ones, others, strict=True)
    )


def _nth(tab: Diplomacy, group: Sequence[Offer]) -> int:
    return min(tab.ui.recall(f"signals:sum:{_key(group)}", 0), len(group) - 1)


def _fill(tab: Diplomacy, row: SignalRow, group: list[Offer], flow: Flow) -> None:
    world, turn = tab.table.observation.world, tab.table.observation.turn
    written = next((nth for nth, each in enumerate(group) if each.written), None)
    nth = written if written is not None else _nth(tab, group)
    flow.text(group[nth].name, CARD)
    if len(group) > 1:
        _stepper(tab, group, nth, written, flow)
    flow.gap(4)
    section(flow, "what it binds us to")
    flow.text(f"{row.kept_by[:1].upper()}{row.kept_by[1:]}.", BODY_SMALL)
    flow.gap(3)
    flow.pair("Tested", f"at the end of {quarter_words(world, turn + 1)}", side=76)
    flow.pair("Price", group[nth].price or "free", side=76)
    flow.gap(4)
    flow.text(
        "A signal is public. A word that is kept or broken is read by all and moves credibility; acting as "
        "signalled helps in a contest.",
        NOTE,
        second,
    )
    if group[nth].locked and written is None:
        flow.gap(3)
        flow.sign("lock", group[nth].locked, muted)


def _stepper(tab: Diplomacy, group: list[Offer], nth: int, written: int | None, flow: Flow) -> None:
    def change(value: int) -> None:
        tab.ui.memory[f"signals:sum:{_key(group)}"] = value
        if written is not None:
            tab.toggle(group[written].order)
            tab.table.add(group[value].order)
        tab.ui.change()

    rect = flow.take(40)
    low, high = group[0].name.split(" "), group[-1].name.split(" ")
    places = [at for at, (one, other) in enumerate(zip(low, high, strict=False)) if one != other]
    at = places[0] if places else -1
    flow.add(
        Stepper(
            "signals:sum",
            Rect(rect.x, rect.y + 6, min(190.0, rect.w), 30),
            nth,
            0,
            len(group) - 1,
            change,
            label="How much",
            words=lambda value: _figure(group[value].name, at),
        )
    )


def _figure(name: str, at: int) -> str:
    """Return the figure in a signal's name with its unit."""
    words = name.split(" ")
    unit = words[at + 1] if len(words) > at + 1 and words[at + 1] in ("%", "m", "bn") else ""
    return f"{words[at]} {unit}".strip()


def _buttons(tab: Diplomacy, found: Offer, strip: Rect) -> Sequence[Widget]:
    word = "Take it off the sheet" if found.written else "Give this signal"
    style = ButtonStyle.PLAIN if found.written else ButtonStyle.PRIMARY
    act = partial(tab.toggle, found.order)
    return [Button("signals:do", strip, word, act, style, why_not=found.locked, cap="Enter")]
