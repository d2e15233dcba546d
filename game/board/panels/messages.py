"""Messages from seat to seat where several people play at one computer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.faults import line_of
from game.board.layout import Rect
from game.board.panels.flow import Flow, muted, second
from game.board.panels.item_list import Heading, Item
from game.board.panels.pieces import filters
from game.board.theme import BODY_SMALL, CARD, NOTE
from game.board.widgets import Button, ButtonStyle, TextField, Widget
from game.codec import MessageLine
from game.views.figures import quarter_words
from game.views.names import capital, party
from rules.terms import POWER_NAMED, Power

if TYPE_CHECKING:
    from game.board.panels.diplomacy import Diplomacy

TEXT: Final = "messages:text"
TO: Final = "messages:to"
ALL: Final = "all"
MOST: Final = 280


def readers(tab: Diplomacy) -> tuple[Power, ...]:
    """Return the other seats with people, who may read a message."""
    match = tab.table.match
    return tuple(power for power in match.people if power is not tab.table.observation.power)


def messages(tab: Diplomacy) -> list[Item | Heading]:
    """Return a message to be written, then those sent and received, the newest first."""
    known = tab.table.view.messages
    parts: list[Item | Heading] = []
    if readers(tab):
        parts.append(Heading("write"))
        parts.append(_new(tab))
    if known:
        parts.append(Heading("sent and received"))
        newest = sorted(enumerate(known), key=lambda pair: -pair[0])
        parts += [_old(tab, line, nth) for nth, line in newest]
    return parts


# ---------- writing ----------


def _new(tab: Diplomacy) -> Item:
    return Item(
        "new",
        "A new message",
        partial(_compose, tab),
        "",
        buttons=partial(_buttons, tab),
    )


def _to(tab: Diplomacy) -> tuple[str, tuple[Power, ...]]:
    """Return who is written to, by name and as seats; all are nobody in particular."""
    others = [each.key for each in readers(tab)]
    known = tab.ui.recall(TO, others[0])
    name = known if known == ALL or known in others else others[0]
    return name, () if name == ALL else (POWER_NAMED[name],)


def _compose(tab: Diplomacy, flow: Flow) -> None:
    world = tab.table.observation.world
    flow.text("A new message", CARD)
    flow.gap(6)
    words = [(each.key, capital(party(world, each.key)).removeprefix("The ")) for each in readers(tab)]
    words.append((ALL, "All"))
    rect = Rect(flow.x, flow.y, flow.w, 0)
    chips, high = filters(tab.ui, "messages:to", rect, words, _to(tab)[0], partial(_turn_to, tab))
    flow.take(high)
    flow.add(*chips)
    flow.gap(8)
    text: str = tab.ui.recall(TEXT, "")

    def change(value: str) -> None:
        tab.ui.memory[TEXT] = value
        tab.ui.change()

    flow.add(
        TextField(
            "messages:field",
            flow.take(124),
            text,
            change,
            label="Message",
            hint="What you want to say",
            most=MOST,
            lines=5,
            submit=partial(_send, tab),
        )
    )
    flow.gap(4)
    flow.text(f"{MOST - len(text)} letters left", NOTE, muted)
    flow.gap(4)
    flow.text(
        "It is read by the seats it is sent to when they are at the screen, and stands in the record. "
        "Nothing in the game is bound by it.",
        NOTE,
        second,
    )


def _turn_to(tab: Diplomacy, name: str) -> None:
    tab.ui.memory[TO] = name
    tab.ui.change()


def _buttons(tab: Diplomacy, strip: Rect) -> Sequence[Widget]:
    empty = "" if tab.ui.recall(TEXT, "").strip() else "There is nothing written yet"
    return [Button("messages:send", strip, "Send", partial(_send, tab), ButtonStyle.PRIMARY, why_not=empty)]


def _send(tab: Diplomacy) -> None:
    text: str = tab.ui.recall(TEXT, "").strip()
    if not text:
        return
    _, seats = _to(tab)
    try:
        tab.table.match.send(seats, text)
    except OSError as error:
        tab.table.said.say(f"The message was not sent: {line_of(error)}. It is still written here.", bad=True)
        return
    tab.ui.memory.pop(TEXT, None)
    tab.ui.memory.pop("messages:field:caret", None)
    whom = party(tab.table.observation.world, seats[0].key) if seats else "all"
    tab.table.said.say(f"Sent to {whom}.")


# ---------- read ----------


def _old(tab: Diplomacy, line: MessageLine, nth: int) -> Item:
    world, own = tab.table.observation.world, tab.table.observation.power
    to = ", ".join("us" if each is own else party(world, each.key) for each in line.to) or "all"
    sender = "the facilitator" if line.sender is None else party(world, line.sender.key)
    who = f"to {to}" if line.sender is own else f"from {sender}" + ("" if line.to else ", to all")

    def fill(flow: Flow) -> None:
        flow.text(capital(who), CARD)
        flow.text(quarter_words(world, line.turn), NOTE, muted)
        flow.gap(6)
        flow.text(line.text, BODY_SMALL)

    marks = (line.sender,) if line.sender is not None else ()
    return Item(f"message:{nth}", line.text, fill, f"{who}, {quarter_words(world, line.turn)}", marks=marks)
