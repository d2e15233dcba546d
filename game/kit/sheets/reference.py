"""Reference sheets of a seat: what may be signed for, reviewed, done and agreed, with prices and effects."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from game.kit.book import Book, Part
from game.kit.ink import style
from game.kit.prose import column_width, columns, heading, label, lead, whole
from game.kit.scene import effects_words, needs_words
from game.views.chips import Chip
from game.views.clauses import agreement_chips, doctrine_chips, forbids_chips
from game.views.figures import counted, hundredths, signed
from game.views.names import KIND_WORDS, capital, party, place
from game.views.scenes import Scene
from rules import prices
from rules.catalogue import counterparts, operation_places
from rules.content import Agreement, Doctrine, Operation, Programme, StandingMeasure, World
from rules.observation import Observation
from rules.terms import PARTNER_NAMED, POWER_NAMED, Line, Power, Resolution

SMALL = style(9.0, lead=1.22)


def seat_reference(book: Book, part: Part, seen: Observation) -> None:
    """Draw the pages of what a seat may buy, decide, do and agree."""
    name = seen.world.powers[seen.power].name
    columns(book, part, f"{name}: programmes and reviews", list(_to_buy(seen)), 2)
    columns(book, part, f"{name}: operations and agreements", list(_to_do(seen, column_width(book))), 2)


def _entry(name: str, key: str, price: str, says: str, more: str = "") -> Flowable:
    """Return an entry: its name and price, what it does, what it needs, and its written name."""
    lines = [f"**{name}** {price}", says]
    if more:
        lines.append(f"*{more}*")
    text = ". ".join(each.rstrip(".") for each in lines[1:] if each)
    return whole(f"{lines[0]} · {text} · `{key}`", SMALL, after=3.2)


# ---------- money and policy ----------


def _to_buy(seen: Observation) -> Iterator[Flowable]:
    world, power = seen.world, seen.power
    text = (
        "Price in $ m ÷ quarters = instalment · what it yields · *what it needs* · name to write. "
        "Slips at the number or less (R6.7)."
    )
    yield lead(text, SMALL)
    for line in Line:
        entries = [
            each for each in world.programmes if (each.power, each.line) == (power, line) and each.open
        ]
        if entries:
            yield label(line.key.replace("_", " ").upper().replace("CYBER SPACE", "CYBER AND SPACE"))
        for entry in entries:
            yield _programme(entry, world, power)
    steps = [each for each in world.doctrines if each.power == power]
    if steps:
        yield heading("Reviews and doctrine", 13)
        yield lead("Capital and turns of the review · what it changes (R10.14).", SMALL)
    for step in steps:
        yield _doctrine(step, world, power, step.id in seen.commons.doctrines[power])


def _programme(entry: Programme, world: World, power: Power) -> Flowable:
    part = prices.first_instalment(world, entry, 0)
    price = f"{entry.cost:,} ÷ {entry.quarters} = {part:,}, slips at {entry.slip}"
    extra = ["import: no slot"] if entry.imports else []
    extra += [f"{entry.limit} times"] if entry.limit > 1 else []
    extra += [f"alarm mark +{entry.announced} when signed"] if entry.announced else []
    extra += [f"alarm mark +{entry.fielded} when fielded"] if entry.fielded else []
    says = ", ".join([effects_words(entry.yields, world, power), *extra])
    needs = needs_words(entry.requires, world, power)
    return _entry(entry.name, entry.id, price, says, f"needs {needs}" if needs else "")


def _doctrine(entry: Doctrine, world: World, power: Power, adopted: bool) -> Flowable:
    price = f"capital {entry.capital}, {counted(entry.turns, 'turn')}"
    says = _words(doctrine_chips(entry, Scene(world, power, power)))
    needs = needs_words(entry.requires, world, power)
    state = "adopted" if adopted else f"needs {needs}" if needs else ""
    return _entry(entry.name, entry.id, price, says or entry.summary, state)


def _words(chips: tuple[Chip, ...]) -> str:
    return ", ".join(chip.text for chip in chips)


# ---------- operations and agreements ----------


def _to_do(seen: Observation, width: float) -> Iterator[Flowable]:
    world, power = seen.world, seen.power
    text = (
        "Heat: the rung must be at least heat − 2 and at most the ceiling (R7.1). Arms: the kinds "
        "that count. Edge and grip enter the roll and its gain (R7.4, R7.6). Each operation after the first "
        "of a turn: capital 1."
    )
    yield lead(text, SMALL)
    mine = [each for each in world.operations if power in each.powers]
    for heat in sorted({each.heat for each in mine}):
        yield label(f"HEAT {heat}")
        for entry in mine:
            if entry.heat == heat:
                yield _operation(entry, world, power)
    yield heading("Agreements", 13)
    text = (
        "Price at signing · number a partner must reach on 2d6 with modifiers (R10.2); powers answer as they "
        "like."
    )
    yield lead(text, SMALL)
    for pact in world.agreements:
        others = counterparts(pact.between, power)
        if others:
            yield _agreement(pact, world, power, others)


def _operation(entry: Operation, world: World, power: Power) -> Flowable:
    money = prices.operation_money(world, power, entry)
    price = ", ".join(
        text
        for text, here in (
            (f"$ {money:,} m", money),
            (f"readiness −{entry.readiness}", entry.readiness),
            (f"capital {entry.capital}", entry.capital),
            (f"stocks {entry.stocks}", entry.stocks),
        )
        if here
    )
    where = ", ".join(_where(world, each) for each in operation_places(world, power, entry.id) if each != "-")
    says = "; ".join(each for each in (_kind(entry), _arms(entry), f"at {where}" if where else "") if each)
    effects = "; ".join(_branches(entry, world, power))
    needs = needs_words(entry.requires, world, power)
    text = f"{says}. {effects}" if effects else says
    return _entry(entry.name, entry.id, price or "free", text, f"needs {needs}" if needs else "")


def _where(world: World, name: str) -> str:
    return name if name in world.area_index else place(world, name)


def _kind(entry: Operation) -> str:
    ceiling = f", to rung {entry.ceiling}" if entry.ceiling < 7 else ""
    match entry.resolution:
        case Resolution.CONTEST:
            grip = f", grip {entry.grip}" if entry.grip else ""
            edge = f", edge +{entry.edge}" if entry.edge else ""
            return f"contest{edge}{grip}{ceiling}"
        case Resolution.TEST:
            assert entry.tests is not None
            return f"test: 2d6 + {entry.tests.key.replace('_', ' ')} ≥ {entry.difficulty}"
        case Resolution.ANSWER:
            return f"answer: −1 to opposing contests (R7.5){ceiling}"
        case Resolution.PROBE:
            return "probe: 2d6 + difference in cyber and space, results as R7.6"
        case Resolution.TABLE:
            return "its own table on 2d6"
        case Resolution.NONE:
            return f"no roll{ceiling}"


def _arms(entry: Operation) -> str:
    return f"arms: {', '.join(KIND_WORDS[kind] for kind in entry.arms)}" if entry.arms else ""


def _branches(entry: Operation, world: World, power: Power) -> Iterator[str]:
    nth = world.flashpoint_index.get(entry.places[0]) if len(entry.places) == 1 else None
    for when, effects in (("always", entry.always), ("gain", entry.gain), ("setback", entry.setback)):
        text = effects_words(effects, world, power, place=nth)
        if text:
            yield f"{when}: {text}"
    for row in entry.table:
        text = effects_words(row.effects, world, power, place=nth)
        yield f"{row.at_least} or more: {text or 'nothing'}"
    if entry.standing is not None:
        yield f"each turn: {_measure_words(entry.standing)}"


def _measure_words(measure: StandingMeasure) -> str:
    """Return what a standing measure costs each turn."""
    parts = [
        f"growth of {whom} {hundredths(by)} %"
        for whom, by in (("the target", measure.growth_target), ("its own", measure.growth_self))
        if by
    ]
    slip = [f"slip numbers of the target {signed(measure.slip_target)}"] if measure.slip_target else []
    return ", ".join([*parts, *slip]).replace("growth of its own", "own growth")


def _agreement(entry: Agreement, world: World, power: Power, others: tuple[str, ...]) -> Flowable:
    price = ", ".join(
        text
        for text, here in (
            (f"capital {entry.capital}", entry.capital),
            (f"$ {entry.money:,} m", entry.money),
            (f"sums {', '.join(map(str, entry.amounts))}", entry.amounts),
            (f"needs {entry.need}", entry.need and any(each in PARTNER_NAMED for each in others)),
            (counted(entry.term, "turn"), entry.term),
            ("secret", entry.secret),
        )
        if here
    )
    target = next((POWER_NAMED[each] for each in others if each in POWER_NAMED), None)
    partner = next((each for each in others if each in PARTNER_NAMED), "")
    scene = Scene(world, power, power, None, target, partner)
    chips = (*agreement_chips(entry, scene), *forbids_chips(entry, scene))
    names = ", ".join(party(world, each).removeprefix("the ") for each in others)
    says = f"with {names}. {capital(_words(chips) or entry.summary)}"
    needs = needs_words(entry.requires, world, power)
    return _entry(entry.name, entry.id, price or "free", says, f"needs {needs}" if needs else "")
