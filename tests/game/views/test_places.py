"""The sheets of areas and flashpoints say what their seat may know, and offer what it may order."""

import pytest

from game.players.base import Desk
from game.views.places import Sight, area_sheet, flashpoint_sheet
from game.views.posture import operations
from observed import opening, seats
from rules.contest import Setting, vector
from rules.observation import believe, hidden_areas
from rules.orders import Deploy, Family
from rules.terms import KINDS, POWERS, Power


@pytest.mark.parametrize("power", POWERS)
def test_forces_are_what_is_seen_and_a_rivals_home_is_an_estimate(power: Power) -> None:
    seen = opening(power)
    hidden = hidden_areas(seen.world, power)
    for place, area in enumerate(seen.world.areas):
        for force in area_sheet(Desk(seen), area.id).forces:
            guessed = (force.power, area.id) in hidden
            assert force.sight is (Sight.GUESSED if guessed else Sight.SEEN)
            source = believe(seen) if guessed else seen
            there = {kind: source.count(place, force.power, kind) for kind in KINDS}
            assert dict(force.counters) == {kind: count for kind, count in there.items() if count}
            strength = seen.world.terms.strength
            assert force.strength == sum(n * strength[kind][force.power] for kind, n in there.items())


def test_counters_may_go_where_the_menu_says() -> None:
    desk = Desk(opening(Power.JAPAN))
    moves = [order for order in desk.menu(Family.DEPLOY) if not order.whole]
    for stack in area_sheet(desk, "KYU").own:
        goals = {each.destination for each in moves if (each.origin, each.kind) == ("KYU", stack.kind)}
        assert set(stack.destinations) == goals
    fleet = next(each for each in area_sheet(desk, "KYU").own if each.destinations)
    desk.add(Deploy(fleet.kind, False, "KYU", fleet.destinations[0]))
    after = next(each for each in area_sheet(desk, "KYU").own if each.kind is fleet.kind)
    assert after.staying == fleet.staying - 1


@pytest.mark.parametrize("nth", range(6))
def test_operations_of_a_sheet_are_those_of_its_places(nth: int) -> None:
    observation, sheet = seats(6, "places")[nth]
    desk = Desk(observation)
    desk.rewrite(sheet.orders)
    by_place = {place.place: place.rows for place in operations(desk)}
    for area in observation.world.areas:
        wanted = list(by_place.get(area.id, ()))
        for flashpoint in observation.world.flashpoints:
            if area.id in flashpoint.areas:
                wanted += by_place.get(flashpoint.id, ())
        assert list(area_sheet(desk, area.id).operations) == wanted
    for flashpoint in observation.world.flashpoints:
        assert flashpoint_sheet(desk, flashpoint.id).operations == by_place.get(flashpoint.id, ())


def test_places_for_visitors_are_counted_where_one_is_a_guest() -> None:
    at_home = area_sheet(Desk(opening(Power.JAPAN)), "KYU")
    assert at_home.free is None
    guest = area_sheet(Desk(opening(Power.US)), "KYU")
    assert guest.places >= 6 and guest.free is not None and 0 <= guest.free <= guest.places
    assert area_sheet(Desk(opening(Power.US)), "PHS").free is None


def test_a_treaty_is_named_by_its_parties() -> None:
    desk = Desk(opening(Power.JAPAN))
    assert area_sheet(desk, "KYU").treaty == "US–Japan treaty"
    assert area_sheet(desk, "ROK").treaty == "US–South Korea treaty"
    assert area_sheet(desk, "TWN").treaty == ""


@pytest.mark.parametrize("power", POWERS)
def test_a_flashpoint_shows_every_seat_with_a_stake_and_only_its_own_stance(power: Power) -> None:
    seen = opening(power)
    for place, flashpoint in enumerate(seen.world.flashpoints):
        sheet = flashpoint_sheet(Desk(seen), flashpoint.id)
        assert [seat.power for seat in sheet.seats] == [p for p in POWERS if flashpoint.stakes[p]]
        assert all(bool(seat.stance) == (seat.power is power) for seat in sheet.seats)
        for seat in sheet.seats:
            assert seat.strength == sum(vector(believe(seen), Setting(), place, seat.power)) // 4
            if seat.power is not power:
                assert seat.stake == flashpoint.stakes[seat.power]
        assert sheet.ours + sheet.theirs == sum(seat.strength for seat in sheet.seats)


def test_a_private_stake_shows_to_its_own_seat_alone() -> None:
    for power in POWERS:
        seen = opening(power)
        place = seen.sheet.private_flashpoint
        flashpoint = seen.world.flashpoints[place]
        if not seen.sheet.private_stake or not flashpoint.stakes[power]:
            continue
        mine = next(s for s in flashpoint_sheet(Desk(seen), flashpoint.id).seats if s.power is power)
        assert mine.stake == max(1, flashpoint.stakes[power] + seen.sheet.private_stake)
        for other in POWERS:
            if other is not power:
                rows = flashpoint_sheet(Desk(opening(other)), flashpoint.id).seats
                row = next(s for s in rows if s.power is power)
                assert row.stake == flashpoint.stakes[power]


def test_strength_is_an_estimate_where_a_rivals_home_counts() -> None:
    assert flashpoint_sheet(Desk(opening(Power.JAPAN)), "senkaku").estimated
    assert not flashpoint_sheet(Desk(opening(Power.CHINA)), "scs").estimated
