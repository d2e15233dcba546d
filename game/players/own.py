"""Players of one's own: `module:Class` within this process, `exec:COMMAND` as a program of its own.

The rule is one: a name with a colon is one's own, and what stands before the colon is `exec` or a module.
A module is looked for where Python finds its modules and in the current folder. A command is run without
a shell; one that begins with a `.py` file is run by the Python that runs the game.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from game.players.base import Player
from game.players.clock import LIMITS, Limits
from game.players.outside import Guest, reason_of

PROGRAM: Final = "exec"
"""What stands before the colon of a player that is a program."""

HOW: Final = (
    ("module:Class", "a class of yours, in this folder or installed: --seat japan=mybot:MyBot"),
    ("exec:COMMAND", "a program of yours in any language: --seat japan='exec:node mybot.js'"),
)
"""How one's own players are named, with an example of each."""


class UnusablePlayer(LookupError):
    """A player that does not exist or cannot be made: what is wrong, in one line."""


def is_own(name: str) -> bool:
    """Tell whether a name is one's own player's."""
    return ":" in name


def hint(name: str) -> str:
    """Return how to name what looks like a file of one's own, or nothing."""
    if not (Path(name).suffix or os.sep in name or Path(f"{name}.py").exists()):
        return ""
    if Path(name).suffix or os.sep in name:
        return f"; a program of your own is written {PROGRAM}:{name}"
    return f"; a class in {name}.py is written {name}:Class"


def make(name: str, limits: Limits = LIMITS) -> Player:
    """Return the player of an own name; raise UnusablePlayer where it cannot be made."""
    before, _, after = name.partition(":")
    if before == PROGRAM:
        from game.players.subprocess_bot import SubprocessBot

        return SubprocessBot(name, _command(name, after), limits)
    return guest(name, lambda: _found(name, before, after), limits)


# ---------- classes ----------


def guest(name: str, find: Callable[[], Any], limits: Limits) -> Guest:
    """Return a guest for a class or factory, which is made once to see that it can be."""
    maker = _tried.get(name)
    if maker is None:
        maker = _tried[name] = _try(name, find)
    return Guest(name, maker, limits)


_tried: Final[dict[str, Callable[[], Any]]] = {}


def _try(name: str, find: Callable[[], Any]) -> Callable[[], Any]:
    try:
        with redirect_stdout(sys.stderr):
            maker = find()
            player = maker()
    except (UnusablePlayer, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise UnusablePlayer(f"the player '{name}' cannot be made: {reason_of(error)}") from None
    if not callable(getattr(player, "choose", None)):
        raise UnusablePlayer(
            f"'{name}' is no player: {type(player).__name__} lacks choose(observation, desk)"
        )
    return maker  # type: ignore[no-any-return]


def _found(name: str, module: str, path: str) -> Any:
    """Return what a module calls by a name, perhaps with dots; say what is missing and what is nearest."""
    thing: Any = _module(module)
    for part in path.split("."):
        if not hasattr(thing, part):
            raise UnusablePlayer(f"{name}: {_where(thing, module)} has no '{part}'{_near_class(thing, part)}")
        thing = getattr(thing, part)
    if not callable(thing):
        raise UnusablePlayer(f"'{name}' is no player: it is {type(thing).__name__}, not a class")
    return thing


def _module(name: str) -> ModuleType:
    here = os.getcwd()
    if here not in sys.path:
        sys.path.append(here)
    try:
        return import_module(name)
    except (ModuleNotFoundError, ValueError, TypeError) as error:
        if getattr(error, "name", None) not in (None, *_parents(name)):
            raise
        close = get_close_matches(name, sorted(path.stem for path in Path(here).glob("*.py")), 1)
        near = f"; did you mean '{close[0]}'?" if close else ""
        raise UnusablePlayer(f"there is no module '{name}' in this folder or installed{near}") from None


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[: nth + 1]) for nth in range(len(parts))]


def _where(thing: Any, module: str) -> str:
    """Return the place that was looked into; warn of a module that hides a file of this folder."""
    file = getattr(thing, "__file__", None)
    mine = Path(f"{module.partition('.')[0]}.py").absolute()
    if (
        isinstance(thing, ModuleType)
        and mine.exists()
        and (file is None or Path(file).resolve() != mine.resolve())
    ):
        return f"another module is called '{module}' too, so rename {mine.name}: it"
    return f"'{module}'"


def _near_class(thing: Any, name: str) -> str:
    known = [each for each in vars(thing) if not each.startswith("_")] if hasattr(thing, "__dict__") else []
    close = get_close_matches(name, known, 1)
    return f"; did you mean '{close[0]}'?" if close else ""


# ---------- programs ----------


@cache
def _command(name: str, text: str) -> tuple[str, ...]:
    try:
        words = _split(text)
    except ValueError as error:
        raise UnusablePlayer(f"{name}: {str(error).lower()}") from None
    if not words:
        raise UnusablePlayer(f"{name}: name a command, such as {PROGRAM}:mybot.py or {PROGRAM}:node mybot.js")
    first = words[0]
    if first.endswith(".py"):
        if not Path(first).is_file():
            raise UnusablePlayer(f"{name}: there is no file '{first}'{_near_file(first)}")
        return (sys.executable, "-u", *words)
    found = shutil.which(first)
    if found is None:
        raise UnusablePlayer(f"{name}: {_why_not(first)}")
    return (found, *words[1:])


def _split(text: str) -> list[str]:
    """Return a command's words; on Windows a backslash is a backslash and double quotes alone quote."""
    if os.name != "nt":
        return shlex.split(text)
    return [word.strip('"') for word in shlex.split(text, posix=False)]


def _why_not(first: str) -> str:
    if Path(first).is_file():
        path = first if os.sep in first else f".{os.sep}{first}"
        return f"'{first}' cannot be run: make it executable and write {PROGRAM}:{path}, or name what runs it"
    return f"there is no program '{first}'{_near_file(first)}"


def _near_file(name: str) -> str:
    path = Path(name)
    known = sorted(each.name for each in path.parent.glob("*")) if path.parent.is_dir() else []
    close = get_close_matches(path.name, known, 1)
    return f"; did you mean '{path.parent / close[0]}'?" if close else ""
