"""Diplomacy, promises and home: what stands, what may be done, and words that were kept or broken."""

from __future__ import annotations

from collections import Counter

from builders import Turn, game
from game.players.base import Desk
from game.views.catalogue import Offer
from game.views.chips import Chip
from game.views.diplomacy import Diplomacy, diplomacy
from game.views.home import home
from game.views.promises import ledger
from observed import opening, seats
from rules import POWERS, Power, observe
from rules.catalogue import catalogue_of
from rules.journal import Breached, Fact, Shifted, SignalTested, redact
from rules.observation import hidden_areas
from rules.orders import Answer, Campaign, Choose, Court, Family, Propose, Renounce, Signal
from rules.terms import Means, Role, SignalKind, Theme, Track


def read(turns: tuple[Turn, ...], power: Power) -> list[tuple[int, tuple[Fact, ...]]]:
    """Return what a power may read of turns, with their numbers."""
    return [
        (turn.number, redact(turn.facts, power, hidden_areas(turn.before.world, power))) for turn in turns
    ]


# ---------- diplomacy ----------


def _offers(found: Diplomacy) -> list[Offer]:
    offers = [offer for party in found.parties for row in party.proposals for offer in row.offers]
    offers += [row.offer for party in found.parties for row in party.courting]
    offers += [row.renounce for row in found.pacts if row.renounce is not None]
    return offers + [row.lift for row in found.measures if row.lift is not None]


def test_a_row_is_locked_exactly_where_the_rules_refuse() -> None:
    for seen, sheet in seats(16, "talks"):
        desk = Desk(seen)
        desk.rewrite(sheet.orders)
        for offer in _offers(diplomacy(desk)):
            if not offer.written:
                assert bool(offer.locked) == (desk.check(offer.order) is not None)
                assert "_" not in offer.locked


def test_everything_that_may_be_said_or_proposed_has_its_row() -> None:
    for seen, _ in seats(12, "rows of talks"):
        desk = Desk(seen)
        found = diplomacy(desk)
        shown = [offer.order for offer in _offers(found) if not offer.locked]
        legal = [
            each for family in (Family.PROPOSAL, Family.COURT, Family.RENOUNCE) for each in desk.menu(family)
        ]
        legal += desk.menu(Family.LIFT)
        assert Counter(shown) == Counter(legal)
        said = [offer.order for row in found.signals for offer in row.offers]
        assert Counter(said) == Counter(desk.menu(Family.SIGNAL))


def test_what_lies_on_the_table_can_be_answered_and_costs_what_signing_costs() -> None:
    seen_any = 0
    for seed in range(4):
        for turn in game("calibrated", seed):
            for power in POWERS:
                seen = observe(turn.before, power)
                found = diplomacy(Desk(seen))
                assert len(found.received) + len(found.sent) == len(seen.proposals)
                for row in found.received:
                    seen_any += 1
                    assert row.accept is not None and row.decline is not None
                    assert row.accept.order == Answer(row.subject, row.sender, True)
                    assert row.decline.price == "free"
    assert seen_any


def test_agreements_at_the_start_say_their_terms() -> None:
    found = diplomacy(Desk(opening()))
    rows = {(row.agreement, row.ours): row for row in found.pacts}
    support = rows["host_nation_support", True]
    assert support.title == "Host-nation support, with the US"
    assert support.until_words == "to the end of Q1 27"
    hotline = rows["hotline_senkaku", True]
    assert Chip("communication +1 at Senkakus") in hotline.chips
    assert [chip.text for chip in hotline.breach][:2] == ["credibility −1", "alarm of China +1"]
    assert hotline.renounce is not None
    assert hotline.renounce.order == Renounce("hotline_senkaku", "china")
    assert hotline.renounce.price == "capital 2"


def test_partners_show_where_they_stand_and_who_courts_them() -> None:
    found = {party.key: party for party in diplomacy(Desk(opening())).parties}
    assert list(found) == [
        "us", "china", "dprk", "south_korea", "taiwan", "philippines", "australia", "russia",
    ]  # fmt: skip
    assert found["us"].alignment is None
    courting = {row.means: row for row in found["philippines"].courting}
    assert courting[Means.AID].offer.order == Court("philippines", Means.AID)
    assert courting[Means.AID].offer.price == "$400 m"
    assert courting[Means.AID].percent == 42
    assert found["russia"].courting == ()
    assert catalogue_of(opening().world, Power.JAPAN).place(Court("russia", Means.AID)) is None


def test_a_written_proposal_is_shown_as_written() -> None:
    desk = Desk(opening())
    order = Propose("network_link", "south_korea")
    desk.add(order)
    rows = [row for party in diplomacy(desk).parties for row in party.proposals if party.key == "south_korea"]
    link = next(row for row in rows if row.agreement == "network_link")
    assert link.offers[0].written and not link.locked


# ---------- promises ----------


def test_the_ledger_counts_words_as_the_journal_does() -> None:
    turns = game("calibrated", 3)
    for power in POWERS:
        past = read(turns, power)
        found = ledger(observe(turns[-1].after, power), past)
        facts = [fact for _, facts in past for fact in facts]
        for each in POWERS:
            kept = [f for f in facts if isinstance(f, SignalTested) and f.power == each and f.kept]
            failed = [f for f in facts if isinstance(f, SignalTested) and f.power == each and not f.kept]
            breaches = [f for f in facts if isinstance(f, Breached) and f.power == each]
            assert (found.kept(each), found.broken(each)) == (len(kept), len(failed) + len(breaches))


def test_a_word_given_waits_until_the_end_of_the_next_turn() -> None:
    found = 0
    for turn in game("calibrated", 3):
        for power in POWERS:
            seen = observe(turn.before, power)
            for promise in ledger(seen).waiting:
                assert promise.tested == promise.given + 1 == seen.turn
                found += 1
    assert found


def test_the_signal_on_the_sheet_may_be_changed() -> None:
    desk = Desk(opening())
    before = [offer.order for row in diplomacy(desk).signals for offer in row.offers]
    warning = Signal(SignalKind.WARN, "senkaku")
    desk.add(warning)
    rows = diplomacy(desk).signals
    assert [offer.order for row in rows for offer in row.offers] == before
    assert [offer.order for row in rows for offer in row.offers if offer.written] == [warning]


# ---------- home ----------


def test_last_turns_changes_and_their_causes_add_up() -> None:
    turns = game("calibrated", 3)
    tracks = {Role.HAWKS: Track.HAWKS, Role.DOVES: Track.DOVES, Role.KEEPERS: Track.KEEPERS}
    for turn in turns[:-1]:
        for power in POWERS:
            facts = read((turn,), power)[0][1]
            found = home(Desk(observe(turn.after, power)), facts)
            own, was = turn.after.powers[power], turn.before.powers[power]
            for role in Role:
                assert found.constituencies[role].value == own.roles[role]
                moved = [f for f in facts if isinstance(f, Shifted) and f.track == tracks[role]]
                assert len(found.constituencies[role].causes) == len(moved)
                assert found.constituencies[role].change == own.roles[role] - was.roles[role]
            assert found.support.change == own.support - was.support
            assert found.capital.change == own.capital - was.capital
            assert all("_" not in cause.text for cause in found.support.causes)


def test_only_what_moved_at_home_is_told() -> None:
    seen = opening()
    ours = Shifted(Power.JAPAN, Track.SUPPORT, 54, 52, "funding")
    theirs = Shifted(Power.CHINA, Track.SUPPORT, 60, 50, "funding")
    found = home(Desk(seen), (ours, theirs)).support
    assert (found.change, [cause.text for cause in found.causes]) == (-2, ["readiness funding"])


def test_support_and_capital_say_where_they_go() -> None:
    found = home(Desk(opening()))
    assert [each.name for each in found.constituencies] == [
        "Governing coalition",
        "Public",
        "Okinawa and base towns",
    ]
    assert found.support.mark == 50 + 5 * sum(each.value for each in found.constituencies)
    assert found.capital_next == 1


def test_choices_show_what_silence_takes_and_every_effect() -> None:
    desk = Desk(opening())
    choices = home(desk).choices
    assert [choice.event for choice in choices] == ["tokyo_ministerial_japan"]
    first = choices[0]
    assert [option.silence for option in first.options] == [True] + [False] * (len(first.options) - 1)
    assert all(option.chips for option in first.options)
    written = first.options[1].offer.order
    assert isinstance(written, Choose)
    desk.add(written)
    options = home(desk).choices[0].options
    assert [option.offer.written for option in options].index(True) == 1
    assert not any(option.offer.locked for option in options)


def test_the_calendar_holds_dates_to_come_in_order() -> None:
    found = home(Desk(opening())).calendar
    assert [each.turn for each in found] == sorted(each.turn for each in found)
    dates = {each.event: each.turn for each in found}
    assert dates["party_congress"] == 9 and dates["taiwan_election"] == 10


def test_campaigns_have_their_price() -> None:
    rows = {row.theme: row for row in home(Desk(opening())).campaigns}
    assert rows[Theme.DOVES].offer.order == Campaign(Theme.DOVES)
    assert rows[Theme.DOVES].offer.price == "capital 1"
    assert [chip.text for chip in rows[Theme.TRANSPARENCY].chips] == ["strain −2", "support +1"]
