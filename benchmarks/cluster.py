"""Measures what a Dask cluster costs: a batch with `--jobs 2`, and on two workers over TCP on this machine.

Prints seconds of each round, start and end of the command within, the overhead, and whether the results are
the same. A benchmark and not a test: the exit code is 0 whatever the figures, 1 where results differ.
"""

import argparse
import filecmp
import json
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
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a scheduler and workers of one thread each; yield the address once all are there."""
    from distributed import Client

    told, here = folder / "scheduler.json", ["--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as stack, open(folder / "dask.log", "wb") as log:

        def start(*args: str) -> None:
            process = subprocess.Popen([sys.executable, "-m", "dask", *args, *here], stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.terminate)

        start("scheduler", "--port", "0", "--scheduler-file", str(told))
        while not (told.exists() and told.stat().st_size):
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        for _ in range(workers):
            start("worker", address, "--nthreads", "1", "--local-directory", str(folder / "dask"))
        with Client(address) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address


def timed(args: list[str], out: Path) -> float:
    """Run a batch and return how many seconds it took."""
    begun = time.perf_counter()
    subprocess.run([*RUN, *args, "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def same(one: Path, other: Path) -> bool:
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    return all(filecmp.cmp(one / name, other / name, shallow=False) for name in names)


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

            def here(near: Path = near) -> float:
                return timed([*batch, "--jobs", str(given.workers)], near)

            def there(far: Path = far) -> float:
                with cluster(above, given.workers) as address:
                    took = timed([*batch, "--scheduler", address], far)
                (above / "scheduler.json").unlink(missing_ok=True)
                return took

            if nth % 2:  # the order is turned from round to round, for other work comes and goes
                jobs, dask = here(), there()
            else:
                dask, jobs = there(), here()
            equal = equal and same(near, far)
            ratios.append(dask / jobs)
            print(
                f"round {nth}: --jobs {jobs:.1f} s, cluster {dask:.1f} s, ratio {dask / jobs:.3f}", flush=True
            )
    middle = statistics.median(ratios)
    print(
        f"overhead {100 * (middle - 1):+.1f} % (median of {given.rounds} rounds, "
        f"{100 * (min(ratios) - 1):+.1f} to {100 * (max(ratios) - 1):+.1f}); aim: at most 15 % at 2,000 games"
    )
    print("the results are the same" if equal else "THE RESULTS DIFFER")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
