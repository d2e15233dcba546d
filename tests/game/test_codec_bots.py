"""What programs are told and say: all that a seat knows and no more, and nothing taken that is no answer."""

import json
from random import Random

import pytest
from attrs import fields

from builders import NAMES, game, how_many, positions, scenario
from game.codec import CodecError
from game.codec_bots import (
    LONGEST_LINE,
    MOST_ORDERS,
    PROTOCOL,
    draft_line,
    hello_line,
    observation_to_plain,
    said_from_line,
    turn_line,
)
from game.players.base import Desk
from rules import POWERS, Observation, Power, legal_orders, new_game, observe
from rules.notation import write
from rules.state import Commons, FlashpointState, PowerState
from rules.terms import KINDS, Alert, Capability, Funding, Partner, Stance


def told(seen: Observation) -> dict[str, object]:
    desk = Desk(seen)
    line = turn_line(seen, desk.left._asdict(), desk.menu())
    assert line.endswith(b"}\n") and line.count(b"\n") == 1
    table: dict[str, object] = json.loads(line)
    return table


def names(kind: type) -> list[str]:
    return [each.name for each in fields(kind)]


def test_nothing_that_an_observation_holds_is_left_out() -> None:
    plain = observation_to_plain(observe(new_game(scenario(), 1), Power.US))
    elsewhere = {"world": "the hello", "memo": "what is only remembered", "commons": "public", "sheet": "own"}
    assert set(plain) == {*names(Observation), "turn", "public", "own"} - set(elsewhere)
    assert list(plain["public"]) == names(Commons)
    assert list(plain["own"]) == names(PowerState)
    for quarrel in plain["public"]["flashpoints"].values():
        assert list(quarrel) == names(FlashpointState)


def test_what_is_told_is_what_is_seen_under_its_names() -> None:
    for state in positions(how_many(20, 500), "told"):
        world = state.world
        for power in POWERS:
            seen = observe(state, power)
            plain = json.loads(json.dumps(observation_to_plain(seen)))
            public, own = plain["public"], plain["own"]
            assert [public["dials"][each.key] for each in POWERS] == seen.commons.dials
            assert [public["alignment"][each.key] for each in Partner] == seen.commons.alignment
            assert list(public["flashpoints"]) == [each.id for each in world.flashpoints]
            for quarrel, said in zip(seen.commons.flashpoints, public["flashpoints"].values(), strict=True):
                assert (said["rung"], said["control"]) == (quarrel.rung, quarrel.control)
                assert [Alert[each.upper()] for each in said["alerts"].values()] == quarrel.alerts
                assert list(said["blame"].values()) == quarrel.blame
            assert [own["caps"][each.key] for each in Capability] == seen.sheet.caps
            assert [Stance[each.upper()] for each in own["stances"].values()] == seen.sheet.stances
            assert Funding[own["funding"].upper()] == seen.sheet.funding
            assert [each["unpaid"] for each in own["contracts"]] == [c.unpaid for c in seen.sheet.contracts]
            counts = [
                plain["counters"][area.id].get(each.key, {}).get(kind.key, 0)
                for area in world.areas
                for each in POWERS
                for kind in KINDS
            ]
            assert bytes(counts) == seen.counters
            assert set(plain["estimates"]) == {each.key for each in POWERS if each != power}
            for each in POWERS:
                estimate = seen.estimates[each]
                if estimate is not None:
                    assert plain["estimates"][each.key]["treasury"] == list(estimate.treasury)
                    assert list(plain["estimates"][each.key]["caps"].values()) == list(
                        map(list, estimate.caps)
                    )


@pytest.mark.parametrize("power", POWERS)
def test_the_menu_is_every_legal_order_as_text_by_family(power: Power) -> None:
    for turn in game("calibrated", 2)[::3]:
        seen = observe(turn.before, power)
        menu = told(seen)["menu"]
        assert isinstance(menu, dict)
        assert [text for texts in menu.values() for text in texts] == [write(o) for o in legal_orders(seen)]
        assert list(menu) == list(dict.fromkeys(order.family.key for order in legal_orders(seen)))


@pytest.mark.parametrize("name", NAMES)
def test_the_hello_holds_the_open_data_and_stays_the_same_as_games_are_played(name: str) -> None:
    world = scenario(name).world
    first = hello_line(world, Power.CHINA, (1 << 64) - 1, (10.0, 60.0), 1)
    table = json.loads(first)
    assert list(table) == [
        *("type", "protocol", "power", "seed", "turn_time", "time_bank", "starts", "scenario")
    ]
    assert (table["protocol"], table["power"], table["seed"]) == (PROTOCOL, "china", (1 << 53) - 1)
    assert set(table["scenario"]) == {*names(type(world))} - {"memo"}
    assert [each["id"] for each in table["scenario"]["operations"]] == [each.id for each in world.operations]
    effects = [each for card in table["scenario"]["operations"] for each in card["always"]]
    assert all("is" in each for each in effects) and effects
    game("random", 1, name)
    assert hello_line(world, Power.CHINA, (1 << 64) - 1, (10.0, 60.0), 1) == first


def test_a_draft_is_answered_with_what_it_leaves() -> None:
    seen = observe(new_game(scenario(), 1), Power.US)
    desk = Desk(seen)
    table = json.loads(draft_line(3, [("dance", "no")], desk.left._asdict(), desk.menu()))
    assert table["refused"] == [{"order": "dance", "reason": "no"}]
    assert (table["type"], table["turn"], table["left"]) == ("draft", 3, desk.left._asdict())


# ---------- what a program says ----------


def said(**table: object) -> bytes:
    return json.dumps(table).encode()


def test_a_sheet_or_a_draft_is_read() -> None:
    sheet = said_from_line(said(turn=3, orders=["dial 190", 7]), Power.US, 3)
    assert (sheet.orders, sheet.draft) == (("dial 190", "7"), False)
    assert said_from_line(said(turn=3, draft=[], power="us"), Power.US, 3).draft


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"null",
        b"[]",
        b"3",
        b'{"turn": 3, "orders": []',
        b'{"turn": 3, "orders": []} {"turn": 3, "orders": []}',
        b"\xff\xfe",
        b"[" * LONGEST_LINE,
        b" " * (LONGEST_LINE + 1),
        b'{"turn": ' + b"9" * 10_000 + b', "orders": []}',
        said(turn=3.0, orders=[]),
        said(turn=True, orders=[]),
        said(turn="3", orders=[]),
        said(turn=4, orders=[]),
        said(orders=[]),
        said(turn=3),
        said(turn=3, orders=[], draft=[]),
        said(turn=3, orders=None),
        said(turn=3, orders={"a": 1}),
        said(turn=3, orders="dial 190"),
        said(turn=3, orders=["dial 190"] * (MOST_ORDERS + 1)),
        said(turn=3, orders=[], power="china"),
        said(turn=3, orders=[], power=None),
        said(turn=3, orders=[], seed=1),
    ],
)
def test_what_is_no_answer_is_refused(line: bytes) -> None:
    with pytest.raises(CodecError):
        said_from_line(line, Power.US, 3)


def test_random_bytes_raise_codec_errors_only() -> None:
    random = Random(3)
    fair = said(turn=3, orders=["dial 190"], power="us")
    for _ in range(3000):
        line = bytearray(fair)
        for _ in range(random.randrange(1, 4)):
            line[random.randrange(len(line))] = random.randrange(256)
        try:
            said_from_line(bytes(line), Power.US, 3)
        except CodecError as error:
            assert str(error)
