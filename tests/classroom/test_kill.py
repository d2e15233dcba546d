"""The server is killed at random moments under load: whatever it answered for is there when it goes on."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from threading import Event, Thread

import httpx

from builders import how_many
from classroom_host import PATIENCE, TAKEN, Browser, Host
from game.classroom.hall import Hall, Plan
from game.classroom.serving import open_hall
from game.classroom.table import Table
from game.classroom.web import now
from game.views.order_book import slot
from rules.notation import write
from rules.terms import POWERS, Power

SCENARIO = "turning_the_corner"
KILLS = how_many(2, 50)
WRITERS, TALKERS = 1, 2
"""The table where sheets are written, and the one where messages are sent and turns ended."""


class Client(Thread):
    """Somebody who does one thing after another, and stops when no answer comes until told to go on."""

    def __init__(self, browser: Browser, seed: str) -> None:
        super().__init__(daemon=True)
        self.browser = browser
        self.random = Random(seed)
        self.taken = 0
        self.done, self.lost, self.on = Event(), Event(), Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        while not self.done.is_set():
            try:
                self.act()
                self.done.wait(0.07)  # the rate that the guard lets one token keep up
            except httpx.TransportError:
                self.lost.set()
                self.on.wait(PATIENCE)
                self.on.clear()
            except BaseException as error:
                self.error = error
                self.lost.set()
                return

    def act(self) -> None:
        raise NotImplementedError

    def compare(self, table: Table) -> None:
        """Assert that what was answered for is there; take what was under way as it came out."""
        raise NotImplementedError


class Writer(Client):
    """The leader of a seat, alone there: adds and removes orders, commits and withdraws."""

    def __init__(self, browser: Browser, power: Power, orders: list[str]) -> None:
        super().__init__(browser, power.key)
        self.power, self.orders = power, orders
        self.known: tuple[frozenset[str], bool] = (frozenset(), False)
        self.way: tuple[frozenset[str], bool] | None = None

    def act(self) -> None:
        sheet, committed = self.known
        order = self.random.choice(self.orders)
        if committed:
            self.send("/seat/withdraw", {}, (sheet, False))
        elif self.random.random() < 0.2:
            self.send("/seat/commit", {"sure": "yes"}, (sheet, True))
        elif order in sheet:
            self.send("/seat/write", {"do": "remove", "order": order}, (sheet - {order}, False))
        else:
            self.send("/seat/write", {"do": "add", "order": order}, (sheet | {order}, False))

    def send(self, path: str, fields: dict[str, str], then: tuple[frozenset[str], bool]) -> None:
        self.way = then
        status = self.browser.post(path, fields)
        assert status in (*TAKEN, 409), (path, status)
        if status in TAKEN:
            self.known = then
            self.taken += 1
        self.way = None

    def compare(self, table: Table) -> None:
        sheet = frozenset(map(write, table.book(self.power).orders))
        found = sheet, self.power in table.session.sheets
        assert found in (self.known, self.way), self.power
        if found[1]:
            receipt = table.receipts(self.power)[0]
            assert (frozenset(receipt.orders), receipt.withdrawn) == (sheet, False)
        self.known, self.way = found, None


class Talker(Client):
    """Somebody who sends numbered messages."""

    def __init__(self, browser: Browser, power: Power) -> None:
        super().__init__(browser, power.key)
        self.power = power
        self.said: list[str] = []
        self.number = 0

    def act(self) -> None:
        self.number += 1
        text = f"{self.power.key} {self.number}"
        status = self.browser.post("/seat/send", {"to": "all", "text": text})
        assert status in (*TAKEN, 409), status  # a seat sends so many messages a turn, and no more
        if status in TAKEN:
            self.said.append(text)
        self.taken += 1

    def compare(self, table: Table) -> None:
        found = [post.text for post in table.posts(None) if post.sender is self.power]
        assert found in (self.said, [*self.said, f"{self.power.key} {self.number}"])
        recorded = [line.text for line in table.session.messages if line.sender is self.power]
        assert recorded == found
        self.said = found


class Ender(Client):
    """The facilitator, who ends turns and looks at the desk."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser, "facilitator")
        self.turn = 1
        self.ending = False

    def act(self) -> None:
        if self.turn > 6 or self.random.random() < 0.9:
            self.browser.look("/desk")
        else:
            self.ending = True
            status = self.browser.post(f"/desk/table/{TALKERS}/do/end-turn", {"sure": "yes"})
            assert status in TAKEN, status
            self.turn += 1
            self.ending = False
        self.taken += 1

    def compare(self, table: Table) -> None:
        assert table.turn in (self.turn, self.turn + self.ending)
        assert not table.session.sheets, "a turn is ended whole or not begun"
        self.turn, self.ending = table.turn, False


def test_no_answered_sheet_commit_message_or_turn_is_lost(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    moments = Random("moments")
    with Host(tmp_path / "class", "--tables", "2", "--minutes", "600", "--scenario", SCENARIO) as host:
        clients = seated(host, tmp_path)
        for each in clients:
            each.start()
        try:
            for nth in range(KILLS):
                busy(clients)
                clients[0].done.wait(moments.uniform(0, 0.3))
                host.kill()
                compared(clients, tmp_path, nth)
                host.start()
                for each in clients:
                    each.lost.clear()
                    each.on.set()
            busy(clients)
        finally:
            for each in clients:
                each.done.set()
                each.on.set()
            for each in clients:
                each.join(PATIENCE)
                each.browser.close()
        code, said = host.stop()
    assert (code, said) == (0, "")


def seated(host: Host, tmp_path: Path) -> list[Client]:
    """Return the clients, all of them at their tables."""
    clients: list[Client] = []
    hall = copied(tmp_path, "menu")
    for power in POWERS:
        browser = Browser(host)
        browser.join(host.codes[WRITERS - 1], f"Writer {power.key}", power.key, "leader")
        menu = [order for order in hall.tables[WRITERS].book(power).desk.menu() if slot(order) is None]
        clients.append(Writer(browser, power, [write(order) for order in menu[:: max(1, len(menu) // 6)]]))
        browser = Browser(host)
        browser.join(host.codes[TALKERS - 1], f"Talker {power.key}", power.key, "press")
        clients.append(Talker(browser, power))
    browser = Browser(host)
    browser.enter(host.link)
    hall.close()
    return [*clients, Ender(browser)]


def busy(clients: list[Client]) -> None:
    """Wait until everybody was answered, since the last time, by the server that runs now."""
    for each in clients:
        each.taken = 0
    pause = Event()
    for _ in range(int(PATIENCE / 0.02)):
        errors = [each.error for each in clients if each.error is not None]
        if errors:
            raise errors[0]
        if all(each.taken for each in clients):
            return
        pause.wait(0.02)
    raise AssertionError("somebody does not go on")


def compared(clients: list[Client], tmp_path: Path, nth: int) -> None:
    """Wait until nobody gets an answer any more, and compare what they know with what was kept."""
    for each in clients:
        assert each.lost.wait(PATIENCE)
        if each.error is not None:
            raise each.error
    hall = copied(tmp_path, f"kill {nth}")
    for each in clients:
        each.compare(hall.tables[WRITERS if isinstance(each, Writer) else TALKERS])
    hall.close()


def copied(tmp_path: Path, name: str) -> Hall:
    """Return the class as it was kept, opened from a copy."""
    shutil.copytree(tmp_path / "class", tmp_path / name)
    return open_hall(Plan(SCENARIO), tmp_path / name / "class.db", now())
