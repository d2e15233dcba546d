"""The tabs and parts of the map table, one file each; `TABS` in the order of the rail."""

from game.board.panels.base import Panel
from game.board.panels.budget import Budget
from game.board.panels.diplomacy import Diplomacy
from game.board.panels.home import Home
from game.board.panels.log import Log
from game.board.panels.posture import Posture
from game.board.panels.programmes import Programmes
from game.board.panels.watch import Watch

TABS: tuple[type[Panel], ...] = (Budget, Programmes, Posture, Diplomacy, Home, Watch, Log)
