"""The journal in words: one sentence for each kind of fact, with its reasons.

Names come from the world. A sentence says no more than its fact holds, so a redacted fact stays redacted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from game.wording import (
    ACTS,
    ENDINGS,
    FUNDINGS,
    MEANS,
    PACES,
    PURPOSES,
    RESULTS,
    SIGNS,
    Names,
    blame_of,
    counters,
    money,
    moved,
    names_of,
    rows_of,
    shares_of,
    subject_name,
    thrown,
)
from rules.content import World
from rules.journal import (
    Adopted,
    Agreed,
    AlertSet,
    Authority,
    Breached,
    Campaigned,
    Chosen,
    Contested,
    Contracted,
    ControlMoved,
    Courted,
    Declined,
    Delivered,
    DialSet,
    Drawn,
    Ended,
    Fact,
    Failed,
    Faulted,
    Fought,
    Funded,
    GameOver,
    Intervened,
    Invoked,
    MeasureTaken,
    Money,
    Moved,
    Operated,
    Paced,
    Placed,
    Proposed,
    Removed,
    ReviewBegun,
    Rolled,
    RungMoved,
    Shifted,
    Signalled,
    SignalTested,
    Slipped,
    Stalled,
    StancesMet,
    Turned,
)
from rules.orders import ASK, SHARE
from rules.terms import Alert, Power, Purpose, Theme, Track


def narrate(facts: Iterable[Fact], world: World) -> list[str]:
    """Return a sentence for every fact, in their order."""
    return [tell(fact, world) for fact in facts]


def tell(fact: Fact, world: World) -> str:
    """Return what happened, and why, in one sentence."""
    said = _sentence(fact, names_of(world))
    return f"{said[0].upper()}{said[1:]}."


# ---------- sentences ----------


def _sentence(fact: Fact, names: Names) -> str:
    """Return a fact in words, without a capital and a stop; a line for every kind of fact."""
    match fact:
        case DialSet(power, before, after):
            return (
                f"{names.power(power)} {'raises' if after > before else 'lowers'} its {names.dial(power)} "
                f"from {names.share(power, before)} to {names.share(power, after)}"
            )
        case Money():
            return _of_money(fact, names)
        case Funded(power, level, unpaid):
            short = f" but leaves {money(unpaid)} unpaid" if unpaid else ""
            return f"{names.power(power)} {FUNDINGS[level]}{short}"
        case Shifted():
            return _of_shift(fact, names)
        case Turned():
            return _of_turn(fact, names)
        case Contracted(power, programme, nth, due):
            return f"{names.power(power)} signs for {names.contract(programme, nth)}, due in turn {due}"
        case Paced(power, programme, nth, mode):
            return f"{names.power(power)} {PACES[mode]} {names.contract(programme, nth)}"
        case Stalled(power, programme, nth):
            return (
                f"{names.power(power)} cannot pay the instalment for {names.contract(programme, nth)}: "
                "it comes a quarter later and costs more"
            )
        case Slipped(power, programme, nth, dice, need):
            return (
                f"a delivery to {names.power(power)} slips a quarter, {names.contract(programme, nth)}: "
                f"{thrown(dice)}, needed {need}"
            )
        case Delivered(power, programme, nth, dice, need):
            return (
                f"{names.power(power)} takes delivery, {names.contract(programme, nth)}: "
                f"{thrown(dice)}, needed {need}"
            )
        case ReviewBegun(power, doctrine, turns):
            return f"{names.power(power)} begins a review of {turns} turns: {names.thing(doctrine)}"
        case Adopted(power, doctrine, adopted):
            done = "adopts" if adopted else "lacks the support to adopt"
            return f"{names.power(power)} {done}: {names.thing(doctrine)}"
        case Campaigned(power, theme):
            return _of_campaign(power, theme, names)
        case Invoked(power, measure):
            taken = {"supplementary": "a supplementary budget", "review": "a swift review"}
            return f"{names.power(power)} takes an extraordinary measure: {taken.get(measure, measure)}"
        case Chosen(power, event, option):
            return f"{names.thing(event)}: {names.power(power)} decides: {names.option(event, option)}"
        case Signalled():
            return _of_signal(fact, names)
        case SignalTested(power, kind, subject, kept):
            return (
                f"{names.power(power)} {'keeps' if kept else 'breaks'} its word "
                f"({kind.key} on {subject_name(names, subject)})"
            )
        case Proposed(subject, one, other, amount):
            terms = f" for {money(amount)}" if amount else ""
            return (
                f"{names.party(one)} proposes to {names.party(other)}: {subject_name(names, subject)}{terms}"
            )
        case Declined(subject, one, other):
            what = subject_name(names, subject)
            return f"{names.party(other)} declines what {names.party(one)} proposed: {what}"
        case Agreed(agreement, one, other, amount, secret):
            terms = f", {money(amount)}" if amount else ""
            return (
                f"{names.party(one)} and {names.party(other)} agree{' in secret' if secret else ''}: "
                f"{names.thing(agreement)}{terms}"
            )
        case Ended(agreement, one, other, why):
            how = {"term": "its term is over", "breach": "it was broken"}.get(why, why)
            return (
                f"an agreement of {names.party(one)} and {names.party(other)} ends: "
                f"{names.thing(agreement)} ({names.cause(how)})"
            )
        case Breached(power, agreement, party, act):
            return (
                f"{names.power(power)} breaks its agreement with {names.party(party)}, "
                f"{names.thing(agreement)}, by this act: {names.cause(act)}"
            )
        case Rolled():
            return _of_roll(fact, names)
        case Courted(power, partner, means, moved):
            came = {1: "draws nearer", -1: "draws away"}.get(moved, "is not moved")
            return f"{names.power(power)} courts {names.party(partner)} {MEANS[means]}: it {came}"
        case Moved(power, kind, count, origin, area):
            start = f"from {names.area(origin)} " if origin else ""
            return f"{names.power(power)} moves {counters(kind, count)} {start}to {names.area(area)}"
        case Placed(power, kind, count, cause, area):
            return (
                f"{names.power(power)} gains {counters(kind, count)} in {names.area(area)} "
                f"({names.cause(cause)})"
            )
        case Removed(power, kind, count, cause, area):
            return (
                f"{names.power(power)} loses {counters(kind, count)} from {names.area(area)} "
                f"({names.cause(cause)})"
            )
        case AlertSet(power, flashpoint, level):
            to = "goes on crisis alert" if level == Alert.CRISIS else "returns to routine alert"
            return f"{names.power(power)} {to} at {names.at(flashpoint)}"
        case Operated(power, operation, place, ally, covert):
            joined = f" with {names.power(ally)}" if ally is not None else ""
            hidden = " in secret" if covert else ""
            return (
                f"{names.power(power)} carries out{hidden}{joined}: {names.thing(operation)}"
                f"{names.where(operation, place)}"
            )
        case Contested():
            return _of_contest(fact, names)
        case Authority(power, flashpoint, granted):
            return (
                f"{names.power(power)} {'has' if granted else 'is refused'} legal authority to act "
                f"at {names.at(flashpoint)}"
            )
        case MeasureTaken(power, operation, target, on):
            done = "puts a measure on" if on else "lifts its measure on"
            return f"{names.power(power)} {done} {names.power(target)}: {names.thing(operation)}"
        case StancesMet(flashpoint, challengers, defenders):
            one, other = challengers.key.replace("_", "-"), defenders.key.replace("_", "-")
            return f"stances meet at {names.at(flashpoint)}: {one} against {other}"
        case RungMoved(flashpoint, before, after, cause, blame):
            return (
                f"{names.flashpoint(flashpoint)}: the rung {'rises' if after > before else 'falls'} "
                f"from {before} to {after} ({names.cause(cause)}{blame_of(names, blame)})"
            )
        case ControlMoved(flashpoint, before, after, cause):
            return (
                f"{names.flashpoint(flashpoint)}: control moves from {before} to {after} "
                f"({'toward' if after > before else 'away from'} the challenger; {names.cause(cause)})"
            )
        case Drawn(event, played):
            return f"a card: {names.thing(event)}{'' if played else ' (its conditions do not hold)'}"
        case Failed(power, order, reason):
            return f"{names.power(power)} fails to carry out '{order}': {reason}"
        case Faulted(power, reason):
            return f"a fault of {names.power(power)}'s player: {reason}"
        case Intervened(act, reason):
            return f"the facilitator {ACTS.get(act, f'acts ({act})')}: {reason.rstrip('. ')}"
        case Fought(flashpoint, blame):
            return f"war at {names.at(flashpoint)}{shares_of(names, blame)}"
        case GameOver(ending, turn):
            return f"the game ends with turn {turn}: {ENDINGS[ending]}"
        case _:
            assert_never(fact)


def _of_money(fact: Money, names: Names) -> str:
    done = "receives" if fact.amount > 0 else "pays"
    if fact.account == "lapsed":
        return f"{names.power(fact.power)} loses {money(fact.amount)} it may not carry over"
    programme, _, nth = fact.subject.partition(" ")
    what = names.contract(programme, int(nth)) if nth.isdecimal() else names.cause(fact.subject)
    account = fact.account if fact.account != "outside" else "money from abroad"
    detail = account if what in (account, "") or fact.account == "income" else f"{account}: {what}"
    return f"{names.power(fact.power)} {done} {money(fact.amount)} ({detail})"


def _of_shift(fact: Shifted, names: Names) -> str:
    who, why = names.power(fact.power), names.cause(fact.cause)
    if Track.HAWKS <= fact.track <= Track.KEEPERS:
        role = names.world.powers[fact.power].role_names[fact.track - Track.HAWKS]
        verb = "rises" if fact.after > fact.before else "falls"
        return f"{who}: the constituency '{role}' {verb} from {fact.before} to {fact.after} ({why})"
    about = f" about {names.power(fact.about)}" if fact.about is not None else ""
    return f"{who}: {moved(fact.track, fact.before, fact.after, about)} ({why})"


def _of_turn(fact: Turned, names: Names) -> str:
    whose = f"{names.party(fact.whom)}: " if fact.whom else ""
    return f"{whose}{moved(fact.track, fact.before, fact.after)} ({names.cause(fact.cause)})"


def _of_campaign(power: Power, theme: Theme, names: Names) -> str:
    if theme == Theme.TRANSPARENCY:
        return f"{names.power(power)} opens its books"
    return f"{names.power(power)} speaks to a constituency: {names.world.powers[power].role_names[theme]}"


def _of_signal(fact: Signalled, names: Names) -> str:
    who, sign = names.power(fact.power), SIGNS[fact.kind]
    if fact.subject in (SHARE, ASK):
        return f"{who} {sign}: {fact.amount // 100}.{fact.amount % 100:02} % of GDP for defence"
    amount = f" of {money(fact.amount)}" if fact.amount else ""
    if fact.subject in names.world.flashpoint_index:
        return f"{who} {sign} over {names.at(fact.subject)}"
    return f"{who} {sign}: {subject_name(names, fact.subject)}{amount}"


def _of_roll(fact: Rolled, names: Names) -> str:
    words = [part for part in fact.subject.split(":") if part not in ("", "-")]
    placed = fact.purpose not in (Purpose.PARTNER, Purpose.COURTING)
    parts = [names.at(word) if placed and word in names.flashpoints else names.cause(word) for word in words]
    what = f"{PURPOSES[fact.purpose]} ({', '.join(parts)})"
    throw = thrown(fact.dice, fact.modifier)
    if fact.purpose == Purpose.HOME:
        scandal = names.world.terms.scandal_at
        return f"{what}: {throw}, a good year from {fact.need} and a scandal up to {scandal}"
    if not fact.need:
        return f"{what}: {throw}, {sum(fact.dice) + fact.modifier} on its table"
    if fact.purpose == Purpose.ACCIDENT:
        return f"{what}: {throw}, needed {fact.need}: {'it happens' if fact.passed else 'none happens'}"
    return f"{what}: {throw}, needed {fact.need}: {'yes' if fact.passed else 'no'}"


def _of_contest(fact: Contested, names: Names) -> str:
    why = f" ({rows_of(fact.modifiers)})" if fact.modifiers else ""
    return (
        f"{names.power(fact.power)}, {names.thing(fact.operation)}{names.where(fact.operation, fact.place)}: "
        f"{thrown(fact.dice, fact.total - sum(fact.dice))}{why}, a total of {fact.total}: "
        f"{RESULTS[fact.result]}"
    )
