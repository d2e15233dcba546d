"""Pictures of houses, halls and the coast."""

from __future__ import annotations

import math

from game.board.drawing.stage import Stage
from game.drawing.curves import Point, arc, curve


def parliament(s: Stage) -> None:
    """A house of parliament in the evening."""
    s.fade(0, 170, "BFCBD0", "F0D9AE")
    s.clouds("E4DCC4", [(20, 36, 150), (360, 26, 190), (250, 62, 110)])
    s.ink("F8E9C2").disc(452, 96, 22)
    s.hills("B9B49C", 152, [24, 40, 30, 52, 34, 44, 26, 38])
    city = s.ink("9AA297")
    for x, w, h in (
        (4, 26, 44),
        (34, 20, 60),
        (58, 30, 36),
        (92, 16, 52),
        (470, 24, 58),
        (498, 34, 40),
        (536, 22, 66),
        (560, 20, 46),
    ):
        city.rect(x, 152 - h, w, h)
    stone, dark, light = s.ink("3C5366"), s.ink("22394F"), "E9CF98"
    stone.rect(112, 102, 352, 56)
    for x in (112, 404):
        stone.rect(x, 92, 60, 66)
        dark.rect(x - 3, 90, 66, 4)
    dark.rect(108, 100, 360, 4)
    s.windows(light, (122, 108, 112, 40), (14, 2))
    s.windows(light, (342, 108, 112, 40), (14, 2))
    stone.rect(244, 78, 88, 80)
    dark.rect(240, 76, 96, 4)
    stone.rect(262, 54, 52, 24)
    dark.rect(259, 52, 58, 3.4)
    for n, (half, top) in enumerate(((22, 46), (17, 40), (12, 34), (7, 27), (3, 18))):
        (dark if n % 2 else stone).polygon(
            [(288 - half, 52), (288 - half + 2, top), (288 + half - 2, top), (288 + half, 52)]
        )
    s.windows(light, (266, 57, 44, 18), (6, 1))
    for n in range(6):
        s.ink("6C8494").rect(253 + n * 13, 86, 5, 66)
    s.ink(light).rect(281, 122, 14, 30)
    for n in range(5):
        s.ink(("4A6072", "3C5366", "30485C", "263E53", "1D344A")[n]).rect(
            236 - n * 9, 150 + n * 3.2, 104 + n * 18, 3.4
        )
    s.ridge("13263A", 200, [(-5, 164), (200, 166), (376, 166), (580, 164)])
    s.ink("24405A").polygon([(262, 166), (314, 166), (392, 200), (184, 200)])
    trees = s.ink("1B3447")
    for x, size in (
        (18, 17),
        (50, 13),
        (80, 16),
        (150, 10),
        (184, 11),
        (394, 11),
        (428, 10),
        (500, 16),
        (530, 13),
        (562, 18),
    ):
        trees.oval(x, 160 - size * 0.55, size, size * 0.95)
        trees.rect(x - 1, 158, 2, 10)


def missile(s: Stage) -> None:
    """A missile rising from a lorry on the coast at dusk."""
    s.fade(0, 128, "39506B", "E7B27F")
    for x, y, r in (
        (40, 22, 0.8),
        (90, 40, 0.6),
        (160, 16, 0.9),
        (250, 30, 0.6),
        (470, 18, 0.9),
        (530, 42, 0.7),
        (420, 36, 0.6),
    ):
        s.ink("E9E2CC").disc(x, y, r)
    s.hills("8D7C80", 129, [18, 36, 22, 46, 30, 14, 8, 4])
    s.hills("5E6273", 129, [30, 22, 34, 16, 10, 6, 3, 2])
    s.fade(128, 198, "B98F7C", "2C4358")
    s.glints("F3D3A0", (300, 132, 120, 48), 24, 9)
    spine = curve((214, 150), (222, 100), (262, 54), (338, 26), 40)
    _trail(s, spine)
    tip, back = spine[-1], spine[-3]
    length = math.dist(tip, back)
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    flame = s.ink("FFF3CF")
    flame.polygon(
        [
            (tip[0] - uy * 2.4, tip[1] + ux * 2.4),
            (tip[0] - ux * 22, tip[1] - uy * 22),
            (tip[0] + uy * 2.4, tip[1] - ux * 2.4),
        ]
    )
    s.ink("1B2B3E").bar([tip, (tip[0] + ux * 17, tip[1] + uy * 17)], 4.4)
    nose = (tip[0] + ux * 17, tip[1] + uy * 17)
    s.ink("1B2B3E").polygon(
        [
            (nose[0] - uy * 2.2, nose[1] + ux * 2.2),
            (nose[0] + ux * 8, nose[1] + uy * 8),
            (nose[0] + uy * 2.2, nose[1] - ux * 2.2),
        ]
    )
    smoke = s.ink("D9C3AC")
    for x, y, across in (
        (214, 154, 24),
        (190, 158, 18),
        (240, 158, 20),
        (168, 161, 13),
        (262, 161, 14),
        (214, 146, 12),
    ):
        smoke.oval(x, y, across, across * 0.45)
    s.ridge(
        "1A2A3C",
        200,
        [(-5, 140), (60, 146), (120, 156), (200, 160), (280, 162), (340, 170), (400, 184), (440, 200)],
    )
    lorry = s.ink("0F1C2B")
    lorry.rect(90, 147, 62, 6)
    lorry.polygon([(152, 153), (152, 139), (162, 139), (169, 146), (169, 153)])
    lorry.bar([(100, 148), (128, 122)], 6)
    for x in (98, 112, 126, 156):
        lorry.disc(x, 155, 5)
    for x, height in ((30, 15), (44, 20), (16, 22), (60, 12)):
        lorry.polygon([(x - 7, 148), (x, 146 - height), (x + 7, 148)])


def _trail(s: Stage, spine: list[Point]) -> None:
    """A rocket's trail, wide and dull below, thin and bright above."""
    for n, (x, y) in enumerate(spine):
        share = n / (len(spine) - 1)
        shade = (round(205 + 50 * share), round(184 + 52 * share), round(164 + 40 * share))
        s.ink(shade).disc(x + 1.6 * math.sin(n * 1.7), y, 9.5 - 7.4 * share)


def conference(s: Stage) -> None:
    """A hall with a long table laid for talks."""
    s.fade(0, 198, "3A4F63", "24384D")
    s.ink("1C3045").rect(0, 138, 576, 60)
    for n in range(5):
        left = 38 + n * 102
        s.ink("16283B").rect(left - 4, 16, 92, 112)
        _view(s, left, 20, 84, 104)
    for n in range(6):
        pillar = s.ink("2B4258")
        pillar.rect(14 + n * 102, 0, 17, 140)
        s.ink("3F586E").rect(14 + n * 102, 0, 4, 140)
        s.ink("16283B").rect(11 + n * 102, 134, 23, 6)
    s.ink("C99F4F").rect(0, 6, 576, 1.6)
    s.ink("C99F4F").rect(0, 136, 576, 1.4)
    glow = s.ink("31485E")
    glow.polygon([(60, 198), (130, 140), (200, 140), (160, 198)])
    glow.polygon([(416, 198), (376, 140), (446, 140), (516, 198)])
    for x in (168, 204, 240, 276, 312, 348, 384):
        chair = s.ink("12212F")
        chair.rect(x - 10, 128, 24, 28, 5)
    s.ink("7A4F2E").polygon([(104, 152), (472, 152), (512, 172), (64, 172)])
    s.ink("9A6A40").polygon([(106, 152), (470, 152), (474, 154), (102, 154)])
    s.ink("5A371F").polygon([(64, 172), (512, 172), (512, 179), (64, 179)])
    s.ink("3B2414").polygon([(110, 179), (134, 179), (128, 200), (116, 200)])
    s.ink("3B2414").polygon([(442, 179), (466, 179), (460, 200), (448, 200)])
    for n in range(6):
        x = 146 + n * 57
        s.ink("F4EAD2").polygon([(x - 10, 161), (x + 10, 161), (x + 12, 167), (x - 12, 167)])
        s.ink("D8E3E4").rect(x + 17, 154, 3.4, 9, 1)
    microphones = s.ink("12212F")
    for n in range(5):
        x = 178 + n * 57
        microphones.bar(curve((x, 166), (x, 156), (x + 2, 151), (x + 7, 150), 8), 1.1)
        microphones.oval(x + 8, 150, 2.6, 1.5)


def _view(s: Stage, x: float, y: float, width: float, height: float) -> None:
    """What a tall window shows: sky, a far ridge, the sea, and its bars."""
    for n in range(26):
        part = height * 0.66 / 26
        shade = (round(200 + 40 * n / 26), round(208 + 10 * n / 26), round(205 - 30 * n / 26))
        s.ink(shade).rect(x, y + n * part, width, part + 0.5)
    horizon = y + height * 0.66
    peak = (x * 37) % 50 + 16
    s.ink("A9A890").polygon(
        [
            (x, horizon),
            (x, horizon - 8),
            (x + peak, horizon - 26),
            (x + width, horizon - 9),
            (x + width, horizon),
        ]
    )
    s.ink("7F9DA6").rect(x, horizon, width, height * 0.34)
    for n in range(4):
        s.ink("B4C7C6").rect(x + (n * 29 + x) % (width - 24), horizon + 6 + n * 7, 18, 1)
    bars = s.ink("16283B")
    bars.rect(x + width / 2 - 1.2, y, 2.4, height)
    bars.rect(x, y + height * 0.36, width, 2.2)


def airfield(s: Stage) -> None:
    """An aircraft before tower, hangar and runway."""
    s.fade(0, 130, "C9D6DA", "F1DDB2")
    s.clouds("E6E4D6", [(60, 30, 190), (330, 48, 150), (470, 22, 120)])
    s.ink("FBF0D2").disc(188, 92, 22)
    s.hills("B4B59F", 132, [18, 44, 30, 20, 50, 64, 40, 22])
    s.hills("8E9C8E", 132, [10, 16, 26, 14, 10, 20, 28, 18])
    s.fade(131, 198, "8A9A86", "3F5A5A")
    s.ink("5D6E6E").polygon([(284, 134), (316, 134), (520, 200), (80, 200)])
    for n in range(6):
        y, width = 138 + n * n * 1.9 + n * 2, 0.8 + n * 0.8
        s.ink("EDE3C6").polygon(
            [
                (300 - width, y),
                (300 + width, y),
                (300 + width * 1.3, y + 3 + n),
                (300 - width * 1.3, y + 3 + n),
            ]
        )
    dark = s.ink("1D3A52")
    dark.polygon([(438, 146), (438, 116), *arc(500, 132, 62, -76, 76), (562, 146)])
    s.ink("12263A").polygon([(456, 146), (456, 122), *arc(500, 136, 45, -74, 74), (544, 146)])
    dark.polygon([(58, 146), (62, 92), (74, 92), (78, 146)])
    dark.polygon([(48, 92), (52, 76), (84, 76), (88, 92)])
    s.ink("E9CF98").polygon([(52, 89), (54, 80), (82, 80), (84, 89)])
    dark.rect(67, 58, 1.8, 20)
    dark.rect(96, 128, 78, 18)
    s.windows("E9CF98", (100, 131, 70, 10), (9, 1))
    _jet(s)


def _jet(s: Stage) -> None:
    body = s.ink("13263A")
    nose = curve((452, 168), (474, 170), (486, 174), (496, 178), 10)
    body.polygon(
        [
            (262, 172),
            (300, 166),
            (372, 164),
            (414, 160),
            *nose,
            (470, 182),
            (380, 184),
            (290, 181),
            (262, 177),
        ]
    )
    body.polygon([(276, 170), (258, 138), (274, 138), (318, 167)])
    body.polygon([(300, 178), (268, 188), (288, 189), (330, 182)])
    body.polygon([(336, 178), (300, 194), (330, 195), (404, 182)])
    s.ink("A9C0C4").polygon([(416, 161), (430, 155.4), (444, 156.4), (458, 167.6), (420, 166)])
    for x in (318, 452):
        body.bar([(x, 182), (x, 192)], 1.8)
        body.disc(x, 193, 3.6)
