"""The Programmes tab: contracts under way with when they may arrive, and what may be signed for."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.chips import Chip, chips, words
from game.views.conditions import Need, needs
from game.views.figures import chance, counted, quarter_words
from game.views.names import thing
from game.views.order_words import cost, price_words
from game.views.refusals import why
from game.views.scenes import scene
from game.views.schedule import Arrival, Payment, arrival, new_contract, new_payments, paced
from rules import prices
from rules.content import Programme
from rules.observation import Observation
from rules.orders import Order, Pace, StartProgramme
from rules.state import Contract
from rules.terms import Line, Pacing

_LINES: Final = {Line.CYBER_SPACE: "cyber and space", Line.COASTGUARD: "coast guard"}


@frozen
class Offer:
    """An order that may be written beside a row: its price, or why it is locked.

    `written` says that it is on the sheet or, of a standing choice, that it is what will stand.
    """

    order: Order
    name: str
    price: str
    locked: str = ""
    written: bool = False


@frozen
class ContractRow:
    """A contract under way or signed on the sheet; money in $m, times in turns.

    It arrives as turn `due` opens, nine times in ten by `worst`; `promised` is what its card says.
    """

    programme: str
    nth: int
    name: str
    line: Line
    paid: int
    unpaid: int
    signed: int
    due: int
    due_words: str
    promised: int
    arrival: Arrival
    after_the_game: bool
    yields: tuple[Chip, ...]
    flags: tuple[str, ...]
    paces: tuple[Offer, ...]


@frozen
class CatalogueRow:
    """A programme that may be signed for some day: what it costs and yields, why it is locked now."""

    programme: str
    name: str
    line: Line
    cost: int
    quarters: int
    yields: str
    offer: Offer


@frozen
class Detail:
    """All there is to know of a programme before starting it."""

    programme: str
    name: str
    summary: str
    payments: tuple[Payment, ...]
    arrival: Arrival
    slips: str
    yields: tuple[Chip, ...]
    upkeep: int
    needs: tuple[Need, ...]
    announced: int
    fielded: int
    times: tuple[int, int]
    real_lead: str
    grade: str
    source: str
    offer: Offer


@frozen
class Programmes:
    """The Programmes tab: contracts by when they are due, the catalogue line by line, industry."""

    contracts: tuple[ContractRow, ...]
    rows: tuple[CatalogueRow, ...]
    industry_used: int
    industry: int
    to_sign: int

    def of(self, line: Line | None) -> tuple[CatalogueRow, ...]:
        """Return the rows of a line, or all."""
        return tuple(row for row in self.rows if line is None or row.line == line)


def programmes(desk: Desk) -> Programmes:
    """Return the Programmes tab of a seat with what its sheet holds so far."""
    seen, left = desk.observation, desk.left
    return Programmes(
        contracts=contracts(desk),
        rows=tuple(_row(entry, desk) for entry in _own(seen)),
        industry_used=seen.sheet.industry - left.slots,
        industry=seen.sheet.industry,
        to_sign=left.programmes,
    )


def line_words(line: Line) -> str:
    """Return a line's name."""
    return _LINES.get(line) or line.key.replace("_", " ")


def _own(seen: Observation) -> list[Programme]:
    entries = [each for each in seen.world.programmes if each.power == seen.power and each.open]
    return sorted(entries, key=lambda entry: entry.line)


def offer(order: Order, name: str, desk: Desk) -> Offer:
    """Return what writing an order now would cost, or why it is locked, or that it is written."""
    seen, before = desk.observation, desk.sheet.orders
    if order in before:
        at = before.index(order)
        return Offer(order, name, price_words(order, cost(order, seen, before[:at])), written=True)
    refused = desk.check(order)
    if refused is None:
        return Offer(order, name, price_words(order, cost(order, seen, before)))
    return Offer(order, name, "", why(order, refused, seen))


# ---------- under contract (R6.6, R6.7) ----------


def contracts(desk: Desk) -> tuple[ContractRow, ...]:
    """Return the contracts as the sheet leaves them, those signed on it included, the next due first."""
    seen, orders = desk.observation, desk.sheet.orders
    modes = {(each.programme, each.nth): each.mode for each in orders if isinstance(each, Pace)}
    rows = [_under_way(each, modes.get((each.programme, each.nth)), desk) for each in seen.sheet.contracts]
    rows += [
        _contract_row(new_contract(seen.world.programme[each.programme], seen), ("new",), (), seen)
        for each in orders
        if isinstance(each, StartProgramme)
    ]
    return tuple(sorted(rows, key=lambda row: (row.due, row.programme, row.nth)))


def _under_way(contract: Contract, mode: Pacing | None, desk: Desk) -> ContractRow:
    seen = desk.observation
    after, _ = paced(contract, mode, seen.world, seen.turn)
    flags = ["rushed"] if contract.hurry or mode == Pacing.RUSH else []
    flags += [f"slipped {contract.slips}"] if contract.slips else []
    flags += [{Pacing.STRETCH: "stretched", Pacing.CANCEL: "cancelled"}[mode]] if mode else []
    offers = tuple(offer(Pace(contract.programme, contract.nth, each), each.key, desk) for each in Pacing)
    return _contract_row(contract if after is None else after, tuple(flags), offers, seen)


def _contract_row(
    contract: Contract, flags: tuple[str, ...], paces: tuple[Offer, ...], seen: Observation
) -> ContractRow:
    world, entry = seen.world, seen.world.programme[contract.programme]
    number = f", no. {contract.nth}" if contract.nth > 1 else ""
    return ContractRow(
        programme=contract.programme,
        nth=contract.nth,
        name=thing(world, contract.programme) + number,
        line=entry.line,
        paid=contract.paid,
        unpaid=contract.unpaid,
        signed=contract.signed,
        due=contract.due,
        due_words=quarter_words(world, contract.due),
        promised=contract.signed + entry.quarters,
        arrival=arrival(contract, seen),
        after_the_game=contract.due > world.length,
        yields=chips(entry.yields, scene(seen)),
        flags=flags,
        paces=paces,
    )


# ---------- the catalogue ----------


def _row(entry: Programme, desk: Desk) -> CatalogueRow:
    seen = desk.observation
    return CatalogueRow(
        programme=entry.id,
        name=entry.name,
        line=entry.line,
        cost=entry.cost,
        quarters=new_contract(entry, seen).due - seen.turn,
        yields=words(entry.yields, scene(seen)),
        offer=offer(StartProgramme(entry.id), entry.name, desk),
    )


def detail(programme: str, desk: Desk) -> Detail:
    """Return all there is to know of one of the seat's programmes before starting it."""
    seen = desk.observation
    entry = seen.world.programme[programme]
    comes = arrival(new_contract(entry, seen), seen)
    return Detail(
        programme=entry.id,
        name=entry.name,
        summary=entry.summary,
        payments=new_payments(entry, seen),
        arrival=comes,
        slips=slip_words(comes),
        yields=chips(entry.yields, scene(seen)),
        upkeep=entry.cost * seen.world.terms.delivery_upkeep // 100,
        needs=(*needs(entry.requires, seen), *_slot(entry, desk)),
        announced=entry.announced,
        fielded=entry.fielded,
        times=(seen.sheet.signed.count(entry.id), entry.limit),
        real_lead=entry.real_quarters,
        grade=entry.provenance.grade,
        source=entry.provenance.source,
        offer=offer(StartProgramme(entry.id), entry.name, desk),
    )


def _slot(entry: Programme, desk: Desk) -> tuple[Need, ...]:
    if entry.imports:
        return ()
    seen = desk.observation
    free = seen.sheet.industry - prices.used_slots(seen.world, seen.sheet)
    written = StartProgramme(entry.id) in desk.sheet.orders
    text = f"an industry slot ({free} of {seen.sheet.industry} free)"
    return (Need(text, desk.left.slots > 0 or written),)


def slip_words(comes: Arrival) -> str:
    """Return how likely a delivery slips, and how late it is at worst nine times in ten."""
    if not comes.slips:
        return "cannot slip"
    late = comes.worst - comes.due
    at_worst = f"; nine in ten within {counted(late, 'quarter')}" if late else "; nine in ten on time"
    return f"{chance(comes.slips[0].ways)} when due{at_worst}"
