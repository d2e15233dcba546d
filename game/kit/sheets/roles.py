"""Role cards: six a seat, with what each wants, does every turn, and must not tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen
from reportlab.platypus import Flowable

from game.content import ContentError, UnknownBrief, brief
from game.kit.book import Book, Look, Part
from game.kit.ink import HAIRLINE, SANS, SEATS, SERIF, WHITE
from game.kit.position import Position
from game.kit.prose import Measure, bullet, column_width, columns, label, para, prose
from game.kit.sheets.events import fitted
from game.views.conditions import reading_words
from game.views.figures import hundredths, plain
from game.views.names import capital
from rules.content import ObjectiveRow, World
from rules.observation import Observation
from rules.terms import POWER_NAMED, Power


@frozen
class RoleCard:
    """A role in every seat: which readings it answers for, what it does, what it keeps to itself."""

    key: str
    name: str
    readings: tuple[str, ...]
    does: tuple[str, ...]
    keeps: str


ROLES: Final = (
    RoleCard(
        "leader",
        "Leader",
        (),
        (
            "Hear finance first, then one proposal from each of the others.",
            "Decide, sign the slip, hand it in before the clock ends.",
            "Answer the choices on cards. Begin a review in good time (R10.14).",
            "Write one sentence: why this, and not the other thing.",
        ),
        "The secret objective, and how much capital is left.",
    ),
    RoleCard(
        "finance",
        "Finance",
        (
            "dial",
            "share_sustained",
            "two_percent_turn",
            "strain",
            "lines_improved",
            "steps_delivered",
            "growth",
            "growth_lost",
            "outside_money",
            "china_share_of_aid",
            "slack",
            "ask_gap",
        ),
        (
            "Work out what is free: treasury − bill × funding − instalments. Say it aloud in the team.",
            "Propose the dial. A raise costs strain, and 1 capital outside the fiscal start (R6.2, R6.3).",
            "Keep the ledger and the due turns. Rush, stretch or cancel what is under way (R6.7).",
            "Ask of every programme: does it arrive before the game ends?",
        ),
        "The treasury, the bill, and when contracts arrive.",
    ),
    RoleCard(
        "defence",
        "Defence",
        (
            "control_senkaku",
            "control_taiwan",
            "control_korea",
            "control_scs",
            "control_lost",
            "control_gained",
            "lane_points_lost_x10",
            "readiness",
            "stocks",
            "turns_at_rung_6",
            "strike",
            "nuclear",
            "missile_defence",
            "tests_succeeded",
            "highest_rung_senkaku",
        ),
        (
            "Posture: operations, moves, alerts. Propose programmes, and in a crisis the stance (R8.3).",
            "Before an operation count its modifiers with intelligence and say the chance in 36.",
            "Watch readiness: below 60 it costs a die point, below 40 no heat of 4 or more.",
            "Ask what a rival will see in this move, and what it will do next.",
        ),
        "Readiness, stocks, and where your home counters stand.",
    ),
    RoleCard(
        "foreign",
        "Foreign affairs",
        (
            "cohesion",
            "integration",
            "partners_gained",
            "links",
            "credibility",
            "coalition_index",
            "no_trade_measures",
            "patron",
            "patron_in_4_to_7",
            "highest_rung_korea",
            "mean_tension_x10",
        ),
        (
            "Two diplomatic acts: propose, renounce, court a partner. One signal.",
            "Visit other tables during conferring. Only what stands on both slips binds.",
            "Keep the list of promises, yours and theirs, with the turn in which each is tested (R9.6).",
            "Look for the off-ramp before the leader needs one.",
        ),
        "What you have offered to one table, when you sit at another.",
    ),
    RoleCard(
        "intelligence",
        "Intelligence",
        (),
        (
            "Keep the page of what others show. Say what is known, and what is only guessed.",
            "One question a turn to the umpire about one figure of one rival; the answer is a range.",
            "Count strength at the flashpoints: in place in full, next door half (R7.2).",
            "Before the slip is signed, say how you would answer it as the rival.",
        ),
        "The answers of the umpire, and the private stake.",
    ),
    RoleCard(
        "press",
        "Press",
        ("support", "doves_plus_keepers", "keepers"),
        (
            "Keep support and the three constituencies. Support goes toward 50 + 5 × their sum, 3 a turn.",
            "Say at the start of each turn, in one minute, how the public of your country sees it.",
            "Propose the campaign: hawks, doves, keepers, or transparency (R10.6).",
            "Note the headline of each turn for the debrief.",
        ),
        "Support and the mood of the three groups.",
    ),
)


def seat_brief(book: Book, part: Part, position: Position, seen: Observation) -> None:
    """Draw a seat's brief in plain words, if the scenario has one."""
    try:
        text = brief(position.source, seen.power.key, "plain")
    except (ContentError, UnknownBrief, OSError):
        return
    name = seen.world.powers[seen.power].name
    columns(book, part, f"{name}: brief", prose(text, column_width(book), Measure(9.6, 4.5)), 2)


def seat_roles(book: Book, part: Part, seen: Observation) -> None:
    """Draw a seat's six role cards on one page."""
    with book.page(part, f"{seen.world.powers[seen.power].name}: role cards"):
        left, top, width, height = book.room
        wide, high = width / 2, height / 3
        for nth, role in enumerate(ROLES):
            x, y = left + nth % 2 * wide, top + nth // 2 * high
            _card(book, role, seen, x, y, wide, high)


def _card(
    book: Book, role: RoleCard, seen: Observation, x: float, y: float, wide: float, high: float
) -> None:
    terms = seen.world.powers[seen.power]
    book.box(x, y, wide, high, line=HAIRLINE, thick=0.5)
    book.box(x, y, wide, 24, fill=SEATS[seen.power])
    book.words(x + 8, y + 17, role.name, Look(14, SERIF, WHITE))
    office = terms.leader if role.key == "leader" else f"for the {terms.leader}"
    book.words(x + wide - 8, y + 15.5, f"{terms.name}, {office}", Look(7.5, SANS, WHITE, "right"))
    matter = fitted(
        book, lambda size: list(_says(role, seen, size)), wide - 16, high - 32, f"{seen.power.key} {role.key}"
    )
    book.stack(matter, x + 8, y + 28, wide - 16)


def _says(role: RoleCard, seen: Observation, size: float) -> Iterator[Flowable]:
    measure = Measure(min(size, 8.8), 1.6)
    terms = seen.world.powers[seen.power]
    yield label("YOU WANT", before=0)
    if role.key == "leader":
        yield para(terms.goals, measure.body, after=2)
        yield para(f"You fear: {terms.fears}", measure.body, after=2)
    elif role.key == "intelligence":
        yield para(
            "The secret objective, 10 points, all or nothing. That nobody is surprised, and that the odds "
            "said before the dice were the right ones.",
            measure.body,
        )
    mine = objectives_of(role, seen.world, seen.power)
    for row in mine:
        yield bullet(objective_words(row, seen.world, seen.power), measure)
    yield label("EVERY TURN")
    for text in role.does:
        yield bullet(text, measure)
    yield label("DO NOT TELL")
    yield para(role.keeps, measure.body)


def objectives_of(role: RoleCard, world: World, power: Power) -> list[ObjectiveRow]:
    """Return the rows of a seat's objectives that a role answers for; what nobody does is the leader's."""
    rows = world.objectives[power]
    if role.key == "leader":
        known = {reading for each in ROLES for reading in each.readings}
        return [row for row in rows if row.reading not in known]
    return [row for row in rows if row.reading in role.readings]


def objective_words(row: ObjectiveRow, world: World, power: Power) -> str:
    """Return an objective in a line, such as `Cohesion ≥ 9: 10, ≥ 8: 7 points.`."""
    whose = POWER_NAMED.get(row.whom, power)
    name = reading_words(world, row.reading, whose)
    owner = f" of {world.powers[whose].name}" if whose != power else ""
    sign = "≤" if row.at == "most" else "≥"
    steps = ", ".join(f"{sign} {_value(row.reading, bound)}: {points}" for bound, points in row.steps)
    core = " **Core: if it scores nothing, no more than 59 in all (R11.5).**" if row.core else ""
    return f"{capital(name)}{owner} {steps} points.{core}"


def _value(reading: str, value: int) -> str:
    return f"{hundredths(value)} %" if reading in ("dial", "ask_gap") else plain(value)
