"""The resolution by events: steps in order, later ones sealed, speeds, and nothing private in public view."""

from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from tales import ALONE, BOTS, PAIR, at, board, match_of, said

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match, MatchError
from game.board.phases import Sight
from game.board.screens.exhibit import Beat
from game.board.screens.resolution import Resolution
from game.board.screens.tale_popups import pips
from game.board.settings import Motion, Speed
from game.views import map_scene as drawn
from game.views.resolution import ContestDetail
from game.views.saying import line_of
from game.views.steps import STEPS
from rules import POWERS, Power
from rules.journal import redact
from rules.observation import hidden_areas, observe
from rules.terms import KINDS

TURNS: Final = 6


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    return board(tmp_path)


def told(driver: Driver) -> Resolution:
    screen = driver.app.screen
    assert isinstance(screen, Resolution)
    return screen


def test_the_eight_steps_stand_in_the_order_of_the_rulebook_and_later_ones_are_sealed(driver: Driver) -> None:
    at(driver, match_of(None, ALONE), phases.Resolution, 2)
    beat = told(driver).beat
    assert beat is not None
    texts = driver.texts()
    assert next(text for text in texts if text in {step.value for step in STEPS}) == STEPS[0].value
    assert texts.count("sealed") >= 1
    driver.press("end")
    assert told(driver).over and "sealed" not in driver.texts()
    steps = [beat.step for beat in told(driver).shown.beats]
    assert steps == sorted(steps)


def test_next_and_back_go_from_beat_to_beat(driver: Driver) -> None:
    at(driver, match_of(None, ALONE), phases.Resolution, 2)
    driver.press("right", "right", "left")
    assert told(driver).at == 1
    driver.click("Next")
    driver.click("Back")
    assert told(driver).at == 1
    driver.press("home")
    assert told(driver).at == 0


def test_a_click_on_a_line_that_was_told_goes_back_to_it(driver: Driver) -> None:
    at(driver, match_of(None, ALONE), phases.Resolution, 2)
    first = told(driver).shown.beats[0].items[0].line
    driver.press("right")
    driver.click(f"{first.text}: {first.effect}" if first.effect else first.text)
    assert told(driver).at == 0


@pytest.mark.parametrize(("key", "speed"), [("2", Speed.SLOW), ("3", Speed.NORMAL), ("4", Speed.FAST)])
def test_the_turn_tells_itself_at_the_chosen_speed_until_it_is_told(
    driver: Driver, key: str, speed: Speed
) -> None:
    at(driver, match_of(None, ALONE), phases.Resolution, 2)
    driver.press(key)
    assert driver.app.settings.speed is speed
    least = {Speed.SLOW: 2400, Speed.NORMAL: 1200, Speed.FAST: 400}[speed]
    driver.wait(least - 60)
    assert told(driver).at == 0
    driver.wait(least * 1.7 + 700)
    assert told(driver).at >= 1
    driver.press("space")
    here = told(driver).at
    driver.wait(least * 4)
    assert told(driver).at == here and driver.sees("Play")


def test_one_person_goes_on_by_hand_once_all_is_told(driver: Driver) -> None:
    match = match_of(None, ALONE)
    at(driver, match, phases.Resolution, 2)
    driver.press("4", "end")
    driver.wait(3000)
    assert driver.screen == "Resolution"
    driver.press("enter")
    assert driver.screen == "Briefing" and match.turn == 3


def test_dice_roll_and_with_reduced_motion_they_lie(tmp_path: Path, driver: Driver) -> None:
    assert pips((3, 4), 1.0) == (3, 4)
    assert all(1 <= face <= 6 for part in range(10) for face in pips((6, 1), part / 10))
    still = board(tmp_path, motion=Motion.REDUCED)
    for each, moves in ((driver, True), (still, False)):
        match = match_of(None, ALONE)
        nth = contest(each, match)
        told(each).show(nth)
        each.step()
        assert each.app.ui.moving() is moves
        detail = told(each).shown.beats[nth].detail
        assert isinstance(detail, ContestDetail)
        each.wait(900)
        assert str(detail.total) in each.texts()


def contest(driver: Driver, match: Match) -> int:
    """Show a turn with a contest and return its beat."""
    for turn in range(2, 10):
        at(driver, match, phases.Resolution, turn)
        for nth, beat in enumerate(told(driver).shown.beats):
            if isinstance(beat.detail, ContestDetail):
                return nth
    raise AssertionError("no contest in this game")


def test_a_contest_shows_dice_sum_modifiers_result_and_effects(driver: Driver) -> None:
    nth = contest(driver, match_of(None, ALONE))
    told(driver).show(nth)
    driver.wait(900)
    detail = told(driver).shown.beats[nth].detail
    assert isinstance(detail, ContestDetail)
    text = said(driver)
    assert detail.title in text and f" {sum(detail.dice)} " in text
    if detail.hidden:
        assert "hidden " in text
    assert all(change.label in text for change in detail.effects[:2])


def test_the_map_follows_what_is_told(driver: Driver) -> None:
    match = match_of(None, ALONE)
    at(driver, match, phases.Resolution, 3)
    shown = told(driver).shown
    driver.press("end")
    after = match.seat_view().observation_at(4)
    rungs = [each.rung for each in after.commons.flashpoints]
    assert [quarrel.rung for quarrel in shown.scenes[-1].quarrels] == rungs
    assert [quarrel.rung for quarrel in shown.scenes[-2].quarrels] == rungs
    node = driver.app.ui.node("tale:map")
    assert node is not None and node.widget.scene is shown.scenes[-1]  # type: ignore[attr-defined]


# ---------- who looks on ----------


def lines_of(match: Match, turn: int, power: Power) -> set[tuple[str, str]]:
    """Return what a seat's own reading of a turn says."""
    session = match._session
    facts = redact(session.journals[turn - 1].facts, power, hidden_areas(match.world, power))
    return {(line.text, line.effect) for fact in facts for line in [line_of(fact, match.world)]}


def test_several_people_see_nothing_that_one_seat_alone_may_read(driver: Driver) -> None:
    match = match_of(None, PAIR)
    private = 0
    for turn in range(1, TURNS):
        at(driver, match, phases.Resolution, turn)
        assert match.viewer is Sight.PUBLIC
        assert "All seats" in driver.texts()
        driver.press("end")
        read = {power: lines_of(match, turn, power) for power in POWERS}
        common = set.intersection(*read.values())
        public = {
            (each.line.text, each.line.effect) for beat in told(driver).shown.beats for each in beat.items
        }
        assert public <= common
        secret = {effect for lines in read.values() for _, effect in lines - common if effect}
        secret -= {effect for _, effect in common}
        private += len(secret)
        for nth in range(told(driver).shown.end + 1):
            told(driver).show(nth)
            driver.wait(20)
            texts = set(driver.texts())
            assert not texts & secret
    assert private > 20, "the search found nothing to look for"


def test_a_public_map_shows_rivals_homes_as_people_may_guess_them(driver: Driver) -> None:
    match = match_of(None, PAIR)
    at(driver, match, phases.Resolution, 3)
    world = match.world
    for turn, scene in ((3, told(driver).shown.scenes[0]), (4, told(driver).shown.scenes[-1])):
        assert scene.viewer is None
        for power in {power for each in match.people for power, _ in hidden_areas(world, each)}:
            totals = observe(match._session.state_at(turn), Power.JAPAN).at_home[power]
            there = [each for home in world.powers[power].home for each in scene.there(home)]
            own = [each for each in there if each.power is power]
            assert all(each.sight is drawn.Sight.GUESSED for each in own)
            assert {each.kind for each in own} == {kind for kind, n in zip(KINDS, totals, strict=True) if n}
            assert all(each.count <= totals[each.kind] for each in own)


def test_the_whole_game_stays_with_the_match_until_its_end() -> None:
    match = match_of(None, ALONE)
    with pytest.raises(MatchError):
        match.story()
    with pytest.raises(MatchError):
        match.resolution(1)


# ---------- watching ----------


def test_four_bots_play_on_by_themselves_and_can_be_stopped(tmp_path: Path) -> None:
    driver = board(tmp_path, speed=Speed.FAST)
    match = match_of(None, BOTS)
    at(driver, match, phases.Resolution)
    assert "The truth" in driver.texts()
    turn = match.turn
    for _ in range(3000):
        driver.wait(50)
        if match.turn > turn + 1:
            break
    assert match.turn > turn + 1
    while driver.screen != "Resolution":
        driver.wait(50)
    driver.click("Stop to the title")
    assert driver.screen == "Title" and driver.app.match is None


def test_a_watcher_looks_on_as_one_seat_by_key(driver: Driver) -> None:
    match = match_of(None, BOTS)
    at(driver, match, phases.Resolution, 2)
    whole = sum(len(beat.items) for beat in told(driver).shown.beats)
    driver.press("v")
    assert match.viewer is Power.JAPAN and "Japan" in driver.texts()
    assert sum(len(beat.items) for beat in told(driver).shown.beats) < whole
    driver.press("v", "v", "v", "v")
    assert match.viewer is Sight.TRUTH


def test_beats_keep_the_lines_of_a_turn_in_their_order(driver: Driver) -> None:
    at(driver, match_of(None, BOTS), phases.Resolution, 2)
    shown = told(driver).shown
    for nth, step in enumerate(shown.told.steps):
        mine: list[Beat] = [beat for beat in shown.beats if beat.step == nth]
        assert tuple(item for beat in mine for item in beat.items) == step.items
    assert evolve(shown.beats[0]) == shown.beats[0]
