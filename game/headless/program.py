"""Which program plays: a digest of the files that results depend on."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

import game
import maps
import rules

_KINDS = (".py", ".toml", ".json")


@cache
def program_digest(*packages: str) -> str:
    """Return 16 hex digits of the rules, the data and the players, whatever their ends of lines.

    The files of other packages of `game` count where they are named.
    """
    found = blake2b(digest_size=8)
    for name, above, pattern in (
        ("rules", Path(rules.__file__).parent, "**/*"),
        ("maps", Path(maps.__file__).parent, "**/*"),
        ("game", Path(game.__file__).parent, "*"),
        ("players", Path(game.__file__).parent / "players", "**/*"),
        *((name, Path(game.__file__).parent / name, "*.py") for name in packages),
    ):
        paths = {path.relative_to(above).as_posix(): path for path in above.glob(pattern)}
        for place, path in sorted(paths.items()):
            if path.suffix in _KINDS and path.is_file():
                data = path.read_bytes().replace(b"\r\n", b"\n")
                found.update(f"{name}/{place} {len(data)}\n".encode() + data)
    return found.hexdigest()
