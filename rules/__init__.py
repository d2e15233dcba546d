"""The game as pure values and functions: world + state + four order sheets -> new state + journal."""

from rules.fingerprint import digest
from rules.journal import Journal, redact
from rules.legality import Violation, check, lawful, legal_orders
from rules.observation import Observation, observe
from rules.odds import Odds, odds
from rules.orders import OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import Adjudication, adjudicate, new_game

VERSION = "0.2.0"
"""The version of the rules that a record was played with."""

__all__ = [
    "POWERS",
    "VERSION",
    "Adjudication",
    "Journal",
    "Observation",
    "Odds",
    "OrderSheet",
    "Outcome",
    "Power",
    "State",
    "Violation",
    "adjudicate",
    "check",
    "digest",
    "lawful",
    "legal_orders",
    "new_game",
    "observe",
    "odds",
    "outcome",
    "redact",
]
