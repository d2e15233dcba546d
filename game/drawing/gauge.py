"""How a flashpoint's dial is made: an arc for every rung, ticks before crisis and war.

Lengths are logical pixels, angles degrees clockwise from the top.
"""

from __future__ import annotations

from typing import Final

RUNGS: Final = 10
SWEEP: Final = 270.0
START: Final = -135.0
"""Where rung 0 begins, degrees clockwise from the top."""
STEP: Final = SWEEP / RUNGS
THRESHOLDS: Final = (4, 8)
"""The rungs before which a tick stands: crisis and war."""
RADIUS: Final = 29.0
SPAN: Final = (-2, 4)
"""The values that control may take (R3.6)."""
