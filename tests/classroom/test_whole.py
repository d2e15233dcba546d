"""Whole lessons in real browsers: a class plays to the debrief, a team by keyboard, every page is sound."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from classroom_host import Host

CHROMIUM: Final = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
PATIENCE: Final = 30_000
"""Milliseconds that a page may take; the machine may be busy."""

pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no 'chromium' on the PATH: apt-get install chromium, or name one in CHROMIUM"
)

CLASS, KEYS, PAGES = 1, 2, 3
"""The tables: of the class that plays to the end, of the team by keyboard, and of the pages looked at."""

SEATS: Final = ("japan", "us", "china", "dprk")
AXE: Final = {"resultTypes": ["violations"]}


class School:
    """A server, a browser, and what any of its windows asked for or complained of."""

    def __init__(self, host: Host, browser: Browser) -> None:
        self.host, self.browser = host, browser
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def window(self, width: int = 1280, height: int = 800) -> Page:
        """Open a window of somebody new."""
        context = self.browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", lambda line: self._said(line.type, line.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def join(self, table: int, name: str, seat: str, role: str = "leader") -> Page:
        """Join by code and sit down, by clicks."""
        page = self.window()
        page.goto(self.host.address)
        page.get_by_label("Code of your table").fill(self.host.codes[table - 1].lower())
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Join").click()
        page.locator(f"#sit-{seat}-{role}").click()
        page.wait_for_url("**/seat/brief")
        return page

    def facilitator(self) -> Page:
        """Open the link that the program printed."""
        page = self.window()
        page.goto(f"{self.host.address}{self.host.link}")
        page.wait_for_url("**/desk")
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.host.address}/", "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {url}")

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{kind}: {text}")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    with (
        Host(folder, "--tables", "3", "--minutes", "30") as host,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield School(host, browser)
        browser.close()


@pytest.fixture
def school(shared: School) -> Iterator[School]:
    shared.complaints.clear()
    yield shared
    shared.close()
    assert not shared.complaints


# ---------- a class ----------


def test_a_class_plays_four_turns_to_the_debrief(school: School) -> None:
    teams = {seat: school.join(CLASS, f"Leader of {seat}", seat) for seat in SEATS}
    desk = school.facilitator()
    clock_is_started_and_paused(desk, teams)
    a_message_passes_between_teams(teams)
    for page in teams.values():
        writes(page)
        commits(page)
    ends_turn(desk, teams, 2)
    an_inject_falls(desk, teams)
    a_bot_covers_a_seat(desk, teams)
    ends_turn(desk, teams, 3)
    gives_seat(desk, "human", "She is back")
    expect(teams["dprk"].locator("#sheet")).not_to_contain_text("A bot plays")
    goes_back(desk, teams, 2)
    for turn in (3, 4, 5):
        writes(teams["us"])
        ends_turn(desk, teams, turn)
    the_debrief_is_read(desk, teams)


def clock_is_started_and_paused(desk: Page, teams: dict[str, Page]) -> None:
    for word, running in (("Start", "1"), ("Pause", "0"), ("Start", "1")):
        desk.get_by_role("button", name=f"{word} the clock of Table {CLASS}").click()
        for page in teams.values():
            expect(page.locator("#clock")).to_have_attribute("data-running", running)


def a_message_passes_between_teams(teams: dict[str, Page]) -> None:
    teams["japan"].goto(f"{origin(teams['japan'])}/seat/messages?at=us")
    teams["japan"].locator("textarea[name=text]").fill("We raise our share if you stay. <b>Agreed?</b>")
    teams["japan"].get_by_role("button", name="Send").click()
    expect(teams["us"].locator("#tab-messages .badge")).to_be_visible()
    teams["us"].goto(f"{origin(teams['us'])}/seat/messages?at=japan")
    expect(teams["us"].locator("#posts")).to_contain_text("stay. <b>Agreed?</b>")
    expect(teams["china"].locator("#tab-messages .badge")).to_have_count(0)


def writes(page: Page) -> None:
    """Choose another share of GDP, or whatever the seat's dial is."""
    page.locator("#tab-budget").click()
    page.locator(".steps-of-dial button[aria-pressed=false]:not([disabled])").first.click()
    expect(page.locator("#order-1")).to_be_visible()


def commits(page: Page) -> None:
    page.locator("#to-commit").click()
    page.locator("#commit").click()
    expect(page.locator("h1")).to_contain_text("eceipt")
    page.locator("#tab-brief").click()
    page.wait_for_url("**/seat/brief")


def ends_turn(desk: Page, teams: dict[str, Page], turn: int) -> None:
    """End the turn at the desk; every window sees the next one by itself."""
    desk.goto(f"{origin(desk)}/desk")
    desk.locator(f"#end-{CLASS}").click()
    for page in teams.values():
        if turn <= 4:
            expect(page.locator("#bar")).to_contain_text(f"Turn {turn} of 4")
        else:
            expect(page.locator("#clock")).to_contain_text("ended")


def an_inject_falls(desk: Page, teams: dict[str, Page]) -> None:
    desk.goto(f"{origin(desk)}/desk/table/{CLASS}/acts?kind=track#decree")
    decree = desk.locator("section#decree")
    decree.locator("#d-by").fill("-8")
    decree.locator("#d-reason").fill("What a scandal does to support")
    support = teams["japan"].locator("#bar .tracks dd").nth(2)
    before = int(support.inner_text())
    decree.get_by_role("button", name="Decree it").click()
    expect(support).to_have_text(str(before - 8))
    desk.goto(f"{origin(desk)}/desk/table/{CLASS}/acts-and-notes")
    expect(desk.locator("main")).to_contain_text("What a scandal does to support")


def a_bot_covers_a_seat(desk: Page, teams: dict[str, Page]) -> None:
    gives_seat(desk, "calibrated", "She was called away")
    page = teams["dprk"]
    page.locator("#tab-budget").click()
    expect(page.locator("#tab")).to_contain_text("A bot plays for")
    expect(page.locator(".steps-of-dial button:not([disabled])")).to_have_count(0)


def gives_seat(desk: Page, player: str, reason: str) -> None:
    desk.goto(f"{origin(desk)}/desk/table/{CLASS}")
    desk.get_by_text("Give a seat to a bot, or back").click()
    desk.locator("#b-seat").select_option("dprk")
    desk.locator("#b-bot").select_option(player)
    desk.locator("#b-reason").fill(reason)
    desk.get_by_role("button", name="Give the seat").click()
    desk.wait_for_load_state()


def goes_back(desk: Page, teams: dict[str, Page], turn: int) -> None:
    desk.goto(f"{origin(desk)}/desk/table/{CLASS}/acts")
    desk.locator("#back-turn").select_option(str(turn))
    desk.locator("#back-reason").fill("The class wants to see the other road")
    desk.get_by_role("button", name="Go back…").click()
    desk.locator("form button.primary").click()
    for page in teams.values():
        expect(page.locator("#bar")).to_contain_text(f"Turn {turn} of 4")


def the_debrief_is_read(desk: Page, teams: dict[str, Page]) -> None:
    expect(desk.locator(f"#table-{CLASS} a[href$='/debrief']")).to_be_visible(timeout=4 * PATIENCE)
    desk.goto(f"{origin(desk)}/desk/table/{CLASS}")
    release = desk.locator(f"form[action='/desk/table/{CLASS}/release'] button")
    release.click()
    page = teams["japan"]
    page.goto(f"{origin(page)}/seat/end")
    page.get_by_role("link", name="debrief").first.click()
    expect(page.locator("body")).to_contain_text("The class wants to see the other road")


def origin(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


# ---------- by keyboard ----------


def test_a_team_plays_a_turn_by_keyboard_alone(school: School) -> None:
    page = school.window()
    page.goto(school.host.address)
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(school.host.codes[KEYS - 1])
    tab_to(page, "#name")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/table")
    enter(page, "#sit-us-leader", "**/seat/brief")
    enter(page, "#tab-map", "**/seat/map")
    a_place_is_found_by_arrows(page)
    enter(page, "#tab-budget", "**/seat/budget")
    tab_to(page, ".steps-of-dial button[aria-pressed=false]")
    page.keyboard.press("Space")
    expect(page.locator("#order-1")).to_be_visible()
    enter(page, "#to-commit", "**/seat/finish")
    tab_to(page, "#commit")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("eceipt")
    desk = school.facilitator()
    tab_to(desk, f"#end-{KEYS}")
    desk.keyboard.press("Enter")
    expect(page.locator("#bar")).to_contain_text("Turn 2 of 4")


def a_place_is_found_by_arrows(page: Page) -> None:
    tab_to(page, "#map .area")
    first = page.evaluate("document.activeElement.dataset.area")
    ways = ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown")
    for way in ways:
        page.keyboard.press(way)
    assert page.evaluate("document.activeElement.matches('#map .area')")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.area") != first
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_be_visible()


def enter(page: Page, selector: str, url: str) -> None:
    """Go to something by Tab and press Enter on it; it leads somewhere else."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(url)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus; what has it can be seen."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert focused(page).bounding_box() is not None
            return
    raise AssertionError(f"Tab does not lead to {selector} at {page.url}")


def focused(page: Page) -> Locator:
    return page.locator(":focus")


# ---------- a crash ----------


def test_an_open_page_goes_on_by_itself_when_the_server_was_killed(school: School) -> None:
    page = school.join(PAGES, "Mary", "china", "press")
    page.locator("#tab-messages").click()
    page.locator("textarea[name=text]").fill("Written while nobody listened")
    school.host.kill()
    expect(page.locator("#connection")).to_be_visible()
    school.host.start()
    expect(page.locator("#connection")).to_be_hidden()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#posts")).to_contain_text("Written while nobody listened")
    assert all("ERR_CONNECTION" in line for line in school.complaints)
    school.complaints.clear()


# ---------- every page ----------

TABS: Final = ("map", "budget", "programmes", "policy", "posture", "diplomacy", "watch", "log", "messages")
STUDENT: Final = tuple(f"/seat/{tab}" for tab in ("brief", *TABS, "advice", "finish", "resolution"))
DESK: Final = (
    *("/desk", f"/desk/table/{PAGES}", f"/desk/table/{PAGES}/acts", f"/desk/table/{PAGES}/acts-and-notes"),
    *(f"/desk/table/{PAGES}/as/japan", "/desk/injects", "/desk/compare", "/desk/screen"),
)


def test_no_page_has_a_serious_fault_for_readers_of_any_kind(school: School) -> None:
    student, desk = school.join(PAGES, "Joan", "japan"), school.facilitator()
    writes(student)
    desk.locator(f"#end-{PAGES}").click()
    expect(student.locator("#bar")).to_contain_text("Turn 2 of 4")
    writes(student)
    stranger = school.window()
    found = [
        *faults(stranger, school.host.address, ("/", "/?code=WRONG")),
        *faults(student, school.host.address, ("/table", *STUDENT)),
        *faults(desk, school.host.address, DESK),
    ]
    assert not found, "\n".join(found)


def faults(page: Page, address: str, paths: tuple[str, ...]) -> Iterator[str]:
    """Yield each serious or critical violation of pages, on a laptop and on a phone."""
    for path in paths:
        answer = page.goto(f"{address}{path}")
        assert answer is not None and answer.ok, path
        page.evaluate(Axe().axe_script)
        for width, height in ((1280, 800), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            for violation in page.evaluate("options => axe.run(options)", AXE)["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    where = ", ".join(node["target"][0] for node in violation["nodes"][:3])
                    yield f"{path} at {width}: {violation['id']}: {violation['help']} ({where})"
