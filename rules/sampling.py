"""Sampling: whole states drawn at random among those that an observation allows (R12).

What the observation says is taken as it is; what it hides is drawn by keyed words from a seed of the
caller's own, so that equal observations and seeds give equal states, whatever the truth may be.
"""

from __future__ import annotations

from typing import Final

from rules.catalogue import staked
from rules.content import Programme, World
from rules.dice import draw, word
from rules.observation import Estimate, Observation, Range
from rules.prices import funding_price, income, standing_bill
from rules.readings import holds
from rules.state import Contract, PowerState, State, default_stances
from rules.terms import CAPABILITIES, KINDS, POWERS, RIVALS, Funding, Power, Purpose, same_side

SEEDS: Final = 1 << 62
"""Seeds of sampled games lie from 0 to here."""

IDLE_SLOTS: Final = 3
"""Industry is drawn with fewer idle slots than this."""

UNEASE: Final = 4
"""How many values a needle of alarm is drawn from, the first a step above its base."""


def sample(observation: Observation, seed: int) -> State:
    """Return a state that its observer could not tell from the true one; `seed` is from 0 to 2**62 - 1.

    Uniform within estimates; homes, contracts, secrets, stakes, home cards and dice are drawn; moods at
    home lie about their set-points, alarm about its base.
    """
    dealer = _Dealer(seed, observation.turn)
    world, viewer = observation.world, observation.power
    state = State(
        world=world,
        seed=dealer.seed(),
        commons=observation.commons,
        powers=[
            observation.sheet if power == viewer else _sheet(observation, power, dealer) for power in POWERS
        ],
        counters=_counters(observation, dealer),
        proposals=observation.proposals,
        secret_pacts=observation.secret_pacts,
        home_turns=_home_turns(dealer),
        salts=(),
    )
    for power in POWERS:
        if power != viewer:
            _settle(state, power, observation, dealer)
    return state


class _Dealer:
    """Draws by name for one sample."""

    def __init__(self, seed: int, turn: int) -> None:
        self._seed = seed
        self._turn = turn

    def below(self, count: int, subject: str) -> int:
        """Return a number from 0 to count - 1."""
        return draw(self._seed, self._turn, subject, count) if count > 1 else 0

    def within(self, bounds: Range, most: int, subject: str) -> int:
        """Return a number within an estimate, and no higher than its track goes."""
        low, high = bounds[0], min(bounds[1], max(most, bounds[0]))
        return low + self.below(high - low + 1, subject)

    def seed(self) -> int:
        """Return the seed of a game that is not the true one."""
        return word(self._seed, self._turn, Purpose.DRAW, "sampled game") % SEEDS


def _home_turns(dealer: _Dealer) -> tuple[int, int, int, int]:
    one, two, three, four = (dealer.below(4, f"home:{power.key}") for power in POWERS)
    return one, two, three, four


def _counters(observation: Observation, dealer: _Dealer) -> bytearray:
    """Return all counters: those that are seen, and each one at home in a home area drawn for it."""
    world, counters = observation.world, bytearray(observation.counters)
    for power in POWERS:
        if same_side(power, observation.power):
            continue
        starts = [(world.area_index[name] << 5) + (power << 3) for name in world.powers[power].home]
        for kind in KINDS:
            for nth in range(observation.at_home[power][kind]):
                spot = dealer.below(len(starts), f"berth:{power.key}:{kind}:{nth}")
                counters[starts[spot] + kind] += 1
    return counters


def _sheet(observation: Observation, power: Power, dealer: _Dealer) -> PowerState:
    """Return another power's sheet within what is estimated of it; what needs the whole state comes after."""
    world, estimate, me = observation.world, observation.estimates[power], power.key
    assert estimate is not None
    places, secrets = staked(world, power), world.secrets[power]
    return PowerState(
        treasury=dealer.within(estimate.treasury, estimate.treasury[1], f"treasury:{me}"),
        capital=dealer.within(estimate.capital, 8, f"capital:{me}"),
        support=50,
        readiness=dealer.within(estimate.readiness, 100, f"readiness:{me}"),
        stocks=dealer.within(estimate.stocks, 6, f"stocks:{me}"),
        industry=1,
        strain=dealer.below(2, f"strain:{me}"),
        slack=3,
        caps=[dealer.within(estimate.caps[each], 10, f"{each.key}:{me}") for each in CAPABILITIES],
        roles=[0, 0, 0],
        alarm=_alarm(observation, power, dealer),
        stances=default_stances(len(world.flashpoints)),
        contracts=(),
        funding=int(Funding.SUSTAIN) + dealer.below(2, f"funding:{me}"),
        secret=secrets[dealer.below(len(secrets), f"secret:{me}")].id if secrets else "",
        private_flashpoint=places[dealer.below(len(places), f"stake place:{me}")] if places else 0,
        private_stake=dealer.below(3, f"stake:{me}") - 1,
    )


def _alarm(observation: Observation, power: Power, dealer: _Dealer) -> list[int]:
    """Return alarm one to four steps above its base, and a step more for every year gone by."""
    base, needles = observation.world.powers[power].alarm_base, [0] * len(POWERS)
    for rival in RIVALS[power]:
        risen = 1 + observation.turn // 4 + dealer.below(UNEASE, f"alarm:{power.key}:{rival.key}")
        needles[rival] = min(10, base[rival] + risen)
    return needles


def _settle(state: State, power: Power, observation: Observation, dealer: _Dealer) -> None:
    """Draw what depends on the rest of a state: the bill, contracts, industry, aid and the mood at home."""
    world, own = state.world, state.powers[power]
    estimate = observation.estimates[power]
    assert estimate is not None
    own.bill = standing_bill(state, power)
    own.outside = _outside(state, power)
    own.contracts = _contracts(state, power, estimate, dealer)
    own.signed = tuple(each.programme for each in own.contracts)
    home = sum(1 for each in own.contracts if not world.programme[each.programme].imports)
    own.industry = min(14, max(1, home + dealer.below(IDLE_SLOTS, f"industry:{power.key}")))
    own.roles = _roles(state, power, dealer)
    around = 50 + 5 * sum(own.roles) + dealer.below(9, f"support:{power.key}") - 4
    own.support = max(1, min(100, around))


def _outside(state: State, power: Power) -> int:
    """Return the aid and relief that known agreements pay a power a quarter."""
    terms, total = state.world.terms, 0
    for pact in (*state.commons.pacts, *state.secret_pacts):
        agreement = state.world.agreement[pact.agreement]
        if agreement.payee == power.key:
            by_favour = (amount for least, amount in terms.aid_by_patron if state.commons.patron >= least)
            total += pact.amount or (next(by_favour, 0) if agreement.aid else 0)
    return total


def _roles(state: State, power: Power, dealer: _Dealer) -> list[int]:
    """Return constituencies within a step of where standing facts draw them (R10.5)."""
    points = list(state.world.powers[power].set_points)
    for fact in state.world.powers[power].facts:
        if all(holds(state, each, power) for each in fact.when):
            points[fact.role] += fact.by
    return [
        max(-3, min(3, point + dealer.below(3, f"mood:{power.key}:{nth}") - 1))
        for nth, point in enumerate(points)
    ]


def _contracts(state: State, power: Power, estimate: Estimate, dealer: _Dealer) -> tuple[Contract, ...]:
    """Draw as many contracts as are known of: first of those that income can pay for, then any (R6.6)."""
    world, own, me = state.world, state.powers[power], power.key
    wanted = dealer.within(estimate.contracts, estimate.contracts[1], f"contracts:{me}")
    room = income(world, state.commons, power) + own.outside - funding_price(world, own.bill, own.funding)
    deck, dear = list(_deck(world, power)), []
    found: list[Contract] = []
    while deck and len(found) < wanted:
        programme, nth = deck.pop(dealer.below(len(deck), f"contract:{me}:{len(deck)}"))
        part = -(-programme.cost // programme.quarters)
        age = dealer.below(programme.quarters, f"age:{me}:{programme.id}:{nth}")
        contract = _under_way(programme, nth, state.turn - age, age * part, part)
        if contract.unpaid and part > room:
            dear.append(contract)
            continue
        room -= part if contract.unpaid else 0
        found.append(contract)
    found += dear[: wanted - len(found)]
    return tuple(sorted(found, key=lambda each: (each.due, each.programme, each.nth)))


def _under_way(programme: Programme, nth: int, signed: int, paid: int, part: int) -> Contract:
    """Return a contract signed in a turn and paid for since."""
    paid, due = min(paid, programme.cost), signed + programme.quarters
    return Contract(programme.id, nth, due, part, programme.cost - paid, programme.cost, paid, signed)


def _deck(world: World, power: Power) -> tuple[tuple[Programme, int], ...]:
    """Return every contract a power could ever have under way, by programme and ordinal."""
    known = world.memo.get(("contracts to draw", power))
    if not isinstance(known, tuple):
        known = world.memo["contracts to draw", power] = tuple(
            (each, nth)
            for each in world.programmes
            if each.power == power
            for nth in range(1, each.limit + 1)
        )
    return known
