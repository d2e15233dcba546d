"""Hypothesis profiles: quick and the same every time, or deep where TWOPERCENT_DEEP=1 asks for it."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    stateful_step_count=30,
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "deep",
    deadline=None,
    max_examples=500,
    stateful_step_count=60,
    suppress_health_check=_SLOW,
    print_blob=True,
)
settings.load_profile("deep" if os.environ.get("TWOPERCENT_DEEP") == "1" else "quick")
