"""The tracks: what everybody sees, and each seat's own sheet, with the values of now ringed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from game.kit.book import Book, Look, Part
from game.kit.ink import GOLD, INK, MUTED, RUNGS, SANS, SECOND, SEMIBOLD, rung_ink
from game.kit.position import Position
from game.kit.sheets.parts import ROW, Scale, caption, draw_scale, draw_scales, letter_of, scale
from game.views.figures import months, plain, quarter_words
from game.views.names import party, share
from game.views.quarrels import RUNGS as RUNG_WORDS
from rules.content import World
from rules.draft import RANGES
from rules.observation import Observation
from rules.prices import is_fiscal_start
from rules.terms import CAPABILITIES, PARTNERS, POWERS, RIVALS, Alert, Funding, Power, Role, Track

INTEGRATION: Final = (
    "0 host nation",
    "1 coordinated",
    "2 combined",
    "3 shared command",
    "4 co-production",
    "5 joint partner",
)
"""The steps of integration as they are named on the track (R10.3)."""

CONTROL: Final = (-2, 4)
TEST_STEPS: Final = 3


# ---------- what everybody sees ----------


def public_tracks(book: Book, part: Part, position: Position) -> None:
    """Draw the page of tracks that lies on the table."""
    with book.page(part, "The public tracks"):
        left, y, width, height = book.room
        end = y + height
        y += _turns(book, position, left, y, width)
        for nth in range(len(position.world.flashpoints)):
            y += _flashpoint(book, position, nth, left, y, width)
        y += caption(book, left, y + 2, width, "Alliances, partners and words") + 4
        scales = shared_scales(position)
        y += draw_scales(book, scales, left, y, row=min(ROW, (end - 24 - y) / len(scales)))
        _asks(book, position, left, y + 4)


def _turns(book: Book, position: Position, x: float, y: float, width: float) -> float:
    """Draw the turn track: ten turns a row, each with its quarter and whose fiscal year begins."""
    world, turns = position.world, position.world.length
    high = caption(book, x, y, width, "Turn; letters: a full step of the dial is open (R1.1, R6.2)")
    each = width / 10
    for nth in range(turns):
        left, top = x + nth % 10 * each, y + high + nth // 10 * 30
        book.box(left, top, each - 3, 27, line=MUTED, thick=0.5)
        book.words(left + 4, top + 11, str(nth + 1), Look(9.5, SEMIBOLD))
        book.words(left + each - 6, top + 11, quarter_words(world, nth + 1), Look(7.5, SANS, SECOND, "right"))
        letters = " ".join(letter_of(power) for power in POWERS if is_fiscal_start(world, power, nth + 1))
        book.words(left + 4, top + 22, letters, Look(7.5, SANS, GOLD))
        if nth + 1 == position.turn:
            book.box(left - 1, top - 1, each - 1, 29, line=INK, thick=1.5, corner=4)
    return high + (turns + 9) // 10 * 30 + 4


def _flashpoint(book: Book, position: Position, nth: int, x: float, y: float, width: float) -> float:
    quarrel, now = position.world.flashpoints[nth], position.commons.flashpoints[nth]
    areas = ", ".join(quarrel.areas)
    stakes = " · ".join(
        f"{letter_of(power)} {quarrel.stakes[power]}" for power in POWERS if quarrel.stakes[power]
    )
    top = y + caption(book, x, y, width, f"{quarrel.name}: {areas}; stakes {stakes}")
    draw_scale(book, rungs(now.rung), x, top, name=60, box=(width - 60) / 10)
    words = width - 60
    for rung, text in enumerate(RUNG_WORDS):
        at = x + 60 + (rung + 0.5) * words / 10
        lines = _two_lines(text)
        for line, part in enumerate(lines):
            book.words(at, top + 24 + line * 7.6, part, Look(7, SANS, MUTED, "middle"))
    draw_scale(book, control(now.control), x, top + 37, name=60, box=23)
    _alerts(book, position, nth, x + 240, top + 37)
    return 76.0


def rungs(value: int) -> Scale:
    """Return the ladder of a flashpoint."""
    numbers = range(10)
    return Scale(
        "Rung", tuple(map(str, numbers)), value, "", RUNGS, tuple(rung_ink(each) for each in numbers)
    )


def control(value: int) -> Scale:
    """Return the track of control: plus is the challenger's."""
    low, high = CONTROL
    signs = tuple(f"+{each}" if each > 0 else plain(each) for each in range(low, high + 1))
    return Scale("Control", signs, value - low, "+ challenger")


def _two_lines(text: str) -> tuple[str, ...]:
    head, comma, tail = text.partition(", ")
    if comma:
        return f"{head},", tail
    head, _, tail = text.partition(" ")
    return (head, tail) if tail else (head,)


def _alerts(book: Book, position: Position, nth: int, x: float, y: float) -> None:
    """Draw a box a power with a stake, to take its crisis alert."""
    quarrel, now = position.world.flashpoints[nth], position.commons.flashpoints[nth]
    book.words(x, y + 10, "Crisis alert", Look(8.5, SEMIBOLD))
    for place, power in enumerate(power for power in POWERS if quarrel.stakes[power]):
        left = x + 60 + place * 54
        on = now.alerts[power] == Alert.CRISIS
        book.box(left, y + 2, 11, 11, line=INK, thick=1.5 if on else 0.6, fill=GOLD if on else None)
        book.words(left + 15, y + 10.5, letter_of(power), Look(8, SANS, SECOND))


def shared_scales(position: Position) -> list[Scale]:
    """Return the tracks that two powers or all share."""
    commons, world = position.commons, position.world
    made = [
        scale("US–Japan cohesion", 0, 10, commons.cohesion),
        Scale(
            "Integration",
            tuple(each[0] for each in INTEGRATION),
            commons.integration,
            _next_step(commons.integration),
        ),
        scale("Pips of integration", 0, 5, min(5, commons.pips), "five make a step (R10.3)"),
        scale("China–DPRK cohesion", 0, 10, commons.patron, "the patron track"),
        scale("Japan–South Korea history", 0, 6, commons.history),
    ]
    made += [
        scale(f"Alignment: {_partner(world, nth)}", -5, 5, commons.alignment[nth], "+5 with US and Japan")
        for nth in range(len(PARTNERS))
    ]
    made += [scale(f"Credibility: {letter_of(power)}", 0, 5, commons.credibility[power]) for power in POWERS]
    return made


def _next_step(value: int) -> str:
    return INTEGRATION[value]


def _partner(world: World, nth: int) -> str:
    return party(world, PARTNERS[nth].key).removeprefix("the ")


def _asks(book: Book, position: Position, x: float, y: float) -> None:
    """Write the dials and the ask, which are numbers to write anew."""
    world, commons = position.world, position.commons
    dials = " · ".join(f"{letter_of(power)} {share(world, power, commons.dials[power])}" for power in POWERS)
    book.words(x, y + 8, f"Dials: {dials}", Look(8.5))
    ask = share(world, Power.JAPAN, commons.ask)
    line = f"The US asks of Japan: {ask} (R9.7). GDP, $ m: "
    line += " · ".join(f"{letter_of(power)} {commons.gdp[power]:,}" for power in POWERS)
    book.words(x, y + 20, line, Look(8.5))


# ---------- a seat's own ----------


def seat_tracks(book: Book, part: Part, seen: Observation) -> None:
    """Draw the page of a seat's own tracks."""
    name = seen.world.powers[seen.power].name
    with book.page(part, f"{name}: tracks"):
        left, y, width, _ = book.room
        book.words(
            left,
            y + 4,
            f"Ringed: turn {seen.turn}, {months(seen.world, seen.turn)}. Move a marker; do not write here.",
            Look(8, SANS, SECOND),
        )
        y += 14
        for text, scales in seat_groups(seen):
            y += caption(book, left, y, width, text) + 2
            y += draw_scales(book, scales, left, y, row=22.5) + 5


def seat_groups(seen: Observation) -> Iterator[tuple[str, list[Scale]]]:
    """Yield a seat's tracks in groups."""
    own, world, power = seen.sheet, seen.world, seen.power
    terms = world.powers[power]
    yield (
        "Home (R4, R10.5)",
        [
            _ranged("Political capital", Track.CAPITAL, own.capital),
            *_hundred("Support", own.support),
            *(_role(terms.role_names[role], role, own.roles[role]) for role in Role),
            _ranged(
                "Credibility", Track.CREDIBILITY, seen.commons.credibility[power], "also on the public tracks"
            ),
            _ranged("Strain", Track.STRAIN, own.strain, "above 2: dearer (R6.3)"),
        ],
    )
    yield (
        "Forces (R6)",
        [
            _funding(own.funding),
            *_hundred("Readiness", own.readiness),
            _ranged("Stocks", Track.STOCKS, own.stocks),
            _ranged("Industry", Track.INDUSTRY, own.industry, "contracts at home at once"),
            *_only(power, own.slack, own.test_pips),
        ],
    )
    yield (
        "Capabilities, 0 to 10",
        [
            _ranged(
                each.key.replace("_", " ").capitalize().replace("Cyber space", "Cyber and space"),
                Track(each),
                own.caps[each],
            )
            for each in CAPABILITIES
        ],
    )
    yield (
        "Alarm about (R9.3)",
        [
            _ranged(party(world, rival.key).removeprefix("the "), Track.ALARM, own.alarm[rival])
            for rival in RIVALS[power]
        ],
    )


def _ranged(name: str, track: Track, value: int, note: str = "") -> Scale:
    return scale(name, *RANGES[track], value, note)


def _role(name: str, role: Role, value: int) -> Scale:
    return _ranged(name, Track.HAWKS, value, role.key)


def _hundred(name: str, value: int) -> Sequence[Scale]:
    """Return a track of a hundred as one of tens and one of ones."""
    tens = Scale(
        f"{name}, tens", tuple(str(10 * each) for each in range(11)), value // 10, f"{name.lower()} {value}"
    )
    ones = Scale(f"{name}, ones", tuple(str(each) for each in range(10)), value % 10)
    return tens, ones


def _funding(level: int) -> Scale:
    return Scale(
        "Readiness funding", tuple(each.key for each in Funding), level, "stands until changed", wide=1.8
    )


def _only(power: Power, slack: int, pips: Sequence[int]) -> Iterator[Scale]:
    """Yield the tracks that one power has and the others do not need."""
    if power == Power.US:
        yield _ranged("Slack elsewhere", Track.SLACK, slack, "R4.7")
    if power == Power.DPRK:
        steps = range(TEST_STEPS + 1)
        for nth, name in ((0, "Test results: strike"), (5, "Test results: nuclear")):
            yield Scale(name, tuple(map(str, steps)), pips[nth], "three make a step (R7.11)")
