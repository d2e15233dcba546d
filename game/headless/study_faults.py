"""What is wrong with a study's file."""

from __future__ import annotations

from collections.abc import Sequence


class BadStudy(ValueError):
    """A study that cannot be played, with all its faults, a line each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
