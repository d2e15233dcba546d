"""Colour by role in three palettes (look book, section 4), and how well colours read on one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import evolve, fields, frozen

from game.drawing.contrast import Colour as Colour
from game.drawing.contrast import best_on as best_on
from game.drawing.contrast import contrast as contrast
from game.drawing.contrast import count_ink
from game.drawing.contrast import luminance as luminance
from game.drawing.symbols import SeatColours
from rules.terms import Power, Result


def _hex(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _hexes(text: str) -> tuple[Colour, ...]:
    return tuple(_hex(word) for word in text.split())


@frozen
class Palette:
    """Every colour of the board by what it is for."""

    name: str
    title: str
    about: str
    paper: Colour
    card: Colour
    sunken: Colour
    hairline: Colour
    faint: Colour
    ink: Colour
    second: Colour
    muted: Colour
    gold: Colour
    good: Colour
    bad: Colour
    warn: Colour
    brass: Colour
    focus: Colour
    navy: Colour
    navy_raised: Colour
    navy_edge: Colour
    cream: Colour
    cream_second: Colour
    focus_on_navy: Colour
    chosen: Colour
    """The ground of a chosen row."""
    advice: Colour
    """The ground of the advisor's line."""
    primary: Colour
    primary_text: Colour
    sea_deep: Colour
    sea_shallow: Colour
    sea_label: Colour
    sea_line: Colour
    land: Colour
    land_neutral: Colour
    land_label: Colour
    coast: Colour
    map_border: Colour
    tints: tuple[Colour, ...]
    """Of land by holder: Japan, the United States, China, the DPRK, partners."""
    tint_share: float
    seats: tuple[SeatColours, ...]
    partner: SeatColours
    rungs: tuple[Colour, ...]
    results: tuple[Colour, ...]
    """From a major setback to a major gain."""
    lines: tuple[Colour, ...]
    """Of the seven lines of programmes."""
    border: float = 1.0
    dark: bool = False

    def seat(self, power: Power) -> SeatColours:
        """Return a seat's colours."""
        return self.seats[power]

    def rung_ink(self, rung: int) -> Colour:
        """Return the colour of a figure on a rung: dark to 5, white from 6."""
        return (0x17, 0x1B, 0x20) if rung <= 5 else (255, 255, 255)

    def result_ink(self, result: Result) -> Colour:
        """Return the colour of a word on a result."""
        return best_on(self.results[result])


_SYMBOL: Final = _hex("#FFFDF6")
_DARK: Final = _hex("#15120C")
_TINTS: Final = _hexes("#3F66B8 #0B8A86 #C2563A #4A4340 #7F8746")


def _seat(fill: str, ink: str | None = None, symbol: Colour = _SYMBOL, edge: Colour = _SYMBOL) -> SeatColours:
    return SeatColours(fill=_hex(fill), symbol=symbol, edge=edge, ink=_hex(ink or fill))


PAPER: Final = Palette(
    name="paper",
    title="Paper",
    about="the house palette",
    paper=_hex("#F6F0E1"),
    card=_hex("#FDFAF1"),
    sunken=_hex("#ECE3CE"),
    hairline=_hex("#D3C6A8"),
    faint=_hex("#E2D8C0"),
    ink=_hex("#1F262E"),
    second=_hex("#514C42"),
    muted=_hex("#696150"),
    gold=_hex("#7D5A12"),
    good=_hex("#22663F"),
    bad=_hex("#9C2B1F"),
    warn=_hex("#8A5200"),
    brass=_hex("#B58A3A"),
    focus=_hex("#B56A00"),
    navy=_hex("#15293E"),
    navy_raised=_hex("#223C56"),
    navy_edge=_hex("#35536F"),
    cream=_hex("#F5EDD9"),
    cream_second=_hex("#C9C5B8"),
    focus_on_navy=_hex("#F0B64E"),
    chosen=_hex("#EADCC0"),
    advice=_hex("#DFDEC8"),
    primary=_hex("#15293E"),
    primary_text=_hex("#F5EDD9"),
    sea_deep=_hex("#C3D8DE"),
    sea_shallow=_hex("#D9E7E7"),
    sea_label=_hex("#2C566B"),
    sea_line=_hex("#86A7B3"),
    land=_hex("#F0E9D8"),
    land_neutral=_hex("#E7E0CF"),
    land_label=_hex("#4B4436"),
    coast=_hex("#6F7F83"),
    map_border=_hex("#8C7C62"),
    tints=_TINTS,
    tint_share=0.15,
    seats=(
        _seat("#1B3B7C"),
        _seat("#0B7A78", "#075E5C"),
        _seat("#B7452C", "#9A3824"),
        _seat("#2B2622"),
    ),
    partner=_seat("#6E6552"),
    rungs=_hexes("#AFC3C4 #CFC48E #E0BF62 #E5A743 #E08B31 #D46D29 #BC4D27 #9C3124 #741E22 #461019"),
    results=_hexes("#8A2C1E #CC7A4B #B5AC95 #5C9AA6 #1B5A70"),
    lines=_hexes("#7F4A38 #5F5487 #3F7F7C #4A6A8C #35536F #6B6B34 #8A6A2E"),
)

HARBOUR: Final = evolve(
    PAPER,
    name="harbour",
    title="Harbour",
    about="blue and orange, no red against green",
    good=_hex("#0B5790"),
    bad=_hex("#9A3F00"),
    focus=_hex("#7A3FA0"),
    tints=_hexes("#3F66B8 #5FA8D8 #C77A2E #4A4340 #8A8A6A"),
    seats=(
        _seat("#12397F"),
        _seat("#7CC0E6", "#0F5E8C", _DARK, _DARK),
        _seat("#C25A00", "#8F4200", _DARK, _DARK),
        _seat("#1C1A18"),
    ),
    rungs=_hexes("#D9D3C0 #EBD79C #F0C66C #EFAE45 #E5902C #D2711D #B45713 #8F4010 #672C0C #3D190A"),
    results=_hexes("#7A3300 #D98B3F #B5AC95 #6FA6CF #124F86"),
)

NIGHT: Final = evolve(
    PAPER,
    name="night",
    title="Night watch",
    about="high contrast, 7 : 1 and more",
    paper=_hex("#000000"),
    card=_hex("#0C0C0C"),
    sunken=_hex("#1C1C1C"),
    hairline=_hex("#8C8C8C"),
    faint=_hex("#5A5A5A"),
    ink=_hex("#FFFFFF"),
    second=_hex("#E6E6E6"),
    muted=_hex("#CFCFCF"),
    gold=_hex("#FFD98A"),
    good=_hex("#7CF0A0"),
    bad=_hex("#FF9A86"),
    warn=_hex("#FFC46B"),
    brass=_hex("#F0C060"),
    focus=_hex("#FF6CF2"),
    navy=_hex("#000000"),
    navy_raised=_hex("#262626"),
    navy_edge=_hex("#8C8C8C"),
    cream=_hex("#FFFFFF"),
    cream_second=_hex("#E0E0E0"),
    focus_on_navy=_hex("#FF6CF2"),
    chosen=_hex("#333333"),
    advice=_hex("#1C1C1C"),
    primary=_hex("#FFFFFF"),
    primary_text=_hex("#000000"),
    sea_deep=_hex("#000000"),
    sea_shallow=_hex("#0A0A0A"),
    sea_label=_hex("#B8DCEB"),
    sea_line=_hex("#7FA6B8"),
    land=_hex("#262626"),
    land_neutral=_hex("#1E1E1E"),
    land_label=_hex("#FFFFFF"),
    coast=_hex("#9A9A9A"),
    map_border=_hex("#B0B0B0"),
    tints=_hexes("#6FA8FF #F5DC52 #FF6347 #FFFFFF #9AA060"),
    tint_share=0.08,
    seats=(
        _seat("#6FA8FF", None, _hex("#000000"), _hex("#000000")),
        _seat("#F5DC52", None, _hex("#000000"), _hex("#000000")),
        _seat("#FF6347", "#FF8A74", _hex("#000000"), _hex("#000000")),
        _seat("#FFFFFF", None, _hex("#000000"), _hex("#000000")),
    ),
    partner=_seat("#BDB694", None, _hex("#000000"), _hex("#000000")),
    results=_hexes("#FF8A74 #E0A070 #C8C0AC #86C8D4 #6FC6EE"),
    lines=_hexes("#F0A58C #BFB2F0 #8CDAD6 #9CC4EE #B8CCE0 #D6D68A #F0CC82"),
    border=2.0,
    dark=True,
)

PALETTES: Final = {palette.name: palette for palette in (PAPER, HARBOUR, NIGHT)}


# ---------- roles ----------

HOLDERS: Final = ("japan", "us", "china", "dprk", "partner")
"""Whose land is tinted, in the order of `Palette.tints`."""

SHADOW: Final = (0x0A, 0x14, 0x22)


def hexed(colour: Sequence[int]) -> str:
    """Return a colour as pages write it, such as `#1b3b7c`."""
    return "#" + "".join(f"{part:02x}" for part in colour[:3])


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour so far on the way to another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@cache
def roles(palette: Palette) -> Mapping[str, str]:
    """Return the colour of every role by its name, such as `ink`, `seat-us-symbol`, `rung-4-ink`."""
    plain = {name.replace("_", "-"): getattr(palette, name) for name in PLAIN}
    found = plain | _seat_roles(palette) | _map_roles(palette) | {"shadow": SHADOW}
    for rung, colour in enumerate(palette.rungs):
        found |= {f"rung-{rung}": colour, f"rung-{rung}-ink": palette.rung_ink(rung)}
    for result in Result:
        name = "result-" + result.key.replace("_", "-")
        found |= {name: palette.results[result], f"{name}-ink": palette.result_ink(result)}
    for nth, colour in enumerate(palette.lines):
        found[f"line-{nth}"] = colour
    return MappingProxyType({name: hexed(found[name]) for name in sorted(found)})


PLAIN: Final = tuple(each.name for each in fields(Palette) if str(each.type) == "Colour")
"""The roles that are a palette's own fields."""


def _seat_roles(palette: Palette) -> dict[str, Sequence[int]]:
    found: dict[str, Sequence[int]] = {}
    sides = {power.key: palette.seats[power] for power in Power} | {"partner": palette.partner}
    for name, seat in sides.items():
        found |= {
            f"seat-{name}": seat.fill,
            f"seat-{name}-symbol": seat.symbol,
            f"seat-{name}-edge": seat.edge,
            f"seat-{name}-ink": seat.ink,
            f"seat-{name}-count": count_ink(seat),
        }
    return found


def _map_roles(palette: Palette) -> dict[str, Sequence[int]]:
    """Return the colours of the map that are mixed of others."""
    found: dict[str, Sequence[int]] = {}
    for nth, holder in enumerate(HOLDERS):
        share = palette.tint_share * (0.8 if holder == "partner" else 1.0)
        found[f"tint-{holder}"] = palette.tints[nth]
        found[f"land-{holder}"] = mixed(palette.land, palette.tints[nth], share)
    for nth, share in enumerate(SHALLOWS):
        shore = mixed(palette.sea_deep, palette.sea_shallow, share)
        found[f"shore-{nth}"] = shore
        found[f"water-{nth}"] = mixed(shore, palette.sea_line, WATERS[nth])
    found["sea-casing"] = mixed(palette.sea_shallow, palette.card, 0.7)
    found["zone"] = mixed(palette.sea_shallow, palette.card, 0.35)
    return found


SHALLOWS: Final = (0.3, 0.5, 0.75, 1.0)
"""How light the sea is in steps towards the coast."""
WATERS: Final = (0.0, 0.14, 0.24, 0.38)
"""How strong the line in the water is that begins each step."""


def properties(palette: Palette) -> str:
    """Return every role's colour as a custom property of a style sheet, a line for each."""
    return "".join(f"  --{role}: {colour};\n" for role, colour in roles(palette).items())
