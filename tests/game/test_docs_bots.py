"""The bots that the guide shows play as they stand there, in at most twenty lines."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.cli import main

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```(?:python|js)\n(?:#|//) (\w+\.(?:py|js))\n(.*?)```", re.DOTALL)


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield every code block of guide and README that begins with a file's name: where, name, code."""
    for place in (ROOT / "docs/bots.md", ROOT / "README.md"):
        for name, code in BLOCK.findall(place.read_text(encoding="utf-8")):
            yield place.name, name, code


BOTS = list(blocks())


def test_the_guide_shows_a_class_and_a_program_in_two_languages() -> None:
    names = [name for place, name, _ in BOTS if place == "bots.md"]
    assert [Path(name).suffix for name in names] == [".py", ".py", ".js"]


@pytest.mark.parametrize(("place", "name", "code"), BOTS, ids=[f"{place}-{name}" for place, name, _ in BOTS])
def test_a_bot_of_the_guide_plays_whole_games_without_a_fault(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
    name: str,
    code: str,
) -> None:
    if name.endswith(".js") and shutil.which("node") is None:
        pytest.skip("node is not here")
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    stem = f"{Path(name).stem}_of_{place.partition('.')[0].lower()}"
    path = tmp_path / (stem + Path(name).suffix)
    path.write_text(code)
    monkeypatch.chdir(tmp_path)
    classes = re.findall(r"^class (\w+)", code, re.MULTILINE)
    seat = f"{stem}:{classes[0]}" if classes else f"exec:{path.name}"
    seat = f"exec:node {path.name}" if name.endswith(".js") else seat
    for power in ("japan", "china"):
        args = ["--scenario", "two_percent_by_march", "--games", "2", "--no-records"]
        assert main.run(["run", *args, "--seat", f"{power}={seat}"]) == 0
        out, err = capsys.readouterr()
        assert seat in out and err == ""
        if "random" not in code:
            assert "lost orders" not in out, out


def test_the_guide_names_what_the_program_holds_to() -> None:
    from game.codec_bots import LONGEST_LINE, MOST_ORDERS, PROTOCOL
    from game.players.clock import LIMITS
    from game.players.outside import MOST_BREAKDOWNS
    from game.players.subprocess_bot import GRACE

    guide = (ROOT / "docs/bots.md").read_text(encoding="utf-8")
    assert f"`protocol` ({PROTOCOL})" in guide
    assert f"longer than {LONGEST_LINE // 1024} KiB" in guide and f"more than {MOST_ORDERS} orders" in guide
    assert f"{LIMITS.turn:.0f} seconds a turn" in guide and f"bank of {LIMITS.bank:.0f} seconds" in guide
    assert MOST_BREAKDOWNS == 3 and "After three\nbreakdowns" in guide
    assert GRACE == 1 and "not left a second later" in guide
