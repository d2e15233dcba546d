"""catanatron: four random players, whole games; and `Game.copy` in the middle of a game.

A decision is one action applied, forced ones included: one call of `Player.decide`.
"""

import statistics

from catanatron import Color, Game, RandomPlayer

from .stopwatch import arguments, microseconds, pace, report

POSITIONS = 5


def new_game(seed: int) -> Game:
    return Game([RandomPlayer(color) for color in Color], seed=seed)


def play(seed: int) -> int:
    game = new_game(seed)
    game.play()
    return len(game.state.actions)


def middle_of_a_game(seed: int) -> Game:
    half = play(seed) // 2
    game = new_game(seed)
    while len(game.state.actions) < half and game.winning_color() is None:
        game.play_tick()
    return game


def copy_us(first_seed: int, seconds: float) -> float:
    games = [middle_of_a_game(first_seed + nth) for nth in range(POSITIONS)]
    return statistics.median(microseconds(game.copy, seconds / POSITIONS) for game in games)


def main() -> None:
    told = arguments(__doc__ or "")
    play(0)
    figures = pace(play, told.seed, told.seconds).figures()
    report(figures | {"copy_us": copy_us(told.seed, told.seconds / 2)})


if __name__ == "__main__":
    main()
