"""Diplomacy by events: propose, accept, renounce, court, signal, and messages between people."""

from __future__ import annotations

from collections.abc import Callable

from tables import table_of, texts_of

from game.board import phases
from game.board.driver import Driver
from game.board.panels.diplomacy import Diplomacy
from hot_seat import play_to, step
from rules.orders import Answer, Court, Propose, Renounce, Signal
from rules.terms import Means, Power, SignalKind

Sit = Callable[..., Driver]

PAIR = (Power.JAPAN, Power.US)


def tab_of(driver: Driver) -> Diplomacy:
    driver.press("d")
    panel = table_of(driver).panel
    assert isinstance(panel, Diplomacy)
    return panel


def hand_in(driver: Driver) -> None:
    """Hand the sheet in and go on until the next person sits at the table."""
    match = driver.app.match
    assert match is not None
    match.commit(table_of(driver).book.sheet)
    while not isinstance(match.phase, phases.Table):
        step(match)
    driver.app.follow()
    driver.step()


def test_a_proposal_is_written_and_accepted_by_the_other_seat(sit: Sit) -> None:
    driver = sit(people=PAIR)
    hand_in(driver)
    assert table_of(driver).observation.power is Power.US
    tab_of(driver)
    driver.click("Propose")
    driver.click("Japan")
    driver.click("Prior consultation")
    driver.click("propose:do")
    assert table_of(driver).book.orders == (Propose("summit_informed", "japan"),)
    hand_in(driver)
    table = table_of(driver)
    assert table.observation.power is Power.JAPAN
    panel = tab_of(driver)
    assert panel.news() == 1 and driver.sees("Agreements, 1 to answer")
    assert "to answer" in texts_of(driver)
    driver.click("Accept")
    assert table.book.orders == (Answer("summit_informed", Power.US, True),)
    assert panel.news() == 0
    driver.click("Decline")
    assert table.book.orders == (Answer("summit_informed", Power.US, False),)
    driver.click("agreements:decline")
    assert table.book.orders == ()


def test_a_proposal_to_a_partner_shows_its_odds_first(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("Propose")
    driver.click("Philippines")
    driver.focus("Joint exercises")
    driver.press("enter")
    assert "PROPOSAL" in texts_of(driver) and table_of(driver).book.orders == ()
    driver.press("enter")
    assert table_of(driver).book.orders == (Propose("joint_exercises", "philippines"),)
    driver.click("Take it off the sheet")
    assert table_of(driver).book.orders == ()


def test_what_is_closed_says_what_it_needs(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("Propose")
    driver.click("Host-nation support renewed")
    node = driver.app.ui.node("propose:do")
    assert node is not None and not node.widget.enabled and "host-nation talks" in node.widget.tip


def test_a_sum_is_stepped_before_and_after_it_is_proposed(sit: Sit) -> None:
    driver = sit(Power.CHINA)
    panel = tab_of(driver)
    rows = [(whom, row) for whom in panel.shown.parties for row in whom.proposals if len(row.offers) > 1]
    whom, row = next((whom, row) for whom, row in rows if not row.locked and whom.alignment is None)
    driver.click("Propose")
    driver.click(f"propose:to:{whom.key}")
    driver.click(row.name)
    driver.focus("Sum")
    driver.press("right")
    driver.click("propose:do")
    (order,) = table_of(driver).book.orders
    assert order == row.offers[1].order
    driver.focus("Sum")
    driver.press("left")
    (order,) = table_of(driver).book.orders
    assert order == row.offers[0].order


def test_renouncing_is_asked_twice_and_can_be_taken_back(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("agreements:pact:host_nation_support:japan:us")
    driver.click("Renounce…")
    shown = texts_of(driver)
    assert any(text.startswith("Renounce Host-nation support") for text in shown)
    assert any("credibility" in text for text in shown)
    driver.press("escape")
    assert table_of(driver).book.orders == ()
    driver.click("Renounce…")
    driver.click("Renounce")
    assert table_of(driver).book.orders == (Renounce("host_nation_support", "us"),)
    driver.click("Keep the agreement")
    assert table_of(driver).book.orders == ()


def test_a_partner_is_courted_by_keyboard(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("Partners")
    driver.click("Australia")
    driver.focus("partners:court:australia:trade")
    driver.press("enter", "enter")
    assert table_of(driver).book.orders == (Court("australia", Means.TRADE),)
    assert "in orders" in texts_of(driver)


def test_a_signal_is_given_and_a_share_is_stepped(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("Signals")
    driver.click("Reassure China, Senkakus")
    driver.click("Give this signal")
    assert table_of(driver).book.orders == (Signal(SignalKind.REASSURE, "senkaku"),)
    driver.click("Take it off the sheet")
    driver.focus("signals:commit:share")
    driver.press("enter")
    driver.focus("How much")
    driver.press("right", "right")
    driver.click("signals:do")
    (order,) = table_of(driver).book.orders
    assert isinstance(order, Signal) and order.subject == "share"
    offers = [row for row in tab_of(driver).shown.signals if row.kind is SignalKind.COMMIT]
    sums = [
        each.order.amount
        for each in offers[0].offers
        if isinstance(each.order, Signal) and each.order.subject == "share"
    ]
    assert order.amount == sums[2]


def test_the_ledger_tells_words_kept_and_broken_to_all(sit: Sit) -> None:
    driver = sit()
    match = driver.app.match
    assert match is not None
    play_to(match, phases.Table, 4)
    driver.app.follow()
    driver.step()
    panel = tab_of(driver)
    driver.click("Promises")
    shown = texts_of(driver)
    entries = panel.shown.ledger.entries
    assert entries and "SO FAR" in shown
    for entry in entries[-3:]:
        assert any(text.lower().startswith(entry.text.lower()[:12]) for text in shown)


def test_a_message_reaches_the_seat_it_was_sent_to_and_no_other(sit: Sit) -> None:
    driver = sit(people=(Power.JAPAN, Power.US, Power.CHINA))
    tab_of(driver)
    driver.click("Messages")
    driver.click("US")
    driver.focus("Message")
    driver.type("hold at sea")
    driver.click("Send")
    assert "Sent to the US." in texts_of(driver)
    seen: dict[Power, bool] = {Power.JAPAN: "hold at sea" in texts_of(driver)}
    for _ in range(2):
        hand_in(driver)
        tab_of(driver)
        driver.click("Messages")
        seen[table_of(driver).observation.power] = "hold at sea" in " ".join(texts_of(driver))
    assert seen == {Power.JAPAN: True, Power.US: True, Power.CHINA: False}


def test_a_message_stands_in_the_briefing_of_its_reader_alone(sit: Sit) -> None:
    driver = sit(people=(Power.JAPAN, Power.US, Power.CHINA))
    match = table_of(driver).match
    match.send((Power.CHINA,), "the drill will be short")
    told: dict[Power, bool] = {}
    for power in (Power.US, Power.CHINA):
        match.commit(table_of(driver).book.sheet)
        match.take_seat()
        driver.app.follow()
        driver.step()
        told[power] = "the drill will be short" in " ".join(texts_of(driver))
        match.go_to_table()
        driver.app.follow()
        driver.step()
    assert told == {Power.US: False, Power.CHINA: True}


def test_one_person_alone_has_nobody_to_write_to(sit: Sit) -> None:
    driver = sit()
    tab_of(driver)
    driver.click("Messages")
    assert not driver.sees("Send")
    assert any("Nobody else sits at this computer" in text for text in texts_of(driver))
