"""diplomacy: seven powers give random legal orders for forty phases or until the game is won.

A decision is one order given to one location.
"""

import random

from diplomacy import Game

from .stopwatch import arguments, pace, report

PHASES = 40


def give_orders(game: Game, dice: random.Random) -> int:
    possible = game.get_all_possible_orders()
    given = 0
    for power in game.powers:
        choices = [possible[place] for place in game.get_orderable_locations(power)]
        orders = [dice.choice(choice) for choice in choices if choice]
        game.set_orders(power, orders)
        given += len(orders)
    return given


def play(seed: int, phases: int = PHASES) -> int:
    game, dice = Game(), random.Random(seed)
    decisions = 0
    for _ in range(phases):
        if game.is_game_done:
            break
        decisions += give_orders(game, dice)
        game.process()
    return decisions


def main() -> None:
    told = arguments(__doc__ or "")
    play(0, phases=3)
    report(pace(play, told.seed, told.seconds).figures())


if __name__ == "__main__":
    main()
