"""What the umpire and the table read: the kit's contents, the rules in short, the turn, odds and tables."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from reportlab.platypus import Flowable

from game.kit.book import Book, Look, Part
from game.kit.ink import GOLD, NAVY, SANS, SERIF, SERIF_ITALIC, WHITE, role, style
from game.kit.position import Position
from game.kit.prose import Measure, column_width, columns, grid, heading, para, prose
from game.views.figures import chance, signed
from game.views.names import KIND_WORDS
from rules.content import World
from rules.contest import MOST, result_ways, ways_to_reach
from rules.terms import KINDS, POWERS, CardKind


def words_of(name: str) -> str:
    """Return one of the kit's own texts."""
    return files("game.kit.words").joinpath(f"{name}.md").read_text(encoding="utf-8")


# ---------- the first page ----------


def cover(book: Book, part: Part, position: Position) -> None:
    """Draw the first page: what this is, what lies in it, and how to set it up."""
    scenario = position.scenario
    with book.bare(part, "What is in this kit"):
        book.box(0, 0, book.width, 120, fill=NAVY)
        book.box(0, 120, book.width, 3, fill=GOLD)
        left, _, width, _ = book.room
        book.words(left, 44, "Two Percent: the kit", Look(13, SERIF, role("cream-second")))
        book.words(left, 82, scenario.title, Look(34, SERIF, WHITE))
        book.words(left, 105, _line(position), Look(10, SANS, role("cream-second")))
        text = words_of("box").format(**_filled(book, position))
        matter = prose(text, width, Measure(9.6, 4.5))
        matter[0] = para(scenario.premise, style(12.5, SERIF_ITALIC, lead=1.3), after=6)
        book.stack(matter, left, 140, width)


def _line(position: Position) -> str:
    world, scenario = position.world, position.scenario
    year, quarter = world.calendar
    length = f"{world.length} turns from {year} Q{quarter}, about {scenario.minutes} minutes with the program"
    now = f"; a game under way, turn {position.turn}" if position.begun else ""
    whose = "" if position.truth is not None else f"; {_only(position)}'s own pages"
    return f"{length}{now}{whose}"


def _only(position: Position) -> str:
    (power,) = position.seats
    return position.world.powers[power].name


def _filled(book: Book, position: Position) -> dict[str, str]:
    """Return what the first page says of this kit alone."""
    paper = "all on A4, on one side" if book.paper.name != "letter" else "all on Letter, on one side"
    joined = "Cut the two halves of the map along the marks and join them with tape."
    if not book.paper.halves:
        paper, joined = (
            "the map on A3, all else on A4, on one side",
            "Lay the map in the middle of the table.",
        )
    drawn = (
        "Secret objectives and private stakes are printed in the books of each seat. Cards that wait for an "
        "answer are the first of the event cards, and stand in the books of the seat that chooses."
        if position.begun
        else "Give each seat its pile of secret and stake cards: it draws one of each and shows nobody. "
        "Then the umpire plays the cards dated for turn 1 and draws one of the deck."
    )
    return {
        "premise": "premise",
        "paper": paper,
        "map": joined,
        "secret": drawn,
        "name": position.scenario.name,
        "parts": _parts(position),
    }


def _parts(position: Position) -> str:
    """Return the rows of the table of parts that this kit has besides the first."""
    own = "brief, six role cards, tracks, books, what it may buy and do, a slip for every turn"
    rows = [
        f"| {terms.name} | that team alone | {own} |"
        for terms in position.world.powers
        if terms.power in position.seats
    ]
    if position.truth is not None:
        rows.append(
            "| The umpire | who adjudicates | odds and tables, what paper makes simpler, event cards |"
        )
        rows.append("| The facilitator | nobody else | the truth of every seat |")
    return "\n".join(rows) + "\n"


# ---------- the table ----------


def summary(book: Book, part: Part) -> None:
    """Draw the rules in short, two pages."""
    text = words_of("summary")
    columns(book, part, "The rules on two pages", prose(text, column_width(book), SUMMARY), 2)


SUMMARY: Final = Measure(10.8, 4.5)


def turn_sheet(book: Book, part: Part) -> None:
    """Draw the sequence of play on a page."""
    with book.page(part, "The turn"):
        left, y, width, _ = book.room
        book.stack(prose(words_of("turn"), width, Measure(10.6, 6)), left, y, width)


# ---------- the umpire ----------


def umpire_pages(book: Book, part: Part, position: Position) -> None:
    """Draw odds and tables by hand, and what paper makes simpler."""
    wide = column_width(book)
    matter: list[Flowable] = [
        heading("Two dice, 36 ways", 13, before=0),
        para(
            "What a contest brings at each sum of modifiers, in ways of 36 and per cent (R7.6).", style(8.5)
        ),
        contest_grid(wide),
        para("To reach a number on 2d6, after modifiers:", style(8.5)),
        reach_grid(wide),
    ]
    matter += prose(words_of("hand"), wide, Measure(8.6, 3))
    columns(book, part, "Adjudicating by hand", matter, 2)
    text = words_of("simpler").replace("{deck}", deck_words(position.world))
    more = [
        *prose(text, wide, Measure(9.2, 4)),
        heading("Upkeep of a counter, $ m a quarter"),
        upkeep_grid(position.world, wide),
    ]
    columns(book, part, "What paper makes simpler", more, 2)


def contest_grid(width: float) -> Flowable:
    """Return the chances of a contest's results by sum, from the function that adjudicates."""
    rows = [("sum", "major setback", "setback", "nothing", "gain", "major gain")]
    for total in range(-MOST, MOST + 1):
        worst, bad, none, good, best = (f"{ways} · {chance(ways)}" for _, ways in result_ways(total))
        rows.append((signed(total), worst, bad, none, good, best))
    return grid(rows, [width * part for part in (0.1, 0.19, 0.18, 0.18, 0.17, 0.18)], 8)


def reach_grid(width: float) -> Flowable:
    """Return the chance to reach each number."""
    needs = range(3, 13)
    rows = [tuple(f"{need}+" for need in needs), tuple(chance(ways_to_reach(need)) for need in needs)]
    return grid(rows, [width / len(needs)] * len(needs), 7.5)


def deck_words(world: World) -> str:
    """Return how the deck is drawn on paper, with the quiet quarters it really has."""
    weight = sum(each.weight for each in world.events if each.kind == CardKind.REGIONAL)
    quiet = world.terms.quiet_weight
    total = weight + quiet
    best = min(range(3, 13), key=lambda need: abs((36 - ways_to_reach(need)) * total - 36 * quiet))
    return (
        f"Each card is in the deck once, whatever its weight. Before drawing roll 2d6: at {best - 1} or less "
        f"the quarter is quiet ({36 - ways_to_reach(best)} in 36; in the program {quiet} in {total}). If a "
        "card's condition does not hold, the quarter is quiet too."
    )


def upkeep_grid(world: World, width: float) -> Flowable:
    """Return what a counter sent forward adds to the bill (R6.9)."""
    rows = [("kind", *(["Japan", "US", "China", "DPRK"]))]
    for kind in KINDS:
        prices = world.terms.upkeep[kind]
        rows.append((KIND_WORDS[kind], *(str(prices[power] or "–") for power in POWERS)))
    return grid(rows, [width * part for part in (0.36, 0.16, 0.16, 0.16, 0.16)], 8, right=(1, 2, 3, 4))
