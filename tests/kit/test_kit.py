"""The lesson kit: the scenario's own counters, the same bytes everywhere, pages that print, no secret out."""

import os
import re
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from pypdf import PdfReader

from game.cli import main
from game.content import load_scenario, scenario_names
from game.kit.book import Book
from game.kit.ink import LEAST
from game.kit.kit import kit_bytes
from game.kit.paper import A3_WIDE, A4, PAPERS
from game.kit.position import Position, opening_position, pieces, recorded_position, true_pieces
from game.kit.sheets.chart import map_sheets
from game.kit.sheets.events import playable_events
from game.kit.sheets.ledgers import seat_books
from game.kit.sheets.parts import TABLE
from game.kit.sheets.slips import groups
from game.kit.sheets.tracks import seat_groups, shared_scales
from game.session import Session
from rules.notation import read
from rules.observation import observe
from rules.orders import FAMILIES
from rules.state import State
from rules.terms import POWERS, Power

LESSON = "two_percent_by_march"
JAPAN, US, CHINA, DPRK = POWERS
CREDO = "A game, not a forecast."

Out = pytest.CaptureFixture[str]


@frozen
class Letters:
    """A page's text, the size of its smallest type, and the lines that begin beyond its edges."""

    text: str
    least: float
    outside: tuple[str, ...]


def read_page(page: Any) -> Letters:
    """Read a page once: pages with a map are long."""
    wide, high = float(page.mediabox.width), float(page.mediabox.height)
    sizes, outside = [99.0], []

    def look(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(cm[3] * tm[3] or cm[1] * tm[2]))
            x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
            if not (0 <= x <= wide and 0 <= y <= high):
                outside.append(text)

    text = " ".join(page.extract_text(visitor_text=look).split())
    return Letters(text, min(sizes), tuple(outside))


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the record of a lesson after two turns."""
    path = tmp_path_factory.mktemp("kit") / "game.jsonl"
    session = Session.start(LESSON, dict.fromkeys(POWERS, "calibrated"), 5, path)
    session.adjudicate()
    session.adjudicate()
    session.close()
    return path


@pytest.fixture(scope="session")
def opening() -> Position:
    return opening_position(load_scenario(LESSON))


@pytest.fixture(scope="session")
def book(opening: Position) -> PdfReader:
    """Return the whole kit of the lesson, the map on A3."""
    data, pages = kit_bytes(opening, PAPERS["a3"])
    made = PdfReader(BytesIO(data))
    assert len(made.pages) == pages
    return made


@pytest.fixture(scope="session")
def letters(book: PdfReader) -> list[Letters]:
    return [read_page(page) for page in book.pages]


@pytest.fixture(scope="session")
def texts(letters: list[Letters]) -> list[str]:
    return [each.text for each in letters]


@pytest.fixture(scope="session")
def edition(record: Path) -> bytes:
    """Return Japan's edition of a game under way."""
    data, _ = kit_bytes(recorded_position(record, JAPAN), PAPERS["a3"])
    return data


@pytest.fixture(scope="session")
def of_japan(edition: bytes) -> list[str]:
    """Return the text of Japan's edition, page by page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(edition)).pages]


# ---------- counters ----------


@pytest.mark.parametrize("name", scenario_names())
def test_the_counters_are_those_of_the_set_up_where_it_puts_them(name: str) -> None:
    scenario = load_scenario(name)
    made = Counter((each.power, each.area, each.kind) for each in pieces(opening_position(scenario)))
    wanted: Counter[Any] = Counter()
    for force in scenario.setup.forces:
        wanted[force.power, force.area, force.kind] += force.count
    assert made == wanted


def test_a_counter_shows_the_strength_that_the_rules_give_its_kind(opening: Position) -> None:
    strength = opening.world.terms.strength
    assert all(each.strength == strength[each.kind][each.power] for each in pieces(opening))


@pytest.mark.parametrize("seat", [None, *POWERS])
def test_of_a_game_under_way_all_counters_are_there_but_none_in_a_home_is_placed(
    record: Path, seat: Power | None
) -> None:
    position, truth = recorded_position(record, seat), recorded_position(record).truth
    assert truth is not None
    shown, true = pieces(position), true_pieces(truth)
    assert Counter((p.power, p.kind) for p in shown) == Counter((p.power, p.kind) for p in true)
    own = (JAPAN, US) if seat in (JAPAN, US) else (CHINA, DPRK) if seat is not None else ()
    homes = {
        (power, area) for power in POWERS if power not in own for area in position.world.powers[power].home
    }
    assert all((piece.power, piece.area) not in homes for piece in shown)
    placed = Counter((p.power, p.kind, p.area) for p in true if (p.power, p.area) not in homes)
    assert Counter((p.power, p.kind, p.area) for p in shown if p.area) == placed


# ---------- what the sheets say ----------


def test_the_ring_of_every_track_lies_on_the_sheet_of_now(opening: Position) -> None:
    for seen in opening.seats.values():
        scales = {each.name: each for _, group in seat_groups(seen) for each in group}
        ringed = {name: each.boxes[each.at] for name, each in scales.items() if each.at is not None}
        assert ringed["Political capital"] == str(seen.sheet.capital)
        assert int(ringed["Support, tens"]) + int(ringed["Support, ones"]) == seen.sheet.support
        assert int(ringed["Readiness, tens"]) + int(ringed["Readiness, ones"]) == seen.sheet.readiness
        assert ringed["Strike"] == str(seen.sheet.caps[0])
    public = {each.name: each for each in shared_scales(opening)}
    cohesion = public["US–Japan cohesion"]
    assert cohesion.at is not None and cohesion.boxes[cohesion.at] == str(opening.commons.cohesion)


def test_every_family_of_orders_stands_on_the_slip_in_its_written_form(opening: Position) -> None:
    lines = [line for group in groups(opening.world, 3) for line in group.lines]
    orders = [read(line.written) for line in lines]
    assert {order.family for order in orders} == set(FAMILIES)


def test_the_cards_that_may_come_up_are_printed_and_no_others(opening: Position, texts: list[str]) -> None:
    cards = " ".join(text for text in texts if "The umpire ·" in text)
    printed = [each.id for each in playable_events(opening)]
    assert all(name in cards for name in printed)
    late = [each.id for each in opening.world.events if each.turn > opening.world.length]
    assert late and not set(late) & set(printed)


def test_what_waits_for_a_seat_stands_in_its_books_and_its_card_comes_first(tmp_path: Path) -> None:
    Session.start(LESSON, {}, 5, tmp_path / "game.jsonl").close()
    position = recorded_position(tmp_path / "game.jsonl")
    waiting = position.commons.choices
    assert waiting and tuple(each.id for each in playable_events(position)[: len(waiting)]) == waiting
    for power, seen in position.seats.items():
        target = BytesIO()
        made = Book(target, "books", PAPERS["a4"])
        seat_books(made, TABLE, position, seen)
        made.save()
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())
        for event in (position.world.event[name] for name in waiting):
            assert (event.title in text) is (event.chooser == power)


# ---------- the PDF ----------


def test_every_page_says_what_it_is_and_that_it_is_no_forecast(opening: Position, texts: list[str]) -> None:
    assert all(CREDO in text for text in texts)
    assert all(f"· {nth}" in text for nth, text in enumerate(texts, 1))
    assert all(len(text) > 150 for text in texts)
    assert sum("Natural Earth" in text for text in texts) == 2


def test_pages_are_of_the_paper_asked_for_and_the_map_alone_is_larger(book: PdfReader) -> None:
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in book.pages]
    upright, wide = tuple(map(round, A4)), tuple(map(round, A3_WIDE))
    assert set(sizes) == {upright, upright[::-1], wide}
    assert [nth for nth, size in enumerate(sizes) if size == wide] == [1]


@pytest.mark.parametrize("name", ["a4", "letter"])
def test_other_papers_have_the_map_in_two_halves_of_their_own_size(opening: Position, name: str) -> None:
    target, paper = BytesIO(), PAPERS[name]
    made = Book(target, "map", paper)
    map_sheets(made, TABLE, opening)
    made.save()
    halves = PdfReader(target)
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in halves.pages}
    assert [round(each) for size in sizes for each in size] == [round(paper.width), round(paper.height)]
    entries: Any = halves.outline[1]
    assert [each["/Title"] for each in entries] == ["The map, left half", "The map, right half"]


def test_every_font_is_embedded(book: PdfReader) -> None:
    found = set()
    for page in book.pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            assert "/FontFile2" in font["/FontDescriptor"].get_object(), font["/BaseFont"]
            found.add(str(font["/BaseFont"]).partition("+")[2])
    assert {"EBGaramond12-Regular", "TPSans-Regular"} <= found


def test_no_type_is_smaller_than_seven_points_and_none_runs_off_the_page(letters: list[Letters]) -> None:
    for number, each in enumerate(letters, 1):
        assert each.least >= LEAST - 0.01, (number, each.least)
        assert each.outside == (), number


def test_the_same_game_gives_the_same_bytes_in_every_process(
    record: Path, edition: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "kit.pdf"
    words = ["kit", str(record), "--seat", "japan", "--paper", "a3", "-o", str(out)]
    program = f"import sys; from game.cli.main import run; sys.exit(run({words!r}))"
    env = {**os.environ, "PYTHONHASHSEED": "4"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True
    )
    assert done.stdout == f"written to {out}: {len(PdfReader(out).pages)} pages\n"
    assert out.read_bytes() == edition
    assert not list(tmp_path.glob("*.part"))


# ---------- what each reader may know ----------


def test_the_facilitators_pages_are_marked_and_last(texts: list[str]) -> None:
    marked = [nth for nth, text in enumerate(texts) if "FOR THE FACILITATOR ONLY" in text]
    assert marked and marked == list(range(marked[0], len(texts)))


def test_a_seats_edition_has_its_own_pages_and_nobody_elses(of_japan: list[str]) -> None:
    parts = {match[1] for text in of_japan if (match := re.search(r"(\S[\w ]*) · \d+$", text))}
    feet = " ".join(of_japan)
    assert "Japan: the books" in feet and "FOR THE FACILITATOR" not in feet
    assert not any(f"{name}: the books" in feet for name in ("United States", "China", "DPRK"))
    assert "The umpire" not in parts


def test_a_seats_edition_does_not_change_with_what_it_cannot_know(record: Path, edition: bytes) -> None:
    position = recorded_position(record)
    assert position.truth is not None
    seats = {JAPAN: observe(_otherwise(position.truth), JAPAN)}
    other, _ = kit_bytes(evolve(position, seats=seats, truth=None), PAPERS["a3"])
    assert other == edition


def test_a_seats_edition_tells_no_secret_of_another(record: Path, of_japan: list[str]) -> None:
    truth = recorded_position(record).truth
    assert truth is not None
    text, world = " ".join(of_japan), truth.world
    for power in (US, CHINA, DPRK):
        own = truth.powers[power]
        secret = next(each.text for each in world.secrets[power] if each.id == own.secret)
        assert secret not in text
        assert f"{own.treasury:,}" not in text
        assert not any(world.programme[each.programme].name in text for each in own.contracts)
        assert not any(
            part in text for part in (f"{world.powers[power].name}: tracks", f"{power.key}: brief")
        )
    assert next(each.text for each in world.secrets[JAPAN] if each.id == truth.powers[JAPAN].secret) in text


def _otherwise(state: State) -> State:
    """Return a state in which all that Japan cannot know of the others is different."""
    other = state.copy()
    for power in (US, CHINA, DPRK):
        own = other.powers[power]
        own.support, own.strain, own.secret = 99, 6, other.world.secrets[power][-1].id
        own.roles, own.private_stake = [3, 3, 3], 1 - own.private_stake
        own.contracts = tuple(evolve(each, unpaid=1, due=99) for each in own.contracts)
    return other


# ---------- the command ----------


def said(capsys: Out, *args: str) -> tuple[int, str, str]:
    code = main.run(args)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err and err.count("\n") <= 1
    return code, out, err


def test_errors_are_one_line_that_says_what_to_do(capsys: Out, tmp_path: Path) -> None:
    code, _, err = said(capsys, "kit", "--scenario", "two_percent_by_marsh")
    assert code == 2 and "did you mean 'two_percent_by_march'" in err
    nowhere = str(tmp_path / "no" / "kit.pdf")
    code, _, err = said(capsys, "kit", "--seat", "us", "-o", nowhere)
    assert code == 3 and nowhere in err
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text("not a record\n")
    code, _, err = said(capsys, "kit", str(damaged), "-o", str(tmp_path / "kit.pdf"))
    assert code == 3 and "damaged.jsonl" in err
    code, _, err = said(capsys, "kit", "--paper", "a5")
    assert code == 2 and "letter" in err


def test_without_the_extra_the_command_names_it(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("game.kit", "reportlab"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "reportlab", None)
    code, out, err = said(capsys, "kit")
    assert (code, out) == (2, "")
    assert "twopercent kit needs the extra 'print': pip install 'twopercent[print]'" in err
