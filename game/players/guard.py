"""Ends programs whose parent has died: `python guard.py` reads `+ID` and `-ID` lines until its input ends.

The input ends with the process that holds its other end, however that dies. Then every program still on
the list is killed with all that it started. This file imports nothing of the game, so that it starts fast.
"""

import os
import signal
import sys
from contextlib import suppress


def kill(number: int) -> None:
    """Kill a program and, where there are process groups, all that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(number, signal.SIGKILL)
        else:
            os.kill(number, signal.SIGTERM)


def main() -> None:
    """Keep the list of programs, and kill those left on it at the end."""
    running: dict[int, None] = {}
    for line in sys.stdin:
        number = int(line[1:])
        if line[0] == "+":
            running[number] = None
        else:
            running.pop(number, None)
    for number in running:
        kill(number)


if __name__ == "__main__":
    main()
