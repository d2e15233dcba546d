"""Names of one's own players: what is found, and one line for all that is not."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from builders import scenario
from game.headless.batch import Batch, play
from game.headless.playouts import playout
from game.players import own, registry
from game.players.base import Desk, Player
from game.players.outside import Guest
from game.players.own import UnusablePlayer
from game.players.registry import make
from game.record import from_lines
from rules import POWERS, Observation, OrderSheet, Power

SHORT = "two_percent_by_march"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    before = list(sys.path), dict(sys.modules)
    yield tmp_path
    sys.path[:] = before[0]
    for name in [name for name in sys.modules if name not in before[1]]:
        del sys.modules[name]
    own._tried.clear()


MINE = """
from rules import OrderSheet
number = 3
class MyBot:
    def choose(self, observation, desk):
        return desk.sheet
class Wants:
    def __init__(self, more): pass
class Lame: pass
class Box:
    Inner = MyBot
def factory():
    return MyBot()
"""


@pytest.mark.parametrize("name", ["minebot:MyBot", "minebot:Box.Inner", "minebot:factory"])
def test_a_class_or_factory_of_the_current_folder_is_a_player(folder: Path, name: str) -> None:
    (folder / "minebot.py").write_text(MINE)
    player = make(name)
    assert player.name == name
    done = playout(scenario(SHORT), {**{p: make("idle") for p in POWERS}, Power.US: player}, 5)
    assert done.faults == [] and from_lines(done.lines).seats[Power.US] == name


def test_one_and_two_processes_find_the_same_class(folder: Path) -> None:
    (folder / "minebot.py").write_text(MINE)
    seats = ("minebot:MyBot", "random", "idle", "random")
    assert list(play(Batch(SHORT, seats, 3, 2))) == list(play(Batch(SHORT, seats, 3, 2, 2)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("minebo:MyBot", "there is no module 'minebo' in this folder or installed; did you mean 'minebot'?"),
        ("mine.bot:MyBot", "there is no module 'mine.bot' in this folder or installed"),
        (":MyBot", "there is no module ''"),
        ("minebot:", "'minebot' has no ''"),
        ("minebot:MyBott", "'minebot' has no 'MyBott'; did you mean 'MyBot'?"),
        ("minebot:number", "'minebot:number' is no player: it is int, not a class"),
        ("minebot:Lame", "'minebot:Lame' is no player: Lame lacks choose(observation, desk)"),
        ("minebot:Wants", "the player 'minebot:Wants' cannot be made: TypeError: "),
        ("broken:MyBot", "the player 'broken:MyBot' cannot be made: SyntaxError: "),
        ("needs:MyBot", "'needs:MyBot' cannot be made: ModuleNotFoundError: No module named 'nowhere'"),
        ("quits:MyBot", "the player 'quits:MyBot' cannot be made: SystemExit: 3 (quits.py, line 2)"),
        ("json:MyBot", "another module is called 'json' too, so rename json.py: it has no 'MyBot'"),
        ("minebot", "no player is called 'minebot'; a class in minebot.py is written minebot:Class"),
        ("minebot.py", "no player is called 'minebot.py'; a program of your own is written exec:minebot.py"),
        ("exec:", "exec:: name a command, such as exec:mybot.py or exec:node mybot.js"),
        ("exec:'x", "exec:'x: no closing quotation"),
        ("exec:minebt.py", "exec:minebt.py: there is no file 'minebt.py'; did you mean 'minebot.py'?"),
        ("exec:./minebot.p", "there is no program './minebot.p'; did you mean 'minebot.py'?"),
        ("exec:no_such_program -x", "there is no program 'no_such_program'"),
        ("exec:text.txt", "'text.txt' cannot be run: make it executable and write exec:./text.txt"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said_in_one_line(folder: Path, name: str, says: str) -> None:
    (folder / "minebot.py").write_text(MINE)
    (folder / "json.py").write_text("class MyBot: pass\n")
    (folder / "broken.py").write_text("def (:\n")
    (folder / "needs.py").write_text("import nowhere\n")
    (folder / "quits.py").write_text("import sys\nsys.exit(3)\n")
    (folder / "text.txt").write_text("")
    with pytest.raises(UnusablePlayer) as caught:
        make(name)
    assert says in str(caught.value) and "\n" not in str(caught.value)


class Quiet:
    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        return desk.sheet


def offered(monkeypatch: pytest.MonkeyPatch, module: ModuleType, value: str) -> None:
    monkeypatch.setitem(sys.modules, module.__name__, module)
    point = EntryPoint("parcel", f"{module.__name__}:{value}", "twopercent.players")
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])


def test_a_player_of_another_package_is_a_guest_by_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("parcel_of_players")
    module.Bot, module.Lame = Quiet, int  # type: ignore[attr-defined]
    offered(monkeypatch, module, "Bot")
    assert "parcel" in registry.names() and registry.describe("parcel") == "a player from another package"
    player: Player = make("parcel")
    assert isinstance(player, Guest) and player.name == "parcel"
    done = playout(scenario(SHORT), {**{p: make("idle") for p in POWERS}, Power.US: player}, 5)
    assert done.faults == []
    own._tried.clear()
    offered(monkeypatch, module, "Lame")
    with pytest.raises(UnusablePlayer, match="'parcel' is no player: int lacks choose"):
        make("parcel")
    offered(monkeypatch, module, "Gone")
    with pytest.raises(UnusablePlayer, match="the player 'parcel' cannot be made: AttributeError"):
        make("parcel")
