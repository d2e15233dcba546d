"""Pictures of ships, harbours and the sea."""

from __future__ import annotations

import math
from typing import Final

from game.board.drawing.stage import Stage
from game.drawing.curves import Point


def shipyard(s: Stage) -> None:
    """A warship on the slip under a crane, a mountain, the sun low."""
    s.fade(0, 112, "F3E5C4", "E8C890")
    s.ink("FAF0D3").disc(379, 78, 27)
    s.ridge(
        "B8B49B", 112, [(-5, 92), (40, 82), (82, 89), (130, 66), (180, 49), (230, 55), (300, 82), (356, 91)]
    )
    s.ridge("B8B49B", 112, [(300, 90), (356, 91), (425, 86), (490, 93), (580, 87)])
    s.ink("F1E7CC").polygon(
        [
            (172, 52),
            (193, 45),
            (210, 46),
            (230, 54.5),
            (222, 57.5),
            (213, 53),
            (203, 59),
            (193, 54),
            (183, 58),
        ]
    )
    s.ridge(
        "8C9A90",
        112,
        [(-5, 101), (60, 95), (130, 100), (208, 96), (290, 104), (380, 99), (460, 105), (580, 100)],
    )
    s.fade(111, 198, "8FACB3", "38576B")
    s.glints("F1DDB0", (330, 116, 110, 62), 26, 7)
    s.glints("A9C2C6", (420, 140, 150, 44), 14, 3)
    hull = s.ink("4E6A78")
    hull.polygon(
        [
            (305, 106.5),
            (527, 106.5),
            (527, 109),
            (518, 109),
            (508, 115.5),
            (323, 115.5),
            (312, 109),
            (305, 109),
        ]
    )
    hull.polygon([(426, 107), (429, 94), (446, 94), (449, 98), (460, 99), (460, 107)])
    hull.rect(436.4, 85, 1.9, 10)
    dark = s.ink("13263A")
    dark.polygon(
        [(-5, 157), (356, 157), (380, 162), (380, 169), (200, 169), (580, 181), (580, 200), (-5, 200)]
    )
    for x in (34, 98, 161, 224, 287, 345):
        dark.polygon([(x - 5, 158), (x - 3, 152), (x + 3, 152), (x + 5, 158)])
    _hull(s)
    s.trestle("13263A", 21, 66, 157, 31)
    dark.polygon([(7, 61), (58, 56), (135, 46), (136, 48.6), (58, 61), (58, 67), (7, 67)])
    dark.bar([(130, 48), (130, 92)], 1.2)
    dark.rect(124, 91, 12, 6)


def _hull(s: Stage) -> None:
    body = s.ink("1D3A52")
    after: list[Point] = [
        (58, 133),
        (98, 133),
        (98, 122.5),
        (124, 122.5),
        (124, 115),
        (141, 115),
        (144, 122.5),
    ]
    house: list[Point] = [
        (165, 122.5),
        (169, 106),
        (174, 100),
        (188, 100),
        (194, 111),
        (199, 111),
        (205, 123),
    ]
    fore: list[Point] = [(230, 124), (233, 133), (248, 133), (251, 129), (268, 129), (270, 132.5), (317, 128)]
    body.polygon([*after, *house, *fore, (297, 150), (66, 150)])
    body.rect(179.2, 81, 1.8, 20)
    body.rect(173, 82.4, 14.5, 1.5)
    body.bar([(268, 130), (291, 127.4)], 1.3)
    s.ink("5A7C8E").bar([(66, 145), (302, 145)], 0.7)
    s.ink("A3452F").polygon([(67, 149.5), (298, 149.5), (295, 152.6), (70, 152.6)])


def strait(s: Stage) -> None:
    """Patrol ships in a narrow sea off a far coast."""
    s.fade(0, 98, "DDE3DC", "F2DCB6")
    s.ink("FBF1D6").disc(150, 82, 19)
    s.clouds("EFE6D0", [(300, 26, 170), (40, 44, 120), (470, 54, 130)])
    s.ridge(
        "B7BDB0",
        99,
        [(250, 98), (310, 88), (350, 76), (384, 63), (404, 66), (436, 52), (470, 58), (520, 74), (580, 80)],
    )
    s.ridge("92A3A0", 99, [(-5, 84), (30, 80), (64, 87), (90, 93), (118, 98)])
    s.ridge("92A3A0", 99, [(390, 98), (430, 88), (474, 82), (510, 86), (552, 76), (580, 74)])
    s.fade(98, 198, "9DBABD", "2E5266")
    s.glints("F6E3B8", (96, 102, 110, 74), 30, 11)
    s.glints("7FA0AA", (300, 120, 260, 66), 30, 5)
    s.frigate("7D959E", 452, 108, 56, -1)
    s.frigate("56737F", 560, 120, 88, -1)
    s.frigate("1D3A52", 176, 158, 214, 1)
    wake = s.ink("D9E4E0")
    wake.polygon([(150, 158.6), (378, 157.4), (384, 159), (300, 160.6), (120, 161.4)])
    wake.polygon([(371, 157), (378, 150.6), (377, 158.6)])
    s.ink("CBDAD8").polygon([(96, 165), (210, 163.6), (160, 166.4)])
    s.ink("BACBC9").bar([(470, 121), (566, 120.6)], 1)
    buoy = s.ink("A3452F")
    buoy.polygon([(486, 170), (490, 148), (496, 148), (500, 170)])
    buoy.rect(491.6, 140, 2.8, 9)
    s.ink("13263A").oval(493, 171, 13, 4)
    s.ink("F6E3B8").disc(493, 139, 2.4)
    s.birds("4E6A78", [(260, 60, 9), (282, 52, 7), (244, 48, 6)])


CRATES: Final = ("A3452F", "C08A3E", "3F6F80", "7D8A74", "5B6F86", "B5704A")


def port(s: Stage) -> None:
    """A freighter under the cranes, containers on the quay."""
    s.fade(0, 112, "E9E6D2", "F3D6A4")
    s.ink("FCF2D4").disc(96, 70, 21)
    s.clouds("F6EED8", [(180, 28, 160), (430, 40, 120)])
    s.hills("BDB9A0", 113, [30, 22, 40, 58, 36, 24, 34, 20])
    city = s.ink("A3AB9F")
    for n in range(24):
        height = 12 + (n * 37) % 29
        city.rect(6 + n * 24, 113 - height, 13 + (n * 7) % 8, height)
    s.fade(112, 198, "94B1B5", "34566A")
    s.glints("F5E1B2", (40, 116, 110, 60), 26, 4)
    _freighter(s)
    for x in (372, 470):
        _gantry(s, x)
    s.ridge("13263A", 200, [(300, 200), (316, 168), (580, 164)])
    _stacks(s)
    boat = s.ink("1D3A52")
    boat.polygon([(56, 168), (112, 166), (104, 177), (64, 178)])
    boat.polygon([(68, 168), (70, 157), (84, 157), (86, 167)])
    boat.rect(76, 143, 1.4, 15)
    boat.bar([(77, 145), (104, 164)], 0.8)
    s.birds("5B727E", [(236, 66, 9), (256, 58, 7), (222, 54, 6)])


def _freighter(s: Stage) -> None:
    for row in range(3):
        for column in range(11 - row):
            colour = CRATES[(column * 5 + row * 3) % 6]
            s.ink(colour).rect(150 + column * 19 + row * 4, 118 - row * 9, 18, 8.4)
    s.ink("F1E8D2").polygon([(364, 127), (364, 92), (386, 92), (388, 127)])
    s.ink("2A4358").rect(366, 97, 19, 3)
    s.ink("1D3A52").rect(373, 80, 7, 12)
    s.ink("24425A").polygon([(122, 124), (394, 126), (392, 150), (140, 150)])
    s.ink("8A3B2A").polygon([(138, 148), (392, 148), (391, 152.5), (142, 152.5)])
    s.ink("C5D5D4").bar([(128, 153.4), (404, 153.4)], 1.3)


def _gantry(s: Stage, x: float) -> None:
    steel = s.ink("13263A")
    for leg in (0, 46):
        steel.bar([(x + leg, 60), (x + leg - 3, 168)], 3.2)
    steel.bar([(x - 2, 116), (x + 46, 116)], 2.6)
    steel.bar([(x - 2, 116), (x + 46, 160)], 1.0)
    steel.bar([(x - 84, 62), (x + 66, 58)], 4.0)
    steel.bar([(x + 10, 60), (x + 18, 30)], 2.6)
    steel.bar([(x + 18, 30), (x - 76, 60)], 1.0)
    steel.bar([(x + 18, 30), (x + 62, 58)], 1.0)
    steel.bar([(x - 46, 62), (x - 46, 90)], 0.9)
    s.ink("C08A3E").rect(x - 55, 90, 18, 8.4)


def _stacks(s: Stage) -> None:
    for row in range(3):
        for column in range(12 - row * 2):
            colour = CRATES[(column * 7 + row * 2 + 1) % 6]
            s.ink(colour).rect(342 + column * 19.6 + row * 12, 175 - row * 9.6, 18.6, 9)
    s.ink("0F1E2E").rect(312, 184, 270, 16)


def storm(s: Stage) -> None:
    """Relief at sea: a tug and a helicopter off a drenched town."""
    s.fade(0, 118, "37485A", "9FAFAE")
    banks = (("44566A", 20, 1.0), ("52667A", 40, 0.8), ("627889", 58, 0.6))
    for colour, y, size in banks:
        cloud = s.ink(colour)
        for n in range(9):
            across = (52 + 17 * ((n * 5) % 4)) * size
            cloud.oval(n * 74 - 10 + y * 0.6, y - 8, across, across * 0.36)
    s.ink("F3E6B4").polygon([(300, 44), (288, 72), (298, 72), (286, 102), (314, 64), (303, 64), (312, 44)])
    s.hills("7C8E90", 120, [10, 24, 16, 34, 20, 40, 26, 14])
    s.fade(119, 170, "7A9196", "5A7480")
    town = s.ink("3C5263")
    for x, w, h in (
        (330, 26, 22),
        (360, 18, 32),
        (382, 30, 18),
        (416, 22, 28),
        (442, 34, 20),
        (480, 20, 34),
        (504, 30, 22),
        (538, 40, 28),
    ):
        town.rect(x, 140 - h, w, h + 4)
        town.polygon([(x - 3, 140 - h), (x + w / 2, 132 - h), (x + w + 3, 140 - h)])
    s.windows("F0D9A0", (333, 122, 20, 10), (3, 1))
    s.windows("F0D9A0", (446, 124, 26, 10), (4, 1))
    _swell(s, "4C6775", 146, 7, 0.0)
    _helicopter(s)
    _swell(s, "36505F", 160, 9, 2.1)
    s.ink("8A3B2A").polygon([(232, 156), (330, 152), (318, 172), (246, 174)])
    relief = s.ink("E6DEC8")
    relief.polygon([(252, 156), (254, 143), (290, 142), (294, 154)])
    relief.rect(262, 132, 14, 11)
    s.ink("22384A").rect(258, 147, 24, 3)
    s.ink("22384A").rect(268.4, 118, 1.4, 15)
    _swell(s, "243C4C", 174, 8, 4.4)
    _swell(s, "162A3A", 188, 6, 1.2)
    rain = s.ink("A9B9BC")
    for n in range(70):
        x, y = (n * 83) % 600, (n * 47) % 150
        rain.bar([(x, y), (x - 5, y + 15)], 0.5)


def _swell(s: Stage, colour: str, level: float, height: float, phase: float) -> None:
    """A rank of waves across the picture."""
    points: list[Point] = []
    for n in range(97):
        x = n * 6.0
        points.append(
            (x, level - height * 0.6 * math.sin(x / 31 + phase) - height * 0.4 * math.sin(x / 13 + 2 * phase))
        )
    s.ridge(colour, 200, points)
    crest = s.ink("C4D2D2")
    for n in range(1, 96):
        if points[n][1] < points[n - 1][1] and points[n][1] < points[n + 1][1]:
            crest.bar([points[n - 1], points[n], points[n + 1]], 1.2)


def _helicopter(s: Stage) -> None:
    body = s.ink("16293A")
    body.oval(150, 74, 21, 10)
    body.polygon([(132, 68), (84, 66), (84, 70), (130, 79)])
    body.polygon([(86, 70), (78, 54), (84, 54), (92, 68)])
    body.rect(147, 59, 3, 9)
    body.bar([(96, 59), (202, 59)], 1.5)
    body.bar([(138, 88), (168, 88)], 1.3)
    body.bar([(144, 82), (142, 88)], 1.2)
    body.bar([(158, 82), (160, 88)], 1.2)
    s.ink("A9C0C4").polygon([(157, 67), (166, 70), (169, 75), (157, 75)])
    body.bar([(150, 84), (152, 116)], 0.8)
    s.ink("C9863C").rect(145, 115, 14, 9, 1)
