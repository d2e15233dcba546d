"""What was ordered in a turn, as far as the viewer may know it."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.panels.flow import Flow, muted
from game.board.theme import BODY_SMALL, CARD_SMALL, NOTE
from game.views.figures import dollars
from game.views.order_words import costs, price_words, say
from game.views.story import PUBLIC, TRUTH, Story, Viewer
from rules.observation import Observation
from rules.orders import OrderSheet
from rules.terms import POWERS, Power

LINE: Final = 18.0


def sheet_list(kind: Type, rect: Rect, story: Story, turn: int, viewer: Viewer) -> Flow:
    """Return the sheets of a turn: one's own, or with the truth all four."""
    flow = Flow("sheet", kind, rect)
    if viewer is PUBLIC or turn > story.played:
        said = "Sheets are their seats' own." if viewer is PUBLIC else "Nothing was ordered yet."
        flow.text(said, BODY_SMALL, muted)
        return flow
    story.allow(viewer)
    shown = POWERS if viewer is TRUTH else tuple(power for power in POWERS if power is viewer)
    for power in shown:
        sheet = story.sheets[turn - 1].get(power, OrderSheet(power))
        _seat(flow, power, story.observation(power, turn), sheet)
        flow.gap(10)
    return flow


def _seat(flow: Flow, power: Power, seen: Observation, sheet: OrderSheet) -> None:
    own = seen.sheet
    name = seen.world.powers[power].name
    figures = (
        f"{dollars(own.treasury)}, capital {own.capital}, support {own.support}, "
        f"readiness {own.readiness}, stocks {own.stocks}"
    )

    def head(canvas: Canvas, row: Rect) -> None:
        canvas.seat(power, row.x + 9, row.centre[1], 18)
        canvas.text(name, CARD_SMALL, canvas.palette.ink, row.after(26))

    flow.paint(28, head)
    flow.text(figures, NOTE, muted)
    flow.gap(4)
    for order, cost in zip(sheet.orders, costs(sheet.orders, seen), strict=True):
        _line(flow, say(order, seen), price_words(order, cost))
    if not sheet.orders:
        flow.text("No orders.", BODY_SMALL, muted)


def _line(flow: Flow, text: str, price: str) -> None:
    wide = flow.kind.width(price, NOTE) + 12
    words = flow.kind.wrap(text, BODY_SMALL, flow.w - wide)

    def paint(canvas: Canvas, row: Rect) -> None:
        for nth, each in enumerate(words):
            box = Rect(row.x, row.y + 3 + nth * LINE, row.w - wide, LINE)
            canvas.text(each, BODY_SMALL, canvas.palette.ink, box)
        canvas.text(price, NOTE, canvas.palette.second, row.top(LINE + 6), "right")
        canvas.fill(row.foot(1), canvas.palette.faint)

    flow.paint(len(words) * LINE + 7, paint)
