"""Writes pictures as SVG: neutral shapes in, text out, always the same bytes for the same picture.

There is no `style` anywhere, neither attribute nor element, so that pages can forbid it: colours, type and
lines are presentation attributes, and `class` names what a page's own style sheet may dress.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Final, assert_never

from game.drawing.lettering import Face, TextStyle
from game.drawing.palette import PAPER, Palette, roles
from game.drawing.shapes import (
    Anchor,
    Circle,
    Close,
    Commands,
    Curve,
    Ends,
    Group,
    Ink,
    Line,
    Move,
    Path,
    Picture,
    Shape,
    Text,
    Window,
    Zone,
)

Colouring = Callable[[str], str]
"""What a role's colour is written as."""

PLACES: Final = 1
"""Decimals of lengths on a picture; shapes that are made larger or smaller get one more."""
SHARED: Final = 160
"""Outlines of so many letters that come more than once are written once."""

FAMILIES: Final[Mapping[Face, tuple[str, str, str]]] = {
    Face.TITLE: ("'EB Garamond 12',serif", "", ""),
    Face.SERIF: ("'EB Garamond 08',serif", "", ""),
    Face.TITLE_ITALIC: ("'EB Garamond 12',serif", "", "italic"),
    Face.SERIF_ITALIC: ("'EB Garamond 08',serif", "", "italic"),
    Face.BODY: ("'TP Sans',sans-serif", "", ""),
    Face.BODY_ITALIC: ("'TP Sans',sans-serif", "", "italic"),
    Face.MEDIUM: ("'TP Sans',sans-serif", "500", ""),
    Face.SEMIBOLD: ("'TP Sans',sans-serif", "600", ""),
    Face.BOLD: ("'TP Sans',sans-serif", "700", ""),
    Face.HEAVY: ("'TP Sans',sans-serif", "900", ""),
}
"""Each face as a family, a weight and a slant."""


def hexes(palette: Palette = PAPER) -> Colouring:
    """Return colours as they are in a palette; KeyError for an unknown role."""
    return roles(palette).__getitem__


def variables(palette: Palette = PAPER) -> Colouring:
    """Return colours as variables of the page's style sheet, with a palette's for where there is none."""
    known = roles(palette)
    return lambda role: f"var(--{role},{known[role]})"


def svg(picture: Picture, colours: Colouring | None = None) -> str:
    """Return a picture as an `svg` element that can stand in a page or in a file of its own."""
    return _Writer(picture, colours or hexes()).text()


# ---------- numbers ----------


def number(value: float, places: int = PLACES) -> str:
    """Return a number as short as it can be written with so many decimals."""
    return _short(round(value * 10**places), places)


def _short(units: int, places: int) -> str:
    """Return a whole number of decimal units as short as it can be written."""
    sign, digits = ("-" if units < 0 else ""), str(abs(units)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    if whole == "0" and part:
        whole = ""
    return sign + whole + ("." + part if part else "")


@lru_cache(4096)  # coasts and counters come again in every picture
def path_data(commands: Commands, places: int = PLACES) -> str:
    """Return an outline as path data: relative steps between rounded points, so that errors never add up."""
    out: list[str] = []
    now = first = (0, 0)
    said = ""
    for each in commands:
        match each:
            case Close():
                out.append("z")
                now, said = first, "z"
                continue
            case Move():
                letter, spots = "M", [(each.x, each.y)]
            case Line():
                letter, spots = "l", [(each.x, each.y)]
            case Curve():
                letter, spots = "c", [(each.ax, each.ay), (each.bx, each.by), (each.x, each.y)]
            case _:
                assert_never(each)
        points = [(round(x * 10**places), round(y * 10**places)) for x, y in spots]
        if letter == "l" and points[0] == now and said != "M":
            continue
        base = (0, 0) if letter == "M" else now
        steps = [part for x, y in points for part in (x - base[0], y - base[1])]
        out.append(_command(letter, said, [_short(step, places) for step in steps]))
        now, said = points[-1], letter
        first = now if letter == "M" else first
    return "".join(out)


def _command(letter: str, said: str, numbers: Iterable[str]) -> str:
    """Return a command; its letter is left out where it is the one before's."""
    text = before = "" if letter == said else letter
    for each in numbers:
        joins = each.startswith("-") or before == letter or (each.startswith(".") and "." in before)
        text += each if joins else " " + each
        before = each
    return text


# ---------- elements ----------


def _element(name: str, given: Mapping[str, str], inside: str | None = None) -> str:
    words = "".join(f' {key}="{escape(value)}"' for key, value in given.items() if value)
    return f"<{name}{words}/>" if inside is None else f"<{name}{words}>{inside}</{name}>"


class _Writer:
    """Writes one picture; outlines that come more than once stand in `defs`."""

    def __init__(self, picture: Picture, colours: Colouring) -> None:
        self.picture = picture
        self.colours = colours
        self.defs: list[str] = []
        self._counts: dict[int, int] = {}
        self._data: dict[tuple[int, int], str] = {}
        self._shared: dict[tuple[int, int], str] = {}
        self._seen: set[str] = set()
        for commands in _outlines(picture.shapes):
            self._counts[id(commands)] = self._counts.get(id(commands), 0) + 1

    def text(self) -> str:
        picture = self.picture
        told = any(_tells(shape) for shape in picture.shapes)
        body = "".join(self._shape(shape, PLACES) for shape in picture.shapes)
        key = picture.key
        head = _element("title", {"id": f"{key}-title"}, escape(picture.title, quote=False))
        if picture.about:
            head += _element("desc", {"id": f"{key}-about"}, escape(picture.about, quote=False))
        defs = _element("defs", {}, "".join(self.defs)) if self.defs else ""
        given = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(picture.width)} {number(picture.height)}",
            "width": number(picture.width),
            "height": number(picture.height),
            "id": key,
            "class": f"picture {key}",
            "role": "group" if told else "img",
            "aria-labelledby": f"{key}-title",
            "aria-describedby": f"{key}-about" if picture.about else "",
            "fill": "none",
            "fill-rule": "evenodd",
            "clip-rule": "evenodd",
        }
        return _element("svg", given, head + defs + body)

    def _shape(self, shape: Shape, places: int) -> str:
        match shape:
            case Path():
                return self._path(shape, places)
            case Circle():
                at = {"cx": number(shape.x, places), "cy": number(shape.y, places)}
                size = {"r": number(shape.radius, places + 1)}
                return _element("circle", at | size | self._ink(shape.ink))
            case Text():
                return self._text(shape, places)
            case Group():
                return self._group(shape, places)
            case Window():
                return self._window(shape, places)
            case Zone():
                return self._zone(shape, places)
            case _:
                assert_never(shape)

    # ---------- outlines ----------

    def _outline(self, commands: Commands, places: int) -> str:
        key = (id(commands), places)
        if key not in self._data:
            self._data[key] = path_data(commands, places)
        return self._data[key]

    def _drawn(self, commands: Commands, places: int, given: Mapping[str, str]) -> str:
        """Return an outline as a path, or as the use of one that is written once."""
        data = self._outline(commands, places)
        if self._counts.get(id(commands), 0) < 2 or len(data) < SHARED:
            return _element("path", {"d": data, **given})
        key = (id(commands), places)
        if key not in self._shared:
            name = f"{self.picture.key}-{len(self._shared) + 1}"
            self._shared[key] = name
            self.defs.append(_element("path", {"id": name, "d": data}))
        return _element("use", {"href": f"#{self._shared[key]}", **given})

    def _path(self, shape: Path, places: int) -> str:
        return self._drawn(shape.commands, places, self._ink(shape.ink))

    def _zone(self, shape: Zone, places: int) -> str:
        """Return a place that can be chosen; the first of its key has the identity `area-key`."""
        name = f"area-{shape.key}"
        given = {"id": "" if name in self._seen else name, "class": "area", "data-area": shape.key}
        self._seen.add(name)
        told = {"tabindex": "0", "role": "button", "aria-label": shape.label}
        data = {"d": self._outline(shape.commands, places)}
        return _element("path", given | told | {"pointer-events": "all"} | data)

    def _window(self, shape: Window, places: int) -> str:
        inside = "".join(self._shape(each, places) for each in shape.shapes)
        name = f"{self.picture.key}-w{len(self.defs)}"
        self.defs.append(_element("clipPath", {"id": name}, self._drawn(shape.outline, places, {})))
        return _element("g", {"clip-path": f"url(#{name})"}, inside)

    # ---------- groups and text ----------

    def _group(self, group: Group, places: int) -> str:
        finer = places if group.scale == 1 else PLACES + 1
        inside = "".join(self._shape(each, finer) for each in group.shapes)
        moves = []
        if group.at != (0.0, 0.0):
            moves.append(f"translate({number(group.at[0], places)} {number(group.at[1], places)})")
        if group.scale != 1:
            moves.append(f"scale({number(group.scale, 3)})")
        given = {
            "id": group.name,
            "class": group.kind,
            "transform": " ".join(moves),
            "role": "img" if group.label else "",
            "aria-label": group.label,
            "aria-hidden": "true" if group.kind == "decoration" else "",
        }
        return _element("g", given, inside) if any(given.values()) else inside

    def _text(self, text: Text, places: int) -> str:
        given = {
            "x": number(text.x, places),
            "y": number(text.y, places),
            **_type(text.style),
            "text-anchor": "" if text.anchor is Anchor.START else text.anchor.value,
            "fill": self.colours(text.colour),
        }
        if text.halo:
            given |= {
                "stroke": self.colours(text.halo),
                "stroke-width": number(max(2.0, text.style.size / 5)),
                "stroke-opacity": ".6",
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            }
        return _element("text", given, escape(text.words, quote=False))

    def _ink(self, ink: Ink) -> dict[str, str]:
        found: dict[str, str] = {}
        if ink.fill:
            found["fill"] = self.colours(ink.fill)
        if ink.line:
            found |= {"stroke": self.colours(ink.line), "stroke-width": number(ink.width, 2)}
            if ink.width == 1:
                found["stroke-width"] = ""
            if ink.dash:
                found["stroke-dasharray"] = " ".join(number(each) for each in ink.dash)
            if ink.ends is Ends.ROUND:
                found |= {"stroke-linecap": "round", "stroke-linejoin": "round"}
        if ink.opacity != 1:
            found["opacity"] = number(ink.opacity, 2)
        return found


def _type(style: TextStyle) -> dict[str, str]:
    family, weight, slant = FAMILIES[style.face]
    spacing = number(style.spacing) if style.spacing else ""
    return {
        "font-family": family,
        "font-size": number(style.size),
        "font-weight": weight,
        "font-style": slant,
        "letter-spacing": spacing,
    }


def _inside(shape: Shape) -> tuple[Shape, ...]:
    return shape.shapes if isinstance(shape, Group | Window) else ()


def _outlines(shapes: Iterable[Shape]) -> Iterator[Commands]:
    for shape in shapes:
        if isinstance(shape, Path | Zone):
            yield shape.commands
        elif isinstance(shape, Window):
            yield shape.outline
        yield from _outlines(_inside(shape))


def _tells(shape: Shape) -> bool:
    """Tell whether a shape or one inside it has words of its own for a screen reader."""
    own = isinstance(shape, Zone) or (isinstance(shape, Group) and bool(shape.label))
    return own or any(_tells(each) for each in _inside(shape))
