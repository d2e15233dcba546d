"""The log: every turn in sentences that its reader may read, by step, seat and flashpoint."""

from __future__ import annotations

from attrs import evolve

from builders import game, how_many
from game.codec import MessageLine
from game.narrate import tell
from game.views.log import about, log, places_of
from game.views.steps import STEPS
from game.views.story import PUBLIC, TRUTH
from rules.journal import Moved, Rolled, RungMoved
from rules.terms import POWERS, Purpose, UnitKind
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS


def test_a_page_tells_each_fact_a_seat_may_read_once_and_in_order() -> None:
    for seed in range(how_many(3, 60)):
        seen = story("random", seed)
        for viewer in (JAPAN, DPRK, PUBLIC, TRUTH):
            pages = log(seen, viewer)
            assert [page.turn for page in pages] == list(range(1, seen.played + 1))
            for page in pages:
                told_of = [tell(fact, seen.world) for fact in seen.facts(viewer, page.turn)]
                assert [entry.text for entry in page.entries] == told_of
                assert [entry for step in STEPS for entry in page.step(step)] == list(page.entries)


def test_a_log_may_be_asked_about_a_seat_and_a_flashpoint() -> None:
    pages = log(story("calibrated", 1), CHINA)
    for page in about(pages, seat=JAPAN, flashpoint="senkaku"):
        for entry in page.entries:
            assert JAPAN in entry.seats and "senkaku" in entry.flashpoints
    whole, some = (sum(len(p.entries) for p in each) for each in (pages, about(pages, flashpoint="scs")))
    assert 0 < some < whole
    assert about(pages) == pages


def test_flashpoints_are_found_by_name_place_subject_and_area() -> None:
    world = story("calibrated", 1).world
    assert places_of(RungMoved("korea", 1, 2, "x"), world) == ("korea",)
    assert places_of(Moved(US, UnitKind.FLEET, 1, "HAW*", "SCN"), world) == ("scs",)
    rolled = Rolled(None, Purpose.CHANCE, "drill:japan:taiwan", (1, 2), 0, 9, False)
    assert places_of(rolled, world) == ("taiwan",)


def test_a_message_is_read_by_its_parties_alone_and_one_to_nobody_by_all() -> None:
    messages = (
        MessageLine(2, (CHINA,), "we talk", US),
        MessageLine(2, (), "ten minutes left"),
        MessageLine(4, (US,), "yes", CHINA),
    )
    begun = evolve(told(game("calibrated", 1)[:3]), messages=messages)
    read = {
        viewer: [message.text for page in log(begun, viewer) for message in page.messages]
        for viewer in (*POWERS, PUBLIC)
    }
    assert read == {
        JAPAN: ["ten minutes left"],
        US: ["we talk", "ten minutes left", "yes"],
        CHINA: ["we talk", "ten minutes left", "yes"],
        DPRK: ["ten minutes left"],
        PUBLIC: ["ten minutes left"],
    }
    last = log(begun, US)[-1]
    assert (last.turn, last.entries) == (4, ())
