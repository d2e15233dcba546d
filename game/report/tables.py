"""A review as tables of numbers: one CSV file each, and one that says what every column holds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import frozen

from game.report.review import Review
from game.wording import names_of
from rules import VERSION
from rules.terms import POWERS, Role

Cell = str | int | float


@frozen
class Table:
    """A table: its name, its columns each with what it holds, and its rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


TURN = ("turn", "the turn; 0 is before turn 1")
SEAT = ("seat", "japan, us, china or dprk")


def write_tables(review: Review, folder: Path) -> tuple[Path, ...]:
    """Write every table of a review into a folder, and `columns.csv` about them.

    Tables without rows are written too, so that nothing of another review is left there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = tables_of(review)
    about = Table(
        "columns",
        (("table", "the file"), ("column", "the column"), ("holds", "what stands there")),
        tuple((table.name, name, holds) for table in found for name, holds in table.columns),
    )
    return tuple(_write(folder / f"{table.name}.csv", table) for table in (*found, about))


def _write(path: Path, table: Table) -> Path:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(table.heads)
        writer.writerows(table.rows)
    return path


def tables_of(review: Review) -> tuple[Table, ...]:
    """Return all tables of a review."""
    return (
        _game(review),
        _rungs(review),
        _rises(review),
        _money(review),
        _seats(review),
        _alarm(review),
        _promises(review),
        _words(review),
        _beliefs(review),
        _scores(review),
        _memos(review),
        _orders(review),
        _branches(review),
        _notes(review),
    )


def _table(name: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, tuple(columns), tuple(rows))


def _game(review: Review) -> Table:
    record = review.record
    rows: list[tuple[Cell, ...]] = [
        ("scenario", record.scenario),
        ("scenario_digest", record.header.scenario_digest),
        ("seed", review.seed),
        ("rules", VERSION),
        ("turns", review.story.played),
        ("ending", "" if review.story.outcome is None else review.story.outcome.ending.key),
        *((f"player_{power.key}", record.seats[power]) for power in POWERS),
    ]
    return _table("game", (("what", "what is told of the game"), ("value", "its value")), rows)


def _rungs(review: Review) -> Table:
    columns = (TURN, ("flashpoint", "the flashpoint"), ("rung", "its rung after the turn, 0 to 9"))
    rows = (
        (turn, ladder.flashpoint, rung) for ladder in review.ladders for turn, rung in enumerate(ladder.rungs)
    )
    return _table("rungs", columns, rows)


def _rises(review: Review) -> Table:
    columns = (
        ("turn", "the turn in which the rung rose"),
        ("flashpoint", "the flashpoint"),
        ("before", "the rung before"),
        ("after", "the rung after"),
        ("cause", "what raised it"),
        *((power.key, "the seat's share in sixtieths of a rung") for power in POWERS),
        ("chance", "the share of chance in sixtieths of a rung"),
    )
    rows = (
        (rise.turn, ladder.flashpoint, rise.before, rise.after, _cause(review, rise.cause), *rise.shares)
        for ladder in review.ladders
        for rise in ladder.rises
    )
    return _table("rises", columns, rows)


def _cause(review: Review, cause: str) -> str:
    return names_of(review.story.world).cause(cause)


def _money(review: Review) -> Table:
    columns = (
        ("turn", "the turn"),
        SEAT,
        ("planned", "programmes contracted by then, $m, added up"),
        ("spent", "instalments paid by then, $m, added up"),
        ("delivered", "prices of programmes delivered by then, $m, added up"),
    )
    rows = (
        (turn, each.power.key, *values)
        for each in review.money
        for turn, values in enumerate(zip(each.planned, each.spent, each.delivered, strict=True), 1)
    )
    return _table("procurement", columns, rows)


def _seats(review: Review) -> Table:
    columns = (
        TURN,
        SEAT,
        ("support", "support at home, 0 to 100"),
        *((role.key, "the constituency in this place, -3 to 3; its name is in roles") for role in Role),
        ("roles", "the names of the three constituencies"),
        ("readiness", "readiness, 0 to 100"),
        ("stocks", "stocks, 0 to 6"),
    )
    rows = (
        (
            turn,
            home.power.key,
            home.support[turn],
            home.roles[0][turn],
            home.roles[1][turn],
            home.roles[2][turn],
            "; ".join(home.names),
            forces.readiness[turn],
            forces.stocks[turn],
        )
        for home, forces in zip(review.support, review.forces, strict=True)
        for turn in range(len(home.support))
    )
    return _table("seats", columns, rows)


def _alarm(review: Review) -> Table:
    columns = (TURN, SEAT, ("about", "the rival"), ("alarm", "the seat's alarm about it, 0 to 10"))
    rows = (
        (turn, each.power.key, rival.key, value)
        for each in review.forces
        for rival, series in each.alarm
        for turn, value in enumerate(series)
    )
    return _table("alarm", columns, rows)


def _promises(review: Review) -> Table:
    columns = (
        ("turn", "the turn"),
        ("seats", "the seats it is about, who acts first"),
        ("promise", "the signal or agreement"),
        ("became", "what became of it that turn"),
    )
    rows = (
        (each.turn, " ".join(power.key for power in each.line.seats), each.line.text, each.line.effect)
        for each in review.promises
    )
    return _table("promises", columns, rows)


def _words(review: Review) -> Table:
    columns = (
        SEAT,
        ("given", "signals given"),
        ("kept", "of these, kept when tested"),
        ("broken", "of these, broken when tested"),
        ("untested", "of these, not put to the test"),
        ("signed", "agreements signed"),
        ("breached", "agreements breached"),
        ("renounced", "agreements renounced"),
    )
    rows = (
        (
            each.power.key,
            each.given,
            each.kept,
            each.broken,
            each.untested,
            each.signed,
            each.breached,
            each.renounced,
        )
        for each in review.words
    )
    return _table("words", columns, rows)


def _beliefs(review: Review) -> Table:
    columns = (
        ("turn", "the turning point"),
        ("viewer", "who believed"),
        ("about", "of whom"),
        ("what", "which number"),
        ("low", "the least it could be, as the viewer knew"),
        ("high", "the most it could be, as the viewer knew"),
        ("supposed", "what the viewer's odds were worked out with"),
        ("truth", "what it was"),
        ("verdict", "whether the belief was too low, inside or too high"),
    )
    rows = (
        (
            page.turn,
            page.viewer.key,
            each.about.key,
            each.label,
            each.low,
            each.high,
            each.supposed,
            each.truth,
            each.verdict.value,
        )
        for point in review.misread
        for page in point.pages
        for each in page.beliefs
    )
    return _table("beliefs", columns, rows)


def _scores(review: Review) -> Table:
    columns = (
        SEAT,
        ("row", "the objective's heading, the bonus, what was taken, or the total"),
        ("points", "points given"),
        ("most", "the most there were"),
        ("band", "what the total means"),
    )
    rows: list[tuple[Cell, ...]] = []
    for card in review.scores:
        rows += [(card.power.key, row.heading, row.points, row.most, "") for row in card.rows]
        rows.append((card.power.key, "calm bonus", card.calm, card.calm, ""))
        rows.append((card.power.key, "taken", -card.taken, 0, ""))
        rows.append((card.power.key, "total", card.total, 100, card.band.value))
    return _table("scores", columns, rows)


def _memos(review: Review) -> Table:
    columns = (
        SEAT,
        ("priority", "the priority"),
        ("rank", "its place in the seat's memo, 1 to 6"),
        ("orders", "orders that served it"),
        ("adherence", "points of the whole memo, 0 to 100"),
    )
    rows = (
        (power.key, priority.key, rank, kept.orders[priority], kept.points)
        for power, _, kept in review.memos
        if kept is not None
        for rank, priority in enumerate(kept.memo.ranking, 1)
    )
    return _table("memos", columns, rows)


def _orders(review: Review) -> Table:
    columns = (
        ("turn", "the turn"),
        SEAT,
        ("order", "the order in notation, as replay and whatif read and write it"),
        ("words", "the order in words"),
        ("money", "what it took, $m; less than nought where it frees some"),
        ("capital", "political capital it took"),
    )
    rows = (
        (each.turn, each.power.key, each.notation, each.words, each.money, each.capital)
        for each in review.orders
    )
    return _table("orders", columns, rows)


def _branches(review: Review) -> Table:
    places = [each.id for each in review.story.world.flashpoints]
    columns = (
        ("whatif", "the number of the what-if"),
        ("turn", "the turn of the changed order"),
        ("seat", "the seat whose order was changed"),
        ("branch", "0 on the game's own dice, else on other dice"),
        ("orders", "kept or changed"),
        ("ending", "how it ended"),
        ("turns", "turns played"),
        *((f"score_{power.key}", "the seat's score") for power in POWERS),
        *((f"peak_{place}", "the flashpoint's highest rung") for place in places),
    )
    return _table("branches", columns, _branch_rows(review))


def _branch_rows(review: Review) -> Iterator[tuple[Cell, ...]]:
    for nth, road in enumerate(review.roads, 1):
        where = (nth, road.pivot.turn, road.pivot.power.key)
        for pair in (road.answer.same_dice, *road.answer.pairs):
            for word, each in (("kept", pair.kept), ("changed", pair.changed)):
                ended: tuple[Cell, ...] = (each.ending.key, each.turns, *each.scores, *each.peaks)
                yield (*where, each.number, word, *ended)


def _notes(review: Review) -> Table:
    columns = (("turn", "the turn"), ("kind", "act, back or fault"), ("reason", "what the record says"))
    return _table("notes", columns, ((each.turn, each.kind, each.text) for each in review.notes))
