"""Who may read what: the public reads what everybody reads, the truth waits for the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from builders import STANDARD, game, how_many
from game.record import load
from game.session import Session
from game.views.beliefs import turning_points
from game.views.briefing import briefing
from game.views.escalation import ladders
from game.views.log import log
from game.views.steps import STEPS, Step, by_step
from game.views.story import PUBLIC, TRUTH, StillSecret, story_of, story_of_record
from game.views.watch import watch
from rules.journal import Contested, Fact, Moved, Shifted, Turned
from rules.orders import OrderSheet
from rules.terms import POWERS
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
KINDS = ("random", "calibrated", "hawk")


def plain(fact: Fact) -> str:
    """Return a fact as a reader who sees least of it reads it."""
    if isinstance(fact, Contested):
        fact = evolve(fact, modifiers=())
    elif isinstance(fact, Moved):
        fact = evolve(fact, origin="")
    elif isinstance(fact, Turned | Shifted):
        fact = evolve(fact, cause="")
    return repr(fact)


@pytest.mark.parametrize("kind", KINDS)
def test_the_public_reads_only_what_every_seat_reads(kind: str) -> None:
    facts = 0
    for seed in range(how_many(5, 200)):
        seen = story(kind, seed)
        for turn in range(1, seen.played + 1):
            public = [plain(fact) for fact in seen.facts(PUBLIC, turn)]
            for power in POWERS:
                own = [plain(fact) for fact in seen.facts(power, turn)]
                for fact in public:
                    assert public.count(fact) <= own.count(fact)
            facts += len(public)
    assert facts > 200


@pytest.mark.parametrize("kind", KINDS)
def test_what_every_seat_reads_is_public(kind: str) -> None:
    for seed in range(how_many(5, 200)):
        seen = story(kind, seed)
        for turn in range(1, seen.played + 1):
            public = {plain(fact) for fact in seen.facts(PUBLIC, turn)}
            common = set.intersection(*({plain(f) for f in seen.facts(p, turn)} for p in POWERS))
            assert common == public


@pytest.mark.parametrize("kind", KINDS)
def test_the_steps_of_a_turn_are_its_journal_cut_in_eight(kind: str) -> None:
    for seed in range(how_many(5, 200)):
        seen = story(kind, seed)
        for turn in range(1, seen.played + 1):
            for viewer in (*POWERS, PUBLIC, TRUTH):
                steps = by_step(seen, turn, viewer)
                assert tuple(steps) == STEPS
                assert tuple(fact for part in steps.values() for fact in part) == seen.facts(viewer, turn)


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_reads_in_a_step_what_happened_in_it(kind: str) -> None:
    """So a redacted journal is cut where the whole one is."""
    for seed in range(how_many(3, 100)):
        seen = story(kind, seed)
        for turn in range(1, seen.played + 1):
            whole = {step: [plain(f) for f in facts] for step, facts in by_step(seen, turn, TRUTH).items()}
            for viewer in (*POWERS, PUBLIC):
                for step, facts in by_step(seen, turn, viewer).items():
                    read = [plain(fact) for fact in facts]
                    assert all(read.count(fact) <= whole[step].count(fact) for fact in read)


def test_facts_stand_in_the_step_in_which_they_come_to_be() -> None:
    where = {
        "DialSet": {Step.BUDGET},
        "Funded": {Step.BUDGET},
        "Contracted": {Step.BUDGET},
        "Adopted": {Step.POLICY},
        "Campaigned": {Step.POLICY},
        "Signalled": {Step.DIPLOMACY},
        "Courted": {Step.DIPLOMACY},
        "Moved": {Step.POSTURE},
        "AlertSet": {Step.POSTURE},
        "Operated": {Step.OPERATIONS},
        "Contested": {Step.OPERATIONS},
        "StancesMet": {Step.CRISES},
        "SignalTested": {Step.HOME},
        "Delivered": {Step.RECKONING},
        "Drawn": {Step.RECKONING},
    }
    found = set()
    for viewer in (PUBLIC, JAPAN, DPRK, TRUTH):
        for turn in range(1, 7):
            for step, facts in by_step(story("random", 2), turn, viewer).items():
                for fact in facts:
                    name = type(fact).__name__
                    assert step in where.get(name, {step}), fact
                    found.add(name)
    assert len(found & set(where)) > 10


def test_the_truth_of_a_game_that_goes_on_is_not_told() -> None:
    begun = told(game("calibrated", 1)[:3])
    with pytest.raises(StillSecret, match="turn 4"):
        begun.facts(TRUTH, 1)
    assert begun.facts(PUBLIC, 1)
    whole = story("calibrated", 1)
    assert whole.facts(TRUTH, 1) == game("calibrated", 1)[0].facts


def test_a_session_and_its_record_tell_one_story(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    seats = dict.fromkeys((US, CHINA, DPRK), "calibrated")
    session = Session.start(STANDARD, seats, 5, path)
    session.memo(JAPAN, "restraint first")
    for _ in range(2):
        session.commit(OrderSheet(JAPAN))
        session.adjudicate()
    session.message([CHINA], "taken back with its turn", US)
    session.rewind(2, "once more")
    session.message([CHINA], "we talk", US)
    session.commit(OrderSheet(JAPAN))
    session.adjudicate()
    live = story_of(session)
    session.close()
    again = story_of_record(load(path))
    resumed = Session.resume(path)
    for other in (again, story_of(resumed)):
        assert (other.sheets, other.journals) == (live.sheets, live.journals)
        assert [state.turn for state in other.states] == [1, 2, 3]
        assert (other.memos, other.messages) == (live.memos, live.messages)
    assert live.memos == {JAPAN: "restraint first"}
    assert [each.text for each in live.messages] == ["we talk"]
    resumed.close()


def test_a_session_shows_what_a_seat_knew_then() -> None:
    session = Session.start(STANDARD, dict.fromkeys(POWERS, "calibrated"), 5)
    first = session.observation(JAPAN)
    session.adjudicate()
    assert session.observation_at(JAPAN, 1).sheet == first.sheet
    assert session.observation_at(JAPAN, 2).sheet == session.observation(JAPAN).sheet
    with pytest.raises(Exception, match="turn 3 has not begun"):
        session.observation_at(JAPAN, 3)


def test_a_game_that_has_only_begun_can_be_shown() -> None:
    begun = story_of(Session.start(STANDARD, dict.fromkeys(POWERS, "idle"), 5))
    assert (begun.played, begun.turn) == (0, 1)
    for power in POWERS:
        assert briefing(begun, power).title == "The first quarter"
        assert watch(begun, power).quarters == ("Q4 25",)
        (page,) = log(begun, power)
        assert page.entries == page.messages == ()
    assert [ladder.rungs for ladder in ladders(begun)] == [(2,), (3,), (2,), (3,)]
    assert turning_points(begun) == ()
