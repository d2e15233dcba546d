"""A facilitator may end a game early: the record says so, and going back lets it go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.codec import StopLine
from game.record import DamagedRecord, from_lines, link, load, verify
from game.session import Session, SessionError
from game.views.epilogue import epilogue
from game.views.story import StillSecret, story_of, story_of_record
from rules.fingerprint import digest
from rules.interventions import AddCard
from rules.orders import OrderSheet
from rules.reckoning import score
from rules.terms import POWERS, Ending, Power


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session.start("two_percent_by_march", {Power.CHINA: "calibrated"}, 3, tmp_path / "game.jsonl")
    for power in session.waiting:
        session.commit(OrderSheet(power))
    session.adjudicate()
    session.commit(OrderSheet(Power.JAPAN))
    session.stop("the bell")
    yield session
    session.close()


def test_nothing_is_done_in_a_game_that_was_ended_early(session: Session, tmp_path: Path) -> None:
    size = (tmp_path / "game.jsonl").stat().st_size
    for act in (
        lambda: session.commit(OrderSheet(Power.US)),
        session.adjudicate,
        lambda: session.intervene(AddCard("cable_cut", "x")),
        lambda: session.seat(Power.US, "dove", "x"),
        lambda: session.stop("twice"),
        lambda: session.withdraw(Power.JAPAN),
    ):
        with pytest.raises(SessionError):
            act()
    assert (tmp_path / "game.jsonl").stat().st_size == size


def test_its_story_is_told_as_if_time_were_up(session: Session, tmp_path: Path) -> None:
    for story in (story_of(session), story_of_record(load(tmp_path / "game.jsonl"))):
        ended = story.truth()
        assert (ended.ending, ended.turn) == (Ending.TIME, 2)
        assert ended.scores == tuple(score(session.state, power, Ending.TIME) for power in POWERS)
        assert len(epilogue(story).scores) == 4


def test_it_is_ended_after_a_restart_and_goes_on_after_going_back(session: Session, tmp_path: Path) -> None:
    session.close()
    again = Session.resume(tmp_path / "game.jsonl")
    assert (again.stopped, again.sheets) == ("the bell", {})
    assert verify(load(tmp_path / "game.jsonl")).ok
    again.rewind(2, "ten more minutes")
    assert again.stopped == ""
    with pytest.raises(StillSecret):
        story_of(again).truth()
    for power in again.waiting:
        again.commit(OrderSheet(power))
    again.adjudicate()
    state = digest(again.state)
    again.close()
    third = Session.resume(tmp_path / "game.jsonl")
    assert (third.stopped, third.turn, digest(third.state)) == ("", 3, state)
    third.close()


def test_a_line_after_the_early_end_is_damage(session: Session, tmp_path: Path) -> None:
    session.note("words may follow")
    session.close()
    lines = (tmp_path / "game.jsonl").read_text().splitlines()
    record = from_lines(lines)
    assert isinstance(record.lines[-2], StopLine)
    body = '{"kind":"withdraw","turn":2,"power":"japan"'
    with pytest.raises(DamagedRecord, match="the facilitator had ended the game"):
        from_lines([*lines, f'{body},"chain":"{link(record.chain, body.encode())}"}}'])
