"""Whatever a facilitator does, a game resumed is the game that was live, and its record is verified."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import how_many, scenario
from game.acts import waiting_cards
from game.codec import ActLine, line_to_plain
from game.record import DamagedRecord, from_lines, link, load, verify
from game.session import PERSON, Session, SessionError
from rules import POWERS, OrderSheet, Power, digest
from rules.effects import Chance, Climb, Delay, Effect, Flag, Grip, Place, Remove, Shift, Stream
from rules.interventions import AddCard, CancelCard, Intervention, Override, Reroll, SwapCard
from rules.terms import Partner, Track, UnitKind

NAME = "two_percent_by_march"
WORLD = scenario(NAME).world
CARDS = st.sampled_from([event.id for event in WORLD.events])
NAMED = st.sampled_from([power.key for power in POWERS])
PLACES = st.sampled_from([each.id for each in WORLD.flashpoints])
AREAS = st.sampled_from([each.id for each in WORLD.areas])
SMALL = st.integers(-9, 9)
COUNT = st.integers(1, 3)

PLAIN_EFFECTS: st.SearchStrategy[Effect] = st.one_of(
    st.builds(Shift, st.sampled_from(Track), NAMED, SMALL, NAMED),
    st.builds(Shift, st.just(Track.ALIGNMENT), st.sampled_from([each.key for each in Partner]), SMALL),
    st.builds(Shift, st.just(Track.TREASURY), NAMED, st.integers(-90_000, 90_000)),
    st.builds(Climb, PLACES, SMALL),
    st.builds(Grip, PLACES, SMALL),
    st.builds(Place, st.sampled_from(UnitKind), NAMED, AREAS, COUNT),
    st.builds(Remove, st.sampled_from(UnitKind), NAMED, COUNT, st.integers(0, 2)),
    st.builds(Stream, NAMED, st.integers(1, 900), COUNT, NAMED),
    st.builds(Flag, NAMED, st.just("transparency"), COUNT),
    st.builds(Delay, NAMED, st.integers(-1, 2)),
)
EFFECTS = st.one_of(
    PLAIN_EFFECTS,
    st.builds(
        Chance, st.integers(2, 12), st.tuples(PLAIN_EFFECTS), st.lists(PLAIN_EFFECTS, max_size=1).map(tuple)
    ),
)
DECREES = st.builds(
    Override,
    st.lists(EFFECTS, min_size=1, max_size=3).map(tuple),
    st.just("a decree"),
    st.one_of(st.none(), st.sampled_from(POWERS)),
)


@frozen
class Do:
    """One thing done to a session, as its name says; what cannot be done is refused and changes nothing."""

    what: str
    number: int
    card: str
    decree: Override

    def __call__(self, session: Session) -> None:
        getattr(self, self.what)(session)

    def act(self, session: Session) -> None:
        session.intervene(self._act(session))

    def _act(self, session: Session) -> Intervention:
        waiting = waiting_cards(session.state) or (self.card,)
        known = waiting[self.number % len(waiting)]
        match self.number % 4:
            case 0:
                return AddCard(self.card, "a card", self.number % 3)
            case 1:
                return CancelCard(known, "a card back")
            case 2:
                return SwapCard(known, self.card, "another card")
        return self.decree

    def decreed(self, session: Session) -> None:
        session.intervene(self.decree)

    def turn(self, session: Session) -> None:
        for power in session.waiting:
            session.commit(OrderSheet(power) if self.number % 3 else session.advised(power))
        session.adjudicate()

    def commit(self, session: Session) -> None:
        power = POWERS[self.number % 4]
        session.commit(session.advised(power))

    def back(self, session: Session) -> None:
        session.rewind(max(1, session.turn - self.number % 3), "back")

    def reroll(self, session: Session) -> None:
        rolls = session.rolls(len(session.journals))
        if rolls:
            roll = rolls[self.number % len(rolls)]
            session.reroll(roll.purpose, roll.subject, "again")

    def coming(self, session: Session) -> None:
        rolls = session.rolls(len(session.journals))
        if rolls:
            roll = rolls[self.number % len(rolls)]
            session.intervene(Reroll(roll.purpose, roll.subject, "in good time"))

    def seat(self, session: Session) -> None:
        session.seat(POWERS[self.number % 4], (PERSON, "idle", "hawk")[self.number % 3], "a seat")

    def say(self, session: Session) -> None:
        session.message((POWERS[self.number % 4],), "a word")
        session.note("a note")


WHAT = ("act", "decreed", "turn", "turn", "turn", "commit", "back", "reroll", "coming", "seat", "say")
DEEDS = st.builds(Do, st.sampled_from(WHAT), st.integers(0, 99), CARDS, DECREES)


def holds(session: Session) -> dict[str, Any]:
    """Return all that a session holds."""
    turns = range(1, len(session.states) + 1)
    return {
        "states": [digest(state) for state in session.states],
        "sheets": session.sheets,
        "seats": session.seats,
        "people": session.people,
        "ordered": session.ordered,
        "journals": [journal.facts for journal in session.journals],
        "acts": [session.acted(turn) for turn in turns],
        "read": [session.acts(power, turn) for power in POWERS for turn in turns],
        "messages": session.messages,
        "outcome": session.outcome,
    }


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)


@settings(max_examples=how_many(25, 400))
@given(st.lists(DEEDS, min_size=3, max_size=14))
def test_a_game_resumed_is_the_game_that_was_live(deeds: list[Do]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "game.jsonl"
        seats = {Power.US: "hawk", Power.CHINA: "idle", Power.DPRK: "random"}
        session = Session.start(NAME, seats, 11, path)
        for do in deeds:
            before, size = holds(session), path.stat().st_size
            try:
                do(session)
            except SessionError:
                assert holds(session) == before or do.what == "turn"
                assert path.stat().st_size == size or do.what == "turn"
        live = holds(session)
        session.close()
        again = Session.resume(path)
        assert holds(again) == live
        again.close()
        found = verify(load(path))
        assert found.ok, found.message


@settings(max_examples=how_many(25, 400))
@given(st.lists(DEEDS, min_size=3, max_size=8), st.lists(DEEDS, min_size=1, max_size=4))
def test_a_game_goes_on_after_it_was_resumed_as_if_it_had_never_stopped(
    deeds: list[Do], more: list[Do]
) -> None:
    with TemporaryDirectory() as folder:
        one, two = Path(folder) / "one.jsonl", Path(folder) / "two.jsonl"
        seats = {Power.JAPAN: "random", Power.US: "calibrated", Power.CHINA: "hawk", Power.DPRK: "random"}
        live = Session.start(NAME, seats, 5, one)
        stopped = Session.start(NAME, seats, 5, two)
        for do in deeds:
            for session in (live, stopped):
                tried(do, session)
        stopped.close()
        again = Session.resume(two)
        for do in more:
            tried(do, live)
            tried(do, again)
        assert holds(again) == holds(live)
        assert one.read_bytes() == two.read_bytes()
        for session in (live, again):
            session.close()


def tried(do: Callable[[Session], None], session: Session) -> None:
    """Do something to a session where it can be done."""
    try:
        do(session)
    except SessionError as refused:
        assert "\n" not in str(refused)


def test_whatever_an_act_line_holds_under_a_right_chain_raises_nothing_but_damage(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = Session.start(NAME, dict.fromkeys(POWERS, "idle"), 11, path)
    session.intervene(Override((Shift(Track.SUPPORT, "japan", 3), Climb("senkaku", 1)), "why"))
    session.close()
    head = path.read_text(encoding="utf-8").splitlines()[0]
    chain, acted = json.loads(head)["chain"], load(path).lines[-1]
    assert isinstance(acted, ActLine)
    odd = [None, 0, -1, 1 << 70, "", "us", "nuclear", [], {}, [[]], "gdp", "override", True]
    random = Random(3)
    found = set()
    for _ in range(how_many(150, 3000)):
        plain = json.loads(json.dumps(line_to_plain(acted)))
        table = random.choice([plain, plain["act"], *plain["act"]["effects"]])
        table[random.choice(sorted(table))] = random.choice(odd)
        body = json.dumps(plain, separators=(",", ":"))[:-1].encode()
        forged = f'{body.decode()},"chain":"{link(chain, body)}"}}'
        try:
            record = from_lines([head, forged])
        except DamagedRecord as damage:
            found.add(str(damage)[:20])
            continue
        message = verify(record).message
        assert "\n" not in message
        found.add(message[:20])
    assert len(found) > 3
