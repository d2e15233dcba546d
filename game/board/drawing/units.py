"""The eight unit symbols on a grid of 30, side view facing right, the air wing from above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from game.board.drawing.brush import Brush, Point, curve


def _fleet(b: Brush) -> None:
    b.polygon([(5.4, 17.2), (18.6, 17.2), (25.2, 15.9), (22.4, 21.6), (7.2, 21.6)])
    b.polygon([(8.6, 17.4), (9.4, 14.4), (18.6, 14.4), (19.4, 17.4)])
    b.polygon([(11.8, 14.6), (12.3, 11.8), (16.4, 11.8), (17.2, 14.6)])
    b.polygon([(13.0, 12), (13.9, 7.4), (15.1, 7.4), (15.9, 12)])
    b.rect(12.2, 7.4, 4.6, 1.3)
    b.bar([(20.0, 16.0), (23.4, 14.7)], 1.1)
    b.disc(20.0, 16.3, 1.2)


def _carrier(b: Brush) -> None:
    b.polygon([(4.6, 15.0), (26.0, 15.0), (25.2, 17.3), (4.6, 17.3)])
    b.polygon([(6.6, 18.3), (24.4, 18.3), (22.6, 21.8), (8.2, 21.8)])
    b.polygon(
        [(9.4, 15.2), (9.8, 11.9), (10.9, 11.9), (11.2, 10.0), (13.0, 10.0), (13.3, 11.9), (14.0, 15.2)]
    )
    b.rect(11.6, 7.4, 1.2, 3.0)
    b.polygon(
        [(16.2, 11.4), (17.3, 11.4), (18.6, 12.7), (22.2, 12.7), (24.0, 13.7), (22.6, 14.4), (16.6, 14.4)]
    )


def _submarine(b: Brush) -> None:
    top = curve((7.4, 15.4), (12, 14.0), (19, 14.0), (22.4, 14.5))
    nose = curve((22.4, 14.5), (26.2, 15.2), (26.2, 19.8), (22.4, 20.4))
    keel = curve((22.4, 20.4), (18, 20.9), (12, 20.9), (7.4, 19.4))
    b.polygon([*top, *nose, *keel, (5.2, 18.2), (5.2, 16.6)])
    b.polygon([(4.2, 13.9), (6.4, 13.9), (7.6, 17.4), (6.4, 20.9), (4.2, 20.9), (5.2, 17.4)])
    b.polygon([(13.4, 14.8), (13.9, 10.7), (18.2, 10.7), (18.6, 14.8)])
    b.rect(15.4, 7.6, 1.2, 3.4)
    b.rect(15.4, 7.6, 2.8, 1.1)


def _mirrored(half: list[Point]) -> list[Point]:
    return [*half, *((30 - x, y) for x, y in reversed(half))]


def _air(b: Brush) -> None:
    nose = curve((15, 5.4), (16.0, 6.4), (16.6, 8.6), (16.6, 11.2), 8)
    wing: list[Point] = [(24.8, 16.6), (24.8, 18.6), (16.8, 16.9), (16.4, 20.0)]
    tail: list[Point] = [(19.2, 22.2), (19.2, 23.6), (15.5, 22.8)]
    b.polygon(_mirrored([*nose, *wing, *tail]))


def _ground(b: Brush) -> None:
    b.rect(5.2, 16.8, 19.0, 5.2, 2.6)
    for n in range(4):
        b.cut.disc(8.2 + n * 4.35, 19.4, 1.05)
    b.polygon([(6.2, 16.3), (7.8, 13.9), (21.4, 13.9), (23.4, 16.3)])
    b.polygon([(9.8, 13.9), (10.8, 10.2), (12, 9.5), (17.0, 9.5), (18.4, 13.9)])
    b.bar([(17.0, 11.9), (26.0, 10.6)], 1.5)
    b.rect(24.6, 9.9, 1.6, 1.6)


def _missile(b: Brush) -> None:
    b.rect(4.8, 16.9, 15.4, 2.4)
    b.polygon([(19.2, 13.6), (22.4, 13.6), (24.8, 16.2), (24.8, 19.3), (19.2, 19.3)])
    b.cut.polygon([(20.9, 14.7), (22.0, 14.7), (23.4, 16.3), (20.9, 16.3)])
    for x in (7.8, 12.0, 21.4):
        b.cut.disc(x, 20.3, 2.5)
        b.disc(x, 20.3, 1.8)
    b.polygon([(13.0, 17), (13.9, 12.4), (15.8, 12.0), (16.2, 17)])
    b.cut.bar([(5.0, 17.9), (20.0, 9.9)], 5.0)
    b.rect(4.8, 17.6, 15.4, 1.7)
    for x in (7.8, 12.0):
        b.cut.disc(x, 20.3, 2.4)
        b.disc(x, 20.3, 1.8)
    b.bar([(5.6, 15.4), (19.0, 8.3)], 3.0)
    b.polygon([(18.3, 7.0), (22.6, 6.4), (19.7, 9.6)])
    b.polygon([(4.0, 13.8), (6.6, 13.2), (7.4, 16.2), (5.4, 17.4)])


def _airdef(b: Brush) -> None:
    b.arc(15, 21.4, 9.0, -90, 90, 1.9)
    b.cut.polygon([(12.6, 16), (12.6, 8.6), (15, 4.0), (17.4, 8.6), (17.4, 16)])
    b.polygon([(13.7, 18.0), (13.7, 8.8), (15, 5.6), (16.3, 8.8), (16.3, 18.0)])
    b.polygon([(13.7, 14.8), (13.7, 19.6), (11.2, 22.3), (11.2, 19.6)])
    b.polygon([(16.3, 14.8), (16.3, 19.6), (18.8, 22.3), (18.8, 19.6)])
    b.rect(13.7, 16, 2.6, 5.2)


def _coastguard(b: Brush) -> None:
    b.polygon([(5.2, 16.0), (16.8, 16.0), (25.4, 13.6), (22.2, 21.6), (7.6, 21.6)])
    b.cut.bar([(15.6, 23.0), (20.2, 12.0)], 1.5)
    b.cut.bar([(18.4, 23.0), (23.0, 12.0)], 1.0)
    b.polygon([(8.2, 16.2), (8.2, 12.9), (13.6, 12.9), (15.0, 16.2)])
    b.polygon([(10.0, 13), (10.5, 8.2), (11.7, 8.2), (12.2, 13)])
    b.polygon([(11.0, 8.2), (14.6, 9.1), (11.0, 10.4)])


UNITS: Final[Mapping[str, Callable[[Brush], None]]] = MappingProxyType(
    {
        "fleet": _fleet,
        "carrier": _carrier,
        "submarine": _submarine,
        "air": _air,
        "ground": _ground,
        "missile": _missile,
        "airdef": _airdef,
        "coastguard": _coastguard,
    }
)
"""Each kind of unit, by its key, to what paints it."""
