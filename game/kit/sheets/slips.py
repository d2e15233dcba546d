"""Order slips: one a seat and turn, two on a page to cut apart."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.kit.book import Book, Look, Part
from game.kit.ink import (
    BOLD,
    FAINT,
    GOLD,
    HAIRLINE,
    INK,
    ITALIC,
    MUTED,
    SANS,
    SEATS,
    SECOND,
    SEMIBOLD,
    SERIF,
    WHITE,
    width_of,
)
from game.kit.paper import MM
from game.views.figures import months
from game.views.names import share
from rules.content import Terms, World
from rules.observation import Observation
from rules.prices import is_fiscal_start, posture_acts


@frozen
class Line:
    """A line of the slip: what may be ordered, in its blanks; what it costs; its written form."""

    text: str
    price: str
    written: str
    count: int = 1


@frozen
class Group:
    """The lines that share a kind of act."""

    name: str
    lines: tuple[Line, ...]


def groups(world: World, acts: int) -> tuple[Group, ...]:
    """Return what the slip of a seat offers, with the prices of the rules."""
    return _free(world.terms), _policy(world.terms), _posture(acts), _diplomacy(world.terms)


def _free(terms: Terms) -> Group:
    """Return what takes no act."""
    return Group(
        "No act",
        (
            Line("Dial to ~", "see the head", "dial 185"),
            Line(
                "Readiness: minimal · sustain · full · surge",
                "85 · 100 · 110 · 110 % of bill",
                "readiness full",
            ),
            Line("New contract ~", "cost ÷ quarters now", "programme start NAME", terms.programmes_a_turn),
            Line(
                "Rush · stretch · cancel ~ no. __",
                f"2 parts · 0 · capital {terms.cancel_capital}",
                "programme rush NAME 1",
            ),
            Line("Answer yes · no: ~ from ______", "as the card says", "answer accept NAME us"),
            Line("Choice on a card ~ : ~", "as the card says", "choose CARD OPTION", 2),
            Line(
                "Stance at ~: press · hold · off-ramp",
                f"press at 6+: capital {terms.press_capital}",
                "stance taiwan hold",
                2,
            ),
            Line(
                "Signal: warn · reassure · commit · demand ~",
                "credibility ±1 next turn",
                "signal warn taiwan",
            ),
            Line("Invoke: supplementary · review", "once a year, alarm 13+", "invoke review"),
            Line("Lift own measure ~ on ______", "free", "lift NAME china"),
        ),
    )


def _policy(terms: Terms) -> Group:
    """Return the one act of policy."""
    return Group(
        "Policy: one",
        (
            Line("Review ~", "capital by card", "review NAME"),
            Line(
                "or campaign: hawks · doves · keepers · transparency",
                f"capital {terms.campaign_capital}",
                "campaign doves",
            ),
        ),
    )


def _posture(acts: int) -> Group:
    """Return the acts of posture."""
    return Group(
        f"Posture: {_number(acts)}",
        (
            Line(
                "Operation ~ at ________ with ally □",
                "by card; the 2nd: capital 1",
                "operate NAME PLACE joint",
                2,
            ),
            Line(
                "Move one · all ~ from _____ to _____",
                "free; twice the upkeep forward",
                "deploy one air KYU OKI",
                2,
            ),
            Line("Alert at ~: routine · crisis", "crisis: readiness −3 a turn", "alert taiwan crisis"),
        ),
    )


def _diplomacy(terms: Terms) -> Group:
    """Return the acts of diplomacy."""
    return Group(
        "Diplomacy: two",
        (
            Line("Propose ~ to _______ sum _____", "capital, money at signing", "propose NAME us 300", 2),
            Line(
                "Renounce ~ with ________",
                f"capital {terms.renounce_capital}, credibility −1",
                "renounce NAME us",
            ),
            Line("Court ~ by ~", "aid, trade, arms, …: R10.2", "court philippines aid"),
        ),
    )


def _number(count: int) -> str:
    return {1: "one", 2: "two", 3: "three", 4: "four"}.get(count, str(count))


ROW: Final = 16.0
AGAIN: Final = 13.5
"""The height of a line, and of one that is the same line again."""

SHARE: Final = 0.67
"""How much of the width a line's words may take; its price and written form stand to the right."""


def seat_slips(book: Book, part: Part, seen: Observation) -> None:
    """Draw a seat's slips for all turns to come, two a page lying on its side."""
    turns = list(range(seen.turn, seen.world.length + 1))
    size = book.paper.wide
    for first in range(0, len(turns), 2):
        pair = turns[first : first + 2]
        title = f"Order slips, turn{'s' if len(pair) > 1 else ''} {' and '.join(map(str, pair))}"
        with book.bare(part, title, size):
            for side, turn in enumerate(pair):
                _slip(book, seen, turn, side * size[0] / 2, size[0] / 2, size[1])
            middle = size[0] / 2
            book.line([(middle, 20), (middle, size[1] - 24)], MUTED, 0.5, (4, 3))


def _slip(book: Book, seen: Observation, turn: int, x: float, width: float, height: float) -> None:
    world, power = seen.world, seen.power
    left, wide = x + 8 * MM, width - 16 * MM
    book.box(left, 18, wide, 30, fill=SEATS[power], corner=3)
    book.words(left + 8, 39, world.powers[power].name, Look(17, SERIF, WHITE))
    book.words(left + wide - 8, 31, f"Turn {turn} of {world.length}", Look(9, BOLD, WHITE, "right"))
    book.words(left + wide - 8, 42, months(world, turn), Look(8, SANS, WHITE, "right"))
    book.words(left, 58, _dial_words(seen, turn), Look(7.5, SANS, SECOND))
    y = 62.0
    for text in ("Treasury", "− bill", "− instalments", "− orders", "= left"):
        at = left + ("Treasury", "− bill", "− instalments", "− orders", "= left").index(text) * wide / 5
        book.words(at, y + 7, text, Look(7, SANS, MUTED))
        book.box(at, y + 9, wide / 5 - 4, 13, line=HAIRLINE)
    y += 27
    for group in groups(world, posture_acts(world, seen.sheet)):
        y = _group(book, group, left, y, wide)
    end = height - 46
    book.words(left + 4, y + 9, "Why: one sentence for the debrief", Look(7.5, ITALIC, MUTED))
    book.box(left, y, wide, end - y, line=HAIRLINE)
    book.words(
        left,
        height - 33,
        "Signed by the leader: __________________   Received by the umpire: ________",
        Look(7.5, SANS, SECOND),
    )


def _dial_words(seen: Observation, turn: int) -> str:
    """Return how far the dial may be raised in a turn."""
    world, power = seen.world, seen.power
    terms = world.powers[power]
    step = terms.year_step if is_fiscal_start(world, power, turn) else terms.extra_step
    free = is_fiscal_start(world, power, turn)
    price = "free" if free else f"capital {world.terms.supplementary_capital}"
    kind = "Fiscal year begins" if free else "Supplement"
    up = _step(seen, step)
    now = f" from {share(world, power, seen.commons.dials[power])}" if turn == seen.turn else ""
    down = _step(seen, terms.year_step)
    return f"{kind}: dial{now} up by at most {up}, {price}; down by at most {down}, free (R6.2)"


def _step(seen: Observation, step: int) -> str:
    return share(seen.world, seen.power, step)


def _group(book: Book, group: Group, x: float, y: float, width: float) -> float:
    """Draw a group of lines and return where the next begins."""
    book.box(x, y, width, 11.5, fill=FAINT)
    book.words(x + 4, y + 8.6, group.name.upper(), Look(7.5, BOLD, GOLD, tracking=0.8))
    y += 11.5
    for line in group.lines:
        for nth in range(line.count):
            _line(book, line, nth, x, y, width)
            y += ROW if nth == 0 else AGAIN
    return y + 2


def _line(book: Book, line: Line, nth: int, x: float, y: float, width: float) -> None:
    book.box(x + 1, y + 3.5, 7, 7, line=INK, thick=0.5)
    look = Look(8.2, SEMIBOLD)
    book.words(x + 12, y + 10, stretched(line.text, width * SHARE - 12, look), look)
    if nth == 0:
        book.words(x + width, y + 7, line.price, Look(7, SANS, MUTED, "right"))
        book.words(x + width, y + 14.2, line.written, Look(7, ITALIC, SECOND, "right"))


def stretched(text: str, width: float, look: Look) -> str:
    """Return a line whose blanks, written `~`, are as long as the width allows."""
    count = text.count("~")
    if not count:
        return text
    room = width - width_of(text.replace("~", ""), look.face, look.size)
    return text.replace("~", "_" * max(4, int(room / count / width_of("_", look.face, look.size))))
