"""The after-action review: a page whose figures are those of the views, and a seat's that tells no secret."""

from __future__ import annotations

import csv
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from builders import LESSON, STANDARD, game, scenario
from game.cli import main
from game.content import scenario_digest, scenario_plain
from game.headless.playouts import playout
from game.players.registry import make
from game.record import Record, from_lines, load, write_record
from game.report.debrief import INKS, MONEY_INKS, ROLE_INKS, debrief_page, write_debrief
from game.report.lines import LABEL, Series, over_turns
from game.report.pivots import pivots
from game.report.review import MISREAD, Review, review_of
from game.report.tables import tables_of, write_tables
from game.session import Session
from game.views.epilogue import epilogue
from game.views.escalation import ladders
from game.views.ledger import ledger
from game.views.memo import Memo, memo_text
from game.views.story import StillSecret, Story, story_of_record
from game.views.trajectories import forces_of, procurement_of, support_of
from rules import POWERS, OrderSheet, Power
from rules.orders import Operate, TakeStance
from rules.terms import Priority, Stance
from stories import story, told

JAPAN, US, CHINA, DPRK = POWERS
NASTY = "<script>alert('1')</script> & <b>bold</b>"


@cache
def record(kind: str, seed: int, name: str = STANDARD) -> Record:
    players = {power: make(kind) for power in POWERS}
    done = playout(scenario(name), players, seed, True, scenario_digest(scenario_plain(name)))
    return from_lines(done.lines)


@cache
def review() -> Review:
    return review_of(record("calibrated", 3), games=2)


@cache
def page() -> str:
    return debrief_page(review())


class Reader(HTMLParser):
    """Reads a page, notices what is not closed in turn, and keeps rows, links and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data

    def row(self, *cells: str) -> bool:
        """Tell whether there is a row that begins with these cells, white space apart."""
        wanted = [" ".join(cell.split()) for cell in cells]
        return any([" ".join(cell.split()) for cell in row][: len(wanted)] == wanted for row in self.rows)


@cache
def read() -> Reader:
    return Reader(page())


# ---------- the page ----------


def test_a_page_is_whole_and_needs_no_network() -> None:
    reader = read()
    assert reader.open == []
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert not re.search(r"https?:|<script|@import|url\(|<link|<img|<iframe", page())
    assert len(page().encode()) < 1_500_000
    assert "a game, not a forecast" in page()


def test_a_page_says_what_was_played_and_how_it_ended() -> None:
    end = epilogue(review().story)
    for said in (scenario().title, end.title, "seed 3", "rules 0.2.0", "12 turns", *scenario().questions):
        assert said in read().text
    assert read().text.count("calibrated") >= len(POWERS)


def test_scores_on_the_page_are_those_of_the_end() -> None:
    reader, end = read(), epilogue(review().story)
    for card in end.scores:
        assert f'aria-label="{card.total} of 100: {card.band.value}"' in page()
        for row in card.rows:
            heading = f"Secret: {row.heading}" if row.secret else row.heading
            cells = [r for r in reader.rows if r and " ".join(r[0].split()).startswith(heading)]
            assert any(" ".join(r[1].split()) == f"{row.points} of {row.most}" for r in cells)


def test_rises_on_the_page_are_those_of_the_ladders() -> None:
    found = [
        (str(rise.turn), f"{rise.before} → {rise.after}")
        for ladder in ladders(review().story)
        for rise in ladder.rises
    ]
    shown = [(row[0], " ".join(row[2].split())) for row in read().rows if len(row) == 6 and "→" in row[2]]
    assert sorted(shown) == sorted(found)
    assert len(found) > 3
    assert [int(turn) for turn, _ in shown] == sorted(int(turn) for turn, _ in found)


def test_what_raised_a_rung_is_named() -> None:
    seen = review()
    names = {
        seen.because(ladder, rise)
        for ladder in seen.ladders
        for rise in ladder.rises
        if rise.cause == "operations"
    }
    known = {operation.name for operation in scenario().world.operations}
    assert names and all(set(each.split(", ")) <= known for each in names)


def test_money_forces_support_and_promises_are_those_of_the_views() -> None:
    reader, seen = read(), review().story
    for each in procurement_of(seen):
        for value in (each.planned, each.spent, each.delivered):
            assert f"${value[-1]:,} m" in reader.text
    seats = dict(zip(POWERS, ("Japan", "US", "China", "DPRK"), strict=True))
    for forces in forces_of(seen):
        ready, stocks = forces.readiness, forces.stocks
        numbers = (ready[0], min(ready), ready[-1], stocks[0], min(stocks), stocks[-1])
        assert reader.row(seats[forces.power], *map(str, numbers))
        for rival, series in forces.alarm:
            assert f"about {seats[rival]} {series[0]} → {series[-1]}, most {max(series)}" in reader.text
    for home in support_of(seen):
        assert f"support {home.support[0]} → {home.support[-1]}, least {min(home.support)}" in reader.text
    for word in ledger(seen).words:
        numbers = (word.given, word.kept, word.broken, word.untested, word.signed, word.breached)
        assert reader.row(seats[word.power], *map(str, numbers))


def test_beliefs_on_the_page_are_the_worst_of_each_seat() -> None:
    for point in review().misread:
        for belief_page in point.pages:
            worst = point.worst(belief_page)
            assert len(worst) <= MISREAD
            assert all(each in belief_page.beliefs and each.off for each in worst)
            assert f"{belief_page.inside} of {len(belief_page.beliefs)}" in read().text
            for each in worst:
                assert each.label in read().text
    assert 1 <= len(review().misread) <= 3


def test_every_order_of_every_turn_is_on_the_page() -> None:
    seen = review()
    count = sum(len(sheet.orders) for sheets in seen.story.sheets for sheet in sheets.values())
    assert len(seen.orders) == count > 100
    for each in seen.orders:
        assert each.words in read().text


def test_figures_of_the_what_ifs_are_those_of_their_branches() -> None:
    roads = review().roads
    assert len(roads) == 2
    for road in roads:
        assert road.pivot.instead in read().text
        for effect in road.found.seats:
            one, two = effect.same_dice
            assert one == road.answer.same_dice.kept.scores[effect.power]
            assert any(f"{one} → {two}" in cell for row in read().rows for cell in row)


# ---------- the orders that mattered most ----------


@pytest.mark.parametrize("kind", ["calibrated", "hawk", "random"])
def test_a_pivot_is_the_order_with_the_largest_share_that_can_be_left_out(kind: str) -> None:
    for seed in range(2):
        seen = story(kind, seed)
        found = pivots(seen)
        assert len({each.turn for each in found}) == len(found) == 2
        for pivot in found:
            before = seen.sheets[pivot.turn - 1][pivot.power].orders
            gone = [order for order in before if order not in pivot.sheet.orders]
            new = [order for order in pivot.sheet.orders if order not in before]
            if pivot.flashpoint:
                press, hold = Stance.PRESS, Stance.HOLD
                one = isinstance(gone[0], Operate) or gone[0].stance == press if gone else False  # type: ignore[union-attr]
                assert one or new == [TakeStance(pivot.flashpoint, hold)]
            assert gone or new
        shares = [each.share for each in found]
        assert shares == sorted(shares, reverse=True)


def test_a_game_without_orders_has_no_what_ifs() -> None:
    assert pivots(story("idle", 1)) == ()
    with pytest.raises(StillSecret):
        pivots(told(game("calibrated", 1)[:3]))


# ---------- people, and what they write ----------


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an unfinished game with two memos, a turn taken back, an act, and words that are no HTML."""
    path = tmp_path_factory.mktemp("people") / "game.jsonl"
    session = Session.start(LESSON, dict.fromkeys((US, CHINA, DPRK), "calibrated"), 5, path)
    session.memo(JAPAN, memo_text(Memo(tuple(Priority), NASTY)))
    session.memo(US, f"no ranking {NASTY}")
    while session.turn < 3:
        session.commit(OrderSheet(JAPAN))
        session.adjudicate()
    session.rewind(2, f"once more {NASTY}")
    session.note(f"an inject {NASTY}")
    session.commit(OrderSheet(JAPAN))
    session.adjudicate()
    session.close()
    return path


@pytest.fixture(scope="module")
def ended(people: Path) -> Path:
    path = people.with_name("ended.jsonl")
    path.write_bytes(people.read_bytes())
    session = Session.resume(path)
    while session.outcome is None:
        session.commit(OrderSheet(JAPAN))
        session.adjudicate()
    session.close()
    return path


def test_what_people_write_is_text_and_no_page(ended: Path, tmp_path: Path) -> None:
    path = write_debrief(ended, tmp_path / "page.html", games=0)
    shown = path.read_text(encoding="utf-8")
    assert "<script" not in shown and "<b>bold" not in shown
    reader = Reader(shown)
    assert reader.open == []
    for said in (NASTY, f"no ranking {NASTY}", f"once more {NASTY}", f"an inject {NASTY}"):
        assert said in unescape(reader.text)
    assert "of 100 kept to" in reader.text
    assert not (tmp_path / "page.html.part").exists()


def test_the_truth_of_a_game_that_goes_on_is_not_written(people: Path, tmp_path: Path) -> None:
    with pytest.raises(StillSecret):
        write_debrief(people, tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seat", POWERS)
def test_a_seats_edition_tells_of_no_other_seat(seat: Power, people: Path, tmp_path: Path) -> None:
    path = write_debrief(people, tmp_path / "page.html", seat, tables=tmp_path / "csv")
    shown = path.read_text(encoding="utf-8")
    assert "seed told at the end" in Reader(shown).text
    assert ("no ranking" in shown) == (seat == US)
    assert "once more" not in shown and "an inject" not in shown
    for name in ("procurement", "seats", "alarm", "orders"):
        with open(tmp_path / "csv" / f"{name}.csv", encoding="utf-8", newline="") as stream:
            assert {row["seat"] for row in csv.DictReader(stream)} <= {seat.key}
    for name in ("beliefs", "branches", "words", "scores", "notes"):
        assert len((tmp_path / "csv" / f"{name}.csv").read_text().splitlines()) == 1


def test_a_seats_edition_is_made_of_what_the_seat_saw(people: Path) -> None:
    """Whatever the others' sheets hold, the page is the same, as long as the seat sees the same."""
    kept = load(people)
    shown = debrief_page(review_of(kept, JAPAN))

    def other(record: Record, data: object = None) -> Story:
        seen = story_of_record(record)
        states = []
        for state in seen.states:
            state = state.copy()
            for power in (US, CHINA, DPRK):
                state.powers[power].secret = "another"
                state.powers[power].alarm = [9] * 4
                state.powers[power].support = 1
            state.seed = 99
            states.append(state)
        return evolve(seen, states=tuple(states))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("game.report.review.story_of_record", other)
        assert debrief_page(review_of(kept, JAPAN)) == shown


def test_a_game_that_has_only_begun_has_a_page_for_a_seat(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    Session.start(LESSON, {}, 5, path).close()
    shown = write_debrief(path, tmp_path / "page.html", US).read_text(encoding="utf-8")
    assert Reader(shown).open == []
    assert "No turn has been played yet" in shown


# ---------- tables ----------


def test_every_column_of_every_table_is_documented(tmp_path: Path) -> None:
    paths = write_tables(review(), tmp_path / "new" / "csv")
    with open(tmp_path / "new" / "csv" / "columns.csv", encoding="utf-8", newline="") as stream:
        told_of = {(row["table"], row["column"]) for row in csv.DictReader(stream) if row["holds"]}
    for path in paths[:-1]:
        with open(path, encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert {(path.stem, head) for head in rows[0]} <= told_of
        assert all(len(row) == len(rows[0]) for row in rows)


def test_tables_hold_the_numbers_of_the_views() -> None:
    tables = {table.name: table for table in tables_of(review())}
    seen = review().story
    assert {(row[0], row[1], row[2]) for row in tables["rungs"].rows} == {
        (turn, ladder.flashpoint, rung) for ladder in ladders(seen) for turn, rung in enumerate(ladder.rungs)
    }
    assert [row[2:] for row in tables["procurement"].rows if row[1] == "us"] == list(
        zip(
            *(getattr(procurement_of(seen)[US], each) for each in ("planned", "spent", "delivered")),
            strict=True,
        )
    )
    totals = [row[2] for row in tables["scores"].rows if row[1] == "total"]
    assert totals == [card.total for card in epilogue(seen).scores]
    assert len(tables["branches"].rows) == 2 * 3 * 2


# ---------- charts ----------


def test_names_of_lines_keep_apart_and_every_line_has_a_dash_of_its_own() -> None:
    series = [
        Series(name, [50, 60, value], "#000") for name, value in zip("abcd", (99, 98, 98, 2), strict=True)
    ]
    chart = over_turns(series, (0, 100), 300, 150, 40)
    labels = sorted(line.label for line in chart.lines)
    assert all(after - before >= LABEL for before, after in pairwise(labels))
    assert len({line.dash for line in chart.lines}) == 4
    assert [line.end[1] for line in chart.lines] == sorted(line.end[1] for line in chart.lines)
    assert all(chart.top <= line.end[1] <= chart.bottom for line in chart.lines)


def _luminance(ink: str) -> float:
    parts = [int(ink[nth : nth + 2], 16) / 255 for nth in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", [*INKS.values(), *MONEY_INKS, *ROLE_INKS, "#9C2B1F", "#514C42"])
def test_every_ink_of_a_name_can_be_read_on_paper(ink: str) -> None:
    paper, dark = _luminance("#F6F0E1"), _luminance(ink)
    assert (paper + 0.05) / (dark + 0.05) >= 4.5


# ---------- at the terminal ----------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "game.jsonl"
    done = playout(
        scenario(LESSON),
        {power: make("calibrated") for power in POWERS},
        6,
        True,
        scenario_digest(scenario_plain(LESSON)),
    )
    write_record(path, done.lines)
    return path


def test_the_command_writes_page_and_tables(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.html"
    args = ["report", str(file), "-o", str(out), "--csv", str(tmp_path / "csv"), "--games", "2"]
    assert main.run(args) == 0
    assert str(out) in capsys.readouterr().out
    assert "Two roads not taken" in out.read_text(encoding="utf-8")
    assert (tmp_path / "csv" / "columns.csv").exists()


@pytest.mark.parametrize(
    ("args", "code", "said"),
    (
        (["--games", "1"], 2, "one branch says nothing"),
        (["-o", "/nowhere/at/all/page.html", "--games", "0"], 3, "No such file or directory"),
        (["--seat", "uss"], 2, "'uss' is not one of"),
    ),
)
def test_what_is_asked_wrongly_is_said_in_one_line(
    args: list[str], code: int, said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["report", str(file), *args]) == code
    told_to = capsys.readouterr()
    assert said in told_to.err and told_to.err.count("\n") == 1


def test_an_unfinished_game_and_one_of_other_rules_are_named(
    people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path / "page.html")]
    assert main.run(["report", str(people), *out]) == 2
    assert "the truth waits for its end; name a seat" in capsys.readouterr().err
    old = next((Path(__file__).parents[1] / "records").glob("0.1.0-*.jsonl"))
    assert main.run(["report", str(old), *out]) == 1
    assert "played with rules 0.1.0" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
