"""The game for learners of policies: a PettingZoo parallel environment (see docs/learning.md).

It needs the extra `rl`: `pip install "twopercent[rl]"`.
"""

try:
    from game.env.parallel import TwoPercentEnv, parallel_env
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] in ("numpy", "gymnasium", "pettingzoo"):
        raise ModuleNotFoundError(
            f"game.env needs {missing.name}: pip install 'twopercent[rl]'", name=missing.name
        ) from None
    raise

__all__ = ["TwoPercentEnv", "parallel_env"]
