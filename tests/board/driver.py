"""The driver under its name in these tests."""

from game.board.driver import FRAME, Driver, NotThere, key_events

__all__ = ["FRAME", "Driver", "NotThere", "key_events"]
