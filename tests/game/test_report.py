"""Pages: whole in themselves, readable, and of the figures they are given."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

import game.report
from game.headless.league import League, sittings
from game.headless.league_facts import Facts, facts_of
from game.headless.league_standing import standing
from game.headless.results import Game
from game.report.league import DRAWS_SHOWN, league_page
from game.report.page import chance, counted, number, percent, render, signed
from game.report.plots import Row, intervals, reach, short
from rules.terms import Ending

PLAYERS = ("sly", "<b>&bold", "a_player_with_a_name.longer:ThanAnyLabelHasRoomFor")


def facts_with(deals: int) -> Facts:
    league = League("two_percent_by_march", PLAYERS, 12 * deals)
    games = []
    for sitting in sittings(league):
        worth = {"sly": 30 + sitting.deal, "<b>&bold": 30, PLAYERS[2]: 70}
        one, two, three, four = (worth[name] for name in sitting.match.seats)
        match = sitting.match
        games.append(Game(match.number, match.seed, "0" * 16, 4, Ending.TIME, (one, two, three, four)))
    return facts_of(league, standing(league, games), len(games))


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_with(4)


@pytest.fixture(scope="module")
def page(facts: Facts) -> str:
    return league_page(facts)


INTERVAL = 'stroke="#15293E"'
"""How the line of an interval is told from the other marks of a page."""


class Reader(HTMLParser):
    """Reads a page and notices what is not closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str | None] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text += f"{data} "


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_a_page_is_well_formed_and_needs_no_network(page: str) -> None:
    links = read(page).links
    assert links and all(link is not None and link.startswith("#") for link in links)
    assert not re.search(r"https?:|url\(|@import|<script|<link", page)


def test_a_page_says_that_it_is_a_game_and_how_to_play_it_again(page: str, facts: Facts) -> None:
    text = read(page).text
    assert text.count("a game, not a forecast") == 2
    assert facts["command"] in text and "seeds 1 to 4" in text


def test_names_are_text_and_never_markup(page: str) -> None:
    assert "<b>&bold" in read(page).text
    assert "<b>&bold" not in page and "&lt;b&gt;&amp;bold" in page


def test_the_figures_of_a_page_are_those_of_the_standing(page: str, facts: Facts) -> None:
    text = re.sub(r"\s+", " ", read(page).text)
    assert facts["verdict"] in text
    for line in facts["players"]:
        rating = line["rating"]
        assert f"{line['player']} {number(line['mean'])} " in text
        assert f"{number(rating['mu'], 2)} {number(rating['sigma'], 2)} " in text
    sly, bold = (line for line in facts["players"] if line["player"] in ("sly", "<b>&bold"))
    assert (sly["mean"], bold["mean"]) == (32.5, 30)  # 31, 32, 33, 34 in four deals
    assert "sly − <b>&bold +2.5 +0.4 to +4.6" in text  # 3.182 standard errors of 0.645 either way
    assert text.count("every seat") == 1 + 3


def test_draws_are_listed_up_to_a_number_and_counted_beyond() -> None:
    facts = facts_with(2)
    facts["draws"] = [{"seed": 77, "table": 1, "seat": "us", "score": 50.0, "players": ["sly", "shy"]}] * (
        DRAWS_SHOWN + 5
    )
    text = read(league_page(facts)).text
    assert text.count("sly, shy") == DRAWS_SHOWN
    assert f"There are {DRAWS_SHOWN + 5}; the first {DRAWS_SHOWN} are listed" in text
    assert "There are none." in read(league_page(facts_with(1))).text


def test_a_page_of_one_deal_has_means_and_no_intervals() -> None:
    facts = facts_with(1)
    assert facts["players"][0]["low"] is None
    page, more = league_page(facts), league_page(facts_with(2))
    read(page)
    assert page.count(INTERVAL) == 0 < more.count(INTERVAL)
    assert page.count("<circle") == more.count("<circle")
    assert "12 games in 1 deal," in page and "24 games in 2 deals," in more
    assert "Too few deals for intervals" in page


# ---------- colour ----------

STYLE = (Path(game.report.__file__).parent / "templates/page.html").read_text(encoding="utf-8")


def colour(name: str) -> str:
    return name if name.startswith("#") else re.findall(rf"--{name}: (#\w{{6}})", STYLE)[0]


def contrast(one: str, other: str) -> float:
    def light(hexes: str) -> float:
        parts = (int(hexes[at : at + 2], 16) / 255 for at in (1, 3, 5))
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(colour(one)), light(colour(other))))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["paper", "card", "#FFFFFF"])
@pytest.mark.parametrize("ink", ["ink", "second", "muted", "gold", "good", "bad"])
def test_text_stands_out_from_paper(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ink", ["cream", "cream-second", "#F0B64E"])
def test_text_stands_out_from_navy(ink: str) -> None:
    assert contrast(ink, "navy") >= 4.5


# ---------- numbers and plots ----------


def test_numbers_are_written_with_a_real_minus_and_nothing_for_none() -> None:
    assert [number(-1.26), number(3, 2), number(None)] == ["−1.3", "3.00", "–"]
    assert [signed(2), signed(-2.04), signed(0.04), signed(-0.04), signed(None)] == [
        "+2.0", "−2.0", "0.0", "0.0", "–",
    ]  # fmt: skip
    assert [counted(1, "deal"), counted(2, "deal"), counted(0, "deal")] == ["1 deal", "2 deals", "0 deals"]
    assert [percent(0.125), percent(1), percent(None)] == ["12 %", "100 %", "–"]
    assert [chance(0.0004), chance(0.04951), chance(1), chance(None)] == ["< 0.001", "0.050", "1.000", "–"]


def test_a_plot_puts_values_on_its_scale_and_cuts_off_what_is_beyond() -> None:
    rows = [Row("abc", 50, -20, 100), Row("d", None, None, None)]
    plot = intervals(rows, 0, 100, 300, 40)
    whole, nothing = plot.marks
    ticks = {figure: place for place, figure in plot.ticks}
    assert (whole.low, whole.high) == (ticks[0], ticks[100]) and whole.mean == (ticks[0] + ticks[100]) / 2
    assert whole.low is not None and whole.high is not None and 20 < whole.low < whole.high < 300 - 40
    assert nothing.mean is nothing.low is nothing.high is None and nothing.y > whole.y


def test_ticks_are_round_and_no_more_than_there_is_room_for() -> None:
    assert [tick for _, tick in intervals([Row("a", 1, 1, 1)], 0, 100, 600, 40).ticks] == [
        0,
        20,
        40,
        60,
        80,
        100,
    ]
    assert [tick for _, tick in intervals([Row("a", 1, 1, 1)], 0, 100, 200, 40).ticks] == [0, 50, 100]
    assert [tick for _, tick in intervals([Row("a", 1, 1, 1)], -30, 30, 600, 40).ticks] == [-20, 0, 20]


def test_a_scale_of_differences_is_round_and_holds_them_all() -> None:
    assert reach([Row("a", 12, 9, 15), Row("b", -3, -31, 25)], 5) == 40
    assert reach([Row("a", 1, 0, 2)], 5) == 5 and reach([], 5) == 5


def test_a_long_label_is_cut_with_a_mark() -> None:
    assert short("calibrated", 10) == "calibrated" and short("calibrated", 6) == "calib…"


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("league.html", facts={})
