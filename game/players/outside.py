"""Players from outside the house: whatever they do costs their own orders and nothing else.

What such a player writes is taken as text, order by order, and never as the thing itself, so that no
object of its making gets into the game. A *breakdown* (an exception, a time-out, an answer that is none)
costs the orders of the turn, and the player is made anew for the next one; after three it is gone.
"""

from __future__ import annotations

import pickle
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout, suppress
from copy import deepcopy
from itertools import islice
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from game.codec import CodecError, order_from_text
from game.codec_bots import MOST_ORDERS
from game.players.base import Desk
from game.players.clock import LIMITS, Alarm, Clock, Limits, TimeUp
from rules.content import World
from rules.notation import write
from rules.observation import Observation
from rules.orders import Order, OrderSheet
from rules.terms import Power

MOST_BREAKDOWNS: Final = 3
"""After so many breakdowns in a game a player is gone until its end."""

LONGEST_REASON: Final = 200


class Broke(Exception):
    """A breakdown: why a player wrote no sheet this turn."""


class Outsider:
    """What all players from outside have in common: a clock, a count of breakdowns, sheets read from text."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.faults: tuple[str, ...] = ()
        self._limits = limits
        self._clock = Clock(limits)
        self._power, self._seed = Power.JAPAN, 0
        self._breakdowns = 0

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat; the player itself sits down with its first turn, so that it can break only that."""
        self.close()
        self._power, self._seed = power, seed
        self._clock = Clock(self._limits)
        self._breakdowns = 0

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return what can be read of the player's sheet, and in `faults` what cannot; raise Broke."""
        self.faults = ()
        if self._breakdowns >= MOST_BREAKDOWNS:
            raise Broke(f"gone after {MOST_BREAKDOWNS} breakdowns")
        self._clock.start()
        try:
            texts = self._write(observation, desk)
        except BaseException:
            self._breakdowns += 1
            self._end()
            raise
        finally:
            self._clock.stop()
        return self._read(observation.power, texts)

    def close(self) -> None:
        """End the player with its game."""

    def _write(self, observation: Observation, desk: Desk) -> Iterable[str]:
        """Return the orders that the player writes; raise Broke, or anything else, where it breaks down."""
        raise NotImplementedError

    def _end(self) -> None:
        """End a player that broke down; it is made anew when it is asked again."""

    def _read(self, power: Power, texts: Iterable[str]) -> OrderSheet:
        orders: list[Order] = []
        faults: list[str] = []
        for text in texts:
            try:
                orders.append(order_from_text(text))
            except CodecError as error:
                faults.append(one_line(str(error)))
        self.faults = tuple(faults)
        return OrderSheet(power, tuple(orders))


class Guest(Outsider):
    """A player from outside that runs within this process: a class of a module or another package.

    It is given copies of all that it sees, the World too, and a desk of its own. Python cannot keep code
    of the same process from the program's modules: what is not trusted runs as a program of its own.
    """

    def __init__(self, name: str, make: Callable[[], Any], limits: Limits = LIMITS) -> None:
        super().__init__(name, limits)
        self._make = make
        self._player: Any = None
        self._world: World | None = None

    @classmethod
    def seated(cls, player: Any) -> Guest:
        """Return a guest for a player that has taken its seat already."""
        guest = cls(name_of(player), lambda: player)
        guest._player = player
        return guest

    def close(self) -> None:
        """Let the player go."""
        self._end()
        self._world = None

    def _end(self) -> None:
        self._player = None

    def _write(self, observation: Observation, desk: Desk) -> list[str]:
        if self._world is None:
            self._world = _own_world(observation.world)
        seen = _own_copy(observation, self._world)
        try:
            with redirect_stdout(sys.stderr), Alarm(self._clock.left):
                return _texts(self._ask(seen), observation.power)
        except (KeyboardInterrupt, Broke):
            raise
        except TimeUp:
            raise Broke("no sheet in time") from None
        except BaseException as error:
            self._log(error)
            raise Broke(reason_of(error)) from None

    def _ask(self, seen: Observation) -> object:
        if self._player is None:
            self._player = self._make()
            begin = getattr(self._player, "begin", None)
            if begin is not None:
                begin(self._power, self._seed)
        return self._player.choose(seen, Desk(seen))

    def _log(self, error: BaseException) -> None:
        if self._limits.log:
            with suppress(Exception), open(self._limits.log, "a", encoding="utf-8") as log:
                log.write(f"{self.name} as {self._power.key}:\n")
                traceback.print_exception(error, file=log)


def _own_world(world: World) -> World:
    """Return a copy of a world; packed once, it is made five times as fast as by a deep copy."""
    packed = world.memo.get("packed")
    if not isinstance(packed, bytes):
        packed = world.memo["packed"] = pickle.dumps(evolve(world, memo={}), pickle.HIGHEST_PROTOCOL)
    copy: World = pickle.loads(packed)
    return copy


def _own_copy(observation: Observation, world: World) -> Observation:
    """Return a copy of an observation, down to the contracts, that refers to a world of its own."""
    return deepcopy(evolve(observation, memo={}), {id(observation.world): world})


def _texts(sheet: object, power: Power) -> list[str]:
    """Return the orders of what should be a sheet as text; what is no order becomes what is none."""
    if not isinstance(sheet, OrderSheet):
        raise Broke(f"choose returned {_kind(sheet)}, not an OrderSheet")
    if sheet.power != power:
        raise Broke(f"a sheet for {_kind(sheet.power)}, not for {power.key}")
    orders: list[Any] = list(islice(sheet.orders, MOST_ORDERS + 1))
    if len(orders) > MOST_ORDERS:
        raise Broke(f"more than {MOST_ORDERS} orders")
    return [str(write(order) or f"<{_kind(order)}>") for order in orders]


def name_of(player: Any) -> str:
    """Return a player's name, or that of its class where it has none in words."""
    try:
        name = player.name
    except Exception:
        name = None
    return one_line(name) if isinstance(name, str) and name else type(player).__name__


def _kind(value: object) -> str:
    return value.key if isinstance(value, Power) else type(value).__name__


def reason_of(error: BaseException) -> str:
    """Return in one line what an error says and, where it arose in a player's own file, the line."""
    try:
        said = f"{type(error).__name__}: {error}"
    except Exception:
        said = type(error).__name__
    places = traceback.extract_tb(error.__traceback__, -1)
    file = Path(places[-1].filename) if places else Path(__file__)
    where = f" ({file.name}, line {places[-1].lineno})" if file.parent != Path(__file__).parent else ""
    return f"{one_line(said)}{where}"


def one_line(text: str) -> str:
    """Return a text in one printable line of bearable length."""
    words = "".join(each if each.isprintable() else " " for each in text[: 4 * LONGEST_REASON]).split()
    line = " ".join(words)
    return line if len(line) <= LONGEST_REASON else f"{line[: LONGEST_REASON - 3]}..."
