"""A game as a state machine: whatever legal sheets are written, the books balance after every turn."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import strategies
from builders import Turn, how_many, played, random_sheet, scenario, table
from game.codec import state_from_plain, state_to_plain
from rules import POWERS, OrderSheet, Power, State, digest, legal_orders, new_game, observe, outcome
from rules.journal import Money, Moved, Placed, Removed, RungMoved, Shifted, Turned
from rules.orders import FAMILIES, Family
from rules.terms import KINDS, Ending

SHEET_RANGES = {
    "capital": (0, 8),
    "support": (0, 100),
    "readiness": (0, 100),
    "stocks": (0, 6),
    "industry": (1, 14),
    "strain": (0, 6),
    "slack": (0, 6),
    "treasury": (0, 10**9),
    "bill": (0, 10**9),
    "funding": (0, 3),
    "outside": (0, 10**6),
    "rushed": (0, 99),
    "invoked": (0, 99),
}
"""The ranges of R4, and what can never be below nought."""

SHARED_RANGES = {
    "cohesion": (0, 10),
    "integration": (0, 5),
    "patron": (0, 10),
    "history": (0, 6),
    "ask": (100, 500),
    "pips": (0, 15),
}


def treasuries_balance(turn: Turn) -> None:
    """Every dollar that comes or goes is a fact."""
    for power in POWERS:
        moved = sum(fact.amount for fact in turn.facts if isinstance(fact, Money) and fact.power == power)
        before, after = turn.before.powers[power].treasury, turn.after.powers[power].treasury
        assert before + moved == after, power.key


def tracks_balance(turn: Turn) -> None:
    """A fact that moves a track begins where the one before left it, and the last is where it stands."""
    stands: dict[tuple[object, ...], int] = {}
    for fact in turn.facts:
        if isinstance(fact, Shifted):
            key: tuple[object, ...] = (fact.power, fact.track.key, fact.about)
        elif isinstance(fact, Turned):
            key = (fact.track.key, fact.whom)
        else:
            continue
        assert fact.before != fact.after
        assert stands.get(key, fact.before) == fact.before, key
        stands[key] = fact.after
    for key, value in stands.items():
        if isinstance(key[0], Power) and key[1] in SHEET_RANGES:
            assert getattr(turn.after.powers[key[0]], str(key[1])) == value
        if key[0] in SHARED_RANGES:
            assert getattr(turn.after.commons, str(key[0])) == value


def tracks_in_range(state: State) -> None:
    commons = state.commons
    for name, (low, high) in SHARED_RANGES.items():
        assert low <= getattr(commons, name) <= high, name
    assert all(-5 <= each <= 5 for each in commons.alignment)
    for quarrel in commons.flashpoints:
        assert 0 <= quarrel.rung <= 9
        assert quarrel.rung <= quarrel.highest <= 9
        assert -2 <= quarrel.control <= 4
        assert all(part >= 0 for part in quarrel.blame)
        assert sum(quarrel.blame) % 60 == 0
        assert all(alert in (0, 1) for alert in quarrel.alerts)
    for power in POWERS:
        terms, own = state.world.powers[power], state.powers[power]
        assert terms.dial_low <= commons.dials[power] <= terms.dial_high
        assert (commons.dials[power] - terms.dial_low) % terms.dial_grain == 0
        assert 0 <= commons.credibility[power] <= 5
        assert commons.gdp[power] > 0
        for name, (low, high) in SHEET_RANGES.items():
            assert low <= getattr(own, name) <= high, (power.key, name)
        assert all(0 <= each <= 10 for each in own.caps)
        assert all(-3 <= each <= 3 for each in own.roles)
        assert all(0 <= each <= 10 for each in own.alarm)
        rivals = POWERS[2:] if power < 2 else POWERS[:2]
        assert all(own.alarm[other] == 0 for other in POWERS if other not in rivals)
        assert all(stance in (0, 1, 2) for stance in own.stances)


def contracts_are_sound(state: State) -> None:
    for power in POWERS:
        own = state.powers[power]
        names = [(each.programme, each.nth) for each in own.contracts]
        assert len(set(names)) == len(names)
        assert [each.due for each in own.contracts] == sorted(each.due for each in own.contracts)
        for each in own.contracts:
            programme = state.world.programme[each.programme]
            assert programme.power == power
            assert 1 <= each.nth <= programme.limit
            assert each.paid + each.unpaid == each.price >= programme.cost
            assert each.unpaid >= 0
            if state.commons.ending is None:
                assert each.due >= state.turn
        for name, times in Counter(own.signed).items():
            assert times <= state.world.programme[name].limit


def counters_balance(turn: Turn) -> None:
    """Area by area: what stood there, what came, what went; a move neither makes nor loses a counter."""
    world = turn.before.world
    for power in POWERS:
        for kind in KINDS:
            stands = {area.id: turn.before.count(nth, power, kind) for nth, area in enumerate(world.areas)}
            for fact in turn.facts:
                if not isinstance(fact, Moved | Placed | Removed) or (fact.power, fact.kind) != (power, kind):
                    continue
                assert fact.count > 0
                if isinstance(fact, Moved):
                    stands[fact.origin] -= fact.count
                stands[fact.area] += -fact.count if isinstance(fact, Removed) else fact.count
            after = {area.id: turn.after.count(nth, power, kind) for nth, area in enumerate(world.areas)}
            assert stands == after, (power.key, kind.key)
            _away_balances(turn, power, int(kind))


def _away_balances(turn: Turn, power: Power, kind: int) -> None:
    """Counters away were removed, and come back as facts."""
    before = sum(each.count for each in turn.before.powers[power].away if each.kind == kind)
    after = sum(each.count for each in turn.after.powers[power].away if each.kind == kind)
    mine = [fact for fact in turn.facts if isinstance(fact, Placed | Removed) and fact.power == power]
    back = sum(
        fact.count for fact in mine if fact.kind == kind and isinstance(fact, Placed) and "back" in fact.cause
    )
    gone = sum(fact.count for fact in mine if fact.kind == kind and isinstance(fact, Removed))
    assert 0 <= after - before + back <= gone


def rungs_move_as_they_may(turn: Turn) -> None:
    """A rung moves by two at most (R2.7); a card may move it besides, a nuclear war by one more (R8.10)."""
    world = turn.before.world
    nuclear = turn.after.commons.ending == Ending.NUCLEAR
    for nth, flashpoint in enumerate(world.flashpoints):
        stands, played = turn.before.commons.flashpoints[nth].rung, 0
        for fact in turn.facts:
            if isinstance(fact, RungMoved) and fact.flashpoint == flashpoint.id:
                assert fact.before == stands != fact.after
                stands = fact.after
                assert sum(fact.blame) == 60 * max(0, fact.after - fact.before)
                assert min(fact.blame) >= 0
                if fact.cause in world.event:
                    assert fact.blame[:4] == (0, 0, 0, 0), "a card is nobody's fault (R8.8)"
                else:
                    played += fact.after - fact.before
        assert stands == turn.after.commons.flashpoints[nth].rung
        assert -2 <= played <= 2 + nuclear, (flashpoint.id, played)


def survives_copy_and_codec(state: State) -> None:
    name = digest(state)
    assert digest(state.copy()) == name
    assert state.copy() == state
    plain = state_to_plain(state)
    again = state_from_plain(state.world, plain)
    assert again == state
    assert digest(again) == name
    assert state_to_plain(again) == plain


def turn_adds_up(turn: Turn) -> None:
    treasuries_balance(turn)
    tracks_balance(turn)
    counters_balance(turn)
    rungs_move_as_they_may(turn)


class Game(RuleBasedStateMachine):
    """Four seats write legal orders in any order; now and then a turn is adjudicated."""

    state: State

    @initialize(seed=strategies.seeds, name=strategies.names)
    def begin(self, seed: int, name: str) -> None:
        self.turn: Turn | None = None
        self.reach(new_game(scenario(name), seed))

    def reach(self, state: State) -> None:
        """Take up a state, and look at it once."""
        self.state = state
        self.sheets = {power: OrderSheet(power) for power in POWERS}
        self.looked = False

    def playing(self) -> bool:
        return self.state.commons.ending is None

    @precondition(lambda self: not self.playing())
    @rule(seed=strategies.seeds, name=strategies.names)
    def begin_another(self, seed: int, name: str) -> None:
        self.begin(seed, name)

    @precondition(playing)
    @rule(power=strategies.powers, family=st.sampled_from(FAMILIES), nth=st.integers(0, 10_000))
    def write_an_order(self, power: Power, family: Family, nth: int) -> None:
        """Add one legal order of a family, if there is any."""
        legal = legal_orders(observe(self.state, power), self.sheets[power])
        orders = [order for order in legal if order.family == family]
        if orders:
            self.sheets[power] = OrderSheet(power, (*self.sheets[power].orders, orders[nth % len(orders)]))

    @precondition(playing)
    @rule(power=strategies.powers, seed=st.integers(0, 2**32))
    def write_a_whole_sheet(self, power: Power, seed: int) -> None:
        self.sheets[power] = random_sheet(self.state, power, Random(seed), 14)

    @precondition(playing)
    @rule()
    def adjudicate(self) -> None:
        before = table(self.state.copy())
        name = digest(self.state)
        self.turn = played(self.state, self.sheets)
        assert digest(self.state) == name
        assert all(getattr(self.state, key) == value for key, value in before.items() if key != "shared")
        self.reach(self.turn.after)

    @precondition(playing)
    @rule(seed=st.integers(0, 2**32), turns=st.integers(1, 4))
    def let_some_turns_pass(self, seed: int, turns: int) -> None:
        """Play on with whole random sheets, so that late turns are reached."""
        random = Random(seed)
        for _ in range(turns):
            if self.playing():
                self.sheets = {power: random_sheet(self.state, power, random, 8) for power in POWERS}
                self.adjudicate()
                self.everything_adds_up()

    @invariant()
    def everything_adds_up(self) -> None:
        if getattr(self, "looked", True):
            return
        if self.turn is not None:
            turn_adds_up(self.turn)
        tracks_in_range(self.state)
        contracts_are_sound(self.state)
        survives_copy_and_codec(self.state)
        result = outcome(self.state)
        assert (result is None) == self.playing()
        assert result is None or all(0 <= score.total <= 100 for score in result.scores)
        self.looked = True


TestGame = Game.TestCase


def test_the_books_of_many_random_games_balance() -> None:
    random = Random(3)
    for seed in range(how_many(12, 1500)):
        state = new_game(scenario(), seed)
        while state.commons.ending is None:
            turn = played(state, {power: random_sheet(state, power, random, 10) for power in POWERS})
            turn_adds_up(turn)
            tracks_in_range(turn.after)
            contracts_are_sound(turn.after)
            state = turn.after
        survives_copy_and_codec(state)
