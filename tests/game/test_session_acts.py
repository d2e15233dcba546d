"""A facilitator's acts, re-rolls and seat changes are part of the game: recorded, told, resumed, verified."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from builders import scenario
from game.cli import main
from game.codec import ActLine, BackLine, SeatLine, SheetLine, TurnLine, line_to_plain
from game.content import scenario_digest, scenario_plain
from game.headless.relived import sheet_of_bot
from game.headless.whatif import Plan, Then, Trunk
from game.players import registry
from game.players.base import Desk, Player, player_seed
from game.players.registry import UnknownPlayer, make
from game.record import DamagedRecord, Recorder, from_lines, load, verify
from game.report.review import review_of
from game.session import PERSON, Session, SessionError
from game.views.story import TRUTH, StillSecret, story_of, story_of_record
from rules import POWERS, OrderSheet, Power, digest, legal_orders, new_game, observe
from rules.effects import Climb, Place, Shift
from rules.interventions import AddCard, CancelCard, Intervention, Override, Reroll, SwapCard, intervene
from rules.journal import Contested, Drawn, Fact, Intervened, RungMoved, Shifted
from rules.observation import Observation
from rules.orders import Family
from rules.terms import Purpose, Track, UnitKind

NAME = "turning_the_corner"
JAPAN, US, CHINA, DPRK = POWERS
ONE_PERSON = {US: "idle", CHINA: "random", DPRK: "idle"}
IDLE = dict.fromkeys((US, CHINA, DPRK), "idle")
CALM = Override((Shift(Track.SUPPORT, "japan", -5), Climb("senkaku", 1)), "the class was too calm")

OPEN: list[Session] = []


@pytest.fixture(autouse=True)
def _closed_after_the_test() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def start(
    seats: Mapping[Power, str],
    seed: int = 7,
    path: Path | None = None,
    make: Callable[[str], Player] = registry.make,
) -> Session:
    OPEN.append(Session.start(NAME, seats, seed, path, make))
    return OPEN[-1]


def resume(path: Path) -> Session:
    OPEN.append(Session.resume(path))
    return OPEN[-1]


def play(session: Session, turns: int = 1) -> None:
    for _ in range(turns):
        for power in session.waiting:
            session.commit(session.advised(power))
        session.adjudicate()


def same(one: Session, two: Session) -> bool:
    """Tell whether two sessions hold the same game."""
    return (
        [digest(state) for state in one.states] == [digest(state) for state in two.states]
        and one.sheets == two.sheets
        and one.seats == two.seats
        and one.people == two.people
        and one.ordered == two.ordered
        and [journal.facts for journal in one.journals] == [journal.facts for journal in two.journals]
        and [one.acted(turn) for turn in range(1, len(one.states) + 1)]
        == [two.acted(turn) for turn in range(1, len(two.states) + 1)]
        and (one.memos, one.messages) == (two.memos, two.messages)
    )


def kinds(path: Path) -> list[str]:
    return [str(line_to_plain(line)["kind"]) for line in load(path).lines]


# ---------- acts ----------


def test_an_act_changes_the_state_that_orders_are_written_for_and_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(ONE_PERSON, path=path)
    play(session)
    before = session.state
    told = session.intervene(CALM)
    assert told.facts[0] == Intervened("Override", CALM.reason)
    assert session.observation(JAPAN).sheet.support == before.powers[JAPAN].support - 5
    assert digest(session.state) == digest(intervene(before, CALM).state)
    last = load(path).lines[-1]
    assert last == ActLine(2, CALM.reason, CALM, digest(session.state))
    assert session.turn == 2 and len(session.journals) == 1
    play(session)
    assert same(resume(path), session)
    assert verify(load(path)).ok


def test_a_card_given_for_later_comes_in_its_turn() -> None:
    session = start(ONE_PERSON)
    session.intervene(AddCard("water_cannon", "a lesson", 2))
    play(session, 2)
    drawn = [[fact for fact in journal.facts if isinstance(fact, Drawn)] for journal in session.journals]
    assert Drawn("water_cannon", True) not in drawn[0]
    assert Drawn("water_cannon", True) in drawn[1]


def test_a_waiting_card_is_taken_back_or_put_in_the_place_of_another() -> None:
    session = start(ONE_PERSON)
    session.intervene(AddCard("red_sea", "first"))
    assert "red_sea" in session.state.commons.choices
    session.intervene(SwapCard("red_sea", "water_cannon", "second thoughts"))
    assert "red_sea" not in session.state.commons.choices
    session.intervene(AddCard("red_sea", "third"))
    session.intervene(CancelCard("red_sea", "fourth"))
    assert "red_sea" not in session.state.commons.choices
    assert [type(done.act).__name__ for done in session.acted()] == [
        "AddCard",
        "SwapCard",
        "AddCard",
        "CancelCard",
    ]


IMPOSSIBLE: list[tuple[Intervention, str]] = [
    (AddCard("red_see", "why"), "no card 'red_see' .did you mean 'red_sea'"),
    (AddCard("red_sea", "why", 12), "leaves 0 to 11"),
    (AddCard("red_sea", "why", -1), "leaves 0 to 11"),
    (AddCard("red_sea", " "), "an act needs a reason"),
    (CancelCard("water_cannon", "why"), "'water_cannon' is not waiting: there are tokyo_ministerial_japan"),
    (SwapCard("water_canon", "red_sea", "why"), "did you mean 'water_cannon'"),
    (SwapCard("tokyo_ministerial_us", "red_see", "why"), "did you mean 'red_sea'"),
    (Override((), "why"), "does nothing"),
    (Override((Shift(Track.SUPPORT, "japn", 1),), "why"), "did you mean 'japan'"),
    (Override((Shift(Track.SUPPORT, "self", 1),), "why"), "no power 'self'"),
    (Override((Shift(Track.TREASURY, "japan", 10**9),), "why"), "is not between"),
    (Override((Shift(Track.NUCLEAR, "japan", 1),), "why"), "no nuclear weapon"),
    (Override((Shift(Track.DIAL, "japan", 5),), "why"), "no effect shifts the dial"),
    (Override((Climb("senkakus", 1),), "why"), "did you mean 'senkaku'"),
    (Override((Place(UnitKind.FLEET, "us", "SENN"),), "why"), "did you mean 'SEN'"),
    (Override((Place(UnitKind.FLEET, "us", "SEN", 21),), "why"), "not between 1 and 20"),
    (Reroll(Purpose.DRAW, "regional card", "why"), "is no roll"),
    (Reroll(Purpose.CONTEST, "", "why"), "names the subject"),
]


@pytest.mark.parametrize("act, said", IMPOSSIBLE, ids=lambda each: type(each).__name__)
def test_an_act_that_cannot_be_done_says_the_nearest_right_thing_and_changes_nothing(
    act: Intervention, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "game.jsonl"
    session = start(ONE_PERSON, path=path)
    session.commit(OrderSheet(JAPAN))
    before, state = path.read_bytes(), digest(session.state)
    with pytest.raises(SessionError, match=said) as caught:
        session.intervene(act)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert (digest(session.state), session.acted(), session.waiting) == (state, (), ())


def test_an_act_that_the_disk_refuses_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    session = start(ONE_PERSON, path=path)
    state = digest(session.state)
    with monkeypatch.context() as patch:

        def full(handle: int) -> None:
            raise OSError(28, "no space left")

        patch.setattr("os.fsync", full)
        for do in (lambda: session.intervene(CALM), lambda: session.seat(JAPAN, "idle", "why")):
            with pytest.raises(OSError, match="no space"):
                do()
    assert (digest(session.state), session.seats[JAPAN]) == (state, PERSON)
    session.intervene(CALM)
    assert same(resume(path), session)


def test_a_sheet_that_an_act_makes_illegal_falls_and_the_caller_is_told(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(dict.fromkeys((CHINA, DPRK), "idle"), path=path)
    offers = legal_orders(session.observation(JAPAN), OrderSheet(JAPAN))
    dear = next(order for order in offers if order.family == Family.PROGRAMME)
    session.commit(OrderSheet(JAPAN, (dear,)))
    session.commit(OrderSheet(US))
    told = session.intervene(Override((Shift(Track.TREASURY, "japan", -999_999),), "the money is gone"))
    assert told.fallen == (JAPAN,)
    assert session.sheets == {US: OrderSheet(US)}
    assert session.waiting == (JAPAN,)
    assert same(resume(path), session)
    session.commit(OrderSheet(JAPAN))
    assert session.intervene(AddCard("water_cannon", "no money needed")).fallen == ()
    assert session.waiting == ()


def test_seats_read_an_act_and_its_reason_and_of_its_effects_what_redaction_leaves() -> None:
    session = start(ONE_PERSON)
    session.intervene(CALM)
    read = {power: session.acts(power) for power in POWERS}
    for facts in read.values():
        assert facts[0] == Intervened("Override", CALM.reason)
        assert any(isinstance(fact, RungMoved) for fact in facts)
    own = {power: any(isinstance(fact, Shifted) for fact in facts) for power, facts in read.items()}
    assert own == {JAPAN: True, US: False, CHINA: False, DPRK: False}
    play(session)
    assert session.acts(JAPAN, 1) == read[JAPAN]
    assert session.acts(JAPAN) == ()
    story = story_of(session)
    assert story.acted(DPRK, 1) == read[DPRK]
    with pytest.raises(StillSecret):
        story.acted(TRUTH, 1)
    for turn in (0, 3):
        with pytest.raises(SessionError, match="has not begun"):
            session.acts(JAPAN, turn)


# ---------- re-rolls ----------


def rolled_game(path: Path | None = None) -> Session:
    """Return a game after a turn in which a contest was rolled."""
    session = start(dict.fromkeys((US, CHINA, DPRK), "calibrated"), path=path)
    play(session)
    session.intervene(AddCard("water_cannon", "kept when the turn is rolled again"))
    play(session)
    return session


def test_a_roll_made_again_leaves_sheets_acts_and_all_other_dice_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = rolled_game(path)
    sheets, acts = session.ordered[1], session.acted(2)
    contest = next(each for each in session.rolls(2) if each.purpose == Purpose.CONTEST)
    pairs = dict(dice_of(session.journals[1].facts))
    again = session.reroll(Purpose.CONTEST, contest.subject, "the die fell off the table")
    assert session.turn == 3
    assert session.ordered[1] == sheets
    assert session.acted(2)[:-1] == acts
    assert session.acted(2)[-1].act == Reroll(Purpose.CONTEST, contest.subject, "the die fell off the table")
    changed = [name for name, pair in dice_of(again.facts) if pairs.get(name, pair) != pair]
    assert changed == [contest.subject]
    assert kinds(path)[-8:] == ["turn", "back", "act", "sheet", "sheet", "sheet", "sheet", "turn"]
    assert verify(load(path)).ok
    assert same(resume(path), session)
    salts = session.state_at(2).salts
    session.reroll(Purpose.CONTEST, contest.subject, "once more")
    assert [salt for *_, salt in salts] == [1]
    assert [salt for *_, salt in session.state_at(2).salts] == [2]


def dice_of(facts: Iterable[Fact]) -> list[tuple[str, tuple[int, int]]]:
    """Return the dice of contests by name."""
    return [
        (f"{each.power.key}:{each.operation}:{each.place}", each.dice)
        for each in facts
        if isinstance(each, Contested)
    ]


def test_every_roll_on_the_list_can_be_made_again_and_its_dice_are_others() -> None:
    """Each roll named by `rolls` is reached by its name: of 36 pairs its words say another in most."""
    session = rolled_game()
    listed = session.rolls(2)
    assert len(listed) > 5
    assert len({(each.purpose, each.subject) for each in listed}) == len(listed)
    other = 0
    for each in listed:
        twin = rolled_game()
        twin.reroll(each.purpose, each.subject, "one by one")
        new = [
            one.words for one in twin.rolls(2) if (one.purpose, one.subject) == (each.purpose, each.subject)
        ]
        other += new != [each.words]
    assert other >= len(listed) - 2


def test_a_roll_that_was_not_made_is_refused_with_the_nearest() -> None:
    session = start(ONE_PERSON)
    with pytest.raises(SessionError, match="no turn has been played"):
        session.reroll(Purpose.HOME, "japan", "why")
    session = rolled_game()
    contest = next(each for each in session.rolls(2) if each.purpose == Purpose.CONTEST)
    with pytest.raises(SessionError, match=f"did you mean 'contest {contest.subject}'"):
        session.reroll(Purpose.CONTEST, contest.subject[:-1], "why")
    with pytest.raises(SessionError, match="needs a reason"):
        session.reroll(Purpose.CONTEST, contest.subject, "")
    assert session.turn == 3
    for turn in (0, 3):
        with pytest.raises(SessionError, match="has not been played"):
            session.rolls(turn)


def test_the_last_turn_of_an_ended_game_can_be_rolled_again(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(dict.fromkeys(POWERS, "calibrated"), path=path)
    while session.outcome is None:
        session.adjudicate()
    last = len(session.journals)
    for refused in (
        lambda: session.intervene(CALM),
        lambda: session.seat(JAPAN, PERSON, "too late"),
    ):
        with pytest.raises(SessionError, match="the game ended"):
            refused()
    first = session.rolls(last)[0]
    session.reroll(first.purpose, first.subject, "the last word")
    assert len(session.journals) == last
    assert verify(load(path)).ok
    assert same(resume(path), session)


# ---------- seats ----------


class Counting:
    """A player that counts how often it was asked, and what it began with."""

    name = "counting"
    asked: list[int]

    def __init__(self) -> None:
        self.asked = []

    def begin(self, power: Power, seed: int) -> None:
        self.began = power, seed

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        self.asked.append(observation.turn)
        return desk.sheet


def test_a_bot_that_takes_over_begins_with_its_seats_seed() -> None:
    made: list[Counting] = []

    def counting(name: str) -> Player:
        if name != "counting":
            return registry.make(name)
        made.append(Counting())
        return made[-1]

    session = start(IDLE, make=counting)
    play(session)
    session.seat(JAPAN, "counting", "gone home")
    assert session.waiting == ()
    play(session)
    assert made[0].began == (JAPAN, player_seed(7, JAPAN))
    assert made[0].asked == [2]


def test_a_bot_that_takes_over_plays_as_if_it_had_sat_there_from_the_start(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    whole = start(dict.fromkeys(POWERS, "calibrated"), 3)
    taken = start(dict.fromkeys((US, CHINA, DPRK), "calibrated"), 3, path)
    ghost = make("calibrated")
    ghost.begin(JAPAN, player_seed(3, JAPAN))
    for _ in range(4):
        whole.adjudicate()
        seen = taken.observation(JAPAN)
        taken.commit(ghost.choose(seen, Desk(seen)))
        taken.adjudicate()
    taken.seat(JAPAN, "calibrated", "gone home")
    again = resume(path)
    while whole.outcome is None:
        for session in (whole, taken, again):
            session.adjudicate()
        assert digest(whole.state) == digest(taken.state) == digest(again.state)


def test_a_seat_goes_to_a_bot_and_back_and_the_header_stays(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(IDLE, path=path)
    session.seat(JAPAN, "calibrated", "late for class")
    assert session.seats[JAPAN] == "calibrated" and session.people == (JAPAN,)
    session.adjudicate()
    session.seat(JAPAN, PERSON, "here now")
    session.seat(CHINA, PERSON, "a third team")
    assert session.waiting == (JAPAN, CHINA) and session.people == (JAPAN, CHINA)
    session.commit(OrderSheet(CHINA))
    session.seat(CHINA, "hawk", "they left")
    assert session.sheets == {CHINA: OrderSheet(CHINA)} and session.waiting == (JAPAN,)
    record = load(path)
    assert record.header.seats == {JAPAN: PERSON, **IDLE}
    assert record.seats == session.seats
    assert record.seats_at(1)[JAPAN] == "calibrated" and record.people == (JAPAN, CHINA)
    assert same(resume(path), session)
    assert verify(record).ok
    session.rewind(1, "once more")
    assert session.seats == record.seats
    assert same(resume(path), session)


def test_a_seat_is_given_to_nobody_unknown_and_not_to_who_sits_there(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(IDLE, path=path)
    before = path.read_bytes()
    with pytest.raises(UnknownPlayer, match="did you mean 'calibrated'"):
        session.seat(JAPAN, "calibratd", "why")
    with pytest.raises(SessionError, match="us is idle already"):
        session.seat(US, "idle", "why")
    assert path.read_bytes() == before and session.seats == {JAPAN: PERSON, **IDLE}


def test_nothing_is_the_truth_for_all_once_people_have_sat_in_a_game() -> None:
    session = start(IDLE)
    session.seat(JAPAN, "idle", "gone home")
    with pytest.raises(StillSecret):
        story_of(session).allow(TRUTH)


def test_the_advised_sheet_is_legal_whole_and_the_same_whenever_it_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(IDLE, path=path)
    before = path.read_bytes()
    sheet = session.advised(JAPAN)
    assert sheet.power == JAPAN and sheet.orders
    assert session.advised(JAPAN) == sheet == resume(path).advised(JAPAN)
    assert path.read_bytes() == before and session.sheets == {}
    session.commit(sheet)


# ---------- going back ----------


def test_going_back_gives_the_turn_as_its_orders_were_first_written_and_tells_what_was_dropped(
    tmp_path: Path,
) -> None:
    path = tmp_path / "game.jsonl"
    session = start(ONE_PERSON, path=path)
    play(session)
    first = digest(session.state)
    card = AddCard("water_cannon", "a lesson", 3)
    session.intervene(CALM)
    session.intervene(card)
    play(session)
    later = AddCard("red_sea", "another")
    session.intervene(later)
    assert session.rewind(2, "a wrong click") == ((2, CALM), (2, card), (3, later))
    assert digest(session.state) == first
    assert session.acted() == ()
    assert same(resume(path), session)
    session.intervene(CALM)
    assert session.rewind(2, "again") == ((2, CALM),)
    assert session.rewind(2, "nothing to drop") == ()
    assert same(resume(path), session)
    assert verify(load(path)).ok


def test_going_back_beyond_a_turn_keeps_the_acts_of_turns_before(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(ONE_PERSON, path=path)
    session.intervene(CALM)
    play(session, 2)
    session.rewind(2, "a wrong click")
    assert [done.act for done in session.acted(1)] == [CALM]
    assert same(resume(path), session)


# ---------- the record ----------


def busy_game(path: Path) -> Session:
    """Return an ended game with an act of every kind, a re-roll, seats given and turns taken back."""
    session = start(dict.fromkeys((US, CHINA, DPRK), "calibrated"), 5, path)
    session.intervene(AddCard("red_sea", "a lesson"))
    play(session)
    session.intervene(CALM)
    session.seat(JAPAN, "calibrated", "gone home")
    session.note("a pause")
    play(session)
    first = session.rolls(2)[0]
    session.reroll(first.purpose, first.subject, "the die fell off the table")
    session.intervene(AddCard("flares", "taken back again", 1))
    play(session)
    session.rewind(3, "a wrong click")
    session.intervene(AddCard("flares", "for later", 2))
    session.intervene(Reroll(Purpose.HOME, "japan", "a new year"))
    while session.outcome is None:
        play(session)
    session.note("the debrief")
    session.close()
    return session


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("busy") / "game.jsonl"
    busy_game(path)
    return path


def test_a_game_with_acts_is_verified_and_told_with_every_act(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["replay", str(busy), "--verify"]) == 0
    assert main.run(["replay", str(busy), "--text"]) == 0
    out = capsys.readouterr().out
    for said in (
        "turn 1, act: The facilitator gave the card 'Ships under fire in the Red Sea': a lesson.",
        "turn 2, act: The facilitator decreed what follows: the class was too calm. Japan: support",
        "turn 2, seat: The seat of Japan was given to the bot 'calibrated': gone home.",
        "turn 2, note: a pause",
        "rolled again: the die fell off the table.",
        "turn 3, act: The facilitator gave the card 'Flares before a patrol aircraft' for turn 5: for later.",
        "turn 3, act: The facilitator gave the card 'Flares before a patrol aircraft' for turn 4: "
        "taken back again. (taken back)",
        "turn 3, back to this turn: a wrong click",
    ):
        assert said in out, said
    assert out.count("(taken back)") == 1
    assert main.run(["replay", str(busy), "--text", "--view", "dprk"]) == 0
    out = capsys.readouterr().out
    assert "The facilitator decreed what follows: the class was too calm." in out
    assert "Japan: support" not in out.split("About the game itself")[1]
    assert "a pause" not in out and "Flares" not in out.split("About the game itself")[1]


def test_a_story_and_its_replay_hold_the_same_acts(busy: Path) -> None:
    session, story = resume(busy), story_of_record(load(busy))
    assert story == story_of(session)
    assert [bool(facts) for facts in story.acts[:4]] == [True, True, True, False]


def test_a_review_lists_the_acts_and_a_seats_edition_what_all_may_read(busy: Path) -> None:
    record = load(busy)
    notes = review_of(record).notes
    assert [note.kind for note in notes] == [
        "act",
        "act",
        "seat",
        "note",
        "back to this turn",
        "act",
        "act",
        "back to this turn",
        "act",
        "act",
        "note",
    ]
    seen = review_of(record, DPRK).notes
    assert [note.kind for note in seen] == ["act", "act", "seat", "act", "act", "act", "act"]
    assert not any("support" in note.text for note in seen)


def test_what_if_lives_through_acts_seats_and_re_rolls_as_they_were(busy: Path) -> None:
    record = load(busy)
    for turn in (1, 2, 3):
        trunk = Trunk(record, Plan(turn, {}, Then.RECORDED))
        branch = trunk.branch(0, record.turns[turn - 1].sheets)
        assert list(branch.digests) == [line.digest for line in record.turns[turn - 1 :]]
    for turn in (2, 3, 5):
        for power in (JAPAN, US):
            written = record.turns[turn - 1].sheets[power]
            assert sheet_of_bot(record, turn, power, "calibrated") == written


@pytest.fixture
def quick_header(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for the disk, and the header, which is the same in every copy, be read once."""
    monkeypatch.setattr("os.fsync", lambda handle: None)
    monkeypatch.setattr("game.record_reading.json.loads", lru_cache(maxsize=64)(json.loads))
    ours = scenario_digest(scenario_plain(NAME))
    monkeypatch.setattr("game.record.scenario_digest", lambda data: ours)


@pytest.mark.usefixtures("quick_header")
def test_a_session_with_acts_killed_at_any_byte_resumes_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(IDLE, path=path)
    known: list[tuple[int, object]] = []

    def stands(session: Session) -> object:
        acts = [done.act for done in session.acted()]
        return session.turn, digest(session.state), session.sheets, session.seats, acts

    def know() -> None:
        known.append((path.stat().st_size, stands(session)))

    know()
    short = OrderSheet(JAPAN, session.advised(JAPAN).orders[:1])
    for do in (
        lambda: session.intervene(CALM),
        lambda: session.commit(short),
        lambda: session.intervene(AddCard("water_cannon", "later", 2)),
        session.adjudicate,
        lambda: session.seat(JAPAN, "idle", "gone home"),
        lambda: session.intervene(CALM),
        lambda: session.rewind(1, "once more"),
        lambda: session.intervene(Reroll(Purpose.HOME, "us", "why not")),
        lambda: session.seat(JAPAN, PERSON, "back again"),
    ):
        do()
        know()
    session.close()
    raw = path.read_bytes()
    for length in range(known[0][0], len(raw) + 1):
        path.write_bytes(raw[:length])
        again = resume(path)
        expected = next(each for size, each in reversed(known) if size - 1 <= length)
        assert stands(again) == expected, length
        if length % 16 == 0:
            again.note("go on")
            assert verify(load(path)).ok
        OPEN.pop().close()


@pytest.mark.usefixtures("quick_header")
def test_a_kill_within_a_re_roll_leaves_the_turn_to_be_played_with_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = rolled_game(path)
    size = path.stat().st_size
    sheets, contest = session.ordered[1], session.rolls(2)[0]
    session.reroll(contest.purpose, contest.subject, "once more")
    session.close()
    raw = path.read_bytes()
    for length in range(size, len(raw), 13):
        path.write_bytes(raw[:length])
        again = resume(path)
        assert again.turn in (2, 3)
        assert all(sheet == sheets[power] for power, sheet in again.sheets.items())
        assert verify(load(path)).ok or load(path).torn
        OPEN.pop().close()


def lines_with(*lines: Callable[[Recorder, str], None]) -> list[str]:
    """Return a record that begins and then holds what some functions write, given the digest of turn 1."""
    data = scenario_plain(NAME)
    recorder = Recorder()
    recorder.header(NAME, scenario_digest(data), 7, dict.fromkeys((power.key for power in POWERS), "idle"))
    state = start(dict.fromkeys(POWERS, "idle")).state
    for write in lines:
        write(recorder, digest(state))
    return recorder.lines


DAMAGE: list[tuple[Callable[[Recorder, str], None], str]] = [
    (lambda recorder, _: recorder.act(1, CALM, "0" * 16), "the act of turn 1 ends in state"),
    (lambda recorder, now: recorder.act(1, AddCard("red_see", "why"), now), "cannot be done: no card"),
    (lambda recorder, now: recorder.act(1, CancelCard("red_sea", "why"), now), "is not waiting"),
]


@pytest.mark.parametrize("write, said", DAMAGE, ids=range(3))
def test_a_recorded_act_that_is_not_what_the_rules_make_of_it_is_damage(
    write: Callable[[Recorder, str], None], said: str
) -> None:
    record = from_lines(lines_with(write))
    found = verify(record)
    assert not found.ok and said in found.message


def test_going_back_to_acts_that_were_not_done_is_damage() -> None:
    with pytest.raises(DamagedRecord, match="back to act 1 of turn 1, which had 0"):
        from_lines(lines_with(lambda recorder, _: recorder.back(1, "why", 1)))


def test_an_act_or_a_seat_after_the_end_is_damage(busy: Path) -> None:
    lines = busy.read_text(encoding="utf-8").splitlines()
    record = load(busy)
    assert record.end is not None
    for write in (
        lambda recorder: recorder.act(record.end.turn, CALM, "0" * 16),
        lambda recorder: recorder.seat(record.end.turn, JAPAN, PERSON, "why"),
    ):
        recorder = Recorder(chain=record.chain)
        write(recorder)
        with pytest.raises(DamagedRecord, match=r"out of order|had ended"):
            from_lines([*lines, *recorder.lines])


def test_lines_of_records_from_before_there_were_acts_mean_what_they_meant(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    session = start(IDLE, path=path)
    session.note("a pause")
    session.rewind(1, "a wrong click")
    note, back = load(path).lines[1:]
    assert line_to_plain(note) == {"kind": "act", "turn": 1, "reason": "a pause"}
    assert (note, back) == (ActLine(1, "a pause"), BackLine(1, "a wrong click"))


def test_a_record_names_every_kind_of_line_that_a_facilitator_writes(busy: Path) -> None:
    found = {type(line) for line in load(busy).lines}
    assert {ActLine, BackLine, SeatLine, SheetLine, TurnLine} <= found


def test_thirty_games_of_a_scenario_share_one_world() -> None:
    sessions = [start(IDLE, seed) for seed in range(30)]
    assert len({id(session.state.world) for session in sessions}) == 1
    assert observe(sessions[0].state, JAPAN).world is sessions[1].state.world
    assert digest(sessions[3].state) == digest(new_game(scenario(NAME), 3))
