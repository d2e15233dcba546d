"""What agreements and doctrine steps do by standing in force, and what things cost, as chips."""

from __future__ import annotations

from collections.abc import Iterator

from game.views.chips import Chip, Tone, chips
from game.views.figures import counted, dollars, signed
from game.views.names import KIND_WORDS, party, place, thing
from game.views.scenes import Scene
from rules.content import Agreement, Doctrine
from rules.orders import ASK


def price_chips(money: int = 0, capital: int = 0, stocks: int = 0, readiness: int = 0) -> tuple[Chip, ...]:
    """Return a price as chips, the word before the number."""
    found = []
    if money:
        found.append(Chip(dollars(money)))
    if capital:
        found.append(Chip(f"capital {capital}"))
    if stocks:
        found.append(Chip(f"stocks {stocks}"))
    if readiness:
        found.append(Chip(f"readiness {signed(-readiness)}", Tone.BAD))
    return tuple(found)


def agreement_chips(agreement: Agreement, found: Scene, amount: int = 0) -> tuple[Chip, ...]:
    """Return what an agreement does: at signing, then while it stands."""
    return (*chips(agreement.signed, found), *_standing(agreement, found, amount))


def forbids_chips(agreement: Agreement, found: Scene) -> tuple[Chip, ...]:
    """Return the acts that would break an agreement, as chips."""
    return tuple(Chip(f"forbids {thing(found.world, name)}") for name in agreement.forbids)


def _standing(agreement: Agreement, found: Scene, amount: int) -> Iterator[Chip]:
    world = found.world
    if amount and agreement.payee:
        mine = agreement.payee == found.viewer.key
        paid = agreement.payer == found.viewer.key
        tone = Tone.GOOD if mine else Tone.BAD if paid else Tone.PLAIN
        yield Chip(f"{dollars(amount)} a quarter to {party(world, agreement.payee)}", tone)
    elif agreement.aid:
        yield Chip("aid each quarter by China–DPRK cohesion")
    if agreement.link:
        yield Chip("a network link: +1 for the defenders")
    if agreement.lead:
        yield Chip(_leads(agreement.lead), Tone.GOOD if agreement.lead < 0 else Tone.BAD)
    if agreement.slip:
        yield Chip(f"slip numbers {signed(agreement.slip)}", Tone.GOOD if agreement.slip < 0 else Tone.BAD)
    if agreement.marks:
        yield Chip(f"alarm of one another {signed(agreement.marks)}")
    if agreement.lifts_cap:
        yield Chip(f"integration may reach {agreement.lifts_cap}")
    for name in agreement.communication:
        yield Chip(f"communication +1 at {place(world, name)}")
    for name in agreement.calms:
        yield Chip(f"accidents less likely at {place(world, name)}")
    for name, room in agreement.capacity:
        host = world.areas[world.area_index[name]].partner
        if not found.area or host is None or host.key == found.area:
            yield Chip(f"room for {room} in {place(world, name)}")
    for whom, more in agreement.bill:
        yield Chip(f"{dollars(more)} a quarter on the bill of {party(world, whom)}")
    if agreement.quiet_exercises:
        yield Chip("exercises cause no alarm")
    if agreement.consent:
        yield Chip("the ally's counters take part when asked")
    if agreement.lifts_measures:
        yield Chip("trade measures between the two are lifted")


def _leads(by: int) -> str:
    return f"leads {counted(abs(by), 'quarter')} {'shorter' if by < 0 else 'longer'}"


def doctrine_chips(doctrine: Doctrine, found: Scene) -> tuple[Chip, ...]:
    """Return what a doctrine step does: at adoption, then for good."""
    return (*chips(doctrine.adopted, found), *_adopted(doctrine, found))


def _adopted(doctrine: Doctrine, found: Scene) -> Iterator[Chip]:
    world = found.world
    for name in doctrine.unlocks:
        yield Chip(f"unlocks {thing(world, name)}", Tone.GOOD)
    if doctrine.offensive:
        yield Chip("rivals' alarm +1", Tone.BAD)
    if doctrine.lifts_cap:
        yield Chip(f"integration may reach {doctrine.lifts_cap}", Tone.GOOD)
    if doctrine.opens_gate:
        yield Chip("no roll for legal authority", Tone.GOOD)
    for name, room in doctrine.capacity:
        yield Chip(f"room for {room} guests in {place(world, name)}", Tone.GOOD)
    if doctrine.site_discount:
        yield Chip(f"upkeep at host sites {signed(-doctrine.site_discount)} %", Tone.GOOD)
    for name, more in doctrine.edges:
        what = "the ask may move further" if name == ASK else f"{thing(world, name)} {signed(more)}"
        yield Chip(what, Tone.GOOD)
    for name, kind, more in doctrine.arms_bonus:
        yield Chip(f"{KIND_WORDS[kind]} {signed(more)} in {thing(world, name)}", Tone.GOOD)
    if doctrine.surge_free:
        yield Chip("a surge of readiness uses no stocks", Tone.GOOD)
    for name in doctrine.spares:
        yield Chip(f"{thing(world, name)} spares the doves", Tone.GOOD)
