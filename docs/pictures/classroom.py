"""Takes the README's pictures of the classroom: a team's map and the facilitator's desk, in a game under way.

    python docs/pictures/classroom.py --out DIR     needs the extra `test` and Debian's `chromium`

Two tables play the lesson on the same dice; the advisor has written for all seats until now.
"""

from __future__ import annotations

import argparse
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from game.classroom.app import make_app
from game.classroom.hall import Hall, Plan
from game.classroom.store import Store
from game.classroom.terms import Fallback

PORT: Final = 8026
WINDOW: Final = {"width": 1280, "height": 800}
TURNS: Final = 2
TEAM: Final = ("Front row", "Window side")


def class_under_way(folder: Path) -> Hall:
    """Return a class in its third turn."""
    hall = Hall(Store(folder / "class.db"), folder / "records")
    hall.begin(Plan("two_percent_by_march", 2, 7, 12.0, Fallback.ADVISOR))
    now = time.time()
    for table in hall.tables.values():
        for _ in range(TURNS):
            table.end_turn(now)
        table.set_clock(table.clock.start(now))
    return hall


@contextmanager
def served(hall: Hall) -> Iterator[str]:
    """Serve a class on this computer and yield its address."""
    config = uvicorn.Config(make_app(hall), host="127.0.0.1", port=PORT, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        server.should_exit = True
        thread.join()


def sit_down(browser: Browser, address: str, code: str, name: str, role: str) -> Page:
    """Let somebody join a table and take a role in the first seat."""
    page = browser.new_page(viewport=WINDOW, device_scale_factor=1)
    page.goto(f"{address}/?code={code}")
    page.fill("[name=name]", name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/table*")
    page.locator(f'button:has-text("{role}"), [aria-label*="{role}"]').first.click()
    page.wait_for_url("**/seat/*")
    return page


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        hall = class_under_way(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(hall) as address:
            code = next(iter(hall.tables.values())).code
            page = sit_down(browser, address, code, TEAM[0], "Leader")
            sit_down(browser, address, code, TEAM[1], "Finance")
            page.goto(f"{address}/seat/map")
            page.wait_for_timeout(500)
            page.screenshot(path=out / "classroom-map.png")
            desk = browser.new_page(viewport=WINDOW)
            desk.goto(f"{address}/desk/enter/{hall.facilitator_key}")
            desk.wait_for_timeout(500)
            desk.screenshot(path=out / "classroom-desk.png")
            browser.close()
        hall.close()


if __name__ == "__main__":
    main()
