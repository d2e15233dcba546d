"""Measures what a Dask cluster costs: a batch with `--jobs 2`, and on two workers over TCP on this machine.

Prints seconds of each round by the clock and of the processor, start and end of the command within, the
overhead, and whether the results are the same. Where other work runs beside, look at the processor's seconds:
those of the command, the scheduler and the workers, from the start of the command. The exit code is 0
whatever the figures, 1 where results differ.
"""

import argparse
import filecmp
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

RUN = [sys.executable, "-c", "import sys; from game.cli.main import run; sys.exit(run())", "run"]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and workers of one thread each; yield address and processes once all are there."""
    from distributed import Client

    told, here = folder / "scheduler.json", ["--host", "127.0.0.1", "--no-dashboard"]
    numbers: list[int] = []
    with ExitStack() as stack, open(folder / "dask.log", "wb") as log:

        def start(*args: str) -> None:
            process = subprocess.Popen([sys.executable, "-m", "dask", *args, *here], stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)
            numbers.append(process.pid)

        start("scheduler", "--port", "0", "--scheduler-file", str(told))
        while not (told.exists() and told.stat().st_size):
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        for _ in range(workers):
            start("worker", address, "--nthreads", "1", "--local-directory", str(folder / "dask"))
        with Client(address) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, numbers


def spent(numbers: list[int]) -> float:
    """Return seconds of the processor that processes and their children have used."""
    import psutil

    roots = [psutil.Process(number) for number in numbers]
    every = [*roots, *(child for root in roots for child in root.children(recursive=True))]
    return sum(sum(each.cpu_times()[:2]) for each in every)


def timed(args: list[str], out: Path, beside: list[int]) -> tuple[float, float]:
    """Run a batch and return its seconds by the clock and of the processor, with processes beside it."""
    begun, children, before = time.perf_counter(), sum(os.times()[2:4]), spent(beside)
    subprocess.run([*RUN, *args, "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    used = sum(os.times()[2:4]) - children + spent(beside) - before
    return time.perf_counter() - begun, used


def same(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same files; name the first that differs."""
    for path in sorted(path for path in one.rglob("*") if path.is_file()):
        if not filecmp.cmp(path, other / path.relative_to(one), shallow=False):
            print(f"{path.relative_to(one)} differs")
            return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scenario", default="turning_the_corner")
    parser.add_argument("--player", default="calibrated")
    given = parser.parse_args()
    seats = [f"--seat={power}={given.player}" for power in ("japan", "us", "china", "dprk")]
    batch = ["--scenario", given.scenario, *seats, "--no-records", "--games", str(given.games)]
    print(f"{given.games} games of {given.scenario}, four {given.player}, {given.workers} processes")
    ratios, equal = [], True
    with tempfile.TemporaryDirectory() as name:
        above = Path(name)
        for nth in range(1, given.rounds + 1):
            near, far = above / f"near{nth}", above / f"far{nth}"
            took = {}
            for what in ("jobs", "dask") if nth % 2 else ("dask", "jobs"):  # other work comes and goes
                if what == "jobs":
                    took[what] = timed([*batch, "--jobs", str(given.workers)], near, [])
                    continue
                with cluster(above, given.workers) as (address, numbers):
                    took[what] = timed([*batch, "--scheduler", address], far, numbers)
                (above / "scheduler.json").unlink(missing_ok=True)
            equal = same(near, far) and equal
            clock, processor = (took["dask"][which] / took["jobs"][which] for which in (0, 1))
            ratios.append((clock, processor))
            said = ", ".join(
                f"{what} {one:.1f} s ({other:.1f} s)" for what, (one, other) in sorted(took.items())
            )
            print(f"round {nth}: {said}; ratio {clock:.3f} ({processor:.3f})", flush=True)
    for which, what in enumerate(("by the clock", "of the processor")):
        some = sorted(100 * (ratio[which] - 1) for ratio in ratios)
        middle = statistics.median(some)
        print(f"overhead {what} {middle:+.1f} % ({some[0]:+.1f} to {some[-1]:+.1f}); aim at 2,000 games: 15")
    print("the results are the same" if equal else "THE RESULTS DIFFER")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
