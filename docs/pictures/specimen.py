"""Writes a page that shows every part of the pages' design language, for looking at beside the look book.

    python docs/pictures/specimen.py --out DIR        specimen.html and what it needs, for any browser
    python docs/pictures/specimen.py --palette night  in another palette

The drawings are those of the opening of a game, as Japan sees it.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import evolve

from game import classroom, fonts
from game.content import load_scenario
from game.content_geometry import load_geometry
from game.drawing.chart import called, ground_picture, scene_picture
from game.drawing.counters import counter
from game.drawing.dial import flashpoint_card, rung_picture
from game.drawing.odds import dice_picture, odds_picture
from game.drawing.palette import PALETTES
from game.drawing.shapes import Picture
from game.drawing.svg import svg, variables
from game.views.map_scene import Sight, Stack, scene_of
from game.views.odds import odds_rows
from rules import Power, new_game, observe
from rules.legality import legal_orders
from rules.terms import KINDS, POWERS

SEATS: Final = {"japan": "Japan", "us": "United States", "china": "China", "dprk": "DPRK"}
RESULTS: Final = ("Major setback", "Setback", "No change", "Gain", "Major gain")


def options() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("specimen"))
    parser.add_argument("--palette", choices=tuple(PALETTES), default="paper")
    parser.add_argument("--scenario", default="turning_the_corner")
    return parser.parse_args()


# ---------- drawings ----------


def pictures(scenario_name: str) -> dict[str, str]:
    """Return the drawings of a game's opening by name."""
    scenario = load_scenario(scenario_name)
    seen = observe(new_game(scenario, 1), Power.JAPAN)
    world, geometry = seen.world, load_geometry()
    scene = scene_of(seen, last=[1, 3, 2, 4])
    quarrels = [evolve(each, rung=nth * 2 + 1, control=nth - 1) for nth, each in enumerate(scene.quarrels)]
    names = called(world)
    views = (odds_rows(order, seen) for order in legal_orders(seen))
    rolls = [view for view in views if view is not None]
    few = (rolls[0], rolls[-1])
    return {
        "ground": drawn(ground_picture(geometry)),
        "scene": drawn(scene_picture(geometry, evolve(scene, lit=("ECS", "SEN")), names)),
        "cards": "".join(
            f'<div class="card drawing">{drawn(flashpoint_card(each))}</div>' for each in quarrels
        ),
        "odds": "".join(
            f'<div class="card">{drawn(odds_picture(view, f"odds-{nth}"))}</div>'
            for nth, view in enumerate(few)
        ),
        "dice": drawn(dice_picture(5, 4)),
        "rungs": drawn(rung_picture("rungs", "Senkakus", (1, 2, 3, 3, 5, 8, 9, 4, 3, 2, 1, 0))),
        "counters": drawn(counters()),
    }


def drawn(picture: Picture) -> str:
    """Return a picture as the pages write it."""
    return svg(picture, variables())


def counters() -> Picture:
    """Return every counter, as it stands and as it is guessed."""
    signs = tuple(
        counter(
            Stack("", power, kind, 1 + (kind + power) % 4, sight), 27, (22 + 42 * kind + dx, 22 + 36 * power)
        )
        for power in POWERS
        for kind in KINDS
        for dx, sight in ((0, Sight.SEEN), (360, Sight.GUESSED))
    )
    return Picture("counters", 700, 152, "Counters", "eight kinds of four seats, seen and guessed", signs)


# ---------- the page ----------


def button_row(kind: str, word: str) -> str:
    """Return a button at rest, pressed and off."""
    states = ("", ' aria-pressed="true"', " disabled")
    return "".join(f'<button class="button {kind}"{state}>{word}</button>' for state in states)


def listed(rows: Iterable[str]) -> str:
    """Return rows one after the other."""
    return "\n".join(rows)


def turn(nth: int) -> str:
    """Return the classes of a turn's square, the sixth being played."""
    when = "done" if nth < 5 else "now" if nth == 5 else "coming"
    return f"{when} year" if nth % 4 == 1 else when


def page(made: dict[str, str], palette: str) -> str:
    """Return the specimen as a page."""
    seats = listed(f'<span class="seat {key}">{name}</span>' for key, name in SEATS.items())
    outs = listed(f'<span class="seat out {key}">{name}, out</span>' for key, name in SEATS.items())
    rungs = listed(f'<span class="rung r{rung}">{rung}</span>' for rung in range(10))
    results = listed(
        f'<span class="result {name.lower().replace(" ", "-")}">{name}</span>' for name in RESULTS
    )
    turns = listed(f'<li class="{turn(nth)}"></li>' for nth in range(12))
    text = (Path(__file__).parent / "specimen.html").read_text("utf-8")
    parts = made | {"seats": seats, "outs": outs, "rung-signs": rungs, "results": results, "turns": turns}
    parts |= {
        "palette": palette,
        "primary": button_row("primary", "Commit"),
        "plain": button_row("", "Change"),
    }
    for name, part in parts.items():
        text = text.replace("{{ " + name + " }}", part)
    return text


def main() -> None:
    """Write the page, its style sheet and its fonts."""
    given = options()
    given.out.mkdir(parents=True, exist_ok=True)
    sheet = (Path(classroom.__path__[0]) / "static" / "paper.css").read_text("utf-8")
    (given.out / "paper.css").write_text(sheet.replace("../fonts/", "fonts/"), "utf-8")
    shutil.copytree(Path(fonts.__path__[0]), given.out / "fonts", dirs_exist_ok=True)
    (given.out / "specimen.html").write_text(page(pictures(given.scenario), given.palette), "utf-8")


if __name__ == "__main__":
    main()
