"""What each role of a team should look at this turn: a few lines with where to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from attrs import frozen

from game.classroom.roles import Role
from game.classroom.student_asked import Asked
from game.views.briefing import open_choices
from game.views.figures import counted, dollars
from game.views.names import party, place
from game.views.tracks import acts
from rules.crises import CRISIS
from rules.orders import Answer, Campaign, Choose, FundReadiness, Order, SetDial
from rules.readings import alarm_total


@frozen
class Duty:
    """A thing to look at, and the tab where it is done."""

    text: str
    tab: str


def duties(asked: Asked) -> tuple[Duty, ...]:
    """Return what somebody's role should look at this turn; nothing without a role."""
    return () if asked.role is None else tuple(_OF[asked.role](asked))


def _leader(asked: Asked) -> Iterator[Duty]:
    answered = {each.event for each in asked.book.orders if isinstance(each, Choose)}
    for choice in open_choices(asked.seen):
        if choice.event not in answered:
            yield Duty(f"Answer: {choice.title}", "brief")
    free = acts(asked.desk)[0]
    if free.used < free.of:
        yield Duty("The policy act is free: a review or a campaign", "policy")
    written = len(asked.book.orders)
    yield Duty(f"Read the {counted(written, 'order')} of your team and commit in time", "brief")


def _finance(asked: Asked) -> Iterator[Duty]:
    left = asked.desk.left.money
    if left < 0:
        yield Duty(f"The sheet is {dollars(-left)} short: what cannot be paid slips", "budget")
    else:
        yield Duty(f"{dollars(left)} is free, and half of what stays free is lost", "budget")
    if not _has(asked, SetDial):
        yield Duty("Decide whether the share moves this quarter", "budget")
    if not _has(asked, FundReadiness):
        yield Duty("Choose how much of the standing bill is paid", "budget")


def _defence(asked: Asked) -> Iterator[Duty]:
    left = asked.desk.left
    if left.programmes > 0:
        yield Duty(f"{counted(left.programmes, 'programme')} may still be signed", "programmes")
    if left.posture > 0:
        yield Duty(f"{counted(left.posture, 'posture act')} left: move, alert or operate", "posture")
    for name in _crises(asked):
        yield Duty(f"In crisis: {name}. Choose a stance and an alert", "posture")


def _foreign(asked: Asked) -> Iterator[Duty]:
    answered = {(each.subject, each.sender) for each in asked.book.orders if isinstance(each, Answer)}
    for each in asked.seen.proposals:
        if each.to == asked.power and (each.subject, each.sender) not in answered:
            yield Duty(f"Answer the proposal of {party(asked.seen.world, each.sender.key)}", "diplomacy")
    left = asked.desk.left.diplomacy
    if left > 0:
        yield Duty(f"{counted(left, 'diplomatic act')} left: propose, or court a partner", "diplomacy")
    if acts(asked.desk)[-1].used == 0:
        yield Duty("No signal is given yet: warn, reassure or commit", "diplomacy")


def _intelligence(asked: Asked) -> Iterator[Duty]:
    if asked.seen.turn > 1:
        yield Duty("Read how last turn was resolved, and tell your team who did what", "log")
    yield Duty("Look at the map: light counters are estimates, say how sure you are", "map")
    yield Duty("Watch what the others spend, drill and sign", "watch")
    alarm = alarm_total(asked.seen.sheet)
    if alarm:
        yield Duty(f"Our own alarm stands at {alarm}: is it deserved?", "watch")


def _press(asked: Asked) -> Iterator[Duty]:
    yield Duty(f"Support at home is {asked.seen.sheet.support}: see what moved it", "policy")
    if not _has(asked, Campaign):
        yield Duty("A campaign may be held: to whom would you speak?", "policy")
    yield Duty("Write to all: what the government did, and why", "messages")


def _has(asked: Asked, kind: type[Order]) -> bool:
    return any(isinstance(each, kind) for each in asked.book.orders)


def _crises(asked: Asked) -> list[str]:
    seen = asked.seen
    return [
        place(seen.world, each.id)
        for each, state in zip(seen.world.flashpoints, seen.commons.flashpoints, strict=True)
        if state.rung >= CRISIS and each.stakes[seen.power]
    ]


_OF: Final[dict[Role, Callable[[Asked], Iterator[Duty]]]] = {
    Role.LEADER: _leader,
    Role.FINANCE: _finance,
    Role.DEFENCE: _defence,
    Role.FOREIGN: _foreign,
    Role.INTELLIGENCE: _intelligence,
    Role.PRESS: _press,
}
