"""Making good, when a server starts again, what the last one left half done.

Whatever a table does is written in a fixed order, the store's part and the record's part one after the
other, and one table does one thing at a time. So a crash leaves at most one thing half done, and which can be
seen from the two:

- a message is in the store and not in the record: it is written down in the record too;
- a sheet is committed in the record without a receipt in the store: the receipt is written again;
- a receipt stands for a sheet that the record says was withdrawn, or went back over: it is withdrawn;
- the clock committed a sheet, and the turn was not worked out: the turn is ended;
- the clock is of an earlier turn than the game: it is set anew;
- the clock is of a later turn than the game, which went back: receipts and messages of what was taken back go
  too, and the teams' sheets of the turn are laid before them again.
"""

from __future__ import annotations

from collections import Counter

from game.classroom.rows import Post
from game.classroom.store import Store
from game.classroom.table import Table
from game.classroom.terms import FACILITATOR, THE_CLOCK
from game.codec import MessageLine, TurnLine
from game.record import Record
from rules.notation import write
from rules.terms import POWERS, Power


def mend(table: Table, store: Store, record: Record, now: float, down: float) -> None:
    """Make a table whole after `down` seconds without a server, which no clock counts."""
    _write_down_messages(table, record)
    if table.clock_turn > table.turn:
        _go_back(table, store, record)
    if not table.over:
        for power in POWERS:
            _match_receipts(table, store, power, now)
    _match_clock(table, now, down)
    if _was_ending(table, store):
        table.end_turn(now)


def _match_clock(table: Table, now: float, down: float) -> None:
    table.shift_clock(down)
    if table.clock_turn != table.turn or (table.over and table.clock.running):
        table.renew_clock(now)


def _go_back(table: Table, store: Store, record: Record) -> None:
    """Take back in the store what the record took back."""
    ordered = [line for line in record.lines if isinstance(line, TurnLine) and line.turn == table.turn]
    with store.together():
        store.take_back(table.id, table.turn)
        for power in POWERS:
            kept = store.sheet(table.id, power)
            if ordered and kept is not None and kept.turn != table.turn:
                texts = map(write, ordered[-1].sheets[power].orders)
                store.keep_sheet(table.id, power, table.turn, texts, kept.by)
    table.recall()


def _write_down_messages(table: Table, record: Record) -> None:
    written = Counter(
        (line.sender, tuple(line.to), line.text) for line in record.lines if isinstance(line, MessageLine)
    )
    for post in table.posts(None):
        if FACILITATOR in post.to:
            continue
        to = _powers(post)
        if written[post.sender, to, post.text]:
            written[post.sender, to, post.text] -= 1
        else:
            table.session.message(to, post.text, post.sender)


def _powers(post: Post) -> tuple[Power, ...]:
    return tuple(Power[key.upper()] for key in post.to)


def _match_receipts(table: Table, store: Store, power: Power, now: float) -> None:
    sheet = table.session.sheets.get(power)
    standing = [each for each in table.receipts(power) if not each.withdrawn and each.turn >= table.turn]
    texts = () if sheet is None else tuple(map(write, sheet.orders))
    if sheet is not None and standing and standing[0].orders == texts:
        return
    with store.together():
        if standing:
            store.withdraw_receipts(table.id, power, table.turn)
        if sheet is not None:
            kept = store.sheet(table.id, power)
            store.add_receipt(table.id, power, table.turn, texts, kept.by if kept else THE_CLOCK, now)


def _was_ending(table: Table, store: Store) -> bool:
    """Tell whether the clock had begun to commit the sheets of this turn."""
    if table.over:
        return False
    kept = [store.sheet(table.id, power) for power in table.session.sheets]
    return any(each is not None and each.turn == table.turn and each.by == THE_CLOCK for each in kept)
