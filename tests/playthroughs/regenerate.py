"""Golden playthroughs: whole games as text, so that a change of behaviour is a difference one can read.

Run `python tests/playthroughs/regenerate.py` after a change that was meant, and read the difference.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from builders import NAMES, Turn, game, table, word  # noqa: E402
from rules import POWERS, State, digest, outcome  # noqa: E402
from rules.journal import Fact  # noqa: E402
from rules.notation import write  # noqa: E402

GAMES = tuple((name, kind, seed) for name in NAMES for kind, seed in (("calibrated", 7), ("random", 11)))
"""The games that are kept: scenario, bots of all four seats, seed."""

TOLD = frozenset(
    (
        *("Adopted", "Agreed", "Ended", "Breached", "Declined", "Chosen", "SignalTested", "Courted"),
        *("Contested", "Authority", "StancesMet", "RungMoved", "ControlMoved", "MeasureTaken", "Removed"),
        *("Contracted", "Delivered", "Slipped", "Stalled", "Drawn", "Rolled", "Failed", "Fought", "GameOver"),
    )
)
"""The facts that a playthrough tells; money, needles and marches would drown them."""


def file_of(name: str, kind: str, seed: int) -> Path:
    return HERE / f"{name}-{kind}-{seed}.txt"


def text_of(name: str, kind: str, seed: int) -> str:
    """Return a whole game as text."""
    turns = game(kind, seed, name)
    lines = [f"{name}, four {kind} seats, seed {seed}", "", "start"]
    lines += _position(turns[0].before)
    for turn in turns:
        lines += ["", f"turn {turn.number}", *_sheets(turn), *_facts(turn), *_position(turn.after)]
    return "\n".join([*lines, "", *_end(turns[-1].after)]) + "\n"


def _sheets(turn: Turn) -> list[str]:
    return [
        f"  {power.key}: " + ("; ".join(write(order) for order in turn.sheets[power].orders) or "-")
        for power in POWERS
    ]


def _facts(turn: Turn) -> list[str]:
    return [f"    {_fact(fact)}" for fact in turn.facts if type(fact).__name__ in TOLD]


def _fact(fact: Fact) -> str:
    parts = [f"{name}={word(value)}" for name, value in table(fact).items() if value not in ("", (), None)]
    return " ".join([type(fact).__name__, *parts])


def _position(state: State) -> list[str]:
    commons = state.commons
    places = zip(state.world.flashpoints, commons.flashpoints, strict=True)
    lines = [
        f"  rungs {' '.join(f'{each.id} {quarrel.rung}/{quarrel.control:+}' for each, quarrel in places)}",
        f"  shared cohesion {commons.cohesion} integration {commons.integration}+{commons.pips}"
        f" patron {commons.patron} history {commons.history} alignment {word(tuple(commons.alignment))}",
    ]
    lines += [f"  {power.key:5} {_seat(state, power)}" for power in POWERS]
    return [*lines, f"  digest {digest(state)}"]


def _seat(state: State, power: int) -> str:
    commons, own = state.commons, state.powers[power]
    return (
        f"dial {commons.dials[power]} treasury {own.treasury} bill {own.bill} capital {own.capital}"
        f" support {own.support} credibility {commons.credibility[power]} readiness {own.readiness}"
        f" stocks {own.stocks} strain {own.strain} caps {word(tuple(own.caps))}"
        f" roles {word(tuple(own.roles))} alarm {sum(own.alarm)} contracts {len(own.contracts)}"
    )


def _end(state: State) -> list[str]:
    result = outcome(state)
    assert result is not None
    scores = ", ".join(f"{score.power.key} {score.total}" for score in result.scores)
    return [f"end by {result.ending.key} in turn {result.turn}: {scores}"]


def main() -> None:
    for name, kind, seed in GAMES:
        path, text = file_of(name, kind, seed), text_of(name, kind, seed)
        same = path.exists() and path.read_text(encoding="utf-8") == text
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{'same   ' if same else 'written'} {path.name}")


if __name__ == "__main__":
    main()
