"""The course of a game: the state of every turn that stands, and what the facilitator did in it.

An act done while the orders of turn t are written belongs to the beginning of turn t. Going back to t
gives the state in which its orders were first written, with none of its acts, or with the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from game.acts import Acted
from rules.interventions import Intervention
from rules.legality import lawful
from rules.observation import observe
from rules.orders import OrderSheet
from rules.state import State
from rules.terms import Power


@define
class Eve:
    """The beginning of a turn: the state that the turn before left, and the acts done since."""

    first: State
    acts: list[Acted] = field(factory=list)

    @property
    def state(self) -> State:
        """The state in which orders are written."""
        return self.acts[-1].after if self.acts else self.first


class Course:
    """The turns of a game as they stand."""

    def __init__(self, first: State) -> None:
        self.eves = [Eve(first)]

    @property
    def state(self) -> State:
        """The state in which orders are being written, or the last one."""
        return self.eves[-1].state

    @property
    def states(self) -> tuple[State, ...]:
        """The state in which the orders of each turn were written, and the one that stands."""
        return tuple([eve.state for eve in self.eves])

    @property
    def acts(self) -> tuple[Acted, ...]:
        """The acts done in the turn that orders are being written for."""
        return tuple(self.eves[-1].acts)

    def act(self, done: Acted) -> None:
        """Let an act hold."""
        self.eves[-1].acts.append(done)

    def settle(self, after: State) -> None:
        """Go on to the next turn."""
        self.eves.append(Eve(after))

    def back(self, turn: int, acts: int = 0) -> tuple[tuple[int, Intervention], ...]:
        """Go back to a turn, with the first of its acts; return what no longer holds, with its turn."""
        dropped = [
            (nth, done.act)
            for nth, eve in enumerate(self.eves[turn - 1 :], turn)
            for done in (eve.acts[acts:] if nth == turn else eve.acts)
        ]
        del self.eves[turn:]
        del self.eves[-1].acts[acts:]
        return tuple(dropped)


def fallen(state: State, sheets: Mapping[Power, OrderSheet]) -> tuple[Power, ...]:
    """Return the seats whose sheets are no longer legal in a state."""
    return tuple(power for power, sheet in _in_order(sheets) if lawful(observe(state, power), sheet)[1])


def _in_order(sheets: Mapping[Power, OrderSheet]) -> Iterable[tuple[Power, OrderSheet]]:
    return sorted(sheets.items())
