"""Measures this game beside catanatron and diplomacy: same machine, same run, one core, CPU time.

The peers live in a virtual environment of their own, made once and used again. Every engine plays whole
games of random players in a process of its own, some seconds at a time; in each round all engines have
their turn, and the order is reversed from round to round, so that a machine that grows slower or faster
disturbs no engine more than another. A ratio is taken within a round; the tables show medians over the
rounds with the lowest and the highest. It is a benchmark and not a test: a missed target is shown and the
exit code stays 0.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
PINS = ("catanatron==3.2.1", "diplomacy==1.1.2")
OURS = "twopercent"
PEERS = ("catanatron", "diplomacy")

Figures = dict[str, float]
Round = dict[str, Figures]


class Target(NamedTuple):
    """One comparison with catanatron, or of one of our own figures, and what it should come to."""

    label: str
    figure: str
    peer: str | None
    least: float | None = None
    ambition: float | None = None
    most: float | None = None

    def value(self, found: Round) -> float | None:
        """Our figure, as a multiple of the peer's where there is one; None if either was not measured."""
        if OURS not in found or (self.peer and self.peer not in found):
            return None
        return found[OURS][self.figure] / (found[self.peer][self.figure] if self.peer else 1.0)

    def met(self, value: float) -> bool | None:
        """Whether the value comes up to the target; None where there is none."""
        if self.least is not None:
            return value >= self.least
        return value <= self.most if self.most is not None else None

    def wanted(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:g}" + (f", better {self.ambition:g}" if self.ambition else "")
        return f"≤ {self.most:g}" if self.most is not None else ""


TARGETS = (
    Target("games/s ÷ catanatron", "games_per_s", "catanatron", least=3.0, ambition=4.0),
    Target("decisions/s ÷ catanatron", "decisions_per_s", "catanatron", least=0.9, ambition=1.2),
    Target("copy µs ÷ catanatron", "copy_us", "catanatron", most=0.25),
    Target("turn 12 ÷ turn 2", "last_turn_ratio", None, most=1.3),
    Target("games/s ÷ diplomacy", "games_per_s", "diplomacy"),
    Target("decisions/s ÷ diplomacy", "decisions_per_s", "diplomacy"),
)


class UnmeasuredError(Exception):
    """Says in one line why there is nothing to show."""


class Spread(NamedTuple):
    """A figure over the rounds."""

    median: float
    lowest: float
    highest: float


def spread(values: Sequence[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))


def run(command: Sequence[str | Path], what: str) -> str:
    """The standard output of a command; a failure is told by the last line it wrote."""
    paths = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    told = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(command, cwd=HERE, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnmeasuredError(f"{what}: {(done.stderr.strip() or 'no message').splitlines()[-1]}")
    return done.stdout


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def default_folder() -> Path:
    return user_cache_path("twopercent") / f"peers-py{sys.version_info.major}{sys.version_info.minor}"


def peer_python(folder: Path) -> Path:
    """The interpreter of the peers' environment, made in the folder unless the pinned versions are there."""
    marker = folder / "pins.txt"
    if marker.is_file() and marker.read_text(encoding="utf-8").split() == list(PINS):
        return python_of(folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "pyvenv.cfg").is_file():
        raise UnmeasuredError(f"{folder} is neither empty nor a virtual environment; choose another --venv")
    venv.create(folder, with_pip=True)
    run([python_of(folder), "-m", "pip", "install", "--quiet", *PINS], "installing the peers")
    marker.write_text("\n".join(PINS) + "\n", encoding="utf-8")
    return python_of(folder)


def measure(python: Path, engine: str, seconds: float, seed: int) -> Figures:
    """One engine's figures from one process."""
    driver = ["-m", f"peer_drivers.{engine}_random", "--seconds", str(seconds), "--seed", str(seed)]
    figures: Figures = json.loads(run([python, *driver], engine).splitlines()[-1])
    return figures


def measure_rounds(pythons: dict[str, Path], rounds: int, seconds: float, shown: Console) -> list[Round]:
    """All engines once a round, there and back."""
    found: list[Round] = []
    for nth in range(rounds):
        engines = list(pythons) if nth % 2 == 0 else list(reversed(pythons))
        with shown.status(f"round {nth + 1} of {rounds}"):
            found.append({name: measure(pythons[name], name, seconds, 1 + 1000 * nth) for name in engines})
    return found


def figures_over(found: list[Round]) -> dict[str, dict[str, Spread]]:
    """Every figure of every engine over the rounds."""
    first = found[0]
    return {
        engine: {figure: spread([each[engine][figure] for each in found]) for figure in sorted(first[engine])}
        for engine in sorted(first)
    }


def ratios_over(found: list[Round]) -> list[tuple[Target, Spread]]:
    """Every comparison that could be made, taken within each round."""
    pairs = ((target, [target.value(each) for each in found]) for target in TARGETS)
    return [
        (target, spread([value for value in values if value is not None]))
        for target, values in pairs
        if None not in values
    ]


def as_json(found: list[Round], seconds: float) -> str:
    ratios = {
        target.label: {
            **ratio._asdict(),
            "least": target.least,
            "most": target.most,
            "ambition": target.ambition,
            "met": target.met(ratio.median),
        }
        for target, ratio in ratios_over(found)
    }
    engines = {
        engine: {figure: values._asdict() for figure, values in figures.items()}
        for engine, figures in figures_over(found).items()
    }
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = {"python": python, "system": platform.system(), "machine": platform.machine()}
    told = {"machine": machine, "peers": PINS, "rounds": len(found), "seconds": seconds}
    return json.dumps({**told, "engines": engines, "ratios": ratios}, indent=2, ensure_ascii=False)


def engines_table(found: list[Round]) -> Table:
    table = Table("engine", "figure", title="one core, CPU time, random players", title_justify="left")
    for heading in ("median", "lowest", "highest"):
        table.add_column(heading, justify="right")
    for engine, figures in figures_over(found).items():
        for figure, values in figures.items():
            table.add_row(engine, figure, *(f"{value:,.2f}" for value in values))
        table.add_section()
    return table


def ratios_table(found: list[Round]) -> Table:
    table = Table("ratio", title="ratios, taken within a round", title_justify="left")
    for heading in ("median", "lowest", "highest"):
        table.add_column(heading, justify="right")
    table.add_column("target")
    table.add_column("met")
    words = {None: "", True: "yes", False: "no"}
    for target, ratio in ratios_over(found):
        values = (f"{value:.2f}" for value in ratio)
        table.add_row(target.label, *values, target.wanted(), words[target.met(ratio.median)])
    return table


def arguments() -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--rounds", type=int, default=9, help="how often every engine is measured (9)")
    parser.add_argument("--seconds", type=float, default=1.5, help="CPU seconds per measurement (1.5)")
    parser.add_argument("--venv", type=Path, default=default_folder(), help="where the peers are installed")
    parser.add_argument("--only", choices=(OURS, *PEERS), action="append", help="leave the others out")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    told = parser.parse_args()
    if told.rounds < 1 or told.seconds <= 0:
        parser.error("--rounds must be 1 or more and --seconds above 0")
    return told


def main() -> int:
    told = arguments()
    shown = Console(stderr=True)
    wanted = told.only or (OURS, *PEERS)
    try:
        with shown.status("the peers' virtual environment"):
            theirs = peer_python(told.venv) if set(wanted) & set(PEERS) else None
        pythons = {name: theirs for name in PEERS if theirs and name in wanted}
        if OURS in wanted:
            pythons = {OURS: Path(sys.executable), **pythons}
        found = measure_rounds(pythons, told.rounds, told.seconds, shown)
    except UnmeasuredError as fault:
        print(f"peers: {fault}", file=sys.stderr)
        return 1
    if told.json:
        print(as_json(found, told.seconds))
    else:
        Console().print(engines_table(found), *([ratios_table(found)] if ratios_over(found) else []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
