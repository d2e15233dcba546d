"""Numbered text cases of the rulebook's clauses: position, orders, what must follow.

The language of the files beside this one, one statement a line, `#` begins a comment:

    case R6.2-1 a supplementary raise costs one capital
    scenario turning_the_corner          # this is the default
    seed 7                               # default 1
    set japan.capital 4                  # any field: japan.x, senkaku.x, a shared track, alignment.taiwan
    put us fleet SEN 2                   # counters (a count, not an addition)
    clear china SEN                      # take a power's counters from an area
    pact hotline_taiwan us china [amount] [until]
    unpact hotline_senkaku japan china
    flag dprk demand_shells 3
    contract japan island_radar 1 due=2 unpaid=0
    choice base_accident                 # an event waits for its answer
    measure trade_restriction china japan
    said us warn taiwan 0 1              # kind, subject, amount, turn
    dice CONTEST china:coast_guard_surge:senkaku 6 5   # that roll falls so; all unnamed dice show 3 and 4
    allow japan dial 190                 # legal now, on an empty sheet and before any order below
    refuse japan dial 205 R6.2           # illegal now, by this clause
    japan dial 190                       # an order; must be legal when written
    run turn                             # or: run budget policy ...; a turn is the default
    expect japan.capital 4
    expect count us fleet SEN 2
    expect in japan.doctrines three_documents
    expect legal japan operate presence_patrol senkaku      # legal after the run (or not legal)
    expect fact DialSet power=japan before=180
    expect no fact Failed power=japan
    now senkaku.rung 2                   # as expect, without running the turn first
    run turns 4                          # four whole turns, sheets empty after the first
    card red_sea                         # the regional card of every opening from here; `card none` ends it
    home_turn japan 2                    # the quarter of a power's home card: turn % 4
    act add water_cannon 2               # the facilitator gives a card, now or in some turns
    act cancel red_sea                   # or takes one back
    act swap red_sea water_cannon        # or puts one in the place of another
    act decree japan support -5          # or shifts a track by decree
    reroll CONTEST china:coast_guard_surge:senkaku   # this roll alone falls anew, of the turn as ordered
    twin japan                           # the turn with and without these orders shows the same dice
    expect contract japan island_radar 1 due=7 unpaid=1750
    expect reading us slack 2            # what objectives read (for `row`: the points it brings)
    expect row us slack 12
    expect score japan 59                # of an ended game, or as if it ended in time
    expect estimate japan china stocks 4 7
    expect seen japan china fleet ECH 0  # counters as an observer sees them
    expect at_home japan china fleet 5   # a rival's total of a kind at home
    expect closed japan china            # the sheet of another is not in the observation
    expect told china DialSet power=japan    # the redacted journal holds it (or: untold)
    expect odds china 6 operate coast_guard_surge senkaku    # ways in 36 of success
    now ways china coast_guard_surge senkaku 6               # the same from the truth, unordered
    now legs senkaku 2 3 3               # deterrence: capability, credibility, communication
    expect modifier china coast_guard_surge senkaku forces -1    # of a contest that was rolled

Every unnamed die shows 3 and 4, so that only what the case names can happen; cards are not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field, fields

from game.content import load_scenario
from rules import (
    budget,
    contest,
    crises,
    diplomacy,
    home,
    journal,
    opening,
    operations,
    policy,
    posture,
    reckoning,
)
from rules.content import Event, Scenario
from rules.draft import Draft, contract_order
from rules.effects import Shift
from rules.fingerprint import digest
from rules.interventions import (
    AddCard,
    CancelCard,
    Intervention,
    Override,
    Reroll,
    SwapCard,
    intervene,
)
from rules.journal import Journal, redact
from rules.legality import check, lawful
from rules.notation import read
from rules.observation import hidden_areas, observe
from rules.odds import odds
from rules.orders import Order, OrderSheet
from rules.readings import reading
from rules.state import Contract, MeasureInForce, Pact, Review, Said, State, has_flag, slot
from rules.terms import (
    CAPABILITIES,
    POWERS,
    Ending,
    Partner,
    Power,
    Purpose,
    SignalKind,
    Track,
    UnitKind,
    Word,
)
from rules.turn import new_game

HERE = Path(__file__).parent

STEPS = {
    "budget": budget.budget,
    "policy": policy.policy,
    "diplomacy": diplomacy.diplomacy,
    "posture": posture.posture,
    "operations": operations.operations,
    "crises": crises.crises,
    "home": home.home,
    "reckoning": reckoning.reckon,
    "opening": opening.opening,
}


@cache
def scenario_named(name: str) -> Scenario:
    return load_scenario(name)


@define
class Case:
    """One case: where it stands, its name and its lines."""

    file: str
    line: int
    name: str
    lines: list[tuple[int, str]] = field(factory=list)

    def __str__(self) -> str:
        return self.name.split()[0]


def cases() -> Iterator[Case]:
    for path in sorted(HERE.glob("*.txt")):
        current: Case | None = None
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = re.sub(r"(^|\s)#.*", "", raw).strip()
            if not text:
                continue
            if text.startswith("case "):
                if current is not None:
                    yield current
                current = Case(path.name, number, text[5:])
            else:
                assert current is not None, f"{path.name}:{number}: no case has begun"
                current.lines.append((number, text))
        if current is not None:
            yield current


ALL = list(cases())


@define
class Bench:
    """A case being played."""

    case: Case
    state: State
    sheets: dict[Power, list[Order]] = field(factory=lambda: {power: [] for power in POWERS})
    dice: dict[tuple[Purpose, str], tuple[int, int]] = field(factory=dict)
    facts: list[Any] = field(factory=list)
    ran: bool = False
    card: Event | None = None

    def where(self, number: int) -> str:
        return f"{self.case.file}:{number} ({self.case.name})"

    # ---------- paths ----------

    def holder(self, path: str) -> tuple[Any, Any]:
        """Return the object and attribute (or list and index) that a path names."""
        commons = self.state.commons
        head, _, rest = path.partition(".")
        if head == "alignment":
            return commons.alignment, Partner[rest.upper()]
        if head in self.state.world.flashpoint_index:
            quarrel = commons.flashpoints[self.state.world.flashpoint_index[head]]
            name, _, index = rest.partition(".")
            if index:
                return getattr(quarrel, name), Power.__members__.get(index.upper(), 4)
            return quarrel, rest
        if head.upper() in Power.__members__:
            return self.power_holder(Power[head.upper()], rest)
        return (commons if hasattr(commons, path) else self.state), path

    def power_holder(self, power: Power, rest: str) -> tuple[Any, Any]:
        commons, own = self.state.commons, self.state.powers[power]
        if rest in ("dial", "gdp", "growth", "credibility", "doctrines", "lost_lanes", "measured"):
            return getattr(commons, "dials" if rest == "dial" else rest), power
        lists = {
            "caps": ("strike", "missile_defence", "surveillance", "command", "cyber_space", "nuclear"),
            "roles": ("hawks", "doves", "keepers"),
        }
        for name, members in lists.items():
            if rest in members:
                return getattr(own, name), members.index(rest)
        name, _, index = rest.partition(".")
        if name in ("alarm", "exact"):
            return getattr(own, name), Power[index.upper()]
        if name == "stances":
            return own.stances, self.state.world.flashpoint_index[index]
        if name in ("test_pips", "lines") and index:
            return getattr(own, name), int(index)
        return own, rest

    def get(self, path: str) -> Any:
        holder, key = self.holder(path)
        return holder[key] if isinstance(holder, list) else getattr(holder, key)

    def put(self, path: str, value: Any) -> None:
        holder, key = self.holder(path)
        if isinstance(holder, list):
            holder[key] = value
        else:
            assert hasattr(holder, key), path
            setattr(holder, key, value)
        self.state.shared = None

    # ---------- statements ----------

    def do(self, number: int, text: str) -> None:
        word, _, rest = text.partition(" ")
        words = rest.split()
        if word.upper() in Power.__members__:
            self.order(number, Power[word.upper()], rest)
        elif word == "now":
            self.expect(number, rest)
        elif word == "expect":
            if not self.ran:
                self.run(["turn"])
            self.expect(number, rest)
        else:
            getattr(self, f"do_{word}")(number, words)
            self.state.shared = None

    def order(self, number: int, power: Power, text: str) -> None:
        order = read(text)
        sheet = OrderSheet(power, tuple(self.sheets[power]))
        violation = check(observe(self.state, power), sheet, order)
        assert violation is None, f"{self.where(number)}: {violation}"
        self.sheets[power].append(order)

    def do_set(self, number: int, words: list[str]) -> None:
        path, *rest = words
        raw = " ".join(rest)
        old = self.get(path)
        value: Any = raw
        if path.endswith(".review"):
            value = None if raw == "none" else Review(rest[0], int(rest[1]))
        elif isinstance(old, bool):
            value = raw == "true"
        elif isinstance(old, tuple):
            value = tuple(rest)
        elif not isinstance(old, str):
            value = int(raw)
        self.put(path, value)

    def do_put(self, number: int, words: list[str]) -> None:
        power, kind, area, count = words
        spot = slot(self.state.world.area_index[area], Power[power.upper()], UnitKind[kind.upper()])
        self.state.counters[spot] = int(count)

    def do_clear(self, number: int, words: list[str]) -> None:
        power, area = words
        start = slot(self.state.world.area_index[area], Power[power.upper()], 0)
        self.state.counters[start : start + 8] = bytes(8)

    def do_pact(self, number: int, words: list[str]) -> None:
        name, one, other, *more = words
        amount, until = (int(more[0]) if more else 0), (int(more[1]) if len(more) > 1 else 0)
        pact = Pact(name, one, other, amount, self.state.turn, until)
        if self.state.world.agreement[name].secret:
            self.state.secret_pacts = (*self.state.secret_pacts, pact)
        else:
            self.state.commons.pacts = (*self.state.commons.pacts, pact)

    def do_unpact(self, number: int, words: list[str]) -> None:
        name, one, other = words
        kept = [
            pact
            for pact in self.state.commons.pacts
            if (pact.agreement, pact.one, pact.other) not in ((name, one, other), (name, other, one))
        ]
        assert len(kept) < len(self.state.commons.pacts), f"{self.where(number)}: no such pact"
        self.state.commons.pacts = tuple(kept)

    def do_flag(self, number: int, words: list[str]) -> None:
        power, name, until = words
        own = self.state.powers[Power[power.upper()]]
        own.flags = (*own.flags, (name, int(until)))

    def do_contract(self, number: int, words: list[str]) -> None:
        power, programme, nth, *numbers = words
        own = self.state.powers[Power[power.upper()]]
        entry = self.state.world.programme[programme]
        part = -(-entry.cost // entry.quarters)
        turn = self.state.turn
        contract = Contract(programme, int(nth), turn + 1, part, 0, entry.cost, entry.cost, turn)
        changes: dict[str, Any] = {name: int(value) for name, value in (each.split("=") for each in numbers)}
        contract = evolve(contract, **changes)
        kept = [each for each in own.contracts if (each.programme, each.nth) != (programme, int(nth))]
        own.contracts = tuple(sorted((*kept, contract), key=contract_order))
        own.signed = (*own.signed, programme)

    def do_contracts(self, number: int, words: list[str]) -> None:
        """`contracts japan none` takes away all contracts of a power."""
        self.state.powers[Power[words[0].upper()]].contracts = ()

    def do_choice(self, number: int, words: list[str]) -> None:
        self.state.commons.choices = (*self.state.commons.choices, words[0])

    def do_measure(self, number: int, words: list[str]) -> None:
        name, by, target = words
        measure = MeasureInForce(name, Power[by.upper()], Power[target.upper()])
        self.state.commons.measures = (*self.state.commons.measures, measure)

    def do_said(self, number: int, words: list[str]) -> None:
        power, kind, subject, amount, turn = words
        own = self.state.powers[Power[power.upper()]]
        own.said = (*own.said, Said(SignalKind[kind.upper()], subject, int(amount), int(turn)))

    def do_dice(self, number: int, words: list[str]) -> None:
        purpose, *subject, one, two = words
        self.dice[Purpose[purpose.upper()], " ".join(subject)] = (int(one), int(two))

    def do_card(self, number: int, words: list[str]) -> None:
        self.card = None if words[0] == "none" else self.state.world.event[words[0]]

    def do_home_turn(self, number: int, words: list[str]) -> None:
        turns = list(self.state.home_turns)
        turns[Power[words[0].upper()]] = int(words[1])
        one, two, three, four = turns
        self.state.home_turns = (one, two, three, four)

    def do_act(self, number: int, words: list[str]) -> None:
        """Let the facilitator act before the orders of the turn are worked out."""
        kind, *rest = words
        log = Journal()
        self.state = intervene(self.state, self.act(kind, rest), log).state
        self.facts += log.facts

    def act(self, kind: str, words: list[str]) -> Intervention:
        if kind == "add":
            return AddCard(words[0], "a case", int(words[1]) if len(words) > 1 else 0)
        if kind == "cancel":
            return CancelCard(words[0], "a case")
        if kind == "swap":
            return SwapCard(words[0], words[1], "a case")
        assert kind == "decree", kind
        return Override((Shift(Track[words[1].upper()], words[0], int(words[2])),), "a case")

    def do_reroll(self, number: int, words: list[str]) -> None:
        """Play the turn with true dice, before and after a re-roll: that name alone shows another pair."""
        purpose, subject = Purpose[words[0].upper()], words[1]
        one = self.true_dice(self.sheets)
        self.state = intervene(self.state, Reroll(purpose, subject, "a case")).state
        two = self.true_dice(self.sheets)
        changed = [name for name in one if name in two and one[name] != two[name]]
        assert changed == [(purpose, subject, 0)], f"{self.where(number)}: {changed}"
        self.ran = True

    def do_twin(self, number: int, words: list[str]) -> None:
        """Play the turn with true dice, with and without a power's orders: shared names show the same."""
        power = Power[words[0].upper()]
        other = {**self.sheets, power: []}
        one, two = self.true_dice(self.sheets), self.true_dice(other)
        shared = one.keys() & two.keys()
        assert shared and one != two, f"{self.where(number)}: nothing to compare"
        assert all(one[name] == two[name] for name in shared), f"{self.where(number)}: {one} {two}"
        self.ran = True

    def true_dice(self, sheets: dict[Power, list[Order]]) -> dict[object, object]:
        log = Journal()
        draft = TrueDraft(
            self.state.copy(), tuple(OrderSheet(power, tuple(sheets[power])) for power in POWERS), log
        )
        for step in STEPS.values():
            step(draft)
        return draft.shown | {"card": [fact for fact in log.facts if isinstance(fact, journal.Drawn)]}

    def do_allow(self, number: int, words: list[str]) -> None:
        power, order = Power[words[0].upper()], read(" ".join(words[1:]))
        violation = check(observe(self.state, power), OrderSheet(power, tuple(self.sheets[power])), order)
        assert violation is None, f"{self.where(number)}: {violation}"

    def do_refuse(self, number: int, words: list[str]) -> None:
        *rest, clause = words
        power, order = Power[rest[0].upper()], read(" ".join(rest[1:]))
        violation = check(observe(self.state, power), OrderSheet(power, tuple(self.sheets[power])), order)
        assert violation is not None, f"{self.where(number)}: it is legal"
        assert violation.clause == clause, f"{self.where(number)}: refused by {violation.clause}: {violation}"

    def do_run(self, number: int, words: list[str]) -> None:
        self.run(words)

    def run(self, words: list[str]) -> None:
        """Run steps on a draft; `run turn` runs them all, up to the end of the game or the next opening."""
        if words[0] == "turns":
            for _ in range(int(words[1])):
                self.run(["turn"])
            return
        before = digest(self.state)
        sheets = []
        for power in POWERS:
            sheet, refused = lawful(observe(self.state, power), OrderSheet(power, tuple(self.sheets[power])))
            assert not refused, refused
            sheets.append(sheet)
        log = Journal()
        draft = CaseDraft(self.state.copy(), tuple(sheets), log)
        draft.fixed, draft.card = self.dice, self.card
        for name in list(STEPS) if words == ["turn"] else words:
            if name == "opening" and draft.state.commons.ending is not None:
                break
            STEPS[name](draft)
        assert digest(self.state) == before, "the parent state was changed"
        self.state, self.ran = draft.state, True
        self.facts += log.facts
        self.sheets = {power: [] for power in POWERS}

    def expect(self, number: int, text: str) -> None:
        words = text.split()
        where = self.where(number)
        if words[0] == "count":
            power, kind, area = Power[words[1].upper()], UnitKind[words[2].upper()], words[3]
            found = self.state.count(self.state.world.area_index[area], power, kind)
            assert found == int(words[4]), f"{where}: {found}"
        elif words[0] in ("fact", "no"):
            wanted = words[0] == "fact"
            pattern = words[1:] if wanted else words[2:]
            found = any(matches(fact, pattern) for fact in self.facts)
            assert found == wanted, f"{where}:\n" + "\n".join(str(fact) for fact in self.facts)
        elif words[0] == "in":
            value = self.get(words[1])
            assert words[2] in [getattr(each, "programme", each) for each in value], f"{where}: {value}"
        elif words[0] in ("legal", "illegal"):
            power, order = Power[words[1].upper()], read(" ".join(words[2:]))
            violation = check(observe(self.state, power), OrderSheet(power), order)
            assert (violation is None) == (words[0] == "legal"), f"{where}: {violation}"
        elif words[0] in ("ways", "legs", "modifier"):
            self.expect_contest(where, words)
        elif words[0] in KNOWN:
            self.expect_known(where, words)
        elif words[0] in ("reading", "row", "score", "contract"):
            self.expect_reckoned(where, words)
        elif words[0] == "pact":
            pacts = (*self.state.commons.pacts, *self.state.secret_pacts)
            held = any(
                (pact.agreement, {pact.one, pact.other}) == (words[1], {words[2], words[3]}) for pact in pacts
            )
            assert held == (words[-1] != "ended"), f"{where}: {pacts}"
        else:
            value = self.get(words[0])
            shown = value.key if isinstance(value, Word) else value
            assert str(shown) == " ".join(words[1:]), f"{where}: {words[0]} is {shown}"

    def expect_contest(self, where: str, words: list[str]) -> None:
        """Expect what a contest would come to, the legs of deterrence, or a modifier of one rolled."""
        places = self.state.world.flashpoint_index
        if words[0] == "legs":
            legs = contest.deterrence(self.state, contest.Setting(), places[words[1]])
            assert legs == tuple(int(each) for each in words[2:]), f"{where}: {legs}"
            return
        power, name, place = Power[words[1].upper()], words[2], words[3]
        if words[0] == "ways":
            operation = self.state.world.operation[name]
            if operation.tests is not None:
                own = self.state.powers[power]
                helped = has_flag(own, operation.help_flag, self.state.turn)
                ways = contest.ways_to_reach(operation.difficulty - 2 * helped - own.caps[operation.tests])
            else:
                setting = contest.Setting()
                rows = contest.modifiers(self.state, setting, places[place], power, False, operation)
                ways = sum(count for _, count in contest.result_ways(contest.summed(rows))[3:])
            assert ways == int(words[4]), f"{where}: {ways}"
            return
        fought = [
            each
            for each in self.facts
            if isinstance(each, journal.Contested)
            and (each.power, each.operation, each.place) == (power, name, place)
        ]
        assert fought, f"{where}: no such contest"
        shown = dict(fought[-1].modifiers)
        assert shown.get(words[4].replace("_", " "), 0) == int(words[5]), f"{where}: {shown}"

    def expect_reckoned(self, where: str, words: list[str]) -> None:
        """Expect a reading, the points of an objective's row, a score or a contract."""
        power = Power[words[1].upper()]
        if words[0] == "contract":
            found = [
                each
                for each in self.state.powers[power].contracts
                if (each.programme, each.nth) == (words[2], int(words[3]))
            ]
            assert found, f"{where}: {self.state.powers[power].contracts}"
            for name, _, wanted in (each.partition("=") for each in words[4:]):
                assert str(getattr(found[0], name)) == wanted, f"{where}: {found[0]}"
            return
        ending = self.state.commons.ending
        result = reckoning.score(self.state, power, Ending.TIME if ending is None else ending)
        if words[0] == "reading":
            value = reading(self.state, words[2], power)
        elif words[0] == "row":
            value = next(row.points for row in result.rows if row.reading == words[2])
        elif words[2] == "below":
            assert result.total < int(words[3]), f"{where}: {result}"
            return
        else:
            value = result.total
        assert str(value) == words[-1], f"{where}: {value} {result}"

    def expect_known(self, where: str, words: list[str]) -> None:
        """Expect what a power knows: estimates, counters seen, facts told, odds."""
        kind, viewer, *rest = words
        power = Power[viewer.upper()]
        seen = observe(self.state, power)
        value: object
        if kind in ("told", "untold"):
            facts = redact(self.facts, power, hidden_areas(self.state.world, power))
            found = any(matches(fact, rest) for fact in facts)
            assert found == (kind == "told"), f"{where}:\n" + "\n".join(map(str, facts))
            return
        if kind == "odds":
            chances = odds(seen, read(" ".join(rest[1:])))
            assert chances is not None, where
            assert (chances.success, chances.estimated) == (int(rest[0]), True), f"{where}: {chances}"
            return
        other = Power[rest[0].upper()]
        if kind == "closed":
            with pytest.raises(LookupError):
                seen.own(other)
            return
        if kind == "seen":
            value = seen.count(self.state.world.area_index[rest[2]], other, UnitKind[rest[1].upper()])
        elif kind == "at_home":
            value = seen.at_home[other][UnitKind[rest[1].upper()]]
        else:
            estimate = seen.estimates[other]
            assert estimate is not None, where
            names = [each.key for each in CAPABILITIES]
            low, high = (
                estimate.caps[names.index(rest[1])] if rest[1] in names else getattr(estimate, rest[1])
            )
            value = f"{low} {high}"
            rest = [*rest[:2], " ".join(rest[2:])]
        assert str(value) == rest[-1], f"{where}: {value}"


KNOWN = ("estimate", "seen", "at_home", "closed", "told", "untold", "odds")


class TrueDraft(Draft):
    """A draft with the game's own dice, which notes what every named roll showed."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.shown: dict[object, object] = {}

    def dice(self, purpose: Purpose, subject: str, nth: int = 0) -> tuple[int, int]:
        pair = super().dice(purpose, subject, nth)
        self.shown[purpose, subject, nth] = pair
        return pair


class CaseDraft(Draft):
    """A draft whose dice fall as the case says; unnamed ones show 3 and 4, and no regional card comes."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.fixed: dict[tuple[Purpose, str], tuple[int, int]] = {}
        self.card: Event | None = None

    def dice(self, purpose: Purpose, subject: str, nth: int = 0) -> tuple[int, int]:
        return self.fixed.get((purpose, subject), (3, 4))


def matches(fact: Any, pattern: list[str]) -> bool:
    if type(fact).__name__ != pattern[0] or not hasattr(journal, pattern[0]):
        return False
    for each in pattern[1:]:
        name, _, wanted = each.partition("=")
        assert name in [one.name for one in fields(type(fact))], f"{pattern[0]} has no {name}"
        value = getattr(fact, name)
        shown = value.key if isinstance(value, Word) else value
        if str(shown).replace(" ", "_") != wanted:
            return False
    return True


@pytest.mark.parametrize("case", ALL, ids=str)
def test_case(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = opening.regional_card
    monkeypatch.setattr(
        opening,
        "regional_card",
        lambda draft: drawn(draft) if isinstance(draft, TrueDraft) else getattr(draft, "card", None),
    )
    name, seed = "turning_the_corner", 1
    for _, text in case.lines:
        if text.startswith("scenario "):
            name = text.split()[1]
        if text.startswith("seed "):
            seed = int(text.split()[1])
    state = new_game(scenario_named(name), seed).copy()
    state.commons.choices = ()
    for own in state.powers:
        own.private_stake = 0
    state.home_turns = (9, 9, 9, 9)
    bench = Bench(case, state)
    for number, text in case.lines:
        if not text.startswith(("scenario ", "seed ")):
            bench.do(number, text)
    assert any(
        text.startswith(("expect", "allow", "refuse", "now", "twin", "reroll")) for _, text in case.lines
    )


def test_cases_are_named_once_by_clause() -> None:
    names = [str(case) for case in ALL]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    assert all(re.fullmatch(r"R\d+\.\d+-\d+", name) for name in names)


def test_every_clause_of_the_rulebook_has_a_case() -> None:
    text = (Path(__file__).parents[2] / "rules" / "RULEBOOK.md").read_text(encoding="utf-8")
    clauses = set(re.findall(r"\*\*(R\d+\.\d+)", text))
    covered = {str(case).rpartition("-")[0] for case in ALL}
    assert clauses, "the rulebook marks its clauses in bold"
    missing = sorted(clauses - covered, key=lambda name: [int(part) for part in name[1:].split(".")])
    assert not missing, missing
