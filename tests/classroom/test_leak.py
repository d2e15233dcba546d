"""No answer to a seat holds what another seat keeps to itself.

The proof is by twins: two servers stand where a seat knows the same and everything else is another (the
others' sheets, orders, messages, money, counters at home, secrets, the dice); every page is the same to
the last byte. Beside it, a whole game's answers are searched for words that only others may read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest
from attrs import define, field

from builders import DEEP, how_many
from classroom_server import SCENARIO, Answer, Browser, Server, filled, links_of
from game.acts import Acted
from game.classroom.chair import Chair
from game.classroom.store import Store
from game.content_injects import effects_from
from game.course import Eve
from game.players.base import Desk, Player
from game.players.registry import make
from game.views import steps
from rules import POWERS, OrderSheet, Power, State, digest, observe
from rules.interventions import Override
from rules.journal import Fact, Hidden, Journal, redact
from rules.notation import write
from rules.observation import hidden_areas
from twins import changed, changes_for

real_ends = steps._ends
NAMES = {power: f"Person of {power.key}" for power in POWERS}
SECRET_SHIFTS = effects_from([{"shift": "support", "whom": power.key, "by": -2} for power in POWERS], [])
"""What a facilitator decrees: nobody reads of another's support."""

START = ("/", "/table", "/seat/brief", "/seat/orders", "/seat/messages", "/seat/pulse?have=x")
STAMPS = re.compile(r"have=[^\"&]*")
"""How often something changed is no secret of anybody's, and is not compared."""


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.classroom.hall.new_code", lambda taken: "TWNCDE")


CUTS: dict[str, list[int]] = {}
"""Where the steps end in a twin's journal of a turn: as in the real one, of which it is a part."""


@pytest.fixture(autouse=True)
def same_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut a twin's journal where the real one is cut: played again, its turn would be another turn."""
    CUTS.clear()

    def ends(before: State, sheets: dict[Power, OrderSheet], facts: Sequence[Fact]) -> list[int]:
        return CUTS.get(repr(facts)) or real_ends(before, sheets, facts)

    monkeypatch.setattr(steps, "_ends", ends)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[[str], Class]]:
    """Begin classes by the name of their folder; all are closed in the end."""
    opened: list[Class] = []

    def named(name: str) -> Class:
        opened.append(Class.open(tmp_path / name))
        return opened[-1]

    yield named
    for each in opened:
        each.server.close()


# ---------- a class of four ----------


@define
class Class:
    """A server with one person in each seat."""

    server: Server
    people: dict[Power, Browser] = field(factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Class:
        """Begin a class; all that are begun have the same tokens."""
        folder.mkdir()
        store = Store(folder / "class.db")
        store.keep("secret", "the same secret in every class of this test")
        store.keep("facilitator", "the same key in every class of this test")
        store.close()
        opened = cls(Server(folder, scenario=SCENARIO))
        for power in POWERS:
            opened.people[power] = opened.server.seated(power.key, NAMES[power])
        return opened

    def write(self, power: Power, sheet: OrderSheet) -> None:
        """Write a sheet order by order, as the pages do."""
        for order in sheet.orders:
            self.people[power].post("/seat/write", do="add", order=write(order))
            self.server.time += 0.25

    def send(self, power: Power, to: str, text: str) -> None:
        """Send a message by the form."""
        answer = self.people[power].post("/seat/send", to=to, text=text)
        assert answer.status in (204, 303), answer.text

    def pages(self, power: Power, most: int) -> list[str]:
        """Return the addresses that a seat's pages lead to, in the order found."""
        found = [*START, *(filled(path, tab="brief") for path in self._own())]
        found = list(dict.fromkeys(found))
        for path in found:
            if len(found) >= most:
                break
            answer = self.people[power].get(path)
            self.server.time += 0.25
            if "html" in answer.headers.get("content-type", ""):
                found += [each for each in links(answer.text) if each not in found]
        return found[:most]

    def _own(self) -> Iterator[str]:
        for method, path in self.server.routes():
            if method == "GET" and not path.startswith("/desk"):
                yield path


def links(text: str) -> list[str]:
    """Return where a page leads, a pulse with a stamp that is none."""
    return list(dict.fromkeys(STAMPS.sub("have=x", each) for each in links_of(text)))


def bots() -> dict[Power, Player]:
    players = {power: make("calibrated") for power in POWERS}
    for power, player in players.items():
        player.begin(power, 1)
    return players


def sheets_of(real: Class, players: dict[Power, Player]) -> dict[Power, OrderSheet]:
    found = {}
    for power in POWERS:
        seen = observe(real.server.table.session.state, power)
        found[power] = players[power].choose(seen, Desk(seen))
    return found


# ---------- twins ----------


def estrange(twin: Class, real: Class, viewer: Power) -> None:
    """Let a twin's game stand where the real one does, with everything another that a viewer may not know."""
    session, truth = twin.server.table.session, real.server.table.session
    hidden = hidden_areas(truth.state.world, viewer)
    session._course.eves = [estranged(eve, viewer, hidden) for eve in truth._course.eves]
    session.opening = told(truth.opening, viewer, hidden)
    session.journals = [told(journal, viewer, hidden) for journal in truth.journals]
    for nth, journal in enumerate(session.journals):
        whole = truth.journals[nth].facts
        ends = real_ends(truth.states[nth], truth.ordered[nth], whole)
        CUTS[repr(tuple(journal.facts))] = [len(redact(whole[:end], viewer, hidden)) for end in ends]
    session._ordered = [{viewer: sheets[viewer]} for sheets in truth.ordered]
    session._sheets.clear()
    twin.server.table.set_clock(real.server.table.clock)
    twin.server.table.turned()
    twin.server.time = real.server.time
    assert digest(session.state) != digest(truth.state)
    assert observe(session.state, viewer) == observe(truth.state, viewer)


def estranged(eve: Eve, viewer: Power, hidden: Hidden) -> Eve:
    """Return the beginning of a turn with everything another that a viewer may not know."""
    acts = [
        Acted(done.act, other(done.after, viewer), redact(done.facts, viewer, hidden)) for done in eve.acts
    ]
    return Eve(other(eve.first, viewer), acts)


def other(state: State, viewer: Power) -> State:
    """Return a state in which all is changed that a viewer may not know."""
    return changed(state, *changes_for(state, viewer))


def told(journal: Journal, viewer: Power, hidden: Hidden) -> Journal:
    """Return a journal of which only what a viewer may read is left."""
    only = Journal()
    only.facts.extend(redact(journal.facts, viewer, hidden))
    assert redact(only.facts, viewer, hidden) == redact(journal.facts, viewer, hidden)
    return only


def others_write(real: Class, twin: Class, viewer: Power, sheets: dict[Power, OrderSheet]) -> None:
    """Let the others write, talk and commit: in the real class one thing, in the twin another."""
    others = [power for power in POWERS if power is not viewer]
    for nth, power in enumerate(others):
        real.write(power, sheets[power])
        real.send(power, others[nth - 1].key, f"Secretly {power.key} proposes quicksilver")
        real.send(power, "facilitator", "A question for the facilitator")
        real.send(power, power.key, "A note for our own team")
        twin.send(power, others[nth - 2].key, "Another word")
        real.people[power].post("/seat/commit")
        twin.server.table.session._sheets[power] = OrderSheet(power)
        twin.server.hall.store.add_receipt(1, power, twin.server.table.turn, (), "somebody", 0.0)
    twin.server.time = real.server.time


def plain(answer: Answer) -> tuple[int, dict[str, str], str]:
    """Return what is compared of an answer."""
    heads = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return answer.status, heads, STAMPS.sub("have=", answer.body.decode("utf-8", "replace"))


def compare(real: Class, twin: Class, viewer: Power, most: int) -> int:
    """See that both classes answer a viewer the same, and return how many pages were compared."""
    paths = real.pages(viewer, most)
    twin.people[viewer].cookies.update(real.people[viewer].cookies)  # what was chosen and read on the way
    for path in paths:
        real.server.time += 0.25
        twin.server.time = real.server.time
        mine, others = real.people[viewer].get(path), twin.people[viewer].get(path)
        assert plain(mine) == plain(others), difference(path, mine, others)
    return len(paths)


def difference(path: str, mine: Answer, others: Answer) -> str:
    """Return where two answers part, in a few lines."""
    lines = unified_diff(
        plain(mine)[2].splitlines(), plain(others)[2].splitlines(), "real", "twin", n=0, lineterm=""
    )
    return "\n".join([path, f"{mine.status} {others.status}", *(line[:300] for line in islice(lines, 12))])


@pytest.mark.parametrize("viewer", POWERS)
def test_twins_answer_a_seat_the_same_to_the_last_byte(begin: Callable[[str], Class], viewer: Power) -> None:
    real, twin = begin("real"), begin("twin")
    players, seen = bots(), 0
    while not real.server.table.over and real.server.table.turn <= how_many(3, 99):
        turn, sheets = real.server.table.turn, sheets_of(real, players)
        if turn == 2:
            Chair(real.server.table).act(Override(SECRET_SHIFTS, "shows what support is worth", None))
        estrange(twin, real, viewer)
        for each in (real, twin):
            each.send(viewer, "all", f"Word of turn {turn}")
            each.write(viewer, sheets[viewer])
        looks = DEEP or turn > 1
        seen += compare(real, twin, viewer, how_many(14, 90)) if looks else 0
        others_write(real, twin, viewer, sheets)
        seen += compare(real, twin, viewer, how_many(14, 40)) if looks else 0
        assert refusals(real, viewer, sheets) == refusals(twin, viewer, sheets)
        for each in (real, twin):
            each.people[viewer].post("/seat/commit")
        seen += compare(real, twin, viewer, how_many(8, 40)) if looks else 0
        real.server.table.end_turn(real.server.time)
    assert seen >= 30


def refusals(some: Class, viewer: Power, sheets: dict[Power, OrderSheet]) -> list[object]:
    """Return the answers to other seats' orders, and to what is none, when a viewer writes them."""
    found = []
    for power in POWERS:
        for order in sheets[power].orders[:3]:
            some.server.time += 1
            found.append(plain(some.people[viewer].post("/seat/write", do="remove", order=write(order))))
            if power is not viewer:
                found.append(plain(some.people[viewer].post("/seat/write", do="add", order=write(order))))
    found.append(plain(some.people[viewer].post("/seat/write", do="add", order="nonsense")))
    found.append(plain(some.people[viewer].post("/seat/withdraw")))
    return found


def test_a_twin_tells_a_leak_when_there_is_one(
    begin: Callable[[str], Class], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, twin = begin("real"), begin("twin")
    estrange(twin, real, Power.JAPAN)

    def leaky(table: object, power: Power | None) -> tuple[object, ...]:
        return tuple(table._posts)  # type: ignore[attr-defined]

    monkeypatch.setattr("game.classroom.table.Table.posts", leaky)
    others_write(real, twin, Power.JAPAN, {power: OrderSheet(power) for power in POWERS})
    with pytest.raises(AssertionError, match=r"messages|brief|table|pulse"):
        compare(real, twin, Power.JAPAN, 16)


# ---------- a whole game, searched ----------


def secrets_of(some: Class, viewer: Power, said: dict[str, frozenset[Power]]) -> dict[str, str]:
    """Return words that no answer to a viewer may hold, each with what it would tell."""
    server = some.server
    state = server.table.session.state
    found = {word: "a private message" for word, readers in said.items() if viewer not in readers}
    found[server.hall.facilitator_key] = "the facilitator's key"
    found[str(server.hall.store.value("secret"))] = "the class's secret"
    found[str(server.folder)] = "where the files are"
    found[digest(state)] = "the state's digest"
    own = next((each for each in state.world.secrets[viewer] if each.id == state.powers[viewer].secret), None)
    for power in POWERS:
        for each in state.world.secrets[power]:
            if power is not viewer and each.id == state.powers[power].secret and each is not own:
                found[each.text] = f"the secret objective of {power.key}"
    for power, browser in some.people.items():
        if power is not viewer:
            found[browser.cookies["seat"]] = f"the token of {power.key}"
            found[browser.key] = f"the form key of {power.key}"
    return found


def test_a_whole_game_holds_no_word_of_others(begin: Callable[[str], Class]) -> None:
    some, players = begin("class"), bots()
    said: dict[str, frozenset[Power]] = {}
    heard = 0
    while not some.server.table.over:
        turn = some.server.table.turn
        sheets = sheets_of(some, players)
        for nth, power in enumerate(POWERS):
            some.write(power, sheets[power])
            to = POWERS[(nth + 1 + turn % 3) % 4]
            word = f"quicksilver{power.key}{turn}"
            said[word] = frozenset({power, to})
            some.send(power, to.key, f"Between us: {word}")
            said[f"lantern{power.key}{turn}"] = frozenset({power})
            some.send(power, "facilitator", f"A question: lantern{power.key}{turn}")
        for stage in ("written", "committed"):
            heard += searched(some, said, how_many(9, 60))
            if stage == "written":
                for power in POWERS:
                    some.people[power].post("/seat/commit")
        some.server.table.end_turn(some.server.time)
    heard += searched(some, said, how_many(9, 60), ended=True)
    assert heard >= 100


def searched(some: Class, said: dict[str, frozenset[Power]], most: int, *, ended: bool = False) -> int:
    """Search every page of every seat, and return how many there were."""
    heard = 0
    for viewer in POWERS:
        secrets = secrets_of(some, viewer, said)
        if ended:
            secrets = {word: what for word, what in secrets.items() if "objective" not in what}
        for path in some.pages(viewer, most):
            text = some.people[viewer].get(path).body.decode("utf-8", "replace")
            some.server.time += 0.25
            leaks = [what for word, what in secrets.items() if word in text]
            assert not leaks, (viewer.key, path, leaks)
            heard += 1
    return heard
