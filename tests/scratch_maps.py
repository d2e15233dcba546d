"""A copy of the maps that a test may break, and ways to break it."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from game.content import MAPS, ContentError, load_scenario

SCENARIO = "scenarios/turning_the_corner.toml"
LESSON = "scenarios/two_percent_by_march.toml"
MAP = "western_pacific"
GONE = object()


def inline(value: Any) -> str:
    """Return a value as TOML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def put(data: Any, path: str, value: Any) -> None:
    """Set or remove the value at a dotted path; `+` adds to a list."""
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list):
        if last == "+":
            data.append(value)
        else:
            data[int(last)] = value
    elif value is GONE:
        del data[last]
    else:
        data[last] = value


class Copy:
    """A copy of the data that a test may break."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(MAPS, folder, ignore=shutil.ignore_patterns("*.py", "*.md", "__pycache__"))

    def edit(self, file: str, path: str, value: Any) -> None:
        """Change one value of a file."""
        where = self.folder / file
        data = tomllib.loads(where.read_text(encoding="utf-8"))
        put(data, path, value)
        self.write(file, data)

    def write(self, file: str, data: dict[str, Any]) -> None:
        """Write a file anew."""
        lines = (f"{json.dumps(key)} = {inline(each)}\n" for key, each in data.items())
        (self.folder / file).write_text("".join(lines), encoding="utf-8")

    def faults(self, file: str = SCENARIO) -> list[str]:
        """Return all that keeps a scenario from being played; its briefs do not."""
        try:
            load_scenario(self.folder / file)
        except ContentError as error:
            return [str(fault) for fault in error.faults]
        return []
